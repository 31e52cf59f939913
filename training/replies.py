"""Fit what a reply most likely answers: ``refusal_*`` and ``answer_*`` of ``ClaimSettings``.

    python -m training.replies [--data FOLDER]

The labelled replies of ``benchmarks/hand/replies`` that are for development (``open``, ``more``, ``wide``), each report
alone: for every reply that the library finds, the statements of its report and that none is meant share the chance
(a softmax); right are those that state what it answers, none where the labels name nothing. The weights, standardised,
are under a penalty. Refusals are fitted apart from denials and confirmations. What the rules point at is a sign too:
they were made on ``open`` and ``more``, so its weight is the one under which ``wide`` is likeliest, the others given, with
each report held out of those. Prints the weights, and for each least chance what is tied with a tenth of the reports held out.
"""

import argparse
import hashlib
from collections.abc import Iterable, Mapping, Sequence
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
from stemma.reckon import answer, refusal
from stemma.reckon.claims import cut_up, find_claims, read_statements
from stemma.reckon.likely import statements_for
from stemma.reckon.said import Said
from stemma.reports import as_reports
from stemma.settings import ClaimSettings

PARTS = ("open", "more", "wide")
PENALTY = 4.0  # of the squares of the standardised weights; 1 to 5 tried, by the likelihood of what was held out
LEAST_SPREAD, NONE_SPREAD = 0.05, 0.3  # added to a sign's spread, and for the signs that none is meant
FOLDS = 10
POINTED = (0.0, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0, 3.5)  # weights tried for what the rules point at
ONLY_RULES = (*[0.0] * (len(answer.SIGNS) - 1), 50.0)  # what they point at, whatever else
Array = NDArray[np.float64]


class Reply(NamedTuple):
    """A reply: its report and part, the signs of its n statements and that none is meant, each one's claims, which are right."""

    report: str
    part: str
    kind: str
    signs: Array
    none_signs: Array
    claims: list[tuple[str, ...]]
    right: NDArray[np.bool_]


def gather(reports: Iterable[labelled.Labelled], part: str) -> list[Reply]:
    """The replies that are found in labelled reports, those that the labels leave unsettled apart."""
    gathered = []
    for one in reports:
        found, said = find_statements(one.report)
        places = places_of(one, found)
        tied: dict[str, set[str]] = {}
        for row in found.replies.to_pylist():
            tied.setdefault(row["attribution_id"], set()).add(row["claim_id"])
        replies = [s for s in said if s.kind is not None]
        told = [labelled.Told(s.kind or "", places[s.attribution_id][0], []) for s in replies]
        matched = labelled.match(one.replies, told)
        for n, reply in enumerate(replies):
            gold = one.replies[matched[n]] if n in matched else None
            if gold is None and any(told[n].told & place for place in one.unsettled):
                continue
            stated = statements_for(reply, said)
            right = [
                gold is not None
                and gold.kind == reply.kind
                and any(
                    labelled.answers(gold, [places[s.attribution_id][1] for s in said if claim in s.claims])
                    for claim in statement.claims
                )
                for statement in stated
            ]
            pointed = [s for s in said if tied.get(reply.attribution_id, set()) & set(s.claims)]
            if reply.kind == "declines":
                signs, none_signs = refusal.read_signs(reply, stated), refusal.read_none_signs(reply)
            else:
                signs, none_signs = answer.read_signs(reply, stated, said, pointed), answer.read_none_signs(reply)
            claims = [s.claims for s in stated]
            gathered.append(
                Reply(one.report["id"], part, reply.kind or "", signs, none_signs, claims, np.array(right, dtype=bool))
            )
    return gathered


def places_of(one: labelled.Labelled, found: Claims) -> dict[str, tuple[labelled.Words, labelled.Words]]:
    """Where each attribution's cue and content, and its content alone, stand in a report."""
    starts = labelled.word_starts(one.report["text"])
    return {
        row["attribution_id"]: (
            words_in(starts, spans_of([*row["cue"], *row["content"]])), words_in(starts, spans_of(row["content"]))
        )
        for row in found.attributions.to_pylist()
    }  # fmt: skip


def find_statements(report: Mapping[str, str]) -> tuple[Claims, list[Said]]:
    """The claims of a report, with the replies that the rules alone find, and what is said in it."""
    pile = as_reports([report])
    segments = cut_up(pile)
    parses = parse_sentences(distinct_sentences(pile, segments))
    entities = find_entities(pile, segments=segments, parses=parses)
    settings = ClaimSettings(
        answer_signs=ONLY_RULES, answer_none=(0.0,) * len(answer.NONE_SIGNS), answer_least=0.9, answer_kept=0.0
    )
    found = find_claims(pile, entities=entities, segments=segments, parses=parses, settings=settings)
    return found, read_statements(pile, found, entities, segments)


def fit(replies: Sequence[Reply], fixed: Array) -> Array:
    """The weights of all signs, those that none is meant last, by L-BFGS; those of ``fixed`` that are no nan stay."""
    several = np.vstack([r.signs for r in replies])
    spread = np.r_[several.std(axis=0) + LEAST_SPREAD, np.full(len(fixed) - several.shape[1], NONE_SPREAD)]
    free = np.isnan(fixed)

    def loss(values: Array) -> tuple[float, Array]:
        weights = np.where(free, 0.0, fixed)
        weights[free] = values
        total, slope = PENALTY * float(((values * spread[free]) ** 2).sum()) / 2, np.zeros(len(fixed))
        for reply in replies:
            chance = chances_of(reply, weights)
            right = np.append(reply.right, not reply.right.any()) * chance
            total -= float(np.log(right.sum()))
            beside = chance - right / right.sum()
            slope[: several.shape[1]] += reply.signs.T @ beside[:-1]
            slope[several.shape[1] :] += reply.none_signs * beside[-1]
        return total, slope[free] + PENALTY * values * spread[free] ** 2

    weights = np.where(free, 0.0, fixed)
    weights[free] = minimize(loss, np.zeros(free.sum()), jac=True, method="L-BFGS-B", options={"maxiter": 500}).x
    return weights


def chances_of(reply: Reply, weights: Array) -> Array:
    """The chance of each statement, and last that none is meant."""
    split = reply.signs.shape[1]
    odds = np.append(reply.signs @ weights[:split], reply.none_signs @ weights[split:])
    sure: Array = np.exp(odds - odds.max())
    sure /= sure.sum()
    return sure


def best_claim(reply: Reply, chance: Array) -> tuple[float, bool]:
    """How likely the likeliest claim is, and whether it is right."""
    by_claim: dict[str, tuple[float, bool]] = {}
    for claims, sure, right in zip(reply.claims, chance, reply.right, strict=False):
        for claim in claims:
            before = by_claim.get(claim, (0.0, False))
            by_claim[claim] = (before[0] + float(sure), before[1] or bool(right))
    return max(by_claim.values(), default=(0.0, False))


def held_out(replies: Sequence[Reply], fixed: Array) -> list[Array]:
    """The weights for each reply, fitted without a tenth of the reports, its own among them."""
    held = [int(hashlib.sha256(r.report.encode()).hexdigest(), 16) % FOLDS for r in replies]
    fitted = [fit([r for r, fold in zip(replies, held, strict=True) if fold != n], fixed) for n in range(FOLDS)]
    return [fitted[fold] for fold in held]


def likelihood(replies: Sequence[Reply], weights: Sequence[Array]) -> float:
    """The log likelihood of what is right."""
    several = zip(replies, weights, strict=True)
    return float(sum(np.log(chances_of(r, w)[np.append(r.right, not r.right.any())].sum()) for r, w in several))


def show(name: str, replies: Sequence[Reply], signs: Sequence[str], none_signs: Sequence[str]) -> None:
    """Fit one kind of reply, and print."""
    fixed = np.full(len(signs) + len(none_signs), np.nan)
    rules = signs.index("pointed at") if "pointed at" in signs else None
    if rules is not None:
        # Without it, then with what it adds.
        fixed[rules] = 0.0
    weights = held_out(replies, fixed)
    if rules is not None:
        wide = [n for n, reply in enumerate(replies) if reply.part == "wide"]

        def added(value: float) -> float:
            step = np.eye(len(fixed))[rules] * value
            return likelihood([replies[n] for n in wide], [weights[n] + step for n in wide])

        fixed[rules] = max(POINTED, key=added)
        print("pointed at:", {value: round(added(value), 2) for value in POINTED})
        weights = [one + np.eye(len(fixed))[rules] * fixed[rules] for one in weights]
    print(name, len(replies), "replies,", sum(r.right.any() for r in replies), "with an answer")
    print("log likelihood, reports held out:", round(likelihood(replies, weights), 2))
    for least in (0.3, 0.4, 0.45, 0.5, 0.6):
        told = [
            (reply, right) for reply, one in zip(replies, weights, strict=True)
            for sure, right in [best_claim(reply, chances_of(reply, one))] if sure >= least
        ]  # fmt: skip
        by_part = {
            part: f"{sum(right for r, right in told if r.part == part)} of {sum(r.part == part for r, _ in told)}"
            for part in PARTS
        }
        print(f"{least:.2f}: {sum(right for _, right in told)} right of {len(told)} told", by_part)
    unpointed = fixed.copy()
    if rules is not None:
        unpointed[rules] = 0.0
    fitted = fit(replies, unpointed)
    if rules is not None:
        fitted[rules] = fixed[rules]
    for what, names, numbers in (("signs", signs, fitted[: len(signs)]), ("none", none_signs, fitted[len(signs) :])):
        print(*names, sep=", ")
        print(f"{name}_{what} =", tuple(round(float(number), 2) for number in numbers))


def main() -> None:
    """Fit, and print."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--data", type=Path, default=Path("../shared/data"))
    data = options.parse_args().data
    rows = labelled.read_more_rows(data)
    replies = [
        reply for part in PARTS for reply in gather(labelled.read_half(labelled.read_labels(part), rows), part)
    ]  # fmt: skip
    show("refusal", [r for r in replies if r.kind == "declines"], refusal.SIGNS, refusal.NONE_SIGNS)
    show("answer", [r for r in replies if r.kind != "declines"], answer.SIGNS, answer.NONE_SIGNS)


if __name__ == "__main__":
    main()
