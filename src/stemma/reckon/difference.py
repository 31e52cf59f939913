"""On what the reports of a story disagree, and what a copy left out. Rather silent than wrong."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from math import asin, cos, radians, sin, sqrt
from typing import Any

import pyarrow as pa

from stemma import schema
from stemma.ids import content_id
from stemma.model import Claims, Entities, Report, Segments, Stemma
from stemma.parse import Parses
from stemma.reckon.claims import cut_up, find_claims
from stemma.reckon.figure import TIME_UNITS, Figure, disagreeing, find_figures, find_slots, grew
from stemma.reckon.lexicon import stem
from stemma.reckon.omission import find_cues, left_out, quotations_altered, replies_left_out, words_around_agree
from stemma.reckon.units import Mentions, index_mentions, read_number
from stemma.reports import as_reports
from stemma.settings import ClaimSettings, DifferenceSettings
from stemma.words import WORD, fold

EARTH_KM = 6371.0


def find_differences(
    reports: Iterable[Report | Mapping[str, Any]],
    *,
    reuse: pa.Table | None = None,
    story_reports: pa.Table | None = None,
    stories: pa.Table | None = None,
    descent: Stemma | None = None,
    variants: pa.Table | None = None,
    times: pa.Table | None = None,
    claims: Claims | None = None,
    attributions: pa.Table | None = None,
    chains: pa.Table | None = None,
    entities: Entities | None = None,
    segments: Mapping[str, Segments] | None = None,
    parses: Parses | None = None,
    settings: DifferenceSettings | None = None,
) -> pa.Table:
    """The table ``differences``: numbers, dates, places and names on which reports of a story disagree, altered
    quotations, and what a copy left out.

    What is not given is worked out with the other stages. Each side names its passage in code points of its report's
    text; begin and end are null on a side that has nothing. A larger figure in a later report is no disagreement.
    """
    chosen = settings or DifferenceSettings()
    pile = as_reports(reports)
    if not pile:
        return schema.empty("differences")
    if segments is None:
        segments = cut_up(pile)
    if parses is None:
        from stemma.parse import distinct_sentences, parse_sentences

        parses = parse_sentences(distinct_sentences(pile, segments))
    if reuse is None and (story_reports is None or variants is None or claims is None):
        from stemma.trace import find_reuse

        reuse = find_reuse(pile)
    if story_reports is None:
        from stemma.group import group_stories

        story_reports = group_stories(pile, reuse=reuse)
    if variants is None:
        from stemma.collate import collate_stories

        variants = collate_stories(pile, story_reports, reuse=reuse)[1]
    if entities is None:
        from stemma.name import find_entities

        entities = find_entities(pile, segments=segments, parses=parses, variants=variants)
    if claims is None:
        claims = find_claims(
            pile, reuse=reuse, story_reports=story_reports, stories=stories, descent=descent,
            attributions=attributions, chains=chains, entities=entities, segments=segments, parses=parses,
        )  # fmt: skip
    if times is None:
        from stemma.name import time_tables

        times = time_tables(pile, descents=None if descent is None else descent.descents)
    return _find(pile, story_reports, variants, times, claims, entities, segments, parses, chosen)


def _find(
    pile: Sequence[Report],
    story_reports: pa.Table,
    variants: pa.Table,
    times: pa.Table,
    claims: Claims,
    entities: Entities,
    segments: Mapping[str, Segments],
    parses: Parses,
    settings: DifferenceSettings,
) -> pa.Table:
    reports = {report.id: report for report in pile}
    story_of = {row["report_id"]: row["story_id"] for row in story_reports.to_pylist() if row["report_id"] in reports}
    mentions = index_mentions(entities.mentions)
    named = {row["entity_id"]: row for row in entities.entities.to_pylist()}
    published = {report.id: report.published for report in pile}
    when: dict[str, list[dict[str, Any]]] = {}
    for row in times.to_pylist():
        when.setdefault(row["report_id"], []).append(row)
    sites: dict[tuple[str, str], list[dict[str, Any]]] = {}
    captions = {
        report.id: [(block.begin, block.end) for block in report.blocks if block.kind == "caption"] for report in pile
    }
    for row in variants.to_pylist():
        # Captions are of pictures: two of them are seldom the same one.
        in_caption = any(begin <= row["begin"] < end for begin, end in captions.get(row["report_id"], ()))
        if row["report_id"] in reports and not (in_caption and row["kind"] in {"date", "number", "place"}):
            sites.setdefault((row["story_id"], row["site_id"]), []).append(row)
    for rows in sites.values():
        rows.sort(key=lambda row: (row["report_id"], row["begin"], row["end"]))
    cues = find_cues(claims, segments)
    found: list[dict[str, Any]] = []
    figures_at_sites: set[tuple[str, int]] = set()
    for (story_id, _), rows in sorted(sites.items()):
        kind = rows[0]["kind"]
        if kind == "number":
            told = list(_number_site(story_id, rows, reports, published, settings))
            found.extend(told)
            figures_at_sites.update((side["report_id"], side["begin"]) for row in told for side in row["sides"])
        elif kind == "date":
            found.extend(_date_site(story_id, rows, reports, when))
        elif kind in {"hedge", "attribution"}:
            found.extend(left_out(story_id, kind, rows, reports, cues, segments))
    found.extend(_name_sites(sites, mentions, reports, named, settings))
    by_story: dict[str, list[Report]] = {}
    for report_id, story_id in sorted(story_of.items()):
        by_story.setdefault(story_id, []).append(reports[report_id])
    for story_id, members in sorted(by_story.items()):
        found.extend(_figures(story_id, members, segments, parses, mentions, published, figures_at_sites, settings))
    speaker_names = {entity: str(row["name"]) for entity, row in named.items()}
    found.extend(quotations_altered(claims, reports, speaker_names, segments, ClaimSettings()))
    found.extend(replies_left_out(claims, reports, story_of))
    return schema.ordered("differences", schema.table("differences", [_with_id(row) for row in _distinct(found)]))


def _with_id(row: dict[str, Any]) -> dict[str, Any]:
    sides = [str(part) for side in row["sides"] for part in (side["report_id"], side["begin"], side["end"])]
    return row | {"difference_id": content_id("difference", row["story_id"], row["kind"], row["subject"], *sides)}


def _distinct(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Every difference once; its sides in order: those that have something first, then by report and place."""
    kept: dict[str, dict[str, Any]] = {}
    for row in rows:
        if not _two_sided(row):
            continue
        sides = sorted(row["sides"], key=lambda s: (s["begin"] is None, s["report_id"], s["begin"] or 0))
        ordered = {"claim_id": None} | row | {"sides": sides}
        kept[repr((row["story_id"], row["kind"], row["subject"], sides))] = ordered
    return [kept[key] for key in sorted(kept)]


def _two_sided(row: Mapping[str, Any]) -> bool:
    """Whether two reports stand against each other: other values, or for an omission one that has it and one that has not."""
    having = [side for side in row["sides"] if side["begin"] is not None]
    if row["kind"] == "omission":
        return 0 < len(having) < len(row["sides"])
    return len({side["report_id"] for side in having}) > 1 and len({fold(side["value"]) for side in having}) > 1


def side(row: Mapping[str, Any], value: str | None = None) -> dict[str, Any]:
    """A row with report, span and reading as a side of a difference."""
    reading = row["reading"] if value is None else value
    return {"value": reading, "report_id": row["report_id"], "begin": row["begin"], "end": row["end"]}


def _number_site(
    story_id: str,
    rows: Sequence[Mapping[str, Any]],
    reports: Mapping[str, Report],
    published: Mapping[str, datetime | None],
    settings: DifferenceSettings,
) -> Iterable[dict[str, Any]]:
    """Aligned readings with other numbers among the same words: a disagreement unless a later report has the larger one."""
    stated = [number for row in rows if (number := _only_number(row, reports)) is not None]
    against: set[int] = set()
    for x, (row, value) in enumerate(stated):
        for y in range(x + 1, len(stated)):
            other, other_value = stated[y]
            before, after = words_around_agree(row, other, reports)
            if value == other_value or not (after or before > 1):
                continue
            at, then = published[row["report_id"]], published[other["report_id"]]
            # In copies an undated figure is the same figure altered: only dates can show that it grew.
            if at and then and grew(value, at, other_value, then, settings):
                continue
            against.update((x, y))
    if against:
        first = stated[min(against)][0]
        subject = _counted(reports[first["report_id"]].text, first["begin"], first["end"])
        sides = [side(stated[n][0]) for n in sorted(against)]
        # A number that counts nothing that can be named is a date, an age, a score: not a figure to hold against another.
        if subject:
            yield {"story_id": story_id, "kind": "number", "subject": subject, "sides": sides}


def _only_number(row: Mapping[str, Any], reports: Mapping[str, Report]) -> tuple[dict[str, Any], float] | None:
    """A reading narrowed to its one number, and the number's value; None where it has none or several, or is a time."""
    text = reports[row["report_id"]].text
    found = []
    for match in WORD.finditer(text, row["begin"], row["end"]):
        value = read_number(match.group())
        if value is not None:
            found.append((match.start(), match.end(), value))
    if len(found) != 1:
        return None
    begin, end, value = found[0]
    if (
        _CLOCK.match(text[end : end + 6])
        or text[max(0, begin - 1) : begin] in _JOINED
        or text[end : end + 1] in _JOINED
    ):
        return None
    return dict(row) | {"begin": begin, "end": end, "reading": text[begin:end]}, value


_CLOCK = re.compile(r"\s?[ap]\.?m\b|:\d", re.IGNORECASE)
_JOINED = frozenset("-–—/:")


def _counted(text: str, begin: int, end: int) -> str:
    """What the number in ``text[begin:end]`` counts, in plain words: the words that follow it."""
    if text[max(0, begin - 1) : begin] in {"$", "€", "£"}:
        return "sum of money"
    after = text[end : end + 60]
    if after.lstrip().startswith(("%", "per cent", "percent")):
        return "percentage"
    match = WORD.match(after, 1)
    word = match.group() if match and after[0] == " " else ""
    if not word.isalpha() or not word.islower() or stem(word) in TIME_UNITS or fold(word) in _STOP:
        return ""
    return f"number of {word}" if read_number(word) is None else ""


_STOP = frozenset(
    [
        "of",
        "the",
        "a",
        "an",
        "and",
        "or",
        "in",
        "on",
        "at",
        "to",
        "from",
        "by",
        "for",
        "with",
        "were",
        "was",
        "are",
        "is",
        "be",
        "been",
        "had",
        "have",
        "has",
        "who",
        "that",
        "which",
        "after",
        "before",
        "when",
        "as",
        "during",
        "since",
        "near",
        "into",
        "over",
        "it",
        "he",
        "she",
        "they",
        "said",
    ]
)


def _date_site(
    story_id: str,
    rows: Sequence[Mapping[str, Any]],
    reports: Mapping[str, Report],
    when: Mapping[str, Sequence[Mapping[str, Any]]],
) -> Iterable[dict[str, Any]]:
    """Aligned dates, both known to the day, that lie apart."""
    known = []
    for row in rows:
        for time in when.get(row["report_id"], ()):
            touches = time["begin"] < max(row["end"], row["begin"] + 1) and row["begin"] < time["end"]
            if touches and time["earliest"] is not None and time["latest"] is not None:
                known.append((row, time))
                break
    against: set[int] = set()
    for x, (row, one) in enumerate(known):
        for y in range(x + 1, len(known)):
            other = known[y][1]
            if not _same_words_around(row, known[y][0], reports) or not (_is_day(one) and _is_day(other)):
                continue
            # Intervals may be given with an end that is the next day's midnight: touching ones do not disagree.
            if one["value"] != other["value"] and (
                one["latest"] < other["earliest"] or other["latest"] < one["earliest"]
            ):
                against.update((x, y))
    if against:
        first = known[min(against)][0]
        text = reports[first["report_id"]].text
        before = WORD.findall(text[max(0, first["begin"] - 60) : first["begin"]])[-3:]
        yield {
            "story_id": story_id, "kind": "date",
            "subject": f"date after “{' '.join(before)}”" if before else "date",
            "sides": [
                {"value": text_of(reports, t), "report_id": t["report_id"], "begin": t["begin"], "end": t["end"]}
                for _, t in (known[n] for n in sorted(against))
            ],
        }  # fmt: skip


def _is_day(time: Mapping[str, Any]) -> bool:
    """Whether a time is known to a day or so: "the early years" of something may be told in two ways."""
    return bool(time["latest"] - time["earliest"] <= timedelta(days=2))


def _same_words_around(one: Mapping[str, Any], other: Mapping[str, Any], reports: Mapping[str, Report]) -> bool:
    """Whether two aligned places stand among the same words: two on one side, or one on each."""
    before, after = words_around_agree(one, other, reports)
    return max(before, after) > 1 or min(before, after) > 0


def text_of(reports: Mapping[str, Report], row: Mapping[str, Any]) -> str:
    """The words of a row with report and span."""
    return reports[row["report_id"]].text[row["begin"] : row["end"]]


def _name_sites(
    sites: Mapping[tuple[str, str], Sequence[Mapping[str, Any]]],
    mentions: Mentions,
    reports: Mapping[str, Report],
    named: Mapping[str, Mapping[str, Any]],
    settings: DifferenceSettings,
) -> Iterable[dict[str, Any]]:
    """Aligned names: one thing named otherwise (told once for a story), or places that lie apart."""
    same: dict[tuple[str, str], dict[str, dict[str, Any]]] = {}
    for (story_id, _), rows in sorted(sites.items()):
        if rows[0]["kind"] != "name":
            continue
        at = [_named_at(mentions, row, reports) for row in rows if row["end"] > row["begin"]]
        whose = sorted({entity for _, entity in at if entity is not None})
        if len(whose) == 1:
            readings = {_folded(row["reading"]) for row, entity in at if entity}
            if any(not _short_form(one, other) for one in readings for other in readings if one < other):
                slot = same.setdefault((story_id, whose[0]), {})
                for row, entity in at:
                    # A report is one side, with what it has where the others have another name first.
                    report_id = row["report_id"]
                    if entity and (report_id not in slot or row["begin"] < slot[report_id]["begin"]):
                        slot[report_id] = side(row)
        elif len(whose) > 1 and _places_disagree(at, mentions, reports, named, settings):
            yield {
                "story_id": story_id, "kind": "place", "subject": "place",
                "sides": [side(row) for row, entity in at if entity],
            }  # fmt: skip
    for (story_id, entity), slot in sorted(same.items()):
        name = named.get(entity, {}).get("name")
        yield {
            "story_id": story_id, "kind": "name", "subject": f"name of {name}" if name else "name",
            "sides": [slot[key] for key in sorted(slot)][: settings.most_sides],
        }  # fmt: skip


def _short_form(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two readings are one name: a part of it, its initials, cut short, or with the ending of an adjective."""
    if set(one) <= set(other) or set(other) <= set(one):
        return True
    short, long = sorted((one, other), key=lambda words: len("".join(words)))
    if len(short) == 1 and short[0] == "".join(word[0] for word in long if word not in _STOP):
        return True
    pairs = [sorted(pair, key=len) for pair in zip(one, other, strict=False)]
    return len(one) == len(other) and all(
        longer.startswith(word[:-1] if len(word) > 3 else word) for word, longer in pairs
    )


def _folded(reading: str) -> tuple[str, ...]:
    return tuple(fold(word).removesuffix("'s") for word in WORD.findall(reading.replace("\u00ad", "")))


def _named_at(
    mentions: Mentions, row: Mapping[str, Any], reports: Mapping[str, Report]
) -> tuple[dict[str, Any], str | None]:
    """The name that a reading holds or is a part of, and the one entity named; None where it is none or several."""
    begins, ends, entities = mentions.get(row["report_id"], ((), (), ()))
    touched = [
        n for n in range(max(0, bisect_right(begins, row["begin"]) - 1), bisect_left(begins, row["end"]))
        if ends[n] > row["begin"]
    ]  # fmt: skip
    whose = {entities[n] for n in touched}
    if len(whose) != 1:
        return dict(row), None
    begin, end = begins[touched[0]], ends[touched[-1]]
    reading = reports[row["report_id"]].text[begin:end]
    return dict(row) | {"begin": begin, "end": end, "reading": reading}, next(iter(whose))


def _places_disagree(
    at: Sequence[tuple[Mapping[str, Any], str | None]],
    mentions: Mentions,
    reports: Mapping[str, Report],
    named: Mapping[str, Mapping[str, Any]],
    settings: DifferenceSettings,
) -> bool:
    """Whether all places named lie apart, among the same words, and no report names another's too, as it would a town
    and its country.
    """
    for row, entity in at:
        known = set(mentions[row["report_id"]][2]) if entity else set()
        for other_row, other in at:
            if not entity or not other or other == entity:
                continue
            if other in known or not _apart(named.get(entity), named.get(other), settings):
                return False
            if sum(words_around_agree(row, other_row, reports)) < 2:
                return False
    return True


def _apart(one: Mapping[str, Any] | None, other: Mapping[str, Any] | None, settings: DifferenceSettings) -> bool:
    """Whether two entities are places whose coordinates lie apart."""
    if not one or not other or one["kind"] != "place" or other["kind"] != "place":
        return False
    if None in {one["latitude"], one["longitude"], other["latitude"], other["longitude"]}:
        return False
    return kilometres(one["latitude"], one["longitude"], other["latitude"], other["longitude"]) > settings.apart_km


def kilometres(lat_a: float, lon_a: float, lat_b: float, lon_b: float) -> float:
    """Great-circle distance between two places given in degrees (haversine)."""
    half_lat, half_lon = radians(lat_b - lat_a) / 2, radians(lon_b - lon_a) / 2
    h = sin(half_lat) ** 2 + cos(radians(lat_a)) * cos(radians(lat_b)) * sin(half_lon) ** 2
    return 2 * EARTH_KM * asin(min(1.0, sqrt(h)))


def _figures(
    story_id: str,
    members: Sequence[Report],
    segments: Mapping[str, Segments],
    parses: Parses,
    mentions: Mentions,
    published: Mapping[str, datetime | None],
    at_sites: set[tuple[str, int]],
    settings: DifferenceSettings,
) -> Iterable[dict[str, Any]]:
    """Figures for the same thing in sentences that are alike but not aligned."""
    known: dict[str, list[tuple[int, int, float, str, str, str]]] = {}
    figures: list[Figure] = []
    for report in members:
        if report.id in segments:
            figures.extend(find_figures(report, segments[report.id], parses, mentions, known))
    holds: dict[str, set[float]] = {report.id: set() for report in members}
    for figure in figures:
        holds[figure.report_id].add(figure.value)
    for slot in find_slots(figures, settings):
        against = disagreeing(slot, holds, published, settings)
        if not against or all((f.report_id, f.begin) in at_sites for f in against):
            continue
        texts = {report.id: report.text for report in members}
        noun = against[0].noun
        subject = {"per cent": "percentage", "sum": "sum of money"}.get(noun, f"number of {noun}")
        yield {
            "story_id": story_id, "kind": "number", "subject": subject,
            "sides": [
                {"value": texts[f.report_id][f.begin : f.end], "report_id": f.report_id, "begin": f.begin, "end": f.end}
                for f in against
            ],
        }  # fmt: skip
