"""A caption that several reports print: a lost text of its own that makes nobody kin."""

import itertools
import re
from dataclasses import replace

import pytest
from page_made import LOST, STORY, rows_of_reports, write_case

from stemma import page, schema
from stemma.descend import infer_descent, lines_of_descent, passage_lines
from stemma.model import Block, Report, Stemma
from stemma.name import time_tables
from stemma.reckon import find_habits
from stemma.show import show_tree
from stemma.trace import find_reuse

CAPTION = (
    "Wardens lift a sleeping grey seal out of the flooded lido at Merrow Sands on Sunday morning while bathers "
    "look on from the diving tower (Telmar Photo/Ines Abelard)"
)
SEALS = [
    "A seal that had strayed into the lido was carried back to the beach by six wardens and a borrowed stretcher.",
    "The pool will be drained tomorrow because the animal left a good deal of fish behind in the children's corner.",
]
BUDGET = [
    "Merrow council has cut the money for its lifeguards by a third although visitors doubled over the last two summers.",
    "Two of the five towers along the sands will stay empty from Monday to Friday until the schools break up in July.",
]
ROWING = [
    "Crews from eleven villages rowed the old mail route across the estuary in aid of a new roof for the boathouse.",
    "The women of Pell finished first for the third year in a row and gave their prize of forty crowns to the cook.",
]


def report(name, paragraphs, caption=None, last="body", **more):
    """A report whose caption, if any, stands in a block of its own after the first paragraph."""
    pieces = [(paragraphs[0], "body")]
    pieces += [(caption, "caption")] if caption else []
    pieces += [(text, last) for text in paragraphs[1:]]
    text, blocks = "", []
    for piece, kind in pieces:
        blocks.append(Block(len(text), len(text) + len(piece) + 2, kind))
        text += piece + "\n\n"
    return Report(name, text, blocks=tuple(blocks), **more)


@pytest.fixture(scope="module")
def pile():
    return [
        report("a", SEALS, CAPTION, outlet="Bay Herald"),
        report("b", BUDGET, CAPTION, outlet="Inland Post"),
        report("c", ROWING, outlet="Mill Echo"),
    ]


@pytest.fixture(scope="module")
def stemma(pile):
    return infer_descent(pile)


def lost(stemma):
    return [row for row in stemma.witnesses.to_pylist() if row["report_id"] is None]


def test_two_independent_reports_with_one_caption_have_one_lost_text_behind_it(pile, stemma):
    (witness,) = {row["witness_id"] for row in lost(stemma)}
    assert stemma.descents.num_rows == 2
    told = {(r["parent"], r["child"], r["part"]) for r in stemma.descents.to_pylist()}
    assert told == {(witness, "a", "caption"), (witness, "b", "caption")}
    text = {one.id: one.text for one in pile}
    for row in stemma.descents.to_pylist():
        assert row["confidence"] < 0.5
        assert row["direction"] == "undecided"
        assert 0.2 < row["share"] < 0.6
        assert row["reasons"][0].startswith("It prints the same caption under a photograph as ")
    for row in stemma.descent_passages.to_pylist():
        words = text[row["child"]][row["child_begin"] : row["child_end"]]
        assert words.startswith("Wardens lift")
        assert len(words.split()) >= 20
        assert row["parent_begin"] is None
        assert row["reuse_id"]
    (held,) = stemma.lost_texts.to_pylist()
    assert text[held["report_id"]][held["begin"] : held["end"]].startswith("Wardens lift a sleeping grey seal")


def test_a_caption_makes_nobody_kin_and_only_its_own_words_are_on_its_line(pile, stemma):
    assert lines_of_descent(stemma) == {one.id: frozenset({one.id}) for one in pile}
    (witness,) = {row["witness_id"] for row in lost(stemma)}
    begin = pile[0].text.index("Wardens")
    own, caption = passage_lines(stemma, [("a", 0, 80), ("a", begin, begin + 60)])
    assert own.line_id == "a"
    assert own.certain
    assert caption.line_id == witness
    assert "a" in caption.alternatives


def test_the_words_of_a_caption_in_the_text_of_another_are_the_same_thing():
    told = SEALS[0] + " " + CAPTION.replace(" (Telmar Photo/Ines Abelard)", ".")
    stemma = infer_descent([report("a", [told, *SEALS[1:]]), report("b", BUDGET, CAPTION)])
    assert {(r["child"], r["part"]) for r in stemma.descents.to_pylist()} >= {("a", "caption"), ("b", "caption")}
    assert any("words of a photograph’s caption" in r["reasons"][0] for r in stemma.descents.to_pylist())


def test_reports_that_stand_under_one_ancestor_already_need_no_caption():
    stemma = infer_descent([report("a", [*BUDGET, *ROWING], CAPTION), report("b", [*BUDGET, ROWING[0]], CAPTION)])
    assert {row["part"] for row in stemma.descents.to_pylist()} == {"text"}


def test_what_stands_in_furniture_or_is_short_is_no_caption():
    short = " ".join(CAPTION.split()[:14])
    apart = [report("a", SEALS, short), report("b", BUDGET, short)]
    assert lost(infer_descent(apart)) == []
    menus = [report("a", [SEALS[0], CAPTION], last="furniture"), report("b", BUDGET, CAPTION)]
    assert lost(infer_descent(menus)) == []


def test_an_agency_that_the_caption_names_is_named():
    named = CAPTION.replace("Telmar Photo/Ines Abelard", "Ines Abelard/Merrow Pictures via AFP")
    stemma = infer_descent([report("a", SEALS, named), report("b", BUDGET, named)])
    assert {row["agency"] for row in lost(stemma)} == {"AFP"}
    assert all("The caption names AFP as its source." in row["reasons"] for row in stemma.descents.to_pylist())


def test_a_print_without_the_name_is_not_said_to_name_it():
    named = CAPTION.replace("Telmar Photo/Ines Abelard", "Ines Abelard/Merrow Pictures via AFP")
    stemma = infer_descent([report("a", SEALS, named), report("b", BUDGET, named.split(" (", maxsplit=1)[0])])
    said = {row["child"]: row["reasons"][1] for row in stemma.descents.to_pylist()}
    assert said["a"] == "The caption names AFP as its source."
    assert said["b"] == "The caption names AFP as its source where others print it."


def test_galleries_join_only_those_that_print_the_same_caption():
    second = "Rowers of the village of Pell carry their boat over the shingle after the race across the estuary while a band plays on the pier behind them"
    stemma = infer_descent(
        [
            report("a", SEALS, CAPTION),
            report("b", BUDGET, f"{CAPTION}\n{second}"),
            report("c", ROWING, second),
        ]
    )
    children = {}
    for row in stemma.descents.to_pylist():
        children.setdefault(row["parent"], set()).add(row["child"])
    assert sorted(map(sorted, children.values())) == [["a", "b"], ["b", "c"]]


def test_strangers_and_the_order_of_reports_change_nothing(pile, stemma):
    tables = ("witnesses", "descents", "rivals", "descent_passages", "lost_texts")
    for order in itertools.permutations(pile):
        again = infer_descent(order)
        assert all(getattr(again, name).equals(getattr(stemma, name)) for name in tables)
    fewer = infer_descent(pile[:2])
    for name in ("descents", "descent_passages", "lost_texts"):
        assert getattr(fewer, name).equals(getattr(stemma, name))


def test_only_reports_of_one_story_share_a_caption(pile):
    def stories(*pairs):
        return schema.table("story_reports", [{"story_id": s, "report_id": r} for s, r in pairs])

    apart = infer_descent(pile, story_reports=stories(("s1", "a"), ("s2", "b"), ("s2", "c")))
    assert lost(apart) == []
    together = infer_descent(pile, story_reports=stories(("s1", "a"), ("s1", "b"), ("s2", "c")))
    assert [(row["story_id"], row["agency"]) for row in lost(together)] == [("s1", None)]
    assert {row["story_id"] for row in together.descents.to_pylist()} == {"s1"}


def test_the_kinds_of_reuse_are_as_they_were(pile):
    assert set(find_reuse(pile).column("kind").to_pylist()) == {"standing"}


def test_days_and_habits_do_not_come_over_a_caption():
    row = {"story_id": "s", "parent": "a", "child": "b", "confidence": 0.9, "share": 0.9, "by": "passages"}
    reports = [
        {"id": "a", "text": "The lido closes.", "published": "2021-05-04", "outlet": "Bay Herald"},
        {"id": "b", "text": "The lido closed on Tuesday.", "published": "2021-05-06", "outlet": "Inland Post"},
    ]
    over_text = time_tables(reports, descents=schema.table("descents", [{**row, "part": "text"}]))
    over_caption = time_tables(reports, descents=schema.table("descents", [{**row, "part": "caption"}]))
    assert over_text.column("anchor_from").to_pylist() == ["descent"]
    assert over_caption.column("anchor_from").to_pylist() == ["published"]
    stories = schema.table("story_reports", [{"story_id": "s", "report_id": one} for one in "ab"])
    variants = schema.table(
        "variants",
        [
            {"story_id": "s", "site_id": str(n), "report_id": one, "reading": word, "kind": "name"}
            for n in range(4)
            for one, word in (("a", "Merrow"), ("b", "Merrow Sands"))
        ],
    )
    made = find_habits(reports, stories, variants, schema.table("descents", [{**row, "part": "caption"}]))
    assert made.num_rows == 0


def test_a_stemma_made_without_the_column_still_counts(stemma):
    bare = replace(stemma, descents=stemma.descents.drop_columns(["part"]))
    assert isinstance(bare, Stemma)
    assert set(lines_of_descent(bare)) == {"a", "b", "c"}
    assert passage_lines(bare, [("c", 0, 10)])[0].line_id == "c"
    assert time_tables([], descents=bare.descents).num_rows == 0


CAPTION_ID = "ca97" * 4


@pytest.fixture(scope="module")
def captioned(tmp_path_factory):
    """The made case with a caption that r1 and r4 share; no descent touches r4 otherwise."""
    rows = rows_of_reports()
    for row in rows["descents"]:
        row["part"] = "text"
    rows["witnesses"].append(
        {"story_id": STORY, "witness_id": CAPTION_ID, "label": "A photograph’s caption, not in the pile"}
    )
    rows["descents"] += [
        {
            "story_id": STORY, "parent": CAPTION_ID, "child": child, "confidence": 0.45, "share": 0.2, "by": "passages",
            "direction": "decided", "reasons": ["It prints the same caption."], "part": "caption",
        }
        for child in ("r1", "r4")
    ]  # fmt: skip
    rows["lost_texts"].append({"witness_id": CAPTION_ID, "position": 0, "report_id": "r4", "begin": 0, "end": 11})
    return write_case(tmp_path_factory.mktemp("captioned") / "made.stemma", rows)


def test_a_caption_adds_nothing_to_the_drawn_tree_and_is_told_beside_it(captioned, tmp_path):
    plain = write_case(tmp_path / "plain.stemma", rows_of_reports())
    assert page.draw_stemma(captioned.story("1")) == page.draw_stemma(plain.story("1"))
    html = page.render_case(captioned)
    told = html.split("The same caption", 1)[1].split("</section>", 1)[0]
    assert "Basin Herald" in told
    assert "Reed Gazette" in told
    assert "The ferryme" in told
    assert "The same caption" not in page.render_case(plain)


def test_the_tree_in_text_names_those_that_share_a_caption(captioned, capsys):
    show_tree(captioned.story("1"))
    printed = re.sub(r"\s+", " ", capsys.readouterr().out)
    assert "The same caption under a photograph: Basin Herald (4 May 2023); Reed Gazette (no day)" in printed
    assert "[A photograph" not in printed


def test_exports_say_which_descents_are_of_a_caption(captioned):
    from stemma.export import gexf, graphml

    story = captioned.story("1")
    assert graphml(story).count('<data key="part">caption</data>') == 2
    assert gexf(story).count('<attvalue for="part" value="caption"/>') == 2
    assert LOST in gexf(story)
