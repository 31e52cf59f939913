"""Measure everything on the data beside the checkout, print a table, and fail where a figure is under its floor.

    python -m benchmarks.accuracy [--data FOLDER] [--only MEASURE ...] [--raise] [--lower-floors]

``floors.json`` holds for each figure the least (or, for errors and seconds, the most) that it may be. ``--raise`` pins
figures that are better than their floor or have none; lowering a floor takes ``--lower-floors``.
"""

import argparse
import importlib
import json
import sys
import time
from collections.abc import Mapping
from pathlib import Path

MEASURES = (
    "reuse", "stories", "collation", "parzival", "families", "hand_families", "descent", "attributions", "away", "claims", "claims_of_stories", "replies", "quotations",
    "differences", "events", "invented", "times", "times_news", "places", "names", "entities", "reports_2017", "whole_run",
)  # fmt: skip
SLOW = (
    "tracing",
    "growing",
    "engines",
    "descent_growth",
    "attribution_speed",
    "naming_speed",
    "joins",
)  # measured when asked for: minutes each, and of use on a quiet machine only
FLOORS = Path(__file__).with_name("floors.json")
CONTEXT = (  # never pinned
    "families.undecided", "families.wrong_brier_constant", "entities.links", "entities.scored_links", "whole_run.reports",
    *(f"invented.{part}_{count}" for part in ("one", "two", "three", "four", "five") for count in ("found", "slots", "stories_grown")),
)  # fmt: skip
APART = (  # nor these: so few that one more or less moves them by points
    "hand_families.", "entities.scored_", "away.reports_2017_", "away.helsinki_", "away.g5w1h_", "differences.", "events.",
    "replies.", "quotations.",
    *(f"claims.{part}{figure}" for part in ("before_", "before_given_", "after_", "after_given_", "more_", "more_given_")
      for figure in ("replies", "altered", "attributions", "claims")),
)  # fmt: skip
SLACK = 0.005  # figures move in the third digit between processors

Floors = dict[str, dict[str, float]]


def is_error(figure: str) -> bool:
    """Whether less of the figure is better."""
    return any(word in figure for word in ("wrong", "seconds", "megabytes"))


def falls_short(figure: str, value: float, floors: Mapping[str, Mapping[str, float]]) -> bool:
    """Whether the figure is worse than what is pinned for it."""
    pinned = floors.get(figure, {})
    if "floor" in pinned:
        return value < pinned["floor"]
    return "ceiling" in pinned and value > pinned["ceiling"]


def pin(figure: str, value: float) -> dict[str, float]:
    """What to pin for a figure that was measured, with some room for another processor, much for another's speed."""
    if is_error(figure):
        room = value if "seconds" in figure or "megabytes" in figure else SLACK
        return {"ceiling": round(value + room, 3)}
    return {"floor": round(value - SLACK, 3)}


def is_better(figure: str, new: Mapping[str, float], old: Mapping[str, float]) -> bool:
    """Whether the new pin asks for more than the old one."""
    if is_error(figure):
        return new["ceiling"] < old.get("ceiling", float("inf"))
    return new["floor"] > old.get("floor", float("-inf"))


def measure_all(data: Path, only: list[str]) -> tuple[dict[str, float], list[str]]:
    """Every figure by ``measure.figure``, and what could not be measured, in words."""
    figures: dict[str, float] = {}
    absent = []
    for name in only or MEASURES:
        began = time.monotonic()
        print(f"measuring {name} ...", file=sys.stderr, flush=True)
        try:
            found = importlib.import_module(f"benchmarks.{name}").measure(data)
        except FileNotFoundError as error:
            absent.append(f"{name}: {error}")
            continue
        figures.update({f"{name}.{figure}": float(value) for figure, value in found.items()})
        print(f"  {time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)
    return figures, absent


def main() -> int:
    """Measure, print, and return the exit code."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--data", type=Path, default=Path("../shared/data"))
    options.add_argument("--only", nargs="+", default=[], choices=MEASURES + SLOW)
    options.add_argument("--raise", dest="raise_floors", action="store_true")
    options.add_argument("--lower-floors", action="store_true")
    given = options.parse_args()
    if not given.data.is_dir():
        print(f"Nothing to measure on: there is no folder {given.data}. Name one with --data.")
        return 0
    floors: Floors = json.loads(FLOORS.read_text()) if FLOORS.exists() else {}
    figures, absent = measure_all(given.data, given.only)
    short = []
    for figure, value in figures.items():
        pinned = floors.get(figure, {})
        bound = next(iter(pinned.values()), None)
        under = falls_short(figure, value, floors)
        short += [figure] if under else []
        sign = "" if bound is None else ("at least" if "floor" in pinned else "at most") + f" {bound:g}"
        print(f"{figure:<48} {value:>10.4g}  {sign:<18} {'FALLS SHORT' if under else ''}".rstrip())
        new = pin(figure, value)
        if (under and given.lower_floors) or (
            given.raise_floors
            and figure not in CONTEXT
            and not figure.startswith(APART)
            and is_better(figure, new, pinned)
        ):
            floors[figure] = new
    for line in absent:
        print(f"not measured: {line}")
    if given.raise_floors or given.lower_floors:
        FLOORS.write_text(json.dumps(floors, indent=1, sort_keys=True) + "\n")
    if short and not given.lower_floors:
        print(f"{len(short)} of {len(figures)} figures fall short of their floor: {', '.join(short)}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
