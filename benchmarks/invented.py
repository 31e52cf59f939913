"""On what reports of invented stories disagree: numbers, dates, hours and places, marked in the texts as they were written.

The stories stand in ``hand/invented``, whose README says how they were written. Scored as ``benchmarks/differences.py``
scores real ones.
"""

import json
import re
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pyarrow as pa

from benchmarks.differences import Story, count, one_story, summarize
from stemma.page.phrase import in_doubt
from stemma.reckon import find_differences

FOLDER = Path(__file__).with_name("hand") / "invented"
# For development; of the others nothing but the figures is read.
OPEN = (
    *("one", "three", "four", "six", "seven", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen"),
    *("seventeen", "eighteen", "nineteen", "twenty", "twentyone", "twentytwo"),
)
HELD = ("two", "five", "eight", "sixteen")
PARTS = (*OPEN, *HELD)
_MARK = re.compile(r"\{(?P<slot>s\d+)=(?P<value>[^|{}]*)\|(?P<words>[^{}]*)\}")
_HEAD = re.compile(r"## report outlet=(?P<outlet>[^;]+); published=(?P<published>\S+)")


def read_story(path: Path) -> Story:
    """A story's reports without the marks in their texts, and its slots. Raises ValueError for a slot that is not declared."""
    title, *parts = re.split(r"^(?=## )", path.read_text("utf-8"), flags=re.MULTILINE)
    reports: list[dict[str, Any]] = []
    stated: dict[str, dict[tuple[str, str], dict[str, Any]]] = {}
    slots: list[dict[str, Any]] = []
    for part in parts:
        first, _, body = part.partition("\n")
        head = _HEAD.fullmatch(first.strip())
        if head is None:
            for line in filter(None, map(str.strip, body.splitlines())):
                slot, verdict, kind, subject = (field.strip() for field in line.split(";", 3))
                slots.append({"id": slot, "verdict": verdict, "kind": kind, "subject": subject})
            continue
        identifier, text, at = f"{path.stem}-{len(reports) + 1}", "", 0
        body = body.strip()
        for mark in _MARK.finditer(body):
            text += body[at : mark.start()]
            begin, at = len(text), mark.end()
            text += mark["words"]
            key = (identifier, mark["value"])
            row = stated.setdefault(mark["slot"], {}).setdefault(
                key, {"report_id": identifier, "value": mark["value"], "spans": []}
            )
            row["spans"].append([begin, len(text)])
        reports.append({"id": identifier, **head.groupdict(), "text": text + body[at:]})
    if stated.keys() - {slot["id"] for slot in slots}:
        raise ValueError(f"{path.name} marks slots that it does not declare")
    named = [slot | {"stated": list(stated.get(slot["id"], {}).values())} for slot in slots]
    return Story(title.strip(), reports, named)


def read_stories(part: str, folder: Path = FOLDER) -> list[Story]:
    """The stories of a part, in order."""
    return [read_story(path) for path in sorted((folder / part).glob("*.txt"))]


def measure(
    data: Path | None = None,  # noqa: ARG001 - the stories lie beside this file
    parts: Iterable[str] = PARTS,
    find: Callable[..., pa.Table] = find_differences,
) -> dict[str, float]:
    """The figures of each part, all reports of a story given as one; ``sure_``: of what is told without reserve alone."""
    figures: dict[str, float] = {}
    for part in parts:
        told = [
            (story, find(story.reports, story_reports=one_story(story.reports)).to_pylist())
            for story in read_stories(part)
        ]
        sure = [(story, [row for row in rows if not in_doubt(row)]) for story, rows in told]
        figures |= {f"{part}_{name}": value for name, value in summarize(count(*one) for one in told).items()}
        of_sure = summarize(count(*one) for one in sure)
        figures |= {f"{part}_sure_{name}": of_sure[name] for name in ("precision", "found", "stories_grown_wrong")}
    return figures


if __name__ == "__main__":
    print(json.dumps(measure(parts=sys.argv[1:] or OPEN), indent=1))
