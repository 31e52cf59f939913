"""Which two figures of two reports are told as a disagreement on one thing, and which are of two things. All texts are invented."""

import pyarrow as pa
import pytest

from stemma.reckon import find_differences

ABOUT = (
    "The council of Vell met on Tuesday to speak of the matter.",
    "Nothing else was known in Vell on Tuesday evening.",
)


def told(one: str, other: str, *, days: tuple[str, str] = ("2021-05-04", "2021-05-04")) -> list[str]:
    """The kinds of what is told of two reports, a sentence each besides what both tell."""
    reports = [
        {"id": "a", "outlet": "A", "published": days[0], "text": f"{one}\n\n{ABOUT[0]}\n\nThe harbour was quiet and the shops were open."},
        {"id": "b", "outlet": "B", "published": days[1], "text": f"{ABOUT[1]}\n\n{other}\n\nMany people came to look and stayed until it was dark."},
    ]  # fmt: skip
    together = pa.table({"story_id": ["s", "s"], "report_id": ["a", "b"], "reason": ["", ""]})
    found = find_differences(reports, story_reports=together).to_pylist()
    return [row["kind"] for row in found if row["kind"] in ("number", "date")]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "Gusts of wind reached 140 km per hour in the harbour.",
            "Gusts of wind of 170 kph were measured in the harbour.",
        ),
        ("The lake of Osk covers 48 square kilometres.", "The lake of Osk has an area of 75 square km."),
        ("The wreck of the ferry lies at a depth of 60 metres.", "The wreck of the ferry was found 85 metres deep."),
        ("Ida Brask, 46, owns the ferry.", "The ferry belongs to Brask, who is 64, and her sons."),
        ("The driver of the coach, aged 46, was hurt.", "The 64-year-old driver of the coach was hurt."),
        ("The fire destroyed 34 homes in the village of Osk.", "In the village of Osk the fire destroyed 43 houses."),
        ("Brask must pay a fine of 3.2 million euros.", "Brask was told to pay a fine of 2.3 million euros."),
    ],
)
def test_one_thing_in_other_words(one, other):
    assert told(one, other) == ["number"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The dam at Osk was built in 1956 for a fish farm.", "The dam at Osk, completed in 1952, belongs to a fish farm."),
        ("The bank of Osk, founded in 1887, shut its doors.", "The bank of Osk opened its doors in 1878."),
        ("The dam at Osk burst at twenty to three.", "The dam at Osk broke at 4:20 in the morning."),
    ],
)  # fmt: skip
def test_years_and_hours_of_one_thing(one, other):
    assert told(one, other) == ["date"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The dam at Osk was built in 1956 for a fish farm.", "The mayor of Osk was elected in 1952, as a young man."),
        ("The dam at Osk burst at 2:40 a.m., said the police.", "The market at Vell shuts at 3.30 p.m. on Tuesdays."),
        ("Ida Brask, 46, owns the ferry.", "Otto Moor, 64, owns the ferry."),
        ("The lake of Osk covers 48 square kilometres.", "The road to Osk is 75 km long."),
    ],
)
def test_two_things(one, other):
    assert told(one, other) == []


def test_a_sum_that_was_paid_is_the_same_on_another_day_and_one_that_is_raised_is_not():
    days = ("2021-05-04", "2021-05-06")
    assert told("Brask must pay a fine of 3.2 million euros.", "Brask was told to pay a fine of 2.3 million euros.", days=days) == ["number"]  # fmt: skip
    assert (
        told("The fund raised 2.3 million euros for Osk.", "The fund raised 3.2 million euros for Osk.", days=days)
        == []
    )
