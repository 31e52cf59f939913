"""The cheapest tree over nodes: the minimum spanning arborescence (Chu and Liu 1965, Edmonds 1967)."""

import numpy as np
from numpy.typing import NDArray

NO_PARENT = -1


def arborescence(cost: NDArray[np.float64]) -> list[int]:
    """The parents of the cheapest tree over all nodes of a square matrix; node 0 is the root.

    ``cost[i, j]`` is what it costs that ``i`` is the parent of ``j``, infinite where it can't be. The first
    element of the answer is -1. Chu and Liu's algorithm, ties to the lower index.
    """
    size = len(cost)
    if size <= 1:
        return [NO_PARENT] * size
    weight = cost.copy()
    np.fill_diagonal(weight, np.inf)
    weight[:, 0] = np.inf
    best = np.argmin(weight, axis=0)
    best[0] = 0
    cycle = _cycle(best)
    if not cycle:
        return [NO_PARENT, *(int(parent) for parent in best[1:])]
    inside = np.zeros(size, bool)
    inside[cycle] = True
    outer = np.flatnonzero(~inside)
    ring = np.array(cycle)
    into = weight[:, ring] - weight[best[ring], ring]
    small = np.full((len(outer) + 1, len(outer) + 1), np.inf)
    small[:-1, :-1] = weight[np.ix_(outer, outer)]
    small[:-1, -1] = into[outer].min(axis=1)
    enters = into[outer].argmin(axis=1)
    small[-1, :-1] = weight[np.ix_(ring, outer)].min(axis=0)
    leaves = weight[np.ix_(ring, outer)].argmin(axis=0)
    solved = arborescence(small)
    parents = [NO_PARENT] * size
    for node in cycle:
        parents[node] = int(best[node])
    for place, parent in enumerate(solved):
        if place == 0:
            continue
        if place == len(outer):
            entered = cycle[int(enters[parent])]
            parents[entered] = int(outer[parent])
        elif parent == len(outer):
            parents[int(outer[place])] = cycle[int(leaves[place])]
        else:
            parents[int(outer[place])] = int(outer[parent])
    return parents


def _cycle(best: NDArray[np.int64]) -> list[int]:
    """The nodes of one cycle of "best parent" arrows, empty where there is none."""
    state = [0] * len(best)
    state[0] = 2
    for start in range(1, len(best)):
        path = []
        node = start
        while state[node] == 0:
            state[node] = 1
            path.append(node)
            node = int(best[node])
        if state[node] == 1:
            return path[path.index(node) :]
        for seen in path:
            state[seen] = 2
    return []
