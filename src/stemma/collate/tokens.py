"""Witnesses as arrays: which words each has, where they stand, and the vocabulary that they share."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from stemma.collate.lexicon import FUNCTION_WORDS
from stemma.words import WORD, fold, word_number

Ints = NDArray[np.int32]

# A sign that stands for a word is one here, so that "bread & salt" lies beside "bread and salt".
SIGNS = {"&": "and", "%": "percent"}
COLLATED = re.compile(WORD.pattern + "|[&%]")


class Stretch(NamedTuple):
    """A part of a text that is collated: ``[begin, end)`` in code points."""

    begin: int
    end: int


@dataclass(frozen=True, slots=True)
class Witness:
    """A text as words: arrays of equal length.

    ``begin`` and ``end`` are code points, ``number`` the word's number (see ``stemma.words``), ``stretch`` counts the
    parts of the text that are collated.
    """

    label: str
    text: str
    begin: Ints
    end: Ints
    number: NDArray[np.uint64]
    stretch: Ints


def read_witness(label: str, text: str, stretches: Iterable[Stretch] | None = None) -> Witness:
    """The words of ``text`` (of its ``stretches`` only, where given), numbered by their folded form."""
    parts = sorted(stretches) if stretches is not None else [Stretch(0, len(text))]
    begins: list[int] = []
    ends: list[int] = []
    numbers: list[int] = []
    which: list[int] = []
    for index, part in enumerate(parts):
        for match in COLLATED.finditer(text, part.begin, part.end):
            word = match.group()
            begins.append(match.start())
            ends.append(match.end())
            numbers.append(word_number(SIGNS.get(word, word)))
            which.append(index)
    return Witness(
        label,
        text,
        np.array(begins, np.int32),
        np.array(ends, np.int32),
        np.array(numbers, np.uint64),
        np.array(which, np.int32),
    )


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The distinct words of some witnesses. ``ids`` has each witness's words as indices into the others.

    ``forms`` are folded words; ``content`` is True where a word is no function word.
    """

    forms: tuple[str, ...]
    content: NDArray[np.bool_]
    ids: tuple[Ints, ...]


def find_vocabulary(witnesses: Sequence[Witness]) -> Vocabulary:
    """The vocabulary of ``witnesses``; an index is the rank of the word's number, so that it does not tell their order."""
    if not witnesses:
        return Vocabulary((), np.zeros(0, np.bool_), ())
    distinct, first, inverse = np.unique(
        np.concatenate([w.number for w in witnesses]), return_index=True, return_inverse=True
    )
    starts = np.cumsum([0] + [len(w.number) for w in witnesses])
    owner = np.searchsorted(starts, first, side="right") - 1
    forms = []
    for position, index in zip(first.tolist(), owner.tolist(), strict=True):
        witness = witnesses[index]
        at = position - int(starts[index])
        word = witness.text[witness.begin[at] : witness.end[at]]
        forms.append(fold(SIGNS.get(word, word)))
    content = np.array([form not in FUNCTION_WORDS for form in forms], np.bool_)
    flat = inverse.astype(np.int32)
    ids = tuple(flat[starts[i] : starts[i + 1]] for i in range(len(witnesses)))
    return Vocabulary(tuple(forms), content if len(distinct) else np.zeros(0, np.bool_), ids)
