"""The demo's run held against its hand-written truth.

``STILL_WRONG`` lists, in the scorer's words, what the software does not find yet. It may only become shorter: a line
that is mended must leave the list, and nothing may join it.
"""

import pytest
from scoring import Held

STILL_WRONG: dict[str, set[str]] = {
    "replies": {"clip-0309.html: no reply that confirms ['gates']"},
}


@pytest.fixture(scope="module")
def held(demo_case):
    return Held(demo_case)


@pytest.mark.parametrize(
    "part",
    ["metadata", "blocks", "stories", "descents", "claims", "replies", "names_apart", "places", "differences"],
)
def test_the_run_says_what_is_true_of_the_demo(held, part):
    assert set(getattr(held, part)()) == STILL_WRONG.get(part, set())


def test_no_speaker_is_named_wrongly_and_none_is_missed(held):
    assert held.speakers() == ([], [])


def test_spellings_fall_to_their_entity(held):
    right, total, stray = held.names_joined()
    # Three stand in a page's menu or a list of links, which are not read for names.
    assert right >= total - 3, stray


def test_every_date_is_the_right_day_or_open(held):
    right, total, wrong = held.times()
    assert right == total, wrong


def test_what_was_found_is_more_than_what_every_report_says():
    """The truth asks for the difficulties that the demo is there for."""
    truth = Held(None).truth
    assert len(truth["claims"]) >= 15
    assert sum(len(one["reports"]) for one in truth["stories"]) == 14
    assert any(isinstance(one["lines"], list) for one in truth["claims"])
    assert any(one["verbatim"] is False for one in truth["claims"])
