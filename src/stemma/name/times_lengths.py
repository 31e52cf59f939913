"""How long and how often: one reader for each rule, as in ``times_read``."""

from datetime import timedelta

from stemma.name.times_plausible import CAPITAL_AFTER, RATE, RATE_REACH
from stemma.name.times_read import Answer, Setting, year_of
from stemma.name.times_rules import LENGTH_PARTS, Raw
from stemma.name.times_values import LAST_YEAR, PARTS, SEASON_CODES, YEAR_LONG, Point, month_ends
from stemma.name.times_words import amount, count_of, month_number, weekday_number, year_number


def within(raw: Raw, setting: Setting, spoken: Point) -> Answer | None:
    """What "the first nine months of 2012" and "the last days of May" lie in and, where they are told, their days."""
    parts = raw.parts
    year = year_number(parts) or year_of(parts.get("rel"), setting, spoken)
    if year is None or not 0 < year < LAST_YEAR:
        return None
    month = month_number(parts["m"]) if "m" in parts else None
    first, last = month_ends(year, month or 1)[0], month_ends(year, month or 12)[1]
    count = count_of(parts["n"]) if "n" in parts else None
    final = parts["way"].lower() in ("last", "final")
    unit = parts["unit"].lower()
    if count and unit == "month" and count == int(count) and count <= 12:
        months = int(count)
        first, last = (month_ends(year, 13 - months)[0], last) if final else (first, month_ends(year, months)[1])
    elif count and count <= YEAR_LONG and unit in ("day", "week"):
        days = timedelta(int(count * (7 if unit == "week" else 1)) - 1)
        first, last = (max(first, last - days), last) if final else (first, min(last, first + days))
    return Answer("DURATION", amount(count, unit), point=Point(year, month), days=(first, last))


def read_span(_text: str, raw: Raw, setting: Setting, spoken: Point) -> Answer | None:
    parts = raw.parts
    if parts["way"].lower() in ("first", "last", "final") and (made := within(raw, setting, spoken)):
        return made
    if "n" not in parts:
        if parts["way"].lower() == "recent":
            return Answer("DATE", "PAST_REF")
        if parts["way"].lower() == "coming":
            return Answer("DATE", "FUTURE_REF")
    return Answer("DURATION", amount(count_of(parts["n"]) if "n" in parts else None, parts["unit"].lower()))


def read_lengths(_text: str, raw: Raw, _setting: Setting, _spoken: Point) -> Answer | None:
    """ "Two hours and 30 minutes": one length of all."""
    parts = raw.parts
    named = [(parts["n" + at], parts["unit" + at].lower()) for at in LENGTH_PARTS if "n" + at in parts]
    values = [amount(count_of(count), unit) for count, unit in named]
    made = values[0]
    for value in values[1:]:
        made += value.removeprefix("PT" if "T" in made else "P")
    return Answer("DURATION", made)


def read_least(_text: str, raw: Raw, _setting: Setting, _spoken: Point) -> Answer | None:
    """The "six" of "six to nine months": the unit stands with the second."""
    least, most = count_of(raw.parts["n"]), count_of(raw.parts["n2"])
    if least is None or most is None or least >= most:
        return None  # "won 4-3 days before"
    return Answer("DURATION", amount(least, raw.parts["unit"].lower()))


def read_whole(_text: str, raw: Raw, _setting: Setting, _spoken: Point) -> Answer | None:
    """ "All day", "another week"."""
    return Answer("DURATION", amount(1, raw.parts["unit"].lower()))


def read_bare(_text: str, raw: Raw, _setting: Setting, _spoken: Point) -> Answer | None:
    return Answer("DURATION", amount(None, raw.parts["unit"].lower()))


def read_duration(text: str, raw: Raw, setting: Setting, _spoken: Point) -> Answer | None:
    if not setting.narrative and raw.parts["unit"].istitle() and CAPITAL_AFTER.match(text, raw.end):
        return None  # "the Three Day Fair": annotators of narratives mark it
    count = count_of(raw.parts["n"])
    if count is not None and raw.parts.keys() & {"half", "half2"}:
        count += 0.5
    rate = raw.parts["n"].lower() in ("a", "an") and RATE.search(text[max(0, raw.begin - RATE_REACH) : raw.begin])
    return Answer("SET" if rate else "DURATION", amount(count, raw.parts["unit"].lower()))


def read_half(_text: str, raw: Raw, _setting: Setting, _spoken: Point) -> Answer | None:
    if "quarters" in raw.parts:
        return Answer("DURATION", "PT45M" if raw.parts["quarters"].lower().startswith("three") else "PT15M")
    if "unit" not in raw.parts:  # a quarter of a century
        return Answer("DURATION", "P25Y")
    return Answer("DURATION", amount(0.5, raw.parts["unit"].lower()))


def read_long(_text: str, raw: Raw, _setting: Setting, _spoken: Point) -> Answer | None:
    plural = text_unit(raw.parts["bare"])
    return Answer("DURATION", amount(None if plural[1] else 1, plural[0]))


def text_unit(word: str) -> tuple[str, bool]:
    """A unit in the singular, and whether it was a plural."""
    plain = word.lower()
    return (plain.removesuffix("s"), plain.endswith("s"))


def read_each(_text: str, raw: Raw, _setting: Setting, _spoken: Point) -> Answer | None:
    parts = raw.parts
    if "wd" in parts:
        part = PARTS[parts["wpart"].lower()] if "wpart" in parts else ""
        return Answer("SET", f"XXXX-WXX-{weekday_number(parts['wd'])}{part}")
    if "part" in parts:
        return Answer("SET", "XXXX-XX-XX" + PARTS[parts["part"].lower()])
    if "season" in parts:
        return Answer("SET", "XXXX-" + SEASON_CODES[parts["season"].lower()])
    if "m" in parts:
        return Answer("SET", f"XXXX-{month_number(parts['m']):02d}")
    number = parts.get("n", "one").lower()
    count = {"other": 2.0, "second": 2.0, "third": 3.0, "few": None}.get(number, count_of(number))
    return Answer("SET", amount(count, parts["unit"].lower()))


def read_so_often(text: str, raw: Raw, setting: Setting, spoken: Point) -> Answer | None:
    """ "Twice a week", "six days a week", "four times daily": of each week, whatever of it."""
    if "word" in raw.parts:
        return read_often(text, raw, setting, spoken)
    return Answer("SET", amount(1, raw.parts["unit"].lower()))


def read_often(_text: str, raw: Raw, _setting: Setting, _spoken: Point) -> Answer | None:
    if "wd" in raw.parts:
        return Answer("SET", f"XXXX-WXX-{weekday_number(raw.parts['wd'])}")
    if "wd2" in raw.parts:
        return Answer("SET", f"XXXX-WXX-{weekday_number(raw.parts['wd2'])}{PARTS[raw.parts['part'].lower()]}")
    if "week" in raw.parts:
        return Answer("SET", "XXXX-WXX-WE" if raw.parts["week"].lower() == "weekend" else "XXXX-WXX-WD")
    values = {
        "daily": "P1D", "weekly": "P1W", "monthly": "P1M", "quarterly": "P1Q", "yearly": "P1Y", "annually": "P1Y",
        "annual": "P1Y", "hourly": "PT1H", "nightly": "P1D", "biannual": "P6M", "biennial": "P2Y", "biweekly": "P2W",
        "fortnightly": "P2W", "bimonthly": "P2M", "semiannual": "P6M", "semiannually": "P6M",
    }  # fmt: skip
    return Answer("SET", values[raw.parts["word"].lower().replace("-", "")])
