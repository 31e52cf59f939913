"""What kind of reply an attribution is by its own words: a denial, a confirmation, a refusal to comment, or none.

A reply answers a statement. Who rejects a bid, a call or a plan, and what somebody is only to deny ("is expected to
deny"), denies nothing that was said.
"""

import re
from functools import lru_cache

from stemma.reckon.lexicon import ANSWERED, FUNCTION_WORDS, SPOKEN_FOR
from stemma.words import WORD

DENIES = re.compile(
    r"\b(?:den(?:y|ies|ied|ying|ials?)|reject(?:s|ed|ing|ion)?|dismiss(?:es|ed|ing|al)?|refut(?:e|es|ed|ing)"
    r"|rebut(?:s|ted|ting)?|repudiat(?:e|es|ed|ing)|disput(?:e|es|ed|ing)|disagree(?:s|d|ing)?\s+with"
    r"|contradict(?:s|ed|ing)?|debunk(?:s|ed|ing)?|disavow(?:s|ed|ing)?|rubbish(?:es|ed|ing)"
    r"|(?:bat|brush|laugh|shrug|wav|swat)\w*\s+(?:off|aside|away|back)|(?:sh(?:oot|ot)|knock)\w*\s+down|play(?:s|ed|ing)?\s+down|t(?:ak(?:e|es|ing)|ook)\s+(?:issue|exception)\s+(?:with|to))\b",
    re.IGNORECASE,
)
# What is said of a claim to deny it: "described the accusations as absolutely false".
FALSE = re.compile(
    # At the begin of a word alone: to try at its end too takes twice as long.
    r"\b(?=\w)(?:(?:absolutely|totally|completely|entirely|utterly|categorically|simply|patently|plainly)\s+(?:false|untrue|wrong(?!\s+(?:that|to)\b))"
    r"|false|falsehoods?|untrue|untruths?|baseless|groundless|meritless|unfounded|unsupported|unsubstantiated"
    r"|non-?existent|fabricat(?:ed|ion|ions)|concocted|nonsense|absurd|ridiculous|hogwash|made\s+up|far\s+from\s+(?:the\s+truth|true)"
    r"|(?:an?|outright|complete|total|blatant|pure|all)\s+(?:\w+\s+)?lies?"
    r"|preposterous|implausible|laughable|ludicrous|bogus|hoax|fake\s+news|not\s+(?:\w+ly\s+|at\s+all\s+)?(?:true|exist|so\b(?!\s+\w)|the\s+case)"
    r"|(?:not|n[’']t)\s+(?:based|grounded|rooted)\s+(?:on|in)\s+(?:any\s+|the\s+)?(?:facts?|reality|truth|anything|evidence)|not\s+(?:actual\s+|the\s+)?facts?\b|(?:not|n[’']t)\s+(?:accord|correspond|square|tally)\s+(?:with|to)\s+(?:the\s+)?(?:facts?|reality|truth)|never\s+happened|no\s+truth|nothing\s+true"
    r"|without\s+(?:any\s+)?(?:foundation|basis|merit|evidence|substance)|(?:ha(?:s|ve|d)|is|are|was|were)\s+no\s+(?:\w+\s+)?(?:foundations?|basis|merit|substance)(?:\s+(?:at\s+all|what(?:so)?ever))?"
    r"|lack(?:s|ed|ing)?\s+(?:any\s+|all\s+)?(?:basis|credibility|foundations?|merit|substance)|not\s+(?:\w+ly\s+|at\s+all\s+)?(?:accurate|correct|credible|factual))\b"
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
    r"|to\s+(?:give|offer|provide|release|share)\s+(?:\w+\s+){0,3}?(?:answers?|clarification|comments?|details?|explanation|figures?|information|interviews?|reasons?|specifics)"
    r"|(?:any\s+|further\s+)?(?:comment|(?:[\w’'-]+\s+){0,3}?(?:requests?|interview)\b))"
    r"|(?:not|never|yet\s+to|fail(?:ed|s|ing)?\s+to)\s+(?:\w+ly\s+|yet\s+)*(?:respond|repl(?:y|ied)|comment|hear(?:d)?\s+back"
    r"|(?:return|answer)(?:ed)?|(?:available|reachable)|be\s+(?:\w+ly\s+)?(?:contacted|reached))\w*"
    r"|(?:would|will|wo)\s+not\s+(?:\w+ly\s+)?(?:confirm|detail|disclose|discuss|divulge|elaborate|identify|reveal|say|specify|speculate)"
    r"|(?:ha[sd]|have|having|gave|offered|made|issued|provided|was|were)\s+no\s+(?:\w+\s+){0,2}?(?:comment|response|reply)"
    r"|(?:not|never)\s+(?:get|got|gotten|receive|received)\s+(?:an?|any)\s+(?:comment|response|reply|answer)"
    r"|cannot\s+(?:(?:\w+ly\s+)?be\s+(?:\w+ly\s+)?(?:contacted|reached)|(?:\w+ly\s+)?comment\s+on)|(?:can|could)\s+not\s+(?:\w+ly\s+)?comment\s+on"
    r"|neither\s+confirm\w*\s+nor\s+den\w+|un(?:available|reachable)\s+(?:for|to)\s+comment|un(?:answered|returned)"
    r"|ha(?:s|d|ve)\s+nothing\s+(?:further\s+|more\s+|else\s+)?to\s+(?:add|say)\b"
    r"|un(?:successful)\W+(?:efforts?|attempts?)\s+to\s+(?:reach|contact)|(?:brush|wav)\w+\s+(?:off|aside)\s+(?:\w+\s+)?questions)\b",
    re.IGNORECASE,
)
# One of these is in each of them.
_MAY_DECLINE = re.compile(
    r"\b(?:declin|refus|nothing\b|no\b|not\b|never|yet|fail|neither|un(?:a|re|su)|cannot|brush|wav)|n[’']t\b",
    re.IGNORECASE,
)
_BODY = r"the\s+(?:agency|bank|board|company|firm|government|group|ministry|office|organi[sz]ation|party|team)"
_OF_HIMSELF = re.compile(rf"\W*(?:that\s+)?(?:he|she|it|they|we|i|{_BODY})\s+(?:\w+\s+){{0,2}}", re.IGNORECASE)
# "None of them responded": who answers is nobody.
_NOBODY = re.compile(r"\W*(?:neither|none|nobody|no)\b", re.IGNORECASE)
_BUT = re.compile(r"\b(?:but|though|although)\s+(?:\w+\s+)?\Z", re.IGNORECASE)
_ANSWER = re.compile(
    r"\W*(?:\w+ly\s+)*(?:(?:respond|repli|answer|return|would\s+comment)\w*|w(?:as|ere)\s+(?:\w+ly\s+)?available"
    r"|could\s+(?:\w+ly\s+)?be\s+reached)\b",
    re.IGNORECASE,
)
_NOT = re.compile(r"n[’']t\b|\bcannot\b", re.IGNORECASE)

PRONOUN = re.compile(
    r"^\W*(?:this|that|it|these|those|they)\b\W*(?:\w+\W+){0,2}?(?:is|are|was|were|['’]s|(?:do|does|did)\s+not)\b",
    re.IGNORECASE,
)
_OTHERS_WORD = re.compile(r"\b(?:who|which|that|after|when|while|although|though|despite|had)\b[^,;]*$", re.IGNORECASE)
_PUSHES_BACK = re.compile(r"\b(?:push|hit)(?:es|ed|ing)?\s+back\s+(?:at|on|against)\b", re.IGNORECASE)
# A denial in the content itself: "the claims were flatly denied", "the town had no part in it".
_DENIED = re.compile(
    rf"[^.!?;]{{0,60}}\b(?:is|are|was|were|be|been)\b\W+(?:\w+\W+)?(?:(?:denied|rejected|refuted)\b|{FALSE.pattern})",
    re.IGNORECASE,
)
_MAY_BE_DENIED = re.compile(r"denied|rejected|refuted", re.IGNORECASE)  # one of these or of ``FALSE`` is in it
_NO_PART = re.compile(
    r"\b(?:not|in\s+no\s+way|never)\s+(?:\w+\s+)?(?:involved|responsible)\b|(?<!want\s)(?<!wants\s)(?<!wanted\s)\bno\s+(?:knowledge|part|role|involvement)\b"
    r"|\binnocent\s+of\b|\bnothing\s+to\s+do\s+with\b|\bno\s+(?:[\w-]+\s+)?(?:violations?|wrongdoing|misconduct|collusion)\b"
    r"|\b(?:did|do|does|done|doing)\s+nothing\s+(?:wrong|illegal|improper|unlawful)\b"
    r"|(?:\b(?:not|never|nobody|nothing|no)\b|n[’']t\b)[^.!?;]{0,60}\b(?:did|do|done|doing)\s+anything\s+(?:wrong|illegal|improper|unlawful)\b",
    re.IGNORECASE,
)
# Before such words in their sentence: who speaks does not say it of himself or his own.
_NOT_HIS = re.compile(r"\b(?:if|unless|whether|you)\b[^.!?]*\Z", re.IGNORECASE)
# What can be false besides what ``ANSWERED`` names: what a charge stands in, and "what you have mentioned".
_TOLD = re.compile(
    r"\b(?:lawsuit|suit|complaint|indictment|article|information|idea|implication|premise|contention|argument|narrative|portrayal|conclusion|assumption|suspicion|impression|perception|quot(?:e|ation)|headline)s?\b|\banalys[ei]s\b|\bsituation\s+\w+ed\b"
    r"|\b(?:you|they|he|she)\s+(?:ha(?:ve|s|d)\s+|['’](?:ve|s|d)\s+|just\s+)*(?:alleg|cit|claim|describ|mention|refer|report|said|say|suggest)\w*",
    re.IGNORECASE,
)
_IS_WRONG = re.compile(
    r"(?:\b(?:is|are|was|were|be|been)|['’]s)\s+(?:[\w’'\"“”]+\s+)?[\"“”']?(?:(?P<untrue>defamatory|erroneous|fantasy|fiction|fictitious|garbage"
    r"|inaccurate|incorrect|libell?ous|lies|rubbish|slander|slanderous|speculation|spurious|untruthful|(?:(?:just|only|mere(?:ly)?|pure(?:ly)?)\s+)?(?:an?\s+)?rumou?rs?)"
    r"|exaggerated|far-fetched|flawed|frivolous|misconstrued|misinterpreted|misleading|misplaced|misquoted|misrepresented|mischaracteri[sz]ed|mistaken|out\s+of\s+(?:all\s+)?(?:context|proportion)"
    r"|outlandish|overblown|premature|wrong)\b",
    re.IGNORECASE,
)
# "I can tell you that it is false", "no, that is a lie".
_ASSURES = re.compile(
    r"\W*(?:(?:no|well|but|and|yes|look|so)\b\W+)*(?:(?:i|we)\s+(?:\w+\s+){0,2}?(?:think|believe|know|say|tell\s+you|assure\s+you)\s+(?:that\s+)?)?",
    re.IGNORECASE,
)
NEAR = 60  # code points between what was said and that it is wrong
_POINTS = re.compile(r"\b(?:these|those|this|that|such|the|your|their|his|her|its)\s+(?:\w+\s+){0,2}\Z", re.IGNORECASE)
_IN = re.compile(r"\W*(?:in|to|about|behind|for)\b", re.IGNORECASE)
_MADE_UP = re.compile(r"made\s+up|fabricat|concoct", re.IGNORECASE)  # with what is made up after it
# "We do not believe the claims are true", "they do not accept this account".
_NOT_ACCEPTED = re.compile(
    r"(?:\b(?:not|never|cannot)|n[’']t)\s+(?:\w+ly\s+)?(?:(?:accept|agree\s+(?:that|with)|recogni[sz]e|subscribe\s+to)\b|(?:believe|think|consider)\b"
    r"(?=[^.!?]{0,80}\b(?:true|accurate|correct|meritorious|valid|credible|justified|founded)\b))",
    re.IGNORECASE,
)
# No sentence ends at the point of "U.S." or "Mr.", or within "3.5".
_SENTENCE = re.compile(r"(?:[^.!?]|\.(?=\w)|(?<=\b[A-Z])\.|(?<=\b[A-Z][rst])\.)+")
_CALLS = re.compile(r"\b(?:call|describ|brand|label|decr)\w*", re.IGNORECASE)
_OF_REPLY = re.compile(
    rf"{ANSWERED.pattern}|\b(?:it|this|that|them|involvement|responsibility|wrongdoing)\b", re.IGNORECASE
)
_NOUN = re.compile(r"\bdenials?\W*$", re.IGNORECASE)
_TOLD_OF = re.compile(r"\W*that\s+(?:\w+ed|was|were|is|are|ha[sd]|have)\b")  # "denials that filled the evening"
# "Believes Brask's denials", "took the denials over what the divers saw": told of whom somebody believes.
_ANOTHERS = re.compile(
    r"[\w.][’']s?\s+(?:\w+\s+)?denials?\b|\bdenials?\s+(?:over|above|before|against|instead|rather|than)\b",
    re.IGNORECASE,
)
# What is only to be done or may be done: "must rebut", "an attempt to dismiss".
_MAY_BE = re.compile(
    r"(?:\b(?:will|would|should|shall|must|can|could|may|might|not|never)|[’']ll|n[’']t)\s+(?:\w+ly\s+|again\s+|now\s+)*$",
    re.IGNORECASE,
)
_TO = re.compile(r"([\w’'-]*)\s+to\s+(?:\w+ly\s+|again\s+)*$", re.IGNORECASE)
# Before "to deny" these say that it was done: "went on to deny", "was quick to deny", "came out to deny".
_DONE_TO = re.compile(
    r"(?:on|out|up|forward|quick|swift|continu\w*|mov(?:es|ed)|rush\w*|hurr\w*|hasten\w*|proceed\w*|sought)",
    re.IGNORECASE,
)
# Verbs that turn a thing down as often as they deny what was said: only with what was said do they answer.
TURNS_DOWN = re.compile(
    r"\b(?:(?:reject|dismiss|refut|repudiat|rebut|disput|disagree|contradict|debunk|disavow|rubbish)\w*"
    r"|(?:bat|brush|laugh|shrug|wav|swat)\w*\s+(?:off|aside|away|back)|(?:sh(?:oot|ot)|knock)\w*\s+down|play(?:s|ed|ing)?\s+down|t(?:ak(?:e|es|ing)|ook)\s+(?:issue|exception))",
    re.IGNORECASE,
)
# Of these it is always somebody's word that is turned down: "which Brask disputed", "contradicted him".
_OF_WORDS = re.compile(r"\b(?:disput|refut|rebut|contradict|debunk|disagree)\w*", re.IGNORECASE)
# "Contradicted himself", "contradicting his earlier comments".
_HIS_OWN = re.compile(
    r"\W*(?:himself|herself|itself|themselves|(?:his|her|its|their)\s+(?:own|earlier|previous|past)\b)", re.IGNORECASE
)
_WHICH_OR_HIM = re.compile(r"\W*(?:which|him|her)\W*", re.IGNORECASE)
# What is turned down and was never stated, or by a court.
_WANTED = re.compile(
    r"\b(?:amendments?|appeals?|applications?|attempts?|bids?|bills?|calls?|cases?|compromises?|contracts?|deals?|demands?|efforts?"
    r"|invitations?|laws?|lawsuits?|motions?|offers?|petitions?|plans?|plea|pleas|proposals?|requests?|resolutions?|suits?|terms|vote"
    r"|access|aid|asylum|bail|benefits|coverage|credit|funds|funding|loans|money|chances?|changes?|citizenship|entry|hearings?|opportunit(?:y|ies)|parole|permi(?:ssion|ts?)|rights?|service|treatment"
    r"|visas?|waivers?)\b",
    re.IGNORECASE,
)
_STATED = re.compile(
    r"\b(?:accounts?|accusations?|allegations?|analys[ei]s|arguments?|assertions?|assessments?|calculations?|characteri[sz]ations?|charges?|claims?|comments?"
    r"|complaints?|concerns?|conclusions?|contentions?|criticisms?|descriptions?|doubts?|estimates?|fears?|figures|findings?|forecasts?|ideas?|implications?"
    r"|insinuations?|interpretations?|links?|notions?|numbers|points|portrayals?|possibility|remarks?|reports?|rumou?rs?|speculation|statements?"
    r"|story|stories|suggestions?|talk|theory|theories|versions?|views?|warnings?|worries|involvement|responsibility|role"
    r"|wrongdoing|complicity|guilt)\b|^\W*(?:it|that|this|them|these|those)\b|\bas\s+(?!well\b)|\bthat\s",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    r"\W*(?:that|any|all|having|\w+ing)\b|\W*(?:\S+\s+){1,5}?(?:is|are|was|were|has|have|had|did|would)\b"
    # "Denied the port received aid", but not "denied the injured man bail".
    r"|\W*(?:\S+\s+){2,5}?(?<!\bthe\s)(?<!\ban\s)(?<!\ba\s)\w{3,}ed\s",
    re.IGNORECASE,
)
# A denial told of oneself within one's words: "said he flatly denied it", "we reject these claims".
_OF_ONESELF = re.compile(
    r"\W*(?:that\s+)?(?:he|she|it|they|we|i)\W+(?:[\w’'\"“”‘’]+\W+){0,4}?(?=(?:den(?:y|ies|ied)|reject(?:s|ed)?|refut(?:es?|ed)|disput(?:es?|ed)|disagree[sd]?)\b)",
    re.IGNORECASE,
)
# "Ms. Brask strongly denies": who denies, named at the head of a sentence.
_SOMEBODY_DENIES = re.compile(
    r"\W*(?:(?:in|at|on)\s+\w+,\s+|\w+ly,\s+)?((?:[\w’'.&-]+\s+){1,4}?)(?:(?:\w+ly|and|has|have|had|always|also)\s+){0,4}"
    r"(?=(?:den(?:y|ies|ied)|reject(?:s|ed)?|refut(?:es?|ed)|disput(?:es?|ed))\b)",
    re.IGNORECASE,
)
_PRONOUNS = re.compile(r"he|she|it|they|we|i", re.IGNORECASE)
_A_BODY = re.compile(rf"\W*{_BODY}\W*$", re.IGNORECASE)
_WHICH_HE = re.compile(r"\bwhich\s+(?:he|she|it|they|we|i)\s", re.IGNORECASE)  # this is in the next one
# "The claims, which we have always denied".
_DENIED_IN_CLAUSE = re.compile(
    rf"(?:{ANSWERED.pattern})\W+(?:\w+\W+)?which\s+(?:he|she|it|they|we|i)\s+(?:\w+\s+){{0,3}}?(?:den(?:y|ies|ied)|reject(?:s|ed)?)\b",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"\s*(?:[\"“‘]|'')")
_OF_ANOTHER = re.compile(r"\W*(?:he|she|they)\b", re.IGNORECASE)
_NEGATED = re.compile(r"\b(?:not|never|nor|cannot)\b|n[’']t\b", re.IGNORECASE)
_HIS_DENIAL = re.compile(r"\W*(?:its|his|her|their|my|our)\s+(?:\w+\s+)?denials?\s+(?:of|that)\b", re.IGNORECASE)
_AGAIN = re.compile(r"\b(?:reiterat|repeat|reaffirm|renew|st(?:and|ood|uck|ick)\w*\s+(?:by|to))", re.IGNORECASE)
# Who insists says it against others who said the contrary.
_INSISTS = re.compile(r"\b(?:insist(?:s|ed|ing)?|maintain(?:s|ed|ing)?|vehement\w*|swore)\b", re.IGNORECASE)
_IS_NOT_SO = re.compile(
    r"\W*(?:[\w’'\"“”-]+\s+){1,6}?(?:(?:is|are|was|were|has|have|had|did|does|do)(?:\s+not|\s+never|n[’']t)|there\s+(?:is|was)\s+no)\b",
    re.IGNORECASE,
)
# Who denies without a verb of denying, in so many words: a plea, "wrong to say so", "not the ministry's view", "quite the opposite".
_IN_SO_MANY_WORDS = re.compile(
    r"^\W*(?:that\s+)?(?:I|we|he|she|it|they)\s+(?:do|does|did)(?:\s+not|n[’']t)\s+agree\s+(?:that|with)\b"
    r"|(?<!presumed\s)\b(?:am|is|are|was|were)\s+(?:\w+ly\s+)?innocent\b(?=\W*(?:$|(?:and|but|of)\b)|[.,;:\"”])"
    r"|\b(?:is|are|was|were|[’']re|[’']s)\s+[“\"]?(?:\w+ly\s+)?[“\"]?wrong[”\"]?\s+(?:for\s+(?:saying|claiming|suggesting|alleging)"
    r"|to\s+(?:say|claim|suggest|allege|assert|argue)|in\s+(?:saying|claiming|suggesting|(?:his|her|its|their)\s+(?:accounts?|allegations?|assertions?|claims?|recollections?)))\b"
    r"|^\W*(?:that\s+)?(?:this|that|it)\s+(?:is|was)\s+not\s+(?:the\s+)?(?:[\w.-]+[’']s?|our|my|its|his|her|their)\s+(?:view|position|policy|intention)\b"
    r"|\b(?:just|quite|exactly)\s+the\s+(?:opposite|reverse|contrary)\b"
    r"|\b(?:couldn[’']t|could\s+not|nothing\s+(?:is|could\s+be))\s+(?:be\s+)?f[au]rther\s+from\s+(?:the\s+truth|true)\b",
    re.IGNORECASE,
)
_PLEADS = re.compile(r"\bple(?:ad(?:s|ed|ing)?|d)\s+(?:\w+ly\s+)?(?:not\s+guilty|innocent)\b", re.IGNORECASE)
_NO = re.compile(r"\W*no\W*", re.IGNORECASE)
_ANSWERS = re.compile(r"\b(?:answer|repli|respond)\w*", re.IGNORECASE)
# "Said it knew of the letter but denied that it had lied": the second is his too.
_AND_DENIES = re.compile(
    r"\b(?:and|but)\s+(?:\w+ly\s+|also\s+|has\s+|have\s+|had\s+)*(?=(?:denie[sd]|reject(?:s|ed)|dismiss(?:es|ed)|disput(?:es|ed)|refut(?:es|ed))\b)",
    re.IGNORECASE,
)
_BEGINS_WITH_HIM = re.compile(rf"\W*(?:that\s+)?(?:he|she|it|they|we|i|{_BODY})\b", re.IGNORECASE)
# What is foreseen of somebody's words: "is likely to call the charges unfounded".
_FORESEEN = re.compile(
    r"\b(?:likely|expected|set|due|sure|bound|poised|about|going)\s+to\b|\b(?:will|would|may|might|could|should|must|wo)\b",
    re.IGNORECASE,
)
_CONTRARY = re.compile(
    r"\bcontrary\s+to\s+(?:[\w’'-]+\s+){0,3}?(?:accounts?|allegations?|claims?|reports?|rumou?rs?|suggestions?|what)\b",
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
    return bool(_NOBODY.match(source) and (_ANSWER.match(frame) or _ANSWER.search(frame, max(0, frame.rfind(",")))))


@lru_cache(maxsize=1 << 14)
def reply_kind(frame: str, content: str, cue: str = "", source: str = "") -> str | None:
    """``denies``, ``confirms``, ``declines``, or None for what is no reply by its own words."""
    if declines(source, frame, content):
        # "Would not say what was paid, but said the charges were baseless".
        goes_on = frame.rfind(cue) if cue else -1
        if goes_on <= 0 or not _BUT.search(frame[:goes_on]) or declines(source, cue, content):
            return "declines"
        frame = frame[goes_on:]
    if _ANOTHERS.search(frame) or (_NOUN.search(cue) and _TOLD_OF.match(content)):
        return None
    denial = DENIES.search(frame)
    if denial and _is_told_by(denial, frame, cue):
        return "denies" if _denies_a_statement(denial, frame, content, source) else None
    # "Has said it will fight on, calling the claims unfounded": it is not the last that is foreseen.
    if _FORESEEN.search(frame, frame.rfind(",") + 1):
        return None
    if any(said_of.search(content) for said_of in (FALSE, _IS_WRONG, _NOT_ACCEPTED)):
        # "Brask claims", "Brask reports": the verb itself is no noun for what was said.
        named = any(not cue.startswith(noun.group()) for noun in ANSWERED.finditer(frame)) and FALSE.search(content)
        if named or any(map(is_called_false, _SENTENCE.findall(content))):
            return "denies"
    confirmation = CONFIRMS.search(frame)
    if confirmation:
        return None if _is_only_to_be(frame[: confirmation.start()]) else "confirms"
    if _MAY_BE_DENIED.search(content) or FALSE.search(content):
        for answered in ANSWERED.finditer(content):
            if _DENIED.match(content, answered.end()):
                return "denies"
    return "denies" if _denies_in_content(frame, content, cue, source) else None


def _is_told_by(denial: re.Match[str], frame: str, cue: str) -> bool:
    """Whether who speaks is who denies: not "Brask, who had denied it, said ...".

    So it is where the cue itself denies, where the verb of denial stands right before the content, and where what was
    denied stands before the cue ("denied it, saying ...").
    """
    if DENIES.search(cue) or not frame[denial.end() :].strip(" :,"):
        return True
    told_on = _OF_REPLY.search(frame, denial.end())
    return bool(told_on) and not _OTHERS_WORD.search(frame[: denial.start()])


def _denies_in_content(frame: str, content: str, cue: str, source: str) -> bool:
    """Whether somebody denies a charge in his own words, whatever verb brings them."""
    no_part = _NO_PART.search(content, 0, 200)
    if no_part and not _NOT_HIS.search(content[: no_part.start()]):
        return True
    if _CALLS.search(cue) and FALSE.search(content, 0, 60):
        return True
    if _PUSHES_BACK.search(frame) or _CONTRARY.search(content, 0, 120):
        return True
    if _IN_SO_MANY_WORDS.search(content) or _PLEADS.search(f"{frame} {content}"):
        return True
    if _NO.fullmatch(content) and _ANSWERS.search(frame):
        return True
    if _BEGINS_WITH_HIM.match(content) and not _QUOTED.match(content):
        for joined in _AND_DENIES.finditer(content):
            verb = DENIES.match(content, joined.end())
            if verb and _denies_a_statement(verb, content, "", source):
                return True
    again = _AGAIN.search(frame)
    if again and _HIS_DENIAL.match(content) and not _is_only_to_be(frame[: again.start()]):
        return True
    if _WHICH_HE.search(content) and _DENIED_IN_CLAUSE.search(content):
        return True
    for sentence in _SENTENCE.findall(content):
        own = _OF_ONESELF.match(sentence) or _of_his_own(sentence, source)
        # In his own printed words "he" is another.
        if own and not _NEGATED.search(own.group()) and not (_QUOTED.match(content) and _OF_ANOTHER.match(sentence)):
            verb = DENIES.search(sentence, own.end() - 1)
            if verb and _denies_a_statement(verb, sentence, "", source):
                return True
    return bool(_INSISTS.search(frame) and _IS_NOT_SO.match(content))


def _of_his_own(sentence: str, source: str) -> re.Match[str] | None:
    """The words before a verb of denial that tell that who speaks, or the one he speaks for, denies: "Ms. Brask denies the
    charges," said her lawyer.
    """
    found = _SOMEBODY_DENIES.match(sentence)
    if found is None or SPOKEN_FOR.search(source):
        return found
    if _PRONOUNS.fullmatch(found.group(1).strip()):
        return found
    named = {word.lower() for word in WORD.findall(found.group(1)) if word[0].isupper()} - FUNCTION_WORDS
    return found if named & {word.lower() for word in WORD.findall(source)} or _A_BODY.match(source) else None


def _is_only_to_be(before: str) -> bool:
    """Whether the words before a verb say that it is only to be done, may be done, or is not done."""
    to = _TO.search(before)
    return bool(_MAY_BE.search(before) or (to and not _DONE_TO.fullmatch(to.group(1))))


def is_called_false(sentence: str) -> bool:
    """Whether a sentence says of something that was said that it is not so: not "spreads false statements"."""
    false = FALSE.search(sentence)
    doubted = _NOT_ACCEPTED.search(sentence)
    if doubted and ANSWERED.search(sentence, doubted.start(), doubted.end() + NEAR):
        return True
    if not false:
        # "The story is wrong", "that is incorrect"; what is wrong or flawed besides may be a deed or a thing.
        found_wrong = _IS_WRONG.search(sentence)
        return found_wrong is not None and (
            any(
                found_wrong.start() - noun.end() <= NEAR
                for nouns in (ANSWERED, _TOLD)
                for noun in nouns.finditer(sentence, 0, found_wrong.start())
            )
            or (found_wrong.group("untrue") is not None and _points_back(sentence, found_wrong.start()))
        )
    said = ANSWERED.search(sentence)
    told = _TOLD.search(sentence)
    if _points_back(sentence, false.start()) or (told and told.start() < false.start()):
        return True
    # "The claims are false", "no truth in the claims", "these false claims".
    return said is not None and (
        said.start() < false.start()
        or bool(
            _IN.match(sentence, false.end())
            or (_MADE_UP.match(false.group()) and 0 <= said.start() - false.end() <= len(" the "))
            or _POINTS.search(sentence, 0, false.start())
            or "nothing" in false.group().lower()
        )
    )


def _points_back(sentence: str, at: int) -> bool:
    """Whether the subject of a sentence, or of the clause in which a word stands ``at``, is "it" or "that", after "I can tell
    you that" or "no" too.
    """
    for begin in {0, sentence.rfind(",", 0, at) + 1}:
        assured = _ASSURES.match(sentence, begin)
        if PRONOUN.match(sentence[assured.end() if assured else begin :]):
            return True
    return False


def _denies_a_statement(denial: re.Match[str], frame: str, content: str, source: str) -> bool:
    """Whether a verb of denial is used of something that was said, by somebody who does so."""
    if _is_only_to_be(frame[: denial.start()]) or (not source and _OF_A_THING.match(frame)):
        return False
    what = f"{frame[denial.end() :]} {content[:100]}".strip()
    if _HIS_OWN.match(what):
        return False
    wanted, stated = _WANTED.search(what), _STATED.search(what)
    if _OF_WORDS.match(frame, denial.start()) and _WHICH_OR_HIM.fullmatch(what) and not _COURT.search(source):
        return True
    if not TURNS_DOWN.match(frame, denial.start()):
        # "Denied three wagons entry", "was denied a hearing": a thing is kept from somebody.
        at_once = wanted is not None and bool(_THAT_THING.fullmatch(what, 0, wanted.start()))  # "that last request"
        clause = None if at_once or _COURT.search(source) else _CLAUSE.match(what)
        named = stated is not None and len(stated.group().strip()) > len("those")  # by a noun, no pronoun
        return bool(clause) or wanted is None or bool(named and stated and stated.start() < wanted.start())
    if _COURT.search(source):
        return False
    return stated is not None and (wanted is None or stated.start() < wanted.start())
