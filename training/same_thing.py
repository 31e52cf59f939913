"""Train the network that says whether two masked numbers or times are of one thing, and write it as ONNX.

    python -m training.same_thing ENCODER FOLDER [--data FOLDER] [--most 6000] [--without 0] [--begun FILE]

ENCODER is a folder with ``model.safetensors`` of MiniLM-L6 (Wang et al., NeurIPS 2020, as published by Sentence Transformers,
Apache-2.0). FOLDER gets ``begun.pt``, ``weights.pt`` and ``same_thing.onnx``. The network is the first half of MiniLM over two
sentences with their values masked. First it learns from pairs that nobody labelled: two sentences of a report, or of two reports of an
agency on one event, that print the same distinctive value are taken to be of one thing, other values of that sort in them to be of
others; no report of a labelled story is among them, so that these weights (``begun.pt``, which ``--begun`` takes up again) serve
whatever is left out later. Then it learns from labelled slots: the open groups of ``benchmarks/hand/events``, invented stories for
development, the other stories of ``benchmarks/hand/slots`` and the open half of ``benchmarks/hand/differences``. With ``--without N``
a third of these stories, by a hash of their names, takes no part, so that what the network says of them can be weighed with the
other signs (``training/figures_read.py``).

The network in the package is of an earlier state of this script, which had neither the groups of events nor weights for real stories and read
events of g5w1h and ECB+ in the first step. One trained as it stands now, with all weights fitted anew, told fewer wrong numbers of newswire but more
wrong ones of invented stories, three of them of growth: it was not taken.

Needs torch, safetensors, onnx and onnxruntime besides the project's own packages.
"""

import argparse
import json
import random
import re
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pyarrow.parquet as pq
import torch
from benchmarks import differences as labelled
from benchmarks import events, invented
from torch import Tensor, nn
from torch.nn import functional
from training.attribution_tagger import WIDTH, Encoder, keep_short, load_encoder
from training.figure_pairs import judge, place, read_figures, read_given, source, values_at
from training.thirds import THIRDS, third_of
from training.times_of_one import read_moments

from stemma.name import time_tables
from stemma.parse import distinct_sentences, parse_sentences
from stemma.reckon.claims import cut_up
from stemma.reckon.difference import find_story_figures
from stemma.reckon.figure import Figure
from stemma.reckon.pairs import HOUR, WHEN, family, weigh_rarity
from stemma.reckon.quantity import agree
from stemma.reckon.same_thing import Masked, Pair, pair_pieces
from stemma.reckon.slot import cannot_be_one
from stemma.reckon.units import rows_by_report
from stemma.reports import as_reports

LAYERS = 3
PIECES_A_STEP = 4096
RATE, HEAD_RATE = 8e-5, 8  # of the body, and how many times that of what is new
WARMING = 0.06
ROUNDS = 1.5  # through the examples, in either step
OF_REAL, OF_APART = (
    2.0,
    1.5,
)  # what a pair of a real story weighs, and how much more one that is of one thing with two values
# Shares that are kept of the pairs of two things, as a story has many: of those that signs rule out, which teach little, of times, and
# of games, where all is full of numbers; and of the rest in groups of events, in other real stories, in invented ones.
RULED_OUT, OF_TIMES, OF_GAMES = 0.15, 0.5, 0.45
OF_EVENTS, OF_STORIES, OF_INVENTED = 0.8, 0.5, 0.3
DISTINCTIVE = 13  # counts below it are alike by chance
MOST_ALIKE, KEPT_ALIKE = 0.75, 0.1  # of two sentences that share most words one pair in ten is kept
MOST_OF_A_VALUE = 6  # pairs of one value in a story
NEAR_DAYS, SHARED_NAMES, RARE = (
    3,
    4,
    60,
)  # two agency reports are of one story that share so many rare words with a capital
# Processors without arithmetic on such floats are many times slower with them.
SHORT_FLOATS = torch.backends.cpu.get_cpu_capability() == "AVX512"
_CAPITAL = re.compile(r"\b[A-Z][a-z]{3,}\b")
_OPENING = 1500  # code points in which these are looked for


class Example(NamedTuple):
    """Two masked values of a story, whether they are of one thing, and what the pair weighs."""

    story: str
    one: Masked
    other: Masked
    same: bool
    weight: float


class PairReader(nn.Module):
    """From the pieces of two sentences to the log odds that the masked values are of one thing."""

    def __init__(self) -> None:
        super().__init__()
        self.encoder = Encoder()
        self.encoder.layers = self.encoder.layers[:LAYERS]
        self.out = nn.Sequential(nn.Linear(5 * WIDTH, 128), nn.GELU(), nn.Linear(128, 1))

    def forward(self, ids: Tensor, sides: Tensor, masks: Tensor, mask: Tensor | None = None) -> Tensor:
        """Pieces and sides int64[b, p], masks int64[b, 2] to log odds float[b]."""
        return self.judge(self.encoder(ids, sides, mask), masks)

    def judge(self, x: Tensor, masks: Tensor) -> Tensor:
        """What the vectors of the pieces say, float[b, p, WIDTH]."""
        row = torch.arange(len(x), device=x.device)
        one, other = x[row, masks[:, 0]], x[row, masks[:, 1]]
        seen = torch.cat([one, other, (one - other).abs(), one * other, x[:, 0]], -1)
        return self.out(seen.float())[:, 0]


class Written(nn.Module):
    """The reader as it is written: it is handed the vectors of the pieces, as the table of them is apart."""

    def __init__(self, reader: PairReader) -> None:
        super().__init__()
        self.reader = reader

    def forward(self, words: Tensor, sides: Tensor, masks: Tensor) -> Tensor:
        encoder = self.reader.encoder
        places = torch.arange(words.shape[1])
        x = encoder.norm(words + encoder.places(places)[None] + encoder.kinds(sides))
        for layer in encoder.layers:
            x = layer(x, None)
        return self.reader.judge(x, masks)


def load_reader(folder: Path) -> PairReader:
    """A reader with the published weights; the second sentence has BERT's second type."""
    from safetensors.torch import load_file

    whole, reader = Encoder(), PairReader()
    load_encoder(whole, folder)
    kept = reader.encoder.state_dict()
    reader.encoder.load_state_dict({name: value for name, value in whole.state_dict().items() if name in kept})
    types = load_file(folder / "model.safetensors")["embeddings.token_type_embeddings.weight"]
    with torch.no_grad():
        reader.encoder.kinds.weight[1] = types[1] - types[0]
    reader.encoder.words.weight.requires_grad_(False)
    return reader


def read_plain(data: Path, most: int) -> list[list[dict[str, Any]]]:
    """Reports without labels, each by itself: local papers, reports on diseases and on politics, and the first ``most`` of an agency, of
    which those of one event are put together later. No report of a labelled group is among them.
    """
    labelled_ids = {
        report["id"] for part in events.PARTS for group in events.read_groups(data, part) for report in group.reports
    }
    stories = []
    for name, file in (
        ("lgl", "places/lgl.jsonl"), ("geovirus", "places/geovirus.jsonl"), ("polnear", "polnear/train.jsonl")
    ):  # fmt: skip
        with (data / file).open(encoding="utf-8") as lines:
            stories += [
                [{"id": f"{name} {n}", "story": f"{name} {n}", "text": row["text"]}]
                for n, row in enumerate(map(json.loads, lines))
                if name == "lgl" or row["id"] not in labelled_ids
            ]
    agency = pq.read_table(data / "reuters" / "articles.parquet").to_pylist()
    dated = sorted((str(events.day_printed(row["date"]) or ""), str(row["id"]), row) for row in agency)[:most]
    stories += [
        [{"id": f"agency {one}", "story": f"agency {one}", "text": row["text"], **({"published": day} if day else {})}]
        for day, one, row in dated
        if one not in labelled_ids
    ]
    return stories


def figures_of(reports: Sequence[Mapping[str, Any]]) -> dict[str, list[Figure]]:
    """The figures of reports, by report; names are not looked up."""
    pile = as_reports([{key: r[key] for key in ("id", "text", "published") if key in r} for r in reports])
    segments = cut_up(pile)
    when = rows_by_report(time_tables(pile))
    found: dict[str, list[Figure]] = {}
    parses = parse_sentences(distinct_sentences(pile, segments))
    for figure in find_story_figures(pile, segments, parses, {}, when):
        found.setdefault(figure.report_id, []).append(figure)
    return found


def read_agreeing(data: Path, most: int) -> list[Example]:
    """Pairs that nobody labelled: the same distinctive value is one thing, another value of its sort another."""
    rng = random.Random(0)
    stories = read_plain(data, most)
    figures = [figures_of(reports) for reports in stories]
    used: Counter[tuple[str, str, float]] = Counter()
    made: list[Example] = []
    for (n, first), (m, second) in _couples(stories):
        story, here, there = stories[n][first]["story"], stories[n][first]["id"], stories[m][second]["id"]
        made += _agreeing(story, figures[n].get(here, []), figures[m].get(there, []), used, rng)
    return made


def _couples(stories: Sequence[Sequence[Mapping[str, Any]]]) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Two reports of a story, or one twice, each as (story, report)."""
    for n, reports in enumerate(stories):
        yield from (((n, a), (n, b)) for a, b in combinations(range(len(reports)), 2))
    agency = [
        n for n, reports in enumerate(stories) if reports[0]["id"].startswith("agency") and "published" in reports[0]
    ]
    words = {n: set(_CAPITAL.findall(stories[n][0]["text"][:_OPENING])) for n in agency}
    having: dict[str, list[int]] = {}
    for n in agency:
        for word in sorted(words[n]):
            having.setdefault(word, []).append(n)
    day = {n: date.fromisoformat(str(stories[n][0]["published"])[:10]) for n in agency}
    shared: Counter[tuple[int, int]] = Counter()
    for _, rare in sorted(having.items()):
        if 1 < len(rare) <= RARE:
            shared.update((a, b) for a, b in combinations(rare, 2) if abs(day[a] - day[b]).days <= NEAR_DAYS)
    yield from (((a, 0), (b, 0)) for (a, b), count in sorted(shared.items()) if count >= SHARED_NAMES)
    yield from (((n, a), (n, a)) for n, reports in enumerate(stories) for a in range(len(reports)))


def _agreeing(
    story: str,
    ones: Sequence[Figure],
    others: Sequence[Figure],
    used: Counter[tuple[str, str, float]],
    rng: random.Random,
) -> Iterable[Example]:
    within = ones is others
    for one in ones:
        if not is_distinctive(one) or one.masked is None:
            continue
        sort, value = family(one), one.reading.quantity.value
        of_sort = [f for f in others if family(f) == sort and not (within and f.sentence <= one.sentence)]
        alike = [
            f
            for f in of_sort
            if f.reading.quantity.value == value and not f.reading.quantity.hedge and not one.reading.quantity.hedge
        ]
        if not alike or used[story, sort, value] >= MOST_OF_A_VALUE:
            continue
        chosen = rng.choice(alike)
        if _alike(one, chosen) > MOST_ALIKE and rng.random() > KEPT_ALIKE:
            continue
        used[story, sort, value] += 1
        against = [(one, f) for f in of_sort if not agree(f.reading.quantity, one.reading.quantity)]
        picked = sorted(against, key=lambda pair: -_alike(*pair))[:1] + (
            [rng.choice(against)] if len(against) > 1 else []
        )
        back = [
            (f, chosen) for f in ones if family(f) == sort and not agree(f.reading.quantity, chosen.reading.quantity)
        ]
        picked += sorted(back, key=lambda pair: -_alike(*pair))[:1]
        for (a, b), same in [((one, chosen), True), *((pair, False) for pair in picked)]:
            if a.masked is not None and b.masked is not None:
                yield Example(story, a.masked, b.masked, same, 1.0)


def is_distinctive(figure: Figure) -> bool:
    """Whether two figures of one value are hardly alike by chance."""
    value = figure.reading.quantity.value
    return family(figure) not in {WHEN, HOUR} and (family(figure) == "%" or value != int(value) or value >= DISTINCTIVE)


def _alike(one: Figure, other: Figure) -> float:
    """The share of the words of two sentences that both have."""
    a, b = ({w.lower() for w in re.findall(r"\w+", f.masked.sentence)} if f.masked else set() for f in (one, other))
    return len(a & b) / max(1, len(a | b))


def read_labelled(data: Path) -> list[Example]:
    """Pairs of figures and of times at labelled slots, and others of their sort in the same stories."""
    stories = read_given(data, invented.OPEN)
    events_read = {group.name for group in events.read_groups(data, "open")}
    return [example for story in stories for example in _labelled(story, story.name in events_read)]


def _labelled(story: labelled.Story, of_events: bool) -> Iterator[Example]:
    rng = random.Random(story.name)
    made_up, of_open = story.name.startswith("invented "), story.name.startswith("open ")
    groups = [(read_figures(story.reports), [s for s in story.slots if s.get("kind", "number") == "number"], 1.0)]
    if made_up or of_open or of_events:  # elsewhere no times are labelled
        dates = [s for s in story.slots if s["kind"] == "date"]
        groups.append((read_moments(story.reports), dates, OF_TIMES if of_events else 1.0))
    share = OF_INVENTED if made_up else OF_EVENTS if of_events else OF_STORIES
    for figures, slots, of_sort in groups:
        verdicts, agreeing = judge(slots, figures), _stated_alike(slots, figures)
        sorts: dict[str, list[Figure]] = {}
        for figure in sorted(figures, key=lambda f: (f.report_id, f.begin)):
            sorts.setdefault(family(figure), []).append(figure)
        for _, members in sorted(sorts.items()):
            out = cannot_be_one(members, weigh_rarity(members))
            for x, y in combinations(range(len(members)), 2):
                one, other = members[x], members[y]
                if one.report_id == other.report_id or one.masked is None or other.masked is None:
                    continue
                pair = frozenset((place(one), place(other)))
                verdict = verdicts.get(pair, False)
                # Where nobody read which values agree, their pairs are left out.
                if verdict or (pair in agreeing and (made_up or of_events)):
                    weight = 1.0 if made_up else OF_REAL * (OF_APART if verdict and of_events else 1.0)
                    yield Example(story.name, one.masked, other.masked, True, weight)
                    continue
                kept = (
                    share * of_sort * (RULED_OUT if out[x, y] else OF_GAMES if source(story.name) == "games" else 1.0)
                )
                if verdict is False and not agree(one.reading.quantity, other.reading.quantity) and rng.random() < kept:
                    yield Example(story.name, one.masked, other.masked, False, 1.0 if made_up else OF_REAL)


def _stated_alike(
    slots: Iterable[Mapping[str, Any]], figures: Sequence[Figure]
) -> set[frozenset[tuple[str, int, int]]]:
    """The pairs of figures at one slot, whatever it is, that state one value."""
    found = set()
    for slot in slots:
        if slot["verdict"] == "unsure":
            continue
        at = [(place(figure), value) for figure in figures for value in values_at(slot, figure)]
        found |= {frozenset((one, other)) for (one, v), (other, w) in combinations(at, 2) if v == w}
    return found


def batches(examples: Sequence[Example], rng: random.Random) -> Iterator[list[tuple[Pair, Example]]]:
    """Batches of pairs of like length, either sentence first, in random order."""
    cut = []
    for example in examples:
        sides = (example.one, example.other) if rng.random() < 0.5 else (example.other, example.one)
        cut.append((pair_pieces(*sides), example))
    cut.sort(key=lambda one: len(one[0].ids) + 10 * rng.random())
    groups: list[list[tuple[Pair, Example]]] = [[]]
    for one in cut:
        if (len(groups[-1]) + 1) * len(one[0].ids) > PIECES_A_STEP:
            groups.append([])
        groups[-1].append(one)
    rng.shuffle(groups)
    yield from (group for group in groups if group)


def train(reader: PairReader, examples: Sequence[Example], rounds: float, seed: int = 0) -> PairReader:
    """The reader tuned on examples."""
    rng = random.Random(seed)
    body = [v for n, v in reader.named_parameters() if n.startswith("encoder") and v.requires_grad]
    head = [v for n, v in reader.named_parameters() if n.startswith("out")]
    optimiser = torch.optim.AdamW(
        [{"params": body, "lr": RATE}, {"params": head, "lr": HEAD_RATE * RATE}], weight_decay=0.01, betas=(0.9, 0.98), fused=True
    )  # fmt: skip
    rates = [group["lr"] for group in optimiser.param_groups]
    steps = int(sum(1 for _ in batches(examples, random.Random(0))) * rounds)
    step, began, lately = 0, time.monotonic(), []
    reader.train()
    while step < steps:
        for group in batches(examples, rng):
            if step >= steps:
                break
            part = min((step + 1) / (WARMING * steps), (steps - step) / ((1 - WARMING) * steps))
            for rate, params in zip(rates, optimiser.param_groups, strict=True):
                params["lr"] = rate * part
            width = max(len(pair.ids) for pair, _ in group)
            ids, sides = (torch.zeros(len(group), width, dtype=torch.long) for _ in range(2))
            mask = torch.zeros(len(group), 1, 1, width, dtype=torch.bool)
            for n, (pair, _) in enumerate(group):
                ids[n, : len(pair.ids)] = torch.from_numpy(pair.ids)
                sides[n, : len(pair.ids)] = torch.from_numpy(pair.sides)
                mask[n, ..., : len(pair.ids)] = True
            masks = torch.tensor(np.array([pair.masks for pair, _ in group]))
            with torch.autocast("cpu", dtype=torch.bfloat16, enabled=SHORT_FLOATS):
                odds = reader(ids, sides, masks, mask).float()
            same = torch.tensor([float(example.same) for _, example in group])
            weight = torch.tensor([example.weight for _, example in group])
            lost = (
                functional.binary_cross_entropy_with_logits(odds, same, weight=weight, reduction="sum") / weight.sum()
            )
            optimiser.zero_grad()
            lost.backward()
            nn.utils.clip_grad_norm_([*body, *head], 1.0)
            optimiser.step()
            step += 1
            lately.append(float(lost.detach()))
            if step % 50 == 0:
                took = time.monotonic() - began
                print(f"step {step} of {steps}, loss {np.mean(lately[-50:]):.4f}, {took:.0f} s", flush=True)
    return reader.eval()


def write_onnx(reader: PairReader, folder: Path) -> None:
    """``same_thing.onnx`` with weights in 8 bits: words float32[1, p, WIDTH], sides int64[1, p], masks int64[1, 2] to log odds."""
    import onnx
    from onnxruntime.quantization import QuantType, quantize_dynamic

    p = 31
    whole, made = folder / "whole.onnx", folder / "same_thing.onnx"
    given = (torch.randn(1, p, WIDTH), torch.zeros(1, p, dtype=torch.long), torch.tensor([[3, 20]]))
    torch.onnx.export(
        Written(reader).eval(),
        given,
        str(whole),
        input_names=["words", "sides", "masks"],
        output_names=["odds"],
        dynamic_axes={"words": {1: "p"}, "sides": {1: "p"}},
        opset_version=17,
        dynamo=False,
    )
    narrow = [node.name for node in onnx.load(str(whole)).graph.node if node.name.endswith("/narrow/MatMul")]
    assert len(narrow) == LAYERS, narrow
    quantize_dynamic(
        str(whole),
        str(made),
        op_types_to_quantize=["MatMul", "Gemm", "Gather"],
        nodes_to_exclude=narrow,
        per_channel=True,
        weight_type=QuantType.QInt8,
    )
    keep_short(made, narrow)
    onnx.checker.check_model(str(made))


def main() -> None:
    """Train, and write."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("encoder", type=Path)
    options.add_argument("folder", type=Path)
    options.add_argument("--data", type=Path, default=Path("../shared/data"))
    options.add_argument("--most", type=int, default=6000, help="reports of the agency that are read")
    options.add_argument("--rounds", type=float, default=ROUNDS)
    options.add_argument("--without", type=int, choices=range(THIRDS))
    options.add_argument("--begun", type=Path, help="weights after the first step")
    given = options.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(0)
    reader = load_reader(given.encoder)
    if given.begun is None:
        agreeing = read_agreeing(given.data, given.most)
        print(f"{len(agreeing)} pairs without labels", flush=True)
        reader = train(reader, agreeing, given.rounds)
        torch.save(reader.state_dict(), given.folder / "begun.pt")
    else:
        reader.load_state_dict(torch.load(given.begun))
    slots = [example for example in read_labelled(given.data) if third_of(example.story) != given.without]
    print(f"{len(slots)} pairs of labelled stories", flush=True)
    reader = train(reader, slots, given.rounds, seed=1)
    torch.save(reader.state_dict(), given.folder / "weights.pt")
    write_onnx(reader, given.folder)


if __name__ == "__main__":
    main()
