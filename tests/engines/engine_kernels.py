"""Kernels of the tests: a module of their own, as workers and executors import them."""

import os
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from stemma.engine import datasets


def triple(table: pa.Table, by: int = 3) -> pa.Table:
    return pa.table({"n": pc.multiply(table.column("n"), by)})


def fail(table: pa.Table) -> pa.Table:
    raise ValueError("this kernel fails on purpose")


def add_beside(table: pa.Table, beside: Path) -> pa.Table:
    """Adds the first number of another dataset, which is read by its path."""
    return pa.table({"n": pc.add(table.column("n"), datasets.read_table(beside).column("n")[0])})


def process(_batch: pa.Table) -> pa.Table:
    """The process that a kernel runs in."""
    return pa.table({"process": pa.array([os.getpid()], pa.int64())})


def end(_batch: pa.Table) -> pa.Table:
    """A kernel whose process is killed."""
    os._exit(9)
