"""Fit how surely two counts under nouns of two families mean the same thing (``DifferenceSettings.same_across``).

    python -m training.across_families NETWORKS [--data FOLDER]

NETWORKS is as for ``training/figures_read.py``, the stories are those of ``training/figure_pairs.py`` and more invented ones. Pairs of
counts with values that do not agree, that ``reckon.across`` would ask the network of. Two counts at one slot that differs or
grew are the same thing, all others are not. Pairs of two values in a story weigh as much as one pair. Prints what models fitted
without a twelfth of the stories find above each threshold, and the weights.
"""

import argparse
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from benchmarks import differences as labelled
from numpy.typing import NDArray
from training.figure_pairs import FOLDS, OF_INVENTED, ROUNDS, Place, fit, judge, place, read_all_figures, read_given
from training.thirds import load_networks, third_of

from stemma.reckon.across import find_counts, may_be_across, read_across
from stemma.reckon.figure import Figure
from stemma.reckon.pairs import SIGNS, are_likeliest, read_signs, weigh_rarity
from stemma.reckon.reading import BARE
from stemma.reckon.slot import find_slots
from stemma.settings import DifferenceSettings

FITTED = (
    *("one", "three", "four", "six", "seven", "nine"),
    *("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen"),
)  # sets of invented stories
LEAST_VALUES = 2  # in a story, below which there is no pair


class Counts(NamedTuple):
    """The n counts of a story: its name, the signs of each two, the last being what the network says [n, n, len(SIGNS) + 1], which
    two may be one thing [n, n], and what is known of pairs.
    """

    story: str
    members: list[Figure]
    signs: NDArray[np.float64]
    may: NDArray[np.bool_]
    verdicts: Mapping[frozenset[Place], bool | None]


def read_counts(story: labelled.Story, network: Any) -> Counts | None:
    """What is known of the counts of a story, what the network says among it; None where there are none to compare."""
    figures = read_all_figures(story.reports)
    counts = find_counts(figures)
    if len(counts) < LEAST_VALUES:
        return None
    may = may_be_across(counts, find_slots(figures, DifferenceSettings(), network=network))
    signs = read_signs(counts, weigh_rarity([f for f in figures if f.reading.unit != BARE]))
    signs = np.concatenate([signs, read_across(counts, may, network)[..., None]], axis=-1)
    return Counts(
        story.name, counts, signs, may, judge((s for s in story.slots if s.get("kind", "number") == "number"), counts)
    )


class Pairs(NamedTuple):
    """n pairs: their signs, the last being whether they are each other's likeliest; whether they are one thing; which two values of
    a story they are; and what they weigh.
    """

    signs: NDArray[np.float64]
    same: NDArray[np.float64]
    group: list[str]
    weight: NDArray[np.float64]


def gather(stories: list[Counts], weights: NDArray[np.float64]) -> Pairs:
    """The pairs of some stories; ``weights`` say which are each other's likeliest."""
    signs, same, group, weight = [], [], [], []
    for one in stories:
        odds = np.where(one.may, weights[0] + one.signs @ weights[1:-1], -np.inf)
        told = np.concatenate([one.signs, are_likeliest(odds.round(6), one.members)[..., None]], axis=-1)
        for x, y in np.argwhere(np.triu(one.may, 1)):
            verdict = one.verdicts.get(frozenset((place(one.members[x]), place(one.members[y]))), False)
            if verdict is None:
                continue
            values = sorted(one.members[n].reading.quantity.value for n in (x, y))
            signs.append(told[x, y])
            same.append(float(verdict))
            group.append(f"{one.story} {values}")
            weight.append(OF_INVENTED if one.story.startswith("invented ") else 1.0)
    number = np.unique(group, return_inverse=True)[1]
    return Pairs(np.array(signs), np.array(same), group, np.array(weight) / np.bincount(number)[number])


def fit_rounds(stories: list[Counts]) -> NDArray[np.float64]:
    """Constant and weights, each round finding with the weights of the one before which counts are each other's likeliest."""
    weights = np.array(DifferenceSettings().same_across)
    for _ in range(ROUNDS):
        pairs = gather(stories, weights)
        weights = fit(pairs.signs, pairs.same, pairs.weight)
    return weights


def main() -> None:
    """Fit, and print."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--data", type=Path, default=Path("../shared/data"))
    options.add_argument("networks", type=Path)
    chosen = options.parse_args()
    networks = load_networks(chosen.networks)
    stories = [
        one for story in read_given(chosen.data, FITTED)
        if (third := third_of(story.name)) in networks and (one := read_counts(story, networks[third])) is not None
    ]  # fmt: skip
    folds = [[one for n, one in enumerate(stories) if n % FOLDS == fold] for fold in range(FOLDS)]
    found: dict[str, tuple[float, float]] = {}
    for fold in folds:
        model = fit_rounds([one for other in folds if other is not fold for one in other])
        held = gather(fold, model)
        for odds, same, group in zip(held.signs @ model[1:] + model[0], held.same, held.group, strict=True):
            found[group] = max(found.get(group, (-np.inf, 0.0)), (float(odds), float(same)))
    for made_up in (False, True):
        among = [pair for group, pair in found.items() if group.startswith("invented ") == made_up]
        print(
            "invented:" if made_up else "real:",
            len(among),
            "two values,",
            int(sum(same for _, same in among)),
            "of one thing",
        )
        for least in (-2.0, -1.5, -1.0, -0.5, 0.0, 0.5, 1.0):
            told = [same for odds, same in among if odds >= least]
            print(f"{least:5.2f}: {int(sum(told))} right of {len(told)}")
    print("constant", *SIGNS, "network", "likeliest")
    print("same_across =", tuple(round(float(value), 2) for value in fit_rounds(stories)))


if __name__ == "__main__":
    main()
