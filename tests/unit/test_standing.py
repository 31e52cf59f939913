"""Quotations without a cue: as the tagged reading of a report gives them back."""

import pytest

import stemma
from stemma.attribute import attribute_reports, has_model
from stemma.attribute.tagger import Tagged
from stemma.model import Span

pytestmark = pytest.mark.skipif(not has_model(), reason="the file of the trained model is not there")

QUOTED = '"We have been left alone with these gates for years."'


def told(text: str) -> list[tuple[str, str, str]]:
    found = stemma.find_attributions(text)
    return [
        tuple(" | ".join(text[begin:end] for begin, end in spans) for spans in (one.source, one.cue, one.content))
        for one in found
    ]  # type: ignore[misc]


def test_a_quoted_sentence_without_a_cue_is_somebodys_words_where_another_report_quotes_it_too() -> None:
    alone = f"The weir was on his mind.\n\n{QUOTED}\n\nThe council met at noon."
    other = '"We have been left alone with our gates for years," Ida Moor said on Monday at the old hall of Tarn.'
    assert told(alone) == []
    table = attribute_reports([{"id": "a", "text": alone}, {"id": "b", "text": other}]).to_pylist()
    (row,) = (row for row in table if row["report_id"] == "a")
    assert (row["kind"], row["source"], row["cue"]) == ("direct", [], [])
    assert alone[row["content"][0]["begin"] : row["content"][0]["end"]] == QUOTED
    # Words that anybody says are no repetition, nor is a text that stands in one report alone.
    for further in ("It was cold.", '"We have been to the sea for years," Ida Moor said.', alone.replace('"', "")):
        table = attribute_reports([{"id": "a", "text": alone}, {"id": "b", "text": further}]).to_pylist()
        assert not [row for row in table if row["report_id"] == "a"]


def test_a_title_in_quotation_marks_is_not_said() -> None:
    assert told('The film "The Keeper of the Gates." ran for a week at the old hall of Tarn.') == []


def test_a_quotation_after_who_is_quoted_before_it_is_his_whatever_he_adds_between() -> None:
    text = (
        '"The gates are rotten and nobody mends them," Ida Moor said, adding that the winter would break the hinges. '
        f"{QUOTED}"
    )
    assert any(source == "Ida Moor" and QUOTED in content for source, _, content in told(text))


def test_whom_a_sentence_is_about_that_ends_with_a_colon_says_what_follows() -> None:
    text = f"Mr. Lang of the mill took up the matter in a letter to the Gazette on Tuesday: {QUOTED}"
    assert [(source, content) for source, _, content in told(text)] == [("Mr. Lang of the mill", QUOTED)]


@pytest.mark.parametrize(
    ("before", "source"),
    [
        ("Lang responded to the keepers of the lower lock at noon.", "Lang"),
        ("Lang issued a statement about the keepers of the lower lock.", "Lang"),
        # Nobody speaks there, or nobody who is named.
        ("Lang walked back to the mill along the lower lock.", None),
        ("Repairs begin at the lower lock of Tarn.", None),
    ],
)
def test_a_quotation_of_its_own_is_his_of_whom_the_sentence_before_tells_that_he_speaks(before, source) -> None:
    found = [one for one in told(f"The council met at noon.\n\n{before}\n\n{QUOTED}") if QUOTED in one[2]]
    assert [one[0] for one in found] == ([source] if source else [])


def test_a_sentence_whose_last_words_are_quoted_within_it_is_a_sentence() -> None:
    alone = "The weir was on his mind.\n\n“We have heard the old men of Tarn say: ‘Leave the gates alone for years.’”\n\nThe council met."
    other = "“We have heard the old men of Tarn say: ‘Leave the gates alone for years,’” Ida Moor said on Monday."
    table = attribute_reports([{"id": "a", "text": alone}, {"id": "b", "text": other}]).to_pylist()
    assert [row["kind"] for row in table if row["report_id"] == "a"] == ["direct"]


@pytest.mark.parametrize("until", ["hopes”", "will", "true"])
def test_a_clause_about_a_quotation_is_said_to_its_end_wherever_its_reading_ended(until: str) -> None:
    text = "The keeper says “low hopes” will come true in May at the old weir."
    cue = Span(text.index("says"), text.index("says") + 4)
    content = Span(text.index("“"), text.index(until) + len(until))
    tagged = {text: (Tagged(Span(0, 10), cue, (content,), 0.9),)}
    (row,) = attribute_reports([{"id": "a", "text": text}], tagged=tagged).to_pylist()
    assert [text[one["begin"] : one["end"]] for one in row["content"]] == [text[text.index("“") : -1]]


def test_an_article_torn_from_its_noun_stands_for_the_phrase_and_else_for_nobody() -> None:
    text = "Near the lock the council of Tarn said that the weir would be rebuilt."
    at = text.index("the council")
    said, content = Span(text.index("said"), text.index("said") + 4), Span(text.index("that"), len(text) - 1)
    for source, wanted in (
        (Span(at, at + 3), ["the council of Tarn"]),
        (Span(text.index("the weir"), text.index(" weir")), ["the weir"]),
    ):
        tagged = {text: (Tagged(source, said, (content,), 0.9),)}
        (row,) = attribute_reports([{"id": "a", "text": text}], tagged=tagged).to_pylist()
        assert [text[one["begin"] : one["end"]] for one in row["source"]] == wanted
    (row,) = attribute_reports(
        [{"id": "a", "text": text}], parses={}, tagged={text: (Tagged(Span(at, at + 3), said, (content,), 0.9),)}
    ).to_pylist()
    assert row["source"] == []
