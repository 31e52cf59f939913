"""The place index and the tables beside it, read once in each process and never changed.

Cities come from GeoNames (CC BY 4.0) through a compact index (see tools/build_places.py); countries, regions and
rivers, groups and agencies from tables made by hand (see data/README.md).
"""

import csv
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from pyarrow import feather

from stemma.name.keys import fold_name, name_hash, skeleton, spelling_key

ALTERNATE, COMMON = 1 << 30, 1 << 31
CITY_MASK = (1 << 20) - 1

# How well known a place must be for its bare name to mean it: the decimal logarithm of a city's inhabitants,
# and for what has none, a number on the same scale. Tuned on half of the place reports (even halves of their ids' hashes).
WEIGHTS = {
    "country": 9.0, "continent": 8.0, "state": 7.6, "region": 7.0, "sea": 7.0, "river": 6.5, "island": 6.5,
    "mountain": 6.0, "borough": 6.0, "county": 6.0,
}  # fmt: skip


class Site(NamedTuple):
    """A place that a name may mean. ``country`` is an ISO code, ``admin`` the code of its first division, either may be empty.

    ``weight`` says how well known it is (see ``WEIGHTS``); ``demonym`` that the name was of its people; ``number`` tells sites apart.
    """

    number: int
    kind: str
    name: str
    latitude: float | None
    longitude: float | None
    geonames_id: int | None
    country: str
    admin: str
    weight: float
    demonym: bool = False
    alternate: bool = False
    common: bool = False


@dataclass(frozen=True, slots=True)
class Index:
    """The arrays of the place index: names by sorted hash, cities by number."""

    name_hashes: NDArray[np.uint64]
    name_cities: NDArray[np.uint32]
    geonames_ids: NDArray[np.int32]
    latitudes: NDArray[np.int16]
    longitudes: NDArray[np.int16]
    people: NDArray[np.uint8]
    admins: NDArray[np.uint16]
    admin_codes: tuple[str, ...]
    state_ids: Mapping[str, int]
    counties: Mapping[str, str]
    capitals: Mapping[str, str]  # the code of a country to its capital


def data_file(name: str) -> Any:
    return files("stemma.name") / "data" / name


def read_rows(name: str) -> list[dict[str, str]]:
    """The rows of one of the hand-made tables."""
    with data_file(name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def read_arrow(name: str) -> dict[str, NDArray[Any]]:
    """The columns of one of the index's files as they lie there: of a file on the disk only what is looked at is read."""
    path = data_file(name)
    source = pa.memory_map(str(path)) if isinstance(path, Path) else pa.BufferReader(path.read_bytes())
    # Without threads: the files are small, and where other work goes on waiting for threads costs more than they save.
    table = feather.read_table(source, use_threads=False)
    return {column: table.column(column).combine_chunks().to_numpy() for column in table.column_names}


@lru_cache(maxsize=1)
def load_index() -> Index:
    """The place index: some 235,000 cities and 377,000 names. It is mapped, not read: a few ms, whatever is sought in it."""
    names, cities = read_arrow("names.arrow"), read_arrow("cities.arrow")
    codes = json.loads(data_file("codes.json").read_text(encoding="utf-8"))
    return Index(
        names["hash"], names["city"],
        cities["geonames_id"], cities["latitude"], cities["longitude"], cities["people"], cities["admin"],
        tuple(codes["admins"]), codes["state_ids"], codes["counties"], codes["capitals"],
    )  # fmt: skip


@lru_cache(maxsize=1)
def load_keys() -> tuple[NDArray[np.uint64], NDArray[np.uint32]]:
    """Some 185,000 transliteration keys by sorted hash, and their cities; read when a name is first sought by its key."""
    keys = read_arrow("keys.arrow")
    return keys["hash"], keys["city"]


def city_site(index: Index, entry: int, *, by_key: bool = False) -> Site:
    """The city behind an entry of the index."""
    number = entry & CITY_MASK
    country, _, admin = index.admin_codes[index.admins[number]].partition(".")
    return Site(
        number, "city", "", round(float(index.latitudes[number]) / 100, 2), round(float(index.longitudes[number]) / 100, 2),
        int(index.geonames_ids[number]), country, admin, float(index.people[number]) / 10 * 0.30103,
        alternate=by_key or bool(entry & ALTERNATE), common=bool(entry & COMMON),
    )  # fmt: skip


def entries(hashes: NDArray[np.uint64], values: NDArray[np.uint32], sought: int, most: int) -> Iterable[int]:
    begin = int(hashes.searchsorted(np.uint64(sought)))
    end = begin
    while end < len(hashes) and int(hashes[end]) == sought and end - begin < most:
        end += 1
    return (int(value) for value in values[begin:end])


@lru_cache(maxsize=1 << 16)
def cities_named(folded: str) -> tuple[Site, ...]:
    """The cities of a folded name, best known first, at most 60."""
    index = load_index()
    return tuple(
        city_site(index, entry) for entry in entries(index.name_hashes, index.name_cities, name_hash(folded), 60)
    )


@lru_cache(maxsize=1 << 16)
def cities_spelt(name: str) -> tuple[Site, ...]:
    """The cities that share the finer transliteration key of ``name``, best known first, at most 20; else the coarser."""
    index = load_index()
    fine, bones = spelling_key(name), skeleton(name)
    for least, key in ((5, "f:" + fine), (4, "s:" + bones)):
        if len(key) >= least + 2:
            found = tuple(city_site(index, entry, by_key=True) for entry in entries(*load_keys(), name_hash(key), 20))
            if found:
                return found
    return ()


def table_site(number: int, row: Mapping[str, str], kind: str, ids: Mapping[str, int], code: str) -> Site:
    return Site(
        number, kind, row["names"].split("|")[0], float(row["latitude"]), float(row["longitude"]), ids.get(code),
        row.get("country", row.get("iso", "")), row.get("admin", ""), WEIGHTS[kind],
    )  # fmt: skip


class Entry(NamedTuple):
    """What a name of the hand-made tables means, and the letters it must be written in (None: any case)."""

    site: Site
    exact: str | None


@lru_cache(maxsize=1)
def load_tables() -> Mapping[str, tuple[Entry, ...]]:
    """Countries, states, regions, rivers and their demonyms by folded name."""
    codes = json.loads(data_file("codes.json").read_text(encoding="utf-8"))
    table: dict[str, list[Entry]] = {}
    number = -1
    for source in ("countries.csv", "regions.csv"):
        for row in read_rows(source):
            kind = row.get("kind", "country")
            american = kind == "state" and row.get("country") == "US"
            ids = codes["country_ids"] if kind == "country" else codes["state_ids"] if american else {}
            site = table_site(number, row, kind, ids, row["iso"] if kind == "country" else row["admin"])
            number -= 1
            for name in filter(None, row["names"].split("|")):
                exact = name if name.isupper() or name.endswith(".") else None
                table.setdefault(fold_name(name), []).append(Entry(site, exact))
            for name in filter(None, (row["demonyms"] or "").split("|")):
                table.setdefault(fold_name(name), []).append(Entry(site._replace(demonym=True), None))
    return {name: tuple(found) for name, found in table.items()}


@lru_cache(maxsize=1)
def load_words() -> Mapping[str, frozenset[str]]:
    """Words that show what a name is, in lower case by kind: first names, honorifics, offices, ranks, institutions, roads."""
    return {row["kind"]: frozenset(row["words"].lower().split()) for row in read_rows("persons.csv")}


@lru_cache(maxsize=16)
def words_of(*kinds: str) -> frozenset[str]:
    """The words of several kinds together."""
    return frozenset().union(*(load_words()[kind] for kind in kinds))


@lru_cache(maxsize=1)
def load_groups() -> Mapping[str, tuple[str, str]]:
    """Armed groups, organisations and agencies: folded name to (kind, first name of its row)."""
    return {
        fold_name(name): (row["kind"], row["names"].split("|")[0])
        for row in read_rows("groups.csv")
        for name in row["names"].split("|")
    }


@lru_cache(maxsize=1)
def exact_groups() -> frozenset[str]:
    """Abbreviations among the groups' names: known by these letters only."""
    return frozenset(name for row in read_rows("groups.csv") for name in row["names"].split("|") if len(name) < 5)


@lru_cache(maxsize=1)
def common_words() -> frozenset[str]:
    """The words of the shipped list of common words in English news, in their basic form."""
    # Read as a file: the package that holds it needs this one.
    lines = (files("stemma") / "group" / "common_words.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if line[:1] not in ("#", "[") for word in line.split())


def is_common(word: str) -> bool:
    """Whether a word in small letters, or what it is without an English ending, is on the list."""
    forms = (word, word.removesuffix("s"), word.removesuffix("es"), word.removesuffix("ly"))
    return any(form in common_words() for form in forms)
