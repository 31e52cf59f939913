"""Which names mean the same, over a pile of reports: entities, their mentions, and what each outlet calls them."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pyarrow as pa

from stemma.model import Entities, NameCorrection, Report, Segments
from stemma.name import gazetteer
from stemma.name.across import (
    MAJORITY,
    agree,
    bare_bodies,
    loose_persons,
    names_of,
    peoples,
    state_bodies,
    with_doubtful,
)
from stemma.name.bearers import DOMINANT, POLITE, free_relatives, free_women, kindred
from stemma.name.candidates import Labels
from stemma.name.capitals import governments
from stemma.name.copies import by_collation
from stemma.name.join import Named, Union, is_short, join_report, key_of, without_initials
from stemma.name.keys import fold_name, spelling_key
from stemma.name.kindred import agree_on_sites, call_firms_short, free_bodies, lone_names, longer_names
from stemma.name.match import has_surname, person_words
from stemma.name.mentions import FIRM, find_mentions
from stemma.name.own import apply_names, check_name, without_none
from stemma.name.tables import describe_all, make_tables
from stemma.parse import Parses, distinct_sentences, parse_sentences
from stemma.reports import as_reports
from stemma.segment import segment
from stemma.settings import NameSettings

LITTLE = 5.5  # decimal logarithm of inhabitants: a town that a surname may be taken for


def find_entities(
    reports: Iterable[Report | Mapping[str, Any]],
    *,
    segments: Mapping[str, Segments] | None = None,
    parses: Parses | None = None,
    variants: pa.Table | None = None,
    corrections: Iterable[NameCorrection] = (),
    settings: NameSettings | None = None,
) -> Entities:
    """What the reports name: persons, organisations, places, groups, and which names mean the same thing.

    Names stand in running text only. ``variants`` (the table of that name) adds what copies of one text write for
    each other; ``corrections`` are the user's own word on names. The tables ``entities``, ``mentions`` and ``names`` do not depend on the order of the reports.
    Raises UsageError for reports without an id or a text, and for a correction that says nothing.
    """
    chosen = settings or NameSettings()
    own = [check_name(one) for one in corrections]
    pile = as_reports(reports)
    cut = segments if segments is not None else {report.id: segment(report) for report in pile}
    parsed = parses if parses is not None else parse_sentences(distinct_sentences(pile, cut))
    named: list[Named] = []
    keys: list[str] = []
    evidence: list[str] = []
    pairs: list[tuple[str, str, str]] = []
    seen: Labels = {}
    found_in = [find_mentions(report, cut[report.id], parsed, chosen, own, seen) for report in pile]
    mentions = [without_none(found, own) for found in agree(with_doubtful(found_in))]
    kin: dict[str, frozenset[str]] = {}
    for report, found in zip(pile, mentions, strict=True):
        kin[report.id] = names_of(found)
        body = min((block.begin for block in report.blocks if block.kind == "body"), default=0)
        joined = join_report(report.id, report.text, found, body)
        bare_bodies(report.id, found, joined.keys, joined.evidence)
        found = governments(report.text, cut[report.id], parsed, found, joined.keys, joined.evidence)
        named.extend(Named(report.id, report.outlet, mention) for mention in found)
        keys.extend(joined.keys)
        evidence.extend(joined.evidence)
        pairs.extend(joined.pairs)
    rows = [] if variants is None else variants.to_pylist()
    texts = {report.id: report.text for report in pile}
    final = join_pile(named, keys, evidence, pairs, kin, rows, texts, chosen)
    called = apply_names(named, final, evidence, own)
    return make_tables(named, final, evidence, describe_all(pile, cut, parsed, named, final), called)


def join_pile(
    named: list[Named],
    keys: list[str],
    evidence: list[str],
    pairs: Sequence[tuple[str, str, str]],
    kin: Mapping[str, frozenset[str]],
    variants: Sequence[Mapping[str, Any]],
    texts: Mapping[str, str],
    settings: NameSettings,
) -> list[str]:
    """Each mention's key after the joins across reports; mentions and ``evidence`` that the pile decides change in place."""
    union = Union()
    free_relatives(named, keys, evidence, kin)
    free_women(named, keys, evidence)
    called_by_family(named, keys, evidence)
    free_bodies(named, keys, evidence, kin)
    call_firms_short(named, keys, evidence, kin)
    agree_on_sites(named, keys, kin, texts)
    before = told_as_person(named, keys, evidence, kin)
    members: dict[str, list[Named]] = {}
    places_of: dict[str, list[int]] = {}
    for i, (item, key) in enumerate(zip(named, keys, strict=True)):
        members.setdefault(key, []).append(item)
        places_of.setdefault(key, []).append(i)

    def join(short: str, full: str, why: str) -> None:
        union.join(short, full)
        for i in places_of[short]:
            if evidence[i] in ("spelling", "forces"):
                evidence[i] = why

    same_letters(members, union)
    initials(members, union)
    for short, full, why in one_meaning(pairs, members, union):
        join(short, full, why)
    for one_key, other_key in loose_persons(members, union, kin):
        union.join(one_key, other_key)
    for short, full, why in attach_short(members, union, kin):
        join(short, full, why)
    for short, full, why in state_bodies(members, union, kin) + peoples(members, union, kin):
        join(short, full, why)
    for short, full in weak_surnames(members, union):
        join(short, full, "spelling")
    for one_key, other_key in longer_names(members, union, kin) + lone_names(members, union, kin):
        union.join(one_key, other_key)
    for i, (one, key) in sorted(before.items()):
        if not union.find(keys[i]).startswith("person:"):
            named[i], keys[i], evidence[i] = one, key, one.mention.evidence
    for one_key, other_key in by_collation(variants, named, keys, texts, settings.collation_sites):
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


def weak_surnames(members: Mapping[str, Sequence[Named]], union: Union) -> list[tuple[str, str]]:
    """Single words labelled as a person's that no full name claims, and that other reports use for one place or body."""
    letters: dict[str, set[str]] = {}
    weight: dict[str, int] = {}
    for key, found in members.items():
        mention = found[0].mention
        if mention.kind != "person" and mention.site is None and not mention.listed:
            root = union.find(key)
            letters.setdefault(fold_name(mention.name), set()).add(root)
            weight[root] = weight.get(root, 0) + len(found)
    pairs = []
    for key in sorted(members):
        if key.startswith("surname:") and union.find(key) == key and firm_kind(members[key]) is None:
            owners = letters.get(fold_name(members[key][0].mention.name), set())
            if len(owners) == 1 and weight[min(owners)] > len(members[key]):
                pairs.append((key, min(owners)))
    return pairs


def firm_kind(found: Sequence[Named]) -> str | None:
    """The kind that a report's own words give a name, beyond a label."""
    best = max(found, key=lambda n: (max(n.mention.votes.values(), default=0.0), n.report_id, -n.mention.begin)).mention
    return best.kind if max(best.votes.values(), default=0.0) >= FIRM else None


def initials(members: Mapping[str, Sequence[Named]], union: Union) -> None:
    """ "Anna Holt" and "Anna B. Holt" are one person, unless the pile has an "Anna C. Holt" too."""
    by_core: dict[str, dict[str, list[str]]] = {}
    for key in sorted(members):
        if key.startswith("person:"):
            core, middle = without_initials(key)
            by_core.setdefault(core, {}).setdefault(middle, []).append(key)
    for _, middles in sorted(by_core.items()):
        if len([middle for middle in middles if middle]) == 1:
            found = sorted(key for keys in middles.values() for key in keys)
            for key in found[1:]:
                union.join(found[0], key)


def attach_short(
    members: Mapping[str, Sequence[Named]], union: Union, kin: Mapping[str, frozenset[str]]
) -> list[tuple[str, str, str]]:
    """Bare surnames joined to the one full name of other reports that they fit and that something else speaks for.

    Something else is the same office before the name, or another name (no place, no listed body) that both reports
    hold. A full name that nothing else speaks for does not count, so that a stranger of that name changes nothing.
    """
    in_report: dict[str, set[str]] = {}
    full: dict[str, set[str]] = {}
    holders: dict[str, set[str]] = {}
    leading: dict[str, dict[str, set[str]]] = {}
    for key, found in members.items():
        for one in found:
            if one.mention.kind == "group" or (
                one.mention.kind in ("person", "organisation") and not one.mention.listed
            ):
                in_report.setdefault(one.report_id, set()).add(union.find(key))
        if key.startswith("person:"):
            whole = [n for n in found if len(person_words(n.mention.name)) > 1]
            for surname in sorted({person_words(n.mention.name)[-1] for n in whole}):
                full.setdefault(surname, set()).add(key)
            holders.setdefault(union.find(key), set()).update(n.report_id for n in whole)
            for n in whole:
                leading.setdefault(person_words(n.mention.name)[0], {}).setdefault(union.find(key), set()).add(
                    n.report_id
                )
    titles = {key: {n.mention.title.split()[-1] for n in found if n.mention.title} for key, found in members.items()}
    reports = {key: {n.report_id for n in found} & in_report.keys() for key, found in members.items()}
    joins = []
    for key in sorted(members):
        if not key.startswith("surname:") or key.endswith("@"):
            continue
        surname = person_words(members[key][0].mention.name)[0]
        spoken: dict[str, set[str]] = {"office": set(), "short form": set()}
        owners: dict[str, str] = {}
        for owner in sorted(full.get(surname, ())):
            root = union.find(owner)
            if owner.endswith(" jr") and any(n.report_id == members[key][0].report_id for n in members[owner]):
                continue  # the report itself has the junior, and did not mean him
            owners.setdefault(root, owner)
            for why in support(key, owner, titles, reports, in_report):
                spoken[why].add(root)
        # Where a family's name stands first, it is the first word that a report goes on with.
        first = [len(kindred(held, members[key], kin)) for held in leading.get(surname, {}).values()]
        for why in ("office", "short form"):
            if len(spoken[why]) == 1:
                owner = min(spoken[why])
                if first and max(first) >= DOMINANT * max(len(kindred(holders[owner], members[key], kin)), 1):
                    joins.append((key, f"person:@{key}", "spelling"))  # rather one whose name begins with the word
                    break
                joins.append((key, owners[min(spoken[why])], why))
                break
            if spoken[why]:
                chief = dominant({root: kindred(holders[root], members[key], kin) for root in spoken[why]})
                if chief:
                    joins.append((key, owners[chief], why))
                break
    return joins


def dominant(reports: Mapping[str, set[str]]) -> str | None:
    """Of persons with one surname the one whom far more kindred reports name in full than any other: readers know whom it means."""
    ranked = sorted(reports, key=lambda root: (-len(reports[root]), root))
    first, second = (len(reports[root]) for root in ranked[:2])
    return ranked[0] if first and first >= DOMINANT * second else None


def support(
    short: str,
    full: str,
    titles: Mapping[str, set[str]],
    reports: Mapping[str, set[str]],
    in_report: Mapping[str, set[str]],
) -> list[str]:
    """What speaks for a bare surname's being the full name's of another report. ``titles`` are the offices before each name, by
    its key, ``reports`` those that hold it, of which ``in_report`` are the other names.
    """
    here = set().union(*(in_report[report] for report in reports[short]))
    shared = [] if all(here.isdisjoint(in_report[report]) for report in reports[full]) else ["short form"]
    return ["office", *shared] if (titles[short] & titles[full]) - POLITE else shared


def called_by_family(named: list[Named], keys: list[str], evidence: list[str]) -> None:
    """Single words that only a label or a little town's name speaks for, and with which the full name of the one person of
    that name begins whom the report has named before, made that person in place: where the family's name stands first
    ("Ren Guolin", then "Ren said"), a report goes on with it. A given name is none.
    """
    given = gazetteer.load_words()["first"]
    leading: dict[tuple[str, str], dict[str, int]] = {}
    for one, key in zip(named, keys, strict=True):
        words = person_words(one.mention.name)
        if key.startswith("person:") and len(words) == 2 and words[0] not in given and has_surname(one.mention.name):
            holders = leading.setdefault((one.report_id, words[0]), {})
            holders[key] = min(one.mention.begin, holders.get(key, one.mention.begin))
    for i, one in enumerate(named):
        m = one.mention
        holders = leading.get((one.report_id, fold_name(m.name)), {}) if " " not in m.name else {}
        if len(holders) != 1 or m.listed or m.kind == "person" or max(m.votes.values(), default=0.0) >= FIRM:
            continue
        ((owner, begin),) = holders.items()
        if begin < m.begin and (m.site is None or (m.site.kind == "city" and m.site.weight <= LITTLE)):
            named[i] = one._replace(mention=m._replace(kind="person", site=None, evidence="short form"))
            keys[i], evidence[i] = owner, "short form"


def told_as_person(
    named: list[Named], keys: list[str], evidence: list[str], kin: Mapping[str, frozenset[str]]
) -> dict[int, tuple[Named, str]]:
    """Single words that only a label or a little town's name speaks for, and that are the surname of a person of the pile,

    made surnames in place; what they were is returned, by index, for those that no person can be found for. What a
    report takes firmly for a body or a thing is a surname too where far more of the kindred reports call a person so.
    """
    surnames = {
        person_words(n.mention.name)[-1]
        for n, key in zip(named, keys, strict=True)
        if key.startswith("person:") and len(person_words(n.mention.name)) > 1
    }
    callers: dict[str, set[str]] = {}
    others: dict[str, set[str]] = {}
    for n, key in zip(named, keys, strict=True):
        if " " not in n.mention.name and fold_name(n.mention.name) in surnames:
            side = callers if key.startswith(("person:", "surname:")) else others
            side.setdefault(fold_name(n.mention.name), set()).add(n.report_id)
    called: dict[tuple[str, str], bool] = {}
    before: dict[int, tuple[Named, str]] = {}
    for i, (one, key) in enumerate(zip(named, keys, strict=True)):
        m = one.mention
        name = fold_name(m.name)
        if " " in m.name or m.listed or m.kind == "person" or name not in surnames:
            continue
        if m.site is not None and (m.site.kind != "city" or m.site.weight > LITTLE):
            continue
        if max(m.votes.values(), default=0.0) >= FIRM:
            at = (name, one.report_id)
            if at not in called:
                near = [len(kindred(side.get(name, set()), [one], kin)) for side in (callers, others)]
                # No report means a hamlet by a name by which those of the same matter call a person.
                called[at] = near[0] >= (MAJORITY if m.kind == "place" else DOMINANT) * max(near[1], 1)
            if not called[at]:
                continue
        before[i] = (one, key)
        evidence[i] = "spelling"
        named[i] = one._replace(mention=m._replace(kind="person", site=None, evidence="spelling"))
        keys[i] = f"surname:{spelling_key(name)}@{one.report_id}"
    return before
