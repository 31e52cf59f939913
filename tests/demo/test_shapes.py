"""What a make-believe system would fail: a stranger changes nothing, and names are only names."""

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from scoring import Held

from stemma import read
from stemma.demo import demo_folder
from stemma.settings import AttributeSettings, Settings

HERE = Path(__file__).parent
RENAMING = json.loads((HERE / "renaming.json").read_text(encoding="utf-8"))
TRUTH = json.loads((HERE / "truth.json").read_text(encoding="utf-8"))
STRANGER = "clip-0910.txt"


def rename(text: str) -> str:
    """Every invented proper name replaced by another, whole words, longest first, in one pass."""
    keys = sorted(RENAMING, key=len, reverse=True)
    return re.sub(
        rf"(?<![A-Za-z])(?:{'|'.join(map(re.escape, keys))})(?![A-Za-z])", lambda m: RENAMING[m.group()], text
    )


def renamed_file(path: Path) -> str:
    """A file under other names; in a table the cells are renamed, not their escapes."""
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".jsonl":
        return rename(text)
    rows = [
        {key: rename(str(cell)) for key, cell in json.loads(line).items()} for line in text.splitlines() if line.strip()
    ]
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


@pytest.fixture(scope="module")
def renamed_folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("renamed") / "reports"
    folder.mkdir()
    for path in demo_folder().iterdir():
        if path.is_file() and path.suffix in {".txt", ".html", ".jsonl"}:
            (folder / path.name).write_text(renamed_file(path), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def renamed(renamed_folder):
    return read(renamed_folder, renamed_folder.parent / "renamed.stemma", processes=1)


@pytest.fixture(scope="module")
def by_rules(renamed_folder):
    """The demo under its names and under others, read by the rules, which know no names."""
    rules = Settings(attribute=AttributeSettings(reader="rules"))
    folder = renamed_folder.parent
    return (
        read(demo_folder(), folder / "plain-rules.stemma", processes=1, settings=rules),
        read(renamed_folder, folder / "renamed-rules.stemma", processes=1, settings=rules),
    )


@pytest.fixture(scope="module")
def alone(tmp_path_factory):
    """The demo without its stranger."""
    paths = sorted(path for path in demo_folder().iterdir() if path.is_file() and path.name != STRANGER)
    # Names within the folder are kept, so that the paths in the tables are the same.
    folder = tmp_path_factory.mktemp("alone") / demo_folder().name
    folder.mkdir()
    for path in paths:
        (folder / path.name).write_bytes(path.read_bytes())
    return read(folder, folder.parent / "alone.stemma", processes=1)


def rows_without(case: Any, table: str, stranger: str) -> Counter[str]:
    """The rows of a table that do not name the stranger, its story, its claims or its attributions."""
    theirs = {stranger}
    for name, key in (("story_reports", "story_id"), ("attributions", "attribution_id"), ("mentions", "mention_id")):
        theirs |= {row[key] for row in case.table(name).to_pylist() if row["report_id"] == stranger}
    theirs |= {row["claim_id"] for row in case.table("claims").to_pylist() if row["story_id"] in theirs}
    elsewhere = {row["entity_id"] for row in case.table("mentions").to_pylist() if row["report_id"] != stranger}
    theirs |= {row["entity_id"] for row in case.table("entities").to_pylist()} - elsewhere
    outlet = next((r["outlet"] for r in case.table("reports").to_pylist() if r["report_id"] == stranger), None)
    theirs |= {outlet} if outlet else set()
    kept = [
        json.dumps(row, default=str)
        for row in case.table(table).to_pylist()
        if not theirs & set(map(str, row.values()))
    ]
    return Counter(kept)


@pytest.mark.parametrize(
    "table",
    [
        "reports", "blocks", "reuse", "stories", "story_reports", "witnesses", "descents", "rivals", "descent_passages",
        "lost_texts", "collation", "variants", "attributions", "chains", "claims", "claim_attributions", "wordings",
        "replies", "mentions", "entities", "names", "habits", "times", "differences",
    ],
)  # fmt: skip
def test_a_strange_report_changes_nothing_of_the_others(demo_case, alone, table):
    stranger = next(r["report_id"] for r in demo_case.table("reports").to_pylist() if r["path"].endswith(STRANGER))
    assert rows_without(demo_case, table, stranger) == rows_without(alone, table, "no such report")


def story_shapes(held: Held) -> set[frozenset[str]]:
    stories: dict[str, set[str]] = {}
    for row in held.rows("story_reports"):
        stories.setdefault(row["story_id"], set()).add(held.named[row["report_id"]])
    return {frozenset(reports) for reports in stories.values()}


def tree_shape(held: Held) -> Counter[tuple[str, str, str]]:
    def plain(name: str) -> str:
        return "lost" if name.startswith("lost:") else name

    return Counter((plain(parent), plain(child), row["direction"]) for (parent, child), row in held.edges.items())


def claim_shapes(held: Held) -> Counter[tuple[Any, ...]]:
    return Counter(
        (
            frozenset(held.carriers(row["claim_id"])),
            row["lines_least"],
            row["lines_most"],
            row["sources_least"],
            row["verbatim"],
        )
        for row in held.rows("claims")
        if row["reports"] > 1
    )


def test_with_every_name_replaced_the_stories_are_the_same(demo_case, renamed):
    assert story_shapes(Held(demo_case)) == story_shapes(Held(renamed))


def test_with_every_name_replaced_the_trees_are_the_same(demo_case, renamed):
    assert tree_shape(Held(demo_case)) == tree_shape(Held(renamed))


def test_with_every_name_replaced_the_claims_of_several_reports_are_the_same(demo_case, renamed):
    # The tagger reads words, names too: one claim in twenty may have lost or won a report.
    ours, others = claim_shapes(Held(demo_case)), claim_shapes(Held(renamed))
    assert max((ours - others).total(), (others - ours).total()) <= 0.05 * ours.total() + 1


def test_with_every_name_replaced_the_tables_are_as_long(demo_case, renamed):
    names = ("reports", "stories", "witnesses", "descents", "rivals", "replies", "differences")
    assert {n: demo_case.table(n).num_rows for n in names} == {n: renamed.table(n).num_rows for n in names}
    # As above: of a hundred attributions one or two may begin or end elsewhere.
    for name in ("attributions", "claims"):
        rows, others = demo_case.table(name).num_rows, renamed.table(name).num_rows
        assert abs(rows - others) <= 0.03 * rows


def test_by_the_rules_names_are_only_names(by_rules):
    plain, renamed = by_rules
    assert claim_shapes(Held(plain)) == claim_shapes(Held(renamed))
    names = ("claims", "replies", "differences")
    assert {n: plain.table(n).num_rows for n in names} == {n: renamed.table(n).num_rows for n in names}


def test_confidences_take_many_values_and_are_higher_where_the_truth_agrees(demo_case):
    held = Held(demo_case)
    values = [row["confidence"] for row in held.rows("descents")] + [row["confidence"] for row in held.rows("rivals")]
    assert len(set(values)) >= min(8, len(values) // 2)
    true = {(d["parent"], d["child"]) for d in TRUTH["descents"] if not d["parent"].startswith("lost:")}
    true |= {("lost", d["child"]) for d in TRUTH["descents"] if d["parent"].startswith("lost:")}
    rivals = [
        (held.named.get(row["parent"], "lost"), held.named.get(row["child"], "lost"), row["confidence"])
        for row in held.rows("rivals")
    ]
    edges = [("lost" if p.startswith("lost:") else p, c, row["confidence"]) for (p, c), row in held.edges.items()]
    agreed = [sure for parent, child, sure in edges + rivals if (parent, child) in true]
    others = [sure for parent, child, sure in edges + rivals if (parent, child) not in true]
    assert agreed
    assert not others or sum(agreed) / len(agreed) > sum(others) / len(others)
