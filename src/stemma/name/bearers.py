"""Whom a bare surname means where a report names in full only a person whom other reports hardly know by it.

Where a report says "President Holt" and, of those named Holt, has only his wife in full, its readers still know whom
the bare name means. What other reports may say of this is bounded to those that share other names with the report.
"""

from collections.abc import Mapping, Sequence

from stemma.name.join import JUNIOR, Named, without_initials
from stemma.name.keys import fold_name, spelling_key
from stemma.name.match import has_surname, person_words

DOMINANT = 4  # times as many kindred reports as the next
WOMEN = frozenset(["mrs", "ms", "miss", "madam"])
POLITE = frozenset(["mr", "mrs", "ms", "miss", "dr", "sir", "lady", "first lady"])


def kindred(reports: set[str], short: Sequence[Named], kin: Mapping[str, frozenset[str]]) -> set[str]:
    """Those of the reports that share a name with a report that has the bare surname, that name and its full forms apart."""
    here: set[str] = set()
    apart = set()
    for one in short:
        here |= kin[one.report_id]
        apart.add(fold_name(one.mention.name))
    bare = {name for name in here if apart.isdisjoint(name.split())}
    return {report for report in reports if not bare.isdisjoint(kin[report])}


def free_relatives(
    named: Sequence[Named], keys: list[str], evidence: list[str], kin: Mapping[str, frozenset[str]]
) -> None:
    """Bare surnames that a report's only full name would claim, freed in place where another person bears the surname

    in far more of the kindred reports. They may then be joined by what else speaks for it if the report has an office
    before the surname that the other holds, or uses it before the full name; else they stay the report's own.
    """
    bearers: dict[str, dict[str, set[str]]] = {}
    offices: dict[str, set[str]] = {}
    begins: dict[tuple[str, str], int] = {}
    known: set[tuple[str, str]] = set()
    short: dict[tuple[str, str], list[int]] = {}
    for i, (one, key) in enumerate(zip(named, keys, strict=True)):
        if not key.startswith("person:"):
            continue
        words = person_words(one.mention.name)
        core = without_initials(key)[0]
        if len(words) > 1 and has_surname(one.mention.name):
            bearers.setdefault(words[-1], {}).setdefault(core, set()).add(one.report_id)
            if words[0] != words[-1]:  # a family's name may stand first
                bearers.setdefault(words[0], {}).setdefault(core, set()).add(one.report_id)
            offices.setdefault(core, set()).update(office(one))
            begins.setdefault((one.report_id, core), one.mention.begin)
            if one.mention.roles or office(one):
                known.add((one.report_id, core))
        elif evidence[i] == "short form" and not JUNIOR.search(one.mention.name):
            short.setdefault((one.report_id, key), []).append(i)
    for (report, key), found in sorted(short.items()):
        surname = person_words(named[found[0]].mention.name)[-1]
        owner = without_initials(key)[0]
        counts = {
            core: len(kindred(held - {report}, [named[found[0]]], kin))
            for core, held in bearers.get(surname, {}).items()
        }
        ranked = sorted((core for core in counts if core != owner), key=lambda core: (-counts[core], core))
        if not ranked or counts[ranked[0]] < max(DOMINANT * counts.get(owner, 0), DOMINANT):
            continue
        chief = ranked[0]
        theirs = offices.get(chief, set()) - offices.get(owner, set())
        first = begins.get((report, owner), -1)
        spoken = any(office(named[i]) & theirs or named[i].mention.begin < first for i in found)
        if not spoken and (report, owner) in known:
            continue
        for i in found:
            if named[i].mention.title in POLITE and not spoken:
                continue
            keys[i] = f"surname:{spelling_key(surname)}@{report}" + ("" if spoken else "@")
            evidence[i] = "spelling"


def free_women(named: Sequence[Named], keys: list[str], evidence: list[str]) -> None:
    """ "Mrs. Holt" is not the Holt whom reports call Mr.: in place, to the report's one other bearer, else its own.

    Where only the surname is known, a bearer called Mr. anywhere is enough to leave her apart.
    """
    polite: dict[str, list[int]] = {}
    bearers: dict[str, set[str]] = {}
    full: dict[tuple[str, str], dict[str, str]] = {}
    for one, key in zip(named, keys, strict=True):
        if key.startswith("person:"):
            core, words = without_initials(key)[0], person_words(one.mention.name)
            counts = polite.setdefault(core, [0, 0])
            title = one.mention.title.split()[-1:]
            counts[0] += title == ["mr"]
            counts[1] += bool(WOMEN.intersection(title))
            if len(words) > 1:
                bearers.setdefault(words[-1], set()).add(core)
                full.setdefault((one.report_id, words[-1]), {}).setdefault(core, key)
    men = {core for core, counts in polite.items() if counts[0] >= max(counts[1], 1)}
    for i, (one, key) in enumerate(zip(named, keys, strict=True)):
        words = person_words(one.mention.name)
        if one.mention.kind != "person" or len(words) != 1 or not WOMEN.intersection(one.mention.title.split()[-1:]):
            continue
        theirs = {without_initials(key)[0]} if key.startswith("person:") else bearers.get(words[0], set())
        if not theirs & men:
            continue
        others = {core: k for core, k in full.get((one.report_id, words[0]), {}).items() if core not in men}
        if len(others) == 1:
            keys[i], evidence[i] = min(others.values()), "short form"
        else:
            keys[i], evidence[i] = f"surname:{spelling_key(words[0])}@{one.report_id}@", "spelling"


def office(one: Named) -> set[str]:
    """The office right before a name, polite words apart."""
    words = one.mention.title.split()
    return {words[-1]} - POLITE if words else set()
