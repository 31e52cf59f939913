"""A worker process: reads a line at a time, a kernel (a text) or a job (a source part and a target part), and answers each job.

The answer is ``null``, or the text of what went wrong. It ends when its input does, so it never outlives its parent.
"""

import base64
import gc
import json
import os
import pickle
import sys
import traceback
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa

from stemma.engine import datasets

RARELY = (100_000, 20, 20)
"""How rarely Python is to look for cycles of objects (``gc.set_threshold``): kernels and stages make millions of objects
and next to no cycle, and to look as often as it does by itself takes a tenth of their time."""


def main() -> None:
    """Serve jobs until the input ends."""
    gc.set_threshold(*RARELY)
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w")
    # Whatever a library prints must not be taken for an answer.
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    order, kernel = "", None
    for line in sys.stdin:
        told = json.loads(line)
        if isinstance(told, str):
            order, kernel = told, None
            continue
        problem = None
        try:
            kernel = kernel or _read_kernel(order)
            source, target = map(Path, told)
            datasets.write_table(kernel(datasets.read_table(source)), target)
        except Exception:
            problem = traceback.format_exc()
        answers.write(json.dumps(problem) + "\n")
        answers.flush()
    sys.stderr.flush()
    # All that was made is on the disk: to take the libraries down in order would keep the caller waiting.
    os._exit(0)


def _read_kernel(order: str) -> Callable[[pa.Table], pa.Table]:
    kernel: Callable[[pa.Table], pa.Table] = pickle.loads(base64.b64decode(order))
    return kernel


if __name__ == "__main__":
    main()
