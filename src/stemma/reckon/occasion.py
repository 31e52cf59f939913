"""When something was said, as far as a report tells it beside the cue: what was said in April is not what was said in July.

Two quotations of two occasions that differ are two sayings, neither of them altered.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any, NamedTuple

from stemma.name.times import find_times

NEAR = timedelta(
    days=7
)  # before a report, in which what it quotes without a date was said; what is said of a day may be off by
BESIDE = (
    50  # code points after a cue in which it is told when somebody spoke; a date before all else may be one of a list
)
_MAY_TELL = re.compile(
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December|(?:1[89]|20)\d\d"
    r"|last|ago|earlier|previous|spring|summer|autumn|winter)\b"
)
_MONTH = re.compile(r"[X\d]{4}-(\d\d)")
# Where what follows a cue ends: a clause of its own.
_CLAUSE = re.compile(r"[:;()]|[—–]|\s-\s|\b(?:that|who|which|when|after|because)\b")


class When(NamedTuple):
    """From which day to which something may have been said (None: nobody knows), and the month that is named, if any."""

    first: date | None
    last: date | None
    month: str | None = None


class Occasions:
    """When each of some attributions was said. ``published`` are the days of their reports, None where not known."""

    def __init__(
        self,
        rows: Iterable[Mapping[str, Any]],
        texts: Mapping[str, str],
        published: Mapping[str, date | None],
        sentences: Mapping[str, tuple[tuple[int, ...], tuple[int, ...]]],
    ) -> None:
        self.rows = {row["attribution_id"]: row for row in rows}
        self.texts, self.published, self.sentences = texts, published, sentences
        days = sorted({day for row in self.rows.values() if (day := published.get(row["report_id"]))})
        self.days = (days[0], days[-1]) if days else None
        self.known: dict[str, tuple[When, bool]] = {}

    def apart(self, one: str, other: str) -> bool:
        """Whether two attributions are known to be of two occasions: the one's report says when, and the other's is not then."""
        (first, told), (second, told_too) = self._when(one), self._when(other)
        if not (told or told_too):
            return False
        if first.first and first.last and second.first and second.last:
            return first.last + NEAR < second.first or second.last + NEAR < first.first
        return first.month is not None and second.month is not None and first.month != second.month

    def _when(self, attribution: str) -> tuple[When, bool]:
        """When it was said, and whether its report tells so."""
        if attribution not in self.known:
            row = self.rows[attribution]
            told = self._told(row)
            self.known[attribution] = (told, True) if told else (self._about(row["report_id"]), False)
        return self.known[attribution]

    def _about(self, report: str) -> When:
        """When what a report quotes without saying when was said: about the day on which it was printed. Of one without a
        date, about when the others were that tell the same.
        """
        day = self.published.get(report)
        first, last = (day, day) if day else self.days or (None, None)
        return When(first - NEAR if first else None, last)

    def _told(self, row: Mapping[str, Any]) -> When | None:
        """When it was said, as the words beside the cue tell it."""
        if not row["cue"]:
            return None
        text, begin, end = self.texts[row["report_id"]], row["cue"][0]["begin"], row["cue"][-1]["end"]
        begins, ends = self.sentences.get(row["report_id"], ((), ()))
        at = bisect_right(begins, begin) - 1
        last = ends[at] if at >= 0 else end
        spans = sorted((span["begin"], span["end"]) for name in ("source", "content") for span in row[name] or ())
        after = min([last, end + BESIDE, *(b for b, _ in spans[bisect_left(spans, (end,)) :])])
        if clause := _CLAUSE.search(text, end, after):
            after = clause.start()
        frame = text[begin:after]
        if not _MAY_TELL.search(frame):
            return None
        day = self.published.get(row["report_id"]) or (self.days and self.days[1])
        for time in find_times(frame, published=day or None):
            month = _MONTH.match(time.value)
            if time.type == "DATE" and (month or (time.earliest and time.latest)):
                return When(
                    time.earliest.date() if time.earliest else None,
                    time.latest.date() if time.latest else None,
                    month[1] if month else None,
                )
        return None
