"""Which speakers may be one source: the same entity, or a body and the person who speaks for it."""

import itertools
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

# A body and its spokesman stand together: within this many code points of the source or of one another.
TOGETHER = 60


class Link(NamedTuple):
    """Two entities that one chain names side by side, the body before the one who speaks for it."""

    body: str
    person: str


def find_links(
    attributions: Mapping[str, Mapping[str, Any]], chains: Iterable[Mapping[str, Any]]
) -> dict[str, frozenset[Link]]:
    """For each attribution: the body and person that its chain names side by side in the source itself.

    An outlet or agency that only passes the words on stands elsewhere in the text and makes no link.
    """
    by_attribution: dict[str, list[Mapping[str, Any]]] = {}
    for row in chains:
        if row["entity_id"] is not None:
            by_attribution.setdefault(row["attribution_id"], []).append(row)
    links: dict[str, frozenset[Link]] = {}
    for attribution_id, rows in by_attribution.items():
        if attribution_id not in attributions:
            continue
        source = attributions[attribution_id]["source"] or ()
        rows.sort(key=lambda row: row["position"])
        found = set()
        for body, person in itertools.pairwise(rows):
            if body["entity_id"] != person["entity_id"] and _together(body, person, source):
                found.add(Link(body["entity_id"], person["entity_id"]))
        if found:
            links[attribution_id] = frozenset(found)
    return links


def _together(body: Mapping[str, Any], person: Mapping[str, Any], source: Sequence[Mapping[str, int]]) -> bool:
    places: list[tuple[int, int]] = [(row["begin"], row["end"]) for row in (body, person) if row["begin"] is not None]
    if len(places) < 2:
        return False
    if any(s["begin"] <= b and e <= s["end"] for s in source for b, e in places[:1]):
        return True
    (_a_begin, a_end), (b_begin, _b_end) = sorted(places)
    return b_begin - a_end <= TOGETHER


def make_compatible(links: Iterable[Link]) -> Callable[[str | None, str | None], bool]:
    """Whether two speakers may be one source; an unknown one may be anybody."""
    pairs = {frozenset(link) for link in links}

    def compatible(one: str | None, other: str | None) -> bool:
        return one is None or other is None or one == other or frozenset((one, other)) in pairs

    return compatible


def count_sources(speakers: Iterable[str], links: Iterable[Link]) -> int:
    """How many sources ``speakers`` are, a body and whoever speaks for it being one."""
    parent = {speaker: speaker for speaker in speakers}

    def root(speaker: str) -> str:
        while parent[speaker] != speaker:
            speaker = parent[speaker]
        return speaker

    for link in sorted(links):
        if link.body in parent and link.person in parent:
            one, other = sorted((root(link.body), root(link.person)))
            parent[other] = one
    return len({root(speaker) for speaker in parent})


def main_speaker(speakers: Iterable[str | None], links: Iterable[Link]) -> str | None:
    """The one to name: who is named most often, a person before his body, then the first id; None where nobody is."""
    counts = Counter(speaker for speaker in speakers if speaker is not None)
    persons = {link.person for link in links}
    ranked = sorted(counts, key=lambda speaker: (speaker not in persons, -counts[speaker], speaker))
    return ranked[0] if ranked else None
