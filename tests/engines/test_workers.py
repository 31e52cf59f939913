"""Worker processes: kept from one kernel to the next, and gone with their engine."""

import os
from pathlib import Path

import pytest
from engine_kernels import end, fail, process

from stemma.engine import datasets
from stemma.engine.workers import Job, Workers
from stemma.errors import StemmaError


@pytest.fixture
def jobs(tmp_path: Path) -> list[Job]:
    table = process(None)
    for number in range(3):
        datasets.write_table(table, tmp_path / f"given-{number}.parquet")
    return [(tmp_path / f"given-{number}.parquet", tmp_path / f"made-{number}.parquet") for number in range(3)]


def processes(jobs: list[Job]) -> set[int]:
    return {one for _, made in jobs for one in datasets.read_table(made).column("process").to_pylist()}


def run(workers: Workers, kernel, jobs: list[Job], count: int = 1) -> int:
    """How many jobs were told to be finished."""
    told: list[None] = []
    workers.run(kernel, jobs, count, lambda: told.append(None))
    return len(told)


def test_a_worker_stays_for_the_next_kernel_and_ends_with_its_engine(jobs: list[Job]) -> None:
    with Workers() as workers:
        assert run(workers, process, jobs) == len(jobs)
        (first,) = processes(jobs)
        assert first != os.getpid()
        assert workers.waiting() == 1
        run(workers, process, jobs)
        assert processes(jobs) == {first}
    assert workers.waiting() == 0
    with pytest.raises(ProcessLookupError):
        os.kill(first, 0)


def test_a_kernel_that_fails_leaves_its_worker_to_the_next(jobs: list[Job]) -> None:
    with Workers() as workers:
        with pytest.raises(StemmaError, match="on purpose"):
            run(workers, fail, jobs)
        assert workers.waiting() == 1
        assert run(workers, process, jobs) == len(jobs)


def test_a_worker_that_is_killed_is_told_and_replaced(jobs: list[Job]) -> None:
    with Workers() as workers:
        with pytest.raises(StemmaError, match="ended while it read given-0"):
            run(workers, end, jobs)
        assert workers.waiting() == 0
        assert run(workers, process, jobs, 2) == len(jobs)
        assert len(processes(jobs)) <= 2
