"""Dates, times, durations and sets in English news, with TIMEX3 values (ISO-TimeML) and the intervals they stand for.

Two ways of counting are told apart, as in HeidelTime (Strötgen and Gertz, SemEval 2010): a news report counts from the day
on which it was published, a narrative of the past from the time that it spoke of last.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, NamedTuple

import pyarrow as pa

from stemma.ids import content_id
from stemma.model import Report, Span, TimeExpression
from stemma.name.times_find import find_raw
from stemma.name.times_hours import own_day
from stemma.name.times_read import Answer, Setting
from stemma.name.times_readers import READERS
from stemma.name.times_rules import Raw
from stemma.name.times_tense import tense
from stemma.name.times_values import LAST_YEAR, Point, add_days, as_date, end_of, interval, of_date, start_of
from stemma.name.times_words import count_of
from stemma.reports import as_moment, as_reports
from stemma.schema import copied_text, ordered, table

# A text is a narrative of the past when it names at least so many years, most of them this far before its publication.
NARRATIVE_YEARS = 10
NARRATIVE_FEW = 5  # years: so few do when all of them lie back
NARRATIVE_TOLD = 3  # dates with their year
NEWS_SHARE = 8  # years named for each bare weekday or "yesterday", at the least
NARRATIVE_AGE = 2  # years


def find_times(text: str, published: date | datetime | str | None = None) -> list[TimeExpression]:
    """The time expressions of ``text``, in order, none overlapping; spans in code points.

    ``published`` is the day from which "on Tuesday" or "last month" are counted. Without it they stay open: their value
    has X in place of what is not known and ``earliest`` and ``latest`` are None, except that a weekday is bounded below by
    the latest day that the text itself names in full. ``earliest`` and ``latest`` are the first and the last moment of the
    interval, in UTC. Raises UsageError for a text that is no ISO date.
    """
    moment, _ = as_moment(published)
    return resolve(text, list_raw(text), moment.date() if moment else None)


def list_raw(text: str) -> list[Raw]:
    """The expressions of a text as they stand, found paragraph by paragraph."""
    found: list[Raw] = []
    begin = 0
    for line in text.split("\n"):
        found += [Raw(begin + raw.begin, begin + raw.end, raw.rule, raw.parts) for raw in find_raw(line)]
        begin += len(line) + 1
    return found


def resolve(text: str, found: Sequence[Raw], day: date | None, lead: int = 0) -> list[TimeExpression]:
    """Give each expression its value, from the day of publication and from what the text spoke of before it.

    ``lead``: where the news begins, past headings and pictures.
    """
    setting = Setting(day, is_narrative(found, day))
    spoken = mentioned = told = Point()
    thread = Thread(of_date(day) if day else Point())
    last = 0
    made: list[TimeExpression] = []
    for number, raw in enumerate(found):
        # "That year" is the one just named, if only in passing. In news it must stand near; in a narrative, the thread holds.
        named = setting.narrative or raw.begin - last <= NEAR
        passing = not setting.narrative or THAT_ONE.search(raw.parts.get("which", "") + " " + raw.parts.get("rel", ""))
        back = (mentioned if passing else spoken) if named else Point()
        if not setting.narrative and named and PREVIOUS.search(raw.parts.get("which", "")):
            back = told  # "the month before" is not counted from a "since 1990"
        if not setting.narrative and raw.rule in ("shift", "day_after"):
            back = thread.back(text, raw, back)
        answer = hours_on(text, raw, made) or READERS[raw.rule](text, raw, setting, back)
        if answer is None:
            continue
        if (
            answer.type != "SET"
            and raw.rule in ("clock", "spoken", "daypart", "in_day")
            and answer.value.startswith("XXXX-XX-XX")
        ):
            beside = BESIDE.fullmatch(text, last, raw.begin) is not None
            # What shares do at midday is of the day of the news, whatever day the sentence before told.
            reach = 0 if "daypart" in raw.parts else 1
            around = mentioned if beside else day_around(text, found, number, made, day, reach)
            until = found[number + 1] if number + 1 < len(found) else None
            if until and until.rule in ("clock", "spoken") and TO.fullmatch(text, raw.end, until.begin):
                to = own_day(text, until, setting, back)  # "from 10 a.m. to noon on Tuesday"
                around = to.point if to and to.point else around
            if not (answer.zoned and made and far_apart(text, raw, answer.value, made[-1])):
                answer = on_day(answer, around)
        if raw.rule == "quarter" and PART_OF_YEAR.fullmatch(answer.value):
            setting = setting._replace(parts_of_years=(*setting.parts_of_years, (raw.begin, answer.value)))
        compared = not setting.narrative and (raw.rule == "same_period" or A_YEAR_BACK.match(text, raw.begin, raw.end))
        if answer.point is not None and answer.point.year is not None and not compared:
            mentioned, last = answer.point, raw.end
            told = told if ASIDE.search(text[max(0, raw.begin - 60) : raw.begin]) else answer.point
            thread = thread.tell(text, raw, answer.point, day, lead)
        if (
            answer.point is not None
            and answer.point.year is not None
            and not compared
            and moves_on(text, raw, answer.point, spoken)
        ):
            spoken = answer.point
        earliest, latest = moments_of(answer)
        # "Two days before the vote" is a length, and "before" no part of it.
        way = SIGNAL.search(text, raw.begin, raw.end) if answer.type == "DURATION" else None
        end = way.start() if way else raw.end
        # TimeML takes in the 's of "Friday's vote", annotators of narratives do not.
        owner = (OWNERS if answer.type == "DURATION" else OWNER).match(text, end)
        if owner and not setting.narrative:
            end = owner.end()
        made.append(TimeExpression(raw.begin, end, answer.type, answer.value, earliest, latest))
    return made if day else bound_weekdays(text, made, lead)


OWNER = re.compile(r"['’]s\b")
OWNERS = re.compile(r"(?:['’]s\b|(?<=s)['’](?=\s))(?:\s+time\b)?")  # "three weeks' pay", "a year's time"
PART_OF_YEAR = re.compile(r"\d{4}-[QH][1-4]")
# What figures are compared with is not what the text goes on to speak of: two of these in a row are of one year.
A_YEAR_BACK = re.compile(r"(?:a|one)\s+year\s+(?:ago|earlier)", re.IGNORECASE)
SIGNAL = re.compile(r"\s+(?:before|after|earlier|later|prior)\Z", re.IGNORECASE)
TO = re.compile(r"\s*(?:-|–|—|to|and|until|till)\s*", re.IGNORECASE)
BESIDE = re.compile(r",?\s+(?:at\s+)?", re.IGNORECASE)
ENDS = re.compile(r"[.!?][\"”’)]*\s+(?=[A-Z\"“‘])|\s*\n\s*")
WEEK = 7  # days
# Of a month, a year or no time in particular: an hour beside it may be of the one day that is told.
LONGER = re.compile(r"(?:BC)?[\dX]{2,4}(?:-(?:\d\d|[QH]\d|SP|SU|FA|WI))?$|[A-Z]+_REF|FY|\d{4}-W\d\d$")
OF_DAYS = frozenset(("weekday", "date", "day", "iso", "dotted", "range"))


CLOCK = re.compile(r"\d{4}-\d\d-\d\dT(?:[01]\d|2[0-3]):[0-5]\d")
HALF_A_DAY = 12  # hours
DAY_LONG = 24 * 60  # minutes: what is longer is hardly counted from an hour


def moments_of(answer: Answer) -> tuple[datetime | None, datetime | None]:
    """The first and the last moment of what is meant; an hour of Greenwich is one moment."""
    if answer.days:
        return start_of(answer.days[0]), end_of(answer.days[1])
    if answer.type not in ("DATE", "TIME"):
        return None, None
    return interval(answer.value + "Z" * answer.zoned, answer.mod)


def hours_on(text: str, raw: Raw, made: Sequence[TimeExpression]) -> Answer | None:
    """ "20 minutes later", counted from an hour told just before it; None where none is or where something else is meant."""
    count = count_of(raw.parts["n"]) if raw.rule == "shift" and "n" in raw.parts else None
    size = {"minute": 1, "hour": 60}.get(raw.parts.get("unit", "").lower())
    way = {"later": 1, "earlier": -1}.get(raw.parts.get("way", "").lower())
    if count is None or size is None or way is None or re.match(r"\s+than\b", text[raw.end : raw.end + 6]):
        return None
    # An hour in brackets is that of another zone; what comes after another day is not counted from an hour before it.
    told = next(
        (one for one in reversed(made) if one.type in ("TIME", "DATE") and text[one.begin - 1 : one.begin] != "("), None
    )
    if (
        told is None
        or not CLOCK.fullmatch(told.value)
        or not "0001" < told.value[:4] < str(LAST_YEAR)
        or raw.begin - told.end > FAR_BACK
    ):
        return None
    if len(ENDS.findall(text, told.end, raw.begin)) > 1 or count * size > DAY_LONG:
        return None
    moment = datetime.fromisoformat(told.value) + timedelta(minutes=way * count * size)
    return Answer("TIME", moment.isoformat(timespec="minutes"), point=of_date(moment.date()))


def far_apart(text: str, raw: Raw, value: str, before: TimeExpression) -> bool:
    """Whether an hour of Greenwich in brackets behind one of the place may be of the day before or after it."""
    told = re.search(r"T(\d\d):\d\d$", before.value)
    if told is None or not re.fullmatch(r"\s*\(", text[before.end : raw.begin]):
        return False
    return abs(int(told[1]) - int(value[-5:-3])) > HALF_A_DAY


def on_day(answer: Answer, point: Point) -> Answer:
    """An hour on the day that stands just before it."""
    day = as_date(point)
    return answer._replace(value=day.isoformat() + answer.value[10:], point=point) if day else answer


def day_around(
    text: str, found: Sequence[Raw], number: int, made: Sequence[TimeExpression], published: date | None, reach: int = 1
) -> Point:
    """The one day told in the sentence of an hour, else in the ``reach`` before it; none where there are two, where one follows, or
    where the hour is told as gone and the day is still to come.
    """
    here = found[number]
    for raw in found[number + 1 :]:
        if raw.begin - here.end > FAR_BACK or ENDS.search(text, here.end, raw.begin):
            break
        if raw.rule in OF_DAYS:
            return Point()
    own: set[str] = set()
    before: set[str] = set()
    for one in reversed(made):
        ends = len(ENDS.findall(text, one.end, here.begin)) if here.begin - one.end <= FAR_BACK else 2
        if ends > reach:
            break
        if one.type in ("DATE", "TIME") and not LONGER.match(one.value):
            (before if ends else own).add(one.value[:10])
    days = own or before
    told = days.pop() if len(days) == 1 else ""
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", told):
        return Point()
    day = date.fromisoformat(told)
    if published is not None and day > published and tense(text, here.begin, here.end) < 0:
        return Point()
    return of_date(day)


class Thread(NamedTuple):
    """What "two days earlier" may count from in news: ``news``, the day of the news itself; ``told``, the day told last.

    ``news`` is the day of publication until the lead has told its own; ``told`` reaches into the next sentence only.
    """

    news: Point
    told: Point = Point()
    end: int = 0
    led: bool = False

    def tell(self, text: str, raw: Raw, point: Point, day: date | None, lead: int) -> "Thread":
        """Hear of a day, unless it stands under a picture or in brackets."""
        here = as_date(point)
        before = text[max(0, raw.begin - 60) : raw.begin]
        if here is None or "caption" in raw.parts or before.rfind("(") > before.rfind(")"):
            return self
        thread = self._replace(told=point, end=raw.end)
        leads = not self.led and day is not None and raw.begin >= lead and raw.rule in ("weekday", "day")
        if leads and day is not None and 0 <= (day - here).days < WEEK:
            return thread._replace(news=point, led=True)
        return thread

    def back(self, text: str, raw: Raw, named: Point) -> Point:
        """The time that a shift counts from: told in its sentence or the one before, else, for days back, that of the news."""
        parts = raw.parts
        unit = (parts.get("unit") or parts.get("unit2") or "").lower()
        if unit not in ("day", "night", "week", "fortnight", "weekend"):
            return named
        if (
            as_date(self.told)
            and raw.begin - self.end <= FAR_BACK
            and len(ENDS.findall(text, self.end, raw.begin)) <= 1
        ):
            return self.told
        return self.news if parts["way"].lower() in ("earlier", "before", "previously", "prior") else Point()


PREVIOUS = re.compile(r"\b(?:previous|preceding|prior)\b", re.IGNORECASE)
THAT_ONE = re.compile(r"\b(?:that|same)\b", re.IGNORECASE)
ASIDE = re.compile(r"\b(?:since|until|till|before|after)\s+(?:the\s+)?(?:\w+\s+){0,1}$", re.IGNORECASE)
FAR = 10  # years
FAR_BACK = 600  # code points
NEAR = 300  # code points
OPENING = re.compile(r"(?:^|[.!?\n][\"”]?\s*)\W*(?:\w+\W+){0,3}$")


def moves_on(text: str, raw: Raw, point: Point, spoken: Point) -> bool:
    """Whether the text speaks of this time from now on, rather than naming it in passing."""
    before = text[max(0, raw.begin - 60) : raw.begin]
    if spoken.year is None or point.year is None:
        return True
    if raw.rule in ("shift", "unit", "day_after", "decade", "century") and point.year < spoken.year:
        return False
    if ASIDE.search(before) or before.rfind("(") > before.rfind(")"):
        return False
    # A bare year, or one far away, moves the text on where a sentence opens with it.
    return OPENING.search(before) is not None or (raw.rule != "year" and abs(point.year - spoken.year) <= FAR)


def is_narrative(found: Sequence[Raw], day: date | None) -> bool:
    """Whether a text tells of the past: most of the years that it names lie well before its own."""
    years = [
        int(raw.parts["y"]) * (-1 if "bc" in raw.parts else 1) for raw in found if raw.parts.get("y", "").isdigit()
    ]
    if len(years) < NARRATIVE_FEW:
        return False
    # "On Tuesday", without a date, is how news speaks.
    near = sum(raw.rule == "weekday" or raw.parts.get("word", "").lower() == "yesterday" for raw in found)
    if day is None:
        return not near and len(years) >= NARRATIVE_YEARS
    old = sum(year <= day.year - NARRATIVE_AGE for year in years)
    if not near and old == len(years):
        return True
    # Years of models, budgets and cups stand bare; what is told in order has dates or an era.
    told = sum(
        "y" in raw.parts and ("bc" in raw.parts or raw.rule in ("date", "month_year", "season")) for raw in found
    )
    return len(years) >= max(NARRATIVE_YEARS, NEWS_SHARE * near) and told >= NARRATIVE_TOLD and 2 * old > len(years)


def bound_weekdays(text: str, found: Sequence[TimeExpression], lead: int = 0) -> list[TimeExpression]:
    """Open weekdays of an undated text, bounded below by the latest day that it names in full as past.

    The text was written on that day or later, and so was the first weekday that it tells its news on. Those that follow
    may be of the week before.
    """
    named = [
        one.latest.date() for one in found
        if one.latest and one.earliest and re.fullmatch(r"\d{4}-\d\d-\d\d", one.value) and tense(text, one.begin, one.end) < 0
    ]  # fmt: skip
    if not named:
        return list(found)
    latest = max(named)
    made = []
    led = False
    for one in found:
        match = re.match(r"XXXX-WXX-([1-7])", one.value) if one.type != "SET" else None
        if match:
            same = int(match[1]) == latest.isoweekday()
            first = latest if same else add_days(latest, 1)
            bound = add_days(latest, 1 - WEEK) if led else first
            made.append(one if bound is None else replace(one, earliest=start_of(bound)))
            led = led or one.begin >= lead
        else:
            made.append(one)
    return made


RUNNING = frozenset(("title", "standfirst", "dateline", "date", "body", "caption"))
# A report takes another's day only where it is surely and mostly that one's copy, and hardly younger.
COPY_CONFIDENCE = 0.5
COPY_SHARE = 0.5
COPY_DAYS = 7


class Anchor(NamedTuple):
    """The day that a report counts from, and where that was read: published, dateline, credit or descent."""

    day: date | None = None
    came_from: str | None = None


def time_tables(
    reports: Iterable[Report | Mapping[str, Any]],
    *,
    descents: pa.Table | None = None,
    passages: pa.Table | None = None,
) -> pa.Table:
    """The table ``times``: every time expression in the running text of the reports.

    ``anchor`` is the day that "on Tuesday" is counted from, ``anchor_from`` where it was read: ``published``, else a full
    date in the report's own date line (``dateline``), else both null and the weekday open. With ``descents`` given, a
    report that is mostly another's copy counts from the day of what it copied: the date that stands with its credit
    (``credit``), or its parent's publication (``descent``). With ``passages`` given (the table ``descent_passages``),
    only what stands in a passage that it has from there does; the rest counts from its own day. Raises UsageError when
    two reports have one id.
    """
    made = as_reports(reports)
    parents = copied_days(made, descents)
    copied = _copied_spans(passages) if passages is not None else None
    rows = []
    for report in made:
        found = running_raw(report)
        lead = min((block.begin for block in report.blocks if block.kind == "body"), default=0)
        anchor = find_anchor(report, found, parents.get(report.id), copies=descents is not None)
        told = [(one, anchor) for one in resolve(report.text, found, anchor.day, lead)]
        if anchor.came_from == "descent" and copied is not None:
            own = find_anchor(report, found, None, copies=True)
            spans = copied.get(report.id, [])
            told = [(one, at) for one, at in told if _in_one(one, spans)]
            told += [(one, own) for one in resolve(report.text, found, own.day, lead) if not _in_one(one, spans)]
        rows += [
            {
                "time_id": content_id("time", report.id, one.begin, one.end),
                "report_id": report.id,
                "begin": one.begin,
                "end": one.end,
                "type": one.type,
                "value": one.value,
                "earliest": one.earliest,
                "latest": one.latest,
                "anchor": datetime.combine(at.day, time(), UTC) if at.day else None,
                "anchor_from": at.came_from,
            }
            for one, at in told
        ]
    return ordered("times", table("times", rows))


def running_raw(report: Report) -> list[Raw]:
    """The expressions that lie within the running text of a report; those under a picture say so."""
    blocks = [block for block in report.blocks if block.kind in RUNNING]
    kept = []
    for raw in list_raw(report.text):
        kinds = [block.kind for block in blocks if block.begin <= raw.begin and raw.end <= block.end]
        if kinds:
            kept.append(raw._replace(parts={**raw.parts, "caption": "yes"}) if kinds[0] == "caption" else raw)
    return kept


def find_anchor(report: Report, found: Sequence[Raw], copied: date | None, *, copies: bool) -> Anchor:
    """The day that a report counts from."""
    published = report.day
    if copies:
        credited = full_dates(report, list_raw(report.text), ("credit",))
        near = [day for day in credited if published is None or 0 <= (published - day).days <= COPY_DAYS]
        if near:
            return Anchor(min(near), "credit")
        if copied is not None:
            return Anchor(copied, "descent")
    if published is not None:
        return Anchor(published, "published")
    dated = full_dates(report, found, ("dateline", "date"))
    return Anchor(dated[0], "dateline") if dated else Anchor()


def full_dates(report: Report, found: Sequence[Raw], kinds: tuple[str, ...]) -> list[date]:
    """The days named in full, year and all, in the blocks of some kinds, in order."""
    blocks = [block for block in report.blocks if block.kind in kinds]
    inside = [raw for raw in found if any(b.begin <= raw.begin and raw.end <= b.end for b in blocks)]
    times = resolve(report.text, inside, None)
    return [one.earliest.date() for one in times if one.earliest and re.match(r"\d{4}-\d\d-\d\d", one.value)]


def copied_days(reports: Sequence[Report], descents: pa.Table | None) -> dict[str, date]:
    """For each report that is mostly the copy of another of the pile, the day on which that one was published."""
    published = {report.id: report.day for report in reports if report.day}
    days: dict[str, date] = {}
    for row in copied_text(descents).to_pylist() if descents is not None else []:
        parent, child = published.get(row["parent"]), published.get(row["child"])
        sure = (row["confidence"] or 0) >= COPY_CONFIDENCE and (row["share"] or 0) >= COPY_SHARE
        if parent is None or not sure or (child is not None and not 0 <= (child - parent).days <= COPY_DAYS):
            continue
        days[row["child"]] = min(parent, days.get(row["child"], parent))
    return days


def _copied_spans(passages: pa.Table) -> dict[str, list[Span]]:
    """The stretches of each report that it has from others."""
    spans: dict[str, list[Span]] = {}
    for row in copied_text(passages).to_pylist():
        spans.setdefault(row["child"], []).append(Span(row["child_begin"], row["child_end"]))
    return spans


def _in_one(one: TimeExpression, spans: Sequence[Span]) -> bool:
    return any(begin <= one.begin and one.end <= end for begin, end in spans)
