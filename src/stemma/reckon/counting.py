"""What the words around a number say of whether it is still counted on: of which sort they are, and how near they stand."""

import re

from stemma.reckon.quantity import Quantity

_AROUND = 60  # code points on each side of a number in which that is said
# What is counted on while it is told: "2,400 have been moved so far".
_SORTS = {
    "goes on": r"so\sfar|by\snow|to\sdate|as\sof|already|still|yet|now|current(?:ly)?|partial|latest|further|another|more(?!\sthan)|remain\w*|continu\w+|ongoing",
    "has done": r"ha(?:s|ve)\s(?:\w+ly\s|also\s|been\s){0,2}(?:\w{2,}(?:ed|en|wn)|gone|come|left|fled|died|lost|found|made)",
    # What a disaster does is counted for days.
    "befell": r"destr(?:oy|uct)\w*|damag\w+|burn\w*|gutted|razed|wiped|swept|flooded|submerged|collapsed|cut\soff|without|cancel\w*|affected|lost|hit",
    # What is offered or estimated is raised.
    "estimated": r"estimat\w*|offer(?:s|ed|ing)?|bids?|rewards?|expect(?:s|ed|ing)?",
    # What is found, gathered or comes in goes on.
    "gathered": r"f(?:i|ou)nd(?:s|ing)?|recover\w*|rescu\w+|sav(?:e[sd]?|ing)|rais(?:e[sd]?|ing)|donat\w+|collect\w*|pledg\w+|count(?:s|ed|ing)|regist\w+|record(?:s|ed|ing)|confirm\w*"
    r"|receiv\w+|treat\w*|tall(?:y|ied)|seiz\w+|arrest\w*|detain\w*|evacuat\w+|shelter\w*|infect\w+|test(?:s|ed|ing)|report(?:s|ed|ing)\s(?:ill|sick|missing)|claims?|tips|calls|reach\w*",
    "by then": r"by\s(?:\w+day|dawn|noon|midday|midnight|nightfall|dusk|then|(?:the\s)?(?:early\s|late\s|mid-)?(?:morning|afternoon|evening|night|end))",
}
SORTS = tuple(_SORTS)
_WORDS = [re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for words in _SORTS.values()]
# What a disaster did: it is counted for days, whatever the weights of the sorts say, and what is still without power gets less.
_DAMAGED = re.compile(
    r"\b(?:destr(?:oy|uct)\w*|damag\w+|burn(?:ed|t)|gutted|razed|flooded|submerged|collapsed|cut\soff|still"
    r"|without\s(?:\w+\s)?(?:power|electricity|water|gas|heat(?:ing)?|light))\b",
    re.IGNORECASE,
)
# What is read off a gauge: "it was at 91 percent"; "was put at" says who reckoned it.
_GAUGE = re.compile(
    r"\b(?:(?:is|was|are|were|stands?|stood|remain(?:s|ed)?)\s(?:(?!put|set|valued|priced|estimated|given|fixed|assessed|reckoned)\w+\s)?at|with\s(?:\w+\s){1,3}at)\s(?:(?:about|around|some|nearly|almost|over)\s)?$",
    re.IGNORECASE,
)
# What took another's place, or will: "raised their demand to", "has meanwhile expanded to", "had reached", "may come to".
_MOVED_TO = re.compile(
    r"\b(?:rais|lift|climb|ris|rose|gr[eo]w|expand|increas|jump|swell|swoll|mount|widen|doubl|tripl|surg|soar|crept|drop|fall|fell|lower|shr[aiu]nk|reduc)\w*"
    r"(?:\s[\w’'-]+){0,3}?,?\s(?:up\s|down\s|back\s)?to\s(?:\w+\s){0,2}?(?:[$€£¥₹]\s?)?$"
    r"|\bha(?:s|ve|d)\s(?:\w+\s)?(?:reached|passed|topped|hit)\s(?:\w+\s){0,2}?(?:[$€£¥₹]\s?)?$"
    r"|\b(?:may|might|could|will|would|expected\sto|likely\sto)\s(?:\w+\s)?(?:come\sto|amount\sto|rise\sto|grow\sto|climb\sto|reach|exceed|top)\s(?:\w+\s){0,2}?(?:[$€£¥₹]\s?)?$",
    re.IGNORECASE,
)


def near_words(text: str, quantity: Quantity) -> tuple[float, ...]:
    """How near the nearest word of each of ``SORTS`` stands to a number of a sentence: 1 right beside it, 0 where there is none."""
    first = max(0, quantity.begin - _AROUND)
    around = text[first : quantity.end + _AROUND]
    begin, end = quantity.begin - first, quantity.end - first
    return tuple(
        max(
            (1 - max(word.start() - end, begin - word.end(), 0) / (_AROUND + 1) for word in words.finditer(around)),
            default=0.0,
        )
        for words in _WORDS
    )


def is_of_damage(text: str, quantity: Quantity) -> bool:
    """Whether a number of a sentence counts what a disaster did, or what there still is of it."""
    return _DAMAGED.search(text[max(0, quantity.begin - _AROUND) : quantity.end + _AROUND]) is not None


def is_on_gauge(text: str, quantity: Quantity) -> bool:
    """Whether a number of a sentence is read off a gauge."""
    return _GAUGE.search(text, 0, quantity.begin) is not None


def has_moved(text: str, quantity: Quantity) -> bool:
    """Whether the words before a number say that what it counts or measures was another number before, or is growing to it."""
    return _MOVED_TO.search(text, 0, quantity.begin) is not None
