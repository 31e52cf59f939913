"""The forms that dates, times, durations and sets have in English news; what they mean is said in ``times_values``.

Every rule is a regular expression whose named groups hold the parts of the expression. Of expressions that overlap the
longest stays, and of equally long ones that of the earlier rule.
"""

import re
from collections.abc import Mapping
from typing import NamedTuple

MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
)  # fmt: skip
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
SMALL = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]  # fmt: skip
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
ORDINALS = {
    word: n
    for n, word in enumerate(
        [
            "first",
            "second",
            "third",
            "fourth",
            "fifth",
            "sixth",
            "seventh",
            "eighth",
            "ninth",
            "tenth",
            "eleventh",
            "twelfth",
            "thirteenth",
            "fourteenth",
            "fifteenth",
            "sixteenth",
            "seventeenth",
            "eighteenth",
            "nineteenth",
            "twentieth",
        ],
        1,
    )
} | {"twenty-first": 21, "twenty-second": 22, "twenty-third": 23, "thirtieth": 30, "thirty-first": 31}

MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
)
WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
SHORT_DAY = r"(?:Mon|Tues?|Wed|Thur?s?|Fri|Sat|Sun)\.?"
DAY = r"(?:[12]\d|3[01]|0?[1-9])"
YEAR = r"(?:1[0-9]|20)\d\d"
BC = r"\s?(?:B\.\s?C\.(?:\s?E\.)?|BCE?\b)"
PART = r"(?:morning|afternoon|evening|night)"
SEASON = r"(?:spring|summer|autumn|fall|winter)"
UNIT = r"(?:second|minute|hour|day|night|weekend|week|fortnight|month|quarter|year|decade|centur(?:y|ie)|season)"
CALENDAR = r"(?:day|week|weekend|month|quarter|year|decade|century)"
LENGTH_PARTS = ("", "2", "3", "4", "5")  # behind "n" and "unit": the parts of a length, of at most five units
PLAIN = rf"(?:\d{{1,3}}|(?:{'|'.join(TENS)})(?:[\s-](?:{'|'.join(SMALL[1:10])}))?|{'|'.join(SMALL[1:][::-1])})"
_LARGE = r"(?:hundred|thousand|million|billion)"
NUMBER = (
    rf"(?:{PLAIN}[\s-]and[\s-]a[\s-]half|\d{{1,3}}(?:[\s-]1/2|½)|\d{{1,3}}(?:,\d{{3}})*(?:\.\d+)?(?:\s{_LARGE})?|half a dozen|half an?|(?:an?\s+)?(?:couple\s+of|few|several|many|number\s+of|dozen)|a\s{_LARGE}|an?|"
    rf"(?:(?:tens|hundreds)\s+of\s+)?(?:dozens|hundreds|thousands|millions)\s+of|{PLAIN}(?:\s{_LARGE})?|hundred)"
)
ABOUT = (
    r"(?:(?:only|just|barely|about|almost|nearly|some|around|approximately|roughly|over|under|up\s+to|as\s+(?:many|much|few|little)\s+as|"
    r"(?:just|well|slightly)\s+(?:over|under)|(?:(?:no|little|slightly)\s+)?(?:more|less)\s+than|fewer\s+than|at\s+least)\s+)?"
)
# "early", "late", "mid-", "the beginning of", and so on: which part of the time is meant.
PARTLY = (
    r"(?:(?P<mod>(?:the\s+)?(?:very\s+)?(?:early|later?|mid)(?:\s+(?:in|part\s+of))?(?:\s+the)?|"
    r"(?:the\s+)?(?:beginning|start|onset|middle|end|close|rest|first\s+half|second\s+half|latter\s+half)\s+of(?:\s+the)?)[\s-]+)?"
)
# What may not stand between a number and its unit, as "bloody" does in "two bloody weeks".
NO_FILLER = rf"(?:per|an?|the|this|last|next|of|each|every|to|and|or|in|on|at|for|by|from|times|few|several|many|half|(?:second|minute|hour|day|week|month|year|decade)s?|{'|'.join(SMALL + TENS)})"
THAT = r"(?:that\s+same|the\s+same|this\s+same|that|same)"
AFTER = r"(?:the\s+(?:very\s+)?next|the\s+following|the\s+subsequent|the\s+ensuing|following)"
BEFORE = r"(?:the\s+previous|the\s+preceding|the\s+prior|previous)"
DEICTIC = r"(?:last|this\s+past|this\s+coming|this|next|the\s+current|the\s+coming|the\s+past|the\s+last(?=\s+(?:week|month|year|decade)\b)|current|coming)"
WHICH = rf"(?P<which>{THAT}|{AFTER}|{BEFORE}|{DEICTIC})"
ERA = rf"(?P<bc>{BC})?"
_HOURS = "twelve|eleven|ten|nine|eight|seven|six|five|four|three|two|one"
_MINUTES = rf"twenty-(?:{'|'.join(SMALL[1:10])})|twenty|{'|'.join(SMALL[19:0:-1])}|2[0-9]|1[0-9]|[1-9]"
_OF_DAY = r"(?:\s+(?:(?:in\s+the|that)\s+(?P<daytime>morning|afternoon|evening|night)|at\s+(?P<night>night)))?"
# What makes a number an hour: "nine on Monday evening", "eleven that night".
_PART_FOLLOWS = rf"\s+(?:(?:in\s+the|that)\s+(?:morning|afternoon|evening|night)|at\s+night|(?:on\s+)?(?:{WEEKDAY}|yesterday|tomorrow|this)\s+{PART}|last\s+night)\b"
# The day that follows an hour: "6 p.m. on Tuesday", "half past nine last night", "9 tomorrow morning".
_ON_DAY = (
    rf"\s+(?:(?:on\s+)?(?:(?P<which>this|next|last)\s+)?(?P<wd2>{WEEKDAY})(?:\s+(?P<wpart>{PART}))?|(?P<word>today|yesterday|tomorrow|tonight)(?:\s+(?P<part>{PART}))?|"
    r"(?P<near>last\s+night|this\s+(?:morning|afternoon|evening)))"
)
# No noun follows that the words before would belong to.
_CLOSED = (
    r"\s*(?:[.,;:!?)\"”]|$)|\s+(?:and|but|or|when|where|while|as|that|which|s?he|it|they|we|I|to|in|on|at|with|after|before|"
    r"because|so|by|for|from|until|today|yesterday|tomorrow|(?-i:[A-Z]\w+))\b"
)
# "The tenth of January"
_NTH = "|".join(sorted(ORDINALS, key=len, reverse=True))
DATE = (
    rf"(?:(?:(?P<wd>{WEEKDAY}|{SHORT_DAY}),?\s+(?:the\s+)?)?"
    rf"(?:(?:the\s+(?=\w+\s+of\s))?(?P<d1>(?:{_NTH})(?=\s+of\s)|{DAY})(?:st|nd|rd|th)?(?:\s+of)?\s+(?P<m1>{MONTH})|(?P<m2>{MONTH})\s+(?:the\s+)?(?P<d2>{DAY}|(?<=July\s)Fourth)(?:st|nd|rd|th)?(?!\d|:\d|[.,]\d))"
    rf"(?:(?:,?\s+|,\s*)(?:of\s+)?(?P<y>{YEAR}|\d{{3}}(?={BC}))(?!\d){ERA})?)"
)


class Raw(NamedTuple):
    """An expression as found: where, by which rule, and its parts."""

    begin: int
    end: int
    rule: str
    parts: Mapping[str, str]


def _behind(words: str) -> str:
    """One of some words right before an expression."""
    return "|".join(rf"(?<=\b{word}\s)" for word in words.split())


def _rule(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w$£€]){pattern}(?!\w)", re.IGNORECASE)


RULES: Mapping[str, re.Pattern[str]] = {
    "iso": _rule(r"(?P<y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)(?:[T ](?P<h>\d\d):(?P<min>\d\d)(?::\d\d(?:\.\d+)?)?(?P<zone>Z|[+-]\d\d:?\d\d)?)?"),
    "dotted": _rule(r"(?P<d>\d{1,2})\.(?P<m>\d{1,2})\.(?P<y>(?:19|20)\d\d)(?!\.\d)"),
    "slashed": _rule(r"(?P<d>\d{1,2})/(?P<m>\d{1,2})/(?P<y>(?:19|20)\d\d)"),
    "date": _rule(
        rf"(?:(?:(?P<hours>(?:the\s+)?(?:(?:early\s+)?(?P<part>{PART})(?:\s+hours)?|(?P<small>(?:early|small)\s+hours)))\s+(?:of|on)\s+)?{DATE}"
        rf"(?:\s+(?P<part2>{PART})|,?\s+(?:of\s+)?(?P<rel>(?:last|this|next|that)\s+year)(?!['’]))?)"
    ),
    "range": _rule(
        rf"(?P<first>{DAY})(?:st|nd|rd|th)?(?=\s*(?:-|–|—|to|and|or|until|till)\s*{DAY}(?:st|nd|rd|th)?\s+(?P<m1>{MONTH})(?:,?\s+(?P<y>{YEAR}))?)"
    ),
    "month_year": _rule(rf"{PARTLY}(?P<m>{MONTH})(?:,?\s+(?:of\s+)?|/)(?P<y>{YEAR}|\d{{3}}(?={BC}))(?!\d){ERA}"),
    "month": _rule(
        rf"{PARTLY}(?:{WHICH}\s+)?(?P<m>{MONTH})(?:,?\s+(?:of\s+)?(?P<rel>(?:last|this|next|that|that\s+same|the\s+same|the\s+following|the\s+next|the\s+previous)\s+year))?"
        rf"(?=(?:\s*(?:-|–|—|to|and|or)\s*{MONTH},?\s+(?:(?P<y>{YEAR})(?!\w)|(?:of\s+)?(?P<rel2>(?:last|this|next|that)\s+year\b)))?)"
    ),
    "week_of": _rule(
        rf"the\s+(?:(?P<nth>first|second|third|fourth|[1-4](?:st|nd|rd|th))|(?P<final>last|final))\s+(?P<unit>week|weekend|{WEEKDAY})\s+(?:of|in)\s+"
        rf"(?:(?P<which>last|this|next)\s+)?(?P<m>{MONTH})(?:,?\s+(?:of\s+)?(?:(?P<y>{YEAR})(?!\w)|(?P<rel>(?:last|this|next|that)\s+year)))?"
    ),
    "week_at": _rule(rf"the\s+(?P<unit>week|weekend)\s+(?:of|beginning|starting)\s+(?:on\s+)?{DATE}"),
    "season": _rule(
        rf"{PARTLY}(?:{WHICH}\s+|the\s+)?(?P<season>{SEASON})"
        rf"(?:(?:,?\s+(?:of\s+)?(?P<y>{YEAR}|\d{{3}}(?={BC}))(?!\d){ERA})|\s+(?:of\s+)?(?P<rel>(?:last|this|next|that|the\s+same|the\s+following)\s+year))?"
    ),
    "quarter": _rule(
        rf"(?:(?:the\s+)?(?P<fiscal>fiscal\s+)?(?P<q>first|second|third|fourth|1st|2nd|3rd|4th|last|final)[\s-](?P<what>quarter|half)|(?P<q2>Q[1-4]|H[12]))"
        rf"(?:\s+(?:of\s+)?(?P<fiscal2>fiscal\s+)?(?P<y>{YEAR}))?(?:\s+(?:of\s+)?(?P<rel>(?:last|this|next|that)\s+year)|\s+of\s+(?P<rel2>the\s+year))?"
    ),
    "year_bc": _rule(rf"(?:ca\.?\s+|circa\s+)?{PARTLY}(?P<y>\d{{1,4}})(?P<bc>{BC})"),
    "years_bc": _rule(rf"(?P<y>\d{{3,4}})(?=\s?[-–—]\s?\d{{1,4}}(?P<bc>{BC}))"),
    "year_ad": _rule(r"(?:AD\s+(?P<y>\d{1,4})|(?P<y2>\d{1,4})\s+(?:AD|CE))"),
    "years": _rule(rf"(?P<y>{YEAR})(?=\s?[-–—/]\s?(?:{YEAR}|\d\d)(?![\d-]))"),
    "years_end": _rule(rf"(?<=\d\d[-–—/])(?P<short>{YEAR}|\d\d)(?![\d.,-]\d|-)"),
    "year": _rule(rf"{PARTLY}(?:the\s+year\s+)?(?P<y>{YEAR})(?!,\d|\.\d|\s?%|[-–]\d)"),
    "fiscal": _rule(
        rf"(?:the\s+)?(?:(?:fiscal|financial)(?:\s+year)?\s+(?P<y>{YEAR})(?:[-–/](?P<end>\d\d))?(?![\d-])|(?P<y2>{YEAR})(?:[-–/](?P<end2>\d\d))?\s+(?:fiscal|financial)\s+year)"
    ),
    "decade": _rule(
        rf"{PARTLY}(?:the\s+)?(?:(?P<y>(?:1[0-9]|20)\d0|\d{{2,3}}0(?=['’]?s{BC}))['’]?s{ERA}|['’](?P<short>[1-9]0)s|"
        r"(?<=the\s)(?P<word>twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties))"
    ),
    "century": _rule(
        rf"{PARTLY}(?:the\s+)?(?P<c>\d{{1,2}}(?:st|nd|rd|th)|{'|'.join(ORDINALS)})[\s-]+century{ERA}"
    ),
    "weekday": _rule(
        rf"(?:(?P<small>(?:the\s+)?(?:early|small)\s+hours)\s+of\s+)?(?:(?P<mod>early|late|earlier|later)\s+(?:on\s+)?)?(?:{WHICH}\s+)?(?P<wd>{WEEKDAY})(?:,?\s+the\s+(?P<nth>[12]\d|3[01]|[1-9])(?:st|nd|rd|th)(?!\w|\s+of\b)|\s+(?P<part>{PART}))?(?:,?\s+(?:of\s+)?(?P<week>last\s+week|this\s+week|next\s+week))?"
    ),
    "day": _rule(
        rf"(?:(?:early|late|later|earlier)\s+)?(?P<word>today|yesterday|tomorrow|tonight)(?:\s+(?P<part>{PART}))?|the\s+day\s+(?P<far>before\s+yesterday|after\s+tomorrow)"
    ),
    "part": _rule(
        rf"(?:(?:early|late|later|earlier)\s+(?:in\s+)?)?(?P<which>{THAT}|{AFTER}|{BEFORE}|last|this|tomorrow|yesterday)\s+(?P<part>{PART})"
    ),
    "unit": _rule(
        rf"(?:(?P<mod>earlier|later|early|late|mid)(?:\s+in)?[\s-]+|(?P<mod2>(?:the\s+)?(?:beginning|start|middle|end|close|rest|first\s+half|second\s+half|latter\s+half)\s+of)\s+)?{WHICH}\s+(?P<unit>{CALENDAR})(?P<half>\s+and\s+a\s+half)?"
    ),
    "part_of": _rule(
        r"(?:(?P<mod>later|earlier|early|late)\s+in|(?P<mod2>the\s+(?:beginning|start|middle|end|close|rest|(?:early|later?|latter|first|last)\s+part)\s+of))\s+(?P<which>the)\s+(?P<unit>week|month|year|decade|century)"
    ),
    "day_after": _rule(r"(?:(?:the|a)\s+(?P<unit>day|week|month|year)|(?:one|a)\s+(?P<unit2>day|week|month|year))\s+(?P<way>before|after|earlier|later|prior|afterwards?)"),
    "shift": _rule(
        rf"{ABOUT}(?P<n>{NUMBER})(?:\s+and\s+a\s+half)?[\s-](?:more\s+|full\s+|short\s+)?(?P<unit>{UNIT})s?\s+(?P<way>ago|earlier|before|later|afterwards?|after|previously|from\s+now|hence|prior)"
    ),
    "vague": _rule(
        rf"(?:(?:just|only)\s+|(?:{_behind('in over during')})the\s+)?(?P<unit>second|minute|hour|day|week|month|year|decade)s\s+(?P<way>ago|earlier|before|later|afterwards?|after)"
    ),
    "span": _rule(
        rf"(?:the\s+)?(?P<way>past|last|next|previous|following|coming|first|final|preceding|subsequent|ensuing|succeeding|recent)\s+(?:(?P<n>{NUMBER})\s+)?(?P<unit>{UNIT})s"
        rf"(?:(?<=\bmonths|.\bweeks|..\bdays)\s+of\s+(?:(?P<m>{MONTH}),?\s+)?(?:the\s+year|(?P<rel>(?:last|this|next)\s+year)|(?P<y>{YEAR})(?!\w))(?!['’]))?"
    ),
    "duration": _rule(
        rf"{ABOUT}(?:the\s+(?!\S+-))?(?P<n>{NUMBER})(?P<half>\s+and\s+a\s+half)?(?:\s+|-)(?:(?!{NO_FILLER}\b)(?-i:[a-z]+)\s+)?(?P<unit>{UNIT})s?(?:(?P<half2>\s+and\s+a\s+half)|[\s-](?:long|old)(?!\s+ago))?"
    ),
    "whole": _rule(
        r"(?:(?:all|the\s+(?:whole|entire)|an\s+entire|another(?!\s+day))\s+(?P<unit>hour|day|night|week|weekend|month|year|decade))(?:\s+long)?"
    ),
    "bare": _rule(r"(?:the\s+)?(?P<unit>minute|hour|day|week|month|year|decade|centurie)s"),
    "weekend": _rule(r"the\s+weekend"),
    "half": _rule(r"(?:a\s+)?half[\s-](?:an?[\s-])?(?P<unit>century|decade|hour|day|year)|(?:a\s+)?quarter(?:-|\s+of\s+a\s+)century|(?P<quarters>(?:a\s+)?quarter|three\s+quarters)\s+of\s+an\s+hour"),
    "long": _rule(rf"(?P<bare>{UNIT}s?)(?:-?\s?long|(?<=s)-old)"),
    "each": _rule(
        rf"(?:(?:once|twice)\s+)?(?P<word>every|each|per)\s+(?:(?P<n>other|few|second|third|{PLAIN})\s+)?(?:(?P<unit>{UNIT})s?|(?P<wd>{WEEKDAY})(?:\s+(?P<wpart>{PART}))?|(?P<part>{PART})|(?P<season>{SEASON})|(?P<m>{MONTH}))"
    ),
    "so_often": _rule(
        rf"(?:once|twice|{ABOUT}{NUMBER}\s+(?:times|{UNIT}s))\s+(?:(?:every|each|a|per)\s+(?P<unit>{UNIT})|(?P<word>daily|weekly|monthly|yearly|annually))"
    ),
    "often": _rule(r"(?P<word>daily|weekly|monthly|quarterly|yearly|semi-?annual(?:ly)?|annually|annual|hourly|nightly|bi-?weekly|fortnightly|bimonthly|biannual|biennial)|(?P<wd>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days)|(?P<wd2>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\s+(?P<part>morning|afternoon|evening|night)s|(?<=\bon\s)(?P<week>weekend|weekday)s"),
    "spoken": _rule(
        rf"(?:(?:(?P<half>half)|(?P<quarter>(?:a\s+)?quarter)|(?P<n>{_MINUTES})(?:\s+minutes)?)\s+(?P<way>past|after|to|before)\s+(?P<hour>{_HOURS}|midnight|noon|midday)"
        rf"|(?P<sharp>{_HOURS}|1[0-2]|[1-9])\s+(?:sharp|o['’]clock)"
        rf"|(?P<bare>{_HOURS}|1[0-2]|[1-9])(?={_PART_FOLLOWS})){_OF_DAY}(?:{_ON_DAY})?"
    ),
    "clock": _rule(
        rf"(?:(?:(?P<h>2[0-3]|[01]?\d)[:.](?P<min>[0-5]\d)(?!:\d)(?:\s*(?P<half>[ap])(?:\.\s?m\b\.?|m\b))?|(?P<h2>1[0-2]|0?[1-9])\s*(?P<half2>[ap])(?:\.\s?m\b\.?|m\b)|(?P<h3>[01]\d|2[0-3])(?P<min3>[0-5]\d)(?=\s*(?:GMT|UTC|hours|hrs|local\s+time))|(?P<plain>1[0-2]|[1-9])(?=\s+(?:in\s+the\s+(?:morning|afternoon|evening)|at\s+night)\b)|(?P<noon>noon|midnight)){_OF_DAY}"
        rf"(?:\s*(?P<zone>GMT|UTC|Z|EST|EDT|ET|CET|BST|PST|PDT|PT|CT|MSK|local\s+time|(?-i:[A-Z][a-z]+(?:\s[A-Z][a-z]+)?\stime))\b)?(?:\s*,?\s*(?:on\s+)?(?:(?P<wday>{WEEKDAY}),?\s+)?{DATE.replace('?P<wd>', '?:')}|{_ON_DAY})?)"
    ),
    "daypart": _rule(
        rf"(?:(?:{_behind('at before by until since around after from in')})(?P<daypart>dawn|daybreak|dusk|midday|mid-?morning|mid-?afternoon)(?!\s+of\b)"
        rf"|(?:{_behind('in during through')})the\s+(?:(?:early|late)\s+)?(?P<daypart2>{PART})(?={_CLOSED}))(?:{_ON_DAY})?"
    ),
    "same_period": _rule(
        rf"(?:the\s+)?year[\s-](?:ago|earlier)(?:\s+(?:quarter|period))?"
        rf"|the\s+(?:same|corresponding|comparable|like)\s+(?:quarter|period)\s+(?:(?:of|in)\s+)?(?:last\s+year|the\s+(?:previous|prior)\s+year|the\s+year\s+(?:before|earlier)|a\s+year\s+(?:ago|earlier|before)|(?P<y>{YEAR}))"
    ),
    "year_back": _rule(
        rf"(?:(?P<now>(?:this|the\s+same)\s+time)|the\s+same\s+(?:month|week|day|date))\s+(?:(?:of\s+)?last\s+year|(?:(?:of|in)\s+)?the\s+(?:previous|prior)\s+year|a\s+year\s+(?:ago|earlier|before)|(?:in|of)\s+(?P<y>{YEAR}))"
    ),
    "year_to": _rule(
        rf"the\s+(?:(?:full|whole)\s+)?(?P<unit>year|quarter)(?=\s+(?:to|through)\s+(?:the\s+end\s+of\s+)?(?:{DAY}\s+)?{MONTH}(?!\w))"
    ),
    "period": _rule(
        rf"(?:the\s+|(?=full-year))(?:(?P<unit>quarter|year|week|month)(?=\s+(?:that\s+)?(?:ended|ending)\s+(?:on\s+)?{DATE}(?!\w))|(?:(?:latest|most\s+recent)\s+)?(?P<bare>quarter)|(?P<full>full-year(?!\s+\d))|(?:(?:full|whole)\s+)?(?P<year>year))"
    ),
    "year_end": _rule(r"(?:the\s+)?(?:year-end|year['’]s\s+end)"),
    "in_day": _rule(r"(?:early|earlier|late|later)\s+in\s+the\s+day"),
    "day_of": _rule(rf"the\s+(?:very\s+)?(?P<way>first|last|final)\s+day\s+of\s+(?:(?P<m>{MONTH}),?\s+)?(?P<y>{YEAR})"),
    "nth": _rule(
        rf"(?:{_behind('on until till since by from before after through')})the\s+(?P<d>[12]\d|3[01]|[1-9])(?:st|nd|rd|th)"
        rf"(?={_CLOSED})"
    ),
    "short_year": _rule(rf"(?:{_behind('of in since until by from during before after')})['’](?P<short>\d\d)(?![\ds])"),
    "now": _rule(r"(?P<word>(?:right\s+)?now|nowadays|the\s+time\s+being|currently|(?<=\bat\s)(?:present|the\s+moment|(?P<anaphor>this\s+(?:point|stage)))|(?<=\bfor\s)the\s+moment|these\s+days|(?:the\s+)?present\s+day|present-day|current)"),
    "past": _rule(
        r"(?P<word>recently|lately|(?:the\s+)?(?:recent\s+)?past(?=[\s.,;]*(?:$|[.,;]))|(?:the\s+)?recent\s+past|those\s+days|former|formerly|recent(?:\s+(?:days|weeks|months|years|decades|times))?|not\s+long\s+ago|long\s+ago|the\s+other\s+day)"
    ),
    "then": _rule(r"(?P<word>(?<=\bat\s)(?:the|that)\s+time)(?!\s+(?:of|when|he|she|they|it|we|you|I)\b)"),
    "future": _rule(r"(?P<word>(?:the\s+)?(?:near\s+|foreseeable\s+)?future|some\s?day|(?:the\s+)?coming\s+(?:days|weeks|months|years))"),
    "feast": _rule(rf"(?P<word>Christmas\s+Eve|Christmas(?:\s+Day)?|New\s+Year['’]s\s+(?:Eve|Day)|Boxing\s+Day|(?P<new>the\s+(?-i:new\s+year))|(?:Labor|Memorial)\s+Day|Good\s+Friday|Easter(?:\s+(?:Sunday|Monday))?|Ash\s+Wednesday|Palm\s+Sunday|Thanksgiving(?:\s+Day)?|Halloween|Valentine['’]s\s+Day)(?:,?\s+(?:of\s+)?(?P<y>{YEAR}))?"),
}  # fmt: skip


LETTERS_ONLY = re.compile(r"[a-z]+")
DIGIT = re.compile(r"\d")


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


MONTH_WORDS = frozenset(MONTHS) | {m[:3] for m in MONTHS} | {"sept"}
PART_WORDS = _listed("morning afternoon evening night")
UNIT_WORDS = _listed(
    "second seconds minute minutes hour hours day days night nights weekend weekends week weeks fortnight fortnights month "
    "months quarter quarters year years decade decades century centuries season seasons"
)
# What a paragraph must hold for a rule to be worth trying: one of some words, and a figure where the second is True.
NEEDS: Mapping[str, tuple[frozenset[str], bool]] = {
    "iso": (frozenset(), True), "dotted": (frozenset(), True), "slashed": (frozenset(), True),
    "date": (MONTH_WORDS, False), "range": (MONTH_WORDS, True), "month_year": (MONTH_WORDS, True),
    "month": (MONTH_WORDS, False), "season": (_listed("spring summer autumn fall winter"), False),
    "quarter": (_listed("quarter half q h"), False), "year_bc": (_listed("b bc bce"), True),
    "years_bc": (_listed("b bc bce"), True), "year_ad": (_listed("ad ce"), True), "years": (frozenset(), True),
    "years_end": (frozenset(), True), "year": (frozenset(), True), "fiscal": (_listed("fiscal financial"), True),
    "week_of": (MONTH_WORDS, False), "week_at": (MONTH_WORDS, True), "year_back": (_listed("same time"), False), "year_to": (MONTH_WORDS, False),
    "decade": (_listed("s twenties thirties forties fifties sixties seventies eighties nineties"), False),
    "century": (_listed("century"), False), "weekday": (frozenset(WEEKDAYS), False),
    "day": (_listed("today yesterday tomorrow tonight day"), False), "part": (PART_WORDS, False),
    "unit": (UNIT_WORDS, False), "part_of": (UNIT_WORDS, False), "day_after": (UNIT_WORDS, False),
    "shift": (UNIT_WORDS, False), "vague": (UNIT_WORDS, False), "span": (UNIT_WORDS, False), "duration": (UNIT_WORDS, False),
    "whole": (_listed("all another whole entire"), False),
    "bare": (UNIT_WORDS, False), "weekend": (_listed("weekend"), False), "long": (_listed("long old"), False),
    "each": (_listed("every each per"), False),
    "often": (
        _listed("daily weekly monthly quarterly yearly annually annual semiannual semiannually hourly nightly biweekly fortnightly bimonthly biannual biennial")
        | {day + "s" for day in WEEKDAYS} | {"weekends", "weekdays", "mornings", "afternoons", "evenings", "nights"},
        False,
    ),
    "daypart": (PART_WORDS | _listed("dawn daybreak dusk midday midmorning midafternoon"), False),
    "day_of": (_listed("day"), True), "in_day": (_listed("day"), False), "nth": (_listed("st nd rd th"), True),
    "now": (_listed("time now nowadays currently present moment these current being this"), False),
    "past": (_listed("recently lately past former formerly recent ago other those"), False), "then": (_listed("time"), False),
    "future": (_listed("future coming day someday"), False), "spoken": (_listed("past to before after sharp clock") | PART_WORDS, False), "feast": (_listed("christmas new boxing labor memorial good easter ash palm thanksgiving halloween valentine"), False),
}  # fmt: skip


# Rules that few paragraphs need, and that cost much: one of these must stand in it.
HOLDS: Mapping[str, tuple[str, ...]] = {
    "year_back": ("same time", "this time", "same month", "same week", "same day", "same date"),
    "year_to": ("year to", "quarter to", "year through", "quarter through"), "then": ("at the time", "at that time"),
    "week_at": ("week of", "weekend of", "week beginning", "week starting"),
    "week_of": ("week of", "week in", "weekend of", "weekend in", "day of", "day in"),
    "so_often": ("once", "twice", "times d", "times w", "times m", "times y", "s a ", "s per ", "s each ", "s every "),
    "same_period": ("year-ago", "year-earlier", "year ago", "year earlier", "same quarter", "same period", "corresponding", "comparable", "like "),
    "period": ("the quarter", "latest quarter", "recent quarter", "full-year", " ended", " ending", "for the year", "for the full", "for the whole"),
    "year_end": ("year-end", "s end"),
    "half": ("half", "quarter-century", "quarter of a", "quarters of a"),
    "short_year": ("'", "’"),
}  # fmt: skip


def worth_trying(text: str) -> list[tuple[int, str]]:
    """The rules, with their rank, that could find anything in a paragraph."""
    lower = text.lower()
    words = frozenset(LETTERS_ONLY.findall(lower))
    figure = DIGIT.search(text) is not None
    wanted = []
    for rank, name in enumerate(RULES):
        needed, needs_figure = NEEDS.get(name, (frozenset(), False))
        if name == "clock":
            tried = figure or bool(words & {"noon", "midnight"})
        elif name in HOLDS:
            tried = any(held in lower for held in HOLDS[name])
        else:
            tried = (figure or not needs_figure) and (not needed or not words.isdisjoint(needed))
        if tried:
            wanted.append((rank, name))
    return wanted
