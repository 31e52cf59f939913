"""What a refusal to comment answers: the statement of its report that it is most likely about.

Seldom does a refusal say what somebody was asked about. A reader takes it to be what was said of who refuses, or the
news that the report tells. Each statement is weighed by plain signs of that, by weights that ``training/refusals.py``
fits (``ClaimSettings.refusal_signs``). Whether the likeliest is meant, or nothing that is stated, is weighed after that, by its
signs and the refusal's own (``refusal_told``): what tells which statement is meant does not tell whether one is.
"""

import re
from collections.abc import Mapping, Sequence

import numpy as np

from stemma.reckon.lexicon import CONTENT, FUNCTION, deed, weigh
from stemma.reckon.likely import (
    RIGHT_BEFORE,
    Array,
    aims_of,
    called_so,
    charge,
    closeness,
    common_words,
    how_likely,
    is_reported,
    likeliest,
    nearness,
    news,
    shares,
    statements_for,
    weight,
    words_of_all,
)
from stemma.reckon.said import Said
from stemma.settings import ClaimSettings
from stemma.words import WORD

SIGNS = (
    "aims",  # it names who refuses, or his side
    "aims first",  # how early it is among those before that do
    "charges",
    "news",  # how much of it stands in the report's opening
    "common",  # how much of it other statements share
    "weighs",  # how much it says
    "reported",  # brought by a report, a document or unnamed sources
    "named",  # the refusal names who said it
    "after",
    "holds",  # the share that it has of the matter which the refusal names
    "near, no matter",  # how few statements stand between the two, where no matter is named
    "first, no matter",  # how early it is in the report
    "called so",  # it has the common noun by which he who refuses is called ("the company")
    "close",  # how few letters stand between the two
    "right before",
    "asks",  # a question put right before
)
REPLY_SIGNS = ("constant", "no matter", "nobody named", "was asked")
_MATTER = re.compile(
    r"\b(?:on|about|regarding|over|whether|if|how|why|what|who|whom|which|where|when|including)\b(.*)",
    re.IGNORECASE | re.DOTALL,
)
_MATTER_OF_VERB = re.compile(
    r"\bto\s+(?:confirm|detail|disclose|discuss|divulge|explain|identify|name|reveal|specify)\b(.*)",
    re.IGNORECASE | re.DOTALL,
)
_WHETHER = re.compile(r"\b(?:whether|if)\b", re.IGNORECASE)
_EXCEPT = re.compile(r"\b(?:except|beyond|but|because|citing|saying|until|pending)\b.*", re.IGNORECASE | re.DOTALL)
_ASKED = re.compile(
    r"\b(?:comment|request|question|call|message|e-?mail|reach|contact|available|inquir|enquir|interview|hear|elaborate|confirm\s+nor)",
    re.IGNORECASE,
)
_QUESTION = re.compile(r"\b(?:ask|question|inquir|quer)\w*|\b(?:whether|if)\b", re.IGNORECASE)
_SHOUTED = re.compile(r"\b(?:shout|yell|call(?:ed)?\s+out)\w*", re.IGNORECASE)
_ASKED_BEFORE, _HEAD = 400, 12  # code points: so far back a question was put; its first words
_ANSWERS = re.compile(r"\b(?:respon[ds]|repl(?:y|ie)|answer)\w*", re.IGNORECASE)
# Words that name no matter: "declined to comment on the report".
_ANY_MATTER = frozenset(
    deed(word) for word in
    ["accusation", "allegation", "article", "call", "case", "charge", "claim", "comment", "detail", "email", "further", "issue", "inquiry", "matter", "message", "news", "question", "record", "report", "reporter", "request", "response", "situation", "statement", "story", "subject", "topic", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "today", "yesterday", "morning", "afternoon", "evening"]
)  # fmt: skip


def answered_by_refusal(
    reply: Said, here: Sequence[Said], sure: bool, settings: ClaimSettings
) -> tuple[Said, float | None] | None:
    """The statement of a report that a refusal in it answers, and how likely it is (None where that is no matter of weighing); None
    where none is likely enough to be meant. ``sure``: one of
    ``here`` is ("Brask's claim"). Where nobody was asked for a comment ("he did not respond") it is a question that is told
    right before, if any.
    """
    words = f"{reply.frame} {reply.content}"
    on_the_spot = _SHOUTED.search(words) or not _ASKED.search(words)
    stated, matter = statements_for(reply, here), _matter(reply)
    if _WHETHER.search(reply.content) and sum(matter.values()) >= 2 * CONTENT:
        # "Declined to say whether the mill would be closed": who says so is answered.
        whole = [said for said in stated if _held(said, matter) >= sum(matter.values())]
        if whole:
            return whole[-1], None
    signs = read_signs(reply, stated)
    best = likeliest(stated, shares(signs, settings.refusal_signs), 0.0)
    meant = best[0] if best else None
    if meant is None or (on_the_spot and _ANSWERS.search(words) and not _is_asked_before(meant, reply)):
        return None
    chance = how_likely(np.r_[read_reply_signs(reply), signs[stated.index(meant)]], settings.refusal_told)
    return (meant, chance) if sure or chance >= settings.refusal_least else None


def _is_asked_before(said: Said, reply: Said) -> bool:
    """Whether a statement is a question that was put right before a refusal."""
    return 0 <= reply.begin - said.inside[1] <= _ASKED_BEFORE and bool(
        _QUESTION.search(f"{said.cue} {said.content[:_HEAD]}")
    )


def _held(said: Said, matter: Mapping[str, float]) -> float:
    """The weight of a matter's words that a statement has, its source and cue among them."""
    words = words_of_all(said)
    return sum(much for term, much in matter.items() if term in words)


def read_signs(reply: Said, stated: Sequence[Said]) -> Array:
    """The signs of n statements, [n, len(SIGNS)], in the order of ``SIGNS``, each 0 to 1."""
    matter, called = _matter(reply), called_so(reply)
    common = common_words(stated)
    rows = []
    for said, near, (aimed, aimed_first, first) in zip(
        stated, nearness(reply, stated), aims_of(reply, stated), strict=True
    ):
        gap = reply.begin - said.inside[1]
        rows.append(
            [
                aimed, aimed_first,
                charge(said), news(said), common[said.attribution_id], weight(said),
                is_reported(said), said.speaker is not None and said.speaker in reply.names,
                said.begin >= reply.begin,
                _held(said, matter) / sum(matter.values()) if matter else 0.0,
                *((0.0, 0.0) if matter else (near, first)),
                bool(called & set(said.stems)), closeness(said, reply),
                0 <= gap <= RIGHT_BEFORE,
                _is_asked_before(said, reply),
            ]
        )  # fmt: skip
    return np.array(rows, dtype=np.float64).reshape(len(stated), len(SIGNS))


def read_reply_signs(reply: Said) -> Array:
    """The signs of a refusal itself that anything stated is meant, in the order of ``REPLY_SIGNS``."""
    nobody = reply.speaker is None and not reply.proper and not reply.own
    asked = bool(_ASKED.search(f"{reply.frame} {reply.content}"))
    return np.array([1.0, not _matter(reply), nobody, asked], dtype=np.float64)


def _matter(reply: Said) -> Mapping[str, float]:
    """The words of the matter that a refusal names, and what they weigh."""
    return matter_in(f"{reply.frame} {reply.content}")


def matter_in(words: str) -> Mapping[str, float]:
    """The words of the matter that the words of a refusal name, and what they weigh; none for "declined to comment"."""
    words = _EXCEPT.sub("", words)
    named = _MATTER_OF_VERB.search(words) or _MATTER.search(words)
    if not named:
        return {}
    weights = {deed(word): weigh(word) for word in WORD.findall(named.group(1))}
    return {term: much for term, much in weights.items() if much > FUNCTION and term not in _ANY_MATTER}
