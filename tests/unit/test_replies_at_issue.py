"""What a reply answers that does not say it in the words of what was said: by what is at issue, by a clause, by contrast."""

import pytest
from reckon_pile import Pile
from test_claims_replies import RULES

from stemma.reckon.states import states_in

MAYOR = ("The mayor of Sund", "said", "the dam at Tarn had cracked in the night")
FILL = "The rain fell on the hills. " * 20


def replies(pile, settings=None):
    claims = pile.claims(settings=settings)
    rows = {row["attribution_id"]: row for row in pile.rows}
    answered = {}
    for row in claims.claim_attributions.to_pylist():
        answered.setdefault(row["claim_id"], row["attribution_id"])
    words = {
        one: " ".join(pile.texts[row["report_id"]][s["begin"] : s["end"]] for s in row["content"])
        for one, row in rows.items()
    }
    return sorted(
        (words[answered[row["claim_id"]]], words[row["attribution_id"]], row["kind"])
        for row in claims.replies.to_pylist()
    )


def pile_of(text, *said, **names):
    pile = Pile({"a": text}, names=names)
    for source, cue, content, by in said:
        pile.said("a", source, cue, content, by=by)
    return pile


def test_reports_that_a_clause_tells_of_are_those():
    text = (
        "The mayor of Sund said the dam had cracked. Ilse Brandt wrote that the keepers had been drunk at night. "
        "Otto Brask denied the reports, which said that the keepers had been drunk."
    )
    said = [
        ("The mayor of Sund", "said", "the dam had cracked", "mayor"),
        ("Ilse Brandt", "wrote", "that the keepers had been drunk at night", "brandt"),
        ("Otto Brask", "denied", "the reports", "brask"),
    ]
    assert replies(pile_of(text, *said)) == [("that the keepers had been drunk at night", "the reports", "denies")]
    # Where nobody has said what the clause tells, nothing is answered.
    assert replies(pile_of(text.replace("keepers had been drunk.", "boats were new."), *said)) == []


def test_what_stands_in_the_clause_itself_is_answered():
    text = "The mayor of Sund said the dam had cracked. Otto Brask denied claims by Ilse Brandt, who insisted the crew had been drunk."
    said = [
        ("The mayor of Sund", "said", "the dam had cracked", "mayor"),
        ("Otto Brask", "denied", "claims", "brask"),
        ("who", "insisted", "the crew had been drunk", "brandt"),
    ]
    assert replies(pile_of(text, *said)) == [("the crew had been drunk", "claims", "denies")]


def test_a_denial_set_against_a_statement_answers_it():
    text = "Market women said the old boats were sold at night, but the harbour office denied taking money. " + FILL
    said = [
        ("Market women", "said", "the old boats were sold at night", "women"),
        ("the harbour office", "denied", "taking money", "office"),
    ]
    assert replies(pile_of(text, *said)) == [("the old boats were sold at night", "taking money", "denies")]
    apart = text.replace(", but the harbour", ". The rain fell on the hills all day long. Now the harbour")
    assert replies(pile_of(apart, *said), RULES) == []


def test_of_what_a_denial_is_must_have_been_said():
    text = f"The mayor of Sund accused the harbour office of opening the dam. {FILL}The harbour office denied rumours online of a theft."
    said = [
        ("The mayor of Sund", "accused", "the harbour office of opening the dam", "mayor"),
        ("The harbour office", "denied", "rumours online of a theft", "office"),
    ]
    assert replies(pile_of(text, *said)) == []


def test_a_refusal_is_tied_to_what_is_said_of_who_refuses():
    text = (
        f"Police said the ferry sank. {FILL}Ilse Brandt said Ruder had sold the lamps of the ferry. Harvest is good, Lund said. "
        "Ruder did not respond to a request for comment."
    )
    said = [
        ("Police", "said", "the ferry sank", "police"),
        ("Ilse Brandt", "said", "Ruder had sold the lamps of the ferry", "brandt"),
        ("Lund", "said", "Harvest is good", "lund"),
        ("Ruder did", "did not respond", "to a request for comment", "ruder"),
    ]
    pile = pile_of(text, *said)
    begin = text.rindex("Ruder")
    pile.rows[3]["source"] = [{"begin": begin, "end": begin + 5}]
    assert replies(pile) == [("Ruder had sold the lamps of the ferry", "to a request for comment", "declines")]


def test_a_refusal_to_speak_of_a_matter_answers_what_was_said_of_it():
    text = (
        "Ilse Brandt accused Ruder of selling lamps. The council said the mill would be closed in winter. "
        "A spokesman of Ruder declined to say whether the mill would be closed."
    )
    said = [
        ("Ilse Brandt", "accused", "Ruder of selling lamps", "brandt"),
        ("The council", "said", "the mill would be closed in winter", "council"),
        ("A spokesman of Ruder", "declined", "to say whether the mill would be closed", "ruder"),
    ]
    assert [answered for answered, _, _ in replies(pile_of(text, *said))] == ["the mill would be closed in winter"]


def test_a_refusal_in_a_report_in_which_nobody_says_anything_answers_nothing():
    assert replies(pile_of("Ruder declined to comment.", ("Ruder", "declined", "to comment", "ruder"))) == []


def test_a_refusal_of_whom_nothing_is_told_is_tied_to_nothing():
    text = f"Lund said the harvest was good. {FILL}The mill burnt down in spring. {FILL}Ruder declined to comment."
    said = [
        ("Lund", "said", "the harvest was good", "lund"),
        ("Ruder", "declined", "to comment", "ruder"),
    ]
    assert replies(pile_of("Rain fell on Sund all week. " + FILL + text, *said)) == []


def test_who_did_not_answer_a_question_answers_no_statement():
    text = "Ilse Brandt accused Otto Brask of selling lamps. Otto Brask did not respond and left."
    said = [
        ("Ilse Brandt", "accused", "Otto Brask of selling lamps", "brandt"),
        ("Otto Brask did", "did not", "respond", "brask"),
    ]
    pile = pile_of(text, *said)
    begin = text.rindex("Otto")
    pile.rows[1]["source"] = [{"begin": begin, "end": begin + 10}]
    assert replies(pile) == []


@pytest.mark.parametrize(
    ("words", "states"),
    [
        ("Beijing", {"CN"}),
        ("a Chinese official", {"CN"}),
        ("the Kremlin", {"RU"}),
        ("North Korea", {"KP"}),
        ("the White House", {"US"}),
        ("a turkey farm", set()),
        ("Otto Brask of Tarn", set()),
    ],
)
def test_states_are_known_by_their_people_capitals_and_seats(words, states):
    assert states_in(words) == states


def test_involvement_that_is_denied_is_that_of_whom_it_names():
    text = (
        "The Tarn Post said the River Guard was behind the fire at the mill. The harvest was good, Lund said. "
        "Otto Brask denied any role of the River Guard."
    )
    said = [
        ("The Tarn Post", "said", "the River Guard was behind the fire at the mill", "post"),
        ("Lund", "said", "The harvest was good", "lund"),
        ("Otto Brask", "denied", "any role of the River Guard", "brask"),
    ]
    pile = pile_of(text, *said, **{"River Guard": "guard", "Otto Brask": "brask"})
    assert [answered for answered, _, _ in replies(pile)] == [said[0][2]]


def test_who_denies_again_answers_the_same():
    text = (
        "Ilse Brandt accused the harbour office of Sund of selling lamps. The harbour office of Sund denied it. "
        f'{FILL}"There is no truth in the claims," the harbour office of Sund repeated.'
    )
    said = [
        ("Ilse Brandt", "accused", "the harbour office of Sund of selling lamps", "brandt"),
        ("The harbour office of Sund", "denied", "it", "office"),
        ("The harbour office of Sund denied", "repeated", "There is no truth in the claims", "office"),
    ]
    pile = pile_of(text, *said)
    begin = text.rindex("the harbour office")
    pile.rows[2]["source"] = [{"begin": begin, "end": begin + len("the harbour office of Sund")}]
    pile.rows[1]["content"] = [{"begin": text.index("denied it") + 7, "end": text.index("denied it") + 9}]
    assert replies(pile) == [
        (said[0][2], "There is no truth in the claims", "denies"),
        (said[0][2], "it", "denies"),
    ]
