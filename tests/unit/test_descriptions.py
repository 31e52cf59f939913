"""Descriptions and pronouns: given to a thing where just one can be meant, and to nobody else; on invented matters."""

import pytest

from stemma.model import Entities
from stemma.name import find_entities


def meant(text: str) -> dict[str, list[str]]:
    """What each description or pronoun of a report stands for, by its words in order."""
    found: Entities = find_entities([{"id": "a", "text": text, "outlet": "Lorn Post"}])
    names = {row["entity_id"]: row["name"] for row in found.entities.to_pylist()}
    told: dict[str, list[str]] = {}
    for row in sorted(found.mentions.to_pylist(), key=lambda row: row["begin"]):
        if row["form"] != "name":
            told.setdefault(text[row["begin"] : row["end"]], []).append(names[row["entity_id"]])
    return told


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("The Fisheries Ministry closed the lake. The ministry gave no reason.", "The ministry", "Fisheries Ministry"),
        ("The foreign secretary, Anna Holt, met the keepers. Later the foreign secretary left.", "the foreign secretary", "Anna Holt"),
        ("Following talks the Foreign Secretary said no.\n\nForeign Secretary Anna Holt met the keepers.", "the Foreign Secretary", "Anna Holt"),
        ("The board met Col. Otto Lang, a spokesman for the Harbour Guard, on Monday.", "a spokesman for the Harbour Guard", "Otto Lang"),
        ("The board met Otto Lang, director of the Elm Museum, on Monday.", "director of the Elm Museum", "Otto Lang"),
        ("On his tour as Minister for Tides, Mr Otto Lang met the keepers.", "Minister for Tides", "Otto Lang"),
        ("The guard's commanding general, Lt. Gen. Otto Lang, spoke.", "The guard's commanding general", "Otto Lang"),
        ("The keepers boarded the old steam ferry MV Marigold at noon.", "the old steam ferry", "MV Marigold"),
        ("The US-led coalition flew again. The military alliance gave no numbers.", "The military alliance", "US-led coalition"),
        ("Norwegian regime forces held Orsk, where government forces had dug in.", "government forces", "Norwegian regime forces"),
        ("Hamas fighters left the hill. This terrorist group has said nothing.", "This terrorist group", "Hamas"),
        ("Snow fell on Bergen all day. The city stood still.", "The city", "Bergen"),
        ("Anna Holt opened the bridge. She wore a hat.", "She", "Anna Holt"),
        ("Anna Holt opened the bridge in her hat.", "her", "Anna Holt"),
        ("The bridge over the Elm opened on Monday, and many came.\n\nForeign Secretary Anna Holt said:\n\nI welcome the new bridge over the Elm.", "I", "Anna Holt"),
        ("“I like the new bridge,” Anna Holt said.", "I", "Anna Holt"),
        ("Hamas said that its men had left the hill.", "its", "Hamas"),
    ],
)  # fmt: skip
def test_the_one_thing_that_can_be_meant(text: str, words: str, name: str) -> None:
    assert meant(text).get(words, [])[-1:] == [name]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The Fisheries Ministry and the Tide Ministry met. The ministry gave no reason.", "The ministry"),
        ("Foreign Secretary Anna Holt met Foreign Secretary Otto Lang. The foreign secretary was glad.", "The foreign secretary"),
        ("Former President Otto Lang came. The president was not there.", "The president"),
        ("Hamas and Hezbollah met. The group left early.", "The group"),
        ("Hamas left. A group of farmers came. The group was tired.", "The group"),
        ("Trains left Bergen for Oslo. The city was quiet.", "The city"),
        ("Buses from Bergen pass the village of Elmstow. The village was quiet.", "The village"),
        ("Anna Holt met Petra Lang. She was glad.", "She"),
        ("A man hit Otto Lang. A neighbour came. He was hurt.", "He"),
        ("Otto Lang sat down. “He is old,” said a farmer.", "He"),
        ("Like Otto Lang, the mayor is a keeper.", "the mayor"),
        ("The coalition met. Its Free Orsk Coalition partners came, and the coalition was glad.", "the coalition"),
        ("He spoke on “State of the Union”. The European Union was silent.", "the Union"),
        ("It is clear that it rains.", "It"),
    ],
)  # fmt: skip
def test_two_that_can_be_meant_are_nobody(text: str, words: str) -> None:
    assert words not in meant(text)


def test_descriptions_are_told_as_such_and_pronouns_are_no_names() -> None:
    found = find_entities(
        [{"id": "a", "text": "Anna Holt, the keeper, came. She said that the keeper was glad.", "outlet": "Post"}]
    )
    forms = {row["name"]: row["form"] for row in found.names.to_pylist()}
    assert forms["Anna Holt"] == "name"
    assert "She" not in forms
    assert {row["form"] for row in found.mentions.to_pylist()} <= {"name", "description", "pronoun"}
    assert [row["name"] for row in found.entities.to_pylist()] == ["Anna Holt"]
