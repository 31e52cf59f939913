"""Passages that reports share: recall against an exact word 8-gram join, planted copies, and the time it takes.

The join here is the plain one (every pair of reports, every distinct word 8-gram), done on its own words, so that no
fault of the tracer's can hide in it. Planted copies are stretches of one report set into others, altered.
"""

import argparse
import json
import random
import re
import resource
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from time import process_time
from typing import Any, NamedTuple

import pyarrow.parquet as pq

from stemma.model import Block, Report
from stemma.trace import find_reuse

Pair = tuple[str, str]
GRAM = 8  # words
MOST = 100  # reports that an 8-gram may join, as in the plain join that this is held against
TRIES = 40  # places at which a passage to copy is looked for
MARKS = (20, 50)  # distinct 8-grams from which a pair counts
KINDS = ("altered_3", "altered_8", "altered_15", "moved", "quoted")


def shared_grams(texts: Mapping[str, str], size: int = GRAM, most: int = MOST) -> Counter[Pair]:
    """How many distinct runs of ``size`` words each pair of texts shares; those in more than ``most`` are left out."""
    holders: dict[tuple[str, ...], list[str]] = {}
    for name in sorted(texts):
        words = re.findall(r"\w+", texts[name].lower())
        for gram in {tuple(words[at : at + size]) for at in range(len(words) - size + 1)}:
            holders.setdefault(gram, []).append(name)
    shared: Counter[Pair] = Counter()
    for names in holders.values():
        if 1 < len(names) <= most:
            shared.update(combinations(names, 2))
    return shared


def recall(shared: Mapping[Pair, int], found: Iterable[Pair]) -> dict[str, float]:
    """The share of pairs with many shared 8-grams that were found, at each of ``MARKS``; 1 where there is none."""
    have = {(min(pair), max(pair)) for pair in found}
    result = {}
    for mark in MARKS:
        wanted = [pair for pair, count in shared.items() if count >= mark]
        result[f"recall_{mark}"] = sum(pair in have for pair in wanted) / len(wanted) if wanted else 1.0
    return result


def plain_report(name: str, text: str, outlet: str | None = None) -> Report:
    """A text as a report that is body throughout: telling blocks apart is measured elsewhere."""
    return Report(id=name, text=text, outlet=outlet, blocks=(Block(0, len(text), "body"),) if text else ())


def alter(words: Sequence[str], share: float, chance: random.Random, others: Sequence[str]) -> list[str]:
    """``words`` of which a ``share`` was replaced, left out or followed by a word from ``others``."""
    made: list[str] = []
    for word in words:
        if chance.random() >= share:
            made.append(word)
            continue
        way = chance.randrange(3)
        made += [[chance.choice(others)], [], [word, chance.choice(others)]][way]
    return made


def strangers(texts: Sequence[str]) -> list[tuple[list[str], list[str]]]:
    """The words of all pairs of longer texts that share no five words in a row, in order.

    Told by an exact join, not by the tracer: pairs in which that finds what is not there must stay among them. Pages
    that say most things twice are left out, as no passage of theirs stands in one place.
    """
    long = {f"{index:06}": text for index, text in enumerate(texts) if len(text.split()) >= 300}
    long = {name: text for name, text in long.items() if repeated(text.split()) < 0.1}
    kin = shared_grams(long, size=5, most=len(long))
    return [(long[a].split(), long[b].split()) for a, b in combinations(sorted(long), 2) if (a, b) not in kin]


class Planted(NamedTuple):
    """A source, a host with a copied passage, and where the passage's parts stand in both (code points)."""

    source: str
    host: str
    parts: list[tuple[int, int]]
    sources: list[tuple[int, int]]


def runs_of_four(words: Sequence[str]) -> list[tuple[str, ...]]:
    """The four words, without marks and case, from each place on."""
    plain = [re.sub(r"\W", "", word.lower()) for word in words]
    return [tuple(plain[at : at + 4]) for at in range(len(plain) - 3)]


def repeated(words: Sequence[str]) -> float:
    """The share of the places from which four words stand that stand elsewhere in ``words`` again."""
    runs = runs_of_four(words)
    counted = Counter(runs)
    return sum(counted[run] > 1 for run in runs) / max(1, len(runs))


def stands_once(words: Sequence[str], begin: int, length: int) -> bool:
    """Whether no four words in a row of ``words[begin : begin + length]`` stand anywhere else in ``words``."""
    runs = runs_of_four(words)
    counted = Counter(runs)
    return all(counted[run] == 1 for run in runs[begin : begin + length - 3])


def copy_passage(source: Sequence[str], host: Sequence[str], kind: str, chance: random.Random) -> Planted:
    """A passage of the one text (both as words) copied into the other.

    It has 60 to 120 words, or 12 to 25 within quotation marks in both texts.
    """
    length = chance.randint(12, 25) if kind == "quoted" else chance.randint(60, 120)
    # A page may say a thing twice (a teaser, a caption): what stands elsewhere in the source too is no passage for us.
    begins = [chance.randrange(0, len(source) - length) for _ in range(TRIES)]
    begin = next((at for at in begins if stands_once(source, at, length)), begins[0])
    passage = source[begin : begin + length]
    share = {"altered_3": 0.03, "altered_8": 0.08, "altered_15": 0.15}.get(kind, 0.0)
    copied = alter(passage, share, chance, host)
    parts, ends = [copied], [(0, length)]
    if kind == "moved":
        half = length // 2
        parts, ends = [copied[half:], copied[:half]], [(half, length), (0, half)]
    marks = ("“", "”") if kind == "quoted" else ("", "")
    at = sorted(chance.randrange(20, len(host) - 20) for _ in parts)
    text, spans = "", []
    for low, high, part in zip([0, *at], [*at, len(host)], [*parts, []], strict=True):
        text += " ".join(host[low:high]) + " "
        if part:
            said = " ".join(part)
            start = len(text) + len(marks[0])
            text += f"{marks[0]}{said}{marks[1]} "
            spans.append((start, start + len(said)))
    before = f"{' '.join(source[:begin])} {marks[0]}"
    original = f"{before}{' '.join(passage)}{marks[1]} {' '.join(source[begin + length :])}"
    sources = [
        (len(before) + len(" ".join([*passage[:low], ""])), len(before) + len(" ".join(passage[:high])))
        for low, high in ends
    ]
    return Planted(original, text, spans, sources)


def plant(pairs: Sequence[tuple[list[str], list[str]]], kind: str, count: int, seed: int = 0) -> list[Planted]:
    """A passage copied in ``count`` of the pairs of texts (as words); each pair is used once, if there are enough."""
    chance = random.Random(f"{kind} {seed}")
    chosen = chance.sample(pairs, count) if count <= len(pairs) else chance.choices(pairs, k=count)
    return [copy_passage(source, host, kind, chance) for source, host in chosen]


def covered(span: tuple[int, int], rows: Iterable[tuple[int, int]]) -> float:
    """The share of ``span`` that lies in one of ``rows``."""
    inside = sorted((max(span[0], low), min(span[1], high)) for low, high in rows if low < span[1] and span[0] < high)
    length, reached = 0, span[0]
    for low, high in inside:
        length += max(0, high - max(low, reached))
        reached = max(reached, high)
    return length / max(1, span[1] - span[0])


Row = tuple[int, int, int, int]  # a_begin, a_end, b_begin, b_end


def judge(one: Planted, rows: Sequence[Row]) -> tuple[bool, int]:
    """Whether the passage was found (half of each part covered, in both texts), and how many rows lie wrong.

    A row that reaches far beyond what was planted, or lies elsewhere, on either side, is wrong.
    """
    sides = [[row[:2] for row in rows], [row[2:] for row in rows]]
    spans = [one.sources, one.parts]
    found = all(covered(span, side) >= 0.5 for side, parts in zip(sides, spans, strict=True) for span in parts)
    wrong = sum(
        not any(
            covered(row[:2], [there]) >= 0.9 and covered(row[2:], [here]) >= 0.9
            for there, here in zip(one.sources, one.parts, strict=True)
        )
        for row in rows
    )
    return found, wrong


def planted(texts: Sequence[str], count: int = 200) -> dict[str, float]:
    """For each way of copying the share of passages found, and of rows that lie wrong (see ``judge``)."""
    result = {}
    pairs = strangers(texts)
    for kind in KINDS:
        found = made = wrong = 0
        for one in plant(pairs, kind, count):
            table = find_reuse([plain_report("a", one.source), plain_report("b", one.host)])
            rows = [(row["a_begin"], row["a_end"], row["b_begin"], row["b_end"]) for row in table.to_pylist()]
            good, bad = judge(one, rows)
            found, made, wrong = found + good, made + len(rows), wrong + bad
        result[f"found_{kind}"] = found / count
        result[f"wrong_{kind}"] = wrong / max(1, made)
    return result


def read_lines(path: Path) -> list[dict[str, Any]]:
    """The rows of a file with one JSON object a line. Raises FileNotFoundError where it is absent."""
    with path.open(encoding="utf-8") as opened:
        return [json.loads(line) for line in opened]


def measure(data: Path) -> dict[str, float]:
    """Recall on coverage of one summit, planted copies in it, and seconds. Raises FileNotFoundError without the data."""
    rows = read_lines(data / "helsinki" / "articles.jsonl")
    reports = [plain_report(str(row["id"]), row["text"], row["outlet"]) for row in rows]
    begun = process_time()
    made = find_reuse(reports)
    seconds = process_time() - begun
    pairs = zip(made["a_report"].to_pylist(), made["b_report"].to_pylist(), strict=True)
    shared = shared_grams({report.id: report.text for report in reports})
    return {
        **recall(shared, pairs), "seconds": seconds,
        **planted([row["text"] for row in rows[::6]]),
    }  # fmt: skip


def measure_agency(data: Path, first: int) -> dict[str, float]:
    """The same on the first reports of one agency, for speed and growth: seconds, megabytes, recall."""
    table = pq.read_table(data / "reuters" / "articles.parquet", columns=["id", "text"]).slice(0, first)
    reports = [plain_report(str(row["id"]), row["text"] or "") for row in table.to_pylist()]
    begun = process_time()
    made = find_reuse(reports)
    seconds = process_time() - begun
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    pairs = zip(made["a_report"].to_pylist(), made["b_report"].to_pylist(), strict=True)
    shared = shared_grams({report.id: report.text for report in reports})
    return {
        "reports": float(len(reports)),
        "seconds": seconds,
        "megabytes": peak,
        "rows": float(made.num_rows),
        **recall(shared, pairs),
    }


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--first", type=int, help="measure the first N reports of one agency instead")
    given = parser.parse_args()
    figures = measure_agency(given.data, given.first) if given.first else measure(given.data)
    print(json.dumps({name: round(value, 4) for name, value in figures.items()}, indent=1))
