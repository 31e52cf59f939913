"""What sort of place a name is, as far as tables and its words tell, and whether one of two places may lie in the other."""

from difflib import SequenceMatcher
from math import asin, cos, radians, sin, sqrt
from typing import NamedTuple

from stemma.name.gazetteer import Site, cities_named, load_tables, load_words
from stemma.name.keys import fold_name
from stemma.reckon.setting import SIDES

EARTH_KM = 6371.0
LARGE = 5.0  # logarithm of a city's inhabitants from which an unknown name may well be a part of it
ALIKE = 0.75  # share of letters from which two names are one that is spelt otherwise


class Level(NamedTuple):
    """``sort``: "country", "state" ... of the tables, "city", "road" by the name's last word, "floor", "side" with what it
    is a side of, "" where nobody knows; ``sites``: all places of the name in the tables, the best known first.
    """

    sort: str
    sites: tuple[Site, ...] = ()


def level_of(name: str) -> Level:
    """The level of a place by its printed name."""
    folded = fold_name(name)
    words = folded.split()
    if not name[:1].isupper():
        return Level(f"side {' '.join(words[1:])}" if words and words[0] in SIDES else "floor")
    for entry in load_tables().get(folded, ()):
        if not entry.site.demonym:
            return Level(entry.site.kind, (entry.site,))
    if len(words) > 1 and words[-1] in load_words()["road"]:
        return Level("road")
    cities = cities_named(folded)
    return Level("city", cities) if cities else Level("")


def on_one_level(one: Level, other: Level, apart_km: float) -> bool:
    """Whether neither of two places can lie in the other, as far as is known: streets, towns, states among themselves. A
    town that no table has may be a part of a large one that is known; two that tables have must lie so many kilometres apart.
    """
    if one.sort != other.sort:
        known = one if one.sort else other
        return {one.sort, other.sort} == {"", "city"} and all(site.weight < LARGE for site in known.sites)
    return not one.sites or not other.sites or far_apart(one, other, apart_km)


def far_apart(one: Level, other: Level, least: float) -> bool:
    """Whether two places are known to lie at least so many kilometres apart, whichever places the names mean."""
    places = [
        [(site.latitude, site.longitude) for site in level.sites if site.latitude is not None and site.longitude is not None]
        for level in (one, other)
    ]  # fmt: skip
    return all(places) and all(kilometres(*a, *b) > least for a in places[0] for b in places[1])


def are_spelt_alike(one: str, other: str) -> bool:
    """Whether two names may be one that is spelt otherwise."""
    return SequenceMatcher(None, one.lower(), other.lower(), autojunk=False).ratio() >= ALIKE


def kilometres(lat_a: float, lon_a: float, lat_b: float, lon_b: float) -> float:
    """Great-circle distance between two places given in degrees (haversine)."""
    half_lat, half_lon = radians(lat_b - lat_a) / 2, radians(lon_b - lon_a) / 2
    h = sin(half_lat) ** 2 + cos(radians(lat_a)) * cos(radians(lat_b)) * sin(half_lon) ** 2
    return 2 * EARTH_KM * asin(min(1.0, sqrt(h)))
