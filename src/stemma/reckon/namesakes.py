"""Persons whom reports call by names that are other in one letter: "Captain Lena Orr", "Lena Ore, the captain".

Told only of two full names that share a part, where each report has the one and never the other, and what stands around
both is the same office or trade. Two ways to write a foreign name in Latin letters are no two names.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from typing import Any, NamedTuple

from stemma.model import Report
from stemma.name.gazetteer import words_of as gazetteer_words
from stemma.name.keys import spelling_key
from stemma.reckon.lexicon import FUNCTION_WORDS, stem
from stemma.reckon.units import Mentions
from stemma.settings import DifferenceSettings
from stemma.words import WORD, fold

_BEFORE, _AFTER = 40, 60  # code points before and after a name in which it is said who that is
_OFFICES = gazetteer_words("office", "rank")
SHORTEST = 3  # letters of a part of a name that may be mistaken for another


class Called(NamedTuple):
    """A full name in its place, its last two words folded, and the stems of the plain words around it."""

    report_id: str
    begin: int
    end: int
    first: str
    last: str
    entity: str
    around: frozenset[str]


def names_apart(
    story_id: str,
    members: Sequence[Report],
    mentions: Mentions,
    named: Mapping[str, Mapping[str, Any]],
    settings: DifferenceSettings,
) -> Iterable[dict[str, Any]]:
    """A difference for each person whom reports of a story call by two names that are other in one letter."""
    words = {report.id: frozenset(fold(word) for word in WORD.findall(report.text)) for report in members}
    by_name: dict[tuple[str, str], list[Called]] = {}
    for report in members:
        for one in _full_names(report, mentions, named):
            by_name.setdefault((one.first, one.last), []).append(one)
    for name, other in combinations(sorted(by_name), 2):
        parts = [pair for pair in zip(name, other, strict=True) if pair[0] != pair[1]]
        if len(parts) != 1 or not _is_slip(*parts[0]):
            continue
        part, part_other = parts[0]
        if any(part in found and part_other in found for found in words.values()):
            continue
        sides = _first_of_each(by_name[name]), _first_of_each(by_name[other])
        if not any(_is_same(a, b) for a in sides[0] for b in sides[1]):
            continue
        texts = {report.id: report.text for report in members}
        yield {
            "story_id": story_id, "kind": "name", "subject": f"name of {' '.join(word.title() for word in name)}",
            "sides": [
                {"value": texts[c.report_id][c.begin : c.end], "report_id": c.report_id, "begin": c.begin, "end": c.end}
                for c in sorted(sides[0] + sides[1])[: settings.most_sides]
            ],
        }  # fmt: skip


def _full_names(report: Report, mentions: Mentions, named: Mapping[str, Mapping[str, Any]]) -> Iterable[Called]:
    """The persons whom a report names by two words or more."""
    text = report.text
    for begin, end, entity in zip(*mentions.get(report.id, ((), (), ())), strict=True):
        words = [fold(word).removesuffix("'s") for word in text[begin:end].split()]
        if named.get(entity, {}).get("kind") == "person" and len(words) > 1:
            near = WORD.findall(text[max(0, begin - _BEFORE) : begin]) + WORD.findall(text[end : end + _AFTER])
            near += [word for word in words[:-2] if fold(word) in _OFFICES]
            around = frozenset(
                stem(word) for word in near
                if (word.islower() or fold(word) in _OFFICES) and fold(word) not in FUNCTION_WORDS
            )  # fmt: skip
            yield Called(report.id, begin, end, words[-2], words[-1], entity, around)


def _is_slip(one: str, other: str) -> bool:
    """Whether two words are other in one letter: another, one more, or two that changed places."""
    if min(len(one), len(other)) < SHORTEST or not (one.isalpha() and other.isalpha()):
        return False
    if spelling_key(one) == spelling_key(other):
        return False
    short, long = sorted((one, other), key=len)
    if len(long) - len(short) > 1:
        return False
    at = next((n for n, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    if len(short) < len(long):
        return short[at:] == long[at + 1 :] and at < len(short)  # no "Ann" for "Anna"
    turned = short[at + 1 :][:1] + short[at : at + 1] + short[at + 2 :]
    return short[at + 1 :] == long[at + 1 :] or turned == long[at:]


def _first_of_each(found: Sequence[Called]) -> list[Called]:
    """The first place of a name in each report."""
    first: dict[str, Called] = {}
    for one in sorted(found, key=lambda c: (c.report_id, c.begin)):
        first.setdefault(one.report_id, one)
    return list(first.values())


def _is_same(one: Called, other: Called) -> bool:
    """Whether two names are of one person: one entity, or two words that say who it is are the same around both."""
    return one.entity == other.entity or bool(one.around & other.around)
