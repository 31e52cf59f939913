"""Which two figures of two reports are told as a disagreement on one thing, and which are of two things. All texts are invented."""

import pyarrow as pa
import pytest

from stemma.reckon import find_differences
from stemma.reckon.same_thing import Masked, read_pairs

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
        (
            "From the tank of the ferry 9,000 litres of lye ran into the harbour.",
            "Of the lye in the tank of the ferry, 6,000 litres of it ran into the harbour.",
        ),
        ("The wreck of the ferry lies 60 m below the pier.", "The wreck of the ferry lies 85 metres below the pier."),
        ("In the hut of the divers it was minus 9 degrees.", "In the hut of the divers it was fourteen below zero."),
        (
            "The council passed the harbour plan by 31 votes to 22.",
            "In the council 31 were in favour of the harbour plan and 24 against.",
        ),
        ("The fire in the mill broke out on the fourth floor.", "The fire in the mill began on the second floor."),
        (
            "The trip of the ferry round the pier took an hour and 50 minutes.",
            "The trip of the ferry round the pier took two hours and 20 minutes.",
        ),
        (
            "The trip of the ferry round the pier took an hour and a half.",
            "The trip of the ferry round the pier took an hour and 52 minutes.",
        ),
        ("The lake of Osk covers 410 square kilometres.", "The lake of Osk has an area of 490 km²."),
        (
            "The battery of the ferry of Osk holds 4.2 megawatt hours.",
            "The battery of the ferry of Osk stores 2,400 kWh.",
        ),
        (
            "The harbour plan of Osk was backed, 23 for and six against.",
            "The plan for the harbour of Osk was passed by 23 votes to nine.",
        ),
        # What is counted bears other nouns, or none.
        (
            "A hundred and twenty police officers surrounded the bank of Osk.",
            "The bank of Osk was surrounded by two hundred and ten cops.",
        ),
        (
            "Osk Power will put up 64 machines of 11 megawatts each in the sea off Vell.",
            "Osk Power will build 46 turbines in the sea off Vell.",
        ),
        (
            "Four masked robbers forced the banker of Osk into a van.",
            "There were six of them, masked, who forced the banker of Osk into a van.",
        ),
        (
            "The ferry of Brask was sold for 3.2 million euros.",
            "The ferry of Brask was sold for 2.3 million, for which 40 euros were paid at once.",
        ),
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
        ("The dam at Osk gave way at 2:40 a.m.", "The accident at the dam of Osk happened at 3:30 a.m."),
        ("The fair at Osk began at 10:30 a.m.", "The fair at Osk got under way at half past eleven."),
        ("The hoard of gold coins was discovered at Osk in 1956.", "At Osk the hoard of coins came to light in 1958."),
        ("The share of the Osk bank was listed in 1956.", "Osk bank went public in 1965 and has paid little since."),
        ("The fish market of Osk opened on 30 April.", "The fish market of Osk began on 2 May."),
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
        ("The canvas of Osk measures 38 by 51 centimetres.", "The canvas of Osk is 38 centimetres high."),
        ("Turnout in Osk was 54 percent, up from 49.", "In Osk turnout was 54 percent, against 49 percent in May."),
        ("The rate in Osk fell to 4 percent from 6 percent.", "The rate in Osk is 4 percent."),
        ("The race of Osk took two hours and 30 minutes.", "The race of Osk took two and a half hours."),
        ("The mast at Osk is 230 feet high.", "The mast at Osk is 229 feet high."),
        ("The fair at Osk began at ten to three.", "The fair at Osk began at 2.50 p.m."),
        ("The fair at Osk began at 5 a.m. GMT.", "The fair at Osk began at 6 a.m. BST."),
        ("Otto Moor founded a school in 1956.", "Ida Brask founded a bank in 1952."),
        ("The market of Osk opened on 3 May.", "The market of Osk will open on 6 May."),
        (
            "24 people died when the ferry sank off Osk.",
            "When the ferry sank off Osk 30 people were seriously injured.",
        ),
        (
            "The 120 officers surrounded the bank of Osk.",
            "At the bank of Osk stood 210 cops, and 120 soldiers behind it.",
        ),
        ("Osk has 64 shops.", "Osk is fond of its road, Route 72."),
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


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The school of Osk has 412 pupils in 18 classes.", "The school of Osk, with 421 pupils, is shut."),
        ("Brask won the harbour vote by 412 ballots.", "Brask won the harbour vote by 421 ballots."),
        ("The harbour tax of Osk goes up by 4.5 percent.", "The harbour tax of Osk increases by 5.4 percent."),
    ],
)
def test_what_is_not_counted_on_is_the_same_the_day_after(one, other):
    assert told(one, other, days=("2021-05-04", "2021-05-05")) == ["number"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The school of Osk has taken in 412 pupils so far.", "The school of Osk has taken in 421 pupils."),
        ("A heap of 412 tonnes of rubbish lies in Osk.", "The heap of rubbish in Osk had reached 614 tonnes."),
        ("The lake of Osk was at 91 percent.", "The lake of Osk stood at 70 percent."),
        ("Brask has received 412 letters from Osk.", "Brask received 421 letters from Osk."),
    ],
)
def test_what_is_counted_on_may_have_changed(one, other):
    assert told(one, other, days=("2021-05-04", "2021-05-05")) == []


def test_a_network_says_the_same_on_every_processor():
    """Where sums of products in eight bits are cut off at sixteen, as AVX2 alone does, it says 2.05."""
    one, other = "Otto Brask paid 4,100 crowns for the old ferry.", "The old ferry cost Otto Brask 4,700 crowns."
    pair = (Masked("", one, 16, 21), Masked("", other, 30, 35))
    assert read_pairs([pair]) == [pytest.approx(2.282, abs=0.1)]
