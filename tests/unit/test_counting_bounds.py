"""No count of lines of descent exceeds that of the reports that carry the claim."""

from stemma import schema
from stemma.model import Stemma
from stemma.reckon.count import count_claims


def test_a_report_that_took_a_statement_from_two_is_still_one_carrier():
    story = {"story_id": "s"}
    parents = ("lost-one", "lost-two")
    descent = Stemma(
        witnesses=schema.table(
            "witnesses",
            [
                {**story, "witness_id": "r", "report_id": "r", "label": "r"},
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
