"""The time expressions of a paragraph as they stand: what the rules find, which of it stays, and what belongs together."""

import re
from functools import lru_cache

from stemma.name.times_plausible import NEARLY, plausible
from stemma.name.times_rules import DAY, HOLDS, LENGTH_PARTS, MONTH, NEEDS, PLAIN, RULES, YEAR, Raw, worth_trying
from stemma.name.times_stretches import find_matches


@lru_cache(maxsize=1 << 14)
def find_raw(text: str) -> tuple[Raw, ...]:
    """The expressions of one paragraph, in order, none overlapping. Knows nothing of what stands around the paragraph."""
    found = []
    for rank, name, match in find_matches(text, worth_trying(text), RULES, NEEDS, HOLDS):
        parts = {key: value for key, value in match.groupdict().items() if value}
        begin = match.start()
        if name in ("clock", "spoken") and (nearly := NEARLY.search(text, max(0, begin - 16), begin)):
            begin = nearly.start()
        found.append((begin, match.end(), rank, name, parts))
        if "hours" in parts:  # "half past nine in the evening of 18 September": the day by itself
            begin = min(match.start(part) for part in ("wd", "d1", "m2") if part in parts)
            found.append(
                (begin, match.end(), rank, name, {k: v for k, v in parts.items() if k not in ("hours", "part")})
            )
    chosen: list[Raw] = []
    taken = bytearray(len(text))
    for begin, end, _, name, parts in sorted(found, key=lambda f: (f[0] - f[1], f[0], f[2])):
        if not any(taken[begin:end]) and plausible(text, begin, end, name, parts):
            chosen.append(Raw(begin, end, name, parts))
            taken[begin:end] = b"\1" * (end - begin)
    placed = with_lengths(text, sorted(chosen, key=lambda raw: (raw.begin, raw.end)))
    return with_second_days(text, with_hours(text, placed))


FINER = frozenset((("year", "month"), ("week", "day"), ("day", "hour"), ("hour", "minute"), ("minute", "second")))
THEN = re.compile(r"(?:,?\s+and)?\s+|,\s+", re.IGNORECASE)
LEAST = re.compile(rf"(?<![\w$£€.,])(?P<n>{PLAIN})(?:\s+(?:to|or)\s+|\s?[-–]\s?)$", re.IGNORECASE)
LEAST_REACH = 20  # code points


def with_lengths(text: str, chosen: list[Raw]) -> list[Raw]:
    """Make "two hours and 10 minutes" one length (``n`` and ``unit`` are its first part, ``n2`` and ``unit2`` its second, and so
    on), and the "six" of "six to nine months" one by itself.
    """
    made: list[Raw] = []
    for raw in chosen:
        before = made[-1] if made else None
        unit = raw.parts.get("unit", "").lower()
        if before is not None and raw.rule == "duration" and before.rule in ("duration", "lengths"):
            last = next(at for at in LENGTH_PARTS[::-1] if "n" + at in before.parts)
            if (
                (before.parts["unit" + last].lower(), unit) in FINER
                and THEN.fullmatch(text, before.end, raw.begin)
                and re.fullmatch(PLAIN, raw.parts["n"], re.IGNORECASE)
            ):
                at = LENGTH_PARTS[LENGTH_PARTS.index(last) + 1]
                parts = {**before.parts, "n" + at: raw.parts["n"], "unit" + at: unit}
                made[-1] = Raw(before.begin, raw.end, "lengths", parts)
                continue
        start = max(raw.begin - LEAST_REACH, before.end if before else 0)
        least = (
            LEAST.search(text[start : raw.begin]) if raw.rule in ("duration", "shift") and "n" in raw.parts else None
        )
        if least:
            parts = {"n": least["n"], "n2": raw.parts["n"], "unit": unit}
            made.append(Raw(start + least.start("n"), start + least.end("n"), "least", parts))
        made.append(raw)
    return made


AT = re.compile(r",?\s+at\s+(?:about\s+|around\s+)?", re.IGNORECASE)
SPACE = re.compile(r"\s+")
OWN_DAY = frozenset(("wd2", "wday", "word", "near", "d1", "d2"))


def with_hours(text: str, chosen: list[Raw]) -> list[Raw]:
    """Make "Tuesday at 9 a.m.", "tomorrow at dawn" and "9 a.m. every Sunday" one expression, that of the hour."""
    made: list[Raw] = []
    for raw in chosen:
        day = made[-1] if made else None
        if day is not None and (habit := of_habit(text, day, raw)):
            made[-1] = habit
        elif (
            day is not None
            and raw.rule in ("clock", "spoken", "daypart")
            and day.rule in ("weekday", "day", "date")
            and AT.fullmatch(text, day.end, raw.begin)
            and not raw.parts.keys() & OWN_DAY
            and not day.parts.keys() & {"part", "part2", "mod", "far"}
        ):
            # A date's own weekday adds nothing to it.
            of_day = {
                "wd2" if key == "wd" else key: part
                for key, part in day.parts.items()
                if key != "wd" or day.rule == "weekday"
            }
            made[-1] = Raw(day.begin, raw.end, raw.rule, {**raw.parts, **of_day})
        else:
            made.append(raw)
    return made


def is_daily(raw: Raw) -> bool:
    """Whether an expression means every day or every such day: "daily", "each morning", "every Sunday"."""
    parts = raw.parts
    if raw.rule == "often":
        return parts.get("word", "").lower() == "daily"
    each = bool(parts.keys() & {"wd", "part"}) or parts.get("unit", "").lower() == "day"
    return raw.rule == "each" and each and "n" not in parts


def of_habit(text: str, first: Raw, second: Raw) -> Raw | None:
    """An hour that is kept every day, as one expression: "4:30 every morning", "every Sunday at 9 a.m."."""
    for hour, each, between in ((first, second, SPACE), (second, first, AT)):
        if (
            hour.rule in ("clock", "spoken")
            and is_daily(each)
            and not hour.parts.keys() & OWN_DAY
            and between.fullmatch(text, first.end, second.begin)
        ):
            habit = {"habit": each.parts.get("wd", "day")}
            part = each.parts.get("part") or each.parts.get("wpart")
            if part:
                habit["part"] = part
            return Raw(first.begin, second.end, hour.rule, {**hour.parts, **habit})
    return None


SECOND = re.compile(
    rf"\s*(?:-|–|—|and|or|to)\s*(?P<d2>{DAY})(?:st|nd|rd|th)?(?![\w:%]|[.,]\d)(?:,?\s+(?P<y>{YEAR})(?!\w))?",
    re.IGNORECASE,
)


def with_second_days(text: str, chosen: list[Raw]) -> tuple[Raw, ...]:
    """Add the "7" of "October 5-7" and the "12, 1921" of "May 3 and 12, 1921", whose year is that of the first day too."""
    made: list[Raw] = []
    for raw in chosen:
        if made and raw.begin < made[-1].end:
            continue
        match = (
            SECOND.match(text, raw.end) if raw.rule == "date" and "m2" in raw.parts and "y" not in raw.parts else None
        )
        if match is None or re.match(rf"\s+{MONTH}", text[match.end("d2") : match.end("d2") + 12]):
            made.append(raw)
            continue
        year = {"y": match["y"]} if match["y"] else {}
        made.append(raw._replace(parts={**raw.parts, **year}))
        made.append(Raw(match.start("d2"), match.end(), "date", {"m2": raw.parts["m2"], "d2": match["d2"], **year}))
    return tuple(made)
