"""What stands around a place of two aligned contents: whether what the one has there stands for what the other has.

Words that merely lie between two that both have are no change of words: in two long contents some word is always found
again. Only in one sentence, with more alike close by than differs, is one put for another.
"""

import re
from collections.abc import Sequence
from functools import cached_property

from stemma.align import Match
from stemma.reckon.core import ends_sentence
from stemma.reckon.lexicon import FUNCTION
from stemma.reckon.units import Terms
from stemma.words import WORD

REACH = 4  # terms on either side of a place that are looked at
FAR_REACH = 6  # the same for words that are missing: what was left out alters nothing around it
SUPPORT = 3  # of them that both have, on both sides together, or on one where the other is the end of both
ONE_SAYING = 0.5  # share of what a quoted sentence says that stands in another from which both are one, altered
# Share of the longer of two quotations, so many words long, that must stand in both. By reasoning: of quotations altered by rule in
# one place hardly one has less in common, of long contents that only share words none has as much.
MOSTLY, LEAST_ALIKE = 0.7, 5
FEW = 3  # words with which a quotation may begin or end otherwise and still be the same

Place = tuple[int, int, int, int]
"""Terms ``from_a`` up to ``to_a`` of the one content and ``from_b`` up to ``to_b`` of the other, between what both have."""

Pairs = list[tuple[int, int]]
Stretch = tuple[int, int]
"""Terms of one content, from and up to."""

_DRAWN = re.compile(r"(?:n['’]t|['’](?:re|ve|ll|m|d|s))$", re.IGNORECASE)
_STOP = re.compile(r"[.!?][\"'”’)\]]*\s")


class Anchors:
    """What two aligned contents have alike around the places where they differ."""

    def __init__(self, a: Terms, b: Terms, texts: tuple[str, str], matches: Sequence[Match]) -> None:
        self.terms = (a, b)
        self.texts = texts
        self.partner = {m.a_begin + n: m.b_begin + n for m in matches for n in range(m.length)}

    @cached_property
    def sentences(self) -> tuple[list[int], list[int]]:
        """For each term of the one and of the other the number of its sentence."""
        first, second = (_number_sentences(terms, text) for terms, text in zip(self.terms, self.texts, strict=True))
        return first, second

    def starts(self, which: int) -> set[int]:
        """The terms with which the sentences of one content begin, but for its first."""
        numbers = self.sentences[which]
        return {n for n in range(1, len(numbers)) if numbers[n] != numbers[n - 1]}

    def around(self, place: Place, reach: int = REACH) -> tuple[int, int]:
        """How many of the terms right before a place, and right after it, both have, whatever sentences they stand in."""
        left, right = self._beside(place, reach)
        return len(left), len(right)

    def around_far(self, place: Place) -> Pairs:
        """The terms around a place that both have, some way off."""
        left, right = self._beside(place, 2 * FAR_REACH)
        return [*left, *right]

    def within(self, place: Place) -> tuple[int, int]:
        """The same of the terms in the place's own sentence: none where it is a whole sentence or reaches into two."""
        left, right = self._in_sentence(place)
        return len(left), len(right)

    def holds(self, place: Place, support: int = SUPPORT) -> bool:
        """Whether words can be said to be missing at a place: what both have goes on there, or ends or begins with it."""
        left, right = self.around(place, FAR_REACH)
        from_a, to_a, from_b, to_b = place
        if min(from_a, from_b) == 0:
            return right >= min(support, self._left_over(to_a, to_b))
        if to_a == len(self.terms[0].term) or to_b == len(self.terms[1].term):
            return left >= min(support, from_a, from_b)
        return min(left, right) > 0 and left + right >= support

    def one_saying(self, place: Place, quoted: tuple[Stretch, Stretch]) -> bool:
        """Whether the sentences of a place, as far as they stand in its quotations, are one: most of what the one that says
        less says stands in the other. ``quoted`` are the terms, from and up to, of the two quotations.
        """
        sides = []
        for which, at in ((0, place[0]), (1, place[2])):
            numbers = self.sentences[which]
            sides.append({n for n in range(*quoted[which]) if n < len(numbers) and numbers[n] == numbers[at]})
        said = [sum(self._telling(which, n) for n in side) for which, side in enumerate(sides)]
        alike = sum(self._telling(0, n) for n in sides[0] if self.partner.get(n, -1) in sides[1])
        return alike >= ONE_SAYING * min(said)

    def mostly_alike(self, place: Place, quoted: tuple[Stretch, Stretch], whole: bool) -> bool:
        """Whether two quotations are one but for a few words: then whatever differs in them was altered. All of them must be
        where they are asked for ``whole``, else what both have.

        That reaches from the first to the last word in common, the place among them; of one of the two no more than a few
        words may lie beside it.
        """
        (first, last), (begin, end) = quoted
        both = [(n, self.partner[n]) for n in range(first, last) if begin <= self.partner.get(n, -1) < end]
        if not both:
            return False
        from_a, to_a = min(both[0][0], place[0]), max(both[-1][0] + 1, place[1])
        from_b, to_b = min(both[0][1], place[2]), max(both[-1][1] + 1, place[3])
        if whole:
            from_a, to_a, from_b, to_b = first, last, begin, end
        longer = max(to_a - from_a, to_b - from_b)
        beside = min(last - first - (to_a - from_a), end - begin - (to_b - from_b))
        alike = len(both) >= MOSTLY * longer
        return alike and longer >= LEAST_ALIKE and beside <= max(FEW, (1 - MOSTLY) * len(both))

    def _telling(self, which: int, term: int) -> float:
        weight = self.terms[which].weight[term]
        return weight if weight > FUNCTION else 0.0

    def is_cut(self, place: Place) -> bool:
        """Whether what only one has at a place can have been cut out there: a part of a sentence, or whole ones; the begin or
        the end of one where the other begins or ends one there. Else the words around it are alike by chance.
        """
        from_a, to_a, from_b, to_b = place
        which, at = (1, from_a) if from_a == to_a else (0, from_b)
        first, last = (from_b, to_b) if which else (from_a, to_a)
        numbers = self.sentences[which]
        opens, closes = _opens(numbers, first), _opens(numbers, last)
        if opens == closes:
            return opens or numbers[first] == numbers[last - 1]
        return _opens(self.sentences[1 - which], at)

    def encloses(self, place: Place) -> bool:
        """Whether what both have goes on on both sides of a place, or to the end of one of the two."""
        left, right = self._beside(place)
        from_a, to_a, from_b, to_b = place
        return all(
            len(side) >= SUPPORT or (len(side) == most and any(self._telling(0, n) for n, _ in side))
            for side, most in ((left, min(from_a, from_b)), (right, self._left_over(to_a, to_b)))
        )

    def _left_over(self, to_a: int, to_b: int) -> int:
        return min(len(self.terms[0].term) - to_a, len(self.terms[1].term) - to_b)

    def stands_for(self, place: Place, opens: bool, closes: bool) -> bool:
        """Whether the words that the one has at a place stand for those that the other has there.

        ``opens`` and ``closes`` say that a quotation of both begins, or ends, with the place.
        """
        from_a, to_a, from_b, to_b = place
        size = self.words(0, from_a, to_a), self.words(1, from_b, to_b)
        left, right = self._in_sentence(place)
        if min(size) == 0 or max(size) > max(FEW, 2 * min(size) + 1):
            return False
        if left and right:
            return len(left) + len(right) >= max(SUPPORT, *size)
        alone = left or right
        open_there = (closes or self._ends(place)) if left else (opens or self._begins(place))
        if not (open_there and len(alone) >= SUPPORT and max(size) <= FEW):
            return False
        # With nothing alike behind it, the rest of the sentence must say more than what differs.
        weights = self.terms[0].weight, self.terms[1].weight
        differs = max(sum(weights[0][from_a:to_a]), sum(weights[1][from_b:to_b]))
        a, b = self.sentences
        sentence = a[from_a], b[from_b]
        alike = {n for n, m in self.partner.items() if (a[n], b[m]) == sentence}
        alike |= {n for n, _ in self.around_far(place)}
        return sum(weights[0][n] for n in alike) >= differs

    def _beside(self, place: Place, reach: int = REACH) -> tuple[Pairs, Pairs]:
        """The terms close before a place, and after it, that both have: each as its number in the one and in the other."""
        from_a, to_a, from_b, to_b = place
        a, b = (terms.term for terms in self.terms)
        left: Pairs = []
        for n in range(max(0, from_a - reach), from_a):
            there, level = self.partner.get(n, -1), from_b - (from_a - n)
            if max(0, from_b - reach) <= there < from_b:
                left.append((n, there))
            elif level >= 0 and a[n] == b[level]:  # the place was moved along what both have
                left.append((n, level))
        right: Pairs = []
        for n in range(to_a, min(to_a + reach, len(a))):
            there, level = self.partner.get(n, -1), to_b + (n - to_a)
            if to_b <= there < to_b + reach:
                right.append((n, there))
            elif level < len(b) and a[n] == b[level]:
                right.append((n, level))
        return left, right

    def _in_sentence(self, place: Place) -> tuple[Pairs, Pairs]:
        """The same, in the sentence of the place."""
        from_a, to_a, from_b, to_b = place
        of_a, of_b = self._sentence(0, from_a, to_a), self._sentence(1, from_b, to_b)
        if of_a is None or of_b is None:
            return [], []
        a, b = self.sentences
        left, right = ([(n, m) for n, m in side if a[n] == of_a and b[m] == of_b] for side in self._beside(place))
        return left, right

    def _sentence(self, which: int, first: int, last: int) -> int | None:
        """The sentence in which a stretch of terms, or a place between two, stands; None where that is not one."""
        numbers = self.sentences[which]
        if first == last:
            first, last = first - 1, last + 1
            if first < 0 or last > len(numbers):
                return None
        return numbers[first] if numbers[first] == numbers[last - 1] else None

    def words(self, which: int, first: int, last: int) -> int:
        """How many words some terms are: "they've" is two."""
        terms, text = self.terms[which], self.texts[which]
        return last - first + sum(bool(_DRAWN.search(text[terms.begin[n] : terms.end[n]])) for n in range(first, last))

    def _begins(self, place: Place) -> bool:
        """Whether a sentence begins with the place in both."""
        a, b = self.sentences
        return _opens(a, place[0]) and _opens(b, place[2])

    def _ends(self, place: Place) -> bool:
        """Whether a sentence ends with the place in both."""
        a, b = self.sentences
        return _opens(a, place[1]) and _opens(b, place[3])


def _opens(sentences: Sequence[int], at: int) -> bool:
    """Whether no sentence goes on over the place before a term."""
    return at in (0, len(sentences)) or sentences[at - 1] != sentences[at]


def _number_sentences(terms: Terms, text: str) -> list[int]:
    numbers: list[int] = []
    for n, begin in enumerate(terms.begin):
        if n == 0:
            numbers.append(0)
            continue
        word, end = terms.begin[n - 1], terms.end[n - 1]
        # Between two pieces of a content stands who says it: there too a sentence may end.
        apart = bool(WORD.search(text, end, begin)) and _STOP.search(text, end, begin) is not None
        numbers.append(numbers[-1] + (ends_sentence(text, word, end, begin) or (apart and text[begin].isupper())))
    return numbers
