"""Paragraphs, sentences, quotations. All texts are invented."""

import pytest

from stemma.clean import find_blocks
from stemma.model import Block, Report
from stemma.segment import find_quotations, segment, split_sentences


def sentences(text):
    return [text[begin:end] for begin, end in split_sentences(text)]


def quoted(text):
    return [(text[q.begin : q.end], q.depth, q.closed) for q in find_quotations(text)]


@pytest.mark.parametrize(
    "text",
    [
        "He met Maj. Gen. Ivo B. Stone in the U.S. Senate on Oct. 5 at 5 p.m. Monday.",
        '"Stop!" he said.',
        "Ivo (EE'-voh) Stone spoke to SEN. Lee of the canal.",
        '"Why?" Ann Lee asked.',
        '"Is it open?," asked Stone.',
        "The price rose 5.5 percent to $3.2 million, e.g. for grain.",
        "Mr. Lee, the No. 2 man of Delta Corp., left.",
        "We do not know ... maybe never.",
    ],
)
def test_one_sentence_is_not_cut(text):
    assert sentences(text) == [text]


def test_sentences_are_cut_where_they_end():
    text = 'They live in the U.S. The port closed. "It is good." He left. She said: "We go. We stay."'
    assert sentences(text) == [
        "They live in the U.S.",
        "The port closed.",
        '"It is good."',
        "He left.",
        'She said: "We go.',
        'We stay."',
    ]


def test_a_line_break_inside_a_sentence_does_not_cut_it():
    assert sentences("The canal will close\nfor three weeks. It opens in May.") == [
        "The canal will close\nfor three weeks.",
        "It opens in May.",
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("\"It's the allies' aim,\" he said.", [("It's the allies' aim,", 0, True)]),
        ("“It’s ours,” he said.", [("It’s ours,", 0, True)]),
        ('"Everyone sees it,” he said.', [("Everyone sees it,", 0, True)]),
        ("``Yes,'' she said.", [("Yes,", 0, True)]),
        ("''Yes,'' she said.", [("Yes,", 0, True)]),
        ("„Gut“ and «bon».", [("Gut", 0, True), ("bon", 0, True)]),
        ("Ministry is 'pretending' to help", [("pretending", 0, True)]),
        ("The port's plans, the traders' fears, the '90s and Lee's boat", []),
        (
            "He called it a \"sorry 'paper storm' of theirs\" and left.",
            [("sorry 'paper storm' of theirs", 0, True), ("paper storm", 1, True)],
        ),
        ("“He said ‘no’ to it,” she said.", [("He said ‘no’ to it,", 0, True), ("no", 1, True)]),
        ("\"Oh, 'he loves it,' \" Lee said.", [("Oh, 'he loves it,'", 0, True), ("he loves it,", 1, True)]),
        ("“And “nested” too,” he said.", [("And “nested” too,", 0, True), ("nested", 1, True)]),
        ("\" I will go , \" he said . The 's of Lee 's boat", [("I will go ,", 0, True)]),
        ('He said "it is open. He left. "New one," he said.', [("it is open.", 0, False), ("New one,", 0, True)]),
        ('He said "it is open.', [("it is open.", 0, False)]),
        ('A closing mark" without its twin.', []),
        ('""', []),
        ("", []),
    ],
)
def test_quotation_marks(text, found):
    assert quoted(text) == found


def test_each_paragraph_of_a_long_quotation_is_one():
    text = '"The first paragraph is left open.\n\n"The second is closed," he said.'
    assert quoted(text) == [("The first paragraph is left open.", 0, False), ("The second is closed,", 0, True)]


def test_a_range_is_respected():
    text = '"One," he said. "Two," she said.'
    assert [text[q.begin : q.end] for q in find_quotations(text, 15)] == ["Two,"]


REPORT = Report(
    id="r",
    text=(
        "Canal closes for three weeks\n\nNORTHPORT (Agency) - The canal will close. The port said so on Monday.\n\n"
        "“It is old,” said the master.\n\nShare on Facebook\n\nThe last time was long ago, in the year of the flood."
    ),
)


def test_only_running_text_is_segmented():
    report = Report(id="r", text=REPORT.text, blocks=find_blocks(REPORT.text))
    cut = segment(report)
    assert [report.text[s.begin : s.end] for s in cut.sentences] == [
        "Canal closes for three weeks", "NORTHPORT (Agency) -", "The canal will close.", "The port said so on Monday.",
        "“It is old,” said the master.", "The last time was long ago, in the year of the flood.",
    ]  # fmt: skip
    assert [s.paragraph for s in cut.sentences] == [0, 1, 1, 1, 2, 3]
    assert [report.text[q.begin : q.end] for q in cut.quotations] == ["It is old,"]


def test_a_report_without_blocks_is_body_throughout():
    assert len(segment(REPORT).paragraphs) == 5


def test_blocks_that_reach_past_the_text_do_no_harm():
    report = Report(id="r", text="It is old.", blocks=(Block(0, 99, "body"),))
    assert [tuple(s) for s in segment(report).sentences] == [(0, 10, 0)]


@pytest.mark.parametrize("piece", ["(photo ", "s' ", "“a” ", "May 1 ", "A. ", "word ", "The port closed. "])
def test_a_giant_line_is_cut_up_like_any_other(piece):
    text = piece * (30_000 // len(piece))
    cut = segment(Report(id="r", text=text, blocks=(Block(0, len(text), "body"),)))
    assert "".join("".join(text[s.begin : s.end].split()) for s in cut.sentences) == "".join(text.split())


def test_sentences_of_a_giant_line_are_those_of_a_short_one():
    assert len(split_sentences("The port closed. " * 3000)) == 3000


def test_nothing_gives_nothing():
    cut = segment(Report(id="r", text=""))
    assert (cut.paragraphs, cut.sentences, cut.quotations) == ((), (), ())


def test_brackets_without_end_are_cut_simply():
    assert len(split_sentences("(photo " * 60_000)) == 1
    assert len(split_sentences("(photo " * 600 + "x. The canal closes. It will open in May.")) == 3


def test_a_post_shown_in_full_is_quoted_without_marks():
    words = 'Nobody calls the "old pier" old any more, and rightly so!'
    for text in (
        f"It rained.\n\n{words} — Mara Lindt (@maralindt) May 4, 2021",
        f"It rained.\n\n{words}\n\n— Mara Lindt (@maralindt)",
    ):
        quotations = find_quotations(text)
        assert [(text[q.begin : q.end], q.depth, q.closed) for q in quotations] == [
            (words, 0, True),
            ("old pier", 1, True),
        ]
        assert segment(Report("r", text)).quotations == quotations


def test_a_post_may_name_what_bears_its_writers_name():
    text = (
        "It rained.\n\nThe Lindt council shut the pier before the storm came.\n\n— Mara Lindt (@maralindt) May 4, 2021"
    )
    assert [text[q.begin : q.end] for q in segment(Report(id="a", text=text)).quotations] == [
        "The Lindt council shut the pier before the storm came."
    ]


def test_a_post_that_stands_in_marks_is_one_quotation():
    text = "“Nobody calls the pier old any more, and rightly so!” — Mara Lindt (@maralindt) May 4, 2021"
    assert [q.depth for q in find_quotations(text)] == [0]
