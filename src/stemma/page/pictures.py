"""Captions that several reports of a story print: told beside the family tree, as they say nothing of who copied whom."""

from typing import NamedTuple

from stemma.page.data import Row, StoryRows
from stemma.page.phrase import plain


class Picture(NamedTuple):
    """Captions from one source: the reports that print them, whom they name, their words, each with the report that has it."""

    reports: tuple[str, ...]
    agency: str
    words: tuple[tuple[str, str], ...]


def pictures(story: StoryRows) -> list[Picture]:
    """The captions that reports of the story share and that nothing else accounts for, those of most reports first."""
    children: dict[str, set[str]] = {}
    for row in story.tables["captions"]:
        children.setdefault(row["parent"], set()).add(row["child"])
    held: dict[str, list[Row]] = {}
    for row in story.tables["lost_texts"]:
        held.setdefault(row["witness_id"], []).append(row)
    made = []
    for witness in sorted(children, key=lambda one: (-len(children[one]), one)):
        pieces = sorted(held.get(witness, ()), key=lambda row: row["position"])
        made.append(
            Picture(
                tuple(plain(story.label(one)) for one in sorted(children[witness], key=story.order)),
                plain((story.heads.get(witness) or {}).get("agency")),
                tuple(
                    (
                        plain(story.label(row["report_id"])),
                        plain(story.text(row["report_id"])[row["begin"] : row["end"]]),
                    )
                    for row in pieces
                ),
            )
        )
    return made
