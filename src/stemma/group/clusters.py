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

from stemma.group.days import LEADS_REACH, far_days
from stemma.group.likeness import UNIT, Alike
from stemma.group.vectors import Whole
from stemma.settings import GroupSettings

ANY_DAY = 1 << 40  # later than any day
Ask = Callable[[Whole, Whole], Alike]  # how like some reports are to others: all pairs, row by row


Known = tuple[int, int, int]
"""What is known of two clusters: sums of likeness and of what days say, and over how many pairs of their reports."""


class Clusters(NamedTuple):
    """The clusters as they are: by the number of the first report, the numbers of all; what is known of each two.

    ``inside`` is the sum of likeness inside, ``within`` the mean, 0 for a single report; ``first`` and ``last`` are
    the days of the earliest and the latest dated report, ``dated`` is whether all are.
    """

    members: list[list[int]]
    inside: list[int]
    within: list[float]
    first: list[int]
    last: list[int]
    dated: list[bool]
    near: list[dict[int, Known]]


def cluster(published: Whole, alike: Alike, ask: Ask, settings: GroupSettings) -> Whole:
    """A cluster number for each report; the number is the smallest index in the cluster.

    ``published`` are the days of the reports as numbers, 0 for none.
    """
    count = len(published)
    state = Clusters(
        [[index] for index in range(count)], [0] * count, [0.0] * count,
        np.where(published > 0, published, ANY_DAY).tolist(), np.where(published > 0, published, -ANY_DAY).tolist(),
        (published > 0).tolist(), [{} for _ in range(count)],
    )  # fmt: skip
    changed = [0] * count
    queue: list[tuple[float, int, int, int, int]] = []
    for a, b, likeness, against in zip(*(part.tolist() for part in alike), strict=True):
        state.near[a][b] = state.near[b][a] = (likeness, against, 1)
        value = likeness / UNIT
        if value >= demand(state, a, b, against / UNIT, settings):
            queue.append((-value, a, b, 0, 0))
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
    unite(state, a, b, one.pop(b)[0])
    del other[a]
    near = state.near[a]
    size = len(state.members[a])
    lacking: tuple[list[int], list[int]] = ([], [])
    sides: dict[int, list[Known | None]] = {}
    ready: dict[int, Known] = {}
    for c in one.keys() | other.keys():
        theirs = state.near[c]
        parts = [theirs.pop(a, None), theirs.pop(b, None)]
        known = add(*parts)
        rest = size * len(state.members[c]) - known[2]
        if not rest:
            ready[c] = known
        elif not may_join(state, a, c, known, rest, settings):
            near[c] = theirs[a] = known
        else:
            for side, part in enumerate(parts):
                if part is None or part[2] < len(before[side]) * len(state.members[c]):
                    parts[side] = None
                    lacking[side].append(c)
            sides[c] = parts
    for side in (0, 1):
        if lacking[side]:
            for c, known in zip(lacking[side], ask_for(state, before[side], lacking[side], ask), strict=True):
                sides[c][side] = known
    found = []
    for c, known in (ready | {c: add(*parts) for c, parts in sides.items()}).items():
        value = known[0] / (UNIT * known[2])
        if value < settings.least_likeness:  # means only fall: they will never join
            continue
        near[c] = state.near[c][a] = known
        if value >= demand(state, a, c, known[1] / (UNIT * known[2]), settings):
            found.append((c, value))
    return found


def unite(state: Clusters, a: int, b: int, likeness: int) -> None:
    """Cluster ``b`` made part of ``a``, all but what is known of it beside the others."""
    state.members[a], state.members[b] = sorted(state.members[a] + state.members[b]), []
    size = len(state.members[a])
    state.inside[a] += state.inside[b] + likeness
    state.within[a] = state.inside[a] / (UNIT * size * (size - 1) / 2)
    state.first[a], state.last[a] = min(state.first[a], state.first[b]), max(state.last[a], state.last[b])
    state.dated[a] = state.dated[a] and state.dated[b]
    state.near[a], state.near[b] = {}, {}


def add(one: Known | None, other: Known | None) -> Known:
    """What is known of two clusters, each beside a third, taken together."""
    if one is None or other is None:
        return one or other or (0, 0, 0)
    return one[0] + other[0], one[1] + other[1], one[2] + other[2]


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
    return list(zip(*sums, (count * len(few)).tolist(), strict=True))


def may_join(state: Clusters, a: int, c: int, known: Known, rest: int, settings: GroupSettings) -> bool:
    """Whether two clusters could be worthy of a join if the ``rest`` of their pairs were as alike as such can be."""
    pairs = known[2] + rest
    between = state.first[a] - state.last[c], state.first[c] - state.last[a]
    dated = state.dated[a] and state.dated[c]
    against = known[1] / UNIT + rest * (least_against(max(between), settings.days_apart_strict) if dated else -1)
    far = -min(between) >= far_days(settings)
    most = known[0] / UNIT + rest * (settings.far_least if far else settings.least_likeness)
    return most / pairs >= demand(state, a, c, against / pairs, settings)


def least_against(apart: int, strict: tuple[int, int]) -> float:
    """How far days set reports apart at least that were published so many days apart, or more."""
    if apart < LEADS_REACH:
        return -1.0
    return min(1.0, max(0.0, (apart - strict[0]) / (strict[1] - strict[0])))


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
