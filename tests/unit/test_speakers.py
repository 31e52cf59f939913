"""Who the speaker is, on mentions placed by hand."""

import re

import pyarrow as pa
import pytest

from stemma import schema
from stemma.attribute import attribute_reports, link_speakers
from stemma.model import Entities

KINDS = {
    "person": ("lang", "brandt", "mora", "fenn"),
    "organisation": ("ministry", "gazette", "council", "unity", "harbour", "army", "courier"),
    "place": ("aldova", "brell"),
}


def entities_of(text: str, names: dict[str, list[str]]) -> Entities:
    """Every place where one of an entity's names stands becomes a mention; the longest wins."""
    kinds = {entity: kind for kind, members in KINDS.items() for entity in members}
    spans: dict[int, tuple[int, str]] = {}
    for entity, forms in names.items():
        for form in forms:
            for match in re.finditer(rf"\b{re.escape(form)}\b", text):
                if not any(b <= match.start() and match.end() <= e for b, (e, _) in spans.items()):
                    spans[match.start()] = (match.end(), entity)
    rows = [
        {"mention_id": str(begin), "report_id": "r", "begin": begin, "end": end, "entity_id": entity}
        for begin, (end, entity) in sorted(spans.items())
    ]
    return Entities(
        entities=schema.table("entities", [{"entity_id": e, "kind": kinds[e], "name": e} for e in names]),
        mentions=schema.table("mentions", rows),
        names=schema.empty("names"),
    )


def speakers(text: str, names: dict[str, list[str]]) -> list[tuple[str, str | None]]:
    """(source, speaker) of each attribution in the order of the text."""
    made = attribute_reports([{"id": "r", "text": text}])
    linked, _ = link_speakers([{"id": "r", "text": text}], made, entities_of(text, names))
    assert linked.schema == schema.SCHEMAS["attributions"]
    rows = sorted(linked.to_pylist(), key=lambda row: row["cue"][0]["begin"])
    return [(" ".join(text[s["begin"] : s["end"]] for s in row["source"]), row["speaker_id"]) for row in rows]


def chain(text: str, names: dict[str, list[str]]) -> list[list[str]]:
    made = attribute_reports([{"id": "r", "text": text}])
    linked, chains = link_speakers([{"id": "r", "text": text}], made, entities_of(text, names))
    assert chains.schema == schema.SCHEMAS["chains"]
    found = []
    for row in sorted(linked.to_pylist(), key=lambda row: row["cue"][0]["begin"]):
        mine = [c for c in chains.to_pylist() if c["attribution_id"] == row["attribution_id"]]
        found.append([c["entity_id"] for c in sorted(mine, key=lambda c: c["position"])])
    return found


NAMES = {
    "lang": ["Otto Lang", "Lang"],
    "brandt": ["Ilse Brandt", "Brandt"],
    "mora": ["Pavel Mora", "Mora"],
    "ministry": ["Aldovan Interior Ministry", "Aldova's interior ministry", "Interior Ministry"],
    "gazette": ["Tarn Gazette"],
    "aldova": ["Aldova", "Aldovan"],
}


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


def test_a_title_with_of_before_the_name() -> None:
    assert speakers("Director of Public Works Otto Lang said that the road was open.", NAMES)[0][1] == "lang"
    assert speakers("A friend of Otto Lang said that the road was open.", NAMES)[0][1] is None


FENN = NAMES | {"fenn": ["Clara Fenn", "Fenn"]}


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
    text = "Indeed, asked if he would consider closing the bridge, Otto Lang replied that he would."
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
    made = attribute_reports([{"id": "r", "text": "Otto Lang said that the road was open."}])
    nothing = Entities(schema.empty("entities"), schema.empty("mentions"), schema.empty("names"))
    linked, chains = link_speakers([{"id": "r", "text": "Otto Lang said that the road was open."}], made, nothing)
    assert linked["speaker_id"].to_pylist() == [None]
    assert chains.num_rows == 0


def test_nothing_in_nothing_out() -> None:
    nothing = Entities(schema.empty("entities"), schema.empty("mentions"), schema.empty("names"))
    linked, chains = link_speakers([], schema.empty("attributions"), nothing)
    assert isinstance(linked, pa.Table)
    assert (linked.num_rows, chains.num_rows) == (0, 0)


WIDE = FENN | {
    "unity": ["Unity League", "Unity"],
    "harbour": ["Osk Harbour Lines", "Harbour Lines"],
    "army": ["Aldovan army"],
    "courier": ["Osk Courier"],
    "brell": ["Brell"],
}


@pytest.mark.parametrize(
    ("text", "source", "wanted"),
    [
        # An office that is wider than the one given.
        (
            (
                "Botanist Otto Lang of Tarn College told the Courier that the reed was new. "
                "Lang hopes to plant it.\n\n“It grows in salt water,” the scientist said."
            ),
            "the scientist",
            "lang",
        ),
        (
            "Sen. Otto Lang said that the road was open.\n\nThe bill failed.\n\nThe senator said that the toll was too high.",
            "The senator",
            "lang",
        ),
        # Not where two hold one.
        (
            "Botanist Otto Lang met chemist Pavel Mora on Monday.\n\n“It grows in salt water,” the scientist said.",
            "the scientist",
            None,
        ),
        # The bare title is whose name bears it bare, though others have it with their country.
        (
            (
                "President Ilse Brandt left on Monday. Brandt will meet Brellan President Pavel Mora in Tarn.\n\n"
                "The president said that the road was open."
            ),
            "The president",
            "brandt",
        ),
        (
            (
                "President Ilse Brandt left on Monday.\n\nBrellan President Pavel Mora stayed in Tarn.\n\n"
                "Mora told reporters that the bridge was closed. The president said that the road was open."
            ),
            "The president",
            None,
        ),
        # Who speaks for a body and is named further down.
        (
            (
                "A spokeswoman said that the road was open, but a spokesman for the Unity League said that it was closed.\n\n"
                "Otto Lang, the spokesman for the Unity League, added that the bridge was closed."
            ),
            "a spokesman for the Unity League",
            "lang",
        ),
        (
            (
                "Spokesman for Aldova's interior ministry said that the road was open.\n\n"
                "Colonel Otto Lang, a spokesman for the Aldovan Interior Ministry, said that the bridge was closed."
            ),
            "Spokesman for Aldova's interior ministry",
            "lang",
        ),
        (
            (
                "The league's leader left on Monday, his party spokeswoman said.\n\n"
                "Clara Fenn, a spokeswoman for the Unity party, said that he was tired."
            ),
            "his party spokeswoman",
            "fenn",
        ),
        # A second spokesman is not the one who was named.
        (
            (
                "Otto Lang, a spokesman for the Unity League, said that the road was open.\n\n"
                "A spokesman for the Unity League said that the bridge was closed."
            ),
            "A spokesman for the Unity League",
            "unity",
        ),
        # A firm that no name says is one, and who speaks for it.
        (
            "Osk Harbour Lines closed a berth on Monday. The company said that the ferry had been late.",
            "The company",
            "harbour",
        ),
        (
            (
                "“The berth is closed,” an Osk Harbour Lines spokesman said.\n\n"
                "The company spokesman said that the ferry had been late."
            ),
            "The company spokesman",
            "harbour",
        ),
        ("The Interior Ministry closed a berth. The company said that the ferry had been late.", "The company", None),
        # The noun set before a name.
        (
            (
                "The newspaper Osk Courier reported that the road was open. Otto Lang met Harbour Lines.\n\n"
                "The newspaper said that the bridge was closed."
            ),
            "The newspaper",
            "courier",
        ),
        (
            "The Aldovan army said that the road was open.\n\n“The bridge is closed,” the military said.",
            "the military",
            "army",
        ),
        # Whose tweet, account, report it is.
        ("The tweet by Otto Lang said that the road was open.", "The tweet by Otto Lang", "lang"),
        ("The Aldova report said that the road was open.", "The Aldova report", None),
        # They, it.
        (
            "The Unity League said that the road was open. They said that the bridge was closed.",
            "They",
            "unity",
        ),
        (
            "The Unity League said that the road was open. Two ferrymen came by. They said that the bridge was closed.",
            "They",
            None,
        ),
        ("Otto Lang said that the road was open. They said that the bridge was closed.", "They", None),
        # In the clause before, in the sentence before, in the paragraph before.
        (
            "Pavel Mora stayed.\n\nOtto Lang shook the council when he claimed that the bridge was closed.",
            "he",
            "lang",
        ),
        (
            "Otto Lang slept badly, as an observer in Tarn told the Courier. “The bridge is closed for good,” he said.",
            "he",
            None,
        ),
        (
            "Ilse Brandt and Pavel Mora left on Monday.\n\nOtto Lang was glad.\n\nHe said: “The bridge is closed for good.”",
            "He",
            "lang",
        ),
        ("Otto Lang left on Monday.\n\nHe said that Lang should pay for the bridge.", "He", None),
        ("Otto Lang left Pavel Mora on Monday. He said that Mora should pay for the bridge.", "He", "lang"),
        ("Otto Lang gave the Courier an interview in which he said that the bridge was closed.", "he", "lang"),
        ("In Lang's letter to the council, he said that the bridge was closed.", "he", "lang"),
        ("Pavel Mora left. In Lang's letter to the council, he said that the bridge was closed.", "he", None),
        # Whom a name only tells apart from others is not spoken of.
        (
            (
                "Otto Lang said that the road was open.\n\nThe letter of Lang associate Pavel Mora is long. "
                "It bears a seal. He explains that the bridge was closed."
            ),
            "He",
            None,
        ),
        # Whose letter it is that somebody only tells of is not known.
        (
            "Otto Lang said that a letter had come.\n\nThe letter said that the bridge was closed.",
            "The letter",
            None,
        ),
        # A first name tells the sex where nothing else does; a woman's may be the only one that fits.
        (
            "Ilse Brandt met Pavel Mora on Monday. Brandt greeted Mora. She said that the bridge was closed.",
            "She",
            "brandt",
        ),
        ("Otto Lang said that the road was open.\n\nShe said that the bridge was closed.", "She", None),
        # A spokesman without a name may be the "he" who goes on.
        (
            (
                "Pavel Mora said that the road was open.\n\nA Unity League spokesman said that it was closed.\n\n"
                "“The bridge is closed for good,” he said."
            ),
            "he",
            None,
        ),
        # What is "it" is no "he", several leaders are not one, a place is no "who".
        (
            (
                "The Unity said that the road was open. It added that the toll was low.\n\n"
                "After a visit to the mill, he said that the bridge was closed."
            ),
            "he",
            None,
        ),
        (
            "Chairman Otto Lang of the Unity League met a friend.\n\nThe two leaders said that the bridge was closed.",
            "The two leaders",
            None,
        ),
        ("Nobody is left of many in Aldova, who said that the bridge was closed.", "who", None),
        (
            "Otto Lang issued a letter on Monday.\n\nHer letter said that the bridge was closed.",
            "Her letter",
            None,
        ),
        # Nor is what goes on with "its".
        (
            "Unity said that its letter had come.\n\nAfter a visit to the mill, he said that the bridge was closed.",
            "he",
            None,
        ),
        # Who once held the office is not meant by it.
        (
            "Former President Otto Lang of Aldova left.\n\nAldova's president said that the bridge was closed.",
            "Aldova's president",
            None,
        ),
        # A firm with a word of its own is not the one that was named.
        ("Osk Harbour Lines closed a berth. The merged company said that it was late.", "The merged company", None),
        # Who opens a relative clause, and who owns what it is said in.
        (
            "The Unity League was singled out by council member Clara Fenn who said that the bridge was closed.",
            "who",
            "fenn",
        ),
        (
            "Pavel Mora left. Nothing was as odd as Lang's letter, in which he said that the bridge was closed.",
            "he",
            "lang",
        ),
        # It is the body above, not the one that spoke before that.
        (
            (
                "The Unity League said that the road was open.\n\nOsk Harbour Lines did more than that. "
                "It also said that the bridge was closed."
            ),
            "It",
            "harbour",
        ),
        # Who is only told of in the sentence above does not speak.
        (
            "The ferry was late.\n\nNobody asked for Pavel Mora.\n\nThen he said that the bridge was closed.",
            "he",
            None,
        ),
        # A report that a body comments on is not its own.
        (
            (
                "Asked about the report, the Aldovan Interior Ministry said that the road was open.\n\n"
                "According to the report, the bridge was closed."
            ),
            "the report",
            None,
        ),
        # People of a place are not its government.
        ("Many Aldovans said that the road was open.", "Many Aldovans", None),
        ("Coastal Aldovans said that the road was open.", "Coastal Aldovans", None),
    ],
)
def test_who_is_meant(text: str, source: str, wanted: str | None) -> None:
    names = WIDE | {"aldova": ["Aldovans", "Aldovan", "Aldova"]}
    assert (source, wanted) in speakers(text, names)


def of_source(text: str, source: str, content: str, names: dict[str, list[str]]) -> str | None:
    """The speaker of an attribution whose source and content are given as words of the text."""

    def span(words: str) -> list[dict[str, int]]:
        return [{"begin": text.index(words), "end": text.index(words) + len(words)}]

    row = {"attribution_id": "a", "report_id": "r", "source": span(source), "cue": [], "content": span(content)}
    table = schema.table("attributions", [row])
    linked, _ = link_speakers([{"id": "r", "text": text}], table, entities_of(text, names))
    found: str | None = linked["speaker_id"].to_pylist()[0]
    return found


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ("Colonel Otto Lang, a spokesman for the Unity League,", "lang"),
        ("Otto Lang,", "lang"),
        ("a spokesman for the Unity League", "lang"),
        ("Otto Lang, a spokesman for the Unity League, and Pavel Mora", None),
    ],
)
def test_a_source_may_be_cut_short_or_long(source: str, wanted: str | None) -> None:
    text = "Colonel Otto Lang, a spokesman for the Unity League, and Pavel Mora said that the road was open."
    if wanted is not None:
        text = text.replace(" and Pavel Mora", "")
    assert of_source(text, source, "the road was open", WIDE) == wanted


def test_a_document_is_of_whom_stands_in_the_source_whatever_hangs_on_what() -> None:
    text = "Pavel Mora even liked a tweet by President Otto Lang that claimed the bridge was closed."
    assert of_source(text, "a tweet by President Otto Lang that", "the bridge was closed", WIDE) == "lang"


def test_a_spokesman_whose_name_follows_the_body() -> None:
    text = "Spokesman for the Aldovan Interior Ministry Otto Lang gives a briefing on the closing of the bridge."
    source = "Spokesman for the Aldovan Interior Ministry Otto Lang"
    assert of_source(text, source, "the closing of the bridge", NAMES) == "lang"


def test_the_same_words_are_of_the_same_speaker() -> None:
    text = (
        "“I will never forget this bridge,” the Tarn ferryman admitted.\n\nThe Tarn ferryman said that he was tired.\n\n"
        "Otto Lang crossed it on Monday.\n\n“I will never forget this bridge, nor the people on it,” Lang said."
    )
    assert [speaker for _, speaker in speakers(text, NAMES)] == ["lang", "lang", "lang"]
