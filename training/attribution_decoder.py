"""The settings by which the tagger's numbers become attributions, chosen on reports that took no part in its training.

    python training/attribution_decoder.py TRAIN.jsonl tagger.onnx [tagger.onnx ...] [--hold 60]

TRAIN.jsonl and ``--hold`` are those of ``attribution_tagger.py``. Prints the settings (``TaggerSettings``) that do best on
the reports held out, as the mean of the models given, found coordinate by coordinate, and the weights of the confidence
fitted on them. Best is the F1 with a tenth of the recalls of direct and of mixed ones: a quotation lost is the worse loss.
"""

import argparse
import json
import random
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import onnxruntime
from benchmarks.attributions import Tally, pair, score, spans_of, summarize
from numpy.typing import NDArray
from scipy.optimize import minimize

from stemma.attribute.decode import link_words
from stemma.attribute.passages import cut_passages
from stemma.attribute.pieces import Pieces, cut_pieces
from stemma.attribute.rules import Candidate
from stemma.attribute.tables import attribute_report
from stemma.attribute.tagger import Tagged, confidence_of
from stemma.model import Report, Segments, Span
from stemma.parse import Parses, distinct_sentences, parse_sentences
from stemma.reports import as_report
from stemma.segment import segment
from stemma.settings import AttributeSettings, TaggerSettings

GRID: dict[str, tuple[float, ...]] = {
    "lift_content": (0.0, 0.2, 0.4, 0.6, 0.8, 1.1),
    "lift_cue": (-0.6, -0.4, -0.2, 0.0, 0.2, 0.4, 0.7, 1.0),
    "lift_source": (-0.2, 0.0, 0.2, 0.4, 0.7),
    "lift_quoted_cue": (0.0, 0.5, 1.0, 2.0),
    "lift_pointed_source": (0.0, 0.5, 1.0, 2.0, 3.0),
    "cost_word": (0.0, 0.01, 0.02, 0.04),
    "cost_cue_between": (0.0, 0.2, 0.4, 0.8),
    "cost_second_content": (0.0, 0.3, 0.7, 1.2),
    "cost_word_source": (0.0, 0.01, 0.02, 0.04),
    "least_tie": (-8.0, -5.0, -3.5, -2.5, -1.8),
    "lift_no_source": (-1.0, -0.5, 0.0, 0.5),
}


LEAN = 0.1
Known = dict[str, tuple[Candidate, ...]]


class Read(NamedTuple):
    """A held-out report with what the network says of each distinct passage."""

    report: Report
    segments: Segments
    parses: Parses
    numbers: dict[str, tuple[Pieces, list[NDArray[np.float32]]]]
    gold: list[tuple[Any, Any, Any]]


def read_reports(rows: Sequence[dict[str, Any]], model: Path) -> list[Read]:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    network = onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
    read = []
    for row in rows:
        report = as_report({"id": str(row["id"]), "text": row["text"]})
        segments = segment(report)
        parses = parse_sentences(distinct_sentences([report], {report.id: segments}))
        numbers = {}
        for begin, end in cut_passages(report, segments):
            cut = cut_pieces(report.text[begin:end])
            given = {"ids": cut.ids[None], "kinds": cut.kinds[None], "first": cut.first[None]}
            if len(cut.first):
                numbers[report.text[begin:end]] = (cut, [part[0] for part in network.run(None, given)])
        gold = [(spans_of(a["source"]), spans_of(a["cue"]), spans_of(a["content"])) for a in row["attributions"]]
        read.append(Read(report, segments, parses, numbers, gold))
    return read


def tagged_of(
    one: Read, settings: TaggerSettings
) -> tuple[dict[str, tuple[Tagged, ...]], dict[Any, tuple[float, ...]]]:
    """What the passages say under the settings, and the signs of each attribution by its cue and first content."""
    tagged, signs = {}, {}
    for passage, (cut, numbers) in one.numbers.items():

        def placed(words: Any, cut: Pieces = cut) -> Span:
            return Span(int(cut.begins[words.begin]), int(cut.ends[words.end - 1]))

        found = []
        for linked in link_words(*numbers, cut.quoted, settings):
            number = len(signs)
            signs[number] = linked.signs
            # The confidence carries the number of the signs.
            found.append(
                Tagged(
                    linked.source and placed(linked.source),
                    placed(linked.cue),
                    tuple(map(placed, linked.contents)),
                    float(number),
                )
            )
        tagged[passage] = tuple(found)
    return tagged, signs


def tally(one: Read, settings: TaggerSettings, known: Known, least: float = -1.0) -> Tally:
    """How well a report comes out; ``known`` keeps what the rules find in each sentence."""
    tagged, signs = tagged_of(one, settings)
    if least >= 0:
        tagged = {
            passage: tuple(
                found._replace(confidence=confidence_of(signs[int(found.confidence)], settings)) for found in all_found
            )
            for passage, all_found in tagged.items()
        }
    made = attribute_report(one.report, one.segments, one.parses, known, tagged, AttributeSettings(least_tagged=least))
    return score(one.report.text, one.gold, [(a.source, a.cue, a.content) for a in made])


def figures_of(
    models: Sequence[Sequence[Read]], settings: TaggerSettings, known: Known, least: float = -1.0
) -> dict[str, float]:
    """The mean of the models' figures."""
    each = [summarize(tally(one, settings, known, least) for one in reports) for reports in models]
    return {name: round(float(np.mean([figures[name] for figures in each])), 4) for name in each[0]}


def worth(figures: dict[str, float]) -> float:
    return figures["f1"] + LEAN * (figures["recall_direct"] + figures["recall_mixed"])


def choose(models: Sequence[Sequence[Read]], settings: TaggerSettings, known: Known) -> TaggerSettings:
    best = worth(figures_of(models, settings, known))
    for _ in range(2):
        for name, values in GRID.items():
            for value in values:
                tried = replace(settings, **{name: value})
                if tried != settings and (value_of := worth(figures_of(models, tried, known))) > best + 1e-6:
                    best, settings = value_of, tried
            print(f"{name}: {getattr(settings, name)}, worth {best:.4f}", flush=True)
    return settings


def fit_confidence(models: Sequence[Sequence[Read]], settings: TaggerSettings, known: Known) -> tuple[float, ...]:
    """The weights by which the signs tell best what is right; none but the first is under nought: what is surer by a
    sign must not count for less.
    """
    rows, right = [], []
    for one in (one for reports in models for one in reports):
        tagged, signs = tagged_of(one, settings)
        made = attribute_report(
            one.report, one.segments, one.parses, known, tagged, AttributeSettings(least_tagged=-1.0)
        )
        paired = set(pair(one.report.text, one.gold, [(a.source, a.cue, a.content) for a in made]).values())
        for number, attribution in enumerate(made):
            rows.append((1.0, *signs[int(attribution.confidence)]))
            right.append(number in paired)
    x, y = np.array(rows), np.array(right, float)

    def loss(weights: NDArray[np.float64]) -> float:
        p = 1 / (1 + np.exp(-x @ weights))
        return float(-(y * np.log(p + 1e-9) + (1 - y) * np.log(1 - p + 1e-9)).sum() + 0.5 * (weights[1:] ** 2).sum())

    bounds = [(None, None), *[(0, None)] * (x.shape[1] - 1)]
    weights = minimize(loss, np.zeros(x.shape[1]), method="L-BFGS-B", bounds=bounds).x
    p = 1 / (1 + np.exp(-x @ weights))
    order = np.argsort(-p)
    half = len(order) // 2
    print(f"{len(y)} found, {y.mean():.3f} right; of the surer half {y[order[:half]].mean():.3f}")
    return tuple(round(float(w), 2) for w in weights)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("train", type=Path)
    options.add_argument("models", type=Path, nargs="+")
    options.add_argument("--hold", type=int, default=60)
    given = options.parse_args()
    rows = [json.loads(line) for line in given.train.read_text("utf-8").splitlines()]
    random.Random(1).shuffle(rows)
    held = rows[len(rows) - given.hold :]
    models = [read_reports(held, model) for model in given.models]
    known: Known = {}
    print(figures_of(models, TaggerSettings(), known), flush=True)
    settings = choose(models, TaggerSettings(), known)
    settings = replace(settings, confidence=fit_confidence(models, settings, known))
    print(settings)
    for least in (0.0, 0.1, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5):
        print(f"least_tagged {least}: {figures_of(models, settings, known, least)}")
    for path, reports in zip(given.models, models, strict=True):
        print(f"{path}, least_tagged 0.3: {figures_of([reports], settings, known, 0.3)}")


if __name__ == "__main__":
    main()
