"""Fit how surely two figures of a slot contradict each other whichever was told later (``DifferenceSettings.settled``).

    python -m training.settled [--networks FOLDER] [--data FOLDER]

With ``--networks``, as for ``training/figures_read.py``, each story is read by the network that did not learn from it, and those of a third
without one take no part; else the package's reads all. Pairs of figures with values that do not agree, of two reports with dates, that the stages put into one slot and that may have changed
between these, tolls apart: those of the stories of ``training/figure_pairs.py`` and of more invented ones. Two at one labelled slot that differs contradict each other; those at one that
grew, and those of two things, do not. Pairs of two values in a slot weigh as much as one pair. Prints for each threshold how many
slots models tell in a twelfth of the stories that they were not fitted on, those with words of what is counted on apart, then the weights.
"""

import argparse
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from benchmarks import differences as labelled
from numpy.typing import NDArray
from training import figure_pairs
from training.thirds import THIRDS, load_networks, third_of

from stemma.reckon.figure import Figure
from stemma.reckon.growth import could_change, has_value, is_done, surest_by_values
from stemma.reckon.pairs import is_toll
from stemma.reckon.quantity import agree
from stemma.reckon.settled import SIGNS, back, read_signs
from stemma.reckon.slot import find_slots
from stemma.reports import as_reports
from stemma.settings import DifferenceSettings

FITTED = (
    *figure_pairs.FITTED,
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
)  # sets of invented stories
PENALTY = 6.0  # of the squares of the standardised weights: the pairs are few
FOLDS = 12
OF_GROWN = 4.0  # what a pair that grew weighs: such a one told as a contradiction is the worst mistake
DIFFERS, GREW, OTHER = "differs", "grew", "other"


class Pair(NamedTuple):
    """Two figures of a slot: the story, the slot and its two values, the verdict, whether no words of what goes on stand by them, and
    their signs.
    """

    story: str
    group: tuple[int, float, float]
    verdict: str
    done: bool
    signs: list[float]


def read_pairs(story: labelled.Story, network: Any = None) -> list[Pair]:
    """The pairs of a story, its reports given as one; ``network``: another than the package's."""
    figures = figure_pairs.read_figures(story.reports)
    published = {report.id: report.published for report in as_reports(story.reports)}
    values: dict[str, set[tuple[str, float]]] = {}
    for figure in figures:
        values.setdefault(figure.report_id, set()).add((figure.reading.unit, figure.reading.quantity.value))
    holds = {report_id: frozenset(found) for report_id, found in values.items()}
    settings = DifferenceSettings()
    found = []
    for number, slot in enumerate(find_slots(figures, settings, network=network)):
        times = [published[figure.report_id] for figure in slot.figures]
        surety, backing = surest_by_values(slot), back(slot.figures, times)
        for x, y in combinations(range(len(slot.figures)), 2):
            one, other = slot.figures[x], slot.figures[y]
            a, b = one.reading.quantity, other.reading.quantity
            if one.report_id == other.report_id or agree(a, b) or is_toll(one) or None in (times[x], times[y]):
                continue
            if has_value(holds[one.report_id], other) or has_value(holds[other.report_id], one):
                continue
            verdict = judge(story.slots, one, other)
            if could_change(one, other) and slot.surety[x, y] >= settings.same_least and verdict:
                signs = read_signs(x, y, slot.figures, times, surety[x, y], backing)
                group = (number, min(a.value, b.value), max(a.value, b.value))
                found.append(Pair(story.name, group, verdict, is_done(one, other), signs))
    return found


def judge(slots: Iterable[Mapping[str, Any]], one: Figure, other: Figure) -> str:
    """The verdict on two figures, by the first labelled slot at which both stand; empty where they agree or nobody knows."""
    for slot in slots:
        at, then = (set(figure_pairs.values_at(slot, figure)) for figure in (one, other))
        if at and then:
            return str(slot["verdict"]) if at != then and slot["verdict"] in {DIFFERS, GREW} else ""
    return OTHER


def fit(pairs: Sequence[Pair]) -> NDArray[np.float64]:
    """Constant and weights."""
    alike = Counter((pair.story, pair.group) for pair in pairs)
    weight = [(OF_GROWN if p.verdict == GREW else 1.0) / alike[p.story, p.group] for p in pairs]
    signs, truth = (np.array([pair.signs for pair in pairs]), np.array([pair.verdict == DIFFERS for pair in pairs]))
    return figure_pairs.fit(signs, truth.astype(np.float64), np.array(weight), PENALTY)


def main() -> None:
    """Fit, and print."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--data", type=Path, default=Path("../shared/data"))
    options.add_argument("--networks", type=Path)
    given = options.parse_args()
    networks = load_networks(given.networks) if given.networks else dict.fromkeys(range(THIRDS))
    pairs = [
        pair for story in figure_pairs.read_given(given.data, FITTED) if (third := third_of(story.name)) in networks
        for pair in read_pairs(story, networks[third])
    ]  # fmt: skip
    fold_of = {name: n % FOLDS for n, name in enumerate(sorted({pair.story for pair in pairs}))}
    odds = np.zeros(len(pairs))
    for fold in range(FOLDS):
        model = fit([pair for pair in pairs if fold_of[pair.story] != fold])
        for n, pair in enumerate(pairs):
            if fold_of[pair.story] == fold:
                odds[n] = model[0] + np.array(pair.signs) @ model[1:]
    print(len(pairs), "pairs:", Counter((pair.verdict, "done" if pair.done else "going on") for pair in pairs))
    for least in (-1.0, -0.5, 0.0, 0.5, 0.75, 1.0, 1.5):
        for done in (True, False):
            told = {
                (p.story, p.group[0], p.verdict)
                for p, o in zip(pairs, odds, strict=True)
                if o >= least and p.done == done
            }
            print(
                f"{least:5.2f}",
                "done    " if done else "going on",
                dict(Counter(verdict for _, _, verdict in sorted(told))),
            )
    print("constant", *SIGNS)
    print("settled =", tuple(round(float(value), 2) for value in fit(pairs)))


if __name__ == "__main__":
    main()
