"""Fit how surely a report was put together from two others (``DescendSettings.several_weights``).

    python -m training.second_parents [LO HI]

Families planted with the seeds LO to HI - 1 (20000 to 22499 if none are given, some twenty minutes). For each report of
theirs the pairs of parents that ``stemma.descend.several`` weighs, with their facts; of all pairs and the answer that there is
none, one is right. What is right is made as likely as can be (a conditional logit). A pair that the truth counts neither way
is left out, and so is a report of two sources of which no right pair is weighed. Prints the weights and, fitted on every
other seed and told on the rest, the share of the reports of two sources that are told rightly, and of the told that are such,
by how much what always counts is raised.
"""

import sys
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from benchmarks.families import Truth, match_lost, plant
from numpy.typing import NDArray
from scipy.optimize import minimize

from stemma.descend import infer_descent
from stemma.descend.family import Family
from stemma.descend.several import Facts, facts, likely_pairs, tell_several

SEEDS = range(20000, 22500)
PENALTY = 1e-4  # of the squares of the weights, each times its fact's spread, for each report
# By reasoning: no planted report of two sources has either (see ``DescendSettings``).
SET = {"credit": -2.0, "headline": -1.5}
RAISED = (0.5, 0.7, 0.9, 1.2)
Numbers = NDArray[np.float64]


class Asked(NamedTuple):
    """One report: its pairs' facts (pairs x facts), which are right and which count neither way; whether it has two sources
    (``double``), whether two whose names are known (``counts``).
    """

    seed: int
    facts: Numbers
    right: NDArray[np.bool_]
    neither: NDArray[np.bool_]
    double: bool
    counts: bool


def ask(seed: int) -> list[Asked]:
    """The reports of a planted family, as they are weighed when its tree stands."""
    truth = plant(seed)
    asked: list[Asked] = []

    def note(family: Family) -> None:
        asked.extend(_asked(family, truth, seed))
        tell_several(family)

    infer_descent(truth.reports, second_parents=note)
    return asked


def _asked(family: Family, truth: Truth, seed: int) -> list[Asked]:
    called = _names(family, truth)
    made = []
    for node, one in enumerate(family.nodes):
        if one.report is None or len(family.parents[node]) > 2:
            continue
        pairs, single = likely_pairs(family, node)
        sources = [right for right, child in truth.edges if child == called[node]]
        double = called[node] in truth.stitched
        named = [{called[parent] for parent in pair.parents} for pair in pairs]
        right = [double and len(sources) == 2 and all(names & some for some in sources) for names in named]
        neither = [names <= truth.made_of.get(called[node], frozenset()) for names in named]
        rows = np.array(facts(family, node, pairs, single), np.float64).reshape(len(pairs), len(Facts._fields))
        counts = double and len(sources) == 2
        made.append(Asked(seed, rows, np.array(right, bool), np.array(neither, bool), double, counts))
    return made


def _names(family: Family, truth: Truth) -> list[str]:
    """The planted name of each node; a report is known by its house, of which each family has one report."""
    houses = {row["outlet"]: str(row["id"]) for row in truth.reports if row["id"] not in truth.strangers}
    own = [houses.get(str(one.outlet), "") if one.report is not None else "" for one in family.nodes]
    below: Mapping[str, set[str]] = {
        f"lost {node}": {own[child] for child in family.offspring(node)}
        for node, one in enumerate(family.nodes)
        if one.report is None
    }
    lost, _ = match_lost(dict(below), truth.lost, truth.needed)
    return [name or lost.get(f"lost {node}", f"lost {node}") for node, name in enumerate(own)]


def fit(asked: Sequence[Asked]) -> tuple[float, Numbers]:
    """What always counts, and the weight of each fact."""
    used = [one for one in asked if one.right.any() or not one.double]
    rows = np.concatenate([one.facts[~one.neither] for one in used])
    right = np.concatenate([one.right[~one.neither] for one in used])
    whose = np.repeat(np.arange(len(used)), [int(np.count_nonzero(~one.neither)) for one in used])
    told = np.array([one.right.any() for one in used])
    fitted = [place for place, name in enumerate(Facts._fields) if name not in SET]
    kept = rows @ np.array([SET.get(name, 0.0) for name in Facts._fields])
    spread = rows[:, fitted].std(axis=0) + 1e-9
    scaled = rows[:, fitted] / spread

    def loss(weights: Numbers) -> tuple[float, Numbers]:
        each = np.exp(np.clip(scaled @ weights[:-1] + weights[-1] + kept, -50, 50))
        whole = 1.0 + np.bincount(whose, each, len(used))
        good = np.where(told, 0.0, 1.0) + np.bincount(whose[right], each[right], len(used))
        slope = each / whole[whose] - np.where(right, each / good[whose], 0.0)
        by_weight = np.append(scaled.T @ slope, slope.sum())
        by_weight[:-1] += PENALTY * len(used) * weights[:-1]
        penalty = PENALTY * len(used) * float(weights[:-1] @ weights[:-1]) / 2
        return float((np.log(whole) - np.log(good)).sum()) + penalty, by_weight

    found = minimize(loss, np.zeros(len(fitted) + 1), jac=True, method="L-BFGS-B", options={"maxiter": 400}).x
    weights = np.array([SET.get(name, 0.0) for name in Facts._fields])
    weights[fitted] = found[:-1] / spread
    return float(found[-1]), weights


def told(asked: Sequence[Asked], base: float, weights: Numbers) -> tuple[int, int, int]:
    """How many reports are said to have two sources, how many of them have, and how many have just those."""
    said = true = right = 0
    for one in asked:
        if not len(one.facts):
            continue
        sure = one.facts @ weights + base
        best = int(np.argmax(sure))
        if sure[best] > 0 and not one.neither[best]:
            said += 1
            true += one.double
            right += bool(one.right[best])
    return said, true, right


def main(seeds: range) -> None:
    """Print the weights, and how well weights fitted on every other seed tell the rest."""
    asked = [one for seed in seeds for one in ask(seed)]
    halves = [[one for one in asked if one.seed % 2 == side] for side in (0, 1)]
    fits = [fit(half) for half in halves]
    whole = sum(one.counts for one in asked)
    for raised in RAISED:
        parts = [told(halves[1 - side], base + raised, weights) for side, (base, weights) in enumerate(fits)]
        said, true, right = (sum(column) for column in zip(*parts, strict=True))
        print(f"raised by {raised}: both found {right / max(whole, 1):.3f}, precision {true / max(said, 1):.3f}")
    base, weights = fit(asked)
    print(
        f"base {base:.2f}", {name: round(float(weight), 2) for name, weight in zip(Facts._fields, weights, strict=True)}
    )


if __name__ == "__main__":
    main(range(int(sys.argv[1]), int(sys.argv[2])) if len(sys.argv) > 2 else SEEDS)
