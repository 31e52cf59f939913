"""At whom a statement is aimed: whether it names who replies, or his side, and whether it charges anybody."""

import re

from stemma.reckon.lexicon import BLAMES, CONTENT, FUNCTION_WORDS, SPOKEN_FOR, deed, weigh
from stemma.reckon.said import Said
from stemma.reckon.speakers import proper_words
from stemma.reckon.states import states_in
from stemma.words import WORD, fold

HEAD = 4  # words at the head of a statement, where it says who did it
LONG = 7  # letters of a word's head by which its forms are one
_CHARGED = re.compile(r"\b(?:charged?|charges|indict\w*)\b", re.IGNORECASE)
# The same told of in a content: of "the coming charges" nobody says anything.
_TELLS_OF_ONE = re.compile(
    r"\b(?:accus\w+|alleg\w+|blamed|charged\s+with|indicted|behind|carried\s+out|responsible|guilty)\b", re.IGNORECASE
)
_NO_ACCUSED = re.compile(r"\W*(?:of|with|that|them|him|her|it)\b", re.IGNORECASE)
_OF_WHAT = re.compile(r"\s(?:of|for|over|with|and|not|from|into|in)\s|--|[,(—–]", re.IGNORECASE)


def aims_at(said: Said, reply: Said) -> bool:
    """Whether a statement names who replies, the one whom he speaks for, or his side ("Norland", "Norlandish")."""
    # Behind a comma the source tells more of him, with names that are not his.
    head, more, _ = reply.source.partition(",")
    if (reply.speaker is not None and reply.speaker in said.names) or (not more and reply.own & said.names):
        return True
    named = [fold(word).removesuffix("'s") for word in WORD.findall(said.content) if word[0].isupper()]
    own = proper_words(head) | reply.sides
    if any(one_name(a, b) for a in named for b in own if b not in FUNCTION_WORDS):
        return True
    if reply.states and reply.states & states_in(" ".join(WORD.findall(said.content)[: 2 * HEAD])):
        return True
    # "a spokeswoman for the council": the council.
    if any(word[0].isupper() for word in WORD.findall(head)[1:]) or not SPOKEN_FOR.search(reply.source):
        return False
    whom = SPOKEN_FOR.sub(" ", reply.source)
    common = {deed(word) for word in WORD.findall(whom) if word.islower() and weigh(word) >= CONTENT}
    return bool(common) and all(any(_one_word(one, other) for other in said.stems) for one in common)


def one_name(one: str, other: str) -> bool:
    """Whether two words are one name, in any of its forms."""
    return one == other or (min(len(one), len(other)) >= 5 and one[:5] == other[:5])


def _one_word(one: str, other: str) -> bool:
    """Whether two stems are forms of one long word ("prosecutor", "prosecuting")."""
    return one == other or (min(len(one), len(other)) >= LONG and one[:LONG] == other[:LONG])


def brings_charge(said: Said) -> bool:
    """Whether a cue brings a charge, or says that one was brought."""
    return said.accuses or bool(BLAMES.search(said.cue) or _CHARGED.search(said.cue))


def charges(said: Said) -> bool:
    """Whether a statement brings a charge, by its cue, or tells of one."""
    return brings_charge(said) or bool(_TELLS_OF_ONE.search(said.content))


def accuses_side(said: Said, reply: Said, own: bool) -> bool:
    """Whether an accusation is raised against the replier's side: named before "of" or "for", or at the head of what is
    charged ("of Norland's meddling"). In his own report one of "them", or of nobody named, may be.
    """
    accused, _ = take_apart(said.content)
    words = WORD.findall(accused or said.content)[: None if accused else HEAD]
    named = [fold(word).removesuffix("'s") for word in words if word[0].isupper()]
    if any(one_name(word, one) for word in named for one in side_of(reply)):
        return True
    if reply.states & states_in(accused or " ".join(words)):
        return True
    return own and not named and bool(_NO_ACCUSED.match(said.content))


def side_of(reply: Said) -> set[str]:
    """The words for who replies and whose side he is on: his name, his title's ("Norland's minister"), whom he names."""
    head = WORD.findall(reply.content)[:HEAD]
    return set(reply.proper | reply.sides) | {fold(word).removesuffix("'s") for word in head if word[0].isupper()}


def take_apart(content: str) -> tuple[str, str]:
    """Who is accused, "" where nobody is named before "of", and of what."""
    if _NO_ACCUSED.match(content):
        return "", content
    accused, *of_what = _OF_WHAT.split(content, maxsplit=1)
    return (accused, of_what[0]) if of_what else ("", content)
