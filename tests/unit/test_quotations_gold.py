"""The pairs of quotations labelled by hand are well-formed and drawn as told, and their scorer scores what it says."""

import hashlib

import pytest
from benchmarks.claims import read_rows
from benchmarks.quotations import (
    HALVES,
    KINDS,
    LEAST_WORDS,
    Judged,
    Labelled,
    Pair,
    candidates,
    judge,
    known_reports,
    measure,
    plain,
    quotations,
    read_half,
    read_labels,
    score,
)

from stemma import schema
from stemma.model import Claims
from stemma.reckon import find_claims

by_half = pytest.mark.parametrize("half", HALVES)


def has(longer, shorter):
    return any(longer[n : n + len(shorter)] == shorter for n in range(len(longer) - len(shorter) + 1))


@pytest.mark.slow
def test_the_pairs_are_drawn_by_the_rule_and_no_quotation_stands_in_both_halves(data):
    rows = read_rows(data)
    order = {pair: n for n, pair in enumerate(candidates(rows, known_reports()))}
    texts = {row["id"]: row["text"] for row in rows}
    quoted = {}
    for half in HALVES:
        pairs = [one.pair for one in read_half(read_labels(half), rows)[0]]
        drawn = [order[pair] for pair in pairs]  # every labelled pair is the one that stands for its two texts
        assert drawn == sorted(set(drawn))
        quoted[half] = {plain(texts[report][begin:end]) for pair in pairs for report, begin, end in pair}
    for one in quoted["open"]:
        assert not any(has(one, other) or has(other, one) for other in quoted["sealed"])


@by_half
def test_spans_are_quotations_and_equal_letters_are_not_altered(half, data):
    rows = read_rows(data)
    pairs, reports = read_half(read_labels(half), rows)
    for one in pairs:
        words = []
        for report, begin, end in one.pair:
            text = reports[report]["text"]
            assert 0 <= begin < end <= len(text)
            assert text[begin] in '“"'
            assert (begin, end) in [(b, e) for b, e, _ in quotations(text)]
            words.append(plain(text[begin:end]))
        assert all(len(side) >= LEAST_WORDS for side in words)
        a, b = words
        if "".join(a) in "".join(b) or "".join(b) in "".join(a):
            assert not one.altered


@by_half
def test_the_labels_have_their_fields(half):
    labels = read_labels(half)
    assert set(labels) == {"reports", "pairs"}
    for row in labels["pairs"]:
        assert set(row) == {"one", "other", "altered", "how", "marked"}
        assert row["one"][0] < row["other"][0]
        assert {row["one"][0], row["other"][0]} <= set(labels["reports"])
        assert (row["how"] in KINDS) == row["altered"]
        assert row["altered"] or not row["marked"]
    altered = sum(row["altered"] for row in labels["pairs"])
    assert altered >= 30
    assert len(labels["pairs"]) == 2 * altered


TEXTS = {
    "a": 'Mayor Lang said "the old bridge is quite safe now" on Friday. She said "we will see it soon" too.',
    "b": 'Mayor Lang said "the old bridge is safe now" on Friday.',
    "c": 'Mayor Lang said "the old bridge is very safe now, I know" and left.',
}


def place(report, words):
    begin = TEXTS[report].index(words)
    return (report, begin, begin + len(words))


A, B, C = place("a", '"the old bridge is quite safe now"'), place("b", '"the old bridge is safe now"'), place("c", '"the old bridge is very safe now, I know"')  # fmt: skip


def found(claims, wordings, contents=(A, B, C)):
    """Claims over attributions with one content each, called by their report; ``claims`` maps a claim to reports."""
    rows = [
        {"attribution_id": report, "report_id": report, "kind": "direct", "source": [], "cue": [], "content": [{"begin": begin, "end": end}]}
        for report, begin, end in contents
    ]  # fmt: skip
    carried = [{"claim_id": c, "attribution_id": one, "line_id": "l"} for c, those in claims.items() for one in those]
    told = [
        {"claim_id": c, "attribution_id": one, "against": other, "begin": begin, "end": end, "reading": TEXTS[one][begin:end],
         "against_reading": reading, "kind": kind}
        for c, one, other, begin, end, reading, kind in wordings
    ]  # fmt: skip
    return Claims(
        claims=schema.empty("claims"),
        claim_attributions=schema.table("claim_attributions", carried),
        attributions=schema.table("attributions", rows),
        wordings=schema.table("wordings", told),
        replies=schema.empty("replies"),
        chains=schema.empty("chains"),
    )


def judged(one, other, made):
    reports = [{"id": name, "outlet": name, "text": TEXTS[name]} for name in (one[0], other[0])]
    return judge(Pair(one, other), reports, made)


AT = TEXTS["b"].index(" safe")


def test_a_word_left_out_in_one_claim_is_an_alteration():
    made = found({"x": "ab"}, [("x", "b", "a", AT, AT, "quite", "cut")], (A, B))
    assert judged(A, B, made) == Judged(joined=True, differ=True)


def test_nothing_told_or_two_claims_is_none():
    assert judged(A, B, found({"x": "ab"}, [], (A, B))) == Judged(joined=True, differ=False)
    assert judged(A, B, found({"x": "a", "y": "b"}, [], (A, B))) == Judged(joined=False, differ=False)


def test_what_stands_outside_the_quotation_is_none():
    end = TEXTS["b"].index(" on Friday")
    wide = ("b", 0, len(TEXTS["b"]))
    made = found({"x": "ab"}, [("x", "b", "a", end, end, "soon", "cut")], (A, wide))
    assert judged(A, B, made) == Judged(joined=True, differ=False)


def test_another_quotation_of_the_same_attribution_is_none():
    whole = ("a", 0, len(TEXTS["a"]))
    at = TEXTS["a"].index("see it soon")
    made = found({"x": "ab"}, [("x", "a", "b", at, at + 3, "old", "sense")], (whole, B))
    assert judged(A, B, made) == Judged(joined=True, differ=False)


def test_a_longer_stretch_and_another_cue_are_none():
    end = TEXTS["b"].index('" on')
    made = found(
        {"x": "bc"}, [("x", "b", "c", end, end, "I know", "cut"), ("x", "b", "c", 11, 15, "said", "cue")], (B, C)
    )
    assert judged(B, C, made) == Judged(joined=True, differ=False)


def test_a_word_for_another_is_an_alteration_whichever_is_held_against_which():
    at = TEXTS["a"].index("quite")
    made = found({"x": "ac"}, [("x", "a", "c", at, at + 5, "very", "sense")], (A, C))
    assert judged(A, C, made).differ
    at = TEXTS["c"].index("very")
    made = found({"x": "ac"}, [("x", "c", "a", at, at + 4, "quite", "sense")], (A, C))
    assert judged(A, C, made).differ


def test_what_the_library_finds_is_judged():
    for one, other, altered in ((A, B, True), (B, B, False)):
        texts = [TEXTS[one[0]], TEXTS[other[0]]]
        reports = [{"id": str(n), "outlet": str(n), "text": text} for n, text in enumerate(texts)]
        pair = Pair(("0", *one[1:]), ("1", *other[1:]))
        assert judge(pair, reports, find_claims(reports)) == Judged(joined=True, differ=altered)


def test_the_figures_count_what_is_told_and_what_is_true():
    pairs = [
        Labelled(Pair(A, B), altered=True, how="cut", marked=False),
        Labelled(Pair(A, C), altered=True, how="sense", marked=True),
        Labelled(Pair(B, C), altered=False, how=None, marked=False),
    ]
    told = [Judged(joined=True, differ=True), Judged(joined=False, differ=False), Judged(joined=True, differ=True)]
    got = score(pairs, told)
    assert (got["precision"], got["recall"], got["f1"]) == (0.5, 0.5, 0.5)
    assert (got["cut_recall"], got["sense_recall"], got["marked_recall"], got["unmarked_recall"]) == (1, 0, 0, 1)
    assert (got["told"], got["altered"], got["pairs"], got["joined"]) == (2, 2, 3, 0.6667)
    assert score(pairs, [Judged(joined=False, differ=False)] * 3)["f1"] == 0


def made_rows(**texts):
    return [{"id": name, "text": text} for name, text in texts.items()]


def test_quotations_are_found_line_by_line_with_their_words():
    text = 'He said “the ferry’s late” and "no\nmore" today'
    assert [(text[b:e], words) for b, e, words in quotations(text)] == [
        ("“the ferry’s late”", ("the", "ferrys", "late")),
        ('"no', ("no",)),
        ('" today', ("today",)),
    ]


def test_candidates_share_words_in_two_reports_that_were_not_labelled_before():
    said, other, short = (
        '"the old bridge is quite safe now"',
        '"a bridge that is old is not safe at all"',
        '"the old bridge"',
    )
    rows = made_rows(a=f"He said {said}.", b=f"Lang: {said}.", c=f"She said {other}.", d=f"Who said {short}?")
    (pair,) = candidates(rows, set())
    assert (pair.one[0], pair.other[0]) == ("a", "b")
    assert candidates(rows, {"a"}) == []
    rows = made_rows(
        a=f"He said {said}. {said}",
        b='"Quite safe is the old bridge now"',
        c='"now he is quite old, the fool, and a safe man"',
    )
    assert {(p.one[0], p.other[0]) for p in candidates(rows, set())} == {("a", "b"), ("a", "c"), ("b", "c")}
    assert candidates(made_rows(a=f"{said} and {said}"), set()) == []


def test_candidates_do_not_hang_on_the_order_of_rows():
    rows = made_rows(
        a='"the ferry is late again"',
        b='"the ferry is late now"',
        c='"the ferry is late again"',
        d='"the ferry is late"',
    )
    assert candidates(rows, set()) == candidates(rows[::-1], set())
    assert len(candidates(rows, set())) == 2


def test_another_text_under_the_same_id_is_refused():
    with pytest.raises(ValueError, match="not the text"):
        read_half({"reports": {"a": "0"}, "pairs": []}, [{"id": "a", "outlet": "a", "text": TEXTS["a"]}])
    sha = hashlib.sha256(TEXTS["a"].encode()).hexdigest()
    assert read_half({"reports": {"a": sha}, "pairs": []}, [{"id": "a", "outlet": "a", "text": TEXTS["a"]}])[0] == []


def test_absent_data_is_told_by_its_file(tmp_path):
    with pytest.raises(FileNotFoundError):
        measure(tmp_path)
