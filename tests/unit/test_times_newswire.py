"""Days, hours and business years in forms that newswire has besides the plain ones. All texts are invented."""

from datetime import UTC, date, datetime

import pytest

from stemma.name.times import find_times

# A Wednesday.
DAY = date(2021, 3, 17)


def values(text, published=DAY):
    return [(text[t.begin : t.end], t.value) for t in find_times(text, published)]


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("The lock was shut on 24 November last year.", "24 November last year", "2020-11-24"),
        ("The lock will open on June 3 next year.", "June 3 next year", "2022-06-03"),
        ("The fair opened in the first week of March.", "the first week of March", "2021-W09"),
        ("The fair was held in the last week of December.", "the last week of December", "2020-W53"),
        ("The fair was held on the first weekend of December.", "the first weekend of December", "2020-W49-WE"),
        ("The council will meet on the second Monday in May.", "the second Monday in May", "2021-05-10"),
        ("The council met on the last Friday of May 2019.", "the last Friday of May 2019", "2019-05-31"),
        ("The river usually peaks in the second week of May.", "the second week of May", "XXXX-05"),
        ("Twice as many came at this time last year.", "this time last year", "2020-03"),
        ("They found 187 eels, and 240 in the same month last year.", "the same month last year", "2020"),
        ("The lock was shut on Good Friday.", "Good Friday", "2020-04-10"),
        ("The lock will be shut on Easter Monday.", "Easter Monday", "2021-04-05"),
        ("The fair will open on Memorial Day.", "Memorial Day", "2021-05-31"),
        ("The fair will open on the Fourth of July.", "the Fourth of July", "2021-07-04"),
        ("The fair will open on a July Fourth holiday.", "July Fourth", "2021-07-04"),
        ("The pier burned in the early hours of Tuesday.", "the early hours of Tuesday", "2021-03-16TMO"),
        ("The pier burned in the small hours of 9 March.", "the small hours of 9 March", "2021-03-09TMO"),
        ("The pier was unsafe, he said at the time.", "the time", "PAST_REF"),
        ("For the moment the pier is shut.", "the moment", "PRESENT_REF"),
        ("Nothing is known at this stage.", "this stage", "PRESENT_REF"),
        ("He saw her the other day.", "the other day", "PAST_REF"),
        ("Bread rose 3% in the last year.", "the last year", "P1Y"),
        ("The guild was busy in the weeks before the vote.", "the weeks", "PXW"),
        ("The ferry sank minutes after the blast.", "minutes", "PTXM"),
        ("The letters came hours late.", "hours", "PTXH"),
        ("The vote put an end to decades of strife.", "decades", "PXDE"),
        ("The guild has changed over the years.", "the years", "PXY"),
        ("The mill is closed on weekends.", "weekends", "XXXX-WXX-WE"),
        ("The choir sings on Friday nights.", "Friday nights", "XXXX-WXX-5TNI"),
        ("The walk took three quarters of an hour.", "three quarters of an hour", "PT45M"),
        ("The office shut in the week of March 8.", "the week of March 8", "2021-W10"),
        ("The fair will open on the weekend of June 5.", "the weekend of June 5", "2021-W22-WE"),
        ("In those days the pier was new.", "those days", "PAST_REF"),
        ("The mill was shut for two-and-a-half years.", "two-and-a-half years", "P2.5Y"),
        ("The mill was sold two and a half years ago.", "two and a half years ago", "2018"),
        ("Bread rose 3% over the past year and a half.", "the past year and a half", "P1.5Y"),
        ("The race took 2 hours 3 minutes 12 seconds.", "2 hours 3 minutes 12 seconds", "PT2H3M12S"),
        ("The talk took half-an-hour.", "half-an-hour", "PT30M"),
        ("He will be back in five days' time.", "five days' time", "P5D"),
        ("The choir sings every Sunday morning.", "every Sunday morning", "XXXX-WXX-7TMO"),
        ("It ended a decades-old feud.", "decades-old", "PXDE"),
    ],
)
def test_days_weeks_and_what_is_near(text, words, value):
    assert values(text) == [(words, value)]


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("The former mayor spoke on Tuesday.", "Tuesday", "2021-03-16"),
        ("Bread rose 2% in February, the highest year-on-year rate.", "February", "2021-02"),
        ("At the time of the fire the pier was full.", "", ""),
        ("Canals of the Orthodox quarter were blessed on Good Friday.", "", ""),
        ("It was a once-a-decade flood.", "", ""),
        ("The Daily Harbour and the Norvik Daily report it, as does Norvik Today.", "", ""),
        ("They watched Sunday Night Tales and read of the Three Day Fair.", "", ""),
        ("Exports grew 3 percent quarter on quarter.", "", ""),
        ("Turkish sailors kept Memorial Day.", "", ""),
    ],
)
def test_what_is_none_or_left_open(text, words, value):
    assert values(text) == ([(words, value)] if words else [])


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The guild warned of snow on Friday.", "2021-03-19"),
        ("The vote has been put off until mid-June.", "2021-06"),
        ("The guild expects a vote as early as May.", "2021-05"),
        ("Wool for December delivery rose 3 crowns.", "2021-12"),
        ("The office will release February figures.", "2021-02"),
        ("The guild will hold a June vote.", "2021-06"),
        ("Sales will be slightly up from December's level.", "2020-12"),
        ("Clerks who normally come monthly have come each week since Nov. 29.", "2020-11-29"),
        ("A curfew is in force until noon on Friday.", "2021-03-19T12:00"),
        ("Pay will rise by 2 percent retroactive to Oct. 1.", "2020-10-01"),
        ("He was born on a Saturday.", "XXXX-WXX-6"),
        ("The strike began on March 13, a Saturday, the guild said.", "2021-03-13"),
        ("The guild called a Saturday meeting.", "2021-03-13"),
    ],
)
def test_on_which_side_a_day_or_month_lies(text, value):
    assert values(text)[-1][1] == value


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("The mill had sales of $9 million in its 2020 fiscal year.", "2020 fiscal year", "FY2020"),
        ("Sales rose in the financial year 2004-05.", "the financial year 2004-05", "FY2005"),
        ("Sales rose 3% in the final quarter of 2020.", "the final quarter of 2020", "2020-Q4"),
        ("Sales rose 4% last quarter.", "last quarter", "2020-Q4"),
        ("The mill expects full-year earnings of $2 a share.", "full-year", "2021"),
        ("The fourth-quarter loss was $3 million, and sales fell in the quarter.", "the quarter", "2020-Q4"),
        (
            "The mill lost $3 million in the first half of 2020, from a profit a year earlier.",
            "a year earlier",
            "2019-H1",
        ),
    ],
)
def test_more_of_the_years_of_business(text, words, value):
    assert (words, value) in values(text)


def test_an_entry_of_a_chronicle_is_given_a_year_only_where_it_is_near():
    text = "Feb. 2: The lock opens.\nDec. 19: The ice is thick.\nJune 7: The mill burns."
    assert [value for _, value in values(text)] == ["2021-02-02", "XXXX-12-19", "XXXX-06-07"]


def test_for_the_half_that_is_over_is_no_outlook():
    text = "For the first half, profit fell 41% to $4 million."
    assert values(text, date(2021, 10, 18)) == [("the first half", "2021-H1")]


def test_the_year_to_a_month_is_a_length():
    assert values("Bread rose 3% in the year to February 2021.") == [("the year", "P1Y"), ("February 2021", "2021-02")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The quake struck at 0930 local time on Tuesday. A second followed 20 minutes later.",
            ["2021-03-16T09:30", "2021-03-16T09:50"],
        ),
        ("The boat left at 8 p.m. on Tuesday and sank two hours later.", ["2021-03-16T20:00", "2021-03-16T22:00"]),
        ("The guild will open on Friday at 8:30 a.m. Norvik time.", ["2021-03-19T08:30"]),
        ("The clinic will be open from 10 a.m. to 2 p.m. this Friday.", ["2021-03-19T10:00", "2021-03-19T14:00"]),
        ("The council voted shortly after midnight on Tuesday.", ["2021-03-16T00:00"]),
        ("The council sat until midnight on Tuesday.", ["2021-03-16T24:00"]),
        ("On Tuesday she was up by 4 in the morning.", ["2021-03-16", "2021-03-16T04:00"]),
        ("He was up at 4:30 every morning.", ["XXXX-XX-XXT04:30"]),
        ("The lock opens at 6 o'clock every evening.", ["XXXX-XX-XXT18:00"]),
        ("The choir sings every Sunday at 9 a.m.", ["XXXX-WXX-7T09:00"]),
        ("The lock shut on Monday. It opens at 9 a.m. daily.", ["2021-03-15", "XXXX-XX-XXT09:00"]),
        # Five hours west of Greenwich it is another day there: left open.
        ("The boat sank at 9 p.m. on Tuesday (0200 GMT).", ["2021-03-16T21:00", "XXXX-XX-XXT02:00"]),
        ("The boat sank at 7 p.m. on Tuesday (1100 GMT).", ["2021-03-16T19:00", "2021-03-16T11:00"]),
        ("A boat sank. Two hours later the search began.", ["FUTURE_REF"]),
        # Counted from no hour before another day.
        (
            "The boat left at 8 p.m. on Tuesday. Her sister sank in 1990 and two hours later broke.",
            ["2021-03-16T20:00", "1990", "FUTURE_REF"],
        ),
    ],
)
def test_hours(text, expected):
    assert [value for _, value in values(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "The boat left at 8 p.m. on Tuesday and sank two billion hours later.",
        "They dug in the first 900 billion days of 2012.",
        "They dug three billion days later.",
        "The hills rose 12 billion decades ago.",
        "Nothing grew for two billion years before 2012.",
    ],
)
def test_lengths_beyond_the_calendar_have_no_days(text):
    assert all(time.latest is None or time.latest.year < 2100 for time in find_times(text, DAY))


def test_an_hour_of_greenwich_is_one_moment():
    (found,) = find_times("The boat sank at 14:30 GMT on 5 May 2020.", DAY)
    assert found.earliest == found.latest == datetime(2020, 5, 5, 14, 30, tzinfo=UTC)


def test_the_full_stop_of_a_sentence_is_no_part_of_the_hour():
    assert values("The lock will open on Friday at 5pm.") == [("Friday at 5pm", "2021-03-19T17:00")]


def test_what_is_owned_by_a_day_is_written_with_it():
    text = "Friday's vote follows last year's fire and two weeks' talks."
    assert [words for words, _ in values(text)] == ["Friday's", "last year's", "two weeks'"]
    assert values("They spoke of 'a wet Christmas' at the inn.")[0][0] == "Christmas"


def test_the_first_months_of_a_year_are_a_length_with_its_days():
    text = "Sales rose in the first nine months of 2020."
    (found,) = find_times(text, DAY)
    assert (text[found.begin : found.end], found.type, found.value) == (
        "the first nine months of 2020",
        "DURATION",
        "P9M",
    )
    assert (found.earliest, found.latest) == (
        datetime(2020, 1, 1, tzinfo=UTC),
        datetime(2020, 9, 30, 23, 59, 59, tzinfo=UTC),
    )
    (found,) = find_times("Rain fell in the last two weeks of May 2020.", DAY)
    assert (found.earliest, found.latest) == (
        datetime(2020, 5, 18, tzinfo=UTC),
        datetime(2020, 5, 31, 23, 59, 59, tzinfo=UTC),
    )


def test_the_first_week_of_a_month_has_the_first_seven_days():
    (found,) = find_times("The fair opened in the first week of March.", DAY)
    assert (found.earliest, found.latest) == (
        datetime(2021, 3, 1, tzinfo=UTC),
        datetime(2021, 3, 7, 23, 59, 59, tzinfo=UTC),
    )


def test_the_week_of_a_sunday_begins_with_it():
    (found,) = find_times("The office shut in the week of March 14.", DAY)
    assert (found.value, found.earliest, found.latest) == (
        "2021-W11",
        datetime(2021, 3, 14, tzinfo=UTC),
        datetime(2021, 3, 20, 23, 59, 59, tzinfo=UTC),
    )


def test_the_month_before_is_not_counted_from_what_is_compared():
    text = "Sales rose 3% in February, the most since May 2019, after a fall of 2% the previous month."
    assert values(text)[-1] == ("the previous month", "2021-01")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("He told Fox News Sunday that the lock was safe.", []),
        ("She told CBS Sunday Morning that the lock was safe.", []),
        ("The Mail on Sunday had it first.", []),
        ("The Sunday Times had it on Friday.", ["Friday"]),
        ("The lock was shut on Sunday.", ["Sunday"]),
        ("He was not badly hurt in the fall, police said.", []),
        ("She survived in the fall of a wall.", []),
        ("The lock will be mended in the fall.", ["the fall"]),
        ("They met at the Christmas office party.", []),
        ("They met at Christmas.", ["Christmas"]),
        ("The lock was shut on Christmas Eve.", ["Christmas Eve"]),
    ],
)
def test_programmes_papers_parties_and_falls_are_no_times(text, found):
    assert [words for words, _ in values(text)] == found
