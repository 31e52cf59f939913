"""Fit how surely two figures mean the same thing (``DifferenceSettings.same_figure``), and say how well that carries over.

    python -m training.figure_pairs [--data FOLDER] [--tell]

Pairs of figures with values that do not agree, of two reports of a story: those of the open groups of ``benchmarks/hand/events``, of
the other stories of ``benchmarks/hand/slots``, of the open half of ``benchmarks/hand/differences`` and of the parts ``FITTED`` of
``benchmarks/hand/invented``. Two figures at one slot that differs or
grew are the same thing, all others are not. Pairs of two values in a story and family weigh as much as one pair. Prints the
weights, and for each threshold what a model fitted without a twelfth of the stories finds there; with ``--tell`` also, by
source, how many differences in numbers such models tell in the stories that they were not fitted on, and how many are right.
"""

import argparse
import dataclasses
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from benchmarks import differences as labelled
from benchmarks import events, invented
from benchmarks.stories import join_words
from numpy.typing import NDArray

from stemma.collate import collate_stories
from stemma.descend import infer_descent
from stemma.name import find_entities, time_tables
from stemma.parse import distinct_sentences, parse_sentences
from stemma.reckon import find_differences
from stemma.reckon.claims import cut_up
from stemma.reckon.difference import find_story_figures
from stemma.reckon.figure import Figure
from stemma.reckon.pairs import SIGNS, are_likeliest, family, is_toll, read_signs, weigh_rarity
from stemma.reckon.quantity import agreement
from stemma.reckon.reading import BARE
from stemma.reckon.slot import cannot_be_one
from stemma.reckon.stand import Stand
from stemma.reckon.units import index_mentions, rows_by_report
from stemma.reports import as_reports
from stemma.settings import DifferenceSettings
from stemma.trace import find_reuse

FITTED = ("one", "three", "four", "six", "seven", "nine")  # sets of invented stories
# What a pair of an invented story weighs: such stories are full of what differs, real ones are not. With one and a half as many of
# them as before, half of each keeps how much there is of either; nothing was tuned on it.
OF_INVENTED = 0.5
FOLDER = Path(__file__).parents[1] / "benchmarks" / "hand" / "slots"
PENALTY = 1.0  # of the squares of the standardised weights
FOLDS = 12
ROUNDS = 4  # after which no weight moves by a hundredth
STEPS = 14  # of Newton's method: it has settled long before
MOST_REPORTS = {"g5w1h": 8, "ecb": 10}
# Topics of ECB+ that tell of games or their players, where half of all numbers are alike and mean other things.
GAMES = frozenset(("5", "7", "25", "29", "31", "35"))
Place = tuple[str, int, int]


class Pairs(NamedTuple):
    """n pairs: their signs, whether they are the same thing, whether they are tolls, the number of the story in the order
    of names, the group that weighs as one, and what it weighs.
    """

    signs: NDArray[np.float64]
    same: NDArray[np.float64]
    toll: NDArray[np.float64]
    story: NDArray[np.int64]
    group: NDArray[np.int64]
    weight: NDArray[np.float64]


def read_events(data: Path) -> dict[tuple[str, str], list[dict[str, Any]]]:
    """The labelled stories: events of g5w1h that are in neither half of the differences, and of ECB+."""
    rows = labelled.read_rows(data, "g5w1h")
    halves = labelled.draw_events(rows)
    taken = {event for half in halves.values() for event in half}
    events: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for row in sorted(rows, key=lambda row: (str(row["published"]), row["id"])):
        if row["event"] not in taken:
            kept = {key: row[key] for key in ("id", "outlet", "title", "published", "text") if row.get(key)}
            events.setdefault(("g5w1h", row["event"]), []).append(kept)
    with (data / "stories" / "ecb.jsonl").open(encoding="utf-8") as lines:
        for row in sorted(map(json.loads, lines), key=lambda row: row["id"]):
            events.setdefault(("ecb", row["event"]), []).append({"id": row["id"], "text": join_words(row["text"])})
    return {key: reports[: MOST_REPORTS[key[0]]] for key, reports in sorted(events.items()) if len(reports) > 1}


def read_figures(reports: Sequence[Mapping[str, Any]]) -> list[Figure]:
    """The figures of a story that are compared, and those of games, which are not: they show what is not one thing."""
    found = read_all_figures(reports)
    return [f for f in found if not (f.reading.part or f.reading.moving or f.reading.unit == BARE)]


def read_all_figures(reports: Sequence[Mapping[str, Any]]) -> list[Figure]:
    """All figures of a story."""
    pile = as_reports(reports)
    segments = cut_up(pile)
    parses = parse_sentences(distinct_sentences(pile, segments))
    reuse, together = find_reuse(pile), labelled.one_story(reports)
    descent = infer_descent(pile, reuse=reuse, story_reports=together)
    variants = collate_stories(pile, together, reuse=reuse)[1]
    entities = find_entities(pile, segments=segments, parses=parses, variants=variants)
    when = rows_by_report(time_tables(pile, descents=descent.descents))
    return find_story_figures(pile, segments, parses, index_mentions(entities.mentions), when)


def place(figure: Figure) -> Place:
    """Where a figure stands."""
    return figure.report_id, figure.begin, figure.end


class Family(NamedTuple):
    """The figures of one family of a story: their signs [n, n, len(SIGNS)], which two of them are no pair [n, n], and what is
    known of pairs; ``None`` is the verdict on those left open.
    """

    story: str
    sort: str
    members: list[Figure]
    signs: NDArray[np.float64]
    out: NDArray[np.bool_]
    verdicts: Mapping[frozenset[Place], bool | None]


def read_families(
    stories: Iterable[tuple[str, list[Figure], Mapping[frozenset[Place], bool | None]]],
) -> list[Family]:
    """The families of all stories, in order."""
    found = []
    for name, figures, verdicts in stories:
        rarity = weigh_rarity(figures)
        families: dict[str, list[Figure]] = {}
        for figure in sorted(figures, key=lambda f: (f.report_id, f.begin)):
            families.setdefault(family(figure), []).append(figure)
        for sort, members in sorted(families.items()):
            out = agreement([f.reading.quantity for f in members]) | cannot_be_one(members, rarity)
            found.append(Family(name, sort, members, read_signs(members, rarity), out, verdicts))
    return found


def with_likeliest(one: Family, weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """The signs of a family, and last whether two are each other's likeliest by a constant and weights for the others."""
    odds = weights[0] + one.signs @ weights[1 : len(SIGNS) + 1]
    return np.concatenate([one.signs, are_likeliest(odds.round(6), one.members)[..., None]], axis=-1)


def gather(families: Sequence[Family], weights: NDArray[np.float64]) -> Pairs:
    """The pairs of all stories that could be one thing and do not agree; ``weights`` say which are each other's likeliest."""
    signs, same, toll, names, groups = [], [], [], [], []
    for one in families:
        told = with_likeliest(one, weights)
        found: dict[tuple[float, ...], list[tuple[Any, bool | None]]] = {}
        for x, y in np.argwhere(np.triu(~one.out, 1)):
            values = tuple(sorted((one.members[x].reading.quantity.value, one.members[y].reading.quantity.value)))
            pair = frozenset((place(one.members[x]), place(one.members[y])))
            found.setdefault(values, []).append((told[x, y], one.verdicts.get(pair, False)))
        for values, pairs in sorted(found.items()):
            verdict = {verdict for _, verdict in pairs}
            kept = (
                [told for told, verdict in pairs if verdict is True] if True in verdict else [told for told, _ in pairs]
            )
            if True not in verdict and None in verdict:
                continue
            signs += kept
            same += [float(True in verdict)] * len(kept)
            toll += [float(is_toll(one.members[0]))] * len(kept)
            names += [one.story] * len(kept)
            groups += [f"{one.story} {one.sort} {values}"] * len(kept)
    return Pairs(
        np.array(signs),
        np.array(same),
        np.array(toll),
        np.searchsorted(sorted({one.story for one in families}), names),
        np.unique(groups, return_inverse=True)[1],
        np.array([OF_INVENTED if name.startswith("invented ") else 1.0 for name in names]),
    )


def fit_rounds(
    families: Sequence[Family], penalty_of: float = PENALTY, start: NDArray[np.float64] | None = None
) -> NDArray[np.float64]:
    """Constant and weights, each round finding with the weights of the one before which figures are each other's likeliest."""
    weights = np.array(DifferenceSettings().same_figure) if start is None else start
    for _ in range(ROUNDS):
        pairs = gather(families, weights)
        weights = fit(pairs.signs, pairs.same, pairs.weight / np.bincount(pairs.group)[pairs.group], penalty_of)
    return weights


def fit(
    signs: NDArray[np.float64], same: NDArray[np.float64], weight: NDArray[np.float64], penalty_of: float = PENALTY
) -> NDArray[np.float64]:
    """Constant and weights of a logistic regression by Newton's method, the standardised weights under a penalty."""
    mean, spread = signs.mean(axis=0), signs.std(axis=0) + 1e-9
    design = np.c_[np.ones(len(signs)), (signs - mean) / spread]
    penalty = np.diag([0.0, *[penalty_of] * signs.shape[1]])
    found = np.zeros(design.shape[1])
    for _ in range(STEPS):
        sure = 1 / (1 + np.exp(-design @ found))
        slope = design.T @ (weight * (same - sure)) - penalty @ found
        found += np.linalg.solve((design * (weight * sure * (1 - sure))[:, None]).T @ design + penalty, slope)
    return np.r_[found[0] - (found[1:] / spread * mean).sum(), found[1:] / spread]


def read_slots(folder: Path = FOLDER) -> dict[tuple[str, str], list[dict[str, Any]]]:
    """The slots labelled by hand, by set and story; none in a story in which nothing differs."""
    rows = map(json.loads, (folder / "slots.jsonl").read_text("utf-8").splitlines())
    return {(row["set"], row["story"]): row["slots"] for row in rows}


def values_at(slot: Mapping[str, Any], one: Figure | Stand) -> list[str]:
    """The values that a labelled slot has where a figure or a phrase stands."""
    return [
        stated["value"] for stated in slot["stated"]
        if stated["report_id"] == one.report_id and any(begin < one.end and one.begin < end for begin, end in stated["spans"])
    ]  # fmt: skip


def judge(slots: Iterable[Mapping[str, Any]], figures: Sequence[Figure]) -> dict[frozenset[Place], bool | None]:
    """The verdicts on pairs of figures that stand at one labelled slot."""
    found: dict[frozenset[Place], bool | None] = {}
    for slot in slots:
        at = [(place(figure), value) for figure in figures for value in values_at(slot, figure)]
        for n, (one, value) in enumerate(at):
            for other, value_other in at[:n]:
                differ = slot["verdict"] in {"differs", "grew"} and value != value_other
                found[frozenset((one, other))] = True if differ else None
    return found


def source(name: str) -> str:
    """Of what part a story is, by its name."""
    part, _, event = name.replace("-", " ").partition(" ")
    return "games" if part == "ecb" and event.partition("ecb")[0] in GAMES else part


def tell(story: labelled.Story, weights: NDArray[np.float64]) -> labelled.Tally:
    """What is told of the numbers of a story, its reports given as one, with these weights."""
    settings = dataclasses.replace(DifferenceSettings(), same_figure=tuple(weights.tolist()))
    found = find_differences(story.reports, story_reports=labelled.one_story(story.reports), settings=settings)
    slots = [slot for slot in story.slots if slot.get("kind", "number") == "number"]
    return labelled.count(story._replace(slots=slots), (row for row in found.to_pylist() if row["kind"] == "number"))


def read_given(data: Path, parts: Sequence[str] = FITTED) -> list[labelled.Story]:
    """The labelled stories, of those invented the sets ``parts``. Stories of g5w1h and ECB+ that are a group of events, where more is
    labelled, stand there alone; those that are held out there, not at all.
    """
    groups, held = (events.read_groups(data, part) for part in ("open", "held"))
    taken = {group.reports[0]["id"] for group in [*groups, *held]}
    slots = read_slots()
    given = [*groups]
    given += [
        labelled.Story(f"{name} {event}", list(reports), slots.get((name, event), []))
        for (name, event), reports in read_events(data).items()
        if taken.isdisjoint(report["id"] for report in reports)
    ]
    rows = {name: labelled.read_rows(data, name) for name in labelled.FILES}
    stories = labelled.read_stories(labelled.read_labels("open"), rows)
    given += [story._replace(name=f"open {story.name}") for story in stories]
    given += [s._replace(name=f"invented {s.name}") for part in parts for s in invented.read_stories(part)]
    return given


def read_pairs_of(story: labelled.Story) -> tuple[str, list[Figure], Mapping[frozenset[Place], bool | None]]:
    """A story's name, its figures that are compared, and the verdicts on pairs of them."""
    figures = read_figures(story.reports)
    return story.name, figures, judge((s for s in story.slots if s.get("kind", "number") == "number"), figures)


def main() -> None:
    """Fit, and print."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--data", type=Path, default=Path("../shared/data"))
    options.add_argument("--tell", action="store_true", help="tell the differences of the stories held out, too")
    chosen = options.parse_args()
    given = read_given(chosen.data)
    stories = [read_pairs_of(story) for story in given]
    families = read_families(stories)
    names = sorted({one.story for one in families})
    fold_of = {name: n % FOLDS for n, name in enumerate(names)}
    models = [fit_rounds([one for one in families if fold_of[one.story] != n]) for n in range(FOLDS)]
    pairs = gather(families, np.array(DifferenceSettings().same_figure))
    odds = np.zeros(len(pairs.same))
    for n, model in enumerate(models):
        held = pairs.story % FOLDS == n
        odds[held] = model[0] + gather(families, model).signs[held] @ model[1:]
    best, truth, toll = (np.full(pairs.group.max() + 1, -99.0) for _ in range(3))
    for into, values in ((best, odds), (truth, pairs.same), (toll, pairs.toll)):
        np.maximum.at(into, pairs.group, values)
    print(
        len(pairs.same), "pairs of", len(best), "two values;", Counter(zip(toll.tolist(), truth.tolist(), strict=True))
    )
    for least in (-2.0, -1.5, -1.25, -1.0, -0.5, 0.0, 0.5):
        told = [
            f"{what}: {int(truth[among & (best >= least)].sum())} right of {int((among & (best >= least)).sum())} found, {int(truth[among].sum())} there"
            for what, among in (("tolls", toll > 0), ("others", toll == 0))
        ]  # fmt: skip
        print(f"{least:5.2f}", "; ".join(told))
    if chosen.tell:
        tallies: dict[str, list[labelled.Tally]] = {}
        for story in sorted(given, key=lambda story: story.name):
            tallies.setdefault(source(story.name), []).append(tell(story, models[fold_of.get(story.name, 0)]))
        for part, counted in sorted(tallies.items()):
            print(part, labelled.summarize(counted))
        print("all", labelled.summarize(tally for counted in tallies.values() for tally in counted))
    weights = fit_rounds(families)
    print("constant", *SIGNS, "likeliest")
    print("same_figure =", tuple(round(float(value), 2) for value in weights))


if __name__ == "__main__":
    main()
