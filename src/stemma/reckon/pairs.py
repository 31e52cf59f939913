"""How surely two figures of two reports mean the same thing: a logistic regression over what stands around them.

What a number is of is read from the words of its sentence, the nearer in the parse tree the more, each by how rare it is
among the sentences with figures of the story; what speaks against it is another figure that fits better. The weights
(``DifferenceSettings.same_figure``) were fitted on slots labelled by hand, see ``training/figure_pairs.py``.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from math import log

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from stemma.reckon.figure import Figure
from stemma.reckon.lexicon import FUNCTION, stem
from stemma.reckon.quantity import agreement
from stemma.reckon.reading import TOLLS
from stemma.reckon.sorts import may_be_one, sort_of

SIGNS = (
    "sentence", "beside", "names", "named", "numbers", "unit", "third", "values", "only", "toll leads", "leads", "one leads",
    "one dated", "place", "close", "slip", "small",
)  # fmt: skip
# What befell people, and that somebody says it, is told of every toll: it says nothing of which.
_BEFALLEN = frozenset(
    stem(word) for word in
    ["killed", "dead", "deaths", "injured", "wounded", "missing", "arrested", "people", "person", "man", "woman", "toll", "casualties", "say"]
)  # fmt: skip


_INHABITANTS, _WHO = "inhabitant", stem("people")
_GATHERED = frozenset(
    stem(word)
    for word in [
        "crowd",
        "audience",
        "congregation",
        "family",
        "community",
        "workforce",
        "staff",
        "attendance",
        "turnout",
        "gathering",
        "throng",
    ]
)
ON_BOARD = "passenger"  # who was on board is known from the first
WHEN, HOUR = "when", "hour"
_TEN_YEARS, _AN_HOUR_AND_A_HALF = 3652.0, 90.0  # days, minutes: two times so far apart are as little one as any
_MEASURES = ("distance", "area", "volume", "weight", "speed", "magnitude", "flow", "temperature", "energy", "power")
FEW = 13  # below it a number says little: two of different things are as near by chance
SHORT = 1e5  # numbers below it are printed with their digits after the point
SHORTEST_SLIP = 3  # digits of two numbers that may differ by a slip of one
MOST_NUMBERS = 2  # other values that two sentences share, from where more of them say no more
BESIDE = 3  # words on each side of a number that are held against those beside another

Array = NDArray[np.float64]


def family(figure: Figure) -> str:
    """Of what sort a figure is: only figures of one sort are compared, soldiers with soldiers, dollars with dollars."""
    unit = figure.reading.unit
    if unit.startswith("sum of "):
        return unit.rpartition(" in ")[2]
    if is_age(unit):
        return "age"
    if is_time(unit):
        return unit.partition(" ")[0]
    if unit.startswith("length of time") or unit == "prison term":
        return "time"
    if unit.startswith("people of "):
        return "people" if unit.removeprefix("people of ") in _GATHERED else _INHABITANTS
    if unit.startswith("people "):
        return "people"
    toll = next((toll for toll in TOLLS if unit.endswith(f" {toll}")), "")
    if toll:
        return toll
    sort = sort_of(unit.removeprefix("count of "))
    if sort is not None:
        return sort.kind
    return next((measure for measure in _MEASURES if unit.startswith(measure)), unit)


def counted(figure: Figure) -> str:
    """What a figure counts: people, whatever they do, are people; ages are of whoever has the last name."""
    if figure.reading.unit.startswith("age:"):
        return f"age:{figure.reading.unit.split()[-1].removeprefix('age:')}"
    unit = figure.reading.unit
    if unit.startswith("people ") and family(figure) == "people":
        return "people"
    sort = sort_of(unit.removeprefix("count of "))
    return unit if sort is None or not sort.group else f"{sort.kind} {sort.group}"


def one_sort(one: str, other: str) -> bool:
    """Whether what two units of one family count may be the same: no teachers and nurses, no dead pupils and dead soldiers."""
    return may_be_one(_noun_of(one), _noun_of(other))


def _noun_of(unit: str) -> str:
    """The noun that a unit counts; "people" where it counts no more than people."""
    if unit in TOLLS or unit.startswith("people "):
        return _WHO
    return next(
        (unit.removesuffix(f" {toll}") for toll in TOLLS if unit.endswith(f" {toll}")), unit.removeprefix("count of ")
    )


def is_age(unit: str) -> bool:
    """Whether figures of a unit are ages."""
    return unit == "age" or unit.startswith(("age:", "age of "))


def is_time(unit: str) -> bool:
    """Whether figures of a unit are days or hours at which something happened."""
    return unit.startswith((f"{WHEN} ", f"{HOUR} "))


def is_toll(figure: Figure) -> bool:
    """Whether a figure counts the dead, the injured, the missing ..., of whatever sort of people."""
    unit = figure.reading.unit
    return any(unit == toll or unit.startswith(f"{toll} ") or unit.endswith(f" {toll}") for toll in TOLLS)


def is_measured(figure: Figure) -> bool:
    """Whether a figure is a measure, a share or a sum, no count: then small ones say as much as large ones."""
    return figure.reading.unit == "%" or figure.reading.noun.startswith("sum") or family(figure) in {*_MEASURES, "time"}


def weigh_rarity(figures: Sequence[Figure]) -> dict[str, float]:
    """What each word around a story's figures says of one of them, 0 to 1: the less, the more sentences have it
    (Sparck Jones 1972).
    """
    sentences = {figure.context.term for figure in figures}
    having = Counter(term for terms in sentences for term in set(terms))
    total = len(sentences) + 1
    return {term: max(0.0, log(total / (count + 0.5)) / log(total)) for term, count in having.items()}


def read_signs(figures: Sequence[Figure], rarity: Mapping[str, float]) -> Array:
    """The signs of each pair of n figures of one family, [n, n, len(SIGNS)], symmetric, in the order of ``SIGNS``."""
    signs = dict(iterate_signs(figures, rarity))
    return np.stack([signs[name] for name in SIGNS], axis=-1)


def iterate_signs(figures: Sequence[Figure], rarity: Mapping[str, float]) -> Iterator[tuple[str, Array]]:
    """Each sign of ``SIGNS`` in its order, by name, for each pair of n figures of one family [n, n].

    ``sentence`` is the share of the weight of all words of both sentences that stand in both, ``beside`` that of the words
    right beside both, ``names`` that of the names in both, which says something where both are ``named``; ``numbers`` is how
    many other values both print, two at the most. ``third``: how like theirs the sentences are of a report that prints what agrees with the one and
    with the other, as it tells of two things. ``values``: logarithm of how many values the story has of their units;
    ``only``: each report has but one. ``one dated``: one of the sentences names a time far back; ``place``: how near they stand in the
    course of their reports. ``close`` and ``slip``
    speak of measures and larger numbers: as near as they are one to another, and other in one digit.
    """
    toll = bool(figures) and is_toll(figures[0])
    quantities = [figure.reading.quantity for figure in figures]
    value = np.array([quantity.value for quantity in quantities])
    agrees = agreement(quantities)
    report, unit = (_numbered(v) for v in ([f.report_id for f in figures], [counted(f) for f in figures]))
    one_unit = unit[:, None] == unit[None]
    sentence = _shared([_sentence(figure, rarity) for figure in figures])
    yield "sentence", sentence
    yield "beside", _beside(figures)
    names = [{term: 1.0 for term in figure.context.term if term.startswith("@")} for figure in figures]
    named = np.array([bool(found) for found in names])
    yield "names", _shared(names)
    yield "named", (named[:, None] & named[None]).astype(np.float64)
    numbers = _by_term([{f"{value:g}": 1.0 for value in figure.others} for figure in figures])
    yield "numbers", np.minimum((numbers @ numbers.T).toarray(), MOST_NUMBERS)
    yield "unit", one_unit.astype(np.float64)
    third = _third(_fits(figures, (sentence + share_near(figures, rarity)) / 2, report))
    third[agrees] = 0.0
    yield "third", third
    values = np.array([len(set(value[unit == u])) for u in range(unit.max() + 1)])[unit]
    yield "values", np.log(np.where(one_unit, values[:, None], values[:, None] + values[None]))
    only, leads, dated = (np.array(v) for v in zip(*((f.only, f.leads, bool(f.days)) for f in figures), strict=True))
    yield "only", (only[:, None] & only[None]).astype(np.float64)
    both = (leads[:, None] & leads[None]).astype(np.float64)
    yield "toll leads", both * toll
    yield "leads", both * (not toll)
    yield "one leads", (leads[:, None] != leads[None]).astype(np.float64)
    yield "one dated", (dated[:, None] != dated[None]).astype(np.float64)
    place = np.array([figure.place for figure in figures])
    yield "place", 1 - np.abs(place[:, None] - place[None])
    size = np.log(np.maximum(value, 0.1))
    ratio = np.abs(size[:, None] - size[None])
    large = (np.maximum(value[:, None], value[None]) >= FEW) | (bool(figures) and is_measured(figures[0]))
    if figures and is_time(figures[0].reading.unit):
        apart = np.abs(value[:, None] - value[None]) / (
            _TEN_YEARS if family(figures[0]) == WHEN else _AN_HOUR_AND_A_HALF
        )
        yield "close", np.maximum(0.0, 1 - apart)
        years = [date.fromordinal(int(v)).year for v in value] if family(figures[0]) == WHEN else value
        yield "slip", _slips(np.array(years, dtype=np.float64))
        # A report tells few hours: two that are near are of one thing more often than two years.
        yield "small", np.full_like(apart, family(figures[0]) == HOUR)
        return
    yield "close", large * np.maximum(0.0, 1 - ratio)
    yield "slip", _slips(value)
    yield "small", (~large).astype(np.float64)


def are_likeliest(odds: Array, figures: Sequence[Figure]) -> Array:
    """Which two of n figures are likelier one thing than each of them is with any other value of the other's report, by the log
    odds of each two [n, n]: 1 where they are, else 0.
    """
    agrees = agreement([figure.reading.quantity for figure in figures])
    report = _numbered([figure.report_id for figure in figures])
    rival = np.full(odds.shape, -np.inf)
    for number in range(report.max() + 1):
        here = np.flatnonzero(report == number)
        block = odds[:, here]
        best = here[block.argmax(axis=1)]  # of each figure in this report
        with_best = agrees[np.ix_(here, here)][
            :, np.searchsorted(here, best)
        ].T  # whether each of the report agrees with that
        second = np.where(with_best, -np.inf, block).max(axis=1)
        rival[:, here] = np.where(with_best, second[:, None], block.max(axis=1)[:, None])
    likeliest: Array = ((odds > rival) & (odds > rival.T)).astype(np.float64)
    return likeliest


def share_near(figures: Sequence[Figure], rarity: Mapping[str, float]) -> Array:
    """The share of the weight of the words around each two of n figures that stand around both, the nearer in the parse
    tree the more [n, n].
    """
    silent = _BEFALLEN if figures and is_toll(figures[0]) else frozenset()
    return _shared([{t: w * rarity.get(t, 1.0) for t, w in f.near.items() if t not in silent} for f in figures])


def count_as_many(figures: Sequence[Figure]) -> NDArray[np.bool_]:
    """Whether the sentences of two tolls count as many people of another sort: as many dead, where these are injured [n, n]."""
    table = _by_term([
        {f"{unit} {value:g}": 1.0 for unit, value in figure.tolls if unit != figure.reading.unit} for figure in figures
    ])  # fmt: skip
    alike: NDArray[np.bool_] = (table @ table.T).toarray() > 0
    return alike


def print_alike(figures: Sequence[Figure]) -> NDArray[np.bool_]:
    """Which two of n figures print the same value: a least or a most agrees with much, here it stands for itself [n, n]."""
    return agreement([
        q._replace(low=q.value, high=q.value, hedge="") if q.hedge in {"least", "most"} else q
        for q in (figure.reading.quantity for figure in figures)
    ])  # fmt: skip


def _sentence(figure: Figure, rarity: Mapping[str, float]) -> dict[str, float]:
    """What each word of a figure's sentence that says something weighs."""
    context = figure.context
    return {t: w * rarity.get(t, 1.0) for t, w in zip(context.term, context.weight, strict=True) if w > FUNCTION}


def _shared(rows: Sequence[Mapping[str, float]]) -> Array:
    """The share of the weight of all words of each two rows that both have."""
    weights = _by_term(rows)
    here = weights.copy()
    here.data = np.ones_like(here.data)
    shared = (weights @ here.T).toarray()
    total = np.asarray(weights.sum(axis=1)).ravel()
    share: Array = (shared + shared.T) / np.maximum(total[:, None] + total[None], 1e-9)
    return share


def _beside(figures: Sequence[Figure]) -> Array:
    """The share of the words right before and right after two figures, place by place, that are the same."""
    same = np.zeros((len(figures), len(figures)))
    words: list[tuple[str, ...]] = []
    for figure in figures:
        context = figure.context
        before = [t for t, end in zip(context.term, context.end, strict=True) if end <= figure.begin][::-1]
        after = [t for t, begin in zip(context.term, context.begin, strict=True) if begin >= figure.end]
        none = [""] * BESIDE
        words.append((*(before + none)[:BESIDE], *(after + none)[:BESIDE]))
    for column in zip(*words, strict=True):
        number = _numbered(column)
        same += (number[:, None] == number[None]) & (np.array(column) != "")
    return same / (2 * BESIDE)


def _fits(figures: Sequence[Figure], alike: Array, report: NDArray[np.int64]) -> Array:
    """For each of n figures and each report how like its sentence that of a figure is which prints the same value there
    [n, reports]; 0 where none does, or only one that speaks of a figure that took another's place.
    """
    settled = np.array([not figure.changed for figure in figures])
    likeness = np.where(print_alike(figures) & settled[None], alike, 0.0)
    fits = np.zeros((len(figures), report.max() + 1))
    np.maximum.at(fits.T, report, likeness.T)
    return fits


def _third(fits: Array) -> Array:
    """The largest over all reports of the lesser fit of two figures [n, n]."""
    third = np.zeros((len(fits), len(fits)))
    for of_report in fits.T:
        here = np.flatnonzero(of_report)
        if len(here) > 1:
            block = np.ix_(here, here)
            third[block] = np.maximum(third[block], np.minimum(of_report[here][:, None], of_report[here][None]))
    return third


def _slips(value: Array) -> Array:
    """Whether two numbers are other in one digit of as many, three at least, or have the same digits in another order: 32 and 23,
    3.2 and 2.3 million.
    """
    slips = np.zeros((len(value), len(value)))
    digits = [f"{v:.0f}" if v == int(v) else "" for v in value]
    for length in sorted({len(d) for d in digits if len(d) >= SHORTEST_SLIP}):
        here = np.flatnonzero([len(d) == length for d in digits])
        table = np.array([list(digits[n]) for n in here])
        other = sum((column[:, None] != column[None]).astype(np.int64) for column in table.T)
        slips[np.ix_(here, here)] = other == 1
    told = [_digits_of(v) for v in value]
    turned = _numbered(["".join(sorted(one)) if len(one) > 1 else f"alone {n}" for n, one in enumerate(told)])
    found: Array = np.maximum(slips, (turned[:, None] == turned[None]) & (value[:, None] != value[None]))
    return found


def _digits_of(value: float) -> str:
    """The digits of a number as far as it is printed with them, without zeros at the end."""
    return f"{value:g}".replace(".", "").partition("e")[0].rstrip("0") if value < SHORT else f"{value:.0f}".rstrip("0")


def _by_term(rows: Sequence[Mapping[str, float]]) -> csr_matrix:
    """Rows of weights by term as a sparse matrix."""
    number = {term: n for n, term in enumerate(sorted({term for row in rows for term in row}))}
    data = [weight for row in rows for weight in row.values()]
    columns = [number[term] for row in rows for term in row]
    ends = np.cumsum([0, *(len(row) for row in rows)])
    return csr_matrix((data, columns, ends), shape=(len(rows), len(number)))


def _numbered(values: Sequence[str]) -> NDArray[np.int64]:
    """A number for each of some values, the same for equal ones."""
    number: dict[str, int] = {}
    return np.array([number.setdefault(value, len(number)) for value in values], np.int64)
