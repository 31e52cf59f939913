"""Which quoted sentences two reports print otherwise, and which only quote less, spell otherwise or say so."""

import pytest
from reckon_pile import Pile
from test_differences import differences, values

from stemma.reckon.quoted import find_altered, read_quotes
from stemma.settings import ClaimSettings

DAM = "Everyone knows that the old dam at Vell will not survive another winter without repairs"


def quote(*pieces: str, report: str, pile: Pile) -> None:
    """Brask is quoted in a report with one or more pieces."""
    joined = '," Otto Brask said. "'.join(pieces)
    pile.texts[report] = f'"{joined}."' + ("" if len(pieces) > 1 else " So said Otto Brask.")
    pile.said(report, "Otto Brask", "said", *pieces, by="brask", kind="direct")


def altered(one: str | tuple[str, ...], other: str | tuple[str, ...]) -> list[dict]:
    pile = Pile({}, names={"Otto Brask": "brask"})
    for report, pieces in (("a", one), ("b", other)):
        quote(*((pieces,) if isinstance(pieces, str) else pieces), report=report, pile=pile)
    claims = pile.claims()
    rows = [row for row in differences(pile, claims=claims) if row["kind"] == "quotation"]
    assert (False in claims.claims.column("verbatim").to_pylist()) == bool(rows)
    return rows


@pytest.mark.parametrize(
    ("other", "found"),
    [
        (DAM, 0),
        (DAM.replace("survive", "outlast"), 1),
        (DAM.replace("another winter", "one more hard winter"), 1),
        (DAM.replace("old ", ""), 1),  # cut without a mark
        (DAM.replace("Vell", "Sund"), 1),
        (DAM.replace("old dam at Vell", "dam ..."), 0),
        (DAM.replace("old dam", "[old] dam"), 0),
        (DAM.replace("dam", "dam (at the lake)"), 0),
        (DAM.replace("will not", "won't"), 0),
        (DAM.replace("survive", "sur\u00advive"), 0),
        (DAM.replace("survive", "surviv"), 0),  # misspelt
        (DAM.replace("that the", "the"), 0),
        (DAM.replace("the old", "the the old"), 0),  # stammered
        (DAM.replace("survive another", "survive – at another – another"), 0),
        (DAM.replace(" without repairs", ""), 0),  # quotes less
        ("the old dam at Vell will not survive", 0),
    ],
)
def test_what_alters_a_quoted_sentence(other, found):
    assert len(altered(DAM, other)) == found


def test_the_sides_are_the_sentence_and_no_more():
    longer = f"We met the engineers at noon. {DAM}. Nobody listens to the keepers of the lake"
    (row,) = altered(longer, DAM.replace("survive", "outlast"))
    assert values(row) == [("a", DAM), ("b", DAM.replace("survive", "outlast"))]
    assert row["subject"] == "quotation from Otto Brask"


def test_the_sides_end_with_the_words_in_which_they_differ_last():
    one = "The council deeply regrets the loss of the old ferry in the heavy storm"
    other = "The council profoundly regrets the loss of the old ferry in the long drought"
    (row,) = altered(one, other)
    assert values(row) == [("a", one), ("b", other)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("I hope the ferry sails at dawn", "I think the ferry sails at dawn"),
        ("The road may close, the road may close for many weeks in winter", "The road may close for many weeks in winter"),
        ("The share is 40 per cent of the whole harvest", "The share is 40 percent of the whole harvest"),
        ("It is the best thing that the town ever did", "It's the best thing that the town ever did"),
        ("Everyone knows that the old dam at Vell will not survive", "Another winter without repairs is too much for all"),
    ],
)  # fmt: skip
def test_other_sentences_and_other_spellings_are_no_altered_quotation(one, other):
    assert altered(one, other) == []


def test_a_sentence_is_altered_where_other_sentences_stand_beside_it():
    one = ("We met the engineers at noon", DAM)
    (row,) = altered(one, (DAM.replace("survive", "outlast"), "Nobody listens to the keepers"))
    assert [value for _, value in values(row)] == [DAM, DAM.replace("survive", "outlast")]


@pytest.mark.parametrize(
    ("second", "found"),
    [
        ('"{first}. {third}."', True),
        ('"{first} ... {third}."', False),  # marked
        ('"{first}," Otto Brask said. "{third}."', False),  # two quotations: nobody says that nothing stood between
        ('"{first}. {third}." Earlier he had said: "{middle}."', False),  # it stands there, in another place
        ('"{first}. {middle}. {third}."', False),
    ],
)
def test_a_sentence_left_out_of_the_middle_of_a_quotation_alters_it(second, found):
    words = {
        "first": "The keepers of the lower lock were never asked about the new gates",
        "middle": "My men have mended hinges and chains without a pause all winter",
        "third": "The council may look at every one of the bills in spring",
    }
    pile = Pile({}, kinds={"brask": "person"})
    for report, said in (("a", '"{first}. {middle}. {third}."'), ("b", second)):
        pile.texts[report] = f"Otto Brask said: {said.format(**words)}"
        pieces = [f'"{piece}"' for piece in pile.texts[report].split('"')[1::2]]
        pile.said(report, "Otto Brask", "said", *pieces, by="brask", kind="direct")
    claims = pile.claims()
    assert claims.claims.column("verbatim").to_pylist() == [not found] * claims.claims.num_rows
    told = [row for row in differences(pile, claims=claims) if row["kind"] == "quotation"]
    assert len(told) == found
    if found:
        assert [len(value.split(". ")) for _, value in values(told[0])] == [3, 2]


def test_stretches_that_begin_at_one_place_stand_in_order():
    # The second sentence begins as the third does: either may be what a report joined to the first.
    text = (
        "The old bridge will stay where it has always stood. There is no quarrel between the two mills about water. "
        "There is no quarrel between the keepers and the town either."
    )
    begins = (text.index("There"), text.rindex("There"))
    quotes = []
    for name in "abcdef":
        printed = text.replace("about water", f"about water or {name * 5}") if name > "a" else text
        further = len(printed) - len(text)
        bounds = (0, begins[0], begins[1] + further)
        quotes += read_quotes(
            name, name, [(0, len(printed))], printed, ((0,), (len(printed),)), (bounds, (*bounds[1:], len(printed)))
        )
    groups = find_altered(quotes, ClaimSettings())
    assert any(len({(s.report_id, s.begin) for s in group}) < len(group) for group in groups)
    for group in groups:
        assert list(group) == sorted(group, key=lambda s: (s.report_id, s.begin, s.end))


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        ("We have rowed many races on the lake, and today it was incredible", "We have rowed many races on the lake, and this day was incredible", 1),
        ("In the early mornings we rowed many races on the lake", "In the late evenings we rowed many races on the lake", 1),
        # Found again beyond a gap that is longer.
        ("We have rowed many races on the lake, it was good", "We have rowed many races on the lake, and nobody in the valley thinks it was good", 0),
    ],
)  # fmt: skip
def test_two_words_with_which_both_end_belong_to_the_sentence(one, other, found):
    assert len(altered(one, other)) == found
