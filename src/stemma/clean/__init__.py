"""Pages told apart: what is body, title, dateline, byline, credit, caption, and what is furniture."""

from stemma.clean.blocks import find_blocks
from stemma.clean.whole import clean, clean_page, clean_text

__all__ = ["clean", "clean_page", "clean_text", "find_blocks"]
