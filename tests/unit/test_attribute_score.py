"""The scorer of attributions, on predictions made up for it."""

from benchmarks.attributions import score, summarize

TEXT = "The mayor said the bridge was closed. “It is late,” Lang said."
GOLD = [
    ([(0, 9)], [(10, 14)], [(15, 36)]),
    ([(52, 56)], [(57, 61)], [(38, 51)]),
]


def test_the_gold_itself_is_perfect() -> None:
    figures = summarize([score(TEXT, GOLD, GOLD)])
    assert (figures["f1"], figures["exact_f1"], figures["recall_direct"], figures["recall_indirect"]) == (1, 1, 1, 1)


def test_a_wrong_source_and_a_short_content_do_not_count() -> None:
    wrong_source = [([(52, 56)], [(10, 14)], [(15, 36)])]
    too_short = [([(0, 9)], [(10, 14)], [(15, 18)])]
    assert score(TEXT, GOLD, wrong_source).right == 0
    assert score(TEXT, GOLD, too_short).right == 0


def test_half_the_content_and_a_word_of_the_source_are_enough_but_not_exact() -> None:
    tally = score(TEXT, GOLD, [([(4, 9)], [(10, 14)], [(15, 29)])])
    assert (tally.right, tally.exact) == (1, 0)


def test_nothing_predicted() -> None:
    assert summarize([score(TEXT, GOLD, [])])["f1"] == 0
    assert summarize([])["precision"] == 0
