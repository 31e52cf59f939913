"""Full-text search over the reports of a case, with SQLite's FTS5. The index is derived and can be made again."""

import os
import shutil
import sqlite3
from collections.abc import Collection, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pyarrow as pa

from stemma.engine.datasets import link
from stemma.errors import UsageError

# Marks that SQLite puts around what it found; private-use code points, which no report's text is expected to hold.
OPEN, CLOSE = "\ue000", "\ue001"

FOUND = pa.schema([
    ("report_id", pa.string()), ("outlet", pa.string()), ("title", pa.string()),
    ("begin", pa.int32()), ("end", pa.int32()), ("words", pa.string()),
])  # fmt: skip
AROUND = 90  # code points shown on either side of what was found


SHOWN = ("report_id", "outlet", "title", "text")
"""The columns of ``reports`` that the index holds."""


def build_index(reports: pa.Table, path: Path) -> None:
    """Write the index of a table ``reports`` to ``path``, replacing what is there."""
    with _unfinished(path) as database:
        database.execute(
            "CREATE VIRTUAL TABLE found USING fts5(report_id UNINDEXED, outlet, title, text, "
            "tokenize='unicode61 remove_diacritics 2')"
        )
        _put_in(database, reports)


def update_index(earlier: Path, gone: Collection[str], new: pa.Table, path: Path) -> None:
    """Write to ``path`` the index ``earlier`` without the reports ``gone`` (ids) and with those of the table ``new``.

    Searches find in it what they find in one made anew.
    """
    if not gone and not new.num_rows:
        link(earlier, path)
        return
    with _unfinished(path, earlier) as database:
        if gone:
            rows = database.execute("SELECT rowid, report_id FROM found")
            numbers = [(number,) for number, name in rows if name in gone]
            database.executemany("DELETE FROM found WHERE rowid = ?", numbers)
        _put_in(database, new)


@contextmanager
def _unfinished(path: Path, earlier: Path | None = None) -> Iterator[sqlite3.Connection]:
    """A database, a copy of ``earlier`` where that is given, that takes the name ``path`` once it is whole."""
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    unfinished.unlink(missing_ok=True)
    try:
        if earlier:
            shutil.copyfile(earlier, unfinished)
        with closing(sqlite3.connect(unfinished, isolation_level=None)) as database:
            database.execute("PRAGMA journal_mode=OFF")  # nobody reads this file before it is whole
            database.execute("PRAGMA synchronous=OFF")
            database.execute("BEGIN")
            yield database
            database.execute("COMMIT")
        with unfinished.open("rb+") as file:
            os.fsync(file.fileno())
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def _put_in(database: sqlite3.Connection, reports: pa.Table) -> None:
    rows = (
        (report_id, outlet, title, (text or "").replace(OPEN, " ").replace(CLOSE, " "))
        for batch in reports.select(["report_id", "outlet", "title", "text"]).to_batches(max_chunksize=1000)
        for report_id, outlet, title, text in zip(*(column.to_pylist() for column in batch.columns), strict=True)
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
        around = " ".join(text[slice(*_whole_words(text, place - AROUND, max(end, place) + AROUND))].split())
        found.append({
            "report_id": report_id, "outlet": outlet, "title": title,
            "begin": begin if begin >= 0 else None, "end": end if begin >= 0 else None, "words": around,
        })  # fmt: skip
    return pa.Table.from_pylist(found, schema=FOUND)


def _whole_words(text: str, low: int, high: int) -> tuple[int, int]:
    """A span of a text narrowed so that it cuts no word, where there are blanks to cut at."""
    low, high = max(low, 0), min(high, len(text))
    if low:
        cut = text.find(" ", low, low + AROUND // 2)
        low = cut + 1 if cut >= 0 else low
    if high < len(text):
        cut = text.rfind(" ", max(low, high - AROUND // 2), high)
        high = cut if cut >= 0 else high
    return low, high
