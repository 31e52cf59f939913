"""Where the attributions of a claim differ in their words, and whether a quotation was altered."""

import re
from bisect import bisect_right
from collections.abc import Mapping
from typing import NamedTuple

from stemma.reckon.anchor import FEW, SUPPORT, Place
from stemma.reckon.forms import (
    are_same_words,
    has_capital,
    is_named,
    letters,
    one_root,
    plain,
    says_something,
    tells_when,
)
from stemma.reckon.join import compare
from stemma.reckon.reader import QuotedSpans, Reader, Side
from stemma.reckon.units import Terms, Unit, is_negation, pick_terms
from stemma.settings import ClaimSettings

_BRACKETED = re.compile(r"[(\[][^)\]]*[)\]]?")
_LEFT_OUT = re.compile(r"\.\s?\.\s?\.|…|\[|—\s*—")


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
    spellings and, in near copies, words left out are told. Nothing is told of words that only lie beside each other: see
    ``anchor``.
    """
    if _printed_alike(unit.terms, texts[unit.report_id], reference.terms, texts[reference.report_id]):
        return []
    likeness = compare(unit.terms, reference.terms)
    unit, reference = (_without_that(one, quoted) for one in (unit, reference))
    a, b = unit.terms, reference.terms
    reader = Reader(unit, reference, texts, quoted)
    if not reader.matches:
        return []
    longest = max(m.length for m in reader.matches)
    same_quotation = (longest >= settings.quoted_words and likeness.contained >= settings.same) or reader.quotes_alike(
        settings
    )
    near_copy = likeness.score >= settings.near_copy
    found: list[Wording] = []
    for place, single in reader.differing():
        if single:
            found.extend(_judge_match(reader, place, same_quotation))
            continue
        first, last = min(place[0], place[2]) == 0, place[1] == len(a.term) or place[3] == len(b.term)
        for from_a, to_a, from_b, to_b in reader.places(*place):
            if reader.stands_there(from_a, to_a, from_b, to_b):
                continue
            one = (from_a, to_a, from_b, to_b)
            both = same_quotation and from_a < to_a and from_b < to_b
            if both and last:
                to_a, to_b = reader.last_words(from_a, to_a, from_b, to_b)
            if both and from_a < to_a and from_b < to_b:
                from_a, from_b = reader.first_words(from_a, to_a, from_b, to_b)
            if both and one == (from_a, to_a, from_b, to_b) and reader.ends_within(one):
                to_a, to_b = reader.last_words(from_a, to_a, from_b, to_b)
            trimmed = one != (from_a, to_a, from_b, to_b)
            one = (from_a, to_a, from_b, to_b)
            edge = first or last or to_a == 0 or to_b == 0 or trimmed
            told = _judge_gap(reader, one, edge, same_quotation, near_copy)
            within = same_quotation and not edge and all(side.quoted for side in reader.gap(*one))
            found.extend(wording._replace(within=within) for wording in told)
    return found


def _without_that(unit: Unit, quoted: QuotedSpans) -> Unit:
    """The unit without the reporter's "that" before what is said: it is no word of a quotation."""
    terms = unit.terms
    if len(terms.term) < 2 or terms.term[0] != "that":
        return unit
    begins, ends = quoted.get(unit.report_id, ((), ()))
    at = bisect_right(begins, terms.begin[0]) - 1
    inside = at >= 0 and terms.end[0] <= ends[at]
    return unit if inside else unit._replace(terms=pick_terms(terms, range(1, len(terms.term))))


def _printed_alike(a: Terms, text: str, b: Terms, against: str) -> bool:
    """Whether two contents are the same, letter by letter, as copies are: every term stands in both in the same words."""
    return a.term == b.term and all(
        text[begin : end + 1] == against[other_begin : other_end + 1]
        for begin, end, other_begin, other_end in zip(a.begin, a.end, b.begin, b.end, strict=True)
    )


def _judge_match(reader: Reader, place: Place, same_quotation: bool) -> list[Wording]:
    """What differs where the terms are equal: another name of the same thing, another spelling, another form."""
    side, against = reader.gap(*place)
    term = reader.units[0].terms.term[place[0]]
    inside = side.quoted and against.quoted and same_quotation
    if are_same_words(side.reading, against.reading):
        alike = letters(side.reading) == letters(against.reading)
        return [] if alike else [Wording(side, against, "spelling", False)]
    if term.startswith("@") and not one_root(side.reading, against.reading):
        glossed = plain(_BRACKETED.sub("", side.reading)) == plain(_BRACKETED.sub("", against.reading))
        return [Wording(side, against, "name", inside and not glossed)] if reader.one_role(place) else []
    if term.startswith("#"):
        return [Wording(side, against, "spelling", False)]
    anchored = sum(reader.anchors.within(place)) > 1 and reader.one_saying(place)
    return [Wording(side, against, "sense", True)] if inside and anchored else []


def _judge_gap(reader: Reader, place: Place, edge: bool, same_quotation: bool, near_copy: bool) -> list[Wording]:
    side, against = reader.gap(*place)
    from_a, to_a, from_b, to_b = place
    terms, against_terms = (
        unit.terms.term[first:last]
        for unit, first, last in zip(reader.units, (from_a, from_b), (to_a, to_b), strict=True)
    )
    inside = side.quoted and against.quoted and same_quotation
    ends = reader.ends_quotation(side, 0) or reader.ends_quotation(against, 1)
    begins = reader.begins_quotation(side, 0) or reader.begins_quotation(against, 1)
    if not terms or not against_terms:
        return _judge_missing(reader, place, edge, inside, near_copy)
    if are_same_words(side.reading, against.reading):
        alike = letters(side.reading) == letters(against.reading)
        return [] if alike else [Wording(side, against, "spelling", False)]
    if is_named(side.reading, terms) and is_named(against.reading, against_terms):
        if not reader.anchors.stands_for(place, inside and begins, inside and ends):
            return []
        if one := _added(side, against):
            return [one] if inside or near_copy else []
        if one_root(side.reading, against.reading):
            return [Wording(side, against, "sense", True)] if inside else []
        return [Wording(side, against, "name", inside)]
    if not inside or (edge and not (ends or begins)):
        return []
    stands = reader.anchors.stands_for(place, begins, ends) and reader.one_saying(place)
    if stands or (max(to_a - from_a, to_b - from_b) <= FEW and reader.mostly_alike(place, edge)):
        return [Wording(side, against, "sense", True)]
    # What stands between the same words on both sides was left out, and other words were put in.
    if not edge and reader.anchors.encloses(place):
        out, put = (from_a, from_a, from_b, to_b), (from_a, to_a, to_b, to_b)
        made = [Wording(*reader.gap(*one), "cut", True) for one in (out, put) if reader.anchors.is_cut(one)]
        return [one for one in made if says_something(one.side.reading + one.against.reading)]
    return []


def _judge_missing(reader: Reader, place: Place, edge: bool, inside: bool, near_copy: bool) -> list[Wording]:
    """What is told of words that only one of the two has at a place."""
    side, against = reader.gap(*place)
    longer, which, shorter = (against, 1, side) if not side.reading else (side, 0, against)
    # Where a mark owns to it, little need be alike around; outside quotation marks, where much is, it must be more.
    marked = bool(_LEFT_OUT.search(reader.between(shorter, 1 - which)))
    support = SUPPORT - marked if inside else SUPPORT + 1
    held = reader.anchors.holds(place, support) or (inside and not edge and reader.mostly_alike(place, edge))
    if not held or reader.is_work(place):
        return []
    if edge and inside and reader.quotes_another(which, *(place[2:] if which else place[:2])):
        return []
    terms = reader.units[which].terms.term[slice(*(place[2:] if which else place[:2]))]
    fair = edge or marked or reader.bracketed(longer, which)
    if not (fair or reader.anchors.is_cut(place) or (inside and reader.mostly_alike(place, edge))):
        return []
    turned = any(is_negation(t) or t.startswith("#") for t in terms) and len(terms) <= FEW and not edge
    if inside:
        named = reader.bracketed(longer, which) and has_capital(longer.reading)
        kind = "sense" if turned and min(reader.anchors.within(place)) else "name" if named else "cut"
        return [Wording(side, against, kind, not fair)]
    elsewhere = set(terms) <= set(reader.units[1 - which].terms.term)
    telling = any(len(t) > 2 for t in terms) and says_something(longer.reading)
    # Before what the other begins to quote, and when it was said, are the reporter's words.
    framed = min(place[0], place[2]) == 0 and (shorter.quoted or tells_when(longer.reading))
    told = near_copy and telling and not elsewhere and not framed
    return [Wording(side, against, "cut", False)] if told else []


def _added(side: Side, against: Side) -> Wording | None:
    """What a name has besides the other, where that is no name: "Norland army" is "Norland" with a word more."""
    longer, shorter = (side, against) if len(side.reading) > len(against.reading) else (against, side)
    if not longer.reading.startswith(f"{shorter.reading} "):
        return None
    begin = longer.begin + len(shorter.reading) + 1
    more = longer._replace(begin=begin, reading=longer.reading[len(shorter.reading) + 1 :])
    nothing = shorter._replace(begin=shorter.end, reading="")
    if has_capital(more.reading):
        return None
    return Wording(*((more, nothing) if longer is side else (nothing, more)), "cut", False)
