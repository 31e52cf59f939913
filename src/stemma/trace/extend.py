"""Passages carried on past their first and last exact run."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from stemma.settings import TraceSettings
from stemma.trace.passages import Passages
from stemma.trace.pile import Pile, Places
from stemma.word_arrays import windows

SKIPS = ((0, 0), (0, 1), (1, 0), (0, 2), (2, 0), (0, 3), (3, 0))  # words passed over in a, in b, before matching
REACH = 64  # more than the words looked at
Small = NDArray[np.int8]
Halves = NDArray[np.uint32]


class Words(NamedTuple):
    """A pile, and the lower half of each of its words' numbers.

    Half of a number tells words apart well enough here, and twice as many lie in the processor's cache.
    """

    pile: Pile
    half: Halves


def extend(words: Words, passages: Passages, settings: TraceSettings) -> Passages:
    """Passages with the words around them that match, if any; those that stay too short are left out.

    Beyond the last word a word that matches counts one, one that does not takes one away; the farthest place with
    the highest count is the new end, if it gains two words or more. A few words put in or left out may shift the one
    side. Then again, from there.
    """
    around = [_around(words, passages, settings, forward=forward) for forward in (True, False)]
    # Most runs of six words stay too short whatever stands around them.
    worth = np.flatnonzero(passages.words + around[0] + around[1] >= settings.least_quoted)
    passages = passages.take(worth)
    for matched, forward in zip(around, (True, False), strict=True):
        open_ = np.flatnonzero(matched[worth])
        while len(open_):
            gain = _best(words, passages, open_, settings, forward=forward)
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
    """By how many words each passage grows in a and in b, and how many of them are matched."""

    a: NDArray[np.int16]
    b: NDArray[np.int16]
    words: NDArray[np.int16]


def _around(words: Words, passages: Passages, settings: TraceSettings, *, forward: bool) -> Small:
    """How many of the few words after each passage (or before it) match, a few words on one side passed over."""
    count = len(passages.words)
    a, b = _windows(words, passages, np.arange(count), settings.gram + 5, forward=forward)
    most = np.zeros(count, np.int8)
    for skip_a, skip_b in SKIPS:
        matched = np.zeros(count, np.int8)
        for step in range(settings.gram + 2):
            matched += a[skip_a + step] == b[skip_b + step]
        np.maximum(most, matched, out=most)
    return most


def _best(words: Words, passages: Passages, which: Places, settings: TraceSettings, *, forward: bool) -> _Gain:
    """The best way to carry on each of the passages ``which``; nothing where none gains two words."""
    a, b = _windows(words, passages, which, settings.window + 3, forward=forward)
    count = len(which)
    best = np.ones(count, np.int16)
    gain = _Gain(*(np.zeros(count, np.int16) for _ in range(3)))
    for skip_a, skip_b in SKIPS:
        # The score and how far it reaches share one number, so that of equal scores the farthest is the highest.
        now = np.full(count, -(skip_a + skip_b) * REACH, np.int16)
        top = np.full(count, -100 * REACH, np.int16)
        for step in range(settings.window):
            change = np.multiply(a[skip_a + step] == b[skip_b + step], np.int16(2 * REACH))
            change -= np.int16(REACH - 1)  # a word that does not match, one place farther
            now += change
            np.maximum(top, now, out=top)
        score, far = top // REACH, top % REACH
        better = score > best
        np.copyto(best, score, where=better)
        np.copyto(gain.a, far + np.int16(skip_a), where=better)
        np.copyto(gain.b, far + np.int16(skip_b), where=better)
        np.copyto(gain.words, (score + np.int16(skip_a + skip_b) + far) // 2, where=better)
    return gain


def _windows(words: Words, passages: Passages, which: Places, size: int, *, forward: bool) -> tuple[Halves, Halves]:
    """The ``size`` words after (or before, going back) each passage in a and in b: arrays of shape (size, passages).

    Beyond the end of a text stands what matches nothing.
    """
    made = []
    for begin, end, nothing in ((passages.a_begin, passages.a_end, 0), (passages.b_begin, passages.b_end, 1)):
        text = words.pile.text[begin[which]]
        if forward:
            at = end[which]
            left = words.pile.first[text] + words.pile.length[text] - at
        else:
            at = begin[which] - 1
            left = at - words.pile.first[text] + 1
        found = windows(words.half, at if forward else at - size + 1, size)
        window = np.ascontiguousarray((found if forward else found[:, ::-1]).T)
        ending = np.flatnonzero(left < size)
        beyond = np.arange(size)[:, None] >= left[ending]
        window[:, ending] = np.where(beyond, np.uint32(nothing), window[:, ending])
        made.append(window)
    return made[0], made[1]
