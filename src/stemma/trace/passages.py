"""What tracing finds: passages of a pile's texts, side by side."""

from typing import NamedTuple

from stemma.trace.pile import Marks, Places


class Passages(NamedTuple):
    """Aligned passages: places ``[a_begin, a_end)`` and ``[b_begin, b_end)`` of a pile, ``words`` of them matched.

    ``standing`` marks those of which half, on either side, stands nearly everywhere.
    """

    a_begin: Places
    a_end: Places
    b_begin: Places
    b_end: Places
    words: Places
    standing: Marks

    def take(self, which: Places | Marks | slice) -> "Passages":
        a_begin, a_end, b_begin, b_end, words = (column[which] for column in self[:5])
        return Passages(a_begin, a_end, b_begin, b_end, words, self.standing[which])
