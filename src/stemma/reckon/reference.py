"""Which attribution of a claim the others are held against."""

from collections.abc import Mapping, Sequence
from typing import Any

from stemma.attribute.assemble import MARKS
from stemma.reckon.core import read_quotations
from stemma.reckon.reader import QuotedSpans
from stemma.reckon.units import Unit

_QUOTING = MARKS.replace("'", "").replace("’", "")


def choose_reference(
    units: Sequence[Unit], order: Mapping[str, Any], texts: Mapping[str, str], quoted: QuotedSpans
) -> Unit:
    """The attribution that the others are held against: that which quotes most, else the fullest words; the earliest of equals.

    A post that is shown quotes nothing: who quotes may have words of several, and would seem to have put in what it lacks.
    """

    def quotes(unit: Unit) -> float:
        text, terms = texts[unit.report_id], unit.terms
        if not any(_has_marks(text, begin, end) for begin, end in unit.spans):
            return 0.0
        read = read_quotations(terms, text, quoted.get(unit.report_id, ((), ())))
        return round(sum(sum(terms.weight[begin:end]) for pieces in read for begin, end in pieces), 1)

    return min(units, key=lambda unit: (-quotes(unit), *fullness(unit, order)))


def _has_marks(text: str, begin: int, end: int) -> bool:
    """Whether quotation marks stand at the edges of a stretch, or in it; there an apostrophe is none."""
    edges = text[max(0, begin - 1) : begin + 1] + text[max(begin, end - 1) : end + 1]
    return any(mark in edges for mark in MARKS) or any(mark in text[begin:end] for mark in _QUOTING)


def fullness(unit: Unit, order: Mapping[str, Any]) -> tuple[Any, ...]:
    """What sorts the fullest quotation first, then the fullest words, then the earliest."""
    return (
        unit.kind != "direct",
        -round(sum(unit.terms.weight), 1),
        order[unit.report_id],
        unit.spans[0],
        unit.attribution_id,
    )
