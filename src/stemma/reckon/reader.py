"""Two contents side by side: the words of each at a place where they differ, and whether they stand in quotation marks."""

import re
from bisect import bisect_right
from collections.abc import Mapping
from itertools import pairwise
from typing import NamedTuple

from stemma.align import Match
from stemma.reckon.anchor import FEW, Anchors, Place
from stemma.reckon.core import in_brackets, is_title, quoted_sentences, read_quotations, shared_core
from stemma.reckon.forms import are_same_words, plain
from stemma.reckon.lexicon import FUNCTION
from stemma.reckon.line_up import line_up
from stemma.reckon.units import Terms, Unit
from stemma.settings import ClaimSettings
from stemma.words import WORD, fold

QuotedSpans = Mapping[str, tuple[tuple[int, ...], tuple[int, ...]]]
"""For each report the begins and ends of its outermost quotations, in order."""

BESIDE = 120  # code points beside a content that are looked at
MERGED = 2  # words beside a changed one that are told as one change with it
# A quotation within one ends, or begins, with what stands between two words.
_CLOSED = re.compile(r"[.,?!…][’'”\"]\s")
_OPENED = re.compile(r"[,:]\s+[‘'“\"]")
_MARKS = frozenset("\"'“”‘’")


class Side(NamedTuple):
    """One side of a difference: its words from term ``first`` up to ``last``, as a span of the report's text."""

    begin: int
    end: int
    reading: str
    quoted: bool


class Reader:
    """Reads the words of two units out of their reports."""

    def __init__(self, unit: Unit, reference: Unit, texts: Mapping[str, str], quoted: QuotedSpans) -> None:
        self.units = (unit, reference)
        self.texts = (texts[unit.report_id], texts[reference.report_id])
        self.quoted = tuple(
            _speech(quoted.get(one.report_id, ((), ())), one.terms, text)
            for one, text in zip(self.units, self.texts, strict=True)
        )
        one, other = self.quoted
        self.matches = line_up(unit.terms, self.texts[0], one, reference.terms, self.texts[1], other)
        self.anchors = Anchors(unit.terms, reference.terms, self.texts, self.matches)

    def differing(self) -> list[tuple[Place, bool]]:
        """The places where the two differ, in order; True of one where both have the same term, printed otherwise.

        Where a word in another form stands beside a few that only one has, both are one place: "would be" for "is".
        """
        found: list[tuple[Place, bool]] = []
        end_a = end_b = 0
        (one, other), (text, against_text) = (unit.terms for unit in self.units), self.texts
        for begin_a, begin_b, length in [*self.matches, Match(len(one.term), len(other.term), 0)]:
            if begin_a > end_a or begin_b > end_b:
                found.append(((end_a, begin_a, end_b, begin_b), False))
            end_a, end_b = begin_a + length, begin_b + length
            for a, b in zip(range(begin_a, end_a), range(begin_b, end_b), strict=True):
                printed = text[one.begin[a] : one.end[a]]
                if printed == against_text[other.begin[b] : other.end[b]] and "(" not in printed:
                    continue
                side, against = self.gap(a, a + 1, b, b + 1)
                if fold(side.reading) != fold(against.reading):
                    found.append(((a, a + 1, b, b + 1), True))
        merged: list[tuple[Place, bool]] = []
        for place, single in found:
            if merged and (whole := self._merge(*merged[-1], place, single)):
                merged[-1] = whole, False
            else:
                merged.append((place, single))
        return merged

    def _merge(self, before: Place, form: bool, after: Place, other_form: bool) -> Place | None:
        """The one place of a changed form and of what only one has beside it; None where they are two."""
        if form == other_form or before[1] != after[0] or before[3] != after[2]:
            return None
        changed, more = (before, after) if form else (after, before)
        size = more[1] - more[0], more[3] - more[2]
        if min(size) > 0 or max(size) > MERGED:
            return None
        side, against = self.gap(*changed)
        if are_same_words(side.reading, against.reading) or self.units[0].terms.term[changed[0]].startswith("#"):
            return None
        if self.units[0].terms.term[changed[0]].startswith("@"):
            if self.one_role(changed):
                return None
        elif not (side.quoted and against.quoted):
            return None
        return before[0], after[1], before[2], after[3]

    def one_saying(self, place: Place) -> bool:
        """Whether the quoted sentences of a place are one, altered there."""
        return self.anchors.one_saying(place, self.quotations_of(place))

    def mostly_alike(self, place: Place, edge: bool) -> bool:
        """Whether the two quotations in which a place stands are one but for a few words: where it is at their ``edge`` all of
        them, else as far as both go.
        """
        return self.anchors.mostly_alike(place, self.quotations_of(place), edge)

    def quotations_of(self, place: Place) -> tuple[tuple[int, int], tuple[int, int]]:
        """The terms, from and up to, of the quotation of each side in which a place stands."""
        stretches = []
        for which, first in ((0, place[0]), (1, place[2])):
            begins, ends = self.quoted[which]
            at = bisect_right(begins, self.units[which].terms.begin[first]) - 1
            inside = [
                n for n, begin in enumerate(self.units[which].terms.begin) if at >= 0 and begins[at] <= begin < ends[at]
            ]
            stretches.append((inside[0], inside[-1] + 1) if inside else (first, first + 1))
        return stretches[0], stretches[1]

    def one_role(self, place: Place) -> bool:
        """Whether two names of one thing stand for each other: "the U.S. for" is the land, "the American river" is not.

        Where a name shares a word with the other it is a form of it, whatever follows.
        """
        side, against = self.gap(*place)
        if {fold(word) for word in WORD.findall(side.reading)} & {fold(word) for word in WORD.findall(against.reading)}:
            return True
        if sum(self.anchors.around(place)) < 2:
            return False
        return self.anchors.partner.get(place[1]) == place[3] or self._qualifies(0, place[1]) == self._qualifies(
            1, place[3]
        )

    def _qualifies(self, which: int, after: int) -> bool:
        """Whether what stands before term ``after`` says which, as "American" does in "American ferries"."""
        terms, text = self.units[which].terms, self.texts[which]
        if after >= len(terms.term) or terms.weight[after] <= FUNCTION:
            return False
        between = text[terms.end[after - 1] : terms.begin[after]]
        return text[terms.begin[after]].islower() and not between.strip(" \"'“”‘’")

    def gap(self, from_a: int, to_a: int, from_b: int, to_b: int) -> tuple[Side, Side]:
        """The two sides of a place, given as ranges of terms."""
        return self._side(0, from_a, to_a), self._side(1, from_b, to_b)

    def quotes_alike(self, settings: ClaimSettings) -> bool:
        """Whether a quotation of the one, whole or with words left out, stands in one of the other's."""
        quotations = [
            read_quotations(unit.terms, text, quoted)
            for unit, text, quoted in zip(self.units, self.texts, self.quoted, strict=True)
        ]
        sentences = [
            quoted_sentences(unit.terms, text, found) or found
            for unit, text, found in zip(self.units, self.texts, quotations, strict=True)
        ]
        return any(
            (core.nearly or (core.whole and core.weight >= settings.core_weight))
            and core.words >= settings.quoted_words
            for one, other in (quotations, sentences)
            for core in (shared_core(self.units[0].terms, one, self.units[1].terms, other),)
        )

    def places(self, from_a: int, to_a: int, from_b: int, to_b: int) -> list[tuple[int, int, int, int]]:
        """The places into which a gap falls. Words left out are moved to where the quotation of the shorter side begins, or
        all of it, if they can as well be left out there ("he has [a ship and he has] a boat", of which one quotes "a boat"). What an editor
        put in brackets among them is no word left out.
        """
        if (from_a < to_a) == (from_b < to_b):
            return [(from_a, to_a, from_b, to_b)]
        longer, at = (1, from_a) if from_a == to_a else (0, from_b)
        first, last = (from_b, to_b) if longer else (from_a, to_a)
        terms, step = self.units[longer].terms.term, 0
        while at > step and self._side(1 - longer, at - step, at - step).quoted:
            step += 1
            if step > min(at, first) or terms[first - step] != terms[last - step]:
                step = 0
                break
        at, first, last = at - step, first - step, last - step
        # What can slide begins with a sentence, if it can.
        starts = self.anchors.starts(longer)
        for slid in range(1, min(at, first) + 1):
            if terms[first - slid] != terms[last - slid] or first in starts:
                break
            if first - slid in starts:
                at, first, last = at - slid, first - slid, last - slid
                break
        inside = [self._in_brackets(longer, n) for n in range(first, last)]
        cuts = [first + n for n in range(1, last - first) if inside[n] != inside[n - 1]]
        pieces = list(pairwise([first, *cuts, last]))
        if len(pieces) > 1:
            own = [piece for piece in pieces if not inside[piece[0] - first]]
            pieces = [piece for piece in own if self._says(longer, piece)] or own
        return [(at, at, b, e) if longer else (b, e, at, at) for b, e in pieces]

    def is_work(self, place: Place) -> bool:
        """Whether what only one of the two has is, between marks of its own, the name of a work or a programme."""
        which, (first, last) = (0, place[:2]) if place[0] < place[1] else (1, place[2:])
        begin, end = self.units[which].terms.begin[first], self.units[which].terms.end[last - 1]
        text = self.texts[which]
        return (
            text[begin - 1 : begin] in _MARKS
            and text[end : end + 2].strip(".,?! ")[:1] in _MARKS
            and is_title(text[begin:end])
        )

    def _says(self, which: int, piece: tuple[int, int]) -> bool:
        """Whether one of some terms says something."""
        return any(weight > FUNCTION for weight in self.units[which].terms.weight[slice(*piece)])

    def _in_brackets(self, which: int, term: int) -> bool:
        """Whether a term that stands in quotation marks stands in brackets within them."""
        begin = self.units[which].terms.begin[term]
        at = bisect_right(self.quoted[which][0], begin) - 1
        return (
            at >= 0
            and begin < self.quoted[which][1][at]
            and in_brackets(self.texts[which], self.quoted[which][0][at], begin)
        )

    def stands_there(self, from_a: int, to_a: int, from_b: int, to_b: int) -> bool:
        """Whether the words that one content lacks at a place stand there in its report nonetheless, between two pieces of
        it; or whether other words of the same attribution stand there, of which this is a part.
        """
        if (from_a < to_a) == (from_b < to_b):
            return False
        lacking, at = (0, from_a) if from_a == to_a else (1, from_b)
        unit, text = self.units[lacking], self.texts[lacking]
        terms = unit.terms
        having = self.gap(from_a, to_a, from_b, to_b)[1 - lacking]
        begin, last = min(unit.whole.begin, terms.begin[0]), max(unit.whole.end, terms.end[-1])
        if at in (0, len(terms.term)):
            # Or right beside it, where the cue was taken out of what is quoted: "we [only heard] it by night".
            here = terms.begin[0]
            beside = text[max(0, here - BESIDE) : here] if at == 0 else text[last : last + BESIDE]
            words, there_too = plain(having.reading), plain(beside)
            if there_too.endswith(words) if at == 0 else there_too.startswith(words):
                return True
            there = text[begin : terms.begin[0]] if at == 0 else text[terms.end[-1] : last]
            return [fold(word) for word in WORD.findall(there)] not in ([], ["that"])
        words_there = [
            fold(word) for word in WORD.findall(text[terms.end[at - 1] : terms.begin[at]].replace("&", " and "))
        ]
        words_here = [fold(word) for word in WORD.findall(having.reading)]
        return any(
            words_there[n : n + len(words_here)] == words_here for n in range(len(words_there) - len(words_here) + 1)
        )

    def _side(self, which: int, first: int, last: int) -> Side:
        terms, text = self.units[which].terms, self.texts[which]
        if first < last:
            begin, end = terms.begin[first], terms.end[last - 1]
            if text.count("(", begin, end) > text.count(")", begin, end) and text[end : end + 1] == ")":
                end += 1
            return Side(begin, end, text[begin:end], self._inside(which, begin, end))
        place = terms.end[first - 1] if first else terms.begin[first]
        after = terms.begin[first] if first < len(terms.term) else place
        return Side(place, place, "", self._inside(which, place, max(after, place)))

    def _inside(self, which: int, begin: int, end: int) -> bool:
        begins, ends = self.quoted[which]
        at = bisect_right(begins, begin) - 1
        return at >= 0 and end <= ends[at]

    def last_words(self, from_a: int, to_a: int, from_b: int, to_b: int) -> tuple[int, int]:
        """Where the words end that two quotations have after the last that both have: of the one that goes on, as many as
        the other has to its end. Where more than a few differ, both go on with something else: no change.
        """
        left_a, left_b = self._to_end(0, from_a, to_a), self._to_end(1, from_b, to_b)
        few = min(left_a, left_b)
        if few > FEW:
            return to_a, to_b
        return from_a + (left_a if left_a <= FEW else few), from_b + (left_b if left_b <= FEW else few)

    def ends_within(self, place: Place) -> bool:
        """Whether a quotation in which the words of one of the two begin at a place ends among them."""
        for which, first, last in ((0, *place[:2]), (1, *place[2:])):
            terms, (begins, ends) = self.units[which].terms, self.quoted[which]
            at = bisect_right(begins, terms.begin[first]) - 1
            if at >= 0 and terms.begin[first] < ends[at] < terms.end[last - 1]:
                return True
        return False

    def first_words(self, from_a: int, to_a: int, from_b: int, to_b: int) -> tuple[int, int]:
        """Where the words begin with which two quotations begin otherwise, or with which one begins where the other, which
        began before, has others: of that as many, none of the sentence before. No change where it is more than a few, or where
        no quotation begins among them.
        """
        begun_a, begun_b = self._from_begin(0, from_a, to_a), self._from_begin(1, from_b, to_b)
        few_a, few_b = to_a - begun_a, to_b - begun_b
        if few_a > FEW >= few_b > 0:
            begun_a = self._as_many(0, to_a, self.anchors.words(1, begun_b, to_b))
        elif few_b > FEW >= few_a > 0:
            begun_b = self._as_many(1, to_b, self.anchors.words(0, begun_a, to_a))
        elif not (0 < few_a <= FEW and 0 < few_b <= FEW):
            return from_a, from_b
        return begun_a, begun_b

    def _as_many(self, which: int, last: int, words: int) -> int:
        """The first of the terms before ``last`` that are so many words, and of one sentence."""
        starts, first = self.anchors.starts(which), last - 1
        while first > 0 and first not in starts and self.anchors.words(which, first - 1, last) <= words:
            first -= 1
        return first

    def _from_begin(self, which: int, first: int, last: int) -> int:
        """The first of some terms that stands in the quotation in which the last of them stands; ``last`` where that
        quotation begins before them all.
        """
        terms, (begins, ends) = self.units[which].terms, self.quoted[which]
        at = bisect_right(begins, terms.begin[last - 1]) - 1
        if at < 0 or ends[at] <= terms.begin[last - 1]:
            return last
        begun = next((n for n in range(first, last) if terms.begin[n] >= begins[at]), last)
        if begun == last or WORD.search(self.texts[which], begins[at], terms.begin[begun]):
            return last
        return begun

    def _to_end(self, which: int, first: int, last: int) -> int:
        """How many of some terms stand in the quotation in which the first of them stands."""
        terms, (begins, ends) = self.units[which].terms, self.quoted[which]
        at = bisect_right(begins, terms.begin[first]) - 1
        return sum(terms.end[n] <= ends[at] for n in range(first, last)) if at >= 0 else last - first

    def ends_quotation(self, side: Side, which: int) -> bool:
        """Whether a quotation that has other words before ends with the words of a side."""
        begins, ends = self.quoted[which]
        at = bisect_right(begins, side.begin) - 1
        text = self.texts[which]
        return (
            at >= 0
            and WORD.search(text, begins[at], side.begin) is not None
            and WORD.search(text, side.end, ends[at]) is None
        )

    def begins_quotation(self, side: Side, which: int) -> bool:
        """Whether a quotation that goes on with other words begins with the words of a side."""
        begins, ends = self.quoted[which]
        at = bisect_right(begins, side.begin) - 1
        text = self.texts[which]
        return (
            at >= 0
            and WORD.search(text, begins[at], side.begin) is None
            and WORD.search(text, side.end, ends[at]) is not None
        )

    def quotes_another(self, which: int, first: int, last: int) -> bool:
        """Whether what only one has at an edge stands before or after what its speaker quotes another with: the words of that
        other end there.
        """
        if self.units[0].speaker is not None and self.units[0].speaker == self.units[1].speaker:
            return False
        terms, text = self.units[which].terms, self.texts[which]
        both = set(self.anchors.partner.values()) if which else set(self.anchors.partner)
        before = max((n for n in both if n < first), default=None)
        after = min((n for n in both if n >= last), default=None)
        if before is not None and _CLOSED.search(text, terms.end[before], terms.begin[first]):
            return True
        return after is not None and _OPENED.search(text, terms.end[last - 1], terms.begin[after]) is not None

    def between(self, side: Side, which: int) -> str:
        """The text around a place without words, up to the words on either side."""
        text = self.texts[which]
        return text[side.begin : side.begin + 12]

    def bracketed(self, side: Side, which: int) -> bool:
        """Whether the words of a side stand in brackets, which is how an editor adds his own."""
        text = self.texts[which]
        before = text[max(0, side.begin - 1) : side.begin]
        return before in {"(", "["} or side.reading[:1] in {"(", "["}


def _speech(
    quoted: tuple[tuple[int, ...], tuple[int, ...]], terms: Terms, text: str
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The quotations in which a content may stand, without the names of works and programmes."""
    first = max(0, bisect_right(quoted[0], terms.begin[0]) - 1)
    last = bisect_right(quoted[0], terms.end[-1])
    kept = [n for n in range(first, last) if not is_title(text[quoted[0][n] : quoted[1][n]])]
    return tuple(quoted[0][n] for n in kept), tuple(quoted[1][n] for n in kept)
