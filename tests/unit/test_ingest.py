"""Files, folders and tables to reports. All texts are invented."""

import csv
import json
import pickle
import re
from datetime import UTC, date, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from stemma import schema
from stemma.errors import ColumnNotFound, InputNotFound
from stemma.ids import content_id
from stemma.ingest import CLEANED, INPUTS, Columns, choose_columns, clean_batch, read_inputs, report_tables
from stemma.ingest.raw import read_table_moment
from stemma.settings import CleanSettings

TEXT = (
    "The northern canal will be closed to all ships for three weeks while its oldest lock is rebuilt, the port said.\n\n"
    "Barges that carry grain to the coast must take the longer way round, which adds two days to each voyage."
)
OTHER = TEXT.replace("three weeks", "four weeks")


def read(*paths, columns=None, settings=None):
    inputs, unread = read_inputs(paths, columns)
    reports, blocks, skipped, _ = report_tables(clean_batch(inputs, settings))
    return reports, blocks, pa.concat_tables([unread, skipped])


def reasons(skipped):
    return {(row["path"], row["member"]): row["reason"] for row in skipped.to_pylist()}


def jsonl(path, *rows):
    path.write_text("\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows), encoding="utf-8")
    return path


def test_a_folder_is_read_in_depth_and_paths_start_with_its_name(tmp_path):
    folder = tmp_path / "pages"
    (folder / "deep").mkdir(parents=True)
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    (folder / "deep" / "b.md").write_text("# Canal closes\n\n" + OTHER, encoding="utf-8")
    page = f"<html><body><article><h1>Lock rebuilt</h1><p>{TEXT.split(chr(10))[0]}</p><p>{OTHER.split(chr(10))[-1]}</p></article></body></html>"
    (folder / "c.html").write_text(page, encoding="utf-8")
    reports, blocks, skipped = read(folder)
    assert sorted(reports.column("path").to_pylist()) == ["pages/a.txt", "pages/c.html", "pages/deep/b.md"]
    assert dict(zip(reports.column("path").to_pylist(), reports.column("title").to_pylist(), strict=True)) == {
        "pages/a.txt": None, "pages/deep/b.md": "Canal closes", "pages/c.html": "Lock rebuilt",
    }  # fmt: skip
    assert skipped.num_rows == 0
    assert reports.schema == schema.SCHEMAS["reports"]
    assert blocks.schema == schema.SCHEMAS["blocks"]


def test_what_is_no_report_is_skipped_with_a_reason_and_the_run_goes_on(tmp_path):
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "good.txt").write_text(TEXT, encoding="utf-8")
    (folder / ".DS_Store").write_bytes(b"\0\1")
    (folder / "empty.txt").write_text("  \n", encoding="utf-8")
    (folder / "binary.txt").write_bytes(b"PK\0\0" * 40)
    (folder / "photo.jpg").write_bytes(b"\xff\xd8")
    (folder / "short.txt").write_text("The canal closes.", encoding="utf-8")
    (folder / "broken.parquet").write_bytes(b"not a table")
    (folder / "other.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    reports, _, skipped = read(folder)
    assert reports.num_rows == 1
    told = reasons(skipped)
    assert {path for path, _ in told} == {
        f"pages/{n}"
        for n in (".DS_Store", "empty.txt", "binary.txt", "photo.jpg", "short.txt", "broken.parquet", "other.csv")
    }
    assert told["pages/empty.txt", None] == "the file is empty"
    assert re.fullmatch(
        r"only \d+ words of running text, where a report has at least 25", told["pages/short.txt", None]
    )
    assert "'a', 'b'" in told["pages/other.csv", None]


def test_the_least_words_of_a_report_are_a_setting(tmp_path):
    (tmp_path / "short.txt").write_text("The northern canal closes on Monday.", encoding="utf-8")
    assert read(tmp_path / "short.txt", settings=CleanSettings(least_words=3))[0].num_rows == 1


def test_links_that_turn_in_a_circle_are_followed_once(tmp_path):
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    (folder / "again").symlink_to(folder, target_is_directory=True)
    (folder / "dangling.txt").symlink_to(folder / "nowhere")
    reports, _, skipped = read(folder)
    assert reports.num_rows == 1
    assert reasons(skipped) == {
        ("pages/again", None): "a link to a folder that is read already",
        ("pages/dangling.txt", None): "a link that leads nowhere",
    }


def test_a_path_that_is_not_there_is_told(tmp_path):
    with pytest.raises(InputNotFound, match="nowhere"):
        read_inputs([tmp_path / "nowhere"])


def test_the_same_input_found_twice_is_one_report(tmp_path):
    for name in ("b", "a", "c"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "x.txt").write_text(TEXT, encoding="utf-8")
    one = read(tmp_path / "b", tmp_path / "a", tmp_path / "c")
    two = read(tmp_path / "c", tmp_path / "b", tmp_path / "a")
    assert one[0].column("path").to_pylist() == ["a/x.txt"]
    assert one[0].column("other_paths").to_pylist() == [["b/x.txt", "c/x.txt"]]
    assert one[0].equals(two[0])
    assert one[1].equals(two[1])


def test_the_id_hashes_bytes_outlet_address_and_row_but_not_the_path(tmp_path):
    table = jsonl(
        tmp_path / "t.jsonl", {"id": 7, "text": TEXT, "outlet": "Delta Courier", "url": "https://example.org/a"}
    )
    reports, _, _ = read(table)
    assert reports.column("report_id").to_pylist() == [
        content_id(TEXT.encode(), "Delta Courier", "https://example.org/a", "7")
    ]
    moved = tmp_path / "moved.jsonl"
    table.rename(moved)
    assert read(moved)[0].column("report_id").to_pylist() == reports.column("report_id").to_pylist()


def test_a_table_of_json_lines_is_read_row_by_row(tmp_path):
    table = jsonl(
        tmp_path / "t.jsonl",
        {
            "id": 1,
            "headline": "Canal closes",
            "body": TEXT,
            "source": "www.delta.example",
            "publish_date": "2021-03-04",
            "seen": "2021-03-05T10:00:00Z",
        },
        "{broken",
        {"id": 2, "body": "", "source": "x"},
        [1, 2],
        {"body": OTHER, "source": "Delta TV", "publish_date": None, "seen": "2021-03-06T10:00:00Z"},
    )
    reports, _, skipped = read(table)
    rows = {row["path"]: row for row in reports.to_pylist()}
    first, second = rows["t.jsonl#1"], rows["t.jsonl#row 5"]
    assert (first["title"], first["outlet"]) == ("Canal closes", "delta.example")
    assert (first["published"], first["published_precision"], first["published_from"]) == (
        datetime(2021, 3, 4, tzinfo=UTC),
        "day",
        "table",
    )
    assert second["published"] is None
    assert second["fetched"] == datetime(2021, 3, 6, 10, tzinfo=UTC)
    assert reasons(skipped) == {
        ("t.jsonl", "row 2"): "the line is no JSON",
        ("t.jsonl", "2"): "the row has no text",
        ("t.jsonl", "row 4"): "the line is no JSON object",
    }


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_tables_of_separated_values_are_read(tmp_path, delimiter):
    path = tmp_path / "t.csv"
    with path.open("w", newline="", encoding="utf-8-sig") as target:
        csv.writer(target, delimiter=delimiter).writerows(
            [["Title", "Full Text", "Link"], ["Canal closes", TEXT, "https://www.delta.example/a"]]
        )
    reports, blocks, _ = read(path)
    row = reports.to_pylist()[0]
    assert (row["title"], row["outlet"], row["url"], row["text"]) == (
        "Canal closes",
        "delta.example",
        "https://www.delta.example/a",
        TEXT,
    )
    raw = TEXT.encode()
    for block in blocks.to_pylist():
        assert raw[block["raw_begin"] : block["raw_end"]].decode() == TEXT[block["begin"] : block["end"]]


def test_parquet_tables_and_columns_by_other_names(tmp_path):
    path = tmp_path / "t.parquet"
    pq.write_table(pa.table({"words": [TEXT], "when": [datetime(2021, 3, 4, 9, 30)]}), path)  # noqa: DTZ001
    with pytest.raises(ColumnNotFound, match="'words', 'when'"):
        read_inputs([path])
    reports, _, _ = read(path, columns=Columns(text="words", published="when"))
    assert reports.column("published").to_pylist() == [datetime(2021, 3, 4, 9, 30, tzinfo=UTC)]
    with pytest.raises(ColumnNotFound, match="'missing'"):
        read_inputs([path], Columns(text="missing"))


def test_pages_kept_in_tables_are_read_as_pages(tmp_path):
    page = (
        "<html><body><article><h1>Lock rebuilt</h1>"
        + "".join(f"<p>{p}</p>" for p in TEXT.split("\n\n"))
        + "</article></body></html>"
    )
    reports, blocks, _ = read(jsonl(tmp_path / "t.jsonl", {"html": page}))
    assert reports.column("title").to_pylist() == ["Lock rebuilt"]
    assert [row["kind"] for row in blocks.to_pylist()] == ["title", "body", "body"]


def test_when_a_page_was_fetched_is_never_taken_for_its_date():
    assert "published" not in choose_columns(["text", "seen", "crawled"], Columns())
    assert choose_columns(["text", "crawl date", "date"], Columns())["published"] == "date"


def test_a_page_is_not_published_after_it_was_fetched(tmp_path):
    head = "Canal closes for three weeks\n\nBy Ann Lee\n\n7:20 p.m. ET, March 4, 2021\n\n"
    wrong_zone = {"id": 1, "text": head + TEXT, "fetched": "2021-03-04T21:00:00Z"}
    wrong_day = {"id": 2, "text": head + TEXT, "fetched": "2021-03-01T21:00:00Z"}
    rows = {row["path"]: row for row in read(jsonl(tmp_path / "t.jsonl", wrong_zone, wrong_day))[0].to_pylist()}
    assert rows["t.jsonl#1"]["published_precision"] == "day"
    assert rows["t.jsonl#2"]["published"] is None


def test_later_versions_point_to_the_first(tmp_path):
    rows = [
        {"id": 1, "text": OTHER, "outlet": "D", "url": "https://d.example/a", "fetched": "2021-03-05T10:00:00Z"},
        {"id": 2, "text": TEXT, "outlet": "D", "url": "https://d.example/a", "fetched": "2021-03-04T10:00:00Z"},
        {"id": 3, "text": TEXT, "outlet": "E", "url": "https://d.example/a", "fetched": "2021-03-06T10:00:00Z"},
    ]
    made = {row["path"]: row for row in read(jsonl(tmp_path / "t.jsonl", *rows))[0].to_pylist()}
    assert made["t.jsonl#1"]["version_of"] == made["t.jsonl#2"]["report_id"]
    assert made["t.jsonl#2"]["version_of"] is None
    assert made["t.jsonl#3"]["version_of"] is None


def test_the_kernel_can_be_sent_to_another_process():
    assert pickle.loads(pickle.dumps(clean_batch)) is clean_batch


def test_nothing_gives_empty_tables():
    assert clean_batch(INPUTS.empty_table()).schema == CLEANED
    reports, blocks, skipped, _ = report_tables(CLEANED.empty_table())
    assert (reports.num_rows, blocks.num_rows, skipped.num_rows) == (0, 0, 0)
    assert read_inputs([])[0].schema == INPUTS


@pytest.mark.parametrize(
    ("cell", "when", "precision"),
    [
        (date(2021, 3, 4), datetime(2021, 3, 4, tzinfo=UTC), "day"),
        (datetime(2021, 3, 4), datetime(2021, 3, 4, tzinfo=UTC), "day"),  # noqa: DTZ001
        ("2021-03-04T09:30:00", datetime(2021, 3, 4, 9, 30, tzinfo=UTC), "minute"),
        ("2021-03-04T09:30:00+02:00", datetime(2021, 3, 4, 7, 30, tzinfo=UTC), "minute"),
        ("Thu Mar 4, 2021 5:46pm EST", datetime(2021, 3, 4, 22, 46, tzinfo=UTC), "minute"),
        ("March 4, 2021", datetime(2021, 3, 4, tzinfo=UTC), "day"),
    ],
)
def test_cells_are_read_as_moments(cell, when, precision):
    assert read_table_moment(cell) == (when, precision)


@pytest.mark.parametrize("cell", [None, "", "soon", 5, "10/11/2021"])
def test_cells_that_are_no_moments_are_none(cell):
    assert read_table_moment(cell) is None


def test_a_single_file_keeps_its_own_name_only(tmp_path):
    path = Path(tmp_path) / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    assert read(path)[0].column("path").to_pylist() == ["a.txt"]


@pytest.mark.parametrize(
    ("head", "address", "day"),
    [
        ("<!-- saved from url=(0044)https://www.bay.example/2023/05/04/lock.html -->\n", "bay.example", "2023-05-04"),
        (
            "<!--\n Page saved with SingleFile \n url: https://bay.example/news/lock \n saved date: Thu May 04 2023\n-->\n",
            "bay.example",
            None,
        ),
        ("", None, None),
    ],
)
def test_a_page_that_a_browser_saved_says_where_it_is_from(tmp_path, head, address, day):
    page = "".join(f"<p>{part}</p>" for part in TEXT.split("\n\n"))
    (tmp_path / "a.html").write_text(f"{head}<html><body><h1>Lock rebuilt</h1>{page}</body></html>", encoding="utf-8")
    (row,) = read(tmp_path)[0].to_pylist()
    assert row["outlet"] == address
    assert (row["published"] and row["published"].date().isoformat()) == day
    assert row["published_from"] == ("address" if day else None)


@pytest.mark.parametrize("url", ["https://a.example/2023/13/04/x", "https://a.example/2023/05/04/to/2023/06/04", None])
def test_an_address_without_one_day_dates_nothing(tmp_path, url):
    jsonl(tmp_path / "a.jsonl", {"text": TEXT, "url": url})
    assert read(tmp_path / "a.jsonl")[0].column("published").to_pylist() == [None]


@pytest.mark.parametrize(
    ("name", "says"),
    [("a.docx", "save it as text (.txt)"), ("a.xlsx", "save it as a table (.csv"), ("README", "without an ending")],
)
def test_what_is_not_read_is_told_with_what_to_do(tmp_path, name, says):
    (tmp_path / name).write_bytes(b"PK")
    ((_, reason),) = reasons(read(tmp_path)[2]).items()
    assert says in reason
