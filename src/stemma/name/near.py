"""How many reports tell of the same things as another: those with which it shares enough of the names that no table has.

Counted by products of sparse matrices: a name that thousands of reports have is not looked up for each two of them.
"""

from collections.abc import Hashable, Sequence
from typing import TypeVar

import numpy as np
from scipy.sparse import csr_array

ROWS = 512  # reports that are held against all others at a time, which bounds the memory

Side = TypeVar("Side", bound=Hashable)


def count_near(
    names: Sequence[frozenset[str]],
    others: Sequence[tuple[Side, frozenset[str]]],
    apart: frozenset[str],
    least: int,
) -> list[dict[Side, int]]:
    """For each report, given by its ``names``, how many of the ``others`` of each side share ``least`` names with it or more.

    ``apart``: the names in question, which do not count. A report that is among the others counts as one of them.
    """
    number = {name: n for n, name in enumerate(sorted(frozenset().union(*(own for _, own in others)) - apart))}
    sides = list(dict.fromkeys(side for side, _ in others))
    if not names or not number:
        return [dict.fromkeys(sides, 0) for _ in names]
    of_side = np.zeros((len(others), len(sides)), dtype=np.int64)
    of_side[np.arange(len(others)), [sides.index(side) for side, _ in others]] = 1
    here = _as_rows(names, number)
    there = _as_rows([own for _, own in others], number).T.tocsr()
    counted: list[dict[Side, int]] = []
    for begin in range(0, len(names), ROWS):
        near = ((here[begin : begin + ROWS] @ there).toarray() >= least) @ of_side
        counted += [dict(zip(sides, row, strict=True)) for row in near.tolist()]
    return counted


def group_near(names: Sequence[frozenset[str]], apart: frozenset[str], least: int) -> list[list[int]]:
    """The places of the reports that are tied, each to the next, by ``least`` shared names or more; two at the least."""
    holders: dict[str, list[int]] = {}
    for n, own in enumerate(names):
        for name in own - apart:
            holders.setdefault(name, []).append(n)
    left = set(range(len(names)))
    groups = []
    for first in range(len(names)):
        if first not in left:
            continue
        left.discard(first)
        group = [first]
        for one in group:
            shared: dict[int, int] = {}
            for name in names[one] - apart:
                holders[name] = [n for n in holders[name] if n in left]
                for n in holders[name]:
                    shared[n] = shared.get(n, 0) + 1
            found = sorted(n for n, count in shared.items() if count >= least)
            left.difference_update(found)
            group += found
        if len(group) > 1:
            groups.append(sorted(group))
    return groups


def _as_rows(sets: Sequence[frozenset[str]], number: dict[str, int]) -> csr_array:
    """A row for each set, with a one for each of the names that have a number."""
    found = [sorted(number[name] for name in one if name in number) for one in sets]
    ends = np.cumsum([0, *(len(row) for row in found)])
    columns = np.array([n for row in found for n in row], dtype=np.int64)
    return csr_array((np.ones(len(columns), dtype=np.int32), columns, ends), shape=(len(sets), len(number)))
