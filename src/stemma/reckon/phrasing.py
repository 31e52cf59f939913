"""Wording side by side: at one place of aligned passages, the words that one outlet has for another's, sorted by kind.

Nothing is scored and nothing is called biased or true: the words stand beside each other, as printed.
"""

from collections.abc import Iterable, Mapping, Sequence
from importlib import resources
from typing import Any

import pyarrow as pa

from stemma import schema
from stemma.collate.lexicon import FUNCTION_WORDS, HEDGES, SPEECH
from stemma.model import Entities, Report
from stemma.reckon.around import Around, count_alike, read_around
from stemma.reckon.lexicon import base
from stemma.reckon.sites import named_at
from stemma.reckon.units import Mentions, index_mentions
from stemma.reports import as_reports
from stemma.words import WORD, fold

LONGEST = 6  # words of a reading: a longer one is a passage, not a way of putting it
KINDS = ("name", "hedge", "speech", "loaded")


def _read_loaded() -> frozenset[str]:
    lines = (resources.files("stemma.reckon") / "loaded.txt").read_text("utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.partition(": ")[2].split())


LOADED = _read_loaded()
TOLD = frozenset(("name", "attribution", "hedge", "wording", "addition", "omission"))
"""The kinds of sites at which there may be something to tell."""


def find_phrasings(
    reports: Iterable[Report | Mapping[str, Any]], variants: pa.Table, *, entities: Entities | None = None
) -> pa.Table:
    """The table ``phrasings``: a row for what each report has at a site where two have other words of one kind.

    The kinds: ``name`` (one thing under two names; this needs ``entities``), ``hedge`` (a word that keeps a distance, or
    none), ``speech`` (two verbs of speech), ``loaded`` (a word that says how a thing is to be judged, by the list in
    ``loaded.txt``, where another has another word or none). Spans are in code points; a reading may be empty.
    """
    by_id = {report.id: report for report in as_reports(reports)}
    mentions = index_mentions(None if entities is None else entities.mentions)
    sites: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for row in variants.to_pylist():
        if row["report_id"] in by_id:
            sites.setdefault((row["story_id"], row["site_id"]), []).append(row)
    found: list[dict[str, Any]] = []
    for (story_id, site_id), every in sorted(sites.items()):
        if TOLD.isdisjoint(row["kind"] for row in every):
            continue
        rows = _at_one_place(every, by_id)
        kind = _kind(rows, by_id, mentions)
        if kind is None:
            continue
        found.extend(
            {
                "story_id": story_id, "site_id": site_id, "kind": kind, "report_id": row["report_id"],
                "outlet": by_id[row["report_id"]].outlet, "begin": row["begin"], "end": row["end"], "reading": row["reading"],
            }
            for row in sorted(rows, key=lambda row: (row["report_id"], row["begin"]))
        )  # fmt: skip
    return schema.ordered("phrasings", schema.table("phrasings", found))


def _at_one_place(rows: Sequence[Mapping[str, Any]], reports: Mapping[str, Report]) -> list[Mapping[str, Any]]:
    """The rows of a site that stand among the same words as one with another reading: only there is one put for the other."""
    readings = [(_words(row["reading"]), read_around(row, reports)) for row in rows]
    # Copies read alike: what differs is held against each other once.
    different = set(readings)
    kept = {
        (words, around) for words, around in different
        if any(words != others and _same_place(around, beside) for others, beside in different)
    }  # fmt: skip
    return [row for row, reading in zip(rows, readings, strict=True) if reading in kept]


def _same_place(one: Around, other: Around) -> bool:
    """Whether two places have the same word before and after them, and on one side two."""
    before, after = count_alike(one, other)
    return min(before, after) > 0 and max(before, after) > 1


def _kind(rows: Sequence[Mapping[str, Any]], reports: Mapping[str, Report], mentions: Mentions) -> str | None:
    """What sets the readings of a site apart, of the kinds that are told; None for any other."""
    readings = [_words(row["reading"]) for row in rows]
    if len(set(readings)) < 2 or max(map(len, readings)) > LONGEST:
        return None
    if rows[0]["kind"] == "name":
        whose = {named_at(mentions, row, reports)[1] for row in rows if row["end"] > row["begin"]}
        return "name" if len(whose) == 1 and None not in whose and all(readings) else None
    if rows[0]["kind"] not in TOLD:
        return None
    if _differ_in(readings, HEDGES):
        return "hedge"
    verbs = [{base(word) for word in reading if word in SPEECH} for reading in readings]
    if all(verbs) and len({tuple(sorted(of)) for of in verbs}) > 1 and _little_else(readings, SPEECH):
        return "speech"
    return "loaded" if _differ_in(readings, LOADED) else None


def _differ_in(readings: Sequence[tuple[str, ...]], words: frozenset[str]) -> bool:
    """Whether some reading has a word of a list that another has not, and little else sets them apart."""
    held = {tuple(word for word in reading if word in words) for reading in readings}
    return len(held) > 1 and _little_else(readings, words)


def _little_else(readings: Sequence[tuple[str, ...]], words: frozenset[str]) -> bool:
    """Whether besides the words of a list, and small ones, one word at the most sets a reading apart from the first."""
    rest = [frozenset(word for word in reading if word not in words | FUNCTION_WORDS) for reading in readings]
    return all(len(one ^ rest[0]) <= 1 for one in rest)


def _words(reading: str | None) -> tuple[str, ...]:
    return tuple(fold(word) for word in WORD.findall(reading or ""))
