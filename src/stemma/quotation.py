"""Quotation marks of one paragraph matched: nested, mixed, doubled, unclosed, and told apart from apostrophes."""

import re
from functools import lru_cache
from typing import NamedTuple

_MARKS = "\"“”„‟«»＂″'‘’‚‹›`"
_DOUBLED = "'`’‘"  # two of these beside each other are one double mark
_DOUBLE = frozenset(["''", "``", "’’", "‘‘", *'"“”„‟«»＂″'])
_OPEN_ONLY = frozenset(["“", "„", "‟", "«", "‘", "‘‘", "‚", "‹", "``", "`"])
_CLOSE_ONLY = frozenset(["”", "»", "’’", "›"])
_CLITIC = re.compile(r"['’‘](?:s|re|ve|ll|d|m|t|em|til|cause|tis|twas|n)\b(?!['’])", re.IGNORECASE)
_YEARS = re.compile(r"['’‘]\d0?s?\d*s?\b")
_BEFORE_OPEN = "([{—–-/:;,.…=*_"
_AFTER_CLOSE = ")]}—–-/:;,.?!…*_"
_SENTENCE_END = re.compile(r"[.?!…](?=\s|$)")


_LOOKED_AT = 300  # marks that are looked at beyond one: no honest paragraph has as many


class _Mark(NamedTuple):
    begin: int
    end: int
    double: bool
    opens: bool
    closes: bool


class _Open(NamedTuple):
    begin: int
    double: bool
    mark: str


def mark_places(text: str) -> list[int]:
    """Where signs stand that may be quotation marks, in order: looked for one by one, many times faster than a set."""
    places = []
    for mark in _MARKS:
        at = text.find(mark)
        while at >= 0:
            places.append(at)
            at = text.find(mark, at + 1)
    places.sort()
    return places


def _places(text: str) -> list[tuple[int, int]]:
    """Where quotation marks of any shape stand, in order; two single ones beside each other may be one."""
    places: list[tuple[int, int]] = []
    for at in mark_places(text):
        if places and at < places[-1][1]:
            continue
        mark = text[at]
        places.append((at, at + 2 if mark in _DOUBLED and text.startswith(mark, at + 1) else at + 1))
    return places


def _marks(text: str) -> list[_Mark]:
    """The marks that can open or close; apostrophes are left out."""
    found = []
    for begin, end in _places(text):
        mark = text[begin:end]
        before, after = text[begin - 1 : begin], text[end : end + 1]
        double = mark in _DOUBLE
        if not double and before.isalnum() and after.isalnum():
            continue
        clitic = (
            not double
            and not (before and before in '"“„«')
            and (_CLITIC.match(text, begin) or _YEARS.match(text, begin))
        )
        if clitic and not before.isalnum():
            continue
        opens = (
            (not before or before.isspace() or before in _BEFORE_OPEN or before in "\"“„«'‘`")
            and bool(after)
            and not after.isspace()
        )
        closes = bool(before) and not before.isspace() and (not after or after.isspace() or not after.isalnum())
        if not opens and not closes:
            # Space on both sides (tokenised text), or none: what is open decides.
            opens = closes = double or (before.isspace() and after.isspace())
        if mark in _OPEN_ONLY:
            opens, closes = True, mark == "“" and closes and not opens
        elif mark in _CLOSE_ONLY:
            opens, closes = opens and not closes, True
        found.append(_Mark(begin, end, double, opens, closes))
    return found


def _single_closes(marks: list[_Mark], i: int, text: str) -> bool:
    """Whether a single mark at ``i`` ends a quotation rather than being the apostrophe of a plural ("the allies' aims")."""
    mark = marks[i]
    if not mark.closes:
        return False
    if text[mark.begin - 1 : mark.begin] not in "sS" or text[mark.begin] not in "'’":
        return True
    for other in marks[i + 1 : i + _LOOKED_AT]:
        if other.double:
            return True
        if other.opens and not other.closes:
            return True
        if other.closes:
            return text[other.begin - 1 : other.begin].isalnum() and text[other.begin - 1] in "sS"
    return True


def _closed_later(marks: list[_Mark], i: int, text: str) -> bool:
    """Whether the single mark at ``i`` finds its end before the double quotation that it stands in does."""
    inside = 0
    for j in range(i + 1, min(len(marks), i + _LOOKED_AT)):
        mark = marks[j]
        if mark.double:
            if mark.opens and not mark.closes:
                inside += 1
            elif inside:
                inside -= 1
            else:
                return False
        elif mark.closes and _single_closes(marks, j, text):
            return True
    return False


def _closes_ahead(marks: list[_Mark], i: int) -> int:
    """How many double marks after ``i`` close more than is opened after it."""
    return sum(m.closes and not m.opens for m in marks[i + 1 : i + _LOOKED_AT] if m.double) - sum(
        m.opens and not m.closes for m in marks[i + 1 : i + _LOOKED_AT] if m.double
    )


@lru_cache(maxsize=1 << 15)
def scan_marks(text: str) -> tuple[tuple[int, int, int, bool], ...]:
    """The quotations of one paragraph as (begin, end, depth, closed), in order of where they begin."""
    marks = _marks(text)
    if not marks:
        return ()
    stack: list[_Open] = []
    found: list[tuple[int, int, int, bool]] = []

    def settle(begin: int, end: int, depth: int, *, closed: bool) -> None:
        stretch = text[begin:end]
        bare = stretch.strip()
        if bare:
            start = begin + stretch.index(bare)
            found.append((start, start + len(bare), depth, closed))

    def close(double: bool, at: int) -> bool:
        for depth in range(len(stack) - 1, -1, -1):
            if stack[depth].double == double:
                settle(stack[depth].begin, at, depth, closed=True)
                del stack[depth:]
                return True
            if stack[depth].double and not double:
                return False
        return False

    for i, mark in enumerate(marks):
        is_open = any(one.double == mark.double for one in stack)
        ends = mark.closes and is_open and (mark.double or _single_closes(marks, i, text))
        if ends and not (mark.opens and mark.double and _nests(text, mark)):
            close(mark.double, mark.begin)
            continue
        if not mark.opens:
            continue
        if not mark.double:
            if _closed_later(marks, i, text) and not any(not one.double for one in stack):
                stack.append(_Open(mark.end, double=False, mark=text[mark.begin]))
            continue
        if is_open and _closes_ahead(marks, i) < 2:
            # The one before was never closed: it ends with its first sentence, or here.
            depth = max(k for k, one in enumerate(stack) if one.double)
            begin = stack[depth].begin
            first = _SENTENCE_END.search(text, begin, mark.begin)
            stop = first.end() if first else mark.begin
            stop = max([stop, *(end for at, end, _, _ in found if begin <= at < stop)])  # never across an inner one
            settle(begin, stop, depth, closed=False)
            del stack[depth:]
        stack.append(_Open(mark.end, double=True, mark=text[mark.begin]))
    for depth, one in enumerate(stack):
        if one.double:
            settle(one.begin, len(text), depth, closed=False)
    found.sort(key=lambda q: (q[0], -q[1], q[2]))
    # An opening mark that turned out to be none must not count as a level.
    levels: list[int] = []
    settled = []
    for begin, end, _, closed in found:
        while levels and levels[-1] <= begin:
            levels.pop()
        settled.append((begin, end, len(levels), closed))
        levels.append(end)
    return tuple(settled)


def _nests(text: str, mark: _Mark) -> bool:
    """Whether a mark that could do either stands where only an opening one would ("say “no”" within marks)."""
    before, after = text[mark.begin - 1 : mark.begin], text[mark.end : mark.end + 1]
    return before.isspace() and after.isalnum()
