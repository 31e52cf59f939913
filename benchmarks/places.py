"""Places: recognition F1, and the share of places put within 161 km (100 miles), misses counted as errors.

The settings were tuned on the reports whose id's SHA-256 is even; the figures are of the others ("held") and of all.
"""

import hashlib
import json
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from stemma.model import Place
from stemma.name import find_places

NEAR = 161.0  # kilometres: the 100 miles of the toponym resolution literature
EARTH = 6371.0  # kilometres


def distance(a_lat: float, a_lon: float, b_lat: float, b_lon: float) -> float:
    """Great-circle distance in kilometres, by the haversine."""
    p, q = math.radians(a_lat), math.radians(b_lat)
    h = math.sin((q - p) / 2) ** 2 + math.cos(p) * math.cos(q) * math.sin(math.radians(b_lon - a_lon) / 2) ** 2
    return 2 * EARTH * math.asin(min(1.0, math.sqrt(h)))


def score(pairs: Iterable[tuple[Sequence[Place], Sequence[Mapping[str, Any]]]]) -> dict[str, float]:
    """Of (found, gold) for each report: recognition by overlapping spans one to one, and accuracy within ``NEAR``."""
    found = gold = hits = near = 0
    for places, answers in pairs:
        found += len(places)
        gold += len(answers)
        free = sorted(places, key=lambda place: place.begin)
        for answer in sorted(answers, key=lambda one: int(one["begin"])):
            overlapping = [p for p in free if p.begin < answer["end"] and answer["begin"] < p.end]
            if not overlapping:
                continue
            place = max(overlapping, key=lambda p: min(p.end, answer["end"]) - max(p.begin, answer["begin"]))
            free.remove(place)
            hits += 1
            if place.latitude is not None and place.longitude is not None:
                near += distance(place.latitude, place.longitude, answer["lat"], answer["lon"]) <= NEAR
    precision, recall = hits / max(1, found), hits / max(1, gold)
    return {
        "precision": precision,
        "recall": recall,
        "f1": 2 * precision * recall / max(1e-9, precision + recall),
        "within_161_km": near / max(1, gold),
    }


def held_out(identifier: str) -> bool:
    return hashlib.sha256(identifier.encode()).digest()[0] % 2 == 1


def measure(data: Path, find: Callable[[str], list[Place]] = find_places) -> dict[str, float]:
    """Figures for both sets. Raises FileNotFoundError where the data is absent."""
    figures: dict[str, float] = {}
    for name in ("lgl", "geovirus"):
        rows = [
            json.loads(line)
            for line in (data / "places" / f"{name}.jsonl").read_text(encoding="utf-8").split("\n")
            if line
        ]
        made = [(row["id"], find(row["text"]), row["places"]) for row in rows]
        for part, chosen in (("all", made), ("held", [m for m in made if held_out(m[0])])):
            for figure, value in score((places, gold) for _, places, gold in chosen).items():
                figures[f"{name}.{part}.{figure}"] = round(value, 4)
        plain = [([p for p in places if p.kind != "demonym"], gold) for _, places, gold in made]
        figures[f"{name}.all.f1_without_demonyms"] = round(score(plain)["f1"], 4)
    return figures


if __name__ == "__main__":
    for figure, value in measure(Path(__file__).parents[2] / "shared" / "data").items():
        print(f"{figure:44} {value:.4f}")
