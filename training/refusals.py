"""Fit what a refusal to comment most likely answers (``ClaimSettings.refusal_signs`` and ``refusal_none``).

    python -m training.refusals [--data FOLDER]

The labelled replies of ``benchmarks/hand/replies`` that are for development (``open``, ``more``, ``wide``), each report
alone: for every refusal that the library finds, the statements of its report and that none is meant share the chance
(a softmax); right are those that state what it answers, none where the labels name nothing. The weights, standardised,
are under a penalty. Prints them, and for each least chance what is tied with every tenth of the reports held out.
"""

import argparse
import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from benchmarks import replies as labelled
from benchmarks.attributions import spans_of, words_in
from numpy.typing import NDArray
from scipy.optimize import minimize

from stemma.model import Claims
from stemma.name import find_entities
from stemma.parse import distinct_sentences, parse_sentences
from stemma.reckon.claims import cut_up, find_claims, read_statements
from stemma.reckon.likely import chances, statements_for
from stemma.reckon.refusal import NONE_SIGNS, SIGNS, read_none_signs, read_signs
from stemma.reckon.said import Said
from stemma.reports import as_reports

PARTS = ("open", "more", "wide")
PENALTY = 4.0  # of the squares of the standardised weights; 1 to 5 tried, by the likelihood of what was held out
LEAST_SPREAD, NONE_SPREAD = 0.05, 0.3  # added to a sign's spread, and for the signs that none is meant
FOLDS = 10
Array = NDArray[np.float64]


class Refusal(NamedTuple):
    """A refusal: the report, the signs of its n statements and that none is meant, the claims of each, which are right [n]."""

    report: str
    signs: Array
    none_signs: Array
    claims: list[tuple[str, ...]]
    right: NDArray[np.bool_]


def gather(reports: Sequence[labelled.Labelled]) -> list[Refusal]:
    """The refusals that are found in labelled reports, those that the labels leave unsettled apart."""
    gathered = []
    for one in reports:
        said, places = read_said_in(one)
        refusals = [s for s in said if s.kind == "declines"]
        told = [labelled.Told("declines", places[s.attribution_id][0], []) for s in refusals]
        matched = labelled.match(one.replies, told)
        for n, reply in enumerate(refusals):
            gold = one.replies[matched[n]] if n in matched else None
            if gold is None and any(told[n].told & place for place in one.unsettled):
                continue
            stated = statements_for(reply, said)
            of_claim = {
                c: [places[s.attribution_id][1] for s in said if c in s.claims] for s in stated for c in s.claims
            }
            right = [
                gold is not None
                and gold.kind == "declines"
                and any(labelled.answers(gold, of_claim[c]) for c in s.claims)
                for s in stated
            ]
            gathered.append(
                Refusal(
                    one.report["id"], read_signs(reply, stated), read_none_signs(reply), [s.claims for s in stated],
                    np.array(right, dtype=bool),
                )
            )  # fmt: skip
    return gathered


def read_said_in(one: labelled.Labelled) -> tuple[list[Said], dict[str, tuple[labelled.Words, labelled.Words]]]:
    """What is said in a report, and where each attribution's cue and content, and its content alone, stand."""
    found, said = find_statements(one.report)
    starts = labelled.word_starts(one.report["text"])
    places = {
        row["attribution_id"]: (
            words_in(starts, spans_of([*row["cue"], *row["content"]])), words_in(starts, spans_of(row["content"]))
        )
        for row in found.attributions.to_pylist()
    }  # fmt: skip
    return said, places


def find_statements(report: Mapping[str, str]) -> tuple[Claims, list[Said]]:
    """The claims of a report, and what is said in it."""
    pile = as_reports([report])
    segments = cut_up(pile)
    parses = parse_sentences(distinct_sentences(pile, segments))
    entities = find_entities(pile, segments=segments, parses=parses)
    found = find_claims(pile, entities=entities, segments=segments, parses=parses)
    return found, read_statements(pile, found, entities, segments)


def fit(refusals: Sequence[Refusal]) -> tuple[Array, Array]:
    """The weights of ``SIGNS`` and of ``NONE_SIGNS``, by L-BFGS."""
    spread = np.r_[
        np.vstack([r.signs for r in refusals]).std(axis=0) + LEAST_SPREAD, np.full(len(NONE_SIGNS), NONE_SPREAD)
    ]

    def loss(weights: Array) -> tuple[float, Array]:
        total, slope = PENALTY * float(((weights * spread) ** 2).sum()) / 2, PENALTY * weights * spread**2
        for refusal in refusals:
            chance = chances_of(refusal, weights)
            right = np.append(refusal.right, not refusal.right.any()) * chance
            total -= float(np.log(right.sum()))
            beside = chance - right / right.sum()
            slope[: len(SIGNS)] += refusal.signs.T @ beside[:-1]
            slope[len(SIGNS) :] += refusal.none_signs * beside[-1]
        return total, slope

    found = minimize(loss, np.zeros(len(spread)), jac=True, method="L-BFGS-B", options={"maxiter": 500}).x
    return found[: len(SIGNS)], found[len(SIGNS) :]


def chances_of(refusal: Refusal, weights: Array) -> Array:
    """The chance of each statement, and last that none is meant."""
    return chances(refusal.signs, refusal.none_signs, weights[: len(SIGNS)], weights[len(SIGNS) :])


def best_claim(refusal: Refusal, chance: Array) -> tuple[float, bool]:
    """How likely the likeliest claim is, and whether it is right."""
    by_claim: dict[str, tuple[float, bool]] = {}
    for claims, sure, right in zip(refusal.claims, chance, refusal.right, strict=False):
        for claim in claims:
            before = by_claim.get(claim, (0.0, False))
            by_claim[claim] = (before[0] + float(sure), before[1] or bool(right))
    return max(by_claim.values(), default=(0.0, False))


def main() -> None:
    """Fit, and print."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--data", type=Path, default=Path("../shared/data"))
    data = options.parse_args().data
    rows = labelled.read_more_rows(data)
    refusals = [refusal for part in PARTS for refusal in gather(labelled.read_half(labelled.read_labels(part), rows))]
    held = np.array([int(hashlib.sha256(r.report.encode()).hexdigest(), 16) % FOLDS for r in refusals])
    best: list[tuple[float, bool]] = []
    likelihood = 0.0
    for n in range(FOLDS):
        weights = np.concatenate(fit([r for r, fold in zip(refusals, held, strict=True) if fold != n]))
        for refusal in (r for r, fold in zip(refusals, held, strict=True) if fold == n):
            chance = chances_of(refusal, weights)
            likelihood += float(np.log(chance[np.append(refusal.right, not refusal.right.any())].sum()))
            best.append(best_claim(refusal, chance))
    print(
        len(refusals),
        "refusals,",
        sum(r.right.any() for r in refusals),
        "with an answer; log likelihood",
        round(likelihood, 2),
    )
    for least in (0.3, 0.35, 0.4, 0.45, 0.5, 0.6):
        told = [right for sure, right in best if sure >= least]
        print(f"{least:.2f}: {sum(told)} right of {len(told)} told")
    signs, none_signs = fit(refusals)
    for name, names, weights in (("refusal_signs", SIGNS, signs), ("refusal_none", NONE_SIGNS, none_signs)):
        print(*names, sep=", ")
        print(name, "=", tuple(round(float(weight), 2) for weight in weights))


if __name__ == "__main__":
    main()
