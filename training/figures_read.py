"""Fit how what the network reads of two figures is weighed with the other signs (``DifferenceSettings.same_figure_read``), and
say how well that carries over.

    python -m training.figures_read NETWORKS [--data FOLDER]

NETWORKS has ``0/same_thing.onnx`` and so on, of ``training/same_thing.py`` with ``--without 0`` and so on: of each story that
network is asked which did not learn from it. Stories of a third that has no network there take no part. The stories are those of
``training/figure_pairs.py``, the pairs those that can be one thing and do not agree; pairs of two values in a story and family
weigh as much as one pair. Prints what models find at each threshold in an eighth of the stories that they were not fitted on, real
stories and invented ones apart, then the weights.
"""

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from training.figure_pairs import OF_INVENTED, ROUNDS, Place, fit, place, read_given, read_pairs_of
from training.thirds import fold_of, load_networks, third_of

from stemma.reckon.figure import Figure
from stemma.reckon.pairs import SIGNS, are_likeliest, family, read_signs, weigh_rarity
from stemma.reckon.quantity import agreement
from stemma.reckon.same_thing import read_pairs
from stemma.reckon.slot import cannot_be_one, first_ones, is_compared
from stemma.settings import DifferenceSettings

FOLDS = 8
PENALTY = 2.0  # of the squares of the standardised weights
Array = NDArray[np.float64]


class Family(NamedTuple):
    """The n figures of one family of a story: the signs of each two with what the network says [n, n, len(SIGNS) + 1], which two are a
    pair [n, n], and what is known of pairs.
    """

    story: str
    members: list[Figure]
    signs: Array
    pair: NDArray[np.bool_]
    verdicts: Mapping[frozenset[Place], bool | None]


def read_families(
    story: str, figures: Sequence[Figure], verdicts: Mapping[frozenset[Place], bool | None], network: Any
) -> list[Family]:
    """The families of a story that have a pair."""
    compared = [figure for figure in figures if is_compared(figure)]
    rarity = weigh_rarity(compared)
    families: dict[str, list[Figure]] = {}
    for figure in sorted(compared, key=lambda f: (f.report_id, f.begin)):
        families.setdefault(family(figure), []).append(figure)
    found = []
    for _, all_members in sorted(families.items()):
        members = first_ones(all_members)
        pair = ~(cannot_be_one(members, rarity) | agreement([figure.reading.quantity for figure in members]))
        at = [
            (x, y, one, other) for x, y in np.argwhere(np.triu(pair, 1)).tolist()
            if (one := members[x].masked) is not None and (other := members[y].masked) is not None
        ]  # fmt: skip
        if not at:
            continue
        read = np.zeros(pair.shape)
        told = read_pairs([(one, other) for _, _, one, other in at], network)
        for (x, y, _, _), odds in zip(at, told, strict=True):
            read[x, y] = read[y, x] = odds
        signs = np.concatenate([read_signs(members, rarity), read[..., None]], axis=-1)
        found.append(Family(story, members, signs, pair, verdicts))
    return found


class Pairs(NamedTuple):
    """n pairs: their signs [n, len(SIGNS) + 2], whether they are one thing, what they weigh, and their stories."""

    signs: Array
    same: Array
    weight: Array
    story: list[str]


def gather(families: Sequence[Family], weights: Array) -> Pairs:
    """The pairs of all families; ``weights`` say which are each other's likeliest."""
    signs: list[Array] = []
    same: list[float] = []
    weight: list[float] = []
    story: list[str] = []
    for one in families:
        odds = weights[0] + one.signs @ weights[1 : len(SIGNS) + 2]
        likeliest = are_likeliest(odds.round(6), one.members)[..., None]
        told = np.concatenate([one.signs, likeliest], axis=-1)
        found: dict[tuple[float, ...], list[tuple[Array, bool | None]]] = {}
        for x, y in np.argwhere(np.triu(one.pair, 1)):
            values = tuple(sorted(one.members[n].reading.quantity.value for n in (x, y)))
            verdict = one.verdicts.get(frozenset((place(one.members[x]), place(one.members[y]))), False)
            found.setdefault(values, []).append((told[x, y], verdict))
        for _, pairs in sorted(found.items()):
            verdicts = {verdict for _, verdict in pairs}
            if True not in verdicts and None in verdicts:
                continue
            kept = [row for row, verdict in pairs if verdict or True not in verdicts]
            signs += kept
            same += [float(True in verdicts)] * len(kept)
            weight += [(OF_INVENTED if one.story.startswith("invented ") else 1.0) / len(kept)] * len(kept)
            story += [one.story] * len(kept)
    return Pairs(np.array(signs), np.array(same), np.array(weight), story)


def fit_rounds(families: Sequence[Family]) -> Array:
    """Constant and weights, each round finding with the weights of the one before which figures are each other's likeliest."""
    weights = np.array(DifferenceSettings().same_figure_read)
    for _ in range(ROUNDS):
        pairs = gather(families, weights)
        weights = fit(pairs.signs, pairs.same, pairs.weight, PENALTY)
    return weights


def main() -> None:
    """Fit, and print."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("networks", type=Path)
    options.add_argument("--data", type=Path, default=Path("../shared/data"))
    given = options.parse_args()
    networks = load_networks(given.networks)
    families = [
        one for story in read_given(given.data) if (third := third_of(story.name)) in networks
        for one in read_families(*read_pairs_of(story), networks[third])
    ]  # fmt: skip
    tell(families)


def tell(families: Sequence[Family]) -> None:
    """Print what held-out models find at each threshold, and the weights of all stories."""
    odds: list[float] = []
    held: list[Pairs] = []
    for fold in range(FOLDS):
        left = [one for one in families if fold_of(one.story, FOLDS) == fold]
        if not left:
            continue
        model = fit_rounds([one for one in families if fold_of(one.story, FOLDS) != fold])
        held.append(gather(left, model))
        odds += (model[0] + held[-1].signs @ model[1:]).tolist()
    same, weight = (np.concatenate([getattr(pairs, name) for pairs in held]) for name in ("same", "weight"))
    made_up = np.array([story.startswith("invented ") for pairs in held for story in pairs.story])
    sure = np.array(odds)
    for name, among in (("real", ~made_up), ("invented", made_up)):
        loss = float((weight * np.logaddexp(0, -(2 * same - 1) * sure))[among].sum())
        print(
            f"{name}: {weight[among].sum():.0f} pairs, {weight[among & (same > 0)].sum():.0f} of one thing, log loss {loss:.1f}"
        )
        for least in (-1.5, -1.0, -0.5, 0.0, 0.5, 1.0):
            told = among & (sure >= least)
            print(f"{least:5.2f}  right {weight[told & (same > 0)].sum():.1f} of {weight[told].sum():.1f}")
    weights = [round(float(value), 2) + 0.0 for value in fit_rounds(families)]
    print("constant", *SIGNS, "network", "likeliest")
    print("same_figure_read =", tuple(weights))


if __name__ == "__main__":
    main()
