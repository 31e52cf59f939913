"""The trained tagger: passages to who said what in them, through a small network run by onnxruntime on the processor.

The network (MiniLM-L6, Wang et al., NeurIPS 2020, tuned on PolNeAR; see ``training/attribution_tagger.py``) marks
sources, cues and contents word by word and points from contents to cues and from cues to sources. A passage is run
alone and on one thread: its scale in eight bits, and so its numbers, must not depend on what is run beside it.
"""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache, partial
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, NamedTuple

import pyarrow as pa

from stemma.attribute.decode import Words, link_words
from stemma.attribute.pieces import cut_pieces
from stemma.model import Span
from stemma.network import load_network, vectors_of, words_file
from stemma.settings import TaggerSettings

_SPAN = pa.struct([("begin", pa.int32()), ("end", pa.int32())])
TAGGED = pa.schema([
    ("passage", pa.string()),
    ("attributions", pa.list_(pa.struct([
        ("source", _SPAN), ("cue", _SPAN), ("content", pa.list_(_SPAN)), ("confidence", pa.float64()),
    ]))),
])  # fmt: skip
"""What is told in each distinct passage; spans are code points of the passage, ``source`` null where there is none."""


class Tagged(NamedTuple):
    """An attribution in a passage; spans are code points of the passage."""

    source: Span | None
    cue: Span
    content: tuple[Span, ...]
    confidence: float


Passages = Mapping[str, tuple[Tagged, ...]]
"""What is told in each distinct passage, by the passage's own text."""


def model_file() -> Traversable:
    """The network's file, which need not be there."""
    return files("stemma.attribute").joinpath("model", "tagger.onnx")


def has_model() -> bool:
    """Whether the model's files are there; without them the rules do the work."""
    return model_file().is_file() and words_file().is_file()


@lru_cache(maxsize=1)
def load_model() -> Any:
    """The network, loaded once in each process."""
    return load_network(model_file())


def tag_passage(passage: str, settings: TaggerSettings) -> tuple[Tagged, ...]:
    """What is told in one passage, in order of the cues."""
    pieces = cut_pieces(passage)
    if not len(pieces.first):
        return ()
    tags, to_cue, to_source = load_model().run(
        None,
        {
            "ids": pieces.ids[None],
            "words": vectors_of(pieces.ids)[None],
            "kinds": pieces.kinds[None],
            "first": pieces.first[None],
        },
    )

    def placed(words: Words) -> Span:
        return Span(int(pieces.begins[words.begin]), int(pieces.ends[words.end - 1]))

    return tuple(
        Tagged(
            placed(one.source) if one.source else None,
            placed(one.cue),
            tuple(map(placed, one.contents)),
            confidence_of(one.signs, settings),
        )
        for one in link_words(tags[0], to_cue[0], to_source[0], pieces.quoted, settings)
    )


def confidence_of(signs: Sequence[float], settings: TaggerSettings) -> float:
    """The probability, 0 to 1, that a reader would mark it so; 3 digits, which processors agree on."""
    weights = settings.confidence
    total = weights[0] + sum(weight * sign for weight, sign in zip(weights[1:], signs, strict=True))
    return round(1 / (1 + math.exp(-max(-30.0, min(30.0, total)))), 3)


def tag_batch(batch: pa.Table, settings: TaggerSettings) -> pa.Table:
    """A kernel: a table with the column ``passage`` becomes one with the columns of ``TAGGED``, row by row."""
    passages: list[str] = batch.column("passage").to_pylist()
    rows = [
        {"passage": passage, "attributions": [_row(one) for one in tag_passage(passage, settings)]}
        for passage in passages
    ]
    return pa.Table.from_pylist(rows, schema=TAGGED)


def _row(one: Tagged) -> dict[str, Any]:
    return {
        "source": one.source and one.source._asdict(),
        "cue": one.cue._asdict(),
        "content": [span._asdict() for span in one.content],
        "confidence": one.confidence,
    }


def read_tagged(table: pa.Table) -> dict[str, tuple[Tagged, ...]]:
    """The rows of a table with the columns of ``TAGGED``, by passage."""
    return {
        row["passage"]: tuple(
            Tagged(
                one["source"] and Span(**one["source"]),
                Span(**one["cue"]),
                tuple(Span(**span) for span in one["content"]),
                one["confidence"],
            )
            for one in row["attributions"]
        )
        for row in table.to_pylist()
    }


def tag_passages(
    passages: Iterable[str], settings: TaggerSettings, kernel: Callable[[pa.Table], pa.Table] | None = None
) -> dict[str, tuple[Tagged, ...]]:
    """What is told in each distinct passage; ``kernel`` does the work (a case hands in a pool's)."""
    distinct = sorted(set(passages))
    if not distinct:
        return {}
    run = kernel or partial(tag_batch, settings=settings)
    return read_tagged(run(pa.table({"passage": pa.array(distinct, pa.string())})))
