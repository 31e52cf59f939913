"""Passages that reports share: found, aligned, located.

The way: words (`pile`), exact shared runs of words (`seeds`), runs joined into passages (`chains`), and what kind
of reuse each passage is (`kinds`).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from stemma.ids import KeptApart, ids_of_rows, kept_apart
from stemma.model import Report
from stemma.reports import as_plain_reports, told_apart
from stemma.schema import SCHEMAS, empty
from stemma.settings import TraceSettings
from stemma.trace.chains import find_passages
from stemma.trace.kinds import (
    KINDS,
    STANDING,
    TEXT,
    Kinds,
    kinds_alone,
    long_enough,
    mark_words,
    numbered,
    outlet_lines,
    told_standing,
)
from stemma.trace.marks import Marked
from stemma.trace.pile import Places, Said, lay_out
from stemma.trace.rows import Rows, make_rows
from stemma.trace.seeds import find_seeds

__all__ = ["find_reuse"]

AT_ONCE = 1 << 16  # values of a column that are Python's at a time: these take ten times the room of an array's
THREADS = 2  # more wait for each other: much of the work is done under Python's lock


def find_reuse(reports: Iterable[Report | Mapping[str, Any]], *, settings: TraceSettings | None = None) -> pa.Table:
    """Every passage that two of the reports share: the table ``reuse``, rows in order of the reports' ids.

    A row's spans begin and end with a word that both have. ``words`` are the words matched in order, ``identity``
    their share of the longer side's words. A passage that moved is a row of its own. What is found between two
    reports depends on these two alone, but for n-grams that stand in more than ``settings.most_reports`` reports
    and for the kind ``standing``, which asks what else an outlet prints. Raises UsageError for a report without
    id or text, or when two have the same id.
    """
    settings = settings or TraceSettings()
    made = as_plain_reports(reports)
    pile, said = lay_out(report.text for report in made)
    seeds, marks = find_seeds(pile, settings, THREADS)
    passages = told_standing(find_passages(pile, seeds, settings, THREADS), marks, settings)
    del seeds  # the most that is held, in a large pile
    return reuse_table(made, said, make_rows(pile, said, passages, settings), settings)


def reuse_table(reports: Sequence[Report], said: Said, rows: Rows, settings: TraceSettings) -> pa.Table:
    """The table ``reuse`` of the rows, each with its kind and id; those too short for their kind are left out."""
    if not len(rows.a):
        return empty("reuse")
    involved = np.zeros(len(reports), bool)
    involved[rows.a] = involved[rows.b] = True
    told = [told_apart(report) if own else report for report, own in zip(reports, involved.tolist(), strict=True)]
    index = np.flatnonzero(involved)
    marks = mark_words([told[at] for at in index.tolist()], index, said)
    parts = [
        _long_enough(rows.take(slice(low, low + AT_ONCE)), said, marks, settings)
        for low in range(0, len(rows.a), AT_ONCE)
    ]
    rows, kinds = Rows.joined([own for own, _ in parts]), np.concatenate([own for _, own in parts])
    habitual = outlet_lines(numbered([report.outlet for report in told]), said.length, rows, settings)
    kinds[habitual & (kinds == TEXT)] = STANDING
    names = [report.id for report in reports]
    sides = [pa.array(names, pa.string()).take(pa.array(side)) for side in (rows.a, rows.b)]
    a_begin, a_end, b_begin, b_end = rows.spans(said)
    columns = [
        _ids(names, kinds, rows, (a_begin, a_end, b_begin, b_end)),
        pa.array(KINDS, pa.string()).take(pa.array(kinds)),
        *(sides[0], a_begin, a_end),
        *(sides[1], b_begin, b_end),
        rows.words,
        rows.identity(),
    ]
    return pa.Table.from_arrays(
        [
            column if isinstance(column, pa.Array) else pa.array(column, field.type)
            for column, field in zip(columns, SCHEMAS["reuse"], strict=True)
        ],
        schema=SCHEMAS["reuse"],
    )


def _long_enough(rows: Rows, said: Said, marks: tuple[Marked, Marked], settings: TraceSettings) -> tuple[Rows, Kinds]:
    """Those of the rows that are long enough for their kind, and their kinds, as far as a row alone tells it."""
    a = (said.first[rows.a] + rows.a_begin, said.first[rows.a] + rows.a_end)
    b = (said.first[rows.b] + rows.b_begin, said.first[rows.b] + rows.b_end)
    furniture, quoted = ((one.share(*a), one.share(*b)) for one in marks)
    kinds = kinds_alone(furniture, quoted, rows.words, rows.standing, settings)
    kept = long_enough(kinds, rows.words, rows.whole(said.length), settings)
    return rows.take(kept), kinds[kept]


def _ids(names: Sequence[str], kinds: Kinds, rows: Rows, spans: Sequence[Places]) -> pa.Array:
    """The ids of the rows: by kind, report a, its span, report b, its span."""
    known = KeptApart()
    # Names and kinds are fetched by their place: looking them up by themselves would reach all over the memory.
    name, kind = (np.array([*map(kept_apart, values)], object) for values in (names, KINDS))
    numbers = [map(known.__getitem__, _one_by_one(column)) for column in spans]
    one, other, of_kind = (
        _one_by_one(which, values) for values, which in ((name, rows.a), (name, rows.b), (kind, kinds))
    )
    return ids_of_rows("reuse", of_kind, one, *numbers[:2], other, *numbers[2:])


def _one_by_one(column: NDArray[Any], values: NDArray[np.object_] | None = None) -> Iterator[Any]:
    """The values of an array as Python's own; or those of ``values`` at the places that it tells."""
    for low in range(0, len(column), AT_ONCE):
        own = column[low : low + AT_ONCE]
        yield from (own if values is None else values[own]).tolist()
