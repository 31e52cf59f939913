"""What comes out of a query: one set of types and one way to cut parts, so that every engine writes the same bytes.

Engines differ in the types they give the same query (a sum is of 128 bits in DuckDB, of 64 in Spark; a row's number
of 64 and of 32), so results are brought to the widest of a kind.
"""

import re
from collections.abc import Iterable
from pathlib import Path

import pyarrow as pa

from stemma.engine import datasets
from stemma.errors import StemmaError

ROWS = 50_000
"""Rows in a part of a result: some megabytes, and enough parts for every process of a large run."""


def named_in(query: str, workspace: Path) -> list[str]:
    """The whole datasets of a workspace whose names stand in a query."""
    words = {word.lower() for word in re.findall(r"\w+", query)}
    folders = (folder.name for folder in workspace.iterdir() if folder.name.lower() in words)
    return sorted(name for name in folders if datasets.is_whole(workspace, name))


def common_schema(schema: pa.Schema) -> pa.Schema:
    """The columns of a result in the types that all engines share."""
    return pa.schema([pa.field(field.name, common_type(field.type)) for field in schema])


def common_type(kind: pa.DataType) -> pa.DataType:
    """Whole numbers as signed 64 bits, others as doubles, text as string, moments in microseconds."""
    if pa.types.is_integer(kind) or (pa.types.is_decimal(kind) and kind.scale == 0):
        return pa.int64()
    if pa.types.is_floating(kind) or pa.types.is_decimal(kind):
        return pa.float64()
    if pa.types.is_large_string(kind) or pa.types.is_string_view(kind):
        return pa.string()
    if pa.types.is_large_binary(kind) or pa.types.is_binary_view(kind):
        return pa.binary()
    if pa.types.is_timestamp(kind):
        return pa.timestamp("us", tz="UTC" if kind.tz else None)
    if pa.types.is_list(kind) or pa.types.is_large_list(kind):
        return pa.list_(common_type(kind.value_type))
    if pa.types.is_struct(kind):
        return pa.struct([pa.field(field.name, common_type(field.type)) for field in kind])
    return kind


def put_result(
    workspace: Path, name: str, schema: pa.Schema, batches: Iterable[pa.RecordBatch], rows: int = ROWS
) -> None:
    """Make a dataset of a result's batches, as they come, in parts of ``rows`` rows; one without rows has one part.

    Raises StemmaError where a number does not fit into 64 bits.
    """
    (workspace / name).mkdir(parents=True, exist_ok=True)
    columns = common_schema(schema)
    number = 0
    held = columns.empty_table()

    def write(table: pa.Table) -> None:
        nonlocal number
        path = datasets.part_path(workspace, name, number)
        if not path.exists():
            datasets.write_table(table.combine_chunks(), path)
        number += 1

    for batch in batches:
        try:
            more = pa.Table.from_batches([batch]).rename_columns(columns.names).cast(columns)
        except pa.ArrowInvalid as error:
            raise StemmaError(f"the query for {name!r} gives numbers that are too large: {error}") from error
        held = pa.concat_tables([held, more])
        while held.num_rows >= rows:
            write(held.slice(0, rows))
            held = held.slice(rows)
    if held.num_rows or not number:
        write(held)
    datasets.mark_whole(workspace, name)
