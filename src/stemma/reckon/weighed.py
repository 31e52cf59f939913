"""What a denial answers in its own report: the statement that it is most likely about, or none.

What the rules of ``reply`` find is one sign of it among others. They tie little, since each of them must hold by itself;
weighed together with plain signs (words in common, whom a statement names, where it stands) and against the chance that
none is meant, by weights that ``training/denials.py`` fits (``ClaimSettings.denial_signs`` and ``denial_none``), what
they say is taken for more or for less, and what no rule reaches is tied where much speaks for it.
"""

import math
import re
from collections.abc import Iterable, Sequence

import numpy as np

from stemma.reckon.aim import accuses_side, brings_charge, one_name
from stemma.reckon.kind import DENIES, PRONOUN, TURNS_DOWN, reply_kind
from stemma.reckon.lexicon import ANSWERED, FUNCTION_WORDS, INVOLVED_FIRST
from stemma.reckon.likely import (
    RIGHT_BEFORE,
    Array,
    aims_of,
    called_so,
    chances,
    charge,
    closeness,
    common_words,
    is_reported,
    likeliest,
    nearness,
    news,
    statements_for,
    weight,
)
from stemma.reckon.nearest import can_be_answered, only_raises, own_deeds, shared_deeds, turned
from stemma.reckon.said import OPENING, Said
from stemma.reckon.units import is_negation
from stemma.settings import ClaimSettings
from stemma.words import WORD, fold

# Taken up because they may well say something, not for what each gained; the weights are small under their penalty where it is
# nothing. Words weighed by how rare they are, products of two signs, and the words around the denial gained nothing more.
SIGNS = (
    "ruled",  # a rule ties it
    "shared",  # how much it has of the deeds that the reply names,
    "holds",  # the share of them,
    "held",  # and the share of its own that they are
    "names",  # how many names both have
    "aims",  # it names who replies, or his side
    "aims first",  # how early it is among those before that do
    "charges",
    "brings",  # it brings a charge by its verb, or says that one was brought
    "accuses",  # who replies, or his side
    "news",  # how much of it stands in the report's opening
    "common",  # how much of it other statements share
    "weighs",  # how much it says
    "after",
    "near",  # how few statements stand between the two
    "close",  # how few letters
    "beside",  # it ends right before the reply
    "right before",  # a sentence before
    "first",  # how early it is in the report
    "reported",  # brought by a report, a document or unnamed sources
    "unnamed",  # nobody is named who says it
    "known",  # both speakers are known
    "named",  # the reply names its speaker
    "called",  # the reply has a word of its source
    "direct",
    "negative",
    "agrees",  # both are negative or neither is, the verb of denial counted
    "asks",  # a question, a call, a wish
    "modal",
    "answerable",  # as the rules see it
    "confirms",
    "kin",  # it is what the reply's noun says it was: a report, a charge, a rumour
    "leads to him",  # its sentence names who replies before it
    "called so",  # it has the common noun by which he is called ("the company")
    "pointed at, close",  # the same where the reply has no deed of its own
    "pointed at, right before",
    "pointed at, near",
    "pointed at, charges",
    "pointed at, aims",
    "denied besides",  # a rule ties another denial of the report to it
)
NONE_SIGNS = (
    "constant", "ruled", "points", "no deeds", "turns down", "involvement", "by itself", "pronoun", "statements", "direct",
    "somebody named", "negative", "opening", "deeds",
)  # fmt: skip
_ASKS = re.compile(
    r"\b(?:ask|question|wonder|urg|want|discuss|hope|wish|plan|expect|vow|pledg|promis|seek|threaten)\w*\b"
    r"|\bcall(?:s|ed|ing)?\s+(?:on|for)\b",
    re.IGNORECASE,
)
_MODAL = re.compile(r"\b(?:would|will|could|should|must|might|may)\b", re.IGNORECASE)
_REPORTED = re.compile(
    r"\b(?:report\w*|cit(?:e|es|ed|ing)|quot\w*|accord\w*|publish\w*|papers?|newspapers?|dail(?:y|ies)|weekly|magazine|websites?|blogs?|media|press"
    r"|television|tv|radio|stations?|broadcasters?|agency|articles?|stor(?:y|ies))\b",
    re.IGNORECASE,
)
_CHARGED = re.compile(
    r"\b(?:accus|alleg|charg|claim|blam|sued?\b|suing|lawsuit|suit\b|complain|contend|assert|criticis|criticiz|argu|indict|prosecut|plaintiff)\w*",
    re.IGNORECASE,
)
_RUMOURED = re.compile(
    r"\b(?:specul|rumou?r|talk|suggest|hint|impl|fear|concern|worr|warn|doubt|wonder|believ|think|thought|theor|idea|view|prompt|expect|predict|estimat)\w*",
    re.IGNORECASE,
)
# Nouns that stand for what was said, and the verbs and sources of what is called so.
_KIN = (
    (re.compile(r"\b(?:reports?|stor(?:y|ies)|articles?|accounts?)\b", re.IGNORECASE), _REPORTED),
    (
        re.compile(
            r"\b(?:accusations?|allegations?|charges?|claims?|criticisms?|complaints?|lawsuits?|suits?|assertions?|contentions?|arguments?"
            r"|wrongdoing|misconduct)\b",
            re.IGNORECASE,
        ),
        _CHARGED,
    ),
    (
        re.compile(
            r"\b(?:speculation|rumou?rs?|talk|suggestions?|ideas?|notions?|theor(?:y|ies)|fears?|concerns?|worries|warnings?|doubts?|views?"
            r"|assessments?|insinuations?|implications?)\b",
            re.IGNORECASE,
        ),
        _RUMOURED,
    ),
)
_HEAD = 60  # code points of a content in which its verb stands
# Where a count or a distance says half or all that it can say: round numbers.
_FULL_SHARED, _FULL_NAMES, _FULL_DEEDS = 4.0, 2, 6.0
_BESIDE = 12  # code points between the end of the one and the beginning of the other


def answered_likely(
    reply: Said,
    here: Sequence[Said],
    ruled: Iterable[str],
    others: Iterable[str],
    settings: ClaimSettings,
    least: float,
) -> list[Said]:
    """The statement of a report that a denial in it answers; [] where none has the chance ``least``, or ``denial_apart`` where
    the two share no deed. ``ruled``: the claims that the rules tie it to; ``others``: those that they tie other denials of
    the report to.
    """
    stated, claims = statements_for(reply, here), frozenset(ruled)
    signs = read_signs(reply, stated, claims, frozenset(others))
    none_signs = read_none_signs(reply, stated, claims)
    chance = chances(signs, none_signs, settings.denial_signs, settings.denial_none)
    meant = likeliest(stated, chance[:-1], least)
    if meant is not None and is_apart(meant, reply, claims):
        meant = likeliest(stated, chance[:-1], max(least, settings.denial_apart))
    # Where what is meant only says that a matter will be raised, nothing else is meant either.
    return [] if meant is None or only_raises(meant, reply) else [meant]


def is_apart(said: Said, reply: Said, ruled: frozenset[str]) -> bool:
    """Whether a statement has none of the deeds that a reply names, and no rule ties the two."""
    return bool(own_deeds(reply)) and not shared_deeds(said, reply) and ruled.isdisjoint(said.claims)


def read_signs(reply: Said, stated: Sequence[Said], ruled: frozenset[str], others: frozenset[str]) -> Array:
    """The signs of n statements, [n, len(SIGNS)], in the order of ``SIGNS``, each 0 to 1."""
    own = own_deeds(reply)
    deeds = sum(own.values())
    names = {term for term in reply.says if term[0] == "@"}
    common = common_words(stated)
    pointed = not deeds
    noun = noun_class(reply)
    called = called_so(reply)
    denied = negates(reply.content) != bool(DENIES.search(reply.frame))
    rows = []
    for said, (aimed, aimed_first, first) in zip(stated, aims_of(reply, stated), strict=True):
        shared = shared_deeds(said, reply)
        before, gap = said.begin < reply.begin, reply.begin - said.inside[1]
        negative = turned(said.content, reply.content)
        rows.append(
            [
                not ruled.isdisjoint(said.claims),
                min(1.0, shared / _FULL_SHARED), shared / deeds if deeds else 0.0,
                shared / max(1.0, sum(said.does.values())), min(1.0, len(names & set(said.says)) / _FULL_NAMES),
                aimed, aimed_first,
                charge(said), brings_charge(said), said.accuses and accuses_side(said, reply, own=True),
                news(said), common[said.attribution_id], weight(said),
                not before, nearness(said, reply, stated),
                closeness(said, reply), 0 <= gap <= _BESIDE, 0 <= gap <= RIGHT_BEFORE, first,
                is_reported(said), said.speaker is None and not said.proper,
                said.speaker is not None and reply.speaker is not None,
                said.speaker is not None and said.speaker in reply.names, bool(said.proper & reply.words),
                said.direct, negative, negative == denied,
                bool(_ASKS.search(said.cue)), bool(_MODAL.search(said.content, 0, _HEAD)),
                can_be_answered(said, reply, "denies"), said.kind == "confirms",
                noun is not None and is_kin(said, noun), not aimed and leads_to(said, reply), bool(called & set(said.stems)),
                pointed * closeness(said, reply), pointed and 0 <= gap <= RIGHT_BEFORE, pointed * nearness(said, reply, stated),
                pointed * charge(said), pointed and aimed, not others.isdisjoint(said.claims),
            ]
        )  # fmt: skip
    return np.array(rows, dtype=np.float64).reshape(len(stated), len(SIGNS))


def read_none_signs(reply: Said, stated: Sequence[Said], ruled: frozenset[str]) -> Array:
    """The signs that nothing stated is meant, in the order of ``NONE_SIGNS``."""
    deeds = sum(own_deeds(reply).values())
    signs = [
        1.0,
        any(not ruled.isdisjoint(said.claims) for said in stated),
        bool(ANSWERED.search(f"{reply.frame} {reply.content}")),
        not deeds,
        bool(TURNS_DOWN.search(reply.frame)),
        bool(INVOLVED_FIRST.match(reply.content)),
        reply_kind(reply.cue, reply.content, reply.cue, reply.source) == "denies",
        bool(PRONOUN.match(reply.content)),
        math.log1p(len(stated)) / math.log(20),
        reply.direct,
        bool(reply.proper or reply.speaker),
        negates(reply.content),
        reply.begin < OPENING,
        min(1.0, deeds / _FULL_DEEDS),
    ]
    return np.array(signs, dtype=np.float64)


def noun_class(reply: Said) -> re.Pattern[str] | None:
    """What the noun that stands in a reply for what was said tells of how that was said."""
    words = f"{reply.frame} {reply.content}"
    found = [(match.start(), kin) for noun, kin in _KIN if (match := noun.search(words, 0, len(reply.frame) + 80))]
    return min(found, key=lambda one: one[0])[1] if found else None


def is_kin(said: Said, kin: re.Pattern[str]) -> bool:
    """Whether a statement was said as a noun tells."""
    return bool(kin.search(f"{said.source} {said.cue}")) or (said.accuses and kin is _CHARGED)


def leads_to(said: Said, reply: Said) -> bool:
    """Whether the sentence in which a statement is brought names who replies."""
    named = [fold(word).removesuffix("'s") for word in WORD.findall(said.lead) if word[0].isupper()]
    own = (reply.proper | reply.sides) - FUNCTION_WORDS
    return any(one_name(a, b) for a in named for b in own)


def negates(content: str) -> bool:
    """Whether a content has a negation in it; "without" denies what follows it alone."""
    words = {fold(word).replace("'", "") for word in WORD.findall(content)} - {"without"}
    return any(is_negation(word) for word in words)
