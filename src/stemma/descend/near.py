"""Who may have copied whom, at a glance: the neighbours in a family too large for weighing everybody against everybody."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from stemma.descend.agencies import canonical, folded
from stemma.descend.cost import Node
from stemma.settings import DescendSettings

# Grams compared at a time: bounds the memory to so many times the nodes, in numbers of four bytes.
BATCH = 8192


def nearest(nodes: Sequence[Node], settings: DescendSettings) -> list[list[int]] | None:
    """The neighbours of each node, in order; None where all may be neighbours, in a family of up to twice their number.

    Those are the ``most_neighbours`` from which it would have to have added and cut least by a count of grams, the houses
    that it credits, and the nodes of which it is such a neighbour itself. Ties to the lower number.
    """
    size = len(nodes)
    if size <= 2 * settings.most_neighbours:
        return None
    near = np.zeros((size, size), np.bool_)
    order = np.argsort(_distances(nodes, settings), axis=1, kind="stable")[:, : settings.most_neighbours]
    near[np.arange(size)[:, None], order] = True
    houses: dict[str, list[int]] = {}
    for place, one in enumerate(nodes):
        if one.outlet:
            houses.setdefault(folded(canonical(one.outlet)), []).append(place)
    for place, one in enumerate(nodes):
        for credit in one.credits:
            near[place, houses.get(folded(canonical(credit)), [])] = True
    # A descent may be turned round.
    near |= near.T
    np.fill_diagonal(near, val=False)
    return [np.flatnonzero(row).tolist() for row in near]


def _distances(nodes: Sequence[Node], settings: DescendSettings) -> NDArray[np.float64]:
    """About what it would cost that each node (row) was copied from each other (column): cheap to reckon, and rough."""
    size, grams = len(nodes), len(nodes[0].has) - 1
    unspoken = [one.grams[(one.grams >= 0) & ~one.spoken] for one in nodes]
    given, common = np.zeros((size, size)), np.zeros((size, size))
    for low in range(0, grams, BATCH):
        has = np.array([one.has[low : min(low + BATCH, grams)] for one in nodes], np.float32)
        counts = np.zeros_like(has)
        for place, own in enumerate(unspoken):
            inside = own[(own >= low) & (own < low + has.shape[1])] - low
            counts[place] = np.bincount(inside, minlength=has.shape[1])
        given += counts @ has.T
        common += has @ has.T
    written = np.array([np.count_nonzero(~one.spoken) for one in nodes])
    held = np.diagonal(common)
    cut = settings.near_cut_gram * (held[None, :] - common)
    made: NDArray[np.float64] = settings.cost_written_gram * (written[:, None] - given)
    made += np.minimum(cut, settings.near_cut_most)
    np.fill_diagonal(made, np.inf)
    return made
