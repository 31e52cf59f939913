"""Time expressions on WikiWars, scored as in TempEval-3: strict and relaxed extent F, and value F.

The rules were chosen on the documents with an even place in the file; ``measure`` reports the others.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from stemma.model import TimeExpression
from stemma.name.times import find_times

Finder = Callable[[str, str], Sequence[TimeExpression]]


class Tally(NamedTuple):
    """Counts over documents: expressions in the gold and found, and pairs of them with the same extent, overlap, value."""

    gold: int = 0
    found: int = 0
    strict: int = 0
    relaxed: int = 0
    value: int = 0


def pair(gold: Sequence[tuple[int, int, str]], found: Sequence[tuple[int, int, str]]) -> list[tuple[int, int]]:
    """Overlapping expressions paired one to one, equal extents first, then left to right."""
    pairs: list[tuple[int, int]] = []
    free_gold, free_found = set(range(len(gold))), set(range(len(found)))
    for strict in (True, False):
        for g in sorted(free_gold):
            for f in sorted(free_found):
                a, b = gold[g], found[f]
                if (a[:2] == b[:2]) if strict else (a[0] < b[1] and b[0] < a[1]):
                    pairs.append((g, f))
                    free_gold.discard(g)
                    free_found.discard(f)
                    break
    return sorted(pairs)


def score(gold: Sequence[tuple[int, int, str]], found: Sequence[tuple[int, int, str]]) -> Tally:
    pairs = pair(gold, found)
    return Tally(
        len(gold),
        len(found),
        sum(gold[g][:2] == found[f][:2] for g, f in pairs),
        len(pairs),
        sum(gold[g][2] == found[f][2] for g, f in pairs),
    )


def figures(tallies: Iterable[Tally]) -> dict[str, float]:
    total = [sum(column) for column in zip(*tallies, strict=True)] or [0] * 5
    both = max(total[0] + total[1], 1)
    return {
        "times_strict_f": 2 * total[2] / both,
        "times_relaxed_f": 2 * total[3] / both,
        "times_value_f": 2 * total[4] / both,
    }


def read_rows(data: Path) -> list[dict[str, Any]]:
    with (data / "times" / "wikiwars.jsonl").open(encoding="utf-8") as opened:
        return [json.loads(line) for line in opened]


def score_rows(rows: Iterable[dict[str, Any]], find: Finder = find_times) -> dict[str, float]:
    """The figures of a finder over some documents."""
    return figures(
        score(
            [(t["begin"], t["end"], str(t["value"])) for t in row["times"]],
            [(t.begin, t.end, t.value) for t in find(row["text"], row["published"])],
        )
        for row in rows
    )


def measure(data: Path) -> dict[str, float]:
    """Figures over the documents that the rules were not chosen on. Raises FileNotFoundError where the set is absent."""
    return score_rows(read_rows(data)[1::2])


if __name__ == "__main__":
    for name, value in measure(Path(__file__).parents[2] / "shared" / "data").items():
        print(f"{name}\t{value:.4f}")
