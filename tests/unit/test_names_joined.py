"""What a report says itself of its names: also known as, letters, forces, capitals; and the user's own word on them."""

from pathlib import Path

import pyarrow as pa
import pytest
from benchmarks.joins import all_joins, draw, holds, read_verdicts, share_wrong

from stemma import read, schema
from stemma.corrections import read_name_table
from stemma.errors import InputNotFound, UsageError
from stemma.model import Entities, NameCorrection
from stemma.name import find_entities
from stemma.name.gazetteer import read_rows


def report(identifier: str, text: str, outlet: str = "Lorn Post") -> dict[str, str]:
    return {"id": identifier, "text": text, "outlet": outlet}


def forms(found: Entities) -> dict[str, set[str]]:
    """The names of each entity, by the name that stands for it."""
    names = {row["entity_id"]: row["name"] for row in found.entities.to_pylist()}
    told: dict[str, set[str]] = {}
    for row in found.names.to_pylist():
        if row["form"] == "name":
            told.setdefault(names[row["entity_id"]], set()).add(row["name"])
    return told


def together(found: Entities, *names: str) -> bool:
    return any(set(names) <= told for told in forms(found).values())


@pytest.mark.parametrize(
    ("text", "one", "other"),
    [
        ("The Elm Mill, also known as the Lower Mill, burned.", "Elm Mill", "Lower Mill"),
        ("Karl Voss, better known by his nom de guerre Abu Holm, spoke.", "Karl Voss", "Abu Holm"),
        ("Abu Yazan (Arabic: أبو), born Sami Nadir al-Orsi, was a smuggler.", "Abu Yazan", "Sami Nadir al-Orsi"),
        ("Lorn Dam, formerly known as Voss Dam, broke.", "Lorn Dam", "Voss Dam"),
        ("The Harbour Workers Union met. Later the HWU said that it would strike.", "Harbour Workers Union", "HWU"),
        ("The Lorn Joint Guard - Operation Tide sailed. LJG-OT has four boats.", "Lorn Joint Guard - Operation Tide", "LJG-OT"),
        ("MV Marigold sank. The crew of Marigold was saved.", "MV Marigold", "Marigold"),
        ("Abu Yazan al-Orsi spoke in the valley. Abu Yazan was tired.", "Abu Yazan al-Orsi", "Abu Yazan"),
        ("Norwegian troops left. Norwegian government forces stayed. Norway's army slept.", "Norwegian troops", "Norway's army"),
        ("The Norwegian regime fell, said a friend of Norway's government.", "Norwegian regime", "Norway's government"),
        ("Oslo denied the charge, and Norway was silent.", "Oslo", "Norway"),
        ("Ties between Oslo and Tokyo are good. Japan said so.", "Tokyo", "Japan"),
    ],
)  # fmt: skip
def test_joined_by_the_reports_own_words(text: str, one: str, other: str) -> None:
    assert together(find_entities([report("a", text)]), one, other)


@pytest.mark.parametrize(
    ("text", "one", "other"),
    [
        ("Karl Voss called Anna Holt on Monday.", "Karl Voss", "Anna Holt"),
        ("Nina Brandt, known as Nana, Oleg Quill and Ann Voss met.", "Nina Brandt", "Oleg Quill"),
        ("Oleg Quill, born in Tarn in 1950, spoke.", "Oleg Quill", "Tarn"),
        ("Norwegian troops met Swedish troops.", "Norwegian troops", "Swedish troops"),
        ("Norwegian forces met Norwegian rebels.", "Norwegian forces", "Norwegian rebels"),
        ("The Norwegian government backed Norwegian government forces.", "Norwegian government", "Norwegian government forces"),
        ("Snow fell in Oslo. Norway is cold.", "Oslo", "Norway"),
        ("Oslo hosted the games. Norway won.", "Oslo", "Norway"),
    ],
)  # fmt: skip
def test_kept_apart(text: str, one: str, other: str) -> None:
    assert not together(find_entities([report("a", text)]), one, other)


def test_forces_after_the_bare_name_of_a_state_may_be_a_verb() -> None:
    found = find_entities([report("a", "Norway forces traders to pay. Norway is cold.")])
    assert "Norway forces" not in {row["name"] for row in found.names.to_pylist()}


def test_a_country_is_not_called_by_its_capital() -> None:
    found = find_entities([report("a", "Oslo denied it. Oslo accused the keepers. Norway was silent.")])
    assert set(forms(found)) == {"Norway"}
    only = find_entities([report("a", "Oslo denied it.")])
    row = only.entities.to_pylist()[0]
    assert (row["name"], row["geonames_id"]) == ("Norway", 3144096)


def test_collation_joins_parts_of_names() -> None:
    one, other = "Shells fell near Norwegian Army posts.", "Shells fell near Norwegian government forces posts."
    rows = []
    for identifier, text, reading in (("a", one, "Army"), ("b", other, "government forces")):
        begin = text.index(reading)
        rows.append(
            {
                "story_id": "s", "site_id": "1", "report_id": identifier, "begin": begin, "end": begin + len(reading),
                "reading": reading, "kind": "wording",
            }
        )  # fmt: skip
    table: pa.Table = schema.table("variants", rows)
    reports = [report("a", one), report("b", other)]
    assert not together(find_entities(reports), "Norwegian Army", "Norwegian government forces")
    assert together(find_entities(reports, variants=table), "Norwegian Army", "Norwegian government forces")


PILE = [
    report("a", "Fighters of the Red Banner left. The Harsk burned the bridge near Tarnow Mill."),
    report("b", "The Nusra Front met Jabhat Fateh al-Sham in Homs.", "Coast"),
]


def test_the_users_word_goes_before_every_table_and_rule() -> None:
    assert together(find_entities(PILE), "Nusra Front", "Jabhat Fateh al-Sham")
    found = find_entities(
        PILE,
        corrections=[
            NameCorrection("same", ("Red Banner", "Harsk"), "group"),
            NameCorrection("apart", ("Nusra Front", "Jabhat Fateh al-Sham")),
            NameCorrection("none", ("Homs",)),
            NameCorrection("same", ("Tarnow Mill",), "place", 10.02, 20.5),
        ],
    )
    assert together(found, "Red Banner", "Harsk")
    assert not together(found, "Nusra Front", "Jabhat Fateh al-Sham")
    assert "Homs" not in {row["name"] for row in found.names.to_pylist()}
    rows = {row["name"]: row for row in found.entities.to_pylist()}
    assert rows["Red Banner"]["kind"] == "group"
    assert (rows["Tarnow Mill"]["latitude"], rows["Tarnow Mill"]["longitude"]) == (10.02, 20.5)
    why = {row["name"]: row["evidence"] for row in found.names.to_pylist()}
    assert why["Harsk"] == why["Tarnow Mill"] == "correction"


def test_the_last_word_holds() -> None:
    said = [NameCorrection("same", ("Red Banner", "Harsk"), "group"), NameCorrection("apart", ("Red Banner", "Harsk"))]
    assert not together(find_entities(PILE, corrections=said), "Red Banner", "Harsk")


@pytest.mark.parametrize(
    "wrong",
    [
        NameCorrection("joined", ("A", "B")),
        NameCorrection("same", ("Harsk",)),
        NameCorrection("same", ("Harsk", "…")),
        NameCorrection("same", ("Harsk", "Red Banner"), "firm"),
        NameCorrection("apart", ("Harsk",)),
        NameCorrection("same", ("Harsk",), "group", 1.0, 2.0),
        NameCorrection("same", ("Harsk",), "place", 1.0, None),
        NameCorrection("same", ("Harsk",), "place", 100.0, 2.0),
    ],
)
def test_a_correction_that_says_nothing_is_refused(wrong: NameCorrection) -> None:
    with pytest.raises(UsageError):
        find_entities(PILE, corrections=[wrong])


def test_a_table_of_ones_own(tmp_path: Path) -> None:
    table = tmp_path / "names.csv"
    table.write_text(
        "kind,names,latitude,longitude,source\ngroup,Red Banner|Harsk,,,a leaflet\nplace,Tarnow Mill,10.02,20.5,\n",
        encoding="utf-8",
    )
    assert read_name_table(table) == [
        NameCorrection("same", ("Red Banner", "Harsk"), "group", source="a leaflet"),
        NameCorrection("same", ("Tarnow Mill",), "place", 10.02, 20.5),
    ]
    with pytest.raises(InputNotFound):
        read_name_table(tmp_path / "none.csv")
    table.write_text("names\nHarsk\n", encoding="utf-8")
    with pytest.raises(UsageError, match="line 2"):
        read_name_table(table)


def test_the_shipped_table_can_be_given_back_as_ones_own() -> None:
    """Whoever copies a row to change it writes the very same columns."""
    assert all(row["source"] for row in read_rows("groups.csv"))
    assert all(row["source"] for row in read_rows("capitals.csv"))


def test_names_are_corrected_in_a_case_and_taken_back(tmp_path: Path) -> None:
    pile = tmp_path / "pile"
    pile.mkdir()
    (pile / "a.txt").write_text(
        "Bridge burned\n\nFighters of the Red Banner left the valley on Monday after a long night, said the keeper.\n\n"
        "Later the Harsk burned the old bridge near the mill, and nobody in the village was hurt by the fire.\n",
        encoding="utf-8",
    )
    case = read(pile, tmp_path / "a.stemma", processes=1)
    mended = case.correct_names([NameCorrection("same", ("Red Banner", "Harsk"), "group")])
    joined = {row["name"]: row["entity_id"] for row in mended.table("names").to_pylist() if row["form"] == "name"}
    assert joined["Red Banner"] == joined["Harsk"]
    before = {row["name"]: row["entity_id"] for row in mended.undo().table("names").to_pylist()}
    assert before["Red Banner"] != before.get("Harsk")


def test_joins_are_drawn_alike_each_time_and_judged_by_span() -> None:
    reports = [report("a", "Major Oleg Trevan spoke. Trevan left."), report("b", "Oleg Trevan came. Trevan sat.")]
    found = find_entities(reports)
    joins = all_joins(found, reports)
    assert draw("s", "c", joins, 5) == draw("s", "c", list(reversed(joins)), 5)
    row = next(row for row in draw("s", "c", joins, 5) if row["name"][0] == "a")
    spans = {r["report_id"]: [] for r in found.mentions.to_pylist()}
    for mention in found.mentions.to_pylist():
        spans[mention["report_id"]].append((mention["begin"], mention["end"], mention["entity_id"]))
    assert holds(row, spans)
    assert not holds({**row, "chief": ["b", 12, 16]}, spans)
    assert share_wrong([{"verdict": "wrong"}, {"verdict": "right"}]) == 0.5


@pytest.mark.parametrize("name", ["before", "after"])
def test_the_judged_joins_hold_no_text(name: str) -> None:
    rows = read_verdicts(name)
    assert len(rows) == 100
    assert {row["verdict"] for row in rows} <= {"right", "wrong"}
    assert all(set(row) == {"collection", "name", "chief", "verdict"} for row in rows)


def test_who_is_named_for_an_office_does_not_go_by_another_name():
    text = "Mrs Lorne was named Otto Brand's Garden Party running mate. Mrs Lorne said that the fee was high."
    found = find_entities([{"id": "a", "text": text}])
    of = {text[m["begin"] : m["end"]]: m["entity_id"] for m in found.mentions.to_pylist()}
    assert all(of[name] != of["Lorne"] for name in of if "Brand" in name or "Party" in name)
