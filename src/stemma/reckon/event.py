"""What happened at a time: the verb over it or the noun that it stands by, events that go by several words being one each.

A verb that says little by itself goes by what stands with it: "took off", "came to light", "was under control".
"""

from collections.abc import Sequence

from stemma.model import Token
from stemma.reckon.lexicon import base, read_words, stem

_EVENT = {stem(word): line[0] for line in read_words("event") for word in line}
# A verb and a word that follows it: "set off", "come (to) light".
_PHRASE = {(base(verb), base(word)): event for event, verb, word in read_words("phrase")}
_FULL = 5  # words after a verb among which the other word of such a phrase stands
_SAYS_LITTLE = frozenset(
    ("be", "become", "remain", "have", "do", "make", "take", "get", "come", "go", "see", "give", "put", "occur")
)
# What a time is a part of, or what is a part of it: "the end of March", "the summer of 1985".
_STRETCHES = frozenset(stem(word) for line in read_words("stretch") for word in line)
_CONTENT = frozenset(("NOUN", "ADJ", "PROPN", "VERB", "ADV"))
_COMPLEMENT = frozenset(("acomp", "attr", "dobj", "prep", "prt", "advmod", "oprd", "nsubj"))


def name_event(verb: str, tokens: Sequence[Token], begin: int, end: int) -> str:
    """What happened at a time that stands from ``begin`` to ``end`` in a parsed sentence, ``verb`` being the stem of the verb
    over it: the noun that it stands by ("the theft in 1985") where that is an event, else the verb with its company.
    """
    at = next(
        (n for n, t in enumerate(tokens) if begin <= t.begin < end and not begin <= tokens[t.head].begin < end), None
    )
    noun = noun_by(tokens, at)
    if noun:
        return _EVENT.get(noun, noun)
    over = _verb_token(verb, tokens, at)
    if over is None:
        return _EVENT.get(verb, verb)
    found = phrase_at(tokens, over)
    if found:
        return found
    if tokens[over].lemma.lower() in _SAYS_LITTLE:
        return _of_company(verb, tokens, over, begin, end)
    return _EVENT.get(verb, verb)


def phrase_at(tokens: Sequence[Token], over: int) -> str:
    """The event that a verb names together with a word that follows it; "" where it does not."""
    told = base(tokens[over].text)
    after = [base(token.text) for token in tokens[over + 1 : over + 1 + _FULL]]
    return next((_PHRASE[told, word] for word in after if (told, word) in _PHRASE), "")


def _of_company(verb: str, tokens: Sequence[Token], over: int, begin: int, end: int) -> str:
    """The event that a verb which says little has beside it; the verb, with what stands by it, where there is none."""
    company: list[str] = []
    for number, token in enumerate(tokens):
        if token.head != over or token.dep not in _COMPLEMENT or begin <= token.begin < end:
            continue
        below = [
            token,
            *(t for t in tokens if t.head == number and t.dep in {"pobj", "acomp"} and not begin <= t.begin < end),
        ]
        event = next((_EVENT[stem(t.text)] for t in below if stem(t.text) in _EVENT), None)
        if event is not None:
            return event
        company += [stem(t.text) for t in below if t.pos in _CONTENT]
    # "Was present" and "was on display" are two things.
    return _EVENT.get(verb) or " ".join([verb, *company[:1]])


def noun_by(tokens: Sequence[Token], at: int | None) -> str:
    """The stem of the noun that a time stands by, where that is an event's across any preposition, or what has its time by "of":
    "the theft in 1985", "a coin of 1985"; "" where it stands by none.
    """
    if at is None:
        return ""
    above = tokens[tokens[at].head]
    of = above.pos == "ADP" and above.text.lower() == "of"
    if above.pos == "ADP":
        above = tokens[above.head]
    noun = stem(above.text) if above.pos == "NOUN" else ""
    return noun if noun in _EVENT or (of and noun not in _STRETCHES) else ""


def verb_above(tokens: Sequence[Token], at: int | None) -> int | None:
    """The nearest verb above a token in the parse tree; where there is none, the last token above it."""
    for _ in range(len(tokens)):
        if at is None or tokens[at].head == at:
            break
        at = tokens[at].head
        if tokens[at].pos in {"VERB", "AUX"}:
            break
    return at


def _verb_token(verb: str, tokens: Sequence[Token], at: int | None) -> int | None:
    """The token of the verb over a time."""
    over = verb_above(tokens, at)
    return over if over is not None and stem(tokens[over].text) == verb else None


def event_of(word: str) -> str:
    """The event that the stem of a word is for; "" where it is for none."""
    return _EVENT.get(word, "")


def names_a_thing(tokens: Sequence[Token], begin: int, end: int) -> bool:
    """Whether a time is a number before a noun that is no event's, and says which one is meant: "the 2005 season"."""
    at = next((n for n, t in enumerate(tokens) if begin <= t.begin < end), None)
    if at is None or tokens[at].dep != "nummod" or tokens[at].head <= at or not tokens[at].text.isdigit():
        return False
    above = tokens[tokens[at].head]
    return len(tokens[at].text) == 4 and above.pos in {"NOUN", "PROPN"} and stem(above.text) not in _EVENT
