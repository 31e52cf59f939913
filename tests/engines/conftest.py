"""A real cluster on this machine: a master, two workers, and a session on it, started once for all tests."""

import os
import queue
import re
import subprocess
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from stemma.engine import LocalEngine
from stemma.engine.spark import SparkEngine, check_master, running_session
from stemma.errors import UsageError

HERE = Path(__file__).parent
STARTED = 120.0
"""Seconds until a master or a worker must have started, on a busy machine."""
SMALL = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
"""Short runs on few cores: no time is spent on making code fast that runs once."""


@contextmanager
def started(name: str, arguments: list[str], said: str, environment: dict[str, str]) -> Iterator[str]:
    """Start a part of a cluster, wait until it says ``said`` (give the group of it), and end it by its id."""
    import pyspark

    program = Path(pyspark.__file__).parent / "bin" / "spark-class"
    process = subprocess.Popen(
        [str(program), f"org.apache.spark.deploy.{name}", *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env=environment,
        text=True,
    )
    lines: list[str] = []
    found: queue.SimpleQueue[str | None] = queue.SimpleQueue()

    def listen() -> None:
        for line in process.stderr:
            lines.append(line)
            if match := re.search(said, line):
                found.put(match[1])
        found.put(None)

    listener = threading.Thread(target=listen)
    listener.start()
    try:
        try:
            answer = found.get(timeout=STARTED)
        except queue.Empty:
            answer = None
        if answer is None:
            pytest.fail(f"{name} did not start:\n{''.join(lines[-20:])}")
        yield answer
    finally:
        process.terminate()
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        listener.join()
        process.stderr.close()


@pytest.fixture(scope="session")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a standalone cluster of one master and two workers on loopback."""
    try:
        check_master("local")
    except UsageError as error:
        pytest.skip(str(error))
    folder = tmp_path_factory.mktemp("cluster")
    (folder / "spark-defaults.conf").write_text(
        f"spark.driver.extraJavaOptions {SMALL}\nspark.executor.extraJavaOptions {SMALL}\n"
    )
    with pytest.MonkeyPatch.context() as told, ExitStack() as running:
        told.setenv("SPARK_CONF_DIR", str(folder))
        told.setenv("SPARK_DAEMON_JAVA_OPTS", SMALL)
        told.setenv("SPARK_DAEMON_MEMORY", "256m")
        told.setenv("SPARK_LOCAL_IP", "127.0.0.1")
        told.setenv("SPARK_LOCAL_DIRS", str(folder / "local"))
        # So that executors find the kernels of the tests.
        told.setenv("PYTHONPATH", os.pathsep.join([str(HERE), os.environ["PYTHONPATH"]]))
        # A port of 0 is any that is free.
        here = ["--host", "127.0.0.1", "--port", "0", "--webui-port", "0"]
        master = running.enter_context(
            started("master.Master", here, r"Starting Spark master at (spark://\S+)", dict(os.environ))
        )
        for number in (1, 2):
            work = ["--cores", "2", "--memory", "2g", "--work-dir", str(folder / f"worker-{number}")]
            running.enter_context(
                started(
                    "worker.Worker", [*here, *work, master], r"(Successfully registered) with master", dict(os.environ)
                )
            )
        yield master


@pytest.fixture(scope="session")
def session(cluster: str):
    """A session on the cluster that takes half its cores, one of each worker."""
    with running_session(cluster, 2, 600 * 10**6) as running:
        yield running


@pytest.fixture(params=["local, one process", "local, two processes", "spark"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> LocalEngine | SparkEngine:
    """Each engine, on a workspace whose name has signs in it that mean something to some program."""
    workspace = tmp_path / "a [case], 50% é's"
    workspace.mkdir()
    if request.param == "spark":
        return SparkEngine(workspace, request.getfixturevalue("session"))
    return LocalEngine(workspace, processes=1 if "one" in request.param else 2, alone=0)
