"""Passages carried on past their first and last exact run."""

from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from stemma.settings import TraceSettings
from stemma.trace.passages import Passages
from stemma.trace.pile import Marks, Numbers, Pile, Places

AT_ONCE = 1 << 14  # passages extended at a time, so that they stay in the processor's cache
SKIPS = ((0, 0), (0, 1), (1, 0), (0, 2), (2, 0), (0, 3), (3, 0))  # words passed over in a, in b, before matching
Small = NDArray[np.int8]


def extend(pile: Pile, passages: Passages, settings: TraceSettings, threads: int = 2) -> Passages:
    """Passages with the words around them that match, if any; those that stay too short are left out.

    Beyond the last word a word that matches counts one, one that does not takes one away; the farthest place with
    the highest count is the new end, if it gains two words or more. A few words put in or left out may shift the one
    side. Then again, from there.
    """

    def from_place(low: int) -> Passages:
        return _extend(pile, passages.take(np.arange(low, min(low + AT_ONCE, len(passages.words)))), settings)

    with ThreadPoolExecutor(threads) as pool:
        parts = list(pool.map(from_place, range(0, max(1, len(passages.words)), AT_ONCE)))
    return Passages(*(np.concatenate(columns) for columns in zip(*parts, strict=True)))


def _extend(pile: Pile, passages: Passages, settings: TraceSettings) -> Passages:
    passages = passages.take(_worth_extending(pile, passages, settings))
    for forward in (True, False):
        open_ = np.arange(len(passages.words))
        while len(open_):
            gain = _best(pile, passages, open_, settings, forward=forward)
            if forward:
                passages.a_end[open_] += gain.a
                passages.b_end[open_] += gain.b
            else:
                passages.a_begin[open_] -= gain.a
                passages.b_begin[open_] -= gain.b
            passages.words[open_] += gain.words
            open_ = open_[gain.words > 0]
    return passages


class _Gain(NamedTuple):
    """By how many words each passage grows in a and in b, and how many of them are matched (int8)."""

    a: Small
    b: Small
    words: Small


def _worth_extending(pile: Pile, passages: Passages, settings: TraceSettings) -> Marks:
    """Which passages are long enough or would be with the words around them; most runs of six words are neither."""
    kept: Marks = passages.words >= settings.least_quoted
    short = np.flatnonzero(~kept)
    words = passages.words[short]
    for forward in (True, False):
        a, b = _windows(pile, passages, short, settings.gram + 5, forward=forward)
        around = np.zeros(len(short), np.int8)
        for skip_a, skip_b in SKIPS:
            same = np.zeros(len(short), np.int8)
            for step in range(settings.gram + 2):
                same += a[skip_a + step] == b[skip_b + step]
            np.maximum(around, same, out=around)
        words = words + around
    kept[short] = words >= settings.least_quoted
    return kept


def _best(pile: Pile, passages: Passages, which: Places, settings: TraceSettings, *, forward: bool) -> _Gain:
    """The best way to carry on each of the passages ``which``; nothing where none gains two words."""
    a, b = _windows(pile, passages, which, settings.window + 3, forward=forward)
    count = len(which)
    best = np.ones(count, np.int8)
    gain = _Gain(*(np.zeros(count, np.int8) for _ in range(3)))
    for skip_a, skip_b in SKIPS:
        score = np.full(count, -skip_a - skip_b, np.int8)
        top = np.full(count, -100, np.int8)
        far, matched, words = (np.zeros(count, np.int8) for _ in range(3))
        for step in range(settings.window):
            same = a[skip_a + step] == b[skip_b + step]
            words += same
            score += same
            score -= ~same
            higher = score >= top
            np.copyto(top, score, where=higher)
            np.copyto(far, np.int8(step + 1), where=higher)
            np.copyto(matched, words, where=higher)
        better = top > best
        np.copyto(best, top, where=better)
        np.copyto(gain.a, far + np.int8(skip_a), where=better)
        np.copyto(gain.b, far + np.int8(skip_b), where=better)
        np.copyto(gain.words, matched, where=better)
    return gain


def _windows(pile: Pile, passages: Passages, which: Places, size: int, *, forward: bool) -> tuple[Numbers, Numbers]:
    """The ``size`` words after (or before, going back) each passage in a and in b: arrays of shape (size, passages).

    Beyond the end of a text stands what matches nothing.
    """
    made = []
    for begin, end, nothing in ((passages.a_begin, passages.a_end, 0), (passages.b_begin, passages.b_end, 1)):
        text = pile.text[begin[which]]
        if forward:
            at = end[which]
            left = pile.first[text] + pile.length[text] - at
        else:
            at = begin[which] - 1
            left = at - pile.first[text] + 1
        step = 1 if forward else -1
        window = np.empty((size, len(which)), np.uint64)
        for number in range(size):
            pile.number.take(at + step * number, out=window[number], mode="clip")
            window[number][number >= left] = nothing
        made.append(window)
    return made[0], made[1]
