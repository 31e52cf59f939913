"""Steps by their numbers, and claims counted anew without some of them or with owners."""

import json

import pytest
from click.testing import CliRunner
from page_made import LOST, made_case

from stemma.cli import main
from stemma.errors import UnknownName, UsageError
from stemma.page import render_case
from stemma.steps import find_steps, number_steps, read_owners


@pytest.fixture(scope="module")
def case(tmp_path_factory):
    return made_case(tmp_path_factory.mktemp("steps"))


def claims(case, *words):
    done = CliRunner().invoke(main, ["claims", str(case.folder), *words])
    return done.exit_code, " ".join(done.output.split())


def test_a_step_goes_by_the_number_that_page_and_tree_show(case):
    numbers = number_steps(case.story("1"))
    assert numbers == {(LOST, "r1"): "1.1", (LOST, "r2"): "1.2", ("r2", "r3"): "1.3"}
    assert find_steps(case, ["1.3", "1.1"]) == [("r2", "r3"), (LOST, "r1")]
    tree = CliRunner().invoke(main, ["story", str(case.folder), "1", "--tree"]).output
    assert "1.3 Mill Echo" in tree
    html = render_case(case)
    assert '<li id="s1-step-3"><p><span class="soft">1.3</span> <b>Mill Echo</b>' in html


@pytest.mark.parametrize("name", ["1.4", "1", "x.1", "2.1", "9.1", "1.0", ""])
def test_a_step_that_is_not_there_is_said_to_be_none(case, name):
    with pytest.raises(UnknownName):
        find_steps(case, [name])


def test_owners_go_by_outlet_whatever_the_case_of_letters(case):
    assert read_owners(case, ["mill echo = Delta", "Basin Herald=Delta"]) == {
        "Mill Echo": "Delta",
        "Basin Herald": "Delta",
    }
    with pytest.raises(UsageError):
        read_owners(case, ["Mill Echo"])
    with pytest.raises(UnknownName):
        read_owners(case, ["Nobody=Delta"])


def test_claims_are_counted_anew_without_a_step(case):
    code, said = claims(case, "--without", "1.1")
    assert code == 0
    assert "1–3, was 1–2" in said
    assert "of 1 claim shown, 1 has other figures" in said
    assert claims(case)[1].count("was") == 0


def test_claims_are_counted_anew_for_one_owner(case):
    apart = ("--without", "1.1", "--without", "1.2", "--without", "1.3")
    _, said = claims(case, *apart, "--json")
    (row,) = (one for one in json.loads(said) if one["reports"] == 3)
    assert row["lines_most"] == 3
    _, said = claims(case, *apart, "--owner", "Basin Herald=Delta", "--owner", "Mill Echo=Delta", "--json")
    (row,) = (one for one in json.loads(said) if one["reports"] == 3)
    assert row["lines_most"] == 2


def test_what_is_asked_for_wrongly_ends_with_two(case):
    assert claims(case, "--without", "1.9") == (2, "Error: there is no step 1.9: story 1 has steps 1.1 to 1.3")
    assert claims(case, "--owner", "Nobody=Delta")[0] == 2


def test_the_page_says_how_to_count_anew(case):
    assert "stemma claims CASE --without 1.3" in render_case(case)
