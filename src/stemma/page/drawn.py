"""What a story draws in a notebook: three pictures and two pieces of the page."""

from stemma.page import claims, collation, timeline, tree
from stemma.page import map as maps
from stemma.page.data import story_rows
from stemma.page.render import fragment
from stemma.query import Story


def draw_stemma(story: Story) -> str:
    """Who copied whom, as SVG. A text without text where no copying was found."""
    return str(tree.draw_tree(story_rows(story)))


def draw_timeline(story: Story) -> str:
    """The days that the reports tell of beside those on which they appeared, as SVG."""
    rows = story_rows(story)
    return str(timeline.draw_days(rows, timeline.build(rows)))


def draw_map(story: Story) -> str:
    """The places that the reports name, as SVG; empty where none has coordinates."""
    rows = story_rows(story)
    return str(maps.draw_places(rows, maps.places(rows)))


def draw_collation(story: Story) -> str:
    """The witnesses side by side, as HTML."""
    rows = story_rows(story)
    return fragment("collation", rows, made=collation.build(rows))


def draw_claims(story: Story) -> str:
    """Who said what, as HTML."""
    rows = story_rows(story)
    return fragment("claims", rows, made=claims.build(rows))
