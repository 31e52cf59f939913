"""The cheapest tree over nodes: the minimum spanning arborescence (Chu and Liu 1965, Edmonds 1967)."""

from collections.abc import Sequence
from heapq import heapify, heappop, heappush
from typing import NamedTuple

NO_PARENT = -1
Edge = tuple[float, int, int]
"""Cost, parent, child: in the order in which the edges into a node are looked at."""


class _Drawn(NamedTuple):
    """Nodes, and rings of nodes drawn together, which are numbered on from the nodes.

    ``edges`` are the edges into each as a heap, dearer than they are by ``over``; ``entry`` is the cheapest of them,
    ``ring`` the ring that each is drawn into (itself: none), ``outer`` one further out, as far as was seen.
    """

    edges: list[list[Edge]]
    over: list[float]
    entry: list[Edge | None]
    ring: list[int]
    outer: list[int]


def arborescence(size: int, edges: Sequence[tuple[int, int, float]]) -> list[int]:
    """The parents of the cheapest tree over nodes 0 to ``size`` - 1; node 0 is the root.

    ``edges`` are (parent, child, cost), those left out can't be; there must be one from the root to every other node.
    The first element of the answer is -1. Chu and Liu's algorithm with the edges in heaps, the smaller put into the
    larger where a cycle is drawn together (Tarjan 1977): about m log² n steps for m edges. Ties to the lower parent.
    """
    into: list[list[Edge]] = [[] for _ in range(size)]
    for parent, child, cost in edges:
        if child and parent != child:
            into[child].append((cost, parent, child))
    for heap in into:
        heapify(heap)
    drawn = _Drawn(into, [0.0] * size, [None] * size, list(range(size)), list(range(size)))
    joined = [node == 0 for node in range(size)]
    for start in range(1, size):
        if not joined[_outermost(drawn.outer, start)]:
            _join(drawn, joined, start)
    return _parents(drawn, size)


def _join(drawn: _Drawn, joined: list[bool], start: int) -> None:
    """Go up from a node by the cheapest edges, drawing rings together, until what is joined to the root is met."""
    path = [_outermost(drawn.outer, start)]
    on_path = set(path)
    while True:
        node = path[-1]
        heap = drawn.edges[node]
        entry = heappop(heap)
        above = _outermost(drawn.outer, entry[1])
        while above == node:
            entry = heappop(heap)
            above = _outermost(drawn.outer, entry[1])
        drawn.entry[node] = (entry[0] - drawn.over[node], entry[1], entry[2])
        if joined[above]:
            break
        if above not in on_path:
            path.append(above)
            on_path.add(above)
            continue
        place = path.index(above)
        ring = _draw(drawn, path[place:])
        joined.append(False)
        on_path.difference_update(path[place:])
        del path[place:]
        path.append(ring)
        on_path.add(ring)
    for node in path:
        joined[node] = True


def _draw(drawn: _Drawn, members: list[int]) -> int:
    """Draw a ring of nodes together into one; its number. Each edge into it is cheaper by the one that it would replace."""
    new = len(drawn.ring)
    for member in members:
        entry = drawn.entry[member]
        drawn.over[member] += entry[0] if entry is not None else 0.0
        drawn.ring[member] = drawn.outer[member] = new
    most = max(members, key=lambda member: len(drawn.edges[member]))
    heap, over = drawn.edges[most], drawn.over[most]
    for member in members:
        if member != most:
            more = over - drawn.over[member]
            for cost, parent, child in drawn.edges[member]:
                heappush(heap, (cost + more, parent, child))
        drawn.edges[member] = []
    drawn.edges.append(heap)
    drawn.over.append(over)
    drawn.entry.append(None)
    drawn.ring.append(new)
    drawn.outer.append(new)
    return new


def _outermost(outer: list[int], node: int) -> int:
    """The ring that a node is now part of, through all rings drawn into others; itself where it is in none."""
    while outer[node] != node:
        outer[node] = outer[outer[node]]
        node = outer[node]
    return node


def _parents(drawn: _Drawn, size: int) -> list[int]:
    """Open the rings again, the last drawn first: each is entered by one edge, which takes the place of the ring's own."""
    entry = list(drawn.entry)
    for ring in range(len(drawn.ring) - 1, size - 1, -1):
        entered = entry[ring]
        if entered is not None:
            node = entered[2]
            while drawn.ring[node] != ring:
                node = drawn.ring[node]
            entry[node] = entered
    return [NO_PARENT if edge is None else edge[1] for edge in entry[:size]]
