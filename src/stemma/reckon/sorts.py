"""What sort of thing a noun counts: homes with houses and families, marchers with people, but teachers apart from nurses.

The kinds stand in ``kinds.txt``.
"""

from importlib import resources
from typing import NamedTuple

from stemma.reckon.lexicon import stem


class Sort(NamedTuple):
    """A kind of things that are counted, and of its nouns those that name the same: 0 for those that name any of it."""

    kind: str
    group: int


def _read_sorts() -> dict[str, Sort]:
    found: dict[str, Sort] = {}
    for line in (resources.files("stemma.reckon") / "kinds.txt").read_text("utf-8").splitlines():
        if line.startswith("#"):
            continue
        groups = [group.split() for group in line.split("|")]
        for number, words in enumerate(groups):
            for word in words:
                for form in (word, f"{word}s", f"{word}es"):
                    found.setdefault(stem(form), Sort(groups[0][0], number))
    return found


def _stems(words: str) -> frozenset[str]:
    return frozenset(map(stem, words.split()))


_SORTS = _read_sorts()
# The kinds that are persons.
PERSONS = frozenset(
    ("people", "pupil", "inhabitant", "passenger", "sailor", "officer", "soldier", "firefighter", "runner")
)
KINDS = frozenset(sort.kind for sort in _SORTS.values())
_MALE = _stems("man boy father husband son brother grandfather uncle nephew widower policeman fisherman waiter")
_FEMALE = _stems("woman girl mother wife daughter sister grandmother aunt niece widow actress waitress stewardess")
# What anybody may be called, whatever else he is.
_ANYBODY = _MALE | _FEMALE | _stems(
    "person victim suspect defendant resident pensioner teenager child youth survivor patient native local"
)  # fmt: skip


def sort_of(noun: str) -> Sort | None:
    """The sort that a noun, given as its stem, counts; None for one that goes by itself."""
    return _SORTS.get(noun)


def may_be_one(one: str, other: str) -> bool:
    """Whether two nouns, given as stems, may count the same: unless they name two groups of one kind, or two kinds."""
    a, b = _SORTS.get(one), _SORTS.get(other)
    if one == other:
        return True
    return a is not None and b is not None and a.kind == b.kind and (a.group == b.group or 0 in {a.group, b.group})


def may_be_one_person(one: str, other: str) -> bool:
    """Whether two nouns, given as stems, may name one person: a man may be a driver, but no woman and no other driver's clerk."""
    if one == other:
        return True
    if (one in _MALE and other in _FEMALE) or (one in _FEMALE and other in _MALE):
        return False
    return one in _ANYBODY or other in _ANYBODY or may_be_one(one, other)
