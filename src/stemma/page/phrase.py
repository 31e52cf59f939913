"""Words of the page: days, counts, lists, and passages of reports in their context."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any, NamedTuple

CONTEXT = 70  # code points shown on either side of a passage
NOTHING = " ∅ "  # stands where a report has nothing
LONGEST = 700  # code points of a passage shown without a cut in its middle
SPOKEN = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")
_BLANK_LINE = re.compile(r"\n\s*\n")
_LINE = re.compile(r"\n\s*")
_TOLD_OF = re.compile(
    r"(?<=\w),?\s+(?:who|whose|whom|which)\s.*|(?<=\w),\s+(?:speaking|asked|citing|quoting)\s.*|,\s+(?:also|however|meanwhile|though|too),?\Z",
    re.IGNORECASE,
)


class Piece(NamedTuple):
    """A stretch of a passage; ``role`` says how it is set: empty for plain words, else the name of a class."""

    text: str
    role: str = ""


class Mark(NamedTuple):
    """A span of a text and the role in which it is shown."""

    begin: int
    end: int
    role: str


def plain(text: str | None) -> str:
    """A text on one line, without control characters and without marks that turn the direction of what follows."""
    return " ".join(_TURNS.sub("", _CONTROL.sub(" ", text or "")).split())


def shorten(text: str | None, longest: int = 160) -> str:
    """A text on one line, cut at a word with an ellipsis where it is longer than ``longest`` code points."""
    line = plain(text)
    return line if len(line) <= longest else (line[:longest].rsplit(" ", 1)[0] or line[:longest]) + " …"


def as_name(words: str | None) -> str:
    """The printed words of a source as a name for it: without what is told of him in a clause, and without a stop."""
    line = plain(words)
    return _TOLD_OF.sub("", line).strip(" ,;:–—") or line


_THINGS = frozenset(["it", "that", "this", "which", "what", "these", "those"])


def names_no_one(words: str) -> bool:
    """Whether the words for a source only point back to something, so that they name nobody."""
    return plain(words).casefold() in _THINGS


def day(moment: datetime | date | None) -> str:
    """A day in full, as "9 March 2021"; "no day" for none."""
    return f"{moment.day} {moment:%B} {moment.year}" if moment else "no day"


def short_day(moment: datetime | date | None) -> str:
    """A day in short, as "9 Mar 2021"; "no day" for none."""
    return f"{moment.day} {moment:%b} {moment.year}" if moment else "no day"


def days(begins: datetime | date | None, ends: datetime | date | None) -> str:
    """A day, or the first and the last of several, without what they have in common."""
    if not begins or not ends or (begins.year, begins.month, begins.day) == (ends.year, ends.month, ends.day):
        return day(begins or ends)
    if (begins.year, begins.month) == (ends.year, ends.month):
        return f"{begins.day} to {day(ends)}"
    if begins.year == ends.year:
        return f"{begins.day} {begins:%B} to {day(ends)}"
    return f"{day(begins)} to {day(ends)}"


def of(number: int, noun: str, nouns: str | None = None) -> str:
    """A count and its noun: "1 report", "2 stories"."""
    if number == 1:
        return f"1 {noun}"
    return f"{number} {nouns or (noun[:-1] + 'ies' if noun.endswith('y') and noun[-2:-1] not in 'aeo' else noun + 's')}"


def begin_upper(text: str) -> str:
    """A text with a capital at its beginning."""
    return text[:1].upper() + text[1:]


def spoken(number: int) -> str:
    """A small number as a word."""
    return SPOKEN[number] if 0 <= number < len(SPOKEN) else str(number)


def interval(least: int, most: int) -> str:
    """A count, or the least and the most that it can be, in words."""
    return str(least) if least == most else f"at least {least}, at most {most}"


def listed(names: Iterable[str], most: int | None = None) -> str:
    """Names as a list in a sentence; beyond ``most`` the rest are counted."""
    every = list(names)
    if most is not None and len(every) > most + 1:
        return f"{', '.join(every[:most])} and {len(every) - most} more"
    return every[0] if len(every) == 1 else f"{', '.join(every[:-1])} and {every[-1]}" if every else ""


def percent(share: float | None) -> str:
    """A share in per cent."""
    value = share or 0.0
    return "under 1%" if 0 < value < 0.005 else f"{round(100 * value)}%"


def sureness(confidence: float | None) -> str:
    """A confidence of 0 to 1 in a word: that of the two places which are shown of it."""
    value = round(confidence or 0.0, 2)
    return "sure" if value >= 0.9 else "likely" if value >= 0.6 else "open" if value >= 0.3 else "doubtful"


def in_doubt(row: Mapping[str, Any]) -> bool:
    """Whether what a row tells was weighed and may well be otherwise: its ``confidence`` is there and is "open" or less."""
    confidence = row.get("confidence")
    return confidence is not None and sureness(confidence) in ("open", "doubtful")


def clipped(text: str, begin: int | None, end: int | None) -> tuple[int, int]:
    """A span made to lie inside a text."""
    low = min(max(begin or 0, 0), len(text))
    return low, min(max(end or 0, low), len(text))


@lru_cache(maxsize=64)
def _breaks(text: str) -> re.Pattern[str]:
    """What parts the paragraphs of a text: every line break, but blank lines alone where lines were broken to a width."""
    lines = [len(line) for line in text.split("\n") if line.strip()]
    broken = len(lines) > 8 and max(lines) <= 110 and sorted(lines)[len(lines) // 2] >= 50
    return _BLANK_LINE if broken else _LINE


def _edges(text: str, begin: int, end: int, around: int) -> tuple[int, int, bool, bool]:
    """Where the context of a span begins and ends: at most ``around`` code points away, at a word, in its paragraph.

    The last two say whether words of the paragraph are left out before and after.
    """
    low, high = max(0, begin - around), min(len(text), end + around)
    before, after = low > 0, high < len(text)
    for found in _breaks(text).finditer(text, low, begin):
        low, before = found.end(), False
    if before and low == begin - around:
        cut = text.find(" ", low, begin)
        low = cut + 1 if cut >= 0 else low
    stop = _breaks(text).search(text, end, high)
    if stop:
        high, after = stop.start(), False
    elif after:
        cut = text.rfind(" ", end, high)
        high = cut if cut >= 0 else high
    return low, high, before, after


def in_context(text: str, marks: Sequence[Mark], around: int = CONTEXT, longest: int = LONGEST) -> list[Piece]:
    """The words of marked spans as printed, with those around them; where much lies between two, an ellipsis.

    Overlapping marks are cut at the beginning of the later one. A marked passage over ``longest`` code points is
    shown by its two ends.
    """
    spans: list[Mark] = []
    for mark in sorted(Mark(*clipped(text, m.begin, m.end), m.role) for m in marks):
        if spans and mark.begin < spans[-1].end:
            last = spans.pop()
            if last.begin < mark.begin:
                spans.append(Mark(last.begin, mark.begin, last.role))
            if mark.end < last.end:
                spans.append(mark)
                mark = Mark(mark.end, last.end, last.role)
        spans.append(mark)
    made: list[Piece] = []
    if not spans:
        return made
    at, _, before, _ = _edges(text, spans[0].begin, spans[0].end, around)
    if before:
        made.append(Piece("… "))
    for mark in spans:
        made += between(text, at, mark.begin, around)
        made += _whole(text, mark, longest)
        at = mark.end
    _, high, _, after = _edges(text, spans[-1].begin, at, around)
    made.append(Piece(tidy(text[at:high])))
    if after:
        made.append(Piece(" …"))
    return [piece for piece in made if piece.text]


def between(text: str, low: int, high: int, around: int) -> list[Piece]:
    """Plain words from ``low`` to ``high``, their middle left out where they are many."""
    if high - low <= 3 * around:
        return [Piece(tidy(text[low:high]))]
    return [Piece(f"{tidy(text[low : low + around])} […] {tidy(text[high - around : high])}")]


def _whole(text: str, mark: Mark, longest: int) -> list[Piece]:
    words = text[mark.begin : mark.end]
    if not words:
        return [Piece(NOTHING, "gap")] if mark.role else []
    if len(words) <= longest:
        return [Piece(tidy(words), mark.role)]
    half = longest // 2
    return [Piece(tidy(words[:half]), mark.role), Piece(" […] "), Piece(tidy(words[-half:]), mark.role)]


def tidy(words: str) -> str:
    """Words with plain white space, the blank at either end kept."""
    body = plain(words)
    if not body:
        return " " if words else ""
    return (" " if words[0].isspace() else "") + body + (" " if words[-1].isspace() else "")
