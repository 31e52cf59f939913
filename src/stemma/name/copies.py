"""Names that stand against each other where copies of one text differ."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence

from stemma.name.candidates import Mention
from stemma.name.join import Named, forces_key, key_of
from stemma.name.keys import fold_name, skeleton
from stemma.name.known_as import BODY_KINDS
from stemma.name.match import match_names

KINDS = frozenset(["name", "spelling", "wording"])  # kinds of variants in which a name may stand for another


def compatible(left: Sequence[Mention], right: Sequence[Mention]) -> bool:
    """Whether two things may be one: of one kind, in no two places, not two rows of a table, not two first names."""
    sites = [{key_of(m) for m in side if m.site} for side in (left, right)]
    if sites[0] and sites[1]:
        return bool(sites[0] & sites[1])
    listed = [{m.listed for m in side if m.listed} for side in (left, right)]
    if listed[0] and listed[1]:
        return bool(listed[0] & listed[1])
    kinds = [{m.kind for m in side} for side in (left, right)]
    if kinds[0] & kinds[1]:
        if "person" in kinds[0] & kinds[1]:
            return any(match_names(a.name, b.name, "person") >= 0.5 for a in left[:20] for b in right[:20])
        return True
    return bool(kinds[0] <= BODY_KINDS and kinds[1] <= BODY_KINDS)


def at_site(
    text: str, begin: int, end: int, mentions: Sequence[tuple[int, int, str]]
) -> tuple[str, tuple[str, str]] | None:
    """The key of the one mention that a reading is, or is part of, and the words of it on both sides of the reading."""
    index = bisect_left(mentions, (begin, -1, ""))
    if index and mentions[index - 1][1] > begin:
        index -= 1
    if index == len(mentions) or mentions[index][0] > begin or mentions[index][1] < end or begin == end:
        return None
    left, right, key = mentions[index]
    return key, (fold_name(text[left:begin]), fold_name(text[end:right]))


def by_collation(
    variants: Iterable[Mapping[str, object]],
    named: Sequence[Named],
    keys: Sequence[str],
    texts: Mapping[str, str],
    least_sites: int,
) -> list[tuple[str, str]]:
    """Pairs of keys whose names stand against each other where copies differ, and may be names of one thing.

    A reading may be part of a name ("Varlandian [army]"), if what surrounds it in the names is the same. One such place
    is enough for names that are alike; names that are not need ``least_sites`` of them.
    """
    members: dict[str, list[Named]] = {}
    mentions: dict[str, list[tuple[int, int, str]]] = {}
    for one, key in zip(named, keys, strict=True):
        members.setdefault(key, []).append(one)
        mentions.setdefault(one.report_id, []).append((one.mention.begin, one.mention.end, key))
    for found in mentions.values():
        found.sort()
    sites: dict[str, set[tuple[str, tuple[str, str]]]] = {}
    for row in variants:
        report = str(row["report_id"])
        if row.get("kind") in KINDS and report in mentions:
            here = at_site(texts[report], int(str(row["begin"])), int(str(row["end"])), mentions[report])
            if here is not None:
                sites.setdefault(str(row["site_id"]), set()).add(here)
    counts: dict[tuple[str, str], int] = {}
    for site in sorted(sites):
        pairs = {
            (min(one, other), max(one, other))
            for one, around in sites[site]
            for other, beside in sites[site]
            if one != other and around == beside
        }
        for pair in pairs:
            counts[pair] = counts.get(pair, 0) + 1
    joined = []
    for (first, second), count in sorted(counts.items()):
        left, right = ([n.mention for n in members[key]] for key in (first, second))
        if compatible(left, right) and (
            alike(left, right) or (count >= least_sites and never_both(members[first], members[second]))
        ):
            joined.append((first, second))
    return joined


def alike(left: Sequence[Mention], right: Sequence[Mention]) -> bool:
    if same_forces(left, right):
        return True
    kind = left[0].kind if left[0].kind == right[0].kind else "other"
    names = [sorted({m.name for m in side})[:10] for side in (left, right)]
    return any(match_names(a, b, kind) >= 0.5 or bones_alike(a, b, kind) for a in names[0] for b in names[1])


def bones_alike(a: str, b: str, kind: str) -> bool:
    return kind == "place" and skeleton(a) == skeleton(b) and len(skeleton(a)) >= 3


def never_both(left: Sequence[Named], right: Sequence[Named]) -> bool:
    """Whether no report uses both names: one that does may tell two things apart."""
    return not {n.report_id for n in left} & {n.report_id for n in right}


def same_forces(left: Sequence[Mention], right: Sequence[Mention]) -> bool:
    """Whether both are a state's army or forces, of the same state: "Varlandian Army" and "Varlandian government forces"."""
    states = [{forces_key(m.name.replace(" Army", " army")) for m in side} for side in (left, right)]
    return bool((states[0] & states[1]) - {None})
