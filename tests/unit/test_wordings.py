"""Which words of a claim's attributions are told to differ, and against which of them."""

from reckon_pile import Pile, together


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


def test_a_sentence_that_is_told_as_another_claim_is_not_left_out():
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
    assert len(together(pile.claims())) == 2
    # That one quotation begins later and the other ends sooner is all that differs.
    assert told(pile) == {("", first, "cut"), (third, "", "cut")}


def test_where_one_says_another_sentence_the_other_has_left_nothing_out():
    first, second = "The keepers of the lower lock are paid by the mill", "Let me be very plain about this"
    shared = "as the master of the harbour I will favour no keeper"
    said = {"a": f'"{first}. {shared.capitalize()}."', "b": f'"{second}. {shared.capitalize()}."', "c": f'"{first}."'}
    pile = Pile({r: f"Otto Brask said: {words}" for r, words in said.items()}, kinds={"brask": "person"})
    for report, words in said.items():
        pile.said(report, "Otto Brask", "said", words, by="brask", kind="direct")
    assert len(together(pile.claims())) >= 2
    assert not any(second in (reading, against) for reading, against, _ in told(pile))


def test_attributions_are_held_against_the_one_that_quotes_most():
    pile = Pile(
        {
            "a": 'Otto Brask said the day the ferry sank was "a sad day" and "the dearest loss of my life" for the mill and the market.',
            "b": 'Otto Brask said it was "a sad day; beyond the dearest loss of my trade, it was the dearest loss of my life".',
            "c": 'Otto Brask said it was "a sad day; beyond the dearest loss of my trade, it is the dearest loss of my life".',
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
