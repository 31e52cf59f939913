"""What newswire says beside what it tells: prices of the day, jobs of those who speak, days of saying. All texts are invented."""

from datetime import UTC, datetime

import pytest
from reckon_pile import Pile
from test_differences import dated, differences, site, values

from stemma.parse import distinct_sentences, parse_sentences
from stemma.reckon.converted import original_of
from stemma.reckon.happening import find_happenings
from stemma.reckon.reading import read_figures
from stemma.reckon.stand import find_stands


def reading(text, value):
    return next(
        r for r in read_figures(text, parse_sentences([text])[text]) if r.quantity.value == pytest.approx(value)
    )


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The maker of pumps climbed 1.7 percent to $41.25.", 41.25),
        ("Vell Works rose by 1.4 % to $9.05 in the morning.", 9.05),
    ],
)
def test_a_price_after_its_rise_is_quoted(text, value):
    assert reading(text, value).moving


def test_an_income_after_its_rise_is_not_quoted():
    assert not reading("Its income rose 5 percent to $2.1 billion.", 2.1e9).moving


@pytest.mark.parametrize("what", ["high", "closing low", "peak"])
def test_how_long_no_price_was_so_high_is_quoted(what):
    assert reading(f"Tin reached a 20-month {what}.", 20 * 2629746).moving


def test_a_margin_has_no_temperature():
    assert reading("The poll at Vell errs by plus or minus six percentage points.", 6).unit != "temperature"
    assert reading("It was minus 4 at the weir.", -4).unit == "temperature"


def happenings(text):
    pile = Pile({"a": text})
    (report,) = pile.reports
    parses = parse_sentences(distinct_sentences([report], pile.segments))
    return find_happenings(report, pile.segments["a"], parses, {}, [dated(pile, "a", "Tuesday", "2031-05-06", 6, 7)])


def test_a_day_behind_a_verb_of_saying_is_that_of_saying():
    assert happenings("The head of the Vell fire service said on Tuesday she would rather have the owner pay.") == []
    assert len(happenings("The owner paid the Vell fire service on Tuesday.")) == 1


def stands(text):
    pile = Pile({"a": text})
    (report,) = pile.reports
    parses = parse_sentences(distinct_sentences([report], pile.segments))
    return [report.text[s.begin : s.end] for s in find_stands(report, pile.segments["a"], parses)]


def test_a_job_is_no_place():
    assert "Tarn Savings" not in stands('"The worst is over," said Ida Moor, head of research at Tarn Savings.')
    assert "Tarn" in stands("The barge sank at Tarn.")


def test_a_share_that_rose_to_a_price_is_quoted():
    assert reading("The maker of pumps shot up 4.4 percent to $14.20.", 4.4).moving
    assert not reading("Its income rose 5 percent to $2.1 billion.", 5).moving


def yen(dollars, yen="104.7 billion", beside="in spring"):
    return f"Vell Works, a maker of pumps, made a loss of {yen} yen (${dollars} billion) {beside}, it said."


def sums(pile):
    return [values(row) for row in differences(pile) if row["kind"] == "number"]


def test_sums_in_brackets_that_convert_one_sum_are_of_one_thing():
    dated_alike = {"a": "2031-05-03", "b": "2031-05-03"}
    pile = Pile({"a": yen("1.12"), "b": yen("1.04", beside="the quarter before summer")}, published=dated_alike)
    assert sums(pile) == [[("a", "1.12 billion"), ("b", "1.04 billion")]]


def test_where_two_sums_differ_what_converts_them_is_not_told_besides():
    dated_alike = {"a": "2031-05-03", "b": "2031-05-03"}
    pile = Pile({"a": yen("1.12"), "b": yen("1.31", "120.2 billion")}, published=dated_alike)
    assert sums(pile) == [[("a", "104.7 billion"), ("b", "120.2 billion")]]


def test_sums_given_as_least_are_converted_by_what_is_printed():
    assert original("It would cost more than 3 billion yen ($21 million).").low == 3e9
    assert original("It would cost 3 billion yen, or $21 million.") is None
    assert original("It would cost 3 billion dollars ($21 million short).") is None


def original(text):
    readings = read_figures(text, parse_sentences([text])[text])
    return original_of(text, readings[-1], readings)


def test_copies_that_name_two_years_tell_two_sums():
    texts = {
        "a": "The maker of pumps sells to small towns. In 2029 it had sales of $3.8 billion, enough to buy its rival.",
        "b": "The maker of pumps sells to small towns. In 2030 it had sales of $3.3 billion, enough to buy its rival.",
    }
    pile = Pile(texts, published={"a": "2031-05-03", "b": "2031-05-03"})
    times = [
        dated(pile, report, str(year), str(year), 1, 2)
        | {"earliest": datetime(year, 1, 1, tzinfo=UTC), "latest": datetime(year, 12, 31, tzinfo=UTC)}
        for report, year in (("a", 2029), ("b", 2030))
    ]
    rows = differences(pile, site(pile, "number", a="3.8 billion", b="3.3 billion"), times)
    assert [row for row in rows if row["kind"] == "number"] == []


def test_a_day_that_names_a_report_is_not_when_its_figure_was():
    assert happenings("Tuesday's report is expected to show 60 new jobs at Vell.") == []
    assert len(happenings("Tuesday's crash at Vell closed the road.")) == 1


def test_a_number_that_counts_nothing_is_called_by_the_words_before_it():
    dated_alike = {"a": "2031-05-03", "b": "2031-05-03"}
    text = "The Vell index of trade rose to a reading of {}, the trade board of Vell said."
    pile = Pile({"a": text.format("88.4"), "b": text.format("84.8")}, published=dated_alike)
    rows = differences(pile, site(pile, "number", a="88.4", b="84.8"))
    assert [row["subject"] for row in rows] == ["number in “reading of …”"]
