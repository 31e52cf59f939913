"""Hashes of runs of words, and a sketch of each text by which near-identical texts are told."""

import numpy as np
from numpy.typing import NDArray

from stemma.trace.pile import Numbers, Pile, Places
from stemma.word_arrays import stretches

MIX = np.uint64(0x9E3779B97F4A7C15)
SPREAD = np.uint64(0xBF58476D1CE4E5B9)
BLOCK = 1 << 16  # places hashed at a time, so that they stay in the processor's cache
SKETCH = 8  # parts of a sketch
TEXTS_AT_ONCE = 1000  # texts sketched at a time: some megabytes


def hash_grams(number: Numbers, size: int) -> Numbers:
    """A hash of the ``size`` words from each place on: one value less than places for each word but the first."""
    count = max(0, len(number) - size + 1)
    grams = np.empty(count, np.uint64)
    for low in range(0, count, BLOCK):
        high = min(low + BLOCK, count)
        own = np.zeros(high - low, np.uint64)
        spread = number[low : high + size - 1] * SPREAD
        for step in range(size):
            own *= MIX
            own ^= spread[step : step + high - low]
            own ^= own >> np.uint64(29)
        grams[low:high] = own
    return grams


def sketch(grams: Numbers, pile: Pile, texts: Places, size: int) -> NDArray[np.uint64]:
    """For each of ``texts`` the smallest hash of each of ``SKETCH`` classes of hashes: shape (texts, ``SKETCH``).

    One-permutation hashing (Li, Owen and Zhang 2012). The share of equal parts tells how much of their runs two
    texts share. A class that a text has no hash of is filled with a number of its own.
    """
    none = np.uint64(0xFFFFFFFFFFFFFFFF)
    made = np.full(len(texts) * SKETCH, none)
    for low in range(0, len(texts), TEXTS_AT_ONCE):
        some = texts[low : low + TEXTS_AT_ONCE]
        count = np.maximum(0, pile.length[some] - size + 1)
        own = grams[stretches(pile.first[some], count)]
        part = np.repeat(np.arange(low, low + len(some)) * SKETCH, count) + (own % np.uint64(SKETCH)).astype(np.int64)
        np.minimum.at(made, part, own)
    smallest = made.reshape(-1, SKETCH)
    # Numbers of the text's own, lest two texts without a class of hashes be taken to share it.
    numbers = pile.key[texts].astype(np.uint64)[:, None] + MIX * np.arange(1, SKETCH + 1).astype(np.uint64)
    return np.where(smallest == none, numbers, smallest)
