"""Raw items to reports: the kernel that cleans a batch of them, and the tables that come of it."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from stemma import schema
from stemma.clean.decode import decode
from stemma.clean.facts import host_of
from stemma.clean.whole import BLOCKS, clean_page, clean_text, is_page
from stemma.ids import content_id
from stemma.model import Cleaned
from stemma.settings import CleanSettings

CLEANED = pa.schema([
    ("input_id", pa.string()), ("path", pa.string()), ("member", pa.string()), ("skipped_reason", pa.string()),
    *[field for field in schema.SCHEMAS["reports"] if field.name not in ("path", "version_of", "other_paths")],
    ("blocks", pa.list_(pa.struct(list(BLOCKS)))),
])  # fmt: skip
"""Cleaned items: the columns of ``reports`` with their blocks; ``skipped_reason`` where an item is no report."""

KEPT_BY = ("input_id", "report_id", "path", "member", "skipped_reason")
"""The columns by which items are kept."""

_DAY_IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)([/-])(\d{1,2})\2(\d{1,2})(?=[/-]|$)")
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
    if published is None:
        published = day_in_address(cleaned.url)
        precision, source = ("day", "address") if published else (None, None)
    fetched = row["fetched"]
    if published is None or fetched is None or published <= fetched:
        return published, precision, source
    if published.date() > (fetched + timedelta(hours=14)).date():  # 14 hours: the zone farthest ahead of UTC
        return None, None, None
    return published.replace(hour=0, minute=0, second=0, microsecond=0), "day", source


def day_in_address(url: str | None) -> datetime | None:
    """The day that an address names as a whole, year first ("/2023/05/04/"); None where it names none, or two."""
    found = {match.group(1, 3, 4) for match in _DAY_IN_ADDRESS.finditer(url or "")}
    if len(found) != 1:
        return None
    year, month, day = map(int, found.pop())
    try:
        return datetime(year, month, day, tzinfo=UTC)
    except ValueError:
        return None


def clean_row(row: Mapping[str, Any], settings: CleanSettings) -> dict[str, Any]:
    """One raw item (a row of ``INPUTS``) as a row of ``CLEANED``."""
    made: dict[str, Any] = dict.fromkeys(CLEANED.names)
    made |= {name: row[name] for name in ("input_id", "path", "member")}
    try:
        cleaned = _clean_row(row, settings)
    except Exception as error:  # hostile input: one item that no rule foresaw must not end the run
        return made | {"skipped_reason": f"the page could not be taken apart ({type(error).__name__})"}
    words = _running_words(cleaned)
    if words < settings.least_words:
        told = "no running text" if not words else f"only {words} {'word' if words == 1 else 'words'} of running text"
        return made | {
            "skipped_reason": f"{told}, where a report has at least {settings.least_words}{'' if words else ' words of it'}"
        }
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


def kept_items(cleaned: pa.Table) -> tuple[pa.Table, list[list[str]]]:
    """The cleaned items that are reports, one for each, in order of ``report_id``; and the other paths of each.

    The same input found under several paths is one report: the first path by name stands for it. Of the columns of
    ``CLEANED``, those of ``KEPT_BY`` are needed.
    """
    small = cleaned.select(list(KEPT_BY)).append_column("row", pa.array(range(cleaned.num_rows), pa.int64()))
    small = small.filter(pc.is_null(small.column("skipped_reason")))
    small = small.set_column(
        KEPT_BY.index("member"), "member", pc.fill_null(small.column("member"), "")
    ).combine_chunks()
    small = small.sort_by([(name, "ascending") for name in ("report_id", "path", "member", "input_id")])
    paths, members = small.column("path"), small.column("member")
    shown = pc.if_else(pc.equal(members, ""), paths, pc.binary_join_element_wise(paths, members, "#"))
    ids = small.column("report_id").to_pylist()
    first = [number for number, one in enumerate(ids) if not number or one != ids[number - 1]]
    others: list[list[str]] = []
    for begin, end in pairwise([*first, len(ids)]):
        names = dict.fromkeys(shown.slice(begin, end - begin).to_pylist()) if end - begin > 1 else {}
        others.append(list(names)[1:])
    keep = pa.array(first, pa.int64())
    # In one piece first: rows are taken out of texts that lie in many pieces ten times more slowly.
    items = cleaned.combine_chunks().take(small.column("row").take(keep))
    return items.set_column(items.schema.get_field_index("path"), "path", shown.take(keep)), others


def _versions(items: pa.Table) -> list[str | None]:
    """Of reports with one outlet and address but different texts, the later ones' first; null for all others."""
    alike: dict[tuple[str | None, str], list[int]] = {}
    for number, (outlet, url) in enumerate(
        zip(items.column("outlet").to_pylist(), items.column("url").to_pylist(), strict=True)
    ):
        if url:
            alike.setdefault((outlet, url), []).append(number)
    found: list[str | None] = [None] * items.num_rows
    for numbers in alike.values():
        if len(numbers) > 1:
            rows = [items.slice(number, 1).to_pylist()[0] for number in numbers]
            first, *later = sorted(zip(rows, numbers, strict=True), key=lambda pair: _age(pair[0]))
            for row, number in later:
                if row["text"] != first[0]["text"]:
                    found[number] = first[0]["report_id"]
    return found


def _age(row: Mapping[str, Any]) -> tuple[bool, float, float, str]:
    def seconds(moment: datetime | None) -> float:
        return moment.timestamp() if moment else float("inf")

    known = row["published"] or row["updated"] or row["fetched"]
    return known is None, seconds(known), seconds(row["fetched"]), row["report_id"]


def _block_table(items: pa.Table) -> pa.Table:
    """The blocks of some items as the table ``blocks``."""
    column = items.column("blocks").combine_chunks()
    flat, reports = pc.list_flatten(column), items.column("report_id").take(pc.list_parent_indices(column))
    columns = {"report_id": reports} | {field.name: pc.struct_field(flat, field.name) for field in BLOCKS}
    return pa.table([columns[name] for name in schema.SCHEMAS["blocks"].names], schema=schema.SCHEMAS["blocks"])


def report_tables(cleaned: pa.Table) -> tuple[pa.Table, pa.Table, pa.Table, pa.Table]:
    """The tables ``reports``, ``blocks`` and ``skipped`` of cleaned items, in the order that a case keeps.

    And which item each report is of: ``report_id``, ``input_id``.

    The same input found under several paths is one report: it keeps the first path by name, the others in
    ``other_paths``.
    """
    skipped = cleaned.filter(pc.is_valid(cleaned.column("skipped_reason")))
    columns = schema.SCHEMAS["skipped"]
    skipped = pa.table([skipped.column(name) for name in ("path", "member", "skipped_reason")], schema=columns)
    items, others = kept_items(cleaned)
    made = {
        "other_paths": pa.array(others, pa.list_(pa.string())),
        "version_of": pa.array(_versions(items), pa.string()),
    }
    columns = schema.SCHEMAS["reports"]
    reports = pa.table([made[n] if n in made else items.column(n) for n in columns.names], schema=columns)
    return (
        schema.ordered("reports", reports),
        schema.ordered("blocks", _block_table(items)),
        schema.ordered("skipped", skipped),
        items.select(["report_id", "input_id"]),
    )
