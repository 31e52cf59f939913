"""A case that grows, and one that is read until a stage: the same bytes as all at once, and nothing done twice."""

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from stemma import read, schema
from stemma.cli import main
from stemma.demo import demo_folder
from stemma.errors import UsageError
from stemma.pipeline import STAGES
from stemma.settings import CleanSettings, Settings

PILE = {
    "mill.txt": (
        "The Lower Courier\n\nOld mill to grind again\n\n3 March 2022\n\n"
        "The old mill by the weir will grind again from April, the council said on Thursday.\n\n"
        "“We have found a stone that fits,” said Marta Ilvesen, who leads the works.\n\n"
        "The wheel had stood still for eleven years, and most of those who came had never heard it turn.\n"
    ),
    "mill-again.txt": (
        "Weir and Valley\n\nMill by the weir to turn\n\n4 March 2022\n\n"
        "The old mill by the weir will grind again from April, the council said on Thursday.\n\n"
        "“We have found a stone that fits,” said Marta Ilvesen, who leads the works.\n\n"
        "Nobody could say what a sack of flour would cost.\n"
    ),
    "bridge.txt": (
        "Weir and Valley\n\nFootbridge shut after flood\n\n9 March 2022\n\n"
        "The footbridge at the lower ford was shut on Wednesday after the flood carried off two of its planks.\n\n"
        "Walkers must go round by the mill until the county has found the money.\n"
    ),
}


@pytest.fixture
def pile(tmp_path):
    folder = tmp_path / "pile"
    folder.mkdir()
    for name, text in PILE.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def tables_of(case) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in case.state.glob("*.parquet")}


def put(folder: Path, files) -> Path:
    """A folder with just these files."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for path in files:
        shutil.copy(path, folder)
    return folder


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 0, 1)])
def test_a_case_read_in_portions_in_any_order_is_the_case_read_at_once(tmp_path, demo_case, order):
    files = sorted(path for path in demo_folder().iterdir() if path.is_file())
    for part in order:
        folder = put(tmp_path / demo_folder().name, files[part::3])
        grown = read(folder, tmp_path / "grown.stemma", processes=1)
    assert tables_of(grown) == tables_of(demo_case)
    assert grown.manifest["state"] == demo_case.manifest["state"]


def test_rows_of_one_table_read_in_portions_are_the_table_read_at_once(tmp_path):
    rows = [json.dumps({"id": name, "title": None, "text": text}) + "\n" for name, text in PILE.items()]
    table = tmp_path / "rows.jsonl"
    for portion in (rows[1:], rows[:2], rows[2:]):
        table.write_text("".join(portion), encoding="utf-8")
        grown = read(table, tmp_path / "grown.stemma", processes=1)
    table.write_text("".join(rows), encoding="utf-8")
    assert tables_of(grown) == tables_of(read(table, tmp_path / "whole.stemma", processes=1))


def test_only_what_is_new_is_cleaned_and_cut(tmp_path, pile):
    first = read([pile / "bridge.txt", pile / "mill-again.txt"], tmp_path / "a.stemma", processes=1)
    parts = {path.name: path.stat().st_ino for path in (first.state / "cleaned").glob("part-*")}
    calls = []
    grown = read(pile / "mill.txt", first.folder, processes=1, tell=calls.append)
    assert grown.table("reports").num_rows == 3
    assert [call[3:] for call in calls if call.stage in (1, 2) and call.total] == [(1, 2), (2, 2)] * 2
    for dataset in ("cleaned", "cut", "inputs"):
        assert len(list((grown.state / dataset).glob("part-*"))) == 2
    assert parts == {name: (grown.state / "cleaned" / name).stat().st_ino for name in parts}


def test_other_settings_of_cleaning_clean_all_anew(tmp_path, pile):
    read(pile / "mill.txt", tmp_path / "a.stemma", processes=1, until="trace")
    strict = Settings(clean=CleanSettings(least_words=40))
    grown = read(pile, tmp_path / "a.stemma", processes=1, settings=strict, until="trace")
    whole = read(pile / "mill.txt", tmp_path / "b.stemma", processes=1, settings=strict, until="trace")
    whole = read(pile, whole.folder, processes=1, settings=strict, until="trace")
    assert grown.table("reports").num_rows < 4
    assert tables_of(grown) == tables_of(whole)


def test_a_case_read_until_the_first_stage_is_whole(tmp_path, pile):
    stopped = read(pile, tmp_path / "a.stemma", processes=1, until="clean")
    assert stopped.table("reports").num_rows == 3
    assert not stopped.table("reuse").num_rows
    traced = read(pile, tmp_path / "a.stemma", processes=1, until="trace")
    assert tables_of(traced) == tables_of(read(pile, tmp_path / "b.stemma", processes=1, until="trace"))


def test_a_case_read_until_a_stage_is_whole_and_goes_on_from_there(tmp_path, pile):
    stopped = read(pile, tmp_path / "a.stemma", processes=1, until="trace")
    assert stopped.table("reuse").num_rows
    later = set(schema.SCHEMAS) - {"reports", "blocks", "skipped", "reuse"}
    assert all(stopped.table(name).equals(schema.empty(name)) for name in later)
    assert stopped.search("weir").num_rows == 3
    assert stopped.export(tmp_path / "out").is_dir()
    for command in ("stories", "claims", "names", "report"):  # what is empty for now must not be shown as nothing
        done = CliRunner().invoke(main, [command, str(stopped.folder)])
        assert done.exit_code == 2
        assert "was read until the stage 'trace' only" in done.output
    calls = []
    finished = read(pile, tmp_path / "a.stemma", processes=1, tell=calls.append)
    assert not any(call.total for call in calls if call.stage in (1, 2, 3))
    assert (finished.state / "reuse.parquet").samefile(stopped.state / "reuse.parquet")
    assert tables_of(finished) == tables_of(read(pile, tmp_path / "b.stemma", processes=1))


def test_a_case_that_has_come_farther_stays_as_it_is(tmp_path, pile):
    whole = read(pile, tmp_path / "a.stemma", processes=1)
    assert read(pile, tmp_path / "a.stemma", processes=1, until="group").manifest == whole.manifest


def test_sentences_that_were_parsed_are_kept_while_a_case_grows_until_an_earlier_stage(tmp_path, pile):
    whole = read(pile / "mill.txt", tmp_path / "a.stemma", processes=1)
    parsed = (whole.state / "parses.parquet").read_bytes()
    grown = read(pile / "bridge.txt", tmp_path / "a.stemma", processes=1, until="trace")
    assert grown.manifest["until"] == "trace"
    assert (grown.state / "parses.parquet").read_bytes() == parsed


def test_a_correction_leaves_the_case_where_it_stopped(tmp_path, pile):
    stopped = read(pile / "mill.txt", tmp_path / "a.stemma", processes=1, until="trace")
    mended = stopped.correct("mill.txt", outlet="The Upper Courier")
    assert mended.table("reports")["outlet"].to_pylist() == ["The Upper Courier"]
    assert mended.manifest["until"] == "trace"
    assert mended.search("upper").num_rows == 1
    undone = mended.undo()
    assert tables_of(undone) == tables_of(stopped)
    assert undone.search("upper").num_rows == 0


def test_a_stage_that_is_not_there_is_refused_with_those_that_are(tmp_path, pile):
    with pytest.raises(UsageError, match=r"no stage 'tracing'; there are clean, segment, trace, .*habits"):
        read(pile, tmp_path / "a.stemma", until="tracing")
    done = CliRunner().invoke(main, ["read", str(pile), "--case", str(tmp_path / "a.stemma"), "--until", "tracing"])
    assert done.exit_code == 2
    assert "clean, segment, trace" in done.output
    assert not (tmp_path / "a.stemma").exists()


def test_the_command_line_stops_where_it_is_told(tmp_path, pile):
    command = ["read", str(pile), "--case", str(tmp_path / "a.stemma"), "--processes", "1", "--until", "segment"]
    done = CliRunner().invoke(main, command)
    assert done.exit_code == 0
    assert "3 reports, read until segment" in done.output
    assert "stemma export" in done.output


def test_no_two_stages_give_or_keep_a_dataset_of_one_name():
    names = [name for stage in STAGES for name in (*stage.gives, *stage.keeps)]
    assert len(names) == len(set(names))


def test_an_input_found_again_later_under_an_earlier_path_is_the_one_report_it_is_at_once(tmp_path, pile):
    shutil.copy(pile / "mill.txt", pile / "a-copy.txt")
    read(pile / "mill.txt", tmp_path / "grown.stemma", processes=1, until="trace")
    grown = read(pile / "a-copy.txt", tmp_path / "grown.stemma", processes=1, until="trace")
    both = [pile / "a-copy.txt", pile / "mill.txt"]
    assert tables_of(grown) == tables_of(read(both, tmp_path / "whole.stemma", processes=1, until="trace"))
    (row,) = grown.table("reports").to_pylist()
    assert (row["path"], row["other_paths"]) == ("a-copy.txt", ["mill.txt"])
