"""What joins a crawl and its archive: the bytes of each answer as they came, and the run's own
beginning and end."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

from scrapy import Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import Request, Response
from scrapy.http.request import NO_CALLBACK
from scrapy.utils.spider import DefaultSpider
from twisted.web.http import RESPONSES

from wmcscraper.archive.access import archive_for
from wmcscraper.archive.files import ArchiveError
from wmcscraper.archive.writing import Exchange, Headers, iso
from wmcscraper.items import Capture
from wmcscraper.store import writer_for

__all__ = ["ArchiveExtension", "ArchiveMiddleware", "Keeper", "fetched"]

logger = logging.getLogger(__name__)

_META = "wmcscraper_exchange"
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
RUN = "urn:wmcscraper:run:"
"""Address, with the run's number, of the record that tells of a run's end."""


class ArchiveMiddleware:
    """Downloader middleware, nearest to the network: takes each answer before it is decompressed,
    so that the archive holds what the server sent. Redirects and robots.txt are written at once,
    pages when the spider has read them."""

    def __init__(self, crawler: Crawler) -> None:
        if issubclass(crawler.spidercls, DefaultSpider) or archive_for(crawler) is None:
            raise NotConfigured
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> ArchiveMiddleware:
        return cls(crawler)

    def process_response(self, request: Request, response: Response) -> Response:
        exchange = _exchange(request, response)
        if response.status in _REDIRECTS or request.callback is NO_CALLBACK:  # that is robots.txt
            archive = archive_for(self.crawler)
            if archive is not None:
                archive.keep(exchange)
        else:
            request.meta[_META] = exchange
        return response


class Keeper:
    """Puts what a spider reads into the archive; does nothing where there is none."""

    def __init__(self, crawler: Crawler) -> None:
        self._archive = archive_for(crawler)

    def keep(
        self, response: Response, note: Mapping[str, Any], known: Capture | None = None
    ) -> Capture:
        """Write the answer and what the run knows of it, once. Raises ArchiveError."""
        exchange = response.meta.pop(_META, None)
        if self._archive is None or exchange is None:
            return Capture(fetched(response))
        response.meta["fetched"] = exchange.fetched
        return self._archive.keep(exchange, note=note, known=known)

    def tell(self, url: str, note: Mapping[str, Any], when: str) -> None:
        """Write what is known of a URL that gave nothing to keep."""
        if self._archive is not None:
            self._archive.tell(url, note, when)


def fetched(response: Response) -> str:
    """When the answer came: UTC, ISO 8601, whole seconds."""
    exchange = response.meta.get(_META)
    if exchange is not None:
        return str(exchange.fetched)
    return str(response.meta.setdefault("fetched", iso()))


class ArchiveExtension:
    """Mends at the start what a killed run left, and writes how the run ended."""

    def __init__(self, crawler: Crawler) -> None:
        archive = archive_for(crawler)
        if archive is None or issubclass(crawler.spidercls, DefaultSpider):
            raise NotConfigured
        self.crawler, self.archive = crawler, archive
        # Before the database: a folder that can't be written ends the run before it begins.
        archive.recover()
        crawler.signals.connect(self.spider_opened, signals.spider_opened)
        crawler.signals.connect(self.spider_closed, signals.spider_closed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> ArchiveExtension:
        return cls(crawler)

    def spider_opened(self, spider: Spider) -> None:
        writer = writer_for(self.crawler)
        writer.before_commit = self.archive.sync
        scope = getattr(spider, "scope", None)
        self.archive.info |= {
            "isPartOf": f"run {writer.crawl_id}",
            "wmcscraper-run": str(writer.crawl_id),
            "wmcscraper-spider": spider.name,
            "wmcscraper-site": getattr(scope, "site", ""),
            "wmcscraper-started": writer.started,
        }

    def spider_closed(self, spider: Spider, reason: str) -> None:
        """The run's row, as the database has it now, stands at the end of the run's records."""
        writer = writer_for(self.crawler)
        row = writer.run_row
        try:
            if "id" in row:  # else the database failed before the run had one
                self.archive.tell(f"{RUN}{row['id']}", {"run": row, "measures": writer.measures})
        except ArchiveError as error:
            logger.error("The end of the run is not in the archive: %s", error)
        self.archive.close()


def _exchange(request: Request, response: Response) -> Exchange:
    reason = RESPONSES.get(response.status, b"").decode("ascii") or "Status"
    return Exchange(
        url=response.url,
        method=request.method,
        request_headers=_headers(request.headers),
        request_body=request.body,
        status_line=f"{response.status} {reason}",
        headers=_headers(response.headers),
        body=response.body,
        fetched=iso(),
        address=str(response.ip_address) if response.ip_address else None,
    )


def _headers(headers: Any) -> Headers:
    return [
        (name.decode("latin-1"), value.decode("latin-1"))
        for name, values in headers.items()
        for value in values
    ]
