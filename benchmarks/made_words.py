"""The language of made reports: a vocabulary, how often its words are used, stock phrases, and the words of a strand.

A strand is a running text of which every word is computed from the strand's number and the place in it alone.
"""

import random
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Whole = NDArray[np.int64]
Bits = NDArray[np.uint64]
Marks = NDArray[np.bool_]

VOCABULARY = 60_000  # words
FREQUENCY_BITS = 21  # words are drawn from a table of two million: the rarest stand in it once
TOPICS = 2_000
TOPIC_WORDS = 150  # words that the reports of a topic often use
TOPIC_SHARE = 0.15  # of the words
PHRASES = 40_000  # stock phrases, some used far more often than others
SLOT = 10  # words: in each stretch of this length a stock phrase may begin
PHRASE_SHARE = 0.5  # of the slots


def mixed(seed: int, *parts: Whole | int) -> Bits:
    """A 64-bit hash of integers, element by element (the finisher of SplitMix64, Steele et al. 2014)."""
    made: Bits = np.array([(seed * 0x9E3779B97F4A7C15 + 0x632BE59BD9B4E019) & 0xFFFFFFFFFFFFFFFF], np.uint64)
    for part in parts:
        made = made * np.uint64(0xD1342543DE82EF95) + np.asarray(part, np.int64).astype(np.uint64)
        made ^= made >> np.uint64(30)
        made *= np.uint64(0xBF58476D1CE4E5B9)
        made ^= made >> np.uint64(27)
        made *= np.uint64(0x94D049BB133111EB)
        made ^= made >> np.uint64(31)
    return made


def fraction(bits: Bits) -> NDArray[np.float64]:
    """Hashes as numbers from 0 up to 1."""
    return np.asarray((bits >> np.uint64(11)).astype(np.float64) * 2.0**-53, np.float64)


@lru_cache(maxsize=1)
def vocabulary() -> tuple[str, ...]:
    """Made words, the most frequent first and shortest; a few numbers among them, a few with accents."""
    chance = random.Random("words")
    onsets = [
        "b",
        "d",
        "f",
        "g",
        "h",
        "j",
        "k",
        "l",
        "m",
        "n",
        "p",
        "r",
        "s",
        "t",
        "v",
        "w",
        "z",
        "bl",
        "br",
        "dr",
        "fl",
        "gl",
        "gr",
        "kl",
        "kr",
        "pl",
        "pr",
        "sk",
        "sl",
        "st",
        "tr",
        "vr",
        "zw",
    ]
    rhymes = [
        "a",
        "e",
        "i",
        "o",
        "u",
        "ai",
        "ou",
        "an",
        "el",
        "im",
        "or",
        "un",
        "ash",
        "eld",
        "ind",
        "ort",
        "usk",
        "é",
        "ü",
        "ø",
    ]
    made: dict[str, None] = {}
    while len(made) < VOCABULARY:
        rank = len(made)
        syllables = 1 if rank < 250 else 2 if rank < 6_000 else chance.choice((2, 3, 3, 4))
        made["".join(chance.choice(onsets) + chance.choice(rhymes) for _ in range(syllables))] = None
        if rank % 120 == 60:
            made[str(chance.randrange(2, 3_000))] = None
    return tuple(made)[:VOCABULARY]


@lru_cache(maxsize=1)
def frequencies() -> NDArray[np.int32]:
    """A table of two million words in which each stands as often as Zipf's law (Mandelbrot's form) has it."""
    weight = 1.0 / (np.arange(VOCABULARY) + 2.7)
    until = np.cumsum(weight) / weight.sum() * (1 << FREQUENCY_BITS)
    return np.searchsorted(until, np.arange(1 << FREQUENCY_BITS), side="right").astype(np.int32)


@lru_cache(maxsize=1)
def phrases() -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """The words of the stock phrases (a row each, up to 9 words) and how many each has: mostly 2 to 4."""
    number = np.arange(PHRASES)
    lengths = np.repeat(np.array([2, 3, 4, 5, 6, 7, 9], np.int32), [30, 30, 18, 10, 6, 4, 2])[
        (mixed(7, number) % np.uint64(100)).astype(np.int64)
    ]
    drawn = mixed(8, number[:, None] * 16 + np.arange(9)[None, :])
    return frequencies()[(drawn >> np.uint64(64 - FREQUENCY_BITS)).astype(np.int64)], lengths


@lru_cache(maxsize=1)
def phrase_ranks() -> NDArray[np.int32]:
    """A table from which stock phrases are drawn, the common ones often."""
    until = np.cumsum(1.0 / (np.arange(PHRASES) + 40.0))
    return np.searchsorted(until / until[-1] * (1 << 20), np.arange(1 << 20), side="right").astype(np.int32)


def strand_words(seed: int, strand: Whole, place: Whole) -> NDArray[np.int32]:
    """The word (a number in the vocabulary) at each place of each strand. Arrays of one length."""
    drawn = mixed(seed, strand, place)
    word = frequencies()[(drawn >> np.uint64(64 - FREQUENCY_BITS)).astype(np.int64)]
    # Words of the topic: a report's is drawn once, the reports of one topic share some rarer words.
    topical = (drawn & np.uint64(0xFFFF)) < np.uint64(int(TOPIC_SHARE * 0x10000))
    topic = mixed(seed + 1, strand[topical]) % np.uint64(TOPICS)
    pick = (drawn[topical] >> np.uint64(16)) % np.uint64(TOPIC_WORDS)
    word[topical] = 200 + (
        mixed(5, (topic * np.uint64(TOPIC_WORDS) + pick).astype(np.int64)) % np.uint64(20_000)
    ).astype(np.int32)
    # Stock phrases: one may begin in each slot of a strand, and run on over the slot's end no further than that.
    slot = mixed(seed + 2, strand, place // SLOT)
    start = ((slot >> np.uint64(16)) & np.uint64(1)).astype(np.int64)
    at = place % SLOT - start
    rows, lengths = phrases()
    which = phrase_ranks()[(slot >> np.uint64(44)).astype(np.int64)]
    stock = ((slot & np.uint64(0xFFFF)) < np.uint64(int(PHRASE_SHARE * 0x10000))) & (at >= 0) & (at < lengths[which])
    word[stock] = rows[which[stock], at[stock]]
    return word


class Forms(NamedTuple):
    """All strings of which texts are made: their UTF-8 bytes in a row, and of each the first byte, bytes, code points."""

    pool: NDArray[np.uint8]
    first: Whole
    size: Whole
    points: Whole


@lru_cache(maxsize=1)
def forms() -> Forms:
    """The words, the same with a capital, and what stands between.

    Between two words of a report stands one of 16 (a space, comma, full stop or line break; a closing mark; an
    opening mark), between two reports one of 4, of which the full stop is the one's and the opening mark the other's.
    """
    words = vocabulary()
    gaps = [(" ", ", ", ". ", ".\n"), ("” ", ",” ", ".” ", ".”\n")]
    between = [gaps[closing][base] + "“" * opening for opening in (0, 1) for closing in (0, 1) for base in range(4)]
    made = (*words, *(word[0].upper() + word[1:] for word in words), *between, ".", ".”", ".“", ".”“")
    coded = [form.encode() for form in made]
    size = np.array([len(code) for code in coded], np.int64)
    points = np.array([len(form) for form in made], np.int64)
    return Forms(np.frombuffer(b"".join(coded), np.uint8), np.cumsum(size) - size, size, points)


def ranges(begin: Whole, count: Whole) -> Whole:
    """``count`` numbers from each ``begin`` on, one after the other."""
    made = np.repeat(begin - np.cumsum(count) + count, count)
    made += np.arange(len(made))
    return made
