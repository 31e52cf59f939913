"""Arithmetic on days, months and years, TIMEX3 values, and the interval that a value stands for."""

import calendar
import re
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple

Interval = tuple[datetime | None, datetime | None]
SEASONS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 14)}
SEASON_CODES = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}
PARTS = {"morning": "TMO", "afternoon": "TAF", "evening": "TEV", "night": "TNI"}
LETTERS = {
    "second": "TS", "minute": "TM", "hour": "TH", "day": "D", "night": "NI", "weekend": "WE", "week": "W", "fortnight": "W",
    "month": "M", "quarter": "Q", "season": "M", "year": "Y", "decade": "DE", "century": "CE", "centurie": "CE",
}  # fmt: skip
TIMES = {"fortnight": 2, "quarter": 3, "season": 3, "decade": 10, "century": 100, "centurie": 100, "weekend": 2}


LAST_YEAR = 9999  # of the calendar
YEAR_LONG = 366  # days


class Point(NamedTuple):
    """A time as far as it is known: a year (negative before Christ), a month, a day. All None: nothing is known."""

    year: int | None = None
    month: int | None = None
    day: int | None = None


def year_text(year: int | None) -> str:
    if year is None:
        return "XXXX"
    return f"BC{-year:04d}" if year < 0 else f"{year:04d}"


def point_value(point: Point) -> str:
    """The TIMEX3 value of a point, as fine as it is known; an unknown year or month is written with X."""
    made = year_text(point.year)
    if point.month is not None or point.day is not None:
        made += f"-{point.month:02d}" if point.month is not None else "-XX"
    if point.day is not None:
        made += f"-{point.day:02d}"
    return made


def as_date(point: Point) -> date | None:
    """The day of a point, None where it is not a whole day or none of the calendar's."""
    if point.year is None or point.month is None or point.day is None or point.year < 1:
        return None
    try:
        return date(point.year, point.month, point.day)
    except ValueError:
        return None


def of_date(day: date) -> Point:
    return Point(day.year, day.month, day.day)


def add_days(day: date, count: int) -> date | None:
    """``count`` days on, None beyond the calendar."""
    try:
        return day + timedelta(days=count)
    except OverflowError:
        return None


def add_months(point: Point, count: int) -> Point:
    """A month so many months on; the day is dropped."""
    if point.year is None or point.month is None:
        return Point()
    months = point.year * 12 + point.month - 1 + count
    return Point(months // 12, months % 12 + 1)


def add_years(point: Point, count: int) -> Point:
    """A year so many years on; there is no year nought."""
    if point.year is None:
        return Point()
    year = point.year + count
    if point.year < 0 <= year:
        year += 1
    elif year <= 0 < point.year:
        year -= 1
    return Point(year)


def week_value(day: date) -> str:
    year, week, _ = day.isocalendar()
    return f"{year:04d}-W{week:02d}"


def decade_value(year: int) -> str:
    return f"BC{-year // 10:03d}" if year < 0 else f"{year // 10:03d}"


def century_value(year: int) -> str:
    return f"BC{-year // 100:02d}" if year < 0 else f"{year // 100:02d}"


def start_of(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def end_of(day: date) -> datetime:
    return datetime.combine(day, time(23, 59, 59), UTC)


def month_ends(year: int, month: int) -> tuple[date, date]:
    """The first and the last day of a month; month 13 and 14 are those of the year after."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


REPORTED_WITHIN = 45  # days from the end of a quarter to its results


def year_of_part(day: date, code: str, ahead: int) -> int | None:
    """The year of a quarter (Q1 to Q4) or half (H1, H2): its last that was over by ``day`` where it is gone (``ahead`` is not
    1), else its first that was not, or that was just over: its results are still to come. None for what is told as gone of a
    part that ``day`` itself lies in, before its last third: its own year then is as doubtful as the one before.
    """
    size = 3 if code[0] == "Q" else 6
    begin = month_ends(day.year, size * (int(code[1]) - 1) + 1)[0]
    end = month_ends(day.year, size * int(code[1]))[1]
    left = (end - day).days / (size * 30)
    if ahead <= 0 and begin <= day <= end:
        return day.year if 3 * left < 1 else None
    if ahead > 0 and code != "H2":  # in January "the second half" to come is the new year's
        for year in (day.year, day.year - 1):
            if 0 < (day - month_ends(year, size * int(code[1]))[1]).days <= REPORTED_WITHIN:
                return year
    return day.year + (end < day if ahead > 0 else (end < day) - 1)


def weekend_of(day: date, ahead: int) -> str:
    """The TIMEX3 value of the weekend: the last that had begun by ``day`` where it is gone, else the first not over."""
    saturday = add_days(day, 6 - day.isoweekday())
    gone = ahead <= 0 and day.isoweekday() < 6
    meant = add_days(saturday, -7) if saturday and gone else saturday
    return f"{week_value(meant)}-WE" if meant else "XXXX-WXX-WE"


def ends_of(value: str) -> tuple[date, date] | None:
    """The first and last day that a TIMEX3 value stands for, None where it is open."""
    if match := re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)(?:T.*)?", value):
        day = as_date(Point(*map(int, match.groups())))
        return (day, day) if day else None
    if match := re.fullmatch(r"(\d{4})-W(\d\d)(-WE)?", value):
        try:
            first = date.fromisocalendar(int(match[1]), int(match[2]), 6 if match[3] else 1)
            return first, first + timedelta(days=1 if match[3] else 6)
        except (ValueError, OverflowError):
            return None
    if match := re.fullmatch(r"(\d{4})-(SP|SU|FA|WI)", value):
        begin, end = SEASONS[match[2]]
        return (
            (month_ends(int(match[1]), begin)[0], month_ends(int(match[1]), end)[1])
            if 0 < int(match[1]) < 9999
            else None
        )
    if match := re.fullmatch(r"(\d{4})-([QH])([1-4])", value):
        size = 3 if match[2] == "Q" else 6
        begin = (int(match[3]) - 1) * size + 1
        return (
            (month_ends(int(match[1]), begin)[0], month_ends(int(match[1]), begin + size - 1)[1])
            if 0 < int(match[1]) < 9999
            else None
        )
    if match := re.fullmatch(r"(\d{4})-(\d\d)", value):
        year, month = int(match[1]), int(match[2])
        return month_ends(year, month) if year > 0 and 1 <= month <= 12 else None
    if re.fullmatch(r"\d{2,4}", value):
        low = int(value.ljust(4, "0"))
        high = int(value.ljust(4, "9"))
        return (date(low, 1, 1), date(high, 12, 31)) if low > 0 else None
    return None


def interval(value: str, mod: str | None = None) -> Interval:
    """The first and last moment (UTC, both within) of a DATE or TIME value; (None, None) where it is open.

    ``mod`` (START, MID, END) narrows it to about the third that is meant.
    """
    # A time of day without its zone is known to the day only.
    match = re.fullmatch(r"(\d{4}-\d\d-\d\d)T(\d\d):(\d\d)Z", value)
    if match:
        ends = ends_of(match[1])
        if ends is None:
            return None, None
        moment = start_of(ends[0]) + timedelta(hours=int(match[2]), minutes=int(match[3]))
        return moment, moment
    ends = ends_of(value)
    if ends is None:
        return None, None
    first, last = ends
    length = (last - first).days + 1
    if mod and length >= 6:
        third = length / 3
        low, high = {"START": (0.0, third), "MID": (third, 2 * third), "END": (2 * third, float(length))}[mod]
        first, last = first + timedelta(days=int(low)), first + timedelta(days=int(high) - 1)
    return start_of(first), end_of(last)


FEASTS = {
    "christmas eve": (12, 24), "christmas": (12, 25), "christmas day": (12, 25), "boxing day": (12, 26), "halloween": (10, 31),
    "new year's eve": (12, 31), "new year's day": (1, 1), "valentine's day": (2, 14),
}  # fmt: skip
# So spelt they are those of the United States: the month, the day of the week and which of its days in the month.
FROM_EASTER = {
    "easter": 0,
    "easter sunday": 0,
    "easter monday": 1,
    "good friday": -2,
    "ash wednesday": -46,
    "palm sunday": -7,
}  # days
MOVABLE_FEASTS = {
    "memorial day": (5, 1, -1),
    "labor day": (9, 1, 1),
    "thanksgiving": (11, 4, 4),
    "thanksgiving day": (11, 4, 4),
}


LAST_JULIAN = 1582  # the year in which the calendar changed


def easter(year: int) -> date:
    """Easter Sunday of the Western churches, by the anonymous Gregorian rule (Nature, 1876)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    f = (b + 8) // 25
    h = (19 * a + b - d - (b - f + 1) // 3 + 15) % 30
    i, k = divmod(c, 4)
    moved = (32 + 2 * e + 2 * i - h - k) % 7
    month, day = divmod(h + moved - 7 * ((a + 11 * h + 22 * moved) // 451) + 114, 31)
    return date(year, month, day + 1)


def feast_day(word: str, year: int | None) -> Point:
    """The day of a feast in a year; of one that moves, only the month where the year is unknown."""
    name = re.sub(r"\s+", " ", word.lower().replace("’", "'"))
    if name in FEASTS:
        return Point(year, *FEASTS[name])
    if name in FROM_EASTER:
        return of_date(easter(year) + timedelta(FROM_EASTER[name])) if year and year > LAST_JULIAN else Point(year, 4)
    month, weekday, which = MOVABLE_FEASTS[name]
    if year is None or year < 1:
        return Point(year, month)
    if which < 0:
        last = month_ends(year, month)[1]
        return of_date(last - timedelta((last.isoweekday() - weekday) % 7))
    first = (weekday - date(year, month, 1).isoweekday()) % 7 + 1
    return Point(year, month, first + 7 * (which - 1))
