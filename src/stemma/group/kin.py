"""Which reports hang together by their words at all: average linkage of vectors, without a square of their likenesses.

The mean likeness of two clusters is the product of their mean vectors. A mean of two means is never over the larger,
so that clusters which are less alike than a level never come to be more alike by joins: the joins down to a high level
need only the few pairs over it, and those down to the next level only the pairs of the clusters that are left.
"""

import heapq

import numpy as np
from scipy.sparse import csr_array

from stemma.group.vectors import ONE, Real, Whole, pairs_over, sums

LEVELS = (0.5, 0.35, 0.25, 0.18, 0.13)  # likenesses down to which joins are made before the pairs below are looked for


def kin(matrix: csr_array, least: float) -> Whole:
    """A cluster number (the smallest index in it) for each row of unit length, joined down to a mean likeness."""
    label = np.arange(matrix.shape[0])
    for level in (*(level for level in LEVELS if level > least), least):
        label = join_down(matrix, label, level)
    return label


def join_down(matrix: csr_array, label: Whole, least: float) -> Whole:
    """Clusters joined further, the two most alike first, as long as any two are as alike as ``least``."""
    first, place = np.unique(label, return_inverse=True)
    size = np.bincount(place).astype(np.float64)
    total = sums(matrix, place, len(first))
    mean = total.multiply(1 / size[:, None]).tocsr()
    one, other, value = pairs_over(mean, least * ONE)
    near: list[set[int]] = [set() for _ in first]
    # Products of sums are whole numbers: their quotients are equal where the true ones are.
    queue = []
    exact = np.rint(value * size[one] * size[other]) / (size[one] * size[other])
    for a, b, alike in zip(one.tolist(), other.tolist(), exact.tolist(), strict=True):
        near[a].add(b)
        near[b].add(a)
        queue.append((-alike, a, b, 0, 0))
    heapq.heapify(queue)
    columns = np.split(total.indices, total.indptr[1:-1])
    values = np.split(total.data, total.indptr[1:-1])
    room = np.zeros(matrix.shape[1])
    into, changed = np.arange(len(first)), [0] * len(first)
    while queue:
        _, a, b, was_a, was_b = heapq.heappop(queue)
        if changed[a] != was_a or changed[b] != was_b:
            continue
        changed[a] += 1
        changed[b] = -1
        into[b] = a
        size[a] += size[b]
        room[columns[a]] = values[a]
        room[columns[b]] += values[b]
        columns[a] = np.union1d(columns[a], columns[b])
        values[a] = room[columns[a]]
        others = sorted((near[a] | near[b]) - {a, b})
        for c in others:
            near[c] -= {a, b}
        near[a] = set()
        products = vector_products(room, [columns[c] for c in others], [values[c] for c in others])
        room[columns[a]] = 0
        for c, alike in zip(others, (products / (size[a] * size[others])).tolist(), strict=True):
            if alike >= least * ONE:
                near[a].add(c)
                near[c].add(a)
                low, high = min(a, c), max(a, c)
                heapq.heappush(queue, (-alike, low, high, changed[low], changed[high]))
        columns[b] = values[b] = np.empty(0)
    while (into != into[into]).any():
        into = into[into]
    return first[into[place]]


def vector_products(room: Real, columns: list[Whole], values: list[Real]) -> Real:
    """The products of the full row ``room`` with others, none of which is empty."""
    if not columns:
        return np.empty(0)
    count = np.array([len(part) for part in columns])
    parts = room[np.concatenate(columns)] * np.concatenate(values)
    return np.asarray(np.add.reduceat(parts, np.cumsum(count) - count), np.float64)
