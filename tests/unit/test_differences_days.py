"""On what days reports disagree, and what days are of two doings."""

from dataclasses import replace

import pytest
from reckon_pile import Pile
from test_differences import dated, differences, site

from stemma import find_differences, schema
from stemma.model import Block
from stemma.parse import parse_sentences
from stemma.reckon.difference import sites_of
from stemma.reckon.happening import find_happenings

OPENED = {
    "a": "The mayor of Vell opened the long quay on 3 May.",
    "b": "The mayor of Vell opened the long quay on 9 May.",
}


def test_two_days_that_a_third_report_has_both_are_of_two_doings():
    day = {"a": ("3 May", 3), "b": ("9 May", 9)}

    def times_of(pile, report, *days):
        return [dated(pile, report, words, f"2031-05-{number:02}", number, number + 1) for words, number in days]

    pile = Pile(dict(OPENED))
    times = [time for report in OPENED for time in times_of(pile, report, day[report])]
    assert len(differences(pile, times=times)) == 1
    third = "He opened the short quay on 3 May and the long one on 9 May."
    pile = Pile(OPENED | {"c": third})
    assert differences(pile, times=times + times_of(pile, "c", *day.values())) == []


def test_a_thing_with_many_days_is_no_one_thing():
    texts = {chr(97 + n): f"The mayor of Vell opened the long quay on {n + 1} May." for n in range(5)}
    pile = Pile(texts)
    times = [
        dated(pile, r, f"{n + 1} May", f"2031-05-{2 * n + 1:02}", 2 * n + 1, 2 * n + 2) for n, r in enumerate(texts)
    ]
    assert differences(pile, times=times) == []
    assert len(differences(pile, times=times[:2])) == 1


def test_a_caption_tells_of_no_day():
    pile = Pile({"a": OPENED["a"]})
    (report,) = pile.reports
    parses = parse_sentences([report.text])
    times = [dated(pile, "a", "3 May", "2031-05-03", 3, 4)]
    assert len(find_happenings(report, pile.segments["a"], parses, {}, times)) == 1
    caption = replace(report, blocks=(Block(0, len(report.text), "caption"),))
    assert find_happenings(caption, pile.segments["a"], parses, {}, times) == []


def test_a_dateline_says_where_its_reporter_sat():
    texts = {
        "a": "VELL - The ferry to Ost sank off the long quay.",
        "b": "TARN - The ferry to Ost sank off the long quay.",
    }
    names = {"VELL": "vell", "TARN": "tarn"}
    pile = Pile(texts, names=names, kinds={"vell": "place", "tarn": "place"})
    rows = site(pile, "name", a="VELL", b="TARN")
    reports = {report.id: report for report in pile.reports}
    table = schema.table("variants", rows)
    assert len(sites_of(table, reports)) == 1
    headed = {
        r: replace(one, blocks=(Block(0, 6, "dateline"), Block(6, len(one.text), "body"))) for r, one in reports.items()
    }
    assert sites_of(table, headed) == {}


@pytest.mark.parametrize(("after", "found"), [("\u00a0 ", 0), ("  ", 0), (" ", 1)])
def test_a_date_set_before_a_sentence_is_no_day_of_what_it_says(after, found):
    """Pages print the day of a picture before its text; "May 7 the ferry sank" is a day of the ferry."""
    text = f"May 7, 2031{after}the ferry sank off Vell."
    pile = Pile({"a": text})
    times = [dated(pile, "a", "May 7, 2031", "2031-05-07", 7, 8)]
    assert len(find_happenings(pile.reports[0], pile.segments["a"], parse_sentences([text]), {}, times)) == found


LOST = "His crew had lost nine of fourteen races on the old harbour."
RACE = (
    f"Otto Brand, the coach of the Aldby Herons, lost his job on Saturday. {{}} Brand could not be reached. {LOST}",
    f"The Aldby Herons dismissed coach Otto Brand on Saturday morning. {{}} Brand rowed for the club for ten years. {LOST}",
)


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        ("The old harbour wall was built in 1892.", "The old harbour wall was built in 1894.", 1),
        # Which season is meant is not when something happened.
        ("Brand opened the 2005 season as coach of the Herons.", "Brand's Herons opened the 2008 season badly.", 0),
        # Two things that were launched have no more in common than that.
        (
            "Heron-1 was launched in 2009 to carry wool.",
            "In 2007, the Aldby wool trade began again when Swan-1 was launched.",
            0,
        ),
        ("The old harbour wall was opened in 1894.", "The old harbour wall, opened in 1849, was painted.", 1),
        # Two months, and a month that may be of any year.
        ("The new lock will open in October 2022.", "The new lock is due to open in April 2022.", 1),
        ("The new lock was opened in August.", "The new lock was opened in 2018.", 0),
        # An hour in local time is held against one without a zone, one of another zone is not.
        ("The harbour wall gave way at 4:50 a.m.", "The harbour wall gave way at 5:40 a.m. local time.", 1),
        ("The harbour wall gave way at 4:50 a.m.", "The harbour wall gave way at 5:40 a.m. GMT.", 0),
        # What was recalled has its own time; so has what is promised.
        ("The mayor recalled the great harbour fire of 1907.", "He recalled the great harbour fire of 1912.", 1),
        ("The harbour railway was promised for 2023.", "The harbour railway is promised for 2025.", 1),
    ],
)
def test_years_are_of_one_thing_only_where_the_sentences_tell_of_it(one, other, found):
    reports = [
        {"id": key, "outlet": key, "published": "2021-05-04", "text": text.format(told)}
        for key, text, told in zip("ab", RACE, (one, other), strict=True)
    ]
    assert len([row for row in find_differences(reports).to_pylist() if row["kind"] == "date"]) == found
