"""Progress where no terminal looks on: a line for each stage, and one now and then in a long one."""

from io import StringIO

from stemma.pipeline import Progress
from stemma.progress import QUIET, plain_progress


def test_a_long_stage_says_how_far_it_is():
    now = [0.0]
    out = StringIO()
    with plain_progress(out, lambda: now[0]) as tell:
        for seconds, stage, done in ((0, 1, 0), (1, 1, 5), (QUIET + 1, 1, 50), (QUIET + 2, 1, 60), (QUIET + 3, 2, 0)):
            now[0] = seconds
            tell(Progress(f"stage {stage}", stage, 2, done, 100))
    assert out.getvalue().splitlines() == [
        "1/2 stage 1 (0 s)",
        "1/2 stage 1, 50 of 100 (31 s)",
        "2/2 stage 2 (33 s)",
    ]
