"""Made piles: what is said to be planted stands there, and answers of plain worth are judged as they should be."""

import re

import numpy as np
import pyarrow as pa
import pytest
from benchmarks.made_piles import KINDS, PLANTED, REPORTS, lay_words, make_batches, plan_pile, write_pile
from benchmarks.made_truth import as_rows, found_by_kind, found_pairs, judge_rows
from benchmarks.reuse import shared_grams
from benchmarks.tracing import best, growth, join_plainly, recall, run_job

COUNT = 1_200


def words(text):
    return re.findall(r"\w+", text.lower())


@pytest.fixture(scope="module")
def pile():
    plan = plan_pile(COUNT, seed=3)
    batches = list(make_batches(plan))
    reports = pa.Table.from_batches([made for made, _ in batches])
    planted = pa.Table.from_batches([told for _, told in batches])
    return plan, reports, planted


def test_tables_are_whole_and_of_the_right_type(pile):
    _, reports, planted = pile
    reports.validate(full=True)
    assert reports.schema == REPORTS
    assert planted.schema == PLANTED
    assert reports["id"].to_pylist() == [f"{index:07}" for index in range(COUNT)]
    lengths = [len(words(text)) for text in reports["text"].to_pylist()]
    assert min(lengths) >= 70
    assert max(lengths) <= 600


def test_what_was_copied_unaltered_stands_word_for_word_in_an_earlier_report(pile):
    _, reports, planted = pile
    text = dict(zip(reports["id"].to_pylist(), reports["text"].to_pylist(), strict=True))
    seen = set()
    for row in planted.to_pylist():
        assert row["source"] < row["report"]
        here, there = (
            text[row["report"]][row["begin"] : row["end"]],
            text[row["source"]][row["source_begin"] : row["source_end"]],
        )
        assert here[:1].isalnum()
        assert here[-1:].isalnum()
        assert len(words(there)) == row["words"]
        if row["kind"] in ("exact", "moved", "short", "quoted"):
            assert words(here) == words(there)
            seen.add(row["kind"])
        if row["kind"].startswith("quoted"):
            assert text[row["report"]][row["begin"] - 1] == "“"
            assert text[row["source"]][row["source_begin"] - 1] == "“"
    assert seen == {"exact", "moved", "short", "quoted"}
    assert set(planted["kind"].to_pylist()) == {*KINDS, "reprint"}


def test_as_many_words_are_altered_as_the_kind_says(pile):
    plan, _, planted = pile
    laid, _ = lay_words(plan, np.arange(COUNT))
    share = {}
    for row in planted.to_pylist():
        own = (laid.report == int(row["report"])) & (laid.begin >= row["begin"]) & (laid.end <= row["end"])
        share.setdefault(row["kind"], []).append(float((laid.origin[own] < 0).mean()))
    assert np.mean(share["exact"]) == 0
    # Two alterations in three leave a strange word.
    assert 0.06 < np.mean(share["altered_15"]) < 0.14
    assert 0.03 < np.mean(share["altered_8"]) < 0.08


def test_the_same_seed_gives_the_same_pile_and_any_part_of_it(pile):
    _, reports, _ = pile
    again = plan_pile(COUNT, seed=3)
    some = np.array([3, 700, 701, 1_199])
    _, texts = lay_words(again, some)
    assert texts.to_pylist() == reports["text"].take(some).to_pylist()
    _, others = lay_words(plan_pile(COUNT, seed=4), some)
    assert texts.to_pylist() != others.to_pylist()


@pytest.mark.parametrize("count", [0, 1, 2, 7])
def test_tiny_piles(count):
    made = list(make_batches(plan_pile(count)))
    assert sum(reports.num_rows for reports, _ in made) == count


def test_the_largest_group_is_as_large_as_was_asked():
    groups = plan_pile(50_000).groups
    assert max(map(len, groups)) == 300
    assert min(map(len, groups)) >= 2


def answer(planted, shift=0, kind="text"):
    columns = {
        "kind": [kind] * planted.num_rows,
        "a_report": planted["source"],
        "a_begin": planted["source_begin"],
        "a_end": planted["source_end"],
        "b_report": planted["report"],
        "b_begin": pa.array(np.maximum(0, planted["begin"].to_numpy() - shift)),
        "b_end": planted["end"],
    }
    return as_rows(pa.table(columns))


def test_the_right_answer_finds_all_and_holds_nothing_wrong(pile):
    plan, _, planted = pile
    rows = answer(planted)
    assert set(found_by_kind(planted, rows).values()) == {1}
    figures = judge_rows(plan, rows)
    assert figures["wrong_spans"] == 0
    assert figures["wrong_furniture"] == 0
    assert figures["beyond_words"] < 0.3  # words that were altered at the ends


def test_a_wrong_answer_is_told(pile):
    plan, _, planted = pile
    assert judge_rows(plan, answer(planted, shift=400))["wrong_spans"] > 0.5
    assert judge_rows(plan, answer(planted, kind="standing"))["wrong_standing"] == 1
    none = answer(planted.slice(0, 0))
    assert set(found_by_kind(planted, none).values()) == {0}
    assert judge_rows(plan, none)["wrong_spans"] == 0
    strangers = as_rows(
        pa.table({"kind": ["text"], "a_report": ["0000000"], "a_begin": [0], "a_end": [200], "b_report": ["0000900"], "b_begin": [0], "b_end": [200]})
    )  # fmt: skip
    assert judge_rows(plan, strangers)["wrong_spans"] == 1


def test_pairs_of_reprints_are_counted(pile):
    plan, _, planted = pile
    # The planted rows tie each reprint to its source only, not the reprints to each other.
    found = found_pairs(plan.groups, answer(planted))["found_reprint_pairs"]
    sizes = [len(members) for members in plan.groups]
    assert found == sum(size - 1 for size in sizes) / sum(size * (size - 1) // 2 for size in sizes)


def test_the_plain_join_counts_as_the_plainest_does(pile):
    _, reports, _ = pile
    texts = reports["text"].to_pylist()[:150]
    pairs = join_plainly(texts)
    plainest = shared_grams({f"{index:03}": text for index, text in enumerate(texts)})
    assert len(plainest) > 20
    assert {(f"{i:03}", f"{j:03}"): n for i, j, n in zip(*pairs, strict=True)} == dict(plainest)
    whole = recall(pairs, pairs.i, pairs.j)
    assert whole == {"recall_20": 1, "recall_50": 1}
    assert recall(pairs, pairs.i[:0], pairs.j[:0]) == {"recall_20": 0, "recall_50": 0}


@pytest.mark.parametrize("texts", [[], ["one two"], ["a b c d e f g h", "", "a b c d e f g h"]])
def test_the_plain_join_of_little(texts):
    assert join_plainly(texts).i.tolist() == [0] * (len(texts) == 3)


def test_a_run_in_its_own_process_says_what_it_took(tmp_path):
    plan = write_pile(tmp_path, 60)
    assert len(plan.outlet) == 60
    for job in ("join", "reuse"):
        figures = run_job(job, tmp_path / "reports.parquet", tmp_path / f"{job}.npz", first=50)
        assert figures["reports"] == 50
        assert figures["megabytes"] > 20
    with pytest.raises(RuntimeError, match="ended with"):
        run_job("reuse", tmp_path / "absent.parquet", tmp_path / "rows")


def test_growth_is_by_report_and_the_best_run_counts():
    few, many = {"seconds": 2.0, "cpu": 1.0, "reports": 10.0}, {"seconds": 10.0, "cpu": 4.0, "reports": 40.0}
    assert growth(few, many) == {"growth_seconds": 1.25, "growth_cpu_seconds": 1.0}
    assert best([few, {"seconds": 3.0, "cpu": 0.5, "reports": 10.0}]) == {
        "seconds": 2.0, "cpu": 0.5, "reports": 10.0, "noise": 1.5,
    }  # fmt: skip
