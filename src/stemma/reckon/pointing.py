"""What a reply's noun says of what it points at: that it was said ("the accusations"), by whom ("Brask's claim"), of what
("allegations of theft").
"""

import re
from collections.abc import Sequence

from stemma.reckon.aim import one_name
from stemma.reckon.lexicon import ANSWERED, CONTENT, POINTS_BACK, deed, weigh
from stemma.reckon.nearest import POINTING
from stemma.reckon.said import Said
from stemma.words import WORD, fold

_GOES_ON = re.compile(
    r"(?:\s+(?:of|that|about|over|regarding|against|its?|he|she|they|his|her|their|by)|(?:\s+[\w’'-]+){1,3}?\s+(?:of|that|about)"
    # "reports other towns had pressed it": a clause without its "that".
    r"|(?!\s+(?:as|were|was|are|is|had|have|has|in|on|at|made|\w+ed|\w+ly)\b)(?=\s+[\w’'-]+(?:\s+[\w’'-]+){3})\s+[\w’'-]+"
    r"|,\s+(?:which|that)\s+(?:ha[ds]\s+|have\s+)?(?:said|says?|claim\w*|alleg\w*|suggest\w*|stat(?:ed|es?)))\b([^.;]*)",
    re.IGNORECASE,
)
_OWNER = re.compile(r"([\w.-]+)['’]s?\s+(?:\w+\s+)?$")
_CHARGE = re.compile(r"accus|alleg|charge|claim|complaint|critic", re.IGNORECASE)
_BY = re.compile(r"\s+(?:by|from)\s+(?:the\s+)?(?:\w+\s+){0,2}?([A-Z][\w.-]+)")
_SIDE = re.compile(r"\b([A-Z][\w.-]+)\s+$")  # "the Norlandish accusations"


def find_noun(reply: Said) -> re.Match[str] | None:
    """The noun in a reply that stands for what was said, as a match in ``_window(reply)``."""
    noun = ANSWERED.search(_window(reply), 0, len(reply.frame) + 81)
    if noun and reply.kind == "confirms" and noun.end() > len(reply.frame) and not POINTS_BACK.match(reply.content):
        return None
    return noun


def tells_of_what(reply: Said) -> bool:
    """Whether a reply's noun goes on with what it is of."""
    noun = find_noun(reply)
    return bool(noun and _GOES_ON.match(_window(reply), noun.end()))


def read_of_what(reply: Said) -> set[str]:
    """The full words with which a noun in a denial goes on ("denied allegations of theft"): of these something must have been
    said. With reports held out this costs a hundredth of F, and what is tied without it is right no less often; but a denial
    of theft that is shown under a charge of arson is a worse fault than one that is not shown.
    """
    noun = find_noun(reply)
    goes_on = _GOES_ON.match(_window(reply), noun.end()) if noun else None
    words = WORD.findall(goes_on.group(1) or "")[:12] if goes_on else []
    # "A claim that Brask disputes" goes on with the reply itself.
    if set(WORD.findall(reply.cue)) <= set(words):
        return set()
    return {deed(word) for word in words if weigh(word) >= CONTENT} - POINTING


def find_theirs(reply: Said, others: Sequence[Said]) -> list[Said] | None:
    """What was said by the one whose word a reply's noun is told to be ("Brask's claim", "the Norlandish accusations",
    "accusations by the board"); None where it is not told.
    """
    noun, window = find_noun(reply), _window(reply)
    if noun is None:
        return None
    at = noun.start("many") if noun.group("many") else noun.start("one")
    owner = _OWNER.search(window, 0, at) or _BY.match(window, noun.end())
    side = None if owner else _SIDE.search(window, 0, at)
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


def is_ones_charge(reply: Said) -> bool:
    """Whether a reply names a charge with who brings it before it ("the minister's accusation")."""
    noun, window = find_noun(reply), _window(reply)
    if noun is None:
        return False
    name = "many" if noun.group("many") else "one"
    return bool(_CHARGE.match(noun.group(name)) and _OWNER.search(window, 0, noun.start(name)))


def _folded(source: str) -> set[str]:
    return {fold(word).removesuffix("'s") for word in WORD.findall(source)}


def _window(reply: Said) -> str:
    return f"{reply.frame} {reply.content}{reply.tail}"
