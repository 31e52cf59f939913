"""Average sign agreement of the inferred stemma with the true tree of sixteen hand-made copies of one text.

The measure is that of Roos and Heikkilä (2009): over ordered triples of extant witnesses, whether the inferred tree says
of two which is the nearer to the third, as the true one does; path lengths are those of the undirected graphs.
"""

import csv
import itertools
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import stemma.descend as descend_part
from stemma.model import Stemma

Edges = Iterable[tuple[str, str]]


def distances(edges: Edges, nodes: Sequence[str]) -> dict[tuple[str, str], int]:
    """Path lengths between ``nodes`` in an undirected graph; a number beyond all where there is no path."""
    near: dict[str, set[str]] = {}
    for one, other in edges:
        near.setdefault(one, set()).add(other)
        near.setdefault(other, set()).add(one)
    found = {}
    for start in nodes:
        seen, ring, steps = {start: 0}, [start], 0
        while ring:
            steps += 1
            ring = sorted({n for r in ring for n in near.get(r, ())} - seen.keys())
            seen.update(dict.fromkeys(ring, steps))
        for end in nodes:
            found[start, end] = seen.get(end, len(near) + 1)
    return found


def sign_agreement(true: Edges, found: Edges, nodes: Sequence[str]) -> float:
    """The mean agreement over ordered triples of ``nodes``, 0 to 1."""
    d, e = distances(true, nodes), distances(found, nodes)
    total = count = 0.0
    for a, b, c in itertools.permutations(sorted(nodes), 3):
        total += 1 - abs(_sign(d[a, b] - d[a, c]) - _sign(e[a, b] - e[a, c])) / 2
        count += 1
    return total / count if count else 1.0


def _sign(number: int) -> int:
    return (number > 0) - (number < 0)


def edges_of(stemma: Stemma) -> list[tuple[str, str]]:
    return [(row["parent"], row["child"]) for row in stemma.descents.to_pylist()]


def direction(true: Sequence[tuple[str, str]], found: Sequence[tuple[str, str]], nodes: Sequence[str]) -> float:
    """The share of found edges between extant witnesses, one above the other in truth, that point the right way."""
    above = {node: _ancestors(node, true) for node in nodes}
    pairs = [(p, c) for p, c in found if p in above and c in above and (p in above[c] or c in above[p])]
    return sum(p in above[c] for p, c in pairs) / max(len(pairs), 1)


def _ancestors(node: str, edges: Sequence[tuple[str, str]]) -> set[str]:
    parents: Mapping[str, list[str]] = {child: [p for p, c in edges if c == child] for _, child in edges}
    found: set[str] = set()
    todo = [node]
    while todo:
        more = set(parents.get(todo.pop(), ())) - found
        found |= more
        todo += sorted(more)
    return found


def measure(data: Path) -> dict[str, float]:
    """The agreement in per cent, and the direction of its edges. Raises FileNotFoundError where the data is absent."""
    folder = data / "parzival"
    if not (folder / "stemma.json").exists():
        raise FileNotFoundError(folder)
    with (folder / "parzival-aligned.csv").open(encoding="utf-8", newline="") as lines:
        # A quotation mark stands in a cell like any letter: it must not swallow the rows up to the next.
        rows = list(csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    names = rows[0]
    texts = [
        {
            "id": name,
            "text": " ".join(row[column] for row in rows[1:] if column < len(row) and row[column].strip("-? ")),
        }
        for column, name in enumerate(names)
    ]
    true = [(str(p), str(c)) for p, c in json.loads((folder / "stemma.json").read_text(encoding="utf-8"))["edges"]]
    stemma = descend_part.infer_descent(texts)
    found = edges_of(stemma)
    return {
        "sign_agreement": 100 * sign_agreement(true, found, names),
        "direction": direction(true, found, names),
    }


if __name__ == "__main__":
    for figure, value in measure(Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/data")).items():
        print(f"{figure}\t{value:.4f}")
