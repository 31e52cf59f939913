"""The local engine: DuckDB for joins, a pool of worker processes for kernels, Parquet parts between them."""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path

import duckdb
import pyarrow as pa

from stemma.engine import datasets
from stemma.engine.results import ROWS, named_in, put_result
from stemma.engine.workers import Workers
from stemma.errors import StemmaError

LEAST_JOIN = 100 * 10**6
"""Bytes below which a join cannot work."""
RESERVE = 100 * 10**6
"""Bytes for what a join hands over and for what is done with it."""


@dataclass(frozen=True, slots=True)
class LocalEngine:
    """One machine. ``workspace`` is the folder of the datasets; ``processes`` how many run kernels at a time.

    With one process kernels run in the calling one. So do they for the first seconds ``alone``, and on if three times
    as much would do what is left: a worker takes some seconds to begin, and little work is done by then. Of ``many``
    parts none is, and the workers begin at once; so it is with more than one where some are there already. ``memory``
    bounds DuckDB, which spills to the workspace beyond it; with a ``bound`` (bytes that this process may hold in all) it
    gets what is left of that. ``database`` is an empty one to join in, once set up; without it every query opens one of its
    own, which takes longer than a small query does.
    ``workers`` keeps processes from one kernel to the next; without it each kernel begins its own.
    """

    workspace: Path
    processes: int = 1
    memory: str = "1GB"
    bound: int | None = None
    alone: float = 1.0
    many: int = 12
    database: duckdb.DuckDBPyConnection | None = field(default=None, compare=False)
    workers: Workers | None = field(default=None, compare=False)

    def map_batches(
        self,
        kernel: Callable[[pa.Table], pa.Table],
        source: str,
        target: str,
        tick: Callable[[int, int], None] | None = None,
    ) -> None:
        """Make ``target`` of ``source`` part by part, several parts at a time; parts that are there are kept."""
        if self.exists(target):
            return
        pairs = datasets.part_pairs(self.workspace, source, target)
        jobs = [(path, made) for path, made in pairs if not made.exists()]
        done = len(pairs) - len(jobs)

        def finished() -> None:
            nonlocal done
            done += 1
            if tick:
                tick(done, len(pairs))

        if tick:
            tick(done, len(pairs))
        began = time.monotonic()
        here = 0
        ready = len(jobs) > 1 and self.workers is not None and self.workers.waiting() > 0
        while here < len(jobs) and (self.processes == 1 or (len(jobs) < self.many and not ready)):
            spent, left = time.monotonic() - began, len(jobs) - here
            if self.processes > 1 and left > 1 and spent >= self.alone and spent * left >= 3 * self.alone * here:
                break
            path, made = jobs[here]
            datasets.write_table(kernel(datasets.read_table(path)), made)
            here += 1
            finished()
        if here < len(jobs):
            with nullcontext(self.workers) if self.workers else Workers() as workers:
                workers.run(kernel, jobs[here:], min(self.processes, len(jobs) - here), finished)
        datasets.mark_whole(self.workspace, target)

    def run_sql(self, query: str, target: str, rows: int = ROWS) -> None:
        """Make ``target`` from a query; every whole dataset of the workspace is a table of its name.

        Threads finish in any order: a query must say in which its rows come.
        """
        if self.exists(target):
            return
        memory = self.memory if self.bound is None else f"{left_of(self.bound) // 10**6}MB"
        with self._connection() as connection:
            connection.execute(f"SET memory_limit='{memory}'")
            for name in named_in(query, self.workspace):
                files = ", ".join(map(_quoted, datasets.parts(self.workspace, name)))
                connection.execute(f'CREATE TEMP VIEW "{name}" AS SELECT * FROM read_parquet([{files}])')
            try:
                result = connection.sql(query).to_arrow_reader(min(rows, ROWS))
                put_result(self.workspace, target, result.schema, result, rows)
            except duckdb.OutOfMemoryException as error:
                raise StemmaError(f"{memory} of memory is too little for the query for {target!r}") from error

    @contextmanager
    def _connection(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A connection of which the views are seen by nobody else, and go with it."""
        if self.database is not None:
            with self.database.cursor() as cursor:
                yield cursor
            return
        with duckdb.connect(":memory:") as connection:
            self.set_up(connection)
            yield connection

    def set_up(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Bound a database's processes, and say where it spills."""
        connection.execute(f"SET threads={max(1, self.processes)}")
        connection.execute("SET enable_progress_bar=false")  # else it writes to what may be read by a program
        connection.execute("SET enable_external_file_cache=false")  # no file is read often enough for its memory
        connection.execute(f"SET temp_directory={_quoted(self.workspace / '.spill')}")
        # As Spark has it.
        connection.execute("SET default_null_order='NULLS_FIRST_ON_ASC_LAST_ON_DESC'")

    def collect(self, name: str) -> pa.Table:
        """The rows of a whole dataset, in the order of its parts. Raises UnknownName where it is not whole."""
        return datasets.collect(self.workspace, name)

    def exists(self, name: str) -> bool:
        """Whether the dataset is there and whole."""
        return datasets.is_whole(self.workspace, name)


def left_of(bound: int) -> int:
    """The bytes that a join may take where the whole process may hold ``bound``.

    Raises StemmaError where what is held already leaves too little.
    """
    held = held_bytes()
    left = bound // 2 if held is None else bound - held - RESERVE
    if left < LEAST_JOIN:
        raise StemmaError(
            f"{bound // 10**6} MB of memory is too little for this pile: {(bound - left) // 10**6} MB are taken up before "
            f"a join begins, which needs {LEAST_JOIN // 10**6} MB more; what is done is kept, run it again with more"
        )
    return left


def held_bytes() -> int | None:
    """The memory that this process holds for itself, without what it only maps from files; None where nothing tells."""
    pa.default_memory_pool().release_unused()
    try:
        _, resident, shared = Path("/proc/self/statm").read_text().split()[:3]
    except OSError:
        return None
    return (int(resident) - int(shared)) * os.sysconf("SC_PAGE_SIZE")


def _quoted(path: Path) -> str:
    """A path as a text in SQL."""
    return "'" + path.as_posix().replace("'", "''") + "'"
