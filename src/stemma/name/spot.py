"""Where places may be named in a text: spans with the sites that each may mean, before one is chosen.

Longest names first, left to right. What is a person, a road or an ordinary word is left out by its neighbours.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from stemma.name import gazetteer
from stemma.name.gazetteer import Entry, Site
from stemma.name.keys import fold_name, spelling_key
from stemma.name.no_place import is_no_place, within_its_state
from stemma.name.tokens import JOINT, PARTICLES, SENTENCE_END, Token, find_tokens, spans_from, starts

FIGHTERS = frozenset(
    [
        "militants",
        "fighters",
        "terrorists",
        "group",
        "rebels",
        "militia",
        "militias",
        "insurgents",
        "gunmen",
        "extremists",
        "jihadists",
        "movement",
    ]
)
SETTLED = frozenset(["city", "town", "village", "province", "district", "governorate"])
IDLE = ("function", "institution", "direction", "road", "office")
TITLED = (*IDLE, "honorific")
# What a place's name may stand before when "the" stands before it: "the Elmford police".
MODIFIED = frozenset(
    [
        "police",
        "area",
        "region",
        "city",
        "town",
        "native",
        "resident",
        "residents",
        "man",
        "woman",
        "couple",
        "family",
        "school",
        "fire",
        "council",
        "county",
        "market",
        "mayor",
        "office",
        "airport",
        "suburb",
        "team",
        "company",
        "store",
        "plant",
        "campus",
        "site",
        "district",
        "neighborhood",
        "metro",
    ]
)
# Decimal logarithm of inhabitants from which a town is meant by a word that is an ordinary one, too. The best that costs
# no measure: of 3.5, 4 and 4.3, all on both halves of the place reports.
LEAST_COMMON = 3.5
# The same for a town whose name begins a person's name in the text; smaller ones are then the person. A guess, not tuned.
LEAST_BESIDE_PERSON = 4.5
PARTNERS = frozenset(["partners", "sons", "co", "company", "associates", "brothers", "daughters"])
FIRMS = frozenset(["ltd", "limited", "inc", "llc", "plc", "gmbh", "corp", "ag", "brothers", "associates", "holdings"])
SYLLABLES = 6  # letters of the longest word of a Korean's name
SHORT = {"L.A": "Los Angeles"}  # cities that go by letters with full stops; those of states are in the tables
RIVER = frozenset(["river", "rio"])
RIVERSIDE = frozenset(["river", "basin", "valley", "delta", "rainforest", "jungle", "bank", "banks", "dam", "floods"])
LEAST_KEY = 6  # letters of a transliteration key from which "in" or "from" before a name is sign enough
NAME_GAPS = frozenset([" ", ". ", ' "', '" ', " “", "” ", "-"])


class Spot(NamedTuple):
    """A span that may name a place: the sites it may mean, whether words around it say so, and what it is said to lie in.

    ``spelt``: known by its transliteration key only; ``firm``: beside "town of", "province" or the like.
    """

    begin: int
    end: int
    name: str
    sites: tuple[Site, ...]
    cue: bool
    inside: tuple[Site, ...] = ()
    spelt: bool = False
    last: int = 0
    start: int = 0
    expected: tuple[Site, ...] = ()
    firm: bool = False


def exact_enough(entry: Entry, surface: str, text: str, end: int) -> bool:
    """Abbreviations are known by their very letters; a short form with a full stop needs it."""
    if entry.exact is None:
        return True
    if entry.exact.endswith(".") and not entry.exact.isupper():
        # "Ga." is a state, "GA." only after a comma, "G.A." none.
        lettered = surface.rstrip(".") == entry.exact.rstrip(".")
        after_comma = text[: end - len(surface)].rstrip().endswith((",", "("))
        loud = after_comma and surface.rstrip(".").lower() == entry.exact.rstrip(".").lower()
        return (lettered or loud) and (text[end : end + 1] == "." or surface.endswith("."))
    if entry.exact.endswith(".") and entry.exact == "B.C.":  # "200 B.C." is no province
        begin = end - len(surface)
        return text[:begin].rstrip().endswith((",", ")"))
    return surface.replace(".", "") == entry.exact.replace(".", "")


@lru_cache(maxsize=1 << 15)
def known_entries(folded: str) -> tuple[Entry, ...]:
    return gazetteer.load_tables().get(folded, ())


def sites_of(surface: str, text: str, end: int) -> tuple[Site, ...]:
    """Every site of a name found letter by letter: tables first, then cities, then counties of the United States."""
    surface = SHORT.get(surface.rstrip("."), surface)
    known = known_entries(fold_name(surface))
    if any(entry.exact is not None for entry in known):
        return listed_sites(surface, tuple(entry.site for entry in known if exact_enough(entry, surface, text, end)))
    return sites_anywhere(surface)


@lru_cache(maxsize=1 << 15)
def sites_anywhere(surface: str) -> tuple[Site, ...]:
    """The same of a name that means the same wherever it stands."""
    return listed_sites(surface, tuple(entry.site for entry in known_entries(fold_name(surface))))


def listed_sites(surface: str, listed: tuple[Site, ...]) -> tuple[Site, ...]:
    """The sites of a name of which those of the tables are told already."""
    folded = fold_name(surface)
    if len(folded) < 2:
        return ()
    if any(site.demonym for site in listed) and " " not in folded:
        return listed
    sites = list(listed)
    if len(folded) > 2 and not (surface.isupper() and len(surface) <= 4):
        sites.extend(gazetteer.cities_named(folded))
    if folded.endswith((" county", " parish", " borough")):
        sites.extend(county_sites(folded))
    return tuple(sites)


@lru_cache(maxsize=1 << 12)
def county_sites(folded: str) -> tuple[Site, ...]:
    """The counties of a name, each at the middle of its state until the report says more."""
    states = gazetteer.load_index().counties.get(folded, "").split()
    by_code = {e.site.admin: e.site for found in gazetteer.load_tables().values() for e in found
               if e.site.kind == "state" and e.site.country == "US" and not e.site.demonym}  # fmt: skip
    return tuple(
        by_code[code]._replace(
            kind="county",
            name=folded.title(),
            weight=4.5,
            geonames_id=None,
            number=-10_000 - sum(map(ord, folded)) * 100 - place,
        )
        for place, code in enumerate(states)
        if code in by_code
    )


def has_cue(tokens: Sequence[Token], i: int, j: int) -> bool:
    """Whether the words around say that tokens ``i`` to ``j`` name a place: "in X", "town of X", "X province", "X, State"."""
    words = gazetteer.load_words()
    if i and not SENTENCE_END & set(tokens[i].gap) and "," not in tokens[i].gap:
        before = tokens[i - 1]
        if before.lower == "the" and i > 1:
            before = tokens[i - 2]
        if before.lower in words["cue"] or before.lower in words["direction"]:
            return True
        if before.lower == "of" and i > 1 and tokens[i - 2].lower in words["settlement"]:
            return True
        if before.lower in words["settlement"] and not before.first:
            return True
    if j + 1 < len(tokens):
        after = tokens[j + 1]
        if after.lower in words["settlement"] and JOINT.fullmatch(after.gap):
            return True
        if after.gap == "-" and after.lower in {"based", "born"}:
            return True
    return False


def known_surnames(tokens: Sequence[Token]) -> frozenset[str]:
    """The last words of persons' full names: after a first name, a title or office, or another capitalised word of no known kind."""
    words = gazetteer.load_words()
    idle = gazetteer.words_of("road", "institution", "function", "direction")
    titles = gazetteer.words_of("honorific", "rank", "office")
    names: set[str] = set()
    for i, token in enumerate(tokens[:-1]):
        lower = token.lower
        if not token.capital:
            continue
        if lower not in titles and lower not in words["first"]:
            after = tokens[i + 1]
            if after.gap == " " and after.capital and not token.first and unknown(token) and after.lower not in idle:
                names.add(after.lower)
            continue
        j = i + 1
        while j < len(tokens) and j - i < 5 and tokens[j].capital and tokens[j].gap in NAME_GAPS:
            if len(tokens[j].word) > 1 and tokens[j].lower not in idle and tokens[j].word.isalpha():
                names.add(tokens[j].lower)
            if tokens[j].end - tokens[j].begin != len(tokens[j].word):
                break
            j += 1
    return frozenset(names)


def family_first(tokens: Sequence[Token]) -> frozenset[str]:
    """The first words of names of three short words of which the second is no known word: "Tolm Jae-rin", "Tolm Jong Varr".

    Where the family's name comes first, as in Korea, it is what the person is called by afterwards.
    """
    return frozenset(
        one.lower
        for one, two, three in zip(tokens, tokens[1:], tokens[2:], strict=False)
        if one.capital and two.capital and two.gap == " " and unknown(two)
        and (three.gap == "-" or (three.gap == " " and three.capital)) and three.word.isalpha()
        and max(len(one.word), len(two.word), len(three.word)) <= SYLLABLES
    )  # fmt: skip


def unknown(token: Token) -> bool:
    """Whether a word is of no kind that the tables know, nor a place."""
    lower = token.lower
    return not (
        lower in PARTICLES
        or lower in gazetteer.words_of(*TITLED, "rank")
        or known_entries(lower)
        or token.word.isupper()
        or gazetteer.cities_named(fold_name(lower))
    )


def personal(
    tokens: Sequence[Token], i: int, j: int, sites: Sequence[Site], surnames: frozenset[str], *, cue: bool
) -> bool:
    """Whether tokens ``i`` to ``j`` are rather a person's name, by the names and titles next to them."""
    words = gazetteer.load_words()
    listed = any(site.number < 0 for site in sites)
    name = tokens[j].lower
    if i and tokens[i].gap in (" ", ". ") and tokens[i - 1].capital:
        before = tokens[i - 1].lower
        if before in words["honorific"] and before not in {
            "saint",
            "justice",
            "judge",
            "lord",
            "prince",
            "king",
            "queen",
        }:
            return True
        if before in words["rank"] or (before in words["first"] and known_entries(before) == ()):
            return not (listed and before in words["function"])
        if len(tokens[i - 1].word) == 1 and tokens[i].gap == ". ":
            return True
        if before in words["office"] and not listed and tokens[i].gap == " " and not cue:
            return True
    if j + 1 < len(tokens) and tokens[j + 1].gap == " " and tokens[j + 1].capital and i == j:
        after = tokens[j + 1].lower
        known = (
            after in words["institution"]
            or after in words["road"]
            or after in words["function"]
            or after in words["direction"]
        )
        if name in words["first"] and not known and not known_entries(after):
            return True
        if after in {"jr", "sr", "iii", "ii"}:
            return True
    if (
        j + 1 < len(tokens)
        and tokens[j + 1].lower in ("minister", "secretary")
        and tokens[j + 1].gap == " "
        and not listed
    ):
        return True  # "Rivers Minister" heads a ministry, no town
    if i == j and name in words["first"] and not cue and not listed:
        return True
    # What somebody feels toward one of that name does not lead there.
    felt = i > 0 and tokens[i - 1].lower in ("toward", "towards")
    return i == j and name in surnames and (felt or not cue) and not any(site.kind == "country" for site in sites)


def roadlike(tokens: Sequence[Token], j: int) -> bool:
    """Whether a road, lake or building follows that only bears the place's name."""
    if j + 1 >= len(tokens) or tokens[j + 1].gap != " " or not tokens[j + 1].capital:
        return False
    return tokens[j + 1].lower in gazetteer.load_words()["road"]


def is_of_a_firm(tokens: Sequence[Token], j: int) -> bool:
    """Whether what follows a name makes it a firm's: "Elmford and Partners", "Elmford & Sons", "Elmford Ltd"."""
    rest = tokens[j + 1 : j + 3]
    if rest and rest[0].gap in (" & ", " + "):
        return rest[0].lower in PARTNERS
    if len(rest) == 2 and rest[0].lower == "and" and rest[0].gap == rest[1].gap == " ":
        return rest[1].capital and rest[1].lower in PARTNERS
    return bool(rest) and rest[0].gap in (" ", ", ") and rest[0].capital and rest[0].lower in FIRMS


def neighbours_unknown(tokens: Sequence[Token], i: int, j: int) -> bool:
    """Whether a capitalised word that is no known kind of word stands right beside: the span is then a part of another name."""

    def known(token: Token) -> bool:
        lower = token.lower
        return lower in gazetteer.words_of(*TITLED) or bool(known_entries(lower)) or token.word.isupper()

    if i and tokens[i].gap == " " and tokens[i - 1].capital and not tokens[i - 1].first and not known(tokens[i - 1]):
        return True
    after = tokens[j + 1] if j + 1 < len(tokens) else None
    return bool(after and after.gap == " " and after.capital and not known(after) and tokens[j].end == after.begin - 1)


def hint(text: str, tokens: Sequence[Token], j: int) -> tuple[tuple[Site, ...], int]:
    """What stands after a comma as the larger place ("Athens, Georgia"), and the last token of it (``j``: none)."""
    if j + 1 >= len(tokens) or tokens[j + 1].gap not in (", ", ",", " ("):
        return (), j
    ends = spans_from(tokens, j + 1) if tokens[j + 1].capital else []
    for last in reversed(ends):
        begin, end = tokens[j + 1].begin, tokens[last].end
        surface = text[begin:end]
        large = tuple(
            entry.site for entry in known_entries(fold_name(surface))
            if entry.site.kind in ("country", "state", "county", "region") and not entry.site.demonym
            and exact_enough(entry, surface, text, end)
        )  # fmt: skip
        if not large and last == j + 1 and len(surface) == 2 and surface.isupper():
            large = postal(surface)
        if not large and fold_name(surface).endswith((" county", " parish")):
            large = county_sites(fold_name(surface))
        if large and not (large[0].kind == "country" and leads_on(tokens, last)):
            return large, last
    return (), j


def leads_on(tokens: Sequence[Token], last: int) -> bool:
    """Whether it is only a part of what follows: in "Elmford, U.S. Ambassador Holt said" and "Elm, U.S.-Varlandian talks" it is no hint."""
    return last + 1 < len(tokens) and tokens[last + 1].gap in (" ", "-") and tokens[last + 1].capital


@lru_cache(maxsize=64)
def postal(code: str) -> tuple[Site, ...]:
    """The state of a two-letter postal code of the United States or Canada."""
    canadian = {
        "AB": "01",
        "BC": "02",
        "MB": "03",
        "NB": "04",
        "NL": "05",
        "NS": "07",
        "ON": "08",
        "QC": "10",
        "SK": "11",
    }
    for found in gazetteer.load_tables().values():
        for entry in found:
            site = entry.site
            if site.kind == "state" and not site.demonym and (
                (site.country == "US" and site.admin == code) or (site.country == "CA" and site.admin == canadian.get(code))
            ):  # fmt: skip
                return (site,)
    return ()


def find_spots(text: str, words: Sequence[Token] | None = None) -> list[Spot]:
    """The spans of ``text`` that may name places, in order, none overlapping another; ``words`` are its tokens."""
    tokens = find_tokens(text) if words is None else words
    surnames, families = known_surnames(tokens), family_first(tokens)
    lower_words = frozenset(token.lower for token in tokens if not token.capital)
    spots: list[Spot] = []
    i = 0
    expected: dict[int, tuple[Site, ...]] = {}
    while i < len(tokens):
        made = None
        if starts(tokens, i):
            made = spot_at(text, tokens, i, surnames, families, lower_words, expected.get(i, ()))
        if made is None:
            i += 1
            continue
        if made.sites:
            spots.append(made)
        large, _last = hint(text, tokens, made.last)
        if large:
            expected[made.last + 1] = large
        i = made.last + 1
    if any(spot.spelt for spot in spots):
        spots = sorted([*spots, *spelt_again(text, tokens, spots)], key=lambda spot: spot.begin)
    return spots


def spelt_again(text: str, tokens: Sequence[Token], spots: Sequence[Spot]) -> list[Spot]:
    """The other mentions of a name that was known by its key once: there the words around need not say place again."""
    models = {fold_name(spot.name): spot for spot in reversed(spots) if spot.spelt}
    taken = {k for spot in spots for k in range(spot.start, spot.last + 1)}
    found = []
    for i in range(len(tokens)):
        if i in taken or not starts(tokens, i):
            continue
        for j in reversed(spans_from(tokens, i)):
            model = models.get(fold_name(text[tokens[i].begin : tokens[j].end]))
            if model is not None and not taken & set(range(i, j + 1)):
                begin, end = tokens[i].begin, tokens[j].end
                found.append(model._replace(begin=begin, end=end, name=text[begin:end], inside=(), start=i, last=j))
                taken |= set(range(i, j + 1))
                break
    return found


def spot_at(
    text: str,
    tokens: Sequence[Token],
    i: int,
    surnames: frozenset[str],
    families: frozenset[str],
    lower_words: frozenset[str],
    expected: tuple[Site, ...],
) -> Spot | None:
    """The place that may be named from token ``i`` on; one without sites where the words must be passed over; else None."""
    ends = spans_from(tokens, i)
    for j in reversed(ends):
        begin, end = tokens[i].begin, tokens[j].end
        surface = text[begin:end]
        if expected and len(surface) == 2 and postal(surface) == expected:
            return Spot(begin, end, surface, expected, cue=True, last=j, start=i)
        if j > i and fold_name(surface) in gazetteer.load_groups():
            return Spot(begin, end, surface, (), cue=False, last=j, start=i)
        sites = sites_of(surface, text, end)
        if not sites or text[end : end + 1] == "$" or is_no_place(text, tokens, i, j, sites):
            continue
        if i == j and re.split("['’]", tokens[i].lower, maxsplit=1)[0] in gazetteer.words_of(*IDLE):
            continue
        inside, told = hint(text, tokens, j)
        sites = within_its_state(text, begin, end, inside, tokens[told].end, sites)
        cue = bool(inside) or has_cue(tokens, i, j) or bool(expected)
        small = max(site.weight for site in sites) < LEAST_BESIDE_PERSON
        if personal(tokens, i, j, sites, surnames | families if small else surnames, cue=cue):
            if j == i:
                return None
            continue
        kept = keep_sites(tokens, i, j, sites, cue=cue, lower_words=lower_words, inside=inside)
        if kept:
            if text[end : end + 1] == "." and any(e.exact == f"{surface}." for e in known_entries(fold_name(surface))):
                end += 1
            return Spot(begin, end, surface, kept, cue, inside, last=j, start=i, expected=expected)
    return spelt_spot(text, tokens, i, ends, surnames)


def keep_sites(
    tokens: Sequence[Token],
    i: int,
    j: int,
    sites: tuple[Site, ...],
    *,
    cue: bool,
    lower_words: frozenset[str],
    inside: tuple[Site, ...],
) -> tuple[Site, ...]:
    """The sites that the words around leave possible; none when the span is an ordinary word or a part of another name."""
    if not flowing(tokens, i, j):
        sites = tuple(site for site in sites if site.kind != "river")
    listed = tuple(site for site in sites if site.number < 0)
    if not sites:
        return ()
    if i == j and all(site.kind == "city" for site in sites) and is_of_a_firm(tokens, j):
        return ()
    if roadlike(tokens, j) and not (listed and not cue and any(s.kind == "country" for s in listed)):
        return ()
    if listed and any(site.demonym or site.kind in ("country", "state", "continent") for site in listed):
        return sites
    if not listed and not inside and article_misfits(tokens, i, j, sites):
        return ()
    if i == j and not inside:
        word = tokens[i].lower
        common = (
            any(site.common for site in sites) or word in lower_words or (tokens[i].first and gazetteer.is_common(word))
        )
        if not listed and obscure(word, sites):
            return ()
        if common and not listed and (not cue or tokens[i].first):
            return ()
        if not listed and neighbours_unknown(tokens, i, j):
            return ()
        if (
            not listed
            and all(site.alternate for site in sites)
            and max(site.weight for site in sites) < 4.5
            and not cue
        ):
            return ()
    return sites


def obscure(word: str, sites: Sequence[Site]) -> bool:
    """Whether an ordinary word is rather that word than a town that few know, or a town's other name: "a view of Mars"."""
    if gazetteer.is_common(word) and all(site.alternate for site in sites):
        return True
    return any(site.common for site in sites) and max(site.weight for site in sites) < LEAST_COMMON


def flowing(tokens: Sequence[Token], i: int, j: int) -> bool:
    """Whether a name can be a river's: English puts "the" before it, or "river" to it ("Nile fever" is none)."""
    if tokens[i].lower in RIVER or tokens[j].lower in RIVER or (i and tokens[i - 1].lower == "the"):
        return True
    return j + 1 < len(tokens) and tokens[j + 1].gap == " " and tokens[j + 1].lower in RIVERSIDE


def settlement_near(tokens: Sequence[Token], i: int, j: int) -> bool:
    """Whether "town of" or the like stands before the name, or "province" after it: a firmer sign than "in"."""
    if i > 1 and tokens[i - 1].lower == "of" and tokens[i - 2].lower in SETTLED:
        return True
    return j + 1 < len(tokens) and tokens[j + 1].gap == " " and tokens[j + 1].lower in SETTLED


def article_misfits(tokens: Sequence[Token], i: int, j: int, sites: Sequence[Site]) -> bool:
    """Whether "the" before the name, "The" in it or an ending speaks against a town: "the Bronco failed", "St. Patrick's"."""
    known = max(site.weight for site in sites)
    if known >= 5.0:
        return False
    after = tokens[j + 1] if j + 1 < len(tokens) else None
    if tokens[i].lower == "the" or (
        tokens[i].lower in ("st", "saint") and after is not None and after.gap[:1] in "'’" and after.gap[1:2] == "s"
    ):
        return True
    if not i or tokens[i - 1].lower != "the" or tokens[i].gap != " ":
        return False
    if after is None or after.gap != " ":
        return True
    return not after.capital and after.lower not in MODIFIED


def spelt_spot(
    text: str, tokens: Sequence[Token], i: int, ends: Sequence[int], surnames: frozenset[str]
) -> Spot | None:
    """A name that no entry has letter by letter but whose transliteration key some city shares, where the words around say place.

    ``ends`` are the last tokens of the names that may begin at token ``i``, shortest first.
    """
    words = gazetteer.load_words()
    for j in reversed(ends):
        if (
            j - i > 3
            or tokens[j].lower in gazetteer.words_of("function", "direction")
            or tokens[i].lower in words["function"]
            or (i == j and tokens[j].lower in surnames)
        ):
            continue
        titles = gazetteer.words_of("institution", "office", "honorific", "rank", "road")
        if any(t.lower in titles for t in tokens[i : j + 1]):
            continue
        if not has_cue(tokens, i, j) or neighbours_unknown(tokens, i, j):
            continue
        surface = text[tokens[i].begin : tokens[j].end]
        if j + 1 < len(tokens) and tokens[j + 1].lower in FIGHTERS:
            continue
        firm = settlement_near(tokens, i, j)
        least = 4 if firm else LEAST_KEY
        sites = gazetteer.cities_spelt(surface) if len(spelling_key(surface)) >= least else ()
        if sites:
            return Spot(
                tokens[i].begin, tokens[j].end, surface, sites, cue=True, spelt=True, last=j, start=i, firm=firm
            )
    return None
