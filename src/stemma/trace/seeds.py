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
from stemma.word_arrays import settle_ties, stretches, windows

BLOCK = 1 << 20  # n-grams dealt out to parts at a time
PART = 1 << 20  # n-grams sorted at a time: some 30 MB, and few enough to sort in the processor's cache
PAIRS_AT_ONCE = 1 << 18  # pairs of places looked at at a time: some 10 MB
DRAWN_AT_ONCE = 1 << 14  # pairs of places drawn out to whole runs at a time
STRETCH, LONGEST_STRETCH = 8, 512  # words compared at a time: at first, and of a run that goes on and on
NONE = np.empty(0, np.int64)
ONE = np.uint64(1)
SURE = 1_000_000  # what a text counts that is like no other, where near-identical ones share one count


class Dealt(NamedTuple):
    """Values of a block part after part: those of part ``n`` are ``value[edge[n] : edge[n + 1]]``."""

    value: Numbers
    edge: Places


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


def find_seeds(pile: Pile, settings: TraceSettings, threads: int = 1) -> tuple[Seeds, Marked]:
    """The first place of every run of words that two texts of the pile share and that holds a joined n-gram.

    And the words that stand nearly everywhere.
    """
    grams = hash_grams(pile.number, settings.gram)
    seeds, dead = join_grams(pile, grams, settings, threads)
    return seeds, everywhere(grams, dead, settings.gram)


def join_grams(pile: Pile, grams: Numbers, settings: TraceSettings, threads: int) -> tuple[Seeds, Numbers]:
    """The first place of every shared run, found by its n-grams; and those that stand in too many texts, in order."""
    bits = min(16, (len(grams) // PART).bit_length())

    def groups_of(part: int) -> Groups:
        groups = equal_grams(grams, np.concatenate([own.value[own.edge[part] : own.edge[part + 1]] for own in dealt]))
        return first_in_text(pile.text[groups.place], groups, settings.most_places)

    with ThreadPoolExecutor(threads) as pool:
        dealt = list(pool.map(lambda low: deal_out(grams, low, bits), range(0, len(grams), BLOCK)))
        parts = list(pool.map(groups_of, range(1 << bits if dealt else 0)))
        dealt.clear()
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
    return Seeds(a, b), np.sort(np.concatenate([grams[:0], *(grams[groups.place[groups.begin]] for groups in crowds)]))


def deal_out(grams: Numbers, low: int, bits: int) -> Dealt:
    """A block of ``grams``, from ``low`` on, by the first ``bits`` of each; a value is the rest of a hash and its place.

    Both share one number, which sorts several times faster than an index would. The place takes the room of the
    hash's last bits.
    """
    own = grams[low : low + BLOCK]
    part = np.empty(len(own), np.uint16)
    np.right_shift(own >> ONE, np.uint64(63 - bits), out=part, casting="unsafe")  # at most 63 bits at a time
    room = place_bits(grams)
    value = own << np.uint64(bits)
    value >>= room
    value <<= room
    value |= np.arange(low, low + len(own), dtype=np.uint64)
    return Dealt(
        value.take(np.argsort(part, kind="stable")), np.r_[0, np.cumsum(np.bincount(part, minlength=1 << bits))]
    )


def place_bits(grams: Numbers) -> np.uint64:
    """How many bits a place takes."""
    return np.uint64(max(1, len(grams).bit_length()))


def everywhere(grams: Numbers, dead: Numbers, size: int) -> Marked:
    """The words that stand in n-grams of ``dead`` (in order)."""
    if not len(dead):
        return runs_of(NONE, size)
    bits = min(24, len(dead).bit_length() + 6)  # so that few n-grams but those of ``dead`` share these with one of it
    some = np.zeros(1 << bits, bool)
    some[dead >> np.uint64(64 - bits)] = True
    found = [NONE]
    for low in range(0, len(grams), BLOCK):
        own = grams[low : low + BLOCK]
        place = np.flatnonzero(some.take((own >> np.uint64(64 - bits)).view(np.int64)))
        at = np.minimum(np.searchsorted(dead, own[place]), len(dead) - 1)
        found.append(low + place[dead[at] == own[place]])
    return runs_of(np.concatenate(found), size)


def equal_grams(grams: Numbers, dealt: Numbers) -> Groups:
    """The places whose n-gram stands more than once in a part, given as ``deal_out`` has them.

    Of the hashes some bits are left out there, so the few groups that hold different ones are sorted again.
    """
    low = place_bits(grams)
    dealt.sort()
    upper = dealt >> low
    same = np.zeros(len(upper) + 1, bool)
    np.equal(upper[1:], upper[:-1], out=same[1:-1])
    inside = same[1:] | same[:-1]
    place = (dealt[inside] & ((ONE << low) - ONE)).view(np.int64)
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
    """Pairs of places in two texts that hold one n-gram and do not follow a pair that does; a's text has the lower key."""
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
    text_a, text_b = pile.text.take(a), pile.text.take(b)
    turned = pile.key.take(text_a) > pile.key.take(text_b)
    a, b = np.where(turned, b, a), np.where(turned, a, b)
    kept = text_a != text_b
    return a[kept], b[kept]


def draw_out(pile: Pile, seeds: Seeds, size: int) -> Runs:
    """The maximal runs around the seeds, which hold n-grams of ``size`` words, once each."""
    a, b = seeds.a, seeds.b
    equal = np.full(len(a), size)  # words that are known to be the same from there on
    # Nearly all seeds are first places; only beside an n-gram that is not joined does a run begin further left.
    inner = np.flatnonzero(pile.number.take(a - 1) == pile.number.take(b - 1))
    if len(inner):
        a, b = a.copy(), b.copy()
        back = same_words(pile, a[inner] - 1, b[inner] - 1, forward=False)
        a[inner] -= back
        b[inner] -= back
        equal[inner] = 0
    order = in_order(pile, a, b)
    a, b, equal = a[order], b[order], equal[order]
    new = np.r_[True, (a[1:] != a[:-1]) | (b[1:] != b[:-1])] if len(a) else np.empty(0, bool)
    a, b, equal = a[new], b[new], equal[new]
    return Runs(a, b, equal + same_words(pile, a + equal, b + equal, forward=True))


def in_order(pile: Pile, a: Places, b: Places) -> Places:
    """The order by text of a, text of b, place in a, place in b."""
    bits = [int(pile.length.max(initial=0)).bit_length(), len(pile.first).bit_length(), len(pile.first).bit_length()]
    if sum(bits) > 63:  # too many or too long for one number
        return np.lexsort((b, a, pile.pair(a, b)))
    text_a, text_b = pile.text.take(a).astype(np.int64), pile.text.take(b)
    key = (((text_a << bits[1]) | text_b) << bits[0]) | (a - pile.first.take(text_a))
    order = np.argsort(key)
    return settle_ties(order, key, [b])


def same_words(pile: Pile, a: Places, b: Places, *, forward: bool) -> Places:
    """How many words are the same from the places ``a`` and ``b`` on, or back from there."""
    count = np.zeros(len(a), np.int64)
    # Some at a time, so that what is worked on stays in the cache.
    for low in range(0, len(a), DRAWN_AT_ONCE):
        open_ = np.arange(low, min(low + DRAWN_AT_ONCE, len(a)))
        size = STRETCH
        while len(open_):
            here, there = a[open_], b[open_]
            shift = count[open_] if forward else 1 - size - count[open_]
            same = windows(pile.number, here + shift, size) == windows(pile.number, there + shift, size)
            same = same if forward else same[:, ::-1]
            other = np.argmin(same, axis=1)  # the first that is not the same, or 0 where all are
            whole = same[np.arange(len(open_)), other]
            count[open_] += np.where(whole, size, other)
            open_ = open_[whole]
            size = min(2 * size, LONGEST_STRETCH)  # a run that has come so far mostly goes on
    return count
