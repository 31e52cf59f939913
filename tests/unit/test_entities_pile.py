"""Entities over a pile: whom a bare surname means, and headlines with a capital on every word."""

from stemma.model import Entities
from stemma.name import find_entities
from stemma.name.match import has_surname

KIN = "The Morvel Accord and the Tessaly Dam were on the table in Elmward, as the Larkfold Union had asked."


def report(identifier: str, text: str) -> dict[str, str]:
    return {"id": identifier, "text": text, "outlet": "Lorn Post"}


def meant(found: Entities, texts: dict[str, str], identifier: str, written: str) -> set[str]:
    """The names of the entities that a report's mentions written so are mentions of."""
    names = {row["entity_id"]: row["name"] for row in found.entities.to_pylist()}
    return {
        names[m["entity_id"]]
        for m in found.mentions.to_pylist()
        if m["report_id"] == identifier and texts[identifier][m["begin"] : m["end"]] == written
    }


def pile(last: str, full: str = "President Oleg Quorvel") -> dict[str, str]:
    rows = {f"k{i}": f"{full} spoke on day {i}. {KIN} Quorvel said that he was glad of point {i}." for i in range(6)}
    return {**rows, "z": last}


def found_in(texts: dict[str, str]) -> Entities:
    return find_entities([report(key, text) for key, text in texts.items()])


def test_an_office_tells_the_bearer_from_the_relative_named_in_full() -> None:
    texts = pile(
        f"His wife was there: Mrs. Ilka Quorvel looked on. {KIN} In the evening President Quorvel said that the talks went on."
    )
    assert meant(found_in(texts), texts, "z", "Quorvel") == {"Oleg Quorvel"}


def test_a_relative_without_an_office_gets_no_bare_surname_of_a_known_bearer() -> None:
    texts = pile(
        f"His wife was there: Mrs. Ilka Quorvel looked on. {KIN} In the evening Quorvel said that the talks went on."
    )
    assert "Ilka Quorvel" not in meant(found_in(texts), texts, "z", "Quorvel")


def test_a_person_of_office_keeps_the_surname() -> None:
    texts = pile(f"Senator Ilka Quorvel came too. {KIN} In the evening Quorvel said that the talks went on.")
    assert meant(found_in(texts), texts, "z", "Quorvel") == {"Ilka Quorvel"}


def test_a_report_that_is_no_kin_keeps_its_own_bearer() -> None:
    texts = pile(
        "The painter, Mrs. Ilka Quorvel, opened a new show with her children. In the evening Quorvel said that the hall was full."
    )
    assert meant(found_in(texts), texts, "z", "Quorvel") == {"Ilka Quorvel"}


def test_a_headline_alone_makes_no_person() -> None:
    text = (
        "Vexley Spurns Quorvel Before Great River Meeting\n\n"
        "Minister Orlan Vexley met the governor, Oleg Quorvel, before a long dinner on Monday. Talks with Quorvel were short, and nobody knew what Vexley wanted. "
        "The meeting beside the great river ended at noon."
    )
    names = {row["name"] for row in found_in({"a": text}).names.to_pylist()}
    assert {"Orlan Vexley", "Oleg Quorvel"} <= names
    assert not any("Spurns" in name or "Great" in name or "Before" in name for name in names)


def test_the_last_word_of_an_order_is_no_surname() -> None:
    for name in ("Order of St Morvane", "Anna the Tall", "Holt’s Witnesses", "Orlan Vexley/Pool Photo", "Morvane"):
        assert not has_surname(name), name
    for name in ("Orlan Vexley", "Petra van Dusk", "O’Dell Morvane", "Anna B. Holt"):
        assert has_surname(name), name


def test_a_surname_taken_for_a_thing_is_the_person_of_the_kindred_reports() -> None:
    odd = f"{KIN} The council met. But the Quorvel, and then the Quorvel; the Quorvel. Nobody spoke for Quorvel."
    texts = pile(odd)
    assert meant(found_in(texts), texts, "z", "Quorvel") == {"Oleg Quorvel"}


def test_a_family_name_that_stands_first_is_not_a_strangers_surname() -> None:
    rows = {f"k{i}": f"Leader Quo Sen Varn came on day {i}. {KIN} Nobody spoke of point {i}." for i in range(6)}
    texts = {**rows, "y": f"Petra Quo wrote this. {KIN}", "z": f"{KIN} In the evening Mr. Quo said that he was glad."}
    assert "Petra Quo" not in meant(found_in(texts), texts, "z", "Quo")


def test_mrs_is_not_whom_reports_call_mr() -> None:
    text = (
        "President Oleg Quorvel came to the dinner on Monday, and later Mr. Quorvel was glad of the talks. "
        "His wife, Ilka Quorvel, came with him. In the evening Mrs. Quorvel said that the hall was full."
    )
    found = found_in({"a": text})
    names = {row["entity_id"]: row["name"] for row in found.entities.to_pylist()}
    bare = [m for m in found.mentions.to_pylist() if text[m["begin"] : m["end"]] == "Quorvel"]
    her = next(m for m in bare if text[: m["begin"]].endswith("Mrs. "))
    assert names[her["entity_id"]] != "Oleg Quorvel"
