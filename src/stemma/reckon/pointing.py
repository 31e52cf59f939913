"""The noun with which a reply stands for what was said: "denied the accusations", "Brask's claim that ..."."""

import re
from collections.abc import Sequence

from stemma.reckon.aim import one_name
from stemma.reckon.lexicon import ANSWERED, FUNCTION, POINTS_BACK, stem, weigh
from stemma.reckon.said import Said
from stemma.words import WORD, fold

GOES_ON = re.compile(
    r"(?:\s+(?:of|that|about|over|regarding|against|its?|he|she|they|his|her|their|by)|(?:\s+[\w’'-]+){1,3}?\s+(?:of|that|about)"
    # "reports other towns had pressed it": a clause without its "that".
    r"|(?!\s+(?:as|were|was|are|is|had|have|has|in|on|at|made|\w+ed|\w+ly)\b)(?=\s+[\w’'-]+(?:\s+[\w’'-]+){3})\s+[\w’'-]+"
    r"|,\s+(?:which|that)\s+(?:ha[ds]\s+|have\s+)?(?:said|says?|claim\w*|alleg\w*|suggest\w*|stat(?:ed|es?)))\b([^.;]*)",
    re.IGNORECASE,
)
_OWNER = re.compile(r"([\w.-]+)['’]s?\s+(?:\w+\s+)?$")
_BY = re.compile(r"\s+(?:by|from)\s+(?:the\s+)?(?:\w+\s+){0,2}?([A-Z][\w.-]+)")
_SIDE = re.compile(r"\b([A-Z][\w.-]+)\s+$")  # "the Norlandish accusations"
# Nouns that need a verb of their own kind: what "that finding" means was found.
KIN_VERBS = {
    "report": re.compile(r"\breport|\baccording", re.IGNORECASE),
    "suggestion": re.compile(r"\bsuggest|\bhint|\bimpl", re.IGNORECASE),
    "finding": re.compile(r"\bf(?:ind|ound)|\bconclu|\bdetermin", re.IGNORECASE),
    "assessment": re.compile(r"\bassess|\bconclu|\bjudg", re.IGNORECASE),
}

MOST_TOLD = 12  # words after the noun that are read


def window(reply: Said) -> str:
    return f"{reply.frame} {reply.content}{reply.tail}"


def points_with_noun(reply: Said, kind: str) -> re.Match[str] | None:
    """The noun in a reply that stands for what was said, as a match in ``window(reply)``."""
    noun = ANSWERED.search(window(reply), 0, len(reply.frame) + 81)
    if noun and kind == "confirms" and noun.end() > len(reply.frame) and not POINTS_BACK.match(reply.content):
        return None
    return noun


def singular(noun: re.Match[str]) -> str:
    word = fold(noun.group("many") or noun.group("one"))
    return word.removesuffix("s") if word.endswith("s") else word


def told_words(reply: Said, noun: re.Match[str], names: bool = True) -> dict[str, float]:
    """The stems with which a reply says of what the accusations were ("allegations of fraud"), and what they weigh;
    without names and what else has a capital where those are not asked for.
    """
    goes_on = GOES_ON.match(window(reply), noun.end())
    words = WORD.findall(goes_on.group(1))[:MOST_TOLD] if goes_on else []
    return {stem(word): weigh(word) for word in words if weigh(word) > FUNCTION and (names or word.islower())}


def whose(words: str, noun: re.Match[str], others: Sequence[Said]) -> list[Said] | None:
    """What was said by the one whose word a noun is told to be ("Brask's claim", "the Norlandish accusations", "accusations
    by the board"); None where it is not told.
    """
    at = noun.start("many") if noun.group("many") else noun.start("one")
    owner = _OWNER.search(words, 0, at) or _BY.match(words, noun.end())
    side = None if owner else _SIDE.search(words, 0, at)
    told = owner or side
    if not told:
        return None
    name = fold(told.group(1))
    called = [
        s for s in others
        if name in s.roles or any(name == word or (side and one_name(name, word)) for word in _folded(s.source))
    ]  # fmt: skip
    theirs = {s.speaker for s in called} - {None}
    return [s for s in others if s in called or s.speaker in theirs]


def _folded(source: str) -> set[str]:
    return {fold(word).removesuffix("'s") for word in WORD.findall(source)}
