"""Progress of long work: a bar with the time left where a terminal looks on, plain lines where output is piped."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

from stemma.pipeline import Progress, Tell

QUIET = 30.0  # seconds after which a line says how far a long stage is


@contextmanager
def terminal_progress(stream: TextIO | None = None, quiet: bool = False) -> Iterator[Tell]:
    """A function to tell the progress to. It draws on ``stream`` (standard error by default) if that is a terminal."""
    out = stream or sys.stderr
    if quiet or not out.isatty():
        yield lambda _progress: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, SpinnerColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (
        SpinnerColumn("line"),  # a stage that tells nothing of its parts is seen to be at work
        TextColumn("{task.fields[step]:>5}"),
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
    """A function to tell the progress to, which writes a line for each stage, and one now and then in a long one."""
    began = said = clock()
    last = 0

    def told(progress: Progress) -> None:
        nonlocal last, said
        if not progress.stages or (progress.stage == last and (not progress.total or clock() - said < QUIET)):
            return
        part = f", {progress.done:,} of {progress.total:,}" if progress.stage == last else ""
        last, said = progress.stage, clock()
        print(
            f"{progress.stage}/{progress.stages} {progress.doing}{part} ({said - began:.0f} s)", file=stream, flush=True
        )

    yield told
