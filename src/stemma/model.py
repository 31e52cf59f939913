"""The plain data that passes between the stages. Nothing here computes."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import PurePath
from typing import NamedTuple

import pyarrow as pa

BLOCK_KINDS = (
    "title",
    "standfirst",
    "date",
    "dateline",
    "byline",
    "credit",
    "body",
    "caption",
    "teaser",
    "furniture",
)


class Span(NamedTuple):
    """A stretch of a text: ``[begin, end)``, in Unicode code points."""

    begin: int
    end: int


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of a report's text with one purpose. The blocks of a report tile its text.

    ``raw_begin`` and ``raw_end`` are bytes of the raw input, None where there is none.
    """

    begin: int
    end: int
    kind: str
    raw_begin: int | None = None
    raw_end: int | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """One document of an outlet. ``blocks`` tile ``text``; times are UTC, a day without a time is its midnight."""

    id: str
    text: str
    blocks: tuple[Block, ...] = ()
    outlet: str | None = None
    title: str | None = None
    url: str | None = None
    byline: str | None = None
    credit: str | None = None
    published: datetime | None = None
    published_precision: str | None = None
    published_from: str | None = None
    updated: datetime | None = None
    fetched: datetime | None = None
    language: str | None = None
    path: str | None = None

    @property
    def file(self) -> str | None:
        """The name of the file that it is from, with the row where that is a table; None where none is known."""
        return PurePath(self.path).name or None if self.path else None

    @property
    def day(self) -> date | None:
        """The day on which it was published; None where that is not known."""
        return self.published.date() if self.published else None


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A page told apart: ``text`` holds all that it said, ``blocks`` (the columns of the table) what each stretch is."""

    text: str
    blocks: pa.Table
    title: str | None = None
    outlet: str | None = None
    byline: str | None = None
    credit: str | None = None
    published: datetime | None = None
    published_precision: str | None = None
    published_from: str | None = None
    updated: datetime | None = None
    url: str | None = None
    language: str | None = None


class Sentence(NamedTuple):
    """A sentence of a report, with the paragraph it stands in (counted from 0)."""

    begin: int
    end: int
    paragraph: int


class Quotation(NamedTuple):
    """Quoted speech: ``begin`` and ``end`` enclose the words without their marks; ``depth`` is 0 for the outermost.

    ``closed`` is False where the closing mark is missing and the end was inferred.
    """

    begin: int
    end: int
    depth: int
    closed: bool


@dataclass(frozen=True, slots=True)
class Segments:
    """A report's running text cut up: only what is body, standfirst, title, dateline or caption is segmented."""

    paragraphs: tuple[Span, ...]
    sentences: tuple[Sentence, ...]
    quotations: tuple[Quotation, ...]


class Token(NamedTuple):
    """A word or mark of a parsed sentence; ``begin`` and ``end`` count from the sentence's first character.

    ``head`` is an index into the sentence's tokens (the root's is its own).
    """

    begin: int
    end: int
    text: str
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int
    entity: str


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who said what: ``source``, ``cue`` and ``content`` are each a tuple of spans, possibly empty.

    ``kind`` is direct (all of the content stands in quotation marks), indirect (none does) or mixed. ``said`` is False
    where nobody says anything: a wish, a plan, a feeling is told.
    """

    kind: str
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    confidence: float
    tense: str | None = None
    negated: bool = False
    hedged: bool = False
    said: bool = True


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A date, time, duration or set in a text, with its TIMEX3 value and, where known, the interval it stands for."""

    begin: int
    end: int
    type: str
    value: str
    earliest: datetime | None = None
    latest: datetime | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A place named in a text (by a demonym too) and where it lies, in degrees."""

    begin: int
    end: int
    name: str
    latitude: float | None
    longitude: float | None
    geonames_id: int | None
    kind: str = "place"


@dataclass(frozen=True, slots=True)
class Stemma:
    """The graph of descents of a pile; each a table with the columns of its namesake in a case."""

    witnesses: pa.Table
    descents: pa.Table
    rivals: pa.Table
    descent_passages: pa.Table
    lost_texts: pa.Table


@dataclass(frozen=True, slots=True)
class Claims:
    """Who said what over reports; each a table with the columns of its namesake in a case."""

    claims: pa.Table
    claim_attributions: pa.Table
    attributions: pa.Table
    wordings: pa.Table
    replies: pa.Table
    chains: pa.Table


class NameCorrection(NamedTuple):
    """What a person says of names, over what Stemma's tables and rules say; the last word holds.

    ``action``: *same* (all of ``names`` are one thing, the first being its name, and are looked for), *apart* (the two
    are not one thing) or *none* (they name nothing). ``kind`` is person, organisation, place, group, other or None for
    what the reports say; degrees are those of a place, of which both or neither is given; ``source`` says why.
    """

    action: str
    names: tuple[str, ...]
    kind: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Entities:
    """What is named, where, and how; each a table with the columns of its namesake in a case."""

    entities: pa.Table
    mentions: pa.Table
    names: pa.Table
