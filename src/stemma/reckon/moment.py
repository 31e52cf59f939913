"""When a thing happened, by reports that tell it in other words: times as figures, held for times of one thing by the same signs
as numbers, with weights of their own (``DifferenceSettings.same_time``).

What is counted is the day or the minute of the day; what it is of is the verb over the time, or the noun that it stands by,
verbs of beginning and of happening being one each.
"""

import dataclasses
import re
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import timedelta
from itertools import combinations
from typing import Any

from stemma.model import Report
from stemma.parse import Parses
from stemma.reckon.event import name_event
from stemma.reckon.figure import Figure, mark_tops, surround
from stemma.reckon.happening import DATED, MOST_VALUES, Happening, are_told_apart, disagree, subject_of
from stemma.reckon.lexicon import FUNCTION
from stemma.reckon.pairs import HOUR, WHEN
from stemma.reckon.quantity import Quantity, agree
from stemma.reckon.reading import Reading
from stemma.reckon.same_thing import Masked
from stemma.reckon.slot import find_slots, one_thing, surely_one
from stemma.settings import DifferenceSettings

# Words with a capital within a sentence, and those with a number behind a hyphen, as things are named.
_RAISED = re.compile(r"(?<=[\w,;] )[A-Z][\w’'-]+|[A-Z]\w*-\d+")
LONG = timedelta(days=25)  # a month or a year
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
        unit = f"{kind} {name_event(one.verb, tokens, one.begin - begin, one.end - begin)}"
        found.append(
            Figure(
                one.report_id, one.begin, one.end, Reading(quantity, unit, "date", False), one.context, number < LEAD,
                frozenset(), frozenset(), False, near=surround(one.context, begin, quantity, tokens), sentence=begin,
                place=one.begin / len(texts[one.report_id].text),
                masked=Masked(one.before, texts[one.report_id].text[begin:end], one.begin - begin, one.end - begin),
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
    weighed = dataclasses.replace(
        settings,
        same_figure=settings.same_time,
        same_least=settings.same_time_least,
        same_figure_read=settings.same_time_read,
        read_least=settings.read_time_least,
    )

    def may_differ(one: Figure, other: Figure) -> bool:
        pair = at[one.report_id, one.begin], at[other.report_id, other.begin]
        return could_differ(one, other, *pair, reports) and disagree(*pair, reports, times)

    for slot in find_slots(figures, weighed, may_differ):
        against: set[int] = set()
        for x, y in combinations(range(len(slot.figures)), 2):
            one, other = slot.figures[x], slot.figures[y]
            if _of_other_events(one, other, slot.surety[x, y], settings):
                continue
            if not agree(one.reading.quantity, other.reading.quantity) and may_differ(one, other):
                against.update((x, y))
        sides = surely_one(slot, [slot.figures[n] for n in sorted(against)], weighed.same_least)
        many = len({at[f.report_id, f.begin].value for f in sides}) > MOST_VALUES
        if sides and not (many and sides[0].reading.unit.startswith(WHEN)):
            yield {
                "story_id": story_id, "kind": "date", "subject": subject_of(at[sides[0].report_id, sides[0].begin], reports),
                "sides": [
                    {"value": reports[f.report_id].text[f.begin : f.end], "report_id": f.report_id, "begin": f.begin, "end": f.end}
                    for f in sides
                ],
                "confidence": one_thing(slot, sides),
            }  # fmt: skip


def could_differ(one: Figure, other: Figure, at: Happening, then: Happening, reports: Mapping[str, Report]) -> bool:
    """Whether two times can't both be right, as far as their sentences may tell of one thing: a year in which others are named
    is that of something else.
    """
    words = [_raised(h, reports) for h in (at, then)]
    if at.clock is None and _tell_of_others(one, other) and words[0].isdisjoint(words[1]):
        return False
    if (_is_year(at) or _is_year(then)) and _name_others(one, other, *words):
        return False
    return are_told_apart(at, then, reports)


def _tell_of_others(one: Figure, other: Figure) -> bool:
    """Whether two sentences name something each and nothing in common."""
    names = [_names_of(figure) for figure in (one, other)]
    return all(names) and names[0].isdisjoint(names[1])


def _name_others(one: Figure, other: Figure, words: AbstractSet[str], others_words: AbstractSet[str]) -> bool:
    """Whether each of two sentences names what the other does not, though they name something in common, or they have no word
    with a capital in common: "the Heron was launched in", "the programme began with the launch of the Swan in".
    """
    names, others = _names_of(one), _names_of(other)
    if names - others and others - names:
        return True
    return bool(words and others_words) and words.isdisjoint(others_words)


def _raised(one: Happening, reports: Mapping[str, Report]) -> set[str]:
    """The words with a capital in the sentence of a time, but for those that name days and months."""
    text, (begin, end) = reports[one.report_id].text, one.sentence
    return {
        word
        for word in (*_RAISED.findall(text, begin, one.begin), *_RAISED.findall(text, one.end, end))
        if not DATED.search(word)
    }


def _words_of(figure: Figure) -> set[str]:
    """The words of a figure's sentence that say something."""
    context = figure.context
    return {term for term, weight in zip(context.term, context.weight, strict=True) if weight > FUNCTION}


def _names_of(figure: Figure) -> set[str]:
    return {term for term in figure.context.term if term.startswith("@")}


def _is_year(one: Happening) -> bool:
    return one.earliest is not None and one.latest is not None and one.latest - one.earliest > LONG


def _of_other_events(one: Figure, other: Figure, surety: float, settings: DifferenceSettings) -> bool:
    """Whether two hours are of things that go by other words, as a report tells of several hours of one day, or two days in
    sentences that have no word in common.
    """
    if one.reading.unit == other.reading.unit:
        return False
    if one.reading.unit.startswith(HOUR):
        far = abs(one.reading.quantity.value - other.reading.quantity.value) > settings.hours_near
        return far and surety < settings.hour_other_event
    days = max(f.reading.quantity.high - f.reading.quantity.low for f in (one, other)) < LONG.days
    return days and surety < settings.day_other_event and _words_of(one).isdisjoint(_words_of(other))
