"""What a claim is told with: its statement, who says it, and in which words each attribution differs from the others."""

from collections.abc import Iterable, Mapping, MutableMapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from stemma.ids import content_id
from stemma.model import Span
from stemma.reckon.forms import cue_differs
from stemma.reckon.occasion import Occasions
from stemma.reckon.quoted import Altered, find_altered, read_quotes
from stemma.reckon.reader import QuotedSpans
from stemma.reckon.reference import choose_reference
from stemma.reckon.speakers import Link, main_speaker
from stemma.reckon.statement import choose_statement
from stemma.reckon.units import Unit
from stemma.reckon.wording import Wording, compare_wordings
from stemma.settings import ClaimSettings

NAMES = ("attribution_id", "against", "begin", "end", "reading", "against_reading", "kind")
"""The columns of ``wordings`` but for the claim."""

Compared = MutableMapping[tuple[str, str], list[Wording]]
"""Where two contents that were cut up differ as wholes, by the ids of the two attributions; kept from part to part."""


class Book(NamedTuple):
    """What is known of the attributions of a saga: their rows by id; by report id its text, the spans of its outermost
    quotations and of its sentences, what sorts it by date, its day (None: not known) and its story and saga; the whole
    contents of attributions that were cut up; who speaks for whom.
    """

    by_id: Mapping[str, Mapping[str, Any]]
    texts: Mapping[str, str]
    quoted: QuotedSpans
    sentences: QuotedSpans
    order: Mapping[str, tuple[float, str]]
    days: Mapping[str, date | None]
    scope: Mapping[str, tuple[str, str]]
    wholes: Mapping[str, Unit]
    links: Iterable[Link]
    settings: ClaimSettings


class Told(NamedTuple):
    """The rows of ``wordings`` of a part of a claim, without the claim's id, in order; whether its quotations were altered."""

    rows: list[dict[str, Any]]
    altered: bool


def _in_order(members: Sequence[Unit], book: Book) -> list[Unit]:
    """Units by report, the earliest first, and place."""
    return sorted(members, key=lambda u: (book.order[u.report_id], u.spans[0].begin, u.attribution_id, u.part))


def describe_claim(parts: Sequence[Sequence[Unit]], book: Book) -> dict[str, Any]:
    """The row of a claim, given the units of each of its parts, without its counts and whether its quotations were altered."""
    units = _in_order([unit for part in parts for unit in part], book)
    first = units[0]
    cues = {
        u.attribution_id: [Span(s["begin"], s["end"]) for s in book.by_id[u.attribution_id]["cue"] or ()] for u in units
    }
    return {
        "claim_id": content_id("claim", first.attribution_id, first.part),
        "story_id": book.scope[first.report_id][0],
        "statement": choose_statement(
            [_in_order(part, book) for part in parts], book.order, book.texts, cues, book.wholes
        ),
        "speaker_id": main_speaker(((u.report_id, u.speaker) for u in units), book.links),
        "first_report": first.report_id,
    }


def quotes_altered(members: Sequence[Unit], book: Book) -> bool:
    """Whether reports quote a sentence of a claim in other words."""
    units = _in_order(members, book)
    return bool(_find_altered(units, _occasions_of(units, book), book))


def tell_wordings(members: Sequence[Unit], book: Book, compared: Compared) -> Told:
    """Where the attributions of a claim, or of one of its parts, differ in their words."""
    units = _in_order(members, book)
    texts, quoted, settings = book.texts, book.quoted, book.settings
    reference = choose_reference(units, book.order, texts, quoted)
    rows: set[tuple[Any, ...]] = set()
    occasions = _occasions_of(units, book)
    for unit in units:
        if unit.attribution_id == reference.attribution_id:
            continue
        against = (unit.attribution_id, reference.attribution_id)
        mine, theirs = (book.by_id[one] for one in against)
        rows.update((*against, *cue) for cue in _cues(mine, theirs, texts))
        found = compare_wordings(unit, reference, texts, quoted, settings)
        if found and not occasions.apart(*against):
            rows.update((*against, *_told(one)) for one in found)
    for member in {unit.attribution_id: unit for unit in units}.values():
        against = (member.attribution_id, reference.attribution_id)
        if not _were_cut_up(against, book.wholes) or occasions.apart(*against):
            continue
        if against not in compared:
            compared[against] = _compare_wholes(member, reference, book)
        told = [row for row in rows if row[:2] == against and row[-1] != "cue"]
        for one in compared[against]:
            # What was held against each other in parts is told already.
            if not any(row[2] <= one.side.end and one.side.begin <= row[3] for row in told):
                rows.add((*against, *_told(one)))
    altered = _find_altered(units, occasions, book)
    # A sentence that the reference does not quote is held against the fullest of those that do.
    for group in altered:
        taking_part = {stretch.attribution_id for stretch in group}
        if reference.attribution_id in taking_part:
            continue
        within = [unit for unit in units if unit.attribution_id in taking_part]
        fullest = choose_reference(within, book.order, texts, quoted)
        for unit in within:
            against = (unit.attribution_id, fullest.attribution_id)
            if against[0] != against[1] and not occasions.apart(*against):
                found = compare_wordings(unit, fullest, texts, quoted, settings)
                rows.update((*against, *_told(one)) for one in found if one.alters)
    return Told([dict(zip(NAMES, row, strict=True)) for row in sorted(rows)], bool(altered))


def _occasions_of(units: Sequence[Unit], book: Book) -> Occasions:
    return Occasions((book.by_id[u.attribution_id] for u in units), book.texts, book.days, book.sentences)


def _find_altered(units: Sequence[Unit], occasions: Occasions, book: Book) -> list[tuple[Altered, ...]]:
    """The sentences that reports quote in other words. Parts of one content are read together: a sentence may be left out
    between two of them.
    """
    quoting: dict[str, list[Unit]] = {}
    for unit in units:
        if unit.kind != "indirect":
            quoting.setdefault(unit.attribution_id, []).append(unit)
    quotes = [
        quote
        for attribution_id, parts in quoting.items()
        for report_id in (parts[0].report_id,)
        for quote in read_quotes(
            attribution_id, report_id, sorted(span for part in parts for span in part.spans), book.texts[report_id],
            book.quoted.get(report_id, ((), ())), book.sentences.get(report_id, ((), ())),
        )
    ]  # fmt: skip
    return find_altered(quotes, book.settings, occasions.apart)


def _were_cut_up(ids: tuple[str, str], wholes: Mapping[str, Unit]) -> bool:
    """Whether one of two attributions was cut up: then they may differ in the midst of what both quote."""
    return ids[0] != ids[1] and any(attribution in wholes for attribution in ids)


def _compare_wholes(one: Unit, reference: Unit, book: Book) -> list[Wording]:
    """Where two contents, of which one at least was cut up, differ in the midst of what both quote: a sentence that one
    leaves out falls between the parts, and one that is printed otherwise may be a part that is joined with nothing.
    """
    mine, theirs = (book.wholes.get(unit.attribution_id, unit) for unit in (one, reference))
    return [found for found in compare_wordings(mine, theirs, book.texts, book.quoted, book.settings) if found.within]


def _told(found: Wording) -> tuple[int, int, str, str, str]:
    side = found.side
    return side.begin, side.end, side.reading, found.against.reading, found.kind


def _cue(row: Mapping[str, Any], texts: Mapping[str, str]) -> str:
    """The words of a cue as printed."""
    return " ".join(texts[row["report_id"]][s["begin"] : s["end"]] for s in row["cue"] or ())


def _cues(
    row: Mapping[str, Any], against: Mapping[str, Any], texts: Mapping[str, str]
) -> Iterable[tuple[int, int, str, str, str]]:
    if not row["cue"] or not against["cue"]:
        return
    begin, end = row["cue"][0]["begin"], row["cue"][-1]["end"]
    reading, other = _cue(row, texts), _cue(against, texts)
    if cue_differs(reading, other):
        yield begin, end, reading, other, "cue"
