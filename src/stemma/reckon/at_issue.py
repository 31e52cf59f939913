"""What a reply answers that does not say it in the words of what was said: what is at issue between the two.

A denial that only points ("the claims are false") is about the charge against who denies, what was said of him, or what
the report opens with; one that says of what it is answers nothing that does not share it.
"""

import re
from collections.abc import Sequence

from stemma.reckon.aim import accuses_side, aims_at, charges
from stemma.reckon.kind import DECLINES, FALSE, TURNS_DOWN, reply_kind
from stemma.reckon.lexicon import ANSWERED, CONTENT, INVOLVED
from stemma.reckon.nearest import (
    AIM,
    CHARGE,
    LATER,
    NEAR,
    REACH,
    WHICH,
    can_be_answered,
    own_deeds,
    shared_deeds,
)
from stemma.reckon.said import OPENING, Said
from stemma.reckon.units import is_negation
from stemma.words import WORD, fold

# Set by reasoning and tried (NEWS .75, 1.5, 2.5; MUCH_AT_ISSUE 2 to 3.5) on the parts ``open`` and ``more``
# of ``benchmarks/hand/replies``.
NEWS, MUCH_NEWS = 1.5, 2 * CONTENT  # for a statement with so many words with which the report opens
MUCH_AT_ISSUE = 2.5  # of what ``_at_issue`` gives
AGAINST, BESIDE = 1.0, 12  # for what a denial is set against in the same sentence; code points between the two
RIGHT_BEFORE = 150  # code points: a charge in the sentence before
# What is denied is a statement: a clause, a deed, "any involvement", "it". Of "the change" it may be the thing itself.
_OF_SAYING = re.compile(
    r"\W*(?:that|any|all|having|it|this|these|those|\w+ing)\b"
    r"|\W*(?:\S+\s+){1,8}?(?:is|are|was|were|has|have|had|did|does|would|will|ca|could|can)\b|\W*(?!(?:an?|the|his|her|its|their)\b)[a-z]\w*\W*(?:\w+\W*)?$"
)


def answered_at_issue(reply: Said, here: Sequence[Said], theirs: bool, told: bool) -> list[Said]:
    """The statement that a denial, or a confirmation that only points ("confirmed the reports"), answers that says in words of its own, or not at all, what it denies; [] where none is
    so much at issue in the report that it must be meant. ``theirs``: ``here`` are those of whom it says that it answers;
    ``told``: it says of what the accusations were, which must be there.
    """
    involved = bool(INVOLVED.search(reply.content, 0, 60))
    names_it = involved or bool(ANSWERED.search(_words(reply)) or FALSE.search(reply.content))
    by_itself = reply_kind(reply.cue, reply.content, reply.cue, reply.source) == "denies"
    if (not names_it and (TURNS_DOWN.search(reply.frame) or not by_itself)) or WHICH.fullmatch(reply.content):
        return []
    points = not told and (names_it or (not own_deeds(reply) and bool(_OF_SAYING.match(reply.content))))
    # What is denied in one place is said in none, though it may be found there twice.
    denied = [s.inside for s in here if s.kind == "denies"]
    fit = []
    for said in here:
        if any(begin <= said.inside[0] and said.inside[1] <= end for begin, end in denied):
            continue
        if not _is_stated(said) or not can_be_answered(said, reply, reply.kind or "denies"):
            continue
        before = said.begin < reply.begin
        if not before and not theirs and reply.begin > OPENING:
            continue
        against = reply.joined and 0 < reply.begin - said.inside[1] <= BESIDE
        shared = shared_deeds(said, reply)
        # "Any involvement of the guard": what was said of the guard.
        meant = theirs or against or (involved and bool(reply.names & said.names))
        right_before = 0 < reply.begin - said.inside[1] <= RIGHT_BEFORE
        value = (
            _at_issue(said, reply, meant)
            + AGAINST * against
            + NEAR * (names_it and right_before)
            - (0.0 if before else LATER)
        )
        if told and shared < min(2 * CONTENT, sum(own_deeds(reply).values()) / 2):
            continue
        charged = said.accuses and right_before and accuses_side(said, reply, own=False)
        if not (
            against
            or charged
            or shared >= (CONTENT if theirs or charges(said) or aims_at(said, reply) else 2 * CONTENT)
            or (points and (theirs or charges(said) or said.news >= MUCH_NEWS))
        ):
            continue
        if value + min(2.0, shared) >= (AIM + NEAR if theirs else MUCH_AT_ISSUE):
            fit.append((round(value + min(2.0, shared), 4), said.begin, said.attribution_id, said))
    return [max(fit, key=lambda row: row[:3])[-1]] if fit else []


def _at_issue(said: Said, reply: Said, meant: bool = False) -> float:
    """How much a statement is what a reply is about: it charges or names who replies (or is ``meant`` by him in another
    way), tells the news, stands not far before.
    """
    aims = meant or aims_at(said, reply)
    value = AIM * aims + CHARGE * (aims and charges(said)) + NEWS * min(1.0, said.news / MUCH_NEWS)
    return round(value + (NEAR if 0 <= reply.begin - said.begin <= REACH else 0.0), 4)


def _words(reply: Said) -> str:
    return f"{reply.frame} {reply.content}"


def _is_stated(said: Said) -> bool:
    """Whether a content says enough to be asked about, and is said: no "did not quote", no refusal told within it."""
    if sum(said.does.values()) < 2 * CONTENT or DECLINES.search(said.content):
        return False
    return not any(is_negation(fold(word)) for word in WORD.findall(said.cue))
