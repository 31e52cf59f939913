"""Through whom words came to a report: who told it, whom he speaks for, on whose word he says it."""

from collections.abc import Mapping, Sequence

from stemma.attribute.lexicon import BODIES, CITED, CITES, DOCUMENTS
from stemma.attribute.phrases import Mention, Page, Person, Phrase, mention_at, phrase_at, phrase_of, token_span
from stemma.attribute.pronouns import Resolve, Spoken, position_of
from stemma.attribute.tree import child, is_verb
from stemma.words import fold

UNNAMED = ""  # stands for the entity of somebody who is cited and not named
# Bodies that sit and hear, and pass nothing on: "told parliament", "told the council".
HEARING = frozenset(
    {
        "assembly", "board", "cabinet", "chamber", "chambers", "commission", "committee", "conference", "congress", "council",
        "court", "department", "government", "hearing", "house", "inquiry", "ministry", "nations", "panel", "parliament", "police",
        "senate", "summit", "tribunal", "union",
    }
)  # fmt: skip
VOUCHING = frozenset({"authority", "evidence", "strength", "testimony", "word"})


def find_chain(
    page: Page, one: Spoken, said: Sequence[Spoken], people: Mapping[str, Person], resolve: Resolve
) -> list[Mention]:
    """Through whom the words came, nearest the report first; without repeats; the speaker last, or whom he cites.

    Somebody who is cited and not named ends the chain as ``UNNAMED``: who only hands an official's words on is not their source.
    """
    chain: list[Mention] = []
    at = one.cue[0].begin if one.cue else position_of(one)
    for outer in said:
        holds = outer is not one and any(c.begin <= at < c.end for c in outer.content)
        if holds and outer.mention is not None:
            chain.append(outer.mention)
    heard = _hearers(page, one)
    chain += heard
    if heard and one.mention is None and one.source:
        # "An official told the agency": who was told is not whose words they are.
        chain.append(Mention(*one.source[0], UNNAMED, ""))
    if one.mention is not None:
        body = people[one.mention.entity_id].body if one.mention.entity_id in people else None
        if body is not None and one.mention.kind == "person":
            chain.append(body)
        chain.append(one.mention)
    for link in _cited(page, one, resolve) if one.mention is not None or one.source else ():
        if link.entity_id not in {known.entity_id for known in chain}:
            chain.append(link)
    kept: list[Mention] = []
    last = chain[-1].entity_id if chain and one.mention else None
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
            if mention is not None and mention.kind == "organisation" and not _only_hears(page, mention):
                found.append(mention)
    return found


def _only_hears(page: Page, mention: Mention) -> bool:
    """Whether a body has a name of one that sits and hears: what a court was told it does not report."""
    words = page.report.text[mention.begin : mention.end].split()
    return any(fold(word) in HEARING for word in words)


def _cited(page: Page, one: Spoken, resolve: Resolve) -> list[Mention]:
    """On whose word the speaker says it: "said, citing the ferry company, that ...", "said on the word of the keeper that ..."."""
    sentence = page.sentence_at(one.cue[0].begin) if one.cue else None
    phrase = phrase_of(page, one.cue[0]) if one.cue else None
    if sentence is None or phrase is None:
        return []
    tree, tokens = phrase.tree, phrase.tree.tokens
    for index, token in enumerate(tokens):
        cites = token.tag == "VBG" and token.lemma in CITES
        vouches = token.lemma.lower() in VOUCHING and tokens[token.head].text.lower() == "on"
        if not (cites or vouches):
            continue
        begin = sentence.begin + token.begin
        if page.is_quoted(begin) or any(c.begin <= begin < c.end for c in one.content):
            continue
        if cites and _leans_on(one, phrase, index):
            noun = child(tree, index, "dobj")
            return [] if noun is None else _who_are_cited(page, one, phrase, index, noun, resolve)
        if vouches:
            of = child(tree, index, "prep")
            noun = None if of is None or tokens[of].text.lower() != "of" else child(tree, of, "pobj")
            if noun is not None and _leans_on(one, phrase, index):
                return _who_are_cited(page, one, phrase, of or index, noun, resolve)
    return []


def _who_are_cited(page: Page, one: Spoken, phrase: Phrase, opens: int, noun: int, resolve: Resolve) -> list[Mention]:
    """Who is cited, and whom he quotes in turn: "citing the Gazette, which quoted an official"."""
    cited = _who_is_cited(page, one, phrase, opens, noun, resolve)
    found = [] if cited is None else [cited]
    tree, tokens = phrase.tree, phrase.tree.tokens
    for clause in tree.children[noun]:
        whom = child(tree, clause, "dobj") if tokens[clause].dep == "relcl" and tokens[clause].lemma in CITES else None
        if whom is not None and cited is not None:
            inner = _who_is_cited(page, one, phrase, clause, whom, resolve)
            if inner is not None and inner.entity_id:
                found.append(inner)
            elif inner is not None:
                # Nobody is named at the end: one in between who is not named either says no more.
                found = [link for link in found if link.entity_id] + [inner]
    return found


def _leans_on(one: Spoken, phrase: Phrase, index: int) -> bool:
    """Whether the word hangs on the cue or the source of this attribution and of no other verb."""
    tokens = phrase.tree.tokens
    own = {i for span in (*one.cue, *one.source) for i in _inside(phrase, span)}
    for _ in range(4):
        index = tokens[index].head
        if index in own:
            return True
    return False


def _inside(phrase: Phrase, span: tuple[int, int]) -> list[int]:
    low, high = span[0] - phrase.sentence.begin, span[1] - phrase.sentence.begin
    return [i for i, t in enumerate(phrase.tree.tokens) if low <= t.begin and t.end <= high]


def _who_is_cited(page: Page, one: Spoken, phrase: Phrase, opens: int, noun: int, resolve: Resolve) -> Mention | None:
    """Who is named after "citing": the one person up to the next verb of the sentence, else the body that it names, else
    somebody without a name; None for what is no source ("citing the weather") and for several.
    """
    tokens = phrase.tree.tokens
    begin = token_span(phrase.sentence, tokens[opens]).end
    ends = [c.begin for c in (*one.content, *one.cue) if c.begin >= begin] + [phrase.sentence.end]
    clause = next((c for c in phrase.tree.children[noun] if tokens[c].dep == "relcl"), None)
    if clause is not None:
        ends.append(token_span(phrase.sentence, tokens[clause]).begin)
    named = page.mentions_in(begin, min(ends))
    people = [m for m in named if m.kind == "person"]
    cited = phrase_at(page, phrase.sentence, noun)
    if len({m.entity_id for m in people}) > 1 or child(phrase.tree, noun, "conj") is not None:
        return None
    found = people[0] if people else resolve(cited)
    word = fold(tokens[noun].lemma)
    known = word in CITED or word in BODIES or word in DOCUMENTS
    return found if found is not None or not known else Mention(*cited.span, UNNAMED, "")
