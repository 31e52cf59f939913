"""What the page shows of each story, gathered from the tables of a case as plain rows."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from stemma.case import Case
from stemma.page.phrase import plain, short_day
from stemma.query import Story, report_labels, stories
from stemma.reckon.passed_on import is_hearer

Row = dict[str, Any]

BY_STORY = (
    "story_reports",
    "witnesses",
    "descents",
    "rivals",
    "descent_passages",
    "collation",
    "variants",
    "claims",
    "differences",
    "updates",
    "phrasings",
)
BY_REPORT = ("blocks", "mentions", "times")
BY_CLAIM = ("claim_attributions", "wordings", "replies")
_ID = re.compile(r"\b[0-9a-f]{16}\b")
WHOLE = ("reports", "attributions", "chains", "entities", "names", "descents", "claim_attributions")


@dataclass(frozen=True)
class StoryRows:
    """The rows of one story.

    ``own`` are its reports' ids in order of their days; ``reports``, ``attributions`` and ``entities`` hold rows by id,
    of the whole case, ``names`` what each entity is called, ``steps`` the descents to each child; ``heads`` names every witness of the case, ``said`` the
    attributions of each report, ``claims_of`` the claims of each attribution; ``tables`` holds
    the rows that are about this story, descents that only a caption makes as ``captions`` and attributions of which no
    claim is made as ``unsaid``, apart from the others.
    """

    id: str
    saga_id: str
    title: str
    number: int
    row: Row
    own: tuple[str, ...]
    labels: Mapping[str, str]
    reports: Mapping[str, Row]
    attributions: Mapping[str, Row]
    entities: Mapping[str, Row]
    chains: Mapping[str, Sequence[Row]]
    names: Mapping[str, Sequence[Row]]
    steps: Mapping[str, Sequence[Row]]
    heads: Mapping[str, Row]
    said: Mapping[str, Sequence[Row]]
    claims_of: Mapping[str, Collection[str]]
    tables: Mapping[str, Sequence[Row]]

    @property
    def anchor(self) -> str:
        """The id of the story's section in the page; the ids of all its parts begin with it."""
        return f"s{self.number}"

    def text(self, report: str) -> str:
        """The text of a report, empty for one that is not there."""
        row = self.reports.get(report)
        return (row["text"] or "") if row else ""

    def label(self, report: str) -> str:
        """The short name of a report."""
        return self.labels.get(report) or report

    def label_beside_day(self, report: str) -> str:
        """The short name of a report, without its day, for where that stands beside it."""
        day = short_day(self.reports.get(report, {}).get("published"))
        return plain(self.label(report)).replace(f" ({day})", "").replace(f"({day}, ", "(")

    def with_labels(self, text: str | None) -> str:
        """A sentence of a stage on one line, ids of reports in it replaced by their labels."""
        return _ID.sub(lambda found: self.labels.get(found.group(), found.group()), plain(text))

    @cached_property
    def places_in_order(self) -> Mapping[str, int]:
        """Where each named report comes among the others: by day, those without a day last, then by label."""

        def key(report: str) -> tuple[Any, ...]:
            moment = self.reports.get(report, {}).get("published")
            return (moment is None, moment.date().isoformat() if moment else "", self.label(report), report)

        return {report: place for place, report in enumerate(sorted(self.labels, key=key))}

    @cached_property
    def bodies(self) -> Mapping[str, frozenset[str]]:
        """For each speaker those that stand before him in a chain of any of the story's reports: for whom he speaks, mostly."""
        found: dict[str, set[str]] = {}
        for report in self.own:
            for row in self.said.get(report, ()):
                links = self.chains.get(row["attribution_id"], ()) if row["speaker_id"] else ()
                text = self.text(report)
                before = {link["entity_id"] for link in links if not is_hearer(link, text)}
                found.setdefault(row["speaker_id"] or "", set()).update(before - {None, row["speaker_id"]})
        return {speaker: frozenset(bodies) for speaker, bodies in found.items()}

    def order(self, report: str) -> tuple[int, str]:
        """A key to sort reports by: see ``places_in_order``."""
        return (self.places_in_order.get(report, len(self.labels)), report)


def story_rows(story: Story) -> StoryRows:
    """The rows of one story of a case."""
    case = story.case
    tables = {name: story.rows(name) for name in ("stories", *BY_STORY, *BY_REPORT, *BY_CLAIM, "lost_texts")}
    whole = {name: case.table(name).to_pylist() for name in WHOLE}
    return _assemble(story, tables, _whole(whole, case.table("witnesses").to_pylist()))


def case_rows(case: Case) -> list[StoryRows]:
    """The rows of every story of a case, in the order of the list of stories; each table is read once."""
    names = ("stories", *BY_STORY, *BY_REPORT, *BY_CLAIM, "lost_texts", *WHOLE)
    tables: dict[str, list[Row]] = {name: case.table(name).to_pylist() for name in names}
    whole = _whole({name: tables[name] for name in WHOLE}, tables["witnesses"])
    by_story = {name: group_by(tables[name], "story_id") for name in ("stories", *BY_STORY)}
    by_report = {name: group_by(tables[name], "report_id") for name in BY_REPORT}
    by_claim = {name: group_by(tables[name], "claim_id") for name in BY_CLAIM}
    by_witness = group_by(tables["lost_texts"], "witness_id")
    made = []
    for story in stories(case):
        own: dict[str, list[Row]] = {name: by_story[name].get(story.id, []) for name in ("stories", *BY_STORY)}
        reports = sorted({row["report_id"] for row in own["story_reports"]})
        for name in BY_REPORT:
            own[name] = [row for report in reports for row in by_report[name].get(report, ())]
        claims = sorted({row["claim_id"] for row in own["claims"]})
        for name in BY_CLAIM:
            own[name] = [row for claim in claims for row in by_claim[name].get(claim, ())]
        witnesses = sorted({row["witness_id"] for row in own["witnesses"]})
        own["lost_texts"] = [row for witness in witnesses for row in by_witness.get(witness, ())]
        made.append(_assemble(story, own, whole))
    return made


@dataclass(frozen=True)
class _Whole:
    reports: Mapping[str, Row]
    attributions: Mapping[str, Row]
    entities: Mapping[str, Row]
    chains: Mapping[str, Sequence[Row]]
    names: Mapping[str, Sequence[Row]]
    steps: Mapping[str, Sequence[Row]]
    unsaid: Mapping[str, Sequence[Row]]
    heads: Mapping[str, Row]
    said: Mapping[str, Sequence[Row]]
    claims_of: Mapping[str, Collection[str]]


def _whole(tables: Mapping[str, Sequence[Row]], witnesses: Sequence[Row]) -> _Whole:
    return _Whole(
        {row["report_id"]: row for row in tables["reports"]},
        {row["attribution_id"]: row for row in tables["attributions"]},
        {row["entity_id"]: row for row in tables["entities"]},
        group_by(tables["chains"], "attribution_id"),
        group_by(tables["names"], "entity_id"),
        group_by((row for row in tables["descents"] if row.get("part") != "caption"), "child"),
        group_by((row for row in tables["attributions"] if row["said"] is False), "report_id"),
        {row["witness_id"]: row for row in witnesses},
        group_by(tables["attributions"], "report_id"),
        {
            attribution: {row["claim_id"] for row in rows}
            for attribution, rows in group_by(tables["claim_attributions"], "attribution_id").items()
        },
    )


def _assemble(story: Story, tables: Mapping[str, Sequence[Row]], whole: _Whole) -> StoryRows:
    own = {row["report_id"] for row in tables["story_reports"]} & set(whole.reports)
    # A lost text that only a rival speaks of may have been there; those shown are such as must have been.
    # What only a caption links is told beside the tree and drawn nowhere.
    descents = [row for row in tables["descents"] if row.get("part") != "caption"]
    captions = [row for row in tables["descents"] if row.get("part") == "caption"]
    told = {row[end] for row in descents for end in ("parent", "child")}
    shown = [row for row in tables["witnesses"] if row["report_id"] or row["witness_id"] in told]
    unsaid = [row for report in sorted(own) for row in whole.unsaid.get(report, ())]
    tables = {**tables, "witnesses": shown, "descents": descents, "captions": captions, "unsaid": unsaid}
    named = own | {row["report_id"] for row in tables["witnesses"] if row["report_id"]}
    for name in ("claim_attributions", "replies"):
        said = (whole.attributions.get(row["attribution_id"]) for row in tables[name])
        named |= {row["report_id"] for row in said if row}
    told_apart = [*tables["differences"], *tables["updates"]]
    named |= {side["report_id"] for row in told_apart for side in row["sides"] or () if side["report_id"]}
    heads = {row["line_id"] for row in tables["claim_attributions"] if row["line_id"]}
    labels = report_labels([whole.reports[one] for one in sorted(named | heads) if one in whole.reports])
    made = StoryRows(
        id=story.id,
        saga_id=story.saga_id,
        title=story.title,
        number=story.number,
        row=tables["stories"][0] if tables["stories"] else {},
        own=(),
        labels=labels,
        reports=whole.reports,
        attributions=whole.attributions,
        entities=whole.entities,
        chains=whole.chains,
        names=whole.names,
        steps=whole.steps,
        heads=whole.heads,
        said=whole.said,
        claims_of=whole.claims_of,
        tables=tables,
    )
    ordered = tuple(sorted(own, key=made.order))
    return StoryRows(**{**{name: getattr(made, name) for name in StoryRows.__dataclass_fields__}, "own": ordered})


def group_by(rows: Iterable[Row], column: str) -> dict[str, list[Row]]:
    """Rows by what stands in ``column``, in the order given."""
    made: dict[str, list[Row]] = {}
    for row in rows:
        made.setdefault(row[column], []).append(row)
    return made
