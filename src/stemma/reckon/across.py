"""Counts under other nouns that may be of one thing: 64 machines and 72 turbines, 120 officers and 210 cops, six of them.

Nouns that no table holds for one are compared only where the network that reads both sentences (``same_thing.py``) says so.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from stemma.reckon.figure import Figure
from stemma.reckon.pairs import (
    Array,
    are_likeliest,
    family,
    is_age,
    is_measured,
    is_time,
    is_toll,
    iterate_signs,
    print_alike,
    weigh_rarity,
)
from stemma.reckon.quantity import agreement
from stemma.reckon.reading import BARE, is_quoted
from stemma.reckon.same_thing import has_network
from stemma.reckon.slot import (
    MOST_TIMES,
    Slot,
    first_ones,
    is_compared,
    makes_up,
    of_each_two,
    on_other_days,
    read_asked,
    tell_of_two_times,
)
from stemma.settings import DifferenceSettings

MOST_READ = 3.5  # log odds that the network gives at most, nearly
UNLIKELY = (
    -20.0
)  # log odds of two figures of which nothing says that they are of one thing, and nothing that they can't be
_NO_COUNT = ("votes ", "ordinal ", "prison term", "magnitude", "room for ")


def is_count(figure: Figure) -> bool:
    """Whether a figure counts persons or things, or is a number by itself."""
    unit = figure.reading.unit
    return not (
        is_quoted(figure.reading)
        or figure.reading.quantity.word
        or is_age(unit)
        or is_time(unit)
        or is_measured(figure)
        or unit.startswith(_NO_COUNT)
    )


def find_across(figures: Sequence[Figure], slots: Sequence[Slot], settings: DifferenceSettings) -> list[Slot]:
    """Slots of counts under nouns of several families, in order; ``slots`` are those found within the families, which are joined
    here and stay as they are.
    """
    if not has_network():
        return []
    counts = find_counts(figures)
    if len(counts) < 2:
        return []
    odds = weigh_across(counts, weigh_rarity([f for f in figures if f.reading.unit != BARE]), slots, settings)
    return _join(counts, odds, slots, settings)


def find_counts(figures: Sequence[Figure]) -> list[Figure]:
    """The figures of a story that count persons or things, in order, no more than can be held against each other."""
    ordered = sorted(figures, key=lambda f: (f.report_id, f.begin))
    return first_ones([figure for figure in ordered if is_compared(figure) and is_count(figure)])


def weigh_across(
    counts: Sequence[Figure], rarity: Mapping[str, float], slots: Sequence[Slot], settings: DifferenceSettings
) -> Array:
    """How surely each two of n counts of two families mean one thing, as log odds [n, n]; minus infinite for all others."""
    constant, *weights, network, likeliest = settings.same_across
    odds = np.full((len(counts), len(counts)), constant)
    for weight, (_, sign) in zip(weights, iterate_signs(counts, rarity), strict=True):
        odds += weight * sign
    asked = may_be_across(counts, slots) & (odds + network * MOST_READ + likeliest >= settings.across_least)
    odds = np.where(asked, odds + network * read_across(counts, asked), -np.inf).round(6)
    return np.where(asked, odds + likeliest * are_likeliest(odds, counts), -np.inf)


def read_across(counts: Sequence[Figure], asked: NDArray[np.bool_], network: Any = None) -> Array:
    """What the network says of each two of n counts that it is asked of, as log odds [n, n]; 0 for all others."""
    return np.nan_to_num(read_asked(counts, asked, network))


def may_be_across(counts: Sequence[Figure], slots: Sequence[Slot]) -> NDArray[np.bool_]:
    """Which two of n counts of two families, or by themselves, may be of one thing [n, n]: two reports' other values, as
    large by far; neither report prints the other's value, or has a value for the thing already; no toll and anything but a number by itself.
    """
    quantities = [figure.reading.quantity for figure in counts]
    value = np.array([max(quantity.value, 0.1) for quantity in quantities])
    report = np.array([figure.report_id for figure in counts])
    families = np.array([family(figure) for figure in counts])
    bare, toll = families == BARE, np.array([is_toll(figure) for figure in counts])
    may: NDArray[np.bool_] = ~agreement(quantities) & (report[:, None] != report[None])
    may &= (families[:, None] != families[None]) | bare[:, None]
    # People with injuries may be of another toll than the dead are.
    may &= ~(toll[:, None] & ~bare[None]) & ~(toll[None] & ~bare[:, None])
    may &= np.maximum(value[:, None], value[None]) < MOST_TIMES * np.minimum(value[:, None], value[None])
    another = np.array([figure.another for figure in counts])
    may &= another[:, None] == another[None]
    days = [figure.days for figure in counts]
    may &= ~of_each_two(days, tell_of_two_times)
    may &= ~(on_other_days(counts) | makes_up(counts))
    prints = print_alike(counts)
    known = {
        (figure.report_id, figure.begin): {f.report_id for f in slot.figures}
        for slot in slots
        for figure in slot.figures
    }
    for name in sorted(set(report.tolist())):
        here = report == name
        # Whoever prints the other's value too tells of two things.
        in_slot = np.array([name in known.get((figure.report_id, figure.begin), ()) for figure in counts])
        taken: NDArray[np.bool_] = np.any(prints[:, here], axis=1) | in_slot
        out = np.outer(taken, here)
        may &= ~(out | out.T)
    return may


def _join(counts: Sequence[Figure], odds: Array, slots: Sequence[Slot], settings: DifferenceSettings) -> list[Slot]:
    """The slots among counts of several families, the surest pairs joined first; those within a family are kept together."""
    at = {(figure.report_id, figure.begin): n for n, figure in enumerate(counts)}
    surety = np.where(np.isfinite(odds), odds, UNLIKELY)
    slot_of = list(range(len(counts)))
    joined = {n: [n] for n in slot_of}
    for slot in slots:
        members = [at.get((figure.report_id, figure.begin), -1) for figure in slot.figures]
        if -1 in members:
            continue
        surety[np.ix_(members, members)] = slot.surety
        for n in members[1:]:
            slot_of[n] = slot_of[members[0]]
        joined = {n: those for n, those in joined.items() if n not in members} | {members[0]: members}
    apart = ~agreement([figure.reading.quantity for figure in counts])
    report = np.array([figure.report_id for figure in counts])
    apart &= report[:, None] == report[None]
    across: set[int] = set()
    for x, y in sorted(
        np.argwhere(np.triu(odds >= settings.across_least, 1)).tolist(),
        key=lambda pair: (-odds[pair[0], pair[1]], pair),
    ):
        one, other = slot_of[x], slot_of[y]
        if one == other or apart[np.ix_(joined[one], joined[other])].any():
            continue
        for n in joined[other]:
            slot_of[n] = one
        joined[one] += joined.pop(other)
        across = across - {other} | {one}
    return [
        Slot([counts[n] for n in members], surety[np.ix_(members, members)])
        for members in (sorted(joined[n]) for n in sorted(across))
    ]
