"""What kind of reply an attribution is by its own words: a denial, a confirmation, a refusal to comment, or none.

A reply answers a statement. Who rejects a bid, a call or a plan, and what somebody is only to deny ("is expected to
deny"), denies nothing that was said.
"""

import re
from functools import lru_cache

from stemma.reckon.lexicon import ANSWERED

DENIES = re.compile(
    r"\b(?:den(?:y|ies|ied|ying|ials?)|reject(?:s|ed|ing|ion)?|dismiss(?:es|ed|ing|al)?|refut(?:e|es|ed|ing)"
    r"|rebut(?:s|ted|ting)?|repudiat(?:e|es|ed|ing)|disput(?:e|es|ed|ing))\b",
    re.IGNORECASE,
)
# What is said of a claim to deny it: "described the accusations as absolutely false".
FALSE = re.compile(
    r"\b(?:(?:absolutely|totally|completely|entirely|utterly|categorically|simply|patently)\s+(?:false|untrue|wrong(?!\s+(?:that|to)\b))"
    r"|false|untrue|baseless|groundless|unfounded|unsupported|non-?existent|fabricat(?:ed|ion|ions)|nonsense|absurd|ridiculous"
    r"|preposterous|implausible|laughable|ludicrous|bogus|hoax|fake\s+news|not\s+(?:true|exist)|never\s+happened|no\s+truth"
    r"|(?:not|n[’']t)\s+(?:\w+\s+){1,3}facts\b|without\s+(?:any\s+)?(?:foundation|basis|merit|evidence))\b"
    r"|\b(?:absolutely\s+)?nothing[”\"’']?\s+to\s+(?:the|this|that|those|these|such|\w+[’']s?)\s",
    re.IGNORECASE,
)
CONFIRMS = re.compile(
    r"\b(?:confirm(?:s|ed|ing|ation)?|acknowledg(?:e|es|ed|ing)|admit(?:s|ted|ting)?|conced(?:e|es|ed|ing))\b",
    re.IGNORECASE,
)
_SPEAK = (
    r"(?:address|answer|be\s+drawn|comment|confirm|detail|disclose|discuss|divulge|elaborate|expand|explain|identify|indicate|name"
    r"|reply|respond|reveal|say|specify|speculate|state|talk)"
)
DECLINES = re.compile(
    rf"\b(?:(?:declin|refus)(?:e|es|ed|ing)\s+(?:to\s+(?:\w+\s+)?{_SPEAK}\b(?!\s+(?:named|identified))"
    r"|to\s+(?:give|offer|provide|release|share)\s+(?:\w+\s+){0,3}?(?:comments?|details?|explanation|figures?|information|interviews?|reasons?)"
    r"|(?:any\s+|further\s+)?(?:comment|(?:[\w’'-]+\s+){0,3}?(?:requests?|interview)\b))"
    r"|(?:not|never|yet\s+to|fail(?:ed|s|ing)?\s+to)\s+(?:\w+ly\s+|yet\s+)*(?:respond|repl(?:y|ied)|comment|hear(?:d)?\s+back"
    r"|(?:return|answer)(?:ed)?|(?:available|reachable)|be\s+(?:\w+ly\s+)?reached)\w*"
    r"|(?:would|will|wo)\s+not\s+(?:\w+ly\s+)?(?:confirm|detail|disclose|discuss|divulge|elaborate|identify|reveal|say|specify|speculate)"
    r"|(?:ha[sd]|have|having|gave|offered|made|issued|provided|was|were)\s+no\s+(?:\w+\s+){0,2}?(?:comment|response|reply)"
    r"|(?:not|never)\s+(?:get|got|gotten|receive|received)\s+(?:an?|any)\s+(?:comment|response|reply|answer)"
    r"|cannot\s+(?:\w+ly\s+)?be\s+(?:\w+ly\s+)?reached"
    r"|neither\s+confirm\w*\s+nor\s+den\w+|un(?:available|reachable)\s+(?:for|to)\s+comment|un(?:answered|returned)"
    r"|un(?:successful)\W+(?:efforts?|attempts?)\s+to\s+(?:reach|contact)|(?:brush|wav)\w+\s+(?:off|aside)\s+(?:\w+\s+)?questions)\b",
    re.IGNORECASE,
)
# One of these is in each of them.
_MAY_DECLINE = re.compile(
    r"\b(?:declin|refus|no\b|not\b|never|yet|fail|neither|un(?:a|re|su)|cannot|brush|wav)|n[’']t\b", re.IGNORECASE
)
_OF_HIMSELF = re.compile(r"\W*(?:that\s+)?(?:he|she|it|they|we|i)\s+(?:\w+\s+){0,2}", re.IGNORECASE)
# "None of them responded": who answers is nobody.
_NOBODY = re.compile(r"\W*(?:neither|none|nobody|no)\b", re.IGNORECASE)
_ANSWER = re.compile(r"\W*(?:\w+ly\s+)*(?:respond|repli|answer|return|would\s+comment)\w*\b", re.IGNORECASE)
_NOT = re.compile(r"n[’']t\b|\bcannot\b", re.IGNORECASE)

PRONOUN = re.compile(
    r"^\W*(?:this|that|it|these|those|they)\b\W*(?:\w+\W+){0,2}?(?:is|are|was|were|['’]s)\b", re.IGNORECASE
)
_OTHERS_WORD = re.compile(r"\b(?:who|which|that|after|when|while|although|though|despite|had)\b[^,;]*$", re.IGNORECASE)
_PUSHES_BACK = re.compile(r"\b(?:push|hit)(?:es|ed|ing)?\s+back\s+(?:at|on|against)\b", re.IGNORECASE)
# A denial in the content itself: "the claims were flatly denied", "the town had no part in it".
_DENIED = re.compile(
    rf"[^.!?;]{{0,60}}\b(?:is|are|was|were|be|been)\b\W+(?:\w+\W+)?(?:(?:denied|rejected|refuted)\b|{FALSE.pattern})",
    re.IGNORECASE,
)
_NO_PART = re.compile(
    r"\b(?:not|in\s+no\s+way|never)\s+(?:\w+\s+)?(?:involved|responsible)\b|(?<!want\s)(?<!wants\s)(?<!wanted\s)\bno\s+(?:knowledge|part|role|involvement)\b"
    r"|\bnothing\s+to\s+do\s+with\b|\bno\s+(?:violations?|wrongdoing|collusion)\b"
    r"|\b(?:did|do|does|done|doing)\s+nothing\s+(?:wrong|illegal|improper|unlawful)\b",
    re.IGNORECASE,
)
# Before such words in their sentence: who speaks does not say it of himself or his own.
_NOT_HIS = re.compile(r"\b(?:if|unless|whether|you)\b[^.!?]*\Z", re.IGNORECASE)
_MATTER = re.compile(r"\b(?:the|this|that)\s+situation\b|\bfacts\b", re.IGNORECASE)
_POINTS = re.compile(r"\b(?:these|those|this|that|such|the|your|their|his|her|its)\s+(?:\w+\s+){0,2}\Z", re.IGNORECASE)
_IN = re.compile(r"\W*(?:in|to|about|behind)\b", re.IGNORECASE)
_SENTENCE = re.compile(r"[^.!?]+")
_CALLS = re.compile(r"\b(?:call|describ|brand|label|decr)\w*", re.IGNORECASE)
# "Took the keeper's denials over what the divers saw": told of whom somebody believes.
_OF_REPLY = re.compile(
    rf"{ANSWERED.pattern}|\b(?:it|this|that|them|involvement|responsibility|wrongdoing)\b", re.IGNORECASE
)
_NOUN = re.compile(r"\bdenials?\W*$", re.IGNORECASE)
_TOLD_OF = re.compile(r"\W*that\s+(?:\w+ed|was|were|is|are|ha[sd]|have)\b")  # "denials that filled the evening"
_PREFERRED = re.compile(r"\bdenials?\s+over\b", re.IGNORECASE)
# What is only to be done or may be done: "must rebut", "an attempt to dismiss", but not "went on to deny".
_ONLY_TO = re.compile(
    r"\b(?:will|would|should|shall|must|can|could|may|might|[’']ll|not|never)\s+(?:\w+ly\s+|again\s+|now\s+)*$"
    r"|(?<!\bon\b)(?<!\bcontinue\b)(?<!\bcontinues\b)(?<!\bcontinued\b)(?<!\bmoved\b)(?<!\brushed\b)(?<!\bquick\b)(?<!\bsought\b)"
    r"\s+to\s+(?:\w+ly\s+|again\s+)*$|n[’']t\s+(?:\w+ly\s+)*$",
    re.IGNORECASE,
)
# Verbs that turn a thing down as often as they deny what was said: only with what was said do they answer.
TURNS_DOWN = re.compile(r"\b(?:reject|dismiss|refut|repudiat|rebut|disput)\w*", re.IGNORECASE)
# What is turned down and was never stated, or by a court.
_WANTED = re.compile(
    r"\b(?:amendments?|appeals?|applications?|attempts?|bids?|bills?|calls?|cases?|compromises?|contracts?|deals?|demands?|efforts?"
    r"|invitations?|laws?|lawsuits?|motions?|offers?|petitions?|plans?|plea|pleas|proposals?|requests?|resolutions?|suits?|terms|vote"
    r"|access|aid|asylum|bail|benefits|coverage|credit|funds|funding|loans|money|chances?|changes?|citizenship|entry|hearings?|opportunit(?:y|ies)|parole|permi(?:ssion|ts?)|rights?|service|treatment"
    r"|visas?|waivers?)\b",
    re.IGNORECASE,
)
_STATED = re.compile(
    r"\b(?:accounts?|accusations?|allegations?|arguments?|assertions?|assessments?|characteri[sz]ations?|charges?|claims?|comments?"
    r"|complaints?|concerns?|conclusions?|contentions?|criticisms?|descriptions?|doubts?|fears?|findings?|ideas?|implications?"
    r"|insinuations?|interpretations?|links?|notions?|points|portrayals?|remarks?|reports?|rumou?rs?|speculation|statements?"
    r"|story|stories|suggestions?|talk|theory|theories|versions?|views?|warnings?|worries|involvement|responsibility|role"
    r"|wrongdoing|complicity|guilt)\b|^\W*(?:it|that|this|them|these|those)\b|\bas\s+(?!well\b)|\bthat\s",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    r"\W*(?:that|any|all|having|\w+ing)\b|\W*(?:\S+\s+){1,5}?(?:is|are|was|were|has|have|had|did|would)\b",
    re.IGNORECASE,
)
_OF_A_THING = re.compile(r"\W*(?:that|which)\b", re.IGNORECASE)  # "a rule that denied boats to keepers"
_THAT_THING = re.compile(r"\W*(?:that|this|these|those)\s+(?:\w+\s+)?", re.IGNORECASE)
_COURT = re.compile(
    r"\b(?:courts?|judges?|justices?|jury|juries|tribunals?|magistrates?|arbitrators?)\b", re.IGNORECASE
)


def declines(source: str, frame: str, content: str) -> bool:
    """Whether somebody refuses to comment in so many words: ``frame`` is the cue, with what stands before the content."""
    # "Said it would not comment" is one too; "said the keeper did not answer" tells of another.
    if _MAY_DECLINE.search(f"{frame} {content[:20]}") or _OF_HIMSELF.match(content):
        told = _NOT.sub(" not", frame)
        found = DECLINES.search(f"{told} {_NOT.sub(' not', content[:60])}")
        if found and (found.start() <= len(told) or _OF_HIMSELF.fullmatch(found.string, len(told), found.start())):
            return True
    return bool(_NOBODY.match(source) and _ANSWER.match(frame))


@lru_cache(maxsize=1 << 14)
def reply_kind(frame: str, content: str, cue: str = "", source: str = "") -> str | None:
    """``denies``, ``confirms``, ``declines``, or None for what is no reply by its own words."""
    if declines(source, frame, content):
        return "declines"
    if _PREFERRED.search(frame) or (_NOUN.search(cue) and _TOLD_OF.match(content)):
        return None
    denial = DENIES.search(frame)
    # "Brask, who has denied ...": where the cue itself denies, "who" is the source. Where it does not ("denied it, saying"),
    # what was denied must stand before it.
    told_on = denial is not None and bool(_OF_REPLY.search(frame, denial.end()))
    if denial and (DENIES.search(cue) or (told_on and not _OTHERS_WORD.search(frame[: denial.start()]))):
        return "denies" if _denies_a_statement(denial, frame, content, source) else None
    if FALSE.search(content):
        # "Brask claims", "Brask reports": the verb itself is no noun for what was said.
        named = any(not cue.startswith(noun.group()) for noun in ANSWERED.finditer(frame))
        if named or any(map(is_called_false, _SENTENCE.findall(content))):
            return "denies"
    confirmation = CONFIRMS.search(frame)
    if confirmation:
        return None if _ONLY_TO.search(frame[: confirmation.start()]) else "confirms"
    for answered in ANSWERED.finditer(content):
        if _DENIED.match(content, answered.end()):
            return "denies"
    no_part = _NO_PART.search(content, 0, 200)
    if no_part and not _NOT_HIS.search(content[: no_part.start()]):
        return "denies"
    if _CALLS.search(cue) and FALSE.search(content, 0, 60):
        return "denies"
    return "denies" if _PUSHES_BACK.search(frame) else None


def is_called_false(sentence: str) -> bool:
    """Whether a sentence says of something that was said that it is not so: not "spreads false statements"."""
    false = FALSE.search(sentence)
    if not false:
        return False
    said = ANSWERED.search(sentence)
    if not said:
        return bool(PRONOUN.match(sentence) or _MATTER.search(sentence))
    # "The claims are false", "no truth in the claims", "these false claims".
    return said.start() < false.start() or bool(
        _IN.match(sentence, false.end())
        or _POINTS.search(sentence, 0, false.start())
        or "nothing" in false.group().lower()
    )


def _denies_a_statement(denial: re.Match[str], frame: str, content: str, source: str) -> bool:
    """Whether a verb of denial is used of something that was said, by somebody who does so."""
    if _ONLY_TO.search(frame[: denial.start()]) or (not source and _OF_A_THING.match(frame)):
        return False
    what = f"{frame[denial.end() :]} {content[:100]}".strip()
    wanted, stated = _WANTED.search(what), _STATED.search(what)
    if not TURNS_DOWN.match(frame, denial.start()):
        # "Denied three wagons entry", "was denied a hearing": a thing is kept from somebody.
        at_once = wanted is not None and bool(_THAT_THING.fullmatch(what, 0, wanted.start()))  # "that last request"
        clause = None if at_once or _COURT.search(source) else _CLAUSE.match(what)
        named = stated is not None and len(stated.group().strip()) > len("those")  # by a noun, no pronoun
        return bool(clause) or wanted is None or bool(named and stated and stated.start() < wanted.start())
    if _COURT.search(source):
        return False
    return stated is not None and (wanted is None or stated.start() < wanted.start())
