"""What holds of any text, page or bytes whatever."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from stemma.clean import clean, find_blocks
from stemma.clean.decode import decode
from stemma.clean.page import read_page
from stemma.model import BLOCK_KINDS, Block, Report
from stemma.segment import find_quotations, segment, split_sentences

PIECES = st.sampled_from(
    [
        "The northern canal will close for three weeks, the port said.", "Canal closes", "By Petra Lindqvist", "March 4, 2021", "Hits: 98",
        "(NPA photo)", "NORTHPORT (NPA) - ", '"', "“", "”", "'", "’", "‘", "''", "``", " ", "\n", "\n\n", "\r\n", "\t", "U.S.", "Mr.", "SOURCE:Agency",
        "Related content", "https://www.example.org/a", "Comments", "\u2029", "…", ".", "?", "10/11/2021", "said", "🙂", "\x00",
    ]
)  # fmt: skip
TEXTS = st.one_of(
    st.text(max_size=300), st.lists(PIECES, max_size=40).map("".join), st.lists(PIECES, max_size=30).map("\n".join)
)


def tiles(text, begins_and_ends):
    assert "".join(text[begin:end] for begin, end in begins_and_ends) == text


@given(TEXTS)
@settings(max_examples=200, deadline=None)
def test_blocks_tile_any_text(text):
    blocks = find_blocks(text)
    tiles(text, [(block.begin, block.end) for block in blocks])
    assert all(block.kind in BLOCK_KINDS for block in blocks)


@given(TEXTS)
@settings(max_examples=200, deadline=None)
def test_segments_lie_inside_the_text_and_in_order(text):
    cut = segment(Report(id="r", text=text, blocks=(Block(0, len(text), "body"),)))
    for spans in (cut.paragraphs, cut.sentences):
        for one, other in pairwise(spans):
            assert one.end <= other.begin
        assert all(0 <= span.begin < span.end <= len(text) for span in spans)
        assert all(text[span.begin : span.end] == text[span.begin : span.end].strip() for span in spans)
    for sentence in cut.sentences:
        paragraph = cut.paragraphs[sentence.paragraph]
        assert paragraph.begin <= sentence.begin < sentence.end <= paragraph.end
    for quotation in cut.quotations:
        assert 0 <= quotation.begin < quotation.end <= len(text)
        assert text[quotation.begin : quotation.end].strip()


@given(TEXTS)
@settings(max_examples=150, deadline=None)
def test_quotations_nest_and_never_cross(text):
    found = find_quotations(text)
    for i, one in enumerate(found):
        for other in found[i + 1 :]:
            assert other.begin >= one.end or other.end <= one.end
        assert one.depth == sum(o.begin <= one.begin and one.end <= o.end for o in found[:i])


@given(TEXTS)
@settings(max_examples=100, deadline=None)
def test_sentences_leave_no_word_out(text):
    kept = "".join(text[begin:end] for begin, end in split_sentences(text))
    assert "".join(kept.split()) == "".join(text.split())


@given(st.one_of(TEXTS, st.binary(max_size=300)))
@settings(max_examples=150, deadline=None)
def test_clean_never_crashes_and_keeps_every_word(given_text):
    cleaned = clean(given_text)
    rows = cleaned.blocks.to_pylist()
    tiles(cleaned.text, [(row["begin"], row["end"]) for row in rows])
    raw = given_text if isinstance(given_text, bytes) else given_text.encode("utf-8", "replace")
    for row in rows:
        if row["raw_begin"] is not None:
            assert 0 <= row["raw_begin"] <= row["raw_end"] <= len(raw)


@given(st.binary(max_size=200))
@settings(max_examples=150, deadline=None)
def test_decoding_knows_where_each_code_point_began(raw):
    decoded = decode(raw)
    if decoded.starts is not None:
        assert len(decoded.starts) == len(decoded.text) + 1
        assert int(decoded.starts[-1]) == len(raw)


MARKUP = st.lists(
    st.sampled_from(
        ["<p>", "</p>", "<b>", "</b>", "<br>", "&amp;", "&eacute;", "&#8217;", "&notit;", "&", "<", ">", "word", " ", "\r\n", "\n", "<a href=x>", "</a>",
         "<script>x</script>", "<title>t</title>", "<!-- c -->", "<pre>", "</pre>", "é", "🙂", "\x00", "<h1>", "</h1>", "<li>", "&#0;", "&#x110000;", "<td>"]
    ),
    max_size=40,
).map("".join)  # fmt: skip


@given(MARKUP)
@settings(max_examples=200, deadline=None)
def test_the_lines_of_a_page_lie_in_its_source_in_order(source):
    page = read_page(source)
    tiles(page.text, [(line.begin, line.end + 1) for line in page.lines])
    assert len(page.places) == len(page.text) + 1
    places = [int(place) for place in page.places]
    assert places == sorted(places)
    assert all(0 <= place <= len(source) for place in places)


@given(
    st.lists(st.sampled_from(["word", "two words", "café", "“quoted”", "A 🙂 B", "x &amp; y"]), min_size=1, max_size=8)
)
@settings(max_examples=50, deadline=None)
def test_the_raw_bytes_of_a_page_are_those_of_its_words(words):
    source = "<html><body>" + "".join(f"<p class=c>{word}</p>\n" for word in words) + "</body></html>"
    page = read_page(source)
    assert len(page.lines) == len(words)
    for line, word in zip(page.lines, words, strict=True):
        assert source[page.places[line.begin] : page.places[line.end]] == word
