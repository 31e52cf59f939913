"""What kind of reuse a passage is: text, quoted speech, or what an outlet prints under everything."""

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from stemma.model import Report
from stemma.segment import find_quotations
from stemma.settings import TraceSettings
from stemma.trace.rows import Rows
from stemma.words import Words

Marks = NDArray[np.bool_]

# Blocks that are no running text of the report's own.
STANDING_BLOCKS = frozenset({"furniture", "teaser", "caption", "byline", "date", "credit"})

# Lines that stand under reports whatever these tell of, by a cue in lower case. Who wrote and edited, where a line,
# sentence or bracket begins with it, from the cue to the end of the line or bracket:
WRITTEN_BY = ("reporting by ", "writing by ", "editing by ", "compiled by ", "translated by ", "produced by ", "© ")
BEFORE_WRITTEN_BY = re.compile(r"(?:^|[\n(.;:|–—-])\s*(?:additional |further |\w+ and )?$")
AT_LINE_START = re.compile(
    r"\n\W*(?:copyright|\(c\) ?\d{4}|sign up|subscribe|click here|follow (?:us|\w+) on|read more|like us on|related content)\b"
)
# The whole sentence around the cue:
ALL_AROUND = (
    "contributed to this report", "contributed to this story", "contributed to this article", "all rights reserved",
    "may not be published", "may not be reproduced", "may not be republished", "may not be redistributed",
    "opinions expressed in this", "views expressed in this", "opinions expressed by", "views expressed by",
)  # fmt: skip
LONGEST_LINE = 400  # code points: a page without line breaks is not furniture from its first "Editing by" on


def name_kinds(reports: Sequence[Report], words: Sequence[Words], rows: Rows, settings: TraceSettings) -> list[str]:
    """The kind of each row: ``standing``, ``quotation`` or ``text``, in the order of the rows.

    A row is standing where half of it stands, in both reports, in blocks or lines that are no running text (in one
    of them, if it is short: long prose is no teaser, whatever surrounds it), or where both outlets print it under reports that share nothing else. It is a quotation where most of it is
    quoted speech in both reports.
    """
    lengths = np.array([len(own.begin) for own in words], np.int64)
    first = np.cumsum(np.r_[0, lengths[:-1]])
    involved = np.unique(np.r_[rows.a, rows.b]).tolist()
    standing, quoted = np.zeros(int(lengths.sum()), bool), np.zeros(int(lengths.sum()), bool)
    for index in involved:
        own = slice(int(first[index]), int(first[index] + lengths[index]))
        standing[own] = mark(words[index], standing_spans(reports[index]))
        quoted[own] = mark(words[index], quoted_spans(reports[index]))
    a = (first[rows.a] + rows.a_begin, first[rows.a] + rows.a_end)
    b = (first[rows.b] + rows.b_begin, first[rows.b] + rows.b_end)
    sides = share(standing, *a) >= settings.standing_share, share(standing, *b) >= settings.standing_share
    in_furniture = (sides[0] & sides[1]) | ((sides[0] | sides[1]) & (rows.words < settings.standing_words))
    in_quotes = np.minimum(share(quoted, *a), share(quoted, *b)) >= settings.quoted_share
    habitual = outlet_lines(reports, first, lengths, rows, settings)
    of_outlet = np.minimum(share(habitual, *a), share(habitual, *b)) >= settings.standing_share
    kinds = np.where(
        in_furniture, "standing", np.where(in_quotes, "quotation", np.where(of_outlet, "standing", "text"))
    )
    return [str(kind) for kind in kinds]


def share(marks: Marks, begin: NDArray[np.int64], end: NDArray[np.int64]) -> NDArray[np.float64]:
    """The share of marked words in each stretch ``[begin, end)``."""
    before = np.cumsum(np.r_[0, marks])
    return np.asarray((before[end] - before[begin]) / np.maximum(1, end - begin), np.float64)


def mark(words: Words, spans: Sequence[tuple[int, int]]) -> Marks:
    """Which of the words begin inside one of ``spans`` (code points)."""
    change = np.zeros(len(words.begin) + 1, np.int64)
    for begin, end in spans:
        change[np.searchsorted(words.begin, begin)] += 1
        change[np.searchsorted(words.begin, end)] -= 1
    return np.asarray(np.cumsum(change)[:-1] > 0, bool)


def standing_spans(report: Report) -> list[tuple[int, int]]:
    """Where the report's text is furniture, by its blocks or by the line's own words."""
    spans = [(block.begin, block.end) for block in report.blocks if block.kind in STANDING_BLOCKS]
    lower = report.text.lower()
    if len(lower) != len(report.text):  # a few letters are two in lower case, which would move all after them
        lower = "".join(small if len(small := letter.lower()) == 1 else letter for letter in report.text)
    cues = [
        (begin, end)
        for begin, end in find_all(lower, WRITTEN_BY)
        if BEFORE_WRITTEN_BY.search(lower, max(0, begin - 20), begin)
    ]
    cues += [(match.start(), match.end() - 1) for match in AT_LINE_START.finditer("\n" + lower)]
    for begin, end in cues:
        limit = end + LONGEST_LINE
        ends = [lower.find(mark, end, limit) for mark in ")\n"]
        spans.append((begin, min((at for at in ends if at >= 0), default=min(limit, len(lower)))))
    for begin, end in find_all(lower, ALL_AROUND):
        start = max(lower.rfind(mark, max(0, begin - LONGEST_LINE), begin) for mark in (". ", "\n"))
        ends = [lower.find(mark, end, end + LONGEST_LINE) for mark in ".\n"]
        spans.append((start + 1, min((at for at in ends if at >= 0), default=end)))
    return spans


def find_all(text: str, cues: Sequence[str]) -> list[tuple[int, int]]:
    """Where each of ``cues`` stands in ``text``, cue by cue."""
    found = []
    for cue in cues:
        at = text.find(cue)
        while at >= 0:
            found.append((at, at + len(cue)))
            at = text.find(cue, at + 1)
    return found


def quoted_spans(report: Report) -> list[tuple[int, int]]:
    """Where the report quotes: marks are paired within a stretch of running text, never across furniture."""
    stretches: list[tuple[int, int]] = []
    for block in report.blocks:
        if block.kind in STANDING_BLOCKS:
            continue
        if stretches and stretches[-1][1] == block.begin:
            stretches[-1] = (stretches[-1][0], block.end)
        else:
            stretches.append((block.begin, block.end))
    return [
        (quotation.begin, quotation.end)
        for begin, end in stretches
        for quotation in find_quotations(report.text, begin, end)
    ]


def outlet_lines(
    reports: Sequence[Report], first: NDArray[np.int64], lengths: NDArray[np.int64], rows: Rows, settings: TraceSettings
) -> Marks:
    """Words that an outlet prints in several reports that share nothing else: author notes, standing paragraphs."""
    outlets = {name: number for number, name in enumerate(sorted({report.outlet or "" for report in reports}))}
    of = np.array([outlets[report.outlet or ""] if report.outlet else -1 for report in reports], np.int64)
    pair = rows.a * len(reports) + rows.b
    _, inverse = np.unique(pair, return_inverse=True)
    beside = np.bincount(inverse, weights=rows.words)[inverse] - rows.words
    small = np.maximum(
        (rows.a_end - rows.a_begin) / np.maximum(1, lengths[rows.a]),
        (rows.b_end - rows.b_begin) / np.maximum(1, lengths[rows.b]),
    )
    alone = (of[rows.a] >= 0) & (of[rows.a] == of[rows.b]) & (beside < settings.least_words) & (small < 0.5)
    change = np.zeros(int(lengths.sum()) + 1, np.int64)
    for index, begin, end in ((rows.a, rows.a_begin, rows.a_end), (rows.b, rows.b_begin, rows.b_end)):
        np.add.at(change, (first[index] + begin)[alone], 1)
        np.add.at(change, (first[index] + end)[alone], -1)
    return np.asarray(np.cumsum(change)[:-1] >= settings.outlet_reports - 1, bool)
