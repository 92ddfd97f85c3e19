"""Ending a run early and cleanly, for reasons of the machine rather than of the site."""

from __future__ import annotations

from scrapy.crawler import Crawler
from scrapy.utils.defer import deferred_from_coro
from twisted.python.failure import Failure

from wmcscraper.discovery.failures import RunEnded

__all__ = ["end_run"]


def end_run(crawler: Crawler, reason: str) -> None:
    """Ask for no more pages, and close the run when those on their way have come.

    Requests that only wait for their turn (each for the site's delay, up to minutes in all) are
    given up: the database knows their pages, and the next run asks for them.
    """
    engine = crawler.engine
    if engine is None or engine.spider is None:
        return
    deferred_from_coro(engine.close_spider_async(reason=reason))
    for slot in engine.downloader.slots.values():
        while slot.queue:
            _, waiting = slot.queue.popleft()
            waiting.errback(Failure(RunEnded("the run ended first")))
