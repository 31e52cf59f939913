"""A worker process: reads a kernel, then one job a line (a source part and a target part), and answers each.

The answer is ``null``, or the text of what went wrong. It ends when its input does, so it never outlives its parent.
"""

import base64
import json
import os
import pickle
import sys
import traceback
from pathlib import Path

from stemma.engine import datasets


def main() -> None:
    """Serve jobs until the input ends."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w")
    # Whatever a library prints must not be taken for an answer.
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    order = sys.stdin.readline()
    if not order:
        return
    kernel = pickle.loads(base64.b64decode(order))
    for line in sys.stdin:
        source, target = json.loads(line)
        problem = None
        try:
            datasets.write_table(kernel(datasets.read_table(Path(source))), Path(target))
        except Exception:
            problem = traceback.format_exc()
        answers.write(json.dumps(problem) + "\n")
        answers.flush()


if __name__ == "__main__":
    main()
