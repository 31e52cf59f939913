"""Where a thing is and where a deed was done, by several reports: places that can't both be right.

Rather silent than wrong: two names are held against each other only where each of the two reports puts one thing, or one
deed with the same bearer, at the one and at no other place, no report of the story has both names (a town and its
street, two towns in turn), and neither is known to be a sort of place that may lie in the other.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from typing import Any, NamedTuple

from stemma.model import Report
from stemma.reckon.days import Days, days_within, lie_apart
from stemma.reckon.figure import ANOTHER
from stemma.reckon.level import Level, are_spelt_alike, far_apart, level_of, on_one_level
from stemma.reckon.setting import SIDES, Setting, Told
from stemma.reckon.units import Mentions
from stemma.settings import DifferenceSettings
from stemma.words import WORD, fold

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
    days: Days
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
    texts = {one.report_id: reports[one.report_id].text for one in settings_found}
    placed = _only_places([_place(one, mentions, times, texts) for one in settings_found], named, texts)
    by_key: dict[str, list[tuple[Placed, Told]]] = {}
    for one in placed:
        for told in sorted(one.setting.told, key=lambda t: (t.what, not t.known, t.owner)) if one.setting.way else ():
            by_key.setdefault(told.what, []).append((one, told))
    lower = [text.lower() for _, text in sorted(texts.items())]
    together: dict[frozenset[str], bool] = {}  # whether some report prints both of two names
    sides: dict[frozenset[str], dict[tuple[str, int], Placed]] = {}
    subjects: dict[frozenset[str], str] = {}
    for what, found in sorted(by_key.items()):
        for (one, told), (other, told_other) in combinations(_single(found, what, settings.most_sides), 2):
            names = frozenset((one.called, other.called))
            if len(names) < 2 or not _told_alike(one, other, what) or not _same_thing(told, told_other, one, other):
                continue
            if not _apart(one, other, settings):
                continue
            if names not in together:
                both = one.surface.lower(), other.surface.lower()
                together[names] = any(both[0] in text and both[1] in text for text in lower)
            if not together[names]:
                of_names = sides.setdefault(names, {})
                of_names |= {(p.setting.report_id, p.setting.begin): p for p in (one, other)}
                subjects.setdefault(names, _subject(what, told.noun))
    for names, found_at in sorted(sides.items(), key=lambda item: sorted(item[1])):
        yield {
            "story_id": story_id, "kind": "place", "subject": subjects[names],
            "sides": [
                {"value": p.surface, "report_id": p.setting.report_id, "begin": p.setting.begin, "end": p.setting.end}
                for _, p in sorted(found_at.items())
            ],
        }  # fmt: skip


def _single(found: Sequence[tuple[Placed, Told]], what: str, most: int) -> list[tuple[Placed, Told]]:
    """What is told of one thing, at ``most`` of each name: what a report puts at several places is more than one thing, and
    so is what the story puts at many.
    """
    names_of: dict[tuple[str, ...], set[str]] = {}
    for one, _ in found:
        for key in (_sort(one, what), (one.setting.report_id, *_sort(one, what))):
            names_of.setdefault(key, set()).add(one.called)
    single = [
        (one, told) for one, told in found
        if len(names_of[one.setting.report_id, *_sort(one, what)]) == 1 and len(names_of[_sort(one, what)]) <= MOST_PLACES
    ]  # fmt: skip
    return _first_of_each(single, most)


def _told_alike(one: Placed, other: Placed, what: str) -> bool:
    """Whether two places are told of in one way; near a place is compared with in it, and must lie far from it."""
    ways = {_sort(one, what)[0], _sort(other, what)[0]}
    return len(ways) == 1 or ways == {"near", "in"}


def _first_of_each(found: Sequence[tuple[Placed, Told]], most: int) -> list[tuple[Placed, Told]]:
    """So many of each name, those first that point at what is known, in order."""
    kept: dict[str, list[tuple[Placed, Told]]] = {}
    for one, told in sorted(
        found, key=lambda pair: (not pair[1].known, pair[0].setting.report_id, pair[0].setting.begin)
    ):
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
    return f"place of {noun}" if sort == "seat" else "place"


def _place(
    one: Setting, mentions: Mentions, times: Mapping[str, Sequence[Mapping[str, Any]]], texts: Mapping[str, str]
) -> Placed:
    begins, ends, entities = mentions.get(one.report_id, ((), (), ()))
    at = range(max(0, bisect_right(begins, one.begin) - 1), bisect_left(begins, one.end))
    whose = {entities[n] for n in at if ends[n] > one.begin}
    text = texts[one.report_id]
    begin, end = one.sentence
    days = days_within(begin, end, times.get(one.report_id, ()))
    surface = text[one.begin : one.end]
    entity = min(whose) if len(whose) == 1 else ""
    return Placed(one, surface, entity, level_of(surface), days, bool(ANOTHER.search(text[begin:end])))


def _only_places(
    placed: Sequence[Placed], named: Mapping[str, Mapping[str, Any]], texts: Mapping[str, str]
) -> list[Placed]:
    """Those whose names are places': entities that are some, or names that stand nowhere but after such prepositions; and
    which some report has after one.
    """
    after = {one.setting.name for one in placed if one.setting.way and not one.setting.bare}
    at = {(one.setting.report_id, one.setting.begin): one.setting.name for one in placed}
    as_place = Counter(word for name in at.values() for word in set(name))
    printed = Counter(fold(word) for _, text in sorted(texts.items()) for word in WORD.findall(text))
    return [
        one for one in placed
        if one.setting.name in after
        and (
            one.level.sort.startswith(("floor", "road", "side "))
            or named.get(one.entity, {}).get("kind") == "place"
            or printed[one.setting.name[-1]] <= as_place[one.setting.name[-1]]
        )
    ]  # fmt: skip


def _same_thing(told: Told, other: Told, one: Placed, against: Placed) -> bool:
    """Whether what is told of two places is of one thing: it is known in one of them at least, and no other owner's."""
    if not (told.known or other.known) or (told.owner and other.owner and told.owner != other.owner):
        return False
    # Of a place it is said which clinic stands there: "the Vell clinic" is of no other sort than "the university clinic".
    bare = one.setting.bare or against.setting.bare
    if not bare and told.sort and other.sort and told.sort.isdisjoint(other.sort):
        return False
    return one.another == against.another and not lie_apart(one.days, against.days, 1)


def _apart(one: Placed, other: Placed, settings: DifferenceSettings) -> bool:
    """Whether two names of two reports are of two places, neither in the other, as far as is known."""
    a, b = one.setting, other.setting
    if a.report_id == b.report_id or a.name == b.name:
        return False
    first, second = one.surface.lower(), other.surface.lower()
    if first in second or second in first:
        return False
    if one.level.sort.startswith("side "):
        return one.level == other.level and abs((SIDES[a.name[0]] - SIDES[b.name[0]] + 180) % 360 - 180) >= OTHER_SIDE
    if one.level.sort != "floor" and are_spelt_alike(first, second):
        return False
    if "near" in {a.way, b.way}:
        return far_apart(one.level, other.level, 2 * settings.apart_km)
    return on_one_level(one.level, other.level, settings.apart_km)
