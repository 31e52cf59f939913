"""Through whom words came to a report: who told it, whom he speaks for, on whose word he says it."""

from collections.abc import Mapping, Sequence

from stemma.attribute.lexicon import CITES
from stemma.attribute.phrases import Mention, Page, Person, Phrase, mention_at, phrase_at, phrase_of, token_span
from stemma.attribute.pronouns import Resolve, Spoken, position_of
from stemma.attribute.tree import child, is_verb

VOUCHING = frozenset({"authority", "evidence", "strength", "testimony", "word"})


def find_chain(
    page: Page, one: Spoken, said: Sequence[Spoken], people: Mapping[str, Person], resolve: Resolve
) -> list[Mention]:
    """Through whom the words came, nearest the report first; without repeats; the speaker last, or whom he cites."""
    chain: list[Mention] = []
    at = one.cue[0].begin if one.cue else position_of(one)
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
        cited = _cited(page, one, resolve)
        if cited is not None and cited.entity_id not in {link.entity_id for link in chain}:
            chain.append(cited)
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
            if mention is not None and mention.kind == "organisation":
                found.append(mention)
    return found


def _cited(page: Page, one: Spoken, resolve: Resolve) -> Mention | None:
    """On whose word the speaker says it: "said, citing the ferry company, that ...", "said on the word of the keeper that ..."."""
    sentence = page.sentence_at(one.cue[0].begin) if one.cue else None
    phrase = phrase_of(page, one.cue[0]) if one.cue else None
    if sentence is None or phrase is None:
        return None
    tree, tokens = phrase.tree, phrase.tree.tokens
    for index, token in enumerate(tokens):
        begin = sentence.begin + token.begin
        if page.is_quoted(begin) or any(c.begin <= begin < c.end for c in one.content):
            continue
        if token.tag == "VBG" and token.lemma in CITES and _leans_on(one, phrase, index):
            noun = child(tree, index, "dobj")
            return None if noun is None else _who_is_cited(page, one, phrase, index, noun, resolve)
        if token.lemma.lower() in VOUCHING and tokens[token.head].text.lower() == "on":
            of = child(tree, index, "prep")
            noun = None if of is None or tokens[of].text.lower() != "of" else child(tree, of, "pobj")
            if noun is not None and _leans_on(one, phrase, index):
                return _who_is_cited(page, one, phrase, of or index, noun, resolve)
    return None


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
    """Who is named after "citing": the one person up to the next verb of the sentence, else the body that it names."""
    tokens = phrase.tree.tokens
    begin = token_span(phrase.sentence, tokens[opens]).end
    ends = [c.begin for c in (*one.content, *one.cue) if c.begin >= begin] + [phrase.sentence.end]
    named = page.mentions_in(begin, min(ends))
    people = [m for m in named if m.kind == "person"]
    if len({m.entity_id for m in people}) > 1 or child(phrase.tree, noun, "conj") is not None:
        return None
    return people[0] if people else resolve(phrase_at(page, phrase.sentence, noun))
