"""What each form of time expression means: one reader for each rule of ``times_rules``.

A reader takes the text, the expression as found, what the text counts from, and the time that it spoke of last.
"""

import re
from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from stemma.name.gazetteer import words_of
from stemma.name.times_rules import ORDINALS, Raw
from stemma.name.times_tense import FRONT, SINCE, TRADED, sides, tense, told_tense
from stemma.name.times_values import (
    PARTS,
    SEASON_CODES,
    SEASONS,
    TIMES,
    Point,
    add_days,
    add_months,
    add_years,
    as_date,
    century_value,
    decade_value,
    feast_day,
    of_date,
    point_value,
    week_value,
    weekend_of,
    year_text,
)  # fmt: skip
from stemma.name.times_words import amount, count_of, mod_of, month_number, year_number

HALF_A_YEAR = 6  # months
CHRONICLE = 60  # days
AGES = 1000  # years: so long ago no year is meant
# Words before a month that stand before no person's name, and such a name of which the last word is a month, too.
IN_MONTH = re.compile(
    r"\b(?:in|since|until|till|early|late|mid|last|next|this|that|through|beginning)[\s-]+$", re.IGNORECASE
)
FULL_NAME = re.compile(r"\b([A-Z][\w'’-]*\.?)\s+May\b(?!\s+\d)")
# A month that a noun follows and no preposition goes before: "the July figures".
IN_TIME = re.compile(
    r"\b(?:in|by|since|until|till|through|from|during|before|after|to|of|last|next|this|that|on|for|mid|early|late|between|and|or)[\s-]+$",
    re.IGNORECASE,
)
OWNING = re.compile(r"['’]s\s+[a-z]")  # "will be slightly up from May's level"
OF_WHAT = re.compile(
    r"\s+(?!(?:and|or|to|through|but|when|as|if|at|in|on|for|by|with|from|that|which|is|are|was|were|will|would|has|had)\b)[a-z]"
)
OVER = re.compile(r"\b(?:for|over|within|during|throughout)\s+(the\s+)?$", re.IGNORECASE)
# What is told with such a word is so in any year.
KEPT_ELSEWHERE = (("thanks", r"\bCanad"), ("memorial", r"\b(?:Israel|Korea|Turk)"), ("easter", r"\bOrthodox"), ("good", r"\bOrthodox"), ("palm", r"\bOrthodox"))  # fmt: skip
USUAL = re.compile(
    r"\b(?:usual|normal|typical|traditional|annual)ly\b|\b(?:each|every)\s+year(?=[.,;]|\s+(?:in|on|from|between)\b|$)",
    re.IGNORECASE,
)
IS_USUALLY = re.compile(r"\b(?:is|are|was|were)\s+(?:usual|normal|typical|traditional)ly\b", re.IGNORECASE)
THAN = re.compile(r"\s+than\b", re.IGNORECASE)
ANAPHORIC = re.compile(r"that|same|following|previous|preceding|prior|subsequent|ensuing|the\s+(?:very\s+)?next")


class Setting(NamedTuple):
    """What a text counts from: ``day`` of publication (None: unknown), whether it is a narrative of the past, the quarters
    and halves of years that it has named: where, and their values.
    """

    day: date | None
    narrative: bool
    parts_of_years: tuple[tuple[int, str], ...] = ()


class Answer(NamedTuple):
    """An expression's type and value, which part of it is meant, and what the text speaks of from then on.

    ``days``: its first and last day, where the value does not tell them. ``zoned``: its hour is that of Greenwich.
    """

    type: str
    value: str
    mod: str | None = None
    point: Point | None = None
    days: tuple[date, date] | None = None
    zoned: bool = False


Reader = Callable[[str, Raw, Setting, Point], Answer | None]


def shifted(point: Point, count: int, unit: str, *, whole: bool) -> Answer | None:
    """The point so many units on, as fine as the unit; None where it is not known. ``whole``: the unit is a calendar's."""
    day = as_date(point)
    size = TIMES.get(unit, 1)
    if unit in ("day", "night", "week", "fortnight", "weekend"):
        days = count * (7 * size if unit in ("week", "fortnight") else 7 if unit == "weekend" else 1)
        moved = add_days(day, days) if day else None
        if moved is None:
            return None
        if unit == "weekend":
            return Answer("DATE", week_value(moved) + "-WE", point=of_date(moved))
        if unit in ("week", "fortnight"):
            return Answer("DATE", week_value(moved), point=of_date(moved))
        return Answer("DATE", moved.isoformat(), point=of_date(moved))
    if unit in ("month", "quarter", "season"):
        made = add_months(point, count * size)
        if made.year is None or made.month is None:
            return None
        if unit == "quarter" and whole:
            return Answer("DATE", f"{year_text(made.year)}-Q{(made.month - 1) // 3 + 1}", point=made)
        return Answer("DATE", point_value(made), point=made)
    if unit in ("year", "decade", "century", "centurie"):
        made = add_years(point, count * size)
        if made.year is None:
            return None
        if whole and unit == "decade":
            return Answer("DATE", decade_value(made.year), point=made)
        if whole and unit != "year":
            return Answer("DATE", century_value(made.year), point=made)
        return Answer("DATE", point_value(made), point=made)
    return None


def direction(which: str) -> int:
    """How many units on: "last" and "the previous" go back, "next" and "the following" on, "this" and "that" stay."""
    if re.search(r"last|past|previous|preceding|prior|yesterday", which):
        return -1
    return 1 if re.search(r"next|following|subsequent|ensuing|coming|tomorrow", which) else 0


def base_of(which: str, setting: Setting, spoken: Point) -> Point:
    """What "last", "this" or "the following" is counted from: the day of publication, or what was spoken of last."""
    if ANAPHORIC.search(which):
        return spoken
    near = setting.day is not None and spoken.year is not None and abs(spoken.year - setting.day.year) <= 1
    counts_back = setting.narrative and not near and not (setting.day and which.startswith("this"))
    if spoken.year is not None and counts_back:
        return spoken
    return of_date(setting.day) if setting.day else Point()


def coming_or_gone(text: str, raw: Raw) -> int:
    """1 where the sentence speaks of what is to come, -1 where of what is gone, 0 where the present leaves it open."""
    return tense(text, raw.begin, raw.end, caption="caption" in raw.parts)


def settle(point: Point, text: str, raw: Raw, setting: Setting, spoken: Point) -> Point:
    """Give a month or a day without a year the year that it must have.

    In a narrative that of the time spoken of last; in news the nearest on the side that the tense points to.
    """
    if setting.narrative:
        return point._replace(year=spoken.year)
    if setting.day is None or point.month is None:
        return point
    before, after = sides(text, raw.begin, raw.end)
    if (USUAL.search(before) and not SINCE.search(before)) or (
        len(before.split()) <= FRONT and IS_USUALLY.search(after)
    ):
        return point  # "the river usually freezes in December": every year's
    today = of_date(setting.day)
    if point.day is None:
        ahead = told_tense(text, raw.begin, raw.end, caption="caption" in raw.parts)
        beside = OF_WHAT.match(text, raw.end) and not IN_TIME.search(text[max(0, raw.begin - 16) : raw.begin])
        owning = ahead is not None and ahead >= 0 and OWNING.match(text, raw.end)
        if owning or (beside and not TRADED.match(text, raw.end)):
            ahead = None  # "will release July figures", "will hold a July vote": the nearest
        year = setting.day.year
        if ahead is None:
            away = point.month - setting.day.month
            year += (away < -HALF_A_YEAR) - (away > HALF_A_YEAR)
        elif ahead < 0 and point.month > setting.day.month:
            year -= 1
        elif ahead > 0 and point.month < setting.day.month:
            year += 1
        elif ahead == 0 and setting.day.month - point.month > HALF_A_YEAR:
            year += 1  # "the court meets in March", printed in December
        return point._replace(year=year)
    years = [
        y for y in (setting.day.year - 1, setting.day.year, setting.day.year + 1) if as_date(point._replace(year=y))
    ]
    if not years or today.day is None:
        return point._replace(year=setting.day.year)
    if text[raw.end : raw.end + 1] == ":":
        # It heads an entry of a chronicle, which may reach back over years, or says when a picture was taken.
        point = point._replace(year=setting.day.year)
        day = as_date(point)
        return point if day and 0 <= (setting.day - day).days <= CHRONICLE else point._replace(year=None)
    ahead = coming_or_gone(text, raw)

    def far(year: int) -> tuple[bool, int]:
        day = as_date(point._replace(year=year))
        away = (day - setting.day).days if day and setting.day else 0
        # A few days the other way are nearer than most of a year on the side that the tense points to.
        return (away * ahead < -120, abs(away))

    return point._replace(year=min(years, key=far))


def year_of(rel: str | None, setting: Setting, spoken: Point) -> int | None:
    """The year of "last year", "that year", "of the following year"."""
    if rel is None:
        return None
    which = rel.lower()
    return (
        add_years(base_of(which, setting, spoken), direction(which)).year
        if base_of(which, setting, spoken).year
        else None
    )


def exact(point: Point, part: str | None = None, mod: str | None = None) -> Answer:
    value = point_value(point)
    if part:
        return Answer("TIME", value + PARTS[part.lower()], mod, point)
    return Answer("DATE", value, mod, point)


def read_iso(_text: str, raw: Raw, _setting: Setting, _spoken: Point) -> Answer | None:
    parts = raw.parts
    point = Point(int(parts["y"]), int(parts["m"]), int(parts["d"]))
    if as_date(point) is None:
        return None
    if "h" in parts:
        zone = "Z" if parts.get("zone") in ("Z", "+00:00", "+0000") else ""
        return Answer("TIME", f"{point_value(point)}T{parts['h']}:{parts['min']}{zone}", point=point)
    return exact(point)


def read_dotted(_text: str, raw: Raw, _setting: Setting, _spoken: Point) -> Answer | None:
    """Day, month, year, with dots; a first number over twelve in the second place shows the other order."""
    day, month, year = int(raw.parts["d"]), int(raw.parts["m"]), int(raw.parts["y"])
    point = Point(year, month, day)
    if as_date(point) is None:
        point = Point(year, day, month)
    return exact(point) if as_date(point) else None


def read_slashed(text: str, raw: Raw, setting: Setting, spoken: Point) -> Answer | None:
    """With strokes both orders are in use: where both make a day, only the year is known."""
    day, month, year = int(raw.parts["d"]), int(raw.parts["m"]), int(raw.parts["y"])
    if day != month and day <= 12 and month <= 12:
        return Answer("DATE", f"{year:04d}-XX-XX", point=None)
    return read_dotted(text, raw, setting, spoken)


def read_date(text: str, raw: Raw, setting: Setting, spoken: Point) -> Answer | None:
    parts = raw.parts
    day = (parts.get("d1") or parts["d2"]).lower()
    year = year_number(parts) or year_of(parts.get("rel"), setting, spoken)
    point = Point(year, month_number(parts.get("m1") or parts["m2"]), ORDINALS.get(day) or int(day))
    if as_date(point._replace(year=point.year if point.year and point.year > 0 else 2000)) is None:
        return None
    if point.year is None:
        point = settle(point, text, raw, setting, spoken)
    return exact(point, parts.get("part") or parts.get("part2") or ("morning" if "small" in parts else None))


def read_range(text: str, raw: Raw, setting: Setting, spoken: Point) -> Answer | None:
    ahead = re.match(
        r"(?:st|nd|rd|th)?\s*(?:-|–|—|to|and|or|until|till)\s*\d\d?(?:st|nd|rd|th)?\s+([A-Za-z]+)\.?(?:,?\s+(\d{4}))?",
        text[raw.end : raw.end + 60],
        re.IGNORECASE,
    )
    if ahead is None:
        return None
    point = Point(int(ahead[2]) if ahead[2] else None, month_number(ahead[1]), int(raw.parts["first"]))
    if point.year is None:
        point = settle(point, text, raw, setting, spoken)
    return exact(point) if as_date(point._replace(year=point.year or 2000)) else None


def read_month_year(_text: str, raw: Raw, _setting: Setting, _spoken: Point) -> Answer | None:
    return exact(Point(year_number(raw.parts), month_number(raw.parts["m"])), mod=mod_of(raw.parts))


def is_surname(text: str, begin: int) -> bool:
    """Whether "May" is a person whom the text names in full, where the word before it leaves that open: "after May spoke"."""
    if IN_MONTH.search(text[max(0, begin - 16) : begin]):
        return False
    people = words_of("first", "honorific", "office")
    return any(found[1].lower().rstrip(".") in people for found in FULL_NAME.finditer(text))


def read_month(text: str, raw: Raw, setting: Setting, spoken: Point) -> Answer | None:
    parts = raw.parts
    if text[raw.begin : raw.end] == "May" and is_surname(text, raw.begin):
        return None
    point = Point(None, month_number(parts["m"]))
    year = year_number(parts) or year_of(parts.get("rel") or parts.get("rel2"), setting, spoken)
    which = parts.get("which", "").lower()
    base = base_of(which, setting, spoken)
    if year is not None:
        point = point._replace(year=year)
    elif which and base.year is not None and base.month is not None and point.month is not None:
        way = direction(which)
        year = base.year - (way < 0 and point.month >= base.month) + (way > 0 and point.month <= base.month)
        point = point._replace(year=year)
    elif which and base.year is not None:
        point = point._replace(year=base.year)
    else:
        point = settle(point, text, raw, setting, spoken)
    return exact(point, mod=mod_of(parts))


def read_season(text: str, raw: Raw, setting: Setting, spoken: Point) -> Answer | None:
    parts = raw.parts
    code = SEASON_CODES[parts["season"].lower()]
    which = parts.get("which", "").lower()
    year = year_number(parts) or year_of(parts.get("rel"), setting, spoken)
    first, last = SEASONS[code]
    if year is None and ANAPHORIC.search(which) and not setting.narrative and spoken.year is not None:
        later = spoken.month is not None and spoken.month < first
        year = spoken.year + (direction(which) > 0 and not later) - (direction(which) < 0)
    elif year is None and setting.narrative:
        year = spoken.year
    elif year is None and setting.day is not None:
        month = setting.day.month
        year = setting.day.year
        if which and direction(which) < 0:
            year -= month <= last
        elif which and direction(which) > 0:
            year += month >= first
        elif not which and coming_or_gone(text, raw) < 0:
            year -= month < first
        elif not which:
            year += month > last
        elif code == "WI":
            year -= month <= last - 12 or (month < first and coming_or_gone(text, raw) < 0)  # it began last year
    return Answer("DATE", f"{year_text(year)}-{code}", mod_of(parts), Point(year, SEASONS[code][0]))


def read_weekend(text: str, raw: Raw, setting: Setting, _spoken: Point) -> Answer | None:
    if setting.day is None or setting.narrative:
        return Answer("DATE", "XXXX-WXX-WE")
    return Answer("DATE", weekend_of(setting.day, coming_or_gone(text, raw)))


def read_year(_text: str, raw: Raw, _setting: Setting, _spoken: Point) -> Answer | None:
    year = int(raw.parts["y2"]) if "y2" in raw.parts else year_number(raw.parts)
    if not year:
        return None
    mod = mod_of(raw.parts)
    half = re.search(r"(first|second|latter)\s+half", raw.parts.get("mod", "").lower())
    if half:
        return Answer("DATE", f"{year_text(year)}-H{1 if half[1] == 'first' else 2}", point=Point(year))
    return Answer("DATE", year_text(year), mod, Point(year))


def read_fiscal(_text: str, raw: Raw, _setting: Setting, _spoken: Point) -> Answer | None:
    """ "Fiscal 1998", "the financial year 2004-05", named by its end: it may be any twelve months."""
    year = raw.parts.get("y") or raw.parts["y2"]
    end = raw.parts.get("end") or raw.parts.get("end2")
    if end and (int(year) + 1) % 100 != int(end):
        return None
    number = int(year) + (end is not None)
    return Answer("DATE", f"FY{year_text(number)}", point=Point(number))


def read_years_end(text: str, raw: Raw, _setting: Setting, _spoken: Point) -> Answer | None:
    """The second year of "1963-64" or "1963/1964": the first stands just before it."""
    before = re.search(r"(1\d|20)(\d\d)\s?[-–—/]\s?$", text[max(0, raw.begin - 9) : raw.begin])
    if before is None:
        return None
    short = raw.parts["short"]
    year = int(short) if len(short) == 4 else int(before[1] + short)
    return Answer("DATE", year_text(year), point=Point(year)) if year > int(before[1] + before[2]) else None


def read_short_year(_text: str, raw: Raw, setting: Setting, _spoken: Point) -> Answer | None:
    """ "The flood of '47": the last year so written that had begun by the day of publication."""
    if setting.day is None:
        return None
    year = setting.day.year - (setting.day.year - int(raw.parts["short"])) % 100
    return Answer("DATE", year_text(year), point=Point(year))


def read_decade(_text: str, raw: Raw, setting: Setting, _spoken: Point) -> Answer | None:
    parts = raw.parts
    if "y" in parts:
        year = year_number(parts) or 0
    elif "short" in parts:
        year = 1900 + int(parts["short"])
    else:
        words = ("twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties")
        year = 1920 + 10 * words.index(parts["word"].lower())
    del setting
    return Answer("DATE", decade_value(year), mod_of(parts), Point(year))


def read_century(_text: str, raw: Raw, _setting: Setting, _spoken: Point) -> Answer | None:
    word = raw.parts["c"].lower()
    number = int(re.sub(r"\D", "", word)) if word[0].isdigit() else ORDINALS[word]
    value = f"BC{number - 1:02d}" if "bc" in raw.parts else f"{number - 1:02d}"
    return Answer("DATE", value, mod_of(raw.parts))


def read_unit(text: str, raw: Raw, setting: Setting, spoken: Point) -> Answer | None:
    which, unit = raw.parts["which"].lower(), raw.parts["unit"].lower()
    if "half" in raw.parts:  # "the past year and a half"
        return Answer("DURATION", amount(1.5, unit))
    # "Over the past year" and "for the next month" are how long, "last year" and "planned for next month" are when.
    over = OVER.search(text[max(0, raw.begin - 16) : raw.begin])
    long = over is not None and re.search(
        "last|next|coming|past" if over[1] or which.startswith("the") else "past", which
    )
    if "mod" not in raw.parts and "mod2" not in raw.parts and (long or re.search(r"the\s+last$|\spast$", which)):
        return Answer("DURATION", amount(1, unit))
    base = base_of(which, setting, spoken)
    made = shifted(base, direction(which), unit, whole=True)
    if made is None:
        if re.search("that|same|this|^the$", which) and base.year is not None:
            return Answer("DATE", point_value(base))
        letters = {
            "day": "XXXX-XX-XX",
            "week": "XXXX-WXX",
            "weekend": "XXXX-WXX-WE",
            "month": "XXXX-XX",
            "quarter": "XXXX-QX",
        }
        return Answer("DATE", letters.get(unit, "XXXX"))
    half = re.search(r"(first|second|latter)\s+half", raw.parts.get("mod2", "").lower())
    if half and unit == "year":
        return Answer("DATE", f"{made.value}-H{1 if half[1] == 'first' else 2}", point=made.point)
    return made._replace(mod=mod_of(raw.parts))


def counts_other(text: str, raw: Raw, setting: Setting, way: str) -> bool:
    """Whether "two days before" or "a week later" counts from what follows it: the vote; than planned."""
    if way in ("earlier", "later"):
        return THAN.match(text, raw.end) is not None
    return (
        not setting.narrative
        and way in ("before", "after")
        and re.match(r"\s+[\w'’]", text[raw.end : raw.end + 2]) is not None
    )


def read_day_after(text: str, raw: Raw, setting: Setting, spoken: Point) -> Answer | None:
    unit = (raw.parts.get("unit") or raw.parts["unit2"]).lower()
    way = raw.parts["way"].lower()
    if counts_other(text, raw, setting, way):
        return Answer("DURATION", amount(1, unit))
    back = -1 if way in ("before", "earlier", "prior") else 1
    return shifted(spoken, back, unit, whole=False) or Answer("DATE", "PAST_REF" if back < 0 else "FUTURE_REF")


def read_shift(text: str, raw: Raw, setting: Setting, spoken: Point) -> Answer | None:
    parts = raw.parts
    way = re.sub(r"\s+", " ", parts["way"].lower())
    unit = parts["unit"].lower()
    back = -1 if way in ("ago", "earlier", "before", "previously", "prior") else 1
    count = count_of(parts["n"]) if "n" in parts else None
    vague = Answer("DATE", "PAST_REF" if back < 0 else "FUTURE_REF")
    # "Two days before the vote" counts from the vote, whenever that was.
    if counts_other(text, raw, setting, way):
        return Answer("DURATION", amount(count, unit))
    if unit in ("second", "minute", "hour") or count is None:
        return vague
    if way == "ago" and unit == "year" and count >= AGES:
        letter, size = next(
            (letter, size) for letter, size in (("G", 10**9), ("M", 10**6), ("K", 10**3)) if count >= size
        )
        return Answer("DATE", f"{letter}A{count / size:g}")
    if count != int(count):
        months = (
            Point()
            if way != "ago" or unit != "year" or setting.narrative or setting.day is None
            else of_date(setting.day)
        )
        years = add_months(months, back * int(12 * count)).year
        return Answer("DATE", year_text(years), point=Point(years)) if years is not None else vague
    deictic = way in ("ago", "from now", "hence") and not setting.narrative
    base = (of_date(setting.day) if setting.day else Point()) if deictic else spoken
    whole = not setting.narrative and unit in ("decade", "century", "centurie")
    return shifted(base, back * int(count), unit, whole=whole) or vague


def reference(value: str) -> Reader:
    """A reader for words that point to no time in particular."""
    return lambda _text, _raw, _setting, _spoken: Answer("DATE", value)


def read_now(_text: str, raw: Raw, setting: Setting, _spoken: Point) -> Answer | None:
    """ "Now", "at present"; in a narrative "at this point" is any."""
    return None if setting.narrative and "anaphor" in raw.parts else Answer("DATE", "PRESENT_REF")


def read_past(_text: str, raw: Raw, setting: Setting, _spoken: Point) -> Answer | None:
    """ "Recently", "in the past". Annotators of news leave "former" out, those of narratives "at the time"."""
    former = raw.parts["word"].lower().startswith("former")
    if raw.rule == "then" if setting.narrative else former:
        return None
    return Answer("DATE", "PAST_REF")


def read_feast(text: str, raw: Raw, setting: Setting, spoken: Point) -> Answer | None:
    year = year_number(raw.parts)
    if "new" in raw.parts:  # "the new year", the next but in the first half of its own
        if setting.day is None or setting.narrative:
            return None
        return exact(Point(setting.day.year + (setting.day.month > HALF_A_YEAR)))
    word = raw.parts["word"].lower()
    # Elsewhere they fall on other days.
    if any(word.startswith(feast) and re.search(other, text) for feast, other in KEPT_ELSEWHERE):
        return None
    if year is None:
        year = settle(feast_day(raw.parts["word"], None), text, raw, setting, spoken).year
    point = feast_day(raw.parts["word"], year)
    return exact(point) if point.day else None
