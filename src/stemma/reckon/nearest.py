"""What a reply answers in its own report where no rule of ``reply`` finds it: the statement that fits it best.

What fits has the reply's words for deeds, names who replies or his side, accuses, and stands not far before. Nothing is
answered where none fits well enough: a wish, a question and a denial state nothing that could be answered.
"""

import re
from collections.abc import Sequence

from stemma.reckon.denial import accuses_side
from stemma.reckon.lexicon import ANSWERED, CONTENT, COUNTRY, FUNCTION_WORDS, stem, weigh
from stemma.reckon.said import Said
from stemma.reckon.speakers import proper_words
from stemma.words import WORD, fold

LEAST = 2.5  # of what ``weigh_fit`` gives; chosen on the half ``open`` of ``benchmarks/hand/replies``
AIM, CHARGE, NEAR = (
    1.5,
    1.0,
    0.5,
)  # for a statement that names who replies, that accuses, and that stands not far before
REACH = 700  # code points: about two paragraphs of news
BESIDE = 3  # code points between a content and the "which" that takes it up
HEAD = 4  # words at the head of a statement, where it says who did it
LONG = 7  # letters of a word's head by which its forms are one
LATER = 1.0  # taken off where it comes after the reply
NAMED = 0.5  # for each name that both have
_ACCUSES = re.compile(r"\b(?:accus|alleg|blam|charged?\b|charges\b|indict)\w*", re.IGNORECASE)
# The same told of in a content: of "the coming charges" nobody says anything.
_TELLS_OF_ONE = re.compile(
    r"\b(?:accus\w+|alleg\w+|blamed|charged\s+with|indicted|behind|responsible|guilty)\b", re.IGNORECASE
)
# "Is said to have ...": nobody is named who says so, yet it is said of somebody.
_IS_SAID = re.compile(
    r"\b(?:is|are|was|were|been)\s+(?:\w+ly\s+)?(?:said|reported|believed|thought|suspected|rumou?red)\b", re.IGNORECASE
)
_ASSERTS_NOTHING = re.compile(
    r"\b(?:ask|question|wonder|urg|want|discuss|rais|whether|if|hope|wish|plan|expect|would|will|could|might|inevitabl)\w*\b"
    r"|\bcall(?:s|ed|ing)?\s+(?:on|for)\b|\bgoing\s+to\b",
    re.IGNORECASE,
)
# Words with which a reply points at what was said, and those of a refusal: they say nothing of what it was.
_POINTING = frozenset(
    stem(word) for word in
    ["accusation", "allegation", "claim", "charge", "assertion", "report", "suggestion", "criticism", "remark", "statement", "finding", "comment", "request", "question", "involvement", "responsibility", "knowledge", "role", "news", "any", "deny", "reject", "dismiss", "further"]
)  # fmt: skip
_SPOKEN_FOR = re.compile(r"\b(?:spokes\w+|representatives?|lawyers?|attorneys?|publicists?|aides?)\b", re.IGNORECASE)
_ADMITS = re.compile(r"\b(?:admi|acknowledg|conced)\w*", re.IGNORECASE)
_INVOLVED = re.compile(r"\b(?:involvement|involved|responsibility|role|wrongdoing|complicity)\b", re.IGNORECASE)
_ABOUT = re.compile(r"\b(?:about|on|whether|regarding)\b", re.IGNORECASE)
_WHICH = re.compile(r"\W*which\W*", re.IGNORECASE)
_AS = re.compile(r"(?:\w+\.?\s+){1,5}as\b")
_DISMISSES = re.compile(r"\b(?:dismiss|brush|wav)\w*", re.IGNORECASE)
_OWN_VOICE = re.compile(r"\b(?:his|her|its|their)\b|^\W*an?\s", re.IGNORECASE)
_PRONOUN = re.compile(r"\W*(?:he|she|it|they|we|i|who|which|that)\W*$", re.IGNORECASE)
_BARE = re.compile(
    r"\b(?:comment|respon[ds]|reply|replied|request|reach|inquir|enquir|hear\s+back|messages?)\w*", re.IGNORECASE
)


def answered_nearest(reply: Said, kind: str, here: Sequence[Said], told: bool) -> list[Said]:
    """The one statement of the report that fits a reply best; [] where none fits well. ``told``: the reply says of what
    the accusations were ("denied allegations of theft"), which must be there.
    """
    if _WHICH.fullmatch(reply.content):
        # "That Norland had opened the gates, which it denies": what stands right before.
        begin = reply.inside[0]
        right_before = [s for s in here if _can_be_answered(s, reply, kind) and 0 <= begin - s.inside[1] <= BESIDE]
        return right_before[-1:] if kind != "declines" else []
    whose = _dismissed_person(reply, here) if kind == "denies" else None
    fit = []
    for said in here:
        if not _can_be_answered(said, reply, kind) or (whose is not None and said.speaker != whose):
            continue
        before = said.begin < reply.begin
        near = before and reply.begin - said.begin <= REACH
        if told and whose is None and not _shared_deeds(said, reply):
            continue
        value = AIM + CHARGE if whose is not None and before else weigh_fit(said, reply, kind)
        value += NEAR if near else 0.0 if before else -LATER
        if value >= LEAST:
            fit.append((round(value, 4), before, -abs(reply.begin - said.begin), said.attribution_id, said))
    return [max(fit, key=lambda row: row[:4])[-1]] if fit else []


def _dismissed_person(reply: Said, here: Sequence[Said]) -> str | None:
    """Who is dismissed himself for what he said ("dismissed Brask as a bad loser"): a speaker named at the head of the content."""
    if not _AS.match(reply.content) or not _DISMISSES.search(reply.frame):
        return None
    earlier = {said.speaker for said in here if said.begin < reply.begin}
    named = sorted(one for one in earlier if one is not None and one != reply.speaker and one in reply.names)
    return named[0] if len(named) == 1 else None


def weigh_fit(said: Said, reply: Said, kind: str) -> float:
    """How well a statement fits a reply, place apart. 0 where there is nothing but its being near."""
    deeds, shared = _deeds(reply), _shared_deeds(said, reply)
    names = {term for term in reply.says if term[0] == "@"} & {term for term in said.says if term[0] == "@"}
    aims = aims_at(said, reply)
    accuses = said.accuses or bool(_ACCUSES.search(said.cue) or _TELLS_OF_ONE.search(said.content))
    if kind == "declines":
        # A refusal says nothing itself: it answers what was said before of the one who refuses.
        bare = said.begin < reply.begin and bool(_BARE.search(f"{reply.frame} {reply.content}"))
        if _ABOUT.search(reply.content) and not shared:
            return 0.0
        return AIM + CHARGE + (CHARGE if accuses else 0.0) if bare and aims else 0.0
    if kind == "confirms":
        # The thing itself must be there, and most of what is confirmed.
        held = max(
            shared / max(1.0, sum(deeds.values())), (shared >= 2 * CONTENT) * shared / max(1.0, sum(said.does.values()))
        )
        first = next((stem(word) for word in WORD.findall(reply.content) if weigh(word) >= CONTENT), "")
        enough = (shared >= 2 * CONTENT and held >= 0.5) or (shared >= CONTENT and first in said.does)
        if _ADMITS.search(reply.frame):
            # What somebody admits of himself answers nothing unless he was charged with it.
            enough = enough and aims and accuses
        return 1.0 + shared + NAMED * len(names) if enough else 0.0
    points = bool(ANSWERED.search(f"{reply.frame} {reply.content}") or _INVOLVED.search(reply.content, 0, 60))
    if shared < CONTENT and not (aims and accuses and points):
        return 0.0
    if not aims and not accuses and any(_is_name(word) for word in WORD.findall(said.content)[:HEAD]):
        return 0.0  # of somebody else
    straight = said.accuses and accuses_side(said, reply, own=False)
    return (
        shared + NAMED * min(2, len(names)) + (AIM if aims else 0.0) + (CHARGE if accuses else 0.0)
        + (NAMED if straight else 0.0)
    )  # fmt: skip


def _deeds(reply: Said) -> dict[str, float]:
    return {term: weight for term, weight in reply.does.items() if term not in _POINTING}


def _shared_deeds(said: Said, reply: Said) -> float:
    return sum(weight for term, weight in _deeds(reply).items() if term in said.does)


def aims_at(said: Said, reply: Said) -> bool:
    """Whether a statement names who replies, the one whom he speaks for, or his side ("Norland", "Norlandish")."""
    # Behind a comma the source tells more of him, with names that are not his.
    head, more, _ = reply.source.partition(",")
    if (reply.speaker is not None and reply.speaker in said.names) or (not more and reply.own & said.names):
        return True
    named = [fold(word).removesuffix("'s") for word in WORD.findall(said.content) if word[0].isupper()]
    own = proper_words(head) | reply.sides
    if any(_one_name(a, b) for a in named for b in own if b not in FUNCTION_WORDS):
        return True
    # "a spokeswoman for the council": the council.
    if not _SPOKEN_FOR.search(reply.source):
        return False
    whom = _SPOKEN_FOR.sub(" ", reply.source)
    common = {stem(word) for word in WORD.findall(whom) if word.islower() and weigh(word) >= CONTENT}
    return bool(common) and all(any(_one_word(one, other) for other in said.stems) for one in common)


def _one_word(one: str, other: str) -> bool:
    """Whether two stems are forms of one long word ("prosecutor", "prosecuting")."""
    return one == other or (min(len(one), len(other)) >= LONG and one[:LONG] == other[:LONG])


def _is_name(word: str) -> bool:
    return word in COUNTRY or (word[0].isupper() and fold(word) not in FUNCTION_WORDS)


def _one_name(one: str, other: str) -> bool:
    return one == other or (min(len(one), len(other)) >= 5 and one[:5] == other[:5])


def _can_be_answered(said: Said, reply: Said, kind: str) -> bool:
    """Whether a statement is another's, asserts something and is no reply itself."""
    if said is reply or not said.claims or said.kind in {"denies", "declines"} or set(said.claims) & set(reply.claims):
        return False
    if kind == "confirms" and said.kind == "confirms":
        return False
    begin, end = reply.inside
    if begin <= said.begin < end or said.inside[0] <= reply.begin < said.inside[1]:
        return False
    if said.speaker is not None and said.speaker in {reply.speaker, *reply.own}:
        return False
    if reply.speaker is not None and reply.speaker in said.own:
        return False
    if said.own & reply.own or (said.source and fold(said.source) == fold(reply.source)):
        return False
    # "His representative", "a spokesperson": who speaks for the one who replies, for all that is known.
    if said.speaker is None and _SPOKEN_FOR.search(said.source) and _OWN_VOICE.search(said.source) and not said.own:
        return False
    if said.speaker is not None and _SPOKEN_FOR.search(said.source) and _OWN_VOICE.match(said.source):
        return False
    charges = said.accuses or bool(_ACCUSES.search(said.cue) or _IS_SAID.search(said.cue))
    if said.speaker is None and (not said.source or _PRONOUN.match(said.source)) and not charges:
        return False
    if kind == "declines":
        return True
    return charges or not (said.denies_inside or _ASSERTS_NOTHING.search(f"{said.cue} {said.content}"))
