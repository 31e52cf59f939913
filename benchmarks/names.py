"""Names: F1 of "the same" at the fixed line of 0.5, on pairs of names.

Costs and lines were tuned on the pairs whose names' SHA-256 is even; the figures are of the others ("held") and of all.
"""

import hashlib
import json
from collections.abc import Callable, Iterable
from pathlib import Path

from stemma.name import match_names

KINDS = {"Person": "person", "Company": "organisation", "Organization": "organisation", "LegalEntity": "organisation"}
LINE = 0.5


def score(pairs: Iterable[tuple[float, bool]]) -> dict[str, float]:
    """Precision, recall and F1 of (figure, truth)."""
    made = list(pairs)
    right = sum(figure >= LINE and truth for figure, truth in made)
    precision = right / max(1, sum(figure >= LINE for figure, _ in made))
    recall = right / max(1, sum(truth for _, truth in made))
    return {"precision": precision, "recall": recall, "f1": 2 * precision * recall / max(1e-9, precision + recall)}


def held_out(name1: str, name2: str) -> bool:
    return hashlib.sha256(f"{name1}|{name2}".encode()).digest()[0] % 2 == 1


def measure(data: Path, match: Callable[[str, str, str | None], float] = match_names) -> dict[str, float]:
    """The figures. Raises FileNotFoundError where the data is absent."""
    rows = [
        json.loads(line) for line in (data / "names" / "pairs.jsonl").read_text(encoding="utf-8").split("\n") if line
    ]
    made = [
        (held_out(row["name1"], row["name2"]),
         match(row["name1"], row["name2"], KINDS.get(row["schema"], "other")), bool(row["is_match"]))
        for row in rows
    ]  # fmt: skip
    figures = {f"all.{key}": value for key, value in score((figure, truth) for _, figure, truth in made).items()}
    held = score((figure, truth) for out, figure, truth in made if out)
    return {key: round(value, 4) for key, value in (figures | {f"held.{k}": v for k, v in held.items()}).items()}


if __name__ == "__main__":
    for name, value in measure(Path(__file__).parents[2] / "shared" / "data").items():
        print(f"{name:20} {value:.4f}")
