"""Dates, times, durations and sets: where they stand and what they mean. All texts are invented."""

from datetime import UTC, date, datetime

import pyarrow as pa
import pytest

from stemma.errors import UsageError
from stemma.model import Block, Report
from stemma.name.times import find_times, time_tables
from stemma.schema import SCHEMAS, table

# A Wednesday.
DAY = date(2021, 3, 17)


def values(text, published=DAY):
    return [(text[t.begin : t.end], t.value) for t in find_times(text, published)]


def one(text, published=DAY):
    (found,) = values(text, published)
    return found


@pytest.mark.parametrize(
    ("text", "found", "value"),
    [
        ("It opened on 5 October 2019.", "5 October 2019", "2019-10-05"),
        ("It opened on October 5, 2019, at last.", "October 5, 2019", "2019-10-05"),
        ("It opened on Oct. 5, 2019.", "Oct. 5, 2019", "2019-10-05"),
        ("It opened on 5 Oct 2019.", "5 Oct 2019", "2019-10-05"),
        ("It opened on the 5th of October, 2019.", "5th of October, 2019", "2019-10-05"),
        ("It opened on the fifth of October 2019.", "fifth of October 2019", "2019-10-05"),
        ("It opened on the twenty-first of October 2019.", "twenty-first of October 2019", "2019-10-21"),
        ("Saturday, 5 October 2019", "Saturday, 5 October 2019", "2019-10-05"),
        ("05.10.2019", "05.10.2019", "2019-10-05"),
        ("2019-10-05", "2019-10-05", "2019-10-05"),
        ("25/10/2019", "25/10/2019", "2019-10-25"),
        ("05/10/2019", "05/10/2019", "2019-XX-XX"),
        ("It opened in October 2019.", "October 2019", "2019-10"),
        ("It opened in 2019.", "2019", "2019"),
        ("It opened in the 1990s.", "the 1990s", "199"),
        ("A song of the ’70s.", "the ’70s", "197"),
        ("A relic of the 19th century.", "the 19th century", "18"),
        ("Founded in 480 BC.", "480 BC", "BC0480"),
        ("Profits fell in the third quarter of 2019.", "the third quarter of 2019", "2019-Q3"),
        ("Profits fell in the second half of 2019.", "second half of 2019", "2019-H2"),
        ("It opened in the summer of 2019.", "the summer of 2019", "2019-SU"),
        ("It opened on Christmas Eve 2019.", "Christmas Eve 2019", "2019-12-24"),
    ],
)
def test_explicit_dates(text, found, value):
    got = one(text)
    assert got[1] == value
    assert got[0].removeprefix("the ") == found.removeprefix("the ")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Officials said on Tuesday that talks had failed.", "2021-03-16"),
        ("Officials said on Wednesday that talks had failed.", "2021-03-17"),
        ("Officials said on Friday that talks had failed.", "2021-03-12"),
        ("The council will meet on Friday.", "2021-03-19"),
        ("The council met last Friday.", "2021-03-12"),
        ("The council meets next Monday.", "2021-03-22"),
        ("Talks failed on Tuesday night.", "2021-03-16TNI"),
        ("Talks failed yesterday.", "2021-03-16"),
        ("Talks resume tomorrow.", "2021-03-18"),
        ("Talks failed last month.", "2021-02"),
        ("Talks failed last week.", "2021-W10"),
        ("Talks resume next year.", "2022"),
        ("Talks failed earlier this month.", "2021-03"),
        ("Talks failed three days ago.", "2021-03-14"),
        ("Talks failed two years ago.", "2019"),
        ("Talks failed in September.", "2020-09"),
        ("Talks will resume in September.", "2021-09"),
        ("Talks failed last January.", "2021-01"),
        ("Talks failed on March 2.", "2021-03-02"),
        ("Talks failed on December 30.", "2020-12-30"),
        ("Talks failed a few months ago.", "PAST_REF"),
        ("Talks are now over.", "PRESENT_REF"),
        ("Talks failed recently.", "PAST_REF"),
        ("They met over the weekend.", "2021-W10-WE"),
        ("They will meet at the weekend.", "2021-W11-WE"),
        ("Sales rose in the third quarter.", "2020-Q3"),
        ("Sales will rise in the third quarter.", "2021-Q3"),
        ("Third-quarter profit rose 3 percent.", "2020-Q3"),
        ("Sales have risen in the first quarter.", "2021-Q1"),
        ("Sales fell in the fourth quarter last year.", "2020-Q4"),
        ("It will open in the second half of the year.", "2021-H2"),
    ],
)
def test_what_counts_from_the_day_of_publication(text, value):
    assert one(text)[1] == value


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("It lasted three years.", "DURATION", "P3Y"),
        ("It lasted a decade.", "DURATION", "P1DE"),
        ("It lasted two centuries.", "DURATION", "P2CE"),
        ("It lasted half an hour.", "DURATION", "PT30M"),
        ("It lasted a year and a half.", "DURATION", "P1.5Y"),
        ("They waited for hours.", "DURATION", "PTXH"),
        ("It has been closed for decades.", "DURATION", "PXDE"),
        ("It ended after months of talks.", "DURATION", "PXM"),
        ("It lasted several weeks.", "DURATION", "PXW"),
        ("It lasted two and a half hours.", "DURATION", "PT2.5H"),
        ("It was a year-long siege.", "DURATION", "P1Y"),
        ("A 34-year-old sailor was rescued.", "DURATION", "P34Y"),
        ("Ferries sail every day.", "SET", "P1D"),
        ("Ferries sail daily.", "SET", "P1D"),
        ("Ferries sail every Tuesday.", "SET", "XXXX-WXX-2"),
        ("It happened at 14:30 GMT on 5 May 2020.", "TIME", "2020-05-05T14:30"),
        ("It happened at 3 p.m. on Tuesday.", "TIME", "2021-03-16T15:00"),
        ("The race began at half past ten.", "TIME", "XXXX-XX-XXT10:30"),
        ("A quarter to eleven at night it fell.", "TIME", "XXXX-XX-XXT22:45"),
        ("It broke at about twenty to three.", "TIME", "XXXX-XX-XXT02:40"),
        ("They left at nine sharp.", "TIME", "XXXX-XX-XXT09:00"),
        ("It opened at 8:25 in the evening.", "TIME", "XXXX-XX-XXT20:25"),
        ("The march set off at 11.30 and went on.", "TIME", "XXXX-XX-XXT11:30"),
    ],
)
def test_durations_sets_and_times_of_day(text, kind, value):
    (found,) = find_times(text, DAY)
    assert (found.type, found.value) == (kind, value)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "No time at all.",
        "It cost $2000.",
        "The party may march.",
        "They counted 1,500 boats.",
        "Mr May spoke.",
        "The Winter Palace stood.",
        "The shop sells boats after hours.",
        "The vote was twenty to three.",
        "The stock closed at 11.30.",
        "He sold it at 9.50 euros.",
        "The years were kind to the harbour.",
    ],
)
def test_what_is_no_time(text):
    assert find_times(text, DAY) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The council met on Tuesday. It rose at noon.", "2021-03-16T12:00"),
        (
            "The blast was on Monday, the police said. The road was shut at 9 a.m. and opened at 4 p.m.",
            "2021-03-15T16:00",
        ),
        # Which of two days, or the one that follows, is left open; so is a day to come for what is gone.
        ("The council met on Tuesday, after a fire on March 2. It rose at noon.", "XXXX-XX-XXT12:00"),
        ("The inquiry will open on Monday. The first call was received at 9 a.m.", "XXXX-XX-XXT09:00"),
        ("The council met. It rose at noon.", "XXXX-XX-XXT12:00"),
        ("The council met on Tuesday.\nTwo boats sank.\nIt rose at noon.", "XXXX-XX-XXT12:00"),
    ],
)
def test_an_hour_is_of_the_one_day_that_its_sentence_or_the_one_before_tells(text, value):
    assert find_times(text, DAY)[-1].value == value


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("At twelve minutes to four the train came off the rails.", [("twelve minutes to four", "XXXX-XX-XXT03:48")]),
        ("It broke at seventeen past nine.", [("seventeen past nine", "XXXX-XX-XXT09:17")]),
        ("He fell ill on Monday of last week.", [("Monday of last week", "2021-03-08")]),
        (
            "She rang at half past nine in the evening of 12 March.",
            [("half past nine in the evening", "XXXX-XX-XXT21:30"), ("12 March", "2021-03-12")],
        ),
    ],
)
def test_hours_and_days_in_words(text, found):
    assert values(text) == found


def test_an_hour_before_the_day_that_its_sentence_tells_is_left_open():
    assert find_times("They met on Monday. At 9 a.m. a boat sank, and on Tuesday it rose.", DAY)[1].value[:4] == "XXXX"


def test_a_quarter_of_a_match_is_none_of_the_year():
    assert find_times("The rowers led after the third quarter.", DAY)[0].value == "XXXX-Q3"


def test_intervals_hold_the_whole_of_what_is_meant():
    day, early, spring = find_times("On 5 May 2020, in early June 2020 and in the spring of 2019.", None)
    assert (day.earliest, day.latest) == (
        datetime(2020, 5, 5, tzinfo=UTC),
        datetime(2020, 5, 5, 23, 59, 59, tzinfo=UTC),
    )
    assert (early.value, early.earliest, early.latest) == (
        "2020-06", datetime(2020, 6, 1, tzinfo=UTC), datetime(2020, 6, 10, 23, 59, 59, tzinfo=UTC),
    )  # fmt: skip
    assert (spring.earliest, spring.latest) == (
        datetime(2019, 3, 1, tzinfo=UTC),
        datetime(2019, 5, 31, 23, 59, 59, tzinfo=UTC),
    )


def test_a_time_of_day_without_its_zone_is_known_to_the_day():
    (found,) = find_times("It was 14:30 EST on 5 May 2020.", None)
    assert (found.earliest, found.latest) == (
        datetime(2020, 5, 5, tzinfo=UTC),
        datetime(2020, 5, 5, 23, 59, 59, tzinfo=UTC),
    )


def test_without_a_date_a_weekday_stays_open():
    (found,) = find_times("The ministry said so on Tuesday.")
    assert (found.value, found.earliest, found.latest) == ("XXXX-WXX-2", None, None)


def test_an_undated_text_was_written_after_the_days_that_it_names():
    text = "The ministry said so on Tuesday. (photograph of June 3, 2020) Ships lay in port on 9 August 2020."
    tuesday = find_times(text)[0]
    assert (tuesday.value, tuesday.earliest, tuesday.latest) == ("XXXX-WXX-2", datetime(2020, 8, 10, tzinfo=UTC), None)


def test_a_day_that_the_text_says_is_to_come_bounds_nothing():
    tuesday = find_times("The ministry said so on Tuesday. The vote will be held on 9 August 2020.")[0]
    assert tuesday.earliest is None


def test_a_narrative_counts_from_what_it_spoke_of():
    text = (
        "In 1951 the canal was begun. By 1952 it was half dug. In 1953 the money ran out. In 1954 it was found again. "
        "In 1955 a lock broke. In 1956 two ships met. In 1957 one sank. In 1958 it was raised. In 1959 tolls rose. "
        "On 4 June 1960 the bridge fell. Two days later the mayor resigned. On 7 September a new one was named. "
        "The following year the bridge stood again."
    )
    assert [value for _, value in values(text)][-4:] == ["1960-06-04", "1960-06-06", "1960-09-07", "1961"]


def test_in_news_later_counts_from_a_day_close_by_or_from_nothing():
    assert values("He was held on 2 March 2021. Two days later he was freed.")[1][1] == "2021-03-04"
    assert values("Two days later he was freed.")[0][1] == "FUTURE_REF"
    assert (
        values("Two days before the vote he was freed.")[0] == ("Two days", "P2D")
        or values("Two days before the vote he was freed.")[0][1] == "P2D"
    )


def test_ranges_have_both_ends():
    assert [v for _, v in values("From 5 to 7 October 2019")] == ["2019-10-05", "2019-10-07"]
    assert [v for _, v in values("On October 5-7, 2019")] == ["2019-10-05", "2019-10-07"]
    assert [v for _, v in values("The war of 1911-14")] == ["1911", "1914"]


def test_a_date_that_is_none_of_the_calendars_is_no_date():
    assert find_times("On 31.02.2020 and on 2020-13-45") == []


def test_a_wrong_day_of_publication_is_refused():
    with pytest.raises(UsageError):
        find_times("on Tuesday", "last week")


def report(name, *parts, **fields):
    text, blocks = "", []
    for kind, part in parts:
        blocks.append(Block(len(text), len(text) + len(part) + 1, kind))
        text += part + "\n"
    return Report(id=name, text=text, blocks=tuple(blocks), **fields)


def rows_of(made):
    return {(row["report_id"], row["value"]): row for row in made.to_pylist()}


def test_times_of_reports_say_what_they_count_from():
    published = datetime(2021, 3, 17, 9, tzinfo=UTC)
    a = report("a", ("body", "It failed on Tuesday."), ("furniture", "Updated 4 May 2024"), published=published)
    b = report("b", ("date", "12 March 2021"), ("body", "It failed on Tuesday."))
    c = report("c", ("body", "It failed on Tuesday."))
    made = time_tables([c, b, a])
    assert made.schema == SCHEMAS["times"]
    rows = rows_of(made)
    assert rows["a", "2021-03-16"]["anchor_from"] == "published"
    assert rows["b", "2021-03-09"]["anchor_from"] == "dateline"
    assert rows["b", "2021-03-09"]["anchor"] == datetime(2021, 3, 12, tzinfo=UTC)
    assert rows["c", "XXXX-WXX-2"]["anchor"] is None
    assert not any("2024" in value for _, value in rows)


def test_what_a_copy_has_from_elsewhere_counts_from_its_own_day():
    both, own = "The lock failed on Thursday. ", "It was mended on Friday."
    first = report("a", ("body", both), published=datetime(2021, 3, 16, tzinfo=UTC))
    dated = report("b", ("body", both + own), published=datetime(2021, 3, 19, tzinfo=UTC))
    bare = report("c", ("body", both + own))
    rows = [
        {"story_id": "s", "parent": "a", "child": child, "confidence": 0.9, "share": 0.9, "by": "passages"}
        for child in ("b", "c")
    ]
    passages = [
        {"story_id": "s", "parent": "a", "child": child, "child_begin": 0, "child_end": len(both)}
        for child in ("b", "c")
    ]
    made = time_tables(
        [first, dated, bare], descents=table("descents", rows), passages=table("descent_passages", passages)
    )
    found = rows_of(made)
    assert found["b", "2021-03-11"]["anchor_from"] == found["c", "2021-03-11"]["anchor_from"] == "descent"
    assert found["b", "2021-03-19"]["anchor_from"] == "published"
    assert found["c", "XXXX-WXX-5"]["anchor"] is None


def test_a_copy_counts_from_the_day_of_what_it_copied():
    first = report("a", ("body", "It failed on Thursday."), published=datetime(2021, 3, 16, tzinfo=UTC))
    copy = report("b", ("body", "It failed on Thursday."), published=datetime(2021, 3, 19, tzinfo=UTC))
    row = {"story_id": "s", "parent": "a", "child": "b", "confidence": 0.9, "share": 0.9, "by": "passages"}
    rows = rows_of(time_tables([first, copy], descents=table("descents", [row])))
    assert rows["b", "2021-03-11"]["anchor_from"] == "descent"
    credited = report("c", ("credit", "Northern Wire, 16 Mar 2021"), ("body", "It failed on Thursday."), published=datetime(2021, 3, 19, tzinfo=UTC))  # fmt: skip
    rows = rows_of(time_tables([credited], descents=SCHEMAS["descents"].empty_table()))
    assert rows["c", "2021-03-11"]["anchor_from"] == "credit"


def test_what_is_planned_for_next_month_is_a_month_and_no_length():
    assert one("The opening is planned for next month.") == ("next month", "2021-04")
    assert one("The figures for last year were withheld.") == ("last year", "2020")
    assert one("They will stay for the next month.")[1] == "P1M"
    assert one("It fell over the past year.")[1] == "P1Y"


def test_a_month_in_the_present_tense_is_not_long_gone():
    assert one("The court meets in March.", date(2021, 12, 20)) == ("March", "2022-03")
    assert one("The court meets in November.", date(2021, 2, 20)) == ("November", "2021-11")
    assert one("The court meets in March.", date(2021, 5, 20)) == ("March", "2021-03")


def test_a_person_who_is_called_like_a_month_is_none():
    named = "Anna May spoke in Tolm. After May left, a letter to May was read."
    assert values(named) == []
    assert [value for _, value in values(named + " It was signed in May.")] == ["2020-05"]
    assert [text for text, _ in values("The bridge, shut after May, was mended.")] == ["May"]


def test_the_length_of_a_film_is_no_hour():
    assert values("Watch: the dam from above | 1:21 The dam, seen from a kite | 0:45 A kite") == []
    assert one("It began at 00:45.") == ("00:45", "XXXX-XX-XXT00:45")


def test_no_reports_give_an_empty_table():
    assert time_tables([]) == pa.Table.from_pylist([], schema=SCHEMAS["times"])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The lock opens at 9 a.m. Tuesday. Nobody minds.", ["9 a.m. Tuesday"]),
        ("The lock opens at 9 am. Nobody minds it.", ["9 am"]),
        ("It closed on Sept. 5, 2019. It stayed shut.", ["Sept. 5, 2019"]),
        ("They met on Thurs. 7 May 2020. It rained.", ["Thurs. 7 May 2020"]),
        ("The fort fell ca. 300 B.C. and burnt. The king left.", ["ca. 300 B.C."]),
        ("That is a thing of the past. Tuesday is another day.", ["the past", "Tuesday"]),
        ("The yearlong work went on. It was no long wait.", ["yearlong"]),
        ("Nobody came on Monday! Who would, in May 2019? They came two days later.", ["Monday", "May 2019", "two days later"]),
        ("“It opens on 5 May 2020.” It shut in June 2021.", ["5 May 2020", "June 2021"]),
    ],
)  # fmt: skip
def test_sentences_of_a_paragraph_are_searched_one_by_one(text, found):
    assert [text[t.begin : t.end] for t in find_times(text, DAY)] == found
