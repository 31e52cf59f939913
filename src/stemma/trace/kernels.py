"""The per-part work of tracing a case: functions from Arrow table to Arrow table, the same on every engine.

Passages are found between texts that lie in many parts, so two of the kernels read the words they need from the
dataset ``said_words`` in the workspace, which they are given the folder of.
"""

from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple, TypeVar

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from stemma.engine import datasets
from stemma.ids import content_ids
from stemma.model import Block, Report
from stemma.settings import TraceSettings
from stemma.trace.chains import find_passages
from stemma.trace.grams import SKETCH, hash_grams, sketch
from stemma.trace.kinds import KINDS, kinds_alone, long_enough, quoted_spans, standing_spans, told_standing
from stemma.trace.marks import covered
from stemma.trace.passages import Passages
from stemma.trace.pile import Pile, Places, pile_of, text_key
from stemma.trace.queries import PLACES
from stemma.trace.seeds import Seeds, everywhere, ranks
from stemma.word_arrays import find_words_of, stretches

Number = TypeVar("Number", bound=np.generic)

ITEMS = 1 << 32
"""An item's number is that of its part times this, plus that of its row."""

SAID_WORDS = pa.schema([
    ("input_id", pa.string()), ("report_id", pa.string()), ("text", pa.int64()), ("length", pa.int64()),
    *[(name, pa.binary()) for name in ("number", "begin", "end", "furniture", "quoted")],
])  # fmt: skip
"""The words of each cleaned item: ``text`` a hash of all of them, ``number`` (uint64), ``begin`` and ``end`` (int32)
of each, and the words (int32, begin and end by turns) that are ``furniture`` or ``quoted``."""
GRAMS = pa.schema([
    pa.field("gram", pa.int64(), metadata=datasets.PLAIN), ("text", pa.int64()), ("place", pa.int64()), ("before", pa.int64()),
])  # fmt: skip
SKETCHES = pa.schema([("text", pa.int64()), *[(f"part{number}", pa.int64()) for number in range(SKETCH)]])
PASSAGES = pa.schema([
    pa.field(name, pa.int64(), metadata=datasets.PLAIN) for name in ("a", "b", "a_begin", "a_end", "b_begin", "b_end", "words", "standing")
])  # fmt: skip
"""Passages of two texts (keys, the lower first), in words."""
ROWS = pa.schema([
    pa.field(name, kind, metadata=datasets.PLAIN) for name, kind in (
        ("a_text", pa.int64()), ("b_text", pa.int64()),
        *((f"{side}_{name}", kind) for side in "ab" for name, kind in (
            ("report", pa.string()), ("length", pa.int64()), ("first", pa.int64()), ("last", pa.int64()),
            ("begin", pa.int32()), ("end", pa.int32()),
        )),
        ("words", pa.int64()), ("kind", pa.string()), ("reuse_id", pa.string()), ("standing_id", pa.string()),
    )
])  # fmt: skip
"""Passages of two reports (the lower id first): each side's words [first, last) of ``length``, and code points.

``standing_id`` is what the row would be called if its kind were ``standing``."""
AT_ONCE = 25_000  # rows whose reports' words are held at a time: a hundred megabytes or two


def words_batch(cleaned: pa.Table) -> pa.Table:
    """A kernel: cleaned items (columns of ``CLEANED``) become their words (columns of ``SAID_WORDS``)."""
    rows = cleaned.filter(pc.is_valid(cleaned.column("report_id")))
    rows = rows.select(["input_id", "report_id", "text", "blocks"]).to_pylist()
    made = []
    at = iter(rows)
    for words in find_words_of(row["text"] for row in rows):
        ends = np.cumsum(words.length).tolist()
        for begin, end in zip([0, *ends], ends, strict=False):
            row = next(at)
            report = Report(row["report_id"], row["text"], blocks=tuple(Block(**block) for block in row["blocks"]))
            own = words.begin[begin:end]
            number = words.number[begin:end]
            made.append({
                "input_id": row["input_id"],
                "report_id": row["report_id"],
                "text": text_key(number) if end > begin else None,
                "length": end - begin,
                "number": number.tobytes(),
                "begin": own.tobytes(),
                "end": words.end[begin:end].tobytes(),
                **{name: marked(own, spans) for name, spans in (
                    ("furniture", standing_spans(report)), ("quoted", quoted_spans(report)),
                )},
            })  # fmt: skip
    return pa.Table.from_pylist(made, schema=SAID_WORDS)


def marked(begin: NDArray[np.int32], spans: list[tuple[int, int]]) -> bytes:
    """The words in ``spans`` (code points): where they begin and end, in words."""
    edges = np.searchsorted(begin, np.array(spans, np.int32).reshape(-1))
    return edges.astype(np.int32).tobytes()


def grams_batch(words: pa.Table, repeated: frozenset[str], settings: TraceSettings) -> pa.Table:
    """A kernel: words of items (columns of ``SAID_WORDS``) become n-grams (``GRAMS``), but of items in ``repeated``.

    These say what an item before them says.
    """
    kept = [
        number
        for number, (item, text) in enumerate(
            zip(words.column("input_id").to_pylist(), words.column("text").to_pylist(), strict=True)
        )
        if text is not None and item not in repeated
    ]
    own = words.select(["text", "number"]).take(pa.array(kept, pa.int64()))
    pile = pile_of(
        own.column("text").to_pylist(), [np.frombuffer(one, np.uint64) for one in own.column("number").to_pylist()]
    )
    grams = hash_grams(pile.number, settings.gram)
    count = np.maximum(0, pile.length - settings.gram + 1)
    place = stretches(pile.first, count)
    place = place[first_ones(grams[place] ^ np.repeat(pile.key.view(np.uint64), count), settings.most_places)]
    text = pile.text[place]
    inner = place - pile.first[text]
    before = (pile.number[place - 1] & np.uint64(0xFFFFFFFF)).astype(np.int64)
    return pa.table(
        [
            grams[place].view(np.int64),
            pile.key[text],
            inner,
            pa.array(before, mask=inner == 0),
        ],
        schema=GRAMS,
    )


def first_ones(values: NDArray[np.uint64], most: int) -> NDArray[np.int64]:
    """The places of the values, of each only the first ``most``."""
    ordered = np.sort(values)
    many = np.unique(ordered[most:][ordered[most:] == ordered[: len(ordered) - most]])
    if not len(many):
        return np.arange(len(values))
    of_many = np.flatnonzero(np.isin(values, many))
    own = of_many[np.argsort(values[of_many], kind="stable")]
    heads = np.r_[True, values[own][1:] != values[own][:-1]]
    kept = np.ones(len(values), bool)
    kept[own[ranks(heads) >= most]] = False
    return np.flatnonzero(kept)


def sketch_batch(texts: pa.Table, folder: Path, settings: TraceSettings) -> pa.Table:
    """A kernel: texts (``text``, ``item``) become their sketches (columns of ``SKETCHES``)."""
    keys, items = (texts.column(name).to_numpy() for name in ("text", "item"))
    pile = pile_of(keys.tolist(), numbers_of(folder, items))
    made = sketch(hash_grams(pile.number, settings.gram), pile, np.arange(len(keys)), settings.gram).view(np.int64)
    return pa.table([keys, *(made[:, part] for part in range(SKETCH))], schema=SKETCHES)


def passages_batch(pairs: pa.Table, folder: Path, settings: TraceSettings) -> pa.Table:
    """A kernel: pairs of texts with their seeds become the passages that they share (columns of ``PASSAGES``)."""
    a, b, a_item, b_item = (pairs.column(name).to_numpy() for name in ("a", "b", "a_item", "b_item"))
    keys, at = np.unique(np.r_[a, b], return_index=True)
    pile = pile_of(keys.tolist(), numbers_of(folder, np.r_[a_item, b_item][at]))
    lists = pairs.column("seeds").combine_chunks()
    seeds = lists.flatten().to_numpy().astype(np.int64)
    row = np.repeat(np.arange(len(a)), lists.value_lengths().to_numpy())
    text_a, text_b = np.searchsorted(keys, a), np.searchsorted(keys, b)
    first_a, first_b = pile.first[text_a[row]], pile.first[text_b[row]]
    found = find_passages(pile, Seeds(first_a + seeds // PLACES, first_b + seeds % PLACES), settings)
    return passage_table(pile, _told_standing(pile, found, dead_grams(folder), settings))


def retold_batch(passages: pa.Table, folder: Path, settings: TraceSettings) -> pa.Table:
    """Passages (columns of ``PASSAGES``, and the items of both texts) told anew to be standing or not."""
    names = [name for name in PASSAGES.names if name not in ("words", "standing")]
    a, b, a_begin, a_end, b_begin, b_end = (passages.column(name).to_numpy() for name in names)
    items = np.r_[passages.column("a_item").to_numpy(), passages.column("b_item").to_numpy()]
    keys, at = np.unique(np.r_[a, b], return_index=True)
    pile = pile_of(keys.tolist(), numbers_of(folder, items[at]))
    first_a, first_b = (pile.first[np.searchsorted(keys, side)] for side in (a, b))
    words = passages.column("words").to_numpy()
    placed = Passages(
        first_a + a_begin, first_a + a_end, first_b + b_begin, first_b + b_end, words, np.zeros(len(words), bool)
    )
    return passage_table(pile, _told_standing(pile, placed, dead_grams(folder), settings))


def dead_grams(folder: Path) -> NDArray[np.uint64]:
    """The n-grams that stand in too many texts, in order."""
    return np.sort(datasets.collect(folder, "dead_grams", ["gram"]).column("gram").to_numpy().view(np.uint64))


def _told_standing(pile: Pile, passages: Passages, dead: NDArray[np.uint64], settings: TraceSettings) -> Passages:
    """``told_standing`` by the n-grams of those texts alone that have passages: most texts of a part have none."""
    a, b = pile.text[passages.a_begin], pile.text[passages.b_begin]
    texts = np.unique(np.r_[a, b])
    own = [pile.number[low : low + length] for low, length in zip(pile.first[texts], pile.length[texts], strict=True)]
    small = pile_of(pile.key[texts].tolist(), own)
    a_shift, b_shift = (small.first[np.searchsorted(texts, text)] - pile.first[text] for text in (a, b))
    moved = passages._replace(
        a_begin=passages.a_begin + a_shift, a_end=passages.a_end + a_shift,
        b_begin=passages.b_begin + b_shift, b_end=passages.b_end + b_shift,
    )  # fmt: skip
    marks = everywhere(hash_grams(small.number, settings.gram), dead, settings.gram)
    return passages._replace(standing=told_standing(moved, marks, settings).standing)


def passage_table(pile: Pile, passages: Passages) -> pa.Table:
    """The passages of a pile as a table with the columns of ``PASSAGES``."""
    a, b = pile.text[passages.a_begin], pile.text[passages.b_begin]
    return pa.table(
        [
            pile.key[a],
            pile.key[b],
            passages.a_begin - pile.first[a],
            passages.a_end - pile.first[a],
            passages.b_begin - pile.first[b],
            passages.b_end - pile.first[b],
            passages.words,
            passages.standing.astype(np.int64),
        ],
        schema=PASSAGES,
    )


def rows_batch(passages: pa.Table, folder: Path, settings: TraceSettings) -> pa.Table:
    """A kernel: passages between items become passages between reports (columns of ``ROWS``), those long enough."""
    made = [_rows(passages.slice(low, AT_ONCE), folder, settings) for low in range(0, passages.num_rows, AT_ONCE)]
    return pa.concat_tables([ROWS.empty_table(), *made])


class _Sides(NamedTuple):
    """Of passages in items: the items' ids and words, where each passage begins and ends, and how much of it is marked."""

    report: NDArray[np.object_]
    length: Places
    begin: Places
    end: Places
    furniture: NDArray[np.float64]
    quoted: NDArray[np.float64]


def _sides(folder: Path, item: Places, first: Places, last: Places) -> _Sides:
    """Of the words ``[first, last)`` of each item: what a row tells of one side."""
    size = len(item)
    length, begin, end = np.empty((3, size), np.int64)
    made = _Sides(np.empty(size, object), length, begin, end, np.empty(size), np.empty(size))
    for part, own in by_part(item):
        table = _part(folder, part, ("report_id", "length", "begin", "end", "furniture", "quoted"))
        row = item[own] % ITEMS
        word, edge = lists_of(table, "begin", np.int32)
        low, high = edge[row] + first[own], edge[row] + last[own]
        made.report[own] = table.column("report_id").take(pa.array(row)).to_numpy()
        made.length[own] = table.column("length").to_numpy()[row]
        made.begin[own] = word[low]
        made.end[own] = lists_of(table, "end", np.int32)[0][high - 1]
        for name, shares in (("furniture", made.furniture), ("quoted", made.quoted)):
            marks, its = lists_of(table, name, np.int32)
            place = marks[its[0] : its[-1]].astype(np.int64) + np.repeat(edge[:-1], np.diff(its))
            shares[own] = covered(place[::2], place[1::2]).share(low, high)
    return made


def _rows(passages: pa.Table, folder: Path, settings: TraceSettings) -> pa.Table:
    read: dict[str, Places] = {name: passages.column(name).to_numpy() for name in passages.column_names}
    item, first, last = (np.r_[read[f"a_{name}"], read[f"b_{name}"]] for name in ("item", "begin", "end"))
    both = _sides(folder, item, first, last)
    count, words = passages.num_rows, read["words"]
    turned = both.report[:count] > both.report[count:]
    text = np.r_[read["a_text"], read["b_text"]]
    # In the table, side a is the report with the lower id.
    a = np.arange(count) + count * turned
    b = (a + count) % (2 * count)
    kinds = kinds_alone(
        (both.furniture[a], both.furniture[b]), (both.quoted[a], both.quoted[b]), words, read["standing"] == 1, settings
    )
    kept = long_enough(kinds, words, (words == both.length[a]) & (words == both.length[b]), settings)
    words, a, b = words[kept], a[kept], b[kept]
    names = [KINDS[kind] for kind in kinds[kept].tolist()]
    sides = [
        [column[side] for column in (both.report, both.length, first, last, both.begin, both.end)] for side in (a, b)
    ]
    spans = [column.tolist() for report, _, _, _, begin, end in sides for column in (report, begin, end)]
    ids = content_ids("reuse", names, *spans)
    standing_ids = content_ids("reuse", ["standing"] * len(ids), *spans)
    columns = [text[a], text[b], *sides[0], *sides[1], words, names, ids, standing_ids]
    return pa.table([pa.array(column, field.type) for column, field in zip(columns, ROWS, strict=True)], schema=ROWS)


def numbers_of(folder: Path, items: Places) -> list[NDArray[np.uint64]]:
    """The words' numbers of each of the items, in their order."""
    found: list[NDArray[np.uint64]] = [np.empty(0, np.uint64)] * len(items)
    for part, own in by_part(items):
        number, edge = lists_of(_part(folder, part, ("number",)), "number", np.uint64)
        row = items[own] % ITEMS
        for at, begin, end in zip(own.tolist(), edge[row].tolist(), edge[row + 1].tolist(), strict=True):
            found[at] = number[begin:end]
    return found


def by_part(items: Places) -> Iterator[tuple[int, Places]]:
    """Each part that some of the items lie in, with the places of these among the items."""
    part = items // ITEMS
    order = np.argsort(part, kind="stable")
    parts, first = np.unique(part[order], return_index=True)
    yield from zip(parts.tolist(), (order[low:high] for low, high in pairwise([*first, len(order)])), strict=True)


def lists_of(table: pa.Table, name: str, kind: type[Number]) -> tuple[NDArray[Number], Places]:
    """The numbers of a binary column, row after row, and where those of each row begin; nothing is copied."""
    chunks = table.column(name).chunks
    column = chunks[0] if len(chunks) == 1 else pa.concat_arrays(chunks)
    _, offsets, held = column.buffers()
    edge = np.frombuffer(offsets, np.int32)[column.offset : column.offset + len(column) + 1]
    number = np.frombuffer(held, kind) if held is not None else np.empty(0, kind)
    return number, edge.astype(np.int64) // number.itemsize


@lru_cache(maxsize=32)
def _part(folder: Path, number: int, columns: tuple[str, ...]) -> pa.Table:
    """Columns of a part of the dataset ``said_words``: parts are never written to again."""
    return datasets.read_table(datasets.part_path(folder, "said_words", number), columns)


def forget_parts() -> None:
    """Let go of the parts that this process holds."""
    _part.cache_clear()
