"""Reports as sparse vectors of whole numbers, and products of them that never fill a square of the pile."""

from array import array
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

Whole = NDArray[np.int64]
Real = NDArray[np.float64]
SCALE = 10_000  # vectors are whole numbers, so that sums do not depend on their order
ONE = SCALE**2  # the product of two equal vectors
BLOCK = 512  # rows of a product made at a time
COMMON = 400  # columns that stand in most rows: these are multiplied as full matrices, which costs less


class Split(NamedTuple):
    """A matrix as its fullest columns, ``full``, and the others, ``rest``; ``weight`` is the length of a row's full part."""

    full: Real
    rest: csr_array
    weight: Real


def term_matrix(terms: Sequence[Collection[str]], weights: Iterable[Iterable[float]]) -> csr_array:
    """A row for each report, a column for each stem."""
    columns: dict[str, int] = {}
    places = array("i", (columns.setdefault(term, len(columns)) for row in terms for term in row))
    values = array("d", (weight for row in weights for weight in row))
    ends = np.cumsum([0, *map(len, terms)])
    found = np.frombuffer(values, np.float64), np.frombuffer(places, np.int32), ends
    return csr_array(found, shape=(len(terms), max(1, len(columns))))


def unit_rows(matrix: csr_array) -> csr_array:
    """Rows of one length, as whole numbers: the products of two are their cosine times ``ONE``."""
    length = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    scaled = matrix.multiply(1 / np.maximum(length, 1e-12)[:, None]).tocsr()
    scaled.data = np.rint(scaled.data * SCALE)
    scaled.eliminate_zeros()
    return scaled


def split(matrix: csr_array) -> Split:
    """A matrix told apart into the columns that most rows have and the others."""
    having = np.bincount(matrix.indices, minlength=matrix.shape[1])
    often = np.sort(np.argsort(-having, kind="stable")[:COMMON])
    left = np.ones(matrix.shape[1], bool)
    left[often] = False
    full = matrix[:, often].toarray()
    rest = matrix.copy()
    rest.data = np.where(left[rest.indices], rest.data, 0)
    rest.eliminate_zeros()
    return Split(full, rest, np.sqrt((full**2).sum(axis=1)))


def products(one: Split, rows: Whole, columns: Whole) -> Real:
    """The products of some rows with others, as a full matrix."""
    found = one.full[rows] @ one.full[columns].T
    shared = one.rest[rows] @ one.rest[columns].T.tocsr()
    row = np.repeat(np.arange(len(rows)), np.diff(shared.indptr))
    found[row, shared.indices] += shared.data
    return np.asarray(found, np.float64)


def row_products(matrix: csr_array, row: int, others: Whole, room: Real) -> Real:
    """The products of one row with others. ``room`` is a row of zeros as wide as the matrix; it is given back so."""
    begin, end = matrix.indptr[row], matrix.indptr[row + 1]
    columns = matrix.indices[begin:end]
    room[columns] = matrix.data[begin:end]
    place, starts, count = places(matrix, others)
    found = np.zeros(len(others))
    if len(place):
        parts = matrix.data[place] * room[matrix.indices[place]]
        found[count > 0] = np.add.reduceat(parts, starts[count > 0])
    room[columns] = 0
    return found


def places(matrix: csr_array, rows: Whole) -> tuple[Whole, Whole, Whole]:
    """(where the numbers of some rows lie, where each row begins among them, how many it has)."""
    begin = matrix.indptr[rows].astype(np.int64)
    count = matrix.indptr[rows + 1] - begin
    starts = np.cumsum(count) - count
    return np.repeat(begin - starts, count) + np.arange(count.sum()), starts, count


def pair_products(matrix: csr_array, one: Whole, other: Whole) -> Real:
    """The product of each pair of rows; it costs least where pairs with the same first row follow each other."""
    found = np.zeros(len(one))
    if not len(one):
        return found
    starts = np.concatenate([[0], np.flatnonzero(np.diff(one)) + 1, [len(one)]])
    if len(starts) * 4 < len(one):
        room = np.zeros(matrix.shape[1])
        for begin, end in pairwise(starts.tolist()):
            found[begin:end] = row_products(matrix, int(one[begin]), other[begin:end], room)
        return found
    for begin in range(0, len(one), BLOCK * 16):
        part = slice(begin, begin + BLOCK * 16)
        found[part] = np.asarray(matrix[one[part]].multiply(matrix[other[part]]).sum(axis=1)).ravel()
    return found


def pairs_over(matrix: csr_array, least: float) -> tuple[Whole, Whole, Real]:
    """All pairs of rows (smaller first) with a product of at least ``least``, and these products.

    A product is that of the full columns, no more than the lengths of these parts, and that of the others, of which
    most pairs of rows have none. So only rows whose full part alone could suffice are multiplied in full.
    """
    told = split(matrix)
    heavy = told.weight**2 >= least
    found = [*heavy_pairs(told, heavy, least), *light_pairs(told, np.flatnonzero(~heavy), least)]
    if not found:
        return np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0)
    one, other, value = (np.concatenate(part) for part in zip(*found, strict=True))
    return np.minimum(one, other), np.maximum(one, other), value


def heavy_pairs(told: Split, heavy: NDArray[np.bool_], least: float) -> Iterator[tuple[Whole, Whole, Real]]:
    """Pairs of which at least one row is heavy."""
    order = np.concatenate([np.flatnonzero(heavy), np.flatnonzero(~heavy)])
    for begin in range(0, int(heavy.sum()), BLOCK):
        rows, columns = order[begin : min(begin + BLOCK, int(heavy.sum()))], order[begin:]
        value = products(told, rows, columns)
        one, other = np.nonzero(np.triu(value, 1) >= least)
        yield rows[one], columns[other], value[one, other]


def light_pairs(told: Split, light: Whole, least: float) -> Iterator[tuple[Whole, Whole, Real]]:
    """Pairs of rows that are not heavy: they share something besides the full columns."""
    rest, full, weight = told.rest[light], told.full[light], told.weight[light]
    for begin in range(0, len(light), BLOCK // 4):
        shared = rest[begin : begin + BLOCK // 4] @ rest[begin:].T.tocsr()
        one = np.repeat(np.arange(begin, begin + shared.shape[0]), np.diff(shared.indptr))
        other, value = shared.indices + begin, shared.data
        near = (other > one) & (value + weight[one] * weight[other] >= least * (1 - 1e-9))
        one, other, value = one[near], other[near], value[near]
        value += np.einsum("ij,ij->i", full[one], full[other])
        kept = value >= least
        yield light[one[kept]], light[other[kept]], value[kept]


def sums(matrix: csr_array, label: Whole, count: int) -> csr_array:
    """The sum of the rows of each label, from 0 to ``count`` - 1."""
    member = csr_array((np.ones(len(label)), (label, np.arange(len(label)))), shape=(count, len(label)))
    made: Any = (member @ matrix).tocsr()
    return made
