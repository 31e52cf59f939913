"""Passages that only some reports have, shown with the rest of the sentence that they stand in."""

import re

import pytest

from stemma import read
from stemma.page import draw_claims
from stemma.page.collation import amid_sentence

TEXT = (
    "The village of Elmstow is split over a road. The owner said so. According to the study, which nobody has read, "
    "up to 44 lorries a day would use the road.\n\nA last line"
)


@pytest.mark.parametrize(
    ("first", "last", "shown"),
    [
        ("to the study", "a day", ("According ", "[to the study, which nobody has read, up to 44 lorries a day]", " would use the road.")),
        # Laid beside "The owner", the first sentence may be cut a word too late: it is shown from its head.
        ("village", "road. The", ("[The village of Elmstow is split over a road]", ".")),
        ("The owner", "so", ("[The owner said so]", ".")),
        ("A last line", "line", ("[A last line]",)),
    ],
)  # fmt: skip
def test_a_passage_is_shown_with_the_rest_of_its_sentence(first, last, shown):
    begin = TEXT.index(first)
    end = TEXT.index(last, begin) + len(last)
    made = amid_sentence(TEXT, begin, end)
    assert tuple(f"[{piece.text}]" if piece.role else piece.text for piece in made) == shown


def test_of_a_long_sentence_the_words_near_by_are_shown():
    text = "on and on " * 60 + "the gate opened " + "on and on " * 60
    begin = text.index("the gate")
    made = amid_sentence(text, begin, begin + len("the gate opened"))
    assert (made[0].text, made[-1].text) == ("… ", " …")
    assert [piece.text for piece in made if piece.role] == ["the gate opened"]
    assert max(len(piece.text) for piece in made) < 200


QUARRY = (
    "The Brack quarry will get a road\n\n12 March 2024\n\n“The road takes every lorry out of the village,” Tomas Reke, managing director of "
    "Brack Stone, told a meeting of the parish council.\n\nThe company gave the keepers a list of what it says are the oldest stones. "
    "The U.S. claim that the quarry was sold has been heard before.\n"
)


def test_a_claim_says_who_was_told_and_a_word_that_points_back_names_nobody(tmp_path):
    for name, lead in (("a", ""), ("b", "Many came.\n\n")):
        (tmp_path / f"{name}.txt").write_text(QUARRY.replace("“The road", f"{lead}“The road"), encoding="utf-8")
    case = read([tmp_path / "a.txt", tmp_path / "b.txt"], tmp_path / "quarry.stemma", processes=1)
    shown = " ".join(re.sub(r"<[^>]+>", "", draw_claims(case.story("1"))).split())
    assert "Tomas Reke told a meeting of the parish council" in shown
    assert "“it”" not in shown
    assert "“U”" not in shown
