"""On what a run works: sizes of memory, engines, and what cannot be."""

import pytest
from click.testing import CliRunner

from stemma import read
from stemma.cli import main
from stemma.engine import LocalEngine, Machine, datasets
from stemma.engine.local import left_of
from stemma.engine.machine import memory_bytes
from stemma.errors import StemmaError, UsageError
from stemma.trace.stage import pairs_at_once


@pytest.mark.parametrize(
    ("size", "bytes_"),
    [("500MB", 500 * 10**6), ("2GB", 2 * 10**9), ("1.5gib", 3 * 2**29), (" 1 TB ", 10**12)],
)
def test_sizes_are_read(size, bytes_):
    assert memory_bytes(size) == bytes_


@pytest.mark.parametrize("size", ["", "2", "two GB", "-1GB", "2 G B", "1e9", "GB", "2GB; SELECT 1", "4KB"])
def test_what_is_no_size_is_refused(size):
    with pytest.raises(UsageError, match="write 500MB"):
        memory_bytes(size)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"engine": "abacus"}, "local and spark"),
        ({"master": "spark://127.0.0.1:7077"}, "--engine spark"),
        ({"memory": "12MB"}, "too little"),
        ({"memory": "much"}, "500MB"),
    ],
)
def test_what_cannot_be_is_refused_before_a_file_is_read(tmp_path, asked, said):
    with pytest.raises(UsageError, match=said):
        read(tmp_path / "not there", tmp_path / "x.stemma", **asked)
    assert not (tmp_path / "x.stemma").exists()


def test_the_command_line_says_what_cannot_be(tmp_path):
    done = CliRunner().invoke(main, ["read", str(tmp_path), "--master", "spark://127.0.0.1:7077"])
    assert done.exit_code == 2
    assert "--engine spark" in done.stderr


def test_memory_bounds_the_local_engine(tmp_path):
    with Machine(processes=1, memory="1.5GB").open(tmp_path) as engine:
        assert engine == LocalEngine(tmp_path, 1, bound=1_500_000_000)


def test_a_join_gets_what_is_left_of_the_bound_and_a_bound_that_is_full_is_said(tmp_path):
    import pyarrow as pa

    datasets.put(tmp_path, "numbers", pa.table({"n": pa.array(range(1_000), pa.int64())}))
    query = "SELECT n FROM numbers ORDER BY n"
    with pytest.raises(StemmaError, match="too little for this pile"):
        LocalEngine(tmp_path, 1, bound=150 * 10**6).run_sql(query, "turned")
    assert not datasets.is_whole(tmp_path, "turned")
    LocalEngine(tmp_path, 1, bound=20 * 10**9).run_sql(query, "turned")
    assert datasets.collect(tmp_path, "turned").num_rows == 1_000
    assert 100 * 10**6 <= left_of(20 * 10**9) < 20 * 10**9


def test_fewer_pairs_are_looked_at_at_a_time_where_memory_is_bound():
    assert pairs_at_once(1_000_000, 10**9) < pairs_at_once(1_000_000, 4 * 10**9) <= pairs_at_once(1_000_000, None)
    assert pairs_at_once(1_000, None) == pairs_at_once(1_000, 10**9) > pairs_at_once(1_000_000, None)


def test_neither_memory_nor_processes_show_in_what_comes_out(tmp_path):
    text = (
        "Ferry to run at night\n\nThe ferry over the sound will run at night from May, the port said on Monday.\n\n"
        "Two boats will sail each hour until four in the morning, and the fare stays as it is by day.\n"
    )
    (tmp_path / "ferry.txt").write_text(text)
    plain = read(tmp_path / "ferry.txt", tmp_path / "plain.stemma")
    bound = read(tmp_path / "ferry.txt", tmp_path / "bound.stemma", processes=1, memory="20GB")
    assert plain.manifest["tables"] == bound.manifest["tables"]
    assert plain.manifest["state"] == bound.manifest["state"]


def test_a_query_beyond_its_memory_spills(tmp_path):
    import pyarrow as pa

    numbers = pa.table({"n": pa.array(range(3_000_000), pa.int64())})
    datasets.put(tmp_path, "numbers", numbers, rows=500_000)
    query = (
        "SELECT a.n AS n, b.n AS m, (a.n * 7919) % 3000017 AS k FROM numbers a JOIN numbers b ON a.n = b.n ORDER BY k"
    )
    engine = LocalEngine(tmp_path, 1, "100MB")
    for target in ("turned", "again"):
        engine.run_sql(query, target)
        assert engine.collect(target).num_rows == 3_000_000


def test_too_little_memory_is_said(tmp_path):
    import pyarrow as pa

    datasets.put(tmp_path, "numbers", pa.table({"n": pa.array(range(1_000_000), pa.int64())}))
    with pytest.raises(StemmaError, match="too little"):
        LocalEngine(tmp_path, 1, "1MB").run_sql("SELECT n FROM numbers ORDER BY n DESC", "turned")
