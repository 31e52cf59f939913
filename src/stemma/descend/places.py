"""The places at which the copies of one text read differently, and what it costs to get from one reading to another.

For a text whose copies all have nearly all of it, and differ a little everywhere, grams are too coarse: hardly one is
like another. There each word is a character in the biologists' sense, and its readings are the states.
"""

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Levenshtein

from stemma.collate.grow import align_witnesses
from stemma.collate.tokens import Stretch, find_vocabulary, read_witness
from stemma.descend.grams import runs
from stemma.settings import CollateSettings, DescendSettings

MISSING = GAP = -1
LACUNA = -2
MARKS = re.compile(r"[^.,:;!?()-]")  # not in between: quotation marks, which are told apart by hand and type
Numbers = NDArray[np.int32]
Costs = NDArray[np.float64]


class Places(NamedTuple):
    """The variable places: ``reading[place, witness]`` is a state counted from 0 (MISSING: the witness has not that part of
    the text), ``cost[one, other, place]`` what it costs that a copy has the state ``other`` where its model has ``one``,
    infinite for states that the place does not have, ``fewest`` the changes that each place needs at least.

    Readings that one witness alone has are one state, which is not even its own like; another where they are slips.
    """

    reading: Numbers
    cost: Costs
    fewest: Costs


class Aligned(NamedTuple):
    """Texts word by word, tables of [column, witness] with -1 where a witness has no word: ``word`` an index into
    ``forms`` (folded), ``mark`` a number for the marks between the word and the next, ``capital`` 1 for a word with a capital.
    """

    word: Numbers
    mark: Numbers
    capital: Numbers
    forms: tuple[str, ...]


def align(texts: Sequence[tuple[str, Sequence[tuple[int, int]]]]) -> Aligned:
    """Texts, each with its stretches of running words, word by word."""
    witnesses = [
        read_witness(f"{i:06}", text, [Stretch(begin, end) for begin, end in stretches])
        for i, (text, stretches) in enumerate(texts)
    ]
    grid = align_witnesses(witnesses, CollateSettings())
    words = find_vocabulary(witnesses)
    tables = np.full((3, grid.columns, len(texts)), -1, np.int32)
    numbers: dict[str, int] = {}
    for place, witness in enumerate(witnesses):
        column, text = grid.column[place], witness.text
        tables[0, column, place] = words.ids[place]
        ends = witness.end.tolist()
        begins = witness.begin.tolist()
        between = [MARKS.sub("", text[e:b]) for e, b in zip(ends, [*begins[1:], len(text)], strict=False)]
        tables[1, column, place] = [numbers.setdefault(mark, len(numbers)) for mark in between]
        tables[2, column, place] = [text[begin].isupper() for begin in begins]
    return Aligned(tables[0], tables[1], tables[2], words.forms)


def is_dense(table: Numbers, settings: DescendSettings) -> bool:
    """Whether all witnesses have nearly all of the text and each differs from every other in single words all over it.

    ``table`` is as ``align`` makes it.
    """
    count = table.shape[1]
    held = table >= 0
    common = held.sum(axis=1) * 2 > count
    if common.sum() < settings.dense_words or (held[common].mean(axis=0) < settings.dense_held).any():
        return False
    if (held[~common].sum(axis=0) > (1 - settings.dense_held) * common.sum()).any():
        return False
    both = table[common]
    apart = []
    for witness in range(count):
        other = both[:, witness, None] != both
        # Runs of places that differ are counted as one: what is left out or rewritten in one go is one change.
        starts = (other & ~np.vstack([np.zeros((1, count), np.bool_), other[:-1]])).sum(axis=0)
        apart.append(float(np.delete(starts, witness).min()) / len(both))
    return float(np.median(apart)) >= settings.dense_apart


def find_places(aligned: Aligned, settings: DescendSettings) -> Places:
    """The variable places of texts aligned, with the costs of their changes: words, marks and capitals."""
    table = _without_lacunae(aligned.word, settings)
    counts = Counter(int(form) for form in table[table >= 0].tolist())
    found: list[tuple[Numbers, Costs, int]] = []
    gap = marked = b""
    for row, marks, capitals in zip(table, aligned.mark, aligned.capital, strict=True):
        held = Counter(value for value in row.tolist() if value != LACUNA)
        # Words left out or put in together are one change, not one for each word.
        mark = (row == GAP).tobytes() if GAP in held else b""
        if len(held) > 1 and not (len(held) == 2 and mark and mark == gap):
            found.append(_word_place(row, held, aligned.forms, counts, settings))
        gap = mark
        for kind in (capitals, marks):
            held = Counter(value for value in kind.tolist() if value != GAP)
            shared = {value: i for i, value in enumerate(sorted(v for v in held if held[v] > 1))}
            reading = np.array([shared.get(v, MISSING if v == GAP else len(shared)) for v in kind.tolist()], np.int32)
            # A full stop and the capital after it come and go together.
            if len(held) > 1 and reading.tobytes() != marked:
                cost = settings.dense_mark * (1 - np.eye(len(shared) + 1))
                cost[-1, -1] = settings.dense_mark
                found.append((reading, cost, len(held) - 1))
            marked = reading.tobytes() if kind is marks else b""
    most = max((len(cost) for _, cost, _ in found), default=1)
    cost = np.full((most, most, len(found)), np.inf)
    for place, (_, one, _) in enumerate(found):
        cost[: len(one), : len(one), place] = one
    reading = np.array([reading for reading, _, _ in found], np.int32).reshape(len(found), table.shape[1])
    return Places(reading, cost, np.array([fewest for _, _, fewest in found], np.float64))


def _word_place(
    row: Numbers, held: Counter[int], forms: Sequence[str], counts: Counter[int], settings: DescendSettings
) -> tuple[Numbers, Costs, int]:
    """The states of one place, what each change among them costs, and how many changes it needs.

    A slip is a form met nowhere else in these texts, near in letters to a reading that more witnesses have: whoever
    copies it sees what was meant, so that to mend it is cheap. To leave words out is cheaper than to put them in.
    """
    shared = sorted((v for v in held if held[v] > 1 or v == GAP), key=lambda v: (-held[v], v))
    single = sorted(v for v in held if held[v] == 1 and v != GAP)
    slips = {v for v in single if counts[v] == 1 and any(_meant(v, w, held, forms) for w in shared)}
    state = {v: i for i, v in enumerate(shared)}
    state |= {v: len(shared) + (v in slips) for v in single}
    size = len(shared) + 2
    cost = np.full((size, size), settings.dense_changed)
    cost[np.arange(len(shared)), np.arange(len(shared))] = 0.0
    for i, one in enumerate(shared):
        for j, other in enumerate(shared):
            if i != j and counts[one] == held[one] < held[other] and _meant(one, other, held, forms):
                cost[i, j] = settings.dense_mended
        if slips and all(_meant(slip, one, held, forms) for slip in slips):
            cost[size - 1, i] = settings.dense_mended
    if GAP in state:
        cost[:, state[GAP]] = settings.dense_left_out
        cost[state[GAP], :] = settings.dense_put_in
        cost[state[GAP], state[GAP]] = 0.0
    reading = np.array([state.get(v, MISSING) for v in row.tolist()], np.int32)
    return reading, cost, len(held) - 1


def _meant(one: int, other: int, held: Counter[int], forms: Sequence[str]) -> bool:
    """Whether who reads the form ``one`` may well see that ``other``, which more have, is meant."""
    if GAP in (one, other) or held[other] <= held[one]:
        return False
    first, second = forms[one], forms[other]
    return Levenshtein.distance(first, second) <= max(1, max(len(first), len(second)) // 3)


def _without_lacunae(table: Numbers, settings: DescendSettings) -> Numbers:
    """The table with LACUNA for all but the first word of each long stretch that a witness lacks."""
    made = table.copy()
    common = np.flatnonzero((table >= 0).sum(axis=1) * 2 > table.shape[1])
    for witness in range(table.shape[1]):
        begin, end = runs(table[common, witness] < 0)
        for low, high in zip(begin.tolist(), end.tolist(), strict=True):
            if high - low >= settings.dense_lacuna:
                at_edge = low == 0 or high == len(common)
                made[common[low] + (not at_edge) : common[high - 1] + 1, witness] = LACUNA
    return made
