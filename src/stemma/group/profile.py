"""What a report is about, read from the report alone: weighted words, the lead, names, and the day it tells of."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from importlib import resources
from sys import intern
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from stemma.clean.dates import find_days, weekday_number
from stemma.clean.facts import read_facts
from stemma.model import Report, Span
from stemma.settings import GroupSettings

# How much a word says about an event, by the part of the list it stands in; a word in none of them counts 1.
TIERS = {"grammar": 0.0, "time": 0.0, "very common": 0.25, "common": 0.5, "rest of the page": 0.0}
LONG_NUMBER, SHORT_NUMBER = 0.7, 0.2  # a number of two digits and more, and of one: "27 hurt", "3 days"

TOKEN = re.compile(r"(?:[A-Za-z]\.){2,}|\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*")
PIECES = re.compile(f"({TOKEN.pattern})")
WEEKDAY_NAMED = re.compile(
    r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|\b(?:MON|TUES|WEDNES|THURS|FRI|SATUR|SUN)DAY\b"
)
RUNNING = ("title", "standfirst", "body")
SENTENCE_START = frozenset('.!?:;"“”‘(\n—-•|')


class Profile(NamedTuple):
    """A report as grouping sees it.

    ``terms``: the stem of each word, with its ``weights``, and whether it is ``small``: no name, as it stands without a
    capital letter too. ``lead``: spans of the title and first paragraphs, in code points; ``lead_words`` how many words
    these have, ``lead_terms`` the stems in them and their weights, ``names`` those of them written with a capital letter.
    ``words``: how many the running text has. ``published``: its day;
    ``days``: the days of the week before that the lead speaks of, as they come: the first is the one that it tells of;
    ``weekday``: the first day of the week that it names, 0 for Monday; ``not_before``: a day that the report cannot
    be older than, for want of its own date.
    """

    terms: tuple[str, ...]
    weights: NDArray[np.float64]
    small: NDArray[np.bool_]
    lead: tuple[Span, ...]
    lead_words: int
    lead_terms: dict[str, float]
    names: frozenset[str]
    words: int
    published: date | None
    days: tuple[date, ...]
    weekday: int | None
    not_before: date | None

    @property
    def told(self) -> date | None:
        """The day that the lead tells of."""
        return self.days[0] if self.days else None

    def has_small(self, term: str) -> bool:
        """Whether a stem stands without a capital letter."""
        return term in self.terms and bool(self.small[self.terms.index(term)])


@lru_cache(maxsize=1 << 17)
def stem(word: str) -> str:
    """A word without its case, its full stops and the commonest English endings; numbers stay as they are."""
    return intern(cut(word))  # profiles hold many: each only once


def cut(word: str) -> str:
    """The stem of a word."""
    if word[0].isdigit():
        return word
    word = word.lower().replace("’", "'").replace(".", "").removesuffix("'s")
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    for ending in ("ingly", "edly", "ing", "ed", "es", "s", "ly"):
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not word.endswith("ss"):
            word = word.removesuffix(ending)
            break
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "ls":
        word = word[:-1]
    return word[:-1] if len(word) > 3 and word.endswith("e") else word


@lru_cache(maxsize=1)
def common_words() -> dict[str, float]:
    """The weight of each common word, by its stem: the shipped list ``common_words.txt``."""
    weights: dict[str, float] = {}
    tier = 0.0
    for line in resources.files("stemma.group").joinpath("common_words.txt").read_text("utf-8").splitlines():
        if line.startswith("["):
            tier = TIERS[line.strip("[]")]
        elif not line.startswith("#"):
            for word in line.split():
                weights.setdefault(stem(word), tier)
    return weights


def rarity(term: str) -> float:
    """How much a stem says about an event, 0 to 1. It depends on the shipped list alone, never on the pile."""
    if term[0].isdigit():
        return LONG_NUMBER if len(term) > 1 else SHORT_NUMBER
    return common_words().get(term, 1.0)


def read_profile(report: Report, settings: GroupSettings) -> Profile:
    """The profile of one report; it depends on this report alone."""
    counts: Counter[str] = Counter()
    inside: Counter[str] = Counter()  # words that stand where a capital would mean something
    small: set[str] = set()  # stems that stand without a capital, or are numbers
    in_lead: set[str] = set()
    lead: list[Span] = []
    left = settings.lead_words
    for begin, end in running_spans(report):
        pieces = PIECES.split(report.text[begin:end])  # gaps and words by turns
        words = pieces[1::2]
        for word, count in Counter(words).items():
            term = stem(word)
            counts[term] = counts.get(term, 0) + count
            if not word[0].isupper():
                small.add(term)
        inside.update(words_inside(pieces))
        leading = max(0, min(left, len(words)))
        if leading:
            left -= leading
            in_lead.update(map(stem, words[:leading]))
            lead.append(Span(begin, begin + sum(map(len, pieces[: 2 * leading]))))
    words_in_all = counts.total()
    placed: Counter[str] = Counter()
    capital: Counter[str] = Counter()
    for word, count in inside.items():
        placed[stem(word)] += count
        capital[stem(word)] += count * word[0].isupper()
    if report.title:
        head = {stem(match.group()) for match in TOKEN.finditer(report.title)}
        counts.update(sorted(head - in_lead))
        in_lead |= head
    names = {term for term, count in capital.items() if count * 2 > placed[term]}
    published, not_before = dates_of(report)
    days, weekday = told_days(report, lead, published)
    weights = weigh(counts, in_lead, names, settings)
    return Profile(
        terms=tuple(weights),
        weights=np.fromiter(weights.values(), np.float64, len(weights)),
        small=np.fromiter((term in small for term in weights), np.bool_, len(weights)),
        lead=tuple(lead),
        lead_words=settings.lead_words - left,
        lead_terms={
            term: weight * (settings.name_weight if term in names else 1)
            for term in sorted(in_lead)
            if (weight := rarity(term)) >= 0.5
        },
        names=frozenset(term for term in in_lead & names if rarity(term) == 1 and not term[0].isdigit()),
        words=words_in_all,
        published=published,
        days=days,
        weekday=weekday,
        not_before=not_before,
    )


def words_inside(pieces: Sequence[str]) -> list[str]:
    """Of gaps and words by turns, the words before which no sentence, line or quotation begins.

    What counts is the last of the two characters before a word that is no space; that may be the end of another word.
    """
    found = []
    last = ""
    for gap, word in zip(pieces[::2], pieces[1::2], strict=False):
        before = gap if gap == " " else gap[-2:]
        if before == " ":
            before = last
        elif len(before) < 2:
            before = (last + before).rstrip(" ")[-1:]
        else:
            before = before.rstrip(" ")[-1:]
        if before and before not in SENTENCE_START:
            found.append(word)
        last = word[-1]
    return found


def weigh(counts: Counter[str], lead: set[str], names: set[str], settings: GroupSettings) -> dict[str, float]:
    """A weight for each stem: how rare it is, how often it stands, whether in the lead, whether a name."""
    weights = {}
    for term, count in counts.items():
        if weight := rarity(term) * (settings.name_weight if term in names else 1):
            weights[term] = weight * (1 + math.log(count) + settings.lead_weight * (term in lead))
    return weights


def running_spans(report: Report) -> tuple[Span, ...]:
    """Where the report's running text stands; all of it where no block says so."""
    spans = tuple(Span(block.begin, block.end) for block in report.blocks if block.kind in RUNNING)
    return spans or (Span(0, len(report.text)),)


def dates_of(report: Report) -> tuple[date | None, date | None]:
    """(published, the day that an undated report cannot be older than); None for what the report leaves open."""
    if report.published:
        return report.published.date(), None
    moment = read_facts(report.text, report.blocks, url=report.url, outlet=report.outlet).published
    if moment:
        return moment.when.date(), None
    # A photograph cannot be younger than the report that shows it.
    seen = [
        date(day.year, day.month, day.day)
        for block in report.blocks
        if block.kind == "caption"
        for day in find_days(report.text[block.begin : block.end])
        if day.year is not None
    ]
    return None, max(seen, default=None)


def told_days(report: Report, lead: Iterable[Span], published: date | None) -> tuple[tuple[date, ...], int | None]:
    """(days of the week up to publication that the lead speaks of, as they come; the first weekday that it names)."""
    days: list[date] = []
    weekday = None
    for begin, end in lead:
        text = report.text[begin:end]
        if weekday is None and (named := WEEKDAY_NAMED.search(text)):
            weekday = weekday_number(named.group())
        if published is not None:
            days += [day for day in days_in(text, published) if day not in days]
    return tuple(days), weekday


@lru_cache(maxsize=1 << 14)
def days_in(text: str, published: date) -> tuple[date, ...]:
    """The days of a text that lie in the week up to ``published``, as they come."""
    from stemma.name import find_times  # names are weighed by this module's list of common words

    found = []
    for one in find_times(text, published):
        if one.type not in ("DATE", "TIME") or one.earliest is None or one.latest is None:
            continue
        day = one.earliest.date()
        if (one.latest - one.earliest).days < 1 and 0 <= (published - day).days < 7:
            found.append(day)
    return tuple(found)
