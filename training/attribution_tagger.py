"""The attribution tagger, trained and written as ONNX.

    python training/attribution_tagger.py TRAIN.jsonl ENCODER FOLDER [--seed 0] [--hold 60] [--more MORE.jsonl]

TRAIN.jsonl has a report a line: id, text, attributions ([{source, cue, content}], each a list of [begin, end]).
ENCODER is a folder with ``model.safetensors`` of MiniLM-L6 (Wang et al., NeurIPS 2020, as published by Sentence
Transformers, Apache-2.0). FOLDER gets ``tagger.onnx``, ``words.arrow`` and ``weights.pt``. With ``--hold N`` the last N reports, in an
order drawn from a fixed seed, take no part: the settings of the decoder are chosen on them.

Needs torch, safetensors, onnx and onnxruntime besides the project's own packages.
"""

import argparse
import json
import math
import random
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from stemma.attribute.passages import cut_passages
from stemma.attribute.pieces import KINDS_OF_WORD, Pieces, cut_pieces
from stemma.reports import as_report
from stemma.segment import segment

ROLES = ("source", "cue", "content")
OUTSIDE, BEGINS, INSIDE = 0, 1, 2
WIDTH, HEADS, LAYERS, POINTER = 384, 12, 6, 64
FAR = 128  # words: pointers farther apart than this count as that far
EDGES = (1, 2, 3, 5, 9, 17, 33, 65)  # words apart at which a further bucket of distances begins
PIECES_A_STEP = 1024
WARMING = 0.06  # of the steps, in which the rates rise; then they fall to nought
NONE = -1  # a pointer to nothing
IGNORED = -100


class Example(NamedTuple):
    """A passage of w words: its text; the tags of the three roles int[w]; for the first word of contents the first
    word of their cue, for that of cues the first word of their source (``NONE``: there is none)."""

    text: str
    begins: tuple[int, ...]
    tags: tuple[tuple[int, ...], ...]
    to_cue: tuple[tuple[int, int], ...]
    to_source: tuple[tuple[int, int], ...]


class Drop(nn.Module):
    """Dropout of 26 values in 256, drawn as bytes: torch's own draws took a ninth of a step."""

    drawn = np.random.Generator(np.random.SFC64(0))

    def forward(self, x: Tensor) -> Tensor:
        if not self.training:
            return x
        drawn = torch.frombuffer(bytearray(self.drawn.bytes(x.numel())), dtype=torch.uint8).view(x.shape)
        return x * ((drawn >= 26).to(x.dtype) * (256 / 230))


class Encoder(nn.Module):
    """MiniLM-L6, with the kind of each word added to its embedding."""

    def __init__(self) -> None:
        super().__init__()
        self.words = nn.Embedding(30522, WIDTH)
        self.places = nn.Embedding(512, WIDTH)
        self.kinds = nn.Embedding(KINDS_OF_WORD, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList([Layer() for _ in range(LAYERS)])
        self.drop = Drop()
        nn.init.zeros_(self.kinds.weight)

    def forward(self, ids: Tensor, kinds: Tensor, mask: Tensor | None) -> Tensor:
        places = torch.arange(ids.shape[1], device=ids.device)
        x = self.norm(self.words(ids) + self.places(places)[None] + self.kinds(kinds))
        x = self.drop(x)
        if mask is not None and bool(mask.all()):
            mask = None
        for layer in self.layers:
            x = layer(x, mask)
        return x


class Layer(nn.Module):
    """One layer of BERT."""

    def __init__(self) -> None:
        super().__init__()
        self.query, self.key, self.value, self.out = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.wide, self.narrow = nn.Linear(WIDTH, 4 * WIDTH), nn.Linear(4 * WIDTH, WIDTH)
        self.last_norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = Drop()

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        batch, length, _ = x.shape
        q, k, v = (
            part(x).view(batch, length, HEADS, WIDTH // HEADS).transpose(1, 2)
            for part in (self.query, self.key, self.value)
        )
        # Written out: what torch has ready made is slow backwards in short floats on a processor.
        scores = q @ k.transpose(-1, -2) / math.sqrt(WIDTH // HEADS)
        if mask is not None:
            scores = scores.masked_fill(~mask, -1e4)
        seen = torch.softmax(scores, -1).to(v.dtype) @ v
        seen = self.out(seen.transpose(1, 2).reshape(batch, length, WIDTH))
        x = self.norm(x + self.drop(seen))
        wide = self.narrow(functional.gelu(self.wide(x)))
        return self.last_norm(x + self.drop(wide))


class Pointer(nn.Module):
    """From each word to each other, or to none: a dot product, and a bias by how far apart they are."""

    def __init__(self) -> None:
        super().__init__()
        self.query, self.key = nn.Linear(WIDTH, POINTER), nn.Linear(WIDTH, POINTER)
        self.none = nn.Linear(WIDTH, 1)
        self.bias = nn.Parameter(torch.zeros(2 * len(EDGES) + 1))
        distance = torch.arange(-FAR, FAR + 1)
        bucket = torch.bucketize(distance.abs(), torch.tensor(EDGES), right=True) * distance.sign()
        self.register_buffer("bucket", bucket + len(EDGES), persistent=False)

    def forward(self, x: Tensor) -> Tensor:
        """float[b, w, 384] to scores float[b, w, w + 1], the last for none."""
        count = x.shape[1]
        scores = self.query(x) @ self.key(x).transpose(-1, -2) / math.sqrt(POINTER)
        at = torch.arange(count, device=x.device)
        apart = (at[None, :] - at[:, None]).clamp(-FAR, FAR) + FAR
        scores = scores + self.bias[self.bucket][apart][None]
        return torch.cat([scores, self.none(x)], -1)


class Tagger(nn.Module):
    """Tags of three roles for each word, and pointers from contents to cues and from cues to sources."""

    def __init__(self) -> None:
        super().__init__()
        self.encoder = Encoder()
        self.tags = nn.Linear(WIDTH, 3 * len(ROLES))
        self.to_cue, self.to_source = Pointer(), Pointer()
        self.drop = Drop()

    def forward(
        self, ids: Tensor, kinds: Tensor, first: Tensor, mask: Tensor | None = None
    ) -> tuple[Tensor, Tensor, Tensor]:
        """Pieces int64[b, p], words int64[b, w] to tags [b, w, 9] and pointers [b, w, w + 1] twice."""
        x = self.encoder(ids, kinds, mask)
        x = torch.gather(x, 1, first[..., None].expand(-1, -1, WIDTH))
        x = self.drop(x)
        return self.tags(x), self.to_cue(x), self.to_source(x)


def load_encoder(encoder: Encoder, folder: Path) -> None:
    """Fill in the published weights."""
    from safetensors.torch import load_file

    given = load_file(folder / "model.safetensors")
    names = {"words": "word_embeddings", "places": "position_embeddings"}
    state = {f"{ours}.weight": given[f"embeddings.{theirs}.weight"] for ours, theirs in names.items()}
    # Every passage is of BERT's first sentence type.
    state["places.weight"] = state["places.weight"] + given["embeddings.token_type_embeddings.weight"][0]
    for part in ("weight", "bias"):
        state[f"norm.{part}"] = given[f"embeddings.LayerNorm.{part}"]
        for n in range(LAYERS):
            for ours, theirs in (
                ("query", "attention.self.query"),
                ("key", "attention.self.key"),
                ("value", "attention.self.value"),
                ("out", "attention.output.dense"),
                ("norm", "attention.output.LayerNorm"),
                ("wide", "intermediate.dense"),
                ("narrow", "output.dense"),
                ("last_norm", "output.LayerNorm"),
            ):
                state[f"layers.{n}.{ours}.{part}"] = given[f"encoder.layer.{n}.{theirs}.{part}"]
    state["kinds.weight"] = encoder.kinds.weight.detach()
    encoder.load_state_dict(state)


def examples_of(row: dict[str, Any]) -> list[tuple[int, Example]]:
    """The passages of a report with what its readers marked, each with where it begins."""
    report = as_report({"id": str(row["id"]), "text": row["text"]})
    return [
        (begin, mark_passage(report.text[begin:end], begin, row["attributions"]))
        for begin, end in cut_passages(report, segment(report))
    ]


def mark_passage(text: str, begin: int, attributions: Sequence[dict[str, Any]]) -> Example:
    """What was marked in the passage that begins at ``begin``; marks outside it are left out."""
    pieces = cut_pieces(text)
    tags = [[OUTSIDE] * len(pieces.begins) for _ in ROLES]
    to_cue: dict[int, int] = {}
    to_source: dict[int, int] = {}
    for one in sorted(attributions, key=lambda a: (a["content"] or [[0, 0]])[0]):
        firsts: dict[str, list[int]] = {}
        for number, role in enumerate(ROLES):
            firsts[role] = []
            for b, e in one[role]:
                words = _words_in(pieces, b - begin, e - begin)
                if not words:
                    continue
                if all(tags[number][w] == OUTSIDE for w in words):
                    tags[number][words[0]] = BEGINS
                    for w in words[1:]:
                        tags[number][w] = INSIDE
                if tags[number][words[0]] == BEGINS:
                    firsts[role].append(words[0])
        cue = firsts["cue"][0] if firsts["cue"] else NONE
        for w in firsts["content"]:
            to_cue.setdefault(w, cue)
        if cue != NONE and firsts["content"]:
            to_source.setdefault(cue, firsts["source"][0] if firsts["source"] else NONE)
    begins = tuple(int(b) for b in pieces.begins)
    return Example(text, begins, tuple(map(tuple, tags)), tuple(to_cue.items()), tuple(to_source.items()))


def _words_in(pieces: Pieces, begin: int, end: int) -> list[int]:
    return [int(w) for w in np.nonzero((pieces.begins < end) & (pieces.ends > begin))[0]]


def vary(example: Example, rng: random.Random) -> Example:
    """Now and then other quotation marks or other capitals, as other houses set them; as many code points."""
    text = example.text
    roll = rng.random()
    if roll < 0.2:
        text = text.translate(str.maketrans("“”‘’", "\"\"''"))
    elif roll < 0.25:
        text = text.translate(str.maketrans("“”", "‘’"))
    elif roll < 0.27:
        text = text.replace("”", " ")
    if rng.random() < 0.03:
        text = "".join(c.upper() if len(c.upper()) == 1 else c for c in text)
    elif rng.random() < 0.02:
        text = text.title() if len(text.title()) == len(text) else text
    return example._replace(text=text)


def joined(one: Example, other: Example) -> Example:
    """Two passages as one, as where a page has no line breaks."""
    count = len(one.begins)

    def moved(pairs: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
        return tuple((a + count, b if b == NONE else b + count) for a, b in pairs)

    shift = len(one.text) + 1
    return Example(
        one.text + " " + other.text,
        (*one.begins, *(b + shift for b in other.begins)),
        tuple(a + b for a, b in zip(one.tags, other.tags, strict=True)),
        (*one.to_cue, *moved(other.to_cue)),
        (*one.to_source, *moved(other.to_source)),
    )


def epoch_of(reports: Sequence[Sequence[Example]], rng: random.Random) -> list[Example]:
    """Every passage once, varied, some joined with the next."""
    made: list[Example] = []
    for passages in reports:
        skip = False
        for number, one in enumerate(passages):
            if skip:
                skip = False
                continue
            following = passages[number + 1] if number + 1 < len(passages) else None
            if following is not None and len(one.begins) + len(following.begins) < 170 and rng.random() < 0.2:
                one, skip = joined(one, following), True
            made.append(vary(one, rng))
    return [one for one in made if one.begins]


def batches(made: Sequence[Example], rng: random.Random) -> Iterator[list[tuple[Example, Pieces]]]:
    """Batches of passages of like length, in random order."""
    cut = [(one, cut_pieces(one.text)) for one in made]
    # What a variation changed in the number of words is not worth following.
    cut = [(one, p) for one, p in cut if len(p.begins) == len(one.begins) and len(p.ids) <= 512]
    cut.sort(key=lambda pair: len(pair[1].ids) + 12 * rng.random())
    groups: list[list[tuple[Example, Pieces]]] = [[]]
    for pair in cut:
        if (len(groups[-1]) + 1) * len(pair[1].ids) > PIECES_A_STEP:
            groups.append([])
        groups[-1].append(pair)
    rng.shuffle(groups)
    yield from (group for group in groups if group)


def tensors(group: Sequence[tuple[Example, Pieces]]) -> tuple[Tensor, ...]:
    """ids, kinds, first words, mask, tags, content-to-cue, cue-to-source; what is padding is ``IGNORED``."""
    p = max(len(cut.ids) for _, cut in group)
    w = max(len(cut.first) for _, cut in group)
    ids, kinds = torch.zeros(len(group), p, dtype=torch.long), torch.zeros(len(group), p, dtype=torch.long)
    first, mask = torch.zeros(len(group), w, dtype=torch.long), torch.zeros(len(group), 1, 1, p, dtype=torch.bool)
    tags = torch.full((len(group), w, len(ROLES)), IGNORED)
    cue, source = torch.full((len(group), w), IGNORED), torch.full((len(group), w), IGNORED)
    for n, (one, cut) in enumerate(group):
        ids[n, : len(cut.ids)] = torch.from_numpy(cut.ids)
        kinds[n, : len(cut.ids)] = torch.from_numpy(cut.kinds)
        first[n, : len(cut.first)] = torch.from_numpy(cut.first)
        mask[n, ..., : len(cut.ids)] = True
        tags[n, : len(cut.first)] = torch.tensor(one.tags).T
        for target, pairs in ((cue, one.to_cue), (source, one.to_source)):
            for a, b in pairs:
                target[n, a] = w if b == NONE else b
    return ids, kinds, first, mask, tags, cue, source


def train(
    reports: Sequence[Sequence[Example]], encoder: Path, seed: int, epochs: float, folder: Path, short: bool
) -> Tagger:
    """A tagger trained on the passages of reports; what is returned is the running mean of the weights."""
    # What is new begins alike under every seed, so that the weights of several trainings may be averaged.
    torch.manual_seed(0)
    Drop.drawn = np.random.Generator(np.random.SFC64(seed))
    rng = random.Random(seed)
    tagger = Tagger()
    load_encoder(tagger.encoder, encoder)
    tagger.encoder.words.weight.requires_grad_(False)
    heads = [v for n, v in tagger.named_parameters() if not n.startswith("encoder.") or ".kinds." in n]
    body = [
        v for n, v in tagger.named_parameters() if n.startswith("encoder.") and ".kinds." not in n and v.requires_grad
    ]
    optimiser = torch.optim.AdamW(
        [{"params": body, "lr": 1.2e-4}, {"params": heads, "lr": 7e-4}],
        weight_decay=0.01,
        betas=(0.9, 0.98),
        fused=True,
    )
    rates = [group["lr"] for group in optimiser.param_groups]
    mean = {name: value.detach().clone() for name, value in tagger.state_dict().items()}
    moving = [name for name, value in tagger.named_parameters() if value.requires_grad]
    a_round = sum(1 for _ in batches(epoch_of(reports, random.Random(0)), random.Random(0)))
    steps = int(a_round * epochs)
    step, began, lately = 0, time.monotonic(), []
    tagger.train()
    while step < steps:
        for group in batches(epoch_of(reports, rng), rng):
            if step >= steps:
                break
            part = min((step + 1) / (WARMING * steps), (steps - step) / ((1 - WARMING) * steps))
            for rate, params in zip(rates, optimiser.param_groups, strict=True):
                params["lr"] = rate * part
            ids, kinds, first, mask, tags, cue, source = tensors(group)
            with torch.autocast("cpu", dtype=torch.bfloat16, enabled=short):
                out, to_cue, to_source = tagger(ids, kinds, first, mask)
            # Words that are padding can be pointed at by none.
            empty = (tags[..., 0] == IGNORED)[:, None, :]
            loss = 3 * functional.cross_entropy(out.float().reshape(-1, 3), tags.reshape(-1), ignore_index=IGNORED)
            for scores, target in ((to_cue, cue), (to_source, source)):
                if (target != IGNORED).any():
                    scores = torch.cat(
                        [scores[..., :-1].float().masked_fill(empty, -1e4), scores[..., -1:].float()], -1
                    )
                    loss = loss + 0.3 * functional.cross_entropy(
                        scores.reshape(-1, scores.shape[-1]), target.reshape(-1), ignore_index=IGNORED
                    )
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_([*body, *heads], 1.0)
            optimiser.step()
            step += 1
            lately.append(float(loss.detach()))
            kept = min(0.998, step / (step + 20))
            with torch.no_grad():
                now = tagger.state_dict()
                for name in moving:
                    mean[name].lerp_(now[name], 1 - kept)
            if step % 50 == 0:
                took = time.monotonic() - began
                print(f"step {step} of {steps}, loss {np.mean(lately[-50:]):.4f}, {took:.0f} s", flush=True)
            if step % 400 == 0:
                torch.save(mean, folder / "weights.pt")
    tagger.load_state_dict(mean)
    return tagger.eval()


def write_onnx(tagger: Tagger, folder: Path) -> None:
    """``tagger.onnx`` with weights in 8 bits: ids, kinds int64[1, p], first int64[1, w] to what ``Tagger`` gives."""
    import onnx
    from onnxruntime.quantization import QuantType, quantize_dynamic

    p, w = 23, 17
    given = (torch.ones(1, p, dtype=torch.long), torch.zeros(1, p, dtype=torch.long), torch.arange(w)[None])
    whole = folder / "whole.onnx"
    torch.onnx.export(
        tagger,
        given,
        str(whole),
        input_names=["ids", "kinds", "first"],
        output_names=["tags", "to_cue", "to_source"],
        dynamic_axes={
            "ids": {1: "p"}, "kinds": {1: "p"}, "first": {1: "w"},
            "tags": {1: "w"}, "to_cue": {1: "w", 2: "v"}, "to_source": {1: "w", 2: "v"},
        },
        opset_version=17,
        dynamo=False,
    )  # fmt: skip
    narrow = [node.name for node in onnx.load(str(whole)).graph.node if node.name.endswith("/narrow/MatMul")]
    assert len(narrow) == LAYERS, narrow
    quantize_dynamic(
        str(whole),
        str(folder / "tagger.onnx"),
        op_types_to_quantize=["MatMul", "Gemm", "Gather"],
        nodes_to_exclude=narrow,
        per_channel=True,
        weight_type=QuantType.QInt8,
    )
    keep_short(folder / "tagger.onnx", narrow)
    part_words(folder)
    onnx.checker.check_model(str(folder / "tagger.onnx"))


def part_words(folder: Path) -> None:
    """Put the vectors of the word pieces, which training leaves as they are, into ``words.arrow``, where every network finds
    them; what the network took from its own table it is handed as ``words``, float32[1, p, WIDTH]. No bit of what it says changes.
    """
    import onnx
    import pyarrow as pa
    from onnx import TensorProto, helper, numpy_helper

    model = onnx.load(str(folder / "tagger.onnx"))
    graph = model.graph
    held = {tensor.name: tensor for tensor in graph.initializer}
    table, scale, zero = (held[f"encoder.words.weight_{part}"] for part in ("quantized", "scale", "zero_point"))
    (looked_up,) = [node for node in graph.node if table.name in node.input]
    (widened,) = [node for node in graph.node if looked_up.output[0] in node.input]
    for node in (looked_up, widened):
        graph.node.remove(node)
    for tensor in (table, scale, zero):
        graph.initializer.remove(tensor)
    for node in graph.node:
        for n, name in enumerate(node.input):
            if name == widened.output[0]:
                node.input[n] = "words"
    graph.input.append(helper.make_tensor_value_info("words", TensorProto.FLOAT, [1, "p", WIDTH]))
    onnx.save(model, str(folder / "tagger.onnx"))
    rows = np.ascontiguousarray(numpy_helper.to_array(table))
    pieces = pa.FixedSizeBinaryArray.from_buffers(pa.binary(WIDTH), len(rows), [None, pa.py_buffer(rows.tobytes())])
    about = {"scale": float(numpy_helper.to_array(scale)).hex(), "zero": str(int(numpy_helper.to_array(zero)))}
    made = pa.table({"piece": pieces}).replace_schema_metadata(about)
    # Most values lie close together: two thirds of the bytes are left, and reading them takes a hundredth of a second.
    compact = pa.ipc.IpcWriteOptions(compression=pa.Codec("zstd", compression_level=1))
    with pa.ipc.new_file(str(folder / "words.arrow"), made.schema, options=compact) as file:
        file.write_table(made)


def keep_short(path: Path, names: Sequence[str]) -> None:
    """Keep the weights of the products ``names`` in 8 bits, each column with its own scale, and multiply in floats.

    What goes into ``narrow`` has a few values that are far larger than the rest: in eight bits that share one scale the
    rest is lost, and with it 0.9 and 0.2 of the F1 on reports held out (two seeds).
    """
    import onnx
    from onnx import helper, numpy_helper

    model = onnx.load(str(path))
    graph = model.graph
    held = {tensor.name: tensor for tensor in graph.initializer}
    for place, node in reversed(list(enumerate(graph.node))):
        if node.name not in names:
            continue
        weights = numpy_helper.to_array(held[node.input[1]])
        scale = (np.abs(weights).max(0) / 127).astype(np.float32)
        short = np.clip(np.rint(weights / scale), -127, 127).astype(np.int8)
        graph.initializer.remove(held[node.input[1]])
        made = {part: f"{node.name}/{part}" for part in ("short", "scale", "zero", "weights")}
        for part, array in (("short", short), ("scale", scale), ("zero", np.zeros(len(scale), np.int8))):
            graph.initializer.append(numpy_helper.from_array(array, made[part]))
        node.input[1] = made["weights"]
        parts = [made["short"], made["scale"], made["zero"]]
        graph.node.insert(place, helper.make_node("DequantizeLinear", parts, [made["weights"]], axis=1))
    onnx.save(model, str(path))


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("train", type=Path)
    options.add_argument("encoder", type=Path)
    options.add_argument("folder", type=Path)
    options.add_argument("--seed", type=int, default=0)
    options.add_argument("--hold", type=int, default=0)
    options.add_argument("--epochs", type=float, default=4.0)
    options.add_argument(
        "--short", action="store_true", help="multiply in bfloat16: twice as fast on processors with AMX"
    )
    options.add_argument("--more", type=Path, help="further reports with labels, taken three times an epoch")
    given = options.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    rows = [json.loads(line) for line in given.train.read_text("utf-8").splitlines()]
    random.Random(1).shuffle(rows)
    rows = rows[: len(rows) - given.hold]
    if given.more:
        rows += 3 * [json.loads(line) for line in given.more.read_text("utf-8").splitlines()]
    reports = [[example for _, example in examples_of(row)] for row in rows]
    print(f"{len(rows)} reports, {sum(map(len, reports))} passages", flush=True)
    tagger = train(reports, given.encoder, given.seed, given.epochs, given.folder, given.short)
    torch.save(tagger.state_dict(), given.folder / "weights.pt")
    write_onnx(tagger, given.folder)


if __name__ == "__main__":
    main()
