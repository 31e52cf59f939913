"""Which claim a denial, a confirmation or a refusal to comment answers."""

import pytest
from reckon_pile import Pile, claim_of

from stemma.reckon import unanswered
from stemma.settings import ClaimSettings

ACCUSED = "Norland on Monday of pretending to guard the river dam and of secretly opening its gates"
QUOTED = "Everyone sees that Norland is only pretending to guard the dam, above all at night"


# What the rules say alone, without the weights that take it as one sign among others.
RULES = ClaimSettings(denial_least=None)


def replies(pile: Pile, settings: ClaimSettings | None = None) -> list[tuple[str, str, str]]:
    """(statement without its verb, source words, kind) of each reply."""
    claims = pile.claims(settings=settings)
    rows = {row["attribution_id"]: row for row in pile.rows}
    verbs = {pile.texts[row["report_id"]][s["begin"] : s["end"]] + " " for row in pile.rows for s in row["cue"]}
    statements = {}
    for row in claims.claims.to_pylist():
        verb = max((one for one in verbs if row["statement"].startswith(one)), key=len, default="")
        statements[row["claim_id"]] = row["statement"].removeprefix(verb)
    found = []
    for reply in claims.replies.to_pylist():
        row = rows[reply["attribution_id"]]
        source = " ".join(pile.texts[row["report_id"]][s["begin"] : s["end"]] for s in row["source"])
        found.append((statements[reply["claim_id"]], source, reply["kind"]))
    return sorted(found)


def accusation(text: str, **more: str) -> Pile:
    """Reports that begin with the ministry's accusation; ``text`` follows in report a."""
    pile = Pile({"a": f"The ministry accused {ACCUSED}. {text}"} | more, names={"Norland": "norland"})
    pile.said("a", "The ministry", "accused", ACCUSED, by="ministry")
    return pile


@pytest.mark.parametrize(
    ("text", "cue", "content", "kind"),
    [
        ("Norland's army strongly denied the accusations.", "denied", "the accusations", "denies"),
        ("Norland's army rejected the claims out of hand.", "rejected", "the claims", "denies"),
        ("Norland's army said the accusations were baseless.", "said", "the accusations were baseless", "denies"),
        ("Norland's army declined to comment on the allegations.", "declined", "to comment on the allegations", "declines"),
        ("Norland's army confirmed the accusations.", "confirmed", "the accusations", "confirms"),
        ("Norland's army denied opening the gates of the river dam.", "denied", "opening the gates of the river dam", "denies"),
    ],
)  # fmt: skip
def test_a_reply_is_tied_to_what_it_answers(text, cue, content, kind):
    pile = accusation(text)
    pile.said("a", "Norland's army", cue, content, by="army")
    assert (ACCUSED, "Norland's army", kind) in replies(pile)


def test_a_plural_answers_what_says_the_same_elsewhere_in_the_report():
    pile = accusation(
        f'Norland\'s army denied the accusations. "{QUOTED}," said Otto Brask. The harvest was good, Brask said.'
    )
    pile.said("a", "Norland's army", "denied", "the accusations", by="army")
    pile.said("a", "Otto Brask", "said", QUOTED, by="brask", kind="direct")
    pile.said("a", "Brask", "said", "The harvest was good", by="brask")
    assert {statement for statement, _, _ in replies(pile)} == {ACCUSED, QUOTED}


def test_a_refusal_without_words_of_its_own_is_tied_when_it_follows_and_is_meant():
    text = "The rain fell on Sund. " * 40 + f"The ministry accused {ACCUSED}. The mayor of Sund declined to comment."
    pile = Pile({"a": text}, names={"Norland": "norland"})
    pile.said("a", "The ministry", "accused", ACCUSED, by="ministry")
    pile.said("a", "The mayor of Sund", "declined", "to comment", by="mayor")
    assert replies(pile, ClaimSettings(refusal_least=0.9)) == []  # not so sure where nothing tells whom it is about
    # Who is asked for comment is asked about what the report opens with.
    pile = accusation("Norland could not be reached. The mayor of Sund declined to comment.")
    pile.said("a", "The mayor of Sund", "declined", "to comment", by="mayor")
    assert replies(pile) == [(ACCUSED, "The mayor of Sund", "declines")]
    pile = accusation("Norland's council did not respond to questions.")
    pile.said("a", "Norland's council", "did not respond", "to questions", by="norland")
    assert [kind for _, _, kind in replies(pile)] == ["declines"]


@pytest.mark.parametrize(
    ("text", "source", "cue", "content", "by"),
    [
        ("Lund denied stealing a horse at Tarn.", "Lund", "denied", "stealing a horse at Tarn", "lund"),
        ("The ministry denied the reports.", "The ministry", "denied", "the reports", "ministry"),
        ("Police confirmed that a barn burnt at Tarn.", "Police", "confirmed", "that a barn burnt at Tarn", "police"),
        ("Lund, who had denied the affair, said rain was near.", "Lund", "said", "rain was near", "lund"),
    ],
)  # fmt: skip
def test_what_answers_nothing_here_is_tied_to_nothing(text, source, cue, content, by):
    pile = accusation(text)
    pile.rows[0]["source"] = pile.span("a", "The ministry")
    pile.said("a", source, cue, content, by=by)
    assert replies(pile, RULES) == []


def test_nobody_denies_what_the_body_said_that_he_speaks_for():
    text = "The Authority blamed the storm for the flood. Ida Moor, the Authority's spokeswoman, who denied the charge, stayed away."
    pile = Pile({"a": text})
    pile.said("a", "The Authority", "blamed", "the storm for the flood")
    pile.said("a", "Ida Moor, the Authority's spokeswoman", "denied", "the charge", by="moor")
    assert replies(pile) == []
    other = Pile({"a": text.replace("The Authority blamed", "The Ministry blamed")})
    other.said("a", "The Ministry", "blamed", "the storm for the flood")
    other.said("a", "Ida Moor, the Authority's spokeswoman", "denied", "the charge", by="moor")
    assert len(replies(other)) == 1


def test_a_reply_that_stands_without_the_claim_is_tied_over_reports():
    pile = accusation("", b="Norland's army denied pretending to guard the river dam and opening its gates.")
    reply = pile.said(
        "b", "Norland's army", "denied", "pretending to guard the river dam and opening its gates", by="army"
    )
    claims = pile.claims()
    assert [row["attribution_id"] for row in claims.replies.to_pylist()] == [reply]


def test_whose_claim_is_meant_decides():
    pile = accusation("Lund said the harvest was poor. The mayor of Sund declined to comment on Lund's claim.")
    pile.said("a", "Lund", "said", "the harvest was poor", by="lund")
    pile.said("a", "The mayor of Sund", "declined", "to comment on Lund's claim", by="mayor")
    assert replies(pile, ClaimSettings(refusal_least=0.0)) == [
        ("the harvest was poor", "The mayor of Sund", "declines")
    ]


def test_what_a_noun_goes_on_with_decides():
    pile = accusation("Norland's army denied allegations of theft.")
    pile.said("a", "Norland's army", "denied", "allegations of theft", by="army")
    assert replies(pile) == []


def test_a_confirmation_in_a_later_report_answers_what_was_said():
    pile = Pile(
        {
            "a": '"Those gates were raised by the keepers of the dam at night," Otto Brask said.',
            "b": "The dam's director confirmed that its keepers had raised two gates at night, ending a week of doubt.",
        }
    )
    pile.said(
        "a",
        "Otto Brask",
        "said",
        "Those gates were raised by the keepers of the dam at night",
        by="brask",
        kind="direct",
    )
    pile.said("b", "The dam's director", "confirmed", "that its keepers had raised two gates at night", by="director")
    assert [kind for _, _, kind in replies(pile)] == ["confirms"]
    pile.published = {"a": "2031-05-09", "b": "2031-05-03"}
    assert replies(pile) == []


def test_reports_that_leave_the_reply_out_are_named():
    pile = accusation("Norland's army denied the accusations.", b=f"The ministry accused {ACCUSED}.")
    pile.said("b", "The ministry", "accused", ACCUSED, by="ministry")
    pile.said("a", "Norland's army", "denied", "the accusations", by="army")
    claims = pile.claims()
    claim = claim_of(claims, pile.rows[0]["attribution_id"])["claim_id"]
    assert unanswered(claims) == {claim: ("b",)}


def test_pointing_back_is_no_claim():
    pile = accusation("Norland's army denied the accusations.")
    pile.said("a", "Norland's army", "denied", "the accusations", by="army")
    assert pile.claims().claims.column("statement").to_pylist() == [f"accused {ACCUSED}"]


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        # No accusation of who replies, none close by.
        ("The rain fell. " * 60 + "Tarn's mayor denied the allegations.", "Tarn's mayor", "denied", "the allegations"),
        ("Norland's army dismissed the river gates as old iron.", "Norland's army", "dismissed", "the river gates as old iron"),
        ("Lund believed Norland's denials over the findings about its gates.", "Norland", "denials over", "the findings about its gates"),
        ("Norland's army confirmed that finding.", "Norland's army", "confirmed", "that finding"),
        ("Norland's army rejected the ministry's claim that winter wheat would be cheap.", "Norland's army", "rejected", "the ministry's claim that winter wheat would be cheap"),
    ],
)  # fmt: skip
def test_a_reply_whose_target_does_not_fit_is_tied_to_nothing(text, source, cue, content):
    pile = accusation(text)
    pile.said("a", source, cue, content, by="answering")
    assert replies(pile, RULES) == []


def test_an_accusation_is_his_who_is_called_by_the_word_before_it():
    words = "A river asks no leave, and nor should those who live on it have to"
    pile = Pile(
        {
            "a": f'Lund, the minister, came late. "{words}," he said. A ferryman said the siren was dumb. '
            "The embassy at Tarn declined to comment on the minister's accusation."
        },
        names={"Lund": "lund"},
    )
    pile.said("a", "he", "said", words, by="lund", kind="direct")
    pile.said("a", "A ferryman", "said", "the siren was dumb", by="ferryman")
    pile.said("a", "The embassy at Tarn", "declined", "to comment on the minister's accusation", by="embassy")
    assert replies(pile) == [(words, "The embassy at Tarn", "declines")]


def test_one_confirmation_does_not_answer_another():
    pile = Pile(
        {
            "a": "Harbour chief confirms gates were raised on night of ferry wave.",
            "b": "Brask confirmed that gates were raised on the night of the ferry wave.",
        }
    )
    pile.said("a", "Harbour chief", "confirms", "gates were raised on night of ferry wave", by="chief")
    pile.said("b", "Brask", "confirmed", "that gates were raised on the night of the ferry wave", by="brask")
    assert replies(pile) == []


def test_the_accusations_of_a_side_may_stand_far_before():
    text = "The rain fell. " * 60 + "A captain at Tarn called the Norlandish accusations absolutely false."
    pile = Pile({"a": f"Norland accused the coast guard of sinking a ferry. {text}"})
    pile.said("a", "Norland", "accused", "the coast guard of sinking a ferry", by="norland")
    pile.said("a", "A captain at Tarn", "called", "the Norlandish accusations absolutely false", by="captain")
    assert replies(pile) == [("the coast guard of sinking a ferry", "A captain at Tarn", "denies")]


@pytest.mark.parametrize(
    ("charge", "text", "source", "cue", "content", "kind"),
    [
        # Of what it was is said with other words around it.
        (("accused", "the ferry company of stealing lamps"), "The ferry company denied any theft or stealing.", "The ferry company", "denied", "any theft or stealing", "denies"),
        (("said", "Norland was behind the flood"), "Norland's officials denied involvement in it.", "Norland's officials", "denied", "involvement in it", "denies"),
        (("said", "Norland was behind the flood"), "Lund of Norland said his country was not involved in the flood.", "Lund of Norland", "said", "his country was not involved in the flood", "denies"),
        (("said", "six keepers were dead"), "The harbour office confirmed the deaths.", "The harbour office", "confirmed", "the deaths", "confirms"),
        (("said", "the boats of Tarn had been stolen by the council"), "A spokeswoman for the council did not respond to a request for comment.", "A spokeswoman for the council", "did not respond", "to a request for comment", "declines"),
    ],
)  # fmt: skip
def test_where_no_rule_finds_it_what_fits_best_in_the_report_is_answered(charge, text, source, cue, content, kind):
    pile = Pile({"a": f"The mayor of Sund {charge[0]} {charge[1]}. {text}"}, names={"Norland": "norland"})
    pile.said("a", "The mayor of Sund", *charge, by="mayor")
    pile.said("a", source, cue, content, by="answering")
    assert replies(pile) == [(charge[1], source, kind)]


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        ("The museum declined to say whether the old boat had been sold.", "The museum", "declined", "to say whether the old boat had been sold"),
        ("The town of Vell confirmed that a fair would be held.", "The town of Vell", "confirmed", "that a fair would be held"),
        ("A guard admitted that the gates were old.", "A guard", "admitted", "that the gates were old"),
        ("Norland's council dismissed the offer as too low.", "Norland's council", "dismissed", "the offer as too low"),
    ],
)  # fmt: skip
def test_what_fits_nothing_well_is_tied_to_nothing(text, source, cue, content):
    pile = accusation(text)
    pile.said("a", source, cue, content, by="answering")
    assert replies(pile, RULES) == []


def test_who_is_dismissed_for_his_words_is_answered():
    pile = Pile(
        {"a": "Otto Brask said the harbour board was asleep. The harbour board dismissed Otto Brask as a bad loser."},
        names={"Otto Brask": "brask", "harbour board": "board"},
    )
    pile.said("a", "Otto Brask", "said", "the harbour board was asleep", by="brask")
    pile.said("a", "The harbour board", "dismissed", "Otto Brask as a bad loser", by="board")
    assert replies(pile) == [("the harbour board was asleep", "The harbour board", "denies")]


def test_which_takes_up_what_stands_right_before():
    pile = Pile(
        {
            "a": "The mayor of Sund said that Norland had opened the gates, which Norland denies. Rain fell, which Lund denies."
        },
        names={"Norland": "norland"},
    )
    pile.said("a", "The mayor of Sund", "said", "that Norland had opened the gates", by="mayor")
    answer, begin = pile.rows[0], pile.texts["a"].index("which")
    for one, source, which in (
        ("answer", "Norland denies", begin),
        ("other", "Lund denies", pile.texts["a"].rindex("which")),
    ):
        at = pile.texts["a"].index(source)
        name = source.split()[0]
        pile.rows.append(answer | {
            "attribution_id": one, "source": [{"begin": at, "end": at + len(name)}], "speaker_id": name.lower(),
            "cue": [{"begin": at + len(name) + 1, "end": at + len(source)}], "content": [{"begin": which, "end": which + 5}],
        })  # fmt: skip
    assert replies(pile) == [("Norland had opened the gates", "Norland", "denies")]
