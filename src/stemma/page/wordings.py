"""The wordings of a claim held against each other, the words that differ marked."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from stemma.page.data import Row, StoryRows
from stemma.page.phrase import NOTHING, Piece, between, clipped, plain, tidy
from stemma.words import WORD, fold

FEWEST_ELSEWHERE = 3  # words in a row that stand at two places of a report for a reason


class Change(NamedTuple):
    """What one wording has and what the other has for it, either of them perhaps nothing. ``elsewhere``: who prints the first
    has the words of the second at another place.
    """

    kind: str
    here: str
    there: str
    elsewhere: bool = False


class Altered(NamedTuple):
    """Two wordings of one statement next to each other, and what sets them apart."""

    who: tuple[str, ...]
    pieces: tuple[Piece, ...]
    against_who: str
    against: tuple[Piece, ...]
    changes: tuple[Change, ...]


def content_of(story: StoryRows, attribution: Row) -> tuple[int, int]:
    """From where to where the words of an attribution stand."""
    spans = attribution["content"] or ()
    text = story.text(attribution["report_id"])
    return clipped(text, min((s["begin"] for s in spans), default=0), max((s["end"] for s in spans), default=0))


def list_altered(story: StoryRows, rows: Sequence[Row]) -> list[Altered]:
    """The wordings of a claim held against each other; reports that print the same words stand together."""
    groups: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        if row["attribution_id"] in story.attributions and row["against"] in story.attributions:
            groups.setdefault((row["attribution_id"], row["against"]), []).append(row)
    same: dict[tuple[tuple[Piece, ...], str, tuple[Change, ...]], list[str]] = {}
    leads: dict[tuple[str, str], list[str]] = {}
    for (one, other), found in sorted(groups.items()):
        changes = sorted(found, key=lambda r: (r["begin"], r["end"], r["kind"]))
        text = story.text(story.attributions[one]["report_id"])
        listed = tuple(
            Change(
                r["kind"],
                plain(r["reading"]),
                plain(r["against_reading"]),
                elsewhere=not r["reading"] and stands_in(text, r["against_reading"]),
            )
            for r in changes
        )
        key = (tuple(here(story, story.attributions[one], changes)), other, listed)
        same.setdefault(key, []).append(one)
        leads[one, other] = [word_before(story, story.attributions[one], r["begin"]) for r in changes]
    made = []
    for (pieces, other, changes_told), ones in same.items():
        reports = sorted({story.attributions[one]["report_id"] for one in ones}, key=story.order)
        reference = story.attributions[other]
        made.append(
            Altered(
                tuple(plain(story.label(one)) for one in reports),
                pieces,
                plain(story.label(reference["report_id"])),
                tuple(there(story, reference, changes_told, leads[ones[0], other])),
                changes_told,
            )
        )
    # Another verb of saying alone changes nothing of what was said: such come last.
    return sorted(made, key=lambda a: ({change.kind for change in a.changes} <= {"cue"}, -len(a.who), a.who, a.changes))


def here(story: StoryRows, attribution: Row, changes: Sequence[Row]) -> list[Piece]:
    """The words of an attribution, those that differ marked; a place where words are missing gets a sign."""
    text = story.text(attribution["report_id"])
    begin, end = content_of(story, attribution)
    begin = min([begin, *(r["begin"] for r in changes)])
    end = max([end, *(r["end"] for r in changes)])
    made: list[Piece] = []
    at = begin
    for row in changes:
        low, high = max(row["begin"], at), max(row["end"], at)
        made += between(text, at, low, 150) if low > at else []
        made.append(Piece(tidy(text[low:high]), f"v v-{row['kind']}") if high > low else Piece(NOTHING, "gap"))
        at = high
    made += between(text, at, end, 150) if end > at else []
    return [piece for piece in made if piece.text]


def stands_in(text: str, words: str) -> bool:
    """Whether a text has some words in a row, three at least, whatever their marks and capitals."""
    wanted = [fold(word) for word in WORD.findall(words)]
    if len(wanted) < FEWEST_ELSEWHERE:
        return False
    printed = [fold(word) for word in WORD.findall(text)]
    return any(printed[n : n + len(wanted)] == wanted for n, word in enumerate(printed) if word == wanted[0])


def word_before(story: StoryRows, attribution: Row, begin: int) -> str:
    """The word of an attribution that a change follows, folded; empty where it opens with the change."""
    first, _ = content_of(story, attribution)
    words = WORD.findall(story.text(attribution["report_id"]), min(first, begin), begin)
    return fold(words[-1]) if words else ""


def there(story: StoryRows, attribution: Row, changes: Sequence[Change], leads: Sequence[str]) -> list[Piece]:
    """The words of the attribution that others are held against, the places where they differ marked.

    ``leads``: the word that each change follows in the other wording, by which the place is told from others that have
    the same words. Only whole words are marked: "a" is no part of "plates".
    """
    text = story.text(attribution["report_id"])
    begin, end = content_of(story, attribution)
    made: list[Piece] = []
    at = begin
    for change, lead in zip(changes, leads, strict=True):
        kind, words = change.kind, change.there
        if not words or kind == "cue":
            continue
        printed = r"\s+".join(map(re.escape, words.split()))
        found = list(re.compile(rf"(?<!\w){printed}(?!\w)").finditer(text, at, end))
        led = [one for one in found if lead == fold((WORD.findall(text, begin, one.start()) or [""])[-1])]
        for one in (led or found)[:1]:
            made += between(text, at, one.start(), 150) if one.start() > at else []
            made.append(Piece(tidy(one.group()), f"v v-{kind}"))
            at = one.end()
    made += between(text, at, end, 150) if end > at else []
    return [piece for piece in made if piece.text]
