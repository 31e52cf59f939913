"""A paragraph searched for times sentence by sentence, each by the rules that it can hold alone: most sentences hold few.

What is found is what the rules find in the whole paragraph: no rule reaches from one stretch into the next.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

# Words that a rule takes in with a full stop: a rule that takes in another needs it here.
SHORTENED = "jan feb mar apr may jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun am pm"
STOP = re.compile(
    rf"(?<=[a-z\d][a-z\d])[.?!](?<!\bca.){''.join(f'(?<!{word}.)' for word in SHORTENED.split())}[\"'”’)]*\s+",
    re.IGNORECASE,
)
WORDS = re.compile(r"[a-z]+")
DIGITS = re.compile(r"\d+")


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


_NOTHING: tuple[frozenset[str], int] = (frozenset(), 0)
_WAYS = _listed("ago earlier before later after afterward afterwards previously now hence prior")
# What the rules of some names need besides what they are tried for at all: one of some words, and so many digits in a row.
BESIDES: Mapping[str, tuple[frozenset[str], int]] = {
    "iso": (frozenset(), 4), "dotted": (frozenset(), 4), "slashed": (frozenset(), 4), "month_year": (frozenset(), 3),
    "years": (frozenset(), 4), "years_end": (frozenset(), 2), "year": (frozenset(), 4),
    "shift": (_WAYS, 0), "vague": (_WAYS, 0), "day_after": (_WAYS, 0),
    "spoken": (_listed("one two three four five six seven eight nine ten eleven twelve midnight noon midday sharp clock morning afternoon evening night"), 0),
    "whole": (
        _listed("hour day night week weekend month year decade"), 0),
    "span": (_listed("past last next previous following coming first final preceding subsequent ensuing succeeding recent"), 0),
    "unit": (_listed("that same next following subsequent ensuing previous preceding prior last past coming this current"), 0),
}  # fmt: skip
WITHIN = frozenset(("day", "long", "often"))
"""Rules that find their word within a longer one too ("yearlong"), in a paragraph that has it by itself anywhere."""


def stretches(text: str) -> list[tuple[int, int]]:
    """The stretches (begin, end) of a paragraph that no expression reaches over, in order."""
    cuts = [0, *(match.end() for match in STOP.finditer(text)), len(text)]
    return [(begin, end) for begin, end in pairwise(cuts) if begin < end]


def find_matches(
    text: str,
    wanted: Sequence[tuple[int, str]],
    rules: Mapping[str, re.Pattern[str]],
    needs: Mapping[str, tuple[frozenset[str], bool]],
    holds: Mapping[str, tuple[str, ...]],
) -> Iterator[tuple[int, str, re.Match[str]]]:
    """Whatever the rules that are ``wanted`` (rank, name) find in a paragraph, each with its rule's rank and name.

    ``needs`` says of a rule which words what it finds has one of (none: any), and whether a figure stands in it,
    ``holds`` of some which letters, in small ones, stand in the sentence.
    """
    tests = [
        (rank, name, *needs.get(name, _NOTHING), *BESIDES.get(name, _NOTHING), holds.get(name, ()))
        for rank, name in wanted
    ]
    for begin, end in stretches(text) if tests else ():
        stretch = text[begin:end].lower()
        words = frozenset(WORDS.findall(stretch))
        digits = max(map(len, DIGITS.findall(stretch)), default=0)
        for rank, name, needed, figure, besides, least, held in tests:
            if name in WITHIN:
                tried = any(map(stretch.__contains__, needed))
            elif name == "clock":
                tried = digits > 0 or "noon" in words or "midnight" in words
            else:
                tried = (
                    digits >= max(figure, least)
                    and (not needed or not needed.isdisjoint(words))
                    and (not besides or not besides.isdisjoint(words))
                    and (not held or any(map(stretch.__contains__, held)))
                )
            if tried:
                for match in rules[name].finditer(text, begin, end):
                    yield rank, name, match
