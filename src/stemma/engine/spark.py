"""The Spark engine: the same kernels and the same SQL on a cluster of Apache Spark.

The workspace is a folder that every machine of the cluster sees under the same path. A task is told the number of a
part and nothing else: it reads the part from the workspace, runs the kernel on just the rows that the local engine
would give it, and writes what it made into the workspace. So parts are the same, byte for byte, and a run that was
killed is taken up where it stopped.
"""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, partial
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from uuid import uuid4

import pyarrow as pa
import pyarrow.parquet as pq

from stemma.engine import datasets
from stemma.engine.results import ROWS, named_in, put_result
from stemma.errors import StemmaError, UsageError

if TYPE_CHECKING:
    from pyspark import SparkContext
    from pyspark.sql import SparkSession

JAVA = 17
"""The oldest Java that Spark 4 runs on."""
REACHED = 5.0
"""Seconds until a master that does not answer is given up."""
EXECUTOR = 60.0
"""Seconds until a cluster that gives no executor is given up."""
SEEN = 60.0
"""Seconds until a part that another machine has written must be seen here: shared folders show new files late."""
LOOKED = 0.2
"""Seconds between two looks at how far a job has come."""
SHUFFLED = 32 * 2**20
"""Bytes of Parquet behind one partition of a join: some hundred megabytes once unpacked, which an executor holds."""

STARTED_WITH = {
    "spark.app.name": "stemma",
    "spark.log.level": "FATAL",  # what fails is said by an exception
    "spark.speculation": "false",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    # The driver only plans: starting it, and its first query, take a third of the time without the second compiler.
    "spark.driver.defaultJavaOptions": "-XX:TieredStopAtLevel=1",
    # One task runs on one core: libraries of arrays must not start threads for all of them.
    "spark.executorEnv.BLIS_NUM_THREADS": "1",
    "spark.executorEnv.OMP_NUM_THREADS": "1",
    "spark.executorEnv.OPENBLAS_NUM_THREADS": "1",
}
SQL_AS_IN_DUCKDB = {
    "spark.sql.ansi.enabled": "true",
    "spark.sql.ansi.doubleQuotedIdentifiers": "true",
    "spark.sql.caseSensitive": "false",
    "spark.sql.parquet.compression.codec": "zstd",
    "spark.sql.parquet.datetimeRebaseModeInWrite": "CORRECTED",
    "spark.sql.parquet.outputTimestampType": "TIMESTAMP_MICROS",
    "spark.sql.session.timeZone": "UTC",
}


class Made(NamedTuple):
    """What makes a part: versions that must be the same on every machine, or bytes could differ."""

    stemma: str
    pyarrow: str
    python: str


@dataclass(frozen=True, slots=True)
class SparkEngine:
    """A cluster. ``workspace`` is the folder of the datasets (an absolute path, seen by all), ``session`` runs on it."""

    workspace: Path
    session: "SparkSession"

    @property
    def processes(self) -> int:
        """How many kernels run at a time: the cores that the cluster has given."""
        return int(self.session.sparkContext.defaultParallelism)

    def map_batches(
        self,
        kernel: Callable[[pa.Table], pa.Table],
        source: str,
        target: str,
        tick: Callable[[int, int], None] | None = None,
    ) -> None:
        """Make ``target`` of ``source``, one task a part; parts that are there are kept.

        Raises StemmaError where a kernel fails, or a machine does not see the workspace or has other versions.
        """
        if self.exists(target):
            return
        pairs = datasets.part_pairs(self.workspace, source, target)
        jobs = [(str(path), str(made)) for path, made in pairs if not made.exists()]
        kept = len(pairs) - len(jobs)
        if jobs:
            _run(
                self.session,
                partial(make_part, kernel, versions()),
                jobs,
                lambda done: tick and tick(kept + done, len(pairs)),
            )
        elif tick:
            tick(kept, len(pairs))
        for _, made in pairs:
            if not seen(made, SEEN):
                raise StemmaError(f"{made} was made on the cluster, but is not seen here: {SHARED}")
        datasets.mark_whole(self.workspace, target)

    def run_sql(self, query: str, target: str, rows: int = ROWS) -> None:
        """Make ``target`` from a query; every whole dataset of the workspace is a table of its name.

        Executors write the rows in their order to a passing folder; they are then cut into parts here, a batch at a
        time, so that no machine ever holds a whole result.
        """
        from pyspark.sql import Observation, functions

        if self.exists(target):
            return
        session = self.session.newSession()
        named = named_in(query, self.workspace)
        size = sum(path.stat().st_size for name in named for path in datasets.parts(self.workspace, name))
        partitions = max(2 * self.processes, size // SHUFFLED)
        for option, value in {**SQL_AS_IN_DUCKDB, "spark.sql.shuffle.partitions": str(partitions)}.items():
            session.conf.set(option, value)
        passing = self.workspace / f".{target}.rows"
        try:
            with said_plainly(f"the query for {target!r}"):
                for name in named:
                    folder = read_path(self.workspace / name)
                    dataset = session.read.option("pathGlobFilter", "part-*.parquet").parquet(folder)
                    dataset.createOrReplaceTempView(name)
                counted = Observation()
                result = session.sql(query).observe(counted, functions.count(functions.lit(1)).alias("rows"))
                result.write.mode("overwrite").parquet(written_path(passing))
            files = [pq.ParquetFile(path) for path in sorted(passing.glob("part-*.parquet"))]
            if not files or sum(file.metadata.num_rows for file in files) != counted.get["rows"]:
                raise StemmaError(f"not all rows that the cluster wrote for {target!r} are seen here: {SHARED}")
            batches = (batch for file in files for batch in file.iter_batches())
            put_result(self.workspace, target, files[0].schema_arrow, batches, rows)
        finally:
            shutil.rmtree(passing, ignore_errors=True)

    def collect(self, name: str) -> pa.Table:
        """The rows of a whole dataset, in the order of its parts. Raises UnknownName where it is not whole."""
        return datasets.collect(self.workspace, name)

    def exists(self, name: str) -> bool:
        """Whether the dataset is there and whole."""
        return datasets.is_whole(self.workspace, name)


NO_MASTER = "say on which cluster: --master spark://HOST:7077 (master=...), or local[*] to try it here"
SHARED = "on a cluster the case must lie in a folder that every machine sees under the same path"


@cache
def versions() -> Made:
    """What would make a part in this process."""
    return Made(version("stemma-news"), version("pyarrow"), ".".join(map(str, sys.version_info[:2])))


def make_part(kernel: Callable[[pa.Table], pa.Table], wanted: Made, job: tuple[str, str]) -> None:
    """A task: the kernel on one part. Runs on a machine of the cluster.

    Raises StemmaError where that machine does not see the part, or has other versions.
    """
    source, target = map(Path, job)
    here = socket.gethostname()
    if versions() != wanted:
        raise StemmaError(
            f"{here} has {versions()}, but the run was started with {wanted}: install the same everywhere"
        )
    if not seen(source, REACHED):
        raise StemmaError(f"{here} does not see {source}: {SHARED}")
    datasets.write_table(kernel(datasets.read_table(source)), target)


def seen(path: Path, seconds: float) -> bool:
    """Whether a file is there, or comes to be seen within some seconds."""
    until = time.monotonic() + seconds
    while not path.exists():
        if time.monotonic() > until:
            return False
        time.sleep(LOOKED)
    return True


def written_path(path: Path) -> str:
    """A path as Spark takes it to write to: on the disk, whatever the cluster's own file system is."""
    return f"file://{path}"


def read_path(path: Path) -> str:
    """A path as Spark takes it to read from: there some signs would stand for others."""
    return re.sub(r"([\\*?\[\]{}])", r"\\\1", written_path(path))


def _run(
    session: "SparkSession",
    task: Callable[[tuple[str, str]], None],
    jobs: list[tuple[str, str]],
    finished: Callable[[int], object],
) -> None:
    """Run a task for each job; tell meanwhile how many are done, and stop the cluster's work when this is stopped."""
    from pyspark import InheritableThread

    context = session.sparkContext
    group = f"stemma-{uuid4().hex}"
    failures: list[Exception] = []

    def work() -> None:
        try:
            context.setJobGroup(group, f"{len(jobs)} parts", interruptOnCancel=True)
            context.parallelize(jobs, len(jobs)).foreach(task)
        except Exception as error:
            failures.append(error)

    thread = InheritableThread(target=work, session=session)
    thread.start()
    done = -1
    try:
        while thread.is_alive():
            now = _done(context, group)
            if now != done and now < len(jobs):
                done = now
                finished(done)
            thread.join(LOOKED)
    except BaseException:
        context.cancelJobGroup(group)
        thread.join()
        raise
    if failures:
        with said_plainly("a kernel"):
            raise failures[0]
    finished(len(jobs))


def _done(context: "SparkContext", group: str) -> int:
    """How many tasks of a job group have been completed."""
    tracker = context.statusTracker()
    jobs = [tracker.getJobInfo(job) for job in tracker.getJobIdsForGroup(group)]
    stages = [tracker.getStageInfo(stage) for job in jobs if job for stage in job.stageIds]
    return sum(stage.numCompletedTasks for stage in stages if stage)


@contextmanager
def said_plainly(what: str) -> Iterator[None]:
    """Say what failed on the cluster without the Java around it. Raises StemmaError."""
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException

    try:
        yield
    except (Py4JError, PySparkException) as error:
        text = str(error)
        python = re.search(
            r"Traceback \(most recent call last\):.*?(?=\n\s*\n|\n SQLSTATE|\n\tat |\Z)", text, re.DOTALL
        )
        # What stands above our own frame is Spark's.
        plain = python[0].rpartition(", in make_part\n")[2] if python else text.strip()
        raise StemmaError(f"{what} failed on the cluster:\n{plain}") from error


def check_master(master: str | None) -> None:
    """Raises UsageError where PySpark or Java is missing, where ``master`` is no address of one, or none is known."""
    if find_spec("pyspark") is None:
        raise UsageError("the Spark engine is not installed: pip install 'stemma-news[spark]'")
    if master is not None and not re.fullmatch(r"local(\[[\d*,]+\])?|spark://[^/\s]+:\d+|yarn|k8s://\S+", master):
        raise UsageError(
            f"{master!r} is no address of a Spark master: give spark://HOST:7077, or local[*] to try it here"
        )
    if master is None and running_context() is None:
        raise UsageError(NO_MASTER)
    check_java()


def running_context() -> "SparkContext | None":
    """The session's context that this program has already, if any."""
    from pyspark import SparkContext

    return SparkContext._active_spark_context  # noqa: SLF001 - the public call knows only this thread's session


def check_java() -> None:
    """Raises UsageError where there is no Java, or one that is too old for Spark."""
    home = os.environ.get("JAVA_HOME")
    program = str(Path(home) / "bin" / "java") if home else shutil.which("java")
    needed = f"the Spark engine needs Java {JAVA} or later"
    if not program or not Path(program).exists():
        raise UsageError(f"{needed}: install it, or say where it is with JAVA_HOME")
    told = subprocess.run([program, "-version"], capture_output=True, text=True, check=False).stderr
    found = re.search(r'version "(\d+)', told)
    if not found or int(found[1]) < JAVA:
        raise UsageError(f"{needed}; {program} is {found[1] if found else 'none'}: say where another is with JAVA_HOME")


def check_reached(master: str) -> None:
    """Raises UsageError where nothing answers at the address of a standalone cluster's master (or of any of several)."""
    if not master.startswith("spark://"):
        return
    for place in master.removeprefix("spark://").split(","):
        host, _, port = place.rpartition(":")
        try:
            socket.create_connection((host.strip("[]"), int(port)), timeout=REACHED).close()
        except OSError:
            continue
        return
    raise UsageError(f"no Spark master answers at {master}: start it, or check its address and the firewall")


@contextmanager
def running_session(master: str | None, processes: int | None, memory: int | None) -> Iterator["SparkSession"]:
    """A session on the cluster: the one that runs in this program, which stays, or a new one, which ends with the block.

    ``processes`` are the cores asked of the cluster (None: all), ``memory`` the bytes of each executor.
    Raises UsageError where the cluster cannot be had.
    """
    from pyspark.sql import SparkSession

    active = running_context()
    if active is not None:
        if master is not None and active.master != master:
            raise UsageError(f"this program has a Spark session on {active.master}: stop it, or leave the master out")
        yield SparkSession.builder.getOrCreate()
        return
    if master is None:
        raise UsageError(NO_MASTER)
    check_reached(master)
    options = dict(STARTED_WITH)
    if processes:
        options["spark.cores.max"] = str(processes)
    if memory:
        options["spark.executor.memory"] = f"{memory // 2**20}m"
    session = start(master, options)
    try:
        await_executor(session, master)
        yield session
    finally:
        session.stop()


def start(master: str, options: dict[str, str]) -> "SparkSession":
    """A new session. Raises UsageError where it cannot be started."""
    from pyspark.sql import SparkSession

    # Executors run this same interpreter, unless the user has said another.
    told = os.environ.get("PYSPARK_PYTHON")
    os.environ["PYSPARK_PYTHON"] = told or sys.executable
    try:
        return SparkSession.builder.master(master).config(map=options).getOrCreate()
    except Exception as error:
        lines = str(error).strip().splitlines()
        raise UsageError(f"no Spark session can be had on {master}: {lines[0] if lines else error!r}") from error
    finally:
        if told is None:
            del os.environ["PYSPARK_PYTHON"]


def await_executor(session: "SparkSession", master: str) -> None:
    """Wait until the cluster has given an executor. Raises UsageError where it gives none."""
    if master.startswith("local"):
        return
    until = time.monotonic() + EXECUTOR
    status = session.sparkContext._jsc.sc()  # noqa: SLF001 - PySpark has no public way to count executors
    while status.getExecutorMemoryStatus().size() < 2:  # the driver counts as one
        if time.monotonic() > until:
            raise UsageError(
                f"the cluster at {master} gives no executor within {EXECUTOR:.0f} s: "
                "are its workers running, with cores and memory that are free?"
            )
        time.sleep(LOOKED)
