"""Places named in a text, and where they lie.

Names come from the index and the tables; which of several places a name means is weighed from how well known each
is, what stands after a comma ("Athens, Georgia"), and which countries and divisions the rest of the text names:
the reasoning of Lieberman, Samet and Sankaranarayanan (2010) on local lexicons, in a simple form.
"""

import math
from collections.abc import Mapping, Sequence

from stemma.model import Place
from stemma.name.gazetteer import Site, load_index
from stemma.name.keys import fold_name
from stemma.name.spot import Spot, find_spots
from stemma.settings import NameSettings

COUNTIES = -10_000  # below: counties of the United States, whose coordinates the text must give
Context = Mapping[tuple[str, str], float]


def find_places(text: str, *, settings: NameSettings | None = None) -> list[Place]:
    """The places named in ``text``, in order, by demonyms too ("Russian"): spans in code points, coordinates in degrees.

    ``name`` is the name as the text has it (a demonym's is its country's). A name that only shares a transliteration
    key with the index needs words around it that say place.
    """
    return [
        Place(
            spot.begin, spot.end, site.name if site.demonym else " ".join(spot.name.split()), site.latitude, site.longitude,
            site.geonames_id, "demonym" if site.demonym else site.kind,
        )
        for spot, site in resolve(find_spots(text), settings or NameSettings())
    ]  # fmt: skip


def resolve(spots: Sequence[Spot], settings: NameSettings) -> list[tuple[Spot, Site]]:
    """One site for each spot; a spot that nothing supports is left out."""
    hinted: dict[str, tuple[Site, ...]] = {}
    for spot in spots:
        if spot.inside:
            hinted.setdefault(fold_name(spot.name), spot.inside)
    named = frozenset(s.country for spot in spots for s in spot.sites if s.kind == "country")
    context: Context = coverage(spots, settings)
    chosen: list[Site | None] = [None] * len(spots)
    for _ in range(settings.place_rounds):
        chosen = [choose(spot, hinted.get(fold_name(spot.name), ()), context, named, settings) for spot in spots]
        context = merge(surroundings(spots, chosen), coverage(spots, settings))
    kept = []
    for spot, site in zip(spots, chosen, strict=True):
        if site is None or (spot.spelt and not supported(spot, site, context, settings)):
            continue
        if site.alternate and not spot.spelt and not likely(spot, site, context, settings):
            continue
        if site.kind == "county" and not spot.cue and site.number > COUNTIES and not neighbours(site, context):
            continue  # "Kerry" and "Clare" are people too
        kept.append((spot, settle_county(site, chosen)))
    return kept


def surroundings(spots: Sequence[Spot], chosen: Sequence[Site | None]) -> Context:
    """The share of the text's distinct names that lie in each country (country, "") and division (country, admin)."""
    seen: dict[str, Site] = {}
    for spot, site in zip(spots, chosen, strict=True):
        if site is not None and not spot.spelt:  # a name known by its key alone vouches for no other
            seen.setdefault(fold_name(spot.name), site)
    counts: dict[tuple[str, str], float] = {}
    for site in seen.values():
        if site.country:
            counts[(site.country, "")] = counts.get((site.country, ""), 0) + 1
            if site.admin:
                counts[(site.country, site.admin)] = counts.get((site.country, site.admin), 0) + 1
    return {key: count / max(1, len(seen)) for key, count in sorted(counts.items())} | {("", ""): float(len(seen))}


def coverage(spots: Sequence[Spot], settings: NameSettings) -> Context:
    """How well each country and division explains the text's ambiguous names: a name counts the more the fewer it lies in."""
    counts: dict[tuple[str, str], float] = {}
    names: dict[str, Spot] = {}
    for spot in spots:
        names.setdefault(fold_name(spot.name), spot)
    for _, spot in sorted(names.items()):
        within = sorted({(s.country, s.admin) for s in spot.sites if s.admin and s.country and not s.alternate})
        for key in within:
            counts[key] = counts.get(key, 0.0) + settings.coverage_share / len(within)
        countries = sorted({country for country, _ in within})
        for country in countries:
            counts[(country, "")] = counts.get((country, ""), 0.0) + settings.coverage_share / len(countries)
    total = max(1, len(names))
    return {key: count / total for key, count in sorted(counts.items())}


def merge(one: Context, other: Context) -> Context:
    merged = dict(one)
    for key, value in other.items():
        merged[key] = merged.get(key, 0.0) + value
    return merged


def lies_in(site: Site, larger: Sequence[Site]) -> bool:
    return any(
        site.number != one.number and site.country == one.country and (one.kind == "country" or one.admin == site.admin)
        for one in larger
    )


def choose(
    spot: Spot, inside: Sequence[Site], context: Context, named: frozenset[str], settings: NameSettings
) -> Site | None:
    """The best of a spot's sites: how well known it is, its hint, its surroundings; ties by number.

    ``named``: the countries that the text names, whose capitals are meant rather than larger towns of the same name.
    """
    larger = spot.inside or inside
    best: tuple[float, int] | None = None
    found: Site | None = None
    seen = context.get(("", ""), 0.0) or settings.first_names
    capital = capital_of(spot, named)
    best_known = max((site.weight for site in spot.sites if not site.alternate), default=0.0)
    metropolis = max((site.weight for site in spot.sites if site.kind == "city" and not site.alternate), default=0.0)
    for site in spot.sites:
        told = site in spot.expected or (larger and lies_in(site, larger))
        if best_known >= settings.metropolis and site.kind == "city" and site.weight < settings.village and not told:
            continue  # beside five names of California, London is not the village there
        score = site.weight - (settings.alternate_penalty if site.alternate else 0.0)
        if site.kind == "state" and metropolis >= settings.metropolis and site not in spot.expected:
            score = min(score, metropolis - 0.5)  # "New York" is the city, unless it stands after a comma
        if site in spot.expected:
            score += settings.hint_bonus
        if larger and lies_in(site, larger):
            score += settings.hint_bonus if spot.inside else settings.hint_bonus / 2
        if capital and site.country == capital:
            score += settings.hint_bonus / 2
        if seen:
            own = 1.0 / seen
            country = max(0.0, context.get((site.country, ""), 0.0) - own) if site.country else 0.0
            admin = max(0.0, context.get((site.country, site.admin), 0.0) - own) if site.admin else 0.0
            score += settings.country_bonus * math.sqrt(country) + settings.admin_bonus * math.sqrt(admin)
        rank = (score, -site.number)
        if best is None or rank > best:
            best, found = rank, site
    return found


def capital_of(spot: Spot, named: frozenset[str]) -> str:
    """The code of the country, among those ``named``, whose capital has a spot's name; empty where there is none."""
    if not named or any(site.kind == "country" for site in spot.sites):
        return ""
    folded, capitals = fold_name(spot.name), load_index().capitals
    return next((code for code in sorted(named) if code in capitals and fold_name(capitals[code]) == folded), "")


def neighbours(site: Site, context: Context, least: float = 2) -> bool:
    """Whether the text names anything else in the site's country (``least`` 1: the site itself was not counted)."""
    return context.get((site.country, ""), 0.0) * context.get(("", ""), 0.0) >= least


def supported(spot: Spot, site: Site, context: Context, settings: NameSettings) -> bool:
    """Whether the text names the country of a place found by its key alone; or says town of one that is well known."""
    return neighbours(site, context, least=1) or (spot.firm and site.weight >= settings.key_alone)


def likely(spot: Spot, site: Site, context: Context, settings: NameSettings) -> bool:
    """Whether a name that is only another one of a city means it: the words around say place, the text names something
    else of that country, or the city is one that everybody knows by that name.
    """
    return spot.cue or site.weight >= settings.other_name_alone or neighbours(site, context)


def settle_county(site: Site, chosen: Sequence[Site | None]) -> Site:
    """A county's coordinates are not in the tables: the middle of the cities of its state that the text names, else of the state."""
    if site.kind != "county" or site.number > COUNTIES:
        return site
    near = sorted({(s.latitude or 0.0, s.longitude or 0.0) for s in chosen
                   if s is not None and s.kind == "city" and (s.country, s.admin) == (site.country, site.admin)})  # fmt: skip
    if not near:
        return site
    return site._replace(
        latitude=round(sum(p[0] for p in near) / len(near), 2), longitude=round(sum(p[1] for p in near) / len(near), 2)
    )
