"""The run's row in the database, from its first second to its verdict."""

from __future__ import annotations

import logging
import sqlite3
from typing import Any

from scrapy import Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider, NotConfigured
from scrapy.utils.defer import deferred_from_coro
from scrapy.utils.spider import DefaultSpider
from twisted.python.failure import Failure

from wmcscraper import clock
from wmcscraper import stats as names
from wmcscraper.alerts import RunNews, tell
from wmcscraper.extensions.health import RunHealth
from wmcscraper.extensions.summary import counts_of, summarise
from wmcscraper.extensions.verdict import ExitStatus, Verdict, judge, with_drift
from wmcscraper.health import Finding
from wmcscraper.store import DatabaseError, reader_for, writer_for

__all__ = ["RunRecorder"]

logger = logging.getLogger(__name__)


class RunRecorder:
    """Extension: writes the row in ``crawls``, closes the database, judges the run.

    After the run, ``verdict`` and ``summary`` hold what the command ``scrapy crawl`` shows.
    """

    verdict: Verdict | None = None
    summary: str = ""
    findings: list[Finding]
    """What broke on the site, as its history tells."""
    held: bool = False
    """Whether the site had what the spider looks for before the run."""
    told: bool = False
    """Whether the summary stands in a log that goes to the terminal."""

    def __init__(self, crawler: Crawler) -> None:
        if issubclass(crawler.spidercls, DefaultSpider):
            raise NotConfigured("scrapy shell and fetch are no run")
        self.crawler = crawler
        self.writer = writer_for(crawler)
        self.findings = []
        self.health = RunHealth(crawler, self.writer)
        crawler.signals.connect(self.spider_opened, signals.spider_opened)
        crawler.signals.connect(self.spider_closed, signals.spider_closed)
        crawler.signals.connect(self.item_error, signals.item_error)
        crawler.signals.connect(self.spider_error, signals.spider_error)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> RunRecorder:
        return cls(crawler)

    def spider_opened(self, spider: Spider) -> None:
        self.site = spider.scope.site  # type: ignore[attr-defined]
        self.expects = getattr(spider, "expects", "articles")
        try:
            self.held = reader_for(self.crawler).holds(self.expects, self.site)
            self.writer.start_crawl(spider.name, self.site)
            self.health.begin(spider, self.site)
        except DatabaseError as error:
            logger.error("The run ends here: %s", error)
            raise CloseSpider(error.finish_reason) from None

    def item_error(self, item: Any, failure: Failure) -> None:
        self.crawler.stats.inc_value(names.PREFIX + "item_errors")
        self._stop_where_nothing_can_be_stored(failure)

    def spider_error(self, failure: Failure) -> None:
        self._stop_where_nothing_can_be_stored(failure)

    def _stop_where_nothing_can_be_stored(self, failure: Failure) -> None:
        if isinstance(failure.value, (DatabaseError, sqlite3.Error)) and self.crawler.engine:
            reason = getattr(failure.value, "finish_reason", DatabaseError.finish_reason)
            deferred_from_coro(self.crawler.engine.close_spider_async(reason=reason))

    def spider_closed(self, spider: Spider, reason: str) -> None:
        settings = self.crawler.settings
        stats = self.crawler.stats.get_stats()
        try:
            self.writer.flush()
            totals = dict(self.writer.totals)
            self.writer.finish_crawl(
                reason, counts_of(stats, totals), measures=self.health.measures()
            )
            self.writer.close()
            self.findings = self.health.judge(self.writer.crawl_id or 0)
        except (DatabaseError, sqlite3.Error) as error:
            logger.error("The last items could not be stored: %s", error)
            reason = getattr(error, "finish_reason", DatabaseError.finish_reason)
            totals = dict(self.writer.totals)
        finally:
            self.health.close()
        self.verdict = judge(
            stats,
            reason=reason,
            expects=self.expects,
            max_error_rate=settings.getfloat("WMC_MAX_ERROR_RATE"),
            min_errors=settings.getint("WMC_MIN_ERRORS"),
            held=self.held,
        )
        self.verdict = with_drift(self.verdict, self.findings)
        self.summary = summarise(
            spider.name,
            self.site,
            stats,
            totals,
            self.verdict,
            findings=self.findings,
        )
        level = logging.INFO if self.verdict.status is ExitStatus.OK else logging.ERROR
        least = logging.getLevelNamesMapping().get(settings["LOG_LEVEL"], logging.NOTSET)
        shown = settings.getbool("LOG_ENABLED") and level >= least
        self.told = shown and not settings.get("LOG_FILE")
        logger.log(level, "%s", self.summary)
        self._tell(spider.name, reason, counts_of(stats, totals))

    def _tell(self, spider: str, reason: str, counts: dict[str, int]) -> None:
        assert self.verdict is not None
        news = RunNews(
            spider=spider,
            site=self.site,
            crawl_id=self.writer.crawl_id,
            started=self.writer.started,
            finished=clock.now(),
            status=int(self.verdict.status),
            verdict=self.verdict.line,
            summary=self.summary,
            counts=counts,
            findings=self.findings,
        )
        tell(
            news,
            self.crawler.settings,
            count=lambda way: self.crawler.stats.inc_value(f"{names.PREFIX}alerts_failed/{way}"),
            brief=reason == "shutdown",
        )
