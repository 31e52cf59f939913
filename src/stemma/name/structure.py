"""What the words around a name say of it: how far it reaches, and what kind of thing it names.

A pipeline's labels waver with the letters of a name that it has never seen. What stands here rests on form alone
(capitals, prepositions, articles, appositions, titles), so that another name in the same place is read the same.
"""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from stemma.name import gazetteer
from stemma.name.candidates import BODIES, FACILITIES, TITLES, Mention, tidy
from stemma.name.keys import fold_name
from stemma.name.spot import FIGHTERS
from stemma.name.tokens import Token as Word

LABEL = 1.25  # the most that labels alone may say for a kind, however often they are repeated
CLEAR = 2.0  # what one clear sign says; two of them make a kind firm
VESSELS = frozenset(
    [
        "ferry",
        "ship",
        "tanker",
        "vessel",
        "yacht",
        "trawler",
        "boat",
        "freighter",
        "frigate",
        "destroyer",
        "barge",
        "steamer",
        "liner",
        "corvette",
        "submarine",
    ]
)
# "The tram company Velora", "the newspaper Osk Morgen": what stands before a name and says that it is a body's.
FIRMS = frozenset(
    [
        "airline",
        "bank",
        "broadcaster",
        "charity",
        "chain",
        "company",
        "firm",
        "group",
        "manufacturer",
        "newspaper",
        "party",
        "retailer",
        "startup",
        "union",
        "utility",
    ]
)
# A name before or after one of these is a place's.
GENERIC_BEFORE = frozenset(["lake", "mount", "river", "port", "cape", "fort"])
GENERIC_AFTER = frozenset(
    [
        "palace",
        "castle",
        "square",
        "street",
        "avenue",
        "stadium",
        "park",
        "river",
        "lake",
        "mountain",
        "valley",
        "province",
        "district",
        "county",
        "region",
        "city",
        "town",
        "village",
        "governorate",
        "oblast",
        "dam",
        "airport",
        "airbase",
        "airfield",
        "bridge",
        "lock",
        "border",
        "crossing",
        "harbour",
        "harbor",
        "reservoir",
        "delta",
        "gorge",
    ]
)
BEARINGS = frozenset(
    ["upstream", "downstream", "north", "south", "east", "west", "outside", "outskirts", "banks", "shore", "mouth"]
)
INSIDE = frozenset(["in", "near", "outside", "inside", "across", "throughout"])
PICTURES = frozenset(
    [
        "photo",
        "photos",
        "file",
        "picture",
        "pictured",
        "image",
        "video",
        "courtesy",
        "copyright",
        "handout",
        "via",
        "by",
    ]
)
PEOPLE = re.compile(r"(?:[^m]an|[^m]en|ese|ish)$")
PRESS = frozenset(["pictures", "images", "photos", "media", "news", "productions", "broadcasting"])
APPOSED = re.compile(
    r", (?:(?:an?|the|its|their|his|her|who|whose|former|deputy|acting|chief|\d{2}\b)|[a-z]+ (?:of|for|at)\b|[\w’'-]+['’]s )"
)
CALENDAR = frozenset(
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december", "spring", "summer", "autumn", "winter", "christmas", "easter", "ramadan"]
)  # fmt: skip
OFFICES = frozenset(
    [
        "secretary",
        "spokesman",
        "spokeswoman",
        "spokesperson",
        "director",
        "minister",
        "chairman",
        "chairwoman",
        "commander",
    ]
)
PLAIN = re.compile(r"[a-z]+")
NOUNS = frozenset(
    ["spokesman", "spokeswoman", "spokesperson", "director", "minister", "president", "chairman", "chairwoman", "chief", "commander", "leader", "secretary", "mayor", "governor", "ambassador", "observer", "official", "officer", "engineer", "resident", "farmer", "fisherman", "teacher", "professor", "doctor", "lawyer", "analyst", "expert", "researcher", "driver", "keeper", "captain", "editor", "writer", "author", "owner", "manager", "witness", "head", "deputy", "prosecutor", "judge", "senator", "lawmaker", "activist", "survivor", "worker", "adviser", "envoy"]
)  # fmt: skip


@lru_cache(maxsize=1)
def idle_words() -> frozenset[str]:
    """Words that are no part of an unknown name, whatever their capital."""
    table = gazetteer.load_words()
    kinds = ("function", "honorific", "rank", "office", "direction")
    return frozenset().union(*(table[kind] for kind in kinds)) | TITLES | PICTURES | NOUNS | CALENDAR


def reshape(text: str, words: Sequence[Word], at: Mapping[int, int], small: frozenset[str], made: Mention) -> Mention:
    """A labelled span with the reach that capitals give it: words in small letters at its end go, names beside it come in."""
    first = at.get(made.begin)
    folded = fold_name(made.name)
    if first is None or gazetteer.load_tables().get(folded) or folded in gazetteer.load_groups():
        return made
    last = first
    while last + 1 < len(words) and words[last + 1].end <= made.end:
        last += 1
    head, tail = first, last
    for k in range(first, last):
        if ":" in words[k + 1].gap:
            first = k + 1
    while first < last and (words[first].lower in PICTURES or words[first].lower == "aboard"):
        first += 1
    if made.kind == "organisation" and last - first > 1 and words[last].lower in OFFICES:
        last -= 1  # "Harbour Department Secretary Anna Holt": the office is hers
    while last > first and not words[last].capital and words[last].gap[:1] == " ":
        if made.kind == "organisation" and words[last].lower in BODIES:
            break
        last -= 1
    if made.kind != "organisation" and first and joins(words, first - 1) and words[first - 1].lower in GENERIC_BEFORE:
        first -= 1  # "River Elm" however the label runs
    while joins(words, last) and words[last + 1].lower in PRESS:
        last += 1
    if made.kind in ("person", "other", "place") and first == last:
        while first and joins(words, first - 1) and nameable(words[first - 1], small):
            first -= 1
        while joins(words, last) and nameable(words[last + 1], small) and not closed(words[last + 1]):
            last += 1
    begin = made.begin if first == head else words[first].begin
    end = made.end if last == tail else words[last].end
    if (begin, end) == (made.begin, made.end) or not words[first].capital:
        return made
    return made._replace(begin=begin, end=end, name=tidy(text[begin:end]))


def joins(words: Sequence[Word], k: int) -> bool:
    """Whether word ``k`` and the next may be parts of one name: both with a capital, one blank between, no possessive."""
    if k + 1 >= len(words):
        return False
    one, other = words[k], words[k + 1]
    return one.capital and other.capital and other.gap == " " and other.begin - one.end == 1 and one.word[-1] != "."


def nameable(word: Word, small: frozenset[str]) -> bool:
    """Whether a word with a capital can be part of a person's or place's unknown name."""
    lower = word.lower
    if (
        not word.word.isalpha()
        or lower in idle_words()
        or lower in small
        or (word.word.isupper() and len(word.word) > 1)
    ):
        return False
    table = gazetteer.load_words()
    if (
        lower in table["institution"]
        or lower in table["road"]
        or re.search(r"(?:ing|ed)$", lower)
        or gazetteer.is_common(lower)
    ):
        return False
    folded = fold_name(word.word)
    return not gazetteer.load_tables().get(folded) and folded not in gazetteer.load_groups()


def closed(word: Word) -> bool:
    """Whether a word ends a name of another kind: an institution, a road."""
    table = gazetteer.load_words()
    return word.lower in table["institution"] or word.lower in table["road"] or word.lower in GENERIC_AFTER


def cues(text: str, words: Sequence[Word], at: Mapping[int, int], made: Mention) -> dict[str, float]:
    """What the form of a name and the words beside it say for each kind."""
    first = at.get(made.begin)
    if first is None:
        return {}
    last = first
    while last + 1 < len(words) and words[last + 1].end <= made.end:
        last += 1
    table = gazetteer.load_words()
    found: dict[str, float] = {}

    def say(kind: str, weight: float) -> None:
        found[kind] = found.get(kind, 0.0) + weight

    before = words[first - 1].lower if first and words[first].gap == " " else ""
    earlier = words[first - 2].lower if before and first > 1 and words[first - 1].gap == " " else ""
    after = words[last + 1] if last + 1 < len(words) and words[last + 1].gap in (" ", "-") else None
    tail, head = words[last].lower, words[first].lower
    many = last > first
    body = (
        (tail in table["institution"] and tail not in CALENDAR) or tail in PRESS or (many and tail in table["ending"])
    )
    generic = many and (head in GENERIC_BEFORE or tail in GENERIC_AFTER)
    if generic:
        say("place", CLEAR)
    elif many and body:
        say("organisation", CLEAR)
    owns = text[words[last].end : words[last].end + 1] in ("'", "’")
    if before in INSIDE and not body and not (many and owns):
        say("place", CLEAR)
    elif before in ("at", "from", "to", "between") and not body and not many:
        say("place", 0.75)
    if before in GENERIC_BEFORE or (before == "of" and (earlier in table["settlement"] or earlier in BEARINGS)):
        say("place", CLEAR)
    if text.startswith(", where", words[last].end):
        say("place", CLEAR)
    facility = after is not None and not after.capital and (after.lower in GENERIC_AFTER or after.lower in FACILITIES)
    if after is not None and after.lower in ("air", "naval", "military", "army") and last + 2 < len(words):
        facility = facility or words[last + 2].lower in ("base", "bases")
    if facility:
        say("place", CLEAR)
    if (
        not many
        and PEOPLE.search(tail)
        and after is not None
        and not after.capital
        and after.lower not in table["function"]
    ):
        say("group", 1.5)
    if before in FIRMS and not words[first - 1].capital:
        say("organisation", CLEAR)
    if not many and (before in PICTURES or (after is not None and after.lower in PICTURES)):
        say("organisation", CLEAR)  # "(Larkfold photo)": who took it is named in full, an agency by one word
    if after is not None and after.lower in FIGHTERS:
        say("group", 2 * CLEAR)
    if before in VESSELS or (before == "the" and not many and article_alone(words, last)):
        say("other", CLEAR)
    if many and not body and not generic and before != "the" and not facility and before not in INSIDE:
        say("person", person_form(text, words, first, last))
    return {kind: weight for kind, weight in found.items() if weight}


def article_alone(words: Sequence[Word], last: int) -> bool:
    """Whether nothing that "the" could belong to follows a name: "the Marigold sank", not "the Elmford police"."""
    if words[last].end - words[last].begin != len(words[last].word) or not words[last].word[1:].islower():
        return False
    if last + 1 == len(words):
        return True
    after = words[last + 1]
    return after.gap != " " or after.lower in gazetteer.load_words()["function"] or after.lower.endswith("ed")


def person_form(text: str, words: Sequence[Word], first: int, last: int) -> float:
    """What speaks for a person: two or three words alone, a verb of saying beside them, an office or an age after a comma."""
    table = gazetteer.load_words()
    weight = 0.5 if last - first < 3 and all(w.capital and w.word.isalpha() for w in words[first : last + 1]) else 0.0
    if words[first].lower in table["first"]:
        weight += 1.0
    beside = [words[k].lower for k in (first - 1, last + 1) if 0 <= k < len(words)]
    if any(word in table["speech"] for word in beside):
        weight += 0.75
    end = words[last].end
    if words[first].gap == " " and words[first - 1].lower in NOUNS:
        weight += CLEAR
    if roles_of(text, words[first].begin, end) or re.match(r", (?:who|whose|\d{2}[,.])", text[end : end + 7]):
        weight += CLEAR
    return weight


def roles_of(text: str, begin: int, end: int) -> frozenset[str]:
    """The words for offices in an apposition: "Anna Holt, the director of", "The director of the museum, Anna Holt,"."""
    if APPOSED.match(text, end):
        stop = min((k for k in (text.find(mark, end + 2, end + 90) for mark in ",.;\n") if k > 0), default=end + 60)
        return NOUNS & frozenset(PLAIN.findall(text[end + 2 : stop].lower()))
    if text[begin - 2 : begin] == ", " and text[end : end + 1] == ",":
        start = max(text.rfind(mark, max(0, begin - 92), begin - 2) for mark in ',.;\n“"')
        return NOUNS & frozenset(PLAIN.findall(text[max(start, begin - 92, 0) : begin - 2].lower()))
    return frozenset()
