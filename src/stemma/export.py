"""The tables of a case for other tools: parquet, csv or json lines; collations as TEI, family trees as GraphML and GEXF."""

import json
import re
from collections.abc import Iterable
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pacsv

from stemma import schema
from stemma.case import Case
from stemma.engine.datasets import write_table
from stemma.errors import UsageError
from stemma.query import Row, Story, report_labels, stories

FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # what XML 1.0 may not hold
FORMS = ("parquet", "csv", "jsonl")
STORY_FILES = ("stemma.graphml", "stemma.gexf", "collation.tei.xml")


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
            (place / "stemma.gexf").write_text(gexf(story), encoding="utf-8")
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
    """The stemma of a story as GraphML: witnesses as nodes, descents as edges with share and confidence.

    ``part`` says of an edge whether it is of the text or of a caption alone.
    """
    keys = (
        ("label", "node", "string"), ("report_id", "node", "string"), ("agency", "node", "string"),
        ("lost", "node", "boolean"), ("share", "edge", "double"), ("confidence", "edge", "double"),
        ("by", "edge", "string"), ("direction", "edge", "string"), ("part", "edge", "string"),
        ("reasons", "edge", "string"),
    )  # fmt: skip
    nodes, edges = drawn(story)
    out = ['<?xml version="1.0" encoding="UTF-8"?>', '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">']
    out += [f'<key id="{name}" for="{on}" attr.name="{name}" attr.type="{kind}"/>' for name, on, kind in keys]
    out.append(f'<graph id={quoted(story.id)} edgedefault="directed">')

    def data(name: str, value: object) -> str:
        return "" if value is None else f'<data key="{name}">{plain_xml(value)}</data>'

    for row in nodes:
        cells = "".join(data(name, row[name]) for name in ("label", "report_id", "agency", "lost"))
        out.append(f"<node id={quoted(row['witness_id'])}>{cells}</node>")
    for row in edges:
        cells = "".join(data(name, row[name]) for name in ("share", "confidence", "by", "direction", "part", "reasons"))
        out.append(f"<edge source={quoted(row['parent'])} target={quoted(row['child'])}>{cells}</edge>")
    return "\n".join([*out, "</graph>", "</graphml>", ""])


def gexf(story: Story) -> str:
    """The same as GEXF 1.3 (gexf.net), the form of Gephi: ``type`` of a node is report or lost; ``weight`` is the share."""
    of_nodes = (("type", "string"), ("report_id", "string"), ("agency", "string"))
    of_edges = (
        ("confidence", "double"), ("share", "double"), ("by", "string"), ("direction", "string"), ("part", "string"),
        ("reasons", "string"),
    )  # fmt: skip
    nodes, edges = drawn(story)
    out = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<gexf xmlns="http://gexf.net/1.3" version="1.3">',
        f"<meta><creator>Stemma</creator><description>{plain_xml(story.title)}</description></meta>",
        '<graph mode="static" defaultedgetype="directed">',
    ]
    for kind, names in (("node", of_nodes), ("edge", of_edges)):
        cells = "".join(f'<attribute id="{name}" title="{name}" type="{of}"/>' for name, of in names)
        out.append(f'<attributes class="{kind}">{cells}</attributes>')

    def values(row: Row, names: Iterable[tuple[str, str]]) -> str:
        told = ((name, row[name]) for name, _ in names if row[name] is not None)
        cells = "".join(f'<attvalue for="{name}" value={quoted(value)}/>' for name, value in told)
        return f"<attvalues>{cells}</attvalues>" if cells else ""

    out.append("<nodes>")
    for row in nodes:
        typed = {**row, "type": "lost" if row["lost"] == "true" else "report"}
        out.append(
            f"<node id={quoted(row['witness_id'])} label={quoted(row['label'])}>{values(typed, of_nodes)}</node>"
        )
    out.append("</nodes>\n<edges>")
    for number, row in enumerate(edges):
        # Gephi takes no weight of nothing: what only a credit names is given none.
        weight = f' weight="{row["share"]}"' if row["share"] else ""
        ends = f"source={quoted(row['parent'])} target={quoted(row['child'])}"
        out.append(f'<edge id="{number}" {ends}{weight}>{values(row, of_edges)}</edge>')
    return "\n".join([*out, "</edges>", "</graph>", "</gexf>", ""])


def drawn(story: Story) -> tuple[list[Row], list[Row]]:
    """The witnesses that a descent touches or that are reports, and the descents, as cells of text and numbers."""
    labels = report_labels(story.rows("reports"))
    edges = [
        {**row, "part": row.get("part") or "text", "reasons": " ".join(row["reasons"] or ())}
        for row in story.rows("descents")
    ]
    linked = {row[end] for row in edges for end in ("parent", "child")}
    nodes = [
        {
            **row,
            "label": labels.get(row["report_id"] or "", row["label"]),
            "lost": "false" if row["report_id"] else "true",
        }
        for row in story.rows("witnesses")
        # A lost text that only a rival explanation supposes is left out.
        if row["report_id"] or row["witness_id"] in linked
    ]
    return nodes, edges


def plain_xml(value: object) -> str:
    """A value as text of XML, without the signs that no XML may hold."""
    return escape(FORBIDDEN.sub(" ", str(value)))


def quoted(value: object) -> str:
    """A value as an attribute of XML, marks around it."""
    return quoteattr(FORBIDDEN.sub(" ", str(value)))


def story_tei(story: Story) -> str:
    """The witnesses of a story as a TEI critical apparatus, each with its report's id and label; empty for fewer than two."""
    from stemma.collate import collate

    witnesses = sorted(set(story.table("collation").column("report_id").to_pylist()))
    if len(witnesses) < 2:
        return ""
    blocks: dict[str, list[tuple[int, int]]] = {name: [] for name in witnesses}
    for block in story.rows("blocks"):
        if block["report_id"] in blocks and block["kind"] in ("title", "standfirst", "body"):
            blocks[block["report_id"]].append((block["begin"], block["end"]))
    labels = report_labels(story.rows("reports"))
    texts = {
        f"{row['report_id']} {labels[row['report_id']]}": "\n\n".join(
            row["text"][begin:end] for begin, end in sorted(blocks[row["report_id"]])
        )
        for row in story.rows("reports")
        if row["report_id"] in blocks
    }
    return str(collate(texts).to_tei())
