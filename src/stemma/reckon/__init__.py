"""Claims over reports, replies, counts, differences and habits."""

from stemma.reckon.claims import find_claims, unanswered
from stemma.reckon.count import recount
from stemma.reckon.difference import compare_reports, find_differences
from stemma.reckon.habit import Choice, find_choices, find_habits
from stemma.reckon.phrasing import find_phrasings

__all__ = [
    "Choice",
    "compare_reports",
    "find_choices",
    "find_claims",
    "find_differences",
    "find_habits",
    "find_phrasings",
    "recount",
    "unanswered",
]
