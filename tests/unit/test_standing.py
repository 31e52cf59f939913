"""Quotations without a cue: as the tagged reading of a report gives them back."""

import pytest

import stemma
from stemma.attribute import has_model

pytestmark = pytest.mark.skipif(not has_model(), reason="the file of the trained model is not there")

QUOTED = '"We have been left alone with these gates for years."'


def told(text: str) -> list[tuple[str, str, str]]:
    found = stemma.find_attributions(text)
    return [
        tuple(" | ".join(text[begin:end] for begin, end in spans) for spans in (one.source, one.cue, one.content))
        for one in found
    ]  # type: ignore[misc]


def test_a_quoted_sentence_without_a_cue_is_somebodys_words_and_nobodys_by_name() -> None:
    text = f"The weir was on his mind.\n\n{QUOTED}\n\nThe council met at noon."
    assert told(text) == [("", "", QUOTED)]


def test_a_title_in_quotation_marks_is_not_said() -> None:
    assert told('The film "The Keeper of the Gates." ran for a week at the old hall of Tarn.') == []


def test_a_quotation_after_who_is_quoted_before_it_is_his_whatever_he_adds_between() -> None:
    text = (
        '"The gates are rotten and nobody mends them," Ida Moor said, adding that the winter would break the hinges. '
        f"{QUOTED}"
    )
    assert any(source == "Ida Moor" and QUOTED in content for source, _, content in told(text))


def test_whom_a_sentence_is_about_that_ends_with_a_colon_says_what_follows() -> None:
    text = f"Mr. Lang of the mill gave the new way a whirl in an interview with the Gazette on Tuesday: {QUOTED}"
    assert ("Mr. Lang of the mill", "", QUOTED) in told(text)
