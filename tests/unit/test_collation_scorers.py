"""The scorer of the collation, on answers whose worth is plain."""

from benchmarks.collation import Copy, agreement, fastest, made_pairs, read_copies, words_aligned


def slots(**places):
    return {label: {start: (segment, 0) for start, segment in held.items()} for label, held in places.items()}


def test_agreement_counts_tokens_with_the_right_partner_or_rightly_none():
    copies = {"a": Copy("one two three", {0: 1, 4: 2, 8: 3}), "b": Copy("one two", {0: 1, 4: 2})}
    right = agreement(copies, slots(a={0: "s", 4: "t", 8: "u"}, b={0: "s", 4: "t"}))
    assert right == {"agreement": 1, "precision": 1, "recall": 1}
    askew = agreement(copies, slots(a={0: "s", 4: "t", 8: "u"}, b={0: "s", 4: "u"}))
    assert askew == {"agreement": 2 / 5, "precision": 1 / 2, "recall": 1 / 2}


def test_copies_are_read_with_the_row_of_each_token(tmp_path):
    path = tmp_path / "table.csv"
    path.write_text("a\tb\nfog\tfog\n\tfell\nlate\tlate\n", encoding="utf-8")
    assert read_copies(path) == {
        "a": Copy("fog late ", {0: 0, 4: 2}),
        "b": Copy("fog fell late ", {0: 0, 4: 1, 9: 2}),
    }


def test_words_aligned_counts_words_side_by_side():
    line = " ".join(f"word{number}" for number in range(30))
    assert words_aligned({"a": line, "b": line}) == 30
    assert words_aligned({"a": line, "b": "nothing of it"}) == 0


def test_every_kind_of_pair_is_timed():
    pairs = made_pairs(60)
    assert {len(words) for pair in pairs.values() for words in pair} == {60}
    assert fastest(pairs).keys() == pairs.keys()
