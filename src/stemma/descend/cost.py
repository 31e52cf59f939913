"""What it costs to say that a report comes from another: the events that must have happened on the way.

Each event (a passage added, cut, altered, a reading that would have had to arise twice) has a cost in nats, the
parsimony of biologists with the losses cheap and the gains dear (Dollo's rule: a run of words is made once, but can
be cut by anyone), as a scholar reasons from shared errors.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from stemma.descend.agencies import same_name
from stemma.descend.grams import runs
from stemma.descend.repeats import Repeats, goes_back
from stemma.settings import DescendSettings


@dataclass(frozen=True, slots=True)
class Node:
    """A witness, extant or lost, as a carrier of grams.

    ``grams`` are places in the family's vocabulary of shared grams, in the order of the text, -1 for a gram that
    nobody else has; ``has`` is the vocabulary as a mask with one place more, always False, for -1. ``spoken`` says
    which grams are quoted speech, ``version`` which distinct sentence of the family each belongs to (-1: one that nobody
    shares). ``report`` counts in the family (None: lost). ``copies`` is how many copies a lost text was worked out from,
    ``source`` says that others print what the house writes, ``kind`` (one for each gram, -1 for none) and ``kinds`` (a mask,
    the last place always False) which sentences it has, in whatever words, ``repeats`` which of them more than once,
    ``headline`` the words above it, folded, empty where there are too few to tell a text by.
    """

    report: int | None
    grams: NDArray[np.int32]
    spoken: NDArray[np.bool_]
    version: NDArray[np.int32]
    has: NDArray[np.bool_]
    outlet: str | None = None
    credits: tuple[str, ...] = ()
    moment: datetime | None = None
    by_day: bool = False
    trust: float = 0.0
    name: str | None = None
    copies: int = 0
    source: bool = False
    kind: NDArray[np.int32] = field(default_factory=lambda: np.zeros(0, np.int32))
    kinds: NDArray[np.bool_] = field(default_factory=lambda: np.zeros(1, np.bool_))
    repeats: Repeats = ()
    headline: str = ""


class Gains(NamedTuple):
    """What a child has that its parents lack: the cost, and how many events of each kind."""

    cost: float
    altered: int
    added: int


class Losses(NamedTuple):
    """What a parent has that its child lacks: the cost, and how many cuts at the end and elsewhere."""

    cost: float
    cut_end: int
    cut_inside: int


def gains(
    child: Node, present: NDArray[np.bool_], settings: DescendSettings, copies: int = 0, main: Node | None = None
) -> Gains:
    """The events by which ``child`` came by what is not ``present`` (a mask over its grams) in its parent.

    ``copies`` is how many copies a lost parent is known by (0: it is not lost). What nobody else has may have stood
    in the lost text and been cut by the others; and of two copies that differ only one need have altered it.
    ``main`` is the parent: what stands in a sentence that it has in other words was altered, not added.
    """
    begin, cost, small = _events(child, present, settings, copies, main)
    if not len(begin):
        return Gains(0.0, 0, 0)
    total = float(cost.sum()) + settings.cost_written_gram * float(np.count_nonzero(~(present | child.spoken)))
    return Gains(total, int(small.sum()), int((~small).sum()))


def gains_by_sentence(child: Node, parent: Node, settings: DescendSettings) -> NDArray[np.float64]:
    """The cost of ``gains`` from one parent, by the sentences of the child (see ``sentence_starts``), at which they begin."""
    present = parent.has[child.grams]
    starts = sentence_starts(child)
    begin, cost, _ = _events(child, present, settings, parent.copies, parent)
    written = np.add.reduceat(~(present | child.spoken), starts, dtype=np.float64) * settings.cost_written_gram
    where = np.searchsorted(starts, begin, side="right") - 1
    made: NDArray[np.float64] = written + np.bincount(where, cost, minlength=len(starts))
    return made


def sentence_starts(one: Node) -> NDArray[np.int64]:
    """The grams with which the sentences of a text begin; such as nobody shares are one with their like beside them."""
    return np.flatnonzero(np.diff(one.version, prepend=-2))


def _events(
    child: Node, present: NDArray[np.bool_], settings: DescendSettings, copies: int, main: Node | None
) -> tuple[NDArray[np.int64], NDArray[np.float64], NDArray[np.bool_]]:
    """What was altered or added: the gram at which each begins, its cost but for what is written, whether it is altered."""
    begin, end = runs(~present)
    head, tail = begin == 0, end == len(present)
    small = (end - begin <= settings.gram_words + 2) & ~head & ~tail
    cost = np.where(tail, settings.cost_added_end, settings.cost_added_inside)
    cost = np.where(head, settings.cost_added_head, cost)
    if main is not None and not small.all():
        small |= reworded(child, begin, end, main)
    if copies and len(begin):
        shared = np.concatenate(([0], np.cumsum(child.grams >= 0)))
        alone = shared[end] == shared[begin]
        others = max(copies - 1, 1)
        cut = np.where(tail, settings.cost_lost_end, np.where(head, settings.cost_lost_head, settings.cost_lost_inside))
        if main is not None and len(main.grams):
            # A text goes on before or after the lost one only where it has that one's beginning or end.
            alone &= ~(head & ~child.has[main.grams[0]]) & ~(tail & ~child.has[main.grams[-1]])
        cost = np.where(alone, np.minimum(cost, others * cut), cost)
    return begin, np.where(small, settings.cost_altered * (0.5 if copies == 2 else 1.0), cost), small


def reworded(one: Node, begin: NDArray[np.int64], end: NDArray[np.int64], other: Node) -> NDArray[np.bool_]:
    """Which stretches of the grams of ``one`` lie in sentences of which ``other`` has a version."""
    if not len(one.kind):
        return np.zeros(len(begin), np.bool_)
    foreign = np.zeros(len(one.kind) + 1, np.int32)
    np.cumsum(~other.kinds[one.kind], out=foreign[1:])
    found: NDArray[np.bool_] = foreign[end] == foreign[begin]
    return found


def losses(child: Node, parent: Node, settings: DescendSettings) -> Losses:
    """The cuts by which ``child`` came to lack what ``parent`` has; a place that is only altered is no cut."""
    begin, end = runs(~child.has[parent.grams])
    if not len(begin):
        return Losses(0.0, 0, 0)
    head, tail = begin == 0, end == len(parent.grams)
    small = (end - begin <= settings.gram_words + 2) & ~head & ~tail
    if not small.all():
        small |= reworded(parent, begin, end, child)
    cost = np.where(head, settings.cost_lost_head, settings.cost_lost_inside)
    cost = np.where(tail, settings.cost_lost_end, cost)
    cost = np.where(small, 0.0, cost)
    return Losses(
        min(float(cost.sum()), settings.cost_lost_most), int((tail & ~small).sum()), int((~tail & ~small).sum())
    )


def block_losses(child: Node, parent: Node, block: NDArray[np.bool_], settings: DescendSettings) -> float:
    """What it costs that ``child`` has only some of a parent's sentences in a ``block`` (a mask over its grams).

    Those between the first and the last that it has there were cut one by one, those before and after in one go each.
    """
    taken = np.zeros_like(child.has)
    taken[child.grams[block]] = True
    kinds = np.zeros_like(child.kinds)
    kinds[child.kind[block]] = True
    taken[-1] = kinds[-1] = False
    where = np.flatnonzero(taken[parent.grams] & kinds[parent.kind])
    if not len(where):
        return 0.0
    low, high = int(where[0]), int(where[-1]) + 1
    begin, end = runs(~child.has[parent.grams[low:high]])
    small = end - begin <= settings.gram_words + 2
    if not small.all():
        small |= reworded(parent, begin + low, end + low, child)
    cost = settings.cost_lost_inside * float(np.count_nonzero(~small))
    cost += settings.cost_lost_head * (low > 0) + settings.cost_lost_end * (high < len(parent.grams))
    return min(cost, settings.cost_lost_most)


def date_cost(child: Node, parent: Node, settings: DescendSettings) -> float:
    """What the dates say: against a parent later than its child, slightly for one that is earlier."""
    if child.moment is None or parent.moment is None:
        return 0.0
    one, other = parent.moment, child.moment
    if parent.by_day or child.by_day:
        days = (other.date() - one.date()).days
        later, earlier = days < 0, days > 0
    else:
        later, earlier = one > other, one < other
    trust = parent.trust * child.trust
    if later:
        return settings.cost_date_against * trust
    return settings.cost_date_for * trust if earlier else 0.0


def credit_cost(child: Node, parent: Node, settings: DescendSettings) -> float:
    """What the credits say: a child that credits the parent's outlet has it from there; another source speaks against."""
    own = [name for name in (child.outlet, child.name) if name]
    if any(same_name(credit, name) for credit in parent.credits for name in own):
        return settings.cost_credit_against
    if not child.credits:
        return 0.0
    sources = [name for name in (parent.name, parent.outlet) if name]
    told = [any(same_name(credit, name) for name in sources) for credit in child.credits]
    if any(told) and child.report is not None:
        return settings.cost_credit_for
    if parent.report is None:
        # The lost report of an outlet may well have been an agency's.
        return settings.cost_credit_against if parent.name and child.report is not None else 0.0
    handed = [any(same_name(credit, other) for other in parent.credits) for credit in child.credits]
    # A lost text must account for what each of its copies credits, an extant report for one of its credits.
    if all(handed) or (any(handed) and child.report is not None):
        return settings.cost_credit_handed if child.report is not None else 0.0
    return settings.cost_credit_against if parent.credits else settings.cost_credit_unnamed


def headline_cost(child: Node, parent: Node, settings: DescendSettings) -> float:
    """What the headlines say: for a parent that has the child's, as a desk that prints a report often prints what is over it.

    That of a lost text is known from its copies, so that one of them says nothing.
    """
    if not child.headline or child.headline != parent.headline:
        return 0.0
    return settings.cost_headline * (1.0 if parent.report is not None else 1.0 - 1.0 / max(parent.copies, 1))


def prior_cost(child: Node, parent: Node, settings: DescendSettings) -> float:
    """What dates, credits, headlines and the houses say of the pair, whatever the texts."""
    return sum(prior_parts(child, parent, settings))


def prior_parts(child: Node, parent: Node, settings: DescendSettings) -> tuple[float, float, float, float, float]:
    """The same by parts: what the credits say, what the dates do, the headlines, that the parent is no house that others
    copy, and what speaks against any descent of this child.
    """
    below = settings.cost_lost_below if child.report is None else 0.0
    house = settings.cost_from_outlet if parent.report is not None and not parent.source else 0.0
    taken = settings.cost_source_copies if child.source and not (parent.source or parent.name) else 0.0
    credit, date = credit_cost(child, parent, settings), date_cost(child, parent, settings)
    return credit, date, headline_cost(child, parent, settings), house, below + taken


def prior_of_all(parts: NDArray[np.float64]) -> NDArray[np.float64]:
    """What is known besides the texts of a child with several parents, from the ``prior_parts`` of each (last axis: the
    parts, the one before it: parents).

    That one of them explains what the child credits, or has its headline, speaks for them all, and but once; what is said
    of the child, or of the houses that it copied, is said once too.
    """
    credit = parts[..., 0]
    told = np.minimum(credit.min(axis=-1), 0.0) + np.maximum(credit, 0.0).sum(axis=-1) + parts[..., 2].min(axis=-1)
    made: NDArray[np.float64] = told + parts[..., 1].sum(axis=-1) + parts[..., 3:].max(axis=-2).sum(axis=-1)
    return made


def root_cost(node: Node, settings: DescendSettings) -> float:
    """What it costs that a text was written afresh, every word of it."""
    twice = settings.cost_repeated if node.repeats else 0.0
    return settings.cost_root + twice + settings.cost_written_gram * float(np.count_nonzero(~node.spoken))


def link_cost(parent: Node, child: Node, settings: DescendSettings) -> float:
    """The cost of ``child`` as a copy of ``parent`` alone; infinite where they share too little outside quoted speech."""
    present = parent.has[child.grams]
    words, _ = unspoken_words(present & ~child.spoken, settings)
    if words < settings.least_words:
        return float("inf")
    return (
        gains(child, present, settings, parent.copies, parent).cost
        + losses(child, parent, settings).cost
        + prior_cost(child, parent, settings)
        + (settings.cost_repeated if goes_back(child.repeats, parent.repeats, parent.kinds) else 0.0)
    )


def unspoken_words(both: NDArray[np.bool_], settings: DescendSettings) -> tuple[int, int]:
    """The words in runs of grams that a mask holds, runs under ``least_run`` words left out, and the longest of them."""
    begin, end = runs(both)
    words = end - begin + settings.gram_words - 1
    words = words[words >= settings.least_run]
    return (int(words.sum()), int(words.max())) if len(words) else (0, 0)


def shared_words(child: Node, parent: Node, settings: DescendSettings) -> tuple[int, int]:
    """Words outside quoted speech that stand in both, and the longest run of them (counted from whole grams)."""
    return unspoken_words(parent.has[child.grams] & ~child.spoken, settings)
