"""What two contents quote alike: the words inside the marks of both, whatever frame stands around them.

A quotation may be printed with words left out ("A ... B"): its pieces are then laid in order upon the other's words.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from stemma.align import Match, align_words
from stemma.reckon.lexicon import CONTENT, FUNCTION, TITLES, weigh
from stemma.reckon.units import Terms, is_negation
from stemma.words import WORD, fold

# Where an editor says that words were left out, or puts in his own.
_CUT = re.compile(r"\.\s?\.\s?\.|…|[\[\]()]|\*\*")
_STOP = re.compile(r"[.!?]+[\"'”’)\]]*\s")
_REACH = 3  # terms before a core in which a negation bears on it
NEARLY = 0.75  # share of a quotation's words that must stand in another, in order, for it to be the same, altered
FEWEST = 5  # words of such a quotation
MOST_BETWEEN = 12  # words that the other may have between two that both have: a sentence left out
ONCE = (
    20.0  # ``Core.length`` from which a negation before what both have turns nothing; as ``ClaimSettings.once_length``
)
LONG_RUN = 4  # words in a row that are a saying even where none of them says much
TURNED = 3  # words between two that both have, among which a negation on one side makes it another saying
FEW_WORDS = (
    5  # terms of a quotation of which ``FEW_OTHERS`` may be other ones where both stand in one place of one text
)
FEW_OTHERS = 2
LONG_WORD = 5  # letters from which a word that stands alone between others is no chance


class Piece(NamedTuple):
    """Terms of a content, from number ``begin`` up to ``end``, that stand in a row inside quotation marks."""

    begin: int
    end: int


Quotation = tuple[Piece, ...]
"""The pieces of one quotation, in order: it is cut where a mark shows that words were left out or put in."""


class Core(NamedTuple):
    """What two contents quote alike: ``words`` (terms), their ``weight``, and whether the quotation of one is ``whole``
    in the other's, or ``nearly`` so: altered. ``turned``: a negation before one of them alone; ``telling``: one of them says
    something by itself.
    """

    words: int
    weight: float
    whole: bool
    turned: bool
    telling: bool = False
    nearly: bool = False

    @property
    def length(self) -> float:
        """The words, those that say something counted three times."""
        return self.words + 2 * self.weight


NO_CORE = Core(0, 0.0, False, False)


def read_quotations(terms: Terms, text: str, quoted: tuple[tuple[int, ...], tuple[int, ...]]) -> tuple[Quotation, ...]:
    """The quotations of a content; ``quoted`` are the begins and ends of the report's outermost quotations."""
    if not terms.begin:
        return ()
    begin, end = terms.begin[0], terms.end[-1]
    at = max(0, bisect_right(quoted[0], begin) - 1)
    near = [n for n in range(at, bisect_left(quoted[0], end)) if quoted[1][n] > begin]
    if not near:
        return ()
    first, last = min(begin, quoted[0][near[0]]), max(end, quoted[1][near[-1]])
    return _read_quotations(
        text[first:last],
        tuple([place - first for place in terms.begin]),
        tuple([place - first for place in terms.end]),
        tuple([quoted[0][n] - first for n in near]),
        tuple([quoted[1][n] - first for n in near]),
    )


@lru_cache(maxsize=1 << 14)
def _read_quotations(
    text: str, begins: tuple[int, ...], ends: tuple[int, ...], opened: tuple[int, ...], closed: tuple[int, ...]
) -> tuple[Quotation, ...]:
    """The same for terms and quotations by where they begin and end: what stands in many reports is read once."""
    found: dict[int, list[Piece]] = {}
    before = -1
    for number, (begin, end) in enumerate(zip(begins, ends, strict=True)):
        at = bisect_right(opened, begin) - 1
        if at < 0 or end > closed[at] or in_brackets(text, opened[at], begin):
            continue
        pieces = found.setdefault(at, [])
        if pieces and before == number - 1 and not _CUT.search(text, ends[before], begin):
            pieces[-1] = Piece(pieces[-1].begin, number + 1)
        else:
            pieces.append(Piece(number, number + 1))
        before = number
    return tuple(tuple(pieces) for at, pieces in sorted(found.items()) if not is_title(text[opened[at] : closed[at]]))


def quoted_sentences(terms: Terms, text: str, quotations: Iterable[Quotation]) -> tuple[Quotation, ...]:
    """The sentences of ``FEWEST`` words and more in quotations of several: one report quotes one of them, another more."""
    found = []
    for pieces in quotations:
        sentences: list[list[Piece]] = [[]]
        for piece in pieces:
            begin = piece.begin
            for n in range(piece.begin, piece.end):
                first = n == piece.begin and not sentences[-1]
                if not first and n and ends_sentence(text, terms.begin[n - 1], terms.end[n - 1], terms.begin[n]):
                    if begin < n:
                        sentences[-1].append(Piece(begin, n))
                    sentences.append([])
                    begin = n
            sentences[-1].append(Piece(begin, piece.end))
        if len(sentences) > 1:
            found += [tuple(own) for own in sentences if sum(end - begin for begin, end in own) >= FEWEST]
    return tuple(found)


def ends_sentence(text: str, word: int, end: int, begin: int) -> bool:
    """Whether a sentence ends behind the word at ``word`` and another begins with that at ``begin``."""
    return (
        text[begin].isupper()
        and _STOP.match(text, end, begin) is not None
        and end - word > 1
        and "." not in text[word:end]
        and fold(text[word:end]) not in TITLES
    )


def is_title(words: str) -> bool:
    """Whether quoted words are the name of a work or a programme: several, a capital on each that says something."""
    full = [word for word in WORD.findall(words) if weigh(word) > FUNCTION]
    return len(full) > 1 and all(word[0].isupper() for word in full)


def in_brackets(text: str, begin: int, at: int) -> bool:
    """Whether place ``at`` of a text stands in brackets that were opened after ``begin``."""
    before = text[max(begin, at - 60) : at]
    if "(" not in before and "[" not in before:
        return False
    return before.rfind("[") > before.rfind("]") or before.rfind("(") > before.rfind(")")


@lru_cache(maxsize=1 << 16)
def shared_core(a: Terms, quotes_a: tuple[Quotation, ...], b: Terms, quotes_b: tuple[Quotation, ...]) -> Core:
    """The weightiest words that both quote, a whole quotation before a part of one.

    Kept: where quotations cut contents further, most pairs are held against each other once more.
    """
    best = NO_CORE
    letters = _Letters()
    for one in quotes_a:
        for other in quotes_b:
            for core in _cores(a, one, b, other, letters):
                best = max(best, core, key=_rank)
    return best


def _rank(core: Core) -> tuple[bool, float, bool]:
    """Most of a quotation before a part of one, then the longest: three words quoted whole say less than ten nearly so."""
    return core.whole or core.nearly, core.length, core.whole


class _Letters(dict[str, str]):
    """A letter for each term that was asked for, so that a run of terms is found as a piece of text is."""

    def __missing__(self, term: str) -> str:
        self[term] = letter = chr(len(self))
        return letter


def _cores(a: Terms, one: Quotation, b: Terms, other: Quotation, letters: _Letters) -> Iterable[Core]:
    words_a, words_b = _words_of(a.term, one), _words_of(b.term, other)
    if words_a.each.isdisjoint(words_b.each):
        return
    for part, of_part, whole, of_whole, all_there in (
        (a, one, b, other, words_a.each <= words_b.each),
        (b, other, a, one, words_b.each <= words_a.each),
    ):
        first = _lay(part, of_part, whole, of_whole) if all_there else None
        if first is not None:
            numbers = [n for piece in of_part for n in range(piece.begin, piece.end)]
            turned = _turned(part, numbers[0], numbers[0], whole, first, of_whole[0].begin)
            yield Core(len(numbers), _weight(part, numbers), True, turned, _tells(part, numbers))
            return
    near = _near(a, one, b, other)
    if near is not None:
        yield near
        return
    if words_a.pairs.isdisjoint(words_b.pairs):
        return
    written = ["".join(map(letters.__getitem__, b.term[begin:end])) for begin, end in other]
    for piece in one:
        run = "".join(map(letters.__getitem__, a.term[piece.begin : piece.end]))
        for against, in_letters in zip(other, written, strict=True):
            begin_a, begin_b, length = _longest_run(run, in_letters)
            if length > 1:
                numbers = list(range(piece.begin + begin_a, piece.begin + begin_a + length))
                turned = _turned(a, numbers[0], one[0].begin, b, against.begin + begin_b, other[0].begin)
                yield Core(length, _weight(a, numbers), False, turned, _tells(a, numbers))


def _near(a: Terms, one: Quotation, b: Terms, other: Quotation) -> Core | None:
    """The core of two quotations of which the shorter stands in the other nearly word for word; None for others.

    One of them was altered: what is quoted is still one saying. A negation on one side alone makes it another.
    """
    if sum(p.end - p.begin for p in one) > sum(p.end - p.begin for p in other):
        a, one, b, other = b, other, a, one
    if sum(p.end - p.begin for p in one) < FEWEST:
        return None
    each = _words_of(a.term, one).each
    if len(each & _words_of(b.term, other).each) < NEARLY * len(each):
        return None
    of_one, of_other = ([n for piece in quotation for n in range(*piece)] for quotation in (one, other))
    words, against = [a.term[n] for n in of_one], [b.term[n] for n in of_other]
    least = NEARLY * len(words)
    aligned = align_words([a.numbers[n] for n in of_one], [b.numbers[n] for n in of_other])
    matches = [
        match for n, match in enumerate(aligned)
        if match.length > 1 or len(words[match.a_begin]) > LONG_WORD or _goes_on(aligned, n)
    ]  # fmt: skip
    alike = sum(match.length for match in matches)
    for before, after in pairwise(matches):
        left = words[before.a_begin + before.length : after.a_begin]
        right = against[before.b_begin + before.length : after.b_begin]
        # A negation that goes with its clause turns nothing round.
        turns = sum(map(is_negation, left)) != sum(map(is_negation, right)) and max(len(left), len(right)) <= TURNED
        if turns or len(right) > MOST_BETWEEN:
            return None
        # One name put for another is how a quotation is altered most.
        alike += len(left) == len(right) == 1 and left[0][0] == right[0][0] == "@"
    if alike < least:
        return None
    numbers = [of_one[n] for match in matches for n in range(match.a_begin, match.a_begin + match.length)]
    core = Core(len(numbers), _weight(a, numbers), False, False, _tells(a, numbers), True)
    # So many words are one saying, whatever one of the two has left out before them.
    turned = core.length < ONCE and _turned(a, numbers[0], of_one[0], b, of_other[matches[0].b_begin], of_other[0])
    return core._replace(turned=turned)


@lru_cache(maxsize=1 << 14)
def all_but_a_word(a: Terms, quotes_a: tuple[Quotation, ...], b: Terms, quotes_b: tuple[Quotation, ...]) -> bool:
    """Whether both quote a sentence of ``FEW_WORDS`` terms and more of which all but ``FEW_OTHERS`` stand in the other in order."""
    for one in quotes_a:
        for other in quotes_b:
            words, against = ([terms.term[n] for p in q for n in range(*p)] for terms, q in ((a, one), (b, other)))
            most = max(len(words), len(against))
            if min(len(words), len(against)) < FEW_WORDS or abs(len(words) - len(against)) > FEW_OTHERS:
                continue
            known: dict[str, int] = {}
            numbered = ([known.setdefault(word, len(known)) for word in side] for side in (words, against))
            if sum(match.length for match in align_words(*numbered)) >= most - FEW_OTHERS:
                return True
    return False


def _goes_on(matches: Sequence[Match], at: int) -> bool:
    """Whether no more than a word on either side stands between a match and a longer one beside it."""
    return any(
        before.length + after.length > 2
        and max(after.a_begin - before.a_begin, after.b_begin - before.b_begin) == before.length + 1
        for before, after in pairwise(matches[max(0, at - 1) : at + 2])
    )


class _Words(NamedTuple):
    """The different words of a quotation, and the different pairs of two in a row."""

    each: frozenset[str]
    pairs: frozenset[tuple[str, str]]


@lru_cache(maxsize=1 << 14)
def _words_of(terms: tuple[str, ...], quotation: Quotation) -> _Words:
    """What a quotation has. Most quotations that are held against one another share no two words in a row."""
    words = [terms[n] for piece in quotation for n in range(piece.begin, piece.end)]
    return _Words(frozenset(words), frozenset(pairwise(words)))


def _weight(terms: Terms, numbers: Iterable[int]) -> float:
    return sum(terms.weight[n] for n in numbers if terms.weight[n] > FUNCTION)


def _tells(terms: Terms, numbers: Iterable[int]) -> bool:
    """Whether one of the terms says something by itself: no name, no number, no common word, or one that is turned round."""
    listed = list(numbers)
    least = FUNCTION * 2 if any(is_negation(terms.term[n]) for n in listed) else CONTENT
    return any(terms.weight[n] >= least and terms.term[n][0] not in "@#" for n in listed)


def _lay(part: Terms, of_part: Quotation, whole: Terms, of_whole: Quotation) -> int | None:
    """Where in ``whole`` the first piece stands, if all pieces stand there in a row each, and in order; None else."""
    numbers = [n for piece in of_whole for n in range(piece.begin, piece.end)]
    words = [whole.term[n] for n in numbers]
    at, first = 0, None
    for piece in of_part:
        wanted = list(part.term[piece.begin : piece.end])
        while at + len(wanted) <= len(words) and words[at : at + len(wanted)] != wanted:
            at += 1
        if at + len(wanted) > len(words):
            return None
        first = numbers[at] if first is None else first
        at += len(wanted)
    return first


def _longest_run(one: str, other: str) -> tuple[int, int, int]:
    """(begin in the one, begin in the other, length) of the longest run of letters that stands in both, the first of equals."""
    begin = length = 0
    for n in range(len(one)):
        while n + length < len(one) and one[n : n + length + 1] in other:
            begin, length = n, length + 1
    return begin, other.find(one[begin : begin + length]), length


def _turned(a: Terms, at_a: int, from_a: int, b: Terms, at_b: int, from_b: int) -> bool:
    """Whether a negation stands right before one of two places alone; their quotations begin at ``from_a`` and ``from_b``."""
    return _negated(a, at_a, from_a) != _negated(b, at_b, from_b)


def _negated(terms: Terms, at: int, begin: int) -> bool:
    """Whether a negation stands among the few terms before a place, no stop or comma of the quotation between."""
    for n in range(at, max(0, at - _REACH), -1):
        # Before a quotation stand its mark and a space; what is farther off belongs to another piece of the content.
        if terms.begin[n] - terms.end[n - 1] > (1 if n > begin else 4):
            return False
        if is_negation(terms.term[n - 1]):
            return True
    return False


def quote_otherwise(a: Terms, quotes_a: Iterable[Quotation], b: Terms, quotes_b: Iterable[Quotation]) -> bool:
    """Whether both quote words that say something, and none of them stands in the other, quoted or not."""
    quoted_a = _said_in(a, quotes_a)
    if not quoted_a or not quoted_a.isdisjoint(b.term):
        return False
    quoted_b = _said_in(b, quotes_b)
    return bool(quoted_b) and quoted_b.isdisjoint(a.term)


def _said_in(terms: Terms, quotations: Iterable[Quotation]) -> set[str]:
    return {
        terms.term[n] for pieces in quotations for begin, end in pieces for n in range(begin, end)
        if terms.weight[n] > FUNCTION
    }  # fmt: skip


def core_keys(terms: Terms, quotations: Iterable[Quotation]) -> set[tuple[str, ...]]:
    """What two contents that quote alike have in common: three terms in a row, or two that say something, or a long run of
    whatever words.
    """
    keys: set[tuple[str, ...]] = set()
    for quotation in quotations:
        for begin, end in quotation:
            weights = [weight if weight > FUNCTION else 0.0 for weight in terms.weight[begin:end]]
            for n in range(len(weights) - 2):
                if weights[n] + weights[n + 1] + weights[n + 2] >= CONTENT:
                    keys.add(terms.term[begin + n : begin + n + 3])
            keys.update(terms.term[n : n + LONG_RUN] for n in range(begin, end - LONG_RUN + 1))
            full = [n for n, weight in enumerate(weights) if weight]
            for m, n in pairwise(full):
                if n - m <= 2 and weights[m] + weights[n] > CONTENT:
                    keys.add((terms.term[begin + m], terms.term[begin + n]))
    return keys
