"""What lies between two anchors, aligned word by word.

Needleman and Wunsch's alignment with the affine gaps of Gotoh (J. Mol. Biol. 162, 1982), a whole row at a time.
Scores are whole numbers, so that the way back can be read from them exactly.
"""

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from stemma.collate.tokens import Ints, Vocabulary
from stemma.settings import CollateSettings

Scores = NDArray[np.int32]


def score(x: Ints, nodes: Ints, column: Ints, columns: int, words: Vocabulary, settings: CollateSettings) -> Scores:
    """Scores of x's words against each of ``columns`` columns: of the best word that a witness has there.

    ``nodes`` are the distinct words of the columns, ``column`` (ascending, each at least once) where each stands.
    """
    equal = x[:, None] == nodes[None, :]
    value = np.where(words.content[x], settings.match, settings.function_match).astype(np.int32)
    made = np.where(equal, value[:, None], np.int32(settings.mismatch))
    unlike = ~equal & words.content[x][:, None] & words.content[nodes][None, :]
    if unlike.any():
        close = process.cdist(
            [words.forms[i] for i in x.tolist()],
            [words.forms[i] for i in nodes.tolist()],
            scorer=Levenshtein.normalized_similarity,
            score_cutoff=settings.near,
            dtype=np.float32,
        )
        made = np.where(unlike & (close > 0), (close * settings.near_match).astype(np.int32), made)
    starts = np.searchsorted(column, np.arange(columns))
    return np.asarray(np.maximum.reduceat(made, starts, axis=1), np.int32)


def align_gap(scores: Scores, settings: CollateSettings) -> list[int]:
    """For each row (a word) its column, or -1 - c where it stands alone just before column c."""
    rows, columns = scores.shape
    opened, extend = settings.gap_open, settings.gap_extend
    steps = np.arange(columns + 1, dtype=np.int32) * extend
    best = np.empty((rows + 1, columns + 1), np.int32)
    best[0] = -opened - steps
    best[0, 0] = 0
    down = np.full(columns + 1, -(1 << 28), np.int32)
    for i in range(1, rows + 1):
        above = best[i - 1]
        down = np.maximum(above - opened, down) - extend
        here = down.copy()
        np.maximum(here[1:], above[:-1] + scores[i - 1], out=here[1:])
        reach = np.maximum.accumulate(here + steps)
        np.maximum(here[1:], reach[:-1] - opened - steps[1:], out=here[1:])
        best[i] = here
    return trace_back(best, scores, opened, extend)


def trace_back(best: Scores, scores: Scores, opened: int, extend: int) -> list[int]:
    """The way through ``best`` that gave its last value; where several did, the one that pairs words earliest."""
    table: list[list[int]] = best.tolist()
    i, j = scores.shape
    placed = [-1] * i
    while i and j:
        here = table[i][j]
        if (left := next((k for k in range(1, j + 1) if table[i][j - k] - opened - extend * k == here), 0)) > 0:
            j -= left
        elif (up := next((k for k in range(1, i + 1) if table[i - k][j] - opened - extend * k == here), 0)) > 0:
            for k in range(1, up + 1):
                placed[i - k] = -1 - j
            i -= up
        else:
            i, j = i - 1, j - 1
            placed[i] = j
    for k in range(i):
        placed[k] = -1
    return placed
