"""Which speakers may be one source: the same entity, or a body and the person who speaks for it."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from itertools import pairwise
from typing import Any, NamedTuple

from stemma.reckon.lexicon import TITLES
from stemma.reckon.units import Mentions
from stemma.words import WORD, fold

# A body stands beside the one who speaks for it, within this many code points and the sentence: "Ida Moor, head of the
# harbour office". An agency that quotes somebody has a verb between.
BESIDE = 80
_BETWEEN = re.compile(
    r"[.!?]\s|\b(?:sa(?:y|ys|id|ying)|tell|tells|told|quot(?:e|es|ed|ing)|cit(?:e|es|ed|ing)|report(?:s|ed|ing)?|according"
    r"|ask(?:s|ed)?|add(?:s|ed)?|interview(?:ed|s)?)\b",
    re.IGNORECASE,
)


class Link(NamedTuple):
    """A body and the person who speaks for it (entity ids)."""

    body: str
    person: str


def find_links(
    attributions: Mapping[str, Mapping[str, Any]],
    chains: Iterable[Mapping[str, Any]],
    texts: Mapping[str, str],
    mentions: Mentions,
) -> dict[str, frozenset[Link]]:
    """For each attribution the bodies that its chain names right before the speaker, where the text sets them side by side.

    An outlet or agency that only passes the words on stands in the chain too, but not beside the speaker.
    """
    by_attribution: dict[str, list[Mapping[str, Any]]] = {}
    for row in chains:
        if row["entity_id"] is not None and row["begin"] is not None and row["attribution_id"] in attributions:
            by_attribution.setdefault(row["attribution_id"], []).append(row)
    links: dict[str, frozenset[Link]] = {}
    for attribution_id, rows in by_attribution.items():
        report_id = attributions[attribution_id]["report_id"]
        rows.sort(key=lambda row: row["position"])
        found = {
            Link(body["entity_id"], person["entity_id"])
            for body, person in pairwise(rows)
            if body["entity_id"] != person["entity_id"]
            and _beside(body["begin"], body["end"], person, texts[report_id], mentions.get(report_id, ((), (), ())))
        }
        if found:
            links[attribution_id] = frozenset(found)
    return links


def _beside(
    begin: int,
    end: int,
    person: Mapping[str, Any],
    text: str,
    named: tuple[tuple[int, ...], tuple[int, ...], tuple[str, ...]],
) -> bool:
    """Whether the person is named beside ``text[begin:end]``: where his words are, or anywhere else in the report."""
    places = [(person["begin"], person["end"])]
    at = bisect_left(named[0], begin - 3 * BESIDE)
    while at < len(named[0]) and named[0][at] <= end + BESIDE:
        if named[2][at] == person["entity_id"]:
            places.append((named[0][at], named[1][at]))
        at += 1
    for other_begin, other_end in places:
        gap = text[min(end, other_end) : max(begin, other_begin)]
        if len(gap) <= BESIDE and not _BETWEEN.search(gap):
            return True
    return False


Compatible = Callable[[str | None, str | None], float]
"""How surely two speakers may be one source: 1 they are, 0.5 they may be, 0 they are not."""


def make_compatible(links: Iterable[Link], names: Mapping[str, str]) -> Compatible:
    """Whether two speakers may be one source. An unknown one may be anybody, "Moor" may be "Ida Moor"."""
    pairs = {frozenset(link) for link in links}
    words = {
        entity: frozenset(fold(w).removesuffix("'s") for w in WORD.findall(name)) - TITLES
        for entity, name in names.items()
    }

    def compatible(one: str | None, other: str | None) -> float:
        if one is None or other is None:
            return 0.5
        if one == other or frozenset((one, other)) in pairs:
            return 1.0
        first, second = words.get(one), words.get(other)
        return 0.5 if first and second and (first <= second or second <= first) else 0.0

    return compatible


def main_speaker(speakers: Iterable[str | None], links: Iterable[Link]) -> str | None:
    """The one to name: a person before his body, who is named most often, then the first id; None where nobody is."""
    counts = Counter(speaker for speaker in speakers if speaker is not None)
    persons = {link.person for link in links}
    ranked = sorted(counts, key=lambda speaker: (speaker not in persons, -counts[speaker], speaker))
    return ranked[0] if ranked else None
