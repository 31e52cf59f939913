"""What somebody asks or tries to find out, or only mentions: "how it came about" is not that it did, and who would question those
"accused of burning the barn" does not say that they burnt it.
"""

from collections.abc import Sequence
from itertools import pairwise

from stemma.reckon.lexicon import stem
from stemma.reckon.units import Terms

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
_CHARGED = frozenset(
    stem(word) for word in
    ["accused", "accusation", "allegation", "alleged", "charged", "charges", "convicted", "guilty", "indicted", "suspected", "suspicion"]
)  # fmt: skip
_OF = frozenset(["of", "that", "with", "for", "over", "to"])


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


def only_mentions(one: Terms, other: Terms) -> bool:
    """Whether all words for deeds that two contents have in common stand in one of them behind "accused of" or the like and who
    is, and the other has no such word: it says what is only a charge there.
    """
    for mentions, says in ((one, other), (other, one)):
        at = next((n for n, (word, of) in enumerate(pairwise(mentions.term)) if word in _CHARGED and of in _OF), None)
        if at is None or not _CHARGED.isdisjoint(says.term):
            continue
        shared = mentions.plain.keys() & says.plain.keys()
        if shared and shared.isdisjoint(mentions.term[: max(0, at - 2)]):
            return True
    return False


def is_of_another_kind(one: Terms, other: Terms) -> bool:
    """Whether one of two contents asks for, or only mentions, what the other says."""
    return asks_what_the_other_says(one.term, other.term) or only_mentions(one, other)
