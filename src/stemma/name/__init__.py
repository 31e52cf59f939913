"""Names, places and times: which mean the same, and what each outlet calls it."""

from stemma.name.match import match_names
from stemma.name.places import find_places

__all__ = ["find_places", "match_names"]
