"""Which words of a claim's attributions are told to differ, and against which of them."""

from dataclasses import replace

import pytest
from reckon_pile import Pile, together

from stemma import schema
from stemma.reckon import find_claims


def told(pile: Pile) -> set[tuple[str, str, str]]:
    rows = pile.claims().wordings.to_pylist()
    return {(r["reading"], r["against_reading"], r["kind"]) for r in rows if r["kind"] != "cue"}


def led_in(said: dict[str, str]) -> Pile:
    """Reports in which what Brask is quoted with, marks and all, follows a colon."""
    pile = Pile({r: f"Otto Brask said: {words}" for r, words in said.items()}, kinds={"brask": "person"})
    for report, words in said.items():
        pile.said(report, "Otto Brask", "said", words, by="brask", kind="direct")
    return pile


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
    pile = led_in(said)
    assert len(together(pile.claims())) == 1
    # That one quotation begins later is all that differs; the other ends sooner.
    assert told(pile) == {("", first, "cut")}


def test_where_one_says_another_sentence_the_other_has_left_nothing_out():
    first, second = "The keepers of the lower lock are paid by the mill", "Let nobody say I was not asked"
    shared = "as long as I keep this weir no boat will pay"
    said = {"a": f'"{first}. {shared.capitalize()}."', "b": f'"{second}. {shared.capitalize()}."', "c": f'"{first}."'}
    pile = led_in(said)
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
        # A month cut short is no other name.
        (
            "the keeper of the lower gates was paid on Oct. 19",
            "the keeper of the lower gates was paid on October 19",
            "spelling",
        ),
    ],
)
def test_the_kind_of_a_difference(one, other, differs):
    said = {"a": f'"{one}, and the market at Tarn stays open."', "b": f'"{other}, and the market at Tarn stays open."'}
    pile = led_in(said)
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


LOCK = "the keepers of the lower lock"


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        # One sentence: a word for a word, several for one, another form with a word beside it.
        (f"I hope that {LOCK} will get a fair wage", f"I hope that {LOCK} will get a decent wage", {("fair", "decent", "sense")}),
        (f"In Tarn {LOCK} would be paid a fair wage", f"In Tarn {LOCK} are paid a fair wage", {("would be", "are", "sense")}),
        (f"In Tarn there is a wage for {LOCK}", f"In Tarn there's a wage for {LOCK}", {("there is", "there's", "spelling")}),
        (f"In Tarn the mill and {LOCK} earn a fair wage", f"In Tarn the mill & {LOCK} earn a fair wage", set()),
        # Two sayings that end alike and begin with one small word.
        (f"I shall mend the weir of Vell. Nobody has paid {LOCK} a wage", f"I have seen four boats. Nobody has paid {LOCK} a wage", set()),
        (f"In Tarn we'll pay {LOCK} a fair wage", f"In Tarn we ' ll pay {LOCK} a fair wage", set()),
        # What is drawn together is another word than the same letters.
        (
            f"Well, I know that we'll see {LOCK} in Tarn. We shall see the mill",
            f"We'll see {LOCK} in Tarn. We shall see the mill",
            {("Well, I know that", "", "cut")},
        ),
        # Other sentences between the same ones: left out and put in, none put for another.
        (
            f"All of Tarn knows {LOCK} by name. It could happen to anyone. Nobody in Vell ever paid them a wage",
            f"All of Tarn knows {LOCK} by name. But the mill has four boats. Nobody in Vell ever paid them a wage",
            {("It could happen to anyone", "", "cut"), ("", "But the mill has four boats", "cut")},
        ),
        # The sentence that both have stands at the end of what one says before.
        (
            f"All of Tarn knows the old mill by name. It means that {LOCK} are poor",
            f"All of Tarn knows the old mill by name. It doesn't mean a thing to Vell. It means that {LOCK} are poor",
            {("", "It doesn't mean a thing to Vell", "cut")},
        ),
    ],
)  # fmt: skip
def test_one_is_put_for_another_only_in_one_sentence_among_the_same_words(first, second, expected):
    found = told_of(f'"{first}."', f'"{second}."')
    assert found in (expected, {(b, a, kind) for a, b, kind in expected})


def test_words_that_only_lie_beside_each_other_are_no_change():
    shared = f"Nobody in Tarn has ever paid {LOCK} a decent wage"
    first = f"I think we can see that. He is a good man. {shared}. I know him well enough"
    second = (
        f"I think the mill has four boats in spring. {shared}. I have met him a few times and the dyke is a good thing"
    )
    assert not {row for row in told_of(f'"{first}."', f'"{second}."') if row[2] == "sense"}


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        # A land is not what is said to be of it, an adjective no part of its name.
        ("the Norland for the poor state of the lower lock of Tarn", "the Norlandian weir for the poor state of the lower lock of Tarn", set()),
        ("twelve Norland officers were held at the lower lock of Tarn", "twelve Norland army officers were held at the lower lock of Tarn", {("", "army", "cut")}),
        ("the talks in Vell on Monday were held at the lower lock of Tarn", "the talks in Vell on Brask were held at the lower lock of Tarn", set()),
        ("twelve officers from Vell were held at the lower lock", "twelve officers from Sund were held at the lower lock", {("Vell", "Sund", "name")}),
    ],
)  # fmt: skip
def test_which_names_stand_for_each_other(first, second, expected):
    names = {"Norland": "land", "Norlandian": "land", "Norland army": "army", "Tarn": "tarn"}
    pile = Pile({"a": f"Otto Brask said {first}.", "b": f"Otto Brask said {second}."}, names=names)
    for report, words in (("a", first), ("b", second)):
        pile.said(report, "Otto Brask", "said", words, by="brask")
    assert together(pile.claims())
    found = told(pile)
    assert found in (expected, {(b, a, kind) for a, b, kind in expected})


@pytest.mark.parametrize("day", ["on Monday", "late on 3 May", "on Monday night that", "Sept. 29, 2031, that"])
def test_the_day_on_which_something_was_said_is_no_part_of_it(day):
    words = "the council would shut the old lock at the mill for the winter"
    assert not told_of(words, f"{day} {words}")
    # At the end of what is said, it is when it happens.
    assert told_of(words, f"{words} on Monday") or "that" in day


def test_what_a_reporter_says_before_a_quotation_is_no_part_of_it():
    words = f"Nobody in Tarn has ever paid {LOCK} a decent wage"
    assert not told_of(f'"{words}"', f'that the mayor should tell them: "{words}"')
    assert not told_of(f'that "{words}"', f'"{words}"')


def test_the_name_of_a_programme_is_nothing_that_was_said():
    words = f"Nobody in Tarn has ever paid {LOCK} a decent wage"
    pile = Pile({"a": f'Otto Brask said: "{words}."', "b": f'"{words}," Otto Brask said on the show "Morning Tide".'})
    pile.said("a", "Otto Brask", "said", f'"{words}."', by="brask", kind="direct")
    pile.said("b", "Otto Brask", "said on the show", f'"{words},"', '"Morning Tide"', by="brask", kind="direct")
    assert len(together(pile.claims())) == 1
    assert not told(pile)


def test_what_is_quoted_within_a_quotation_of_somebody_else_ends_with_it():
    words = f"do the people of Tarn know who pays {LOCK}"
    pile = Pile(
        {"a": f'Ida Moor wrote: "{words}?"', "b": f"Otto Brask wrote: \"Moor asks, '{words}?' She never paid them.\""},
    )
    pile.said("a", "Ida Moor", "wrote", f'"{words}?"', by="moor", kind="direct")
    pile.said("b", "Otto Brask", "wrote", pile.texts["b"].split(": ", 1)[1], kind="direct")
    assert len(together(pile.claims())) == 1
    assert not told(pile)


@pytest.mark.parametrize(
    ("when", "days", "told_apart"),
    [
        ("in April", {"b": "2031-07-16"}, True),
        ("in April", {}, False),  # nobody knows when the other was said
        ("in July", {"b": "2031-07-16"}, False),
        ("on Monday", {"b": "2031-07-16"}, False),
        ("two years ago", {"a": "2031-07-15", "b": "2031-07-16"}, True),
        ("this year", {"a": "2031-07-15", "b": "2031-07-16"}, False),
    ],
)
def test_what_was_said_on_another_occasion_is_not_altered(when, days, told_apart):
    first, second = (
        f"nobody in Tarn has ever paid {LOCK} a {sort} wage, not in a hundred years" for sort in ("fair", "decent")
    )
    pile = Pile({"a": f'Otto Brask said {when}: "{first}."', "b": f'"{second}," Otto Brask added.'}, published=days)
    pile.said("a", "Otto Brask", "said", f'"{first}."', by="brask", kind="direct")
    pile.said("b", "Otto Brask", "added", f'"{second},"', by="brask", kind="direct")
    claims = pile.claims()
    assert len(together(claims)) == 1
    assert claims.claims.column("verbatim").to_pylist() == [told_apart]
    assert bool(told(pile)) != told_apart


WHOLE = "The keepers left the lower lock. We told the council that they're going to shut every gate in spring"
AFTER = " going to shut every gate in spring"


@pytest.mark.parametrize(
    ("frame", "begins", "found"),
    [
        ("Otto Brask said: ", "They are", ("They are", "they're", "spelling")),
        ("Otto Brask said: ", "Owners are", ("Owners are", "they're", "sense")),
        ("In spring Otto Brask told them at the lower lock: ", "We're", ("We're", "they're", "sense")),
        ("Otto Brask said: ", "They're", None),
    ],
)
def test_a_quotation_that_begins_in_the_midst_of_another_may_begin_with_other_words(frame, begins, found):
    said = {"a": f'"{WHOLE}."', "b": f'"{begins}{AFTER}."'}
    pile = Pile({"a": f"{frame}{said['a']}", "b": f"{frame}{said['b']}"}, kinds={"brask": "person"})
    for report, words in said.items():
        pile.said(report, "Otto Brask", "said" if "said" in frame else "told", words, by="brask", kind="direct")
    assert len(together(pile.claims())) == 1
    assert {row for row in told(pile) if row[0]} == ({found} if found else set())


def test_two_quotations_are_one_as_far_as_both_go_whatever_one_has_besides():
    saved, glad = "four boats brought every keeper home", "all glad of it and thank the owners of the mill"
    more = "The weir was mended in a week by four of us and two walls were lost at the old bridge in the storm"
    said = {
        "a": f'"{more}, but {saved} alive. We are {glad}."',
        "b": f'"{saved.capitalize()} in the dark {glad}."',
    }
    pile = led_in(said)
    assert {row for row in told(pile) if row[0]} == {("in the dark", "alive. We are", "sense")}


def test_two_quotations_that_go_on_with_another_sentence_each_alter_nothing():
    shared = "We mended the weir with our own hands and some day the owners of the mill will pay for it"
    said = {
        "a": f'"{shared}. It could rain."',
        "b": f'"{shared}. But I just do not know when they would come to do it."',
    }
    pile = led_in(said)
    assert not any(kind == "sense" for _, _, kind in told(pile))
