"""Which of the words laid on columns show a text in common, and which only names and turns that the matter brings with it.

Reports of one matter have the same names in them; two that share nothing else must not be set against each other at
each of these. What holds is a stretch in which words in common stand close together and are enough.
"""

import numpy as np
from numpy.typing import NDArray

from stemma.collate.tokens import Ints
from stemma.settings import CollateSettings


def loosen(
    equal: NDArray[np.bool_], column: Ints, strand: Ints, before: Ints, columns: int, settings: CollateSettings
) -> None:
    """Take off their columns the words in the common order that no island holds; writes into ``column`` and ``before``.

    ``equal`` says of each word whether it stands on a column that has the same word. Words taken off stand together,
    before the island that follows.
    """
    common = np.flatnonzero(equal & (strand == 0))
    kept = find_islands(common, column, len(column), settings)
    base = np.flatnonzero(strand == 0)
    held = np.zeros(len(column), np.bool_)
    following = np.full(len(column), columns, np.int32)
    for begin, end in kept[::-1]:
        inside = base[(base >= begin) & (base <= end)]
        held[inside] = True
        place = np.where(column[inside] < 0, before[inside], column[inside])
        following[:begin] = int(place.min())
    loose = base[~held[base]]
    column[loose] = -1
    before[loose] = following[loose]


def find_islands(
    common: NDArray[np.intp], column: Ints, words: int, settings: CollateSettings
) -> list[tuple[int, int]]:
    """The stretches of a text, by first and last word, that it has in common with what is on the columns.

    Words in common that follow one another closely, in the text or on the columns, are an island when they are many
    enough (in a short text, enough of it) and dense enough. What is less stands when it lies close between two islands.
    """
    if not len(common):
        return []
    near = (np.diff(common) <= settings.lacuna + 1) | (np.diff(column[common]) <= settings.lacuna + 1)
    starts = np.concatenate([[0], np.flatnonzero(~near) + 1])
    stops = np.append(starts[1:], len(common)) - 1
    count = stops - starts + 1
    span = np.minimum(common[stops] - common[starts], column[common[stops]] - column[common[starts]]) + 1
    enough = min(settings.least_island, -(-words // 3))
    strong = (count >= enough) & (count >= settings.island_share * span)
    made: list[tuple[int, int]] = []
    for first, last in zip(common[starts[strong]].tolist(), common[stops[strong]].tolist(), strict=True):
        begin, end = max(first - settings.shore, 0), min(last + settings.shore, words - 1)
        if made and first - (made[-1][1] - settings.shore) <= settings.rewording:
            made[-1] = (made[-1][0], end)
        else:
            made.append((max(begin, made[-1][1] + 1) if made else begin, end))
    return made
