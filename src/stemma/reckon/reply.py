"""Replies: which claim a denial, a confirmation or a refusal to comment answers.

What the sentence itself shows is answered first: a "which" that takes up what stands before it, a clause that tells whose word is
meant (``denial``). Else a denial answers what is most likely meant in its own report (``weighed``), of which what is at issue
there (``at_issue``) is one sign; a refusal likewise (``refusal``); a confirmation what fits it best (``nearest``). What has a
reply's own words is looked for in other reports where its own states nothing.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from stemma.reckon.aim import accuses_side
from stemma.reckon.at_issue import answered_at_issue
from stemma.reckon.belonging import find_belonging, shared
from stemma.reckon.denial import (
    answered_by_quote,
    answered_in_clause,
)
from stemma.reckon.kind import CONFIRMS, DENIES, TURNS_DOWN, declines, reply_kind
from stemma.reckon.nearest import (
    WHICH,
    answered_by_which,
    answered_nearest,
    can_be_confirmed,
    only_raises,
    turned,
)
from stemma.reckon.pointing import find_noun, find_theirs, is_ones_charge, read_of_what, tells_of_what
from stemma.reckon.refusal import answered_by_refusal
from stemma.reckon.said import Said
from stemma.reckon.speakers import Compatible
from stemma.reckon.weighed import answered_likely, is_kin, noun_class
from stemma.settings import ClaimSettings

# Who finds fault with a thing does not say that somebody did it.
_FINDS_FAULT = re.compile(r"\b(?:denounc|criticis|criticiz|condemn|slam|blast|mock|scold)\w*", re.IGNORECASE)
_ASKS = re.compile(r"\W*(?:whether|if|why|how)\b", re.IGNORECASE)
DAY = 86_400.0  # seconds
COVERED = 0.6  # share of a reply's words that a claim must hold which it takes up, by reasoning


class _Pile(NamedTuple):
    """The attributions of a saga as replies look for them: by report, by the deeds they name, by the few words they quote;
    and the time of each report in seconds.
    """

    by_report: Mapping[str, Sequence[Said]]
    deeds: Mapping[str, Sequence[Said]]
    quoting: Mapping[tuple[str, ...], Sequence[Said]]
    order: Mapping[str, float]
    compatible: Compatible
    settings: ClaimSettings


class _Answer(NamedTuple):
    """What a reply answers: the statements, and how likely they are meant, 0 to 1; None where that was told by rule."""

    said: Sequence[Said]
    chance: float | None = None


def find_replies(
    said: Sequence[Said],
    compatible: Compatible,
    order: Mapping[str, float],
    settings: ClaimSettings,
) -> list[dict[str, Any]]:
    """The rows of ``replies``: a row for each claim that a reply answers.

    ``said`` is of one saga, ``order`` the time of each report in seconds: nobody answers what was said a day later.
    """
    by_report: dict[str, list[Said]] = {}
    deeds: dict[str, list[Said]] = {}
    quoting: dict[tuple[str, ...], list[Said]] = {}
    for one in said:
        by_report.setdefault(one.report_id, []).append(one)
        for term in one.does if one.claims else ():
            deeds.setdefault(term, []).append(one)
        for words in one.quotes if one.claims else ():
            quoting.setdefault(words, []).append(one)
    pile = _Pile(by_report, deeds, quoting, order, compatible, settings)
    answers = {reply.attribution_id: _answers(reply, pile) for reply in said}
    if settings.denial_least is not None:
        answers |= _weigh_denials(said, pile, answers, settings.denial_least)
    rows = {
        (claim, reply.attribution_id): (reply.kind or "denies", answers[reply.attribution_id].chance)
        for reply in said
        for answered in answers[reply.attribution_id].said
        if reply.kind != "denies" or not only_raises(answered, reply)
        for claim in answered.claims
        if claim not in reply.claims
    }
    return [
        {"claim_id": claim, "attribution_id": one, "kind": kind, "confidence": chance and round(chance, 3)}
        for (claim, one), (kind, chance) in sorted(rows.items())
    ]


def _weigh_denials(said: Sequence[Said], pile: _Pile, ruled: Mapping[str, _Answer], least: float) -> dict[str, _Answer]:
    """What denials answer, where what the rules tie them to is one sign of it among others: in their own report what is most
    likely meant, if it is likely enough, else in another report what the rules say. What the sentence itself shows
    (a "which", a clause) is not weighed.
    """
    weighed = {}
    denied = {
        reply.attribution_id: {c for one in ruled[reply.attribution_id].said for c in one.claims}
        for reply in said
        if reply.kind == "denies"
    }
    for reply in said:
        here = pile.by_report[reply.report_id]
        if (
            reply.kind != "denies"
            or told_already(reply, "denies", here)
            or WHICH.fullmatch(reply.content)
            or _shown(reply, here)
        ):
            continue
        answered = ruled[reply.attribution_id].said
        claims = denied[reply.attribution_id]
        others = {c for one in here if one is not reply for c in denied.get(one.attribution_id, ())}
        theirs = find_theirs(reply, here)
        best = answered_likely(reply, here if theirs is None else theirs, claims, others, pile.settings, least)
        meant = [best[0]] if best else []
        if any(not claims.isdisjoint(one.claims) for one in meant):
            meant = list(answered)
        elif (of_what := read_of_what(reply)) and not any(of_what & set(one.stems) for one in meant):
            meant = []
        if meant and meant[0].accuses and find_noun(reply) and not tells_of_what(reply):
            whole = [s for s in (here if theirs is None else theirs) if _another(s, reply, pile.compatible)]
            meant += find_belonging(meant[0], whole, reply, pile.compatible, pile.settings.least_weight)
        elsewhere = _Answer([one for one in answered if one.report_id != reply.report_id])
        weighed[reply.attribution_id] = _Answer(meant, best[1]) if best and meant else elsewhere
    return weighed


def _answers(reply: Said, pile: _Pile) -> _Answer:
    """What an attribution answers; what is no reply by its own words may still deny what it quotes."""
    here = pile.by_report[reply.report_id]
    if reply.kind is not None and told_already(reply, reply.kind, here):
        return _Answer([])
    if reply.kind != "declines":
        return _Answer(_answers_by_rule(reply, pile))
    # What somebody was asked about is not read out of other reports.
    theirs = find_theirs(reply, here)
    meant = answered_by_refusal(reply, here if theirs is None else theirs, is_ones_charge(reply), pile.settings)
    return _Answer([meant[0]], meant[1]) if meant else _Answer([])


def _answers_by_rule(reply: Said, pile: _Pile) -> list[Said]:
    """What a denial, a confirmation or what denies what it quotes answers by rule."""
    here = pile.by_report[reply.report_id]

    def differ(one: Said, other: Said) -> bool:
        return _of_another(one, other, pile.compatible)

    if reply.kind is None:
        return answered_by_quote(reply, pile.quoting, differ) if reply.denied_quotes else []
    noun = find_noun(reply)
    if reply.kind == "denies":
        return _denied(reply, pile)
    others = [s for s in here if _another(s, reply, pile.compatible) and can_be_confirmed(s, reply)]
    answered = _shown(reply, here)
    if not answered and noun:
        kin = noun_class(reply)
        answered = [one for one in _at_issue(reply, here) if kin is not None and is_kin(one, kin)]
    elif not answered:
        answered = _by_words(reply, others, pile.settings.least_weight)
    answered = answered or answered_nearest(reply, here, tells_of_what(reply))
    return answered or ([] if noun else _by_words_elsewhere(reply, pile))


def _denied(reply: Said, pile: _Pile) -> list[Said]:
    """What a denial answers by rule."""
    here = pile.by_report[reply.report_id]
    answered = _shown(reply, here) or _at_issue(reply, here)
    if answered or find_noun(reply) or TURNS_DOWN.search(reply.frame):
        return answered
    return _by_words_elsewhere(reply, pile)


def _at_issue(reply: Said, here: Sequence[Said]) -> list[Said]:
    """What is at issue in a report, or in what those have said of whom a reply says that they are meant."""
    theirs = find_theirs(reply, here)
    return answered_at_issue(reply, here if theirs is None else theirs, theirs is not None, tells_of_what(reply))


def _shown(reply: Said, here: Sequence[Said]) -> list[Said]:
    """What the sentence of a reply itself shows that it answers."""
    in_clause = answered_in_clause(reply, here) if find_noun(reply) else []
    return answered_by_which(reply, here) or in_clause


def _by_words_elsewhere(reply: Said, pile: _Pile) -> list[Said]:
    """What other reports have in a reply's own words."""
    elsewhere = [
        s for s in _akin_elsewhere(reply, pile.deeds, pile.order)
        if _another(s, reply, pile.compatible) and (reply.kind != "confirms" or can_be_confirmed(s, reply))
    ]  # fmt: skip
    return _by_words(reply, elsewhere, pile.settings.least_weight)


def _akin_elsewhere(reply: Said, deeds: Mapping[str, Sequence[Said]], order: Mapping[str, float]) -> list[Said]:
    """What other reports, none of a day later, have in words for deeds with a reply."""
    akin = {s.attribution_id: s for term in sorted(reply.does) for s in deeds.get(term, ())}
    return [
        s for _, s in sorted(akin.items())
        if s.report_id != reply.report_id and order[s.report_id] <= order[reply.report_id] + DAY
    ]  # fmt: skip


def told_already(reply: Said, kind: str, here: Sequence[Said]) -> bool:
    """Whether the reply's verb is another attribution's cue: in "denied it, saying that ..." the denial is told once."""
    if reply_kind(reply.cue, reply.content, reply.cue, reply.source) == kind or not _tells(reply, kind, reply.frame):
        return False
    return any(other is not reply and other.begin == reply.begin and _tells(other, kind, other.cue) for other in here)


def _tells(said: Said, kind: str, words: str) -> bool:
    """Whether words before a content have a verb or noun of a kind of reply."""
    if kind == "declines":
        return declines(said.source, words, said.content)
    return bool({"denies": DENIES, "confirms": CONFIRMS}[kind].search(words))


def _another(said: Said, reply: Said, compatible: Compatible) -> bool:
    """Whether an attribution is somebody else's than the reply's, has content, and is no reply itself."""
    if said.attribution_id == reply.attribution_id or not said.claims or said.kind in {"denies", "declines"}:
        return False
    # Who tells of somebody's denial is not the one who is denied; who tells of his confirmation is not confirmed.
    if said.denies_inside or said.inside[0] <= reply.begin < said.inside[1]:
        return False
    return _of_another(said, reply, compatible) and bool(said.speaker or said.proper)


def _of_another(said: Said, reply: Said, compatible: Compatible) -> bool:
    """Whether an attribution is somebody else's than the reply's. What names no source at all is."""
    if said.speaker is not None and reply.speaker is not None:
        return (
            not compatible(said.speaker, reply.speaker)
            and not said.own & {reply.speaker}
            and not reply.own & {said.speaker}
        )
    # Of an unknown speaker the words of the source must show that he is another.
    if not said.source:
        return True
    return bool(said.proper and reply.proper) and not said.proper & reply.proper and not said.own & reply.own


def _by_words(reply: Said, others: Sequence[Said], least_weight: float) -> list[Said]:
    """The claims whose own words the reply takes up: deeds, not names alone. The closest one, in all its places.

    As much must be shared as makes it the same matter: four deeds and half of the shorter one, or most of both.
    """
    fit = []
    own, deeds = sum(reply.says.values()), sum(reply.does.values())
    for said in others:
        if reply.kind == "denies" and (_FINDS_FAULT.search(said.cue) or _ASKS.match(said.content)):
            continue
        if reply.kind == "denies" and said.accuses and not accuses_side(said, reply, own=False):
            continue
        plain, plain_weight = shared(reply.does, said.does)
        if plain_weight < 2.5 or plain < 0.5:
            continue
        value, weight = shared(reply.says, said.says)
        takes_up = weight >= max(least_weight, COVERED * own) and plain_weight >= COVERED * deeds
        # In a long content the words may stand in passing.
        alike = 2 * weight / (own + sum(said.says.values()))
        enough = (takes_up and value >= 0.5 and alike >= 0.4) or plain_weight >= 3.5
        if enough and turned(reply.content, reply.content) == turned(said.content, reply.content):
            fit.append((value, weight, said))
    if not fit:
        return []
    best = max(fit, key=lambda row: (round(row[0], 4), round(row[1], 4), row[2].accuses, row[2].attribution_id))[2]
    return [s for _, _, s in fit if set(s.claims) & set(best.claims)]
