"""What a denial answers that does not say whose word it denies."""

import pytest
from reckon_pile import Pile
from test_claims_replies import RULES, replies

BLOCKING = "of blocking the border river"


def pile_of(*rows: tuple[str, str, str, str, str | None], **more: str) -> Pile:
    """A pile of (report, source, cue, content, speaker); a report's text is its rows in order, unless given whole."""
    texts: dict[str, str] = {}
    for report, source, cue, content, _ in rows:
        texts[report] = f"{texts.get(report, '')} {source} {cue} {content}.".strip()
    pile = Pile(
        texts | more, names={"Norland": "norland", "Norlandish": "norland", "Otto Brask": "brask", "Ida Moor": "moor"}
    )
    for report, source, cue, content, speaker in rows:
        pile.said(report, source, cue, content, by=speaker)
    return pile


@pytest.mark.parametrize(
    ("report", "content"),
    [
        ("a", "that it had blocked the river"),
        ("a", "involvement in the blocking"),
        ("b", "blocking the border river"),
    ],
)
def test_the_deed_that_is_denied_is_the_deed_that_was_charged(report, content):
    charge = f"Norland {BLOCKING} and of hiding it from the towns below"
    pile = pile_of(
        ("a", "The mayor", "accused", charge, "mayor"), (report, "Norland", "has denied", content, "norland")
    )
    assert replies(pile) == [(charge, "Norland", "denies")]


def test_an_accusation_that_names_no_source_is_answered():
    text = "Charges of Norlandish blocking were loud. Norland, which has always denied blocking rivers, kept still."
    pile = Pile({"a": text}, names={"Norland": "norland", "Norlandish": "norland"})
    pile.said("a", "", "Charges", "of Norlandish blocking")
    pile.said("a", "Norland", "has always denied", "blocking rivers", by="norland")
    assert replies(pile) == [("of Norlandish blocking", "Norland", "denies")]


def test_a_plain_statement_that_he_did_it_is_answered_where_nobody_accuses():
    pile = pile_of(
        ("b", "The mayor", "said", "Norland blocked the border river in spring", "mayor"),
        ("a", "Norland", "has denied", "blocking the border river", "norland"),
    )
    assert replies(pile) == [("Norland blocked the border river in spring", "Norland", "denies")]


@pytest.mark.parametrize(
    ("cue", "content", "speaker"),
    [
        ("accused", "Sundland of blocking the border river", "mayor"),  # somebody else
        ("accused", "Norland of lying about the blocking of rivers", "mayor"),  # of something else
        ("never accused", f"Norland {BLOCKING}", "mayor"),
        ("denounced", "the inquiry into Norlandish blocking of rivers", "mayor"),
        ("blamed", "the rain, not Norlandish blocking, for the low border river", "mayor"),
        ("asked", "whether Norland blocked the border river", "mayor"),
        ("said", "Norland had nothing to do with blocking the border river", "mayor"),
        ("accused", f"Norland {BLOCKING}", "norland"),
    ],
)
def test_a_denial_is_not_tied_to_what_does_not_charge_the_deed(cue, content, speaker):
    pile = pile_of(
        ("b", "The mayor", cue, content, speaker), ("a", "Norland", "denied", "blocking the border river", "norland")
    )
    assert replies(pile) == []


def test_what_was_said_a_day_later_is_not_denied():
    pile = pile_of(
        ("b", "The mayor", "accused", f"Norland {BLOCKING}", "mayor"),
        ("a", "Norland", "denied", "blocking the border river", "norland"),
    )
    pile.published = {"a": "2031-05-03", "b": "2031-05-09"}
    assert replies(pile) == []


@pytest.mark.parametrize(
    "content", ["calls to sell the old ferry", "appeals to sell the ferry", "the offer for the old ferry at auction"]
)
def test_to_turn_down_what_was_asked_for_denies_nothing(content):
    rows = [
        ("a", "Ida Moor", "urged", "the council to sell the old ferry at auction", "moor"),
        ("b", "Otto Brask", "rejected", content, "brask"),
    ]
    assert replies(pile_of(*rows)) == []


CALLED = 'the inquiry a "paper storm"'


@pytest.mark.parametrize(
    ("content", "speaker", "found"),
    [
        ('that the inquiry is not a "paper storm"', "brask", 1),
        ('that the inquiry is a "paper storm"', "brask", 0),
        ('that the inquiry is not a "tea party"', "brask", 0),
        ('that the inquiry is not a "paper storm"', "moor", 0),  # she takes her own word back
    ],
)
def test_quoted_words_that_are_denied_are_those_of_who_used_them(content, speaker, found):
    pile = pile_of(("a", "Ida Moor", "called", CALLED, "moor"), ("b", "Otto Brask", "said", content, speaker))
    assert [kind for _, _, kind in replies(pile)] == ["denies"] * found


def test_a_word_that_two_have_used_is_tied_to_neither():
    pile = pile_of(
        ("a", "Ida Moor", "called", CALLED, "moor"),
        ("c", "The mayor", "called", CALLED, "mayor"),
        ("b", "Otto Brask", "said", 'that the inquiry is not a "paper storm"', "brask"),
    )
    assert replies(pile) == []


def test_to_turn_a_thing_down_as_part_of_another_answers_nobody():
    pile = pile_of(
        ("a", "Ida Moor", "said", "Norland would hear of the ferry and of the old lock", "moor"),
        ("a", "Norland", "rejected", "the ferry toll as part of a shabby trade", "norland"),
    )
    assert replies(pile, RULES) == []
