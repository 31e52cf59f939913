"""Dates as pages print them: which day, how exactly, and where the writing leaves it open.

A date is given only where its writing leaves one reading: ``10/11/2017`` is none without further evidence.
"""

import re
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

MONTH = r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
WEEKDAY = (
    r"(?:mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)"
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

_DATE = re.compile(
    rf"""(?<![\w/.-])(?:
      (?P<d1>\d{{1,2}})(?:st|nd|rd|th)?[\s-]+(?:of\s+)?(?P<m1>{MONTH})\b\.?[,\s-]+(?P<y1>(?:19|20)\d\d)
    | (?P<m2>{MONTH})\b\.?\s*(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?[\s,.]+(?P<y2>(?:19|20)\d\d)
    | (?P<y3>(?:19|20)\d\d)[-/.](?P<m3>\d{{1,2}})[-/.](?P<d3>\d{{1,2}})
    | (?P<d4>\d{{1,2}})\.\s?(?P<m4>\d{{1,2}})\.\s?(?P<y4>(?:19|20)\d\d)
    | (?P<a5>\d{{1,2}})[/-](?P<b5>\d{{1,2}})[/-](?P<y5>(?:19|20)\d\d)
    | (?P<m6>{MONTH})\b\.?\s+(?P<d6>\d{{1,2}})(?:st|nd|rd|th)?
    | (?P<d7>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<m7>{MONTH})\b
    )(?![\d/])""",
    re.IGNORECASE | re.VERBOSE,
)
_TIME = re.compile(
    r"(?<![\d:.])(?P<h>\d{1,2})(?:[:.](?P<m>[0-5]\d))?(?::[0-5]\d)?\s*(?P<half>[ap]\.?\s?m\b\.?)?"
    r"\s*\(?(?P<zone>UTC|GMT|EDT|EST|ET|CDT|CT|PDT|PST|PT|MDT|MT|CET|CEST|MSK|Z|[+-]\d\d:?\d\d)?\b",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(rf"\b{WEEKDAY}\b", re.IGNORECASE)

# Hours east of UTC. Abbreviations that name several zones (CST, IST, BST) are left out: the day is kept, the time is not.
_ZONES = {
    "utc": 0, "gmt": 0, "z": 0, "edt": -4, "est": -5, "cdt": -5, "pdt": -7, "pst": -8, "mdt": -6, "cet": 1,
    "cest": 2, "msk": 3,
}  # fmt: skip
_AMERICAN = {"et": -5, "ct": -6, "mt": -7, "pt": -8}


class Day(NamedTuple):
    """A day as printed: ``year`` is None where the writing leaves it out. ``begin`` and ``end`` count in the text read."""

    begin: int
    end: int
    year: int | None
    month: int
    day: int


class Moment(NamedTuple):
    """A time in UTC and its precision: ``day`` or ``minute``."""

    when: datetime
    precision: str


def month_number(name: str) -> int:
    """1 to 12 for an English month, whole or shortened."""
    return _MONTHS.index(name[:3].lower()) + 1


def weekday_number(name: str) -> int:
    """0 (Monday) to 6 for an English weekday, whole or shortened."""
    return _DAYS.index(name[:3].lower())


def _exists(year: int | None, month: int, day: int) -> bool:
    try:
        date(year or 2000, month, day)
    except ValueError:
        return False
    return True


def _slashed(first: int, second: int, year: int, around: str) -> tuple[int, int] | None:
    """(month, day) of ``first/second/year`` where only one order is possible or the weekday beside it decides."""
    orders = [(m, d) for m, d in ((first, second), (second, first)) if _exists(year, m, d)]
    if first == second:
        orders = orders[:1]
    named = {weekday_number(m.group()) for m in _WEEKDAY.finditer(around)}
    if len(orders) > 1 and len(named) == 1:
        orders = [(m, d) for m, d in orders if date(year, m, d).weekday() in named]
    return orders[0] if len(orders) == 1 else None


def find_days(text: str) -> list[Day]:
    """The days written out in ``text``, left to right; a writing that can be read in two ways is passed over."""
    found = []
    for match in _DATE.finditer(text):
        part = match.groupdict()
        year: int | None
        if part["y5"]:
            year = int(part["y5"])
            around = text[max(0, match.start() - 30) : match.end() + 30]
            order = _slashed(int(part["a5"]), int(part["b5"]), year, around)
            if order is None:
                continue
            month, day = order
        else:
            which = next(n for n in "123467" if part[f"d{n}"])
            name = part[f"m{which}"]
            month = int(name) if name.isdigit() else month_number(name)
            day = int(part[f"d{which}"])
            year = int(part[f"y{which}"]) if which in "1234" else None
        if 1 <= month <= 12 and _exists(year, month, day):
            found.append(Day(match.start(), match.end(), year, month, day))
    return found


def _american_summer(day: date) -> bool:
    """Whether the clocks of the United States stand at summer time: second Sunday of March to first of November."""
    march, november = date(day.year, 3, 1), date(day.year, 11, 1)
    begins = march + timedelta(days=(6 - march.weekday()) % 7 + 7)
    ends = november + timedelta(days=(6 - november.weekday()) % 7)
    return begins <= day < ends


def _offset(zone: str, day: date) -> float | None:
    zone = zone.lower()
    if zone in _ZONES:
        return float(_ZONES[zone])
    if zone in _AMERICAN:
        return _AMERICAN[zone] + (1.0 if _american_summer(day) else 0.0)
    if zone[:1] in "+-" and len(zone) >= 5:
        hours = int(zone[1:3]) + int(zone[-2:]) / 60
        return -hours if zone[0] == "-" else hours
    return None


@lru_cache(maxsize=4096)
def read_moment(text: str) -> Moment | None:
    """The one moment that a date line prints: the minute where a time *and* its zone are given, else the day.

    None where no day with a year is written, or where the line prints two different days.
    """
    plain = re.sub(r"\s+([,:.])\s*", r"\1 ", text)
    plain = re.sub(r"(?<=\d): (?=\d)", ":", plain)
    days = [day for day in find_days(plain) if day.year is not None]
    if not days or len({day[2:] for day in days}) > 1:
        return None
    first = days[0]
    when = date(first.year or 1, first.month, first.day)
    rest = plain[: first.begin] + " " * (first.end - first.begin) + plain[first.end :]
    iso = re.match(r"[T ](\d\d:\d\d)", plain[first.end :])
    if iso:
        rest = " " * (first.end + 1) + plain[first.end + 1 :]
    for match in _TIME.finditer(rest):
        if not match["zone"] or not (match["m"] or match["half"]):
            continue
        hour, minute = int(match["h"]), int(match["m"] or 0)
        if match["half"]:
            hour = hour % 12 + (12 if match["half"][0] in "pP" else 0)
        offset = _offset(match["zone"], when)
        if hour < 24 and offset is not None:
            local = datetime(when.year, when.month, when.day, hour, minute, tzinfo=UTC)
            return Moment(local - timedelta(hours=offset), "minute")
    return Moment(datetime(when.year, when.month, when.day, tzinfo=UTC), "day")
