"""Claims over reports, replies, counts, differences and habits."""

from stemma.reckon.claims import find_claims, unanswered
from stemma.reckon.count import recount

__all__ = ["find_claims", "recount", "unanswered"]
