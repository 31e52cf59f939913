"""How many lines and sources there can be at the most: headlines over copies, speakers whom nobody names."""

import pytest
from reckon_pile import Pile

from stemma import schema
from stemma.model import Stemma
from stemma.reckon import recount
from stemma.reckon.count import count_claims


def test_a_report_that_took_a_statement_from_two_is_still_one_carrier():
    story = {"story_id": "s"}
    parents = ("lost-one", "lost-two")
    descent = Stemma(
        witnesses=schema.table(
            "witnesses",
            [
                {**story, "witness_id": "r", "report_id": "r",
            "kind": "indirect", "label": "r"},
                *({**story, "witness_id": p, "label": p} for p in parents),
            ],
        ),
        descents=schema.table(
            "descents",
            [{**story, "parent": p, "child": "r", "confidence": 0.9, "share": 0.5, "by": "passages", "direction": "decided", "reasons": []}
             for p in parents],
        ),
        rivals=schema.empty("rivals"),
        descent_passages=schema.table(
            "descent_passages",
            [{**story, "parent": p, "child": "r", "child_begin": 50 * n, "child_end": 50 * n + 50} for n, p in enumerate(parents)],
        ),
        lost_texts=schema.empty("lost_texts"),
    )  # fmt: skip
    said = {
        name: {
            "report_id": "r",
            "kind": "indirect",
            "speaker_id": None,
            "source": [],
            "cue": [],
            "content": [{"begin": at, "end": at + 30}],
        }
        for name, at in (("x", 5), ("y", 55))
    }
    counted, rows = count_claims([{"claim_id": "c"}], {"c": ["x", "y"]}, said, {}, {"r": "word " * 20}, descent, {})
    assert {row["line_id"] for row in rows} == set(parents)
    assert (counted[0]["lines_least"], counted[0]["lines"], counted[0]["lines_most"]) == (1, 1, 1)


BODY = "The ferry ran on. The ministry said the keepers of the old lock had opened its gates at night without a word."
HEADS = {
    "a": "Lock gates opened at night, ministry says",
    "b": "Ministry: gates of lock were opened at night",
    "c": "LOCK GATES WERE OPENED AT NIGHT, SAYS MINISTRY",
}


@pytest.mark.parametrize(("said_below", "lines"), [(True, 1), (False, 1)])
def test_headlines_over_copies_of_one_text_are_of_its_line(said_below, lines):
    pile = Pile({r: f"{head}\n{BODY}" for r, head in HEADS.items()}, titles=HEADS)
    pile.names, pile.kinds = {"The ministry": "ministry"}, {"ministry": "organisation"}
    pile.descents = [("lost", report) for report in HEADS]
    heads = [
        pile.said("a", "ministry", "says", "Lock gates opened at night", by="ministry"),
        pile.said("b", "Ministry", ":", "gates of lock were opened at night", by="ministry"),
        pile.said("c", "MINISTRY", "SAYS", "LOCK GATES WERE OPENED AT NIGHT", by="ministry"),
    ]
    for report in HEADS if said_below else ():
        pile.said(
            report,
            "The ministry",
            "said",
            "the keepers of the old lock had opened its gates at night without a word",
            by="ministry",
        )
    claims = pile.claims()
    line_of = {row["attribution_id"]: row["line_id"] for row in claims.claim_attributions.to_pylist()}
    assert {line_of[head] for head in heads} == {"lost"}
    assert {row["lines_most"] for row in claims.claims.to_pylist()} == {lines}
    assert recount(claims, pile.descent, pile.reports) == claims.claims


def test_a_headline_over_a_text_of_the_reports_own_is_its_own_line():
    pile = Pile({r: f"{HEADS[r]}\n{BODY}" for r in "ab"}, titles=HEADS)
    pile.said("a", "ministry", "says", "Lock gates opened at night", by="ministry")
    pile.said("b", "Ministry", ":", "gates of lock were opened at night", by="ministry")
    claims = pile.claims()
    assert [row["lines_most"] for row in claims.claims.to_pylist()] == [2]
    assert {row["line_id"] for row in claims.claim_attributions.to_pylist()} == {"a", "b"}


@pytest.mark.parametrize(("copied", "most"), [(False, 2), (True, 1)])
def test_whom_nobody_names_may_be_another_in_each_line(copied, most):
    words = "the keepers of the old lock had opened its gates at night without a word"
    pile = Pile(dict.fromkeys("ab", f"Officials said {words}."))
    if copied:
        pile.descents = [("lost", "a"), ("lost", "b")]
    for report in "ab":
        pile.said(report, "Officials", "said", words)
    (row,) = pile.claims().claims.to_pylist()
    assert (row["reports"], row["sources_least"], row["original_sources"], row["sources_most"]) == (2, 1, 1, most)
