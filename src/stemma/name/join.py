"""Which mentions name the same thing: within a report by its own hints, across reports by keys and by collation.

A join across reports is by equal keys, never by mere likeness, so that no report in between can chain two things
that have nothing to do with each other. Where signs are missing, things stay apart.
"""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from stemma.name import gazetteer
from stemma.name.candidates import Mention
from stemma.name.keys import fold_name, spelling_key
from stemma.name.known_as import BODY_KINDS, find_pairs
from stemma.name.match import has_surname, is_acronym, person_words

SMALL = frozenset(["the", "of", "for", "and", "in", "on", "to", "a", "an", "de", "la", "le", "du", "des", "al"])
SHIP = re.compile(r"(?:HMS|USS|USNS|HMAS|HMCS|INS|MV|MT|SS|FS|RFA) ")
JUNIOR = re.compile(r"\b(?:Jr|Sr|II|III)\b\.?")
# The word for what a place is, before or after its name.
GENERIC = re.compile(
    r"^(?:river|lake|mount|city of|town of|village of|province of)\s+|"
    r"\s+(?:river|lake|province|city|town|village|district|county|region|governorate|oblast|state)$",
    re.IGNORECASE,
)
# The armed forces of a state, by whatever word: "Varlandian troops", "Varlandian government forces". An Army with a
# capital may be one service of several.
FORCES = re.compile(
    r"(?P<state>.+?)(?:['’]s?)? (?:(?:regime|government|armed|military|ground|national|state|federal)[ -])?"
    r"(?:forces|troops|military|army)"
)
# Not "S.p.A.", whose letters are also those of a bath: "Lindow Spa" is not Lindow.
LEGAL_FORMS = frozenset(["inc", "incorporated", "corp", "ltd", "limited", "plc", "llc", "llp", "gmbh", "nv"])
STATE_BODIES = frozenset(
    ["ministry", "army", "navy", "parliament", "embassy", "cabinet", "police", "government", "treasury"]
)
PEOPLE = re.compile(r"(?:ian|ean|ese|ish|stani)$")


class Named(NamedTuple):
    """A mention with the report it stands in."""

    report_id: str
    outlet: str | None
    mention: Mention


class Union:
    """Sets that grow together (union-find); the least member stands for each."""

    def __init__(self) -> None:
        self.parent: dict[str, str] = {}

    def find(self, one: str) -> str:
        root = one
        while self.parent.setdefault(root, root) != root:
            root = self.parent[root]
        while self.parent[one] != root:
            self.parent[one], one = root, self.parent[one]
        return root

    def join(self, one: str, other: str) -> None:
        a, b = self.find(one), self.find(other)
        if a != b:
            self.parent[max(a, b)] = min(a, b)


def stem(word: str) -> str:
    """A word of a body's name without what parts a country from its people, or British spelling from American."""
    for ending in ("ians", "ian", "ia", "ans", "ese", "ish", "an", "is", "i", "a"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


def americanise(word: str) -> str:
    word = re.sub(r"isation", "ization", word)
    word = {
        "defence": "defense",
        "centre": "center",
        "labour": "labor",
        "programme": "program",
        "harbour": "harbor",
    }.get(word, word)
    return "department" if word == "dept" else word


def country_of(word: str) -> str | None:
    """The code of the one country that a folded word names, or whose people it does."""
    sites = {e.site.country for e in gazetteer.load_tables().get(word, ()) if e.site.kind == "country"}
    return sites.pop() if len(sites) == 1 else None


def body_key(name: str) -> str:
    """The key of an organisation's or group's name: its words without the small ones, in no order, countries by code."""
    words = without_legal_form(fold_name(re.sub(r"['’]s?\b", "", name)).split())
    kept: list[str] = []
    skip = False
    for position, word in enumerate(words):
        if skip:
            skip = False
            continue
        pair = f"{word} {words[position + 1]}" if position + 1 < len(words) else ""
        code = country_of(pair) if pair else None
        if code:
            kept.append("@" + code)
            skip = True
        elif word not in SMALL:
            single = country_of(word)
            kept.append(
                "@" + single if single and len(words) > 1 else stem(americanise(word)) if len(words) > 1 else word
            )
    if kept[-1:] == ["regime"] and kept[0].startswith("@"):
        kept[-1] = stem("government")  # two words for those who govern a state
    return " ".join(sorted(kept)) or fold_name(name)


def without_legal_form(words: list[str]) -> list[str]:
    """The folded words of a firm's name without what says only how it is owned: "Brask Mills Group Inc." is Brask Mills."""
    named = words
    while len(named) > 1 and named[-1] in LEGAL_FORMS:
        named = named[:-1]
    owned = len(named) < len(words) and len(named) > 2 and named[-1] in ("group", "co", "company")
    return named[:-1] if owned else named


def is_bare_body(name: str, mentions: Sequence[Mention]) -> bool:
    """Whether a name is a state's body ("Fisheries Ministry") without the state: each state may have one."""
    words = fold_name(name).split()
    if len(words) < 2 or not STATE_BODIES & {words[0], words[-1]} or re.search(r"['’]s?\s", name):
        return False
    stems = {stem(fold_name(m.name)) for m in mentions if m.kind == "place"}
    return not any(
        gazetteer.load_tables().get(word)
        or PEOPLE.search(word)
        or (word not in STATE_BODIES and not word.endswith("s") and stem(word) in stems)
        for word in words
    )


def person_key(name: str) -> str:
    """The key of a person's full name: its words by their finer transliteration keys, in order, and whether a junior's."""
    junior = " jr" if JUNIOR.search(name) else ""
    return " ".join(spelling_key(word) for word in person_words(name)) + junior


def without_initials(key: str) -> tuple[str, str]:
    """A person's key parted: (without initials in the middle, those initials)."""
    words = key.split()
    middle = [word for word in words[1:-1] if len(word) == 1]
    return " ".join(word for i, word in enumerate(words) if not (0 < i < len(words) - 1 and len(word) == 1)), "".join(
        middle
    )


def key_of(mention: Mention) -> str:
    """The key under which a mention's thing is known over reports."""
    if mention.site is not None:
        site = mention.site
        return (
            f"place:{site.geonames_id}"
            if site.geonames_id
            else f"place:{site.kind}:{fold_name(site.name or mention.name)}:{site.country}"
        )
    if mention.listed:
        return f"listed:{fold_name(mention.listed)}"
    if mention.kind == "person":
        return f"person:{person_key(mention.name)}"
    if mention.kind == "place":
        fine = spelling_key(GENERIC.sub("", mention.name))
        return f"place:{fine if len(fine) >= 4 else fold_name(mention.name)}"
    return forces_key(mention.name) or f"body:{body_key(mention.name)}"


def forces_key(name: str) -> str | None:
    """The key of a state's forces; None for a name of anything else, or of the forces of what no table or ending shows a state."""
    match = FORCES.fullmatch(name)
    if not match:
        return None
    state = fold_name(match["state"])
    code = country_of(state)
    if code is None and not (PEOPLE.search(state) and " " not in state):
        return None
    return f"forces:{'@' + code if code else stem(state)}"


def is_short(mention: Mention) -> bool:
    """Whether a name is a surname alone, or letters alone: what another report may use for another thing."""
    if mention.site is not None or mention.listed:
        return False
    if mention.kind == "person":
        return len(person_words(mention.name)) == 1
    letters = mention.name.replace(".", "").replace("-", "")
    return mention.kind in BODY_KINDS and letters.isupper() and len(letters) <= 8


class Joined(NamedTuple):
    """What a report says of its names: each mention's key and evidence, and pairs of keys that it holds for one thing."""

    keys: list[str]
    evidence: list[str]
    pairs: list[tuple[str, str, str]]


def join_report(report_id: str, text: str, mentions: Sequence[Mention], body: int = 0) -> Joined:
    """Each mention's key (that of the thing's full name, where the report gives it), the evidence, and (key, key, evidence).

    ``body`` is where the report's body begins: headlines before it use short forms first.
    """
    keys = [key_of(m) for m in mentions]
    # A state's forces are joined as its forces, whatever they are called, not by the letters.
    evidence = [
        "forces" if m.evidence == "spelling" and key.startswith("forces:") else m.evidence
        for key, m in zip(keys, mentions, strict=True)
    ]
    people(report_id, mentions, keys, evidence, body)
    pairs = find_pairs(text, mentions, keys, evidence)
    pairs.extend(short_bodies(text, mentions, keys, evidence))
    vessels(mentions, keys, evidence)
    demonyms(mentions, keys, evidence)
    return Joined(keys, evidence, pairs)


def people(report_id: str, mentions: Sequence[Mention], keys: list[str], evidence: list[str], body: int) -> None:
    """Surnames to the one full name that ends in them and came before; a surname that stays alone is the report's own."""
    full: dict[str, list[int]] = {}
    leading: dict[str, list[int]] = {}
    first_bare: dict[str, int] = {}
    juniors: set[str] = set()
    for i, m in enumerate(mentions):
        if m.kind == "person" and not m.site and not m.listed:
            words = person_words(m.name)
            if len(words) > 1:
                if has_surname(m.name):
                    full.setdefault(words[-1], []).append(i)
                    leading.setdefault(words[0], []).append(i)
            elif JUNIOR.search(m.name):
                juniors.add(words[0])
            elif m.begin >= body:
                first_bare.setdefault(words[0], i)
    for i, m in enumerate(mentions):
        if m.kind != "person" or m.site or m.listed:
            continue
        words = person_words(m.name)
        if len(words) > 1:
            longer = {
                keys[j]
                for j in leading.get(words[0], ())
                if len(person_words(mentions[j].name)) > len(words)
                and person_words(mentions[j].name)[: len(words)] == words
            }
            if len(longer) == 1 and not JUNIOR.search(m.name):
                keys[i], evidence[i] = min(longer), "short form"  # "Abu Yazan" for "Abu Yazan al-Orsi"
            continue
        owner = owner_of(words[0], i, full, mentions, keys)
        # Where "Holt Jr." is what a report calls the son, "Holt" is another.
        if (
            owner is not None
            and words[0] in juniors
            and JUNIOR.search(mentions[owner].name)
            and not JUNIOR.search(m.name)
        ):
            owner = None
        if owner is None and words[0] not in full and len({keys[j] for j in leading.get(words[0], ())}) == 1:
            # A lone first name, of the one whom the report has called by it in full.
            owner = leading[words[0]][0] if leading[words[0]][0] < i else None
        # A surname that the body uses before the full name may be another's, whom every reader knows.
        if owner is not None and owner < first_bare.get(words[0], len(mentions)):
            keys[i], evidence[i] = keys[owner], "short form"
        else:
            keys[i] = f"surname:{spelling_key(words[0])}@{report_id}"


def owner_of(
    surname: str, at: int, full: Mapping[str, list[int]], mentions: Sequence[Mention], keys: Sequence[str]
) -> int | None:
    """The first full name that a bare surname stands for; none where two persons of the report could be meant."""
    owners = full.get(surname) or sorted(
        i
        for last, found in full.items()
        if len(surname) >= 5
        and surname not in gazetteer.load_words()["first"]
        and spelling_key(last) == spelling_key(surname)
        for i in found
    )
    if not owners:
        return None
    first = owners[0]
    second = next((i for i in owners if without_initials(keys[i])[0] != without_initials(keys[first])[0]), None)
    if second is None:
        return first
    # Whoever was called by the bare surname before another of the name came up goes on being called by it.
    used = any(m.kind == "person" and person_words(m.name) == [surname] for m in mentions[first + 1 : second])
    return first if used and at > first else None


def short_bodies(
    text: str, mentions: Sequence[Mention], keys: list[str], evidence: list[str]
) -> list[tuple[str, str, str]]:
    """Letters to the one body whose initials they are; "the Council" and a name of two words and more to the one longer name that holds it."""
    pairs = []
    bodies = [i for i, m in enumerate(mentions) if m.kind in BODY_KINDS and not m.site]
    long = [i for i in bodies if " " in mentions[i].name]
    spelt: dict[str, list[int]] = {}  # by letters, the longer names whose initials they are
    for i in bodies:
        m = mentions[i]
        if m.listed or evidence[i] in ("apposition", "short form"):
            continue
        if is_short(m):
            if m.name not in spelt:
                spelt[m.name] = [j for j in long if is_acronym(m.name, mentions[j].name)]
            owners = spelt[m.name]
            if len({keys[j] for j in owners}) == 1 and keys[owners[0]] != keys[i]:
                pairs.append((keys[i], keys[owners[0]], "short form"))
                evidence[i] = "short form"
        elif " " not in m.name and text[max(0, m.begin - 4) : m.begin].lower() == "the ":
            owners = [j for j in long if mentions[j].name.endswith(f" {m.name}") and not mentions[j].listed]
            if len({keys[j] for j in owners}) == 1:
                keys[i], evidence[i] = keys[owners[0]], "short form"
        elif " " in m.name:
            needle = f" {fold_name(m.name)} "
            owners = [j for j in long if keys[j] != keys[i] and needle in f" {fold_name(mentions[j].name)} "]
            if (
                len({keys[j] for j in owners}) == 1
                and not is_state_body(mentions[owners[0]].name, m.name)
                and not keys[owners[0]].startswith("forces:")
            ):
                keys[i], evidence[i] = keys[owners[0]], "short form"
    return pairs


def vessels(mentions: Sequence[Mention], keys: list[str], evidence: list[str]) -> None:
    """A ship's bare name to the one ship of the report that has it after letters such as MV."""
    ships: dict[str, set[int]] = {}
    for i, m in enumerate(mentions):
        if m.kind == "other" and SHIP.match(m.name):
            ships.setdefault(fold_name(m.name.partition(" ")[2]), set()).add(i)
    for i, m in enumerate(mentions):
        found = ships.get(fold_name(m.name), set())
        if m.site is None and not m.listed and len({keys[j] for j in found}) == 1:
            keys[i], evidence[i] = keys[min(found)], "short form"


def is_state_body(long: str, short: str) -> bool:
    """Whether the longer name begins with a state's or people's name that the shorter lacks: another state may have one too."""
    first = fold_name(long).split()
    return bool(gazetteer.load_tables().get(first[0])) and not fold_name(short).startswith(first[0])


def demonyms(mentions: Sequence[Mention], keys: list[str], evidence: list[str]) -> None:
    """A people without an entry in the tables ("Varlandian") to the place of the report whose name it is made from."""
    places = {
        fold_name(m.name): i for i, m in reversed(list(enumerate(mentions))) if m.kind == "place" and m.site is None
    }
    for i, m in enumerate(mentions):
        folded = fold_name(m.name)
        if m.site or m.listed or m.kind == "person" or " " in folded or folded in places:
            continue
        root = stem(folded.removesuffix("s"))
        owners = sorted({keys[j] for name, j in places.items() if root != folded and stem(name) == root})
        if len(owners) == 1:
            keys[i], evidence[i] = owners[0], "spelling"
