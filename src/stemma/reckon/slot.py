"""Slots: figures of several reports that mean the same thing, put together by how surely each two of them do."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Any, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from stemma.reckon.converted import convert_one, convert_two
from stemma.reckon.figure import Figure
from stemma.reckon.pairs import (
    ON_BOARD,
    SIGNS,
    WHEN,
    Array,
    are_likeliest,
    count_as_many,
    counted,
    family,
    is_age,
    is_time,
    is_toll,
    iterate_signs,
    one_sort,
    print_alike,
    share_near,
    weigh_rarity,
)
from stemma.reckon.quantity import agreement
from stemma.reckon.reading import BARE, TOLLS
from stemma.reckon.same_thing import has_network, read_pairs
from stemma.reckon.sorts import KINDS, may_be_one_person
from stemma.settings import DifferenceSettings

Value = TypeVar("Value", bound=Hashable)

MOST_TIMES = 4  # times the one that another figure is of another thing: tolls grow, all else is seldom so far off
# How high a thing is tells nothing of how wide it is, or of how far it is from another.
_WAYS, _UPRIGHT = frozenset(("deep", "high", "long", "wide", "thick")), frozenset(("deep", "high"))
MOST_DAYS, MOST_MINUTES = 18400, 150  # between two times that may be of one thing
CONVERTED = 3.0  # log odds of two sums in brackets that convert one value; nothing was tuned on it
MOST_OF_A_FAMILY = 1500  # figures of one family in a story that are held against each other: the first of each report


class Slot(NamedTuple):
    """Figures that mean one thing, in order, and how surely each two of them do, as log odds [n, n]; infinite where they
    stand at one place of copies.
    """

    figures: Sequence[Figure]
    surety: Array


def find_slots(
    figures: Sequence[Figure],
    settings: DifferenceSettings,
    may_differ: Callable[[Figure, Figure], bool] = lambda one, other: True,  # noqa: ARG005
    network: Any = None,
) -> list[Slot]:
    """A story's figures gathered into slots, in order; what stands alone is left out.

    The surest pairs are joined first. A report stands in a slot with one value: what it says besides is of something else.
    Only of what ``may_differ`` both sentences are read by the network: that takes some milliseconds a pair. ``network``:
    another than the package's.
    """
    rarity = weigh_rarity([figure for figure in figures if figure.reading.unit != BARE])
    families: dict[str, list[Figure]] = {}
    for figure in sorted(figures, key=lambda f: (f.report_id, f.begin)):
        if is_compared(figure) and figure.reading.unit != BARE:
            families.setdefault(family(figure), []).append(figure)
    slots = []
    for _, members in sorted(families.items()):
        if len(members) > 1:
            slots += _join(first_ones(members), rarity, settings, may_differ, network)
    return slots


def is_compared(figure: Figure) -> bool:
    """Whether a figure is held against those of other reports: no part, nothing that markets quote, and of a game only whom it hurt."""
    return not (figure.reading.part or figure.reading.moving or (figure.of_games and not is_toll(figure)))


def first_ones(figures: Sequence[Figure]) -> list[Figure]:
    """The figures of a family, no more than can be held against each other."""
    seen: dict[str, int] = {}
    order = []
    for figure in figures:
        seen[figure.report_id] = seen.get(figure.report_id, 0) + 1
        order.append((seen[figure.report_id], figure.report_id, figure.begin))
    kept = sorted(range(len(figures)), key=lambda n: order[n])[:MOST_OF_A_FAMILY]
    return [figures[n] for n in sorted(kept)]


def _join(
    figures: Sequence[Figure],
    rarity: Mapping[str, float],
    settings: DifferenceSettings,
    may_differ: Callable[[Figure, Figure], bool],
    network: Any,
) -> list[Slot]:
    """The slots among figures of one family."""
    surety = weigh_pairs(figures, rarity, settings, may_differ, network)
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
    return [
        Slot([figures[n] for n in members], surety[np.ix_(members, members)])
        for _, members in sorted(slots.items())
        if len(members) > 1
    ]


def weigh_pairs(
    figures: Sequence[Figure],
    rarity: Mapping[str, float],
    settings: DifferenceSettings,
    may_differ: Callable[[Figure, Figure], bool] = lambda one, other: True,  # noqa: ARG005
    network: Any = None,
) -> Array:
    """How surely each two of n figures of a family mean one thing, as log odds [n, n]; minus infinite where they can't.

    Those that the signs do not rule out, and that do not agree, are read by the network besides, where it is there.
    """
    constant, *weights, likeliest = settings.same_figure
    constant_read, *weights_read, weight_network, likeliest_read = settings.same_figure_read
    surety = np.full((len(figures), len(figures)), constant)
    surety_read = np.full(surety.shape, constant_read)
    for weight, weight_read, name, (told, sign) in zip(
        weights, weights_read, SIGNS, iterate_signs(figures, rarity), strict=True
    ):
        assert name == told
        surety += weight * sign
        surety_read += weight_read * sign
    report = np.array([figure.report_id for figure in figures])
    # What is said around them counts for nothing then.
    converted = of_each_two([figure.original for figure in figures], convert_one) & (report[:, None] != report[None])
    out = cannot_be_one(figures, rarity) & ~converted
    read = _read_worth(figures, ~out & (surety >= settings.read_least), may_differ, network)
    is_read = np.isfinite(read)
    surety = np.where(is_read, surety_read + weight_network * np.where(is_read, read, 0.0), surety)
    surety += np.where(is_read, likeliest_read, likeliest) * are_likeliest(surety.round(6), figures)
    surety = np.where(converted, np.maximum(surety, CONVERTED), surety)
    # Sums in another order differ in the last bits: rounded, ties are ties.
    return np.where(out, -np.inf, surety.round(6))


def _read_worth(
    figures: Sequence[Figure], likely: NDArray[np.bool_], may_differ: Callable[[Figure, Figure], bool], network: Any
) -> Array:
    """What the network says of each two of n figures that are likely enough and do not agree, as log odds [n, n]; not a number
    where it is not asked, or not there.
    """
    asked = np.zeros(likely.shape, np.bool_)
    if network is not None or has_network():
        for x, y in np.argwhere(np.triu(likely & ~agreement([figure.reading.quantity for figure in figures]), 1)):
            one, other = figures[x], figures[y]
            asked[x, y] = one.report_id != other.report_id and may_differ(one, other)
    return read_asked(figures, asked, network)


def read_asked(figures: Sequence[Figure], asked: NDArray[np.bool_], network: Any = None) -> Array:
    """What the network says of each two of n figures, x before y, that it is asked of, as log odds [n, n], symmetric; not a number
    for all others. ``network``: another than the package's.
    """
    read = np.full(asked.shape, np.nan)
    pairs = [
        (x, y, one, other)
        for x, y in np.argwhere(np.triu(asked, 1)).tolist()
        if (one := figures[x].masked) is not None and (other := figures[y].masked) is not None
    ]
    told = read_pairs([(one, other) for _, _, one, other in pairs], network)
    for (x, y, _, _), odds in zip(pairs, told, strict=True):
        read[x, y] = read[y, x] = odds
    return read


def cannot_be_one(figures: Sequence[Figure], rarity: Mapping[str, float]) -> NDArray[np.bool_]:
    """Which two of n figures of a family can't mean one thing [n, n].

    Two values in one report; what is told of another thing of the kind; sentences on two times far back or on two days;
    ages of two people, distances from two places; tolls in sentences that share nothing else; other figures many times as
    large; what some sentence prints both, unless it says that one took the other's place; a whole and its part; what converts two
    sums.
    """
    agrees = agreement([figure.reading.quantity for figure in figures])
    report = np.array([figure.report_id for figure in figures])
    apart: NDArray[np.bool_] = ~agrees & (report[:, None] == report[None])
    another = np.array([figure.another for figure in figures])
    apart |= ~agrees & (another[:, None] != another[None])
    days = [figure.days for figure in figures]
    apart |= of_each_two(days, tell_of_two_times)
    if is_toll(figures[0]) and family(figures[0]) != ON_BOARD:
        apart |= ~agrees & (share_near(figures, rarity) == 0) & ~count_as_many(figures)
    elif is_time(figures[0].reading.unit):
        value = np.array([figure.reading.quantity.value for figure in figures])
        far = MOST_DAYS if family(figures[0]) == WHEN else MOST_MINUTES
        apart |= np.abs(value[:, None] - value[None]) > far
        apart |= ~agrees & _printed_together(figures)
    else:
        value = np.array([max(figure.reading.quantity.value, 0.1) for figure in figures])
        apart |= np.maximum(value[:, None], value[None]) >= MOST_TIMES * np.minimum(value[:, None], value[None])
        apart |= ~agrees & _printed_together(figures)
        if not is_age(figures[0].reading.unit):
            apart |= ~agrees & on_other_days(figures)
        apart |= ~of_each_two([figure.reading.unit for figure in figures], _one_bearer)
        apart |= of_each_two([figure.original for figure in figures], convert_two)
        if is_age(figures[0].reading.unit):
            apart |= _ages_of_unlike(figures)
    if family(figures[0]) in {*KINDS, *TOLLS}:
        apart |= ~of_each_two([figure.reading.unit for figure in figures], one_sort)
    return apart | makes_up(figures)


def _alone(figures: Sequence[Figure]) -> NDArray[np.bool_]:
    """Whether the reports of two figures print no other value of their family [n, n]."""
    values: dict[str, set[float]] = {}
    for figure in figures:
        values.setdefault(figure.report_id, set()).add(figure.reading.quantity.value)
    alone = np.array([len(values[figure.report_id]) == 1 for figure in figures])
    both: NDArray[np.bool_] = alone[:, None] & alone[None]
    return both


def _printed_together(figures: Sequence[Figure]) -> NDArray[np.bool_]:
    """Whether one sentence prints in one unit both what the one and what the other of two figures prints [n, n]."""
    prints = print_alike(figures)
    units = np.array([figure.reading.unit for figure in figures])
    sentences: dict[tuple[str, int, str], list[int]] = {}
    for n, figure in enumerate(figures):
        if not figure.changed:
            sentences.setdefault((figure.report_id, figure.sentence, figure.reading.unit), []).append(n)
    both = np.zeros(prints.shape, np.bool_)
    for (_, _, unit), here in sentences.items():
        if len(here) < 2:
            continue
        # Only figures of that unit: of "84 metres and 79 metres" nothing is known of miles.
        alike = prints[here] & (units == unit)[None]
        some = alike.any(axis=0)
        both |= some[:, None] & some[None]
    return both


def on_other_days(figures: Sequence[Figure]) -> NDArray[np.bool_]:
    """Whether the days that the sentences of two figures name lie more than a night apart [n, n]."""
    return of_each_two(
        [figure.on for figure in figures],
        lambda one, other: bool(one and other) and min(abs(a - b) for a in one for b in other) > 1,
    )


def tell_of_two_times(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether the times far back that two sentences name are others."""
    return bool(one and other) and one.isdisjoint(other)


def of_each_two(values: Sequence[Value], test: Callable[[Value, Value], bool]) -> NDArray[np.bool_]:
    """What a test says of each two of n values, asked once for each two that differ [n, n]."""
    number: dict[Value, int] = {}
    which = np.array([number.setdefault(value, len(number)) for value in values])
    table = np.array([[test(one, other) for other in number] for one in number], np.bool_)
    found: NDArray[np.bool_] = table[np.ix_(which, which)]
    return found


def _one_bearer(one: str, other: str) -> bool:
    """Whether what two units say of whom or what they are may be the same: ages of persons, distances from places."""
    for kind in ("age:", "distance from "):
        if one.startswith(kind) and other.startswith(kind):
            a, b = set(one.removeprefix(kind).split()), set(other.removeprefix(kind).split())
            return a <= b or b <= a
    if one.startswith("age of ") and other.startswith("age of "):
        return may_be_one_person(one.removeprefix("age of "), other.removeprefix("age of "))
    ways = {unit.rpartition(" ")[2] for unit in (one, other) if unit.startswith("distance ")}
    return not (len(ways) > 1 and ways <= _WAYS) and not (
        ways & _UPRIGHT
        and any(unit.startswith("distance from ") or unit.endswith((" away", " off")) for unit in (one, other))
    )


def _ages_of_unlike(figures: Sequence[Figure]) -> NDArray[np.bool_]:
    """Whether two ages are of persons who are not called alike, where one of their reports gives other ages too [n, n]."""
    alike = of_each_two([counted(figure) for figure in figures], lambda one, other: one == other and one != "age")
    found: NDArray[np.bool_] = ~(alike | _alone(figures))
    return found


def makes_up(figures: Sequence[Figure]) -> NDArray[np.bool_]:
    """Whether one of two counts is what the other makes up with another count of its sentence: "the deaths of 9 guests and
    two pilots" are 11 [n, n].
    """
    value = np.array([figure.reading.quantity.value for figure in figures])
    found = np.zeros((len(figures), len(figures)), np.bool_)
    for n, figure in enumerate(figures):
        for beside in figure.counts:
            found[n] |= value == value[n] + beside
    return found | found.T


def surely_one(slot: Slot, found: Sequence[Figure], least: float) -> list[Figure]:
    """Of some figures of a slot those that mean one thing with another value among them by themselves, with log odds of
    ``least``, and not only because both do with a third.
    """
    if not found:
        return []
    at = [next(n for n, figure in enumerate(slot.figures) if figure is one) for one in found]
    apart = ~agreement([figure.reading.quantity for figure in found])
    sure: NDArray[np.bool_] = np.any(apart & (slot.surety[np.ix_(at, at)] >= least), axis=1)
    return [figure for figure, kept in zip(found, sure, strict=True) if kept]


def one_thing(slot: Slot, found: Sequence[Figure]) -> float:
    """How likely some figures of a slot, of two values at least, mean one thing, 0 to 1 with 3 digits: each by the surest
    pair that it makes with another value, and of these the least.
    """
    at = [next(n for n, figure in enumerate(slot.figures) if figure is one) for one in found]
    apart = ~agreement([figure.reading.quantity for figure in found])
    surest = np.where(apart, slot.surety[np.ix_(at, at)], -np.inf).max(axis=1)
    return round(float(1 / (1 + np.exp(-surest.min()))), 3)
