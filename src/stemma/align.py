"""Two sequences of words, aligned: which runs of one stand again, in the same order, in the other."""

from collections.abc import Sequence
from typing import NamedTuple

from rapidfuzz.distance import Indel


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
