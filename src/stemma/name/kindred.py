"""Names that reports of one matter share, told to be one thing though each report alone leaves that open.

Two reports are of one matter where they have two names or more in common that no table has, the names in question apart
(``KIN``): a stranger in the pile changes nothing.
"""

from collections import Counter
from collections.abc import Mapping, Sequence

from stemma.name import gazetteer
from stemma.name.across import KIN, MAJORITY, forms_of, holders_of, names_in, shared
from stemma.name.join import Named, Union, key_of, without_legal_form
from stemma.name.keys import fold_name, spelling_key
from stemma.name.known_as import BODY_KINDS
from stemma.name.match import person_words
from stemma.name.near import count_near, group_near
from stemma.name.spot import hint
from stemma.name.tokens import find_tokens

HINT = 60  # code points behind a town's name in which the larger place that it lies in may stand
Kin = Mapping[str, frozenset[str]]


def lone_names(members: Mapping[str, Sequence[Named]], union: Union, names: Kin) -> list[tuple[str, str]]:
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
        own = [names_in(holders_of(members[key]), names) for key in found]
        for group in group_near(own, apart, KIN):
            joins += [(found[group[0]], found[other]) for other in group[1:]]
    return joins


def longer_names(members: Mapping[str, Sequence[Named]], union: Union, names: Kin) -> list[tuple[str, str]]:
    """A person's full name and the one longer name of kindred reports that begins or ends with it: "Dov Brask" and "Mallam Dov
    Brask". None where a report has both, nor where two shorter names fit ("Mallam Dov" too).
    """
    worded = {
        key: tuple(spelling_key(word) for word in person_words(found[0].mention.name))
        for key, found in sorted(members.items())
        if key.startswith("person:")
    }
    given = frozenset().union(*(gazetteer.load_words()[kind] for kind in ("first", "man", "woman")))
    by_part: dict[tuple[str, ...], list[str]] = {}
    for key, words in worded.items():
        name = members[key][0].mention.name
        for cut in range(1, len(words) - 1):
            by_part.setdefault(words[cut:], []).append(key)
            if fold_name(name.split()[0]) in given:
                by_part.setdefault(words[:-cut], []).append(key)
    holders: dict[str, set[str]] = {}  # by person, with the names already joined
    for key in worded:
        holders.setdefault(union.find(key), set()).update(holders_of(members[key]))
    pairs = set()
    for key, words in worded.items():
        if len(words) < 2:
            continue
        near = set()
        for longer in by_part.get(words, ()):
            here, there = holders[union.find(key)], holders[union.find(longer)]
            apart = forms_of(members[key]) | forms_of(members[longer])
            apart |= {word for name in apart for word in name.split()}
            if here.isdisjoint(there) and shared(here, there, names, apart) >= KIN:
                near.add(union.find(longer))
        if len(near) == 1:
            pairs.add((union.find(key), *near))
    shorter = Counter(longer for _, longer in pairs)
    return [(key, longer) for key, longer in sorted(pairs) if shorter[longer] == 1]


def free_bodies(named: Sequence[Named], keys: list[str], evidence: list[str], kin: Kin) -> None:
    """Bodies that a report takes for the short form of a longer name, freed in place where more of the kindred reports have the
    short name alone than have the longer one: what only one report writes longer is seldom the name.
    """
    alone: dict[str, set[str]] = {}
    held: dict[str, set[str]] = {}
    forms: dict[str, set[str]] = {}
    tied: dict[tuple[str, str], list[int]] = {}
    for i, (one, key) in enumerate(zip(named, keys, strict=True)):
        held.setdefault(key, set()).add(one.report_id)
        forms.setdefault(key, set()).add(fold_name(one.mention.name))
        own = key_of(one.mention)
        if own == key and key.startswith("body:"):
            alone.setdefault(key, set()).add(one.report_id)
        elif own != key and evidence[i] == "short form" and one.mention.kind in BODY_KINDS and " " in one.mention.name:
            tied.setdefault((own, key), []).append(i)
    for (own, key), found in sorted(tied.items()):
        if own not in alone:
            continue
        sides = [*((own, report) for report in sorted(alone[own])), *((key, report) for report in sorted(held[key]))]
        reports = sorted({named[i].report_id for i in found})
        others = [(side, kin[report]) for side, report in sides]
        apart = frozenset(forms[own] | forms[key])
        near = dict(zip(reports, count_near([kin[r] for r in reports], others, apart, KIN), strict=True))
        for i in found:
            counts = near[named[i].report_id]
            if counts[own] >= MAJORITY * max(counts[key], 1):
                keys[i], evidence[i] = own, "spelling"


def call_firms_short(named: Sequence[Named], keys: list[str], evidence: list[str], kin: Kin) -> None:
    """Single words that are the first of a firm's two names, which the report has named before, made the firm in place: "Brask"
    after "Brask Lindow". That it is a firm the report or a kindred one must say ("Brask Lindow Inc."): a firm's ware is not the
    firm.
    """
    firms: dict[str, str] = {}  # the first word of a firm's two, by key
    sayers: dict[str, set[str]] = {}
    forms: dict[str, set[str]] = {}
    begins: dict[tuple[str, str], int] = {}
    for one, key in zip(named, keys, strict=True):
        if one.mention.kind in BODY_KINDS and " " in one.mention.name:
            name = fold_name(one.mention.name)
            words = name.split()
            plain = without_legal_form(words)
            forms.setdefault(key, set()).add(name)
            if len(plain) == 2 and len(words) > 2:
                firms[key] = plain[0]
                sayers.setdefault(key, set()).add(one.report_id)
            at = (one.report_id, key)
            begins[at] = min(one.mention.begin, begins.get(at, one.mention.begin))
    called: dict[str, list[str]] = {}
    for key, first in sorted(firms.items()):
        called.setdefault(first, []).append(key)
    short: dict[str, list[int]] = {}
    for i, one in enumerate(named):
        m = one.mention
        name = fold_name(m.name)
        if name not in called or m.kind not in BODY_KINDS or m.site is not None or m.listed:
            continue
        if (one.report_id, keys[i]) in begins:
            continue
        before = [key for key in called[name] if begins.get((one.report_id, key), m.begin) < m.begin]
        if len(before) == 1:
            short.setdefault(before[0], []).append(i)
    for key, found in sorted(short.items()):
        reports = sorted({named[i].report_id for i in found})
        others = [(key, kin[report]) for report in sorted(sayers[key])]
        counted = count_near([kin[r] for r in reports], others, frozenset({firms[key], *forms[key]}), KIN)
        told = {report for report, near in zip(reports, counted, strict=True) if near[key]} | sayers[key]
        for i in found:
            if named[i].report_id in told:
                keys[i], evidence[i] = key, "short form"


def agree_on_sites(named: list[Named], keys: list[str], kin: Kin, texts: Mapping[str, str]) -> None:
    """Towns that a report takes for another of the name than most kindred reports do, made theirs in place; not where the report
    itself says in what larger place it lies ("Elmford, Ohio").
    """
    taken: dict[str, dict[str, list[int]]] = {}
    for i, one in enumerate(named):
        site = one.mention.site
        if site is not None and site.kind == "city" and keys[i] == key_of(one.mention):
            taken.setdefault(fold_name(one.mention.name), {}).setdefault(keys[i], []).append(i)
    for of_name in taken.values():
        if len(of_name) < 2:
            continue
        holders = {key: sorted({named[i].report_id for i in found}) for key, found in sorted(of_name.items())}
        others = [(key, kin[report]) for key, reports in holders.items() for report in reports]
        changes: list[tuple[int, int]] = []
        for key, reports in holders.items():
            counted = count_near([kin[report] for report in reports], others, frozenset(), KIN)
            theirs: dict[str, str] = {}
            for report, near in zip(reports, counted, strict=True):
                most, number = min(near.items(), key=lambda one: (-one[1], one[0]))
                if most != key and number >= MAJORITY * max(near[key], 1):
                    theirs[report] = most
            found = [i for i in of_name[key] if named[i].report_id in theirs]
            told = {named[i].report_id for i in found if says_where(texts[named[i].report_id], named[i])}
            changes += [(i, of_name[theirs[named[i].report_id]][0]) for i in found if named[i].report_id not in told]
        for i, j in changes:
            named[i] = named[i]._replace(mention=named[i].mention._replace(site=named[j].mention.site))
            keys[i] = keys[j]


def says_where(text: str, town: Named) -> bool:
    """Whether the larger place in which a town lies stands right behind it."""
    near = text[town.mention.begin : town.mention.end + HINT]
    tokens = find_tokens(near)
    last = max(
        (n for n, token in enumerate(tokens) if token.begin < town.mention.end - town.mention.begin), default=None
    )
    return last is not None and bool(hint(near, tokens, last)[0])
