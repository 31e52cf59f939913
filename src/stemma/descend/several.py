"""Which reports were put together from two others: weighed anew when the tree stands, by all that speaks for it.

What a second parent explains may be chance: two copies of one text hit upon the same words here and there, the more so the
more each alters. Costs alone do not tell the two apart. What does is in how many sentences on end the second parent explains
the report, whether it has them word for word, and how little is left that neither explains. The pair of
parents is told where the sum of such facts, each with a weight that was fitted on planted families, is high enough.
"""

import math
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
    better than the other though they stand among those of the other; ``left`` the sentences that the pair leaves
    altered, ``passages`` those that the single parent has in no words and the pair has, ``twice`` that the child has a
    sentence in two wordings, ``stays`` that the parent which it has in the tree is one of the two, ``credit`` that it names one source.
    """

    cheaper: float
    block: float
    verbatim: float
    scattered: float
    left: float
    passages: float
    twice: float
    stays: float
    credit: float


class Offer(NamedTuple):
    """Parents that a report may have, and what it costs with them."""

    cost: float
    parents: Parents


def tell_several(family: Family) -> None:
    """Give each report one parent or two, whichever is the likelier; what has three or more keeps them."""
    for child, one in enumerate(family.nodes):
        if one.report is None or len(family.parents[child]) > 2:
            continue
        pairs, single = likely_pairs(family, child)
        weighed = [(evidence(facts(family, child, pair, single), family.settings), pair) for pair in pairs]
        sure, pair = max(weighed, key=lambda found: found[0], default=(-math.inf, single))
        if sure > 0:
            _hang(family, child, pair.parents)
        elif len(family.parents[child]) == 2:
            _hang(family, child, single.parents)


def _hang(family: Family, child: int, parents: Parents) -> None:
    """Give a report these parents, unless a lost text would be left with one copy."""
    left = [p for p in family.parents[child] if p not in parents and family.nodes[p].report is None]
    if all(len(family.offspring(lost)) > 2 for lost in left):
        family.hang(child, parents)


def likely_pairs(family: Family, child: int) -> tuple[list[Offer], Offer]:
    """The pairs of parents to be weighed, the cheapest first, and the cheapest single parent (or none)."""
    settings = family.settings
    likely = family.candidates(child, family.below(child))
    single = min(Offer(family.cost(child, parents), parents) for parents in [(), *((p,) for p in likely)])
    pairs = family.pairs(child, likely, single.cost + settings.several_slack)[: settings.several_pairs]
    return sorted(Offer(family.cost(child, pair), pair) for _, pair in pairs), single


def facts(family: Family, child: int, pair: Offer, single: Offer) -> Facts:
    """The facts of a pair of parents, beside the cheapest single one."""
    one = family.nodes[child]
    starts = sentence_starts(one)
    kind = one.kind[starts]
    shared = kind >= 0
    each = np.array([family.by_sentence(parent, child) for parent in pair.parents])
    stands = (each < AS_IT_STANDS) & shared
    taken = np.array(split(each.tolist(), family.settings.cost_change)[1])
    from_them = taken, np.arange(len(starts))
    has = np.array([family.nodes[parent].kinds[kind] for parent in pair.parents])[from_them]
    held = family.nodes[single.parents[0]].kinds[kind] if single.parents else np.zeros(len(kind), np.bool_)
    return Facts(
        cheaper=single.cost - pair.cost,
        block=min(4, *np.bincount(taken, minlength=2).tolist()),
        verbatim=math.sqrt(min(3, *(int(np.count_nonzero(stands[a] & ~stands[1 - a])) for a in (0, 1)))),
        scattered=_scattered(each[0] - each[1]),
        left=float(np.count_nonzero(shared & ~stands[from_them])),
        passages=float(np.count_nonzero(shared & ~held)) - float(np.count_nonzero(shared & ~has)),
        twice=float(bool(one.repeats)),
        stays=float(family.main(child) in pair.parents),
        credit=float(len(one.credits) == 1),
    )


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
    total = settings.several_base + settings.several_cheaper * found.cheaper + settings.several_block * found.block
    total += settings.several_verbatim * found.verbatim + settings.several_scattered * found.scattered
    total += settings.several_left * found.left + settings.several_passages * found.passages
    total += settings.several_twice * found.twice
    return total + settings.several_stays * found.stays + settings.several_credit * found.credit
