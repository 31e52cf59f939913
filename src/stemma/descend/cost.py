"""What it costs to say that a report comes from another: the events that must have happened on the way.

Each event (a passage added, cut, altered, a reading that would have had to arise twice) has a cost in nats, the
parsimony of biologists with the losses cheap and the gains dear (Dollo's rule: a run of words is made once, but can
be cut by anyone), as a scholar reasons from shared errors.
"""

from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from stemma.descend.agencies import same_name
from stemma.descend.grams import runs
from stemma.settings import DescendSettings


@dataclass(frozen=True, slots=True)
class Node:
    """A witness, extant or lost, as a carrier of grams.

    ``grams`` are places in the family's vocabulary of shared grams, in the order of the text, -1 for a gram that
    nobody else has; ``has`` is the vocabulary as a mask with one place more, always False, for -1. ``spoken`` says
    which grams are quoted speech. ``report`` counts in the family (None: lost).
    """

    report: int | None
    grams: NDArray[np.int32]
    spoken: NDArray[np.bool_]
    has: NDArray[np.bool_]
    outlet: str | None = None
    credits: tuple[str, ...] = ()
    moment: datetime | None = None
    by_day: bool = False
    trust: float = 0.0
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Events:
    """How many events of each kind lie between a parent and a child."""

    altered: int
    altered_twice: int
    added: int
    passages_twice: int
    cut_end: int
    cut_inside: int
    gained: float
    lost: float


def events(child: Node, parent: Node, settings: DescendSettings) -> Events:
    """What must have happened between ``parent`` and ``child``, and what it costs."""
    absent = ~parent.has[child.grams]
    begin, end = runs(absent)
    size = len(child.grams)
    short = settings.gram_words + 2
    altered = altered_twice = added = twice = 0
    gained = 0.0
    if len(begin):
        length = end - begin
        witnessed = np.concatenate(([0], np.cumsum((child.grams >= 0) & ~child.spoken)))
        shared = witnessed[end] - witnessed[begin]
        head, tail = begin == 0, end == size
        small = (length <= short) & ~head & ~tail
        again = shared > 0
        cost = np.where(tail, settings.cost_added_end, settings.cost_added_inside)
        cost = np.where(head, settings.cost_added_head, cost)
        cost = np.where(
            again, settings.cost_passage_twice + settings.cost_passage_twice_gram * np.minimum(shared, 60), cost
        )
        cost = np.where(small, np.where(again, settings.cost_altered_twice, settings.cost_altered), cost)
        gained = float(cost.sum())
        altered, altered_twice = int((small & ~again).sum()), int((small & again).sum())
        added, twice = int((~small & ~again).sum()), int((~small & again).sum())
    gone = ~child.has[parent.grams]
    begin, end = runs(gone)
    cut_end = cut_inside = 0
    lost = 0.0
    if len(begin):
        length = end - begin
        head, tail = begin == 0, end == len(parent.grams)
        small = (length <= short) & ~head & ~tail
        cost = np.where(head, settings.cost_lost_head, settings.cost_lost_inside)
        cost = np.where(tail, settings.cost_lost_end, cost)
        cost = np.where(small, 0.0, cost)
        lost = min(float(cost.sum()), settings.cost_lost_most)
        cut_end, cut_inside = int((tail & ~small).sum()), int((~tail & ~small).sum())
    return Events(altered, altered_twice, added, twice, cut_end, cut_inside, gained, lost)


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
    named = [parent.name] if parent.name else []
    own = [*named, *([parent.outlet] if parent.outlet else [])]
    if not child.credits:
        return 0.0
    if any(same_name(credit, name) for credit in child.credits for name in own):
        return settings.cost_credit_for
    if named:
        return settings.cost_credit_against
    if parent.report is None:
        return 0.0
    if any(same_name(credit, other) for credit in child.credits for other in parent.credits):
        return 0.0
    if parent.credits:
        return settings.cost_credit_against
    return settings.cost_credit_unnamed


def descent_cost(child: Node, parent: Node, settings: DescendSettings) -> float:
    """The cost of ``child`` as a copy of ``parent``, all told."""
    happened = events(child, parent, settings)
    return happened.gained + happened.lost + date_cost(child, parent, settings) + credit_cost(child, parent, settings)


def shared_words(child: Node, parent: Node, settings: DescendSettings) -> tuple[int, int]:
    """Words outside quoted speech that stand in both, and the longest run of them (counted from whole grams)."""
    both = parent.has[child.grams] & ~child.spoken
    begin, end = runs(both)
    if not len(begin):
        return 0, 0
    words = end - begin + settings.gram_words - 1
    return int(words.sum()), int(words.max())
