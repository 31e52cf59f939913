"""Who the speaker of an attribution is: names, titles, pronouns and common nouns resolved to entities.

A speaker that the text does not support stays unknown: where two could be meant, none is given. Nothing but the
report itself decides, so a report added to the pile changes no speaker of another.
"""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa

from stemma import schema
from stemma.attribute.lexicon import BODIES, DOCUMENTS, SPOKES
from stemma.attribute.phrases import (
    NAMED_BODIES,
    Mention,
    Page,
    Person,
    Phrase,
    could_be_person,
    learn_people,
    mention_at,
    named_in,
    phrase_at,
    phrase_of,
)
from stemma.attribute.tree import child, is_verb
from stemma.model import Entities, Report, Segments, Span
from stemma.parse import Parses, distinct_sentences, parse_sentences
from stemma.reports import as_reports
from stemma.segment import segment
from stemma.settings import AttributeSettings
from stemma.words import fold

HE = {"he": "he", "him": "he", "his": "he", "she": "she", "her": "she", "hers": "she"}
FAR = 4000  # code points: how far back a pronoun reaches at most, where a page has no paragraphs
NEAR = 60  # attributions before and after that are looked at; keeps a page of a hundred thousand words quick
RELATIVE = frozenset({"who", "which", "that"})
PLURAL = frozenset(
    {"they", "them", "their", "we", "our", "us", "you", "some", "many", "others", "both", "most", "several"}
)


@dataclass(slots=True)
class Spoken:
    """An attribution with its speaker so far: ``mention`` is the entity with the words in this report that name it."""

    row: dict[str, Any]
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    mention: Mention | None = None
    through: list[Mention] = field(default_factory=list)


def link_speakers(
    reports: Iterable[Report | Mapping[str, Any]],
    attributions: pa.Table,
    entities: Entities,
    *,
    segments: Mapping[str, Segments] | None = None,
    parses: Parses | None = None,
    settings: AttributeSettings | None = None,
) -> tuple[pa.Table, pa.Table]:
    """``attributions`` with ``speaker_id`` filled where the text supports one, and the table ``chains``.

    A chain runs from the nearest to the report to the farthest: who passed the words on, the body that a spokesman
    speaks for, the person. Position 0 is the nearest; the speaker, where known, is last.
    """
    chosen = settings or AttributeSettings()
    pile = as_reports(reports)
    cut = segments if segments is not None else {report.id: segment(report) for report in pile}
    parsed = parses if parses is not None else parse_sentences(distinct_sentences(pile, cut))
    kinds = dict(zip(entities.entities["entity_id"].to_pylist(), entities.entities["kind"].to_pylist(), strict=True))
    mentions: dict[str, list[Mention]] = {}
    for row in entities.mentions.select(["report_id", "begin", "end", "entity_id"]).to_pylist():
        kind = kinds.get(row["entity_id"]) or "other"
        mentions.setdefault(row["report_id"], []).append(Mention(row["begin"], row["end"], row["entity_id"], kind))
    by_report: dict[str, list[dict[str, Any]]] = {}
    for row in attributions.to_pylist():
        by_report.setdefault(row["report_id"], []).append(row)
    linked: list[dict[str, Any]] = []
    chains: list[dict[str, Any]] = []
    for report in pile:
        rows = by_report.pop(report.id, [])
        page = Page(report, cut[report.id], parsed, sorted(mentions.get(report.id, [])))
        for spoken in resolve_report(page, rows, chosen):
            linked.append({**spoken.row, "speaker_id": spoken.mention.entity_id if spoken.mention else None})
            chains += [
                {
                    "attribution_id": spoken.row["attribution_id"],
                    "position": position,
                    "entity_id": link.entity_id,
                    "begin": link.begin,
                    "end": link.end,
                }
                for position, link in enumerate(spoken.through)
            ]
    linked += [row for rows in by_report.values() for row in rows]
    return (
        schema.ordered("attributions", schema.table("attributions", linked)),
        schema.ordered("chains", schema.table("chains", chains)),
    )


def resolve_report(page: Page, rows: Sequence[Mapping[str, Any]], settings: AttributeSettings) -> list[Spoken]:
    """The attributions of one report, in order of their cues, with speakers and chains."""
    said = [Spoken(dict(row), _spans(row["source"]), _spans(row["cue"]), _spans(row["content"])) for row in rows]
    said.sort(key=lambda s: (_position(s), s.row["attribution_id"]))
    learnt = learn_people(page)
    ends = [end for end, _, _ in learnt]
    people: dict[str, Person] = {}
    known = 0
    for number, one in enumerate(said):
        # A title given in the sentence itself counts, one that comes later in the report does not.
        sentence = page.sentence_at(_position(one))
        until = bisect_left(ends, (sentence.end if sentence else _position(one)) + 1)
        for _, entity_id, about in learnt[known:until]:
            _merge(people.setdefault(entity_id, Person()), about)
        known = max(known, until)
        if one.source:
            phrase = phrase_of(page, one.source[0])
            if phrase is not None:
                one.mention = _resolve(page, phrase, said[max(0, number - NEAR) : number], people, settings)
    for number, one in enumerate(said):
        one.through = _chain(page, one, said[max(0, number - NEAR) : number + NEAR], people)
    return said


def _spans(values: Iterable[Mapping[str, int]]) -> tuple[Span, ...]:
    return tuple(Span(value["begin"], value["end"]) for value in values)


def _position(one: Spoken) -> int:
    return min((s.begin for s in (*one.cue, *one.source, *one.content)), default=0)


def _merge(known: Person, new: Person) -> None:
    known.roles |= new.roles
    known.words |= new.words
    known.entities |= new.entities
    known.sex = known.sex or new.sex
    known.body = known.body or new.body


def _resolve(
    page: Page, phrase: Phrase, earlier: Sequence[Spoken], people: Mapping[str, Person], settings: AttributeSettings
) -> Mention | None:
    tokens = phrase.tree.tokens
    head = tokens[phrase.head]
    word = fold(head.text)
    if word in RELATIVE:
        antecedent = _antecedent(phrase)
        return (
            None
            if antecedent is None
            else _resolve(page, phrase_at(page, phrase.sentence, antecedent), earlier, people, settings)
        )
    if word in HE:
        return _of_pronoun(page, phrase, HE[word], earlier, people, settings)
    if word == "it":
        return _of_it(page, phrase, earlier, settings)
    if word in ("i", "me", "my"):
        return _of_first_person(phrase, earlier)
    if head.pos == "PRON" or word in PLURAL:
        return None
    named = named_in(page, phrase)
    if named is not None:
        return _named(page, named, phrase)
    if head.pos in ("NOUN", "PROPN"):
        return _of_noun(page, phrase, earlier, people, settings)
    return None


def _named(page: Page, named: Mention, phrase: Phrase) -> Mention | None:
    """The mention, unless the head of the phrase is only part of a name that stands for something else."""
    if named.kind == "place":
        # "Aldova said" is its government; "Aldova residents" are not, and are not headed by the place.
        head = mention_at(page, phrase, phrase.head)
        return named if head == named else None
    return named


def _antecedent(phrase: Phrase) -> int | None:
    """The noun that a relative pronoun stands for."""
    tokens = phrase.tree.tokens
    at = tokens[phrase.head].head
    for _ in range(6):
        if tokens[at].dep == "relcl":
            return tokens[at].head
        if tokens[at].dep not in ("xcomp", "conj", "ccomp", "aux", "advcl") or tokens[at].head == at:
            return None
        at = tokens[at].head
    return None


def _of_first_person(phrase: Phrase, earlier: Sequence[Spoken]) -> Mention | None:
    """ "I" inside what somebody says is that somebody; the innermost content around it decides."""
    around = [s for s in earlier if any(c.begin <= phrase.span.begin < c.end for c in s.content)]
    return around[-1].mention if around else None


def _of_pronoun(
    page: Page,
    phrase: Phrase,
    sex: str,
    earlier: Sequence[Spoken],
    people: Mapping[str, Person],
    settings: AttributeSettings,
) -> Mention | None:
    """The person that "he" or "she" follows: the last who spoke or did something, if no other fits as well."""
    paragraph = page.paragraph_of(phrase.span.begin)
    first = max(page.start_of(paragraph - settings.reach), phrase.span.begin - FAR)

    def fits(mention: Mention) -> bool:
        known = people.get(mention.entity_id)
        return could_be_person(page, mention) and (known is None or known.sex is None or known.sex == sex)

    near = [m for m in page.mentions_in(first, phrase.span.begin) if fits(m)]
    # Those that somebody only talks about do not take the pronoun from who spoke last.
    spoken_of = [c for one in earlier for c in one.content]
    doers = [m for m in near if _is_doer(page, m) and not any(c.begin <= m.begin < c.end for c in spoken_of)]
    for one in reversed(earlier):
        if one.mention is None or _position(one) < first or not fits(one.mention):
            continue
        since = {m.entity_id for m in doers if m.begin > _position(one)} - {one.mention.entity_id}
        return None if since else one.mention
    return _only(doers or near, {m.entity_id for m in doers or near})


def _only(mentions: Sequence[Mention], entities: set[str]) -> Mention | None:
    """The last mention of the one entity left, or None where several are."""
    if len(entities) != 1:
        return None
    return next((m for m in reversed(mentions) if m.entity_id in entities), None)


def _is_doer(page: Page, mention: Mention) -> bool:
    """Whether a person is the subject of a clause outside quotation marks."""
    if page.is_quoted(mention.begin):
        return False
    phrase = phrase_of(page, Span(mention.begin, mention.end))
    if phrase is None:
        return False
    tokens = phrase.tree.tokens
    token = tokens[phrase.head]
    if token.dep in ("appos", "compound", "nmod") and token.head != phrase.head:
        token = tokens[token.head]
    return token.dep in ("nsubj", "nsubjpass") or (token.dep == "pobj" and tokens[token.head].dep == "agent")


def _of_it(page: Page, phrase: Phrase, earlier: Sequence[Spoken], settings: AttributeSettings) -> Mention | None:
    """ "It" is the body that spoke last, in this paragraph or the one before, if nobody else spoke since."""
    paragraph = page.paragraph_of(phrase.span.begin)
    for one in reversed(earlier):
        if page.paragraph_of(_position(one)) < paragraph - min(1, settings.reach):
            return None
        return one.mention if one.mention is not None and one.mention.kind != "person" else None
    return None


def _of_noun(
    page: Page, phrase: Phrase, earlier: Sequence[Spoken], people: Mapping[str, Person], settings: AttributeSettings
) -> Mention | None:
    """ "The ministry", "the statement", "the spokesman", "a spokesman for the ministry"."""
    tokens = phrase.tree.tokens
    noun = fold(tokens[phrase.head].lemma)
    definite = any(
        tokens[c].text.lower() in ("the", "that", "this") or tokens[c].dep == "poss"
        for c in phrase.tree.children[phrase.head]
    )
    if noun in DOCUMENTS:
        owner = _owner(page, phrase)
        return (
            owner if owner is not None else (_of_document(page, phrase, noun, earlier, settings) if definite else None)
        )
    if noun in BODIES:
        return _of_body(page, phrase, noun, earlier, settings) if definite else None
    found = _of_office(page, phrase, noun, people, settings) if definite or noun in SPOKES else None
    if found is None and noun in SPOKES:
        owner = _owner(page, phrase)
        return owner if owner is not None and owner.kind in (*NAMED_BODIES, "place") else None
    return found


def _owner(page: Page, phrase: Phrase) -> Mention | None:
    """The one named entity by "'s", "for", "of", "by", "from" or as a word before the noun."""
    tokens = phrase.tree.tokens
    at: list[int] = []
    for index in phrase.tree.children[phrase.head]:
        token = tokens[index]
        if token.dep in ("poss", "compound", "amod", "nmod"):
            at.append(index)
        elif token.dep == "prep" and token.text.lower() in ("for", "of", "by", "from", "at"):
            inner = child(phrase.tree, index, "pobj")
            if inner is not None:
                at.append(inner)
    found = [m for m in (mention_at(page, phrase, i) for i in at) if m is not None]
    bodies = [m for m in found if m.kind in NAMED_BODIES] or found
    return bodies[0] if len({m.entity_id for m in bodies}) == 1 else None


def _of_document(
    page: Page, phrase: Phrase, noun: str, earlier: Sequence[Spoken], settings: AttributeSettings
) -> Mention | None:
    """Whose statement "the statement" is: of who spoke last in a sentence with that word, or just before."""
    paragraph = page.paragraph_of(phrase.span.begin)
    for one in reversed(earlier):
        distance = paragraph - page.paragraph_of(_position(one))
        if distance > settings.reach:
            return None
        sentence = page.sentence_at(_position(one))
        if sentence is None or one.mention is None:
            continue
        if any(fold(t.lemma) == noun for t in page.tree_of(sentence).tokens):
            return one.mention
    return None


def _of_body(
    page: Page, phrase: Phrase, noun: str, earlier: Sequence[Spoken], settings: AttributeSettings
) -> Mention | None:
    """The one body named before whose name has the common noun; of several, the one that spoke just before."""
    text = page.report.text
    before = [
        m
        for m in page.mentions_in(0, phrase.span.begin)
        if m.kind in NAMED_BODIES
        and noun in {fold(w) for w in text[m.begin : m.end].replace("’", "'").replace("'s", "").split()}
    ]
    if page.mentions_in(*phrase.span):
        # "The Aldovan government" is not the ministry of another country: only a whole name would do.
        return None
    found = _only(before, {m.entity_id for m in before})
    if found is not None:
        return found
    paragraph = page.paragraph_of(phrase.span.begin)
    close = [m for m in before if page.paragraph_of(m.begin) >= paragraph - min(1, settings.reach)]
    spoke = {s.mention.entity_id for s in earlier[-2:] if s.mention is not None}
    entities = {m.entity_id for m in close}
    return _only(close, entities) or _only(close, entities & spoke)


def _of_office(
    page: Page, phrase: Phrase, noun: str, people: Mapping[str, Person], settings: AttributeSettings
) -> Mention | None:
    """The one person whose title, given before, is the noun, and whose phrase agrees with the words around it here."""
    tokens = phrase.tree.tokens
    around = [w for w in phrase.words if w != phrase.head and tokens[w].pos in ("PROPN", "ADJ", "NOUN")]
    inner = {m.entity_id for m in page.mentions_in(*phrase.span)}
    fitting = set()
    for entity_id, about in people.items():
        if noun not in about.roles:
            continue
        if inner & about.entities or all(_akin(fold(tokens[w].text), about.words) for w in around):
            fitting.add(entity_id)
    before = [m for m in page.mentions_in(0, phrase.span.begin) if m.entity_id in fitting]
    paragraph = page.paragraph_of(phrase.span.begin)
    first = max(page.start_of(paragraph - settings.reach), phrase.span.begin - FAR)
    close = [m for m in before if m.begin >= first]
    if not around:
        # "The president" is not the one president named far above, while another whose title nobody gives is spoken of.
        people_close = {m.entity_id for m in page.mentions_in(first, phrase.span.begin) if could_be_person(page, m)}
        return _only(close, people_close & fitting) if len(people_close) == 1 else None
    return _only(before, {m.entity_id for m in before}) or _only(close, {m.entity_id for m in close})


def _akin(word: str, words: set[str]) -> bool:
    """Whether a word, or one that it derives from ("Aldovan" from "Aldova"), is among the words."""
    if word in words:
        return True
    return len(word) >= 4 and any(len(w) >= 4 and w[:4] == word[:4] for w in words)


def _chain(page: Page, one: Spoken, said: Sequence[Spoken], people: Mapping[str, Person]) -> list[Mention]:
    """Through whom the words came, nearest the report first; without repeats; the speaker last."""
    chain: list[Mention] = []
    at = one.cue[0].begin if one.cue else _position(one)
    for outer in said:
        holds = outer is not one and any(c.begin <= at < c.end for c in outer.content)
        if holds and outer.mention is not None:
            chain.append(outer.mention)
    chain += _hearers(page, one)
    if one.mention is not None:
        body = people[one.mention.entity_id].body if one.mention.entity_id in people else None
        if body is not None and one.mention.kind == "person":
            chain.append(body)
        chain.append(one.mention)
    kept: list[Mention] = []
    last = one.mention.entity_id if one.mention else None
    for number, link in enumerate(chain):
        is_last = number == len(chain) - 1
        if (link.entity_id == last and not is_last) or any(k.entity_id == link.entity_id for k in kept):
            continue
        kept.append(link)
    return kept


def _hearers(page: Page, one: Spoken) -> list[Mention]:
    """Who was told, or quoted the speaker: "told the Gazette", "the agency quoted the minister as saying"."""
    if not one.cue:
        return []
    sentence = page.sentence_at(one.cue[0].begin)
    phrase = phrase_of(page, one.cue[0])
    if sentence is None or phrase is None:
        return []
    tree, tokens = phrase.tree, phrase.tree.tokens
    found: list[Mention] = []
    verb = phrase.head if is_verb(tree, phrase.head) else next((w for w in phrase.words if is_verb(tree, w)), None)
    if verb is None:
        return []
    heads = [verb]
    at = verb
    for _ in range(3):
        if tokens[at].dep in ("pcomp", "prep", "advcl", "xcomp") and tokens[at].head != at:
            at = tokens[at].head
            if is_verb(tree, at) and tokens[at].lemma in ("quote", "cite"):
                heads.append(at)
    if len(heads) > 1:
        by = child(tree, heads[-1], "nsubj")
        agent = child(tree, heads[-1], "agent")
        noun = by if by is not None else child(tree, agent, "pobj") if agent is not None else None
        if noun is not None:
            mention = mention_at(page, phrase, noun)
            if mention is not None:
                found.append(mention)
    if tokens[verb].lemma == "tell":
        told = child(tree, verb, "dobj", "dative")
        if told is not None:
            mention = mention_at(page, phrase, told)
            if mention is not None and mention.kind == "organisation":
                found.append(mention)
    return found
