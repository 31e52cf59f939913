"""Hashes of runs of words, and a sketch of each text by which near-identical texts are told."""

import numpy as np
from numpy.typing import NDArray

from stemma.trace.pile import Numbers, Pile, Places

MIX = np.uint64(0x9E3779B97F4A7C15)
SPREAD = np.uint64(0xBF58476D1CE4E5B9)
BLOCK = 1 << 16  # places hashed at a time, so that they stay in the processor's cache
SKETCH = 8  # parts of a sketch


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
    made = np.empty((len(texts), SKETCH), np.uint64)
    parts = np.arange(SKETCH)
    none = np.uint64(0xFFFFFFFFFFFFFFFF)
    # Numbers of the text's own, lest two texts without a class of hashes be taken to share it.
    own_numbers = pile.key[texts].astype(np.uint64)[:, None] + MIX * (parts + 1).astype(np.uint64)
    for row, text in enumerate(texts.tolist()):
        begin = int(pile.first[text])
        own = grams[begin : begin + max(0, int(pile.length[text]) - size + 1)]
        smallest = np.where(own % np.uint64(SKETCH) == parts[:, None], own, none).min(axis=1, initial=none)
        made[row] = np.where(smallest == none, own_numbers[row], smallest)
    return made
