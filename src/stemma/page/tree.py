"""The family tree of a story as a picture, and the reasons of each step in words."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from markupsafe import Markup

from stemma.descend.names import owned
from stemma.page.data import Row, StoryRows
from stemma.page.passages import Facing, face
from stemma.page.phrase import (
    begin_upper,
    listed,
    of,
    percent,
    plain,
    short_day,
    spoken,
    sureness,
)
from stemma.page.phrase import days as spell_days
from stemma.page.svg import INK, LINE, RULE, SOFT, WASH, element, fit, fit_ends, picture, width_of, words, wrap
from stemma.page.tree_layout import BOX_HEIGHT, ENTRY_HEIGHT, MARGIN, Box, Edge, Layout, lay_out

BROAD = 900.0  # pixels
_WIDTH = re.compile(r'viewBox="0 0 ([0-9.]+)')
NO_DAY_KNOWN = "no day known"
GRID_WIDTH = 164.0
GRID_GAP = 14.0
LISTED_WIDTH = 280.0
MOST_BOXED = 6  # unlinked reports that still get a box each
LIKELY = 0.6  # confidence from which a step is called likely
LEAST_TOLD = 0.15  # confidence below which other explanations are only counted


class Rival(NamedTuple):
    """A possible copy, its possible parent, and how probable that is, in a word and in figures; with the reasons."""

    child: str
    parent: str
    sure: str
    confidence: str
    reasons: tuple[str, ...]


class Step(NamedTuple):
    """A descent told: who from whom, how much, how sure, why, in which words, and what else could explain it.

    ``known``: the child is lost, so that the share is that of what is known of it.
    """

    anchor: str
    number: str
    child: str
    parent: str
    lost: bool
    share: str
    known: bool
    by: str
    sure: str
    confidence: str
    undecided: bool
    reasons: tuple[str, ...]
    passages: tuple[Facing, ...]
    rivals: tuple[Rival, ...]
    untold: int


def witness_name(story: StoryRows, witness: str) -> str:
    """What a witness is called: a report by its label, a lost one by whose it was."""
    row = story.heads.get(witness)
    if row is None or row["report_id"] is not None:
        return plain(story.label(row["report_id"] if row else witness))
    if any(one["parent"] == witness for one in story.tables["captions"]):
        return "A photograph’s caption, not in the pile"
    return plain(
        f"{owned(row['agency'])} report, not in the pile" if row["agency"] else "A source that is not in the pile"
    )


def published_days(story: StoryRows) -> dict[str, date]:
    """The day of each report that has one."""
    return {key: row["published"].date() for key, row in story.reports.items() if row["published"]}


def unlinked(story: StoryRows) -> list[str]:
    """The reports of the story that no descent touches, by day."""
    touched = {name for row in story.tables["descents"] for name in (row["parent"], row["child"])}
    return [report for report in story.own if report not in touched]


def may_copy(story: StoryRows) -> set[str]:
    """The witnesses of which a possible copy is worth telling."""
    told = [row for row in story.tables["rivals"] if (row["confidence"] or 0) >= LEAST_TOLD]
    return {row[end] for row in told for end in ("child", "parent")}


def bare_name(story: StoryRows, witness: str) -> str:
    """The same without saying that it is not in the pile."""
    row = story.heads.get(witness)
    if any(one["parent"] == witness for one in story.tables["captions"]):
        return "a photograph’s caption"
    if row is not None and row["report_id"] is None:
        return plain(f"{owned(row['agency'])} report" if row["agency"] else "a source")
    return witness_name(story, witness)


def draw_tree(story: StoryRows) -> Markup:
    """The picture of the family tree; empty where no descent was found."""
    descents = story.tables["descents"]
    if not descents:
        return Markup("")
    names = {row["witness_id"]: witness_name(story, row["witness_id"]) for row in story.tables["witnesses"]}
    layout = lay_out(story.tables["witnesses"], descents, published_days(story), names)
    apart = unlinked(story)
    top = layout.height
    lane, height = draw_apart(story, apart, layout.width, top)
    content = [*draw_axis(layout), *draw_edges(layout), *draw_boxes(story, layout), *lane]
    lost = sum(1 for row in story.tables["witnesses"] if row["report_id"] is None)
    return picture(
        layout.width,
        top + height,
        f"Family tree: {story.title}",
        f"{of(len(descents), 'step of copying', 'steps of copying')} between {of(len(layout.boxes), 'text')}, "
        f"{lost} of them not in the pile; {of(len(apart), 'report')} linked with none. "
        + ("Copies stand at the right of what they copy" if layout.packed else "Time runs from left to right")
        + ". The list below the picture says the same in words.",
        content,
        f"{story.anchor}-tree",
    )


def is_packed(story: StoryRows) -> bool:
    """Whether the family is so large that its picture has no days above its columns."""
    descents = story.tables["descents"]
    return bool(descents) and lay_out(story.tables["witnesses"], descents, published_days(story), {}).packed


def is_broad(drawing: Markup) -> bool:
    """Whether a drawing needs a page on its side."""
    found = _WIDTH.search(drawing)
    return found is not None and float(found.group(1)) > BROAD


def draw_axis(layout: Layout) -> list[Markup]:
    """The days above the columns; neighbours of one day share a line, and the lane without a day a ground of its own.

    A packed picture has no columns, and so no days above them.
    """
    made: list[Markup] = []
    labels = [axis_label(layout, number) for number in range(len(layout.columns))]
    for number, column in enumerate(layout.columns):
        if number and labels[number] == labels[number - 1]:
            continue
        last = number
        while last + 1 < len(labels) and labels[last + 1] == labels[number]:
            last += 1
        right = layout.columns[last].x + layout.columns[last].width
        if labels[number] == NO_DAY_KNOWN:
            room = right - column.x + 24
            made.append(element("rect", x=column.x - 12, y=8.0, width=room, height=layout.height - 16, fill=WASH))
        label = fit(labels[number], right - column.x + 60, 12.5, bold=True)
        made.append(words(column.x, 24, label, 12.5, font_weight="bold", fill=SOFT))
        made.append(element("line", x1=column.x, y1=34.0, x2=right, y2=34.0, stroke=RULE, stroke_width=1))
    return made


def axis_label(layout: Layout, number: int) -> str:
    """The day of a column; where nothing in it has one, the day by which it must have been there."""
    column = layout.columns[number]
    if column.days:
        return spell_days(min(column.days), max(column.days))
    later = [day for other in layout.columns[number + 1 :] for day in other.days]
    return f"by {short_day(min(later))}" if later else NO_DAY_KNOWN


def draw_edges(layout: Layout) -> list[Markup]:
    """The lines: as wide as the share copied, dashed and without a head where the direction is open."""
    into: dict[str, list[Edge]] = {}
    drawn: set[tuple[str, str]] = set()
    for edge in layout.edges:
        box = layout.boxes[edge.child]
        pair = (layout.boxes[edge.parent].key, box.key)
        if (layout.packed and not edge.main) or (box.bundle and pair in drawn):
            continue
        drawn.add(pair)
        into.setdefault(box.key, []).append(edge)
    lines: list[Markup] = []
    labels: list[Markup] = []
    used = 0
    for key in sorted(into, key=lambda k: (layout.boxes[k].lane, layout.boxes[k].column, k)):
        arriving = sorted(into[key], key=lambda e: (layout.boxes[e.parent].middle, not e.main, e.parent))
        for number, edge in enumerate(arriving):
            port = ports(len(arriving), layout.boxes[edge.child].height)[number]
            used += not edge.main
            line, label = draw_edge(layout, edge, port, len(arriving), used)
            lines.append(line)
            labels += label
    return lines + labels


def ports(number: int, height: float) -> list[float]:
    """Where ``number`` lines come in, as distances from the middle of a box."""
    if number == 1:
        return [0.0]
    reach = min(19.0, height / 2 - 9)
    return [-reach + 2 * reach * i / (number - 1) for i in range(number)]


def draw_edge(layout: Layout, edge: Edge, port: float, many: int, used: int) -> tuple[Markup, list[Markup]]:
    """One line with its head, and its labels."""
    parent, child = layout.boxes[edge.parent], layout.boxes[edge.child]
    share = _shares(layout, child, parent)
    decided = edge.row["direction"] != "undecided"
    width = 1.4 + 5.0 * sum(share) / len(share)
    start = (parent.x + parent.width, parent.middle)
    end = (child.x - (9.0 if decided else 1.0), child.middle + port)
    gutter = parent.gutter
    bend = 40.0 if child.width > 150 else 26.0
    if child.goes_on:
        path = f"M{child.x - 68:.1f} {end[1]:.1f}H{end[0]:.1f}"
    elif edge.main and child.column > parent.column:
        path = (
            f"M{start[0]:.1f} {start[1]:.1f}H{gutter:.1f}C{gutter + bend * 0.6:.1f} {start[1]:.1f} {gutter + bend * 0.4:.1f} {end[1]:.1f} "
            f"{gutter + bend:.1f} {end[1]:.1f}H{end[0]:.1f}"
        )
    else:
        below = parent.middle > child.middle
        low, high = layout.lanes[child.lane]
        channel = (high + 10.0 if below else low - 10.0) + (used % 3 - 1) * 4.0
        before = child.x - 84.0 if child.width > 150 else child.x - 72.0
        path = (
            f"M{start[0]:.1f} {start[1]:.1f}H{gutter:.1f}C{gutter + 24:.1f} {start[1]:.1f} {gutter + 10:.1f} {channel:.1f} "
            f"{gutter + 34:.1f} {channel:.1f}"
            + (f"H{before:.1f}" if before > gutter + 34 or child.column <= parent.column else "")
            + f"C{before + 14:.1f} {channel:.1f} {before + 6:.1f} {end[1]:.1f} {before + 20:.1f} {end[1]:.1f}H{end[0]:.1f}"
        )
    line = [
        element(
            "path", d=path, fill="none", stroke=LINE, stroke_width=width, stroke_dasharray=None if decided else "7 5"
        )
    ]
    if decided:
        size = 5.0 + width * 0.6
        tip = child.x - 1
        points = f"{tip:.1f},{end[1]:.1f} {tip - 10:.1f},{end[1] - size:.1f} {tip - 10:.1f},{end[1] + size:.1f}"
        line.append(element("polygon", points=points, fill=LINE))
    return element("g", line), edge_labels(edge, share, child, end[1], width, many)


def _shares(layout: Layout, child: Box, parent: Box) -> list[float]:
    """The shares of all the edges that one line stands for."""
    found = [
        e.row["share"] or 0.0
        for e in layout.edges
        if layout.boxes[e.child] is child and layout.boxes[e.parent] is parent and e.row["by"] != "credit"
    ]
    return found or [0.0]


def edge_labels(edge: Edge, shares: Sequence[float], child: Box, y: float, width: float, many: int) -> list[Markup]:
    """The share above the line, how sure below; on one line where several lines come in."""
    if child.bundle:
        low, high = percent(min(shares)), percent(max(shares))
        share, sure = (low if low == high else f"{low.removesuffix('%')}–{high}"), ""
    else:
        share = "credit" if edge.row["by"] == "credit" else percent(edge.row["share"])
        sure = sureness(edge.row["confidence"]) + ("?" if edge.row["direction"] == "undecided" else "")
    at = child.x - 14
    halo: dict[str, Any] = {"text_anchor": "end", "paint_order": "stroke", "stroke": "#ffffff", "stroke_width": 3}
    if many > 2:
        return [words(at, y - width / 2 - 2, f"{share}, {sure}", 10, fill=INK, **halo)]
    made = [words(at, y - width / 2 - 4, share, 12, font_weight="bold", **halo)]
    if sure:
        made.append(words(at, y + width / 2 + 11, sure, 10.5, fill=SOFT, **halo))
    return made


def draw_boxes(story: StoryRows, layout: Layout) -> list[Markup]:
    """Every box once."""
    made = []
    for name in sorted(layout.boxes, key=lambda n: (layout.boxes[n].column, layout.boxes[n].y, n)):
        box = layout.boxes[name]
        if box.key == name:
            made.append(
                draw_bundle(story, layout, box) if box.bundle else draw_box(story, name, box, also(story, layout, name))
            )
    return made


def also(story: StoryRows, layout: Layout, child: str) -> list[str]:
    """From what else a text has words, where the picture has no line for that."""
    if not layout.packed:
        return []
    said = []
    if layout.boxes[child].goes_on:
        said = [f"from {bare_name(story, edge.parent)}" for edge in layout.edges if edge.child == child and edge.main]
    more = [edge for edge in layout.edges if edge.child == child and not edge.main]
    said += [
        f"also {bare_name(story, edge.parent)}" + (f" {percent(edge.row['share'])}" if edge.row["share"] else "")
        for edge in more
    ]
    if not any(edge.main and child in (edge.parent, edge.child) for edge in layout.edges):
        said += [f"some in {bare_name(story, edge.child)}" for edge in layout.edges if edge.parent == child]
    return said if len(said) < 3 else [said[0], f"and {len(said) - 1} more"]


def draw_box(story: StoryRows, witness: str, box: Box, more: Sequence[str] = ()) -> Markup:
    """One witness: a lost one in a dashed outline, in italics."""
    row = story.heads.get(witness)
    if row is not None and row["report_id"] is None:
        return box_at(
            box,
            begin_upper(bare_name(story, witness)),
            row["agency"] or "Source not known",
            ["not in the pile", *more][:3],
            lost=True,
        )
    return report_box(story, witness, box, more)


def report_box(story: StoryRows, report: str, box: Box, more: Sequence[str] = ()) -> Markup:
    """A report: its label, its day, whom it credits."""
    row = story.reports.get(report, {})
    notes = [short_day(row.get("published"))]
    if row.get("credit"):
        notes.append(f"credits {row['credit']}")
    notes = [*notes, *more] if len(more) < 2 else [notes[0], *more]
    return box_at(box, plain(story.label(report)), story.label_beside_day(report), notes, lost=False)


def box_at(box: Box, title: str, name: str, notes: Sequence[str], *, lost: bool) -> Markup:
    """A box with a name and notes below, four lines in all at the most."""
    room = box.width - 20
    lines = [fit_ends(name, room, 13, bold=not lost)] if len(notes) > 2 else wrap(name, room, 13, 2, bold=not lost)
    below = [plain(note) for note in notes]
    base = box.middle - (len(lines) + len(below)) * 7.2 + 11
    made = [
        element("title", ", ".join([title, *below])),
        element(
            "rect", x=box.x, y=box.y, width=box.width, height=box.height, rx=2, fill=WASH if notes[0] == "no day" else "#ffffff",
            stroke=SOFT if lost else INK, stroke_width=1.2, stroke_dasharray="5 4" if lost else None,
        ),
    ]  # fmt: skip
    for number, line in enumerate(lines):
        style = {"font_style": "italic"} if lost else {"font_weight": "bold"}
        made.append(words(box.x + 10, base + 14.5 * number, line, 13, **style))
    for number, note in enumerate(below, start=len(lines)):
        made.append(words(box.x + 10, base + 14.5 * number, fit(note, box.width - 18, 11), 11, fill=SOFT))
    return element("g", made)


def draw_bundle(story: StoryRows, layout: Layout, box: Box) -> Markup:
    """Many copies of one text in one box, each with its share."""
    share = {edge.child: edge for edge in layout.edges if edge.main}
    made = [
        element("title", f"{of(len(box.members), 'report')} that copy one text"),
        element(
            "rect",
            x=box.x,
            y=box.y,
            width=box.width,
            height=box.height,
            rx=2,
            fill="#ffffff",
            stroke=INK,
            stroke_width=1.2,
        ),
        words(
            box.x + 10,
            box.y + 17,
            ", ".join([of(len(box.members), "report"), *(also(story, layout, box.key)[:1] if box.goes_on else [])]),
            11,
            fill=SOFT,
        ),
    ]
    beside = round((box.width - 16) / box.entry)
    tall = -(-len(box.members) // beside)
    for number, name in enumerate(box.members):
        x = box.x + 8 + (number // tall) * box.entry
        y = box.y + 36 + (number % tall) * ENTRY_HEIGHT
        note = entry_note(story, layout, name, share[name].row)
        label = story.label_beside_day(name)
        short = fit_ends(label, box.entry - 26 - width_of(note, 11.5), 11.5, bold=True)
        made.append(words(x + 2, y, short, 11.5, font_weight="bold"))
        made.append(words(x + box.entry - 14, y, note, 11.5, fill=SOFT, text_anchor="end"))
    return element("g", made)


def entry_note(story: StoryRows, layout: Layout, name: str, row: Row) -> str:
    """What stands behind a copy that shares its box: its share; its day where no column gives it; how sure, where it is not."""
    note = ("credit" if row["by"] == "credit" else percent(row["share"])) + (
        "?" if row["direction"] == "undecided" else ""
    )
    if (row["confidence"] or 0) < LIKELY:
        note += f" {sureness(row['confidence'])}"
    if layout.packed:
        moment = story.reports.get(name, {}).get("published")
        note = f"{moment.day} {moment:%b}, {note}" if moment else note
        note += " +" if any(edge.child == name and not edge.main for edge in layout.edges) else ""
    return note


def draw_apart(story: StoryRows, reports: Sequence[str], width: float, top: float) -> tuple[list[Markup], float]:
    """The lane of the reports that are linked with none, and its height; many are a list without boxes."""
    if not reports:
        return [], 0.0
    doubted = may_copy(story)
    open_ = [one in doubted for one in reports]
    if all(open_):
        head = "Linked with none: whether there was copying is open"
    elif any(open_):
        head = "Linked with none; copying is open where it says so"
    else:
        head = "Linked with none: nothing shows that these copied or were copied"
    dots: dict[str, Any] = {"stroke": RULE, "stroke_width": 1, "stroke_dasharray": "2 4"}
    made = [
        element("line", x1=MARGIN, y1=top + 6, x2=width - MARGIN, y2=top + 6, **dots),
        words(MARGIN, top + 30, fit(head, width - 2 * MARGIN, 12.5, bold=True), 12.5, fill=SOFT, font_weight="bold"),
    ]
    many = len(reports) > MOST_BOXED
    wide, gap = (LISTED_WIDTH, 3 * GRID_GAP) if many else (GRID_WIDTH, GRID_GAP)
    beside = max(1, int((width - 2 * MARGIN + gap) // (wide + gap)))
    rows = -(-len(reports) // beside)
    if many:
        for number, name in enumerate(reports):
            x, y = MARGIN + (number // rows) * (wide + gap), top + 52 + (number % rows) * ENTRY_HEIGHT
            moment = short_day(story.reports[name]["published"])
            label = fit_ends(story.label_beside_day(name), wide - 110, 11.5)
            note = f"open, {moment}" if name in doubted else moment
            made += [words(x, y, label, 11.5), words(x + wide, y, note, 11, fill=SOFT, text_anchor="end")]
        return made, 52 + rows * ENTRY_HEIGHT + MARGIN
    for number, name in enumerate(reports):
        box = Box(name, (name,), width=GRID_WIDTH)
        box.x = MARGIN + (number % beside) * (GRID_WIDTH + GRID_GAP)
        box.y = top + 44 + (number // beside) * (box.height + 12)
        made.append(report_box(story, name, box, ["copying open"] if name in doubted else ()))
    return made, 44 + rows * (BOX_HEIGHT + 12) + MARGIN


def rival_of(story: StoryRows, row: Row) -> Rival:
    """Another explanation as the page tells it."""
    return Rival(
        witness_name(story, row["child"]),
        witness_name(story, row["parent"]),
        sureness(row["confidence"]),
        f"{row['confidence'] or 0:.2f}",
        tuple(story.with_labels(reason) for reason in row["reasons"] or ()),
    )


def likeliest(story: StoryRows, rows: Sequence[Row]) -> tuple[tuple[Rival, ...], int]:
    """The explanations that are worth telling, the most probable first, and how many others there are."""
    ranked = sorted(
        (r for r in rows if (r["confidence"] or 0) >= LEAST_TOLD),
        key=lambda r: (-(r["confidence"] or 0), story.order(r["child"]), r["parent"]),
    )
    return tuple(rival_of(story, row) for row in ranked), len(rows) - len(ranked)


def ordered_steps(story: StoryRows) -> list[Row]:
    """The descents of the story in the order in which they are told and numbered: by the child's day, the largest first."""
    return sorted(
        story.tables["descents"],
        key=lambda r: (r["child"] not in story.reports, story.order(r["child"]), -(r["share"] or 0), r["parent"]),
    )


def steps(story: StoryRows) -> list[Step]:
    """Every descent of the story with its reasons, in order of the child's day."""
    passages: dict[tuple[str, str], list[Row]] = {}
    for row in story.tables["descent_passages"]:
        passages.setdefault((row["parent"], row["child"]), []).append(row)
    rivals: dict[str, list[Row]] = {}
    for row in story.tables["rivals"]:
        rivals.setdefault(row["child"], []).append(row)
    seen: set[str] = set()
    made: list[Step] = []
    for row in ordered_steps(story):
        child, parent = row["child"], row["parent"]
        others = rivals.get(child, []) if child not in seen else []
        seen.add(child)
        told, untold = likeliest(story, others)
        made.append(
            Step(
                anchor=f"{story.anchor}-step-{len(made) + 1}",
                number=f"{story.number}.{len(made) + 1}",
                child=witness_name(story, child),
                parent=witness_name(story, parent),
                lost=parent not in story.reports,
                share=percent(row["share"]),
                known=child not in story.reports,
                by=row["by"] or "passages",
                sure=sureness(row["confidence"]),
                confidence=f"{row['confidence'] or 0:.2f}",
                undecided=row["direction"] == "undecided",
                reasons=tuple(story.with_labels(reason) for reason in row["reasons"] or ()),
                passages=tuple(face(story, child, parent, passages.get((parent, child), []))),
                rivals=told,
                untold=untold,
            )
        )
    return made


def heard(story: StoryRows) -> tuple[tuple[Rival, ...], int]:
    """Possible copies among reports that no descent reaches, the most probable first; and how many are too doubtful to tell."""
    children = {row["child"] for row in story.tables["descents"]}
    return likeliest(story, [row for row in story.tables["rivals"] if row["child"] not in children])


def copied(story: StoryRows) -> str:
    """How many reports have text from another, as a clause; a step under one half, or without direction, leaves it open."""
    best: dict[str, float] = {}
    for row in story.tables["descents"]:
        if row["child"] in story.own:
            known = 0.0 if row["direction"] == "undecided" else row["confidence"] or 0.0
            best[row["child"]] = max(best.get(row["child"], 0.0), known)
    sure = sum(1 for confidence in best.values() if confidence >= 0.5)
    if not sure:
        return "Whether one of these reports has text from another is open"
    said = f"{begin_upper(spoken(sure))} of {len(story.own)} reports {'has' if sure == 1 else 'have'} text from another"
    return said + (f"; of {spoken(len(best) - sure)} more it is open" if len(best) > sure else "")


def lost_witnesses(story: StoryRows) -> tuple[list[str], list[str]]:
    """The lost texts of a story: those that a step of one half or more comes from, and those of which it is open."""
    best: dict[str, float] = {}
    for row in story.tables["descents"]:
        best[row["parent"]] = max(best.get(row["parent"], 0.0), row["confidence"] or 0.0)
    lost = [row["witness_id"] for row in story.tables["witnesses"] if row["report_id"] is None]
    return [one for one in lost if best.get(one, 0.0) >= 0.5], [one for one in lost if best.get(one, 0.0) < 0.5]


def tree_sentence(story: StoryRows) -> str:
    """What the picture says, in one sentence."""
    descents = story.tables["descents"]
    apart = unlinked(story)
    doubted = [one for one in apart if one in may_copy(story)]
    apart = [one for one in apart if one not in doubted]
    if not descents:
        if doubted:
            return "Whether one of these reports copied another is open."
        return "" if len(story.own) < 2 else "Nothing shows that one of these reports copied another."
    said = f"{copied(story)}."
    sure, open_ones = lost_witnesses(story)
    for lost, verb in ((sure, "must"), (open_ones, "may")):
        if lost:
            said += (
                f" {begin_upper(spoken(len(lost)))} {'text' if len(lost) == 1 else 'texts'} that {verb} have been there "
                f"{'is' if len(lost) == 1 else 'are'} not in the pile."
            )
    if doubted:
        said += f" Whether {listed([plain(story.label(one)) for one in doubted], 6)} copied or {'was' if len(doubted) == 1 else 'were'} copied is open."
    if apart:
        said += f" {listed([plain(story.label(one)) for one in apart], 6)} {'is' if len(apart) == 1 else 'are'} linked with none."
    return said
