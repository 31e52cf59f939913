"""All witnesses on one row of columns, grown witness by witness.

After the partial orders of Lee, Grasso and Sharlow ("Multiple sequence alignment using partial order graphs",
Bioinformatics 18, 2002) and the variant graph of CollateX (Dekker and others, "Computer-supported collation of modern
manuscripts", Literary and Linguistic Computing 30, 2015), the graph being kept in one linear order of columns: a column
holds the words that lie side by side. Runs in common are chained first; what lies between them is aligned word by word;
runs that stand elsewhere are laid on their columns all the same and marked as moved.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from stemma.collate.anchors import Blocks, Grams, chain, find_grams, find_runs, gram_values, make_blocks
from stemma.collate.gaps import align_gap, score
from stemma.collate.islands import loosen
from stemma.collate.tokens import Ints, Vocabulary, Witness, find_vocabulary
from stemma.settings import CollateSettings

ALONE = -1


@dataclass(frozen=True, slots=True)
class Grid:
    """Witnesses on common columns.

    ``column`` has, for each witness, the column of each of its words; ``strand`` is 0 where the word stands in the
    common order and counts the moved runs of the witness from 1 elsewhere. Within a strand columns ascend.
    """

    columns: int
    column: tuple[Ints, ...]
    strand: tuple[Ints, ...]


@dataclass(frozen=True, slots=True)
class Placed:
    """One text on the columns grown so far: for each word its column (or ALONE), its strand, and, where it stands
    alone, the column before which it belongs."""

    column: Ints
    strand: Ints
    before: Ints


@dataclass(frozen=True, slots=True)
class Nodes:
    """The distinct words of each column, ascending by column then word."""

    column: Ints
    word: Ints


def align_witnesses(witnesses: Sequence[Witness], settings: CollateSettings) -> Grid:
    """The common columns of all witnesses. The same whatever order they come in; texts with the same words are aligned once."""
    words = find_vocabulary(witnesses)
    digests = [hashlib.sha256(w.number.tobytes() + b"|" + w.stretch.tobytes()).hexdigest() for w in witnesses]
    distinct = sorted(set(digests))
    first = [digests.index(digest) for digest in distinct]
    ids = [words.ids[i] for i in first]
    grown = grow(ids, words, settings)
    where = [distinct.index(digest) for digest in digests]
    return Grid(grown.columns, tuple(grown.column[i] for i in where), tuple(grown.strand[i] for i in where))


def grow(texts: Sequence[Ints], words: Vocabulary, settings: CollateSettings) -> Grid:
    """Lay distinct texts on common columns, each time the one most like one that is already there."""
    size = settings.gram
    values = [gram_values(ids, size) for ids in texts]
    grams = [find_grams(ids, size) for ids in texts]
    likeness = find_likeness(values)
    column: list[Ints | None] = [None] * len(texts)
    strand: list[Ints] = [np.zeros(len(ids), np.int32) for ids in texts]
    inside: list[int] = []
    columns = 0
    nodes = Nodes(np.zeros(0, np.int32), np.zeros(0, np.int32))
    for x in growing_order(likeness):
        if not inside:
            column[x] = np.arange(len(texts[x]), dtype=np.int32)
            columns = len(texts[x])
            nodes = Nodes(np.arange(columns, dtype=np.int32), texts[x])
            inside.append(x)
            continue
        kin = sorted((y for y in inside if likeness[x, y] > 0), key=lambda y: (-likeness[x, y], y))
        blocks = find_blocks(texts[x], values[x], [(grams[y], _known(column[y])) for y in kin], words, settings)
        placed = place(texts[x], blocks, nodes, columns, words, settings)
        columns, moved_to, own = insert(placed, columns)
        for y in inside:
            column[y] = moved_to[_known(column[y])]
        column[x], strand[x] = own, placed.strand
        nodes = find_nodes(Nodes(moved_to[nodes.column], nodes.word), texts[x], own, len(words.forms))
        inside.append(x)
    return Grid(columns, tuple(_known(c) for c in column), tuple(strand))


def _known(column: Ints | None) -> Ints:
    if column is None:
        raise AssertionError("a text that was not laid yet was asked for its columns")
    return column


def find_likeness(values: Sequence[NDArray[np.uint64]]) -> NDArray[np.float64]:
    """How many of their distinct runs two texts share, as a share of the mean of both (Dice), rounded."""
    from scipy.sparse import csr_matrix  # a tenth of a second to import, which `stemma --help` need not pay

    count = len(values)
    distinct = [np.unique(value) for value in values]
    everything, number = np.unique(np.concatenate([*distinct, np.zeros(0, np.uint64)]), return_inverse=True)
    lengths = np.array([len(value) for value in distinct], np.int64)
    rows = np.repeat(np.arange(count), lengths)
    held = csr_matrix((np.ones(len(rows), np.int32), (rows, number.ravel())), shape=(count, max(len(everything), 1)))
    shared = np.asarray((held @ held.T).todense(), np.float64)
    made: NDArray[np.float64] = np.round(2 * shared / np.maximum(lengths[:, None] + lengths[None, :], 1), 6)
    return made


def growing_order(likeness: NDArray[np.float64]) -> list[int]:
    """The text most like all the others first, then each time the one most like one that is in; ties by content.

    The first gives the order of the columns: what stands elsewhere than there has moved.
    """
    count = len(likeness)
    if count < 2:
        return list(range(count))
    apart = likeness.copy()
    np.fill_diagonal(apart, -1)
    start = int(np.round(likeness.sum(axis=1), 6).argmax())
    order = [start]
    nearest = apart[start].copy()
    for _ in range(count - 1):
        nearest[order] = -2
        chosen = int(nearest.argmax())
        order.append(chosen)
        np.maximum(nearest, apart[chosen], out=nearest)
    return order


def find_blocks(
    x: Ints, values: NDArray[np.uint64], kin: Sequence[tuple[Grams, Ints]], words: Vocabulary, settings: CollateSettings
) -> Blocks:
    """The runs that x has in common with its kin, nearest first: the farther only explain what the nearer have not."""
    weighty = np.concatenate([[0], np.cumsum(words.content[x])]).astype(np.int32)
    free = np.ones(len(values), np.bool_)
    found: list[tuple[int, Ints]] = []
    for grams, column in kin:
        if not free.any():
            break
        for at_x, at_y, length in find_runs(values, free, grams, settings.gram, settings.commonest):
            found.append((at_x, column[at_y : at_y + length]))
        for at_x, columns in found:
            free[at_x : at_x + len(columns) - settings.gram + 1] = False
    return make_blocks(found, weighty, settings.anchor_words)


def find_nodes(nodes: Nodes, x: Ints, column: Ints, vocabulary: int) -> Nodes:
    """The distinct words of each column once those of x are on theirs."""
    size = max(vocabulary, 1)
    keys = np.concatenate([nodes.column.astype(np.int64) * size + nodes.word, column.astype(np.int64) * size + x])
    distinct = np.unique(keys)
    return Nodes((distinct // size).astype(np.int32), (distinct % size).astype(np.int32))


def place(x: Ints, blocks: Blocks, nodes: Nodes, columns: int, words: Vocabulary, settings: CollateSettings) -> Placed:
    """Where each word of x goes: on the chained blocks, between them, or on the columns that its run moved to."""
    column = np.full(len(x), ALONE, np.int32)
    strand = np.zeros(len(x), np.int32)
    before = np.full(len(x), columns, np.int32)
    taken = np.zeros(columns, np.bool_)
    chained = chain(blocks)
    last_x, last_column = -1, -1
    for k in chained:
        for i, c in enumerate(blocks.columns[k].tolist(), int(blocks.x[k])):
            if i > last_x and c > last_column:
                column[i], last_x, last_column = c, i, c
                taken[c] = True
    runs = moved_runs(blocks, chained, column, taken, settings)
    for number, run in enumerate(runs, 1):
        for i, c in run:
            column[i], strand[i] = c, number
            taken[c] = True
    for number, run in enumerate(runs, 1):
        fill_run(x, (number, run[0][0], run[-1][0]), column, strand, before, taken, nodes, words, settings)
    for run in runs:
        taken[run[0][1] : run[-1][1] + 1] = True
    fill(x, column, strand, before, taken, nodes, columns, words, settings)
    loosen(find_equal(x, column, nodes, len(words.forms)), column, strand, before, columns, settings)
    return Placed(column, strand, before)


def find_equal(x: Ints, column: Ints, nodes: Nodes, vocabulary: int) -> NDArray[np.bool_]:
    """Which words of x stand on a column that has the same word."""
    keys = nodes.column.astype(np.int64) * vocabulary + nodes.word
    own = column.astype(np.int64) * vocabulary + x
    at = np.minimum(np.searchsorted(keys, own), max(len(keys) - 1, 0))
    return np.asarray((column != ALONE) & (keys[at] == own), np.bool_) if len(keys) else np.zeros(len(x), np.bool_)


def moved_runs(
    blocks: Blocks, chained: Sequence[int], column: Ints, taken: NDArray[np.bool_], settings: CollateSettings
) -> list[list[tuple[int, int]]]:
    """Runs of x that stand elsewhere in the common order, the longest first served, neighbours joined; in order of x."""
    rest = sorted(
        set(range(len(blocks.x))) - set(chained),
        key=lambda k: (-int(blocks.weight[k]), int(blocks.x[k]), int(blocks.first[k])),
    )
    busy_x, busy = column != ALONE, taken.copy()
    pieces: list[list[tuple[int, int]]] = []
    for k in rest:
        i = int(blocks.x[k])
        along = blocks.columns[k]
        open_ = ~(busy_x[i : i + len(along)] | busy[along])
        edges = np.flatnonzero(np.diff(np.concatenate([[0], open_.astype(np.int8), [0]])))
        if not len(edges):
            continue
        begins, ends = edges[::2], edges[1::2]
        longest = int((ends - begins).argmax())
        begin, end = int(begins[longest]), int(ends[longest])
        if end - begin < settings.gram:
            continue
        busy_x[i + begin : i + end] = True
        busy[along[begin:end]] = True
        pieces.append([(i + n, int(along[n])) for n in range(begin, end)])
    joined: list[list[tuple[int, int]]] = []
    for piece in sorted(pieces):
        if joined:
            (i, c), (j, d) = joined[-1][-1], piece[0]
            near = j - i <= settings.lacuna + 1 and 0 < d - c <= 2 * settings.lacuna
            if near and not (column[i + 1 : j] != ALONE).any() and not taken[c + 1 : d].any():
                joined[-1].extend(piece)
                continue
        joined.append(piece)
    return [run for run in joined if len(run) >= settings.least_move]


def fill(
    x: Ints,
    column: Ints,
    strand: Ints,
    before: Ints,
    taken: NDArray[np.bool_],
    nodes: Nodes,
    columns: int,
    words: Vocabulary,
    settings: CollateSettings,
) -> None:
    """Align what lies between the words already placed in the common order; writes into the arrays."""
    fixed = np.flatnonzero((column != ALONE) & (strand == 0))
    edges_x = np.concatenate([[-1], fixed, [len(x)]])
    edges_c = np.concatenate([[-1], column[fixed], [columns]])
    for gap in np.flatnonzero(np.diff(edges_x) > 1).tolist():
        rows = np.arange(edges_x[gap] + 1, edges_x[gap + 1], dtype=np.int32)
        rows = rows[strand[rows] == 0]
        span = np.arange(edges_c[gap] + 1, edges_c[gap + 1], dtype=np.int32)
        align_rows(x, rows, span[~taken[span]], int(edges_c[gap + 1]), column, before, nodes, words, settings)


def fill_run(
    x: Ints,
    run: tuple[int, int, int],
    column: Ints,
    strand: Ints,
    before: Ints,
    taken: NDArray[np.bool_],
    nodes: Nodes,
    words: Vocabulary,
    settings: CollateSettings,
) -> None:
    """Align the words inside one moved run that its pieces left out; writes into the arrays."""
    number, begin, end = run
    fixed = [i for i in range(begin, end + 1) if strand[i] == number]
    for i, j in pairwise(fixed):
        if j - i == 1:
            continue
        rows = np.arange(i + 1, j, dtype=np.int32)
        span = np.arange(column[i] + 1, column[j], dtype=np.int32)
        strand[rows] = number
        align_rows(x, rows, span[~taken[span]], int(column[j]), column, before, nodes, words, settings)
        taken[column[rows][column[rows] != ALONE]] = True


def align_rows(
    x: Ints,
    rows: Ints,
    span: Ints,
    after: int,
    column: Ints,
    before: Ints,
    nodes: Nodes,
    words: Vocabulary,
    settings: CollateSettings,
) -> None:
    """Align the words ``rows`` of x with the columns ``span``; writes into ``column`` and ``before``."""
    if not len(rows):
        return
    before[rows] = after
    if not len(span) or len(rows) * len(span) > settings.dearest_gap:
        return
    left, right = np.searchsorted(nodes.column, [span[0], span[-1] + 1])
    at = np.searchsorted(span, nodes.column[left:right])
    held = (at < len(span)) & (span[np.minimum(at, len(span) - 1)] == nodes.column[left:right])
    scores = score(
        x[rows],
        nodes.word[left:right][held],
        at[held].astype(np.int32),
        len(span),
        words,
        settings,
    )
    ends = np.append(span, after)
    for row, place_ in zip(rows.tolist(), align_gap(scores, settings), strict=True):
        if place_ >= 0:
            column[row] = span[place_]
        else:
            before[row] = ends[-1 - place_]


def insert(placed: Placed, columns: int) -> tuple[int, Ints, Ints]:
    """Make room for the words that stand alone: the new number of columns, old columns' new places, x's columns."""
    alone = np.flatnonzero(placed.column == ALONE)
    alone = alone[np.argsort(placed.before[alone], kind="stable")]
    at = placed.before[alone]
    moved_to = (np.arange(columns) + np.searchsorted(at, np.arange(columns), side="right")).astype(np.int32)
    own = np.empty(len(placed.column), np.int32)
    laid = placed.column != ALONE
    own[laid] = moved_to[placed.column[laid]]
    own[alone] = at + np.arange(len(alone))
    return columns + len(alone), moved_to, own
