"""Who said what by the rules, by what the functions give back for sentences written for it."""

import json
import time

import pytest

import stemma
from stemma.attribute import attribute_reports
from stemma.model import Attribution
from stemma.schema import SCHEMAS
from stemma.settings import AttributeSettings

RULES = AttributeSettings(reader="rules")


def find_attributions(text: str) -> list[Attribution]:
    return stemma.find_attributions(text, settings=RULES)


def words(text: str, spans: tuple[tuple[int, int], ...]) -> str:
    return " | ".join(text[begin:end] for begin, end in spans)


def triples(text: str) -> list[tuple[str, str, str]]:
    return [(words(text, a.source), words(text, a.cue), words(text, a.content)) for a in find_attributions(text)]


def the_one(text: str) -> Attribution:
    found = find_attributions(text)
    assert len(found) == 1, found
    return found[0]


def test_indirect_speech_with_its_source_and_cue() -> None:
    text = "The mayor of Tarn, Ilse Brandt, said on Monday that the bridge would open in spring."
    source, cue, content = triples(text)[0]
    assert source == "The mayor of Tarn, Ilse Brandt"
    assert cue.startswith("said")
    assert content == "that the bridge would open in spring"
    assert the_one(text).kind == "indirect"


@pytest.mark.parametrize(
    ("content", "source"),
    [
        ("The old mill at the lower bridge reopened on Saturday with bread for everyone", "its keeper"),
        ("The old mill reopened on Saturday", "the keeper"),
    ],
)
def test_who_stands_beside_the_verb_speaks_where_a_parse_gives_it_two_subjects(content: str, source: str) -> None:
    assert triples(f"{content}, {source} said.") == [(source, "said", content)]


def test_what_others_call_it_is_a_name_and_no_claim() -> None:
    text = "The movement, which its opponents call the Moths, was founded by growers after three dry springs."
    assert triples(text) == []


def test_direct_speech_before_an_inverted_cue_takes_the_apposition_with_it() -> None:
    text = "“The bridge is safe and it will stay open,” said Otto Lang, a spokesman for the Tarn council."
    assert triples(text) == [
        (
            "Otto Lang, a spokesman for the Tarn council",
            "said",
            "“The bridge is safe and it will stay open,”",
        )
    ]
    assert the_one(text).kind == "direct"


def test_a_quotation_cut_by_its_cue_is_one_attribution() -> None:
    text = "“We looked at every bolt,” Ms Brandt said. “None of them was loose.”"
    found = the_one(text)
    assert words(text, found.content) == "“We looked at every bolt,” | “None of them was loose.”"
    assert words(text, found.source) == "Ms Brandt"


def test_a_quotation_of_several_sentences_is_whole() -> None:
    text = '"The bridge is old. It was built by my grandfather. We shall mend it," Lang said.'
    assert (
        words(text, the_one(text).content) == '"The bridge is old. It was built by my grandfather. We shall mend it,"'
    )


def test_mixed_speech() -> None:
    text = "Brandt said that the bridge was “in a very poor state” and would be closed."
    assert the_one(text).kind == "mixed"


def test_a_clause_cut_in_two_by_its_cue() -> None:
    text = "The result, he said, had been that the river rose by a metre."
    found = the_one(text)
    assert words(text, found.source) == "he"
    assert words(text, found.content) == "The result | had been that the river rose by a metre"


@pytest.mark.parametrize(
    ("text", "source", "cue"),
    [
        ("According to the water board, the river rose by a metre overnight.", "the water board", "According to"),
        ("The river rose by a metre overnight, according to the water board.", "the water board", "according to"),
        ("Brandt accused the council of hiding the report.", "Brandt", "accused"),
        ("The water board denied that it had hidden the report.", "The water board", "denied"),
        ("Brandt has denied the accusations.", "Brandt", "has denied"),
        ("Aldova says it will close the border", "Aldova", "says"),
    ],
)
def test_cues_of_many_kinds(text: str, source: str, cue: str) -> None:
    assert (source, cue) in [(s, c) for s, c, _ in triples(text)]


def test_a_statement_that_says() -> None:
    text = "The water board said in a statement that the dam was sound."
    assert triples(text) == [("The water board", "said in a statement", "that the dam was sound")]


def test_a_passive_without_anybody_has_no_source() -> None:
    text = "The council has repeatedly been accused of hiding the report."
    found = the_one(text)
    assert found.source == ()
    assert "hiding the report" in words(text, found.content)


def test_who_is_quoted_speaks_not_who_quotes() -> None:
    text = "The Tarn Gazette quoted the minister as saying that the dam was sound."
    assert ("the minister", "that the dam was sound") in [(s, c) for s, _, c in triples(text)]


def test_two_cues_after_one_another_keep_their_contents_apart() -> None:
    text = "The ministry accused the council of hiding the report, saying it had proof of that."
    contents = [content for _, _, content in triples(text)]
    assert "it had proof of that" in contents
    assert not any("hiding" in content and "proof" in content for content in contents)


def test_a_cue_outside_quotation_marks_takes_no_source_from_inside() -> None:
    text = "“We are in no hurry, and we win,” Brandt said, adding that “we will wait.”"
    assert {source for source, _, _ in triples(text)} == {"Brandt"}


def test_a_clause_cut_by_who_says_it_with_an_apposition() -> None:
    text = "The fact of the meeting, said Vell Osk, an analyst in Brell, “is a victory. He waited for it since spring.”"
    found = the_one(text)
    assert words(text, found.source) == "Vell Osk, an analyst in Brell"
    assert words(text, found.content).startswith("The fact of the meeting | “is a victory.")
    assert found.kind == "mixed"


def test_a_want_is_told_as_one_and_makes_no_claim() -> None:
    wish = "Brandt wants the council to build a second bridge."
    assert [one.said for one in find_attributions(wish)] == [False]
    assert stemma.find_claims([{"id": "a", "text": wish}]).claims.num_rows == 0
    speech = "Brandt said the council would build a second bridge."
    assert [one.said for one in find_attributions(speech)] == [True]
    assert stemma.find_claims([{"id": "a", "text": speech}]).claims.num_rows == 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("This is not because I believe the dam at Vell is safe.", False),
        ("It is not that the mayor thinks the dam at Vell is safe.", False),
        ("If the mayor says the dam at Vell is safe, people will stay.", False),
        ("Sales declined to 40 million crowns.", False),
        ("Video: The harbour at Vell is under water, and boats lie on the road.", False),
        ("The mayor thinks the dam at Vell is safe.", True),
        ("The mayor said the dam was safe, if the keepers are right.", True),
    ],
)
def test_what_somebody_would_say_or_does_not_is_not_said(text, said):
    found = attribute_reports([{"id": "a", "text": text}])
    assert found["said"].to_pylist() == [said]


def test_an_address_at_the_end_of_a_page_is_no_claim() -> None:
    assert find_attributions("Our website can also be accessed at the following addresses:\n\nwww.example.org\n") == []


def test_a_charge_is_one_attribution_however_the_parse_took_it_apart() -> None:
    text = (
        "Aldova accused neighbouring Brell on Tuesday of opening the locks of the Tarn canal by night and sending a wave "
        "down the River Osk that sank a coal barge, hurting three people and wetting 14."
    )
    [(source, cue, content)] = triples(text)
    assert (source, cue) == ("Aldova", "accused")
    assert content.startswith("neighbouring Brell on Tuesday of opening")
    assert "down the River Osk that sank a coal barge" in content


@pytest.mark.parametrize(
    "text",
    [
        "Prefect Ilse Brandt, citing the toll-keeper at Tarn, Pavel Mora, said the horn had not sounded.",
        "Prefect Ilse Brandt said, citing the Tarn Ferry Company, that the horn had not sounded.",
        "The horn had not sounded, Prefect Ilse Brandt said on Monday, citing the Tarn Ferry Company.",
    ],
)
def test_who_is_only_cited_is_no_content(text: str) -> None:
    [(source, cue, content)] = triples(text)
    assert source == "Prefect Ilse Brandt"
    assert cue == "said"
    assert content.lower().removeprefix("that ") == "the horn had not sounded"


def test_who_is_told_does_not_speak() -> None:
    text = "“Two locks were opened for an hour, and nobody knew,” Ilse Brandt, the board’s head, told a meeting of the board."
    assert triples(text)[0][:2] == ("Ilse Brandt, the board’s head", "told")


def test_what_are_said_to_be_is_nothing_said() -> None:
    assert find_attributions("The engineers looked into raids against what are said to be smugglers' stores.") == []


def test_a_blame_names_who_is_blamed() -> None:
    text = "Aldova has blamed the fire on the Open Road League, a group of carters."
    assert triples(text)[0][2] == "the fire on the Open Road League, a group of carters"


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        (
            "The Aldovan consulate in Brell declined to comment on the governor's accusation.",
            "The Aldovan consulate in Brell",
            "declined",
            "to comment on the governor's accusation",
        ),
        ("The Tarn Water Board denied the new charge.", "The Tarn Water Board", "denied", "the new charge"),
        (
            "The mayor has confirmed the closing of the bridge.",
            "The mayor",
            "has confirmed",
            "the closing of the bridge",
        ),
        ("The Tarn Board did not comment on the charges.", "The Tarn Board", "did not comment", "on the charges"),
        ("The board's head admitted last week that it was late.", "The board's head", "admitted", "that it was late"),
        (
            "The head of the board, Otto Lang, has set out the costs and has confirmed that the locks were worked by its crew.",
            "The head of the board, Otto Lang",
            "has confirmed",
            "that the locks were worked by its crew",
        ),
    ],
)
def test_replies_are_found_with_who_gives_them(text: str, source: str, cue: str, content: str) -> None:
    assert (source, cue, content) in triples(text)
    assert find_attributions(text)[0].kind == "indirect"


def test_neither_confirmed_nor_denied_is_no_denial() -> None:
    for text in (
        "The board neither confirmed nor denied that the locks had been opened.",
        "The board would neither confirm nor deny the report.",
    ):
        found = the_one(text)
        assert words(text, found.cue).startswith(("neither confirmed", "would neither confirm"))
        assert found.negated


def test_as_much_is_nothing_said() -> None:
    assert find_attributions("Aldova had said as much on 9 May.") == []


def test_two_who_say_things_in_one_sentence_keep_their_words() -> None:
    text = (
        "Lang told a paper that he had little hope, and Ilse Brandt, Lang's adviser, saying on Sunday that the town "
        "was not looking for gifts."
    )
    said = {content: source for source, _, content in triples(text)}
    assert said["that the town was not looking for gifts"].startswith("Ilse Brandt")


def test_no_longer_says_is_the_opposite_of_says() -> None:
    text = "The Board no longer attributes the fire to the Open Road League."
    found = the_one(text)
    assert words(text, found.cue) == "no longer attributes"
    assert found.negated


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        ("Board says Brell closed locks before barge accident", "Board", "Brell closed locks before barge accident"),
        ("Locks were closed at night, ministry says", "ministry", "Locks were closed at night"),
        ("Governor: we saw the smoke before we saw the fire", "Governor", "we saw the smoke before we saw the fire"),
        ("Brell closed the locks by night: ministry", "ministry", "Brell closed the locks by night"),
    ],
)
def test_headlines(text: str, source: str, content: str) -> None:
    assert [(s, c) for s, _, c in triples(text)] == [(source, content)]


@pytest.mark.parametrize("gap", [" ", "\n\n"])
def test_a_quotation_alone_after_he_said_is_his(gap: str) -> None:
    text = f"Lang said that the bridge was closed.{gap}“We shall mend it before the winter, whatever it costs.”"
    found = the_one(text)
    assert words(text, found.source) == "Lang"
    assert words(text, found.content).endswith("| “We shall mend it before the winter, whatever it costs.”")
    assert found.kind == "mixed"


def test_a_short_quotation_at_the_end_keeps_its_marks() -> None:
    text = 'Brandt dismissed the Aldovan charges as "wholly baseless."'
    assert triples(text) == [("Brandt", "dismissed", text[len("Brandt dismissed ") :])]


def test_time_grows_with_the_text_even_in_one_paragraph() -> None:
    said = 'Lang said that the bridge was closed. "We shall mend it before the winter," he added. '
    began = time.perf_counter()
    found = find_attributions(said * (20_000 // len(said.split())))
    # One that compares every quotation with every cue takes minutes.
    assert time.perf_counter() - began < 10
    assert len(found) > 2_000


def test_tense_negation_and_hedges() -> None:
    assert the_one("The mayor said that the bridge was closed.").tense == "past"
    assert the_one("The mayor says that the bridge is closed.").tense == "present"
    denied = the_one("The mayor did not say that the bridge was closed.")
    assert denied.negated
    hedged = the_one("The mayor said the keeper had allegedly slept.")
    assert hedged.hedged
    assert not the_one("The mayor said the keeper had slept.").hedged


def test_a_hedge_inside_quotation_marks_is_the_speakers() -> None:
    assert not the_one("“The keeper allegedly slept through the whole night,” the mayor said.").hedged


def test_an_odd_number_of_marks_loses_no_report() -> None:
    text = '"The bridge is safe, Brandt said.\n\nThe council said that the road was closed.'
    assert any("the road was closed" in content for _, _, content in triples(text))


def test_confidence_is_a_probability_of_four_digits() -> None:
    found = the_one("The mayor said that the bridge was closed.")
    assert 0.0 <= found.confidence <= 1.0
    assert round(found.confidence, 4) == found.confidence


@pytest.mark.parametrize("text", ["", " ", "\n\n", "...", "\x00\x01", "😀 “😀”", '"', "“" * 50, "said said said"])
def test_odd_texts_are_survived(text: str) -> None:
    for one in find_attributions(text):
        for begin, end in (*one.source, *one.cue, *one.content):
            assert 0 <= begin < end <= len(text)


def test_the_table_has_its_columns_and_does_not_depend_on_the_order_of_reports() -> None:
    reports = [
        {"id": "b", "text": "The mayor said that the bridge was closed."},
        {"id": "a", "text": "The mayor said that the bridge was closed. Lang denied it."},
    ]
    table = attribute_reports(reports, settings=RULES)
    assert table.schema == SCHEMAS["attributions"]
    assert table.equals(attribute_reports(reports[::-1], settings=RULES))
    assert set(table["speaker_id"].to_pylist()) == {None}
    assert len(set(table["attribution_id"].to_pylist())) == table.num_rows


def test_a_stranger_changes_nothing() -> None:
    report = {"id": "a", "text": "The mayor said that the bridge was closed."}
    stranger = {"id": "z", "text": "“Rain is likely in the hills,” the forecaster said."}
    alone = attribute_reports([report], settings=RULES).to_pylist()
    together = [
        row for row in attribute_reports([report, stranger], settings=RULES).to_pylist() if row["report_id"] == "a"
    ]
    assert json.dumps(alone) == json.dumps(together)


def test_other_names_leave_count_and_kinds_as_they_are() -> None:
    text = "“The bridge is safe,” said {0}, a spokesman for the {1} council. {0} added that {1} would mend the road."
    one = find_attributions(text.format("Otto Lang", "Tarn"))
    other = find_attributions(text.format("Pavel Osk", "Brell"))
    assert [a.kind for a in one] == [a.kind for a in other]


def test_nothing_in_nothing_out() -> None:
    table = attribute_reports([])
    assert table.num_rows == 0
    assert table.schema == SCHEMAS["attributions"]
