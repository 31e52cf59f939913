"""What the words around a number say that it counts, beyond the noun after it: jobs that go, room for somebody."""

import re

from stemma.reckon.quantity import find_quantities

# "470 employees are to go", "letting 540 people go", "lost their jobs": what is counted is jobs.
_STAFF = r"(?:people|persons|employees|workers|staff|men|women|members\sof\sstaff)"
_LAID_OFF = re.compile(
    rf"(?:\s(?:of\s(?:its|the|their)\s)?(?:[a-z]+\s)?{_STAFF})?\s(?:who\s)?(?:(?:are|is|were|will|would|to|be|being|been|have|had|has|must|could|may|soon)\s)*"
    r"(?:go\b(?=[,.;]|\s(?:by|in|over|at)\b)|let\sgo\b|laid\soff\b|made\sredundant\b|dismissed\b|sacked\b|(?:[a-z]+\s){0,4}?los(?:e|t|ing)\stheir\s(?:jobs|posts|positions|employment|livelihoods?)\b)",
    re.IGNORECASE,
)
_LAYS_OFF = re.compile(
    r"\b(?:lay(?:s|ing)?\soff|laid\soff|dismiss(?:es|ed|ing)?|sack(?:s|ed|ing)?|let(?:s|ting)?\sgo(?:\sof)?)\s(?:(?:at\sleast|more\sthan|up\sto|some|about|around|nearly|almost|over)\s)?$",
    re.IGNORECASE,
)
# Who may be there is not who was: "can take 150 passengers".
_ROOM_FOR = re.compile(
    r"\b(?:(?:can|could|to|may)\s(?:take|carry|hold|seat|house|accommodate|sleep)|(?:room|space|capacity|berths|seats|beds)\s(?:for|of))\s"
    r"(?:(?:at\smost|up\sto|as\smany\sas|some|about|around|more\sthan)\s)?$",
    re.IGNORECASE,
)
_THEM, _OF_THEM = (
    re.compile(r"(?P<before>(?:\S+\s){0,3})\b(?P<noun>[a-z]{2,}s),\s$"),
    re.compile(r"\sof\sthem\b"),
)  # "wore beads, 310 of them", no part


def are_laid_off(before: str, after: str) -> bool:
    """Whether a number counts people who lose their jobs, by what stands before and after it in its sentence."""
    return bool(_LAID_OFF.match(after) or _LAYS_OFF.search(before[-60:]))


def is_room_for(before: str) -> bool:
    """Whether what stands before a number says that so many may be there."""
    return _ROOM_FOR.search(before[-60:]) is not None


def counted_before(before: str, after: str) -> str:
    """The noun that a number counts all of and that stands before it, "" where none does: not "214 boats, eleven of them"."""
    match = _THEM.search(before[-60:]) if _OF_THEM.match(after) else None
    return match.group("noun") if match and not find_quantities(match.group("before")) else ""
