"""Growth: 200 reports added to a case of many, beside the reading of them all, until the passages are traced.

Each run is a process of its own. Seconds are counted from the call of ``read`` to its return, processor time with
that of all worker processes; the import of the library is not counted.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

import pyarrow.parquet as pq

ADDED = 200  # reports

RUN = """
import json, resource, sys, time
import stemma.case
from stemma import read

def processor():
    return sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))

marks = []

def tell(progress):
    if not marks or marks[-1][0] != progress.doing:
        marks.append((progress.doing, time.monotonic(), processor()))

began, worked = time.monotonic(), processor()
case = read(sys.argv[1], sys.argv[2], processes=2, until=sys.argv[3], tell=tell)
marks.append(("", time.monotonic(), processor()))
found = {"reports": float(case.table("reports").num_rows)}
found |= {"seconds": marks[-1][1] - began, "processor_seconds": marks[-1][2] - worked}
for (doing, begin, before), (_, end, after) in zip(marks, marks[1:]):
    found[f"seconds of {doing}"] = end - begin
    found[f"processor_seconds of {doing}"] = after - before
found["megabytes"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
found["worker_megabytes"] = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
print(json.dumps(found))
"""


def run(articles: Path, case: Path, until: str) -> dict[str, float]:
    """What one run of ``stemma.read`` took: seconds and processor seconds, by stage too, and megabytes at the peak."""
    done = subprocess.run(
        [sys.executable, "-c", RUN, str(articles), str(case), until], capture_output=True, text=True, check=True
    )
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def measure(data: Path, reports: int = 20_000, until: str = "trace") -> dict[str, float]:
    """Reading all but ``ADDED`` of ``reports`` rows of Reuters, then the rest into the same case, then all at once.

    ``share`` and ``processor_share`` are what the addition takes of the reading of all. Raises FileNotFoundError
    where the rows are absent.
    """
    table = pq.read_table(data / "reuters" / "articles.parquet").slice(0, reports)
    figures: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        articles = folder / "articles.parquet"
        for name, rows, case in (
            ("first", table.slice(0, table.num_rows - ADDED), "grown"),
            ("added", table.slice(table.num_rows - ADDED), "grown"),
            ("all", table, "whole"),
        ):
            pq.write_table(rows, articles)
            found = run(articles, folder / f"{case}.stemma", until)
            figures |= {f"{name}: {what}": round(value, 3) for what, value in found.items()}
    figures["share"] = round(figures["added: seconds"] / figures["all: seconds"], 4)
    figures["processor_share"] = round(figures["added: processor_seconds"] / figures["all: processor_seconds"], 4)
    return figures


if __name__ == "__main__":
    given = sys.argv[1:]
    reports, until = int(given[0]) if given else 20_000, given[1] if len(given) > 1 else "trace"
    for what, value in measure(Path("../shared/data"), reports, until).items():
        print(f"{value:12,.3f}  {what}")
