"""What a denial answers by the weights of its signs, where the rules tie it to nothing or to another statement."""

import numpy as np
import pytest
from reckon_pile import Pile
from test_claims_replies import RULES, replies

from stemma.reckon import refusal
from stemma.reckon.weighed import NONE_SIGNS, SIGNS
from stemma.settings import ClaimSettings

DUMPED = "that the mill had tipped its dregs into the brook"


def told(*rows: tuple[str, str, str, str | None], fill: str = " ") -> Pile:
    """A report of (source, cue, content, speaker) in order."""
    pile = Pile(
        {"a": fill.join(f"{source} {cue} {content}." for source, cue, content, _ in rows)}, names={"Brask": "brask"}
    )
    for source, cue, content, by in rows:
        pile.said("a", source, cue, content, by=by)
    return pile


def test_there_is_a_weight_for_each_sign():
    settings = ClaimSettings()
    assert (len(settings.denial_signs), len(settings.denial_none)) == (len(SIGNS), len(NONE_SIGNS))
    assert len(settings.refusal_signs) == len(refusal.SIGNS)
    assert len(settings.refusal_told) == len(refusal.REPLY_SIGNS) + len(refusal.SIGNS)


def test_a_denial_in_other_words_answers_the_charge_right_before_it():
    pile = told(
        ("Ida Moor", "accused", "Brask of tipping dregs into the brook", "moor"),
        ("Brask", "denied", "that he had ever fouled a stream", "brask"),
    )
    assert replies(pile, RULES) == []
    assert replies(pile) == [("Brask of tipping dregs into the brook", "Brask", "denies")]


def test_how_likely_it_is_that_a_claim_is_answered_stands_beside_it():
    pile = told(
        ("Ida Moor", "accused", "Brask of tipping dregs into the brook", "moor"),
        ("Brask", "denied", "that he had ever fouled a stream", "brask"),
    )
    (weighed,) = pile.claims().replies.to_pylist()
    assert ClaimSettings().denial_least <= weighed["confidence"] <= 1
    least = ClaimSettings(denial_least=weighed["confidence"] + 0.001)
    assert pile.claims(settings=least).replies.num_rows == 0


def test_what_somebody_admits_is_not_what_another_denies():
    def answered(cue):
        content = "to spilling dregs on the bank of the brook"
        return replies(
            told(("Ida Moor", cue, content, "moor"), ("Brask", "denied", "the charges", "brask")),
            ClaimSettings(denial_least=0.0),
        )

    assert [kind for _, _, kind in answered("pointed")] == ["denies"]
    assert answered("pleaded guilty") == []


def test_what_is_not_likely_enough_is_not_answered():
    rows = [
        (f"Keeper {n}", "said", f"the {thing} had been sold", f"keeper{n}")
        for n, thing in enumerate(("boats", "nets", "oars"))
    ]
    pile = told(*rows, ("Brask", "denied", "that a ferry ran late", "brask"), fill=" The rain fell on the hills. " * 20)
    assert replies(pile) == []
    assert len(replies(pile, ClaimSettings(denial_least=0.0))) == 1


def test_of_what_a_noun_tells_something_must_have_been_said_however_likely_it_is():
    pile = told(
        ("Ida Moor", "accused", "Brask of tipping dregs into the brook", "moor"),
        ("Brask", "denied", "allegations of arson", "brask"),
    )
    assert replies(pile, ClaimSettings(denial_least=0.0)) == []


def test_a_denial_of_a_report_answers_what_was_reported_and_not_what_was_only_said_nearer():
    pile = told(
        ("The Sund Daily", "reported", "that the ferry line would be sold by the harbour board", None),
        ("Ida Moor", "hoped", "that the weather would hold through the week of the fair", "moor"),
        ("Brask", "denied", "the report", "brask"),
    )
    assert replies(pile) == [("the ferry line would be sold by the harbour board", "Brask", "denies")]


def test_the_company_is_the_one_that_was_accused_as_the_company():
    pile = told(
        ("The report", "blamed", "the flood on bad work by the town's builders and on the weather", None),
        ("Ida Moor", "accused", "the company of using thin planks for the gates", "moor"),
        ("The company", "denied", "the accusation", None),
    )
    assert [statement for statement, _, _ in replies(pile)] == ["the company of using thin planks for the gates"]


def test_a_claim_that_goes_on_with_who_denies_it_is_no_claim_of_what_it_goes_on_with():
    text = f"Ida Moor said {DUMPED}, a claim that Brask's office strongly disputes."
    pile = Pile({"a": text}, names={"Brask": "brask"})
    pile.said("a", "Ida Moor", "said", DUMPED, by="moor")
    pile.said("a", "Brask's office", "strongly disputes", "a claim")
    assert [kind for _, _, kind in replies(pile)] == ["denies"]


def test_the_spokesman_does_not_deny_what_the_spokesman_said():
    pile = told(
        ("Ida Moor", "accused", "the mill of tipping dregs into the brook", "moor"),
        ("A Brask spokesman", "said", "the mill would fight the claims over the brook", None),
        ("The spokesman", "said", "the claims over the brook were baseless", None),
    )
    assert [statement for statement, _, _ in replies(pile)] == ["the mill of tipping dregs into the brook"]


def test_a_refusal_of_one_who_bears_the_name_answers_another():
    pile = told(
        ("Inspector Ida Moor", "said", "the diver had fallen from the upper gate", None),
        ("Inspector Moor", "declined to comment", "on the fall of the diver", None),
    )
    assert replies(pile) == []


def test_a_word_that_is_said_to_be_somebody_s_is_looked_for_in_what_he_has_said_alone():
    rows = (
        ("Ida Moor", "accused", "Brask of tipping dregs into the brook", "moor"),
        ("Otto Lind", "said", "the weather had spoilt the hay", "lind"),
    )
    denial = ("Brask", "denied", "Lind's claim", "brask")
    assert [answered for answered, _, _ in replies(told(*rows, denial))] != ["Brask of tipping dregs into the brook"]
    refusal_of_his = ("Brask", "declined", "to comment on Lind's claim", "brask")
    assert [answered for answered, _, _ in replies(told(*rows, refusal_of_his), ClaimSettings(refusal_least=0.0))] == [
        "the weather had spoilt the hay"
    ]
    assert replies(told(rows[0], refusal_of_his), ClaimSettings(refusal_least=0.0)) == []


def test_whether_a_refusal_answers_anything_is_told_after_what_it_would_answer():
    pile = told(
        ("Ida Moor", "accused", "Brask of tipping dregs into the brook", "moor"),
        ("Brask", "declined", "to comment", "brask"),
    )
    assert [kind for _, _, kind in replies(pile)] == ["declines"]
    assert replies(pile, ClaimSettings(refusal_least=1.0)) == []
    unsure = (-np.inf,) + (0.0,) * (len(refusal.REPLY_SIGNS) + len(refusal.SIGNS) - 1)
    assert replies(pile, ClaimSettings(refusal_told=unsure)) == []


def test_a_refusal_on_the_spot_answers_the_question_right_before_it_alone():
    question = "whether he would sell the mill to the harbour board"
    asked = ("Reporters", "asked", question, None)
    said = ("Ida Moor", "said", "that the mill would be sold to the harbour board", "moor")
    answer = ("Brask", "did not respond to", "shouted questions", "brask")
    assert replies(told(said, answer)) == []
    assert [statement for statement, _, _ in replies(told(asked, answer))] == [question]


@pytest.mark.parametrize("least", [None, 0.22])
def test_what_the_sentence_itself_shows_is_not_weighed(least):
    text = f"Ida Moor said {DUMPED}, which Brask denies."
    pile = Pile({"a": text}, names={"Brask": "brask"})
    pile.said("a", "Ida Moor", "said", DUMPED, by="moor")
    at = text.index("Brask")
    pile.rows.append(pile.rows[0] | {
        "attribution_id": "answer", "source": [{"begin": at, "end": at + 5}], "speaker_id": "brask",
        "cue": [{"begin": at + 6, "end": at + 12}], "content": [{"begin": at - 6, "end": at - 1}],
    })  # fmt: skip
    settings = ClaimSettings(
        denial_least=least, denial_signs=(0.0,) * len(SIGNS), denial_none=(np.inf,) + (0.0,) * (len(NONE_SIGNS) - 1)
    )
    assert [kind for _, _, kind in replies(pile, settings)] == ["denies"]
    assert pile.claims(settings=settings).replies.column("confidence").to_pylist() == [None]
