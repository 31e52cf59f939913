"""What a denial or a confirmation answers in its own report: the likeliest of all its statements, where one is likely enough.

The rules of ``reply`` point at a statement, or at none. What they point at counts for much, but other signs may speak
against it, or for a statement that no rule finds. The weights are ``ClaimSettings.answer_signs`` and ``answer_none``.
"""

from collections.abc import Sequence
from math import exp

import numpy as np

from stemma.reckon.aim import accuses_side, aims_at
from stemma.reckon.kind import TURNS_DOWN
from stemma.reckon.likely import (
    Array,
    chances,
    charge,
    is_reported,
    likeliest,
    nearness,
    news,
    statements_for,
    weight,
    words_of_all,
)
from stemma.reckon.nearest import REACH, WHICH, can_be_answered, own_deeds, shared_deeds, turned
from stemma.reckon.pointing import KIN_VERBS, points_with_noun, singular, told_words, whose, window
from stemma.reckon.said import Said
from stemma.settings import ClaimSettings

SIGNS = (
    "close",  # how few code points it stands before the reply
    "after",
    "near",  # how few statements stand between the two
    "aims",  # it names who replies, or his side
    "charges",
    "charges him",
    "accuses his side",
    "covers",  # the share that it has of the deeds which the reply names
    "covered",  # the share that these are of its own
    "names",  # how many names both have
    "his word",  # the reply says whose word it answers, and it is his
    "holds",  # the share that it has of what the accusations are told to be of
    "kin",  # its verb is kin to the noun with which the reply points
    "set against",  # the reply is set against it in its sentence
    "turned",  # it says itself that something is not so, and the reply does not
    "nobody",  # nobody is named for it
    "weighs",  # how much it says
    "reported",  # brought by a report or a document
    "news",  # how much of it stands in the report's opening
    "denies",  # it tells of a denial
    "pointed at",  # by the rules
)
NONE_SIGNS = ("constant", "confirms", "names no deed", "turns down", "told of what")
CLOSE = 500.0  # code points over which closeness falls to a third
BESIDE = 12  # code points between a statement and what is set against it
MOST_NAMES = 2  # names in common: more say no more


def weigh_answers(
    reply: Said, here: Sequence[Said], pointed: Sequence[Said], may_be_any: bool, settings: ClaimSettings
) -> list[Said]:
    """The statements of a report that a reply in it answers, of which the rules point at ``pointed``.

    That stays where it is likely enough. Else, and where they point at none, a denial answers the likeliest where that is
    surely enough, if any of them may be meant (``may_be_any``) and it shares a deed with a reply that names one.
    """
    stated = statements_for(reply, here)
    signs = read_signs(reply, stated, here, pointed)
    chance = chances(signs, read_none_signs(reply), settings.answer_signs, settings.answer_none)
    claims = {claim for said in pointed for claim in said.claims}
    if (
        sum(sure for said, sure in zip(stated, chance, strict=True) if claims & set(said.claims))
        >= settings.answer_kept
    ):
        return list(pointed)
    meant = likeliest(stated, chance, settings.answer_least)
    if (
        meant is None
        or not may_be_any
        or WHICH.fullmatch(reply.content)
        or reply.kind != "denies"
        or not can_be_answered(meant, reply, "denies")
    ):
        return []
    if not aims_at(meant, reply) and abs(reply.begin - meant.begin) > REACH:
        return []
    noun = points_with_noun(reply, "denies")
    kin = KIN_VERBS.get(singular(noun)) if noun else None
    if (kin and not kin.search(meant.cue)) or (_names_deeds(reply) and not shared_deeds(meant, reply)):
        return []
    return [meant]


def _names_deeds(reply: Said) -> bool:
    """Whether a reply says what it is about: a deed of its own, or of what the accusations were."""
    noun = points_with_noun(reply, reply.kind or "denies")
    return bool(own_deeds(reply) or (noun and told_words(reply, noun)))


def read_signs(reply: Said, stated: Sequence[Said], here: Sequence[Said], pointed: Sequence[Said]) -> Array:
    """The signs of n statements, [n, len(SIGNS)], in the order of ``SIGNS``, each 0 to 1."""
    noun = points_with_noun(reply, reply.kind or "denies")
    told = told_words(reply, noun) if noun else {}
    theirs = whose(window(reply), noun, here) if noun else None
    which = singular(noun) if noun else ""
    deeds = sum(own_deeds(reply).values())
    named = {term for term in reply.says if term[0] == "@"}
    negative = turned(reply.content, reply.content)
    claims = {claim for said in pointed for claim in said.claims}
    rows = []
    for said in stated:
        shared, does, charged = shared_deeds(said, reply), sum(said.does.values()), charge(said)
        aims = aims_at(said, reply)
        words = words_of_all(said) if told else set()
        held = sum(much for term, much in told.items() if term in words)
        kin = which in KIN_VERBS and bool(KIN_VERBS[which].search(said.cue))
        gap = reply.begin - said.begin
        rows.append(
            [
                exp(-gap / CLOSE) if gap > 0 else 0.0, gap <= 0, nearness(said, reply, stated),
                aims, charged, aims * charged, said.accuses and accuses_side(said, reply, own=False),
                shared / deeds if deeds else 0.0, shared / does if does else 0.0,
                min(MOST_NAMES, len(named & set(said.says))) / MOST_NAMES, theirs is not None and said in theirs,
                held / sum(told.values()) if told else 0.0, kin or (bool(which) and which in said.cue.lower()),
                reply.joined and 0 < reply.begin - said.inside[1] <= BESIDE,
                not negative and turned(said.content, reply.content), said.speaker is None and not said.source,
                weight(said), is_reported(said), news(said), said.denies_inside, bool(claims & set(said.claims)),
            ]
        )  # fmt: skip
    return np.array(rows, dtype=np.float64).reshape(len(stated), len(SIGNS))


def read_none_signs(reply: Said) -> Array:
    """The signs that nothing stated is meant, in the order of ``NONE_SIGNS``."""
    noun = points_with_noun(reply, reply.kind or "denies")
    told = bool(noun and told_words(reply, noun))
    turns_down = bool(TURNS_DOWN.search(reply.frame))
    return np.array([1.0, reply.kind == "confirms", not _names_deeds(reply), turns_down, told], dtype=np.float64)
