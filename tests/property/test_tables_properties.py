"""What must hold in every table of every case, on the demo and on piles made up at random."""

import random
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st
from table_checks import problems

from stemma import read, schema

SENTENCES = (
    "The northern ferry line will close in June after ninety years, its owners said on Tuesday.",
    "“Too few people cross to pay for the fuel, let alone for the paint,” said Oda Brannick, who runs the company.",
    "“We were never asked,” Per Solheim, the mayor of the island, told the Skerry News Agency, “and we will not pay.”",
    "The last boat will leave from the old quay at noon on 30 June 2021 with 140 guests on board.",
    "Brannick denied that the line had been sold, and declined to say more.",
    "According to the county, 12 of the 38 crossings a week would have to go.",
    "Snow fell on the upper pass near Norwich, and two roads stayed shut until Friday morning.",
    "Der Rat schloss die Linie im Juni, und niemand hatte etwas dagegen, sagte die Vorsitzende.",
    "الرجل قال إن القارب لن يعود قبل الصيف، وإن الناس غاضبون.",
    "👩‍👩‍👧 e\u0301a\u0308 \u200f½ ﬁne, “said nobody” \u0000\u0007 ever — “and ‘then’ some",
)
LINES = st.sampled_from(SENTENCES)
FRAMES = st.sampled_from(
    [
        "{}\n",
        "The Harbour Letter\n\nFerry line to close\n\n4 May 2021\n\n{}\n",
        "KELDA, 5 May (Skerry News Agency) - {}",
        "\r\n{}\r\n\t",
    ]
)
REPORTS = st.lists(
    st.tuples(st.lists(LINES, min_size=1, max_size=9), FRAMES, st.sampled_from(["\n\n", " ", "\r\n"])), max_size=5
)


def made(pile, folder: Path, order: random.Random | None = None):
    """The tables of a case of some texts, and of one that is always there."""
    texts = [frame.format(between.join(lines)) for lines, frame, between in pile]
    texts.append("Choir wins a prize\n\n" + " ".join(SENTENCES[:5]))
    paths = []
    for number, text in enumerate(texts):
        path = folder / f"{number}.txt"
        path.write_bytes(text.replace("\0", "").encode())
        paths.append(path)
    if order:
        order.shuffle(paths)
    case = read(paths, folder / "a.stemma", processes=1)
    return {name: case.table(name) for name in schema.SCHEMAS}


def test_the_demo_holds_together(demo_case):
    assert problems({name: demo_case.table(name) for name in schema.SCHEMAS}) == []


@settings(max_examples=6)
@given(REPORTS)
def test_made_up_piles_hold_together(pile):
    with TemporaryDirectory() as place:
        assert problems(made(pile, Path(place))) == []


@settings(max_examples=3)
@given(REPORTS, st.randoms(use_true_random=False))
def test_the_order_of_the_files_changes_no_table(pile, order):
    with TemporaryDirectory() as one, TemporaryDirectory() as other:
        first, second = made(pile, Path(one)), made(pile, Path(other), order)
    assert [name for name in first if not first[name].equals(second[name])] == []
