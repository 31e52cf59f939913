"""Sentences: what syntok is spared reading changes nothing of where it cuts."""

from hypothesis import given
from hypothesis import strategies as st
from syntok import segmenter
from syntok.tokenizer import Tokenizer

from stemma.segment import sentence_starts

PIECES = st.sampled_from(
    [
        "a",
        "The",
        "of",
        "said",
        "Mr",
        "No",
        "U.S.",
        "A.",
        "B",
        "12",
        "3,000",
        "3.5",
        "III",
        "Jan",
        "word",
        "isn't",
        "don’t",
        "eBook",
        "end.Next",
        "a;b",
        "x-y",
        "(",
        ")",
        "[",
        "]",
        "{",
        "}",
        "〈",
        "》",
        "(x)",
        "(The",
        "end.)",
        "(A",
        "b)",
        ").",
        ".)",
        '"',
        "'",
        "“",
        "”",
        ".",
        "...",
        "..",
        "!",
        "?",
        ";",
        ":",
        ",",
        "--",
        "…",
        "\u200b",
        "。",
        "(LSE:ABC)",
        "),",
        "].",
        "foo)bar",
        "foo(bar)",
        "((",
        "))",
        "no.",
        "vs.",
        "Inc.",
        "été",
        "2nd",
    ]
)
SPACES = st.sampled_from([" ", " ", " ", "", "  ", "\t", "\xa0"])


def cut_whole(text):
    return [sentence[0].offset for sentence in segmenter.split(Tokenizer(replace_not_contraction=False).tokenize(text))]


@given(st.lists(st.tuples(PIECES, SPACES), max_size=120))
def test_sentences_begin_where_they_would_if_all_tokens_were_read(pairs):
    text = "".join(piece + space for piece, space in pairs)
    assert sentence_starts(text) == cut_whole(text)


@given(st.text(max_size=80))
def test_so_they_do_in_any_text(text):
    assert sentence_starts(text) == cut_whole(text)
