"""Seeds joined into passages: over small gaps, along about one diagonal, and on past the last seed.

The way of sequence alignment programs (seed, chain, extend: Altschul et al. 1990; Li 2018), on words.
"""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import chain, pairwise

import numpy as np

from stemma.align import Stretches, count_common
from stemma.settings import TraceSettings
from stemma.trace.extend import Words, extend
from stemma.trace.passages import Passages
from stemma.trace.pile import Pile, Places
from stemma.trace.seeds import Runs, Seeds, draw_out
from stemma.word_arrays import stretches

AT_ONCE = 1 << 17  # runs looked at at a time: some 40 MB, and enough for threads not to wait for each other
NEXT = 6  # how many later seeds of the same two texts are looked at for a seed's successor


def find_passages(pile: Pile, seeds: Seeds, settings: TraceSettings, threads: int = 1) -> Passages:
    """The shared passages of the pile's texts that grow from the seeds.

    Each has at least ``settings.least_quoted`` matched words.
    """
    words = Words(pile, pile.number.astype(np.uint32))

    def found(own: Seeds) -> list[Passages]:
        # From the seed to the passage at one go: the words of the texts are then still in the processor's cache.
        runs = draw_out(pile, own, settings.gram)
        parts = (Runs(*(column[low:high] for column in runs)) for low, high in pairwise(_cuts(pile, runs)))
        return [_passages_of(words, part, settings) for part in parts]

    with ThreadPoolExecutor(threads) as pool:
        parts = list(chain.from_iterable(pool.map(found, by_text(pile, seeds))))
    return Passages(*(np.concatenate(columns) for columns in zip(*parts, strict=True)))


def by_text(pile: Pile, seeds: Seeds) -> Iterator[Seeds]:
    """The seeds some ``AT_ONCE`` at a time, by their text a; those of one text stay together. At least once, if none."""
    text = pile.text.take(seeds.a)
    count = np.bincount(text, minlength=1)
    of_text = np.minimum((np.cumsum(count) - count) // AT_ONCE, np.iinfo(np.uint16).max).astype(np.uint16)
    part = of_text.take(text)
    order = np.argsort(part, kind="stable")  # sixteen bits are sorted by counting
    for low, high in pairwise(np.r_[0, np.cumsum(np.bincount(part, minlength=1))].tolist()):
        own = order[low:high]
        yield Seeds(seeds.a.take(own), seeds.b.take(own))


def _cuts(pile: Pile, runs: Runs) -> list[int]:
    """Where the runs are cut into parts that are looked at one by one; those of two texts stay together."""
    count = len(runs.a)
    cuts = [0]
    while cuts[-1] < count or len(cuts) == 1:
        at = min(cuts[-1] + AT_ONCE, count)
        while at < count and all(pile.text[side[at - 1]] == pile.text[side[at]] for side in (runs.a, runs.b)):
            at += 1
        cuts.append(at)
    return cuts


def _passages_of(words: Words, runs: Runs, settings: TraceSettings) -> Passages:
    """The shared passages of the texts of some runs, which must be all that these texts share."""
    pile = words.pile
    pair = pile.pair(runs.a, runs.b)
    passages = extend(words, join_chains(pile, runs, link(pair, runs, settings), settings), settings)
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
    wide = np.minimum(a_gap, b_gap) > 1
    matched[wide] = count_common(pile.number, Stretches(a_low, a_gap).take(wide), Stretches(b_low, b_gap).take(wide))
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
    order = np.argsort(ancestor, kind="stable")
    begin = np.flatnonzero(np.r_[True, np.diff(ancestor[order]) > 0]) if len(order) else np.empty(0, np.int64)
    heads = ancestor[order][begin]
    return Passages(
        runs.a[heads],
        np.maximum.reduceat((runs.a + runs.length)[order], begin) if len(begin) else heads,
        runs.b[heads],
        np.maximum.reduceat((runs.b + runs.length)[order], begin) if len(begin) else heads,
        np.add.reduceat(weight[order], begin) if len(begin) else heads,
        np.zeros(len(heads), bool),
    )


def without_shadows(pile: Pile, passages: Passages, settings: TraceSettings) -> Passages:
    """Passages of which both sides stand, nearly whole, in longer passages of the same two texts are dropped."""
    pair = pile.pair(passages.a_begin, passages.b_begin)
    order = np.lexsort((passages.b_begin, passages.a_begin, pair))
    passages, pair = passages.take(order), pair[order]
    edges = np.flatnonzero(np.r_[True, pair[1:] != pair[:-1], True])
    # Only where passages of two texts overlap in the one can a passage be hidden.
    over = (pair[1:] == pair[:-1]) & (passages.a_begin[1:] < passages.a_end[:-1])
    doubtful = np.unique(np.searchsorted(edges, np.flatnonzero(over), side="right") - 1)
    size = np.diff(edges)[doubtful]
    rows = stretches(edges[doubtful], size)
    own = passages.take(rows)
    longest = np.lexsort((own.b_begin, own.a_begin, -own.words, np.repeat(doubtful, size)))
    spans = list(zip(*(column[longest].tolist() for column in own[:4]), strict=True))
    kept = np.ones(len(pair), bool)
    for low, high in pairwise([0, *np.cumsum(size).tolist()]):
        kept[rows[longest[low:high]]] = lit(spans[low:high], settings.shadow)
    return passages.take(kept)


def lit(passages: Sequence[tuple[int, int, int, int]], shadow: float) -> list[bool]:
    """Which of the passages of two texts (begin and end in a, in b), longest first, are not mostly covered on both sides
    by those before.
    """
    kept: list[bool] = []
    taken: list[tuple[int, int, int, int]] = []
    for own in passages:
        sides = ((own[side], own[side + 1], [(one[side], one[side + 1]) for one in taken]) for side in (0, 2))
        covered = all(
            sum(max(0, min(end, high) - max(begin, low)) for low, high in spans) >= shadow * (end - begin)
            for begin, end, spans in sides
        )
        kept.append(not covered)
        if kept[-1]:
            taken.append(own)
    return kept
