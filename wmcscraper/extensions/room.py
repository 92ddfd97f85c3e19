"""A run ends before the disk is full, not by it."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

from scrapy import Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.settings import BaseSettings
from scrapy.utils.asyncio import create_looping_call

from wmcscraper.extensions.ending import end_run
from wmcscraper.ops.disk import lacks_room
from wmcscraper.paths import project_path
from wmcscraper.store import database_path

__all__ = ["DiskRoom", "places_written"]

logger = logging.getLogger(__name__)

_SECONDS = 20.0  # between two looks


def places_written(settings: BaseSettings) -> list[Path]:
    """Folders that a run writes into: the database's, and the archive's where that is elsewhere."""
    places = [database_path(settings).parent]
    if archive := settings.get("ARCHIVE"):
        places.append(project_path(archive))
    return places


class DiskRoom:
    """Extension: ends the run when less than WMC_MIN_FREE_MB are free."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self._least = crawler.settings.getfloat("WMC_MIN_FREE_MB")
        if self._least <= 0:
            raise NotConfigured
        self._places = places_written(crawler.settings)
        self._timer: Any = None
        crawler.signals.connect(self.spider_opened, signals.spider_opened)
        crawler.signals.connect(self.spider_closed, signals.spider_closed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> DiskRoom:
        return cls(crawler)

    def spider_opened(self, spider: Spider) -> None:
        self._timer = create_looping_call(self._look)
        self._timer.start(_SECONDS, now=False)

    def spider_closed(self, spider: Spider) -> None:
        if self._timer is not None and self._timer.running:
            self._timer.stop()

    def _look(self) -> None:
        if line := lacks_room(self._places, self._least):
            logger.error("The run ends here: %s", line)
            self._timer.stop()
            end_run(self.crawler, "disk_full")
