"""Turns of a conversation that a report prints word for word: "LINDT: The pier is safe." under "HOST: Is it?".

They are quoted speech, mostly without quotation marks: an interview, a hearing, a broadcast written down. What tells them from
a list with headings is that few people take turns, that one speaks again, and that they speak of "I" and "you".
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from stemma.model import Span
from stemma.words import WORD, trimmed

MOST_BETWEEN = 4  # paragraphs between two turns, in which the first speaker goes on
LEAST_TURNS = 3
_PART = r"(?:[^\W\d_a-zß-öø-ÿ][\w.'’-]*|of|the|and|for|de|der|la|von|van|al|el|bin|ibn)"
_LABEL = re.compile(
    rf"\s*(?P<mark>''|``|[\"“„«])?\s*(?P<name>[QA](?=\s?[:.]\s)|{_PART}(?:[ \t]{_PART}){{0,5}})"
    r"(?P<office>(?:,[^:\n]{1,60})?(?:\s?\([^()\n]{1,40}\))?)\s?(?P<colon>(?<=\b[QA])[:.]|:)(?:\s|\Z)"
)
# What stands before a colon over and over and is nobody: it leads to other pages or tells what a picture shows.
_NOBODY = re.compile(
    r"\b(?:advertisement|also|breaking|caption|click|correction|credit|editor|exclusive|file|graphic|image|listen|live|map|more|news|"
    r"note|photo|picture|poll|read|related|see|sources?|story|transcript|update|updated|via|video|view|watch)\b",
    re.IGNORECASE,
)
_TALK = re.compile(r"\b(?:i|me|my|you|your|we|us|our)\b|\?", re.IGNORECASE)
_ASIDE = re.compile(r"\s*(?:\[[^\]]*\]|\([^()]*\))\s*")
_OPENING, _CLOSING = '"“„«', '"”»'


def has_turns(text: str, begin: int, end: int) -> bool:
    """Whether a stretch of text may have any: quick, for the many that have none."""
    return text.count(":", begin, end) + text.count("A.", begin, end) >= LEAST_TURNS


class Turn(NamedTuple):
    """What one says until the next one speaks: the name before the colon, the colon, the words of each paragraph (a
    quotation mark that closes them included), and whether nothing but questions is said."""

    name: Span
    colon: Span
    words: tuple[Span, ...]
    asks: bool


class _Opened(NamedTuple):
    """A paragraph that begins a turn."""

    number: int
    key: str
    name: Span
    colon: Span
    words: Span
    marked: bool


def find_turns(text: str, paragraphs: Sequence[Span]) -> list[Turn]:
    """The turns of the conversations among a text's paragraphs, in order; spans are code points of ``text``."""
    opened = [one for number in range(len(paragraphs)) if (one := _open(text, paragraphs, number)) is not None]
    if [one.number for one in opened[:2]] != [0, 1] and opened and opened[0].number == 0:
        opened = opened[1:]  # a headline
    return [turn for run in _runs(opened) if _is_talk(text, run) for turn in _close(text, paragraphs, run)]


def _open(text: str, paragraphs: Sequence[Span], number: int) -> _Opened | None:
    """The turn that begins with a paragraph; its first words may stand in the next one."""
    label = _LABEL.match(text, *paragraphs[number])
    if label is None or _NOBODY.search(label["name"]):
        return None
    words = Span(*trimmed(text, label.end("colon"), paragraphs[number].end))
    if words.begin == words.end and number + 1 < len(paragraphs) and not _LABEL.match(text, *paragraphs[number + 1]):
        number += 1
        words = Span(*trimmed(text, *paragraphs[number]))
    if not WORD.search(text, *words):
        return None
    key = WORD.findall(label["name"])[-1].casefold()
    marked = label["mark"] is not None or text[words.begin] in _OPENING
    return _Opened(number, key, Span(*label.span("name")), Span(*label.span("colon")), words, marked)


def _runs(opened: Sequence[_Opened]) -> Iterator[list[_Opened]]:
    """The paragraphs that begin turns, those together between which no more than ``MOST_BETWEEN`` others stand."""
    run: list[_Opened] = []
    for one in opened:
        if run and one.number - run[-1].number > MOST_BETWEEN + 1:
            yield run
            run = []
        run.append(one)
    if run:
        yield run


def _is_talk(text: str, run: Sequence[_Opened]) -> bool:
    """Whether few take turns, one of them again, each after another, and most of it is said from one to another."""
    keys = [one.key for one in run]
    if len(run) < LEAST_TURNS or not 2 <= len(set(keys)) < len(run):
        return False
    changes = sum(a != b for a, b in pairwise(keys))
    talk = sum(_TALK.search(text, *one.words) is not None for one in run)
    return 3 * changes >= 2 * (len(run) - 1) and 2 * talk >= len(run)


def _close(text: str, paragraphs: Sequence[Span], run: Sequence[_Opened]) -> Iterator[Turn]:
    ends = [one.number for one in run[1:]] + [run[-1].number + 1 + MOST_BETWEEN]
    for one, end in zip(run, ends, strict=True):
        words = [one.words]
        for number in range(one.number + 1, min(end, len(paragraphs))):
            if _ASIDE.fullmatch(text, *paragraphs[number]):
                continue
            if not _goes_on(text, words[-1], paragraphs[number], one.marked, last=one is run[-1]):
                break
            words.append(Span(*trimmed(text, *paragraphs[number])))
        asks = all(text[b:e].rstrip(_CLOSING + " ").endswith("?") for b, e in words)
        yield Turn(one.name, one.colon, tuple(words), asks)


def _goes_on(text: str, before: Span, paragraph: Span, marked: bool, *, last: bool) -> bool:
    """Whether a speaker goes on in the next paragraph: by its marks, or by whom it speaks of."""
    if marked:
        return text[before.end - 1] not in _CLOSING and text[paragraph.begin] in _OPENING
    return (
        not last
        and _TALK.search(text, *paragraph) is not None
        and not any(mark in text[paragraph.begin : paragraph.end] for mark in _OPENING + _CLOSING)
    )
