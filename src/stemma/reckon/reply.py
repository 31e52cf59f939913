"""Replies: which claim a denial, a confirmation or a refusal to comment answers.

A reply points back in one of these ways: with a noun ("denied the accusations"), with the words of the claim itself
("denied that it had struck the bridge"), with the deed that was charged, with the other's words told or quoted within
it (``denial``), or with a bare pronoun right after it. What it points at must fit: a noun needs an accusation, a claim
of the one whose it is called, or the words it goes on with. What these rules say of a denial is one sign, a strong one,
of what it answers in its own report (``weighed``).
"""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from stemma.reckon.aim import accuses_side, charges, names_him, one_name
from stemma.reckon.at_issue import RIGHT_BEFORE, answered_at_issue
from stemma.reckon.denial import (
    DENIED,
    TURNS_AGAINST,
    answered_by_deed,
    answered_by_quote,
    answered_in_clause,
    answered_inside,
    negated_deeds,
)
from stemma.reckon.kind import CONFIRMS, DENIES, PRONOUN, TURNS_DOWN, declines, is_called_false, reply_kind
from stemma.reckon.lexicon import (
    ANSWERED,
    CONTENT,
    FUNCTION,
    INVOLVED_FIRST,
    POINTS_BACK,
    deed,
    weigh,
)
from stemma.reckon.nearest import (
    POINTING,
    REACH,
    WHICH,
    answered_nearest,
    can_be_answered,
    can_be_confirmed,
    only_raises,
    own_deeds,
    turned,
)
from stemma.reckon.refusal import answered_by_refusal
from stemma.reckon.said import Said
from stemma.reckon.speakers import Compatible
from stemma.reckon.weighed import answered_likely
from stemma.settings import ClaimSettings
from stemma.words import WORD, fold

_GOES_ON = re.compile(
    r"(?:\s+(?:of|that|about|over|regarding|against|its?|he|she|they|his|her|their|by)|(?:\s+[\w’'-]+){1,3}?\s+(?:of|that|about)"
    # "reports other towns had pressed it": a clause without its "that".
    r"|(?!\s+(?:as|were|was|are|is|had|have|has|in|on|at|made|\w+ed|\w+ly)\b)(?=\s+[\w’'-]+(?:\s+[\w’'-]+){3})\s+[\w’'-]+"
    r"|,\s+(?:which|that)\s+(?:ha[ds]\s+|have\s+)?(?:said|says?|claim\w*|alleg\w*|suggest\w*|stat(?:ed|es?)))\b([^.;]*)",
    re.IGNORECASE,
)
_OWNER = re.compile(r"([\w.-]+)['’]s?\s+(?:\w+\s+)?$")
_BY = re.compile(r"\s+(?:by|from)\s+(?:the\s+)?(?:\w+\s+){0,2}?([A-Z][\w.-]+)")
_SIDE = re.compile(r"\b([A-Z][\w.-]+)\s+$")  # "the Norlandish accusations"
# Who finds fault with a thing does not say that somebody did it.
_FINDS_FAULT = re.compile(r"\b(?:denounc|criticis|criticiz|condemn|slam|blast|mock|scold)\w*", re.IGNORECASE)
_AS_WHAT = re.compile(r"\bas\s+(?:an?|the|part|\w+ly)\b")  # "dismissed Brask as a bad loser"
_ASKS = re.compile(r"\W*(?:whether|if|why|how)\b", re.IGNORECASE)
_ACCUSING = frozenset(["accusation", "allegation", "charge", "criticism"])
# Nouns that need a verb of their own kind: what "that finding" means was found.
_KIN_VERBS = {
    "report": re.compile(r"\breport|\baccording", re.IGNORECASE),
    "suggestion": re.compile(r"\bsuggest|\bhint|\bimpl", re.IGNORECASE),
    "finding": re.compile(r"\bf(?:ind|ound)|\bconclu|\bdetermin", re.IGNORECASE),
    "assessment": re.compile(r"\bassess|\bconclu|\bjudg", re.IGNORECASE),
}
DAY = 86_400.0  # seconds


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


def find_replies(
    said: Sequence[Said],
    compatible: Compatible,
    order: Mapping[str, float],
    settings: ClaimSettings,
) -> list[dict[str, str]]:
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
    for reply in said:
        if reply.kind == "denies" and not answers[reply.attribution_id]:
            answers[reply.attribution_id] = _answers_with_side(reply, by_report[reply.report_id], answers)
    if settings.denial_least is not None:
        answers |= _weigh_denials(said, pile, answers, settings.denial_least)
    for reply in said:
        if reply.kind == "denies":
            answers[reply.attribution_id] = [
                one for one in answers[reply.attribution_id] if not only_raises(one, reply)
            ]
    rows = {
        (claim, reply.attribution_id, reply.kind or "denies")
        for reply in said
        for answered in answers[reply.attribution_id]
        for claim in answered.claims
        if claim not in reply.claims
    }
    return [{"claim_id": c, "attribution_id": a, "kind": k} for c, a, k in sorted(rows)]


def _weigh_denials(
    said: Sequence[Said], pile: _Pile, ruled: Mapping[str, Sequence[Said]], least: float
) -> dict[str, list[Said]]:
    """What denials answer, where what the rules tie them to is one sign of it among others: in their own report what is most
    likely meant, if it is likely enough, else in another report what the rules say. What the sentence itself shows
    (a "which", a clause, words told within the denial) is not weighed.
    """
    weighed = {}
    denied = {
        reply.attribution_id: {c for one in ruled[reply.attribution_id] for c in one.claims}
        for reply in said
        if reply.kind == "denies"
    }
    for reply in said:
        here = pile.by_report[reply.report_id]
        if reply.kind != "denies" or told_already(reply, "denies", here) or WHICH.fullmatch(reply.content):
            continue
        if answered_in_clause(reply, here) or answered_inside(reply, here):
            continue
        answered = ruled[reply.attribution_id]
        claims = denied[reply.attribution_id]
        others = {c for one in here if one is not reply for c in denied.get(one.attribution_id, ())}
        meant = answered_likely(reply, here, claims, others, pile.settings, least)
        if any(not claims.isdisjoint(one.claims) for one in meant):
            meant = list(answered)
        elif (of_what := _of_what(reply)) and not any(of_what & set(one.stems) for one in meant):
            meant = []
        weighed[reply.attribution_id] = meant or [one for one in answered if one.report_id != reply.report_id]
    return weighed


def _of_what(reply: Said) -> set[str]:
    """The full words with which a noun in a denial goes on ("denied allegations of theft"): of these something must have been
    said. With reports held out this costs a hundredth of F, and what is tied without it is right no less often; but a denial
    of theft that is shown under a charge of arson is a worse fault than one that is not shown.
    """
    noun = _points_with_noun(reply, "denies")
    goes_on = _GOES_ON.match(_window(reply), noun.end()) if noun else None
    words = WORD.findall(goes_on.group(1) or "")[:12] if goes_on else []
    # "A claim that Brask disputes" goes on with the reply itself.
    if set(WORD.findall(reply.cue)) <= set(words):
        return set()
    return {deed(word) for word in words if weigh(word) >= CONTENT} - POINTING


def _answers(reply: Said, pile: _Pile) -> list[Said]:
    """What an attribution answers; what is no reply by its own words may still deny what it quotes."""
    here = pile.by_report[reply.report_id]

    def differ(one: Said, other: Said) -> bool:
        return _of_another(one, other, pile.compatible)

    if reply.kind is None:
        return answered_by_quote(reply, pile.quoting, differ) if reply.denied_quotes else []
    if told_already(reply, reply.kind, here):
        return []
    others = [
        s
        for s in here
        if _another(s, reply, pile.compatible) and (reply.kind != "confirms" or can_be_confirmed(s, reply))
    ]
    noun = _points_with_noun(reply, reply.kind)
    answered: list[Said] = []
    if noun:
        answered = answered_in_clause(reply, here) or _answered_by_noun(
            reply, noun, others, pile.compatible, pile.settings
        )
    elif reply.kind != "declines":
        answered = _answered(reply, reply.kind, others, here, pile.settings)
    told = bool(noun and _GOES_ON.match(_window(reply), noun.end()))
    if reply.kind == "denies":
        return answered or _denied(reply, noun, told, pile)
    answered = answered or (
        answered_by_refusal(reply, here, pile.settings)
        if reply.kind == "declines"
        else answered_nearest(reply, "confirms", here, told)
    )
    # What somebody was asked about is not read out of other reports.
    if noun or reply.kind == "declines" or TURNS_DOWN.search(reply.frame):
        return answered
    return answered or _by_words_elsewhere(reply, pile)


def _denied(reply: Said, noun: re.Match[str] | None, told: bool, pile: _Pile) -> list[Said]:
    """What a denial answers whose own words and noun do not show it; ``told``: the noun goes on with what it is of."""
    here = pile.by_report[reply.report_id]
    answered = answered_inside(reply, here)
    if not answered and not noun:
        akin = _akin_elsewhere(reply, pile.deeds, pile.order)
        answered = answered_by_deed(reply, here, akin, lambda one, other: _of_another(one, other, pile.compatible))
    if not answered and _may_look_around(reply, bool(noun)):
        answered = answered_nearest(reply, "denies", here, told)
    if not answered and not noun and not TURNS_DOWN.search(reply.frame):
        answered = _by_words_elsewhere(reply, pile)
    if answered:
        return answered
    theirs = _whose(_window(reply), noun, here) if noun else None
    return answered_at_issue(reply, here if theirs is None else theirs, theirs is not None, told)


def _by_words_elsewhere(reply: Said, pile: _Pile) -> list[Said]:
    """What other reports have in a reply's own words."""
    elsewhere = [
        s for s in _akin_elsewhere(reply, pile.deeds, pile.order)
        if _another(s, reply, pile.compatible) and (reply.kind != "confirms" or can_be_confirmed(s, reply))
    ]  # fmt: skip
    return _by_words(reply, elsewhere, pile.settings, 0.6, elsewhere=True)


def _answers_with_side(reply: Said, here: Sequence[Said], answers: Mapping[str, Sequence[Said]]) -> list[Said]:
    """What was denied before in the report by who denies it again, or by another of his side, if the reply names no deed of
    its own that is not denied there; or right before by anybody, of what it only points at.
    """
    by_itself = reply_kind(reply.cue, reply.content, reply.cue, reply.source) == "denies"
    if TURNS_DOWN.search(reply.cue) or not (by_itself or negated_deeds(reply)):
        return []
    deeds = own_deeds(reply)
    for before in reversed([s for s in here if s.begin <= reply.begin and s.kind == "denies" and s is not reply]):
        answered = list(answers[before.attribution_id])
        # "Denied it, saying that it had never ..."
        told_on = before.begin == reply.begin and any(w[0] in s.does for w in negated_deeds(reply) for s in answered)
        one_side = reply.speaker is not None and reply.speaker == before.speaker
        one_side = one_side or bool(
            reply.states & before.states or reply.own & before.own or reply.proper & before.proper
        )
        same = one_side and (not deeds or any(term in before.does for term in deeds))
        points = is_called_false(reply.content) and 0 < reply.begin - before.inside[1] <= RIGHT_BEFORE
        if answered and (told_on or same or points):
            return answered
    return []


def _may_look_around(reply: Said, pointed: bool) -> bool:
    """Whether what fits best in the report may be what is answered: not for what only turns down a bid or a plan, or
    calls "it" wrong.
    """
    if TURNS_DOWN.search(reply.frame):
        return pointed or bool(INVOLVED_FIRST.match(reply.content)) or bool(_AS_WHAT.search(reply.content))
    return bool(DENIED.search(reply.frame)) or not PRONOUN.match(reply.content)


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


def _points_with_noun(reply: Said, kind: str) -> re.Match[str] | None:
    """The noun in a reply that stands for what was said, as a match in ``_window(reply)``."""
    noun = ANSWERED.search(_window(reply), 0, len(reply.frame) + 81)
    if noun and kind == "confirms" and noun.end() > len(reply.frame) and not POINTS_BACK.match(reply.content):
        return None
    return noun


def _window(reply: Said) -> str:
    return f"{reply.frame} {reply.content}{reply.tail}"


def _answered_by_noun(
    reply: Said, noun: re.Match[str], others: Sequence[Said], compatible: Compatible, settings: ClaimSettings
) -> list[Said]:
    """What "the accusations", "Brask's claim" or "reports of a landslide" answer within the reply's own report."""
    meant, narrowed = _meant(_window(reply), noun, others)
    earlier = [s for s in meant if s.begin < reply.begin]
    which = _singular(noun)
    main = _main_claims(reply, which, earlier, narrowed)
    if not main and (narrowed or noun.group("many") or reply.kind != "denies"):
        main = _main_claims(reply, which, meant, narrowed)
    if not main and narrowed:
        # Where no verb accuses, a quotation is the fullest wording of an accusation.
        if which in _ACCUSING:
            earlier = [s for s in earlier if s.direct] or [s for s in earlier if names_him(s, reply)]
        main = earlier[-1:]
    return [
        s
        for s in meant
        if s in main or any(_belongs(s, m, reply, _side(m, others, compatible), settings) for m in main)
    ]


def _singular(noun: re.Match[str]) -> str:
    word = fold(noun.group("many") or noun.group("one"))
    return word.removesuffix("s") if word.endswith("s") else word


def _answered(
    reply: Said, kind: str, others: Sequence[Said], here: Sequence[Said], settings: ClaimSettings
) -> list[Said]:
    """What a denial or a confirmation without such a noun answers within its own report."""
    before = [s for s in others if s.begin < reply.begin]
    aimed = [s for s in before if names_him(s, reply)]
    if kind == "denies" and INVOLVED_FIRST.match(reply.content) and not TURNS_DOWN.search(reply.frame):
        charged = {
            deed(w) for w in WORD.findall(INVOLVED_FIRST.sub(" ", reply.content)) if weigh(w) == CONTENT and w.islower()
        }
        aimed = [s for s in aimed if not charged or charged & _stems(s.content)]
        return [s for s in aimed if s.accuses][-1:] or (aimed[-1:] if charged else [])
    if kind == "denies" and TURNS_AGAINST.search(reply.frame) and not DENIED.search(reply.frame):
        return []
    if kind == "denies" and TURNS_DOWN.search(reply.frame) and not PRONOUN.match(reply.content):
        return []
    by_words = _by_words(reply, others, settings, 0.6 if kind == "confirms" else settings.reply_share)
    if by_words:
        return by_words
    if kind == "denies" and (
        PRONOUN.match(reply.content) or reply.content.strip(" .,").lower() in {"it", "this", "that"}
    ):
        near = [s for s in before if reply.begin - s.begin <= REACH]
        # What "it" is stands right before: nothing, where the one who denies it has spoken himself in between.
        last = [s for s in here if s.begin < reply.begin and s.inside[1] <= reply.begin][-1:]
        return [s for s in near[-1:] if s in last and can_be_answered(s, reply, kind)]
    return []


def _meant(window: str, noun: re.Match[str], others: Sequence[Said]) -> tuple[list[Said], bool]:
    """The claims that a noun can mean, by what it goes on with ("allegations of fraud": half of those words, fewer where
    it says whose) and by whose it is ("Brask's claim"); and whether it says either.
    """
    theirs = _whose(window, noun, others)
    meant, least = (list(others), 0.5) if theirs is None else (theirs, 0.4)
    goes_on = _GOES_ON.match(window, noun.end())
    words = {deed(w): weigh(w) for w in WORD.findall(goes_on.group(1))[:12] if weigh(w) > FUNCTION} if goes_on else {}
    if goes_on and words:
        plain = {deed(w): weigh(w) for w in WORD.findall(goes_on.group(1))[:12] if weigh(w) > FUNCTION and w.islower()}
        full = {word: 1.0 for word, weight in plain.items() if weight >= CONTENT}
        fit = {
            s.attribution_id: _held(words, s) for s in meant
            if _held(plain, s) >= least * sum(plain.values()) and _held(full, s) >= min(2, len(full))
        }  # fmt: skip
        most = max(fit.values(), default=0.0)
        meant = [s for s in meant if fit.get(s.attribution_id) == most >= least * sum(words.values())]
    return meant, bool(theirs is not None or words)


def _whose(window: str, noun: re.Match[str], others: Sequence[Said]) -> list[Said] | None:
    """What was said by the one whose word a noun is told to be ("Brask's claim", "the Norlandish accusations", "accusations
    by the board"); None where it is not told.
    """
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


def _held(words: Mapping[str, float], said: Said) -> float:
    """The weight of those of ``words`` that a content has."""
    there = _stems(said.content)
    return round(sum(weight for word, weight in words.items() if word in there), 4)


def _folded(source: str) -> set[str]:
    return {fold(word).removesuffix("'s") for word in WORD.findall(source)}


def _stems(content: str) -> set[str]:
    return {deed(word) for word in WORD.findall(content)}


def _main_claims(reply: Said, noun: str, before: Sequence[Said], narrowed: bool) -> list[Said]:
    """What "the accusations" are: the nearest accusation of who replies, or that is close by (any, where the reply says
    whose or of what: ``narrowed``); what other nouns mean must have been brought by a verb of their kind.
    """
    accusing = [s for s in before if charges(s) and (narrowed or _meets(s, reply))]
    if noun in _KIN_VERBS:
        nearest = [s for s in before if _KIN_VERBS[noun].search(s.cue) and _meets(s, reply)][-1:]
    elif noun in _ACCUSING:
        nearest = [s for s in accusing if s.accuses][-1:] or accusing[-1:]
    else:
        nearest = [s for s in before if names_him(s, reply) and _meets(s, reply)][-1:] or accusing[-1:]
    # What one sentence says in two contents is one accusation.
    return [s for s in before if nearest and s.begin == nearest[0].begin and s.accuses == nearest[0].accuses]


def _meets(said: Said, reply: Said) -> bool:
    """Whether a reply may look back (or on) so far: to what names who replies, or to an accusation not far before it."""
    return names_him(said, reply) or (said.accuses and 0 <= reply.begin - said.begin <= REACH)


def _side(main: Said, others: Sequence[Said], compatible: Compatible) -> frozenset[str]:
    """The speakers of a report that speak for who made the main claim: named with it ("Norland", "Norland's ministry")."""
    side = {s.speaker for s in others if s.speaker is not None and (s.own & main.own or _akin(s.proper, main.proper))}
    side |= {main.speaker} if main.speaker is not None else set()
    # Whoever speaks for one of them speaks for that side too.
    known = {s.speaker for s in others if s.speaker is not None}
    return frozenset(side | {one for one in known if any(compatible(one, other) == 1 for other in side)})


def _akin(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two sources share a name, in any of its forms ("Norland", "Norlandish")."""
    return any(one_name(a, b) for a in one for b in other if min(len(a), len(b)) >= 5)


def _belongs(said: Said, main: Said, reply: Said, side: frozenset[str], settings: ClaimSettings) -> bool:
    """Whether a claim is a part of what is answered: it repeats the main one's words, or it comes from the same side and
    names who replies.
    """
    share, weight = _shared(said.says, main.says)
    if share >= settings.reply_share and weight >= settings.least_weight:
        return True
    if not names_him(said, reply):
        return False
    # The same side on the same matter: a deed or a thing in common.
    return said.accuses or (said.speaker in side and _shared(said.does, main.does)[1] >= 1)


def _shared(one: Mapping[str, float], other: Mapping[str, float]) -> tuple[float, float]:
    """The weight of the words that two contents share, over the lighter one's, and as it is."""
    shared = sum(weight for term, weight in one.items() if term in other)
    lighter = min(sum(one.values()), sum(other.values()))
    return (shared / lighter if lighter else 0.0), shared


def _by_words(
    reply: Said, others: Sequence[Said], settings: ClaimSettings, covered: float, elsewhere: bool = False
) -> list[Said]:
    """The claims whose own words the reply takes up: deeds, not names alone. The closest one, in all its places.

    ``covered`` is the share of the reply's words that the claim must hold. In another report as much must be shared as
    makes it the same matter: four deeds and half of the shorter one, or most of both.
    """
    fit = []
    own, deeds = sum(reply.says.values()), sum(reply.does.values())
    for said in others:
        if reply.kind == "denies" and (_FINDS_FAULT.search(said.cue) or _ASKS.match(said.content)):
            continue
        if reply.kind == "denies" and said.accuses and not accuses_side(said, reply, own=not elsewhere):
            continue
        plain, plain_weight = _shared(reply.does, said.does)
        if plain_weight < (2.5 if elsewhere else 1.5) or plain < 0.5:
            continue
        value, weight = _shared(reply.says, said.says)
        takes_up = weight >= max(settings.least_weight, covered * own) and plain_weight >= covered * deeds
        # In a long content the words may stand in passing.
        alike = 2 * weight / (own + sum(said.says.values()))
        enough = takes_up and value >= 0.5 and alike >= (0.4 if elsewhere else 0.5)
        enough = enough or (elsewhere and plain_weight >= 3.5)
        if enough and turned(reply.content, reply.content) == turned(said.content, reply.content):
            fit.append((value, weight, said))
    if not fit:
        return []
    best = max(fit, key=lambda row: (round(row[0], 4), round(row[1], 4), row[2].accuses, row[2].attribution_id))[2]
    return [s for _, _, s in fit if set(s.claims) & set(best.claims)]
