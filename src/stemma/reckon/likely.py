"""Which statement of a report is most likely the one that is answered, by signs that are weighed with fitted numbers.

Each of n statements has a row of signs. Weighted sums of them are the log odds (a softmax over the n), so the chances of all add up
to 1; that none of them is meant may have signs too, and its chance among them. ``training/refusals.py`` fits the weights.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from stemma.reckon.aim import aims_at, charges
from stemma.reckon.lexicon import CONTENT, FUNCTION, SPOKEN_FOR, deed, weigh
from stemma.reckon.nearest import is_anothers
from stemma.reckon.said import Said
from stemma.words import WORD

TELLS_ONE = 0.6  # of a charge: for what only tells of one
FULL_NEWS, FULL_WEIGHT = 3 * CONTENT, 4 * CONTENT  # weights of words from which more say no more
# Who admits, pleads or dismisses a case states nothing that another would deny.
_GIVES_IN = re.compile(r"\b(?:admit|plead|pled\b|conced|acknowledg|apologi|dismiss)\w*", re.IGNORECASE)
_HE = re.compile(r"\W*(?:he|she)\W*", re.IGNORECASE)
_REPORTED = re.compile(r"\breport|\baccording|\bcit(?:e|es|ed|ing)\b|\breveal|\bpublish", re.IGNORECASE)

HALF_CLOSE = 300.0  # code points from one statement to the other's begin that halve how close they are
RIGHT_BEFORE = 150  # code points between the end of a statement and a reply, a sentence in between
# By these words anybody may be called.
_ANYBODY = frozenset(
    deed(word) for word in ["official", "source", "person", "people", "man", "woman", "senior", "former", "other", "statement", "familiar", "matter", "chief", "head"]
)  # fmt: skip

Array = NDArray[np.float64]


def statements_for(reply: Said, here: Sequence[Said]) -> list[Said]:
    """The statements of a report that a denial or refusal in it may answer: another's, and no denials or refusals themselves."""
    at = reply.inside[0] if reply.content else reply.begin
    # "Moor said the dam was safe. She would not say who had built it": the refusal is hers too.
    own = None
    if reply.kind == "declines" and reply.speaker is None and _HE.fullmatch(reply.source):
        own = max((said for said in here if said.begin < reply.begin), key=lambda said: said.begin, default=None)
    return [
        said for said in here
        if is_anothers(said, reply, at) and not (own and (said is own or said.source == own.source))
        and not (reply.kind == "denies" and _GIVES_IN.search(said.cue))
    ]  # fmt: skip


def chances(
    signs: Array, none_signs: Array, weights: Sequence[float] | Array, none_weights: Sequence[float] | Array
) -> Array:
    """How likely each of n statements is the one that is meant, and last that none is, [n + 1]; they add up to 1."""
    odds = np.append(signs @ np.array(weights), none_signs @ np.array(none_weights))
    sure: Array = np.exp(odds - odds.max())
    sure /= sure.sum()
    return sure


def shares(signs: Array, weights: Sequence[float] | Array) -> Array:
    """How likely each of n statements is the one that is meant, if one is, [n]; they add up to 1."""
    odds = signs @ np.array(weights)
    sure: Array = np.exp(odds - odds.max(initial=-np.inf))
    sure /= sure.sum()
    return sure


def how_likely(signs: Array, weights: Sequence[float] | Array) -> float:
    """The chance, 0 to 1, of which the weighted sum of signs is the log odds."""
    return float(1 / (1 + np.exp(-signs @ np.array(weights))))


def likeliest(stated: Sequence[Said], chance: Array, least: float) -> tuple[Said, float] | None:
    """The likeliest statement of the claim that is likeliest with all its statements, and how likely that claim is; None where that
    is less than ``least``.
    """
    sure = [round(float(one), 6) for one in chance]
    by_claim: dict[str, float] = {}
    for said, one in zip(stated, sure, strict=True):
        for claim in said.claims:
            by_claim[claim] = by_claim.get(claim, 0.0) + one
    # Of claims that are as likely it is the one that is stated first: ids say nothing.
    best = max(by_claim, key=lambda claim: round(by_claim[claim], 6), default=None)
    if best is None or by_claim[best] < least:
        return None
    at = max((n for n, said in enumerate(stated) if best in said.claims), key=lambda n: (sure[n], -n))
    return stated[at], by_claim[best]


def charge(said: Said) -> float:
    """How much of a charge a statement is: 1 for one that is brought, less for what tells of one."""
    return 1.0 if said.accuses else TELLS_ONE * charges(said)


def news(said: Said) -> float:
    """How much of a statement stands in the report's opening, 0 to 1."""
    return min(1.0, said.news / FULL_NEWS)


def weight(said: Said) -> float:
    """How much a statement says, 0 to 1."""
    return min(1.0, sum(said.does.values()) / FULL_WEIGHT)


def is_reported(said: Said) -> bool:
    """Whether a statement is brought by a report or a document rather than by somebody who speaks."""
    return bool(_REPORTED.search(said.cue))


def nearness(reply: Said, stated: Sequence[Said]) -> list[float]:
    """How few statements stand between each and the reply after it, 0 to 1; 0 for what comes later."""
    before = sorted(said.begin for said in stated if said.begin < reply.begin)
    return [
        1 / (1 + len(before) - bisect_right(before, said.begin)) if said.begin < reply.begin else 0.0 for said in stated
    ]


def closeness(said: Said, reply: Said) -> float:
    """How few letters stand between the beginning of a statement and the reply after it, 0 to 1; 0 for what comes later."""
    return 1 / (1 + (reply.begin - said.begin) / HALF_CLOSE) if said.begin < reply.begin else 0.0


def called_so(reply: Said) -> set[str]:
    """The stems of the common noun by which a source is called, "the company", or of him for whom it speaks."""
    head, _, _ = SPOKEN_FOR.sub(" ", reply.source).partition(",")
    words = [word for word in WORD.findall(head) if word.islower() and weigh(word) > FUNCTION]
    return {deed(word) for word in words[-2:]} - _ANYBODY


def words_of_all(said: Said) -> set[str]:
    """The stems of a statement's content, its source and its cue."""
    return {*said.stems, *(deed(word) for word in WORD.findall(f"{said.source} {said.cue}"))}


def aims_of(reply: Said, stated: Sequence[Said]) -> list[tuple[bool, float, float]]:
    """For each statement whether it names who replies, or his side, how early it is among those before the reply that do
    (0 where it is none of them), and how early it is in the report.
    """
    aims = [aims_at(said, reply) for said in stated]
    begins = sorted(said.begin for said in stated)
    aimed_at = sorted(said.begin for said, aimed in zip(stated, aims, strict=True) if aimed)
    told = []
    for said, aimed in zip(stated, aims, strict=True):
        first = 1 / (1 + bisect_left(aimed_at, said.begin)) if aimed and said.begin < reply.begin else 0.0
        told.append((aimed, first, 1 / (1 + bisect_left(begins, said.begin))))
    return told


def common_words(stated: Sequence[Said]) -> dict[str, float]:
    """How much of each statement stands in the others too: 1 for that of which most does."""
    full = {said.attribution_id: [t for t, w in said.does.items() if w >= CONTENT] for said in stated}
    having = Counter(term for terms in full.values() for term in terms)
    shared = {one: sum(having[term] - 1 for term in terms) for one, terms in full.items()}
    most = max([1, *shared.values()])
    return {one: count / most for one, count in shared.items()}
