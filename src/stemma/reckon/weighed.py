"""What a denial answers in its own report: the statement that it is most likely about, or none.

What is at issue by rule (``at_issue``) is one sign of it among others: words in common, whom a statement names, where it
stands. They are weighed together against the chance that none is meant, by weights that ``training/denials.py`` fits
(``ClaimSettings.denial_signs`` and ``denial_none``).
"""

import re
from collections.abc import Iterable, Sequence

import numpy as np

from stemma.reckon.kind import DENIES
from stemma.reckon.likely import (
    Array,
    aims_of,
    chances,
    charge,
    closeness,
    likeliest,
    nearness,
    news,
    statements_for,
    weight,
)
from stemma.reckon.nearest import only_raises, own_deeds, shared_deeds, turned
from stemma.reckon.said import Said
from stemma.reckon.units import is_negation
from stemma.settings import ClaimSettings
from stemma.words import WORD, fold

# Of 40 signs and 13 that none is meant those were left out, one by one, without which the reports held out came out no worse. The choice
# was made on these same reports: made anew within each fold it neither gains nor loses beyond chance. Words weighed by how
# rare they are, products of two signs and the words around the denial gained nothing.
SIGNS = (
    "ruled",  # it is at issue by rule
    "holds",  # the share of the deeds that the reply names
    "names",  # how many names both have
    "aims",  # it names who replies, or his side
    "aims first",  # how early it is among those before that do
    "charges",
    "news",  # how much of it stands in the report's opening
    "weighs",  # how much it says
    "near",  # how few statements stand between the two
    "beside",  # it ends right before the reply
    "first",  # how early it is in the report
    "named",  # the reply names its speaker
    "direct",
    "negative",
    "agrees",  # both are negative or neither is, the verb of denial counted
    "asks",  # a question, a call, a wish
    "kin",  # it is what the reply's noun says it was: a report, a charge, a rumour
    "pointed at, close",  # few letters stand between the two, and the reply has no deed of its own
    "pointed at, aims",
    "denied besides",  # another denial of the report is tied to it by rule
)
NONE_SIGNS = ("constant", "ruled", "direct")
_ASKS = re.compile(
    r"\b(?:ask|question|wonder|urg|want|discuss|hope|wish|plan|expect|vow|pledg|promis|seek|threaten)\w*\b"
    r"|\bcall(?:s|ed|ing)?\s+(?:on|for)\b",
    re.IGNORECASE,
)
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
_FULL_NAMES = 2  # names in common from which more say no more
_BESIDE = 12  # code points between the end of the one and the beginning of the other


def answered_likely(
    reply: Said,
    here: Sequence[Said],
    ruled: Iterable[str],
    others: Iterable[str],
    settings: ClaimSettings,
    least: float,
) -> tuple[Said, float] | None:
    """The statement of a report that a denial in it answers, and how likely it is; None where none has the chance ``least``. ``ruled``: the claims that
    the rules tie it to; ``others``: those that they tie other denials of the report to.
    """
    stated, claims = statements_for(reply, here), frozenset(ruled)
    signs = read_signs(reply, stated, claims, frozenset(others))
    none_signs = read_none_signs(reply, stated, claims)
    chance = chances(signs, none_signs, settings.denial_signs, settings.denial_none)
    meant = likeliest(stated, chance[:-1], least)
    # Where what is meant only says that a matter will be raised, nothing else is meant either.
    return None if meant is None or only_raises(meant[0], reply) else meant


def read_signs(reply: Said, stated: Sequence[Said], ruled: frozenset[str], others: frozenset[str]) -> Array:
    """The signs of n statements, [n, len(SIGNS)], in the order of ``SIGNS``, each 0 to 1."""
    deeds = sum(own_deeds(reply).values())
    names = {term for term in reply.says if term[0] == "@"}
    noun = noun_class(reply)
    denied = negates(reply.content) != bool(DENIES.search(reply.frame))
    rows = []
    for said, near, (aimed, aimed_first, first) in zip(
        stated, nearness(reply, stated), aims_of(reply, stated), strict=True
    ):
        negative = turned(said.content, reply.content)
        rows.append(
            [
                not ruled.isdisjoint(said.claims),
                shared_deeds(said, reply) / deeds if deeds else 0.0,
                min(1.0, len(names & set(said.says)) / _FULL_NAMES),
                aimed, aimed_first, charge(said), news(said), weight(said),
                near, 0 <= reply.begin - said.inside[1] <= _BESIDE, first,
                said.speaker is not None and said.speaker in reply.names,
                said.direct, negative, negative == denied, bool(_ASKS.search(said.cue)),
                noun is not None and is_kin(said, noun),
                0.0 if deeds else closeness(said, reply), not deeds and aimed,
                not others.isdisjoint(said.claims),
            ]
        )  # fmt: skip
    return np.array(rows, dtype=np.float64).reshape(len(stated), len(SIGNS))


def read_none_signs(reply: Said, stated: Sequence[Said], ruled: frozenset[str]) -> Array:
    """The signs that nothing stated is meant, in the order of ``NONE_SIGNS``."""
    tied = any(not ruled.isdisjoint(said.claims) for said in stated)
    return np.array([1.0, tied, reply.direct], dtype=np.float64)


def noun_class(reply: Said) -> re.Pattern[str] | None:
    """What the noun that stands in a reply for what was said tells of how that was said."""
    words = f"{reply.frame} {reply.content}"
    found = [(match.start(), kin) for noun, kin in _KIN if (match := noun.search(words, 0, len(reply.frame) + 80))]
    return min(found, key=lambda one: one[0])[1] if found else None


def is_kin(said: Said, kin: re.Pattern[str]) -> bool:
    """Whether a statement was said as a noun tells."""
    return bool(kin.search(f"{said.source} {said.cue}")) or (said.accuses and kin is _CHARGED)


def negates(content: str) -> bool:
    """Whether a content has a negation in it; "without" denies what follows it alone."""
    words = {fold(word).replace("'", "") for word in WORD.findall(content)} - {"without"}
    return any(is_negation(word) for word in words)
