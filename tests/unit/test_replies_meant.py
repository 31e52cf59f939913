"""What a denial or a confirmation does not answer, however near it stands."""

import pytest
from reckon_pile import Pile
from test_claims_replies import replies
from test_replies_weighed import told

from stemma import find_attributions
from stemma.reckon.kind import reply_kind

HULL = "The line ignored three warnings about rust in the hull of its ferry last autumn"
LETTERS = "inspectors had written to the line, Brask, in June and in August"


def test_one_warning_and_three_are_the_same_matter():
    pile = told(
        ("A keeper", "said", HULL, None),
        ("The keeper", "said", LETTERS, None),
        ("Brask", "denied", "that it had ignored any warning", "brask"),
    )
    assert replies(pile) == [(HULL, "Brask", "denies")]


@pytest.mark.parametrize(
    ("promise", "answered"),
    [
        ("she would raise the charge that Brask had tipped dregs into the brook", False),
        ("she will again ask Brask whether it had tipped dregs into the brook", False),
        ("Brask had tipped dregs into the brook at night", True),
    ],
)
def test_a_promise_to_raise_a_matter_is_not_what_is_denied(promise, answered):
    pile = told(
        ("Ida Moor", "said", promise, "moor"), ("Brask", "denied", "that it had tipped dregs into the brook", "brask")
    )
    assert bool(replies(pile)) == answered


@pytest.mark.parametrize(("who", "answered"), [("Norwegian sailors", False), ("French sailors", True)])
def test_the_deaths_of_one_country_s_people_are_not_those_of_another_s(who, answered):
    text = f"Ida Moor said two French sailors had died in the crash. The office confirmed the deaths of two {who} in the crash."
    pile = Pile({"a": text})
    pile.said("a", "Ida Moor", "said", "two French sailors had died in the crash", by="moor")
    pile.said("a", "The office", "confirmed", f"the deaths of two {who} in the crash", by="office")
    assert bool(replies(pile)) == answered


def test_nobody_confirms_himself():
    party = [("Ida Moor", "said", "the Harbour League would put up a keeper for mayor", "moor")]
    own = [*party, ("the party", "confirmed", "that it would put up a keeper for mayor", None)]
    assert replies(told(*own)) == []
    other = [*party, ("Otto Brask", "confirmed", "that it would put up a keeper for mayor", "brask")]
    assert [kind for _, _, kind in replies(told(*other))] == ["confirms"]


def test_what_does_not_accord_with_the_facts_is_denied():
    assert reply_kind("said", "that the charges do not accord with the facts", "said", "Brask") == "denies"
    assert reply_kind("said", "that the boat does not accord with the plan", "said", "Brask") is None


@pytest.mark.parametrize(
    "text",
    [
        "The council of Orvel accused the port on Monday of hiding two barges in the old dock, Harbour Press reported.",
        "The mayor said the council of Orvel had accused the port of hiding two barges.",
        "The council of Orvel has accused the port of hiding two barges, according to Harbour Press.",
    ],
)
def test_an_accusation_that_another_tells_is_the_accuser_s(text):
    found = {
        tuple(" ".join(text[b:e] for b, e in spans) for spans in (one.source, one.content))
        for one in find_attributions(text)
    }
    accused = [content for source, content in found if source.lower() == "the council of orvel"]
    assert len(found) == 2
    assert len(accused) == 1
    assert accused[0].startswith("the port")
    outer = next(content for source, content in found if source.lower() != "the council of orvel")
    assert "hiding two barges" in outer


@pytest.mark.parametrize(
    "text",
    [
        "The campaign, titled The Clear Brook, will be run from Tarn.",
        "The plan, dubbed Clear Brook, is new.",
        "Ida Moor was not asked to enter a plea.",
    ],
)
def test_what_a_thing_is_called_is_no_statement(text):
    assert not any(one.said for one in find_attributions(text))


def test_what_somebody_was_asked_is_said_whoever_asked_it():
    told = find_attributions("Asked whether she would leave Tarn, Ida Moor said nothing would move her.")
    assert [one.said for one in told] == [True, True]


def test_whom_a_cited_agency_quotes_says_nothing_there():
    text = "The dam was shut on Monday, Harbour Press said, citing the Tarn Gazette, which quoted a senior keeper."
    assert [text[slice(*one.source[0])] for one in find_attributions(text) if one.said] == ["Harbour Press"]


@pytest.mark.parametrize(
    ("confirmed", "answered"),
    [
        ("that the gates of the dam had been opened at night", True),
        ("that the gates had been sold to a mill in Osk by two keepers before the spring", False),
        ("that the gates of the dam had failed to open at night", False),
    ],
)
def test_a_clause_confirms_what_says_most_of_it(confirmed, answered):
    pile = told(
        ("Ida Moor", "said", "the gates of the dam had been opened at night", "moor"),
        ("Otto Brask", "confirmed", confirmed, "brask"),
    )
    assert bool(replies(pile)) == answered


@pytest.mark.parametrize(("said", "answered"), [("The town deeply regrets", False), ("The flood caused", True)])
def test_what_somebody_feels_is_not_confirmed(said, answered):
    pile = told(
        ("Ida Moor", "said", f"{said} the deaths of nine rowers and a cox", "moor"),
        ("Otto Brask", "confirmed", "the deaths of several rowers", "brask"),
    )
    assert bool(replies(pile)) == answered


@pytest.mark.parametrize(
    ("said", "confirmed", "answered"),
    [
        ("a wave rose over Vell at night", "the wave rose over Vell", True),
        ("it was the ninth launch of a heavy rocket by the yard this year", "the launch was of a three-stage heavy weather rocket", False),
    ],
)  # fmt: skip
def test_a_clause_is_confirmed_where_the_statement_says_most_of_it(said, confirmed, answered):
    pile = told(("Ida Moor", "said", said, "moor"), ("Otto Brask", "confirmed", confirmed, "brask"))
    assert bool(replies(pile)) == answered
