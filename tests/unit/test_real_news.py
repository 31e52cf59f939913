"""What newswire says beside what it tells: prices of the day, jobs of those who speak, days of saying. All texts are invented."""

import pytest
from reckon_pile import Pile
from test_differences import dated

from stemma.parse import distinct_sentences, parse_sentences
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
