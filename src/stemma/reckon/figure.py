"""Figures: what a report counts, in which sentence, and whether two reports count the same thing."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from stemma.model import Report, Segments, Span, Token
from stemma.parse import Parses
from stemma.reckon.join import compare
from stemma.reckon.lexicon import CONTENT, SCALES, stem
from stemma.reckon.units import Mentions, Terms, find_terms, pick_terms, read_number
from stemma.settings import DifferenceSettings
from stemma.words import fold

# Spans of time, ages and dates are compared as times, not as figures; an ordinal counts nothing.
_NOT_COUNTED = frozenset(("DATE", "TIME", "ORDINAL"))
TIME_UNITS = frozenset(
    stem(w)
    for w in ["second", "minute", "hour", "day", "week", "month", "year", "decade", "century", "o'clock", "am", "pm"]
)
_JOINERS = frozenset("-–—/:")
_CLOCK = frozenset(("am", "pm", "a.m.", "p.m.", "a.m", "p.m"))
_ANYBODY = frozenset((stem("people"), stem("person"), stem("man"), stem("woman")))
_BEFALLEN = frozenset(stem(w) for w in ["killed", "dead", "deaths", "injured", "wounded", "missing", "arrested"])
# Whoever was killed is dead: one toll. What a toll is called in a subject.
_TOLLS = {stem(w): name for w, name in [("killed", "dead"), ("dead", "dead"), ("injured", "injured"),
                                        ("missing", "missing"), ("arrested", "arrested")]}  # fmt: skip
LEAD = 8  # sentences of a report, its title included, in which it says what happened
_TOLL_NAMES = frozenset(_TOLLS.values())
_RATHER_VERB = frozenset(("VERB", "AUX"))


class Figure(NamedTuple):
    """A number in a sentence: its value, the stem of what it counts and of the verb over it, and the sentence's words.

    ``tolls`` are the dead, injured, missing that the sentence counts, itself among them, each with its number.
    """

    report_id: str
    begin: int
    end: int
    value: float
    unit: str
    noun: str
    verb: str
    context: Terms
    leads: bool
    tolls: frozenset[tuple[str, float]]


def find_figures(
    report: Report,
    segments: Segments,
    parses: Parses,
    mentions: Mentions,
    known: dict[str, list[tuple[int, int, float, str, str, str]]],
) -> list[Figure]:
    """The figures of a report, in order. ``known`` keeps what was read out of each distinct sentence."""
    found: list[Figure] = []
    for number, (begin, end, _) in enumerate(segments.sentences):
        text = report.text[begin:end]
        if text not in known:
            known[text] = read_figures(parses.get(text, ()))
        if not known[text]:
            continue
        terms = find_terms(report.text, [Span(begin, end)], mentions.get(report.id, ((), (), ())))
        kept = [n for n, term in enumerate(terms.term) if not term.startswith("#")]
        context = pick_terms(terms, kept)
        tolls = frozenset((unit, value) for _, _, value, unit, _, _ in known[text] if unit in _TOLL_NAMES)
        found.extend(
            Figure(report.id, begin + first, begin + last, value, unit, noun, verb, context, number < LEAD, tolls)
            for first, last, value, unit, noun, verb in known[text]
        )
    return found


def read_figures(tokens: Sequence[Token]) -> list[tuple[int, int, float, str, str, str]]:
    """(begin, end, value, unit, noun, verb) of each number in a parsed sentence that counts something."""
    found = []
    number = 0
    while number < len(tokens):
        token = tokens[number]
        value = read_number(token.text) if token.pos == "NUM" or token.text[:1].isdigit() else None
        if value is None or token.entity[2:] in _NOT_COUNTED or not _stands_alone(tokens, number):
            number += 1
            continue
        last = number
        while last + 1 < len(tokens) and fold(tokens[last + 1].text) in SCALES:
            last += 1
            value *= SCALES[fold(tokens[last].text)]
        unit, noun = _unit_of(tokens, number, last)
        if unit and unit not in TIME_UNITS:
            verb = _verb_over(tokens, last)
            # "24 people were killed", "24 dead": what befell them is what is counted.
            unit, verb = (verb, "") if unit in _ANYBODY and verb else (unit, "" if unit in _BEFALLEN else verb)
            if unit in _TOLLS:
                unit = noun = _TOLLS[unit]
            found.append((token.begin, tokens[last].end, value, unit, noun, verb))
        number = last + 1
    return found


def _stands_alone(tokens: Sequence[Token], number: int) -> bool:
    """Not a part of "2017-18", "F-16", "24-year-old" or "10:30"."""
    token = tokens[number]
    before = tokens[number - 1] if number else None
    after = tokens[number + 1] if number + 1 < len(tokens) else None
    if before and before.text[-1:] in _JOINERS and before.end == token.begin:
        return False
    return not (after and (after.text.lower() in _CLOCK or (after.text[:1] in _JOINERS and after.begin == token.end)))


def _unit_of(tokens: Sequence[Token], first: int, last: int) -> tuple[str, str]:
    """The stem and the printed word of what a number counts: ("", "") where it counts nothing."""
    if first and tokens[first - 1].text in {"$", "€", "£"}:
        return tokens[first - 1].text, "sum"
    following = tokens[last + 1] if last + 1 < len(tokens) else None
    if following and fold(following.text) in {"%", "percent"}:
        return "%", "per cent"
    if (
        following
        and following.text.lower() == "per"
        and last + 2 < len(tokens)
        and tokens[last + 2].text.lower() == "cent"
    ):
        return "%", "per cent"
    token = tokens[last]
    head = tokens[token.head]
    if token.dep == "nummod" and head.pos in {"NOUN", "ADJ"} and 0 <= token.head - last <= 4:
        # Words in capitals are headings or pieces of the page, not what a report counts.
        noun = head.text.lower() if head.text.istitle() else head.text
        return (stem(noun), noun) if noun.islower() and noun.replace("-", "").isalpha() else ("", "")
    if token.dep in {"nsubj", "nsubjpass", "dobj", "attr"} and head.pos in _RATHER_VERB:
        return stem(head.text), head.text.lower()
    return "", ""


def _verb_over(tokens: Sequence[Token], number: int) -> str:
    """The stem of the verb nearest above a token."""
    at = number
    for _ in range(len(tokens)):
        above = tokens[at].head
        if above == at:
            break
        at = above
        if tokens[at].pos in _RATHER_VERB:
            # "Three people are dead": what is said of them is the word after the verb.
            said = [t for t in tokens if t.dep in {"acomp", "attr"} and t.head == at and stem(t.text) in _BEFALLEN]
            return stem(said[0].text if said else tokens[at].text)
    return stem(tokens[at].text) if tokens else ""


def same_slot(a: Figure, b: Figure, settings: DifferenceSettings) -> bool:
    """Whether two figures count the same thing: one unit, one verb, sentences alike."""
    if a.unit != b.unit or a.verb != b.verb:
        return False
    likeness = compare(a.context, b.context)
    if a.leads and b.leads and a.unit in _TOLL_NAMES:
        # Two sentences that count as many dead, and differ on the injured, count the same people.
        if {t for t in a.tolls if t[0] != a.unit} & {t for t in b.tolls if t[0] != a.unit}:
            return True
        # What befell people is what a story is about: high up in two of its reports it is the same matter.
        told = _BEFALLEN | _ANYBODY | {stem("say")}
        besides = {t for t, w in zip(a.context.term, a.context.weight, strict=True) if w == CONTENT and t not in told}
        return likeness.score >= settings.lead_context and bool(besides & set(b.context.term))
    return not likeness.apart and likeness.score >= settings.context and likeness.shared >= settings.context_weight


def find_slots(figures: Sequence[Figure], settings: DifferenceSettings) -> list[list[Figure]]:
    """Figures gathered into slots: each is alike to all others of its slot. In order."""
    slots: list[list[Figure]] = []
    by_unit: dict[str, list[list[Figure]]] = {}
    for figure in sorted(figures, key=lambda f: (f.report_id, f.begin)):
        for slot in by_unit.setdefault(figure.unit, []):
            if all(same_slot(figure, other, settings) for other in _distinct(slot)):
                slot.append(figure)
                break
        else:
            slot = [figure]
            by_unit[figure.unit].append(slot)
            slots.append(slot)
    return slots


def _distinct(slot: Sequence[Figure]) -> list[Figure]:
    """One figure for each distinct sentence of a slot."""
    return list({figure.context.term: figure for figure in slot}.values())


def disagreeing(
    slot: Sequence[Figure],
    holds: Mapping[str, set[float]],
    published: Mapping[str, datetime | None],
    settings: DifferenceSettings,
) -> list[Figure]:
    """The figures of a slot that contradict another one; none where they only grew, or a report gives both.

    ``holds`` are the values that each report prints of anything: one that knows the other figure too says more than it.
    """
    against: set[int] = set()
    for x, one in enumerate(slot):
        for y in range(x + 1, len(slot)):
            other = slot[y]
            if one.value == other.value or one.report_id == other.report_id:
                continue
            if other.value in holds[one.report_id] or one.value in holds[other.report_id]:
                continue
            if grew(one.value, published[one.report_id], other.value, published[other.report_id], settings):
                continue
            against.update((x, y))
    return [slot[n] for n in sorted(against)]


def grew(one: float, at: datetime | None, other: float, then: datetime | None, settings: DifferenceSettings) -> bool:
    """Whether the larger figure stands in a report so much later that it may be news, not a contradiction.

    Without both dates nothing is known of the order: then it may be. A day without an hour is no order within the day.
    """
    if at is None or then is None:
        return True
    if at.date() == then.date() and 0 in {_seconds(at), _seconds(then)}:
        return False
    hours = (then - at).total_seconds() / 3600
    return (hours >= settings.grown_hours and other > one) or (-hours >= settings.grown_hours and one > other)


def _seconds(moment: datetime) -> int:
    """The seconds since midnight; 0 is what a day without an hour has."""
    return moment.hour * 3600 + moment.minute * 60 + moment.second
