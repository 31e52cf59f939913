"""Fit how surely two times are of one thing (``DifferenceSettings.same_time`` and ``same_time_read``), and say how well that
carries over.

    python -m training.times_of_one [--data FOLDER]

Pairs of days, years or hours of two reports of a story that can't both be right: those of the parts ``FITTED`` of
``benchmarks/hand/invented`` and of the open half of ``benchmarks/hand/differences``. Two at one slot that differs are of one
thing, all others are not; those of real stories, of which there are few, weigh more. Prints for each threshold what models find
in a part that they were not fitted on, then the weights: by signs alone, and with what the network reads.
"""

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from benchmarks import differences as labelled
from benchmarks import invented
from numpy.typing import NDArray
from training.figure_pairs import ROUNDS, Family, fit, fit_rounds, judge, place, read_families

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
OF_REAL = 3.0  # what a pair of a real story weighs
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


def read(one: Family) -> Read:
    """A family with what the network says of each two times that could be told; not a number elsewhere."""
    at = np.argwhere(np.triu(~one.out, 1))
    pairs = [(one.members[x].masked, one.members[y].masked) for x, y in at]
    odds = np.full(one.out.shape, np.nan)
    told = read_pairs([(first, second) for first, second in pairs if first and second])
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
            weight += [(OF_REAL if family.story.startswith("open") else 1.0) / len(kept)] * len(kept)
    return np.array(signs), np.array(same), np.array(weight)


def fit_read(families: Sequence[Read], weights: Weights) -> Weights:
    """Constant and weights of the signs, of the network's log odds, and of two that are each other's likeliest."""
    found = np.array(DifferenceSettings().same_time_read)
    for _ in range(ROUNDS):
        found = fit(*gather_read(families, weights, found), PENALTY)
    return found


def main() -> None:
    """Fit, and print."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--data", type=Path, default=Path("../shared/data"))
    data = options.parse_args().data
    rows = {name: labelled.read_rows(data, name) for name in labelled.FILES}
    stories = [(part, story) for part in FITTED for story in invented.read_stories(part)]
    stories += [("open", story) for story in labelled.read_stories(labelled.read_labels("open"), rows)]
    families = [
        read(one) for n, (part, story) in enumerate(stories)
        for one in read_times(f"{part} {n:03d}", story.reports, story.slots)
    ]  # fmt: skip
    start = np.array(DifferenceSettings().same_time)
    odds: list[float] = []
    truth: list[float] = []
    for part in (*FITTED, "open"):
        others = [one for one in families if not one[0].story.startswith(f"{part} ")]
        model = fit_rounds([one for one, _ in others], PENALTY, start)
        model_read = fit_read(others, model)
        left = [one for one in families if one[0].story.startswith(f"{part} ")]
        signs, same, _ = gather_read(left, model, model_read)
        odds += (model_read[0] + signs @ model_read[1:]).tolist()
        truth += same.tolist()
    print(len(truth), "pairs, of one thing:", int(sum(truth)))
    for least in (-1.0, -0.5, 0.0, 0.5, 0.75, 1.0):
        told = [verdict for sure, verdict in zip(odds, truth, strict=True) if sure >= least]
        print(f"{least:5.2f}: {int(sum(told))} right of {len(told)} found")
    weights = fit_rounds([one for one, _ in families], PENALTY, start)
    print("constant", *SIGNS, "(network) likeliest")
    for name, found in (("same_time", weights), ("same_time_read", fit_read(families, weights))):
        print(name, "=", tuple(round(float(value), 2) + 0.0 for value in found))


if __name__ == "__main__":
    main()
