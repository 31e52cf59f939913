"""Figures: what a report counts or measures, where it says so, and what else its sentence says of it."""

import re
from collections import deque
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from stemma.model import Report, Segments, Span, Token
from stemma.parse import Parses
from stemma.reckon.lexicon import FUNCTION
from stemma.reckon.quantity import Quantity, agree
from stemma.reckon.reading import TOLLS, Reading, is_quoted, read_figures
from stemma.reckon.units import Mentions, Terms, find_terms, pick_terms

NEARER = 0.7  # what a word weighs for what a number is of, for each step of the parse tree between them
FARTHEST = 9  # steps: words farther off, or in another tree, count as that far
LEAD = 8  # sentences of a report, its title included, in which it says what happened
# Words by which a report says itself that a figure took another's place.
_CHANGED = re.compile(
    r"\b(?:ris(?:en|es|ing|e)|rose|climb(?:ed|s|ing)?|increas(?:ed|es|ing)|grew|grown|growing|jump(?:ed|s)|up\sfrom"
    r"|revis(?:ed|es|ing)|updated?|earlier\s(?:toll|count|figure|report)s?|previous(?:ly)?\s(?:toll|count|figure|said|reported|put)"
    r"|latest\s(?:toll|count|figure)s?|toll\sfrom|so\sfar|expected\sto\srise|initial(?:ly)?)\b",
    re.IGNORECASE,
)
# "A previous raid", "in a separate crash": that is not what the others tell of.
ANOTHER = re.compile(
    r"\b(?:an?\s(?:previous|prior|separate|different|similar|earlier)|another)\s(?!toll|count|figure|report|estimate|statement|person|people)[a-z]+\b(?!\s(?:people|were|was)\b)",
    re.IGNORECASE,
)
# What still goes on when it is told: "has been shut for three days", "after four hours of searching".
_GOES_ON = re.compile(
    r"\b(?:ha(?:s|ve)\s(?:\w+\s)?(?:been|lasted|run)|so\sfar|still|since|continu\w+|ongoing|already|now\sin\sits|remain\w*|is|are)\b",
    re.IGNORECASE,
)
# Sums that are still counted: what is raised, lost, estimated.
_COUNTED_ON = re.compile(
    r"\b(?:rais(?:e[sd]?|ing)|donat\w+|collect\w*|pledg\w+|damages?|loss(?:es)?|lost|estimat\w+|cost(?:s|ing)?|prices?|priced|worth|valued?|budget|deficit"
    r"|debts?|sales|sold|revenues?|profits?|earn\w*|turnover|market|shares?|bid|offer(?:s|ed)?)\b",
    re.IGNORECASE,
)
_NUMBER_WORD = re.compile(r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|\w+ty|hundred|thousand|million|dozen)\b", re.IGNORECASE)  # fmt: skip


class Figure(NamedTuple):
    """A reading in its place: ``context`` are the sentence's other words, ``leads`` says whether it stands where the
    report says what happened, ``tolls`` what the sentence counts of people, ``days`` the times far back that it names;
    ``changed`` says that it speaks of a figure that took another's place; ``tops``: no larger figure of its unit stands
    where the report says what happened; ``only``: whatever else of its unit the report prints agrees with it; ``near``:
    what each word of the sentence that says something weighs for it, less with each step of the parse tree; ``sentence``:
    where that begins; ``another``: it tells of another thing of the kind; ``on``: the days that it names; ``counts``: what else it counts that may make up one sum with the figure; ``others``: the
    values of its other figures; ``goes_on``: it tells of what still goes on; ``counted_on``: of
    a sum that may still change.
    """

    report_id: str
    begin: int
    end: int
    reading: Reading
    context: Terms
    leads: bool
    tolls: frozenset[tuple[str, float]]
    days: frozenset[str]
    changed: bool
    tops: bool = True
    only: bool = True
    near: Mapping[str, float] = {}
    sentence: int = 0
    another: bool = False
    on: tuple[int, ...] = ()
    counts: tuple[float, ...] = ()
    others: frozenset[float] = frozenset()
    goes_on: bool = False
    counted_on: bool = False


def find_figures(
    report: Report,
    segments: Segments,
    parses: Parses,
    mentions: Mentions,
    far: Sequence[tuple[int, int, str]],
    near: Sequence[tuple[int, int, int]],
    known: dict[str, list[Reading]],
) -> list[Figure]:
    """The figures of a report, in order. ``far`` are the (begin, end, value) of times that lie far back, ``near`` those of
    days, by their ordinals; ``known`` keeps what was read out of each distinct sentence.
    """
    found: list[Figure] = []
    for number, (begin, end, _) in enumerate(segments.sentences):
        text = report.text[begin:end]
        if text not in known:
            known[text] = (
                read_figures(text, parses.get(text, ()))
                if any(c.isdigit() for c in text) or _words_a_number(text)
                else []
            )
        if not known[text]:
            continue
        terms = find_terms(report.text, [Span(begin, end)], mentions.get(report.id, ((), (), ())))
        context = pick_terms(terms, [n for n, term in enumerate(terms.term) if not term.startswith("#")])
        tolls = frozenset((r.unit, r.quantity.value) for r in known[text] if r.unit in TOLLS)
        days = frozenset(value for first, last, value in far if first < end and begin < last)
        on = tuple(sorted({day for first, last, day in near if first < end and begin < last}))
        values = frozenset(r.quantity.value for r in known[text])
        changed, another = bool(_CHANGED.search(text)), bool(ANOTHER.search(text))
        found.extend(
            Figure(report.id, begin + r.quantity.begin, begin + r.quantity.end, r, context, number < LEAD, tolls, days, changed,
                   near=surround(context, begin, r.quantity, parses.get(text, ())), sentence=begin, another=another, on=on,
                   counts=_counted_with(r, known[text]), others=values - {r.quantity.value},
                   goes_on=bool(_GOES_ON.search(text)), counted_on=bool(_COUNTED_ON.search(text)))
            for r in known[text]
        )  # fmt: skip
    return mark_tops(found)


def surround(context: Terms, begin: int, quantity: Quantity, tokens: Sequence[Token]) -> dict[str, float]:
    """What each other word of a sentence weighs for a number in it."""
    steps = _steps_from(tokens, quantity.begin, quantity.end)
    near: dict[str, float] = {}
    for first, last, term, weight in zip(context.begin, context.end, context.term, context.weight, strict=True):
        if weight <= FUNCTION or (first - begin < quantity.end and quantity.begin < last - begin):
            continue
        away = min(
            (steps[n] for n, t in enumerate(tokens) if t.begin < last - begin and first - begin < t.end),
            default=FARTHEST,
        )
        near[term] = max(near.get(term, 0.0), weight * NEARER**away)
    return near


def _counted_with(reading: Reading, here: Sequence[Reading]) -> tuple[float, ...]:
    """What else the readings of a sentence count that may make up one sum with a count: the injured make up none with the dead."""
    if not _is_count(reading):
        return ()
    return tuple(
        r.quantity.value for r in here
        if r is not reading and _is_count(r) and (r.unit == reading.unit or r.unit not in TOLLS)
    )  # fmt: skip


def _is_count(reading: Reading) -> bool:
    """Whether a reading counts people or things, and measures nothing."""
    return (
        not reading.quantity.word
        and not reading.unit.startswith(("age", "magnitude", "%", "votes "))
        and not is_quoted(reading)
    )


def _steps_from(tokens: Sequence[Token], begin: int, end: int) -> list[int]:
    """How many steps of the parse tree each token is away from a stretch of its sentence."""
    beside: list[list[int]] = [[] for _ in tokens]
    for n, token in enumerate(tokens):
        if token.head != n:
            beside[n].append(token.head)
            beside[token.head].append(n)
    steps = [0 if token.begin < end and begin < token.end else FARTHEST for token in tokens]
    waiting = deque(n for n, away in enumerate(steps) if not away)
    while waiting:
        at = waiting.popleft()
        for other in beside[at]:
            if steps[other] > steps[at] + 1:
                steps[other] = steps[at] + 1
                waiting.append(other)
    return steps


def mark_tops(figures: Sequence[Figure]) -> list[Figure]:
    """The figures of a report marked: those that are the largest of their unit where the report says what happened (the
    others are parts), and those that are the only ones of their unit.
    """
    most: dict[str, float] = {}
    of_unit: dict[str, dict[tuple[float, float, str], Quantity]] = {}
    for figure in figures:
        unit, value = figure.reading.unit, figure.reading.quantity.value
        quantity = figure.reading.quantity
        of_unit.setdefault(unit, {})[quantity.low, quantity.high, quantity.word] = quantity
        if figure.leads and not figure.reading.part:
            most[unit] = max(most.get(unit, value), value)
    return [
        figure._replace(
            tops=not figure.leads or figure.reading.quantity.value >= most.get(figure.reading.unit, 0.0),
            only=all(agree(figure.reading.quantity, other) for other in of_unit[figure.reading.unit].values()),
        )
        for figure in figures
    ]


def _words_a_number(text: str) -> bool:
    return _NUMBER_WORD.search(text) is not None
