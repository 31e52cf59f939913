"""What can be answered at all: whose word a statement is and what it asserts; and what fits a confirmation best.

A wish, a question and a denial state nothing that could be answered.
"""

import re
from collections.abc import Sequence

from stemma.reckon.aim import aims_at, brings_charge, charges
from stemma.reckon.lexicon import (
    CONTENT,
    FUNCTION,
    SPOKEN_FOR,
    TITLES,
    deed,
    weigh,
)
from stemma.reckon.said import Said
from stemma.reckon.states import states_in
from stemma.reckon.units import is_negation
from stemma.words import WORD, fold, without_possessor

LEAST = 2.5  # of what ``weigh_fit`` gives; chosen on the half ``open`` of ``benchmarks/hand/replies``
AIM, CHARGE, NEAR = 1.5, 1.0, 0.5  # for what names who replies, what accuses, and what stands not far before
# Share of the deeds that a confirmation names which the statement must have, or it of the statement's; and of those of a whole clause:
# chosen on 199 labelled reports with a word of confirming (5 of 6 told are right there, with one half for both 5 of 9).
HELD, HELD_OF_CLAUSE = 0.5, 0.65
REACH = 700  # code points: as far as "that" and "it" point back, about two paragraphs of news
BESIDE = 3  # code points between a content and the "which" that takes it up
LATER = 1.0  # taken off where it comes after the reply
NAMED = 0.5  # for each name that both have
# "Is said to have ...": nobody is named who says so, yet it is said of somebody.
_IS_SAID = re.compile(
    r"\b(?:is|are|was|were|been)\s+(?:\w+ly\s+)?(?:said|reported|believed|thought|suspected|rumou?red)\b", re.IGNORECASE
)
# Who says that he will raise a matter says nothing of it: what is denied is the matter.
_RAISES = r"(?:address|ask|bring|broach|confront|cover|discuss|mention|press|query|question|raise|speak|talk|take|touch)(?:s|ed|ing)?"
_WILL_RAISE = re.compile(
    r"\W*(?:that\s+)?(?:(?:[\w’'.-]+\s+){1,4}?(?:would|will|might|may|could|should|(?:plan|intend|mean|hope|expect|want)(?:s|ed)?\s+to"
    rf"|(?:is|was|am|are|were)\s+(?:going|planning|hoping)\s+to|['’]ll)|to)\s+(?:\W?\w+ly\s+|again\s+|also\s+|definitely\s+)*\W?({_RAISES})\b",
    re.IGNORECASE,
)
_FAILS = re.compile(r"\b(?:fail|unable|unsuccessful|miss)\w*", re.IGNORECASE)
_PHRASE = re.compile(r"\s(?:of|in|on|at|for|from|by|with|to|that|which|who|after)\s", re.IGNORECASE)
_FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|did|does|\w{3,}ed"
    r"|began|broke|came|drove|fell|flew|fought|gave|got|grew|held|hit|knew|led|left|lost|made|met|ran|rose|sank|shot|spoke|stood|struck|took|told|went|won)\b",
    re.IGNORECASE,
)
# What somebody feels is nobody else's to confirm: "deeply regrets the deaths".
_FEELS = re.compile(
    r"\W*(?:[\w’'-]+\s+){0,6}?(?:regret|mourn|sorry|sad(?:den|ness|\b)|grie[fv]|condol|sympath|heartbroken|devastat|thank|grateful|proud|pray|thrill"
    r"|disappoint|apologi[sz])\w*",
    re.IGNORECASE,
)
# What is asked, wished or promised by its verb; or by how it begins: "whether ...", "to open the gates", "he would go".
_ASKS = re.compile(
    r"\b(?:ask|question|wonder|urg|want|discuss|rais|hope|wish|plan|expect|vow|pledg|promis|seek|threaten)\w*\b"
    r"|\bcall(?:s|ed|ing)?\s+(?:on|for)\b",
    re.IGNORECASE,
)
_ASSERTS_NOTHING = re.compile(
    r"\W*(?:to\s|(?:\S+\s+){0,5}?(?:ask|question|wonder|urg|want|hope|wish|plan|expect|whether|if|would|will|could|should|must|might|inevitabl"
    r"|going\s+to)\w*\b)",
    re.IGNORECASE,
)
# Words with which a reply points at what was said, and those of a refusal: they say nothing of what it was.
_POINTING_WORDS = (
    ["accusation", "allegation", "claim", "charge", "assertion", "report", "suggestion", "criticism", "remark", "statement", "finding", "comment", "request", "question", "story", "account", "version", "article", "talk", "idea", "notion", "theory", "speculation", "rumour", "assessment", "complaint", "case", "lawsuit", "suit", "wrongdoing", "misconduct", "wrong", "true", "truth", "untrue", "false", "baseless", "unfounded", "groundless", "merit", "happen", "involvement", "responsibility", "knowledge", "role", "news", "any", "deny", "reject", "dismiss", "further"]
)  # fmt: skip
# The terms of a content are stems already.
POINTING = frozenset(form for word in _POINTING_WORDS for form in (deed(word), deed(deed(word))))
_ADMITS = re.compile(r"\b(?:admi|acknowledg|conced)\w*", re.IGNORECASE)
WHICH = re.compile(r"\W*which\W*", re.IGNORECASE)
_OWN_VOICE = re.compile(r"\b(?:his|her|its|their)\b|^\W*an?\s", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?]\W+(?=[A-Z“\"])")
_QUOTES = re.compile(r"\b(?:quot|cit)(?:e|es|ed|ing)\b", re.IGNORECASE)
_DEFINITE = re.compile(r"\W*(?:the|he|she|it|they|this|that|his|her|its|their|who|which)\b", re.IGNORECASE)
# A source whose last word is a name, and no place or body of which somebody is.
_NAMED_BY = re.compile(r"\W*(?:(?!of\b|for\b|in\b|at\b|from\b|and\b)[\w.’'-]+\s+)*([A-Z][\w’-]+)\W*")
_THE_ONE = re.compile(r"\W*the\s+(\w+)\W*", re.IGNORECASE)
_PRONOUN = re.compile(r"\W*(?:he|she|it|they|we|i|who|which|that)\W*$", re.IGNORECASE)


def answered_by_which(reply: Said, here: Sequence[Said]) -> list[Said]:
    """What a bare "which" takes up, "that Norland had opened the gates, which it denies": what stands right before it."""
    if not WHICH.fullmatch(reply.content):
        return []
    begin = reply.inside[0]
    before = [s for s in here if can_be_answered(s, reply, reply.kind or "") and 0 <= begin - s.inside[1] <= BESIDE]
    return before[-1:]


def answered_nearest(reply: Said, here: Sequence[Said], told: bool) -> list[Said]:
    """The one statement of the report that fits a confirmation best; [] where none fits well. ``told``: it says of what
    the reports were ("confirmed reports of a landslide"), which must be there.
    """
    fit = []
    for said in here:
        if not can_be_answered(said, reply, "confirms") or (told and not shared_deeds(said, reply)):
            continue
        before = said.begin < reply.begin
        near = before and reply.begin - said.begin <= REACH
        value = _weigh_fit(said, reply) + (NEAR if near else 0.0 if before else -LATER)
        if value >= LEAST:
            fit.append((round(value, 4), before, -abs(reply.begin - said.begin), said.attribution_id, said))
    return [max(fit, key=lambda row: row[:4])[-1]] if fit else []


def _weigh_fit(said: Said, reply: Said) -> float:
    """How well a statement fits a confirmation, place apart: the thing itself must be there, and most of what is confirmed."""
    deeds, shared = own_deeds(reply), shared_deeds(said, reply)
    names = {term for term in reply.says if term[0] == "@"} & {term for term in said.says if term[0] == "@"}
    of_reply, of_said = (shared / max(1.0, sum(terms.values())) for terms in (deeds, said.does))
    # Of "the family's deaths in the flood" it is the deaths, of "that gates were raised" what comes first.
    # Of a whole clause most must be there: "that the missile was fired at six" confirms no other word of that missile.
    words = [deed(word) for word in WORD.findall(_PHRASE.split(reply.content)[0]) if weigh(word) >= CONTENT]
    finite = _FINITE.search(reply.content) is not None
    fits = of_reply >= HELD_OF_CLAUSE if finite else max(of_reply, of_said) >= HELD
    enough = (shared >= 2 * CONTENT and fits) or (
        not finite and shared >= CONTENT and any(term in said.does for term in words[::-1][:1])
    )
    if _ADMITS.search(reply.frame):
        # What somebody admits of himself answers nothing unless he was charged with it.
        enough = enough and aims_at(said, reply) and charges(said)
    return 1.0 + shared + NAMED * len(names) if enough else 0.0


def own_deeds(reply: Said) -> dict[str, float]:
    """The deeds that a reply names, names and words that only point at what was said apart."""
    words = WORD.findall(reply.content)
    # The first word has a capital in a quotation anyway, but not before "'s".
    named = {deed(word) for word in words[1:] if word[0].isupper()}
    named |= {deed(word) for word in words[:1] if word[0].isupper() and word[-2:] in ("'s", "’s")}
    return {term: weight for term, weight in reply.does.items() if term not in POINTING and term not in named}


def shared_deeds(said: Said, reply: Said) -> float:
    return sum(weight for term, weight in own_deeds(reply).items() if term in said.does)


def is_anothers(said: Said, reply: Said, at: int) -> bool:
    """Whether a statement is another's than a reply's, neither within the other (the reply stands ``at``), and is no denial
    or refusal itself.
    """
    begin, end = reply.inside
    return not (
        said is reply or not said.claims or said.kind in {"denies", "declines"} or set(said.claims) & set(reply.claims)
        or begin <= said.begin < end or said.inside[0] <= at < said.inside[1]
        or (said.speaker is not None and said.speaker in {reply.speaker, *reply.own})
        or (reply.speaker is not None and reply.speaker in said.own)
        or said.own & reply.own or (said.source and fold(said.source) == fold(reply.source))
        or _is_called_again(said, reply) or _bears_one_name(said, reply)
        or _speaks_for(said, reply) or _speaks_for(reply, said)
    )  # fmt: skip


def _bears_one_name(said: Said, reply: Said) -> bool:
    """Whether two sources are one name, though no speaker was found: "Inspector Moor" and "Inspector Ida Moor"."""
    one, other = (_NAMED_BY.fullmatch(who.source.partition(",")[0]) for who in (said, reply))
    if not one or not other or fold(one.group(1)) != fold(other.group(1)):
        return False
    own, theirs = (who.proper - TITLES for who in (said, reply))
    return own <= theirs or theirs <= own


def _speaks_for(body: Said, speaker: Said) -> bool:
    """Whether who speaks is called a source's spokesman, lawyer ...: "the Authority" and "Ida Moor, the Authority's spokeswoman"."""
    called = [*speaker.roles, *WORD.findall(fold(speaker.source))]
    whose = {without_possessor(word) for word in called if without_possessor(word) != word}
    return bool(body.proper) and body.proper <= whose and bool(SPOKEN_FOR.search(" ".join(called)))


def _is_called_again(said: Said, reply: Said) -> bool:
    """Whether a reply's source is a bare "the spokesman" where the spokesman of somebody made the statement before."""
    again = _THE_ONE.fullmatch(reply.source)
    if again is None or said.begin > reply.begin:
        return False
    head, _, _ = said.source.partition(",")
    return again.group(1).lower() in {word.lower() for word in WORD.findall(head)[-4:]}


def can_be_answered(said: Said, reply: Said, kind: str) -> bool:
    """Whether a statement is another's, asserts something and is no reply itself."""
    if not is_anothers(said, reply, reply.begin):
        return False
    if kind == "confirms" and not can_be_confirmed(said, reply):
        return False
    if _QUOTES.search(said.cue) and (reply.speaker in said.names or reply.proper & said.words):
        return False  # his own words, as another has them
    # "His representative", "a spokesperson": who speaks for the one who replies, for all that is known.
    if said.speaker is None and SPOKEN_FOR.search(said.source) and _OWN_VOICE.search(said.source) and not said.own:
        return False
    if said.speaker is not None and SPOKEN_FOR.search(said.source) and _OWN_VOICE.match(said.source):
        return False
    charged = brings_charge(said) or bool(_IS_SAID.search(said.cue))
    if said.speaker is None and (not said.source or _PRONOUN.match(said.source)) and not charged:
        return False
    if kind == "denies" and turned(said.content, reply.content) and not turned(reply.content, reply.content):
        return False
    return charged or not (said.denies_inside or _ASKS.search(said.cue) or _ASSERTS_NOTHING.match(said.content))


def can_be_confirmed(said: Said, reply: Said) -> bool:
    """Whether a statement may be what somebody else confirms: the deaths of one country's people are not those of another's, and
    that a thing failed is not that it was done, and what somebody feels is his own.
    """
    own, theirs = states_in(reply.content), states_in(said.content)
    apart = bool(own) and bool(theirs) and own.isdisjoint(theirs)
    contrary = bool(_FAILS.search(reply.content)) != bool(_FAILS.search(said.content))
    feels = _FEELS.match(said.content) is not None
    return said.kind != "confirms" and not (apart or contrary or feels) and not _may_be_one(said, reply)


def _may_be_one(said: Said, reply: Said) -> bool:
    """Whether who confirms may be who said it, as far as their words tell: "the party", "it". Nobody confirms himself."""
    return any(
        one.speaker is None and not one.proper and (not one.source or bool(_DEFINITE.match(one.source)))
        for one in (said, reply)
    )


def only_raises(said: Said, reply: Said) -> bool:
    """Whether a statement only says that somebody will raise a matter, and a denial is not of his raising it."""
    raises = None if said.accuses else _WILL_RAISE.match(said.content)
    return raises is not None and deed(raises.group(1)) not in own_deeds(reply)


def turned(content: str, reply: str) -> bool:
    """Whether the sentence of a content that is nearest to a reply is a negative one: who denies that it fired does not
    answer "it has never fired".
    """
    words = {deed(word) for word in WORD.findall(reply) if weigh(word) > FUNCTION}
    nearest = max(
        _SENTENCE_END.split(content), key=lambda sentence: len(words & {deed(word) for word in WORD.findall(sentence)})
    )
    # "without" denies what follows it, not the sentence.
    words = {fold(word).replace("'", "") for word in WORD.findall(nearest)} - {"without"}
    return any(is_negation(word) for word in words)
