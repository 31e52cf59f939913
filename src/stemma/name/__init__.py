"""Names, places and times: which mean the same, and what each outlet calls it."""

from stemma.name.entities import find_entities
from stemma.name.match import match_names
from stemma.name.places import find_places
from stemma.name.times import find_times, time_tables

__all__ = ["find_entities", "find_places", "find_times", "match_names", "time_tables"]
