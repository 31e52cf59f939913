"""A collation as TEI P5 with a critical apparatus, in parallel segmentation (TEI Guidelines, chapter 13).

Words on which all agree stand once, written as the first witness has them; elsewhere an ``app`` holds each reading.
A witness that leaves out a passage is marked with ``lacunaStart`` and ``lacunaEnd`` and named in no ``app`` between.
What a witness has elsewhere stands beside its like, as a reading of type ``moved``; where the witness has it in its own
order, a ``ptr`` names these readings, so that every witness can be read whole.
"""

import re
from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

import numpy as np
from numpy.typing import NDArray

from stemma.collate.sites import Layout
from stemma.collate.tokens import Witness

NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
OPENING, CLOSING = re.compile(r"[^\w\s]*$"), re.compile(r"[^\w\s]*")
AROUND = 20  # code points before a text's first word in which the marks that open it are looked for

Here = NDArray[np.bool_]
HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0">
  <teiHeader>
    <fileDesc>
      <titleStmt><title>Collation</title></titleStmt>
      <publicationStmt><p>Made by Stemma; the rights in the texts stay with their publishers.</p></publicationStmt>
      <sourceDesc>%s</sourceDesc>
    </fileDesc>
    <encodingDesc>
      <projectDesc><p>Words on which all witnesses agree stand once, as the first of them writes them. A reading of type
        moved holds what its witnesses have at another place in their own order; a pointer stands there.</p></projectDesc>
      <variantEncoding method="parallel-segmentation" location="internal"/>
    </encodingDesc>
  </teiHeader>
  <text>
    <body>
      <p>%s</p>
    </body>
  </text>
</TEI>
"""


def write_tei(witnesses: Sequence[Witness], layout: Layout) -> str:
    """The whole document as text; the witnesses are ``w1``, ``w2``, ... in the order given."""
    if not witnesses:
        return HEAD % ("<p>No witness.</p>", "")
    listed = "".join(f'<witness xml:id="w{n}">{clean_text(w.label)}</witness>' for n, w in enumerate(witnesses, 1))
    return HEAD % (f"<listWit>{listed}</listWit>", "".join(write_units(witnesses, layout)))


def clean_text(text: str) -> str:
    """Text that may stand in XML, white space joined into single blanks; what may not stand there parts words too."""
    return escape(re.sub(r"\s+", " ", NOT_XML.sub(" ", text)))


def find_turns(layout: Layout) -> dict[int, list[tuple[int, int]]]:
    """Where witnesses leave the common order: by the column that comes next there, (witness, moved run), in its order."""
    turns: dict[int, list[tuple[int, int]]] = {}
    for w in np.flatnonzero((layout.strand > 0).any(axis=1)).tolist():
        held = np.flatnonzero(layout.word[w] >= 0)
        held = held[np.argsort(layout.word[w, held])]
        following, last = 0, 0
        for column, run in zip(held.tolist(), layout.strand[w, held].tolist(), strict=True):
            if run == 0:
                following = column + 1
            elif run != last:
                turns.setdefault(following, []).append((w, run))
            last = run
    return turns


def write_units(witnesses: Sequence[Witness], layout: Layout) -> list[str]:
    """The body piece by piece: columns with the same witnesses and the same agreement are one piece."""
    columns = layout.word.shape[1]
    if not columns:
        return []
    present = layout.word >= 0
    high = np.where(layout.here, layout.number, -2).max(axis=0)
    low = np.where(layout.here, layout.number, np.iinfo(np.int32).max).min(axis=0)
    agree = (high == low) & ~((layout.strand > 0) & layout.here).any(axis=0)
    state = np.concatenate([layout.here, np.where(layout.here, layout.strand, 0), (present & ~agree), agree[None, :]])
    turns = find_turns(layout)
    change = np.ones(columns + 1, np.bool_)
    change[1:columns] = (state[:, 1:] != state[:, :-1]).any(axis=0) | layout.breaks[1:columns]
    change[list(turns)] = True
    bounds = np.flatnonzero(change).tolist()
    gone = np.zeros(len(witnesses), np.bool_)
    made: list[str] = []
    pieces: dict[tuple[int, int], list[str]] = {}
    waiting: list[tuple[int, list[tuple[int, int]], Here]] = []
    for first, last in zip(bounds, [*bounds[1:], None], strict=True):
        if first in turns:
            waiting.append((len(made), turns[first], gone))
            made.append("")
        if last is None:
            break
        here = layout.here[:, first]
        if agree[first] and (here == ~gone).all():
            made.append(clean_text(unit_text(witnesses, layout, int(np.flatnonzero(here)[0]), first, last)))
        else:
            made.append(write_app(witnesses, layout, (first, last), gone, pieces))
        gone = ~here
    for at, leaving, absent in waiting:
        made[at] = "".join(write_turn(w, pieces[w, run], absent) for w, run in leaving)
    return made


def unit_text(witnesses: Sequence[Witness], layout: Layout, w: int, first: int, last: int) -> str:
    """The words of one witness in the columns, with what stands between them and up to the next word."""
    held = layout.word[w, first:last]
    held = held[held >= 0]
    if not len(held):
        return ""
    witness = witnesses[w]
    start, following = int(held.min()), int(held.max()) + 1
    begin, end = int(witness.begin[start]), int(witness.end[following - 1])
    if start == 0 or witness.stretch[start - 1] != witness.stretch[start]:
        marks = OPENING.search(witness.text[max(0, begin - AROUND) : begin])
        begin -= len(marks.group()) if marks else 0
    if following < len(witness.begin) and witness.stretch[following] == witness.stretch[following - 1]:
        return witness.text[begin : witness.begin[following]]
    marks = CLOSING.match(witness.text, end)
    return witness.text[begin : marks.end() if marks else end] + " "


def write_app(
    witnesses: Sequence[Witness],
    layout: Layout,
    columns: tuple[int, int],
    gone: Here,
    pieces: dict[tuple[int, int], list[str]],
) -> str:
    """One ``app``: witnesses with one reading, and in the same way there or not, share a ``rdg``.

    The names of moved readings are added to ``pieces``, by witness and run.
    """
    first, last = columns
    here = layout.here[:, first]
    groups: dict[tuple[str, str, bool], list[int]] = {}
    for w in range(len(witnesses)):
        if not here[w] and gone[w]:
            continue
        mark = ("<lacunaEnd/>" if gone[w] else "") if here[w] else "<lacunaStart/>"
        text = clean_text(unit_text(witnesses, layout, w, first, last)) if here[w] else ""
        groups.setdefault((text, mark, bool(here[w] and layout.strand[w, first] > 0)), []).append(w)
    readings = []
    for number, ((text, mark, moved), who) in enumerate(groups.items(), 1):
        kind = ""
        if moved:
            name = f"m{first}.{number}"
            kind = f' type="moved" xml:id="{name}"'
            for w in who:
                pieces.setdefault((w, int(layout.strand[w, first])), []).append(name)
        readings.append(f"<rdg wit={quoteattr(' '.join(f'#w{w + 1}' for w in who))}{kind}>{mark}{text}</rdg>")
    return f"<app>{''.join(readings)}</app>"


def write_turn(w: int, names: Sequence[str], absent: Here) -> str:
    """The ``app`` at the place where one witness has what stands, moved, in the readings named; the others have nothing."""
    others = " ".join(f"#w{n + 1}" for n, away in enumerate(absent.tolist()) if n != w and not away)
    nothing = f'<rdg wit="{others}"/>' if others else ""
    targets = " ".join(f"#{name}" for name in names)
    return f'<app><rdg wit="#w{w + 1}" type="moved"><ptr target="{targets}"/></rdg>{nothing}</app>'
