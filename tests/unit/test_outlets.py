"""What a case shows of its outlets: whom they copy, what they write for other words, and how surely."""

import json

import pytest
from click.testing import CliRunner
from page_made import made_case, write_case

from stemma import schema
from stemma.cli import main
from stemma.outlets import outlets_of
from stemma.page import render_case
from stemma.reckon import find_habits

HEAD = "At the ford the "
WRITES = {"Dell Wire": "Grey Brigade", "Hill Post": "Coast Legion", "Vale Star": "Grey Brigade"}


def renaming_case(folder, times):
    """So many stories in which the Hill Post renames what its source, the Dell Wire, calls the Grey Brigade."""
    rows = {name: [] for name in ("reports", "stories", "story_reports", "witnesses", "descents", "variants")}
    for n in range(times):
        story = f"s{n:02d}"
        rows["stories"].append({"story_id": story, "saga_id": story, "title": f"Ford {n}", "reports": 3})
        for outlet, name in WRITES.items():
            key = f"{outlet[0].lower()}{n:02d}"
            rows["reports"].append({"report_id": key, "outlet": outlet, "text": f"{HEAD}{name} waited, for day {n}."})
            rows["story_reports"].append({"story_id": story, "report_id": key, "reason": "."})
            rows["witnesses"].append({"story_id": story, "witness_id": key, "report_id": key, "label": outlet})
            rows["variants"].append(
                {
                    "story_id": story, "site_id": f"site{n}", "report_id": key, "kind": "name", "reading": name,
                    "begin": len(HEAD), "end": len(HEAD) + len(name),
                }
            )  # fmt: skip
        rows["descents"] += [
            {
                "story_id": story, "parent": f"d{n:02d}", "child": f"{child}{n:02d}", "share": 0.9, "confidence": 0.95,
                "by": "passages", "direction": "decided", "reasons": ["It is later."],
            }
            for child in ("h", "v")
        ]  # fmt: skip
    pile = [{"id": row["report_id"], "text": row["text"], "outlet": row["outlet"]} for row in rows["reports"]]
    tables = [schema.table(name, rows[name]) for name in ("story_reports", "variants", "descents")]
    rows["habits"] = find_habits(pile, *tables).to_pylist()
    return write_case(folder / "ford.stemma", rows)


@pytest.fixture(scope="module")
def often(tmp_path_factory):
    return renaming_case(tmp_path_factory.mktemp("often"), 6)


@pytest.fixture(scope="module")
def twice(tmp_path_factory):
    return renaming_case(tmp_path_factory.mktemp("twice"), 2)


def test_an_outlet_is_told_with_whom_it_copies(often):
    found = {outlet.name: outlet for outlet in outlets_of(often)}
    assert found["Hill Post"].copies == 6
    assert found["Hill Post"].parents == (("Dell Wire", 6),)
    assert found["Dell Wire"].copies == 0


def test_a_habit_says_how_often_and_beside_whom_and_opens_its_words(often):
    (habit,) = next(one.habits for one in outlets_of(often) if one.name == "Hill Post")
    assert (habit.times, habit.chances, habit.stories) == (6, 6, 6)
    assert (habit.others, habit.other_chances) == (0, 6)
    assert habit.shown
    assert habit.low > 1
    texts = {row["report_id"]: row["text"] for row in often.table("reports").to_pylist()}
    for place in habit.places:
        assert texts[place.report_id][place.begin : place.end] == "Coast Legion"
        assert texts[place.given_by][place.given_begin : place.given_end] == "Grey Brigade"


def test_twice_is_told_but_called_no_habit(twice):
    (habit,) = next(one.habits for one in outlets_of(twice) if one.name == "Hill Post")
    assert habit.times == 2
    assert not habit.shown
    html = render_case(twice)
    section = html[html.index('id="outlets"') : html.index('id="reading"')]
    assert "None is found in this pile." in section
    assert section.index("Seen more than once, but no habit (1)") < section.index("Coast Legion")
    assert "In too few stories to say anything by it" in section


def test_the_page_tells_a_habit_with_its_words_side_by_side(often):
    html = render_case(often)
    section = html[html.index('id="outlets"') : html.index('id="reading"')]
    assert "in 6 of 6 reports that had the choice, in 6 stories; the other outlets in 0 of 6" in section
    assert '<mark class="v v-name">Coast Legion</mark>' in section
    assert '<mark class="v v-name">Grey Brigade</mark>' in section
    assert "None is found" not in section


def test_copying_that_is_open_counts_for_nothing(tmp_path):
    rows = {outlet.name: outlet for outlet in outlets_of(made_case(tmp_path))}
    assert (rows["Mill Echo"].copies, rows["Mill Echo"].open) == (0, 1)  # the direction of its one step is undecided
    assert rows["Basin Herald"].parents == (("Quaynews", 1),)
    assert rows["Basin Herald"].credited == (("Quaynews", 1),)


def test_figures_of_outlets_lead_to_their_steps(tmp_path):
    html = render_case(made_case(tmp_path))
    section = html[html.index('id="outlets"') : html.index('id="skipped"')]
    assert 'Quaynews <span class="count">1</span> <a class="at" href="#s1-step-1">1.1</a>' in section
    assert 'open: 1 <a class="at" href="#s1-step-3">1.3</a>' in section


def test_the_command_prints_and_gives_json(often, twice):
    done = CliRunner().invoke(main, ["outlets", str(often.folder)])
    assert done.exit_code == 0, done.output
    assert "writes “Coast Legion” where its source has “Grey Brigade”" in " ".join(done.output.split())
    assert max(map(len, done.output.splitlines())) <= 80
    done = CliRunner().invoke(main, ["outlets", str(twice.folder)])
    assert "No habit is found" in done.output
    assert "Coast Legion" not in done.output
    done = CliRunner().invoke(main, ["outlets", str(twice.folder), "hill"])
    assert "too few stories" in " ".join(done.output.split()).casefold()
    done = CliRunner().invoke(main, ["outlets", str(often.folder), "hill", "--json"])
    (outlet,) = json.loads(done.output)
    assert outlet["habits"][0]["writes"] == "Coast Legion"
    assert CliRunner().invoke(main, ["outlets", str(often.folder), "nobody"]).exit_code == 1


def test_a_case_without_reports_has_no_outlets(tmp_path):
    assert outlets_of(write_case(tmp_path / "none.stemma", {})) == []
