"""Words found and sequences of them aligned."""

import numpy as np
import pytest

from stemma.align import LONGEST, Match, Stretches, align_words, count_common
from stemma.words import find_words, fold, word_number


def said(text, **span):
    words = find_words(text, **span)
    return [text[begin:end] for begin, end in zip(words.begin.tolist(), words.end.tolist(), strict=True)]


def test_words_hold_apostrophes_numbers_and_dotted_letters_together():
    assert said("The mayor’s U.S. aide paid 1,200.50 – on 10.10, x.y") == [
        "The", "mayor’s", "U.S.", "aide", "paid", "1,200.50", "on", "10.10", "x", "y",
    ]  # fmt: skip
    assert said("one two three", begin=3, end=9) == ["two", "t"]


@pytest.mark.parametrize(("one", "other"), [
        ("U.S.", "US"), ("MAYOR’S", "mayor's"), ("Café", "cafe"), ("Cafe\u0301", "café"), ("don´t", "donʼt"),
        ("STRASSE", "Straße"), ("har\u00adbour\u200bside", "harbourside"),
    ],
)  # fmt: skip
def test_case_accents_and_marks_make_no_difference(one, other):
    assert fold(one) == fold(other)
    assert word_number(one) == word_number(other)


def test_numbers_of_words_are_the_same_on_every_machine_and_no_text_gives_none():
    assert word_number("ferry") == 17622936233740392866
    words = find_words(" … ")
    assert [len(column) for column in words] == [0, 0, 0]
    assert [column.dtype for column in words] == [np.int32, np.int32, np.uint64]


@pytest.mark.parametrize(
    ("a", "b", "runs"),
    [
        ([], [1], []),
        ([1, 2, 3], [1, 2, 3], [Match(0, 0, 3)]),
        ([1, 2, 3, 4], [1, 2, 9, 4], [Match(0, 0, 2), Match(3, 3, 1)]),
        ([1, 2, 3], [7, 8], []),
    ],
)
def test_runs_of_equal_words_in_order(a, b, runs):
    assert align_words(a, b) == runs


def test_a_stretch_too_long_to_count_is_refused():
    number, one = np.zeros(LONGEST + 1, np.uint64), np.zeros(1, np.int64)
    assert count_common(number, Stretches(one, one + LONGEST), Stretches(one, one + 2)).tolist() == [2]
    with pytest.raises(ValueError, match="a stretch of 64 words: at most 63"):
        count_common(number, Stretches(one, one + LONGEST + 1), Stretches(one, one + 2))
