"""Lines of descent and sources where a report says from whom it has a statement, and where text around it is copied."""

from typing import Any

import pytest
from reckon_pile import Pile

from stemma import schema
from stemma.model import Stemma
from stemma.reckon import recount
from stemma.reckon.passed_on import named_houses

FIRST = "The Ministry of Ports said all forty sailors had come ashore in small boats before midnight."


def two(second: str, source: str, cue: str, content: str, outlets: dict[str, str]) -> tuple[Pile, Any]:
    """A claim of two reports without copied text, and its row."""
    pile = Pile({"a": FIRST, "b": second}, outlets=outlets)
    pile.said(
        "a",
        "The Ministry of Ports",
        "said",
        "all forty sailors had come ashore in small boats before midnight",
        by="ministry",
    )
    pile.said("b", source, cue, content, by="ministry")
    claims = pile.claims()
    (row,) = claims.claims.to_pylist()
    assert recount(claims, pile.descent, pile.reports) == claims.claims
    return pile, row


HOUSES = {"a": "Harbour Wire Agency", "b": "Lake Herald"}


@pytest.mark.parametrize(
    ("told", "lines"),
    [
        ("told Harbour Wire", (1, 1)),
        ("told the Harbour Wire agency", (1, 1)),
        ("told the news agency Harbour Wire", (1, 1)),
        ("told reporters", (2, 2)),
        ("told the Sailors Council", (2, 2)),
    ],
)
def test_who_says_that_another_was_told_is_of_its_line(told, lines):
    text = f"The Ministry of Ports {told} that all of the forty sailors had come ashore in boats."
    _, row = two(
        text, "The Ministry of Ports", "told", "that all of the forty sailors had come ashore in boats", HOUSES
    )
    assert (row["reports"], row["lines_least"], row["lines_most"]) == (2, *lines)


def test_two_who_name_a_third_that_is_not_there_may_be_one_line():
    texts = {
        "a": "Ida Moor told Radio Tarn that the gates of the dam would be shut by Friday.",
        "b": "Ida Moor told Radio Tarn the gates of the old dam would all be shut by Friday.",
    }
    pile = Pile(
        texts, names={"Radio Tarn": "radio", "Ida Moor": "moor"}, kinds={"radio": "organisation", "moor": "person"}
    )
    for report, content in (
        ("a", "that the gates of the dam would be shut by Friday"),
        ("b", "the gates of the old dam would all be shut by Friday"),
    ):
        one = pile.said(report, "Ida Moor", "told", content, by="moor")
        pile.speaks_for(one, report, ("radio", "Radio Tarn"), ("moor", "Ida Moor"))
    (row,) = pile.claims().claims.to_pylist()
    assert (row["lines_least"], row["lines_most"]) == (1, 2)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The dam is shut, Lake Herald reported, citing the keeper.", ["Lake Herald"]),
        ("The dam is shut, the keeper told Lake Herald.", ["Lake Herald"]),
        ("The dam is shut, according to the Lake Herald newspaper.", ["Lake Herald"]),
        ("Asked about a headline in print, the keeper said Lake Herald was wrong.", []),
        ("Lake Herald has a new press. The dam is shut, the keeper said.", []),
    ],
)
def test_a_house_is_named_where_the_sentence_says_that_it_had_the_words(text, found):
    content = text.index("The dam is shut") if "The dam is shut" in text else text.index("Lake Herald was")
    said = "The dam is shut" if "The dam is shut" in text else "Lake Herald was wrong"
    source = next(name for name in ("the keeper", "Lake Herald") if name in text)
    if "according to" in text or "reported" in text:
        source = "Lake Herald"
    cue = next(word for word in ("reported", "told", "according to", "said") if word in text)
    row = {
        "source": [{"begin": (b := text.rindex(source)), "end": b + len(source)}],
        "cue": [{"begin": (b := text.rindex(cue)), "end": b + len(cue)}],
        "content": [{"begin": content, "end": content + len(said)}],
    }
    assert named_houses(row, text, ["Lake Herald", "Tarn Post"]) == found


def test_words_that_a_copy_of_the_same_text_alters_are_no_line_more():
    quoted = "we were told the plates would not last another winter and they sailed"
    texts = {
        r: f'The dam is shut today. "{quoted}{end}," an official said. More follows.'
        for r, end in (("a", " daily"), ("b", " on"))
    }
    pile = Pile(texts)
    for report in texts:
        content = texts[report].split('"')[1].removesuffix(",")
        pile.said(report, "an official", "said", content, kind="direct")
    apart = pile.claims()
    (row,) = apart.claims.to_pylist()
    # Two who may have heard the same person: one line or two, but one person.
    assert (row["lines_least"], row["lines_most"], row["sources_least"], row["sources_most"]) == (1, 2, 1, 1)
    pile.descents = [("lost", "a"), ("lost", "b")]
    kept = pile.descent
    first = len("The dam is shut today.")
    passages = [r | {"child_begin": 0, "child_end": first} for r in kept.descent_passages.to_pylist()]
    around = Stemma(
        kept.witnesses, kept.descents, kept.rivals, schema.table("descent_passages", passages), kept.lost_texts
    )
    (row,) = recount(apart, around, pile.reports).to_pylist()
    assert (row["lines_least"], row["lines_most"]) == (1, 1)


def test_what_stands_amid_copied_text_may_have_come_with_it():
    texts = {
        "a": "The dam is shut today and the road is closed. Ida Moor said crews were looking into causes. More follows.",
        "b": "The dam is shut today and the road is closed. The causes are looked into by crews, Moor said. More follows.",
    }
    pile = Pile(texts, names={"Ida Moor": "moor", "Moor": "moor"}, kinds={"moor": "person"})
    pile.said("a", "Ida Moor", "said", "crews were looking into causes", by="moor")
    pile.said("b", "Moor", "said", "The causes are looked into by crews", by="moor")
    apart = pile.claims()
    (row,) = apart.claims.to_pylist()
    assert (row["reports"], row["lines_least"], row["lines_most"]) == (2, 2, 2)
    pile.descents = [("lost", "a"), ("lost", "b")]
    kept = pile.descent
    passages = [r | {"child_begin": 0, "child_end": 45} for r in kept.descent_passages.to_pylist()]
    around = Stemma(
        kept.witnesses, kept.descents, kept.rivals, schema.table("descent_passages", passages), kept.lost_texts
    )
    (row,) = recount(apart, around, pile.reports).to_pylist()
    assert (row["lines_least"], row["lines_most"]) == (1, 2)


def test_whoever_only_hands_on_an_unnamed_official_is_not_the_source():
    texts = {
        "a": "The Tarn Gazette reported that thirty barges had left the dock, citing officials.",
        "b": "The Tarn Gazette reported that thirty barges had left the dock, citing a port official.",
    }
    pile = Pile(texts, names={"Tarn Gazette": "gazette"}, kinds={"gazette": "organisation"})
    for report, cited in (("a", "officials"), ("b", "a port official")):
        one = pile.said(report, "The Tarn Gazette", "reported", "that thirty barges had left the dock", by="gazette")
        pile.speaks_for(one, report, ("gazette", "Tarn Gazette"), ("", cited))
        pile.chain_rows[-1]["entity_id"] = None
    (row,) = pile.claims().claims.to_pylist()
    assert (row["reports"], row["sources_least"], row["sources_most"]) == (2, 1, 2)
