"""One page that a person reads, prints and sends; and the drawings in it."""

from stemma.page.drawn import draw_claims, draw_collation, draw_map, draw_stemma, draw_timeline
from stemma.page.render import render_case

__all__ = ["draw_claims", "draw_collation", "draw_map", "draw_stemma", "draw_timeline", "render_case"]
