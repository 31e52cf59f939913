"""The replies labelled by hand are well-formed and drawn as told, and their scorer scores what it says."""

import hashlib

import pytest
from benchmarks.replies import (
    AGAIN,
    ANSWERING,
    ANSWERING_MORE,
    DRAWN,
    FILES,
    HALVES,
    KINDS,
    LATER,
    MADE,
    PARTS,
    TRAINED,
    VARIED,
    draw,
    draw_later,
    draw_more,
    measure,
    read_half,
    read_known,
    read_labels,
    read_made,
    read_more_rows,
    read_varied_rows,
    score,
)

from stemma import schema
from stemma.model import Claims
from stemma.reckon import find_claims

by_half = pytest.mark.parametrize("half", PARTS)


def spans_in(label):
    """Every span of a report's labels, with a name."""
    for reply in label["replies"]:
        for name in ("source", "cue", "content", "narrated"):
            yield from ((name, span) for span in reply[name])
        yield from (("answered", span) for place in reply["answered"] for span in place)
    for name in ("not_replies", "unsettled"):
        yield from ((name, span) for span in label[name])


def meet(some, others):
    return any(begin < stop and start < end for begin, end in some for start, stop in others)


def test_the_halves_are_drawn_by_the_rule(data):
    rows = read_more_rows(data)
    drawn = draw({name: rows[name] for name in FILES}, read_known())
    assert len(drawn) == DRAWN
    for which, half in enumerate(HALVES):
        assert [(label["set"], label["id"]) for label in read_labels(half)] == drawn[which::2]


def test_what_was_labelled_later_is_drawn_by_its_rule(data):
    drawn = draw_more(read_more_rows(data), read_known())
    assert [(label["set"], label["id"]) for label in read_labels("more")] == drawn


def test_the_parts_drawn_last_are_drawn_by_their_rule(data):
    drawn = draw_later(read_more_rows(data), read_known())
    for part in LATER:
        assert [(label["set"], label["id"]) for label in read_labels(part)] == drawn[part]


def test_what_is_fitted_on_and_what_is_held_out_are_told_apart_by_the_report():
    for part in TRAINED:
        for label in read_labels(part):
            turn = hashlib.sha256(f"replies-held:{label['set']}:{label['id']}".encode()).hexdigest()
            assert (int(turn[-1], 16) % 3 == 0) == (part == "held")


def test_no_report_is_in_two_parts():
    reports = [(label["set"], label["id"]) for part in PARTS for label in read_labels(part)]
    assert len(reports) == len(set(reports))


@by_half
def test_spans_lie_in_the_texts_and_do_not_cut_words(half, data):
    rows = read_varied_rows(data)
    texts = {(name, str(row["id"])): row["text"] for name in rows for row in rows[name]}
    for label in read_labels(half):
        text = texts[label["set"], label["id"]]
        for _, (begin, end) in spans_in(label):
            assert 0 <= begin < end <= len(text)
            assert text[begin:end] == text[begin:end].strip()
            assert not (text[begin - 1 : begin].isalnum() and text[begin].isalnum())
            assert not (text[end - 1].isalnum() and text[end : end + 1].isalnum())


@pytest.mark.parametrize("half", [part for part in PARTS if part not in {*TRAINED, VARIED, AGAIN}])
def test_every_word_of_the_list_is_judged(half, data):
    rows = read_more_rows(data)
    texts = {(name, str(row["id"])): row["text"] for name in rows for row in rows[name]}
    for label in read_labels(half):
        judged = [s for name, s in spans_in(label) if name not in {"answered", "narrated"}]
        lists = [ANSWERING] * (half != "more") + [ANSWERING_MORE] * (half not in HALVES)
        for place in (place for words in lists for place in words.finditer(texts[label["set"], label["id"]])):
            assert meet([place.span()], judged)


@by_half
def test_the_labels_have_their_fields(half):
    labels = read_labels(half)
    for label in labels:
        assert set(label) == {"set", "id", "sha256", "replies", "not_replies", "unsettled"}
        for reply in label["replies"]:
            assert set(reply) == {"kind", "source", "cue", "content", "answered", "narrated", "nested"}
            assert reply["kind"] in KINDS
            assert reply["cue"] or reply["content"]
            assert reply["kind"] == "declines" or reply["content"]
            assert all(place for place in reply["answered"])
            told = [*reply["cue"], *reply["content"]]
            assert not meet(told, [s for place in reply["answered"] for s in place] + reply["narrated"])
            assert not meet(told, label["not_replies"] + label["unsettled"])
    replies = [reply for label in labels for reply in label["replies"]]
    assert len(replies) >= 30
    assert sum(bool(reply["answered"]) for reply in replies) >= 25


TEXT = (
    "Mayor Lang said the ferry was late. The harbour office denied that the ferry was late. Critics said the bridge "
    "was unsafe. Ms Oster declined to comment. The council rejected the bill. Police confirmed a theft."
)


def span(words, text=TEXT):
    begin = text.index(words)
    return [begin, begin + len(words)]


def reply(kind, cue, content, answered=(), narrated=(), *, nested=False):
    return {
        "kind": kind,
        "source": [],
        "cue": [span(cue)],
        "content": [span(content)],
        "answered": [[span(place)] for place in answered],
        "narrated": [span(place) for place in narrated],
        "nested": nested,
    }


DENIES = reply("denies", "denied", "that the ferry was late", ["the ferry was late"])
DECLINES = reply("declines", "declined", "to comment", ["the bridge was unsafe"])
CONFIRMS = reply("confirms", "confirmed", "a theft")
SHA = hashlib.sha256(TEXT.encode()).hexdigest()


def labelled(*replies, not_replies=("rejected the bill",), unsettled=()):
    label = {
        "set": "made", "id": "a", "sha256": SHA, "replies": list(replies),
        "not_replies": [span(words) for words in not_replies], "unsettled": [span(words) for words in unsettled],
    }  # fmt: skip
    return read_half([label], {"made": [{"id": "a", "outlet": "a", "text": TEXT}]})


SAID = {  # attributions that may be found, by a name
    "late": ("said", "the ferry was late"),
    "denial": ("denied", "that the ferry was late"),
    "unsafe": ("said", "the bridge was unsafe"),
    "comment": ("declined", "to comment"),
    "bill": ("rejected", "the bill"),
    "theft": ("confirmed", "a theft"),
}


def found(*told):
    """Claims of a report of which each attribution is a claim of its own; ``told``: (claim, attribution, kind)."""
    rows = [
        {
            "attribution_id": name, "report_id": "a", "kind": "indirect", "source": [],
            "cue": [dict(zip(("begin", "end"), span(cue), strict=True))],
            "content": [dict(zip(("begin", "end"), span(content), strict=True))],
        }
        for name, (cue, content) in SAID.items()
    ]  # fmt: skip
    return Claims(
        claims=schema.empty("claims"),
        claim_attributions=schema.table("claim_attributions", [{"claim_id": n, "attribution_id": n} for n in SAID]),
        attributions=schema.table("attributions", rows),
        wordings=schema.empty("wordings"),
        replies=schema.table("replies", [{"claim_id": c, "attribution_id": a, "kind": kind} for c, a, kind in told]),
        chains=schema.empty("chains"),
    )


def figures(half, *told):
    return score(half, [found(*told)])


def test_a_reply_found_and_tied_to_what_it_answers_is_right():
    got = figures(labelled(DENIES, DECLINES), ("late", "denial", "denies"), ("unsafe", "comment", "declines"))
    assert {
        got[f"{n}_{m}"] for n in ("found", "tied", "denies_tied", "declines_found") for m in ("precision", "recall")
    } == {1}


def test_one_tied_to_another_claim_is_found_and_not_tied():
    got = figures(labelled(DENIES, DECLINES), ("unsafe", "denial", "denies"))
    assert (got["found_precision"], got["found_recall"]) == (1, 0.5)
    assert (got["tied_precision"], got["tied_recall"]) == (0, 0)


def test_a_second_wrong_tie_costs_precision_and_no_recall():
    got = figures(labelled(DENIES), ("late", "denial", "denies"), ("unsafe", "denial", "denies"))
    assert (got["found_precision"], got["tied_precision"], got["tied_recall"]) == (1, 0.5, 1)


def test_another_kind_is_wrong():
    got = figures(labelled(DENIES), ("late", "denial", "confirms"))
    assert (got["found_precision"], got["found_recall"], got["tied_precision"]) == (0, 0, 0)
    assert (got["confirms_told"], got["denies_asked"]) == (1, 1)


def test_a_reply_tied_to_itself_is_not_tied():
    assert figures(labelled(DENIES), ("denial", "denial", "denies"))["tied_precision"] == 0


def test_a_look_alike_told_to_be_a_reply_is_wrong_and_counted():
    got = figures(labelled(DENIES), ("late", "bill", "denies"))
    assert (got["found_precision"], got["look_alikes"], got["look_alikes_told"]) == (0, 1, 1)
    assert figures(labelled(DENIES), ("late", "denial", "denies"))["look_alikes_told"] == 0


def test_what_is_unsettled_counts_neither_way():
    half = labelled(DENIES, not_replies=(), unsettled=("rejected the bill",))
    got = figures(half, ("late", "denial", "denies"), ("late", "bill", "denies"))
    assert (got["told"], got["tied_precision"], got["tied_recall"]) == (1, 1, 1)


def test_a_reply_to_nothing_stated_is_not_asked_for_and_right_only_without_a_tie_to_something_else():
    got = figures(labelled(DENIES, CONFIRMS), ("late", "denial", "denies"))
    assert (got["asked"], got["tied_recall"]) == (1, 1)
    got = figures(labelled(CONFIRMS), ("late", "theft", "confirms"))
    assert (got["found_precision"], got["tied_precision"], got["asked"]) == (1, 0, 0)


def test_a_tie_to_what_is_only_narrated_is_right_and_not_asked_for():
    half = labelled(reply("declines", "declined", "to comment", narrated=["the bridge was unsafe"]))
    got = figures(half, ("unsafe", "comment", "declines"))
    assert (got["tied_precision"], got["asked"]) == (1, 0)


def test_a_nested_reply_is_asked_for_only_where_it_is_found():
    half = labelled(DENIES | {"nested": True}, DECLINES)
    assert figures(half, ("unsafe", "comment", "declines"))["asked"] == 1
    got = figures(half, ("late", "denial", "denies"))
    assert (got["asked"], got["tied_recall"]) == (2, 0.5)


def test_half_the_words_of_what_is_answered_are_enough_and_fewer_are_not():
    for words, right in (("the ferry was", 1), ("the ferry", 1), ("late", 0)):
        made = found(("late", "denial", "denies"))
        rows = [
            row | ({"content": [dict(zip(("begin", "end"), span(words), strict=True))]} if row["attribution_id"] == "late" else {})
            for row in made.attributions.to_pylist()
        ]  # fmt: skip
        made = Claims(
            claims=made.claims, claim_attributions=made.claim_attributions, attributions=schema.table("attributions", rows),
            wordings=made.wordings, replies=made.replies, chains=made.chains,
        )  # fmt: skip
        assert score(labelled(DENIES), [made])["tied_recall"] == right


def test_what_the_library_finds_is_scored():
    text = (
        "Critics said on Monday that the old bridge was unsafe.\n"
        "Ms Oster rejected the claim that the old bridge was unsafe. The council rejected the bill."
    )
    begin = text.index("that the old bridge")
    told = text.index("rejected the claim")
    label = {
        "set": "made", "id": "a", "sha256": hashlib.sha256(text.encode()).hexdigest(), "unsettled": [],
        "not_replies": [span("rejected the bill", text)],
        "replies": [{
            "kind": "denies", "source": [], "cue": [[told, told + 8]], "content": [[told + 9, told + 49]],
            "answered": [[[begin, begin + 30]]], "narrated": [], "nested": False,
        }],
    }  # fmt: skip
    half = read_half([label], {"made": [{"id": "a", "outlet": "a", "text": text}]})
    got = score(half, [find_claims([half[0].report])])
    assert (got["told"], got["tied_precision"], got["tied_recall"], got["look_alikes_told"]) == (1, 1, 1, 0)


def test_nothing_found_scores_nothing():
    got = figures(labelled(DENIES))
    assert (got["found_f1"], got["tied_f1"], got["asked"], got["told"]) == (0, 0, 1, 0)


def test_another_text_under_the_same_id_is_refused():
    label = {"set": "made", "id": "a", "sha256": "0", "replies": [], "not_replies": [], "unsettled": []}
    with pytest.raises(ValueError, match="not the text"):
        read_half([label], {"made": [{"id": "a", "outlet": "a", "text": TEXT}]})


def test_absent_data_is_told_by_its_file(tmp_path):
    with pytest.raises(FileNotFoundError):
        measure(tmp_path)


def made_rows(**texts):
    return {"made": [{"id": name, "text": text} for name, text in texts.items()]}


def test_near_copies_short_reports_and_those_known_are_not_drawn():
    def text(seed):
        return " ".join(f"word{seed}x{n}" for n in range(160)) + " He denied it. She confirmed it."

    rows = made_rows(
        a=text(1), b=text(1) + " More.", c=text(2), d="He denied it. She confirmed it.", e=text(3), f=text(4)
    )
    rows["made"][-1]["text"] = text(4).replace("She confirmed it.", "")
    drawn = draw(rows, {("made", "c")})
    assert {one for _, one in drawn} in ({"a", "e"}, {"b", "e"})
    assert draw(rows, {("made", "a"), ("made", "e")}) == [("made", "c")]


@pytest.mark.parametrize(("number", "part"), [*enumerate(MADE)])
def test_reports_of_our_own_are_whole_and_told_apart_by_a_hash(number, part):
    labels = read_labels(part)
    assert [one.report["text"] for one in read_made(part)] == [label["text"] for label in labels]
    for label in labels:
        turn = hashlib.sha256(f"replies-made:{label['id']}".encode()).hexdigest()
        assert int(turn[-1], 16) % len(MADE) == number
        assert all(0 <= begin < end <= len(label["text"]) for _, (begin, end) in spans_in(label))
        for reply in label["replies"]:
            told = [*reply["source"], *reply["cue"], *reply["content"]]
            assert reply["kind"] in KINDS
            assert reply["source"]
            assert not any(meet(told, place) for place in reply["answered"])
            assert not meet(told, label["not_replies"])
