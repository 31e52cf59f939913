"""Datasets on disk: a folder of Parquet parts, and a mark in it once it is whole.

A part is written under another name and then renamed, so that one that is there is whole: a run that was killed is
taken up where it stopped.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

from stemma.errors import CaseError, UnknownName

WHOLE_MARK = "whole"


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
    """Write a Parquet file at once or not at all; the same rows give the same bytes."""
    with whole(path) as file:
        pq.write_table(table, file, compression="zstd", store_schema=True)


def read_table(path: Path) -> pa.Table:
    """The rows of one Parquet file. Raises CaseError where it is gone or damaged."""
    try:
        return pq.ParquetFile(path).read()
    except (FileNotFoundError, pa.ArrowException) as error:
        problem = "is gone" if isinstance(error, FileNotFoundError) else "is damaged"
        raise CaseError(f"{path} {problem}: read the files again, into a new case if that does not help") from error


def parts(workspace: Path, name: str) -> list[Path]:
    """The parts of a dataset that are there, in order."""
    return sorted((workspace / name).glob("part-*.parquet"))


def part_path(workspace: Path, name: str, number: int) -> Path:
    """Where the part of that number stands."""
    return workspace / name / f"part-{number:06d}.parquet"


def is_whole(workspace: Path, name: str) -> bool:
    """Whether the dataset was finished."""
    return (workspace / name / WHOLE_MARK).exists()


def mark_whole(workspace: Path, name: str) -> None:
    """Say that the dataset is finished."""
    (workspace / name / WHOLE_MARK).touch()


def put(workspace: Path, name: str, table: pa.Table, rows: int | None = None) -> None:
    """Make a dataset of a table, cut into parts of ``rows`` rows (one part where that is None)."""
    (workspace / name).mkdir(parents=True, exist_ok=True)
    step = rows or max(1, table.num_rows)
    for number, begin in enumerate(range(0, max(1, table.num_rows), step)):
        path = part_path(workspace, name, number)
        if not path.exists():
            write_table(table.slice(begin, step), path)
    mark_whole(workspace, name)


def collect(workspace: Path, name: str) -> pa.Table:
    """The rows of a whole dataset in the order of its parts. Raises UnknownName where it is not whole."""
    if not is_whole(workspace, name):
        raise UnknownName(f"there is no finished dataset {name!r} in {workspace}")
    return pa.concat_tables([read_table(path) for path in parts(workspace, name)])
