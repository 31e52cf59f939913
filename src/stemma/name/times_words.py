"""Small words read: numbers, months, weekdays, and which part of a time is meant."""

import re
from collections.abc import Mapping

from stemma.name.times_rules import MONTHS, SMALL, TENS, WEEKDAYS
from stemma.name.times_values import LETTERS, TIMES

SIXTIETHS = {"hour": "M", "minute": "S"}


def month_number(name: str) -> int:
    return next(n for n, month in enumerate(MONTHS, 1) if month.startswith(name.lower().rstrip(".")[:3]))


def weekday_number(name: str) -> int:
    return next(n for n, day in enumerate(WEEKDAYS, 1) if day.startswith(name.lower()[:3]))


def year_number(parts: Mapping[str, str]) -> int | None:
    if "y" not in parts:
        return None
    return -int(parts["y"]) if "bc" in parts else int(parts["y"])


def mod_of(parts: Mapping[str, str]) -> str | None:
    """Which part of a time is meant, from "early", "the end of" and the like."""
    words = (parts.get("mod") or parts.get("mod2") or "").lower()
    if re.search(r"\bearly|beginning|start|onset|first half", words):
        return "START"
    if re.search(r"mid", words):
        return "MID"
    return "END" if re.search(r"\blate\b|\bend\b|close|latter|second half", words) else None


def count_of(word: str) -> float | None:
    """The number that a word or figure stands for; None where it is vague, as in "several"."""
    plain = re.sub(r"\s+", " ", word.lower().replace(",", ""))
    if re.fullmatch(r"\d+(?:\.\d+)?", plain):
        return float(plain)
    if halved := re.fullmatch(r"(.+?)[ -]and[ -]a[ -]half", plain):
        whole = count_of(halved[1])
        return whole + 0.5 if whole is not None else None
    if fraction := re.fullmatch(r"(\d+)(?:[ -](?:1/2)|½)", plain):
        return int(fraction[1]) + 0.5
    if plain in ("a", "an", "one"):
        return 1
    if plain.endswith("s of"):  # hundreds of, tens of thousands of
        return None
    if plain.startswith("half") and "dozen" in plain:
        return 6
    if plain.startswith("half"):
        return 0.5
    if "couple" in plain:
        return 2
    if "dozen" in plain:
        return 12
    large = re.fullmatch(r"(.+?) (hundred|thousand|million|billion)", plain)
    if large:
        size = {"hundred": 100, "thousand": 10**3, "million": 10**6, "billion": 10**9}[large[2]]
        number = count_of(large[1])
        return number * size if number is not None else None
    if plain == "hundred":
        return 100
    if plain in SMALL:
        return SMALL.index(plain)
    head, _, tail = plain.replace("-", " ").partition(" ")
    if head in TENS:
        return 20 + 10 * TENS.index(head) + (SMALL.index(tail) if tail in SMALL else 0)
    return None


def amount(count: float | None, unit: str) -> str:
    """A TIMEX3 duration: P3Y, PT2H, PXD; decades, centuries, quarters, weekends and nights have letters of their own."""
    letter = LETTERS[unit]
    if count == 0.5 and unit in SIXTIETHS:
        return f"PT30{SIXTIETHS[unit]}"
    if letter in ("DE", "CE") and count is not None and count != int(count):  # they have no halves
        return f"P{written(count * TIMES[unit])}Y"
    if letter in ("W", "M") and count is not None:
        count *= TIMES.get(unit, 1)
    number = "X" if count is None else written(count)
    return f"P{letter[0]}{number}{letter[1]}" if letter[0] == "T" else f"P{number}{letter}"


def written(number: float) -> str:
    """A number in figures, without an end of noughts after its point."""
    return str(int(number)) if number == int(number) else f"{number:g}"
