"""On what the reports of a story disagree, and what a copy leaves out."""

from typing import NamedTuple

from stemma.page.data import Row, StoryRows
from stemma.page.phrase import Mark, Piece, begin_upper, in_context, plain

LONG = 60  # code points: a longer value is only tinted, not underlined
ORDER = ("number", "date", "place", "name", "quotation", "omission")
HEADS = {
    "number": "Figures",
    "date": "Days and times",
    "place": "Places",
    "name": "Names",
    "quotation": "Quotations",
    "omission": "Left out",
}


class Side(NamedTuple):
    """One side: what it has, in the words of one of its reports (no pieces: nothing), and who prints it."""

    value: str
    pieces: tuple[Piece, ...]
    who: tuple[str, ...]


class Difference(NamedTuple):
    """A disagreement, or an omission: then the sides without words are those that leave it out."""

    anchor: str
    kind: str
    subject: str
    sides: tuple[Side, ...]
    lacking: tuple[str, ...]


def build(story: StoryRows) -> list[tuple[str, list[Difference]]]:
    """The differences of a story by kind, each kind with its heading."""
    rows = sorted(story.tables["differences"], key=lambda r: (rank(r["kind"]), plain(r["subject"]), r["difference_id"]))
    groups: dict[str, list[Difference]] = {}
    for number, row in enumerate(rows, start=1):
        groups.setdefault(row["kind"], []).append(tell(story, row, f"{story.anchor}-difference-{number}"))
    return [(HEADS.get(kind, kind.capitalize()), found) for kind, found in groups.items()]


def rank(kind: str) -> int:
    """Where a kind comes among the others."""
    return ORDER.index(kind) if kind in ORDER else len(ORDER)


def tell(story: StoryRows, row: Row, anchor: str) -> Difference:
    """One difference; sides with equal values stand together, those that most print first."""
    groups: dict[str, list[Row]] = {}
    lacking = []
    for side in row["sides"] or ():
        if side["begin"] is None or side["end"] is None or side["end"] <= side["begin"]:
            lacking.append(side["report_id"])
        else:
            groups.setdefault(plain(side["value"]), []).append(side)
    sides = []
    for value in sorted(groups, key=lambda v: (-len(groups[v]), story.order(groups[v][0]["report_id"]), v)):
        found = sorted(groups[value], key=lambda s: (story.order(s["report_id"]), s["begin"]))
        shown = found[0]
        role = "value" if len(value) <= LONG else "content"
        pieces = in_context(story.text(shown["report_id"]), [Mark(shown["begin"], shown["end"], role)], 110)
        who = dict.fromkeys(plain(story.label(side["report_id"])) for side in found)
        sides.append(Side(value, tuple(pieces), tuple(who)))
    without = tuple(plain(story.label(one)) for one in sorted(set(lacking), key=story.order))
    return Difference(anchor, row["kind"], begin_upper(plain(row["subject"])), tuple(sides), without)
