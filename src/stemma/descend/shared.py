"""The rows of the table ``reuse`` read by columns: who shares what with whom, before it is asked who copied it."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from stemma.settings import DescendSettings

Pair = tuple[int, int]
Row = Mapping[str, Any]
Whole = NDArray[np.int64]


class Shared(NamedTuple):
    """What the reports of a pile share, reports by their places in it, pairs with the lower first.

    ``pairs`` share text within a story, ``heard`` quotations; ``standing`` and ``copied`` are the spans of each report's
    standing text and of what it shares within a story (a row each: begin, end). ``abroad`` are the rows of text that
    reports of different stories share. ``table`` holds the rows, ``both`` (2 x rows) their reports.
    """

    pairs: set[Pair]
    heard: set[Pair]
    standing: dict[int, Whole]
    copied: dict[int, Whole]
    abroad: dict[Pair, list[Row]]
    table: pa.Table
    both: Whole


def read_shared(
    reuse: pa.Table,
    place: Mapping[str, int],
    stories: Mapping[int, frozenset[str]] | None,
    settings: DescendSettings,
) -> Shared:
    """What the table ``reuse`` says of the reports in ``place``; rows of other reports, or of one alone, are left out.

    So are passages of text of two reports that share none which is long or nearly word for word: a form of words that
    both fill in ("rose by 2 percent to 30 million") was not copied.
    """
    both = np.array([_codes(reuse[name], place) for name in ("a_report", "b_report")], np.int64).reshape(2, -1)
    kept = (both >= 0).all(axis=0) & (both[0] != both[1])
    table, both = reuse.filter(pa.array(kept)), both[:, kept]
    kind = _codes(table["kind"], {"standing": 0, "quotation": 1, "text": 2})
    near = _of_one_story(both, stories, len(place)) & (kind != 0)
    text = near & (kind != 1)
    codes = _pair_codes(both, len(place))
    sure = (table["words"].to_numpy() >= settings.sure_words) | (table["identity"].to_numpy() >= settings.sure_identity)
    text &= np.isin(codes, codes[text & sure])
    spans = np.array(
        [table[f"{side}_{end}"].to_numpy() for side in ("a", "b") for end in ("begin", "end")], np.int64
    ).reshape(2, 2, -1)
    far = np.flatnonzero(~near & (kind == 2))
    abroad: dict[Pair, list[Row]] = {}
    low, high = np.sort(both[:, far], axis=0).tolist()
    for pair, row in zip(zip(low, high, strict=True), table.take(pa.array(far)).to_pylist(), strict=True):
        abroad.setdefault(pair, []).append(row)
    return Shared(
        _pairs(both[:, text], len(place)),
        _pairs(both[:, near & (kind == 1)], len(place)),
        _spans(both, spans, kind == 0),
        _spans(both, spans, text),
        abroad,
        table,
        both,
    )


def rows_of(shared: Shared, pairs: Iterable[Pair], reports: Iterable[int], size: int) -> list[dict[str, Any]]:
    """The rows, in their order, of certain pairs of reports, and all of certain reports, in a pile of so many reports."""
    wanted = np.array([low * size + high for low, high in sorted(pairs)], np.int64)
    involved = np.zeros(size, np.bool_)
    involved[sorted(reports)] = True
    mask = np.isin(_pair_codes(shared.both, size), wanted) | involved[shared.both].any(axis=0)
    made: list[dict[str, Any]] = shared.table.filter(pa.array(mask)).to_pylist()
    return made


def _codes(column: pa.ChunkedArray, numbers: Mapping[str, int]) -> Whole:
    """The numbers of the values of a column, -1 for those that have none."""
    told = pa.chunked_array(column.chunks, column.type).combine_chunks().dictionary_encode()
    values = np.array([numbers.get(value, -1) for value in told.dictionary.to_pylist()] or [-1], np.int64)
    made: Whole = values[told.indices.to_numpy(zero_copy_only=False)] if len(told) else np.zeros(0, np.int64)
    return made


def _of_one_story(both: Whole, stories: Mapping[int, frozenset[str]] | None, size: int) -> NDArray[np.bool_]:
    """Whether the two reports of each row have a story in common; all have where stories are not known."""
    if stories is None:
        return np.ones(both.shape[1], np.bool_)
    numbers = {story: number for number, story in enumerate(sorted(frozenset().union(*stories.values())))}
    home = np.full(size, -1, np.int64)
    for report, ids in stories.items():
        home[report] = numbers[min(ids)] if ids else -1
    several = np.zeros(size, np.bool_)
    several[[report for report, ids in stories.items() if len(ids) > 1]] = True
    made: NDArray[np.bool_] = (home[both[0]] == home[both[1]]) & (home[both[0]] >= 0)
    for row in np.flatnonzero(several[both].any(axis=0)).tolist():
        one, other = both[:, row].tolist()
        made[row] = bool(stories.get(one, frozenset()) & stories.get(other, frozenset()))
    return made


def _pair_codes(both: Whole, size: int) -> Whole:
    made: Whole = both.min(axis=0) * size + both.max(axis=0)
    return made


def _pairs(both: Whole, size: int) -> set[Pair]:
    codes = np.unique(_pair_codes(both, size)) if both.shape[1] else np.zeros(0, np.int64)
    return set(zip((codes // size).tolist(), (codes % size).tolist(), strict=True)) if size else set()


def _spans(both: Whole, spans: Whole, mask: NDArray[np.bool_]) -> dict[int, Whole]:
    """By report the spans (begin, end) of either side of the rows of a mask, each once, in order."""
    report = both[:, mask].reshape(-1)
    begin, end = (spans[:, which][:, mask].reshape(-1) for which in (0, 1))
    order = np.lexsort((end, begin, report))
    rows = np.column_stack((report, begin, end))[order]
    rows = rows[np.concatenate(([True], (rows[1:] != rows[:-1]).any(axis=1)))] if len(rows) else rows
    first = np.flatnonzero(np.diff(rows[:, 0], prepend=-1))
    return {int(part[0, 0]): part[:, 1:] for part in np.split(rows, first[1:]) if len(part)}
