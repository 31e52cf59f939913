"""Attributions against PolNeAR's dev part, whole reports.

Spans become sets of words; predictions and gold are paired one to one by the Jaccard overlap of their contents
(Hungarian); a pair counts when that is at least .5 and the sources share a word or both have none.
"""

import json
import re
import sys
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from scipy.optimize import linear_sum_assignment

from stemma.attribute import attribute_reports
from stemma.reports import as_report
from stemma.segment import find_quotations
from stemma.settings import AttributeSettings

WORD = re.compile(r"\w+")
KINDS = ("direct", "mixed", "indirect")
Spans = Sequence[tuple[int, int]]


class Triple(NamedTuple):
    """An attribution as sets of word numbers."""

    source: frozenset[int]
    cue: frozenset[int]
    content: frozenset[int]


class Tally(NamedTuple):
    """What a report adds to the figures; ``kinds`` holds (found, gold) for each of ``KINDS``."""

    gold: int
    predicted: int
    right: int
    exact: int
    kinds: tuple[tuple[int, int], ...]


def words_in(starts: Sequence[int], spans: Iterable[tuple[int, int]]) -> frozenset[int]:
    """The numbers of the words that begin inside the spans."""
    return frozenset(i for begin, end in spans for i in range(bisect_left(starts, begin), bisect_left(starts, end)))


def score(
    text: str, gold: Sequence[tuple[Spans, Spans, Spans]], predicted: Sequence[tuple[Spans, Spans, Spans]]
) -> Tally:
    """One report's tally; each attribution is (source, cue, content), each a list of spans."""
    wanted, made = _as_words(text, gold), _as_words(text, predicted)
    quoted = words_in([match.start() for match in WORD.finditer(text)], _quoted(text))
    kinds = [_kind(one.content, quoted) for one in wanted]
    pairs = _pairs(wanted, made)
    right = {i for i, j, overlap in pairs if _counts(wanted[i], made[j], overlap)}
    return Tally(
        len(wanted),
        len(made),
        len(right),
        sum(wanted[i] == made[j] for i, j, _ in pairs),
        tuple((sum(kinds[i] == kind for i in right), kinds.count(kind)) for kind in KINDS),
    )


def pair(
    text: str, gold: Sequence[tuple[Spans, Spans, Spans]], predicted: Sequence[tuple[Spans, Spans, Spans]]
) -> dict[int, int]:
    """Which of ``gold`` are found, and by which of ``predicted``, as places in the two."""
    wanted, made = _as_words(text, gold), _as_words(text, predicted)
    return {i: j for i, j, overlap in _pairs(wanted, made) if _counts(wanted[i], made[j], overlap)}


def _as_words(text: str, attributions: Sequence[tuple[Spans, Spans, Spans]]) -> list[Triple]:
    starts = [match.start() for match in WORD.finditer(text)]
    return [Triple(*(words_in(starts, spans) for spans in one)) for one in attributions]


def _pairs(wanted: Sequence[Triple], made: Sequence[Triple]) -> list[tuple[int, int, float]]:
    """Both paired one to one by their contents, with the overlap of each pair."""
    if not wanted or not made:
        return []
    overlap = np.zeros((len(wanted), len(made)))
    for i, one in enumerate(wanted):
        for j, other in enumerate(made):
            shared = len(one.content & other.content)
            overlap[i, j] = shared / len(one.content | other.content) if shared else 0.0
    return [(int(i), int(j), float(overlap[i, j])) for i, j in zip(*linear_sum_assignment(-overlap), strict=True)]


def _counts(wanted: Triple, made: Triple, overlap: float) -> bool:
    same_source = bool(wanted.source & made.source) or (not wanted.source and not made.source)
    return overlap >= 0.5 and same_source


def _quoted(text: str) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    for line in re.finditer(r"[^\r\n]+", text):
        spans.extend((q.begin, q.end) for q in find_quotations(text, line.start(), line.end()) if q.depth == 0)
    return spans


def _kind(content: frozenset[int], quoted: frozenset[int]) -> str:
    inside = len(content & quoted)
    return "indirect" if not inside else "direct" if inside == len(content) else "mixed"


def summarize(tallies: Iterable[Tally], prefix: str = "") -> dict[str, float]:
    """The figures over reports, as shares of 1."""
    added = list(tallies)
    gold, predicted = sum(t.gold for t in added), sum(t.predicted for t in added)
    right, exact = sum(t.right for t in added), sum(t.exact for t in added)
    figures = {
        f"{prefix}precision": _share(right, predicted),
        f"{prefix}recall": _share(right, gold),
        f"{prefix}f1": _share(2 * right, gold + predicted),
        f"{prefix}exact_f1": _share(2 * exact, gold + predicted),
    }
    for number, kind in enumerate(KINDS):
        found, wanted = (sum(t.kinds[number][k] for t in added) for k in (0, 1))
        figures[f"{prefix}recall_{kind}"] = _share(found, wanted)
    return figures


def _share(part: int, whole: int) -> float:
    return round(part / whole, 4) if whole else 0.0


def spans_of(values: Iterable[Any]) -> list[tuple[int, int]]:
    """Spans given as pairs or as ``{begin, end}``."""
    return [(v["begin"], v["end"]) if isinstance(v, dict) else (v[0], v[1]) for v in values]


def measure(data: Path) -> dict[str, float]:
    """The figures on ``data/polnear/dev.jsonl`` with the default settings, and (``rules_``) by the rules alone.

    Raises FileNotFoundError where the data is absent.
    """
    with (data / "polnear" / "dev.jsonl").open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    reports = [as_report({"id": row["id"], "text": row["text"]}) for row in rows]
    figures: dict[str, float] = {}
    for prefix, settings in (
        ("", AttributeSettings()),
        ("rules_", AttributeSettings(reader="rules")),
    ):
        made: dict[str, list[tuple[Spans, Spans, Spans]]] = {}
        for row in attribute_reports(reports, settings=settings).to_pylist():
            triple = (spans_of(row["source"]), spans_of(row["cue"]), spans_of(row["content"]))
            made.setdefault(row["report_id"], []).append(triple)
        tallies = []
        for row in rows:
            gold = [(spans_of(a["source"]), spans_of(a["cue"]), spans_of(a["content"])) for a in row["attributions"]]
            tallies.append(score(row["text"], gold, made.get(row["id"], [])))
        figures |= summarize(tallies, prefix)
    return figures


if __name__ == "__main__":
    print(json.dumps(measure(Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/data")), indent=1))
