"""Altered quotations: pairs of quotations of the same words in two reports, against labels made by hand.

The labels stand in ``hand/quotations``, whose README says how the pairs were drawn and what was labelled. Of the two
halves ``open`` is what is developed against; ``sealed`` is scored only when asked for: --half sealed.
"""

import argparse
import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.attributions import WORD, spans_of, words_in
from benchmarks.claims import Part, Quotes, read_rows
from benchmarks.replies import read_known
from stemma.model import Claims
from stemma.reckon import find_claims

FOLDER = Path(__file__).with_name("hand") / "quotations"
HALVES = ("open", "sealed")
MORE = "more"  # pairs of g5w1h reports, developed against too
KINDS = ("name", "sense", "cut", "spelling")

LEAST_WORDS = 5  # of a quotation
RUN, LEAST_SHARED = (
    4,
    0.6,
)  # a pair shares a run of so many words, or this share of the different words of the one with fewer,
TIMES_LONGER = 3  # the longer one then being less than so many times the shorter
MOST_OF_FAMILY = 5  # altered pairs of quotations of one saying in a half; of those that are not as many again

_WORD = re.compile(r"\w+(?:['’]\w+)*")

Row = dict[str, Any]
Place = tuple[str, int, int]  # a report's id, and where its quotation begins and ends, marks included


class Pair(NamedTuple):
    """Two quotations, the one of the lesser report id first."""

    one: Place
    other: Place


class Labelled(NamedTuple):
    """A pair as labelled: whether the words that both quote differ, and how."""

    pair: Pair
    altered: bool
    how: str | None
    marked: bool


def quotations(text: str) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """Every quotation of a text within a line, as begin, end and its words, small letters without apostrophes."""
    for line in re.finditer(r"[^\n]+", text):
        at = line.start()
        while at < line.end():
            if text[at] in '“"':
                closing = next((n for n in range(at + 1, line.end()) if text[n] in '”"'), line.end() - 1)
                yield at, closing + 1, plain(text[at : closing + 1])
                at = closing
            at += 1


def plain(text: str) -> tuple[str, ...]:
    """Words without case, punctuation and apostrophes."""
    return tuple(word.lower().replace("'", "").replace("’", "") for word in _WORD.findall(text))


def candidates(rows: Iterable[Mapping[str, Any]], known: Iterable[str]) -> list[Pair]:
    """The pairs to be judged, in the order in which they are drawn, by the rule of the README.

    Of every two texts the pair of two reports with the least SHA-256, and of every text that stands in two reports too.
    ``known`` are the reports that were labelled before.
    """
    known = set(known)
    places: dict[tuple[str, ...], list[Place]] = {}
    for row in rows:
        if row["id"] not in known:
            for begin, end, words in quotations(row["text"]):
                if len(words) >= LEAST_WORDS:
                    places.setdefault(words, []).append((row["id"], begin, end))
    texts = sorted(places)
    drawn = []
    for a, b in {*_alike(texts), *((n, n) for n in range(len(texts)))}:
        pairs = [
            (_hash(pair), pair)
            for x in places[texts[a]]
            for y in places[texts[b]]
            if x[0] != y[0]
            for pair in [Pair(min(x, y), max(x, y))]
        ]
        if pairs:
            drawn.append(min(pairs))
    return [pair for _, pair in sorted(drawn)]


def _hash(pair: Pair) -> str:
    (one, at, _), (other, there, _) = pair
    return hashlib.sha256(f"quotations:{one}:{other}:{at}:{there}".encode()).hexdigest()


def _alike(texts: Sequence[tuple[str, ...]]) -> set[tuple[int, int]]:
    """The pairs of different texts that share a run of words, or most of the shorter one's words."""
    runs: dict[tuple[str, ...], list[int]] = {}
    for n, words in enumerate(texts):
        for run in sorted({words[at : at + RUN] for at in range(len(words) - RUN + 1)}):
            runs.setdefault(run, []).append(n)
    found = {pair for members in runs.values() for pair in combinations(members, 2)}
    sets = [frozenset(words) for words in texts]
    for a, b in combinations(range(len(texts)), 2):
        if len(sets[a] & sets[b]) >= LEAST_SHARED * min(len(sets[a]), len(sets[b])):
            shorter, longer = sorted((len(texts[a]), len(texts[b])))
            if longer < TIMES_LONGER * shorter:
                found.add((a, b))
    return found


def read_labels(half: str, folder: Path = FOLDER) -> Row:
    """The labels of a half as they stand in its file. Raises FileNotFoundError where it is absent."""
    labels: Row = json.loads((folder / f"{half}.json").read_text(encoding="utf-8"))
    return labels


def read_half(labels: Row, rows: Iterable[Mapping[str, Any]]) -> tuple[list[Labelled], dict[str, dict[str, str]]]:
    """The pairs, and their reports by id as the library takes them.

    Raises ValueError where a report's text is not the labelled one.
    """
    reports = {}
    for row in rows:
        if row["id"] in labels["reports"]:
            if hashlib.sha256(row["text"].encode("utf-8")).hexdigest() != labels["reports"][row["id"]]:
                raise ValueError(f"{row['id']}: not the text that was labelled")
            reports[row["id"]] = {name: row[name] for name in ("id", "outlet", "text")}
    pairs = [
        Labelled(Pair(_place(row["one"]), _place(row["other"])), row["altered"], row["how"], row["marked"])
        for row in labels["pairs"]
    ]
    return pairs, reports


def _place(given: Sequence[Any]) -> Place:
    return str(given[0]), int(given[1]), int(given[2])


class Judged(NamedTuple):
    """What the claims of two reports say of a pair: both quotations in one claim, and their words told to differ."""

    joined: bool
    differ: bool


def judge(pair: Pair, reports: Sequence[Mapping[str, str]], found: Claims) -> Judged:
    """What ``wordings`` tells of the two quotations: of the words inside them alone, not of what stands around them."""
    part = Part([dict(report) for report in reports], {}, [], {})
    quotes = Quotes(part, found)
    sides: list[list[str]] = []
    for report, begin, end in pair:
        starts = [match.start() for match in WORD.finditer(quotes.texts[report])]
        inside = words_in(starts, [(begin, end)])
        rows = [row for row in quotes.rows.values() if row["report_id"] == report]
        sides.append(
            sorted(row["attribution_id"] for row in rows if inside & words_in(starts, spans_of(row["content"])))
        )
        for one in sides[-1]:
            quotes.rows[one] = quotes.rows[one] | {"content": [{"begin": begin, "end": end}]}
    claims = [[quotes.claims.get(one, set()) for one in side] for side in sides]
    return Judged(
        any(a & b for a in claims[0] for b in claims[1]),
        any(quotes.differ(a, b) for a in sides[0] for b in sides[1]),
    )


def score(pairs: Sequence[Labelled], judged: Sequence[Judged]) -> dict[str, float]:
    """The figures of a half, as shares of 1, and the counts.

    ``joined`` is the share of pairs that stand in one claim; recall is also told by ``how`` and for what is ``marked``.
    """
    both = list(zip(pairs, judged, strict=True))
    told, true = sum(j.differ for j in judged), sum(p.altered for p in pairs)
    right = sum(j.differ and p.altered for p, j in both)
    precision, recall = right / max(1, told), right / max(1, true)
    figures: dict[str, float] = {
        "precision": precision,
        "recall": recall,
        "f1": 2 * precision * recall / (precision + recall) if right else 0.0,
        "joined": sum(j.joined for j in judged) / max(1, len(pairs)),
    }
    for kind in KINDS:
        figures[f"{kind}_recall"] = _share(j.differ for p, j in both if p.how == kind)
    figures["marked_recall"] = _share(j.differ for p, j in both if p.altered and p.marked)
    figures["unmarked_recall"] = _share(j.differ for p, j in both if p.altered and not p.marked)
    return {name: round(value, 4) for name, value in figures.items()} | {
        "told": told,
        "altered": true,
        "pairs": len(pairs),
    }


def _share(found: Iterable[bool]) -> float:
    values = list(found)
    return sum(values) / max(1, len(values))


def known_reports() -> set[str]:
    """The Helsinki reports that other labels of the project are on, those of replies apart."""
    return {one for name, one in read_known() if name == "helsinki"}


def read_more(data: Path) -> list[Row]:
    """The g5w1h rows. Raises FileNotFoundError where they are absent."""
    with (data / "stories" / "g5w1h.jsonl").open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def measure(data: Path, half: str = "open", find: Callable[..., Claims] = find_claims) -> dict[str, float]:
    """The figures of a half (or of ``MORE``), the two reports of every pair by themselves.

    Raises FileNotFoundError where its labels or the reports are absent.
    """
    rows = read_more(data) if half == MORE else read_rows(data)
    pairs, reports = read_half(read_labels(half), rows)
    judged, done = [], {}
    for one in pairs:
        ids = one.pair.one[0], one.pair.other[0]
        both = [reports[report] for report in ids]
        if ids not in done:
            done[ids] = find(both)
        judged.append(judge(one.pair, both, done[ids]))
    return score(pairs, judged)


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("data", type=Path, nargs="?", default=Path("../shared/data"))
    options.add_argument("--half", choices=(*HALVES, MORE), default="open")
    asked = options.parse_args()
    print(json.dumps(measure(asked.data, asked.half), indent=1))
