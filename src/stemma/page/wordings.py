"""The wordings of a claim held against each other, the words that differ marked."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from stemma.page.data import Row, StoryRows
from stemma.page.phrase import NOTHING, Piece, between, clipped, plain, tidy
from stemma.words import WORD, fold

AROUND = 80  # code points on either side of a change by whose words its place in the other text is found


class Altered(NamedTuple):
    """Two wordings of one statement next to each other, and what sets them apart: (kind, here, there)."""

    who: tuple[str, ...]
    pieces: tuple[Piece, ...]
    against_who: str
    against: tuple[Piece, ...]
    changes: tuple[tuple[str, str, str], ...]


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
    same: dict[tuple[tuple[Piece, ...], str, tuple[tuple[str, str, str], ...]], list[str]] = {}
    rows_of: dict[str, Sequence[Row]] = {}
    for (one, other), found in sorted(groups.items()):
        changes = sorted(found, key=lambda r: (r["begin"], r["end"], r["kind"]))
        listed = tuple((r["kind"], plain(r["reading"]), plain(r["against_reading"])) for r in changes)
        key = (tuple(here(story, story.attributions[one], changes)), other, listed)
        same.setdefault(key, []).append(one)
        rows_of.setdefault(f"{one} {other}", changes)
    made = []
    for (pieces, other, changes_told), ones in same.items():
        reports = sorted({story.attributions[one]["report_id"] for one in ones}, key=story.order)
        reference = story.attributions[other]
        made.append(
            Altered(
                tuple(plain(story.label(one)) for one in reports),
                pieces,
                plain(story.label(reference["report_id"])),
                tuple(there(story, reference, story.attributions[ones[0]], rows_of[f"{ones[0]} {other}"])),
                changes_told,
            )
        )
    return sorted(made, key=lambda a: (-len(a.who), a.who, a.changes))


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


def there(story: StoryRows, reference: Row, attribution: Row, changes: Sequence[Row]) -> list[Piece]:
    """The words of the attribution that another is held against, the places where they differ marked."""
    text, other = story.text(reference["report_id"]), story.text(attribution["report_id"])
    begin, end = content_of(story, reference)
    made: list[Piece] = []
    at = begin
    for row in changes:
        words = row["against_reading"]
        if not words or row["kind"] == "cue":
            continue
        before, after = other[max(0, row["begin"] - AROUND) : row["begin"]], other[row["end"] : row["end"] + AROUND]
        found = place_of(words, text, (at, end), before, after)
        if found is not None:
            made += between(text, at, found, 150) if found > at else []
            made.append(Piece(tidy(text[found : found + len(words)]), f"v v-{row['kind']}"))
            at = found + len(words)
    made += between(text, at, end, 150) if end > at else []
    return [piece for piece in made if piece.text]


def place_of(words: str, text: str, within: tuple[int, int], before: str, after: str) -> int | None:
    """Where words stand in a text: of several places that which has most of the same words right before and right after it
    as they have elsewhere (``before`` and ``after``), the first of equals. No word is found inside another.
    """
    places = [m.start() for m in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text[within[0] : within[1]])]
    if not places:
        return None
    left, right = _words(before)[::-1], _words(after)

    def alike(place: int) -> int:
        begin, end = within[0] + place, within[0] + place + len(words)
        return _run(left, _words(text[max(0, begin - AROUND) : begin])[::-1]) + _run(
            right, _words(text[end : end + AROUND])
        )

    return within[0] + max(places, key=lambda place: (alike(place), -place))


def _words(text: str) -> list[str]:
    return [fold(word) for word in WORD.findall(text)]


def _run(one: Sequence[str], other: Sequence[str]) -> int:
    """With how many of the same words two sequences begin."""
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
