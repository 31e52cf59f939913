"""In which words a claim is stated: signs between its pieces, nothing hanging at its end."""

import pytest
from reckon_pile import Pile


def stated(text: str, cue: str, *content: str, kind: str = "mixed") -> str:
    pile = Pile({"a": text})
    pile.said("a", "Brask", cue, *content, by="brask", kind=kind)
    (row,) = pile.claims().claims.to_pylist()
    return row["statement"]


@pytest.mark.parametrize(
    ("text", "pieces", "shown"),
    [
        # What stands between was left out of the content: a sign says so.
        ('Brask said it was "a toy" and, leaving, that it was "a shame".', ('it was "a toy"', '"a shame"'), 'it was "a toy" … a shame'),
        ('"We shut the lock", Brask said, "They opened it."', ('"We shut the lock"', '"They opened it."'), "We shut the lock … They opened it."),
        # The words of saying alone stand between: it is one sentence.
        ('"We shut the lock," Brask said, "at night."', ('"We shut the lock,"', '"at night."'), "We shut the lock at night."),
        ("The lock, Brask said, was shut at night.", ("The lock", "was shut at night"), "The lock was shut at night"),
        # Two sentences.
        ('"We shut the lock," Brask said. "They opened it."', ('"We shut the lock,"', '"They opened it."'), "We shut the lock. They opened it."),
        ('Brask said the lock was "a toy." And it was "a shame".', ('the lock was "a toy."', 'And it was "a shame"'), 'the lock was "a toy." And it was "a shame"'),
    ],
)  # fmt: skip
def test_pieces_of_a_statement_have_a_sign_between_them(text, pieces, shown):
    assert stated(text, "said", *pieces) == shown


@pytest.mark.parametrize(
    ("text", "content", "shown"),
    [
        ("Brask said the lock was kept by a band of growers that camps there.", "the lock was kept by a band of growers that", "the lock was kept by a band of growers"),
        ("Brask said the lock was opened on Sunday, when nobody was there.", "the lock was opened on Sunday, when", "the lock was opened on Sunday"),
        ("Brask said the lock was shut to the growers since Sunday came.", "the lock was shut to the growers since", "the lock was shut to the growers"),
        ("Brask said the growers of the valley had never done that, and left.", "the growers of the valley had never done that", "the growers of the valley had never done that"),
        ('Brask said "nobody in the valley would do that" on Sunday.', '"nobody in the valley would do that"', "nobody in the valley would do that"),
    ],
)  # fmt: skip
def test_a_statement_does_not_end_with_a_word_that_begins_a_clause(text, content, shown):
    assert stated(text, "said", content) == shown


@pytest.mark.parametrize(
    ("verb", "shown"),
    [
        ("used a letter and a visit to accuse", "used a letter and a visit to accuse"),
        ("has also and often accused", "often accused"),
        ("in this warning accused", "in this warning accused"),
    ],
)
def test_only_what_leads_in_a_verb_is_left_out_of_it(verb, shown):
    content = "the growers of opening the gates"
    assert stated(f"Brask {verb} {content}.", verb, content, kind="indirect") == f"{shown} {content}"


def test_what_one_report_adds_does_not_stand_for_the_claim_of_several():
    shared = "We mourn with the families of all ferrymen. We are in touch with the harbour office and will go on asking there."
    added = "The safety of ferrymen abroad is one of the first duties of the harbour league. We stand ready to help ferrymen hurt."
    pile = Pile(
        {"a": f'"{shared}" Brask said.', "b": f'"{shared}" Brask said.', "c": f'"{shared}" Brask said. "{added}"'}
    )
    for report in "abc":
        pile.said(
            report,
            "Brask",
            "said",
            *([f'"{shared}"', f'"{added}"'] if report == "c" else [f'"{shared}"']),
            by="brask",
            kind="direct",
        )
    found = {row["reports"]: row["statement"] for row in pile.claims().claims.to_pylist()}
    assert found[3].startswith("We mourn")


def test_the_wording_that_is_whole_is_shown_before_the_one_that_breaks_off():
    whole = "the lock was kept by a band of growers from both banks of the river"
    broken = "the lock was kept by an organised band of old growers from both banks of the river that"
    pile = Pile({"a": f"Brask said {whole}.", "b": f"Brask said {broken} has camped there."})
    pile.said("a", "Brask", "said", whole, by="brask")
    pile.said("b", "Brask", "said", broken, by="brask")
    (row,) = pile.claims().claims.to_pylist()
    assert row["statement"] == whole


@pytest.mark.parametrize("before", ["", "that "])
def test_what_was_thought_of_something_has_its_verb(before):
    pile = Pile({"a": f"A boat {before}was thought to have been burned for firewood."})
    pile.said("a", "", "was thought", "A boat", "to have been burned for firewood")
    (row,) = pile.claims().claims.to_pylist()
    assert row["statement"] == "A boat was thought to have been burned for firewood"


def test_a_word_that_is_read_as_part_of_the_verb_and_of_what_is_said_stands_once():
    pile = Pile({"a": "The keepers have often been accused of stealing boats at Vell."})
    pile.said("a", "", "have often been accused of", "The keepers", "of stealing boats at Vell")
    (row,) = pile.claims().claims.to_pylist()
    assert row["statement"] == "The keepers have often been accused of stealing boats at Vell"


def test_a_quotation_after_that_has_no_marks_around_it():
    said = 'that "nobody in the valley has a key."'
    assert stated(f"Brask said {said}", "said", said) == "nobody in the valley has a key."


def test_a_word_that_only_points_at_what_follows_is_left_out():
    pile = Pile({"a": "The guard is shelling what it says are camps of thieves since spring came."})
    pile.said("a", "it", "says", "what", "are camps of thieves since")
    (row,) = pile.claims().claims.to_pylist()
    assert row["statement"] == "are camps of thieves"


def test_a_verb_that_stands_inside_a_piece_of_what_is_said_cuts_nothing():
    pile = Pile({"a": "To shut the lock he promised on Sunday, and to mend it."})
    pile.said("a", "", "promised", "To shut the lock he promised on Sunday", "to mend it")
    (row,) = pile.claims().claims.to_pylist()
    assert row["statement"] == "To shut the lock he promised on Sunday … to mend it"


@pytest.mark.parametrize(
    ("text", "cue", "content", "shown"),
    [
        # Whom or what somebody spoke about is not what he said.
        ("Brask puzzled over the keeper's old map.", "puzzled over", "the keeper's old map", "puzzled over the keeper's old map"),
        ("Brask has often mourned thrift.", "has often mourned", "thrift", "often mourned thrift"),
        ("Brask talked about the lock.", "talked about", "the lock", "talked about the lock"),
        ("Brask nodded along to some of the jokes.", "nodded", "some of the jokes", "nodded along to some of the jokes"),
        ("Brask went on to mock the council.", "went on", "the council", "went on to mock the council"),
        ("The plan was widely condemned by Brask.", "was widely condemned by", "The plan", "The plan was widely condemned"),
        ("Brask is claiming credit for mending the lock.", "is claiming credit", "mending the lock", "claiming credit for mending the lock"),
        ("Mending the lock was wrong, Brask said.", "said", "Mending the lock was wrong", "Mending the lock was wrong"),
        # A sentence by itself, and what is reported by a verb that takes sentences.
        ("Brask warned the lock would break.", "warned", "the lock would break", "the lock would break"),
        ("Brask said growers threaten the lock.", "said", "growers threaten the lock", "growers threaten the lock"),
        ("According to Brask, growers opened the lock.", "According to", "growers opened the lock", "growers opened the lock"),
    ],
)  # fmt: skip
def test_what_somebody_spoke_about_has_its_verb(text, cue, content, shown):
    assert stated(text, cue, content, kind="indirect") == shown


def test_a_mark_of_which_the_other_is_cut_off_is_no_part_of_a_statement():
    texts = {
        "a": "'It was dull on the dam all day,' Ida Moor said.",
        "b": "'Nobody came. It was dull on the dam all day,' Ida Moor said.",
    }
    for report, content in (("a", "'It was dull on the dam all day,'"), ("b", "It was dull on the dam all day,'")):
        pile = Pile(texts)
        pile.said(report, "Ida Moor", "said", content, by="moor", kind="direct")
        (row,) = pile.claims().claims.to_pylist()
        assert row["statement"] == "It was dull on the dam all day"


def test_a_statement_does_not_begin_with_what_joins_it_to_another():
    pile = Pile({"a": "Ida Moor said the dam was shut and they had done it at night."})
    pile.said("a", "Ida Moor", "said", "and they had done it at night", by="moor")
    (row,) = pile.claims().claims.to_pylist()
    assert row["statement"] == "they had done it at night"
    pile = Pile({"a": "Ida Moor said they shut the dam and they had done it at night."})
    pile.said("a", "Ida Moor", "said", "they shut the dam and they had done it at night", by="moor")
    (row,) = pile.claims().claims.to_pylist()
    assert row["statement"] == "they shut the dam and they had done it at night"


@pytest.mark.parametrize(
    ("text", "cue", "shown"),
    [
        ("Brask called on the council to shut the lock.", "called on", "called on the council to shut the lock"),
        ("Brask called, after a walk, on nobody to shut the lock.", "called", "called to shut the lock"),
    ],
)
def test_who_is_asked_to_do_something_stands_in_the_statement(text, cue, shown):
    assert stated(text, cue, "to shut the lock", kind="indirect") == shown


def test_a_quotation_stands_for_a_claim_rather_than_a_report_of_who_said_it():
    pile = Pile({
        "a": 'Brask denied that. "That count is wrong. It includes the milk lorries," Brask said in a letter.',
        "b": '"That count is wrong. It includes the milk lorries," Brask said in a letter, the Bulletin reported.',
    })  # fmt: skip
    pile.said("a", "Brask", "said", '"That count is wrong. It includes the milk lorries,"', by="brask", kind="direct")
    long = '"That count is wrong. It includes the milk lorries," Brask said in a letter'
    pile.said("b", "the Bulletin", "reported", long, by="brask", kind="mixed")
    (row,) = pile.claims().claims.to_pylist()
    assert row["statement"] == "That count is wrong. It includes the milk lorries"


@pytest.mark.parametrize(
    ("text", "content", "kind", "shown"),
    [
        ('"That lock is ours," Brask said.', '"That lock is ours,"', "direct", "That lock is ours"),
        ("Brask said that the lock is ours.", "that the lock is ours", "indirect", "the lock is ours"),
        ('Brask said that "the lock is ours".', 'that "the lock is ours"', "mixed", "the lock is ours"),
    ],
)
def test_that_is_left_out_where_it_opens_a_clause_and_stays_where_it_points(text, content, kind, shown):
    assert stated(text, "said", content, kind=kind) == shown
