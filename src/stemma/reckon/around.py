"""The words right before and right after a place of a report: whether two places stand among the same."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from stemma.model import Report
from stemma.words import WORD, fold

REACH = 60  # code points on either side that are looked at
MOST = 3  # words on either side that are told apart


class Around(NamedTuple):
    """The folded words on either side of a place, the nearest first: ``MOST`` of each at most."""

    before: tuple[str, ...]
    after: tuple[str, ...]


def read_around(row: Mapping[str, Any], reports: Mapping[str, Report]) -> Around:
    """The words around the place of a row with report and span."""
    text = reports[row["report_id"]].text
    before = WORD.findall(text, max(0, row["begin"] - REACH), row["begin"])[: -MOST - 1 : -1]
    after = WORD.findall(text, row["end"], row["end"] + REACH)[:MOST]
    return Around(tuple(map(fold, before)), tuple(map(fold, after)))


def count_alike(one: Around, other: Around) -> tuple[int, int]:
    """How many words right before, and right after, two places are the same: 0 to ``MOST`` each."""
    return _run(one.before, other.before), _run(one.after, other.after)


def _run(one: Sequence[str], other: Sequence[str]) -> int:
    same = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        same += 1
    return same


def among_same_words(one: Around, other: Around) -> bool:
    """Whether two aligned places stand among the same words: two on one side, or one on each."""
    before, after = count_alike(one, other)
    return max(before, after) > 1 or min(before, after) > 0
