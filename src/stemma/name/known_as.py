"""Two names that a report itself says are one thing's: "X (Y)", "X, also known as Y", "X, formerly Y or Z"."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from stemma.name import gazetteer
from stemma.name.candidates import Mention
from stemma.name.keys import fold_name
from stemma.name.match import is_acronym, match_names

BODY_KINDS = frozenset({"organisation", "group", "other"})
HOW = (
    r"(?:also|better|formerly|previously|otherwise|commonly|widely|popularly|locally|generally|officially|sometimes|often|"
    r"once|originally|simply|formally)"
)
BY = (
    r"(?: (?:officially|simply|locally|commonly|collectively|in (?:English|Arabic|Russian|French)))?"
    r"(?: by (?:its|his|her|their)(?: [a-z]+){1,3}| under the (?:name|title))?(?: (?:as|of))?"
)
# "Holt called Varga" is no name of hers: a bare verb needs a bracket before it, an adverb or "is".
KNOWN = (
    rf"(?:{HOW} )*known{BY}|(?:{HOW} )+(?:called|named|referred to|abbreviated|nicknamed|dubbed|styled){BY}|"
    rf"(?<=\()(?:called|named|abbreviated|nicknamed|dubbed){BY}|(?:is|was|are|were) (?:called|named|nicknamed|dubbed){BY}"
)
MEANT = (
    r"(?:officially|formally|formerly|previously|originally|alias|aka|a\.k\.a\.|nom de guerre|real name|born|née|né|"
    r"or simply|or|in full|short for|abbreviated|acronym)"
)
WHOSE = (
    r"(?:whose (?:real|full|birth|official|former) name (?:is|was)|"
    r"(?:which|who) (?:calls|call|styles) (?:itself|himself|themselves))"
)
LEAD = r"[\"“”‘’']?(?:the )?[\"“‘']?"
OWN = r"(?:['’]s)?[\"”’']?"
# How the name is written in its own language: "(Arabic: ...)".
GLOSS = r"(?:\s*\((?:[A-Z][a-z]+(?: [A-Z][a-z]+)?:|[^\x00-\u024f])[^()]{0,80}\))?"
# What stands between two names of one thing where the words say so.
SAID = re.compile(
    rf"{OWN}{GLOSS}\s*(?:,|\(|–|—)?\s*(?:(?:which|who|that) )?(?:(?:is|was|are|were) )?(?:{KNOWN}|{WHOSE}),? {LEAD}"
    rf"|{OWN}{GLOSS}\s*[,(]\s*{MEANT},?:? {LEAD}"
)
BRACKET = re.compile(rf"{OWN}\s*\({LEAD}")
# "also known as X, Y or Z": what parts one further name from the next.
FURTHER = re.compile(rf"[\"”’']?{GLOSS}(?:,|/|,? (?:and|or)(?: (?:as|also|simply))?| /) ?{LEAD}")
# A run of capitals, as a name is written: "Abu Yazan al-Orsi", "Front of the North".
WORD = r"(?:[A-Z][^\W\d_]*(?:['’][^\W\d_]+)?|(?:al|el|ad|an|ar|as|ash|az)-[A-Z][^\W\d_]*)"
NAME = rf"{WORD}(?:[ -](?:(?:bin|ibn|abu|al|el|de|of|for|and|the) )*{WORD})*"
TOLD = re.compile(
    r"\b(?:known|called|named|nicknamed|dubbed|alias|aka|a\.k\.a\.|nom de guerre|born|formerly|née|real name|full name|"
    r"referred to|calls (?:itself|himself)|call themselves)"
    r"(?: (?:officially|simply|locally|commonly|in (?:English|Arabic|Russian|French)))?"
    rf"(?: by (?:its|his|her|their)(?: [a-z]+){{1,3}})?(?: (?:as|is|was))?,?:? {LEAD}(?P<name>{NAME})"
)
MORE = re.compile(rf"[\"”’']?(?:,|/| /|,? (?:and|or)(?: (?:as|also|simply))?) ?{LEAD}(?P<name>{NAME})")
PERSONAL = re.compile(r"\b(?:nom de guerre|real name|full name|born|née|né|alias|nicknamed)\b")
# Of a person these words say for what somebody was chosen: "was named Otto Brand's running mate".
CHOSEN = re.compile(r"\b(?:is|was|are|were) named\b")
SURE = 3.0  # votes from which a kind rests on more than a label
CLOSED = frozenset(",.;:)")


def told_names(text: str) -> Iterator[Mention]:
    """Names that words such as "also known as" bring in, whatever they look like: candidates that any other finding of the

    same words goes before.
    """
    for match in TOLD.finditer(text):
        name = " ".join(match["name"].split())
        if len(name) > 2 and name.split()[0].lower() not in gazetteer.load_words()["function"]:
            yield Mention(match.start("name"), match.end("name"), name, "other", {"other": 0.75}, rank=0.25)
            further = MORE.match(text, match.end("name"))
            while further:
                yield Mention(*further.span("name"), further["name"], "other", {"other": 0.75}, rank=0.25)
                further = MORE.match(text, further.end("name"))


def known_as(text: str, mentions: Sequence[Mention]) -> Iterator[tuple[int, int, bool]]:
    """The pairs of neighbouring mentions (by their numbers) that the words between hold for one thing.

    Third: whether words say it ("also known as"); otherwise the second stands in brackets by itself.
    """
    naming: int | None = None
    bracketed = False
    for i, (left, right) in enumerate(pairwise(mentions)):
        between = text[left.end : right.begin]
        if len(between) > 160 or "\n" in between:
            naming = None
        elif SAID.fullmatch(between) and ends_name(text, right.end, alone=" or " in between[-8:]):
            naming, bracketed = i, between.rfind("(") > between.rfind(")")
            yield i, i + 1, True
        elif naming is not None and FURTHER.fullmatch(between) and (bracketed or " or " in between):
            # "Known as Nana, Oleg Quill said": outside brackets a comma alone begins something else.
            yield naming, i + 1, True
        else:
            naming = None
            if BRACKET.fullmatch(between) and text[right.end : right.end + 2].lstrip("\"”’'")[:1] == ")":
                yield i, i + 1, False


def ends_name(text: str, end: int, *, alone: bool) -> bool:
    """Whether a name is the whole of what "or" puts beside another: "X, or Y," and not "in X, or Y could ..."."""
    return not alone or text[end : end + 2].lstrip("\"”’'")[:1] in CLOSED


def find_pairs(
    text: str, mentions: Sequence[Mention], keys: Sequence[str], evidence: list[str]
) -> list[tuple[str, str, str]]:
    """(key of the second name, key of the first, evidence) where both can be one thing; ``evidence`` changes in place."""
    pairs: list[tuple[str, str, str]] = []
    for i, j, said in known_as(text, mentions):
        left, right = mentions[i], mentions[j]
        personal = said and bool(PERSONAL.search(text, left.end, right.begin))
        if left.kind == "person" and CHOSEN.search(text, left.end, right.begin):
            continue
        if keys[i] == keys[j] or not could_be_one(left, right, said=said, personal=personal):
            continue
        why = "short form" if is_acronym(right.name, left.name) else "apposition"
        pairs.append((keys[j], keys[i], why))
        if evidence[j] in ("spelling", "forces"):
            evidence[j] = why
    return pairs


def could_be_one(left: Mention, right: Mention, *, said: bool, personal: bool) -> bool:
    """Whether two names can be of one thing by their kinds; ``said``: the words between leave no doubt that they are;

    ``personal``: they are of a person, whatever the second name looks like.
    """
    if personal and left.kind == "person" and not right.site and not right.listed:
        return True
    if left.listed and right.listed:
        return left.listed == right.listed
    if is_agency(right.name) and not said:
        return False  # "CITY (Agency)" is a dateline
    kinds = {left.kind, right.kind}
    if said and not (left.site or right.site) and min(max(m.votes.values(), default=0.0) for m in (left, right)) < SURE:
        return True  # one of the kinds is no more than a label's guess
    if left.site is not None or right.site is not None:
        # "Elmford (Varland)" lies in it.
        return said and kinds == {"place"} and not any(m.site is not None and m.site.demonym for m in (left, right))
    if "person" in kinds:
        if said and kinds <= {"person", "other"}:
            return True
        return kinds == {"person"} and match_names(left.name, right.name, "person") >= 0.5
    return kinds <= BODY_KINDS or len(kinds) == 1 or is_acronym(right.name, left.name) or "group" in kinds or said


def is_agency(name: str) -> bool:
    return gazetteer.load_groups().get(fold_name(name), ("", ""))[0] == "agency"
