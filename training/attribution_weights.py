"""Weights for the attribution rules, learnt from reports whose attributions readers have marked.

    python training/attribution_weights.py TRAIN.jsonl src/stemma/attribute/weights.json [--hold 120]

TRAIN.jsonl has a report a line: id, text, attributions ([{source, cue, content}], each a list of [begin, end]).
The shipped weights come from PolNeAR's train part (Newell et al., LREC 2018, which states no licence; no text of it
is in them: a weight belongs to a construction or to a single verb or common noun). With ``--hold N`` the last N
reports, in an order drawn from a fixed seed, are kept out and scored, which is how the settings were chosen.
Logistic regression with an L2 penalty, by L-BFGS; the same input gives the same file on one machine.
"""

import argparse
import json
import random
import re
from bisect import bisect_left
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from stemma.attribute.assemble import Found, find_in_report
from stemma.attribute.rules import find_candidates
from stemma.attribute.weigh import features
from stemma.parse import distinct_sentences, parse_sentences
from stemma.reports import as_reports
from stemma.segment import segment

WORD = re.compile(r"\w+")
PENALTY = 3.0  # L2; chosen on 120 held-out reports among 1 and 3
LEAST_COUNT = 4  # features seen less often are dropped
SMALLEST = 0.03  # weights nearer to nought are dropped


def words_in(starts: list[int], spans: Any) -> frozenset[int]:
    return frozenset(i for begin, end in spans for i in range(bisect_left(starts, begin), bisect_left(starts, end)))


def examples(rows: list[dict[str, Any]]) -> list[tuple[list[str], bool]]:
    """Every candidate's features, and whether a reader marked it (content overlap of .5, source shared)."""
    reports = as_reports(rows)
    gold = {str(row["id"]): row["attributions"] for row in rows}
    segments = {report.id: segment(report) for report in reports}
    parses = parse_sentences(distinct_sentences(reports, segments))
    candidates = {sentence: find_candidates(tokens) for sentence, tokens in parses.items()}
    made = []
    for report in reports:
        starts = [match.start() for match in WORD.finditer(report.text)]
        marked = [(words_in(starts, one["source"]), words_in(starts, one["content"])) for one in gold[report.id]]
        made += [
            (features(report.text, found), _is_marked(starts, marked, found))
            for found in find_in_report(report.text, segments[report.id], parses, candidates)
            if found.content
        ]
    return made


def _is_marked(starts: list[int], marked: list[tuple[frozenset[int], frozenset[int]]], found: Found) -> bool:
    source, content = words_in(starts, found.source), words_in(starts, found.content)
    return any(
        content and 2 * len(content & other) >= len(content | other) and (bool(source & who) or not (source or who))
        for who, other in marked
    )


def learn(made: list[tuple[list[str], bool]]) -> dict[str, float]:
    """Feature name to log-odds."""
    counts = Counter(name for names, _ in made for name in set(names))
    kept = sorted(name for name, count in counts.items() if count >= LEAST_COUNT)
    number = {name: i for i, name in enumerate(kept)}
    rows, columns = [], []
    for i, (names, _) in enumerate(made):
        for name in names:
            if name in number:
                rows.append(i)
                columns.append(number[name])
    matrix = csr_matrix((np.ones(len(rows)), (rows, columns)), shape=(len(made), len(kept)))
    truth = np.array([label for _, label in made], float)

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        odds = matrix @ weights
        probability = 1 / (1 + np.exp(-odds))
        value = np.sum(np.logaddexp(0, odds) - truth * odds) + PENALTY / 2 * np.sum(weights**2)
        return float(value), matrix.T @ (probability - truth) + PENALTY * weights

    best = minimize(loss, np.zeros(len(kept)), jac=True, method="L-BFGS-B", options={"maxiter": 200}).x
    return {name: round(float(w), 2) for name, w in zip(kept, best, strict=True) if abs(w) >= SMALLEST}


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("train", type=Path)
    asked.add_argument("weights", type=Path)
    asked.add_argument("--hold", type=int, default=0)
    given = asked.parse_args()
    rows = [json.loads(line) for line in given.train.read_text("utf-8").splitlines()]
    random.Random(1).shuffle(rows)
    held = rows[len(rows) - given.hold :]
    weights = learn(examples(rows[: len(rows) - given.hold]))
    given.weights.write_text(json.dumps(weights, sort_keys=True, indent=0) + "\n", "utf-8")
    print(f"{len(weights)} weights from {len(rows) - given.hold} reports")
    if held:
        _report(held, weights)


def _report(held: list[dict[str, Any]], weights: dict[str, float]) -> None:
    """How the probabilities come out on the held reports: said against true, by tenth."""
    tenths: list[list[tuple[float, bool]]] = [[] for _ in range(10)]
    for names, label in examples(held):
        odds = sum(weights.get(name, 0.0) for name in names)
        p = 1 / (1 + float(np.exp(-odds)))
        tenths[min(9, int(p * 10))].append((p, label))
    for pairs in tenths:
        if pairs:
            said = sum(p for p, _ in pairs) / len(pairs)
            true = sum(label for _, label in pairs) / len(pairs)
            print(f"{said:.2f} said, {true:.2f} true, of {len(pairs)}")


if __name__ == "__main__":
    main()
