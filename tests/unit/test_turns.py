"""The turns of conversations that reports print."""

import pytest

from stemma.attribute import attribute_reports, find_attributions
from stemma.model import Report
from stemma.segment import segment
from stemma.settings import AttributeSettings
from stemma.turns import find_turns

LEAD = "Two candidates for the harbour board met on local radio on Friday."
END = "The debate ended at nine, and the vote is in June."
TALK = [
    "HOST: Is the new pier safe?",
    "IDA LINDT: It is safe, and I have read the whole report. The builders said that it was tested twice.",
    "We will print every page of it on Monday.",
    "[Music]",
    "HOST: And you, Mr Brandt?",
    "IVO BRANDT, HARBOUR MASTER: I have my doubts. You all saw the cracks.",
]


def turns_of(*paragraphs: str) -> list[tuple[str, list[str], bool]]:
    text = "\n\n".join(paragraphs)
    return [
        (text[turn.name.begin : turn.name.end], [text[b:e] for b, e in turn.words], turn.asks)
        for turn in find_turns(text, segment(Report("a", text)).paragraphs)
    ]


def test_a_conversation_is_cut_into_turns():
    assert turns_of(LEAD, *TALK, END) == [
        ("HOST", ["Is the new pier safe?"], True),
        ("IDA LINDT", [TALK[1].split(": ", 1)[1], TALK[2]], False),
        ("HOST", ["And you, Mr Brandt?"], True),
        ("IVO BRANDT", ["I have my doubts. You all saw the cracks."], False),
    ]


def test_a_name_may_have_its_words_in_the_next_paragraph():
    made = turns_of(
        "NORA VEGA, HOST:", "The pier is new. But is it safe?", "IDA LINDT, BYLINE: I think so.", "VEGA: You do?"
    )
    assert [(name, words) for name, words, _ in made] == [
        ("NORA VEGA", ["The pier is new. But is it safe?"]),
        ("IDA LINDT", ["I think so."]),
        ("VEGA", ["You do?"]),
    ]


def test_turns_in_quotation_marks_go_on_while_they_are_open():
    made = turns_of(
        LEAD,
        '"Host: Is it safe?',
        '"Lindt: The builders say so.',
        '"Nobody has found a crack.',
        '"Host: You are sure?"',
        END,
    )
    assert made == [
        ("Host", ["Is it safe?"], True),
        ("Lindt", ["The builders say so.", '"Nobody has found a crack.'], False),
        ("Host", ['You are sure?"'], True),
    ]


@pytest.mark.parametrize("stop", [":", "."])
def test_questions_and_answers_are_turns(stop):
    made = turns_of(
        f"Q{stop} Do you sail?", f"A{stop} I do.", f"Q{stop} Alone?", f"A{stop} With my sister, whom you know."
    )
    assert [name for name, _, _ in made] == ["Q", "A", "Q", "A"]


@pytest.mark.parametrize(
    "paragraphs",
    [
        ["Lindt: 42 votes.", "Brandt: 40 votes.", "Lindt: 17 postal votes.", "Brandt: 19 postal votes."],  # a table
        ["Read more: What you need to know", "Watch: Will we sail?", "Read more: Ask us"],  # links
        ["Lindt: I will stay.", "Brandt: I will go.", "Holm: I do not know, do you?"],  # nobody speaks again
        ["Lindt: I will stay.", *["The board met."] * 6, "Brandt: I will go.", *["It rained."] * 6, "Lindt: Why?"],
        ["Lindt: I will stay.", "Lindt: You may go.", "Lindt: We shall see.", "Brandt: I see."],  # headings
        ["The board said: we sail.", "It added: we sail again.", "The board said: do you?"],
    ],
)
def test_what_only_looks_like_a_conversation_has_no_turns(paragraphs):
    assert turns_of(LEAD, *paragraphs, END) == []


def test_a_headline_is_no_turn():
    names = [name for name, _, _ in turns_of("Brandt: You saw the cracks", LEAD, *TALK)]
    assert names == ["HOST", "IDA LINDT", "HOST", "IVO BRANDT"]


@pytest.mark.parametrize("reader", ["auto", "rules"])
def test_turns_are_quoted_speech_of_those_who_take_them(reader):
    text = "\n\n".join([LEAD, *TALK, END])
    told = {
        text[one.content[0].begin : one.content[-1].end]: (text[slice(*one.source[0])], one.kind, one.said)
        for one in find_attributions(text, settings=AttributeSettings(reader=reader))
        if one.cue and text[slice(*one.cue[0])] == ":"
    }
    assert told == {
        "Is the new pier safe?": ("HOST", "direct", False),
        f"{TALK[1].split(': ', 1)[1]}\n\n{TALK[2]}": ("IDA LINDT", "direct", True),
        "And you, Mr Brandt?": ("HOST", "direct", False),
        "I have my doubts. You all saw the cracks.": ("IVO BRANDT", "direct", True),
    }


def test_what_a_turn_tells_of_others_stays():
    text = "\n\n".join([LEAD, *TALK, END])
    rows = attribute_reports([{"id": "a", "text": text}]).to_pylist()
    nested = [row for row in rows if text[slice(*row["source"][0].values())] == "The builders"]
    assert [text[slice(*row["content"][0].values())] for row in nested] == ["that it was tested twice"]


def test_what_you_say_is_no_claim():
    text = "\n\n".join([LEAD, "HOST: You told the board that the pier was safe. Do you stand by it?", *TALK[1:], END])
    told = {text[slice(*one.source[0])]: one.said for one in find_attributions(text) if one.source}
    assert told["You"] is False
    assert told["IDA LINDT"] is True
