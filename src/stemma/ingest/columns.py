"""Which column of a table holds what: by the names that collections of news use, or as the caller names them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, fields

from stemma.errors import ColumnNotFound


@dataclass(frozen=True, slots=True)
class Columns:
    """Names of a table's columns, where they are unusual; None is "look for the usual names"."""

    text: str | None = None
    title: str | None = None
    outlet: str | None = None
    published: str | None = None
    fetched: str | None = None
    url: str | None = None
    byline: str | None = None
    row_id: str | None = None


# In order of preference. When a page was fetched says nothing about when it was published: the two lists share no name.
_USUAL = {
    "text": [
        "text",
        "body",
        "content",
        "article",
        "article_text",
        "article_body",
        "full_text",
        "fulltext",
        "maintext",
        "main_text",
        "plain_text",
        "story",
        "clean_text",
        "html",
        "raw_html",
    ],
    "title": ["title", "headline", "heading", "article_title"],
    "outlet": [
        "outlet",
        "publisher",
        "publication",
        "newspaper",
        "source",
        "source_name",
        "site",
        "site_name",
        "domain",
        "source_domain",
        "media_name",
    ],
    "published": [
        "published",
        "publish_date",
        "published_at",
        "published_date",
        "date_published",
        "date_publish",
        "publication_date",
        "pub_date",
        "pubdate",
        "publishdate",
        "date",
        "article_date",
        "datetime",
    ],
    "fetched": [
        "fetched",
        "fetched_at",
        "seen",
        "crawled",
        "crawled_at",
        "crawl_date",
        "scraped",
        "scraped_at",
        "retrieved",
        "date_download",
        "downloaded",
        "date_crawled",
        "date_fetched",
        "date_seen",
    ],
    "url": ["url", "link", "address", "uri", "article_url", "source_url", "web_url", "permalink"],
    "byline": ["byline", "author", "authors"],
    "row_id": ["id", "article_id", "doc_id", "document_id", "guid", "uuid", "row_id"],
}


def _folded(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "_", name.strip().lower()).strip("_")


def choose_columns(there: Iterable[str], wanted: Columns) -> dict[str, str]:
    """Which column holds what, by what it holds. Raises ColumnNotFound where none holds the text, or one named is not there."""
    names = [str(name) for name in there]
    folded = {_folded(name): name for name in reversed(names)}
    told = f"the table has {', '.join(repr(n) for n in names) or 'no columns'}"
    chosen: dict[str, str] = {}
    for one in fields(Columns):
        asked = getattr(wanted, one.name)
        if asked is not None:
            if asked not in names:
                raise ColumnNotFound(f"there is no column {asked!r}: {told}")
            chosen[one.name] = asked
            continue
        found = next((folded[usual] for usual in _USUAL[one.name] if usual in folded), None)
        if found is not None and found not in chosen.values():
            chosen[one.name] = found
    if "text" not in chosen:
        raise ColumnNotFound(f"no column holds the text of the reports: {told}; name it with --text")
    return chosen
