"""On what the reports of a story disagree, what changed as time passed, and what a copy left out. Rather silent than wrong."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import combinations
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa

from stemma import schema
from stemma.ids import content_id
from stemma.model import Claims, Entities, Report, Segments, Stemma
from stemma.parse import Parses
from stemma.reckon.across import find_across
from stemma.reckon.around import among_same_words, read_around
from stemma.reckon.claims import cut_up, find_claims
from stemma.reckon.count import find_lines
from stemma.reckon.figure import Figure, find_figures, name_currency
from stemma.reckon.growth import contradict, grew
from stemma.reckon.handed_on import find_ancestors, sides_left_out, who_changed
from stemma.reckon.happening import dates_apart, find_happenings, settle_halves
from stemma.reckon.join import compare
from stemma.reckon.moment import as_figures, moments_apart
from stemma.reckon.namesakes import names_apart
from stemma.reckon.omission import find_cues, keep_to_others, left_out, quotations_altered, replies_left_out
from stemma.reckon.places_of_one import stands_apart
from stemma.reckon.quantity import agree
from stemma.reckon.reading import BARE, TOLLS, Reading
from stemma.reckon.setting import find_settings
from stemma.reckon.sites import date_site, name_sites
from stemma.reckon.slot import Slot, find_slots, one_thing, surely_one, tell_of_two_times
from stemma.reckon.stand import find_stands
from stemma.reckon.units import Mentions, index_mentions, rows_by_report
from stemma.reckon.whereabouts import places_apart
from stemma.reports import as_reports
from stemma.settings import ClaimSettings, DifferenceSettings
from stemma.words import fold

A_DAY = timedelta(days=1)
_OTHERS = re.compile(r"\sothers?\b")
FAR = timedelta(days=45)  # before a report from which a time is another time than what it reports


class Compared(NamedTuple):
    """The tables ``differences`` and ``updates``."""

    differences: pa.Table
    updates: pa.Table


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
    text; begin and end are null on a side that has nothing; ``line_id`` is the line of descent of a figure's side: sides
    of one line are one witness. ``change`` says of an omission whether a copy left it out or added it, where that is known. What only changed as time passed is no difference: see ``compare_reports``.
    """
    return compare_reports(
        reports,
        reuse=reuse,
        story_reports=story_reports,
        stories=stories,
        descent=descent,
        variants=variants,
        times=times,
        claims=claims,
        attributions=attributions,
        chains=chains,
        entities=entities,
        segments=segments,
        parses=parses,
        settings=settings,
    ).differences


def compare_reports(
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
) -> Compared:
    """On what the reports of a story disagree, and what changed from one to another as time passed.

    The parameters are those of ``find_differences``.
    """
    chosen = settings or DifferenceSettings()
    pile = as_reports(reports)
    if not pile:
        return Compared(schema.empty("differences"), schema.empty("updates"))
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
    if descent is None:
        from stemma.descend import infer_descent

        if reuse is None:
            from stemma.trace import find_reuse

            reuse = find_reuse(pile)
        descent = infer_descent(pile, reuse=reuse, story_reports=story_reports)
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

        times = time_tables(pile, descents=descent.descents, passages=descent.descent_passages)
    return _compare(pile, story_reports, stories, descent, variants, times, claims, entities, segments, parses, chosen)


def _compare(
    pile: Sequence[Report],
    story_reports: pa.Table,
    stories: pa.Table | None,
    descent: Stemma,
    variants: pa.Table,
    times: pa.Table,
    claims: Claims,
    entities: Entities,
    segments: Mapping[str, Segments],
    parses: Parses,
    settings: DifferenceSettings,
) -> Compared:
    reports = {report.id: report for report in pile}
    story_of = {row["report_id"]: row["story_id"] for row in story_reports.to_pylist() if row["report_id"] in reports}
    mentions = index_mentions(entities.mentions)
    named = {row["entity_id"]: row for row in entities.entities.to_pylist()}
    when = rows_by_report(times)
    sites = sites_of(variants, reports)
    by_story: dict[str, list[Report]] = {}
    for report_id, story_id in sorted(story_of.items()):
        by_story.setdefault(story_id, []).append(reports[report_id])
    sagas = _sagas(story_reports, stories)
    in_saga = {story_id for of_saga in sagas for story_id in of_saga}
    by_story = {key: members for key, members in by_story.items() if len(members) > 1 or key in in_saga}
    found: list[dict[str, Any]] = []
    updates: list[dict[str, Any]] = []
    figures: dict[str, list[Figure]] = {}
    for story_id, members in sorted(by_story.items()):
        figures[story_id] = find_story_figures(members, segments, parses, mentions, when)
    origin = _origins([f for of_story in figures.values() for f in of_story], descent, reports)
    number_sites: dict[str, list[Sequence[Mapping[str, Any]]]] = {}
    cues = find_cues(claims, segments)
    for (story_id, _), rows in sorted(sites.items()):
        kind = rows[0]["kind"]
        if kind == "number":
            number_sites.setdefault(story_id, []).append(rows)
        elif kind == "date":
            found.extend(date_site(story_id, rows, reports, when))
        elif kind in {"hedge", "attribution"}:
            found.extend(left_out(story_id, kind, rows, reports, cues, segments))
    found.extend(name_sites(sites, mentions, reports, named, settings))
    for story_id in sorted(by_story):
        slots = _aligned(number_sites.get(story_id, ()), figures[story_id], reports, settings)
        of_families = find_slots(figures[story_id], settings)
        slots += [*of_families, *find_across(figures[story_id], of_families, settings)]
        happenings = settle_halves([
            happening for report in by_story[story_id] if report.id in segments
            for happening in find_happenings(report, segments[report.id], parses, mentions, when.get(report.id, ()))
        ])  # fmt: skip
        found.extend(_untold(dates_apart(story_id, happenings, when, reports, settings), found))
        moments = as_figures(happenings, reports, parses)
        found.extend(_untold(moments_apart(story_id, happenings, moments, when, reports, settings), found))
        places = [s for r in by_story[story_id] if r.id in segments for s in find_settings(r, segments[r.id], parses)]
        found.extend(_untold(places_apart(story_id, places, mentions, named, when, reports, settings), found))
        stands = [s for r in by_story[story_id] if r.id in segments for s in find_stands(r, segments[r.id], parses)]
        found.extend(_untold(stands_apart(story_id, stands, mentions, named, when, reports, settings), found))
        found.extend(_untold(names_apart(story_id, by_story[story_id], mentions, named, settings), found))
        against, followed = _figures(story_id, slots, figures[story_id], origin, reports, settings)
        found.extend(against)
        updates.extend(followed)
    updates.extend(_between_stories(sagas, story_of, figures, origin, reports, settings))
    days = [row for row in found if row["kind"] == "date"]
    found = [*(row for row in found if row["kind"] != "date"), *_widest(days)]
    speaker_names = {entity: str(row["name"]) for entity, row in named.items()}
    found.extend(quotations_altered(claims, reports, speaker_names, segments, ClaimSettings()))
    found.extend(replies_left_out(claims, reports, story_of, speaker_names))
    found.extend(sides_left_out(claims, descent, reports, story_of, mentions, named, settings))
    ancestors = find_ancestors(descent, settings)
    found = [keep_to_others(row, reports) if row["kind"] == "omission" else row for row in found]
    for row in found:
        if row["kind"] == "omission":
            row["change"] = who_changed(row["sides"], ancestors)
    return Compared(
        schema.ordered(
            "differences", schema.table("differences", [_with_id(row, "difference") for row in _distinct(found)])
        ),
        schema.ordered("updates", schema.table("updates", [_with_id(row, "update") for row in _distinct(updates)])),
    )


def _untold(rows: Iterable[dict[str, Any]], told: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The rows of dates, of places and of names that are not told already, of the same stretches of text."""
    spans: dict[tuple[str, str], list[tuple[int, int]]] = {}
    for row in told:
        for one in row["sides"]:
            if one["begin"] is not None:
                spans.setdefault((row["kind"], one["report_id"]), []).append((one["begin"], one["end"]))
    return [
        row for row in rows
        if not all(
            any(begin < one["end"] and one["begin"] < end for begin, end in spans.get((row["kind"], one["report_id"]), ()))
            for one in row["sides"]
        )
    ]  # fmt: skip


def sites_of(variants: pa.Table, reports: Mapping[str, Report]) -> dict[tuple[str, str], list[dict[str, Any]]]:
    """The rows of each site of variants, in order.

    Two captions are seldom of one picture; a dateline says where its reporter sat.
    """
    sites: dict[tuple[str, str], list[dict[str, Any]]] = {}
    silent = {"caption": {"date", "number", "place"}, "dateline": {"name", "place"}}
    out = {r.id: [b for b in r.blocks if b.kind in silent] for r in reports.values()}
    for row in variants.to_pylist():
        at = (b for b in out.get(row["report_id"], ()) if b.begin <= row["begin"] < b.end)
        if row["report_id"] in reports and not any(row["kind"] in silent[block.kind] for block in at):
            sites.setdefault((row["story_id"], row["site_id"]), []).append(row)
    for rows in sites.values():
        rows.sort(key=lambda row: (row["report_id"], row["begin"], row["end"]))
    return sites


def _with_id(row: dict[str, Any], what: str) -> dict[str, Any]:
    sides = [str(part) for side in row["sides"] for part in (side["report_id"], side["begin"], side["end"])]
    return row | {f"{what}_id": content_id(what, row["story_id"], row["kind"], row["subject"], *sides)}


def _distinct(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Every difference once; its sides in order: those that have something first, then by report and place."""
    kept: dict[str, dict[str, Any]] = {}
    for row in rows:
        if not _two_sided(row):
            continue
        sides = sorted(
            ({"line_id": None} | side for side in row["sides"]),
            key=lambda s: (s["begin"] is None, s["report_id"], s["begin"] or 0),
        )
        ordered = {"claim_id": None} | row | {"sides": sides}
        kept[repr((row["story_id"], row["kind"], row["subject"], sides))] = ordered
    return [kept[key] for key in sorted(kept)]


def _two_sided(row: Mapping[str, Any]) -> bool:
    """Whether two reports stand against each other: other values, or for an omission one that has it and one that has not."""
    having = [side for side in row["sides"] if side["begin"] is not None]
    if row["kind"] == "omission":
        return 0 < len(having) < len(row["sides"])
    return len({side["report_id"] for side in having}) > 1 and len({fold(side["value"]) for side in having}) > 1


def find_story_figures(
    members: Sequence[Report],
    segments: Mapping[str, Segments],
    parses: Parses,
    mentions: Mentions,
    when: Mapping[str, Sequence[Mapping[str, Any]]],
) -> list[Figure]:
    """The figures of a story's reports, in order; ``when`` are the times of each report, rows of ``times``."""
    known: dict[str, list[Reading]] = {}
    figures: list[Figure] = []
    for report in members:
        if report.id in segments:
            far = [
                (time["begin"], time["end"], time["value"]) for time in when.get(report.id, ())
                if time["latest"] and report.published and time["latest"] < report.published - FAR
            ]  # fmt: skip
            near = [
                (time["begin"], time["end"], time["earliest"].toordinal()) for time in when.get(report.id, ())
                if time["earliest"] and time["latest"] and time["latest"] - time["earliest"] <= A_DAY
            ]  # fmt: skip
            figures.extend(find_figures(report, segments[report.id], parses, mentions, far, near, known))
    return name_currency(figures)


class Origin(NamedTuple):
    """Where a figure comes from: its line of descent, and when that line first printed it (None: nobody knows)."""

    line_id: str
    since: datetime | None


Origins = Mapping[tuple[str, int], Origin]


def _origins(figures: Sequence[Figure], descent: Stemma, reports: Mapping[str, Report]) -> Origins:
    """The origin of each figure by report and begin. A figure in a copy is as old as its oldest report of the same line."""
    lines = find_lines([(f.report_id, f.begin, f.end) for f in figures], descent)
    first: dict[tuple[str, str, float], datetime] = {}
    for figure, line in zip(figures, lines, strict=True):
        key = (line.line_id, figure.reading.unit, figure.reading.quantity.value)
        published = reports[figure.report_id].published
        if published is not None:
            first[key] = min(first.get(key, published), published)
    return {
        (f.report_id, f.begin): Origin(
            line.line_id, first.get((line.line_id, f.reading.unit, f.reading.quantity.value))
        )
        for f, line in zip(figures, lines, strict=True)
    }


def _aligned(
    sites: Iterable[Sequence[Mapping[str, Any]]],
    figures: Sequence[Figure],
    reports: Mapping[str, Report],
    settings: DifferenceSettings,
) -> list[Slot]:
    """Slots of figures that stand at one place of texts of one descent, among the same words, and count the same."""
    at: dict[str, list[Figure]] = {}
    for figure in figures:
        at.setdefault(figure.report_id, []).append(figure)
    slots = []
    for rows in sites:
        slot: list[Figure] = []
        for row in rows:
            here = [f for f in at.get(row["report_id"], ()) if row["begin"] < f.end and f.begin < row["end"]]
            if (
                len(here) == 1
                and not here[0].reading.moving
                # "She and five others": it depends on whom a report names.
                and not _OTHERS.match(reports[row["report_id"]].text, here[0].end)
                and here[0].reading.unit != BARE
                and all(_at_one_place(here[0], other, reports, settings) for other in slot)
            ):
                slot.append(here[0])
        if len(slot) > 1:
            slots.append(Slot(slot, np.full((len(slot), len(slot)), np.inf)))
    return slots


def _at_one_place(one: Figure, other: Figure, reports: Mapping[str, Report], settings: DifferenceSettings) -> bool:
    """Whether two figures of one unit stand among the same words, in sentences that are copies for the most part and tell of one time."""
    return (
        one.reading.unit == other.reading.unit
        and not tell_of_two_times(one.days, other.days)
        and among_same_words(read_around(_place(one), reports), read_around(_place(other), reports))
        and compare(one.context, other.context).score >= settings.copied_context
    )


def _place(figure: Figure) -> dict[str, Any]:
    return {"report_id": figure.report_id, "begin": figure.begin, "end": figure.end}


def _figures(
    story_id: str,
    slots: Sequence[Slot],
    figures: Sequence[Figure],
    origin: Origins,
    reports: Mapping[str, Report],
    settings: DifferenceSettings,
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """(differences, updates) in the slots of a story's figures, in order; what was told of a place is not told again."""
    values: dict[str, set[tuple[str, float]]] = {figure.report_id: set() for figure in figures}
    for figure in (figure for figure in figures if figure.reading.unit != BARE):
        values[figure.report_id].add((figure.reading.unit, figure.reading.quantity.value))
    holds = {report_id: frozenset(found) for report_id, found in values.items()}
    since = {(f.report_id, f.begin): origin[f.report_id, f.begin].since for f in figures}
    told: set[tuple[str, int]] = set()
    rows: tuple[list[dict[str, Any]], list[dict[str, Any]]] = ([], [])
    for slot in slots:
        against, followed = contradict(slot, holds, since, settings)
        for found, into in ((surely_one(slot, against, settings.same_least), rows[0]), (followed, rows[1])):
            found = _one_a_report(found)
            if found and not all((f.report_id, f.begin) in told for f in found):
                told.update((f.report_id, f.begin) for f in found)
                row = _told(story_id, found, origin, reports)
                into.append(row | {"confidence": one_thing(slot, found)} if into is rows[0] else row)
    return _widest(rows[0]), _widest(rows[1])


def _widest(rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows but for those whose sides all stand in another's."""
    places = [{(side["report_id"], side["begin"]) for side in row["sides"]} for row in rows]
    return [row for n, row in enumerate(rows) if not any(places[n] < other for other in places)]


def _sagas(story_reports: pa.Table, stories: pa.Table | None) -> list[list[str]]:
    """The stories of each saga of several, as far as sagas are known."""
    table = stories if stories is not None else story_reports
    found: dict[str, set[str]] = {}
    if "saga_id" in table.column_names:
        for row in table.select(["story_id", "saga_id"]).to_pylist():
            found.setdefault(row["saga_id"], set()).add(row["story_id"])
    return [sorted(of_saga) for _, of_saga in sorted(found.items()) if len(of_saga) > 1]


def _between_stories(
    sagas: Sequence[Sequence[str]],
    story_of: Mapping[str, str],
    figures: Mapping[str, Sequence[Figure]],
    origin: Origins,
    reports: Mapping[str, Report],
    settings: DifferenceSettings,
) -> Iterable[dict[str, Any]]:
    """Tolls that rose from one story of a saga to a later one whose reports say so ("has risen to five")."""
    for of_saga in sagas:
        by_unit: dict[str, list[Figure]] = {}
        for figure in (f for story_id in of_saga for f in figures.get(story_id, ())):
            if (
                figure.reading.unit in TOLLS
                and figure.leads
                and figure.tops
                and not figure.reading.part
                and not figure.days
            ):
                by_unit.setdefault(figure.reading.unit, []).append(figure)
        for _, tolls in sorted(by_unit.items()):
            followed: set[int] = set()
            for x, y in combinations(range(len(tolls)), 2):
                one, other = tolls[x], tolls[y]
                at, then = (origin[f.report_id, f.begin].since for f in (one, other))
                if at is None or then is None or story_of[one.report_id] == story_of[other.report_id]:
                    continue
                later = one if at > then else other
                a, b = one.reading.quantity, other.reading.quantity
                if later.changed and not agree(a, b) and grew(a.value, at, b.value, then, settings):
                    followed.update((x, y))
            if followed:
                found = _one_a_report([tolls[n] for n in sorted(followed)])
                last = max(found, key=lambda f: (str(origin[f.report_id, f.begin].since), f.report_id))
                yield _told(story_of[last.report_id], found, origin, reports)


def _told(story_id: str, found: Sequence[Figure], origin: Origins, reports: Mapping[str, Report]) -> dict[str, Any]:
    """Figures as the sides of a difference or an update."""
    return {
        "story_id": story_id, "kind": "number", "subject": _subject(found[0].reading),
        "sides": [
            {"value": reports[f.report_id].text[f.begin : f.end], "report_id": f.report_id, "begin": f.begin, "end": f.end,
             "line_id": origin[f.report_id, f.begin].line_id}
            for f in found
        ],
    }  # fmt: skip


def _one_a_report(figures: Sequence[Figure]) -> list[Figure]:
    """The first figure of each report and value: a report that says a thing twice is one side."""
    first: dict[tuple[str, float], Figure] = {}
    for figure in figures:
        if not any(
            r == figure.report_id and agree(f.reading.quantity, figure.reading.quantity) for (r, _), f in first.items()
        ):
            first[figure.report_id, figure.reading.quantity.value] = figure
    return list(first.values())


def _subject(reading: Reading) -> str:
    """What a figure is of, in plain words."""
    if reading.noun in {"per cent", "sum"}:
        return {"per cent": "percentage", "sum": "sum of money"}[reading.noun]
    if reading.unit.startswith("people of") or reading.noun in {
        "magnitude",
        "distance",
        "speed",
        "weight",
        "flow",
        "temperature",
        "energy",
        "power",
        "votes for",
        "votes against",
        "length of time",
        "prison term",
    }:
        return reading.noun
    return (
        reading.noun
        if reading.noun.startswith("number ")
        or " of " in reading.noun
        or " in " in reading.noun
        or " from " in reading.noun
        else f"number of {reading.noun}"
    )
