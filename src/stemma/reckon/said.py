"""Attributions as they are read for replies: their places, words and sides, and what kind of reply each may be."""

import re
from bisect import bisect_right
from collections.abc import Container, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from stemma.model import Report, Span
from stemma.reckon.core import read_quotations
from stemma.reckon.kind import DENIES, declines, reply_kind
from stemma.reckon.lexicon import ACCUSES, FUNCTION, FUNCTION_WORDS, TITLES, deed
from stemma.reckon.speakers import proper_words
from stemma.reckon.states import states_in
from stemma.reckon.units import Mentions, Terms, entities_in, find_terms, is_negation
from stemma.words import WORD, fold

_NEVER = re.compile(r"\b(?:not|never|nobody|without|cannot)\b|n['’]t\b", re.IGNORECASE)
_NOT_OURS = re.compile(
    r"\bnothing\s+to\s+do\s+with\b|\bno\s+(?:knowledge|role|part)\b|\bnot\s+involved\b", re.IGNORECASE
)
RELATIVE = re.compile(r"(?:\s+(?:by|from|of)\s+[^,;.]{1,60})?,?\s+(?=(?:who|which|that)\b)")
_AGAINST = re.compile(r"\b(?:but|while|whereas|though|although)\s+(?:the\s+)?\Z")
_CHARGES = re.compile(r"^\W*(?:(?:has|have|had|is|are|was|were|been)\s+)*charg(?:e|es|ed|ing)\W*$", re.IGNORECASE)
_CLAIMS = re.compile(r"^\W*claims?\W*$", re.IGNORECASE)
_TITLE_BEFORE = re.compile(r"((?:[^\W\d_][\w-]*[ ]){1,3})$")
_FIRST_WORDS = re.compile(r"([A-Z][\w.-]*(?:['’]s?)?)\s+(\w+)")
_ONLY_TITLE = re.compile(r"(?:['’]s?)?(?:\s+\w+){0,4}\s+")
OPENING = 400  # code points: the first sentence or two, which say what the news is
SHORT = 6  # terms of a quotation that can be taken up as a word of somebody's
_RELATIVE_PRONOUN = re.compile(r"\W*(?:who|which)\W*", re.IGNORECASE)
# Before "which": a name, with what stands in brackets or between commas after it left out.
_NAME_BEFORE = re.compile(
    r"((?:[A-Z][\w.&’'-]*\s+(?:(?:of|and|for|the|&)\s+)*)*[A-Z][\w.&’'-]*)\s*(?:\([^()]{1,40}\)\s*)?,?\s*\Z"
)
_APPOSITION = re.compile(r",\s+(?:an?|the|its|[\w.-]+['’]s?)\s+((?:[^\W\d_][\w’'-]*\s?){1,5})")
_ROLE_ENDS = frozenset(["for", "of", "who", "which", "in", "at", "from", "with", "and", "to", "on"])


class Said(NamedTuple):
    """An attribution with what is needed to tie replies: its place, its words, the claims that it belongs to.

    ``says`` and ``does`` are the terms that say something and their weights, names and numbers among them or not;
    ``stems`` all words of the content in order; ``roles`` what the report calls the speaker and ``sides`` the names that
    stand before his ("Norland's minister Brask"); ``quotes`` the few words that it quotes, ``denied_quotes`` those of
    which it says that something is not so; ``news`` the weight of those of its deeds with which the report opens;
    ``states`` those that the source names or that the report names before the speaker; ``joined`` that a word sets it
    against what stands before it in its sentence ("..., but the office denied it"); ``tail`` the relative clause that
    follows it in its sentence ("the reports, which said that ...").
    """

    attribution_id: str
    report_id: str
    speaker: str | None
    begin: int
    inside: tuple[int, int]
    source: str
    cue: str
    frame: str
    content: str
    names: frozenset[str]
    claims: tuple[str, ...]
    accuses: bool
    own: frozenset[str]
    kind: str | None
    direct: bool
    roles: frozenset[str]
    denies_inside: bool
    proper: frozenset[str]
    words: frozenset[str]
    says: Mapping[str, float]
    does: Mapping[str, float]
    stems: tuple[str, ...]
    sides: frozenset[str]
    quotes: frozenset[tuple[str, ...]]
    denied_quotes: frozenset[tuple[str, ...]]
    news: float
    states: frozenset[str]
    joined: bool
    tail: str


def read_said(
    rows: Sequence[Mapping[str, Any]],
    reports: Mapping[str, Report],
    mentions: Mentions,
    claims_of: Mapping[str, Sequence[str]],
    sentences: Mapping[str, tuple[tuple[int, ...], tuple[int, ...]]],
    quoted: Mapping[str, tuple[tuple[int, ...], tuple[int, ...]]],
) -> list[Said]:
    """The attributions in the order of their reports and places.

    ``sentences`` and ``quoted`` (outermost quotations) are begins and ends by report.
    """
    said = []
    sides: dict[str, dict[str, frozenset[str]]] = {}
    roles: dict[str, dict[str, frozenset[str]]] = {}
    openings: dict[str, set[str]] = {}
    speakers: dict[str, set[str]] = {}
    for row in rows:
        speakers.setdefault(row["report_id"], set()).add(row["speaker_id"])
    for row in rows:
        report = reports.get(row["report_id"])
        spans = [Span(s["begin"], s["end"]) for name in ("source", "cue", "content") for s in row[name] or ()]
        if report is None or not spans:
            continue
        content = [Span(s["begin"], s["end"]) for s in row["content"] or ()]
        text = report.text
        if report.id not in roles:
            roles[report.id] = _read_roles(text, mentions.get(report.id, ((), (), ())), speakers[report.id])
            openings[report.id] = _opening(text, sentences.get(report.id, ((), ())))
            sides[report.id] = _read_sides(text, mentions.get(report.id, ((), (), ())), speakers[report.id])
        cue = " ".join(text[s["begin"] : s["end"]] for s in row["cue"] or ())
        named = [Span(s["begin"], s["end"]) for s in row["source"] or ()]
        named += _antecedent(text, named)
        terms = find_terms(text, content, mentions.get(report.id, ((), (), ())))
        source = " ".join(text[s["begin"] : s["end"]] for s in row["source"] or ())
        frame = _frame(row, text, content, sentences.get(report.id, ((), ())))
        words = " ".join(text[s.begin : s.end] for s in content)
        folded, stems, denies = _read_words(words)
        quotes, denied_quotes = _read_quotes(terms, text, quoted.get(report.id, ((), ())))
        opening = openings[report.id]
        says = {
            deed(t) if t[0] not in "@#" else t: w for t, w in zip(terms.term, terms.weight, strict=True) if w > FUNCTION
        }
        begin = min(s.begin for s in spans)
        said.append(
            Said(
                attribution_id=row["attribution_id"],
                report_id=report.id,
                speaker=row["speaker_id"],
                begin=begin,
                inside=(min((s.begin for s in content), default=0), max((s.end for s in content), default=0)),
                source=source,
                cue=cue,
                frame=frame,
                content=words,
                names=entities_in(mentions, report.id, content),
                claims=tuple(sorted(claims_of.get(row["attribution_id"], ()))),
                accuses=_accuses(cue, words) and not row["negated"] and not _NEVER.search(cue),
                own=entities_in(mentions, report.id, named),
                kind=reply_kind(frame, words, cue, source),
                direct=row["kind"] == "direct",
                roles=roles[report.id].get(row["speaker_id"], frozenset()),
                denies_inside=denies or bool(_NEVER.search(cue)),
                proper=proper_words(source).union(*(proper_words(text[s.begin : s.end]) for s in named)),
                words=folded,
                says=says,
                does={t: w for t, w in says.items() if t[0] not in "@#"},
                stems=stems,
                sides=sides[report.id].get(row["speaker_id"], frozenset()),
                quotes=quotes,
                denied_quotes=denied_quotes,
                tail=_tail(text, content, sentences.get(report.id, ((), ()))),
                joined=bool(_AGAINST.search(text, max(0, begin - 12), begin)),
                states=states_in(source).union(
                    *(states_in(one.title()) for one in sides[report.id].get(row["speaker_id"], ()))
                ),
                news=sum(w for t, w in says.items() if t in opening and t[0] not in "@#"),
            )
        )
    return sorted(said, key=lambda s: (s.report_id, s.begin, s.attribution_id))


def _opening(text: str, sentences: tuple[tuple[int, ...], tuple[int, ...]]) -> set[str]:
    """The stems of the words in the first ``OPENING`` code points of a report's running text."""
    begin = sentences[0][0] if sentences[0] else 0
    return {deed(word) for word in WORD.findall(text, begin, begin + OPENING)}


@lru_cache(maxsize=1 << 14)
def _read_words(content: str) -> tuple[frozenset[str], tuple[str, ...], bool]:
    """The folded words of a content, the stems of all of them in order, and whether it denies something. Many reports may
    print the same.
    """
    words = WORD.findall(content)
    denies = bool(DENIES.search(content) or _NOT_OURS.search(content))
    return frozenset(fold(word).removesuffix("'s") for word in words), tuple(map(deed, words)), denies


def _read_roles(
    text: str, named: tuple[tuple[int, ...], tuple[int, ...], tuple[str, ...]], speakers: Container[str]
) -> dict[str, frozenset[str]]:
    """What a report calls each speaker besides his name: the words right before it ("Minister Brask"), and a first
    apposition ("Ida Moor, the harbour's director").
    """
    found: dict[str, set[str]] = {}
    for begin, end, entity in zip(*named, strict=True):
        if entity not in speakers:
            continue
        before = _TITLE_BEFORE.search(text[max(0, begin - 40) : begin])
        words = before.group(1).split() if before else []
        after = _APPOSITION.match(text[end : end + 80])
        for word in after.group(1).split() if after else ():
            if word.lower() in _ROLE_ENDS:
                break
            words.append(word)
        found.setdefault(entity, set()).update(
            plain for word in words if (plain := fold(word)) not in FUNCTION_WORDS and len(plain) > 2
        )
    return {entity: frozenset(words) for entity, words in found.items()}


def _read_sides(
    text: str, named: tuple[tuple[int, ...], tuple[int, ...], tuple[str, ...]], speakers: Container[str]
) -> dict[str, frozenset[str]]:
    """The names that stand before each speaker's own, alone or before its title: "Norland's minister Brask"."""
    found: dict[str, set[str]] = {}
    for number, (begin, after, entity) in enumerate(zip(*named, strict=True)):
        if entity not in speakers:
            continue
        end = named[1][number - 1] if number else 0
        words = _FIRST_WORDS.match(text[begin:after])
        before = words.group(1) if words and fold(words.group(2)) in TITLES else ""
        gap = text[end:begin]
        if number and 0 < len(gap) < 40 and _ONLY_TITLE.fullmatch(gap) and _all_titles(gap):
            before += " " + text[named[0][number - 1] : end]
        sides = {fold(word).removesuffix("'s") for word in WORD.findall(before)} - TITLES
        found.setdefault(entity, set()).update(sides)
    return {entity: frozenset(words) for entity, words in found.items()}


def _all_titles(gap: str) -> bool:
    return all(fold(word) in TITLES for word in WORD.findall(gap.removeprefix("'s").removeprefix("’s")))


def _read_quotes(
    terms: Terms, text: str, quoted: tuple[tuple[int, ...], tuple[int, ...]]
) -> tuple[frozenset[tuple[str, ...]], frozenset[tuple[str, ...]]]:
    """The short quotations of a content, in one piece and with two words that say something, plain and denied."""
    plain: set[tuple[str, ...]] = set()
    denied: set[tuple[str, ...]] = set()
    for pieces in read_quotations(terms, text, quoted):
        begin, end = pieces[0]
        if len(pieces) > 1 or end - begin > SHORT or sum(w > FUNCTION for w in terms.weight[begin:end]) < 2:
            continue
        turned = any(is_negation(term) for term in terms.term[max(0, begin - 3) : begin])
        (denied if turned else plain).add(terms.term[begin:end])
    return frozenset(plain), frozenset(denied)


def _antecedent(text: str, source: Sequence[Span]) -> list[Span]:
    """The name before a source that is "who" or "which": of whom that is said."""
    if len(source) != 1 or not _RELATIVE_PRONOUN.fullmatch(text[source[0].begin : source[0].end]):
        return []
    begin = max(0, source[0].begin - 80)
    name = _NAME_BEFORE.search(text[begin : source[0].begin])
    return [Span(begin + name.start(1), begin + name.end(1))] if name else []


def _frame(
    row: Mapping[str, Any], text: str, content: Sequence[Span], sentences: tuple[tuple[int, ...], tuple[int, ...]]
) -> str:
    """The cue with the words between source and content: "strongly denied the accusations, saying"."""
    cue = [Span(s["begin"], s["end"]) for s in row["cue"] or ()]
    source = [Span(s["begin"], s["end"]) for s in row["source"] or ()]
    if not cue:
        return ""
    begin, end = min(s.begin for s in cue), max(s.end for s in cue)
    at = bisect_right(sentences[0], begin) - 1
    first, last = (sentences[0][at], sentences[1][at]) if at >= 0 else (max(0, begin - 200), end + 200)
    before = [s.end for s in source if first <= s.end <= begin]
    if before:
        begin = max(before)
    after = [s.begin for s in content if end <= s.begin <= last]
    end = min(after) if after else end
    return text[begin:end]


def refuses(row: Mapping[str, Any], text: str) -> bool:
    """Whether an attribution, its cue alone, is a refusal to comment."""
    names = ("source", "cue", "content")
    return declines(*(" ".join(text[s["begin"] : s["end"]] for s in row[name] or ()) for name in names))


def _tail(text: str, content: Sequence[Span], sentences: tuple[tuple[int, ...], tuple[int, ...]]) -> str:
    """What follows a content in its sentence, where that says whose or which it is: "claims | by Brask, who said ..."."""
    end = max((s.end for s in content), default=0)
    at = bisect_right(sentences[0], end - 1) - 1
    if at < 0 or sentences[1][at] <= end:
        return ""
    tail = text[end : sentences[1][at]]
    return tail if RELATIVE.match(tail) else ""


def _accuses(cue: str, content: str) -> bool:
    """Whether a cue brings an accusation: "accused", "charges" as noun and verb, "claims of"."""
    return bool(
        ACCUSES.search(cue) or _CHARGES.search(cue) or (_CLAIMS.search(cue) and content.lower().startswith("of "))
    )
