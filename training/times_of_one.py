"""Fit how surely two times are of one thing (``DifferenceSettings.same_time``), and say how well that carries over.

    python -m training.times_of_one [--data FOLDER]

Pairs of days, years or hours of two reports of a story that can't both be right: those of the open parts of
``benchmarks/hand/invented`` and of the open half of ``benchmarks/hand/differences``. Two at one slot that differs are of one
thing, all others are not. Prints for each threshold what models find in a tenth of the stories that they were not fitted on,
then the weights.
"""

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from benchmarks import differences as labelled
from benchmarks import invented
from numpy.typing import NDArray
from training.figure_pairs import fit, judge, place

from stemma.name import find_entities, time_tables
from stemma.parse import distinct_sentences, parse_sentences
from stemma.reckon.claims import cut_up
from stemma.reckon.figure import Figure
from stemma.reckon.happening import are_told_apart, disagree, find_happenings
from stemma.reckon.moment import as_figures
from stemma.reckon.pairs import SIGNS, family, read_signs, weigh_rarity
from stemma.reckon.quantity import agreement
from stemma.reckon.slot import cannot_be_one
from stemma.reckon.units import index_mentions
from stemma.reports import as_reports

PENALTY = 4.0  # of the squares of the standardised weights: the pairs are few
FOLDS = 10
# What the pairs are too few to tell of: a third report that prints both times alike, other values that both print.
LEFT_OUT = ("third", "numbers")

Array = NDArray[np.float64]


def pairs_of(
    reports: Sequence[Mapping[str, Any]], slots: Sequence[Mapping[str, Any]]
) -> tuple[list[Array], list[float]]:
    """The signs of each pair of a story's times that could be told against each other, and whether it is of one thing."""
    pile = as_reports(reports)
    segments = cut_up(pile)
    parses = parse_sentences(distinct_sentences(pile, segments))
    mentions = index_mentions(find_entities(pile, segments=segments, parses=parses).mentions)
    when: dict[str, list[dict[str, Any]]] = {}
    for row in time_tables(pile).to_pylist():
        when.setdefault(row["report_id"], []).append(row)
    by_id = {report.id: report for report in pile}
    happenings = [one for r in pile for one in find_happenings(r, segments[r.id], parses, mentions, when.get(r.id, ()))]
    at = {(one.report_id, one.begin): one for one in happenings}
    figures = as_figures(happenings, by_id, parses)
    verdicts, rarity = judge(slots, figures), weigh_rarity(figures)
    families: dict[str, list[Figure]] = {}
    for figure in figures:
        families.setdefault(family(figure), []).append(figure)
    signs, same = [], []
    for members in families.values():
        told = read_signs(members, rarity)
        out = agreement([f.reading.quantity for f in members]) | cannot_be_one(members, rarity)
        for x, y in np.argwhere(np.triu(~out, 1)):
            one, other = (at[members[n].report_id, members[n].begin] for n in (x, y))
            verdict = verdicts.get(frozenset((place(members[x]), place(members[y]))), False)
            apart = are_told_apart(one, other) and disagree(one, other, by_id, when)
            if apart and verdict is not None:
                signs.append(told[x, y])
                same.append(float(verdict))
    return signs, same


def main() -> None:
    """Fit, and print."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--data", type=Path, default=Path("../shared/data"))
    data = options.parse_args().data
    rows = {name: labelled.read_rows(data, name) for name in labelled.FILES}
    made = [story for part in invented.OPEN for story in invented.read_stories(part)]
    stories = [*made, *labelled.read_stories(labelled.read_labels("open"), rows)]
    told, verdicts, of_story = [], [], []
    for number, story in enumerate(stories):
        signs, same = pairs_of(story.reports, story.slots)
        told += signs
        verdicts += same
        of_story += [number] * len(same)
    all_signs, truth, fold = np.array(told), np.array(verdicts), np.array(of_story) % FOLDS
    for name in LEFT_OUT:
        all_signs[:, SIGNS.index(name)] = 0.0
    weight = np.ones(len(truth))
    odds = np.zeros(len(truth))
    for n in range(FOLDS):
        held = fold == n
        model = fit(all_signs[~held], truth[~held], weight[~held], PENALTY)
        odds[held] = model[0] + all_signs[held] @ model[1:]
    print(len(truth), "pairs, of one thing:", int(truth.sum()))
    for least in (-2.0, -1.0, -0.5, 0.0, 0.5, 1.0):
        print(f"{least:5.1f}: {int(truth[odds >= least].sum())} right of {int((odds >= least).sum())} found")
    found = fit(all_signs, truth, weight, PENALTY)
    print("constant", *SIGNS)
    print("same_time =", tuple(round(float(value), 2) + 0.0 for value in found))


if __name__ == "__main__":
    main()
