"""A collation as TEI P5 with a critical apparatus, in parallel segmentation (TEI Guidelines, chapter 13).

Words on which all agree stand once, written as the first witness has them; elsewhere an ``app`` holds each reading.
A witness that leaves out a passage is marked with ``lacunaStart`` and ``lacunaEnd`` and named in no ``app`` between.
"""

import re
from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

import numpy as np

from stemma.collate.sites import Layout
from stemma.collate.tokens import Witness

NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0">
  <teiHeader>
    <fileDesc>
      <titleStmt><title>Collation</title></titleStmt>
      <publicationStmt><p>Made by Stemma; the rights in the texts stay with their publishers.</p></publicationStmt>
      <sourceDesc>%s</sourceDesc>
    </fileDesc>
    <encodingDesc><variantEncoding method="parallel-segmentation" location="internal"/></encodingDesc>
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
    """Text that may stand in XML, white space joined into single blanks."""
    return escape(re.sub(r"\s+", " ", NOT_XML.sub("", text)))


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
    change = np.ones(columns, np.bool_)
    change[1:] = (state[:, 1:] != state[:, :-1]).any(axis=0) | layout.breaks[1:columns]
    starts = np.flatnonzero(change)
    gone = np.zeros(len(witnesses), np.bool_)
    made = []
    for first, last in zip(starts.tolist(), np.append(starts[1:], columns).tolist(), strict=True):
        here = layout.here[:, first]
        if agree[first] and (here == ~gone).all():
            made.append(clean_text(unit_text(witnesses, layout, int(np.flatnonzero(here)[0]), first, last)))
        else:
            made.append(write_app(witnesses, layout, (first, last), gone))
        gone = ~here
    return made


def unit_text(witnesses: Sequence[Witness], layout: Layout, w: int, first: int, last: int) -> str:
    """The words of one witness in the columns, with what stands between them and up to the next word."""
    held = layout.word[w, first:last]
    held = held[held >= 0]
    if not len(held):
        return ""
    witness = witnesses[w]
    end, following = int(held.max()), int(held.max()) + 1
    if following < len(witness.begin) and witness.stretch[following] == witness.stretch[end]:
        return witness.text[witness.begin[held.min()] : witness.begin[following]]
    return witness.text[witness.begin[held.min()] : witness.end[end]] + " "


def write_app(
    witnesses: Sequence[Witness],
    layout: Layout,
    columns: tuple[int, int],
    gone: np.ndarray[tuple[int], np.dtype[np.bool_]],
) -> str:
    """One ``app``: witnesses with one reading, and in the same way there or not, share a ``rdg``."""
    first, last = columns
    here = layout.here[:, first]
    groups: dict[tuple[str, str, str], list[str]] = {}
    for w in range(len(witnesses)):
        if not here[w] and gone[w]:
            continue
        mark = ("<lacunaEnd/>" if gone[w] else "") if here[w] else "<lacunaStart/>"
        moved = "moved" if here[w] and layout.strand[w, first] > 0 else ""
        text = clean_text(unit_text(witnesses, layout, w, first, last)) if here[w] else ""
        groups.setdefault((text, mark, moved), []).append(f"#w{w + 1}")
    readings = []
    for (text, mark, moved), who in groups.items():
        kind = ' type="moved"' if moved else ""
        readings.append(f"<rdg wit={quoteattr(' '.join(who))}{kind}>{mark}{text}</rdg>")
    return f"<app>{''.join(readings)}</app>"
