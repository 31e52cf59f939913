"""Stemma shows how news stories travelled: who copied whom, who said what, and how many sources a claim really has.

Every function here works on plain inputs without a case; ``read`` and ``open_case`` keep an investigation on disk.
Names are loaded when they are first used, so that importing the package costs next to nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

# These two are named as the packages that hold them: bound here at once, or the package would take the name.
from stemma.clean import clean
from stemma.collate import Collation, collate

if TYPE_CHECKING:
    from stemma.attribute import find_attributions
    from stemma.case import Case, open_case, read
    from stemma.descend import infer_descent
    from stemma.errors import StemmaError
    from stemma.group import group_stories
    from stemma.ingest import Columns
    from stemma.model import (
        Attribution,
        Block,
        Claims,
        Cleaned,
        Entities,
        NameCorrection,
        Place,
        Report,
        Span,
        Stemma,
        TimeExpression,
    )  # fmt: skip
    from stemma.name import find_entities, find_places, find_times, match_names
    from stemma.reckon import find_claims, find_differences
    from stemma.settings import Settings
    from stemma.trace import find_reuse

_HOMES = {
    "Attribution": "model", "Block": "model", "Case": "case", "Claims": "model", "Cleaned": "model",
    "Columns": "ingest", "Entities": "model", "NameCorrection": "model", "Place": "model", "Report": "model",
    "Settings": "settings", "Span": "model", "Stemma": "model", "StemmaError": "errors", "TimeExpression": "model",
    "find_attributions": "attribute", "find_claims": "reckon",
    "find_differences": "reckon", "find_entities": "name", "find_places": "name", "find_reuse": "trace",
    "find_times": "name", "group_stories": "group", "infer_descent": "descend", "match_names": "name",
    "open_case": "case", "read": "case",
}  # fmt: skip

__all__ = [
    "Attribution", "Block", "Case", "Claims", "Cleaned", "Collation", "Columns", "Entities", "NameCorrection", "Place",
    "Report", "Settings", "Span", "Stemma", "StemmaError", "TimeExpression", "clean", "collate", "find_attributions",
    "find_claims", "find_differences", "find_entities", "find_places", "find_reuse", "find_times", "group_stories",
    "infer_descent", "match_names", "open_case", "read",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'stemma' has no attribute {name!r}")
    return getattr(import_module(f"stemma.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return __all__
