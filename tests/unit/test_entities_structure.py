"""Entities: names that no table knows, told by the words around them, and joined over reports that are kin."""

from stemma.model import Block, Entities, Report
from stemma.name import find_entities


def report(identifier: str, text: str, outlet: str = "Lorn Post") -> dict[str, str]:
    return {"id": identifier, "text": text, "outlet": outlet}


def entity_names(found: Entities) -> dict[str, list[str]]:
    """Which entities have a name, by name."""
    by_name: dict[str, list[str]] = {}
    for row in found.names.to_pylist():
        by_name.setdefault(row["name"], []).append(row["entity_id"])
    return {name: sorted(set(ids)) for name, ids in by_name.items()}


def one(found: Entities, *names: str) -> bool:
    """Whether each of the names is found, and all are one entity."""
    ids = entity_names(found)
    return all(name in ids for name in names) and len({i for name in names for i in ids[name]}) == 1


def kind(found: Entities, name: str) -> set[str]:
    kinds = {row["entity_id"]: row["kind"] for row in found.entities.to_pylist()}
    return {kinds[i] for i in entity_names(found)[name]}


def written(found: Entities, reports: list[dict[str, str]]) -> set[str]:
    texts = {row["id"]: row["text"] for row in reports}
    return {texts[m["report_id"]][m["begin"] : m["end"]] for m in found.mentions.to_pylist()}


def test_a_name_after_in_is_a_place_whatever_its_letters() -> None:
    for name in ("Quorvel", "Hastrin", "Velmaramore", "Brockwen"):
        found = find_entities([report("a", f"Rain fell in {name} on Monday. The market in {name} was shut.")])
        assert kind(found, name) == {"place"}, name


def test_an_office_after_the_comma_makes_a_person() -> None:
    for name in ("Orlan Vexley", "Petra Quill", "Dzhan Morvel", "Ilka Santerre"):
        text = f"The gate was left open, {name}, the museum's director, told the council. Nobody was hurt."
        assert kind(find_entities([report("a", text)]), name) == {"person"}, name


def test_an_office_before_the_comma_makes_a_person() -> None:
    text = "The director of the Lorn Harbour Authority, Elvan Djosk, has set out what happened."
    assert kind(find_entities([report("a", text)]), "Elvan Djosk") == {"person"}


def test_a_ship_is_no_person() -> None:
    text = "The ferry Galenka sank on Monday. Divers reached the Galenka at noon. The Galenka was built in 1987."
    assert kind(find_entities([report("a", text)]), "Galenka") == {"other"}


def test_a_name_reaches_as_far_as_its_capitals() -> None:
    rows = [
        report("a", 'Nobody knew. "It was dark," said Thessaly Varn, keeper of the lock.\n\nOrlan Dusk arrives late.')
    ]
    found = find_entities(rows)
    assert {"Thessaly Varn"} <= written(found, rows)
    rows = [report("a", "Crews work at the Mor Zhavin dam by night. The Mor Zhavin dam is old.")]
    found = find_entities(rows)
    assert written(found, rows) == {"Mor Zhavin"}
    assert kind(found, "Mor Zhavin") == {"place"}


def test_a_river_with_and_without_its_word_is_one() -> None:
    pile = [
        report("a", "The surge ran down the River Tamsel on Sunday. Water rose in Corrow."),
        report("b", "The Tamsel river burst its banks in Corrow, and the Tamsel Ferry Company stopped its boats."),
    ]
    found = find_entities(pile)
    ids = entity_names(found)
    rivers = {i for name in ids if name in ("River Tamsel", "Tamsel", "Tamsel river") for i in ids[name]}
    assert len(rivers) == 1
    assert not rivers & set(ids["Tamsel Ferry Company"])


KIN = "Anna Corvane, a spokeswoman, spoke in Dellow. "


def test_a_ministry_without_its_state_is_that_of_the_kindred_report() -> None:
    pile = [
        report("a", KIN + "The Varlandian Fisheries Ministry denied it."),
        report("b", KIN + "She spoke for the Fisheries Ministry."),
        report("c", KIN + "Varland’s Fisheries Ministry was silent. Varland is a state."),
        report("d", KIN + "Varland's Ministry of Fisheries was silent."),
    ]
    found = find_entities(pile)
    assert one(found, "Varlandian Fisheries Ministry", "Fisheries Ministry", "Varland’s Fisheries Ministry")
    assert one(found, "Varland's Ministry of Fisheries", "Fisheries Ministry")


def test_a_ministry_of_two_states_stays_apart() -> None:
    pile = [
        report("a", KIN + "The Varlandian Fisheries Ministry denied it."),
        report("b", KIN + "The Tolmian Fisheries Ministry denied it."),
        report("c", KIN + "The Fisheries Ministry was silent."),
    ]
    found = find_entities(pile)
    assert not one(found, "Varlandian Fisheries Ministry", "Tolmian Fisheries Ministry")
    assert not one(found, "Varlandian Fisheries Ministry", "Fisheries Ministry")
    assert not one(found, "Tolmian Fisheries Ministry", "Fisheries Ministry")


def test_a_ministry_of_a_stranger_is_not_that_of_the_pile() -> None:
    found = find_entities(
        [
            report("a", KIN + "The Varlandian Fisheries Ministry denied it."),
            report("b", "Boats stayed in port. The Fisheries Ministry said so, and Otto Brell, a captain, agreed."),
        ]
    )
    assert not one(found, "Varlandian Fisheries Ministry", "Fisheries Ministry")


def test_a_people_is_its_place_over_kindred_reports() -> None:
    pile = [
        report("a", KIN + "The storm crossed into Varland at night. Roads in Varland were shut."),
        report("b", KIN + "The Varlandian coast was calm. Varlandian crews waited."),
    ]
    assert one(find_entities(pile), "Varland", "Varlandian")


def test_given_names_that_differ_in_vowels_need_the_same_office() -> None:
    first = KIN + "Iskan Dzhovel, the museum's director, told a hearing that the gate was open. Dzhovel left."
    second = KIN + "The museum's director, Eskan Djovel, said the gate was shut. Djovel left."
    assert one(find_entities([report("a", first), report("b", second)]), "Iskan Dzhovel", "Eskan Djovel", "Djovel")
    third = KIN + "Eskan Djovel, a farmer, said the gate was shut."
    assert not one(find_entities([report("a", first), report("c", third)]), "Iskan Dzhovel", "Eskan Djovel")
    both = first + " Eskan Djovel, director of a school, disagreed."
    assert not one(find_entities([report("a", both)]), "Iskan Dzhovel", "Eskan Djovel")


def test_another_given_name_is_another_person() -> None:
    pile = [
        report("a", KIN + "Torin Quell, the dam's director, spoke."),
        report("b", KIN + "Maret Quell, the dam's director, spoke."),
    ]
    assert not one(find_entities(pile), "Torin Quell", "Maret Quell")


def test_a_word_that_begins_a_sentence_is_a_name_where_a_kindred_report_has_it() -> None:
    pile = [
        report("a", KIN + "The storm reached Velmara at night. In Velmara roads were shut."),
        report("b", KIN + "Velmara first blamed the weather."),
    ]
    found = find_entities(pile)
    assert {m["report_id"] for m in found.mentions.to_pylist() if m["entity_id"] in entity_names(found)["Velmara"]} == {
        "a",
        "b",
    }
    assert kind(found, "Velmara") == {"place"}


def test_a_kind_is_settled_by_the_reports_that_have_the_name() -> None:
    pile = [
        report("a", KIN + "Barges wait in Brockwen. The lock at Brockwen, where the wave stopped, is shut."),
        report("b", KIN + "Barge crews spoke of Brockwen again."),
    ]
    found = find_entities(pile)
    assert len(entity_names(found)["Brockwen"]) == 1
    assert kind(found, "Brockwen") == {"place"}


def test_a_person_and_a_place_of_one_name_stay_apart() -> None:
    pile = [
        report("a", "Rain fell in Hollace. Roads in Hollace were shut, and a bridge near Hollace fell."),
        report("b", "Minister Greta Hollace, a lawyer, resigned. Hollace said she was tired."),
    ]
    found = find_entities(pile)
    assert len(entity_names(found)["Hollace"]) == 2


def test_letters_spelt_out_at_the_foot() -> None:
    body = "DELLOW (LPB) – The council met on Monday.\n"
    foot = "Lorn Press Bureau (LPB)\n"
    made = Report("a", body + foot, (Block(0, len(body), "body"), Block(len(body), len(body + foot), "credit")))
    assert one(find_entities([made]), "Lorn Press Bureau", "LPB")


def test_the_front_for_its_full_name() -> None:
    text = "The Clear Water Front denied it. Later the minister blamed the Front and its friends."
    assert one(find_entities([report("a", text)]), "Clear Water Front", "Front")


def test_capitals_are_counted_and_never_shown() -> None:
    found = find_entities(
        [
            report("a", "VELMARA, March 3 - Heavy rain fell over the hills and in Velmara on Monday."),
            report("b", "VELMARA - Snow fell on the hills.\n\nVELMARA - It fell again at night in Velmara."),
        ]
    )
    names = {row["name"] for row in found.entities.to_pylist()}
    assert "Velmara" in names
    assert "VELMARA" not in names


def test_names_have_single_blanks() -> None:
    found = find_entities([report("a", "The bus left for the town of Sant  Orvel. Nobody in Sant  Orvel saw it.")])
    assert "Sant Orvel" in {row["name"] for row in found.entities.to_pylist()}


def test_a_stranger_with_the_same_surname_changes_no_bare_surname() -> None:
    pile = [
        report("a", KIN + "Minister Greta Hollace, a lawyer, resigned on Friday."),
        report("b", KIN + "Hollace said she was tired. Minister Hollace left."),
    ]
    strangers = [
        report(f"z{i}", f"Otto Hollace, a cook, opened a bakery in street {i}. Hollace baked bread.", "Food Weekly")
        for i in range(9)
    ]
    alone, crowd = find_entities(pile), find_entities([*pile, *strangers])
    rows = [
        {(m["report_id"], m["begin"], m["entity_id"]) for m in found.mentions.to_pylist() if m["report_id"] in "ab"}
        for found in (alone, crowd)
    ]
    assert rows[0] == rows[1]
    assert one(alone, "Greta Hollace", "Hollace")


def test_the_office_after_a_body_is_no_part_of_it() -> None:
    rows = [report("a", "Lorn Harbour Department Secretary Anna Holt spoke. The Lorn Harbour Department is small.")]
    found = find_entities(rows)
    assert "Lorn Harbour Department Secretary" not in written(found, rows)
    assert "Lorn Harbour Department" in written(found, rows)


def test_a_base_makes_a_place() -> None:
    found = find_entities(
        [report("a", "Jets struck the Quorvel air base at night. Smoke rose over the Quorvel air base.")]
    )
    assert kind(found, "Quorvel") == {"place"}


def test_the_full_name_counts_where_a_report_uses_the_surname_first() -> None:
    pile = [
        report(
            "a",
            "Hollace quits over bridge\n\nMinister Greta Hollace, a lawyer, resigned. Anna Corvane spoke in Dellow.",
        ),
        report("b", KIN + "Minister Hollace said she was tired."),
    ]
    found = find_entities(pile)
    assert one(found, "Greta Hollace", "Hollace")


def test_a_label_over_two_names_is_two() -> None:
    rows = [
        report(
            "a",
            "Varland's Tamsel Dam Authority spoke before noon about what went wrong with the gates. The lock-keeper at Brockwen, Tam Lorrock, said so.",
        )
    ]
    found = written(find_entities(rows), rows)
    assert {"Varland", "Tamsel Dam Authority", "Brockwen", "Tam Lorrock"} <= found


def test_what_a_name_ends_in_tells_a_body() -> None:
    for name in ("Osk Airways", "Velora Motors", "Tarn Steelworks", "Dolmen Pharma", "Orlo Holdings", "Kellen & Sons"):
        found = find_entities([report("a", f"{name} said on Monday that it would close two of its sites.")])
        assert kind(found, name) == {"organisation"}, name


def test_what_stands_before_a_name_tells_a_body() -> None:
    text = "The tram company Velora will appeal. A spokeswoman for Velora, Mina Hart, said that the ruling was wrong."
    found = find_entities([report("a", text)])
    assert kind(found, "Velora") == {"organisation"}
    assert kind(found, "Mina Hart") == {"person"}


def test_a_headline_in_capitals_lends_a_body_no_name() -> None:
    text = "Tarn Airlines Needs Sensitivity Training\n\n" + "Tarn Airlines will fly to Osk, Tarn Airlines said. " * 5
    found = find_entities([report("a", text)])
    assert [row["name"] for row in found.entities.to_pylist() if row["name"].startswith("Tarn")] == ["Tarn Airlines"]
