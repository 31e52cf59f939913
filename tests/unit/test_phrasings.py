"""The words that one outlet has for another's, side by side and by kind."""

import pytest
from reckon_pile import Pile

from stemma import schema
from stemma.reckon import find_phrasings


def told(kind: str, names: dict[str, str] | None = None, **readings: str) -> list[tuple[str, str, str]]:
    """What is told of a site of variants of a kind at which each report has the words given."""
    pile = Pile({report: f"So {words} it was." for report, words in readings.items()}, names=names or {})
    rows = [
        {"story_id": "story", "site_id": "site", "report_id": r, "begin": 3, "end": 3 + len(words), "reading": words,
         "kind": kind}
        for r, words in readings.items()
    ]  # fmt: skip
    found = find_phrasings(pile.reports, schema.table("variants", rows), entities=pile.entities).to_pylist()
    for row in found:
        assert pile.texts[row["report_id"]][row["begin"] : row["end"]] == row["reading"]
        assert row["outlet"] == f"Outlet {row['report_id']}"
    return [(row["kind"], row["report_id"], row["reading"]) for row in found]


NAMES = {"Grey Brigade": "brigade", "Coast Legion": "brigade", "Dam Guard": "guard"}


def test_names_of_one_thing_stand_side_by_side():
    assert told("name", NAMES, a="Grey Brigade", b="Coast Legion") == [
        ("name", "a", "Grey Brigade"), ("name", "b", "Coast Legion"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "one", "other", "called"),
    [
        ("hedge", "allegedly", "", "hedge"),
        ("attribution", "Brask claimed", "Brask said", "speech"),
        ("wording", "ruthless raid", "raid", "loaded"),
        ("wording", "ruthless raid", "recent raid", "loaded"),
        ("addition", "ruthless", "", "loaded"),
    ],
)
def test_other_words_are_told_by_their_kind(kind, one, other, called):
    assert told(kind, a=one, b=other) == [(called, "a", one), (called, "b", other)]


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        # A title that stands at the same place is no other verb of speech.
        ("attribution", "told", "Keeper of the North Lock, said on"),
        ("name", "Grey Brigade", "Dam Guard"),  # two things
        ("wording", "red house", "green house"),  # nothing that judges
        ("attribution", "Brask said", "said Brask"),  # one verb
        ("addition", "the ferry of the ruthless captain from Vell town", ""),  # a passage
        ("wording", "ruthless fishers", "tall orchard trees"),  # nothing in common
    ],
)
def test_other_things_are_not(kind, one, other):
    assert told(kind, NAMES, a=one, b=other) == []


def test_words_that_stand_among_other_words_are_put_for_nothing():
    pile = Pile({"a": "So it was allegedly lost at sea.", "b": "So it was lost at sea.", "c": "Nobody may know of it."})
    places = {"a": (10, 19), "b": (10, 10), "c": (7, 10)}
    rows = [
        {"story_id": "story", "site_id": "site", "report_id": r, "begin": begin, "end": end,
         "reading": pile.texts[r][begin:end], "kind": "hedge"}
        for r, (begin, end) in places.items()
    ]  # fmt: skip
    found = find_phrasings(pile.reports, schema.table("variants", rows)).to_pylist()
    assert [(row["report_id"], row["reading"]) for row in found] == [("a", "allegedly"), ("b", "")]


def test_the_order_of_reports_does_not_show():
    assert told("hedge", a="allegedly", b="") == told("hedge", b="", a="allegedly")


def test_nothing_gives_an_empty_table():
    assert find_phrasings([], schema.empty("variants")).schema == schema.SCHEMAS["phrasings"]
