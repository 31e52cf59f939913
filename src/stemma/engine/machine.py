"""On what a run works: which engine, how much of it, and how an engine is opened for a workspace.

Nothing here changes what comes out: every engine gives the same tables.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from stemma.engine.local import LocalEngine
from stemma.engine.workers import Workers
from stemma.errors import UsageError

if TYPE_CHECKING:
    from stemma.engine import Engine

ENGINES = ("local", "spark")
UNITS = {"MB": 10**6, "GB": 10**9, "TB": 10**12, "MIB": 2**20, "GIB": 2**30, "TIB": 2**40}
LEAST = {"local": 600 * 10**6, "spark": 512 * 10**6}
"""Bytes below which no run gets far (the libraries alone hold 250 MB), or an executor will not start (Spark asks for 450 MiB)."""


@dataclass(frozen=True, slots=True)
class Machine:
    """What was asked for: ``engine`` (local or spark), ``processes`` at a time (None: all there are), ``memory``
    (a size such as 2GB: what this process may hold until the shared passages are found, its joins among it; on Spark
    what each executor gets) and ``master``, Spark's address.

    Raises UsageError for what cannot be.
    """

    engine: str = "local"
    processes: int | None = None
    memory: str | None = None
    master: str | None = None

    def __post_init__(self) -> None:
        if self.engine not in ENGINES:
            raise UsageError(f"there is no engine {self.engine!r}; there are {' and '.join(ENGINES)}")
        if self.master and self.engine != "spark":
            raise UsageError("a master is for the Spark engine: add --engine spark (engine='spark'), or leave it out")
        if self.bound is not None and self.bound < LEAST[self.engine]:
            raise UsageError(
                f"{self.memory} of memory is too little for the {self.engine} engine: "
                f"give {LEAST[self.engine] // 10**6}MB or more"
            )
        if self.engine == "spark":
            from stemma.engine.spark import check_master

            check_master(self.master)

    @property
    def bound(self) -> int | None:
        """The bytes of ``memory``; None where no bound was asked for."""
        return memory_bytes(self.memory) if self.memory is not None else None

    @contextmanager
    def open(self, workspace: Path) -> Iterator["Engine"]:
        """The engine on the datasets of ``workspace``. Raises UsageError where Spark cannot be had."""
        if self.engine == "local" and self.bound is not None:
            # A database keeps what a join took for the next one, and workers what they loaded: with a bound each query
            # and each kernel begins its own.
            yield LocalEngine(workspace, self.processes or cores(), bound=self.bound)
            return
        if self.engine == "local":
            with duckdb.connect(":memory:") as database, Workers() as workers:
                engine = LocalEngine(workspace, self.processes or cores(), database=database, workers=workers)
                engine.set_up(database)
                yield engine
            return
        from stemma.engine.spark import SparkEngine, running_session

        with running_session(self.master, self.processes, self.bound) as session:
            yield SparkEngine(workspace.resolve(), session)


def memory_bytes(size: str) -> int:
    """The bytes of a size such as 500MB, 2GB or 1.5GiB. Raises UsageError for anything else."""
    found = re.fullmatch(r"\s*(\d+(?:\.\d+)?)\s*([KMGT]i?B)\s*", size, re.IGNORECASE)
    if not found or found[2].upper() not in UNITS:
        raise UsageError(f"{size!r} is no amount of memory: write 500MB, 2GB or 1.5GiB")
    return int(float(found[1]) * UNITS[found[2].upper()])


def cores() -> int:
    """How many cores this process may use."""
    import os

    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
