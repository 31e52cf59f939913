"""What one report tells in one piece and another in two, in other words or beside other words, is found to be the same."""

import pytest
from reckon_pile import Pile, together

from stemma import schema
from stemma.reckon import find_claims

# Two sentences each, of which one is alike but for a word.
BOATS = '"The lower lock was never ours to open. How many boats do they want to lose in this harbour?"'
TALK = '"Brave talk from the quay. How many boats do we want to lose in this harbour?"'


def test_a_quoted_sentence_out_of_several_is_one_saying_altered():
    pile = Pile({"a": f"Otto Brask said {BOATS}", "b": f"Otto Brask said {TALK}"}, kinds={"brask": "person"})
    one = pile.said("a", "Otto Brask", "said", BOATS, by="brask", kind="direct")
    other = pile.said("b", "Otto Brask", "said", TALK, by="brask", kind="direct")
    claims = pile.claims()
    joined = {row["claim_id"] for row in claims.claim_attributions.to_pylist() if row["attribution_id"] == one}
    joined &= {row["claim_id"] for row in claims.claim_attributions.to_pylist() if row["attribution_id"] == other}
    assert len(joined) == 1
    assert {"they", "we"} in [{row["reading"], row["against_reading"]} for row in claims.wordings.to_pylist()]


def test_a_sentence_like_anothers_is_not_his_where_the_speaker_is_not_known():
    best = '"The crew of Tarn fought well but this is the best feeling in the world."'
    most = '"I have rowed here since my school days. This is the most amazing feeling in the world."'
    pile = Pile({"a": f"Somebody said {best}", "b": f"Otto Brask said {most}"}, kinds={"brask": "person"})
    pile.said("a", "", "said", best, kind="direct")
    pile.said("b", "Otto Brask", "said", most, by="brask", kind="direct")
    assert len(together(pile.claims())) == 2


def test_a_sentence_that_another_report_tells_in_two_attributions_stands_with_both():
    whole = (
        '"It shows that the harbour office knew of the leak at the lower lock, and I think the mayor can put it to the '
        'council and say this is a grave matter, we have to settle it,"'
    )
    knew = "the papers show that the harbour office knew of the leak at the lower lock"
    grave = 'the mayor can now say to the council that "this is a grave matter that we have to settle"'
    pile = Pile({"a": f"{whole} Moor said.", "b": f"Moor said {knew}. She said {grave}."}, kinds={"moor": "person"})
    both = pile.said("a", "Moor", "said", whole, by="moor", kind="direct")
    first = pile.said("b", "Moor", "said", knew, by="moor")
    second = pile.said("b", "She", "said", grave, by="moor", kind="mixed")
    groups = together(pile.claims())
    assert sorted([both, first]) in groups
    assert sorted([both, second]) in groups


def test_a_content_that_quotes_what_two_others_say_is_cut_between_them():
    ferry = '"The ferry to Sund is a wreck that nobody should board"'
    sleep = '"Most of our keepers sleep through the whole night watch"'
    more = sleep[:-1] + ', and all that the pilots of Tarn know how to do is drink"'
    # Many tell of the ferry, each with something of his own, so that what is said of the keepers stands with none of them.
    besides = ["today", "in winter", "with a child", "or buy", "for bread", "at such a price"]
    texts = {"a": f"{ferry}, Brask said; and of the lock, {sleep}.", "b": f"Brask said {more}."}
    texts |= {f"c{n}": f'Brask said {ferry[:-1]} {words}".' for n, words in enumerate(besides)}
    pile = Pile(texts, kinds={"brask": "person"})
    both = pile.said("a", "Brask", "said", ferry, sleep, by="brask", kind="direct")
    of_keepers = pile.said("b", "Brask", "said", more, by="brask", kind="direct")
    of_ferry = [
        pile.said(f"c{n}", "Brask", "said", f'{ferry[:-1]} {words}"', by="brask", kind="direct")
        for n, words in enumerate(besides)
    ]
    groups = together(pile.claims())
    assert sorted([both, of_keepers]) in groups
    assert sorted([both, *of_ferry]) in groups


@pytest.mark.parametrize("joined", [True, False])
def test_what_a_passage_reaches_into_is_laid_upon_what_it_reaches_into_elsewhere(joined):
    rest = "are useful. He named his talks with the pilots of Sund in the spring as an example"
    texts = {"a": f"Brask says such evenings {rest}.", "b": f"Brask says he thinks such gatherings {rest}."}
    pile = Pile(texts, kinds={"brask": "person"})
    one = pile.said("a", "Brask", "says", "such evenings are useful", by="brask")
    other = pile.said("b", "Brask", "says", "he thinks such gatherings are useful", by="brask")
    spans = {}
    for side, text in texts.items():
        begin = text.index(rest)
        spans |= {f"{side}_report": side, f"{side}_begin": begin, f"{side}_end": begin + len(rest)}
    reuse = schema.table("reuse", [{"reuse_id": "1", "kind": "text", "words": 16, "identity": 1.0, **spans}])
    claims = find_claims(
        pile.reports, reuse=reuse if joined else schema.empty("reuse"), story_reports=pile.story_reports,
        descent=pile.descent, attributions=pile.attributions, chains=pile.chains, entities=pile.entities,
        segments=pile.segments, parses={},
    )  # fmt: skip
    assert (sorted([one, other]) in together(claims)) is joined


def test_a_long_quotation_is_the_same_though_its_beginning_was_left_out_with_a_negation():
    whole = (
        "if they do not mend the lock there is a real danger that by the spring no boat of the lower town will reach "
        "the winter market at Tarn and the keepers will have nothing to keep"
    )
    shorter = whole.replace("they do not mend ", "")
    pile = Pile({"a": f'Brask said "{whole}"', "b": f'Brask said "{shorter}"'}, kinds={"brask": "person"})
    ids = [
        pile.said(r, "Brask", "said", f'"{t}"', by="brask", kind="direct") for r, t in (("a", whole), ("b", shorter))
    ]
    assert together(pile.claims()) == [sorted(ids)]
