"""Numbers as reports print them: digits and words, ranges, hedges and rounding, each with the values it allows.

"About 300" allows 298, "more than 40" allows 43 and, if need be, any larger number; two numbers contradict each other
only where they allow no value in common.
"""

import re
from collections.abc import Sequence
from math import floor, inf
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from stemma.reckon.lexicon import NUMBER_WORDS

SCALES = {
    "hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "mn": 1e6, "bn": 1e9, "tn": 1e12,
}  # fmt: skip
_MONEY_SCALES = {"k": 1e3, "m": 1e6, "b": 1e9}
ABOUT = 0.03  # share of itself by which a number that is called about right may be off at least
REACH = 1.5  # times a least: a number up to there is what it speaks of
CONVERTED = 0.025  # share of itself by which a measure may be off that was put into another unit
INSIDE = 0.999  # two numbers that round to neighbours, 300 and 400, meet nowhere
LARGEST = 1e15  # what is larger is a row of digits, no number of anything
ROUND_FROM = 1000  # a plain count from here on may be rounded: 60,000 hens are 59,812


class Quantity(NamedTuple):
    """A number in a text: its span, the value printed (the larger of a range), and the values it allows from ``low`` to
    ``high``. ``hedge``: "least" ("at least 24", "more than 40": a larger number goes on from it), "most", "about", or "".
    ``word``: the unit of a measure as printed; whoever puts miles for kilometres rounds.
    """

    begin: int
    end: int
    value: float
    low: float
    high: float
    hedge: str
    word: str = ""


_WORD = "|".join(sorted((word for word in NUMBER_WORDS if word != "zero"), key=lambda word: (-len(word), word)))
_SCALE = r"hundred|thousand|million|billion|trillion|mn|bn|tn"
_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_NUMBER = re.compile(
    rf"(?<![\w.,:/#@’'–—-])(?P<sign>(?:US|A|C|NZ|HK|S|R)?[$€£¥₹]\s?|\$US\s?)?"
    rf"(?P<figure>{_DIGITS}|(?:(?:a|half\sa)\s)(?=(?:{_SCALE}|dozen)\b)|(?:{_WORD})(?:[\s-](?:{_WORD}))?)"
    rf"(?P<rest>(?:[\s-]?(?:(?:and\s)?(?:{_WORD})[\s-])?(?:(?:{_SCALE}|dozen)\b|(?<=\d)[kmb]\b))*)"
    rf"(?P<tail>(?<=hundred)\s(?:and\s)?(?:{_WORD})(?:-(?:{_WORD}))?)?(?=$|\W|(?<=\d)(?:km|kms|ft|lbs?|kgs?|mph|kph|m|cm|mm|mi|pc|pct)\b)",
    re.IGNORECASE,
)
# What makes a number a piece of something else: a clock, a score, a version, an ordinal, "24/7".
_GOES_ON = re.compile(r"[:/]\d|\.\d|(?:st|nd|rd|th)\b|\s?[ap]\.?m\b|\s?o['’]clock", re.IGNORECASE)
_RANGE = re.compile(r"\s?(?:-|–|—|to|and|or)\s?(?=[$€£¥₹\d]|[a-z])", re.IGNORECASE)

_LEAST = re.compile(
    r"(?:at\sleast|no\s(?:fewer|less)\sthan|not\s(?:fewer|less)\sthan|a\sminimum\sof|more\sthan|over|above|upwards?\sof"
    r"|in\sexcess\sof|exceed(?:s|ed|ing)?|well\sover|surpass(?:es|ed|ing)?|topp(?:ed|ing)|passed|pass|tops)\s(?:an?\s(?:estimated|total)\s(?:of\s)?)?$",
    re.IGNORECASE,
)
_MOST = re.compile(
    r"(?:up\sto|as\smany\sas|as\smuch\sas|at\s(?:the\s)?most|no\smore\sthan|not\smore\sthan|a\smaximum\sof|fewer\sthan|less\sthan"
    r"|under|below)\s(?:an?\sestimated\s)?$",
    re.IGNORECASE,
)
_NEARLY = re.compile(
    r"(?:nearly|almost|close\sto|just\sunder|approaching|some\sway\sshort\sof)\s(?:an?\s)?$", re.IGNORECASE
)
_ABOUT = re.compile(
    r"(?:about|around|some|approximately|roughly|estimated(?:\sat)?|circa|or\sso|just\sover|slightly\s(?:over|more\sthan)|~|ca\.)\s?(?:an?\s)?$",
    re.IGNORECASE,
)
_OR_MORE = re.compile(r"\s?(?:\+|or\smore\b|plus\b|-plus\b)", re.IGNORECASE)
_OR_SO = re.compile(r"(?:\sor\sso\b|-?odd\b|-ish\b)", re.IGNORECASE)
_MORE_OF_IT = re.compile(r"(?:another|a\sfurther|an\sadditional|an\sextra|additional|further)\s$", re.IGNORECASE)
_AND_MORE = re.compile(r"\s(?:\w+\s)?(?:more|additional)\b", re.IGNORECASE)
_BETWEEN = re.compile(r"(?:between|from)\s$", re.IGNORECASE)


_AND_A_HALF = re.compile(r"(?:\sand\sa\shalf\b|\s?½)(?:\s(?P<scale>thousand|million|billion|trillion)\b)?")
MOST_HALVES = 1000  # no larger number is told with a half


def find_quantities(text: str) -> list[Quantity]:
    """The numbers of a sentence, in order, a range as one; dates' and names' numbers are still among them."""
    found: list[Quantity] = []
    at = 0
    while (match := _NUMBER.search(text, at)) is not None:
        at = match.end()
        value = _value(match)
        if value is None or value > LARGEST or _GOES_ON.match(text, match.end()):
            continue
        begin, end = match.start("figure"), match.end()
        half = _AND_A_HALF.match(text, end)
        step = _step(match, value)
        if half and value < MOST_HALVES:
            scale = SCALES.get(half.group("scale") or "", 1.0)
            # "Two and a half million" may be 2.6; "two and a half years" are thirty months.
            step = 0.5 * scale if scale > 1 else step
            value, end = (value + 0.5) * scale, half.end()
            at = end
        before = text[: match.start()]
        other = _range_end(text, match)
        if other is not None and (other[0] > value or _BETWEEN.search(before)):
            high, end = other[0], other[1]
            low = value * _shared_scale(match, other[2])
            at = end
            found.append(Quantity(begin, end, high, min(low, high), max(low, high), "about"))
            continue
        found.append(_with_bounds(text, before, begin, end, value, step))
    return found


def adds(text: str, begin: int, end: int) -> bool:
    """Whether a number counts what comes on top of something: "another 12", "a further 12", "12 more"."""
    return bool(_MORE_OF_IT.search(text[:begin]) or _AND_MORE.match(text, end))


def _value(match: re.Match[str]) -> float | None:
    figure = match.group("figure").lower().strip()
    if figure[:1].isdigit():
        value: float | None = float(figure.replace(",", ""))
    elif figure == "a":
        value = 1.0
    elif figure == "half a":
        value = 0.5
    else:
        value = _of_words(figure)
    if value is None:
        return None
    whole = 0.0  # thousands and more that are told already: "eight thousand one hundred"
    for word in re.findall(r"[a-z]+", match.group("rest").lower()):
        if word in _MONEY_SCALES and not match.group("sign"):
            return None
        if word == "dozen":
            value *= 12
        elif word in SCALES or word in _MONEY_SCALES:
            scale = SCALES.get(word) or _MONEY_SCALES[word]
            if scale < 1000:
                value *= scale
            else:
                whole, value = (whole + value * scale, 0.0) if value else (whole * scale, 0.0)
        elif word in NUMBER_WORDS:
            value += NUMBER_WORDS[word]
    value += whole
    tail = match.group("tail")
    if tail:
        rest = _of_words(re.sub(r"^\s(?:and\s)?", "", tail.lower()))
        value = None if rest is None else value + rest
    return value


def _of_words(words: str) -> float | None:
    """The value of one number word, or of tens and units ("twenty-four")."""
    parts = [NUMBER_WORDS[word] for word in re.split(r"[\s-]", words)]
    if len(parts) == 1:
        return parts[0]
    if parts[0] >= 20 and parts[0] % 10 == 0 and parts[1] < 10:
        return parts[0] + parts[1]
    return None


def _range_end(text: str, match: re.Match[str]) -> tuple[float, int, re.Match[str]] | None:
    """The second number of a range that begins with ``match``: its value, its end, its match."""
    joint = _RANGE.match(text, match.end())
    if joint is None:
        return None
    dash = not joint.group().strip().isalpha()
    second = _NUMBER.match(" " + text[joint.end() :], 1)
    if second is None or (
        not dash and joint.group().strip().lower() == "and" and not _BETWEEN.search(text[: match.start()])
    ):
        return None
    value = _value(second)
    end = joint.end() + second.end() - 1
    # "52 to 48" is a score; "2017-18" was a year.
    if (
        value is None
        or value > LARGEST
        or _GOES_ON.match(text, end)
        or (dash and match.end() - match.start("figure") == 4)
    ):
        return None
    return value, end, second


def _shared_scale(first: re.Match[str], second: re.Match[str]) -> float:
    """In "2 to 3 million" the word stands once for both."""
    if first.group("rest").strip():
        return 1.0
    scale = 1.0
    for word in re.findall(r"[a-z]+", second.group("rest").lower()):
        scale *= SCALES.get(word, _MONEY_SCALES.get(word, 12.0 if word == "dozen" else 1.0))
    return scale


def _step(match: re.Match[str], value: float) -> float:
    """What a number is a multiple of by its look: 100 for 300, 10 for 350, a tenth of a million for 1.2 million."""
    figure = match.group("figure").replace(",", "")
    if not value:
        return 1.0
    if figure[:1].isdigit() and "." in figure:
        return 10.0 ** -len(figure.partition(".")[2]) * value / max(float(figure), 1e-9)
    step = 1.0
    while value % (step * 10) == 0 and step * 10 <= value:
        step *= 10
    return step


def _with_bounds(text: str, before: str, begin: int, end: int, value: float, step: float) -> Quantity:
    near = before[-40:]
    slack = _slack(value, step)
    if _OR_MORE.match(text, end) or _LEAST.search(near):
        return Quantity(begin, end, value, value - slack, value * REACH, "least")
    if _MOST.search(near):
        return Quantity(begin, end, value, -inf, value + slack, "most")
    # Whoever says about 350 or about 25 counts in fifties and fives.
    fives = step * 5 if value % (step * 5) == 0 and value > step * 5 else step
    loose = max(fives / 2, ABOUT * value) * INSIDE
    if _NEARLY.search(near):
        return Quantity(begin, end, value, value - loose, value, "about")
    if _ABOUT.search(near) or _OR_SO.match(text, end):
        return Quantity(begin, end, value, value - loose, value + loose, "about")
    return Quantity(begin, end, value, value - slack, value + slack, "")


def _slack(value: float, step: float) -> float:
    """How far a plainly printed number may be rounded: half of its last digit where it has a fraction, ends in two zeros
    or is a thousand or more; a smaller whole number not at all.
    """
    if step < 1 or (value >= ROUND_FROM and step > 1):
        return step / 2 * INSIDE
    return 5.0 if step >= 100 else 0.0


def measured(quantity: Quantity) -> Quantity:
    """The same for a share, a sum or a measure, which is always rounded: a whole number by half of one more."""
    slack = 0.5 * INSIDE if quantity.value == floor(quantity.value) and quantity.value < ROUND_FROM else 0.0
    return quantity._replace(low=min(quantity.low, quantity.value - slack) if quantity.hedge != "least" else quantity.low - slack,
                             high=max(quantity.high, quantity.value + slack))  # fmt: skip


def agree(a: Quantity, b: Quantity) -> bool:
    """Whether two numbers allow a value in common; two that are given as the most by their printed values."""
    if a.hedge == b.hedge == "most":
        return abs(a.value - b.value) <= max(a.high - a.value, b.high - b.value)
    converted = CONVERTED * max(a.value, b.value) if a.word != b.word else 0.0
    return a.low <= b.high + converted and b.low <= a.high + converted


def agreement(quantities: Sequence[Quantity]) -> NDArray[np.bool_]:
    """``agree`` of each two of n numbers, [n, n]."""
    low, high, value = (
        np.array([getattr(q, name) for q in quantities], np.float64) for name in ("low", "high", "value")
    )
    words, most = np.array([q.word for q in quantities]), np.array([q.hedge == "most" for q in quantities])
    converted = np.where(words[:, None] != words[None], CONVERTED * np.maximum(value[:, None], value[None]), 0.0)
    meet = low[:, None] <= high[None] + converted
    slack = np.maximum((high - value)[:, None], (high - value)[None])
    near: NDArray[np.bool_] = np.abs(value[:, None] - value[None]) <= slack
    both: NDArray[np.bool_] = np.where(most[:, None] & most[None], near, meet & meet.T)
    return both


def goes_on(a: Quantity, b: Quantity) -> bool:
    """Whether the larger of two numbers only goes on from the smaller, which was given as a least."""
    smaller = a if a.value <= b.value else b
    return smaller.hedge == "least"
