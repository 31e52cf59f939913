"""A case read on a cluster is the same, byte for byte, and what is missing is said."""

import subprocess
import sys

import pytest
from engine_kernels import triple

from stemma import read
from stemma.demo import demo_folder
from stemma.engine.spark import SHARED, Made, check_java, check_master, check_reached, make_part, versions
from stemma.errors import StemmaError, UsageError

FERRY = (
    "Ferry to run at night\n\nThe ferry over the sound will run at night from May, the port said on Monday.\n\n"
    "Two boats will sail each hour until four in the morning, and the fare stays as it is by day.\n"
)


def files(case):
    """The bytes of every table and dataset of a case, by path in its state; the search index is neither."""
    paths = sorted(path for path in case.state.rglob("*") if path.suffix in (".parquet", ".arrow"))
    return {str(path.relative_to(case.state)): path.read_bytes() for path in paths}


def test_the_demo_is_the_same_on_a_cluster_byte_for_byte(demo_case, cluster, session, tmp_path):
    made = read(demo_folder(), tmp_path / "demo.stemma", engine="spark", master=cluster)
    assert made.manifest["state"] == demo_case.manifest["state"]
    assert made.manifest["run"]["engine"] == "spark"
    ours, theirs = files(made), files(demo_case)
    assert list(ours) == list(theirs)
    assert [name for name in ours if ours[name] != theirs[name]] == []


def test_the_command_line_reads_on_a_cluster(cluster, tmp_path):
    (tmp_path / "ferry.txt").write_text(FERRY)
    on = ["--engine", "spark", "--master", cluster, "--processes", "1", "--memory", "600MB"]
    done = subprocess.run(
        [sys.executable, "-m", "stemma", "read", "ferry.txt", "--until", "segment", *on],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "1 report" in done.stdout, done.stderr
    assert (tmp_path / "ferry.stemma" / "manifest.json").exists()


def test_another_master_than_that_of_the_running_session_is_refused(session, tmp_path):
    with pytest.raises(UsageError, match="stop it"):
        read(demo_folder(), tmp_path / "demo.stemma", engine="spark", master="local[1]")


def test_a_machine_with_other_versions_makes_no_part(tmp_path):
    with pytest.raises(StemmaError, match="install the same everywhere"):
        make_part(triple, Made("0.0.1", "1.0", "3.11"), ("", ""))


def test_a_machine_that_does_not_see_the_case_says_so(tmp_path):
    with pytest.raises(StemmaError, match=SHARED):
        make_part(triple, versions(), (str(tmp_path / "part-000000.parquet"), str(tmp_path / "made")))


@pytest.mark.parametrize("master", ["spark://127.0.0.1:1", "spark://127.0.0.1:1,127.0.0.1:2"])
def test_a_master_that_does_not_answer_is_said(master):
    with pytest.raises(UsageError, match="no Spark master answers"):
        check_reached(master)


@pytest.mark.parametrize("master", ["somewhere", "spark://host", "http://host:7077", "local[many]", ""])
def test_what_is_no_address_of_a_master_is_refused(cluster, master):
    with pytest.raises(UsageError, match="no address"):
        check_master(master)


def test_without_java_it_is_said_what_to_install(monkeypatch, tmp_path):
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    with pytest.raises(UsageError, match="Java 17 or later: install it"):
        check_java()


def test_too_old_a_java_is_told(monkeypatch, tmp_path):
    (tmp_path / "bin").mkdir()
    java = tmp_path / "bin" / "java"
    java.write_text("#!/bin/sh\necho 'openjdk version \"11.0.2\" 2019-01-15' >&2\n")
    java.chmod(0o755)
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    with pytest.raises(UsageError, match="is 11"):
        check_java()


def test_without_pyspark_it_is_said_what_to_install():
    code = (
        "import sys; sys.modules['pyspark'] = None\n"
        "import stemma\n"
        "stemma.read('.', 'x.stemma', engine='spark', master='local')"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert "pip install 'stemma-news[spark]'" in done.stderr
