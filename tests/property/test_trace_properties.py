"""Whatever the texts: spans lie inside them and on words, order and strangers do not matter."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from stemma.align import LONGEST, Stretches, align_words, count_common
from stemma.schema import SCHEMAS
from stemma.trace import find_reuse
from stemma.trace.marks import covered
from stemma.word_arrays import find_words_of, windows
from stemma.words import find_words, word_number

WORDS = st.sampled_from(
    [
        "the",
        "ferry",
        "ran",
        "aground",
        "off",
        "a",
        "skerry",
        "“and",
        "nobody",
        "was",
        "hurt”",
        "U.S.",
        "1,200",
        "café",
        "İstanbul",
        "🙂",
        "said\n",
        "\x00",
    ]
)
TEXTS = st.lists(WORDS, max_size=60).map(" ".join)
PASSAGE = " ".join(f"word{n} und{n}" for n in range(12))


def made(texts):
    return [{"id": f"r{n}", "text": text} for n, text in enumerate(texts)]


@given(st.lists(TEXTS, max_size=4))
def test_spans_lie_inside_the_texts_and_on_the_bounds_of_words(texts):
    reports = made(texts)
    table = find_reuse(reports)
    assert table.schema == SCHEMAS["reuse"]
    by_id = {one["id"]: one["text"] for one in reports}
    for row in table.to_pylist():
        assert row["a_report"] < row["b_report"]
        assert 0 < row["identity"] <= 1
        for side in "ab":
            words = find_words(by_id[row[f"{side}_report"]])
            assert row[f"{side}_begin"] in words.begin
            assert row[f"{side}_end"] in words.end
            assert row[f"{side}_begin"] < row[f"{side}_end"]


@given(st.lists(TEXTS, min_size=2, max_size=4), TEXTS, TEXTS, st.randoms())
def test_a_copied_passage_is_found_whatever_the_order(texts, before, after, chance):
    reports = made([*texts, f"{before} {PASSAGE} {after}", f"{after} {PASSAGE}"])
    table = find_reuse(reports)
    last = (f"r{len(texts)}", f"r{len(texts) + 1}")
    assert last in set(zip(table["a_report"].to_pylist(), table["b_report"].to_pylist(), strict=True))
    chance.shuffle(reports)
    assert find_reuse(reports).equals(table)


@given(st.lists(TEXTS, min_size=1, max_size=3), st.integers(20, 80))
def test_a_stranger_changes_no_row(texts, length):
    reports = made([*texts, f"{PASSAGE} {texts[0]}", PASSAGE])
    stranger = {"id": "r", "text": " ".join(f"strange{n}" for n in range(length))}
    assert find_reuse([*reports, stranger]).equals(find_reuse(reports))


@given(st.text(), st.integers(0, 5))
def test_words_are_where_they_are_said_to_stand(text, begin):
    words = find_words(text, begin)
    for start, end, number in zip(words.begin.tolist(), words.end.tolist(), words.number.tolist(), strict=True):
        assert begin <= start < end <= len(text)
        assert word_number(text[start:end]) == number


@given(
    st.lists(
        st.text(
            alphabet=st.one_of(st.sampled_from("aB1.,'’ é_U\nﬁßΣς½`ʼ\u0301\u00ad\u200b한"), st.characters()),
            max_size=40,
        ),
        max_size=6,
    )
)
def test_the_words_of_many_texts_are_those_of_each(texts):
    rows, lengths = [], []
    for part in find_words_of(texts):
        rows += zip(part.begin.tolist(), part.end.tolist(), part.number.tolist(), strict=True)
        lengths += part.length.tolist()
    assert len(lengths) == len(texts)
    at = 0
    for text, length in zip(texts, lengths, strict=True):
        assert rows[at : at + length] == list(zip(*(column.tolist() for column in find_words(text)), strict=True))
        at += length
    assert at == len(rows)


STRETCH = st.lists(st.integers(0, 5), max_size=LONGEST)


@given(st.lists(st.tuples(STRETCH, STRETCH), max_size=8))
def test_as_many_words_are_counted_as_aligned(pairs):
    number = np.array([word for pair in pairs for own in pair for word in own], np.uint64)
    size = np.array([len(own) for pair in pairs for own in pair], np.int64)
    begin = np.cumsum(size) - size
    counted = count_common(number, Stretches(begin[::2], size[::2]), Stretches(begin[1::2], size[1::2]))
    assert counted.tolist() == [sum(match.length for match in align_words(*pair)) for pair in pairs]


@given(st.lists(st.tuples(st.integers(0, 300), st.integers(0, 90)), max_size=12), st.integers(1, 3))
def test_words_are_marked_where_enough_stretches_cover_them(stretches, least):
    begin, size = np.array(stretches, np.int64).reshape(-1, 2).T
    over = np.zeros(500, np.int64)
    for low, length in stretches:
        over[low : low + length] += 1
    wanted = np.r_[0, np.cumsum(over >= least)]
    place = np.arange(501)
    marks = covered(begin, begin + size, least)
    assert marks.up_to(place).tolist() == wanted.tolist()
    assert marks.share(place[:-9], place[9:]).tolist() == ((wanted[9:] - wanted[:-9]) / 9).tolist()


@given(
    st.lists(st.integers(0, 99), min_size=1, max_size=30), st.lists(st.integers(-9, 40), max_size=9), st.integers(1, 12)
)
def test_a_window_holds_what_lies_beside_each_other(values, at, size):
    last = len(values) - 1
    wanted = [[values[min(max(place + step, 0), last)] for step in range(size)] for place in at]
    found = windows(np.array(values, np.uint32), np.array(at, np.int64), size)
    assert found.shape == (len(at), size)
    assert found.tolist() == wanted
