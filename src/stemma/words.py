"""The words of a text as arrays: where each stands, and a number for its folded form.

Folding makes equal what differs only in case, accents or the shape of marks ("Defence's" and "DEFENCE’S"),
so that alignment compares numbers. A number depends on the word alone, never on the pile.
"""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

APOSTROPHES = "'’‘＇´`"
# What stands inside words and says nothing: accents written apart from their letters, soft hyphens, signs of no width.
INNER = "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f\u00ad\u200b-\u200d\u2060\ufeff"
# Letters and digits, joined inside by an apostrophe, a full stop or comma between digits, or the dots of "U.S.".
WORD = re.compile(rf"(?:[A-Za-z]\.){{2,}}|\d+(?:[.,]\d+)+|\w[\w{INNER}]*(?:[{APOSTROPHES}]\w[\w{INNER}]*)*", re.UNICODE)
PIECES = re.compile(f"({WORD.pattern})", re.UNICODE)


ALIKE = str.maketrans(
    {**dict.fromkeys(f"{APOSTROPHES}\u02bc", "'"), **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff")}
)

LONE = re.compile("[\ud800-\udfff]")  # halves of a pair that stand alone: no encoding can hold them


def trimmed(text: str, begin: int, end: int) -> tuple[int, int]:
    """A stretch of a text without the white space at its ends; where it has nothing else, none of it."""
    inner = text[begin:end].strip()
    first = begin + text[begin:end].index(inner)
    return first, first + len(inner)


def storable(text: str) -> str:
    """``text`` with each lone surrogate as U+FFFD, so that it can be stored and every offset stays what it was."""
    return text if text.isascii() else LONE.sub("\ufffd", text)


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
    plain = word.casefold().translate(ALIKE)
    if not plain.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    return plain.replace(".", "") if len(plain) > 1 and not plain[0].isdigit() else plain


BASE, SEED, SPREAD = 0x9E3779B97F4A7C15, 0x51ED270B2F6B3A1D, 0xD6E8FEB86659FD93  # odd numbers without a pattern
WHOLE, HALF = (1 << 64) - 1, 32


def word_number(word: str) -> int:
    """A 64-bit number for a word's folded form, the same on every machine.

    A polynomial in the letters modulo 2**64, then mixed: simple enough to be reckoned for whole arrays of words.
    """
    number, power = SEED, 1
    for letter in fold(word):
        number = (number + ord(letter) * power) & WHOLE
        power = (power * BASE) & WHOLE
    number = ((number ^ (number >> HALF)) * SPREAD) & WHOLE
    return number ^ (number >> HALF)


class _Numbers(dict[str, int]):
    """The numbers of words met lately; a dict, as looking them up is most of what finding words costs."""

    def __missing__(self, word: str) -> int:
        self[word] = number = word_number(word)
        return number


NUMBERS = _Numbers()
MOST_NUMBERS = 1 << 18  # words; about 40 MB


def find_words(text: str, begin: int = 0, end: int | None = None) -> Words:
    """The words of ``text[begin:end]``, their spans counted from the start of ``text``."""
    # Cut at the words, keeping them: gaps and words by turns, so that their lengths tell where each stands.
    pieces = PIECES.split(text[begin : len(text) if end is None else end])
    ends = np.cumsum(np.fromiter(map(len, pieces), np.int32, len(pieces)), dtype=np.int32) + np.int32(begin)
    number = np.fromiter(map(NUMBERS.__getitem__, pieces[1::2]), np.uint64, len(pieces) // 2)
    if len(NUMBERS) > MOST_NUMBERS:
        NUMBERS.clear()
    return Words(ends[:-1:2], ends[1::2], number)


def without_possessor(word: str) -> str:
    """A name without the "'s" of a possessor: "Brask" of "Brask's"."""
    return word.removesuffix("'s").removesuffix("’s")
