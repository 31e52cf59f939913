"""The statements of stories that were grouped by hand are well-formed, and their scorer scores what it says."""

import pytest
from benchmarks.claims_of_stories import HALVES, Story, measure, pair_up, read_labels, read_stories, score
from benchmarks.differences import draw_events, read_rows

from stemma import schema
from stemma.model import Claims

TEXT = "Lang said the ferry was late. The mayor said the ferry came late. Oster said the bridge was shut."
CONTENTS = ("the ferry was late", "the ferry came late", "the bridge was shut")
WORDS = (frozenset({2, 3, 4, 5}), frozenset({9, 10, 11, 12}), frozenset({15, 16, 17, 18}))


def found(*claims: str) -> Claims:
    """Claims of a report, each with those of its three attributions that are given by number."""
    rows = [
        {
            "attribution_id": str(n), "report_id": "a", "kind": "indirect", "source": [], "cue": [],
            "content": [{"begin": TEXT.index(words), "end": TEXT.index(words) + len(words)}],
        }
        for n, words in enumerate(CONTENTS)
    ]  # fmt: skip
    joined = [{"claim_id": f"c{n}", "attribution_id": one} for n, members in enumerate(claims) for one in members]
    return Claims(
        claims=schema.empty("claims"), claim_attributions=schema.table("claim_attributions", joined),
        attributions=schema.table("attributions", rows), wordings=schema.empty("wordings"),
        replies=schema.empty("replies"), chains=schema.empty("chains"),
    )  # fmt: skip


def story(*claims: int) -> Story:
    statements = [("a", words, claim) for words, claim in zip(WORDS, claims, strict=True)]
    return Story("made", [{"id": "a", "text": TEXT}], statements)


def test_what_is_joined_as_the_reader_joined_it_is_right():
    got = score([story(1, 1, 2)], [found("01", "2")])
    assert got == {"precision": 1, "recall": 1, "f1": 1, "statements_found": 1}


def test_what_is_left_apart_costs_recall_and_what_is_joined_too_much_precision():
    apart = score([story(1, 1, 2)], [found("0", "1", "2")])
    assert (apart["precision"], apart["recall"]) == (1, round(2 / 3, 4))
    joined = score([story(1, 1, 2)], [found("012")])
    assert (joined["precision"], joined["recall"]) == (round(5 / 9, 4), 1)


def test_a_statement_that_is_not_found_is_counted_and_no_more():
    nowhere = Story("made", [{"id": "a", "text": TEXT}], [("a", frozenset({0, 6, 7}), 1)])
    assert pair_up(nowhere, found("012")) == {}
    assert score([nowhere], [found("012")])["statements_found"] == 0


def test_another_text_under_the_same_id_is_refused():
    label = {"event": "e", "reports": [{"id": "a", "sha256": "0"}], "statements": []}
    with pytest.raises(ValueError, match="not the text"):
        read_stories([label], [{"id": "a", "text": TEXT}])


@pytest.mark.parametrize("half", HALVES)
def test_the_labels_lie_in_reports_that_may_be_read(half, data):
    rows = read_rows(data, "g5w1h")
    stories = read_stories(read_labels(half), rows)
    assert sum(len(one.statements) for one in stories) > 400
    assert all(words for one in stories for _, words, _ in one.statements)
    assert {one.name for one in stories}.isdisjoint(draw_events(rows)["sealed"])
    other = {one["event"] for name in HALVES if name != half for one in read_labels(name)}
    assert {one.name for one in stories}.isdisjoint(other)


def test_absent_data_is_told_by_its_file(tmp_path):
    with pytest.raises(FileNotFoundError):
        measure(tmp_path)
