"""What the database knew of a page before it is asked for, and learns from the answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from scrapy.http import Response

from wmcscraper.archive.crawling import fetched
from wmcscraper.discovery.failures import GONE
from wmcscraper.discovery.frontier import LISTING_KINDS
from wmcscraper.identity import url_key
from wmcscraper.items import Capture
from wmcscraper.store import PageRecord, Reader, Writer
from wmcscraper.version import EXTRACTOR

__all__ = ["PageMemory", "header"]


@dataclass
class PageMemory:
    """The rows of ``pages`` of one site, as a run reads and writes them."""

    site: str
    writer: Writer
    reader: Reader

    def is_listing(self, url: str) -> bool:
        """Whether ``url`` is known to list other pages."""
        known = self.reader.page(url)
        return known is not None and known.kind in LISTING_KINDS

    def validators(self, url: str) -> dict[str, str]:
        """Headers that let the server answer 304 where a known page did not change."""
        known = self.reader.page(url)
        if known is None or known.status not in (200, 304):
            return {}
        headers = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified}
        return {name: value for name, value in headers.items() if value}

    def archived(self, url: str) -> Capture | None:
        """The record of the archive that holds the page as it was last read."""
        known = self.reader.page(url)
        return known.archived if known else None

    def not_modified(self, response: Response) -> None:
        """The server says that the page is as it was."""
        self.writer.not_modified(response.url, fetched(response))

    def redirected(self, response: Response) -> None:
        """The addresses that led to ``response`` are no pages of their own."""
        # Known as found before the way to it is known as gone: a killed run then asks again.
        self.writer.discover(response.url)
        here = url_key(response.url)
        path = response.meta.get("redirect_urls", [])
        for url, reason in zip(path, response.meta.get("redirect_reasons", []), strict=False):
            if url_key(url) != here:
                status = reason if isinstance(reason, int) else 302
                self._save(url, "other", status, fetched(response))

    def read(
        self,
        response: Response,
        kind: str,
        *,
        lastmod: str | None = None,
        article_url: str | None = None,
        capture: Capture | None = None,
    ) -> None:
        """The page was read, and is what ``kind`` says; ``capture`` is its record."""
        # An article left out by 'since' is read again as a whole by a run without it.
        left_out = kind == "article" and article_url is None
        self._save(
            response.url,
            kind,
            response.status,
            fetched(response),
            etag=None if left_out else header(response, "ETag"),
            last_modified=None if left_out else header(response, "Last-Modified"),
            lastmod=lastmod,
            article_url=article_url,
            capture=capture,
            extractor=EXTRACTOR,
        )

    def lost(self, url: str, status: int, when: str) -> None:
        """The page answered with an error; where it is gone, its article is marked."""
        known = self.reader.page(url)
        is_guess = status in GONE and (known is None or known.fetched is None)
        self._save(url, "other" if is_guess or known is None else known.kind, status, when)
        if status in GONE:
            self.writer.mark_gone(url, when)

    def _save(self, url: str, kind: str, status: int, when: str, **more: Any) -> None:
        self.writer.save_page(
            PageRecord(url=url, site=self.site, kind=kind, status=status, fetched=when, **more)
        )


def header(response: Response, name: str) -> str | None:
    """A header of ``response`` as text."""
    value = response.headers.get(name)
    return value.decode("latin-1") if value else None
