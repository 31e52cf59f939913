"""Which figures of two reports are taken for the same thing, and the slots labelled by hand that this was fitted on."""

from datetime import UTC, datetime
from itertools import combinations, product

import numpy as np
import pytest
from benchmarks.stories import join_words
from reckon_pile import Pile
from training.figure_pairs import judge, place, read_events, read_slots

from stemma.parse import parse_sentences
from stemma.reckon.difference import find_story_figures
from stemma.reckon.growth import contradict
from stemma.reckon.pairs import SIGNS, are_likeliest, family, is_toll, read_signs, weigh_rarity
from stemma.reckon.quantity import agree, agreement, find_quantities
from stemma.reckon.slot import Slot, cannot_be_one, find_slots
from stemma.reckon.units import index_mentions
from stemma.settings import DifferenceSettings


def figures_of(texts: dict[str, str], names: dict[str, str] | None = None) -> list:
    pile = Pile(texts, names=names or {})
    sentences = [texts[r][s.begin : s.end] for r, cut in pile.segments.items() for s in cut.sentences]
    return find_story_figures(
        sorted(pile.reports, key=lambda report: report.id), pile.segments, parse_sentences(sentences),
        index_mentions(pile.entities.mentions), {},
    )  # fmt: skip


def slots_of(texts: dict[str, str]) -> list[list[tuple[str, float]]]:
    slots = find_slots(figures_of(texts), DifferenceSettings())
    return [[(f.report_id, f.reading.quantity.value) for f in slot.figures] for slot in slots]


TOWER = {
    "a": "The old signal tower at Vell is 84 metres high, the harbour office said.",
    "b": "The signal tower at Vell is 79 metres high, as the harbour office said on Monday.",
}


def test_figures_of_one_thing_in_words_alike_are_one_slot():
    assert slots_of(TOWER) == [[("a", 84.0), ("b", 79.0)]]


def test_what_a_third_report_tells_apart_is_not_one_thing():
    third = "The signal tower at Vell is 84 metres high, the one at Tarn 79 metres high."
    assert not any({("a", 84.0), ("b", 79.0)} <= set(slot) for slot in slots_of(TOWER | {"c": third}))


def test_a_report_that_corrects_itself_tells_of_one_thing():
    third = "The signal tower at Vell is 79 metres high. It was initially said to be 84 metres high."
    slots = slots_of(TOWER | {"c": third})
    assert any({("a", 84.0), ("b", 79.0)} <= set(slot) for slot in slots)


def test_tolls_in_sentences_with_nothing_else_in_common_are_two():
    texts = {
        "a": "24 people were killed when the ferry sank off Vell, the coast guard said.",
        "b": "The mayor said 26 people were killed in a mine at Tarn.",
    }
    assert slots_of(texts) == []


def test_signs_are_symmetric_and_do_not_depend_on_the_order():
    figures = [f for f in figures_of(TOWER) if family(f) == "distance"]
    rarity = weigh_rarity(figures)
    signs, turned = read_signs(figures, rarity), read_signs(figures[::-1], rarity)
    assert signs.shape == (2, 2, len(SIGNS))
    assert (signs == signs.transpose(1, 0, 2)).all()
    assert (signs == turned[::-1, ::-1]).all()
    assert not cannot_be_one(figures, rarity).any()


def test_the_nearer_words_weigh_more():
    figure = next(f for f in figures_of(TOWER) if f.report_id == "a")
    assert figure.near["tower"] > figure.near["harbor"] > 0


@pytest.mark.parametrize("of", ["20 of the ships", "20 ships", "20 of 38 ships", "20 of the 38 ships"])
def test_what_a_number_of_something_counts(of):
    (figure, *_) = figures_of({"a": f"The storm at Vell sank {of} on Monday."})
    assert (figure.reading.quantity.value, figure.reading.noun) == (20.0, "ships")


def test_an_age_without_a_bearer_is_an_age():
    (figure,) = figures_of({"a": "The 21-year-old said that she had seen the ferry go down."})
    assert (family(figure), is_toll(figure)) == ("age", False)


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("The mother of three ran the ferry at Vell.", 3.0, "mother of"),
        ("She broke the record of 2,450 that stood at Vell.", 2450.0, "record of"),
        ("Quakes measuring 6.4 and 6.1 shook Vell.", 6.1, "magnitude"),
        ("Vell was shaken by the 6.4 and 6.1 magnitude quakes.", 6.4, "magnitude"),
        ("The barge lost 3 tonnes of grain.", 3e3, "weight in grain"),
        ("The win was the 34-year-old Miller's third of the year.", 34.0, "age:miller"),
        ("Fifteen Norwegians fled from Vell.", 15.0, "people flee"),
    ],
)
def test_what_a_number_is_of(text, value, unit):
    found = {f.reading.quantity.value: f.reading.unit for f in figures_of({"a": text})}
    assert found[value].split()[0] == unit.split()[0]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("The border is 312 kilometres long.", "The border is 321 km long.", False),  # nothing was converted
        ("The gusts blew at 92 km an hour.", "The gusts blew at 94 kph.", False),
        ("The border is 312 kilometres long.", "The border is 196 miles long.", True),
    ],
)
def test_only_what_stands_in_another_unit_may_be_rounded_by_converting(one, other, same):
    a, b = (figure.reading.quantity for figure in figures_of({"a": one, "b": other}))
    assert agree(a, b) is same


def test_a_measure_put_into_another_unit_in_brackets_is_read_once():
    (figure,) = figures_of({"a": "The mast fell 30 miles (about 48 km) west of Vell."})
    assert (figure.reading.quantity.word, round(figure.reading.quantity.value)) == ("mile", 48280)


def test_the_two_are_nobody_new():
    assert figures_of({"a": "The mayor met the skipper. The two talked about the ferry."}) == []


def test_a_deal_in_stock_and_points_of_a_game_are_not_quoted_on_a_market():
    (deal,) = figures_of({"a": "The harbour company pays $53 million in stock for the ferry."})
    (game,) = figures_of({"a": "The keeper of Vell scored 14 points in the game."})
    (price,) = figures_of({"a": "Shares of the harbour company rose to $53 on Monday."})
    assert (deal.reading.moving, game.reading.moving, price.reading.moving) == (False, False, True)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # another one of the kind
        ("The court at Vell charged 12 skippers over the lost ferry.", "In a previous case the court at Vell charged 13 skippers over a lost ferry."),
        # two people, two places
        ("Ida Moor, 34, runs the ferry at Vell.", "Otto Brask, 36, runs the ferry at Vell."),
        ("The 34-year-old skipper runs the ferry at Vell.", "The 36-year-old mayor runs the ferry at Vell."),
        ("The mast fell 130 miles west of Vell.", "The mast fell 120 miles west of Tarn."),
        # a part and the whole
        ("The ferry carried 10 cars and two vans to Vell.", "The ferry carried 12 cars to Vell."),
        ("The ferry carried 13 lorries to Vell.", "The ferry carried 11 other lorries to Vell."),
        # many times as large
        ("The ferry carried 4 lorries to Vell.", "The ferry carried 40 lorries to Vell."),
    ],
)  # fmt: skip
def test_what_can_not_be_one_thing(one, other):
    assert slots_of({"a": one, "b": other}) == []


def test_what_two_days_tell_is_not_one_thing():
    texts = {
        "a": "The ferry carried 13 lorries to Vell on Monday.",
        "b": "The ferry carried 11 lorries to Vell on Friday.",
    }
    one, other = figures_of(texts)
    slots = [find_slots([one._replace(on=(7,)), other._replace(on=(day,))], DifferenceSettings()) for day in (8, 11)]
    assert [len(found) for found in slots] == [1, 0]


def test_names_and_other_numbers_in_both_sentences_are_signs():
    texts = {
        "a": "The 212-metre barge Orla Vey sank off Vell with 40 crates aboard.",
        "b": "Off Vell sank the Orla Vey, a 221-metre barge, and 40 crates were lost.",
        "c": "A 230-metre barge sank at Tarn in a storm.",
    }
    figures = figures_of(texts, names={"Orla Vey": "barge", "Vell": "vell", "Tarn": "tarn"})
    lengths = [f for f in figures if family(f) == "distance"]
    assert [f.report_id for f in lengths] == ["a", "b", "c"]
    signs = read_signs(lengths, weigh_rarity(figures))
    for name in ("names", "numbers"):
        of = signs[..., SIGNS.index(name)]
        assert (of[0, 1], of[0, 2], of[1, 2]) == (1, 0, 0)


def test_money_of_a_named_country_is_money():
    a, b = figures_of({
        "a": "The court told Brask to pay 3 million Norlander dollars to the harbour.",
        "b": "Brask was fined $2.4 million, to be paid to the harbour.",
    })  # fmt: skip
    assert family(a) == family(b)


def test_a_toll_of_long_ago_does_not_grow():
    figures = figures_of({
        "a": "24 people were killed when the ferry sank off Vell in 2019, the coast guard said.",
        "b": "The coast guard said 26 people were killed when the ferry sank off Vell in 2019.",
    })  # fmt: skip
    told = {(f.report_id, f.begin): datetime(2031, 5, 3 + n, tzinfo=UTC) for n, f in enumerate(figures)}
    holds = {f.report_id: frozenset(((f.reading.unit, f.reading.quantity.value),)) for f in figures}
    for days, found in ((frozenset(), 0), (frozenset(("2019",)), 2)):
        slot = Slot([figure._replace(days=days) for figure in figures], np.zeros((2, 2)))
        assert len(contradict(slot, holds, told, DifferenceSettings())[0]) == found


PRINTED = (
    "about 300", "298", "at least 40", "43", "no more than 40", "up to 60", "230 km", "140 miles", "1.2 million",
    "1,234,567", "nearly 50", "between 20 and 25", "more than 100", "12",
)  # fmt: skip


def test_agreement_of_many_numbers_is_that_of_each_two():
    numbers = [find_quantities(f"They counted {printed} of them.")[0] for printed in PRINTED]
    numbers = [n._replace(word=word) for n, word in product(numbers, ("", "km"))]
    found = agreement(numbers)
    for (x, a), (y, b) in combinations(enumerate(numbers), 2):
        assert found[x, y] == found[y, x] == agree(a, b), (a, b)


def test_words_cut_apart_are_joined():
    cut = "`` It cost $ 1 , 300 , \" she said ( on Monday ) . \nThe U . S . paid 2 . 5 million - one 's share .\n"
    assert "$1,300," in join_words(cut)
    assert "2.5 million" in join_words(cut)
    assert "\n\n" in join_words(cut)


def test_the_slots_labelled_by_hand_are_figures_of_two_reports_of_their_story(data):
    events = read_events(data)
    slots = read_slots()
    assert set(slots) == set(events)
    for key, of_story in slots.items():
        texts = {r["id"]: r["text"] for r in events[key]}
        for slot in of_story:
            assert slot["verdict"] in {"differs", "grew", "unsure"}
            assert len({stated["report_id"] for stated in slot["stated"]}) > 1
            assert len({stated["value"] for stated in slot["stated"]}) > 1
            for stated in slot["stated"]:
                for begin, end in stated["spans"]:
                    text = texts[stated["report_id"]]
                    assert text[begin:end].strip() == text[begin:end] != ""


def test_slots_are_judged_pair_by_pair():
    figures = figures_of(TOWER)
    stated = [{"report_id": f.report_id, "value": str(f.begin), "spans": [[f.begin, f.end]]} for f in figures]
    (pair,) = judge([{"verdict": "differs", "stated": stated}], figures).items()
    assert pair == (frozenset(map(place, figures)), True)
    assert list(judge([{"verdict": "unsure", "stated": stated}], figures).values()) == [None]
    assert list(judge([{"verdict": "grew", "stated": [one | {"value": "A"} for one in stated]}], figures).values()) == [
        None
    ]


def test_what_fits_another_figure_better_is_not_the_likeliest():
    """Two figures are each other's likeliest where neither goes better with another value of the other's report."""
    texts = {
        "a": "The old signal tower at Vell is 84 metres high.",
        "b": "The old signal tower at Vell is 79 metres high. The mill at Tarn stands 91 metres away.",
    }
    figures = sorted(figures_of(texts), key=lambda f: (f.report_id, f.begin))
    odds = np.array([[0.0, 2.0, 1.0], [2.0, 0.0, 0.0], [1.0, 0.0, 0.0]])
    found = are_likeliest(odds, figures)
    assert [found[0, 1], found[1, 0], found[0, 2]] == [1.0, 1.0, 0.0]


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("eight thousand one hundred", 8100),
        ("two hundred and five", 205),
        ("three million two hundred thousand", 3.2e6),
    ],
)
def test_what_follows_thousands_in_words_is_added(printed, value):
    assert [one.value for one in find_quantities(f"They counted {printed} sheep.")] == [value]
