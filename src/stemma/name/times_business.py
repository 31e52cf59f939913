"""What the years and quarters of business mean: one reader for each rule, as in ``times_read``.

A quarter of a fiscal year may be any three months, and a fiscal year any twelve: their values name no months of the
calendar, so that no interval follows from them.
"""

import re
from datetime import date

from stemma.name.times_read import THAN, Answer, Reader, Setting, coming_or_gone, shifted, year_of
from stemma.name.times_rules import Raw
from stemma.name.times_tense import sides, told_tense
from stemma.name.times_values import Point, month_ends, of_date, week_value, year_of_part, year_text
from stemma.name.times_words import month_number, year_number

# In a sentence with such a word a quarter is one of the year.
BUSINESS = re.compile(
    r"%|[$€£¥]|\b(?:per\s?cent|percent|profits?|earnings|revenues?|sales|loss(?:es)?|income|results?|shares?|growth|grew|economy|economic|"
    r"gdp|output|orders|deliver\w*|shipments|forecasts?|analysts?|dividends?|fiscal|exports?|imports?|budget|figures|data)\b",
    re.IGNORECASE,
)
# Matches have halves, too, and losses, results and shares of the goals with them.
HALF_YEARLY = re.compile(
    r"[$€£¥]|\b(?:profits?|earnings|revenues?|sales|income|growth|economy|economic|gdp|inflation|output|demand|dividends?|"
    r"exports?|imports?|interest\s+rates?)\b",
    re.IGNORECASE,
)
OUTLOOK = re.compile(
    r"\b(?:forecasts?|outlook|targets?|estimates?|guidance|projections?|predictions?|expectations?|expects?|expected|goals?)\s+(?:\S+\s+){0,6}$",
    re.IGNORECASE,
)
NOT_OF_THE_YEAR = re.compile(r"\s*(?:of|final|-|back|mile|pole|past|to\s+(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve))\b", re.IGNORECASE)  # fmt: skip
TO_ITS_END = re.compile(r"\s+(?:to|through|that|which|ended|ending)\b", re.IGNORECASE)
SPOKEN_OF = 400  # code points
REPORTED_LATE = 150  # days after its end: a quarter longer past is one of a fiscal year, or told in passing
NEAR_THE_END = 3  # days: a week that closes the quarter may end so far from it
MONTHS_AFTER = 3  # a year is still reported on for so many months after its end


def of_business(text: str, raw: Raw, words: re.Pattern[str] = BUSINESS) -> bool:
    return words.search(" ".join(sides(text, raw.begin, raw.end))) is not None


def read_quarter(text: str, raw: Raw, setting: Setting, spoken: Point) -> Answer | None:
    parts = raw.parts
    if "q2" in parts:
        code = parts["q2"].upper()
    else:
        number = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4}.get(
            parts["q"].lower()
        )
        if number is None:
            return read_last_part(raw, setting, spoken)
        if parts["what"].lower() == "half" and number > 2:
            return None
        code = ("Q" if parts["what"].lower() == "quarter" else "H") + str(number)
    year = year_number(parts) or year_of(parts.get("rel"), setting, spoken)
    of_year = "rel2" in parts
    if "fiscal" in parts or "fiscal2" in parts:
        return Answer("DATE", f"{'FY' if year else ''}{year_text(year)}-{code}", point=Point(year))
    in_news = setting.day is not None and not setting.narrative
    if code[0] == "H" and year is None and not of_year and not (in_news and of_business(text, raw, HALF_YEARLY)):
        return None
    named = named_beside(text, raw, setting, "H") if code[0] == "H" and year is None else ""
    if named:  # "higher in the second half of 1996 than in the first"
        return Answer("DATE", f"{named[:4]}-{code}", point=Point(int(named[:4])))
    # A match has quarters too.
    if year is None and setting.day and in_news and (of_year or code[0] == "H" or of_business(text, raw)):
        year = year_of_part(setting.day, code, coming_or_gone(text, raw))
    return Answer("DATE", f"{year_text(year)}-{code}", point=Point(year))


def read_last_part(raw: Raw, setting: Setting, spoken: Point) -> Answer | None:
    """ "The final quarter of 2017", its fourth; "last quarter", the one before that of the news."""
    parts = raw.parts
    half = parts["what"].lower() == "half"
    year = year_number(parts) or year_of(parts.get("rel"), setting, spoken)
    if parts.keys() & {"fiscal", "fiscal2", "rel2"} or (
        year is None and (half or raw.end - raw.begin != len("last quarter"))
    ):
        return None
    if year is not None:
        return Answer("DATE", f"{year_text(year)}-{'H2' if half else 'Q4'}", point=Point(year))
    if setting.day is None or setting.narrative or parts["q"].lower() != "last":
        return None
    return shifted(of_date(setting.day), -1, "quarter", whole=True)


def named_beside(text: str, raw: Raw, setting: Setting, letters: str = "Q") -> str:
    """The first quarter (or half: "H") of a year that the sentence has named before an expression; "" where there is none."""
    begin = raw.begin - len(sides(text, raw.begin, raw.end)[0])
    return next((value for at, value in setting.parts_of_years if at >= begin and value[5] in letters), "")


def reported_on(setting: Setting) -> str:
    """The quarter that the news reports on: the one named first, where it is the last that is over; else ""."""
    first = next((value for _, value in setting.parts_of_years if value[5] == "Q"), "")
    if not first or setting.day is None:
        return ""
    months = setting.day.year * 12 + setting.day.month - 4  # the month before last quarter's end, from year nought
    return first if first == f"{year_text(months // 12)}-Q{months % 12 // 3 + 1}" else ""


def spoken_of(raw: Raw, setting: Setting) -> str:
    """The quarter that "the quarter" is, where the text has named one alone, and near by; else ""."""
    named = [(at, value) for at, value in setting.parts_of_years if value[5] == "Q"]
    if setting.day is None or len({value for _, value in named}) != 1 or raw.begin - named[-1][0] > SPOKEN_OF:
        return ""
    quarter = named[-1][1]
    end = month_ends(int(quarter[:4]), 3 * int(quarter[-1]))[1]
    return quarter if (setting.day - end).days <= REPORTED_LATE else ""


def year_before(quarter: str) -> Answer:
    """The quarter of the year before one's value."""
    year = int(quarter[:4]) - 1
    return Answer("DATE", f"{year_text(year)}{quarter[4:]}", point=Point(year))


def read_same_period(text: str, raw: Raw, setting: Setting, _spoken: Point) -> Answer | None:
    """ "The year-earlier period", "the same quarter of 2009": of the quarter named beside it or reported on, else of the year."""
    year = year_number(raw.parts)
    quarter = named_beside(text, raw, setting) or reported_on(setting)
    if not quarter and "quarter" in text[raw.begin : raw.end]:
        quarter = spoken_of(raw, setting)
    if year is None and quarter:
        return year_before(quarter)
    if quarter and year is not None:
        return Answer("DATE", f"{year_text(year)}{quarter[4:]}", point=Point(year))
    if year is None and (setting.day is None or setting.narrative):
        return None
    year = year if year is not None else setting.day.year - 1 if setting.day else None
    return Answer("DATE", year_text(year), point=Point(year))


def beside_a_quarter(read: Reader) -> Reader:
    """A reader for "a year earlier" that, beside a quarter, means the quarter of the year before; else ``read``."""

    def reader(text: str, raw: Raw, setting: Setting, spoken: Point) -> Answer | None:
        parts = raw.parts
        unit = (parts.get("unit") or parts.get("unit2") or "").lower()
        a_year = (
            unit == "year"
            and parts.get("n", "a").lower() in ("a", "one")
            and parts["way"].lower() in ("ago", "earlier")
        )
        quarter = named_beside(text, raw, setting, "QH") if a_year and not THAN.match(text, raw.end) else ""
        return year_before(quarter) if quarter else read(text, raw, setting, spoken)

    return reader


def read_period(text: str, raw: Raw, setting: Setting, _spoken: Point) -> Answer | None:
    """ "The quarter ended Dec. 31", by its last day; "the quarter", the one reported on; "for the year"."""
    if setting.narrative or setting.day is None:
        return None
    if "unit" in raw.parts:
        return ended(raw, setting)
    if "bare" in raw.parts:
        quarter = reported_on(setting) or spoken_of(raw, setting)
        if not quarter or NOT_OF_THE_YEAR.match(text, raw.end) or not of_business(text, raw):
            return None
        return Answer("DATE", quarter, point=Point(int(quarter[:4])))
    before = sides(text, raw.begin, raw.end)[0]
    ahead = told_tense(text, raw.begin, raw.end)
    if not of_business(text, raw) or TO_ITS_END.match(text, raw.end):
        return None
    if OUTLOOK.search(before.removesuffix("for ")) or ahead == 1:
        return Answer("DATE", year_text(setting.day.year), point=Point(setting.day.year))
    if ahead == -1 and setting.day.month <= MONTHS_AFTER:
        return Answer("DATE", year_text(setting.day.year - 1), point=Point(setting.day.year - 1))
    return None


def last_day(raw: Raw, setting: Setting) -> date | None:
    """The day that a period ended on, the last such before the news unless its year is told."""
    parts = raw.parts
    month = month_number(parts.get("m1") or parts["m2"])
    number = parts.get("d1") or parts["d2"]
    if setting.day is None or not number.isdigit():
        return None
    for year in (year_number(parts),) if "y" in parts else (setting.day.year, setting.day.year - 1):
        try:
            day = date(year or 0, month, int(number))
        except ValueError:
            continue
        if "y" in parts or day <= setting.day:
            return day
    return None


def ended(raw: Raw, setting: Setting) -> Answer | None:
    day, unit = last_day(raw, setting), raw.parts["unit"].lower()
    if day is None:
        return None
    if unit == "week":
        return Answer("DATE", week_value(day), point=Point(day.year))
    if unit == "month":
        return Answer("DATE", f"{year_text(day.year)}-{day.month:02d}", point=Point(day.year, day.month))
    size = 3 if unit == "quarter" else 12
    for year, month in ((y, m) for y in (day.year - 1, day.year) for m in range(size, 13, size)):
        if abs((month_ends(year, month)[1] - day).days) <= NEAR_THE_END:
            return Answer(
                "DATE", f"{year_text(year)}-Q{month // 3}" if size == 3 else year_text(year), point=Point(year)
            )
    return Answer("DATE", "XXXX-QX" if size == 3 else f"FY{day.year}")


def read_year_end(text: str, raw: Raw, setting: Setting, spoken: Point) -> Answer | None:
    """ "At year-end": of the year before in the first months of the next, where it is told as gone."""
    if setting.narrative or setting.day is None:
        return Answer("DATE", year_text(spoken.year if setting.narrative else None), "END")
    before = sides(text, raw.begin, raw.end)[0]
    looks_ahead = OUTLOOK.search(before) is not None or before.lower().endswith("by ")
    gone = setting.day.month <= MONTHS_AFTER and not looks_ahead and told_tense(text, raw.begin, raw.end) == -1
    return Answer("DATE", year_text(setting.day.year - gone), "END", Point(setting.day.year - gone))
