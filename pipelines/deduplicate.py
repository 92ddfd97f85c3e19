"""Third step: what one run met before is not stored again.

Copies of a story under other URLs are not dropped here: the database keeps and marks them.
"""

from __future__ import annotations

from dataclasses import fields
from hashlib import blake2b
from typing import Any

from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem

from wmcscraper import stats
from wmcscraper.identity import url_key
from wmcscraper.items import Article, Event
from wmcscraper.signatures import signature_of
from wmcscraper.store import writer_for

__all__ = ["DeduplicatePipeline"]

# What an event says; which fetch of its page it was read from says nothing of it.
_SAID = tuple(field.name for field in fields(Event) if field.compare)


class DeduplicatePipeline:
    """Drops an article whose URL, in any of its forms, gave one in this run already, and the
    same words about an event from the same page."""

    def __init__(self, crawler: Crawler) -> None:
        assert crawler.stats is not None
        self.stats = crawler.stats
        self.writer = writer_for(crawler)
        self._articles = dict(self.writer.met)
        self._events: set[bytes] = set()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> DeduplicatePipeline:
        return cls(crawler)

    def process_item(self, item: Any) -> Any:
        if isinstance(item, Article):
            if not (item.capture and item.capture.again):  # the row's own page, read anew
                self._check_article(item)
        elif isinstance(item, Event):
            self._check_event(item)
        return item

    def _check_article(self, article: Article) -> None:
        key = url_key(article.url)
        text = signature_of(article.title, article.body).fingerprint
        first = self._articles.get(key)
        if first is None:
            self._articles[key] = text
            return
        # The same text again: another address of the page. Another text: a second page of the
        # article, or a page that names a wrong rel=canonical.
        reason = "met twice in this run" if first == text else "another text at a URL met before"
        self._count(reason)
        self.writer.release_page(article.url)
        raise DropItem(f"{reason}: {article.url}")

    def _check_event(self, event: Event) -> None:
        key = blake2b(
            repr([getattr(event, name) for name in _SAID]).encode("utf-8", "replace"),
            digest_size=12,
        ).digest()
        if key in self._events:
            self.stats.inc_value(stats.PREFIX + "events_met_twice")
            raise DropItem(f"stated twice in the same words: {event.name}", log_level="DEBUG")
        self._events.add(key)

    def _count(self, reason: str) -> None:
        self.stats.inc_value(f"{stats.REJECTED}{reason}")
