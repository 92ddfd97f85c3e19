"""Crawl-delay of robots.txt, which Scrapy reads but does not keep."""

from __future__ import annotations

import logging

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.robotstxt import RobotParser
from scrapy.settings import SETTINGS_PRIORITIES
from scrapy.utils.httpobj import urlparse_cached

__all__ = ["CrawlDelay"]

logger = logging.getLogger(__name__)


class CrawlDelay:
    """Extension: waits between two requests to a host as long as its robots.txt asks.

    ``DOWNLOAD_DELAY=0`` on the command line overrides it, as somebody said so for this run; a
    delay above ``WMC_CRAWL_DELAY_MAX`` seconds is cut to that, with a line in the log.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.delays: dict[str, float] = {}
        self.most = crawler.settings.getfloat("WMC_CRAWL_DELAY_MAX")
        crawler.signals.connect(self.robots_parsed, signals.robots_parsed)
        # Connected after AutoThrottle, which would lower the delay with each quick answer.
        crawler.signals.connect(self.response_downloaded, signals.response_downloaded)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> CrawlDelay:
        return cls(crawler)

    def robots_parsed(self, robotparser: RobotParser, request: Request) -> None:
        settings = self.crawler.settings
        priority = settings.getpriority("DOWNLOAD_DELAY") or 0
        if not settings.getfloat("DOWNLOAD_DELAY") and priority >= SETTINGS_PRIORITIES["cmdline"]:
            return
        agent = settings["ROBOTSTXT_USER_AGENT"] or settings["USER_AGENT"]
        asked = robotparser.crawl_delay(agent)
        if not asked or asked <= settings.getfloat("DOWNLOAD_DELAY"):
            return
        host = urlparse_cached(request).hostname or ""
        delay = min(asked, self.most)
        logger.info(
            "robots.txt of %s asks for %g s between requests; keeping %g s", host, asked, delay
        )
        self.delays[host] = delay
        downloader = self.crawler.engine.downloader
        downloader.per_slot_settings[host] = {"delay": delay}
        if host in downloader.slots:
            downloader.slots[host].delay = delay

    def response_downloaded(self, request: Request) -> None:
        host = request.meta.get("download_slot", "")
        if host in self.delays:
            slot = self.crawler.engine.downloader.slots.get(host)
            if slot is not None:
                slot.delay = max(slot.delay, self.delays[host])
