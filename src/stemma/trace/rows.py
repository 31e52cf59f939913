"""Passages between texts as passages between reports: a text that several reports say stands for all of them."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from stemma.settings import TraceSettings
from stemma.trace.passages import Passages
from stemma.trace.pile import Marks, Pile, Places, Said
from stemma.word_arrays import settle_ties

AT_ONCE = 1 << 16  # passages worked on at a time: a few megabytes, which stay in the processor's cache


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

    @classmethod
    def joined(cls, parts: Sequence["Rows"]) -> "Rows":
        """Rows one after the other."""
        return cls(*(np.concatenate(columns) for columns in zip(*parts, strict=True)))

    def take(self, which: Marks | Places | slice) -> "Rows":
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
    parts = [
        _of_speakers(pile, passages.take(slice(low, low + AT_ONCE)), speakers, first, count)
        for low in range(0, max(1, len(passages.words)), AT_ONCE)
    ]
    # And the whole of a text for every two reports that say it.
    for text in np.flatnonzero((count > 1) & (pile.length >= settings.gram)).tolist():
        own = speakers[first[text] : first[text] + count[text]]
        one, other = np.triu_indices(len(own), 1)
        none, whole = np.zeros(len(one), np.int64), np.full(len(one), pile.length[text])
        parts.append(Rows(own[one], none, whole, own[other], none, whole, whole, none.astype(bool)))
    return _in_order(Rows.joined(parts), len(said.text))


def _of_speakers(pile: Pile, passages: Passages, speakers: Places, first: Places, count: Places) -> Rows:
    """Each passage once for every two reports that say the two texts.

    The reports that say text n are ``speakers[first[n] : first[n] + count[n]]``.
    """
    text_a, text_b = pile.text[passages.a_begin], pile.text[passages.b_begin]
    times = count[text_a] * count[text_b]
    row = np.repeat(np.arange(len(times)), times)
    turn = np.arange(len(row)) - np.repeat(np.cumsum(times) - times, times)
    text_a, text_b = text_a[row], text_b[row]
    a_first, b_first = pile.first[text_a], pile.first[text_b]
    return _turned(
        Rows(
            speakers[first[text_a] + turn // count[text_b]],
            passages.a_begin[row] - a_first,
            passages.a_end[row] - a_first,
            speakers[first[text_b] + turn % count[text_b]],
            passages.b_begin[row] - b_first,
            passages.b_end[row] - b_first,
            passages.words[row],
            passages.standing[row],
        )
    )


def _turned(rows: Rows) -> Rows:
    """The rows with the report of the lower index as a."""
    turned = rows.a > rows.b
    if not turned.any():
        return rows
    sides = [
        (np.where(turned, other, one), np.where(turned, one, other))
        for one, other in zip(rows[:3], rows[3:6], strict=True)
    ]
    (a, b), (a_begin, b_begin), (a_end, b_end) = sides
    return Rows(a, a_begin, a_end, b, b_begin, b_end, rows.words, rows.standing)


def _in_order(rows: Rows, reports: int) -> Rows:
    """The rows by reports and places; few of them have both reports in common."""
    key = rows.a * reports + rows.b
    order = np.argsort(key, kind="stable")  # at once where rows are in order, as nearly all are
    order = settle_ties(order, key, [rows.a_begin, rows.a_end, rows.b_begin, rows.b_end])
    return rows if (order[1:] > order[:-1]).all() else rows.take(order)
