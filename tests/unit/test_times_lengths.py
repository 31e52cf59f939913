"""How long and how often newswire says that something is. All texts are invented."""

from datetime import date

import pytest

from stemma.name.times import find_times

# A Wednesday.
DAY = date(2021, 3, 17)


def found(text, published=DAY):
    return [(text[t.begin : t.end], t.type, t.value) for t in find_times(text, published)]


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("The mill was shut for two quarters.", "two quarters", "P2Q"),
        ("They slept on the floor for three nights.", "three nights", "P3NI"),
        ("They spent two weekends on the roof.", "two weekends", "P2WE"),
        ("The lock was shut for a few decades.", "a few decades", "PXDE"),
        ("The ferry turned within half a minute.", "half a minute", "PT30S"),
        ("The bog kept the oars for hundreds of years.", "hundreds of years", "PXY"),
        ("The bog kept the oars for tens of thousands of years.", "tens of thousands of years", "PXY"),
        ("The bog kept the oars for nearly two thousand years.", "nearly two thousand years", "P2000Y"),
        ("The hills took 40 million years to rise.", "40 million years", "P40000000Y"),
        ("The crossing took 3 minutes 20 seconds.", "3 minutes 20 seconds", "PT3M20S"),
        ("The crossing took two hours and 10 minutes.", "two hours and 10 minutes", "PT2H10M"),
        (
            "It took two days, three hours, four minutes and five seconds.",
            "two days, three hours, four minutes and five seconds",
            "P2DT3H4M5S",
        ),
        ("He was jailed for three years and four months.", "three years and four months", "P3Y4M"),
        ("He was jailed for a year, two months.", "a year, two months", "P1Y2M"),
        ("The battery should last eight years.", "eight years", "P8Y"),
        ("The strike could last weeks.", "weeks", "PXW"),
        ("The lock was shut for the last three weeks.", "the last three weeks", "P3W"),
        ("Repairs will take up to six weeks.", "up to six weeks", "P6W"),
        ("The crossing took barely 40 minutes.", "barely 40 minutes", "PT40M"),
        ("The mill closed after just over a year.", "just over a year", "P1Y"),
        ("The crew dug all night.", "all night", "P1NI"),
        ("The mill must wait another year.", "another year", "P1Y"),
        ("The debate filled the whole day.", "the whole day", "P1D"),
    ],
)
def test_how_long(text, words, value):
    assert found(text) == [(words, "DURATION", value)]


def test_the_lesser_of_two_numbers_is_a_length_by_itself():
    assert found("Repairs will take six to nine months.") == [
        ("six", "DURATION", "P6M"),
        ("nine months", "DURATION", "P9M"),
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("They won 4-3 minutes before dark.", "3 minutes"),
        ("Sales were 680 million this year.", "this year"),
        ("They won 14 last year.", "last year"),
        ("The mill dates from the last days of the old guild.", "the last days"),
    ],
)
def test_what_is_no_part_of_a_length(text, words):
    assert found(text)[0][0] == words


def test_another_day_is_none_in_particular():
    assert found("That is a matter for another day.") == []


def test_parts_that_do_not_follow_one_another_are_two_lengths():
    assert [value for *_, value in found("They waited two weeks and 20 minutes.")] == ["P2W", "PT20M"]


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("The ferry sails every 15 minutes.", "every 15 minutes", "PT15M"),
        ("The comet comes once every 76 years.", "once every 76 years", "P76Y"),
        ("The fields can be worked 10 weeks a year.", "10 weeks a year", "P1Y"),
        ("The lock is watched 24 hours a day.", "24 hours a day", "P1D"),
        ("Prices rose 2% a year.", "a year", "P1Y"),
        ("He took a few hundred crowns a month.", "a month", "P1M"),
        ("The panels supply 41 kilowatt-hours a day.", "a day", "P1D"),
        ("The mill paid a quarterly dividend.", "quarterly", "P1Q"),
        ("The guild meets for biweekly talks.", "biweekly", "P2W"),
        ("The mill paid a semi-annual dividend.", "semi-annual", "P6M"),
    ],
)
def test_how_often(text, words, value):
    assert found(text) == [(words, "SET", value)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The lake froze about 8,200 years ago.", "KA8.2"),
        ("The hills rose three million years ago.", "MA3"),
        ("A decade ago it was a village.", "201"),
        ("Two decades ago it was a village.", "200"),
        ("Two centuries ago it was a village.", "18"),
        ("Twenty years ago it was a village.", "2001"),
    ],
)
def test_long_ago_is_as_coarse_as_its_unit(text, value):
    assert [given for *_, given in found(text)] == [value]
