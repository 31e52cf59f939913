"""What must hold in the tables of any case: spans lie in their texts, every id named is there, kinds are the contract's."""

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

import pyarrow as pa

from stemma.model import BLOCK_KINDS

Row = Mapping[str, Any]
Tables = Mapping[str, list[Row]]

KINDS: Mapping[tuple[str, str], tuple[str | None, ...]] = {
    ("reports", "published_precision"): ("day", "minute", "second", "month", "year", None),
    ("reports", "published_from"): ("metadata", "text", "address", "table", "correction", None),
    ("blocks", "kind"): BLOCK_KINDS,
    ("reuse", "kind"): ("text", "quotation", "standing"),
    ("descents", "by"): ("passages", "credit"),
    ("descents", "direction"): ("decided", "undecided"),
    ("variants", "kind"): (
        "name", "number", "date", "hedge", "attribution", "negation", "wording", "spelling", "addition", "omission", "move",
    ),
    ("attributions", "kind"): ("direct", "indirect", "mixed"),
    ("wordings", "kind"): ("name", "cut", "cue", "sense", "spelling"),
    ("replies", "kind"): ("denies", "confirms", "declines"),
    ("entities", "kind"): ("person", "organisation", "place", "group", "other"),
    ("names", "evidence"): (
        "gazetteer", "collation", "spelling", "apposition", "short form", "office", "table", "correction", "description", "forces", None,
    ),
    ("times", "type"): ("DATE", "TIME", "DURATION", "SET"),
    ("differences", "kind"): ("number", "date", "place", "name", "quotation", "omission"),
    ("differences", "change"): ("left out", "added", None),
    ("updates", "kind"): ("number",),
    ("phrasings", "kind"): ("name", "hedge", "speech", "loaded"),
}  # fmt: skip

KEYS = {
    "reports": ("report_id",),
    "reuse": ("reuse_id",),
    "stories": ("story_id",),
    "story_reports": ("report_id",),
    "witnesses": ("story_id", "witness_id"),
    "descents": ("story_id", "parent", "child"),
    "rivals": ("story_id", "parent", "child"),
    "lost_texts": ("witness_id", "position"),
    "attributions": ("attribution_id",),
    "chains": ("attribution_id", "position"),
    "claims": ("claim_id",),
    "claim_attributions": ("claim_id", "attribution_id"),
    "mentions": ("mention_id",),
    "entities": ("entity_id",),
    "times": ("time_id",),
    "differences": ("difference_id",),
    "updates": ("update_id",),
    "phrasings": ("site_id", "report_id"),
    "variants": ("site_id", "report_id"),
    "replies": ("claim_id", "attribution_id"),
}

# table, column -> table, column; a null names nothing
FOREIGN = (
    ("blocks", "report_id", "reports", "report_id"),
    ("reports", "version_of", "reports", "report_id"),
    ("reuse", "a_report", "reports", "report_id"),
    ("reuse", "b_report", "reports", "report_id"),
    ("story_reports", "story_id", "stories", "story_id"),
    ("story_reports", "report_id", "reports", "report_id"),
    ("stories", "story_id", "story_reports", "story_id"),
    ("witnesses", "story_id", "stories", "story_id"),
    ("witnesses", "report_id", "reports", "report_id"),
    ("descent_passages", "reuse_id", "reuse", "reuse_id"),
    ("lost_texts", "witness_id", "witnesses", "witness_id"),
    ("lost_texts", "report_id", "reports", "report_id"),
    ("collation", "story_id", "stories", "story_id"),
    ("collation", "report_id", "reports", "report_id"),
    ("variants", "story_id", "stories", "story_id"),
    ("variants", "report_id", "reports", "report_id"),
    ("attributions", "report_id", "reports", "report_id"),
    ("attributions", "speaker_id", "entities", "entity_id"),
    ("chains", "attribution_id", "attributions", "attribution_id"),
    ("chains", "entity_id", "entities", "entity_id"),
    ("claims", "story_id", "stories", "story_id"),
    ("claims", "speaker_id", "entities", "entity_id"),
    ("claims", "first_report", "reports", "report_id"),
    ("claims", "claim_id", "claim_attributions", "claim_id"),
    ("claim_attributions", "claim_id", "claims", "claim_id"),
    ("claim_attributions", "attribution_id", "attributions", "attribution_id"),
    ("wordings", "claim_id", "claims", "claim_id"),
    ("wordings", "attribution_id", "attributions", "attribution_id"),
    ("wordings", "against", "attributions", "attribution_id"),
    ("replies", "claim_id", "claims", "claim_id"),
    ("replies", "attribution_id", "attributions", "attribution_id"),
    ("mentions", "report_id", "reports", "report_id"),
    ("mentions", "entity_id", "entities", "entity_id"),
    ("names", "entity_id", "entities", "entity_id"),
    ("times", "report_id", "reports", "report_id"),
    ("differences", "story_id", "stories", "story_id"),
    ("differences", "claim_id", "claims", "claim_id"),
    ("updates", "story_id", "stories", "story_id"),
    ("phrasings", "story_id", "stories", "story_id"),
    ("phrasings", "report_id", "reports", "report_id"),
)
MAY_BE_NULL = {
    ("reports", "version_of"), ("witnesses", "report_id"), ("descent_passages", "reuse_id"), ("attributions", "speaker_id"),
    ("chains", "entity_id"), ("claims", "speaker_id"), ("differences", "claim_id"),
}  # fmt: skip


def problems(tables: Mapping[str, pa.Table]) -> list[str]:
    """What is wrong in the tables of a case, a line each; empty where all is well."""
    rows = {name: table.to_pylist() for name, table in tables.items()}
    checks = (kinds, keys, foreign_ids, spans, tiles, orders, counts)
    return [problem for check in checks for problem in check(rows)]


def kinds(rows: Tables) -> Iterator[str]:
    """Kinds that the contract lists take no other value."""
    for (table, column), allowed in KINDS.items():
        for value in {row[column] for row in rows[table]} - set(allowed):
            yield f"{table}.{column} is {value!r}"


def keys(rows: Tables) -> Iterator[str]:
    """What tells rows apart stands once and is never null."""
    for table, columns in KEYS.items():
        found = [tuple(row[column] for column in columns) for row in rows[table]]
        if len(set(found)) < len(found):
            yield f"{table}: {columns} stand more than once"
        if any(None in key for key in found):
            yield f"{table}: one of {columns} is null"


def foreign_ids(rows: Tables) -> Iterator[str]:
    """Every id named stands in its table."""
    for table, column, home, key in FOREIGN:
        there = {row[key] for row in rows[home]}
        named = {row[column] for row in rows[table]}
        if (table, column) in MAY_BE_NULL:
            named.discard(None)
        for value in sorted(map(str, named - there)):
            yield f"{table}.{column} names {value}, which {home} has not"
    witnesses = {(row["story_id"], row["witness_id"]) for row in rows["witnesses"]}
    for table in ("descents", "rivals", "descent_passages"):
        for row in rows[table]:
            if row["parent"] == row["child"]:
                yield f"{table}: {row['child']} descends from itself"
            if not {(row["story_id"], row["parent"]), (row["story_id"], row["child"])} <= witnesses:
                yield f"{table}: {row['parent']} or {row['child']} is no witness of {row['story_id']}"
    descents = {(row["story_id"], row["parent"], row["child"]) for row in rows["descents"]}
    for row in rows["descent_passages"]:
        if (row["story_id"], row["parent"], row["child"]) not in descents:
            yield f"descent_passages: no descent {row['parent']} to {row['child']}"
    members = {(row["story_id"], row["report_id"]) for row in rows["story_reports"]}
    linked = {(row["story_id"], row[end]) for row in rows["descents"] + rows["rivals"] for end in ("parent", "child")}
    for row in rows["witnesses"]:
        if row["report_id"] not in (None, row["witness_id"]):
            yield f"witnesses: {row['witness_id']} is not called as its report"
        if row["report_id"] and (row["story_id"], row["report_id"]) not in members | linked:
            yield f"witnesses: {row['report_id']} is not of {row['story_id']}, nor copied from or by one that is"
    for table in ("collation", "variants"):
        for row in rows[table]:
            if (row["story_id"], row["report_id"]) not in members:
                yield f"{table}: {row['report_id']} is not of {row['story_id']}"


def all_spans(rows: Tables) -> Iterator[tuple[str, str, int | None, int | None]]:
    """Every span: the table, the report, begin, end."""
    for table in ("blocks", "collation", "variants", "mentions", "times", "lost_texts"):
        for row in rows[table]:
            yield table, row["report_id"], row["begin"], row["end"]
    for row in rows["reuse"]:
        yield "reuse", row["a_report"], row["a_begin"], row["a_end"]
        yield "reuse", row["b_report"], row["b_begin"], row["b_end"]
    home = {row["attribution_id"]: row["report_id"] for row in rows["attributions"]}
    for row in rows["attributions"]:
        for part in ("source", "cue", "content"):
            for span in row[part]:
                yield f"attributions.{part}", row["report_id"], span["begin"], span["end"]
    for table in ("wordings", "chains"):
        for row in rows[table]:
            yield table, home[row["attribution_id"]], row["begin"], row["end"]
    extant = {row["witness_id"] for row in rows["witnesses"] if row["report_id"]}
    for row in rows["descent_passages"]:
        for end in ("child", "parent"):
            if row[end] in extant:
                yield f"descent_passages.{end}", row[end], row[f"{end}_begin"], row[f"{end}_end"]
    for row in rows["differences"] + rows["updates"]:
        for side in row["sides"]:
            if (side["begin"] is None) != (side["end"] is None):
                yield "differences", side["report_id"], side["begin"], side["end"]
            if side["begin"] is not None:
                yield "differences", side["report_id"], side["begin"], side["end"]


MAY_BE_SPANLESS = ("chains",)
MAY_BE_EMPTY = ("variants", "collation", "wordings", "phrasings")


def spans(rows: Tables) -> Iterator[str]:
    """Every span is inside its report's text; only a reading that is not there is empty."""
    texts = {row["report_id"]: row["text"] for row in rows["reports"]}
    for table, report, begin, end in all_spans(rows):
        if begin is None and end is None and table in MAY_BE_SPANLESS:
            continue
        if report not in texts:
            yield f"{table}: {report} is no report"
        elif begin is None or end is None or not 0 <= begin <= end <= len(texts[report]):
            yield f"{table}: [{begin}, {end}) is not in the {len(texts[report])} characters of {report}"
        elif begin == end and table not in MAY_BE_EMPTY:
            yield f"{table}: [{begin}, {end}) of {report} is empty"
    for row in rows["variants"]:
        if row["reading"] != texts[row["report_id"]][row["begin"] : row["end"]]:
            yield f"variants: {row['reading']!r} is not what stands at [{row['begin']}, {row['end']})"


def tiles(rows: Tables) -> Iterator[str]:
    """The blocks of a report tile its text; raw bytes are half-open too."""
    by_report: dict[str, list[Row]] = {row["report_id"]: [] for row in rows["reports"]}
    for row in rows["blocks"]:
        by_report[row["report_id"]].append(row)
        if (row["raw_begin"] is None) != (row["raw_end"] is None):
            yield f"blocks: half a raw span in {row['report_id']}"
        if row["raw_begin"] is not None and not 0 <= row["raw_begin"] <= row["raw_end"]:
            yield f"blocks: raw [{row['raw_begin']}, {row['raw_end']})"
    for report in rows["reports"]:
        at = 0
        for block in sorted(by_report[report["report_id"]], key=lambda row: row["begin"]):
            if block["begin"] != at:
                yield f"blocks: {report['report_id']} is not tiled at {at}"
            at = block["end"]
        if at != len(report["text"]):
            yield f"blocks: {report['report_id']} is tiled to {at} of {len(report['text'])}"


def orders(rows: Tables) -> Iterator[str]:
    """What has an order keeps it, and shares and confidences are shares."""
    for row in rows["reuse"]:
        if not row["a_report"] < row["b_report"]:
            yield f"reuse: {row['a_report']} is not before {row['b_report']}"
        if row["words"] < 1 or not 0 < row["identity"] <= 1:
            yield f"reuse: {row['words']} words, identity {row['identity']}"
    for table, columns in {
        "descents": ("confidence", "share"),
        "rivals": ("confidence",),
        "attributions": ("confidence",),
        "differences": ("confidence",),
    }.items():
        for row in rows[table]:
            for column in columns:
                if row[column] is None and table == "differences":
                    continue
                if not 0 <= row[column] <= 1:
                    yield f"{table}.{column} is {row[column]}"
    days = [
        {(side["report_id"], side["begin"]) for side in row["sides"]}
        for row in rows["differences"]
        if row["kind"] == "date"
    ]
    for one in days:
        if any(one < other for other in days):
            yield f"differences: the sides {sorted(one)} all stand in another difference"
    for row in rows["times"]:
        if row["earliest"] and row["latest"] and row["earliest"] > row["latest"]:
            yield f"times: {row['value']} ends before it begins"
    for row in rows["stories"]:
        if row["begins"] and row["ends"] and row["begins"] > row["ends"]:
            yield f"stories: {row['story_id']} ends before it begins"
    for row in rows["claims"]:
        for least, value, most in (
            ("lines_least", "lines", "lines_most"),
            ("sources_least", "original_sources", "sources_most"),
        ):
            if not 0 <= row[least] <= row[value] <= row[most]:
                yield f"claims: {least} {row[least]}, {value} {row[value]}, {most} {row[most]}"
        if row["lines_most"] > row["reports"] or row["lines_least"] < 1:
            yield f"claims: {row['lines_least']} to {row['lines_most']} lines in {row['reports']} reports"
    lost: dict[str, list[int]] = {}
    for row in rows["lost_texts"]:
        lost.setdefault(row["witness_id"], []).append(row["position"])
    for witness, positions in lost.items():
        if any(b - a != 1 for a, b in pairwise(sorted(positions))):
            yield f"lost_texts: positions of {witness} have gaps"
    for row in rows["attributions"]:
        for part in ("source", "cue", "content"):
            found = [(span["begin"], span["end"]) for span in row[part]]
            if any(before[1] > after[0] for before, after in pairwise(found)):
                yield f"attributions.{part}: {found} overlap or are out of order"
    for row in rows["entities"]:
        if row["latitude"] is not None and not (-90 <= row["latitude"] <= 90 and -180 <= row["longitude"] <= 180):
            yield f"entities: {row['name']} lies at {row['latitude']}, {row['longitude']}"


def counts(rows: Tables) -> Iterator[str]:
    """Counts are what they count."""
    in_story: dict[str, int] = {}
    for row in rows["story_reports"]:
        in_story[row["story_id"]] = in_story.get(row["story_id"], 0) + 1
    for row in rows["stories"]:
        if row["reports"] != in_story.get(row["story_id"]):
            yield f"stories: {row['story_id']} says {row['reports']} reports"
    if {row["report_id"] for row in rows["story_reports"]} != {row["report_id"] for row in rows["reports"]}:
        yield "story_reports: a report is in no story"
    home = {row["attribution_id"]: row["report_id"] for row in rows["attributions"]}
    carriers: dict[str, set[str]] = {}
    for row in rows["claim_attributions"]:
        carriers.setdefault(row["claim_id"], set()).add(home[row["attribution_id"]])
    for row in rows["claims"]:
        if row["reports"] != len(carriers[row["claim_id"]]):
            yield f"claims: {row['claim_id']} says {row['reports']} reports"
        if row["first_report"] not in carriers[row["claim_id"]]:
            yield f"claims: the first report of {row['claim_id']} does not carry it"
