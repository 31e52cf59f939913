"""Runs of words that stand in two texts, and which of them stand there in the same order."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from stemma.collate.tokens import Ints

# Chaining costs the square of this many blocks; only the longest take part.
MOST_BLOCKS = 3000


class Grams(NamedTuple):
    """The runs of ``n`` words of a text: ``value`` sorted, ``at`` the word each begins at."""

    value: NDArray[np.uint64]
    at: Ints


class Blocks(NamedTuple):
    """Runs in common: ``length`` words from ``x`` in the one text lie on the columns ``first`` to ``last``.

    ``y`` and ``witness`` say in which text, and from which of its words, the run was found; ``weight`` counts content words.
    """

    x: Ints
    length: Ints
    first: Ints
    last: Ints
    weight: Ints
    columns: tuple[Ints, ...]


def gram_values(ids: Ints, size: int) -> NDArray[np.uint64]:
    """One 64-bit number for each run of ``size`` words, in order (wrapping arithmetic; the multiplier is odd)."""
    if len(ids) < size:
        return np.zeros(0, np.uint64)
    count = len(ids) - size + 1
    value = np.zeros(count, np.uint64)
    for offset in range(size):
        value = value * np.uint64(0x9E3779B97F4A7C15) + ids[offset : offset + count].astype(np.uint64) + np.uint64(1)
        value ^= value >> np.uint64(29)
    return value


def find_grams(ids: Ints, size: int) -> Grams:
    """The runs of ``size`` words of a text, sorted so that another's can be looked up."""
    value = gram_values(ids, size)
    order = np.argsort(value, kind="stable")
    return Grams(value[order], order.astype(np.int32))


def find_runs(
    x: NDArray[np.uint64], free: NDArray[np.bool_], y: Grams, size: int, commonest: int
) -> list[tuple[int, int, int]]:
    """The longest runs in common, as (first word in x, first word in y, length), in order of x then y.

    ``x`` are the values of x's runs by position, ``free`` says which may be used; a run that stands more than
    ``commonest`` times in y anchors nothing.
    """
    wanted = np.flatnonzero(free)
    left = np.searchsorted(y.value, x[wanted], "left")
    count = np.searchsorted(y.value, x[wanted], "right") - left
    keep = (count > 0) & (count <= commonest)
    wanted, left, count = wanted[keep], left[keep], count[keep]
    if not len(wanted):
        return []
    at_x = np.repeat(wanted, count)
    step = np.arange(len(at_x)) - np.repeat(np.cumsum(count) - count, count)
    at_y = y.at[np.repeat(left, count) + step].astype(np.int64)
    diagonal = at_x - at_y
    order = np.lexsort((at_x, diagonal))
    at_x, at_y, diagonal = at_x[order], at_y[order], diagonal[order]
    new = np.ones(len(at_x), np.bool_)
    new[1:] = (np.diff(diagonal) != 0) | (np.diff(at_x) != 1)
    start = np.flatnonzero(new)
    length = np.diff(np.append(start, len(at_x))) + size - 1
    return sorted(zip(at_x[start].tolist(), at_y[start].tolist(), length.tolist(), strict=True))


def make_blocks(found: list[tuple[int, Ints]], weighty: Ints, least: int) -> Blocks:
    """Blocks from (first word in x, the columns of the run); those with fewer than ``least`` content words are dropped.

    ``weighty`` is the running count of x's content words, one longer than x. A run whose columns do not ascend
    (the other text moved a part of it) falls into several blocks.
    """
    pieces: dict[tuple[int, int, int], Ints] = {}
    for x, columns in found:
        cuts = np.flatnonzero(np.diff(columns) <= 0) + 1
        for begin, end in zip([0, *cuts.tolist()], [*cuts.tolist(), len(columns)], strict=True):
            piece = columns[begin:end]
            if weighty[x + end] - weighty[x + begin] >= least:
                pieces.setdefault((x + begin, int(piece[0]), end - begin), piece)
    ordered = sorted(pieces.items())
    if len(ordered) > MOST_BLOCKS:
        ordered = sorted(sorted(ordered, key=lambda item: (-item[0][2], item[0]))[:MOST_BLOCKS])
    xs = np.array([key[0] for key, _ in ordered], np.int32)
    lengths = np.array([key[2] for key, _ in ordered], np.int32)
    return Blocks(
        xs,
        lengths,
        np.array([key[1] for key, _ in ordered], np.int32),
        np.array([piece[-1] for _, piece in ordered], np.int32),
        (weighty[xs + lengths] - weighty[xs]).astype(np.int32) if len(xs) else np.zeros(0, np.int32),
        tuple(piece for _, piece in ordered),
    )


def chain(blocks: Blocks) -> list[int]:
    """The heaviest sequence of blocks that ascend in both texts; neighbours may overlap and are trimmed later.

    A block's weight is its words and, twice, its content words, less what it shares with the one before.
    """
    count = len(blocks.x)
    if not count:
        return []
    end_x = blocks.x + blocks.length
    total = (blocks.length + 2 * blocks.weight).astype(np.int64)
    best = total.copy()
    before = np.full(count, -1, np.int64)
    for j in range(1, count):
        x, first = blocks.x[j], blocks.first[j]
        overlap = np.maximum(np.maximum(end_x[:j] - x, blocks.last[:j] + 1 - first), 0)
        fits = (
            (blocks.x[:j] < x)
            & (blocks.first[:j] < first)
            & (end_x[:j] < end_x[j])
            & (blocks.last[:j] < blocks.last[j])
        )
        gain = np.where(fits & (overlap < blocks.length[j]), best[:j] - 3 * overlap, -1)
        k = int(gain.argmax())
        if gain[k] > 0:
            best[j] = total[j] + gain[k]
            before[j] = k
    path = []
    at = int(best.argmax())
    while at >= 0:
        path.append(at)
        at = int(before[at])
    return path[::-1]
