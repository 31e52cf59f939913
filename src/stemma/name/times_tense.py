"""Whether a sentence tells of what is to come or of what is gone, where it names a day: read off the words around it.

The verb that governs a day mostly stands before it ("will meet on Friday"), so the nearest sign of tense to the left
decides; only where none stands there does the first one to the right. Without any, news tells what is gone.
"""

import re

BEFORE, AFTER = 240, 140  # code points: how far a sentence is read to either side
HEADLINE = 30  # code points between the infinitive of a headline and its day
FRONT = 4  # words before a day that opens its sentence
SENTENCE = re.compile(r"[.!?][\"”’]?\s+(?=[A-Z\"“‘])|[;\n]")

VERB = r"(?:\s+(?:not|also|still|then|now|again|soon|be|have|\w+ly))*\s+[a-z]+"
# Words that ask or undertake that something be done: their infinitive lies ahead, that of "failed to" or "began to" does not.
WILLING = (
    r"(?:plan|intend|hope|agree|promise|pledge|vow|want|ask|order|urge|require|threaten|propose|decide|prepare|expect|"
    r"tell|invite|instruct|undertake|swear|call|wait|demand)(?:s|d|ed|ned|ning|ing|es)?|"
    r"told|undertook|swore"
)
OBJECT = r"(?:(?!in\b|on\b|at\b|of\b|about\b|from\b|with\b|by\b|during\b|after\b|way\b)[^\s,;:.]+\s+){0,6}?"
IRREGULAR = (
    r"said|says|saying|told|telling|adding|noting|writing|speaking|was|were|had|did|been|has|have|came|went|began|gave|held|made|saw|fell|rose|won|lost|shot|struck|sent|"
    r"spoke|wrote|died|found|kept|led|brought|caught|thought|heard|became|broke|drew|drove|flew|grew|knew|ran|sang|sank|threw|"
    r"wore|blew|chose|fought|bought|built|spent|taught|sold|stood|understood|sat|paid|felt|dealt|laid|swept|slept|took|met|"
    r"got|hit|left|put|quit|shook|stole|tore|woke|withdrew|swam|slid|fled|burst|beat|arose|bore|sung|sunk|done|seen|known|taken|"
    r"given|shown|written|broken|chosen|driven|stolen"
)
NO_PARTICIPLE = (
    r"(?!(?:need|speed|hundred|exceed|proceed|succeed|indeed|embed|sacred|naked|wicked|united|hatred|infrared|kindred|"
    r"unprecedented|so-called|unexpected)\b)"
)
# A participle between article and noun is no verb of the sentence; after "remain" it has the time of that verb.
BOUND = "".join(
    rf"(?<!\b{word}\s)"
    for word in (
        "the",
        "an",
        "a",
        "his",
        "her",
        "its",
        "their",
        "our",
        "of",
        "with",
        "some",
        "remain",
        "be",
        "stay",
        "keep",
    )
)
SIGN = re.compile(
    rf"""(?<![\w-])(?:
    (?P<past1>(?:would|could|may|might|must|should)(?:n['’]t|\s+not)?(?:\s+also)?\s+have\b{VERB}|could(?:n['’]t|\s+not){VERB}|
        as\s+expected|than\s+(?:expected|planned|scheduled))|
    (?P<coming>(?:will|won['’]t|shall|would|could|(?-i:may)|might|must|should|can|cannot|can['’]t)(?:n['’]t)?\b(?:{VERB})?|
        (?:is|are|was|were)\s+(?:also\s+|still\s+|\w+ly\s+)?(?:due\s+|going\s+|about\s+)?to\s+(?:be\s+)?[a-z]+|
        (?:has|have)\s+to\s+[a-z]+|
        (?:set|ready|likely|poised|expected|scheduled|slated|planned|forecast|projected|billed|tipped|going)\s+(?:to\s+(?:be\s+)?[a-z]+|for\b)|
        calls?\s+for\b|due\s+(?:in|on|at|back|by|later)\b|(?:billed|scheduled|slated|planned|expected|upcoming|forthcoming|expects)\b|
        (?:warn(?:s|ed|ing)?|warnings?)\s+(?:\w+\s+)?of\b|(?:{BOUND}(?:{WILLING})|plans?|chance|opportunity)\s+{OBJECT}to\s+(?!the\b|an?\b|his\b|her\b|its\b|their\b)(?:be\s+)?(?-i:[a-z]+)\b)|
    (?P<present>(?:(?:is|are|remains?|stays?)\s+(?:still\s+)?in\s+(?:force|effect)|meets|opens|begins|starts|expires|convenes|resumes|gathers|kicks?\s+off|takes?\s+(?:place|effect)|votes|
        {BOUND}(?<!\bto\s)(?:meet|begin|convene|resume|gather|hold)|
        (?:is|are)\s+(?:\w+ly\s+)?[a-z]{{2,}}ing|(?:is|are)(?=\s+(?:on|next|this)?\s*$))\b)|
    (?P<shut>(?:is|are|remains?|stays?)\s+(?:now\s+|\w+ly\s+)?(?:\w+ed|shut)(?=\s+(?:until|till)\b))|
    (?P<past>(?:{IRREGULAR})\b|{BOUND}{NO_PARTICIPLE}[a-z]{{2,}}ed\b)
    )""",
    re.IGNORECASE | re.VERBOSE,
)  # fmt: skip
AFTERMATH = re.compile(r"\b(?:after|following|amid|over)\b", re.IGNORECASE)
PUT_OFF = re.compile(r"\b(?:put|push|mov)(?:ed)?\s+(?:\w+\s+){0,2}?(?:off|back)\s+$", re.IGNORECASE)
SINCE = re.compile(r"\b(?:since|as\s+of|retroactive\s+to|backdated\s+to)\s+(?:\w+\s+)?$", re.IGNORECASE)
# "Will resume after Friday's vote" and "may resign after Friday's verdict": before or after, the nearer Friday.
BECAUSE_OF = re.compile(r"\b(?:after|following|over|wake\s+of|response\s+to)\s+$", re.IGNORECASE)
SET_OUT = re.compile(r"\b(?:starting|beginning|effective|as\s+(?:soon|early)\s+as|no\s+later\s+than|ahead\s+of(?:\s+\S+){0,4}?)\s+(?:on\s+|from\s+)?(?:early\s+|late\s+|later\s+)?$", re.IGNORECASE)  # fmt: skip
FOR = re.compile(r"\bfor\s+(?:early\s+|late\s+|later\s+)?$", re.IGNORECASE)
LIMIT = re.compile(r"\b(?:until|till|by)\s+(?:early\s+|late\s+|later\s+)?$", re.IGNORECASE)
# What comes after "for Friday" where the day is the whole of it, unlike "for Friday's game" or "for Friday prayers".
WHOLE = re.compile(r"\s*(?:$|[^\w\s'’]|(?:at|in|on|after|when|to|and|or|but|by|with|as|because|if|before|so|that)\b)")
# Goods are traded before the month that they are for.
TRADED = re.compile(r"\s+(?:delivery|deliveries|futures?|contracts?)\b", re.IGNORECASE)
# Verbs that set a time limit: what they grant or ask for ends after they are spoken.
LIMITING = re.compile(
    r"\b(?:giv(?:e|es|en|ing)|gave|extend|postpone|delay|adjourn|suspend|cancel|clos|bann?|barr|ask|demand|order|urg|requir|"
    r"promis|pledg|vow|agree|want|request|call|remand)",
    re.IGNORECASE,
)
# "Friday's concert has been cancelled": what is called off was still to come.
OFF = re.compile(
    r"['’]s\s+(?:[\w-]+\s+){1,4}?(?:is|are|has|have|had|was|were)\s+(?:been\s+)?(?:cancell?ed|postponed|delayed|called\s+off|put\s+off|rescheduled|scrapped)\b",
    re.IGNORECASE,
)
# A day that opens a clause of its own belongs to the verb after it: "he will come, but on Friday the house was shut".
OPENS = re.compile(r"(?:(?P<comma>,)|\b(?:but|and|while|that|because|where|when|although))\s+(?:on\s+|by\s+)?(?:early\s+|late\s+)?$", re.IGNORECASE)  # fmt: skip
SUBJECT = re.compile(
    r",?\s+(?:the|an?|he|she|it|they|we|his|her|its|their|no|only|(?-i:[A-Z]\w+)|(?-i:I))\b", re.IGNORECASE
)
TO_DO = re.compile(r"(?<!\baccording )(?<!\bdue )\bto\s+(?!the\b|an?\b|his\b|her\b|its\b|their\b|this\b|that\b)(?-i:[a-z]+)\b", re.IGNORECASE)  # fmt: skip


def sides(text: str, begin: int, end: int) -> tuple[str, str]:
    """What stands before and after an expression in its sentence."""
    left, right = max(0, begin - BEFORE), min(len(text), end + AFTER)
    for cut in SENTENCE.finditer(text, left, begin + 1):  # one further, for the mark's look ahead
        left = min(cut.end(), begin)
    after = SENTENCE.search(text, end, right)
    return text[left:begin], text[end : after.start() if after else right]


def tense(text: str, begin: int, end: int, *, caption: bool = False) -> int:
    """1 where what happens at the time that stands at ``begin`` to ``end`` is told as still to come, -1 where as gone.

    0 where the present tense leaves it open: "the two meet on Friday" looks ahead, "police are searching for a boat lost on
    Friday" back. ``caption``: the words describe a picture, so that their present tense tells of what was. Where nothing
    tells, news tells what is gone.
    """
    told = told_tense(text, begin, end, caption=caption)
    return -1 if told is None else told


def told_tense(text: str, begin: int, end: int, *, caption: bool = False) -> int | None:
    """As ``tense``; None where no sign of tense stands by."""
    before, after = sides(text, begin, end)
    if SINCE.search(before):
        return -1
    if OFF.match(after):
        return 1
    # "For the first half, profit fell": what opens a sentence with "for" is as its verb says.
    set_for = FOR.search(before) and WHOLE.match(after) and before.strip().lower() != "for"
    if SET_OUT.search(before) or set_for or TRADED.match(after):
        return 1
    limit = LIMIT.search(before)
    if limit and re.match(r"\s+to\s+[a-z]", after):
        return 1
    opening, subject = OPENS.search(before), SUBJECT.match(after)
    # "Will meet in port, on Friday, the mayor said": a day between commas belongs to what stands before.
    opens = opening is not None and subject is not None and not (opening["comma"] and subject[0].startswith(","))
    signs = [] if opens else list(SIGN.finditer(before))
    sign = signs[-1] if signs else None
    if sign is None and not opens and AFTERMATH.search(before):
        return -1
    if sign is None and not opens and TO_DO.search(before[-HEADLINE:]):
        return 1
    if sign is None:
        # Far into a sentence a comma after the day mostly closes its clause.
        near = after if opens or len(before.split()) <= FRONT else re.split(r"[,;:]", after, maxsplit=1)[0]
        sign = SIGN.search(near)
        limit = None
    if sign is None:
        return None
    put_off = limit and PUT_OFF.search(before[: limit.start()])
    if limit and (sign["shut"] or put_off or any(LIMITING.match(word) for word in sign[0].split()) or ends_in(before, sign.end(), limit.start())):  # fmt: skip
        return 1
    happened = BECAUSE_OF.search(before) and re.match(r"['’]s?\s", after)
    if (sign["present"] and not caption) or (sign["coming"] and happened):
        return 0
    return 1 if sign["coming"] else -1


def ends_in(before: str, sign: int, limit: int) -> bool:
    """Whether "had" is all that stands before "until": he had until Friday."""
    return before[:sign].endswith(("had", "has", "have")) and not before[sign:limit].strip()
