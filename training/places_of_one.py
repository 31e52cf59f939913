"""Fit how surely two phrases that say where are of one thing (``DifferenceSettings.same_place``), and say how well that carries over.

    python -m training.places_of_one NETWORKS [--data FOLDER]

NETWORKS is as for ``training/figures_read.py``. Pairs of phrases of two reports of a story that can't both be right: those of the parts ``FITTED`` of ``benchmarks/hand/invented``,
of the open half of ``benchmarks/hand/differences``, and of the open groups of ``benchmarks/hand/events``, of which
none is taken for one thing: no place is labelled there, and reports of one event seldom disagree on one. Two at one slot that differs are of one thing, all others are not. Prints for each threshold what
models find in a tenth of the stories that they were not fitted on, then the weights.
"""

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from benchmarks import differences as labelled
from benchmarks import events, invented
from numpy.typing import NDArray
from training.figure_pairs import fit, values_at
from training.thirds import load_networks, third_of

from stemma.model import Report, Segments
from stemma.name import find_entities, time_tables
from stemma.parse import Parses, distinct_sentences, parse_sentences
from stemma.reckon.claims import cut_up
from stemma.reckon.places_of_one import SIGNS, Weighed, weigh_pairs
from stemma.reckon.same_thing import read_pairs
from stemma.reckon.stand import find_stands
from stemma.reckon.units import Mentions, index_mentions, rows_by_report
from stemma.reports import as_reports
from stemma.settings import DifferenceSettings

FITTED = ("one", "three", "four", "six", "seven", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen")
PENALTY = 2.0  # of the squares of the standardised weights: few pairs are of one thing
FOLDS = 10
Array = NDArray[np.float64]


class Read(NamedTuple):
    """The pairs of a story: their signs with what the network says [n, len(SIGNS) + 1], and at which of its slots that differ each
    stands, -1 for none.
    """

    name: str
    pairs: list[Weighed]
    signs: Array
    slot: NDArray[np.int64]


def read_story(
    name: str, reports: Sequence[Mapping[str, Any]], slots: Sequence[Mapping[str, Any]], network: Any
) -> Read:
    """The pairs of a story, with what a network says of them."""
    pile = as_reports(reports)
    segments = cut_up(pile)
    parses = parse_sentences(distinct_sentences(pile, segments))
    entities = find_entities(pile, segments=segments, parses=parses)
    named = {row["entity_id"]: row for row in entities.entities.to_pylist()}
    when = rows_by_report(time_tables(pile))
    return pairs_of(name, pile, segments, parses, index_mentions(entities.mentions), named, when, slots, network)


def pairs_of(
    name: str,
    pile: Sequence[Report],
    segments: Mapping[str, Segments],
    parses: Parses,
    mentions: Mentions,
    named: Mapping[str, Mapping[str, Any]],
    times: Mapping[str, Sequence[Mapping[str, Any]]],
    slots: Sequence[Mapping[str, Any]],
    network: Any,
) -> Read:
    """The same of reports that are read already."""
    stands = [stand for report in pile if report.id in segments for stand in find_stands(report, segments[report.id], parses)]  # fmt: skip
    differ = [slot for slot in slots if slot["kind"] == "place" and slot["verdict"] == "differs"]
    pairs, at = [], []
    for pair in weigh_pairs(stands, mentions, named, times, {r.id: r for r in pile}, DifferenceSettings()):
        stated = [[next(iter(values_at(slot, stand)), "") for stand in (pair.one, pair.other)] for slot in differ]
        here = [n for n, (one, other) in enumerate(stated) if one and other]
        apart = next((n for n in here if stated[n][0] != stated[n][1]), None)
        # What is said to be one place, in other words, is no pair of two places, nor one of two things.
        if apart is not None or not here:
            pairs.append(pair)
            at.append(-1 if apart is None else apart)
    read = read_pairs([(pair.one.masked, pair.other.masked) for pair in pairs], network)
    signs = np.array([[*pair.signs, says] for pair, says in zip(pairs, read, strict=True)]).reshape(-1, len(SIGNS) + 1)
    return Read(name, pairs, signs, np.array(at, np.int64))


def fit_all(stories: Sequence[Read]) -> Array:
    """Weights, a constant first, by the pairs of some stories."""
    signs, same = _together(stories)
    return fit(signs, same, np.ones(len(same)), PENALTY)


def hold_out(stories: Sequence[Read]) -> list[Array]:
    """For each story the log odds of its pairs by a model fitted without a tenth of the stories in which it is."""
    models = []
    for fold in range(FOLDS):
        others = [one for n, one in enumerate(stories) if n % FOLDS != fold]
        models.append(fit_all(others))
    return [story.signs @ models[n % FOLDS][1:] + models[n % FOLDS][0] for n, story in enumerate(stories)]


def _together(stories: Sequence[Read]) -> tuple[Array, Array]:
    """The signs of all pairs of some stories, and which are of one thing."""
    return np.concatenate([one.signs for one in stories]), np.concatenate([one.slot >= 0 for one in stories]).astype(
        float
    )


def main() -> None:
    """Read, hold out, fit."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("networks", type=Path)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    given = parser.parse_args()
    data, networks = given.data, load_networks(given.networks)
    rows = {name: labelled.read_rows(data, name) for name in labelled.FILES}
    stories = [s._replace(name=f"open {s.name}") for s in labelled.read_stories(labelled.read_labels("open"), rows)]
    stories += [s._replace(name=f"invented {s.name}") for part in FITTED for s in invented.read_stories(part)]
    stories += [group._replace(slots=[]) for group in events.read_groups(data, "open")]
    read = [
        read_story(*story, networks[third]) for story in stories if (third := third_of(story.name)) in networks
    ]  # fmt: skip
    tell(read)


def tell(read: Sequence[Read]) -> None:
    """Print what held-out models find at each threshold, and the weights of all stories."""
    held = hold_out(read)
    for made_up in (False, True):
        print("invented" if made_up else "real")
        among = [pair for pair in zip(held, read, strict=True) if pair[1].name.startswith("invented ") == made_up]
        for least in np.arange(-1.0, 2.0, 0.25):
            told = [
                (odds >= least) & (story.signs[:, -1] >= DifferenceSettings().same_place_read) for odds, story in among
            ]
            right = sum(len(set(story.slot[at].tolist()) - {-1}) for at, (_, story) in zip(told, among, strict=True))
            wrong = sum(
                len({pair.one for pair, yes, slot in zip(story.pairs, at, story.slot, strict=True) if yes and slot < 0})
                for at, (_, story) in zip(told, among, strict=True)
            )
            print(f"{least:5.2f}  right {right}  wrong {wrong}")
    weights = fit_all(read)
    print("same_place =", tuple(round(float(weight), 2) + 0.0 for weight in weights))


if __name__ == "__main__":
    main()
