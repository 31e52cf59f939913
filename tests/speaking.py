"""Speakers found in a text whose names are placed by hand."""

import re

from stemma import schema
from stemma.attribute import attribute_reports, link_speakers
from stemma.model import Entities
from stemma.settings import AttributeSettings

RULES = AttributeSettings(reader="rules")  # whose attributions the sentences of these tests were written for

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


def speakers(
    text: str, names: dict[str, list[str]], settings: AttributeSettings = RULES
) -> list[tuple[str, str | None]]:
    """(source, speaker) of each attribution in the order of the text."""
    made = attribute_reports([{"id": "r", "text": text}], settings=settings)
    linked, _ = link_speakers([{"id": "r", "text": text}], made, entities_of(text, names))
    assert linked.schema == schema.SCHEMAS["attributions"]
    rows = sorted(linked.to_pylist(), key=lambda row: row["cue"][0]["begin"])
    return [(" ".join(text[s["begin"] : s["end"]] for s in row["source"]), row["speaker_id"]) for row in rows]


def chain(text: str, names: dict[str, list[str]]) -> list[list[str]]:
    made = attribute_reports([{"id": "r", "text": text}], settings=RULES)
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
FENN = NAMES | {"fenn": ["Clara Fenn", "Fenn"]}
