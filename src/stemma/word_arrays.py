"""The words of many texts at once: what ``stemma.words`` finds in one text, several times faster.

Texts are looked at as arrays of code points. Runs of letters and digits are found by where they begin and end, and
their numbers reckoned for all at a time. The few words that are no plain runs (numbers with
points in them, initials, letters that fold to several) go the way of ``find_words``.
"""

import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache, lru_cache
from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from stemma.words import APOSTROPHES, BASE, HALF, INNER, SEED, SPREAD, WORD, fold, word_number

Value = TypeVar("Value", bound=np.generic)

AT_ONCE = 1 << 18  # code points worked on at a time: some megabytes, and enough for threads not to wait for each other
THREADS = 2  # more would wait: some of the work is done under Python's lock
TABLE = 0x3000  # code points that stand in a table; the few beyond are looked up one by one
LETTER, ODD, APOSTROPHE, POINT = 1, 2, 4, 8  # what a code point is: part of a word, one that needs a closer look, …


WITHIN = re.compile(f"[{INNER}]")


class TextWords(NamedTuple):
    """The words of several texts, one text after the other.

    ``begin`` and ``end`` (int32) are code points of the word's own text, ``number`` (uint64) is the folded word's
    hash as in ``stemma.words``; ``length`` (int64, one for each text) says how many words each text has.
    """

    begin: NDArray[np.int32]
    end: NDArray[np.int32]
    number: NDArray[np.uint64]
    length: NDArray[np.int64]


def find_words_of(texts: Iterable[str]) -> Iterator[TextWords]:
    """The words of each of ``texts``, as ``find_words`` finds them, in order; some texts at a time."""
    with ThreadPoolExecutor(THREADS) as pool:
        ahead: deque[Future[TextWords]] = deque()
        for batch in _batches(texts):
            ahead.append(pool.submit(_find, batch))
            if len(ahead) > THREADS:  # no more than are wanted soon: the rest would only take up memory
                yield ahead.popleft().result()
        while ahead:
            yield ahead.popleft().result()


def _batches(texts: Iterable[str]) -> Iterator[list[str]]:
    """The texts by some ``AT_ONCE`` code points."""
    batch: list[str] = []
    size = 0
    for text in texts:
        batch.append(text)
        size += len(text) + 1
        if size >= AT_ONCE:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _find(texts: list[str]) -> TextWords:
    """The words of some texts."""
    joined = "\n".join(["", *texts, ""])  # a line break on either side of each, so that no word has to look for an end
    letters, kinds = _look_up(joined)
    word = (kinds & LETTER).view(np.bool_)
    joint = np.zeros(len(kinds), np.uint8)  # marks between two letters or digits: all others only part words
    joint[1:-1] = kinds[1:-1] * (word[:-2] & word[2:])
    inside = word | ((joint & APOSTROPHE) != 0)
    edges = np.flatnonzero(inside[1:] != inside[:-1]) + 1
    begin, end = edges[::2], edges[1::2]
    number = _reckon(letters, begin, end)
    # Runs that a point or comma joins to the next, and those that hold letters of several, are looked at one by one.
    after = np.flatnonzero(joint & POINT)
    joined_next = np.zeros(len(begin), bool)
    joined_next[np.searchsorted(begin, after, side="right") - 1] = True
    odd = joined_next | _holds(kinds & ODD != 0, begin)
    if odd.any():
        begin, end, number = _settle(joined, odd, joined_next, begin, end, number)
    lengths = np.fromiter(map(len, texts), np.int64, len(texts))
    starts = np.cumsum(np.r_[1, lengths[:-1] + 1])
    count = np.diff(np.searchsorted(begin, np.r_[starts, len(joined)]))
    shift = np.repeat(starts, count)
    return TextWords((begin - shift).astype(np.int32), (end - shift).astype(np.int32), number, count)


def _look_up(text: str) -> tuple[NDArray[np.uint32], NDArray[np.uint8]]:
    """Of each code point the letter that it folds to, and what it is."""
    letters, kinds = _table()
    if text.isascii():
        plain = np.frombuffer(text.encode("ascii"), np.uint8)
        return letters[plain], kinds[plain]
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    beyond = np.flatnonzero(points >= TABLE)
    known = np.where(points < TABLE, points, 0) if len(beyond) else points
    found, sorts = letters[known], kinds[known]
    if len(beyond):
        rare, at = np.unique(points[beyond], return_inverse=True)
        looked = [_letter(int(point)) for point in rare]
        found[beyond] = np.array([letter for letter, _ in looked], np.uint32)[at]
        sorts[beyond] = np.array([kind for _, kind in looked], np.uint8)[at]
    return found, sorts


@cache
def _table() -> tuple[NDArray[np.uint32], NDArray[np.uint8]]:
    """``_letter`` of each code point below ``TABLE``."""
    looked = [_letter(point) for point in range(TABLE)]
    return np.array([letter for letter, _ in looked], np.uint32), np.array([kind for _, kind in looked], np.uint8)


@lru_cache(maxsize=1 << 16)
def _letter(point: int) -> tuple[int, int]:
    """The code point that ``point`` folds to (0 if it folds to none or several), and what it is."""
    letter = chr(point)
    if letter in APOSTROPHES:
        return ord("'"), APOSTROPHE
    if WITHIN.fullmatch(letter):
        return 0, LETTER | ODD
    if letter in ".,":
        return point, POINT
    if not (letter.isalnum() or letter == "_"):
        return 0, 0
    folded = fold(letter)
    return (ord(folded), LETTER) if len(folded) == 1 else (0, LETTER | ODD)


def _reckon(letters: NDArray[np.uint32], begin: NDArray[np.int64], end: NDArray[np.int64]) -> NDArray[np.uint64]:
    """``word_number`` of each word whose letters fold one by one.

    With all letters weighed by the powers of ``BASE`` and added up, a word's polynomial is the difference of two sums,
    but for a power of ``BASE``, which is odd and so has an inverse modulo 2**64.
    """
    powers, inverses = _powers(1 << max(AT_ONCE, len(letters)).bit_length())
    sums = np.empty(len(letters) + 1, np.uint64)
    sums[0] = 0
    np.cumsum(letters * powers[: len(letters)], out=sums[1:])
    number = sums.take(end)
    number -= sums.take(begin)
    number *= inverses.take(begin)
    number += np.uint64(SEED)
    number ^= number >> np.uint64(HALF)
    number *= np.uint64(SPREAD)
    number ^= number >> np.uint64(HALF)
    return number


@lru_cache(maxsize=2)
def _powers(count: int) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """The first powers of ``BASE`` and of its inverse, modulo 2**64."""
    made = []
    for base in (BASE, pow(BASE, -1, 1 << 64)):
        powers = np.full(count, base, np.uint64)
        powers[0] = 1
        made.append(np.cumprod(powers, dtype=np.uint64))
    return made[0], made[1]


def _holds(marks: NDArray[np.bool_], begin: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which of the words, which begin at ``begin``, hold a marked place; every marked place lies in one."""
    held = np.zeros(len(begin), bool)
    marked = np.flatnonzero(marks)
    if len(marked):
        held[np.searchsorted(begin, marked, side="right") - 1] = True
    return held


def _settle(
    joined: str,
    odd: NDArray[np.bool_],
    joined_next: NDArray[np.bool_],
    begin: NDArray[np.int64],
    end: NDArray[np.int64],
    number: NDArray[np.uint64],
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.uint64]]:
    """The words again: runs that are ``odd``, with those that they are joined to, as ``WORD`` parts them."""
    heads = np.flatnonzero(np.r_[True, ~joined_next[:-1]])
    tails = np.r_[heads[1:], len(begin)] - 1
    wanted = np.logical_or.reduceat(odd, heads)
    first, last = heads[wanted], tails[wanted]
    starts, stops = begin[first].tolist(), end[last].tolist()
    # An abbreviation's last point belongs to it.
    said = [joined[start : stop + (joined[stop] == ".")] for start, stop in zip(starts, stops, strict=True)]
    known = {stretch: at for at, stretch in enumerate(dict.fromkeys(said))}
    parted = [_parted(stretch) for stretch in known]
    size = np.fromiter(map(len, parted), np.int64, len(parted))
    words = np.array([word for words in parted for word in words], np.uint64).reshape(-1, 3)
    at = np.fromiter(map(known.__getitem__, said), np.int64, len(said))
    chosen = words[stretches((np.cumsum(size) - size)[at], size[at])]
    shift = np.repeat(begin[first], size[at])
    change = np.zeros(len(begin) + 1, np.int8)
    change[first] += 1
    change[last + 1] -= 1
    kept = np.cumsum(change[:-1], dtype=np.int8) == 0
    begin = np.r_[begin[kept], chosen[:, 0].astype(np.int64) + shift]
    end = np.r_[end[kept], chosen[:, 1].astype(np.int64) + shift]
    number = np.r_[number[kept], chosen[:, 2]]
    order = np.argsort(begin, kind="stable")
    return begin[order], end[order], number[order]


def stretches(begin: NDArray[np.int64], size: NDArray[np.int64]) -> NDArray[np.int64]:
    """The numbers of all the stretches [begin, begin + size), one stretch after the other."""
    return np.repeat(begin - (np.cumsum(size) - size), size) + np.arange(int(size.sum()))


def windows(values: NDArray[Value], at: NDArray[np.int64], size: int) -> NDArray[Value]:
    """The ``size`` values from each place on, shape (places, size); beyond the first or the last that one stands again.

    A window is fetched at one go, not value by value: what lies beside each other is read while it is in the cache.
    """
    last = len(values) - size
    if last < 0:
        return values.take(at[:, None] + np.arange(size), mode="clip")
    found = np.empty((len(at), size), values.dtype)
    # As items that overlap, which numpy copies as they lie.
    items = np.ndarray((last + 1,), f"V{size * values.itemsize}", values, strides=(values.itemsize,))
    found.view(items.dtype)[:, 0] = items[np.clip(at, 0, last)]
    outside = np.flatnonzero((at < 0) | (at > last))
    found[outside] = values.take(at[outside, None] + np.arange(size), mode="clip")
    return found


def settle_ties(
    order: NDArray[np.int64], key: NDArray[np.int64], columns: Sequence[NDArray[np.int64]]
) -> NDArray[np.int64]:
    """``order``, by which ``key`` is sorted, with what has one key put in order by the columns, the first before the next.

    Where few have one key it is many times faster than sorting by all of them. ``order`` itself is changed.
    """
    sorted_key = key[order]
    same = np.zeros(len(key) + 1, bool)
    np.equal(sorted_key[1:], sorted_key[:-1], out=same[1:-1])
    tied = np.flatnonzero(same[1:] | same[:-1])
    own = order[tied]
    order[tied] = own[np.lexsort((*(column[own] for column in reversed(columns)), sorted_key[tied]))]
    return order


@lru_cache(maxsize=1 << 16)
def _parted(stretch: str) -> tuple[tuple[int, int, int], ...]:
    """Begin, end and number of each word of a short stretch."""
    return tuple((match.start(), match.end(), word_number(match.group())) for match in WORD.finditer(stretch))
