"""The stemma's tables."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import numpy as np

from stemma import schema
from stemma.descend.cost import credit_cost, shared_words, unspoken_words
from stemma.descend.family import Family
from stemma.descend.grams import Text
from stemma.descend.judge import Verdict, judge
from stemma.descend.link import Link
from stemma.descend.names import begin_sentence, call_reports, lost_label, lost_name
from stemma.descend.passages import Passage, passages, stretches
from stemma.descend.say import HEARD, ROUND, THIRD, reasons, rival_reasons
from stemma.descend.tree import NO_PARENT
from stemma.descend.witness import Story
from stemma.ids import content_id
from stemma.model import Report, Stemma
from stemma.settings import DescendSettings

Row = dict[str, Any]
_TRUSTED = 0.5  # from which a day is held against the texts


class _Told:
    """Rows of the five tables as they gather."""

    def __init__(self) -> None:
        self.rows: dict[str, list[Row]] = {
            name: [] for name in ("witnesses", "descents", "rivals", "descent_passages", "lost_texts")
        }

        self._stories: dict[str, Story] = {}
        self._lost: set[tuple[str, str]] = set()
        self.pieces: dict[str, int] = {}

    def place(self, story: str, family: Family, members: Sequence[int], pile: Sequence[Report]) -> list[str]:
        """The witness ids of a family's nodes."""
        return self._stories.setdefault(story, Story(story)).place(family, members, pile)

    def lost_witness(self, story: str, witness: str, name: str | None) -> None:
        """The row of a lost witness, once."""
        if (story, witness) not in self._lost:
            self._lost.add((story, witness))
            self.add(
                "witnesses", story_id=story, witness_id=witness, report_id=None, label=lost_label(name), agency=name
            )

    def add(self, name: str, **row: Any) -> None:
        self.rows[name].append(row)

    def stemma(self) -> Stemma:
        for name in ("descents", "rivals"):
            # Two families of a story may speak of the same pair, two named lost witnesses for instance.
            best: dict[tuple[str, str, str], Row] = {}
            for row in sorted(self.rows[name], key=lambda r: (-r["confidence"], r["reasons"])):
                best.setdefault((row["story_id"], row["parent"], row["child"]), row)
            self.rows[name] = list(best.values())
        return Stemma(**{name: schema.ordered(name, schema.table(name, rows)) for name, rows in self.rows.items()})


def stemma_of(
    pile: Sequence[Report],
    texts: Mapping[int, Text],
    families: Sequence[tuple[Sequence[int], Family]],
    links: Sequence[Sequence[Link]],
    across: Sequence[tuple[str, tuple[int, int], Family]],
    heard: set[tuple[int, int]],
    stories: Mapping[int, frozenset[str]] | None,
    reuse: Sequence[Mapping[str, Any]],
    settings: DescendSettings,
) -> Stemma:
    """The tables of all families, and a witness row for each report that belongs to none."""
    told = _Told()
    spans = _reuse_index(reuse, _linked(pile, families, links, across))
    placed: set[int] = set()
    names = _names(pile, families, across, stories)
    for (members, family), found in zip(families, links, strict=True):
        placed.update(members)
        story = _story_id(members, pile, stories)
        ids = told.place(story, family, members, pile)
        _tell_witnesses(told, story, family, members, ids, pile, names[story])
        _tell_lost(told, family, members, ids, pile, texts, settings)
        for link in found:
            _tell_link(told, story, family, link, members, ids, names[story], texts, spans, settings)
        for pair in sorted(heard):
            if pair[0] in members:
                _tell_heard(told, story, family, members, ids, pair, texts, settings)
    listed: set[tuple[str, str]] = set()
    for story, members, family in across:
        both = [pile[report].id for report in members]
        link = Link(0, 1, main=True, has=family.nodes[0].has & family.nodes[1].has)
        _tell_link(told, story, family, link, members, both, names[story], texts, spans, settings)
        if (story, both[0]) not in listed:
            # The parent belongs to an earlier story; it is listed here too, as the witness that the passage is from.
            listed.add((story, both[0]))
            told.add("witnesses", **_extant(story, pile[members[0]], names[story], None))
    for report in range(len(pile)):
        if report not in placed:
            story = _story_id([report], pile, stories)
            told.add("witnesses", **_extant(story, pile[report], names[story], None))
    return told.stemma()


def _story_id(members: Sequence[int], pile: Sequence[Report], stories: Mapping[int, frozenset[str]] | None) -> str:
    if stories is not None:
        common = frozenset.intersection(*(stories.get(m, frozenset()) for m in members))
        every = frozenset.union(*(stories.get(m, frozenset()) for m in members))
        if common or every:
            return min(common or every)
    return content_id("story", min(pile[m].id for m in members))


def _names(
    pile: Sequence[Report],
    families: Sequence[tuple[Sequence[int], Family]],
    across: Sequence[tuple[str, tuple[int, int], Family]],
    stories: Mapping[int, frozenset[str]] | None,
) -> dict[str, dict[str, str]]:
    """For each story what its reports are called, by their ids; those of other stories that it has words from too."""
    listed: dict[str, set[int]] = {}
    placed = {report for members, _ in families for report in members}
    for members in [*(m for m, _ in families), *([r] for r in range(len(pile)) if r not in placed)]:
        listed.setdefault(_story_id(members, pile, stories), set()).update(members)
    for story, pair, _ in across:
        listed.setdefault(story, set()).update(pair)
    return {story: call_reports(pile[report] for report in sorted(reports)) for story, reports in listed.items()}


def _extant(story: str, report: Report, names: Mapping[str, str], agency: str | None) -> Row:
    return {
        "story_id": story,
        "witness_id": report.id,
        "report_id": report.id,
        "label": begin_sentence(names[report.id]),
        "agency": agency,
    }


def _tell_witnesses(
    told: _Told,
    story: str,
    family: Family,
    members: Sequence[int],
    ids: Sequence[str],
    pile: Sequence[Report],
    names: Mapping[str, str],
) -> None:
    for node, one in enumerate(family.nodes):
        if one.report is not None:
            agency = one.credits[0] if one.credits else None
            told.add("witnesses", **_extant(story, pile[members[one.report]], names, agency))
            continue
        told.lost_witness(story, ids[node], one.name)


def _tell_lost(
    told: _Told,
    family: Family,
    members: Sequence[int],
    ids: Sequence[str],
    pile: Sequence[Report],
    texts: Mapping[int, Text],
    settings: DescendSettings,
) -> None:
    """What each lost ancestor must at least have held, by the report below it that holds most of it still missing."""
    for node, one in enumerate(family.nodes):
        if one.report is not None or not len(one.grams):
            continue
        left = one.has.copy()
        rank = {int(gram): i for i, gram in reversed(list(enumerate(one.grams.tolist())))}
        pieces: list[tuple[float, str, int, int]] = []
        holders = [
            (family.nodes[n], members[r])
            for n in sorted(family.below(node))
            if (r := family.nodes[n].report) is not None
        ]
        while left.any() and holders:
            counts = [int(np.count_nonzero(left[holder.grams])) for holder, _ in holders]
            best = int(np.argmax(counts))
            if counts[best] < settings.gram_words:
                break
            holder, report = holders.pop(best)
            text = texts[report]
            for low, high in stretches(holder, text, left, settings.bridge_words):
                inside = [
                    rank[int(g)]
                    for g in holder.grams[(text.first >= low) & (text.first < high)].tolist()
                    if g >= 0 and left[g]
                ]
                if high - low >= settings.least_passage and inside:
                    pieces.append((min(inside), pile[report].id, int(text.begin[low]), int(text.end[high - 1])))
            left[holder.grams] = False
        before = told.pieces.get(ids[node], 0)
        told.pieces[ids[node]] = before + len(pieces)
        for position, (_, report_id, begin, end) in enumerate(sorted(pieces), before):
            told.add("lost_texts", witness_id=ids[node], position=position, report_id=report_id, begin=begin, end=end)


def _linked(
    pile: Sequence[Report],
    families: Sequence[tuple[Sequence[int], Family]],
    links: Sequence[Sequence[Link]],
    across: Sequence[tuple[str, tuple[int, int], Family]],
) -> set[tuple[str, str]]:
    """The pairs of reports, ids in order, of which one descends from the other."""
    pairs = [members for _, members, _ in across]
    for (members, family), found in zip(families, links, strict=True):
        for link in found:
            parent, child = family.nodes[link.parent].report, family.nodes[link.child].report
            if parent is not None and child is not None:
                pairs.append((members[parent], members[child]))
    return {(min(a, b), max(a, b)) for a, b in ((pile[one].id, pile[other].id) for one, other in pairs)}


def _reuse_index(
    reuse: Sequence[Mapping[str, Any]], wanted: set[tuple[str, str]]
) -> dict[tuple[str, str], list[tuple[int, int, str]]]:
    """Reuse rows of kind text of the pairs wanted by (report, other report): (begin, end, reuse_id) in the first."""
    index: dict[tuple[str, str], list[tuple[int, int, str]]] = {}
    for row in reuse:
        one, other = row["a_report"], row["b_report"]
        if row["kind"] == "text" and (min(one, other), max(one, other)) in wanted:
            index.setdefault((one, other), []).append((row["a_begin"], row["a_end"], row["reuse_id"]))
            index.setdefault((other, one), []).append((row["b_begin"], row["b_end"], row["reuse_id"]))
    return index


def _tell_link(
    told: _Told,
    story: str,
    family: Family,
    link: Link,
    members: Sequence[int],
    ids: Sequence[str],
    names: Mapping[str, str],
    texts: Mapping[int, Text],
    spans: Mapping[tuple[str, str], list[tuple[int, int, str]]],
    settings: DescendSettings,
) -> None:
    child, parent = family.nodes[link.child], family.nodes[link.parent]
    rows: list[Passage] = []
    share = 0.0
    if child.report is not None:
        text = texts[members[child.report]]
        other = texts[members[parent.report]] if parent.report is not None else None
        rows = passages(child, text, parent, other, link.has, settings.least_passage, settings.bridge_words)
        share = _share(rows, text)
    elif len(child.grams):
        share = float(np.count_nonzero(link.has[child.grams])) / len(child.grams)
    verdict = judge(family, link.parent, link.child)
    words = sum(row.words for row in rows) or shared_words(child, parent, settings)[0]
    if child.report is None and len(child.grams):
        # A lost child has no passages; its words are counted from its grams, quoted ones too.
        words = unspoken_words(link.has[child.grams], settings)[0]
    by = "passages" if words else "credit"
    if by == "credit":
        verdict = Verdict(settings.credit_confidence, 0.0, ())
    slight = by == "passages" and _is_slight(family, link, words, share, texts, members, settings)
    decided = parent.report is None or (
        not slight and verdict.decided(settings) and link.child not in family.open and not _runs_back(family, link)
    )
    called = [names.get(witness, lost_name(one.name)) for witness, one in zip(ids, family.nodes, strict=True)]
    told.add(
        "descents",
        story_id=story,
        parent=ids[link.parent],
        child=ids[link.child],
        confidence=verdict.confidence,
        share=round(share, 4),
        by=by,
        direction="decided" if decided else "undecided",
        reasons=reasons(family, link, words, share, decided, slight, called, settings),
        part="text",
    )
    if slight:
        third = content_id("lost", story, "behind", ids[link.parent], ids[link.child])
        told.lost_witness(story, third, None)
        rest = round(max(1 - verdict.confidence - verdict.reverse, settings.least_rival), 4)
        told.add("rivals", story_id=story, parent=third, child=ids[link.child], confidence=rest, reasons=[THIRD])
    for row in rows:
        told.add(
            "descent_passages",
            story_id=story,
            parent=ids[link.parent],
            child=ids[link.child],
            child_begin=row.begin,
            child_end=row.end,
            parent_begin=row.parent_begin,
            parent_end=row.parent_end,
            reuse_id=_reuse_id(spans.get((ids[link.child], ids[link.parent]), []), row),
        )
    for other_node, confidence in verdict.rivals:
        told.add(
            "rivals",
            story_id=story,
            parent=ids[other_node],
            child=ids[link.child],
            confidence=round(confidence, 4),
            reasons=rival_reasons(called[other_node], shared_words(child, family.nodes[other_node], settings)[0]),
        )
    if verdict.reverse >= settings.least_rival:
        told.add(
            "rivals",
            story_id=story,
            parent=ids[link.child],
            child=ids[link.parent],
            confidence=round(verdict.reverse, 4),
            reasons=[ROUND],
        )


def _runs_back(family: Family, link: Link) -> bool:
    """Whether a copy is dated before a text that its parent, of which no day is known, is said to come from.

    Each step alone may be right; both can't be, whatever speaks for either.
    """
    child = family.nodes[link.child]
    if child.moment is None or child.trust < _TRUSTED or family.nodes[link.parent].moment is not None:
        return False
    return any(
        one.moment is not None and one.trust >= _TRUSTED and child.moment.date() < one.moment.date()
        for one in (family.nodes[n] for n in family.above(link.parent))
    )


def _is_slight(
    family: Family,
    link: Link,
    words: int,
    share: float,
    texts: Mapping[int, Text],
    members: Sequence[int],
    settings: DescendSettings,
) -> bool:
    """Whether what a report has from another is a small part of both, with no credit to say whose it was."""
    child, parent = family.nodes[link.child], family.nodes[link.parent]
    if parent.report is None or child.report is None or credit_cost(child, parent, settings) < 0:
        return False
    whole = len(texts[members[parent.report]].begin)
    return max(share, words / max(whole, 1)) < settings.slight_share


def _share(rows: Sequence[Passage], text: Text) -> float:
    covered = np.zeros(len(text.begin), np.bool_)
    for row in rows:
        covered |= (text.begin >= row.begin) & (text.end <= row.end)
    return float(covered.mean()) if len(covered) else 0.0


def _reuse_id(spans: Sequence[tuple[int, int, str]], row: Passage) -> str | None:
    best = max(((min(end, row.end) - max(begin, row.begin), name) for begin, end, name in spans), default=(0, ""))
    return best[1] if best[0] > 0 else None


def _tell_heard(
    told: _Told,
    story: str,
    family: Family,
    members: Sequence[int],
    ids: Sequence[str],
    pair: tuple[int, int],
    texts: Mapping[int, Text],
    settings: DescendSettings,
) -> None:
    """Two that share quoted speech: a rival of low confidence if they share other words too, and nothing otherwise."""
    one, other = list(members).index(pair[0]), list(members).index(pair[1])
    if family.above(one) & family.above(other):
        return
    a, b = texts[pair[0]], texts[pair[1]]
    common = np.isin(a.gram[~a.spoken], b.gram[~b.spoken])
    words = int(common.sum())
    if words < settings.least_heard_grams:
        return
    confidence = round(0.45 * (1 - float(np.exp(-words / settings.heard_grams))), 4)
    parent, child = _heard_order(family, one, other)
    told.add("rivals", story_id=story, parent=ids[parent], child=ids[child], confidence=confidence, reasons=[HEARD])


def _heard_order(family: Family, one: int, other: int) -> tuple[int, int]:
    """Which of the two to name as parent: the lost ancestor of one of them, else the earlier."""
    lost = {n: p for n in (one, other) if (p := family.main(n)) != NO_PARENT and family.nodes[p].report is None}
    if len(lost) == 1:
        node = min(lost)
        return lost[node], other if node == one else one
    if lost:
        return lost[one], other
    dates = [family.nodes[n].moment for n in (one, other)]
    if isinstance(dates[0], datetime) and isinstance(dates[1], datetime) and dates[1] < dates[0]:
        return other, one
    return one, other
