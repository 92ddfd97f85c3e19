"""Last step: items go to the database, in batches and never later than the time limit."""

from __future__ import annotations

import logging
from datetime import UTC, datetime
from typing import Any

from scrapy.crawler import Crawler
from scrapy.utils.asyncio import create_looping_call
from scrapy.utils.defer import deferred_from_coro

from wmcscraper.items import Article, Event
from wmcscraper.store import DatabaseError, writer_for

__all__ = ["SavePipeline"]

logger = logging.getLogger(__name__)

_TICK = 1.0  # seconds between two looks at whether something has waited too long


class SavePipeline:
    """Hands items to the crawl's writer, which the run's extension closes at the end."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.writer = writer_for(crawler)
        self._timer: Any = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> SavePipeline:
        return cls(crawler)

    def open_spider(self) -> None:
        self._timer = create_looping_call(self._tick)
        self._timer.start(_TICK, now=False)

    def process_item(self, item: Any) -> Any:
        if not isinstance(item, (Article, Event)):
            return item
        # Read again from the archive, a page gives the same rows as when it was fetched.
        now = datetime.now(UTC).isoformat(timespec="seconds")
        seen_at = item.capture.fetched if item.capture else now
        if isinstance(item, Article):
            if item.capture and item.capture.again:
                seen_at = now
            self.writer.save_article(item, seen_at=seen_at)
        else:
            article = item.source_url if item.in_article else None
            self.writer.save_event(
                item, article_url=article, page_url=item.source_url, seen_at=seen_at
            )
        return item

    def close_spider(self) -> None:
        if self._timer is not None and self._timer.running:
            self._timer.stop()

    def _tick(self) -> None:
        try:
            self.writer.flush_if_due()
        except DatabaseError as error:
            logger.error("The run ends here: %s", error)
            self._timer.stop()
            if self.crawler.engine is not None:
                deferred_from_coro(
                    self.crawler.engine.close_spider_async(reason=error.finish_reason)
                )
