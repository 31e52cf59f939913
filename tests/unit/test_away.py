"""The scorer of the project's own attribution labels, on texts and predictions made up for it."""

import json
from pathlib import Path
from typing import Any

import pytest
from benchmarks.away import FILES, LABELS, Labelled, Named, count_named, read_labels

from stemma import schema
from stemma.model import Entities

TEXT = "Otto Lang runs the port. He said that the bridge was closed. A guard said that it was late."
LANG, OTTO_LANG = (5, 9), (0, 9)
GOLD: list[dict[str, Any]] = [
    {"source": [[25, 27]], "cue": [[28, 32]], "content": [[33, 59]], "attitude": False, "speaker": [list(OTTO_LANG)]},
    {"source": [[61, 68]], "cue": [[69, 73]], "content": [[74, 90]], "attitude": False, "speaker": []},
]
REPORT = Labelled("helsinki", "r", TEXT, GOLD)


def made(*speaker_ids: str | None) -> list[dict[str, Any]]:
    return [
        {key: [{"begin": b, "end": e} for b, e in gold[key]] for key in ("source", "cue", "content")}
        | {"speaker_id": speaker}
        for gold, speaker in zip(GOLD, speaker_ids, strict=True)
    ]


def entities(*rows: tuple[str, str, str, tuple[int, int]]) -> Entities:
    return Entities(
        entities=schema.table("entities", [{"entity_id": e, "kind": k, "name": n} for e, k, n, _ in rows]),
        mentions=schema.table(
            "mentions",
            [{"mention_id": e, "report_id": "r", "begin": b, "end": s, "entity_id": e} for e, _, _, (b, s) in rows],
        ),
        names=schema.empty("names"),
    )


def test_the_spans_cut_what_the_test_means() -> None:
    assert [TEXT[b:e] for gold in GOLD for key in ("source", "cue", "content") for b, e in gold[key]] == [
        "He", "said", "that the bridge was closed", "A guard", "said", "that it was late",
    ]  # fmt: skip


def test_a_speaker_mentioned_where_the_label_says_is_right() -> None:
    known = entities(("lang", "person", "Lang", LANG))
    assert count_named(REPORT, made("lang", None), known) == Named(found=1, given=1, right=1, unnamed=1)


def test_a_speaker_of_the_same_name_is_right_and_one_of_another_is_not() -> None:
    same = entities(("lang", "person", "Otto Lang", (61, 68)))
    other = entities(("berg", "person", "Eva Berg", (61, 68)), ("sister", "person", "Anna Lang", (61, 68)))
    assert count_named(REPORT, made("lang", None), same).right == 1
    assert count_named(REPORT, made("berg", None), other).right == 0
    assert count_named(REPORT, made("sister", None), other).right == 0


def test_a_speaker_left_open_is_found_and_not_given() -> None:
    assert count_named(REPORT, made(None, None), entities()) == Named(found=1, unnamed=1)


def test_a_name_for_somebody_unnamed_is_right_in_the_source_alone() -> None:
    known = entities(("lang", "person", "Otto Lang", OTTO_LANG), ("guard", "group", "guard", (63, 68)))
    assert count_named(REPORT, made("lang", "lang"), known)[3:] == (1, 1, 0)
    assert count_named(REPORT, made("lang", "guard"), known)[3:] == (1, 1, 1)


def test_what_is_not_found_counts_for_no_speaker() -> None:
    assert count_named(REPORT, [], entities()) == Named()


def test_the_labels_are_spans_in_order_without_text() -> None:
    for line in (LABELS / "open.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        assert set(row) == {"set", "id", "sha256", "attributions"}
        for one in row["attributions"]:
            assert set(one) == {"source", "cue", "content", "attitude", "speaker"}
            assert one["cue"]
            assert one["content"]
            assert (one["speaker"] is None) == (not one["source"])
            for spans in (one["source"], one["cue"], one["content"], one["speaker"] or []):
                assert all(begin < end for begin, end in spans)
                assert spans == sorted(spans)


def test_labels_are_not_held_against_another_text(tmp_path: Path) -> None:
    rows = [json.loads(line) for line in (LABELS / "open.jsonl").read_text("utf-8").splitlines()]
    for row in rows:
        path = tmp_path / FILES.get(row["set"], f"{row['set']}/{row['id']}.txt")
        path.parent.mkdir(exist_ok=True)
        with path.open("a", encoding="utf-8") as file:
            file.write(json.dumps({"id": row["id"], "text": TEXT}) + "\n")
    with pytest.raises(ValueError, match="not the text that was labelled"):
        read_labels(tmp_path, "open")


def test_absent_data_is_told_by_its_file(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_labels(tmp_path, "open")
