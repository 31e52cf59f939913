"""Whether two figures of one thing told at two times contradict each other, or the later is only news."""

import pytest
from reckon_pile import Pile
from test_differences import differences

from stemma.reckon.counting import SORTS, has_moved, near_words
from stemma.reckon.quantity import find_quantities
from stemma.reckon.settled import SIGNS
from stemma.settings import DifferenceSettings

HAUL = {
    "a": "The wreck off Vell carries 40 bronze bells for the new cathedral of Tarn.",
    "b": "The wreck off Vell, which divers have found, carries 55 bronze bells for the new cathedral of Tarn.",
}
DAYS = {"a": "2031-05-03", "b": "2031-05-05"}


def test_what_reports_give_three_times_each_time_later_and_larger_has_grown():
    texts = HAUL | {"c": HAUL["b"].replace("55", "71")}
    assert differences(Pile(texts, published=DAYS | {"c": "2031-05-09"})) == []


def test_what_is_said_to_have_been_raised_is_news():
    texts = {
        "a": "The captors of the ferry crew at Vell demanded 40 gold bars from the owner of the line.",
        "b": "The captors of the ferry crew at Vell raised their demand to 55 gold bars from the owner of the line.",
    }
    assert differences(Pile(texts, published=DAYS)) == []
    assert len(differences(Pile(texts, published={"a": DAYS["b"], "b": DAYS["a"]}))) == 1


@pytest.mark.parametrize(
    ("text", "sorts"),
    [
        ("By noon 40 bells had come up.", {"by then"}),
        ("They have raised 40 bells so far.", {"goes on", "has done", "gathered"}),
        ("The ship was built with 40 bells.", set()),
    ],
)
def test_words_around_a_number_say_that_it_is_counted_on(text, sorts):
    (quantity,) = find_quantities(text)
    assert {name for name, near in zip(SORTS, near_words(text, quantity), strict=True) if near > 0} == sorts


def test_a_word_that_stands_nearer_says_more():
    near, far = "There are still 40 bells.", "There are still, as the divers of the harbour office say, 40 bells."
    values = [near_words(text, find_quantities(text)[0])[SORTS.index("goes on")] for text in (near, far)]
    assert 1 >= values[0] > values[1] > 0


@pytest.mark.parametrize(
    ("text", "moved"),
    [("The fee has been lifted, to 40 crowns.", True), ("The land laid waste has expanded to 40 acres.", True), ("They have already reached 40 acres.", True), ("The bill may come to 40 crowns.", True), ("They were to rise at six and carry 40 stones.", False)],
)  # fmt: skip
def test_a_number_that_took_another_s_place_is_told_by_the_words_before_it(text, moved):
    assert has_moved(text, find_quantities(text)[-1]) is moved


def test_there_is_a_weight_for_each_sign_and_a_constant():
    assert len(DifferenceSettings().settled) == len(SIGNS) + 1
