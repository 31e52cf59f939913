"""The witnesses of one family, who has what from whom, and what that costs all told.

Every witness has a tuple of parents, the main one first, none for a text written afresh. The cost of a witness
depends on its own parents alone, so that a family is made cheaper one witness at a time.
"""

import math
from collections.abc import Collection, Iterable, Sequence
from itertools import islice
from typing import TypeVar, cast

import numpy as np

from stemma.descend.agencies import same_name
from stemma.descend.blocks import split
from stemma.descend.cost import (
    Node,
    block_losses,
    gains_by_sentence,
    link_cost,
    prior_of_all,
    prior_parts,
    root_cost,
    sentence_starts,
    unspoken_words,
)
from stemma.descend.near import nearest
from stemma.descend.repeats import goes_back, within
from stemma.descend.sentences import Sentences
from stemma.descend.tree import NO_PARENT, arborescence
from stemma.settings import DescendSettings

Parents = tuple[int, ...]
Key = TypeVar("Key")
Value = TypeVar("Value")


class Family:
    """Nodes and their parents; ``settle`` finds the cheapest parents, ``hang`` gives others, the rest reads them.

    In a family of more than twice ``most_neighbours`` only neighbours are weighed as parent and child (see ``nearest``):
    all other links are infinite. A lost text is a neighbour of all that it shares text with.
    """

    def __init__(self, nodes: Sequence[Node], sentences: Sentences, settings: DescendSettings) -> None:
        self.nodes: list[Node] = list(nodes)
        self.sentences = sentences
        self.settings = settings
        self.extra: list[float] = [0.0] * len(self.nodes)
        self._parents: list[Parents] = [()] * len(self.nodes)
        self._children: list[set[int]] = [set() for _ in self.nodes]
        # The more reports there are, the likelier one of them agrees with a child by chance.
        extant = sum(one.report is not None for one in self.nodes)
        self._further = settings.cost_further_parent + math.log(max(extant - 1, 1))
        self._near = nearest(self.nodes, settings)
        # Nodes that may as well stand above their parents, where that was found out otherwise than by grams.
        self.open: set[int] = set()
        self._links: dict[tuple[int, int], float] = {}
        self._costs: dict[tuple[int, Parents], float] = {}
        self._by_sentence: dict[tuple[int, int], list[float]] = {}
        self._picked: dict[tuple[int, Parents, int], float] = {}
        self._marks = (0, 0, 0, 0)

    @property
    def parents(self) -> Sequence[Parents]:
        """The parents of each node, the main one first."""
        return self._parents

    def hang(self, child: int, parents: Parents) -> None:
        """Give ``child`` these parents in place of those it has."""
        for parent in self._parents[child]:
            self._children[parent].discard(child)
        self._parents[child] = parents
        for parent in parents:
            self._children[parent].add(child)

    def hang_all(self, parents: Sequence[Parents]) -> None:
        """Give every node these parents."""
        self._parents = list(parents)
        self._children = [set() for _ in self.nodes]
        for child, above in enumerate(self._parents):
            for parent in above:
                self._children[parent].add(child)

    def near(self, child: int) -> Sequence[int]:
        """Those that may be parents of ``child``, or its children, in order; in a small family all, itself among them."""
        return range(len(self.nodes)) if self._near is None else self._near[child]

    def link(self, parent: int, child: int) -> float:
        """The cost of ``child`` as a copy of ``parent`` alone; infinite where they share too little."""
        key = (parent, child)
        known = self._links.get(key)
        if known is None:
            if self._near is not None and parent not in self._near[child]:
                return math.inf
            known = self._links[key] = link_cost(self.nodes[parent], self.nodes[child], self.settings)
        return known

    def cost(self, child: int, parents: Parents) -> float:
        """The cost of ``child`` with these parents, the main one first."""
        if not parents:
            return root_cost(self.nodes[child], self.settings) + self.extra[child]
        if len(parents) == 1:
            return self.link(parents[0], child) + self.picked(parents[0], child) + self.extra[child]
        key = (child, parents)
        known = self._costs.get(key)
        if known is None:
            known = self._stitched(child, parents)
            self._costs[key] = known
        return known + sum(self.picked(parent, child) for parent in parents) + self.extra[child]

    def by_sentence(self, parent: int, child: int) -> list[float]:
        """What ``child`` cost as a copy of ``parent`` by its sentences, but for what it cut and what is known besides."""
        key = (parent, child)
        known = self._by_sentence.get(key)
        if known is None:
            known = gains_by_sentence(self.nodes[child], self.nodes[parent], self.settings).tolist()
            self._by_sentence[key] = known
        return known

    def _stitched(self, child: int, parents: Parents) -> float:
        """The cost of a text put together from several, each of which gave it blocks of sentences."""
        one, settings = self.nodes[child], self.settings
        starts = sentence_starts(one)
        each = [self.by_sentence(parent, child) for parent in parents]
        cost, back = self._blocks(child, parents, each)
        for place, number in sorted(back):
            # Both wordings would be from one parent, that has the sentence once: one of them is rather from another.
            tried = [list(row) for row in each]
            for sentence in np.flatnonzero(one.version[starts] == number).tolist():
                tried[place][sentence] = math.inf
            cost = min(cost, self._blocks(child, parents, tried)[0])
        cost += self._further * (len(parents) - 1)
        parts = np.array([prior_parts(one, self.nodes[parent], settings) for parent in parents])
        return cost + float(prior_of_all(parts))

    def _blocks(
        self, child: int, parents: Parents, each: Sequence[Sequence[float]]
    ) -> tuple[float, set[tuple[int, int]]]:
        """What a text costs as blocks of sentences from several, by what ``each`` of its sentences costs from each of them.

        With it the sentences that it would have in two wordings from one parent that has but one: (place of the parent, sentence).
        """
        one, settings = self.nodes[child], self.settings
        cost, taken = split(each, settings.cost_change)
        from_whom = np.repeat(taken, np.diff(np.append(sentence_starts(one), len(one.grams))))
        back: set[tuple[int, int]] = set()
        for place, parent in enumerate(parents):
            mine, other = from_whom == place, self.nodes[parent]
            cost += block_losses(one, other, mine, settings)
            own = within(one.repeats, one.version[mine])
            if goes_back(own, other.repeats, other.kinds):
                cost += settings.cost_repeated
                back |= {(place, number) for _, *both in own for number in both}
        return cost, back

    def picked(self, parent: int, child: int) -> float:
        """What it costs that ``child`` took of ``parent`` only what the latter has from none of its own parents.

        Somebody who copies a stitched text hits upon both its parts; who has just one of them had it before.
        """
        above = self.parents[parent]
        if not above or self.nodes[parent].report is None or self.nodes[child].report is None:
            return 0.0
        key = (parent, above, child)
        known = self._picked.get(key)
        if known is None:
            one, settings = self.nodes[parent], self.settings
            given = np.zeros(len(one.grams), np.bool_)
            for other in above:
                given |= self.nodes[other].has[one.grams]
            taken = self.nodes[child].has[one.grams]
            known = 0.0
            if settings.picked_grams * np.count_nonzero(taken & given) <= np.count_nonzero(taken & ~given):
                common, own = (len(np.unique(one.version[mask & ~one.spoken])) for mask in (given, taken & ~given))
                # The chance that so many sentences, taken blindly from both parts, all come from the one.
                ways = math.lgamma(common + own + 1) - math.lgamma(common + 1) - math.lgamma(own + 1)
                known = min(settings.picked_weight * ways, settings.cost_picked_most)
            self._picked[key] = known
        return known

    def held(self, node: int) -> float:
        """What a node costs where it hangs now."""
        return self.cost(node, self.parents[node])

    def total(self) -> float:
        return sum(self.held(node) for node in range(len(self.nodes)))

    def main(self, node: int) -> int:
        """The main parent, or NO_PARENT."""
        return self.parents[node][0] if self.parents[node] else NO_PARENT

    def offspring(self, node: int) -> list[int]:
        """Those that have ``node`` for a parent, main or further."""
        return sorted(self._children[node])

    def children(self, node: int) -> list[int]:
        """Those that have ``node`` for their main parent."""
        return [child for child in sorted(self._children[node]) if self._parents[child][0] == node]

    def below(self, node: int) -> set[int]:
        """``node`` and all that descend from it."""
        return self._reach(node, self._children)

    def above(self, node: int) -> set[int]:
        """``node`` and all that it descends from."""
        return self._reach(node, self._parents)

    @staticmethod
    def _reach(start: int, steps: Sequence[Iterable[int]]) -> set[int]:
        found = {start}
        todo = [start]
        while todo:
            for node in steps[todo.pop()]:
                if node not in found:
                    found.add(node)
                    todo.append(node)
        return found

    def present(self, name: str, node: int) -> bool:
        """Whether the source called ``name`` is a witness, extant or lost, that shares text with ``node``, or is ``node``."""
        for other, one in enumerate(self.nodes):
            own = one.outlet if one.report is not None else one.name
            if own and same_name(own, name) and (other == node or self.link(other, node) < np.inf):
                return True
        return False

    def candidates(self, child: int, without: set[int]) -> list[int]:
        """The likeliest parents of ``child`` taken alone, the cheapest first."""
        costs = [(self.link(p, child), p) for p in self.near(child) if p != child and p not in without]
        return [p for c, p in sorted(costs)[: self.settings.most_candidates] if c < np.inf]

    def best(self, child: int, without: set[int]) -> tuple[float, Parents]:
        """The cheapest parents of ``child``: the best single one, the best two, and others added to those while that pays."""
        cost, parents = self.cost(child, ()), cast(Parents, ())
        likely = self.candidates(child, without)
        for parent in likely:
            cost, parents = min((cost, parents), (self.cost(child, (parent,)), (parent,)))
        for least, pair in self.pairs(child, likely, cost):
            if least > cost + 1e-9:
                break
            cost, parents = min((cost, parents), (self.cost(child, pair), pair))
        while 1 < len(parents) < self.settings.most_parents:
            more = [(*parents, parent) for parent in likely if parent not in parents]
            after, wider = min(((self.cost(child, some), some) for some in more), default=(math.inf, parents))
            if after >= cost - 1e-9:
                break
            cost, parents = after, wider
        return cost, parents

    def pairs(self, child: int, likely: Sequence[int], cost: float) -> list[tuple[float, Parents]]:
        """The pairs of parents that may be cheaper than ``cost``, each with what it costs at least by each sentence, in order."""
        if len(likely) < 2:
            return []
        one, settings = self.nodes[child], self.settings
        each = np.array([self.by_sentence(parent, child) for parent in likely])
        fixed = self._further + settings.cost_change + self.extra[child]
        parts = np.array([prior_parts(one, self.nodes[parent], settings) for parent in likely])
        first, second = np.triu_indices(len(likely), 1)
        least = np.minimum(each[first], each[second]).sum(axis=1) + prior_of_all(
            parts[np.stack((first, second), axis=1)]
        )
        open_to = np.flatnonzero(least + fixed < cost).tolist()
        return sorted((float(least[place] + fixed), (likely[first[place]], likely[second[place]])) for place in open_to)

    def start(self) -> None:
        """Hang every node by one parent where the whole tree is cheapest, then make each better."""
        size = len(self.nodes)
        edges = [(0, child + 1, self.cost(child, ())) for child in range(size)]
        edges += [
            (parent + 1, child + 1, cost + self.extra[child])
            for child in range(size)
            for parent in self.near(child)
            if parent != child and (cost := self.link(parent, child)) < math.inf
        ]
        tree = arborescence(size + 1, edges)
        self.hang_all([(parent - 1,) if parent > 0 else () for parent in tree[1:]])
        self.settle(range(size))

    def restart(self) -> bool:
        """Hang all nodes anew, as ``start`` does, and keep that if it is cheaper."""
        before, held = self.total(), list(self._parents)
        self.start()
        if self.total() < before - 1e-9:
            return True
        self.hang_all(held)
        return False

    def settle(self, nodes: Iterable[int]) -> None:
        """Give each of ``nodes`` its cheapest parents, and turn edges round, until nothing gets cheaper."""
        todo = sorted(set(nodes))
        for _ in range(6):
            changed = [node for node in todo if self._better(node)]
            changed += [node for node in todo if self._turn(node)]
            changed += [node for node in todo if self._turn_side(node)]
            changed += [node for node in todo if self._gather(node)]
            if not changed:
                break

    def _better(self, node: int) -> bool:
        now = self.held(node)
        cost, parents = self.best(node, self.below(node))
        if cost < now - 1e-9:
            self.hang(node, parents)
            return True
        return False

    def _turn(self, child: int) -> bool:
        """Try ``child`` as the parent of its main parent, which may take the place of the two."""
        parent = self.main(child)
        if parent == NO_PARENT or self.link(child, parent) == np.inf:
            return False
        held = self.parents[child], self.parents[parent]
        before = self.held(child) + self.held(parent)
        if self._over(child, parent) < before - 1e-9:
            return True
        self._hang_two(child, parent, held)
        return False

    def _over(self, child: int, parent: int) -> float:
        """Give ``child`` its cheapest parents that neither it nor ``parent`` is above, then ``parent``; what both cost."""
        self.hang(parent, ())
        self.hang(child, ())
        # The child comes to hang elsewhere, so that what is below the parent stays what it is.
        under = self.below(parent)
        cost_child, parents = self.best(child, self.below(child) | under)
        self.hang(child, parents)
        cost_parent, parents = self.best(parent, under)
        self.hang(parent, parents)
        return cost_child + cost_parent

    def _hang_two(self, child: int, parent: int, held: tuple[Parents, Parents]) -> None:
        self.hang(child, held[0])
        self.hang(parent, held[1])

    def _turn_side(self, child: int) -> bool:
        """Try ``child`` as a parent of one of its further parents instead."""
        for parent in self.parents[child][1:]:
            if parent not in self.parents[child] or self.link(child, parent) == np.inf:
                continue
            held = self.parents[child], self.parents[parent]
            before = self.held(child) + self.held(parent)
            self.hang(child, tuple(p for p in held[0] if p != parent))
            cost, parents = self.best(parent, self.below(parent))
            self.hang(parent, parents)
            if child in parents:
                cost_child, parents = self.best(child, self.below(child))
                self.hang(child, parents)
                if cost + cost_child < before - 1e-9:
                    return True
            self._hang_two(child, parent, held)
        return False

    def _gather(self, node: int) -> bool:
        """Try ``node`` as put together from those that now descend from it, which then had their texts before it."""
        offspring = self.offspring(node)
        if not 2 <= len(offspring) <= self.settings.most_parents or self.nodes[node].report is None:
            return False
        concerned = [node, *offspring]
        held = [self.parents[one] for one in concerned]
        before = sum(self.held(one) for one in concerned)
        for one in concerned:
            self.hang(one, ())
        for one in offspring:
            self.hang(one, self.best(one, self.below(one) | {node})[1])
        self.hang(node, self.best(node, self.below(node))[1])
        if sum(self.held(one) for one in concerned) < before - 1e-9:
            return True
        for one, parents in zip(concerned, held, strict=True):
            self.hang(one, parents)
        return False

    def own_words(self, parent: int, child: int) -> int:
        """Words in long runs outside quoted speech that of all parents of ``child`` only ``parent`` explains."""
        one = self.nodes[child]
        mask = self.nodes[parent].has[one.grams] & ~one.spoken
        for other in self.parents[child]:
            if other != parent:
                mask &= ~self.nodes[other].has[one.grams]
        return unspoken_words(mask, self.settings)[0]

    def drop_slight(self) -> None:
        """Leave out, of three parents or more, those that alone explain next to nothing, the slightest first."""
        for child in range(len(self.nodes)):
            while len(self.parents[child]) > 2:
                words, parent = min((self.own_words(p, child), p) for p in self.parents[child])
                if words >= self.settings.least_own_words:
                    break
                self.hang(child, tuple(p for p in self.parents[child] if p != parent))

    def prefer_carriers(self) -> None:
        """Hang a copy of a lost text under another copy of it that has all that they share, if all else weighs about the same.

        What is there explains as much as what is not, and may have a reading of the child's besides.
        """
        for child, one in enumerate(self.nodes):
            for lost in self.parents[child]:
                if self.nodes[lost].report is not None or one.report is None:
                    continue
                given = self.nodes[lost].has[one.grams]
                offers = []
                for other in sorted(set(self.offspring(lost)) - self.below(child) - set(self.parents[child])):
                    has = self.nodes[other].has[one.grams]
                    if self.nodes[other].report is None or (given & ~has).any():
                        continue
                    changed = tuple(other if p == lost else p for p in self.parents[child])
                    offers.append((self.cost(child, changed), changed))
                if offers and min(offers)[0] < self.held(child) + self.settings.carrier_slack:
                    self.hang(child, min(offers)[1])

    def turn_over(self, child: int) -> bool:
        """Make ``child`` a parent of its main parent, whatever that costs; False, with all as it was, where it can't be one."""
        parent = self.main(child)
        held = self.parents[child], self.parents[parent]
        self._over(child, parent)
        if child in self.parents[parent]:
            return True
        self._hang_two(child, parent, held)
        return False

    def add(self, node: Node, extra: float) -> int:
        """Put in a node without parents; its number."""
        new = len(self.nodes)
        if self._near is not None:
            self._near.append([n for n, one in enumerate(self.nodes) if one.has[node.grams].any()])
            for other in self._near[new]:
                self._near[other].append(new)
        self.nodes.append(node)
        self.extra.append(extra)
        self._parents.append(())
        self._children.append(set())
        self._marks = (len(self._links), len(self._costs), len(self._picked), len(self._by_sentence))
        return new

    def replace(self, place: int, node: Node) -> None:
        """Put another text in the place of one; who has it for a parent, or is its parent, stays."""
        self.nodes[place] = node
        _forget(self._links, [key for key in self._links if place in key])
        _forget(self._by_sentence, [key for key in self._by_sentence if place in key])
        _forget(self._costs, [key for key in self._costs if place == key[0] or place in key[1]])
        _forget(self._picked, [key for key in self._picked if place in (key[0], key[2], *key[1])])

    def remove_last(self, parents: Sequence[Parents]) -> None:
        """Take the last node out again; ``parents`` are those from before it came."""
        last = len(self.nodes) - 1
        self.nodes.pop()
        self.extra.pop()
        if self._near is not None:
            for other in self._near.pop():
                self._near[other].pop()
        self.hang_all(parents)
        links, costs, picked, sentences = self._marks
        _forget(self._links, [key for key in _since(self._links, links) if last in key])
        _forget(self._by_sentence, [key for key in _since(self._by_sentence, sentences) if last in key])
        _forget(self._costs, [key for key in _since(self._costs, costs) if last == key[0] or last in key[1]])
        _forget(self._picked, [key for key in _since(self._picked, picked) if last in (key[0], key[2], *key[1])])


def _since(table: dict[Key, Value], mark: int) -> Iterable[Key]:
    """The keys that came after the first ``mark``."""
    return islice(reversed(table), len(table) - mark)


def _forget(table: dict[Key, Value], keys: Collection[Key]) -> None:
    for key in keys:
        del table[key]
