"""Full-text search over the reports of a case, with SQLite's FTS5. The index is derived and can be made again."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pyarrow as pa

from stemma.errors import UsageError

# Marks that SQLite puts around what it found; private-use code points, which no report's text is expected to hold.
OPEN, CLOSE = "\ue000", "\ue001"

FOUND = pa.schema([
    ("report_id", pa.string()), ("outlet", pa.string()), ("title", pa.string()),
    ("begin", pa.int32()), ("end", pa.int32()), ("words", pa.string()),
])  # fmt: skip
AROUND = 90  # code points shown on either side of what was found


def build_index(reports: pa.Table, path: Path) -> None:
    """Write the index of a table ``reports`` to ``path``, replacing what is there."""
    path.unlink(missing_ok=True)
    with closing(sqlite3.connect(path)) as database, database:
        database.execute(
            "CREATE VIRTUAL TABLE found USING fts5(report_id UNINDEXED, outlet, title, text, "
            "tokenize='unicode61 remove_diacritics 2')"
        )
        columns = reports.select(["report_id", "outlet", "title", "text"]).to_pylist()
        rows = (
            (r["report_id"], r["outlet"], r["title"], (r["text"] or "").replace(OPEN, " ").replace(CLOSE, " "))
            for r in columns
        )
        database.executemany("INSERT INTO found VALUES (?, ?, ?, ?)", rows)


def as_query(words: str) -> str:
    """What a person typed as an FTS5 query: words in any order, and phrases in double quotes kept together."""
    pieces = words.replace("“", '"').replace("”", '"').split('"')
    terms = []
    for number, piece in enumerate(pieces):
        if number % 2:
            terms += [piece] if piece.strip() else []
        else:
            terms += piece.split()
    terms = [term for term in terms if any(c.isalnum() for c in term)]
    if not terms:
        raise UsageError("there is nothing to search for: give a word or a phrase in quotation marks")
    return " AND ".join('"' + term.strip() + '"' for term in terms)


def search_index(path: Path, words: str, limit: int) -> pa.Table:
    """The best ``limit`` reports for the words, best first: where each has them first, and the words around.

    Raises UsageError when there is nothing to search for.
    """
    query = as_query(words)
    with closing(sqlite3.connect(f"file:{path.as_posix()}?mode=ro", uri=True)) as database:
        rows = database.execute(
            "SELECT report_id, outlet, title, highlight(found, 3, ?, ?) FROM found WHERE found MATCH ? "
            "ORDER BY rank, report_id LIMIT ?",
            (OPEN, CLOSE, query, limit),
        ).fetchall()
    found = []
    for report_id, outlet, title, marked in rows:
        begin = marked.find(OPEN)
        text = marked.replace(OPEN, "").replace(CLOSE, "")
        # With only one mark before it, the place in the marked text is the place in the text.
        end = marked.find(CLOSE) - 1 if begin >= 0 else -1
        place = max(begin, 0)
        around = " ".join(text[max(0, place - AROUND) : max(end, place) + AROUND].split())
        found.append({
            "report_id": report_id, "outlet": outlet, "title": title,
            "begin": begin if begin >= 0 else None, "end": end if begin >= 0 else None, "words": around,
        })  # fmt: skip
    return pa.Table.from_pylist(found, schema=FOUND)
