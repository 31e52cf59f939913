"""Places and names on which reports disagree, told in other words, and places that may both be right. All texts are invented."""

import pyarrow as pa
import pytest

from stemma.model import Report
from stemma.parse import distinct_sentences, parse_sentences
from stemma.reckon import find_differences
from stemma.reckon.claims import cut_up
from stemma.reckon.level import are_spelt_alike, level_of, on_one_level
from stemma.reckon.setting import Setting, find_settings
from stemma.reckon.stand import find_stands


def told(kind: str, *texts: str) -> list[list[str]]:
    """The values of each difference of a kind that is told of a story of such reports."""
    reports = [{"id": f"r{n}", "outlet": f"Outlet {n}", "text": text} for n, text in enumerate(texts)]
    together = pa.table({"story_id": ["s"] * len(reports), "report_id": [r["id"] for r in reports], "reason": [""] * len(reports)})  # fmt: skip
    found = find_differences(reports, story_reports=together).to_pylist()
    return [[side["value"] for side in row["sides"]] for row in found if row["kind"] == kind]


def settings_of(text: str) -> list[Setting]:
    report = Report("a", text, ())
    segments = cut_up([report])
    return find_settings(report, segments["a"], parse_sentences(distinct_sentences([report], segments)))


@pytest.mark.parametrize(
    ("one", "other", "values"),
    [
        ("The injured were flown to the hospital in Vellmoor.", "Ambulances took the wounded to a clinic in Oskarth.", ["Vellmoor", "Oskarth"]),
        ("The van was found burning in Vellmoor on Monday.", "The burnt-out van was discovered in Oskarth.", ["Vellmoor", "Oskarth"]),
        ("The milk came from a dairy in Vellmoor.", "In Oskarth stands the dairy from which the milk came.", ["Vellmoor", "Oskarth"]),
        ("The procession set off from Vellmoor at noon.", "From Oskarth the marchers moved away at noon.", ["Vellmoor", "Oskarth"]),
        ("The blaze broke out on the second floor of the mill.", "The fire began on the fourth floor.", ["second floor", "fourth floor"]),
        ("The house on Weaver Street collapsed at noon.", "The building on Cooper Lane fell down at noon.", ["Weaver Street", "Cooper Lane"]),
        ("Brask, who was born in Vellmoor, won the race.", "The winner was Brask, a native of Oskarth.", ["Vellmoor", "Oskarth"]),
        ("The eggs came from a farm at Vellmoor.", "The eggs were delivered from Oskarth.", ["Vellmoor", "Oskarth"]),
        ("The wreck lies on the northern shore of the lake.", "The wreck lies on the southern shore of the lake.", ["northern shore", "southern shore"]),
    ],
)  # fmt: skip
def test_one_thing_at_two_places(one, other, values):
    assert told("place", one, other) == [values]


@pytest.mark.parametrize(
    "texts",
    [
        # Near a town is not in it, and a road lies in a town.
        ("The van was found burning near Vellmoor.", "The burnt-out van was discovered in Oskarth."),
        ("The van was found burning in Cooper Lane.", "The burnt-out van was discovered in Oskarth."),
        # Somebody knows both.
        ("The van was found in Vellmoor.", "The van was found in Oskarth.", "The van was found in Vellmoor, a part of Oskarth."),
        # More than one thing.
        ("The shop in Vellmoor burned, the shop in Osk did not.", "The shop in Oskarth was spared."),
        ("Her house in Vellmoor was searched.", "His house in Oskarth was searched."),
        ("A shop in Vellmoor was robbed.", "A shop in Oskarth was robbed."),
        ("The university clinic in Vellmoor was shut.", "The eye clinic in Oskarth was shut."),
        ("The injured were flown to Vellmoor.", "The injured were flown from Oskarth."),
        ("The van was found in Vellmoor.", "The van was not found in Oskarth."),
        ("The van was found in Vellmoor on 3 May 2021.", "The van was found in Oskarth on 9 June 2021."),
        # One lives elsewhere than one was born.
        ("Brask, who was born in Vellmoor, won the race.", "The winner was Ida Brask, from Oskarth."),
        # One name, spelt otherwise; a village that may be a part of a city.
        ("The van was found in Oskarth.", "The van was found in Oskarthe."),
        ("The van was found in Oskarth.", "The van was found in London."),
        ("The wreck lies on the northern shore of the lake.", "The wreck lies on the northeastern shore of the lake."),
    ],
)  # fmt: skip
def test_places_that_may_both_be_right(texts):
    assert told("place", *texts) == []


@pytest.mark.parametrize(
    ("one", "other", "values"),
    [
        (
            "The getaway van was found burnt out in a quarry outside Vellmoor. Nobody was hurt.",
            "The burnt-out van of the thieves was discovered beside the lake at Oskarth. Nobody was hurt.",
            ["a quarry outside Vellmoor", "the lake at Oskarth"],
        ),
        (
            "The coach had left Vellmoor at six in the morning with 33 passengers.",
            "The coach with 33 passengers had started from the bus station at Oskarth at six in the morning.",
            ["Vellmoor", "the bus station at Oskarth"],
        ),
        (
            "The sample was taken at the rider's training camp in Vellmoor.",
            "The sample was taken at her parents' farm near Oskarth.",
            ["the rider's training camp in Vellmoor", "her parents' farm near Oskarth"],
        ),
    ],
)  # fmt: skip
def test_one_thing_at_two_places_in_phrases_of_whatever_words(one, other, values):
    assert told("place", one, other) == [values]


@pytest.mark.parametrize(
    "texts",
    [
        # Two things; a place within another; one that both know; a bridge that is said to lie in a town.
        ("The van was found in a quarry outside Vellmoor.", "The mayor opened a school at Oskarth on Sunday."),
        ("The van was found burnt out in the kitchen.", "The burnt-out van was found in the valley."),
        ("The van was found at the Vellmoor quarry, not at the lake of Oskarth.", "The van was found at the lake of Oskarth."),
        ("The couples were married on the Old Bridge.", "The couples were married on the bridge of Vellmoor."),
        # Games have their places.
        ("Vellmoor won 3-1 and 2-0. The match was held at the Vellmoor stadium.", "Brask won 4-1 and 1-0. The match was held at the Oskarth arena."),
    ],
)  # fmt: skip
def test_phrases_of_places_that_may_both_be_right(texts):
    assert told("place", *texts) == []


def test_phrases_that_say_where():
    report = Report(
        "a", "Thieves had left the old mill in Vellmoor for a farm near Oskarth. It was said by Ida Moor.", ()
    )
    segments = cut_up([report])
    found = find_stands(report, segments["a"], parse_sentences(distinct_sentences([report], segments)))
    assert [report.text[s.begin : s.end] for s in found] == ["the old mill in Vellmoor", "a farm near Oskarth"]
    assert [s.way for s in found] == ["from", "to"]


def test_what_is_told_of_a_place():
    (setting,) = settings_of("Fourteen of the injured were taken to Vellmoor, whose clinic has a burns ward.")[:1]
    assert (setting.name, setting.way) == (("vellmoor",), "to")
    what = {told.what for one in settings_of("The wounded were taken to Vellmoor, where the clinic was full.") for told in one.told}  # fmt: skip
    assert {"take injured", "thing hospital"} <= what


def test_which_place_may_lie_in_another():
    assert level_of("Weaver Street").sort == "road"
    assert level_of("second floor").sort == "floor"
    assert not on_one_level(level_of("Paris"), level_of("France"), 30.0)
    assert not on_one_level(level_of("Paris"), level_of("Saint-Denis"), 30.0)
    assert on_one_level(level_of("Paris"), level_of("Berlin"), 30.0)
    assert not on_one_level(level_of("Oskarth"), level_of("Berlin"), 30.0)
    assert on_one_level(level_of("Oskarth"), level_of("Vellmoor"), 30.0)
    assert are_spelt_alike("Oskarth", "Oskarthe")
    assert not are_spelt_alike("Oskarth", "Vellmoor")


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        ("Captain Lena Welzler brought the ferry in.", "The ferry's captain, Lena Wetzler, brought her in.", True),
        ("The mayor, John Moorby, opened the hall.", "Mayor John Moorly opened the hall.", True),
        ("Captain Lena Welzler brought the ferry in.", "The cook, Lena Wetzler, fed them all.", False),
        ("Captain Lena Welzler brought the ferry in.", "The ferry's captain, Lena Brask, brought her in.", False),
        # Two ways to write a foreign name.
        ("President Mohamed Oskari resigned.", "The president, Mohammed Oskari, resigned.", False),
    ],
)
def test_a_name_that_is_other_in_one_letter(one, other, found):
    assert bool(told("name", one, other)) == found
