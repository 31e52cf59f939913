"""Both engines on the same reports: how many tables differ, and how long each takes (Spark with its start).

Spark runs on this machine (``local[2]``), or on the cluster whose address is given as the second argument.
"""

import sys
import tempfile
import time
from pathlib import Path

from stemma import read
from stemma.case import Case

CORES = 2


def measure(data: Path, master: str = f"local[{CORES}]") -> dict[str, float]:
    """Tables of Helsinki that differ, and seconds on each engine. Raises FileNotFoundError where it is absent."""
    articles = data / "helsinki" / "articles.jsonl"
    if not articles.exists():
        raise FileNotFoundError(articles)
    with tempfile.TemporaryDirectory() as place:
        began = time.monotonic()
        local = read(articles, Path(place) / "local.stemma", processes=CORES)
        turned = time.monotonic()
        spark = read(articles, Path(place) / "spark.stemma", processes=CORES, engine="spark", master=master)
        ended = time.monotonic()
        return {
            "tables_that_differ": float(differing(local, spark)),
            "local_seconds": round(turned - began, 1),
            "spark_seconds": round(ended - turned, 1),
        }


def differing(one: Case, other: Case) -> int:
    """How many tables of two cases have other bytes, or are in one of them only."""
    files = [{path.relative_to(case.state): path for path in case.state.rglob("*.parquet")} for case in (one, other)]
    both = files[0].keys() & files[1].keys()
    return len(files[0].keys() ^ files[1].keys()) + sum(
        files[0][name].read_bytes() != files[1][name].read_bytes() for name in both
    )


if __name__ == "__main__":
    print(measure(Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/data"), *sys.argv[2:3]))
