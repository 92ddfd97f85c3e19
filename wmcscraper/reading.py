"""What a page comes to: its items, or why it gives none. A crawl and the reading of an archive
walk through here alike."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from wmcscraper.discovery.documents import document_kind
from wmcscraper.extraction import extract
from wmcscraper.items import Article, Capture, Event
from wmcscraper.page import Page

__all__ = ["Reading", "read_page"]


@dataclass(slots=True)
class Reading:
    """One document, read."""

    document: str
    """html, feed, sitemap or other."""
    kind: str = "other"
    """What the page is: article, listing, event or other."""
    rejected: str | None = None
    """Why the page gives no article; None if it gives one."""
    article: Article | None = None
    """To be stored."""
    events: list[Event] = field(default_factory=list)
    """To be stored, also where there is no article."""
    page: Page | None = None
    """The parsed page, for its links."""

    @property
    def article_url(self) -> str | None:
        return self.article.url if self.article else None

    def items(self, capture: Capture) -> Iterator[Article | Event]:
        """What is to be stored, each with the record that it was read from."""
        for item in (self.article, *self.events):
            if item is not None:
                item.capture = capture
                yield item


def read_page(
    body: bytes,
    url: str,
    *,
    content_type: str | None,
    fetched: str,
    hints: Mapping[str, str] | None = None,
    since: str | None = None,
) -> Reading:
    """Read a document: ``fetched`` is when it came (ISO 8601), ``hints`` are dates that feeds,
    sitemaps and listings gave for it, ``since`` is the ISO day before which articles are left out.
    """
    document = document_kind(body, content_type)
    if document != "html":
        return Reading(document, rejected="not HTML")
    page = Page(body, url, content_type=content_type)
    found = extract(page, hints=hints, fetched=datetime.datetime.fromisoformat(fetched))
    reading = Reading(document, found.verdict.kind, events=found.events, page=page)
    if reading.kind != "article":
        reading.rejected = found.verdict.reason
        if reading.kind == "other" and found.events:
            reading.kind = "event"
    elif _too_old(found.article, since):
        reading.rejected = "before since"
    else:
        reading.article = found.article
    return reading


def _too_old(article: Article, since: str | None) -> bool:
    day = (article.date or "")[:10]  # '2025' may be as late as any day of that year
    return bool(since and day and day < since[: len(day)])
