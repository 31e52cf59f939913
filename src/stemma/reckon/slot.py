"""Slots: figures of several reports that mean the same thing, put together by how surely each two of them do."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from stemma.reckon.figure import Figure
from stemma.reckon.pairs import SIGNS, Array, count_as_many, family, is_toll, read_signs, weigh_rarity
from stemma.reckon.quantity import agreement
from stemma.settings import DifferenceSettings

MOST_OF_A_FAMILY = 1500  # figures of one family in a story that are held against each other: the first of each report


def find_slots(figures: Sequence[Figure], settings: DifferenceSettings) -> list[list[Figure]]:
    """A story's figures gathered into slots, in order; what stands alone is left out.

    The surest pairs are joined first, and two groups only where their members fit by the mean of all pairs. A report
    stands in a slot with one value: what it says besides is of something else.
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
    weights = np.array(settings.same_figure)
    signs = read_signs(figures, rarity)
    return np.where(cannot_be_one(figures, signs), -np.inf, weights[0] + signs @ weights[1:])


def cannot_be_one(figures: Sequence[Figure], signs: Array) -> NDArray[np.bool_]:
    """Which two of n figures of a family can't mean one thing [n, n], given their signs.

    Two values in one report; sentences on different times far back; tolls in sentences that share nothing else; other
    figures that some report prints both (in one unit, where theirs is one): it knows of two things, unless it says
    that one took the other's place.
    """
    agrees = agreement([figure.reading.quantity for figure in figures])
    report, unit, days = (
        _numbered(values)
        for values in ([f.report_id for f in figures], [f.reading.unit for f in figures], [sorted(f.days) for f in figures])
    )  # fmt: skip
    one_unit, one_time = unit[:, None] == unit[None], days[:, None] == days[None]
    if is_toll(figures[0]):
        other = (signs[:, :, SIGNS.index("words")] == 0) & ~count_as_many(figures)
    else:
        settled = np.array([not figure.changed for figure in figures])
        within, across = (_prints_both(report, agrees & one_time & of, settled) for of in (one_unit, True))
        other = ~agrees & np.where(one_unit, within, across)
    apart: NDArray[np.bool_] = other | ~one_time | (~agrees & (report[:, None] == report[None]))
    return apart


def _prints_both(report: NDArray[np.int64], agrees: NDArray[np.bool_], counted: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Whether some report prints what agrees with the one and what agrees with the other of two figures [n, n]."""
    prints = np.zeros((report.max() + 1, len(report)), np.bool_)
    np.logical_or.at(prints, report[counted], agrees[counted])
    both: NDArray[np.bool_] = prints.T.astype(np.float32) @ prints > 0
    return both


def _numbered(values: Sequence[object]) -> NDArray[np.int64]:
    """A number for each of some values, the same for equal ones."""
    number: dict[str, int] = {}
    return np.array([number.setdefault(repr(value), len(number)) for value in values], np.int64)
