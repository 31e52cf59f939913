"""Whom a common noun stands for: "the ministry", "the statement", "the spokesman", "the scientist".

Each needs what the report itself says of somebody: a title, an apposition, the body spoken for, the noun in a name.
Where two could be meant, it is nobody.
"""

from bisect import bisect_left
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from stemma.attribute.lexicon import (
    BODIES,
    BODY_NAMES,
    DOCUMENTS,
    FIRMS,
    GENERIC,
    LIGHT_VERBS,
    LIKE_FIRMS,
    NARROWER,
    NOUNS_IN_NAMES,
    SPOKES,
)
from stemma.attribute.phrases import (
    NAMED_BODIES,
    Mention,
    Page,
    Person,
    Phrase,
    Reading,
    could_be_person,
    mention_at,
    phrase_at,
    phrase_of,
)
from stemma.attribute.pronouns import FAR, Before, is_doer, of_it, of_they, only, position_of, subject_before
from stemma.attribute.tree import child, noun_phrase
from stemma.model import Span
from stemma.name.gazetteer import load_words
from stemma.words import fold, without_possessor

# Who is called so is not meant by the office alone.
PAST = ("former", "ex", "late", "acting", "then")
# What "of" follows when it is who writes; a report of a fire is not the fire's.
WRITTEN_OF = frozenset({"announcement", "memo", "message", "post", "statement", "tweet"})


@dataclass(slots=True)
class Known:
    """What the whole report tells: of each person, who holds an office, what bodies a noun may stand for; mentions by
    entity and by their letters, full names of persons by their last word, and by their first where that is the family's.
    """

    people: dict[str, Person] = field(default_factory=dict)
    holders: dict[str, set[str]] = field(default_factory=dict)
    bodies: dict[str, list[Mention]] = field(default_factory=dict)
    at: dict[str, list[Mention]] = field(default_factory=dict)
    letters: dict[str, list[Mention]] = field(default_factory=dict)
    surnames: dict[str, list[Mention]] = field(default_factory=dict)
    families: dict[str, list[Mention]] = field(default_factory=dict)


def learn(page: Page, learnt: Iterable[tuple[int, str, Person]]) -> Known:
    """``learnt`` as ``learn_people`` gives it, gathered, and the bodies by the nouns that they can be called by."""
    known = Known()
    for _, entity_id, about in learnt:
        person = known.people.setdefault(entity_id, Person())
        person.merge(about)
        for role in about.roles:
            known.holders.setdefault(role, set()).add(entity_id)
    called: dict[str, set[str]] = {}
    given = load_words()["first"]
    for mention in page.mentions:
        known.at.setdefault(mention.entity_id, []).append(mention)
        known.letters.setdefault(page.report.text[mention.begin : mention.end], []).append(mention)
        called.setdefault(mention.entity_id, set()).update(_nouns_of(page, mention))
        words = page.report.text[mention.begin : mention.end].split()
        if mention.kind == "person" and len(words) > 1:
            known.surnames.setdefault(surname_of(words), []).append(mention)
            if len(words) == 2 and fold(words[0]) not in given:
                known.families.setdefault(fold(words[0]), []).append(mention)
    for entity_id, mentions in known.at.items():
        for noun in called[entity_id]:
            known.bodies.setdefault(noun, []).extend(mentions)
    for mentions in known.bodies.values():
        mentions.sort()
    return known


def surname_of(words: Sequence[str]) -> str:
    """The last word of a name, folded, without the "'s" of a possessor."""
    return without_possessor(fold(words[-1]))


def _nouns_of(page: Page, mention: Mention) -> set[str]:
    """The nouns for bodies in a name, right before it ("the newspaper Tarn Gazette") or beside it ("Osk, a shipping company")."""
    nouns: set[str] = set()
    if mention.kind == "place":
        return nouns
    text = page.report.text
    if mention.kind in NAMED_BODIES:
        words = text[mention.begin : mention.end].replace("’", "'").replace("'s", "").split()
        nouns = {fold(word) for word in words} & NOUNS_IN_NAMES
    phrase = phrase_of(page, Span(mention.begin, mention.end))
    if phrase is None:
        return nouns
    tokens = phrase.tree.tokens
    first = phrase.words[0]
    if first > 1 and tokens[first - 1].pos == "NOUN" and tokens[first - 1].tag == "NN":
        opens = tokens[noun_phrase(phrase.tree, first - 1)[0]].pos == "DET" or tokens[first - 2].pos in (
            "DET",
            "ADJ",
            "NOUN",
        )
        beside = tokens[phrase.head].head
        if opens and (tokens[first - 1].head in (*phrase.words, beside) or beside == first - 1):
            nouns |= {fold(tokens[first - 1].lemma)} & BODIES
    for index in phrase.tree.children[phrase.head]:
        if tokens[index].dep == "appos" and tokens[index].pos == "NOUN":
            nouns |= {fold(tokens[index].lemma)} & BODIES
    return nouns


def of_noun(page: Page, phrase: Phrase, before: Before, known: Known) -> Mention | None:
    """Whom a phrase that a common noun heads stands for, or None."""
    tokens = phrase.tree.tokens
    noun = fold(tokens[phrase.head].lemma)
    definite = any(
        tokens[c].text.lower() in ("the", "that", "this") or tokens[c].dep == "poss"
        for c in phrase.tree.children[phrase.head]
    )
    if noun in DOCUMENTS:
        owner = _owner(page, phrase, before, known, document=noun)
        if owner is not None or child(phrase.tree, phrase.head, "poss") is not None:
            return owner
        return _of_document(page, phrase, noun, before) if definite else None
    if tokens[phrase.head].tag in ("NNS", "NNPS") and tokens[phrase.head].text.lower() not in BODIES:
        return None
    if noun in BODIES:
        return _of_body(page, phrase, noun, before, known) if definite else None
    if _is_of_unnamed(page, noun, before):
        return None
    if noun in SPOKES:
        return _of_spokes(page, phrase, noun, definite, before, known)
    return _of_office(page, phrase, noun, before, known) if definite else None


def _is_of_unnamed(page: Page, noun: str, before: Before) -> bool:
    """Whether somebody without a name who is called by the noun spoke just before: "an official", then "the official"."""
    for one in reversed(before.earlier[-4:]):
        phrase = phrase_of(page, one.source[0]) if one.source else None
        if phrase is None:
            continue
        head = phrase.tree.tokens[phrase.head]
        if head.pos == "NOUN" and fold(head.lemma) == noun:
            return one.mention is None
    return False


def _owner(page: Page, phrase: Phrase, before: Before, known: Known, document: str = "") -> Mention | None:
    """The one entity by "'s", "for", "of", "by", "from" or as a word before the noun, a body first."""
    tokens = phrase.tree.tokens
    links = {"by", "from"} if document else {"for", "of", "from", "at", "with"}
    if document in WRITTEN_OF:
        links.add("of")
    if document == "account":
        links |= {"for", "of"}
    at: list[int] = []
    for index in phrase.tree.children[phrase.head]:
        token = tokens[index]
        if token.dep in ("poss", "compound", "amod", "nmod"):
            at.append(index)
    for index in phrase.words:
        # A parse may hang "by" on the verb; within the phrase it is the document's.
        token = tokens[index]
        own = token.head == phrase.head or (document and token.text.lower() == "by")
        if own and token.dep in ("prep", "agent") and token.text.lower() in links:
            inner = child(phrase.tree, index, "pobj")
            if inner is not None:
                at.append(inner)
    found: list[Mention] = []
    for index in at:
        mention = mention_at(page, phrase, index)
        if mention is None and not document:
            mention = _of_inner(page, phrase, index, before, known)
        # "The Aldova report" tells of Aldova and "reports from Aldova" were written there; "Aldova's report" is its government's.
        written_there = tokens[tokens[index].head].text.lower() == "from" and document == "report"
        told_of = tokens[index].dep == "compound" or written_there
        if mention is not None and not (document and mention.kind == "place" and told_of):
            found.append(mention)
    bodies = [m for m in found if m.kind in NAMED_BODIES] or found
    return bodies[0] if len({m.entity_id for m in bodies}) == 1 else None


def _of_inner(page: Page, phrase: Phrase, index: int, before: Before, known: Known) -> Mention | None:
    """The body meant by a word inside a phrase: "its spokesman", "the company spokesman", "a spokesman for the ministry"."""
    token = phrase.tree.tokens[index]
    word = token.text.lower()
    inner = phrase_at(page, phrase.sentence, index)
    if word == "its":
        return of_it(page, inner, before)
    if word == "their":
        return of_they(page, inner, before)
    noun = fold(token.lemma)
    return _of_body(page, inner, noun, before, known) if noun in BODIES and token.pos == "NOUN" else None


def _of_document(page: Page, phrase: Phrase, noun: str, before: Before) -> Mention | None:
    """Whose statement "the statement" is: of who spoke last with that word beside the cue, or just before, not of it."""
    if phrase.tree.tokens[phrase.head].tag == "NNS":
        return None
    paragraph = page.paragraph_of(phrase.span.begin)
    for one in reversed(before.earlier):
        distance = paragraph - page.paragraph_of(position_of(one))
        if distance > before.settings.reach:
            return None
        sentence = page.sentence_at(position_of(one))
        if sentence is None or one.mention is None:
            continue
        tokens = page.tree_of(sentence).tokens
        for token in tokens:
            begin = sentence.begin + token.begin
            if fold(token.lemma) != noun or any(c.begin <= begin < c.end for c in one.content):
                continue
            above = tokens[token.head]
            # Said in it, or issued; of a letter that somebody comments on nothing is known.
            said_in = token.dep == "pobj" and above.text.lower() in ("in", "through", "via", "with")
            issued = token.dep in ("dobj", "nsubjpass") and above.lemma in LIGHT_VERBS
            if said_in or issued or any(c.begin <= begin < c.end for c in (*one.cue, *one.source)):
                return one.mention
    return None


def _of_body(page: Page, phrase: Phrase, noun: str, before: Before, known: Known) -> Mention | None:
    """The one body named before that has the common noun in its name or beside it; of several, the one that spoke just before."""
    tokens = phrase.tree.tokens
    inside = page.mentions_in(*phrase.span)
    if inside:
        # "The Aldovan government" is not the ministry of another country: only a whole name would do. But "Lang's Unity
        # party" is Unity.
        beside = [
            m for m in (mention_at(page, phrase, c) for c in phrase.tree.children[phrase.head]
            if tokens[c].dep in ("compound", "nmod")) if m is not None and m.kind in NAMED_BODIES
        ]  # fmt: skip
        return only(beside, {m.entity_id for m in beside}) if noun in GENERIC else None
    called = known.bodies.get(noun, [])
    if noun in BODY_NAMES:
        called = sorted({m for name in (noun, *BODY_NAMES[noun]) for m in known.bodies.get(name, ())})
    earlier = called[: bisect_left(called, phrase.span.begin, key=lambda m: m.begin)]
    found = only(earlier, {m.entity_id for m in earlier})
    if found is not None:
        return found
    paragraph = page.paragraph_of(phrase.span.begin)
    near = page.start_of(paragraph - min(1, before.settings.reach))
    close = [m for m in earlier if m.begin >= near]
    spoke = {s.mention.entity_id for s in before.earlier[-2:] if s.mention is not None}
    entities = {m.entity_id for m in close}
    found = only(close, entities) or only(close, entities & spoke)
    told = any(tokens[c].dep in ("amod", "compound", "nmod") for c in phrase.tree.children[phrase.head])
    if found is not None or earlier or noun not in FIRMS or told:
        return found
    return _firm_before(page, phrase, near, before, known)


def _firm_before(page: Page, phrase: Phrase, near: int, before: Before, known: Known) -> Mention | None:
    """ "The company", where no name says that it is one: the one body named close by that is of no other kind."""
    other = {m.entity_id for noun in BODIES - LIKE_FIRMS for m in known.bodies.get(noun, ())}
    subject = subject_before(page, phrase.sentence.begin)
    last = before.earlier[-1] if before.earlier else None
    for named in (
        before.resolve(subject) if subject is not None else None,
        last.mention if last is not None and position_of(last) >= near else None,
    ):
        if named is not None and named.kind == "organisation" and named.entity_id not in other:
            return named
    here = page.start_of(page.paragraph_of(phrase.span.begin))
    for first in (here, near):
        close = [m for m in page.mentions_in(first, phrase.span.begin) if m.kind == "organisation"]
        if close:
            bodies = {m.entity_id for m in close}
            doer = len(bodies) == 1 and any(is_doer(page, m) for m in close)
            return only(close, bodies - other) if doer else None
    return None


def _agrees(noun: str, reading: Reading, around: Collection[str], inner: Collection[str]) -> bool:
    """Whether a phrase about a person has the office and, from that same phrase, the words and names around it here.

    A president who was named beside another country is not that country's.
    """
    if noun not in reading.roles and not NARROWER.get(noun, frozenset()) & reading.roles:
        return False
    if any(word in reading.title and word not in around for word in PAST):
        return False
    return not reading.entities.isdisjoint(inner) or all(_akin(word, reading.words) for word in around)


def _around(page: Page, phrase: Phrase) -> tuple[list[str], set[str]]:
    """The other words of a phrase, folded, and the entities named in it."""
    tokens = phrase.tree.tokens
    words = [
        fold(tokens[w].text)
        for w in phrase.words
        if w != phrase.head and tokens[w].pos in ("PROPN", "ADJ", "NOUN") and tokens[w].text[0].isalnum()
    ]
    return words, {m.entity_id for m in page.mentions_in(*phrase.span)}


def _fitting(
    noun: str, around: Collection[str], inner: Collection[str], people: Mapping[str, Person], known: Known
) -> set[str]:
    """Those of ``people`` of whom one phrase agrees."""
    roles = {noun} | NARROWER.get(noun, frozenset())
    here = _places(inner, known)

    def elsewhere(reading: Reading) -> bool:
        # The ambassador of one state to a body is not another's to the same body.
        there = _places(reading.entities, known)
        return bool(here) and bool(there) and here.isdisjoint(there)

    holders = {entity_id for role in roles for entity_id in known.holders.get(role, ())}
    return {
        e
        for e in holders
        if e in people and any(_agrees(noun, r, around, inner) and not elsewhere(r) for r in people[e].readings)
    }


def _places(entities: Iterable[str], known: Known) -> set[str]:
    """Those of some entities that are places."""
    return {one for one in entities if known.at.get(one) and known.at[one][0].kind == "place"}


def _of_spokes(page: Page, phrase: Phrase, noun: str, definite: bool, before: Before, known: Known) -> Mention | None:
    """The spokesman that the report names for the same body, here or further down; else the body itself.

    "A spokesman" is not the one who was named already, but may be the one whose name follows.
    """
    tokens = phrase.tree.tokens
    said = definite or not any(tokens[c].dep in ("det", "poss") for c in phrase.tree.children[phrase.head])
    found = _of_office(page, phrase, noun, before, known) if said else None
    if found is not None:
        return found
    around, _ = _around(page, phrase)
    owner = _owner(page, phrase, before, known)
    fitting: set[str] = set()
    if around or owner is not None:
        bodies = {owner.entity_id} if owner is not None else set()
        fitting = _fitting(noun, around, bodies, known.people, known)
        if not around:
            fitting = {e for e in fitting if any(r.entities & bodies for r in known.people[e].readings)}
    if len(fitting) == 1:
        mentions = known.at[min(fitting)]
        after = bisect_left(mentions, phrase.span.end, key=lambda m: m.begin)
        if said:
            return mentions[min(after, len(mentions) - 1)]
        last = page.paragraph_of(phrase.span.begin) + before.settings.reach
        if after == 0 and page.paragraph_of(mentions[0].begin) <= last:
            return mentions[0]
    if owner is None or owner.kind not in (*NAMED_BODIES, "place") or (owner.kind == "place" and fitting):
        return None
    return owner


def _of_office(page: Page, phrase: Phrase, noun: str, before: Before, known: Known) -> Mention | None:
    """The one person whose title, given before, is the noun, and whose phrase agrees with the words around it here."""
    around, inner = _around(page, phrase)
    fitting = _fitting(noun, around, inner, before.people, known)
    begin = phrase.span.begin
    earlier = sorted(m for e in fitting for m in known.at[e][: bisect_left(known.at[e], begin, key=lambda m: m.begin)])
    first = max(page.start_of(page.paragraph_of(begin) - before.settings.reach), begin - FAR)
    close = [m for m in earlier if m.begin >= first]
    if around:
        found = only(earlier, {m.entity_id for m in earlier}) or only(close, {m.entity_id for m in close})
    else:
        # "The president" is not the one president named far above, while another whose title nobody gives is spoken of.
        people_close = {m.entity_id for m in page.mentions_in(first, begin) if could_be_person(page, m)}
        found = only(close, people_close & fitting) if len(people_close) == 1 else None
    return found if found is not None else _of_title(page, phrase, noun, around, inner, before, known)


def _of_title(
    page: Page,
    phrase: Phrase,
    noun: str,
    around: Collection[str],
    inner: Collection[str],
    before: Before,
    known: Known,
) -> Mention | None:
    """ "The president" is whom the report calls "President Lang" without a country, while it gives one to all others.

    Not where the sentence before is about somebody else who may be one, or such a one spoke just before.
    """
    wanted = {noun, *around}
    home = {
        e
        for e in known.holders.get(noun, ())
        if any(noun in r.roles and not r.entities and r.title == wanted for r in known.people[e].readings)
    }
    if inner or not home:
        return None
    begin = phrase.span.begin
    paragraph = page.paragraph_of(begin)
    subject = subject_before(page, phrase.sentence.begin)
    rivals = [before.resolve(subject)] if subject is not None else []
    last = before.earlier[-1] if before.earlier else None
    if last is not None and page.paragraph_of(position_of(last)) >= paragraph - 1:
        rivals.append(last.mention)
    if len(home) > 1:
        home &= {rival.entity_id for rival in rivals if rival is not None}
    if len(home) != 1:
        return None
    holder = min(home)
    number = bisect_left(known.at[holder], begin, key=lambda m: m.begin)
    if number == 0 or known.at[holder][number - 1].begin < begin - FAR:
        return None
    for rival in rivals:
        if rival is None or rival.kind != "person" or rival.entity_id == holder:
            continue
        about = known.people.get(rival.entity_id)
        titles = set() if about is None else {w for r in about.readings for w in r.title}
        if noun in titles or not titles:
            return None
    return known.at[holder][number - 1]


def _akin(word: str, words: Collection[str]) -> bool:
    """Whether a word, or one that it derives from ("Aldovan" from "Aldova"), is among the words."""
    if word in words:
        return True
    return len(word) >= 4 and any(len(w) >= 4 and w[:4] == word[:4] for w in words)
