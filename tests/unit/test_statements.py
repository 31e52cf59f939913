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


@pytest.mark.parametrize(
    ("text", "cue", "content", "kind", "shown"),
    [
        # "That" points at something: it is no word that joins a clause.
        ("That may sway the keepers of the lock, Brask said.", "said", "That may sway the keepers of the lock", "indirect", "That may sway the keepers of the lock"),
        ('"That is really heavy," Brask said.', "said", '"That is really heavy,"', "direct", "That is really heavy"),
        ('Brask said "that was the heaviest gate of all".', "said", '"that was the heaviest gate of all"', "direct", "that was the heaviest gate of all"),
        ("Brask said that the gate was heavy.", "said", "that the gate was heavy", "indirect", "the gate was heavy"),
        # A quotation that is a sentence of its own needs no verb, with whatever word it begins.
        ('"As the boat sank, the keeper rowed home," Brask said.', "said", '"As the boat sank, the keeper rowed home,"', "direct", "As the boat sank, the keeper rowed home"),
        ('Brask began by telling: "For years the lock was shut."', "telling", '"For years the lock was shut."', "direct", "For years the lock was shut."),
        ("Brask offered to open the lock.", "offered", "to open the lock", "indirect", "offered to open the lock"),
        # When it was said is no part of what was said.
        ("Brask said Friday, May 4, 2021, that the lock was shut.", "said Friday", "May 4, 2021, that the lock was shut", "indirect", "the lock was shut"),
        ("Brask said on Tuesday, that the lock was shut.", "said", "on Tuesday, that the lock was shut", "indirect", "the lock was shut"),
        # Who is asked to do something does not do it.
        ("Brask asked the growers to mend the old lock.", "asked", "the growers to mend the old lock", "indirect", "asked the growers to mend the old lock"),
        ("Brask has ordered the keepers not to open the lock.", "has ordered", "the keepers not to open the lock", "indirect", "ordered the keepers not to open the lock"),
        ("Brask asked whether the growers would mend the lock.", "asked", "whether the growers would mend the lock", "indirect", "whether the growers would mend the lock"),
        ("Brask told the council the lock needs to be mended.", "told", "the lock needs to be mended", "indirect", "the lock needs to be mended"),
    ],
)  # fmt: skip
def test_a_statement_is_what_was_said_with_the_verb_that_it_needs(text, cue, content, kind, shown):
    assert stated(text, cue, content, kind=kind) == shown


def test_a_claim_is_stated_in_what_its_reports_share():
    pile = Pile({
        "a": 'Brask said "so much can go wrong at the upper lock".',
        "b": 'Brask said "so much can go wrong at the upper lock, and many engineers of the valley league have warned us in April that no'
        ' crew ever lifted seven gates in one night of frost".',
    })  # fmt: skip
    pile.said("a", "Brask", "said", '"so much can go wrong at the upper lock"', by="brask", kind="direct")
    pile.said("b", "Brask", "said", pile.texts["b"][11:-1], by="brask", kind="direct")
    (row,) = pile.claims().claims.to_pylist()
    assert row["reports"] == 2
    assert row["statement"] == "so much can go wrong at the upper lock"


def test_a_claim_of_several_parts_is_stated_in_all_that_its_reports_have():
    first, second = (
        '"The crew saw at dusk that the gate hung loose,"',
        '"The pilot turned the ferry round by the old rule."',
    )
    pile = Pile({
        "a": f"{first} Brask said. {second}",
        "b": f"{first} Brask said. {second}",
        "c": f"{first} Brask said.",
        "d": f"{second} Brask said.",
    })  # fmt: skip
    for report, parts in (("a", (first, second)), ("b", (first, second)), ("c", (first,)), ("d", (second,))):
        pile.said(report, "Brask", "said", *parts, by="brask", kind="direct")
    (row,) = pile.claims().claims.to_pylist()
    assert row["reports"] == 4
    assert (
        row["statement"]
        == "The crew saw at dusk that the gate hung loose. The pilot turned the ferry round by the old rule."
    )


def test_of_a_claim_that_is_a_part_of_a_quotation_the_part_is_stated():
    shared = "The gate of the upper lock was mended by the crew at night."
    pile = Pile(
        {"a": f'"The town mourns its ferrymen and their boats," Brask said. "{shared}"', "b": f'"{shared}" Brask said.'}
    )
    pile.said(
        "a",
        "Brask",
        "said",
        '"The town mourns its ferrymen and their boats,"',
        f'"{shared}"',
        by="brask",
        kind="direct",
    )
    pile.said("b", "Brask", "said", f'"{shared}"', by="brask", kind="direct")
    found = {row["reports"]: row["statement"] for row in pile.claims().claims.to_pylist()}
    assert found[2] == shared


def test_a_mark_that_only_opens_is_no_part_of_a_statement():
    pile = Pile({"a": "'The boat lies on the dam. It will stay there for years,' Brask said."})
    pile.said("a", "Brask", "said", "'The boat lies on the dam.", by="brask", kind="direct")
    (row,) = pile.claims().claims.to_pylist()
    assert row["statement"] == "The boat lies on the dam."


def test_a_claim_of_parts_is_stated_in_the_part_that_most_reports_have():
    first, second = '"The feeling is hard to explain to the crew,"', '"I will never forget this day on the dam."'
    pile = Pile({
        "a": f"{first} Brask said. {second}",
        "b": f"{first} Brask said. {second} Then he rowed home.",
        "c": f"{second} Brask said.",
        "d": f"{second} Brask said in the end.",
    })  # fmt: skip
    for report, parts in (("a", (first, second)), ("b", (first, second)), ("c", (second,)), ("d", (second,))):
        pile.said(report, "Brask", "said", *parts, by="brask", kind="direct")
    (row,) = pile.claims().claims.to_pylist()
    assert row["reports"] == 4
    assert row["statement"].endswith("I will never forget this day on the dam.")


def test_a_content_that_was_cut_up_is_stated_as_it_is_printed():
    text = 'Brask said "the gate broke, we rowed home, the keepers came for us, and then we saw the other boat".'
    pile = Pile({
        "a": text,
        "b": 'Brask said "the gate broke, we rowed home" that night. The keepers, he said, saw a boat.',
    })  # fmt: skip
    pile.said("a", "Brask", "said", text[11:-1], by="brask", kind="direct")
    pile.said("b", "Brask", "said", '"the gate broke, we rowed home"', by="brask", kind="direct")
    for row in pile.claims().claims.to_pylist():
        assert row["statement"] in text


@pytest.mark.parametrize(
    ("one", "other", "shown"),
    [
        # A wording without who does it stands for the claim only where no other does.
        ("was bound for the red dam on a slow round course", "the ferry of the old league was bound for the red dam", "the ferry of the old league was bound for the red dam"),
        ("only that the lock was shut by a keeper in May", "the lock was shut by a keeper in May", "the lock was shut by a keeper in May"),
    ],
)  # fmt: skip
def test_a_fragment_does_not_stand_for_a_claim(one, other, shown):
    pile = Pile({"a": f"Brask said {one}.", "b": f"Brask said {other}."})
    pile.said("a", "Brask", "said", one, by="brask")
    pile.said("b", "Brask", "said", other, by="brask")
    (row,) = pile.claims().claims.to_pylist()
    assert row["statement"] == shown
