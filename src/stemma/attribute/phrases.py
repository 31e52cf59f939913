"""The phrases of a report around its mentions: who is in them, under what title, for which body."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from stemma.attribute.lexicon import ADVOCATES, BODIES, MEN, SHORT_TITLES, SPEECH_VERBS, SPOKES, WOMEN
from stemma.attribute.tree import Tree, make_tree, noun_phrase, under
from stemma.model import Quotation, Report, Segments, Sentence, Span, Token
from stemma.name.gazetteer import load_words
from stemma.words import fold

_TITLES = re.compile(r" (?:[A-Z][a-z]+ ){1,5}")  # words between a place and a name: an office

_FOR = re.compile(r"\b(?:for|of|to)\s+$")

NAMED_BODIES = frozenset({"organisation", "group"})
PRONOUN_SEX = {
    "he": "he", "his": "he", "him": "he", "himself": "he", "she": "she", "her": "she", "hers": "she", "herself": "she",
}  # fmt: skip


class Mention(NamedTuple):
    """A named thing in a report; ``kind`` is its entity's."""

    begin: int
    end: int
    entity_id: str
    kind: str


class Reading(NamedTuple):
    """What one phrase says of a person: offices, all its words, the entities in it, its words beside the name; all folded."""

    roles: frozenset[str]
    words: frozenset[str]
    entities: frozenset[str]
    title: frozenset[str]


@dataclass(slots=True)
class Person:
    """What a report has said so far of a person: offices, words of the phrase, sex as titles tell it, the body spoken for."""

    roles: set[str] = field(default_factory=set)
    words: set[str] = field(default_factory=set)
    entities: set[str] = field(default_factory=set)
    readings: set[Reading] = field(default_factory=set)  # by phrase
    sex: str | None = None
    body: Mention | None = None

    def merge(self, new: "Person") -> None:
        """Add what another phrase says."""
        self.roles |= new.roles
        self.readings |= new.readings
        self.sex = self.sex or new.sex
        self.body = self.body or new.body


@dataclass(slots=True)
class Page:
    """A report made ready for looking up sentences, trees and mentions by position.

    ``trees``, by the sentence's text, may be those of many reports. What is read of the report is kept: it is asked for
    again and again.
    """

    report: Report
    segments: Segments
    parses: Mapping[str, tuple[Token, ...]]
    mentions: Sequence[Mention]
    trees: dict[str, Tree] = field(default_factory=dict)
    trees_here: dict[int, Tree] = field(default_factory=dict)
    phrases: dict[Span, "Phrase | None"] = field(default_factory=dict)
    read: dict[Mention, "Person"] = field(default_factory=dict)
    mentions_here: dict[int, Sequence[Mention]] = field(default_factory=dict)
    # Where each of them begins: they are looked up many times for each mention.
    sentence_begins: list[int] = field(init=False)
    paragraph_begins: list[int] = field(init=False)
    mention_begins: list[int] = field(init=False)
    outer: list[Quotation] = field(init=False)
    outer_begins: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self.sentence_begins = [s.begin for s in self.segments.sentences]
        self.paragraph_begins = [p.begin for p in self.segments.paragraphs]
        self.mention_begins = [m.begin for m in self.mentions]
        self.outer = [q for n, q in enumerate(self.segments.quotations) if q.depth == 0 or n == 0]
        self.outer_begins = [q.begin for q in self.outer]

    def number_of(self, position: int) -> int:
        """The number of the last sentence that begins at or before ``position``; -1 where none does."""
        return bisect_right(self.sentence_begins, position) - 1

    def sentence_at(self, position: int) -> Sentence | None:
        """The sentence that ``position`` stands in."""
        sentences = self.segments.sentences
        index = self.number_of(position)
        return sentences[index] if index >= 0 and position < sentences[index].end else None

    def paragraph_of(self, position: int) -> int:
        """The number of the paragraph that ``position`` stands in."""
        return max(0, bisect_right(self.paragraph_begins, position) - 1)

    def start_of(self, paragraph: int) -> int:
        """Where a paragraph begins; one before the first is the first."""
        paragraphs = self.segments.paragraphs
        return paragraphs[max(0, paragraph)].begin if paragraphs else 0

    def is_quoted(self, position: int) -> bool:
        """Whether ``position`` stands in an outermost quotation."""
        index = bisect_right(self.outer_begins, position) - 1
        return index >= 0 and position < self.outer[index].end

    def tree_of(self, sentence: Sentence) -> Tree:
        """The tree of a sentence, made once."""
        found = self.trees_here.get(sentence.begin)
        if found is None:
            text = self.report.text[sentence.begin : sentence.end]
            found = self.trees.get(text) or make_tree(self.parses.get(text, ()))
            self.trees[text] = self.trees_here[sentence.begin] = found
        return found

    def mentions_of(self, sentence: Sentence) -> Sequence[Mention]:
        """The mentions wholly inside a sentence, in order."""
        found = self.mentions_here.get(sentence.begin)
        if found is None:
            found = self.mentions_here[sentence.begin] = self.mentions_in(sentence.begin, sentence.end)
        return found

    def mentions_in(self, begin: int, end: int) -> Sequence[Mention]:
        """The mentions wholly inside ``[begin, end)``, in order."""
        low = bisect_left(self.mention_begins, begin)
        high = bisect_left(self.mention_begins, end)
        return [m for m in self.mentions[low:high] if m.end <= end]


class Phrase(NamedTuple):
    """A noun phrase: its sentence, tree, the token that heads it, all its tokens, and its span in the report."""

    sentence: Sentence
    tree: Tree
    head: int
    words: tuple[int, ...]
    span: Span


def token_span(sentence: Sentence, token: Token) -> Span:
    """Where a token stands in its report."""
    return Span(sentence.begin + token.begin, sentence.begin + token.end)


def phrase_of(page: Page, span: Span) -> Phrase | None:
    """The phrase that a span covers; its head is the first token that hangs on one outside."""
    if span not in page.phrases:
        page.phrases[span] = _find_phrase(page, span)
    return page.phrases[span]


def _find_phrase(page: Page, span: Span) -> Phrase | None:
    sentence = page.sentence_at(span.begin)
    if sentence is None:
        return None
    tree = page.tree_of(sentence)
    low, high = span.begin - sentence.begin, span.end - sentence.begin
    first = bisect_right(tree.tokens, low, key=lambda token: token.end)
    last = bisect_left(tree.tokens, high, key=lambda token: token.begin)
    words = [i for i in range(first, last) if tree.tokens[i].pos != "SPACE"]
    if not words:
        return None
    inside = set(words)
    head = next(
        (
            i
            for i in words
            if tree.tokens[i].pos != "PUNCT" and (tree.tokens[i].head not in inside or tree.tokens[i].head == i)
        ),
        words[0],
    )
    return Phrase(sentence, tree, head, tuple(words), span)


def phrase_at(page: Page, sentence: Sentence, noun: int) -> Phrase:
    """The phrase that a noun of a sentence heads."""
    tree = page.tree_of(sentence)
    words = noun_phrase(tree, noun)
    begin, end = token_span(sentence, tree.tokens[words[0]]).begin, token_span(sentence, tree.tokens[words[-1]]).end
    return Phrase(sentence, tree, noun, tuple(words), Span(begin, end))


def mention_at(page: Page, phrase: Phrase, token: int) -> Mention | None:
    """The longest mention that covers a token."""
    begin, end = token_span(phrase.sentence, phrase.tree.tokens[token])
    found = [m for m in page.mentions_of(phrase.sentence) if m.begin <= begin and end <= m.end]
    return max(found, key=lambda m: (m.end - m.begin, m.entity_id), default=None)


def could_be_person(page: Page, mention: Mention) -> bool:
    """Whether a pronoun of a person can follow a mention: a lone surname may have been taken for a body."""
    if mention.kind in ("person", "place", "group"):
        return mention.kind == "person"
    words = page.report.text[mention.begin : mention.end]
    before = page.report.text[max(0, mention.begin - 4) : mention.begin].lower()
    return words.isalpha() and words.istitle() and not before.endswith("the ")


def named_in(page: Page, phrase: Phrase) -> Mention | None:
    """The one that a phrase names: its head, or what stands in apposition to it; two that are joined by "and" are nobody."""
    tokens = phrase.tree.tokens
    level = [phrase.head]
    for index in level[:]:
        level += [c for c in phrase.tree.children[index] if tokens[c].dep == "appos"]
    if tokens[phrase.head].dep == "appos":
        # Of "Otto Lang, the mayor, said" only "the mayor" may have been given.
        beside = mention_at(page, phrase, tokens[phrase.head].head)
        level += [tokens[phrase.head].head] if beside is not None and beside.kind == "person" else []
    level += _beside_body(page, phrase)
    # "ministry spokesman Dan Vell" may be parsed with the office as head and the name under it.
    level += [
        c
        for c in phrase.tree.children[phrase.head]
        if tokens[c].dep in ("compound", "nmod", "flat")
        and tokens[c].pos == "PROPN"
        and tokens[phrase.head].pos == "PROPN"
    ]
    for index in level:
        for other in phrase.tree.children[index]:
            joined = tokens[other].dep == "conj" and tokens[other].pos in ("NOUN", "PROPN", "PRON")
            # "Otto Lang and his colleague" are two; "the Ministry of Roads and Rivers" is one.
            if joined and mention_at(page, phrase, other) != mention_at(page, phrase, index):
                return None
            if joined and mention_at(page, phrase, other) is None and tokens[index].pos == "PROPN":
                return None
    found = [m for m in (mention_at(page, phrase, i) for i in level) if m is not None]
    people = {m.entity_id for m in found if m.kind == "person"}
    if len(people) > 1:
        return None
    for mention in found:
        if mention.kind == "person":
            return mention
    titled = _after_title(page, phrase)
    if titled is not None:
        return titled
    head = mention_at(page, phrase, phrase.head)
    if head is not None and head.kind in (*NAMED_BODIES, "place", "other"):
        return head
    if head is None and found and fold(tokens[phrase.head].lemma) in BODIES and found[0].kind in NAMED_BODIES:
        # "The newspaper Tarn Gazette", the name set beside its noun.
        return found[0]
    return None


def _beside_body(page: Page, phrase: Phrase) -> list[int]:
    """The name in "the head of the board, Otto Lang": a parse sets it beside the board, which no person can be."""
    tokens, found = phrase.tree.tokens, []
    for index in phrase.words:
        if tokens[index].dep != "appos" or index == 0 or phrase.tree.tokens[phrase.words[0]].pos == "PROPN":
            continue
        beside = tokens[index].head
        if tokens[beside].dep != "pobj" or tokens[tokens[beside].head].head != phrase.head:
            continue
        mention = mention_at(page, phrase, index)
        body = mention_at(page, phrase, beside)
        is_body = body.kind in NAMED_BODIES if body is not None else fold(tokens[beside].lemma) in BODIES
        if mention is not None and mention.kind == "person" and is_body:
            found.append(index)
    return found


def _after_title(page: Page, phrase: Phrase) -> Mention | None:
    """The person in "Director of Public Works Otto Lang", which a parse takes for the director of Lang.

    And in "spokesman for the Tarn Council Otto Lang", and in "Tarn County Deputy Attorney Otto Lang".
    """
    tree, tokens = phrase.tree, phrase.tree.tokens
    inside = page.mentions_in(*phrase.span)
    if len(inside) > 1 and inside[-1].kind == "person" and inside[-2].kind in (*NAMED_BODIES, "place"):
        between = page.report.text[inside[-2].end : inside[-1].begin]
        # "A spokesman for Norland President Otto Lang" is not Lang.
        for_him = _FOR.search(page.report.text, phrase.span.begin, inside[-2].begin) is not None
        titled = (_TITLES.fullmatch(between) and not for_him) or (between == " " and inside[-2].kind != "place")
        if titled and page.report.text[inside[-1].end : phrase.span.end].strip(" ,") == "":
            return inside[-1]
    if tokens[phrase.head].pos != "PROPN" or any(tokens[c].dep in ("det", "poss") for c in tree.children[phrase.head]):
        return None
    people = [m for m in page.mentions_in(*phrase.span) if m.kind == "person"]
    if len(people) != 1 or people[0].end != phrase.span.end:
        return None
    before = [w for w in phrase.words if token_span(phrase.sentence, tokens[w]).end <= people[0].begin]
    if len(before) < 3 or tokens[before[-1]].pos != "PROPN" or not any(tokens[w].text == "of" for w in before):
        return None
    return (
        people[0]
        if all(tokens[w].pos in ("PROPN", "NOUN", "CCONJ") or tokens[w].text == "of" for w in before)
        else None
    )


def learn_sexes(page: Page) -> dict[str, str]:
    """ "he", "she" or "it" by entity id: by a title or a pronoun in a phrase, wherever it stands; else by the first name."""
    first: dict[str, set[str]] = {}
    titled: dict[str, set[str]] = {}
    heard: dict[str, set[str]] = {}
    given = load_words()
    for mention in page.mentions:
        if mention.kind == "organisation":
            if _has_its(page, mention):
                first.setdefault(mention.entity_id, set()).add("it")
            continue
        if mention.kind != "person":
            continue
        phrase = phrase_of(page, Span(mention.begin, mention.end))
        if phrase is None:
            continue
        words = page.report.text[mention.begin : mention.end].split()
        name = fold(words[0]) if words else ""
        # A lone word may be a surname, but a woman's first name is hardly one.
        if name in given["woman"]:
            first.setdefault(mention.entity_id, set()).add("she")
        elif len(words) > 1 and name in given["man"]:
            first.setdefault(mention.entity_id, set()).add("he")
        about = read_person(page, mention, phrase)
        if about.sex is not None:
            titled.setdefault(mention.entity_id, set()).add(about.sex)
        heard.setdefault(mention.entity_id, set()).update(_pronouns_of(page, mention, phrase))
    told = first | {entity_id: sexes for entity_id, sexes in heard.items() if sexes} | titled
    return {entity_id: next(iter(sexes)) for entity_id, sexes in told.items() if len(sexes) == 1}


def _has_its(page: Page, mention: Mention) -> bool:
    """Whether a body's sentence goes on with what is "its" and nobody's "his" or "her"."""
    sentence = page.sentence_at(mention.begin)
    if sentence is None:
        return False
    words = {
        t.text.lower()
        for t in page.tree_of(sentence).tokens
        if t.pos == "PRON" and sentence.begin + t.begin > mention.begin
    }
    return "its" in words and not words & PRONOUN_SEX.keys()


def _pronouns_of(page: Page, mention: Mention, phrase: Phrase) -> set[str]:
    """The pronouns that can only be a person's own: "Fenn, who lost her brother", "Fenn said she would", "Fenn herself"."""
    tokens = phrase.tree.tokens
    alone = all(m.entity_id == mention.entity_id or m.kind != "person" for m in page.mentions_of(phrase.sentence))
    top = phrase.head
    if tokens[top].dep in ("appos", "compound", "nmod") and tokens[top].head != top:
        top = tokens[top].head
    found: set[str] = set()
    for index in range(phrase.words[-1] + 1, len(tokens)):
        sex = PRONOUN_SEX.get(tokens[index].text.lower())
        if sex is None or page.is_quoted(phrase.sentence.begin + tokens[index].begin):
            continue
        itself = tokens[index].text.lower() in ("himself", "herself")
        verb = tokens[top].head
        own = tokens[top].dep in ("nsubj", "nsubjpass")
        if (
            (itself and own and (tokens[index].head in (verb, top)))
            or (alone and _hangs_on(tokens, index, top))
            or (
                alone
                and own
                and tokens[verb].lemma in SPEECH_VERBS
                and tokens[index].dep == "nsubj"
                and tokens[tokens[index].head].dep == "ccomp"
                and tokens[tokens[index].head].head == verb
                and not _speaks_for_another(phrase.tree, top)
            )
        ):
            found.add(sex)
    return found


def _speaks_for_another(tree: Tree, top: int) -> bool:
    """Whether whoever is told of speaks for somebody: "his lawyer, Fenn, said he would go", and the lawyer stays."""
    tokens = tree.tokens
    others = SPOKES | ADVOCATES
    return any(tokens[w].dep == "poss" or fold(tokens[w].lemma) in others for w in under(tree, top))


def _hangs_on(tokens: Sequence[Token], index: int, top: int) -> bool:
    """Whether a pronoun stands in what is told of ``top`` and may be its own: in "Fenn, her rival" it is another's."""
    in_clause = False
    for _ in range(12):
        if tokens[index].head == index or (tokens[index].dep == "appos" and not in_clause):
            return False
        in_clause = in_clause or tokens[index].dep in ("acl", "advcl", "ccomp", "relcl", "xcomp")
        index = tokens[index].head
        if index == top:
            return True
    return False


def learn_people(page: Page) -> list[tuple[int, str, Person]]:
    """For each mention of a person, in order: where it ends, whose it is, and what its phrase says of the person."""
    learnt = []
    for mention in page.mentions:
        if mention.kind != "person":
            continue
        phrase = phrase_of(page, Span(mention.begin, mention.end))
        if phrase is not None:
            learnt.append((mention.end, mention.entity_id, read_person(page, mention, phrase)))
    return learnt


def read_person(page: Page, mention: Mention, phrase: Phrase) -> Person:
    """What the phrase of a mention says of the person, read once. It is not to be changed."""
    if mention not in page.read:
        page.read[mention] = _read_phrase(page, mention, phrase)
    return page.read[mention]


def _read_phrase(page: Page, mention: Mention, phrase: Phrase) -> Person:
    tree, tokens = phrase.tree, phrase.tree.tokens
    about = Person()
    others: dict[int, Mention | None] = {}  # who stands at a word, which may be of several of these phrases
    offices: list[int] = []
    for index in phrase.words:
        offices += [c for c in tree.children[index] if tokens[c].dep in ("compound", "amod", "nmod", "appos", "poss")]
    head = tokens[phrase.head]
    if head.dep == "appos" or (head.dep in ("compound", "nmod") and tokens[head.head].pos in ("NOUN", "PROPN")):
        offices.append(head.head)
    offices += phrase.words
    # In "Otto Lang and his Brellan colleague" nothing Brellan is said of Lang.
    apart = {
        w
        for c in tree.children[phrase.head]
        if tokens[c].dep == "conj" and c not in phrase.words
        for w in under(tree, c)
    }
    for index in offices:
        if tokens[index].pos not in ("NOUN", "PROPN", "ADJ"):
            continue
        about.roles.add(fold(tokens[index].lemma))
        inside = (
            [w for w in noun_phrase(tree, index) if tokens[w].pos in ("NOUN", "PROPN", "ADJ") and w not in apart]
            if tokens[index].dep != "conj"
            else []
        )
        if len(inside) <= 25:
            about.words.update(fold(tokens[w].text) for w in inside)
            for word in inside:
                if word not in others:
                    others[word] = mention_at(page, phrase, word)
                other = others[word]
                if other is not None and other.entity_id != mention.entity_id:
                    about.entities.add(other.entity_id)
                    if about.body is None and other.kind in NAMED_BODIES and _speaks_for(about.roles, tokens, inside):
                        about.body = other
    # The title before a name, whatever the parse made of it.
    before = page.report.text[max(0, mention.begin - 12) : mention.begin].replace(".", " ").split()
    if before and before[-1].istitle():
        about.roles.add(fold(before[-1]))
    about.roles |= {SHORT_TITLES[role.rstrip(".")] for role in about.roles if role.rstrip(".") in SHORT_TITLES}
    women = any(role in WOMEN or role.endswith("woman") for role in about.roles)
    # A phrase that has a title of each tells of two people.
    if women != any(role in MEN for role in about.roles):
        about.sex = "she" if women else "he"
    name = {fold(word) for word in page.report.text[mention.begin : mention.end].replace("’", "'").split()}
    name |= {word.removesuffix("'s") for word in name}
    title = {SHORT_TITLES.get(word.rstrip("."), word) for word in about.words - name}
    about.readings.add(
        Reading(frozenset(about.roles), frozenset(about.words - name), frozenset(about.entities), frozenset(title))
    )
    return about


def _speaks_for(roles: set[str], tokens: Sequence[Token], inside: Sequence[int]) -> bool:
    return bool(roles & SPOKES) or any(tokens[w].lemma.lower() in SPOKES for w in inside)
