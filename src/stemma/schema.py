"""One Arrow schema for each table of a case. Names and columns are a contract: add, do not rename.

Spans are half-open, in Unicode code points of ``reports.text``. Times are UTC.
"""

from collections.abc import Iterable, Mapping
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

TEXT = pa.string()
WHOLE = pa.int32()
REAL = pa.float64()
YES_NO = pa.bool_()
MOMENT = pa.timestamp("us", tz="UTC")
SPAN = pa.struct([("begin", WHOLE), ("end", WHOLE)])
SPANS = pa.list_(SPAN)
TEXTS = pa.list_(TEXT)
LIGHTLY = {"stored": "lightly"}  # how files keep a column: see ``stemma.engine.datasets``
SIDES = pa.list_(pa.struct([("value", TEXT), ("report_id", TEXT), ("begin", WHOLE), ("end", WHOLE), ("line_id", TEXT)]))

SCHEMAS: Mapping[str, pa.Schema] = {
    "reports": pa.schema(
        [
            ("report_id", TEXT),
            ("path", TEXT),
            ("url", TEXT),
            ("outlet", TEXT),
            ("title", TEXT),
            ("byline", TEXT),
            ("credit", TEXT),
            ("published", MOMENT),
            ("published_precision", TEXT),
            ("published_from", TEXT),
            ("updated", MOMENT),
            ("fetched", MOMENT),
            ("language", TEXT),
            pa.field("text", TEXT, metadata=LIGHTLY),
            ("raw_sha256", TEXT),
            ("version_of", TEXT),
            ("other_paths", TEXTS),
        ]
    ),
    "blocks": pa.schema(
        [
            ("report_id", TEXT),
            ("begin", WHOLE),
            ("end", WHOLE),
            ("kind", TEXT),
            ("raw_begin", WHOLE),
            ("raw_end", WHOLE),
        ]
    ),
    "reuse": pa.schema(
        [
            ("reuse_id", TEXT),
            ("kind", TEXT),
            ("a_report", TEXT),
            ("a_begin", WHOLE),
            ("a_end", WHOLE),
            ("b_report", TEXT),
            ("b_begin", WHOLE),
            ("b_end", WHOLE),
            ("words", WHOLE),
            ("identity", REAL),
        ]
    ),
    "stories": pa.schema(
        [
            ("story_id", TEXT),
            ("saga_id", TEXT),
            ("title", TEXT),
            ("begins", MOMENT),
            ("ends", MOMENT),
            ("reports", WHOLE),
        ]
    ),
    "story_reports": pa.schema([("story_id", TEXT), ("report_id", TEXT), ("reason", TEXT)]),
    "witnesses": pa.schema(
        [
            ("story_id", TEXT),
            ("witness_id", TEXT),
            ("report_id", TEXT),
            ("label", TEXT),
            ("agency", TEXT),
        ]
    ),
    "descents": pa.schema(
        [
            ("story_id", TEXT),
            ("parent", TEXT),
            ("child", TEXT),
            ("confidence", REAL),
            ("share", REAL),
            ("by", TEXT),
            ("direction", TEXT),
            ("reasons", TEXTS),
            ("part", TEXT),
        ]
    ),
    "rivals": pa.schema(
        [
            ("story_id", TEXT),
            ("parent", TEXT),
            ("child", TEXT),
            ("confidence", REAL),
            ("reasons", TEXTS),
        ]
    ),
    "descent_passages": pa.schema(
        [
            ("story_id", TEXT),
            ("parent", TEXT),
            ("child", TEXT),
            ("child_begin", WHOLE),
            ("child_end", WHOLE),
            ("parent_begin", WHOLE),
            ("parent_end", WHOLE),
            ("reuse_id", TEXT),
        ]
    ),
    "lost_texts": pa.schema(
        [
            ("witness_id", TEXT),
            ("position", WHOLE),
            ("report_id", TEXT),
            ("begin", WHOLE),
            ("end", WHOLE),
        ]
    ),
    "collation": pa.schema(
        [
            ("story_id", TEXT),
            ("segment_id", TEXT),
            ("position", WHOLE),
            ("report_id", TEXT),
            ("begin", WHOLE),
            ("end", WHOLE),
            ("moved", YES_NO),
        ]
    ),
    "variants": pa.schema(
        [
            ("story_id", TEXT),
            ("site_id", TEXT),
            ("report_id", TEXT),
            ("begin", WHOLE),
            ("end", WHOLE),
            ("reading", TEXT),
            ("kind", TEXT),
        ]
    ),
    "attributions": pa.schema(
        [
            ("attribution_id", TEXT),
            ("report_id", TEXT),
            ("kind", TEXT),
            ("source", SPANS),
            ("cue", SPANS),
            ("content", SPANS),
            ("speaker_id", TEXT),
            ("tense", TEXT),
            ("negated", YES_NO),
            ("hedged", YES_NO),
            ("said", YES_NO),
            ("confidence", REAL),
        ]
    ),
    "chains": pa.schema(
        [
            ("attribution_id", TEXT),
            ("position", WHOLE),
            ("entity_id", TEXT),
            ("begin", WHOLE),
            ("end", WHOLE),
        ]
    ),
    "claims": pa.schema(
        [
            ("claim_id", TEXT),
            ("story_id", TEXT),
            ("statement", TEXT),
            ("speaker_id", TEXT),
            ("reports", WHOLE),
            ("lines", WHOLE),
            ("lines_least", WHOLE),
            ("lines_most", WHOLE),
            ("original_sources", WHOLE),
            ("sources_least", WHOLE),
            ("sources_most", WHOLE),
            ("first_report", TEXT),
            ("verbatim", YES_NO),
        ]
    ),
    "claim_attributions": pa.schema([("claim_id", TEXT), ("attribution_id", TEXT), ("line_id", TEXT)]),
    "wordings": pa.schema(
        [
            ("claim_id", TEXT),
            ("attribution_id", TEXT),
            ("against", TEXT),
            ("begin", WHOLE),
            ("end", WHOLE),
            ("reading", TEXT),
            ("against_reading", TEXT),
            ("kind", TEXT),
        ]
    ),
    "replies": pa.schema([("claim_id", TEXT), ("attribution_id", TEXT), ("kind", TEXT), ("confidence", REAL)]),
    "mentions": pa.schema(
        [
            ("mention_id", TEXT),
            ("report_id", TEXT),
            ("begin", WHOLE),
            ("end", WHOLE),
            ("entity_id", TEXT),
            ("form", TEXT),
        ]
    ),
    "entities": pa.schema(
        [
            ("entity_id", TEXT),
            ("kind", TEXT),
            ("name", TEXT),
            ("latitude", REAL),
            ("longitude", REAL),
            ("geonames_id", pa.int64()),
        ]
    ),
    "names": pa.schema(
        [
            ("entity_id", TEXT),
            ("name", TEXT),
            ("outlet", TEXT),
            ("count", WHOLE),
            ("evidence", TEXT),
            ("form", TEXT),
        ]
    ),
    "habits": pa.schema(
        [
            ("outlet", TEXT),
            ("kind", TEXT),
            ("writes", TEXT),
            ("for", TEXT),
            ("count", WHOLE),
            ("stories", WHOLE),
            ("log_odds", REAL),
            ("low", REAL),
            ("high", REAL),
        ]
    ),
    "times": pa.schema(
        [
            ("time_id", TEXT),
            ("report_id", TEXT),
            ("begin", WHOLE),
            ("end", WHOLE),
            ("type", TEXT),
            ("value", TEXT),
            ("earliest", MOMENT),
            ("latest", MOMENT),
            ("anchor", MOMENT),
            ("anchor_from", TEXT),
        ]
    ),
    "differences": pa.schema(
        [
            ("difference_id", TEXT),
            ("story_id", TEXT),
            ("kind", TEXT),
            ("subject", TEXT),
            ("claim_id", TEXT),
            ("sides", SIDES),
            ("change", TEXT),
            ("confidence", REAL),
        ]
    ),
    "updates": pa.schema(
        [
            ("update_id", TEXT),
            ("story_id", TEXT),
            ("kind", TEXT),
            ("subject", TEXT),
            ("sides", SIDES),
        ]
    ),
    "phrasings": pa.schema(
        [
            ("story_id", TEXT),
            ("site_id", TEXT),
            ("kind", TEXT),
            ("report_id", TEXT),
            ("outlet", TEXT),
            ("begin", WHOLE),
            ("end", WHOLE),
            ("reading", TEXT),
        ]
    ),
    "skipped": pa.schema([("path", TEXT), ("member", TEXT), ("reason", TEXT)]),
}


def table(name: str, rows: Iterable[Mapping[str, Any]]) -> pa.Table:
    """Rows as the table called ``name``; a column that a row lacks is null. Raises KeyError for an unknown name."""
    schema = SCHEMAS[name]
    listed = list(rows)
    return pa.Table.from_pydict({column: [row.get(column) for row in listed] for column in schema.names}, schema=schema)


def empty(name: str) -> pa.Table:
    """The table called ``name`` without rows."""
    return SCHEMAS[name].empty_table()


def copied_text(descents: pa.Table) -> pa.Table:
    """The descents of running text: all but those of ``part`` caption, which make nobody kin. A table without that column is taken whole."""
    if "part" not in descents.column_names:
        return descents
    return descents.filter(pc.fill_null(pc.not_equal(descents.column("part"), "caption"), True))


def ordered(name: str, made: pa.Table) -> pa.Table:
    """``made`` with its rows in the one order that a case stores: by every sortable column, left to right."""
    keys = [(field.name, "ascending") for field in SCHEMAS[name] if not pa.types.is_nested(field.type)]
    order = pc.sort_indices(made, keys).to_numpy()
    return made if (order[1:] > order[:-1]).all() else made.take(pa.array(order))
