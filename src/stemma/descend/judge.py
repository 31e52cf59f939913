"""How sure a descent is: what else could explain the child, weighed against it.

Each other explanation (another parent, the two the other way round, a lost ancestor of both, mere chance) costs
something, and the share of this explanation in all of them is one piece of evidence. The confidence is a logistic
sum of such pieces, each with a weight that was fitted on generated families.
"""

import math
from typing import NamedTuple

from stemma.descend.cost import credit_cost, date_cost, gains, unspoken_words
from stemma.descend.family import Family
from stemma.descend.tree import NO_PARENT
from stemma.settings import DescendSettings


class Verdict(NamedTuple):
    """``confidence`` and ``reverse`` (that of the opposite direction) lie in 0..1; ``rivals`` are (node, confidence).

    ``opposite`` is the share of the opposite direction in the weight of the two directions.
    """

    confidence: float
    reverse: float
    rivals: tuple[tuple[int, float], ...]
    opposite: float = 0.0

    def decided(self, settings: DescendSettings) -> bool:
        """Whether the direction is clear: its share of the weight of the two."""
        return 1 - self.opposite >= settings.least_decided


def judge(family: Family, parent: int, child: int) -> Verdict:
    """The verdict on ``parent`` among the parents of ``child``."""
    settings = family.settings
    held = family.parents[child]
    here = family.held(child)
    rest = tuple(p for p in held if p != parent)
    below = family.below(child)
    differences: list[tuple[int, float]] = []
    same_line = {n for n in family.above(parent) if family.nodes[n].report is None and len(family.offspring(n)) == 1}
    for other in family.near(child):
        if other in below or other in held or other in same_line or not math.isfinite(family.link(other, child)):
            continue
        swapped = tuple(other if p == parent else p for p in held)
        differences.append((other, family.cost(child, swapped) - here))
    without = family.cost(child, rest) - here
    turned = _turned(family, parent, child) if held[0] == parent else _turned_side(family, parent, child)
    extant = family.nodes[parent].report is not None
    hidden = settings.cost_lost_ancestor + 1.0 if extant else math.inf
    if held[0] != parent:
        # That a long passage stands in both by chance is no explanation; that both have it from elsewhere is one.
        without = max(without, settings.evidence_word * family.own_words(parent, child))
        hidden = settings.cost_passage_elsewhere if extant else math.inf
    weights = [(other, _weight(d, settings.temperature)) for other, d in differences]
    back = 0.0 if turned is None else _weight(turned, settings.temperature)
    whole = 1.0 + sum(w for _, w in weights) + back
    whole += _weight(without, settings.temperature) + _weight(hidden, settings.temperature)
    sure = round(1 / (1 + math.exp(-evidence(family, parent, child, 1.0 / whole))), 4)
    # What is put forward is not less likely than its opposite, and both together are not more than certain.
    reverse = min(round(back / whole, 4), sure, round(1 - sure, 4))
    rivals = ((other, min(round(weight / whole, 4), sure, round(1 - sure, 4))) for other, weight in weights)
    listed = tuple(rival for rival in rivals if rival[1] >= settings.least_rival)
    return Verdict(sure, reverse, listed, back / (1.0 + back))


def _turned(family: Family, parent: int, child: int) -> float | None:
    """What it would cost more if the two stood the other way round; None where a lost text is one of them."""
    if family.nodes[parent].report is None or family.nodes[child].report is None:
        return None
    back = family.link(child, parent)
    if not math.isfinite(back):
        return None
    above = family.main(parent)
    after = family.cost(child, ())
    if above != NO_PARENT:
        after = min(after, family.link(above, child))
    # A line that was joined to another by a passage costs more as it hangs than by itself, which says nothing of its copies.
    now = min(family.held(parent), family.cost(parent, ()))
    return min(back, family.cost(parent, (child, *family.parents[parent]))) + after - family.held(child) - now


def _turned_side(family: Family, parent: int, child: int) -> float | None:
    """The same for a further parent: the passages that only it explains could have gone the other way."""
    if parent in family.above(child) and not math.isfinite(family.link(child, parent)):
        return None
    rest = tuple(p for p in family.parents[child] if p != parent)
    other = (*family.parents[parent], child)
    return family.cost(child, rest) + family.cost(parent, other) - family.held(child) - family.held(parent)


def _weight(difference: float, temperature: float) -> float:
    return math.exp(-max(min(difference / temperature, 40.0), -40.0))


def evidence(family: Family, parent: int, child: int, alone: float) -> float:
    """The evidence for a descent in nats, a plain sum: what is shared, dates, credits, and what else could explain it.

    ``alone`` is the share of this explanation among all that were weighed (0 to 1).
    """
    settings = family.settings
    one, other = family.nodes[child], family.nodes[parent]
    present = other.has[one.grams]
    words, _ = unspoken_words(present & ~one.spoken, settings)
    date, credit = date_cost(one, other, settings), credit_cost(one, other, settings)
    kept = min(max(alone, 1e-5), 1 - 1e-5)
    total = settings.evidence_base + settings.evidence_alone * math.log(kept / (1 - kept))
    total += settings.evidence_words * math.log1p(words)
    total += settings.evidence_share * (float(present.mean()) if len(present) else 0.0)
    if one.report is not None:
        # The readings of a lost text are inferred themselves, and say nothing here.
        total += settings.evidence_altered * gains(one, present, settings).altered
    total += settings.evidence_date_for * (date < 0) + settings.evidence_date_against * (date > 0)
    total += settings.evidence_credit_for * (credit < 0) + settings.evidence_credit_against * (credit > 0)
    total += settings.evidence_main * (family.parents[child][0] == parent)
    total += settings.evidence_lost * (other.report is None)
    return total + settings.evidence_further * (len(family.parents[child]) - 1)
