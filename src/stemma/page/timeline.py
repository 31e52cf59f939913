"""The days that reports tell of, beside the days on which they appeared."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple

from markupsafe import Markup

from stemma.page.data import Row, StoryRows, group_by
from stemma.page.phrase import Mark, Piece, day, days, in_context, listed, of, plain
from stemma.page.svg import LINE, RULE, SOFT, WASH, element, picture, width_of, words

MOST_DAYS = 40  # rows of the picture; the list below it holds all
WIDTH = 920.0
AXIS = 470.0
SIDE = 360.0
LINE_HEIGHT = 17.0
TELLING = frozenset(("title", "standfirst", "body", "caption"))

ANCHORS = {
    "published": "the day of the report",
    "descent": "the day of the report that it copies",
    "credit": "the day of the text that it credits",
    "text": "a day named before it",
}
_YEAR = re.compile(r"\d{4}|\d[./]\d")
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")


class Named(NamedTuple):
    """A place where a report names a time: its label, the words in context, the value, and what it was counted from."""

    label: str
    pieces: tuple[Piece, ...]
    value: str
    counted_from: str


@dataclass
class DayRow:
    """A day: the expressions that stand for it, where each stands, and the reports that appeared on it."""

    day: date
    named: list[Named] = field(default_factory=list)
    expressions: dict[str, set[str]] = field(default_factory=dict)
    reports: list[str] = field(default_factory=list)


class Timeline(NamedTuple):
    """The days in order; expressions for a longer time than a day; those for which no day can be given; undated reports."""

    days: tuple[DayRow, ...]
    longer: tuple[Named, ...]
    opened: tuple[Named, ...]
    undated: tuple[str, ...]


def telling_times(story: StoryRows) -> list[Row]:
    """The dates that stand in what the reports tell, not in their heads and furniture."""
    blocks = {
        report: [b for b in rows if b["kind"] not in TELLING]
        for report, rows in group_by(story.tables["blocks"], "report_id").items()
    }
    made = []
    for row in story.tables["times"]:
        aside = any(b["begin"] <= row["begin"] < b["end"] for b in blocks.get(row["report_id"], ()))
        if not aside and row["type"] in ("DATE", "TIME"):
            made.append(row)
    return sorted(made, key=lambda r: (story.order(r["report_id"]), r["begin"]))


def day_of(row: Row) -> date | None:
    """The one day that an expression stands for, if it stands for one."""
    found = _DAY.match(row["value"] or "")
    if found:
        try:
            return date(*map(int, found.groups()))
        except ValueError:
            return None
    earliest, latest = row["earliest"], row["latest"]
    if earliest and latest and timedelta(0) <= latest - earliest <= timedelta(days=1) and row["type"] == "DATE":
        return date(earliest.year, earliest.month, earliest.day)
    return None


def build(story: StoryRows) -> Timeline:
    """The timeline of a story."""
    rows: dict[date, DayRow] = {}
    longer: list[Named] = []
    opened: list[Named] = []
    for time in telling_times(story):
        text = story.text(time["report_id"])
        printed = plain(text[time["begin"] : time["end"]])
        named = Named(
            plain(story.label(time["report_id"])),
            tuple(in_context(text, [Mark(time["begin"], time["end"], "value")])),
            span_of(time),
            counted_from(time, printed),
        )
        when = day_of(time)
        if when is None:
            if time["type"] == "TIME" or (time["value"] or "").endswith("_REF"):
                continue
            (longer if time["earliest"] and time["latest"] else opened).append(named)
            continue
        row = rows.setdefault(when, DayRow(when))
        row.named.append(named)
        row.expressions.setdefault(printed, set()).add(time["report_id"])
    undated = []
    for report in story.own:
        moment = story.reports[report]["published"]
        if moment is None:
            undated.append(plain(story.label(report)))
        else:
            rows.setdefault(moment.date(), DayRow(moment.date())).reports.append(story.label_beside_day(report))
    return Timeline(tuple(rows[one] for one in sorted(rows)), tuple(longer), tuple(opened), tuple(undated))


def span_of(time: Row) -> str:
    """The time that an expression stands for, as far as it is known, in words."""
    earliest, latest = time["earliest"], time["latest"]
    if earliest and latest:
        return days(earliest, latest)
    return f"not before {day(earliest)}" if earliest else f"not after {day(latest)}" if latest else ""


def counted_from(time: Row, printed: str) -> str:
    """From which day a date without a year was counted, in words."""
    if not time["anchor"] or not time["anchor_from"] or not time["earliest"] or _YEAR.search(printed):
        return ""
    where = ANCHORS.get(time["anchor_from"], plain(time["anchor_from"]))
    return f"counted from {day(time['anchor'])}, {where}"


def shown(rows: Sequence[DayRow]) -> list[DayRow]:
    """The days that the picture holds: all, or those with reports and those that most reports name."""
    if len(rows) <= MOST_DAYS:
        return list(rows)
    ranked = sorted(rows, key=lambda r: (not r.reports, -len({n.label for n in r.named}), r.day))
    kept = {row.day for row in ranked[:MOST_DAYS]}
    return [row for row in rows if row.day in kept]


def draw_days(story: StoryRows, timeline: Timeline) -> Markup:
    """The picture: days from top to bottom, what is told of each at the left, what appeared on it at the right."""
    rows = shown(timeline.days)
    if not rows:
        return Markup("")
    heads = [
        words(AXIS - 74, 24, "Told of in the reports", 12.5, font_weight="bold", fill=SOFT, text_anchor="end"),
        words(AXIS + 74, 24, "Reports that appeared", 12.5, font_weight="bold", fill=SOFT),
    ]
    made: list[Markup] = []
    y = 44.0
    last: date | None = None
    marks: list[tuple[float, DayRow]] = []
    for row in rows:
        if last is not None and (row.day - last).days > 1:
            gap = (row.day - last).days - 1
            made.append(
                words(AXIS, y + 10, f"{gap:,} {'day' if gap == 1 else 'days'}", 10.5, fill=SOFT, text_anchor="middle")
            )
            made.append(element("rect", x=AXIS - 1, y=y + 15, width=2, height=0))
            y += 20
        left = told_lines(row)
        right = wrap_names(row.reports)
        height = max(1, len(left), len(right)) * LINE_HEIGHT + 14
        made += draw_day(row, left, right, y, height)
        marks.append((y + height / 2, row))
        y += height
        last = row.day
    undated = wrap_names(list(timeline.undated))
    if undated:
        height = len(undated) * LINE_HEIGHT + 16
        made.append(element("rect", x=AXIS - 66, y=y + 8, width=132, height=height, fill=WASH))
        made.append(
            words(
                AXIS, y + 8 + height / 2 + 4, "no day known", 12, font_style="italic", fill=SOFT, text_anchor="middle"
            )
        )
        made += [words(AXIS + 74, y + 26 + n * LINE_HEIGHT, line, 12.5) for n, line in enumerate(undated)]
        y += height + 8
    return picture(
        WIDTH,
        y + 12,
        f"Timeline: {story.title}",
        f"{of(len(rows), 'day')} from {day(rows[0].day)} to {day(rows[-1].day)}: at the left what the reports tell of, at the right "
        "which reports appeared. The list below says where each date stands.",
        [*heads, *made],
        f"{story.anchor}-timeline",
    )


def draw_day(row: DayRow, left: Sequence[str], right: Sequence[str], y: float, height: float) -> list[Markup]:
    """One day: its name in the middle, words on both sides."""
    middle = y + height / 2
    made = [
        element("line", x1=20.0, y1=y, x2=WIDTH - 20, y2=y, stroke=RULE, stroke_width=0.6),
        words(
            AXIS,
            middle + 4,
            f"{row.day:%a} {row.day.day} {row.day:%b} {row.day.year}",
            12,
            font_weight="bold",
            text_anchor="middle",
        ),
    ]
    if left:
        made.append(element("circle", cx=AXIS - 66, cy=middle, r=3.5, fill=LINE))
    if right:
        made.append(element("rect", x=AXIS + 62.5, y=middle - 3.5, width=7, height=7, fill=LINE))
    top = middle - (len(left) - 1) * LINE_HEIGHT / 2 + 4
    made += [words(AXIS - 80, top + n * LINE_HEIGHT, line, 12.5, text_anchor="end") for n, line in enumerate(left)]
    top = middle - (len(right) - 1) * LINE_HEIGHT / 2 + 4
    made += [words(AXIS + 80, top + n * LINE_HEIGHT, line, 12.5) for n, line in enumerate(right)]
    return made


def told_lines(row: DayRow) -> list[str]:
    """What is told of a day: in how many reports, and as what."""
    if not row.named:
        return []
    reports = len({named.label for named in row.named})
    ranked = sorted(row.expressions.items(), key=lambda item: (-len(item[1]), item[0]))
    return wrap_names(
        [f"{of(reports, 'report')}:", *(f"“{name}”" for name, _ in ranked[:6])], comma_first=False, most=3
    )


def wrap_names(names: Sequence[str], *, comma_first: bool = True, most: int = 40) -> list[str]:
    """Names set into lines of the side's width, parted by commas."""
    lines: list[str] = []
    for number, name in enumerate(names):
        last = number == len(names) - 1
        piece = name + ("" if last or (not comma_first and number == 0) else ",")
        if lines and width_of(f"{lines[-1]} {piece}", 12.5) <= SIDE:
            lines[-1] += f" {piece}"
        else:
            lines.append(piece)
    if len(lines) > most:
        lines = [*lines[: most - 1], lines[most - 1].rstrip(",") + " …"]
    return lines


def timeline_sentence(story: StoryRows, timeline: Timeline) -> str:
    """What the timeline says, in a sentence."""
    own = len(story.own) - len(timeline.undated)
    if not timeline.days:
        return "No day can be given for anything that these reports tell."
    said = f"{of(own, 'report')} of {len(story.own)} can be given a day."
    if timeline.undated:
        said += f" {listed(timeline.undated, 6)} can not: none could be told from it." if len(timeline.undated) == 1 else (
            f" {listed(timeline.undated, 6)} can not: none could be told from them."
        )  # fmt: skip
    return said
