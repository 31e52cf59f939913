"""Both engines keep the same promises: kernels, SQL, runs taken up again, and the same bytes."""

from functools import partial

import pyarrow as pa
import pytest
from engine_kernels import add_beside, fail, triple

from stemma.engine import LocalEngine, datasets, results
from stemma.errors import CaseError, StemmaError, UnknownName


def numbers(count: int) -> pa.Table:
    return pa.table({"n": pa.array(range(count), pa.int64())})


PEOPLE = pa.table(
    {
        "name": pa.array(["Zoë", None, "zoe", "Ákos", "", "\U0001f600", "\uffee", "Ann"], pa.string()),
        "town": pa.array([1, 1, 2, None, 2, 3, 3, 1], pa.int32()),
        "hash": pa.array([-(2**63), 2**63 - 1, -1, 0, 1, 2**62, -(2**62), None], pa.int64()),
    }
)
TOWNS = pa.table({"town": pa.array([1, 2, 4], pa.int32()), "size": pa.array([2**40, 5, 6], pa.int64())})


def test_a_kernel_gives_the_same_rows_in_the_same_order_on_every_engine(engine):
    datasets.put(engine.workspace, "numbers", numbers(25), rows=4)
    engine.map_batches(partial(triple, by=5), "numbers", "made")
    assert engine.collect("made").column("n").to_pylist() == [5 * n for n in range(25)]


def test_parts_that_are_there_are_kept(engine):
    datasets.put(engine.workspace, "numbers", numbers(8), rows=4)
    (engine.workspace / "made").mkdir()
    kept = datasets.part_path(engine.workspace, "made", 0)
    datasets.write_table(pa.table({"n": pa.array([70], pa.int64())}), kept)
    ticks = []
    engine.map_batches(triple, "numbers", "made", lambda done, total: ticks.append((done, total)))
    assert engine.collect("made").column("n").to_pylist() == [70, 12, 15, 18, 21]
    assert ticks == [(1, 2), (2, 2)]


def test_a_dataset_that_is_whole_is_not_made_again(engine):
    datasets.put(engine.workspace, "numbers", numbers(3))
    engine.map_batches(triple, "numbers", "made")
    engine.map_batches(fail, "numbers", "made")
    engine.run_sql("SELECT n FROM numbers ORDER BY n", "asked")
    engine.run_sql("SELECT n + 1 AS n FROM numbers ORDER BY n", "asked")
    assert engine.collect("made").column("n").to_pylist() == [0, 3, 6]
    assert engine.collect("asked").column("n").to_pylist() == [0, 1, 2]


def test_a_kernel_that_fails_says_why_and_leaves_the_dataset_unfinished(engine):
    datasets.put(engine.workspace, "numbers", numbers(4), rows=2)
    with pytest.raises((StemmaError, ValueError), match="on purpose"):
        engine.map_batches(fail, "numbers", "made")
    assert not engine.exists("made")
    with pytest.raises(UnknownName):
        engine.collect("made")


def test_a_kernel_may_read_another_dataset_by_its_path(engine):
    datasets.put(engine.workspace, "numbers", numbers(6), rows=2)
    datasets.put(engine.workspace, "other", pa.table({"n": pa.array([100], pa.int64())}))
    beside = datasets.part_path(engine.workspace, "other", 0)
    engine.map_batches(partial(add_beside, beside=beside), "numbers", "made")
    assert engine.collect("made").column("n").to_pylist() == [100, 101, 102, 103, 104, 105]


def test_sql_sees_every_whole_dataset(engine):
    datasets.put(engine.workspace, "numbers", numbers(10), rows=3)
    engine.run_sql("SELECT sum(n) AS total FROM numbers WHERE n > 6 ORDER BY total", "total")
    assert engine.collect("total").column("total").to_pylist() == [7 + 8 + 9]


def test_an_empty_table_is_a_dataset_too(engine):
    datasets.put(engine.workspace, "numbers", numbers(0), rows=3)
    engine.map_batches(triple, "numbers", "made")
    engine.run_sql("SELECT n FROM made ORDER BY n", "asked")
    assert engine.collect("made").num_rows == engine.collect("asked").num_rows == 0
    assert engine.collect("asked").schema == pa.schema([("n", pa.int64())])


QUERIES = {
    "text by its bytes, nothing before everything": "SELECT name FROM people ORDER BY name",
    "backwards": "SELECT town, name FROM people ORDER BY town DESC, name DESC",
    "sums and counts": """
        SELECT town, sum(town) AS sum_of_small, count(*) AS people, count(name) AS named, min(hash) AS least,
            max(name) AS last, avg(town) AS mean, bool_or(name IS NULL) AS nameless
        FROM people GROUP BY town ORDER BY town""",
    "windows": """
        SELECT hash, row_number() OVER (PARTITION BY town ORDER BY hash) AS place,
            lag(hash) OVER (ORDER BY hash) AS before, length(name) AS letters, 1 AS one, 1.5 AS half
        FROM people ORDER BY hash""",
    "joins": """
        WITH big AS (SELECT town, size FROM towns WHERE size > 5)
        SELECT a.name AS "from", b.name AS "to", big.size, CAST(NULL AS BIGINT) AS unknown
        FROM people a JOIN people b ON a.town = b.town AND a.hash < b.hash LEFT JOIN big ON a.town = big.town
        ORDER BY "from", "to", size""",
    "bits and remainders": """
        SELECT hash & 255 AS low, hash % 7 AS rest, abs(hash % 1000) AS plain FROM people WHERE hash IS NOT NULL
        ORDER BY hash""",
    "nothing": "SELECT town, name, town > 3 AS far FROM people WHERE town > 30 ORDER BY town",
}


def asked(engine, query):
    """The bytes of each part of what a query gives."""
    datasets.put(engine.workspace, "people", PEOPLE, rows=3)
    datasets.put(engine.workspace, "towns", TOWNS)
    engine.run_sql(query, "answer")
    return [path.read_bytes() for path in datasets.parts(engine.workspace, "answer")]


@pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES)
def test_a_query_gives_the_same_bytes_on_every_engine(engine, tmp_path, query):
    (tmp_path / "local").mkdir()
    assert asked(engine, query) == asked(LocalEngine(tmp_path / "local"), query)


def test_results_are_cut_into_the_same_parts_on_every_engine(engine):
    rows = 2 * results.ROWS + 10
    datasets.put(engine.workspace, "numbers", numbers(rows), rows=results.ROWS // 3)
    engine.run_sql("SELECT -n AS n FROM numbers ORDER BY n", "turned")
    sizes = [datasets.read_table(path).num_rows for path in datasets.parts(engine.workspace, "turned")]
    assert sizes == [results.ROWS, results.ROWS, 10]
    assert engine.collect("turned").column("n").to_pylist() == list(range(1 - rows, 1))


def test_a_sum_that_does_not_fit_is_refused(engine):
    datasets.put(engine.workspace, "numbers", pa.table({"n": pa.array([2**62, 2**62], pa.int64())}))
    with pytest.raises(StemmaError):
        engine.run_sql("SELECT sum(n) AS total FROM numbers ORDER BY total", "total")
    assert not engine.exists("total")


@pytest.mark.parametrize("dataset", ["numbers", "said_words"])
def test_the_same_rows_give_the_same_bytes_and_can_be_read_again(tmp_path, dataset):
    whole = numbers(1000)
    pieces = pa.concat_tables([whole.slice(0, 300), whole.slice(300)])
    for name, table in (("one", whole), ("other", pieces)):
        datasets.put(tmp_path / name, dataset, table)
    one, other = (datasets.part_path(tmp_path / name, dataset, 0) for name in ("one", "other"))
    assert one.read_bytes() == other.read_bytes()
    assert datasets.parts(tmp_path / "one", dataset) == [one]
    assert datasets.collect(tmp_path / "one", dataset).equals(whole)
    assert datasets.read_table(other, []).column_names == []


@pytest.mark.parametrize("dataset", ["numbers", "said_words"])
def test_a_part_that_is_damaged_or_gone_is_told(tmp_path, dataset):
    datasets.put(tmp_path, dataset, numbers(1000))
    path = datasets.part_path(tmp_path, dataset, 0)
    path.write_bytes(path.read_bytes()[:-100])
    with pytest.raises(CaseError, match="is damaged"):
        datasets.read_table(path)
    path.unlink()
    with pytest.raises(CaseError, match="is gone"):
        datasets.read_table(path)
