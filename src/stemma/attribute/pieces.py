"""A passage as what the tagger reads: word pieces, the shape of each word, whether it stands in quotation marks.

Words are cut as BERT's uncased vocabulary wants them: letters without accents and capitals, every mark a word of its
own, then the longest piece first (Wu et al., arXiv 1609.08144). What a passage becomes depends on it alone.
"""

import re
import unicodedata
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from stemma.quotation import scan_marks

WORD = re.compile(r"[^\W_]+|[^\w\s]|_")
LONGEST_WORD = 100  # code points; a longer one is unknown to the vocabulary
SHAPES = 4
QUOTED = 3
KINDS_OF_WORD = SHAPES * QUOTED
"""Values of ``Pieces.kinds``: other, lower, Capital, UPPER; each outside, inside, doubly inside quotation marks."""


class Pieces(NamedTuple):
    """A passage of w words and p pieces, the opening and the closing one among them.

    ``ids`` and ``kinds`` are int64[p], ``first`` int64[w] (the first piece of each word), ``begins`` and ``ends``
    int64[w] (code points of the passage).
    """

    ids: NDArray[np.int64]
    kinds: NDArray[np.int64]
    first: NDArray[np.int64]
    begins: NDArray[np.int64]
    ends: NDArray[np.int64]

    @property
    def quoted(self) -> NDArray[np.bool_]:
        """Whether each word stands in quotation marks: bool[w]."""
        return self.kinds[self.first] % QUOTED > 0


@lru_cache(maxsize=1)
def load_vocabulary() -> dict[str, int]:
    """The number of each piece; those that go on with a word begin with ``##``."""
    lines = files("stemma.attribute").joinpath("model", "vocabulary.txt").read_text("utf-8").splitlines()
    return {piece: number for number, piece in enumerate(lines)}


@lru_cache(maxsize=1 << 17)
def read_word(word: str) -> tuple[tuple[int, ...], int]:
    """The numbers of a word's pieces, at least one, and its shape."""
    return pieces_of(word), shape_of(word)


def pieces_of(word: str) -> tuple[int, ...]:
    """The numbers of a word's pieces, at least one."""
    vocabulary = load_vocabulary()
    bare = "".join(c for c in unicodedata.normalize("NFD", word.lower()) if unicodedata.category(c) != "Mn")
    found: list[int] = []
    at = 0
    while at < len(bare) <= LONGEST_WORD:
        for end in range(len(bare), at, -1):
            number = vocabulary.get(("##" if at else "") + bare[at:end])
            if number is not None:
                break
        else:
            break
        found.append(number)
        at = end
    return tuple(found) if found and at == len(bare) else (vocabulary["[UNK]"],)


def shape_of(word: str) -> int:
    """0 for what has no letters, 1 for lower case, 2 for a capital first letter, 3 for capitals throughout."""
    if not word[0].isalpha():
        return 0
    if word.isupper() and len(word) > 1:
        return 3
    return 2 if word[0].isupper() else 1


def cut_pieces(passage: str) -> Pieces:
    """The passage's pieces; one without any words has none but the opening and the closing piece."""
    vocabulary = load_vocabulary()
    spans = [match.span() for match in WORD.finditer(passage)]
    level = bytearray(len(passage) + 1)
    for begin, end, _, _ in scan_marks(passage):
        level[begin:end] = bytes(min(depth + 1, QUOTED - 1) for depth in level[begin:end])
    ids, kinds, first = [vocabulary["[CLS]"]], [0], []
    for begin, end in spans:
        numbers, shape = read_word(passage[begin:end])
        first.append(len(ids))
        ids.extend(numbers)
        kinds.extend([shape * QUOTED + level[begin]] * len(numbers))
    ids.append(vocabulary["[SEP]"])
    kinds.append(0)
    places = np.array(spans, np.int64).reshape(-1, 2)
    return Pieces(
        np.array(ids, np.int64), np.array(kinds, np.int64), np.array(first, np.int64), places[:, 0], places[:, 1]
    )
