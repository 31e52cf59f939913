"""Copy tracing at size: time, memory, growth and what is found, each in a process of its own beside its yardstick.

    python -m benchmarks.tracing DATA [--largest 500000] [--only agency real made reprints]

The yardstick is the plain exact join: every pair of reports that share a run of eight words, without alignment. Runs
are repeated by turns and the best of ``RUNS`` counts, as the machine may be shared: ``noise_...`` is the worse over
the better. Time is wall time from texts in memory to the finished table; memory the peak of the process and all its
children together.
"""

import argparse
import json
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from benchmarks.made_piles import write_pile
from benchmarks.made_truth import as_rows, found_by_kind, found_pairs, judge_rows, pack
from benchmarks.reuse import KINDS, Planted, Row, copy_passage, judge, plain_report, repeated, shared_grams
from stemma.model import Report
from stemma.trace import find_reuse

GRAM = 8  # words
MOST = 100  # reports that one run of words may join
MARKS = (20, 50)  # distinct shared runs from which a pair counts
RUNS = 2
FEW, MANY = 5_000, 20_000  # reports between which growth is measured on real text
MADE = (5_000, 50_000)
PLANTED = 100  # passages of each kind, in a pile of ``FEW`` real reports
REPRINTS = 300  # outlets
POLL = 0.5  # seconds between looks at the memory of a run: looking costs some of what is measured

Whole = NDArray[np.int64]
Figures = dict[str, float]


class Pairs(NamedTuple):
    """Pairs of reports (indices, ``i`` before ``j``) and how many distinct runs of words they share."""

    i: Whole
    j: Whole
    shared: Whole


def read_texts(path: Path, first: int | None = None) -> Iterator[tuple[str, str | None]]:
    """Text and outlet (where there is the column) of the first reports of a Parquet file, read bit by bit."""
    file = pq.ParquetFile(path)
    names = [name for name in ("text", "outlet") if name in file.schema_arrow.names]
    rows = (
        (row["text"] or "", row.get("outlet"))
        for batch in file.iter_batches(1_000, columns=names)
        for row in batch.to_pylist()
    )
    return islice(rows, first)


def read_reports(path: Path, first: int | None = None) -> list[Report]:
    """The same as reports whose ids are their indices."""
    return [plain_report(f"{index:07}", text, outlet) for index, (text, outlet) in enumerate(read_texts(path, first))]


def join_plainly(texts: list[str]) -> Pairs:
    """Every pair of texts that share runs of ``GRAM`` words, exactly; runs in more than ``MOST`` texts are left out."""
    numbers: dict[str, int] = {}
    split = re.compile(r"\w+").findall
    words = [[numbers.setdefault(word, len(numbers)) for word in split(text.lower())] for text in texts]
    size = np.array([len(own) for own in words], np.int64)
    row = np.repeat(np.arange(len(texts), dtype=np.int32), size)
    number = np.fromiter((word for own in words for word in own), np.uint64, int(size.sum()))
    count = max(0, len(number) - GRAM + 1)
    hashed = np.zeros(count, np.uint64)
    for step in range(GRAM):
        hashed = (hashed ^ number[step : step + count]) * np.uint64(0x9E3779B97F4A7C15)
        hashed ^= hashed >> np.uint64(32)
    whole = row[:count] == row[len(row) - count :]
    hashed, row = hashed[whole], row[:count][whole]
    order = np.argsort(hashed, kind="stable")
    hashed, row = hashed[order], row[order]
    once = np.r_[True, (hashed[1:] != hashed[:-1]) | (row[1:] != row[:-1])][: len(row)]
    hashed, row = hashed[once], row[once]
    first = np.flatnonzero(np.r_[True, hashed[1:] != hashed[:-1]][: len(row)])
    holders = np.diff(np.r_[first, len(row)])
    found = [np.empty(0, np.int64)]
    for many in np.unique(holders[(holders > 1) & (holders <= MOST)]).tolist():
        some = row[first[holders == many][:, None] + np.arange(many)].astype(np.int64)
        one, other = np.triu_indices(many, 1)
        found.append(pack(some[:, one].ravel(), some[:, other].ravel()))
    pairs, shared = np.unique(np.concatenate(found), return_counts=True)
    return Pairs(pairs >> 32, pairs & 0xFFFFFFFF, shared)


def recall(pairs: Pairs, a: Whole, b: Whole) -> Figures:
    """The share of the pairs with many shared runs for which there is a row (reports ``a`` before ``b``)."""
    have = np.unique(pack(a, b))
    result = {}
    for mark in MARKS:
        much = pairs.shared >= mark
        wanted = pack(pairs.i[much], pairs.j[much])
        result[f"recall_{mark}"] = float(np.isin(wanted, have).mean()) if len(wanted) else 1.0
    return result


# --- a run in a process of its own


def used() -> float:
    """Seconds of processor time that this process and its finished children took."""
    own, others = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + others.ru_utime + others.ru_stime


def run_here(job: str, path: Path, first: int | None, out: Path) -> Figures:
    """Do the job, write what it found, and say what it took."""
    reports = read_reports(path, first)
    texts = [report.text for report in reports]
    began, cpu = time.monotonic(), used()
    if job == "join":
        pairs = join_plainly(texts)
        seconds, cpu = time.monotonic() - began, used() - cpu
        np.savez(out, **pairs._asdict())
    else:
        made = find_reuse(reports)
        seconds, cpu = time.monotonic() - began, used() - cpu
        columns = [name for name in made.column_names if name != "reuse_id"]
        pq.write_table(made.select(columns), out)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"seconds": seconds, "cpu": cpu, "megabytes": peak, "reports": float(len(reports))}


def tree_megabytes(process: int) -> float:
    """Resident memory of a process and all its descendants; 0 where the system does not tell (no /proc)."""
    parent, held = {}, {}
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text().rpartition(")")[2].split()
        except OSError:
            continue  # ended while we looked
        parent[int(status.parent.name)], held[int(status.parent.name)] = int(fields[1]), int(fields[21])
    kin, new = set(), {process}
    while new:
        kin |= new
        new = {one for one, above in parent.items() if above in new} - kin
    return sum(held.get(one, 0) for one in kin) * resource.getpagesize() / 2**20


def run_job(job: str, path: Path, out: Path, first: int | None = None) -> Figures:
    """Run a job (``join`` or ``reuse``) in a process of its own; its figures. Raises RuntimeError if it fails."""
    command = [sys.executable, "-m", "benchmarks.tracing", str(path), "--job", job, "--out", str(out)]
    command += ["--first", str(first)] if first else []
    return run_watched(command)


def run_watched(command: list[str]) -> Figures:
    """The figures that a program prints, ``megabytes`` the most that it and its children were seen to hold together.

    Raises RuntimeError if it fails.
    """
    with tempfile.TemporaryFile("w+") as told, subprocess.Popen(command, stdout=told) as running:
        together = 0.0
        while running.poll() is None:
            together = max(together, tree_megabytes(running.pid))
            time.sleep(POLL)
        if running.returncode:
            raise RuntimeError(f"{' '.join(command)} ended with {running.returncode}")
        told.seek(0)
        figures: Figures = json.loads(told.read())
    return figures | {"megabytes": max(together, figures["megabytes"])}


def best(runs: list[Figures]) -> Figures:
    """The least of each figure over several runs, and by how much the worst took longer than the best."""
    least = {name: min(run[name] for run in runs) for name in runs[0]}
    return least | {"noise": max(run["seconds"] for run in runs) / least["seconds"]}


def by_turns(jobs: list[Callable[[], Figures]]) -> list[Figures]:
    """The best of ``RUNS`` of each job, run by turns, so that a busy minute hits all of them."""
    rounds = [[job() for job in jobs] for _ in range(RUNS)]
    return [best(list(runs)) for runs in zip(*rounds, strict=True)]


def growth(few: Figures, many: Figures) -> Figures:
    """How much more a report costs in the larger pile, in wall and in processor time (1: the same)."""

    def cost(run: Figures, name: str) -> float:
        return run[name] / run["reports"]

    return {
        "growth_seconds": cost(many, "seconds") / cost(few, "seconds"),
        "growth_cpu_seconds": cost(many, "cpu") / cost(few, "cpu"),
    }


# --- the measures


def measure_agency(data: Path, place: Path) -> Figures:
    """20,000 reports of one agency: seconds and memory beside the plain join, recall, and growth from 5,000."""
    articles = data / "reuters" / "articles.parquet"
    if not articles.exists():
        raise FileNotFoundError(articles)
    few, ours, join = by_turns(
        [
            lambda: run_job("reuse", articles, place / "few.parquet", FEW),
            lambda: run_job("reuse", articles, place / "many.parquet", MANY),
            lambda: run_job("join", articles, place / "many.npz", MANY),
        ]
    )
    kept = np.load(place / "many.npz")
    rows = as_rows(pq.read_table(place / "many.parquet"))
    return {
        "agency_seconds": ours["seconds"],
        "agency_cpu_seconds": ours["cpu"],
        "agency_join_seconds": join["seconds"],
        "agency_join_cpu_seconds": join["cpu"],
        "agency_cpu_seconds_ratio": ours["cpu"] / join["cpu"],
        "agency_seconds_ratio": ours["seconds"] / join["seconds"],
        "agency_megabytes": ours["megabytes"],
        "agency_join_megabytes": join["megabytes"],
        "agency_rows": float(len(rows.a)),
        "agency_few_seconds": few["seconds"],
        **{f"noise_agency_{name}": run["noise"] for name, run in (("few", few), ("many", ours), ("join", join))},
        **{f"agency_{name}": value for name, value in growth(few, ours).items()},
        **{
            f"agency_{name}": value
            for name, value in recall(Pairs(kept["i"], kept["j"], kept["shared"]), rows.a, rows.b).items()
        },
    }


def measure_made(place: Path, sizes: tuple[int, ...]) -> Figures:
    """Made piles: cost of a report at each size, growth between them, what is found of what was planted, what is wrong."""
    folders = [place / f"made_{size}" for size in sizes]
    plans = []
    for folder, size in zip(folders, sizes, strict=True):
        folder.mkdir()
        plans.append(write_pile(folder, size))

    def job(folder: Path) -> Callable[[], Figures]:
        return lambda: run_job("reuse", folder / "reports.parquet", folder / "rows.parquet")

    runs = by_turns([job(folder) for folder in folders])
    figures: Figures = {}
    for folder, plan, size, run in zip(folders, plans, sizes, runs, strict=True):
        rows = as_rows(pq.read_table(folder / "rows.parquet"))
        told = found_by_kind(pq.read_table(folder / "planted.parquet"), rows)
        told |= found_pairs(plan.groups, rows) | judge_rows(plan, rows)
        told |= {"megabytes": run["megabytes"], "seconds": run["seconds"], "noise": run["noise"]}
        told |= {"rows": float(len(rows.a)), "microseconds_a_report": 1e6 * run["seconds"] / size}
        told |= growth(runs[0], run) if run is not runs[0] else {}
        figures |= {f"made_{size}_{name}": value for name, value in told.items()}
    return figures


def measure_reprints(place: Path) -> Figures:
    """One report in 300 outlets, each with a header and a footer of its own, the desk's few changes: pairs found."""
    words = [f"w{number}" for number in range(300)]
    chance = np.random.default_rng(1)
    figures = {}
    for name, altered, kept in (
        ("whole", 0.0, 300),
        ("altered_5", 0.05, 300),
        ("altered_10", 0.1, 300),
        ("part", 0.0, 100),
    ):
        texts = []
        for outlet in range(REPRINTS):
            own = [f"o{outlet}x{number}" for number in range(320 - kept)]
            body = [f"{word}x{outlet}" if chance.random() < altered else word for word in words[:kept]]
            texts.append(" ".join([*own[:12], *body, *own[12:]]))
        path, out = place / f"{name}.parquet", place / f"{name}_rows.parquet"
        pq.write_table(pa.table({"text": texts}), path)
        run_job("reuse", path, out)
        rows = as_rows(pq.read_table(out))
        figures[f"reprints_{name}"] = len(np.unique(pack(rows.a, rows.b))) / (REPRINTS * (REPRINTS - 1) / 2)
    return figures


def measure_real(data: Path, place: Path) -> Figures:
    """Passages planted in real reports that stay in their pile: the share found and the rows that lie wrong, by kind.

    Sources and hosts are of the first ``FEW`` reports, each is used once, and a pair shares no five words in a row.
    """
    articles = data / "reuters" / "articles.parquet"
    if not articles.exists():
        raise FileNotFoundError(articles)
    texts = [text for text, _ in read_texts(articles, FEW)]
    pairs = matched(texts, len(KINDS) * PLANTED)
    chance = random.Random(2)
    told: list[tuple[str, int, int, Planted]] = []
    for number, (source, host) in enumerate(pairs):
        kind = KINDS[number % len(KINDS)]
        one = copy_passage(texts[source].split(), texts[host].split(), kind, chance)
        told.append((kind, source, host, one))
        texts[source], texts[host] = one.source, one.host
    pq.write_table(pa.table({"text": texts}), place / "real.parquet")
    run_job("reuse", place / "real.parquet", place / "real_rows.parquet")
    between: dict[tuple[int, int], list[Row]] = {}
    for row in pq.read_table(place / "real_rows.parquet").to_pylist():
        a, b = int(row["a_report"]), int(row["b_report"])
        one_side, other_side = (row["a_begin"], row["a_end"]), (row["b_begin"], row["b_end"])
        between.setdefault((a, b), []).append((*one_side, *other_side))
        between.setdefault((b, a), []).append((*other_side, *one_side))
    figures = {}
    for kind in KINDS:
        rows = [(between.get((source, host), []), one) for name, source, host, one in told if name == kind]
        judged = [judge(one, some) for some, one in rows]
        figures[f"real_found_{kind}"] = sum(found for found, _ in judged) / max(1, len(judged))
        figures[f"real_wrong_{kind}"] = sum(wrong for _, wrong in judged) / max(1, sum(len(some) for some, _ in rows))
    return figures


def matched(texts: list[str], wanted: int) -> list[tuple[int, int]]:
    """Up to ``wanted`` pairs of longer texts (indices), each text in one at most, that share no five words in a row."""
    long = [index for index, text in enumerate(texts) if len(text.split()) >= 300]
    random.Random(1).shuffle(long)
    pairs: list[tuple[int, int]] = []
    for one, other in zip(long[::2], long[1::2], strict=False):
        if (
            len(pairs) < wanted
            and repeated(texts[one].split()) < 0.1
            and not shared_grams({"a": texts[one], "b": texts[other]}, size=5)
        ):
            pairs.append((one, other))
    return pairs


def measure(data: Path, largest: int = 0, only: tuple[str, ...] = ()) -> Figures:
    """All figures; ``largest`` adds a made pile of that many reports. Raises FileNotFoundError without the data."""
    sizes = (*MADE, largest) if largest else MADE
    figures: Figures = {}
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        parts: dict[str, Callable[[], Figures]] = {
            "agency": lambda: measure_agency(data, place),
            "real": lambda: measure_real(data, place),
            "made": lambda: measure_made(place, sizes),
            "reprints": lambda: measure_reprints(place),
        }
        for part in only or tuple(parts):
            found = parts[part]()
            # Told as they come: the whole takes long, and a run that is stopped has not been for nothing.
            print(json.dumps({name: round(value, 4) for name, value in found.items()}), file=sys.stderr, flush=True)
            figures |= found
    return figures


def main() -> None:
    """Measure and print, or do one run that ``run_job`` asked for."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("data", type=Path)
    options.add_argument("--largest", type=int, default=0)
    options.add_argument("--only", nargs="+", default=[], choices=("agency", "real", "made", "reprints"))
    options.add_argument("--first", type=int)
    options.add_argument("--job", choices=("reuse", "join"), help=argparse.SUPPRESS)
    options.add_argument("--out", type=Path, help=argparse.SUPPRESS)
    given = options.parse_args()
    if given.job:
        figures = run_here(given.job, given.data, given.first, given.out)
    else:
        figures = {
            name: round(value, 4) for name, value in measure(given.data, given.largest, tuple(given.only)).items()
        }
    print(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
