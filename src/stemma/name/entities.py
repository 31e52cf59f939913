"""Which names mean the same, over a pile of reports: entities, their mentions, and what each outlet calls them."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pyarrow as pa

from stemma import schema
from stemma.ids import content_id
from stemma.model import Entities, Report, Segments
from stemma.name.join import Named, Union, by_collation, is_short, join_report, key_of
from stemma.name.keys import fold_name
from stemma.name.match import person_words
from stemma.name.mentions import find_mentions
from stemma.parse import Parses, distinct_sentences, parse_sentences
from stemma.reports import as_reports
from stemma.segment import segment
from stemma.settings import NameSettings

STRENGTH = ("correction", "table", "gazetteer", "apposition", "collation", "office", "short form", "spelling")
KIND_ORDER = ("place", "group", "organisation", "person", "other")


def find_entities(
    reports: Iterable[Report | Mapping[str, Any]],
    *,
    segments: Mapping[str, Segments] | None = None,
    parses: Parses | None = None,
    variants: pa.Table | None = None,
    settings: NameSettings | None = None,
) -> Entities:
    """What the reports name: persons, organisations, places, groups, and which names mean the same thing.

    Names stand in running text only. ``variants`` (the table of that name) adds what copies of one text write for
    each other. The tables ``entities``, ``mentions`` and ``names`` do not depend on the order of the reports.
    Raises UsageError for reports without an id or a text.
    """
    chosen = settings or NameSettings()
    pile = as_reports(reports)
    cut = segments if segments is not None else {report.id: segment(report) for report in pile}
    parsed = parses if parses is not None else parse_sentences(distinct_sentences(pile, cut))
    named: list[Named] = []
    keys: list[str] = []
    evidence: list[str] = []
    pairs: list[tuple[str, str, str]] = []
    for report in pile:
        found = find_mentions(report, cut[report.id], parsed, chosen)
        joined = join_report(report.id, report.text, found)
        named.extend(Named(report.id, report.outlet, mention) for mention in found)
        keys.extend(joined.keys)
        evidence.extend(joined.evidence)
        pairs.extend(joined.pairs)
    rows = [] if variants is None else variants.to_pylist()
    return make_tables(named, join_pile(named, keys, evidence, pairs, rows, chosen), evidence)


def join_pile(
    named: Sequence[Named],
    keys: Sequence[str],
    evidence: list[str],
    pairs: Sequence[tuple[str, str, str]],
    variants: Sequence[Mapping[str, Any]],
    settings: NameSettings,
) -> list[str]:
    """Each mention's key after the joins across reports; ``evidence`` of mentions joined here is changed in place."""
    union = Union()
    members: dict[str, list[Named]] = {}
    places_of: dict[str, list[int]] = {}
    for i, (one, key) in enumerate(zip(named, keys, strict=True)):
        members.setdefault(key, []).append(one)
        places_of.setdefault(key, []).append(i)

    def join(short: str, full: str, why: str) -> None:
        union.join(short, full)
        for i in places_of[short]:
            if evidence[i] == "spelling":
                evidence[i] = why

    same_letters(members, union)
    for short, full, why in one_meaning(pairs, members, union):
        join(short, full, why)
    for short, full, why in attach_short(members, union):
        join(short, full, why)
    at = {(n.report_id, n.mention.begin, n.mention.end): key for n, key in zip(named, keys, strict=True)}
    for one_key, other_key in by_collation(variants, at, members, settings.collation_sites):
        if union.find(one_key) != union.find(other_key):
            join(one_key, other_key, "collation")
            join(other_key, one_key, "collation")
    return [union.find(key) for key in keys]


def one_meaning(
    pairs: Sequence[tuple[str, str, str]], members: Mapping[str, Sequence[Named]], union: Union
) -> list[tuple[str, str, str]]:
    """The pairs whose second name (letters, or the name in brackets) stands for one thing only in the whole pile."""
    meanings: dict[str, set[str]] = {}
    for short, full, _ in pairs:
        meanings.setdefault(short, set()).add(union.find(full))
    return [
        (short, full, why)
        for short, full, why in sorted(set(pairs))
        if len(meanings[short]) == 1 and short in members and full in members
    ]


def same_letters(members: Mapping[str, Sequence[Named]], union: Union) -> None:
    """Names without a place or a row in the tables, written with the same letters, are one thing if their kinds allow it.

    A pipeline's labels waver between kinds; only kinds that a report has firm signs of keep two things apart.
    """
    by_letters: dict[str, list[str]] = {}
    for key in sorted(members):
        mention = members[key][0].mention
        if mention.site is None and not mention.listed and not key.startswith("surname:"):
            for name in sorted({fold_name(n.mention.name) for n in members[key] if key_of(n.mention) == key}):
                by_letters.setdefault(name, []).append(key)
    for name, found in sorted(by_letters.items()):
        if len(found) < 2 or len(name) < 4:
            continue
        firm = {key: firm_kind(members[key]) for key in found}
        kinds = {"body" if k in ("group", "organisation", "other") else k for k in firm.values() if k}
        if len(kinds) <= 1 and not any(is_short(n.mention) for key in found for n in members[key][:1]):
            for key in found[1:]:
                union.join(found[0], key)


def firm_kind(found: Sequence[Named]) -> str | None:
    """The kind that a report's own words give a name, beyond a label."""
    best = max(found, key=lambda n: (max(n.mention.votes.values(), default=0.0), n.report_id, -n.mention.begin)).mention
    return best.kind if max(best.votes.values(), default=0.0) >= 3.0 else None


def attach_short(members: Mapping[str, Sequence[Named]], union: Union) -> list[tuple[str, str, str]]:
    """Bare surnames and letters joined to the one full name of other reports that they fit, where something else speaks for it.

    Something else is the same office before the name, or another name (not a place) that both reports hold.
    """
    holders: dict[str, set[str]] = {}
    in_report: dict[str, set[str]] = {}
    for key, found in members.items():
        for one in found:
            holders.setdefault(key, set()).add(one.report_id)
            if one.mention.kind != "place":
                in_report.setdefault(one.report_id, set()).add(union.find(key))
    full: dict[str, set[str]] = {}
    for key, found in members.items():
        if key.startswith("person:"):
            words = person_words(found[0].mention.name)
            if len(words) > 1:
                full.setdefault(words[-1], set()).add(key)
    joins = []
    for key in sorted(members):
        if not key.startswith("surname:"):
            continue
        surname = person_words(members[key][0].mention.name)[0]
        fitting = sorted({union.find(k) for k in full.get(surname, ())})
        if len(fitting) != 1:
            continue
        owner = min(k for k in full[surname] if union.find(k) == fitting[0])
        why = support(members[key], members[owner], in_report)
        if why:
            joins.append((key, owner, why))
    return joins


def support(short: Sequence[Named], full: Sequence[Named], in_report: Mapping[str, set[str]]) -> str | None:
    """What speaks for a bare surname's being the full name's of another report."""
    offices = [{n.mention.title for n in side if n.mention.title} for side in (short, full)]
    last = [{title.split()[-1] for title in side} - {"mr", "mrs", "ms", "dr"} for side in offices]
    if last[0] & last[1]:
        return "office"
    here = set().union(*(in_report.get(n.report_id, set()) for n in short))
    there = set().union(*(in_report.get(n.report_id, set()) for n in full))
    return "short form" if len(here & there) >= 1 else None


def make_tables(named: Sequence[Named], keys: Sequence[str], evidence: Sequence[str]) -> Entities:
    """The three tables."""
    groups: dict[str, list[int]] = {}
    for i, key in enumerate(keys):
        groups.setdefault(key, []).append(i)
    entities, mentions, names = [], [], []
    for key in sorted(groups):
        found = groups[key]
        kind = kind_of([named[i] for i in found])
        name = name_of([named[i] for i in found], [evidence[i] for i in found])
        entity_id = content_id("entity", kind, key)
        site = next((named[i].mention.site for i in found if named[i].mention.site is not None), None)
        entities.append(
            {
                "entity_id": entity_id,
                "kind": kind,
                "name": name,
                "latitude": site.latitude if site else None,
                "longitude": site.longitude if site else None,
                "geonames_id": site.geonames_id if site else None,
            }
        )
        forms: dict[tuple[str, str], list[int]] = {}
        for i in found:
            one = named[i]
            mentions.append(
                {
                    "mention_id": content_id("mention", one.report_id, one.mention.begin, one.mention.end),
                    "report_id": one.report_id,
                    "begin": one.mention.begin,
                    "end": one.mention.end,
                    "entity_id": entity_id,
                }
            )
            forms.setdefault((one.mention.name, one.outlet or ""), []).append(i)
        for (form, outlet), rows in sorted(forms.items()):
            why = min((evidence[i] for i in rows), key=STRENGTH.index)
            names.append(
                {"entity_id": entity_id, "name": form, "outlet": outlet or None, "count": len(rows), "evidence": why}
            )
    return Entities(
        schema.ordered("entities", schema.table("entities", entities)),
        schema.ordered("mentions", schema.table("mentions", mentions)),
        schema.ordered("names", schema.table("names", names)),
    )


def kind_of(found: Sequence[Named]) -> str:
    """The kind most mentions have; ties in a fixed order."""
    counts = Counter(n.mention.kind for n in found)
    return min(counts, key=lambda kind: (-counts[kind], KIND_ORDER.index(kind)))


def name_of(found: Sequence[Named], evidence: Sequence[str]) -> str:
    """The most frequent full form: no short form, no people's name, not all in capitals where there is another."""
    counts = Counter(n.mention.name for n in found)
    short = {n.mention.name for n, why in zip(found, evidence, strict=True) if why == "short form"}
    people = {n.mention.name for n in found if n.mention.site is not None and n.mention.site.demonym}
    shouted = {name for name in counts if name.isupper() and len(name) > 5}
    for left_out in (short | people | shouted, people | shouted, people, set()):
        left = {name: count for name, count in counts.items() if name not in left_out}
        if left:
            return min(left, key=lambda name: (-left[name], name))
    return ""
