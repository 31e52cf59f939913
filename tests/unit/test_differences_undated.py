"""On what reports disagree of whose days nothing is known."""

import pytest
from reckon_pile import Pile, no_rows

from stemma import find_differences, schema
from stemma.model import Claims
from stemma.parse import parse_sentences


def differences(pile: Pile) -> list[dict]:
    return find_differences(
        pile.reports, reuse=schema.empty("reuse"), story_reports=pile.story_reports, descent=pile.descent,
        variants=schema.empty("variants"), times=schema.empty("times"), claims=no_rows(Claims), entities=pile.entities,
        segments=pile.segments, parses=parse_sentences(list(pile.texts.values())),
    ).to_pylist()  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        # Beyond doubt one thing: nobody knows of which days the reports are, but this is told.
        ("The council at Tarn has received 21,400 letters against the new weir.", "The council at Tarn has received 23,800 letters against the new weir.", 1),
        ("The miners at Tarn have been out for 12 days in the dispute over the pit.", "The miners at Tarn have been out for 15 days in the dispute over the pit.", 0),
        ("The flood at Tarn killed 24 people in the lower town, the council said.", "The flood at Tarn killed 31 people in the lower town, the council said.", 0),
        # Hardly one thing: it may have changed.
        ("The council at Tarn has received 21,400 letters.", "A clerk at Vell, who collects stamps from abroad, keeps 23,800 old letters in boxes under her bed.", 0),
    ],
)  # fmt: skip
def test_undated_reports_disagree_on_what_surely_is_one_thing_and_does_not_run_on(one, other, found):
    assert len(differences(Pile({"a": one, "b": other}))) == found
