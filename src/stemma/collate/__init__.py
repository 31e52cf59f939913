"""All witnesses of a story side by side, and the places where they differ."""

from stemma.collate.collation import Collation, collate
from stemma.collate.stories import collate_stories

__all__ = ["Collation", "collate", "collate_stories"]
