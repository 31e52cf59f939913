"""The tables of a case for other tools: parquet, csv or json lines; collations as TEI, family trees as GraphML."""

import json
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pacsv

from stemma import schema
from stemma.case import Case
from stemma.engine.datasets import write_table
from stemma.errors import UsageError
from stemma.query import Story, report_labels, stories

FORMS = ("parquet", "csv", "jsonl")
STORY_FILES = ("stemma.graphml", "collation.tei.xml")


def export_case(case: Case, folder: Path, form: str = "parquet") -> Path:
    """Write every table of the case to ``folder``. Raises UsageError for an unknown form, or a folder with other things.

    What an earlier export wrote there is replaced.
    """
    if form not in FORMS:
        raise UsageError(f"{form!r} is no form of export; there are {', '.join(FORMS)}")
    if folder.is_file():
        raise UsageError(f"{folder} is a file: give a folder to write to")
    inside = folder.resolve()
    if folder.suffix == ".stemma" or any((place / "manifest.json").exists() for place in (inside, *inside.parents)):
        raise UsageError(f"{folder} is a case, or in one: give another folder to write to")
    clear(folder)
    folder.mkdir(parents=True, exist_ok=True)
    for name in sorted(schema.SCHEMAS):
        write_form(case.table(name), folder / f"{name}.{form}", form)
    for story in stories(case):
        if story.table("descents").num_rows:
            place = folder / "stories" / story.id
            place.mkdir(parents=True, exist_ok=True)
            (place / "stemma.graphml").write_text(graphml(story), encoding="utf-8")
            tei = story_tei(story)
            if tei:
                (place / "collation.tei.xml").write_text(tei, encoding="utf-8")
    return folder


def clear(folder: Path) -> None:
    """Take away what an earlier export wrote there. Raises UsageError where the folder holds anything else."""
    if not folder.exists():
        return
    written = {f"{name}.{form}" for name in schema.SCHEMAS for form in FORMS}
    for entry in sorted(folder.iterdir()):
        if entry.name not in written and entry.name != "stories":
            raise UsageError(f"{folder} holds other things ({entry.name}): give a new or an empty folder to write to")
    for name in written:
        (folder / name).unlink(missing_ok=True)
    for story in sorted((folder / "stories").glob("*")):
        for name in STORY_FILES:
            (story / name).unlink(missing_ok=True)
        if story.is_dir() and not any(story.iterdir()):
            story.rmdir()


def write_form(table: pa.Table, path: Path, form: str) -> None:
    """Write one table; in csv, lists stand as JSON."""
    if form == "parquet":
        write_table(table, path)
    elif form == "csv":
        pacsv.write_csv(flat(table), path)
    else:
        lines = (json.dumps(row, ensure_ascii=False, default=lambda v: v.isoformat()) for row in table.to_pylist())
        path.write_text("".join(line + "\n" for line in lines), encoding="utf-8")


def flat(table: pa.Table) -> pa.Table:
    """The table with its lists as JSON text, and its times as ISO text."""
    for number, field in enumerate(table.schema):
        column = table.column(number)
        if pa.types.is_nested(field.type):
            cells = [None if cell is None else json.dumps(cell, ensure_ascii=False) for cell in column.to_pylist()]
            table = table.set_column(number, field.name, pa.array(cells, pa.string()))
        elif pa.types.is_timestamp(field.type):
            table = table.set_column(number, field.name, pc.strftime(column, format="%Y-%m-%dT%H:%M:%SZ"))
    return table


def graphml(story: Story) -> str:
    """The stemma of a story as GraphML: witnesses as nodes, descents as edges with share and confidence."""
    keys = (
        ("label", "node", "string"), ("report_id", "node", "string"), ("agency", "node", "string"),
        ("lost", "node", "boolean"), ("share", "edge", "double"), ("confidence", "edge", "double"),
        ("by", "edge", "string"), ("direction", "edge", "string"), ("reasons", "edge", "string"),
    )  # fmt: skip
    labels = report_labels(story.rows("reports"))
    out = ['<?xml version="1.0" encoding="UTF-8"?>', '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">']
    out += [f'<key id="{name}" for="{on}" attr.name="{name}" attr.type="{kind}"/>' for name, on, kind in keys]
    out.append(f'<graph id={quoteattr(story.id)} edgedefault="directed">')

    def data(name: str, value: object) -> str:
        return "" if value is None else f'<data key="{name}">{escape(str(value))}</data>'

    linked = {row[end] for row in story.rows("descents") for end in ("parent", "child")}
    for row in story.rows("witnesses"):
        if not row["report_id"] and row["witness_id"] not in linked:
            continue  # a lost text that only a rival explanation supposes
        label = labels.get(row["report_id"] or "", row["label"])
        lost = "false" if row["report_id"] else "true"
        cells = data("label", label) + data("report_id", row["report_id"]) + data("agency", row["agency"])
        out.append(f"<node id={quoteattr(row['witness_id'])}>{cells}{data('lost', lost)}</node>")
    for row in story.rows("descents"):
        cells = "".join(data(name, row[name]) for name in ("share", "confidence", "by", "direction"))
        cells += data("reasons", "; ".join(row["reasons"] or ()))
        out.append(f"<edge source={quoteattr(row['parent'])} target={quoteattr(row['child'])}>{cells}</edge>")
    return "\n".join([*out, "</graph>", "</graphml>", ""])


def story_tei(story: Story) -> str:
    """The witnesses of a story as a TEI critical apparatus; empty where fewer than two are collated."""
    from stemma.collate import collate

    witnesses = sorted(set(story.table("collation").column("report_id").to_pylist()))
    if len(witnesses) < 2:
        return ""
    blocks: dict[str, list[tuple[int, int]]] = {name: [] for name in witnesses}
    for block in story.rows("blocks"):
        if block["report_id"] in blocks and block["kind"] in ("title", "standfirst", "body"):
            blocks[block["report_id"]].append((block["begin"], block["end"]))
    texts = {
        row["report_id"]: "\n\n".join(row["text"][begin:end] for begin, end in sorted(blocks[row["report_id"]]))
        for row in story.rows("reports")
        if row["report_id"] in blocks
    }
    return str(collate(texts).to_tei())
