"""Sentences that a page says to its reader rather than in its report: sign up, send us, follow us, who owns us.

A report speaks of third persons; a page asks "you" for something in the imperative. What stands in quotation marks
is somebody's speech and never an appeal. The lists hold words of the trade, no names.
"""

import re
from functools import lru_cache

# What a page offers or wants: without such a word an imperative may be the report's own ("Follow the money.").
_GOODS = (
    r"(?:newsletters?|(?:\w+\s+)?letters?|bulletins?|briefings?|alerts?|updates|in-?box|e-?mails?|podcasts?|episodes?|apps?|accounts?|channels?|feeds?|"
    r"subscri(?:ption|ber)s?|member(?:ship)?s?|supporters?|newsrooms?|journalism|reporting|articles?|stor(?:y|ies)|pictures?|photos?|videos?|tips?|"
    r"comments?|feedback|questions?|views|coverage|whatsapp|telegram|facebook|twitter|instagram|youtube|social\s+media|website|archive|print\s+edition)"
)
_US = r"(?:us|our|the\s+newsroom|the\s+editors?|your|you|this\s+(?:article|story|page|report))"
_ASKS = (
    r"(?:sign\s+up|subscribe|register|follow|like|join|support|donate|send|text|e-?mail|call|write|tell|share|contact|listen|watch|read|download|"
    r"get|help|become|visit|find|stay|keep|check|click|tap|let|give|buy|order|browse|discover|explore|add|message|whatsapp|tweet|submit|upload|ask|see)"
)
_APPEAL = re.compile(
    rf"""(?:please\s+|to\s+\w+[^,.?!]{{0,60}},\s*|why\s+not\s+|don.t\s+forget\s+to\s+|and\s+|or\s+|you\s+can\s+(?:also\s+)?)?(?:
      (?:sign\s+up|subscribe)\s+(?:for|to|here|now|today)\b[^"“”]{{0,200}}
    | {_ASKS}\b[^"“”.?!]{{0,60}}\b{_US}\b[^"“”]{{0,120}}\b{_GOODS}\b[^"“”]{{0,120}}
    | {_ASKS}\b[^"“”.?!]{{0,60}}\b{_GOODS}\b[^"“”.?!]{{0,60}}\b{_US}\b[^"“”]{{0,120}}
    | (?:follow|text|e-?mail|call|message|tell|contact|support|write\s+to|join|find|like)\s+(?:us|the\s+(?:newsroom|editors?|news\s+desk))\b[^"“”]{{0,160}}
    | send\s+(?:us|your|in\s+your|the\s+newsroom)\b[^"“”]{{0,120}}
    | (?:become|be)\s+an?\s+(?:\w+\s+)?(?:member|subscriber|supporter|patron|friend)\b[^"“”]{{0,120}}
    | never\s+miss\s+(?:an?|another|out|the)\b[^"“”]{{0,100}}
    | (?:subscribers|members|registered\s+(?:users|readers)|supporters)\s+(?:can|may|get|have|receive|enjoy)\b[^"“”]{{0,80}}\b(?:this\s+(?:article|story|page|report)|{_GOODS}|access)\b[^"“”]{{0,80}}
    | (?:this\s+)?(?:article|story|content|page|feature)\s+is\s+(?:for|only\s+for|reserved\s+for|available\s+(?:only\s+)?to)\s+(?:\w+\s+)?(?:subscribers|members|registered)\b[^"“”]{{0,80}}
    | (?:unlimited|full|digital|all)\s+(?:\w+\s+)?access\b[^"“”.?!]{{0,40}}[.!]? | [$€£]\s?\d+[\d.]*\s+(?:for|an?|per|every)\s+(?:the\s+first\s+)?(?:\d+\s+)?(?:weeks?|months?|years?)\b[^"“”.?!]{{0,30}}\.?
    | (?:you\s+have|you.ve)\s+(?:\w+\s+){{0,4}}(?:free\s+)?(?:articles?|stories|reads?)\b[^"“”]{{0,100}}
    )""",
    re.IGNORECASE | re.VERBOSE,
)
# A question to the reader; what follows it in the same paragraph is the offer.
_ASKED = re.compile(
    rf"""(?:(?:are\s+you\s+|have\s+you\s+|did\s+you\s+|do\s+you\s+)?(?:enjoy(?:ing|ed)?|lik(?:e|ing|ed)|lov(?:e|ing|ed)|appreciat(?:e|ing))\s+(?:reading\s+)?(?:this|our|what\s+you|the)\b[^"“”.?!]{{0,50}}\?
    | (?:do\s+you\s+have|have\s+you\s+(?:got)?|have|got|see|seen|spotted|heard)\s+(?:an?|any|some|something|more|anything)\b[^"“”.?!]{{0,40}}\b{_GOODS}\b[^"“”.?!]{{0,60}}\?
    | (?:want|need|looking\s+for|would\s+you\s+like|ready\s+for|hungry\s+for)\b[^"“”.?!]{{0,40}}\b(?:more|{_GOODS})\b[^"“”.?!]{{0,60}}\?
    | (?:already|not\s+yet|not)\s+an?\s+(?:member|subscriber)\b[^"“”.?!]{{0,30}}\?)""",
    re.IGNORECASE | re.VERBOSE,
)
_OWNED = re.compile(
    r"(?:[A-ZÀ-Þ][\w&.'’-]*\s+(?:(?:[A-ZÀ-Þ][\w&.'’-]*|of|the|and|for|de|la)\s+){0,6})(?:is|are)\s+(?:an?\s+)?(?:\w+\s+)?(?:part\s+of|owned\s+by|published\s+by|"
    r"member\s+of|division\s+of|trading\s+name\s+of|imprint\s+of|service\s+of|subsidiary\s+of|produced\s+by|operated\s+by|run\s+by|funded\s+by|registered\s+(?:in|at|as|trademark))\b[^\"“”]{0,160}"
    r"|(?:[A-ZÀ-Þ][\w&.'’-]*\s+){1,6}(?:accepts?\s+no\s+(?:advertising|advertisements|ads)|is\s+not\s+responsible\s+for)\b[^\"“”]{0,160}"
)
SETTINGS = re.compile(
    r".{0,40}\b(?:cookie|privacy|consent)s?\s+(?:settings|preferences|notice|policy|choices|statement)\b.{0,60}",
    re.IGNORECASE,
)
_ENDS = re.compile(r"(?<=[.?!])\s+")
_TOLD = re.compile(r"\b(?:said|says|told|asked|wrote|added)\b|[\"“”]")
_MOST = 400  # code points; a longer paragraph is none


def is_owned(sentence: str) -> bool:
    """Whether a sentence says whose the outlet is: furniture at the foot of a page, a fact of the report elsewhere."""
    return len(sentence) <= _MOST and _OWNED.fullmatch(sentence) is not None


def _asks(sentence: str) -> bool:
    return bool(_APPEAL.fullmatch(sentence) or _ASKED.fullmatch(sentence) or SETTINGS.fullmatch(sentence))


@lru_cache(maxsize=1 << 14)
def is_appeal(line: str) -> bool:
    """Whether a line is nothing but appeals to the reader, or opens with a question to the reader and goes on to the offer."""
    if not line or len(line) > _MOST or _TOLD.search(line) or line[0] in "\"“‘'«":
        return False
    sentences = _ENDS.split(line)
    return bool(len(sentences) > 1 and _ASKED.fullmatch(sentences[0])) or all(map(_asks, sentences))
