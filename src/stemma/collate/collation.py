"""Texts laid side by side, and the places where they differ."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from stemma.collate.grow import align_witnesses
from stemma.collate.kinds import find_kind
from stemma.collate.sites import Layout, Mask, Site, find_segments, find_sites, lay_out
from stemma.collate.tei import write_tei
from stemma.collate.tokens import Witness, find_vocabulary, read_witness
from stemma.ids import content_id
from stemma.schema import table
from stemma.settings import CollateSettings
from stemma.words import storable


@dataclass(frozen=True, slots=True)
class Collation:
    """Texts side by side. ``table`` has the columns of a case's ``collation``, ``variants`` those of its namesake."""

    table: pa.Table
    variants: pa.Table
    witnesses: tuple[Witness, ...]
    layout: Layout

    def to_tei(self) -> str:
        """The collation as TEI P5 XML: critical apparatus, parallel segmentation, internal."""
        return write_tei(self.witnesses, self.layout)


def collate(texts: Mapping[str, str], *, settings: CollateSettings | None = None) -> Collation:
    """Lay texts side by side, word by word, all at once.

    ``texts`` maps each witness's label to its text; the label is the ``report_id`` of the tables. Spans count code
    points of the witness's own text. In every segment each witness has the same number of words, so that the words
    side by side can be told one by one; ``moved`` marks a stretch that the witness has at another place. In ``variants``
    a witness without words at a site has an empty span at the place; one that leaves out a whole passage is named once,
    at the passage, and not again at the sites inside. The result does not depend on the order of ``texts``.
    """
    named = {storable(str(label)): storable(text or "") for label, text in texts.items()}
    witnesses = [read_witness(label, text) for label, text in sorted(named.items())]
    story = content_id("collation", *(part for w in witnesses for part in (w.label, w.text)))
    return collate_witnesses(witnesses, story, settings or CollateSettings())


def collate_witnesses(
    witnesses: Sequence[Witness],
    story: str,
    settings: CollateSettings,
    *,
    kin: Mask | None = None,
    dates: Mapping[str, float] | None = None,
) -> Collation:
    """The collation of witnesses already read; rows carry ``story`` as their story_id, positions count from 0.

    ``kin[a, b]`` says whether what the b-th has and the a-th lacks counts as left out; without it, it always does.
    ``dates`` (seconds, by label) say who was first where as many have a stretch as lack it.
    """
    grid = align_witnesses(witnesses, settings)
    if kin is None:
        kin = ~np.eye(len(witnesses), dtype=np.bool_)
    layout = lay_out(witnesses, grid, find_vocabulary(witnesses), kin, settings)
    return Collation(
        table("collation", collation_rows(witnesses, layout, story)),
        table("variants", variant_rows(witnesses, layout, story, dates or {})),
        tuple(witnesses),
        layout,
    )


def collation_rows(witnesses: Sequence[Witness], layout: Layout, story: str) -> list[dict[str, Any]]:
    """A row for each witness that has words in a segment."""
    rows = []
    for position, segment in enumerate(find_segments(witnesses, layout)):
        spans = [(witnesses[r.witness].label, r.begin, r.end) for r in segment.readings]
        name = content_id("segment", story, *(part for span in spans for part in span))
        rows += [
            {"story_id": story, "segment_id": name, "position": position, "report_id": witnesses[r.witness].label,
             "begin": r.begin, "end": r.end, "moved": r.moved}
            for r in segment.readings
        ]  # fmt: skip
    return rows


def variant_rows(
    witnesses: Sequence[Witness], layout: Layout, story: str, dates: Mapping[str, float]
) -> list[dict[str, Any]]:
    """A row for each witness that can be asked about a site."""
    rows = []
    for site in find_sites(witnesses, layout):
        spans = [(witnesses[r.witness].label, r.begin, r.end) for r in site.readings]
        name = content_id("site", story, site.shape, *(part for span in spans for part in span))
        readings = [(witnesses[r.witness].text, r.begin, r.end) for r in site.readings]
        kind = find_kind(readings, site.shape, is_omission(site, witnesses, dates))
        rows += [
            {"story_id": story, "site_id": name, "report_id": label, "begin": begin, "end": end,
             "reading": text[begin:end], "kind": kind}
            for (label, begin, end), (text, _, _) in zip(spans, readings, strict=True)
        ]  # fmt: skip
    return rows


def is_omission(site: Site, witnesses: Sequence[Witness], dates: Mapping[str, float]) -> bool:
    """Whether having words there is the rule: most have, or, as many lacking them, the first of all to appear has."""
    having = [witnesses[r.witness].label for r in site.readings if r.end > r.begin]
    lacking = [witnesses[r.witness].label for r in site.readings if r.end == r.begin]
    if len(having) != len(lacking):
        return len(having) > len(lacking)
    first = [min((dates[label] for label in side if label in dates), default=None) for side in (having, lacking)]
    return first[0] is not None and first[1] is not None and first[0] < first[1]
