"""Which reports are told to leave a reply out."""

import pytest
from reckon_pile import Pile

from stemma.reckon import unanswered
from stemma.reckon.silence import Voice, find_silent

DENIES = Voice("a", "denies", frozenset({"norland"}), frozenset({"denial"}))


def voice(kind: str | None, sides: set[str], claims: tuple[str, ...] = ()) -> Voice:
    return Voice("b", kind, frozenset(sides), frozenset(claims))


@pytest.mark.parametrize(
    ("heard", "silent"),
    [
        ([], ("b",)),
        ([voice(None, {"norland"})], ("b",)),  # he is quoted with something else
        ([voice("denies", {"brell"})], ("b",)),  # another denies something
        ([voice("denies", {"norland", "army"})], ()),  # his side denies it as another wording has it
        ([voice(None, set(), ("denial",))], ()),  # his very words
    ],
)
def test_a_report_is_silent_where_nothing_in_it_looks_like_the_reply(heard, silent):
    assert find_silent(["a", "b"], [DENIES], {"b": heard}) == silent


def test_a_refusal_of_whom_nobody_can_tell_may_be_the_same():
    declines = DENIES._replace(kind="declines")
    assert find_silent(["a", "b"], [declines], {"b": [voice("declines", {"brell"})]}) == ("b",)
    assert find_silent(["a", "b"], [declines], {"b": [voice("declines", set())]}) == ()
    assert find_silent(["a", "b"], [declines._replace(sides=frozenset())], {"b": [voice("declines", {"brell"})]}) == ()
    assert find_silent(["a", "b"], [DENIES], {"b": [voice("denies", set())]}) == ("b",)


def test_a_confirmation_is_nothing_that_could_be_left_out():
    assert find_silent(["a", "b"], [DENIES._replace(kind="confirms")], {}) == ()


def test_a_report_that_prints_the_denial_under_another_charge_does_not_leave_it_out():
    texts = {
        "a": "Norland accused Brell of opening the gates of the dam. Brell denied the accusations.",
        "b": "Norland accused Brell of opening the gates of the dam. Norland also accused Brell of hiding two barges at night. "
        "Brell denied that it had hidden barges.",
        "c": "Norland accused Brell of opening the gates of the dam.",
    }
    pile = Pile(texts, names={"Norland": "norland", "Brell": "brell"}, kinds={"norland": "place", "brell": "place"})
    for report in texts:
        pile.said(report, "Norland", "accused", "Brell of opening the gates of the dam", by="norland")
    pile.said("a", "Brell", "denied", "the accusations", by="brell")
    pile.said("b", "Norland", "also accused", "Brell of hiding two barges at night", by="norland")
    pile.said("b", "Brell", "denied", "that it had hidden barges", by="brell")
    left_out = unanswered(pile.claims())
    assert ("c",) in left_out.values()
    assert not any("b" in reports for reports in left_out.values())
