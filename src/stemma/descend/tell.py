"""The stemma's tables, and the reasons of each descent in words fit to print."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import numpy as np

from stemma import schema
from stemma.descend.cost import Node, gains, losses, shared_words
from stemma.descend.family import Family
from stemma.descend.grams import Text
from stemma.descend.judge import Verdict, judge
from stemma.descend.link import Link
from stemma.descend.passages import Passage, passages, stretches
from stemma.descend.tree import NO_PARENT
from stemma.ids import content_id
from stemma.model import Report, Stemma
from stemma.settings import DescendSettings

Row = dict[str, Any]


class _Told:
    """Rows of the five tables as they gather."""

    def __init__(self) -> None:
        self.rows: dict[str, list[Row]] = {
            name: [] for name in ("witnesses", "descents", "rivals", "descent_passages", "lost_texts")
        }

    def add(self, name: str, **row: Any) -> None:
        self.rows[name].append(row)

    def stemma(self) -> Stemma:
        best: dict[tuple[str, str, str], Row] = {}
        for row in sorted(self.rows["rivals"], key=lambda r: (-r["confidence"], r["reasons"])):
            best.setdefault((row["story_id"], row["parent"], row["child"]), row)
        self.rows["rivals"] = list(best.values())
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
    spans = _reuse_index(reuse)
    placed: set[int] = set()
    for (members, family), found in zip(families, links, strict=True):
        placed.update(members)
        story = _story_id(members, pile, stories)
        ids = witness_ids(family, members, pile, story)
        _tell_witnesses(told, story, family, members, ids, pile)
        _tell_lost(told, family, members, ids, pile, texts, settings)
        for link in found:
            _tell_link(told, story, family, link, members, ids, pile, texts, spans, settings)
        for pair in sorted(heard):
            if pair[0] in members:
                _tell_heard(told, story, family, found, members, ids, pair, texts, settings)
    listed: set[tuple[str, str]] = set()
    for story, members, family in across:
        both = [pile[report].id for report in members]
        link = Link(0, 1, main=True, has=family.nodes[0].has & family.nodes[1].has)
        _tell_link(told, story, family, link, members, both, pile, texts, spans, settings)
        if (story, both[0]) not in listed:
            # The parent belongs to an earlier story; it is listed here too, as the witness that the passage is from.
            listed.add((story, both[0]))
            told.add("witnesses", **_extant(story, pile[members[0]], None))
    for report in range(len(pile)):
        if report not in placed:
            story = _story_id([report], pile, stories)
            told.add("witnesses", **_extant(story, pile[report], None))
    return told.stemma()


def _story_id(members: Sequence[int], pile: Sequence[Report], stories: Mapping[int, frozenset[str]] | None) -> str:
    if stories is not None:
        common = frozenset.intersection(*(stories.get(m, frozenset()) for m in members))
        every = frozenset.union(*(stories.get(m, frozenset()) for m in members))
        if common or every:
            return min(common or every)
    return content_id("story", min(pile[m].id for m in members))


def witness_ids(family: Family, members: Sequence[int], pile: Sequence[Report], story: str) -> list[str]:
    """The witness id of each node: a report's own, a lost one's from its name and the reports below it."""
    ids: list[str] = []
    for node, one in enumerate(family.nodes):
        if one.report is not None:
            ids.append(pile[members[one.report]].id)
            continue
        below = sorted(
            pile[members[report]].id for n in family.below(node) if (report := family.nodes[n].report) is not None
        )
        own = content_id("lost", story, one.name, *below)
        while own in ids:
            own = content_id("lost", own)
        ids.append(own)
    return ids


def _extant(story: str, report: Report, agency: str | None) -> Row:
    return {
        "story_id": story,
        "witness_id": report.id,
        "report_id": report.id,
        "label": report.outlet or report.title or report.id,
        "agency": agency,
    }


def _tell_witnesses(
    told: _Told, story: str, family: Family, members: Sequence[int], ids: Sequence[str], pile: Sequence[Report]
) -> None:
    for node, one in enumerate(family.nodes):
        if one.report is not None:
            told.add("witnesses", **_extant(story, pile[members[one.report]], one.credits[0] if one.credits else None))
            continue
        label = f"{one.name}, report not in the pile" if one.name else "Common source, not in the pile"
        told.add("witnesses", story_id=story, witness_id=ids[node], report_id=None, label=label, agency=one.name)


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
        for position, (_, report_id, begin, end) in enumerate(sorted(pieces)):
            told.add("lost_texts", witness_id=ids[node], position=position, report_id=report_id, begin=begin, end=end)


def _reuse_index(reuse: Sequence[Mapping[str, Any]]) -> dict[tuple[str, str], list[tuple[int, int, str]]]:
    """Reuse rows of kind text by (report, other report): (begin, end, reuse_id) in the first."""
    index: dict[tuple[str, str], list[tuple[int, int, str]]] = {}
    for row in reuse:
        if row["kind"] == "text":
            one, other = row["a_report"], row["b_report"]
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
    pile: Sequence[Report],
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
    by = "passages" if words else "credit"
    if by == "credit":
        verdict = Verdict(settings.credit_confidence, 0.0, ())
    decided = (
        parent.report is None
        or verdict.confidence / max(verdict.confidence + verdict.reverse, 1e-9) >= settings.least_decided
    )
    told.add(
        "descents",
        story_id=story,
        parent=ids[link.parent],
        child=ids[link.child],
        confidence=verdict.confidence,
        share=round(share, 4),
        by=by,
        direction="decided" if decided else "undecided",
        reasons=reasons(
            family, link, words, share, decided, [_label(family, n, members, pile) for n in range(len(ids))], settings
        ),
    )
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
            reasons=rival_reasons(family, link, other_node, settings),
        )
    if verdict.reverse >= settings.least_rival:
        told.add(
            "rivals",
            story_id=story,
            parent=ids[link.child],
            child=ids[link.parent],
            confidence=round(verdict.reverse, 4),
            reasons=["The two may stand the other way round: what sets their texts apart fits both orders."],
        )


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
    links: Sequence[Link],
    members: Sequence[int],
    ids: Sequence[str],
    pair: tuple[int, int],
    texts: Mapping[int, Text],
    settings: DescendSettings,
) -> None:
    """Two that share quoted speech: a rival of low confidence if they share other words too, and nothing otherwise."""
    one, other = list(members).index(pair[0]), list(members).index(pair[1])
    if _joined(links, one, other):
        return
    a, b = texts[pair[0]], texts[pair[1]]
    common = np.isin(a.gram[~a.spoken], b.gram[~b.spoken])
    words = int(common.sum())
    if words < settings.least_heard_grams:
        return
    confidence = round(0.45 * (1 - float(np.exp(-words / settings.heard_grams))), 4)
    parent, child = _heard_order(family, one, other)
    reason = (
        f"Both print the same quoted words, and {words} short runs of {settings.gram_words} words around them; "
        "whether one had the other's copy, or each heard the words for itself, is open."
    )
    told.add("rivals", story_id=story, parent=ids[parent], child=ids[child], confidence=confidence, reasons=[reason])


def _joined(links: Sequence[Link], one: int, other: int) -> bool:
    return bool(_above(links, one) & _above(links, other))


def _above(links: Sequence[Link], node: int) -> set[int]:
    found = {node}
    grown = True
    while grown:
        more = {link.parent for link in links if link.child in found} - found
        grown = bool(more)
        found |= more
    return found


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


def _label(family: Family, node: int, members: Sequence[int], pile: Sequence[Report]) -> str:
    one = family.nodes[node]
    if one.report is not None:
        report = pile[members[one.report]]
        return report.outlet or report.id
    return f"{one.name}'s report (not in the pile)" if one.name else "a source that is not in the pile"


def reasons(
    family: Family,
    link: Link,
    words: int,
    share: float,
    decided: bool,
    labels: Sequence[str],
    settings: DescendSettings,
) -> list[str]:
    """Why this descent is put forward, strongest first, as sentences."""
    child, parent = family.nodes[link.child], family.nodes[link.parent]
    said: list[str] = []
    me, it = labels[link.child], labels[link.parent]
    if parent.report is None:
        said += _lost_reasons(family, link, words, labels)
    else:
        part = "nearly all of its text" if share >= 0.9 else f"{round(100 * share)} in 100 of its words"
        said.append(f"{me} has {words} words ({part}) that stand in {it} too.")
        happened = gains(child, parent.has[child.grams], settings)
        cuts = losses(child, parent, settings)
        if link.main and cuts.cut_end:
            said.append(f"It stops before {it} does: its end is cut.")
        if link.main and cuts.cut_inside:
            said.append(f"It leaves out {_count(cuts.cut_inside, 'passage')} that {it} has.")
        if link.main and happened.added:
            said.append(f"It adds {_count(happened.added, 'passage')} of its own.")
        if happened.altered and link.main:
            said.append(f"It words {_count(happened.altered, 'place')} its own way.")
    if child.credits and parent.name and parent.name in child.credits:
        said.append(f"{me} credits {parent.name}.")
    elif parent.outlet and any(credit == parent.outlet for credit in child.credits):
        said.append(f"{me} credits {parent.outlet}.")
    said += _date_reasons(child, parent, me, it)
    if not decided:
        said.append("Which of the two had it first is undecided.")
    return said


def _lost_reasons(family: Family, link: Link, words: int, labels: Sequence[str]) -> list[str]:
    parent = family.nodes[link.parent]
    me = labels[link.child]
    siblings = [n for n in family.children(link.parent) if n != link.child]
    if not words:
        return [f"{me} names {parent.name} as a source of its text; no report of {parent.name} is in the pile."]
    if not siblings:
        return [
            f"{me} gives {parent.name or 'a source'} for its text, and no such report is in the pile; others print {words} of its words too."
        ]
    names = _listed([labels[n] for n in siblings[:3]]) + (f" and {len(siblings) - 3} more" if len(siblings) > 3 else "")
    return [
        f"{me} and {names} print the same {words} words; neither can have them from the other: each has something of the shared text that the other lacks or alters."
        if len(siblings) == 1
        else f"{me} prints {words} words that {names} have too; none of them can be the source of all: each lacks or alters something that others share."
    ]


def _date_reasons(child: Node, parent: Node, me: str, it: str) -> list[str]:
    if child.moment is None or parent.moment is None or parent.report is None or min(child.trust, parent.trust) < 0.5:
        return []
    days = (child.moment.date() - parent.moment.date()).days
    if days > 0 or (days == 0 and child.moment > parent.moment and not (child.by_day or parent.by_day)):
        return [f"{it} is dated before {me}."]
    if days < 0 or (days == 0 and child.moment < parent.moment and not (child.by_day or parent.by_day)):
        return [f"{it} is dated after {me}, but the texts speak against the dates."]
    return []


def rival_reasons(family: Family, link: Link, other: int, settings: DescendSettings) -> list[str]:
    """Why another witness could be the parent instead."""
    child = family.nodes[link.child]
    words, run = shared_words(child, family.nodes[other], settings)
    return [
        f"It shares {words} words outside quotation marks, {run} of them in one run, and could have been the source."
    ]


def _count(number: int, noun: str) -> str:
    return f"{'a' if number == 1 else number} {noun}{'' if number == 1 else 's'}"


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1]


__all__ = ["reasons", "rival_reasons", "stemma_of", "witness_ids"]
