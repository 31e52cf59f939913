"""Where the witnesses of a story stand in the picture of its family tree.

Time runs from left to right: a column for each day (or for each step within one). A lost text and a report without a
day stand just before the first dated one that copied them; reports without a day that none copied, in a lane of their
own at the right. Every report that ends a branch has a lane
of its own from top to bottom, and a parent stands in the lane of its middle child, so that no two boxes meet and no
line crosses a box. Many copies of one text that have no copies themselves share one box.

A large family is laid out otherwise, for so many days and steps would need a picture as wide as a wall: copies stand
at the right of what they copy, whatever their day; every line of copying is a block of its own, and the blocks are
packed beside and below each other.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from stemma.page.data import Row

BOX_WIDTH = 164.0
NARROW_BOX = 146.0
BOX_HEIGHT = 66.0
GUTTER = 92.0
NARROW_GUTTER = 78.0
LANE_GAP = 20.0
MARGIN = 18.0
HEADER = 44.0
WIDE_COLUMNS = 4  # columns up to which boxes are of full width
MOST_COLUMNS = 6  # columns before days without a step between them are drawn in one
LARGE_COLUMNS = 7  # a family that needs more of them is packed
LARGE_BOXES = 24  # and one of more boxes
PACKED_WIDTH = 1300.0  # of a packed picture, unless a single block is wider
PACKED_BUNDLE = 3  # copies from which they share a box there
PACKED_ENTRY = 250.0
DEEPEST = 6  # steps of copying in one block; what goes on begins a block of its own
LEAST_BUNDLE = 6  # copies of one parent in one column from which they share a box
ENTRY_WIDTH = 196.0
ENTRY_HEIGHT = 19.0
ENTRIES = 14  # lines of such a box before it grows by a column
NO_DAY = 10_000_000


class Edge(NamedTuple):
    """A descent; ``main``: the child hangs on it in the picture."""

    parent: str
    child: str
    row: Row
    main: bool


@dataclass
class Box:
    """A witness, or a bundle of copies (``members``), with its place."""

    key: str
    members: tuple[str, ...]
    column: int = 0
    lane: int = 0
    x: float = 0.0
    y: float = 0.0
    width: float = BOX_WIDTH
    height: float = BOX_HEIGHT
    entry: float = ENTRY_WIDTH
    gutter: float = 0.0  # where the space behind its column begins
    goes_on: bool = False  # its parent stands in another block

    @property
    def bundle(self) -> bool:
        return len(self.members) > 1

    @property
    def middle(self) -> float:
        return self.y + self.height / 2


@dataclass
class Column:
    """A column: the days of what stands in it; ``lost`` and ``undated`` ones have none."""

    days: list[date] = field(default_factory=list)
    lost: bool = False
    undated: bool = False
    x: float = 0.0
    width: float = BOX_WIDTH


@dataclass
class Layout:
    """The boxes by witness, the columns from left to right, the edges, and the size of it all, in pixels.

    A ``packed`` one has no columns of its own, and of the edges only the main ones have a line.
    """

    boxes: dict[str, Box]
    columns: list[Column]
    edges: list[Edge]
    width: float
    height: float
    lanes: list[tuple[float, float]]
    packed: bool = False


class _Key(NamedTuple):
    slot: int
    tier: int


def lay_out(
    witnesses: Sequence[Row], descents: Sequence[Row], days: Mapping[str, date], names: Mapping[str, str]
) -> Layout:
    """Place every witness that a descent touches. ``days`` holds the day of each report that has one, ``names`` sort."""
    lost = {row["witness_id"] for row in witnesses if row["report_id"] is None}
    edges = main_edges(descents)
    keys = columns_of(edges, lost, days)
    boxes = make_boxes(edges, keys, lost, days, names)
    columns = make_columns(boxes, keys, lost, days, edges)
    if len(columns) > LARGE_COLUMNS or len({box.key for box in boxes.values()}) > LARGE_BOXES:
        return pack(edges, lost, days, names)
    lanes = place_lanes(boxes, edges, keys, days, names)
    return measure(boxes, columns, edges, lanes)


def main_edges(descents: Sequence[Row]) -> list[Edge]:
    """The descents in a fixed order; of each child's parents the one with most of its words is the main one."""
    by_child: dict[str, list[Row]] = {}
    for row in descents:
        by_child.setdefault(row["child"], []).append(row)
    parent_of: dict[str, str] = {}
    made: list[Edge] = []
    for child in sorted(by_child):
        ranked = sorted(by_child[child], key=lambda r: (-(r["share"] or 0), -(r["confidence"] or 0), r["parent"]))
        for row in ranked:
            main = child not in parent_of and not _reaches(parent_of, row["parent"], child)
            if main:
                parent_of[child] = row["parent"]
            made.append(Edge(row["parent"], child, row, main))
    return made


def _reaches(parent_of: Mapping[str, str], start: str, goal: str) -> bool:
    at: str | None = start
    while at is not None:
        if at == goal:
            return True
        at = parent_of.get(at)
    return False


def columns_of(edges: Sequence[Edge], lost: set[str], days: Mapping[str, date]) -> dict[str, _Key]:
    """For each witness its day (as a number; a lost one just before its first child) and its step within that."""
    touched = sorted({name for edge in edges for name in (edge.parent, edge.child)})
    children: dict[str, list[str]] = {}
    parent_of: dict[str, str] = {}
    for edge in edges:
        if edge.main:
            children.setdefault(edge.parent, []).append(edge.child)
            parent_of[edge.child] = edge.parent
    slots: dict[str, int] = {}

    def slot(name: str, path: frozenset[str]) -> int:
        if name in days:
            return 2 * days[name].toordinal() + 1
        below = [slot(child, path | {name}) for child in children.get(name, ()) if child not in path]
        first = min(below, default=NO_DAY)
        if first == NO_DAY:
            return NO_DAY - 2 if name in lost else NO_DAY
        return first - 1 if first % 2 else first

    for name in touched:
        slots[name] = slot(name, frozenset())
    tiers: dict[str, int] = {}

    def tier(name: str) -> int:
        if name not in tiers:
            above = parent_of.get(name)
            tiers[name] = tier(above) + 1 if above is not None and slots[above] == slots[name] else 0
        return tiers[name]

    return {name: _Key(slots[name], tier(name)) for name in touched}


def make_boxes(
    edges: Sequence[Edge], keys: Mapping[str, _Key], lost: set[str], days: Mapping[str, date], names: Mapping[str, str]
) -> dict[str, Box]:
    """A box for each witness; copies of one parent in one column that go no further share one where they are many."""
    busy = {edge.parent for edge in edges} | {edge.child for edge in edges if not edge.main} | lost
    groups: dict[tuple[str, _Key], list[str]] = {}
    for edge in edges:
        if edge.main and edge.child not in busy:
            groups.setdefault((edge.parent, keys[edge.child]), []).append(edge.child)
    boxes: dict[str, Box] = {}
    for members in groups.values():
        if len(members) >= LEAST_BUNDLE:
            ordered = tuple(sorted(members, key=lambda n: (days.get(n, date.max), names.get(n, n), n)))
            beside = -(-len(ordered) // ENTRIES)
            tall = -(-len(ordered) // beside)
            box = Box(ordered[0], ordered, width=beside * ENTRY_WIDTH + 16, height=tall * ENTRY_HEIGHT + 30)
            boxes.update(dict.fromkeys(ordered, box))
    for name in sorted(keys):
        boxes.setdefault(name, Box(name, (name,)))
    return boxes


def make_columns(
    boxes: Mapping[str, Box], keys: Mapping[str, _Key], lost: set[str], days: Mapping[str, date], edges: Sequence[Edge]
) -> list[Column]:
    """The columns, and in each box the number of its own; neighbours without a step between them become one where there are many."""
    groups = [[key] for key in sorted(set(keys.values()))]
    steps = {(keys[edge.parent], keys[edge.child]) for edge in edges}
    at = 0
    while len(groups) > MOST_COLUMNS and at + 1 < len(groups):
        one, other = groups[at], groups[at + 1]
        dated = all(key.slot % 2 and key.slot < NO_DAY for key in (*one, *other))
        if dated and not any((a, b) in steps or (b, a) in steps for a in one for b in other):
            groups[at : at + 2] = [one + other]
        else:
            at += 1
    number = {key: index for index, group in enumerate(groups) for key in group}
    columns = [Column() for _ in groups]
    for name, key in sorted(keys.items()):
        column = columns[number[key]]
        boxes[name].column = number[key]
        column.width = max(column.width, boxes[name].width)
        column.lost = column.lost or name in lost
        column.undated = column.undated or (name not in lost and name not in days)
        if name in days:
            column.days.append(days[name])
    return columns


def place_lanes(
    boxes: Mapping[str, Box],
    edges: Sequence[Edge],
    keys: Mapping[str, _Key],
    days: Mapping[str, date],
    names: Mapping[str, str],
) -> list[list[Box]]:
    """The lanes from top to bottom, each with the boxes in it."""
    children: dict[str, list[str]] = {}
    has_parent = set()
    for edge in edges:
        if edge.main:
            has_parent.add(edge.child)
            box = boxes[edge.child]
            if box.key == edge.child:
                children.setdefault(boxes[edge.parent].key, []).append(edge.child)

    def rank(name: str) -> tuple[object, ...]:
        return (keys[name], days.get(name, date.max), names.get(name, name), name)

    lanes: list[list[Box]] = []
    taken: set[tuple[int, int]] = set()

    def place(name: str) -> int:
        below = [place(child) for child in sorted(children.get(name, ()), key=rank)]
        lane = below[(len(below) - 1) // 2] if below else len(lanes)
        if lane < len(lanes) and (lane, boxes[name].column) in taken:
            lane = len(lanes)
        if lane == len(lanes):
            lanes.append([])
        taken.add((lane, boxes[name].column))
        boxes[name].lane = lane
        lanes[lane].append(boxes[name])
        return lane

    # What hangs on others by a second line alone stands at the top, where that line crosses least.
    for root in sorted((name for name in boxes if name not in has_parent), key=lambda n: (n in children, rank(n))):
        if boxes[root].key == root:
            place(root)
    return lanes


def measure(boxes: dict[str, Box], columns: list[Column], edges: list[Edge], lanes: list[list[Box]]) -> Layout:
    """Pixels for columns, lanes and boxes."""
    narrow = len(columns) > WIDE_COLUMNS
    gutter = NARROW_GUTTER if narrow else GUTTER
    x = MARGIN
    for column in columns:
        if narrow and column.width == BOX_WIDTH:
            column.width = NARROW_BOX
        column.x = x
        x += column.width + gutter
    width = x - gutter + MARGIN
    y = HEADER + MARGIN
    spans = []
    for lane in lanes:
        height = max(box.height for box in lane)
        for box in lane:
            box.x = columns[box.column].x
            box.gutter = columns[box.column].x + columns[box.column].width
            box.width = box.width if box.bundle else min(box.width, columns[box.column].width)
            box.y = y + (height - box.height) / 2
        spans.append((y, y + height))
        y += height + LANE_GAP
    return Layout(boxes, columns, edges, width, y - LANE_GAP + MARGIN, spans)


@dataclass
class Block:
    """A tree of a packed picture: its boxes, placed from (0, 0), and its size."""

    key: str
    boxes: list[Box]
    width: float
    height: float


def pack(edges: Sequence[Edge], lost: set[str], days: Mapping[str, date], names: Mapping[str, str]) -> Layout:
    """The layout of a large family: a block for each tree of main edges, the highest first where there is room."""
    children: dict[str, list[str]] = {}
    for edge in edges:
        if edge.main:
            children.setdefault(edge.parent, []).append(edge.child)
    below = {child for found in children.values() for child in found}

    def rank(name: str) -> tuple[object, ...]:
        return (days.get(name, date.max), names.get(name, name), name)

    boxes: dict[str, Box] = {}
    blocks: list[Block] = []
    roots = {name for edge in edges for name in (edge.parent, edge.child)} - below
    waiting = [Box(root, (root,), width=NARROW_BOX) for root in sorted(roots, key=rank)]
    while waiting:
        blocks.append(make_block(waiting.pop(0), children, lost, rank, boxes, waiting))
    broadest = max(PACKED_WIDTH, *(block.width + 2 * MARGIN for block in blocks))
    placed: list[tuple[Block, float, float]] = []
    for block in sorted(blocks, key=lambda b: (-b.height, -b.width, rank(b.key))):
        x, y = find_place(block, placed, broadest)
        placed.append((block, x, y))
        for box in block.boxes:
            box.x, box.y, box.gutter = box.x + x, box.y + y, box.gutter + x
    width = max(x + block.width for block, x, _ in placed) + MARGIN
    height = max(y + block.height for block, _, y in placed) + MARGIN
    return Layout(boxes, [], list(edges), width, height, [], packed=True)


def find_place(block: Block, placed: Sequence[tuple[Block, float, float]], broadest: float) -> tuple[float, float]:
    """The highest free place for a block, and of those the leftmost."""
    best = None
    for x in sorted({MARGIN, *(left + other.width + GUTTER / 2 for other, left, _ in placed)}):
        if x > MARGIN and x + block.width + MARGIN > broadest:
            continue
        y = MARGIN
        for other, left, top in placed:
            if left < x + block.width + GUTTER / 2 and x < left + other.width + GUTTER / 2:
                y = max(y, top + other.height + LANE_GAP * 1.4)
        if best is None or y < best[1]:
            best = (x, y)
    return best or (MARGIN, MARGIN)


def make_block(
    root: Box,
    children: Mapping[str, Sequence[str]],
    lost: set[str],
    rank: Callable[[str], tuple[object, ...]],
    boxes: dict[str, Box],
    later: list[Box],
) -> Block:
    """The tree below a root: a column for each step of copying, each parent beside the middle of its copies.

    What would stand further right than there is room is added to ``later``, the roots of further blocks.
    """
    made: list[Box] = []
    widths: list[float] = []
    # Depth first without recursion: a chain of copies may be long.
    order: list[tuple[Box, list[Box]]] = []
    waiting = [root]
    while waiting:
        box = waiting.pop()
        made.append(box)
        boxes.update(dict.fromkeys(box.members, box))
        below = [] if box.bundle else boxes_below(box, children, lost, rank)
        if box.column + 1 == DEEPEST:
            later += [replace(one, column=0, goes_on=True) for one in below]
            below = []
        order.append((box, below))
        waiting += reversed(below)
        widths += [0.0] * (box.column + 1 - len(widths))
        widths[box.column] = max(widths[box.column], box.width)
    at = 0.0
    for box, below in order:
        if not below:
            box.y = at
            at += box.height + LANE_GAP * 0.7
    for box, below in reversed(order):
        if below:
            box.y = (below[0].middle + below[-1].middle - box.height) / 2
    left = NARROW_GUTTER if root.goes_on else 0.0
    starts = [left + sum(widths[:number]) + NARROW_GUTTER * number for number in range(len(widths))]
    for box in made:
        box.x = starts[box.column]
        box.gutter = box.x + widths[box.column]
    return settle(Block(root.key, made, starts[-1] + widths[-1], 0.0))


def boxes_below(
    box: Box, children: Mapping[str, Sequence[str]], lost: set[str], rank: Callable[[str], tuple[object, ...]]
) -> list[Box]:
    """The boxes of the copies of a text: those that go no further share one where they are many, and stand last."""
    found = sorted(children.get(box.key, ()), key=rank)
    ends = [name for name in found if name not in children and name not in lost]
    if len(ends) < PACKED_BUNDLE:
        return [Box(name, (name,), box.column + 1, width=NARROW_BOX) for name in found]
    beside = -(-len(ends) // ENTRIES)
    tall = -(-len(ends) // beside)
    bundle = Box(
        ends[0], tuple(ends), box.column + 1, width=beside * PACKED_ENTRY + 16, height=tall * ENTRY_HEIGHT + 30, entry=PACKED_ENTRY
    )  # fmt: skip
    return [*(Box(name, (name,), box.column + 1, width=NARROW_BOX) for name in found if name not in set(ends)), bundle]


def settle(block: Block) -> Block:
    """A block whose boxes begin at its upper edge; boxes of one column that would touch are moved apart."""
    columns: dict[int, list[Box]] = {}
    for box in block.boxes:
        columns.setdefault(box.column, []).append(box)
    for found in columns.values():
        for above, box in pairwise(sorted(found, key=lambda b: (b.y, b.key))):
            box.y = max(box.y, above.y + above.height + LANE_GAP * 0.7)
    top = min(box.y for box in block.boxes)
    for box in block.boxes:
        box.y -= top
    block.height = max(box.y + box.height for box in block.boxes)
    return block
