"""How far days set two reports apart: what their dates, leads and photographs say of when they were written, and of what day."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from stemma.group.profile import Profile
from stemma.group.vectors import Real, Whole
from stemma.settings import GroupSettings

YES = NDArray[np.bool_]
LATEST = 1 << 22  # a number over that of any day
LEADS_REACH = 15  # days between two publications from which no day that a lead tells of can speak for the other


class Days(NamedTuple):
    """The days of each report as numbers, 0 for an open one; ``weekday`` is -1 where the lead names none.

    ``told`` is the day that a lead tells of, ``spoken`` holds each day that one speaks of: index * LATEST + day, in order.
    """

    published: Whole
    told: Whole
    floor: Whole
    weekday: Whole
    spoken: Whole


def read_days(profiles: Sequence[Profile]) -> Days:
    """The days of reports."""
    return Days(
        numbers(profile.published for profile in profiles),
        numbers(profile.told for profile in profiles),
        numbers(profile.not_before for profile in profiles),
        np.array([-1 if profile.weekday is None else profile.weekday for profile in profiles], np.int64),
        np.sort(
            np.array([index * LATEST + day.toordinal() for index, one in enumerate(profiles) for day in one.days], np.int64)
        ),
    )  # fmt: skip


def numbers(days: Iterable[date | None]) -> Whole:
    """Days as numbers, 0 for an open one."""
    return np.array([0 if day is None else day.toordinal() for day in days], np.int64)


def days_between(days: Days, one: Whole, other: Whole) -> Real:
    """How many days at least each pair of reports was published apart; 0 where one of them leaves its day open."""
    first, second = days.published[one], days.published[other]
    apart = np.where((first > 0) & (second > 0), np.abs(first - second), 0)
    for floor, published in ((days.floor[one], second), (days.floor[other], first)):
        apart = np.maximum(apart, np.where((floor > 0) & (published > 0), np.maximum(0, floor - published), 0))
    return apart.astype(np.float64)


def dated_against(days: Days, one: Whole, other: Whole, settings: GroupSettings) -> Real:
    """How far days set each pair apart, from -1 to 2, as far as dates say.

    2: the leads tell of different days, and the dates of publication go with them, or one shows a photograph that is
    younger than the other; 1: either alone; 0: no evidence; -1: one day. A date of publication is often that of a
    copy or of a visit to the page: two reports of one Tuesday, so dated, seem weeks apart. So it counts for much only
    where the lead tells of a day shortly before it. A report that tells of a later day besides its own says nothing
    against a report of that day.
    """
    told, late = (days.told[one], days.told[other]), (days.published[one], days.published[other])
    apart, between = days_between(days, one, other), np.abs(told[0] - told[1])
    both = (told[0] > 0) & (told[1] > 0)
    timely = both & (late[0] - told[0] <= settings.timely) & (late[1] - told[1] <= settings.timely)
    weekday = np.where(both & (between % 7 != 0), between, 0)
    against = np.maximum(ramp(apart, settings.days_apart_strict), ramp(weekday, settings.days_strict))
    sure = timely * ramp(np.minimum(between, apart), settings.days_sure) * (2 - ramp(apart, settings.days_doubtful))
    against = np.maximum(against, sure)
    shown = (days.floor[one] > 0) | (days.floor[other] > 0)
    against = np.maximum(against, 2 * shown * ramp(apart, settings.days_floor))
    follows = (speaks_of(days, one, told[1]) & (told[0] < told[1])) | (
        speaks_of(days, other, told[0]) & (told[1] < told[0])
    )
    against[both & follows] = 0
    beside = (late[0] > 0) & (late[1] > 0) & (np.abs(late[0] - late[1]) <= 1)
    same = both & (between == 0) & (apart <= settings.timely)
    # A lead that names no day tells of the day on which it was published, or of the day before.
    fitting = fits(late[0], told[0], told[1]) | fits(late[1], told[1], told[0])
    return np.where((beside | same | fitting) & (against == 0), -1.0, against)


def speaks_of(days: Days, report: Whole, day: Whole) -> YES:
    """Whether each report's lead speaks of a day."""
    if not len(days.spoken):
        return np.zeros(len(report), bool)
    wanted = report * LATEST + day
    place = np.minimum(np.searchsorted(days.spoken, wanted), len(days.spoken) - 1)
    return np.asarray(days.spoken[place] == wanted, bool)


def fits(published: Whole, told: Whole, other: Whole) -> YES:
    """Whether a report that tells of no day was published on the day that another tells of, or the day after."""
    late = published - other
    return np.asarray((told == 0) & (other > 0) & (late >= 0) & (late <= 1), bool)


def ramp(days: NDArray[Any], between: tuple[int, int]) -> Real:
    """0 up to the first number of days, 1 from the second."""
    return np.asarray(np.clip((days - between[0]) / (between[1] - between[0]), 0, 1), np.float64)


def undated(days: Days, one: Whole, other: Whole, against: Real) -> YES:
    """Pairs of which one or both have no date, and of which nothing else speaks."""
    return np.asarray(((days.published[one] == 0) | (days.published[other] == 0)) & (against == 0), bool)


def days_against(
    days: Days, one: Whole, other: Whole, against: Real, lead: Real, alike: Real, settings: GroupSettings
) -> Real:
    """``against`` as dates have it, and what it is where one or both reports have no date and nothing else speaks.

    Then two days of the week in the leads count, and where there are none to compare, that the leads differ or that
    the texts have little in common but names. ``lead`` is how like each other the leads are, ``alike`` how like the
    words that are no names; that is looked at only where ``against`` is negative or nothing speaks. One day speaks for
    a pair only as far as such words are alike too: the same people at the same place on the same day may do two
    things; their names say nothing of which.
    """
    open_ = undated(days, one, other, against)
    named = days.weekday[one], days.weekday[other]
    both = (named[0] >= 0) & (named[1] >= 0)
    strange = np.where(lead < settings.undated_lead, settings.undated_against, 0.0)
    strange = np.where(alike < settings.common_alike[1], 1.0, strange)
    found = np.where(open_ & both & (named[0] != named[1]), settings.weekday_against, against)
    single = ((days.published[one] == 0) != (days.published[other] == 0)) & ~both
    found = np.where(open_ & single, strange, found)
    low, high = settings.common_alike
    return np.where(found < 0, found * np.clip((alike - low) / (high - low), 0, 1), found)


def far_days(settings: GroupSettings) -> int:
    """Days between two publications from which on they set two reports apart, whatever their leads speak of."""
    return max(settings.days_apart_strict[1], LEADS_REACH)
