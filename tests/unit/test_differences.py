"""On what reports disagree, what only grew, and what a copy left out."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from reckon_pile import Pile, no_rows

from stemma import find_differences, schema
from stemma.model import Claims
from stemma.parse import parse_sentences
from stemma.reckon import compare_reports


def differences(pile: Pile, variants=(), times=(), claims: Claims | None = None) -> list[dict]:
    texts = [pile.texts[r][s.begin : s.end] for r, cut in pile.segments.items() for s in cut.sentences]
    return find_differences(
        pile.reports, reuse=schema.empty("reuse"), story_reports=pile.story_reports, descent=pile.descent,
        variants=schema.table("variants", variants), times=schema.table("times", times),
        claims=claims or no_rows(Claims), entities=pile.entities, segments=pile.segments, parses=parse_sentences(texts),
    ).to_pylist()  # fmt: skip


def site(pile: Pile, kind: str, **readings: str) -> list[dict]:
    """A site of variants where each report reads the words given; "<word" is the empty place before a word."""
    rows = []
    for report, words in readings.items():
        begin = pile.texts[report].index(words.lstrip("<"))
        end = begin if words.startswith("<") else begin + len(words)
        rows.append({
            "story_id": "story", "site_id": f"{kind} {sorted(readings.values())}", "report_id": report, "begin": begin,
            "end": end, "reading": pile.texts[report][begin:end], "kind": kind,
        })  # fmt: skip
    return rows


def values(row: dict) -> list[tuple[str, str | None]]:
    return [(side["report_id"], side["value"]) for side in row["sides"]]


FLOOD = {
    "a": "24 people were killed when the ferry sank off Vell, the coast guard said.",
    "b": "The coast guard said 26 people were killed when the ferry sank off Vell.",
}


def test_two_figures_for_one_thing_disagree():
    pile = Pile(dict(FLOOD), published={"a": "2031-05-03", "b": "2031-05-03"})
    (row,) = differences(pile)
    assert (row["kind"], values(row)) == ("number", [("a", "24"), ("b", "26")])
    for side in row["sides"]:
        assert pile.texts[side["report_id"]][side["begin"] : side["end"]] == side["value"]


@pytest.mark.parametrize(
    ("published", "found"),
    [
        ({"a": "2031-05-03", "b": "2031-05-04"}, 0),  # it grew
        ({"a": "2031-05-04", "b": "2031-05-03"}, 1),  # it shrank
        ({"a": "2031-05-03"}, 0),  # nobody knows which came first
        ({}, 0),
    ],
)
def test_a_figure_that_may_have_grown_is_no_disagreement(published, found):
    assert len(differences(Pile(dict(FLOOD), published=published))) == found


def test_a_report_that_gives_both_figures_contradicts_neither():
    texts = FLOOD | {"b": FLOOD["b"] + " Earlier it had spoken of 24 people killed."}
    assert differences(Pile(texts, published={"a": "2031-05-03", "b": "2031-05-03"})) == []


@pytest.mark.parametrize(
    "other",
    [
        "The coast guard said 26 people were saved when the ferry sank off Vell.",
        "The mayor said 26 people were killed in a mine at Tarn.",
        "The coast guard said 26 cars were lost when the ferry sank off Vell.",
        "The coast guard said people were killed on 26 May when the ferry sank off Vell.",
    ],
)
def test_figures_for_other_things_do_not(other):
    pile = Pile({"a": FLOOD["a"], "b": other}, published={"a": "2031-05-03", "b": "2031-05-03"})
    assert differences(pile) == []


def test_reports_of_two_stories_do_not_disagree():
    pile = Pile(dict(FLOOD), published={"a": "2031-05-03", "b": "2031-05-03"}, stories={"b": "other"})
    assert differences(pile) == []


def test_an_aligned_number_that_a_copy_altered():
    pile = Pile(
        {"a": "Some 300 boats left Vell.", "b": "Some 400 boats left Vell.", "c": "Some three hundred boats left Vell."}
    )
    (row,) = differences(pile, site(pile, "number", a="300", b="400"))
    assert (row["subject"], values(row)) == ("number of boats left", [("a", "300"), ("b", "400")]) or row[
        "subject"
    ] == "number of boats"


def day(number: int) -> datetime:
    return datetime(2031, 5, number, tzinfo=UTC)


def dated(pile: Pile, report: str, words: str, value: str, first: int, last: int) -> dict:
    begin = pile.texts[report].index(words)
    return {
        "time_id": f"{report}{begin}", "report_id": report, "begin": begin, "end": begin + len(words), "type": "DATE",
        "value": value, "earliest": day(first), "latest": day(last),
    }  # fmt: skip


def test_dates_disagree_only_when_their_days_lie_apart():
    pile = Pile({"a": "The bridge fell on Tuesday.", "b": "The bridge fell on May 8."})
    rows = site(pile, "date", a="Tuesday", b="May 8")
    same = [dated(pile, "a", "Tuesday", "2031-05-08", 8, 9), dated(pile, "b", "May 8", "2031-05-08", 8, 9)]
    other = [dated(pile, "a", "Tuesday", "2031-05-06", 6, 7), dated(pile, "b", "May 8", "2031-05-08", 8, 9)]
    assert differences(pile, rows, same) == []
    assert differences(pile, rows, other[:1]) == []
    (row,) = differences(pile, rows, other)
    assert (row["kind"], values(row)) == ("date", [("a", "Tuesday"), ("b", "May 8")])


def test_names_of_one_thing_are_told_once():
    pile = Pile(
        {"a": "The Grey Brigade came. The Grey Brigade went.", "b": "The Coast Legion came. The Coast Legion went."},
        names={"Grey Brigade": "brigade", "Coast Legion": "brigade"},
    )
    rows = site(pile, "name", a="Grey Brigade", b="Coast Legion")
    again = [row | {"site_id": "again"} for row in rows]
    (row,) = differences(pile, rows + again)
    assert (row["kind"], row["subject"], values(row)) == (
        "name", "name of Grey Brigade", [("a", "Grey Brigade"), ("b", "Coast Legion")],
    )  # fmt: skip


def test_a_hedge_that_a_copy_left_out():
    pile = Pile({"a": "The army allegedly shelled the bridge.", "b": "The army shelled the bridge."})
    (row,) = differences(pile, site(pile, "hedge", a="allegedly", b="<shelled"))
    assert (row["kind"], row["subject"]) == ("omission", "hedge “allegedly”")
    assert values(row) == [("a", "allegedly"), ("b", None)]
    assert row["sides"][1]["begin"] is None


def test_an_altered_quotation_shows_every_side():
    words = "Everyone sees that Norland is only pretending to guard the dam"
    pile = Pile({"a": f'"{words}," Brask said.', "b": f'"{words.replace("guard", "repair")}," Brask said.'})
    pile.said("a", "Brask", "said", words, by="brask", kind="direct")
    pile.said("b", "Brask", "said", words.replace("guard", "repair"), by="brask", kind="direct")
    pile.names = {"Brask": "brask"}
    (row,) = differences(pile, claims=pile.claims())
    assert (row["kind"], row["subject"], len(row["sides"])) == ("quotation", "quotation from Brask", 2)


def test_the_order_of_reports_does_not_show():
    pile = Pile(dict(FLOOD), published={"a": "2031-05-03", "b": "2031-05-03"})
    back = Pile(dict(reversed(FLOOD.items())), published=pile.published)
    assert differences(pile) == differences(back)


def test_nothing_gives_an_empty_table():
    assert find_differences([]).schema.names == schema.SCHEMAS["differences"].names
    assert differences(Pile({"a": "", "b": "\x00 😀"})) == []


INDEPENDENT = {
    "a": "The ministry accused Tarn of letting a slope slide upon the road at Vell, killing three people and injuring 14.",
    "b": "Three people are dead and 17 were injured, according to the surgeon on duty.",
}


@pytest.mark.parametrize(
    ("published", "found"),
    [
        ({"a": "2031-05-03T16:40", "b": "2031-05-03"}, 1),  # a day without an hour is no later than another hour of it
        ({"a": "2031-05-04", "b": "2031-05-03"}, 1),
        ({"a": "2031-05-03", "b": "2031-05-05"}, 0),  # it grew
    ],
)
def test_a_toll_in_words_of_their_own_is_one_toll_where_the_other_toll_agrees(published, found):
    rows = differences(Pile(dict(INDEPENDENT), published=published))
    assert [(r["subject"], values(r)) for r in rows] == [("number of injured", [("a", "14"), ("b", "17")])] * found
    apart = INDEPENDENT | {"b": INDEPENDENT["b"].replace("Three", "Nine")}
    assert differences(Pile(apart, published={"a": "2031-05-03", "b": "2031-05-03"})) == []


def test_a_hedge_or_a_house_style_is_no_other_figure():
    pile = Pile(
        {
            "a": "The farm at Vell lost about 60,000 hens in the flood, 38 percent of its stock.",
            "b": "The farm at Vell lost 60,000 hens in the flood, 38 per cent of its stock.",
        },
        published={"a": "2031-05-03", "b": "2031-05-03"},
    )
    assert differences(pile) == []


def test_words_in_capitals_are_counted_by_nobody():
    pile = Pile(
        {
            "a": "The ferry sank off Vell, the coast guard said. 24 SHARESAVE the ferry sank off Vell.",
            "b": "The ferry sank off Vell, the coast guard said. 26 SHARESAVE the ferry sank off Vell.",
        },
        published={"a": "2031-05-03", "b": "2031-05-03"},
    )
    assert differences(pile) == []
    assert differences(pile, site(pile, "number", a="24", b="26")) == []


def test_a_length_of_time_that_a_copy_altered_and_a_soft_hyphen_is_no_name():
    pile = Pile({"a": "They met for 20 minutes at Port Ezran.", "b": "They met for 10 minutes at Port Ez\u00adran."},
                names={"Port Ezran": "town", "Port Ez\u00adran": "town"})  # fmt: skip
    (row,) = differences(pile, site(pile, "number", a="20", b="10"))
    assert (row["subject"], values(row)) == ("length of time", [("a", "20"), ("b", "10")])
    assert differences(pile, site(pile, "name", a="Port Ezran", b="Port Ez\u00adran")) == []


def test_a_bare_verb_of_speech_is_no_attribution_left_out():
    texts = {"a": "The dam is old and safe, Brask said, by night.", "b": "The dam is old and safe, by night."}
    for words, found in (("said", 0), ("Brask said", 1)):
        pile = Pile(dict(texts))
        pile.said("a", "Brask", "said", "The dam is old and safe", by="brask")
        rows = site(pile, "attribution", a=words, b="<by night")
        assert len(differences(pile, rows, claims=pile.claims())) == found


def test_an_attribution_is_not_missing_where_a_quotation_runs_on():
    pile = Pile(
        {
            "a": '"The dam is old and safe," Brask said. "It will stand for years."',
            "b": 'Brask said: "The dam is old and safe. It will stand for years."',
        }
    )
    pile.said("a", "Brask", "said", "The dam is old and safe", by="brask")
    rows = site(pile, "attribution", a="Brask said", b="<. It will")
    assert differences(pile, rows, claims=pile.claims()) == []


def test_a_date_needs_the_same_words_around_it():
    pile = Pile({"a": "Snow fell in Tarn on May 6.", "b": "The quay was swept before May 8."})
    times = [dated(pile, "a", "May 6", "2031-05-06", 6, 7), dated(pile, "b", "May 8", "2031-05-08", 8, 9)]
    assert differences(pile, site(pile, "date", a="May 6", b="May 8"), times) == []


def test_a_side_is_the_whole_name_and_a_report_one_side():
    pile = Pile(
        {"a": "Port Ezran fell. It was Ezran that held out.", "b": "Port al-Zaran fell."},
        names={"Port Ezran": "town", "Port al-Zaran": "town"},
    )
    rows = site(pile, "name", a="Ezran", b="al-Zaran")
    later = pile.texts["a"].rindex("Ezran")
    again = [rows[0] | {"site_id": "again", "begin": later, "end": later + 5}, rows[1] | {"site_id": "again"}]
    (row,) = differences(pile, rows + again)
    assert values(row) == [("a", "Port Ezran"), ("b", "Port al-Zaran")]


@pytest.mark.parametrize("copy", ['"The dam is old and safe, by night."', "Brask was there. The dam is old and safe, by night. So he said.", "OTTO BRASK: The dam is old and safe, by night."])  # fmt: skip
def test_an_attribution_is_missing_only_where_the_copy_says_it_itself(copy):
    pile = Pile({"a": "The dam is old and safe, Brask said, by night.", "b": copy})
    pile.said("a", "Brask", "said", "The dam is old and safe", by="brask")
    if "So he" in copy:
        pile.said("b", "he", "said", "The dam is old and safe", by="brask")
    rows = site(pile, "attribution", a="Brask said", b="<by night")
    assert differences(pile, rows, claims=pile.claims()) == []


BUILT = {
    "a": "The long ferry of the salt works was built by the town of Vell in 2029.",
    "b": "The long ferry of the salt works was built by the town of Vell in 2027.",
}


@pytest.mark.parametrize(("last", "found"), [(2027, 1), (2036, 0)])
def test_years_lie_apart_where_a_decade_does_not(last, found):
    pile = Pile(dict(BUILT))
    times = [dated(pile, "a", "2029", "2029", 1, 1), dated(pile, "b", "2027", "2027", 1, 1)]
    for time, (first, until) in zip(times, ((2029, 2029), (2027, last)), strict=True):
        time["earliest"], time["latest"] = datetime(first, 1, 1, tzinfo=UTC), datetime(until, 12, 31, tzinfo=UTC)
    assert len(differences(pile, times=times)) == found


@pytest.mark.parametrize(("descents", "change"), [([("a", "b")], "left out"), ([("b", "a")], "added"), ([("gone", "a"), ("gone", "b")], None), ([], None)])  # fmt: skip
def test_it_is_told_whether_a_copy_left_a_hedge_out_or_added_it(descents, change):
    pile = Pile({"a": "The army allegedly shelled the bridge.", "b": "The army shelled the bridge."}, descents=descents)
    (row,) = differences(pile, site(pile, "hedge", a="allegedly", b="<shelled"))
    assert row["change"] == change


def two_voices(copy: str, descents: list[tuple[str, str]], cue: str = "added", share: float = 1.0) -> list[dict]:
    pile = Pile(
        {"a": f"The dam is safe, Brask said. It leaks by night, Ida Moor {cue}.", "b": copy}, descents=descents,
        names={"Brask": "brask", "Ida Moor": "moor"}, kinds={"brask": "person", "moor": "person"},
    )  # fmt: skip
    for report, text in pile.texts.items():
        for name, key, words, verb in (
            ("Brask", "brask", "The dam is safe", "said"),
            ("Ida Moor", "moor", "It leaks by night", cue),
        ):
            if f"{words}, {name}" in text:
                pile.said(report, name, verb, words, by=key)
    passages = [{"story_id": "story", "parent": p, "child": c, "child_begin": 0, "child_end": 28, "parent_begin": 0, "parent_end": 28} for p, c in descents]  # fmt: skip
    texts = [pile.texts[r][s.begin : s.end] for r, cut in pile.segments.items() for s in cut.sentences]
    found = find_differences(
        pile.reports, reuse=schema.empty("reuse"), story_reports=pile.story_reports,
        descent=replace(
            pile.descent, descent_passages=schema.table("descent_passages", passages),
            descents=schema.table("descents", [row | {"share": share} for row in pile.descent.descents.to_pylist()]),
        ),
        variants=schema.empty("variants"), times=schema.empty("times"), claims=pile.claims(), entities=pile.entities,
        segments=pile.segments, parses=parse_sentences(texts),
    )  # fmt: skip
    return found.to_pylist()


@pytest.mark.parametrize(
    ("copy", "descents", "found"),
    [
        ("The dam is safe, Brask said.", [("a", "b")], 1),
        ("The dam is safe, Brask said. Of leaks Moor knew nothing.", [("a", "b")], 0),  # she is named
        ("The dam is safe, Brask said.", [], 0),  # it is no copy
        ("The dam is safe.", [("a", "b")], 0),  # it lets nobody speak
    ],
)
def test_a_side_that_a_copy_does_not_let_speak(copy, descents, found):
    rows = two_voices(copy, descents)
    assert [(r["kind"], r["subject"], r["change"]) for r in rows] == [
        ("omission", "what Ida Moor says", "left out")
    ] * found
    for row in rows:
        assert values(row) == [("a", "It leaks by night, Ida Moor added"), ("b", None)]


def test_what_is_done_without_a_word_or_stands_in_another_version_is_not_left_out():
    assert two_voices("The dam is safe, Brask said.", [("a", "b")])
    assert not two_voices("The dam is safe, Brask said.", [("a", "b")], cue="fined")
    # A copy with passages of its own may have been made from another version.
    assert not two_voices("The dam is safe, Brask said.", [("a", "b")], share=0.8)


def compared(pile: Pile, variants=()):
    texts = [pile.texts[r][s.begin : s.end] for r, cut in pile.segments.items() for s in cut.sentences]
    return compare_reports(
        pile.reports, reuse=schema.empty("reuse"), story_reports=pile.story_reports, descent=pile.descent,
        variants=schema.table("variants", variants), times=schema.empty("times"), claims=no_rows(Claims),
        entities=pile.entities, segments=pile.segments, parses=parse_sentences(texts),
    )  # fmt: skip


def flood(one: str, other: str, **more: str) -> Pile:
    """Two reports of one day that count the dead of the ferry in the words given."""
    texts = {
        "a": f"{one} were killed when the ferry sank off Vell, the coast guard said.",
        "b": f"The coast guard said {other} were killed when the ferry sank off Vell.",
    }
    return Pile(texts, published={"a": "2031-05-03", "b": "2031-05-03"} | more)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("About 300 people", "298 people"),
        ("More than 40 people", "43 people"),
        ("Nearly 60 people", "58 people"),
        ("Up to 30 people", "26 people"),
        ("20 to 30 people", "26 people"),
        ("Between 20 and 30 people", "26 people"),
        ("Twenty-six people", "26 people"),
        ("Two dozen people", "24 people"),
        ("1.2 million people", "1,240,000 people"),
        ("Three hundred and five people", "305 people"),
        ("26 or more people", "29 people"),
    ],
)
def test_figures_that_allow_one_value_agree(one, other):
    found = compared(flood(one, other))
    assert (found.differences.num_rows, found.updates.num_rows) == (0, 0)


@pytest.mark.parametrize(
    ("one", "other"),
    [("About 300 people", "400 people"), ("Up to 20 people", "26 people"), ("30 to 40 people", "26 people"), ("1.2 million people", "1.4 million people")],
)  # fmt: skip
def test_figures_that_allow_no_common_value_do_not(one, other):
    assert [row["kind"] for row in compared(flood(one, other)).differences.to_pylist()] == ["number"]


@pytest.mark.parametrize(
    ("one", "other", "published"),
    [
        ("24 people", "26 people", {"b": "2031-05-04"}),  # the later report has more
        ("24 people", "26 people", {"a": "2031-05-03T08:00", "b": "2031-05-03T20:00"}),
    ],
)
def test_a_toll_that_rose_is_an_update(one, other, published):
    found = compared(flood(one, other, **published))
    assert found.differences.num_rows == 0
    (row,) = found.updates.to_pylist()
    assert (row["subject"], values(row)) == ("number of dead", [("a", "24"), ("b", "26")])


@pytest.mark.parametrize(
    ("one", "published"),
    [
        ("At least 12 people", {}),
        ("At least 12 people", {"a": "2031-05-04"}),
        ("12 people", {"a": "2031-05-01", "b": "2031-05-02"}),
    ],
)
def test_a_least_is_contradicted_by_no_larger_figure(one, published):
    assert compared(flood(one, "26 people", **published)).differences.num_rows == 0


def test_three_tolls_of_one_day_are_still_being_counted():
    pile = flood("24 people", "26 people")
    pile.texts["c"] = "31 people were killed when the ferry sank off Vell, the mayor said."
    pile.published["c"] = "2031-05-03"
    assert compared(pile).differences.num_rows == 0


def test_a_late_copy_of_an_early_toll_contradicts_nobody():
    """A copy says when its source said it: the ferry's 24 are of the first day, though printed again on the third."""
    pile = flood("24 people", "26 people", b="2031-05-05")
    pile.texts["c"] = pile.texts["a"]
    pile.published["c"] = "2031-05-07"
    alone = compared(pile)
    assert [values(row) for row in alone.differences.to_pylist()] == [] or alone.updates.num_rows
    pile.descents = [("a", "c")]
    found = compared(pile)
    assert found.differences.num_rows == 0
    (row,) = found.updates.to_pylist()
    lines = {side["report_id"]: side["line_id"] for side in row["sides"]}
    assert lines["a"] == lines["c"] != lines["b"]


@pytest.mark.parametrize(
    ("one", "other", "subject"),
    [
        ("A 3-year-old boy climbed over the wall of the bear pit.", "The boy, who fell into the bear pit, is a four-year-old boy from Vell.", "age of the boy"),
        ("Ida Moor, 34, runs the ferry.", "The ferry of Ida Moor, 36, was late.", "age of Ida Moor"),
        ("Keepers led the 300-pound bear away from the pit.", "The 340-pound bear slept on in its pit.", "weight of the bear"),
        ("The mast fell 130 miles west of Vell.", "The mast stood 250 kilometres west of Vell.", "distance from Vell"),
        ("Vell is a city of 340,000 on the coast.", "A city of 390,000, Vell has a mayor.", "people in the city"),
        ("A quake of magnitude 5.2 shook the harbour of Vell.", "The magnitude-5.9 quake shook boats in the harbour of Vell.", "magnitude"),
        ("The skipper could be jailed for up to 10 years over the ferry.", "Over the ferry the skipper could face up to 14 years in prison.", "prison term"),
    ],
)  # fmt: skip
def test_measures_that_say_of_what_they_are_told_disagree_in_words_of_their_own(one, other, subject):
    found = compared(Pile({"a": one, "b": other}, published={"a": "2031-05-03", "b": "2031-05-09"}))
    assert [row["subject"] for row in found.differences.to_pylist()] == [subject]


def test_how_likely_two_figures_are_of_one_thing_is_told():
    """The more the sentences say alike, the likelier; at one place of copied text it is beyond doubt."""
    near = Pile(
        {
            "a": "The mast fell 130 miles west of Vell in the storm.",
            "b": "In the storm the mast fell 190 miles west of Vell.",
        }
    )
    far = Pile({"a": "The mast fell 130 miles west of Vell.", "b": "Divers searched as far as 190 miles west of Vell."})
    sure, less = (compared(pile).differences.column("confidence").to_pylist() for pile in (near, far))
    assert len(sure) == 1
    assert all(one < sure[0] <= 1 for one in less)
    copied = Pile(dict(FLOOD), published={"a": "2031-05-03", "b": "2031-05-03"})
    assert [row["confidence"] >= 0.999 for row in differences(copied)] == [True]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The mast fell 140 miles west of Vell.", "The mast stood 225 kilometres west of Vell."),  # converted
        ("Keepers led the 300-pound bear away from the pit.", "The 136-kg bear slept on in its pit."),
        ("Ida Moor, 34, runs the ferry.", "The ferry of Otto Moor, 36, was late."),  # another Moor
        ("Shares of the ferry company fell 3 percent to $7.63 at noon.", "Shares of the ferry company fell 5 percent to $7.42 at noon."),
        ("The skipper sold 4 boats to the town of Vell.", "The skipper sold 40 boats to the town of Vell."),  # too far apart
    ],
)  # fmt: skip
def test_measures_of_other_things_or_converted_do_not(one, other):
    found = compared(Pile({"a": one, "b": other}, published={"a": "2031-05-03", "b": "2031-05-03"}))
    assert found.differences.to_pylist() == []


def test_hours_of_one_happening():
    pile = Pile({"a": "The ferry hit the long quay of Vell at 22:30.", "b": "At 22:55 the ferry hit the long quay of Vell."})  # fmt: skip
    times = [
        dated(pile, "a", "22:30", "2031-05-03T22:30", 3, 3),
        dated(pile, "b", "22:55", "2031-05-03T22:55", 3, 3),
    ]
    for time in times:
        time["type"] = "TIME"
    (row,) = differences(pile, times=times)
    assert (row["kind"], values(row)) == ("date", [("a", "22:30"), ("b", "22:55")])
    assert row["subject"] == "hour in “quay of Vell at …”"
    near = [times[0], times[1] | {"value": "2031-05-03T22:35"}]
    assert differences(pile, times=near) == []


def test_news_of_each_day_tell_of_two_days():
    pile = Pile(
        {"a": "The mayor of Vell opened the long quay on Tuesday.", "b": "The mayor of Vell opened the long quay on Friday."},
        published={"a": "2031-05-06", "b": "2031-05-09"},
    )  # fmt: skip
    times = [dated(pile, "a", "Tuesday", "2031-05-06", 6, 6), dated(pile, "b", "Friday", "2031-05-09", 9, 9)]
    assert differences(pile, times=times) == []
    pile.published["b"] = "2031-05-06"
    assert len(differences(pile, times=times)) == 1


@pytest.mark.parametrize("odd", ["$" + "9" * 400, "5 km " + "w" * 20_000, "12 " * 2_000, "between 3 and " * 500, "٣ people were killed", "5-" * 3_000])  # fmt: skip
def test_odd_numbers_stop_nobody(odd):
    pile = Pile({"a": f"The ferry cost {odd} at Vell.", "b": f"At Vell the ferry cost about {odd}."})
    assert compared(pile).differences.schema.names == schema.SCHEMAS["differences"].names


@pytest.mark.parametrize(
    ("published", "found"),
    [
        ({"a": "2031-01-03", "b": "2031-09-27"}, 0),  # she had a birthday
        ({"a": "2031-09-27", "b": "2031-01-03"}, 1),  # nobody grows younger
        ({"a": "2031-01-03", "b": "2031-01-05"}, 1),
    ],
)
def test_an_age_grows_by_a_year_in_a_year(published, found):
    texts = {
        "a": "The jury at Vell found Marta Ilvesen, 26, guilty of arson.",
        "b": "Marta Ilvesen, 27, was found guilty of arson by the jury at Vell.",
    }
    assert len(differences(Pile(texts, published=published))) == found


def test_a_count_that_another_report_has_higher_the_day_after_may_have_grown():
    texts = {
        "a": "Divers at Vell found four anchors of the lost ferry, the coast guard said.",
        "b": "Divers at Vell found six anchors of the lost ferry, the coast guard said.",
        "c": "Divers at Vell found five anchors of the lost ferry, the coast guard said.",
    }
    days = {"a": "2031-05-03", "b": "2031-05-04", "c": "2031-05-03"}
    assert differences(Pile(texts, published=days)) == []
    assert len(differences(Pile(texts, published=dict.fromkeys(texts, "2031-05-03")))) == 1
