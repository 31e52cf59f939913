"""Names of well-known news agencies and what else they are called. It only helps to name things.

Every rule of this part works as well for an agency that is not in this table. The table is common knowledge,
written down by the project.
"""

import re
from functools import lru_cache

# Name as printed in a label: other names under which credits give it.
AGENCIES: dict[str, tuple[str, ...]] = {
    "AAP": ("Australian Associated Press",),
    "AFP": ("Agence France-Presse", "Agence France Presse"),
    "Anadolu Agency": ("Anadolu", "AA"),
    "ANI": ("Asian News International",),
    "ANSA": (),
    "AP": ("Associated Press", "The Associated Press", "AP News", "The AP"),
    "Bloomberg": ("Bloomberg News",),
    "Canadian Press": ("The Canadian Press", "CP"),
    "dpa": ("Deutsche Presse-Agentur", "German Press Agency"),
    "EFE": ("Agencia EFE",),
    "IANS": ("Indo-Asian News Service",),
    "Interfax": ("Interfax News Agency",),
    "IRNA": (),
    "Kyodo": ("Kyodo News",),
    "PA": ("Press Association", "PA Media", "The Press Association"),
    "PTI": ("Press Trust of India",),
    "Reuters": ("Thomson Reuters", "Thomson/Reuters", "Reuters News Agency", "Reuters Staff", "Reuters India"),
    "RIA Novosti": ("RIA", "Ria Novosti"),
    "SANA": (),
    "Sputnik": ("Sputnik News",),
    "TASS": ("Itar-Tass", "ITAR-TASS"),
    "UPI": ("United Press International",),
    "Xinhua": ("Xinhua News Agency",),
    "Yonhap": ("Yonhap News Agency",),
}


def folded(name: str) -> str:
    """A name without case, article, marks and house words, so that its spellings fall together."""
    plain = re.sub(r"[^\w]+", " ", name.lower()).strip()
    return re.sub(r"^the ", "", plain)


# A name that goes on so is printed without it too, in credits above all.
_HOUSE = re.compile(r"(?<=\w) (?:news )?agency$")

_CANONICAL = {folded(alias): name for name, aliases in AGENCIES.items() for alias in (name, *aliases)}


@lru_cache(maxsize=4096)
def canonical(name: str) -> str:
    """The name under which an agency or outlet stands in a label: the table's, else the name as it was printed."""
    tidy = re.sub(r"\s+", " ", name).strip(" .,;:|•-–—\"'“”")
    return _CANONICAL.get(folded(tidy), tidy)


def is_agency(name: str) -> bool:
    """Whether the table knows ``name`` as an agency's."""
    return folded(name) in _CANONICAL


@lru_cache(maxsize=65536)
def same_name(a: str, b: str) -> bool:
    """Whether two names of outlets or agencies are one: equal once folded, with or without what says that it is an agency,
    or one an address of the other.

    >>> same_name("The Harbour Post", "harbourpost.example"), same_name("The Harbour Post", "theharbourpost.example")
    (True, True)
    >>> same_name("Harbour Wire", "Harbour Wire News Agency"), same_name("Harbour Wire", "Harbour Post")
    (True, False)
    """
    one, other = folded(canonical(a)), folded(canonical(b))
    if one == other or _HOUSE.sub("", one) == _HOUSE.sub("", other):
        return True
    return bool(_sites(a) & _sites(b)) and ("." in a or "." in b)


@lru_cache(maxsize=4096)
def _sites(name: str) -> frozenset[str]:
    """The part of an address or a name that names the house, with and without its article: ``www.theharbourpost.example/news``
    gives ``theharbourpost`` and ``harbourpost``.
    """
    host = re.sub(r"^https?://", "", name.strip().lower()).split("/")[0]
    if "." not in host or " " in host:
        return frozenset({folded(name).replace(" ", "")}) - {""}
    parts = [part for part in host.split(".") if part not in ("www", "m", "news", "amp", "edition")]
    site = parts[0] if parts else host
    return frozenset({site, site.removeprefix("the") if len(site) > 5 else site}) - {""}
