"""The families edited by hand are well-formed, and a stemma that says what is true of them has full marks."""

import pyarrow as pa
import pytest
from benchmarks.hand_families import read_families, run, truth_of

from stemma.model import Stemma
from stemma.schema import SCHEMAS

FAMILIES = read_families()
by_name = pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.name)


def test_there_are_six_with_a_third_of_the_dates_missing_and_a_tenth_false():
    dates = [row["date"] for family in FAMILIES for row in family.told["reports"]]
    assert len(FAMILIES) == 6
    assert (dates.count("right"), dates.count("missing"), dates.count("false")) == (17, 10, 3)


@by_name
def test_five_reports_of_a_report_s_length_with_a_date_as_told(family):
    assert len(family.told["reports"]) == 5
    for row in family.told["reports"]:
        assert 150 <= len(family.texts[row["id"]].split()) <= 450
        told = {None: "missing", row["written"]: "right"}.get(row["published"] and row["published"][:10], "false")
        assert row["date"] == told


@by_name
def test_descents_speak_of_reports_and_paragraphs_that_are_there_and_run_in_no_circle(family):
    given = {row["id"] for row in family.told["reports"]}
    above = {}
    for row in family.told["descents"]:
        assert row["child"] in given
        assert row["parents"]
        assert set(row["parents"]) <= family.texts.keys() - {row["child"]}
        assert set(row["paragraphs"]) <= set(range(2, len(family.paragraphs(row["child"])) + 1))
        above.setdefault(row["child"], set()).update(row["parents"])
    for start in above:
        seen, todo = set(), [start]
        while todo:
            more = above.get(todo.pop(), set()) - seen
            seen |= more
            todo += sorted(more)
        assert start not in seen


@by_name
def test_a_paragraph_has_at_most_one_origin(family):
    told = [(row["child"], number) for row in family.told["descents"] for number in row["paragraphs"]]
    assert len(told) == len(set(told))


@by_name
def test_shared_words_stand_in_both_and_copies_are_not_called_heard(family):
    linked = {frozenset((parent, row["child"])) for row in family.told["descents"] for parent in row["parents"]}
    for row in family.told["heard"]:
        assert frozenset(row["reports"]) not in linked
        assert all(row["words"] in family.texts[report] for report in row["reports"])


@by_name
def test_an_alteration_stands_where_it_is_told_and_nowhere_else(family):
    for row in family.told["alterations"]:
        folded = {name: text.casefold() for name, text in family.texts.items()}
        assert any(row["was"].casefold() in text for text in folded.values())
        assert {name for name, text in folded.items() if row["became"].casefold() in text} == set(row["in"])


@by_name
def test_a_lost_report_is_named_by_those_who_name_it_and_has_copies(family):
    given = [row["id"] for row in family.told["reports"]]
    for row in family.told["lost"]:
        assert [name for name in given if row["agency"] in family.texts[name]] == row["named_by"]
        assert len(truth_of(family).lost[row["id"]]) > 1


def told_as_true(families):
    """An inference that knows the answer: rows of descent straight from the truth."""
    truths = {truth.reports[0]["id"]: truth for truth in map(truth_of, families)}

    def infer(reports):
        truth = truths[reports[0]["id"]]
        rows = [
            {"story_id": "s", "parent": min(right), "child": child, "confidence": 1.0, "share": 1.0, "by": "passages",
             "direction": "decided", "reasons": []}
            for right, child in truth.edges
        ]  # fmt: skip
        tables = ("witnesses", "descents", "rivals", "descent_passages", "lost_texts")
        return Stemma(
            **{name: pa.Table.from_pylist(rows if name == "descents" else [], SCHEMAS[name]) for name in tables}
        )

    return infer


def test_the_truth_itself_has_full_marks():
    figures, marks = run(FAMILIES, told_as_true(FAMILIES))
    assert {figures[name] for name in ("edges_f1", "single_f1", "direction", "lost_f1", "lost_full")} == {1}
    assert figures["stitched_recall"] == figures["stitched_precision"] == 1
    assert figures["wrong_heard"] == figures["wrong_strangers"] == 0
    assert all(right for _, right in marks)
