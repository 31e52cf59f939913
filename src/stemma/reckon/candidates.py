"""Which contents are worth being held against each other: those that share much of what they say."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from stemma.reckon.lexicon import FUNCTION
from stemma.reckon.units import Terms


def candidate_pairs(contents: Sequence[Terms], contained: float, alike: float) -> list[tuple[int, int]]:
    """Pairs of contents that share at least ``contained`` of the lighter one's weight, or ``alike`` of both weights
    together: a sparse product, in slices.
    """
    vocabulary: dict[str, int] = {}
    rows, columns, weights = [], [], []
    for row, terms in enumerate(contents):
        for term, weight in sorted(dict(zip(terms.term, terms.weight, strict=True)).items()):
            if weight > FUNCTION:
                rows.append(row)
                columns.append(vocabulary.setdefault(term, len(vocabulary)))
                weights.append(weight**0.5)
    if not rows:
        return []
    matrix = csr_matrix((weights, (rows, columns)), shape=(len(contents), len(vocabulary)))
    norms: NDArray[np.float64] = np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel()
    norms[norms == 0] = 1.0
    pairs: list[tuple[int, int]] = []
    transposed = matrix.T.tocsc()
    for begin in range(0, len(contents), 512):
        shared = (matrix[begin : begin + 512] @ transposed).tocoo()
        row, column, value = shared.row + begin, shared.col, shared.data
        lighter, both = np.minimum(norms[row], norms[column]), norms[row] + norms[column]
        keep = (row < column) & ((value >= contained * lighter - 1e-9) | (2 * value >= alike * both - 1e-9))
        pairs.extend(zip(row[keep].tolist(), column[keep].tolist(), strict=True))
    return sorted(pairs)
