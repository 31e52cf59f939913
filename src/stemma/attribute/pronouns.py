"""Whom "he", "she" and "it" stand for: the subject of the sentence before first, else who spoke last.

Subjects before objects, and the nearest sentence before those above it, as in centering (Grosz, Joshi and Weinstein,
Computational Linguistics 21, 1995). Where two persons fit alike, or an unnamed one stands between, it is nobody.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from stemma.attribute.lexicon import BODIES, DOCUMENTS, MEN, SPEECH_VERBS, SPOKES, THINGS, THOUGHTS, WOMEN
from stemma.attribute.phrases import (
    NAMED_BODIES,
    Mention,
    Page,
    Person,
    Phrase,
    could_be_person,
    mention_at,
    named_in,
    phrase_at,
    phrase_of,
)
from stemma.attribute.tree import child, is_verb, under
from stemma.model import Span
from stemma.settings import AttributeSettings
from stemma.words import fold

HE = {"he": "he", "him": "he", "his": "he", "she": "she", "her": "she", "hers": "she"}
TELLING = frozenset({"add", "explain", "note", "put", "say", "tell", "write"})  # whoever does so says something
FAR = 4000  # code points: how far back a pronoun reaches at most, where a page has no paragraphs
STEPS = 4  # sentences that a row of pronouns is followed up: "She ... She ... She said"
Resolve = Callable[[Phrase], Mention | None]


@dataclass(slots=True)
class Spoken:
    """An attribution with its speaker so far: ``mention`` is the entity with the words in this report that name it."""

    row: dict[str, Any]
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    mention: Mention | None = None
    through: list[Mention] = field(default_factory=list)


class Before(NamedTuple):
    """What the text before a pronoun tells: who spoke so far, what is known of each person, how to name a phrase.

    Those in ``spoken_of`` are named in what the pronoun says, so they are somebody else. ``name`` names a phrase by what
    it is given: it holds none of this, so that no cycle keeps a report's trees in memory.
    """

    earlier: Sequence[Spoken]
    people: Mapping[str, Person]
    name: Callable[[Phrase, "Before"], Mention | None]
    settings: AttributeSettings
    spoken_of: frozenset[str] = frozenset()

    def resolve(self, phrase: Phrase) -> Mention | None:
        """Whom a phrase names."""
        return self.name(phrase, self)


def position_of(one: Spoken) -> int:
    """Where an attribution stands: its cue, source or content, whichever is first."""
    return min((s.begin for s in (*one.cue, *one.source, *one.content)), default=0)


def fits(page: Page, mention: Mention, sex: str, before: Before) -> bool:
    """Whether a mention can be the "he" or "she" meant, as far as the report tells."""
    known = before.people.get(mention.entity_id)
    if mention.entity_id in before.spoken_of:
        return False
    return could_be_person(page, mention) and (known is None or known.sex is None or known.sex == sex)


def of_pronoun(page: Page, phrase: Phrase, sex: str, before: Before, steps: int = STEPS) -> Mention | None:
    """The person that "he" or "she" stands for, or None.

    The subject of the sentence before, in the same paragraph; else who spoke last, if nobody else did anything since.
    """
    found = _of_pronoun(page, phrase, sex, before, steps)
    apart = found is not None and found.begin < phrase.sentence.begin
    return None if found is not None and apart and _is_in_clause_about(page, phrase, found, sex, before) else found


def _of_pronoun(page: Page, phrase: Phrase, sex: str, before: Before, steps: int) -> Mention | None:
    ahead = _subject_ahead(page, phrase)
    if ahead is not None:
        named = before.resolve(ahead)
        return named if named is not None and fits(page, named, sex, before) else None
    above = _subject_above(page, phrase)
    if above is not None:
        word = fold(above.tree.tokens[above.head].text)
        named = before.resolve(above) if word not in HE or HE[word] == sex else None
        if named is not None and fits(page, named, sex, before):
            return None if _others_within(page, phrase, named, sex, before) else named
    opening = _subject_opening(page, phrase)
    if opening is not None and fold(opening.tree.tokens[opening.head].text) not in HE:
        named = before.resolve(opening)
        if named is not None and fits(page, named, sex, before):
            return None if _others_within(page, phrase, named, sex, before) else named
        if (
            _may_be_person(page, opening, before)
            or _is_lone_name(page, opening, named)
            or _is_told_of_as_person(opening)
        ):
            return None
    subject = subject_before(page, phrase.sentence.begin)
    fronted = _possessor_ahead(page, phrase, sex, before)
    if fronted is not None:
        named = before.resolve(subject) if subject is not None else None
        other = named is not None and named.entity_id != fronted.entity_id and fits(page, named, sex, before)
        return None if other else fronted
    if subject is not None and not _acts_within(page, phrase):
        word = fold(subject.tree.tokens[subject.head].text)
        if word in HE:
            if HE[word] == sex:
                spoken = next((s for s in reversed(before.earlier) if s.source and s.source[0] == subject.span), None)
                if spoken is not None:
                    return spoken.mention
                return of_pronoun(page, subject, sex, before, steps - 1) if steps else None
        elif _is_one(subject):
            named = before.resolve(subject)
            if named is not None and (
                fits(page, named, sex, before)
                # "Fenn, an observer who came ..." is a person, even where the name was taken for a town's.
                or (named.kind in ("place", "other") and _is_who(subject))
            ):
                if (
                    _others(page, subject, named, sex, before)
                    or _is_of_other(page, phrase, subject, named, sex, before)
                    or _is_told_by_unnamed(page, phrase, subject, before)
                ):
                    return None
                return named
            if (
                (named is None and _may_be_person(page, subject, before))
                or _named_in_part(subject, named)
                or _is_lone_name(page, subject, named)
            ):
                return None
    found = _of_speaker(page, phrase, sex, before)
    return found if found is not None else _of_paragraph_above(page, phrase, sex, before)


def _is_in_clause_about(page: Page, phrase: Phrase, found: Mention, sex: str, before: Before) -> bool:
    """Whether a pronoun stands in a clause that tells more of another whom its own sentence names: "The worst was Lang with
    Mora in March, when he said ..." is not about who speaks.
    """
    tokens = phrase.tree.tokens
    verb = tokens[phrase.head].head
    if tokens[verb].dep not in ("advcl", "relcl", "acl") or tokens[verb].head > phrase.head:
        return False
    named = page.mentions_in(phrase.sentence.begin, phrase.span.begin)
    if any(m.entity_id == found.entity_id for m in named):
        return False
    # In "Lang, the keeper whom he thanked" he is not Lang.
    antecedents = _antecedents(page, phrase, verb) if tokens[verb].dep == "relcl" else set[str]()
    return any(
        m.kind == "person" and m.entity_id not in antecedents and fits(page, m, sex, before) and not page.is_quoted(m.begin)
        for m in named
    )  # fmt: skip


def _antecedents(page: Page, phrase: Phrase, verb: int) -> set[str]:
    """The entities of which a relative clause tells, given by its verb: of what it hangs on, and of what that stands beside."""
    tokens, at = phrase.tree.tokens, phrase.tree.tokens[verb].head
    found = {mention_at(page, phrase, at)}
    while tokens[at].dep == "appos":
        at = tokens[at].head
        found.add(mention_at(page, phrase, at))
    return {mention.entity_id for mention in found if mention is not None}


def subject_before(page: Page, begin: int) -> Phrase | None:
    """The subject of the last sentence of the same paragraph before ``begin`` that is not all quotation."""
    return _last_subject(page, page.number_of(begin) - 1, page.paragraph_of(begin))


def _last_subject(page: Page, at: int, paragraph: int) -> Phrase | None:
    for number in range(at, max(-1, at - STEPS), -1):
        sentence = page.segments.sentences[number]
        if page.paragraph_of(sentence.begin) != paragraph:
            return None
        tree = page.tree_of(sentence)
        root = next((i for i, t in enumerate(tree.tokens) if t.head == i and t.pos != "SPACE"), None)
        if root is None:
            return None
        noun = child(tree, root, "nsubj", "nsubjpass") if is_verb(tree, root) else root
        where = root if noun is None else noun
        if page.is_quoted(sentence.begin + tree.tokens[where].begin):
            continue
        if noun is None or tree.tokens[noun].pos not in ("NOUN", "PROPN", "PRON"):
            return None
        return phrase_at(page, sentence, noun)
    return None


def _subject_ahead(page: Page, phrase: Phrase) -> Phrase | None:
    """The named subject of the main clause, where the pronoun stands in a clause before it: "Asked whether he would go, Lang said"."""
    tree, tokens = phrase.tree, phrase.tree.tokens
    at, passed = phrase.head, False
    for _ in range(12):
        if tokens[at].head == at:
            break
        passed = passed or tokens[at].dep == "advcl"
        at = tokens[at].head
    noun = child(tree, at, "nsubj", "nsubjpass") if passed and is_verb(tree, at) else None
    if noun is None or noun < phrase.head or tokens[noun].pos != "PROPN":
        return None
    return phrase_at(page, phrase.sentence, noun)


def _subject_above(page: Page, phrase: Phrase) -> Phrase | None:
    """The subject of the clause that the pronoun's own hangs on: "Lang left when he said", "Lang hopes, he said" has none."""
    tree, tokens = phrase.tree, phrase.tree.tokens
    at = tokens[phrase.head].head
    if tokens[phrase.head].dep not in ("nsubj", "nsubjpass", "poss") or page.is_quoted(phrase.span.begin):
        return None
    ways = {"advcl", "ccomp", "conj", "pcomp", "prep", "relcl", "xcomp"}
    for _ in range(8):
        if tokens[at].dep not in ways or tokens[at].head == at:
            return None
        if tokens[at].dep == "relcl":
            # "Lang gave an interview in which he said": past the noun to its own clause.
            ways |= {"attr", "dobj", "pobj"}
            owner = child(tree, tokens[at].head, "poss")
            if owner is not None and tokens[owner].pos == "PROPN":
                return phrase_at(page, phrase.sentence, owner)
        at = tokens[at].head
        noun = child(tree, at, "nsubj", "nsubjpass")
        if noun is not None and noun < phrase.head and fold(tokens[noun].text) not in ("who", "which", "that"):
            quoted = page.is_quoted(phrase.sentence.begin + tokens[noun].begin)
            return (
                None
                if quoted or tokens[noun].pos not in ("NOUN", "PROPN", "PRON")
                else phrase_at(page, phrase.sentence, noun)
            )
    return None


def _subject_opening(page: Page, phrase: Phrase) -> Phrase | None:
    """The subject of the clause that opens the sentence in whose main clause the pronoun is: "When Lang came, he said ..."."""
    tree, tokens = phrase.tree, phrase.tree.tokens
    verb = tokens[phrase.head].head
    if tokens[phrase.head].dep not in ("nsubj", "nsubjpass") or page.is_quoted(phrase.span.begin):
        return None
    for clause in under(tree, verb):
        # "On Monday, when Lang came, he said": the clause hangs on the day.
        of_day = tokens[clause].dep == "relcl" and any(
            tokens[c].tag == "WRB" and tokens[c].text.lower() == "when" for c in tree.children[clause]
        )
        if clause < phrase.head and (of_day or (tokens[clause].dep == "advcl" and tokens[clause].head == verb)):
            noun = child(tree, clause, "nsubj", "nsubjpass")
            if noun is not None and tokens[noun].pos in ("NOUN", "PROPN", "PRON"):
                one = phrase_at(page, phrase.sentence, noun)
                return one if _is_one(one) and not page.is_quoted(one.span.begin) else None
    return None


def _is_told_of_as_person(phrase: Phrase) -> bool:
    """Whether beside a name stands what only a person is: "Brask, the council spokeswoman"."""
    tokens = phrase.tree.tokens
    return any(
        tokens[c].dep == "appos" and fold(tokens[c].lemma) in MEN | WOMEN | SPOKES
        for c in phrase.tree.children[phrase.head]
    )


def _possessor_ahead(page: Page, phrase: Phrase, sex: str, before: Before) -> Mention | None:
    """The one whose something opens the sentence in which the pronoun is the subject: "In Lang's letter, he said ..."."""
    tokens = phrase.tree.tokens
    verb = tokens[phrase.head].head
    if tokens[phrase.head].dep != "nsubj" or tokens[verb].dep != "ROOT":
        return None
    found = []
    for m in page.mentions_in(phrase.sentence.begin, phrase.span.begin):
        if page.is_quoted(m.begin) or not could_be_person(page, m) or m.kind != "person":
            continue
        one = phrase_of(page, Span(m.begin, m.end))
        if one is None or tokens[one.head].dep != "poss" or verb in (one.head, tokens[one.head].head):
            return None
        at = one.head
        for _ in range(6):
            if tokens[at].dep == "prep" and tokens[at].head == verb and fits(page, m, sex, before):
                found.append(m)
            at = tokens[at].head
            if at == verb:
                break
    return only(found, {m.entity_id for m in found})


def _others_within(page: Page, phrase: Phrase, named: Mention, sex: str, before: Before) -> bool:
    """Whether another person in the pronoun's own sentence, before it, fits as well."""
    return any(
        m.entity_id != named.entity_id
        and m.kind == "person"
        and fits(page, m, sex, before)
        and not page.is_quoted(m.begin)
        and _is_argument(page, m)
        for m in page.mentions_in(phrase.sentence.begin, phrase.span.begin)
    )


def _is_who(phrase: Phrase) -> bool:
    """Whether a noun phrase is one of whom "who" is said."""
    tokens = phrase.tree.tokens
    return any(
        tokens[c].text.lower() in ("who", "whose", "whom") for c in under(phrase.tree, phrase.head) if c > phrase.head
    )


def _named_in_part(phrase: Phrase, named: Mention | None) -> bool:
    """Whether a capitalised word stands before a place's name, as a first name does before a surname taken for a place's."""
    if named is None or named.kind not in ("place", "other"):
        return False
    tokens = phrase.tree.tokens
    before = [w for w in phrase.words if w < phrase.head and phrase.sentence.begin + tokens[w].end <= named.begin]
    return bool(before) and all(tokens[w].tag == "NNP" for w in before)


def _is_lone_name(page: Page, phrase: Phrase, named: Mention | None) -> bool:
    """Whether a speaker's name was taken for a group's or a thing's, as a surname that the report never gives in full may be,
    or for a body's, as a rare first name with its surname may be.
    """
    if named is None or named.kind not in ("group", "other", "organisation"):
        return False
    tokens = phrase.tree.tokens
    words = page.report.text[named.begin : named.end].split()
    if tokens[phrase.head].tag != "NNP" or len(words) != len(phrase.words):
        return False
    if not all(word.isalpha() and word.istitle() for word in words) or BODIES.intersection(map(fold, words)):
        return False
    if named.kind == "organisation":
        return len(words) == 2
    return len(words) == 1 and tokens[tokens[phrase.head].head].lemma in SPEECH_VERBS


def _is_one(phrase: Phrase) -> bool:
    """Whether a phrase is singular and single."""
    head = phrase.tree.tokens[phrase.head]
    return head.tag not in ("NNS", "NNPS") and child(phrase.tree, phrase.head, "conj") is None


def _may_be_person(page: Page, phrase: Phrase, before: Before) -> bool:
    """Whether a phrase that nobody could name may be a person all the same: an unknown name, or one who spoke."""
    tokens = phrase.tree.tokens
    head = tokens[phrase.head]
    if fold(head.lemma) in BODIES | DOCUMENTS | THINGS or head.tag in ("NNS", "NNPS") or head.pos == "PRON":
        return False
    if head.pos == "PROPN" and named_in(page, phrase) is None:
        return True
    return any(s.source and s.source[0].begin == phrase.span.begin for s in before.earlier)


def _others(page: Page, subject: Phrase, named: Mention, sex: str, before: Before) -> bool:
    """Whether the subject's sentence has another person that fits; whom a speaker speaks of does not count."""
    said = [c for s in before.earlier if s.mention is not None for c in s.content]
    tokens = subject.tree.tokens
    told = tokens[tokens[subject.head].head].lemma in SPEECH_VERBS
    return any(
        m.entity_id != named.entity_id
        and m.kind == "person"
        and fits(page, m, sex, before)
        and not told
        and not (subject.span.begin <= m.begin < subject.span.end)
        and not page.is_quoted(m.begin)
        and not any(c.begin <= m.begin < c.end for c in said)
        and _is_argument(page, m)
        for m in page.mentions_in(subject.sentence.begin, subject.sentence.end)
    )


def _is_of_other(page: Page, phrase: Phrase, subject: Phrase, named: Mention, sex: str, before: Before) -> bool:
    """Whether a pronoun that does not speak may be whom the sentence before tells of: "Lang sleeps, Fenn said. He wants ..."."""
    tokens = phrase.tree.tokens
    if tokens[tokens[phrase.head].head].lemma in SPEECH_VERBS - THOUGHTS:
        return False
    return any(
        m.entity_id != named.entity_id and fits(page, m, sex, before) and is_doer(page, m)
        for m in page.mentions_in(subject.sentence.begin, subject.sentence.end)
    )


def _is_told_by_unnamed(page: Page, phrase: Phrase, subject: Phrase, before: Before) -> bool:
    """Whether the sentence before is told by one person without a name, who may go on: "as an observer put it, Lang ..."."""
    if phrase.tree.tokens[phrase.tree.tokens[phrase.head].head].lemma not in SPEECH_VERBS - THOUGHTS:
        return False
    tokens = subject.tree.tokens
    for index, token in enumerate(tokens):
        if token.dep != "nsubj" or index == subject.head or token.pos != "NOUN" or token.tag != "NN":
            continue
        verb = tokens[token.head]
        quoted = page.is_quoted(subject.sentence.begin + token.begin)
        at = subject.sentence.begin + token.begin
        tells = verb.lemma in TELLING or any(
            s.source and s.source[0].begin <= at < s.source[0].end for s in before.earlier
        )
        if tells and not quoted and fold(token.lemma) not in BODIES | DOCUMENTS | THINGS:
            return before.resolve(phrase_at(page, subject.sentence, index)) is None
    return False


def _is_argument(page: Page, mention: Mention) -> bool:
    """Whether a person is subject or object of a verb; "talks with Lang" is about somebody else."""
    phrase = phrase_of(page, Span(mention.begin, mention.end))
    if phrase is None:
        return False
    tokens = phrase.tree.tokens
    token = tokens[phrase.head]
    while token.dep in ("appos", "compound", "nmod", "conj") and tokens[token.head] is not token:
        token = tokens[token.head]
    above = tokens[token.head]
    for _ in range(3):
        # Whom a relative clause tells of is only said to tell who else is meant.
        if above.dep == "relcl":
            return False
        above = tokens[above.head]
    return token.dep in ("nsubj", "nsubjpass", "dobj", "dative", "ROOT") or (
        token.dep == "pobj" and tokens[token.head].dep in ("agent", "dative")
    )


def _acts_within(page: Page, phrase: Phrase) -> bool:
    """Whether somebody is named as doing something in the pronoun's own sentence before it."""
    return any(
        could_be_person(page, m) and is_doer(page, m)
        for m in page.mentions_in(phrase.sentence.begin, phrase.span.begin)
    )


def _of_speaker(page: Page, phrase: Phrase, sex: str, before: Before) -> Mention | None:
    """The last who spoke or did something within reach, if no other fits as well."""
    paragraph = page.paragraph_of(phrase.span.begin)
    first = max(page.start_of(paragraph - before.settings.reach), phrase.span.begin - FAR)
    near = [m for m in page.mentions_in(first, phrase.span.begin) if fits(page, m, sex, before)]
    # Those that somebody only talks about do not take the pronoun from who spoke last.
    spoken_of = [c for one in before.earlier for c in one.content]
    doers = [m for m in near if is_doer(page, m) and not any(c.begin <= m.begin < c.end for c in spoken_of)]
    for one in reversed(before.earlier):
        at = position_of(one)
        if at < first:
            break
        if one.cue and any(c.begin <= one.cue[0].begin < c.end for c in spoken_of):
            continue  # whose words are told within another's
        if one.mention is None:
            if _is_unnamed(page, one, sex, before):
                return None
            continue
        if not fits(page, one.mention, sex, before):
            if _is_spokesman(page, one, sex):
                return None
            continue
        since = {m.entity_id for m in doers if m.begin > at}
        begin = page.start_of(paragraph)
        if at < begin:
            # Whom the pronoun's own paragraph names comes before who spoke in one above.
            here = {
                m.entity_id
                for m in near
                if m.begin >= begin
                and not page.is_quoted(m.begin)
                and not _is_beside(page, m)
                and not any(c.begin <= m.begin < c.end for c in spoken_of)
            }
            since |= set() if one.mention.entity_id in here else here
        return None if since - {one.mention.entity_id} else one.mention
    return only(doers, {m.entity_id for m in doers})


def _of_paragraph_above(page: Page, phrase: Phrase, sex: str, before: Before) -> Mention | None:
    """Whom the paragraph above ends with, for a pronoun that opens the next, where nobody else acts or speaks in it."""
    begin = phrase.sentence.begin
    paragraph, number = page.paragraph_of(begin), page.number_of(begin)
    if paragraph == 0 or number <= 0 or page.paragraph_of(page.segments.sentences[number - 1].begin) == paragraph:
        return None
    if _acts_within(page, phrase):
        return None
    subject = _last_subject(page, number - 1, page.paragraph_of(page.segments.sentences[number - 1].begin))
    if subject is None or not _is_one(subject):
        return None
    named = before.resolve(subject)
    if named is None or not fits(page, named, sex, before) or _others(page, subject, named, sex, before):
        return None
    first = page.start_of(page.paragraph_of(subject.span.begin))
    others = {m.entity_id for m in page.mentions_in(first, begin) if fits(page, m, sex, before) and is_doer(page, m)}
    spoke = [s for s in before.earlier if first <= position_of(s) < begin]
    if others - {named.entity_id} or any(s.mention is None or s.mention.entity_id != named.entity_id for s in spoke):
        return None
    return named


def _is_spokesman(page: Page, one: Spoken, sex: str) -> bool:
    """Whether a body spoke by the mouth of somebody without a name, whom "he" may mean."""
    phrase = phrase_of(page, one.source[0]) if one.source else None
    noun = "" if phrase is None else fold(phrase.tree.tokens[phrase.head].lemma)
    other = (noun in MEN and sex == "she") or (noun in WOMEN and sex == "he")
    return noun in SPOKES and not other


def _is_beside(page: Page, mention: Mention) -> bool:
    """Whether a name only tells which other is meant: "Lang associate Pavel Mora"."""
    phrase = phrase_of(page, Span(mention.begin, mention.end))
    if phrase is None:
        return False
    head = phrase.tree.tokens[phrase.head]
    return head.dep in ("compound", "nmod", "amod") and phrase.tree.tokens[head.head].pos in ("NOUN", "PROPN")


def _is_unnamed(page: Page, one: Spoken, sex: str, before: Before) -> bool:
    """Whether an attribution without a known speaker is of one person who may be meant: "a witness", "she"."""
    if not one.source or page.is_quoted(one.source[0].begin):
        return False
    phrase = phrase_of(page, one.source[0])
    if phrase is None:
        return False
    word = fold(phrase.tree.tokens[phrase.head].text)
    if word in HE:
        return HE[word] == sex
    subject = phrase.tree.tokens[phrase.head].dep == "nsubj"
    return subject and _is_one(phrase) and _may_be_person(page, phrase, before)


def only(mentions: Sequence[Mention], entities: Iterable[str]) -> Mention | None:
    """The last mention of the one entity left, or None where several are."""
    left = set(entities)
    if len(left) != 1:
        return None
    return next((m for m in reversed(mentions) if m.entity_id in left), None)


def is_doer(page: Page, mention: Mention) -> bool:
    """Whether a person is the subject of a clause outside quotation marks."""
    if page.is_quoted(mention.begin):
        return False
    phrase = phrase_of(page, Span(mention.begin, mention.end))
    if phrase is None:
        return False
    tokens = phrase.tree.tokens
    top = phrase.head
    if tokens[top].dep in ("appos", "compound", "nmod"):
        top = tokens[top].head
    if tokens[top].dep == "ROOT":
        # "Lang, the mayor, called it ...", of which a parse makes a noun with a participle.
        return child(phrase.tree, top, "acl", "relcl") is not None and child(phrase.tree, top, "appos") is not None
    return tokens[top].dep in ("nsubj", "nsubjpass") or (
        tokens[top].dep == "pobj" and tokens[tokens[top].head].dep == "agent"
    )


def of_it(page: Page, phrase: Phrase, before: Before) -> Mention | None:
    """ "It" is the body that the sentence before is about, else the one that spoke last, if nobody else spoke since."""
    above = _subject_above(page, phrase)
    if above is not None and _is_one(above):
        named = before.resolve(above) if fold(above.tree.tokens[above.head].text) != "it" else None
        if named is not None and named.kind in (*NAMED_BODIES, "place"):
            return named
    subject = subject_before(page, phrase.sentence.begin)
    if subject is not None and _is_one(subject):
        named = before.resolve(subject) if fold(subject.tree.tokens[subject.head].text) != "it" else None
        if named is not None and named.kind in NAMED_BODIES:
            return named
        if named is not None and named.kind != "person" and subject.tree.tokens[subject.head].pos == "PROPN":
            # A place is as a rule no speaker, nor is a thing; nor is whoever spoke before it came up.
            told = subject.tree.tokens[subject.tree.tokens[subject.head].head].lemma in SPEECH_VERBS
            return named if told or named.kind == "other" else None
    paragraph = page.paragraph_of(phrase.span.begin)
    for one in reversed(before.earlier):
        if page.paragraph_of(position_of(one)) < paragraph - min(1, before.settings.reach):
            return None
        return one.mention if one.mention is not None and one.mention.kind != "person" else None
    return None


def of_they(page: Page, phrase: Phrase, before: Before) -> Mention | None:
    """ "They" is the body that spoke last, close by, where no others are the subject of the sentence before."""
    last = before.earlier[-1] if before.earlier else None
    if last is None or last.mention is None or last.mention.kind not in NAMED_BODIES:
        return None
    if page.paragraph_of(position_of(last)) < page.paragraph_of(phrase.span.begin) - min(1, before.settings.reach):
        return None
    for subject in (_subject_above(page, phrase), subject_before(page, phrase.sentence.begin)):
        if subject is None or fold(subject.tree.tokens[subject.head].text) == "they":
            continue
        named = before.resolve(subject)
        if subject.tree.tokens[subject.head].pos != "PRON" and (
            named is None or named.entity_id != last.mention.entity_id
        ):
            plural = not _is_one(subject)
            if plural or (named is not None and named.kind in NAMED_BODIES):
                return None
    return last.mention
