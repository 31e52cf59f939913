"""Raw items to reports: the kernel that cleans a batch of them, and the tables that come of it."""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import pyarrow as pa

from stemma import schema
from stemma.clean.decode import decode
from stemma.clean.facts import host_of
from stemma.clean.whole import BLOCKS, clean_page, clean_text, is_page
from stemma.ids import content_id
from stemma.model import Cleaned
from stemma.settings import CleanSettings

CLEANED = pa.schema([
    ("path", pa.string()), ("member", pa.string()), ("skipped_reason", pa.string()),
    *[field for field in schema.SCHEMAS["reports"] if field.name not in ("path", "version_of", "other_paths")],
    ("blocks", pa.list_(pa.struct(list(BLOCKS)))),
])  # fmt: skip
"""Cleaned items: the columns of ``reports`` with their blocks; ``skipped_reason`` where an item is no report."""

_WORD = re.compile(r"\w+")
_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)+(?:/\S*)?")


def _clean_row(row: Mapping[str, Any], settings: CleanSettings) -> Cleaned:
    decoded = decode(row["raw"], declared=row["media"] == "html")
    known = {"url": row["url"], "outlet": row["outlet"], "settings": settings}
    if row["media"] == "html" and is_page(decoded.text):
        return clean_page(decoded.text, decoded.starts, **known)
    return clean_text(decoded.text, decoded.starts, title=row["title"], **known)


def _running_words(cleaned: Cleaned) -> int:
    blocks = cleaned.blocks.to_pylist()
    return sum(
        len(_WORD.findall(cleaned.text[b["begin"] : b["end"]])) for b in blocks if b["kind"] in ("body", "standfirst")
    )


def _outlet(given: str | None, cleaned: Cleaned) -> str | None:
    name = given or cleaned.outlet
    if name and _HOST.fullmatch(name) and name.lower().startswith("www."):
        return name[4:]
    return name or host_of(cleaned.url)


def _published(row: Mapping[str, Any], cleaned: Cleaned) -> tuple[datetime | None, str | None, str | None]:
    """When a report was published, how exactly that is known, and from what; the table's word goes before the page's.

    A page cannot have been published after it was fetched: a time that says so names its zone wrongly, and only its
    day is kept; a day that says so is no date of the report.
    """
    if row["published"] is not None:
        return row["published"], row["published_precision"], "table"
    published, precision, source = cleaned.published, cleaned.published_precision, cleaned.published_from
    fetched = row["fetched"]
    if published is None or fetched is None or published <= fetched:
        return published, precision, source
    if published.date() > (fetched + timedelta(hours=14)).date():  # 14 hours: the zone farthest ahead of UTC
        return None, None, None
    return published.replace(hour=0, minute=0, second=0, microsecond=0), "day", source


def clean_row(row: Mapping[str, Any], settings: CleanSettings) -> dict[str, Any]:
    """One raw item (a row of ``INPUTS``) as a row of ``CLEANED``."""
    made: dict[str, Any] = dict.fromkeys(CLEANED.names)
    made |= {"path": row["path"], "member": row["member"]}
    try:
        cleaned = _clean_row(row, settings)
    except Exception as error:  # hostile input: one item that no rule foresaw must not end the run
        return made | {"skipped_reason": f"the page could not be taken apart ({type(error).__name__})"}
    words = _running_words(cleaned)
    if words < settings.least_words:
        told = "no running text" if not words else f"only {words} words of running text"
        return made | {"skipped_reason": f"{told}: a report has at least {settings.least_words}"}
    published, precision, source = _published(row, cleaned)
    return made | {
        "report_id": content_id(row["raw"], row["outlet"], row["url"], row["row_id"]),
        "url": cleaned.url,
        "outlet": _outlet(row["outlet"], cleaned),
        "title": row["title"] or cleaned.title,
        "byline": row["byline"] or cleaned.byline,
        "credit": cleaned.credit,
        "published": published,
        "published_precision": precision,
        "published_from": source,
        "updated": cleaned.updated,
        "fetched": row["fetched"],
        "language": cleaned.language,
        "text": cleaned.text,
        "raw_sha256": row["raw_sha256"],
        "blocks": cleaned.blocks.to_pylist(),
    }


def clean_batch(raw: pa.Table, settings: CleanSettings | None = None) -> pa.Table:
    """A kernel: raw items (columns of ``INPUTS``) become cleaned ones (columns of ``CLEANED``), row by row."""
    chosen = settings or CleanSettings()
    return pa.Table.from_pylist([clean_row(row, chosen) for row in raw.to_pylist()], schema=CLEANED)


def _shown_path(row: Mapping[str, Any]) -> str:
    return f"{row['path']}#{row['member']}" if row["member"] else str(row["path"])


def _versions(reports: list[dict[str, Any]]) -> None:
    """Of reports with one outlet and address but different texts, let the later ones point to the first."""
    alike: dict[tuple[str | None, str], list[dict[str, Any]]] = {}
    for row in reports:
        if row["url"]:
            alike.setdefault((row["outlet"], row["url"]), []).append(row)
    for rows in alike.values():
        first, *later = sorted(rows, key=_age)
        for row in later:
            if row["text"] != first["text"]:
                row["version_of"] = first["report_id"]


def _age(row: Mapping[str, Any]) -> tuple[bool, float, float, str]:
    def seconds(moment: datetime | None) -> float:
        return moment.timestamp() if moment else float("inf")

    known = row["published"] or row["updated"] or row["fetched"]
    return known is None, seconds(known), seconds(row["fetched"]), row["report_id"]


def report_tables(cleaned: pa.Table) -> tuple[pa.Table, pa.Table, pa.Table]:
    """The tables ``reports``, ``blocks`` and ``skipped`` of cleaned items, in the order that a case keeps.

    The same input found under several paths is one report: it keeps the first path by name, the others in
    ``other_paths``.
    """
    rows = sorted(cleaned.to_pylist(), key=lambda row: (row["path"], row["member"] or ""))
    skipped = [
        {"path": row["path"], "member": row["member"], "reason": row["skipped_reason"]}
        for row in rows
        if row["skipped_reason"] is not None
    ]
    reports: dict[str, dict[str, Any]] = {}
    blocks: list[dict[str, Any]] = []
    for row in rows:
        if row["skipped_reason"] is not None:
            continue
        path, identifier = _shown_path(row), row["report_id"]
        if identifier in reports:
            others = reports[identifier]["other_paths"]
            if path != reports[identifier]["path"] and path not in others:
                others.append(path)
            continue
        reports[identifier] = {**row, "path": path, "other_paths": []}
        blocks += [{"report_id": identifier, **block} for block in row["blocks"]]
    kept = list(reports.values())
    _versions(kept)
    return (
        schema.ordered("reports", schema.table("reports", kept)),
        schema.ordered("blocks", schema.table("blocks", blocks)),
        schema.ordered("skipped", schema.table("skipped", skipped)),
    )
