"""The way of the data: the stages in order, as a list. Read this file first.

Every stage takes the tables made so far and gives some more. A stage whose tables are all in the workspace already
is not run again, so a run that was killed is taken up where it stopped.
"""

import gc
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from stemma import attribute, descend, group, name, reckon, schema
from stemma.collate import collate_stories
from stemma.corrections import Made, apply_corrections
from stemma.engine import Engine, datasets
from stemma.engine.worker import RARELY
from stemma.errors import UsageError
from stemma.ingest import clean_batch, report_tables
from stemma.model import Claims, Entities, NameCorrection, Report, Segments, Stemma
from stemma.parse import PARSES, Parses, distinct_sentences, parse_batch, read_parses
from stemma.reports import from_tables
from stemma.segment import read_segments, segment_batch
from stemma.settings import Settings
from stemma.trace.stage import KEEPS as TRACE_KEEPS
from stemma.trace.stage import Trace, find_words, trace_reports


class Progress(NamedTuple):
    """How far a run has come: the stage at hand, counted from 1, and how many of its parts are done (0 of 0: unknown)."""

    doing: str
    stage: int
    stages: int
    done: int
    total: int


Tell = Callable[[Progress], None]
NOT_BEGUN = Progress("", 0, 0, 0, 0)

PARSING = "parsing sentences"
TAGGING = "reading who said what"
PARSED_AT_ONCE = 128  # sentences in a part: a fifth of a second's work, so that all processes end at about one time
TAGGED_AT_ONCE = 64  # passages, likewise


class Stage(NamedTuple):
    """One step: what it is called, what to tell a person meanwhile, its function, and the tables it gives.

    ``keeps`` are the datasets that a state keeps beside its tables, so that a case that grows need not make them again.
    ``each`` goes before ``run``: what is done to each report by itself. It needs no tables, so that it goes on while
    those of the stage before are made; such a stage tells its progress in ``each`` alone.
    """

    name: str
    doing: str
    run: Callable[["Work"], Mapping[str, pa.Table]]
    gives: tuple[str, ...]
    keeps: tuple[str, ...] = ()
    each: Callable[["Work"], None] | None = None


class Earlier(NamedTuple):
    """A state of the case that this version and these models made: its folder, and the settings it was made with."""

    folder: Path
    settings: Settings


@dataclass
class Work:
    """What the stages work on: the tables so far, and the plain data read from them once.

    ``until`` is the last stage to run (all where it is None), ``earlier`` the state that the case grows from.
    ``on_reports`` is called beside the stages, once, with the tables ``reports`` and ``kept``. ``ahead`` are the first
    parts of datasets that were read ahead. ``memory`` is what this process may hold, in bytes, until the shared passages
    are found (None: no bound).
    """

    engine: Engine
    workspace: Path
    settings: Settings
    tell: Tell
    tables: dict[str, pa.Table] = field(default_factory=dict)
    corrections: tuple[Made, ...] = ()
    until: str | None = None
    earlier: Earlier | None = None
    on_reports: Callable[[pa.Table, pa.Table], None] | None = None
    ahead: dict[str, list[pa.Table]] = field(default_factory=dict)
    memory: int | None = None
    at: Progress = NOT_BEGUN
    parsed: Future[pa.Table] | None = None
    tagged: Future[pa.Table] | None = None
    written: Future[None] | None = None
    told: Future[None] | None = None

    def tick(self, done: int, total: int) -> None:
        """Pass on how far the stage at hand has come; raises what went wrong when the tables before it were written."""
        if self.written and self.written.done():
            self.written.result()
        self.tell(self.at._replace(done=done, total=total))

    def known(self, *stages: str) -> Path | None:
        """The folder of the earlier state, if the settings of ``stages`` were the same there; else None."""
        if self.earlier is None:
            return None
        alike = all(getattr(self.earlier.settings, stage) == getattr(self.settings, stage) for stage in stages)
        return self.earlier.folder if alike else None

    @cached_property
    def reports(self) -> tuple[Report, ...]:
        """The reports with their blocks, in order of their ids."""
        return from_tables(self.tables["reports"], self.tables["blocks"])

    @cached_property
    def segments(self) -> dict[str, Segments]:
        """The paragraphs, sentences and quotations of each report, by its id."""
        return read_segments(self.tables["segments"])

    @cached_property
    def parses(self) -> Parses:
        """The tokens of each distinct sentence, by its text."""
        return read_parses(self.tables["parses"])

    @cached_property
    def descent(self) -> Stemma:
        """The stemma of all stories."""
        return Stemma(**{name: self.tables[name] for name in Stemma.__dataclass_fields__})

    @cached_property
    def entities(self) -> Entities:
        """What is named, and how."""
        return Entities(**{name: self.tables[name] for name in Entities.__dataclass_fields__})

    @cached_property
    def claims(self) -> Claims:
        """Who said what over reports."""
        return Claims(**{name: self.tables[name] for name in Claims.__dataclass_fields__})


def read_parts(workspace: Path, name: str, first: int, last: int | None = None) -> list[pa.Table]:
    """The parts of a dataset from ``first`` to before ``last`` (all that follow where that is None)."""
    return [datasets.read_table(path) for path in datasets.parts(workspace, name)[first:last]]


def map_fresh(work: Work, kernel: Callable[[pa.Table], pa.Table], source: str, target: str) -> None:
    """What a kernel makes of each part; those that an earlier state has are taken over, and read meanwhile."""
    known = work.known("clean")
    there = datasets.link_parts(known, work.workspace, target) if known else 0
    with ThreadPoolExecutor(1) as beside:
        before = beside.submit(read_parts, work.workspace, target, 0, there)
        work.engine.map_batches(kernel, source, target, work.tick)
        work.ahead[target] = before.result()


def all_parts(work: Work, name: str) -> pa.Table:
    """The rows of a dataset of which the first parts may have been read ahead; these are let go of."""
    before = work.ahead.pop(name, [])
    return pa.concat_tables([*before, *read_parts(work.workspace, name, len(before))])


def clean_each(work: Work) -> None:
    """Each raw input told apart into body and furniture."""
    map_fresh(work, partial(clean_batch, settings=work.settings.clean), "inputs", "cleaned")


def clean_stage(work: Work) -> Mapping[str, pa.Table]:
    """Raw inputs to reports and their blocks; what is no report goes to ``skipped`` with the reason."""
    reports, blocks, skipped, kept = report_tables(all_parts(work, "cleaned"))
    reports = apply_corrections(reports, work.corrections)
    unread = work.tables.get("unread", schema.empty("skipped"))
    return {"reports": reports, "blocks": blocks, "skipped": pa.concat_tables([unread, skipped]), "kept": kept}


def segment_each(work: Work) -> None:
    """Each report cut into sentences."""
    map_fresh(work, segment_batch, "cleaned", "cut")


def segment_stage(work: Work) -> Mapping[str, pa.Table]:
    """Reports to paragraphs, sentences and quotations."""
    kept = work.tables["kept"].column("input_id")
    cut = all_parts(work, "cut")
    cut = cut.filter(pc.is_in(cut.column("input_id"), kept.combine_chunks()))
    return {"segments": cut.drop_columns("input_id").sort_by("report_id")}


def trace_each(work: Work) -> None:
    """The words of each report."""
    find_words(work.engine, work.workspace, work.known("clean", "trace"), work.tick)


def trace_stage(work: Work) -> Mapping[str, pa.Table]:
    """Reports to the passages that two of them share."""
    outlets = work.tables["reports"].select(["report_id", "outlet"])
    reports = work.tables["kept"].join(outlets, "report_id").sort_by("report_id")
    known = work.known("clean", "trace")
    trace = Trace(work.engine, work.workspace, reports, known, work.settings.trace, work.tick, work.memory)
    return {"reuse": trace_reports(trace)}


def group_stage(work: Work) -> Mapping[str, pa.Table]:
    """Reports and shared passages to stories and sagas."""
    grouping = group.group_stories(work.reports, reuse=work.tables["reuse"], settings=work.settings.group)
    stories, story_reports = group.story_tables(work.reports, grouping)
    return {"stories": stories, "story_reports": story_reports}


def collate_stage(work: Work) -> Mapping[str, pa.Table]:
    """The witnesses of each story side by side, and where they differ."""
    collation, variants = collate_stories(
        work.reports, work.tables["story_reports"], reuse=work.tables["reuse"], settings=work.settings.collate
    )
    return {"collation": collation, "variants": variants}


def descend_stage(work: Work) -> Mapping[str, pa.Table]:
    """Who copied whom, and from what that is lost."""
    found = descend.infer_descent(
        work.reports,
        reuse=work.tables["reuse"],
        story_reports=work.tables["story_reports"],
        settings=work.settings.descend,
    )
    return {name: getattr(found, name) for name in Stemma.__dataclass_fields__}


def parse_ahead(work: Work) -> pa.Table:
    """Every distinct sentence parsed, once. Runs beside the stages from tracing to descent, which do not need it, while
    another process has time.
    """
    wanted = distinct_sentences(work.reports, work.segments)
    return _once(work, "parses", "sentence", wanted, PARSES, parse_batch, PARSED_AT_ONCE, PARSING)


def tag_ahead(work: Work) -> pa.Table:
    """Every distinct passage read by the tagger, once, after the sentences; none where the rules do the work."""
    chosen = work.settings.attribute
    wanted = attribute.distinct_passages(work.reports, work.segments) if attribute.uses_model(chosen) else []
    kernel = partial(attribute.tag_batch, settings=chosen.tagger)
    known = work.known("attribute") is not None
    return _once(work, "tagged", "passage", wanted, attribute.TAGGED, kernel, TAGGED_AT_ONCE, TAGGING, known=known)


def _once(
    work: Work,
    called: str,
    column: str,
    wanted: list[str],
    columns: pa.Schema,
    kernel: Callable[[pa.Table], pa.Table],
    rows: int,
    doing: str,
    *,
    known: bool = True,
) -> pa.Table:
    """What a kernel makes of each of the texts ``wanted``; those that an earlier state has are taken from there."""
    texts = pa.array(wanted, pa.string())
    path = work.earlier.folder / f"{called}.parquet" if work.earlier and known else None
    had = datasets.read_table(path) if path and path.exists() else columns.empty_table()
    had = had.filter(pc.is_in(had.column(column), texts))
    new = texts.filter(pc.invert(pc.is_in(texts, had.column(column).combine_chunks())))
    datasets.put(work.workspace, f"{called}_wanted", pa.table({column: new}), rows)

    def tick(done: int, total: int) -> None:
        if work.at.doing == doing:
            work.tick(done, total)

    work.engine.map_batches(kernel, f"{called}_wanted", f"{called}_new", tick)
    return pa.concat_tables(
        [had.cast(datasets.as_stored(columns.empty_table()).schema), work.engine.collect(f"{called}_new")]
    ).sort_by(column)


def parse_stage(work: Work) -> Mapping[str, pa.Table]:
    """The parsed sentences: those that were parsed ahead, or else now."""
    return {"parses": work.parsed.result() if work.parsed else parse_ahead(work)}


def tag_stage(work: Work) -> Mapping[str, pa.Table]:
    """What the tagger found in each passage: those that were read ahead, or else now."""
    return {"tagged": work.tagged.result() if work.tagged else tag_ahead(work)}


def attribute_stage(work: Work) -> Mapping[str, pa.Table]:
    """Who said what in each report: source, cue and content; the speakers are not linked yet."""
    chosen = work.settings.attribute
    tagged = attribute.read_tagged(work.tables["tagged"]) if attribute.uses_model(chosen) else None
    said = attribute.attribute_reports(
        work.reports, segments=work.segments, parses=work.parses, tagged=tagged, settings=chosen
    )
    return {"unlinked": said}


def name_stage(work: Work) -> Mapping[str, pa.Table]:
    """Persons, bodies, places and groups; which names mean the same, and what each outlet calls them."""
    found = name.find_entities(
        work.reports,
        segments=work.segments,
        parses=work.parses,
        variants=work.tables["variants"],
        corrections=[one for one in work.corrections if isinstance(one, NameCorrection)],
        settings=work.settings.name,
    )
    return {"entities": found.entities, "mentions": found.mentions, "names": found.names}


def speaker_stage(work: Work) -> Mapping[str, pa.Table]:
    """The speaker of each attribution, and the chain that it came through."""
    attributions, chains = attribute.link_speakers(
        work.reports,
        work.tables["unlinked"],
        work.entities,
        segments=work.segments,
        parses=work.parses,
        settings=work.settings.attribute,
    )
    return {"attributions": attributions, "chains": chains}


def time_stage(work: Work) -> Mapping[str, pa.Table]:
    """Dates and times in the texts, as days and intervals."""
    made = name.time_tables(work.reports, descents=work.tables["descents"], passages=work.tables["descent_passages"])
    return {"times": made}


def claim_stage(work: Work) -> Mapping[str, pa.Table]:
    """Attributions over reports that say the same; their wordings and replies; how many sources there are."""
    found = reckon.find_claims(
        work.reports,
        reuse=work.tables["reuse"],
        story_reports=work.tables["story_reports"],
        stories=work.tables["stories"],
        descent=work.descent,
        attributions=work.tables["attributions"],
        chains=work.tables["chains"],
        entities=work.entities,
        segments=work.segments,
        parses=work.parses,
        settings=work.settings.claim,
    )
    return {name: getattr(found, name) for name in ("claims", "claim_attributions", "wordings", "replies")}


def difference_stage(work: Work) -> Mapping[str, pa.Table]:
    """On what the reports of a story disagree, what changed as time passed, and what a copy left out."""
    found = reckon.compare_reports(
        work.reports,
        story_reports=work.tables["story_reports"],
        stories=work.tables["stories"],
        descent=work.descent,
        variants=work.tables["variants"],
        times=work.tables["times"],
        claims=work.claims,
        entities=work.entities,
        segments=work.segments,
        parses=work.parses,
        settings=work.settings.difference,
    )
    phrasings = reckon.find_phrasings(work.reports, work.tables["variants"], entities=work.entities)
    return {"differences": found.differences, "updates": found.updates, "phrasings": phrasings}


def habit_stage(work: Work) -> Mapping[str, pa.Table]:
    """What an outlet writes where others have another word, over stories."""
    found = reckon.find_habits(
        work.reports,
        work.tables["story_reports"],
        work.tables["variants"],
        work.tables["descents"],
        entities=work.entities,
        settings=work.settings.difference,
    )
    return {"habits": found}


STAGES: tuple[Stage, ...] = (
    Stage("clean", "telling body from furniture", clean_stage, ("reports", "blocks", "skipped", "kept"), ("inputs", "cleaned"), clean_each),
    Stage("segment", "cutting into sentences", segment_stage, ("segments",), ("cut",), segment_each),
    Stage("trace", "finding shared passages", trace_stage, ("reuse",), TRACE_KEEPS, trace_each),
    Stage("group", "grouping into stories", group_stage, ("stories", "story_reports")),
    Stage("collate", "laying reports side by side", collate_stage, ("collation", "variants")),
    Stage("descend", "working out who copied whom", descend_stage, tuple(Stemma.__dataclass_fields__)),
    # Dates go before the parser is waited for, and names before the tagger: other processes run both meanwhile.
    Stage("times", "reading dates", time_stage, ("times",)),
    Stage("parse", PARSING, parse_stage, ("parses",)),
    Stage("name", "joining names", name_stage, ("entities", "mentions", "names")),
    Stage("tag", TAGGING, tag_stage, ("tagged",)),
    Stage("attribute", "finding who said what", attribute_stage, ("unlinked",)),
    Stage("speakers", "naming the speakers", speaker_stage, ("attributions", "chains")),
    Stage("claims", "joining claims, counting sources", claim_stage, ("claims", "claim_attributions", "wordings", "replies")),
    Stage("differences", "comparing the reports", difference_stage, ("differences", "updates", "phrasings")),
    Stage("habits", "comparing the outlets", habit_stage, ("habits",)),
)  # fmt: skip


def stages_until(name: str | None) -> tuple[Stage, ...]:
    """The stages up to the one called ``name``, all where that is None. Raises UsageError where none is called that."""
    if name is None:
        return STAGES
    names = [stage.name for stage in STAGES]
    if name not in names:
        raise UsageError(f"there is no stage {name!r}; there are {', '.join(names)}")
    return STAGES[: names.index(name) + 1]


def put_all(workspace: Path, tables: Mapping[str, pa.Table]) -> None:
    """Make a dataset of each table."""
    for called, table in tables.items():
        datasets.put(workspace, called, table)


@contextmanager
def rare_collection() -> Iterator[None]:
    """Let Python look for cycles of objects more rarely, then as before."""
    usual = gc.get_threshold()
    gc.set_threshold(*RARELY)
    try:
        yield
    finally:
        gc.set_threshold(*usual)


def run_pipeline(work: Work) -> dict[str, pa.Table]:
    """Run every stage whose tables are not in the workspace yet; return all tables by name.

    Stages after ``work.until`` are not run: their tables are without rows. ``inputs`` (the raw items) must be a
    dataset of the workspace. Raises StemmaError where a worker fails, UsageError where ``until`` is no stage.
    """
    stages = stages_until(work.until)
    parsed = any(stage.run is parse_stage for stage in stages)
    with (
        rare_collection(),
        ThreadPoolExecutor(2) as beside,
        ThreadPoolExecutor(1) as reader,
        ThreadPoolExecutor(1) as writer,
    ):

        def make(stage: Stage) -> None:
            made = {
                table: datasets.as_stored(schema.ordered(table, rows) if table in schema.SCHEMAS else rows)
                for table, rows in stage.run(work).items()
            }
            work.tables.update(made)
            # Written beside the next stage, one stage's tables at a time, so that a full disk is soon told.
            if work.written:
                work.written.result()
            work.written = writer.submit(put_all, work.workspace, made)

        def go_beside() -> None:
            """Begin what goes on beside the stages, each once its tables are there."""
            if work.on_reports and work.told is None and "reports" in work.tables:
                work.told = beside.submit(work.on_reports, work.tables["reports"], work.tables["kept"])
            wanted = parsed and work.parsed is None and work.engine.processes > 1 and not work.engine.exists("parses")
            if wanted and "segments" in work.tables:
                # Read here once: the thread and the stages would otherwise both read them.
                _ = work.reports, work.segments
                work.parsed = reader.submit(parse_ahead, work)
                work.tagged = reader.submit(tag_ahead, work)

        making: Future[None] | None = None
        for number, stage in enumerate(stages, start=1):
            work.at = Progress(stage.doing, number, len(stages), 0, 0)
            work.tell(work.at)
            there = all(work.engine.exists(table) for table in stage.gives)
            if stage.each and not there:
                stage.each(work)
            if making:
                making.result()
                making = None
            go_beside()
            if there:
                work.tables.update((table, work.engine.collect(table)) for table in stage.gives)
            elif number < len(stages) and stages[number].each:
                making = beside.submit(make, stage)
            else:
                make(stage)
        go_beside()
        for last in (work.written, work.told):
            if last:
                last.result()
    for stage in STAGES[len(stages) :]:
        work.tables.update((table, schema.empty(table)) for table in stage.gives if table in schema.SCHEMAS)
    return work.tables
