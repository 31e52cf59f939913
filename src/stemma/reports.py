"""Plain inputs of the library's functions made into reports, and reports into rows and back."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time
from itertools import pairwise
from typing import Any

import pyarrow as pa

from stemma.clean import find_blocks
from stemma.clean.facts import read_facts
from stemma.errors import UsageError
from stemma.model import Block, Report
from stemma.words import storable


def as_moment(value: Any) -> tuple[datetime | None, str | None]:
    """A date, datetime or ISO text as (UTC time, precision: ``day`` or ``minute``); (None, None) for nothing.

    Raises UsageError for a text that is no ISO date.
    """
    if value is None or value == "":
        return None, None
    if isinstance(value, str):
        text = value.strip()
        try:
            if len(text) == 10:
                value = date.fromisoformat(text)
            else:
                value = datetime.fromisoformat(text)
        except ValueError as error:
            raise UsageError(f"{value!r} is not a date: write it as 2017-10-11 or 2017-10-11T09:30:00+00:00") from error
    if isinstance(value, datetime):
        aware = value if value.tzinfo else value.replace(tzinfo=UTC)
        return aware.astimezone(UTC), "minute"
    if isinstance(value, date):
        return datetime.combine(value, time(), UTC), "day"
    raise UsageError(f"{value!r} is not a date: give a date, a datetime or ISO text")


def as_report(given: Report | Mapping[str, Any]) -> Report:
    """One report from a Report or a mapping with ``id`` and ``text``; blocks are found where none are given."""
    report = _as_given(given)
    return _read(report) if report.text and not report.blocks else report


def told_apart(report: Report) -> Report:
    """``report`` with its blocks, where none are given and its text has lines by which they can be told.

    A text without line breaks has no layout: it is taken as running text.
    """
    return _read(report) if not report.blocks and "\n" in report.text.strip() else report


def _as_given(given: Report | Mapping[str, Any]) -> Report:
    """One report with what a Report or a mapping says of it."""
    if isinstance(given, Report):
        return given
    identifier, text = _told(given)
    published, precision = as_moment(given.get("published"))
    if precision and given.get("published_precision"):
        precision = str(given["published_precision"])
    return Report(
        id=identifier,
        text=text,
        outlet=_line(given, "outlet"),
        title=_line(given, "title"),
        url=_line(given, "url"),
        byline=_line(given, "byline"),
        credit=_line(given, "credit"),
        published=published,
        published_precision=precision,
        published_from=given.get("published_from") or ("metadata" if published else None),
        updated=as_moment(given.get("updated"))[0],
        fetched=as_moment(given.get("fetched"))[0],
        language=_line(given, "language"),
        path=_line(given, "path"),
    )


def _told(given: Mapping[str, Any]) -> tuple[str, str]:
    """The id and the text of a mapping. A text that is None is empty. Raises UsageError for what is no report."""
    if not isinstance(given, Mapping):
        raise UsageError(f"a report is a mapping with 'id' and 'text': this is of the type {type(given).__name__}")
    try:
        identifier, text = str(given["id"]), given["text"]
    except KeyError as error:
        raise UsageError(f"a report needs {error.args[0]!r}: give a mapping with 'id' and 'text'") from error
    if storable(identifier) != identifier:
        raise UsageError(f"the id {identifier!r} holds half a character: give one that can be stored")
    if text is not None and not isinstance(text, str):
        raise UsageError(f"the text of the report {identifier!r} is of the type {type(text).__name__}: give text")
    return identifier, storable(text or "")


def _line(given: Mapping[str, Any], name: str) -> str | None:
    """A field of a mapping as text; what is empty, or no number (as tables mark what is missing), is None."""
    value = given.get(name)
    if value is None or value == "" or value != value:  # noqa: PLR0124  (only "not a number" differs from itself)
        return None
    return storable(str(value))


def _read(report: Report) -> Report:
    """``report`` told apart into blocks; what it leaves open is filled with what its text says of itself."""
    blocks = find_blocks(report.text, title=report.title)
    facts = read_facts(report.text, blocks, url=report.url, outlet=report.outlet)
    found: dict[str, Any] = {
        "title": facts.title,
        "outlet": facts.outlet,
        "byline": facts.byline,
        "credit": facts.credit,
    }
    fresh = {name: value for name, value in found.items() if value and getattr(report, name) is None}
    if report.published is None and facts.published:
        when, precision = facts.published
        fresh |= {"published": when, "published_precision": precision, "published_from": "text"}
    return replace(report, blocks=blocks, **fresh)


def as_reports(given: Iterable[Report | Mapping[str, Any]]) -> tuple[Report, ...]:
    """Reports in order of their ids, whatever order they came in. Raises UsageError when two have one id."""
    return tuple(map(as_report, as_plain_reports(given)))


def as_plain_reports(given: Iterable[Report | Mapping[str, Any]]) -> tuple[Report, ...]:
    """The same as they are given, blocks where they have some. Raises UsageError when two have one id."""
    reports = sorted((_as_given(one) for one in given), key=lambda report: report.id)
    for one, other in pairwise(reports):
        if one.id == other.id:
            raise UsageError(f"two reports have the id {one.id!r}: ids tell reports apart")
    return tuple(reports)


def from_tables(reports: pa.Table, blocks: pa.Table) -> tuple[Report, ...]:
    """The reports of a case from its tables ``reports`` and ``blocks``, in order of their ids."""
    tiles: dict[str, list[Block]] = {}
    for row in blocks.to_pylist():
        tiles.setdefault(row["report_id"], []).append(
            Block(row["begin"], row["end"], row["kind"], row["raw_begin"], row["raw_end"])
        )
    made = []
    for row in reports.to_pylist():
        identifier = row["report_id"]
        fields = {name: row[name] for name in Report.__dataclass_fields__ if name not in ("id", "blocks")}
        made.append(
            Report(id=identifier, blocks=tuple(sorted(tiles.get(identifier, ()), key=lambda b: b.begin)), **fields)
        )
    return tuple(sorted(made, key=lambda report: report.id))
