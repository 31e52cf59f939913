"""How many words a second and core names, places and times take, the parsing of sentences apart.

    python -m benchmarks.naming_speed [DATA] [REPORTS]

The reports of one summit, as many outlets copied them, and the first REPORTS of one agency. Cutting and parsing come
before the clock; ``entities`` are mentions, places, joins and tables together, ``mentions`` and ``places`` parts of it
that can be had alone. ``words_a_second`` counts entities and times: what a run spends on names. Processor time of one core.
The memory of the place index and the first look-up are taken in a fresh process.
"""

import json
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from stemma.model import Report
from stemma.name import find_entities, find_places, time_tables
from stemma.name.mentions import find_mentions
from stemma.parse import distinct_sentences, parse_sentences
from stemma.reports import as_reports
from stemma.segment import segment
from stemma.settings import NameSettings

LOOK_UP = """
import json, resource, sys, time
from stemma.name import gazetteer
from stemma.name.keys import fold_name
import numpy, pyarrow.feather
def held():
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * resource.getpagesize() / 1e6
before, began = held(), time.perf_counter()
found = gazetteer.cities_named(fold_name("Reykjavik"))
first = time.perf_counter() - began
gazetteer.load_tables(), gazetteer.cities_spelt("Raykyavik"), gazetteer.load_groups(), gazetteer.load_words()
print(json.dumps({"index_megabytes": held() - before, "first_look_up_seconds": first, "found": len(found)}))
"""


def read_pile(data: Path, reports: int) -> dict[str, list[Mapping[str, Any]]]:
    """The two piles. Raises FileNotFoundError where the data is absent."""
    lines = (data / "helsinki" / "articles.jsonl").read_text(encoding="utf-8").split("\n")
    summit = [json.loads(line) for line in lines if line.strip()]
    agency = pq.read_table(data / "reuters" / "articles.parquet", columns=["id", "text"]).slice(0, reports).to_pylist()
    return {
        "summit": [{"id": row["id"], "text": row["text"], "outlet": row["outlet"]} for row in summit],
        "agency": [{"id": str(row["id"]), "text": row["text"], "outlet": "Reuters"} for row in agency],
    }


def timed(work: Callable[[], Any]) -> float:
    """Seconds of processor time."""
    began = time.process_time()
    work()
    return time.process_time() - began


def seconds(pile: Sequence[Report]) -> dict[str, float]:
    """What each part of naming takes on a pile, its sentences parsed before."""
    cut = {report.id: segment(report) for report in pile}
    parses = parse_sentences(distinct_sentences(pile, cut))
    settings = NameSettings()
    find_entities(pile[:1], segments=cut, parses=parses)  # tables are read once in each process
    return {
        "entities": timed(lambda: find_entities(pile, segments=cut, parses=parses)),
        "times": timed(lambda: time_tables(pile)),
        "mentions": timed(lambda: [find_mentions(report, cut[report.id], parses, settings) for report in pile]),
        "places": timed(lambda: [find_places(report.text) for report in pile]),
    }


def measure(data: Path, reports: int = 400) -> dict[str, float]:
    """The figures. Raises FileNotFoundError where the data is absent."""
    figures: dict[str, float] = {}
    words, took = 0, 0.0
    for name, rows in read_pile(data, reports).items():
        pile = as_reports(rows)
        count = sum(len(report.text.split()) for report in pile)
        parts = seconds(pile)
        for part, value in parts.items():
            figures[f"{name}_{part}_seconds"] = round(value, 2)
        figures[f"{name}_words"] = float(count)
        figures[f"{name}_words_a_second"] = round(count / (parts["entities"] + parts["times"]))
        words, took = words + count, took + parts["entities"] + parts["times"]
    figures["words_a_second"] = round(words / took)
    told = subprocess.run([sys.executable, "-c", LOOK_UP], capture_output=True, text=True, check=True).stdout
    figures |= {name: round(value, 4) for name, value in json.loads(told).items() if name != "found"}
    return figures


if __name__ == "__main__":
    given = sys.argv[1:]
    found = measure(Path(given[0] if given else "../shared/data"), int(given[1]) if len(given) > 1 else 400)
    for figure, value in found.items():
        print(f"{figure:<28} {value:>12g}")
