"""Where the attributions of a claim differ in their words, and whether a quotation was altered."""

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from stemma.align import Match, align_words
from stemma.name.join import stem as root
from stemma.reckon.core import in_brackets, quoted_sentences, read_quotations, shared_core
from stemma.reckon.join import compare
from stemma.reckon.lexicon import FUNCTION, base, spell, weigh
from stemma.reckon.units import Terms, Unit, is_negation, term_numbers
from stemma.settings import ClaimSettings
from stemma.words import WORD, fold

QuotedSpans = Mapping[str, tuple[tuple[int, ...], tuple[int, ...]]]
"""For each report the begins and ends of its outermost quotations, in order."""

_BRACKETED = re.compile(r"[(\[][^)\]]*[)\]]?")
FEW = 3  # words with which a quotation may end otherwise and still be the same
_DRAWN_TOGETHER = tuple(
    (re.compile(short, re.IGNORECASE), full)
    for short, full in (
        (r"\bwon't\b", "will not"), (r"\b(?:can't|cannot)\b", "can not"), (r"n't\b", " not"),
        (r"'re\b", " are"), (r"'ve\b", " have"), (r"'ll\b", " will"), (r"'m\b", " am"),
    )
)  # fmt: skip
_LEFT_OUT = re.compile(r"\.\s?\.\s?\.|…|\[|—\s*—")


class Side(NamedTuple):
    """One side of a difference: its words from term ``first`` up to ``last``, as a span of the report's text."""

    begin: int
    end: int
    reading: str
    quoted: bool


class Wording(NamedTuple):
    """A difference between an attribution and the reference; ``alters``: it changes words inside quotation marks.
    ``within``: both sides quote what stands before and after it, so that it is no matter of where a content is cut up.
    """

    side: Side
    against: Side
    kind: str
    alters: bool
    within: bool = False


def compare_wordings(
    unit: Unit, reference: Unit, texts: Mapping[str, str], quoted: QuotedSpans, settings: ClaimSettings
) -> list[Wording]:
    """The places where the content of ``unit`` differs from that of ``reference``, in order.

    Inside quotation marks every word counts. Outside them a paraphrase differs everywhere, so only other names, other
    spellings and, in near copies, words left out are told.
    """
    a, b = unit.terms, reference.terms
    if _printed_alike(a, texts[unit.report_id], b, texts[reference.report_id]):
        return []
    likeness = compare(a, b)
    alike = align_words(_with_names_of(a, texts[unit.report_id], b, texts[reference.report_id]), term_numbers(b))
    matches = _settle(alike, a.term, b.term)
    longest = max((m.length for m in matches), default=0)
    reader = _Reader(unit, reference, texts, quoted)
    same_quotation = (longest >= settings.quoted_words and likeness.contained >= settings.same) or reader.quotes_alike(
        settings
    )
    near_copy = likeness.score >= settings.near_copy
    found: list[Wording] = []
    end_a = end_b = 0
    for at, match in enumerate([*matches, None]):
        begin_a, begin_b = (match.a_begin, match.b_begin) if match else (len(a.term), len(b.term))
        if (begin_a > end_a or begin_b > end_b) and matches:
            edge = at == 0 or match is None
            for from_a, to_a, from_b, to_b in reader.places(end_a, begin_a, end_b, begin_b):
                if reader.stands_there(from_a, to_a, from_b, to_b):
                    continue
                if match is None and same_quotation and from_a < to_a and from_b < to_b:
                    to_a, to_b = reader.last_words(from_a, to_a, from_b, to_b)
                begun = at == 0 and same_quotation and match is not None and match.length >= FEW
                if begun and from_a < to_a and from_b < to_b:
                    from_a, from_b = reader.first_words(from_a, to_a, from_b, to_b)
                gap = reader.gap(from_a, to_a, from_b, to_b)
                at_edge = edge or to_a == 0 or to_b == 0
                # Words for words are a change in one sentence only where more than a word on either side is the same.
                between = match is not None and min(matches[at - 1].length, match.length) > 1
                few = (from_a == to_a) != (from_b == to_b) or (between and max(to_a - from_a, to_b - from_b) <= FEW)
                told = _judge_gap(
                    gap, a.term[from_a:to_a], b.term[from_b:to_b], reader, at_edge, same_quotation, near_copy
                )
                within = same_quotation and few and not at_edge and gap[0].quoted and gap[1].quoted
                found.extend(one._replace(within=within) for one in told)
        if match:
            for step in range(match.length):
                found.extend(_judge_match(reader.gap(match.a_begin + step, match.a_begin + step + 1,
                                                     match.b_begin + step, match.b_begin + step + 1),
                                          a.term[match.a_begin + step], same_quotation))  # fmt: skip
            end_a, end_b = match.a_begin + match.length, match.b_begin + match.length
    return found


def _printed_alike(a: Terms, text: str, b: Terms, against: str) -> bool:
    """Whether two contents are the same, letter by letter, as copies are: every term stands in both in the same words."""
    return a.term == b.term and all(
        text[begin : end + 1] == against[other_begin : other_end + 1]
        for begin, end, other_begin, other_end in zip(a.begin, a.end, b.begin, b.end, strict=True)
    )


def _with_names_of(a: Terms, text: str, b: Terms, other: str) -> list[int]:
    """The terms of ``a`` as numbers, where a name that the other prints too is that name, whomever it was taken for."""
    numbers = list(term_numbers(a))
    there = set(b.term)
    unknown = [n for n, term in enumerate(a.term) if term[0] == "@" and term not in there]
    if unknown:
        printed = {
            fold(other[b.begin[n] : b.end[n]]): term_numbers(b)[n] for n, term in enumerate(b.term) if term[0] == "@"
        }
        for n in unknown:
            numbers[n] = printed.get(fold(text[a.begin[n] : a.end[n]]), numbers[n])
    return numbers


def _settle(matches: Sequence[Match], a: tuple[str, ...], b: tuple[str, ...]) -> list[Match]:
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


class _Reader:
    """Reads the words of two units out of their reports."""

    def __init__(self, unit: Unit, reference: Unit, texts: Mapping[str, str], quoted: QuotedSpans) -> None:
        self.units = (unit, reference)
        self.texts = (texts[unit.report_id], texts[reference.report_id])
        self.quoted = tuple(quoted.get(u.report_id, ((), ())) for u in self.units)

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
        all of it, if they can as well be left out there ("he has [a ship and he has] a boat", of which one quotes "a boat"); an
        editor's words in brackets are a place of their own.
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
        inside = [self._in_brackets(longer, n) for n in range(first, last)]
        cuts = [first + n for n in range(1, last - first) if inside[n] != inside[n - 1]]
        pieces = list(pairwise([first, *cuts, last]))
        return [(at, at, b, e) if longer else (b, e, at, at) for b, e in pieces]

    def stands_there(self, from_a: int, to_a: int, from_b: int, to_b: int) -> bool:
        """Whether the words that one content lacks at a place stand there in its report nonetheless, between two pieces of
        it; or whether other words of the same attribution stand there, of which this is a part.
        """
        if (from_a < to_a) == (from_b < to_b):
            return False
        lacking, at = (0, from_a) if from_a == to_a else (1, from_b)
        unit, text = self.units[lacking], self.texts[lacking]
        terms = unit.terms
        begin = terms.end[at - 1] if at else min(unit.whole.begin, terms.begin[0])
        end = terms.begin[at] if at < len(terms.term) else max(unit.whole.end, terms.end[-1])
        having = self.gap(from_a, to_a, from_b, to_b)[1 - lacking]
        words = [fold(word) for word in WORD.findall(having.reading)]
        there = [fold(word) for word in WORD.findall(text[begin:end])]
        if at in (0, len(terms.term)):
            return bool(there)
        return any(there[n : n + len(words)] == words for n in range(len(there) - len(words) + 1))

    def _in_brackets(self, which: int, term: int) -> bool:
        """Whether a term that stands in quotation marks stands in brackets within them."""
        begin = self.units[which].terms.begin[term]
        at = bisect_right(self.quoted[which][0], begin) - 1
        return (
            at >= 0
            and begin < self.quoted[which][1][at]
            and in_brackets(self.texts[which], self.quoted[which][0][at], begin)
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

    def first_words(self, from_a: int, to_a: int, from_b: int, to_b: int) -> tuple[int, int]:
        """Where the words begin with which two quotations begin otherwise: no change where it is more than a few of them, or
        where no quotation begins among them.
        """
        begun_a, begun_b = self._from_begin(0, from_a, to_a), self._from_begin(1, from_b, to_b)
        if not (0 < to_a - begun_a <= FEW and 0 < to_b - begun_b <= FEW):
            return from_a, from_b
        return begun_a, begun_b

    def _from_begin(self, which: int, first: int, last: int) -> int:
        """The first of some terms that stands in the quotation in which the last of them stands; ``last`` where that
        quotation begins before them all.
        """
        terms, (begins, ends) = self.units[which].terms, self.quoted[which]
        at = bisect_right(begins, terms.begin[last - 1]) - 1
        if at < 0 or ends[at] <= terms.begin[last - 1]:
            return last
        begun = next(n for n in range(first, last) if terms.begin[n] >= begins[at])
        return last if WORD.search(self.texts[which], begins[at], terms.begin[begun]) else begun

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

    def between(self, side: Side, which: int) -> str:
        """The text around a place without words, up to the words on either side."""
        text = self.texts[which]
        return text[side.begin : side.begin + 12]

    def bracketed(self, side: Side, which: int) -> bool:
        """Whether the words of a side stand in brackets, which is how an editor adds his own."""
        text = self.texts[which]
        before = text[max(0, side.begin - 1) : side.begin]
        return before in {"(", "["} or side.reading[:1] in {"(", "["}


def _judge_match(gap: tuple[Side, Side], term: str, same_quotation: bool) -> list[Wording]:
    """What differs where the terms are equal: another name of the same thing, another spelling, another form."""
    side, against = gap
    if fold(side.reading) == fold(against.reading):
        return []
    one, other = _plain(side.reading), _plain(against.reading)
    inside = side.quoted and against.quoted and same_quotation
    if one == other:
        return (
            [Wording(side, against, "spelling", False)] if _letters(side.reading) != _letters(against.reading) else []
        )
    if term.startswith("@") and not _one_root(side.reading, against.reading):
        glossed = _plain(_BRACKETED.sub("", side.reading)) == _plain(_BRACKETED.sub("", against.reading))
        return [Wording(side, against, "name", inside and not glossed)]
    if term.startswith("#"):
        return [Wording(side, against, "spelling", False)]
    return [Wording(side, against, "sense", True)] if inside else []


def _judge_gap(
    gap: tuple[Side, Side],
    terms: tuple[str, ...],
    against_terms: tuple[str, ...],
    reader: _Reader,
    edge: bool,
    same_quotation: bool,
    near_copy: bool,
) -> list[Wording]:
    side, against = gap
    inside = side.quoted and against.quoted and same_quotation
    if terms and against_terms and _plain(side.reading) == _plain(against.reading):
        alike = _letters(side.reading) == _letters(against.reading)
        return [] if alike else [Wording(side, against, "spelling", False)]
    if _named(side.reading, terms) and _named(against.reading, against_terms):
        if _one_root(side.reading, against.reading):
            return [Wording(side, against, "sense", True)] if inside else []
        return [Wording(side, against, "name", inside)]
    if not terms or not against_terms:
        longer, which, shorter = (against, 1, side) if not terms else (side, 0, against)
        fair = edge or reader.bracketed(longer, which) or bool(_LEFT_OUT.search(reader.between(shorter, 1 - which)))
        turned = (
            any(is_negation(t) or t.startswith("#") for t in terms + against_terms)
            and len(terms + against_terms) <= FEW
            and not edge
        )
        if inside:
            kind = (
                "sense" if turned else "name" if reader.bracketed(longer, which) and _capital(longer.reading) else "cut"
            )
            return [Wording(side, against, kind, not fair)]
        elsewhere = set(terms + against_terms) <= set(reader.units[1 - which].terms.term)
        says_something = any(len(t) > 2 for t in terms + against_terms) and _weighs(longer.reading)
        return [Wording(side, against, "cut", False)] if near_copy and says_something and not elsewhere else []
    ends = reader.ends_quotation(side, 0) or reader.ends_quotation(against, 1)
    begins = reader.begins_quotation(side, 0) and reader.begins_quotation(against, 1)
    return [Wording(side, against, "sense", True)] if inside and (ends or begins or not edge) else []


def _one_root(reading: str, other: str) -> bool:
    """Whether two readings are forms of one name, a land and its people: "Norlandia", "Norlandian", "Norlandians"."""
    one, two = (
        [root(fold(word).removesuffix("'s")) for word in WORD.findall(r.replace("’", "'"))] for r in (reading, other)
    )
    return one == two


def _plain(reading: str) -> str:
    """Only the letters, in one spelling: "air-strikes", "air strikes" and "airstrikes" are one, "they're" and "they are"."""
    return "".join(spell(word) for word in WORD.findall(_written_out(reading)))


def _written_out(reading: str) -> str:
    """The reading with what is drawn together written out, where that can mean one thing only."""
    plain = reading.replace("’", "'")
    for short, full in _DRAWN_TOGETHER:
        plain = short.sub(full, plain)
    return plain


def _letters(reading: str) -> str:
    """The letters as printed, in any case; an ending "'s" is grammar, not spelling."""
    return "".join(fold(word).removesuffix("'s").replace("'", "") for word in WORD.findall(reading))


def _capital(reading: str) -> bool:
    return any(word[0].isupper() for word in WORD.findall(reading))


def _named(reading: str, terms: tuple[str, ...]) -> bool:
    """Whether a reading is a name: a known one, or capitalised words alone."""
    if not terms:
        return False
    if all(term.startswith("@") for term in terms):
        return True
    words = WORD.findall(reading)
    capitals = [word for word in words if word[0].isupper()]
    # A sentence may begin with "But": that is no name.
    says_something = any(weigh(word) > FUNCTION for word in capitals)
    return says_something and all(word in capitals or word in {"of", "the", "al", "el"} for word in words)


def _weighs(reading: str) -> bool:
    return any(weigh(word) > FUNCTION for word in WORD.findall(reading))


def cue_differs(cue: str, against: str) -> bool:
    """Whether two cues are other verbs ("said", "claimed"); another tense of the same verb is not."""
    one = {base(word) for word in WORD.findall(cue)}
    other = {base(word) for word in WORD.findall(against)}
    return bool(one and other) and not one & other


def choose_reference(
    units: Sequence[Unit], order: Mapping[str, Any], texts: Mapping[str, str], quoted: QuotedSpans
) -> Unit:
    """The attribution that the others are held against: that which quotes most, else the fullest words; the earliest of equals."""

    def quotes(unit: Unit) -> float:
        terms = unit.terms
        read = read_quotations(terms, texts[unit.report_id], quoted.get(unit.report_id, ((), ())))
        return round(sum(sum(terms.weight[begin:end]) for pieces in read for begin, end in pieces), 1)

    return min(units, key=lambda unit: (-quotes(unit), *fullness(unit, order)))


def fullness(unit: Unit, order: Mapping[str, Any]) -> tuple[Any, ...]:
    """What sorts the fullest quotation first, then the fullest words, then the earliest."""
    return (
        unit.kind != "direct",
        -round(sum(unit.terms.weight), 1),
        order[unit.report_id],
        unit.spans[0],
        unit.attribution_id,
    )
