"""Fourteen invented reports of an invented affair, to try the tool on. No state, agency, outlet or person in them is real."""

from pathlib import Path

from stemma.errors import UsageError

__all__ = ["demo_folder", "write_demo"]


def demo_folder() -> Path:
    """The folder inside the package that holds the demo's reports (texts, pages and one table). Read it; do not write to it."""
    return Path(__file__).parent / "reports"


def write_demo(folder: Path) -> Path:
    """Copy the demo's reports into ``folder``, which is made where it is missing, and return it.

    Raises UsageError, before anything is written, where a file of the same name holds something else.
    """
    files = sorted(path for path in demo_folder().iterdir() if path.is_file())
    for path in files:
        there = folder / path.name
        if there.exists() and (not there.is_file() or there.read_bytes() != path.read_bytes()):
            raise UsageError(f"{there} is there already and holds something else: give an empty folder")
    folder.mkdir(parents=True, exist_ok=True)
    for path in files:
        (folder / path.name).write_bytes(path.read_bytes())
    return folder
