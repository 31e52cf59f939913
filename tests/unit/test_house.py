"""The promises of the house: no network, quick import, no long module."""

import socket
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def test_sockets_to_the_outside_are_shut():
    with pytest.raises(OSError, match="shut"):
        socket.create_connection(("192.0.2.1", 80), timeout=0.2)


def test_sockets_are_shut_in_processes_that_tests_start():
    code = "import socket; socket.create_connection(('192.0.2.1', 80), timeout=0.2)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert "shut" in done.stderr


def test_no_module_is_longer_than_600_lines():
    long = [
        str(path.relative_to(ROOT))
        for folder in ("src", "benchmarks", "tests")
        for path in (ROOT / folder).rglob("*.py")
        if len(path.read_text(encoding="utf-8").splitlines()) > 600
    ]
    assert not long


def test_importing_the_package_loads_no_parser():
    code = "import sys, stemma; print('spacy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


LOCKS = ("requirements.lock", "requirements-spark.lock")


@pytest.mark.parametrize("name", LOCKS)
def test_the_locks_hold_hashes_and_no_addresses(name):
    lock = (ROOT / name).read_text(encoding="utf-8")
    assert "--hash=sha256:" in lock
    assert "://" not in lock


def pins(name: str) -> set[str]:
    """What a lock pins: a name, a version and for which Python, as its lines have it."""
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    return {line.rstrip(" \\") for line in lines if "==" in line and not line.startswith((" ", "#"))}


def test_the_locks_agree_on_what_is_in_both():
    plain, spark = map(pins, LOCKS)
    named = {pin.split("==")[0] for pin in plain}
    assert {pin for pin in spark if pin.split("==")[0] in named} <= plain


def test_every_module_says_what_it_is():
    silent = [str(p) for p in (ROOT / "src").rglob("*.py") if not p.read_text(encoding="utf-8").startswith('"""')]
    assert not silent
