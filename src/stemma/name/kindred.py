"""Names that reports of one matter share, told to be one thing though each report alone leaves that open.

Two reports are of one matter where they have two names or more in common that no table has, the names in question apart
(``KIN``): a stranger in the pile changes nothing.
"""

from collections.abc import Mapping, Sequence

from stemma.name import gazetteer
from stemma.name.across import KIN, MAJORITY, forms_of, holders_of, shared
from stemma.name.join import Named, Union, key_of, without_legal_form
from stemma.name.keys import fold_name, spelling_key
from stemma.name.known_as import BODY_KINDS
from stemma.name.match import person_words

Kin = Mapping[str, frozenset[str]]


def lone_names(
    members: Mapping[str, Sequence[Named]], union: Union, names: Mapping[str, frozenset[str]]
) -> list[tuple[str, str]]:
    """Single words by which kindred reports call somebody whom none of them names in full: one known by one name alone, or a
    surname that all of them leave bare.
    """
    full = {
        (n.report_id, spelling_key(word))
        for found in members.values()
        for n in found
        if n.mention.kind == "person" and len(person_words(n.mention.name)) > 1
        for word in person_words(n.mention.name)
    }
    alone: dict[str, list[str]] = {}
    for key in sorted(members):
        if key.startswith("surname:") and not key.endswith("@") and union.find(key) == key:
            word, _, report = key.removeprefix("surname:").partition("@")
            if (report, word) not in full:
                alone.setdefault(word, []).append(key)
    joins = []
    for found in alone.values():
        apart = frozenset().union(*(forms_of(members[key]) for key in found))
        known = [frozenset().union(*(names[report] for report in holders_of(members[key]))) - apart for key in found]
        for i, one in enumerate(found):
            joins += [(one, found[j]) for j in range(i + 1, len(found)) if len(known[i] & known[j]) >= KIN]
    return joins


def longer_names(members: Mapping[str, Sequence[Named]], union: Union, names: Kin) -> list[tuple[str, str]]:
    """A person's full name and the one longer name of kindred reports that begins or ends with it: "Dov Brask" and "Mallam Dov
    Brask". None where a report has both.
    """
    worded = {
        key: tuple(spelling_key(word) for word in person_words(found[0].mention.name))
        for key, found in sorted(members.items())
        if key.startswith("person:")
    }
    given = frozenset().union(*(gazetteer.load_words()[kind] for kind in ("first", "man", "woman")))
    known = frozenset(worded.values())
    by_part: dict[tuple[str, ...], list[str]] = {}
    for key, words in worded.items():
        name = members[key][0].mention.name
        for cut in range(1, len(words) - 1):
            # A firm's name that a label took in with a person's ("Brask Lindow * Mira Holt") is no part of it.
            if words[:cut] not in known or cut == 1:
                by_part.setdefault(words[cut:], []).append(key)
            if fold_name(name.split()[0]) in given and words[-cut:] not in known:
                by_part.setdefault(words[:-cut], []).append(key)
    joins = []
    for key, words in worded.items():
        if len(words) < 2:
            continue
        near = {}
        for longer in by_part.get(words, ()):
            apart = forms_of(members[key]) | forms_of(members[longer])
            apart |= {word for name in apart for word in name.split()}
            here, there = holders_of(members[key]), holders_of(members[longer])
            if not here & there and shared(here, there, names, apart) >= KIN:
                near[union.find(longer)] = longer
        if len(near) == 1:
            joins.append((key, min(near.values())))
    return joins


def free_bodies(named: Sequence[Named], keys: list[str], evidence: list[str], kin: Kin) -> None:
    """Bodies that a report takes for the short form of a longer name, freed in place where more of the kindred reports have the
    short name alone than have the longer one: what only one report writes longer is seldom the name.
    """
    alone: dict[str, set[str]] = {}
    held: dict[str, set[str]] = {}
    for one, key in zip(named, keys, strict=True):
        held.setdefault(key, set()).add(one.report_id)
        if key.startswith("body:") and key_of(one.mention) == key:
            alone.setdefault(key, set()).add(one.report_id)
    for i, one in enumerate(named):
        own = key_of(one.mention)
        if (
            own == keys[i]
            or evidence[i] != "short form"
            or one.mention.kind not in BODY_KINDS
            or " " not in one.mention.name
        ):
            continue
        near = [report for report in alone.get(own, ()) if len(kin[report] & kin[one.report_id]) > KIN]
        if len(near) >= MAJORITY * len(held[keys[i]]):
            keys[i], evidence[i] = own, "spelling"


def call_firms_short(named: Sequence[Named], keys: list[str], evidence: list[str]) -> None:
    """Single words that are the first of a firm's two names, which the report has named before, made the firm in place: "Brask"
    after "Brask Lindow". That it is a firm some report must say ("Brask Lindow Inc."): a firm's ware is not the firm.
    """
    firms: dict[str, str] = {}  # the first word of a firm's two, by key
    begins: dict[tuple[str, str], int] = {}
    longer: set[tuple[str, str]] = set()
    for one, key in zip(named, keys, strict=True):
        if one.mention.kind in BODY_KINDS and " " in one.mention.name:
            words = fold_name(one.mention.name).split()
            plain = without_legal_form(words)
            if len(plain) == 2 and len(words) > 2:
                firms[key] = plain[0]
            longer.add((one.report_id, key))
            at = (one.report_id, key)
            begins[at] = min(one.mention.begin, begins.get(at, one.mention.begin))
    called: dict[str, list[str]] = {}
    for key, first in sorted(firms.items()):
        called.setdefault(first, []).append(key)
    for i, one in enumerate(named):
        m = one.mention
        if (
            m.kind not in BODY_KINDS
            or " " in m.name
            or m.site is not None
            or m.listed
            or (one.report_id, keys[i]) in longer
        ):
            continue
        before = [
            key for key in called.get(fold_name(m.name), ())
            if begins.get((one.report_id, key), m.begin) < m.begin
        ]  # fmt: skip
        if len(before) == 1:
            keys[i], evidence[i] = before[0], "short form"


def agree_on_sites(named: list[Named], keys: list[str], kin: Kin) -> None:
    """Towns that a report takes for another of the name than most kindred reports do, made theirs in place."""
    taken: dict[str, dict[str, list[int]]] = {}
    for i, one in enumerate(named):
        site = one.mention.site
        if site is not None and site.kind == "city" and keys[i] == key_of(one.mention):
            taken.setdefault(fold_name(one.mention.name), {}).setdefault(keys[i], []).append(i)
    for of_name in taken.values():
        if len(of_name) < 2:
            continue
        reports = {key: {named[i].report_id for i in found} for key, found in of_name.items()}
        usual = max(len(theirs) for theirs in reports.values())
        changes: list[tuple[int, int]] = []
        for key, found in sorted(of_name.items()):
            if len(reports[key]) == usual:
                continue
            meant = {report: _usual_of(report, key, reports, kin) for report in sorted(reports[key])}
            changes += [(i, of_name[other][0]) for i in found if (other := meant[named[i].report_id]) != key]
        for i, j in changes:
            named[i] = named[i]._replace(mention=named[i].mention._replace(site=named[j].mention.site))
            keys[i] = keys[j]


def _usual_of(report: str, key: str, reports: Mapping[str, set[str]], kin: Kin) -> str:
    """Of several things of one name the one that clearly more of a report's kindred mean than mean what it means, else that."""
    near = {
        other: sum(one == report or len(kin[one] & kin[report]) >= KIN for one in theirs)
        for other, theirs in reports.items()
    }
    most = min(near, key=lambda other: (-near[other], other))
    return most if near[most] >= MAJORITY * near[key] else key
