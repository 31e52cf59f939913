"""The outlets of a case: from whom they have text, and what they habitually write where their sources have other words."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from stemma.outlets import LEAST_STORIES, Habit, Outlet, Step
from stemma.page.data import Row, StoryRows
from stemma.page.phrase import Mark, Piece, in_context, of, plain
from stemma.page.tree import ordered_steps
from stemma.query import report_labels

MOST_PLACES = 12  # of a habit that are shown with their words
OPEN = 30  # outlets shown at once


class Seen(NamedTuple):
    """A place where a habit shows: the report's words, the other words in the report that has them, and the story."""

    label: str
    pieces: tuple[Piece, ...]
    other: str
    other_pieces: tuple[Piece, ...]
    story: str
    number: int


class Told(NamedTuple):
    """A habit in words: what the outlet does, how often, how surely; the places, and how many are not listed."""

    outlet: str
    kind: str
    writes: str
    instead_of: str
    often: str
    surely: str
    places: tuple[Seen, ...]
    more: int


class Line(NamedTuple):
    """An outlet in the list: ``parents`` as (name, how many reports, the numbers of the steps), ``open_steps`` likewise."""

    name: str
    reports: int
    stories: int
    copies: int
    open: int
    parents: tuple[tuple[str, int, tuple[str, ...]], ...]
    open_steps: tuple[str, ...]
    credited: tuple[tuple[str, int], ...]


class Outlets(NamedTuple):
    """The outlets, their habits, and what was seen too seldom, or of others too, to be called one."""

    rows: tuple[Line, ...]
    habits: tuple[Told, ...]
    seen: tuple[Told, ...]


def build(outlets: Sequence[Outlet], stories: Sequence[StoryRows], reports: Mapping[str, Row]) -> Outlets:
    """The section on outlets, with ``reports``, the rows of the case by id."""
    numbers = {story.id: story.number for story in stories}
    steps = {
        Step(story.id, row["parent"], row["child"]): f"{story.number}.{place}"
        for story in stories
        for place, row in enumerate(ordered_steps(story), start=1)
    }
    named = {
        one for outlet in outlets for habit in outlet.habits for place in habit.places for one in (place.report_id, place.given_by)
    }  # fmt: skip
    labels = report_labels([reports[one] for one in sorted(named) if one in reports])
    habits: list[Told] = []
    seen: list[Told] = []
    for outlet in outlets:
        for habit in outlet.habits:
            told = Told(
                plain(outlet.name),
                habit.kind,
                plain(habit.writes),
                plain(habit.instead_of),
                how_often(habit),
                how_surely(habit),
                tuple(places(habit, reports, labels, numbers))[:MOST_PLACES],
                max(0, len(habit.places) - MOST_PLACES),
            )
            (habits if habit.shown else seen).append(told)
    return Outlets(tuple(line_of(outlet, steps) for outlet in outlets), tuple(habits), tuple(seen))


def line_of(outlet: Outlet, steps: Mapping[Step, str]) -> Line:
    """An outlet as the list shows it."""

    def numbers(found: Sequence[Step]) -> tuple[str, ...]:
        known = {steps[one] for one in found if one in steps}
        return tuple(sorted(known, key=lambda number: tuple(map(int, number.split(".")))))

    return Line(
        plain(outlet.name),
        outlet.reports,
        outlet.stories,
        outlet.copies,
        outlet.open,
        tuple((plain(name), count, numbers(outlet.steps.get(name, ()))) for name, count in outlet.parents),
        numbers(outlet.open_steps),
        tuple((plain(name), count) for name, count in outlet.credited),
    )


def how_often(habit: Habit) -> str:
    """In how many of its chances an outlet writes it, and in how many of theirs the others do."""
    said = f"in {habit.times} of {of(habit.chances, 'report')} that had the choice, in {of(habit.stories, 'story')}"
    if not habit.other_chances:
        return f"{said}; no other outlet had it"
    return f"{said}; the other outlets in {habit.others} of {habit.other_chances}"


def how_surely(habit: Habit) -> str:
    """What that shows, for somebody who reads no intervals."""
    if habit.stories < LEAST_STORIES:
        return "in too few stories to say anything by it"
    if habit.low <= 1 <= habit.high:
        return "that it does so more than the other outlets is not sure"
    if habit.high < 1:
        return "the other outlets do so more"
    return f"with 95% certainty between {figure(habit.low)} and {figure(habit.high)} times likelier than in the other outlets"


def figure(value: float) -> str:
    """A ratio without needless digits."""
    return f"{value:.1f}" if value < 10 else f"{value:.0f}" if value < 1000 else "1000 or more"


def places(
    habit: Habit, reports: Mapping[str, Row], labels: Mapping[str, str], numbers: Mapping[str, int]
) -> list[Seen]:
    """Where a habit shows, by story and report."""
    made = []
    for place in sorted(habit.places, key=lambda p: (numbers.get(p.story_id, 0), p.report_id, p.begin)):
        if place.report_id not in reports or place.given_by not in reports:
            continue
        own, other = reports[place.report_id]["text"] or "", reports[place.given_by]["text"] or ""
        role = f"v v-{place.kind}"
        number = numbers.get(place.story_id, 0)
        made.append(
            Seen(
                plain(labels[place.report_id]),
                tuple(in_context(own, [Mark(place.begin, place.end, role)])),
                plain(labels[place.given_by]),
                tuple(in_context(other, [Mark(place.given_begin, place.given_end, role)])),
                f"s{number}" if number else "",
                number,
            )
        )
    return made
