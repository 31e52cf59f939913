"""Sums in brackets that say another over in another currency, "12 million yen ($80,000)": they are of what that one is of, and
differ by the rate of a day where that one does not.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from stemma.reckon.reading import Reading

# The currency of the first, the bracket, and what may stand in it before the second number.
_OPENS = re.compile(
    r"(?:\s[\w.]+){0,3}\s?\((?:(?:or|about|around|some|roughly|nearly|almost|over|approximately)\s)?(?:\w{0,3}[$€£¥₹]\s?)?"
)


class Original(NamedTuple):
    """What a sum in brackets converts: the currency, and the values that the printed number allows."""

    currency: str
    low: float
    high: float


def original_of(text: str, reading: Reading, here: Sequence[Reading]) -> Original | None:
    """The sum that a reading of a sentence says over in brackets, if it does; ``here`` are the sentence's readings."""
    if not is_sum(reading):
        return None
    before = [one for one in here if one.quantity.end <= reading.quantity.begin and is_sum(one)]
    nearest = max(before, key=lambda one: one.quantity.end, default=None)
    if nearest is None or not _OPENS.fullmatch(text, nearest.quantity.end, reading.quantity.begin):
        return None
    currency, quantity = currency_of(nearest), nearest.quantity
    if currency == currency_of(reading):
        return None
    # "More than 3 billion" agrees with much: it is what is printed that is converted.
    hedged = quantity.hedge in {"least", "most"}
    return Original(currency, *((quantity.value,) * 2 if hedged else (quantity.low, quantity.high)))


def is_sum(reading: Reading) -> bool:
    """Whether a reading is a sum of money."""
    return reading.noun == "sum" or reading.noun.startswith("sum of ")


def currency_of(reading: Reading) -> str:
    """The currency of a sum."""
    return reading.unit.rpartition(" in ")[2]


def convert_one(one: Original | None, other: Original | None) -> bool:
    """Whether two sums in brackets convert one value."""
    return (
        one is not None and other is not None
        and one.currency == other.currency and one.low <= other.high and other.low <= one.high
    )  # fmt: skip


def convert_two(one: Original | None, other: Original | None) -> bool:
    """Whether two sums in brackets convert two values of one currency: then it is these that differ."""
    return one is not None and other is not None and one.currency == other.currency and not convert_one(one, other)
