"""Piles of made reports of any size, with copied passages planted in them, and where each was planted.

    python -m benchmarks.made_piles FOLDER COUNT [--seed N]

No word is of any real report: the vocabulary is made of syllables, its frequencies fall off as in a language (Zipf),
and reports are full of stock phrases and of the words of their topic, so that short runs of words are shared by
chance as they are in news. Whatever two reports share beyond that was planted.

Every word of every report comes from a *strand* (the running text of one made report, an outlet's standing paragraph,
an author's note, a piece of boilerplate) and a place in it, and is computed from these two alone. A copy is a stretch
of another strand. So any report can be made at any time without those before it, nothing is kept in memory but the
plan (some 60 bytes a report), and what two reports truly share is known word by word.
"""

import argparse
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from benchmarks.made_words import VOCABULARY, forms, fraction, mixed, ranges, strand_words

Whole = NDArray[np.int64]
Marks = NDArray[np.bool_]

AT_ONCE = 500  # reports made at a time: their arrays stay in the processor's cache
ROW_GROUP = 40  # times as many to a row group of the file

# Strands. Reports' own running texts are numbered as the reports are; all else stands far above.
STANDING, NOTE, BOILERPLATE, HEADER, STRANGE = (np.int64(n) << np.int64(40) for n in (1, 2, 3, 4, 5))

# How a passage was copied: the words altered in a thousand, the fewest and the most words, marks of quotation.
KINDS: dict[str, tuple[int, int, int, bool]] = {
    "exact": (0, 25, 120, False),
    "altered_3": (30, 25, 120, False),
    "altered_8": (80, 25, 120, False),
    "altered_15": (150, 25, 120, False),
    "moved": (0, 50, 120, False),
    "short": (0, 12, 25, False),
    "quoted": (0, 12, 25, True),
    "quoted_altered": (80, 20, 40, True),
}
NAMES = (*KINDS, "reprint")
OWN, COPIED, FURNITURE = 0, 1, 2  # what a segment of a report is
UNQUOTED, WHOLE, AS_SOURCE = 0, 1, 2  # where quotation marks stand in it

PLANTED = pa.schema(
    [
        ("copy", pa.int64()),
        ("kind", pa.string()),
        ("report", pa.string()),
        ("begin", pa.int64()),
        ("end", pa.int64()),
        ("source", pa.string()),
        ("source_begin", pa.int64()),
        ("source_end", pa.int64()),
        ("words", pa.int64()),
    ]
)
REPORTS = pa.schema([("id", pa.string()), ("outlet", pa.string()), ("text", pa.large_string())])


class Mix(NamedTuple):
    """What a pile is made of; shares are of its reports. A pile of any size (5,000 or more) has the same make-up."""

    hosts: float = 0.3  # carry a passage of an earlier report
    reprints: float = 0.16  # are nearly the whole of an earlier report
    largest: int = 300  # outlets that carry the most-printed report; there is one such in ``per_largest`` reports
    per_largest: int = 5_000
    per_outlet: int = 125  # reports of an outlet, on average
    standing: float = 0.3  # carry the standing paragraph of their outlet
    noted: float = 0.4  # carry the note of their author
    boilerplate: float = 0.04  # carry one of five paragraphs that all outlets use
    hot: float = 0.3  # of the passages are from one of few much-copied reports
    near: int = 2_000  # reports: most passages are copied from among so many before


class Segments(NamedTuple):
    """Stretches of strands that make up reports, in the order in which they stand.

    ``report`` is the index of the report, ``strand`` and ``begin`` say where the ``length`` words come from, of
    which ``altered`` in a thousand are altered, ``what`` is OWN, COPIED or FURNITURE, ``copy`` the number of the copy (-1 for none) and
    ``quoted`` whether it stands in quotation marks.
    """

    report: Whole
    strand: Whole
    begin: Whole
    length: Whole
    altered: Whole
    what: Whole
    copy: Whole
    marks: Whole

    def take(self, which: Whole | Marks | slice) -> "Segments":
        return Segments(*(column[which] for column in self))


class Copies(NamedTuple):
    """Planted passages: ``length`` words from ``begin`` of the strand of report ``source`` stand in report ``host``."""

    kind: Whole
    host: Whole
    source: Whole
    begin: Whole
    length: Whole


class Plan(NamedTuple):
    """What every report of a pile is made of; ``first`` is the first segment of each report (and their number)."""

    seed: int
    outlet: Whole
    segments: Segments
    first: Whole
    copies: Copies
    groups: list[Whole]


class Laid(NamedTuple):
    """The words of some reports: ``report`` (index), code points ``[begin, end)`` in its text, and provenance.

    ``origin`` is one number for the strand and the place in it, -1 for a word that was altered; ``segment`` the
    segment of the plan.
    """

    report: Whole
    begin: Whole
    end: Whole
    origin: Whole
    segment: Whole


def own_lengths(seed: int, reports: Whole) -> Whole:
    """How many words the running text of each report has: 80 to 300, more of them short."""
    return (80 + 220 * fraction(mixed(seed + 3, reports)) ** 1.4).astype(np.int64)


def statements(seed: int, reports: Whole) -> tuple[Whole, Whole]:
    """Where each report quotes someone: the place in its running text and how many words (12 to 40)."""
    length = own_lengths(seed, reports)
    drawn = mixed(seed + 4, reports)
    count = 12 + (drawn % np.uint64(29)).astype(np.int64)
    return ((length - count) * fraction(drawn)).astype(np.int64), count


def plan_groups(count: int, mix: Mix, chance: np.random.Generator) -> list[Whole]:
    """The reports (indices, the first is the source) that print one text; sizes fall off to ``mix.largest``."""
    sizes = [mix.largest] * int(count // mix.per_largest)
    wanted = int(mix.reprints * count)
    while sum(sizes) < wanted:
        sizes.append(min(mix.largest // 4, max(2, int(2 * (1 - chance.random()) ** (-1 / 1.3)))))
    taken = np.zeros(count, bool)
    groups = []
    for size in sorted(sizes, reverse=True):
        reach = max(mix.near, 4 * size)
        low = int(chance.integers(0, max(1, count - reach)))
        free = low + np.flatnonzero(~taken[low : low + reach])
        if len(free) < max(2, size):
            continue
        members = np.sort(chance.choice(free, size, replace=False)).astype(np.int64)
        taken[members] = True
        groups.append(members)
    return groups


def plan_copies(count: int, seed: int, mix: Mix, chance: np.random.Generator, roots: Marks, reprints: Marks) -> Copies:
    """Which reports carry a passage, of which earlier report, and how it was copied."""
    index = np.arange(count)
    hosts = index[(~roots) & (~reprints) & (chance.random(count) < mix.hosts / (1 - mix.reprints))]
    giving = np.ones(count, bool)
    giving[hosts] = False
    giving[reprints] = False
    givers = index[giving]
    before = np.searchsorted(givers, hosts)
    hosts, before = hosts[before > 0], before[before > 0]
    back = np.minimum(before, np.where(chance.random(len(hosts)) < 0.85, mix.near, before))
    source = givers[before - 1 - (back * chance.random(len(hosts))).astype(np.int64)]
    # A report in fifty is copied by many.
    hot = givers[::50]
    last = np.searchsorted(hot, hosts) - 1 - chance.integers(0, 4, len(hosts))
    much = (chance.random(len(hosts)) < mix.hot) & (last >= 0)
    source[much] = hot[np.maximum(last[much], 0)]
    kind = chance.integers(0, len(KINDS), len(hosts))
    _, least, most, quoted = (np.array(column) for column in zip(*KINDS.values(), strict=True))
    length = own_lengths(seed, source)
    # As many short passages as long ones, on a scale of ratios.
    words = (least[kind] * (most[kind] / least[kind]) ** chance.random(len(hosts))).astype(np.int64)
    words = np.minimum(words, length - 10)
    begin = ((length - words) * chance.random(len(hosts))).astype(np.int64)
    # What is quoted is what the source quotes, from its beginning.
    said, long = statements(seed, source)
    in_marks = quoted[kind]
    begin[in_marks] = said[in_marks]
    words[in_marks] = np.minimum(np.maximum(words, 12), long)[in_marks]
    return Copies(kind, hosts, source, begin, words)


def plan_pile(count: int, seed: int = 0, mix: Mix | None = None) -> Plan:
    """Plan ``count`` reports. The same ``count``, ``seed`` and ``mix`` give the same pile, byte for byte."""
    mix = mix or Mix()
    chance = np.random.default_rng([seed, count])
    index = np.arange(count, dtype=np.int64)
    groups = plan_groups(count, mix, chance) if count else []
    root = index.copy()
    for members in groups:
        root[members] = members[0]
    reprints = root != index
    roots = np.zeros(count, bool)
    roots[root[reprints]] = True
    copies = plan_copies(count, seed, mix, chance, roots, reprints)
    # Outlets: few print much, most print little; a group's reports are of different outlets as far as there are.
    # As many reports of each whatever the size, or the lines that an outlet repeats would be shared more often.
    outlets = max(8, count // mix.per_outlet)
    outlet = (outlets * chance.random(count) ** 1.7).astype(np.int64)
    for members in groups:
        outlet[members] = (outlet[members[0]] + np.arange(len(members))) % outlets
    parts = [
        *own_segments(seed, index, copies, reprints, chance),
        *reprint_segments(seed, root, reprints, len(copies.host)),
    ]
    parts += furniture_segments(count, outlet, mix, chance)
    order_key = np.concatenate([key for key, _ in parts])
    segments = Segments(*(np.concatenate(columns) for columns in zip(*(part for _, part in parts), strict=True)))
    order = np.lexsort((order_key, segments.report))
    segments = segments.take(order).take(segments.length[order] > 0)
    copies = Copies(*(
        np.concatenate(columns)
        for columns in zip(copies, reprinted(seed, root, index[reprints]), strict=True)
    ))  # fmt: skip
    return Plan(seed, outlet, segments, np.searchsorted(segments.report, np.arange(count + 1)), copies, groups)


def segments_of(
    report: Whole, strand: Whole, begin: Whole, count: Whole, what: int, *,
    altered: Whole | None = None, copy: Whole | None = None, marks: Whole | int = UNQUOTED,
) -> Segments:  # fmt: skip
    """Segments of one sort, columns filled up."""
    size = len(report)
    return Segments(
        report, strand, begin, count,
        np.zeros(size, np.int64) if altered is None else altered, np.full(size, what),
        np.full(size, -1) if copy is None else copy, np.broadcast_to(np.asarray(marks, np.int64), (size,)),
    )  # fmt: skip


Keyed = tuple[Whole, Segments]


def own_segments(seed: int, index: Whole, copies: Copies, reprints: Marks, chance: np.random.Generator) -> list[Keyed]:
    """The running texts of all reports that are no reprints: cut where a copied passage stands, and the passages."""
    length = own_lengths(seed, index)
    hosting = np.zeros(len(index), bool)
    hosting[copies.host] = True
    free = index[~hosting & ~reprints]
    parts = [
        (
            np.full(len(free), 10),
            segments_of(free, free, np.zeros(len(free), np.int64), length[free], OWN, marks=AS_SOURCE),
        )
    ]
    host = copies.host
    size = len(host)
    number = np.arange(size)
    # One passage in eight begins its report, one in eight ends it.
    where = chance.random(size)
    at = np.where(
        where < 0.125, 0, np.where(where > 0.875, length[host], (length[host] * chance.random(size)).astype(np.int64))
    )
    names = list(KINDS)
    moved = copies.kind == names.index("moved")
    half = np.where(moved, copies.length // 2, copies.length)
    altered = np.array([KINDS[name][0] for name in names])[copies.kind]
    marks = np.array([WHOLE if KINDS[name][3] else UNQUOTED for name in names])[copies.kind]
    later = np.where(moved, at + ((length[host] - at) * chance.random(size)).astype(np.int64), at)
    parts += [
        (np.full(size, 20), segments_of(host, host, np.zeros(size, np.int64), at, OWN)),
        # Of a moved passage the second half stands first.
        (np.full(size, 21), segments_of(
            host, copies.source, copies.begin + np.where(moved, half, 0), np.where(moved, copies.length - half, half), COPIED,
            altered=altered, copy=number, marks=marks)),
        (np.full(size, 22), segments_of(host, host, at, later - at, OWN)),
        (np.full(size, 23), segments_of(host, copies.source, copies.begin, np.where(moved, half, 0), COPIED, copy=number)),
        (np.full(size, 24), segments_of(host, host, later, length[host] - later, OWN)),
    ]  # fmt: skip
    return parts


def reprinted(seed: int, root: Whole, report: Whole) -> Copies:
    """The reprints as copies: most of the source's words from its beginning, the end often cut."""
    source = root[report]
    drawn = fraction(mixed(seed + 6, report))
    count = (own_lengths(seed, source) * np.where(drawn < 0.5, 1.0, 0.8 + 0.2 * drawn)).astype(np.int64)
    return Copies(np.full(len(report), len(KINDS)), report, source, np.zeros(len(report), np.int64), count)


def reprint_segments(seed: int, root: Whole, reprints: Marks, first_copy: int) -> list[Keyed]:
    """Reprints: a line of the outlet's own, then the source's text, up to 4 words in 100 altered by the desk."""
    report = np.flatnonzero(reprints)
    copies = reprinted(seed, root, report)
    size = len(report)
    drawn = mixed(seed + 9, report)
    altered = np.where(drawn & np.uint64(1), 0, 40 * fraction(drawn)).astype(np.int64)
    return [
        (np.full(size, 9), segments_of(report, HEADER + report, np.zeros(size, np.int64), 4 + (drawn >> np.uint64(8) & np.uint64(7)).astype(np.int64), OWN)),
        (np.full(size, 20), segments_of(report, copies.source, copies.begin, copies.length, COPIED, altered=altered, copy=first_copy + np.arange(size), marks=AS_SOURCE)),
    ]  # fmt: skip


def furniture_segments(count: int, outlet: Whole, mix: Mix, chance: np.random.Generator) -> list[Keyed]:
    """Standing paragraphs, author notes and boilerplate, after the running text (the boilerplate sometimes before)."""
    index = np.arange(count)
    standing = index[chance.random(count) < mix.standing]
    noted = index[chance.random(count) < mix.noted]
    common = index[chance.random(count) < mix.boilerplate]
    author = outlet[noted] * 8 + chance.integers(0, 8, len(noted))
    which = chance.integers(0, 5, len(common))
    return [
        (np.full(len(standing), 40), segments_of(
            standing, STANDING + outlet[standing], np.zeros(len(standing), np.int64), 20 + outlet[standing] * 7 % 30, FURNITURE)),
        (np.full(len(noted), 41), segments_of(noted, NOTE + author, np.zeros(len(noted), np.int64), 12 + author % 9, FURNITURE)),
        (np.where(chance.random(len(common)) < 0.3, 5, 42), segments_of(
            common, BOILERPLATE + which, np.zeros(len(common), np.int64), 25 + which * 9, FURNITURE)),
    ]  # fmt: skip


def lay_words(plan: Plan, reports: Whole) -> tuple[Laid, pa.Array]:
    """The words of some reports of the plan, and their texts; ``reports`` are indices in rising order."""
    chosen = ranges(plan.first[reports], plan.first[reports + 1] - plan.first[reports])
    part = plan.segments.take(chosen)
    seed = plan.seed
    own = np.repeat(np.arange(len(chosen)), part.length)
    place = ranges(part.begin, part.length)
    if not len(own):
        none = np.empty(0, np.int64)
        return Laid(none, none, none, none, none), pa.array([], pa.large_string())
    # What the desk altered: a word in place of another, a word left out, a word put in.
    drawn = mixed(seed + 10, part.report[own], part.strand[own], place)
    altered = fraction(drawn) * 1000 < part.altered[own]
    way = np.where(altered, (drawn % np.uint64(3)).astype(np.int64), -1)
    times = np.where(way == 1, 0, np.where(way == 2, 2, 1))
    again = np.repeat(np.arange(len(own)), times)
    put_in = np.r_[False, again[1:] == again[:-1]]
    strange = put_in | (way[again] == 0)
    own, place = own[again], place[again]
    strand, report = part.strand[own], part.report[own]
    number = strand_words(seed, np.where(strange, STRANGE + report, strand), place).astype(np.int64)
    before, after = edges_of(plan, part, own, place, report)
    new = np.r_[True, report[1:] != report[:-1]]
    base = sentence_ends(seed, part, own, strand, place)
    number[new | before | np.r_[False, base[:-1] >= 2]] += VOCABULARY
    # The pieces of the texts: what stands before each word, and the word.
    inner = base[:-1] + 4 * after[:-1] + 8 * before[1:]
    edge = 16 + after[:-1] + 2 * before[1:]
    pieces = np.empty(2 * len(number) + 1, np.int64)
    pieces[1::2] = number
    pieces[2:-1:2] = 2 * VOCABULARY + np.where(new[1:], edge, inner)
    pieces[0] = 2 * VOCABULARY + 16 + 2 * before[0]
    pieces[-1] = 2 * VOCABULARY + 16 + after[-1]
    made = forms()
    ends = np.cumsum(made.points[pieces])
    begin, end = ends[:-1:2], ends[1::2]
    starts = np.repeat(begin[new] - before[new], np.diff(np.r_[np.flatnonzero(new), len(new)]))
    origin = np.where(strange, -1, strand << np.int64(9) | place)
    laid = Laid(report, begin - starts, end - starts, origin, chosen[own])
    return laid, texts_of(pieces, np.flatnonzero(new), before[new])


def texts_of(pieces: Whole, first: Whole, opening: Marks) -> pa.Array:
    """The texts made of ``pieces``; ``first`` are the texts' first words, ``opening`` whether a mark opens them."""
    made = forms()
    size = made.size[pieces]
    until = np.cumsum(size)
    body = made.pool[ranges(made.first[pieces], size)]
    offsets = np.r_[until[2 * first] - len("“".encode()) * opening, until[-1]]
    return pa.LargeStringArray.from_buffers(len(first), pa.py_buffer(offsets.astype(np.int64)), pa.py_buffer(body))


def edges_of(plan: Plan, part: Segments, own: Whole, place: Whole, report: Whole) -> tuple[Marks, Marks]:
    """Before which words an opening mark stands, and after which a closing one."""
    first = np.r_[True, own[1:] != own[:-1]]
    last = np.r_[first[1:], True]
    whole = part.marks[own] == WHOLE
    source = np.where(part.marks[own] == AS_SOURCE, part.strand[own], report)
    said, count = statements(plan.seed, source)
    like = part.marks[own] == AS_SOURCE
    return (whole & first) | (like & (place == said)), (whole & last) | (like & (place == said + count - 1))


def sentence_ends(seed: int, part: Segments, own: Whole, strand: Whole, place: Whole) -> Whole:
    """What follows each word: 0 a space, 1 a comma, 2 a full stop, 3 a full stop and a new line."""
    drawn = mixed(seed + 11, strand, place) % np.uint64(84)
    base = np.where(drawn < 4, 2, np.where(drawn < 6, 3, np.where(drawn < 12, 1, 0)))
    # What is no running text stands in paragraphs of its own.
    alone = (part.what == FURNITURE) | (part.strand >> np.int64(40) == HEADER >> np.int64(40))
    last = np.r_[own[1:] != own[:-1], True]
    following = np.minimum(own + 1, len(part.what) - 1)
    base[last & (alone[own] | alone[following])] = 3
    return base


def source_spans(laid: Laid, plan: Plan, wanted: Whole, strand: Whole) -> tuple[Whole, Whole]:
    """Where the source of each of the ``wanted`` segments stands in the report from which it was copied."""
    own = np.flatnonzero(plan.segments.strand[laid.segment] == laid.report)
    key = laid.origin[own]
    low = (strand << np.int64(9)) | plan.segments.begin[wanted]
    first = np.searchsorted(key, low)
    last = np.searchsorted(key, low + plan.segments.length[wanted] - 1)
    return laid.begin[own[first]], laid.end[own[last]]


def make_batches(plan: Plan, size: int = AT_ONCE) -> Iterator[tuple[pa.RecordBatch, pa.RecordBatch]]:
    """The reports of a pile (``REPORTS``) and what was planted in them (``PLANTED``), ``size`` reports at a time.

    Spans count code points, in the report and in the source; both parts of a passage that was moved have a row.
    """
    copied = np.flatnonzero(plan.segments.what == COPIED)
    source = plan.copies.source[plan.segments.copy[copied]]
    by_source = np.argsort(source, kind="stable")
    spans = np.zeros((2, len(copied)), np.int64)
    for low in range(0, len(plan.outlet), size):
        reports = np.arange(low, min(low + size, len(plan.outlet)))
        laid, texts = lay_words(plan, reports)
        here = by_source[slice(*np.searchsorted(source, [low, low + len(reports)], sorter=by_source))]
        spans[:, here] = source_spans(laid, plan, copied[here], source[here])
        yield report_batch(plan, reports, texts), planted_batch(plan, laid, copied, spans, reports)


def report_batch(plan: Plan, reports: Whole, texts: pa.Array) -> pa.RecordBatch:
    """Reports as rows of ``REPORTS``."""
    names = [f"{index:07}" for index in reports.tolist()]
    outlets = [f"outlet {number}" for number in plan.outlet[reports].tolist()]
    return pa.record_batch([pa.array(names), pa.array(outlets), texts], schema=REPORTS)


def planted_batch(plan: Plan, laid: Laid, copied: Whole, spans: Whole, reports: Whole) -> pa.RecordBatch:
    """What was planted in ``reports``, as rows of ``PLANTED``."""
    low, high = np.searchsorted(copied, [plan.first[reports[0]], plan.first[reports[-1] + 1]])
    segments = copied[low:high]
    first = np.searchsorted(laid.segment, segments)
    last = np.searchsorted(laid.segment, segments, side="right") - 1
    copy = plan.segments.copy[segments]
    columns: list[object] = [
        copy,
        [NAMES[kind] for kind in plan.copies.kind[copy].tolist()],
        [f"{index:07}" for index in plan.copies.host[copy].tolist()],
        laid.begin[first] if len(first) else [],
        laid.end[last] if len(first) else [],
        [f"{index:07}" for index in plan.copies.source[copy].tolist()],
        spans[0, low:high],
        spans[1, low:high],
        plan.segments.length[segments],
    ]
    return pa.record_batch(
        [pa.array(column, field.type) for column, field in zip(columns, PLANTED, strict=True)], schema=PLANTED
    )


def write_pile(folder: Path, count: int, seed: int = 0) -> Plan:
    """Write ``reports.parquet`` and ``planted.parquet`` into ``folder``; the plan, for whoever needs the truth."""
    plan = plan_pile(count, seed)
    with (
        pq.ParquetWriter(folder / "reports.parquet", REPORTS) as reports,
        pq.ParquetWriter(folder / "planted.parquet", PLANTED) as planted,
    ):
        batches = make_batches(plan)
        while some := list(islice(batches, ROW_GROUP)):
            reports.write_table(pa.Table.from_batches([made for made, _ in some]))
            planted.write_table(pa.Table.from_batches([told for _, told in some]))
    return plan


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folder", type=Path)
    options.add_argument("count", type=int)
    options.add_argument("--seed", type=int, default=0)
    given = options.parse_args()
    began = time.monotonic()
    given.folder.mkdir(parents=True, exist_ok=True)
    write_pile(given.folder, given.count, given.seed)
    print(f"{given.count} reports in {time.monotonic() - began:.1f} s")
