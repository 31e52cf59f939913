"""Passages of two reports side by side, the words that differ marked."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

import numpy as np

from stemma.align import align_words
from stemma.page.data import Row, StoryRows
from stemma.page.phrase import NOTHING, Piece, clipped, plain, tidy
from stemma.words import find_words

LONGEST = 6000  # code points of a passage shown in full
JOIN = 40  # code points between two passages that are shown as one


class Facing(NamedTuple):
    """A passage of a child and, where that is known, what it stands for in the parent; differing words are marked."""

    child: tuple[Piece, ...]
    parent: tuple[Piece, ...] | None


def face(story: StoryRows, child: str, parent: str, rows: Sequence[Row]) -> list[Facing]:
    """The passages of one descent, in order; neighbours are joined."""
    text, other = story.text(child), story.text(parent)
    spans: list[list[int | None]] = []
    for row in sorted(rows, key=lambda r: (r["child_begin"] or 0, r["child_end"] or 0)):
        span = [row["child_begin"], row["child_end"], row["parent_begin"], row["parent_end"]]
        if spans and _follows(spans[-1], span):
            spans[-1][1], spans[-1][3] = span[1], span[3]
        else:
            spans.append(span)
    made = []
    for begin, end, parent_begin, parent_end in spans:
        low, high = clipped(text, begin, end)
        if parent_begin is None or not other:
            made.append(Facing((Piece(_cut(text[low:high])),), None))
            continue
        one, two = marked_pair(text[low:high], other[slice(*clipped(other, parent_begin, parent_end))])
        made.append(Facing(tuple(one), tuple(two)))
    return made


def _follows(last: Sequence[int | None], span: Sequence[int | None]) -> bool:
    gap = (span[0] or 0) - (last[1] or 0)
    if not 0 <= gap <= JOIN:
        return False
    if span[2] is None or last[3] is None:
        return span[2] is None and last[3] is None
    return 0 <= span[2] - last[3] <= JOIN


def _cut(words: str) -> str:
    line = plain(words)
    return line if len(line) <= LONGEST else line[:LONGEST].rsplit(" ", 1)[0] + " […]"


def marked_pair(one: str, other: str, *, gaps: bool = False) -> tuple[list[Piece], list[Piece]]:
    """Two passages in pieces; the words that only one of them has carry the role ``differs``.

    With ``gaps`` a sign stands where a passage has nothing for words of the other.
    """
    one, other = one[:LONGEST], other[:LONGEST]
    a, b = find_words(one), find_words(other)
    same_a, same_b = np.zeros(len(a.begin), np.bool_), np.zeros(len(b.begin), np.bool_)
    empty_a, empty_b = set[int](), set[int]()
    at_a = at_b = 0
    for match in align_words(a.number.tolist(), b.number.tolist()):
        same_a[match.a_begin : match.a_begin + match.length] = True
        same_b[match.b_begin : match.b_begin + match.length] = True
        if gaps and match.a_begin == at_a and match.b_begin > at_b:
            empty_a.add(at_a)
        if gaps and match.b_begin == at_b and match.a_begin > at_a:
            empty_b.add(at_b)
        at_a, at_b = match.a_begin + match.length, match.b_begin + match.length
    return _pieces(one, a.begin.tolist(), a.end.tolist(), same_a.tolist(), empty_a), _pieces(
        other, b.begin.tolist(), b.end.tolist(), same_b.tolist(), empty_b
    )


def _pieces(
    text: str, begins: Sequence[int], ends: Sequence[int], same: Sequence[bool], empty: Collection[int]
) -> list[Piece]:
    """``empty`` holds the numbers of words before which the text has nothing for words of the other."""
    runs: list[list[int]] = []
    for number, (begin, end) in enumerate(zip(begins, ends, strict=True)):
        if number in empty:
            at = ends[number - 1] if number else begin
            runs.append([at, at])
        if same[number]:
            continue
        if runs and number and not same[number - 1]:
            runs[-1][1] = end
        else:
            runs.append([begin, end])
    made: list[Piece] = []
    at = 0
    for begin, end in runs:
        sign = Piece(tidy(text[begin:end]), "differs") if end > begin else Piece(NOTHING, "gap")
        made += [Piece(tidy(text[at:begin])), sign]
        at = end
    made.append(Piece(tidy(text[at:])))
    return [piece for piece in made if piece.text]
