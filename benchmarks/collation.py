"""Pairwise token agreement with a text whose copies were aligned by hand (Spencer and others, 2004).

Each column of the table is a witness, each row a place. Every token of a witness is held against every other witness:
it agrees when it has the same partner there as in the table, or none in both. Tokens are put side by side by the
collation's table alone: the n-th words that two witnesses have in one segment.
"""

import csv
from collections.abc import Mapping, Sequence
from itertools import combinations
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

import pyarrow as pa

from stemma.collate import collate
from stemma.collate.tokens import COLLATED

Places = dict[int, int]


class Copy(NamedTuple):
    """One witness: its text, and the row of the table for the token that begins at a code point."""

    text: str
    rows: Places


def read_copies(path: Path) -> dict[str, Copy]:
    """The witnesses of a tab-separated table with a header. Raises FileNotFoundError where it is absent."""
    with path.open(encoding="utf-8", newline="") as opened:
        header, *rows = csv.reader(opened, delimiter="\t")
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
    """The figures for some witnesses, with the seconds that the collation took."""
    texts = {label: copy.text for label, copy in copies.items()}
    began = perf_counter()
    made = collate(texts)
    seconds = perf_counter() - began
    return {**agreement(copies, read_slots(made.table, texts)), "seconds": seconds}


def first_words(copies: Mapping[str, Copy], labels: Sequence[str], count: int) -> dict[str, str]:
    """The first ``count`` tokens of some witnesses."""
    return {label: " ".join(copies[label].text.split()[:count]) for label in labels}


def measure(data: Path) -> dict[str, float]:
    """Agreement over all sixteen copies; seconds for five of them, cut to 400 words; the share of swapped halves aligned."""
    copies = read_copies(data / "parzival" / "parzival-aligned.csv")
    figures = {f"collation_{name}": value for name, value in measure_copies(copies).items()}
    five = first_words(copies, sorted(copies)[:5], 400)
    began = perf_counter()
    collate(five)
    figures["collation_five_texts_seconds"] = perf_counter() - began
    words = next(iter(five.values())).split()
    halves = {"one": " ".join(words), "other": " ".join(words[200:] + words[:200])}
    shared: dict[str, list[int]] = {}
    for row in collate(halves).table.to_pylist():
        shared.setdefault(row["segment_id"], []).append(
            len(COLLATED.findall(halves[row["report_id"]], row["begin"], row["end"]))
        )
    counted = len(COLLATED.findall(halves["one"]))
    figures["collation_swapped_halves"] = sum(counts[0] for counts in shared.values() if len(counts) == 2) / counted
    return figures


if __name__ == "__main__":
    for name, value in measure(Path(__file__).parents[2] / "shared" / "data").items():
        print(f"{name}\t{value:.4f}")
