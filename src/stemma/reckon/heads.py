"""What a headline says, and where in its report that comes from: a desk writes it over the text that it has."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from stemma.reckon.lexicon import FUNCTION, stem, weigh
from stemma.words import WORD

FEWEST = 2  # words that say something, which a headline must have in common with what is said below it

Place = tuple[str, int, int]
"""Report id, begin, end."""


def find_heads(
    attributions: Mapping[str, Mapping[str, Any]], texts: Mapping[str, str], titles: Mapping[str, str | None]
) -> dict[str, Place]:
    """For each attribution in a headline (by id) the place in its report that it sums up.

    That is what the report has somebody say in most of the headline's words, the first of equals; where nobody says it,
    all of the report below the headline.
    """
    by_report: dict[str, list[str]] = {}
    for attribution_id, row in attributions.items():
        by_report.setdefault(row["report_id"], []).append(attribution_id)
    found: dict[str, Place] = {}
    for report_id, ids in by_report.items():
        text = texts.get(report_id, "")
        printed = _printed(titles.get(report_id), text)
        if not printed:
            continue
        reach = {one: _reach(attributions[one]) for one in ids}
        heading = {one for one in ids if any(b <= reach[one][0] and reach[one][1] <= e for b, e in printed)}
        if not heading:
            continue
        below = [(_said(attributions[one], text), reach[one]) for one in ids if one not in heading]
        rest = (report_id, max(end for _, end in printed), len(text))
        for one in heading:
            words = _said(attributions[one], text)
            shared = [(len(words & said), -begin, -end) for said, (begin, end) in below]
            most, begin, end = max(shared, default=(0, 0, 0))
            found[one] = (report_id, -begin, -end) if most >= FEWEST else rest
    return found


def _printed(title: str | None, text: str) -> list[tuple[int, int]]:
    """Where a headline stands in its report's text."""
    words = (title or "").split()
    return [m.span() for m in re.finditer(r"\s+".join(map(re.escape, words)), text)] if words else []


def _reach(row: Mapping[str, Any]) -> tuple[int, int]:
    spans = row["content"] or row["cue"] or row["source"] or [{"begin": 0, "end": 0}]
    return min(span["begin"] for span in spans), max(span["end"] for span in spans)


def _said(row: Mapping[str, Any], text: str) -> frozenset[str]:
    """The words of a content that say something, as stems."""
    return frozenset(_stems(text[span["begin"] : span["end"]] for span in row["content"] or ()))


def _stems(stretches: Iterable[str]) -> Iterable[str]:
    for stretch in stretches:
        for word in WORD.findall(stretch.lower() if stretch.isupper() else stretch):
            if weigh(word) > FUNCTION:
                yield stem(word)
