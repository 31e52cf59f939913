"""What makes a claim of what is said, and what keeps two contents apart that only look alike."""

import pytest
from reckon_pile import Pile, quoted, together, two

import stemma


def test_a_state_and_the_body_that_speaks_for_it_say_one_thing_never_two_states():
    words = "the keepers of the dam had opened its gates at night"
    pile = Pile(
        {
            "a": f"Norland says {words}. The Norlandish Rivers Ministry said {words}.",
            "b": f"Sundia's rivers office said {words}.",
        },
        names={"Norlandish Rivers Ministry": "ministry", "Norland": "norland", "rivers office": "office", "Sundia": "sundia"},
        kinds={"norland": "place", "sundia": "place", "ministry": "organisation", "office": "organisation"},
    )  # fmt: skip
    state = pile.said("a", "Norland", "says", words, by="norland")
    body = pile.said("a", "The Norlandish Rivers Ministry", "said", words, by="ministry")
    other = pile.said("b", "Sundia's rivers office", "said", words, by="office")
    assert together(pile.claims()) == sorted([sorted([state, body]), [other]])
    pile.texts["b"] = pile.texts["b"].replace("Sundia's", "Norland's")
    pile.rows.pop()
    other = pile.said("b", "Norland's rivers office", "said", words, by="office")
    assert [state, other] == [
        a for a in (state, other) if any({state, other} <= set(g) for g in together(pile.claims()))
    ]


@pytest.mark.parametrize(("source", "claims"), [("Questions", 2), ("The captain", 1), ("She", 1)])
def test_a_bare_noun_is_no_named_person(source, claims):
    pile = Pile(
        {"a": f"{source} remain whether the ferry was overloaded with timber. Such questions are old.",
         "b": "Ida Moor asked whether the ferry was overloaded with timber."},
        names={"Ida Moor": "moor"}, kinds={"moor": "person"},
    )  # fmt: skip
    pile.said("a", source, "remain", "whether the ferry was overloaded with timber", by=None)
    pile.said("b", "Ida Moor", "asked", "whether the ferry was overloaded with timber", by="moor")
    assert len(together(pile.claims())) == claims


@pytest.mark.parametrize(
    ("first", "second", "claims"),
    [
        ("admiration", "admiration for each other", 2),
        ("the meeting with Moor as a good start", "the coming meeting with Moor will go fine", 2),
        ("a good start", "a good start", 1),
    ],
)
def test_few_words_are_one_claim_only_where_all_are_there(first, second, claims):
    pile, _, _ = two(first, second)
    pile.names = {"Moor": "moor"}
    assert len(together(pile.claims())) == claims


@pytest.mark.parametrize(
    ("first", "claims"),
    [
        ("she had not thought to ask the guard to hand over the two men accused of burning the grain barn at Vell", 2),
        ("somebody had burnt the grain barn at Vell", 1),
        ("the suspected burning of the grain barn at Vell was being looked into", 1),
    ],
)
def test_what_others_are_accused_of_is_only_mentioned(first, claims):
    pile, _, _ = two(first, "two men burnt the grain barn at Vell")
    assert len(together(pile.claims())) == claims


def test_the_statement_is_no_wording_that_says_far_more_than_the_others():
    short = "the ferry at Vell was overloaded with timber"
    pile = quoted(
        a=short,
        b=short,
        c="a speech of an hour on the harbour, its keepers, its gates and its debts, in which he said " + short,
    )
    for row in pile.rows:
        row["kind"] = "indirect"
    statements = pile.claims().claims.to_pylist()
    assert [row["statement"] for row in statements if row["reports"] > 1] == [short]


@pytest.mark.parametrize(
    ("first", "second", "claims"),
    [
        ("the crew was trying to find out how the keeper opened the wrong gate", "it was a keeper who opened the wrong gate", 2),
        ("whether the keeper opened the wrong gate", "the keeper opened the wrong gate at Sund", 2),
        ("the crew was trying to find out how the keeper opened the wrong gate", "it is examining how the keeper opened the wrong gate", 1),
        ("the keeper opened the wrong gate at noon", "the keeper opened the wrong gate", 1),
    ],
)  # fmt: skip
def test_who_asks_how_something_came_about_does_not_say_that_it_did(first, second, claims):
    pile = Pile({"a": f"Brask said {first}.", "b": f"Brask said {second}."})
    pile.said("a", "Brask", "said", first, by="brask")
    pile.said("b", "Brask", "said", second, by="brask")
    assert pile.claims().claims.num_rows == claims


@pytest.mark.parametrize(
    ("content", "claims"),
    [
        ("Police said", 0),
        ("The report of the harbour office stated", 0),
        ("keepers did what they said", 1),
        ("nothing was reported", 1),
        ("the growers said no", 1),
    ],
)
def test_who_said_something_is_no_claim(content, claims):
    pile = Pile({"a": f"{content}, the Harbour Letter reported."})
    pile.said("a", "the Harbour Letter", "reported", content, by="letter")
    assert pile.claims().claims.num_rows == claims


def test_what_i_think_within_a_quotation_is_no_claim_besides_it():
    text = '"The gate is old, I think it will break," Ida Moor said. I think the gate will hold.'
    pile = Pile({"a": text})
    pile.said("a", "Ida Moor", "said", '"The gate is old, I think it will break,"', by="moor", kind="direct")
    pile.said("a", "I", "think", "it will break", kind="direct")
    assert [row["statement"] for row in pile.claims().claims.to_pylist()] == ["The gate is old, I think it will break"]
    pile = Pile({"a": text})
    pile.said("a", "Ida Moor", "said", '"The gate is old,', by="moor", kind="direct")
    pile.said("a", "I", "think", "the gate will hold")
    assert pile.claims().claims.num_rows == 2


def test_who_is_charged_is_not_sentenced_by_another_report():
    told = "A court in Aldby has {} an Osk man {} two counts of arson in the 2012 burning of the old mill. It had stood empty."
    reports = [
        {"id": key, "outlet": key, "text": told.format(*verb)}
        for key, verb in (("a", ("sentenced", "for")), ("b", ("charged", "with")), ("c", ("indicted", "on")))
    ]
    made = stemma.find_claims(reports)
    carried: dict[str, set[str]] = {}
    attributed = {row["attribution_id"]: row["report_id"] for row in made.attributions.to_pylist()}
    for row in made.claim_attributions.to_pylist():
        carried.setdefault(row["claim_id"], set()).add(attributed[row["attribution_id"]])
    assert not any({"a", "b"} <= found or {"a", "c"} <= found for found in carried.values())
