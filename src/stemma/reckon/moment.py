"""When a thing happened, by reports that tell it in other words: times as figures, held for times of one thing by the same signs
as numbers, with weights of their own (``DifferenceSettings.same_time``).

What is counted is the day or the minute of the day; what it is of is the verb over the time, or the noun that it stands by,
verbs of beginning and of happening being one each.
"""

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations, pairwise
from typing import Any

from stemma.model import Report, Token
from stemma.parse import Parses
from stemma.reckon.figure import Figure, mark_tops, surround
from stemma.reckon.happening import Happening, are_told_apart, disagree, subject_of
from stemma.reckon.lexicon import read_words, stem
from stemma.reckon.pairs import HOUR, WHEN
from stemma.reckon.quantity import Quantity, agree
from stemma.reckon.reading import Reading
from stemma.reckon.slot import find_slots, one_thing
from stemma.settings import DifferenceSettings

_EVENT = {stem(word): line[0] for line in read_words("event") for word in line}
_SET = frozenset(("up", "off", "out"))  # "set up", "set off"
LEAD = 2  # times of a report that stand where it says what happened


def as_figures(happenings: Sequence[Happening], texts: Mapping[str, Report], parses: Parses) -> list[Figure]:
    """The times of a story's reports as figures, in order."""
    found: list[Figure] = []
    counted: dict[str, int] = {}
    for one in happenings:
        number = counted[one.report_id] = counted.get(one.report_id, -1) + 1
        begin, end = one.sentence
        tokens = parses.get(texts[one.report_id].text[begin:end], ())
        quantity = _quantity(one, begin)
        if quantity is None:
            continue
        kind = WHEN if one.clock is None else HOUR
        unit = f"{kind} {_event_of(one, tokens, begin)}"
        found.append(
            Figure(
                one.report_id, one.begin, one.end, Reading(quantity, unit, "date", False), one.context, number < LEAD,
                frozenset(), frozenset(), False, near=surround(one.context, begin, quantity, tokens), sentence=begin,
            )
        )  # fmt: skip
    return mark_tops(found)


def _quantity(one: Happening, sentence: int) -> Quantity | None:
    """A time as a number: the days of its interval, or the minute of the day; its span counts from its sentence's begin."""
    first, last = one.begin - sentence, one.end - sentence
    if one.clock is not None:
        minute = float(one.clock)
        return Quantity(first, last, minute, minute - 0.4, minute + 0.4, "")
    if one.earliest is None or one.latest is None:
        return None
    low, high = float(one.earliest.toordinal()), float(one.latest.toordinal())
    return Quantity(first, last, low, low - 0.4, high + 0.4, "")


def _event_of(one: Happening, tokens: Sequence[Token], begin: int) -> str:
    """What happened at a time: the noun that it stands by ("the theft in 1985"), else the verb over it."""
    inside = {n for n, token in enumerate(tokens) if one.begin - begin <= token.begin < one.end - begin}
    at = next((n for n in sorted(inside) if tokens[n].head not in inside), None)
    particle = any(
        token.lemma.lower() == "set" and following.text.lower() in _SET for token, following in pairwise(tokens)
    )
    if one.verb == "set" and particle:
        return "begin"
    if at is not None:
        above = tokens[tokens[at].head]
        if above.pos == "ADP":
            above = tokens[above.head]
        if above.pos == "NOUN" and stem(above.text) in _EVENT:
            return _EVENT[stem(above.text)]
    return _EVENT.get(one.verb, one.verb)


def moments_apart(
    story_id: str,
    happenings: Sequence[Happening],
    figures: Sequence[Figure],
    times: Mapping[str, Sequence[Mapping[str, Any]]],
    reports: Mapping[str, Report],
    settings: DifferenceSettings,
) -> Iterable[dict[str, Any]]:
    """A difference for each thing that reports put at times which can't both be right, neither report naming the other's."""
    at = {(one.report_id, one.begin): one for one in happenings}
    weighed = dataclasses.replace(settings, same_figure=settings.same_time, same_least=settings.same_time_least)
    for slot in find_slots(figures, weighed):
        against: set[int] = set()
        for x, y in combinations(range(len(slot.figures)), 2):
            one, other = slot.figures[x], slot.figures[y]
            pair = at[one.report_id, one.begin], at[other.report_id, other.begin]
            if _of_other_events(one, other, slot.surety[x, y], settings):
                continue
            if not agree(one.reading.quantity, other.reading.quantity) and are_told_apart(*pair) and disagree(*pair, reports, times):  # fmt: skip
                against.update((x, y))
        sides = [slot.figures[n] for n in sorted(against)]
        if sides:
            yield {
                "story_id": story_id, "kind": "date", "subject": subject_of(at[sides[0].report_id, sides[0].begin], reports),
                "sides": [
                    {"value": reports[f.report_id].text[f.begin : f.end], "report_id": f.report_id, "begin": f.begin, "end": f.end}
                    for f in sides
                ],
                "confidence": one_thing(slot, sides),
            }  # fmt: skip


def _of_other_events(one: Figure, other: Figure, surety: float, settings: DifferenceSettings) -> bool:
    """Whether two hours are of things that go by other words: a report tells of several hours of one day."""
    hours = one.reading.unit.startswith(HOUR)
    far = abs(one.reading.quantity.value - other.reading.quantity.value) > settings.hours_near
    return hours and far and one.reading.unit != other.reading.unit and surety < settings.hour_other_event
