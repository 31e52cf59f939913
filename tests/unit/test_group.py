"""Stories and sagas: one event together, its siblings apart, and a reason for each. All texts are invented."""

from datetime import date

import pyarrow as pa
import pytest

from stemma.group import GROUPING, group_stories, story_tables
from stemma.schema import SCHEMAS
from stemma.trace import find_reuse

WIRE = """A ferry with 212 people on board ran aground off Tarn Skerry on Tuesday, and the coast guard of Merrow said that all of them were brought ashore.
The Halcyon struck a sandbank shortly before dawn in thick fog, said Odila Brandt, who leads the coast guard at Port Ansel.
"The captain did everything right, and nobody lost their nerve," Brandt told reporters on the quay.
Three passengers were treated for bruises. The Halcyon will be towed to Port Ansel when the tide allows it."""

RETOLD = """Passengers of the Halcyon sang in the fog as boats from Port Ansel took them off a sandbank at Tarn Skerry on Tuesday.
All 212 people on the ferry reached the shore of Merrow safely, the coast guard said.
"The captain did everything right, and nobody lost their nerve," said Odila Brandt of the coast guard.
A tug waits for the tide to tow the ferry away from the sandbank."""

BACKGROUND = """In the spring the Halcyon had lain in the yard of Port Ansel for eleven weeks after an engine fire that nobody could explain, and the inspectors of Merrow let it sail again only when both pumps were replaced."""

INQUIRY = """Inspectors of Merrow have charged the owner of the Halcyon with falsifying the log of its pumps, the prosecutor Ruben Fairlie said on Friday.
Fairlie told the court at Port Ansel that pages were missing for nine days of August and that two engineers had signed for work they never did.
The company of Grettel Vane denies the charges. "Our books are open," a lawyer of the company said.
"""

FAR = """The choir school of Lindow opens its library to the public from the autumn, its head Petra Moss said.
Some of the 40,000 scores, among them masses by Corvin Hale, have never been catalogued.
Volunteers who read mensural notation are asked to write to the school before the holidays begin."""


def report(name, text, published=None, **fields):
    return {"id": name, "text": text, "published": published, **fields}


PILE = [
    report("a-wire", WIRE, "2031-03-04", outlet="Merrow Wire", title="Ferry runs aground off Tarn Skerry"),
    report("b-copy", WIRE, "2031-03-05", outlet="The Quay", title="All safe as ferry runs aground"),
    report("c-retold", RETOLD, "2031-03-05", outlet="Ansel Post", title="They sang in the fog"),
    report("d-inquiry", INQUIRY + BACKGROUND, "2031-04-11", outlet="The Quay", title="Owner of the Halcyon charged"),
    report("e-far", FAR, "2031-03-05", outlet="Lindow Times", title="Choir school opens its library"),
]


def grouped(reports, **keywords):
    rows = group_stories(reports, **keywords).to_pylist()
    return {row["report_id"]: row for row in rows}


def stories_of(reports, **keywords):
    found = {}
    for name, row in grouped(reports, **keywords).items():
        found.setdefault(row["story_id"], set()).add(name)
    return sorted(map(sorted, found.values()))


def test_nothing_gives_an_empty_table_of_the_right_type():
    assert group_stories([]).schema == GROUPING
    stories, story_reports = story_tables([], group_stories([]))
    assert stories.schema == SCHEMAS["stories"]
    assert story_reports.schema == SCHEMAS["story_reports"]
    odd = [report("a", ""), report("b", "…\x00 🙂"), report("c", "12")]
    assert len({row["story_id"] for row in grouped(odd).values()}) == 3


def test_one_event_is_one_story_and_a_later_one_of_the_saga_another():
    rows = grouped(PILE)
    assert stories_of(PILE) == [["a-wire", "b-copy", "c-retold"], ["d-inquiry"], ["e-far"]]
    assert rows["d-inquiry"]["saga_id"] == rows["a-wire"]["saga_id"] != rows["e-far"]["saga_id"]


def test_shared_background_does_not_join_stories():
    early = WIRE + "\n" + BACKGROUND
    pile = [report("a", early, "2031-03-04"), report("d", INQUIRY + BACKGROUND, "2031-03-14")]
    rows = grouped(pile)
    assert rows["a"]["story_id"] != rows["d"]["story_id"]
    assert rows["a"]["saga_id"] == rows["d"]["saga_id"]


def test_alike_words_a_month_later_are_another_story_of_the_same_saga():
    again = (
        WIRE.replace("212", "187").replace("Three passengers were", "One passenger was").replace("thick fog", "a gale")
        .replace("The captain did everything right, and nobody lost their nerve", "We shall look at the charts again, and soon")
    )  # fmt: skip
    pile = [
        report("a", WIRE.split("\n", 1)[0] + "\n" + RETOLD, "2031-03-04"),
        report("b", RETOLD, "2031-03-05"),
        report("c", again.replace("Tuesday", "Saturday"), "2031-04-05"),
    ]
    rows = grouped(pile, reuse=find_reuse([]))
    assert rows["a"]["story_id"] == rows["b"]["story_id"] != rows["c"]["story_id"]
    assert rows["a"]["saga_id"] == rows["c"]["saga_id"]


def test_a_photograph_shows_that_an_undated_report_is_later():
    caption = "The Halcyon lies at anchor off Port Ansel on May 20, 2031. (Photo by Ida Quist)"
    undated = "Ferry runs aground at Tarn Skerry\n\n{}" + WIRE
    dated = report("a", RETOLD, "2031-03-05")
    together = grouped([dated, report("b", undated.format(""))], reuse=find_reuse([]))
    apart = grouped([dated, report("b", undated.format(caption + "\n\n"))], reuse=find_reuse([]))
    assert together["a"]["story_id"] == together["b"]["story_id"]
    assert apart["a"]["story_id"] != apart["b"]["story_id"]


def test_reasons_say_what_ties_a_report_to_its_story():
    rows = grouped(PILE)
    assert "words with the report of Merrow Wire" in rows["b-copy"]["reason"]
    assert "Halcyon" in rows["c-retold"]["reason"]
    assert rows["e-far"]["reason"] == "alone: no other report tells of this event"
    assert rows["d-inquiry"]["reason"].startswith("alone: like the report of")
    assert rows["d-inquiry"]["reason"].endswith("but it tells of 11 April 2031, not of 4 March 2031")
    assert rows["c-retold"]["reason"].startswith("tells of the same day and names (Halcyon")


def test_a_headline_with_capitals_throughout_names_nobody_where_the_text_does():
    retold = "Passengers Sang After Halcyon Stranding Near Skerry\n\n" + RETOLD
    wire = "Halcyon Stranding Near Tarn Skerry Ends Well After Long Night\n\n" + WIRE
    pile = [report("a", retold, "2031-03-05", outlet="Ansel Post"), report("b", wire, "2031-03-05", outlet="The Quay")]
    rows = grouped(pile, reuse=find_reuse([]))
    assert "Stranding" not in rows["a"]["reason"] + rows["b"]["reason"]
    assert "Halcyon" in rows["a"]["reason"]


def test_words_that_one_report_repeats_are_counted_once():
    said = "Never again will a ferry of this company sail in such a fog while I am the mayor of Port Ansel"
    once = report("a", f'{WIRE}\nThe mayor wrote: "{said}."', "2031-03-05", outlet="Ansel Post")
    often = report(
        "b", f'"{said}," wrote the mayor.\n{RETOLD}\n"{said}."\nAgain: "{said}!"', "2031-03-05", outlet="The Quay"
    )
    apart = [
        {
            **one,
            "text": one["text"].replace(
                '"The captain did everything right, and nobody lost their nerve,"', "All well,"
            ),
        }
        for one in (once, often)
    ]
    assert f"quotes the same {len(said.split())} words" in grouped(apart)["a"]["reason"]


def test_reasons_call_reports_by_outlet_title_or_day_never_by_id():
    pile = [
        report("q7-a", WIRE, "2031-03-04"),
        report("q7-b", WIRE, "2031-03-05", title="Ferry runs aground off Tarn Skerry and all of those on board are brought ashore"),
        report("q7-c", INQUIRY, "2031-04-11"),
        report("q7-d", INQUIRY.replace("Fairlie told", "He told"), "2031-04-12", outlet="The Quay", title="Owner charged"),
        report("q7-e", INQUIRY, "2031-04-12", outlet="The Quay"),
    ]  # fmt: skip
    reasons = {name: row["reason"] for name, row in grouped(pile).items()}
    assert not any("q7" in reason for reason in reasons.values())
    assert "with the report “Ferry runs aground off Tarn Skerry and all of those on…”" in reasons["q7-a"]
    assert "with an untitled report of 4 March 2031" in reasons["q7-b"]
    assert "with the report of The Quay of 12 April 2031" in reasons["q7-c"]
    assert any("with the report of The Quay, “Owner charged”" in reason for reason in reasons.values()) or (
        "with an untitled report of 11 April 2031" in reasons["q7-e"]
    )


HEARING = """The owner of the Halcyon told a hearing at Port Ansel on Tuesday that its pumps had failed twice, and asked for the pardon of all who were on board.
Odila Brandt, who leads the coast guard of Merrow, listened with her arms folded. "I have waited a week for that sentence," Brandt said.
The company of Grettel Vane will pay for the towing. The hearing goes on until Friday, and the captain is to be heard last of all.
"""


@pytest.mark.parametrize(
    "days", [("2031-03-04", "2031-03-11"), ("2031-03-05", "2031-03-12"), ("2031-03-06", "2031-03-11")]
)
def test_a_follow_up_on_the_same_weekday_is_a_story_of_its_own(days):
    first, second = days
    pile = [
        report("a", WIRE, first),
        report("b", RETOLD, first),
        report("c", HEARING + WIRE.split("\n")[1] + "\n" + BACKGROUND, second),
        report("d", HEARING.replace("told a hearing at", "said to judges in").replace("asked for", "begged"), second),
    ]
    rows = grouped(pile)
    assert rows["a"]["story_id"] == rows["b"]["story_id"] != rows["c"]["story_id"] == rows["d"]["story_id"]
    assert rows["a"]["saga_id"] == rows["c"]["saga_id"]


def test_copies_stay_together_whatever_their_dates():
    pile = [report("a", WIRE, "2031-03-04"), report("b", RETOLD, "2031-03-05"), report("c", WIRE, "2031-03-25")]
    assert len(stories_of(pile)) == 1


def test_an_undated_report_with_another_lead_is_no_part_of_a_dated_story():
    undated = """Singers of Merrow have made a ballad of the Halcyon, and it is to be heard at Port Ansel for nine nights.
Odila Brandt of the coast guard lent them a lantern and a bell. Each verse is sung by another child, and the last by all of them.
Those who want a seat had better come early and bring a cushion, the choir says."""
    pile = [report("a", WIRE, "2031-03-04"), report("b", WIRE, "2031-03-05")]
    assert stories_of([*pile, report("c", undated)]) == [["a", "b"], ["c"]]
    assert stories_of([*pile, report("c", RETOLD)]) == [["a", "b", "c"]]


SCENE = """Ovid Tamm had just poured the coffee when the floor leaned. By the time the cups reached the wall, on Tuesday, the Halcyon was no longer going anywhere.
Boats came out of the fog one by one. Brandt counted heads on the quay at Port Ansel, and counted them again, and then sat down on a bollard.
Nobody was missing. A ferry is a village, said Tamm, whose passengers had sung."""

OTHER = """Odila Brandt of the coast guard of Merrow was given the freedom of Port Ansel on Tuesday for thirty years of teaching youngsters to swim.
"I should have liked a pool instead," Brandt said in the town hall. A brass band played, and pupils laid towels at her feet.
Her portrait, by Ilka Renn, will hang beside that of the first harbour master."""


def test_one_day_joins_what_is_told_in_other_words_but_not_another_matter_of_the_same_people():
    pile = [
        report("a", WIRE, "2031-03-04"), report("b", WIRE, "2031-03-05"), report("c", SCENE, "2031-03-05"),
        report("d", OTHER, "2031-03-05"), report("e", OTHER.replace("youngsters", "children"), "2031-03-04"),
    ]  # fmt: skip
    assert stories_of(pile) == [["a", "b", "c"], ["d", "e"]]


def test_order_and_strangers_change_nothing():
    table = group_stories(PILE)
    assert group_stories(PILE[::-1]).equals(table)
    others = [report(f"z{n}", FAR.replace("Lindow", f"Lindow{n}"), "2031-03-05") for n in range(3)]
    kept = [row for row in group_stories([*PILE, *others]).to_pylist() if row["report_id"][0] in "abcd"]
    assert kept == [row for row in table.to_pylist() if row["report_id"][0] in "abcd"]


def test_reuse_that_is_handed_in_gives_what_is_found_without_it():
    assert group_stories(PILE, reuse=find_reuse(PILE)).equals(group_stories(PILE))


def test_names_do_not_matter_only_that_they_are_the_same():
    renamed = [
        {**one, "text": one["text"].replace("Halcyon", "Petrel").replace("Merrow", "Sund").replace("Brandt", "Okoro")}
        for one in PILE
    ]
    assert stories_of(renamed) == stories_of(PILE)


def test_the_tables_of_stories():
    stories, story_reports = story_tables(PILE, group_stories(PILE))
    by_size = {row["reports"]: row for row in stories.to_pylist()}
    assert by_size[3]["title"] in {"Ferry runs aground off Tarn Skerry", "All safe as ferry runs aground"}
    assert [by_size[3][end].date() for end in ("begins", "ends")] == [date(2031, 3, 4), date(2031, 3, 5)]
    assert story_reports.num_rows == len(PILE)
    assert sum(stories["reports"].to_pylist()) == len(PILE)


def test_a_title_in_capitals_is_the_last_choice():
    titles = ["FERRY RUNS AGROUND OFF TARN SKERRY", "FERRY RUNS AGROUND", "All safe off Tarn Skerry"]
    pile = [report(f"r{n}", WIRE, "2031-03-04", title=title) for n, title in enumerate(titles)]
    assert story_tables(pile, group_stories(pile))[0]["title"].to_pylist() == [titles[2]]


@pytest.mark.parametrize("text", [WIRE, WIRE.replace("\n", " ")])
def test_a_story_without_titles_or_dates_is_called_by_its_first_sentence(text):
    pile = [report("a", text)]
    (row,) = story_tables(pile, group_stories(pile))[0].to_pylist()
    assert row["title"].startswith("A ferry with 212 people")
    assert row["begins"] is None
    assert row["ends"] is None


def test_ids_come_from_the_first_report():
    first, second = (group_stories(pile) for pile in (PILE, PILE[:2]))
    ids = [
        set(table.filter(pa.compute.equal(table["report_id"], "a-wire"))["story_id"].to_pylist())
        for table in (first, second)
    ]
    assert ids[0] == ids[1]
