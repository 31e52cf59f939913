"""Fit what a denial most likely answers (``ClaimSettings.denial_signs`` and ``denial_none``).

    python -m training.denials [--data FOLDER]

As ``training/refusals.py`` does it for refusals to comment, but that the statements and that none is meant share one chance: whether a
denial answers anything hangs on which statement it fits. (In two steps F is lower by .01, precision by .04.) What the rules alone
find is one of the signs, so the claims are found without weights first (``denial_least`` None).
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

from training.refusals import Array, Asked, Judge, best_claim, fit_and_print, fit_together

from stemma.reckon.likely import chances
from stemma.reckon.said import Said
from stemma.reckon.weighed import NONE_SIGNS, SIGNS, read_none_signs, read_signs
from stemma.settings import ClaimSettings

PENALTY = 6.0  # of the squares of the standardised weights; 3, 6 and 12 tried, where F hardly changes


def learn_together(asked: Sequence[Asked]) -> tuple[Judge, Sequence[Array]]:
    """Learn which statement is meant, or that none is."""
    signs, none_signs = fit_together(asked, PENALTY)
    return lambda one: best_claim(one, chances(one.signs, one.reply_signs, signs, none_signs)), (signs, none_signs)


def main() -> None:
    """Fit what denials answer, and print."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--data", type=Path, default=Path("../shared/data"))

    def read(reply: Said, stated: Sequence[Said], ruled: frozenset[str], others: frozenset[str]) -> tuple[Array, Array]:
        return read_signs(reply, stated, ruled, others), read_none_signs(reply, stated, ruled)

    rules_alone = ClaimSettings(denial_least=None)
    fit_and_print(options.parse_args().data, "denies", read, rules_alone, learn_together, (SIGNS, NONE_SIGNS))


if __name__ == "__main__":
    main()
