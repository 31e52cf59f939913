"""A parsed sentence as a tree: what hangs under a word, who its subject is, which words make up its verb group."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from stemma.attribute.lexicon import SPEECH_VERBS
from stemma.model import Token

VERB_GROUP = frozenset({"aux", "auxpass", "neg", "prt"})
# Parts of a noun phrase that name the thing itself; clauses hung on it are left off a source.
NOT_OF_NAME = frozenset({"relcl", "ccomp", "advcl", "parataxis"})


class Tree(NamedTuple):
    """The tokens of a sentence and, for each, the indexes of the tokens that hang on it directly, in order."""

    tokens: Sequence[Token]
    children: tuple[tuple[int, ...], ...]


def make_tree(tokens: Sequence[Token]) -> Tree:
    """The tree of a parsed sentence."""
    children: list[list[int]] = [[] for _ in tokens]
    for index, token in enumerate(tokens):
        if token.head != index:
            children[token.head].append(index)
    return Tree(tokens, tuple(tuple(c) for c in children))


def under(tree: Tree, top: int, without: Iterable[int] = (), skip: frozenset[str] = frozenset()) -> list[int]:
    """The indexes of ``top`` and all under it, in order; branches in ``without`` or joined by a relation in ``skip`` left out."""
    left_out = set(without)
    found: list[int] = []
    stack = [top]
    while stack:
        index = stack.pop()
        found.append(index)
        stack.extend(c for c in tree.children[index] if c not in left_out and tree.tokens[c].dep not in skip)
    return sorted(found)


def child(tree: Tree, top: int, *relations: str) -> int | None:
    """The first token that hangs on ``top`` by one of ``relations``, or None."""
    tokens = tree.tokens
    for index in tree.children[top]:
        if tokens[index].dep in relations:
            return index
    return None


def is_verb(tree: Tree, index: int) -> bool:
    """Whether the token is a verb, auxiliaries in main position included."""
    return tree.tokens[index].pos in ("VERB", "AUX")


def is_passive(tree: Tree, verb: int) -> bool:
    """Whether the verb is passive: "was told", "accused by"."""
    if child(tree, verb, "auxpass", "nsubjpass") is not None:
        return True
    token = tree.tokens[verb]
    if token.lemma == "ask" and token.dep == "advcl" and token.tag == "VBD" and child(tree, verb, "nsubj") is None:
        # "Asked if he would go, Lang said": Lang was asked.
        return True
    return token.tag == "VBN" and token.dep in ("acl", "advcl") and child(tree, verb, "aux") is None


class Subject(NamedTuple):
    """Who does what a verb says: the head of the noun phrase (None: nobody named) and the verbs passed on the way up."""

    noun: int | None
    passed: tuple[int, ...]


def _own_subject(tree: Tree, verb: int) -> int | None:
    """The subject that hangs on a verb; of several before it the nearest.

    In "The mill reopened on Saturday, its keeper said" a parse may take "reopened" for a participle and give "said"
    both nouns: the one beside it speaks.
    """
    before = [c for c in tree.children[verb] if c < verb and tree.tokens[c].dep == "nsubj"]
    return max(before) if len(before) > 1 else child(tree, verb, "nsubj", "csubj")


def find_subject(tree: Tree, verb: int) -> Subject:
    """The doer of ``verb``: its own subject, else that of the verb that it hangs on ("went on to say", "..., adding").

    Of a passive only the agent counts ("by the minister").
    """
    tokens = tree.tokens
    if is_passive(tree, verb):
        agent = child(tree, verb, "agent")
        noun = None if agent is None else child(tree, agent, "pobj")
        return Subject(noun, ())
    passed: list[int] = []
    above = _speaker_above(tree, verb)
    if above is not None:
        return Subject(above, ())
    at = verb
    for _ in range(8):
        own = _own_subject(tree, at)
        if own is not None:
            return Subject(
                None if tokens[own].text.lower() == "there" or tokens[own].dep == "csubj" else own, tuple(passed)
            )
        relation, head = tokens[at].dep, tokens[at].head
        if head == at:
            break
        if relation == "acl" and tokens[head].pos in ("NOUN", "PROPN", "PRON"):
            return Subject(head, tuple(passed))
        if relation == "relcl":
            return Subject(None, tuple(passed))
        if relation == "xcomp" or (
            relation == "ccomp" and child(tree, at, "aux", "mark") is None and tokens[at].tag == "VB"
        ):
            doer = child(tree, head, "dobj")
            if doer is not None and doer < at:
                return Subject(doer, tuple(passed))
            if is_passive(tree, head):
                noun = child(tree, head, "nsubjpass")
                return Subject(noun, (*passed, head))
            passed.append(head)
        elif relation in ("conj", "advcl", "pcomp", "prep", "dep", "ccomp", "parataxis", "agent"):
            if relation == "ccomp" and tokens[at].tag not in ("VBG", "VBN"):
                break
            if is_passive(tree, head) and is_verb(tree, head):
                # "He was cheered, saying ...": the surface subject speaks.
                noun = child(tree, head, "nsubjpass")
                return Subject(noun, tuple(passed))
        else:
            break
        at = head
    return Subject(None, tuple(passed))


def _speaker_above(tree: Tree, verb: int) -> int | None:
    """Who goes on speaking in "..., adding that": the subject of the verb of speech above, however the parse hung it."""
    tokens = tree.tokens
    if tokens[verb].tag != "VBG" or verb == 0 or tokens[verb - 1].text != "," or tokens[verb].lemma not in SPEECH_VERBS:
        return None
    at = verb
    beside = tokens[verb].head
    joined = tokens[verb].dep == "acl" and tokens[beside].pos == "PROPN" and tokens[beside].dep == "conj"
    if joined and child(tree, beside, "appos") is not None:
        # "... and Otto Lang, the mayor, saying ..." is Lang's.
        return beside
    for _ in range(6):
        at = tokens[at].head
        own = child(tree, at, "nsubj")
        if (
            tokens[at].lemma in SPEECH_VERBS
            and own is not None
            and tokens[at].pos == "VERB"
            and not is_passive(tree, at)
        ):
            return own
        if tokens[at].head == at or tokens[at].dep == "relcl":
            return None
    return None


def noun_phrase(tree: Tree, noun: int) -> list[int]:
    """The words of the phrase that ``noun`` heads: apposition and prepositions with it, relative clauses without."""
    own = child(tree, noun, "nsubj")
    if own is not None and own < noun:
        # A verb that was taken for a noun: its subject is the one meant.
        noun = own
    words = under(tree, noun, skip=NOT_OF_NAME)
    return _trim(tree, words)


def _trim(tree: Tree, words: list[int]) -> list[int]:
    tokens = tree.tokens
    while words and tokens[words[-1]].pos in ("PUNCT", "SPACE", "CCONJ") and len(words) > 1:
        words = words[:-1]
    while words and tokens[words[0]].pos in ("PUNCT", "SPACE") and len(words) > 1:
        words = words[1:]
    return words


def verb_group(tree: Tree, verb: int, passed: Sequence[int] = ()) -> list[int]:
    """The verb with its auxiliaries, negation, particle and the adverbs among them; ``passed`` verbs joined in."""
    tokens = tree.tokens
    words = {verb}
    for one in (verb, *passed):
        words.add(one)
        words.update(c for c in tree.children[one] if tokens[c].dep in VERB_GROUP)
    low, high = min(words), max(words)
    if high - low > 12:
        low = high = verb
    for index in tree.children[verb]:
        if tokens[index].dep == "advmod" and tokens[index].pos == "ADV":
            if index == low - 1:
                # "no longer says": without the "no" it would be the opposite.
                denied = index > 0 and tokens[index - 1].text.lower() == "no" and tokens[index - 1].head == index
                low = index - 1 if denied else index
            elif index == high + 1 and tokens[index].text.lower() not in ("when", "how", "why", "where"):
                high = index
    return list(range(_neither(tree, verb, low), high + 1))


def _neither(tree: Tree, verb: int, low: int) -> int:
    """Where a cue begins with the "neither" or "nor" that turns it round: "would neither confirm nor deny"."""
    tokens = tree.tokens
    joined = tokens[verb].head if tokens[verb].dep == "conj" else verb
    for top in (verb, joined):
        for index in tree.children[top]:
            if tokens[index].text.lower() in ("neither", "nor") and index < verb and low - index <= 6:
                low = min(low, index)
    return low
