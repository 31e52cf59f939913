"""Joins of names, judged by hand: of 100 drawn at random, the share that is wrong, and which of those judged still hold.

    python -m benchmarks.joins DATA                    the figures
    python -m benchmarks.joins DATA draw SEED FILE     100 joins of today, one a line, their verdicts left open

A join is a name that a report uses for a thing, other in its letters than the thing's chief name, and a place where it
stands under that name: in the same report if it does, else in the first other one by id. Joins are put in order by the
SHA-256 of the seed, the collection, the report and the name, and the first are taken, a third from each collection. The
verdicts in ``hand/joins`` are ids and spans, without text; its README says how they were read.
"""

import hashlib
import json
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from stemma.model import Entities
from stemma.name import find_entities
from stemma.name.keys import fold_name

Row = dict[str, Any]
Place = tuple[str, int, int]
QUOTA = {"re3d": 34, "helsinki": 33, "g5w1h": 33}
FILES = {"re3d": "entities/re3d.jsonl", "helsinki": "helsinki/articles.jsonl", "g5w1h": "stories/g5w1h.jsonl"}
HAND = Path(__file__).parent / "hand" / "joins"


def read_reports(data: Path, collection: str) -> list[Row]:
    """A collection's reports. Raises FileNotFoundError where it is absent."""
    lines = (data / FILES[collection]).read_text(encoding="utf-8").split("\n")
    rows = [json.loads(line) for line in lines if line.strip()]
    return [{key: row[key] for key in ("id", "text", "outlet", "published", "title") if key in row} for row in rows]


def all_joins(found: Entities, reports: Sequence[Mapping[str, Any]]) -> list[tuple[str, Place, Place]]:
    """Every join: (the name, where it stands, where the chief name does), by report and name."""
    texts = {row["id"]: row["text"] for row in reports}
    counts: dict[str, dict[str, int]] = {}
    for row in found.names.to_pylist():
        forms = counts.setdefault(row["entity_id"], {})
        forms[fold_name(row["name"])] = forms.get(fold_name(row["name"]), 0) + row["count"]
    chief = {row["entity_id"]: fold_name(row["name"]) for row in found.entities.to_pylist()}
    chief = {
        entity: name if name in counts[entity] else min(counts[entity], key=lambda form: (-counts[entity][form], form))
        for entity, name in chief.items()
    }
    first: dict[tuple[str, str, str], Place] = {}
    chiefs: dict[str, list[Place]] = {}
    rows = sorted(found.mentions.to_pylist(), key=lambda row: (row["report_id"], row["begin"]))
    for row in rows:
        at = (row["report_id"], row["begin"], row["end"])
        name = fold_name(texts[row["report_id"]][row["begin"] : row["end"]])
        if name == chief[row["entity_id"]]:
            chiefs.setdefault(row["entity_id"], []).append(at)
        else:
            first.setdefault((row["report_id"], name, row["entity_id"]), at)
    joins = []
    for (report, name, entity), at in sorted(first.items()):
        places = chiefs.get(entity, [])
        if places:
            joins.append((name, at, min(places, key=lambda place: (place[0] != report, place))))
    return joins


def draw(seed: str, collection: str, joins: Iterable[tuple[str, Place, Place]], most: int) -> list[Row]:
    """The first ``most`` joins in the order of their hashes, as rows without text and without a verdict."""

    def rank(join: tuple[str, Place, Place]) -> str:
        return hashlib.sha256(f"{seed}|{collection}|{join[1][0]}|{join[0]}".encode()).hexdigest()

    return [
        {"collection": collection, "name": list(one), "chief": list(other), "verdict": ""}
        for _, one, other in sorted(joins, key=lambda join: (rank(join), join))[:most]
    ]


def holds(join: Mapping[str, Any], spans: Mapping[str, Sequence[tuple[int, int, str]]]) -> bool:
    """Whether both places of a join are mentions of one entity, by the mentions that overlap them."""

    def at(place: Sequence[Any]) -> set[str]:
        report, begin, end = place
        return {entity for b, e, entity in spans.get(report, ()) if b < end and begin < e}

    return bool(at(join["name"]) & at(join["chief"]))


def read_verdicts(name: str, folder: Path = HAND) -> list[Row]:
    """The judged joins of one draw."""
    lines = (folder / f"{name}.jsonl").read_text(encoding="utf-8").split("\n")
    return [json.loads(line) for line in lines if line]


def share_wrong(rows: Iterable[Mapping[str, Any]]) -> float:
    """Of the judged joins those that are wrong."""
    verdicts = [row["verdict"] for row in rows]
    return verdicts.count("wrong") / max(1, len(verdicts))


def measure(data: Path, find: Callable[[Sequence[Row]], Entities] = find_entities) -> dict[str, float]:
    """What was judged, and how much of it holds today. Raises FileNotFoundError where the data is absent."""
    names = sorted(path.stem for path in HAND.glob("*.jsonl"))
    drawn = {name: read_verdicts(name) for name in names}
    figures = {f"{name}_wrong": share_wrong(rows) for name, rows in drawn.items()}
    kept: dict[str, list[bool]] = {"right": [], "wrong": []}
    for collection in FILES:
        found = find(read_reports(data, collection))
        spans: dict[str, list[tuple[int, int, str]]] = {}
        for row in found.mentions.to_pylist():
            spans.setdefault(row["report_id"], []).append((row["begin"], row["end"], row["entity_id"]))
        for row in (row for rows in drawn.values() for row in rows if row["collection"] == collection):
            if row["verdict"] in kept:
                kept[row["verdict"]].append(holds(row, spans))
    figures["right_kept"] = sum(kept["right"]) / max(1, len(kept["right"]))
    figures["wrong_kept"] = sum(kept["wrong"]) / max(1, len(kept["wrong"]))
    return {name: round(value, 4) for name, value in figures.items()}


def draw_all(data: Path, seed: str, find: Callable[[Sequence[Row]], Entities] = find_entities) -> list[Row]:
    """100 joins of today."""
    drawn = []
    for collection, most in QUOTA.items():
        reports = read_reports(data, collection)
        drawn += draw(seed, collection, all_joins(find(reports), reports), most)
    return drawn


if __name__ == "__main__":
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/data")
    if sys.argv[2:3] == ["draw"]:
        made = "".join(json.dumps(row) + "\n" for row in draw_all(folder, sys.argv[3]))
        Path(sys.argv[4]).write_text(made, encoding="utf-8")
    else:
        for figure, value in measure(folder).items():
            print(f"{figure:<24} {value:.4f}")
