"""Sentences that a text has twice, in two wordings: who copies from one text has each of them once.

A report put together from two copies of one text often goes back to what it has told already, as the other copy has it.
"""

import itertools

import numpy as np
from numpy.typing import NDArray

from stemma.descend.sentences import Sentences

# Grams that a sentence must have, as scraps are repeated anywhere; and the share of the longer one's grams that two wordings
# of it have in common: less is a form of words (both by reasoning, seen on seeds 4000 to 4099).
LEAST_GRAMS = 4
LEAST_COMMON = 0.4

Repeats = tuple[tuple[int, int, int], ...]


def find_repeats(sentences: Sentences, version: NDArray[np.int32], kind: NDArray[np.int32]) -> Repeats:
    """The pairs of sentences of a text that tell the same in other words, as (kind, sentence, sentence), in order.

    The arrays have an element for each gram; a sentence repeated word for word is one.
    """
    plain = kind >= 0
    numbers, first, sizes = np.unique(version[plain], return_index=True, return_counts=True)
    by_kind: dict[int, list[int]] = {}
    for number, at, size in zip(numbers.tolist(), first.tolist(), sizes.tolist(), strict=True):
        if size >= LEAST_GRAMS:
            by_kind.setdefault(int(kind[plain][at]), []).append(number)
    return tuple(
        (own, one, other)
        for own, several in sorted(by_kind.items())
        for one, other in itertools.combinations(several, 2)
        if _alike(sentences.grams[one], sentences.grams[other])
    )


def _alike(one: NDArray[np.int32], other: NDArray[np.int32]) -> bool:
    common = len(np.intersect1d(one[one >= 0], other))
    return common >= LEAST_COMMON * max(len(one), len(other))


def goes_back(own: Repeats, given: Repeats, kinds: NDArray[np.bool_]) -> bool:
    """Whether a text that repeats ``own`` has a sentence twice that one with ``kinds``, which repeats ``given``, has once."""
    if not own:
        return False
    twice = {kind for kind, _, _ in given}
    return any(kinds[kind] and kind not in twice for kind, _, _ in own)


def within(repeats: Repeats, version: NDArray[np.int32]) -> Repeats:
    """Those of a text's repeats of which both sentences are in a part of it, given by the sentences of its grams."""
    held = set(version.tolist()) if repeats else set()
    return tuple(row for row in repeats if row[1] in held and row[2] in held)
