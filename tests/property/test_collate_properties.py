"""What holds of every collation: spans lie inside, nothing depends on order, every word stands in one segment."""

import random
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from stemma.collate import collate
from stemma.collate.tokens import COLLATED
from stemma.words import fold
from tei_reading import read_tei

WORD = st.sampled_from(
    [
        "the",
        "a",
        "of",
        "pier",
        "fire",
        "Ardens",
        "said",
        "not",
        "18",
        "eighteen",
        "Tuesday",
        "&",
        "storm.",
        "quay,",
        "“we”",
        "reportedly",
    ]
)
TEXT = st.lists(WORD, max_size=40).map(" ".join) | st.text(max_size=60)
TEXTS = st.dictionaries(st.text(min_size=1, max_size=4), TEXT, max_size=5)


@given(TEXTS)
def test_spans_lie_inside_and_every_word_stands_in_one_segment(texts):
    made = collate(texts)
    for row in made.variants.to_pylist():
        text = texts[row["report_id"]]
        assert 0 <= row["begin"] <= row["end"] <= len(text)
        assert text[row["begin"] : row["end"]] == row["reading"]
    words = dict.fromkeys(texts, 0)
    spans = {label: [] for label in texts}
    for row in made.table.to_pylist():
        assert 0 <= row["begin"] < row["end"] <= len(texts[row["report_id"]])
        words[row["report_id"]] += len(COLLATED.findall(texts[row["report_id"]][row["begin"] : row["end"]]))
        spans[row["report_id"]].append((row["begin"], row["end"]))
    assert words == {label: len(COLLATED.findall(text)) for label, text in texts.items()}
    for found in spans.values():
        found.sort()
        assert all(one[1] <= other[0] for one, other in pairwise(found))


@given(TEXTS, st.randoms(use_true_random=False))
def test_the_order_of_the_witnesses_does_not_matter(texts, chance):
    labels = list(texts)
    chance.shuffle(labels)
    one, other = collate(texts), collate({label: texts[label] for label in labels})
    assert one.table == other.table
    assert one.variants == other.variants
    assert one.to_tei() == other.to_tei()


@given(TEXT)
def test_a_text_differs_in_nothing_from_itself(text):
    assert collate({"a": text, "b": text}).variants.num_rows == 0


def words_of(text):
    return [fold(word) for word in COLLATED.findall(text)]


def passages(seed):
    """Six passages of 3 to 50 words; some words stand in several."""
    chance = random.Random(seed)
    return [[f"w{chance.randrange(300)}" for _ in range(chance.randint(3, 50))] for _ in range(6)]


@given(st.integers(0, 999), st.lists(st.permutations(range(6)), min_size=2, max_size=4), st.integers(2, 6))
def test_every_witness_can_be_read_from_the_tei(seed, orders, kept):
    """Passages left out and moved: also where a moved one lies around others that stayed."""
    held = passages(seed)
    texts = {
        str(number): " ".join(word for one in order[: kept + number] for word in held[one])
        for number, order in enumerate(orders)
    }
    read = read_tei(collate(texts).to_tei())
    assert {label: words_of(text) for label, text in read.items()} == {
        label: words_of(text) for label, text in texts.items()
    }
