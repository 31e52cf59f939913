"""What holds of the time expressions of any text."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from stemma.name.times import find_times

BIT = st.sampled_from(
    [
        "on",
        "Tuesday,",
        "next",
        "March",
        "3,",
        "2019",
        "the",
        "9999",
        "5",
        "days",
        "ago",
        "later",
        ".",
        "in",
        "May",
        "-",
        "1999-00",
        "every",
        "week",
        "31.12.0001",
        "two",
        "decades",
        "BC",
        "early",
        "’90s",
        "12:61",
        "pm",
    ]
)
TEXT = st.lists(BIT, max_size=25).map(" ".join) | st.text(max_size=60)
DAY = st.none() | st.dates()


@given(TEXT, DAY)
def test_spans_lie_inside_in_order_and_intervals_are_not_empty(text, day):
    found = find_times(text, day)
    assert all(0 <= t.begin < t.end <= len(text) for t in found)
    assert all(one.end <= other.begin for one, other in pairwise(found))
    assert all(t.type in ("DATE", "TIME", "DURATION", "SET") and t.value for t in found)
    assert all(t.earliest <= t.latest for t in found if t.earliest and t.latest)
    assert found == find_times(text, day)
