"""The cheapest tree over nodes: the minimum spanning arborescence (Chu and Liu 1965, Edmonds 1967)."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

NO_PARENT = -1
Whole = NDArray[np.int64]


def arborescence(size: int, edges: Sequence[tuple[int, int, float]]) -> list[int]:
    """The parents of the cheapest tree over nodes 0 to ``size`` - 1; node 0 is the root.

    ``edges`` are (parent, child, cost), those left out can't be; each node must be reached from the root. The first
    element of the answer is -1. Chu and Liu's algorithm over lists of edges, all cycles of a round drawn together at once,
    so that it takes few rounds; ties to the lower parent.
    """
    ends = np.array([edge[:2] for edge in edges], np.int64).reshape(-1, 2)
    source, target = ends[:, 0], ends[:, 1]
    weight = np.array([edge[2] for edge in edges], np.float64)
    kept = np.flatnonzero((target != 0) & (source != target))
    label, count = np.arange(size), size
    rounds: list[tuple[Whole, Whole, NDArray[np.bool_]]] = []
    while True:
        begin, end, cost = label[source[kept]], label[target[kept]], weight[kept]
        order = np.lexsort((begin, cost, end))
        first = order[np.flatnonzero(np.diff(end[order], prepend=-1))]
        best = np.full(count, -1, np.int64)
        best[end[first]] = kept[first]
        parent = np.zeros(count, np.int64)
        parent[end[first]] = begin[first]
        ring = _rings(parent)
        inside = ring >= 0
        rounds.append((label, best, inside))
        if not inside.any():
            break
        weight[kept] = cost - np.where(inside[end], weight[best[end]], 0.0)
        outer = int(np.count_nonzero(~inside))
        drawn = np.where(inside, outer + ring, np.cumsum(~inside) - 1)
        label, count = drawn[label], outer + int(ring.max()) + 1
        kept = kept[label[source[kept]] != label[target[kept]]]
    chosen = rounds[-1][1]
    for label, best, inside in reversed(rounds[:-1]):
        entered = chosen[chosen >= 0]
        chosen = np.where(inside, best, -1)
        # An edge into a ring takes the place of the ring's own at the node where it enters.
        chosen[label[target[entered]]] = entered
    parents = np.full(size, NO_PARENT, np.int64)
    chosen = chosen[chosen >= 0]
    parents[target[chosen]] = source[chosen]
    made: list[int] = parents.tolist()
    return made


def _rings(parent: NDArray[Any]) -> Whole:
    """For each node the number of the cycle of "best parent" arrows that it lies on, -1 for none; 0 is the root."""
    above = parent.tolist()
    ring = [-1] * len(above)
    state = [0] * len(above)
    state[0] = 2
    count = 0
    for start in range(1, len(above)):
        path = []
        node = start
        while state[node] == 0:
            state[node] = 1
            path.append(node)
            node = above[node]
        if state[node] == 1:
            for member in path[path.index(node) :]:
                ring[member] = count
            count += 1
        for seen in path:
            state[seen] = 2
    return np.array(ring, np.int64)
