"""What each outlet of a story calls the same thing."""

import re
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from stemma.page.data import Row, StoryRows
from stemma.page.phrase import Mark, Piece, in_context, plain
from stemma.words import fold

MOST_OUTLETS = 6  # columns of the table; with more outlets, names are listed with who uses them
WHY: Mapping[str, str] = {
    "correction": "set by hand",
    "table": "in the list of countries, groups and bodies that comes with Stemma",
    "gazetteer": "in the list of places that comes with Stemma",
    "apposition": "a report sets it beside the other name",
    "collation": "copies of one text have it at the same place",
    "office": "the office that a report gives with the name",
    "short form": "a shorter form, in a report that has the longer one",
    "forces": "the forces of one state, whatever they are called",
    "spelling": "the same name, or nearly the same letters",
    "description": "it stands for it there",
}


OPEN = 14  # rows shown at once
MOST_PLACES = 12  # of a thing's names that are shown with the words around them
AROUND = 50  # code points of those on either side
RANK = {evidence: place for place, evidence in enumerate(WHY)}


class Named(NamedTuple):
    """One thing: its name and kind, and for each outlet (or name) what stands in the cell: (words, count).

    ``why`` says for its names why they are held for the same thing: (names, reason). ``described`` are words that stand
    for it without naming it: (words, how often in which outlet); ``places``: where a report first has each name.
    """

    name: str
    kind: str
    cells: tuple[tuple[tuple[str, int], ...], ...]
    why: tuple[tuple[tuple[str, ...], str], ...]
    described: tuple[tuple[str, tuple[tuple[str, int], ...]], ...]
    places: tuple[tuple[str, tuple[Piece, ...]], ...]


class Names(NamedTuple):
    """The table. ``by_outlet``: the columns are outlets; else each row's cells are names, with the outlets that use them.

    ``more`` are rows beyond those shown at once; ``shortened`` the things whose names are all parts of one: no more than shorter forms of it.
    """

    outlets: tuple[str, ...]
    by_outlet: bool
    rows: tuple[Named, ...]
    more: tuple[Named, ...]
    shortened: tuple[Named, ...]


def build(story: StoryRows) -> Names:
    """The things that the story's reports call by more than one name."""
    counts: dict[str, dict[str, dict[str, int]]] = {}
    described: dict[str, dict[str, dict[str, int]]] = {}
    first: dict[str, dict[tuple[str, str], Row]] = {}
    for mention in sorted(story.tables["mentions"], key=lambda m: (story.order(m["report_id"]), m["begin"], m["end"])):
        # A pronoun calls nothing anything; a case made before mentions had forms has names alone.
        form = mention.get("form") or "name"
        if mention["entity_id"] not in story.entities or form == "pronoun":
            continue
        report = mention["report_id"]
        outlet = plain(story.reports[report]["outlet"]) or plain(story.label(report))
        # Two outlets' typesetting makes no two names.
        words = plain(story.text(report)[mention["begin"] : mention["end"]]).replace("’", "'")
        if words:
            into = counts if form == "name" else described
            if form == "name":
                first.setdefault(mention["entity_id"], {}).setdefault((outlet, bare(words)), mention)
            names = into.setdefault(mention["entity_id"], {}).setdefault(outlet, {})
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
            Named(
                plain(story.entities[key]["name"]),
                plain(story.entities[key]["kind"]),
                cells,
                why_joined(story, key, every),
                tuple((cell[0][0], cell[1:]) for cell in name_cells(described.get(key, {}))),
                tuple(places(story, list(first[key].values())[:MOST_PLACES])),
            )
        )
    return Names(tuple(outlets), by_outlet, tuple(rows[:OPEN]), tuple(rows[OPEN:]), tuple(shortened))


def places(story: StoryRows, mentions: Sequence[Row]) -> list[tuple[str, tuple[Piece, ...]]]:
    """Mentions in their context, each with the report that has it."""
    return [
        (
            plain(story.label(m["report_id"])),
            tuple(in_context(story.text(m["report_id"]), [Mark(m["begin"], m["end"], "v v-name")], AROUND)),
        )
        for m in mentions
    ]


def why_joined(story: StoryRows, entity: str, names: set[str]) -> tuple[tuple[tuple[str, ...], str], ...]:
    """Why the names of a thing are held for the same: the names that share a reason together, the surest reason first."""
    known: dict[str, str] = {}
    for row in story.names.get(entity, ()):
        name, evidence = bare(plain(row["name"])), row["evidence"]
        if evidence in WHY and (name not in known or RANK[evidence] < RANK[known[name]]):
            known[name] = evidence
    shown: dict[str, str] = {}
    for name in sorted(names, key=lambda one: (one.isupper(), one)):
        shown.setdefault(bare(name), name)
    grouped: dict[str, list[str]] = {}
    for key, name in shown.items():
        if key in known:
            grouped.setdefault(known[key], []).append(name)
    return tuple(
        (tuple(sorted(grouped[evidence])), WHY[evidence]) for evidence in sorted(grouped, key=RANK.__getitem__)
    )


def bare(name: str) -> str:
    """A name without article, possessive, case and marks: what is left must differ for two names to be two."""
    words = [fold(word).removesuffix("'s").strip("'") for word in name.replace("-", " ").split()]
    return " ".join(word for word in words if word != "the")


PEOPLE = re.compile(r"(?:n|an|ian|i|ish|ese)?s?")  # what English adds to the name of a country for its people


def stems(names: Collection[str]) -> dict[str, str]:
    """For each name of one word the shortest of the others from which it is made as the name of a people is."""
    known = sorted({bare(name) for name in names}, key=lambda name: (len(name), name))
    made: dict[str, str] = {}
    for name in known:
        made[name] = next(
            (
                made[other]
                for other in known
                if other in made
                and len(other) > 3
                and (head := other.rstrip("aey"))
                and name.startswith(head)
                and " " not in name
                and PEOPLE.fullmatch(name[len(head) :].removeprefix(other[len(head) :]))
            ),
            name,
        )
    return made


def only_shorter(names: set[str]) -> bool:
    """Whether every name is made of words of the longest, the name of a people standing for that of its country."""
    made = stems(names)
    words = [frozenset(made.get(word, word) for word in bare(name).split()) for name in names]
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
