"""What is written out comes back: exports, the apparatus in TEI, corrections and their undoing."""

import json
import re
from datetime import datetime
from xml.etree import ElementTree as ET

import pyarrow as pa
import pyarrow.csv as pacsv
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stemma import collate, read, schema
from stemma.corrections import FIELDS, Correction, read_corrections, write_corrections
from stemma.errors import CaseError

TEI = "{http://www.tei-c.org/ns/1.0}"


def test_parquet_comes_back(demo_case, tmp_path):
    demo_case.export(tmp_path / "out")
    for name in schema.SCHEMAS:
        assert pq.read_table(tmp_path / "out" / f"{name}.parquet").equals(demo_case.table(name)), name


def as_moments(value, kind):
    """A value read from JSON as the type ``kind`` has it."""
    return datetime.fromisoformat(value) if value is not None and pa.types.is_timestamp(kind) else value


def test_json_lines_come_back(demo_case, tmp_path):
    demo_case.export(tmp_path / "out", "jsonl")
    for name, columns in schema.SCHEMAS.items():
        lines = (tmp_path / "out" / f"{name}.jsonl").read_text(encoding="utf-8").split("\n")[:-1]
        rows = [{k: as_moments(v, columns.field(k).type) for k, v in json.loads(line).items()} for line in lines]
        assert pa.Table.from_pylist(rows, schema=columns).equals(demo_case.table(name)), name


def test_csv_comes_back(demo_case, tmp_path):
    demo_case.export(tmp_path / "out", "csv")
    for name, columns in schema.SCHEMAS.items():
        plain = {f.name: pa.string() if pa.types.is_nested(f.type) else f.type for f in columns}
        back = pacsv.read_csv(
            tmp_path / "out" / f"{name}.csv",
            parse_options=pacsv.ParseOptions(newlines_in_values=True),
            convert_options=pacsv.ConvertOptions(
                column_types=plain, strings_can_be_null=True, quoted_strings_can_be_null=False
            ),
        )
        rows = back.to_pylist()
        for row in rows:
            for field in columns:
                if pa.types.is_nested(field.type) and row[field.name] is not None:
                    row[field.name] = json.loads(row[field.name])
        assert pa.Table.from_pylist(rows, schema=columns).equals(demo_case.table(name)), name


def words_of(body, witness):
    """What the apparatus gives one witness: its readings, and what stands outside of ``app`` while it has no gap."""
    (paragraph,) = body
    out, there = [paragraph.text or ""], True
    for app in paragraph:
        for reading in app:
            if f"#{witness}" in reading.get("wit").split():
                there = reading.find(f"{TEI}lacunaStart") is None
                out += [*reading.itertext()]
        out += [app.tail or ""] if there else []
    return re.findall(r"\w+", " ".join(out))


WORDS = st.lists(
    st.sampled_from(
        [
            "the",
            "old",
            "ferry",
            "line",
            "will",
            "close",
            "in",
            "june",
            "its",
            "owner",
            "said",
            "on",
            "tuesday",
            "noon",
            "band",
            "quay",
        ]
    ),
    max_size=40,
)


@settings(max_examples=60)
@given(st.lists(WORDS, min_size=1, max_size=4))
def test_the_apparatus_gives_each_witness_its_words_back(texts):
    given_texts = {f"text {number}": " ".join(words) for number, words in enumerate(texts)}
    root = ET.fromstring(collate(given_texts).to_tei())
    names = {
        "".join(node.itertext()): node.get("{http://www.w3.org/XML/1998/namespace}id")
        for node in root.iter(f"{TEI}witness")
    }
    assert set(names) == set(given_texts)
    body = next(root.iter(f"{TEI}body"))
    for label, text in given_texts.items():
        # A passage at another place stands where the others have it, so that words are compared without their order.
        assert sorted(words_of(body, names[label])) == sorted(text.split())


@given(
    st.lists(
        st.builds(
            Correction,
            st.text("0123456789abcdef", min_size=16, max_size=16),
            st.sampled_from([field for field in FIELDS if field != "published"]),
            st.none() | st.text(st.characters(exclude_categories=["Cs"])),
        )
    )
)
def test_corrections_come_back_from_their_file(tmp_path_factory, made):
    folder = tmp_path_factory.mktemp("corrections")
    write_corrections(folder, made)
    assert read_corrections(folder) == tuple(made)


def test_a_correction_and_its_undoing_leave_every_table_as_it_was(tmp_path):
    for number, day in enumerate(("4 May 2021", "6 May 2021")):
        (tmp_path / f"{number}.txt").write_text(
            f"The Harbour Letter\n\nFerry line to close\n\n{day}\n\nThe northern ferry line will close in June after ninety "
            "years, its owners said on Tuesday. The last boat will leave from the old quay at noon on the last day of June, "
            f"with a band and the mayor on board, report number {number} says.\n",
            encoding="utf-8",
        )
    case = read(sorted(tmp_path.glob("*.txt")), tmp_path / "a.stemma", processes=1)
    before = {name: case.table(name) for name in schema.SCHEMAS}
    for published in ("2021-03-20", None):
        changed = case.correct("1.txt", published=published)
        assert not changed.table("reports").equals(before["reports"])
    with pytest.raises(CaseError, match="open it again"):
        case.table("reports")
    back = changed.undo().undo()
    assert [name for name in schema.SCHEMAS if not back.table(name).equals(before[name])] == []
