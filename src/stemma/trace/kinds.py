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

# Lines that stand under reports whatever these tell of. From the cue to the end of its line or bracket:
TO_THE_END = re.compile(
    r"""(?:^|\(|(?<=[.;:])\ ?|(?<=\n)\s*)
        (?:(?:Additional|Further|Extra)\ )?(?:[Rr]eporting|[Ww]riting|[Ee]diting|[Cc]ompiled|[Tt]ranslated|[Pp]roduced)
        (?:\ and\ \w+)?\ by\b
    |^\W*(?:copyright|©|\(c\)\ *\d{4}|sign\ up|subscribe|click\ here|follow\ (?:us|\w+)\ on|read\ more|like\ us\ on|related\ content)\b
    |©\ *(?:\d{4}|copyright)
    """,
    re.VERBOSE | re.IGNORECASE | re.MULTILINE,
)
# The whole sentence around the cue:
ALL_AROUND = re.compile(
    r"""\bcontributed\ to\ this\ (?:report|story|article)\b
    |\ball\ rights\ reserved\b
    |\bmay\ not\ be\ (?:published|reproduced|republished|redistributed)\b
    |\b(?:opinions|views)\ expressed\ (?:in\ this|here|by)\b
    """,
    re.VERBOSE | re.IGNORECASE,
)
LONGEST_LINE = 400  # code points: a page without line breaks is not furniture from its first "Editing by" on


def name_kinds(reports: Sequence[Report], words: Sequence[Words], rows: Rows, settings: TraceSettings) -> list[str]:
    """The kind of each row: ``standing``, ``quotation`` or ``text``, in the order of the rows.

    A row is standing where half of it stands, in either report, in blocks or lines that are no running text, or
    where both outlets print it under reports that share nothing else. It is a quotation where most of it is
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
    in_furniture = np.maximum(share(standing, *a), share(standing, *b)) >= settings.standing_share
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
    text = report.text
    for match in TO_THE_END.finditer(text):
        begin, limit = match.start(), match.end() + LONGEST_LINE
        ends = [text.find(mark, match.end(), limit) for mark in ")\n"]
        spans.append((begin, min((end for end in ends if end >= 0), default=min(limit, len(text)))))
    for match in ALL_AROUND.finditer(text):
        begin = max(text.rfind(mark, max(0, match.start() - LONGEST_LINE), match.start()) for mark in (". ", "\n"))
        ends = [text.find(mark, match.end(), match.end() + LONGEST_LINE) for mark in ".\n"]
        spans.append((begin + 1, min((end for end in ends if end >= 0), default=match.end())))
    return spans


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
