"""Times as newswire tells them: quarters and fiscal years, hours with their day, parts of days, feasts. All texts are invented."""

from datetime import date

import pytest

from stemma.name.times import find_times

# A Wednesday.
DAY = date(2021, 3, 17)


def values(text, published=DAY):
    return [(text[t.begin : t.end], t.value) for t in find_times(text, published)]


def last(text, published=DAY):
    return values(text, published)[-1]


@pytest.mark.parametrize(
    ("text", "found", "value"),
    [
        (
            "Sales rose to 4 million crowns from 3 million in the year-earlier period.",
            "the year-earlier period",
            "2020",
        ),
        (
            "In the fourth quarter of 2020 sales rose. A year-ago loss of $2 million became a profit.",
            "year-ago",
            "2019-Q4",
        ),
        ("Profit rose in the third quarter of 2020 from a year earlier.", "a year earlier", "2019-Q3"),
        (
            "Profit rose in the third quarter of 2020, from a loss in the same period last year.",
            "the same period last year",
            "2019-Q3",
        ),
        ("Profit rose from a loss in the corresponding quarter of 2019.", "the corresponding quarter of 2019", "2019"),
        ("The mill lost $3 million in the quarter ended Dec. 31.", "the quarter", "2020-Q4"),
        ("The mill lost $3 million in the quarter ended Jan. 31.", "the quarter", "XXXX-QX"),
        ("The mill lost $3 million in the year ended Dec. 31.", "the year", "2020"),
        ("Sales rose in the week ended Saturday, March 13.", "the week", "2021-W10"),
        ("Income rose in the fourth quarter. Revenue for the quarter fell 3 percent.", "the quarter", "2020-Q4"),
        ("The mill cut its profit forecast for the year.", "the year", "2021"),
        ("The mill had sales of $9 million in fiscal 2019.", "fiscal 2019", "FY2019"),
        ("The mill had net income of $9 million in its fiscal third quarter.", "fiscal third quarter", "XXXX-Q3"),
        ("Sales are expected to grow in the second half.", "the second half", "2021-H2"),
        ("Analysts expect a price of $9 at year-end.", "year-end", "2021"),
        ("The mill had debts of $9 million at year-end.", "year-end", "2020"),
    ],
)
def test_the_years_and_quarters_of_business(text, found, value):
    *_, given = [pair for pair in values(text) if pair[0] == found]
    assert given == (found, value)


def test_a_fiscal_year_has_no_days_of_the_calendar():
    (fiscal,) = find_times("The mill had sales of $9 million in fiscal 2019.", DAY)
    assert (fiscal.earliest, fiscal.latest) == (None, None)


@pytest.mark.parametrize(
    "text",
    [
        "The rowers trailed by two in the second half.",
        "Minutes of the talks were not kept.",
        "The mill has won only three seasons.",
        "Tourists like the quarter behind the harbour.",
        "She holed a long putt for a birdie on the 18th.",
        "The office on the 18th floor burned.",
        "It was the dawn of a new age.",
        "Fishermen sorted through the morning haul.",
        "We saw two at night.",
    ],
)
def test_what_is_no_time_in_news(text):
    assert values(text) == []


@pytest.mark.parametrize(
    ("text", "found", "value"),
    [
        ("The lock opened at 6 o'clock last night.", "6 o'clock last night", "2021-03-16T18:00"),
        ("The lock opened at 6.30 this morning.", "6.30 this morning", "2021-03-17T06:30"),
        ("The lock will open at six o'clock tomorrow evening.", "six o'clock tomorrow evening", "2021-03-18T18:00"),
        ("The lock opened at 9:15 Tuesday night.", "9:15 Tuesday night", "2021-03-16T21:15"),
        ("The lock opened at nine on Tuesday evening.", "nine on Tuesday evening", "2021-03-16T21:00"),
        ("The lock opened at 5 on Tuesday morning.", "5 on Tuesday morning", "2021-03-16T05:00"),
        ("It was barely six last night.", "six last night", "2021-03-16T18:00"),
        ("The lock will open at midnight tonight.", "midnight tonight", "2021-03-17T24:00"),
        ("A boat sank at half past nine yesterday evening.", "half past nine yesterday evening", "2021-03-16T21:30"),
        # The one day of its own sentence goes before that of the sentence before; months and years are no days.
        ("The lock shut on Monday. It opened on Tuesday between 2 p.m. and 4 p.m.", "4 p.m", "2021-03-16T16:00"),
        ("The lock, built in 1950, shut on Monday. It opened at noon.", "noon", "2021-03-15T12:00"),
        ("The lock shut before dawn on Tuesday.", "dawn on Tuesday", "2021-03-16TMO"),
        ("The lock will open tomorrow at dawn.", "tomorrow at dawn", "2021-03-18TMO"),
        ("The council met on Tuesday. In the morning it heard the mayor.", "the morning", "2021-03-16TMO"),
        ("Prices slipped late in the day on Tuesday.", "Tuesday", "2021-03-16"),
    ],
)
def test_an_hour_with_its_day(text, found, value):
    given = last(text)
    assert (given[0].rstrip("."), given[1]) == (found.rstrip("."), value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The lock was built in 2014 and opened the following spring.", "2015-SP"),
        ("The canal froze this winter.", "2020-WI"),
        ("The mill ran until the last day of 1983.", "1983-12-31"),
        ("The mill ran until the last day of February 2012.", "2012-02-29"),
        ("The mill opened on the first day of 1983.", "1983-01-01"),
        ("They dug in February and March of last year.", "2020-03"),
        ("This Friday's concert has been cancelled.", "2021-03-19"),
        ("The forecast calls for more snow on Saturday.", "2021-03-20"),
        ("Guests say that rooms for April are half the price.", "2021-04"),
        ("The river usually freezes in December.", "XXXX-12"),
        ("The fair, normally held from June 1 to June 9, was quiet.", "XXXX-06-09"),
        ("The lock will stay shut until the 24th.", "2021-03-24"),
        ("The lock has been shut since the 5th, the mayor said.", "2021-03-05"),
        ("She remembered the flood of '47.", "1947"),
        ("The mill will open early in the new year.", "2021"),
        ("The school opened after Labor Day.", "2020-09-07"),
        ("The school shut on Thanksgiving.", "2020-11-26"),
        ("The river floods every spring.", "XXXX-SP"),
        ("They meet each December.", "XXXX-12"),
        ("The lock opened on Friday the 13th.", "2020-11-13"),
        ("The lock will open on Tuesday, the 13th.", "2021-04-13"),
        ("The council sat from Monday through Friday.", "2021-03-12"),
        ("The council will sit from Thursday to Tuesday.", "2021-03-23"),
        ("The walk took 2 1/2 hours.", "PT2.5H"),
        ("The walk took half a dozen days.", "P6D"),
        ("The lock was shut for a quarter-century.", "P25Y"),
        ("The lock shut on Monday and opened again later in the day.", "2021-03-15"),
        ("Maybe they will come back some day.", "FUTURE_REF"),
        ("The rules will do for the time being.", "PRESENT_REF"),
    ],
)
def test_days_months_and_seasons_in_news(text, value):
    assert last(text)[1] == value


def test_the_results_of_a_quarter_just_over_are_still_to_come():
    assert last("Third-quarter profit is expected to fall 3 percent.", date(2021, 10, 14))[1] == "2021-Q3"
    assert last("Fourth-quarter profit is expected to fall 3 percent.", date(2021, 1, 14))[1] == "2020-Q4"


def test_a_second_half_to_come_is_not_the_one_just_over():
    assert last("Sales should grow in the second half.", date(2021, 1, 11))[1] == "2021-H2"


def test_half_a_year_stands_in_the_year_of_the_half_beside_it():
    text = "Sales will be weaker in the second half of 2020 than in the first half."
    assert [value for _, value in values(text)] == ["2020-H2", "2020-H1"]


def test_two_comparisons_with_a_year_earlier_are_of_one_year():
    text = "In 2020 sales rose from a year earlier. Profit fell from a year earlier."
    assert [value for _, value in values(text)] == ["2020", "2019", "2019"]


def test_a_person_whose_first_name_is_like_a_month_is_none():
    assert values("Pictures by Jan Hooge.") == []


def test_the_first_of_the_days_that_something_lasted_is_before_the_last():
    assert [value for _, value in values("The council sat from Monday through Friday.")] == ["2021-03-08", "2021-03-12"]


def test_february_and_march_of_last_year_are_both_of_that_year():
    assert [value for _, value in values("They dug in February and March of last year.")] == ["2020-02", "2020-03"]


def test_a_feast_that_two_countries_keep_on_other_days_is_left_out_where_both_may_be_meant():
    assert values("Canadian schools shut on Thanksgiving.") == []


def test_the_new_year_is_the_one_to_come_late_in_the_old():
    assert last("The mill will open early in the new year.", date(2021, 11, 4))[1] == "2022"


def test_so_much_a_day_is_how_often_and_no_length():
    (found,) = find_times("The kitchen serves 400 meals a day.", DAY)
    assert (found.type, found.value) == ("SET", "P1D")
    (found,) = find_times("The mill is open six days a week.", DAY)
    assert (found.type, found.value) == ("SET", "P1W")
    (found,) = find_times("The boat sails four times daily.", DAY)
    assert (found.type, found.value) == ("SET", "P1D")
    (found,) = find_times("The mill lost $40,000 a quarter.", DAY)
    assert (found.type, found.value) == ("SET", "P1Q")
    (found,) = find_times("The walk takes a day.", DAY)
    assert (found.type, found.value) == ("DURATION", "P1D")
