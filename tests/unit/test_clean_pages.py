"""Whole pages: encodings, HTML with offsets, hostile input. All pages are invented."""

from datetime import UTC, datetime

import pytest

import stemma.clean
from stemma.clean import clean
from stemma.clean.decode import decode
from stemma.clean.extract import Extractor
from stemma.clean.page import read_page

PAGE = """<!doctype html><html lang="en-GB"><head><title>Northern canal closes for caf&eacute; owners - The Delta Courier</title>
<meta property="og:site_name" content="The Delta Courier"><link rel=canonical href="https://www.example.org/2021/canal">
<meta property="article:published_time" content="2021-03-04T09:15:00+01:00">
<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Northern canal closes", "author": {"name": "Ann Lee"}}</script></head>
<body><nav><a href=/>Home</a> <a href=/w>World</a></nav><article><h1>Northern canal closes for caf&eacute; owners</h1>
<figure><img src=x><figcaption>The canal seen from the quay on Tuesday.</figcaption></figure>
<p>NORTHPORT (Agency) &mdash; The northern canal will close on Monday for repairs that are expected to last three weeks, the port&#8217;s master said.</p>
<p>&ldquo;We know this is hard for those who cross it each day,&rdquo; said the chair of the council, who promised a <b>free</b> ferry.</p>
<p>Traders in the old town fear that they will lose a third of their custom, and they have asked the council to pay for it.</p>
<aside><h2>Related</h2><ul><li><a href=1>Council votes on new budget after long night</a></li></ul></aside>
<p>The last time the canal was closed, in 1998, repairs took three months instead of three weeks and cost twice as much.</p>
</article><footer>Copyright 2021 The Delta Courier. All rights reserved.</footer><script>var x = "<p>never said</p>";</script></body></html>"""


@pytest.fixture(scope="module")
def cleaned():
    return clean(PAGE.encode())


def said(cleaned, kind):
    rows = cleaned.blocks.to_pylist()
    return [cleaned.text[row["begin"] : row["end"]].strip() for row in rows if row["kind"] == kind]


def test_a_page_gives_its_metadata(cleaned):
    assert cleaned.title == "Northern canal closes for café owners"
    assert (cleaned.outlet, cleaned.byline, cleaned.credit) == ("The Delta Courier", "Ann Lee", "Agency")
    assert (cleaned.url, cleaned.language) == ("https://www.example.org/2021/canal", "en")
    assert cleaned.published == datetime(2021, 3, 4, 8, 15, tzinfo=UTC)
    assert (cleaned.published_precision, cleaned.published_from) == ("minute", "metadata")


def test_a_page_is_told_apart(cleaned):
    body = said(cleaned, "body")
    assert len(body) == 4
    assert (
        body[1]
        == "“We know this is hard for those who cross it each day,” said the chair of the council, who promised a free ferry."
    )
    assert said(cleaned, "dateline") == ["NORTHPORT (Agency) —"]
    assert said(cleaned, "caption") == ["The canal seen from the quay on Tuesday."]
    assert said(cleaned, "title") == ["Northern canal closes for café owners"]
    assert said(cleaned, "teaser") == ["Council votes on new budget after long night"]
    assert "never said" not in cleaned.text


def test_blocks_tile_the_text_and_point_at_the_bytes(cleaned):
    rows = cleaned.blocks.to_pylist()
    assert "".join(cleaned.text[r["begin"] : r["end"]] for r in rows) == cleaned.text
    raw = PAGE.encode()
    places = {r["kind"]: raw[r["raw_begin"] : r["raw_end"]] for r in rows}
    assert places["title"] == b"Northern canal closes for caf&eacute; owners"
    assert places["dateline"] == b"NORTHPORT (Agency) &mdash;"
    assert places["caption"] == b"The canal seen from the quay on Tuesday."


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16", "utf-8-sig"])
def test_offsets_hold_in_any_encoding(encoding):
    text = "Café owners wait\n\nThe “old” canal – built ninety years ago – will close for three weeks, the port said on Monday."
    raw = text.encode(encoding)
    made = clean(raw)
    assert made.text == text
    skip = 2 if encoding == "utf-16" else 3 if encoding == "utf-8-sig" else 0
    for row in made.blocks.to_pylist():
        name = {"utf-16": "utf-16-le", "utf-8-sig": "utf-8"}.get(encoding, encoding)
        assert raw[row["raw_begin"] : row["raw_end"]].decode(name) == text[row["begin"] : row["end"]]
    assert made.blocks.to_pylist()[0]["raw_begin"] == skip


def test_a_declared_encoding_is_used_and_broken_bytes_do_not_stop_it():
    declared = '<html><head><meta charset="windows-1251"></head><body><p>Привет</p></body></html>'.encode("cp1251")
    assert "Привет" in decode(declared).text
    broken = decode("Жители города ждут парома весь день ".encode() * 3 + b"\xff end")
    assert "\ufffd end" in broken.text
    assert int(broken.starts[-1]) == len("Жители города ждут парома весь день ".encode()) * 3 + 5


@pytest.mark.parametrize(
    "hostile",
    [
        "<html><body><p " + " ".join(f"a{i}=1" for i in range(100_000)) + ">The canal closes.</p></body></html>",
        "<html><body>" + "<div>" * 50_000 + "<p>The canal closes.</p>",
        "<html><body><p>The canal closes.</p><!-- never closed",
        "<html>\x00<p>The canal closes.\x0c</p>",
        '<html><head><script type="application/ld+json">' + "[" * 5000 + "</script></head><p>The canal closes.</p>",
    ],
)
def test_hostile_pages_are_read_all_the_same(hostile):
    assert "The canal closes." in clean(hostile).text


def test_a_child_that_breaks_its_limit_in_time_is_ended_and_the_next_page_is_read():
    extractor = Extractor(seconds=0.0, memory=2 << 30)
    assert extractor.ask(PAGE) is None
    extractor.seconds = 60.0
    assert "Traders in the old town" in extractor.ask(PAGE)
    extractor.close()


def test_a_page_without_an_article_is_all_furniture():
    made = clean("<html><body><nav><a href=1>Home</a></nav></body></html>")
    assert made.text == "Home\n"
    assert [row["kind"] for row in made.blocks.to_pylist()] == ["furniture"]


def test_entities_and_line_ends_keep_their_places():
    source = "<p>a&amp;b &lt;c&gt;\r\nd &notit; &#x1F600;e</p>"
    page = read_page(source)
    assert page.text == "a&b <c> d ¬it; 😀e\n"
    for char, place in zip(page.text, page.places, strict=False):
        if char.isalpha() and char.isascii() and char not in "it":
            assert source[place] == char


def test_nothing_gives_nothing():
    for nothing in ("", b"", "   "):
        made = clean(nothing)
        assert made.title is None
        assert made.published is None
    assert clean("").blocks.num_rows == 0
    assert clean("").blocks.column_names == ["begin", "end", "kind", "raw_begin", "raw_end"]


def test_the_function_is_reached_by_the_name_of_the_package():
    assert stemma.clean("The canal closes.").text == "The canal closes."


def test_an_offer_to_the_reader_between_paragraphs_is_furniture():
    offer = "Enjoying this story? The Delta letter goes out every Friday."
    made = clean(
        f"<body><h1>Canal closes</h1>{''.join(f'<p>{p}</p>' for p in [*PARAGRAPHS[:2], offer, *PARAGRAPHS[2:]])}</body>"
    )
    assert offer in said(made, "furniture")
    assert len(said(made, "body")) == 4


PARAGRAPHS = [
    "The northern canal will be closed to all ships for three weeks while its oldest lock is rebuilt, the port said.",
    "Barges that carry grain to the coast must take <a href=x>the longer way round</a>, which adds two days to each voyage.",
    "&quot;We know what this costs the farmers,&quot; said the harbour master, Ines Valdo, who has asked for help.",
    "The lock was built ninety years ago and has been repaired eleven times since the great flood of the delta.",
]


@pytest.mark.parametrize(
    "body",
    [
        "<div class=story>" + "<br><br>".join(PARAGRAPHS) + "</div>",
        "".join(f"<div>{paragraph}</div>" for paragraph in PARAGRAPHS),
        "<table><tr><td>" + "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS) + "</td></tr></table>",
    ],
)
def test_every_paragraph_is_kept_however_the_page_is_laid_out(body):
    head = "<title>The Delta Courier: Canal closes for weeks</title>"
    side = "<div><h3>Most read</h3><a href=3>Bakers of the old town end their strike</a></div>"
    made = clean(
        f"<html><head>{head}</head><body><a href=1>Home</a><h2>Canal closes for weeks</h2>{body}{side}</body></html>"
    )
    assert len(said(made, "body")) == 4
    assert made.title == "Canal closes for weeks"
    assert said(made, "teaser") == ["Bakers of the old town end their strike"]


def test_a_heading_that_names_the_outlet_is_not_the_title():
    made = clean(
        f"<body><header><h1>Delta Courier</h1></header><main><h1>Canal closes</h1><p>{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[3]}</p></main>"
    )
    assert made.title == "Canal closes"
