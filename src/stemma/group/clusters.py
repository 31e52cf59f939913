"""Reports joined into clusters by average likeness, where a join must be worthy of what it joins.

Agglomerative clustering with average linkage (UPGMA, Sokal and Michener 1958) with one condition more: two clusters
join only if they are nearly as like each other as their own members are. Two events of the same kind, with the
same people at the same place, are like each other, but their reports are still more like their own.
"""

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from stemma.settings import GroupSettings

Likeness = NDArray[np.float64]


def components(likeness: Likeness, least: float) -> list[NDArray[np.int64]]:
    """Indices of rows that hang together by likenesses of at least ``least``; what stands apart never meets again."""
    if not len(likeness):
        return []
    _, label = connected_components(csr_array(likeness >= least), directed=False)
    order = np.argsort(label, kind="stable")
    return [part.astype(np.int64) for part in np.split(order, np.flatnonzero(np.diff(label[order])) + 1)]


def cluster(likeness: Likeness, strict: Likeness | None, settings: GroupSettings) -> NDArray[np.int64]:
    """A cluster number for each row of a symmetric matrix; the number is the smallest index in the cluster.

    ``strict`` says, from -1 (one day) to 2 (days that surely exclude each other), how worthy their join must be. Without
    it, plain average linkage down to ``settings.least_likeness``.
    """
    label = np.arange(len(likeness))
    for part in components(likeness, settings.least_likeness):
        if len(part) > 1:
            inner = np.ix_(part, part)
            label[part] = part[join(likeness[inner], None if strict is None else strict[inner], settings)]
    return label


def join(likeness: Likeness, strict: Likeness | None, settings: GroupSettings) -> NDArray[np.int64]:
    """The clusters of one component, as indices of their first members."""
    count = len(likeness)
    between = likeness.copy()
    np.fill_diagonal(between, -1)
    severity = None if strict is None else strict.copy()
    open_ = np.ones((count, count), bool)  # pairs that were not found unworthy since either last changed
    size, within = np.ones(count), np.zeros(count)
    label = np.arange(count)
    offered = between.copy()
    best = offered.max(axis=1)
    while True:
        a = int(best.argmax())
        if best[a] < settings.least_likeness:
            return label
        b = int(offered[a].argmax())
        a, b = min(a, b), max(a, b)
        value = between[a, b]
        if severity is not None and value < due(
            within[a], size[a], within[b], size[b], float(severity[a, b]), settings
        ):
            open_[a, b] = open_[b, a] = False
            offered[a, b] = offered[b, a] = -1
            best[[a, b]] = offered[[a, b]].max(axis=1)
            continue
        pairs = [n * (n - 1) / 2 for n in (size[a], size[b])]
        both = size[a] * size[b]
        within[a] = (within[a] * pairs[0] + within[b] * pairs[1] + value * both) / (sum(pairs) + both)
        row = (between[a] * size[a] + between[b] * size[b]) / (size[a] + size[b])
        if severity is not None:
            severity[a] = severity[:, a] = (severity[a] * size[a] + severity[b] * size[b]) / (size[a] + size[b])
        row[[a, b]] = -1
        row[between[a] == -1] = -1
        size[a] += size[b]
        label[label == b] = a
        between[a] = between[:, a] = row
        between[b] = between[:, b] = -1
        open_[a] = open_[:, a] = True
        offered[a] = offered[:, a] = row
        offered[b] = offered[:, b] = -1
        best = offered.max(axis=1)


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
