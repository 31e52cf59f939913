"""Figures: what a report counts or measures, where it says so, and what else its sentence says of it."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter, deque
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from stemma.model import Report, Segments, Span, Token
from stemma.parse import Parses
from stemma.reckon.converted import Original, currency_of, is_sum, original_of
from stemma.reckon.counting import has_moved, is_of_damage, is_on_gauge, near_words
from stemma.reckon.lexicon import FUNCTION
from stemma.reckon.quantity import Quantity, agree
from stemma.reckon.reading import BARE, MONEY, TOLLS, Reading, is_quoted, read_figures
from stemma.reckon.same_thing import Masked, sentence_before
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
# What a figure was before: "up from 49", "compared with 31 a year ago".
_WAS_BEFORE = re.compile(
    r"\b(?:(?:up|down|lower|higher|less|more|rise|rose|risen|increased?|fall|fell|fallen|drop(?:ped)?|decline[sd]?|raised|cut|lifted|lowered|reduced|grew|jumped)(?:\s[\w’']+){0,3}?\sfrom"
    r"|(?:as\s)?compared\s(?:with|to)|rather\sthan|instead\sof)\s(?:the\s|a\s|an?\s\w+\s)?(?:[$€£¥₹]\s?)?(?:(?:about|around|some|nearly|almost|over|just\s\w+)\s)?$",
    re.IGNORECASE,
)
_BY = re.compile(r"\bby\s(?:(?:about|around|some|nearly|almost|over|more\sthan|at\sleast)\s)?$", re.IGNORECASE)
# "20-13", "3–1": a report that prints several tells of games, where half of all numbers are alike and mean other things.
_SCORE = re.compile(r"(?<![\w$€£.,:/–-])(\d{1,3})[-–](\d{1,3})(?![\w.,:/–-]*\d|[-–\w])")
SCORES = 2  # from which a report tells of games: of 820 others, real and invented, one has as many
_NUMBER_WORD = re.compile(r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|\w+ty|hundred|thousand|million|dozen|half|first|second|third|fifth|\w+th)\b", re.IGNORECASE)  # fmt: skip


class Figure(NamedTuple):
    """A reading in its place: ``context`` are the sentence's other words, ``leads`` says whether it stands where the
    report says what happened, ``tolls`` what the sentence counts of people, ``days`` the times far back that it names;
    ``changed`` says that it speaks of a figure that took another's place; ``tops``: no larger figure of its unit stands
    where the report says what happened; ``only``: whatever else of its unit the report prints agrees with it; ``near``:
    what each word of the sentence that says something weighs for it, less with each step of the parse tree; ``sentence``:
    where that begins; ``another``: it tells of another thing of the kind; ``on``: the days that it names; ``counts``: what else it counts that may make up one sum with the figure; ``others``: the
    values of its other figures; ``place``: how far into its report it stands, 0 to 1; ``of_games``: its report tells of games; ``masked``: it in its sentence, after the one
    before; ``counted_on``: how near words of each of ``counting.SORTS`` stand to it; ``damaged``: it counts what a disaster did; ``moved``: what it is of was another number
    before; ``on_gauge``: it is read off a gauge; ``original``: what it says over in another currency.
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
    place: float = 0.0
    of_games: bool = False
    masked: Masked | None = None
    counted_on: tuple[float, ...] = ()
    damaged: bool = False
    moved: bool = False
    on_gauge: bool = False
    original: Original | None = None

    @property
    def counting(self) -> bool:
        """Whether it tells of what is counted on, or is read off a gauge."""
        return self.on_gauge or any(self.counted_on)


def tells_of_games(text: str) -> bool:
    """Whether a report tells of games, whose numbers, days and places are many and alike: it prints several scores."""
    return len(set(_SCORE.findall(text))) >= SCORES


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
    of_games = tells_of_games(report.text)
    for number, (begin, end, _) in enumerate(segments.sentences):
        text = report.text[begin:end]
        if text not in known:
            known[text] = (
                read_figures(text, parses.get(text, ())) if any(map(str.isdigit, text)) or _words_a_number(text) else []
            )
        if not known[text]:
            continue
        terms = find_terms(report.text, [Span(begin, end)], mentions.get(report.id, ((), (), ())))
        context = pick_terms(terms, [n for n, term in enumerate(terms.term) if not term.startswith("#")])
        tolls = frozenset((r.unit, r.quantity.value) for r in known[text] if r.unit in TOLLS)
        days = frozenset(value for first, last, value in far if first < end and begin < last)
        on = tuple(sorted({day for first, last, day in near if first < end and begin < last}))
        values = frozenset(r.quantity.value for r in known[text] if r.unit != BARE)
        before = sentence_before(report, segments, number)
        changed, another = bool(_CHANGED.search(text)), bool(ANOTHER.search(text))
        found.extend(
            Figure(report.id, begin + r.quantity.begin, begin + r.quantity.end, r, context, number < LEAD, tolls, days,
                   # "Taxes rise by 4 percent": that is how much, and nothing that rose.
                   changed and not (r.unit == "%" and _BY.search(text, 0, r.quantity.begin)),
                   near=surround(context, begin, r.quantity, parses.get(text, ())), sentence=begin, on=on,
                   another=another or bool(_WAS_BEFORE.search(text, 0, r.quantity.begin)),
                   counts=_counted_with(r, known[text]), others=values - {r.quantity.value},
                   place=(begin + r.quantity.begin) / len(report.text), of_games=of_games, moved=has_moved(text, r.quantity),
                   masked=Masked(before, text, r.quantity.begin, r.quantity.end),
                   counted_on=near_words(text, r.quantity), damaged=is_of_damage(text, r.quantity), on_gauge=is_on_gauge(text, r.quantity),
                   original=original_of(text, r, known[text]))
            for r in known[text]
        )  # fmt: skip
    return mark_tops(found)


def surround(context: Terms, begin: int, quantity: Quantity, tokens: Sequence[Token]) -> dict[str, float]:
    """What each other word of a sentence weighs for a number in it."""
    steps = _steps_from(tokens, quantity.begin, quantity.end)
    begins, ends = [token.begin for token in tokens], [token.end for token in tokens]
    near: dict[str, float] = {}
    for first, last, term, weight in zip(context.begin, context.end, context.term, context.weight, strict=True):
        if weight <= FUNCTION or (first - begin < quantity.end and quantity.begin < last - begin):
            continue
        at = slice(bisect_right(ends, first - begin), bisect_left(begins, last - begin))
        away = min(steps[at], default=FARTHEST)
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
        and reading.unit != BARE
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


def name_currency(figures: Sequence[Figure]) -> list[Figure]:
    """A story's figures, sums that name no currency ("for 2.3 million") given that of all its other sums; without one they are
    left out, as "three million" may be anything.
    """
    named = Counter(currency_of(f.reading) for f in figures if is_sum(f.reading) and f.reading.unit != MONEY)
    currency = next(iter(named)) if len(named) == 1 else ""
    kept = [figure for figure in figures if currency or figure.reading.unit != MONEY]
    return [
        f._replace(reading=f.reading._replace(unit=currency)) if f.reading.unit == MONEY else f for f in kept
    ]  # fmt: skip


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
