"""What a tracer found in a made pile, held against what was planted there.

Every word of a made report has an origin (see ``made_piles``): what two reports truly share is known word by word.
"""

from itertools import combinations
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from benchmarks.made_piles import AT_ONCE, FURNITURE, KINDS, Plan, Whole, lay_words
from benchmarks.reuse import covered

LONG = 40  # words from which a passage is a long one
BEYOND = 2  # words, or a tenth of the span, by which a row may reach beyond what is shared: neighbours equal by chance
JUDGED = 5_000  # rows of a large pile that are judged, drawn evenly


class Rows(NamedTuple):
    """Rows of the table ``reuse`` as arrays: reports by index, spans in code points."""

    a: Whole
    a_begin: Whole
    a_end: Whole
    b: Whole
    b_begin: Whole
    b_end: Whole
    standing: NDArray[np.bool_]

    def take(self, which: Whole | NDArray[np.bool_]) -> "Rows":
        return Rows(*(column[which] for column in self))  # type: ignore[arg-type]


def as_rows(table: pa.Table) -> Rows:
    """The rows of a table ``reuse`` whose reports' ids are their indices, in order of pairs."""
    names = ("a_report", "a_begin", "a_end", "b_report", "b_begin", "b_end")
    a, a_begin, a_end, b, b_begin, b_end = (table[name].cast(pa.int64()).to_numpy() for name in names)
    rows = Rows(a, a_begin, a_end, b, b_begin, b_end, pc.equal(table["kind"], "standing").to_numpy())
    return rows.take(np.lexsort((rows.b_begin, rows.a_begin, pack(rows.a, rows.b))))


def pack(a: Whole, b: Whole) -> Whole:
    """A pair of reports in one number."""
    return np.asarray((a << np.int64(32)) | b, np.int64)


def found_by_kind(planted: pa.Table, rows: Rows) -> dict[str, float]:
    """The share of the copies found, by kind, and of those of fewer than ``LONG`` words.

    A copy is found when of each of its parts half is covered, in the report and in its source, by rows between
    these two.
    """
    pairs = pack(rows.a, rows.b)
    spans = list(
        zip(rows.a_begin.tolist(), rows.a_end.tolist(), rows.b_begin.tolist(), rows.b_end.tolist(), strict=True)
    )
    source, host = (planted[name].cast(pa.int64()).to_numpy() for name in ("source", "report"))
    wanted = pack(source, host)
    low, high = np.searchsorted(pairs, wanted), np.searchsorted(pairs, wanted, side="right")
    copies: dict[int, tuple[str, bool, int]] = {}
    parts = zip(
        *(planted[name].to_pylist() for name in ("copy", "kind", "begin", "end", "source_begin", "source_end", "words")),
        low.tolist(), high.tolist(), strict=True,
    )  # fmt: skip
    for copy, kind, begin, end, source_begin, source_end, words, first, last in parts:
        between = spans[first:last]
        good = (
            bool(between)
            and covered((source_begin, source_end), [span[:2] for span in between]) >= 0.5
            and covered((begin, end), [span[2:] for span in between]) >= 0.5
        )
        _, before, so_far = copies.get(copy, (kind, True, 0))
        copies[copy] = (kind, before and good, so_far + words)
    result = {}
    for kind in (*KINDS, "reprint"):
        all_ = [good for name, good, _ in copies.values() if name == kind]
        short = [good for name, good, words in copies.values() if name == kind and words < LONG]
        if all_:
            result[f"found_{kind}"] = sum(all_) / len(all_)
        if short and len(short) < len(all_):
            result[f"found_{kind}_under_{LONG}"] = sum(short) / len(short)
    return result


def found_pairs(groups: list[Whole], rows: Rows) -> dict[str, float]:
    """The share of the pairs of outlets that print one text which have a row, and the same of the largest group."""
    have = np.unique(pack(rows.a, rows.b))
    wanted = [np.array(list(combinations(members.tolist(), 2)), np.int64) for members in groups]
    if not wanted:
        return {}
    pairs = np.concatenate(wanted)
    found = np.isin(pack(pairs[:, 0], pairs[:, 1]), have)
    # The groups come in order of size.
    return {
        "found_reprint_pairs": float(found.mean()),
        "found_reprint_pairs_largest": float(found[: len(wanted[0])].mean()),
        "largest_reports": float(len(groups[0])),
    }


def judge_rows(plan: Plan, rows: Rows, most: int = JUDGED) -> dict[str, float]:
    """Shares of the rows: of those called text or quotation, how many lie wrong and how many are furniture; of those called standing, how many are none.

    A row lies wrong when the words of common origin fill less than half of either side, or when it reaches more
    than ``BEYOND`` words (or a tenth) beyond them. ``beyond_words`` is how many words it reaches beyond them on average.
    """
    drawn = np.unique(np.linspace(0, len(rows.a) - 1, min(most, len(rows.a))).astype(np.int64))
    some = rows.take(drawn)
    words = words_of(plan, np.unique(np.r_[some.a, some.b]))
    wrong = furniture = true_standing = copied = 0
    beyond: list[int] = []
    for a, a_begin, a_end, b, b_begin, b_end, standing in zip(*(column.tolist() for column in some), strict=True):
        sides = [inside(words[a], a_begin, a_end), inside(words[b], b_begin, b_end)]
        shares, reaches, in_furniture = [], [], []
        for (origin, what), (other, _) in (sides, sides[::-1]):
            common = np.flatnonzero((origin >= 0) & np.isin(origin, other))
            reach = len(origin) if not len(common) else len(origin) - int(common[-1] - common[0]) - 1
            shares.append(len(common) / max(1, len(origin) - reach))
            reaches.append((reach, len(origin)))
            in_furniture.append(bool(len(common)) and float(np.mean(what[common] == FURNITURE)) >= 0.5)
        if standing:
            true_standing += all(in_furniture)
            continue
        if all(in_furniture):
            furniture += 1
            continue
        copied += 1
        bad = min(shares) < 0.5 or any(reach > max(BEYOND, 0.1 * size) for reach, size in reaches)
        wrong += bad
        beyond += [] if bad else [reach for reach, _ in reaches]
    named = copied + furniture
    return {
        "wrong_spans": wrong / max(1, named),
        "wrong_furniture": furniture / max(1, named),
        "wrong_standing": 1 - true_standing / max(1, len(drawn) - named),
        "beyond_words": float(np.mean(beyond)) if beyond else 0.0,
        "judged": float(len(drawn)),
    }


Own = tuple[Whole, Whole, Whole, Whole]  # begin, end, origin and what of each word of a report


def words_of(plan: Plan, reports: Whole) -> dict[int, Own]:
    """The words of each of ``reports``."""
    made: dict[int, Own] = {}
    for low in range(0, len(reports), AT_ONCE):
        some = reports[low : low + AT_ONCE]
        laid, _ = lay_words(plan, some)
        what = plan.segments.what[laid.segment]
        edges = np.searchsorted(laid.report, [*some.tolist(), int(some[-1]) + 1])
        for index, report in enumerate(some.tolist()):
            own = slice(edges[index], edges[index + 1])
            made[report] = (laid.begin[own], laid.end[own], laid.origin[own], what[own])
    return made


def inside(words: Own, begin: int, end: int) -> tuple[Whole, Whole]:
    """Origin and what of the words that lie in ``[begin, end)``, in part or whole."""
    own = slice(np.searchsorted(words[1], begin, side="right"), np.searchsorted(words[0], end))
    return words[2][own], words[3][own]
