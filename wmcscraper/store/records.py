"""What the crawler tells the database about a URL, and what the database remembers of it."""

from __future__ import annotations

from dataclasses import dataclass

from wmcscraper.items import Capture

__all__ = ["KnownPage", "PageRecord", "capture_columns"]


@dataclass(slots=True)
class PageRecord:
    """A URL that was asked for, with what came of it."""

    url: str
    site: str
    kind: str = "other"
    """article, listing, event, feed, sitemap or other."""
    status: int | None = None
    """HTTP status; 304 where the server says that nothing changed."""
    etag: str | None = None
    last_modified: str | None = None
    """The header as it came."""
    lastmod: str | None = None
    """What the sitemap said of it when it was asked for."""
    fetched: str | None = None
    """When, UTC, ISO 8601."""
    article_url: str | None = None
    """``Article.url`` of the article that this page gave: the record is then written together
    with that article, never before it."""
    capture: Capture | None = None
    """The record of the archive that holds the page as it is now."""
    extractor: str | None = None
    """Version of the extraction that read the page; None where none did."""


@dataclass(slots=True, frozen=True)
class KnownPage:
    """A row of ``pages``, with what is known of its article."""

    url: str
    site: str
    kind: str
    status: int | None
    etag: str | None
    last_modified: str | None
    lastmod: str | None
    fetched: str | None
    """None: found, but not asked for yet."""
    published: str | None
    """Date of the page's article."""
    last_changed: str | None
    """When the text of the page's article was last seen to change."""
    archived: Capture | None = None
    """The record of the archive that holds the page as it was last read."""


def capture_columns(capture: Capture | None) -> dict[str, str | int | None]:
    """The columns of ``articles``, ``events`` and ``versions`` that name a record."""
    if capture is None:
        return {}
    return {
        "fetched": capture.fetched,
        "warc_file": capture.file,
        "warc_offset": capture.offset,
        "warc_digest": capture.digest,
    }
