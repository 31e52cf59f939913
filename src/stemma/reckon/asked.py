"""What somebody asks or tries to find out: "how it came about" is not that it did."""

from collections.abc import Sequence
from itertools import pairwise

from stemma.reckon.lexicon import stem

_SEEKS = frozenset(
    stem(word) for word in
    ["determine", "establish", "investigate", "clarify", "examine", "ask", "wonder", "unclear", "unsure", "out", "into", "research"]
)  # fmt: skip
_HOW = frozenset(["how", "why", "whether", "if"])
_AUXILIARY = frozenset(
    stem(word + ending) for ending in ("", "n't") for word in
    ["is", "are", "was", "were", "do", "does", "did", "has", "have", "had", "will", "would", "should", "can", "could"]
)  # fmt: skip
_WHAT = frozenset([*_HOW, "what"])


def seeks(terms: Sequence[str]) -> bool:
    """Whether the terms of a content ask how or whether something is: "whether ...", "tried to find out how ...". A question of
    its own ("why did nobody come?") says more than it asks.
    """
    begins = terms[0] in _HOW - {"if"} and terms[1] not in _AUXILIARY if len(terms) > 1 else False
    return begins or any(verb in _SEEKS and word in _HOW for verb, word in pairwise(terms))


def asks_what_the_other_says(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether one of two contents asks how or whether something is, and the other has no such word: it says that it is."""
    return any(
        seeks(asking) and _WHAT.isdisjoint(saying) and not any(map(_SEEKS.__contains__, saying))
        for asking, saying in ((one, other), (other, one))
    )
