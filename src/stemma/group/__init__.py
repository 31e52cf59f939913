"""Stories and sagas: which reports tell of one event, and which events follow from one another.

The way: a profile of each report (`profile`), how like each pair is (`likeness`), clusters (`clusters`), and for
each report the reason why it stands where it stands (`reasons`).
"""

from collections.abc import Iterable, Mapping
from typing import Any

import pyarrow as pa

from stemma.group.clusters import cluster
from stemma.group.likeness import alike_pairs, block_of, lay_out, nearest_of, shared_words
from stemma.group.profile import read_profile
from stemma.group.reasons import give_reasons, title_of
from stemma.group.sagas import join_sagas
from stemma.ids import content_id
from stemma.model import Report
from stemma.reports import as_reports
from stemma.schema import SCHEMAS, table
from stemma.settings import GroupSettings
from stemma.trace import find_reuse

__all__ = ["GROUPING", "group_stories", "story_tables"]

GROUPING = pa.schema([(name, pa.string()) for name in ("story_id", "saga_id", "report_id", "reason")])


def group_stories(
    reports: Iterable[Report | Mapping[str, Any]],
    *,
    reuse: pa.Table | None = None,
    settings: GroupSettings | None = None,
) -> pa.Table:
    """Which story each report tells, and of which saga the story is a part.

    The table has the columns story_id, saga_id, report_id, reason (plain words), a row for each report, in order
    of stories and reports. A story is the reports of one event, told by words, names, days and shared text of the
    leads; a saga the stories that share names or passages. ``reuse`` is the table of that name; it is found where
    it is not given. A report that has nothing to do with the others changes nothing about them. Raises UsageError
    as ``as_reports`` does.
    """
    settings = settings or GroupSettings()
    made = as_reports(reports)
    if not made:
        return GROUPING.empty_table()
    profiles = [read_profile(report, settings) for report in made]
    shared = shared_words(made, profiles, find_reuse(made) if reuse is None else reuse)
    pile = lay_out(profiles, shared, settings)
    story = cluster(
        pile.days.published,
        alike_pairs(pile, settings),
        lambda rows, columns: block_of(pile, rows, columns, settings),
        settings,
    )
    saga = join_sagas(story, profiles, shared, pile.plain, settings)
    reasons = give_reasons(made, profiles, shared, nearest_of(pile, story, saga, settings), story, saga)
    story_ids = {number: content_id("story", made[number].id) for number in story.tolist()}
    saga_ids = {number: content_id("saga", story_ids[number]) for number in saga.tolist()}
    rows = sorted(
        {
            "story_id": story_ids[story[index]], "saga_id": saga_ids[saga[index]], "report_id": report.id,
            "reason": reasons[index],
        }.items()
        for index, report in enumerate(made)
    )  # fmt: skip
    ordered = sorted((dict(row) for row in rows), key=lambda row: (row["story_id"], row["report_id"]))
    return pa.Table.from_pylist(ordered, schema=GROUPING)


def story_tables(reports: Iterable[Report | Mapping[str, Any]], grouping: pa.Table) -> tuple[pa.Table, pa.Table]:
    """The tables ``stories`` and ``story_reports`` of a grouping (see ``group_stories``).

    A story's title is the title of the report most like the others' titles; where no report has one, the first
    sentence of one. It begins and ends with its reports' dates, null where none has any.
    """
    made = {report.id: report for report in as_reports(reports)}
    members: dict[tuple[str, str], list[Report]] = {}
    for row in grouping.to_pylist():
        members.setdefault((row["story_id"], row["saga_id"]), []).append(made[row["report_id"]])
    stories = []
    for (story_id, saga_id), told in sorted(members.items()):
        days = [report.published for report in told if report.published]
        stories.append(
            {
                "story_id": story_id, "saga_id": saga_id, "title": title_of(told), "begins": min(days, default=None),
                "ends": max(days, default=None), "reports": len(told),
            }
        )  # fmt: skip
    columns = SCHEMAS["story_reports"].names
    return table("stories", stories), grouping.select(columns).cast(SCHEMAS["story_reports"])
