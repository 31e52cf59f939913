"""Lost ancestors: what they must have held, and where one makes the whole family cheaper."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from stemma.descend.cost import Node, link_cost, root_cost
from stemma.descend.family import Family
from stemma.descend.tree import NO_PARENT
from stemma.settings import DescendSettings


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


def common_credit(family: Family, members: Sequence[int]) -> str | None:
    """The name that all of the members that credit anybody credit, if two do and that source is not among the reports."""
    naming = [set(family.nodes[m].credits) for m in members if family.nodes[m].credits]
    if len(naming) < 2:
        return None
    both = sorted(name for name in set.intersection(*naming) if not any(family.present(name, m) for m in members))
    return both[0] if both else None


def grow(nodes: Sequence[Node], settings: DescendSettings) -> Family:
    """The cheapest family of ``nodes``, with lost ancestors as long as each makes it cheaper."""
    family = Family(nodes, settings)
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
    return family


def _try(
    family: Family, members: tuple[int, ...], offer: tuple[float, Node, float], refused: set[tuple[int, ...]]
) -> bool:
    """Put a lost ancestor in for good if the family is cheaper with it; else leave all as it was."""
    before, held = family.total(), list(family.parents)
    last = family.add(offer[1], offer[2])
    concerned = [n for n in range(last) if family.link(last, n) < np.inf]
    for member in members:
        if family.link(last, member) < np.inf:
            family.parents[member] = ()
    _, family.parents[last] = family.best(last, family.below(last).union(members))
    for member in concerned:
        family.parents[member] = family.best(member, family.below(member))[1]
    family.settle([last, *concerned])
    if family.total() < before - 1e-9 and len(family.children(last)) >= 2:
        return True
    family.remove_last(held)
    refused.add(members)
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
        if 2 < len(children) <= 30:
            for place, child in enumerate(children):
                for other in children[place + 1 :]:
                    found[(child, other)] = None
    roots = [n for n, parents in enumerate(family.parents) if not parents]
    for place, one in enumerate(roots):
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
    change += root_cost(node, settings) if above == NO_PARENT else link_cost(nodes[above], node, settings)
    return (change, node, extra) if np.isfinite(change) else None
