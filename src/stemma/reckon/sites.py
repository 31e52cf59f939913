"""Places where aligned words name another day, another place, or the same thing otherwise."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Any

from stemma.model import Report
from stemma.reckon.around import among_same_words, count_alike, read_around
from stemma.reckon.happening import each_its_day
from stemma.reckon.level import are_spelt_alike, kilometres, level_of, on_one_level
from stemma.reckon.lexicon import FUNCTION_WORDS
from stemma.reckon.units import Mentions
from stemma.settings import DifferenceSettings
from stemma.words import WORD, fold


def side(row: Mapping[str, Any], value: str | None = None) -> dict[str, Any]:
    """A row with report, span and reading as a side of a difference."""
    reading = row["reading"] if value is None else value
    return {"value": reading, "report_id": row["report_id"], "begin": row["begin"], "end": row["end"]}


def text_of(reports: Mapping[str, Report], row: Mapping[str, Any]) -> str:
    """The words of a row with report and span."""
    return reports[row["report_id"]].text[row["begin"] : row["end"]]


def date_site(
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
    around = [read_around(row, reports) for row, _ in known]
    against: set[int] = set()
    for x, (row, one) in enumerate(known):
        for y in range(x + 1, len(known)):
            other = known[y][1]
            if not among_same_words(around[x], around[y]) or not (_is_day(one) and _is_day(other)):
                continue
            if each_its_day(reports, row["report_id"], one["earliest"], known[y][0]["report_id"], other["earliest"]):
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
            "subject": f"date in “{' '.join(before)} …”" if before else "date",
            "sides": [
                {"value": text_of(reports, t), "report_id": t["report_id"], "begin": t["begin"], "end": t["end"]}
                for _, t in (known[n] for n in sorted(against))
            ],
        }  # fmt: skip


def _is_day(time: Mapping[str, Any]) -> bool:
    """Whether a time is known to a day or so: "the early years" of something may be told in two ways."""
    return bool(time["latest"] - time["earliest"] <= timedelta(days=2))


def name_sites(
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
        at = [named_at(mentions, row, reports) for row in rows if row["end"] > row["begin"]]
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
    if len(short) == 1 and short[0] == "".join(word[0] for word in long if word not in FUNCTION_WORDS):
        return True
    pairs = [sorted(pair, key=len) for pair in zip(one, other, strict=False)]
    return len(one) == len(other) and all(
        longer.startswith(word[:-1] if len(word) > 3 else word) for word, longer in pairs
    )


def _folded(reading: str) -> tuple[str, ...]:
    return tuple(fold(word).removesuffix("'s") for word in WORD.findall(reading.replace("\u00ad", "")))


def named_at(
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
            if sum(count_alike(read_around(row, reports), read_around(other_row, reports))) < 2:
                return False
    return True


def _apart(one: Mapping[str, Any] | None, other: Mapping[str, Any] | None, settings: DifferenceSettings) -> bool:
    """Whether two entities are places that lie apart: by their coordinates, or, where neither has any, by their names."""
    if not one or not other or one["kind"] != "place" or other["kind"] != "place":
        return False
    where = [row[axis] for row in (one, other) for axis in ("latitude", "longitude")]
    if all(axis is None for axis in where):
        names = str(one["name"]), str(other["name"])
        return on_one_level(level_of(names[0]), level_of(names[1]), settings.apart_km) and not are_spelt_alike(*names)
    return None not in where and kilometres(*where) > settings.apart_km
