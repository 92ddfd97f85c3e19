"""The time budget of a run: it ends cleanly in time, and the next one goes on from there."""

from __future__ import annotations

import logging

from scrapy import Spider, signals
from scrapy.crawler import Crawler
from scrapy.utils.asyncio import CallLaterResult, call_later

from wmcscraper.extensions.ending import end_run
from wmcscraper.ops.durations import seconds_of, words_of

__all__ = ["REASON", "TimeBudget", "seconds_to_ask"]

REASON = "time_budget"
"""The finish reason of a run that its budget stopped."""

logger = logging.getLogger(__name__)


def seconds_to_ask(budget: float, timeout: float) -> float:
    """How long a run of ``budget`` seconds asks for pages.

    The rest is for those on their way, which may take the whole download time-out, and for the
    database; of a short budget it is a tenth.
    """
    return budget - min(timeout, budget / 10)


class TimeBudget:
    """Extension: ends the run within WMC_TIME_BUDGET, or -a time_budget=…

    Unlike Scrapy's CLOSESPIDER_TIMEOUT it begins to end so early that the end falls into the
    budget, and does not wait for requests that were not sent yet.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self._task: CallLaterResult | None = None
        crawler.signals.connect(self.spider_opened, signals.spider_opened)
        crawler.signals.connect(self.spider_closed, signals.spider_closed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> TimeBudget:
        return cls(crawler)

    def spider_opened(self, spider: Spider) -> None:
        settings = self.crawler.settings
        given = getattr(getattr(spider, "options", None), "time_budget", None)
        budget = seconds_of(settings.get("WMC_TIME_BUDGET")) if given is None else given
        if budget > 0:
            time = seconds_to_ask(budget, settings.getfloat("DOWNLOAD_TIMEOUT"))
            self._task = call_later(time, self._end, budget)

    def spider_closed(self, spider: Spider) -> None:
        if self._task is not None:
            self._task.cancel()
            self._task = None

    def _end(self, budget: float) -> None:
        self._task = None
        logger.info("The time budget of %s is spent", words_of(budget))
        end_run(self.crawler, REASON)
