"""How long it takes to say who copied whom in one story of many reports, and how that grows.

A story is made as the planted families are, by their desk's edits: one agency's report, copies of it, and in three cases
of ten copies of copies. Seconds are processor time, the least of ``RUNS``, of two stories at each size; tracing is counted apart, as the stage of its own that it
is. ``seconds_per_nlogn_growth`` is how many times dearer the largest story is than the smallest, for each n log n
reports: 1 is growth by n log n, over 1 is worse.
"""

import math
import random
import sys
import time
from datetime import UTC, timedelta
from itertools import count
from pathlib import Path
from typing import Any

from benchmarks import families
from benchmarks.family_texts import AGENCIES, OUTLETS, Writer
from stemma.descend import infer_descent
from stemma.trace import find_reuse

SIZES = (125, 250, 500)
SEEDS = (7001, 7002)
RUNS = 1
CHAINED = 0.3
UNDATED = 0.3


def plant_story(seed: int, size: int) -> list[dict[str, Any]]:
    """One story of ``size`` reports: an agency's, its copies, and copies of those; every outlet has one report."""
    rng = random.Random(seed)
    writer, number = Writer(rng), count()
    paragraphs: list[families.Paragraph] = [
        [(next(number), text) for text in writer.paragraph()] for _ in range(rng.randint(10, 14))
    ]
    agency = rng.choice(AGENCIES)
    made = [families.Planted("w0", agency, paragraphs, agency=agency, headline=writer.headline())]
    while len(made) < size:
        parent = rng.choice(made) if rng.random() < CHAINED else made[0]
        outlet = f"{rng.choice(OUTLETS)} {len(made)}"
        report = families.copy_report(rng, writer, number, f"r{len(made)}", outlet, parent)
        report.written = parent.written + timedelta(minutes=rng.randint(12, 900))
        made.append(report)
    return [
        {
            "id": one.name,
            "outlet": one.outlet,
            "text": families.print_page(rng, one),
            "published": None if rng.random() < UNDATED else one.written.astimezone(UTC),
        }
        for one in made
    ]


def seconds(seed: int, size: int) -> tuple[float, float]:
    """The least seconds that tracing and descent took."""
    reports = plant_story(seed, size)
    traced, inferred = [], []
    for _ in range(RUNS):
        began = time.process_time()
        reuse = find_reuse(reports)
        traced.append(time.process_time() - began)
        began = time.process_time()
        infer_descent(reports, reuse=reuse)
        inferred.append(time.process_time() - began)
    return min(traced), min(inferred)


def measure(data: Path) -> dict[str, float]:  # noqa: ARG001 - made stories need no data
    """Seconds of both stages at each size, the mean of the stories; and growth against n log n."""
    figures: dict[str, float] = {}
    for size in SIZES:
        found = [seconds(seed, size) for seed in SEEDS]
        figures[f"trace_seconds_{size}"] = sum(one for one, _ in found) / len(found)
        figures[f"seconds_{size}"] = sum(one for _, one in found) / len(found)
    least, most = SIZES[0], SIZES[-1]
    fair = most * math.log(most) / (least * math.log(least))
    for name in ("trace_seconds", "seconds"):
        figures[f"{name}_per_nlogn_growth"] = figures[f"{name}_{most}"] / figures[f"{name}_{least}"] / fair
    return figures


if __name__ == "__main__":
    for name, value in measure(Path(sys.argv[1] if len(sys.argv) > 1 else ".")).items():
        print(f"{name}\t{value:.3f}")
