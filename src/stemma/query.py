"""Read-only questions to a case: what the command line, the page and a notebook show."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePath
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from stemma.case import Case
from stemma.errors import UnknownName

Row = dict[str, Any]

TITLE = 40  # code points of a title that stands for a report without an outlet
LEAST_ID = 6  # figures from which a text of figures alone is taken for the beginning of an id, not for a number


@dataclass(frozen=True)
class Drawn:
    """Tables of a story that draw themselves in a notebook; ``tables`` holds them by name, as do attributes."""

    tables: Mapping[str, pa.Table]
    draw: Callable[[], str]

    def __getattr__(self, name: str) -> pa.Table:
        """The table called ``name``."""
        try:
            return self.tables[name]
        except KeyError:
            raise AttributeError(name) from None

    def _repr_html_(self) -> str:
        return self.draw() or "<p>There is nothing to draw here.</p>"


@dataclass(frozen=True)
class Story:
    """One story of a case, with the rows of every table that are about it."""

    case: Case
    id: str
    saga_id: str
    title: str
    number: int

    @cached_property
    def report_ids(self) -> tuple[str, ...]:
        """Its reports, in order of their ids."""
        rows = only(self.case.table("story_reports"), "story_id", [self.id])
        return tuple(sorted(rows.column("report_id").to_pylist()))

    def table(self, name: str) -> pa.Table:
        """The rows of a table that are about this story. Raises UnknownName for a table that no case has."""
        return story_rows(self, name)

    def rows(self, name: str) -> list[Row]:
        """The same as plain rows."""
        rows: list[Row] = self.table(name).to_pylist()
        return rows

    @property
    def stemma(self) -> Drawn:
        """Who copied whom: witnesses, descents, rivals, descent_passages, lost_texts."""
        return self._drawn("draw_stemma", "witnesses", "descents", "rivals", "descent_passages", "lost_texts")

    @property
    def collation(self) -> Drawn:
        """The witnesses side by side: collation, variants."""
        return self._drawn("draw_collation", "collation", "variants")

    @property
    def claims(self) -> Drawn:
        """Who said what: claims, claim_attributions, attributions, wordings, replies, chains."""
        return self._drawn(
            "draw_claims", "claims", "claim_attributions", "attributions", "wordings", "replies", "chains"
        )

    @property
    def timeline(self) -> Drawn:
        """When: times, reports."""
        return self._drawn("draw_timeline", "times", "reports")

    def _drawn(self, function: str, *names: str) -> Drawn:
        def draw() -> str:
            from stemma import page

            return str(getattr(page, function)(self))

        return Drawn({name: self.table(name) for name in names}, draw)


BY_STORY = (
    "stories", "story_reports", "witnesses", "descents", "rivals", "descent_passages", "collation", "variants",
    "claims", "differences", "updates", "phrasings",
)  # fmt: skip
BY_REPORT = ("reports", "blocks", "attributions", "mentions", "times")
BY_CLAIM = ("claim_attributions", "wordings", "replies")


def only(table: pa.Table, column: str, values: Iterable[str]) -> pa.Table:
    """The rows of a table whose ``column`` is one of ``values``."""
    return table.filter(pc.is_in(table.column(column), pa.array(sorted(set(values)), pa.string())))


def story_rows(story: Story, name: str) -> pa.Table:
    """The rows of a table of the case that are about a story."""
    table = story.case.table(name)
    if name in BY_STORY:
        return only(table, "story_id", [story.id])
    if name in BY_REPORT:
        return only(table, "report_id", story.report_ids)
    if name in BY_CLAIM:
        return only(table, "claim_id", story.table("claims").column("claim_id").to_pylist())
    if name == "reuse":
        return only(only(table, "a_report", story.report_ids), "b_report", story.report_ids)
    if name == "lost_texts":
        return only(table, "witness_id", story.table("witnesses").column("witness_id").to_pylist())
    if name == "chains":
        return only(table, "attribution_id", story.table("attributions").column("attribution_id").to_pylist())
    if name in ("entities", "names"):
        named = set(story.table("mentions").column("entity_id").to_pylist())
        named.update(one for one in story.table("claims").column("speaker_id").to_pylist() if one)
        return only(table, "entity_id", named)
    return table


def stories(case: Case) -> list[Story]:
    """All stories, numbered from 1: the saga with the largest story first; in it by first day, undated ones last.

    Within a saga the stories of one report come after all others.
    """
    rows = case.table("stories").to_pylist()
    far = max((row["begins"] for row in rows if row["begins"]), default=None)

    def when(row: Row) -> tuple[bool, Any]:
        return (row["begins"] is None, row["begins"] or far or 0)

    first: dict[str, tuple[bool, Any]] = {}
    largest: dict[str, int] = {}
    for row in rows:
        saga = row["saga_id"]
        first[saga] = min(first.get(saga, when(row)), when(row))
        largest[saga] = max(largest.get(saga, 0), row["reports"])
    rows.sort(
        key=lambda r: (
            -largest[r["saga_id"]],
            first[r["saga_id"]],
            r["saga_id"],
            r["reports"] < 2,
            when(r),
            r["story_id"],
        )
    )
    return [
        Story(case, row["story_id"], row["saga_id"], row["title"] or "Untitled", number)
        for number, row in enumerate(rows, start=1)
    ]


def find_story(case: Case, name: str) -> Story:
    """The story with that id, the beginning of it, or its number in the list. Raises UnknownName."""
    known = stories(case)
    if name.isdecimal() and len(name) < LEAST_ID:
        # A number is never the beginning of an id: the story asked for would be silently another.
        if not 0 < int(name) <= len(known):
            there = f"the last one is {len(known)}" if known else "there are none"
            raise UnknownName(f"there is no story {name}: {there}; `stemma stories` lists them")
        return known[int(name) - 1]
    found = [story for story in known if name and story.id.startswith(name)]
    if len(found) != 1:
        problem = "no story goes" if not found else f"{len(found)} stories go"
        raise UnknownName(f"{problem} by {name!r}: `stemma stories` lists them, with a number for each")
    return found[0]


def report_labels(reports: Sequence[Row]) -> dict[str, str]:
    """A short name for each report: its outlet, told apart by day and then by number where an outlet has several.

    Where no outlet is known it is the title in quotation marks, cut at a word, and without a title the name of the file.
    """
    labels = {row["report_id"]: row["outlet"] or titled(row) or filed(row) for row in reports}
    day = {row["report_id"]: f"{row['published']:%d %b %Y}".lstrip("0") if row["published"] else "" for row in reports}
    counts = Counter(labels.values())
    labels = {i: f"{label} ({day[i]})" if counts[label] > 1 and day[i] else label for i, label in labels.items()}
    counts = Counter(labels.values())
    letters: dict[str, int] = {}
    for i in sorted(labels):
        label = labels[i]
        if counts[label] > 1:
            letters[label] = letters.get(label, 0) + 1
            told = f"{label[:-1]}, " if label.endswith(")") and day[i] else f"{label} ("
            labels[i] = f"{told}{letters[label]})"
    return labels


def titled(row: Row) -> str:
    """The title of a report in quotation marks, cut at a word; empty where it has none."""
    words = " ".join((row.get("title") or "").split())
    if len(words) > TITLE:
        head = words[:TITLE]
        words = (head.rsplit(" ", 1)[0] if " " in head else head).rstrip(" ,;:–—-") + " …"
    # Marks within marks are single ones.
    inner = words.replace("“", "‘").replace("”", "’").replace('"', "'")
    return f"“{inner}”" if any(c.isalnum() for c in inner) else ""


def filed(row: Row) -> str:
    """The name of a report's file, or its id."""
    name: str = PurePath(row["path"] or "").name or row["report_id"]
    return name


def words_of(text: str, spans: Sequence[Mapping[str, int]]) -> str:
    """The words that spans of a text hold, pieces joined by an ellipsis, white space made plain."""
    return " … ".join(" ".join(text[span["begin"] : span["end"]].split()) for span in spans)
