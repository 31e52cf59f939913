"""How many voted for a thing, and how many against it."""

import re
from collections.abc import Sequence

from stemma.reckon.quantity import Quantity

# "By 31 votes to 22", "31 were in favour and 22 against", "a 5-4 ruling".
_VOTED = re.compile(
    r"\b(?:vot(?:e[sd]?|ing)|ballots?|approv\w+|pass(?:ed|age|es)|adopt\w+|back(?:ed|s)|reject\w*|rul(?:ed|ing)|verdict|decision|motion|council\w*|parliament|senate"
    r"|assembly|committee|court|judges|justices|bench)\b",
    re.IGNORECASE,
)
_FOR = re.compile(
    r"(?:\s[a-z]+){0,2}?\s(?:in\sfavou?r|yes(?:\s|-)votes|ayes|votes?\sfor|voted\s(?:for|yes))\b|\sfor\b(?=,?\s(?:and|to)\s[\w-]+\sagainst)",
    re.IGNORECASE,
)
_AGAINST = re.compile(
    r"(?:\s[a-z]+){0,2}?\s(?:(?:votes?|voted|were)\s)?against\b(?!\s[A-Z])|\s(?:no(?:\s|-)votes|noes|nays|voted\sno)\b",
    re.IGNORECASE,
)
_IN_FAVOUR, _OPPOSED = re.compile(r"\bin\sfavou?r\b", re.IGNORECASE), re.compile(r"\bagainst\b", re.IGNORECASE)
_FOR_AND_AGAINST = re.compile(r"\bfor,?\s(?:and|to)\s[\w-]+\sagainst\b(?!\s[A-Z])")
_TO = re.compile(r"(?:\s(?:votes?|members|deputies))?(?:\s(?:to|against)\s|[-–])(?=[\w-]+)(?!\d{3})", re.IGNORECASE)
_FIRST_OF_TWO = re.compile(r"\b(?:by|voted|vote(?:\sof)?|margin\sof|ruled|decided)\s$|\ba\s$", re.IGNORECASE)
_CURRENCY = re.compile(r"[$€£¥₹]\s?$")


def find_votes(text: str, quantities: Sequence[Quantity]) -> dict[Quantity, str]:
    """The numbers of a sentence that count votes for or against something, each with which of the two."""
    told = (_IN_FAVOUR.search(text) or _FOR_AND_AGAINST.search(text)) and _OPPOSED.search(text)
    if not _VOTED.search(text) and not told:
        return {}
    found: dict[Quantity, str] = {}
    for number, quantity in enumerate(quantities):
        if _CURRENCY.search(text[: quantity.begin]) or quantity.value % 1:
            continue
        after = text[quantity.end :]
        second = quantities[number + 1] if number + 1 < len(quantities) else None
        joint = _TO.match(after)
        if (
            joint
            and second
            and second.begin == quantity.end + joint.end()
            and _FIRST_OF_TWO.search(text[: quantity.begin])
        ):
            found[quantity], found[second] = "votes for", "votes against"
        elif quantity not in found and _FOR.match(after):
            found[quantity] = "votes for"
        elif quantity not in found and "votes for" in found.values() and _AGAINST.match(after):
            found[quantity] = "votes against"
    return found
