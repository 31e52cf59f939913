"""How sure a descent is: what else could explain the child, weighed against it.

Each other explanation (another parent, the two the other way round, a lost ancestor of both, mere chance) costs
something; the difference of costs is evidence in nats, and the confidence is the share of this explanation in all
of them, put right by a line fitted on generated families.
"""

import math
from typing import NamedTuple

from stemma.descend.cost import shared_words
from stemma.descend.tree import NO_PARENT, Family


class Verdict(NamedTuple):
    """``confidence`` and ``reverse`` (that of the opposite direction) lie in 0..1; ``rivals`` are (node, confidence)."""

    confidence: float
    reverse: float
    rivals: tuple[tuple[int, float], ...]


def judge(family: Family, child: int) -> Verdict:
    """The verdict on ``child``'s place under its main parent in the tree."""
    settings = family.settings
    parent = family.parents[child]
    here = family.cost(parent, child)
    if not math.isfinite(here):
        here = settings.cost_root
    differences: list[tuple[int, float]] = []
    below = family.below(child)
    for other in range(len(family.nodes)):
        if other in below or other == parent:
            continue
        cost = family.cost(other, child)
        if math.isfinite(cost):
            differences.append((other, cost - here))
    turned = _turned(family, parent, child, here)
    words, _ = shared_words(family.nodes[child], family.nodes[parent], settings)
    chance = 1.0 + 0.1 * words
    hidden = settings.cost_lost_ancestor + 1.0 if family.nodes[parent].report is not None else math.inf
    weights = [(other, _weight(d, settings.temperature)) for other, d in differences]
    back = 0.0 if turned is None else _weight(turned, settings.temperature)
    whole = (
        1.0
        + sum(w for _, w in weights)
        + back
        + _weight(chance, settings.temperature)
        + _weight(hidden, settings.temperature)
    )
    rivals = [(other, w / whole) for other, w in weights]
    if back:
        rivals.append((parent, back / whole))
    return Verdict(
        mended(1.0 / whole, settings.calibration_slope, settings.calibration_shift),
        back / whole,
        tuple((o, p) for o, p in rivals if p >= settings.least_rival and o != parent),
    )


def _turned(family: Family, parent: int, child: int, here: float) -> float | None:
    """What it would cost more if the two stood the other way round; None where a lost text is one of them."""
    if family.nodes[parent].report is None or family.nodes[child].report is None:
        return None
    back = family.cost(child, parent)
    if not math.isfinite(back):
        return None
    above = family.parents[parent]
    root = family.settings.cost_root
    if above == NO_PARENT:
        return back - here
    before = family.cost(above, parent)
    after = family.cost(above, child)
    return back + min(after, root + family.settings.cost_lost_most) - here - min(before, root)


def _weight(difference: float, temperature: float) -> float:
    return math.exp(-max(min(difference / temperature, 40.0), -40.0))


def mended(probability: float, slope: float, shift: float) -> float:
    """A probability put right on the logistic scale (Platt 1999), rounded as it is stored."""
    kept = min(max(probability, 1e-6), 1 - 1e-6)
    return round(1 / (1 + math.exp(-(slope * math.log(kept / (1 - kept)) + shift))), 4)
