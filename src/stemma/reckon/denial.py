"""What a denial answers that does not say whose word it denies: "denied meddling in the vote", "pushed back at those
who called for a vote", "that is no 'paper storm'".
"""

import re
from collections.abc import Callable, Mapping, Sequence

from stemma.reckon.aim import accuses_side, one_name, side_of, take_apart
from stemma.reckon.lexicon import CONTENT, INVOLVEMENT, deed, weigh
from stemma.reckon.said import RELATIVE, Said
from stemma.words import WORD, fold

DENIED = re.compile(r"\bden(?:y|ies|ied|ying|ials?)\b", re.IGNORECASE)
# Turned against a call, a critic or a claim that stands in the content itself.
TURNS_AGAINST = re.compile(
    r"\b(?:push|hit|fir|shoot|shot)(?:es|ed|ing)?\s+back\b|\b(?:reject|dismiss|rebuff|refut|rebut|brush\w*\s+(?:off|aside))\w*",
    re.IGNORECASE,
)
# What is asked or wanted, and what is denied in its turn, asserts nothing.
_NO_ASSERTION = re.compile(
    r"\b(?:ask|question|wonder|urg|call|want|discuss|rais|whether|if|would|will|could|might)\w*\b"
    r"|\b(?:inevitabl[ey]|going\s+to|nothing\s+to\s+do|no\s+(?:knowledge|role|part)|not|never|cannot)\b|n[’']t\b",
    re.IGNORECASE,
)
_INVOLVED = frozenset(map(deed, INVOLVEMENT))
_POINTS = re.compile(r"\W*(?:which|what|this|it|them|these|those)\b", re.IGNORECASE)
_DEED_AS_NOUN = re.compile(
    r"(?:ence|[st]ion|ment|ing|al)s?$", re.IGNORECASE
)  # "Norland's interference": no statement that it did
_CHARGES_CUE = re.compile(r"\b(?:accus|alleg|charg|claim|blam)\w*", re.IGNORECASE)
_NOT_SO = re.compile(r"\b(?:not|never|no)\s+((?:[\w’'-]+\s*){1,5})|n[’']t\s+((?:[\w’'-]+\s*){1,5})", re.IGNORECASE)
_RELATIVES = re.compile(r"who|which|that", re.IGNORECASE)
_NEAR = 4  # words: who did it stands so near before what he did, and at the head of what is said
_BE = deed("be")
# Of the words for deeds of the shorter of two contents, in the other. By reasoning, and by reading all replies that are
# found in the Helsinki reports outside the part ``after`` of ``benchmarks/hand/claims``; so was ``_NEAR``.
COVERED = 0.6

Another = Callable[[Said, Said], bool]


def answered_by_deed(reply: Said, here: Sequence[Said], elsewhere: Sequence[Said], another: Another) -> list[Said]:
    """The accusation of the deed that a reply denies, raised against who replies or his side: the closest in the reply's
    own report, else over reports; where nobody accuses by the verb, a plain statement that he did it.
    """
    if not DENIED.search(reply.frame) or not reply.does or _POINTS.match(reply.content):
        return []
    for others, own in ((here, True), (elsewhere, False)):
        for accuses in (True, False):
            fit = [
                (_covered(reply, s), s.begin < reply.begin, s.attribution_id, s)
                for s in others
                if s.claims and s.accuses == accuses and s.kind is None and not s.denies_inside
                and another(s, reply) and _covered(reply, s) >= COVERED
                and (accuses_side(s, reply, own) and _charges_deed(s, reply) if accuses else _tells_of_deed(s, reply))
            ]  # fmt: skip
            if fit:
                best = max(fit, key=lambda row: (row[1] and own, row[0], row[2]))[-1]
                return [row[-1] for row in fit if set(row[-1].claims) & set(best.claims)]
    return []


def _covered(reply: Said, said: Said) -> float:
    """The share of the shorter one's deeds that both name; 0 where they have no full word in common."""
    deeds = {term: weight for term, weight in reply.does.items() if term not in _INVOLVED}
    shared = {term: weight for term, weight in deeds.items() if term in said.does}
    if max(shared.values(), default=0.0) < CONTENT:
        return 0.0
    return round(sum(shared.values()) / min(sum(deeds.values()), sum(said.does.values())), 4)


def _charges_deed(said: Said, reply: Said) -> bool:
    """Whether what an accusation charges begins with a deed that the reply denies: not "of lying about the meddling"."""
    if not _CHARGES_CUE.search(said.cue):
        return False
    words = WORD.findall(take_apart(said.content)[1])[: _NEAR + 2]
    doing = [word for word in words if word.endswith("ing") and deed(word) in said.does][:1]
    deeds = [deed(word) for word in doing or words if weigh(word) >= CONTENT and deed(word) in said.does]
    return any(reply.does.get(term, 0.0) >= CONTENT for term in deeds[:2])


def _tells_of_deed(said: Said, reply: Said) -> bool:
    """Whether a statement says at its head that the replier's side did what he denies."""
    if _NO_ASSERTION.search(f"{said.cue} {said.content}") or not (said.proper or said.speaker):
        return False
    side = side_of(reply)
    words = WORD.findall(said.content)[: 2 * _NEAR + 1]
    for at, word in enumerate(words[: _NEAR + 1]):
        if any(one_name(fold(word).removesuffix("'s"), one) for one in side):
            after = words[at + 1 : at + 1 + _NEAR]
            number = next((n for n, word in enumerate(after) if weigh(word) >= CONTENT), None)
            if number is None or reply.does.get(deed(after[number]), 0.0) < CONTENT:
                return False
            return not _DEED_AS_NOUN.search(after[number]) or (number > 0 and deed(after[number - 1]) == _BE)
    return False


def answered_inside(reply: Said, here: Sequence[Said]) -> list[Said]:
    """What a reply turns against and tells itself: another's words within its content ("those who called for ...")."""
    if not TURNS_AGAINST.search(reply.frame):
        return []
    begin, end = reply.inside
    return [s for s in here if begin <= s.begin and s.inside[1] <= end and s is not reply and s.claims]


def answered_in_clause(reply: Said, here: Sequence[Said]) -> list[Said]:
    """What stands in the relative clause that tells which report or whose claim is meant: "denied the reports, which said
    that ...", "claims by Brask, who said that ..."."""
    clause = RELATIVE.match(reply.tail)
    if clause is None:
        return []
    begin = reply.inside[1] + clause.end()
    return [
        s for s in here if s.begin == begin and s is not reply and s.claims and _RELATIVES.fullmatch(s.source.strip())
    ]


def answered_by_quote(reply: Said, quoting: Mapping[tuple[str, ...], Sequence[Said]], another: Another) -> list[Said]:
    """Whose words a statement takes up in quotation marks to deny them ("is not a 'paper storm'"): one other's alone."""
    found = [
        said for words in sorted(reply.denied_quotes) for said in quoting.get(words, ())
        if said.speaker is not None and another(said, reply)
    ]  # fmt: skip
    return found if len({said.speaker for said in found}) == 1 else []


def negated_deeds(reply: Said) -> list[list[str]]:
    """The stems of the words that say something right after each negation of a content."""
    found = _NOT_SO.finditer(reply.content)
    turned = [[deed(w) for w in WORD.findall(m.group(1) or m.group(2)) if weigh(w) >= CONTENT] for m in found]
    return [words for words in turned if words]
