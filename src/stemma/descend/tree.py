"""The cheapest tree over witnesses, with lost ancestors put in where that makes it cheaper.

The tree is the minimum spanning arborescence (Chu and Liu 1965, Edmonds 1967) over the costs of descent.
"""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from stemma.descend.cost import Node, credit_cost, date_cost, descent_cost, events, shared_words
from stemma.settings import DescendSettings

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


class Family:
    """The witnesses of one family, the costs between them, and the tree; built by ``grow``, then only read."""

    def __init__(self, nodes: Sequence[Node], settings: DescendSettings) -> None:
        self.nodes: list[Node] = list(nodes)
        self.settings = settings
        self.extra: list[float] = [0.0] * len(self.nodes)
        self._cost: dict[tuple[int, int], float] = {}
        self.parents: list[int] = [NO_PARENT] * len(self.nodes)

    def cost(self, parent: int, child: int) -> float:
        """The cost of ``child`` as a copy of ``parent``; infinite where they share too little."""
        key = (parent, child)
        known = self._cost.get(key)
        if known is None:
            known = self._cost[key] = link_cost(self.nodes[parent], self.nodes[child], self.settings)
        return known

    def root_cost(self, node: int) -> float:
        """The cost of a witness that is nobody's copy."""
        return self.settings.cost_root + self.extra[node]

    def held(self, node: int) -> float:
        """What a node costs where it hangs now."""
        parent = self.parents[node]
        return self.root_cost(node) if parent == NO_PARENT else self.cost(parent, node) + self.extra[node]

    def total(self) -> float:
        return sum(self.held(node) for node in range(len(self.nodes)))

    def children(self, node: int) -> list[int]:
        return [child for child, parent in enumerate(self.parents) if parent == node]

    def below(self, node: int) -> set[int]:
        """``node`` and all that descend from it."""
        found = {node}
        grown = True
        while grown:
            grown = False
            for child, parent in enumerate(self.parents):
                if parent in found and child not in found:
                    found.add(child)
                    grown = True
        return found

    def settle(self) -> None:
        """Hang every node where the whole tree is cheapest."""
        size = len(self.nodes)
        matrix = np.full((size + 1, size + 1), np.inf)
        for child in range(size):
            matrix[0, child + 1] = self.root_cost(child)
            for parent in range(size):
                if parent != child:
                    matrix[parent + 1, child + 1] = self.cost(parent, child) + self.extra[child]
        self.parents = [parent - 1 if parent > 0 else NO_PARENT for parent in arborescence(matrix)[1:]]

    def add(self, node: Node, extra: float) -> int:
        self.nodes.append(node)
        self.extra.append(extra)
        self.parents.append(NO_PARENT)
        return len(self.nodes) - 1

    def remove_last(self) -> None:
        last = len(self.nodes) - 1
        self.nodes.pop()
        self.extra.pop()
        self.parents.pop()
        for key in [key for key in self._cost if last in key]:
            del self._cost[key]


def link_cost(parent: Node, child: Node, settings: DescendSettings) -> float:
    """``descent_cost``, infinite where the two share too little outside quoted speech to speak of copying."""
    words, run = shared_words(child, parent, settings)
    if words < settings.least_words or run < settings.least_run:
        return float("inf")
    return descent_cost(child, parent, settings)


def lost_node(members: Sequence[Node], above: Node | None, name: str | None, *, alone: bool = False) -> Node | None:
    """The lost ancestor of ``members``: what two of them have, or one of them and the parent ``above``.

    Its grams stand in the order of the member that holds most, the others' put in after what precedes them there.
    With ``alone`` (a credited source with one child) it holds what the child shares with anyone.
    """
    count = np.zeros(len(members[0].has), np.int32)
    for member in members:
        count += member.has
    if above is not None:
        count += above.has
    held = count >= 1 if alone else count >= 2
    held[-1] = False
    if not held.any():
        return None
    order = sorted(range(len(members)), key=lambda i: (-int((members[i].has & held).sum()), members[i].report or 0, i))
    base = members[order[0]]
    grams, spoken = base.grams[held[base.grams]], base.spoken[held[base.grams]]
    for place in order[1:]:
        missing = held.copy()
        missing[grams] = False
        if not missing.any():
            break
        grams, spoken = _put_in(grams, spoken, members[place], missing)
    has = np.zeros_like(held)
    has[grams] = True
    has[-1] = False
    dates = [m.moment for m in members if m.moment is not None and m.trust >= 1]
    return Node(None, grams, spoken, has, moment=min(dates) if dates else None, by_day=True, trust=0.5, name=name)


def _put_in(
    grams: NDArray[np.int32], spoken: NDArray[np.bool_], member: Node, missing: NDArray[np.bool_]
) -> tuple[NDArray[np.int32], NDArray[np.bool_]]:
    """``grams`` with those of ``member`` that are ``missing``, each after what precedes it in ``member``."""
    place = {int(gram): i for i, gram in enumerate(grams)}
    keys, news, marks = [], [], []
    at = -1
    for gram, quoted in zip(member.grams.tolist(), member.spoken.tolist(), strict=True):
        if gram in place:
            at = place[gram]
        elif gram >= 0 and missing[gram]:
            keys.append(at)
            news.append(gram)
            marks.append(quoted)
    if not news:
        return grams, spoken
    where = np.concatenate((np.arange(len(grams)), np.array(keys)))
    rank = np.concatenate((np.zeros(len(grams)), np.arange(1, len(news) + 1)))
    order = np.lexsort((rank, where))
    return np.concatenate((grams, np.array(news, np.int32)))[order], np.concatenate((spoken, np.array(marks, bool)))[
        order
    ]


def common_credit(nodes: Sequence[Node]) -> str | None:
    """The name that all of the nodes that credit anybody credit, if two do; None otherwise."""
    naming = [set(node.credits) for node in nodes if node.credits]
    if len(naming) < 2:
        return None
    both = set.intersection(*naming)
    return min(both) if both else None


def grow(nodes: Sequence[Node], settings: DescendSettings) -> Family:
    """The cheapest family of ``nodes``: a tree, and lost ancestors as long as each makes it cheaper."""
    family = Family(nodes, settings)
    family.settle()
    refused: set[tuple[int, ...]] = set()
    for _ in range(4 * len(nodes) + 4):
        offers = []
        for members in _candidates(family):
            key = tuple(sorted(members))
            if key in refused:
                continue
            offer = _offer(family, members)
            if offer is None or offer[0] >= -1e-9:
                refused.add(key)
                continue
            offers.append((round(offer[0], 9), key, offer))
        if not offers:
            break
        _, key, (_, node, extra) = min(offers, key=lambda o: (o[0], o[1]))
        before, held = family.total(), list(family.parents)
        family.add(node, extra)
        family.settle()
        last = len(family.nodes) - 1
        if family.total() >= before - 1e-9 or len(family.children(last)) < 2:
            family.remove_last()
            family.parents = held
            refused.add(key)
    return family


def _candidates(family: Family) -> list[list[int]]:
    """Sets of witnesses that may have a lost ancestor in common: a parent with its children, pairs and all siblings."""
    found: dict[tuple[int, ...], None] = {}
    for node in range(len(family.nodes)):
        children = family.children(node)
        if not children:
            continue
        grand = [g for child in children for g in family.children(child)]
        found[tuple(sorted([node, *children]))] = None
        if grand:
            found[tuple(sorted([node, *children, *grand]))] = None
        for child in children:
            found[tuple(sorted([node, child]))] = None
        if 2 < len(children) <= 30:
            for place, child in enumerate(children):
                for other in children[place + 1 :]:
                    found[(child, other)] = None
        elif len(children) == 2:
            found[tuple(children)] = None
    roots = [n for n, parent in enumerate(family.parents) if parent == NO_PARENT]
    for place, one in enumerate(roots):
        for other in roots[place + 1 :]:
            if family.cost(one, other) < np.inf:
                found[tuple(sorted([one, other]))] = None
    return [list(key) for key in found]


def _offer(family: Family, members: list[int]) -> tuple[float, Node, float] | None:
    """What a lost ancestor of ``members`` would change in the whole cost, with the node and its own cost."""
    nodes = family.nodes
    settings = family.settings
    tops = [m for m in members if family.parents[m] not in members]
    above = family.parents[tops[0]]
    if any(family.parents[top] != above for top in tops):
        above = NO_PARENT
    chosen = members
    node: Node | None = None
    for _ in range(2):
        if len(chosen) < 2:
            return None
        name = common_credit([nodes[m] for m in chosen])
        node = lost_node([nodes[m] for m in chosen], nodes[above] if above != NO_PARENT else None, name)
        if node is None:
            return None
        costs = {m: link_cost(node, nodes[m], settings) + family.extra[m] for m in members}
        extra = settings.cost_lost_ancestor_credited if name else settings.cost_lost_ancestor
        kept = [m for m in members if costs[m] < family.held(m) - 1e-12 or m in tops]
        if kept == chosen:
            break
        chosen = kept
    if node is None:
        return None
    change = sum(costs[m] - family.held(m) for m in chosen) + extra
    change += settings.cost_root if above == NO_PARENT else link_cost(nodes[above], node, settings)
    if not np.isfinite(change):
        return None
    return change, node, extra


def explain(parent: Node, child: Node, settings: DescendSettings) -> Mapping[str, float]:
    """The parts of a descent's cost, by name."""
    happened = events(child, parent, settings)
    return {
        "gained": happened.gained,
        "lost": happened.lost,
        "date": date_cost(child, parent, settings),
        "credit": credit_cost(child, parent, settings),
    }
