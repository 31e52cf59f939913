"""Reports cut up: paragraphs, sentences, and quoted speech, with exact spans.

Sentences come from syntok and are then repaired (initials, military and civil titles, "U.S.", closing marks that were
cut off). Quotation marks are matched by rules of our own, since reports nest them, mix straight with curly ones,
repeat the opening mark in each paragraph and forget to close them; no text is ever refused.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import pyarrow as pa

from stemma import schema
from stemma.clean.units import unit_spans
from stemma.model import Block, Quotation, Report, Segments, Sentence, Span
from stemma.posts import find_post, has_post
from stemma.quotation import mark_places, scan_marks
from stemma.turns import find_turns, has_turns

RUNNING = ("title", "standfirst", "dateline", "body", "caption")
"""The kinds of block that hold running text and are segmented."""

SEGMENTS = pa.schema([
    ("report_id", pa.string()),
    ("paragraphs", schema.SPANS),
    ("sentences", pa.list_(pa.struct([("begin", pa.int32()), ("end", pa.int32()), ("paragraph", pa.int32())]))),
    ("quotations", pa.list_(pa.struct([
        ("begin", pa.int32()), ("end", pa.int32()), ("depth", pa.int32()), ("closed", pa.bool_()),
    ]))),
])  # fmt: skip


CUT = pa.schema([("input_id", pa.string()), *SEGMENTS])
"""The columns of ``SEGMENTS`` for each cleaned item that is a report."""

_BREAKS = "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"
_BREAK = re.compile(f"[{_BREAKS}]")
_TITLE_END = re.compile(
    r"(?:^|[\s(\"“‘'.])(?:SEN|REP|GOV|GEN|MAJ|LT|COL|SGT|CAPT|DR|MR|MRS|MS|PROF|Maj|Gen|Lt|Col|Sgt|Capt|Cmdr|Comdr|Cdr|Adm|Brig|Pvt|Cpl|Sen|Sens|Rep|Reps|Gov|Govs|Dr|Drs|Mr|Mrs|Ms|Messrs|Prof|St|"
    r"Rev|Hon|Pres|Supt|Det|Insp|Atty|Amb|Asst|Mt|Ft|No|Nos|vs|v|Msgr|Fr|Sec|Dist)\s?\.$"
)
_MONTH_END = re.compile(r"\b(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\s?\.$")
_INITIAL_END = re.compile(r"(?:^|[\s.(\"“‘'-])[A-ZÀ-Þ]\.$")
_LETTERS_END = re.compile(r"(?:^|[\s(\"“‘'-])(?:[A-Z]\.){2,}$|(?:^|\s)[A-Z]\.[A-Z]\s?\.$")
_FIRM_END = re.compile(r"\b(?:Inc|Corp|Co|Ltd|Jr|Sr|Bros|approx|est|e\.g|i\.e|a\.m|p\.m|etc)\s?\.$")
_STARTS = frozenset(
    [
        "The",
        "A",
        "An",
        "In",
        "On",
        "At",
        "He",
        "She",
        "It",
        "They",
        "We",
        "I",
        "You",
        "But",
        "And",
        "Or",
        "So",
        "If",
        "When",
        "While",
        "As",
        "For",
        "This",
        "That",
        "These",
        "Those",
        "There",
        "Then",
        "His",
        "Her",
        "Its",
        "Their",
        "Our",
        "My",
        "What",
        "Why",
        "How",
        "Who",
        "Where",
        "Mr",
        "Mrs",
        "Ms",
        "Dr",
        "After",
        "Before",
        "Since",
        "Although",
        "Though",
        "However",
        "Meanwhile",
        "Both",
        "Some",
        "Many",
        "Most",
        "Officials",
        "Asked",
        "To",
        "By",
        "From",
        "With",
        "No",
        "Not",
        "Now",
        "Last",
        "Earlier",
        "Also",
        "Yet",
        "Still",
        "According",
    ]
)
_ONLY_MARKS = re.compile(r"[\s\"'”’»)\].,;:!?…]*")
_SPOKEN = re.compile(
    r"(?:[A-ZÀ-Þ][\w'’.-]*\s){1,4}(?:said|asked|added|says|wrote|tweeted|shouted|replied|told|asks|responded|quipped|answered)\b"
)
_ASKED = re.compile(r"[?!],?[\"”’']+$")
_OPEN_BRACKET_END = re.compile(r"[^.?!…:;\"”’'][)\]]$")  # a bracket closes, the sentence does not
_WORD = re.compile(r"\w+")
_STRETCH = 3000  # code points that are cut at a time: a line of a megabyte costs no more for its length
_MOST_SENTENCES = 200  # in one stretch: more than one in 15 code points are no sentences, and syntok is slow on them
_PLAIN_END = re.compile(r"[.?!…][\"”’')\]]*\s+(?=[\"“‘'(\[]?[A-ZÀ-Þ])")
_BRACKETED = 52  # pieces after an opening bracket that syntok may look at: its 50 tokens and the next
_LOOKED_BACK = 60  # code points before a full stop that tell what it ends


@lru_cache(maxsize=1)
def _tokenizer() -> Any:
    from syntok.tokenizer import Tokenizer

    return Tokenizer(replace_not_contraction=False)


class _Marks(NamedTuple):
    """What syntok looks at: its terminals and brackets, the brackets alone, and what stands between spaces to it."""

    any: re.Pattern[str]
    bracket: re.Pattern[str]
    piece: Any


@lru_cache(maxsize=1)
def _marks() -> _Marks:
    from syntok._segmentation_states import State
    from syntok.tokenizer import Tokenizer

    opening, closing, ends = (
        re.escape("".join(sorted(set("".join(signs)))))
        for signs in (State.opening_brackets, State.closing_brackets, State.terminals)
    )
    return _Marks(
        re.compile(f"[{ends}{opening}{closing}]"),
        re.compile(f"(?P<open>[{opening}])|[{closing}]"),
        Tokenizer._spaces,  # noqa: SLF001  (its very pattern: another would cut elsewhere)
    )


def _looked_at(text: str, pieces: Sequence[tuple[int, int]]) -> Iterator[range]:
    """Which of the ``pieces`` between spaces decide where syntok cuts ``text``, in stretches.

    Its automaton passes over every token that is neither a mark nor beside one, and looks into brackets up to their
    end, or for 50 tokens: only pieces that hold such need be cut into tokens, a fifth of a report.
    """
    marks = _marks()
    begins = [begin for begin, _ in pieces]
    kept = [(0, 0)]  # the first is where the first sentence begins
    for mark in marks.any.finditer(text):
        at = bisect_right(begins, mark.start()) - 1
        kept.append((at - 1, at + 1))
    for bracket in marks.bracket.finditer(text):
        if bracket["open"]:
            at = bisect_right(begins, bracket.start()) - 1
            until = at + _BRACKETED
            following = marks.bracket.search(text, bracket.end())
            if following and following.group() in ")]}":
                end = bisect_right(begins, following.start()) - 1
                piece = text[slice(*pieces[end])]
                # A piece without a letter or digit is one token to syntok: a bracket among other signs closes nothing.
                until = end if len(piece) == 1 or any(map(str.isalnum, piece)) else until
            kept.append((at, until))
    kept.sort()
    first, stop = 0, 0
    for begin, end in kept:
        if begin > stop + 1:
            yield range(first, stop + 1)
            first = begin
        stop = max(stop, min(end, len(pieces) - 1))
    yield range(first, stop + 1)


@lru_cache(maxsize=1 << 15)
def _cut(piece: str) -> tuple[tuple[str, str, int], ...]:
    """syntok's tokens of one piece between spaces: what it takes for space before each, the token, and where it begins."""
    return tuple((token.spacing, token.value, token.offset) for token in _tokenizer().tokenize(piece))


def _tokens(text: str) -> Iterator[Any]:
    """Those of syntok's tokens of ``text`` that it looks at."""
    from syntok.tokenizer import Token

    pieces = [piece.span() for piece in _marks().piece.finditer(text)]
    for stretch in _looked_at(text, pieces) if pieces else ():
        for number in stretch:
            begin, end = pieces[number]
            space = text[pieces[number - 1][1] if number else 0 : begin]
            for before, value, offset in _cut(text[begin:end]):
                yield Token(space + before, value, begin + offset)
                space = ""
    if pieces and pieces[-1][1] < len(text):
        yield Token(text[pieces[-1][1] :], "", len(text))


def sentence_starts(text: str) -> list[int]:
    """Where syntok begins a sentence in ``text``, in code points."""
    from syntok import segmenter

    return [sentence[0].offset for sentence in segmenter.split(_tokens(text)) if sentence]


def _raw_starts(paragraph: str) -> list[int]:
    """Where syntok begins a sentence, in code points of ``paragraph``; a giant one is read in stretches."""
    starts: list[int] = []
    at = 0
    while at < len(paragraph):
        stop = min(at + _STRETCH, len(paragraph))
        if stop < len(paragraph):
            stop = max(paragraph.rfind(" ", at + _STRETCH // 2, stop), at + _STRETCH // 2)
        found = [at + start for start in sentence_starts(paragraph[at:stop])]
        if len(found) > _MOST_SENTENCES:
            return [*starts, at, *(match.end() for match in _PLAIN_END.finditer(paragraph, at))]
        if stop == len(paragraph):
            return starts + found
        # The last sentence of a stretch may go on: it is read again with the next one.
        if len(found) > 1 and found[-1] > at:
            starts += found[:-1]
            at = found[-1]
        else:
            starts += found
            at = stop
    return starts


def _belongs(before: str, after: str) -> bool:
    """Whether ``after`` goes on with the sentence that ``before`` seemed to end."""
    before = before[-_LOOKED_BACK:].rstrip()
    if _ONLY_MARKS.fullmatch(after) or after[:1].islower():
        return True
    if _TITLE_END.search(before) or _OPEN_BRACKET_END.search(before):
        return True
    if _MONTH_END.search(before):
        return after[:1].isdigit()
    first = _WORD.search(after)
    opens = first is not None and first.group() in _STARTS
    if _INITIAL_END.search(before) or _LETTERS_END.search(before):
        return first is not None and first.start() == 0 and not opens
    if _FIRM_END.search(before):
        return after[:1].islower() or after[:1] in ",;)"
    return bool(_ASKED.search(before) and _SPOKEN.match(after))


@lru_cache(maxsize=1 << 15)
def split_sentences(paragraph: str) -> tuple[Span, ...]:
    """The sentences of one paragraph, in order; the spans count from its start and hold no space at their ends."""
    if not paragraph.strip():
        return ()
    text = _BREAK.sub(" ", paragraph)
    starts = sorted({start for start in _raw_starts(text) if 0 <= start < len(text)})
    lead = len(text) - len(text.lstrip())
    kept = [lead]
    for i, start in enumerate(starts):
        if start <= kept[-1]:
            continue
        stop = starts[i + 1] if i + 1 < len(starts) else len(text)
        if not _belongs(text[kept[-1] : start], text[start:stop]):
            kept.append(start)
    spans = []
    for begin, stop in zip(kept, [*kept[1:], len(text)], strict=True):
        end = begin + len(text[begin:stop].rstrip())
        if end > begin:
            spans.append(Span(begin, end))
    return tuple(spans)


def _paragraphs(text: str, begin: int, end: int) -> list[Span]:
    """The paragraphs of ``text[begin:end]``; lines that a page broke a paragraph into are joined."""
    stretch = text[begin:end]
    bare = stretch.strip()
    if not bare:
        return []
    if not any(sign in bare for sign in _BREAKS):
        start = begin + stretch.index(bare)
        return [Span(start, start + len(bare))]
    return [Span(begin + b, begin + e) for b, e in unit_spans(stretch)]


def find_quotations(text: str, begin: int = 0, end: int | None = None) -> tuple[Quotation, ...]:
    """The quoted stretches of ``text[begin:end]``, in order of where they begin, outer before inner.

    Each paragraph of a quotation that runs over several is one Quotation; all but the last have ``closed`` False, as
    has one whose closing mark was forgotten (it ends with its paragraph, or before the next opening mark). A closing
    mark without an opening one is passed over. A post shown in full, with its writer's name and address below it, and the
    turns of a conversation ("LINDT: ...") are quoted without marks.
    """
    end = len(text) if end is None else end
    # Marks are looked for once: most paragraphs have none, and a report without one needs no paragraphs.
    marked = [begin + at for at in mark_places(text[begin:end])]
    found: list[Quotation] = []
    bare = has_post(text, begin, end) or has_turns(text, begin, end)
    paragraphs = _paragraphs(text, begin, end) if marked or bare else []
    for at, stop in paragraphs:
        first = bisect_left(marked, at)
        if first < len(marked) and marked[first] < stop:
            found += [Quotation(at + b, at + e, depth, closed) for b, e, depth, closed in scan_marks(text[at:stop])]
    return tuple(_with_unmarked(text, paragraphs, found))


def _with_unmarked(text: str, paragraphs: Sequence[Span], quotations: list[Quotation]) -> list[Quotation]:
    """The quotations with the posts and the turns of conversations that are shown without marks; what is quoted in one lies
    a level deeper.
    """
    shown = [
        post.words
        for number, (begin, end) in enumerate(paragraphs)
        if has_post(text, begin, end) and (post := find_post(text, paragraphs, number)) is not None
    ]
    if paragraphs and has_turns(text, paragraphs[0].begin, paragraphs[-1].end):
        marked = [Span(one.begin, one.end) for one in quotations if one.depth == 0]
        shown += [
            words
            for turn in find_turns(text, paragraphs)
            for words in turn.words
            if 2 * sum(max(0, min(e, words.end) - max(b, words.begin)) for b, e in marked) < words.end - words.begin
        ]
    for begin, end in shown:
        quotations = [
            one._replace(depth=one.depth + 1) if begin <= one.begin and one.end <= end else one for one in quotations
        ]
        quotations.append(Quotation(begin, end, 0, closed=True))
    return sorted(quotations, key=lambda q: (q.begin, -q.end, q.depth)) if shown else quotations


def segment(report: Report) -> Segments:
    """Paragraphs, sentences and quotations of a report's running text (see ``RUNNING``), in order.

    A report without blocks is taken as body throughout. A dateline belongs to the paragraph that it opens and is a
    sentence of its own there. Sentences never overlap; quotations nest.
    """
    text = report.text
    stretches = (
        [(b.begin, b.end, b.kind) for b in report.blocks if b.kind in RUNNING]
        if report.blocks
        else [(0, len(text), "body")]
    )
    paragraphs: list[Span] = []
    sentences: list[Sentence] = []
    quotations: list[Quotation] = []
    opened = -1  # where a dateline ended, if the next block goes on with its paragraph
    for begin, end, kind in stretches:
        for span in _paragraphs(text, max(0, begin), min(end, len(text))):
            if opened == begin and kind == "body":
                paragraphs[-1] = Span(paragraphs[-1].begin, span.end)
                opened = -1
            else:
                paragraphs.append(span)
            number = len(paragraphs) - 1
            stretch = text[span.begin : span.end]
            cut = ((0, len(stretch)),) if kind == "dateline" else split_sentences(stretch)
            sentences += [Sentence(span.begin + b, span.begin + e, number) for b, e in cut]
            quotations += [Quotation(span.begin + b, span.begin + e, d, c) for b, e, d, c in scan_marks(stretch)]
        opened = end if kind == "dateline" else -1
    return Segments(tuple(paragraphs), tuple(sentences), tuple(_with_unmarked(text, paragraphs, quotations)))


def segment_batch(cleaned: pa.Table) -> pa.Table:
    """A kernel: cleaned items (columns of ``CLEANED``) become segments (columns of ``CUT``), row by row."""
    rows = []
    for row in cleaned.select(["input_id", "report_id", "text", "blocks"]).to_pylist():
        if row["report_id"] is None:
            continue
        cut = segment(Report(row["report_id"], row["text"], blocks=tuple(Block(**block) for block in row["blocks"])))
        rows.append(
            {
                "input_id": row["input_id"],
                "report_id": row["report_id"],
                "paragraphs": [span._asdict() for span in cut.paragraphs],
                "sentences": [sentence._asdict() for sentence in cut.sentences],
                "quotations": [quotation._asdict() for quotation in cut.quotations],
            }
        )
    return pa.Table.from_pylist(rows, schema=CUT)


def read_segments(table: pa.Table) -> dict[str, Segments]:
    """The rows of a table with the columns of ``SEGMENTS``, by report."""
    return {
        row["report_id"]: Segments(
            tuple(Span(**span) for span in row["paragraphs"]),
            tuple(Sentence(**sentence) for sentence in row["sentences"]),
            tuple(Quotation(**quotation) for quotation in row["quotations"]),
        )
        for row in table.to_pylist()
    }
