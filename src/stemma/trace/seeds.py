"""Exact runs of words that two texts share: the seeds from which passages grow.

Every word n-gram is hashed, all hashes are sorted, equal ones joined. Of the joined places only the first and
the last of each run are kept, so that a copied report of five hundred words costs two of them, not five hundred.
An n-gram that stands in very many texts is left out (it joins everything to everything), but near-identical
texts count once there, so that a report printed by a hundred papers is not taken for a standing line.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from stemma.settings import TraceSettings
from stemma.trace.pile import Pile, Places

Hashes = NDArray[np.uint64]
Marks = NDArray[np.bool_]

MIX = np.uint64(0x9E3779B97F4A7C15)
SPREAD = np.uint64(0xBF58476D1CE4E5B9)
PAIRS_AT_ONCE = 4_000_000  # pairs of places held in memory at a time: 64 MB


class Runs(NamedTuple):
    """Exact shared runs: ``length`` words from place ``a`` stand again from place ``b`` (a before b in the pile)."""

    a: Places
    b: Places
    length: Places


def hash_grams(pile: Pile, size: int) -> tuple[Hashes, Marks]:
    """A hash of the ``size`` words from each place on, and whether they all lie within one text."""
    count = max(0, len(pile.number) - size + 1)
    grams = np.zeros(count, np.uint64)
    for step in range(size):
        grams *= MIX
        grams ^= pile.number[step : step + count] * SPREAD
        grams ^= grams >> np.uint64(29)
    whole = (pile.text[:count] >= 0) & (pile.text[:count] == pile.text[size - 1 : size - 1 + count])
    return grams, whole


def near_identical(grams: Hashes, whole: Marks, pile: Pile, settings: TraceSettings) -> NDArray[np.int32]:
    """A group number for each text: texts of which nearly all is the same share one.

    Each text is sketched by its smallest hashes (bottom-k sketch, Broder 1997). Texts next to each other under
    one hash are compared, so the cost is linear in the sketches, however large a group is.
    """
    texts = len(pile.first)
    sketches = []
    for index in range(texts):
        begin = pile.first[index]
        own = np.unique(grams[begin : begin + pile.length[index]][whole[begin : begin + pile.length[index]]])
        sketches.append(own[: settings.sketch])
    owner = np.repeat(np.arange(texts), [len(sketch) for sketch in sketches])
    hashes = np.concatenate(sketches) if sketches else np.empty(0, np.uint64)
    smallest = np.array([sketch[0] if len(sketch) else 0 for sketch in sketches], np.uint64)
    order = np.lexsort((owner, smallest[owner], hashes))
    hashes, owner = hashes[order], owner[order]
    beside = hashes[1:] == hashes[:-1]
    links = np.unique(np.stack([owner[:-1][beside], owner[1:][beside]]), axis=1)
    alike = [
        len(np.intersect1d(sketches[a], sketches[b], assume_unique=True))
        >= settings.near_identical * max(len(sketches[a]), len(sketches[b]))
        for a, b in links.T
    ]
    kept = links[:, np.array(alike, bool)]
    graph = coo_array((np.ones(kept.shape[1], np.int8), (kept[0], kept[1])), shape=(texts, texts))
    return np.asarray(connected_components(graph, directed=False)[1], np.int32)


def sort_grams(grams: Hashes, whole: Marks) -> tuple[Places, Places, Places]:
    """Places of n-grams that stand more than once, equal hashes together; where each group begins, its size.

    The hash's upper bits and the place share one number, which sorts several times faster than an index would;
    groups may hold a few strangers for it, which the join drops by the whole hash.
    """
    place = np.flatnonzero(whole)
    bits = np.uint64(max(1, len(grams).bit_length()))
    packed = ((grams[place] >> bits) << bits) | place.astype(np.uint64)
    packed.sort()
    upper = packed >> bits
    place = (packed & ((np.uint64(1) << bits) - np.uint64(1))).astype(np.int64)
    begin = np.flatnonzero(np.r_[True, upper[1:] != upper[:-1]]) if len(upper) else np.empty(0, np.int64)
    size = np.diff(np.r_[begin, len(upper)])
    shared = size > 1
    return place, begin[shared], size[shared]


def spread(place: Places, begin: Places, size: Places, group: NDArray[np.int32]) -> Places:
    """In how many groups of near-identical texts each n-gram stands; ``group`` gives the group of each place."""
    row = np.repeat(np.arange(len(begin)), size)
    at = np.repeat(begin - np.cumsum(np.r_[0, size[:-1]]), size) + np.arange(int(size.sum()))
    order = np.lexsort((group[place[at]], row))
    row, groups = row[order], group[place[at]][order]
    new = np.r_[True, (row[1:] != row[:-1]) | (groups[1:] != groups[:-1])] if len(row) else np.empty(0, bool)
    return np.bincount(row[new], minlength=len(begin)).astype(np.int64)


def find_runs(pile: Pile, settings: TraceSettings) -> Runs:
    """All exact shared runs of at least ``settings.gram`` words between two texts of the pile."""
    grams, whole = hash_grams(pile, settings.gram)
    place, begin, size = sort_grams(grams, whole)
    wide = size > settings.most_reports
    if wide.any():
        group = near_identical(grams, whole, pile, settings)[pile.text]
        kept = ~wide
        kept[wide] = spread(place, begin[wide], size[wide], group) <= settings.most_reports
        begin, size = begin[kept], size[kept]
    alive = np.zeros(len(grams) + 1, bool)
    at = np.repeat(begin - np.cumsum(np.r_[0, size[:-1]]), size) + np.arange(int(size.sum()))
    alive[place[at]] = True
    starts, ends = [], []
    for a, b in join_places(pile, grams, place, begin, size):
        # Both places before (after) these hold one n-gram that is joined too: the run goes on there.
        before = alive[a - 1] & alive[b - 1] & (grams[a - 1] == grams[b - 1])
        after = alive[a + 1] & alive[b + 1]
        after[after] = grams[a[after] + 1] == grams[b[after] + 1]
        starts.append(pack(a[~before], b[~before]))
        ends.append(pack(a[~after], b[~after]))
    if not starts:
        none = np.empty(0, np.int64)
        return Runs(none, none, none)
    first, last = np.sort(np.concatenate(starts)), np.sort(np.concatenate(ends))
    # Sorted by diagonal and place, the n-th start belongs to the n-th end.
    a = (first & np.uint64(0xFFFFFFFF)).astype(np.int64)
    b = a + (first >> np.uint64(32)).astype(np.int64)
    return Runs(a, b, (last - first).astype(np.int64) + settings.gram)


def pack(a: Places, b: Places) -> Hashes:
    """The diagonal ``b - a`` and the place ``a`` in one number."""
    return ((b - a).astype(np.uint64) << np.uint64(32)) | a.astype(np.uint64)


def join_places(
    pile: Pile, grams: Hashes, place: Places, begin: Places, size: Places
) -> Iterator[tuple[Places, Places]]:
    """Pairs of places, in two texts, that hold one n-gram, in batches."""
    for count in np.unique(size):
        first, second = np.triu_indices(int(count), 1)
        rows = begin[size == count]
        step = max(1, PAIRS_AT_ONCE // len(first))
        for low in range(0, len(rows), step):
            members = place[rows[low : low + step, None] + np.arange(count)]
            a, b = members[:, first].ravel(), members[:, second].ravel()
            kept = (pile.text[a] != pile.text[b]) & (grams[a] == grams[b])
            yield a[kept], b[kept]
