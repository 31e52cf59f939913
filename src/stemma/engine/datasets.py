"""Datasets on disk: a folder of Parquet parts, and a mark in it once it is whole.

A part is written under another name and then renamed, so that one that is there is whole: a run that was killed is
taken up where it stopped.
"""

import os
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from stemma.errors import UnknownName

WHOLE_MARK = "whole"


def write_table(table: pa.Table, path: Path) -> None:
    """Write a Parquet file at once or not at all; the same rows give the same bytes."""
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    pq.write_table(table, unfinished, compression="zstd", store_schema=True)
    unfinished.replace(path)


def read_table(path: Path) -> pa.Table:
    """The rows of one Parquet file."""
    return pq.ParquetFile(path).read()


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
