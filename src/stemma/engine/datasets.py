"""Datasets on disk: a folder of Parquet parts, and a mark in it once it is whole.

The parts of those that are ``MAPPED`` are Arrow files instead: of these a reader takes up the rows that it looks at
where they lie in the file, and no query names them.

A part is written under another name and then renamed, so that one that is there is whole: a run that was killed is
taken up where it stopped.
"""

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

from stemma.errors import CaseError, UnknownName

WHOLE_MARK = "whole"
PLAIN = {"stored": "plain"}
"""What a column's metadata say where it is not compressed: numbers that are read often, by few rows."""
_COMPRESSION = {"plain": "NONE", "lightly": "LZ4"}
"""By what its metadata say. Texts are compressed lightly: a case that grows reads and writes all of them."""
MAPPED = frozenset(["said_words"])
"""Datasets of many numbers, of which kernels look up some rows in every part."""
_MAPPED_ENDING = ".arrow"
_LARGE = 16 << 20  # bytes of a file from which its columns are read at a time


@contextmanager
def whole(path: Path) -> Iterator[BinaryIO]:
    """A file to write to that takes the name ``path`` once it is on the disk: at once or not at all.

    Without the sync, a machine that loses its power could keep the name and lose what it names.
    """
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with unfinished.open("wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def write_text(text: str, path: Path) -> None:
    """Write a text in UTF-8 at once or not at all."""
    with whole(path) as file:
        file.write(text.encode())


def write_table(table: pa.Table, path: Path) -> None:
    """Write a file at once or not at all; the same rows give the same bytes, however they lay in memory.

    It is a Parquet file, unless it has the name of a part that is mapped.
    """
    table = as_stored(table)
    columns = table.schema
    if path.suffix == _MAPPED_ENDING:
        with whole(path) as file, pa.ipc.new_file(file, columns) as written:
            written.write_table(table.combine_chunks())
        return
    stored = {field.name: (field.metadata or {}).get(b"stored", b"").decode() for field in columns}
    compression = {name: _COMPRESSION.get(how, "ZSTD") for name, how in stored.items()}
    with whole(path) as file:
        pq.write_table(table.combine_chunks(), file, compression=compression, store_schema=True)


def as_stored(table: pa.Table) -> pa.Table:
    """The table as it is when it is read again."""
    return table.cast(pa.schema([field.with_type(_stored(field.type)) for field in table.schema]))


def _stored(kind: pa.DataType) -> pa.DataType:
    """A type with the name that Parquet gives to the items of lists: tables made and tables read differ in it."""
    if pa.types.is_list(kind):
        return pa.list_(pa.field("element", _stored(kind.value_type)))
    if pa.types.is_struct(kind):
        return pa.struct([field.with_type(_stored(field.type)) for field in kind])
    return kind


def link(source: Path, target: Path) -> None:
    """Give a finished file a second name, at once or not at all; a copy where the disk knows no hard links.

    Files of datasets and states are never written to again, only replaced, so two names may share one.
    """
    if target.exists() and target.samefile(source):
        return
    unfinished = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        unfinished.unlink(missing_ok=True)
        os.link(source, unfinished)
        unfinished.replace(target)
    except OSError:
        with source.open("rb") as file, whole(target) as copy:
            shutil.copyfileobj(file, copy)
    finally:
        unfinished.unlink(missing_ok=True)


def read_table(path: Path, columns: Sequence[str] | None = None) -> pa.Table:
    """The rows of one file, all columns or some. Raises CaseError where it is gone or damaged."""
    try:
        if path.suffix == _MAPPED_ENDING:
            table = pa.ipc.open_file(pa.memory_map(str(path))).read_all()
            return table if columns is None else table.select(columns)
        # One thread reads a part twice as fast as several that wait for one another.
        return pq.ParquetFile(path).read(columns, use_threads=path.stat().st_size > _LARGE)
    except (FileNotFoundError, pa.ArrowException) as error:
        problem = "is gone" if isinstance(error, FileNotFoundError) else "is damaged"
        raise CaseError(f"{path} {problem}: read the files again, into a new case if that does not help") from error


def count_rows(path: Path) -> int:
    """How many rows a Parquet file has."""
    rows: int = pq.read_metadata(path).num_rows
    return rows


def parts(workspace: Path, name: str) -> list[Path]:
    """The parts of a dataset that are there, in order."""
    return sorted((workspace / name).glob(f"part-*{_ending(name)}"))


def part_path(workspace: Path, name: str, number: int) -> Path:
    """Where the part of that number stands."""
    return workspace / name / f"part-{number:06d}{_ending(name)}"


def _ending(name: str) -> str:
    """How the names of a dataset's parts end."""
    return _MAPPED_ENDING if name in MAPPED else ".parquet"


def part_pairs(workspace: Path, source: str, target: str) -> list[tuple[Path, Path]]:
    """Each part of ``source`` with that which is made of it in ``target``, whose folder is there from now on."""
    (workspace / target).mkdir(parents=True, exist_ok=True)
    return [(path, part_path(workspace, target, number)) for number, path in enumerate(parts(workspace, source))]


def is_whole(workspace: Path, name: str) -> bool:
    """Whether the dataset was finished."""
    return (workspace / name / WHOLE_MARK).exists()


def mark_whole(workspace: Path, name: str) -> None:
    """Say that the dataset is finished."""
    (workspace / name / WHOLE_MARK).touch()


def put(workspace: Path, name: str, table: pa.Table, rows: int | None = None, after: int = 0) -> None:
    """Make a dataset of a table, cut into parts of ``rows`` rows (one part where that is None).

    Parts that are there are kept. The table follows the first ``after`` parts, which were linked into the dataset.
    """
    (workspace / name).mkdir(parents=True, exist_ok=True)
    step = rows or max(1, table.num_rows)
    least = 0 if after else 1  # a dataset has one part at the least, which says its columns
    for number, begin in enumerate(range(0, max(least, table.num_rows), step), start=after):
        path = part_path(workspace, name, number)
        if not path.exists():
            write_table(table.slice(begin, step), path)
    mark_whole(workspace, name)


def link_parts(source: Path, workspace: Path, name: str) -> int:
    """Take over the parts of a dataset that stands in the folder ``source`` too; return how many it has there."""
    (workspace / name).mkdir(parents=True, exist_ok=True)
    there = parts(source, name)
    for path in there:
        link(path, workspace / name / path.name)
    return len(there)


def collect(workspace: Path, name: str, columns: Sequence[str] | None = None) -> pa.Table:
    """The rows of a whole dataset in the order of its parts. Raises UnknownName where it is not whole."""
    if not is_whole(workspace, name):
        raise UnknownName(f"there is no finished dataset {name!r} in {workspace}")
    return pa.concat_tables([read_table(path, columns) for path in parts(workspace, name)])
