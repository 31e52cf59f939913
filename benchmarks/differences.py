"""On what reports disagree: numbers, dates and places, against slots labelled by hand in two halves of real stories.

The labels stand in ``hand/differences``, whose README says how the reports were drawn and what was labelled. A found
difference is right when two of its sides, in two reports and with different values, overlap spans of one slot that is
labelled as differing, whose labelled values differ too.
"""

import argparse
import hashlib
import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa

from benchmarks.attributions import WORD
from stemma import schema
from stemma.reckon import find_differences
from stemma.words import fold

FOLDER = Path(__file__).with_name("hand") / "differences"
HALVES = ("open", "sealed")
FILES = {"g5w1h": "stories/g5w1h.jsonl", "helsinki": "helsinki/articles.jsonl"}
KINDS = frozenset(("number", "date", "place"))
EVENTS, LATER = 24, 10  # events drawn whatever they tell of, before and after those that tell of a toll
LEAST_REPORTS, MOST_REPORTS = 4, 8  # of an event: fewer are no story, of more the first are taken
TOLL = re.compile(r"\b(?:killed|dead|died|deaths?|dies|injured|injuring|killing|wounded|hurt)\b", re.IGNORECASE)
HEAD = 60  # words, after the title, in which a report tells of dead or injured
GROUPS, GROUP = 4, 5  # groups of Helsinki reports, and reports in each
LEAST_WORDS, MOST_WORDS = 150, 900
GRAM, LEAST_GRAMS = 5, 20  # words in a row, and how many such runs a report must share with the first of its group
COPY = 0.5  # share of the shorter one's runs beyond which two reports are copies, and not both taken

Row = dict[str, Any]


class Story(NamedTuple):
    """A labelled story: its reports as the library takes them, and its slots."""

    name: str
    reports: list[Row]
    slots: list[Row]


class Tally(NamedTuple):
    """Counts of one story: differing slots and which of them were found, differences found, right ones, those that only grew."""

    slots: int
    slots_found: int
    found: int
    right: int
    grown: int
    has_grown: bool


def draw_events(rows: Iterable[Mapping[str, Any]]) -> dict[str, dict[str, list[str]]]:
    """half -> event -> ids of its reports, drawn from the rows of g5w1h by the rule of the README."""
    events: dict[str, list[Mapping[str, Any]]] = {}
    for row in rows:
        events.setdefault(row["event"], []).append(row)
    order = sorted(
        (event for event, reports in events.items() if len(reports) >= LEAST_REPORTS),
        key=lambda event: hashlib.sha256(f"differences:{event}".encode()).hexdigest(),
    )
    first = {
        event: sorted(events[event], key=lambda row: (str(row["published"]), row["id"]))[:MOST_REPORTS]
        for event in order
    }
    tolls = [event for event in order[EVENTS:] if _tells_of_a_toll(first[event])]
    drawn = order[:EVENTS] + tolls + [event for event in order[EVENTS:] if event not in tolls][:LATER]
    halves: dict[str, dict[str, list[str]]] = {half: {} for half in HALVES}
    for number, event in enumerate(drawn):
        halves[HALVES[number % 2]][event] = [row["id"] for row in first[event]]
    return halves


def _tells_of_a_toll(reports: Sequence[Mapping[str, Any]]) -> bool:
    """Whether at least half of the reports tell of dead or injured in their title or right after it."""
    heads = (f"{row['title']} {' '.join(row['text'].split()[:HEAD])}" for row in reports)
    return 2 * sum(bool(TOLL.search(head)) for head in heads) >= len(reports)


def draw_groups(rows: Iterable[Mapping[str, Any]], without: Iterable[str]) -> dict[str, dict[str, list[str]]]:
    """half -> group -> ids of its reports, drawn from the Helsinki rows whose ids are not in ``without``."""
    out = set(without)
    left = [r for r in rows if r["id"] not in out and LEAST_WORDS <= len(WORD.findall(r["text"])) <= MOST_WORDS]
    left.sort(key=lambda row: hashlib.sha256(f"differences:{row['id']}".encode()).hexdigest())
    runs = {row["id"]: _runs_of(row["text"]) for row in left}
    halves: dict[str, dict[str, list[str]]] = {half: {} for half in HALVES}
    groups = 0
    for seed in list(left):
        if groups == GROUPS:
            break
        if seed not in left:
            continue
        near = [row for row in left if len(runs[row["id"]] & runs[seed["id"]]) >= LEAST_GRAMS and row is not seed]
        near.sort(key=lambda row: -len(runs[row["id"]] & runs[seed["id"]]))
        taken = [seed]
        for row in near:
            if len(taken) < GROUP and not any(_are_copies(runs[row["id"]], runs[one["id"]]) for one in taken):
                taken.append(row)
        if len(taken) == GROUP:
            halves[HALVES[groups % 2]][str(groups)] = [row["id"] for row in taken]
            left = [row for row in left if row not in taken]
            groups += 1
    return halves


def _runs_of(text: str) -> set[tuple[str, ...]]:
    words = [word.lower() for word in WORD.findall(text)]
    return set(zip(*(words[n:] for n in range(GRAM)), strict=False))


def _are_copies(one: set[tuple[str, ...]], other: set[tuple[str, ...]]) -> bool:
    return len(one & other) > COPY * min(len(one), len(other))


def read_rows(data: Path, name: str) -> list[Row]:
    """The rows of a set. Raises FileNotFoundError where they are absent."""
    with (data / FILES[name]).open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def read_labels(half: str, folder: Path = FOLDER) -> list[Row]:
    """The labelled stories of a half as they stand in its file."""
    with (folder / f"{half}.jsonl").open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def read_stories(labels: Iterable[Row], rows: Mapping[str, Iterable[Mapping[str, Any]]]) -> list[Story]:
    """The labels with their reports; ``rows`` by set. Raises ValueError where a text is not the labelled one."""
    by_id = {name: {row["id"]: row for row in of_set} for name, of_set in rows.items()}
    stories = []
    for labelled in labels:
        reports = read_reports(labelled["reports"], by_id[labelled["set"]])
        stories.append(Story(f"{labelled['set']}:{labelled['story']}", reports, labelled["slots"]))
    return stories


def read_reports(labelled: Iterable[Row], by_id: Mapping[str, Mapping[str, Any]]) -> list[Row]:
    """The labelled reports as the library takes them. Raises ValueError where a text is not the labelled one."""
    reports = []
    for one in labelled:
        row = by_id[one["id"]]
        if hashlib.sha256(row["text"].encode()).hexdigest() != one["sha256"]:
            raise ValueError(
                f"the text of report {row['id']} is not the one that was labelled (not the text of its hash)"
            )
        reports.append({key: row[key] for key in ("id", "outlet", "title", "published", "text") if row.get(key)})
    return reports


def count(story: Story, found: Iterable[Mapping[str, Any]]) -> Tally:
    """What was found in a story, held against its slots; ``found`` are rows of ``differences``.

    Names, quotations and omissions are not labelled and count for nothing, nor does a difference between reports that
    the labeller was not sure of. A difference at several slots is right if it is at one of them.
    """
    slots = {verdict: [s for s in story.slots if s["verdict"] == verdict] for verdict in ("differs", "grew", "unsure")}
    met: set[int] = set()
    told = right = grown = 0
    for row in found:
        if row["kind"] not in KINDS:
            continue
        at = [n for n, slot in enumerate(slots["differs"]) if _is_at(row, slot)]
        has_grown = any(_is_at(row, slot) for slot in slots["grew"])
        met.update(at)
        right += bool(at)
        grown += has_grown
        told += bool(at) or has_grown or not any(_is_at(row, slot) for slot in slots["unsure"])
    return Tally(len(slots["differs"]), len(met), told, right, grown, bool(slots["grew"]))


def _is_at(row: Mapping[str, Any], slot: Mapping[str, Any]) -> bool:
    """Whether two sides of other reports and other values stand at spans of the slot whose values differ too."""
    stands = [
        (side["report_id"], fold(side["value"]), stated["value"])
        for side in row["sides"]
        if side["begin"] is not None
        for stated in slot["stated"]
        if side["report_id"] == stated["report_id"]
        and any(begin < side["end"] and side["begin"] < end for begin, end in stated["spans"])
    ]
    return any(a[0] != b[0] and a[1] != b[1] and a[2] != b[2] for n, a in enumerate(stands) for b in stands[:n])


def summarize(tallies: Iterable[Tally]) -> dict[str, float]:
    """Precision over all differences found in the stories, recall over all slots that differ, F, and the counts."""
    counted = list(tallies)
    found, right = sum(t.found for t in counted), sum(t.right for t in counted)
    slots, met = sum(t.slots for t in counted), sum(t.slots_found for t in counted)
    precision, recall = right / max(1, found), met / max(1, slots)
    return {
        "precision": round(precision, 4),
        "recall": round(recall, 4),
        "f1": round(2 * precision * recall / (precision + recall) if precision + recall else 0.0, 4),
        "found": found,
        "slots": slots,
        "stories_grown": sum(t.has_grown for t in counted),
        "stories_grown_wrong": sum(t.grown > 0 for t in counted),
    }


def one_story(reports: Iterable[Mapping[str, Any]]) -> pa.Table:
    """The table ``story_reports`` that puts all the reports into one story."""
    rows = [{"story_id": "story", "report_id": report["id"], "reason": "labelled"} for report in reports]
    return schema.table("story_reports", rows)


def measure(
    data: Path, find: Callable[..., pa.Table] = find_differences, halves: Iterable[str] = HALVES
) -> dict[str, float]:
    """The figures of the halves: with the stories that are found among a story's reports, and (``given_``) with one.

    Raises FileNotFoundError where the reports are absent.
    """
    rows = {name: read_rows(data, name) for name in FILES}
    figures: dict[str, float] = {}
    for half in halves:
        stories = read_stories(read_labels(half), rows)
        for prefix, given in (("", False), ("given_", True)):
            tallies = [
                count(s, find(s.reports, **({"story_reports": one_story(s.reports)} if given else {})).to_pylist())
                for s in stories
            ]
            figures |= {f"{half}_{prefix}{name}": value for name, value in summarize(tallies).items()}
    return figures


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("data", type=Path, nargs="?", default=Path("../shared/data"))
    options.add_argument("--half", choices=HALVES, default="open")
    asked_for = options.parse_args()
    print(json.dumps(measure(asked_for.data, halves=[asked_for.half]), indent=1))
