"""Which figures of several reports mean the same thing: gathered into slots, rather apart than wrongly together."""

from collections.abc import Sequence
from itertools import combinations

from stemma.reckon.figure import TOLLS, Figure
from stemma.reckon.join import Likeness, compare
from stemma.reckon.lexicon import CONTENT, stem
from stemma.reckon.quantity import agree
from stemma.settings import DifferenceSettings

# Units that say of what a number is told: the weight of that animal, the distance from that town.
_SAYS_OF_WHAT = (
    "age of ",
    "weight of ",
    "distance of ",
    "distance from ",
    "people of ",
    "distance by ",
    "prison term",
    "speed",
)
_BEFALLEN = frozenset(
    stem(word) for word in
    ["killed", "dead", "deaths", "injured", "wounded", "missing", "arrested", "people", "person", "man", "woman", "toll", "casualties"]
)  # fmt: skip


def same_slot(a: Figure, b: Figure, settings: DifferenceSettings) -> bool:
    """Whether two figures mean the same thing: of one unit, of one time, and in sentences alike, as far as the unit does not
    say by itself of what the number is told.
    """
    one, other = a.reading, b.reading
    if one.unit != other.unit or one.part or other.part or one.moving or other.moving or a.days != b.days:
        return False
    if one.unit.startswith("age:"):
        return True
    if one.unit in TOLLS or one.unit == "magnitude":
        if a.leads and b.leads and not (a.tops and b.tops):
            return False
        # Two sentences that count as many dead, and differ on the injured, count the same people.
        same_beside = {t for t in a.tolls if t[0] != one.unit} & {t for t in b.tolls if t[0] != one.unit}
        if a.leads and b.leads and (same_beside or _tells_the_same(a, b)):
            return bool(same_beside) or compare(a.context, b.context).score >= settings.lead_context
        if same_beside:
            return compare(a.context, b.context).score >= settings.lead_context
    if not (a.alone and b.alone and a.only and b.only and one.verb == other.verb and _near(a, b, settings)):
        return False
    if one.said_of and other.said_of and one.said_of != other.said_of:
        return False
    likeness = compare(a.context, b.context)
    return not likeness.apart and _alike(likeness, settings)


def _alike(likeness: Likeness, settings: DifferenceSettings) -> bool:
    return likeness.score >= settings.context and likeness.shared >= settings.context_weight


def _near(a: Figure, b: Figure, settings: DifferenceSettings) -> bool:
    """Whether the larger of two values is no more than so many times the smaller: what lies further apart is seldom one thing."""
    low, high = sorted((a.reading.quantity.value, b.reading.quantity.value))
    return high <= low * settings.near_values


def _tells_the_same(a: Figure, b: Figure) -> bool:
    """Whether two sentences share a word that says more than what befell people: it is what a story is about."""
    told = _BEFALLEN | {stem("say"), a.reading.unit.rpartition(" of ")[2]}
    besides = {t for t, w in zip(a.context.term, a.context.weight, strict=True) if w == CONTENT and t not in told}
    return bool(besides & set(b.context.term))


def find_slots(figures: Sequence[Figure], settings: DifferenceSettings) -> list[list[Figure]]:
    """Figures gathered into slots, in order. Each is alike to all others of its slot; where the unit says of what the
    number is told, to one of them.
    """
    slots: list[list[Figure]] = []
    by_unit: dict[str, list[list[Figure]]] = {}
    telling: dict[str, list[Figure]] = {}
    for figure in sorted(figures, key=lambda f: (f.report_id, f.begin)):
        unit = figure.reading.unit
        if says_of_what(figure):
            telling.setdefault(unit, []).append(figure)
            continue
        for slot in by_unit.setdefault(unit, []):
            if all(same_slot(figure, other, settings) for other in _distinct(slot)):
                slot.append(figure)
                break
        else:
            slot = [figure]
            by_unit[unit].append(slot)
            slots.append(slot)
    return slots + [slot for unit in sorted(telling) for slot in _chained(telling[unit], settings)]


def says_of_what(figure: Figure) -> bool:
    """Whether the unit of a figure says by itself of what the number is told."""
    return figure.reading.unit.startswith(_SAYS_OF_WHAT) and not figure.reading.part and not figure.reading.moving


def _chained(figures: Sequence[Figure], settings: DifferenceSettings) -> list[list[Figure]]:
    """The slots of figures of one telling unit: what hangs together by sentences that tell the same, without the reports
    that have two values, and only where all values lie near each other.
    """
    slots: list[list[Figure]] = []
    for figure in figures:
        near = [slot for slot in slots if any(_hangs_together(figure, other, settings) for other in _distinct(slot))]
        slots = [slot for slot in slots if slot not in near] + [[*(f for slot in near for f in slot), figure]]
    found = []
    for slot in slots:
        kept = _of_one_mind(sorted(slot, key=lambda f: (f.report_id, f.begin)))
        values = [f.reading.quantity.value for f in kept]
        if kept and max(values) <= min(values) * settings.near_values:
            found.append(kept)
    return found


def _hangs_together(a: Figure, b: Figure, settings: DifferenceSettings) -> bool:
    if a.days != b.days:
        return False
    if a.reading.unit.startswith(("distance by ", "count of ")) and not (a.leads and b.leads):
        return False
    return _tells_the_same(a, b) and compare(a.context, b.context).score >= settings.told_context


def _distinct(slot: Sequence[Figure]) -> list[Figure]:
    """One figure for each distinct sentence of a slot."""
    return list({figure.context.term: figure for figure in slot}.values())


def _of_one_mind(slot: Sequence[Figure]) -> list[Figure]:
    """A slot without the reports that have two values in it: they speak of two things, or tell of the disagreement."""
    torn = {
        a.report_id for a, b in combinations(slot, 2)
        if a.report_id == b.report_id and not agree(a.reading.quantity, b.reading.quantity)
    }  # fmt: skip
    return [figure for figure in slot if figure.report_id not in torn]
