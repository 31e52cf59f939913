"""How many reports, lines of descent and original sources carry a claim; each an interval where evidence is open."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from stemma import schema
from stemma.align import align_words
from stemma.descend.agencies import same_name
from stemma.model import Claims, Report, Stemma
from stemma.reckon.heads import Place, find_heads
from stemma.reckon.passed_on import find_common_hearers, houses_among, names_around
from stemma.words import find_words

# Words in a row that two contents share before it is open whether one line took them from the other: the length
# from which text reuse is traced elsewhere too. Shorter runs are how anybody would say it.
SHARED_RUN = 8
# A text that has so much of its words from another copies it, and does not only quote from it.
MUCH_COPIED = 0.3
MOSTLY_COPIED = 0.5
BESIDE = 200  # code points: as far as the sentence before or after


class Line(NamedTuple):
    """The line of descent of one passage: its id, whether that is certain, and which others it may be."""

    line_id: str
    certain: bool
    alternatives: frozenset[str]


def find_lines(places: Sequence[Place], descent: Stemma | None) -> list[Line]:
    """The line of descent of each place; without a stemma every report is a line of its own."""
    if descent is None or not places:
        return [Line(report_id, True, frozenset()) for report_id, _, _ in places]
    from stemma.descend import passage_lines

    copied = _copied_from(descent)
    return [
        Line(
            line.line_id,
            line.certain or _all_kin(line.line_id, line.alternatives, copied),
            frozenset(other for other in line.alternatives if line.line_id not in copied.get(other, ())),
        )
        for line in passage_lines(descent, places)
    ]


def find_beside(places: Sequence[Place], lines: Sequence[Line], descent: Stemma | None) -> list[frozenset[str]]:
    """For each place that is not copied in so many words the lines of the copied passages right beside it."""
    found: list[set[str]] = [set() for _ in places]
    if descent is not None and places:
        from stemma.descend import passage_lines

        beside = _copied_beside(places, lines, descent)
        for (number, _), line in zip(beside, passage_lines(descent, [place for _, place in beside]), strict=True):
            found[number].add(line.line_id)
    return [frozenset(heads - {line.line_id}) for heads, line in zip(found, lines, strict=True)]


def _copied_beside(places: Sequence[Place], lines: Sequence[Line], descent: Stemma) -> list[tuple[int, Place]]:
    """The copied passages right beside a place that is not copied in so many words, in a report that copies much: what stands
    amid a copied text may have come with it, worded anew. As (number of the place, the copied passage).
    """
    much = {
        (row["parent"], row["child"])
        for row in schema.copied_text(descent.descents).select(["parent", "child", "by", "share"]).to_pylist()
        if row["by"] == "passages" and (row["share"] or 0.0) >= MUCH_COPIED
    }
    passages: dict[str, list[tuple[int, int]]] = {}
    for row in descent.descent_passages.select(["parent", "child", "child_begin", "child_end"]).to_pylist():
        if (row["parent"], row["child"]) in much:
            passages.setdefault(row["child"], []).append((row["child_begin"], row["child_end"]))
    return [
        (number, (report, low, high))
        for number, ((report, begin, end), line) in enumerate(zip(places, lines, strict=True))
        if line.line_id == report
        for low, high in sorted(set(passages.get(report, ())))
        if low <= end + BESIDE and begin <= high + BESIDE
    ]


def _all_kin(line_id: str, alternatives: Sequence[str], copied: Mapping[str, frozenset[str]]) -> bool:
    return bool(alternatives) and all(line_id in copied.get(other, ()) for other in alternatives)


def _copied_from(descent: Stemma) -> dict[str, frozenset[str]]:
    """For each witness all those above it by shared passages: from whom it copied may be open, that it copied is not,
    so it is no line beside theirs.
    """
    parents: dict[str, set[str]] = {}
    for row in schema.copied_text(descent.descents).select(["parent", "child", "by"]).to_pylist():
        if row["by"] == "passages":
            parents.setdefault(row["child"], set()).add(row["parent"])
    above: dict[str, frozenset[str]] = {}
    for witness in sorted(parents):
        found: set[str] = set()
        todo = sorted(parents[witness])
        while todo:
            at = todo.pop()
            if at not in found:
                found.add(at)
                todo.extend(sorted(parents.get(at, ())))
        above[witness] = frozenset(found)
    return above


def place_of(attribution: Mapping[str, Any]) -> Place:
    """Where an attribution stands: from the first to the last code point of its content (or of what it has)."""
    spans = attribution["content"] or attribution["cue"] or attribution["source"] or [{"begin": 0, "end": 0}]
    return attribution["report_id"], min(s["begin"] for s in spans), max(s["end"] for s in spans)


def count_claims(
    claims: Sequence[Mapping[str, Any]],
    carried: Mapping[str, Sequence[str]],
    attributions: Mapping[str, Mapping[str, Any]],
    ends: Mapping[str, str | None],
    texts: Mapping[str, str],
    descent: Stemma | None,
    owner_of: Mapping[str, str],
    titles: Mapping[str, str | None] | None = None,
    outlets: Mapping[str, str | None] | None = None,
    chains: Iterable[Mapping[str, Any]] = (),
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The rows of ``claims`` with their counts, and the rows of ``claim_attributions``.

    ``carried`` holds the attribution ids of each claim, ``ends`` the last of each chain, ``owner_of`` an owner for report ids whose outlets have one:
    reports of one owner are one line. ``titles`` are the reports' headlines: what one says came by the line of what it
    sums up, for a desk's words over a copied text are no line more. ``outlets`` are those of the reports, ``chains`` the rows
    of that table: what a report says it has from another is of that one's line.
    """
    needed = sorted({a for ids in carried.values() for a in ids})
    heads = find_heads(attributions, texts, titles or {})
    places = [heads.get(a) or place_of(attributions[a]) for a in needed]
    lines = dict(zip(needed, find_lines(places, descent), strict=True))
    beside = dict(zip(needed, find_beside(places, [lines[a] for a in needed], descent), strict=True))
    kin = _mostly_copied(descent)
    witnesses = [] if descent is None else descent.witnesses.select(["witness_id", "report_id", "agency"]).to_pylist()
    lost = {row["witness_id"]: row["agency"] for row in witnesses if row["report_id"] is None and row["agency"]}
    links: dict[str, list[Mapping[str, Any]]] = {}
    for link in chains:
        links.setdefault(link["attribution_id"], []).append(link)
    # Only where several lines carry a claim may one have it from the other. An attribution may be of several claims.
    open_to = sorted({a for ids in carried.values() if len({lines[a].line_id for a in ids}) > 1 for a in ids})
    names = {a: list(names_around(attributions[a], texts.get(attributions[a]["report_id"], ""))) for a in open_to}
    words = {a: _content_words(attributions[a], texts) for a in open_to}
    counted: list[dict[str, Any]] = []
    rows: list[dict[str, Any]] = []
    for claim in claims:
        ids = sorted(carried[claim["claim_id"]])
        reports = [attributions[a]["report_id"] for a in ids]
        carried_by = _by_report(ids, reports, lines)
        carried_by = _as_told(carried_by, attributions, names, outlets or {}, lost)
        shared = _open_pairs(ids, words, carried_by)
        carried_by, shared = _with_kin(carried_by, attributions, shared, kin)
        shared |= _pairs_beside({a: beside[a] for a in ids if carried_by[a] == lines[a]}, carried_by)
        own = [carried_by[a] for a in ids]
        for told in find_common_hearers(ids, attributions, links, texts).values():
            first = carried_by[told[0]].line_id
            shared |= {(first, carried_by[a].line_id) for a in told if carried_by[a].line_id != first}
        least, number, most = count_lines(own, [owner_of.get(r) for r in reports], shared)
        sources, nameless = _count_ends(ids, attributions, ends, carried_by)
        carriers = len(set(reports))
        # Where nobody is named, each line may have it of somebody else; words that are quoted alike are one person's.
        quoted = {a for a in ids if attributions[a]["kind"] != "indirect"}
        untold = len({carried_by[a].line_id for a in ids if a not in quoted}) + bool(quoted)
        sources_most = sources + nameless if sources else min(most, carriers, untold if quoted else most)
        counted.append(
            dict(claim)
            | {
                "reports": carriers,
                # A report that says it twice is one carrier: no count of lines may exceed that of reports.
                "lines": min(number, carriers),
                "lines_least": min(least, carriers),
                "lines_most": min(most, carriers),
                "original_sources": max(sources, 1),
                "sources_least": max(sources, 1),
                "sources_most": max(sources_most, 1),
            }
        )
        rows.extend({"claim_id": claim["claim_id"], "attribution_id": a, "line_id": carried_by[a].line_id} for a in ids)
    return counted, rows


def _as_told(
    lines: Mapping[str, Line],
    attributions: Mapping[str, Mapping[str, Any]],
    names: Mapping[str, Sequence[str]],
    outlets: Mapping[str, str | None],
    lost: Mapping[str, str],
) -> dict[str, Line]:
    """The lines of a claim's attributions, where what a report says it has from another that carries the claim, or from the
    lost text at the head of another's line, is of that line. ``names`` are those that stand around an attribution, ``lost``
    the agencies whose lost texts are known.
    """
    if len({line.line_id for line in lines.values()}) < 2:
        return dict(lines)
    house_of: dict[str, set[str]] = {}
    for one, line in lines.items():
        for house in (outlets.get(attributions[one]["report_id"]), lost.get(line.line_id)):
            if house:
                house_of.setdefault(house, set()).add(line.line_id)
    told: dict[str, str] = {}
    for one in sorted(lines):
        row = attributions[one]
        own = outlets.get(row["report_id"])
        others = [house for house in house_of if not (own and same_name(own, house))] if names[one] else []
        for house in houses_among(names[one], others):
            if lines[one].line_id not in house_of[house]:
                told.setdefault(lines[one].line_id, min(house_of[house]))
    made: dict[str, Line] = {}
    for one, line in lines.items():
        head, seen = line.line_id, {line.line_id}
        while head in told and told[head] not in seen:
            head = told[head]
            seen.add(head)
        made[one] = line if head == line.line_id else Line(head, True, frozenset())
    return made


def _mostly_copied(descent: Stemma | None) -> dict[str, frozenset[str]]:
    """Each report with those from which it has most of its words, at any remove, itself among them."""
    parents: dict[str, set[str]] = {}
    for row in [] if descent is None else schema.copied_text(descent.descents).to_pylist():
        sure = (row["share"] or 0.0) >= MOSTLY_COPIED and (row["confidence"] or 0.0) >= MOSTLY_COPIED
        if row["by"] == "passages" and sure:
            parents.setdefault(row["child"], set()).add(row["parent"])
    made: dict[str, frozenset[str]] = {}
    for child in parents:
        found, todo = {child}, [child]
        while todo:
            more = parents.get(todo.pop(), set()) - found
            found |= more
            todo += sorted(more)
        made[child] = frozenset(found)
    return made


def _with_kin(
    lines: Mapping[str, Line],
    attributions: Mapping[str, Mapping[str, Any]],
    pairs: Iterable[tuple[str, str]],
    kin: Mapping[str, frozenset[str]],
) -> tuple[dict[str, Line], set[tuple[str, str]]]:
    """The lines, those of an open pair made one where one report has most of its words from the other or both from a third:
    the words that they share came along; and the pairs that stay open.
    """
    reports: dict[str, set[str]] = {}
    for one, line in lines.items():
        reports.setdefault(line.line_id, set()).add(attributions[one]["report_id"])
    head = {name: name for name in reports}
    still = set()
    for one, other in sorted(pairs):
        above = [
            frozenset().union(*(kin.get(report, {report}) for report in reports[name])) | {name}
            for name in (one, other)
        ]
        if above[0] & above[1]:
            first, second = sorted((head[one], head[other]))
            # A line that copies are known to come down is the one that they are of.
            first, second = (
                (second, first) if first in reports[first] and second not in reports[second] else (first, second)
            )
            head = {name: first if at == second else at for name, at in head.items()}
        else:
            still.add((one, other))
    made = {
        one: line if head[line.line_id] == line.line_id else Line(head[line.line_id], True, frozenset())
        for one, line in lines.items()
    }
    return made, {(head[a], head[b]) for a, b in still if head[a] != head[b]}


def _count_ends(
    ids: Sequence[str],
    attributions: Mapping[str, Mapping[str, Any]],
    ends: Mapping[str, str | None],
    lines: Mapping[str, Line],
) -> tuple[int, int]:
    """How many sources stand at the ends of the chains, and whether lines bring the claim without saying whose it is.

    The speakers of a claim are one source, that is what a claim is; a chain that goes on beyond its speaker ends at
    another. Words that one named speaker is quoted with are his own: who else passes them on, or stands nameless
    before them, is no source besides. Else the nameless may be another, one for all of them, unless their words
    came down lines that name somebody.
    """
    speakers = {attributions[a]["speaker_id"] for a in ids} - {None}
    last = {a: ends.get(a, attributions[a]["speaker_id"]) for a in ids}
    at_speaker = any(end in speakers for end in last.values())
    if at_speaker and any(attributions[a]["kind"] != "indirect" and last[a] in speakers for a in ids):
        return 1, 0
    beyond = {end for end in last.values() if end is not None and end not in speakers}
    named = {lines[a].line_id for a in ids if last[a] is not None}
    return len(beyond) + at_speaker, min(1, len({lines[a].line_id for a in ids} - named))


def chain_ends(chains: Iterable[Mapping[str, Any]]) -> dict[str, str | None]:
    """The last entity of each attribution's chain, None where it ends with somebody who is cited and not named."""
    last: dict[str, tuple[int, str | None]] = {}
    for row in chains:
        if row["position"] >= last.get(row["attribution_id"], (-1, ""))[0]:
            last[row["attribution_id"]] = (row["position"], row["entity_id"])
    return {attribution_id: entity for attribution_id, (_, entity) in last.items()}


def _by_report(ids: Sequence[str], reports: Sequence[str], lines: Mapping[str, Line]) -> dict[str, Line]:
    """The line of each attribution of a claim, where a report's own headline over a copied statement is no line more."""
    copied: dict[str, Line] = {}
    for attribution_id, report_id in zip(ids, reports, strict=True):
        line = lines[attribution_id]
        if line.line_id != report_id and (report_id not in copied or line.line_id < copied[report_id].line_id):
            copied[report_id] = line
    return {
        attribution_id: copied.get(report_id, lines[attribution_id])
        if lines[attribution_id].line_id == report_id
        else lines[attribution_id]
        for attribution_id, report_id in zip(ids, reports, strict=True)
    }


def count_lines(
    lines: Sequence[Line], owners: Sequence[str | None], open_pairs: Iterable[tuple[str, str]]
) -> tuple[int, int, int]:
    """(least, likely, most) lines of descent among ``lines``; ``owners`` are the owners of their reports.

    Likely: the likeliest line of each. Most: whatever is open is another line, where it can be. Least: whatever is
    open is a line that is counted already, where it can be (a greedy cover), and lines of an open pair are one.
    """
    group: dict[str, str] = {}

    def root(line_id: str) -> str:
        while group.setdefault(line_id, line_id) != line_id:
            line_id = group[line_id]
        return line_id

    def unite(one: str, other: str) -> None:
        first, second = sorted((root(one), root(other)))
        group[second] = first

    of_owner: dict[str, str] = {}
    for line, owner in zip(lines, owners, strict=True):
        if owner is not None:
            unite(of_owner.setdefault(owner, line.line_id), line.line_id)
    certain = {root(line.line_id) for line in lines if line.certain}
    likely = len({root(line.line_id) for line in lines})
    undecided = sorted({
        tuple(sorted({root(line.line_id)} | {root(other) for other in line.alternatives}))
        for line in lines if not line.certain
    })  # fmt: skip
    widest = set(certain)
    for options in undecided:
        widest.update([option for option in options if option not in widest][:1])
    fewest = set(certain)
    left = [options for options in undecided if not fewest & set(options)]
    while left:
        common = Counter(option for options in left for option in options)
        fewest.add(min(common, key=lambda option: (-common[option], option)))
        left = [options for options in left if not fewest & set(options)]
    for one, other in sorted(open_pairs):
        unite(one, other)
    least = len({root(line_id) for line_id in fewest})
    most = max(len(widest), likely)
    return least, max(likely, least), most


def _open_pairs(
    ids: Sequence[str], words: Mapping[str, tuple[int, ...]], lines: Mapping[str, Line]
) -> set[tuple[str, str]]:
    """Pairs of lines whose carriers share so many words in a row that one may have them from the other. ``words`` are those
    of the contents, as numbers.
    """
    by_line: dict[str, list[str]] = {}
    for attribution_id in ids:
        by_line.setdefault(lines[attribution_id].line_id, []).append(attribution_id)
    names = sorted(by_line)
    if len(names) < 2:
        return set()
    distinct = {name: [list(of_one) for of_one in sorted({words[a] for a in by_line[name]})] for name in names}
    found: set[tuple[str, str]] = set()
    for at, one in enumerate(names):
        for other in names[at + 1 :]:
            if any(_share_run(a, b) for a in distinct[one] for b in distinct[other]):
                found.add((one, other))
    return found


def _pairs_beside(beside: Mapping[str, frozenset[str]], lines: Mapping[str, Line]) -> set[tuple[str, str]]:
    """Pairs of a claim's lines of which one stands amid text of the other, or both amid text of a third."""
    there = {line.line_id for line in lines.values()}
    around: dict[str, set[str]] = {}
    for one, heads in beside.items():
        for head in heads:
            around.setdefault(head, {head} & there).add(lines[one].line_id)
    return {(min(those), other) for those in around.values() for other in those if other != min(those)}


def shares_run(one: Mapping[str, Any], other: Mapping[str, Any], texts: Mapping[str, str]) -> bool:
    """Whether two attributions have so many words in a row in common that one may have them from the other."""
    return _share_run(_content_words(one, texts), _content_words(other, texts))


def _share_run(a: Sequence[int], b: Sequence[int]) -> bool:
    return min(len(a), len(b)) >= SHARED_RUN and any(m.length >= SHARED_RUN for m in align_words(a, b))


def _content_words(attribution: Mapping[str, Any], texts: Mapping[str, str]) -> tuple[int, ...]:
    text = texts.get(attribution["report_id"], "")
    return tuple(
        n for s in attribution["content"] or () for n in find_words(text, s["begin"], s["end"]).number.tolist()
    )


def recount(
    claims: Claims,
    stemma: Stemma,
    reports: pa.Table | Iterable[Report] = (),
    *,
    without: Iterable[tuple[str, str]] = (),
    owners: Mapping[str, str] | None = None,
) -> pa.Table:
    """The table ``claims`` counted anew: descents (parent, child) ``without``, outlets with one of ``owners`` as one line.

    ``reports`` (the table or Report objects) give the outlets and texts. Without changes the counts come out as they
    were. What is asked for an edge or an outlet that is not there changes nothing.
    """
    texts, outlets, titles = _read_reports(reports)
    owner_of = {
        report: owners[outlet]
        for report, outlet in outlets.items()
        if owners and outlet is not None and outlet in owners
    }
    attributions = {row["attribution_id"]: row for row in claims.attributions.to_pylist()}
    carried: dict[str, list[str]] = {}
    for row in claims.claim_attributions.to_pylist():
        carried.setdefault(row["claim_id"], []).append(row["attribution_id"])
    rows, _ = count_claims(
        claims.claims.to_pylist(), carried, attributions, chain_ends(claims.chains.to_pylist()), texts,
        switch_off(stemma, without), owner_of, titles, outlets, claims.chains.to_pylist(),
    )  # fmt: skip
    return schema.table("claims", rows)


def _read_reports(
    reports: pa.Table | Iterable[Report],
) -> tuple[dict[str, str], dict[str, str | None], dict[str, str | None]]:
    """The texts, outlets and headlines of reports by their ids."""
    if isinstance(reports, pa.Table):
        rows = reports.select(["report_id", "text", "outlet", "title"]).to_pylist()
        read = [(r["report_id"], r["text"] or "", r["outlet"], r["title"]) for r in rows]
    else:
        read = [(r.id, r.text, r.outlet, r.title) for r in reports]
    return {r[0]: r[1] for r in read}, {r[0]: r[2] for r in read}, {r[0]: r[3] for r in read}


def switch_off(stemma: Stemma, without: Iterable[tuple[str, str]]) -> Stemma:
    """The stemma without some descents, given as (parent, child)."""
    off = pa.array(sorted({f"{parent}\0{child}" for parent, child in without}), pa.string())
    if not len(off):
        return stemma

    def keep(table: pa.Table) -> pa.Table:
        edges = pc.binary_join_element_wise(table.column("parent"), table.column("child"), "\0")
        return table.filter(pc.invert(pc.is_in(edges, off)))

    return Stemma(
        stemma.witnesses, keep(stemma.descents), keep(stemma.rivals), keep(stemma.descent_passages), stemma.lost_texts
    )
