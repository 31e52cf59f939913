"""Whether a sentence tells of what is to come or of what is gone, where it names a day: read off the words around it.

The verb that governs a day mostly stands before it ("will meet on Friday"), so the nearest sign of tense to the left
decides; only where none stands there does the first one to the right. Without any, news tells what is gone.
"""

import re

BEFORE, AFTER = 240, 140  # code points: how far a sentence is read to either side
SENTENCE = re.compile(r"[.!?][\"”’]?\s+(?=[A-Z\"“‘])|[;\n]")

VERB = r"(?:\s+(?:not|also|still|then|now|again|soon|be|have|\w+ly))*\s+[a-z]+"
# Words that ask or undertake that something be done: their infinitive lies ahead, that of "failed to" or "began to" does not.
WILLING = (
    r"(?:plan|intend|hope|agree|promise|pledge|vow|want|ask|order|urge|require|threaten|aim|seek|propose|decide|prepare|expect|"
    r"tell|invite|instruct|offer|need|undertake|swear|call|wait|demand)(?:s|d|ed|ned|ning|ing|es)?|"
    r"sought|told|undertook|swore"
)
OBJECT = r"(?:(?!in\b|on\b|at\b|of\b|about\b|from\b|with\b|by\b|during\b|after\b|way\b)[^\s,;:.]+\s+){0,6}?"
IRREGULAR = (
    r"said|says|told|was|were|had|did|been|has|have|came|went|began|gave|held|made|saw|fell|rose|won|lost|shot|struck|sent|"
    r"spoke|wrote|died|found|kept|led|brought|caught|thought|heard|became|broke|drew|drove|flew|grew|knew|ran|sang|sank|threw|"
    r"wore|blew|chose|fought|bought|built|spent|taught|sold|stood|understood|sat|paid|felt|dealt|laid|swept|slept|took|met|"
    r"got|hit|left|put|quit|shook|stole|tore|woke|withdrew|swam|slid|fled|burst|beat|arose|bore|sung|sunk|done|seen|known|taken|"
    r"given|shown|written|broken|chosen|driven|stolen"
)
NO_PARTICIPLE = (
    r"(?!(?:need|speed|hundred|exceed|proceed|succeed|indeed|embed|sacred|naked|wicked|united|hatred|infrared|kindred|"
    r"unprecedented|so-called|unexpected)\b)"
)
# A participle between article and noun is no verb of the sentence.
BOUND = "".join(
    rf"(?<!\b{word}\s)" for word in ("the", "an", "a", "his", "her", "its", "their", "our", "of", "with", "some")
)
SIGN = re.compile(
    rf"""(?<![\w-])(?:
    (?P<past1>(?:would|could|may|might|must|should)(?:n['’]t|\s+not)?(?:\s+also)?\s+have\b{VERB}|could(?:n['’]t|\s+not){VERB}|
        as\s+expected|than\s+(?:expected|planned|scheduled))|
    (?P<coming>(?:will|won['’]t|shall|would|could|(?-i:may)|might|must|should|can|cannot|can['’]t)(?:n['’]t)?(?:{VERB})?|
        (?:is|are|was|were)\s+(?:also\s+|still\s+|\w+ly\s+)?(?:due\s+|going\s+|about\s+)?to\s+(?:be\s+)?[a-z]+|
        (?:has|have)\s+to\s+[a-z]+|
        (?:set|ready|likely|poised|expected|scheduled|slated|planned|forecast|projected|tipped|bound|going)\s+(?:to\s+(?:be\s+)?[a-z]+|for\b)|
        due\s+(?:in|on|at|back|by|later)\b|(?:scheduled|slated|planned|expected|upcoming|forthcoming|expects)\b|
        (?:ahead\s+of|as\s+(?:soon|early)\s+as|no\s+later\s+than|deadline|from\s+now)\b|
        (?:{BOUND}(?:{WILLING})|plans?|chance|opportunity)\s+{OBJECT}to\s+(?!the\b|an?\b|his\b|her\b|its\b|their\b)(?:be\s+)?(?-i:[a-z]+)\b)|
    (?P<planned>(?:meets|opens|begins|starts|expires|convenes|resumes|kicks\s+off|takes\s+(?:place|effect)|votes|(?:is|are)(?=\s+(?:on|next|this)?\s*$))\b)|
    (?P<shut>(?:is|are|remains?|stays?)\s+(?:now\s+|\w+ly\s+)?(?:\w+ed|shut)(?=\s+(?:until|till)\b))|
    (?P<past>(?:{IRREGULAR})\b|{BOUND}{NO_PARTICIPLE}[a-z]{{2,}}ed\b)
    )""",
    re.IGNORECASE | re.VERBOSE,
)  # fmt: skip
AFTERMATH = re.compile(r"\b(?:after|following|amid|over)\b", re.IGNORECASE)
SINCE = re.compile(r"\bsince\s+(?:\w+\s+)?$", re.IGNORECASE)
SET_OUT = re.compile(r"\b(?:starting|beginning|effective|ahead\s+of|from\s+next)\s+(?:on\s+|from\s+)?(?:early\s+|late\s+|later\s+)?$", re.IGNORECASE)  # fmt: skip
FOR = re.compile(r"\bfor\s+(?:early\s+|late\s+|later\s+)?$", re.IGNORECASE)
LIMIT = re.compile(r"\b(?:until|till|by)\s+(?:early\s+|late\s+|later\s+)?$", re.IGNORECASE)
# What comes after "for Friday" where the day is the whole of it, unlike "for Friday's game" or "for Friday prayers".
WHOLE = re.compile(r"\s*(?:$|[^\w\s'’]|(?:at|in|on|after|when|to|and|or|but|by|with|as|because|if|before|so|that)\b)")
# Verbs that set a time limit: what they grant or ask for ends after they are spoken.
LIMITING = re.compile(
    r"\b(?:giv(?:e|es|en|ing)|gave|extend|postpone|delay|adjourn|suspend|cancel|clos|bann?|barr|ask|demand|order|urg|requir|"
    r"promis|pledg|vow|agree|want|request|call|remand)",
    re.IGNORECASE,
)
TO_DO = re.compile(r"(?<!\baccording )(?<!\bdue )\bto\s+(?!the\b|an?\b|his\b|her\b|its\b|their\b|this\b|that\b)(?-i:[a-z]+)\b", re.IGNORECASE)  # fmt: skip


def sides(text: str, begin: int, end: int) -> tuple[str, str]:
    """What stands before and after an expression in its sentence."""
    left, right = max(0, begin - BEFORE), min(len(text), end + AFTER)
    for cut in SENTENCE.finditer(text, left, begin + 1):  # one further, for the mark's look ahead
        left = min(cut.end(), begin)
    after = SENTENCE.search(text, end, right)
    return text[left:begin], text[end : after.start() if after else right]


def tells_coming(text: str, begin: int, end: int, *, caption: bool = False) -> bool:
    """Whether what happens at the time that stands at ``begin`` to ``end`` is told as still to come.

    ``caption``: the words describe a picture, so that their present tense tells of what was.
    """
    before, after = sides(text, begin, end)
    if SINCE.search(before):
        return False
    if SET_OUT.search(before) or (FOR.search(before) and WHOLE.match(after)):
        return True
    limit = LIMIT.search(before)
    if limit and re.match(r"\s+to\s+[a-z]", after):
        return True
    signs = list(SIGN.finditer(before))
    sign = signs[-1] if signs else None
    if sign is None and AFTERMATH.search(before):
        return False
    if sign is None and TO_DO.search(before):
        return True
    if sign is None:
        sign = SIGN.search(after)
        limit = None
    if sign is None:
        return False
    if limit and (sign["shut"] or any(LIMITING.match(word) for word in sign[0].split()) or ends_in(before, sign.end(), limit.start())):  # fmt: skip
        return True
    return sign["coming"] is not None or (sign["planned"] is not None and not caption)


def ends_in(before: str, sign: int, limit: int) -> bool:
    """Whether "had" is all that stands before "until": he had until Friday."""
    return before[:sign].endswith(("had", "has", "have")) and not before[sign:limit].strip()
