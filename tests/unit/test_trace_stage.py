"""Tracing a case through an engine gives what tracing the same reports in memory gives, however the case grew."""

import random

import pytest

import stemma
from babble import babble, prose
from stemma.reports import from_tables
from stemma.settings import Settings, TraceSettings
from stemma.trace import find_reuse

MOST = Settings(trace=TraceSettings(most_reports=6))  # n-grams of more reports than this join nothing


def pile(count, seed):
    """Reports that copy from each other, some word for word, and carry lines that several or all have."""
    chance = random.Random(seed)
    sources = [babble(f"{seed} source {n}", 120) for n in range(3)]
    lines = [babble(f"line {n}", 16) for n in range(4)]
    made = []
    for number in range(count):
        own = babble(f"{seed} own {number}", 60)
        source = chance.choice(sources)
        begin = chance.randrange(0, 80)
        copied = [word for word in source[begin : begin + 40] if chance.random() > 0.05]
        parts = [own[:30], copied, own[30:], *(line for line in lines if chance.random() < 0.4)]
        if chance.random() < 0.2:
            parts = [source]
        if chance.random() < 0.2:
            parts.append(["na"] * 70)
        chance.shuffle(parts)
        made.append("\n".join(prose(part) for part in parts))
    return made


def write(folder, texts, first=0):
    folder.mkdir()
    for number, text in enumerate(texts, start=first):
        (folder / f"outlet{number % 4}-{number:03}.txt").write_text(text)
    return folder


def traced(case):
    """The case's table, held against what is found in its reports in memory."""
    found = case.table("reuse")
    reports = from_tables(case.table("reports"), case.table("blocks"))
    assert found.equals(find_reuse(reports, settings=MOST.trace).sort_by("reuse_id"))
    return found


@pytest.mark.parametrize("processes", [1, 2])
def test_a_case_is_traced_as_its_reports_are(tmp_path, processes):
    folder = write(tmp_path / "all", pile(18, 1))
    case = stemma.read(folder, tmp_path / "a.stemma", settings=MOST, processes=processes, until="trace")
    table = traced(case)
    assert set(table["kind"].to_pylist()) == {"text", "standing"}


@pytest.mark.parametrize("seed", range(6))
def test_a_case_that_grows_is_traced_as_if_it_had_been_read_at_once(tmp_path, seed):
    # The lines are in too many reports only once the case has grown, and the first to have them changes.
    texts = pile(22, seed)
    cut = 6 + seed
    write(tmp_path / "one", texts[:cut])
    write(tmp_path / "two", texts[cut : cut + 9], cut)
    write(tmp_path / "three", texts[cut + 9 :], cut + 9)
    for name in ("one", "two", "three"):
        case = stemma.read(tmp_path / name, tmp_path / "a.stemma", settings=MOST, processes=1, until="trace")
        table = traced(case)
    assert table.num_rows > 30


def test_a_passage_with_a_report_that_lacks_a_line_turns_standing_when_the_line_does(tmp_path):
    # Two reports share the beginning and the end of a line; the middle of the one stands in too many reports at once, that
    # of the other only when more are read.
    begin, one, other, end = (babble(part, size) for part, size in (("begin", 9), ("one", 6), ("other", 6), ("end", 9)))
    texts = [
        prose(
            [
                *babble(f"own {n}", 50),
                *(begin if n < 12 else []),
                *middle,
                *(end if n in (0, 9) else babble(f"end {n}", 9)),
            ]
        )
        for n, middle in enumerate([one] * 8 + [other] * 9)
    ]
    write(tmp_path / "one", texts[:12])
    write(tmp_path / "two", texts[12:], 12)
    kinds = []
    for name in ("one", "two"):
        case = stemma.read(tmp_path / name, tmp_path / "a.stemma", settings=MOST, processes=1, until="trace")
        reports = case.table("reports")
        names = [path.rpartition("/")[2] for path in reports["path"].to_pylist()]
        ids = dict(zip(names, reports["report_id"].to_pylist(), strict=True))
        pair = {ids["outlet0-000.txt"], ids["outlet1-009.txt"]}
        kinds.append({row["kind"] for row in traced(case).to_pylist() if {row["a_report"], row["b_report"]} == pair})
    assert kinds == [{"text"}, {"standing"}]


def test_a_stranger_read_into_a_case_changes_no_row(tmp_path):
    texts = pile(12, 7)
    write(tmp_path / "one", texts)
    write(tmp_path / "two", [prose(babble("stranger", 90))], 12)
    before = stemma.read(tmp_path / "one", tmp_path / "a.stemma", processes=1, until="trace")
    rows = before.table("reuse")
    after = stemma.read(tmp_path / "two", tmp_path / "a.stemma", processes=1, until="trace")
    assert after.table("reports").num_rows == 13
    assert after.table("reuse").equals(rows)
