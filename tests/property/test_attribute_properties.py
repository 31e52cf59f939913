"""What holds of attributions in any text."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from stemma.attribute import find_attributions

PIECES = st.sampled_from(
    [
        "The mayor said", "Lang denied", "according to the council", "“", "”", '"', "'", "‘", "’", ",", ". ", ": ", "\n\n", " ",
        "the bridge was closed", "he added", "“We will mend it,”", "accused the board of hiding it", "(", ")", "— ", "said", "?", "\x00", "😀",
        "is believed to be late", "a claim that it is so", "who", "not", "allegedly",
    ]
)  # fmt: skip


@settings(max_examples=40)
@given(st.lists(PIECES, max_size=25).map(" ".join))
def test_spans_lie_in_the_text_and_the_same_text_gives_the_same(text: str) -> None:
    found = find_attributions(text)
    assert found == find_attributions(text)
    for one in found:
        assert one.kind in ("direct", "indirect", "mixed")
        assert 0.0 <= one.confidence <= 1.0
        assert one.content
        for role in (one.source, one.cue, one.content):
            assert all(0 <= begin < end <= len(text) for begin, end in role)
            assert all(a.end <= b.begin for a, b in pairwise(role))


@settings(max_examples=15)
@given(st.text(max_size=200))
def test_no_text_is_refused(text: str) -> None:
    for one in find_attributions(text):
        assert all(0 <= begin < end <= len(text) for begin, end in (*one.source, *one.cue, *one.content))
