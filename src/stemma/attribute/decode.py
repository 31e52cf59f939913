"""From the tagger's numbers to attributions: the likeliest spans of each role, then what belongs to what.

Spans are the likeliest sequence of begin, inside, outside (Viterbi): contents first, then cues, for which it counts
that a quotation points there, then sources, for which it counts that a cue does. Contents are then tied to cues and cues
to sources, the surest pair first.
"""

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from stemma.settings import TaggerSettings

Numbers = NDArray[np.float32]
Chances = NDArray[np.float64]
SOURCE, CUE, CONTENT = range(3)
OUTSIDE, BEGINS, INSIDE = range(3)


class Words(NamedTuple):
    """A stretch of words [begin, end) of a passage, and the mean probability of its tags."""

    begin: int
    end: int
    sure: float


class Linked(NamedTuple):
    """An attribution in words of a passage; ``source`` is None where none was found.

    ``signs`` are what its confidence is reckoned from: the logarithms of the probabilities of its tags and ties, and the
    share of the content's words that stand in quotation marks.
    """

    source: Words | None
    cue: Words
    contents: tuple[Words, ...]
    signs: tuple[float, ...]


def log_softmax(scores: Numbers) -> NDArray[np.float64]:
    """Logarithms of probabilities along the last axis."""
    wide = scores.astype(np.float64)
    wide -= wide.max(-1, keepdims=True)
    chances: NDArray[np.float64] = wide - np.log(np.exp(wide).sum(-1, keepdims=True))
    return chances


def find_words(chances: Chances, outside: float | Chances) -> list[Words]:
    """The likeliest spans of a role, from the logarithms of the chances of its tags float[w, 3] (outside, begins,
    inside); by ``outside``, a number or float[w], the first is lowered.
    """
    scores = chances.copy()
    scores[:, OUTSIDE] -= outside
    path = np.array(_best_path(scores.tolist()), np.int64)
    return _spans(path, np.exp(np.take_along_axis(chances, path[:, None], 1)[:, 0]))


def _pointed_at(chances: Chances, words: Sequence[Words]) -> Chances:
    """How surely each of w words is pointed at by the begin of any of ``words``: float[w], 0 to 1."""
    rows = chances[[one.begin for one in words], :-1]
    pointed: Chances = np.exp(rows.max(0, initial=-math.inf))
    return pointed


def _best_path(scores: Sequence[tuple[float, float, float]]) -> list[int]:
    """The likeliest tags of words, from the scores of each for outside, begins and inside.

    A word is inside only after one that begins or is inside; it may begin or be outside after any. Plain numbers: a
    passage is too short for arrays to be quicker.
    """
    outside, begins = scores[0][OUTSIDE], scores[0][BEGINS]
    inside = -math.inf
    back: list[tuple[int, int]] = []
    for add_outside, add_begins, add_inside in scores[1:]:
        into, within = (BEGINS, begins) if begins >= inside else (INSIDE, inside)
        before, top = (OUTSIDE, outside) if outside >= within else (into, within)
        back.append((before, into))
        outside, begins, inside = add_outside + top, add_begins + top, add_inside + within
    into, within = (BEGINS, begins) if begins >= inside else (INSIDE, inside)
    path = [OUTSIDE if outside >= within else into]
    for before, into in reversed(back):
        path.append(into if path[-1] == INSIDE else before)
    path.reverse()
    return path


def _spans(path: NDArray[np.int64], sure: NDArray[np.float64]) -> list[Words]:
    begins = np.nonzero(path == BEGINS)[0]
    found = []
    for begin in begins.tolist():
        end = begin + 1
        while end < len(path) and path[end] == INSIDE:
            end += 1
        found.append(Words(begin, end, float(sure[begin:end].mean())))
    return found


def link_words(
    tags: Numbers, to_cue: Numbers, to_source: Numbers, quoted: NDArray[np.bool_], settings: TaggerSettings
) -> list[Linked]:
    """The attributions of a passage of w words, in order of their cues.

    ``tags`` float[w, 9] (source, cue, content: outside, begins, inside of each), ``to_cue`` and ``to_source``
    float[w, w + 1] (from each word to each, and to none), ``quoted`` bool[w] (whether it stands in quotation marks).

    Where contents with quoted words point a cue is the likelier, and a source where cues point.
    """
    if not len(tags):
        return []
    chances = log_softmax(tags.reshape(len(tags), 3, 3))
    cue_chances, source_chances = log_softmax(to_cue), log_softmax(to_source)
    contents = find_words(chances[:, CONTENT], settings.lift_content)
    quoting = {c for c, one in enumerate(contents) if quoted[one.begin : one.end].any()}
    pointed = _pointed_at(cue_chances, [contents[c] for c in sorted(quoting)])
    cues = find_words(chances[:, CUE], settings.lift_cue + settings.lift_quoted_cue * pointed)
    pointed = _pointed_at(source_chances, cues)
    sources = find_words(chances[:, SOURCE], settings.lift_source + settings.lift_pointed_source * pointed)
    if not cues or not contents:
        return []
    pairs = []
    for c, content in enumerate(contents):
        for k, cue in enumerate(cues):
            tie = float(cue_chances[content.begin, cue.begin : cue.end].max())
            crossed = sum(
                1 for other in cues if min(content.begin, cue.begin) < other.begin < max(content.begin, cue.begin)
            )
            score = tie - settings.cost_word * _apart(content, cue) - settings.cost_cue_between * crossed
            pairs.append((score, tie, c, k))
    pairs.sort(key=lambda pair: (-pair[0], pair[2], pair[3]))
    owner: dict[int, tuple[int, float]] = {}
    owned: dict[int, list[int]] = {}
    for score, tie, c, k in pairs:
        if c in owner or score - (settings.cost_second_content if k in owned else 0.0) < settings.least_tie:
            continue
        owner[c] = (k, tie)
        owned.setdefault(k, []).append(c)
    found = []
    for k in sorted(owned):
        cue = cues[k]
        if quoting.intersection(owned[k]):
            owned[k] = [c for c in owned[k] if c in quoting or contents[c].sure >= settings.least_piece]
        owned[k].sort()
        mine = tuple(contents[c] for c in owned[k])
        none = float(source_chances[cue.begin, -1])
        source, best = None, none + settings.lift_no_source
        for one in sources:
            tie = float(source_chances[cue.begin, one.begin : one.end].max())
            score = tie - settings.cost_word_source * _apart(one, cue)
            if score > best:
                source, best = one, score
        tie_source = none if source is None else float(source_chances[cue.begin, source.begin : source.end].max())
        signs = (
            float(np.log(max(min(content.sure for content in mine), 1e-6))),
            float(np.log(max(cue.sure, 1e-6))),
            min(owner[c][1] for c in owned[k]),
            tie_source,
            float(np.log(max(source.sure if source else 1.0, 1e-6))),
            float(np.concatenate([quoted[content.begin : content.end] for content in mine]).mean()),
        )
        found.append(Linked(source, cue, mine, signs))
    return found


def _apart(one: Words, other: Words) -> int:
    """Words between two stretches."""
    return max(0, max(one.begin, other.begin) - min(one.end, other.end))
