"""Descriptions that stand for what a report names: "the ministry", "the foreign secretary", "Orsk, a port on the Elm".

A description is given to a thing only where the report itself says so (it stands beside the name) or where, of what the
report has named so far, just one can be meant. Where two could be, it is nobody's: a wrong name is worse than none.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from stemma.model import Segments, Token
from stemma.name import gazetteer
from stemma.name.candidates import Mention
from stemma.name.join import forces_key
from stemma.name.keys import fold_name
from stemma.name.pronouns import first_person, its, pronouns
from stemma.name.structure import VESSELS


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


GROUPS = _words("group organisation organization movement militia network faction cell gang")
OFFICES = _words(
    "president minister premier chancellor secretary spokesman spokeswoman spokesperson ambassador envoy governor mayor "
    "prefect chairman chairwoman director commander general colonel major captain admiral senator congressman "
    "congresswoman king queen prince princess pope patriarch bishop archbishop cardinal sheriff prosecutor judge speaker "
    "commissioner chief leader head editor professor coach"
)
BODIES = _words(
    "ministry council agency commission committee court party union fund army parliament coalition alliance association "
    "foundation authority observatory department bank university front brigade command institute federation league "
    "government administration navy board company bureau embassy museum society trust tribunal congress senate mosque "
    "church hospital school force group organisation organization movement network"
)
CITIES = _words("city town village")
CALLED = re.compile(r"\b(?P<noun>[Cc]ity|[Tt]own|[Vv]illage) of (?P<name>[A-Z][\w’'-]+)")
"""A settlement that the report names by its noun, whether a table knows it or not."""
COUNTRIES = _words("country nation republic kingdom")
STATES = _words("province governorate state oblast")
# What is not called a group.
NO_GROUP = _words(
    "ministry government army navy police parliament court department council cabinet embassy coalition senate congress"
)
PARTS = _words(
    "wing branch arm component offshoot affiliate group militia army alliance successor predecessor faction network"
)
LIKE = {"alliance": "coalition", "coalition": "alliance"}
FEATURES = _words("island river lake dam bridge airport airbase base mountain valley canal reservoir barrage camp")
# What a body or group is called beside its name, where the name itself does not say it.
KINDS: Mapping[str, frozenset[str]] = {
    "person": OFFICES
    | _words(
        "official officer analyst expert researcher activist lawyer journalist reporter correspondent author writer "
        "teacher doctor engineer economist historian scientist singer actor actress lawmaker legislator politician "
        "diplomat businessman businesswoman cleric preacher militant rebel fighter terrorist soldier founder owner "
        "manager executive adviser advisor aide resident farmer student player coach driver pilot candidate negotiator"
    ),
    "group": GROUPS | BODIES | _words("wing branch offshoot affiliate army"),
    "organisation": BODIES | GROUPS | _words("firm newspaper magazine broadcaster website charity watchdog think-tank arm"),
    "place": CITIES | COUNTRIES | STATES | FEATURES | _words("capital port suburb neighbourhood district region enclave"),
    "other": VESSELS | _words("aircraft carrier cruiser helicopter jet newspaper programme program treaty agreement"),
}  # fmt: skip
MILITANT = _words(
    "terrorist terror militant extremist jihadist jihadi islamist rebel insurgent takfiri radical barbaric brutal guerrilla"
)
# "Government forces", of the one state whose forces a report names; and what else parts them from others.
FORCES = _words("forces troops soldiers")
LOYAL = _words("government regime pro-government loyalist pro-regime")
# Persons of whom "he" may be said besides; they describe nobody who is named.
UNNAMED = _words(
    "man woman boy girl person victim suspect attacker gunman father mother brother sister son daughter husband wife friend "
    "ceo boss guest colleague counterpart opponent rival predecessor successor neighbour neighbor passenger patient lover "
    "husband partner assistant lieutenant sergeant user shooter killer prisoner hostage host guard pope monk priest"
)
EVERY = frozenset().union(*KINDS.values()) | UNNAMED | PARTS
# Words that change nothing of whom the noun after them stands for.
IDLE = _words(
    "terrorist terror militant extremist jihadist islamist armed rebel insurgent radical takfiri hardline guerrilla so-called "
    "entire whole besieged war-torn embattled ancient historic strategic capital provincial port"
)
PAST = _words("former ex late then acting vice deputy assistant interim outgoing incoming elect")
DEFINITE = _words("the this that")
CLOSING = frozenset([",", ".", ";", ":", ")", "—", "–", "”", '"', "\n", ""])
RESTRICT = _words("that who which where whose whom of")
NEAR = 2  # sentences before the description's own in which what it stands for must be named, where no name has its noun
FAR = 8  # the same where a name has the noun


class Phrase(NamedTuple):
    """A noun phrase of a sentence: span from the sentence's first character, the noun that heads it, the words before it,
    its article, whether what follows narrows it down, whether it is one of several things, and whether it stands before
    another noun; where it ends with "of ..." or "for ..." after it, and the words of that."""

    begin: int
    end: int
    noun: str
    before: tuple[str, ...]
    article: str
    narrowed: bool
    bound: bool
    title: bool
    whole: int
    told: frozenset[str]


Phrases = dict[str, tuple[Phrase, ...]]
"""The phrases of a sentence, by its text, as far as it was read."""


@dataclass(slots=True)
class Thing:
    """What a report has named: where, how its names are written, and the words of the offices that it gives a person."""

    kind: str
    begins: list[int] = field(default_factory=list)
    words: set[str] = field(default_factory=set)
    ends: set[str] = field(default_factory=set)
    forces: bool = False
    offices: list[frozenset[str]] = field(default_factory=list)
    offices_at: list[int] = field(default_factory=list)
    site: str = ""


class Described(NamedTuple):
    """A description or a pronoun (``form``) and the key of what it stands for."""

    begin: int
    end: int
    key: str
    evidence: str
    form: str = "description"


@lru_cache(maxsize=1 << 14)
def plain(word: str) -> str:
    """A word of a phrase for comparing: folded, a country's people as the country."""
    folded = fold_name(word)
    codes = {e.site.country for e in gazetteer.load_tables().get(folded, ()) if e.site.kind == "country"}
    return "@" + min(codes) if len(codes) == 1 else folded


def phrases(tokens: tuple[Token, ...]) -> tuple[Phrase, ...]:
    """The noun phrases of a sentence whose noun is one of those that describe."""
    found = []
    for at, token in enumerate(tokens):
        noun = token.text.lower()
        forces = noun in FORCES and token.tag == "NNS" and at and tokens[at - 1].text.lower() in LOYAL
        if not forces and (noun not in EVERY or token.tag not in ("NN", "NNP")):
            continue
        first = at
        while first and at - first < 7 and belongs(tokens, first - 1, at):
            first -= 1
        while first < at and (
            tokens[first].pos == "NUM"
            or tokens[first].text.lower() in ("both", "all", "some", "any", "no", "each", "-")
        ):
            first += 1
        article = tokens[first].text.lower() if tokens[first].pos in ("DET", "PRON") else ""
        if not article and first < at and any(t.text in ("'s", "’s", "'", "’") for t in tokens[first:at]):
            article = "'s"
        if tokens[first].text.lower() == "the" and any(t.text in ("'s", "’s") for t in tokens[first:at]):
            article = "'s"
        inner = [t for t in tokens[first:at] if t.pos not in ("DET", "PUNCT", "PART", "PRON")]
        after = tokens[at + 1] if at + 1 < len(tokens) else None
        narrowed = after is not None and (
            after.text.lower() in RESTRICT or (after.dep in ("acl", "relcl") and after.head == at)
        )
        title = (token.dep in ("compound", "nmod", "amod") and token.head == at + 1) or (
            after is not None and after.pos in ("NOUN", "PROPN") and after.head != at
        )
        bound = any(t.dep == "conj" and t.head == at for t in tokens[at + 1 : at + 8]) or token.dep == "conj"
        last = with_owner(tokens, at)
        told = frozenset(plain(t.text) for t in tokens[at + 1 : last + 1] if t.pos in ("NOUN", "PROPN", "ADJ"))
        found.append(
            Phrase(
                tokens[first].begin, token.end, noun, tuple(plain(t.text) for t in inner), article, narrowed, bound, title,
                tokens[last].end, told,
            )
        )  # fmt: skip
    return tuple(found)


def with_owner(tokens: Sequence[Token], at: int) -> int:
    """The last word of a noun's phrase with what follows as "of ..." or "for ...", up to a comma or clause."""
    last = at
    for k in range(at + 1, min(at + 12, len(tokens))):
        token = tokens[k]
        joint = token.text in ("-", "&") or (
            token.text == "and" and tokens[k - 1].pos == "PROPN" == tokens[min(k + 1, len(tokens) - 1)].pos
        )
        if token.pos in ("PUNCT", "VERB", "AUX", "PRON", "SCONJ", "CCONJ") and not joint:
            break
        up = k
        while tokens[up].head not in (up, at) and tokens[up].head > at:
            up = tokens[up].head
        if tokens[up].head != at or tokens[up].text.lower() not in ("of", "for", "at", "in", "to"):
            break
        if token.pos in ("NOUN", "PROPN"):
            last = k
    return last


def belongs(tokens: Sequence[Token], k: int, head: int) -> bool:
    """Whether the word ``k`` before a noun is of its phrase: an adjective, a noun, a possessive or the article."""
    token = tokens[k]
    if tokens[k + 1].pos == "DET" and token.pos != "PRON":
        return False
    if (
        token.pos in ("ADJ", "NOUN", "PROPN", "NUM", "DET", "PART")
        or token.text == "-"
        or token.tag in ("PRP$", "VBG", "VBN")
    ):
        at = k
        for _ in range(5):
            at = tokens[at].head
            if at == head:
                return True
    return False


def learn(
    mentions: Sequence[Mention], keys: Sequence[str], beside: Mapping[int, Sequence[frozenset[str]]]
) -> dict[str, Thing]:
    """What a report names, by key."""
    things: dict[str, Thing] = {}
    for i, (m, key) in enumerate(zip(mentions, keys, strict=True)):
        thing = things.setdefault(key, Thing(m.kind))
        thing.begins.append(m.begin)
        thing.forces = thing.forces or (m.kind == "organisation" and forces_key(m.name) is not None)
        parts = fold_name(m.name).split()
        thing.words.update(plain(word) for word in m.name.replace("'s", "").replace("’s", "").split())
        if m.kind not in ("person", "place") and len(parts) > 1:
            thing.ends.update((parts[-1], parts[0]) if parts[1:2] == ["of"] or parts[-1] in BODIES else (parts[0],))
        elif m.kind == "place" and len(parts) > 1:
            thing.ends.update((parts[-1], parts[0]))
        if m.site is not None and not m.site.demonym:
            thing.site = m.site.kind
        elif m.site is not None and not thing.site:
            thing.site = "country" if m.site.kind == "country" else "people"
        if beside.get(i):
            thing.offices.append(frozenset().union(*beside[i]))  # what one place says together
            thing.offices_at.append(m.begin)
    return things


def describe(
    text: str,
    segments: Segments,
    parses: Mapping[str, tuple[Token, ...]],
    mentions: Sequence[Mention],
    keys: Sequence[str],
    seen: Phrases,
) -> list[Described]:
    """The descriptions in a report that stand for one of its named things, in order.

    ``seen`` is handed from report to report, so that no sentence's phrases are read twice.
    """
    begins = [m.begin for m in mentions]
    found: list[tuple[int, int, Phrase]] = []  # sentence number, where it begins
    for number, sentence in enumerate(segments.sentences):
        words = text[sentence.begin : sentence.end]
        read = seen.get(words)
        if read is None:
            read = seen[words] = phrases(parses.get(words, ()))
        found.extend((number, sentence.begin, phrase) for phrase in read)
    made: list[Described] = []
    rest: list[tuple[int, int, Phrase]] = []
    offices: dict[int, list[frozenset[str]]] = {}
    for number, at, phrase in found:
        beside = named_beside(text, at + phrase.begin, at + phrase.end, at + phrase.whole, phrase, mentions, begins)
        if beside is None:
            rest.append((number, at, phrase))
            continue
        index, end = beside
        offices.setdefault(index, []).append(frozenset((phrase.noun, *phrase.before)) | phrase.told)
        begin = at + phrase.begin
        if not phrase.article and phrase.noun not in PARTS:
            begin = after_names(text, begin, end, mentions, begins)
        if (phrase.article or " " in text[begin:end]) and not covered(at + phrase.end, mentions, begins):
            why = "office" if phrase.noun in OFFICES else "apposition"
            made.append(Described(begin, end, keys[index], why))
    for begin, end, index in envoys(text, mentions, begins):
        offices.setdefault(index, []).append(frozenset(["affaires"]))
        made.append(Described(begin, end, keys[index], "office"))
    things = learn(mentions, keys, offices)
    starts = [sentence.begin for sentence in segments.sentences]
    loose = {
        (number, phrase.noun): at + phrase.begin
        for number, at, phrase in reversed(rest)  # the first of a sentence
        if (phrase.article not in (*DEFINITE, "'s") or is_another(phrase))
        and not covered(at + phrase.end, mentions, begins)
    }
    # A body that is spoken of by the noun alone before the name comes up is another.
    alone: dict[str, int] = {}
    for _, at, phrase in rest:
        if not phrase.before and phrase.noun in BODIES:
            alone.setdefault(phrase.noun, at + phrase.begin)
    settled: dict[str, set[str]] = {}
    for one in CALLED.finditer(text):
        settled.setdefault(one["noun"].lower(), set()).add(plain(one["name"]))
    for number, at, phrase in rest:
        if phrase.noun in FORCES:
            key = loyal_forces(phrase, things)
            if key is not None and not covered(at + phrase.end, mentions, begins):
                made.append(Described(at + phrase.begin, at + phrase.end, key, "description"))
            continue
        if phrase.article not in DEFINITE or phrase.bound or phrase.title or covered(at + phrase.end, mentions, begins):
            continue
        if phrase.narrowed and phrase.noun not in OFFICES:
            continue
        if any(
            loose.get((near, phrase.noun), len(text)) < at + phrase.begin for near in range(number - NEAR, number + 1)
        ):
            continue  # "a group" came up just before
        if (
            text[at + phrase.begin - 4 : at + phrase.begin] == " of "
            and text[at + phrase.begin - 5].isalnum()
            and text[at + phrase.end - len(phrase.noun)].isupper()
        ):
            continue  # "State of the Union"
        since = starts[max(0, number - NEAR)]
        key = meant(phrase, at + phrase.begin, since, starts[max(0, number - FAR)], alone, things)
        if (
            phrase.noun in CITIES
            and key is not None
            and not settled.get(phrase.noun, things[key].words) <= things[key].words
        ):
            continue  # another is called so in the report
        if key is not None:
            why = "office" if things[key].kind == "person" else "description"
            made.append(Described(at + phrase.begin, at + phrase.end, key, why))
    unnamed = [a + p.begin for _, a, p in rest if p.noun in KINDS["person"] or p.noun in UNNAMED]
    for of in (pronouns(text, segments, parses, mentions, keys, unnamed), its(text, segments, parses, mentions, keys)):
        made.extend(Described(one.begin, one.end, one.key, "description", "pronoun") for one in of)
    people = {m.end: key for m, key in zip(mentions, keys, strict=True) if m.kind == "person"}
    people |= {one.end: one.key for one in made if things[one.key].kind == "person"}
    made.extend(
        Described(one.begin, one.end, one.key, "description", "pronoun")
        for one in first_person(text, segments, parses, people)
    )
    return sorted({(one.begin, one.end): one for one in reversed(made)}.values())


def after_names(text: str, begin: int, end: int, mentions: Sequence[Mention], begins: Sequence[int]) -> int:
    """Where a title begins once the names in it are left out: in "Varlandian Prime Minister" the state is another thing."""
    index = bisect_left(begins, end) - 1
    if index >= 0 and begin < mentions[index].end < end:
        begin = mentions[index].end
        while begin < end and not text[begin].isalnum():
            begin += 1
    return begin


def covered(end: int, mentions: Sequence[Mention], begins: Sequence[int]) -> bool:
    """Whether a span's end, where its noun stands, is part of a name."""
    index = bisect_right(begins, end - 1) - 1
    return index >= 0 and mentions[index].end >= end


def named_beside(
    text: str, begin: int, end: int, whole: int, phrase: Phrase, mentions: Sequence[Mention], begins: Sequence[int]
) -> tuple[int, int] | None:
    """The mention that a phrase stands right before ("the ferry Marigold") or beside with a comma ("Orsk, a port,"), and

    where the phrase then ends.
    """
    index = bisect_left(begins, end)
    if index < len(mentions) and only_titles(text[end : begins[index]]) and phrase.noun in KINDS[mentions[index].kind]:
        return index, end
    index = bisect_left(begins, whole)
    if index < len(mentions) and before_name(text, begin, whole, phrase, mentions[index]):
        return index, whole
    index = bisect_right(begins, begin) - 1
    while index >= 0 and mentions[index].end > begin:
        index -= 1
    if (
        index < 0
        or text[mentions[index].end : begin] != ", "
        or phrase.noun not in KINDS[mentions[index].kind]
        or phrase.bound
    ):
        return None
    # What goes on with a verb is the subject of another clause: "like Holt, the mayor said".
    closed = text[whole : whole + 1] in CLOSING or text[whole : whole + 5] in (" who ", " that")
    # "Holt, director of the museum,": an office needs no article.
    office = phrase.noun in OFFICES and not phrase.article and not phrase.title and mentions[index].kind == "person"
    closed = closed or (office and re.match(r" (?:at|in|for|of|with) ", text[whole : whole + 6]) is not None)
    if closed and (office or phrase.article in ("the", "a", "an", "'s", "its", "their", "his", "her")):
        return index, whole
    return None


# A title that no parse takes for one.
ENVOY = re.compile(
    r"(?:[Tt]he )?(?:(?:[A-Z][\w.]*|[Aa]cting) ){0,4}[Cc]harg[ée]e? d[’'][Aa]ffaires(?P<gap>(?:,? (?:a\.i\.|ad interim))?,? )"
)


def envoys(text: str, mentions: Sequence[Mention], begins: Sequence[int]) -> list[tuple[int, int, int]]:
    """Where a chargé d'affaires is called so before the name, and the mention's number."""
    found: list[tuple[int, int, int]] = []
    if "ffaires" not in text:
        return found
    for match in ENVOY.finditer(text):
        index = bisect_left(begins, match.end())
        if (
            index < len(mentions)
            and mentions[index].kind == "person"
            and only_titles(" " + text[match.end() : begins[index]])
        ):
            found.append((match.start(), match.start("gap"), index))
    return found


def before_name(text: str, begin: int, whole: int, phrase: Phrase, mention: Mention) -> bool:
    """Whether a phrase and a comma stand before the name of what it describes: "The foreign secretary, Anna Holt, said"."""
    between = text[whole : mention.begin]
    closed = text[mention.end : mention.end + 1] in CLOSING
    if mention.kind == "person" and phrase.noun in OFFICES and between.startswith(", ") and only_titles(between[1:]):
        # "As foreign secretary, Holt met": what he is while he does it.
        as_such = not phrase.article and text[max(0, begin - 3) : begin].lower() == "as "
        return as_such or (closed and phrase.article in ("the", "'s", "its", "their"))
    # "Its northern wing, the Red Banner,": a part that is then named.
    part = phrase.noun in PARTS and mention.kind in ("group", "organisation")
    return part and closed and between == ", the "


def only_titles(between: str) -> bool:
    """Whether nothing but a blank or further titles stands between: "ministry spokesman Major General Holt"."""
    if between == " ":
        return True
    if len(between) > 40 or not between.startswith(" ") or not between.endswith(" "):
        return False
    titles = gazetteer.words_of("rank", "honorific")
    return all(
        word.lower().strip(".") in titles or word.lower() in OFFICES for word in between.replace("-", " ").split()
    )


def is_another(phrase: Phrase) -> bool:
    """Whether a body is told from others by words before its noun: "the trade group"."""
    return phrase.noun in BODIES and any(word not in IDLE for word in phrase.before)


def meant(
    phrase: Phrase, begin: int, since: int, earliest: int, alone: Mapping[str, int], things: Mapping[str, Thing]
) -> str | None:
    """The key of the one thing named before ``begin`` that a definite phrase can stand for; None where it is none or several."""
    extra = [word for word in phrase.before if word not in IDLE]
    named = {key: thing for key, thing in things.items() if thing.begins[0] < begin}
    if phrase.noun in OFFICES:
        return holder(phrase.noun, extra, begin, things)
    far = since if phrase.noun in GROUPS else earliest
    own = [
        key
        for key, thing in named.items()
        if phrase.noun in thing.ends
        and fits(extra, thing.words)
        and is_near(thing, far, begin)
        and thing.begins[0] < alone.get(phrase.noun, begin + 1)
    ]
    own = own or [
        key for key, thing in named.items() if LIKE.get(phrase.noun) in thing.ends and set(extra) <= {"military"}
    ]
    if own:
        return own[0] if len(own) == 1 else None
    if phrase.noun in GROUPS and not MILITANT.isdisjoint(phrase.before) and all(w in MILITANT | IDLE for w in extra):
        groups = [key for key, thing in named.items() if thing.kind == "group"]
        close = [key for key in groups if is_near(named[key], since, begin)]
        found = groups if len(groups) == 1 else close
        return found[0] if len(found) == 1 else None
    if phrase.noun in GROUPS and not extra:
        bodies = [
            key
            for key, thing in named.items()
            if thing.kind in ("group", "organisation")
            and not thing.forces
            and not NO_GROUP & thing.ends
            and is_near(thing, since, begin)
        ]
        return bodies[0] if len(bodies) == 1 and named[bodies[0]].kind == "group" else None
    if extra:
        return None
    for nouns, site in ((CITIES, "city"), (COUNTRIES, "country"), (STATES, "state")):
        if phrase.noun in nouns:
            near = [key for key, thing in named.items() if thing.site == site and is_near(thing, since, begin)]
            return near[0] if len(near) == 1 else None
    return None


def loyal_forces(phrase: Phrase, things: Mapping[str, Thing]) -> str | None:
    """The forces of the one state whose forces the report names, or names as its government's."""
    if not phrase.before or not all(word in LOYAL for word in phrase.before):
        return None
    found = [key for key, thing in things.items() if thing.forces]
    if len(found) > 1:
        found = [key for key in found if things[key].words & LOYAL]
    return found[0] if len(found) == 1 else None


def is_near(thing: Thing, since: int, begin: int) -> bool:
    """Whether a thing is named between ``since`` and ``begin``."""
    index = bisect_left(thing.begins, since)
    return index < len(thing.begins) and thing.begins[index] < begin


def fits(extra: Sequence[str], words: Collection[str]) -> bool:
    return all(word in words for word in extra)


def holder(noun: str, extra: Sequence[str], begin: int, things: Mapping[str, Thing]) -> str | None:
    """The one person to whom the report has given the office by now, with the words that stand before it here; one to

    whom it gives it further on only where there are such words and the report gives it to nobody else.
    """
    before, ever = set(), set()
    for key, thing in things.items():
        for office, at in zip(thing.offices, thing.offices_at, strict=True):
            past = (office & PAST) - set(extra)
            if thing.kind == "person" and noun in office and not past and fits(extra, office):
                ever.add(key)
                if at < begin:
                    before.add(key)
    if len(before) == 1:
        return min(before)
    return min(ever) if extra and len(ever) == 1 else None
