"""On what the reports of a story disagree, and what a copy leaves out."""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from stemma.page.data import Row, StoryRows
from stemma.page.names import bare
from stemma.page.passages import marked_pair
from stemma.page.phrase import Mark, Piece, begin_upper, clipped, in_context, in_doubt, plain
from stemma.reckon.quantity import find_quantities
from stemma.words import fold

AROUND = 110  # code points of a passage shown on either side of a value
_HOUR = re.compile(r"T\d\d:\d\d")
_OPEN_DAY = "XXXX-XX-XX"
LONG = 60  # code points: a longer value is only tinted, not underlined
ORDER = ("number", "date", "place", "name", "quotation", "omission")
HEADS = {
    "number": "Figures",
    "date": "Days and times",
    "place": "Places",
    "name": "Names",
    "quotation": "Quotations",
    "omission": "What some do not print",
}


class Side(NamedTuple):
    """One side: what it has, in the words of one of its reports (no pieces: nothing), and who prints it.

    ``also``: of a name, which of these reports call the thing otherwise at other places: (report, names).
    """

    value: str
    pieces: tuple[Piece, ...]
    who: tuple[str, ...]
    also: tuple[tuple[str, tuple[str, ...]], ...] = ()


class Difference(NamedTuple):
    """A disagreement, or an omission.

    ``lacking`` are the reports without words that are of one family with some that have them, and so leave them out;
    ``without`` those that are of another, or of none: they never had them, as far as is known. ``unsure``: the sides may be
    of two things.
    """

    anchor: str
    kind: str
    subject: str
    sides: tuple[Side, ...]
    lacking: tuple[str, ...]
    without: tuple[str, ...]
    unsure: bool = False


def build(story: StoryRows) -> list[tuple[str, list[Difference]]]:
    """The differences of a story by kind, each kind with its heading; those that may be of two things come last."""
    rows = sorted(
        story.tables["differences"],
        key=lambda r: (rank(r["kind"]), in_doubt(r), plain(r["subject"]), r["difference_id"]),
    )
    groups: dict[str, list[Difference]] = {}
    family, times = families(story), read_times(story)
    for number, row in enumerate(rows, start=1):
        anchor = f"{story.anchor}-difference-{number}"
        groups.setdefault(row["kind"], []).append(tell(story, row, anchor, family, times))
    return [(HEADS.get(kind, kind.capitalize()), found) for kind, found in groups.items()]


def rank(kind: str) -> int:
    """Where a kind comes among the others."""
    return ORDER.index(kind) if kind in ORDER else len(ORDER)


def same_words(kind: str, value: str) -> str:
    """What two values have in common that are printed alike but for their marks, or as a word and as digits; where marks matter, the
    value itself.
    """
    if kind == "number":
        quantities = find_quantities(value)
        return f"{quantities[0].value:g} {quantities[0].hedge}" if len(quantities) == 1 else value
    if kind not in ("quotation", "omission", "name", "place"):
        return value
    return " ".join("".join(c for c in fold(word) if c.isalnum()) for word in value.split())


def read_times(story: StoryRows) -> dict[tuple[str, int, int], str]:
    """The value of each time of a story, by its report and span; none where a span has several."""
    found: dict[tuple[str, int, int], set[str]] = {}
    for time in story.tables["times"]:
        found.setdefault((time["report_id"], time["begin"], time["end"]), set()).add(str(time["value"]))
    return {at: values.pop() for at, values in found.items() if len(values) == 1}


def same_times(sides: Sequence[Row], times: Mapping[tuple[str, int, int], str]) -> list[str]:
    """What each side of a difference in time names, however it is written; "" where it was not read.

    The hour alone where no two sides name different days, as some may leave the day open.
    """
    values = [times.get((side["report_id"], side["begin"], side["end"]), "") for side in sides]
    days = {value.partition("T")[0] for value in values if value} - {_OPEN_DAY}
    hours = [_HOUR.search(value) for value in values]
    if len(days) > 1 or not all(hour or not value for hour, value in zip(hours, values, strict=True)):
        return values
    return [hour.group() if hour else "" for hour in hours]


def tell(
    story: StoryRows, row: Row, anchor: str, family: Mapping[str, str], times: Mapping[tuple[str, int, int], str]
) -> Difference:
    """One difference; sides with equal values stand together, those that most print first."""
    groups: dict[str, list[Row]] = {}
    lacking = []
    told = row["sides"] or ()
    known = same_times(told, times) if row["kind"] == "date" else [""] * len(told)
    for side, meant in zip(told, known, strict=True):
        if side["begin"] is None or side["end"] is None or side["end"] <= side["begin"]:
            lacking.append(side["report_id"])
        else:
            groups.setdefault(meant or same_words(row["kind"], plain(side["value"])), []).append(side)
    ranked = sorted(
        groups.values(),
        key=lambda found: (
            -len(found),
            min(story.order(side["report_id"]) for side in found),
            found[0]["begin"],
        ),
    )
    shown = [min(found, key=lambda s: (story.order(s["report_id"]), s["begin"])) for found in ranked]
    marked = word_marks(story, shown) if row["kind"] == "quotation" else [()] * len(shown)
    sides = []
    for found, first, diff in zip(ranked, shown, marked, strict=True):
        value = plain(first["value"])
        role = "value" if len(value) <= LONG else "content"
        pieces = diff or tuple(
            in_context(story.text(first["report_id"]), [Mark(first["begin"], first["end"], role)], AROUND)
        )
        who = dict.fromkeys(
            plain(story.label(side["report_id"])) for side in sorted(found, key=lambda s: story.order(s["report_id"]))
        )
        also = other_names(story, found) if row["kind"] == "name" else ()
        sides.append(Side(value, pieces, tuple(who), tuple(also)))
    having = {family.get(side["report_id"]) for found in groups.values() for side in found} - {None}
    # What a copy added, its source never had.
    left_out = row.get("change") != "added"
    kin = [one for one in sorted(set(lacking), key=story.order) if left_out and family.get(one) in having]
    others = [one for one in sorted(set(lacking), key=story.order) if one not in kin]
    return Difference(
        anchor,
        row["kind"],
        begin_upper(plain(row["subject"])),
        tuple(sides),
        tuple(plain(story.label(one)) for one in kin),
        tuple(plain(story.label(one)) for one in others),
        in_doubt(row),
    )


def other_names(story: StoryRows, sides: Sequence[Row]) -> list[tuple[str, tuple[str, ...]]]:
    """Of the reports of a side those that have other names, too, for what is named there, with these names."""
    made = []
    for side in sorted(sides, key=lambda s: (story.order(s["report_id"]), s["begin"])):
        own = [m for m in story.tables["mentions"] if m["report_id"] == side["report_id"] and (m.get("form") or "name") == "name"]  # fmt: skip
        meant = {m["entity_id"] for m in own if m["begin"] < side["end"] and side["begin"] < m["end"]}
        text = story.text(side["report_id"])
        names = [plain(text[m["begin"] : m["end"]]) for m in own if m["entity_id"] in meant]
        here = bare(plain(side["value"]))
        others = {bare(name): name for name in reversed(names) if bare(name) != here and bare(name) not in here.split()}
        if others:
            made.append((plain(story.label(side["report_id"])), tuple(sorted(others.values()))))
    return list(dict.fromkeys(made))


def families(story: StoryRows) -> dict[str, str]:
    """For each witness that a descent touches the name of its family: the witnesses that descents link, at any remove."""
    head: dict[str, str] = {}

    def root(one: str) -> str:
        while head.setdefault(one, one) != one:
            one = head[one]
        return one

    for row in story.tables["descents"]:
        first, second = sorted((root(row["parent"]), root(row["child"])))
        head[second] = first
    return {one: root(one) for one in sorted(head)}


def word_marks(story: StoryRows, shown: Sequence[Row]) -> list[tuple[Piece, ...]]:
    """The words of each side, those marked that differ from the first side's; the first against the one that differs most."""
    texts = [story.text(side["report_id"])[slice(*clipped(story.text(side["report_id"]), side["begin"], side["end"]))] for side in shown]  # fmt: skip
    if len(texts) < 2:
        return [()] * len(texts)
    pairs = [marked_pair(texts[0], text, gaps=True) for text in texts[1:]]
    first = max((one for one, _ in pairs), key=lambda one: sum(len(piece.text) for piece in one if piece.role))
    return [tuple(first), *(tuple(other) for _, other in pairs)]
