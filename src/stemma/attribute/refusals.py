"""Refusals to comment, in every usual form: "did not respond to a request for comment", "could not be reached", "had no
comment", "would not say whether ...", "efforts to reach her were unsuccessful".

Nobody says anything in them, so they are found by their form alone; that somebody was asked is what they tell. Where a
verb is as often used of other things, what hangs on it must tell that he was asked: "did not respond to treatment" is none.
"""

import re
from collections.abc import Sequence

from stemma.attribute.lexicon import SPOKES
from stemma.attribute.rules import Candidate
from stemma.attribute.tree import Tree, child, find_subject, make_tree, noun_phrase, under, verb_group
from stemma.model import Token

REFUSAL = "refusal"
# Confidence: two in three of those in PolNeAR's train part are marked there; read, nearly all of the others are refusals.
SURE = 0.9
# A sentence without a word of both lists need not be looked at.
_OF_ANSWERS = re.compile(
    r"\b(?:add|comment|respon[ds]|repl(?:y|ied)|return|reach|contact|answer|hear|unanswered|(?:un)?available|reachable|elaborate"
    r"|declin|refus|confirm|say|discuss|identify|reveal|disclose|divulge|specify|speculate|detail)",
    re.IGNORECASE,
)
_OF_NONE = re.compile(
    r"\b(?:no|not|nothing|never|nobody|none|neither|cannot|yet|fail|declin|refus|un(?:answered|available|returned|successful))"
    r"|n[’']t\b",
    re.IGNORECASE,
)

_ASKED = frozenset(
    [
        "attempt",
        "call",
        "e-mail",
        "effort",
        "email",
        "enquiry",
        "inquiry",
        "invitation",
        "letter",
        "message",
        "question",
        "query",
        "request",
        "text",
    ]
)
_CHARGED = frozenset(["accusation", "allegation", "charge", "claim", "criticism", "report", "suggestion"])
_WORDS = frozenset(["answer", "comment", "reply", "response"])
_WOULD_NOT = frozenset(
    [
        "comment",
        "confirm",
        "detail",
        "disclose",
        "discuss",
        "divulge",
        "elaborate",
        "identify",
        "reveal",
        "say",
        "specify",
        "speculate",
    ]
)
_SAYING = _WOULD_NOT | frozenset(
    ["address", "answer", "expand", "explain", "indicate", "name", "reply", "respond", "speak", "state"]
)
_GIVING = frozenset(["give", "offer", "provide", "release", "share"])
_GIVEN = _WORDS | frozenset(
    [
        "clarification",
        "detail",
        "explanation",
        "figure",
        "information",
        "interview",
        "number",
        "reason",
        "specific",
        "specifics",
    ]
)
# After "say" it must be a question that is not answered: "would not say a bad word of him" is no refusal.
_QUESTIONS = frozenset(["how", "if", "what", "when", "where", "whether", "which", "who", "whom", "whose", "why"])
_OF_HIMSELF = frozenset(["i", "we", "you"])
_CARRIES = frozenset(["give", "have", "issue", "make", "offer", "provide"])
_NONE = frozenset(["neither", "never", "no", "nobody", "none", "nor", "not", "n't", "n’t", "cannot"])
_ABLE = frozenset({"available", "reachable", "unavailable"})
_IN_VAIN = frozenset({"unanswered", "unreturned", "unsuccessful"})
_SPEAKERS = SPOKES | frozenset(["attorney", "family", "lawyer", "official", "owner", "relative", "representative"])
_MARKS = frozenset("\"”’'") | {"''"}
_CLOSES = frozenset(".;:!?\"”''")


def may_refuse(text: str, begin: int, end: int) -> bool:
    """Whether a sentence has words with which somebody may refuse to comment."""
    return bool(_OF_NONE.search(text, begin, end) and _OF_ANSWERS.search(text, begin, end))


def find_refusals(tokens: Sequence[Token]) -> tuple[Candidate, ...]:
    """The refusals of a parsed sentence, in order of their cues. The content is never empty: where nothing hangs on the
    verb ("did not reply") it is the verb itself.
    """
    tree = make_tree(tokens)
    found = []
    for index, token in enumerate(tokens):
        if token.pos in ("VERB", "AUX") and token.dep not in ("aux", "auxpass"):
            candidate = _of_verb(tree, index)
            if candidate is not None:
                found.append(candidate)
    return tuple(found)


def _of_verb(tree: Tree, verb: int) -> Candidate | None:
    tokens = tree.tokens
    lemma = tokens[verb].lemma.lower()
    thing = child(tree, verb, "nsubjpass", "nsubj")
    asked = thing is not None and tokens[thing].lemma.lower() in _ASKED
    if asked and thing is not None:
        return _of_request(tree, verb, thing)
    if (thing is not None and tokens[thing].text.lower() == "there") or child(tree, verb, "expl") is not None:
        return _of_none_there(tree, verb)
    if lemma in ("get", "receive") and _is_negated(tree, verb) and _object(tree, verb) in _WORDS:
        return _made(tree, verb, _after(tree, child(tree, verb, "dobj"), "from"))
    if not _refuses(tree, verb, lemma):
        return None
    if lemma == "hear":
        found = (_after(tree, one, "from") for one in under(tree, verb))
        return _made(tree, verb, next((phrase for phrase in found if phrase), []))
    subject = (
        find_subject(tree, _above(tree, verb)).noun
        if lemma not in ("contact", "reach")
        else child(tree, verb, "nsubjpass")
    )
    if subject is not None and tokens[subject].text.lower() in _OF_HIMSELF:
        return None
    return _made(tree, verb, [] if subject is None else noun_phrase(tree, subject))


def _above(tree: Tree, verb: int) -> int:
    """The verb whose subject refuses: of "..., refusing to say" the one above, though a parse hangs it on the noun before."""
    tokens = tree.tokens
    before = next((tokens[w].text for w in range(verb - 1, max(-1, verb - 3), -1) if tokens[w].text not in _MARKS), "")
    if tokens[verb].tag != "VBG" or before != ",":
        return verb
    at = tokens[verb].head
    # Behind what is said it is the one who says it: "told them it would go fine, refusing to say more".
    while tokens[at].head != at and (child(tree, at, "nsubj", "nsubjpass") is None or tokens[at].dep == "ccomp"):
        at = tokens[at].head
    return at


def _refuses(tree: Tree, verb: int, lemma: str) -> bool:
    """Whether the verb tells that somebody does not answer."""
    tokens = tree.tokens
    words = [token.text.lower() for token in tokens]
    if any(words[c] in ("if", "unless") and tokens[c].dep == "mark" for c in tree.children[verb]):
        return False
    if lemma in ("decline", "refuse"):
        what = child(tree, verb, "xcomp")
        if what is not None and any(words[c] == "to" for c in tree.children[what]):
            return _would_say(tree, what)
        return _object(tree, verb) in _WORDS | {"request", "interview"} or words[verb + 1 : verb + 2] == ["comment"]
    if lemma == "confirm" and "neither" in words[max(0, verb - 3) : verb]:
        return True
    if lemma == "have" and _object(tree, verb) == "nothing":
        return any(
            pair == ["to", word]
            for word in ("add", "say")
            for pair in (words[verb + 2 : verb + 4], words[verb + 3 : verb + 5])
        )
    if lemma in _CARRIES and _object(tree, verb) in _WORDS:
        thing = child(tree, verb, "dobj")
        return thing is not None and any(words[c] == "no" for c in tree.children[thing])
    if lemma == "be":
        able = _able(tree, verb)
        if able is None or "comment" not in words[able : able + 4]:
            return False
        return (
            words[able] == "unavailable" or any(word in _NONE for word in words[verb:able]) or _is_negated(tree, verb)
        )
    if not _is_negated(tree, verb):
        return False
    if lemma == "hear":
        return "back" in words[verb : verb + 2]
    if lemma == "comment":
        return True
    if lemma in ("respond", "reply"):
        if any(tokens[c].dep == "prep" and words[c] in ("by", "in", "with") for c in tree.children[verb]):
            return False
        to_what = _after(tree, verb, "to")
        return not to_what or any(tokens[w].lemma.lower() in _ASKED | _CHARGED | _WORDS for w in to_what)
    if lemma in ("answer", "return"):
        return _object(tree, verb) in _ASKED
    if lemma in ("contact", "reach"):
        return _can_be_reached(tree, verb)
    kids = {words[c] for c in tree.children[verb]}
    return (
        bool(kids & {"would", "will", "wo"} and kids & {"not", "n't", "n’t"})
        and lemma in _WOULD_NOT
        and _would_say(tree, verb)
    )


def _would_say(tree: Tree, verb: int) -> bool:
    """Whether a verb that is declined tells that somebody is to speak of a thing or to give it away."""
    tokens = tree.tokens
    lemma = tokens[verb].lemma.lower()
    if child(tree, verb, "auxpass") is not None:
        return False
    if lemma in _GIVING:
        return _object(tree, verb) in _GIVEN
    if lemma in ("say", "state"):
        rest = [w for w in under(tree, verb) if w > verb and tokens[w].dep not in ("advmod", "npadvmod")]
        return not rest or tokens[rest[0]].pos == "PUNCT" or any(tokens[w].text.lower() in _QUESTIONS for w in rest[:4])
    return lemma in _SAYING


def _able(tree: Tree, verb: int) -> int | None:
    """The "available" of "was not immediately available for comment", whatever a parse made of it."""
    after = range(verb + 1, min(len(tree.tokens), verb + 6))
    return next((w for w in after if tree.tokens[w].text.lower() in _ABLE), None)


def _can_be_reached(tree: Tree, verb: int) -> bool:
    """Whether somebody, no village and no agreement, could not be reached."""
    tokens = tree.tokens
    if child(tree, verb, "auxpass") is None:
        return False
    whom = child(tree, verb, "nsubjpass")
    person = whom is not None and (tokens[whom].pos == "PROPN" or tokens[whom].lemma.lower() in _SPEAKERS)
    return person or any(
        token.text.lower() in ("comment", "phone", "telephone", "email") for token in tokens[verb : verb + 6]
    )


def _of_request(tree: Tree, verb: int, thing: int) -> Candidate | None:
    """ "Calls to the ministry were not returned", "efforts to reach her were unsuccessful": the one who was asked refuses."""
    tokens = tree.tokens
    lemma = tokens[verb].lemma.lower()
    rest = {tokens[w].text.lower() for w in under(tree, verb) if w > verb}
    vain = lemma == "fail" or (lemma in ("be", "go", "prove") and rest & _IN_VAIN)
    if not vain and not (lemma in ("answer", "return") and _is_negated(tree, verb)):
        return None
    reach = next((w for w in under(tree, thing) if tokens[w].lemma.lower() in ("contact", "interview", "reach")), None)
    if tokens[thing].lemma.lower() in ("attempt", "effort") and reach is None:
        return None
    if reach is not None:
        whom = child(tree, reach, "dobj")
        source = [] if whom is None else noun_phrase(tree, whom)
    else:
        found = (_after(tree, one, to) for to in ("to", "with", "for") for one in under(tree, thing))
        source = next(
            (phrase for phrase in found if not _WORDS & {tokens[w].lemma.lower() for w in phrase} and phrase), []
        )
    cue = [w for w in verb_group(tree, verb) if w not in source]
    cue += [w for w in under(tree, verb) if w > cue[-1] and tokens[w].text.lower() in _IN_VAIN]
    content = [w for w in under(tree, thing) if w not in source and w not in cue]
    return Candidate(REFUSAL, lemma, verb, tuple(source), tuple(cue), tuple(content)) if content else None


def _of_none_there(tree: Tree, verb: int) -> Candidate | None:
    """ "There was no immediate comment from the ministry"."""
    tokens = tree.tokens
    what = child(tree, verb, "attr", "nsubj", "dobj")
    if what is None or tokens[what].lemma.lower() not in _WORDS or tokens[verb].lemma.lower() != "be":
        return None
    if not any(tokens[c].text.lower() == "no" for c in tree.children[what]):
        return None
    source = _after(tree, what, "from") or _after(tree, verb, "from")
    content = [w for w in under(tree, what) if w not in source]
    return Candidate(REFUSAL, "be", verb, tuple(source), (verb,), tuple(content)) if source else None


def _made(tree: Tree, verb: int, source: list[int]) -> Candidate | None:
    """A refusal whose cue is the verb with all that makes it one ("has yet to respond", "was not available")."""
    tokens = tree.tokens
    if verb in source:  # "Officials declining to comment ..."
        own = set(under(tree, verb))
        source = [w for w in source if w < verb and w not in own]
        while source and tokens[source[-1]].pos == "PUNCT":
            source.pop()
    cue = [w for w in verb_group(tree, verb) if w not in source]
    able = _able(tree, verb)
    if able is not None and able > cue[-1] and tokens[verb].lemma == "be":
        cue = list(range(cue[0], able + 1))
    words = [token.text.lower() for token in tokens]
    if words[verb - 2 : verb] == ["yet", "to"]:
        cue = [w for w in range(max(0, verb - 3), cue[-1] + 1) if w not in source]
    if words[verb + 1 : verb + 2] == ["nor"]:
        cue += range(verb + 1, min(len(tokens), verb + 3))
    content: list[int] = []
    for word in under(tree, verb if cue[-1] < verb + 2 or words[verb + 1] != "nor" else cue[-1]):
        if word <= max(cue) or word in source:
            continue
        if tokens[word].text in _CLOSES or (tokens[word].dep in ("cc", "punct") and tokens[word].head == verb):
            break
        if content and word != content[-1] + 1:
            break
        content.append(word)
    while content and tokens[content[-1]].pos in ("PUNCT", "SPACE"):
        content.pop()
    if not content:
        content, cue = [verb], [w for w in cue if w != verb]
    if not cue:
        return None
    return Candidate(REFUSAL, tokens[verb].lemma.lower(), verb, tuple(source), tuple(cue), tuple(content))


def _is_negated(tree: Tree, verb: int) -> bool:
    """Whether a verb is denied: "not", "has yet to", "failed to", "neither of them"."""
    tokens = tree.tokens
    kids = [tokens[c].text.lower() for c in tree.children[verb]]
    for c in tree.children[verb]:
        if c < verb and tokens[c].text.lower() in _NONE and all(token.pos != "PUNCT" for token in tokens[c:verb]):
            return True
    before = [token.text.lower() for token in tokens[max(0, verb - 4) : verb]]
    if "to" in kids and ("yet" in before or "failed" in before):
        return True
    subject = find_subject(tree, verb).noun
    if subject is None:
        return False
    first = noun_phrase(tree, subject)[:1]
    return tokens[subject].text.lower() in _NONE or any(tokens[w].text.lower() in _NONE for w in first)


def _object(tree: Tree, verb: int) -> str:
    """The lemma of what a verb has as its object, "" where it has none."""
    thing = child(tree, verb, "dobj", "attr", "oprd")
    return "" if thing is None else tree.tokens[thing].lemma.lower()


def _after(tree: Tree, top: int | None, preposition: str) -> list[int]:
    """The words of the phrase that a preposition puts under a word."""
    if top is None:
        return []
    for index in tree.children[top]:
        if tree.tokens[index].text.lower() == preposition and tree.tokens[index].dep in ("prep", "dative"):
            inner = child(tree, index, "pobj")
            return [] if inner is None else noun_phrase(tree, inner)
    return []
