"""What single days mean: one reader for each rule, as in ``times_read``."""

import re
from datetime import date, timedelta

from stemma.name.times_read import Answer, Setting, base_of, coming_or_gone, direction, exact, read_date, read_month
from stemma.name.times_rules import WEEKDAY, Raw
from stemma.name.times_tense import SINCE, sides, tense, told_tense
from stemma.name.times_values import (
    LAST_YEAR,
    PARTS,
    YEAR_LONG,
    Point,
    add_days,
    add_months,
    as_date,
    month_ends,
    of_date,
    week_value,
)
from stemma.name.times_words import mod_of, month_number, weekday_number, year_number

# A weekday told as gone that would lie six days back: in dated news (the even places of 383 reports of 69 events) nearly
# all of some twenty such were in truth the day after the report's own, its text being younger than its date.
WEEK_LESS_ONE = 6  # days
OF_GAMES = re.compile(
    r"\b(?:holes?|birdies?|bogeys?|par|tee|green|fairway|putts?|eagles?|innings?|minutes?|laps?)\b", re.IGNORECASE
)
ANY = re.compile(r"\ba\s+$", re.IGNORECASE)
NO_NOUN = re.compile(r"\s*(?:[.,;:!?)\"”]|$)|\s+(?:and|but|or|when|in|at|on|after|before|because|so)\b", re.IGNORECASE)
# "From Monday through Friday", seen from either day.
THROUGH = re.compile(rf"\s+(?:through|to|until|till)\s+({WEEKDAY})\b(?!['’])")
SPANNED = re.compile(rf"\b({WEEKDAY})\s+(?:through|to|until|till)\s+$")


def read_weekday(text: str, raw: Raw, setting: Setting, spoken: Point) -> Answer | None:
    parts = raw.parts
    number = weekday_number(parts["wd"])
    which = parts.get("which", "").lower()
    named = parts.get("part") or ("morning" if "small" in parts else None)
    part = PARTS[named.lower()] if named else ""
    kind = "TIME" if part else "DATE"
    near = as_date(base_of(which, setting, spoken)) if which and not setting.narrative else None
    day = as_date(spoken) if setting.narrative else near or setting.day
    # Without its own day a text's weekdays stay open, however much it tells: to print a wrong day is the worse fault.
    if day is None or setting.day is None:
        return Answer(kind, f"XXXX-WXX-{number}{part}", mod_of(parts))
    if ANY.search(text[max(0, raw.begin - 5) : raw.begin]) and not part and NO_NOUN.match(text, raw.end):
        # "On May 2, a Saturday": that day. "She was born on a Saturday": nobody knows which.
        told = as_date(spoken) if re.search(r",\s+a\s+$", text[max(0, raw.begin - 5) : raw.begin]) else None
        if told is None or told.isoweekday() != number:
            return Answer(kind, f"XXXX-WXX-{number}", mod_of(parts))
        return exact(of_date(told))
    if "nth" in parts and not setting.narrative:
        return nth_weekday(setting.day, number, int(parts["nth"]), told_tense(text, raw.begin, raw.end) or 0)
    back = (day.isoweekday() - number) % 7
    week = parts.get("week", "").lower()
    if week:
        monday = add_days(day, 1 - day.isoweekday() + 7 * direction(week))
        found = add_days(monday, number - 1) if monday else None
    elif setting.narrative:
        found = add_days(day, -back if back <= 3 else 7 - back)
    elif which and direction(which) > 0:
        found = add_days(day, 7 - back)
    elif which and direction(which) < 0:
        found = add_days(day, -(back or 7))
    elif not part and (spanned := in_span(text, raw, setting.day, number)):
        found = spanned
    elif back == 0:
        found = day
    else:
        # In the present tense the nearer day is meant: a council meets the day after tomorrow, not five days ago.
        ahead = coming_or_gone(text, raw) or (1 if 7 - back < back else -1)
        if ahead < 0 and back == WEEK_LESS_ONE and not SINCE.search(text[max(0, raw.begin - 24) : raw.begin]):
            return Answer(kind, f"XXXX-WXX-{number}{part}", mod_of(parts))
        found = add_days(day, 7 - back if ahead > 0 else -back)
    return exact(of_date(found), named, mod_of(parts)) if found else None


def on_side(day: date, number: int, ahead: int) -> date | None:
    """The nearest such day of the week on or before ``day``, or on or after it where ``ahead`` is 1."""
    back = (day.isoweekday() - number) % 7
    return add_days(day, (7 - back) % 7 if ahead > 0 else -back)


def in_span(text: str, raw: Raw, day: date, number: int) -> date | None:
    """A day of "Monday through Friday", of which the second follows the first; None where the one counted from decides."""
    until, since = THROUGH.match(text, raw.end), SPANNED.search(text[max(0, raw.begin - 24) : raw.begin])
    if until and tense(text, raw.begin, raw.end) < 0:
        last = on_side(day, weekday_number(until[1]), -1)
        return add_days(last, -((weekday_number(until[1]) - number) % 7)) if last else None
    if since:
        begin = max(0, raw.begin - 24) + since.start()
        ahead = tense(text, begin, begin + len(since[1]))
        first = on_side(day, weekday_number(since[1]), 1) if ahead > 0 else None
        return add_days(first, (number - weekday_number(since[1])) % 7) if first else None
    return None


def nth_weekday(day: date, number: int, nth: int, ahead: int) -> Answer:
    """ "Friday the 13th": the nearest day that is both, on the side that ``ahead`` points to (0: either)."""
    for away in range(YEAR_LONG):
        for sign in (1, -1) if ahead == 0 else (ahead,):
            found = add_days(day, sign * away)
            if found and found.day == nth and found.isoweekday() == number:
                return exact(of_date(found))
    return Answer("DATE", f"XXXX-XX-{nth:02d}")


def read_day(_text: str, raw: Raw, setting: Setting, _spoken: Point) -> Answer | None:
    parts = raw.parts
    word = parts.get("word", "").lower()
    if setting.narrative and word == "today":
        return Answer("DATE", "PRESENT_REF")
    count = {"yesterday": -1, "tomorrow": 1}.get(word, 0)
    if "far" in parts:
        count = -2 if "before" in parts["far"].lower() else 2
    part = "night" if word == "tonight" else parts.get("part")
    day = add_days(setting.day, count) if setting.day else None
    if day is None:
        return Answer("TIME" if part else "DATE", "XXXX-XX-XX" + (PARTS[part.lower()] if part else ""))
    return exact(of_date(day), part)


def read_part(_text: str, raw: Raw, setting: Setting, spoken: Point) -> Answer | None:
    which = raw.parts["which"].lower()
    part = raw.parts["part"].lower()
    day = as_date(base_of(which, setting, spoken))
    back = direction(which)
    if which == "last" or re.search("this|that|same", which):
        back = -1 if which == "last" else 0
    moved = add_days(day, back) if day else None
    return exact(of_date(moved), part) if moved else Answer("TIME", "XXXX-XX-XX" + PARTS[part])


def read_nth(text: str, raw: Raw, setting: Setting, _spoken: Point) -> Answer | None:
    """ "Until the 24th": of this month, the last or the next, the nearest on the side that the tense points to."""
    if setting.day is None or setting.narrative or OF_GAMES.search(" ".join(sides(text, raw.begin, raw.end))):
        return None
    ahead = told_tense(text, raw.begin, raw.end) or 0
    days = [as_date(add_months(of_date(setting.day), n)._replace(day=int(raw.parts["d"]))) for n in (-1, 0, 1)]
    away = [(day - setting.day).days for day in days if day]
    near = [n for n in away if n * ahead >= 0]
    moved = add_days(setting.day, min(near, key=abs)) if near else None
    return exact(of_date(moved)) if moved else None


def read_day_of(_text: str, raw: Raw, _setting: Setting, _spoken: Point) -> Answer | None:
    """ "The last day of 1983", "the first day of May 1983"."""
    year = year_number(raw.parts) or 1
    first = raw.parts["way"].lower() == "first"
    month = month_number(raw.parts["m"]) if "m" in raw.parts else 1 if first else 12
    return exact(of_date(month_ends(year, month)[0 if first else 1]))


NTH = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4}


def read_week_of(text: str, raw: Raw, setting: Setting, spoken: Point) -> Answer | None:
    """ "The first week of May", "the last weekend of May", "the second Monday in May".

    A month's weeks are counted from its first day, or back from its last; the value is that of the calendar's week with most of
    their days.
    """
    parts = raw.parts
    month = read_month(text, raw, setting, spoken)
    point = month.point if month else None
    if month is None or point is None or point.year is None or point.month is None or not 0 < point.year < LAST_YEAR:
        return month
    first, last = month_ends(point.year, point.month)
    unit = parts["unit"].lower()
    nth = NTH[parts["nth"].lower()] if "nth" in parts else None
    if unit == "week":
        begin, end = (
            (last - timedelta(6), last)
            if nth is None
            else (first + timedelta(7 * nth - 7), first + timedelta(7 * nth - 1))
        )
        return Answer("DATE", week_value(begin + timedelta(3)), point=Point(point.year, point.month), days=(begin, end))
    weekday = 6 if unit == "weekend" else weekday_number(unit)
    if nth is None:
        day = last - timedelta((last.isoweekday() - weekday) % 7)
    else:
        day = first + timedelta((weekday - first.isoweekday()) % 7 + 7 * (nth - 1))
    if unit == "weekend":
        return Answer("DATE", week_value(day) + "-WE", point=Point(point.year, point.month))
    return exact(of_date(day))


def read_week_at(text: str, raw: Raw, setting: Setting, spoken: Point) -> Answer | None:
    """ "The week of March 4", "the weekend of June 8"."""
    made = read_date(text, raw, setting, spoken)
    day = as_date(made.point) if made and made.point else None
    if day is None:
        return None
    point = of_date(day)._replace(day=None)
    if raw.parts["unit"].lower() == "weekend":
        return Answer("DATE", week_value(day) + "-WE", point=point)
    if day.isoweekday() == 7 and day.year < LAST_YEAR:  # who names a Sunday means the week that begins with it
        return Answer("DATE", week_value(day + timedelta(1)), point=point, days=(day, day + timedelta(6)))
    return Answer("DATE", week_value(day), point=point)


def read_year_back(_text: str, raw: Raw, setting: Setting, spoken: Point) -> Answer | None:
    """ "This time last year": that month; of "the same month last year" only the year is sure."""
    year = year_number(raw.parts)
    if year is None:
        base = spoken.year if setting.narrative else setting.day.year if setting.day else None
        year = base - 1 if base is not None else None
    month = setting.day.month if "now" in raw.parts and setting.day and not setting.narrative else None
    return exact(Point(year, month))
