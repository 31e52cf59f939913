"""Replies that some reports print and others leave out."""

from dataclasses import replace

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
