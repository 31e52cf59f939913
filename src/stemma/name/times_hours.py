"""What hours and parts of a day mean: one reader for each rule, as in ``times_read``."""

import re
from collections.abc import Mapping

from stemma.name.times_days import read_day, read_part, read_weekday
from stemma.name.times_read import Answer, Setting, exact, read_date
from stemma.name.times_rules import Raw
from stemma.name.times_values import PARTS, Point, as_date
from stemma.name.times_words import count_of, weekday_number

DAY_PARTS = {
    "dawn": "TMO",
    "daybreak": "TMO",
    "midmorning": "TMO",
    "midday": "TMI",
    "midafternoon": "TAF",
    "dusk": "TEV",
}
AFTER_MIDNIGHT = re.compile(r"(?:shortly|just)\s+after\s", re.IGNORECASE)
LATER = ("afternoon", "evening")


def read_clock(text: str, raw: Raw, setting: Setting, spoken: Point) -> Answer | None:
    parts = raw.parts
    if "noon" in parts:
        begins = AFTER_MIDNIGHT.match(text, raw.begin) is not None
        hour, minute = (12 if parts["noon"].lower() == "noon" else 0 if begins else 24, 0)
    else:
        hour = int(parts.get("h") or parts.get("h2") or parts.get("plain") or parts["h3"])
        minute = int(parts.get("min") or parts.get("min3") or 0)
        half = (parts.get("half") or parts.get("half2") or "").lower()
        if half:
            if not 1 <= hour <= 12:
                return None
            hour = hour % 12 + (12 if half == "p" else 0)
        hour = in_half(hour, parts)
    made = at(f"T{hour:02d}:{minute:02d}", text, raw, setting, spoken)
    return made._replace(zoned=parts.get("zone", "").upper() in ("GMT", "UTC", "Z"))


def at(hour: str, text: str, raw: Raw, setting: Setting, spoken: Point) -> Answer:
    """An hour on the day that its expression names; else, in a narrative, on the day spoken of last; else on an open one."""
    if "habit" in raw.parts:
        habit = raw.parts["habit"]
        return Answer("SET", ("XXXX-XX-XX" if habit == "day" else f"XXXX-WXX-{weekday_number(habit)}") + hour)
    day = own_day(text, raw, setting, spoken)
    if day is None and setting.narrative and as_date(spoken):
        day = exact(spoken)
    return Answer("TIME", (day.value if day else "XXXX-XX-XX") + hour, point=day.point if day else None)


def own_day(text: str, raw: Raw, setting: Setting, spoken: Point) -> Answer | None:
    """The day that an expression of an hour names itself, without a part of it."""
    parts = raw.parts
    if parts.get("d1") or parts.get("d2"):
        return read_date(text, raw, setting, spoken)
    if "wd2" in parts or "wday" in parts:
        named = {"wd": parts.get("wd2") or parts["wday"]} | {
            key: parts[key] for key in ("which", "week") if key in parts
        }
        return read_weekday(text, Raw(raw.begin, raw.end, "weekday", named), setting, spoken)
    if "word" in parts:
        word = {"tonight": "today"}.get(parts["word"].lower(), parts["word"])
        return read_day(text, Raw(raw.begin, raw.end, "day", {"word": word}), setting, spoken)
    if "near" in parts:
        which, part = parts["near"].lower().split()
        day = read_part(text, Raw(raw.begin, raw.end, "part", {"which": which, "part": part}), setting, spoken)
        return day and day._replace(type="DATE", value=day.value[: -len(PARTS[part])])
    return None


def in_half(hour: int, parts: Mapping[str, str]) -> int:
    """An hour by the words around it: with "in the evening" and "last night" (before midnight) it lies past noon."""
    words = " ".join(parts.get(key, "") for key in ("daytime", "night", "wpart", "part", "near", "word")).lower()
    night = re.search(r"night", words) is not None and hour >= 6
    later = re.search("|".join(LATER), words) is not None or night
    return hour + 12 if later and hour < 12 else hour


def read_spoken(text: str, raw: Raw, setting: Setting, spoken: Point) -> Answer | None:
    """ "Half past ten", "twenty to three": where no word tells morning from evening, as printed, before noon."""
    parts = raw.parts
    word = (parts.get("sharp") or parts.get("bare") or parts["hour"]).lower()
    hour = {"midnight": 24, "noon": 12, "midday": 12}.get(word) or int(count_of(word) or 12)
    minute = 30 if "half" in parts else 15 if "quarter" in parts else int(count_of(parts.get("n", "zero")) or 0)
    of_day = in_half(hour, parts) * 60 + (-minute if parts.get("way", "").lower() in ("to", "before") else minute)
    return at(f"T{of_day // 60 % 24:02d}:{of_day % 60:02d}", text, raw, setting, spoken)


def read_in_day(_text: str, _raw: Raw, setting: Setting, spoken: Point) -> Answer | None:
    """ "Later in the day": the day that stands near by, found as that of an hour is."""
    return exact(spoken) if setting.narrative and as_date(spoken) else Answer("DATE", "XXXX-XX-XX")


def read_day_part(text: str, raw: Raw, setting: Setting, spoken: Point) -> Answer | None:
    """ "Dawn on Tuesday", "the morning"."""
    word = (raw.parts.get("daypart") or raw.parts["daypart2"]).lower().replace("-", "")
    return at({**DAY_PARTS, **PARTS}[word], text, raw, setting, spoken)
