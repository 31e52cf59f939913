"""The times marked in invented reports are well-formed, and their scorer scores what it says."""

import re
from datetime import date
from itertools import pairwise

import pytest
from benchmarks.times import score_rows
from benchmarks.times_news import HALVES, mistakes, read_half, type_f

from stemma.model import TimeExpression

by_half = pytest.mark.parametrize("half", HALVES)
TYPES = {"DATE", "TIME", "DURATION", "SET"}


@by_half
def test_marks_lie_in_the_texts_in_order_and_do_not_cut_words(half):
    for row in read_half(half):
        text, marks = row["text"], row["times"]
        assert all(0 <= mark["begin"] < mark["end"] <= len(text) for mark in marks)
        assert all(one["end"] <= other["begin"] for one, other in pairwise(marks))
        for mark in marks:
            assert re.search(r"(?<!\w)\Z", text[: mark["begin"]])
            assert re.match(r"(?!\w)", text[mark["end"] :])


@by_half
def test_every_report_has_its_day_and_every_mark_a_type_and_a_value(half):
    for row in read_half(half):
        assert date.fromisoformat(row["published"])
        assert all(mark["type"] in TYPES and mark["value"] for mark in row["times"])


def test_no_report_stands_in_two_halves():
    rows = [row for half in HALVES for row in read_half(half)]
    assert len({row["id"] for row in rows}) == len({row["text"] for row in rows}) == len(rows) == 54


def test_what_is_found_as_marked_is_right_and_nothing_is_told_of_it():
    rows = read_half("open")
    marked = {
        row["text"]: [TimeExpression(**mark, earliest=None, latest=None) for mark in row["times"]] for row in rows
    }

    def find(text, _published):
        return marked[text]

    assert set(score_rows(rows, find).values()) == {1.0}
    assert type_f(rows, find) == 1.0


def test_what_is_missed_valued_otherwise_and_found_for_nothing_is_told():
    row = {
        "id": "x1",
        "published": "2021-03-17",
        "text": "The lock shut on Monday and will open on Friday.",
        "times": [
            {"begin": 17, "end": 23, "type": "DATE", "value": "2021-03-08"},
            {"begin": 0, "end": 8, "type": "DATE", "value": "2021"},
        ],
    }
    assert sorted(line.split("\t")[1] for line in mistakes(row)) == ["missed", "spurious", "value"]
