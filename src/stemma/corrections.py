"""What a person has set right, kept beside the case and applied on every run.

One correction a line of ``corrections.jsonl``: the report it is about, the field, and the value; or what is said of
names (see ``NameCorrection``). The last word holds; taking a correction back removes its line. Nothing of the raw input
is touched.
"""

import csv
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa

from stemma import schema
from stemma.engine.datasets import write_text
from stemma.errors import CaseError, InputNotFound, UsageError
from stemma.model import NameCorrection
from stemma.name.own import check_name
from stemma.reports import as_moment
from stemma.words import storable

FIELDS = ("outlet", "title", "url", "byline", "credit", "published", "language")
FILE = "corrections.jsonl"


class Correction(NamedTuple):
    """A field of a report set to ``value`` (None empties it). A date is ISO text."""

    report_id: str
    field: str
    value: str | None


def check(correction: Correction) -> Correction:
    """The correction itself. Raises UsageError for a field that cannot be corrected, or a value that is no date."""
    if correction.field not in FIELDS:
        raise UsageError(f"{correction.field!r} cannot be corrected; these can: {', '.join(FIELDS)}")
    value: Any = correction.value
    if value is not None and not (isinstance(value, str) and storable(value) == value):
        raise UsageError(f"{value!r} cannot be the {correction.field} of a report: give text")
    if correction.field == "published":
        as_moment(correction.value)
    return correction


Made = Correction | NameCorrection


def said(one: Made) -> str:
    """A correction in words."""
    if isinstance(one, NameCorrection):
        names = " and ".join(repr(name) for name in one.names)
        if one.action == "none":
            return f"that {names} is no name"
        if one.action == "apart":
            return f"that {names} are two things"
        return f"that {names} {'is of the kind ' + str(one.kind) if len(one.names) == 1 else 'are one thing'}"
    value = "taken away" if one.value is None else f"set to {one.value!r}"
    return f"{one.field} {value}, of the report {one.report_id}"


def read_name_table(path: Path) -> list[NameCorrection]:
    """A user's own table: CSV with the columns ``kind`` and ``names`` (parted by a bar, the name it is to go by first),
    and ``latitude``, ``longitude`` and ``source`` where wanted: the columns of Stemma's own tables.

    Raises InputNotFound, and UsageError for a table without these columns or a row that says nothing.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            rows = list(csv.DictReader(lines))
    except FileNotFoundError as error:
        raise InputNotFound(f"there is no {path}") from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise UsageError(f"{path} is no table: give CSV in UTF-8 with the columns kind and names") from error
    made = []
    for number, row in enumerate(rows, start=2):
        try:
            names = tuple(name for name in row["names"].split("|") if name.strip())
            latitude, longitude = (float(row[axis]) if row.get(axis) else None for axis in ("latitude", "longitude"))
            kind = "organisation" if row["kind"] == "agency" else row["kind"] or None
            made.append(check_name(NameCorrection("same", names, kind, latitude, longitude, row.get("source") or None)))
        except UsageError as error:
            raise UsageError(f"{path}, line {number}: {error}") from error
        except (KeyError, ValueError, AttributeError) as error:
            raise UsageError(f"{path}, line {number}: give a kind, and names parted by a bar") from error
    return made


def read_corrections(folder: Path) -> tuple[Made, ...]:
    """The corrections of a case, oldest first. Raises CaseError for a line that is none."""
    path = folder / FILE
    if not path.exists():
        return ()
    found: list[Made] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), start=1):
        if not line.strip():
            continue
        try:
            given = json.loads(line)
            if "names" in given:
                found.append(check_name(NameCorrection(**{**given, "names": tuple(given["names"])})))
            else:
                found.append(check(Correction(given["report_id"], given["field"], given["value"])))
        except (ValueError, KeyError, TypeError, UsageError) as error:
            raise CaseError(f"{path}, line {number}, is not a correction: mend or remove that line") from error
    return tuple(found)


def write_corrections(folder: Path, corrections: Iterable[Made]) -> None:
    """Put the corrections beside the case, at once or not at all."""
    lines = [json.dumps(one._asdict(), ensure_ascii=False, sort_keys=True) + "\n" for one in corrections]
    write_text("".join(lines), folder / FILE)


def apply_corrections(reports: pa.Table, corrections: Iterable[Made]) -> pa.Table:
    """The table ``reports`` with the corrected fields; one about a report that is not there changes nothing."""
    wanted: dict[str, dict[str, str | None]] = {}
    for one in corrections:
        if isinstance(one, NameCorrection):
            continue
        wanted.setdefault(one.report_id, {})[one.field] = one.value
    if not wanted:
        return reports
    rows: list[dict[str, Any]] = reports.to_pylist()
    for row in rows:
        fields = dict(wanted.get(row["report_id"], {}))
        if "published" in fields:
            moment, precision = as_moment(fields.pop("published"))
            row.update(published=moment, published_precision=precision, published_from="correction")
        row.update(fields)
    return schema.table("reports", rows)
