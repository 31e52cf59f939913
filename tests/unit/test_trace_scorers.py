"""The scorers of reuse and stories, on answers whose worth is plain."""

import math
import random

import pytest
from benchmarks.reuse import (
    KINDS,
    alter,
    copy_passage,
    covered,
    judge,
    planted,
    recall,
    shared_grams,
    stands_once,
    strangers,
)
from benchmarks.stories import b_cubed, siblings

LINE = "one two three four five six seven eight nine ten"


def test_shared_grams_counts_distinct_eight_word_runs():
    shared = shared_grams(
        {"a": LINE, "b": f"zero {LINE}. {LINE}", "c": "eight words here that stand in no other report"}
    )
    assert shared == {("a", "b"): 3}


def test_recall_counts_pairs_with_enough_grams_in_either_order():
    shared = {("a", "b"): 60, ("a", "c"): 25, ("b", "c"): 3}
    assert recall(shared, [("b", "a")]) == {"recall_20": 0.5, "recall_50": 1.0}


def test_covered_joins_overlapping_rows():
    assert covered((10, 20), [(5, 14), (12, 16), (30, 40)]) == 0.6
    assert covered((10, 20), []) == 0


def test_alter_leaves_words_alone_where_nothing_is_to_change():
    assert alter(LINE.split(), 0, random.Random(1), ["x"]) == LINE.split()


def test_planted_copies_in_made_up_texts_are_found():
    texts = [" ".join(f"w{number}x{at}" for at in range(400)) for number in range(4)]
    figures = planted(texts, count=6)
    assert all(value == 1 for name, value in figures.items() if name.startswith("found"))
    assert all(value == 0 for name, value in figures.items() if name.startswith("wrong"))


def test_strangers_are_told_by_the_texts_alone():
    apart = [" ".join(f"w{number}x{at}" for at in range(400)) for number in range(2)]
    kin = f"{apart[0]} {' '.join(apart[1].split()[:5])}"
    assert len(strangers(apart)) == 1
    assert not strangers([kin, apart[1]])
    assert not strangers([f"{apart[0]} {apart[0]}", apart[1]])


@pytest.mark.parametrize("kind", KINDS)
def test_a_row_is_wrong_when_it_reaches_too_far_on_either_side(kind):
    source, host = ([f"{name}{at}" for at in range(400)] for name in "ab")
    one = copy_passage(source, host, kind, random.Random(5))
    for text, spans in ((one.source, one.sources), (one.host, one.parts)):
        for begin, end in spans:
            assert text[begin - 1] in " “"
            assert not text[begin].isspace()
            assert not (text + " ")[end].isalnum()
    if kind in ("moved", "quoted"):
        assert [one.source[slice(*span)] for span in one.sources] == [one.host[slice(*span)] for span in one.parts]
    rows = [(*there, *here) for there, here in zip(one.sources, one.parts, strict=True)]
    assert judge(one, rows) == (True, 0)
    (a_begin, a_end, b_begin, b_end), *rest = rows
    wide = 1 + (a_end - a_begin) // 2
    assert judge(one, [(max(0, a_begin - wide), a_end, b_begin, b_end), *rest]) == (True, 1)
    assert judge(one, [(a_begin, a_end, max(0, b_begin - 2 * wide), b_end), *rest]) == (True, 1)
    assert judge(one, rest) == (False, 0)
    assert judge(one, []) == (False, 0)


def test_a_passage_that_its_source_repeats_is_not_copied():
    words = [*LINE.split(), *(f"w{at}" for at in range(20)), "Two,", "three", "four", "five"]
    assert stands_once(words, 5, 20)
    assert not stands_once(words, 0, 12)


def test_b_cubed_of_the_right_answer_of_one_story_and_of_all_apart():
    gold = {"a": "1", "b": "1", "c": "2", "d": "2"}
    assert b_cubed(gold, gold) == (1, 1, 1)
    assert b_cubed(dict.fromkeys(gold, "x"), gold) == (0.5, 1, 2 / 3)
    precision, recall_, _ = b_cubed({name: name for name in gold}, gold)
    assert (precision, recall_) == (1, 0.5)
    assert b_cubed({}, {}) == (1, 1, 1)


def test_siblings_counts_only_pairs_of_one_topic():
    gold = {"a": "1", "b": "1", "c": "2", "d": "3"}
    topic = {"a": "t", "b": "t", "c": "t", "d": "u"}
    together, kept = siblings(dict.fromkeys(gold, "x"), gold, topic)
    assert math.isclose(together, 1)
    assert kept == 1
