"""What holds for every stemma, whatever the pile."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from stemma.descend import infer_descent, lines_of_descent
from stemma.schema import SCHEMAS

WORDS = [
    f"{a}{b}"
    for a in ("bar", "cor", "del", "fen", "gal", "hom", "jun", "kel", "lin", "mor")
    for b in ("an", "eth", "io", "um", "ash", "ord")
]
TABLES = ("witnesses", "descents", "rivals", "descent_passages", "lost_texts")


def sentence(rng):
    return " ".join(rng.choice(WORDS) for _ in range(rng.randint(9, 20))).capitalize() + "."


@st.composite
def piles(draw):
    rng = random.Random(draw(st.integers(0, 10**6)))
    pool = [sentence(rng) for _ in range(14)]
    pile = []
    for number in range(draw(st.integers(1, 6))):
        begin = rng.randint(0, 6)
        body = pool[begin : begin + rng.randint(0, 8)]
        rng.shuffle(body) if rng.random() < 0.3 else None
        body += [sentence(rng) for _ in range(rng.randint(0, 2))]
        if rng.random() < 0.3:
            body.append(f"Source: {rng.choice(['Norpress', 'Telmar'])}")
        pile.append({"id": f"r{number}", "text": "\n".join(body), "outlet": rng.choice([None, "Bay Herald", "Telmar"])})
    return pile


@settings(max_examples=30, deadline=None)
@given(piles())
def test_every_stemma_is_sound(pile):
    stemma = infer_descent(pile)
    texts = {row["id"]: row["text"] for row in pile}
    witnesses = {(r["story_id"], r["witness_id"]) for r in stemma.witnesses.to_pylist()}
    for name in TABLES:
        assert getattr(stemma, name).schema == SCHEMAS[name]
    above = {}
    for row in stemma.descents.to_pylist():
        assert {(row["story_id"], row["parent"]), (row["story_id"], row["child"])} <= witnesses
        assert 0 <= row["confidence"] <= 1
        assert 0 <= row["share"] <= 1
        assert row["reasons"]
        above.setdefault(row["child"], set()).add(row["parent"])
    for row in stemma.rivals.to_pylist():
        assert {(row["story_id"], row["parent"]), (row["story_id"], row["child"])} <= witnesses
        assert 0 <= row["confidence"] <= 1
    for row in stemma.descent_passages.to_pylist():
        assert 0 <= row["child_begin"] < row["child_end"] <= len(texts[row["child"]])
        if row["parent_begin"] is not None:
            assert 0 <= row["parent_begin"] < row["parent_end"] <= len(texts[row["parent"]])
    for row in stemma.lost_texts.to_pylist():
        assert 0 <= row["begin"] < row["end"] <= len(texts[row["report_id"]])
    for start in above:
        seen, todo = set(), [start]
        while todo:
            for parent in above.get(todo.pop(), ()):
                assert parent != start
                if parent not in seen:
                    seen.add(parent)
                    todo.append(parent)
    assert set(lines_of_descent(stemma)) == set(texts)


@settings(max_examples=15, deadline=None)
@given(piles(), st.randoms(use_true_random=False))
def test_the_order_of_reports_changes_nothing(pile, rng):
    mixed = list(pile)
    rng.shuffle(mixed)
    one, other = infer_descent(pile), infer_descent(mixed)
    for name in TABLES:
        assert getattr(one, name).equals(getattr(other, name))
