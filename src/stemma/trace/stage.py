"""Tracing a case through an engine: the kernels and joins in order, over datasets that a case keeps and grows by.

What is found is what ``find_reuse`` finds in the same reports. A case that grows looks only for what has to do with
the new texts, and with those of which an n-gram now stands in too many texts, or no longer does.
"""

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from stemma.engine import Engine, Tick, datasets
from stemma.schema import SCHEMAS
from stemma.settings import TraceSettings
from stemma.trace import kernels, queries
from stemma.trace.grams import SKETCH
from stemma.trace.kinds import numbered, outlet_lines
from stemma.trace.pile import Marks, Places
from stemma.trace.rows import Rows
from stemma.trace.seeds import NONE, SURE, spread

KEEPS = ("said_words", "grams", "dead_grams", "sketches", "said", "passages", "report_rows")
"""The datasets that a case keeps for when it grows."""

TEXTS_AT_ONCE = 50_000
"""Texts whose words one process may hold: some 400 MB where they have 500 words."""
PAIRS_AT_ONCE = 150_000
"""Pairs of texts in a part; half of ``TEXTS_AT_ONCE`` in a pile of more, where each could bring two texts of its own."""
BYTES_A_TEXT = 16_000
"""What a text of 500 words takes up while its passages are found, with what is reckoned from it; an upper estimate."""

MOST_PARTS = 40
"""Parts of the passages and rows that a case may take over from an earlier state before they are put together."""

DEAD = pa.schema([("gram", pa.int64()), ("centre", pa.int64())])
"""The n-grams that stand in too many texts, each with the text to which all others of it are joined."""
NO_SKETCHES = kernels.SKETCHES.empty_table()
TEXTS = pa.schema([("text", pa.int64())])
TEXT_ITEMS = pa.schema([("text", pa.int64()), ("item", pa.int64())])
SAID = pa.schema([("report_id", pa.string()), *((name, pa.int64()) for name in ("text", "item", "length", "fresh"))])
"""What each report says: its text, the item that holds it, how many words it has; 1 where an earlier state had it not."""


class Trace(NamedTuple):
    """What tracing works with.

    ``reports`` has the columns report_id, input_id and outlet; ``workspace`` holds the dataset ``cleaned``; ``known``
    is the folder of an earlier state to grow from, if any; ``tick`` is told how far each longer step has come.
    ``memory`` is what this process may hold, in bytes (None: no bound); fewer texts are then looked at at a time.
    """

    engine: Engine
    workspace: Path
    reports: pa.Table
    known: Path | None
    settings: TraceSettings
    tick: Tick | None = None
    memory: int | None = None


def trace_reports(work: Trace) -> pa.Table:
    """The table ``reuse`` of the case's reports."""
    work = work._replace(known=traced(work.known))
    with ThreadPoolExecutor(1) as beside:
        return _trace(work, beside)


def _trace(work: Trace, beside: ThreadPoolExecutor) -> pa.Table:
    # What an earlier state had is read while the joins go on, and written while its rows are told.
    before = beside.submit(read_before, work.known)
    find_words(work.engine, work.workspace, work.known, work.tick)
    find_grams(work)
    link_before(work)
    again = find_dead(work)
    put(work, "touched", pa.table([again], schema=TEXTS))
    if len(again):
        work.engine.run_sql(queries.SHARED_AGAIN, "shared_again")
    else:
        put(work, "shared_again", kernels.GRAMS.empty_table())
    query = queries.PAIRS.format(places=queries.PLACES)
    work.engine.run_sql(query, "pairs", pairs_at_once(work.engine.collect("text_items").num_rows, work.memory))
    kernel = partial(kernels.passages_batch, folder=work.workspace, settings=work.settings)
    work.engine.map_batches(kernel, "pairs", "found_passages", work.tick)
    old_passages, old_rows = before.result()
    redone = tell_again(work, again, old_passages)
    old_passages, old_rows = find_rows(work, redone, old_passages, old_rows)
    kernels.forget_parts()

    def keep() -> None:
        add_rows(work, "passages", old_passages, "fresh_passages")
        add_rows(work, "report_rows", old_rows, "fresh_rows")

    kept = beside.submit(keep)
    reuse = reuse_table(work, pa.concat_tables([old_rows, work.engine.collect("fresh_rows")]))
    kept.result()
    return reuse


def read_before(known: Path | None) -> tuple[pa.Table, pa.Table]:
    """The passages and the rows of an earlier state, if any."""
    if not known:
        return kernels.PASSAGES.empty_table(), kernels.ROWS.empty_table()
    return datasets.collect(known, "passages"), datasets.collect(known, "report_rows")


def pairs_at_once(texts: int, memory: int | None) -> int:
    """How many pairs of a pile of so many ``texts`` are looked at at a time, within a quarter of ``memory`` bytes."""
    at_once = TEXTS_AT_ONCE if memory is None else min(TEXTS_AT_ONCE, memory // 4 // BYTES_A_TEXT)
    return PAIRS_AT_ONCE if texts <= at_once else max(1, at_once // 2)


def traced(known: Path | None) -> Path | None:
    """The folder of an earlier state, if it keeps all that tracing grows from; else None."""
    return known if known and all(datasets.is_whole(known, name) for name in KEEPS) else None


def find_words(engine: Engine, workspace: Path, known: Path | None, tick: Tick | None = None) -> None:
    """The dataset ``said_words`` of the dataset ``cleaned``; ``known`` is the folder of an earlier state, if any."""
    if engine.exists("said_words"):
        return
    if known := traced(known):
        datasets.link_parts(known, workspace, "said_words")
    engine.map_batches(kernels.words_batch, "cleaned", "said_words", tick)


def find_grams(work: Trace) -> None:
    """The datasets ``grams``, of all texts, ``text_items`` and ``said``."""
    if work.known:
        datasets.link_parts(work.known, work.workspace, "grams")
    parts = [
        datasets.read_table(path, ["input_id", "report_id", "text", "length"])
        for path in datasets.parts(work.workspace, "said_words")
    ]
    item = np.concatenate(
        [np.arange(part.num_rows) + kernels.ITEMS * number for number, part in enumerate(parts)]
    ).astype(np.int64)
    table = pa.concat_tables(parts).append_column("item", pa.array(item))
    table = table.filter(pc.is_valid(table.column("text")))
    # The first item that says a text stands for all that do, so that what a grown case has stays as it was.
    text = table.column("text").to_numpy()
    texts, first = np.unique(text, return_index=True)
    repeats = np.ones(len(text), bool)
    repeats[first] = False
    repeated = frozenset(table.column("input_id").filter(pa.array(repeats)).to_pylist())
    work.engine.map_batches(
        partial(kernels.grams_batch, repeated=repeated, settings=work.settings), "said_words", "grams"
    )
    put(work, "text_items", pa.table([texts, table.column("item").to_numpy()[first]], schema=TEXT_ITEMS))
    said = table.filter(pc.is_in(table.column("input_id"), work.reports.column("input_id").combine_chunks()))
    old = datasets.collect(work.known, "said", ["item"]).column("item").to_numpy() if work.known else item[:0]
    fresh = ~np.isin(said.column("item").to_numpy(), old)
    put(work, "said", said.append_column("fresh", pa.array(fresh.astype(np.int64))).select(SAID.names).cast(SAID))


def link_before(work: Trace) -> None:
    """The n-grams that an earlier state had, and those that it had not, as ``grams_before`` and ``grams_fresh``."""
    there = len(datasets.parts(work.known, "grams")) if work.known else 0
    parts = datasets.parts(work.workspace, "grams")
    chain(work, "grams_before", parts[:there], kernels.GRAMS)
    chain(work, "grams_fresh", parts[there:], kernels.GRAMS)


def find_dead(work: Trace) -> Places:
    """The datasets ``dead_grams`` and ``sketches``; gives the texts of an earlier state of which two may be told anew.

    These have an n-gram that stood in too many texts and no longer does, or the other way round, or that has another
    text at its centre now. What such a text shares with one that lacks the n-gram stays.
    """
    work.engine.run_sql(queries.SHARED, "shared")
    work.engine.run_sql(queries.WIDE.format(most=work.settings.most_reports), "wide")
    sketches = datasets.collect(work.known, "sketches") if work.known else NO_SKETCHES
    put(work, "wide_known", sketches.select(["text"]))
    work.engine.run_sql(queries.WIDE_TEXTS, "wide_texts")
    kernel = partial(kernels.sketch_batch, folder=work.workspace, settings=work.settings)
    work.engine.map_batches(kernel, "wide_texts", "wide_sketches")
    sketches = pa.concat_tables([sketches, work.engine.collect("wide_sketches")]).sort_by("text")
    put(work, "sketches", sketches)
    gram, text, fresh = (work.engine.collect("wide").column(name).to_numpy() for name in ("gram", "text", "fresh"))
    of_text = np.searchsorted(sketches.column("text").to_numpy(), text)
    parts = np.stack([sketches.column(f"part{number}").to_numpy()[of_text] for number in range(SKETCH)], axis=1)
    grams, first, row = np.unique(gram, return_index=True, return_inverse=True)
    dead = spread(row, parts, len(grams)) > work.settings.most_reports * SURE
    centre = text[first]
    before = datasets.collect(work.known, "dead_grams") if work.known else DEAD.empty_table()
    was_gram, was_centre = (before.column(name).to_numpy() for name in DEAD.names)
    left = ~np.isin(was_gram, grams)
    made = np.r_[was_gram[left], grams[dead]], np.r_[was_centre[left], centre[dead]]
    order = np.argsort(made[0])
    put(work, "dead_grams", pa.table([made[0][order], made[1][order]], schema=DEAD))
    if not work.known:
        return NONE
    was = np.isin(grams, was_gram)
    moved = was & dead
    moved[moved] = centre[moved] != was_centre[np.searchsorted(was_gram, grams[moved])]
    changed = (was != dead) | moved
    return np.unique(text[changed[row] & (fresh == 0)])


class Redone(NamedTuple):
    """Pairs of old texts that are told anew: every two of ``texts`` (keys, in order), and each of ``a`` with its ``b``."""

    texts: Places
    a: Places
    b: Places

    def among(self, table: pa.Table, a: str, b: str) -> Marks:
        """The rows of two such texts, whichever of them comes first."""
        known = np.unique(np.r_[self.texts, self.a, self.b])
        if not len(known):
            return np.zeros(table.num_rows, bool)
        first, other = (at_place(known, table.column(side).to_numpy()) for side in (a, b))
        whole = np.isin(known, self.texts)
        pairs = pair_numbers(at_place(known, self.a), at_place(known, self.b), len(known))
        of_pair = np.isin(pair_numbers(first, other, len(known)), pairs)
        return (first >= 0) & (other >= 0) & ((whole[first] & whole[other]) | of_pair)


def pair_numbers(one: Places, other: Places, count: int) -> Places:
    """A number for each two of ``count`` places, the same in either order."""
    return np.minimum(one, other) * count + np.maximum(one, other)


def at_place(known: Places, keys: Places) -> Places:
    """Where each key stands among the ``known``, which are in order; -1 for none."""
    at = np.minimum(np.searchsorted(known, keys), len(known) - 1)
    return np.where(known[at] == keys, at, -1)


def tell_again(work: Trace, again: Places, old: pa.Table) -> Redone:
    """The dataset ``fresh_passages``: those found, and those of one of the texts ``again`` with another that turned.

    Whether a passage is standing depends on the n-grams in its words that stand in too many texts: so two texts of which
    only one has such an n-gram share the passages that they shared before (``old``), but these may be of another kind now.
    """
    one = np.isin(old.column("a").to_numpy(), again) ^ np.isin(old.column("b").to_numpy(), again)
    own = old.filter(pa.array(one))
    items = work.engine.collect("text_items") if own.num_rows else pa.table([[], []], schema=TEXT_ITEMS)
    text, item = (items.column(name).to_numpy() for name in TEXT_ITEMS.names)
    for side in "ab":
        key = own.column(side).to_numpy()
        own = own.append_column(f"{side}_item", pa.array(item[np.searchsorted(text, key)], pa.int64()))
    told = kernels.retold_batch(own, work.workspace, work.settings)
    turned = pc.not_equal(told.column("standing"), own.column("standing")).to_numpy()
    pairs = Redone(again, *(told.column(side).to_numpy()[turned] for side in "ab"))
    put(work, "retold_passages", told.filter(pa.array(pairs._replace(texts=NONE).among(told, "a", "b"))))
    found = datasets.parts(work.workspace, "found_passages")
    chain(work, "fresh_passages", [*found, *datasets.parts(work.workspace, "retold_passages")], kernels.PASSAGES)
    return pairs


def find_rows(work: Trace, redone: Redone, old_passages: pa.Table, old_rows: pa.Table) -> tuple[pa.Table, pa.Table]:
    """The dataset ``fresh_rows``; gives the passages and rows of an earlier state that stand beside the fresh ones.

    ``old_passages`` and ``old_rows`` are all that it had.
    """
    said = work.engine.collect("said")
    fresh = pc.equal(said.column("fresh"), 1)
    if work.known:
        old_passages = old_passages.filter(pa.array(~redone.among(old_passages, "a", "b")))
        kept = said.column("report_id").filter(pc.invert(fresh)).combine_chunks()
        whole = pc.equal(old_rows.column("a_text"), old_rows.column("b_text")).to_numpy()
        left = pa.array(whole | ~redone.among(old_rows, "a_text", "b_text"))
        if len(kept) < sum(map(datasets.count_rows, datasets.parts(work.known, "said"))):
            for side in "ab":
                left = pc.and_(left, pc.is_in(old_rows.column(f"{side}_report"), kept).combine_chunks())
        old_rows = old_rows.filter(left)
    # What is known of two texts is of use where a fresh report says one of them again.
    texts = said.column("text").filter(fresh).to_numpy()
    said_again = [np.isin(old_passages.column(side).to_numpy(), texts) for side in "ab"]
    put(work, "repeated_passages", old_passages.filter(pa.array(said_again[0] | said_again[1])))
    work.engine.run_sql(queries.ROWS.format(least=work.settings.gram), "pairs_of_reports")
    kernel = partial(kernels.rows_batch, folder=work.workspace, settings=work.settings)
    work.engine.map_batches(kernel, "pairs_of_reports", "fresh_rows", work.tick)
    return old_passages, old_rows


def add_rows(work: Trace, name: str, old: pa.Table, fresh: str) -> None:
    """Make the dataset ``name`` of the rows ``old``, which an earlier state had besides others, and the fresh ones.

    Where all that it had are left, its parts are taken over, as long as they are not very many.
    """
    if work.engine.exists(name):
        return
    parts = datasets.parts(work.known, name) if work.known else []
    if sum(map(datasets.count_rows, parts)) > old.num_rows or len(parts) > MOST_PARTS:
        put(work, f"old_{name}", old)
        parts = datasets.parts(work.workspace, f"old_{name}")
    chain(work, name, [*parts, *datasets.parts(work.workspace, fresh)], old.schema)


def put(work: Trace, name: str, table: pa.Table) -> None:
    """Make a dataset of a table, unless it is there."""
    if not work.engine.exists(name):
        datasets.put(work.workspace, name, table)


def chain(work: Trace, name: str, paths: list[Path], columns: pa.Schema) -> None:
    """Make a dataset of the parts of others, one after the other; one without parts has these columns."""
    if work.engine.exists(name):
        return
    (work.workspace / name).mkdir(parents=True, exist_ok=True)
    for number, path in enumerate(paths):
        datasets.link(path, datasets.part_path(work.workspace, name, number))
    datasets.put(work.workspace, name, columns.empty_table(), after=len(paths))


def reuse_table(work: Trace, table: pa.Table) -> pa.Table:
    """The table ``reuse`` of all rows (columns of ``ROWS``): standing where an outlet prints the words under everything."""
    reports = work.reports.sort_by("report_id")
    ids = reports.column("report_id").combine_chunks()
    side = {
        name: pc.index_in(table.column(f"{name}_report"), ids).to_numpy().astype(np.int64) if table.num_rows else NONE
        for name in "ab"
    }
    places = {name: table.column(name).to_numpy() for name in ("a_first", "a_last", "b_first", "b_last", "words")}
    rows = Rows(
        side["a"], places["a_first"], places["a_last"], side["b"], places["b_first"], places["b_last"],
        places["words"], np.zeros(table.num_rows, bool),
    )  # fmt: skip
    length = np.zeros(len(ids), np.int64)
    for name, index in (("a", rows.a), ("b", rows.b)):
        length[index] = table.column(f"{name}_length").to_numpy()
    kinds, text = table.column("kind"), pc.equal(table.column("kind"), "text")
    lines = outlet_lines(numbered(reports.column("outlet").to_pylist()), length, rows, work.settings)
    turned = pc.and_(text, pa.array(lines))
    spans = [f"{name}_{what}" for name in "ab" for what in ("report", "begin", "end")]
    columns = [
        pc.if_else(turned, table.column("standing_id"), table.column("reuse_id")),
        pc.if_else(turned, "standing", kinds),
        *(table.column(name) for name in spans),
        rows.words,
        rows.identity(),
    ]
    return pa.table(
        [
            column.cast(field.type).combine_chunks()
            if isinstance(column, pa.ChunkedArray)
            else pa.array(column, field.type)
            for column, field in zip(columns, SCHEMAS["reuse"], strict=True)
        ],
        schema=SCHEMAS["reuse"],
    )
