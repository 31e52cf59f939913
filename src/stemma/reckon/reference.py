"""Which attribution of a claim the others are held against."""

from collections.abc import Mapping, Sequence
from typing import Any

from stemma.reckon.core import read_quotations
from stemma.reckon.reader import QuotedSpans
from stemma.reckon.units import Unit


def choose_reference(
    units: Sequence[Unit], order: Mapping[str, Any], texts: Mapping[str, str], quoted: QuotedSpans
) -> Unit:
    """The attribution that the others are held against: that which quotes most, else the fullest words; the earliest of equals."""

    def quotes(unit: Unit) -> float:
        terms = unit.terms
        read = read_quotations(terms, texts[unit.report_id], quoted.get(unit.report_id, ((), ())))
        return round(sum(sum(terms.weight[begin:end]) for pieces in read for begin, end in pieces), 1)

    return min(units, key=lambda unit: (-quotes(unit), *fullness(unit, order)))


def fullness(unit: Unit, order: Mapping[str, Any]) -> tuple[Any, ...]:
    """What sorts the fullest quotation first, then the fullest words, then the earliest."""
    return (
        unit.kind != "direct",
        -round(sum(unit.terms.weight), 1),
        order[unit.report_id],
        unit.spans[0],
        unit.attribution_id,
    )
