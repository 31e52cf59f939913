"""Which reader tells what each form of time expression means; those of hours are here, all others in ``times_read``."""

from collections.abc import Mapping

from stemma.name.times_read import (
    Answer,
    Reader,
    Setting,
    exact,
    read_bare,
    read_century,
    read_date,
    read_day,
    read_day_after,
    read_decade,
    read_dotted,
    read_duration,
    read_each,
    read_feast,
    read_half,
    read_iso,
    read_long,
    read_month,
    read_month_year,
    read_often,
    read_part,
    read_quarter,
    read_range,
    read_season,
    read_shift,
    read_slashed,
    read_span,
    read_unit,
    read_weekday,
    read_weekend,
    read_year,
    read_years_end,
    reference,
)
from stemma.name.times_rules import Raw
from stemma.name.times_values import Point, as_date, point_value
from stemma.name.times_words import count_of


def read_clock(text: str, raw: Raw, setting: Setting, spoken: Point) -> Answer | None:
    parts = raw.parts
    if "noon" in parts:
        hour, minute = (12, 0) if parts["noon"].lower() == "noon" else (24, 0)
    else:
        hour = int(parts.get("h") or parts.get("h2") or parts["h3"])
        minute = int(parts.get("min") or parts.get("min3") or 0)
        half = (parts.get("half") or parts.get("half2") or "").lower()
        if half:
            if not 1 <= hour <= 12:
                return None
            hour = hour % 12 + (12 if half == "p" else 0)
        hour = in_half(hour, parts)
    zone = "Z" if parts.get("zone", "").upper() in ("GMT", "UTC", "Z") else ""
    day: Answer | None = None
    if parts.get("d1") or parts.get("d2"):
        day = read_date(text, raw, setting, spoken)
    elif "wd2" in parts or "wday" in parts:
        day = read_weekday(
            text, Raw(raw.begin, raw.end, "weekday", {"wd": parts.get("wd2") or parts["wday"]}), setting, spoken
        )
    elif "word" in parts:
        day = read_day(text, Raw(raw.begin, raw.end, "day", {"word": parts["word"]}), setting, spoken)
    elif setting.narrative and as_date(spoken):
        day = exact(spoken)
    value = day.value if day else "XXXX-XX-XX"
    return Answer("TIME", f"{value}T{hour:02d}:{minute:02d}{zone}", point=day.point if day else None)


def in_half(hour: int, parts: Mapping[str, str]) -> int:
    """An hour by the words after it: "in the evening" and "at night" (before midnight) lie past noon."""
    later = parts.get("daytime", "").lower() in ("afternoon", "evening") or ("night" in parts and hour >= 6)
    return hour + 12 if later and hour < 12 else hour


def read_spoken(_text: str, raw: Raw, setting: Setting, spoken: Point) -> Answer | None:
    """ "Half past ten", "twenty to three": where no word tells morning from evening, as printed, before noon."""
    parts = raw.parts
    word = (parts.get("sharp") or parts["hour"]).lower()
    hour = {"midnight": 24, "noon": 12, "midday": 12}.get(word) or int(count_of(word) or 12)
    minute = 30 if "half" in parts else 15 if "quarter" in parts else int(count_of(parts.get("n", "zero")) or 0)
    of_day = in_half(hour, parts) * 60 + (-minute if parts.get("way", "").lower() in ("to", "before") else minute)
    day = point_value(spoken) if setting.narrative and as_date(spoken) else "XXXX-XX-XX"
    return Answer("TIME", f"{day}T{of_day // 60 % 24:02d}:{of_day % 60:02d}")


READERS: Mapping[str, Reader] = {
    "iso": read_iso, "dotted": read_dotted, "slashed": read_slashed, "date": read_date, "range": read_range,
    "month_year": read_month_year, "month": read_month, "season": read_season, "quarter": read_quarter,
    "year_bc": read_year, "years_bc": read_year, "year_ad": read_year, "years": read_year, "years_end": read_years_end, "year": read_year,
    "decade": read_decade, "century": read_century, "weekday": read_weekday, "day": read_day, "part": read_part,
    "unit": read_unit, "part_of": read_unit, "day_after": read_day_after, "vague": read_shift, "shift": read_shift, "span": read_span, "duration": read_duration,
    "bare": read_bare, "weekend": read_weekend, "half": read_half, "long": read_long,  "each": read_each, "often": read_often, "clock": read_clock, "spoken": read_spoken,
    "now": reference("PRESENT_REF"), "past": reference("PAST_REF"), "future": reference("FUTURE_REF"), "feast": read_feast,
}  # fmt: skip
