"""The words of a text as arrays: where each stands, and a number for its folded form.

Folding makes equal what differs only in case, accents or the shape of marks ("Defence's" and "DEFENCE’S"),
so that alignment compares numbers. A number depends on the word alone, never on the pile.
"""

import hashlib
import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

# Letters and digits, joined inside by an apostrophe, a full stop or comma between digits, or the dots of "U.S.".
WORD = re.compile(r"(?:[A-Za-z]\.){2,}|\d+(?:[.,]\d+)+|\w+(?:['’]\w+)*", re.UNICODE)


class Words(NamedTuple):
    """The words of one text: three arrays of equal length.

    ``begin`` and ``end`` (int32) are code points; ``number`` (uint64) is the folded word's hash.
    """

    begin: NDArray[np.int32]
    end: NDArray[np.int32]
    number: NDArray[np.uint64]


@lru_cache(maxsize=1 << 17)
def fold(word: str) -> str:
    """The form under which words are compared: lower case, no accents, no full stops, straight apostrophes."""
    plain = word.lower().replace("’", "'")
    if not plain.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    return plain.replace(".", "") if len(plain) > 1 and not plain[0].isdigit() else plain


@lru_cache(maxsize=1 << 17)
def word_number(word: str) -> int:
    """A 64-bit number for a word's folded form: BLAKE2b, so that it is the same on every machine."""
    return int.from_bytes(hashlib.blake2b(fold(word).encode(), digest_size=8).digest(), "little")


def find_words(text: str, begin: int = 0, end: int | None = None) -> Words:
    """The words of ``text[begin:end]``, their spans counted from the start of ``text``."""
    stop = len(text) if end is None else end
    begins: list[int] = []
    ends: list[int] = []
    numbers: list[int] = []
    for match in WORD.finditer(text, begin, stop):
        begins.append(match.start())
        ends.append(match.end())
        numbers.append(word_number(match.group()))
    return Words(np.array(begins, np.int32), np.array(ends, np.int32), np.array(numbers, np.uint64))
