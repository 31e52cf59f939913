"""Which reports were put together from two others: weighed anew when the tree stands, by all that speaks for it.

What a second parent explains may be chance: two copies of one text hit upon the same words here and there, the more so the
more each alters. Costs alone do not tell the two apart. What does is in how many sentences on end the second parent explains
the report, whether it has them word for word, and how little is left that neither explains. The pair of
parents is told where the sum of such facts, each with a weight that was fitted on planted families, is high enough.
"""

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from stemma.descend.blocks import split
from stemma.descend.cost import sentence_starts
from stemma.descend.family import Family, Parents
from stemma.settings import DescendSettings

# A sentence that costs less has been taken as it stands.
AS_IT_STANDS = 0.1
# Nats by which a sentence must be dearer from one parent than from the other to say from which it is.
CLEARLY = 0.3


class Facts(NamedTuple):
    """What speaks for a pair of parents against the best single one.

    ``cheaper`` is by how many nats the pair is; ``block`` the sentences of the lesser one's block (at most 4), ``verbatim`` the
    root of how many only the lesser one has word for word (at most 3), ``scattered`` the sentences that one of the two explains
    better than the other though they stand among those of the other; ``elsewhere`` the sentences that the pair leaves altered
    and that a third report has as the child has them, ``passages`` those that the single parent has in no words and the pair
    has, ``own`` the passages that nobody else has, ``twice`` that the child has a sentence in two wordings, ``stays`` that the
    parent which it has in the tree is one of the two, ``turned`` that one of them was its copy in the tree, ``credit`` that
    it names one source, ``headline`` whether another report has its headline (1) and is of the pair (2).
    """

    cheaper: float
    block: float
    verbatim: float
    scattered: float
    elsewhere: float
    passages: float
    own: float
    twice: float
    stays: float
    turned: float
    credit: float
    headline: float


class Offer(NamedTuple):
    """Parents that a report may have, and what the family costs with them; ``turned`` is a copy of the report that would be
    one of them, with the parents that this one would have in its place.
    """

    cost: float
    parents: Parents
    turned: tuple[int, Parents] | None = None


def tell_several(family: Family) -> None:
    """Give each report one parent or two, whichever is the likelier; what has three or more keeps them."""
    for child, one in enumerate(family.nodes):
        if one.report is None or len(family.parents[child]) > 2:
            continue
        pairs, single = likely_pairs(family, child)
        weighed = [
            (evidence(found, family.settings), pair)
            for found, pair in zip(facts(family, child, pairs, single), pairs, strict=True)
        ]
        sure, pair = max(weighed, key=lambda found: found[0], default=(-math.inf, single))
        if sure > 0:
            _hang(family, child, pair)
        elif len(family.parents[child]) == 2:
            _hang(family, child, single)


def _hang(family: Family, child: int, offer: Offer) -> None:
    """Give a report these parents, unless a lost text would be left with one copy."""
    changed = [(child, offer.parents), *([offer.turned] if offer.turned is not None else [])]
    left = [p for node, parents in changed for p in set(family.parents[node]).difference(parents)]
    if all(family.nodes[p].report is not None or len(family.offspring(p)) > 1 + left.count(p) for p in left):
        for node, parents in reversed(changed):
            family.hang(node, parents)


def likely_pairs(family: Family, child: int) -> tuple[list[Offer], Offer]:
    """The pairs of parents to be weighed, the cheapest first, and the cheapest single parent (or none)."""
    settings = family.settings
    likely = family.candidates(child, family.below(child))
    single = min(Offer(family.cost(child, parents), parents) for parents in [(), *((p,) for p in likely)])
    most = single.cost + settings.several_slack
    pairs = family.pairs(child, likely, most)[: settings.several_pairs]
    offers = [Offer(family.cost(child, pair), pair) for _, pair in pairs]
    for copy in family.offspring(child):
        offers += _turned(family, child, copy, likely, most)
    return sorted(offers, key=lambda offer: (offer.cost, offer.parents)), single


def _turned(family: Family, child: int, copy: int, likely: Sequence[int], most: float) -> list[Offer]:
    """The pairs of parents of which one is now a copy of the child, and would have other parents, up to a cost."""
    if family.nodes[copy].report is None or family.link(copy, child) == math.inf:
        return []
    pairs = [pair for _, pair in family.pairs(child, [*likely, copy], most) if copy in pair]
    if not pairs:
        return []
    held, before = family.parents[copy], family.held(copy)
    cost, parents = family.best(copy, family.below(child))
    family.hang(copy, parents)
    offers = [Offer(family.cost(child, pair) + cost - before, pair, (copy, parents)) for pair in pairs]
    family.hang(copy, held)
    return [offer for offer in offers if offer.cost < most]


def facts(family: Family, child: int, pairs: Sequence[Offer], single: Offer) -> list[Facts]:
    """The facts of pairs of parents, beside the cheapest single one."""
    if not pairs:
        return []
    one, nodes = family.nodes[child], family.nodes
    starts = sentence_starts(one)
    kind, version = one.kind[starts], one.version[starts]
    shared = kind >= 0
    held = nodes[single.parents[0]].kinds[kind] if single.parents else np.zeros(len(kind), np.bool_)
    below = family.below(child)
    others = [n for n in family.near(child) if n not in below and nodes[n].report is not None]
    has_so = {n: np.isin(version, nodes[n].version) for n in others}
    count = np.sum(list(has_so.values()), axis=0, dtype=np.int64) if others else np.zeros(len(kind), np.int64)
    titled = bool(one.headline) and any(nodes[n].headline == one.headline for n in others)
    made = []
    for pair in pairs:
        each = np.array([family.by_sentence(parent, child) for parent in pair.parents])
        stands = (each < AS_IT_STANDS) & shared
        taken = np.array(split(each.tolist(), family.settings.cost_change)[1])
        from_them = taken, np.arange(len(starts))
        has = np.array([nodes[parent].kinds[kind] for parent in pair.parents])[from_them]
        third = count - sum(has_so[parent] for parent in pair.parents if parent in has_so)
        of_pair = bool(one.headline) and any(nodes[parent].headline == one.headline for parent in pair.parents)
        made.append(
            Facts(
                cheaper=single.cost - pair.cost,
                block=min(4, *np.bincount(taken, minlength=2).tolist()),
                verbatim=math.sqrt(min(3, *(int(np.count_nonzero(stands[a] & ~stands[1 - a])) for a in (0, 1)))),
                scattered=_scattered(each[0] - each[1]),
                elsewhere=float(np.count_nonzero(shared & ~stands[from_them] & (third > 0))),
                passages=float(np.count_nonzero(shared & ~held)) - float(np.count_nonzero(shared & ~has)),
                own=float(np.count_nonzero(~shared)),
                twice=float(bool(one.repeats)),
                stays=float(family.main(child) in pair.parents),
                turned=float(pair.turned is not None),
                credit=float(len(one.credits) == 1),
                headline=2.0 if of_pair else float(titled),
            )
        )
    return made


def _scattered(dearer: NDArray[np.float64]) -> float:
    """How many sentences stand on the wrong side, if a text goes over from one parent to the other once, at the best place.

    ``dearer`` is by how much each costs more from the first; those that cost about the same say nothing.
    """
    sides = np.sign(dearer[np.abs(dearer) > CLEARLY])
    before = np.concatenate(([0.0], np.cumsum(sides)))
    # With the sides as 1 and -1 the wrong ones up to a place and from it on are half of what the sums are short of.
    first = (len(sides) + before[-1]) / 2 - before.max()
    return float(min(first, (len(sides) - before[-1]) / 2 + before.min()))


def evidence(found: Facts, settings: DescendSettings) -> float:
    """The evidence for two parents in nats, a plain sum: over 0 they are told."""
    weighed = (weight * fact for weight, fact in zip(settings.several_weights, found, strict=True))
    return settings.several_base + sum(weighed)
