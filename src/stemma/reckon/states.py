"""Which states words name: by the country, its people, its capital or the seat of its government."""

from functools import lru_cache

from stemma.name import gazetteer
from stemma.name.capitals import capitals
from stemma.name.keys import fold_name
from stemma.words import WORD, without_possessor

# Where governments sit that are called by their house.
_SEATS = {
    "kremlin": "RU",
    "white house": "US",
    "pentagon": "US",
    "downing street": "GB",
    "elysee": "FR",
    "zhongnanhai": "CN",
}


@lru_cache(maxsize=1 << 14)
def states_in(words: str) -> frozenset[str]:
    """The codes of the states named in a few words; words without a capital name none."""
    found = WORD.findall(words)
    named = set()
    at = 0
    while at < len(found):
        # "North Norland" is not Norland.
        pair = found[at : at + 2]
        two = _state_of(" ".join(pair)) if len(pair) == 2 and all(word[0].isupper() for word in pair) else ""
        named.add(two or (_state_of(found[at]) if found[at][0].isupper() else ""))
        at += 2 if two else 1
    return frozenset(named - {""})


@lru_cache(maxsize=1 << 14)
def _state_of(name: str) -> str:
    folded = fold_name(without_possessor(name))
    if folded in _SEATS:
        return _SEATS[folded]
    if folded in capitals():
        return capitals()[folded][0]
    kinds = [entry.site for entry in gazetteer.load_tables().get(folded, ())]
    countries = {site.country for site in kinds if site.kind == "country"}
    return countries.pop() if len(countries) == 1 and all(site.kind == "country" for site in kinds) else ""
