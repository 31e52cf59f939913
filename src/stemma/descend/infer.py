"""From reports and their reuse to the stemma: families, trees, names of lost ancestors, further parents, tables."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa

from stemma.descend.agencies import is_agency, same_name
from stemma.descend.cost import Node, shared_words
from stemma.descend.credits import find_credits
from stemma.descend.grams import Text, read_text
from stemma.descend.link import Link
from stemma.descend.tell import stemma_of
from stemma.descend.tree import NO_PARENT, Family, grow, link_cost, lost_node
from stemma.model import Report, Stemma
from stemma.reports import as_reports
from stemma.settings import DescendSettings

Pair = tuple[int, int]


def infer_descent(
    reports: Iterable[Report | Mapping[str, Any]],
    *,
    reuse: pa.Table | None = None,
    story_reports: pa.Table | None = None,
    settings: DescendSettings | None = None,
) -> Stemma:
    """Who copied whom, in which passages, how sure, and from what that is not in the pile.

    ``reuse`` is a table as ``find_reuse`` makes it, which is called where none is given. With ``story_reports``
    (columns story_id, report_id) every descent stays within a story; without it each family of reports is a story.
    Only reuse of kind ``text`` makes descents. Raises UsageError for reports without id or text, or with one id twice.
    """
    settings = settings or DescendSettings()
    pile = as_reports(reports)
    if reuse is None:
        from stemma.trace import find_reuse

        reuse = find_reuse(pile)
    place = {report.id: i for i, report in enumerate(pile)}
    stories = _stories(story_reports, place)
    rows = [
        r
        for r in reuse.to_pylist()
        if r["a_report"] in place and r["b_report"] in place and r["a_report"] != r["b_report"]
    ]
    standing: dict[int, list[tuple[int, int]]] = {}
    copied: dict[int, list[tuple[int, int]]] = {}
    pairs: set[Pair] = set()
    heard: set[Pair] = set()
    for row in rows:
        a, b = place[row["a_report"]], place[row["b_report"]]
        pair = (min(a, b), max(a, b))
        spans = ((a, (row["a_begin"], row["a_end"])), (b, (row["b_begin"], row["b_end"])))
        if row["kind"] == "standing":
            for report, span in spans:
                standing.setdefault(report, []).append(span)
            continue
        if stories is not None and not stories.get(a, frozenset()) & stories.get(b, frozenset()):
            continue
        if row["kind"] == "quotation":
            heard.add(pair)
            continue
        pairs.add(pair)
        for report, span in spans:
            copied.setdefault(report, []).append(span)
    touched = {report for pair in pairs | heard for report in pair}
    texts = {
        report: read_text(pile[report], settings.gram_words, tuple(sorted(set(standing.get(report, ())))))
        for report in sorted(touched)
    }
    sources = {report: _credits(pile[report]) for report in sorted(touched)}
    links = []
    families = []
    for members in _families(pairs | heard, touched):
        family = _family(members, pile, texts, sources, copied, settings)
        families.append((members, family))
        links.append(_links(family, settings))
    return stemma_of(pile, texts, families, links, heard, stories, rows, settings)


def _stories(story_reports: pa.Table | None, place: Mapping[str, int]) -> dict[int, frozenset[str]] | None:
    if story_reports is None:
        return None
    made: dict[int, set[str]] = {}
    for row in story_reports.to_pylist():
        if row["report_id"] in place:
            made.setdefault(place[row["report_id"]], set()).add(row["story_id"])
    return {report: frozenset(ids) for report, ids in made.items()}


def _credits(report: Report) -> tuple[tuple[str, str], ...]:
    """The names a report credits with its text, its own outlet's left out, as (name, kind)."""
    return tuple(
        (credit.name, credit.kind)
        for credit in find_credits(report)
        if not (report.outlet and same_name(credit.name, report.outlet))
    )


def _families(pairs: set[Pair], members: set[int]) -> list[list[int]]:
    """The reports that pairs join, directly or through others, each family in order."""
    leader = {member: member for member in members}

    def find(member: int) -> int:
        while leader[member] != member:
            leader[member] = leader[leader[member]]
            member = leader[member]
        return member

    for a, b in sorted(pairs):
        one, other = find(a), find(b)
        if one != other:
            leader[max(one, other)] = min(one, other)
    groups: dict[int, list[int]] = {}
    for member in sorted(members):
        groups.setdefault(find(member), []).append(member)
    return [groups[key] for key in sorted(groups)]


def _trust(report: Report) -> float:
    """How far a date can be trusted, 0 to 1, by where it was found."""
    return {"correction": 1.0, "table": 1.0, "metadata": 1.0, "text": 0.8, "address": 0.7}.get(
        report.published_from or "", 0.9
    )


def _family(
    members: Sequence[int],
    pile: Sequence[Report],
    texts: Mapping[int, Text],
    sources: Mapping[int, tuple[tuple[str, str], ...]],
    copied: Mapping[int, list[tuple[int, int]]],
    settings: DescendSettings,
) -> Family:
    """The tree of one family of reports, lost ancestors named."""
    values = [_shareable(texts[report], copied.get(report, [])) for report in members]
    every = np.concatenate([np.unique(v[v != 0]) for v in values]) if values else np.zeros(0, np.uint64)
    numbers, counts = np.unique(every, return_counts=True)
    numbers = numbers[counts >= 2]
    nodes = []
    for place, report in enumerate(members):
        grams = _places(values[place], numbers)
        has = np.zeros(len(numbers) + 1, np.bool_)
        has[grams[grams >= 0]] = True
        given = pile[report]
        moment, trust = given.published, _trust(given)
        by_day = given.published_precision != "minute"
        if moment is None and given.fetched is not None:
            moment, trust, by_day = given.fetched, 0.2, False
        nodes.append(
            Node(
                report=place,
                grams=grams,
                spoken=texts[report].spoken,
                has=has,
                outlet=given.outlet,
                credits=tuple(sorted({name for name, kind in sources[report] if kind == "copy"})),
                moment=moment,
                by_day=by_day,
                trust=trust,
            )
        )
    family = grow(nodes, settings)
    _name_lost(family, settings)
    return family


def _shareable(text: Text, spans: list[tuple[int, int]]) -> "np.ndarray[Any, np.dtype[np.uint64]]":
    """A report's gram numbers, 0 where the gram lies outside every passage that it shares."""
    if not len(text.gram):
        return text.gram
    edges = np.zeros(len(text.begin) + 1, np.int32)
    for begin, end in spans:
        edges[np.searchsorted(text.begin, begin, side="left")] += 1
        edges[np.searchsorted(text.end, end, side="right")] -= 1
    inside = np.concatenate(([0], np.cumsum(np.cumsum(edges[:-1]) > 0)))
    full = inside[text.first + text.length] - inside[text.first] == text.length
    return np.where(full, text.gram, np.uint64(0))


def _places(values: "np.ndarray[Any, np.dtype[np.uint64]]", numbers: "np.ndarray[Any, np.dtype[np.uint64]]") -> Any:
    if not len(numbers) or not len(values):
        return np.full(len(values), -1, np.int32)
    at = np.minimum(np.searchsorted(numbers, values), len(numbers) - 1)
    return np.where(numbers[at] == values, at, -1).astype(np.int32)


def _named_above(family: Family, node: int, name: str) -> bool:
    """Whether a witness above ``node`` is the source called ``name``, or credits it too."""
    above = family.parents[node]
    while above != NO_PARENT:
        one = family.nodes[above]
        if (one.name and same_name(one.name, name)) or (one.outlet and same_name(one.outlet, name)):
            return True
        if any(same_name(credit, name) for credit in one.credits):
            return True
        above = family.parents[above]
    return False


def _name_lost(family: Family, settings: DescendSettings) -> None:
    """Give lost ancestors the names that their children credit; put one in for each credited source that has none."""
    for node in range(len(family.nodes)):
        one = family.nodes[node]
        if one.report is None and one.name is None:
            name = _best_name(family, node)
            if name:
                family.nodes[node] = _renamed(one, name)
    for node in range(len(family.nodes)):
        one = family.nodes[node]
        if one.report is None:
            continue
        for name in one.credits:
            if not _named_above(family, node, name) and not _conflict_above(family, node):
                _put_above(family, node, name, settings)
                break


def _conflict_above(family: Family, node: int) -> bool:
    """Whether the parent is an extant report: then the credited source stands beside it as a parent by credit."""
    above = family.parents[node]
    return above != NO_PARENT and family.nodes[above].report is not None


def _best_name(family: Family, node: int) -> str | None:
    """The name most children credit; an agency's before an outlet's, then the first in the alphabet."""
    votes: dict[str, int] = {}
    for child in family.children(node):
        for name in family.nodes[child].credits:
            votes[name] = votes.get(name, 0) + 1
    if not votes:
        return None
    ranked = sorted(votes, key=lambda name: (not is_agency(name), -votes[name], name))
    if len(ranked) > 1 and not is_agency(ranked[0]) and votes[ranked[0]] == votes[ranked[1]]:
        return None
    return ranked[0]


def _renamed(node: Node, name: str | None) -> Node:
    fields = {field: getattr(node, field) for field in Node.__dataclass_fields__}
    return Node(**{**fields, "name": name})


def _put_above(family: Family, node: int, name: str, settings: DescendSettings) -> None:
    """A lost ancestor called ``name`` between ``node`` and what is above it."""
    above = family.parents[node]
    made = lost_node([family.nodes[node]], None, name, alone=True)
    if made is None:
        one = family.nodes[node]
        made = Node(None, one.grams[:0], one.spoken[:0], np.zeros_like(one.has), name=name)
    new = family.add(made, settings.cost_lost_ancestor_credited)
    family.parents[new] = above
    family.parents[node] = new


def _order(family: Family) -> list[int]:
    """The nodes, parents before children, else lost before extant, agencies first, earlier first, then as numbered."""
    depth = [0] * len(family.nodes)
    for node in range(len(family.nodes)):
        above = family.parents[node]
        while above != NO_PARENT:
            depth[node] += 1
            above = family.parents[above]

    def key(node: int) -> tuple[Any, ...]:
        one = family.nodes[node]
        moment = one.moment.isoformat() if one.moment is not None and one.trust >= 0.5 else "9"
        return (one.report is not None, not (one.name and is_agency(one.name)), moment, node)

    ready = sorted((n for n, parent in enumerate(family.parents) if parent == NO_PARENT), key=key)
    made: list[int] = []
    while ready:
        node = ready.pop(0)
        made.append(node)
        ready = sorted([*ready, *family.children(node)], key=lambda n: (depth[n], *key(n)))
    return made


def _links(family: Family, settings: DescendSettings) -> list[Link]:
    """All descents of a family: the tree's, and those of passages that the main parent can't have given."""
    found: list[Link] = []
    order = _order(family)
    nodes = family.nodes
    given = {n: np.zeros_like(nodes[n].has) for n in range(len(nodes))}
    for node in order:
        parent = family.parents[node]
        if parent != NO_PARENT:
            found.append(Link(parent, node, main=True, has=nodes[parent].has & nodes[node].has))
            given[node] |= nodes[parent].has
    for place, node in enumerate(order):
        for _ in range(4):
            best: tuple[int, int, Any] | None = None
            for other in order[:place]:
                if other == family.parents[node]:
                    continue
                left = nodes[other].has & nodes[node].has & ~given[node]
                if not left.any():
                    continue
                words = _words_of(nodes[node], left, settings)
                if words >= settings.second_parent_words and (best is None or words > best[0]):
                    best = (words, other, left)
            if best is None:
                break
            _, other, left = best
            found.append(Link(other, node, main=False, has=left))
            given[node] |= left
    return found


def _words_of(node: Node, mask: Any, settings: DescendSettings) -> int:
    """Words outside quoted speech in the runs of ``node``'s grams that ``mask`` holds, short runs left out."""
    part = Node(None, node.grams, node.spoken, mask)
    words, run = shared_words(node, part, settings)
    return words if run >= settings.least_run else 0


__all__ = ["infer_descent", "link_cost"]
