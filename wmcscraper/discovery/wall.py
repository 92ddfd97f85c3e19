"""The wall around a run: no request leaves the site, by a link or by a redirect."""

from __future__ import annotations

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest

from wmcscraper.discovery.scope import Scope

__all__ = ["OutOfScope", "ScopeMiddleware"]


class OutOfScope(IgnoreRequest):
    """The request would leave the site that the run was given."""


class ScopeMiddleware:
    """Downloader middleware. Redirected requests and robots.txt pass it like all others.

    The spider says what the site is, by its attribute ``scope``.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> ScopeMiddleware:
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        scope: Scope | None = getattr(self.crawler.spider, "scope", None)
        if scope is not None and not scope.allows(request.url):
            raise OutOfScope(f"{request.url} is outside the site {scope.site}")
