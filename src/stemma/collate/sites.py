"""Segments and sites read off the columns: what stands side by side, where the witnesses differ, who lacks what."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from stemma.collate.grow import Grid
from stemma.collate.tokens import Ints, Vocabulary, Witness
from stemma.settings import CollateSettings

Mask = NDArray[np.bool_]
MARK = re.compile(r"[.,;:!?\n\"“”()]")


class Reading(NamedTuple):
    """What one witness (by its place in the list) has: ``[begin, end)`` in its own text, empty where it has nothing."""

    witness: int
    begin: int
    end: int
    moved: bool


class Segment(NamedTuple):
    """Columns ``first`` to ``last`` (exclusive) in which the same witnesses have words, each as many as the others."""

    first: int
    last: int
    readings: tuple[Reading, ...]


class Site(NamedTuple):
    """Columns in which witnesses differ. ``shape``: words (readings differ), passage (some lack it all), move."""

    first: int
    last: int
    shape: str
    readings: tuple[Reading, ...]


class Layout(NamedTuple):
    """The grid as tables of witnesses (rows) by columns.

    ``word``: which word of the witness stands there, or -1. ``here``: the witness can be asked about this column.
    ``lacks``: it leaves out the whole passage. ``strand``: in which run of its words the column lies (0: the common order).
    ``place``: the last of its words at or before the column in that run, or -1. ``breaks``: a witness's text is interrupted
    before the column. ``stops``: a mark stands before the column in every witness that can be asked.
    """

    word: Ints
    number: Ints
    here: Mask
    lacks: Mask
    strand: Ints
    place: Ints
    breaks: Mask
    stops: Mask


def lay_out(
    witnesses: Sequence[Witness], grid: Grid, words: Vocabulary, kin: Mask, settings: CollateSettings
) -> Layout:
    """The tables from which segments and sites are read.

    ``kin[a, b]``: what b has and a lacks, a has left out; never of a witness and itself.
    """
    shape = (len(witnesses), grid.columns)
    word = np.full(shape, -1, np.int32)
    number = np.full(shape, -1, np.int32)
    strand = np.zeros(shape, np.int32)
    place = np.full(shape, -1, np.int32)
    here = np.zeros(shape, np.bool_)
    lacks = np.zeros(shape, np.bool_)
    for w in range(len(witnesses)):
        column = grid.column[w]
        word[w, column] = np.arange(len(column), dtype=np.int32)
        number[w, column] = words.ids[w]
    has = word >= 0
    present = np.concatenate([np.zeros((len(witnesses), 1), np.int32), np.cumsum(has, axis=1, dtype=np.int32)], axis=1)
    kin_has = np.asarray(kin.astype(np.float32) @ has.astype(np.float32) > 0, np.bool_)
    for w, witness in enumerate(witnesses):
        spread(w, witness, grid, (has, present), kin_has[w], (here, lacks, strand, place), settings)
    breaks = np.zeros(grid.columns + 1, np.bool_)
    for w, witness in enumerate(witnesses):
        held = np.flatnonzero(word[w] >= 0)
        step = (np.diff(word[w, held]) != 1) | (np.diff(witness.stretch[word[w, held]]) != 0)
        breaks[held[1:][step]] = True
    return Layout(word, number, here, lacks, strand, place, breaks, find_stops(witnesses, word, here))


def find_stops(witnesses: Sequence[Witness], word: Ints, here: Mask) -> Mask:
    """The columns before which every witness that can be asked has a word, a mark, and then a word there."""
    stops = np.ones(word.shape[1], np.bool_)
    for w, witness in enumerate(witnesses):
        marked = np.zeros(len(witness.begin) + 1, np.bool_)
        ends, begins = witness.end[:-1].tolist(), witness.begin[1:].tolist()
        marked[1:-1] = [
            MARK.search(witness.text, end, begin) is not None for end, begin in zip(ends, begins, strict=True)
        ]
        follows = np.zeros(word.shape[1], np.bool_)
        follows[1:] = (word[w, 1:] >= 0) & (word[w, :-1] >= 0)
        stops &= ~here[w] | (follows & marked[word[w]])
    return stops


def spread(
    w: int,
    witness: Witness,
    grid: Grid,
    words: tuple[Mask, Ints],
    kin_has: Mask,
    tables: tuple[Mask, Mask, Ints, Ints],
    settings: CollateSettings,
) -> None:
    """Say for each column whether one witness can be asked about it and where it would stand; writes into the tables."""
    held, present = words
    here, lacks, strand, place = tables
    column, strands = grid.column[w], grid.strand[w]
    order = np.flatnonzero(strands == 0)
    ends = [*column[order].tolist(), grid.columns]
    owner = [-1, *order.tolist()]
    stops = [-1, *column[order].tolist()]
    for i, at, following in zip(owner, stops, ends, strict=True):
        place[w, max(at, 0) : following] = i
        if i >= 0:
            here[w, at] = True
        if following - at <= 1:
            continue
        outer = i < 0 or following == grid.columns or witness.stretch[i] != witness.stretch[_next(order, i)]
        short = following - at <= settings.lacuna
        asked = not outer or bool(kin_has[at + 1 : following].any())
        if short or rewords(w, at, following, present, settings):
            here[w, at + 1 : following] = asked & find_rivals(at, following, held)
        else:
            lacks[w, at + 1 : following] = kin_has[at + 1 : following]
    for run in range(1, int(strands.max(initial=0)) + 1):
        members = np.flatnonzero(strands == run)
        last = int(column[members[-1]])
        for i, at, following in zip(
            members.tolist(), column[members].tolist(), [*column[members[1:]].tolist(), last + 1], strict=True
        ):
            # What others have in the middle of the run may stand elsewhere in this witness.
            until = following if present[w, following] == present[w, at + 1] else at + 1
            place[w, at:until] = i
            here[w, at:until], lacks[w, at:until], strand[w, at:until] = False, False, run
            here[w, at] = True
            if until - at > 1 and (until - at <= settings.lacuna or rewords(w, at, until, present, settings)):
                here[w, at + 1 : until] = find_rivals(at, until, held)


def _next(order: NDArray[np.intp], i: int) -> int:
    return int(order[int(np.searchsorted(order, i)) + 1])


def find_rivals(at: int, following: int, held: Mask) -> Mask:
    """The columns between two of a witness's words on which one has words that stands beside it at either of these.

    ``held`` says who has a word where. What only others have there was laid between by chance, and says nothing of
    the witness.
    """
    if at < 0 or following >= held.shape[1]:
        return some(held[:, at + 1 : following])
    return some(held[held[:, at] | held[:, following], at + 1 : following])


def rewords(w: int, at: int, following: int, present: Ints, settings: CollateSettings) -> bool:
    """Whether a witness without words between two of its columns has others instead, rather than leaving a passage out.

    Held against the witness that has most words there: how many of its own stand where that one has others.
    """
    inside = present[:, following] - present[:, at + 1]
    other = int(inside.argmax())
    if inside[other] < settings.lacuna:
        return True
    both = (np.diff(present[w]) > 0) & (np.diff(present[other]) > 0)
    earlier, later = np.flatnonzero(both[: at + 1]), np.flatnonzero(both[following:])
    begin = int(earlier[-1]) + 1 if len(earlier) else 0
    end = int(later[0]) + following if len(later) else both.size
    own = int(present[w, end] - present[w, begin])
    most = int(present[other, end] - present[other, begin])
    return own * 2 >= most and most <= settings.rewording


def runs(keys: NDArray[np.generic], breaks: Mask, wanted: Mask) -> list[tuple[int, int]]:
    """The stretches of ``wanted`` columns over which every row of ``keys`` stays the same and no break falls."""
    columns = wanted.size
    if not columns:
        return []
    change = np.ones(columns, np.bool_)
    change[1:] = (keys[:, 1:] != keys[:, :-1]).any(axis=0) | breaks[1:columns] | (wanted[1:] != wanted[:-1])
    starts = np.flatnonzero(change)
    stops = np.append(starts[1:], columns)
    return [(int(a), int(b)) for a, b in zip(starts, stops, strict=True) if wanted[a]]


def some(table: Mask) -> Mask:
    """The columns in which any row is True."""
    return np.asarray(table.any(axis=0), np.bool_)


def find_differing(layout: Layout) -> Mask:
    """The columns in which two or more witnesses can be asked and do not all have the same word."""
    high = np.where(layout.here, layout.number, -2).max(axis=0, initial=-2)
    low = np.where(layout.here, layout.number, np.iinfo(np.int32).max).min(axis=0, initial=np.iinfo(np.int32).max)
    return np.asarray((layout.here.sum(axis=0) > 1) & (high != low), np.bool_)


def find_seams(layout: Layout, differing: Mask) -> Mask:
    """The columns between which and the one before no witness departs from the rest twice: different places, side by side.

    In a column those depart that do not have what most have (on a tie, what the first of them has).
    """
    departs = np.zeros(layout.word.shape, np.bool_)
    for column in np.flatnonzero(differing).tolist():
        members = np.flatnonzero(layout.here[:, column]).tolist()
        held = layout.number[members, column].tolist()
        counts = Counter(held)
        most = max(counts.values())
        usual = next(value for value in held if counts[value] == most)
        departs[[w for w, value in zip(members, held, strict=True) if value != usual], column] = True
    seams = np.zeros(differing.size, np.bool_)
    seams[1:] = differing[1:] & differing[:-1] & ~(departs[:, 1:] & departs[:, :-1]).any(axis=0)
    return seams


def find_segments(witnesses: Sequence[Witness], layout: Layout) -> list[Segment]:
    """The grid cut into segments, in order of columns; a witness without words in one is not in its readings."""
    differing = find_differing(layout)
    keys = np.concatenate([np.where(layout.word >= 0, layout.strand + 1, 0), differing[None, :].astype(np.int32)])
    made = []
    for first, last in runs(keys, layout.breaks, np.ones(differing.size, np.bool_)):
        held = np.flatnonzero(layout.word[:, first] >= 0).tolist()
        made.append(Segment(first, last, tuple(read(witnesses, layout, w, first, last) for w in held)))
    return made


def read(witnesses: Sequence[Witness], layout: Layout, w: int, first: int, last: int) -> Reading:
    """What witness ``w`` has in the columns: from its first word to its last, or the place after its last word before."""
    witness = witnesses[w]
    moved = bool(layout.strand[w, first] > 0)
    held = [i for i in layout.word[w, first:last].tolist() if i >= 0]
    if held:
        # Over columns where only others' words are moved, this witness's own may come in another order.
        return Reading(w, int(witness.begin[min(held)]), int(witness.end[max(held)]), moved)
    before = int(layout.place[w, first])
    if before >= 0:
        at = int(witness.end[before])
    else:
        at = int(witness.begin[0]) if len(witness.begin) else 0
    return Reading(w, at, at, moved)


def find_sites(witnesses: Sequence[Witness], layout: Layout) -> list[Site]:
    """Every place at which witnesses differ, in order of columns: words, whole passages, moves."""
    everyone = np.arange(len(witnesses))
    made = []
    asked = np.where(layout.here, layout.strand + 1, 0)
    cuts = layout.breaks.copy()
    differing = find_differing(layout)
    cuts[:-1] |= layout.stops | find_seams(layout, differing)
    for first, last in runs(asked, cuts, differing):
        members = everyone[layout.here[:, first]]
        made.append(Site(first, last, "words", tuple(read(witnesses, layout, int(w), first, last) for w in members)))
    for first, last in runs(layout.lacks, layout.breaks, some(layout.lacks) & some(layout.word >= 0)):
        held = (layout.word[:, first:last] >= 0).any(axis=1)
        members = everyone[held | layout.lacks[:, first]]
        made.append(Site(first, last, "passage", tuple(read(witnesses, layout, int(w), first, last) for w in members)))
    for first, last in runs(layout.strand, np.zeros_like(layout.breaks), some(layout.strand > 0)):
        made += find_move(witnesses, layout, first, last)
    return sorted(made, key=lambda site: (site.first, site.last, site.shape))


def find_move(witnesses: Sequence[Witness], layout: Layout, first: int, last: int) -> list[Site]:
    """The site of a moved run, where others have most of its words, in one piece, in the common order."""
    counts = (layout.word[:, first:last] >= 0).sum(axis=1)
    moved = layout.strand[:, first] > 0
    most = int(counts[moved].max())
    held = []
    for w in np.flatnonzero(2 * counts >= max(most, 4)).tolist():
        words = layout.word[w, first:last]
        words = words[words >= 0]
        inside = int(words.max() - words.min()) + 1
        if 2 * len(words) >= inside and witnesses[w].stretch[words.min()] == witnesses[w].stretch[words.max()]:
            held.append(w)
    if not moved[held].any() or moved[held].all():
        return []
    return [Site(first, last, "move", tuple(read(witnesses, layout, w, first, last) for w in held))]
