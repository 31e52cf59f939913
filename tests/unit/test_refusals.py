"""Refusals to comment: every usual form is found with who refuses; they are replies, and no claims."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stemma.attribute import find_attributions
from stemma.attribute.refusals import find_refusals
from stemma.model import Token
from stemma.reckon import find_claims
from stemma.reckon.kind import declines, reply_kind

FORMS = [
    ("The ministry did not immediately respond to a request for comment.", "The ministry", "did not immediately respond", "to a request for comment"),
    ("An Alster spokesman could not immediately be reached for comment.", "An Alster spokesman", "could not immediately be reached", "for comment"),
    ("Mora was not immediately available for comment.", "Mora", "was not immediately available", "for comment"),
    ("The director was unavailable for comment.", "The director", "was unavailable", "for comment"),
    ("The council and Lund did not return calls for comment.", "The council and Lund", "did not return", "calls for comment"),
    ("The Bank of Sund had no immediate comment.", "The Bank of Sund", "had", "no immediate comment"),
    ("Sund police would not say whether the boat had been found.", "Sund police", "would not say", "whether the boat had been found"),
    ("Representatives from Alster declined comment.", "Representatives from Alster", "declined", "comment"),
    ("The mayor has yet to respond to the claims.", "The mayor", "has yet to respond", "to the claims"),
    ("Calls to the ministry were not returned.", "the ministry", "were not returned", "Calls to"),
    ("Efforts to reach Brandt were unsuccessful.", "Brandt", "were unsuccessful", "Efforts to reach"),
    ("A request for comment sent to the embassy went unanswered.", "the embassy", "went unanswered", "A request for comment sent to"),
    ("There was no immediate comment from the army.", "the army", "was", "no immediate comment from"),
    ("The company would neither confirm nor deny the sale.", "The company", "would neither confirm nor deny", "the sale"),
    ("Neither the mill nor the ferry office responded to a request for comment.", "Neither the mill nor the ferry office", "responded", "to a request for comment"),
    ("The captain declined to give any details.", "The captain", "declined", "to give any details"),
    ("The captain declined to provide specifics.", "The captain", "declined", "to provide specifics"),
    ("The keeper had nothing to add.", "The keeper", "had", "nothing to add"),
    ("Officials declining to comment on the sale left the hall.", "Officials", "declining", "to comment on the sale"),
    ("Mora could not be contacted for comment.", "Mora", "could not be contacted", "for comment"),
]  # fmt: skip


def triples(text):
    return [
        tuple(" ".join(text[b:e] for b, e in spans) for spans in (one.source, one.cue, one.content))
        for one in find_attributions(text)
    ]


@pytest.mark.parametrize(("text", "source", "cue", "content"), FORMS, ids=[form[0] for form in FORMS])
def test_every_usual_form_is_found_with_who_refuses(text, source, cue, content):
    assert triples(text) == [(source, cue, content)]
    assert declines(source, cue, content)


@pytest.mark.parametrize(
    "text",
    [
        "The patient did not respond to treatment.",
        "An agreement could not be reached on Monday.",
        "The village could not be reached by road.",
        "The ferry did not return to port.",
        "The keeper, who declined to be named, sold the mill.",
    ],
)
def test_what_only_looks_like_a_refusal_is_none(text):
    assert not any(declines(*triple) for triple in triples(text))


def test_two_refusals_of_a_sentence_are_two():
    text = "The Ruder yard did not respond to a request for comment, while Lund declined to comment."
    assert [source for source, _, _ in triples(text)] == ["The Ruder yard", "Lund"]


def test_a_refusal_is_a_reply_and_no_claim():
    text = (
        "Ilse Brandt accused the harbour office of Sund of stealing lamps.\n"
        "The harbour office of Sund declined to comment. The mayor of Tarn said that the lamps were old."
    )
    found = find_claims([{"id": "a", "text": text}])
    statements = found.claims.column("statement").to_pylist()
    assert not any("comment" in statement for statement in statements)
    assert len(statements) == 2
    (reply,) = found.replies.to_pylist()
    answered = next(row for row in found.claims.to_pylist() if row["claim_id"] == reply["claim_id"])
    assert reply["kind"] == "declines"
    assert "stealing lamps" in answered["statement"]


def test_a_reply_that_a_report_goes_on_with_is_not_said_by_the_one_before():
    text = "Market women said the boats were sold at night, but the harbour guard denied taking money for them."
    assert ("Market women", "said", "the boats were sold at night") in triples(text)
    assert ("the harbour guard", "denied", "taking money for them") in triples(text)


def test_no_content_ends_with_a_word_that_only_joins():
    text = "The harbour society agreed that the boats were old but dismissed claims that they were about to sink."
    assert ("The harbour society", "agreed", "that the boats were old") in triples(text)


@pytest.mark.parametrize(
    ("source", "cue", "content", "kind"),
    [
        ("Otto Brask", "dismissed", "concerns that the dam was too old", "denies"),
        ("Otto Brask", "went on to rebut", "the claims of the council", "denies"),
        ("Otto Brask", "said", "This situation did not exist when the mill was sold", "denies"),
        ("Otto Brask", "said", 'there was "nothing" to the allegation', "denies"),
        ("Otto Brask", "wrote", "We met on Monday. Her claims of a theft are untrue.", "denies"),
        ("Otto Brask", "said", "his office had done nothing wrong", "denies"),
        ("Otto Brask", "said", "The mill had nothing to do with the flood", "denies"),
        ("Otto Brask", "said", "If you had nothing to do with the flood, show us the books", None),
        ("Otto Brask", "said", "You may have had nothing to do with the flood", None),
        ("Otto Brask", "reports", "Growers in two valleys talk false prices up, and few complain", None),
        ("Otto Brask", "called the reports", "false", "denies"),
        ("Otto Brask", "rejected", "calls to resign", None),
        ("Otto Brask", "rejected", "the offer as too low", None),
        ("A judge", "dismissed", "claims that the dam was unsafe", None),
        ("The council", "denied", "three wagons entry to the market", None),
        ("A judge", "denied", "that appeal of the millers on Monday", None),
        ("The council", "denied them", "their right to vote", None),
        ("The council", "denied", "accusations over the right to vote", "denies"),
        ("", "an attempt to dismiss", "Brask as a liar", None),
        ("Otto Brask", "must rebut", "the claims", None),
        ("Otto Brask", "did not deny", "the claims", None),
        ("Otto Brask", "could not confirm", "the report", None),
        ("Otto Brask", "seeks", "a rule against spreading false statements", None),
        ("The staff", "said", "the keeper did not answer", None),
        ("Otto Brask", "told the paper", "he flatly denied that the mill was his", "denies"),
        ("Otto Brask", "said", "We reject these claims", "denies"),
        ("Otto Brask", "said", "“He has always denied the claims”", None),
        ("Otto Brask", "said", "We never deny these claims", None),
        ("Otto Brask", "insisted", "that he had never met the keeper", "denies"),
        ("Otto Brask", "insisted", "that no boats be let through", None),
        ("Otto Brask", "said", "Contrary to reports in town, the mill is open", "denies"),
        ("The council", "disagreed with", "that assessment", "denies"),
        ("The council", "again repeated", "its denial of any part in it", "denies"),
        ("The council", "touted Brask's denials of", "the theft", None),
        ("The council", "is expected to call", "the reports of a theft bogus", None),
        ("The council", "said", "the lawsuit was baseless", "denies"),
        ("The keeper", "said", "the lamps that she has described are bogus", "denies"),
        ("No one", "was available", "for comment at the mill", "declines"),
        ("Otto Brask", "said", "No, that is incorrect", "denies"),
        ("Otto Brask", "said", "I can tell you that it is false", "denies"),
        ("Otto Brask", "said", "It is not true, it is speculation", "denies"),
        ("Otto Brask", "said", "Nobody was asked, this is not true", "denies"),
        ("Otto Brask", "said", "fears about the U.S. grain were unfounded", "denies"),
        ("Otto Brask", "said", "the story was wrong", "denies"),
        ("Otto Brask", "said", "It is wrong to fish at night", None),
        ("Otto Brask", "said", "there is nothing true about this story", "denies"),
        ("Otto Brask", "said", "there was no basis for the rumours", "denies"),
        ("Otto Brask", "said", "that the diver had made up the story", "denies"),
        ("Otto Brask", "said", "he was innocent of the charges", "denies"),
        ("Otto Brask", "said", "We do not believe that these claims are true", "denies"),
        ("Otto Brask", "said", "We do not accept this account", "denies"),
        ("Otto Brask", "said", "We do not believe that the bridge is safe", None),
        ("Otto Brask", "said", "Names that are nonsense sell well, and it is unclear why", None),
        ("Ida Moor, a lawyer for Brask", "said", "Mr. Brask denies the charges", "denies"),
        ("the mill", "said", "In short, it strongly denies the charges", "denies"),
        ("The mill", "said", "The Council denies the charges", None),
        ("The keeper", "said", "it would settle the claims, which it has always denied", "denies"),
        ("Otto Brask", "contradicted", "him", "denies"),
        ("Otto Brask", "contradicted", "his earlier words", None),
        ("Otto Brask", "disputed", "which", "denies"),
        ("Otto Brask", "rejected", "which", None),
        ("The port", "denied", "the mill received grain from the relief funds", "denies"),
        ("The port", "denied", "the injured diver bail", None),
        ("The council", "cannot comment on", "rumours", "declines"),
        ("The council", "declined to provide", "specifics of the plan", "declines"),
    ],
)
def test_what_kind_of_reply_it_is(source, cue, content, kind):
    assert reply_kind(cue, content, cue, source) == kind


def test_a_denial_is_told_by_who_speaks_where_its_verb_stands_right_before_what_is_denied():
    assert reply_kind("on Monday denied", "that the mill was his", "on Monday", "Otto Brask") == "denies"
    assert reply_kind("who had denied the theft, said on Monday", "that rain was near", "on Monday", "Brask") is None


def test_what_somebody_goes_on_to_say_after_a_refusal_is_none():
    frame = "would not say what was paid, but said"
    assert reply_kind(frame, "the charges were baseless", "said", "Otto Brask") == "denies"
    assert reply_kind(frame, "the sale would go on", "said", "Otto Brask") is None
    assert reply_kind("had no part in it but declined", "to comment", "declined", "Otto Brask") == "declines"


def test_a_foreseen_deed_before_the_last_clause_does_not_keep_it_from_being_a_denial():
    frame = "has said it will fight on, calling"
    assert reply_kind(frame, "the claims unfounded", "calling", "The mill") == "denies"


def test_a_denial_that_another_tells_of_is_found_within_his_words():
    text = "The Times of Sund reported that the mayor denied any wrongdoing."
    assert ("the mayor", "denied", "any wrongdoing") in triples(text)
    assert ("The Times of Sund", "reported", "that the mayor denied any wrongdoing") in triples(text)


@st.composite
def parses(draw):
    """A parsed sentence of words of refusals under any tree."""
    words = draw(st.lists(st.sampled_from(_OF_REFUSALS), min_size=1, max_size=9))
    heads = [draw(st.integers(0, len(words) - 1)) for _ in words]
    deps = [
        draw(st.sampled_from(("nsubj", "nsubjpass", "relcl", "neg", "aux", "dobj", "attr", "prep", "pobj", "ROOT")))
        for _ in words
    ]
    at, tokens = 0, []
    for word, head, dep in zip(words, _as_tree(heads), deps, strict=True):
        pos = "VERB" if word in {"respond", "reached", "declined", "heard", "was", "get"} else "NOUN"
        tokens.append(Token(at, at + len(word), word, word, pos, pos, dep, head, ""))
        at += len(word) + 1
    return tokens


_OF_REFUSALS = ("officials", "who", "not", "respond", "to", "yet", "nor", "neither", "reached", "declined", "comment", "was", "there", "no", "heard", "get", "from")  # fmt: skip


def _as_tree(heads):
    """The heads with every circle cut open."""
    cut = list(heads)
    for start in range(len(cut)):
        seen, at = set(), start
        while cut[at] != at and at not in seen:
            seen.add(at)
            at = cut[at]
        if cut[at] != at:
            cut[at] = at
    return cut


@given(parses())
def test_no_parse_is_refused(tokens):
    for one in find_refusals(tokens):
        assert one.cue
        assert one.content
        assert set(one.cue).isdisjoint(one.source)
