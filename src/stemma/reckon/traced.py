"""How traced passages lie upon the contents of two reports: over both, or around both, so that they stand in one place."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

import pyarrow as pa

from stemma.model import Span
from stemma.reckon.units import Unit

OFF = 80.0  # code points by which two contents may lie off the place that a passage gives them
AROUND = 80  # code points that a passage must have outside of both contents, to show that they stand in one text
GAP = 60  # code points between a passage and a content beside it: the words of saying may stand there, told otherwise

Place = tuple[int, int, int, int]
"""Begin and end in the report of the lesser id, begin and end in the other."""


class Traced(NamedTuple):
    """What traced reuse says of two contents, by the numbers of their units: ``copied``, whether a passage lays the one upon the
    other; ``amid``, whether they stand in the same place of a text that both reports have.
    """

    copied: Callable[[Iterable[int], Iterable[int]], bool]
    amid: Callable[[Iterable[int], Iterable[int]], bool]


def index_passages(reuse: pa.Table | None) -> dict[tuple[str, str], list[Place]]:
    """The passages of each pair of reports, in order."""
    traced: dict[tuple[str, str], list[Place]] = {}
    if reuse is not None:
        names = ("a_report", "b_report", "a_begin", "a_end", "b_begin", "b_end")
        for a_report, b_report, *spans in zip(*(reuse.column(name).to_pylist() for name in names), strict=True):
            traced.setdefault((a_report, b_report), []).append((spans[0], spans[1], spans[2], spans[3]))
    for listed in traced.values():
        listed.sort()
    return traced


def look_up(traced: Mapping[tuple[str, str], Sequence[Place]], units: Sequence[Unit]) -> Traced:
    """What the passages say of some units."""

    def between(test: Callable[[Place, Span, Span], bool]) -> Callable[[Iterable[int], Iterable[int]], bool]:
        def holds(x: int, y: int) -> bool:
            a, b = sorted((units[x], units[y]), key=lambda unit: unit.report_id)
            spans = (Span(unit.spans[0].begin, unit.spans[-1].end) for unit in (a, b))
            one, other = spans
            return any(test(place, one, other) for place in traced.get((a.report_id, b.report_id), ()))

        return lambda one, other: bool(traced) and any(holds(x, y) for x in one for y in other)

    return Traced(between(_lies_upon), between(_lies_around))


def _lies_upon(place: Place, one: Span, other: Span) -> bool:
    """Whether a passage that reaches into both contents lays their middles upon each other, be these within it or beside it."""
    a_begin, a_end, b_begin, b_end = place
    if not (a_begin < one.end and one.begin < a_end and b_begin < other.end and other.begin < b_end):
        return False
    a_mid, b_mid = (one.begin + one.end) / 2, (other.begin + other.end) / 2
    expected = b_begin + (a_mid - a_begin) / (a_end - a_begin) * (b_end - b_begin)
    return abs(expected - b_mid) <= max(OFF, 0.15 * (b_end - b_begin))


def _lies_around(place: Place, one: Span, other: Span) -> bool:
    """Whether a passage has both contents within it or right beside it, at one place, and enough of its own besides."""
    a_begin, a_end, b_begin, b_end = place
    for begin, end, span in ((a_begin, a_end, one), (b_begin, b_end, other)):
        shared = max(0, min(end, span.end) - max(begin, span.begin))
        if end - begin - shared < AROUND or span.begin - end > GAP or begin - span.end > GAP:
            return False
    # Counted from the end of the passage that is nearer, so that what was put in or left out within it shifts nothing.
    first = abs((one.begin - a_begin) - (other.begin - b_begin))
    last = abs((one.end - a_end) - (other.end - b_end))
    return min(first, last) <= OFF
