"""What an attribution says, made comparable: its words as terms with weights, names as the thing they name."""

import hashlib
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

import pyarrow as pa

from stemma.model import Report, Span
from stemma.reckon.about import deeds_of
from stemma.reckon.kind import DENIES
from stemma.reckon.lexicon import (
    CUE_DEEDS,
    FUNCTION,
    NAME,
    NEGATIONS,
    NUMBER,
    NUMBER_WORDS,
    POINTS_BACK,
    SCALES,
    stem,
    weigh,
)
from stemma.words import WORD, find_words, fold

Mentions = Mapping[str, tuple[tuple[int, ...], tuple[int, ...], tuple[str, ...]]]
"""For each report: begins, ends and entity ids of its mentions, in order, none inside another."""


@dataclass(frozen=True)
class Terms:
    """The terms of a stretch of text, four tuples of equal length: spans in code points, the term, its weight.

    What else is asked of them is worked out once, however many other contents they are held against.
    """

    begin: tuple[int, ...]
    end: tuple[int, ...]
    term: tuple[str, ...]
    weight: tuple[float, ...]

    def __hash__(self) -> int:
        return self._hash

    @cached_property
    def _hash(self) -> int:
        """Reckoned once: contents are looked up by themselves many times."""
        return hash((self.begin, self.end, self.term, self.weight))

    def reweighed(self, weight: tuple[float, ...]) -> "Terms":
        """The same terms with other weights; what does not hang on them is not worked out again."""
        made = Terms(self.begin, self.end, self.term, weight)
        vars(made).update(numbers=self.numbers, figures=self.figures, negations=self.negations)
        return made

    @cached_property
    def total(self) -> float:
        """The summed weight of all terms."""
        return sum(self.weight)

    @cached_property
    def content(self) -> float:
        """The summed weight of the terms that say something."""
        return sum(weight for weight in self.weight if weight > FUNCTION)

    @cached_property
    def telling(self) -> tuple[tuple[str, float], ...]:
        """The terms that say something, each with its weight, in order."""
        return tuple((t, w) for t, w in zip(self.term, self.weight, strict=True) if w > FUNCTION)

    @cached_property
    def numbers(self) -> list[int]:
        """The terms as 64-bit numbers, for alignment."""
        return [_term_number(term) for term in self.term]

    @cached_property
    def weights(self) -> dict[str, tuple[float, ...]]:
        """What each term weighs, once for each place where it stands, the last place first."""
        found: dict[str, tuple[float, ...]] = {}
        for term, weight in zip(self.term, self.weight, strict=True):
            found[term] = (weight, *found.get(term, ()))
        return found

    @cached_property
    def masses(self) -> dict[str, float]:
        """What each term weighs in all its places together."""
        return {term: sum(weights) for term, weights in self.weights.items()}

    @cached_property
    def plain(self) -> dict[str, float]:
        """What the terms weigh that say what is done, not to whom: no names, no numbers, no function words."""
        return {
            term: weight
            for term, weight in zip(self.term, self.weight, strict=True)
            if weight > FUNCTION and term[0] not in "@#" and term != "u.s."
        }

    @cached_property
    def plain_total(self) -> float:
        """The summed weight of ``plain``."""
        return sum(self.plain.values())

    @cached_property
    def figures(self) -> frozenset[str]:
        """The terms that are numbers."""
        return frozenset(term for term in self.term if term.startswith("#"))

    @cached_property
    def negations(self) -> tuple[int, ...]:
        """Which terms (their numbers, in order) turn what stands beside them round."""
        return tuple(n for n, term in enumerate(self.term) if is_negation(term))


class Unit(NamedTuple):
    """One thing that one attribution says. ``denied`` is True where the cue turns it round ("denied that ...");
    ``deed`` is the stem of a cue that says something itself ("blamed", "praised"), None of one that only says that it was
    said; ``object_of`` the stems of the cue's verb where the content is only what it is about ("criticised | the inquiry").
    ``whole`` reaches from the first to the last code point of the attribution's content, of which this may be a part.
    """

    attribution_id: str
    part: int
    report_id: str
    spans: tuple[Span, ...]
    speaker: str | None
    kind: str
    denied: bool
    terms: Terms
    deed: str | None = None
    whole: Span = Span(0, 0)
    object_of: frozenset[str] = frozenset()


def rows_by_report(table: pa.Table) -> dict[str, list[dict[str, Any]]]:
    """The rows of a table with ``report_id``, by report, in the order of the table."""
    found: dict[str, list[dict[str, Any]]] = {}
    for row in table.to_pylist():
        found.setdefault(row["report_id"], []).append(row)
    return found


def index_mentions(mentions: pa.Table | None) -> Mentions:
    """The names in each report in order, no descriptions; of two that overlap the longer stays (the first of equals)."""
    by_report: dict[str, list[tuple[int, int, str]]] = {}
    if mentions is None:
        return {}
    for row in mentions.to_pylist():
        named = row["entity_id"] is not None and row.get("form") in (None, "name")
        if named and row["end"] > row["begin"]:
            by_report.setdefault(row["report_id"], []).append((row["begin"], row["end"], row["entity_id"]))
    index: dict[str, tuple[tuple[int, ...], tuple[int, ...], tuple[str, ...]]] = {}
    for report_id, rows in by_report.items():
        kept: list[tuple[int, int, str]] = []
        for mention in sorted(rows, key=lambda r: (r[0] - r[1], r)):
            at = bisect_right(kept, mention)
            if (at == 0 or kept[at - 1][1] <= mention[0]) and (at == len(kept) or mention[1] <= kept[at][0]):
                kept.insert(at, mention)
        index[report_id] = (tuple(k[0] for k in kept), tuple(k[1] for k in kept), tuple(k[2] for k in kept))
    return index


def fill_mentions(mentions: Mentions, texts: Mapping[str, str]) -> Mentions:
    """The same, with each name that a report has elsewhere for one entity alone found wherever it stands in that report."""
    filled = {}
    for report_id, (begins, ends, entities) in mentions.items():
        text = texts.get(report_id, "")
        bearers: dict[str, set[str]] = {}
        for begin, end, entity in zip(begins, ends, entities, strict=True):
            bearers.setdefault(text[begin:end], set()).add(entity)
        known = {name: min(them) for name, them in bearers.items() if len(them) == 1 and name[:1].isupper()}
        rows = list(zip(begins, ends, entities, strict=True))
        for begin, end in _find_names(text, known):
            at = bisect_right(begins, begin)
            free = (at == 0 or ends[at - 1] <= begin) and (at == len(begins) or end <= begins[at])
            if free:
                rows.append((begin, end, known[text[begin:end]]))
        rows.sort()
        filled[report_id] = (tuple(r[0] for r in rows), tuple(r[1] for r in rows), tuple(r[2] for r in rows))
    return filled


def _find_names(text: str, names: Iterable[str]) -> list[tuple[int, int]]:
    """Where names stand as words of their own, from left to right, of several that begin at one place the longest."""
    places: list[tuple[int, int]] = []
    for name in names:
        at = text.find(name)
        while at >= 0:
            end = at + len(name)
            if not (_goes_on(text[at - 1 : at]) or _goes_on(text[end : end + 1])):
                places.append((at, -end))
            at = text.find(name, at + 1)
    found: list[tuple[int, int]] = []
    for begin, end in sorted(places):
        if not found or begin >= found[-1][1]:
            found.append((begin, -end))
    return found


def _goes_on(character: str) -> bool:
    """Whether a word goes on with a character; "" is none."""
    return character.isalnum() or character in {"_", "-"}


def entities_in(mentions: Mentions, report_id: str, spans: Iterable[Span]) -> frozenset[str]:
    """The ids of the entities mentioned inside ``spans`` of a report."""
    begins, ends, entities = mentions.get(report_id, ((), (), ()))
    found: set[str] = set()
    for begin, end in spans:
        at = max(0, bisect_right(begins, begin) - 1)
        while at < len(begins) and begins[at] < end:
            if ends[at] > begin:
                found.add(entities[at])
            at += 1
    return frozenset(found)


def find_terms(
    text: str, spans: Iterable[Span], named: tuple[tuple[int, ...], tuple[int, ...], tuple[str, ...]]
) -> Terms:
    """The terms of ``text`` inside ``spans``: a name stands for its entity, a number for its value, a word for its stem."""
    parts = tuple((span[0], span[1]) for span in spans)
    if not parts:
        return Terms((), (), (), ())
    first, last = min(begin for begin, _ in parts), max(end for _, end in parts)
    begins, ends, entities = named
    low, high = max(0, bisect_right(begins, first) - 1), bisect_left(begins, last)
    found = _terms_in(
        text[first:last],
        tuple([(begin - first, end - first) for begin, end in parts]),
        tuple([(begins[n] - first, ends[n] - first, entities[n]) for n in range(low, high)]),
    )
    return Terms(
        tuple([begin + first for begin in found.begin]),
        tuple([end + first for end in found.end]),
        found.term,
        found.weight,
    )


@lru_cache(maxsize=1 << 14)
def _terms_in(text: str, spans: tuple[tuple[int, int], ...], named: tuple[tuple[int, int, str], ...]) -> Terms:
    """The same, counted from the first span: a content that stands in many reports, under the same names, is read once."""
    out: list[tuple[int, int, str, float]] = []
    begins = [begin for begin, _, _ in named]
    for begin, end in spans:
        words = find_words(text, begin, end)
        for word_begin, word_end in zip(words.begin.tolist(), words.end.tolist(), strict=True):
            at = bisect_right(begins, word_begin) - 1
            if at >= 0 and named[at][1] >= word_end:
                _add_name(out, word_begin, word_end, "@" + named[at][2], text)
                continue
            word = text[word_begin:word_end]
            value = read_number(word)
            if value is not None:
                _add_number(out, word_begin, word_end, value)
            elif out and fold(word) in SCALES and out[-1][2].startswith("#") and word_begin - out[-1][1] <= 1:
                first = out.pop()
                out.append((first[0], word_end, _number(float(first[2][1:]) * SCALES[fold(word)]), NUMBER))
            else:
                out.append((word_begin, word_end, stem(word), weigh(word)))
    return Terms(*(tuple(column) for column in zip(*out, strict=True))) if out else Terms((), (), (), ())


@lru_cache(maxsize=1 << 16)
def read_number(word: str) -> float | None:
    """The value of a number written in digits or as a word; None for any other word."""
    if word[0].isdigit():
        plain = word.replace(",", "")
        try:
            return float(plain)
        except ValueError:
            return None
    plain = word.lower()
    # "one" is a pronoun more often than a figure, "second" a moment: neither sets two statements apart.
    return NUMBER_WORDS.get(plain) if plain != "one" else None


def _number(value: float) -> str:
    return f"#{value:.10g}"


def _add_number(out: list[tuple[int, int, str, float]], begin: int, end: int, value: float) -> None:
    """Put a number in line; "twenty-four" is one number."""
    if out and out[-1][2].startswith("#") and begin - out[-1][1] == 1 and value < 10:
        before = float(out[-1][2][1:])
        if before in {20.0, 30.0, 40.0, 50.0, 60.0, 70.0, 80.0, 90.0}:
            first = out.pop()
            out.append((first[0], end, _number(before + value), NUMBER))
            return
    out.append((begin, end, _number(value), NUMBER))


def _add_name(out: list[tuple[int, int, str, float]], begin: int, end: int, term: str, text: str) -> None:
    """Put a name in line; the words of one name, and a name glossed by another of the same thing, are one term."""
    if out and out[-1][2] == term and not any(c.isalnum() for c in text[out[-1][1] : begin]):
        first = out.pop()
        out.append((first[0], end, term, NAME))
    else:
        out.append((begin, end, term, NAME))


def make_units(
    reports: Mapping[str, Report],
    attributions: Sequence[Mapping[str, Any]],
    mentions: Mentions,
    parts: Mapping[str, Sequence[tuple[Span, ...]]],
) -> list[Unit]:
    """One unit for each attribution with content, or one for each of its ``parts`` where it was cut up.

    A content that only points back ("denied the accusations") or only names who says something ("the paper reported | police
    said") says nothing by itself and makes none.
    """
    units: list[Unit] = []
    nobody: tuple[tuple[int, ...], tuple[int, ...], tuple[str, ...]] = ((), (), ())
    for row in attributions:
        report = reports.get(row["report_id"])
        if report is None:
            continue
        whole = tuple(Span(s["begin"], s["end"]) for s in row["content"] or ())
        cue = " ".join(report.text[s["begin"] : s["end"]] for s in row["cue"] or ())
        denied = bool(DENIES.search(cue)) != bool(row["negated"])
        deed = next((stem(word) for word in WORD.findall(cue) if stem(word) in CUE_DEEDS), None)
        for number, spans in enumerate(parts.get(row["attribution_id"], (whole,))):
            terms = find_terms(report.text, spans, mentions.get(report.id, nobody))
            text = " ".join(report.text[s.begin : s.end] for s in spans)
            if not content_weight(terms) or POINTS_BACK.match(text) or _only_names_who(text):
                continue
            units.append(
                Unit(
                    row["attribution_id"], number, report.id, spans, row["speaker_id"], row["kind"], denied, terms, deed,
                    Span(min(s.begin for s in whole), max(s.end for s in whole)),
                    deeds_of(cue, text) if row["kind"] != "direct" else frozenset(),
                )
            )  # fmt: skip
    return units


# "Police said": who says it, what he says is a content of its own. "He did as he said" says something.
_WHO_SAID = re.compile(r"(?:[\w’'.%-]+,?\s+){1,8}(?:said|says?|stated|states|reported|announced)[\W_]*", re.IGNORECASE)
_COMPARES = re.compile(r"\b(?:what|as|that|than|like|who|whatever|everything|nothing|being|be|to)\b", re.IGNORECASE)


def _only_names_who(text: str) -> bool:
    """Whether a content holds no more than who said something."""
    return _WHO_SAID.fullmatch(text) is not None and not _COMPARES.search(text)


def find_nested(attributions: Iterable[Mapping[str, Any]]) -> dict[str, set[str]]:
    """For each attribution those of the same report of which it tells: their cues stand in its content, as "the office denied
    it" does in "he said that the office denied it".
    """
    by_report: dict[str, list[Mapping[str, Any]]] = {}
    for row in attributions:
        by_report.setdefault(row["report_id"], []).append(row)
    found: dict[str, set[str]] = {}
    for rows in by_report.values():
        cues = sorted(
            (row["cue"][0]["begin"], row["attribution_id"], row["cue"][-1]["end"]) for row in rows if row["cue"]
        )
        for row in rows:
            for span in row["content"] or ():
                for begin, inner, end in cues[bisect_left(cues, (span["begin"],)) :]:
                    if begin >= span["end"]:
                        break
                    if end <= span["end"] and inner != row["attribution_id"]:
                        found.setdefault(row["attribution_id"], set()).add(inner)
    return found


@lru_cache(maxsize=1 << 17)
def _term_number(term: str) -> int:
    return int.from_bytes(hashlib.blake2b(term.encode(), digest_size=8).digest(), "little")


def term_numbers(terms: Terms) -> list[int]:
    """The terms as 64-bit numbers, for alignment."""
    return terms.numbers


def pick_terms(terms: Terms, kept: Sequence[int]) -> Terms:
    """Some of the terms, by their numbers."""
    return Terms(
        tuple(terms.begin[n] for n in kept),
        tuple(terms.end[n] for n in kept),
        tuple(terms.term[n] for n in kept),
        tuple(terms.weight[n] for n in kept),
    )


def first_terms(terms: Terms, count: int) -> Terms:
    """The first ``count`` of the terms."""
    if count >= len(terms.term):
        return terms
    return Terms(terms.begin[:count], terms.end[:count], terms.term[:count], terms.weight[:count])


def content_weight(terms: Terms) -> float:
    """The summed weight of the words that say something."""
    return terms.content


def is_negation(term: str) -> bool:
    """Whether a term turns what stands beside it round. Stems of negations are the words themselves."""
    return term in NEGATIONS or (term.endswith("nt") and term[:-2] in _CONTRACTED)


_CONTRACTED = frozenset(
    ["is", "are", "was", "were", "has", "have", "had", "does", "do", "did", "ca", "wo", "would", "could", "should"]
)
