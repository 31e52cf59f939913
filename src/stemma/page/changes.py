"""What changed from report to report as time passed: told apart from what they disagree on."""

from typing import NamedTuple

from stemma.page.data import StoryRows
from stemma.page.phrase import Mark, Piece, begin_upper, in_context, plain

AROUND = 90  # code points of a passage shown on either side of a value


class Stage(NamedTuple):
    """A value that a thing had: who prints it, from which day on, and the words around it."""

    value: str
    who: tuple[str, ...]
    pieces: tuple[Piece, ...]


class Change(NamedTuple):
    """A thing that changed; its values in order of the days on which they were printed first."""

    subject: str
    stages: tuple[Stage, ...]


def build(story: StoryRows) -> list[Change]:
    """The changes of a story, by what changed."""
    made = []
    # A case made before there was such a table has none.
    for row in sorted(story.tables.get("updates", ()), key=lambda r: (plain(r["subject"]), r["update_id"])):
        stages: dict[str, list[dict[str, object]]] = {}
        for side in sorted(row["sides"] or (), key=lambda s: (story.order(s["report_id"]), s["begin"])):
            stages.setdefault(plain(side["value"]).lower(), []).append(side)
        told = []
        for found in stages.values():
            first = found[0]
            report, begin, end = str(first["report_id"]), int(str(first["begin"])), int(str(first["end"]))
            pieces = in_context(story.text(report), [Mark(begin, end, "value")], AROUND)
            who = tuple(dict.fromkeys(plain(story.label(str(side["report_id"]))) for side in found))
            told.append(Stage(plain(str(first["value"])), who, tuple(pieces)))
        made.append(Change(begin_upper(plain(row["subject"])), tuple(told)))
    return made
