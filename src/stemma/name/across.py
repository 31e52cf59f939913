"""What several reports say together of a name that no table knows: its kind, its other forms, its state, its people.

Reports bear on one another only where they share a name, so that a stranger in the pile changes nothing: a name's
kind is settled among the reports that have that name, and two forms are joined where their reports share another.
"""

import re
from collections.abc import Iterable, Mapping, Sequence

from stemma.name.candidates import Mention
from stemma.name.join import Named, Union, is_bare_body, stem, without_legal_form
from stemma.name.keys import fold_name, skeleton, spelling_key
from stemma.name.known_as import BODY_KINDS
from stemma.name.match import match_names, person_words
from stemma.name.mentions import FIRM, Found
from stemma.name.near import count_near, group_near

ORDER = ("group", "organisation", "person", "place", "other")
MOST = 4.0  # what one report may say of a name's kind at most
CLEARLY = 4  # times as many kindred reports that are sure of one kind as are of the next
MAJORITY = 2  # times as many kindred reports from which one that is sure of another kind is mistaken
KIN = 2  # names that two reports share before bare names of bodies in both are held to be one


def unknown(mention: Mention) -> bool:
    return mention.site is None and not mention.listed


def class_of(kind: str) -> str:
    return "body" if kind in BODY_KINDS else kind


def agree(piles: Sequence[Sequence[Mention]]) -> list[list[Mention]]:
    """The mentions of each report, every unknown name with the one kind that all reports that have it speak for.

    Where reports are sure of different kinds (a person here, a place there) each keeps its own, and so does a report
    that has the full name of the person whose surname it is.
    """
    votes: dict[str, list[tuple[int, str, Mapping[str, float]]]] = {}
    firms: dict[str, set[int]] = {}
    full: list[frozenset[str]] = []
    for r, mentions in enumerate(piles):
        seen: set[str] = set()
        for m in mentions:
            name = fold_name(m.name)
            if unknown(m) and name not in seen:
                seen.add(name)
                votes.setdefault(name, []).append((r, m.kind, m.votes))
            firm = " ".join(without_legal_form(name.split()))
            if firm != name and unknown(m):
                firms.setdefault(firm, set()).add(r)
        full.append(
            frozenset(
                person_words(m.name)[-1] for m in mentions if m.kind == "person" and len(person_words(m.name)) > 1
            )
        )
    own = [names_of(mentions) for mentions in piles]
    decided: dict[tuple[int, str], tuple[str, Mapping[str, float]]] = {}
    for name, said in votes.items():
        if len(said) > 1:
            for r, kind, totals in settle_kind(name, said, own):
                decided[(r, name)] = (kind, totals)
    for name, holders in firms.items():
        told = with_full_name(name, votes.get(name, ()), sorted(holders), own)
        for r, kind, totals in settle_kind(name, told, own):
            decided[(r, name)] = (kind, totals)
    result = []
    for r, mentions in enumerate(piles):
        changed = []
        for m in mentions:
            name = fold_name(m.name)
            if unknown(m) and (r, name) in decided and not (m.kind == "person" and name in full[r]):
                kind, totals = decided[(r, name)]
                m = m._replace(kind=kind, votes=totals)
            changed.append(m)
        result.append(changed)
    return result


def with_full_name(
    name: str,
    said: Sequence[tuple[int, str, Mapping[str, float]]],
    holders: Sequence[int],
    own: Sequence[frozenset[str]],
) -> list[tuple[int, str, Mapping[str, float]]]:
    """What the ``holders``, which have a firm's full name ("Brask Mills Inc."), and their kindred say of ``name`` ("Brask Mills"):
    the holders that it is a firm.
    """
    near = count_near([own[r] for r, _, _ in said], [(name, own[r]) for r in holders], frozenset({name}), KIN)
    kin = [one for one, counts in zip(said, near, strict=True) if one[0] in holders or counts[name]]
    return kin + [(r, "organisation", {"organisation": MOST}) for r in holders] if kin else []


def settle_kind(
    name: str, said: Sequence[tuple[int, str, Mapping[str, float]]], own: Sequence[frozenset[str]]
) -> list[tuple[int, str, Mapping[str, float]]]:
    """The kind that each of the reports which have a name (and say so much of it) is to give it, where that is settled."""
    sure = {r: class_of(kind) for r, kind, sums in said if sums.get(kind, 0.0) >= FIRM}
    totals: dict[str, float] = {}
    for _, _, sums in said:
        for kind, weight in sums.items():
            totals[kind] = totals.get(kind, 0.0) + min(weight, MOST)

    def best(classes: set[str]) -> str:
        allowed = [kind for kind in ORDER if not classes or class_of(kind) in classes]
        return max(allowed, key=lambda k: (round(totals.get(k, 0.0), 4), -ORDER.index(k)))

    if len(set(sure.values())) <= 1:
        kind = best(set(sure.values()))
        return [(r, kind, totals) for r, _, _ in said]
    others = [(sure[s], own[s]) for s in sorted(sure)]
    apart = frozenset({name})
    loose = [(r, sums) for r, _, sums in said if r not in sure]
    settled = []
    for (r, sums), near in zip(loose, count_near([own[r] for r, _ in loose], others, apart, 1), strict=True):
        first, second, *_ = sorted(near.items(), key=lambda one: (-one[1], one[0]))
        if first[1] and first[1] >= CLEARLY * second[1]:
            settled.append((r, best({first[0]}), sums))
    # What a report takes for something else than most reports do that tell of the same things, it takes wrongly.
    firm = [(r, sums) for r, _, sums in said if r in sure]
    for (r, sums), near in zip(firm, count_near([own[r] for r, _ in firm], others, apart, KIN), strict=True):
        most, number = min(near.items(), key=lambda one: (-one[1], one[0]))
        if most != sure[r] and number >= MAJORITY * max(near[sure[r]], 1):
            settled.append((r, best({most}), sums))
    return settled


def names_of(mentions: Iterable[Mention]) -> frozenset[str]:
    """The folded names by which a report may be told to be kin to another: those that no table has."""
    return frozenset(fold_name(m.name) for m in mentions if unknown(m))


def with_doubtful(found: Sequence[Found]) -> list[list[Mention]]:
    """The mentions of each report, and the words at its sentences' heads that a report which shares another name has as a name."""
    own = [names_of(one.mentions) for one in found]
    holders: dict[str, list[int]] = {}
    models: dict[tuple[int, str], Mention] = {}
    for r, one in enumerate(found):
        for m in one.mentions:
            if unknown(m) and " " not in m.name and (r, fold_name(m.name)) not in models:
                models[(r, fold_name(m.name))] = m
                holders.setdefault(fold_name(m.name), []).append(r)
    result = []
    for r, one in enumerate(found):
        extra = []
        for m in one.doubtful:
            name = fold_name(m.name)
            kin = [s for s in holders.get(name, ()) if s != r and (own[r] & own[s]) - {name}]
            if kin:
                extra.append(m._replace(kind=models[(kin[0], name)].kind))
        result.append(sorted([*one.mentions, *extra], key=lambda m: m.begin))
    return result


def shared(
    one: Iterable[str], other: Iterable[str], names: Mapping[str, frozenset[str]], without: frozenset[str]
) -> int:
    """How many names the reports of two things have in common, the things' own apart."""
    return len((names_in(one, names) & names_in(other, names)) - without)


def names_in(reports: Iterable[str], names: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """The names of all of some reports."""
    return frozenset().union(*(names[report] for report in reports))


def holders_of(found: Sequence[Named]) -> frozenset[str]:
    return frozenset(n.report_id for n in found)


def forms_of(found: Sequence[Named]) -> frozenset[str]:
    return frozenset(fold_name(n.mention.name) for n in found)


def state_bodies(
    members: Mapping[str, Sequence[Named]], union: Union, names: Mapping[str, frozenset[str]]
) -> list[tuple[str, str, str]]:
    """ "Fisheries Ministry" to the one "Varlandian Fisheries Ministry" of kindred reports; else to its like in them."""
    bare: dict[str, list[str]] = {}
    for key in sorted(members):
        if key.startswith("body:") and "@@" in key:
            bare.setdefault(key.partition("@@")[0].removeprefix("body:"), []).append(key)
    longer: dict[str, list[str]] = {}
    for key in sorted(members):
        words = key.removeprefix("body:").split()
        if not key.startswith("body:") or "@@" in key or len(words) < 3:
            continue
        for i in range(len(words)):
            rest = " ".join(words[:i] + words[i + 1 :])
            if rest in bare:
                longer.setdefault(rest, []).append(key)
    joins = []
    for rest, keys in sorted(bare.items()):
        alone = []
        for key in keys:
            apart = forms_of(members[key])
            owners = {
                union.find(full)
                for full in longer.get(rest, ())
                if shared(holders_of(members[key]), holders_of(members[full]), names, apart | forms_of(members[full]))
            }
            if len(owners) == 1:
                joins.append((key, min(owners), "short form"))
            elif not owners:
                alone.append(key)
        forms = frozenset().union(*(forms_of(members[key]) for key in alone))
        known = [names_in(holders_of(members[key]), names) for key in alone]
        for group in group_near(known, forms, KIN):
            joins += [(alone[other], alone[group[0]], "spelling") for other in group[1:]]
    return joins


def peoples(
    members: Mapping[str, Sequence[Named]], union: Union, names: Mapping[str, frozenset[str]]
) -> list[tuple[str, str, str]]:
    """A people that no table knows ("Varlandian") to the one place of kindred reports whose name it is made from."""
    places: dict[str, list[str]] = {}
    for key in sorted(members):
        first = members[key][0].mention
        if key.startswith("place:") and unknown(first) and " " not in first.name:
            for name in sorted(forms_of(members[key])):
                places.setdefault(stem(name), []).append(key)
    joins = []
    for key in sorted(members):
        first = members[key][0].mention
        folded = fold_name(first.name)
        if not unknown(first) or " " in folded or first.kind == "person":
            continue
        root = stem(folded.removesuffix("s"))
        if root == folded or not re.search(r"(?:an|ans|ese|ish|i|is)$", folded):
            continue
        near = {
            union.find(place)
            for place in places.get(root, ())
            if place != key
            and shared(holders_of(members[key]), holders_of(members[place]), names, forms_of(members[key]))
        }
        if len(near) == 1 and union.find(key) not in near:
            joins.append((key, min(near), "spelling"))
    return joins


def loose_persons(
    members: Mapping[str, Sequence[Named]], union: Union, names: Mapping[str, frozenset[str]]
) -> list[tuple[str, str]]:
    """Two full names with one surname whose given names differ in vowels alone, of the same office, in kindred reports.

    Never where one report has both: it may tell two persons apart.
    """
    groups: dict[tuple[str, ...], dict[str, list[Named]]] = {}
    for key in sorted(members):
        if not key.startswith("person:"):
            continue
        for named in members[key]:
            words = person_words(named.mention.name)
            if len(words) > 1:
                bones = tuple(skeleton(word).removeprefix("a") for word in words[:-1])
                if all(len(bone) > 1 for bone in bones):
                    group = groups.setdefault((spelling_key(words[-1]), *bones), {})
                    group.setdefault(union.find(key), []).append(named)
    joins = []
    for _, group in sorted(groups.items()):
        roots = sorted(group)
        for i, one in enumerate(roots):
            for other in roots[i + 1 :]:
                left, right = group[one], group[other]
                offices = [frozenset().union(*(n.mention.roles for n in side)) for side in (left, right)]
                apart = forms_of(left) | forms_of(right)
                apart |= {name.split()[-1] for name in apart}
                if (
                    offices[0] & offices[1]
                    and not holders_of(left) & holders_of(right)
                    and shared(holders_of(left), holders_of(right), names, apart)
                    and match_names(left[0].mention.name, right[0].mention.name, "person") >= 0.5
                ):
                    joins.append((one, other))
    return joins


def bare_bodies(report_id: str, mentions: Sequence[Mention], keys: list[str], evidence: list[str]) -> None:
    """Bodies of a state that is not named: to the report's one fuller name, else the report's own, in place."""
    for i, m in enumerate(mentions):
        if not unknown(m) or not keys[i].startswith("body:") or not is_bare_body(m.name, mentions):
            continue
        words = keys[i].removeprefix("body:").split()
        full = sorted(
            {
                keys[j]
                for j, other in enumerate(mentions)
                if keys[j].startswith("body:")
                and unknown(other)
                and less_one(keys[j].removeprefix("body:").split(), words)
            }
        )
        if len(full) == 1:
            keys[i], evidence[i] = full[0], "short form"
        elif not full:
            keys[i] = f"{keys[i]}@@{report_id}"


def less_one(long: Sequence[str], short: Sequence[str]) -> bool:
    return len(long) == len(short) + 1 and any(
        list(long[:i]) + list(long[i + 1 :]) == list(short) for i in range(len(long))
    )
