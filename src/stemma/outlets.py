"""What a case shows of each outlet: from whom it has text, whom it credits, and what it writes in place of other words."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from math import exp
from typing import Any, NamedTuple

import pyarrow.compute as pc

from stemma import schema
from stemma.case import Case
from stemma.query import report_labels
from stemma.reckon import Choice, find_choices

Row = dict[str, Any]

LEAST_STORIES = 3  # twice is a coincidence: from here on a habit may be spoken of
LIKELY = 0.5  # confidence from which a step of copying counts as one
UNNAMED = "a source that is not in the pile"


class Step(NamedTuple):
    """A descent: its story and its ends, witness ids."""

    story_id: str
    parent: str
    child: str


@dataclass(frozen=True)
class Habit:
    """What an outlet writes (empty: nothing) where its sources have ``instead_of`` (empty: nothing).

    ``times`` counts reports, ``chances`` how many of its reports had the choice, ``others`` in how many of the other
    outlets' chances they write the same. ``odds`` with ``low`` and ``high`` (95 %) say how many times likelier this
    outlet is to do so than the others are. ``shown``: it is so in more than two stories, and surely more than with the others.
    """

    kind: str
    writes: str
    instead_of: str
    times: int
    stories: int
    chances: int
    others: int
    other_chances: int
    odds: float
    low: float
    high: float
    shown: bool
    places: tuple[Choice, ...]


@dataclass(frozen=True)
class Outlet:
    """An outlet of a case. ``copies``: its reports that have text from another, as far as that is likely; ``open``: those
    of which it is open, for want of certainty or because nothing decides who was first.

    ``parents``: from whom, with how many of its reports; ``credited``: whom its reports credit, with how many. ``steps``
    are the descents behind ``parents``, by the same names, and ``open_steps`` those behind ``open``.
    """

    name: str
    reports: int
    stories: int
    copies: int
    open: int
    parents: tuple[tuple[str, int], ...]
    credited: tuple[tuple[str, int], ...]
    steps: Mapping[str, tuple[Step, ...]]
    open_steps: tuple[Step, ...]
    habits: tuple[Habit, ...]


def outlets_of(case: Case) -> list[Outlet]:
    """The outlets of a case, those with most reports first. Reports whose outlet is not known are left out."""
    reports = {row["report_id"]: row for row in _rows(case, "reports", ("report_id", "outlet", "credit"))}
    outlet_of = {key: row["outlet"] for key, row in reports.items() if row["outlet"]}
    stories: dict[str, set[str]] = {}
    for row in _rows(case, "story_reports", ("story_id", "report_id")):
        if row["report_id"] in outlet_of:
            stories.setdefault(outlet_of[row["report_id"]], set()).add(row["story_id"])
    parents, doubted = _parents(case, outlet_of)
    habits = _habits(case, outlet_of)
    counts = Counter(outlet_of.values())
    made = []
    for name in sorted(counts, key=lambda one: (-counts[one], one)):
        own = [key for key in sorted(outlet_of) if outlet_of[key] == name]
        made.append(
            Outlet(
                name,
                counts[name],
                len(stories.get(name, ())),
                sum(1 for key in own if key in parents),
                sum(1 for key in own if key in doubted and key not in parents),
                _ranked(Counter(one for key in own for one in parents.get(key, ()))),
                _ranked(Counter(reports[key]["credit"] for key in own if reports[key]["credit"])),
                {
                    one: tuple(step for key in own for step in parents.get(key, {}).get(one, ()))
                    for one in sorted({one for key in own for one in parents.get(key, ())})
                },
                tuple(dict.fromkeys(step for key in own if key not in parents for step in doubted.get(key, ()))),
                tuple(habits.get(name, ())),
            )
        )
    return made


def _rows(case: Case, name: str, columns: tuple[str, ...]) -> list[Row]:
    rows: list[Row] = case.table(name).select(list(columns)).to_pylist()
    return rows


def _ranked(counts: Counter[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def _parents(
    case: Case, outlet_of: Mapping[str, str]
) -> tuple[dict[str, dict[str, list[Step]]], dict[str, list[Step]]]:
    """For each report that likely has text from another the outlets and agencies of those, each with the steps that say
    so; and the steps that leave it open of a report.
    """
    agency = {row["witness_id"]: row["agency"] for row in _rows(case, "witnesses", ("witness_id", "report_id", "agency")) if row["report_id"] is None}  # fmt: skip
    unknown = case.table("reports").filter(pc.is_null(case.table("reports").column("outlet"))).to_pylist()
    labels = {row["report_id"]: label for row in unknown for label in report_labels([row]).values()}
    found: dict[str, dict[str, list[Step]]] = {}
    doubted: dict[str, list[Step]] = {}
    rows = schema.copied_text(case.table("descents")).to_pylist()
    for row in sorted(rows, key=lambda r: (r["story_id"], r["child"], r["parent"])):
        step = Step(row["story_id"], row["parent"], row["child"])
        if row["by"] == "credit":
            continue  # that is told as whom it credits
        if (row["confidence"] or 0.0) < LIKELY or row["direction"] == "undecided":
            doubted.setdefault(row["child"], []).append(step)
            if row["direction"] == "undecided":
                doubted.setdefault(row["parent"], []).append(step)
            continue
        lost = row["parent"] in agency
        name = agency[row["parent"]] or UNNAMED if lost else outlet_of.get(row["parent"]) or labels.get(row["parent"], UNNAMED)  # fmt: skip
        found.setdefault(row["child"], {}).setdefault(name, []).append(step)
    return found, doubted


def _habits(case: Case, outlet_of: Mapping[str, str]) -> dict[str, list[Habit]]:
    """The habits of each outlet: those that show something first, then by how often."""
    rows = case.table("habits").to_pylist()
    if not rows:
        return {}
    tables = [case.table(name) for name in ("story_reports", "variants", "descents")]
    written: dict[tuple[str, str], Counter[tuple[str, str]]] = {}
    found: dict[tuple[str, str, str, str], list[Choice]] = {}
    for one in find_choices(outlet_of, *tables):
        written.setdefault((one.kind, one.source), Counter())[one.outlet, one.written] += 1
        found.setdefault((one.outlet, one.kind, one.written, one.source), []).append(one)
    made: dict[str, list[Habit]] = {}
    for row in rows:
        key = (row["outlet"], row["kind"], row["writes"] or "", row["for"] or "")
        counts = written.get((key[1], key[3]), Counter())
        chances = sum(count for (outlet, _), count in counts.items() if outlet == key[0])
        same = sum(count for (outlet, words), count in counts.items() if outlet != key[0] and words == key[2])
        made.setdefault(key[0], []).append(
            Habit(
                kind=key[1],
                writes=key[2],
                instead_of=key[3],
                times=row["count"],
                stories=row["stories"],
                chances=chances,
                others=same,
                other_chances=sum(counts.values()) - chances,
                odds=exp(row["log_odds"]),
                low=exp(row["low"]),
                high=exp(row["high"]),
                shown=row["stories"] >= LEAST_STORIES and row["low"] > 0,
                places=tuple(found.get(key, ())),
            )
        )
    for habits in made.values():
        habits.sort(key=lambda h: (not h.shown, -h.times, -h.low, h.kind, h.instead_of, h.writes))
    return made
