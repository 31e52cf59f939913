"""The lines of a page joined into units: a paragraph that a page broke over lines is one unit again."""

import re
from collections import Counter
from typing import NamedTuple

from stemma.clean.cues import Shape, read_shape

_LINE = re.compile(r"[^\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")
_HEADING = re.compile(r"#\s+\S")
_GOES_ON = re.compile(r"[a-zà-ÿ,;)’”]")
_OPEN_END = re.compile(
    r"(?:[,;–—-]|\b(?:a|an|the|of|in|on|at|to|for|and|or|but|with|by|from|that|which|who|as|into|its|his|her|their))$",
    re.IGNORECASE,
)

# Hard-wrapped mail and wire text: lines of about this length, in code points; set by hand, as terminals are wide.
WRAPPED_LEAST, WRAPPED_MOST = 45, 120


class Unit(NamedTuple):
    """A line, or several that are one paragraph: ``[begin, end)`` of the text, without the space around it."""

    begin: int
    end: int
    text: str
    shape: Shape
    times: int  # how often this very text stands on the page
    hint: str = ""  # what the markup says, where there is any: "in" (the article), "out", "title", "caption", "date"


class _Line(NamedTuple):
    begin: int
    end: int
    text: str
    apart: bool  # a blank line stands before it


def plain(text: str) -> str:
    """``text`` with every run of white space as one space, lower case: what makes two lines the same line."""
    return " ".join(text.split()).casefold()


def _lines(text: str) -> list[_Line]:
    lines: list[_Line] = []
    last = 0
    for match in _LINE.finditer(text):
        raw = match.group()
        bare = raw.strip()
        if not bare:
            continue
        begin = match.start() + raw.index(bare)
        between = text[last:begin]
        apart = not lines or between.count("\n") + between.count("\u2029") > 1 or between.count("\r") > 1
        lines.append(_Line(begin, begin + len(bare), bare, apart))
        last = begin + len(bare)
    return lines


def _wrapped(lines: list[_Line]) -> list[bool]:
    """For each line whether it goes on from the one before because the whole paragraph was wrapped at a width."""
    joined = [False] * len(lines)
    begin = 0
    for end in range(1, len(lines) + 1):
        if end < len(lines) and not lines[end].apart:
            continue
        group = lines[begin:end]
        if len(group) >= 3:
            longest = max(len(line.text) for line in group)
            inner = group[:-1]
            even = all(len(line.text) >= 0.6 * longest for line in inner)
            # The shapes are read last: they are dear, and most pages are not wrapped.
            if (
                even
                and WRAPPED_LEAST <= longest <= WRAPPED_MOST
                and sum(not read_shape(line.text).ends for line in inner) * 2 > len(inner)
            ):
                for i in range(begin + 1, end):
                    joined[i] = read_shape(lines[i].text).cue == "" and read_shape(lines[i - 1].text).cue == ""
        begin = end
    return joined


def _goes_on(before: _Line, line: _Line) -> bool:
    """Whether ``line`` continues a sentence that ``before`` left open."""
    if not _GOES_ON.match(line.text):  # asked first: the shape of a line is dear, and most begin with a capital
        return False
    shape = read_shape(before.text)
    if shape.cue or shape.ends or shape.words < 6 or read_shape(line.text).cue:
        return False
    return shape.words >= 10 or bool(_OPEN_END.search(before.text))


def unit_spans(text: str) -> list[tuple[int, int]]:
    """``[begin, end)`` of each unit of a page, in order."""
    lines = _lines(text)
    wrapped = _wrapped(lines)
    spans: list[tuple[int, int]] = []
    for i, line in enumerate(lines):
        if spans and (wrapped[i] or _goes_on(lines[i - 1], line)):
            spans[-1] = (spans[-1][0], line.end)
        else:
            spans.append((line.begin, line.end))
    return spans


def find_units(text: str) -> list[Unit]:
    """The units of a page, in order."""
    spans = unit_spans(text)
    texts = [" ".join(text[begin:end].split()) for begin, end in spans]
    times = Counter(one.casefold() for one in texts)
    heading = next((i for i, one in enumerate(texts) if _HEADING.match(one)), None)  # Markdown's mark of a title
    return [
        Unit(begin, end, one, read_shape(one), times[one.casefold()], "title" if i == heading else "")
        for i, ((begin, end), one) in enumerate(zip(spans, texts, strict=True))
    ]
