"""How surely two figures of two reports mean the same thing: a logistic regression over what stands around them.

What a number is of is read from the words near it in the parse tree, each by how rare it is among the sentences with
figures of the story. The weights (``DifferenceSettings.same_figure``) were fitted on pairs judged by hand, see
``training/figure_pairs.py``.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from math import log

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from stemma.reckon.figure import TOLLS, Figure
from stemma.reckon.lexicon import stem

SIGNS = ("words", "names", "leads", "toll", "ratio", "ratio of tolls", "bearer", "only")
# What befell people, and that somebody says it, is told of every toll: it says nothing of which.
_BEFALLEN = frozenset(
    stem(word) for word in
    ["killed", "dead", "deaths", "injured", "wounded", "missing", "arrested", "people", "person", "man", "woman", "toll", "casualties", "say"]
)  # fmt: skip
MOST_NAMES = 2  # names in common: more say no more
# Units that say of what a number is told: the weight of that animal, the distance from that town.
_BORNE = (
    "age of ",
    "age:",
    "weight of ",
    "distance of ",
    "distance from ",
    "people of ",
    "count of ",
    "prison term",
    "speed",
)
_MEASURES = ("distance", "weight", "speed", "magnitude")

Array = NDArray[np.float64]


def family(figure: Figure) -> str:
    """Of what sort a figure is: only figures of one sort are compared, soldiers with soldiers, dollars with dollars."""
    unit = figure.reading.unit
    if unit.startswith("sum of "):
        return unit.rpartition(" in ")[2]
    if unit.startswith(("age:", "age of ")):
        return "age"
    if unit.startswith("length of time") or unit == "prison term":
        return "time"
    return next((measure for measure in _MEASURES if unit.startswith(measure)), unit)


def is_toll(figure: Figure) -> bool:
    """Whether a figure counts the dead, the injured, the missing ..., of whatever sort of people."""
    unit = figure.reading.unit
    return any(unit == toll or unit.startswith(f"{toll} ") or unit.endswith(f" {toll}") for toll in TOLLS)


def weigh_rarity(figures: Sequence[Figure]) -> dict[str, float]:
    """What each word around a story's figures says of one of them, 0 to 1: the less, the more sentences have it
    (Sparck Jones 1972).
    """
    sentences = {figure.context.term for figure in figures}
    having = Counter(term for terms in sentences for term in set(terms))
    total = len(sentences) + 1
    return {term: max(0.0, log(total / (count + 0.5)) / log(total)) for term, count in having.items()}


def read_signs(figures: Sequence[Figure], rarity: Mapping[str, float]) -> Array:
    """The signs of each pair of n figures of one family, [n, n, len(SIGNS)], symmetric, in the order of ``SIGNS``.

    ``words`` is the share of the weight of all words around both that stand around both; ``ratio`` the logarithm of
    how many times the one number is the other; ``bearer`` says that one unit tells of what both are; ``only`` that
    each report has but one value of the figure's unit.
    """
    silent = _BEFALLEN if figures and is_toll(figures[0]) else frozenset()
    around = [{t: w * rarity.get(t, 1.0) for t, w in f.near.items() if t not in silent} for f in figures]
    number = {term: n for n, term in enumerate(sorted({term for figure in figures for term in figure.near}))}
    weights = _by_term(around, number)
    shared = (weights @ _by_term([dict.fromkeys(terms, 1.0) for terms in around], number).T).toarray()
    total = np.asarray(weights.sum(axis=1)).ravel()
    near = _by_term([dict.fromkeys(f.names, 1.0) for f in figures], number)
    leads, only = (np.array([getattr(f, what) for f in figures]) for what in ("leads", "only"))
    units = np.array([f.reading.unit for f in figures])
    borne = np.array([unit.startswith(_BORNE) for unit in units])
    size = np.log([max(f.reading.quantity.value, 0.1) for f in figures])
    ratio = np.abs(size[:, None] - size[None])
    toll = np.full(ratio.shape, float(bool(figures) and is_toll(figures[0])))
    return np.stack(
        [
            (shared + shared.T) / np.maximum(total[:, None] + total[None], 1e-9),
            np.minimum((near @ near.T).toarray(), MOST_NAMES),
            leads[:, None] & leads[None], toll, ratio * (1 - toll), ratio * toll,
            (units[:, None] == units[None]) & borne[:, None], only[:, None] & only[None],
        ],
        axis=-1,
    ).astype(np.float64)  # fmt: skip


def count_as_many(figures: Sequence[Figure]) -> NDArray[np.bool_]:
    """Whether the sentences of two tolls count as many people of another sort: as many dead, where these are injured [n, n]."""
    beside = [
        {f"{unit} {value:g}": 1.0 for unit, value in figure.tolls if unit != figure.reading.unit} for figure in figures
    ]
    number = {term: n for n, term in enumerate(sorted({term for terms in beside for term in terms}))}
    table = _by_term(beside, number)
    alike: NDArray[np.bool_] = (table @ table.T).toarray() > 0
    return alike


def _by_term(rows: Sequence[Mapping[str, float]], number: Mapping[str, int]) -> csr_matrix:
    """Rows of weights by term as a sparse matrix."""
    data = [weight for row in rows for weight in row.values()]
    columns = [number[term] for row in rows for term in row]
    ends = np.cumsum([0, *(len(row) for row in rows)])
    return csr_matrix((data, columns, ends), shape=(len(rows), len(number)))
