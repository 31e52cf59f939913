"""Words that are marked (furniture, quoted speech, what stands nearly everywhere), a bit for each."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from stemma.trace.pile import Marks, Numbers, Places

AT_ONCE = 1 << 14  # stretches looked up at a time
ONE = np.uint64(1)


class Marked(NamedTuple):
    """Marked words: a bit of ``bits`` (uint64) for each, the first word's lowest; ``before``: those before each 64 words.

    So the marked words up to any place are told at once (Jacobson's rank, 1989), and all of it takes 12 bytes for 64
    words: it stays in the processor's cache where stretches to search in would not. The last number of ``bits`` is 0.
    """

    bits: Numbers
    before: Places

    def up_to(self, place: Places) -> Places:
        """How many words before each place are marked."""
        at = np.minimum(place >> 6, len(self.bits) - 1)
        below = (ONE << (place & 63).astype(np.uint64)) - ONE
        return np.asarray(self.before.take(at) + np.bitwise_count(self.bits.take(at) & below), np.int64)

    def share(self, begin: Places, end: Places) -> NDArray[np.float64]:
        """The share of marked words in each stretch ``[begin, end)``."""
        shares = np.empty(len(begin), np.float64)
        # Some at a time: where a stretch ends is looked up while what was read for its beginning is in the cache.
        for low in range(0, len(begin), AT_ONCE):
            first, last = begin[low : low + AT_ONCE], end[low : low + AT_ONCE]
            shares[low : low + AT_ONCE] = (self.up_to(last) - self.up_to(first)) / np.maximum(1, last - first)
        return shares


def covered(begin: Places, end: Places, least: int = 1) -> Marked:
    """The words that at least so many of the stretches ``[begin, end)`` cover."""
    place = np.r_[begin, end]
    change = np.repeat(np.array([1, -1]), [len(begin), len(end)])
    order = np.argsort(place, kind="stable")
    place, over = place[order], np.cumsum(change[order]) >= least
    last: Marks = np.ones(len(place), bool)
    np.not_equal(place[1:], place[:-1], out=last[:-1])
    place, over = place[last], over[last]
    return marked(place[over != np.r_[False, over[:-1]]])


def runs_of(place: Places, size: int) -> Marked:
    """The words of the stretches of ``size`` words that begin at these places, which are in order."""
    new = np.ones(len(place) + 1, bool)
    np.greater(place[1:], place[:-1] + size, out=new[1:-1])
    return marked(np.stack([place[new[:-1]], place[new[1:]] + size], axis=1).ravel())


def marked(turns: Places) -> Marked:
    """The words of stretches, in order and apart: ``turns`` are by turns the first word of one and the first after it."""
    bits = np.zeros((int(turns[-1]) >> 6) + 2 if len(turns) else 1, np.uint64)
    np.bitwise_xor.at(bits, turns >> 6, ONE << (turns & 63).astype(np.uint64))
    # A word is marked after an odd number of turns: within each 64 words, and then by whether one was open before them.
    for step in (1, 2, 4, 8, 16, 32):
        bits ^= bits << np.uint64(step)
    bits ^= np.uint64(0) - np.r_[np.uint64(0), np.bitwise_xor.accumulate(bits >> np.uint64(63))[:-1]]
    return Marked(bits, np.r_[0, np.cumsum(np.bitwise_count(bits[:-1]), dtype=np.int64)])
