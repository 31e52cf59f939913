"""Families of reports edited by hand as a desk edits, and how much of who copied whom is found.

The texts and their truth stand in ``hand/descent``, whose README says how they were written and what a row means. They
are scored as the generated families are; nothing is tuned on them.
"""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import stemma.descend as descend_part
from benchmarks.families import Truth, run_all
from stemma.model import Stemma

FOLDER = Path(__file__).with_name("hand") / "descent"


@dataclass(frozen=True)
class HandFamily:
    """A family as it lies in its folder: what ``family.json`` says and the texts by id, the withheld among them."""

    name: str
    told: dict[str, Any]
    texts: dict[str, str]

    def paragraphs(self, report: str) -> list[str]:
        """The paragraphs of a report; ``family.json`` counts them from 1."""
        return self.texts[report].strip().split("\n\n")


def read_families(folder: Path = FOLDER) -> list[HandFamily]:
    """The families of a folder, by name. Raises FileNotFoundError where there are none or a text is absent."""
    paths = sorted(folder.glob("*/family.json"))
    if not paths:
        raise FileNotFoundError(folder)
    return [_read_family(path) for path in paths]


def _read_family(path: Path) -> HandFamily:
    told = json.loads(path.read_text(encoding="utf-8"))
    files = {row["id"]: path.with_name(f"{row['id']}.txt") for row in told["reports"]}
    files |= {row["id"]: path.parent / "lost" / f"{row['id']}.txt" for row in told["lost"]}
    return HandFamily(path.parent.name, told, {name: file.read_text(encoding="utf-8") for name, file in files.items()})


def truth_of(family: HandFamily) -> Truth:
    """The truth as the scorer of generated families reads it.

    A child is single where one row alone tells of it and that row names one parent; it is stitched where it has two rows.
    """
    told = family.told
    edges = [(frozenset(row["parents"]), str(row["child"])) for row in told["descents"]]
    parents: dict[str, list[frozenset[str]]] = {}
    for right, child in edges:
        parents.setdefault(child, []).append(right)
    reports = []
    for row in told["reports"]:
        report = {"id": row["id"], "outlet": row["outlet"], "text": family.texts[row["id"]]}
        if row["published"] is not None:
            report["published"] = row["published"]
        reports.append(report)
    lost = [str(row["id"]) for row in told["lost"]]
    return Truth(
        reports=sorted(reports, key=lambda report: str(report["id"])),
        edges=edges,
        lost={name: frozenset(child for right, child in edges if name in right) for name in lost},
        needed={name: frozenset(child for right, child in edges if right == {name}) for name in lost},
        either={frozenset(pair) for pair in told["undecidable"]},
        stitched={child: frozenset().union(*rows) for child, rows in parents.items() if len(rows) == 2},
        heard={frozenset(row["reports"]) for row in told["heard"]},
        strangers=set(told["strangers"]),
        single={child for child, rows in parents.items() if len(rows) == 1 and len(rows[0]) == 1},
    )


def run(
    families: Iterable[HandFamily], infer: Callable[[Any], Stemma] = descend_part.infer_descent
) -> tuple[dict[str, float], list[tuple[float, bool]]]:
    """The figures over families, each a pile of its own, and (confidence, right) of each edge."""
    return run_all(map(truth_of, families), infer)


def measure(data: Path) -> dict[str, float]:  # noqa: ARG001 - the families lie beside this file
    """The figures over all families edited by hand."""
    return run(read_families())[0]


if __name__ == "__main__":
    for name, value in measure(Path()).items():
        print(f"{name}\t{value:.4f}")
