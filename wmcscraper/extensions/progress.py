"""Live progress: one line on a terminal, a plain line a minute in a log."""

from __future__ import annotations

import logging
import sys
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.status import Status
from scrapy import Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured

from wmcscraper import stats as names
from wmcscraper.store import writer_for

__all__ = ["Progress"]


class Progress:
    """Extension: shows on a terminal what the run is doing. Without one, Scrapy's own log lines
    (LOGSTATS_INTERVAL) say it."""

    def __init__(self, crawler: Crawler) -> None:
        settings = crawler.settings
        if (
            not sys.stderr.isatty()
            or settings.get("LOG_FILE")
            or not settings.getbool("LOG_ENABLED")
        ):
            raise NotConfigured
        self.crawler = crawler
        self.writer = writer_for(crawler)
        # Log lines are as long as they are; only the line of progress is cut to the terminal.
        self.console = Console(stderr=True, soft_wrap=True)
        self.status = Status("starting …", console=self.console)
        self._redirected: list[logging.StreamHandler[Any]] = []
        crawler.signals.connect(self.spider_opened, signals.spider_opened)
        crawler.signals.connect(self.response_received, signals.response_received)
        crawler.signals.connect(self.spider_closed, signals.spider_closed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Progress:
        return cls(crawler)

    def spider_opened(self, spider: Spider) -> None:
        terminal = sys.stderr
        self.status.start()
        # While the line is live, log lines go above it: rich has put its own stream in place.
        for handler in logging.root.handlers:
            if isinstance(handler, logging.StreamHandler) and handler.stream is terminal:
                handler.setStream(sys.stderr)
                self._redirected.append(handler)

    def response_received(self, response: Any) -> None:
        stats = self.crawler.stats.get_stats()
        waiting = stats.get(names.ASKED, 0) - stats.get("response_received_count", 0)
        totals = self.writer.totals
        line = (
            f"{stats.get(names.PAGES, 0)} pages read, about {max(waiting, 0)} waiting · "
            f"{stats.get(names.ARTICLES, 0)} articles met, {totals.get('new', 0)} new stored, "
            f"{totals.get('changed', 0)} changed · now {response.url}"
        )
        self.status.update(escape(line[: self.console.width - 3]))

    def spider_closed(self, spider: Spider) -> None:
        self.status.stop()
        for handler in self._redirected:
            handler.setStream(sys.stderr)
