"""Fit what a refusal to comment most likely answers (``ClaimSettings.refusal_signs`` and ``refusal_told``).

    python -m training.refusals [--data FOLDER]

The labelled replies of ``benchmarks/hand/replies`` that are for development (``open``, ``more``, ``wide``, ``train``, ``varied``, ``again``), each
report alone: for every refusal that the library finds of which a statement of its report is what it answers, the statements
share the chance (a softmax). Then, over all that are found, whether the statement that is likeliest so is right, by a logistic sum of its
signs and the refusal's; for that the softmax is fitted without the report at hand. The weights, standardised, are under a
penalty. Prints them, and for each least chance what is tied with every tenth of the reports held out.
"""

import argparse
import hashlib
from collections.abc import Callable, Mapping, Sequence
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
from stemma.reckon.likely import chances, how_likely, shares, statements_for
from stemma.reckon.refusal import REPLY_SIGNS, SIGNS, read_reply_signs, read_signs
from stemma.reckon.reply import told_already
from stemma.reckon.said import Said
from stemma.reports import as_reports
from stemma.settings import ClaimSettings

PARTS = ("open", "more", "wide", "train", "varied", "again")
# Of the squares of the standardised weights: for which statement is meant (6 and 12 tried) and whether one is (10, 15, 30), by the mean
# of F over five ways to part the reports.
PENALTY, TOLD_PENALTY = 12.0, 15.0
LEAST_SPREAD, NONE_SPREAD = 0.05, 0.1  # added to a sign's spread, and to that of a sign of the reply
FOLDS, INNER_FOLDS = 10, 5
BARS = (0.2, 0.22, 0.24, 0.26, 0.28, 0.3, 0.32, 0.35, 0.4, 0.45, 0.5, 0.55)
Array = NDArray[np.float64]
# What is read of a reply, the statements it may answer and the claims that the rules tie it and other denials to: the signs of the statements
# and those of the reply itself.
ReadSigns = Callable[[Said, Sequence[Said], frozenset[str], frozenset[str]], tuple[Array, Array]]


class Asked(NamedTuple):
    """A reply that may answer something: the report (its event, where it is known of one), the signs of its n statements and
    its own, the claims of each, and which are right [n].
    """

    report: str
    signs: Array
    reply_signs: Array
    claims: list[tuple[str, ...]]
    right: NDArray[np.bool_]


def gather(
    reports: Sequence[labelled.Labelled], groups: Sequence[str], kind: str, read: ReadSigns, settings: ClaimSettings
) -> list[Asked]:
    """The replies of a kind that are found in labelled reports, those that the labels leave unsettled apart.

    ``read`` is given a reply, the statements it may answer and the claims that it, and that other denials, are tied to under
    ``settings``.
    """
    gathered = []
    for one, group in zip(reports, groups, strict=True):
        found, said, places = read_said_in(one, settings)
        ruled: dict[str, set[str]] = {}
        for row in found.replies.to_pylist():
            if row["kind"] == kind:
                ruled.setdefault(row["attribution_id"], set()).add(row["claim_id"])
        replies = [s for s in said if s.kind == kind and not told_already(s, kind, said)]
        told = [labelled.Told(kind, places[s.attribution_id][0], []) for s in replies]
        matched = labelled.match(one.replies, told)
        for n, reply in enumerate(replies):
            gold = one.replies[matched[n]] if n in matched else None
            if gold is None and any(told[n].told & place for place in one.unsettled):
                continue
            stated = statements_for(reply, said)
            of_claim = {
                c: [places[s.attribution_id][1] for s in said if c in s.claims] for s in stated for c in s.claims
            }
            right = [
                gold is not None and gold.kind == kind and any(labelled.answers(gold, of_claim[c]) for c in s.claims)
                for s in stated
            ]
            others = {c for one_id, claims in ruled.items() if one_id != reply.attribution_id for c in claims}
            own = frozenset(ruled.get(reply.attribution_id, ()))
            signs, reply_signs = read(reply, stated, own, frozenset(others))
            claims = [s.claims for s in stated]
            gathered.append(Asked(group, signs, reply_signs, claims, np.array(right, dtype=bool)))
    return gathered


def read_said_in(
    one: labelled.Labelled, settings: ClaimSettings
) -> tuple[Claims, list[Said], dict[str, tuple[labelled.Words, labelled.Words]]]:
    """The claims of a report, what is said in it, and where each attribution's cue and content, and its content alone, stand."""
    found, said = find_statements(one.report, settings)
    starts = labelled.word_starts(one.report["text"])
    places = {
        row["attribution_id"]: (
            words_in(starts, spans_of([*row["cue"], *row["content"]])), words_in(starts, spans_of(row["content"]))
        )
        for row in found.attributions.to_pylist()
    }  # fmt: skip
    return found, said, places


def find_statements(report: Mapping[str, str], settings: ClaimSettings) -> tuple[Claims, list[Said]]:
    """The claims of a report, and what is said in it."""
    pile = as_reports([report])
    segments = cut_up(pile)
    parses = parse_sentences(distinct_sentences(pile, segments))
    entities = find_entities(pile, segments=segments, parses=parses)
    found = find_claims(pile, entities=entities, segments=segments, parses=parses, settings=settings)
    return found, read_statements(pile, found, entities, segments)


# From replies: how likely the likeliest claim of a reply is and whether it is right, and the weights, in the order in which they are named.
Judge = Callable[[Asked], tuple[float, bool]]
Learn = Callable[[Sequence[Asked]], tuple[Judge, Sequence[Array]]]


def learn_in_two(asked: Sequence[Asked]) -> tuple[Judge, Sequence[Array]]:
    """Learn which statement is meant from replies of which one is, then from all whether the likeliest is."""
    signs, right = [], []
    for n in range(INNER_FOLDS):
        which = fit_which([one for one in asked if _fold(one, INNER_FOLDS, "in") != n])
        for one in asked:
            if _fold(one, INNER_FOLDS, "in") == n and one.claims:
                best = _likeliest(one, which)
                signs.append(np.r_[one.reply_signs, one.signs[best[0]]])
                right.append(best[1])
    told = fit_whether(np.array(signs), np.array(right, dtype=np.float64))
    which = fit_which(asked)

    def judge(one: Asked) -> tuple[float, bool]:
        if not one.claims:
            return 0.0, False
        best = _likeliest(one, which)
        return how_likely(np.r_[one.reply_signs, one.signs[best[0]]], told), best[1]

    return judge, (which, told)


def fit_which(asked: Sequence[Asked], penalty: float = PENALTY) -> Array:
    """The weights of the signs of statements by which the right one is the likeliest, by L-BFGS."""
    having = [one for one in asked if one.right.any()]
    spread = np.vstack([one.signs for one in having]).std(axis=0) + LEAST_SPREAD

    def loss(weights: Array) -> tuple[float, Array]:
        total, slope = penalty * float(((weights * spread) ** 2).sum()) / 2, penalty * weights * spread**2
        for one in having:
            chance = shares(one.signs, weights)
            right = one.right * chance
            total -= float(np.log(right.sum()))
            slope += one.signs.T @ (chance - right / right.sum())
        return total, slope

    return _least(loss, len(spread))


def fit_whether(signs: Array, right: Array, penalty: float = TOLD_PENALTY) -> Array:
    """The weights of signs [n, k], the first of them constant, of a logistic sum that tells ``right`` [n], by L-BFGS."""
    spread = signs.std(axis=0) + NONE_SPREAD
    spread[0] = 0.0

    def loss(weights: Array) -> tuple[float, Array]:
        odds = signs @ weights
        total = (
            float(np.logaddexp(0, odds).sum() - (right * odds).sum())
            + penalty * float(((weights * spread) ** 2).sum()) / 2
        )
        return total, signs.T @ (1 / (1 + np.exp(-odds)) - right) + penalty * weights * spread**2

    return _least(loss, signs.shape[1])


def fit_together(asked: Sequence[Asked], penalty: float) -> tuple[Array, Array]:
    """The weights of the signs and of those that none is meant where all share one chance, by L-BFGS."""
    number = asked[0].signs.shape[1]
    spread = np.r_[
        np.vstack([a.signs for a in asked]).std(axis=0) + LEAST_SPREAD,
        np.vstack([a.reply_signs for a in asked]).std(axis=0) + NONE_SPREAD,
    ]

    def loss(weights: Array) -> tuple[float, Array]:
        total, slope = penalty * float(((weights * spread) ** 2).sum()) / 2, penalty * weights * spread**2
        for one in asked:
            chance = chances(one.signs, one.reply_signs, weights[:number], weights[number:])
            right = np.append(one.right, not one.right.any()) * chance
            total -= float(np.log(right.sum()))
            beside = chance - right / right.sum()
            slope[:number] += one.signs.T @ beside[:-1]
            slope[number:] += one.reply_signs * beside[-1]
        return total, slope

    found = _least(loss, len(spread))
    return found[:number], found[number:]


def _least(loss: Callable[[Array], tuple[float, Array]], number: int) -> Array:
    """The weights, from none on, at which a loss is least."""
    found: Array = minimize(loss, np.zeros(number), jac=True, method="L-BFGS-B", options={"maxiter": 500}).x
    return found


def _likeliest(one: Asked, which: Array) -> tuple[int, bool]:
    """The likeliest statement of the likeliest claim, by its place, and whether that claim is right."""
    sure = shares(one.signs, which)
    by_claim: dict[str, list[int]] = {}
    for n, claims in enumerate(one.claims):
        for claim in claims:
            by_claim.setdefault(claim, []).append(n)
    places = max(by_claim.values(), key=lambda places: round(float(sure[places].sum()), 6))
    return max(places, key=lambda n: (round(float(sure[n]), 6), -n)), bool(one.right[places].any())


def best_claim(one: Asked, chance: Array) -> tuple[float, bool]:
    """How likely the likeliest claim is, and whether it is right."""
    by_claim: dict[str, tuple[float, bool]] = {}
    for claims, sure, right in zip(one.claims, chance, one.right, strict=False):
        for claim in claims:
            before = by_claim.get(claim, (0.0, False))
            by_claim[claim] = (before[0] + float(sure), before[1] or bool(right))
    return max(by_claim.values(), default=(0.0, False))


def _fold(one: Asked, number: int, salt: str = "") -> int:
    """To which of a number of parts a reply belongs: all of one event to one."""
    return int(hashlib.sha256((salt + one.report).encode()).hexdigest(), 16) % number


def fit_and_print(
    data: Path, kind: str, read: ReadSigns, settings: ClaimSettings, learn: Learn, names: Sequence[Sequence[str]]
) -> None:
    """Fit, and print the weights and what they reach where reports of one event are held out together."""
    rows = labelled.read_varied_rows(data)
    events = {(name, str(row["id"])): row.get("event") for name in rows for row in rows[name]}
    asked: list[Asked] = []
    wanted = 0
    for part in PARTS:
        labels = labelled.read_labels(part)
        groups = [f"{row['set']}:{events[row['set'], row['id']] or row['id']}" for row in labels]
        reports = labelled.read_half(labels, rows)
        asked += gather(reports, groups, kind, read, settings)
        wanted += sum(
            reply.kind == kind and bool(reply.answered) and not reply.nested for one in reports for reply in one.replies
        )
    best: list[tuple[float, bool]] = []
    for n in range(FOLDS):
        judge, _ = learn([one for one in asked if _fold(one, FOLDS) != n])
        best += [judge(one) for one in asked if _fold(one, FOLDS) == n]
    there = sum(bool(one.right.any()) for one in asked)
    print(f"{len(asked)} found, {there} with an answer, {wanted} labelled")
    for least in BARS:
        told = [right for sure, right in best if sure >= least]
        print(f"{least:.2f}: {sum(told)} right of {len(told)} told, F about {2 * sum(told) / (len(told) + wanted):.3f}")
    for its_names, weights in zip(names, learn(asked)[1], strict=True):
        print(*its_names, sep=", ")
        print(tuple(round(float(weight), 2) for weight in weights))


def main() -> None:
    """Fit what refusals answer, and print."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--data", type=Path, default=Path("../shared/data"))

    def read(reply: Said, stated: Sequence[Said], _: frozenset[str], __: frozenset[str]) -> tuple[Array, Array]:
        return read_signs(reply, stated), read_reply_signs(reply)

    fit_and_print(
        options.parse_args().data, "declines", read, ClaimSettings(), learn_in_two, (SIGNS, (*REPLY_SIGNS, *SIGNS))
    )


if __name__ == "__main__":
    main()
