"""Replies that some reports print and others leave out."""

from dataclasses import replace

import pytest
from reckon_pile import Pile
from test_differences import differences, values

from stemma import schema

ACCUSED = "Norland of opening the gates of the dam"


def accusation(**following: str) -> Pile:
    """Reports that all open with one accusation, by what each goes on with."""
    pile = Pile({report: f"The ministry accused {ACCUSED}.{rest}" for report, rest in following.items()})
    for report in following:
        pile.said(report, "The ministry", "accused", ACCUSED, by="ministry")
    return pile


def test_a_denial_that_a_twin_leaves_out():
    pile = accusation(a=" The army denied the accusations.", b="")
    pile.said("a", "The army", "denied", "the accusations", by="army")
    claims = pile.claims()
    (row,) = differences(pile, claims=claims)
    assert (row["kind"], row["subject"]) == ("omission", "the army’s denial")
    assert row["claim_id"] == claims.claims.column("claim_id").to_pylist()[0]
    assert values(row) == [("a", "The army denied the accusations"), ("b", None)]


def test_a_denial_of_whom_only_a_pronoun_names():
    pile = accusation(a=" It met Holt, who denied the accusations.", b="")
    pile.said("a", "who", "denied", "the accusations", by="holt")
    (row,) = differences(pile, claims=pile.claims())
    assert row["subject"] == "a denial"


def test_who_carries_the_claim_that_a_reply_makes_does_not_leave_it_out():
    denied = "that it had opened the gates of the dam in the night"
    pile = accusation(a=f" The army denied {denied}.", b=f" The army denied {denied}.", c="")
    for report in "ab":
        pile.said(report, "The army", "denied", denied, by="army")
    claims = pile.claims()
    (row,) = differences(pile, claims=claims)
    assert [report for report, _ in values(row)] == ["a", "b", "c"]
    report_of = {r["attribution_id"]: r["report_id"] for r in claims.attributions.to_pylist()}
    tied = [r for r in claims.replies.to_pylist() if report_of[r["attribution_id"]] == "a"]
    (row,) = differences(pile, claims=replace(claims, replies=schema.table("replies", tied)))
    assert [report for report, _ in values(row)] == ["a", "c"]


def test_an_outlet_that_prints_a_denial_elsewhere_does_not_leave_it_out():
    pile = accusation(a=" The army denied the accusations.", b="", c="")
    pile.said("a", "The army", "denied", "the accusations", by="army")
    pile.outlets = {"a": "The Vell Courier", "b": "The Vell Courier"}
    (row,) = differences(pile, claims=pile.claims())
    assert [report for report, _ in values(row)] == ["a", "c"]


@pytest.mark.parametrize(
    ("following", "left_out"),
    [
        # Printed, though nobody was found to say it; told in other words of who denies; of somebody else; before it was made.
        (" And then the army denied the accusations, as it does.", False),
        (" Of the Sund Army nothing is known but that it rejects them.", False),
        (" The mayor of Tarn denied himself a holiday.", True),
        ("", True),
    ],
)
def test_who_tells_of_a_denial_in_other_words_does_not_leave_it_out(following, left_out):
    pile = accusation(a=" The Sund Army denied the accusations.", b=following)
    pile.said("a", "The Sund Army", "denied", "the accusations", by="army")
    assert bool(differences(pile, claims=pile.claims())) == left_out


@pytest.mark.parametrize(("day", "left_out"), [("2031-05-02", False), ("2031-05-03", True), ("2031-05-04", True)])
def test_what_was_printed_before_a_denial_was_made_does_not_leave_it_out(day, left_out):
    pile = accusation(a=" The army denied the accusations.", b="")
    pile.published = {"a": "2031-05-03", "b": day}
    pile.said("a", "The army", "denied", "the accusations", by="army")
    assert bool(differences(pile, claims=pile.claims())) == left_out
