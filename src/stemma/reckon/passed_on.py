"""Lines that reports tell themselves to be one: "the ministry told Harbour Wire that", where Harbour Wire carries it too.

Copied words are found by their passages. Whoever tells in words of his own what another house reported has it from there
all the same, and says so; no count of lines may take him for a second witness.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from stemma.descend.agencies import same_name
from stemma.words import without_possessor

_REACH = 160  # code points on either side of the verb in which the sentence may name a house
_END = re.compile(r"[.!?][\"”’']?\s|\n")
_NAME = re.compile(r"(?:(?:The|the)\s+)?[A-Z][\w.&’'-]*(?:\s+(?:(?:of|the|and|de|la|am)\s+){0,2}[A-Z][\w.&’'-]*){0,5}")
# What stands before the name of a house that is told to have it first, and after it.
_BEFORE = re.compile(
    r"(?:\b(?:told|tells?|telling|citing|cited|cites|quoting|quotes|quoted\s+by|according\s+to|reported\s+by|interview\s+(?:with|to|by|in|on)"
    r"|first\s+reported\s+(?:by|in)|spoke\s+to|speaking\s+to|given\s+to|cited\s+by|published\s+(?:by|in))\s+(?:the\s+|a\s+)?(?:[a-z-]+\s+){0,3})\Z"
)
_AFTER = re.compile(
    r"(?:['’]s)?(?:\s+(?:news\s+)?(?:agency|newspaper|magazine|website|network|channel))?,?\s+(?:first\s+|has\s+|had\s+|also\s+)?"
    r"(?:report(?:ed|s)|said|says|quot(?:ed|es|ing)|cit(?:ed|es|ing)|wrote|writes)\b"
)
# "The Harbour Wire agency": with the noun that stands after the name.
_AGENCY = re.compile(r"\s+(?:news\s+)?agency\b")


def named_houses(attribution: Mapping[str, Any], text: str, houses: Iterable[str]) -> list[str]:
    """Those of ``houses`` that the sentence of an attribution names as where the words come from, in order."""
    wanted = set(houses)
    return houses_among(list(names_around(attribution, text)), wanted) if wanted else []


def houses_among(names: Sequence[str], houses: Iterable[str]) -> list[str]:
    """Those of ``houses`` that go by one of some names, in order."""
    return [house for house in sorted(set(houses)) if any(same_name(name, house) for name in names)] if names else []


def names_around(attribution: Mapping[str, Any], text: str) -> Iterable[str]:
    """The names that an attribution's sentence gives to houses outside what is said."""
    frame = [span for role in ("cue", "source") for span in attribution[role] or ()]
    if not frame:
        return
    begin, end = min(span["begin"] for span in frame), max(span["end"] for span in frame)
    stops = [found.end() for found in _END.finditer(text, max(0, begin - _REACH), begin)]
    low = max([max(0, begin - _REACH), *stops])
    stop = _END.search(text, end)
    high = min(len(text), end + _REACH, *([stop.start()] if stop else []))
    within = [(span["begin"], span["end"]) for span in attribution["content"] or ()]
    sources = [(span["begin"], span["end"]) for span in attribution["source"] or ()]
    for found in _NAME.finditer(text, low, high):
        if any(b <= found.start() < e for b, e in within):
            continue
        name = without_possessor(found.group())
        own = any(b <= found.start() and found.end() <= e + 1 and found.start() - b <= 4 for b, e in sources)
        if own or _BEFORE.search(text, low, found.start()) or _AFTER.match(text, found.end()):
            yield name
            noun = _AGENCY.match(text, found.end())
            if noun:
                yield text[found.start() : noun.end()]


def is_hearer(link: Mapping[str, Any], text: str) -> bool:
    """Whether a link of a chain is a body that was told the words: "told Radio Tarn", not one for whom somebody speaks."""
    return _BEFORE.search(text, max(0, link["begin"] - 60), link["begin"]) is not None


def find_common_hearers(
    ids: Sequence[str],
    attributions: Mapping[str, Mapping[str, Any]],
    chains: Mapping[str, Sequence[Mapping[str, Any]]],
    texts: Mapping[str, str],
) -> dict[str, list[str]]:
    """The bodies that several of a claim's attributions (``ids``) say were told it, with these attributions."""
    found: dict[str, list[str]] = {}
    for one in ids:
        text = texts.get(attributions[one]["report_id"], "")
        for link in sorted(chains.get(one, ()), key=lambda row: row["position"])[:-1]:
            if link["entity_id"] and is_hearer(link, text):
                found.setdefault(link["entity_id"], []).append(one)
    return {body: those for body, those in sorted(found.items()) if len(those) > 1}
