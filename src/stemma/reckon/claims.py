"""Claims over reports: attributions that say the same of the same source, with wordings, replies and counts."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, partial
from typing import Any

import pyarrow as pa

from stemma import schema
from stemma.ids import content_id
from stemma.model import Claims, Entities, Report, Segments, Span, Stemma
from stemma.parse import Parses
from stemma.reckon.core import Quotation, quoted_sentences, read_quotations
from stemma.reckon.count import chain_ends, count_claims
from stemma.reckon.describe import Book, describe_claim, quotes_altered, tell_wordings
from stemma.reckon.join import Node, apart_though_quoted, join_nodes, make_nodes
from stemma.reckon.reader import QuotedSpans
from stemma.reckon.reply import find_replies
from stemma.reckon.said import Said, read_said, refuses
from stemma.reckon.silence import LEFT_OUT, Voice, find_silent
from stemma.reckon.speakers import (
    BARE,
    find_bearers,
    find_links,
    find_states,
    is_bare,
    is_name_of_group,
    keep_bare_apart,
    make_compatible,
    named_by,
    read_group,
)
from stemma.reckon.split import gather_parts, split_contents, split_quoted
from stemma.reckon.traced import index_passages, look_up
from stemma.reckon.units import Mentions, Unit, entities_in, fill_mentions, find_nested, index_mentions, make_units
from stemma.reckon.wording import Wording
from stemma.reports import as_reports
from stemma.segment import find_quotations
from stemma.settings import ClaimSettings
from stemma.words import fold

LATE = 1 << 62  # a report without a date comes after all that have one


def find_claims(
    reports: Iterable[Report | Mapping[str, Any]],
    *,
    reuse: pa.Table | None = None,
    story_reports: pa.Table | None = None,
    stories: pa.Table | None = None,
    descent: Stemma | None = None,
    attributions: pa.Table | None = None,
    chains: pa.Table | None = None,
    entities: Entities | None = None,
    segments: Mapping[str, Segments] | None = None,
    parses: Parses | None = None,
    settings: ClaimSettings | None = None,
) -> Claims:
    """The claims of a pile of reports: who said what, in which reports, in whose words, and who answers.

    What is not given is worked out with the other stages. ``story_reports`` may carry ``saga_id`` (or ``stories`` be
    given): a claim may run through a saga; else stories that share passages are taken for one. Spans are code points of the reports'
    texts. No report is refused; without attributions every table is empty.
    """
    chosen = settings or ClaimSettings()
    pile = as_reports(reports)
    if not pile:
        return Claims(*(schema.empty(name) for name in Claims.__dataclass_fields__))
    if segments is None:
        segments = cut_up(pile)
    if reuse is None and (story_reports is None or descent is None):
        from stemma.trace import find_reuse

        reuse = find_reuse(pile)
    if story_reports is None:
        from stemma.group import group_stories

        story_reports = group_stories(pile, reuse=reuse)
    if descent is None:
        from stemma.descend import infer_descent

        descent = infer_descent(pile, reuse=reuse, story_reports=story_reports)
    if attributions is None or entities is None or chains is None:
        attributions, chains, entities = _attribute(pile, attributions, entities, segments, parses)
    return _find(
        pile, reuse, _scopes(story_reports, stories, reuse), descent, attributions, chains, entities, segments, chosen
    )


def cut_up(reports: Sequence[Report]) -> dict[str, Segments]:
    """The segments of each report, by its id."""
    from stemma.segment import segment

    return {report.id: segment(report) for report in reports}


def _attribute(
    pile: Sequence[Report],
    attributions: pa.Table | None,
    entities: Entities | None,
    segments: Mapping[str, Segments],
    parses: Parses | None,
) -> tuple[pa.Table, pa.Table, Entities]:
    from stemma.attribute import attribute_reports, link_speakers
    from stemma.name import find_entities
    from stemma.parse import distinct_sentences, parse_sentences

    if parses is None:
        parses = parse_sentences(distinct_sentences(pile, segments))
    if entities is None:
        entities = find_entities(pile, segments=segments, parses=parses)
    if attributions is None:
        attributions = attribute_reports(pile, segments=segments, parses=parses)
    linked, chains = link_speakers(pile, attributions, entities, segments=segments, parses=parses)
    return linked, chains, entities


def _scopes(story_reports: pa.Table, stories: pa.Table | None, reuse: pa.Table | None) -> dict[str, tuple[str, str]]:
    """Report id to (story, saga). Where sagas are not given, stories whose reports share passages are of one."""
    rows = story_reports.to_pylist()
    saga_of: dict[str, str] = {}
    if stories is not None:
        saga_of = {row["story_id"]: row["saga_id"] for row in stories.select(["story_id", "saga_id"]).to_pylist()}
    elif reuse is not None and "saga_id" not in story_reports.column_names:
        saga_of = _joined_by_passages({row["report_id"]: row["story_id"] for row in rows}, reuse)
    return {
        row["report_id"]: (row["story_id"], row.get("saga_id") or saga_of.get(row["story_id"]) or row["story_id"])
        for row in rows
    }


def _joined_by_passages(story_of: Mapping[str, str], reuse: pa.Table) -> dict[str, str]:
    """Story id to the first of all story ids that shared passages (standing ones apart) join it with."""
    group = {story: story for story in story_of.values()}

    def root(story: str) -> str:
        while group[story] != story:
            story = group[story]
        return story

    for row in reuse.select(["kind", "a_report", "b_report"]).to_pylist():
        one, other = story_of.get(row["a_report"]), story_of.get(row["b_report"])
        if row["kind"] != "standing" and one is not None and other is not None and one != other:
            first, second = sorted((root(one), root(other)))
            group[second] = first
    return {story: root(story) for story in group}


def _find(
    pile: Sequence[Report],
    reuse: pa.Table | None,
    scopes: Mapping[str, tuple[str, str]],
    descent: Stemma | None,
    attributions: pa.Table,
    chains: pa.Table,
    entities: Entities,
    segments: Mapping[str, Segments],
    settings: ClaimSettings,
) -> Claims:
    reports = {report.id: report for report in pile}
    texts = {report.id: report.text for report in pile}
    scope = {r: scopes.get(r, (content_id("story", r), content_id("story", r))) for r in reports}
    rows = [row for row in attributions.to_pylist() if row["report_id"] in reports]
    by_id = {row["attribution_id"]: row for row in rows}
    chain_rows = [row for row in chains.to_pylist() if row["attribution_id"] in by_id]
    mentions = fill_mentions(index_mentions(entities.mentions), texts)
    quoted = _quoted(rows, texts, segments)
    sentences = _sentences(segments)
    order = {r.id: (r.published.timestamp() if r.published else LATE, r.id) for r in pile}
    days = {report.id: report.day for report in pile}
    named = entities.entities.select(["entity_id", "name", "kind"]).to_pylist()
    names = {row["entity_id"]: row["name"] or "" for row in named}
    kinds = {row["entity_id"]: row["kind"] for row in named}
    links = find_links(by_id, chain_rows, texts, mentions, kinds)
    traced = index_passages(reuse)
    claims: list[dict[str, Any]] = []
    carried: dict[str, list[str]] = {}
    wordings: list[dict[str, Any]] = []
    replies: list[dict[str, Any]] = []
    of_saga: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        if row["said"] is not False:
            of_saga.setdefault(scope[row["report_id"]][1], []).append(row)
    for saga, inside in sorted(of_saga.items()):
        saga_links = {link for row in inside for link in links.get(row["attribution_id"], ())}
        states = find_states(inside, links, kinds, names, texts, mentions)
        compatible = make_compatible(saga_links, names, states)
        # Who refuses to comment states nothing: that is a reply and no claim. Nor is "I think" within what somebody says.
        own = _find_first_person(inside, texts)
        stated = [
            row for row in inside
            if row["attribution_id"] not in own and not refuses(row, texts[row["report_id"]])
        ]  # fmt: skip
        source_of = partial(_tell_sources, by_id=by_id, texts=texts, mentions=mentions, names=names)
        make = partial(
            make_nodes,
            scope=dict.fromkeys((row["report_id"] for row in stated), saga),
            quotations=cache(partial(_quotations, texts, quoted)),  # the nodes are made twice, of the same units mostly
            sentences=cache(partial(_quoted_sentences, texts, quoted)),
        )
        apart = keep_bare_apart(compatible, kinds)
        ordered = sorted(stated, key=lambda row: (row["report_id"], row["attribution_id"]))
        whole = make_units(reports, ordered, mentions, {})
        parts = split_contents(whole, reports, mentions, sentences, compatible, settings)
        units = source_of(_cut_up(whole, ordered, parts, reports, mentions))
        nodes = make(units)
        told_of = find_nested(ordered)
        groups = join_nodes(nodes, apart, look_up(traced, units), settings, _pair_nested(told_of, units, nodes))
        pairs = [(nodes[a].units, nodes[b].units) for a, b in apart_though_quoted(nodes, groups, apart, settings)]
        if more := split_quoted(units, pairs, reports, mentions, settings):
            parts |= more
            units = source_of(_cut_up(whole, ordered, parts, reports, mentions))
            nodes = make(units)
            groups = join_nodes(nodes, apart, look_up(traced, units), settings, _pair_nested(told_of, units, nodes))
        wholes = {unit.attribution_id: unit for unit in whole if unit.attribution_id in parts}
        claims_of: dict[str, list[str]] = {}
        said_by_part = [[units[n] for node in group for n in nodes[node].units] for group in groups]
        book = Book(by_id, texts, quoted, sentences, order, days, scope, wholes, saga_links, settings)
        compared: dict[tuple[str, str], list[Wording]] = {}
        for joined in gather_parts(said_by_part, wholes, told_of, settings):
            members = [unit for group in joined for unit in said_by_part[group]]
            claim = describe_claim([said_by_part[group] for group in joined], book)
            # The wordings of a claim of several parts are read part by part.
            told = [tell_wordings(said_by_part[group], book, compared) for group in joined]
            verbatim = len(joined) == 1 or not quotes_altered(members, book)
            claims.append(claim | {"verbatim": verbatim and not any(one.altered for one in told)})
            rows_told = [{"claim_id": claim["claim_id"]} | row for one in told for row in one.rows]
            wordings.extend({tuple(row.values()): row for row in rows_told}.values())
            carried[claim["claim_id"]] = sorted({unit.attribution_id for unit in members})
            for attribution_id in carried[claim["claim_id"]]:
                claims_of.setdefault(attribution_id, []).append(claim["claim_id"])
        said = read_said(inside, reports, mentions, claims_of, sentences, quoted)
        replies.extend(find_replies(said, compatible, {r: moment for r, (moment, _) in order.items()}, settings))
    titles = {report.id: report.title for report in pile}
    outlets = {report.id: report.outlet for report in pile}
    counted, claim_rows = count_claims(
        claims, carried, by_id, chain_ends(chain_rows), texts, descent, {}, titles, outlets, chain_rows
    )
    return Claims(
        claims=schema.ordered("claims", schema.table("claims", counted)),
        claim_attributions=schema.ordered("claim_attributions", schema.table("claim_attributions", claim_rows)),
        attributions=schema.ordered("attributions", schema.table("attributions", rows)),
        wordings=schema.ordered("wordings", schema.table("wordings", wordings)),
        replies=schema.ordered("replies", schema.table("replies", replies)),
        chains=schema.ordered("chains", schema.table("chains", chain_rows)),
    )


def read_statements(
    reports: Iterable[Report | Mapping[str, Any]], found: Claims, entities: Entities, segments: Mapping[str, Segments]
) -> list[Said]:
    """The attributions of claims that were found, as replies to them are looked for: what ``find_claims`` reads on its way."""
    pile = {report.id: report for report in as_reports(reports)}
    texts = {report.id: report.text for report in pile.values()}
    rows = [row for row in found.attributions.to_pylist() if row["report_id"] in pile and row["said"] is not False]
    claims_of: dict[str, list[str]] = {}
    for row in found.claim_attributions.to_pylist():
        claims_of.setdefault(row["attribution_id"], []).append(row["claim_id"])
    mentions = fill_mentions(index_mentions(entities.mentions), texts)
    return read_said(rows, pile, mentions, claims_of, _sentences(segments), _quoted(rows, texts, segments))


def _sentences(segments: Mapping[str, Segments]) -> dict[str, tuple[tuple[int, ...], tuple[int, ...]]]:
    return {r: _bounds((s.begin, s.end) for s in cut.sentences) for r, cut in segments.items()}


def _quotations(texts: Mapping[str, str], quoted: QuotedSpans, unit: Unit) -> tuple[Quotation, ...]:
    return read_quotations(unit.terms, texts[unit.report_id], quoted.get(unit.report_id, ((), ())))


def _quoted_sentences(texts: Mapping[str, str], quoted: QuotedSpans, unit: Unit) -> tuple[Quotation, ...]:
    return quoted_sentences(unit.terms, texts[unit.report_id], _quotations(texts, quoted, unit))


def _quoted(
    rows: Iterable[Mapping[str, Any]], texts: Mapping[str, str], segments: Mapping[str, Segments]
) -> dict[str, tuple[tuple[int, ...], tuple[int, ...]]]:
    """The bounds of each report's outermost quotations; for contents outside its running text, as in captions, those in them."""
    found = {r: {(q.begin, q.end) for q in s.quotations if q.depth == 0} for r, s in segments.items()}
    running = {r: _bounds((s.begin, s.end) for s in cut.sentences) for r, cut in segments.items()}
    for row in rows:
        begins, ends = running.get(row["report_id"], ((), ()))
        for span in row["content"] or ():
            at = bisect_right(begins, span["begin"]) - 1
            if at < 0 or ends[at] <= span["begin"]:
                quotations = find_quotations(texts[row["report_id"]], span["begin"], span["end"])
                outer = {(q.begin, q.end) for q in quotations if q.depth == 0}
                found.setdefault(row["report_id"], set()).update(outer)
    return {r: _bounds(spans) for r, spans in found.items()}


def _bounds(spans: Iterable[tuple[int, int]]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    listed = sorted(spans)
    return tuple(b for b, _ in listed), tuple(e for _, e in listed)


def _cut_up(
    whole: Sequence[Unit],
    rows: Iterable[Mapping[str, Any]],
    parts: Mapping[str, Any],
    reports: Mapping[str, Report],
    mentions: Mentions,
) -> list[Unit]:
    """The units of a saga in order: whole contents, and the parts of those that are cut up. ``rows`` are their attributions."""
    cut = make_units(reports, [row for row in rows if row["attribution_id"] in parts], mentions, parts)
    kept = [unit for unit in whole if unit.attribution_id not in parts]
    return sorted([*kept, *cut], key=lambda unit: (unit.report_id, unit.attribution_id, unit.part))


def _tell_sources(
    units: Sequence[Unit],
    by_id: Mapping[str, Mapping[str, Any]],
    texts: Mapping[str, str],
    mentions: Mentions,
    names: Mapping[str, str],
) -> list[Unit]:
    """The units, with what their printed sources tell where no speaker is known: a name, a bare noun, a group."""
    bearers = find_bearers({unit.speaker: names.get(unit.speaker, "") for unit in units if unit.speaker is not None})
    known = {word for words in bearers for word in words}
    sources: dict[str, str] = {}
    for unit in units:
        if unit.speaker is None and (spans := by_id[unit.attribution_id]["source"]):
            text = texts[unit.report_id]
            sources[unit.attribution_id] = " ".join(text[s["begin"] : s["end"]] for s in spans)
    groups = {attribution: group for attribution, source in sources.items() if (group := read_group(source))}
    places = {(group, by_id[attribution]["report_id"]) for attribution, group in groups.items()}
    named_groups = {group for group, report in sorted(places) if is_name_of_group(group, texts[report])}
    told = []
    for unit in units:
        source, group = sources.get(unit.attribution_id), groups.get(unit.attribution_id)
        if source is not None:
            spans = by_id[unit.attribution_id]["source"]
            named = bool(entities_in(mentions, unit.report_id, [Span(s["begin"], s["end"]) for s in spans]))
            if group is not None and fold(group) not in known:
                unit = unit._replace(speaker=BARE + group if group in named_groups else BARE)
            elif is_bare(source, texts[unit.report_id], named):
                unit = unit._replace(speaker=BARE)
            else:
                unit = unit._replace(speaker=bearers.get(named_by(source)))
        told.append(unit)
    return told


_FIRST_PERSON = frozenset(["i", "we", "i've", "we've", "i'd", "we'd", "i'm", "we're"])


def _find_first_person(rows: Sequence[Mapping[str, Any]], texts: Mapping[str, str]) -> set[str]:
    """The attributions to "I" or "we" inside what another attribution quotes: whoever is quoted says that."""
    by_id = {row["attribution_id"]: row for row in rows}
    found = set()
    for outer, inside in find_nested(rows).items():
        for one in inside if by_id[outer]["kind"] != "indirect" else ():
            text = texts[by_id[one]["report_id"]]
            source = " ".join(text[s["begin"] : s["end"]] for s in by_id[one]["source"] or ())
            if fold(source).replace("’", "'") in _FIRST_PERSON:
                found.add(one)
    return found


def _pair_nested(
    told_of: Mapping[str, Iterable[str]], units: Sequence[Unit], nodes: Sequence[Node]
) -> set[tuple[int, int]]:
    """The pairs of nodes of which one holds an attribution that tells of one of the other's."""
    nodes_of: dict[str, set[int]] = {}
    for number, node in enumerate(nodes):
        for unit in node.units:
            nodes_of.setdefault(units[unit].attribution_id, set()).add(number)
    return {
        (one, other)
        for outer, inside in told_of.items() for inner in inside
        for one in nodes_of.get(outer, ()) for other in nodes_of.get(inner, ()) if one != other
    }  # fmt: skip


def unanswered(claims: Claims) -> dict[str, tuple[str, ...]]:
    """For each claim that somebody denies or will not comment on, the reports that carry it and print no reply to it, in order.

    A claim that every report prints with a reply maps to nothing; one that nobody answers so is not there. A report in which
    who replies denies something else is not told to leave his reply out.
    """
    rows = {row["attribution_id"]: row for row in claims.attributions.to_pylist()}
    bodies: dict[str, set[str]] = {}
    for row in claims.chains.to_pylist():
        bodies.setdefault(row["attribution_id"], set()).add(row["entity_id"])
    claims_of: dict[str, set[str]] = {}
    carrying: dict[str, set[str]] = {}
    for row in claims.claim_attributions.to_pylist():
        claims_of.setdefault(row["attribution_id"], set()).add(row["claim_id"])
        carrying.setdefault(row["claim_id"], set()).add(rows[row["attribution_id"]]["report_id"])
    kinds = {row["attribution_id"]: row["kind"] for row in claims.replies.to_pylist()}

    def voice(attribution_id: str, kind: str | None) -> Voice:
        row = rows[attribution_id]
        sides = frozenset({row["speaker_id"], *bodies.get(attribution_id, ())} - {None})
        return Voice(row["report_id"], kind, sides, frozenset(claims_of.get(attribution_id, ())))

    heard: dict[str, list[Voice]] = {}
    for attribution_id in rows:
        heard.setdefault(rows[attribution_id]["report_id"], []).append(voice(attribution_id, kinds.get(attribution_id)))
    answered: dict[str, list[Voice]] = {}
    for row in claims.replies.to_pylist():
        answered.setdefault(row["claim_id"], []).append(voice(row["attribution_id"], row["kind"]))
    return {
        claim: find_silent(sorted(carrying.get(claim, ())), replies, heard)
        for claim, replies in sorted(answered.items())
        if any(reply.kind in LEFT_OUT for reply in replies)
    }
