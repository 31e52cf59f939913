"""Odd input: nothing crashes deep inside, every span stays in its text, and what cannot be is said plainly."""

import os
from datetime import UTC, date, datetime
from xml.etree import ElementTree as ET

import numpy as np
import pytest

import stemma
from stemma import StemmaError, schema
from stemma.collate.sites import Layout, read
from stemma.collate.tokens import read_witness
from stemma.errors import UsageError

PLAIN = (
    "The harbour council will close the old ferry line in June, its chair said on Tuesday. “Too few people cross to "
    "pay for the fuel,” said Oda Brannick, who chairs the council. Islanders denied that."
)
ODD = {
    "nothing": "",
    "white space": " \n\t\r\n ",
    "only marks": "?!… — “”‘’ «» ,,, ;;; ... " * 20,
    "only digits": "1 2 3 4 5 " * 40,
    "emoji": "👩‍👩‍👧‍👦🇫🇷 " * 40 + PLAIN,
    "combining": "e\u0301\u0301\u0301 a\u0308\u0323 " * 40 + PLAIN,
    "zero bytes": PLAIN.replace(" ", "\0", 9),
    "controls": "".join(map(chr, range(32))) * 3 + PLAIN,
    "half characters": "\ud800 " + PLAIN + " \udfff",
    "carriage returns": PLAIN.replace(". ", ".\r\n\r\n"),
    "line separators": PLAIN.replace(". ", ".\u2028"),
    "a mark of order": "\ufeff" + PLAIN,
    "right to left": "قال المتحدث يوم الثلاثاء إن العبارة ستتوقف. «لن نتوقف»، قال رئيس المجلس. " * 3,
    "turned by marks": "\u202b" + PLAIN + "\u202c",
    "no spaces": "议会星期二表示，渡轮将于六月停运。“我们没有钱”，发言人说。" * 5,
    "another language": "Der Hafenrat schließt die Fährlinie im Juni, sagte die Vorsitzende. „Zu wenige fahren“, sagte sie. "
    * 2,
    "mathematical letters": "𝔗𝔥𝔢 𝔣𝔢𝔯𝔯𝔶 " * 20,
    "one long word": "a" * 20_000,
    "marks never closed": "“" * 60 + PLAIN,
    "a page": "<p>" + PLAIN + "</p><script>alert(1)</script>",
    "many short lines": "\n".join(f"line {n}" for n in range(400)),
    "all capitals": PLAIN.upper(),
}
odd = pytest.mark.parametrize("text", ODD.values(), ids=ODD.keys())


def inside(text, spans):
    return all(0 <= begin <= end <= len(text) for begin, end in spans)


@odd
def test_texts_are_read_whatever_they_hold(text):
    said = stemma.find_attributions(text)
    assert all(inside(text, (*one.source, *one.cue, *one.content)) for one in said)
    assert inside(text, [(one.begin, one.end) for one in stemma.find_times(text, published="2021-05-04")])
    assert inside(text, [(one.begin, one.end) for one in stemma.find_places(text)])


@odd
def test_a_cleaned_text_is_tiled_by_its_blocks(text):
    cleaned = stemma.clean(text)
    at = 0
    for block in cleaned.blocks.to_pylist():
        assert block["begin"] == at
        assert block["begin"] < block["end"]
        at = block["end"]
    assert at == len(cleaned.text)


@odd
def test_texts_are_laid_side_by_side_whatever_they_hold(text):
    done = stemma.collate({"a": text, "b": PLAIN, "c": text})
    assert inside(text, [(r["begin"], r["end"]) for r in done.table.to_pylist() if r["report_id"] != "b"])
    ET.fromstring(done.to_tei())


def test_a_pile_of_odd_reports_goes_the_whole_way():
    reports = [{"id": name, "text": text} for name, text in ODD.items()]
    texts = {report["id"]: report["text"] for report in reports}
    reuse = stemma.find_reuse(iter(reports))
    assert {row["a_report"] for row in reuse.to_pylist()} <= set(texts)
    grouped = stemma.group_stories(iter(reports))
    assert sorted(grouped.column("report_id").to_pylist()) == sorted(texts)
    descent = stemma.infer_descent(iter(reports))
    assert set(texts) >= set(filter(None, descent.witnesses.column("report_id").to_pylist()))
    claims = stemma.find_claims(iter(reports))
    for row in claims.attributions.to_pylist():
        spans = [(s["begin"], s["end"]) for part in ("source", "cue", "content") for s in row[part]]
        assert inside(texts[row["report_id"]], spans)
    mentions = stemma.find_entities(iter(reports)).mentions.to_pylist()
    assert all(inside(texts[row["report_id"]], [(row["begin"], row["end"])]) for row in mentions)
    stemma.find_differences(iter(reports))


def test_half_characters_keep_their_place():
    text = "\ud800\udfff\ud800 " + PLAIN
    found = stemma.find_attributions(text)
    assert ["Oda Brannick" in text[s.begin : s.end] for one in found for s in one.source].count(True) == 1


@pytest.mark.parametrize(
    ("reports", "says"),
    [
        ([{"id": "a"}], "needs 'text'"),
        ([{"text": "a"}], "needs 'id'"),
        ([{"id": "a", "text": b"bytes"}], "of the type bytes"),
        ([{"id": "a", "text": 12}], "of the type int"),
        (["a text"], "of the type str"),
        ({"id": "a", "text": "a"}, "of the type str"),
        ([{"id": "\ud800", "text": "a"}], "half a character"),
        ([{"id": "a", "text": "a"}, {"id": "a", "text": "b"}], "two reports have the id"),
        ([{"id": "a", "text": "a", "published": "yesterday"}], "is not a date"),
        ([{"id": "a", "text": "a", "published": 20210504}], "is not a date"),
    ],
)
@pytest.mark.parametrize(
    "function",
    [stemma.find_reuse, stemma.group_stories, stemma.infer_descent, stemma.find_claims, stemma.find_entities, stemma.find_differences],
    ids=lambda f: f.__name__,
)  # fmt: skip
def test_what_is_no_report_is_refused_with_a_reason(function, reports, says):
    with pytest.raises(UsageError, match=says):
        function(reports)


def test_fields_as_tables_hold_them_are_read():
    missing = float("nan")
    reports = [
        {"id": 7, "text": PLAIN, "outlet": missing, "title": missing, "published": None},
        {"id": 8, "text": None, "outlet": "", "url": "\ud800"},
        {"id": 9, "text": PLAIN, "outlet": 24, "published": date(2021, 5, 4)},
    ]
    assert sorted(stemma.group_stories(reports).column("report_id").to_pylist()) == ["7", "8", "9"]


@pytest.mark.parametrize(
    "published",
    [
        date(2021, 5, 4),
        datetime(2021, 5, 4),  # noqa: DTZ001  (a time without a zone is what is tested)
        datetime(2021, 5, 4, tzinfo=UTC),
        "2021-05-04",
        "2021-05-04T00:00:00Z",
        "20210504",
    ],
)
def test_a_day_is_a_day_however_it_is_written(published):
    (found,) = stemma.find_times("The line closed on Monday.", published=published)
    assert found.value == "2021-05-03"
    assert stemma.find_differences([{"id": "a", "text": PLAIN, "published": published}]).num_rows == 0


def test_labels_of_witnesses_may_be_numbers_and_texts_missing():
    done = stemma.collate({1: "The old ferry line will close.", "b": "The old ferry line will close now.", 3: None})
    assert {"1", "b"} <= set(done.table.column("report_id").to_pylist())


def test_a_reading_whose_words_come_in_another_order_is_no_turned_span():
    witness = read_witness("a", "one two three four")
    word = np.array([[3, 0, 1, 2]], np.int32)
    nothing = np.zeros((1, 4), np.bool_)
    layout = Layout(
        word, word, nothing, nothing, np.zeros((1, 4), np.int32), word, np.zeros(5, np.bool_), np.zeros(4, np.bool_)
    )
    found = read([witness], layout, 0, 0, 4)
    assert (found.begin, found.end) == (0, len(witness.text))


def test_errors_meant_for_people_have_one_root():
    with pytest.raises(StemmaError):
        stemma.find_times("on Monday", published="soon")
    assert schema.empty("reuse").num_rows == 0


def test_a_file_whose_name_is_in_another_encoding_is_read(tmp_path):
    folder = tmp_path / "pile"
    folder.mkdir()
    try:
        (folder / os.fsdecode(b"f\xe4hre.txt")).write_text(PLAIN, encoding="utf-8")
    except OSError:
        pytest.skip("this system takes no such name")
    case = stemma.read(folder, tmp_path / "a.stemma", processes=1)
    assert case.table("reports").column("path").to_pylist() == ["pile/f\ufffdhre.txt"]
