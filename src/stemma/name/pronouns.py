"""Pronouns that stand for what a report names, where the sentences around leave one thing only that they can stand for."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from stemma.model import Segments, Token
from stemma.name import gazetteer
from stemma.name.candidates import Mention
from stemma.name.keys import fold_name
from stemma.name.match import person_words

NEAR = 2  # sentences before the pronoun's own in which no other person may be named


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


class Pronoun(NamedTuple):
    """A pronoun and the key of what it stands for."""

    begin: int
    end: int
    key: str


PRONOUNS = {
    "he": "man", "him": "man", "his": "man", "himself": "man",
    "she": "woman", "her": "woman", "hers": "woman", "herself": "woman",
}  # fmt: skip
FIRST = _words("i me my myself mine")
SAY = _words(
    "say tell add state write tweet explain note announce declare comment continue conclude reply answer recall stress warn"
)
PERSONAL = re.compile(r"\b(?:he|him|his|himself|she|her|hers|herself)\b", re.IGNORECASE)
NEUTER = re.compile(r"\bits?\b", re.IGNORECASE)
SPOKEN = re.compile(r"\b(?:i|me|my|myself|mine)\b", re.IGNORECASE)
MEN, WOMEN = _words("mr sir lord king prince"), _words("mrs ms miss lady queen princess madam")


def pronouns(
    text: str,
    segments: Segments,
    parses: Mapping[str, tuple[Token, ...]],
    mentions: Sequence[Mention],
    keys: Sequence[str],
    unnamed: Sequence[int],
) -> list[Pronoun]:
    """ "He" and "she" outside quotation marks: the one person named here and in the two sentences before, if nobody is

    spoken of without a name (``unnamed``: where, in order); else whom the sentence before has as its subject, for one
    that is a subject too; and for "his" and "her" the person who is the subject of their own clause.
    """
    made: list[Pronoun] = []
    begins = [m.begin for m in mentions]
    people = {m.end: i for i, m in enumerate(mentions) if m.kind == "person"}
    if not people:
        return made
    sexes = sexes_of(mentions, keys)
    sure = {key for m, key in zip(mentions, keys, strict=True) if m.title or len(person_words(m.name)) > 1}
    starts = [sentence.begin for sentence in segments.sentences]
    quoted = [(q.begin, q.end) for q in segments.quotations if q.depth == 0]
    last: tuple[Sequence[Token], int, Mapping[int, str]] = ((), 0, {})  # the sentence before, where it begins
    for number, sentence in enumerate(segments.sentences):
        words = text[sentence.begin : sentence.end]
        tokens = parses.get(words, ())
        if not PERSONAL.search(words):
            last = (tokens, sentence.begin, {})
            continue
        resolved: dict[int, str] = {}
        # The person that the last sentence has as its subject, and whether that one said something in it.
        subject, spoke = subject_of(last[0], last[1], people, keys, last[2])
        for at, token in enumerate(tokens):
            sex = PRONOUNS.get(token.text.lower())
            if sex is None or token.pos != "PRON":
                continue
            begin = sentence.begin + token.begin
            place = bisect_right(quoted, (begin, len(text))) - 1
            if place >= 0 and quoted[place][0] <= begin < quoted[place][1]:
                continue
            since = starts[max(0, number - NEAR)]
            near = {
                keys[i]
                for i in range(bisect_left(begins, since), bisect_left(begins, begin))
                if mentions[i].kind == "person"
            }
            here = {
                keys[i]
                for i in range(bisect_left(begins, sentence.begin), bisect_left(begins, begin))
                if mentions[i].kind == "person"
            }
            key = None
            if token.dep == "poss":
                key = own_subject(tokens, at, sentence.begin, people, keys, resolved)
            elif (
                token.dep in ("nsubj", "nsubjpass")
                and subject is not None
                and not here - {subject}
                and bisect_left(unnamed, sentence.begin) == bisect_left(unnamed, begin)
            ):
                others = {one for one in near - {subject} if sexes.get(one, sex) == sex}
                goes_on = spoke and tokens[token.head].lemma in SAY
                key = subject if goes_on or not others else None
            if key is None and len(near) == 1 and bisect_left(unnamed, since) == bisect_left(unnamed, begin):
                key = min(near)
            if key is not None and key in sure and sexes.get(key, sex) == sex:
                made.append(Pronoun(begin, sentence.begin + token.end, key))
                resolved[at] = key
        last = (tokens, sentence.begin, resolved)
    return made


def subject_of(
    tokens: Sequence[Token], offset: int, people: Mapping[int, int], keys: Sequence[str], resolved: Mapping[int, str]
) -> tuple[str | None, bool]:
    """The key of the person who is the subject of a sentence's main verb (None: nobody, or another thing), and whether

    that verb is one of saying.
    """
    for at, token in enumerate(tokens):
        if token.dep in ("nsubj", "nsubjpass") and tokens[token.head].dep == "ROOT":
            if any(t.dep == "conj" and t.head == at for t in tokens):
                return None, False
            index = people.get(offset + token.end)
            return keys[index] if index is not None else resolved.get(at), tokens[token.head].lemma in SAY
    return None, False


def own_subject(
    tokens: Sequence[Token],
    at: int,
    offset: int,
    people: Mapping[int, int],
    keys: Sequence[str],
    resolved: Mapping[int, str],
) -> str | None:
    """The key of the person who is the subject of the clause that "his" stands in, if nobody else is named between."""
    up = at
    for _ in range(6):
        if tokens[up].head == up:
            break
        up = tokens[up].head
        if tokens[up].pos not in ("VERB", "AUX"):
            continue
        found = [k for k, t in enumerate(tokens[:at]) if t.head == up and t.dep in ("nsubj", "nsubjpass")]
        if found:
            index = people.get(offset + tokens[found[-1]].end)
            key = keys[index] if index is not None else resolved.get(found[-1])
            between = {people[offset + t.end] for t in tokens[found[-1] + 1 : at] if offset + t.end in people}
            return key if all(keys[i] == key for i in between) else None
    return None


def sexes_of(mentions: Sequence[Mention], keys: Sequence[str]) -> dict[str, str]:
    """Man or woman, where a title or the first name says it; "" for both."""
    words = gazetteer.load_words()
    told: dict[str, set[str]] = {}
    for m, key in zip(mentions, keys, strict=True):
        if m.kind != "person":
            continue
        title, first = set(m.title.split()), fold_name(m.name).split()[:1]
        sexes = told.setdefault(key, set())
        if title & MEN or (first and first[0] in words["man"]):
            sexes.add("man")
        if title & WOMEN or (first and first[0] in words["woman"]):
            sexes.add("woman")
    return {key: min(sexes) if len(sexes) == 1 else "" for key, sexes in told.items() if sexes}


def its(
    text: str,
    segments: Segments,
    parses: Mapping[str, tuple[Token, ...]],
    mentions: Sequence[Mention],
    keys: Sequence[str],
) -> list[Pronoun]:
    """ "Its" where the subject of its own clause is no person's name; "It" that opens a sentence, where the subject of the

    sentence before it in the paragraph is one. Only outside quotation marks.
    """
    ends = {m.end: i for i, m in enumerate(mentions) if m.kind in ("organisation", "group", "place", "other")}
    quoted = [(q.begin, q.end) for q in segments.quotations if q.depth == 0]
    made = []
    before: tuple[int, str] | None = None  # paragraph, key of the last sentence's subject
    for number, sentence in enumerate(segments.sentences):
        words = text[sentence.begin : sentence.end]
        following = segments.sentences[number + 1 : number + 2]
        opens = any(text.startswith("It", one.begin) for one in following)
        if not opens and not NEUTER.search(words):
            before = None
            continue
        tokens = parses.get(words, ())
        subject = next((t for t in tokens if t.dep in ("nsubj", "nsubjpass") and tokens[t.head].dep == "ROOT"), None)
        here = None
        for at, token in enumerate(tokens):
            word = token.text.lower()
            if word not in ("it", "its") or token.pos != "PRON":
                continue
            begin = sentence.begin + token.begin
            place = bisect_right(quoted, (begin, len(text))) - 1
            if place >= 0 and quoted[place][0] <= begin < quoted[place][1]:
                continue
            key = None
            if word == "its":
                key = clause_subject(tokens, at, sentence.begin, ends, keys)
            elif at == 0 and token is subject and before and before[0] == sentence.paragraph and not idle(tokens, at):
                key = here = before[1]
            if key is not None:
                made.append(Pronoun(begin, sentence.begin + token.end, key))
        if subject is not None and here is None:
            named = ends.get(sentence.begin + subject.end)
            here = keys[named] if named is not None else None
        before = (sentence.paragraph, here) if here is not None else None
    return made


def clause_subject(
    tokens: Sequence[Token], at: int, offset: int, ends: Mapping[int, int], keys: Sequence[str]
) -> str | None:
    """The key of what is named as the subject of the clause that a word stands in, before it."""
    up = at
    for _ in range(8):
        if tokens[up].head == up:
            break
        up = tokens[up].head
        if tokens[up].pos not in ("VERB", "AUX"):
            continue
        found = [t for k, t in enumerate(tokens[:at]) if t.head == up and t.dep in ("nsubj", "nsubjpass")]
        if found:
            number = ends.get(offset + found[-1].end)
            return keys[number] if number is not None else None
    return None


def idle(tokens: Sequence[Token], at: int) -> bool:
    """Whether "it" stands for nothing: "It is clear that", "It took years to"."""
    verb = tokens[at].head
    return tokens[verb].lemma in ("seem", "appear", "take", "rain", "snow", "turn") or any(
        t.head == verb and t.dep in ("ccomp", "xcomp", "advcl", "csubj", "acomp") for t in tokens
    )


def first_person(
    text: str,
    segments: Segments,
    parses: Mapping[str, tuple[Token, ...]],
    people: Mapping[int, str],
) -> list[Pronoun]:
    """ "I" in the quotation marks of a paragraph in which one known person speaks and nobody else, and after "Holt said:"

    at a paragraph's end in those that follow, until somebody else speaks. ``people``: key by where a name, description or
    pronoun of a person ends.
    """
    made: list[Pronoun] = []
    if not SPOKEN.search(text):
        return made
    quoted = [(q.begin, q.end) for q in segments.quotations if q.depth == 0]
    inner = [(q.begin, q.end) for q in segments.quotations if q.depth]  # words put into another's mouth
    by_paragraph: dict[int, list[tuple[int, tuple[Token, ...]]]] = {}
    for sentence in segments.sentences:
        tokens = parses.get(text[sentence.begin : sentence.end], ())
        by_paragraph.setdefault(sentence.paragraph, []).append((sentence.begin, tokens))
    going: str | None = None  # who goes on speaking without quotation marks
    for paragraph in sorted(by_paragraph):
        begin, end = segments.paragraphs[paragraph] if paragraph < len(segments.paragraphs) else (0, len(text))
        colon = text[begin:end].rstrip()[-1:] == ":"
        if going is None and not colon and not SPOKEN.search(text, begin, end):
            continue
        speakers: set[str | None] = set()
        said: list[tuple[int, int, bool]] = []
        for offset, tokens in by_paragraph[paragraph]:
            for token in tokens:
                begin = offset + token.begin
                place = bisect_right(quoted, (begin, len(text))) - 1
                inside = place >= 0 and quoted[place][0] <= begin < quoted[place][1]
                if (
                    token.dep == "nsubj"
                    and not inside
                    and tokens[token.head].lemma in SAY
                    and token.text.lower() not in FIRST
                ):
                    speakers.add(people.get(offset + token.end))
                elif token.pos == "PRON" and token.text.lower() in FIRST and not any(b <= begin < e for b, e in inner):
                    said.append((begin, offset + token.end, inside))
        if speakers:
            going = None
        one = next(iter(speakers)) if len(speakers) == 1 else None
        for begin, end, inside in said:
            key = one if inside else going
            if key is not None:
                made.append(Pronoun(begin, end, key))
        if one is not None and colon:
            going = one
    return made
