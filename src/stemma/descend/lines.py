"""Lines of descent: what is left to count when copies are collapsed."""

from collections.abc import Sequence
from typing import NamedTuple

from stemma.model import Stemma
from stemma.schema import copied_text

# So many code points of shared running text are no chance, and nobody hears them: about 150 words, of which 100 are
# left where a third stand in quotation marks. Whoever of the two was first, their passages are of one line.
KIN_LENGTH = 900
# A lost text that has at least this share of what it held from another is of one line with it.
KIN_SHARE = 0.5


class PassageLine(NamedTuple):
    """Where a passage comes from: ``line_id`` is the witness at the head of its line (the report itself if it is its own).

    ``certain`` says that it was copied, from whomever: every step up is between two texts that share so much that they
    are of one line, or has a confidence of half or more without a rival. ``alternatives`` are the other lines that it may
    belong to where that is open (its own report, the heads of rival parents), in order.
    """

    line_id: str
    certain: bool
    alternatives: tuple[str, ...]


class _Index(NamedTuple):
    """The stemma looked up by child; what only a caption links stands apart, as it makes nobody kin."""

    parents: dict[str, list[tuple[str, float]]]
    pictures: dict[str, list[tuple[str, float]]]
    spans: dict[tuple[str, str], list[tuple[int, int, int | None, int | None]]]
    rivals: dict[str, list[tuple[str, float]]]
    extant: frozenset[str]
    kin: frozenset[tuple[str, str]]


def passage_lines(stemma: Stemma, places: Sequence[tuple[str, int, int]]) -> list[PassageLine]:
    """For each (report_id, begin, end) the line of descent of that passage, in the order given.

    A passage goes up to a parent if at least half of it stands in a passage that the report has from there, and on
    from the parent in the same way. A passage of a caption that several print may go to that caption's line in the same
    manner; nothing else does. A span is half-open, in code points of the report's text.
    """
    index = _index(stemma)
    return [_line(index, report, begin, end) for report, begin, end in places]


def lines_of_descent(stemma: Stemma) -> dict[str, frozenset[str]]:
    """For each report the heads of the lines that its text comes from; a report that copies nothing is its own.

    A caption that it shares with others is no line of its text.
    """
    index = _index(stemma)
    made: dict[str, frozenset[str]] = {}
    for report in sorted(index.extant):
        heads: set[str] = set()
        todo, seen = [report], {report}
        while todo:
            at = todo.pop()
            above = [p for p, sure in index.parents.get(at, []) if sure >= 0.5 or (p, at) in index.kin]
            if not above:
                heads.add(at)
            todo += [parent for parent in above if parent not in seen]
            seen.update(above)
        made[report] = frozenset(heads)
    return made


def _index(stemma: Stemma) -> _Index:
    parents: dict[str, list[tuple[str, float]]] = {}
    pictures: dict[str, list[tuple[str, float]]] = {}
    copied = copied_text(stemma.descents)
    for row in copied.to_pylist():
        parents.setdefault(row["child"], []).append((row["parent"], row["confidence"]))
    for row in stemma.descents.to_pylist() if copied.num_rows < stemma.descents.num_rows else ():
        if row["part"] == "caption":
            pictures.setdefault(row["child"], []).append((row["parent"], row["confidence"]))
    spans: dict[tuple[str, str], list[tuple[int, int, int | None, int | None]]] = {}
    for row in stemma.descent_passages.to_pylist():
        spans.setdefault((row["parent"], row["child"]), []).append(
            (row["child_begin"], row["child_end"], row["parent_begin"], row["parent_end"])
        )
    rivals: dict[str, list[tuple[str, float]]] = {}
    for row in stemma.rivals.to_pylist():
        rivals.setdefault(row["child"], []).append((row["parent"], row["confidence"]))
    extant = frozenset(row["witness_id"] for row in stemma.witnesses.to_pylist() if row["report_id"] is not None)
    for table in (parents, pictures, rivals):
        for child in table:
            table[child].sort(key=lambda pair: (-pair[1], pair[0]))
    kin = {
        (parent, child)
        for (parent, child), found in spans.items()
        if sum(end - begin for begin, end, _, _ in found) >= KIN_LENGTH
        and all(parent != picture for picture, _ in pictures.get(child, ()))
    }
    kin |= {
        (row["parent"], row["child"])
        for row in copied.select(["parent", "child", "share"]).to_pylist()
        if row["child"] not in extant and row["share"] >= KIN_SHARE
    }
    # What only a rival names, and no descent, is a text behind both: they are of one line with or without it.
    known = extant | {parent for found in parents.values() for parent, _ in found}
    rivals = {child: [pair for pair in found if pair[0] in known] for child, found in rivals.items()}
    return _Index(parents, pictures, spans, rivals, extant, frozenset(kin))


def _line(index: _Index, report: str, begin: int, end: int) -> PassageLine:
    at, low, high = report, begin, end
    certain = True
    alternatives: set[str] = set()
    seen = {at}
    while True:
        step = _step(index, at, low, high)
        related = step is not None and (step[0], at) in index.kin
        if at == report and not related:
            alternatives |= {
                _head(index, parent)
                for parent, _ in index.rivals.get(at, [])
                if parent not in seen and _concerns(index, parent, at, low, high, copied=step is not None)
            }
        if step is None or step[0] in seen:
            break
        parent, sure, inside = step
        if sure < 0.5 and not related:
            certain = False
            alternatives.add(at)
        seen.add(parent)
        at = parent
        if inside is None:
            low, high = 0, 0
        else:
            low, high = inside
    alternatives.discard(at)
    return PassageLine(at, certain and not (at == report and alternatives), tuple(sorted(alternatives)))


def _concerns(index: _Index, rival: str, at: str, low: int, high: int, *, copied: bool) -> bool:
    """Whether a rival parent bears on this passage: one that may have it from here instead, on the passages that it has."""
    turned = index.spans.get((at, rival))
    if turned is not None:
        return any(
            begin is not None and end is not None and min(end, high) > max(begin, low) for _, _, begin, end in turned
        )
    return copied or not index.parents.get(at)


def _step(index: _Index, at: str, low: int, high: int) -> tuple[str, float, tuple[int, int] | None] | None:
    """The parent that the passage came from, how sure, and where it stands there (None: in a lost text)."""
    above = index.parents.get(at, [])
    if at not in index.extant or high <= low:
        # The words of a lost text are not placed: it goes up by its surest descent.
        return (above[0][0], above[0][1], None) if above else None
    best: tuple[int, float, str, tuple[int, int] | None] | None = None
    for parent, sure in [*above, *index.pictures.get(at, [])]:
        covered = 0
        inside: tuple[int, int] | None = None
        for begin, end, p_begin, p_end in index.spans.get((parent, at), []):
            common = min(end, high) - max(begin, low)
            if common > 0:
                covered += common
                if p_begin is not None and p_end is not None:
                    moved = (p_begin + max(0, low - begin), min(p_end, p_begin + max(0, low - begin) + common))
                    inside = moved if inside is None else (min(inside[0], moved[0]), max(inside[1], moved[1]))
        if covered * 2 >= high - low and (best is None or (covered, sure) > (best[0], best[1])):
            best = (covered, sure, parent, inside)
    return None if best is None else (best[2], best[1], best[3])


def _head(index: _Index, witness: str) -> str:
    """The head of the line that a whole witness belongs to, up its surest descents."""
    seen = {witness}
    at = witness
    while above := [pair for pair in index.parents.get(at, []) if pair[0] not in seen]:
        at = above[0][0]
        seen.add(at)
    return at
