"""What an outlet writes for its sources' words, and how surely."""

from collections import Counter

import pyarrow as pa
import pytest
from reckon_pile import Pile

from stemma import schema
from stemma.reckon import find_habits
from stemma.reckon.habit import log_odds
from stemma.settings import DifferenceSettings


def habits(stories: list[dict[str, str]], descents: list[tuple[str, str]], kind: str = "name") -> list[dict]:
    """Each story: what each outlet reads at one site; ``descents`` hold in all of them."""
    texts, variants, placed, edges = {}, [], [], []
    for number, readings in enumerate(stories):
        for outlet, reading in readings.items():
            report = f"{outlet}{number}"
            texts[report] = reading
            placed.append({"story_id": f"s{number}", "report_id": report})
            variants.append({
                "story_id": f"s{number}", "site_id": f"site{number}", "report_id": report, "begin": 0,
                "end": len(reading), "reading": reading, "kind": kind,
            })  # fmt: skip
        edges += [{"story_id": f"s{number}", "parent": f"{p}{number}", "child": f"{c}{number}"} for p, c in descents]
    pile = Pile(texts)
    reports = [{"id": r.id, "text": r.text, "outlet": r.id.rstrip("0123456789")} for r in pile.reports]
    return find_habits(
        reports, schema.table("story_reports", placed), schema.table("variants", variants),
        schema.table("descents", edges),
    ).to_pylist()  # fmt: skip


RENAMES = {"wire": "Grey Brigade", "post": "Coast Legion", "star": "Grey Brigade"}
COPIES = [("wire", "post"), ("wire", "star")]


def test_a_rename_over_stories_is_a_habit():
    (row,) = habits([RENAMES] * 4, COPIES)
    told = (row["outlet"], row["kind"], row["writes"], row["for"], row["count"], row["stories"])
    assert told == ("post", "name", "Coast Legion", "Grey Brigade", 4, 4)
    assert row["low"] < row["log_odds"] < row["high"]
    assert row["log_odds"] > 0


def test_once_is_no_habit():
    assert habits([RENAMES], COPIES) == []


def test_what_one_report_repeats_counts_once():
    texts = dict.fromkeys(("wire0", "post0"), "Grey Brigade " * 5)
    variants = [
        {"story_id": "s", "site_id": f"site{n}", "report_id": r, "begin": 13 * n, "end": 13 * n + 12, "reading": words,
         "kind": "name"}
        for n in range(5) for r, words in (("wire0", "Grey Brigade"), ("post0", "Coast Legion"))
    ]  # fmt: skip
    reports = [{"id": r, "text": text, "outlet": r[:4]} for r, text in texts.items()]
    found = find_habits(
        reports, schema.table("story_reports", [{"story_id": "s", "report_id": r} for r in texts]),
        schema.table("variants", variants),
        schema.table("descents", [{"story_id": "s", "parent": "wire0", "child": "post0"}]),
    )  # fmt: skip
    assert found.num_rows == 0


def test_more_cases_are_surer():
    few, many = habits([RENAMES] * 2, COPIES)[0], habits([RENAMES] * 20, COPIES)[0]
    assert many["low"] > few["low"]
    assert many["high"] - many["low"] < few["high"] - few["low"]


def test_what_everybody_writes_sets_nobody_apart():
    rows = habits([{"wire": "Grey Brigade", "post": "Coast Legion", "star": "Coast Legion"}] * 10, COPIES)
    assert {row["outlet"] for row in rows} == {"post", "star"}
    assert all(row["low"] < 0 < row["high"] for row in rows)


def test_siblings_stand_in_for_a_lost_source():
    lost = [("gone", "wire"), ("gone", "post"), ("gone", "star")]
    (row,) = habits([RENAMES] * 3, lost)
    assert (row["outlet"], row["writes"], row["for"]) == ("post", "Coast Legion", "Grey Brigade")


def test_two_siblings_that_differ_show_nothing():
    pair = {"post": "Coast Legion", "star": "Grey Brigade"}
    assert habits([pair] * 5, [("gone", "post"), ("gone", "star")]) == []


def test_what_is_left_out_and_added():
    (row,) = habits([{"wire": "allegedly", "post": ""}] * 3, [("wire", "post")], kind="hedge")
    assert (row["writes"], row["for"]) == ("", "allegedly")
    (row,) = habits([{"wire": "", "post": "allegedly"}] * 3, [("wire", "post")], kind="hedge")
    assert (row["writes"], row["for"]) == ("allegedly", "")


def test_no_outlet_no_habit_and_nothing_gives_an_empty_table():
    none = [schema.empty(name) for name in ("story_reports", "variants", "descents")]
    made = find_habits([], *none)
    assert isinstance(made, pa.Table)
    assert made.schema == schema.SCHEMAS["habits"]


def test_the_log_odds_are_monroes():
    settings = DifferenceSettings(prior_words=9.0)
    counts = {"post": Counter({"new": 6, "old": 2}), "rest": Counter({"new": 3, "old": 15})}
    prior = 9.0 * 9 / 27
    by_hand = pytest.approx(2.0, abs=0.5)
    odds, low, high = log_odds("new", counts, "post", settings)
    from math import log, sqrt

    expected = log((6 + prior) / (2 + 9 - prior)) - log((3 + prior) / (15 + 9 - prior))
    assert odds == pytest.approx(expected)
    assert odds == by_hand or odds < 2.5
    cells = (6 + prior, 2 + 9 - prior, 3 + prior, 15 + 9 - prior)
    assert high - low == pytest.approx(2 * 1.96 * sqrt(sum(1 / cell for cell in cells)))


def test_several_reports_of_one_story_are_one_case():
    four = habits([RENAMES] * 4, COPIES)[0]
    texts = {"wire0": "Grey Brigade", "star0": "Grey Brigade"} | {f"post{n}": "Coast Legion" for n in range(4)}
    variants = [
        {"story_id": "s", "site_id": "site", "report_id": r, "begin": 0, "end": len(words), "reading": words, "kind": "name"}
        for r, words in texts.items()
    ]  # fmt: skip
    (row,) = find_habits(
        [{"id": r, "text": text, "outlet": r.rstrip("0123456789")} for r, text in texts.items()],
        schema.table("story_reports", [{"story_id": "s", "report_id": r} for r in texts]),
        schema.table("variants", variants),
        schema.table("descents", [{"story_id": "s", "parent": "wire0", "child": r} for r in texts if r != "wire0"]),
    ).to_pylist()
    assert (row["count"], row["stories"]) == (4, 1)
    assert row["low"] < four["low"]


def test_two_cases_of_two_show_nothing_yet():
    others = [{"wire": "Grey Brigade", "star": "Grey Brigade"}] * 20
    (few,) = habits([RENAMES] * 2 + others, COPIES)
    (many,) = habits([RENAMES] * 8 + others, COPIES)
    assert few["low"] < 0 < many["low"]
