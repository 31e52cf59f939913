"""Passages between texts as passages between reports: a text that several reports say stands for all of them."""

from collections.abc import Sequence
from itertools import combinations
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from stemma.settings import TraceSettings
from stemma.trace.chains import Passages
from stemma.trace.pile import Pile, Places
from stemma.words import Words


class Rows(NamedTuple):
    """Passages of reports: ``a`` and ``b`` are indices of reports (a before b), the rest counts their words."""

    a: Places
    a_begin: Places
    a_end: Places
    b: Places
    b_begin: Places
    b_end: Places
    words: Places

    def take(self, which: NDArray[np.bool_]) -> "Rows":
        return Rows(*(column[which] for column in self))

    def identity(self) -> NDArray[np.float64]:
        """Matched words as a share of the longer side's."""
        longer = np.maximum(self.a_end - self.a_begin, self.b_end - self.b_begin)
        return np.asarray(self.words / np.maximum(1, longer), np.float64)

    def spans(self, words: Sequence[Words]) -> tuple[Places, Places, Places, Places]:
        """The rows' spans in code points of the reports' texts: a_begin, a_end, b_begin, b_end."""
        lengths = np.array([len(own.begin) for own in words], np.int64)
        first = np.cumsum(np.r_[0, lengths[:-1]])
        begin = np.concatenate([own.begin for own in words]).astype(np.int64)
        end = np.concatenate([own.end for own in words]).astype(np.int64)
        return (
            begin[first[self.a] + self.a_begin],
            end[first[self.a] + self.a_end - 1],
            begin[first[self.b] + self.b_begin],
            end[first[self.b] + self.b_end - 1],
        )


def make_rows(pile: Pile, passages: Passages, settings: TraceSettings) -> Rows:
    """The passages of every pair of reports, in order of reports and places."""
    text_a, text_b = pile.text[passages.a_begin], pile.text[passages.b_begin]
    holding = np.array([len(holders) for holders in pile.holders], np.int64)
    single = (holding[text_a] == 1) & (holding[text_b] == 1) if len(holding) else np.empty(0, bool)
    only = np.array([holders[0] for holders in pile.holders], np.int64)
    a_first, b_first = pile.first[text_a], pile.first[text_b]
    columns = np.stack(
        [
            only[text_a],
            passages.a_begin - a_first,
            passages.a_end - a_first,
            only[text_b],
            passages.b_begin - b_first,
            passages.b_end - b_first,
            passages.words,
        ]
    )
    made = [columns[:, single]]
    for row in np.flatnonzero(~single).tolist():
        rest = columns[:, row].tolist()
        both = [(a, b) for a in pile.holders[text_a[row]] for b in pile.holders[text_b[row]]]
        made.append(np.array([[a, *rest[1:3], b, *rest[4:]] for a, b in both], np.int64).T)
    for text, holders in enumerate(pile.holders):
        length = int(pile.length[text])
        if len(holders) > 1 and length >= settings.least_quoted:
            pairs = [[a, 0, length, b, 0, length, length] for a, b in combinations(holders, 2)]
            made.append(np.array(pairs, np.int64).T)
    full = np.concatenate(made, axis=1)
    turned = full[0] > full[3]
    full[:6, turned] = full[[3, 4, 5, 0, 1, 2]][:, turned]
    order = np.lexsort((full[5], full[4], full[2], full[1], full[3], full[0]))
    return Rows(*full[:, order])
