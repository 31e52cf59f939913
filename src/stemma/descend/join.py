"""Lines that are otherwise unrelated, joined where they share a passage: it too came from somewhere."""

from typing import Any

import numpy as np

from stemma.descend.agencies import is_agency
from stemma.descend.cost import unspoken_words
from stemma.descend.family import Family


def join_lines(family: Family) -> None:
    """Give a further parent to each witness that shares a passage with one that it is not otherwise related to.

    Of the two the one that comes first in a fixed order (lost texts first, agencies before outlets, then by date) is
    the parent, so that no cycle arises; how sure that is, is judged elsewhere.
    """
    settings = family.settings
    nodes = family.nodes
    order = _order(family)
    above = [_mask(family.above(n), len(nodes)) for n in range(len(nodes))]
    given = [np.zeros_like(node.has) for node in nodes]
    for place, node in enumerate(order):
        one = nodes[node]
        for parent in family.parents[node]:
            given[node] |= nodes[parent].has
            above[node] |= above[parent]
        for _ in range(settings.most_parents):
            best: tuple[float, int, int] | None = None
            for other in order[:place]:
                if (above[node] & above[other]).any():
                    continue
                left = (nodes[other].has & ~given[node])[one.grams] & ~one.spoken
                if np.count_nonzero(left) <= settings.least_run - settings.gram_words:
                    continue
                words, run = unspoken_words(left, settings)
                if words >= settings.join_words and run >= settings.join_run:
                    offer = (round(family.cost(node, (*family.parents[node], other)), 6), -words, other)
                    best = offer if best is None else min(best, offer)
            if best is None:
                break
            family.hang(node, (*family.parents[node], best[2]))
            given[node] |= nodes[best[2]].has
            above[node] |= above[best[2]]


def _mask(members: set[int], size: int) -> "np.ndarray[Any, np.dtype[np.bool_]]":
    mask = np.zeros(size, np.bool_)
    mask[sorted(members)] = True
    return mask


def _order(family: Family) -> list[int]:
    """The nodes, every parent before its children; else lost before extant, agencies first, earlier first, as numbered."""

    def key(node: int) -> tuple[bool, bool, str, int]:
        one = family.nodes[node]
        moment = one.moment.isoformat() if one.moment is not None and one.trust >= 0.5 else "9"
        return (one.report is not None, not (one.name and is_agency(one.name)), moment, node)

    waiting = [len(parents) for parents in family.parents]
    ready = [n for n, parents in enumerate(family.parents) if not parents]
    made: list[int] = []
    while ready:
        node = min(ready, key=key)
        ready.remove(node)
        made.append(node)
        for child in family.offspring(node):
            waiting[child] -= 1
            if not waiting[child]:
                ready.append(child)
    return made
