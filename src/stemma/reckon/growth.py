"""Which figures for one thing contradict each other, and which only followed one another as time passed.

A copy says when its source said it: a figure is as old as the earliest report of its line of descent that prints it.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import combinations
from math import inf

import numpy as np

from stemma.reckon.figure import Figure
from stemma.reckon.lexicon import stem
from stemma.reckon.pairs import Array, family, is_age, is_toll
from stemma.reckon.quantity import agree, agreement, goes_on
from stemma.reckon.reading import TOLLS, is_quoted
from stemma.reckon.settled import Backing, back, read_signs, weigh
from stemma.reckon.slot import Slot
from stemma.reckon.sorts import PERSONS
from stemma.settings import DifferenceSettings

YEAR = 365.25  # days
UNDATED_YEARS = 2  # by which two ages may differ where nobody knows how far apart their reports are
BIRTHDAY = 30  # days between two reports from which a birthday may well lie between them
# Tolls that fall as time passes: people are found, leave the hospital, go home.
FALLING = frozenset(("missing", "in hospital", "in critical condition", "hostages"))
RISING = 3  # values in order of time, from which nobody is mistaken but the thing grows
NO_SMALL_NUMBER = 13  # from here on a number that stands in two reports hardly does by chance
_STILL = frozenset(("still", "without"))  # of what there is less of as time passes
# What does not change while it is reported: if two reports have it otherwise, one of them is mistaken.
FIXED = (
    "aboard",
    "length of time of ",
    "count of ",
    "magnitude",
    "distance",
    "speed",
    "weight",
    "prison term",
    "people of ",
    "votes ",
)
_AMOUNT, _WEIGHS = (
    ("weight in ", "weight by "),
    f"weight by {stem('weigh')}",
)  # of rubbish that lies about, not of a thing that weighs so much


def contradict(
    slot: Slot,
    holds: Mapping[str, frozenset[tuple[str, float]]],
    since: Mapping[tuple[str, int], datetime | None],
    settings: DifferenceSettings,
) -> tuple[list[Figure], list[Figure]]:
    """(the figures of a slot that contradict another one, those that only followed another one); each in order.

    ``holds`` are the units and values that each report prints: one that knows the other figure too says more than it.
    ``since`` is when a figure, by report and begin, was first told. At one place of copies an undated one is the same figure
    altered: only dates can show that it changed. Elsewhere only what is the same thing beyond doubt is told of undated
    reports, and nothing that runs on: what they say of it may be of two days.
    """
    figures = slot.figures
    surety = surest_by_values(slot)
    times = [since[figure.report_id, figure.begin] for figure in figures]
    backing = back(figures, times)
    against: set[int] = set()
    followed: set[int] = set()
    for x, y in combinations(range(len(figures)), 2):
        one, other = figures[x], figures[y]
        a, b = one.reading.quantity, other.reading.quantity
        if one.report_id == other.report_id or agree(a, b):
            continue
        at, then = times[x], times[y]
        may_change = could_change(one, other)
        if grew_older(one, at, other, then):
            continue
        if may_change and not is_toll(one) and came_back(x, y, figures, times):
            may_change = False
        dated = at is not None and then is not None
        # Whom something befell, or who did something, is counted on unless it is the same thing beyond doubt; so may be what has two
        # nouns.
        least = settings.undated_least if family(one) in PERSONS else -inf
        least = settings.across_undated if family(one) != family(other) else least
        open_still = one.damaged or other.damaged or has_moved_on(one, at, other, then)
        if may_change and dated and surety[x, y] >= least and not open_still:
            may_change = not is_settled(x, y, figures, times, surety[x, y], backing, settings)
        if may_change and followed_on(one, at, other, then, settings):
            if is_toll(one) or one.changed or other.changed:
                followed.update((x, y))
            continue
        knows_both = has_value(holds[one.report_id], other) or has_value(holds[other.report_id], one)
        least = inf if runs_on(one) or runs_on(other) else settings.undated_least
        undated = (at is None or then is None) and surety[x, y] < least
        # Only of tolls is it known that they do not fall; whatever else may change is another figure on another day.
        moved = at is not None and then is not None and at.date() != then.date() and one.reading.unit not in TOLLS
        # Nor do things that were counted: a smaller count of coins on a later day is another count.
        moved = moved and not (surety[x, y] >= 0 and counts_things(one) and counts_things(other))
        if not knows_both and not (may_change and (undated or moved or goes_on(a, b))):
            against.update((x, y))
    if against and changes(figures[0]) and not all(f.days for f in figures):
        # While the count goes on, nobody can tell who was behind and who mistaken.
        if not is_toll(figures[0]):
            against = set() if rises(figures, times) else against
        elif followed or (figures[0].reading.unit in TOLLS and _runs(figures)):
            followed, against = followed | against, set()
    return [figures[n] for n in sorted(against)], [figures[n] for n in sorted(followed)]


def surest_by_values(slot: Slot) -> Array:
    """How surely each two figures of a slot mean one thing, by the surest two that print the same values [n, n]."""
    agrees = agreement([figure.reading.quantity for figure in slot.figures])
    rows = np.array([slot.surety[alike].max(axis=0) for alike in agrees])
    surest: Array = np.array([rows[:, alike].max(axis=1) for alike in agrees]).T
    return surest


def has_value(known: frozenset[tuple[str, float]], figure: Figure) -> bool:
    """Whether a report prints a figure's value too: where it is no small number, of whatever it may count or measure alike."""
    unit, value = figure.reading.unit, figure.reading.quantity.value
    if (unit, value) in known:
        return True
    return value >= NO_SMALL_NUMBER and any(v == value and is_age(u) == is_age(unit) for u, v in known)


def _runs(figures: Sequence[Figure]) -> bool:
    """Whether a toll is still being counted: some report gives a least, or says that it changed, or there are three of it."""
    values = {figure.reading.quantity.value for figure in figures}
    return len(values) > 2 or any(f.changed or f.reading.quantity.hedge == "least" for f in figures)


def runs_on(figure: Figure) -> bool:
    """Whether a figure is of what goes on while it is reported: a toll, a span of time, what is said to have changed."""
    return is_toll(figure) or family(figure) == "time" or figure.changed


def grew_older(one: Figure, at: datetime | None, other: Figure, then: datetime | None) -> bool:
    """Whether two ages may be of one person on two days so far apart that a birthday lay between them."""
    if not is_age(one.reading.unit):
        return False
    years = other.reading.quantity.value - one.reading.quantity.value
    if at is None or then is None:
        return abs(years) <= UNDATED_YEARS
    days = (then - at).total_seconds() / 86400
    return abs(days) >= BIRTHDAY and abs(years - days / YEAR) < 1


def changes(one: Figure) -> bool:
    """Whether what a figure counts can change while it is reported."""
    unit = one.reading.unit
    return (unit.startswith(_AMOUNT) and unit != _WEIGHS) or not (unit.startswith(FIXED) or is_age(unit))


def could_change(one: Figure, other: Figure) -> bool:
    """Whether two figures may be of one thing that changed between their reports: of a time far back nothing does."""
    return changes(one) and changes(other) and not one.days & other.days


def rises(figures: Sequence[Figure], times: Sequence[datetime | None]) -> bool:
    """Whether reports give three values at least, none of them earlier than a smaller one: so does only what grows."""
    order = [
        (figure, time)
        for figure, time in sorted(zip(figures, times, strict=True), key=lambda pair: pair[0].reading.quantity.value)
        if time is not None
    ]
    if len(order) < len(figures) or len({figure.reading.quantity.value for figure in figures}) < RISING:
        return False
    return order[0][1] < order[-1][1] and all(
        at <= then or one.report_id == other.report_id or agree(one.reading.quantity, other.reading.quantity)
        for (one, at), (other, then) in combinations(order, 2)
    )


def counts_things(one: Figure) -> bool:
    """Whether a figure counts things, no people, and not what there still is of them."""
    reading = one.reading
    return not (
        is_toll(one) or one.changed or not _STILL.isdisjoint(one.context.term) or reading.quantity.word or is_quoted(reading)
        or family(one) in {"people", "inhabitant", "time"} or " " in reading.unit
    )  # fmt: skip


def came_back(x: int, y: int, figures: Sequence[Figure], times: Sequence[datetime | None]) -> bool:
    """Whether one of two figures was told both earlier and later than the other: then it did not change in between. ``times``
    are when each was first told.
    """
    for n, other in ((x, y), (y, x)):
        at = times[other]
        alike = [
            time for figure, time in zip(figures, times, strict=True)
            if time is not None and agree(figure.reading.quantity, figures[n].reading.quantity)
            and not agree(figure.reading.quantity, figures[other].reading.quantity)
        ]  # fmt: skip
        if at is not None and alike and min(alike) < at < max(alike):
            return True
    return False


def is_done(one: Figure, other: Figure) -> bool:
    """Whether nothing is said of either of two figures, no tolls, from which they may be of what is still counted or changes."""
    return not any(
        is_toll(f) or f.counting or f.changed or f.reading.moving or f.reading.quantity.hedge == "least"
        for f in (one, other)
    )


def is_settled(
    x: int,
    y: int,
    figures: Sequence[Figure],
    times: Sequence[datetime | None],
    surety: float,
    backing: Backing,
    settings: DifferenceSettings,
) -> bool:
    """Whether two figures of a slot with times, no tolls, contradict each other, and neither is only news of the other, by all
    that is said of both and by how other reports have them.
    """
    one, other = figures[x], figures[y]
    if is_toll(one) or any(f.reading.moving or f.on_gauge for f in (one, other)):
        return False
    # What its words say is still counted may be news, whatever is likelier: in real stories such figures grew as often as they differed.
    if followed_on(one, times[x], other, times[y], settings) and not is_done(one, other):
        return False
    return weigh(read_signs(x, y, figures, times, surety, backing), settings.settled) >= settings.settled_least


def has_moved_on(one: Figure, at: datetime | None, other: Figure, then: datetime | None) -> bool:
    """Whether the later of two figures says that what it is of was another number before: "raised their demand to"."""
    return at is not None and then is not None and ((at > then and one.moved) or (then > at and other.moved))


def followed_on(
    one: Figure, at: datetime | None, other: Figure, then: datetime | None, settings: DifferenceSettings
) -> bool:
    """Whether one of two figures took the other's place as time passed: the larger stands in a later report, or the report
    that was last to tell says that the figure changed.
    """
    if at is None or then is None:
        return False
    a, b = one.reading.quantity.value, other.reading.quantity.value
    if grew(a, at, b, then, settings):
        return True
    later = one if at > then else other
    return at.date() != then.date() and (later.changed or one.reading.unit in FALLING)


def grew(one: float, at: datetime | None, other: float, then: datetime | None, settings: DifferenceSettings) -> bool:
    """Whether the larger figure stands in a report so much later that it may be news, not a contradiction.

    Without both dates nothing is known of the order: then it may be. A day without an hour is no order within the day.
    """
    if at is None or then is None:
        return True
    if at.date() == then.date() and 0 in {_seconds(at), _seconds(then)}:
        return False
    hours = (then - at).total_seconds() / 3600
    return (hours >= settings.grown_hours and other > one) or (-hours >= settings.grown_hours and one > other)


def _seconds(moment: datetime) -> int:
    """The seconds since midnight; 0 is what a day without an hour has."""
    return moment.hour * 3600 + moment.minute * 60 + moment.second
