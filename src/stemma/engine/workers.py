"""Worker processes: started when there is work, kept for the next kernel, ended with their engine.

Workers are programs of their own rather than forks: a script that calls Stemma needs no main guard, and nothing of the
caller's threads is copied. A worker takes a second to begin, most of it to load libraries.
"""

import base64
import json
import os
import pickle
import queue
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Self

import pyarrow as pa

from stemma.errors import StemmaError

Job = tuple[Path, Path]
"""A part that is there, and the part to make of it."""


class Workers:
    """The worker processes of an engine. Leaving the context ends them; so does the end of this process."""

    def __init__(self) -> None:
        self._idle: list[subprocess.Popen[str]] = []
        self._lock = threading.Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._lock:
            idle, self._idle = self._idle, []
        with ExitStack() as ending:
            for worker in idle:
                ending.callback(_end, worker)

    def waiting(self) -> int:
        """How many workers are there and have nothing to do."""
        return len(self._idle)

    def run(
        self,
        kernel: Callable[[pa.Table], pa.Table],
        jobs: Sequence[Job],
        processes: int,
        finished: Callable[[], None],
    ) -> None:
        """Hand the jobs out to so many workers, one thread talking to each; raise StemmaError for the first failure."""
        order = base64.b64encode(pickle.dumps(kernel)).decode()
        left: queue.SimpleQueue[Job] = queue.SimpleQueue()
        for job in jobs:
            left.put(job)
        answers: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        threads = [
            threading.Thread(target=self._serve, args=(order, left, answers, processes), daemon=True)
            for _ in range(processes)
        ]
        for thread in threads:
            thread.start()
        failure: str | None = None
        for _ in jobs:
            failure = answers.get()
            if failure is not None:
                break
            finished()
        if failure is not None:
            while not left.empty():
                left.get_nowait()
        for thread in threads:
            thread.join()
        if failure is not None:
            raise StemmaError(failure)

    def _serve(
        self, order: str, left: "queue.SimpleQueue[Job]", answers: "queue.SimpleQueue[str | None]", most: int
    ) -> None:
        """Let one worker do jobs until none is left; it waits for more where fewer than ``most`` do so already."""
        with self._lock:
            worker = self._idle.pop() if self._idle else None
        try:
            worker = worker or _begin()
            _tell(worker, order)
            while True:
                try:
                    source, target = left.get_nowait()
                except queue.Empty:
                    break
                _tell(worker, [str(source), str(target)])
                answer = worker.stdout.readline() if worker.stdout else ""
                if not answer:
                    answers.put(f"a worker process ended while it read {source.name} (out of memory, or killed)")
                    _end(worker)
                    return
                answers.put(json.loads(answer))
        except OSError as error:
            answers.put(f"a worker process was lost: {error}")
            if worker:
                _end(worker)
            return
        with self._lock:
            stays = len(self._idle) < most
            if stays:
                self._idle.append(worker)
        if not stays:
            _end(worker)


def _begin() -> subprocess.Popen[str]:
    """A new worker. Raises OSError where none can be started."""
    return subprocess.Popen(
        [sys.executable, "-m", "stemma.engine.worker"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={
            **os.environ,
            "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
            "OMP_NUM_THREADS": "1",
            "OPENBLAS_NUM_THREADS": "1",
            "BLIS_NUM_THREADS": "1",
        },
        text=True,
    )


def _tell(worker: subprocess.Popen[str], what: str | list[str]) -> None:
    if worker.stdin is None:  # never so with pipes; for the type checker
        raise OSError("it could not be reached")
    worker.stdin.write(json.dumps(what) + "\n")
    worker.stdin.flush()


def _end(worker: subprocess.Popen[str]) -> None:
    """Close a worker's input, by which it ends, and wait for it."""
    try:
        if worker.stdin:
            worker.stdin.close()
    except OSError:  # it is gone already, with something left to be read
        pass
    worker.wait()
    if worker.stdout:
        worker.stdout.close()
