"""Passages that reports share: found, aligned, located.

The way: words (`pile`), exact shared runs of words (`seeds`), runs joined into passages (`chains`), and what kind
of reuse each passage is (`kinds`).
"""

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import pyarrow as pa

from stemma.ids import content_id
from stemma.model import Report
from stemma.reports import as_reports
from stemma.schema import SCHEMAS, empty
from stemma.settings import TraceSettings
from stemma.trace.chains import find_passages
from stemma.trace.kinds import name_kinds
from stemma.trace.pile import lay_out
from stemma.trace.rows import make_rows
from stemma.trace.seeds import find_runs

__all__ = ["find_reuse"]


def find_reuse(reports: Iterable[Report | Mapping[str, Any]], *, settings: TraceSettings | None = None) -> pa.Table:
    """Every passage that two of the reports share: the table ``reuse``, rows in order of the reports' ids.

    A row's spans begin and end with a word that both have. ``words`` are the words matched in order, ``identity``
    their share of the longer side's words. A passage that moved is a row of its own. What is found between two
    reports depends on these two alone, but for n-grams that stand in more than ``settings.most_reports`` reports
    and for the kind ``standing``, which asks what else an outlet prints. Raises UsageError for a report without
    id or text, or when two have the same id.
    """
    settings = settings or TraceSettings()
    made = as_reports(reports)
    pile = lay_out(made)
    passages = find_passages(pile, find_runs(pile, settings), settings)
    rows = make_rows(pile, passages, settings)
    if not len(rows.a):
        return empty("reuse")
    kinds = np.array(name_kinds(made, pile.words, rows, settings))
    enough = np.where(kinds == "quotation", settings.least_quoted, settings.least_words)
    kept = rows.words >= enough
    rows, kinds = rows.take(kept), kinds[kept]
    ids = [report.id for report in made]
    a_begin, a_end, b_begin, b_end = rows.spans(pile.words)
    columns: list[Any] = [
        kinds.tolist(),
        [ids[index] for index in rows.a.tolist()],
        a_begin.tolist(),
        a_end.tolist(),
        [ids[index] for index in rows.b.tolist()],
        b_begin.tolist(),
        b_end.tolist(),
    ]
    names = [content_id("reuse", *row) for row in zip(*columns, strict=True)]
    return pa.Table.from_arrays(
        [
            pa.array(column, field.type)
            for column, field in zip(
                [names, *columns, rows.words.tolist(), np.round(rows.identity(), 4).tolist()],
                SCHEMAS["reuse"],
                strict=True,
            )
        ],
        schema=SCHEMAS["reuse"],
    )
