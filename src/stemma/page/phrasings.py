"""What reports of one text put otherwise: words that keep a distance, verbs of speech, words that judge. Nothing is scored."""

from typing import NamedTuple

from stemma.page.data import Row, StoryRows
from stemma.page.phrase import Mark, Piece, in_context, plain
from stemma.words import fold

AROUND = 70  # code points of a passage shown on either side of a reading
# Names stand in a table of their own.
HEADS = {
    "hedge": "Words that keep a distance",
    "speech": "Verbs of speech",
    "loaded": "Words that judge, by a list of our own",
}


class Reading(NamedTuple):
    """What stands at a place, in which reports, with the words around it in one of them; ``words`` is empty where nothing stands."""

    words: str
    who: tuple[str, ...]
    pieces: tuple[Piece, ...]


class Kind(NamedTuple):
    """The places of one kind, each with its readings, those of most reports first."""

    head: str
    places: tuple[tuple[Reading, ...], ...]


def build(story: StoryRows) -> list[Kind]:
    """The places where reports of a story put it otherwise, by kind; what differs alike at several places is told once."""
    sites: dict[tuple[str, str], list[Row]] = {}
    # A case made before there was such a table has none.
    for row in story.tables.get("phrasings", ()):
        if row["kind"] in HEADS and row["report_id"] in story.reports:
            sites.setdefault((row["kind"], row["site_id"]), []).append(row)
    by_kind: dict[str, dict[tuple[tuple[str, tuple[str, ...]], ...], tuple[Reading, ...]]] = {}
    first = {key: min((story.order(row["report_id"]), row["begin"]) for row in rows) for key, rows in sites.items()}
    for kind, site_id in sorted(sites, key=lambda key: (first[key], key)):
        readings = _readings(story, sites[kind, site_id])
        by_kind.setdefault(kind, {}).setdefault(tuple((fold(r.words), r.who) for r in readings), readings)
    return [Kind(head, tuple(by_kind[kind].values())) for kind, head in HEADS.items() if kind in by_kind]


def _readings(story: StoryRows, rows: list[Row]) -> tuple[Reading, ...]:
    """What stands at one place: each reading once."""
    found: dict[str, list[Row]] = {}
    for row in sorted(rows, key=lambda row: (story.order(row["report_id"]), row["begin"])):
        found.setdefault(fold(plain(row["reading"])), []).append(row)
    made = []
    for alike in sorted(found.values(), key=len, reverse=True):
        report, begin, end = str(alike[0]["report_id"]), int(alike[0]["begin"]), int(alike[0]["end"])
        pieces = in_context(story.text(report), [Mark(begin, end, "value")], AROUND)
        who = tuple(dict.fromkeys(plain(story.label(str(row["report_id"]))) for row in alike))
        made.append(Reading(plain(alike[0]["reading"]), who, tuple(pieces)))
    return tuple(made)
