"""Which attribution of a claim the others are held against."""

from stemma.model import Span
from stemma.reckon.reference import choose_reference
from stemma.reckon.units import Unit, find_terms

SHORT = "We told them so in March"
LONG = "The old bridge was never safe and the council knew about it for years, as everybody here knows well"


def unit_of(text: str, content: str, name: str) -> tuple[Unit, tuple[tuple[int, ...], tuple[int, ...]]]:
    """A direct attribution of a content, and the words of its report that are quoted: these."""
    begin = text.index(content)
    span = Span(begin, begin + len(content))
    terms = find_terms(text, [span], ((), (), ()))
    return Unit(name, 0, name, (span,), "moor", "direct", False, terms, whole=span), ((begin,), (span.end,))


def test_a_post_quotes_nothing():
    """Who quotes may have words of two posts: against one of them he would seem to have put the other's in."""
    texts = {"quoting": f"“{SHORT},” Ida Moor wrote.", "post": f"{LONG} — Ida Moor (@idamoor) May 4, 2021"}
    made = {name: unit_of(texts[name], content, name) for name, content in (("quoting", SHORT), ("post", LONG))}
    units = [unit for unit, _ in made.values()]
    order = {"quoting": 0, "post": 1}
    quoted = {name: spans for name, (_, spans) in made.items()}
    assert choose_reference(units, order, texts, quoted).report_id == "quoting"
    in_marks = texts | {"post": texts["post"].replace(LONG, f"“{LONG}”")}
    made["post"] = unit_of(in_marks["post"], LONG, "post")
    quoted = {name: spans for name, (_, spans) in made.items()}
    assert choose_reference([unit for unit, _ in made.values()], order, in_marks, quoted).report_id == "post"
