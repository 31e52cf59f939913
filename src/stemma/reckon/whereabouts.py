"""Where a thing is and where a deed was done, by several reports: places that can't both be right.

Rather silent than wrong: two names are held against each other only where each of the two reports puts one thing, or one
deed with the same bearer, at the one and at no other place, no report of the story has both names (a town and its
street, two towns in turn), and neither is known to be a sort of place that may lie in the other.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from typing import Any, NamedTuple

from stemma.model import Report
from stemma.reckon.figure import ANOTHER
from stemma.reckon.level import Level, are_spelt_alike, far_apart, level_of, on_one_level
from stemma.reckon.setting import SIDES, Setting, Told
from stemma.reckon.sites import named_at
from stemma.reckon.units import Mentions
from stemma.settings import DifferenceSettings

OTHER_SIDE = 90.0  # degrees between two directions from which they are two
_IN = frozenset(("in", "at", "on"))
_COME_FROM = frozenset(("origin", "home", "come"))
MOST_PLACES = 2  # of one thing in a story: what is told of more of them is more than one thing


class Placed(NamedTuple):
    """A setting with what is known of its name: the entity named ("" for none), what sort of place it is; ``days``: the
    first and the last of each time that its sentence names; ``another``: the sentence tells of another thing of the kind.
    """

    setting: Setting
    surface: str
    entity: str
    level: Level
    days: tuple[tuple[int, int], ...]
    another: bool

    @property
    def called(self) -> str:
        """What tells two places apart at first sight: the entity, else the name."""
        return self.entity or " ".join(self.setting.name)


def places_apart(
    story_id: str,
    settings_found: Sequence[Setting],
    mentions: Mentions,
    named: Mapping[str, Mapping[str, Any]],
    times: Mapping[str, Sequence[Mapping[str, Any]]],
    reports: Mapping[str, Report],
    settings: DifferenceSettings,
) -> Iterable[dict[str, Any]]:
    """A difference for each thing or deed that reports of a story put at two places which can't both be right."""
    texts = {report_id: reports[report_id].text.lower() for report_id in sorted({s.report_id for s in settings_found})}
    placed = [_place(one, mentions, named, times, reports) for one in settings_found]
    plain = {one.name for one in settings_found if one.way and not one.bare}
    placed = [one for one in placed if one.setting.name in plain and _is_place(one, named, settings_found, texts)]
    by_key: dict[str, list[tuple[Placed, Told]]] = {}
    for one in placed:
        for told in one.setting.told:
            by_key.setdefault(told.what, []).append((one, told))
    joined: dict[frozenset[tuple[str, int]], tuple[str, str, list[Placed]]] = {}
    for what, found in sorted(by_key.items()):
        names_of: dict[tuple[str, ...], set[str]] = {}
        for one, _ in found:
            for key in (_sort(one, what), (one.setting.report_id, *_sort(one, what))):
                names_of.setdefault(key, set()).add(one.called)
        # What a report puts at several places is more than one thing; so is what the story puts at many.
        single = [
            (one, told) for one, told in found
            if len(names_of[one.setting.report_id, *_sort(one, what)]) == 1 and len(names_of[_sort(one, what)]) <= MOST_PLACES
        ]  # fmt: skip
        found = _first_of_each(single, settings.most_sides)
        members: set[int] = set()
        for x, y in combinations(range(len(found)), 2):
            (one, told), (other, told_other) = found[x], found[y]
            if (
                one.called != other.called
                and (_sort(one, what)[0] == _sort(other, what)[0] or "near" in {one.setting.way, other.setting.way})
                and _same_thing(told, told_other, one, other)
                and _apart(one, other, texts, settings)
            ):
                members.update((x, y))
        if members:
            sides = sorted((found[n][0] for n in members), key=lambda p: (p.setting.report_id, p.setting.begin))
            key = frozenset((p.setting.report_id, p.setting.begin) for p in sides)
            joined.setdefault(key, (what, found[min(members)][1].noun, sides))
    for _, (what, noun, sides) in sorted(joined.items(), key=lambda item: sorted(item[0])):
        yield {
            "story_id": story_id, "kind": "place", "subject": _subject(what, noun),
            "sides": [
                {"value": p.surface, "report_id": p.setting.report_id, "begin": p.setting.begin, "end": p.setting.end}
                for p in sides
            ],
        }  # fmt: skip


def _first_of_each(found: Sequence[tuple[Placed, Told]], most: int) -> list[tuple[Placed, Told]]:
    """So many of each name, those first that point at what is known, in order."""
    kept: dict[str, list[tuple[Placed, Told]]] = {}
    for one, told in sorted(found, key=lambda pair: (not pair[1].known, pair[0].setting.report_id, pair[0].setting.begin)):
        kept.setdefault(one.called, []).append((one, told))
    return sorted(
        (pair for pairs in kept.values() for pair in pairs[:most]),
        key=lambda pair: (pair[0].setting.report_id, pair[0].setting.begin),
    )


def _sort(one: Placed, what: str) -> tuple[str, str]:
    """How and in what sort of place something is: a house stands in a town and on a street. Only what is told in one way
    is compared: who set out from a town did not go there, and who is near one is not in it. Where one comes from one was
    born in.
    """
    way = "from" if what.partition(" ")[0] in _COME_FROM and one.setting.way in _IN else one.setting.way
    return "in" if way in _IN else way, "" if one.level.sort == "city" else one.level.sort


def _subject(what: str, noun: str) -> str:
    """What is told of at the places: a thing, a person, or a deed that was done there."""
    sort = what.partition(" ")[0]
    if sort in {"thing", "role"}:
        return f"place of the {noun}"
    if sort in {"origin", "home"}:
        return f"where {noun} comes from" if noun else "where somebody comes from"
    return f"place of {noun}" if sort in {"named", "seat"} else "place"


def _place(
    one: Setting,
    mentions: Mentions,
    named: Mapping[str, Mapping[str, Any]],
    times: Mapping[str, Sequence[Mapping[str, Any]]],
    reports: Mapping[str, Report],
) -> Placed:
    row, entity = named_at(mentions, {"report_id": one.report_id, "begin": one.begin, "end": one.end, "reading": ""}, reports)
    text = reports[one.report_id].text
    begin, end = one.sentence
    days = tuple(sorted({
        (time["earliest"].toordinal(), time["latest"].toordinal()) for time in times.get(one.report_id, ())
        if time["begin"] < end and begin < time["end"] and time["earliest"] and time["latest"]
    }))  # fmt: skip
    surface = text[one.begin : one.end]
    return Placed(one, surface, entity or "", level_of(surface), days, bool(ANOTHER.search(text[begin:end])))


def _is_place(
    one: Placed, named: Mapping[str, Mapping[str, Any]], every: Sequence[Setting], texts: Mapping[str, str]
) -> bool:
    """Whether a name is a place's: an entity that is one, or a name that stands nowhere but after such prepositions."""
    if one.level.sort.startswith(("floor", "road", "side ")) or named.get(one.entity, {}).get("kind") == "place":
        return True
    word = one.setting.name[-1]
    used = sum(len(re.findall(rf"\b{re.escape(word)}\b", text)) for text in texts.values())
    return used <= len({(s.report_id, s.begin) for s in every if word in s.name})


def _same_thing(told: Told, other: Told, one: Placed, against: Placed) -> bool:
    """Whether what is told of two places is of one thing: it is known in one of them at least, and no other owner's."""
    if not (told.known or other.known) or (told.owner and other.owner and told.owner != other.owner):
        return False
    # Of a place it is said which clinic stands there: "the Vell clinic" is of no other sort than "the university clinic".
    bare = one.setting.bare or against.setting.bare
    if not bare and told.sort and other.sort and told.sort.isdisjoint(other.sort):
        return False
    return one.another == against.another and not (
        one.days and against.days and all(a > d + 1 or c > b + 1 for a, b in one.days for c, d in against.days)
    )


def _apart(one: Placed, other: Placed, texts: Mapping[str, str], settings: DifferenceSettings) -> bool:
    """Whether two names of two reports are of two places, neither in the other, as far as is known."""
    a, b = one.setting, other.setting
    ways = {a.way, b.way}
    if a.report_id == b.report_id or "" in ways or a.name == b.name:
        return False
    if one.entity and one.entity == other.entity:
        return False
    first, second = one.surface.lower(), other.surface.lower()
    if any(first in text and second in text for text in texts.values()) or first in second or second in first:
        return False
    if one.level.sort.startswith("side "):
        return one.level == other.level and abs((SIDES[a.name[0]] - SIDES[b.name[0]] + 180) % 360 - 180) >= OTHER_SIDE
    if one.level.sort != "floor" and are_spelt_alike(first, second):
        return False
    if "near" in ways:
        return far_apart(one.level, other.level, 2 * settings.apart_km)
    return on_one_level(one.level, other.level, settings.apart_km)
