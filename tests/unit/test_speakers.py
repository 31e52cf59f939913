"""Who the speaker is, on mentions placed by hand."""

import pyarrow as pa
import pytest

from speaking import FENN, NAMES, RULES, chain, speakers
from stemma import schema
from stemma.attribute import attribute_reports, link_speakers
from stemma.attribute.phrases import Mention, Page, learn_people
from stemma.model import Entities
from stemma.parse import parse_sentences
from stemma.reports import as_reports
from stemma.segment import segment
from stemma.settings import AttributeSettings


def test_a_name_with_its_office_in_apposition_is_the_person() -> None:
    text = "“The road is open,” said Colonel Otto Lang, a spokesman for Aldova's interior ministry."
    assert speakers(text, NAMES)[0][1] == "lang"
    assert chain(text, NAMES) == [["ministry", "lang"]]


def test_the_body_known_once_stands_in_every_chain_of_its_spokesman() -> None:
    text = (
        "“The road is open,” said Colonel Otto Lang, a spokesman for Aldova's interior ministry.\n\n"
        "Lang added that the bridge was closed."
    )
    assert chain(text, NAMES) == [["ministry", "lang"], ["ministry", "lang"]]


def test_a_man_follows_by_pronoun() -> None:
    text = "Mr Otto Lang said that the road was open.\n\nHe said that the bridge was closed."
    assert [speaker for _, speaker in speakers(text, NAMES)] == ["lang", "lang"]


def test_a_pronoun_with_two_that_fit_stays_unknown() -> None:
    text = "Pavel Mora met Otto Lang on Monday. Otto Lang greeted Mora. He said that the bridge was closed."
    assert speakers(text, NAMES)[-1] == ("He", None)


def test_a_pronoun_does_not_cross_sexes() -> None:
    text = "Mr Otto Lang said that the road was open.\n\nShe said that the bridge was closed."
    assert [speaker for _, speaker in speakers(text, NAMES)] == ["lang", None]


@pytest.mark.parametrize(
    ("text", "sex"), [("Miss Otto Lang, a policeman from Osk, left.", None), ("Miss Otto Lang from Osk left.", "she")]
)
def test_titles_of_both_sexes_in_one_phrase_tell_neither(text: str, sex: str | None) -> None:
    (report,) = as_reports([{"id": "r", "text": text}])
    page = Page(report, segment(report), parse_sentences([text]), [Mention(5, 14, "lang", "person")])
    assert [about.sex for _, _, about in learn_people(page)] == [sex]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Captain Otto Lang came to Tarn.\n\nLang said that the road was open.", "lang"),
        ("Captain Ren Guolin came to Tarn.\n\nRen said that the road was open.", "lang"),
        # It is not that of two, nor of one who is named only later.
        ("Captain Otto Lang and Ilse Lang came to Tarn.\n\nLang said that the road was open.", None),
        ("Lang said that the road was open.\n\nCaptain Otto Lang came to Tarn.", None),
    ],
)
def test_a_lone_word_of_a_full_name_is_the_person_though_it_was_read_as_no_name(text: str, speaker: str | None) -> None:
    names = {"lang": ["Otto Lang", "Ren Guolin"], "brandt": ["Ilse Lang"]}
    assert speakers(text, names)[-1][1] == speaker


def test_a_title_with_of_before_the_name() -> None:
    assert speakers("Director of Public Works Otto Lang said that the road was open.", NAMES)[0][1] == "lang"
    assert speakers("A friend of Otto Lang said that the road was open.", NAMES)[0][1] is None


def test_a_pronoun_is_the_subject_of_the_sentence_before() -> None:
    text = (
        "Mayor Ilse Brandt said that the horn had not sounded.\n\n"
        "The consulate declined to comment.\n\n"
        "Clara Fenn, an observer from Osk who is attached to the commission, listened from the back row. "
        "She said she would ask both sides for their logs. She added that she had time."
    )
    assert [speaker for source, speaker in speakers(text, FENN) if source == "She"] == ["fenn", "fenn"]


def test_a_pronoun_after_an_unknown_name_is_nobody_named_above() -> None:
    text = (
        "Mayor Ilse Brandt said that the horn had not sounded.\n\n"
        "Clara Fenn, an observer from Osk, listened from the back row. She said she would ask both sides for their logs."
    )
    assert speakers(text, NAMES)[-1] == ("She", None)


def test_a_pronoun_after_an_unnamed_speaker_is_nobody_named_above() -> None:
    text = (
        "Mr Otto Lang said that the road was open.\n\nA ferryman said that the bridge was closed. "
        "He said that nobody had told him."
    )
    assert speakers(text, NAMES)[-1] == ("He", None)


def test_who_is_named_in_the_paragraph_stands_before_who_spoke_above() -> None:
    text = (
        "Mr Otto Lang said that the road was open.\n\n"
        "The letter of Pavel Mora bears a red seal. It is four pages long. He says that the bridge was closed."
    )
    assert speakers(text, NAMES)[-1] == ("He", None)


def test_who_thinks_may_be_whom_the_sentence_before_tells_of() -> None:
    text = "Since May, Otto Lang has slept badly, Pavel Mora wrote on Monday. He thinks that the bridge is not safe."
    assert ("He", "mora") not in speakers(text, NAMES)


def test_who_is_asked_does_not_ask() -> None:
    text = "Later, asked whether the ferry would sail, Otto Lang replied that it would."
    assert all(speaker != "lang" for source, speaker in speakers(text, NAMES) if source == "")
    assert speakers(text, NAMES)[-1] == ("Otto Lang", "lang")


def test_two_joined_by_and_are_not_one_of_them() -> None:
    text = "Aldovan President Otto Lang and his Brellan counterpart Pavel Mora said that the road was open."
    assert speakers(text, NAMES)[0][1] is None
    text += "\n\nThe Brellan president said that the bridge was closed."
    assert speakers(text, NAMES)[-1][1] != "lang"


def test_a_pronoun_before_its_name() -> None:
    text = (
        "Pavel Mora left on Monday.\n\nAs he insisted that the bridge was safe, Otto Lang said that it would stay open."
    )
    assert ("he", "lang") in speakers(text, NAMES)


def test_who_is_only_met_does_not_compete_with_the_subject() -> None:
    text = "Otto Lang came back from talks with Pavel Mora. He said that the bridge was closed."
    assert speakers(text, NAMES)[-1] == ("He", "lang")


def test_he_is_nobody_who_is_called_she_elsewhere() -> None:
    told = "Ilse Brandt said that the road was open.\n\nHe told reporters that the bridge was closed.\n\n{}"
    for later in (
        "Brandt, who lost her house in the flood, left.",
        "Ms Brandt left.",
        "Brandt said she would leave.",
        "Brandt, a councilwoman, left.",
    ):
        assert ("He", None) in speakers(told.format(later), NAMES), later


def test_what_is_told_has_a_subject_that_tells_nothing() -> None:
    text = "The strike will go on, Ilse Brandt told reporters on Friday. “We have nothing to lose,” she said."
    assert speakers(text, NAMES)[-1] == ("she", "brandt")


def test_who_speaks_for_another_is_not_whom_he_speaks_of() -> None:
    text = "The driver's lawyer, Robin Fenn, said he was at home. “There are witnesses,” she said."
    assert speakers(text, {"fenn": ["Robin Fenn"]})[-1] == ("she", "fenn")


def test_an_airline_is_called_so_though_its_name_says_airways() -> None:
    text = "Osk Airways said that the flight had turned back. The airline said that nobody was hurt."
    assert speakers(text, {"courier": ["Osk Airways"]})[-1] == ("The airline", "courier")


def test_in_an_apposition_her_is_not_of_whom_it_stands_by() -> None:
    text = "Ilse Brandt said that the road was open.\n\nPavel Mora, her rival, disagreed. “You saw the mud,” he said."
    assert speakers(text, NAMES)[-1] == ("he", "mora")


def test_who_was_she_is_no_he_further_down() -> None:
    text = (
        "Brandt said that the road was open. She told reporters that it was dry.\n\n"
        "That was in May. He said that the bridge was closed."
    )
    assert speakers(text, {"brandt": ["Brandt"]}) == [("Brandt", "brandt"), ("She", "brandt"), ("He", None)]


def test_nobody_calls_himself_he_in_a_quotation() -> None:
    text = (
        "FENN: Is the bridge open?\n\nLANG: It is, I think. You know that a ferryman asked. He said that it was closed.\n\n"
        "FENN: And you trust him?"
    )
    found = speakers(text, {"fenn": ["FENN"], "lang": ["LANG"]}, AttributeSettings())
    assert ("LANG", "lang") in found
    assert [speaker for source, speaker in found if source == "He"] == [None]


def test_two_words_read_as_a_body_may_be_a_person() -> None:
    text = "Otto Lang said that the road was open.\n\nIvo Courier was angry. “You saw the mud,” he said."
    assert speakers(text, {**NAMES, "courier": ["Ivo Courier"]})[-1] == ("he", None)


def test_he_said_in_the_middle_follows_the_sentence_before() -> None:
    text = "Mr Lang would not be drawn on the cost. He had given them until Friday, he said, and he was a patient man."
    assert speakers(text, NAMES)[-1] == ("he", "lang")


def test_it_is_the_body_of_the_sentence_before() -> None:
    text = "The Tarn Gazette welcomed the decision. It said that it would print the letters."
    assert speakers(text, NAMES)[-1] == ("It", "gazette")


def test_the_head_of_a_body_set_beside_it_is_the_person() -> None:
    text = "The head of the Tarn Gazette, Otto Lang, has confirmed that the letters were printed."
    assert speakers(text, NAMES)[-1][1] == "lang"


def test_who_is_told_does_not_speak() -> None:
    text = "“Two locks were opened for an hour,” Otto Lang, the paper’s head, told a meeting of the Tarn Gazette."
    assert speakers(text, NAMES)[0][1] == "lang"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Mayor Ilse Brandt, citing the toll-keeper at Osk, Pavel Mora, said the horn had not sounded.",
            ["brandt", "mora"],
        ),
        ("Mayor Ilse Brandt said, citing the Tarn Gazette, that the horn had not sounded.", ["brandt", "gazette"]),
        ("Mayor Ilse Brandt, quoting the Tarn Gazette, said that the horn had not sounded.", ["brandt", "gazette"]),
        ("The horn had not sounded, the Tarn Gazette reported on Monday, citing Pavel Mora.", ["gazette", "mora"]),
        ("Mayor Ilse Brandt said on the word of Pavel Mora that the horn had not sounded.", ["brandt", "mora"]),
        ("Mayor Ilse Brandt, citing Pavel Mora and Otto Lang, said the horn had not sounded.", ["brandt"]),
        ("Mayor Ilse Brandt, citing the cost, said the horn would not be mended.", ["brandt"]),
        ("According to a report by the Tarn Gazette, the horn had not sounded.", ["gazette"]),
    ],
)
def test_who_is_cited_stands_after_the_speaker(text: str, wanted: list[str]) -> None:
    assert chain(text, NAMES) == [wanted]
    assert speakers(text, NAMES)[0][1] == wanted[0]


def test_who_is_only_spoken_of_does_not_take_the_pronoun() -> None:
    text = (
        "Mr Otto Lang said that Pavel Mora had left the country.\n\n"
        "“I think Mora knew that the road was closed,” he added. “Mora is late.”\n\nHe said that the bridge was closed."
    )
    assert {speaker for source, speaker in speakers(text, NAMES) if source in ("he", "He")} == {"lang"}


def test_the_president_is_not_another_president_named_far_above() -> None:
    text = (
        "President Pavel Mora of Brell arrived on Monday.\n\nOtto Lang said that the road was open.\n\n"
        "The president said that the bridge was closed."
    )
    assert speakers(text, NAMES)[-1] == ("The president", None)


def test_the_ministry_is_the_one_ministry_named() -> None:
    text = "The Aldovan Interior Ministry said that the road was open.\n\nThe ministry said that the bridge was closed."
    assert [speaker for _, speaker in speakers(text, NAMES)] == ["ministry", "ministry"]


def test_the_ministry_of_two_is_nobody() -> None:
    names = {"ministry": ["Aldovan Interior Ministry"], "council": ["Health Ministry of Brell"]}
    text = (
        "The Aldovan Interior Ministry and the Health Ministry of Brell met on Monday.\n\n"
        "The ministry said that the bridge was closed."
    )
    assert speakers(text, names)[-1] == ("The ministry", None)


def test_the_statement_is_of_whom_it_was() -> None:
    text = (
        "In a Tuesday statement, the Aldovan Interior Ministry said that the road was open.\n\n"
        "“The bridge will be closed until Friday,” the statement said."
    )
    assert [speaker for _, speaker in speakers(text, NAMES)] == ["ministry", "ministry"]


def test_an_office_with_its_holder_named_before() -> None:
    text = (
        "Colonel Otto Lang, a spokesman for the Aldovan Interior Ministry, said that the road was open.\n\n"
        "The Aldovan spokesman said that the bridge was closed."
    )
    assert [speaker for _, speaker in speakers(text, NAMES)] == ["lang", "lang"]


def test_a_spokesman_of_another_body_is_not_the_one_named() -> None:
    names = NAMES | {"council": ["Brell Council"]}
    text = (
        "Colonel Otto Lang, a spokesman for the Aldovan Interior Ministry, said that the road was open.\n\n"
        "The Brell Council spokesman said that the bridge was closed."
    )
    assert speakers(text, names)[-1][1] != "lang"


def test_a_spokesman_without_a_name_speaks_for_the_body() -> None:
    text = "A spokesman for the Aldovan Interior Ministry said that the road was open."
    assert speakers(text, NAMES)[0][1] == "ministry"


def test_the_lawyer_of_somebody_is_not_that_somebody() -> None:
    text = "A lawyer for Otto Lang said that the road was open."
    assert speakers(text, NAMES)[0][1] is None
    assert speakers("Lang's lawyer said that the road was open.", NAMES)[0][1] is None


def test_a_country_speaks_as_its_government_but_not_for_its_people() -> None:
    assert speakers("Aldova said that the road was open.", NAMES)[0][1] == "aldova"
    assert speakers("Aldovan residents said that the road was open.", NAMES)[0][1] is None


def test_who_stands_for_the_name_before_it() -> None:
    text = "Ilse Brandt, who said that the bridge was closed, left on Monday."
    assert ("who", "brandt") in speakers(text, NAMES)


def test_the_paper_that_quotes_stands_nearer_than_who_is_quoted() -> None:
    text = "The Tarn Gazette quoted Otto Lang as saying that the road was open."
    assert ["gazette", "lang"] in chain(text, NAMES)


def test_reports_without_mentions_get_no_speaker() -> None:
    made = attribute_reports([{"id": "r", "text": "Otto Lang said that the road was open."}], settings=RULES)
    nothing = Entities(schema.empty("entities"), schema.empty("mentions"), schema.empty("names"))
    linked, chains = link_speakers([{"id": "r", "text": "Otto Lang said that the road was open."}], made, nothing)
    assert linked["speaker_id"].to_pylist() == [None]
    assert chains.num_rows == 0


def test_nothing_in_nothing_out() -> None:
    nothing = Entities(schema.empty("entities"), schema.empty("mentions"), schema.empty("names"))
    linked, chains = link_speakers([], schema.empty("attributions"), nothing)
    assert isinstance(linked, pa.Table)
    assert (linked.num_rows, chains.num_rows) == (0, 0)


def test_a_source_that_runs_over_a_line_break_is_who_stands_below_it() -> None:
    # A dateline without a dash, taken into the source by a reader that knows no lines.
    text = "OSK, Aldova\nColonel Otto Lang said that the road was open."
    end = text.index(" said")
    mentions = [
        (text.index("Aldova"), "Aldova", "aldova", "place"),
        (text.index("Otto"), "Otto Lang", "lang", "person"),
    ]
    row = {
        "attribution_id": "a", "report_id": "r", "kind": "indirect", "source": [{"begin": 5, "end": end}],
        "cue": [{"begin": end + 1, "end": end + 5}], "content": [{"begin": end + 6, "end": len(text) - 1}], "negated": False,
        "hedged": False, "confidence": 0.9,
    }  # fmt: skip
    entities = Entities(
        schema.table("entities", [{"entity_id": one, "kind": kind, "name": name} for _, name, one, kind in mentions]),
        schema.table(
            "mentions",
            [
                {"mention_id": one, "report_id": "r", "begin": begin, "end": begin + len(name), "entity_id": one}
                for begin, name, one, _ in mentions
            ],
        ),
        schema.empty("names"),
    )
    linked, _ = link_speakers([{"id": "r", "text": text}], schema.table("attributions", [row]), entities)
    assert linked.column("speaker_id").to_pylist() == ["lang"]


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("The Tarn Gazette reported that the road was open, citing a senior official.", ["gazette", None]),
        ("The Tarn Gazette, quoting officials, reported that the road was open.", ["gazette", None]),
        ("The Tarn Gazette reported that the road was open, citing Otto Lang.", ["gazette", "lang"]),
        ("The Tarn Gazette reported that the road was open, citing safety reasons.", ["gazette"]),
    ],
)
def test_a_chain_ends_with_who_is_cited_though_not_named(text: str, ends: list[str | None]) -> None:
    assert chain(text, {"gazette": ["Tarn Gazette"], "lang": ["Otto Lang"]})[0] == ends


def test_a_paper_that_somebody_without_a_name_told_is_not_the_source() -> None:
    names = {"gazette": ["Tarn Gazette"], "lang": ["Otto Lang"]}
    assert chain("An official told the Tarn Gazette that the road was open.", names) == [["gazette", None]]
    assert chain("“We shall not open until spring,” the owner told the Tarn Gazette.", names) == [["gazette", None]]


def test_the_person_after_a_place_and_an_office_speaks() -> None:
    text = "The weir was mended in two nights, according to Tarn County Acting Weir Warden Simon Hazel."
    names = {"brell": ["Tarn County"], "lang": ["Simon Hazel"]}
    assert [who for _, who in speakers(text, names, AttributeSettings())] == ["lang"]


def test_letters_of_a_body_are_no_part_of_a_name_that_is_spelt_alike() -> None:
    text = "Aldovan leader Fenn Un watched the launch. The UN leader said he would speak of it."
    names = {"aldova": ["Aldovan"], "fenn": ["Fenn Un"]}
    assert [who for source, who in speakers(text, names, AttributeSettings()) if source == "The UN leader"] == [None]


def test_who_speaks_for_the_holder_of_an_office_is_not_that_one() -> None:
    text = "A spokesman for Aldova President Otto Lang has warned the launch will raise tensions."
    names = {"aldova": ["Aldova"], "lang": ["Otto Lang"]}
    assert [who for _, who in speakers(text, names, AttributeSettings())] == [None]


def test_the_person_after_a_body_and_an_office_speaks() -> None:
    text = "PETO Senior Vice President Simon Hazel said the cage was too small."
    names = {"harbour": ["PETO"], "lang": ["Simon Hazel"]}
    assert [who for _, who in speakers(text, names, AttributeSettings())][-1] == "lang"


def test_reports_from_a_town_are_not_the_towns() -> None:
    names = {"aldova": ["Aldova"]}
    assert [who for _, who in speakers("The road was shut, reports from Aldova said.", names)] == [None]
    assert [who for _, who in speakers("A statement from Aldova said the road was shut.", names)] == ["aldova"]


def test_what_a_court_was_told_does_not_come_by_way_of_it() -> None:
    names = {"lang": ["Otto Lang"], "council": ["Tarn Council"], "gazette": ["Tarn Gazette"]}
    assert chain("Otto Lang told the Tarn Council that the road was open.", names) == [["lang"]]
    assert chain("Otto Lang told the Tarn Gazette that the road was open.", names) == [["gazette", "lang"]]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("The 46-year-old Frenchman said that the road was open.", None),
        ("A Norwegian said that the road was open.", None),
        ("The young Norwegian said that the road was open.", None),
        ("Norwegians said that the road was open.", None),
        ("The Norwegians said that the road was open.", "aldova"),
        ("Norway said that the road was open.", "aldova"),
    ],
)
def test_one_of_a_people_is_not_its_state(text: str, speaker: str | None) -> None:
    names = {"aldova": ["Frenchman", "Norwegian", "Norwegians", "Norway"]}
    assert speakers(text, names)[0][1] == speaker


def test_a_surname_of_two_is_whom_its_paragraph_names() -> None:
    names = {"lang": ["Otto Lang"], "mora": ["Pavel Lang"], "fenn": ["Lang"]}
    told = (
        "Pavel Lang said that the gates were shut.\n\nOtto Lang said that the road was open. “It stays so,” Lang said."
    )
    assert [speaker for _, speaker in speakers(told, names)] == ["mora", "lang", "lang"]
    both = "Pavel Lang and Otto Lang met. “It stays so,” Lang said."
    assert [speaker for _, speaker in speakers(both, names)] == ["fenn"]


def test_a_surname_told_before_a_full_name_may_be_that_of_another() -> None:
    names = {"lang": ["Otto Lang", "Lang"], "mora": ["Pavel Lang"]}
    text = (
        "Otto Lang lives in Tarn.\n\nPresident Lang and his son Pavel Lang came to Osk on Sunday. "
        "In an interview, Lang said that the road was open."
    )
    assert [speaker for _, speaker in speakers(text, names)] == ["lang"]


def test_a_source_without_a_name_who_spoke_last_may_be_meant() -> None:
    text = (
        "Mr Otto Lang said on Monday that the road was open.\n\nFour boats were let go, a harbour source said.\n\n"
        "The crews were flown to Tarn by helicopter, he revealed."
    )
    assert speakers(text, NAMES)[-1] == ("he", None)


def test_a_clause_about_others_is_not_about_who_speaks() -> None:
    text = (
        "Mr Pavel Mora said that the road was open. The worst day was Otto Lang in Osk with Jan Fenn in March "
        "when he said that the bridge was closed."
    )
    names = {**NAMES, "fenn": ["Jan Fenn"], "mora": ["Pavel Mora", "Mora"]}
    assert speakers(text, names)[-1] == ("he", None)


def test_who_has_somebody_told_of_in_a_clause_of_his_is_not_that_one() -> None:
    text = (
        "Mr Otto Lang arrived on Sunday. The old keeper will meet Pavel Mora, the owner to whom he said in May "
        "that the bridge was closed."
    )
    names = {**NAMES, "mora": ["Pavel Mora", "Mora"]}
    assert speakers(text, names)[-1] == ("he", "lang")


def test_the_ambassador_of_one_state_is_not_that_of_another() -> None:
    text = (
        "Otto Lang, Aldova's ambassador to the Tarn Council, left on Monday.\n\n"
        "The Brell ambassador to the Tarn Council said that the road was open."
    )
    assert speakers(text, {**NAMES, "council": ["Tarn Council"], "brell": ["Brell"]})[-1][1] is None


@pytest.mark.parametrize("what", ["research by", "a survey by", "an analysis by"])
def test_whose_research_it_is_says_it(what: str) -> None:
    text = f"According to {what} the Tarn Council, the road was open."
    assert speakers(text, {**NAMES, "council": ["Tarn Council"]})[0][1] == "council"


def test_first_names_of_many_tongues_tell_he_from_she() -> None:
    text = (
        "Nkechi Fenn said that the ward was full. Felix Lang said that it was not. {} said that he had not been there."
    )
    names = {"fenn": ["Nkechi Fenn"], "lang": ["Felix Lang"]}
    assert speakers(text.format("She"), names)[-1] == ("She", "fenn")
    assert speakers(text.format("He").replace("he had", "she had"), names)[-1] == ("He", "lang")
