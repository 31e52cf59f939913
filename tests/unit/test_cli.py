"""The command line: what it prints fits 80 columns, errors are plain, exit codes are 0, 1 and 2."""

import json
import shutil

import pytest
from click.testing import CliRunner
from page_made import rows_of_reports, rows_of_words, write_case

from stemma import open_case, read
from stemma.cli import main, tell_skipped
from stemma.page import render_case


@pytest.fixture(scope="module")
def case(demo_case, tmp_path_factory):
    """A copy of the demo's case that commands may write beside."""
    place = tmp_path_factory.mktemp("cli") / "demo.stemma"
    shutil.copytree(demo_case.folder, place)
    return place


def run(*words: object):
    return CliRunner().invoke(main, [str(word) for word in words])


@pytest.mark.parametrize(
    "words",
    [
        ("stories",),
        ("story", "1"),
        ("story", "1", "--tree"),
        ("claims",),
        ("claims", "--all"),
        ("claims", "--without", "1.1", "--without", "1.2"),
        ("names",),
        ("outlets",),
        ("outlets", "inland"),
        ("search", "ferry"),
    ],
)
def test_what_is_printed_fits_80_columns(case, words):
    done = run(words[0], case, *words[1:])
    assert done.exit_code == 0, done.output
    assert done.output.strip()
    assert max(len(line) for line in done.output.splitlines()) <= 80


@pytest.mark.parametrize(
    "command", [("stories",), ("story", "1"), ("claims",), ("names",), ("outlets",), ("search", "ferry")]
)
def test_json_stands_beside_every_table(case, command):
    done = run(command[0], case, *command[1:], "--json")
    assert done.exit_code == 0
    assert json.loads(done.output)


def test_stories_have_their_numbers_in_json_too(case):
    rows = json.loads(run("stories", case, "--json").output)
    assert [row["number"] for row in rows] == list(range(1, len(rows) + 1))
    assert json.loads(run("story", case, "2", "--json").output)["stories"][0]["story_id"] == rows[1]["story_id"]


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("stories", "no-such.stemma"), 2, "is not a case"),
        (("read", "no-such-file.txt"), 2, "no-such-file.txt is not there"),
        (("read",), 2, "Missing argument"),
        (("story", "CASE", "999"), 2, "there is no story 999: the last one is"),
        (("search", "CASE", "--", "-"), 2, "nothing to search for"),
        (("search", "CASE", "xylophonist"), 1, "No report has all"),
        (("outlets", "CASE", "xylophonist"), 1, "No outlet goes by"),
        (("claims", "CASE", "--without", "1.99"), 2, "there is no step"),
        (("claims", "CASE", "--owner", "Tidewatch"), 2, "write OUTLET=OWNER"),
        (("export", "CASE", "CASE"), 2, "is a case"),
        (("correct", "CASE"), 2, "say which report"),
        (("correct", "CASE", "nothing", "--outlet", "X"), 2, "no report of the case"),
        (("correct", "CASE", "nothing", "--outlet", "X"), 2, "give the name of its file, its path or its id, as "),
        (("correct", "CASE", "--undo", "--outlet", "X"), 2, "--undo stands alone"),
        (("correct", "CASE", "--same", "Harsk"), 2, "give a second name"),
        (("correct", "CASE", "--apart", "Harsk", "harsk"), 2, "two names"),
        (("correct", "CASE", "--names", "no-such.csv"), 2, "there is no no-such.csv"),
        (("correct", "CASE", "--undo"), 1, "no correction to take back"),
        (("fetch",), 2, "No such command"),
    ],
)
def test_errors_say_what_was_wrong_and_their_exit_codes_what_kind(case, words, code, says):
    done = run(*(case if word == "CASE" else word for word in words))
    assert done.exit_code == code
    assert says in done.output
    assert "Traceback" not in done.output


def test_a_denial_that_may_be_of_something_else_is_told_so(tmp_path):
    rows = rows_of_reports() | rows_of_words()
    rows["replies"] = [row | {"confidence": 0.45} for row in rows["replies"]]
    made = write_case(tmp_path / "bridge.stemma", rows)
    said = " ".join(run("claims", made.folder).output.replace("│", " ").split())
    assert "(perhaps denied by “The ferrymen”)" in said


def test_who_surely_denies_a_claim_is_not_told_to_deny_it_perhaps_too(tmp_path):
    rows = rows_of_reports() | rows_of_words()
    rows["replies"] = [row | {"confidence": one} for row in rows["replies"] for one in (None, 0.45)]
    made = write_case(tmp_path / "bridge.stemma", rows)
    said = " ".join(run("claims", made.folder).output.replace("│", " ").split())
    assert "(denied by “The ferrymen”)" in said
    assert "perhaps" not in said


def test_a_claim_says_every_kind_of_reply_that_it_has(tmp_path):
    rows = rows_of_reports() | rows_of_words()
    rows["replies"].append({"claim_id": "c1", "attribution_id": "a-no", "kind": "confirms"})
    made = write_case(tmp_path / "bridge.stemma", rows)
    said = " ".join(run("claims", made.folder).output.split())
    assert "(denied by “The ferrymen”; confirmed by “The ferrymen”)" in " ".join(said.replace("│", " ").split())


def test_reading_says_what_was_made_and_what_was_skipped(tmp_path):
    (tmp_path / "pile").mkdir()
    text = (
        "Mill reopens\n\nThe old mill at the lower bridge reopened on Saturday with bread for everyone, its keeper said.\n\n"
        "The wheel had stood still for eleven years, and most of those who came had never heard it turn.\n"
    )
    (tmp_path / "pile" / "mill.txt").write_text(text, encoding="utf-8")
    (tmp_path / "pile" / "photo.png").write_bytes(b"\x89PNG")
    done = run("read", tmp_path / "pile", "--case", tmp_path / "a.stemma", "--processes", "1")
    assert done.exit_code == 1
    assert "1 report in 1 story" in done.output
    assert "skipped pile/photo.png" in done.output
    assert "Not known: the day of 1 report and the outlet of 1 report." in done.output


@pytest.mark.parametrize("form", ["parquet", "csv", "jsonl"])
def test_export_writes_every_table_and_the_tree(case, tmp_path, form):
    from stemma import schema

    done = run("export", case, tmp_path / "out", "--format", form)
    assert done.exit_code == 0, done.output
    assert {path.stem for path in (tmp_path / "out").glob(f"*.{form}")} == set(schema.SCHEMAS)
    assert list((tmp_path / "out").glob("stories/*/stemma.graphml"))
    assert list((tmp_path / "out").glob("stories/*/stemma.gexf"))
    assert list((tmp_path / "out").glob("stories/*/collation.tei.xml"))


def test_the_report_is_one_file(case, tmp_path):
    done = run("report", case, "-o", tmp_path / "page.html")
    assert done.exit_code == 0
    assert (tmp_path / "page.html").read_text(encoding="utf-8")[:40].lower().startswith("<!doctype html>")


def test_the_demo_runs_and_says_where_its_report_is(tmp_path):
    done = run("demo", "--folder", tmp_path / "demo", "--processes", "1")
    assert done.exit_code == 0, done.output
    assert f"The report is at {(tmp_path / 'demo' / 'demo.html').resolve()}" in done.output
    assert (tmp_path / "demo" / "demo.html").exists()


def test_what_a_report_says_cannot_colour_the_terminal_or_turn_the_line(tmp_path):
    text = "The ferry \x1b[31mran aground\x1b[0m off Northport \u202eon Monday\u202c, and nobody was hurt, the harbour \x9b2Jmaster said. "
    (tmp_path / "a.txt").write_text(text * 4, encoding="utf-8")
    read(tmp_path / "a.txt", tmp_path / "a.stemma", processes=1, until="clean")
    done = CliRunner().invoke(main, ["search", str(tmp_path / "a.stemma"), "aground"])
    assert "aground" in done.output
    assert not set("\x1b\x9b\u202e\u202c") & set(done.output)


def test_many_files_skipped_for_one_reason_are_told_in_one_line():
    rows = [{"path": f"p/{n}.docx", "member": None, "reason": "not read"} for n in range(5)]
    rows.append({"path": "p/t.csv", "member": "row 2", "reason": "the row has no text"})
    first, second, last = tell_skipped(rows, "p.stemma")
    assert first == "skipped p/0.docx, p/1.docx, p/2.docx and 2 more: not read"
    assert second == "skipped p/t.csv (row 2): the row has no text"
    assert "stemma export p.stemma" in last
    assert len(tell_skipped(rows[:2], "p.stemma")) == 2


def test_a_name_that_no_report_has_is_told(case, tmp_path):
    place = tmp_path / "a.stemma"
    shutil.copytree(case, place)
    known = open_case(place).table("names").column("name")[0].as_py()
    done = run("correct", place, "--same", "Xylophonist", "--same", known)
    assert done.exit_code == 0, done.output
    assert "'Xylophonist' stands in no report" in done.output
    assert done.output.count("stands in no report") == 1
    done = run("correct", place, "--undo")
    assert f"Taken back: that 'Xylophonist' and {known!r} are one thing." in done.output


def test_a_report_is_corrected_by_the_name_of_its_file(case, tmp_path):
    place = tmp_path / "a.stemma"
    shutil.copytree(case, place)
    path = open_case(case).table("reports").column("path")[0].as_py()
    for name in (path, path.rsplit("/", 1)[-1], f"./{path}", f"/somewhere/{path}"):
        assert run("correct", place, name, "--outlet", "Tidewatch").exit_code == 0


def test_claims_that_are_answered_come_first_and_then_as_the_report_has_them(case):
    rows = json.loads(run("claims", case, "--json").output)
    table = [line for line in run("claims", case).output.splitlines() if line.strip()]
    most = max(row["reports"] for row in rows)
    answered = {row["claim_id"] for row in open_case(case).table("replies").to_pylist()}
    if any(row["claim_id"] in answered for row in rows if row["reports"] == most):
        first = next(i for i, line in enumerate(table) if line.split()[0] == str(most))
        after = next((i for i, line in enumerate(table) if i > first and line.split()[0].isdigit()), len(table))
        assert any(word in " ".join(table[first:after]) for word in ("denied", "confirmed", "no comment"))


def test_a_refusal_that_does_not_say_on_what_is_told_as_a_guess(tmp_path):
    text = (
        "Lock to be rebuilt\n\n4 May 2021\n\n“The old lock will be shut for a year,” the harbour master, Ida Moll, said on Monday.\n\n"
        "The mayor, Petra Solin, declined to comment.\n\nThe lock was built ninety years ago of oak and of stone from the hills.\n"
    )
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    made = read(tmp_path / "a.txt", tmp_path / "a.stemma", processes=1)
    assert made.table("replies").num_rows == 1
    assert "perhaps no comment on it from Petra Solin" in " ".join(run("claims", made.folder).output.split())
    assert (
        "No comment from Petra Solin"
        not in render_case(made).split('id="contents"')[0].split("What this shows")[-1][:2000]
    )
