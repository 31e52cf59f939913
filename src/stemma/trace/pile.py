"""All the words of a pile in one array, each distinct text once."""

import hashlib
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from stemma.word_arrays import find_words_of

Places = NDArray[np.int64]
Numbers = NDArray[np.uint64]
Marks = NDArray[np.bool_]

SEPARATOR = np.uint64(0x9E3779B97F4A7C15)


class Pile(NamedTuple):
    """Distinct texts, one after the other, a separator before, between and after them.

    ``number`` (uint64) is every word's number; no separator's is another's or a word's, so that nothing that is the
    same runs over the end of a text. ``text`` (int32) is the text of each place (-1: separator), ``first`` (int64)
    each text's first place, ``length`` (int64) its words. ``key`` (int64) is a hash of its words, which puts any two
    texts in an order that is theirs alone.
    """

    number: Numbers
    text: NDArray[np.int32]
    first: Places
    length: Places
    key: Places

    def pair(self, a: Places, b: Places) -> Places:
        """A number for the two texts in which the places ``a`` and ``b`` lie."""
        return self.text[a].astype(np.int64) * len(self.first) + self.text[b]


class Said(NamedTuple):
    """Which text each report says, and where its words stand in the report's own text.

    ``text`` (int64, one per report) is the index of its text, -1 where it has no words; ``first`` (int64) its first
    word in ``begin`` and ``end`` (int32, code points), ``length`` (int64) how many they are.
    """

    text: Places
    first: Places
    length: Places
    begin: NDArray[np.int32]
    end: NDArray[np.int32]


def text_key(number: Numbers) -> int:
    """A signed 64-bit hash of a text's words: BLAKE2b, the same on every machine."""
    digest = hashlib.blake2b(number.astype("<u8").tobytes(), digest_size=8).digest()
    return int.from_bytes(digest, "little", signed=True)


def lay_out(texts: Iterable[str]) -> tuple[Pile, Said]:
    """The words of ``texts`` as a pile, and how each of the texts is found in it."""
    known: dict[int, int] = {}
    number, begin, end = (Column(kind) for kind in (np.uint64, np.int32, np.int32))
    lengths: list[int] = []
    said: list[int] = []
    said_length: list[int] = []
    for words in find_words_of(texts):
        begin.add(words.begin)
        end.add(words.end)
        said_length += words.length.tolist()
        at = 0
        for length in words.length.tolist():
            own = words.number[at : at + length]
            at += length
            if not length:
                said.append(-1)
                continue
            key = text_key(own)
            if key not in known:
                known[key] = len(lengths)
                lengths.append(length)
                number.add(separators(np.array([number.length])))
                number.add(own)
            said.append(known[key])
    number.add(separators(np.array([number.length])))
    pile = Pile(number.whole(), *places_of(lengths), np.array(list(known), np.int64))
    length_of = np.array(said_length, np.int64)
    first = np.cumsum(length_of) - length_of
    return pile, Said(np.array(said, np.int64), first, length_of, begin.whole(), end.whole())


class Column:
    """An array that grows at its end. A list of arrays would, when they are joined, take up the memory twice."""

    def __init__(self, kind: type[np.generic]) -> None:
        self.held = np.empty(1 << 16, kind)
        self.length = 0

    def add(self, more: NDArray[Any]) -> None:
        """Put ``more`` at the end."""
        size = self.length + len(more)
        if size > len(self.held):
            self.held.resize(size + size // 8, refcheck=False)
        self.held[self.length : size] = more
        self.length = size

    def whole(self) -> NDArray[Any]:
        """The array, which must not grow any more."""
        self.held.resize(self.length, refcheck=False)
        return self.held


def pile_of(keys: Sequence[int], numbers: Sequence[Numbers]) -> Pile:
    """Distinct texts, given by their keys and their words' numbers, as a pile."""
    text, first, length = places_of([len(own) for own in numbers])
    marks = separators(np.r_[0, first + length])
    between = (marks[at : at + 1] for at in range(len(marks)))
    parts = [next(between)]
    for own, after in zip(numbers, between, strict=True):
        parts += [own, after]
    return Pile(np.concatenate(parts), text, first, length, np.array(keys, np.int64))


def separators(place: Places) -> Numbers:
    """The numbers of the separators at these places, which no other has."""
    return (place.astype(np.uint64) + np.uint64(1)) * SEPARATOR


def places_of(lengths: Sequence[int]) -> tuple[NDArray[np.int32], Places, Places]:
    """The text of each place, and each text's first place and length, for texts of these lengths."""
    length = np.array(lengths, np.int64)
    first = np.cumsum(length) - length + np.arange(1, len(length) + 1)
    text = np.repeat(np.arange(len(length), dtype=np.int32), length + 1)
    text[first - 1] = -1
    return np.r_[text, np.int32(-1)], first, length
