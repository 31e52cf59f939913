"""Passages between texts as passages between reports: a text that several reports say stands for all of them."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from stemma.settings import TraceSettings
from stemma.trace.passages import Passages
from stemma.trace.pile import Marks, Pile, Places, Said


class Rows(NamedTuple):
    """Passages of reports: ``a`` and ``b`` are indices of reports (a before b), the rest counts their words.

    ``standing`` is that of ``Passages``.
    """

    a: Places
    a_begin: Places
    a_end: Places
    b: Places
    b_begin: Places
    b_end: Places
    words: Places
    standing: Marks

    def take(self, which: Marks | Places) -> "Rows":
        """Those rows only."""
        a, a_begin, a_end, b, b_begin, b_end, words = (column[which] for column in self[:7])
        return Rows(a, a_begin, a_end, b, b_begin, b_end, words, self.standing[which])

    def whole(self, length: Places) -> Marks:
        """Which rows are all of both reports, word for word; ``length`` is each report's words."""
        whole: Marks = (self.words == length[self.a]) & (self.words == length[self.b])
        return whole

    def identity(self) -> NDArray[np.float64]:
        """Matched words as a share of the longer side's, to four places."""
        longer = np.maximum(self.a_end - self.a_begin, self.b_end - self.b_begin)
        return np.asarray(np.round(self.words / np.maximum(1, longer), 4), np.float64)

    def spans(self, said: Said) -> tuple[Places, Places, Places, Places]:
        """The rows' spans in code points of the reports' texts: a_begin, a_end, b_begin, b_end."""
        a, b = said.first[self.a], said.first[self.b]
        return (
            said.begin[a + self.a_begin],
            said.end[a + self.a_end - 1],
            said.begin[b + self.b_begin],
            said.end[b + self.b_end - 1],
        )


def make_rows(pile: Pile, said: Said, passages: Passages, settings: TraceSettings) -> Rows:
    """The passages of every pair of reports, in order of reports and places."""
    speakers = np.flatnonzero(said.text >= 0)
    speakers = speakers[np.argsort(said.text[speakers], kind="stable")]
    count = np.bincount(said.text[speakers], minlength=len(pile.first))
    first = np.cumsum(count) - count
    text_a, text_b = pile.text[passages.a_begin], pile.text[passages.b_begin]
    a_first, b_first = pile.first[text_a], pile.first[text_b]
    inner = np.stack(
        [
            passages.a_begin - a_first,
            passages.a_end - a_first,
            passages.b_begin - b_first,
            passages.b_end - b_first,
            passages.words,
            passages.standing,
        ]
    )
    # Each passage once for every two reports that say the two texts.
    times = count[text_a] * count[text_b]
    row = np.repeat(np.arange(len(times)), times)
    turn = np.arange(len(row)) - np.repeat(np.cumsum(times) - times, times)
    a = speakers[first[text_a[row]] + turn // count[text_b[row]]]
    b = speakers[first[text_b[row]] + turn % count[text_b[row]]]
    columns = [np.stack([a, *inner[:2, row], b, *inner[2:, row]])]
    # And the whole of a text for every two reports that say it.
    for text in np.flatnonzero((count > 1) & (pile.length >= settings.gram)).tolist():
        own = speakers[first[text] : first[text] + count[text]]
        one, other = np.triu_indices(len(own), 1)
        whole = np.full(len(one), pile.length[text])
        none = np.zeros(len(one), np.int64)
        columns.append(np.stack([own[one], none, whole, own[other], none, whole, whole, none]))
    full = np.concatenate(columns, axis=1)
    turned = full[0] > full[3]
    full[:6, turned] = full[[3, 4, 5, 0, 1, 2]][:, turned]
    full = full[:, _in_order(full, len(said.text))]
    return Rows(full[0], full[1], full[2], full[3], full[4], full[5], full[6], full[7].astype(bool))


def _in_order(full: Places, reports: int) -> Places:
    """The order by a, b and the places of columns as in ``Rows``; few rows have both reports in common."""
    key = full[0] * reports + full[3]
    order = np.argsort(key, kind="stable")  # at once where rows are in order, as nearly all are
    key = key[order]
    same = np.zeros(len(key) + 1, bool)
    np.equal(key[1:], key[:-1], out=same[1:-1])
    tied = np.flatnonzero(same[1:] | same[:-1])
    own = full[:, order[tied]]
    order[tied] = order[tied][np.lexsort((own[5], own[4], own[2], own[1], key[tied]))]
    return order
