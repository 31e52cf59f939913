"""What is spelt like a place and is none, by what stands right beside it: money, a title, half of a double name, a thing owned, letters
that stand for words, an oil, a house named after a town.
"""

import re
import zlib
from collections.abc import Sequence

from stemma.name import gazetteer
from stemma.name.gazetteer import Site
from stemma.name.keys import fold_name
from stemma.name.tokens import Token

_MONEY_BEFORE = re.compile(r"[$£€]\Z")
_MONEY_AFTER = re.compile(r" ?[$£€] ?\d")
_OWNERS = frozenset(["my", "your", "his", "her", "our", "their", "its", "whose", "every", "each"])
_HOUSES = frozenset(["hotel", "casino", "theatre", "theater", "resort"])
_WITH_ARTICLE = frozenset(["bronx", "hague"])
FEWEST_LETTERS = 3
# Decimal logarithm of inhabitants from which a town may be half of a double name with one far away. A guess, not tuned.
LEAST_HALF = 5.0
FIRST_UNMAPPED, MOST_UNMAPPED = -1_000_000, 8_000_000  # numbers of towns that no table has, apart from all others


def is_no_place(text: str, tokens: Sequence[Token], i: int, j: int, sites: Sequence[Site]) -> bool:
    """Whether tokens ``i`` to ``j``, which may mean ``sites``, name no place there: "$US1 million", "US $5", "former Del. Ann
    Holt", the second half of "Elmford-Tarn", "my Soul", "a SWAT team", "Brent crude", "the Luxor, a hotel".
    """
    if is_money(text, tokens[i].begin, tokens[j].end) or is_title(text, tokens, i, j):
        return True
    if i == j and is_letters(tokens, i):
        return True
    if any(site.number < 0 for site in sites):
        return False
    if i == j and (is_oil(tokens, j) or is_house(tokens, i)):
        return True
    owned = i == j and i > 0 and tokens[i - 1].lower in _OWNERS and tokens[i].gap == " "
    return is_half(tokens, i, sites) or (owned and all(site.alternate for site in sites))


def is_letters(tokens: Sequence[Token], i: int) -> bool:
    """Whether a name is three capital letters or more right beside a word in small ones, and no table has it in letters: nobody
    writes a town so there.
    """
    if not (tokens[i].word.isupper() and tokens[i].word.isalpha()) or len(tokens[i].word) < FEWEST_LETTERS:
        return False
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    before = i > 0 and tokens[i].gap == " " and tokens[i - 1].word.islower()
    beside = before or (after is not None and after.gap == " " and after.word.islower())
    return beside and tokens[i].word not in exact_forms(tokens[i].word)


def exact_forms(word: str) -> set[str | None]:
    """How the tables have a name that must be spelt to the letter."""
    return {entry.exact for entry in gazetteer.load_tables().get(fold_name(word), ())}


def is_oil(tokens: Sequence[Token], j: int) -> bool:
    """Whether a name is that of an oil: "Brent crude"."""
    return j + 1 < len(tokens) and tokens[j + 1].gap == " " and tokens[j + 1].lower == "crude"


def is_house(tokens: Sequence[Token], i: int) -> bool:
    """Whether a name has "the" before it and nothing behind it that a town could stand before: "the Luxor, a hotel"."""
    if not i or tokens[i - 1].lower != "the" or tokens[i].gap != " " or tokens[i].lower in _WITH_ARTICLE:
        return False
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    return after is None or after.gap != " " or after.lower in _HOUSES


def is_money(text: str, begin: int, end: int) -> bool:
    """Whether letters say whose money a sum is."""
    if not text[begin:end].replace(".", "").isupper() or end - begin > 4:
        return False
    return bool(_MONEY_BEFORE.search(text, max(0, begin - 1), begin) or _MONEY_AFTER.match(text, end))


def is_title(text: str, tokens: Sequence[Token], i: int, j: int) -> bool:
    """Whether letters with a full stop that are a state's after a comma stand before a first name: "Del. Ann Holt"."""
    if i != j or tokens[i].word.isupper() or j + 1 >= len(tokens) or tokens[j + 1].gap != ". ":
        return False
    if f"{tokens[i].word}." not in exact_forms(tokens[i].word) or text[: tokens[i].begin].rstrip().endswith((",", "(")):
        return False
    return tokens[j + 1].capital and tokens[j + 1].lower in gazetteer.load_words()["first"]


def is_half(tokens: Sequence[Token], i: int, sites: Sequence[Site]) -> bool:
    """Whether a name is only the second half of one with a hyphen: no town of that name lies in the division of the first half."""
    if not i or tokens[i].gap != "-" or not tokens[i - 1].capital or len(tokens[i - 1].word) < 2:
        return False
    beside = {(site.country, site.admin) for site in gazetteer.cities_named(fold_name(tokens[i - 1].word))}
    near = any((site.country, site.admin) in beside for site in sites)
    return not near and max(site.weight for site in sites) < LEAST_HALF


def within_its_state(
    text: str, begin: int, end: int, inside: Sequence[Site], last_end: int, sites: tuple[Site, ...]
) -> tuple[Site, ...]:
    """The sites that lie where the letters after a comma say: of "Elmford, W. Va." none in another state, and where the
    index has none there, one that lies nobody knows where.

    A name written out may be another thing ("in Elmford, Tolmia's leader said"), so it leaves every site.
    """
    after = text[end:last_end].strip(" ,(")
    state = bool(inside) and all(one.kind == "state" for one in inside)
    short = text[last_end : last_end + 1] == "." or after.endswith(".") or (len(after) == 2 and after.isupper())
    if not state or not short:
        return sites
    within = tuple(s for s in sites if any(s.country == one.country and s.admin == one.admin for one in inside))
    return within or (_unmapped(text[begin:end], inside[0]),)


def _unmapped(name: str, state: Site) -> Site:
    """A town of a state that the index does not have."""
    number = FIRST_UNMAPPED - zlib.crc32(f"{fold_name(name)},{state.country},{state.admin}".encode()) % MOST_UNMAPPED
    return Site(number, "city", name, None, None, None, state.country, state.admin, 3.0)
