"""From reports and their reuse to the stemma: families, trees, names of lost ancestors, further parents, tables."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from stemma.descend.agencies import canonical, folded, is_agency, same_name
from stemma.descend.captions import add_captions
from stemma.descend.cost import Node, date_cost
from stemma.descend.credits import find_credits
from stemma.descend.dense import dense_family
from stemma.descend.family import Family
from stemma.descend.grams import Text, read_text, running_stretches
from stemma.descend.join import join_lines
from stemma.descend.judge import judge
from stemma.descend.link import Link
from stemma.descend.lost import grow, lost_node
from stemma.descend.repeats import find_repeats
from stemma.descend.sentences import find_sentences, kinds_of
from stemma.descend.several import tell_several
from stemma.descend.shared import read_shared, rows_of
from stemma.descend.tell import stemma_of
from stemma.descend.tree import NO_PARENT
from stemma.model import Report, Stemma
from stemma.reports import as_reports
from stemma.settings import DescendSettings
from stemma.words import WORD, fold

Pair = tuple[int, int]
Row = Mapping[str, Any]
NO_SPANS = np.zeros((0, 2), np.int64)


def infer_descent(
    reports: Iterable[Report | Mapping[str, Any]],
    *,
    reuse: pa.Table | None = None,
    story_reports: pa.Table | None = None,
    settings: DescendSettings | None = None,
    second_parents: Callable[[Family], None] = tell_several,
) -> Stemma:
    """Who copied whom, in which passages, how sure, and from what that is not in the pile.

    ``reuse`` is a table as ``find_reuse`` makes it, which is called where none is given. With ``story_reports``
    (columns story_id, report_id) every descent is of one story: a passage that a report has from a report of an earlier
    story is a descent of the later one, where that earlier report is listed as a witness too; without it each family of reports is a story.
    Only reuse of kind ``text`` makes descents, but for captions that several reports print: these descend from a lost
    text of their own (``part`` caption). ``second_parents`` is given each family's tree as it stands, to add what reports
    have from a second parent. Raises UsageError for reports without id or text, or with one id twice.
    """
    settings = settings or DescendSettings()
    pile = as_reports(reports)
    if reuse is None:
        from stemma.trace import find_reuse

        reuse = find_reuse(pile)
    place = {report.id: i for i, report in enumerate(pile)}
    stories = _stories(story_reports, place)
    shared = read_shared(reuse, place, stories, settings)
    pairs, heard, abroad = shared.pairs, shared.heard, shared.abroad
    touched = {report for pair in pairs | heard | abroad.keys() for report in pair}
    sources = _sources(pile)
    # A report that shares nothing but names its source still has a lost ancestor.
    touched |= {report for report, named in sources.items() if any(kind != "heard" for _, kind in named)}
    texts = {
        report: read_text(pile[report], settings.gram_words, _tuples(shared.standing.get(report)))
        for report in sorted(touched)
    }
    links = []
    families = []
    rank = {report: _rank(pile[report], texts[report]) for report in touched}
    for kin in _families(pairs | heard, touched):
        # Ties go to the first: what decides them is neither a name nor an id.
        members = sorted(kin, key=lambda report: rank[report])
        family = _family(members, pile, texts, sources, shared.copied, settings, second_parents)
        families.append((members, family))
        links.append(_links(family))
    captioned = {i for i, report in enumerate(pile) if any(block.kind == "caption" for block in report.blocks)}
    strangers = {report for pair in abroad for report in pair}
    rows = rows_of(shared, _linked(families, links), captioned | strangers, len(pile))
    across = [] if stories is None else _across(abroad, _given(rows, families, pile), stories, pile, texts, settings)
    stemma = stemma_of(pile, texts, families, links, across, heard, stories, rows, settings)
    return add_captions(stemma, pile, rows, stories, settings)


def _tuples(spans: NDArray[np.int64] | None) -> tuple[tuple[int, int], ...]:
    return () if spans is None else tuple((begin, end) for begin, end in spans.tolist())


def _linked(families: Sequence[tuple[Sequence[int], Family]], links: Sequence[Sequence[Link]]) -> set[Pair]:
    """The pairs of reports, the lower first, of which one descends from the other."""
    made: set[Pair] = set()
    for (members, family), found in zip(families, links, strict=True):
        for link in found:
            parent, child = family.nodes[link.parent].report, family.nodes[link.child].report
            if parent is not None and child is not None:
                made.add((min(members[parent], members[child]), max(members[parent], members[child])))
    return made


def _across(
    abroad: Mapping[Pair, Sequence[Row]],
    given: Mapping[str, Sequence[tuple[int, int]]],
    stories: Mapping[int, frozenset[str]],
    pile: Sequence[Report],
    texts: Mapping[int, Text],
    settings: DescendSettings,
) -> list[tuple[str, Pair, Family]]:
    """Passages that a report has from a report of an earlier story: (the later story, the two reports, their family).

    Stories are in the order of their earliest dates, those without last, so that no cycle arises; of each earlier
    story only the report that shares most with the child counts, and nothing does that the child has from its own story.
    """
    first: dict[str, tuple[str, str]] = {}
    rank = {report: _rank(pile[report], texts[report]) for pair in abroad for report in pair}
    for report, ids in sorted(stories.items()):
        moment = pile[report].published
        key = (moment.isoformat() if moment is not None else "9", pile[report].id)
        for story in ids:
            first[story] = min(first.get(story, key), key)
    fresh: dict[Pair, list[Row]] = {}
    best: dict[tuple[int, str], tuple[tuple[int, bool], tuple[Any, ...], int, Pair]] = {}
    for pair, rows in sorted(abroad.items()):
        homes = [min(stories.get(report, frozenset()), default=None) for report in pair]
        if homes[0] is None or homes[1] is None:
            continue
        parent, child = pair if first[homes[0]] < first[homes[1]] else (pair[1], pair[0])
        earlier = min(homes, key=lambda home: first[str(home)])
        fresh[pair] = [row for row in rows if not _known(row, pile[child].id, given)]
        words = sum(row["words"] for row in fresh[pair])
        if not words:
            continue
        place = (child, str(earlier))
        # A house looks into its own archive first; else whatever stands first counts.
        offer = (
            (-words, pile[parent].outlet is None or pile[parent].outlet != pile[child].outlet),
            rank[parent],
            parent,
            pair,
        )
        best[place] = min(best.get(place, offer), offer)
    made = []
    for (child, _), (_, _, parent, pair) in sorted(best.items()):
        found: dict[int, list[tuple[int, int]]] = {report: [] for report in pair}
        for row in fresh[pair]:
            for side in ("a", "b"):
                report = pair[0] if pile[pair[0]].id == row[f"{side}_report"] else pair[1]
                found[report].append((row[f"{side}_begin"], row[f"{side}_end"]))
        spans = {report: np.array(given_spans, np.int64) for report, given_spans in found.items()}
        family = _family([parent, child], pile, texts, {}, spans, settings, tell_several)
        if len(family.nodes) == 2 and np.isfinite(family.link(0, 1)):
            family.hang(0, ())
            family.hang(1, (0,))
            made.append((min(stories[child]), (parent, child), family))
    return made


def _known(row: Row, child: str, given: Mapping[str, Sequence[tuple[int, int]]]) -> bool:
    """Whether most of a row's passage in the child is among the spans given."""
    side = "a" if row["a_report"] == child else "b"
    low, high = row[f"{side}_begin"], row[f"{side}_end"]
    return any(2 * (min(end, high) - max(begin, low)) > high - low for begin, end in given.get(child, ()))


def _given(
    rows: Sequence[Row], families: Sequence[tuple[Sequence[int], Family]], pile: Sequence[Report]
) -> dict[str, list[tuple[int, int]]]:
    """What each report shares with those of its own story that it can have it from, as spans by its id."""
    before: dict[str, set[str]] = {}
    for members, family in families:
        for node, one in enumerate(family.nodes):
            if one.report is None:
                continue
            above = family.above(node)
            kin = above.union(*(family.below(n) for n in above if family.nodes[n].report is None)) - family.below(node)
            before[pile[members[one.report]].id] = {
                pile[members[place]].id for n in kin if (place := family.nodes[n].report) is not None
            }
    given: dict[str, list[tuple[int, int]]] = {}
    for row in rows:
        for side, other in (("a", "b"), ("b", "a")):
            if row["kind"] == "text" and row[f"{other}_report"] in before.get(row[f"{side}_report"], ()):
                given.setdefault(row[f"{side}_report"], []).append((row[f"{side}_begin"], row[f"{side}_end"]))
    return given


def _stories(story_reports: pa.Table | None, place: Mapping[str, int]) -> dict[int, frozenset[str]] | None:
    if story_reports is None:
        return None
    made: dict[int, set[str]] = {}
    for row in story_reports.to_pylist():
        if row["report_id"] in place:
            made.setdefault(place[row["report_id"]], set()).add(row["story_id"])
    return {report: frozenset(ids) for report, ids in made.items()}


def _sources(pile: Sequence[Report]) -> dict[int, tuple[tuple[str, str], ...]]:
    """The sources that each report names, as (name, kind); one that may be none counts where a second report bears it out."""
    found = {number: _credits(report) for number, report in enumerate(pile)}
    houses = [folded(canonical(report.outlet)) for report in pile if report.outlet]
    named = Counter(houses + [name for own in found.values() for name in {folded(canonical(name)) for name, _ in own}])
    return {
        number: tuple(
            (name, "copy" if kind == "maybe" else kind)
            for name, kind in own
            if kind != "maybe" or named[folded(canonical(name))] > 1
        )
        for number, own in found.items()
    }


def _credits(report: Report) -> tuple[tuple[str, str], ...]:
    """The names a report credits with its text, its own outlet's left out, as (name, kind)."""
    return tuple(
        (credit.name, credit.kind)
        for credit in find_credits(report)
        if not (report.outlet and same_name(credit.name, report.outlet))
    )


def _spellings(names: Sequence[str]) -> dict[str, str]:
    """One spelling for each name, by the name folded: not all in capitals, then the commonest, then as in the alphabet."""
    counts = Counter(names)
    made: dict[str, str] = {}
    for name in sorted(counts, key=lambda name: (name.isupper() and len(name) > 4, -counts[name], name)):
        made.setdefault(folded(canonical(name)), name)
    return made


def _families(pairs: set[Pair], members: set[int]) -> list[list[int]]:
    """The reports that pairs join, directly or through others, each family in order."""
    leader = {member: member for member in members}

    def find(member: int) -> int:
        while leader[member] != member:
            leader[member] = leader[leader[member]]
            member = leader[member]
        return member

    # The lowest of a family leads it, whatever the order of the pairs.
    for a, b in pairs:
        one, other = find(a), find(b)
        if one != other:
            leader[max(one, other)] = min(one, other)
    groups: dict[int, list[int]] = {}
    for member in sorted(members):
        groups.setdefault(find(member), []).append(member)
    return [groups[key] for key in sorted(groups)]


def _rank(report: Report, text: Text) -> tuple[int, int, bool, str, str]:
    """What comes first where all else is equal: the longer, the one with more quoted, the earlier; ids last."""
    day = report.published.isoformat() if report.published is not None else ""
    return (-len(text.begin), -int(text.quoted.sum()), report.published is None, day, report.id)


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
    copied: Mapping[int, NDArray[np.int64]],
    settings: DescendSettings,
    second_parents: Callable[[Family], None],
) -> Family:
    """The tree of one family of reports, lost ancestors named."""
    spelt = _spellings([name for report in members for name, _ in sources.get(report, ())])
    sources = {
        report: tuple((spelt[folded(canonical(name))], kind) for name, kind in sources.get(report, ()))
        for report in members
    }
    credited: dict[str, set[int]] = {}
    for report, named in sources.items():
        for name in (name for name, kind in named if kind == "copy"):
            credited.setdefault(name, set()).add(report)
    values = [_shareable(texts[report], copied.get(report, NO_SPANS)) for report in members]
    every = np.concatenate([np.unique(v[v != 0]) for v in values]) if values else np.zeros(0, np.uint64)
    numbers, counts = np.unique(every, return_counts=True)
    numbers = numbers[counts >= 2]
    nodes = []
    placed = [_places(value, numbers) for value in values]
    sentences, versions = find_sentences(
        [(grams, texts[m].spoken, texts[m].unit, texts[m].gram) for grams, m in zip(placed, members, strict=True)],
        len(numbers),
    )
    for place, report in enumerate(members):
        grams = placed[place]
        has = np.zeros(len(numbers) + 1, np.bool_)
        has[grams[grams >= 0]] = True
        kind, kinds = kinds_of(sentences, versions[place])
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
                version=versions[place],
                has=has,
                outlet=given.outlet,
                credits=tuple(sorted({name for name, kind in sources.get(report, ()) if kind == "copy"})),
                moment=moment,
                by_day=by_day,
                trust=trust,
                source=_is_source(given.outlet, report, credited),
                kind=kind,
                kinds=kinds,
                repeats=find_repeats(sentences, versions[place], kind),
                headline=_headline(given, settings),
            )
        )
    running = [(pile[report].text, running_stretches(pile[report])) for report in members]
    family = dense_family(nodes, sentences, running, settings)
    if family is None:
        family = grow(nodes, sentences, settings)
        _heed_dates(family)
        family.drop_slight()
        second_parents(family)
        family.prefer_carriers()
    parts = {
        place: sorted({name for name, kind in sources.get(report, ()) if kind == "part"})
        for place, report in enumerate(members)
    }
    _name_lost(family, parts, settings)
    join_lines(family)
    return family


def _headline(report: Report, settings: DescendSettings) -> str:
    """The headline of a report as its folded words, empty where it has fewer than say which text it stands over."""
    words = [fold(word) for word in WORD.findall(report.title or "")]
    return " ".join(words) if len(words) >= settings.headline_words else ""


def _is_source(outlet: str | None, report: int, credited: Mapping[str, set[int]]) -> bool:
    """Whether others print what a house writes: an agency's, or one that another report of the family credits.

    ``credited`` are the names that are credited with a text, and the reports that do so.
    """
    if not outlet:
        return False
    return is_agency(outlet) or any(same_name(outlet, name) and by - {report} for name, by in credited.items())


def _heed_dates(family: Family) -> None:
    """Turn descents round that go against the dates where the texts leave it open which of the two was first."""
    for child in range(len(family.nodes)):
        parent = family.main(child)
        if parent == NO_PARENT or family.nodes[parent].report is None or family.nodes[child].report is None:
            continue
        if date_cost(family.nodes[child], family.nodes[parent], family.settings) > 0:
            verdict = judge(family, parent, child)
            if not verdict.decided(family.settings):
                family.turn_over(child)


def _shareable(text: Text, spans: NDArray[np.int64]) -> NDArray[np.uint64]:
    """A report's gram numbers, 0 where the gram lies outside every passage that it shares."""
    if not len(text.gram):
        return text.gram
    places = spans.reshape(-1, 2)
    edges = np.zeros(len(text.begin) + 1, np.int32)
    np.add.at(edges, np.searchsorted(text.begin, places[:, 0], side="left"), 1)
    np.add.at(edges, np.searchsorted(text.end, places[:, 1], side="right"), -1)
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
    for above in family.above(node) - {node}:
        one = family.nodes[above]
        said = one.credits if one.report is not None else ()
        if any(same_name(other, name) for other in (one.name, one.outlet, *said) if other):
            return True
    return False


def _name_lost(family: Family, parts: Mapping[int, Sequence[str]], settings: DescendSettings) -> None:
    """Give lost ancestors the names that their children credit; put one in for each credited source that has none.

    ``parts`` are names that a report credits with a part of its text.
    """
    for node in range(len(family.nodes)):
        one = family.nodes[node]
        if one.report is None and one.name is None:
            name = _best_name(family, node)
            if name:
                family.replace(node, replace(one, name=name, credits=()))
    for node in range(len(family.nodes)):
        one = family.nodes[node]
        if one.report is None:
            continue
        for name in (*one.credits, *parts.get(one.report, ())):
            if _named_above(family, node, name) or family.present(name, node):
                continue
            if name in one.credits and not any(family.nodes[p].report is not None for p in family.parents[node]):
                _put_above(family, node, name, settings)
            elif name not in one.credits or not _put_over_both(family, node, name, settings):
                _put_beside(family, node, name, settings)


def _unseen(copy: Node, name: str) -> Node:
    """A lost text called ``name`` of which no word is known, in the family of ``copy``."""
    none = copy.grams[:0], copy.spoken[:0], copy.version[:0]
    return Node(None, *none, np.zeros_like(copy.has), name=name, kinds=np.zeros_like(copy.kinds))


def _put_beside(family: Family, node: int, name: str, settings: DescendSettings) -> None:
    """A lost ancestor called ``name`` as a further parent: it is credited, but what came from it is not known."""
    one = family.nodes[node]
    made = _unseen(one, name)
    new = family.add(made, settings.cost_lost_ancestor_credited)
    family.hang(node, (*family.parents[node], new))


def _put_over_both(family: Family, node: int, name: str, settings: DescendSettings) -> bool:
    """A lost ancestor called ``name`` over ``node`` and the one report from which it would be, where that names no source and
    has none: it cannot have handed on the name, so both are copies of what is credited. Whether it could be put there.
    """
    beside = family.main(node)
    if len(family.parents[node]) != 1 or family.parents[beside] or family.nodes[beside].credits:
        return False
    made = lost_node(family, [beside, node], NO_PARENT, name)
    if made is None:
        return False
    new = family.add(replace(made, credits=(name,)), settings.cost_lost_ancestor_credited)
    family.hang(node, ())
    for copy in (beside, node):
        family.hang(copy, (new,))
    return True


def _best_name(family: Family, node: int) -> str | None:
    """The name most children credit; an agency's before an outlet's, then the first in the alphabet."""
    votes: dict[str, int] = {}
    for child in family.children(node):
        for name in family.nodes[child].credits:
            if family.present(name, child):
                continue
            votes[name] = votes.get(name, 0) + 1
    if not votes:
        return None
    ranked = sorted(votes, key=lambda name: (not is_agency(name), -votes[name], name))
    if len(ranked) > 1 and not is_agency(ranked[0]) and votes[ranked[0]] == votes[ranked[1]]:
        return None
    return ranked[0]


def _put_above(family: Family, node: int, name: str, settings: DescendSettings) -> None:
    """A lost ancestor called ``name`` between ``node`` and what is above it."""
    above = family.parents[node]
    if len(above) == 1 and _name_below_lost(family, above[0], node, name):
        return
    made = lost_node(family, [node], NO_PARENT, name, alone=True)
    if made is None:
        one = family.nodes[node]
        made = _unseen(one, name)
    new = family.add(replace(made, credits=(name,)), settings.cost_lost_ancestor_credited)
    family.hang(new, above)
    copies = family.offspring(node)
    family.hang(node, (new,))
    for copy in copies:
        changed = tuple(new if parent == node else parent for parent in family.parents[copy])
        if family.cost(copy, changed) < family.held(copy):
            family.hang(copy, changed)


def _name_below_lost(family: Family, lost: int, node: int, name: str) -> bool:
    """Make a nameless lost text, of which ``node`` is the one extant copy, the lost report called ``name``, where it can stand
    under the lost text beside it: two that are lost need no third above them. Whether it could.
    """
    others = [copy for copy in family.offspring(lost) if copy != node]
    above = family.nodes[lost]
    if len(others) != 1 or above.report is not None or above.name is not None:
        return False
    other = others[0]
    beside = family.nodes[other]
    if beside.report is not None or beside.name is None or family.parents[other] != (lost,):
        return False
    over = family.parents[lost]
    family.hang(other, over)
    if family.link(other, lost) == np.inf:
        family.hang(other, (lost,))
        return False
    family.replace(lost, replace(above, name=name, credits=(name,)))
    family.hang(lost, (other,))
    return True


def _links(family: Family) -> list[Link]:
    """All descents of a family, each with the grams that it handed on: a further parent's only what the others lack."""
    found: list[Link] = []
    for node, parents in enumerate(family.parents):
        have = np.zeros_like(family.nodes[node].has)
        for place, parent in enumerate(parents):
            handed = family.nodes[parent].has & family.nodes[node].has & ~have
            have |= handed
            found.append(Link(parent, node, main=place == 0, has=handed))
    return found
