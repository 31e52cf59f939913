"""Contents cut up where it helps: a quotation that one report prints whole and another in two still lines up."""

import itertools
import re
from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterable, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from stemma.model import Report, Span
from stemma.reckon.candidates import candidate_pairs
from stemma.reckon.speakers import Compatible
from stemma.reckon.units import Mentions, Terms, Unit, content_weight, find_terms
from stemma.settings import ClaimSettings

_Words = tuple[tuple[tuple[str, ...], tuple[float, ...]], ...]
"""The terms of some pieces of a content and their weights."""
_NOBODY: tuple[tuple[int, ...], tuple[int, ...], tuple[str, ...]] = ((), (), ())
Sentences = Mapping[str, tuple[tuple[int, ...], tuple[int, ...]]]


def split_contents(
    units: Sequence[Unit],
    reports: Mapping[str, Report],
    mentions: Mentions,
    sentences: Sentences,
    compatible: Compatible,
    settings: ClaimSettings,
) -> dict[str, list[tuple[Span, ...]]]:
    """For each attribution that is to be cut: its content in parts, each some of its sentences.

    A content of several sentences is cut between two of them where an attribution of another report holds the one
    and not the other; between two clauses where another report tells the one in one attribution and the other in
    another. Contents that nobody else cuts stay whole.
    """
    pieces = {
        number: cut for number, unit in enumerate(units)
        if len(cut := cut_sentences(unit.spans, sentences.get(unit.report_id, ((), ())))) > 1
    }  # fmt: skip
    distinct: dict[tuple[str, ...], list[int]] = {}
    for number, unit in enumerate(units):
        distinct.setdefault(unit.terms.term, []).append(number)
    contents = [units[numbers[0]].terms for numbers in distinct.values()]
    numbered = list(distinct.values())
    partners: dict[int, set[int]] = {}
    for one, other in candidate_pairs(contents, settings.same, settings.same):
        partners.setdefault(one, set()).add(other)
        partners.setdefault(other, set()).add(one)
    cuts: dict[int, set[int]] = {}
    for content, numbers in enumerate(numbered):
        # What copies print alike is cut alike.
        found: dict[_Words, dict[int, list[int]]] = {}
        for number in numbers:
            if number not in pieces:
                continue
            unit = units[number]
            named = mentions.get(unit.report_id, _NOBODY)
            terms = [find_terms(reports[unit.report_id].text, piece, named) for piece in pieces[number]]
            told = found.setdefault(_words_of(terms), {})
            for partner in sorted(partners.get(content, ())):
                if any(
                    units[x].report_id != unit.report_id and compatible(units[x].speaker, unit.speaker)
                    for x in numbered[partner]
                ):
                    if partner not in told:
                        told[partner] = _find_cuts(terms, contents[partner], settings)
                    cuts.setdefault(number, set()).update(told[partner])
    tellers: dict[tuple[tuple[str, ...], str], set[str | None]] = {}
    for term, numbers in distinct.items():
        for number in numbers:
            tellers.setdefault((term, units[number].report_id), set()).add(units[number].speaker)
    in_reports = [sorted({units[x].report_id for x in numbers}) for numbers in numbered]
    speakers = {unit.speaker for unit in units}

    @cache
    def one_with(speaker: str | None) -> frozenset[str | None]:
        return frozenset(one for one in speakers if compatible(one, speaker) == 1)

    for content, numbers in enumerate(numbered):
        told_by: dict[str, list[int]] = {}
        for partner in sorted(partners.get(content, ())):
            for report in in_reports[partner]:
                told_by.setdefault(report, []).append(partner)
        several = {report: told for report, told in told_by.items() if len(told) > 1}
        if not several:
            continue
        # For each speaker of the content, what each report has two such speakers say in so many attributions.
        by_speaker: dict[str | None, dict[str, list[int]]] = {}
        for speaker in {units[number].speaker for number in numbers}:
            by_report = {
                report: [
                    partner for partner in told
                    if not tellers[contents[partner].term, report].isdisjoint(one_with(speaker))
                ]
                for report, told in several.items()
            }  # fmt: skip
            by_speaker[speaker] = {report: told for report, told in by_report.items() if len(told) > 1}
        # What copies print alike is cut into the same clauses, of which the partners tell the same.
        known: dict[_Words, dict[int, _Telling]] = {}
        for number in numbers:
            unit = units[number]
            of_others = [told for report, told in by_speaker[unit.speaker].items() if report != unit.report_id]
            if cuts.get(number) or not of_others:
                continue
            text = reports[unit.report_id].text
            clauses = cut_clauses(unit.spans, text)
            named = mentions.get(unit.report_id, _NOBODY)
            terms = [find_terms(text, piece, named) for piece in clauses]
            tellings = known.setdefault(_words_of(terms), {})
            there = {term for clause in terms for term in clause.term}
            for partner in {partner for told in of_others for partner in told} - tellings.keys():
                tellings[partner] = _read_telling(terms, there, contents[partner], settings)
            carrying = ([partner for partner in told if True in tellings[partner].carries] for told in of_others)
            pairs = {pair for told in carrying for pair in itertools.permutations(told, 2)}
            where = {at for one, other in pairs for at in _find_turns(terms, tellings[one], tellings[other], settings)}
            if where:
                pieces[number], cuts[number] = clauses, where
    return {
        units[number].attribution_id: _gather(pieces[number], sorted(where)) for number, where in cuts.items() if where
    }


def _words_of(pieces: Iterable[Terms]) -> _Words:
    return tuple([(piece.term, piece.weight) for piece in pieces])


def split_quoted(
    units: Sequence[Unit],
    pairs: Iterable[tuple[Sequence[int], Sequence[int]]],
    reports: Mapping[str, Report],
    mentions: Mentions,
    settings: ClaimSettings,
) -> dict[str, list[tuple[Span, ...]]]:
    """For each attribution that is to be cut, its content in parts: where a clause that another quotes too stands beside
    one that the other has not. ``pairs`` are the numbers of units of one content and of those of another.
    """
    clauses: dict[int, tuple[list[tuple[Span, ...]], list[Terms]]] = {}
    cuts: dict[int, set[int]] = {}
    for one, other in pairs:
        for mine, theirs in ((one, other), (other, one)):
            for number in mine:
                unit = units[number]
                if number not in clauses:
                    text, named = reports[unit.report_id].text, mentions.get(unit.report_id, _NOBODY)
                    pieces = cut_clauses(unit.spans, text)
                    clauses[number] = pieces, [find_terms(text, piece, named) for piece in pieces]
                where = _find_edges(clauses[number][1], units[theirs[0]].terms, settings)
                if where:
                    cuts.setdefault(number, set()).update(where)
    cut_up = {units[number].attribution_id for number in cuts}
    parts: dict[str, list[tuple[Span, ...]]] = {}
    for number, unit in enumerate(units):
        if unit.attribution_id in cut_up:
            own = _gather(clauses[number][0], sorted(cuts[number])) if number in cuts else [unit.spans]
            parts.setdefault(unit.attribution_id, []).extend(own)
    return parts


def gather_parts(
    groups: Sequence[Sequence[Unit]],
    wholes: Mapping[str, Unit],
    nested: Mapping[str, Container[str]],
    settings: ClaimSettings,
) -> list[list[int]]:
    """The groups (their numbers) that are one claim: parts of a content that was cut up are taken together again, so
    that what another report has of a quotation belongs to the claim of the whole.

    Two groups stay apart where others say more in both than stands in that content, where a report tells the one in one
    attribution and the other in another that were not both cut out of that content, or where one tells of another's saying.
    """
    of_attribution: dict[str, list[int]] = {}
    for number, group in enumerate(groups):
        for attribution in sorted({unit.attribution_id for unit in group}):
            of_attribution.setdefault(attribution, []).append(number)
    claim = list(range(len(groups)))
    joined = {number: [number] for number in claim}
    for attribution, numbers in sorted(of_attribution.items()):
        for one, other in itertools.combinations(numbers, 2):
            first, second = sorted((claim[one], claim[other]))
            if first == second:
                continue
            here, there = ([unit for number in joined[at] for unit in groups[number]] for at in (first, second))
            if not _told_apart(here, there, attribution, wholes, nested, settings):
                for number in joined[second]:
                    claim[number] = first
                joined[first] = sorted(joined[first] + joined.pop(second))
    return [joined[first] for first in sorted(joined)]


def _told_apart(
    one: Sequence[Unit],
    other: Sequence[Unit],
    whole: str,
    wholes: Mapping[str, Unit],
    nested: Mapping[str, Container[str]],
    settings: ClaimSettings,
) -> bool:
    """Whether a report tells of two things apart that are parts of an attribution (``whole``), or one of them tells of the
    other's saying.
    """
    both = {unit.attribution_id for unit in one} & {unit.attribution_id for unit in other}

    def cut_out(unit: Unit) -> bool:
        said = wholes.get(unit.attribution_id, unit).terms
        return unit.attribution_id in both or _tell([wholes[whole].terms], said, settings.whole_share)

    if not (all(map(cut_out, one)) or all(map(cut_out, other))):
        return True  # two sayings of which others tell more: the whole only has both
    of_report: dict[str, list[Unit]] = {}
    for unit in other:
        of_report.setdefault(unit.report_id, []).append(unit)
    for a in one:
        for b in of_report.get(a.report_id, ()):
            one_id, other_id = a.attribution_id, b.attribution_id
            if other_id in nested.get(one_id, ()) or one_id in nested.get(other_id, ()):
                return True
            two = one_id != other_id and a.speaker == b.speaker and both.isdisjoint((one_id, other_id))
            # What was cut out of the whole is its own, however many attributions a report makes of it.
            if two and not (cut_out(a) and cut_out(b)):
                return True
    return False


def _find_edges(clauses: Sequence[Terms], other: Terms, settings: ClaimSettings) -> list[int]:
    """The boundaries (before clause n) between clauses that ``other`` carries and those that it does not; what cannot be
    told goes with what stands before it.
    """
    edges: list[int] = []
    before: bool | None = None
    for at, clause in enumerate(clauses):
        known = _holds(clause, other, settings.clause_weight, settings)
        if known is not None:
            if before is not None and known != before:
                edges.append(at)
            before = known
    return edges


class _Telling(NamedTuple):
    """What a content has of the clauses of another: whether all of it stands in them, and how it carries each (True: it
    does, False: it does not, None: in between, or the clause says too little).
    """

    terms: Terms
    whole: bool
    carries: tuple[bool | None, ...]


def _read_telling(clauses: Sequence[Terms], there: Container[str], terms: Terms, settings: ClaimSettings) -> _Telling:
    """The same of one content; ``there`` are all terms of the clauses."""
    carries = tuple([_holds(clause, terms, settings.clause_weight, settings) for clause in clauses])
    return _Telling(terms, _carried(terms, there) >= settings.whole_share * content_weight(terms), carries)


def _find_turns(clauses: Sequence[Terms], one: _Telling, other: _Telling, settings: ClaimSettings) -> list[int]:
    """The boundaries (before clause n) between clauses of which ``one`` carries the first and not the second, and
    ``other`` the second and not the first, each of the two being told by them for the most part.
    """
    found: list[int] = []
    # Two pieces that stand wholly in it are its own, cut out of one quotation.
    if one.whole and other.whole:
        return found
    before: int | None = None
    for at, (of_one, of_other) in enumerate(zip(one.carries, other.carries, strict=True)):
        if of_one is True and of_other is False:
            before = at
        elif of_other is True and of_one is False:
            if before is not None:
                cut = before + 1
                if _tell(clauses[:cut], one.terms, settings.same) and _tell(clauses[cut:], other.terms, settings.same):
                    found.append(cut)
            before = None
    return found


def _tell(clauses: Sequence[Terms], terms: Terms, share: float) -> bool:
    """Whether some clauses hold so large a share of what a content says."""
    there = {term for clause in clauses for term in clause.term}
    return _carried(terms, there) >= share * content_weight(terms)


_CLAUSE = re.compile(r"[,;:—–]\W*\s|[.!?][\"'”’)]*\s|\s(?=(?:and|but|because|while|although)\s)")


def cut_clauses(spans: Sequence[Span], text: str) -> list[tuple[Span, ...]]:
    """The spans of a content cut at commas, stops and before a word that begins a clause."""
    pieces: list[tuple[Span, ...]] = []
    for begin, end in spans:
        at = begin
        for match in _CLAUSE.finditer(text, begin, end):
            if match.end() > at and match.end() < end:
                pieces.append((Span(at, match.end()),))
                at = match.end()
        pieces.append((Span(at, end),))
    return pieces


def _holds(piece: Terms, other: Terms, least: float, settings: ClaimSettings) -> bool | None:
    """Whether ``other`` carries a piece of a content; None where it is in between, or weighs less than ``least``."""
    weight = content_weight(piece)
    if weight < least:
        return None
    share = _carried(piece, other.weights) / weight if weight else 0.0
    return True if share >= settings.split_share else False if share <= settings.unsplit_share else None


def _find_cuts(pieces: Sequence[Terms], other: Terms, settings: ClaimSettings) -> list[int]:
    """The boundaries (before piece n) that part pieces which ``other`` carries from those it does not."""
    holds = [_holds(piece, other, settings.split_weight, settings) for piece in pieces]
    return [
        at for at in range(1, len(holds))
        if holds[at] is not None and holds[at - 1] is not None and holds[at] != holds[at - 1]
    ]  # fmt: skip


def _carried(piece: Terms, there: Container[str]) -> float:
    """The weight of those terms of a piece that are ``there``."""
    return sum([weight for term, weight in piece.telling if term in there])


def _gather(pieces: Sequence[tuple[Span, ...]], cuts: Sequence[int]) -> list[tuple[Span, ...]]:
    bounds = [0, *cuts, len(pieces)]
    return [tuple(s for piece in pieces[a:b] for s in piece) for a, b in itertools.pairwise(bounds)]


def cut_sentences(spans: Sequence[Span], sentences: tuple[tuple[int, ...], tuple[int, ...]]) -> list[tuple[Span, ...]]:
    """The spans of a content, one group for each sentence that they run through."""
    begins, _ends = sentences
    groups: dict[int, list[Span]] = {}
    for begin, end in spans:
        first, last = max(0, bisect_right(begins, begin) - 1), max(1, bisect_left(begins, end))
        if not begins:
            groups.setdefault(0, []).append(Span(begin, end))
            continue
        at = begin
        for sentence in range(first, last):
            stop = end if sentence == last - 1 else min(end, begins[sentence + 1])
            if stop > at:
                groups.setdefault(sentence, []).append(Span(at, stop))
                at = stop
    return [tuple(groups[key]) for key in sorted(groups)]
