"""How surely two figures for one thing, told at two times, contradict each other, and not only followed one another.

A logistic regression over what is said around both, and how the story's other reports have it. The weights
(``DifferenceSettings.settled``) were fitted on slots labelled by hand, see ``training/settled.py``.
"""

from collections.abc import Sequence
from datetime import datetime
from math import log
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from stemma.reckon.counting import SORTS
from stemma.reckon.figure import Figure
from stemma.reckon.quantity import agreement

SIGNS = (
    "larger later", "hours", "step", "surety", "values", "with earlier", "with later", "told again", "counting",
    "both counting", *SORTS, "changed", "least",
)  # fmt: skip
LEAST_SURETY, MOST_SURETY = (
    -2.0,
    2.0,
)  # beyond which it says no more: whoever brings a story up to date leaves the rest as it was
MOST_BACKING = 2  # other reports that print the same, from where more of them say no more
SMALLEST = 0.1  # of numbers that are held against each other by their logarithms


class Backing(NamedTuple):
    """How the reports of a slot have each of its n figures: how many others print what agrees with it [n], the last time that
    one of these was told [n], and how many values there are.
    """

    others: list[int]
    last: list[datetime | None]
    values: int


def back(figures: Sequence[Figure], times: Sequence[datetime | None]) -> Backing:
    """The backing of a slot's figures, each first told at one of ``times``."""
    agrees: NDArray[np.bool_] = agreement([figure.reading.quantity for figure in figures])
    others: list[int] = []
    last: list[datetime | None] = []
    for figure, row in zip(figures, agrees, strict=True):
        alike = [n for n in np.flatnonzero(row).tolist() if figures[n].report_id != figure.report_id]
        others.append(len({figures[n].report_id for n in alike}))
        last.append(max((time for n in alike if (time := times[n]) is not None), default=None))
    return Backing(others, last, len({figure.reading.quantity.value for figure in figures}))


def read_signs(
    x: int, y: int, figures: Sequence[Figure], times: Sequence[datetime | None], surety: float, backing: Backing
) -> list[float]:
    """The signs of two figures of a slot with times, in the order of ``SIGNS``.

    ``hours`` are between the two, ``step`` is how many times one is as large as the other, both as logarithms; ``with earlier``
    is how many other reports print the earlier of them, ``told again`` whether one of these is later than the later; ``values``:
    how many the slot has, as what has three is seldom a mistake; of ``SORTS`` the nearest word to either; ``least``: the smaller
    was given as one.
    """
    at, then = times[x], times[y]
    assert at is not None
    assert then is not None
    if then < at:
        x, y, at, then = y, x, then, at
    earlier, later = figures[x], figures[y]
    a, b = earlier.reading.quantity, later.reading.quantity
    size = [log(max(quantity.value, SMALLEST)) for quantity in (a, b)]
    last = backing.last[x]
    return [
        float(at < then and b.value > a.value),
        log(1 + (then - at).total_seconds() / 3600),
        abs(size[0] - size[1]),
        min(max(surety, LEAST_SURETY), MOST_SURETY),
        log(backing.values),
        float(min(backing.others[x], MOST_BACKING)),
        float(min(backing.others[y], MOST_BACKING)),
        float(last is not None and last > then),
        float(earlier.counting or later.counting),
        float(earlier.counting and later.counting),
        *(max(pair) for pair in zip(earlier.counted_on, later.counted_on, strict=True)),
        float(earlier.changed or later.changed),
        float((a if a.value <= b.value else b).hedge == "least"),
    ]


def weigh(signs: Sequence[float], weights: Sequence[float]) -> float:
    """The log odds that two figures contradict each other, by their signs."""
    constant, *others = weights
    return round(constant + sum(weight * sign for weight, sign in zip(others, signs, strict=True)), 6)
