"""Who the speaker of an attribution is: names, titles, pronouns and common nouns resolved to entities.

A speaker that the text does not support stays unknown: where two could be meant, none is given. Nothing but the
report itself decides, so a report added to the pile changes no speaker of another.
"""

from bisect import bisect_left
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

import pyarrow as pa

from stemma import schema
from stemma.attribute.chains import find_chain
from stemma.attribute.lexicon import BODIES, DOCUMENTS, SPOKES
from stemma.attribute.phrases import (
    NAMED_BODIES,
    Mention,
    Page,
    Person,
    Phrase,
    could_be_person,
    learn_people,
    learn_sexes,
    mention_at,
    named_in,
    phrase_at,
    phrase_of,
)
from stemma.attribute.pronouns import FAR, HE, Before, Spoken, of_it, of_pronoun, only, position_of
from stemma.attribute.tree import child
from stemma.model import Entities, Report, Segments, Span
from stemma.parse import Parses, distinct_sentences, parse_sentences
from stemma.reports import as_reports
from stemma.segment import segment
from stemma.settings import AttributeSettings
from stemma.words import fold

NEAR = 60  # attributions before and after that are looked at; keeps a page of a hundred thousand words quick
RELATIVE = frozenset({"who", "which", "that"})
PLURAL = frozenset(
    {"they", "them", "their", "we", "our", "us", "you", "some", "many", "others", "both", "most", "several"}
)


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
    speaks for, the person, whom the person cites. Position 0 is the nearest; the last is where the words are said to come from.
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
    said.sort(key=lambda s: (position_of(s), s.row["attribution_id"]))
    learnt = learn_people(page)
    ends = [end for end, _, _ in learnt]
    # An office given later does not name "the minister" above it, but who is called "she" below is no "he" above.
    people = {entity_id: Person(sex=sex) for entity_id, sex in learn_sexes(page).items()}
    known = 0
    for number, one in enumerate(said):
        # A title given in the sentence itself counts, one that comes later in the report does not.
        sentence = page.sentence_at(position_of(one))
        until = bisect_left(ends, (sentence.end if sentence else position_of(one)) + 1)
        for _, entity_id, about in learnt[known:until]:
            _merge(people.setdefault(entity_id, Person()), about)
        known = max(known, until)
        if one.source:
            phrase = phrase_of(page, one.source[0])
            if phrase is not None:
                one.mention = _resolve(page, phrase, said[max(0, number - NEAR) : number], people, settings)

    def resolve(phrase: Phrase) -> Mention | None:
        return _resolve(page, phrase, (), people, settings)

    for number, one in enumerate(said):
        one.through = find_chain(page, one, said[max(0, number - NEAR) : number + NEAR], people, resolve)
    return said


def _spans(values: Iterable[Mapping[str, int]]) -> tuple[Span, ...]:
    return tuple(Span(value["begin"], value["end"]) for value in values)


def _merge(known: Person, new: Person) -> None:
    known.roles |= new.roles
    known.readings |= new.readings
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
        return of_pronoun(page, phrase, HE[word], _before(page, earlier, people, settings))
    if word == "it":
        return of_it(page, phrase, _before(page, earlier, people, settings))
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


def _before(page: Page, earlier: Sequence[Spoken], people: Mapping[str, Person], settings: AttributeSettings) -> Before:
    def resolve(phrase: Phrase) -> Mention | None:
        return _resolve(page, phrase, earlier, people, settings)

    return Before(earlier, people, resolve, settings)


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
        distance = paragraph - page.paragraph_of(position_of(one))
        if distance > settings.reach:
            return None
        sentence = page.sentence_at(position_of(one))
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
    found = only(before, {m.entity_id for m in before})
    if found is not None:
        return found
    paragraph = page.paragraph_of(phrase.span.begin)
    close = [m for m in before if page.paragraph_of(m.begin) >= paragraph - min(1, settings.reach)]
    spoke = {s.mention.entity_id for s in earlier[-2:] if s.mention is not None}
    entities = {m.entity_id for m in close}
    return only(close, entities) or only(close, entities & spoke)


def _of_office(
    page: Page, phrase: Phrase, noun: str, people: Mapping[str, Person], settings: AttributeSettings
) -> Mention | None:
    """The one person whose title, given before, is the noun, and whose phrase agrees with the words around it here."""
    tokens = phrase.tree.tokens
    around = [w for w in phrase.words if w != phrase.head and tokens[w].pos in ("PROPN", "ADJ", "NOUN")]
    inner = {m.entity_id for m in page.mentions_in(*phrase.span)}
    fitting = set()
    for entity_id, about in people.items():
        # Office and country must come from one phrase: a president who was named beside another country is not its.
        if any(
            noun in roles and (inner & others or all(_akin(fold(tokens[w].text), words) for w in around))
            for roles, words, others in about.readings
        ):
            fitting.add(entity_id)
    before = [m for m in page.mentions_in(0, phrase.span.begin) if m.entity_id in fitting]
    paragraph = page.paragraph_of(phrase.span.begin)
    first = max(page.start_of(paragraph - settings.reach), phrase.span.begin - FAR)
    close = [m for m in before if m.begin >= first]
    if not around:
        # "The president" is not the one president named far above, while another whose title nobody gives is spoken of.
        people_close = {m.entity_id for m in page.mentions_in(first, phrase.span.begin) if could_be_person(page, m)}
        return only(close, people_close & fitting) if len(people_close) == 1 else None
    return only(before, {m.entity_id for m in before}) or only(close, {m.entity_id for m in close})


def _akin(word: str, words: Collection[str]) -> bool:
    """Whether a word, or one that it derives from ("Aldovan" from "Aldova"), is among the words."""
    if word in words:
        return True
    return len(word) >= 4 and any(len(w) >= 4 and w[:4] == word[:4] for w in words)
