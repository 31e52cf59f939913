"""Replies: which claim a denial, a confirmation or a refusal to comment answers.

A reply points back in one of these ways: with a noun ("denied the accusations"), with the words of the claim itself
("denied that it had struck the bridge"), with the deed that was charged, with the other's words told or quoted within
it (``denial``), or with a bare pronoun right after it. What it points at must fit: a noun needs an accusation, a claim
of the one whose it is called, or the words it goes on with. A reply that points nowhere is tied to nothing.
"""

import re
from collections.abc import Mapping, Sequence

from stemma.reckon.denial import (
    DENIED,
    TURNS_AGAINST,
    accuses_side,
    answered_by_deed,
    answered_by_quote,
    answered_inside,
)
from stemma.reckon.lexicon import (
    ANSWERED,
    CONFIRMS,
    CONTENT,
    DECLINES,
    DENIES,
    FUNCTION,
    POINTS_BACK,
    stem,
    weigh,
)
from stemma.reckon.nearest import answered_nearest
from stemma.reckon.said import PRONOUN, Said
from stemma.reckon.speakers import Compatible
from stemma.reckon.units import is_negation
from stemma.settings import ClaimSettings
from stemma.words import WORD, fold

_INVOLVED = re.compile(
    r"\W*(?:\w+\W+){0,3}?(?:involvement|responsibility|role|wrongdoing|knowledge|guilt|participation|complicity|links?|ties|part)\b",
    re.IGNORECASE,
)
_GOES_ON = re.compile(r"\s+(?:of|that|about|over|regarding|against|it|he|she|they|by)\b([^.;]*)", re.IGNORECASE)
_OWNER = re.compile(r"([\w.-]+)['’]s?\s+(?:\w+\s+)?$")
_SIDE = re.compile(r"\b([A-Z][\w.-]+)\s+$")  # "the Norlandish accusations"
# Verbs that turn a thing down as often as they deny what was said: only with a noun for what was said do they answer.
_TURNS_DOWN = re.compile(r"\b(?:reject|dismiss|refut|rebut|repudiat|disput)\w*", re.IGNORECASE)
# Who finds fault with a thing does not say that somebody did it.
_FINDS_FAULT = re.compile(r"\b(?:denounc|criticis|criticiz|condemn|slam|blast|mock|scold)\w*", re.IGNORECASE)
_AS_WHAT = re.compile(r"\bas\s+(?:an?|the|part|\w+ly)\b")  # "dismissed Brask as a bad loser"
_ASKS = re.compile(r"\W*(?:whether|if|why|how)\b", re.IGNORECASE)
# A content that tells of an accusation, whatever verb brings it: "officers who were charged with theft".
_TELLS_OF_ONE = re.compile(r"\b(?:accus|alleg|blam|indict|charged\b|charges\b)\w*", re.IGNORECASE)
_ACCUSING = frozenset(["accusation", "allegation", "charge", "criticism"])
# Nouns that need a verb of their own kind: what "that finding" means was found.
_KIN_VERBS = {
    "report": re.compile(r"\breport|\baccording", re.IGNORECASE),
    "suggestion": re.compile(r"\bsuggest|\bhint|\bimpl", re.IGNORECASE),
    "finding": re.compile(r"\bf(?:ind|ound)|\bconclu|\bdetermin", re.IGNORECASE),
    "assessment": re.compile(r"\bassess|\bconclu|\bjudg", re.IGNORECASE),
}
_BARE = re.compile(
    r"\b(?:declin|refus|comment|respon|repl|answer|question|request|immediate|available|reach|return|call|message|email)\w*",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?]\W+(?=[A-Z“\"])")
DAY = 86_400.0  # seconds
REACH = 700  # code points: as far as "that" and "it" point back, about two paragraphs of news


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
    for one in said:
        by_report.setdefault(one.report_id, []).append(one)
    deeds: dict[str, list[Said]] = {}
    for one in said:
        for term in one.does if one.claims else ():
            deeds.setdefault(term, []).append(one)
    quoting: dict[tuple[str, ...], list[Said]] = {}
    for one in said:
        for words in one.quotes if one.claims else ():
            quoting.setdefault(words, []).append(one)
    rows: set[tuple[str, str, str]] = set()

    def differ(one: Said, reply: Said) -> bool:
        return _of_another(one, reply, compatible)

    for reply in said:
        kind = reply.kind
        if kind is None and reply.denied_quotes:
            kind, answered = "denies", answered_by_quote(reply, quoting, differ)
            rows.update(
                (claim, reply.attribution_id, kind) for s in answered for claim in s.claims if claim not in reply.claims
            )
            continue
        if kind is None or _told_already(reply, kind, by_report[reply.report_id]):
            continue
        others = [s for s in by_report[reply.report_id] if _another(s, reply, compatible)]
        if kind == "confirms":
            others = [s for s in others if s.kind != "confirms"]
        pointed = _points_with_noun(reply, kind)
        if pointed:
            answered = _answered_by_noun(reply, pointed, others, compatible, settings)
        else:
            answered = _answered(reply, kind, others, settings)
        if not answered and kind == "denies":
            akin = _akin_elsewhere(reply, deeds, order)
            answered = answered_inside(reply, by_report[reply.report_id], akin, differ)
            if not answered and not pointed:
                answered = answered_by_deed(reply, by_report[reply.report_id], akin, differ)
        if not answered and _may_look_around(reply, kind, bool(pointed)):
            told = bool(pointed and _GOES_ON.match(_window(reply), pointed.end()))
            answered = answered_nearest(reply, kind, by_report[reply.report_id], told)
        if not answered and not pointed and not _TURNS_DOWN.search(reply.frame):
            elsewhere = [
                s for s in _akin_elsewhere(reply, deeds, order)
                if _another(s, reply, compatible) and not (kind == "confirms" and s.kind == "confirms")
            ]  # fmt: skip
            answered = _by_words(reply, elsewhere, settings, 0.6, elsewhere=True)
        rows.update(
            (claim, reply.attribution_id, kind) for s in answered for claim in s.claims if claim not in reply.claims
        )
    return [{"claim_id": c, "attribution_id": a, "kind": k} for c, a, k in sorted(rows)]


def _may_look_around(reply: Said, kind: str, pointed: bool) -> bool:
    """Whether what fits best in the report may be what is answered: not for what only turns down a bid or a plan, or
    calls "it" wrong.
    """
    if kind != "denies":
        return True
    if _TURNS_DOWN.search(reply.frame):
        return pointed or bool(_INVOLVED.match(reply.content)) or bool(_AS_WHAT.search(reply.content))
    return bool(DENIED.search(reply.frame)) or not PRONOUN.match(reply.content)


def _akin_elsewhere(reply: Said, deeds: Mapping[str, Sequence[Said]], order: Mapping[str, float]) -> list[Said]:
    """What other reports, none of a day later, have in words for deeds with a reply."""
    akin = {s.attribution_id: s for term in sorted(reply.does) for s in deeds.get(term, ())}
    return [
        s for _, s in sorted(akin.items())
        if s.report_id != reply.report_id and order[s.report_id] <= order[reply.report_id] + DAY
    ]  # fmt: skip


def _told_already(reply: Said, kind: str, here: Sequence[Said]) -> bool:
    """Whether the reply's verb is another attribution's cue: in "denied it, saying that ..." the denial is told once."""
    cues = {"denies": DENIES, "declines": DECLINES, "confirms": CONFIRMS}[kind]
    if cues.search(reply.cue) or not cues.search(reply.frame):
        return False
    return any(
        other is not reply and other.begin == reply.begin and other.source == reply.source and cues.search(other.cue)
        for other in here
    )


def _another(said: Said, reply: Said, compatible: Compatible) -> bool:
    """Whether an attribution is somebody else's than the reply's, has content, and is no reply itself."""
    if said.attribution_id == reply.attribution_id or not said.claims or said.kind in {"denies", "declines"}:
        return False
    # Who tells of somebody's denial is not the one who is denied.
    if said.denies_inside:
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
    return f"{reply.frame} {reply.content}"


def _answered_by_noun(
    reply: Said, noun: re.Match[str], others: Sequence[Said], compatible: Compatible, settings: ClaimSettings
) -> list[Said]:
    """What "the accusations", "Brask's claim" or "reports of a landslide" answer within the reply's own report."""
    meant, narrowed = _meant(_window(reply), noun, others)
    earlier = [s for s in meant if s.begin < reply.begin]
    which = _singular(noun)
    main = _main_claims(reply, which, earlier, narrowed) or _main_claims(reply, which, meant, narrowed)
    if not main and narrowed:
        # Where no verb accuses, a quotation is the fullest wording of an accusation.
        if which in _ACCUSING:
            earlier = [s for s in earlier if s.direct] or [s for s in earlier if _aims_at(s, reply)]
        main = earlier[-1:]
    return [
        s
        for s in meant
        if s in main or any(_belongs(s, m, reply, _side(m, others, compatible), settings) for m in main)
    ]


def _singular(noun: re.Match[str]) -> str:
    word = fold(noun.group("many") or noun.group("one"))
    return word.removesuffix("s") if word.endswith("s") else word


def _answered(reply: Said, kind: str, others: Sequence[Said], settings: ClaimSettings) -> list[Said]:
    """What a reply without such a noun answers within its own report."""
    window = _window(reply)
    before = [s for s in others if s.begin < reply.begin]
    aimed = [s for s in before if _aims_at(s, reply)]
    if kind == "denies" and _INVOLVED.match(reply.content) and not _TURNS_DOWN.search(reply.frame):
        deed = {stem(w) for w in WORD.findall(_INVOLVED.sub(" ", reply.content)) if weigh(w) == CONTENT and w.islower()}
        aimed = [s for s in aimed if not deed or deed & _stems(s.content)]
        return [s for s in aimed if s.accuses][-1:] or (aimed[-1:] if deed else [])
    if kind == "denies" and TURNS_AGAINST.search(reply.frame) and not DENIED.search(reply.frame):
        return []
    if kind == "denies" and _TURNS_DOWN.search(reply.frame) and not PRONOUN.match(reply.content):
        return []
    by_words = _by_words(reply, others, settings, 0.6 if kind == "confirms" else settings.reply_share)
    if by_words:
        return by_words
    near = [s for s in before if reply.begin - s.begin <= REACH]
    if kind == "denies" and (
        PRONOUN.match(reply.content) or reply.content.strip(" .,").lower() in {"it", "this", "that"}
    ):
        return near[-1:]
    if kind != "declines":
        return []
    about = {stem(w) for w in WORD.findall(_BARE.sub(" ", window)) if weigh(w) > FUNCTION}
    if about:
        return [s for s in near if about <= _stems(s.content)][-1:]
    return [s for s in aimed if s in near and s.accuses][-1:]


def _aims_at(said: Said, reply: Said) -> bool:
    """Whether a claim names who replies: the entity, or most words of his name ("the dam authority")."""
    if (reply.speaker is not None and reply.speaker in said.names) or reply.own & said.names:
        return True
    return bool(reply.proper) and 2 * len(reply.proper & said.words) >= len(reply.proper)


def _meant(window: str, noun: re.Match[str], others: Sequence[Said]) -> tuple[list[Said], bool]:
    """The claims that a noun can mean, by what it goes on with ("allegations of fraud": half of those words, fewer where
    it says whose) and by whose it is ("Brask's claim"); and whether it says either.
    """
    meant, least = list(others), 0.5
    at = noun.start("many") if noun.group("many") else noun.start("one")
    owner = _OWNER.search(window, 0, at)
    side = None if owner else _SIDE.search(window, 0, at)
    said_whose = owner or side
    if said_whose:
        name = fold(said_whose.group(1))
        called = [
            s for s in others
            if name in s.roles or any(name == word or (side and _one_name(name, word)) for word in _folded(s.source))
        ]  # fmt: skip
        theirs = {s.speaker for s in called} - {None}
        meant, least = [s for s in others if s in called or s.speaker in theirs], 0.4
    goes_on = _GOES_ON.match(window, noun.end())
    words = {stem(w): weigh(w) for w in WORD.findall(goes_on.group(1))[:12] if weigh(w) > FUNCTION} if goes_on else {}
    if goes_on and words:
        plain = {stem(w): weigh(w) for w in WORD.findall(goes_on.group(1))[:12] if weigh(w) > FUNCTION and w.islower()}
        full = {word: 1.0 for word, weight in plain.items() if weight >= CONTENT}
        fit = {
            s.attribution_id: _held(words, s) for s in meant
            if _held(plain, s) >= least * sum(plain.values()) and _held(full, s) >= min(2, len(full))
        }  # fmt: skip
        most = max(fit.values(), default=0.0)
        meant = [s for s in meant if fit.get(s.attribution_id) == most >= least * sum(words.values())]
    return meant, bool(said_whose or words)


def _held(words: Mapping[str, float], said: Said) -> float:
    """The weight of those of ``words`` that a content has."""
    there = _stems(said.content)
    return round(sum(weight for word, weight in words.items() if word in there), 4)


def _folded(source: str) -> set[str]:
    return {fold(word).removesuffix("'s") for word in WORD.findall(source)}


def _stems(content: str) -> set[str]:
    return {stem(word) for word in WORD.findall(content)}


def _main_claims(reply: Said, noun: str, before: Sequence[Said], narrowed: bool) -> list[Said]:
    """What "the accusations" are: the nearest accusation of who replies, or that is close by (any, where the reply says
    whose or of what: ``narrowed``); what other nouns mean must have been brought by a verb of their kind.
    """
    accusing = [s for s in before if (s.accuses or _TELLS_OF_ONE.search(s.content)) and (narrowed or _meets(s, reply))]
    if noun in _KIN_VERBS:
        nearest = [s for s in before if _KIN_VERBS[noun].search(s.cue) and _meets(s, reply)][-1:]
    elif noun in _ACCUSING:
        nearest = [s for s in accusing if s.accuses][-1:] or accusing[-1:]
    else:
        nearest = [s for s in before if _aims_at(s, reply) and _meets(s, reply)][-1:] or accusing[-1:]
    # What one sentence says in two contents is one accusation.
    return [s for s in before if nearest and s.begin == nearest[0].begin and s.accuses == nearest[0].accuses]


def _meets(said: Said, reply: Said) -> bool:
    """Whether a reply may look back (or on) so far: to what names who replies, or to an accusation not far before it."""
    return _aims_at(said, reply) or (said.accuses and 0 <= reply.begin - said.begin <= REACH)


def _side(main: Said, others: Sequence[Said], compatible: Compatible) -> frozenset[str]:
    """The speakers of a report that speak for who made the main claim: named with it ("Norland", "Norland's ministry")."""
    side = {s.speaker for s in others if s.speaker is not None and (s.own & main.own or _akin(s.proper, main.proper))}
    side |= {main.speaker} if main.speaker is not None else set()
    # Whoever speaks for one of them speaks for that side too.
    known = {s.speaker for s in others if s.speaker is not None}
    return frozenset(side | {one for one in known if any(compatible(one, other) == 1 for other in side)})


def _akin(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two sources share a name, in any of its forms ("Norland", "Norlandish")."""
    return any(_one_name(a, b) for a in one for b in other if min(len(a), len(b)) >= 5)


def _one_name(one: str, other: str) -> bool:
    """Whether two words are one name, in any of its forms."""
    return one == other or (min(len(one), len(other)) >= 5 and one[:5] == other[:5])


def _belongs(said: Said, main: Said, reply: Said, side: frozenset[str], settings: ClaimSettings) -> bool:
    """Whether a claim is a part of what is answered: it repeats the main one's words, or it comes from the same side and
    names who replies.
    """
    share, weight = _shared(said.says, main.says)
    if share >= settings.reply_share and weight >= settings.least_weight:
        return True
    if not _aims_at(said, reply):
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
        if enough and _turned(reply.content, reply.content) == _turned(said.content, reply.content):
            fit.append((value, weight, said))
    if not fit:
        return []
    best = max(fit, key=lambda row: (round(row[0], 4), round(row[1], 4), row[2].accuses, row[2].attribution_id))[2]
    return [s for _, _, s in fit if set(s.claims) & set(best.claims)]


def _turned(content: str, reply: str) -> bool:
    """Whether the sentence of a content that is nearest to a reply is a negative one: who denies that it fired does not
    answer "it has never fired".
    """
    words = {stem(word) for word in WORD.findall(reply) if weigh(word) > FUNCTION}
    nearest = max(_SENTENCE_END.split(content), key=lambda sentence: len(words & _stems(sentence)))
    # "without" denies what follows it, not the sentence.
    words = {fold(word).replace("'", "") for word in WORD.findall(nearest)} - {"without"}
    return any(is_negation(word) for word in words)
