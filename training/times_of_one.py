"""Fit how surely two times are of one thing (``DifferenceSettings.same_time``), and say how well that carries over.

    python -m training.times_of_one [--data FOLDER]

Pairs of days, years or hours of two reports of a story that can't both be right: those of the parts ``FITTED`` of
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
from training.figure_pairs import Family, fit_rounds, gather, judge, place, read_families

from stemma.model import Report, Segments
from stemma.name import find_entities, time_tables
from stemma.parse import Parses, distinct_sentences, parse_sentences
from stemma.reckon.claims import cut_up
from stemma.reckon.figure import Figure
from stemma.reckon.happening import Happening, disagree, find_happenings, settle_halves
from stemma.reckon.moment import as_figures, could_differ
from stemma.reckon.pairs import SIGNS
from stemma.reckon.units import index_mentions
from stemma.reports import as_reports
from stemma.settings import DifferenceSettings

PENALTY = 4.0  # of the squares of the standardised weights: the pairs are few
FOLDS = 10
# What the pairs are too few to tell of: a third report that prints both times alike, other values that both print.
LEFT_OUT = ("third", "numbers")
# Sets of invented stories. Fitted on all that are for development, more of what is told of real stories was wrong too.
FITTED = ("one", "three", "four")


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
    when: dict[str, list[dict[str, Any]]] = {}
    for row in time_tables(pile).to_pylist():
        when.setdefault(row["report_id"], []).append(row)
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


def main() -> None:
    """Fit, and print."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--data", type=Path, default=Path("../shared/data"))
    data = options.parse_args().data
    rows = {name: labelled.read_rows(data, name) for name in labelled.FILES}
    made = [story for part in FITTED for story in invented.read_stories(part)]
    stories = [*made, *labelled.read_stories(labelled.read_labels("open"), rows)]
    families = [
        one for n, story in enumerate(stories) for one in read_times(f"{n:03d}", story.reports, story.slots)
    ]  # fmt: skip
    start = np.array(DifferenceSettings().same_time)
    odds: list[float] = []
    truth: list[float] = []
    for fold in range(FOLDS):
        model = fit_rounds([one for one in families if int(one.story) % FOLDS != fold], PENALTY, start)
        held = gather([one for one in families if int(one.story) % FOLDS == fold], model)
        odds += (model[0] + held.signs @ model[1:]).tolist()
        truth += held.same.tolist()
    print(len(truth), "pairs, of one thing:", int(sum(truth)))
    for least in (-2.0, -1.0, -0.5, 0.0, 0.5, 1.0):
        told = [verdict for sure, verdict in zip(odds, truth, strict=True) if sure >= least]
        print(f"{least:5.1f}: {int(sum(told))} right of {len(told)} found")
    print("constant", *SIGNS, "likeliest")
    print("same_time =", tuple(round(float(value), 2) + 0.0 for value in fit_rounds(families, PENALTY, start)))


if __name__ == "__main__":
    main()
