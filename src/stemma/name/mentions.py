"""The names in one report's running text: spans, kinds, and what each is known as.

spaCy's labels are a first guess only (it takes places transliterated from Arabic for persons, and groups for
countries). They are weighed with the gazetteer, the tables and the words around each name, over all of a report;
a name found once is then found wherever the report writes it again.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from stemma.model import Report, Segments, Token
from stemma.name import gazetteer
from stemma.name.gazetteer import Site
from stemma.name.keys import fold_name
from stemma.name.places import resolve
from stemma.name.spot import Token as Word
from stemma.name.spot import find_spots, find_tokens
from stemma.settings import NameSettings

LABELS = {
    "PERSON": "person", "ORG": "organisation", "GPE": "place", "LOC": "place", "FAC": "place", "NORP": "group",
}  # fmt: skip
EDGE = re.compile(r"^[\s\"“”‘’'(\[\-–—.,;:]+|[\s\"“”‘'()\[\]\-–—,;:]+$")
LEADING = re.compile(r"^(?:the|a|an)\s+", re.IGNORECASE)
TAIL = re.compile(r"(?:['’]s|['’])$")
FIGHTERS = frozenset(
    [
        "militants",
        "fighters",
        "terrorists",
        "group",
        "rebels",
        "militia",
        "militias",
        "insurgents",
        "gunmen",
        "extremists",
        "jihadists",
        "movement",
    ]
)
FACILITIES = frozenset(
    ["airbase", "airport", "airfield", "province", "district", "governorate", "region", "valley", "border", "crossing"]
)
BODIES = frozenset(
    [
        "ministry",
        "army",
        "military",
        "government",
        "parliament",
        "navy",
        "embassy",
        "presidency",
        "cabinet",
        "police",
        "council",
        "agency",
        "authority",
    ]
)
BODY_NAME = re.compile(
    r"(?:['’]s?)?\s+(?:(?:[Dd]efen[cs]e|[Ff]oreign|[Ii]nterior|[Hh]ealth|[Ff]inance|[Jj]ustice|[Ee]nergy|[Ii]nformation|"
    r"[Ee]ducation|[Tt]rade|[Oo]il|[Tt]ransport|[Ee]conomy|[Cc]ulture|[Aa]griculture)\s+)?"
    r"(?:[Mm]inistry|[Aa]rmy|[Mm]ilitary|[Gg]overnment|[Pp]arliament|[Nn]avy|[Ee]mbassy|[Aa]ir\s[Ff]orce|[Pp]residency|[Pp]olice)\b"
)
LETTERS = re.compile(r"\(([A-Z][A-Za-z&.\-]{1,9})\)")
VESSEL = re.compile(
    r"\b(?:HMS|USS|USNS|HMAS|HMCS|INS|MV|MT|SS|FS|RFA) (?:[A-Z][\w'’-]+)(?: (?:de |of |the )?[A-Z][\w'’-]+){0,3}"
)
PENNANT = re.compile(r" \(([A-Z]{1,4}[ -]?\d{1,4})\)")
MINISTRY_OF = re.compile(
    r"\b(?:Ministry|Department) of (?:[A-Z]\w+(?:,? (?:and )?[A-Z]\w+){0,4})|\b(?:[A-Z]\w+ ){1,3}(?:Ministry|Council|Agency|Front|Brigade|Movement|Union|Authority|Committee|Commission)\b"
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in a report. ``votes`` weigh its kinds; ``site`` is the place it means; ``listed`` the name under which a table has it.

    ``evidence`` is one of the words of the table ``names``; ``title`` the office or rank written before a person's name; ``rank`` what it has over others on the same words.
    """

    begin: int
    end: int
    name: str
    kind: str
    votes: Mapping[str, float] = field(default_factory=dict)
    site: Site | None = None
    listed: str | None = None
    evidence: str = "spelling"
    title: str = ""
    rank: float = 0.0


def mask(text: str, segments: Segments) -> str:
    """``text`` with all that is not in a sentence blanked out by line breaks, so that spans stay."""
    parts: list[str] = []
    at = 0
    for sentence in sorted(segments.sentences):
        if sentence.begin < at:
            continue
        parts.extend(("\n" * (sentence.begin - at), text[sentence.begin : sentence.end]))
        at = sentence.end
    return "".join(parts) + "\n" * (len(text) - at)


def find_mentions(
    report: Report, segments: Segments, parses: Mapping[str, tuple[Token, ...]], settings: NameSettings
) -> list[Mention]:
    """The names of a report's running text, in order, none overlapping another."""
    text = mask(report.text, segments)
    words = find_tokens(text)
    places = [
        Mention(
            spot.begin, spot.end, tidy(spot.name), "place", {"place": 3.0 if spot.cue else 1.5}, site=site,
            evidence="spelling" if spot.spelt else "table" if site.number < 0 else "gazetteer",
        )
        for spot, site in resolve(find_spots(text), settings)
    ]  # fmt: skip
    labelled = [
        made
        for sentence in segments.sentences
        for made in label_spans(text, sentence.begin, parses.get(text[sentence.begin : sentence.end], ()))
    ]
    found = settle(
        text, [*listed_spans(text, words), *bodies(text, places), *patterns(text), *spelt_out(text), *labelled], places
    )
    found = again(text, words, vote(text, likely(words, segments, found)))
    return titled(words, found)


def tidy(name: str) -> str:
    """A name on one line, without an article before it or a possessive ending."""
    return TAIL.sub("", LEADING.sub("", " ".join(name.split())))


def trim(text: str, begin: int, end: int) -> tuple[int, int]:
    """A span without quotation marks, brackets, an article or a possessive ending at its edges."""
    changed = True
    while changed and begin < end:
        piece = text[begin:end]
        changed = False
        for pattern in (EDGE, LEADING, TAIL):
            for match in pattern.finditer(piece):
                if match.start() == 0 and match.end():
                    begin += match.end()
                    changed = True
                elif match.end() == len(piece) and match.start() < len(piece):
                    end = begin + match.start()
                    changed = True
                break
            if changed:
                break
    return begin, max(begin, end)


def label_spans(text: str, offset: int, tokens: Sequence[Token]) -> Iterable[Mention]:
    """spaCy's entities in a sentence as mentions, edges trimmed, brackets opened: "X (Y" is two."""
    sentence = text[offset : offset + (tokens[-1].end if tokens else 0)]
    letters = [c for c in sentence if c.isalpha()]
    if sum(c.isupper() for c in letters) > 0.8 * len(letters):
        return
    begin = end = -1
    label = ""
    for token in [*tokens, None]:
        if token is not None and token.entity.startswith("I-") and label:
            end = token.end
            continue
        if label in LABELS:
            yield from opened(text, offset + begin, offset + end, LABELS[label])
        label = ""
        if token is not None and token.entity[:2] in ("B-", "I-"):
            label, begin, end = token.entity[2:], token.begin, token.end


def opened(text: str, begin: int, end: int, kind: str) -> Iterable[Mention]:
    """The one or two names in a labelled span."""
    pieces = [(begin, end)]
    bracket = text.find("(", begin, end)
    if bracket > begin:
        pieces = [(begin, bracket), (bracket + 1, end)]
    stops = [at for at in (text.find(mark, begin, end) for mark in "\n[") if at >= 0]
    if stops:
        pieces = [(begin, min(stops))]
    for left, right in pieces:
        left, right = trim(text, left, right)
        piece = text[left:right]
        body = kind == "organisation" and bool(piece.split()) and piece.split()[-1].lower() in BODIES
        if right - left < 2 or not (body or any(c.isupper() for c in piece)):
            continue
        yield from personal_part(text, left, right, kind)


def personal_part(text: str, begin: int, end: int, kind: str) -> Iterable[Mention]:
    """A labelled span without titles: a rank or honorific in front makes it a person."""
    words = gazetteer.load_words()
    tokens = find_tokens(text, begin, end)
    if not tokens:
        return
    sure = ("honorific", "rank") if kind != "person" else ("honorific", "rank", "office")
    titles = frozenset().union(*(words[name] for name in sure))
    first = 0
    while first < len(tokens) - 1 and tokens[first].lower in titles:
        first += 1
    if first and kind != "person" and tokens[first].lower in words["institution"] | words["function"]:
        first = 0
    became = "person" if first else kind
    idle = frozenset().union(
        *(words[name] for name in ("function", "institution", "honorific", "rank", "office", "direction", "road"))
    )
    if len(tokens) == 1 and tokens[0].lower in idle:
        return
    if all(token.lower in titles | words["office"] for token in tokens):
        return
    side = tokens[first].lower in words["direction"] and tokens[first].lower.endswith("ern")
    if kind == "place" and first < len(tokens) - 1 and side and not known_place(text[tokens[first].begin : end]):
        first += 1  # "Eastern Varland" lies in Varland, unless it has a name of its own
    while first < len(tokens) - 1 and tokens[first].lower in words["function"] and became != "organisation":
        first += 1
    at = tokens[first].begin
    votes = {became: 3.0 if first and became != kind else 1.0}
    if became == "person" and len(tokens) - first > 1:
        votes["person"] += 1.0
    if became == "organisation" and tokens[-1].lower in words["institution"] | BODIES and len(tokens) > 1:
        votes["organisation"] += 2.0
    yield Mention(at, end, tidy(text[at:end]), became, votes)


def known_place(name: str) -> bool:
    folded = fold_name(name)
    return bool(gazetteer.load_tables().get(folded) or gazetteer.cities_named(folded))


@lru_cache(maxsize=1)
def longest_listed() -> int:
    return max(len(name.split()) for name in gazetteer.load_groups())


def listed_spans(text: str, words: Sequence[Word]) -> Iterable[Mention]:
    """Groups, organisations and agencies of the tables, the longest names first."""
    groups, exact = gazetteer.load_groups(), gazetteer.exact_groups()
    i = 0
    while i < len(words):
        step = 1
        if words[i].capital or words[i].word.lower() in ("al", "so"):
            for j in range(min(i + longest_listed(), len(words)) - 1, i - 1, -1):
                begin, end = words[i].begin, words[j].end
                if end - begin > 80 or (j > i and "\n" in text[begin:end]):
                    continue
                surface = text[begin:end]
                row = groups.get(fold_name(surface))
                short = len(surface.replace(".", "")) < 5
                if row is None or (short and surface not in exact) or not words[j].capital:
                    continue
                if short and shouted(text, begin, end):
                    continue
                kind = "organisation" if row[0] == "agency" else row[0]
                yield Mention(begin, end, tidy(surface), kind, {kind: 6.0}, listed=row[1], evidence="table")
                step = j - i + 1
                break
        i += step


def shouted(text: str, begin: int, end: int) -> bool:
    """Whether a name stands amid words that are all in capitals, so that "IS" may be a verb."""
    near = [c for c in text[max(0, begin - 25) : begin] + text[end : end + 25] if c.isalpha()]
    return bool(near) and all(c.isupper() for c in near)


def bodies(text: str, places: Sequence[Mention]) -> Iterable[Mention]:
    """A state's bodies: its name or its people's, then "Defence Ministry", "army" and the like."""
    for place in places:
        if place.site is None or not (place.site.demonym or place.site.kind in ("country", "state")):
            continue
        match = BODY_NAME.match(text, place.end)
        if match and "\n" not in match.group():
            end = match.end()
            yield Mention(place.begin, end, tidy(text[place.begin : end]), "organisation", {"organisation": 4.0})


def patterns(text: str) -> Iterable[Mention]:
    """Bodies told by their form alone: "Ministry of Fisheries", "Harbour Workers Union"."""
    words = gazetteer.load_words()
    for match in MINISTRY_OF.finditer(text):
        tokens = find_tokens(text, match.start(), match.end())
        first = 0
        while first < len(tokens) and tokens[first].lower in words["function"]:
            first += 1
        if len(tokens) - first >= 2 and tokens[-1].capital:
            begin = tokens[first].begin
            yield Mention(begin, match.end(), tidy(text[begin : match.end()]), "organisation", {"organisation": 3.0})


def spelt_out(text: str) -> Iterable[Mention]:
    """A name followed by its letters in brackets, "Harbour Workers Union (HWU)": Schwartz and Hearst (2003)."""
    for match in LETTERS.finditer(text):
        letters = match.group(1)
        begin = max(0, match.start() - 12 * len(letters) - 30)
        line = text.rfind("\n", begin, match.start())
        before = text[max(begin, line + 1) : match.start()].rstrip()
        start = long_form(letters.lower(), before)
        if start is None:
            continue
        first = match.start() - len(text[max(begin, line + 1) : match.start()]) + start
        last = first + len(before) - start
        name = text[first:last]
        if (
            len(name.split()) > 1
            and sum(word != word.lower() for word in name.split()) > 1
            and not set(name) & set('.;:"“”()')
        ):
            groups = gazetteer.load_groups()
            if fold_name(name) not in groups and fold_name(letters) not in groups:
                for begin, end in ((first, last), match.span(1)):
                    yield Mention(begin, end, tidy(text[begin:end]), "organisation", {"organisation": 4.0}, rank=1500.0)
    for match in VESSEL.finditer(text):
        yield Mention(match.start(), match.end(), tidy(match.group()), "other", {"other": 5.0})
        pennant = PENNANT.match(text, match.end())
        if pennant:
            yield Mention(*pennant.span(1), pennant.group(1), "other", {"other": 5.0})


def long_form(letters: str, before: str) -> int | None:
    """Where in ``before`` the name begins that spells out ``letters``: each letter found going backwards, the first at a word's head."""
    at = len(before)
    for index in range(len(letters) - 1, -1, -1):
        letter = letters[index]
        if not letter.isalnum():
            continue
        at -= 1
        while at >= 0 and (before[at].lower() != letter or (index == 0 and at > 0 and before[at - 1].isalnum())):
            at -= 1
        if at < 0:
            return None
    return at if before[at : at + 1].isupper() or before[at : at + 3].lower() in ("al-", "al ") else None


def settle(text: str, candidates: Sequence[Mention], places: Sequence[Mention]) -> list[Mention]:
    """One mention where several overlap: tables first, then longer names; a place inside a person's or body's name gives way."""
    people = {m.name for m in candidates if m.kind == "person" and " " in m.name}
    ranked: list[tuple[float, Mention]] = []
    for made in candidates:
        length = made.end - made.begin
        ranked.append((length + made.rank + (1000.0 if made.listed else 0.0) + sum(made.votes.values()), made))
    ranked.extend((place.end - place.begin + 0.5, place) for place in places)
    ranked.sort(key=lambda item: (-item[0], item[1].begin, item[1].kind))
    taken: list[Mention] = []
    by_span = {(p.begin, p.end): p for p in places}
    for _, made in ranked:
        clash = next((t for t in taken if made.begin < t.end and t.begin < made.end), None)
        if clash is not None:
            continue
        pieces = split_person(text, made, people) if made.kind == "organisation" else [made]
        taken.extend(with_place(piece, by_span, places) for piece in pieces)
    taken.sort(key=lambda m: m.begin)
    return taken


def split_person(text: str, made: Mention, people: set[str]) -> list[Mention]:
    """A body's name run together with its spokesman's taken apart, where the report has that person elsewhere."""
    for person in sorted(people, key=lambda name: (-len(name), name)):
        if made.name.endswith(" " + person) and text[: made.end].endswith(person):
            middle = made.end - len(person)
            begin, end = trim(text, made.begin, middle)
            body = replace(made, begin=begin, end=end, name=tidy(text[begin:end]))
            return [body, Mention(middle, made.end, person, "person", {"person": 2.0})]
    return [made]


def with_place(made: Mention, by_span: Mapping[tuple[int, int], Mention], places: Sequence[Mention]) -> Mention:
    """A labelled span that the gazetteer knows as a place, whole or but for a word like "Province", becomes that place."""
    if made.listed or made.site:
        return made
    exact = by_span.get((made.begin, made.end))
    inner = exact or next(
        (p for p in places if p.begin == made.begin and p.end <= made.end and is_placeword(made, p)), None
    )
    if inner is None:
        inner = next(
            (p for p in places if p.end == made.end and p.begin >= made.begin and is_placeword_before(made, p)), None
        )
    if inner is None:
        return made
    votes = dict(inner.votes)
    for kind, weight in made.votes.items():
        votes[kind] = votes.get(kind, 0.0) + weight
    return replace(inner, votes=votes)


PLACE_TAILS = frozenset(
    ["province", "governorate", "region", "city", "district", "county", "oblast", "state", "town", "village", "river"]
)


def is_placeword(made: Mention, place: Mention) -> bool:
    rest = made.name[len(place.name) :].split()
    return bool(rest) and all(word.lower() in PLACE_TAILS for word in rest)


def is_placeword_before(made: Mention, place: Mention) -> bool:
    rest = made.name[: len(made.name) - len(place.name)].split()
    return bool(rest) and all(word.lower() in PLACE_TAILS | {"of", "the", "lake", "mount"} for word in rest)


def headlines(words: Sequence[Word], segments: Segments) -> list[bool]:
    """For each word whether it stands in a sentence where most words have a capital."""
    flags = [False] * len(words)
    at = 0
    for sentence in sorted(segments.sentences):
        while at < len(words) and words[at].begin < sentence.begin:
            at += 1
        end = at
        while end < len(words) and words[end].begin < sentence.end:
            end += 1
        long = [word for word in words[at:end] if len(word.word) > 3]
        if long and sum(word.capital for word in long) > 0.6 * len(long):
            flags[at:end] = [True] * (end - at)
        at = end
    return flags


def likely(words: Sequence[Word], segments: Segments, found: Sequence[Mention]) -> list[Mention]:
    """The mentions without single words that only a capital speaks for: those that begin a sentence or stand in a headline

    with a capital on every word, unless the report writes them so within a sentence too, or that it writes small as well.
    """
    lower = {word.lower for word in words if not word.capital}
    at = {word.begin: index for index, word in enumerate(words)}
    loud = headlines(words, segments)
    inner = {
        word.lower for word, shout in zip(words, loud, strict=True) if word.capital and not word.first and not shout
    }
    kept = []
    for made in found:
        index = at.get(made.begin)
        if made.site or made.listed or index is None or " " in made.name or max(made.votes.values()) >= 3.0:
            kept.append(made)
        elif words[index].lower in lower:
            continue
        elif words[index].lower in inner or (made.kind == "person" and not loud[index]):
            kept.append(made)
    return kept


def vote(text: str, found: Sequence[Mention]) -> list[Mention]:
    """All mentions of one name in a report get the kind that most of the report's evidence speaks for."""
    words = gazetteer.load_words()
    totals: dict[str, dict[str, float]] = {}
    for made in found:
        sums = totals.setdefault(fold_name(made.name), {})
        for kind, weight in made.votes.items():
            sums[kind] = sums.get(kind, 0.0) + weight
        if made.kind == "place" and made.site is None:
            sums["place"] = sums.get("place", 0.0)
        after = text[made.end : made.end + 30].split()
        before = text[max(0, made.begin - 40) : made.begin].split()
        if len(after) > 1 and (after[0] in FACILITIES or " ".join(after[:2]).strip(".,") == "air base"):
            sums["place"] = sums.get("place", 0.0) + 3.0
        if after and after[0].strip(".,") in FIGHTERS:
            sums["group"] = sums.get("group", 0.0) + 3.0
        if len(before) > 1 and before[-1] == "of" and before[-2].lower() in words["settlement"]:
            sums["place"] = sums.get("place", 0.0) + 3.0
    order = ("group", "organisation", "person", "place", "other")
    for made in found:
        parts = made.name.split()
        if made.kind == "person" and len(parts) > 1 and fold_name(parts[-1]) in totals:
            sums = totals[fold_name(parts[-1])]
            sums["person"] = sums.get("person", 0.0) + 2.0
    sites = {fold_name(m.name): m for m in reversed(found) if m.site is not None and not m.site.demonym}
    result = []
    for made in found:
        model = sites.get(fold_name(made.name))
        if made.site is None and not made.listed and model is not None:
            made = replace(made, site=model.site, evidence=model.evidence)
        sums = totals[fold_name(made.name)]
        kind = max(order, key=lambda k: (sums.get(k, 0.0), -order.index(k)))
        if made.site is not None and kind != "place" and sums.get("place", 0.0) + 1.0 >= sums[kind]:
            kind = "place"
        if made.site is not None and made.site.demonym:
            kind = "place"
        site = made.site if kind == "place" else None
        evidence = made.evidence if site or made.listed else "spelling"
        result.append(replace(made, kind=kind, votes=sums, site=site, evidence=evidence))
    return result


def again(text: str, words: Sequence[Word], found: Sequence[Mention]) -> list[Mention]:
    """The mentions, and every other place where the report writes one of their names again, in capitals too."""
    known: dict[str, Mention] = {}
    for made in found:
        folded = fold_name(made.name)
        if len(folded) > 3 and made.name[:1].isupper() and not (made.site and made.site.demonym):
            known.setdefault(folded, made)
    for made in found:
        surname = made.name.split()[-1]
        if made.kind == "person" and " " in made.name and len(surname) > 3 and surname[:1].isupper():
            known.setdefault(fold_name(surname), replace(made, name=surname))
    longest = max((len(name.split()) for name in known), default=0)
    starts: dict[str, set[int]] = {}
    for name in known:
        parts = name.split()
        starts.setdefault(parts[0], set()).add(len(parts))
    spans = [(m.begin, m.end) for m in found]
    covered = [False] * len(words)
    at = 0
    for index, word in enumerate(words):
        while at < len(spans) and spans[at][1] <= word.begin:
            at += 1
        covered[index] = at < len(spans) and spans[at][0] < word.end
    extra: list[Mention] = []
    dropped: set[tuple[int, int]] = set()
    for i, word in enumerate(words):
        if not word.capital or not longest:
            continue
        for size in sorted(starts.get(fold_name(word.word), ()), reverse=True):
            last = i + size - 1
            if last >= len(words) or (all(covered[i : last + 1]) and size == 1):
                continue
            surface = text[word.begin : words[last].end]
            model = known.get(fold_name(surface))
            if model is None or "\n" in surface or not words[last].capital:
                continue
            if size == 1 and word.first and word.lower in gazetteer.load_words()["function"]:
                continue
            inside = [s for s in spans if s[0] < words[last].end and word.begin < s[1]]
            if any(
                s[0] < word.begin or s[1] > words[last].end or (s[0], s[1]) == (word.begin, words[last].end)
                for s in inside
            ):
                continue
            dropped.update(inside)
            extra.append(replace(model, begin=word.begin, end=words[last].end, name=tidy(surface), title=""))
            break
    kept = [m for m in found if (m.begin, m.end) not in dropped]
    merged: list[Mention] = []
    for made in sorted([*kept, *extra], key=lambda m: (m.begin, -m.end)):
        if not merged or made.begin >= merged[-1].end:
            merged.append(made)
    return merged


def titled(words: Sequence[Word], found: Sequence[Mention]) -> list[Mention]:
    """The mentions, each person's with the office or rank written before the name (lower case, "" where there is none)."""
    table = gazetteer.load_words()
    offices = table["office"] | table["rank"] | table["honorific"]
    at = {word.begin: index for index, word in enumerate(words)}
    result = []
    for made in found:
        index = at.get(made.begin)
        title: list[str] = []
        if made.kind == "person" and index is not None:
            while (
                index and words[index].gap in (" ", ". ", "-") and words[index - 1].lower in offices and len(title) < 4
            ):
                index -= 1
                title.insert(0, words[index].lower)
        result.append(replace(made, title=" ".join(title)) if title else made)
    return result
