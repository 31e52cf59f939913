"""Words that are marked (furniture, quoted speech, what stands nearly everywhere), as stretches of a row of words."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from stemma.trace.pile import Marks, Places

AT_ONCE = 1 << 14  # stretches looked up at a time


class Marked(NamedTuple):
    """Stretches ``[begin, end)`` of words, in order and apart from one another; ``before``: the marked words before each."""

    begin: Places
    end: Places
    before: Places

    def up_to(self, place: Places) -> Places:
        """How many words before each place are marked."""
        if not len(self.begin):
            return np.zeros(len(place), np.int64)
        at = np.maximum(np.searchsorted(self.begin, place, side="right") - 1, 0)
        begin, end = self.begin[at], self.end[at]
        return np.asarray(self.before[at] + np.clip(place - begin, 0, end - begin), np.int64)

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
    turns = over != np.r_[False, over[:-1]]
    return marked(place[turns & over], place[turns & ~over])


def runs_of(place: Places, size: int) -> Marked:
    """The words of the stretches of ``size`` words that begin at these places, which are in order."""
    new = np.ones(len(place) + 1, bool)
    np.greater(place[1:], place[:-1] + size, out=new[1:-1])
    return marked(place[new[:-1]], place[new[1:]] + size)


def marked(begin: Places, end: Places) -> Marked:
    """Stretches, in order and apart."""
    size = end - begin
    return Marked(begin, end, np.cumsum(size) - size)
