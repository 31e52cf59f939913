"""Counts of people and things under other words, and which of two counts grew. All texts are invented."""

import pyarrow as pa
import pytest
from test_same_thing import told

from stemma.parse import parse_sentences
from stemma.reckon import find_differences
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
        ("The driver of the coach, aged 46, was hurt.", 46, "age of driver"),
        ("Divers found the body of the keeper, who was 74, at the weir.", 74, "age of keeper"),
        ("She is 44, has a boat and no car.", 44, "age"),
        ("Ida Moor, who turned 36 on the way, won.", 36, "age:ida moor"),
        ("Ida Moor, a 34-year-old carpenter's daughter, won.", 34, "age:moor"),
        ("Some 52 households were made homeless.", 52, "household"),
        ("There were five minor injuries.", 5, "injured slightly"),
        ("The 220 who took part looked at the wrong side.", 220, "people look"),
        ("The council said it would save 340,000 pounds.", 340_000, "£"),
    ],
)
def test_what_is_counted(text, value, unit):
    assert units(text)[value] == unit


def test_some_of_a_number_of_things_are_not_all():
    assert 11 not in units("The fraud touched 214 tenders, eleven of them in Osk.")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("It is taken by one in 40 people over sixty.", 40),
        ("A man was seen near the Kestrel 11 mission.", 11),
        ("They were among the nine voting for it.", 9),
    ],
)
def test_what_counts_nothing(text, value):
    assert value not in units(text)


def test_some_of_those_that_are_named_are_counted_for_what_they_are():
    (reading,) = read_figures(
        text := "Crews brought fourteen of the sufferers to the school.", parse_sentences([text])[text]
    )
    assert (reading.unit, reading.part) == ("sufferer", False)


def test_all_of_a_number_of_things_are_no_part():
    (reading,) = read_figures(text := "Few have seen all eleven of the boats.", parse_sentences([text])[text])
    assert not reading.part


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The paper mill at Osk will cut 740 jobs before Christmas.", "The paper mill at Osk will lay off 470 workers before Christmas."),
        ("In Osk 94 rescuers searched the cave for the divers.", "In the cave at Osk 49 specialists searched for the divers."),
        ("The fire in the mill lane at Osk destroyed 31 homes.", "The fire in the mill lane at Osk wiped out 23 houses."),
        ("The fire in the lane at Osk left 52 households without a roof.", "The fire in the lane at Osk left 38 families without a roof."),
        ("The union of Osk said 780 deckhands had stopped work on the ferries.", "The union of Osk counted 610 strikers on the ferries."),
        ("At Osk 13 workers lost their lives in the tunnel.", "At Osk 17 men died in the tunnel."),
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
        ("The march at Osk was joined by 240 teachers.", "The march at Osk was joined by 310 nurses."),
        ("A woman of 61 was held at Osk over the theft.", "A man of 67 was held at Osk over the theft."),
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


def test_what_nothing_says_is_still_counted_does_not_grow():
    days = ("2021-05-04", "2021-05-06")
    assert told("The mill at Osk will cut 640 jobs in spring.", "The mill at Osk is to cut 710 jobs in spring.", days=days) == ["number"]  # fmt: skip
    assert told("The fire at Osk destroyed 31 homes in the lane.", "The fire at Osk destroyed 43 homes in the lane.", days=days) == []  # fmt: skip
    # Whom something befell is counted on, and so is what a report says is counted.
    assert told("At Osk doctors treated 31 people for smoke.", "At Osk doctors treated 43 people for smoke.", days=days) == []  # fmt: skip
    assert told("So far 31 homes have burned at Osk.", "In all 43 homes have burned at Osk.", days=days) == []


def test_of_games_nothing_is_told_but_whom_they_hurt():
    scores = "Osk beat Vell 21-13 and Tarn 3-1"
    assert (
        told(f"{scores} and missed 14 passes in the hall.", f"In the hall 16 passes were missed by Osk: {scores}.")
        == []
    )
    assert told(f"{scores}; the collapse of the stairs in the hall injured 14 people.", f"In the hall 16 people were injured in the collapse of the stairs: {scores}.") == ["number"]  # fmt: skip


def test_what_comes_back_did_not_change():
    reports = [
        {"id": name, "outlet": name, "published": f"2021-05-0{day}", "text": text}
        for name, day, text in (
            ("a", 4, "The vale was quiet.\n\nThe rescue at the cave of Osk now involves 165 divers.\n\nSnow is expected."),
            ("b", 5, "Rain fell.\n\nAt the cave of Osk the rescue now involves 140 divers.\n\nThe road to Osk was shut."),
            ("c", 6, "It cleared.\n\nThe rescue at the cave of Osk now involved 165 divers, the mayor said.\n\nThey slept."),
        )
    ]  # fmt: skip
    together = pa.table({"story_id": ["s"] * 3, "report_id": ["a", "b", "c"], "reason": [""] * 3})
    found = find_differences(reports, story_reports=together).to_pylist()
    assert [sorted({side["value"] for side in row["sides"]}) for row in found] == [["140", "165"]]
