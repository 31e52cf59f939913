"""Quotations told otherwise by rule: the words stay, and the pair's places hold what both still quote."""

import pytest
from benchmarks.made_frames import reframe, score
from benchmarks.quotations import Judged, Pair

QUOTED = '"The keepers of the lock were never asked. Nobody paid them for three long winters,"'
TEXT = f"{QUOTED} Moor said. The mill stood still."
PAIR = Pair(("a", 0, len(QUOTED)), ("b", 0, len(QUOTED)))
REPORTS = ({"id": "a", "outlet": "A", "text": TEXT}, {"id": "b", "outlet": "B", "text": TEXT})


@pytest.mark.parametrize(
    ("frame", "told", "place"),
    [
        (
            "moved",
            '"The keepers of the lock were never asked," Moor said. "Nobody paid them for three long winters." The mill stood still.',
            '"The keepers of the lock were never asked," Moor said. "Nobody paid them for three long winters."',
        ),
        (
            "cues",
            ('"The keepers of the lock were never asked," Moor said. Later came another question. '
             '"Nobody paid them for three long winters," Moor said. The mill stood still.'),
            '"Nobody paid them for three long winters,"',
        ),
        (
            "unmarked",
            "The keepers of the lock were never asked. Nobody paid them for three long winters, Moor said. The mill stood still.",
            "The keepers of the lock were never asked. Nobody paid them for three long winters",
        ),
        (
            "half",
            'The keepers of the lock were never asked. "Nobody paid them for three long winters," Moor said. The mill stood still.',
            '"Nobody paid them for three long winters,"',
        ),
    ],
)  # fmt: skip
def test_the_second_report_tells_the_same_words_otherwise(frame, told, place):
    framed = reframe(PAIR, REPORTS, frame)
    assert framed is not None
    _, begin, end = framed.made.pair.other
    text = framed.made.reports[1]["text"]
    assert (text, text[begin:end]) == (told, place)
    _, begin, end = framed.made.pair.one
    assert TEXT[begin:end].startswith("Nobody" if frame in ("cues", "half") else '"The')


def test_a_word_is_dropped_from_what_both_quote():
    framed = reframe(PAIR, REPORTS, "half", dropped=True)
    assert framed is not None
    assert framed.made.kind == "half_dropped"
    assert '"Nobody paid them for long winters,"' in framed.made.reports[1]["text"]
    figures = score([framed], [Judged(True, False)])
    assert figures == {"half_dropped_pairs": 1, "half_dropped_joined": 1.0, "half_dropped_told": 0.0}


def test_a_quotation_without_words_of_saying_behind_it_is_left_out():
    text = QUOTED + " The mill stood still."
    reports = tuple({"id": one, "outlet": one, "text": text} for one in "ab")
    assert reframe(PAIR, reports, "moved") is None
