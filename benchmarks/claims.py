"""Claims over reports, replies and altered quotations, against labels made by hand on three parts of the Helsinki reports.

The labels stand in ``hand/claims``, whose README says how the reports were drawn and what was labelled. Attributions
are paired one to one with labelled ones by the Jaccard overlap of their contents' words (Hungarian, at least .5).
"""

import argparse
import hashlib
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from scipy.optimize import linear_sum_assignment

from benchmarks.attributions import WORD, spans_of, words_in
from stemma import schema
from stemma.attribute.tables import attribution_row, kind_of
from stemma.model import Attribution, Claims, Quotation, Span
from stemma.reckon import find_claims
from stemma.reports import as_reports
from stemma.segment import find_quotations, segment

FOLDER = Path(__file__).with_name("hand") / "claims"
DAYS = {"before": "2018-07-15", "after": "2018-07-16"}
LEAST_WORDS, MOST_WORDS = 150, 900
SEEDS, NEAREST = 4, 2  # reports that a part is drawn from, and how many of their kin are taken with each
GRAM, LEAST_GRAMS = 5, 20  # words in a row, and how many such runs two others must share with a seed
# The same of the part ``more``, and the share of the shorter one's runs from which two reports are near copies: of those of
# the other parts, and of one another and of what other labels hold out.
MORE, MORE_LEAST_WORDS, MORE_LEAST_GRAMS = "more", 300, 10
NEAR_COPY, HALF_COPY = 0.2, 0.5
PARTS = (*DAYS, MORE)
DEVELOPMENT = ("before", MORE)  # what is measured by hand unless another part is named
HELD_OUT = ("attributions/sealed", "differences/sealed", "replies/sealed", "replies/aside", "replies/held")

Row = dict[str, Any]
Place = tuple[str, int]  # a report's id and the number of one of its labelled attributions


class Part(NamedTuple):
    """A labelled part: its reports as the library takes them, the labels by their place, replies and pairs."""

    reports: list[dict[str, str]]
    gold: dict[Place, Row]
    replies: list[tuple[int, Place, str]]  # claim answered, who replies, kind
    pairs: dict[tuple[Place, Place], bool]  # whether the words that both quote differ


def draw(rows: Iterable[Mapping[str, Any]], day: str) -> list[str]:
    """The ids of the twelve reports of a part, drawn from rows with id, seen and text by the rule of the README."""
    left = [r for r in rows if r["seen"].startswith(day) and LEAST_WORDS <= len(WORD.findall(r["text"])) <= MOST_WORDS]
    left.sort(key=lambda row: hashlib.sha256(f"claims:{row['id']}".encode()).hexdigest())
    grams = {row["id"]: _grams(row["text"]) for row in left}
    drawn: list[str] = []
    for seed in list(left):
        if len(drawn) == SEEDS * (NEAREST + 1):
            break
        if seed not in left:
            continue
        taken, rest = [seed], [row for row in left if row["text"] != seed["text"]]
        while len(taken) <= NEAREST and rest:
            near = max(rest, key=lambda row: len(grams[row["id"]] & grams[seed["id"]]))
            taken.append(near)
            rest = [row for row in rest if row["text"] != near["text"]]
        if all(len(grams[row["id"]] & grams[seed["id"]]) >= LEAST_GRAMS for row in taken):
            drawn.extend(row["id"] for row in taken)
            left = rest
    return drawn


def draw_more(
    rows: Iterable[Mapping[str, Any]], apart: Iterable[str], held: Iterable[str], quoted: Iterable[str]
) -> list[str]:
    """The ids of the reports of ``more``: reports of both days that share passages with one another and are no copies.

    ``apart`` are the ids of the other parts, ``held`` those of reports that other labels hold out, ``quoted`` those of
    which only quotations are held out, so that they alone are passed over.
    """
    listed = list(rows)
    grams = {row["id"]: _grams(row["text"]) for row in listed}
    near, far, unseen = set(apart), set(held) & grams.keys(), set(quoted)

    def shared(one: str, other: str) -> float:
        return len(grams[one] & grams[other]) / max(1, min(len(grams[one]), len(grams[other])))

    left = [
        row["id"] for row in listed
        if MORE_LEAST_WORDS <= len(WORD.findall(row["text"])) <= MOST_WORDS
        and row["id"] not in near | far | unseen
        and all(shared(row["id"], other) < NEAR_COPY for other in near)
        and all(shared(row["id"], other) < HALF_COPY for other in far)
    ]  # fmt: skip
    left.sort(key=lambda name: hashlib.sha256(f"claims:{name}".encode()).hexdigest())
    drawn: list[str] = []
    for seed in left:
        taken = [seed]
        while len(taken) <= NEAREST:
            free = [one for one in left if all(shared(one, other) < HALF_COPY for other in (*drawn, *taken))]
            kin = max(free, key=lambda one: len(grams[one] & grams[seed]), default=None)
            if kin is None or len(grams[kin] & grams[seed]) < MORE_LEAST_GRAMS:
                break
            taken.append(kin)
        if len(taken) > NEAREST and all(shared(seed, other) < HALF_COPY for other in drawn):
            drawn += taken
    with_one = [one for one in left if any(len(grams[one] & grams[other]) >= MORE_LEAST_GRAMS for other in drawn)]
    return drawn + [one for one in with_one if all(shared(one, other) < HALF_COPY for other in drawn)]


def read_held(folder: Path = FOLDER.parent) -> tuple[set[str], set[str]]:
    """The ids of the Helsinki reports that other labels hold out, and of those of which they hold out quotations."""
    held: set[str] = set()
    for name in HELD_OUT:
        for line in (folder / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            if row.get("set") == "helsinki":
                held |= {row["id"]} if "id" in row else {report["id"] for report in row["reports"]}
    return held, set(json.loads((folder / "quotations" / "sealed.json").read_text(encoding="utf-8"))["reports"])


def _grams(text: str) -> set[tuple[str, ...]]:
    words = [word.lower() for word in WORD.findall(text)]
    return set(zip(*(words[n:] for n in range(GRAM)), strict=False))


def read_rows(data: Path) -> list[Row]:
    """The Helsinki rows. Raises FileNotFoundError where they are absent."""
    with (data / "helsinki" / "articles.jsonl").open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def read_labels(name: str, folder: Path = FOLDER) -> Row:
    """The labels of a part as they stand in its file."""
    labels: Row = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
    return labels


def read_part(labels: Row, rows: Iterable[Mapping[str, Any]]) -> Part:
    """The labels together with the reports. Raises ValueError where a report's text is not the labelled one."""
    texts = {row["id"]: row for row in rows}
    reports = []
    gold: dict[Place, Row] = {}
    for labelled in labels["reports"]:
        row = texts[labelled["id"]]
        if hashlib.sha256(row["text"].encode()).hexdigest() != labelled["sha256"]:
            raise ValueError(f"the text of report {row['id']} is not the one that was labelled")
        reports.append({name: row[name] for name in ("id", "outlet", "text")})
        gold |= {(row["id"], n): one for n, one in enumerate(labelled["attributions"])}
    return Part(
        reports,
        gold,
        [(claim, _place(place), kind) for claim, place, kind in labels["replies"]],
        {(_place(one), _place(other)): altered for one, other, altered, *_ in labels["quotations"]},
    )


def _place(pair: Sequence[Any]) -> Place:
    return str(pair[0]), int(pair[1])


def labelled_attributions(part: Part) -> list[Row]:
    """The labels as rows of ``attributions``, in the order of ``part.gold``, so that claims can be found on them alone."""
    texts = {report["id"]: report["text"] for report in part.reports}
    segments = {report.id: segment(report) for report in as_reports(part.reports)}
    rows = []
    for (report, _), one in part.gold.items():
        source, cue, content = (
            tuple(Span(*span) for span in sorted(spans_of(one[name]))) for name in ("source", "cue", "content")
        )
        kind = kind_of(texts[report], segments[report], content)
        rows.append(attribution_row(report, Attribution(kind, source, cue, content, 1.0)))
    return rows


def pair_up(part: Part, attributions: Iterable[Mapping[str, Any]]) -> dict[Place, str]:
    """The attribution id that each labelled attribution is paired with, where there is one."""
    made: dict[str, list[Mapping[str, Any]]] = {}
    for row in attributions:
        made.setdefault(row["report_id"], []).append(row)
    paired: dict[Place, str] = {}
    for report in part.reports:
        starts = [match.start() for match in WORD.finditer(report["text"])]
        places = [place for place in part.gold if place[0] == report["id"]]
        rows = sorted(made.get(report["id"], []), key=lambda row: str(row["attribution_id"]))
        wanted = [words_in(starts, spans_of(part.gold[place]["content"])) for place in places]
        found = [words_in(starts, spans_of(row["content"])) for row in rows]
        overlap = np.array([[len(a & b) / max(1, len(a | b)) for b in found] for a in wanted]).reshape(
            len(places), len(rows)
        )
        for i, j in zip(*linear_sum_assignment(-overlap), strict=True):
            if overlap[i, j] >= 0.5:
                paired[places[i]] = rows[j]["attribution_id"]
    return paired


def score(part: Part, found: Claims) -> dict[str, float]:
    """The figures of one part, as shares of 1, and the counts."""
    claims_of: dict[str, set[str]] = {}
    for row in found.claim_attributions.to_pylist():
        claims_of.setdefault(row["attribution_id"], set()).add(row["claim_id"])
    paired = pair_up(part, found.attributions.to_pylist())
    carried = {place: claims_of.get(one, {one}) for place, one in paired.items()}
    labels = {place: row["claim"] for place, row in part.gold.items()}
    asked = [place for place, row in part.gold.items() if place in paired or not row["nested"]]
    precision, recall = b_cubed_over(carried, {place: labels[place] for place in carried})
    _, recall_of_all = b_cubed_over(carried, {place: labels[place] for place in asked})
    figures = {
        "precision": precision, "recall": recall, "f1": _f1(precision, recall),
        "recall_of_all": recall_of_all, "f1_of_all": _f1(precision, recall_of_all),
        "attributions_found": len(paired) / max(1, len(asked)),
    }  # fmt: skip
    figures |= _named("replies", *_count_replies(part, found, paired, carried, labels))
    quotes = Quotes(part, found)
    told = {pair for pair in part.pairs if all(p in paired for p in pair) and quotes.differ(*(paired[p] for p in pair))}
    true = {pair for pair, altered in part.pairs.items() if altered}
    figures |= _named("altered", len(told & true), len(told), len(true))
    return {name: round(value, 4) for name, value in figures.items()} | {
        "attributions_predicted": found.attributions.num_rows,
        "claims_predicted": found.claims.num_rows,
        "replies_predicted": found.replies.num_rows,
    }


def b_cubed_over(made: Mapping[Place, set[str]], gold: Mapping[Place, int]) -> tuple[float, float]:
    """B-cubed precision and recall; an attribution that stands in several claims stands with the members of each.

    What is in ``gold`` and not in ``made`` was missed: its own recall is 0, and it stands with nothing.
    """
    mates: dict[str, set[Place]] = {}
    for place, claims in made.items():
        for claim in claims:
            mates.setdefault(claim, set()).add(place)
    same: dict[int, list[Place]] = {}
    for place, label in gold.items():
        same.setdefault(label, []).append(place)
    precision, recall = [], []
    for place, label in gold.items():
        together = {other for claim in made.get(place, ()) for other in mates[claim] if other in gold}
        if together:
            precision.append(sum(gold[other] == label for other in together) / len(together))
        recall.append(sum(other in together for other in same[label]) / len(same[label]))
    return sum(precision) / max(1, len(precision)), sum(recall) / max(1, len(recall))


def _count_replies(
    part: Part,
    found: Claims,
    paired: Mapping[Place, str],
    carried: Mapping[Place, set[str]],
    labels: Mapping[Place, int],
) -> tuple[int, int, int]:
    """(right, told, labelled): right where the label most frequent in the claim answered is the one labelled."""
    votes: dict[str, Counter[int]] = {}
    for place, claims in carried.items():
        for claim in claims:
            votes.setdefault(claim, Counter())[labels[place]] += 1
    wanted = {(claim, paired[place], kind) for claim, place, kind in part.replies if place in paired}
    right = set()
    for row in found.replies.to_pylist():
        counted = votes.get(row["claim_id"], Counter())
        for label, count in counted.items():
            if count == max(counted.values()):
                right.add((label, row["attribution_id"], row["kind"]))
    return len(right & wanted), found.replies.num_rows, len(part.replies)


class Quotes:
    """What ``wordings`` says of the quoted words of two attributions."""

    def __init__(self, part: Part, found: Claims) -> None:
        self.texts = {report["id"]: report["text"] for report in part.reports}
        self.rows = {row["attribution_id"]: row for row in found.attributions.to_pylist()}
        self.claims: dict[str, set[str]] = {}
        for row in found.claim_attributions.to_pylist():
            self.claims.setdefault(row["attribution_id"], set()).add(row["claim_id"])
        self.told: dict[tuple[str, str], list[Row]] = {}
        for row in found.wordings.to_pylist():
            self.told.setdefault((row["claim_id"], row["attribution_id"]), []).append(row)

    def differ(self, one: str, other: str) -> bool:
        """Whether the words that both quote are told to differ.

        The table holds each attribution of a claim against another; two that are not held against each other differ
        where a difference of the one from a third is not the other's too, though the other quotes that place.
        """
        for claim in sorted(self.claims.get(one, set()) & self.claims.get(other, set())):
            a, b = (self._inside(claim, which) for which in (one, other))
            if any(row["against"] == other for row in a) or any(row["against"] == one for row in b):
                return True
            own = [_words_of(row) for row in a], [_words_of(row) for row in b]
            a = [row for row in a if _words_of(row) not in own[1] and self._covers(other, row)]
            b = [row for row in b if _words_of(row) not in own[0] and self._covers(one, row)]
            if a or b:
                return True
        return False

    def _inside(self, claim: str, attribution: str) -> list[Row]:
        """The differences that lie within the quoted words of both sides: not where one side begins or ends."""
        kept = []
        for row in self.told.get((claim, attribution), []):
            if row["kind"] == "cue" or not _has(self._quoted(row["against"]), _plain(row["against_reading"])):
                continue
            for begin, end in self._stretches(attribution):
                if begin <= row["begin"] and row["end"] <= end:
                    words = [m.span() for m in WORD.finditer(self._text(attribution), begin, end)]
                    first = not any(e <= row["begin"] for _, e in words)
                    last = not any(b >= row["end"] for b, _ in words)
                    if (row["reading"] and row["against_reading"]) or not (first or last):
                        kept.append(row)
        return kept

    def _covers(self, attribution: str, row: Row) -> bool:
        """Whether an attribution quotes the place of a difference: the reference's words there, or those around it."""
        wanted = _plain(row["against_reading"])
        if not wanted:
            text = self._text(row["attribution_id"])
            wanted = _plain(text[: row["begin"]])[-1:] + _plain(text[row["end"] :])[:1]
        return _has(self._quoted(attribution), wanted)

    def _quoted(self, attribution: str) -> list[list[str]]:
        text = self._text(attribution)
        return [_plain(text[begin:end]) for begin, end in self._stretches(attribution)]

    def _stretches(self, attribution: str) -> list[tuple[int, int]]:
        text, spans = self._text(attribution), spans_of(self.rows[attribution]["content"])
        found: list[tuple[int, int]] = []
        for begin, end in spans:
            for line in re.finditer(r"[^\r\n]+", text):
                if line.start() < end and line.end() > begin:
                    found += _within(begin, end, find_quotations(text, line.start(), line.end()))
        if not found:
            # A post is quoted without marks, and may be signed in the next line.
            found = [part for begin, end in spans for part in _within(begin, end, find_quotations(text))]
        return found

    def _text(self, attribution: str) -> str:
        return self.texts[self.rows[attribution]["report_id"]]


def _within(begin: int, end: int, quotations: Iterable[Quotation]) -> list[tuple[int, int]]:
    """What of a span is quoted."""
    parts = [(max(begin, q.begin), min(end, q.end)) for q in quotations if q.depth == 0]
    return [(b, e) for b, e in parts if b < e]


def _plain(text: str) -> list[str]:
    return [word.lower() for word in WORD.findall(text)]


def _words_of(row: Row) -> tuple[list[str], list[str]]:
    return _plain(row["reading"]), _plain(row["against_reading"])


def _has(stretches: Iterable[list[str]], words: list[str]) -> bool:
    """Whether the words stand in a row in one of the stretches; no words stand anywhere."""
    return not words or any(
        stretch[n : n + len(words)] == words for stretch in stretches for n in range(len(stretch) - len(words) + 1)
    )


def _named(name: str, right: int, told: int, true: int) -> dict[str, float]:
    precision, recall = right / max(1, told), right / max(1, true)
    return {f"{name}_precision": precision, f"{name}_recall": recall, f"{name}_f1": _f1(precision, recall)}


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def measure(data: Path, find: Callable[..., Claims] = find_claims, parts: Iterable[str] = PARTS) -> dict[str, float]:
    """The figures of the parts, with the attributions that are found and (``given_``) with those of the labels.

    ``of_all`` counts attributions that were not found as missed, nested ones apart. Raises FileNotFoundError where the
    reports are absent.
    """
    rows = read_rows(data)
    figures: dict[str, float] = {}
    for name in parts:
        part = read_part(read_labels(name), rows)
        given = schema.ordered("attributions", schema.table("attributions", labelled_attributions(part)))
        for prefix, found in (("", find(part.reports)), ("given_", find(part.reports, attributions=given))):
            figures |= {f"{name}_{prefix}{figure}": value for figure, value in score(part, found).items()}
    return figures


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("data", type=Path, nargs="?", default=Path("../shared/data"))
    options.add_argument("--part", choices=PARTS, nargs="+", default=DEVELOPMENT)
    asked_for = options.parse_args()
    print(json.dumps(measure(asked_for.data, parts=asked_for.part), indent=1))
