"""The steps of copying by the numbers that the page and the command line show, to switch them off; and owners of outlets."""

from collections.abc import Sequence

from stemma.case import Case
from stemma.errors import UnknownName, UsageError
from stemma.page.data import story_rows
from stemma.page.tree import ordered_steps
from stemma.query import Story, find_story

Edge = tuple[str, str]
"""Parent and child, witness ids."""


def number_steps(story: Story) -> dict[Edge, str]:
    """The number of each step of a story, "2.3" for the third of story 2. A caption's are none."""
    rows = story_rows(story)
    return {
        (row["parent"], row["child"]): f"{story.number}.{place}"
        for place, row in enumerate(ordered_steps(rows), start=1)
    }


def find_steps(case: Case, names: Sequence[str]) -> list[Edge]:
    """The steps with these numbers. Raises UnknownName for one that is not there."""
    found: list[Edge] = []
    known: dict[str, dict[str, Edge]] = {}
    for name in names:
        story, _, place = name.partition(".")
        if not (story.isdigit() and place.isdigit()):
            raise UnknownName(
                f"{name!r} is no step: give the number before one in `stemma story CASE NO --tree`, as 1.3"
            )
        if story not in known:
            numbers = number_steps(find_story(case, story))
            known[story] = {number: edge for edge, number in numbers.items()}
        edge = known[story].get(f"{int(story)}.{int(place)}")
        if edge is None:
            many = len(known[story])
            raise UnknownName(
                f"there is no step {name}: story {story} has {f'steps {story}.1 to {story}.{many}' if many > 1 else 'one step' if many else 'none'}"
            )
        found.append(edge)
    return found


def read_owners(case: Case, given: Sequence[str]) -> dict[str, str]:
    """The owner of each outlet from texts as "OUTLET=OWNER".

    Raises UsageError for a text without both, UnknownName for an outlet that no report has.
    """
    outlets = set(case.table("reports").column("outlet").to_pylist()) - {None}
    owners = {}
    for text in given:
        outlet, _, owner = (part.strip() for part in text.rpartition("="))
        if not outlet or not owner:
            raise UsageError(f"{text!r} names no outlet and its owner: write OUTLET=OWNER")
        alike = [one for one in outlets if one.casefold() == outlet.casefold()]
        if len(alike) != 1:
            raise UnknownName(f"no report of the case is by the outlet {outlet!r}: `stemma outlets` lists them")
        owners[alike[0]] = owner
    return owners
