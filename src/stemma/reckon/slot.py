"""Slots: figures of several reports that mean the same thing, put together by how surely each two of them do."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from stemma.reckon.figure import Figure
from stemma.reckon.pairs import SIGNS, Array, family, iterate_signs, weigh_rarity
from stemma.reckon.quantity import agreement
from stemma.settings import DifferenceSettings

MOST_OF_A_FAMILY = 1500  # figures of one family in a story that are held against each other: the first of each report


def find_slots(figures: Sequence[Figure], settings: DifferenceSettings) -> list[list[Figure]]:
    """A story's figures gathered into slots, in order; what stands alone is left out.

    The surest pairs are joined first. A report stands in a slot with one value: what it says besides is of something else.
    """
    rarity = weigh_rarity(figures)
    families: dict[str, list[Figure]] = {}
    for figure in sorted(figures, key=lambda f: (f.report_id, f.begin)):
        if not figure.reading.part and not figure.reading.moving:
            families.setdefault(family(figure), []).append(figure)
    slots = []
    for _, members in sorted(families.items()):
        if len(members) > 1:
            slots += _join(_first_ones(members), rarity, settings)
    return slots


def _first_ones(figures: Sequence[Figure]) -> list[Figure]:
    """The figures of a family, no more than can be held against each other."""
    seen: dict[str, int] = {}
    order = []
    for figure in figures:
        seen[figure.report_id] = seen.get(figure.report_id, 0) + 1
        order.append((seen[figure.report_id], figure.report_id, figure.begin))
    kept = sorted(range(len(figures)), key=lambda n: order[n])[:MOST_OF_A_FAMILY]
    return [figures[n] for n in sorted(kept)]


def _join(figures: Sequence[Figure], rarity: Mapping[str, float], settings: DifferenceSettings) -> list[list[Figure]]:
    """The slots among figures of one family."""
    surety = weigh_pairs(figures, rarity, settings)
    slot_of = list(range(len(figures)))
    slots: dict[int, list[int]] = {n: [n] for n in slot_of}
    upper = np.argwhere(np.triu(surety >= settings.same_least, 1))
    order = sorted(((-surety[x, y], int(x), int(y)) for x, y in upper))
    for _, x, y in order:
        one, other = slot_of[x], slot_of[y]
        if one == other:
            continue
        between = surety[np.ix_(slots[one], slots[other])]
        if not np.isfinite(between).all():
            continue
        for n in slots[other]:
            slot_of[n] = one
        slots[one] = sorted(slots[one] + slots.pop(other))
    return [[figures[n] for n in members] for _, members in sorted(slots.items()) if len(members) > 1]


def weigh_pairs(figures: Sequence[Figure], rarity: Mapping[str, float], settings: DifferenceSettings) -> Array:
    """How surely each two of n figures of a family mean one thing, as log odds [n, n]; minus infinite where they can't."""
    constant, *weights = settings.same_figure
    surety = np.full((len(figures), len(figures)), constant)
    for weight, name, (told, sign) in zip(weights, SIGNS, iterate_signs(figures, rarity), strict=True):
        assert name == told
        surety += weight * sign
    # Sums in another order differ in the last bits: rounded, ties are ties.
    return np.where(cannot_be_one(figures), -np.inf, surety.round(6))


def cannot_be_one(figures: Sequence[Figure]) -> NDArray[np.bool_]:
    """Which two of n figures of a family can't mean one thing [n, n]: two values in one report; sentences on two different
    times far back; ages of two people by their names.
    """
    agrees = agreement([figure.reading.quantity for figure in figures])
    report = np.array([figure.report_id for figure in figures])
    apart: NDArray[np.bool_] = ~agrees & (report[:, None] == report[None])
    for said in ([figure.days for figure in figures], [_aged(figure) for figure in figures]):
        having = [n for n, one in enumerate(said) if one]
        for x in having:
            apart[x, [y for y in having if not said[x] & said[y]]] = True
    return apart


def _aged(figure: Figure) -> frozenset[str]:
    """The words of the name whose age a figure is; none where it is no age, or of nobody named."""
    unit = figure.reading.unit
    return frozenset(unit.removeprefix("age:").split()) if unit.startswith("age:") else frozenset()
