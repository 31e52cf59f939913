"""Where one thing was, by phrases of several reports that can't both be right: whether two phrases are of one thing is weighed,
by the network that reads both sentences with the phrases masked (``same_thing.py``) and by signs that stand around them.

The network knows numbers and times; of places it says less, so what it says is one sign of several, with weights of their own
(``DifferenceSettings.same_place``, fitted by ``training/places_of_one.py``).
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import combinations, zip_longest
from math import exp, fsum, log
from typing import Any, NamedTuple

from stemma.model import Report
from stemma.reckon.days import Days, days_within, lie_apart
from stemma.reckon.level import are_spelt_alike, level_of, on_one_level
from stemma.reckon.lexicon import stem
from stemma.reckon.same_thing import has_network, read_pairs
from stemma.reckon.stand import SIZES, Stand
from stemma.reckon.units import Mentions
from stemma.settings import DifferenceSettings
from stemma.words import WORD, fold

SIGNS = (
    "sentence", "way", "both named", "one named", "sizes", "place", "printed there", "prints", "unknown", "names", "shared names",
    "verb", "another", "pairs",
)  # fmt: skip
MOST_COMPARED = 400  # phrases of a story that are held against each other, the first of each report
FEW = 40  # pairs of a story: of short piles of real reports four places in five that were told by the signs alone were wrong
_MOST_ODDS = 4.5  # that the network ever says
# Words with a capital within a sentence.
_RAISED = re.compile(r"(?<=[\w,;:’'] )[A-Z][\w’'-]+")
LONG = 30  # days between two events, not one whose day is disputed
_TOWNS = frozenset((-1, 4))  # sizes of towns, and of what is no more than named
_SMALL = frozenset((1, 2, 3))  # sizes of what is no town
_PLAIN = {"in": "in", "near": "in", "from": "from", "to": "to"}
_ENDS_OUT = frozenset(("person", "organisation"))


class Weighed(NamedTuple):
    """Two phrases that may be of one thing, and their signs in the order of ``SIGNS``."""

    one: Stand
    other: Stand
    signs: tuple[float, ...]


def stands_apart(
    story_id: str,
    stands: Sequence[Stand],
    mentions: Mentions,
    named: Mapping[str, Mapping[str, Any]],
    times: Mapping[str, Sequence[Mapping[str, Any]]],
    reports: Mapping[str, Report],
    settings: DifferenceSettings,
) -> Iterable[dict[str, Any]]:
    """A difference for each thing that reports of a story put at two places, neither in the other as far as is known; nothing
    where there is no network.
    """
    if not has_network() or len({stand.report_id for stand in stands}) < 2:
        return
    constant, *weights, network = settings.same_place
    told = [
        (constant + sum(weight * sign for weight, sign in zip(weights, pair.signs, strict=True)), pair)
        for pair in weigh_pairs(stands, mentions, named, times, reports, settings)
    ]
    # What the network can't bring up to what is told it is not asked.
    told = [(odds, pair) for odds, pair in told if odds + network * _MOST_ODDS >= settings.same_place_least]
    read = read_pairs([(pair.one.masked, pair.other.masked) for _, pair in told])
    weighed = [
        (round(odds + network * says, 6), pair)
        for (odds, pair), says in zip(told, read, strict=True)
        if says >= settings.same_place_read
    ]
    sides: dict[frozenset[frozenset[str]], dict[tuple[str, int], Stand]] = {}
    surety: dict[frozenset[frozenset[str]], float] = {}
    for odds, pair in _of_two([(o, p) for o, p in _likeliest(weighed) if o >= settings.same_place_least]):
        names = frozenset(_called(stand) for stand in (pair.one, pair.other))
        sides.setdefault(names, {}).update({(s.report_id, s.begin): s for s in (pair.one, pair.other)})
        surety[names] = max(surety.get(names, odds), odds)
    for names, found in sorted(sides.items(), key=lambda item: sorted(item[1])):
        yield {
            "story_id": story_id, "kind": "place", "subject": "place",
            "sides": [
                {"value": reports[s.report_id].text[s.begin : s.end], "report_id": s.report_id, "begin": s.begin, "end": s.end}
                for _, s in sorted(found.items())
            ],
            "confidence": round(1 / (1 + exp(-surety[names])), 3),
        }  # fmt: skip


def _likeliest(weighed: Sequence[tuple[float, Weighed]]) -> list[tuple[float, Weighed]]:
    """The pairs of which each phrase is likelier of one thing with the other than with any phrase of the other's report."""
    best: dict[tuple[str, int, str], float] = {}
    for odds, pair in weighed:
        for one, other in ((pair.one, pair.other), (pair.other, pair.one)):
            key = one.report_id, one.begin, other.report_id
            best[key] = max(best.get(key, odds), odds)
    return [
        (odds, pair) for odds, pair in weighed
        if odds >= best[pair.one.report_id, pair.one.begin, pair.other.report_id]
        and odds >= best[pair.other.report_id, pair.other.begin, pair.one.report_id]
    ]  # fmt: skip


def _called(stand: Stand) -> frozenset[str]:
    """What tells two phrases apart at first sight: their names, else their words."""
    return stand.names or stand.words


def _of_two(weighed: Sequence[tuple[float, Weighed]]) -> list[tuple[float, Weighed]]:
    """The pairs of which neither place is told against a third: what is at many places is more than one thing."""
    against: dict[frozenset[str], set[frozenset[str]]] = {}
    for _, pair in weighed:
        one, other = _called(pair.one), _called(pair.other)
        against.setdefault(one, set()).add(other)
        against.setdefault(other, set()).add(one)
    return [
        (odds, pair)
        for odds, pair in weighed
        if len(against[_called(pair.one)]) == 1 and len(against[_called(pair.other)]) == 1
    ]


def weigh_pairs(
    stands: Sequence[Stand],
    mentions: Mentions,
    named: Mapping[str, Mapping[str, Any]],
    times: Mapping[str, Sequence[Mapping[str, Any]]],
    reports: Mapping[str, Report],
    settings: DifferenceSettings,
) -> list[Weighed]:
    """The phrases of each two reports that can't both be right of one thing, with their signs, in order."""
    texts = {report_id: reports[report_id].text for report_id in sorted({s.report_id for s in stands})}
    words_of = {report_id: WORD.findall(text) for report_id, text in texts.items()}
    printed = {i: Counter(fold(word) for word in words if word[:1].isupper()) for i, words in words_of.items()}
    stems = {report_id: frozenset(map(stem, words)) for report_id, words in words_of.items()}
    total: Counter[str] = Counter()
    for words in printed.values():
        total.update(words)
    kept = _first_of_each([s for s in stands if s.words])
    as_place = Counter(name for s in stands for name in s.names)
    kept = [s for s in kept if (s.size >= 0 and s.label != "PERSON") or _is_place(s, mentions, named, total, as_place)]
    days = {(s.report_id, s.begin): _days_of(s, times.get(s.report_id, ())) for s in kept}
    named_at: dict[tuple[str, str], set[frozenset[str]]] = {}
    for stand in kept:
        if stand.bearer:
            named_at.setdefault((stand.report_id, stand.bearer), set()).add(_called(stand))
    kept = [stand for stand in kept if not stand.denied]
    rarity = _weigh_rarity(kept)
    several = frozenset(key for key, names in named_at.items() if len(names) > 1)
    together: dict[frozenset[frozenset[str]], bool] = {}
    found = []
    for one, other in combinations(kept, 2):
        if one.report_id == other.report_id or _overlap(one, other) or {one.way, other.way} == {"from", "to"}:
            continue
        if _prints(printed[one.report_id], other) or _prints(printed[other.report_id], one):
            continue
        if not _may_be_apart(one, other, settings.apart_km) or _of_two_things(one, other, several):
            continue
        if lie_apart(days[one.report_id, one.begin], days[other.report_id, other.begin], LONG):
            continue
        names = frozenset((one.names, other.names))
        if names not in together:
            together[names] = bool(one.names and other.names) and any(
                _prints(words, one) and _prints(words, other) for words in printed.values()
            )
        if not together[names]:
            found.append(Weighed(one, other, _signs(one, other, rarity.__getitem__, texts, stems, total)))
    # The more pairs a story has, the fewer of them are of one thing; a few say nothing of that.
    pairs = log(max(len(found), FEW))
    return [pair._replace(signs=(*pair.signs, pairs)) for pair in found]


def _of_two_things(one: Stand, other: Stand, several: frozenset[tuple[str, str]]) -> bool:
    """Whether two phrases are of two things of a kind: his and hers, two that are brought in or of other sorts, or those of which
    a report tells at several places; and whether the one says only what it is near.
    """
    if one.owner and other.owner and one.owner != other.owner:
        return True
    if one.way != other.way and any(stand.way == "near" and stand.size in _TOWNS for stand in (one, other)):
        return True
    if not one.bearer or not other.bearer:
        return False
    if one.bearer != other.bearer:
        # "The council at Vell has met", "the mill at Oskarth burned".
        return one.leads and other.leads and one.verb != other.verb
    return (
        not (one.kept or other.kept)
        or bool(one.sort and other.sort and one.sort.isdisjoint(other.sort))
        or (one.report_id, one.bearer) in several
        or (other.report_id, other.bearer) in several
    )


def _days_of(stand: Stand, times: Sequence[Mapping[str, Any]]) -> Days:
    """The days that a phrase's sentence names."""
    begin = stand.begin - stand.masked.begin
    return days_within(begin, begin + len(stand.masked.sentence), times)


def _overlap(one: Stand, other: Stand) -> bool:
    """Whether two phrases may be of one place by their names, or where one of them has none by their words."""
    if one.names and other.names:
        # "The bridge of Vell" may be the Long Bridge, and "the mill in Vell" that on Cooper Hill.
        may_be = one.head == other.head and _of_a_kind(one) != _of_a_kind(other)
        return may_be or not one.names.isdisjoint(other.names)
    return not one.words.isdisjoint(other.words)


def _of_a_kind(stand: Stand) -> bool:
    """Whether a name says of what kind its place is: "Cooper Hill", "the Long Bridge"."""
    return any(stem(name) in SIZES for name in stand.surface)


def _prints(words: Mapping[str, int], stand: Stand) -> bool:
    """Whether a report has a name of a phrase, of whatever."""
    return any(name in words for name in stand.names)


def _first_of_each(stands: Sequence[Stand]) -> list[Stand]:
    """So many phrases, the first of each report, in order."""
    by_report: dict[str, list[Stand]] = {}
    for stand in stands:
        by_report.setdefault(stand.report_id, []).append(stand)
    in_turn = [stand for rank in zip_longest(*by_report.values()) for stand in rank if stand is not None]
    return sorted(in_turn[:MOST_COMPARED], key=lambda s: (s.report_id, s.begin))


def _is_place(
    stand: Stand,
    mentions: Mentions,
    named: Mapping[str, Mapping[str, Any]],
    total: Mapping[str, int],
    as_place: Mapping[str, int],
) -> bool:
    """Whether a name is a place's: an entity that is one, or none that is a person's or an organisation's, or one that stands
    nowhere but in such phrases.
    """
    begins, ends, entities = mentions.get(stand.report_id, ((), (), ()))
    at = range(max(0, bisect_right(begins, stand.begin) - 1), bisect_left(begins, stand.end))
    kinds = {named.get(entities[n], {}).get("kind") for n in at if ends[n] > stand.begin}
    if "place" in kinds:
        return True
    if not stand.surface or ("organisation" in kinds and not stand.done):
        return False
    if kinds.isdisjoint(_ENDS_OUT) and stand.label not in {"ORG", "PERSON"}:
        return True
    return total[fold(stand.surface[-1])] <= as_place[fold(stand.surface[-1])]


def _may_be_apart(one: Stand, other: Stand, apart_km: float) -> bool:
    """Whether neither of two places can lie in the other, as far as is known; what a table has holds whatever has no name."""
    first, second = " ".join(one.surface), " ".join(other.surface)
    if not first or not second:
        return not level_of(first or second).sort if first or second else abs(one.size - other.size) <= 1
    if are_spelt_alike(first, second):
        return False
    level, level_other = level_of(first), level_of(second)
    if {level.sort, level_other.sort} == {"road", ""}:
        # No road lies in a building, on a hill, at another crossing.
        return (one if not level.sort else other).size in _SMALL
    return on_one_level(level, level_other, apart_km)


def _weigh_rarity(stands: Sequence[Stand]) -> "_Rarity":
    """How much each word around the phrases says of one, 0 to 1: the less, the more of their sentences have it."""
    sentences = {(s.report_id, s.masked.sentence): s.company for s in stands}
    having = Counter(word for words in sentences.values() for word in words)
    total = len(sentences) + 1
    return _Rarity({word: max(0.0, log(total / (count + 0.5)) / log(total)) for word, count in having.items()})


class _Rarity(dict[str, float]):
    """By word; one that is in no other sentence says as much as any."""

    def __missing__(self, word: str) -> float:
        return 1.0


def _signs(
    one: Stand,
    other: Stand,
    rarity: Callable[[str], float],
    texts: Mapping[str, str],
    stems: Mapping[str, frozenset[str]],
    total: Mapping[str, int],
) -> tuple[float, ...]:
    """The signs of two phrases, in the order of ``SIGNS``."""
    weight = fsum(map(rarity, one.company)) + fsum(map(rarity, other.company))
    shared = 2 * fsum(map(rarity, one.company & other.company)) / max(weight, 1e-9)
    there = sum(
        not stand.names and stand.head in stems[against.report_id] for stand, against in ((one, other), (other, one))
    )
    names, others = _raised(one), _raised(other)
    course = abs(one.begin / len(texts[one.report_id]) - other.begin / len(texts[other.report_id]))
    most = max(total[fold(stand.surface[-1])] if stand.surface else 0 for stand in (one, other))
    return (
        shared, float(_PLAIN[one.way] == _PLAIN[other.way]), float(bool(one.names and other.names)), float(bool(one.names) != bool(other.names)),
        float(abs(one.size - other.size) if min(one.size, other.size) >= 0 else 0), 1 - course, float(there), log(1 + most),
        float((not one.known) + (not other.known)), float(bool(names and others)), float(bool(names & others)),
        float(one.verb in other.company or other.verb in one.company), float(one.another != other.another),
    )  # fmt: skip


def _raised(stand: Stand) -> set[str]:
    """The words with a capital within a phrase's sentence, outside it."""
    masked = stand.masked
    return {word.group() for word in _RAISED.finditer(masked.sentence) if not masked.begin <= word.start() < masked.end}
