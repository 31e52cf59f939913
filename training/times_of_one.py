"""Fit how surely two times are of one thing (``DifferenceSettings.same_time`` and ``same_time_read``), and say how well that
carries over.

    python -m training.times_of_one NETWORKS [--data FOLDER]

NETWORKS is as for ``training/figures_read.py``. Pairs of days, years or hours of two reports of a story that can't both be right: those
of the open groups of ``benchmarks/hand/events``, of the open half of ``benchmarks/hand/differences`` and of the parts ``FITTED`` of
``benchmarks/hand/invented``. Two at one slot that differs are of one thing, all others are not; those of invented stories weigh less.
Prints for each threshold what models find in an eighth of the stories that they were not fitted on, real and invented ones apart, then
the weights: by signs alone, and with what the network reads.
"""

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from benchmarks import differences as labelled
from benchmarks import events
from numpy.typing import NDArray
from training.figure_pairs import OF_INVENTED, ROUNDS, Family, fit, fit_rounds, judge, place, read_families, read_given
from training.thirds import fold_of, load_networks, third_of

from stemma.model import Report, Segments
from stemma.name import find_entities, time_tables
from stemma.parse import Parses, distinct_sentences, parse_sentences
from stemma.reckon.claims import cut_up
from stemma.reckon.figure import Figure
from stemma.reckon.happening import Happening, disagree, find_happenings, settle_halves
from stemma.reckon.moment import as_figures, could_differ
from stemma.reckon.pairs import SIGNS, Array, are_likeliest
from stemma.reckon.same_thing import read_pairs
from stemma.reckon.units import index_mentions, rows_by_report
from stemma.reports import as_reports
from stemma.settings import DifferenceSettings

PENALTY = 4.0  # of the squares of the standardised weights: the pairs are few
Weights = NDArray[np.float64]
# What the pairs are too few to tell of: a third report that prints both times alike, other values that both print.
LEFT_OUT = ("third", "numbers")
# Sets of invented stories.
FITTED = ("one", "three", "four", "six", "seven", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen")
FOLDS = 8
Read = tuple[Family, Array]  # the times of a family, and the network's log odds of each two


def read_times(name: str, reports: Sequence[Mapping[str, Any]], slots: Sequence[Mapping[str, Any]]) -> list[Family]:
    """The times of a story, days and hours apart, and which of them could be told against each other."""
    pile = as_reports(reports)
    segments = cut_up(pile)
    parses = parse_sentences(distinct_sentences(pile, segments))
    happenings, when = read_happenings(pile, segments, parses)
    return families_of(name, pile, happenings, parses, when, slots)


def read_moments(reports: Sequence[Mapping[str, Any]]) -> list[Figure]:
    """The times of a story as figures."""
    pile = as_reports(reports)
    segments = cut_up(pile)
    parses = parse_sentences(distinct_sentences(pile, segments))
    return as_figures(read_happenings(pile, segments, parses)[0], {report.id: report for report in pile}, parses)


def read_happenings(
    pile: Sequence[Report], segments: Mapping[str, Segments], parses: Parses
) -> tuple[list[Happening], dict[str, list[dict[str, Any]]]]:
    """When things happened by the reports of a story, and the rows of ``times`` by report."""
    mentions = index_mentions(find_entities(pile, segments=segments, parses=parses).mentions)
    when = rows_by_report(time_tables(pile))
    found = [one for r in pile for one in find_happenings(r, segments[r.id], parses, mentions, when.get(r.id, ()))]
    return settle_halves(found), when


def families_of(
    name: str,
    pile: Sequence[Report],
    happenings: Sequence[Happening],
    parses: Parses,
    when: Mapping[str, Sequence[Mapping[str, Any]]],
    slots: Sequence[Mapping[str, Any]],
) -> list[Family]:
    """The same of times that are read already."""
    by_id = {report.id: report for report in pile}
    at = {(one.report_id, one.begin): one for one in happenings}
    figures = as_figures(happenings, by_id, parses)
    verdicts = judge(slots, figures)
    made = []
    for one in read_families([(name, figures, verdicts)]):
        out = one.out.copy()
        for x, y in np.argwhere(np.triu(~out, 1)):
            first, second = one.members[x], one.members[y]
            then, later = at[first.report_id, first.begin], at[second.report_id, second.begin]
            verdict = verdicts.get(frozenset((place(first), place(second))), False)
            apart = could_differ(first, second, then, later, by_id) and disagree(then, later, by_id, when)
            out[x, y] = out[y, x] = not apart or verdict is None
        for sign in LEFT_OUT:
            one.signs[..., SIGNS.index(sign)] = 0.0
        made.append(one._replace(out=out))
    return made


def read(one: Family, network: Any) -> Read:
    """A family with what a network says of each two times that could be told; not a number elsewhere."""
    at = np.argwhere(np.triu(~one.out, 1))
    pairs = [(one.members[x].masked, one.members[y].masked) for x, y in at]
    odds = np.full(one.out.shape, np.nan)
    told = read_pairs([(first, second) for first, second in pairs if first and second], network)
    for (x, y), value in zip(at, told, strict=True):
        odds[x, y] = odds[y, x] = value
    return one, odds


def with_network(one: Read, weights: Weights, weights_read: Weights) -> Family:
    """A family with the network's log odds as one sign more, and last whether two are each other's likeliest."""
    family, odds = one
    known = np.isfinite(odds)
    signs = np.concatenate([family.signs, np.where(known, odds, 0.0)[..., None]], axis=-1)
    sure = np.where(
        known,
        weights_read[0] + signs @ weights_read[1:-1],
        weights[0] + family.signs @ weights[1 : len(SIGNS) + 1],
    )
    likeliest = are_likeliest(sure.round(6), family.members)
    return family._replace(signs=np.concatenate([signs, likeliest[..., None]], axis=-1))


def gather_read(families: Sequence[Read], weights: Weights, weights_read: Weights) -> tuple[Array, Array, Array]:
    """The signs of all pairs of two values, whether they are of one thing, and what each weighs."""
    signs: list[Array] = []
    same: list[float] = []
    weight: list[float] = []
    for one in families:
        family = with_network(one, weights, weights_read)
        found: dict[tuple[float, ...], list[tuple[Array, bool | None]]] = {}
        for x, y in np.argwhere(np.triu(~family.out, 1)):
            values = tuple(sorted(family.members[n].reading.quantity.value for n in (x, y)))
            pair = frozenset((place(family.members[x]), place(family.members[y])))
            found.setdefault(values, []).append((family.signs[x, y], family.verdicts.get(pair, False)))
        for pairs in found.values():
            right = [told for told, verdict in pairs if verdict]
            kept = right or [told for told, _ in pairs]
            signs += kept
            same += [float(bool(right))] * len(kept)
            weight += [(OF_INVENTED if family.story.startswith("invented ") else 1.0) / len(kept)] * len(kept)
    return np.array(signs), np.array(same), np.array(weight)


def fit_read(families: Sequence[Read], weights: Weights) -> Weights:
    """Constant and weights of the signs, of the network's log odds, and of two that are each other's likeliest."""
    found = np.array(DifferenceSettings().same_time_read)
    for _ in range(ROUNDS):
        found = fit(*gather_read(families, weights, found), PENALTY)
    return found


def read_dated(data: Path) -> list[labelled.Story]:
    """The stories whose times are labelled."""
    groups = {group.name for group in events.read_groups(data, "open")}
    return [s for s in read_given(data, FITTED) if s.name.startswith(("invented ", "open ")) or s.name in groups]


def main() -> None:
    """Fit, and print."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("networks", type=Path)
    options.add_argument("--data", type=Path, default=Path("../shared/data"))
    given = options.parse_args()
    networks = load_networks(given.networks)
    families = [
        read(one, networks[third]) for story in read_dated(given.data) if (third := third_of(story.name)) in networks
        for one in read_times(story.name, story.reports, [slot for slot in story.slots if slot["kind"] == "date"])
    ]  # fmt: skip
    start = np.array(DifferenceSettings().same_time)
    told: dict[bool, list[tuple[float, float, float]]] = {False: [], True: []}
    for fold in range(FOLDS):
        others = [one for one in families if fold_of(one[0].story, FOLDS) != fold]
        model = fit_rounds([one for one, _ in others], PENALTY, start)
        model_read = fit_read(others, model)
        for made_up, pairs in told.items():
            left = [
                one
                for one in families
                if fold_of(one[0].story, FOLDS) == fold and one[0].story.startswith("invented ") == made_up
            ]
            if left:
                signs, same, weight = gather_read(left, model, model_read)
                pairs += zip((model_read[0] + signs @ model_read[1:]).tolist(), same.tolist(), (weight / (OF_INVENTED if made_up else 1)).tolist(), strict=True)  # fmt: skip
    for made_up, pairs in told.items():
        there = sum(weight for _, same, weight in pairs if same)
        print(
            "invented:" if made_up else "real:", f"{sum(w for _, _, w in pairs):.0f} pairs, of one thing: {there:.0f}"
        )
        for least in (-3.0, -2.5, -2.0, -1.5, -1.0, -0.5, 0.0, 0.5, 1.0):
            found = [(same, weight) for sure, same, weight in pairs if sure >= least]
            print(f"{least:5.2f}: {sum(s * w for s, w in found):.1f} right of {sum(w for _, w in found):.1f} found")
    weights = fit_rounds([one for one, _ in families], PENALTY, start)
    print("constant", *SIGNS, "(network) likeliest")
    for name, found_weights in (("same_time", weights), ("same_time_read", fit_read(families, weights))):
        print(name, "=", tuple(round(float(value), 2) + 0.0 for value in found_weights))


if __name__ == "__main__":
    main()
