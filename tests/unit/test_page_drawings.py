"""The drawings: nothing overlaps, nothing is left out, and what a story draws in a notebook."""

import re
import xml.etree.ElementTree as ET
from datetime import UTC, date, datetime, timedelta
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from page_made import made_case, rows_of_reports, write_case

from stemma import page
from stemma.page.atlas import Window, clip, land, outlines
from stemma.page.map import find_window, frame_of
from stemma.page.passages import marked_pair
from stemma.page.phrase import Mark, days, in_context, interval, listed, of, plain, shorten, sureness
from stemma.page.svg import fit, width_of, wrap
from stemma.page.tree_layout import lay_out

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def story(tmp_path_factory):
    return made_case(tmp_path_factory.mktemp("drawn")).story("1")


def words_in(svg):
    return [element.text for element in ET.fromstring(svg).iter(f"{SVG}text")]


def test_the_family_tree_draws_every_witness_and_every_step(story):
    svg = page.draw_stemma(story)
    words = words_in(svg)
    for name in ("Basin", "Lantern Post", "Mill Echo", "Reed Gazette"):
        assert any(name in text for text in words)
    assert {"60%", "70%", "80%", "not in the pile", "no day", "4 May 2023"} <= set(words)
    paths = list(ET.fromstring(svg).iter(f"{SVG}path"))
    assert len(paths) == len(rows_of_reports()["descents"])
    assert sum(1 for p in paths if p.get("stroke-dasharray")) == 1
    assert len(list(ET.fromstring(svg).iter(f"{SVG}polygon"))) == len(paths) - 1


def test_what_nothing_links_stands_apart(story):
    words = words_in(page.draw_stemma(story))
    assert words.index("Linked with none: nothing shows that these copied or were copied") < words.index("Reed Gazette")


def test_a_story_draws_itself_in_a_notebook(story):
    assert page.draw_stemma(story) == story.stemma._repr_html_()
    assert page.draw_timeline(story) == story.timeline._repr_html_()
    assert "Ada Renn" in story.claims._repr_html_()
    assert "Ulm-on-Sea" in story.collation._repr_html_()
    assert "1 Ulmen" in words_in(page.draw_map(story))


def test_fragments_bring_their_style_and_touch_nothing_outside(story):
    for html in (page.draw_claims(story), page.draw_collation(story)):
        style = re.search(r"<style>(.*?)</style>", html, re.DOTALL).group(1)
        rules = re.sub(r"@page[^{}]*\{[^{}]*\}|@media[^{]*\{", "", style)
        for selectors in re.findall(r"([^{}]+)\{", rules):
            assert all(one.strip().startswith(".stemma") for one in selectors.split(",")), selectors


def test_the_timeline_sets_days_told_beside_days_of_reports(story):
    words = words_in(page.draw_timeline(story))
    assert "Tue 2 May 2023" in words
    assert "2 reports: “Tuesday”" in words
    assert {"Basin Herald", "Lantern Post", "Mill Echo", "Reed Gazette", "no day known"} <= set(words)


def family(parents, lost, dated):
    names = [f"w{n:02d}" for n in range(len(parents) + 1)]
    witnesses = [{"witness_id": n, "report_id": None if n in lost else n} for n in names]
    edges = [
        {"parent": names[parent % (child + 1)], "child": names[child + 1], "share": 0.5, "confidence": 0.5}
        for child, parent in enumerate(parents)
    ]
    published = {n: date(2024, 1, 1) + timedelta(days=gap) for n, gap in zip(names, dated, strict=False) if gap >= 0}
    return witnesses, edges, {n: d for n, d in published.items() if n not in lost}


@settings(deadline=None, max_examples=60)
@given(
    st.lists(st.integers(0, 70), min_size=1, max_size=70),
    st.sets(st.integers(0, 8)),
    st.lists(st.integers(-1, 12), min_size=71, max_size=71),
    st.lists(st.tuples(st.integers(0, 70), st.integers(0, 70)), max_size=6),
)
def test_no_two_boxes_overlap_and_all_lie_inside(parents, lost, dated, more):
    witnesses, edges, published = family(parents, {f"w{n:02d}" for n in lost}, dated)
    known = [row["witness_id"] for row in witnesses]
    for one, other in more:
        pair = (known[one % len(known)], known[other % len(known)])
        if pair[0] != pair[1] and pair not in {(e["parent"], e["child"]) for e in edges}:
            edges.append({"parent": pair[0], "child": pair[1], "share": 0.2, "confidence": 0.3})
    layout = lay_out(witnesses, edges, published, {})
    assert set(layout.boxes) == {name for edge in edges for name in (edge["parent"], edge["child"])}
    assert sorted((e.parent, e.child) for e in layout.edges) == sorted((e["parent"], e["child"]) for e in edges)
    boxes = list({id(box): box for box in layout.boxes.values()}.values())
    for box in boxes:
        assert box.x >= 0
        assert box.x + box.width <= layout.width
        assert box.y >= 0
        assert box.y + box.height <= layout.height
    for a, b in combinations(boxes, 2):
        apart = a.x + a.width <= b.x or b.x + b.width <= a.x or a.y + a.height <= b.y or b.y + b.height <= a.y
        assert apart, (a, b)


def test_later_reports_stand_further_right_and_lost_texts_before_their_copies():
    witnesses, edges, published = family([0, 0, 1], {"w00"}, [-1, 3, 5, 9])
    boxes = lay_out(witnesses, edges, published, {}).boxes
    assert boxes["w00"].x < boxes["w01"].x < boxes["w02"].x
    assert boxes["w01"].x < boxes["w03"].x


def test_sixty_copies_of_one_text_share_a_box_of_columns():
    witnesses, edges, published = family([0] * 60, {"w00"}, [-1] + [2] * 60)
    layout = lay_out(witnesses, edges, published, {})
    bundle = layout.boxes["w01"]
    assert len(bundle.members) == 60
    assert layout.width < 1600
    assert layout.height < 600


def test_a_long_chain_is_broken_into_blocks_and_loses_nobody():
    witnesses, edges, published = family(list(range(30)), set(), [n % 9 for n in range(71)])
    layout = lay_out(witnesses, edges, published, {})
    assert layout.packed
    assert layout.width < 1600
    assert sum(1 for box in layout.boxes.values() if box.goes_on) == 5
    assert len({(box.x, box.y) for box in layout.boxes.values()}) == 31


def test_a_family_of_many_undated_copies_stays_within_a_screen():
    parents = [0, 0, 1, 1, 2, 2] + [n % 7 for n in range(58)]
    witnesses, edges, published = family(parents, {"w00"}, [-1] * 71)
    layout = lay_out(witnesses, edges, published, {})
    assert layout.width < 1600
    assert layout.height < 1600


def test_a_large_family_names_all_its_reports(tmp_path):
    names = [f"r{n:02d}" for n in range(40)]
    moment = datetime(2024, 2, 1, tzinfo=UTC)
    rows = {
        "reports": [{"report_id": n, "outlet": f"Paper {n}", "text": "Words.", "published": moment} for n in names],
        "stories": [{"story_id": "s", "saga_id": "s", "title": "Large", "reports": 40}],
        "story_reports": [{"story_id": "s", "report_id": n} for n in names],
        "witnesses": [{"story_id": "s", "witness_id": n, "report_id": n, "label": n} for n in names]
        + [{"story_id": "s", "witness_id": "lost", "agency": "Wire"}],
        "descents": [
            {
                "story_id": "s",
                "parent": "lost",
                "child": n,
                "share": 0.9,
                "confidence": 0.9,
                "by": "passages",
                "reasons": [],
            }
            for n in names
        ],
    }
    words = words_in(page.draw_stemma(write_case(tmp_path / "large.stemma", rows).story("1")))
    assert {f"Paper {n}" for n in names} <= set(words)


def is_land(longitude, latitude):
    crossings = 0
    for ring in land():
        x, y = ring[:, 0], ring[:, 1]
        before_x, before_y = np.roll(x, 1), np.roll(y, 1)
        way = np.where(before_y == y, 1, before_y - y)
        at = x + (latitude - y) / way * (before_x - x)
        crosses = (y > latitude) != (before_y > latitude)
        # An outline that runs over the date line lies a whole turn away.
        crossings += sum(int((crosses & (longitude + turn < at)).sum()) % 2 for turn in (-360, 0, 360))
    return crossings % 2 == 1


def test_land_is_where_it_is():
    for place in ((46.2, 24.7), (-100, 40), (170, 66), (-178, 66.5), (133, -24), (0, -85)):
        assert is_land(*place), place
    for place in ((-40, 30), (160, 0), (-160, 40), (80, -30)):
        assert not is_land(*place), place


@given(st.floats(-170, 150), st.floats(-80, 70), st.floats(2, 60), st.floats(2, 15))
@settings(deadline=None, max_examples=30)
def test_outlines_lie_within_their_window(west, south, wide, high):
    for ring in outlines(Window(west, south, west + wide, south + high), 10.0, 12.0):
        assert ring.min() >= 0
        assert ring[:, 0].max() <= round(wide * 10)
        assert ring[:, 1].max() <= round(high * 12)


def test_a_ring_that_leaves_the_window_is_cut_at_its_edge():
    square = np.array([[-5, -5], [5, -5], [5, 5], [-5, 5]])
    cut = clip(square, 10, 10)
    assert {tuple(point) for point in cut.tolist()} == {(0, 0), (5, 0), (5, 5), (0, 5)}


@given(st.lists(st.tuples(st.floats(-180, 180), st.floats(-90, 90)), min_size=1, max_size=8))
def test_every_place_lies_on_its_map(points):
    window = find_window(points)
    frame = frame_of(points)
    for longitude, latitude in points:
        assert window.south - 2 <= latitude <= window.north + 2
        assert any(window.west <= longitude + turn <= window.east for turn in (-360, 0, 360))
        assert -1 <= frame.at(longitude, max(-88, min(88, latitude)))[1] <= frame.height + 1


def test_places_on_both_sides_of_the_date_line_are_near_each_other():
    window = find_window([(178.0, -18.0), (-172.0, -14.0)])
    assert window.east - window.west < 20


@given(st.text(max_size=300), st.lists(st.tuples(st.integers(-5, 320), st.integers(-5, 320)), max_size=4))
def test_a_marked_passage_stands_in_its_context_word_for_word(text, spans):
    marks = [Mark(begin, end, "value") for begin, end in spans]
    pieces = in_context(text, marks, around=20)
    for piece in pieces:
        if piece.role == "value":
            assert plain(piece.text) in plain(text)
    if len(marks) == 1 and 0 <= spans[0][0] < spans[0][1] <= len(text):
        assert plain("".join(p.text for p in pieces if p.role)) == plain(text[slice(*spans[0])])


def test_context_stays_in_its_paragraph_and_says_where_it_is_cut():
    text = "A first line\n\nThe ferry left the quay at noon and came back after dark.\nA last line"
    begin = text.index("noon")
    pieces = in_context(text, [Mark(begin, begin + 4, "value")], around=200)
    assert "".join(p.text for p in pieces) == "The ferry left the quay at noon and came back after dark."
    cut = "".join(p.text for p in in_context(text, [Mark(begin, begin + 4, "value")], around=12))
    assert cut == "… quay at noon and came …"


def test_words_that_only_one_side_has_are_marked():
    one, other = marked_pair("The mill stood empty for years.", "The old mill stood empty for weeks.")
    assert [p.text for p in one if p.role] == ["years"]
    assert [p.text for p in other if p.role] == ["old", "weeks"]


@given(st.text(max_size=80), st.floats(20, 400))
def test_words_fit_the_room_they_are_given(text, room):
    assert width_of(fit(text, room), 12) <= max(room, width_of("…", 12))
    assert len(wrap(text, room)) <= 2


def test_counts_and_days_read_as_a_person_would_write_them():
    assert of(1, "story") == "1 story"
    assert of(2, "story") == "2 stories"
    assert of(3, "day") == "3 days"
    assert interval(1, 1) == "1"
    assert interval(1, 3) == "at least 1, at most 3"
    assert listed(["a", "b", "c"]) == "a, b and c"
    assert listed(["a", "b", "c", "d"], 2) == "a, b and 2 more"
    assert days(date(2024, 3, 1), date(2024, 3, 4)) == "1 to 4 March 2024"
    assert days(date(2023, 12, 30), date(2024, 1, 2)) == "30 December 2023 to 2 January 2024"
    assert shorten("one two three", 9) == "one two …"
    assert [sureness(c) for c in (0.95, 0.7, 0.4, 0.1, None)] == ["sure", "likely", "open", "doubtful", "doubtful"]
