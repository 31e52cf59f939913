"""What all tests share: sockets shut, the measuring data where it is there, and the demo read once."""

import os
import sys
from pathlib import Path

import pytest

SHUT = Path(__file__).parent / "shut"
os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [str(SHUT), os.environ.get("PYTHONPATH")]))
sys.path.insert(0, str(SHUT))
import sitecustomize as shut_sockets  # noqa: E402

if not hasattr(shut_sockets, "refuse"):
    # Another sitecustomize was loaded at start-up and stands in the way: load ours by its path.
    import runpy

    runpy.run_path(str(SHUT / "sitecustomize.py"))

from hypothesis import settings  # noqa: E402

# Examples are drawn anew on each run; no deadline, as machines differ.
settings.register_profile("stemma", deadline=None, max_examples=40, print_blob=True)
settings.load_profile("stemma")

DATA = Path(__file__).parents[2] / "shared" / "data"


@pytest.fixture(scope="session")
def data() -> Path:
    """The folder of real reports to measure on; tests that need it skip where it is absent."""
    if not DATA.is_dir():
        pytest.skip(f"no measuring data at {DATA}")
    return DATA


@pytest.fixture(scope="session")
def demo_case(tmp_path_factory: pytest.TempPathFactory):
    """The demo's reports read into a case, once for all tests. Nobody may write to it."""
    from stemma import read
    from stemma.demo import demo_folder

    return read(demo_folder(), tmp_path_factory.mktemp("demo") / "demo.stemma", processes=1)
