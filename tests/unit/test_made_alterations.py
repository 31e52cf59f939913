"""Quotations altered by rule: the change stands inside the marks, and the span goes with it."""

import pytest
from benchmarks.made_alterations import HALF, KINDS, SHORT, SHORT_WORDS, WHOLE, Made, alter, reshape, score
from benchmarks.quotations import Judged, Pair

QUOTED = (
    '"The keepers of the lower lock were never asked by Brask what they wanted. Nobody paid them for three winters. '
    'So they shut the old gates at night"'
)
TEXT = f"{QUOTED}, said Ida Moor of the mill at Tarn."
PAIR = Pair(("a", 0, len(QUOTED)), ("b", 0, len(QUOTED)))
REPORTS = ({"id": "a", "outlet": "A", "text": TEXT}, {"id": "b", "outlet": "B", "text": TEXT})
OTHERS = ["harvest", "market", "planted", "worked"]


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != WHOLE])
def test_a_change_stands_inside_the_marks_of_one_of_the_two(kind: str) -> None:
    made = alter(PAIR, REPORTS, kind, OTHERS)
    assert made is not None
    report, begin, end = made.pair.other
    altered = made.reports[1]["text"]
    assert (report, made.reports[0], made.pair.one) == ("b", REPORTS[0], PAIR.one)
    assert (altered[begin], altered[end - 1]) == ('"', '"')
    assert altered[begin:end] != QUOTED
    assert altered[end:] == TEXT[len(QUOTED) :]
    assert alter(PAIR, REPORTS, kind, OTHERS) == made


def test_a_quotation_without_a_place_for_a_change_is_left_out() -> None:
    short = '"Nobody paid them for the old gates"'
    pair = Pair(("a", 0, len(short)), ("b", 0, len(short)))
    reports = tuple({"id": one, "outlet": one, "text": short} for one in "ab")
    assert alter(pair, reports, "figure", OTHERS) is None
    assert alter(pair, reports, WHOLE, OTHERS) == Made(WHOLE, pair, reports)


def test_the_shares_are_told_by_how_quotations_were_altered() -> None:
    made = [Made(kind, PAIR, REPORTS) for kind in (WHOLE, "drop", "drop")]
    figures = score(made, [Judged(True, False), Judged(True, True), Judged(False, False)])
    assert (figures["none_joined"], figures["none_told"]) == (1.0, 0.0)
    assert (figures["drop_pairs"], figures["drop_joined"], figures["drop_told"]) == (2, 0.5, 0.5)


def test_of_a_quotation_both_may_have_the_first_words_alone_or_the_second_a_half() -> None:
    short = reshape(PAIR, REPORTS, SHORT)
    assert short is not None
    for (_, begin, end), report in zip(*short, strict=True):
        assert report["text"][begin:end] == f'"{" ".join(QUOTED[1:].split()[:SHORT_WORDS])}"'
        assert report["text"][end:] == TEXT[len(QUOTED) :]
    half = reshape(PAIR, REPORTS, HALF)
    assert half is not None
    (one, (_, begin, end)), (first, second) = half
    assert (one, first) == (PAIR.one, REPORTS[0])
    words = second["text"][begin + 1 : end - 1]
    assert words != QUOTED[1:-1]
    assert words in QUOTED
    assert reshape(PAIR, REPORTS, "full") == (PAIR, REPORTS)
