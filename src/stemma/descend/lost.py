"""Lost ancestors: what they must have held, and where one makes the whole family cheaper."""

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from stemma.descend.cost import Node, link_cost, root_cost
from stemma.descend.family import Family
from stemma.descend.sentences import Sentences, kinds_of
from stemma.descend.tree import NO_PARENT
from stemma.settings import DescendSettings


def lost_node(
    family: Family, members: Sequence[int], above: int, name: str | None, *, alone: bool = False
) -> Node | None:
    """The lost ancestor of ``members``: what two of them have, or one of them and the parent ``above`` (NO_PARENT: none).

    Of the versions of one sentence it held that which most of them have. Its sentences stand in the order of the
    member that holds most, the others' put in after what precedes them there. With ``alone`` (a credited source with
    one child) it holds what the child shares with anyone.
    """
    nodes, sentences = family.nodes, family.sentences
    votes = np.zeros(len(nodes[members[0]].has), np.int32)
    for member in members:
        votes += nodes[member].has
    if above != NO_PARENT:
        votes += nodes[above].has
    votes[-1] = 0
    least = 1 if alone else 2
    if not (votes >= least).any():
        return None
    order = sorted(members, key=lambda m: (-int((votes[nodes[m].grams] >= least).sum()), m))
    chosen: dict[int, tuple[int, int]] = {}
    sequence: list[int] = []
    for member in order:
        at = -1
        for version in _in_order(nodes[member].version):
            kind = int(sentences.kind[version])
            support = int(np.maximum(votes[sentences.grams[version]] - (least - 1), 0).sum())
            if not support:
                continue
            if kind in chosen:
                if support > chosen[kind][0]:
                    chosen[kind] = (support, version)
                at = sequence.index(kind)
            else:
                chosen[kind] = (support, version)
                at += 1
                sequence.insert(at, kind)
    parts, marks, numbers = [], [], []
    for kind in sequence:
        version = chosen[kind][1]
        grams = sentences.grams[version]
        kept = (grams >= 0) & (votes[grams] >= least)
        parts.append(grams[kept])
        marks.append(sentences.spoken[version][kept])
        numbers.append(np.full(int(kept.sum()), version, np.int32))
    grams, versions = np.concatenate(parts), np.concatenate(numbers)
    kind_of, kinds = kinds_of(sentences, versions)
    has = np.zeros(len(votes), np.bool_)
    has[grams] = True
    dates = [moment for m in members if (moment := nodes[m].moment) is not None and nodes[m].trust >= 0.5]
    return Node(
        None, grams, np.concatenate(marks), versions, has,
        credits=() if name else tuple(sorted({credit for m in members for credit in nodes[m].credits})),
        moment=min(dates) if dates else None, by_day=True, trust=0.5, name=name, copies=len(members), kind=kind_of, kinds=kinds, headline=_headline(nodes, members),
    )  # fmt: skip


def _headline(nodes: Sequence[Node], members: Sequence[int]) -> str:
    """The headline that most of those members have that have one with another, the first in the alphabet; else none."""
    votes = Counter(nodes[m].headline for m in members if nodes[m].headline)
    both = sorted((-count, headline) for headline, count in votes.items() if count > 1)
    return both[0][1] if both else ""


def _in_order(version: NDArray[np.int32]) -> list[int]:
    """The sentences of a node as they follow each other."""
    edges = np.flatnonzero(np.diff(version, prepend=-2))
    return [v for v in version[edges].tolist() if v >= 0]


def common_credit(family: Family, members: Sequence[int]) -> str | None:
    """The name that all of the members that credit anybody credit, if two do and that source is not among the reports."""
    naming = [set(one.credits) for m in members if (one := family.nodes[m]).credits and one.report is not None]
    if len(naming) < 2:
        return None
    both = sorted(name for name in set.intersection(*naming) if not any(family.present(name, m) for m in members))
    return both[0] if both else None


def lost_cost(family: Family, members: Sequence[int], name: str | None) -> float:
    """What it costs that there was a lost ancestor: little where copies credit a source of that name, or any that is not there."""
    settings = family.settings
    if name is not None:
        return settings.cost_lost_ancestor_credited
    named = sorted({credit for m in members for credit in family.nodes[m].credits})
    if len(named) == 1 and not any(family.present(named[0], m) for m in members):
        return settings.cost_lost_ancestor_named
    return settings.cost_lost_ancestor


def grow(nodes: Sequence[Node], sentences: Sentences, settings: DescendSettings) -> Family:
    """The cheapest family of ``nodes``, with lost ancestors as long as each makes it cheaper."""
    family = Family(nodes, sentences, settings)
    family.start()
    refused: set[tuple[int, ...]] = set()
    for _ in range(4 * len(nodes) + 4):
        offers = []
        for members in _candidates(family):
            if members in refused:
                continue
            offer = _offer(family, members)
            if offer is None or offer[0] >= settings.cost_lost_slack:
                refused.add(members)
                continue
            offers.append((round(offer[0], 6), members, offer))
        if not any(_try(family, members, offer, refused) for _, members, offer in sorted(offers, key=lambda o: o[:2])):
            break
        family.restart()
    if len(nodes) <= 2 * settings.most_neighbours:
        better = True
        while better:
            better = False
            for lost in range(len(nodes), len(family.nodes)):
                better |= _write_anew(family, lost)
    return family


def _write_anew(family: Family, lost: int) -> bool:
    """Work out anew what a lost text held, from other copies than those it was first made of, where that is cheaper."""
    extant = [family.nodes[node].report is not None for node in range(len(family.nodes))]
    copies = {node for node in family.offspring(lost) if extant[node]}
    grand = {node for copy in copies for node in family.offspring(copy) if extant[node]}
    below = {node for node in family.below(lost) if extant[node]}
    sets = [below, copies, copies | grand, *(copies | {node} for node in sorted(grand))]
    better = False
    for members in dict.fromkeys(tuple(sorted(some - family.above(lost))) for some in sets):
        if len(members) < 2:
            continue
        name = family.nodes[lost].name or common_credit(family, members)
        made = lost_node(family, members, family.main(lost), name)
        if made is None:
            continue
        before, held, old = family.total(), list(family.parents), family.nodes[lost]
        family.replace(lost, made)
        for member in members:
            if family.link(lost, member) < np.inf:
                family.hang(member, (lost,))
        if _settles(family, lost, before):
            better = True
        else:
            family.replace(lost, old)
            family.hang_all(held)
    return better


def _try(
    family: Family, members: tuple[int, ...], offer: tuple[float, Node, float], refused: set[tuple[int, ...]]
) -> bool:
    """Put a lost ancestor in for good if the family is cheaper with it; else leave all as it was."""
    before, held = family.total(), list(family.parents)
    last = family.add(offer[1], offer[2])
    for member in members:
        if family.link(last, member) < np.inf:
            family.hang(member, ())
    family.hang(last, family.best(last, family.below(last).union(members))[1])
    if _settles(family, last, before):
        return True
    family.remove_last(held)
    refused.add(members)
    return False


def _settles(family: Family, lost: int, before: float) -> bool:
    """Hang all that a lost text may be the parent of where that is cheapest; whether it then stands, cheaper than ``before``."""
    concerned = [n for n in family.near(lost) if n != lost and family.link(lost, n) < np.inf]
    for node in concerned:
        family.hang(node, family.best(node, family.below(node))[1])
    family.settle([lost, *concerned])
    return family.total() < before - 1e-9 and len(family.children(lost)) >= 2 and not _bridged(family, lost)


def _bridged(family: Family, lost: int) -> bool:
    """Whether one copy alone holds the others of a lost text together, which share nothing among themselves.

    Then that copy was put together from theirs: copyists of one text would have hit upon the same passages now and then.
    """
    copies = family.offspring(lost)
    for left_out in copies:
        waiting = [copy for copy in copies if copy != left_out]
        if len(waiting) < 2:
            return False
        todo = [waiting.pop()]
        while todo:
            one = todo.pop()
            near = [n for n in waiting if min(family.link(one, n), family.link(n, one)) < np.inf]
            waiting = [n for n in waiting if n not in near]
            todo += near
        if waiting:
            return True
    return False


def _candidates(family: Family) -> list[tuple[int, ...]]:
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
        if len(children) > 1:
            found[tuple(children)] = None
        found[tuple(sorted([node, *family.offspring(node)]))] = None
        if 2 < len(children) <= 30:
            for place, child in enumerate(children):
                for other in children[place + 1 :]:
                    found[(child, other)] = None
    roots = [n for n, parents in enumerate(family.parents) if not parents]
    for place, one in enumerate(roots):
        under = sorted(n for n in family.below(one) if family.link(one, n) < np.inf or n == one)
        if 1 < len(under) <= 30:
            found[tuple(under)] = None
        for other in roots[place + 1 :]:
            if family.link(one, other) < np.inf:
                found[(one, other)] = None
    return list(found)


def _offer(family: Family, members: tuple[int, ...]) -> tuple[float, Node, float] | None:
    """What a lost ancestor of ``members`` would about change in the whole cost, with the node and its own cost."""
    nodes, settings = family.nodes, family.settings
    tops = [m for m in members if family.main(m) not in members]
    if not tops:
        return None
    above = family.main(tops[0])
    if any(family.main(top) != above for top in tops):
        above = NO_PARENT
    chosen = list(members)
    node: Node | None = None
    costs: dict[int, float] = {}
    extra = 0.0
    for _ in range(2):
        if len(chosen) < 2:
            return None
        name = common_credit(family, chosen)
        node = lost_node(family, chosen, above, name)
        if node is None:
            return None
        costs = {m: link_cost(node, nodes[m], settings) + family.extra[m] for m in members}
        extra = lost_cost(family, chosen, name)
        kept = [m for m in members if costs[m] < family.held(m) - 1e-12 or m in tops]
        if kept == chosen:
            break
        chosen = kept
    if node is None:
        return None
    change = sum(costs[m] - family.held(m) for m in chosen) + extra
    change += root_cost(node, settings) if above == NO_PARENT else link_cost(nodes[above], node, settings)
    return (change, node, extra) if np.isfinite(change) else None
