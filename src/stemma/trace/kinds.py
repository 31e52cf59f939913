"""What kind of reuse a passage is: text, quoted speech, or what an outlet prints under everything."""

import re
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from stemma.model import Report
from stemma.segment import find_quotations
from stemma.settings import TraceSettings
from stemma.trace.marks import Marked, covered
from stemma.trace.passages import Passages
from stemma.trace.pile import Marks, Places, Said
from stemma.trace.rows import Rows

Shares = NDArray[np.float64]
Kinds = NDArray[np.int8]

KINDS = ("text", "quotation", "standing")
TEXT, QUOTATION, STANDING = range(3)  # a kind is its place among these

# Blocks that are no running text of the report's own.
STANDING_BLOCKS = frozenset({"furniture", "teaser", "caption", "byline", "date", "credit"})

# Lines that stand under reports whatever these tell of, by a cue in lower case. Who wrote and edited, where a line,
# sentence or bracket begins with it, from the cue to the end of the line or bracket:
# Cues are looked for by an end or beginning that several have in common.
WRITTEN_BY = {
    "ing by ": ("reporting by ", "writing by ", "editing by "),
    "ed by ": ("compiled by ", "translated by ", "produced by "),
    "© ": ("© ",),
}
BEFORE_WRITTEN_BY = re.compile(r"(?:^|[\n(.;:|–—-])\s*(?:additional |further |\w+ and )?$")
AT_LINE_START = re.compile(
    r"\n\W*(?:copyright|\(c\) ?\d{4}|sign up|subscribe|click here|follow (?:us|\w+) on|read more|like us on|related content)\b"
)
# The whole sentence around the cue:
ALL_AROUND = {
    "contributed to this ": ("contributed to this report", "contributed to this story", "contributed to this article"),
    " reserved": ("all rights reserved",),
    "may not be re": ("may not be reproduced", "may not be republished", "may not be redistributed"),
    "may not be pub": ("may not be published",),
    "s expressed ": (
        "opinions expressed in this", "views expressed in this", "opinions expressed by", "views expressed by",
    ),
}  # fmt: skip
# The line that opens each state of an agency's rolling report, in its own capitals. It names a subject and tells nothing of it:
ROLLING = re.compile(r"(?:^|[\n—–-])[ \t]*(The Latest on [^\n)]{1,200}(?:\)|(?=\n)|$))")
LONGEST_LINE = 400  # code points: a page without line breaks is not furniture from its first "Editing by" on


def kinds_alone(
    furniture: tuple[Shares, Shares],
    quoted: tuple[Shares, Shares],
    words: Places,
    standing: Marks,
    settings: TraceSettings,
) -> Kinds:
    """The kind of each passage of two reports by these alone.

    ``furniture`` and ``quoted`` are the shares of its words, on either side, in blocks or lines that are no running
    text, and in quoted speech. It is standing where half of it is furniture in both reports (in one of them, if it is
    short: long prose is no teaser, whatever surrounds it), or where half of it stands nearly everywhere (``standing``).
    It is a quotation where most of it is quoted speech in both, or in the one where it stands among the other's furniture:
    marks are not read there.
    """
    sides = furniture[0] >= settings.standing_share, furniture[1] >= settings.standing_share
    said = quoted[0] >= settings.quoted_share, quoted[1] >= settings.quoted_share
    in_one = (sides[0] & ~said[1]) | (sides[1] & ~said[0])
    in_furniture = (sides[0] & sides[1]) | (in_one & (words < settings.standing_words))
    in_quotes = (said[0] | sides[0]) & (said[1] | sides[1])
    kinds = np.where(standing, np.int8(STANDING), np.int8(TEXT))
    kinds[in_quotes] = QUOTATION
    kinds[in_furniture] = STANDING
    return kinds


def long_enough(kinds: Kinds, words: Places, whole: Marks, settings: TraceSettings) -> Marks:
    """Which passages have the words that their kind asks for; those that are all of both reports (``whole``) do."""
    enough: Marks = words >= np.where(kinds == QUOTATION, settings.least_quoted, settings.least_words)
    return enough | whole


def told_standing(passages: Passages, everywhere: Marked, settings: TraceSettings) -> Passages:
    """The passages, marked where half of them, on either side, stands nearly everywhere, as the words ``everywhere`` do."""
    shares = np.minimum(
        everywhere.share(passages.a_begin, passages.a_end), everywhere.share(passages.b_begin, passages.b_end)
    )
    return passages._replace(standing=shares >= settings.standing_share)


def mark_words(reports: Sequence[Report], index: Places, said: Said) -> tuple[Marked, Marked]:
    """The words that are furniture, and those that are quoted speech, in the reports with these indices."""
    edges: list[NDArray[np.int64]] = [np.empty(0, np.int64)]
    quoted: list[bool] = []
    for first, length, report in zip(said.first[index].tolist(), said.length[index].tolist(), reports, strict=True):
        spans = standing_spans(report)
        furniture = len(spans)
        spans += quoted_spans(report)
        if spans:
            edges.append(first + np.searchsorted(said.begin[first : first + length], np.array(spans, np.int32).ravel()))
            quoted += [False] * (2 * furniture) + [True] * (2 * (len(spans) - furniture))
    place, of_quoted = np.concatenate(edges), np.array(quoted, bool)
    standing, said_words = (covered(own[::2], own[1::2]) for own in (place[~of_quoted], place[of_quoted]))
    return standing, said_words


def standing_spans(report: Report) -> list[tuple[int, int]]:
    """Where the report's text is furniture, by its blocks or by the line's own words."""
    spans = [(block.begin, block.end) for block in report.blocks if block.kind in STANDING_BLOCKS]
    if "The Latest on " in report.text:  # hardly ever: looking at every line would take longer than all else here
        spans += [match.span(1) for match in ROLLING.finditer(report.text)]
    lower = report.text.lower()
    if len(lower) != len(report.text):  # a few letters are two in lower case, which would move all after them
        lower = "".join(small if len(small := letter.lower()) == 1 else letter for letter in report.text)
    cues = [
        (begin, end)
        for begin, end in find_all(lower, WRITTEN_BY)
        if BEFORE_WRITTEN_BY.search(lower, max(0, begin - 20), begin)
    ]
    if "\n" in lower:
        cues += [(match.start(), match.end() - 1) for match in AT_LINE_START.finditer("\n" + lower)]
    elif first := AT_LINE_START.match("\n" + lower[:LONGEST_LINE]):
        cues.append((0, first.end() - 1))
    for begin, end in cues:
        limit = end + LONGEST_LINE
        ends = [lower.find(mark, end, limit) for mark in ")\n"]
        spans.append((begin, min((at for at in ends if at >= 0), default=min(limit, len(lower)))))
    for begin, end in find_all(lower, ALL_AROUND):
        start = max(lower.rfind(mark, max(0, begin - LONGEST_LINE), begin) for mark in (". ", "\n"))
        ends = [lower.find(mark, end, end + LONGEST_LINE) for mark in ".\n"]
        spans.append((start + 1, min((at for at in ends if at >= 0), default=end)))
    return spans


def find_all(text: str, cues: Mapping[str, Sequence[str]]) -> list[tuple[int, int]]:
    """Where each of ``cues`` stands in ``text``: the key is a part that those beside it have in common, once each."""
    found = []
    for part, whole in cues.items():
        at = text.find(part)
        while at >= 0:
            for cue in whole:
                begin = at - cue.index(part)
                if begin >= 0 and text.startswith(cue, begin):
                    found.append((begin, begin + len(cue)))
            at = text.find(part, at + 1)
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


def outlet_lines(outlet: Places, length: Places, rows: Rows, settings: TraceSettings) -> Marks:
    """Which rows lie in words that an outlet prints in several reports that share nothing else: author notes and such.

    ``outlet`` is a number for each report's outlet (-1: unknown), ``length`` each report's words.
    """
    if not len(rows.a):
        return np.zeros(0, bool)
    pair = rows.a * len(length) + rows.b
    order = np.argsort(pair, kind="stable")  # at once where rows are in order
    first = np.flatnonzero(np.r_[True, np.diff(pair[order]) > 0][: len(pair)])
    beside = np.empty(len(pair), np.int64)
    beside[order] = np.repeat(np.add.reduceat(rows.words[order], first), np.diff(np.r_[first, len(pair)]))
    beside -= rows.words
    small = np.maximum(
        (rows.a_end - rows.a_begin) / np.maximum(1, length[rows.a]),
        (rows.b_end - rows.b_begin) / np.maximum(1, length[rows.b]),
    )
    alone = (outlet[rows.a] >= 0) & (outlet[rows.a] == outlet[rows.b]) & (beside < settings.least_words) & (small < 0.5)
    if not alone.any():
        return np.zeros(len(pair), bool)
    # Only the words of reports that have such rows are looked at.
    own = np.zeros(len(length), bool)
    own[rows.a[alone]] = own[rows.b[alone]] = True
    size = np.where(own, length, 0)
    first = np.cumsum(size) - size
    sides = ((rows.a, rows.a_begin, rows.a_end), (rows.b, rows.b_begin, rows.b_end))
    begin = np.concatenate([(first[index] + begin)[alone] for index, begin, _ in sides])
    end = np.concatenate([(first[index] + end)[alone] for index, _, end in sides])
    habitual = covered(begin, end, settings.outlet_reports - 1)
    found = own[rows.a] & own[rows.b]
    for index, begin, end in sides:
        low, high = (first[index] + begin)[found], (first[index] + end)[found]
        found[found] = habitual.share(low, high) >= settings.standing_share
    return found


def numbered(outlets: Sequence[str | None]) -> Places:
    """A number for each outlet, the same for the same name; -1 for none."""
    numbers = {name: number for number, name in enumerate(sorted({name for name in outlets if name}))}
    return np.array([numbers[name] if name else -1 for name in outlets], np.int64)
