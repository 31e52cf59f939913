"""The stories of a pile collated, each over the parts that its reports share."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
from rapidfuzz.distance import Indel

from stemma.collate.collation import collate_witnesses
from stemma.collate.lexicon import FUNCTION_WORDS
from stemma.collate.tokens import Stretch, Witness, read_witness
from stemma.model import Report
from stemma.reports import as_reports
from stemma.schema import empty, ordered
from stemma.settings import CollateSettings
from stemma.words import WORD, fold

# Captions are left out: two photographs' captions are alike and have nothing to do with each other. So are datelines:
# where one report has "ELMFORD (Agency) -" and another nothing, no word stands for another.
RUNNING = frozenset(("title", "standfirst", "body"))
SHARED = frozenset(("text", "quotation"))
# Letters and the blank of a word, on average: reuse is given in code points, the settings count words.
LETTERS = 6

SAME_HEADLINE = 0.5  # of the content words of two headlines, in the same order: set by hand, on invented ones

Pair = tuple[str, str]
Spans = list[tuple[int, int]]


def collate_stories(
    reports: Iterable[Report | Mapping[str, Any]],
    story_reports: pa.Table,
    *,
    reuse: pa.Table | None = None,
    settings: CollateSettings | None = None,
) -> tuple[pa.Table, pa.Table]:
    """The tables ``collation`` and ``variants`` of every story that has two reports or more.

    ``story_reports`` says which report belongs to which story. Only running text is collated, and only of reports that
    share a passage (a row of ``reuse`` of kind text or quotation; found here where ``reuse`` is None). Reports of which
    one copied the other are collated whole, so that what one left out shows; a report that shares less, such as a
    quotation that both heard, is collated at the shared places alone. Reports that nothing connects are collated apart,
    in segments of their own; ``position`` runs on through a story. A report outside a story changes nothing in it.
    """
    made = settings or CollateSettings()
    known = {report.id: report for report in as_reports(reports)}
    if reuse is None:
        from stemma.trace import find_reuse

        reuse = find_reuse(list(known.values()))
    rows = [row for row in reuse.to_pylist() if row["kind"] in SHARED]
    stories: dict[str, set[str]] = {}
    for row in story_reports.to_pylist():
        if row["report_id"] in known:
            stories.setdefault(row["story_id"], set()).add(row["report_id"])
    tables = [
        collate_story(
            story,
            [known[name] for name in sorted(members)],
            [r for r in rows if {r["a_report"], r["b_report"]} <= members],
            made,
        )
        for story, members in sorted(stories.items())
        if len(members) > 1
    ]
    collation = pa.concat_tables([empty("collation"), *(one for one, _ in tables)])
    variants = pa.concat_tables([empty("variants"), *(other for _, other in tables)])
    return ordered("collation", collation), ordered("variants", variants)


def collate_story(
    story: str, reports: Sequence[Report], reuse: Sequence[Mapping[str, Any]], settings: CollateSettings
) -> tuple[pa.Table, pa.Table]:
    """The tables of one story from its reports, in order of their ids, and the passages that they share."""
    titles = {report.id: title_words(report) for report in reports}
    running = {report.id: running_spans(report) for report in reports}
    shared = shared_spans(reuse, running)
    kin = {pair for pair in shared if is_kin(pair, shared, running, settings)}
    whole = {name for pair in kin for name in pair}
    dates = {report.id: report.published.timestamp() for report in reports if report.published}
    connected = components(running, sorted(shared))
    collation, variants = [empty("collation")], [empty("variants")]
    position = 0
    for root in sorted(set(connected.values())):
        members = [report for report in reports if connected[report.id] == root]
        if len(members) < 2:
            continue
        witnesses = [
            witness_of(
                one,
                running[one.id] if shares_headline(one, members, titles) else running_spans(one, titled=False),
                shared,
                settings,
                whole=one.id in whole,
            )
            for one in members
        ]
        related = np.array([[(a.id, b.id) in kin or (b.id, a.id) in kin for b in members] for a in members], np.bool_)
        part = collate_witnesses(witnesses, story, settings, kin=related, dates=dates)
        column = part.table.schema.get_field_index("position")
        moved_on = pa.array(
            [p + position for p in part.table["position"].to_pylist()], part.table.schema.field(column).type
        )
        collation.append(part.table.set_column(column, part.table.schema.field(column), moved_on))
        variants.append(part.variants)
        position += len(set(part.table["position"].to_pylist()))
    return pa.concat_tables(collation), pa.concat_tables(variants)


def title_words(report: Report) -> tuple[str, ...]:
    """The content words of a report's headline, in order."""
    words = [
        fold(match.group())
        for block in report.blocks
        if block.kind == "title"
        for match in WORD.finditer(report.text, block.begin, block.end)
    ]
    return tuple(word for word in words if word not in FUNCTION_WORDS)


def is_same_headline(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether of two headlines one may be the other, reworded: more than half of their content words, in the same order."""
    return bool(one and other) and Indel.normalized_similarity(one, other) > SAME_HEADLINE


def shares_headline(report: Report, members: Sequence[Report], titles: Mapping[str, Sequence[str]]) -> bool:
    """Whether another of the reports has a report's headline, as it is or reworded."""
    return any(is_same_headline(titles[report.id], titles[o.id]) for o in members if o is not report)


def running_spans(report: Report, *, titled: bool = True) -> Spans:
    """The running text of a report; blocks with nothing but white space between them are one stretch.

    A headline that no other report has (``titled`` false) is left out: held against another's it would only be other words.
    """
    spans: Spans = []
    for block in sorted(report.blocks, key=lambda b: b.begin):
        if block.kind not in RUNNING or (block.kind == "title" and not titled):
            continue
        if spans and not report.text[spans[-1][1] : block.begin].strip():
            spans[-1] = (spans[-1][0], block.end)
        else:
            spans.append((block.begin, block.end))
    return spans


def shared_spans(
    reuse: Iterable[Mapping[str, Any]], running: Mapping[str, Spans]
) -> dict[Pair, dict[str, tuple[Spans, Spans]]]:
    """For each pair of reports what they share in running text, by kind: spans in the one and in the other."""
    found: dict[Pair, dict[str, tuple[Spans, Spans]]] = {}
    for row in reuse:
        a = clip([(row["a_begin"], row["a_end"])], running[row["a_report"]])
        b = clip([(row["b_begin"], row["b_end"])], running[row["b_report"]])
        if a and b:
            sides = found.setdefault((row["a_report"], row["b_report"]), {}).setdefault(row["kind"], ([], []))
            sides[0].extend(a)
            sides[1].extend(b)
    return found


def clip(spans: Iterable[tuple[int, int]], allowed: Spans) -> Spans:
    """What of ``spans`` lies within ``allowed``."""
    return [(max(a, c), min(b, d)) for a, b in spans for c, d in allowed if max(a, c) < min(b, d)]


def join(spans: Iterable[tuple[int, int]], gap: int = 0) -> Spans:
    """``spans`` in order, those no more than ``gap`` apart made one."""
    made: Spans = []
    for begin, end in sorted(spans):
        if made and begin - made[-1][1] <= gap:
            made[-1] = (made[-1][0], max(end, made[-1][1]))
        else:
            made.append((begin, end))
    return made


def length(spans: Spans) -> int:
    return sum(end - begin for begin, end in spans)


def is_kin(
    pair: Pair,
    shared: Mapping[Pair, Mapping[str, tuple[Spans, Spans]]],
    running: Mapping[str, Spans],
    settings: CollateSettings,
) -> bool:
    """Whether two reports share so much text, quoted speech not counted, that they are held against each other whole."""
    sides = shared[pair].get("text")
    if sides is None:
        return False
    return any(
        length(join(spans)) >= settings.whole_share * length(running[name])
        for name, spans in zip(pair, sides, strict=True)
    )


def components(names: Iterable[str], pairs: Iterable[Pair]) -> dict[str, str]:
    """For each name the least name that pairs connect it to."""
    root = {name: name for name in names}

    def find(name: str) -> str:
        while root[name] != name:
            root[name] = root[root[name]]
            name = root[name]
        return name

    for a, b in pairs:
        low, high = sorted((find(a), find(b)))
        root[high] = low
    return {name: find(name) for name in root}


def witness_of(
    report: Report,
    running: Spans,
    shared: Mapping[Pair, Mapping[str, tuple[Spans, Spans]]],
    settings: CollateSettings,
    *,
    whole: bool,
) -> Witness:
    """A report as a witness: all its running text, or what it shares with anyone."""
    if whole:
        return read_witness(report.id, report.text, [Stretch(*span) for span in running])
    parts = [
        span
        for pair, kinds in shared.items()
        if report.id in pair
        for sides in kinds.values()
        for span in sides[pair.index(report.id)]
    ]
    stretches = clip(join(parts, settings.join_gap * LETTERS), running)
    return read_witness(report.id, report.text, [Stretch(*span) for span in stretches])
