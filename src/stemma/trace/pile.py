"""All the words of a pile in one array, each distinct text once."""

import hashlib
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from stemma.model import Report
from stemma.words import Words, find_words

Places = NDArray[np.int64]


class Pile(NamedTuple):
    """The distinct texts of a pile, one after the other, a separator before, between and after them.

    ``number`` (uint64) is every word's number, ``text`` (int32) the text that a place belongs to (-1: separator),
    ``first`` (int64) each text's first place and ``length`` (int64) its words. ``holders`` gives, for each text,
    the indices of the reports that say exactly this, word for word; ``words`` each report's own words.
    """

    number: NDArray[np.uint64]
    text: NDArray[np.int32]
    first: Places
    length: Places
    holders: tuple[tuple[int, ...], ...]
    words: tuple[Words, ...]


def lay_out(reports: Sequence[Report]) -> Pile:
    """The words of ``reports`` as a pile.

    Texts stand in the order of a hash of their words: what is found between two texts then depends on these two
    alone, not on which report of many happens to stand for one of them.
    """
    words = tuple(find_words(report.text) for report in reports)
    holders: dict[bytes, list[int]] = {}
    for index, own in enumerate(words):
        if len(own.number):
            digest = hashlib.blake2b(own.number.astype("<u8").tobytes(), digest_size=16).digest()
            holders.setdefault(digest, []).append(index)
    order = sorted(holders)
    texts = [words[holders[digest][0]].number for digest in order]
    length = np.array([len(text) for text in texts], np.int64)
    first = np.cumsum(np.r_[0, length[:-1]]) + np.arange(1, len(texts) + 1) if texts else np.empty(0, np.int64)
    size = int(length.sum()) + len(texts) + 1
    number = np.zeros(size, np.uint64)
    text = np.full(size, -1, np.int32)
    for index, own_number in enumerate(texts):
        number[first[index] : first[index] + length[index]] = own_number
        text[first[index] : first[index] + length[index]] = index
    return Pile(number, text, first, length, tuple(tuple(holders[digest]) for digest in order), words)
