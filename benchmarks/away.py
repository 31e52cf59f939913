"""Attributions and speakers away from PolNeAR, against labels of the project's own (``hand/attributions``).

The labels are spans; the reports lie beside the checkout. Of the two halves, ``open`` is what is developed against;
``sealed`` is scored only when asked for: python -m benchmarks.away --half sealed.
"""

import argparse
import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa

from benchmarks.attributions import Spans, Tally, pair, score, spans_of, summarize
from stemma import schema
from stemma.attribute import attribute_reports, link_speakers
from stemma.attribute.tables import attribution_row, kind_of
from stemma.model import Attribution, Entities, Span
from stemma.name import find_entities, match_names
from stemma.reports import as_report
from stemma.segment import segment
from stemma.settings import AttributeSettings

LABELS = Path(__file__).with_name("hand") / "attributions"
SETS = ("reports-2017", "helsinki", "g5w1h")
FILES = {"helsinki": "helsinki/articles.jsonl", "g5w1h": "stories/g5w1h.jsonl"}

Row = dict[str, Any]


class Labelled(NamedTuple):
    """A report's text and what was labelled in it."""

    set: str
    id: str
    text: str
    attributions: list[Row]


class Named(NamedTuple):
    """Speakers: of the attributions found whose speaker the report names, how many were given and how many of these are
    right; of those found whose speaker it does not name, how many were given, and how many of these stand in the source.
    """

    found: int = 0
    given: int = 0
    right: int = 0
    unnamed: int = 0
    unnamed_given: int = 0
    unnamed_right: int = 0


def read_labels(data: Path, half: str) -> list[Labelled]:
    """The labelled reports of a half, set by set.

    Raises FileNotFoundError where labels or data are absent, ValueError where a text is not the one that was labelled.
    """
    with (LABELS / f"{half}.jsonl").open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    texts = _texts(data, {(row["set"], row["id"]) for row in rows})
    read = []
    for row in sorted(rows, key=lambda row: (SETS.index(row["set"]), row["id"])):
        text = texts[row["set"], row["id"]]
        if hashlib.sha256(text.encode("utf-8")).hexdigest() != row["sha256"]:
            raise ValueError(f"{row['set']} {row['id']}: not the text that was labelled")
        read.append(Labelled(row["set"], row["id"], text, row["attributions"]))
    return read


def _texts(data: Path, wanted: set[tuple[str, str]]) -> dict[tuple[str, str], str]:
    texts = {(s, i): (data / s / f"{i}.txt").read_text("utf-8") for s, i in wanted if s not in FILES}
    for name in sorted({s for s, _ in wanted if s in FILES}):
        with (data / FILES[name]).open(encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                if (name, str(row["id"])) in wanted:
                    texts[name, str(row["id"])] = row["text"]
    return texts


def _by_set(labelled: Iterable[Labelled]) -> list[list[Labelled]]:
    parts: dict[str, list[Labelled]] = {}
    for one in labelled:
        parts.setdefault(one.set, []).append(one)
    return list(parts.values())


def _triples(rows: Iterable[Mapping[str, Any]]) -> list[tuple[Spans, Spans, Spans]]:
    return [(spans_of(row["source"]), spans_of(row["cue"]), spans_of(row["content"])) for row in rows]


def _made(part: Sequence[Labelled], settings: AttributeSettings) -> pa.Table:
    return attribute_reports([as_report({"id": one.id, "text": one.text}) for one in part], settings=settings)


def _by_report(attributions: pa.Table) -> dict[str, list[Row]]:
    rows: dict[str, list[Row]] = {}
    for row in attributions.to_pylist():
        rows.setdefault(row["report_id"], []).append(row)
    return rows


def away(data: Path, half: str) -> dict[str, float]:
    """Attributions as they are measured on PolNeAR: with the default settings; ``rules_`` by the rules alone;
    ``told_`` with what somebody wants or feels taken out of the labels and of what is found; and by set."""
    tallies: dict[str, list[Tally]] = {}
    for part in _by_set(read_labels(data, half)):
        made = _by_report(_made(part, AttributeSettings()))
        by_rules = _by_report(_made(part, AttributeSettings(reader="rules")))
        for one in part:
            rows = made.get(one.id, [])
            tally = score(one.text, _triples(one.attributions), _triples(rows))
            tallies.setdefault("", []).append(tally)
            ruled = _triples(by_rules.get(one.id, ()))
            tallies.setdefault("rules_", []).append(score(one.text, _triples(one.attributions), ruled))
            told = [row for row in one.attributions if not row["attitude"]]
            said = [row for row in rows if row["said"]]
            tallies.setdefault("told_", []).append(score(one.text, _triples(told), _triples(said)))
            tallies.setdefault(f"{one.set.replace('-', '_')}_", []).append(tally)
    figures: dict[str, float] = {}
    for prefix, added in tallies.items():
        figures |= summarize(added, prefix)
    return figures


def speakers(data: Path, half: str) -> dict[str, float]:
    """Speakers of the attributions that are found with the default settings, and of those that were labelled.

    ``speakers_given`` is the share that has one where the report names the speaker; ``speakers_right`` the share of
    these that are right; ``names_right`` the same with those that are given where the report names none (right only
    where the entity is mentioned in the source itself). With ``given_`` the labels' own sources, cues and contents are
    handed over, so that it does not count which attributions are found.
    """
    counted: dict[str, list[Named]] = {}
    for part in _by_set(read_labels(data, half)):
        reports = [as_report({"id": one.id, "text": one.text}) for one in part]
        entities = find_entities(reports)
        for prefix, table in (("", attribute_reports(reports)), ("given_", labels_as_found(part))):
            rows = _by_report(link_speakers(reports, table, entities)[0])
            for one in part:
                named = count_named(one, rows.get(one.id, []), entities)
                counted.setdefault(prefix, []).append(named)
                counted.setdefault(f"{one.set.replace('-', '_')}_{prefix}", []).append(named)
    figures: dict[str, float] = {}
    for prefix, added in counted.items():
        total = Named(*(sum(values) for values in zip(*added, strict=True)))
        given = total.given + total.unnamed_given
        figures |= {
            f"{prefix}speakers_given": round(total.given / max(1, total.found), 4),
            f"{prefix}speakers_right": round(total.right / max(1, total.given), 4),
            f"{prefix}names_right": round((total.right + total.unnamed_right) / max(1, given), 4),
        }
    return figures


def labels_as_found(part: Iterable[Labelled]) -> pa.Table:
    """The labels as a table of attributions without speakers."""
    rows = []
    for one in part:
        segments = segment(as_report({"id": one.id, "text": one.text}))
        for row in one.attributions:
            source, cue, content = (
                tuple(Span(*s) for s in spans_of(row[name])) for name in ("source", "cue", "content")
            )
            kind = kind_of(one.text, segments, content)
            rows.append(
                attribution_row(one.id, Attribution(kind=kind, source=source, cue=cue, content=content, confidence=1.0))
            )
    return schema.ordered("attributions", schema.table("attributions", rows))


def count_named(report: Labelled, rows: Sequence[Row], entities: Entities) -> Named:
    """What a report adds: ``rows`` are its attributions with ``speaker_id``."""
    mentions: dict[str, list[tuple[int, int]]] = {}
    for mention in entities.mentions.to_pylist():
        if mention["report_id"] == report.id:
            mentions.setdefault(mention["entity_id"], []).append((mention["begin"], mention["end"]))
    known = {row["entity_id"]: row for row in entities.entities.to_pylist()}
    found = given = right = unnamed = unnamed_given = unnamed_right = 0
    for i, j in sorted(pair(report.text, _triples(report.attributions), _triples(rows)).items()):
        speaker = spans_of(report.attributions[i]["speaker"] or ())
        entity = rows[j]["speaker_id"]
        at = mentions.get(entity, [])
        if not speaker:
            unnamed += 1
            unnamed_given += entity is not None
            unnamed_right += _overlap(at, spans_of(rows[j]["source"]))
            continue
        found += 1
        given += entity is not None
        # The entity's fullest name decides: a surname alone would fit whoever else of the family is spoken of.
        right += entity is not None and (
            _overlap(at, speaker)
            or any(
                match_names(known[entity]["name"], report.text[b:e], known[entity]["kind"]) >= 0.5 for b, e in speaker
            )
        )
    return Named(found, given, right, unnamed, unnamed_given, unnamed_right)


def _overlap(some: Iterable[tuple[int, int]], others: Sequence[tuple[int, int]]) -> bool:
    return any(begin < stop and start < end for start, stop in some for begin, end in others)


def measure(data: Path, half: str = "open") -> dict[str, float]:
    """Every figure on the half. Raises FileNotFoundError where its labels or the data are absent."""
    return away(data, half) | speakers(data, half)


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("data", type=Path, nargs="?", default=Path("../shared/data"))
    options.add_argument("--half", choices=("open", "sealed"), default="open")
    asked = options.parse_args()
    print(json.dumps(measure(asked.data, asked.half), indent=1))
