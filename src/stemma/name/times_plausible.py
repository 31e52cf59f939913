"""Whether what a rule of ``times_rules`` has found is a time, by how it is written and by what stands beside it."""

import re
from collections.abc import Mapping

from stemma.name.times_rules import SMALL, TENS

_NEARLY = r"\b(?:about|around|approximately|(?:shortly|just)\s+(?:before|after))\s+"
NEARLY, NEARLY_AT = re.compile(_NEARLY + "$", re.IGNORECASE), re.compile(_NEARLY, re.IGNORECASE)

COUNTED = re.compile(
    r"[\s-]*(?:(?:[a-z]+\s+)?(?:people|men|women|troops|soldiers|prisoners|casualties|dead|killed|wounded|civilians|refugees|"
    r"tons|tonnes|km|kilomet|miles|metres|meters|feet|ft|dollars|euros|pounds|yuan|guns|tanks|aircraft|ships|rifles|"
    r"percent|per\s+cent|votes|seats|points|houses|homes|workers|students|police|members|fighters|vehicles))\b|\s?%",
    re.IGNORECASE,
)
BEFORE_YEAR = re.compile(
    r"\b(?:in|of|since|by|until|till|from|during|between|before|after|around|about|near|early|late|mid|circa|ca\.|c\.|year|date)[\s-]+$",
    re.IGNORECASE,
)
AT_YEAR = re.compile(r"\b(?:in|since|during|until|early|late|mid)[\s-]+$", re.IGNORECASE)
BEFORE_MONTH = re.compile(
    r"\b(?:in|by|since|until|till|of|from|early|late|mid|last|next|this|that|between|during|and|to|through|after|before|for|"
    r"on|following|previous|same|beginning|or|as)[\s-]+$",
    re.IGNORECASE,
)
BEFORE_SEASON = re.compile(
    r"\b(?:in|by|since|until|of|early|late|mid|during|that|this|last|next|through|the|for)[\s-]+$", re.IGNORECASE
)

# "At 9.50", where no price, share or measure is meant.
AT_CLOCK = re.compile(
    r"(?<!closed\s)(?<!ended\s)(?<!trading\s)(?<!opened\s)(?<!stood\s)\b(?:at|by|until|till|since|shortly\s+(?:before|after)|just\s+(?:before|after))(?:\s+(?:about|around))?\s+$",
    re.IGNORECASE,
)
# "From nine in the evening", "it was barely six on Sunday morning": before a number that the part of the day makes an hour.
BEFORE_HOUR = re.compile(
    r"\b(?:at|by|until|till|since|from|to|before|after|towards?|around|about|nearly|barely)\s+$", re.IGNORECASE
)
IT_WAS = re.compile(
    r"\b(?:it|time|clock)\s+(?:was|is|said|read|showed)\s+(?:(?:just|only|barely|nearly|almost|already)\s+)?$",
    re.IGNORECASE,
)
AFTER_NO_CLOCK = re.compile(
    r"\s?(?:%|[a-z]?[a-zA-Z]+s\b|per\b|percent|million|billion|trillion|k?m\b|kg\b|magnitude|to\s+the\b|[$€£¥])",
    re.IGNORECASE,
)

# "400 meals a day", "$40,000 a quarter": so much in each, and no length of time.
RATE_REACH = 60  # code points
RATE = re.compile(
    rf"(?:[$€£¥]\s?\d[\d,.]*(?:\s*(?:[mb]illion|trillion|bn|m))?|%|\bper\s?cent|\b(?:\d[\d,.]*|{'|'.join(SMALL[2:] + TENS)}|few|several|many|hundreds|thousands|"
    r"millions|dozens)\s+(?:[a-z-]+\s+){0,2}[a-z-]+s|\bpeople|\bcents)\s+$",
    re.IGNORECASE,
)
# A day with a name of its own falls once a year, or fell once.
NAMED_DAY = re.compile(r"\b(?:Black|Cyber|Bloody|Good|Holy|Ash|Palm|Easter|Maundy|Shrove|Whit|Super)\s+$")


# "Fox News Sunday", "the Mail on Sunday", "the Sunday Times", "CBS Sunday Morning": programmes and papers.
SHOW_BEFORE = re.compile(r"\b(?:Fox\s+News|(?:Mail|Independent|Scotland)\s+on)\s+$")
MORNING_SHOW = re.compile(r"\b(?:CBS|ABC|NBC)\s+$")
ARTICLE_BEFORE = re.compile(r"(?:\b[Tt]he|['’]s)\s+$")
PAPER_AFTER = re.compile(
    r"\s+(?:Times|Telegraph|Mirror|Express|Mail|Post|Herald|Business|Independent|Mercury|People|World)\b"
)
# "The Christmas party" may be on any day of Advent.
FEAST_THING = re.compile(
    r"\s+(?:[a-z]+\s+)?(?:part(?:y|ies)|trees?|cards?|shopping|dinners?|gifts?|presents?|markets?|lights|carols?|songs?|movies?|decorations?|sales|costumes?|special)\b"
)
# "Hurt in the fall".
HURT_BEFORE = re.compile(r"\b(?:hurt|injur|wound|kill|died?|surviv|broke|bruis|fractur)\w*\b[^.]*$", re.IGNORECASE)


LAST_ON = re.compile(
    r"\b(?:to|will|would|could|can|cannot|may|might|must|should|did|does|do|(?:usual|typical|general|normal)ly|n['’]t|not)\s+$",
    re.IGNORECASE,
)


def plausible(text: str, begin: int, end: int, rule: str, parts: Mapping[str, str]) -> bool:
    """Whether an expression is one, by how it is written and by what stands beside it."""
    before, after = text[max(0, begin - 24) : begin], text[end : end + 24]
    if rule in ("month", "month_year", "date", "range"):
        name = parts.get("m") or parts.get("m1") or parts.get("m2") or ""
        if not name[:1].isupper():
            return False
    if rule == "month":
        if parts.keys() & {"which", "rel", "mod", "y"}:
            return True
        name = parts["m"].lower().rstrip(".")
        if name == "july" or (name == "june" and re.search(r"\b(?:a|the|its|their)\s+$", before)):
            return True
        if name in ("may", "march", "mar", "sun", "jan", "dec") or len(name) < 5:
            return (
                name != "mar"
                and BEFORE_MONTH.search(before) is not None
                and not (name in ("may", "march", "jan") and re.match(r"\s+[A-Z]", after))
            )
        return (
            name not in ("april", "june", "august")
            or not re.match(r"\s+[A-Z][a-z]+", after)
            or BEFORE_MONTH.search(before) is not None
        )
    if rule == "year":
        return plausible_year(before, after, parts)
    if rule in ("years", "years_end"):
        return not COUNTED.match(after)
    if rule == "season":
        return plausible_season(text[begin:end], before, after, parts)
    if rule == "weekday":
        named = parts.get("part", "").istitle() and CAPITAL_AFTER.match(after)  # "Sunday Night Tales"
        return (
            parts["wd"][0].isupper()
            and NAMED_DAY.search(before) is None
            and not named
            and not _is_published(before, after, parts)
        )
    if rule == "day" and parts.get("word", "")[:1].isupper():
        return CAPITAL_BEFORE.search(before) is None  # "Norvik Today"
    if rule == "clock":
        if text[begin : begin + 2] == "0:" or (before.endswith("| ") and "half" not in parts):
            return False  # how long a film in a list of films is
        nearly = NEARLY_AT.match(text, begin, end)
        at_an_hour = bool(AT_CLOCK.search(before + (nearly[0] if nearly else "")) or IT_WAS.search(before))
        if "plain" in parts:  # "by 4 in the morning"
            return at_an_hour
        sure = (
            "h" not in parts
            or ":" in text[begin:end]
            or parts.keys() & {"half", "zone", "daytime", "night", "near", "word", "wpart"}
        )
        return bool(sure) or (at_an_hour and not AFTER_NO_CLOCK.match(after) and len(parts["min"]) == 2)
    if rule == "spoken":
        if "bare" in parts:  # "two in the morning"
            return bool(BEFORE_HOUR.search(before) or IT_WAS.search(before))
        # "Twenty to three" may be a vote.
        plain = parts.get("way", "").lower() in ("to", "before", "after") and not parts.keys() & {
            "half",
            "quarter",
            "daytime",
            "night",
        }
        return not plain or "minute" in text[begin:end] or bool(AT_CLOCK.search(before) or IT_WAS.search(before))
    if rule == "feast":
        return FEAST_THING.match(after) is None
    if rule == "each":
        return "m" not in parts or parts["m"][0].isupper()
    if rule == "week_of":
        return parts["m"][:1].isupper()
    if rule == "period" and "year" in parts:
        return before.endswith("for ")
    if rule == "daypart":
        return text[begin].islower()
    if rule == "unit" and parts["unit"].lower() == "day":
        return parts["which"].lower() not in ("last", "next", "the past", "coming")
    if rule == "duration":
        rate = parts["n"].lower() == "a" and RATE.search(text[max(0, begin - RATE_REACH) : begin]) is not None
        return rate or (
            not before.endswith("/") and not YEAR_ON_YEAR.match(after) and plausible_duration(text[begin:end], parts)
        )
    if rule == "span":
        # "A fuel cell that should last eight years"
        return text[begin : begin + 4].lower() != "last" or LAST_ON.search(before) is None
    if rule == "often":
        # "The Daily Harbour" and "Norvik Daily" are papers; "Monday and Tuesday nights" are two.
        paper = parts.get("word", "").istitle() and (
            CAPITAL_BEFORE.search(before) or (CAPITAL_AFTER.match(after) and re.search(r"\w\s+$", before))
        )
        return not paper and ("wd2" not in parts or AND_DAY.search(before) is None)
    if rule == "shift":
        # "A second before the year is out"
        return parts["unit"].lower() != "second" or parts["n"].isdigit() or text[begin:end].lower().find("seconds") > 0
    if rule == "bare":
        if text[begin : begin + 4].lower() == "the ":  # "in the weeks before the vote"
            years = before.lower().endswith("over ") and parts["unit"].lower() in ("year", "decade", "centurie")
            return OVER.search(before) is not None and (SEEN_FROM.match(after) is not None or years)
        return LATE.match(after) is not None or plausible_bare(before, after, parts["unit"].lower())
    if rule in ("unit", "part"):
        # In quotation marks and with capitals it is the name of a programme.
        return not (before.endswith(('"', "“", "‘")) and re.match(r"[A-Z]\w*(?:\s+[A-Z]\w*)+$", text[begin:end]))
    return True


def _is_published(before: str, after: str, parts: Mapping[str, str]) -> bool:
    """Whether a weekday stands in the name of a programme or a paper."""
    if SHOW_BEFORE.search(before):
        return True
    if parts.get("part", "").istitle() and MORNING_SHOW.search(before):
        return True
    return "part" not in parts and ARTICLE_BEFORE.search(before) is not None and PAPER_AFTER.match(after) is not None


def plausible_year(before: str, after: str, parts: Mapping[str, str]) -> bool:
    if AT_YEAR.search(before):
        return True
    if COUNTED.match(after) or re.search(r"(?:No\.?|number|#)\s?$", before):
        return False
    if "mod" in parts or parts["y"][:2] in ("19", "20", "18"):
        return not re.match(r"\s+(?:hours|hrs|GMT)", after)
    return BEFORE_YEAR.search(before) is not None


def plausible_season(found: str, before: str, after: str, parts: Mapping[str, str]) -> bool:
    if parts.keys() & {"y", "rel", "which"}:
        return True
    word = parts["season"].lower()
    if parts["season"][0].isupper() and re.match(r"\s+[A-Z]", after):
        return False
    if word == "fall":
        return bool(
            "mod" in parts
            or (re.match(r"the\s", found, re.IGNORECASE) and re.search(r"\b(?:in|by|during|until|since)\s+$", before))
        ) and not (re.match(r"\s+(?:of|in|from)\b", after) or HURT_BEFORE.search(before))
    if word == "spring":
        return (
            "mod" in parts or bool(re.match(r"the\s", found, re.IGNORECASE)) or BEFORE_SEASON.search(before) is not None
        )
    return True


CAPITAL_BEFORE, CAPITAL_AFTER = re.compile(r"\b[A-Z]\w* +$"), re.compile(r"['’]?\s+[A-Z]")
AND_DAY = re.compile(r"day\s+(?:and|or)\s+$", re.IGNORECASE)
YEAR_ON_YEAR = re.compile(r"-(?:on|over|by|to)-|\s(?:on|over)\s(?:year|quarter|month|week|day)\b", re.IGNORECASE)


def plausible_duration(found: str, parts: Mapping[str, str]) -> bool:
    unit, number = parts["unit"].lower(), parts["n"].lower()
    if unit == "second" and not number.isdigit() and not (number in SMALL[2:] and found.endswith("s")):
        return False
    if re.match(rf"an?(?:\s+{unit}s|-\w+$)", found, re.IGNORECASE):
        return False  # "a decades-old feud", "once-a-decade"
    if unit == "quarter" and number in ("a", "three"):
        return False
    return unit != "season" and not (unit == "night" and number in ("a", "an"))


# Beside what "years" or "hours" are a length of time that the writer leaves open: "for years", "took hours", "days of rain".
LASTING = re.compile(
    r"\b(?:for|within|in|over|after|before|took|takes?|taken|taking|last(?:s|ed|ing)?|spent|spends?|spending|wait(?:s|ed|ing)?|been|be|"
    r"matter\s+of)\s+$",
    re.IGNORECASE,
)
LED_BY = re.compile(r"\b(?:to|and|or|but|with|by|from|despite|through|following|amid|of)\s+$", re.IGNORECASE)
LATE = re.compile(r"\s+(?:late|early|apart|ahead|away|on\s+end|in\s+advance)\b", re.IGNORECASE)
OVER = re.compile(r"\b(?:in|over|during|for|within|through|throughout)\s+$", re.IGNORECASE)
SEEN_FROM = re.compile(
    r"\s+(?:before|after|since|following|leading|ahead|preceding|prior|to\s+come|that\s+followed|immediately\s+(?:before|after))\b",
    re.IGNORECASE,
)
OF = re.compile(r"\s+of\s+(?!age\b|operation\b)\w", re.IGNORECASE)


def plausible_bare(before: str, after: str, unit: str) -> bool:
    """Whether a unit without any number is a length of time."""
    if unit == "minute" and re.match(r"\s+of\s+(?:the|a|its|their)\b", after, re.IGNORECASE):
        return False  # those of a meeting
    if unit == "hour" and re.search(r"\bafter\s+$", before, re.IGNORECASE):
        return False  # "after hours" is when a house is shut
    if LASTING.search(before):
        return True
    led = LED_BY.search(before) is not None and unit not in ("minute", "hour", "day")
    return OF.match(after) is not None and (led or not re.search(r"\w\s+$", before))
