"""The one seam between the stages and the machine they run on: four verbs over named datasets.

A dataset is a folder of Parquet parts in a workspace (Arrow files where ``datasets.MAPPED`` says so, which queries do
not name), with a mark in it once it is whole. A kernel is a module-level
function (or a ``functools.partial`` of one) from an Arrow table to an Arrow table, row-wise in its meaning: what it
makes of a row must not depend on the rows beside it, so that parts can be cut anywhere.
"""

from collections.abc import Callable
from typing import Protocol

import pyarrow as pa

from stemma.engine.local import LocalEngine
from stemma.engine.machine import Machine
from stemma.engine.results import ROWS

Kernel = Callable[[pa.Table], pa.Table]
Tick = Callable[[int, int], None]
"""Told how many rows of how many are done."""


class Engine(Protocol):
    """What a stage may ask of the machine."""

    @property
    def processes(self) -> int:
        """How many kernels run at a time."""

    def map_batches(self, kernel: Kernel, source: str, target: str, tick: Tick | None = None) -> None:
        """Make the dataset ``target`` of ``source``, part by part; parts that are there already are kept."""

    def run_sql(self, query: str, target: str, rows: int = ROWS) -> None:
        """Make the dataset ``target``, in parts of ``rows``, from a query in which every whole dataset is a table of its name.

        Queries are written in what DuckDB and Spark read alike: signed 64-bit integers, joins, GROUP BY, windows, a name
        for every column that is reckoned, and an ORDER BY that leaves no ties open. Nothing comes before everything, text
        is sorted by its bytes. No division, no xor or shifts, no hash of an engine's own. What comes out is of one set of
        types (``results.common_type``: all whole numbers as int64).
        """

    def collect(self, name: str) -> pa.Table:
        """The rows of a dataset in the order of its parts. Raises UnknownName where it is not whole."""

    def exists(self, name: str) -> bool:
        """Whether the dataset is there and whole."""


__all__ = ["Engine", "Kernel", "LocalEngine", "Machine", "Tick"]
