"""Files, folders and tables to raw items: one for each page or row, with the bytes as they were found."""

import csv
import hashlib
import io
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq

from stemma import schema
from stemma.clean.dates import Moment, read_moment
from stemma.clean.decode import decode
from stemma.clean.whole import is_page, read_iso
from stemma.errors import ColumnNotFound, InputNotFound
from stemma.ids import content_id
from stemma.ingest.columns import Columns, choose_columns
from stemma.words import storable

INPUTS = pa.schema([
    ("path", pa.string()), ("member", pa.string()), ("media", pa.string()), ("raw_sha256", pa.string()), ("raw", pa.binary()),
    ("outlet", pa.string()), ("title", pa.string()), ("url", pa.string()), ("byline", pa.string()), ("row_id", pa.string()),
    ("published", schema.MOMENT), ("published_precision", pa.string()), ("fetched", schema.MOMENT), ("input_id", pa.string()),
])  # fmt: skip
"""Raw items: ``media`` is text, markdown or html; ``member`` the row of a table (null: a file of its own).

``published`` and the columns before it are what a table says of its row, null for files. ``input_id`` hashes all that
is known of the item: two with one id are one item found twice.
"""
_KNOWN = tuple(
    name for name in INPUTS.names if name not in ("raw", "input_id")
)  # the hash of the bytes stands for them

_MEDIA = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
}
_TABLES = (".jsonl", ".ndjson", ".csv", ".tsv", ".parquet")
_LARGEST_PAGE = 64 << 20  # bytes; a single report never comes near
_SNIFFED = 8192  # bytes in which binary data is looked for
_SHEETS = (".json", ".xlsx", ".xls", ".ods", ".xml", ".rss")  # what holds many reports: a table is what to make of it
UNREAD = "files of the kind "
"""How the reason begins why a file was not opened at all."""


def unread(kind: str) -> str:
    """Why a file with this ending is not read, and what to do about it."""
    if kind in _SHEETS:
        return f"{UNREAD}{kind} are not read: save it as a table (.csv or .jsonl), a report in each row"
    which = f"{UNREAD}{kind}" if kind else "files without an ending in their name"
    return f"{which} are not read: if it is a report, save it as text (.txt) or as a page (.html)"


class Skipped(NamedTuple):
    """Something that is no report, and why, in plain words."""

    path: str
    member: str | None
    reason: str


Item = Mapping[str, Any]


def find_files(given: Path) -> Iterator[tuple[Path, str] | Skipped]:
    """The files of a path in order of their names, each with the name under which it is kept: never a machine's own path.

    Raises InputNotFound for a path that is not there. A folder reached twice (by a link) is read once.
    """
    if not given.exists():
        raise InputNotFound(f"{given} is not there: check the path")
    name = storable(given.name if given.name not in ("", ".", "..") else given.resolve().name)
    if given.is_dir():
        yield from _walk(given, name, {os.path.realpath(given)})
    else:
        yield given, name


def _walk(folder: Path, name: str, seen: set[str]) -> Iterator[tuple[Path, str] | Skipped]:
    try:
        entries = sorted(folder.iterdir(), key=lambda entry: entry.name)
    except OSError as error:
        yield Skipped(name, None, f"the folder cannot be read: {error.strerror or 'unknown reason'}")
        return
    for entry in entries:
        label = storable(f"{name}/{entry.name}")  # a name in another encoding than the system's
        if entry.name.startswith("."):
            yield Skipped(label, None, "a hidden file" if not entry.is_dir() else "a hidden folder")
        elif entry.is_dir():
            real = os.path.realpath(entry)
            if entry.suffix == ".stemma" and (entry / "manifest.json").exists():
                yield Skipped(label, None, "a case of Stemma, not a folder of reports")
            elif real in seen:
                yield Skipped(label, None, "a link to a folder that is read already")
            else:
                seen.add(real)
                yield from _walk(entry, label, seen)
        elif entry.is_file():
            yield entry, label
        else:
            yield Skipped(label, None, "a link that leads nowhere" if entry.is_symlink() else "not a plain file")


def read_items(given: Iterable[Path], columns: Columns) -> Iterator[Item | Skipped]:
    """Every page and row of some paths, in order. Raises InputNotFound, and ColumnNotFound for a table given by itself."""
    for path in given:
        for found in find_files(path):
            if isinstance(found, Skipped):
                yield found
                continue
            place, name = found
            kind = place.suffix.lower()
            try:
                if kind in _MEDIA:
                    yield _read_file(place, name, _MEDIA[kind])
                elif kind in _TABLES:
                    yield from _read_table(place, name, kind, columns)
                else:
                    yield Skipped(name, None, unread(kind))
            except ColumnNotFound as error:
                if place == path:
                    raise ColumnNotFound(f"{place}: {error}") from error
                yield Skipped(name, None, str(error))
            except OSError as error:
                yield Skipped(name, None, f"the file cannot be read: {error.strerror or type(error).__name__}")


def _item(path: str, member: str | None, media: str, raw: bytes, **told: Any) -> Item:
    digest = hashlib.sha256(raw).hexdigest()
    item = {"path": path, "member": member, "media": media, "raw": raw, "raw_sha256": digest, **told}
    return item | {"input_id": content_id(*(item.get(name) for name in _KNOWN))}


def _read_file(place: Path, name: str, media: str) -> Item | Skipped:
    if place.stat().st_size > _LARGEST_PAGE:
        return Skipped(name, None, f"larger than {_LARGEST_PAGE >> 20} MB: no single report is")
    raw = place.read_bytes()
    if not raw.strip():
        return Skipped(name, None, "the file is empty")
    if _binary(raw):
        return Skipped(name, None, "the file holds binary data, not text")
    return _item(name, None, media, raw)


def _binary(raw: bytes) -> bool:
    """Whether bytes are no text: they hold a zero byte and no mark of a two-byte encoding, or are mostly control codes."""
    head = raw[:_SNIFFED]
    if head.startswith((b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")):
        return False
    controls = sum(byte < 32 and byte not in (9, 10, 11, 12, 13, 27) for byte in head)
    return b"\0" in head or controls * 20 > len(head)


def _read_table(place: Path, name: str, kind: str, columns: Columns) -> Iterator[Item | Skipped]:
    """Each row as an item: its raw bytes are its text in UTF-8."""
    if kind == ".parquet":
        rows = _parquet_rows(place)
    elif kind in (".csv", ".tsv"):
        rows = _csv_rows(place, "\t" if kind == ".tsv" else None)
    else:
        rows = _json_rows(place)
    header, body = _header(rows)
    if not header and not body:
        yield Skipped(name, None, "the table has no rows")
        return
    chosen: dict[str, str] | None = None
    for number, row in body:
        if isinstance(row, str):
            yield Skipped(name, f"row {number}", row)
            continue
        if chosen is None:
            chosen = choose_columns(header, columns)
        yield _row_item(name, number, row, chosen)


Row = Mapping[str, Any] | str  # a text is the reason why a row cannot be read


def _header(rows: Iterator[tuple[int, Row]]) -> tuple[list[str], Iterable[tuple[int, Row]]]:
    """The columns that the first rows have between them, and all rows."""
    first: list[tuple[int, Row]] = []
    names: dict[str, None] = {}
    for number, row in rows:
        first.append((number, row))
        if isinstance(row, Mapping):
            names.update(dict.fromkeys(map(str, row)))
        if len(first) >= 100:
            break

    def all_rows() -> Iterator[tuple[int, Row]]:
        yield from first
        yield from rows

    return list(names), all_rows() if first else []


def _json_rows(place: Path) -> Iterator[tuple[int, Row]]:
    with place.open("rb") as lines:
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            try:
                row = json.loads(decode(line, declared=False).text)
            except (ValueError, RecursionError):
                yield number, "the line is no JSON"
                continue
            yield (
                number,
                row if isinstance(row, dict) else "the line is no JSON object",
            )


def _csv_rows(place: Path, delimiter: str | None) -> Iterator[tuple[int, Row]]:
    text = decode(place.read_bytes(), declared=False).text.replace("\0", "")
    head = text[:_SNIFFED].split("\n", 1)[0]
    delimiter = delimiter or max(",;\t|", key=lambda mark: (head.count(mark), mark == ","))
    csv.field_size_limit(1 << 30)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    header: list[str] | None = None
    number = 0
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            number += 1
            yield number, f"the row cannot be read: {error}"
            continue
        if header is None:
            header = [cell.strip() for cell in cells]
        elif any(cell.strip() for cell in cells):
            number += 1
            yield number, dict(zip(header, cells, strict=False))


def _parquet_rows(place: Path) -> Iterator[tuple[int, Row]]:
    try:
        table = pq.ParquetFile(place)
    except pa.ArrowException as error:
        raise OSError(0, "it is no Parquet file") from error
    number = 0
    for batch in table.iter_batches(batch_size=2000):
        for row in batch.to_pylist():
            number += 1
            yield number, row


def _text_of(value: Any) -> str | None:
    if value is None:
        return None
    if isinstance(value, list | tuple):
        value = ", ".join(str(one) for one in value)
    bare = " ".join(storable(str(value)).split())
    return bare or None


def _row_item(name: str, number: int, row: Mapping[str, Any], chosen: Mapping[str, str]) -> Item | Skipped:
    def told(what: str) -> Any:
        return row.get(chosen[what]) if what in chosen else None

    row_id = _text_of(told("row_id"))
    member = row_id or f"row {number}"
    text = told("text")
    if isinstance(text, bytes):
        text = decode(text).text
    if not isinstance(text, str) or not text.strip():
        return Skipped(name, member, "the row has no text")
    published = read_table_moment(told("published"))
    fetched = read_table_moment(told("fetched"))
    return _item(
        name,
        member,
        "html" if is_page(text) else "text",
        text.encode("utf-8", "replace"),
        outlet=_text_of(told("outlet")),
        title=_text_of(told("title")),
        url=_text_of(told("url")),
        byline=_text_of(told("byline")),
        row_id=row_id,
        published=published.when if published else None,
        published_precision=published.precision if published else None,
        fetched=fetched.when if fetched else None,
    )


def read_table_moment(value: Any) -> Moment | None:
    """A cell as a moment: a date, a time, ISO text, or a date as pages print it; None for what is neither.

    A time without a zone is taken as UTC, as tables mean it; midnight without a zone is a day without a time.
    """
    if isinstance(value, datetime):
        if value.tzinfo is None:
            whole = value.replace(hour=0, minute=0, second=0, microsecond=0) == value
            return Moment(value.replace(tzinfo=UTC), "day" if whole else "minute")
        return Moment(value.astimezone(UTC), "minute")
    if isinstance(value, date):
        return Moment(datetime(value.year, value.month, value.day, tzinfo=UTC), "day")
    if not isinstance(value, str) or not value.strip():
        return None
    bare = value.strip()
    try:
        plain = datetime.fromisoformat(bare)
    except ValueError:
        return read_iso(bare) or read_moment(bare)
    return read_iso(bare) if len(bare) == 10 or plain.tzinfo else read_table_moment(plain)


def read_inputs(given: Iterable[Path | str], columns: Columns | None = None) -> tuple[pa.Table, pa.Table]:
    """All raw items of some files, folders and tables (columns of ``INPUTS``), and what was ``skipped``, in order.

    Raises InputNotFound for a path that is not there, ColumnNotFound for a table, given by itself, without a text.
    """
    rows: list[Item] = []
    skipped: list[Mapping[str, Any]] = []
    for found in read_items([Path(path) for path in given], columns or Columns()):
        if isinstance(found, Skipped):
            skipped.append(found._asdict())
        else:
            rows.append(found)
    table = pa.Table.from_pydict({name: [row.get(name) for row in rows] for name in INPUTS.names}, schema=INPUTS)
    return table, schema.table("skipped", skipped)
