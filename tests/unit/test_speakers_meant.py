"""Whom pronouns, offices, bodies and documents stand for, on mentions placed by hand."""

import pytest

from speaking import FENN, NAMES, entities_of, speakers
from stemma import schema
from stemma.attribute import link_speakers

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
        # An official without a name comes before a spokeswoman who may be called one.
        (
            (
                "Spokeswoman Clara Fenn said that the road was open.\n\nAn official in Tarn said that the mill was shut.\n\n"
                "The official said that the bridge was closed."
            ),
            "The official",
            None,
        ),
        (
            "The group Unity met the Osk Courier on Monday.\n\nThe groups said that the bridge was closed.",
            "The groups",
            None,
        ),
        # Who opens the sentence comes before who spoke in another.
        (
            "Lang said that the road was open.\n\nWhen Brandt came to Tarn, she said that the bridge was closed.",
            "she",
            "brandt",
        ),
        (
            "Lang said that the road was open.\n\nWhen Ms Gorm, the council spokeswoman, was asked, she said that it was shut.",
            "she",
            None,
        ),
        (
            "Brandt said that the road was open.\n\nOn Monday, when Brell, the spokeswoman, came, she said that it was shut.",
            "she",
            None,
        ),
        (
            "Brandt said that the road was open.\n\nWhen the bridge fell, she said that it had been old.",
            "she",
            "brandt",
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
    text = "Pavel Mora read out a letter by President Otto Lang that claimed the bridge was closed."
    assert of_source(text, "a letter by President Otto Lang that", "the bridge was closed", WIDE) == "lang"


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
