"""A case: the same bytes whatever the order or the processes, nothing half-written, corrections and their undoing."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from stemma import open_case, read, schema
from stemma.case import MANIFEST, locked
from stemma.errors import CaseBusy, CaseError, CaseTooNew, InputNotFound, NotACase, NothingToDo, UnknownName, UsageError

PILE = {
    "ferry-one.txt": (
        "The Harbour Letter\n\nFerry line to close in June, company says\n\n4 May 2021\n\n"
        "The northern ferry line will close in June after ninety years, its owners said on Tuesday.\n\n"
        "“Too few people cross to pay for the fuel, let alone for the paint,” said Oda Brannick, who runs the company.\n\n"
        "The last boat will leave from the old quay at noon on 30 June with a band on board.\n"
    ),
    "ferry-two.txt": (
        "Coast and Country\n\nOwners to end northern ferry line\n\n5 May 2021\n\n"
        "The northern ferry line will close in June after ninety years, its owners said on Tuesday.\n\n"
        "“Too few people cross to pay for the fuel,” said Oda Brannick, who runs the company.\n\n"
        "Islanders said they would ask the county for a smaller boat.\n"
    ),
    "choir.md": (
        "# Choir wins a prize\n\nThe choir of the lower town won the autumn prize on Sunday, the jury announced.\n\n"
        "It sang three songs that nobody in the hall had heard before, and one that everybody had.\n"
    ),
}


@pytest.fixture
def pile(tmp_path):
    folder = tmp_path / "pile"
    folder.mkdir()
    for name, text in PILE.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def files_of(case) -> dict[str, bytes]:
    state = case.folder / "states" / case.manifest["state"]
    return {path.name: path.read_bytes() for path in state.glob("*.parquet")}


def test_every_table_of_the_contract_is_there(demo_case):
    for name, columns in schema.SCHEMAS.items():
        assert demo_case.table(name).schema.equals(columns), name


def test_every_table_is_filled_from_the_demo(demo_case):
    may_be_empty = {"habits", "skipped"}
    empty = {name for name in schema.SCHEMAS if not demo_case.table(name).num_rows}
    assert empty <= may_be_empty


def test_the_order_of_the_files_does_not_show(tmp_path, pile):
    paths = sorted(pile.iterdir())
    one = read(paths, tmp_path / "one.stemma", processes=1)
    other = read(paths[::-1], tmp_path / "other.stemma", processes=1)
    assert files_of(one) == files_of(other)
    assert one.manifest["state"] == other.manifest["state"]


def test_the_number_of_processes_does_not_show(tmp_path, demo_case):
    from stemma.demo import demo_folder

    other = read(demo_folder(), tmp_path / "other.stemma", processes=2)
    assert files_of(demo_case) == files_of(other)


def test_no_path_of_the_machine_is_in_any_table(tmp_path, pile):
    case = read(pile, tmp_path / "a.stemma", processes=1)
    inside = [name for name in schema.SCHEMAS if str(tmp_path) in json.dumps(case.table(name).to_pylist(), default=str)]
    assert not inside


def test_a_case_grows_and_is_the_case_of_all_files_at_once(tmp_path, pile):
    paths = sorted(pile.iterdir())
    read(paths[:2], tmp_path / "grown.stemma", processes=1)
    grown = read(paths[2:], tmp_path / "grown.stemma", processes=1)
    whole = read(paths, tmp_path / "whole.stemma", processes=1)
    assert files_of(grown) == files_of(whole)


def test_reading_the_same_files_again_changes_nothing(tmp_path, pile):
    first = read(pile, tmp_path / "a.stemma", processes=1)
    before = (first.folder / MANIFEST).read_bytes()
    read(pile, tmp_path / "a.stemma", processes=1)
    assert (first.folder / MANIFEST).read_bytes() == before


READ = [sys.executable, "-m", "stemma", "read"]


def stop_after(lines: int, folder: Path, case: Path) -> None:
    """Start a run and kill it once it has said so many lines of progress."""
    command = [*READ, str(folder), "--case", str(case), "--processes", "1"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True) as run:
        for _ in range(lines):
            assert run.stderr.readline()
        run.kill()


@pytest.mark.parametrize("lines", [1, 4, 8, 13])
def test_a_killed_run_leaves_the_case_as_it_was_and_the_next_finishes_it(tmp_path, pile, lines):
    place = tmp_path / "a.stemma"
    before = read(pile / "choir.md", place, processes=1)
    manifest, files = (place / MANIFEST).read_bytes(), files_of(before)
    stop_after(lines, pile, place)
    assert (place / MANIFEST).read_bytes() == manifest
    assert files_of(open_case(place)) == files
    finished = read([pile / "choir.md", pile], place, processes=1)
    whole = read([pile / "choir.md", pile], tmp_path / "whole.stemma", processes=1)
    assert files_of(finished) == files_of(whole)
    assert not (place / "work").exists()


def test_a_first_run_that_was_killed_is_no_case_and_says_what_to_do(tmp_path, pile):
    stop_after(4, pile, tmp_path / "a.stemma")
    with pytest.raises(NotACase, match="never finished"):
        open_case(tmp_path / "a.stemma")


def test_two_runs_do_not_write_one_case(tmp_path, pile):
    place = tmp_path / "a.stemma"
    place.mkdir()
    with locked(place), pytest.raises(CaseBusy):
        read(pile, place, processes=1)


def test_a_reader_keeps_its_state_while_the_case_grows(tmp_path, pile):
    place = tmp_path / "a.stemma"
    early = read(pile / "choir.md", place, processes=1)
    read(pile, place, processes=1)
    assert early.table("reports").num_rows == 1
    assert open_case(place).table("reports").num_rows == 3


def test_corrections_hold_and_can_be_taken_back(tmp_path, pile):
    case = read(pile, tmp_path / "a.stemma", processes=1)
    row = next(r for r in case.table("reports").to_pylist() if r["path"].endswith("choir.md"))
    mended = case.correct(row["report_id"], outlet="The Evening Bell", published="2021-10-04")
    found = next(r for r in mended.table("reports").to_pylist() if r["report_id"] == row["report_id"])
    assert (found["outlet"], found["published_from"]) == ("The Evening Bell", "correction")
    assert found["published"].date().isoformat() == "2021-10-04"
    again = mended.undo().undo()
    assert files_of(again) == files_of(case)
    with pytest.raises(NothingToDo):
        again.undo()


@pytest.mark.parametrize(("field", "value"), [("text", "x"), ("published", "yesterday")])
def test_a_correction_that_cannot_be_is_refused(tmp_path, pile, field, value):
    case = read(pile, tmp_path / "a.stemma", processes=1)
    with pytest.raises(UsageError):
        case.correct(case.table("reports").to_pylist()[0]["report_id"], **{field: value})
    assert not (case.folder / "corrections.jsonl").exists()


def test_what_is_wrong_is_said(tmp_path, pile):
    with pytest.raises(InputNotFound, match="nowhere"):
        read(tmp_path / "nowhere", tmp_path / "a.stemma")
    with pytest.raises(NotACase, match="not a case"):
        open_case(pile)
    (tmp_path / "empty").mkdir()
    with pytest.raises(NothingToDo):
        read(tmp_path / "empty", tmp_path / "b.stemma")
    case = read(pile / "choir.md", tmp_path / "c.stemma", processes=1)
    with pytest.raises(UnknownName, match="no table"):
        case.table("tables")
    with pytest.raises(UnknownName, match="no story"):
        case.story("nothing")


def test_damaged_and_newer_manifests_are_told_apart(tmp_path, pile):
    case = read(pile / "choir.md", tmp_path / "a.stemma", processes=1)
    manifest = case.folder / MANIFEST
    whole = manifest.read_text(encoding="utf-8")
    manifest.write_text(whole[:40], encoding="utf-8")
    with pytest.raises(CaseError, match="damaged"):
        open_case(case.folder)
    manifest.write_text(whole.replace('"format": 1', '"format": 99'), encoding="utf-8")
    with pytest.raises(CaseTooNew):
        open_case(case.folder)


def test_what_is_no_report_is_skipped_with_its_reason_and_the_run_goes_on(tmp_path, pile):
    (pile / "empty.txt").write_bytes(b"")
    (pile / "noise.txt").write_bytes(bytes(range(256)) * 20)
    (pile / "sums.xlsx").write_bytes(b"PK\x03\x04")
    (pile / "rows.jsonl").write_text('{"text": "Too short."}\nnot json\n', encoding="utf-8")
    case = read(pile, tmp_path / "a.stemma", processes=1)
    skipped = case.table("skipped").to_pylist()
    assert {row["path"].rsplit("/", 1)[-1] for row in skipped} == {"empty.txt", "noise.txt", "sums.xlsx", "rows.jsonl"}
    assert len(skipped) == 5
    assert all(row["reason"] for row in skipped)
    assert case.table("reports").num_rows == 3


def test_the_same_input_found_twice_is_one_report(tmp_path, pile):
    shutil.copy(pile / "choir.md", pile / "zchoir.md")
    reports = read(pile, tmp_path / "a.stemma", processes=1).table("reports").to_pylist()
    twice = [row for row in reports if row["other_paths"]]
    assert len(reports) == 3
    assert [(row["path"], row["other_paths"]) for row in twice] == [("pile/choir.md", ["pile/zchoir.md"])]
