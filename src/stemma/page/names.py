"""What each outlet of a story calls the same thing."""

from collections.abc import Mapping
from typing import NamedTuple

from stemma.page.data import StoryRows
from stemma.page.phrase import plain
from stemma.words import fold

MOST_OUTLETS = 6  # columns of the table; with more outlets, names are listed with who uses them
OPEN = 14  # rows shown at once


class Named(NamedTuple):
    """One thing: its name and kind, and for each outlet (or name) what stands in the cell: (words, count)."""

    name: str
    kind: str
    cells: tuple[tuple[tuple[str, int], ...], ...]


class Names(NamedTuple):
    """The table. ``by_outlet``: the columns are outlets; else each row's cells are names, with the outlets that use them.

    ``shortened`` are the things whose names are all parts of one: no more than shorter forms of it.
    """

    outlets: tuple[str, ...]
    by_outlet: bool
    rows: tuple[Named, ...]
    shortened: tuple[Named, ...]


def build(story: StoryRows) -> Names:
    """The things that the story's reports call by more than one name."""
    counts: dict[str, dict[str, dict[str, int]]] = {}
    for mention in story.tables["mentions"]:
        if mention["entity_id"] not in story.entities or mention.get("form") not in (None, "name"):
            continue
        report = mention["report_id"]
        outlet = plain(story.reports[report]["outlet"]) or plain(story.label(report))
        words = plain(story.text(report)[mention["begin"] : mention["end"]])
        if words:
            names = counts.setdefault(mention["entity_id"], {}).setdefault(outlet, {})
            names[words] = names.get(words, 0) + 1
    several = {
        key: found
        for key, found in counts.items()
        if len({bare(name) for names in found.values() for name in names}) > 1
    }
    outlets = sorted({outlet for found in several.values() for outlet in found})
    ranked = sorted(
        several, key=lambda key: (-len(several[key]), -total(several[key]), plain(story.entities[key]["name"]), key)
    )
    by_outlet = len(outlets) <= MOST_OUTLETS
    rows: list[Named] = []
    shortened: list[Named] = []
    for key in ranked:
        found = several[key]
        cells = tuple(ranked_counts(found.get(outlet, {})) for outlet in outlets) if by_outlet else name_cells(found)
        every = {name for names in found.values() for name in names}
        (shortened if only_shorter(every) else rows).append(
            Named(plain(story.entities[key]["name"]), plain(story.entities[key]["kind"]), cells)
        )
    return Names(tuple(outlets), by_outlet, tuple(rows), tuple(shortened))


def bare(name: str) -> str:
    """A name without article, possessive, case and marks: what is left must differ for two names to be two."""
    words = [fold(word).removesuffix("'s").strip("'") for word in name.replace("-", " ").split()]
    return " ".join(word for word in words if word != "the")


def only_shorter(names: set[str]) -> bool:
    """Whether every name is made of words of the longest."""
    words = [frozenset(bare(name).split()) for name in names]
    longest = max(words, key=len)
    return all(some <= longest for some in words)


def total(found: Mapping[str, Mapping[str, int]]) -> int:
    """How often a thing is named in all."""
    return sum(count for names in found.values() for count in names.values())


def ranked_counts(names: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    """Names with their counts, the commonest first."""
    return tuple(sorted(names.items(), key=lambda item: (-item[1], item[0])))


def name_cells(found: Mapping[str, Mapping[str, int]]) -> tuple[tuple[tuple[str, int], ...], ...]:
    """A cell for each name: the name itself with its count in all, then the outlets that use it."""
    names: dict[str, dict[str, int]] = {}
    for outlet, counts in found.items():
        for name, count in counts.items():
            names.setdefault(name, {})[outlet] = count
    ranked = sorted(names, key=lambda name: (-sum(names[name].values()), name))
    return tuple(((name, sum(names[name].values())), *ranked_counts(names[name])) for name in ranked)
