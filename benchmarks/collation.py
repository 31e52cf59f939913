"""Pairwise token agreement with a text whose copies were aligned by hand (Spencer and others, 2004).

Each column of the table is a witness, each row a place. Every token of a witness is held against every other witness:
it agrees when it has the same partner there as in the table, or none in both. Tokens are put side by side by the
collation's table alone: the n-th words that two witnesses have in one segment.

Beside it the speed: of five texts, in the same run as CollateX where ``collatex`` is installed (otherwise held against
what it is known to take), and of made reports of full length, as alike and as unlike as they come.
"""

import csv
import importlib
import importlib.util
import random
import sys
from collections.abc import Mapping, Sequence
from itertools import combinations
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import NamedTuple

import pyarrow as pa

from stemma.align import align_words
from stemma.collate import collate
from stemma.collate.tokens import COLLATED
from stemma.words import find_words

Places = dict[int, int]
COLLATEX_SECONDS = 12.6  # CollateX 2.3, five reports of 400 words, one core: where it cannot be run beside
LONG = 4000  # words of a long report


class Copy(NamedTuple):
    """One witness: its text, and the row of the table for the token that begins at a code point."""

    text: str
    rows: Places


def read_copies(path: Path) -> dict[str, Copy]:
    """The witnesses of a tab-separated table with a header. Raises FileNotFoundError where it is absent."""
    with path.open(encoding="utf-8", newline="") as opened:
        header, *rows = csv.reader(opened, delimiter="\t", quoting=csv.QUOTE_NONE)
    copies = {}
    for index, label in enumerate(header):
        text, places = "", {}
        for number, row in enumerate(rows):
            if index < len(row) and row[index]:
                places[len(text)] = number
                text += row[index] + " "
        copies[label] = Copy(text, places)
    return copies


def read_slots(table: pa.Table, texts: Mapping[str, str]) -> dict[str, dict[int, tuple[str, int]]]:
    """For each witness and each code point at which a word begins, its segment and how many words go before it there."""
    slots: dict[str, dict[int, tuple[str, int]]] = {label: {} for label in texts}
    for row in table.to_pylist():
        words = COLLATED.finditer(texts[row["report_id"]], row["begin"], row["end"])
        slots[row["report_id"]].update({word.start(): (row["segment_id"], n) for n, word in enumerate(words)})
    return slots


def agreement(copies: Mapping[str, Copy], slots: Mapping[str, Mapping[int, tuple[str, int]]]) -> dict[str, float]:
    """Share of tokens with the right partner (or rightly none), and precision and recall of the pairs found."""
    agree = total = right = found = wanted = 0
    for a, b in combinations(sorted(copies), 2):
        for one, other in ((a, b), (b, a)):
            true = {row: start for start, row in copies[other].rows.items()}
            made = {slot: start for start, slot in slots[other].items() if start in copies[other].rows}
            for start, row in copies[one].rows.items():
                partner = true.get(row)
                slot = slots[one].get(start)
                guess = made.get(slot) if slot is not None else None
                total += 1
                agree += partner == guess
                right += partner is not None and partner == guess
                found += guess is not None
                wanted += partner is not None
    return {
        "agreement": agree / max(total, 1),
        "precision": right / max(found, 1),
        "recall": right / max(wanted, 1),
    }


def measure_copies(copies: Mapping[str, Copy]) -> dict[str, float]:
    """The figures for some witnesses, with the seconds that the collation took (the best of three: the first loads)."""
    texts = {label: copy.text for label, copy in copies.items()}
    taken = []
    for _ in range(3):
        began = perf_counter()
        made = collate(texts)
        taken.append(perf_counter() - began)
    return {**agreement(copies, read_slots(made.table, texts)), "seconds": min(taken)}


def first_words(copies: Mapping[str, Copy], labels: Sequence[str], count: int) -> dict[str, str]:
    """The first ``count`` tokens of some witnesses."""
    return {label: " ".join(copies[label].text.split()[:count]) for label in labels}


def words_aligned(texts: Mapping[str, str]) -> int:
    """How many words of two texts lie side by side, a word of the one with a word of the other."""
    shared: dict[str, list[int]] = {}
    for row in collate(texts).table.to_pylist():
        words = COLLATED.findall(texts[row["report_id"]], row["begin"], row["end"])
        shared.setdefault(row["segment_id"], []).append(len(words))
    return sum(counts[0] for counts in shared.values() if len(counts) == 2)


def collatex_seconds(texts: Mapping[str, str]) -> float | None:
    """How long CollateX takes for the texts, to its table; None where it is not installed."""
    if importlib.util.find_spec("collatex") is None:
        return None
    other = importlib.import_module("collatex")
    asked = other.Collation()
    for label, text in sorted(texts.items()):
        asked.add_plain_witness(label, text)
    began = perf_counter()
    other.collate(asked, output="json", segmentation=False)
    return perf_counter() - began


def versus_collatex(texts: Mapping[str, str]) -> dict[str, float]:
    """Our seconds (the median of five) and how many times as long CollateX takes."""
    taken = []
    for _ in range(5):
        began = perf_counter()
        collate(texts)
        taken.append(perf_counter() - began)
    own, theirs = median(taken), collatex_seconds(texts)
    figures = {"collation_five_texts_seconds": own}
    if theirs is None:
        print(f"  CollateX is not installed: held against its known {COLLATEX_SECONDS} s", file=sys.stderr)
        return {**figures, "collation_times_faster_than_known_collatex": COLLATEX_SECONDS / own}
    return {**figures, "collation_times_faster_than_collatex": theirs / own}


def draw(count: int, chance: random.Random) -> list[str]:
    """Made words, as unevenly common as those of a language."""
    return [f"w{int(chance.paretovariate(0.7)) % 9000}" for _ in range(count)]


def alter(words: Sequence[str], share: float, chance: random.Random) -> list[str]:
    """The words, that share of them others."""
    return [draw(1, chance)[0] if chance.random() < share else word for word in words]


def made_pairs(count: int) -> dict[str, tuple[list[str], list[str]]]:
    """Pairs of made texts, from copies to strangers."""
    chance = random.Random(41)
    one, half = draw(count, chance), count // 2
    letters = [[chance.choice("xyz") for _ in range(count)] for _ in range(2)]
    return {
        "copies": (one, alter(one, 0.02, chance)),
        "altered": (one, alter(one, 0.15, chance)),
        "rewritten": (one, alter(one, 0.5, chance)),
        "swapped halves": (one, one[half:] + one[:half]),
        "reversed": (one, one[::-1]),
        "strangers": (one, draw(count, chance)),
        "no word in common": (one, [f"other{number}" for number in range(count)]),
        "three words": (letters[0], letters[1]),
    }


def fastest(pairs: Mapping[str, tuple[Sequence[str], Sequence[str]]]) -> dict[str, float]:
    """Milliseconds to align each pair of texts, the best of five."""
    made = {}
    for name, (one, other) in pairs.items():
        a, b = (find_words(" ".join(words)).number.tolist() for words in (one, other))
        taken = []
        for _ in range(5):
            began = perf_counter()
            align_words(a, b)
            taken.append(perf_counter() - began)
        made[name] = 1000 * min(taken)
    return made


def measure_long() -> dict[str, float]:
    """Of long made reports: the worst pair to align, the worst pair to collate, and ten of a quarter of the length."""
    pairs = made_pairs(LONG)
    taken = []
    for one, other in pairs.values():
        began = perf_counter()
        collate({"one": " ".join(one), "other": " ".join(other)})
        taken.append(perf_counter() - began)
    chance = random.Random(43)
    short = draw(LONG // 4, chance)
    ten = {str(number): " ".join(alter(short, 0.05, chance)) for number in range(10)}
    began = perf_counter()
    collate(ten)
    return {
        "align_worst_milliseconds": max(fastest(pairs).values()),
        "collation_two_long_worst_seconds": max(taken),
        "collation_ten_seconds": perf_counter() - began,
    }


def measure(data: Path) -> dict[str, float]:
    """Agreement over all sixteen copies; speed on five of them, cut to 400 words; words aligned of two swapped halves."""
    copies = read_copies(data / "parzival" / "parzival-aligned.csv")
    figures = {f"collation_{name}": value for name, value in measure_copies(copies).items()}
    five = first_words(copies, sorted(copies)[:5], 400)
    words = [word for word in copies[min(copies)].text.split() if COLLATED.search(word)][:400]
    halves = {"one": " ".join(words), "other": " ".join(words[200:] + words[:200])}
    aligned = words_aligned(halves)
    return {
        **figures,
        **versus_collatex(five),
        "collation_swapped_words": aligned,
        "collation_swapped_halves": aligned / len(COLLATED.findall(halves["one"])),
        **measure_long(),
    }


if __name__ == "__main__":
    for name, value in measure(Path(__file__).parents[2] / "shared" / "data").items():
        print(f"{name}\t{value:.4f}")
