"""Spans of a report's text that may be names: spaCy's labels, the tables, and forms that show a name by themselves."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from stemma.model import Token
from stemma.name import gazetteer
from stemma.name.gazetteer import Site, words_of
from stemma.name.keys import fold_name
from stemma.name.tokens import Token as Word
from stemma.name.tokens import find_tokens

LABELS = {
    "PERSON": "person", "ORG": "organisation", "GPE": "place", "LOC": "place", "FAC": "place", "NORP": "group",
}  # fmt: skip
EDGE = re.compile(r"^[\s\"“”‘’'(\[\-–—.,;:]+|[\s\"“”‘'()\[\]\-–—,;:]+$")
LEADING = re.compile(r"^(?:the|a|an)\s+", re.IGNORECASE)
TAIL = re.compile(r"(?:['’]s|['’])$")
FACILITIES = frozenset(
    [
        "river",
        "lake",
        "dam",
        "lock",
        "ferry",
        "bridge",
        "airbase",
        "airport",
        "airfield",
        "province",
        "district",
        "governorate",
        "region",
        "valley",
        "border",
        "crossing",
    ]
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
    r"(?:Ministry of (?:the )?[A-Z]\w+(?:,? and [A-Z]\w+)?|[Mm]inistry|[Aa]rmy|[Mm]ilitary|[Gg]overnment|[Pp]arliament|[Nn]avy|[Ee]mbassy|[Aa]ir\s[Ff]orce|[Pp]residency|[Pp]olice|regime)\b"
)
FORCES_NAME = re.compile(
    r"(?P<own>['’]s?)? (?P<told>(?:regime|government|pro-government|armed|military|security|ground|national|state|federal) )?"
    r"(?:forces|troops)\b(?! (?:[A-Z]|the |its |his |her |their |them |him |an? ))"
)
LED = re.compile(r"[-‐‑]led (?:[a-z][\w-]* ){0,3}?(?:coalition|alliance|forces?)\b")
UNKNOWN_FORCES = re.compile(
    r"\b([A-Z][a-z]{2,}(?:ian|ean|ese|ish|stani)) (?:(?:regime|government|armed|military|security|ground|national) )?"
    r"(?:forces|troops)\b"
)
# A coalition that only its leader or its reach names.
COALITION = re.compile(
    r"\b(?:(?:international|global|multinational) (?:[a-z-]+ )?coalition|(?:Global|International) Coalition)\b"
)
LETTERS = re.compile(r"\(([A-Z][A-Za-z&.\-]{1,9})\)")
VESSEL = re.compile(
    r"\b(?:HMS|USS|USNS|HMAS|HMCS|INS|MV|MT|SS|FS|RFA) (?:[A-Z][\w'’-]+)(?: (?:de |of |the )?[A-Z][\w'’-]+){0,3}"
)
OWNER = re.compile(r"\b[A-Z][^\W\d_]+(?: [A-Z][^\W\d_]+)?['’]s? $")
OWNED = frozenset(
    ["ministry", "army", "military", "government", "parliament", "navy", "embassy", "presidency", "cabinet", "police",
     "department", "force", "ministries", "forces"]
)  # fmt: skip
PARTING = re.compile(r",\s+|(?<=\w)['’]s (?=[A-Z])| and (?=[A-Z])")
# What may stand behind a comma at the end of a firm's name.
FIRM_ENDS = frozenset(
    ["inc", "llc", "llp", "ltd", "limited", "plc", "corp", "co", "company", "lp", "sa", "ag", "nv", "gmbh"]
)
COMPOUND = re.compile(r"([^\s/–-]+)[/–-]([A-Z][^\s/–-]+)")
PENNANT = re.compile(r" \(([A-Z]{1,4}[ -]?\d{1,4})\)")
FIELDS = "[Dd]efen[cs]e|[Ff]oreign|[Ii]nterior|[Hh]ealth|[Ff]inance|[Jj]ustice|[Ee]nergy|[Ii]nformation|[Tt]rade"
UNKNOWN_STATE = re.compile(
    rf"\b([A-Z][a-z]{{3,}})(?:['’]s)? (?:(?:{FIELDS}) [Mm]inistry|army|military|parliament|navy|embassy|air force)\b"
)
TITLES = frozenset(
    [
        "president",
        "premier",
        "minister",
        "senator",
        "spokesman",
        "spokeswoman",
        "governor",
        "chancellor",
        "ambassador",
        "secretary",
        "mayor",
        "prefect",
        "chairman",
        "chairwoman",
        "director",
        "commander",
        "chief",
        "leader",
    ]
)
MINISTRY_OF = re.compile(
    r"\b(?:Ministry|Department) of (?:the )?(?:[A-Z]\w+(?:,? (?:and )?[A-Z]\w+){0,4})|\b(?:[A-Z]\w+ ){1,3}(?:Ministry|Council|Agency|Front|Brigade|Movement|Union|Authority|Committee|Commission)\b"
)


NO_VOTES: Mapping[str, float] = {}


class Mention(NamedTuple):
    """A name in a report. ``votes`` weigh its kinds; ``site`` is the place it means; ``listed`` the name under which a table has it.

    ``evidence`` is one of the words of the table ``names``; ``title`` the office or rank written before a person's name, ``roles`` the words for offices beside it; ``rank`` what it has over others on the same words.
    """

    begin: int
    end: int
    name: str
    kind: str
    votes: Mapping[str, float] = NO_VOTES
    site: Site | None = None
    listed: str | None = None
    evidence: str = "spelling"
    title: str = ""
    roles: frozenset[str] = frozenset()
    rank: float = 0.0


Labels = dict[str, tuple[Mention, ...]]
"""What labels a sentence has, by its text, as far as it was read."""


def tidy(name: str) -> str:
    """A name on one line, without an article before it or a possessive ending."""
    return TAIL.sub("", LEADING.sub("", " ".join(name.replace("\u00ad", "").split())))


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


def label_spans(offset: int, sentence: str, tokens: Sequence[Token], seen: Labels) -> Iterable[Mention]:
    """spaCy's entities in a sentence that begins at ``offset`` as mentions; each distinct sentence is read once, ``seen`` holds what was."""
    found = seen.get(sentence)
    if found is None:
        found = seen[sentence] = tuple(read_labels(sentence, tokens))
    for made in found:
        yield Mention(made.begin + offset, made.end + offset, made.name, made.kind, made.votes)


def read_labels(text: str, tokens: Sequence[Token]) -> Iterable[Mention]:
    """spaCy's entities in a sentence as mentions, edges trimmed, brackets opened: "X (Y" is two."""
    sentence = text[: tokens[-1].end if tokens else 0]
    capitals = sum(map(str.isupper, sentence))
    if capitals > 0.8 * (capitals + sum(map(str.islower, sentence))):
        return
    begin = end = -1
    label = ""
    for token in [*tokens, None]:
        if token is not None and token.entity.startswith("I-") and label:
            end = token.end
            continue
        if label in LABELS:
            yield from opened(text, begin, end, LABELS[label])
        label = ""
        if token is not None and token.entity[:2] in ("B-", "I-") and not (token is tokens[0] and is_doing(token)):
            label, begin, end = token.entity[2:], token.begin, token.end


def is_doing(token: Token) -> bool:
    """Whether a word tells what is done: what follows at the head of a sentence, "Calling Brandt a liar", is the name."""
    return token.tag == "VBG" or token.text.lower().endswith(("izing", "ising"))


def opened(text: str, begin: int, end: int, kind: str) -> Iterable[Mention]:
    """The names in a labelled span."""
    pieces = [(begin, end)]
    bracket = text.find("(", begin, end)
    if bracket > begin:
        pieces = [(begin, bracket), (bracket + 1, end)]
    stops = [at for at in (text.find(mark, begin, end) for mark in "\n[]") if at >= 0]
    if stops:
        pieces = [(begin, min(stops))]
    pieces = [part for left, right in pieces for part in parted(text, left, right, kind)]
    whole = kind
    for number, (left, right) in enumerate(pieces):
        left, right = trim(text, left, right)
        piece = text[left:right]
        split = len(pieces) > 1 and bracket <= begin
        kind = "other" if split and whole != "place" and (number or " " not in piece) else whole
        body = kind == "organisation" and bool(piece.split()) and piece.split()[-1].lower() in BODIES
        if right - left < 2 or not (body or any(c.isupper() for c in piece)):
            continue
        halves = COMPOUND.fullmatch(piece)
        if halves and any(gazetteer.load_tables().get(fold_name(half)) for half in halves.groups()):
            continue  # "Varland-Tolmia talks" name two states
        yield from personal_part(text, left, right, kind)


def parted(text: str, begin: int, end: int, kind: str) -> list[tuple[int, int]]:
    """A labelled span cut where one name ends and another begins: "Elmford, Anna Holt", "Varland's Elm Dam Authority".

    A state's ministry keeps its state; a body's own name may have a comma or "and" in it.
    """
    piece = text[begin:end]
    if piece.lower().split()[-1:] and piece.lower().split()[-1] in OWNED:
        return [(begin, end)]
    cuts = [
        match
        for match in PARTING.finditer(piece)
        if parts(piece[: match.start()], match.group(), piece[match.end() :], kind)
        or (match.group().startswith(",") and is_another(piece[match.end() :], text, begin, end))
    ]
    starts = [begin, *(begin + match.end() for match in cuts)]
    ends = [*(begin + match.start() for match in cuts), end]
    return list(zip(starts, ends, strict=True))


def is_another(after: str, text: str, begin: int, end: int) -> bool:
    """Whether what stands behind a comma is a name by itself: one word that no firm's name ends with, and that the text has
    elsewhere without the rest. "In the Ledger, Moor claimed": Moor spoke to the Ledger.
    """
    if not after.isalpha() or fold_name(after) in FIRM_ENDS:
        return False
    lone = re.compile(rf"(?<![\w-])(?<!,\s){re.escape(after)}(?![\w-])")
    return any(not begin <= found.start() < end for found in lone.finditer(text))


def parts(before: str, mark: str, after: str, kind: str) -> bool:
    """Whether a comma, "and" or a possessive between two capitals parts two names rather than the words of one."""
    institution = gazetteer.load_words()["institution"]
    left, right = before.lower().split(), after.lower().split()
    if not left or not right:
        return False
    bodied = not institution.isdisjoint(left[-1:] + right)
    if "s" in mark:
        return kind == "person" or (len(right) > 1 and not gazetteer.is_common(left[-1]))
    if mark.startswith(","):
        return kind != "organisation" or left[-1] in BODIES or (len(right) == 2 and not bodied)
    return not bodied and (kind == "person" or len(right) == 2)


def personal_part(text: str, begin: int, end: int, kind: str) -> Iterable[Mention]:
    """A labelled span without titles: a rank or honorific in front makes it a person."""
    words = gazetteer.load_words()
    tokens = find_tokens(text, begin, end)
    if not tokens:
        return
    titles = words_of("honorific", "rank") if kind != "person" else words_of("honorific", "rank", "office")
    first = 0
    if kind != "person" and len(tokens) in (3, 4) and tokens[-1].lower not in words["institution"]:
        titles = titles | TITLES
    while first < len(tokens) - 1 and tokens[first].lower in titles:
        first += 1
    if first and kind != "person" and tokens[first].lower in words_of("institution", "function"):
        first = 0
    became = "person" if first else kind
    idle = words_of("function", "institution", "honorific", "rank", "office", "direction", "road")
    if len(tokens) == 1 and (
        tokens[0].lower in idle or (tokens[0].word.isupper() and len(tokens[0].word) > 3 and kind == "person")
    ):
        return
    if all(token.lower in titles or token.lower in words["office"] for token in tokens):
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
    if (
        became == "organisation"
        and (tokens[-1].lower in words["institution"] or tokens[-1].lower in BODIES)
        and len(tokens) > 1
    ):
        votes["organisation"] += 2.0
    yield Mention(at, end, tidy(text[at:end]), became, votes)


def known_place(name: str) -> bool:
    folded = fold_name(name)
    return bool(gazetteer.load_tables().get(folded) or gazetteer.cities_named(folded))


@lru_cache(maxsize=1)
def listed_starts() -> Mapping[str, int]:
    """The first words of the tables' names, each with the words (as the reader parts them) of its longest name."""
    starts: dict[str, int] = {}
    for name in gazetteer.load_groups():
        words = name.split()
        starts[words[0]] = max(starts.get(words[0], 0), len(words) + 2)
    return starts


def listed_spans(text: str, words: Sequence[Word]) -> Iterable[Mention]:
    """Groups, organisations and agencies of the tables, the longest names first."""
    groups, exact = gazetteer.load_groups(), gazetteer.exact_groups()
    i = 0
    while i < len(words):
        step = 1
        longest = (
            listed_starts().get(fold_name(words[i].word), 0)
            if words[i].capital or words[i].lower in ("al", "so")
            else 0
        )
        if longest:
            for j in range(min(i + longest, len(words)) - 1, i - 1, -1):
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


def bodies(text: str, places: Sequence[Mention], surnames: frozenset[str]) -> Iterable[Mention]:
    """A state's bodies: a name of it or its people, then "Defence Ministry", "army" and the like.

    A state that no table knows is told by the form alone, unless the report has a person of that name.
    """
    taken = set()
    for place in places:
        if place.site is None or not (place.site.demonym or place.site.kind in ("country", "state")):
            continue
        match = forces_after(text, place) or BODY_NAME.match(text, place.end) or LED.match(text, place.end)
        if match and "\n" not in match.group():
            taken.add(match.end())
            name = tidy(text[place.begin : match.end()])
            yield Mention(place.begin, match.end(), name, "organisation", {"organisation": 4.0})
    for match in COALITION.finditer(text):
        yield Mention(match.start(), match.end(), tidy(match.group()), "organisation", {"organisation": 4.0})
    words = gazetteer.load_words()
    for match in (*UNKNOWN_STATE.finditer(text), *UNKNOWN_FORCES.finditer(text)):
        first = match.group(1).lower()
        idle = any(first in words[kind] for kind in ("function", "institution", "direction", "office", "rank", "road"))
        if idle or first in surnames or first in words["first"] or match.end() in taken:
            continue
        yield Mention(match.start(), match.end(), tidy(match.group()), "organisation", {"organisation": 4.0})


def forces_after(text: str, place: Mention) -> re.Match[str] | None:
    """The word for a state's forces after its name; after the bare name of a state "forces" may be a verb."""
    match = FORCES_NAME.match(text, place.end)
    if match is None or place.site is None:
        return None
    return match if place.site.demonym or match["own"] or match["told"] or place.name.isupper() else None


def persons(words: Sequence[Word]) -> Iterable[Mention]:
    """Persons told by a title or office before a name: "Major General Oleg Trevan", "Minister Holt"."""
    sure = words_of("honorific", "rank") | TITLES
    idle = words_of("function", "institution", "road", "office", "honorific", "rank") | TITLES
    i = 0
    while i < len(words) - 1:
        i += 1
        before = words[i - 1]
        if before.lower not in sure or not (before.capital or before.lower in TITLES) or not words[i].capital:
            continue
        gaps = (" ", ", ") if before.lower in TITLES and not before.capital else (" ", ". ")
        if words[i].gap not in gaps or words[i].lower in idle:
            continue
        j = i
        while j + 1 < len(words) and j - i < 3 and words[j + 1].gap in (" ", "-") and words[j + 1].capital:
            if words[j + 1].lower in idle or words[j].end - words[j].begin != len(words[j].word):
                break
            j += 1
        name = " ".join(word.word for word in words[i : j + 1])
        known = gazetteer.load_tables().get(fold_name(words[i].word))
        if not known and len(name) > 2 and (words[i].gap != ", " or i < j):
            yield Mention(words[i].begin, words[j].end, name, "person", {"person": 3.0})
        i = j


NICKNAMED = re.compile(
    r"[A-Z][^\W\d_]+(?: [A-Z]\.)? [\"“'‘](?:[A-Z][\w.]*(?: [A-Z][\w.]*)?)[\"”'’] [A-Z][^\W\d_]+(?:-[A-Z][^\W\d_]+)?"
)


def nicknamed(text: str) -> Iterable[Mention]:
    """A person's full name with the one that friends use in quotation marks: "Karl “Kalle” Voss"."""
    idle = words_of("honorific", "rank", "office", "function") | TITLES
    for match in NICKNAMED.finditer(text):
        first = match.group().split()[0].lower()
        begin = match.start() + (len(first) + 1 if first in idle else 0)
        if first not in idle:
            yield Mention(begin, match.end(), tidy(match.group()), "person", {"person": 4.0}, rank=800.0)


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
            owner = OWNER.search(text, max(0, begin - 40), begin)
            if owner and "ministry" in (tokens[first].lower, tokens[-1].lower):
                begin = owner.start()  # "Varland's Ministry of Fisheries" says whose it is
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
        last = trim(text, first, first + len(before) - start)[1]
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


INITIALS = re.compile(r"\b[A-Z][A-Z&]{1,7}(?:-[A-Z]{2,5})?\b")
RUN = re.compile(
    r"[A-Z][^\W\d_]*(?:['’]s)?(?:(?: (?:of|for|and|the|on|in|to|de|at|against))*(?: | [-–—] |-|/)[A-Z][^\W\d_]*)+"
)


def initialled(text: str) -> Iterable[Mention]:
    """Names that letters of the same report spell out, wherever both stand: "... the Harbour Workers Union. The HWU ..."."""
    letters = {m.group() for m in INITIALS.finditer(text) if len(m.group()) > 2}
    groups = gazetteer.load_groups()
    wanted = {one for one in letters if fold_name(one) not in groups}
    if not wanted:
        return
    for run in RUN.finditer(text):
        heads = list(re.finditer(r"[^\W\d_]+", run.group()))
        capital = [m for m in heads if m.group()[0].isupper()]
        if len(capital) < 3 or run.group().isupper():
            continue
        for one in sorted(wanted):
            begin = spelt_by(one.replace("-", "").replace("&", ""), [m.group() for m in capital])
            if begin is not None:
                first, last = run.start() + capital[begin[0]].start(), run.start() + capital[begin[1]].end()
                yield Mention(first, last, tidy(text[first:last]), "organisation", {"organisation": 4.0}, rank=1200.0)
                for at in re.finditer(rf"(?<![\w-]){re.escape(one)}(?![\w-])", text):
                    yield Mention(at.start(), at.end(), one, "organisation", {"organisation": 4.0}, rank=1200.0)


def spelt_by(letters: str, words: Sequence[str]) -> tuple[int, int] | None:
    """The first and last of the words, one after the other, whose initials are the letters; "UN" gives two of them."""
    for first in range(len(words)):
        left = letters
        for last in range(first, len(words)):
            word = words[last]
            piece = word if word.isupper() and len(word) > 1 and left.startswith(word) else word[0]
            if not left.startswith(piece):
                break
            left = left[len(piece) :]
            if not left:
                return (first, last) if last - first > 1 else None
    return None


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
