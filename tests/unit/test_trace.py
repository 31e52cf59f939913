"""Shared passages: found, aligned, located, and told by kind. All texts are invented."""

import random
from dataclasses import replace

import pytest

from babble import babble, prose
from stemma.model import Block, Report
from stemma.schema import SCHEMAS
from stemma.settings import TraceSettings
from stemma.trace import find_reuse


def report(name, *parts, **fields):
    return {"id": name, "text": "\n".join(part if isinstance(part, str) else prose(part) for part in parts), **fields}


def altered(words, share, seed):
    chance = random.Random(seed)
    return [chance.choice(babble(seed + n, 1)) if chance.random() < share else word for n, word in enumerate(words)]


def rows_of(*reports, **settings):
    return find_reuse(reports, settings=TraceSettings(**settings)).to_pylist()


def quoted(reports, row):
    """The words of a row's two sides."""
    texts = {one["id"]: one["text"] for one in reports}
    return [texts[row[f"{side}_report"]][row[f"{side}_begin"] : row[f"{side}_end"]] for side in "ab"]


def test_nothing_gives_an_empty_table_of_the_right_type():
    assert find_reuse([]).schema == SCHEMAS["reuse"]
    assert find_reuse([{"id": "a", "text": ""}, {"id": "b", "text": "…\x00 🙂"}]).num_rows == 0
    assert find_reuse([report("a", babble(1, 200)), report("b", babble(2, 200))]).num_rows == 0


def test_a_copied_paragraph_is_one_row_with_exact_spans():
    shared = babble(1, 60)
    reports = [report("a", babble(2, 45), shared, babble(3, 45)), report("b", shared, babble(4, 90))]
    (row,) = rows_of(*reports)
    assert row["words"] == 60
    assert row["identity"] == 1
    for side in quoted(reports, row):
        assert side == prose(shared)[:-1]


@pytest.mark.parametrize("seed", range(12))
def test_a_paragraph_with_one_word_in_twelve_altered_is_still_one_row(seed):
    shared = babble(100 + seed, 90)
    reports = [
        report("a", babble(200 + seed, 60), shared),
        report("b", altered(shared, 0.08, seed), babble(300 + seed, 60)),
    ]
    (row,) = rows_of(*reports)
    assert 0.8 <= row["identity"] <= 1
    assert all(len(side) > 0.9 * len(prose(shared)) for side in quoted(reports, row))


def test_words_put_in_and_left_out_do_not_break_a_passage():
    shared = babble(1, 60)
    other = [*shared[:20], *babble(5, 4), *shared[20:40], *shared[43:]]
    (row,) = rows_of(report("a", shared), report("b", babble(6, 30), other))
    assert row["words"] == 57
    assert row["identity"] == round(57 / 61, 4)


def test_two_halves_that_changed_places_are_both_found():
    one, two = babble(1, 80), babble(2, 80)
    rows = rows_of(report("a", one, two), report("b", two, one))
    assert [row["words"] for row in rows] == [80, 80]
    assert rows[0]["b_begin"] > rows[1]["b_begin"]


def test_a_quoted_sentence_is_found_and_named_a_quotation():
    said = "We have never in this long dispute been asked by anyone to leave our homes"
    reports = [
        report("a", babble(1, 120), f'"{said}," the mayor told reporters.', babble(2, 60)),
        report("b", babble(3, 60), f"Asked again she replied: “{said}.”", babble(4, 120)),
    ]
    (row,) = rows_of(*reports)
    assert row["kind"] == "quotation"
    assert quoted(reports, row) == [said, said]


def test_a_quotation_in_which_a_name_was_altered_still_aligns():
    one = (
        "The whole city can see that the Northern Front (Norfront) is hiding behind the river and waits for the winter"
    )
    two = "The whole city can see that Norfront is hiding behind the river and waits for the winter"
    rows = rows_of(report("a", babble(1, 60), f'"{one}," he said.'), report("b", f'"{two}," he said.', babble(2, 60)))
    assert [row["kind"] for row in rows] == ["quotation"]
    assert rows[0]["words"] >= 17


def test_who_wrote_and_edited_stands_under_reports_and_is_no_reuse_of_text():
    line = (
        "(Reporting by Ada Quill and Bela Storm in Northport; Additional reporting by Cyr Lane; Editing by Dora Finch)"
    )
    rows = rows_of(report("a", babble(1, 90), line), report("b", babble(2, 90), line))
    assert [row["kind"] for row in rows] == ["standing"]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("NORTHPORT (QP) — The Latest on the flooding of the lower harbour and the search for two ferries (all times local):", "standing"),
        ("The Latest on the flooding of the lower harbour and the search for the two missing ferries.", "standing"),
        ("The latest on the flooding of the lower harbour is that the two missing ferries have been found.", "text"),
    ],
)  # fmt: skip
def test_the_opening_line_of_a_rolling_report_is_standing_and_a_sentence_like_it_is_not(line, kind):
    rows = rows_of(report("a", line, babble(1, 90)), report("b", babble(2, 30), line, babble(3, 90)))
    assert [row["kind"] for row in rows] == [kind]


@pytest.mark.parametrize(("around", "kind"), [("“{}” the mayor told reporters.", "quotation"), ("{}.", "standing")])
def test_speech_shown_in_a_box_beside_another_report_is_a_quotation_still(around, kind):
    said = "We have never in this long dispute been asked by anyone to leave our homes"
    plain = report("a", prose(babble(1, 120)), around.format(said), prose(babble(2, 60)))
    body = prose(babble(3, 120))
    boxed = Report(
        "b", f"{body}\n{said}", blocks=(Block(0, len(body) + 1, "body"), Block(len(body) + 1, len(body) + 1 + len(said), "teaser")),
    )  # fmt: skip
    assert [row["kind"] for row in rows_of(plain, boxed)] == [kind]


def test_a_paragraph_in_all_of_an_outlets_reports_is_standing():
    note = "The harbour was closed in the spring of that year after the third of the great floods had taken the bridge."
    reports = [
        report(name, babble(seed, 150), note, babble(seed + 9, 90), outlet="The Quay")
        for seed, name in enumerate("abcd")
    ]
    assert {row["kind"] for row in rows_of(*reports)} == {"standing"}
    assert {row["kind"] for row in rows_of(*reports[:2])} == {"text"}


def test_a_report_printed_by_more_papers_than_an_ngram_may_join_is_still_found():
    wire = babble(1, 120)
    footer = babble(2, 14)
    copies = [report(f"copy{n:02}", wire, babble(50 + n, 8)) for n in range(20)]
    others = [report(f"other{n:02}", babble(100 + n, 120), footer) for n in range(20)]
    rows = rows_of(*copies, *others, most_reports=10)
    pairs = {(row["a_report"], row["b_report"]) for row in rows if row["kind"] == "text"}
    assert len(pairs) == 20 * 19 / 2
    assert all(a.startswith("copy") and b.startswith("copy") for a, b in pairs)


def test_what_stands_under_very_many_reports_is_kept_as_standing_once_for_each():
    footer = babble(2, 14)
    others = [report(f"other{n:02}", babble(100 + n, 120), footer) for n in range(20)]
    rows = rows_of(*others, most_reports=10)
    assert [(row["kind"], row["words"]) for row in rows] == [("standing", 14)] * 19
    (centre,) = set.intersection(*({row["a_report"], row["b_report"]} for row in rows))
    assert {row["a_report"] for row in rows} | {row["b_report"] for row in rows} == {one["id"] for one in others}
    assert centre
    assert {row["kind"] for row in rows_of(*others, most_reports=20)} == {"text"}


def test_reprints_with_words_of_their_own_are_all_found_among_each_other():
    wire = babble(1, 150)
    copies = [report(f"copy{n:02}", babble(100 + n, 20), altered(wire, 0.05, 7 * n)) for n in range(24)]
    rows = rows_of(*copies, most_reports=8)
    assert len({(row["a_report"], row["b_report"]) for row in rows if row["kind"] == "text"}) == 24 * 23 / 2


def test_a_pair_that_shares_a_line_of_very_many_and_the_word_beside_it_shares_no_more_than_that():
    line = babble(2, 20)
    others = [report(f"other{n:02}", babble(100 + n, 60), [f"word{n % 4}", *line]) for n in range(20)]
    assert {row["kind"] for row in rows_of(*others, most_reports=8)} == {"standing"}


def test_one_word_said_on_and_on_costs_little_and_hides_nothing():
    shared = babble(1, 40)
    reports = [report(name, babble(seed, 30), shared, ["la"] * 20_000) for seed, name in enumerate("abc", start=5)]
    rows = rows_of(*reports)
    assert len(rows) < 30
    for pair in (("a", "b"), ("a", "c"), ("b", "c")):
        assert any((row["a_report"], row["b_report"]) == pair and row["words"] >= 40 for row in rows)


def test_short_reports_that_say_the_same_are_a_row():
    (row,) = rows_of(
        report("a", "Ferry aground off Northport, all aboard safe"),
        report("b", "FERRY AGROUND OFF NORTHPORT, ALL ABOARD SAFE"),
    )
    assert row["words"] == 7


def test_a_quotation_broken_by_its_speaker_is_found():
    reports = [
        report("a", babble(1, 60), "“We have never in this long dispute,” he said, “been asked by anyone to leave.”"),
        report("b", "“We have never in this long dispute been asked by anyone to leave.”", babble(2, 60)),
    ]
    (row,) = rows_of(*reports)
    assert row["words"] == 13


def test_identical_texts_of_two_outlets_are_two_reports_with_one_row():
    shared = babble(1, 40)
    rows = rows_of(report("b", shared), report("a", shared), report("c", babble(2, 30), shared))
    assert [(row["a_report"], row["b_report"], row["words"]) for row in rows] == [
        ("a", "b", 40), ("a", "c", 40), ("b", "c", 40),
    ]  # fmt: skip


def test_order_and_strangers_change_nothing():
    shared = babble(1, 70)
    reports = [
        report("a", babble(2, 50), shared), report("b", altered(shared, 0.1, 3), babble(4, 50)), report("c", shared[:40]),
    ]  # fmt: skip
    table = find_reuse(reports)
    assert table.num_rows >= 3
    assert find_reuse(reports[::-1]).equals(table)
    assert find_reuse([*reports, report("aa", babble(9, 300)), report("z", babble(10, 20))]).equals(table)


def test_the_ids_of_rows_tell_them_apart_and_come_from_their_content():
    shared = babble(1, 40)
    first = rows_of(report("a", shared), report("b", shared, babble(2, 30)))
    second = rows_of(report("a", shared), report("b", shared, babble(3, 50)))
    moved = rows_of(report("a", shared), report("b", babble(3, 50), shared))
    assert first[0]["reuse_id"] == second[0]["reuse_id"] != moved[0]["reuse_id"]


def test_settings_decide_the_shortest_passage():
    shared = babble(1, 20)
    reports = [report("a", babble(2, 50), shared), report("b", shared, babble(3, 50))]
    assert len(rows_of(*reports)) == 1
    assert not find_reuse(reports, settings=replace(TraceSettings(), least_words=21)).num_rows
