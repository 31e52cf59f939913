"""Time expressions in invented news reports marked by the TimeML guidelines, scored as in TempEval-3, and their types.

    python -m benchmarks.times_news [DATA] [--half open|sealed|more_open|more_sealed] [--show]

The marks are in ``benchmarks/hand/times``. ``--show`` prints what is missed, found for nothing or valued otherwise; it is for
"open" and "more_open", which the rules may be mended on. Nothing is read from DATA.
"""

import argparse
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Literal

from benchmarks.times import Finder, pair, score_rows
from stemma.name.times import find_times

MARKS = Path(__file__).parent / "hand" / "times"
Half = Literal["open", "sealed", "more_open", "more_sealed"]
HALVES: tuple[Half, ...] = ("open", "sealed", "more_open", "more_sealed")


def read_half(half: Half) -> list[dict[str, Any]]:
    with (MARKS / f"{half}.jsonl").open(encoding="utf-8") as opened:
        return [json.loads(line) for line in opened]


def type_f(rows: Sequence[dict[str, Any]], find: Finder = find_times) -> float:
    """F of the type over expressions that overlap, as for values."""
    right = total = 0
    for row in rows:
        gold, found = row["times"], find(row["text"], row["published"])
        pairs = pair([(t["begin"], t["end"], "") for t in gold], [(t.begin, t.end, "") for t in found])
        right += sum(gold[g]["type"] == found[f].type for g, f in pairs)
        total += len(gold) + len(found)
    return 2 * right / max(total, 1)


def mistakes(row: dict[str, Any], find: Finder = find_times) -> Iterator[str]:
    """What differs from the marks in one report, one line each: kind, marked words and value, found words and value, context."""
    text = row["text"]
    gold, found = row["times"], find(text, row["published"])
    pairs = dict(pair([(t["begin"], t["end"], "") for t in gold], [(t.begin, t.end, "") for t in found]))
    lines = []
    for g, mark in enumerate(gold):
        told = f"{text[mark['begin'] : mark['end']]!r} {mark['type']} {mark['value']}"
        where = " ".join(text[max(mark["begin"] - 40, 0) : mark["end"] + 40].split())
        if g not in pairs:
            lines.append((mark["begin"], f"missed\t{told}\t\t{where}"))
            continue
        other = found[pairs[g]]
        kinds = [
            kind
            for kind, differs in (
                ("value", other.value != mark["value"]),
                ("type", other.type != mark["type"]),
                ("extent", (other.begin, other.end) != (mark["begin"], mark["end"])),
            )
            if differs
        ]
        if kinds:
            said = f"{text[other.begin : other.end]!r} {other.type} {other.value}"
            lines.append((mark["begin"], f"{' '.join(kinds)}\t{told}\t{said}\t{where}"))
    for f, other in enumerate(found):
        if f not in pairs.values():
            where = " ".join(text[max(other.begin - 40, 0) : other.end + 40].split())
            lines.append(
                (other.begin, f"spurious\t\t{text[other.begin : other.end]!r} {other.type} {other.value}\t{where}")
            )
    yield from (f"{row['id']}\t{line}" for _, line in sorted(lines))


def measure(_data: Path | None = None) -> dict[str, float]:
    """TempEval-3's three figures and F of the type, of each half. No data is needed: the reports are the project's own."""
    found = {}
    for half in HALVES:
        rows = read_half(half)
        figures = {**score_rows(rows), "times_type_f": type_f(rows)}
        found.update({f"{half}_{name.removeprefix('times_')}": value for name, value in figures.items()})
    return found


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("data", nargs="?", type=Path)
    options.add_argument("--half", choices=HALVES, default="open")
    options.add_argument("--show", action="store_true")
    given = options.parse_args()
    rows = read_half(given.half)
    if given.show:
        for row in rows:
            for line in mistakes(row):
                print(line)
    for name, value in {**score_rows(rows), "times_type_f": type_f(rows)}.items():
        print(f"{given.half}_{name.removeprefix('times_')}\t{value:.4f}")


if __name__ == "__main__":
    main()
