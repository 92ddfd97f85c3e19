"""Addresses that a site makes up by counting, and that lead nowhere: left after some tries.

What ``traps`` can't tell by the address alone, the answers tell: a page with a million links to
'/void/1', '/void/2' … or to itself under new session numbers would fill a run, and keep it from the
stories.
"""

from __future__ import annotations

import logging
import re
from collections import Counter
from hashlib import blake2b
from urllib.parse import urlsplit

from scrapy import Request, Spider
from scrapy.core import scheduler
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from twisted.internet.defer import Deferred

from wmcscraper.stats import SKIPPED

__all__ = ["REASON", "Barren", "BarrenMiddleware", "Scheduler", "shape_of"]

logger = logging.getLogger(__name__)

REASON = "one of many that lead nowhere"
_NUMBER = re.compile(r"[0-9a-f]{8,}|\d+", re.IGNORECASE)


class Barren(IgnoreRequest):
    """All that was tried of these addresses in this run led nowhere."""


def shape_of(url: str) -> str | None:
    """What an address shares with those that differ from it in numbers, keys and the values of
    parameters alone; None where it has none of these."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    names = [part.partition("=")[0] for part in parts.query.split("&") if part]
    address = "?".join([parts.path, *names])
    shape = _NUMBER.sub("0", address)
    return shape if names or shape != address else None


class BarrenMiddleware:
    """Downloader middleware: of addresses of one shape, no more are asked for after
    ``WMC_PATTERN_LIMIT`` answers in a row that were errors or copies of an earlier answer."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.limit = crawler.settings.getint("WMC_PATTERN_LIMIT")
        self.fruitless: Counter[str] = Counter()
        self.full: set[str] = set()
        self.seen: set[bytes] = set()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> BarrenMiddleware:
        return cls(crawler)

    def is_barren(self, request: Request) -> bool:
        """Whether enough pages of its kind led nowhere."""
        if not self.full or request.meta.get("dont_obey_robotstxt"):
            return False
        return shape_of(request.url) in self.full

    def process_request(self, request: Request) -> None:
        if self.is_barren(request):
            self.give_back()
            raise Barren(f"{request.url} is {REASON}")

    def give_back(self) -> None:
        """A page is not asked for: another one may be asked for in its place."""
        frontier = getattr(self.crawler.spider, "frontier", None)
        if frontier is not None:
            frontier.asked -= 1

    def process_response(self, request: Request, response: Response) -> Response:
        if request.meta.get("dont_obey_robotstxt") or 300 <= response.status < 400:
            return response
        is_copy = False
        if response.status == 200:
            digest = blake2b(response.body, digest_size=8).digest()
            is_copy = digest in self.seen
            self.seen.add(digest)
        if shape := shape_of(request.url):
            if is_copy or response.status >= 400:
                self.fruitless[shape] += 1
            else:
                self.fruitless[shape] = 0
                self.full.discard(shape)
            if self.fruitless[shape] >= self.limit and shape not in self.full:
                self.full.add(shape)
                logger.info("Pages like %s lead nowhere: no more are asked for", request.url)
        return response


class Scheduler(scheduler.Scheduler):
    """Scrapy's scheduler, which lets go of what turned out barren while it waited: thousands of
    addresses that one page held cost nothing more."""

    def open(self, spider: Spider) -> Deferred[None] | None:
        assert self.crawler is not None
        self._barren: BarrenMiddleware | None = self.crawler.get_downloader_middleware(
            BarrenMiddleware
        )
        return super().open(spider)

    def next_request(self) -> Request | None:
        while (request := super().next_request()) is not None:
            if self._barren is None or not self._barren.is_barren(request):
                return request
            self._barren.give_back()
            assert self.stats is not None
            self.stats.inc_value(f"{SKIPPED}{REASON}")
        return None
