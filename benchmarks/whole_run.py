"""From file to finished case: time and memory of a whole run on 360 reports, on two cores.

Memory is bounded from above: the peak of the process that leads and twice that of its largest worker.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

RUN = """
import json, resource, sys, time
from stemma import read
began = time.monotonic()
case = read(sys.argv[1], sys.argv[2], processes=2)
seconds = time.monotonic() - began
own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
worker = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
print(json.dumps({"seconds": seconds, "megabytes": own + 2 * worker, "reports": case.table("reports").num_rows}))
"""


def measure(data: Path) -> dict[str, float]:
    """Seconds, megabytes and reports of a run on Helsinki. Raises FileNotFoundError where it is absent."""
    articles = data / "helsinki" / "articles.jsonl"
    if not articles.exists():
        raise FileNotFoundError(articles)
    with tempfile.TemporaryDirectory() as place:
        command = [sys.executable, "-c", RUN, str(articles), str(Path(place) / "a.stemma")]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found


if __name__ == "__main__":
    print(measure(Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/data")))
