"""Lines that are otherwise unrelated, joined where they share a passage: it too came from somewhere."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from stemma.descend.agencies import is_agency
from stemma.descend.cost import Node, unspoken_words
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
    _join_kin(family, order)


def _join_kin(family: Family, order: Sequence[int]) -> None:
    """Join the lines of each two reports that share too much for chance though others handed it to both of them.

    One of those others may print the words as quoted speech, or they came to it in pieces. The two lines are joined where
    the words first stand in each.
    """
    settings, nodes = family.settings, family.nodes
    related = _related(family)
    plain = [_unspoken(node) for node in nodes]
    for place, node in enumerate(order):
        one = nodes[node]
        for other in [other for other in order[:place] if not related[node, other]]:
            if related[node, other]:
                continue
            both = (nodes[other].has & plain[other] & plain[node])[one.grams] & ~one.spoken
            if np.count_nonzero(both) <= settings.least_run - settings.gram_words:
                continue
            if unspoken_words(both, settings)[0] < settings.join_kin_words:
                continue
            shared = np.zeros_like(one.has)
            shared[one.grams[both]] = True
            child, parent = _first_with(family, node, shared), _first_with(family, other, shared)
            family.hang(child, (*family.parents[child], parent))
            related = _related(family)


def _related(family: Family) -> "np.ndarray[Any, np.dtype[np.bool_]]":
    """Which two nodes have a witness above both, themselves included: a table of all by all."""
    size = len(family.nodes)
    above = np.array([_mask(family.above(n), size) for n in range(size)], np.float32).reshape(size, size)
    table: np.ndarray[Any, np.dtype[np.bool_]] = above @ above.T > 0
    return table


def _first_with(family: Family, node: int, shared: "np.ndarray[Any, np.dtype[np.bool_]]") -> int:
    """The first in the line of ``node`` that has most of the grams of a mask: none of its own parents does."""
    least = np.count_nonzero(shared) / 2
    while True:
        offers = [(-int(np.count_nonzero(family.nodes[p].has & shared)), p) for p in family.parents[node]]
        if not offers or -min(offers)[0] < least:
            return node
        node = min(offers)[1]


def _unspoken(node: Node) -> "np.ndarray[Any, np.dtype[np.bool_]]":
    """The grams that a witness has outside quoted speech, as a mask of the vocabulary."""
    mask = np.zeros_like(node.has)
    mask[node.grams[~node.spoken]] = True
    mask[-1] = False
    return mask


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
