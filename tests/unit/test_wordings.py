"""Which words of a claim's attributions are told to differ, and against which of them."""

from dataclasses import replace

import pytest
from reckon_pile import Pile, together

from stemma import schema
from stemma.reckon import find_claims


def told(pile: Pile) -> set[tuple[str, str, str]]:
    rows = pile.claims().wordings.to_pylist()
    return {(r["reading"], r["against_reading"], r["kind"]) for r in rows if r["kind"] != "cue"}


def test_words_that_stand_between_two_pieces_of_a_content_are_not_left_out():
    whole = "the old lock at the mill was shut for the winter on Friday night and nobody in Tarn had kept a key"
    head, tail = "the old lock at the mill was shut for the winter", "and nobody in Tarn had kept a key"
    for between, cut in ((", Otto Brask said on Friday night, ", False), (", Otto Brask said, ", True)):
        pile = Pile({"a": f"{head}{between}{tail}.", "b": f"Otto Brask said {whole}."}, kinds={"brask": "person"})
        pile.said("a", "Otto Brask", "said", head, tail, by="brask")
        pile.said("b", "Otto Brask", "said", whole, by="brask")
        assert len(together(pile.claims())) == 1
        assert told(pile) == ({("", "on Friday night", "cut")} if cut else set())


def test_a_sentence_before_which_a_quotation_begins_or_with_which_it_ends_is_not_left_out():
    first = "The keepers of the lower lock were never asked about the new gates"
    second = "the mill owners of Tarn did all manner of foolish things"
    third = "the council may look at every one of the bills in spring"
    said = {
        "a": f'"{first}. {second.capitalize()}. {third.capitalize()}."',
        "b": f'"{first}, {second}."',
        "c": f'"{second.capitalize()}, {third}."',
    }
    pile = Pile({r: f"Otto Brask said: {words}" for r, words in said.items()}, kinds={"brask": "person"})
    for report, words in said.items():
        pile.said(report, "Otto Brask", "said", words, by="brask", kind="direct")
    assert len(together(pile.claims())) == 1
    # That one quotation begins later is all that differs; the other ends sooner.
    assert told(pile) == {("", first, "cut")}


def test_where_one_says_another_sentence_the_other_has_left_nothing_out():
    first, second = "The keepers of the lower lock are paid by the mill", "Let nobody say I was not asked"
    shared = "as long as I keep this weir no boat will pay"
    said = {"a": f'"{first}. {shared.capitalize()}."', "b": f'"{second}. {shared.capitalize()}."', "c": f'"{first}."'}
    pile = Pile({r: f"Otto Brask said: {words}" for r, words in said.items()}, kinds={"brask": "person"})
    for report, words in said.items():
        pile.said(report, "Otto Brask", "said", words, by="brask", kind="direct")
    assert len(together(pile.claims())) == 1
    assert not any(second in (reading, against) for reading, against, _ in told(pile))


def test_attributions_are_held_against_the_one_that_quotes_most():
    pile = Pile(
        {
            "a": 'Otto Brask said the night the ferry sank was "a cold night" and "the hardest winter of this harbour" for the mill and the market.',
            "b": 'Otto Brask said it was "a cold night; the ice came down to the lower gates and it was the hardest winter of this harbour".',
            "c": 'Otto Brask said it was "a cold night; the ice came down to the lower gates and it is the hardest winter of this harbour".',
        },
        kinds={"brask": "person"},
    )
    ids = [
        pile.said(r, "Otto Brask", "said", text.split(" said ")[1].rstrip("."), by="brask", kind="mixed")
        for r, text in pile.texts.items()
    ]
    claims = pile.claims()
    assert together(claims) == [sorted(ids)]
    assert {row["against"] for row in claims.wordings.to_pylist()} <= set(ids[1:])
    assert ("is", "was", "sense") in told(pile) | {(b, a, kind) for a, b, kind in told(pile)}


def test_words_in_another_order_are_not_left_out():
    first = "the keepers of the old harbour opened their gates to the boats of Tarn and Vell"
    second = "the keepers of the old harbour opened their gates to the boats of Vell and Tarn"
    pile = Pile({"a": f"Otto Brask said {first}.", "b": f"Otto Brask said {second}."}, kinds={"brask": "person"})
    pile.said("a", "Otto Brask", "said", first, by="brask")
    pile.said("b", "Otto Brask", "said", second, by="brask")
    assert len(together(pile.claims())) == 1
    assert not told(pile)


def test_words_altered_where_the_fullest_quotation_has_none_are_told_too():
    shared = "the keepers of the lower lock were never asked about the new gates"
    said = {
        "a": f"{shared}; and the mill and the market and the school and the boats of the town stood under water for a month",
        "b": f"{shared}; I shall mend every hinge of theirs in spring",
        "c": f"{shared}; I shall mend every rusty hinge of theirs in spring",
    }
    pile = Pile({r: f'Otto Brask said: "{words}."' for r, words in said.items()}, kinds={"brask": "person"})
    ids = [pile.said(r, "Otto Brask", "said", f'"{words}."', by="brask", kind="direct") for r, words in said.items()]
    claims = pile.claims()
    assert together(claims) == [sorted(ids)]
    assert not claims.claims.to_pylist()[0]["verbatim"]
    (row,) = (
        row
        for row in claims.wordings.to_pylist()
        if "rusty" in row["reading"] + row["against_reading"] and row["against"] != ids[0]
    )
    assert {row["attribution_id"], row["against"]} == set(ids[1:])


@pytest.mark.parametrize(
    ("second", "differs"),
    [
        ("and nobody in Tarn has kept an old key.", ("an old key", "the new map", "sense")),
        # It goes on where the other ends, with a word put before.
        ("and nobody in Tarn has kept the old key. I shall mend every hinge.", ("old key", "new map", "sense")),
        # It ends sooner.
        ("and nobody in Tarn.", None),
    ],
)
def test_the_last_words_of_a_quotation_may_be_other_ones(second, differs):
    first = "The old lock at the mill was shut for the winter and nobody in Tarn has kept the new map."
    second = f"The old lock at the mill was shut for the winter {second}"
    pile = Pile({"a": f'"{first}" said Otto Brask.', "b": f'"{second}" said Otto Brask.'}, kinds={"brask": "person"})
    pile.said("a", "Otto Brask", "said", f'"{first}"', by="brask", kind="direct")
    pile.said("b", "Otto Brask", "said", f'"{second}"', by="brask", kind="direct")
    found = {row for row in told(pile) if row[2] == "sense"}
    assert {frozenset(row) for row in found} == ({frozenset(differs)} if differs else set())


def test_a_sentence_that_is_missing_from_the_middle_of_a_quotation_is_told_as_cut():
    first = "The keepers of the lower lock were never asked about the new gates"
    second = "My men have mended hinges and chains without a pause all winter"
    third = "The council may look at every one of the bills in spring"
    said = {"a": f'"{first}. {second}. {third}."', "b": f'"{first}. {third}."'}
    for apart in (False, True):
        if apart:  # two quotations: nobody says that nothing stood between
            said["b"] = f'"{first}." On Friday he went on: "{third}."'
        pile = Pile({r: f"Otto Brask said: {words}" for r, words in said.items()}, kinds={"brask": "person"})
        pile.said("a", "Otto Brask", "said", said["a"], by="brask", kind="direct")
        pieces = (f'"{first}."', f'"{third}."') if apart else (said["b"],)
        pile.said("b", "Otto Brask", "said", *pieces, by="brask", kind="direct")
        assert {frozenset(row) for row in told(pile)} == (set() if apart else {frozenset((second, "", "cut"))})


def test_a_name_that_both_print_does_not_differ_whomever_it_is_taken_for():
    said = "nobody who keeps the old lock of Vell has ever asked for a key, and nobody in Tarn has one"
    pile = Pile(
        {
            "a": f'"{said}," Otto Brask said.',
            "b": f'"{said.replace("Vell has", "Vell that we love has")}," Otto Brask said. Vell it is.',
        },
        kinds={"brask": "person"},
    )
    for report in "ab":
        pile.said(report, "Otto Brask", "said", pile.texts[report].split(" Otto")[0], by="brask", kind="direct")
    mentions = [
        {"mention_id": report, "report_id": report, "begin": text.index("Vell"), "end": text.index("Vell") + 4, "entity_id": f"vell-{report}"}
        for report, text in pile.texts.items()
    ]  # fmt: skip
    entities = replace(pile.entities, mentions=schema.table("mentions", mentions))
    claims = find_claims(
        pile.reports, reuse=schema.empty("reuse"), story_reports=pile.story_reports, descent=pile.descent,
        attributions=pile.attributions, chains=pile.chains, entities=entities, segments=pile.segments, parses={},
    )  # fmt: skip
    assert {(r["reading"], r["against_reading"]) for r in claims.wordings.to_pylist()} == {("", "that we love")}


def told_of(first: str, second: str) -> set[tuple[str, str, str]]:
    """What is told of two quotations of Brask's, each with the words around it that its report has."""
    pile = Pile({"a": f"Otto Brask said {first}", "b": f"Otto Brask said {second}"}, kinds={"brask": "person"})
    for report, words in (("a", first), ("b", second)):
        pile.said(report, "Otto Brask", "said", words, by="brask", kind="mixed")
    assert together(pile.claims())
    return told(pile)


def test_a_quotation_may_begin_with_another_word():
    rest = "keepers of the lower lock were never asked about the new gates"
    other = f'in a letter to the mill that "some {rest}"'
    assert told_of(f'"All {rest}"', other) == {("All", "some", "sense")}
    # Where one begins earlier than the other, or each with a clause of its own, nothing was altered.
    assert ("In Tarn all", "some", "sense") not in told_of(f'in Tarn the "{rest}"', other)
    assert not told_of(f'"On a bad day in winter all {rest}"', other)


def test_a_word_altered_in_a_sentence_that_is_joined_with_nothing_is_told():
    last = "Nobody has paid the keepers of the lower lock since the harvest fair"
    pile = Pile(
        {
            "a": f'Otto Brask said: "We had not heard of that. {last}." And later: "The mill is old."',
            "b": f'Otto Brask said: "We had not heard of ice. {last}."',
            "c": f'Otto Brask said: "{last}."',
        },
        kinds={"brask": "person"},
    )
    pile.said("a", "Otto Brask", "said", f'"We had not heard of that. {last}."', by="brask", kind="direct")
    pile.said("b", "Otto Brask", "said", f'"We had not heard of ice. {last}."', by="brask", kind="direct")
    pile.said("c", "Otto Brask", "said", f'"{last}."', by="brask", kind="direct")
    readings = {frozenset(row[:2]) for row in told(pile)}
    assert frozenset(("that", "ice")) in readings


@pytest.mark.parametrize(
    ("one", "other", "differs"),
    [
        # A word that begins a sentence is no name, and what is drawn together is the same words.
        (
            "the gates are old. And the keeper was paid in salt",
            "the gates are old. But the keeper was paid in salt",
            "sense",
        ),
        (
            "they're going to sell the weir to the mill owners",
            "they are going to sell the weir to the mill owners",
            "spelling",
        ),
        (
            "nobody won't pay the keeper of the lower gates",
            "nobody will not pay the keeper of the lower gates",
            "spelling",
        ),
    ],
)
def test_the_kind_of_a_difference(one, other, differs):
    said = {"a": f'"{one}, and the market at Tarn stays open."', "b": f'"{other}, and the market at Tarn stays open."'}
    pile = Pile({r: f"Otto Brask said: {words}" for r, words in said.items()}, kinds={"brask": "person"})
    for report, words in said.items():
        pile.said(report, "Otto Brask", "said", words, by="brask", kind="direct")
    assert len(together(pile.claims())) == 1
    assert {kind for _, _, kind in told(pile)} == {differs}


@pytest.mark.parametrize(("people", "another"), [("Norlandian", False), ("Norlandians", False), ("Tarnish", True)])
def test_a_land_and_its_people_are_no_two_names(people, another):
    rest = "ferries were held at the lower lock of Tarn for most of the long winter"
    said = {"a": f"the Norlandia {rest}", "b": f"the {people} {rest}"}
    names = {"Norlandia": "land", people: "land"}
    pile = Pile({r: f"Otto Brask said {words}." for r, words in said.items()}, names=names, kinds={"brask": "person"})
    for report, words in said.items():
        pile.said(report, "Otto Brask", "said", words, by="brask")
    assert len(together(pile.claims())) == 1
    assert any(kind == "name" for _, _, kind in told(pile)) == another
