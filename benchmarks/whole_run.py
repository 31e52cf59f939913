"""From file to finished case: time and memory of a whole run on 360 reports, on two cores.

Memory is the most that the process that leads and its workers were seen to hold together.
"""

import sys
import tempfile
from pathlib import Path

from benchmarks.tracing import run_watched

RUN = """
import json, resource, sys, time
from stemma import read
began = time.monotonic()
case = read(sys.argv[1], sys.argv[2], processes=2)
seconds = time.monotonic() - began
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps({"seconds": seconds, "megabytes": peak, "reports": case.table("reports").num_rows}))
"""


def measure(data: Path) -> dict[str, float]:
    """Seconds, megabytes and reports of a run on Helsinki. Raises FileNotFoundError where it is absent."""
    articles = data / "helsinki" / "articles.jsonl"
    if not articles.exists():
        raise FileNotFoundError(articles)
    with tempfile.TemporaryDirectory() as place:
        return run_watched([sys.executable, "-c", RUN, str(articles), str(Path(place) / "a.stemma")])


if __name__ == "__main__":
    print(measure(Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/data")))
