"""The differences labelled by hand are well-formed and drawn as told, and their scorer scores what it says."""

import hashlib

import pytest
from benchmarks import claims
from benchmarks.differences import (
    FILES,
    HALVES,
    KINDS,
    Story,
    count,
    draw_events,
    draw_groups,
    one_story,
    read_labels,
    read_rows,
    read_stories,
    summarize,
)

from stemma import find_differences

by_half = pytest.mark.parametrize("half", HALVES)
VERDICTS = {"same", "differs", "grew", "unsure"}


@pytest.fixture(scope="module")
def rows(data):
    return {name: read_rows(data, name) for name in FILES}


@by_half
def test_the_stories_are_drawn_by_the_rule(half, rows):
    without = [report["id"] for name in claims.DAYS for report in claims.read_labels(name)["reports"]]
    drawn = {("g5w1h", event): ids for event, ids in draw_events(rows["g5w1h"])[half].items()}
    drawn |= {("helsinki", group): ids for group, ids in draw_groups(rows["helsinki"], without)[half].items()}
    labelled = {(line["set"], line["story"]): [r["id"] for r in line["reports"]] for line in read_labels(half)}
    assert list(labelled.items()) == list(drawn.items())


@by_half
def test_spans_lie_in_the_texts_and_do_not_cut_words(half, rows):
    for story in read_stories(read_labels(half), rows):
        texts = {report["id"]: report["text"] for report in story.reports}
        for slot in story.slots:
            for stated in slot["stated"]:
                text = texts[stated["report_id"]]
                for begin, end in stated["spans"]:
                    assert 0 <= begin < end <= len(text)
                    assert text[begin:end] == text[begin:end].strip()
                    assert not (text[begin - 1 : begin].isalnum() and text[begin].isalnum())
                    assert not (text[end - 1].isalnum() and text[end : end + 1].isalnum())


@by_half
def test_slots_are_stated_by_two_reports_and_disagree_where_they_say_so(half):
    for line in read_labels(half):
        ids = {report["id"] for report in line["reports"]}
        for slot in line["slots"]:
            assert slot["kind"] in KINDS
            assert slot["verdict"] in VERDICTS
            stated = [(one["report_id"], one["value"]) for one in slot["stated"]]
            assert len(set(stated)) == len(stated)
            assert len({report for report, _ in stated} & ids) > 1
            assert all(one["spans"] for one in slot["stated"])
            if slot["verdict"] in {"differs", "grew"}:
                assert any(a[0] != b[0] and a[1] != b[1] for a in stated for b in stated)


def test_no_report_is_in_both_halves():
    one, other = ({r["id"] for line in read_labels(half) for r in line["reports"]} for half in HALVES)
    assert not one & other


@by_half
def test_the_labels_themselves_have_full_marks(half, rows):
    stories = read_stories(read_labels(half), rows)
    figures = summarize(count(story, rows_of(story, "differs", "same")) for story in stories)
    assert figures["recall"] == 1
    assert figures["stories_grown_wrong"] == 0
    figures = summarize(count(story, rows_of(story, "grew", "unsure")) for story in stories)
    assert (figures["precision"], figures["recall"]) == (0, 0)
    assert figures["stories_grown_wrong"] == figures["stories_grown"] > 0


def rows_of(story, *verdicts):
    """Every slot with one of the verdicts, told as a difference; a side's value is that of the label."""
    return [
        {
            "kind": slot["kind"],
            "sides": [
                {"value": one["value"], "report_id": one["report_id"], "begin": begin, "end": end}
                for one in slot["stated"]
                for begin, end in one["spans"]
            ],
        }
        for slot in story.slots
        if slot["verdict"] in verdicts
    ]


TEXTS = {
    "a": "The ferry to Ost sank on Monday. 24 people died and 60 were saved, 7 of them children.",
    "b": "The ferry sank on Monday. It was said that 26 people died and 58 were saved, 9 of them children.",
    "c": "By Tuesday 31 people had died, 24 of them crew. The ferry had cost 4 million.",
}


def stated(report, words, value=None):
    begin = TEXTS[report].index(words)
    return {"report_id": report, "value": value or words, "spans": [[begin, begin + len(words)]]}


def slot(verdict, *sides):
    return {"kind": "number", "subject": "", "verdict": verdict, "stated": list(sides)}


SLOTS = [
    slot("differs", stated("a", "24"), stated("b", "26")),
    slot("grew", stated("a", "60"), stated("b", "58"), stated("c", "31")),
    slot("same", stated("a", "Monday"), stated("b", "Monday")),
    slot("unsure", stated("a", "7"), stated("b", "9")),
]
STORY = Story("made", [{"id": name, "text": text} for name, text in TEXTS.items()], SLOTS)


def told(*sides, kind="number"):
    found = []
    for report, words in sides:
        begin = TEXTS[report].index(words)
        found.append({"value": words, "report_id": report, "begin": begin, "end": begin + len(words)})
    return {"kind": kind, "sides": found}


def test_a_difference_is_right_where_two_sides_stand_at_other_values_of_one_slot():
    tally = count(STORY, [told(("a", "24 people"), ("b", "26 people"))])
    assert (tally.slots, tally.slots_found, tally.found, tally.right, tally.grown) == (1, 1, 1, 1, 0)
    assert count(STORY, [told(("a", "24"), ("b", "26"), ("c", "4 million"), kind="date")]).right == 1


@pytest.mark.parametrize(
    "row",
    [
        told(("a", "24"), ("c", "31")),  # one side only at the slot
        told(("a", "Monday"), ("b", "Monday")),
        told(("a", "Ost"), ("c", "Tuesday")),
        {"kind": "number", "sides": [*told(("a", "24"))["sides"], told(("b", "26"))["sides"][0] | {"value": "24"}]},
    ],
)
def test_other_differences_are_wrong(row):
    tally = count(STORY, [row])
    assert (tally.slots_found, tally.found, tally.right, tally.grown) == (0, 1, 0, 0)


def test_values_that_agree_are_no_difference_though_one_slot_holds_another_one():
    third = slot("differs", stated("a", "24"), stated("b", "26", "24"), stated("c", "31"))
    story = STORY._replace(slots=[third])
    assert count(story, [told(("a", "24"), ("b", "26"))]).right == 0
    assert count(story, [told(("a", "24"), ("b", "26"), ("c", "31"))]).right == 1


def test_two_sides_of_one_report_are_no_difference():
    twice = STORY._replace(slots=[slot("differs", stated("a", "24"), stated("a", "60"), stated("b", "26"))])
    assert count(twice, [told(("a", "24"), ("a", "60"))]).right == 0
    assert count(twice, [told(("a", "60"), ("b", "26"))]).right == 1


def test_what_only_grew_is_wrong_and_counted_apart():
    tally = count(STORY, [told(("a", "60"), ("b", "58"))])
    assert (tally.found, tally.right, tally.grown) == (1, 0, 1)
    figures = summarize([tally, count(STORY, [])])
    assert (figures["stories_grown"], figures["stories_grown_wrong"]) == (2, 1)


def test_names_omissions_and_what_the_labeller_was_not_sure_of_count_for_nothing():
    omission = {"kind": "omission", "sides": [{"value": "", "report_id": "a", "begin": None, "end": None}]}
    rows = [told(("a", "Ost"), ("b", "ferry"), kind="name"), omission, told(("a", "7"), ("b", "9"))]
    assert count(STORY, rows).found == 0


def test_figures_of_no_stories_and_of_a_half_found():
    assert summarize([])["f1"] == 0
    found = [told(("a", "24"), ("b", "26")), told(("a", "24"), ("c", "4 million"))]
    figures = summarize([count(STORY, found), count(STORY, [])])
    assert (figures["precision"], figures["recall"], figures["f1"]) == (0.5, 0.5, 0.5)


def test_the_scorer_takes_what_the_library_finds():
    texts = {
        "a": "24 people were killed when the ferry sank off Vell, the coast guard said.",
        "b": "The coast guard said 26 people were killed when the ferry sank off Vell.",
    }
    reports = [{"id": n, "outlet": n, "text": text, "published": "2031-05-03"} for n, text in texts.items()]
    spans = {n: [text.index("2"), text.index("2") + 2] for n, text in texts.items()}
    sides = [{"report_id": n, "value": texts[n][b:e], "spans": [[b, e]]} for n, (b, e) in spans.items()]
    story = Story("made", reports, [slot("differs", *sides)])
    tally = count(story, find_differences(reports, story_reports=one_story(reports)).to_pylist())
    assert (tally.slots_found, tally.found, tally.right) == (1, 1, 1)


def test_another_text_under_the_same_id_is_refused():
    text = "The ferry is late."
    labels = [{"set": "g5w1h", "story": "1", "reports": [{"id": "a", "sha256": "0"}], "slots": []}]
    row = {"id": "a", "outlet": "o", "title": "", "text": text}
    with pytest.raises(ValueError, match="not the one"):
        read_stories(labels, {"g5w1h": [row]})
    labels[0]["reports"][0]["sha256"] = hashlib.sha256(text.encode()).hexdigest()
    (story,) = read_stories(labels, {"g5w1h": [row]})
    assert story.reports == [{"id": "a", "outlet": "o", "text": text}]
