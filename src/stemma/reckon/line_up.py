"""How two contents are laid upon each other, so that what differs can be read off: an alignment of their terms, put right
where several are equally long and only one is how an editor changes words.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence

from stemma.align import Match, align_words
from stemma.reckon.lexicon import FUNCTION
from stemma.reckon.units import Terms, term_numbers
from stemma.words import fold

FAR = 3  # words by which a small word that stands alone may be displaced
Quoted = tuple[tuple[int, ...], tuple[int, ...]]
"""Begins and ends of quotations, in order."""

_DRAWN = re.compile(
    r"(?:n['’]t|['’](?:re|ve|ll|m|d))$|^(?:it|he|she|that|there|here|what|who|where|how)['’]s$", re.IGNORECASE
)


def line_up(a: Terms, text: str, quoted: Quoted, b: Terms, other: str, quoted_too: Quoted) -> list[Match]:
    """The alignment of two contents out of two reports' texts, each with its quotations."""
    numbers = _numbers(a, text, b, other)
    matches = _gather(settle(align_words(*numbers), *numbers), *numbers)
    return _without_strays(matches, a, b, (_spoken(a, quoted), _spoken(b, quoted_too)))


def _numbers(a: Terms, text: str, b: Terms, other: str) -> tuple[list[int], list[int]]:
    """The terms of both as numbers for alignment. A name that the other prints too is that name, whomever it was taken for;
    "we'll" is no "well".
    """
    numbers = _drawn_apart(a, text), _drawn_apart(b, other)
    there = set(b.term)
    unknown = [n for n, term in enumerate(a.term) if term[0] == "@" and term not in there]
    if unknown:
        printed = {fold(other[b.begin[n] : b.end[n]]): numbers[1][n] for n, term in enumerate(b.term) if term[0] == "@"}
        for n in unknown:
            numbers[0][n] = printed.get(fold(text[a.begin[n] : a.end[n]]), numbers[0][n])
    return numbers


def _drawn_apart(terms: Terms, text: str) -> list[int]:
    """The terms as numbers, those drawn together of two words with others than their letters alone would have."""
    return [
        ~number if end - begin > 2 and _DRAWN.search(text[begin:end]) else number
        for number, begin, end in zip(term_numbers(terms), terms.begin, terms.end, strict=True)
    ]


def settle(matches: Sequence[Match], a: Sequence[int], b: Sequence[int]) -> list[Match]:
    """The same alignment with every insertion as far right as it goes: "x y | x y" is cut at its end, not in its middle."""
    settled: list[Match] = []
    for match in matches:
        a_begin, b_begin, length = match
        while settled and length:
            last = settled[-1]
            a_end, b_end = last.a_begin + last.length, last.b_begin + last.length
            one_sided = (a_begin == a_end) != (b_begin == b_end)
            if not one_sided or a[min(a_begin, a_end)] != b[min(b_begin, b_end)]:
                break
            settled[-1] = Match(last.a_begin, last.b_begin, last.length + 1)
            a_begin, b_begin, length = a_begin + 1, b_begin + 1, length - 1
        if length:
            settled.append(Match(a_begin, b_begin, length))
    return settled


def _gather(matches: Sequence[Match], a: Sequence[int], b: Sequence[int]) -> list[Match]:
    """The same alignment with what can as well stand beside what follows it moved there: of "it means that" upon "it does
    not mean much; it means that" all three words are those at the end.
    """
    gathered = list(matches)
    for at in range(len(gathered) - 2, -1, -1):
        here, after = gathered[at], gathered[at + 1]
        if here.a_begin == here.b_begin == 0:
            continue  # both begin with it
        if here.a_begin + here.length == after.a_begin:
            moved = after.b_begin - here.length
            if moved > here.b_begin and list(b[moved : after.b_begin]) == list(a[here.a_begin : after.a_begin]):
                gathered[at] = here._replace(b_begin=moved)
        elif here.b_begin + here.length == after.b_begin:
            moved = after.a_begin - here.length
            if moved > here.a_begin and list(a[moved : after.a_begin]) == list(b[here.b_begin : after.b_begin]):
                gathered[at] = here._replace(a_begin=moved)
    joined: list[Match] = []
    for match in gathered:
        last = joined[-1] if joined else None
        if last and (last.a_begin + last.length, last.b_begin + last.length) == match[:2]:
            joined[-1] = last._replace(length=last.length + match.length)
        else:
            joined.append(match)
    return joined


def _without_strays(matches: Sequence[Match], a: Terms, b: Terms, spoken: tuple[set[int], set[int]]) -> list[Match]:
    """The same alignment without small words that are quoted and stand alone, far from where they would stand: "they" of
    "they are coming" upon that of "they left; we heard they're coming" keeps what follows from being held against each other.

    ``spoken`` are the terms of each that stand inside quotation marks.
    """
    kept = []
    around = [Match(0, 0, 0), *matches, Match(len(a.term), len(b.term), 0)]
    for before, here, after in zip(around[:-2], matches, around[2:], strict=True):
        displaced = all(
            abs((two.a_begin - one.a_begin) - (two.b_begin - one.b_begin)) > FAR for one, two in ((before, here), (here, after))
        )  # fmt: skip
        small = here.length == 1 and a.weight[here.a_begin] <= FUNCTION
        if not (small and displaced and here.a_begin in spoken[0] and here.b_begin in spoken[1]):
            kept.append(here)
    return kept


def _spoken(terms: Terms, quoted: Quoted) -> set[int]:
    """The terms that stand inside quotations."""
    begins, ends = quoted
    return {
        n for n, begin in enumerate(terms.begin) if (at := bisect_right(begins, begin) - 1) >= 0 and begin < ends[at]
    }  # fmt: skip
