"""The claims labelled by hand are well-formed and drawn as told, and their scorer scores what it says."""

import hashlib

import pytest
from benchmarks.claims import (
    DAYS,
    MORE,
    PARTS,
    b_cubed_over,
    draw,
    draw_more,
    labelled_attributions,
    pair_up,
    read_held,
    read_labels,
    read_part,
    read_rows,
    score,
)

from stemma import schema
from stemma.model import Claims

by_part = pytest.mark.parametrize("name", sorted(PARTS))


def table(name, rows):
    return schema.table(name, rows)


def gold_part(*reports, replies=(), quotations=()):
    """A part of invented reports: each (id, text, [(content, claim), ...])."""
    labels = {"reports": [], "replies": list(replies), "quotations": list(quotations)}
    rows = []
    for name, text, said in reports:
        attributions = []
        for content, claim in said:
            begin = text.index(content)
            span = [begin, begin + len(content)]
            attributions.append({"source": [], "cue": [], "content": [span], "claim": claim, "nested": False})
        sha = hashlib.sha256(text.encode()).hexdigest()
        labels["reports"].append({"id": name, "sha256": sha, "attributions": attributions})
        rows.append({"id": name, "outlet": name, "text": text})
    return read_part(labels, rows)


def made_claims(part, claims, wordings=(), replies=()):
    """Claims on the labelled attributions themselves: ``claims`` maps a claim to places, None to the labels' own."""
    rows = labelled_attributions(part)
    ids = {place: row["attribution_id"] for place, row in zip(part.gold, rows, strict=True)}
    if claims is None:
        claims = {}
        for place, one in part.gold.items():
            claims.setdefault(f"c{one['claim']}", []).append(place)
    carried = [
        {"claim_id": claim, "attribution_id": ids[place], "line_id": "l"}
        for claim, places in claims.items()
        for place in places
    ]
    told = [
        {"claim_id": c, "attribution_id": ids[a], "against": ids[r], "begin": b, "end": e, "reading": x,
         "against_reading": y, "kind": kind}
        for c, a, r, b, e, x, y, kind in wordings
    ]  # fmt: skip
    answers = [{"claim_id": claim, "attribution_id": ids[place], "kind": kind} for claim, place, kind in replies]
    return Claims(
        claims=schema.empty("claims"),
        claim_attributions=table("claim_attributions", carried),
        attributions=table("attributions", rows),
        wordings=table("wordings", told),
        replies=table("replies", answers),
        chains=schema.empty("chains"),
    )


@pytest.mark.parametrize("name", sorted(DAYS))
def test_the_parts_are_drawn_by_the_rule(name, data):
    assert draw(read_rows(data), DAYS[name]) == [report["id"] for report in read_labels(name)["reports"]]


def test_more_is_drawn_by_its_rule_away_from_what_is_held_out(data):
    apart = {report["id"] for name in DAYS for report in read_labels(name)["reports"]}
    held, quoted = read_held()
    drawn = draw_more(read_rows(data), apart, held, quoted)
    assert drawn == [report["id"] for report in read_labels(MORE)["reports"]]
    assert not set(drawn) & (apart | held | quoted)


@by_part
def test_spans_lie_in_the_texts_and_do_not_cut_words(name, data):
    rows = {row["id"]: row["text"] for row in read_rows(data)}
    for report in read_labels(name)["reports"]:
        text = rows[report["id"]]
        for one in report["attributions"]:
            for begin, end in [*one["source"], *one["cue"], *one["content"]]:
                assert 0 <= begin < end <= len(text)
                assert text[begin:end] == text[begin:end].strip()
                assert not (text[begin - 1 : begin].isalnum() and text[begin].isalnum())
                assert not (text[end - 1].isalnum() and text[end : end + 1].isalnum())


@by_part
def test_what_the_labels_point_at_is_there(name):
    labels = read_labels(name)
    claims = {(r["id"], n): a["claim"] for r in labels["reports"] for n, a in enumerate(r["attributions"])}
    assert len(labels["reports"]) == (16 if name == MORE else 12)
    assert all(one["content"] for r in labels["reports"] for one in r["attributions"])
    for claim, place, kind in labels["replies"]:
        assert claim in claims.values()
        assert claims[tuple(place)] != claim
        assert kind in {"denies", "confirms", "declines"}
    for one, other, altered, kind, marked in labels["quotations"]:
        assert one[0] != other[0]
        assert claims[tuple(one)] == claims[tuple(other)]
        assert (kind is not None) == altered
        assert altered or not marked


@by_part
def test_the_labels_themselves_have_full_marks(name, data):
    part = read_part(read_labels(name), read_rows(data))
    replies = [(f"c{claim}", place, kind) for claim, place, kind in part.replies]
    figures = score(part, made_claims(part, None, replies=replies))
    assert {figures[n] for n in ("f1", "f1_of_all", "attributions_found")} == {1}
    assert figures["replies_f1"] == (0 if name == MORE else 1)
    assert figures["altered_recall"] == 0


TEXTS = (
    ("a", 'Mayor Lang said "the old bridge is quite safe now" on Friday.', [('"the old bridge is quite safe now"', 1)]),
    ("b", 'Mayor Lang said "the old bridge is safe now" on Friday.', [('"the old bridge is safe now"', 1)]),
    ("c", 'Mayor Lang said "the old bridge" is safe.', [('"the old bridge" is safe', 1)]),
    ("d", "Mr Oster said the bridge was closed. He denies it.", [("the bridge was closed", 2), ("it", 3)]),
)
PAIRS = [
    [["a", 0], ["b", 0], True, "cut", False],
    [["a", 0], ["c", 0], False, None, False],
    [["b", 0], ["c", 0], False, None, False],
]


def test_a_word_left_out_inside_the_marks_is_told_and_a_shorter_stretch_is_not():
    part = gold_part(*TEXTS, quotations=PAIRS)
    at = TEXTS[1][1].index(" safe")
    end = TEXTS[2][1].index('" is')
    rows = [
        ("c1", ("b", 0), ("a", 0), at, at, "", "quite", "cut"),
        ("c1", ("c", 0), ("a", 0), end, end, "", "is quite safe now", "cut"),
    ]
    figures = score(part, made_claims(part, None, wordings=rows))
    assert (figures["altered_precision"], figures["altered_recall"]) == (1, 1)


def test_two_that_differ_from_a_third_in_the_same_way_do_not_differ():
    texts = (TEXTS[0], TEXTS[1], ("e", TEXTS[1][1], TEXTS[1][2]))
    pairs = [PAIRS[0], [["a", 0], ["e", 0], True, "cut", False], [["b", 0], ["e", 0], False, None, False]]
    part = gold_part(*texts, quotations=pairs)
    at = TEXTS[1][1].index(" safe")
    rows = [("c1", (name, 0), ("a", 0), at, at, "", "quite", "cut") for name in "be"]
    assert score(part, made_claims(part, None, wordings=rows))["altered_f1"] == 1
    assert score(part, made_claims(part, None, wordings=rows[:1]))["altered_f1"] < 1


def test_a_reply_to_another_claim_or_of_another_kind_is_wrong():
    part = gold_part(*TEXTS, replies=[[2, ["d", 1], "denies"]])
    for claim, kind, right in (("c2", "denies", 1), ("c1", "denies", 0), ("c2", "confirms", 0)):
        figures = score(part, made_claims(part, None, replies=[(claim, ("d", 1), kind)]))
        assert figures["replies_f1"] == right


def test_all_in_one_claim_is_complete_and_impure_and_each_alone_the_other_way_round():
    part = gold_part(*TEXTS)
    together = score(part, made_claims(part, {"x": list(part.gold)}))
    alone = score(part, made_claims(part, {f"x{n}": [place] for n, place in enumerate(part.gold)}))
    assert together["recall"] == 1
    assert together["precision"] == pytest.approx((3 * 3 / 5 + 1 / 5 + 1 / 5) / 5, abs=1e-4)
    assert alone["precision"] == 1
    assert alone["recall"] == pytest.approx((3 * 1 / 3 + 1 + 1) / 5, abs=1e-4)


def test_in_two_claims_and_missed():
    a, b, c = ("r", 0), ("r", 1), ("r", 2)
    gold = {a: 1, b: 1, c: 2}
    assert b_cubed_over({a: {"x", "y"}, b: {"x", "y"}, c: {"z"}}, gold) == (1, 1)
    precision, recall = b_cubed_over({a: {"x", "y"}, b: {"x"}, c: {"y"}}, gold)
    assert precision == pytest.approx((2 / 3 + 1 + 1 / 2) / 3)
    assert recall == 1
    assert b_cubed_over({a: {"x"}}, {a: 1, b: 1}) == (1, 1 / 4)


def test_a_content_that_hardly_overlaps_is_not_paired():
    part = gold_part(TEXTS[3])
    row = labelled_attributions(part)[0]
    begin = row["content"][0]["begin"]
    assert pair_up(part, [row]) == {("d", 0): row["attribution_id"]}
    assert pair_up(part, [row | {"content": [{"begin": begin, "end": begin + 3}]}]) == {}


def test_another_text_under_the_same_id_is_refused():
    with pytest.raises(ValueError, match="not the one"):
        read_part(
            {"reports": [{"id": "a", "sha256": "0", "attributions": []}], "replies": [], "quotations": []},
            [{"id": "a", "outlet": "a", "text": "The ferry is late."}],
        )
