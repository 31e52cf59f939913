"""Entity labels of parsed sentences: spaCy's recogniser, its transitions taken over arrays for many sentences at once.

The weights, the features and what may follow what are spaCy's (Honnibal and Johnson, EMNLP 2015, as in
``spacy/pipeline/_parser_internals/ner.pyx``), and so is every number, bit by bit: sums are made in the same order and
products by the same routine, whose rows do not depend on one another. spaCy's own loop takes Python's global lock for
each transition that it looks at, which makes it five times as long.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

CLOSED = -1
"""The label of a state in which no name is open."""
NEVER = np.float32(-np.inf)


class Recogniser(NamedTuple):
    """spaCy's recogniser, taken apart: ``tokens`` gives a vector for each token, ``lower`` what each place of a state adds.

    Of each of the m moves: ``label`` int[m] (its number, ``CLOSED`` of "outside"), whether it ``begins`` a name, goes on
    ``inside`` it, is its ``last``, a ``unit`` by itself, or ``outside`` (bool[m] each), and the ``texts`` it gives a token.
    """

    tokens: Any
    lower: Any
    bias: NDArray[np.float32]
    upper: NDArray[np.float32]
    upper_bias: NDArray[np.float32]
    product: Any
    label: NDArray[np.int64]
    begins: NDArray[np.bool_]
    inside: NDArray[np.bool_]
    last: NDArray[np.bool_]
    unit: NDArray[np.bool_]
    outside: NDArray[np.bool_]
    texts: tuple[str, ...]


def take_apart(component: Any) -> Recogniser:
    """The parts of spaCy's component "ner"."""
    tokens, lower, upper = component.model.layers
    named = [component.moves.get_class_name(number) for number in range(component.moves.n_moves)]
    moves = [name.partition("-") for name in named]
    labels = sorted({label for _, _, label in moves if label})
    kinds = np.array([kind for kind, _, _ in moves])
    return Recogniser(
        tokens,
        lower,
        lower.get_param("b"),
        upper.get_param("W"),
        upper.get_param("b"),
        component.model.ops.gemm,
        np.array([labels.index(label) if label else CLOSED for _, _, label in moves]),
        kinds == "B",
        kinds == "I",
        kinds == "L",
        # One without a label is for what was barred beforehand, which nothing is here.
        (kinds == "U") & np.array([label != "" for _, _, label in moves]),
        kinds == "O",
        tuple(label and ("B-" if kind in "BU" else "I-") + label for kind, _, label in moves),
    )


def label_tokens(
    docs: Sequence[Any], blanks: Sequence[NDArray[np.bool_]], starts: Sequence[NDArray[np.bool_]], by: Recogniser
) -> list[list[str]]:
    """The label of each token of each parsed text ("B-PERSON", "I-PERSON", "" outside names).

    ``blanks`` and ``starts`` say of each token whether it is only white space, and whether the parse has it begin a
    sentence: no name begins with the one or runs over the other.
    """
    sizes = np.array([len(doc) for doc in docs], np.int64)
    if not sizes.sum():
        return [[] for _ in docs]
    features = by.lower.predict(by.tokens.predict(list(docs)))
    features = features.reshape(len(features), features.shape[1], -1)
    offsets = np.concatenate([[0], np.cumsum(sizes)])[:-1]
    blank = np.concatenate([*blanks, [False]])
    start = np.concatenate([*starts, [False]])
    taken = np.zeros(int(sizes.sum()), np.int64)
    # The longest first, so that those not yet at their end are always the first ones.
    order = np.argsort(-sizes, kind="stable")
    left, at = sizes[order], offsets[order]
    opened = np.full(len(order), CLOSED)
    first = np.zeros(len(order), np.int64)
    for step in range(int(sizes.max())):
        count = int(np.searchsorted(-left, -step, side="left"))
        here, label = at[:count] + step, opened[:count]
        is_open = label != CLOSED
        # A row of ``features`` is that of the token before it: row 0 stands for no token.
        sums = features[here + 1, 0]
        sums = sums + features[np.where(is_open, first[:count] + 1, 0), 1]
        sums = sums + features[np.where(is_open, here, 0), 2]
        hidden = (sums.reshape(count, *by.bias.shape) + by.bias).max(2)
        scores = by.product(np.ascontiguousarray(hidden), by.upper, trans2=True) + by.upper_bias
        goes_on = (step + 1 < left[:count]) & ~start[here + 1]
        free = ~is_open[:, None]
        same = is_open[:, None] & (label[:, None] == by.label)
        begins = free & ~blank[here][:, None]
        allowed = (
            (begins & by.unit)
            | (begins & goes_on[:, None] & by.begins)
            | (same & goes_on[:, None] & by.inside)
            | (same & by.last)
            | (free & by.outside)
        )
        chosen = np.where(allowed, scores, NEVER).argmax(1)
        taken[here] = chosen
        begun = by.begins[chosen]
        first[:count] = np.where(begun, here, first[:count])
        opened[:count] = np.where(begun, by.label[chosen], np.where(by.inside[chosen], label, CLOSED))
    texts = [by.texts[move] for move in taken.tolist()]
    return [texts[begin : begin + size] for begin, size in zip(offsets.tolist(), sizes.tolist(), strict=True)]
