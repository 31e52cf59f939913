"""The network that reads two masked sentences: what it goes by, and that the work is done without it too."""

import os
import shutil
import subprocess
import sys
from itertools import combinations
from pathlib import Path

import pytest

import stemma
from stemma.reckon.same_thing import Masked, has_network, pair_pieces, read_pairs

NETWORK = pytest.mark.skipif(not has_network(), reason="the network's file is not in this checkout")


def masked(text: str, value: str, before: str = "") -> Masked:
    at = text.index(value)
    return Masked(before, text, at, at + len(value))


ABOARD = masked("The ferry had 212 passengers on board when it struck the quay.", "212")
CARRIED = masked("In all 221 people were aboard the boat as she hit the wall.", "221")
OLD = masked("She was built 31 years ago at a yard in Velora.", "31")


@NETWORK
def test_which_comes_first_and_what_is_read_beside_make_no_difference():
    pairs = list(combinations([ABOARD, CARRIED, OLD], 2))
    together = read_pairs(pairs)
    assert together == [read_pairs([(other, one)])[0] for one, other in pairs]


@NETWORK
def test_the_value_itself_is_not_read():
    other = masked("The ferry had 40,000 passengers on board when it struck the quay.", "40,000")
    assert read_pairs([(ABOARD, CARRIED)]) == read_pairs([(other, CARRIED)])


@NETWORK
def test_what_is_said_in_other_words_is_likelier_one_thing_than_what_is_said_of_another():
    one, another = read_pairs([(ABOARD, CARRIED), (ABOARD, OLD)])
    assert one > another


@pytest.mark.parametrize(
    "odd",
    [
        Masked("", "12", 0, 2),
        Masked("", "", 0, 0),
        Masked("A line before.", "word " * 400 + "12 boats", 2000, 2002),
        Masked("word " * 400, "…" * 90 + "12", 90, 92),
    ],
)
def test_odd_sentences_are_read(odd):
    pair = pair_pieces(odd, ABOARD)
    assert len(pair.ids) == len(pair.sides) < 200
    assert 0 < pair.masks[0] < pair.masks[1] < len(pair.ids)


def test_without_the_network_the_signs_alone_say_what_is_one_thing(tmp_path: Path):
    package = tmp_path / "stemma"
    shutil.copytree(
        Path(stemma.__file__).parent, package, ignore=shutil.ignore_patterns("same_thing.onnx", "__pycache__")
    )
    script = (
        "import stemma\n"
        "from stemma.reckon.same_thing import has_network\n"
        "reports = [\n"
        "    {'id': 'a', 'text': 'The ferry had 212 passengers on board when it struck the quay at Orvel on Monday.'},\n"
        "    {'id': 'b', 'text': 'The ferry had 221 passengers on board when it struck the quay at Orvel on Monday.'},\n"
        "]\n"
        "found = stemma.find_differences(reports).to_pylist()\n"
        "print(has_network(), [sorted(side['value'] for side in row['sides']) for row in found])\n"
    )
    path = os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", "")])
    made = subprocess.run(
        [sys.executable, "-c", script],
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    assert made.returncode == 0, made.stderr
    assert made.stdout.strip() == "False [['212', '221']]"
