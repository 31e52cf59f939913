"""Whether two numbers or times, each masked in its sentence, stand for one thing: a small trained network reads both sentences.

The network is the first half of MiniLM-L6 (Wang et al., NeurIPS 2020) over both sentences at once, with the values masked, so
that it goes by what is said of them alone. It was trained on pairs that print the same distinctive value (what a story's reports
agree on is told in other words for nothing) and on labelled slots: see ``training/same_thing.py``.
"""

from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from stemma.attribute.pieces import cut_pieces, load_vocabulary
from stemma.model import Report, Segments
from stemma.network import load_network, vectors_of, words_file

WINDOW = 56  # pieces of a sentence around the masked value
BEFORE = 20  # pieces of the end of the sentence before
DIGITS = 3  # of log odds, which processors agree on


class Masked(NamedTuple):
    """A value in its sentence: the sentence before it (empty where there is none), the sentence, and the span of the value in it
    in code points.
    """

    before: str
    sentence: str
    begin: int
    end: int


class Pair(NamedTuple):
    """Two masked values as p pieces: their numbers and sides (0 or 1), int64[p], and at which pieces the masks stand, int64[2]."""

    ids: NDArray[np.int64]
    sides: NDArray[np.int64]
    masks: NDArray[np.int64]


def sentence_before(report: Report, segments: Segments, number: int) -> str:
    """The sentence before the one of a number in its report; empty before the first."""
    return report.text[slice(*segments.sentences[number - 1][:2])] if number else ""


def network_file() -> Traversable:
    """The network's file, which need not be there."""
    return files("stemma.reckon").joinpath("model", "same_thing.onnx")


def has_network() -> bool:
    """Whether the network's files are there; without them signs alone say what is one thing."""
    return network_file().is_file() and words_file().is_file()


@lru_cache(maxsize=1)
def _network() -> Any:
    """The network, loaded once in each process."""
    return load_network(network_file())


def read_pairs(pairs: Sequence[tuple[Masked, Masked]], network: Any = None) -> list[float]:
    """The log odds that the two values of each pair are of one thing, by the package's network or another of its make. Which of the
    two comes first makes no difference; what is asked twice is read once.
    """
    known: dict[tuple[Masked, Masked], float] = {}
    found = []
    for one, other in pairs:
        key = (one, other) if one <= other else (other, one)
        if key not in known:
            known[key] = _read(pair_pieces(*key), network)
        found.append(known[key])
    return found


def _read(pair: Pair, network: Any) -> float:
    given = {"words": vectors_of(pair.ids)[None], "sides": pair.sides[None], "masks": pair.masks[None]}
    return round(float((network or _network()).run(None, given)[0][0]), DIGITS)


def pair_pieces(one: Masked, other: Masked) -> Pair:
    """Two masked values as what the network reads."""
    vocabulary = load_vocabulary()
    opening, end = vocabulary["[CLS]"], vocabulary["[SEP]"]
    (first, at), (second, then) = side_pieces(one), side_pieces(other)
    ids = [opening, *first, end, *second, end]
    sides = [0] * (len(first) + 2) + [1] * (len(second) + 1)
    masks = [1 + at, len(first) + 2 + then]
    return Pair(np.array(ids, np.int64), np.array(sides, np.int64), np.array(masks, np.int64))


@lru_cache(maxsize=1 << 14)
def side_pieces(one: Masked) -> tuple[tuple[int, ...], int]:
    """The numbers of a masked value's pieces, and at which of them the mask stands."""
    vocabulary = load_vocabulary()
    pieces = cut_pieces(one.sentence)
    ids: list[int] = []
    at = None
    bounds = [*pieces.first.tolist(), len(pieces.ids) - 1]
    for word, (begin, end) in enumerate(zip(pieces.begins.tolist(), pieces.ends.tolist(), strict=True)):
        if begin < one.end and one.begin < end:
            if at is None:
                at = len(ids)
                ids.append(vocabulary["[MASK]"])
            continue
        ids.extend(pieces.ids[bounds[word] : bounds[word + 1]].tolist())
    if at is None:
        ids.insert(0, vocabulary["[MASK]"])
        at = 0
    first = max(0, min(at - WINDOW // 2, len(ids) - WINDOW))
    ids, at = ids[first : first + WINDOW], at - first
    before = cut_pieces(one.before).ids[1:-1][-BEFORE:].tolist() if one.before else []
    if before:
        ids, at = [*before, vocabulary["[SEP]"], *ids], at + len(before) + 1
    return tuple(ids), at
