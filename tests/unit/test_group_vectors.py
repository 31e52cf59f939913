"""Sparse products and clusters of vectors against the same reckoned in full. All numbers are drawn."""

import numpy as np
import pytest
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.sparse import csr_array
from scipy.spatial.distance import squareform

from stemma.group.kin import kin
from stemma.group.vectors import COMMON, ONE, pair_products, pairs_over, products, split, term_matrix, unit_rows


def drawn(rows, columns=2 * COMMON, topics=9, seed=3):
    """Rows of unit length, some alike, some empty but for common columns."""
    chance = np.random.default_rng(seed)
    about = chance.integers(0, topics, rows)
    density = 0.02 + 0.3 * (np.arange(columns) % topics == about[:, None])
    full = chance.random((rows, columns)) * (chance.random((rows, columns)) < density)
    full[:, :20] += chance.random((rows, 20)) * (chance.random((rows, 1)) < 0.3)
    return unit_rows(csr_array(full))


@pytest.mark.parametrize("least", [0.05, 0.15, 0.3])
def test_pairs_over_a_product_are_all_found(least):
    matrix = drawn(160)
    full = (matrix @ matrix.T).toarray()
    one, other, value = pairs_over(matrix, least * ONE)
    assert len(one) > 10
    expected = np.argwhere(np.triu(full, 1) >= least * ONE)
    assert sorted(zip(one.tolist(), other.tolist(), strict=True)) == [tuple(pair) for pair in expected.tolist()]
    assert (value == full[one, other]).all()


def test_products_are_those_of_the_whole_matrix():
    matrix = drawn(50)
    full = (matrix @ matrix.T).toarray()
    rows, columns = np.array([7, 3, 41]), np.arange(50)[::-1]
    assert (products(split(matrix), rows, columns) == full[np.ix_(rows, columns)]).all()
    one, other = np.repeat(rows, 50), np.tile(columns, 3)
    assert (pair_products(matrix, one, other) == full[one, other]).all()
    assert (pair_products(matrix, other, one) == full[one, other]).all()


def test_kin_are_the_clusters_of_average_linkage():
    matrix = drawn(140)
    far = 1 - (matrix @ matrix.T).toarray() / ONE
    np.fill_diagonal(far, 0)
    joined = linkage(squareform(far, checks=False), "average")
    for least in (0.1, 0.2, 0.4):
        label = fcluster(joined, 1 - least, "distance")
        first = {number: int(np.flatnonzero(label == number)[0]) for number in label.tolist()}
        assert kin(matrix, least).tolist() == [first[number] for number in label.tolist()]
        assert 1 < len(first) < 140


def test_no_words_make_no_pairs():
    empty = unit_rows(term_matrix([(), ()], [(), ()]))
    assert len(pairs_over(empty, 0.1 * ONE)[0]) == 0
    assert kin(empty, 0.1).tolist() == [0, 1]
