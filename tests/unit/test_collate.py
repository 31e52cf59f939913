"""Texts side by side: what is aligned, where they differ, in what kind of way. All texts are invented."""

import random
from xml.etree import ElementTree as ET

import pyarrow as pa
import pytest

from stemma.collate import collate, collate_stories
from stemma.reports import as_report
from stemma.schema import SCHEMAS, table
from stemma.words import find_words
from tei_reading import read_tei

FIRE = (
    "The harbour at Velmora was closed on Tuesday after a fire, the port authority said. Eighteen people were taken to "
    "hospital, officials in the town of Ardens said. The minister, Ana Brekk, said the cause was not yet known and that "
    "an inquiry would follow within a week."
)
SHOPS = (
    "Shops in the centre opened again by noon, and the ferry to the outer islands sailed in the afternoon as planned. "
)


def sites(made):
    """Each site as its kind and its readings by label."""
    found = {}
    for row in made.variants.to_pylist():
        found.setdefault(row["site_id"], (row["kind"], {}))[1][row["report_id"]] = row["reading"]
    return list(found.values())


def one_site(a, b):
    (site,) = sites(collate({"a": a, "b": b}))
    return site[0], site[1]["a"], site[1]["b"]


def babble(seed, count):
    chance = random.Random(seed)
    return [f"w{chance.randrange(4000)}" for _ in range(count)]


def test_equal_texts_have_one_segment_and_no_site():
    made = collate({"a": FIRE, "b": FIRE.upper(), "c": FIRE})
    assert made.variants.num_rows == 0
    assert made.table.num_rows == 3
    assert made.table.schema == SCHEMAS["collation"]
    assert made.variants.schema == SCHEMAS["variants"]


@pytest.mark.parametrize(
    "texts", [{}, {"a": ""}, {"a": "", "b": "..."}, {"a": "\x00\x07", "b": "\U0001f600 !", "c": ""}]
)
def test_texts_without_words_give_empty_tables(texts):
    made = collate(texts)
    assert made.table.num_rows == 0
    assert made.variants.num_rows == 0
    ET.fromstring(made.to_tei())


@pytest.mark.parametrize(
    ("kind", "old", "new"),
    [
        ("spelling", "harbour", "harbor"),
        ("date", "Tuesday", "Wednesday"),
        ("number", "Eighteen", "19"),
        ("spelling", "Eighteen", "18"),
        ("name", "Ardens", "Ardenz"),
        ("name", "Ardens", "al-Ardin"),
        ("negation", "not yet known", "known"),
        ("hedge", "would follow", "would reportedly follow"),
        ("hedge", "would follow", "might follow"),
        ("attribution", "the port authority said", "the port authority claimed"),
        ("wording", "taken to hospital", "brought to hospital"),
        ("addition", "a fire", "a large fire"),
        ("number", "Eighteen people", "Several people"),
        ("wording", "Eighteen people", "Residents"),
        ("wording", "would follow within", "was not opened inside"),
    ],
)
def test_the_kind_says_what_sets_the_readings_apart(kind, old, new):
    assert one_site(FIRE, FIRE.replace(old, new))[0] == kind


def test_readings_are_the_witnesses_own_words():
    other = FIRE.replace("the port authority said", "officials claimed")
    texts = {"a": FIRE, "b": other}
    made = collate(texts)
    for row in made.variants.to_pylist():
        assert texts[row["report_id"]][row["begin"] : row["end"]] == row["reading"]
    assert sites(made) == [("attribution", {"a": "the port authority said", "b": "officials claimed"})]


def test_what_one_lacks_is_an_empty_span_at_its_place():
    texts = {"a": FIRE, "b": FIRE.replace("of Ardens ", "")}
    rows = collate(texts).variants.to_pylist()
    assert [row["reading"] for row in rows] == ["of Ardens", ""]
    empty = rows[1]
    assert empty["begin"] == empty["end"]
    assert texts["b"][: empty["begin"]].endswith("the town")


def test_a_passage_left_out_is_one_site_and_names_its_inner_sites_no_more():
    whole = FIRE + " " + SHOPS + FIRE.replace("harbour", "quay").replace("minister", "mayor")
    changed = whole.replace("outer islands", "northern islands")
    short = whole.replace(SHOPS, "")
    found = sites(collate({"a": whole, "b": changed, "c": short}))
    omissions = [readings for kind, readings in found if kind == "omission"]
    assert len(omissions) == 1
    assert omissions[0]["c"] == ""
    assert omissions[0]["a"].startswith("Shops in the centre")
    assert omissions[0]["a"].endswith("as planned")
    inner = [readings for kind, readings in found if kind != "omission"]
    assert inner == [{"a": "outer", "b": "northern"}]


def test_the_majority_tells_an_addition_from_an_omission():
    assert sites(collate({"a": FIRE + SHOPS, "b": FIRE, "c": FIRE}))[0][0] == "addition"
    assert sites(collate({"a": FIRE + SHOPS, "b": FIRE + SHOPS, "c": FIRE}))[0][0] == "omission"


def test_swapped_halves_are_fully_aligned():
    words = babble(1, 400)
    texts = {"a": " ".join(words), "b": " ".join(words[200:] + words[:200])}
    made = collate(texts)
    rows = made.table.to_pylist()
    by_segment = {}
    for row in rows:
        by_segment.setdefault(row["segment_id"], []).append(texts[row["report_id"]][row["begin"] : row["end"]])
    assert all(len(both) == 2 and both[0] == both[1] for both in by_segment.values())
    assert sum(len(both[0].split()) for both in by_segment.values()) == 400
    assert {row["moved"] for row in rows} == {True, False}
    assert [kind for kind, _ in sites(made)] == ["move"]


def test_a_change_inside_a_moved_passage_is_seen():
    words = babble(2, 120)
    moved = words[80:100]
    moved[9] = "altered"
    made = collate({"a": " ".join(words), "b": " ".join(words[:20] + moved + words[20:80] + words[100:])})
    assert {"a": words[89], "b": "altered"} in [readings for _, readings in sites(made)]


def test_every_witness_of_a_segment_has_as_many_words():
    chance = random.Random(3)
    words = babble(3, 300)
    texts = {
        str(n): " ".join(
            w if chance.random() > 0.1 else "x" * chance.randrange(1, 9) for w in words if chance.random() > 0.05
        )
        for n in range(6)
    }
    sizes = {}
    for row in collate(texts).table.to_pylist():
        sizes.setdefault(row["segment_id"], set()).add(
            len(find_words(texts[row["report_id"]], row["begin"], row["end"]).begin)
        )
    assert all(len(size) == 1 for size in sizes.values())


def test_lone_function_words_do_not_tie_unlike_stretches():
    a = "Rain fell on the northern hills before dawn, farmers in the valley said to a reporter of the local station."
    b = "Two ferries collided near the old lighthouse; nobody aboard the larger one was hurt in the collision at all."
    rows = collate({"a": a, "b": b}).table.to_pylist()
    assert len({row["segment_id"] for row in rows}) == len(rows)


def test_names_in_common_do_not_tie_unlike_texts():
    name = "Governor Ilse Maren"
    a, b = (f" {name} ".join(" ".join(babble(seed + n, 40)) for n in range(3)) for seed in (20, 30))
    made = collate({"a": a, "b": b})
    assert len(set(made.table["segment_id"].to_pylist())) == made.table.num_rows
    assert {kind for kind, _ in sites(made)} <= {"addition", "omission"}


def test_what_was_laid_inside_a_moved_passage_says_nothing_of_who_moved_it():
    words, strange = babble(8, 200), [f"other{n}" for n in range(30)]
    texts = {
        "a": " ".join(words),
        "b": " ".join(words[:150] + strange + words[150:]),
        "c": " ".join(words[120:] + words[:120]),
    }
    asked = [set(held) for kind, held in sites(collate(texts)) if kind != "move" and any(held.values())]
    assert asked
    assert all("c" not in labels for labels in asked)


def test_different_places_side_by_side_are_different_sites():
    made = collate({
        "a": "The old stone bridge fell at dawn.", "b": "The old wooden bridge fell at dawn.", "c": "The old stone tower fell at dawn.",
    })  # fmt: skip
    assert [sorted(set(readings.values())) for _, readings in sites(made)] == [["stone", "wooden"], ["bridge", "tower"]]


def plain(text):
    return [text[b:e].lower() for b, e in zip(*find_words(text)[:2], strict=True)]


def test_tei_holds_every_reading_of_every_witness():
    texts = {"one & only": FIRE, "two": FIRE.replace("Tuesday", "Wednesday"), "three": FIRE.replace("Eighteen", "<18>")}
    read = read_tei(collate(texts).to_tei())
    assert {label: plain(text) for label, text in read.items()} == {label: plain(text) for label, text in texts.items()}


def test_tei_keeps_the_order_of_what_was_moved():
    words = babble(4, 400)
    swapped = words[200:] + words[:200]
    texts = {"a": " ".join(words), "b": " ".join(swapped), "c": " ".join(swapped[:150] + swapped[170:]), "d": "else"}
    read = read_tei(collate(texts).to_tei())
    assert {label: plain(text) for label, text in read.items()} == {label: plain(text) for label, text in texts.items()}


def test_tei_keeps_the_marks_at_both_ends():
    read = read_tei(collate({"a": "“Fog fell,” she said.", "b": "“Fog fell,” she said."}).to_tei())
    assert [text.strip() for text in read.values()] == ["“Fog fell,” she said."] * 2


def reuse(*rows):
    return table("reuse", [
        {"reuse_id": str(n), "kind": kind, "a_report": a[0], "a_begin": a[1], "a_end": a[2],
         "b_report": b[0], "b_begin": b[1], "b_end": b[2], "words": 20, "identity": 1.0}
        for n, (kind, a, b) in enumerate(rows)
    ])  # fmt: skip


def story(*names):
    return table("story_reports", [{"story_id": "s", "report_id": name, "reason": ""} for name in names])


def body(name, text, **fields):
    from stemma.model import Block, Report

    return Report(id=name, text=text, blocks=(Block(0, len(text), "body"),), **fields)


QUOTE = "“We shall rebuild the northern pier before the winter storms and nobody will lose a day of work over it,”"


def test_reports_that_share_only_a_quotation_are_aligned_on_it_alone():
    a = body("a", SHOPS + QUOTE + " said the minister. " + FIRE)
    b = body("b", "Fishermen doubted it. " + QUOTE.replace("winter", "autumn") + " the minister told the council.")
    span = lambda r: (r.id, r.text.index("We shall"), r.text.index("over it") + 7)  # noqa: E731
    made, variants = collate_stories([a, b], story("a", "b"), reuse=reuse(("quotation", span(a), span(b))))
    assert {row["reading"] for row in variants.to_pylist()} == {"winter", "autumn"}
    for row in made.to_pylist():
        low, high = span(a)[1:] if row["report_id"] == "a" else span(b)[1:]
        assert low <= row["begin"] <= row["end"] <= high


def test_copies_are_collated_whole_and_strangers_take_no_part():
    a, b, c = body("a", FIRE + "\n" + SHOPS), body("b", FIRE), body("c", "Nothing here is alike.")
    rows = reuse(("text", ("a", 0, len(FIRE)), ("b", 0, len(FIRE))))
    made, variants = collate_stories([c, b, a], story("a", "b", "c"), reuse=rows)
    assert {row["report_id"] for row in made.to_pylist()} == {"a", "b"}
    assert {(row["kind"], row["reading"][:5]) for row in variants.to_pylist()} == {
        ("addition", "Shops"),
        ("addition", ""),
    }


def test_a_stranger_in_the_pile_changes_nothing():
    a, b = body("a", FIRE), body("b", FIRE.replace("Tuesday", "Monday"))
    rows = reuse(("text", ("a", 0, len(FIRE)), ("b", 0, len(FIRE) - 1)))
    alone = collate_stories([a, b], story("a", "b"), reuse=rows)
    among = collate_stories([body("z", FIRE), b, a], story("a", "b", "z"), reuse=rows)
    assert alone == among


def test_unconnected_groups_of_one_story_have_segments_of_their_own():
    other = " ".join(babble(7, 60))
    reports = [body("a", FIRE), body("b", FIRE), body("c", other), body("d", other)]
    rows = reuse(
        ("text", ("a", 0, len(FIRE)), ("b", 0, len(FIRE))), ("text", ("c", 0, len(other)), ("d", 0, len(other)))
    )
    made = collate_stories(reports, story("a", "b", "c", "d"), reuse=rows)[0].to_pylist()
    assert len({row["segment_id"] for row in made}) == len({row["position"] for row in made}) == 2


def test_who_was_first_tells_an_omission_between_two():
    from datetime import UTC, datetime

    early, late = datetime(2021, 3, 1, tzinfo=UTC), datetime(2021, 3, 2, tzinfo=UTC)
    rows = reuse(("text", ("a", 0, len(FIRE)), ("b", 0, len(FIRE))))
    for first, second, kind in ((early, late, "omission"), (late, early, "addition")):
        pair = [body("a", FIRE + "\n" + SHOPS, published=first), body("b", FIRE, published=second)]
        assert set(collate_stories(pair, story("a", "b"), reuse=rows)[1]["kind"].to_pylist()) == {kind}


def test_no_stories_give_empty_tables():
    made = collate_stories([], story(), reuse=reuse())
    assert [t.num_rows for t in made] == [0, 0]


def test_long_texts_survive():
    words = babble(11, 20000)
    chance = random.Random(12)
    made = collate({"a": " ".join(words), "b": " ".join(w for w in words if chance.random() > 0.02)})
    assert made.table.num_rows > 500
    assert collate({"a": "the cat " * 10000, "b": "the dog " * 10000}).table.num_rows >= 2


def test_headlines_of_their_own_are_not_held_against_each_other():
    body = (
        "The owner of the quarry said on Monday that the planned road would carry no more than forty lorries a day and would spare "
        "the village of Elmstow.\n\nThe council has not seen the study and will not vote before the autumn, its chairwoman said.\n"
    )
    heads = {"a": "Old owner makes a promise", "b": "Village is split over lorries and dust"}
    told = collate_of({name: f"{head}\n\n12 March 2024\n\n{body}" for name, head in heads.items()})
    assert told == []
    heads = {"a": "Owner promises forty lorries a day", "b": "Owner promises fifty lorries a day"}
    told = collate_of({name: f"{head}\n\n12 March 2024\n\n{body}" for name, head in heads.items()})
    assert told == [("forty", "fifty")]


def collate_of(texts: dict[str, str]) -> list[tuple[str, ...]]:
    """The readings of each place at which the reports of one story differ."""
    reports = [as_report({"id": name, "text": text}) for name, text in texts.items()]
    together = pa.table({"story_id": ["s"] * len(reports), "report_id": [r.id for r in reports]})
    variants = collate_stories(reports, together)[1].to_pylist()
    sites: dict[str, list[str]] = {}
    for row in sorted(variants, key=lambda r: r["report_id"]):
        sites.setdefault(row["site_id"], []).append(row["reading"])
    return [tuple(found) for found in sites.values()]
