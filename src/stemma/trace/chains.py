"""Seeds joined into passages: over small gaps, along about one diagonal, and on past the last seed.

The way of sequence alignment programs (seed, chain, extend: Altschul et al. 1990; Li 2018), on words.
"""

from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from stemma.align import align_words
from stemma.settings import TraceSettings
from stemma.trace.pile import Pile, Places
from stemma.trace.seeds import Runs

Marks = NDArray[np.bool_]

NEXT = 6  # how many later seeds of the same two texts are looked at for a seed's successor
AT_ONCE = 100_000  # passages extended at a time: 100 MB


class Passages(NamedTuple):
    """Aligned passages: places ``[a_begin, a_end)`` and ``[b_begin, b_end)`` of a pile, ``words`` of them matched."""

    a_begin: Places
    a_end: Places
    b_begin: Places
    b_end: Places
    words: Places

    def take(self, which: NDArray[np.int64] | Marks) -> "Passages":
        return Passages(*(column[which] for column in self))


def find_passages(pile: Pile, runs: Runs, settings: TraceSettings) -> Passages:
    """The shared passages of the pile's texts, each of at least ``settings.least_quoted`` matched words."""
    pair = pile.text[runs.a].astype(np.int64) * len(pile.first) + pile.text[runs.b]
    order = np.lexsort((runs.b, runs.a, pair))
    runs = Runs(*(column[order] for column in runs))
    successor = link(pair[order], runs, settings)
    passages = join_chains(pile, runs, successor, settings)
    passages = passages.take(worth_extending(pile, passages, settings))
    for forward in (True, False):
        parts = [extend(pile, part, settings, forward=forward) for part in batches(passages)]
        passages = Passages(*(np.concatenate(columns) for columns in zip(*parts, strict=True)))
    longer = np.maximum(passages.a_end - passages.a_begin, passages.b_end - passages.b_begin)
    passages = passages.take(
        (passages.words >= settings.least_quoted) & (passages.words >= settings.least_identity * longer)
    )
    return without_shadows(pile, passages, settings)


def link(pair: Places, runs: Runs, settings: TraceSettings) -> Places:
    """For each run the run that continues it, -1 for none: the nearest, where each is the other's nearest.

    ``runs`` are sorted by pair, then place.
    """
    count = len(runs.a)
    best = np.full(count, np.iinfo(np.int64).max)
    successor = np.full(count, -1, np.int64)
    a_end, b_end = runs.a + runs.length, runs.b + runs.length
    for step in range(1, min(NEXT + 1, count)):
        a_gap, b_gap = runs.a[step:] - a_end[:-step], runs.b[step:] - b_end[:-step]
        # Runs may overlap by a few words where a word is repeated at an insertion or deletion.
        allowed = (
            (pair[step:] == pair[:-step])
            & (np.minimum(a_gap, b_gap) > -settings.gram)
            & (np.maximum(a_gap, b_gap) <= settings.reach)
            & (np.abs(a_gap - b_gap) <= settings.drift)
        )
        cost = np.where(allowed, np.maximum(a_gap, b_gap) + np.abs(a_gap - b_gap), np.iinfo(np.int64).max)
        nearer = cost < best[:-step]
        best[:-step][nearer] = cost[nearer]
        successor[:-step][nearer] = np.flatnonzero(nearer) + step
    # Where two runs want one successor, the nearer has it (the earlier, where they are as near).
    wanting = np.flatnonzero(successor >= 0)
    order = wanting[np.lexsort((wanting, best[wanting], successor[wanting]))]
    wanted = successor[order]
    lost = order[1:][wanted[1:] == wanted[:-1]]
    successor[lost] = -1
    return successor


def join_chains(pile: Pile, runs: Runs, successor: Places, settings: TraceSettings) -> Passages:
    """Linked runs as passages; a link over a gap that holds too little in common is broken."""
    left = np.flatnonzero(successor >= 0)
    right = successor[left]
    overlap = np.maximum(
        0,
        np.maximum(runs.a[left] + runs.length[left] - runs.a[right], runs.b[left] + runs.length[left] - runs.b[right]),
    )
    a_low, b_low = runs.a[left] + runs.length[left], runs.b[left] + runs.length[left]
    a_gap, b_gap = runs.a[right] + overlap - a_low, runs.b[right] + overlap - b_low
    matched = np.zeros(len(left), np.int64)
    for at in np.flatnonzero(np.minimum(a_gap, b_gap) > 1):
        matched[at] = sum(
            match.length
            for match in align_words(
                pile.number[a_low[at] : a_low[at] + a_gap[at]].tolist(),
                pile.number[b_low[at] : b_low[at] + b_gap[at]].tolist(),
            )
        )
    kept = np.maximum(a_gap, b_gap) - matched <= settings.gap
    left, right, gained = left[kept], right[kept], (matched - overlap)[kept]
    # The head of each chain, by doubling the step: after k rounds a run knows its ancestor 2^k links back.
    ancestor = np.arange(len(runs.a))
    ancestor[right] = left
    while True:
        further = ancestor[ancestor]
        if np.array_equal(further, ancestor):
            break
        ancestor = further
    weight = runs.length.copy()
    weight[right] += gained
    heads, chain = np.unique(ancestor, return_inverse=True)
    words = np.bincount(chain, weights=weight, minlength=len(heads)).astype(np.int64)
    a_end, b_end = np.zeros(len(heads), np.int64), np.zeros(len(heads), np.int64)
    np.maximum.at(a_end, chain, runs.a + runs.length)
    np.maximum.at(b_end, chain, runs.b + runs.length)
    return Passages(runs.a[heads], a_end, runs.b[heads], b_end, words)


def batches(passages: Passages) -> list[Passages]:
    """The passages by ``AT_ONCE``; at least one batch."""
    return [
        passages.take(np.arange(low, min(low + AT_ONCE, len(passages.words))))
        for low in range(0, max(1, len(passages.words)), AT_ONCE)
    ]


def worth_extending(pile: Pile, passages: Passages, settings: TraceSettings) -> Marks:
    """Which passages are long enough or would be with the words around them; most runs of six words are neither."""
    kept: Marks = passages.words >= settings.least_quoted
    short = np.flatnonzero(~kept)
    window = np.arange(settings.gram + 2)
    for low in range(0, len(short), AT_ONCE):
        some = short[low : low + AT_ONCE]
        words = passages.words[some]
        for forward in (True, False):
            around = np.zeros(len(some), np.int64)
            for skip_a, skip_b in ((0, 0), (0, 1), (1, 0)):
                a_at, a_in = places(
                    pile, passages.a_begin[some], passages.a_end[some], skip_a + window, forward=forward
                )
                b_at, b_in = places(
                    pile, passages.b_begin[some], passages.b_end[some], skip_b + window, forward=forward
                )
                same = (pile.number[a_at] == pile.number[b_at]) & a_in & b_in
                around = np.maximum(around, same.sum(axis=1))
            words = words + around
        kept[some] = words >= settings.least_quoted
    return kept


def extend(pile: Pile, passages: Passages, settings: TraceSettings, *, forward: bool) -> Passages:
    """Passages carried on past their last seed (``forward``) or before their first.

    A word that matches counts one, one that does not takes one away; the farthest place with the highest count is
    the new end, if it gains two words or more. A few words put in or left out may shift the one side.
    """
    a_begin, a_end, b_begin, b_end, words = (column.copy() for column in passages)
    open_ = np.arange(len(words))
    window = np.arange(settings.window)
    while len(open_):
        best = np.ones(len(open_), np.int64)
        reach = np.zeros((3, len(open_)), np.int64)  # words passed in a, in b, matched
        for skip_a, skip_b in ((0, 0), (0, 1), (1, 0), (0, 2), (2, 0), (0, 3), (3, 0)):
            a_at, a_in = places(pile, a_begin[open_], a_end[open_], skip_a + window, forward=forward)
            b_at, b_in = places(pile, b_begin[open_], b_end[open_], skip_b + window, forward=forward)
            same = (pile.number[a_at] == pile.number[b_at]) & a_in & b_in
            score = np.cumsum(2 * same.astype(np.int64) - 1, axis=1) - skip_a - skip_b
            far = score.shape[1] - 1 - np.argmax(score[:, ::-1], axis=1)
            top = score[np.arange(len(far)), far]
            better = top > best
            best[better] = top[better]
            reach[0][better] = far[better] + 1 + skip_a
            reach[1][better] = far[better] + 1 + skip_b
            reach[2][better] = np.cumsum(same, axis=1)[np.arange(len(far)), far][better]
        if forward:
            a_end[open_] += reach[0]
            b_end[open_] += reach[1]
        else:
            a_begin[open_] -= reach[0]
            b_begin[open_] -= reach[1]
        words[open_] += reach[2]
        open_ = open_[reach[2] > 0]
    return Passages(a_begin, a_end, b_begin, b_end, words)


def places(pile: Pile, begin: Places, end: Places, steps: Places, *, forward: bool) -> tuple[Places, Marks]:
    """The places ``steps`` words on from each end (or back from each beginning), and which lie in the same text."""
    at = end[:, None] + steps if forward else begin[:, None] - 1 - steps
    inside = (at >= 0) & (at < len(pile.text))
    at = np.where(inside, at, 0)
    return at, inside & (pile.text[at] == pile.text[begin][:, None])


def without_shadows(pile: Pile, passages: Passages, settings: TraceSettings) -> Passages:
    """Passages of which both sides stand, nearly whole, in longer passages of the same two texts are dropped."""
    pair = pile.text[passages.a_begin].astype(np.int64) * len(pile.first) + pile.text[passages.b_begin]
    order = np.lexsort((passages.b_begin, passages.a_begin, -passages.words, pair))
    passages, pair = passages.take(order), pair[order]
    edges = np.flatnonzero(np.r_[True, pair[1:] != pair[:-1], True]).tolist()
    kept = np.ones(len(pair), bool)
    for low, high in pairwise(edges):
        if high - low > 1:
            kept[low:high] = lit(passages.take(np.arange(low, high)), settings.shadow)
    return passages.take(kept)


def lit(passages: Passages, shadow: float) -> list[bool]:
    """Which of the passages of two texts, longest first, are not mostly covered on both sides by those before."""
    kept: list[bool] = []
    columns = [column.tolist() for column in passages]
    spans: tuple[list[tuple[int, int]], list[tuple[int, int]]] = ([], [])
    for a_begin, a_end, b_begin, b_end, _ in zip(*columns, strict=True):
        covered = [
            sum(max(0, min(end, high) - max(begin, low)) for low, high in taken) >= shadow * (end - begin)
            for (begin, end), taken in zip(((a_begin, a_end), (b_begin, b_end)), spans, strict=True)
        ]
        kept.append(not all(covered))
        if kept[-1]:
            spans[0].append((a_begin, a_end))
            spans[1].append((b_begin, b_end))
    return kept
