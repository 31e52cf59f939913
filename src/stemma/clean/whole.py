"""A page or text cleaned as a whole: its text, its blocks with their places in the raw input, and what it says of itself."""

import re
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from stemma.clean.blocks import cut_pieces, find_blocks, tell_apart, tile
from stemma.clean.cues import read_shape
from stemma.clean.dates import Moment
from stemma.clean.decode import decode
from stemma.clean.extract import extract_article
from stemma.clean.facts import host_of, read_facts
from stemma.clean.language import find_language
from stemma.clean.page import Page, read_page
from stemma.clean.units import Unit, plain
from stemma.model import Block, Cleaned
from stemma.settings import CleanSettings

BLOCKS = pa.schema([
    ("begin", pa.int32()), ("end", pa.int32()), ("kind", pa.string()), ("raw_begin", pa.int32()), ("raw_end", pa.int32()),
])  # fmt: skip
"""The columns of ``Cleaned.blocks``: those of the table ``blocks`` without the report."""

_LOOKS_LIKE_PAGE = re.compile(r"<\s*(?:!doctype\s+html|html|head|body|article|div|p|meta|title)\b[^>]*>", re.IGNORECASE)
_SAVED_FROM = re.compile(
    r"<!--\s*(?:saved from url=\(\d+\)|Page saved with SingleFile\s+url:\s*)(?P<url>https?://[^\s<>]+)", re.IGNORECASE
)
"""What browsers and savers of pages write at the head of a page that they keep."""
_HTML_HEAD = 3000  # code points in which the first tag of a page must stand
_SITE_SUFFIX = re.compile(r"\s+(?:[|»•·]|[-–—])\s+[^|»•·–—-]{2,40}$")
_PUBLISHED_NAMES = (
    "article:published_time", "og:article:published_time", "datepublished", "parsely-pub-date", "sailthru.date", "pubdate",
    "publishdate", "publish-date", "dc.date.issued", "dcterms.date", "dc.date", "date",
)  # fmt: skip
_UPDATED_NAMES = ("article:modified_time", "og:updated_time", "datemodified", "last-modified")
_ARTICLE_TYPES = re.compile(r"Article|Report|BlogPosting|Review$|^LiveBlogPosting$")


def is_page(text: str) -> bool:
    """Whether a text is an HTML page rather than plain text."""
    return bool(_LOOKS_LIKE_PAGE.search(text[:_HTML_HEAD]))


def clean(text_or_bytes: str | bytes, *, settings: CleanSettings | None = None) -> Cleaned:
    """A page (HTML) or plain text (Markdown too) told apart, with what it says of itself.

    ``text`` of the result holds all that was said, furniture included; ``blocks`` tile it, with ``raw_begin`` and
    ``raw_end`` in bytes of the input (of its UTF-8 form where text was given). Never raises on odd input.
    """
    settings = settings or CleanSettings()
    raw = text_or_bytes if isinstance(text_or_bytes, bytes) else text_or_bytes.encode("utf-8", "replace")
    decoded = decode(raw, declared=isinstance(text_or_bytes, bytes))
    if is_page(decoded.text):
        return clean_page(decoded.text, decoded.starts, settings=settings)
    return clean_text(decoded.text, decoded.starts, settings=settings)


def _table(
    text: str, blocks: Sequence[Block], places: NDArray[np.int64] | None, starts: NDArray[np.int64] | None
) -> pa.Table:
    """Blocks as a table; ``places`` are code points of the source for those of the text, ``starts`` bytes for those.

    Where the text was made from a page, the raw stretch ends with the block's last word.
    """
    columns: dict[str, list[Any]] = {
        "begin": [b.begin for b in blocks],
        "end": [b.end for b in blocks],
        "kind": [b.kind for b in blocks],
        "raw_begin": [None] * len(blocks),
        "raw_end": [None] * len(blocks),
    }
    if starts is not None:
        last = len(starts) - 1
        for i, block in enumerate(blocks):
            begin, end = block.begin, block.end
            if places is not None:
                end = begin + len(text[begin:end].rstrip())
                begin, end = int(places[begin]), int(places[end])
            columns["raw_begin"][i] = int(starts[min(begin, last)])
            columns["raw_end"][i] = int(starts[min(max(end, begin), last)])
    return pa.Table.from_pydict(columns, schema=BLOCKS)


def _running(text: str, blocks: Sequence[Block]) -> str:
    return " ".join(text[b.begin : b.end] for b in blocks if b.kind in ("title", "standfirst", "body"))


def clean_text(
    text: str,
    starts: NDArray[np.int64] | None = None,
    *,
    title: str | None = None,
    url: str | None = None,
    outlet: str | None = None,
    settings: CleanSettings | None = None,
) -> Cleaned:
    """A plain text or Markdown told apart; ``starts`` are the bytes at which its code points stand in the raw input."""
    settings = settings or CleanSettings()
    blocks = find_blocks(text, title)
    facts = read_facts(text, blocks, url=url, outlet=outlet)
    return Cleaned(
        text=text,
        blocks=_table(text, blocks, None, starts),
        title=title or facts.title,
        outlet=facts.outlet,
        byline=facts.byline,
        credit=facts.credit,
        published=facts.published.when if facts.published else None,
        published_precision=facts.published.precision if facts.published else None,
        published_from="text" if facts.published else None,
        updated=facts.updated.when if facts.updated else None,
        url=facts.url,
        language=find_language(_running(text, blocks), settings.language_words),
    )


def read_iso(value: str | None) -> Moment | None:
    """A date or time as metadata writes it (ISO 8601); the minute only where the zone is given."""
    if not value:
        return None
    bare = value.strip()
    try:
        if len(bare) == 10:
            return Moment(datetime.combine(date.fromisoformat(bare), datetime.min.time(), UTC), "day")
        when = datetime.fromisoformat(bare)
    except ValueError:
        return None
    try:
        if when.tzinfo is None:
            return Moment(when.replace(hour=0, minute=0, second=0, microsecond=0, tzinfo=UTC), "day")
        return Moment(when.astimezone(UTC), "minute")
    except OverflowError:
        return None


def _articles(data: Any, depth: int = 0) -> list[dict[str, Any]]:
    """The articles described in a page's linked data, in order."""
    if depth > 6:
        return []
    if isinstance(data, list):
        return [one for item in data[:200] for one in _articles(item, depth + 1)]
    if not isinstance(data, dict):
        return []
    kinds = data.get("@type")
    named = [kinds] if isinstance(kinds, str) else [k for k in kinds or [] if isinstance(k, str)]
    own = [data] if any(_ARTICLE_TYPES.search(kind) for kind in named) else []
    return own + _articles(data.get("@graph"), depth + 1) + _articles(data.get("mainEntity"), depth + 1)


def _name(value: Any) -> str | None:
    if isinstance(value, list):
        names = [name for name in map(_name, value[:20]) if name]
        return ", ".join(names) or None
    if isinstance(value, dict):
        value = value.get("name")
    if isinstance(value, str) and value.strip() and not value.strip().lower().startswith(("http://", "https://")):
        return " ".join(value.split())
    return None


def _first(*values: str | None) -> str | None:
    return next((" ".join(v.split()) for v in values if v and v.strip()), None)


def _page_title(page: Page, article: dict[str, Any], found: str | None) -> str | None:
    """The heading that the page's metadata names; else what the metadata says; else the heading over the article."""
    kept = set(map(plain, (found or "").splitlines()))
    heads: list[str] = []
    over: str | None = None
    reached = False
    for line in page.lines:
        text = page.text[line.begin : line.end]
        if line.element == "h1":
            heads.append(text)
            over = over if reached else text
        elif plain(text) in kept:
            reached = True
    bare = _SITE_SUFFIX.sub("", page.title) if page.title else None
    told = [
        t
        for t in (_name(article.get("headline")), page.meta.get("og:title"), page.meta.get("twitter:title"), bare)
        if t
    ]
    for head in heads:
        if any(plain(head) in plain(one) or plain(one) in plain(head) for one in [*told, page.title or ""] if one):
            return head
    return _first(*told, over, *heads[:1])


def _hints(page: Page, found: str | None, settings: CleanSettings) -> list[str]:
    """What the markup and the extractor say of each line."""
    kept = Counter(plain(line.lstrip("-# ")) for line in (found or "").splitlines())
    whole = plain(" ".join((found or "").split()))
    sentences, agreed = 0, 0
    hints = []
    for line in page.lines:
        text = page.text[line.begin : line.end]
        shape = read_shape(text)
        bare = plain(text)
        inside = bool(bare) and (bare in kept or (len(bare) >= 40 and bare in whole))
        if shape.ends and shape.words >= 6 and line.element == "":
            sentences += shape.words
            agreed += shape.words if inside else 0
        if line.element == "h1":
            hints.append("title")
        elif line.element == "figcaption":
            hints.append("caption")
        elif line.element == "time":
            hints.append("date" if not inside else "")
        elif line.element == "outside" or line.linked > 0.9:
            hints.append("" if inside and shape.ends else "out")
        elif inside:
            hints.append("in")
        else:
            hints.append("out?" if found else "")
    trusted = sentences == 0 or agreed >= settings.least_found * sentences
    within = [i for i, hint in enumerate(hints) if hint == "in"]
    for i, line in enumerate(page.lines):
        if hints[i] != "out?":
            continue
        shape = read_shape(page.text[line.begin : line.end])
        # A sentence among those of the article that the extractor passed over: its own shape decides.
        missed = bool(within) and within[0] < i < within[-1] and shape.ends and shape.words >= 8 and line.linked < 0.5
        hints[i] = "out" if trusted and not missed else ""
    return hints


def clean_page(
    source: str,
    starts: NDArray[np.int64] | None = None,
    *,
    url: str | None = None,
    outlet: str | None = None,
    settings: CleanSettings | None = None,
) -> Cleaned:
    """An HTML page told apart: trafilatura says what is body, the page's own lines say where it stood."""
    settings = settings or CleanSettings()
    page = read_page(source)
    article = next(iter(_articles(page.linked_data)), {})
    found = None if page.hostile or not page.lines else extract_article(source, settings)
    title = _page_title(page, article, found)
    texts = [page.text[line.begin : line.end] for line in page.lines]
    times = Counter(map(plain, texts))
    units = [
        Unit(line.begin, line.end, text, read_shape(text), times[plain(text)], _own_hint(hint, text, title))
        for line, text, hint in zip(page.lines, texts, _hints(page, found, settings), strict=True)
    ]
    blocks = tile(cut_pieces(units, tell_apart(units, title), page.text), len(page.text))
    saved = _SAVED_FROM.search(source[:_HTML_HEAD])
    address = _first(page.canonical, page.meta.get("og:url"), url, saved["url"] if saved else None)
    name = outlet or _first(
        page.meta.get("og:site_name"), _name(article.get("publisher")), page.meta.get("application-name")
    )
    facts = read_facts(page.text, blocks, url=address, outlet=name)
    told = _first_moment(_text_of(article, "datePublished"), *(page.meta.get(n) for n in _PUBLISHED_NAMES))
    changed = _first_moment(_text_of(article, "dateModified"), *(page.meta.get(n) for n in _UPDATED_NAMES))
    published = told or facts.published
    updated = changed or facts.updated
    language = (page.language or "").split("-")[0].lower()
    return Cleaned(
        text=page.text,
        blocks=_table(page.text, blocks, page.places, starts),
        title=facts.title if facts.title and plain(facts.title) in plain(title or facts.title) else title,
        outlet=name or facts.outlet or host_of(address),
        byline=_name(article.get("author"))
        or facts.byline
        or _person(page.meta.get("author") or page.meta.get("article:author")),
        credit=facts.credit,
        published=published.when if published else None,
        published_precision=published.precision if published else None,
        published_from=("metadata" if told else "text") if published else None,
        updated=updated.when if updated else None,
        url=address,
        language=find_language(_running(page.text, blocks), settings.language_words)
        or (language if len(language) == 2 else None),
    )


def _own_hint(hint: str, text: str, title: str | None) -> str:
    # Of several first-rank headings only the one that is the page's title is it.
    return "" if hint == "title" and (title is None or plain(text) != plain(title)) else hint


def _text_of(article: dict[str, Any], key: str) -> str | None:
    value = article.get(key)
    return value if isinstance(value, str) else None


def _person(value: str | None) -> str | None:
    return None if not value or value.lower().startswith(("http://", "https://")) else " ".join(value.split())


def _first_moment(*values: str | None) -> Moment | None:
    return next((moment for moment in map(read_iso, values) if moment), None)
