"""A report's running words as runs of words (grams), so that what two reports share is set arithmetic.

A gram is ``size`` words of one sentence, or a whole shorter sentence. It knows nothing of order beyond itself: a
paragraph that was moved or dropped breaks none, a word that was swapped breaks those that hold it. The number of
a gram depends on its words alone.
"""

import re
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from stemma.model import Report
from stemma.words import find_words

# Kinds of blocks whose words can be an agency's copy; a report without any such block is taken whole.
RUNNING = ("body", "standfirst")
QUOTES = re.compile(r'["“”„«»]')
UNIT_END = re.compile(r"""[.!?]["'”’)]*\s+(?=["'“‘(]?[A-Z0-9])|\s*\n\s*""")


class Text(NamedTuple):
    """One report's words and grams.

    ``begin`` and ``end`` are the words' code points, ``quoted`` says which stand in quotation marks; ``gram`` is the
    number of each gram, ``first`` the word that it begins with, ``length`` its words, ``spoken`` whether most of
    it is quoted speech; ``unit`` the sentence, counted from 0, that each gram belongs to; ``part`` counts, for each
    word, the stretches of running text that a caption, a teaser or standing text parts.
    """

    begin: NDArray[np.int32]
    end: NDArray[np.int32]
    quoted: NDArray[np.bool_]
    gram: NDArray[np.uint64]
    first: NDArray[np.int32]
    length: NDArray[np.int32]
    spoken: NDArray[np.bool_]
    unit: NDArray[np.int32]
    part: NDArray[np.int32]


def running_stretches(report: Report) -> list[tuple[int, int]]:
    """The stretches of a report whose words can be a copy, as (begin, end) in code points."""
    stretches = [(b.begin, b.end) for b in report.blocks if b.kind in RUNNING]
    if not stretches:
        stretches = [(b.begin, b.end) for b in report.blocks if b.kind not in ("furniture", "teaser")]
    return stretches or [(0, len(report.text))]


def read_text(report: Report, size: int, left_out: tuple[tuple[int, int], ...] = ()) -> Text:
    """The words and grams of ``report``'s running text, without the spans ``left_out`` (standing text)."""
    stretches = running_stretches(report)
    text = report.text
    begins, ends, numbers, quoted, units, parts = [], [], [], [], [], []
    unit = part = 0
    last = stretches[0][0]
    for begin, end in stretches:
        part += bool(text[last:begin].strip())
        last = end
        words = find_words(text, begin, end)
        if not len(words.begin):
            continue
        cuts = np.array([m.end() for m in UNIT_END.finditer(text, begin, end)], np.int32)
        begins.append(words.begin)
        ends.append(words.end)
        numbers.append(words.number)
        units.append(unit + np.searchsorted(cuts, words.begin, side="right"))
        unit += len(cuts) + 1
        quoted.append(_in_quotes(text, begin, end, words.begin))
        parts.append(np.full(len(words.begin), part, np.int32))
    if not begins:
        none = np.zeros(0, np.int32)
        no = np.zeros(0, np.bool_)
        return Text(none, none, no, np.zeros(0, np.uint64), none, none, no, none, none)
    begin_of, end_of = np.concatenate(begins), np.concatenate(ends)
    number, in_quotes, unit_of = np.concatenate(numbers), np.concatenate(quoted), np.concatenate(units).astype(np.int32)
    part_of = np.concatenate(parts)
    for low, high in left_out:
        inside = (begin_of >= low) & (end_of <= high)
        if inside.any():
            keep = ~inside
            begin_of, end_of, number = begin_of[keep], end_of[keep], number[keep]
            in_quotes, unit_of, part_of = in_quotes[keep], unit_of[keep], part_of[keep]
            part_of[begin_of >= high] += 1
    gram, first, length = _grams(number, unit_of, size)
    total = np.concatenate(([0], np.cumsum(in_quotes)))
    spoken = (total[first + length] - total[first]) * 2 > length
    return Text(
        begin_of, end_of, in_quotes, gram, first, length, spoken, unit_of[first] if len(first) else first, part_of
    )


def _grams(
    number: NDArray[np.uint64], unit: NDArray[np.int32], size: int
) -> tuple[NDArray[np.uint64], NDArray[np.int32], NDArray[np.int32]]:
    """The grams of a sequence of words: number, first word, length; none runs over the end of its sentence."""
    count = len(number)
    if not count:
        none = np.zeros(0, np.int32)
        return np.zeros(0, np.uint64), none, none
    place = np.arange(count)
    last = np.searchsorted(unit, unit, side="right") - 1
    start = np.searchsorted(unit, unit, side="left")
    room = last - place + 1
    # Whole grams, and one for a sentence that is too short to hold any.
    holds = (room >= size) | ((start == place) & (room < size))
    first = np.flatnonzero(holds).astype(np.int32)
    length = np.minimum(room[first], size).astype(np.int32)
    factor = np.uint64(0x9E3779B97F4A7C15)
    with np.errstate(over="ignore"):
        value = length.astype(np.uint64) * np.uint64(0xD1B54A32D192ED03)
        for step in range(size):
            here = step < length
            value[here] = (value[here] ^ (value[here] >> np.uint64(29))) * factor + number[first[here] + step]
    return value, first, length


def _in_quotes(text: str, begin: int, end: int, words: NDArray[np.int32]) -> NDArray[np.bool_]:
    """Which words stand in quotation marks; a mark that is never closed ends with its paragraph."""
    edges: list[int] = []
    for line in re.finditer(r"[^\n]+", text[begin:end]):
        opened = -1
        low, high = begin + line.start(), begin + line.end()
        for mark in QUOTES.finditer(text, low, high):
            if opened < 0 and mark.group() != "”":
                opened = mark.end()
            elif opened >= 0 and mark.group() not in "“„«":
                edges += (opened, mark.start())
                opened = -1
        if opened >= 0:
            edges += (opened, high)
    odd: NDArray[np.bool_] = np.searchsorted(np.array(edges, np.int64), words, side="right") % 2 == 1
    return odd


def runs(mask: NDArray[np.bool_]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Where the runs of True in ``mask`` begin and end, half-open."""
    padded = np.zeros(len(mask) + 2, np.bool_)
    padded[1:-1] = mask
    edges = (padded[1:] != padded[:-1]).nonzero()[0]
    return edges[::2], edges[1::2]
