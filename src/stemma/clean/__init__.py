"""Pages told apart: what is body, title, dateline, byline, credit, caption, and what is furniture.

The package can be called: ``stemma.clean(page)`` is ``stemma.clean.clean(page)``.
"""

import sys
from types import ModuleType

from stemma.clean.blocks import find_blocks
from stemma.clean.whole import clean, clean_page, clean_text
from stemma.model import Cleaned
from stemma.settings import CleanSettings

__all__ = ["clean", "clean_page", "clean_text", "find_blocks"]


class _Callable(ModuleType):
    """The package and its first function share a name; whoever imports the package can still call it."""

    def __call__(self, text_or_bytes: str | bytes, *, settings: CleanSettings | None = None) -> Cleaned:
        return clean(text_or_bytes, settings=settings)


sys.modules[__name__].__class__ = _Callable
