"""The page: everything in one file, nothing that runs, every statement with its words."""

import re
from collections import Counter
from html.parser import HTMLParser

import pytest
from page_made import HOSTILE, LOST, STORY, TEXTS, at, made_case, rows_of_reports, rows_of_words, write_case

from stemma.page import render_case

VOID = {"meta", "br", "img", "input", "link", "hr"}


class Page(HTMLParser):
    """What a browser would see: elements with their attributes, headings, text; and whether tags are balanced."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.crossed: list[str] = []
        self.text: list[str] = []
        self.headings: list[int] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.crossed.append(tag)

    def handle_data(self, data):
        if not self.open or self.open[-1] != "style":
            self.text.append(data)

    def words(self):
        return " ".join("".join(self.text).split())

    def all(self, tag):
        return [attrs for name, attrs in self.elements if name == tag]


@pytest.fixture(scope="module")
def html(tmp_path_factory):
    return render_case(made_case(tmp_path_factory.mktemp("page")))


@pytest.fixture(scope="module")
def page(html):
    return Page(html)


def test_the_page_is_well_formed(page):
    assert not page.crossed
    assert not page.open


def test_nothing_on_the_page_can_run_or_ask_the_network(html, page):
    tags = {tag for tag, _ in page.elements}
    assert not tags & {
        "script",
        "iframe",
        "object",
        "embed",
        "link",
        "base",
        "form",
        "img",
        "audio",
        "video",
        "use",
        "image",
    }
    for tag, attrs in page.elements:
        assert not [name for name in attrs if name.startswith("on")]
        assert "src" not in attrs
        assert not re.search(r"url\(|@import", attrs.get("style") or "")
        if "href" in attrs:
            assert tag == "a"
            assert re.match(r"#|https?://", attrs["href"])
    style = re.search(r"<style>(.*?)</style>", html, re.DOTALL).group(1)
    assert not re.search(r"url\(|@import|</", style)


def test_the_policy_stands_before_anything_else_is_read(html):
    policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
    assert f'<meta http-equiv="Content-Security-Policy" content="{policy}">' in html
    assert html.index("Content-Security-Policy") < html.index("<style>") < html.index("<body")


def test_what_a_hostile_report_prints_is_shown_and_not_obeyed(html, page):
    assert "<script" not in html
    assert "<img" not in html
    assert " ".join(HOSTILE.split()) in page.words()
    assert "{{ 7*7 }}" in page.words()
    assert "\x00" not in html


def test_only_addresses_of_web_pages_are_linked(page):
    outward = [attrs for attrs in page.all("a") if not attrs["href"].startswith("#")]
    assert [attrs["href"] for attrs in outward] == ["https://basin.example/1"]
    assert all("noreferrer" in attrs["rel"] for attrs in outward)
    assert "javascript:alert(3)" in page.words()


def test_every_link_inside_the_page_leads_somewhere_and_ids_are_their_own(page):
    ids = Counter(attrs["id"] for _, attrs in page.elements if "id" in attrs)
    assert max(ids.values()) == 1
    assert {attrs["href"][1:] for attrs in page.all("a") if attrs["href"].startswith("#")} <= set(ids)
    for _, attrs in page.elements:
        for name in ("aria-labelledby", "aria-describedby"):
            assert set((attrs.get(name) or "").split()) <= set(ids)


def test_headings_come_in_order(page):
    assert page.headings[0] == 1
    assert page.headings.count(1) == 1
    assert all(later - earlier <= 1 for earlier, later in zip(page.headings, page.headings[1:], strict=False))


def test_tables_have_headers_with_a_scope(page):
    assert page.all("table")
    assert page.all("th")
    assert all(attrs.get("scope") for attrs in page.all("th"))


def test_drawings_are_named_and_described(html, page):
    drawings = page.all("svg")
    assert len(drawings) == 3
    assert all(attrs["role"] == "img" for attrs in drawings)
    assert html.count("<desc") == len(drawings)


def test_the_page_opens_with_what_it_shows(page):
    words = page.words()
    assert "5 reports from 5 outlets in 2 stories" in words
    assert (
        "Three reports carry a statement of Ada Renn, here as Basin Herald has it: "
        "“Nobody has been hurt and the work takes four days”"
    ) in words
    assert "at least 1, at most 2 lines of descent" in words
    assert "Quaynews’ report must have been there and is not in the pile" in words
    assert "no reply was found in Basin Herald and Mill Echo" in words


def test_words_are_said_to_be_carried_only_where_all_print_them(tmp_path):
    rows = rows_of_reports() | rows_of_words()
    rows["wordings"] = []
    rows["claims"][0]["verbatim"] = True
    words = Page(render_case(write_case(tmp_path / "same.stemma", rows))).words()
    assert "Three reports carry these words of Ada Renn: “Nobody has been hurt" in words
    rows["attributions"][1]["kind"] = "indirect"
    words = Page(render_case(write_case(tmp_path / "told.stemma", rows))).words()
    assert "carry these words" not in words


def test_what_nobody_said_stands_apart_and_says_that_it_counts_for_nothing(tmp_path):
    rows = rows_of_reports() | rows_of_words()
    rows["attributions"].append(
        {
            "attribution_id": "a-wish", "report_id": "r4", "kind": "indirect", "source": [at("r4", "The ferrymen")],
            "cue": [at("r4", "tell")], "content": [at("r4", "a quiet week")], "said": False, "confidence": 0.8,
        }
    )  # fmt: skip
    html = render_case(write_case(tmp_path / "wish.stemma", rows))
    words = Page(html).words()
    assert "Told of, but not said (1)" in words
    assert "No claim is made of them, and no figure counts them." in words
    part = html[html.index("Told of, but not said") : html.index("s1-differences-head")]
    assert '<mark class="content">a quiet week</mark>' in part


def test_every_step_of_copying_has_its_reasons_and_its_words(page):
    words = page.words()
    for row in rows_of_reports()["descents"]:
        for reason in row["reasons"]:
            assert reason in words
    assert "What else could explain Mill Echo: Basin Herald, confidence 0.20" in words
    assert words.count("The bridge at Ulm-on-Sea was shut on Tuesday, the harbour office said") >= 3


def test_a_report_without_a_day_is_said_to_have_none(page):
    assert "Reed Gazette can not: none could be told from it." in page.words()
    assert "No day can be given (1)" in page.words()


def test_a_figure_opens_what_it_counts(html):
    claim = html[html.index('id="s1-claim-1"') : html.index("s1-differences-head")]
    assert re.search(r"<summary><b>3</b>\s*reports, <b>at least 1, at most 2</b>", claim)
    assert "Line 1: from Quaynews’ report, not in the pile" in claim
    for outlet in ("Basin Herald", "Lantern Post", "Mill Echo"):
        assert f"<cite>{outlet}</cite>" in claim
    assert '<mark class="cue">said</mark>' in claim
    assert '<mark class="source">Ada Renn</mark>' in claim


def test_a_report_without_an_outlet_goes_by_its_title(tmp_path):
    rows = rows_of_reports() | rows_of_words()
    rows["reports"][0] |= {"outlet": None, "title": "Bridge at Ulmen shut after inspectors find long cracks in a pier"}
    rows["reports"][1] |= {"outlet": None, "title": None, "path": "clips/one.txt"}
    words = Page(render_case(write_case(tmp_path / "titles.stemma", rows))).words()
    assert "“Bridge at Ulmen shut after inspectors …”" in words
    assert "one.txt" in words


def test_many_open_pairs_are_folded_and_the_improbable_ones_counted(tmp_path):
    rows = rows_of_reports()
    reports = [row["report_id"] for row in rows["reports"]]
    rows["descents"] = []
    pairs = [(a, b) for a in reports for b in reports if a != b]
    rows["rivals"] = [
        {"story_id": STORY, "child": a, "parent": b, "confidence": 0.3 if n < 10 else 0.08, "reasons": []}
        for n, (a, b) in enumerate(pairs)
    ]
    words = Page(render_case(write_case(tmp_path / "open.stemma", rows))).words()
    assert "10 pairs of which one may have copied the other" in words
    assert "that one copied the other is open, confidence 0.30" in words
    assert f"For {len(pairs) - 10} more pairs of reports copying is improbable" in words
    assert "confidence 0.08" not in words


def test_an_altered_quotation_stands_beside_the_other_with_its_words_marked(html):
    assert "Not verbatim: words inside the quotation marks differ" in html
    assert '<mark class="v v-sense">five</mark>' in html
    assert '<mark class="v v-sense">four</mark>' in html


def test_replies_are_shown_and_missed(page):
    words = page.words()
    assert "Denied by “The ferrymen”:" in words
    assert (
        "“Nobody has been hurt and the work takes four days”; they come down to at least 1, at most 2 lines of descent and 1 original "
        "source. The words inside the quotation marks differ. the claim This statement: denied by “The ferrymen” in 1 report"
    ) in words
    assert "No reply found in: Basin Herald and Mill Echo." in words


def test_a_reply_of_which_it_is_open_what_it_answers_is_told_with_reserve(tmp_path):
    rows = rows_of_reports() | rows_of_words()
    rows["replies"] = [row | {"confidence": 0.45} for row in rows["replies"]]
    words = Page(render_case(write_case(tmp_path / "open.stemma", rows))).words()
    assert "Denied by “The ferrymen” perhaps; it may be about something else:" in words
    assert "This statement: denied by" not in words
    assert "No reply found in:" not in words


def test_places_where_reports_differ_say_who_has_what(html, page):
    assert '<mark class="v v-name">Ulm-on-Sea</mark>' in html
    assert "Lantern Post and Mill Echo" in page.words()
    assert '<span class="tag t-number">number</span>' in html


def test_names_are_counted_by_outlet(page):
    assert "Ulmen placeUlmen 1Ulm-on-Sea 1Ulm-on-Sea 1Ulmen 1" in page.words()


def test_names_open_the_words_in_which_they_stand(html):
    part = html[html.index('id="s1-names"') : html.index('id="s1-days"')]
    assert part.count("<summary>Where</summary>") == 1
    assert '<mark class="v v-name">Ulm-on-Sea</mark> was shut on Tuesday' in part
    assert '<mark class="v v-name">Ulmen</mark> was shut on Tuesday' in part


def test_names_say_why_they_are_held_for_the_same(tmp_path):
    rows = rows_of_reports() | rows_of_words()
    rows["names"] = [
        {"entity_id": "e-ulmen", "name": "Ulmen", "outlet": "Basin Herald", "count": 1, "evidence": "gazetteer"},
        {"entity_id": "e-ulmen", "name": "Ulm-on-Sea", "outlet": "Mill Echo", "count": 1, "evidence": "collation"},
        {"entity_id": "e-ulmen", "name": "Ulm-on-Sea", "outlet": "Lantern Post", "count": 1, "evidence": "spelling"},
    ]
    words = Page(render_case(write_case(tmp_path / "names.stemma", rows))).words()
    assert "“Ulmen”: in the list of places that comes with Stemma" in words
    assert "“Ulm-on-Sea”: copies of one text have it at the same place" in words
    assert "nearly the same letters" not in words


def test_what_is_left_out_is_said_with_its_words(page):
    assert "Left out by: Mill Echo." in page.words()
    assert "Boats wait in the old basin" in page.words()


def test_what_was_skipped_and_what_worked_is_named(page):
    words = page.words()
    assert "it holds no text" in words
    assert "Stemma 9.9" in words
    assert "ab" * 32 in words


def test_the_same_case_gives_the_same_bytes_wherever_it_lies(html, tmp_path):
    assert render_case(made_case(tmp_path)) == html


def test_the_order_of_rows_changes_nothing(html, tmp_path):
    rows = {name: found[::-1] for name, found in (rows_of_reports() | rows_of_words()).items()}
    for name, found in rows.items():
        rows[name] = sorted(found, key=lambda row: str(sorted(row.items(), key=str)), reverse=True)
    assert render_case(write_case(tmp_path / "bridge.stemma", rows)) == html


def test_a_case_without_reports_gives_a_page(tmp_path):
    page = Page(render_case(write_case(tmp_path / "none.stemma", {})))
    assert "0 reports" in page.words()
    assert not page.crossed


def test_rows_that_point_at_nothing_do_not_stop_the_page(tmp_path):
    rows = rows_of_reports() | rows_of_words()
    rows["attributions"] = rows["attributions"][1:]
    rows["entities"] = []
    rows["variants"][0] |= {"begin": 90_000, "end": 90_010}
    rows["differences"][0]["sides"][0] |= {"begin": 80_000, "end": 80_004}
    rows["descents"].append({"story_id": STORY, "parent": "r3", "child": "r2", "confidence": None, "share": None})
    rows["witnesses"] = [row for row in rows["witnesses"] if row["witness_id"] != LOST]
    rows["reports"][3]["text"] = None
    page = Page(render_case(write_case(tmp_path / "torn.stemma", rows)))
    assert not page.crossed
    assert "Lantern Post" in page.words()


def test_many_reports_that_tell_nothing_else_stay_short(tmp_path):
    rows = rows_of_reports()
    rows = {"reports": rows["reports"], "blocks": rows["blocks"]}
    rows["stories"] = [
        {"story_id": f"{n:016x}", "saga_id": f"{n:x}", "title": k, "reports": 1} for n, k in enumerate(TEXTS)
    ]
    rows["story_reports"] = [{"story_id": f"{n:016x}", "report_id": k, "reason": "alone"} for n, k in enumerate(TEXTS)]
    html = render_case(write_case(tmp_path / "apart.stemma", rows))
    assert "<svg" not in html
    assert "there is nothing to hold against each other" in html


def test_sides_printed_alike_but_for_their_marks_stand_together(tmp_path):
    rows = rows_of_reports() | rows_of_words()
    reports = rows["reports"][:3]
    said = (
        '"The span held all night," she said.',
        "“The span held all night,” she said.",
        '"The pier held all night," she said.',
    )
    for report, text in zip(reports, said, strict=True):
        report["text"] = text
    sides = [
        {"report_id": report["report_id"], "value": text, "begin": 0, "end": len(text)}
        for report, text in zip(reports, said, strict=True)
    ]
    rows["blocks"], rows["mentions"], rows["times"] = [], [], []
    rows["differences"] = [
        {"difference_id": "d", "story_id": STORY, "kind": "quotation", "subject": "a quotation", "sides": sides}
    ]
    html = render_case(write_case(tmp_path / "alike.stemma", rows))
    found = html[html.index('id="s1-difference-1"') :]
    found = found[: found.index("</section>")]
    assert found.count("<q>") == 2
    assert '<mark class="differs">span</mark>' in found
    assert '<mark class="differs">pier</mark>' in found
    assert "2 reports" in found
