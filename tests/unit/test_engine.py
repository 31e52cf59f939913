"""The local engine: datasets, kernels in one process and in several, SQL, and runs taken up again."""

from functools import partial

import pyarrow as pa
import pyarrow.compute as pc
import pytest

from stemma.engine import LocalEngine, datasets
from stemma.errors import StemmaError, UnknownName


def triple(table: pa.Table, by: int = 3) -> pa.Table:
    return pa.table({"n": pc.multiply(table.column("n"), by)})


def fail(table: pa.Table) -> pa.Table:
    raise ValueError("this kernel fails on purpose")


def numbers(count: int) -> pa.Table:
    return pa.table({"n": pa.array(range(count), pa.int64())})


@pytest.mark.parametrize("processes", [1, 2])
def test_a_kernel_gives_the_same_rows_in_the_same_order_however_many_work(tmp_path, processes):
    engine = LocalEngine(tmp_path, processes)
    datasets.put(tmp_path, "numbers", numbers(25), rows=4)
    engine.map_batches(partial(triple, by=5), "numbers", "made")
    assert engine.collect("made").column("n").to_pylist() == [5 * n for n in range(25)]


def test_parts_that_are_there_are_kept(tmp_path):
    engine = LocalEngine(tmp_path)
    datasets.put(tmp_path, "numbers", numbers(8), rows=4)
    (tmp_path / "made").mkdir()
    datasets.write_table(pa.table({"n": pa.array([70], pa.int64())}), datasets.part_path(tmp_path, "made", 0))
    ticks = []
    engine.map_batches(triple, "numbers", "made", lambda done, total: ticks.append((done, total)))
    assert engine.collect("made").column("n").to_pylist() == [70, 12, 15, 18, 21]
    assert ticks == [(1, 2), (2, 2)]


@pytest.mark.parametrize("processes", [1, 2])
def test_a_kernel_that_fails_says_why_and_leaves_the_dataset_unfinished(tmp_path, processes):
    engine = LocalEngine(tmp_path, processes)
    datasets.put(tmp_path, "numbers", numbers(8), rows=2)
    with pytest.raises((StemmaError, ValueError), match="on purpose"):
        engine.map_batches(fail, "numbers", "made")
    assert not engine.exists("made")
    with pytest.raises(UnknownName):
        engine.collect("made")


def test_sql_sees_every_whole_dataset(tmp_path):
    engine = LocalEngine(tmp_path)
    datasets.put(tmp_path, "numbers", numbers(10), rows=3)
    engine.run_sql("SELECT sum(n) AS total FROM numbers WHERE n > 6 ORDER BY total", "total")
    assert [int(n) for n in engine.collect("total").column("total").to_pylist()] == [7 + 8 + 9]


def test_an_empty_table_is_a_dataset_too(tmp_path):
    engine = LocalEngine(tmp_path, 2)
    datasets.put(tmp_path, "numbers", numbers(0), rows=3)
    engine.map_batches(triple, "numbers", "made")
    assert engine.collect("made").num_rows == 0


def test_the_same_rows_give_the_same_bytes(tmp_path):
    for name in ("one", "other"):
        datasets.write_table(numbers(1000), tmp_path / f"{name}.parquet")
    assert (tmp_path / "one.parquet").read_bytes() == (tmp_path / "other.parquet").read_bytes()
