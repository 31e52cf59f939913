"""Passages that reports share: found, aligned, located.

The way: words (`pile`), exact shared runs of words (`seeds`), runs joined into passages (`chains`), and what kind
of reuse each passage is (`kinds`).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from stemma.ids import content_ids
from stemma.model import Report
from stemma.reports import as_plain_reports, told_apart
from stemma.schema import SCHEMAS, empty
from stemma.settings import TraceSettings
from stemma.trace.chains import find_passages
from stemma.trace.kinds import kinds_alone, long_enough, mark_words, numbered, outlet_lines, told_standing
from stemma.trace.pile import Said, lay_out
from stemma.trace.rows import Rows, make_rows
from stemma.trace.seeds import find_runs

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
    runs, everywhere = find_runs(pile, settings, THREADS)
    passages = told_standing(find_passages(pile, runs, settings, THREADS), everywhere, settings)
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
    a = (said.first[rows.a] + rows.a_begin, said.first[rows.a] + rows.a_end)
    b = (said.first[rows.b] + rows.b_begin, said.first[rows.b] + rows.b_end)
    furniture, quoted = ((one.share(*a), one.share(*b)) for one in marks)
    kinds = kinds_alone(furniture, quoted, rows.words, rows.standing, settings)
    kept = long_enough(kinds, rows.words, rows.whole(said.length), settings)
    rows, kinds = rows.take(kept), kinds[kept]
    habitual = outlet_lines(numbered([report.outlet for report in told]), said.length, rows, settings)
    kinds[habitual & (kinds == "text")] = "standing"
    names = [report.id for report in reports]
    # Ids are made of the very objects: Python looks a text up fast where it is the same object, with a hash it knows.
    of_row, column_of = np.array(names, object), pa.array(names, pa.string())
    a_begin, a_end, b_begin, b_end = rows.spans(said)
    named = [kinds, of_row[rows.a], a_begin, a_end, of_row[rows.b], b_begin, b_end]
    ids = pa.array(content_ids("reuse", *map(_one_by_one, named)), pa.string())
    named[1], named[4] = column_of.take(pa.array(rows.a)), column_of.take(pa.array(rows.b))
    columns: list[Any] = [ids, *named, rows.words, rows.identity()]
    return pa.Table.from_arrays(
        [
            column if isinstance(column, pa.Array) else pa.array(column, field.type)
            for column, field in zip(columns, SCHEMAS["reuse"], strict=True)
        ],
        schema=SCHEMAS["reuse"],
    )


def _one_by_one(column: NDArray[Any]) -> Iterator[Any]:
    """The values of an array as Python's own."""
    return chain.from_iterable(column[low : low + AT_ONCE].tolist() for low in range(0, len(column), AT_ONCE))
