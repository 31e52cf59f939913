"""The numbers and times labelled by hand in groups of real reports are well-formed, and their scorer scores what it says."""

import json
from itertools import combinations

import pyarrow as pa
import pytest
from benchmarks.events import FOLDER, LABELLED, PARTS, measure, read_groups

from stemma import schema

by_part = pytest.mark.parametrize("part", PARTS)


def lines_of(part):
    return [json.loads(line) for line in (FOLDER / f"{part}.jsonl").read_text("utf-8").splitlines()]


@by_part
def test_slots_are_stated_by_two_reports_and_disagree_where_they_say_so(part):
    for line in lines_of(part):
        ids = {report["id"] for report in line["reports"]}
        for slot in line["slots"]:
            assert slot["kind"] in LABELLED
            assert slot["verdict"] in {"same", "differs", "grew", "unsure"}
            assert len({stated["report_id"] for stated in slot["stated"]}) > 1
            assert {stated["report_id"] for stated in slot["stated"]} <= ids
            if slot["verdict"] == "differs":
                assert any(
                    a["report_id"] != b["report_id"] and a["value"] != b["value"]
                    for a, b in combinations(slot["stated"], 2)
                )


def test_no_report_is_in_both_parts():
    ids = [{(line["set"], report["id"]) for line in lines_of(part) for report in line["reports"]} for part in PARTS]
    assert ids[0].isdisjoint(ids[1])


@by_part
def test_spans_lie_in_the_texts_that_were_labelled(part, data):
    for group in read_groups(data, part):
        texts = {report["id"]: report["text"] for report in group.reports}
        for slot in group.slots:
            for stated in slot["stated"]:
                for begin, end in stated["spans"]:
                    found = texts[stated["report_id"]][begin:end]
                    assert found
                    assert found == found.strip()


def test_what_stands_at_a_slot_that_differs_is_right(data):
    differing = {
        group.reports[0]["id"]: [slot for slot in group.slots if slot["verdict"] == "differs"]
        for group in read_groups(data, "held")
    }

    def find(reports, story_reports):
        rows = [
            {
                "difference_id": f"d{n}", "story_id": "story", "kind": slot["kind"], "subject": slot["subject"],
                "sides": [
                    {"value": f"{stated['value']} {side}", "report_id": stated["report_id"], "begin": stated["spans"][0][0],
                     "end": stated["spans"][0][1], "line_id": None}
                    for side, stated in enumerate(slot["stated"])
                ],
                "claim_id": None, "confidence": 0.5, "change": None,
            }
            for n, slot in enumerate(differing[reports[0]["id"]])
        ]  # fmt: skip
        return schema.table("differences", rows) if rows else pa.table({"kind": pa.array([], pa.string())})

    figures = measure(data, find, ["held"])
    assert (figures["held_precision"], figures["held_recall"]) == (1.0, 1.0)
    assert figures["held_sure_found"] == 0
