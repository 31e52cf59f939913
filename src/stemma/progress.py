"""Progress of long work: a bar with the time left where a terminal looks on, plain lines where output is piped."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

from stemma.pipeline import Progress, Tell


@contextmanager
def terminal_progress(stream: TextIO | None = None, quiet: bool = False) -> Iterator[Tell]:
    """A function to tell the progress to. It draws on ``stream`` (standard error by default) if that is a terminal."""
    out = stream or sys.stderr
    if quiet or not out.isatty():
        yield lambda _progress: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (
        TextColumn("{task.fields[step]:>7}"),
        TextColumn("{task.description:<34}"),
        BarColumn(bar_width=14),
        TextColumn("{task.fields[count]:>9}"),
        TimeRemainingColumn(compact=True),
    )
    with Bar(*columns, console=Console(file=out), transient=True) as bar:
        task = bar.add_task("reading files", total=None, step="", count="")

        def told(progress: Progress) -> None:
            part = progress.done / progress.total if progress.total else 0.0
            bar.update(
                task,
                description=progress.doing,
                total=progress.stages or None,
                completed=max(progress.stage - 1 + part, 0),
                step=f"{progress.stage}/{progress.stages}" if progress.stages else "",
                count=f"{progress.done}/{progress.total}" if progress.total else "",
            )

        yield told


@contextmanager
def plain_progress(stream: TextIO, clock: Callable[[], float] = time.monotonic) -> Iterator[Tell]:
    """A function to tell the progress to, which writes a line for each stage."""
    began = clock()
    last = 0

    def told(progress: Progress) -> None:
        nonlocal last
        if progress.stage != last and progress.stages:
            last = progress.stage
            seconds = clock() - began
            print(f"{progress.stage}/{progress.stages} {progress.doing} ({seconds:.0f} s)", file=stream, flush=True)

    yield told
