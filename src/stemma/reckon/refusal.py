"""What a refusal to comment answers: the statement of its report that it is most likely about.

Seldom does a refusal say what somebody was asked about. A reader takes it to be what was said of who refuses, or the
news that the report tells. Each statement is weighed by plain signs of that, by weights that ``training/refusals.py``
fits (``ClaimSettings.refusal_signs``); that none of them is meant is weighed likewise (``refusal_none``).
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from stemma.reckon.aim import aims_at, charges
from stemma.reckon.lexicon import CONTENT, FUNCTION, stem, weigh
from stemma.reckon.said import Said
from stemma.settings import ClaimSettings
from stemma.words import WORD, fold

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
    "near",  # how few statements stand between the two
    "holds",  # the share that it has of the matter which the refusal names
    "lacks",  # nothing of it
    "near, no matter",  # the same where no matter is named
    "first, no matter",  # how early it is in the report
    "news, no matter",
)
NONE_SIGNS = ("constant", "no matter", "nobody named", "was asked")
FULL_NEWS, FULL_WEIGHT = 3 * CONTENT, 4 * CONTENT  # weights of words from which more say no more
TELLS_ONE = 0.6  # of a charge: for what only tells of one
_REPORTED = re.compile(r"\breport|\baccording|\bcit(?:e|es|ed|ing)\b|\breveal|\bpublish", re.IGNORECASE)
_MATTER = re.compile(
    r"\b(?:on|about|regarding|over|whether|if|how|why|what|who|whom|which|where|when|including)\b(.*)",
    re.IGNORECASE | re.DOTALL,
)
_MATTER_OF_VERB = re.compile(
    r"\bto\s+(?:confirm|detail|disclose|discuss|divulge|explain|identify|name|reveal|specify)\b(.*)",
    re.IGNORECASE | re.DOTALL,
)
_EXCEPT = re.compile(r"\b(?:except|beyond|but|because|citing|saying|until|pending)\b.*", re.IGNORECASE | re.DOTALL)
_ASKED = re.compile(
    r"\b(?:comment|request|question|call|message|e-?mail|reach|contact|available|inquir|enquir|interview|hear|elaborate|confirm\s+nor)",
    re.IGNORECASE,
)
# Words that name no matter: "declined to comment on the report".
_ANY_MATTER = frozenset(
    stem(word) for word in
    ["accusation", "allegation", "article", "call", "case", "charge", "claim", "comment", "detail", "email", "further", "issue", "inquiry", "matter", "message", "news", "question", "record", "report", "reporter", "request", "response", "situation", "statement", "story", "subject", "topic", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "today", "yesterday", "morning", "afternoon", "evening"]
)  # fmt: skip

Array = NDArray[np.float64]


def answered_by_refusal(reply: Said, here: Sequence[Said], settings: ClaimSettings) -> list[Said]:
    """The statement of a report that a refusal in it answers; [] where none is likely enough to be meant."""
    stated = statements_for(reply, here)
    if not stated:
        return []
    chance = chances(read_signs(reply, stated), read_none_signs(reply), settings)
    by_claim: Counter[str] = Counter()
    for said, sure in zip(stated, chance, strict=True):
        for claim in said.claims:
            by_claim[claim] += float(sure)
    claim, sure = max(by_claim.items(), key=lambda row: (round(row[1], 6), row[0]))
    if sure < settings.refusal_least:
        return []
    number = max((n for n, said in enumerate(stated) if claim in said.claims), key=lambda n: (round(chance[n], 6), -n))
    return [stated[number]]


def statements_for(reply: Said, here: Sequence[Said]) -> list[Said]:
    """The statements of a report that somebody may be asked about: another's, and no replies themselves."""
    begin, end = reply.inside
    return [
        s for s in here
        if s is not reply and s.claims and s.kind not in {"denies", "declines"} and not set(s.claims) & set(reply.claims)
        and not begin <= s.begin < end and not s.inside[0] <= reply.begin < s.inside[1]
        and (s.speaker is None or s.speaker not in {reply.speaker, *reply.own})
        and (reply.speaker is None or reply.speaker not in s.own)
        and not s.own & reply.own and not (s.source and fold(s.source) == fold(reply.source))
    ]  # fmt: skip


def chances(signs: Array, none_signs: Array, settings: ClaimSettings) -> Array:
    """How likely each of n statements is the one that is meant, [n]; with that none is, they add up to 1."""
    odds = np.append(signs @ np.array(settings.refusal_signs), none_signs @ np.array(settings.refusal_none))
    sure: Array = np.exp(odds - odds.max())
    return sure[:-1] / sure.sum()


def read_signs(reply: Said, stated: Sequence[Said]) -> Array:
    """The signs of n statements, [n, len(SIGNS)], in the order of ``SIGNS``, each 0 to 1."""
    matter = _matter(reply)
    common = _common_words(stated)
    aims = [aims_at(said, reply) for said in stated]
    rows = []
    for said, aimed in zip(stated, aims, strict=True):
        before = said.begin < reply.begin
        between = sum(said.begin < other.begin < reply.begin for other in stated)
        earlier = sum(other.begin < said.begin for other in stated)
        aimed_earlier = sum(a and other.begin < said.begin for other, a in zip(stated, aims, strict=True))
        near = 1 / (1 + between) if before else 0.0
        news = min(1.0, said.news / FULL_NEWS)
        words = {*said.stems, *(stem(word) for word in WORD.findall(f"{said.source} {said.cue}"))}
        held = sum(weight for term, weight in matter.items() if term in words)
        rows.append(
            [
                aimed, 1 / (1 + aimed_earlier) if aimed and before else 0.0,
                1.0 if said.accuses else TELLS_ONE * charges(said),
                news, common[said.attribution_id], min(1.0, sum(said.does.values()) / FULL_WEIGHT),
                bool(_REPORTED.search(said.cue)), said.speaker is not None and said.speaker in reply.names,
                not before, near,
                held / sum(matter.values()) if matter else 0.0, bool(matter) and not held,
                *((0.0, 0.0, 0.0) if matter else (near, 1 / (1 + earlier), news)),
            ]
        )  # fmt: skip
    return np.array(rows, dtype=np.float64).reshape(len(stated), len(SIGNS))


def read_none_signs(reply: Said) -> Array:
    """The signs that nothing stated is meant, in the order of ``NONE_SIGNS``."""
    nobody = reply.speaker is None and not reply.proper and not reply.own
    asked = bool(_ASKED.search(f"{reply.frame} {reply.content}"))
    return np.array([1.0, not _matter(reply), nobody, asked], dtype=np.float64)


def _common_words(stated: Sequence[Said]) -> dict[str, float]:
    """How much of each statement stands in the others too: 1 for that of which most does."""
    full = {said.attribution_id: [t for t, w in said.does.items() if w >= CONTENT] for said in stated}
    having = Counter(term for terms in full.values() for term in terms)
    shared = {one: sum(having[term] - 1 for term in terms) for one, terms in full.items()}
    most = max(1, *shared.values())
    return {one: count / most for one, count in shared.items()}


def _matter(reply: Said) -> Mapping[str, float]:
    """The words of the matter that a refusal names, and what they weigh."""
    words = _EXCEPT.sub("", f"{reply.frame} {reply.content}")
    named = _MATTER_OF_VERB.search(words) or _MATTER.search(words)
    if not named:
        return {}
    weights = {stem(word): weigh(word) for word in WORD.findall(named.group(1))}
    return {term: weight for term, weight in weights.items() if weight > FUNCTION and term not in _ANY_MATTER}
