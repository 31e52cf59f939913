"""Entities: what is joined and what stays apart, with invented names that no table knows."""

import pyarrow as pa
import pytest
from benchmarks.entities import is_name, score

from stemma import schema
from stemma.model import Entities
from stemma.name import find_entities
from stemma.name.candidates import parted


def report(identifier: str, text: str, outlet: str = "Lorn Post") -> dict[str, str]:
    return {"id": identifier, "text": text, "outlet": outlet}


def forms(found: Entities) -> dict[str, set[str]]:
    """The names of each entity, by the first of them."""
    by_id: dict[str, set[str]] = {}
    for row in found.names.to_pylist():
        by_id.setdefault(row["entity_id"], set()).add(row["name"])
    return {min(names): names for names in by_id.values()}


def together(found: Entities, one: str, other: str) -> bool:
    return any(one in names and other in names for names in forms(found).values())


def kinds(found: Entities) -> dict[str, str]:
    by_id = {row["entity_id"]: row["kind"] for row in found.entities.to_pylist()}
    return {row["name"]: by_id[row["entity_id"]] for row in found.names.to_pylist()}


def evidence(found: Entities) -> dict[str, str]:
    return {row["name"]: row["evidence"] for row in found.names.to_pylist()}


def test_nothing_gives_empty_tables() -> None:
    found = find_entities([])
    assert found.entities.schema == schema.SCHEMAS["entities"]
    assert found.mentions.schema == schema.SCHEMAS["mentions"]
    assert found.names.schema == schema.SCHEMAS["names"]
    assert found.entities.num_rows == found.mentions.num_rows == found.names.num_rows == 0
    assert find_entities([report("a", "")]).entities.num_rows == 0


def test_a_surname_is_short_for_the_full_name_before_it() -> None:
    text = "Major General Oleg Trevanov spoke in the capital on Monday. Trevanov said that the road was open."
    found = find_entities([report("a", text)])
    assert together(found, "Oleg Trevanov", "Trevanov")
    assert kinds(found)["Trevanov"] == "person"
    assert evidence(found)["Trevanov"] == "short form"
    spans = {text[row["begin"] : row["end"]] for row in found.mentions.to_pylist()}
    assert {"Oleg Trevanov", "Trevanov"} <= spans


def test_a_family_name_that_stands_first_is_short_for_the_full_name_before_it() -> None:
    text = (
        "A ministry spokesman, Senior Colonel Ren Guolin, answered reports from Norland.\n\n"
        "When asked another question about the lake, Ren said that war solved nothing.\n\n"
        "Foreign Ministry spokeswoman Hua Meilin spoke on Wednesday.\n\n"
        "“I would like to know which ships were there,” Hua said."
    )
    found = find_entities([report("a", text)])
    assert together(found, "Ren Guolin", "Ren")
    assert together(found, "Hua Meilin", "Hua")
    assert kinds(found)["Hua"] == kinds(found)["Ren"] == "person"


@pytest.mark.parametrize(
    "text",
    [
        "Calling Brandt a liar, Mora left the room. Brandt laughed.",
        "Tranquilizing Brandt would have taken time. Brandt slept.",
    ],
)
def test_what_is_done_to_somebody_is_no_part_of_his_name(text: str) -> None:
    named = kinds(find_entities([report("a", text)]))
    assert "Brandt" in named
    assert not any(name.startswith(("Calling", "Tranquilizing")) for name in named)


def test_a_word_with_which_two_names_begin_is_short_for_neither() -> None:
    text = (
        "Foreign Ministry spokeswoman Hua Meilin spoke on Wednesday, and Captain Hua Torvei on Monday.\n\n"
        "“I would like to know which ships were there,” Hua said."
    )
    found = find_entities([report("a", text)])
    assert not together(found, "Hua Meilin", "Hua")
    assert not together(found, "Hua Torvei", "Hua")


def test_a_surname_with_a_capital_inside_is_one_word() -> None:
    text = "The mill will close, according to Greta McBrenn from Tarn.\n\n“It is old,” McBrenn said."
    assert together(find_entities([report("a", text)]), "Greta McBrenn", "McBrenn")


def test_a_lone_first_name_is_the_one_person_called_by_it() -> None:
    text = (
        "The keeper Sarah Holm met {} Brandt on Monday, and it rained all day in the valley.\n\n“The mill is old,” Sarah "
        "said. The children asked Sarah about it, who told them that she would mend it."
    )
    assert together(find_entities([report("a", text.format("Karl"))]), "Sarah Holm", "Sarah")
    two = find_entities([report("a", text.format("Sarah"))])
    assert not together(two, "Sarah Holm", "Sarah")
    assert not together(two, "Sarah Brandt", "Sarah")


def test_a_bare_surname_is_not_the_son_whom_the_report_calls_junior() -> None:
    text = (
        "Karl Voss Jr. met the keeper of the mill on Monday. The letter that Karl Voss Jr. had with him was for the keeper "
        "alone, said a friend of Voss Jr. and of the keeper. Mayor Voss had not seen it, the keeper said."
    )
    found = find_entities([report("a", text)])
    assert together(found, "Karl Voss Jr.", "Voss Jr.")
    assert not together(found, "Karl Voss Jr.", "Voss")


def test_two_persons_of_one_surname_stay_apart() -> None:
    found = find_entities(
        [
            report("a", "Minister Anna Holt opened the bridge. Holt said she was glad."),
            report("b", "The painter Peter Holt died on Sunday. Holt was 80, his family said."),
        ]
    )
    assert not together(found, "Anna Holt", "Peter Holt")
    assert sum(names in ({"Anna Holt", "Holt"}, {"Peter Holt", "Holt"}) for names in forms(found).values()) == 2 or (
        len([row for row in found.names.to_pylist() if row["name"] == "Holt"]) == 2
    )


def test_letters_in_brackets() -> None:
    text = (
        "The International Lorn Council (ILC) met on Tuesday. The ILC said nothing. "
        "Critics of the Harbour Workers Union (HWU) were silent."
    )
    found = find_entities([report("a", text)])
    assert together(found, "International Lorn Council", "ILC")
    assert together(found, "Harbour Workers Union", "HWU")
    assert not together(found, "HWU", "ILC")
    assert evidence(found)["ILC"] == "short form"


def test_a_second_name_in_brackets_counts_over_reports() -> None:
    found = find_entities(
        [
            report("a", "Fighters of the Red Banner (Harsk) left the valley, and Harsk militants burned the bridge."),
            report("b", "The army shelled Harsk militants on Friday. Harsk fighters withdrew."),
        ]
    )
    assert together(found, "Red Banner", "Harsk")
    assert kinds(found)["Harsk"] == "group"
    assert evidence(found)["Harsk"] == "apposition"


def test_a_dateline_joins_no_town_to_its_agency() -> None:
    found = find_entities([report("a", "OSLO (Reuters) - The council met on Monday. Reuters asked Oslo for comment.")])
    assert not together(found, "OSLO", "Reuters")
    assert kinds(found)["Reuters"] == "organisation"


def test_spellings_of_a_known_place_are_one_entity_with_coordinates() -> None:
    found = find_entities(
        [
            report("a", "Syria said its army had entered the town of Az Zabadany near Damascus.", "Alpha"),
            report("b", "Shells fell on the town of al-Zabadani, Syria, near Damascus.", "Beta"),
        ]
    )
    assert together(found, "Az Zabadany", "al-Zabadani")
    row = next(row for row in found.entities.to_pylist() if row["name"] in ("Az Zabadany", "al-Zabadani"))
    assert row["kind"] == "place"
    assert row["latitude"] == pytest.approx(33.72, abs=0.1)
    assert {(r["name"], r["outlet"]) for r in found.names.to_pylist()} >= {
        ("Az Zabadany", "Alpha"),
        ("al-Zabadani", "Beta"),
    }


def test_neighbouring_places_stay_apart() -> None:
    found = find_entities([report("a", "Convoys left Homs for Hama. Syria closed the road from Hama to Homs.")])
    assert not together(found, "Homs", "Hama")
    assert kinds(found)["Homs"] == kinds(found)["Hama"] == "place"


def test_ministries_under_both_spellings_of_their_state() -> None:
    found = find_entities(
        [
            report("a", "Norway's Defence Ministry denied it."),
            report("b", "The Norwegian Defense Ministry denied it. The Chilean Defense Ministry did not."),
        ]
    )
    assert together(found, "Norway's Defence Ministry", "Norwegian Defense Ministry")
    assert not together(found, "Chilean Defense Ministry", "Norwegian Defense Ministry")


def test_a_people_counts_as_its_country_by_the_table() -> None:
    found = find_entities([report("a", "Norway said that Norwegian divers had found the wreck.")])
    assert together(found, "Norway", "Norwegian")
    assert evidence(found)["Norwegian"] == "table"
    assert [row["name"] for row in found.entities.to_pylist()] == ["Norway"]


def variants(*rows: tuple[str, str, str, str]) -> pa.Table:
    """Rows of (site, report, text, reading) as the table, spans found in the text."""
    made = []
    for site, identifier, text, reading in rows:
        begin = text.index(reading)
        made.append(
            {
                "story_id": "s", "site_id": site, "report_id": identifier, "begin": begin, "end": begin + len(reading),
                "reading": reading, "kind": "name",
            }
        )  # fmt: skip
    return schema.table("variants", made)


ONE = "The deal was signed in the village of Ostrelin. Ostrelin has a thousand people."
OTHER = "The deal was signed in the village of Astraline. Astraline has a thousand people."


def test_collation_joins_what_copies_write_for_each_other() -> None:
    reports = [report("a", ONE), report("b", OTHER)]
    assert not together(find_entities(reports), "Ostrelin", "Astraline")
    once = variants(("1", "a", ONE, "Ostrelin"), ("1", "b", OTHER, "Astraline"))
    found = find_entities(reports, variants=once)
    assert together(found, "Ostrelin", "Astraline")
    assert evidence(found)["Astraline"] == "collation"


def test_collation_never_joins_known_places_that_differ() -> None:
    left, right = "The convoy reached Homs on Monday.", "The convoy reached Hama on Monday."
    table = variants(("1", "a", left, "Homs"), ("1", "b", right, "Hama"))
    assert not together(find_entities([report("a", left), report("b", right)], variants=table), "Homs", "Hama")


def test_a_stranger_changes_nothing() -> None:
    pile = [
        report(
            "a",
            "Major General Oleg Trevanov spoke. Trevanov said the Red Banner (Harsk) had left. Harsk militants fled.",
        ),
        report("b", "General Trevanov denied that Harsk militants had won. The Harsk group was silent."),
    ]
    stranger = report(
        "z", "Ken Trevanov, a cook, opened a bakery in Lisbon. Trevanov said bread was cheap.", "Food Weekly"
    )
    alone, crowd = find_entities(pile), find_entities([*pile, stranger])
    old = {(row["report_id"], row["begin"], row["entity_id"]) for row in alone.mentions.to_pylist()}
    assert old == {
        (row["report_id"], row["begin"], row["entity_id"])
        for row in crowd.mentions.to_pylist()
        if row["report_id"] != "z"
    }


def test_names_that_only_begin_sentences_are_no_entities() -> None:
    found = find_entities([report("a", "Smoke rose. Bread was cheap. Nothing else happened, officials said.")])
    assert found.entities.num_rows == 0


def test_the_measure() -> None:
    assert is_name("the Harbour Workers Union")
    assert not is_name("the large ship")
    text = "Harbour Workers Union (HWU)"
    rows = [
        {
            "id": "a",
            "text": text,
            "relations": [{"type": "IsSynonymOf", "source": "HWU", "target": "Harbour Workers Union"}],
        }
    ]
    assert score(rows, {"a": [(0, 21, "x"), (23, 26, "x")]})["links_found"] == 1.0
    assert score(rows, {"a": [(0, 21, "x"), (23, 26, "y")]})["name_links_found"] == 0.0


def test_a_states_forces_are_joined_as_such_and_not_by_their_letters() -> None:
    text = "Norwegian troops held the bridge at Orsk on Monday. Norwegian government forces dug in, and the Norwegian army waited."
    found = find_entities([report("a", text)])
    told = evidence(found)
    assert {told[name] for name in ("Norwegian troops", "Norwegian government forces", "Norwegian army")} == {"forces"}
    assert len({row["entity_id"] for row in found.names.to_pylist() if row["evidence"] == "forces"}) == 1


@pytest.mark.parametrize(
    ("text", "name", "names"),
    [
        ("In a talk with Ledger, Moor claimed it. Later Moor rowed home.", "Ledger, Moor", ["Ledger", "Moor"]),
        ("The firm of Baker, Mills lent the money.", "Baker, Mills", ["Baker, Mills"]),
        ("Harbour Tools, Inc. lent it. No Inc ever did.", "Harbour Tools, Inc", ["Harbour Tools, Inc"]),
    ],
)
def test_who_speaks_to_a_paper_is_no_part_of_its_name(text: str, name: str, names: list[str]) -> None:
    begin = text.index(name)
    assert [text[a:b] for a, b in parted(text, begin, begin + len(name), "organisation")] == names
