"""On what reports of one event disagree in numbers and times: told against every number and time that two of them share,
labelled by hand in groups of reports of six sets.

The labels stand in ``hand/events``, whose README says how the groups were drawn and read. A group's reports are given as one
story; what is told of places counts for nothing, as they are not labelled.
"""

import argparse
import json
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks.differences import Row, Story, count, one_story, read_reports, summarize
from benchmarks.stories import join_words
from stemma.reckon import find_differences

FOLDER = Path(__file__).with_name("hand") / "events"
PARTS = ("open", "held")
FILES = {
    "reuters": "reuters/articles.parquet", "polnear": "polnear/train.jsonl", "geovirus": "places/geovirus.jsonl",
    "helsinki": "helsinki/articles.jsonl", "g5w1h": "stories/g5w1h.jsonl", "ecb": "stories/ecb.jsonl",
}  # fmt: skip
LABELLED = frozenset(("number", "date"))


def read_groups(data: Path, part: str, folder: Path = FOLDER) -> list[Story]:
    """The labelled groups of a part with their reports.

    Raises FileNotFoundError where the reports are absent, ValueError where a text is not the labelled one.
    """
    labels = [json.loads(line) for line in (folder / f"{part}.jsonl").read_text("utf-8").splitlines()]
    texts: dict[str, dict[str, Row]] = {}
    groups = []
    for labelled in labels:
        of_set = labelled["set"]
        if of_set not in texts:
            texts[of_set] = {row["id"]: row for row in read_set(data, of_set)}
        name = f"{labelled['set']} {labelled['story']}" if "story" in labelled else labelled["group"]
        groups.append(Story(name, read_reports(labelled["reports"], texts[of_set]), labelled["slots"]))
    return groups


def read_set(data: Path, name: str) -> list[Row]:
    """The reports of a set as the library takes them: id, text, and the day of publication where it is known."""
    path = data / FILES[name]
    if path.suffix == ".parquet":
        rows = pq.read_table(path).to_pylist()
    else:
        with path.open(encoding="utf-8") as lines:
            rows = [json.loads(line) for line in lines]
    return [_as_report(name, row) for row in rows]


def _as_report(name: str, row: Mapping[str, Any]) -> Row:
    report = {"id": str(row["id"]), "text": join_words(row["text"]) if name == "ecb" else row["text"]}
    if name == "g5w1h":
        report["published"] = str(row["published"])[:10]
    elif name == "polnear":
        report["published"] = report["id"].split("_")[1]
    elif name == "reuters" and (day := day_printed(row["date"])):
        report["published"] = str(day)
    return report


def day_printed(printed: str) -> date | None:
    """The day of a date as the agency prints it, "Mon Jul 27, 2009 5:46pm EDT"; None for what is no such date."""
    try:
        return datetime.strptime(" ".join(str(printed).split()[:4]), "%a %b %d, %Y").replace(tzinfo=UTC).date()
    except ValueError:
        return None


def measure(
    data: Path, find: Callable[..., pa.Table] = find_differences, parts: Iterable[str] = ("held",)
) -> dict[str, float]:
    """The figures of the parts, all that is told and (``sure_``) what is told with a confidence of .6 or more.

    Raises FileNotFoundError where the reports are absent.
    """
    figures: dict[str, float] = {}
    for part in parts:
        told = [
            (group, [row for row in find(group.reports, story_reports=one_story(group.reports)).to_pylist() if row["kind"] in LABELLED])
            for group in read_groups(data, part)
        ]  # fmt: skip
        for prefix, least in (("", 0.0), ("sure_", 0.6)):
            # What copies show by their aligned words has no confidence: it is sure.
            tallies = [
                count(group, (row for row in rows if (row["confidence"] or 1.0) >= least)) for group, rows in told
            ]
            figures |= {f"{part}_{prefix}{name}": value for name, value in summarize(tallies).items()}
    return figures


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("data", type=Path, nargs="?", default=Path("../shared/data"))
    options.add_argument("--part", choices=PARTS, nargs="+", default=PARTS)
    asked_for = options.parse_args()
    print(json.dumps(measure(asked_for.data, parts=asked_for.part), indent=1))
