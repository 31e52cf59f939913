"""The distinct sentences of a family, and which of them are versions of one sentence.

A lost text held each sentence once. Without this a lost ancestor could be made of two readings of one place, and
would explain everything.
"""

import itertools
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

LONG = 48


class Sentences(NamedTuple):
    """``grams`` of each distinct sentence (places in the vocabulary, -1 for a gram nobody shares), ``spoken`` which of
    them are quoted speech, and ``kind``: sentences of one number are versions of one sentence.
    """

    grams: tuple[NDArray[np.int32], ...]
    spoken: tuple[NDArray[np.bool_], ...]
    kind: NDArray[np.int32]


def find_sentences(
    texts: Sequence[tuple[NDArray[np.int32], NDArray[np.bool_], NDArray[np.int32], NDArray[np.uint64]]], vocabulary: int
) -> tuple[Sentences, list[NDArray[np.int32]]]:
    """The sentences of reports given as (grams, spoken, unit, number), and for each report the sentence of each gram.

    A sentence of more than LONG grams (a text without full stops) is cut where a gram's number says so, so that two
    versions of it are cut at the same words.
    """
    numbers: dict[bytes, int] = {}
    grams: list[NDArray[np.int32]] = []
    marks: list[NDArray[np.bool_]] = []
    versions = []
    for places, spoken, unit, value in texts:
        version = np.full(len(places), -1, np.int32)
        edges = _edges(unit, value)
        for begin, end in itertools.pairwise(edges):
            part = places[begin:end]
            if (part < 0).all():
                continue
            number = numbers.setdefault(part.tobytes(), len(grams))
            if number == len(grams):
                grams.append(part)
                marks.append(spoken[begin:end])
            version[begin:end] = number
        versions.append(version)
    return Sentences(tuple(grams), tuple(marks), _kinds(grams, vocabulary)), versions


def kinds_of(sentences: Sentences, version: NDArray[np.int32]) -> tuple[NDArray[np.int32], NDArray[np.bool_]]:
    """The kind of the sentence of each gram (-1: one that nobody shares), and a mask of the kinds, the last always False."""
    kinds = np.zeros(int(sentences.kind.max(initial=-1)) + 2, np.bool_)
    kind = np.where(version >= 0, sentences.kind[version], -1).astype(np.int32) if len(sentences.kind) else version
    kinds[kind[kind >= 0]] = True
    return kind, kinds


def _edges(unit: NDArray[np.int32], value: NDArray[np.uint64]) -> list[int]:
    """Where sentences begin, and the end of the last."""
    if not len(unit):
        return []
    starts = np.diff(unit, prepend=-1) != 0
    length = np.diff(np.append(np.flatnonzero(starts), len(unit)))
    long = np.repeat(length > LONG, length)
    starts |= long & (value % np.uint64(LONG // 2) == 0)
    return [*np.flatnonzero(starts).tolist(), len(unit)]


def _kinds(grams: Sequence[NDArray[np.int32]], vocabulary: int) -> NDArray[np.int32]:
    """Sentences are versions of one where they share a third of the grams of the shorter, directly or through others."""
    count = len(grams)
    if not count:
        return np.zeros(0, np.int32)
    rows = np.concatenate([np.full(len(g), i, np.int32) for i, g in enumerate(grams)])
    columns = np.concatenate(grams)
    held = columns >= 0
    matrix = csr_array(
        (np.ones(int(held.sum()), np.int32), (rows[held], columns[held])), shape=(count, max(vocabulary, 1))
    )
    matrix.sum_duplicates()
    matrix.data[:] = 1
    size = np.array([len(g) for g in grams])
    common = (matrix @ matrix.T).tocoo()
    near = common.data * 3 >= np.minimum(size[common.row], size[common.col])
    graph = csr_array((np.ones(int(near.sum()), np.int8), (common.row[near], common.col[near])), shape=(count, count))
    _, kind = connected_components(graph, directed=False)
    made: NDArray[np.int32] = kind.astype(np.int32)
    return made
