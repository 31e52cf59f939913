"""Reports joined into clusters by average likeness, where a join must be worthy of what it joins.

Agglomerative clustering with average linkage (UPGMA, Sokal and Michener 1958) with one condition more: two clusters
join only if they are nearly as like each other as their own members are. Two events of the same kind, with the
same people at the same place, are like each other, but their reports are still more like their own.

Only clusters of which two reports were found to be alike are looked at. The likenesses of their other reports are
asked for when their mean may turn out high enough for a join, and not before.
"""

import heapq
from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from stemma.group.likeness import UNIT, Alike
from stemma.group.vectors import Whole
from stemma.settings import GroupSettings

Ask = Callable[[Whole, Whole], Alike]  # how like some reports are to others: all pairs, row by row


class Known(NamedTuple):
    """What is known of two clusters: sums of likeness and of what days say, over how many pairs of their reports."""

    likeness: int
    against: int
    pairs: int


class Clusters(NamedTuple):
    """The clusters as they are: by the number of the first report, the numbers of all; what is known of each two."""

    members: list[list[int]]
    inside: list[int]  # sum of likeness inside
    within: list[float]  # mean likeness inside, 0 for a single report
    near: list[dict[int, Known]]


def cluster(count: int, alike: Alike, ask: Ask, settings: GroupSettings) -> Whole:
    """A cluster number for each of ``count`` reports; the number is the smallest index in the cluster."""
    state = Clusters([[index] for index in range(count)], [0] * count, [0.0] * count, [{} for _ in range(count)])
    changed = [0] * count
    queue: list[tuple[float, int, int, int, int]] = []
    for a, b, likeness, against in zip(*(part.tolist() for part in alike), strict=True):
        known = Known(likeness, against, 1)
        state.near[a][b] = state.near[b][a] = known
        if worthy(state, a, b, known, settings):
            queue.append((-likeness / UNIT, a, b, 0, 0))
    heapq.heapify(queue)
    while queue:
        _, a, b, was_a, was_b = heapq.heappop(queue)
        if changed[a] != was_a or changed[b] != was_b:
            continue
        changed[a] += 1
        changed[b] = -1
        for c, value in join(state, a, b, ask, settings):
            low, high = min(a, c), max(a, c)
            heapq.heappush(queue, (-value, low, high, changed[low], changed[high]))
    label = np.arange(count)
    for index, members in enumerate(state.members):
        label[members] = index
    return label


def join(state: Clusters, a: int, b: int, ask: Ask, settings: GroupSettings) -> list[tuple[int, float]]:
    """Cluster ``b`` joined to ``a``; those that are worthy to join them next, with their likeness."""
    one, other = state.near[a], state.near[b]
    before = state.members[a], state.members[b]
    state.members[a], state.members[b] = sorted(before[0] + before[1]), []
    size = len(state.members[a])
    state.inside[a] += state.inside[b] + one[b].likeness
    state.within[a] = state.inside[a] / (UNIT * size * (size - 1) / 2)
    del one[b], other[a]
    state.near[a], state.near[b] = {}, {}
    lacking: tuple[list[int], list[int]] = ([], [])
    sides: dict[int, list[Known | None]] = {}
    ready = []
    for c in sorted(one.keys() | other.keys()):
        theirs = state.near[c]
        theirs.pop(a, None)
        theirs.pop(b, None)
        parts = [one.get(c), other.get(c)]
        known = add(parts)
        pairs = len(state.members[a]) * len(state.members[c])
        if known.pairs < pairs:
            if not may_join(state, a, c, known, pairs, settings):
                state.near[a][c] = theirs[a] = known
                continue
            for side in (0, 1):
                part = parts[side]
                if part is None or part.pairs < len(before[side]) * len(state.members[c]):
                    parts[side] = None
                    lacking[side].append(c)
            sides[c] = parts
        ready.append((c, known))
    for side in (0, 1):
        if lacking[side]:
            for c, known in zip(lacking[side], ask_for(state, before[side], lacking[side], ask), strict=True):
                sides[c][side] = known
    found = []
    for c, known in ready:
        known = add(sides[c]) if c in sides else known
        value = known.likeness / (UNIT * known.pairs)
        if value < settings.least_likeness:  # means only fall: they will never join
            continue
        state.near[a][c] = state.near[c][a] = known
        if worthy(state, a, c, known, settings):
            found.append((c, value))
    return found


def add(parts: list[Known | None]) -> Known:
    """What is known of two clusters, each beside a third, taken together."""
    told = [part for part in parts if part]
    return told[0] if len(told) == 1 else Known(*map(sum, zip(*told, strict=True)))


def ask_for(state: Clusters, rows: list[int], others: list[int], ask: Ask) -> list[Known]:
    """What there is to know of some reports and each of some clusters."""
    columns = np.array([index for c in others for index in state.members[c]], np.int64)
    count = np.array([len(state.members[c]) for c in others])
    starts = np.cumsum(count) - count
    few = np.array(rows, np.int64)
    turned = len(few) > len(columns)
    told = ask(columns, few) if turned else ask(few, columns)
    sums = []
    for values in (told.likeness, told.against):
        square = values.reshape(len(columns), len(few)).T if turned else values.reshape(len(few), len(columns))
        sums.append(np.add.reduceat(square.sum(axis=0), starts).tolist())
    return [Known(*one) for one in zip(*sums, (count * len(few)).tolist(), strict=True)]


def may_join(state: Clusters, a: int, c: int, known: Known, pairs: int, settings: GroupSettings) -> bool:
    """Whether two clusters could be worthy of a join if the pairs not known were as alike as such pairs can be."""
    rest = pairs - known.pairs
    most = known.likeness / UNIT + rest * settings.least_likeness
    least = (known.against / UNIT - rest) / pairs
    return most / pairs >= demand(state, a, c, least, settings)


def worthy(state: Clusters, a: int, c: int, known: Known, settings: GroupSettings) -> bool:
    """Whether two clusters may join."""
    value = known.likeness / (UNIT * known.pairs)
    return value >= demand(state, a, c, known.against / (UNIT * known.pairs), settings)


def demand(state: Clusters, a: int, c: int, strict: float, settings: GroupSettings) -> float:
    """How like each other two clusters must be to join."""
    sizes = len(state.members[a]), len(state.members[c])
    return max(settings.least_likeness, due(state.within[a], sizes[0], state.within[c], sizes[1], strict, settings))


def due(
    within_a: float, size_a: float, within_b: float, size_b: float, strict: float, settings: GroupSettings
) -> float:
    """How like each other two clusters must be to join, given how like their own members are."""
    if strict > 1:
        probable = due(within_a, size_a, within_b, size_b, 1.0, settings)
        return probable + (max(settings.sure, probable) - probable) * (strict - 1)
    eased = 1 + settings.eased * min(strict, 0.0)
    strict = max(strict, 0.0)
    if size_a == size_b == 1:
        return eased * (settings.pair + (settings.strict_pair - settings.pair) * strict)
    enough = settings.enough + (settings.strict_enough - settings.enough) * strict
    if size_a > 1 and size_b > 1:
        # The looser cluster is the measure of the two, but a crowd may be loose because it holds several events.
        looser, tighter = min(within_a, within_b, enough), min(max(within_a, within_b), enough)
        low, high = settings.crowd
        crowded = min(1.0, max(0.0, (size_a + size_b - low) / (high - low)))
        measure, worthy = looser + crowded * (tighter - looser), settings.worthy
    else:
        measure, worthy = min(within_a if size_a > 1 else within_b, enough), settings.worthy_single
    return eased * (worthy + (settings.strict_worthy - worthy) * strict) * measure
