"""Two sequences of words, aligned: which runs of one stand again, in the same order, in the other."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Indel

LONGEST = 63  # words that ``count_common`` can hold in a number of 64 bits
ONE = np.uint64(1)


class Match(NamedTuple):
    """``length`` words from ``a_begin`` in the one are those from ``b_begin`` in the other (counted in words)."""

    a_begin: int
    b_begin: int
    length: int


def align_words(a: Sequence[int], b: Sequence[int]) -> list[Match]:
    """The runs of equal words of a longest common subsequence of ``a`` and ``b``, in order.

    ``a`` and ``b`` are word numbers (see ``stemma.words``). A run never overlaps another. Words that moved are
    found only where they stand in order; whoever wants moved runs aligns the rest again.

    >>> align_words([1, 2, 3, 4], [9, 2, 3, 5, 4])
    [Match(a_begin=1, b_begin=1, length=2), Match(a_begin=3, b_begin=4, length=1)]
    """
    if not len(a) or not len(b):
        return []
    # A list is of Python's own numbers already: of many short alignments the copying was the better part.
    one, other = (words if isinstance(words, list) else [int(n) for n in words] for words in (a, b))
    return [Match(*block) for block in Indel.opcodes(one, other).as_matching_blocks() if block[2]]


class Stretches(NamedTuple):
    """Stretches of a row of words: where each begins, and its words; both int64, of one length."""

    begin: NDArray[np.int64]
    size: NDArray[np.int64]

    def take(self, which: NDArray[Any]) -> "Stretches":
        """Those only."""
        return Stretches(self.begin[which], self.size[which])


def count_common(number: NDArray[Any], a: Stretches, b: Stretches) -> NDArray[np.int64]:
    """The length of a longest common subsequence of each two stretches of ``number``: as many words as ``align_words`` matches.

    A stretch has ``LONGEST`` words at most. A bit stands for each word of a, and what is reckoned for one word of b
    holds for all of them at once (Hyyrö 2004); here for many pairs at a time too. Raises ValueError for a longer stretch.
    """
    longest = np.maximum(a.size, b.size)
    if longest.max(initial=0) > LONGEST:
        raise ValueError(f"a stretch of {longest.max()} words: at most {LONGEST} can be counted")
    common = np.zeros(len(longest), np.int64)
    # Pairs of about one length together, so that few are looked at beyond their end.
    for low, high in pairwise((0, 4, 8, 16, 32, LONGEST)):
        which = np.flatnonzero((longest > low) & (longest <= high))
        if len(which):
            common[which] = _common(number, a.take(which), b.take(which))
    return common


def _common(number: NDArray[Any], a: Stretches, b: Stretches) -> NDArray[np.int64]:
    count = len(a.begin)
    whole = (ONE << a.size.astype(np.uint64)) - ONE
    of_a = [number.take(a.begin + step, mode="clip") for step in range(int(a.size.max()))]
    free: NDArray[np.uint64] = ~np.zeros(count, np.uint64)
    for step in range(int(b.size.max())):
        word = number.take(b.begin + step, mode="clip")
        same: NDArray[np.uint64] = np.zeros(count, np.uint64)
        for bit, other in enumerate(of_a):
            same |= (word == other).astype(np.uint64) << np.uint64(bit)
        met: NDArray[np.uint64] = np.where(step < b.size, free & same & whole, np.uint64(0))
        free = (free + met) | (free - met)
    return a.size - np.bitwise_count(free & whole)
