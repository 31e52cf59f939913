"""Pages told apart: what is body, title, dateline, byline, credit, caption, and what is furniture."""

from stemma.clean.blocks import find_blocks

__all__ = ["find_blocks"]
