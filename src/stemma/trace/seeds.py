"""Exact runs of words that two texts share: the seeds from which passages grow.

Every word n-gram is hashed, equal hashes are joined, and each joined pair of places is drawn out, in both directions,
to the whole run of equal words. So what is found between two texts is every maximal run that they share, if it holds
an n-gram that is joined. An n-gram that stands in very many texts is not (it would join everything to everything),
but near-identical texts count once there, so that a report printed by three hundred papers is not taken for a
standing line; and what stands everywhere is still kept, each text being joined to one that has it, not to all.
"""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from stemma.settings import TraceSettings
from stemma.trace.grams import SKETCH, hash_grams, sketch
from stemma.trace.marks import Marked, runs_of
from stemma.trace.pile import Marks, Numbers, Pile, Places
from stemma.word_arrays import settle_ties, stretches

BLOCK = 1 << 20  # n-grams dealt out to parts at a time
PART = 1 << 20  # n-grams sorted at a time: some 30 MB, and few enough to sort in the processor's cache
PAIRS_AT_ONCE = 1 << 18  # pairs of places looked at at a time: some 10 MB
DRAWN_AT_ONCE = 1 << 14  # pairs of places drawn out to whole runs at a time
NONE = np.empty(0, np.int64)
SURE = 1_000_000  # what a text counts that is like no other, where near-identical ones share one count


class Seeds(NamedTuple):
    """Pairs of places, of two texts, that hold one n-gram: ``a`` in the text with the lower key."""

    a: Places
    b: Places


class Runs(NamedTuple):
    """Maximal runs that two texts share: ``length`` words from place ``a`` stand again from place ``b``.

    Sorted by text of a, text of b, place in a, place in b.
    """

    a: Places
    b: Places
    length: Places


class Groups(NamedTuple):
    """Places that hold the same n-gram, group after group: where each group begins in ``place``, and its size."""

    place: Places
    begin: Places
    size: Places

    def take(self, which: Marks) -> "Groups":
        """Those groups only."""
        begin, size = self.begin[which], self.size[which]
        return Groups(self.place[stretches(begin, size)], np.cumsum(size) - size, size)


def find_runs(pile: Pile, settings: TraceSettings, threads: int = 1) -> tuple[Runs, Marked]:
    """All maximal runs of words that two texts of the pile share and that hold a joined n-gram.

    And the words that stand nearly everywhere.
    """
    grams = hash_grams(pile.number, settings.gram)
    seeds, dead = join_grams(pile, grams, settings, threads)
    marks = everywhere(grams, dead, settings.gram)
    del grams  # as large as the words themselves
    return draw_out(pile, seeds, settings.gram), marks


def join_grams(pile: Pile, grams: Numbers, settings: TraceSettings, threads: int) -> tuple[Seeds, Numbers]:
    """The first place of every shared run, found by its n-grams; and those that stand in too many texts, in order."""
    bits = min(16, (len(grams) // PART).bit_length())
    blocks = list(range(0, len(grams), BLOCK))

    def groups_of(part: int) -> Groups:
        place = [
            low + order[edge[part] : edge[part + 1]].astype(np.int64)
            for low, (order, edge) in zip(blocks, by_part, strict=True)
        ]
        groups = equal_grams(grams, np.concatenate([NONE, *place]), bits)
        return first_in_text(pile.text[groups.place], groups, settings.most_places)

    with ThreadPoolExecutor(threads) as pool:
        by_part = list(pool.map(lambda low: dealt_out(grams[low : low + BLOCK], bits), blocks))
        parts = list(pool.map(groups_of, range(1 << bits)))
        by_part.clear()
        crowds = []
        wide = [groups.size > settings.most_reports for groups in parts]
        crowded = [groups.take(which) for groups, which in zip(parts, wide, strict=True)]
        sketches = Sketches.of(pile, grams, crowded, settings)
        alive = np.zeros(len(grams) + 1, bool)
        for number, (groups, which, own) in enumerate(zip(parts, wide, crowded, strict=True)):
            if len(own.size):
                dead = too_many(pile, own, sketches, settings)
                crowds.append(own.take(dead))
                which[which] = dead
                parts[number] = groups.take(~which)
            alive[parts[number].place] = True
        batches = (batch for groups in parts for batch in by_size(groups))
        found = list(pool.map(lambda batch: first_places(pile, alive, *batch), batches))
    found += [to_the_first(pile, groups) for groups in crowds]
    a: Places = np.concatenate([NONE, *(one for one, _ in found)])
    b: Places = np.concatenate([NONE, *(other for _, other in found)])
    turned = pile.key[pile.text[a]] > pile.key[pile.text[b]]
    a[turned], b[turned] = b[turned], a[turned]
    return Seeds(a, b), np.sort(np.concatenate([grams[:0], *(grams[groups.place[groups.begin]] for groups in crowds)]))


def dealt_out(grams: Numbers, bits: int) -> tuple[NDArray[np.uint32], Places]:
    """The places of ``grams`` part after part, by the first ``bits`` of each, and where each part begins (and the last ends)."""
    part = np.empty(len(grams), np.uint16)
    np.right_shift(grams >> np.uint64(1), np.uint64(63 - bits), out=part, casting="unsafe")  # at most 63 bits at a time
    edge = np.cumsum(np.bincount(part, minlength=1 << bits))
    return np.argsort(part, kind="stable").astype(np.uint32), np.r_[0, edge]


def everywhere(grams: Numbers, dead: Numbers, size: int) -> Marked:
    """The words that stand in n-grams of ``dead`` (in order)."""
    some = np.zeros(1 << 16, bool)
    some[dead >> np.uint64(48)] = True
    upper = np.empty(len(grams), np.uint16)
    np.right_shift(grams, np.uint64(48), out=upper, casting="unsafe")
    place = np.flatnonzero(some.take(upper)) if len(dead) else NONE
    at = np.minimum(np.searchsorted(dead, grams[place]), max(0, len(dead) - 1))
    place = place[dead[at] == grams[place]] if len(dead) else place[:0]
    return runs_of(place, size)


def equal_grams(grams: Numbers, place: Places, bits: int) -> Groups:
    """Those of the places whose n-gram stands more than once among them; the first ``bits`` of all hashes are the same.

    Hash and place share one number, which sorts several times faster than an index would. The place takes the room
    of the hash's last bits, so the few groups that hold different hashes are sorted again.
    """
    low = np.uint64(max(1, len(grams).bit_length()))
    packed = grams.take(place) << np.uint64(bits)
    packed >>= low
    packed <<= low
    packed |= place.view(np.uint64)
    packed.sort()
    upper = packed >> low
    same = np.zeros(len(upper) + 1, bool)
    np.equal(upper[1:], upper[:-1], out=same[1:-1])
    inside = same[1:] | same[:-1]
    place = (packed[inside] & ((np.uint64(1) << low) - np.uint64(1))).view(np.int64)
    begin = np.flatnonzero(~same[:-1][inside])
    groups = Groups(place, begin, np.diff(np.r_[begin, len(place)]))
    if not len(place):
        return groups
    own = grams[place]
    mixed = np.minimum.reduceat(own, begin) != np.maximum.reduceat(own, begin)
    return groups if not mixed.any() else joined([groups.take(~mixed), by_hash(grams, groups.take(mixed).place)])


def first_in_text(text: NDArray[np.int32], groups: Groups, most: int) -> Groups:
    """Of each text (that of each place) only the first ``most`` places: a word said a thousand times is no thousand runs."""
    heads = np.zeros(len(text), bool)
    heads[groups.begin] = True
    heads[1:] |= text[1:] != text[:-1]
    rank = ranks(heads)
    if not (rank >= most).any():
        return groups
    kept = rank < most
    size = np.add.reduceat(kept.astype(np.int64), groups.begin)
    cut = Groups(groups.place[kept], np.cumsum(size) - size, size)
    return cut.take(size > 1)


def ranks(heads: Marks) -> Places:
    """The number of each place, from 0, among those since the last head; the first place is one."""
    return np.arange(len(heads)) - np.flatnonzero(heads)[np.cumsum(heads) - 1] if len(heads) else NONE


def by_hash(grams: Numbers, place: Places) -> Groups:
    """Those of the places that share their whole n-gram with another, grouped."""
    place = place[np.lexsort((place, grams[place]))]
    own = grams[place]
    begin = np.flatnonzero(np.r_[True, own[1:] != own[:-1]])
    groups = Groups(place, begin, np.diff(np.r_[begin, len(place)]))
    return groups.take(groups.size > 1)


def joined(several: Sequence[Groups]) -> Groups:
    """Groups one after the other."""
    size = np.concatenate([groups.size for groups in several])
    return Groups(np.concatenate([groups.place for groups in several]), np.cumsum(size) - size, size)


class Sketches(NamedTuple):
    """The sketches of some texts, shape (n, ``SKETCH``); ``row`` is each text's of the pile, or what is of no use."""

    row: Places
    parts: NDArray[np.uint64]

    @classmethod
    def of(cls, pile: Pile, grams: Numbers, several: Sequence[Groups], settings: TraceSettings) -> "Sketches":
        """Those of the texts in which the groups lie."""
        own = np.zeros(len(pile.first), bool)
        for groups in several:
            own[pile.text[groups.place]] = True
        return cls(np.cumsum(own) - 1, sketch(grams, pile, np.flatnonzero(own), settings.gram))


def too_many(pile: Pile, groups: Groups, sketches: Sketches, settings: TraceSettings) -> Marks:
    """Which n-grams stand in too many texts, near-identical ones counting as one.

    A text that is like k others, itself among them, counts 1/k. It is like those that share half of its sketch, or
    nearly: of the parts of its sketch the middle one tells with how many it is shared.
    """
    row, text = holders(pile, groups)
    return spread(row, sketches.parts[sketches.row[text]], len(groups.size)) > settings.most_reports * SURE


def holders(pile: Pile, groups: Groups) -> tuple[Places, NDArray[np.int32]]:
    """Each group's texts, once each, in order (as its places are): the group's number and the text's."""
    row = np.repeat(np.arange(len(groups.size)), groups.size)
    text = pile.text[groups.place]
    new = np.ones(len(text), bool)
    new[1:] = (row[1:] != row[:-1]) | (text[1:] != text[:-1])
    return row[new], text[new]


def spread(row: Places, sketches: NDArray[np.uint64], rows: int) -> Places:
    """How many kinds of text each row has, in units of 1 / ``SURE``; ``sketches`` belong to its texts."""
    alike = np.empty((len(row), SKETCH), np.int64)
    for part in range(SKETCH):
        order = np.lexsort((sketches[:, part], row))
        own, of = sketches[order, part], row[order]
        new = np.r_[True, (own[1:] != own[:-1]) | (of[1:] != of[:-1])] if len(row) else np.empty(0, bool)
        begin = np.flatnonzero(new)
        size = np.diff(np.r_[begin, len(own)])
        alike[order, part] = np.repeat(size, size)
    alike.sort(axis=1)
    weight = SURE // np.maximum(1, alike[:, SKETCH // 2])
    total = np.zeros(rows, np.int64)
    np.add.at(total, row, weight)
    return total


def to_the_first(pile: Pile, groups: Groups) -> tuple[Places, Places]:
    """Each text that has an n-gram joined to the one with the lowest key, by their first places."""
    row = np.repeat(np.arange(len(groups.size)), groups.size)
    text = pile.text[groups.place]
    order = np.lexsort((groups.place, pile.key[text], row))
    place, row, text = groups.place[order], row[order], text[order]
    head = np.r_[True, row[1:] != row[:-1]] if len(row) else np.empty(0, bool)
    fresh = np.r_[True, (row[1:] != row[:-1]) | (text[1:] != text[:-1])] if len(row) else np.empty(0, bool)
    centre = place[head][np.cumsum(head) - 1]
    return centre[fresh & ~head], place[fresh & ~head]


def by_size(groups: Groups) -> Iterator[tuple[Places, int]]:
    """The groups' places as arrays of one group a row, of one size each, and how many there are in a row."""
    order = np.argsort(groups.size, kind="stable")
    sizes, first = np.unique(groups.size[order], return_index=True)
    for size, (low_row, high_row) in zip(sizes.tolist(), pairwise([*first.tolist(), len(order)]), strict=True):
        begin = groups.begin[order[low_row:high_row]]
        step = max(1, PAIRS_AT_ONCE // size**2)
        for low in range(0, len(begin), step):
            yield groups.place[begin[low : low + step, None] + np.arange(size)], size


def first_places(pile: Pile, alive: Marks, members: Places, size: int) -> tuple[Places, Places]:
    """Pairs of places in two texts that hold one n-gram and do not follow a pair that does."""
    before, joins = pile.number.take(members - 1), alive.take(members - 1)
    # Where the word before is the same and the n-gram there is joined, the run began further left. Of a text that
    # three hundred papers print this holds for nearly all of the 45,000 pairs of a row: only the places that differ
    # from the row's commonest word before, or whose n-gram there is not joined, are paired with the others.
    common = np.partition(before, size // 2, axis=1)[:, size // 2, None]
    apart = (before != common) | ~joins
    row, one = np.nonzero(apart)
    row, one, other = np.repeat(row, size), np.repeat(one, size), np.tile(np.arange(size), len(one))
    both = apart[row, other]
    begins = (before[row, one] != before[row, other]) | ~(joins[row, one] & joins[row, other])
    kept = ~both | ((one < other) & begins)
    row, one, other = row[kept], one[kept], other[kept]
    a, b = members[row, np.minimum(one, other)], members[row, np.maximum(one, other)]
    kept = pile.text.take(a) != pile.text.take(b)
    return a[kept], b[kept]


def draw_out(pile: Pile, seeds: Seeds, size: int) -> Runs:
    """The maximal runs around the seeds, which hold n-grams of ``size`` words, once each."""
    a, b = seeds.a, seeds.b
    equal = np.full(len(a), size)  # words that are known to be the same from there on
    # Nearly all seeds are first places; only beside an n-gram that is not joined does a run begin further left.
    inner = np.flatnonzero(pile.number.take(a - 1) == pile.number.take(b - 1))
    if len(inner):
        a, b = a.copy(), b.copy()
        back = same_words(pile, a[inner] - 1, b[inner] - 1, -1)
        a[inner] -= back
        b[inner] -= back
        equal[inner] = 0
    order = in_order(pile, a, b)
    a, b, equal = a[order], b[order], equal[order]
    new = np.r_[True, (a[1:] != a[:-1]) | (b[1:] != b[:-1])] if len(a) else np.empty(0, bool)
    a, b, equal = a[new], b[new], equal[new]
    return Runs(a, b, equal + same_words(pile, a + equal, b + equal, 1))


def in_order(pile: Pile, a: Places, b: Places) -> Places:
    """The order by text of a, text of b, place in a, place in b."""
    bits = [int(pile.length.max(initial=0)).bit_length(), len(pile.first).bit_length(), len(pile.first).bit_length()]
    if sum(bits) > 63:  # too many or too long for one number
        return np.lexsort((b, a, pile.pair(a, b)))
    text_a, text_b = pile.text.take(a).astype(np.int64), pile.text.take(b)
    key = (((text_a << bits[1]) | text_b) << bits[0]) | (a - pile.first.take(text_a))
    order = np.argsort(key)
    return settle_ties(order, key, [b])


def same_words(pile: Pile, a: Places, b: Places, step: int) -> Places:
    """How many words are the same from the places ``a`` and ``b`` on, going by ``step`` (1 or -1)."""
    count = np.zeros(len(a), np.int64)
    # Some at a time: word after word is fetched for each, and what lies beside it should still be in the cache.
    for low in range(0, len(a), DRAWN_AT_ONCE):
        own = slice(low, low + DRAWN_AT_ONCE)
        open_ = np.arange(low, min(low + DRAWN_AT_ONCE, len(a)))
        here, there = a[own], b[own]
        while len(open_):
            same = pile.number.take(here) == pile.number.take(there)
            open_, here, there = open_[same], here[same] + step, there[same] + step
            count[open_] += 1
    return count
