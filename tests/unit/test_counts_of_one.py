"""Counts of people and things under other words, and which of two counts grew. All texts are invented."""

import pytest
from test_same_thing import told

from stemma.parse import parse_sentences
from stemma.reckon.pairs import is_turned
from stemma.reckon.reading import read_figures


def units(text: str) -> dict[float, str]:
    """What each number of a sentence counts."""
    return {reading.quantity.value: reading.unit for reading in read_figures(text, parse_sentences([text])[text])}


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("Police took eleven people into custody.", 11, "arrested"),
        ("Fourteen people were taken to hospital.", 14, "in hospital"),
        ("Ambulances brought 14 people to two hospitals.", 14, "in hospital"),
        ("Thirteen people lost their lives.", 13, "dead"),
        ("The dead numbered 146, the mayor said.", 146, "dead"),
        ("Some 470 employees are to go, the mill said.", 470, "job"),
        ("The mill is letting 540 people go.", 540, "job"),
        ("The mill laid off 540 workers.", 540, "job"),
        ("Five hundred people across the group will lose their employment.", 500, "job"),
        ("She wore beads, 310 of them, in two rows.", 310, "bead"),
        ("Eighteen beds would be lost for good.", 18, "bed"),
        ("The council adopted it by 31 votes to 22.", 22, "votes against"),
        ("The council adopted it by 31 votes to 22.", 31, "votes for"),
        ("Thirty-one were in favour and 24 against.", 24, "votes against"),
        ("Six hundred and fifty visitors had come.", 650, "visitor"),
        ("At noon on Sunday three men came over the roof.", 3, "man"),
        ("The police put the attendance at 35,000.", 35_000, "people of attendanc"),
        ("A man of 74 was swept away.", 74, "age of man"),
        ("The guide, 24, had seen no flag.", 24, "age of guid"),
        ("His wife Ida, 66, waited for him.", 66, "age of wif"),
        ("Bertil Brask, who is 72, sobbed.", 72, "age:bertil brask"),
        ("The ferry can take 150 passengers.", 150, "room for passenger"),
    ],
)
def test_what_is_counted(text, value, unit):
    assert units(text)[value] == unit


def test_some_of_a_number_of_things_are_not_all():
    assert 11 not in units("The fraud touched 214 tenders, eleven of them in Osk.")


def test_all_of_a_number_of_things_are_no_part():
    (reading,) = read_figures(text := "Few have seen all eleven of the boats.", parse_sentences([text])[text])
    assert not reading.part


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The paper mill at Osk will cut 740 jobs before Christmas.", "The paper mill at Osk will lay off 470 workers before Christmas."),
        ("In Osk 94 rescuers searched the cave for the divers.", "In the cave at Osk 49 specialists searched for the divers."),
        ("The council of Osk adopted the budget by 31 votes to 22.", "The council of Osk adopted the budget, 31 being in favour and 24 against."),
    ],
)  # fmt: skip
def test_one_count_in_other_words(one, other):
    assert told(one, other) == ["number"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ida Brask, 67, had painted the pictures.", "Bertil Brask, who is 72, sold the pictures."),
        ("All 214 passengers left the ferry at Osk.", "The ferry at Osk can take 150 passengers."),
    ],
)
def test_counts_of_two_things(one, other):
    assert told(one, other) == []


def test_what_a_later_report_counts():
    days = ("2021-05-04", "2021-05-06")
    found = "The divers found {} gold coins in the wreck off Osk."
    assert told(found.format(340), found.format(310), days=days) == ["number"]  # things found do not get fewer
    assert told(found.format(310), found.format(340), days=days) == []
    assert told("The school in Osk has 412 pupils.", "The school in Osk has 421 pupils.", days=days) == [
        "number"
    ]  # a slip
    without = "In Osk {} homes are still without power after the storm."
    assert told(without.format(340), without.format(310), days=days) == []


def test_digits_in_another_order():
    assert is_turned(412, 421)
    assert is_turned(3.2e6, 2.3e6)
    assert not is_turned(412, 412)
    assert not is_turned(4, 40)
    assert not is_turned(412, 423)
