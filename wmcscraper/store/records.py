"""What the crawler tells the database about a URL, and what the database remembers of it."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["KnownPage", "PageRecord"]


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
