"""Claims over the reports of a story, against statements that readers grouped by hand: B-cubed F.

    python -m benchmarks.claims_of_stories [DATA] [--half open|sealed]

The labels are in ``hand/claims/stories_open.jsonl`` and ``stories_sealed.jsonl``; the README there says how they were made. A labelled
statement is held against the attribution of its report whose content has most of its words, half of both at the least.
"""

import argparse
import json
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.attributions import spans_of, words_in
from benchmarks.claims import FOLDER, Place, b_cubed_over
from benchmarks.differences import one_story, read_reports, read_rows
from benchmarks.replies import word_starts
from stemma.model import Claims
from stemma.reckon import find_claims

HALVES = ("open", "sealed")
ALIKE = 0.5  # of the words of two contents together, from which they are one statement
Row = dict[str, Any]


class Story(NamedTuple):
    """A story's reports, and of each labelled statement its report, the words of its content and the number of its claim."""

    name: str
    reports: list[Row]
    statements: list[tuple[str, frozenset[int], int]]


def read_labels(half: str) -> list[Row]:
    """A row for each story. Raises FileNotFoundError where the file is absent."""
    return [json.loads(line) for line in (FOLDER / f"stories_{half}.jsonl").read_text("utf-8").splitlines()]


def read_stories(labels: Iterable[Row], rows: Iterable[Mapping[str, Any]]) -> list[Story]:
    """The labels together with the reports. Raises ValueError where a report's text is not the labelled one."""
    by_id = {row["id"]: row for row in rows}
    stories = []
    for label in labels:
        reports = read_reports(label["reports"], by_id)
        starts = {report["id"]: word_starts(report["text"]) for report in reports}
        statements = [
            (one["report"], words_in(starts[one["report"]], spans_of(one["content"])), one["claim"])
            for one in label["statements"]
        ]
        stories.append(Story(label["event"], reports, statements))
    return stories


def pair_up(story: Story, found: Claims) -> dict[int, str]:
    """The attribution that each labelled statement is, by its number; each attribution is one statement at the most."""
    starts = {report["id"]: word_starts(report["text"]) for report in story.reports}
    contents = {
        row["attribution_id"]: (row["report_id"], words_in(starts[row["report_id"]], spans_of(row["content"])))
        for row in found.attributions.to_pylist()
        if row["report_id"] in starts
    }
    pairs = sorted(
        (-len(words & content) / len(words | content), number, attribution)
        for number, (report, words, _) in enumerate(story.statements)
        for attribution, (of_report, content) in contents.items()
        if report == of_report and words & content
    )
    paired: dict[int, str] = {}
    taken: set[str] = set()
    for alike, number, attribution in pairs:
        if -alike >= ALIKE and number not in paired and attribution not in taken:
            paired[number] = attribution
            taken.add(attribution)
    return paired


def score(stories: Iterable[Story], found: Iterable[Claims]) -> dict[str, float]:
    """Precision, recall and F (Bagga and Baldwin 1998) over the labelled statements that were found, and their share. Two
    attributions are together where one claim has both.
    """
    made: dict[Place, set[str]] = {}
    gold: dict[Place, int] = {}
    claims_before = labelled = 0
    for story, claims in zip(stories, found, strict=True):
        claims_of: dict[str, set[str]] = {}
        for row in claims.claim_attributions.to_pylist():
            claims_of.setdefault(row["attribution_id"], set()).add(f"{story.name} {row['claim_id']}")
        for n, one in pair_up(story, claims).items():
            if one in claims_of:
                made[story.name, n] = claims_of[one]
                gold[story.name, n] = claims_before + story.statements[n][2]
        labelled += len(story.statements)
        claims_before += 1 + max((claim for _, _, claim in story.statements), default=0)
    p, r = b_cubed_over(made, gold)
    return {
        "precision": round(p, 4), "recall": round(r, 4), "f1": round(2 * p * r / (p + r) if p + r else 0.0, 4),
        "statements_found": round(len(gold) / max(1, labelled), 4),
    }  # fmt: skip


def measure(data: Path, find: Callable[..., Claims] = find_claims, halves: Iterable[str] = HALVES) -> dict[str, float]:
    """The figures of the halves, each story's reports given as one story. Raises FileNotFoundError where the reports are absent."""
    rows = read_rows(data, "g5w1h")
    figures: dict[str, float] = {}
    for half in halves:
        stories = read_stories(read_labels(half), rows)
        found = [find(story.reports, story_reports=one_story(story.reports)) for story in stories]
        figures |= {f"{half}_{name}": value for name, value in score(stories, found).items()}
    return figures


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("data", type=Path, nargs="?", default=Path("../shared/data"))
    options.add_argument("--half", choices=HALVES, default="open")
    asked = options.parse_args()
    print(json.dumps(measure(asked.data, halves=[asked.half]), indent=1))
