"""First step: an item that can't be used is dropped under a reason, never silently."""

from __future__ import annotations

from typing import Any

from itemadapter import ItemAdapter
from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem

from wmcscraper import stats
from wmcscraper.items import Article, Event
from wmcscraper.store import writer_for
from wmcscraper.text.clean import clean

__all__ = ["ValidatePipeline", "fault_of"]


def fault_of(item: Any) -> str | None:
    """Why an item can't be stored; None if it can."""
    if isinstance(item, Article):
        if not item.url.startswith(("http://", "https://")):
            return "no URL"
        if not clean(item.title):
            return "no title"
        return None if clean(item.body) else "empty body"
    if isinstance(item, Event):
        if not clean(item.name):
            return "event without a name"
        return None
    return f"unknown item {type(item).__name__}"


class ValidatePipeline:
    """Drops what has no address, no title or no text; counts it under ``rejected``."""

    def __init__(self, crawler: Crawler) -> None:
        assert crawler.stats is not None
        self.stats = crawler.stats
        self.writer = writer_for(crawler)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> ValidatePipeline:
        return cls(crawler)

    def process_item(self, item: Any) -> Any:
        reason = fault_of(item)
        if reason is None:
            return item
        self.stats.inc_value(f"{stats.REJECTED}{reason}")
        url = ItemAdapter(item).get("url") if ItemAdapter.is_item(item) else None
        if isinstance(item, Article):
            self.writer.release_page(item.url)
        raise DropItem(f"{reason}: {url or item!r}")
