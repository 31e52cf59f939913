"""Contents that quote the same words in other frames, with words left out among them, and what their sources tell."""

import re

import pytest
from reckon_pile import Pile, claim_of, together

from stemma.model import Block, Report, Span
from stemma.reckon import find_claims
from stemma.reckon.core import read_quotations, shared_core
from stemma.reckon.lexicon import FUNCTION, weigh
from stemma.reckon.units import find_terms
from stemma.segment import segment


def said_by(first: str, second: str, kind: str = "mixed", **by: str | None) -> tuple[Pile, str, str]:
    """Two reports in which somebody, Brask unless told, says ``first`` and ``second``."""
    pile = Pile({"a": f"Otto Brask said {first}", "b": f"Otto Brask said {second}"}, kinds={"brask": "person"})
    one = pile.said("a", "Otto Brask", "said", first, by=by.get("a", "brask"), kind=kind)
    other = pile.said("b", "Otto Brask", "said", second, by=by.get("b", "brask"), kind=kind)
    return pile, one, other


PATIENCE = 'he had "little patience" for any excuses'
WHOLE = 'he was going to the ferry talks at Tarn with "little patience. The town waited for years."'


def test_a_few_quoted_words_in_another_frame_are_one_claim():
    pile, one, other = said_by(PATIENCE, WHOLE)
    assert together(pile.claims()) == [sorted([one, other])]


@pytest.mark.parametrize(
    ("first", "second", "by"),
    [
        (PATIENCE, WHOLE, {"b": "lund"}),
        (PATIENCE, WHOLE, {"b": None}),
        (PATIENCE, 'he had never shown "little patience" towards a pilot or a keeper', {}),
        # Other words in the same frame.
        ('his talks with the ferry keepers at Tarn were "a dull affair"', 'his talks with the ferry keepers at Tarn would go "splendidly"', {}),
        # Words that hardly say anything, and the name of a programme.
        ('it was "a good thing" that the ferry stopped', 'the winter market at Tarn was "a good thing" for children', {}),
        ('on "Morning Tide" that the lock leaks', 'on "Morning Tide" that bread is dear in Tarn', {}),
    ],
)  # fmt: skip
def test_quoted_words_alone_do_not_join_what_differs(first, second, by):
    pile, _, _ = said_by(first, second, **by)
    assert len(together(pile.claims())) == 2


ELIDED = '"nobody drowns ... maybe one boat drifts" before the harvest fair'
FULL = '"Nobody drowns on a lake (Tarn) like that, and maybe one boat drifts at night,"'


def test_an_elided_quotation_and_its_whole_are_one_claim_with_the_cut_told():
    pile, one, other = said_by(ELIDED, FULL)
    pile.rows[1]["kind"] = "direct"
    claims = pile.claims()
    assert together(claims) == [sorted([one, other])]
    rows = {(r["reading"], r["against_reading"], r["kind"]) for r in claims.wordings.to_pylist()}
    assert ("", "on a lake", "cut") in rows
    assert not any("Tarn" in row for row in rows)  # an editor's word is no word left out, nor another name for nothing
    assert claim_of(claims, one)["verbatim"]  # the cut is marked, so no quotation was altered in secret


def test_pieces_are_laid_upon_the_whole_in_their_order():
    def core(part: str, whole: str) -> bool:
        sides = []
        for text in (part, whole):
            terms = find_terms(text, [Span(0, len(text))], ((), (), ()))
            sides += [terms, read_quotations(terms, text, ((0,), (len(text),)))]
        return shared_core(*sides).whole

    whole = "nobody drowns on a lake and one boat drifts"
    assert core("nobody drowns ... one boat drifts", whole)
    assert core("nobody drowns… boat [of ours] drifts", whole)
    assert not core("one boat drifts ... nobody drowns", whole)
    assert not core("nobody drowns one boat drifts", whole)


def test_a_long_quotation_is_one_claim_though_the_speaker_is_not_known():
    words = "a frank talk about where the two towns could share the cost of the old lock"
    pile, one, other = said_by(f'he hoped for "{words}"', f'the meeting would be "the first, I hope {words}"', b=None)
    assert together(pile.claims()) == [sorted([one, other])]


def test_a_quotation_that_begins_late_in_another_is_not_cut():
    pile, _, _ = said_by(
        'he hopes they have "a frank talk about sharing the cost of the lock"',
        'it lets them "sit down and have a chat and I hope it is a frank talk about sharing the cost of the lock"',
    )
    assert [r for r in pile.claims().wordings.to_pylist() if r["kind"] == "cut"] == []


def test_marks_in_a_caption_count():
    caption = 'Otto Brask said "nobody drowns ... maybe one boat drifts" before the fair.'
    body = 'Otto Brask said "nobody drowns on a lake like that, and maybe one boat drifts at night."'
    texts = {"a": f"{body}\n{caption}", "b": body}
    pile = Pile(texts)
    whole = '"nobody drowns on a lake like that, and maybe one boat drifts at night."'
    for report in texts:
        pile.said(report, "Otto Brask", "said", whole, by="brask", kind="direct")
    pile.said("a", "Otto Brask", "said", '"nobody drowns ... maybe one boat drifts" before the fair', by="brask")
    cut = len(body)
    reports = [
        Report("a", texts["a"], (Block(0, cut, "body"), Block(cut + 1, len(texts["a"]), "caption"))),
        Report("b", texts["b"], (Block(0, len(body), "body"),)),
    ]
    claims = find_claims(
        reports, story_reports=pile.story_reports, descent=pile.descent, attributions=pile.attributions,
        chains=pile.chains, entities=pile.entities, segments={r.id: segment(r) for r in reports}, parses={},
        reuse=None,
    )  # fmt: skip
    assert len(together(claims)) == 1


@pytest.mark.parametrize(
    ("one", "other", "claims"),
    [
        ("River Lawyers", "Otto Brask", 2),  # several people are no single person
        ("Some ferrymen", "Otto Brask", 2),
        ("Harbour Greens", "Harbour Blues", 2),
        ("Harbour Greens", "The keepers", 2),
        ("Harbour Greens", "Leading Greens", 1),
        ("Ferrymen", "The keepers", 1),
    ],
)
def test_a_group_is_no_person_and_no_other_group_with_a_name(one, other, claims):
    words = "the town to close the northern lock at Tarn before winter"
    pile = Pile({"a": f"{one} urged {words}.", "b": f"{other} urged {words}."}, kinds={"brask": "person"})
    pile.said("a", one, "urged", words)
    pile.said("b", other, "urged", words, by="brask" if other == "Otto Brask" else None)
    pile.names = {"Otto Brask": "brask"}
    assert len(together(pile.claims())) == claims


def test_a_source_that_spells_a_speakers_name_is_his():
    pile, one, other = said_by(
        "the northern lock at Tarn leaks and will be mended",
        "the lock, which leaks, was soon to be mended by men from Sund", b=None,
    )  # fmt: skip
    assert len(together(pile.claims())) == 2
    pile.names = {"Otto Brask": "brask"}
    assert together(pile.claims()) == [sorted([one, other])]


@pytest.mark.parametrize(
    ("source", "named"),
    [
        ("Otto Brask", True),
        ("A keeper at Sund, Otto Brask,", True),
        ("Otto Brask of the harbour office", True),
        ("Captain Otto Brask, who keeps the lock", True),
        ("an Otto Brask aide", False),
        ("Otto Brask's lawyer", False),
        ("A friend of Otto Brask", False),
        ("The brother of the keeper, whom Otto Brask hired", False),
    ],
)
def test_a_source_is_who_its_head_names_not_whom_it_stands_beside(source, named):
    one, other = "the northern lock at Tarn leaks", "the ferry to Sund is late"
    pile = Pile({"a": f"Otto Brask said {one}.", "b": f"{source} said {other}."}, names={"Otto Brask": "brask"})
    pile.kinds = {"brask": "person"}
    pile.said("a", "Otto Brask", "said", one, by="brask")
    pile.said("b", source, "said", other)
    found = {row["statement"]: row["speaker_id"] for row in pile.claims().claims.to_pylist()}
    assert found[other] == ("brask" if named else None)


def test_a_newspaper_of_a_country_is_not_its_ministry():
    one, other = "the northern lock at Tarn leaks", "the ferry to Sund is late"
    body = "South Norland Foreign Ministry"
    pile = Pile(
        {"a": f"The {body} said {one}.", "b": f"It rained, a South Norland newspaper said {other}."},
        names={body: "ministry"},
    )
    pile.kinds = {"ministry": "organisation"}
    pile.said("a", f"The {body}", "said", one, by="ministry")
    pile.said("b", "a South Norland newspaper", "said", other)
    found = {row["statement"]: row["speaker_id"] for row in pile.claims().claims.to_pylist()}
    assert found == {one: "ministry", other: None}


def test_a_name_found_in_one_place_of_a_report_is_that_of_another():
    pile = Pile(
        {
            "a": "Norland's keepers met. Otto Brask said Norland opened the gates of the dam.",
            "b": "Otto Brask said the Norlandish opened the gates of the dam.",
        },
        names={"Otto Brask": "brask", "the Norlandish": "norland"},
    )
    pile.said("a", "Otto Brask", "said", "Norland opened the gates of the dam", by="brask")
    pile.said("b", "Otto Brask", "said", "the Norlandish opened the gates of the dam", by="brask")
    entities = pile.entities
    first = pile.texts["a"].index("Norland")
    mention = {"mention_id": "m", "report_id": "a", "begin": first, "end": first + 7, "entity_id": "norland"}
    grown = type(entities)(
        entities.entities, type(entities.mentions).from_pylist([*entities.mentions.to_pylist(), mention], entities.mentions.schema), entities.names
    )  # fmt: skip
    claims = find_claims(
        pile.reports, story_reports=pile.story_reports, descent=pile.descent, attributions=pile.attributions,
        chains=pile.chains, entities=grown, segments=pile.segments, parses={},
    )  # fmt: skip
    assert {r["kind"] for r in claims.wordings.to_pylist()} == {"name"}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (
            "she plans to raise the toll of the northern lock when the council meets in the old palace at Tarn",
            "she will raise the toll of the northern lock, in addition to mooring fees, pilot dues and other charges",
        ),
        (
            "she had not thought about asking the council for the repair of the lock",
            "she had not thought about asking the council to repair the lock that broke last week in Tarn after a barge hit it",
        ),
        ("that the extradition of the two pilots is certain", "the two pilots would certainly be extradited"),
    ],
)
def test_what_only_adds_does_not_part(first, second):
    pile, one, other = said_by(first, second, kind="indirect")
    assert together(pile.claims()) == [sorted([one, other])]


def test_a_cue_that_says_something_itself_counts():
    first = "the ferry company for noisy boats and smoke"
    second = "the mayor and the ferry company for old boats, broken lamps and cold cabins"
    for cue, claims in (("blamed", 1), ("told", 2)):
        pile = Pile({"a": f"Brask {cue} {first}.", "b": f"Brask {cue} {second}."})
        pile.said("a", "Brask", cue, first, by="brask")
        pile.said("b", "Brask", cue, second, by="brask")
        assert len(together(pile.claims())) == claims


def test_a_contraction_weighs_as_its_words():
    assert weigh("he's") == weigh("I'm") == weigh("they’ll") == FUNCTION
    assert weigh("ferry's") > FUNCTION


@pytest.mark.parametrize(
    ("first", "second", "claims"),
    [
        # A word left out, another word, a sentence in between: one saying, altered.
        ('"We shall have to keep the old mill at Tarn dry all winter,"', '"What we shall have to do is keep the old mill dry all winter."', 1),
        ('"It makes no harbour. It makes a pond."', '"It makes no harbour, and I have seen many. It makes a pond, I say."', 1),
        ('"The keepers shall raise the gates of the dam tonight,"', '"The keepers shall not raise the gates of the dam tonight,"', 2),
        ('"Some day he may be a good pilot,"', '"He is not ready. Some day he may be a good pilot."', 1),
        ('"And mind you, nobody swept the steps of the old harbour board,"', '"Nobody swept the steps of the old harbour board."', 1),
    ],
)  # fmt: skip
def test_one_saying_in_nearly_the_same_words_is_one_claim(first, second, claims):
    pile, _, _ = said_by(first, second, kind="direct")
    assert len(together(pile.claims())) == claims


def test_a_single_quoted_word_joins_where_it_says_something():
    pile, one, other = said_by(
        'the harbour board was "a leech" on the town', '"I think the harbour board is a leech, what they take from us."'
    )
    pile.names = {"harbour board": "board"}
    assert together(pile.claims()) == [sorted([one, other])]


def test_pieces_of_one_quotation_stand_together_though_they_have_no_word_in_common():
    whole = "Our road to Sund floods every spring because of two winters without any new gravel"
    pile = Pile(
        {
            "a": f'"{whole}," Brask said.',
            "b": 'Brask said the road to Sund "floods every spring". Brask blamed "two winters without any new gravel".',
        }
    )
    ids = [
        pile.said("a", "Brask", "said", f'"{whole},"', by="brask", kind="direct"),
        pile.said("b", "Brask", "said", 'the road to Sund "floods every spring"', by="brask", kind="mixed"),
        pile.said("b", "Brask", "blamed", '"two winters without any new gravel"', by="brask", kind="direct"),
    ]
    assert sorted(ids) in together(pile.claims())


LONG = '"the keepers of the lower lock were never asked about the new gates and nobody paid them"'


def test_a_long_quotation_is_one_claim_though_two_reports_name_other_speakers_for_it():
    altered = LONG.replace("never asked", "not once asked")
    for second in (LONG, altered):
        pile, one, other = said_by(LONG, second, kind="direct", b="letter")
        assert together(pile.claims()) == [sorted([one, other])]
    # What both say in the same few words stays apart, and so does what each says besides.
    pile, _, _ = said_by('"nobody paid the keepers of the lock"', '"nobody paid the keepers of the lock"', b="letter")
    assert len(together(pile.claims())) == 2


def test_a_piece_of_a_long_quotation_belongs_to_it_though_a_third_report_names_another_speaker():
    piece = '"the keepers of the lower lock"'
    texts = {"a": f"Brask said: {LONG}.", "b": f"The letter said: {LONG}.", "c": f"Brask spoke for {piece}."}
    pile = Pile(texts, kinds={"brask": "person"})
    ids = [
        pile.said("a", "Brask", "said", LONG, by="brask", kind="direct"),
        pile.said("b", "The letter", "said", LONG, by="letter", kind="direct"),
        pile.said("c", "Brask", "spoke for", piece, by="brask", kind="direct"),
    ]
    assert together(pile.claims()) == [sorted(ids)]


def test_a_name_put_for_another_leaves_a_quotation_the_same():
    def nearly(first: str, second: str) -> bool:
        sides = []
        for text in (first, second):
            named = [(m.start(), m.end(), m.group().lower()) for m in re.finditer(r"Tarn|Vell|Osk|Brin", text)]
            mentions = tuple(tuple(one[n] for one in named) for n in range(3))
            terms = find_terms(text, [Span(0, len(text))], mentions)
            sides += [terms, read_quotations(terms, text, ((0,), (len(text),)))]
        return shared_core(*sides).nearly

    whole = "we paid Tarn and then Vell and then Osk and then Brin too late"
    assert nearly(whole, "we paid Osk and then Brin and then Tarn and then Vell too late")
    assert not nearly(whole, "we paid nobody and then everybody and then them and then us too late")


def test_a_run_of_light_words_is_one_saying_where_a_speaker_is_not_known():
    words = '"what they had done to us and to them all"'
    pile, one, other = said_by(
        f"the mill was shut for {words}", f"the market of Tarn lost its bread for {words}", b=None
    )
    assert together(pile.claims()) == [sorted([one, other])]


def test_one_short_word_beside_an_altered_one_is_quoted_alike_too():
    words = '"what she has for him in wool"'
    first, second = f"the mill was shut for {words}", f"the market of Tarn lost its bread for {words}"
    pile, one, other = said_by(first, second.replace(" in ", " by "), b=None)
    assert together(pile.claims()) == [sorted([one, other])]


def test_a_negation_that_goes_with_its_clause_leaves_a_quotation_the_same():
    def nearly(first: str, second: str) -> bool:
        sides = []
        for text in (first, second):
            terms = find_terms(text, [Span(0, len(text))], ((), (), ()))
            sides += [terms, read_quotations(terms, text, ((0,), (len(text),)))]
        return shared_core(*sides).nearly

    whole = "the mill that nobody here ever mends is old and the keepers of the lock want new gates by spring"
    assert nearly(whole, whole.replace("that nobody here ever mends ", ""))
    assert not nearly(whole, whole.replace("is old", "is not old"))


def test_a_long_quotation_is_said_once_though_a_figure_or_again_is_in_one_alone():
    long = '"the mill has kept three men and a boat at the lower lock since the harvest fair and nobody paid for the winter"'
    short = '"the mill has kept three men"'
    for before, after in (("three", "seven"), ("has kept", "has again kept")):
        pile, one, other = said_by(long, long.replace(before, after), kind="direct")
        assert together(pile.claims()) == [sorted([one, other])]
        # The like of a few words may have been said on two days.
        pile, _, _ = said_by(short, short.replace(before, after), kind="direct")
        assert len(together(pile.claims())) == 2


FRAME = (
    "The council met at noon in the old mill, where the keepers had brought their maps and their lists of the boats."
)


@pytest.mark.parametrize(
    ("quoted", "other", "copied", "claims"),
    [
        ("We will open the old mill gate", "We will not open the old mill gate", True, 1),
        ("We will open the old mill gate", "We will again open the old mill gate", True, 1),
        ("We will open the old mill gate", "We will open the broken mill gate", True, 1),
        # Nothing shows that it was said once.
        ("We will open the old mill gate", "We will not open the old mill gate", False, 2),
        ("We will open the old mill gate", "We will again open the old mill gate", False, 2),
        # A number may have grown since, in a text that is kept up to date.
        ("We have three boats on the dam", "We have nine boats on the dam", True, 2),
        # Another saying in the place of this one.
        ("We will open the old gate", "They must mend the upper lock", True, 2),
    ],
)
def test_in_one_place_of_one_text_a_quotation_is_one_saying_though_a_word_of_it_is_another(
    quoted, other, copied, claims
):
    pile = Pile({"a": f'{FRAME} "{quoted}," Ida Moor said.', "b": f'{FRAME} "{other}," Ida Moor said.'})
    if copied:
        pile.passages.append(("a", FRAME, "b", FRAME))
    for report, words in (("a", quoted), ("b", other)):
        pile.said(report, "Ida Moor", "said", f'"{words},"', by="moor", kind="direct")
    found = pile.claims()
    assert found.claims.num_rows == claims
    assert (claims == 2) == all(found.claims.column("verbatim").to_pylist())


def test_a_text_that_two_reports_share_far_from_a_quotation_shows_nothing_of_it():
    far = "In the evening the boats were counted at the upper dam, and the lists were hung on the door of the mill for all to read."
    pile = Pile({
        "a": f'{FRAME} {far} "We will open the old gate," Ida Moor said.',
        "b": f'{FRAME} "We will not open the old gate," Ida Moor said. {far}',
    })  # fmt: skip
    pile.passages.append(("a", FRAME, "b", FRAME))
    pile.said("a", "Ida Moor", "said", '"We will open the old gate,"', by="moor", kind="direct")
    pile.said("b", "Ida Moor", "said", '"We will not open the old gate,"', by="moor", kind="direct")
    assert pile.claims().claims.num_rows == 2
