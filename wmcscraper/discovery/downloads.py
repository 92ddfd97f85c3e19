"""How a page is fetched: pauses that a server asks for, a robots.txt without end, a run that ends.

Scrapy's own handler does the work. What is added here bounds it: nothing that a server does, or
leaves undone, keeps a run from ending soon after it was told to.
"""

from __future__ import annotations

import asyncio
import logging
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from time import monotonic
from typing import Any

from scrapy import Request, signals
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.crawler import Crawler
from scrapy.exceptions import StopDownload
from scrapy.http import Response
from scrapy.utils.asyncio import create_looping_call
from scrapy.utils.httpobj import urlparse_cached

from wmcscraper.discovery import robots
from wmcscraper.discovery.failures import RunEnded
from wmcscraper.discovery.headers import BoundedFactory

__all__ = ["DownloadHandler", "seconds_to_wait"]

logger = logging.getLogger(__name__)

# Statuses that say 'later', with a header that may say when.
_LATER = frozenset({429, 503})
_LOOK = 0.25  # seconds between two looks at whether the run ends


def seconds_to_wait(header: str, now: datetime) -> float | None:
    """What a ``Retry-After`` header asks for: seconds, or the time until its date (0 where that is
    past); None where it says neither."""
    text = header.strip()
    if text.isascii() and text.isdigit():
        return float(text) if len(text) < 12 else float("inf")
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, (moment - now).total_seconds())


class DownloadHandler(HTTP11DownloadHandler):
    """Scrapy's handler for http and https, and

    - a host that answers 429 or 503 with ``Retry-After`` is asked nothing until then; a page for
      which that is longer than ``WMC_RETRY_AFTER_MAX`` seconds is left to a later run, and the
      others go on, so that one page can't stop a run;
    - of a robots.txt the first 512 KiB are read;
    - when the run ends, what waits is dropped at once, and what is under way after
      ``WMC_END_SECONDS`` seconds.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._pool._factory = BoundedFactory
        settings = crawler.settings
        self._longest_pause = settings.getfloat("WMC_RETRY_AFTER_MAX")
        self._grace = settings.getfloat("WMC_END_SECONDS")
        self._pauses: dict[str, float] = {}
        self._under_way: set[asyncio.Future[Response]] = set()
        self._ends: float | None = None
        self._robots: dict[Request, int] = {}
        crawler.signals.connect(self._bytes_received, signals.bytes_received)
        self._watch: Any = create_looping_call(self._look)
        self._watch.start(_LOOK, now=False)

    async def download_request(self, request: Request) -> Response:
        await self._wait(request)
        is_robots = _is_robots(request)
        if is_robots:
            request.meta["download_maxsize"] = 0  # cut in _bytes_received instead
            self._robots[request] = 0
        task = asyncio.ensure_future(super().download_request(request))
        self._under_way.add(task)
        try:
            response = await task
        except asyncio.CancelledError:
            if self._ends is None:
                raise
            raise RunEnded(f"the run ended before {request.url} was fetched") from None
        finally:
            self._under_way.discard(task)
            if is_robots:
                del self._robots[request]
                del request.meta["download_maxsize"]  # it bounds the decompression from here on
        if response.status in _LATER:
            self._pause(request, response)
        return response

    async def close(self) -> None:
        self._watch.stop()
        await super().close()

    async def _wait(self, request: Request) -> None:
        """Return when the host may be asked."""
        host = urlparse_cached(request).hostname or ""
        while True:
            if self._ends is not None:
                raise RunEnded(f"the run ended before {request.url} was asked for")
            left = self._pauses.get(host, 0.0) - monotonic()
            if left <= 0:
                return
            await asyncio.sleep(min(left, _LOOK))

    def _pause(self, request: Request, response: Response) -> None:
        value = response.headers.get("Retry-After")
        seconds = seconds_to_wait(value.decode("latin-1"), datetime.now(UTC)) if value else None
        if not seconds:
            return
        host = urlparse_cached(request).hostname or ""
        if seconds > self._longest_pause:
            request.meta["dont_retry"] = True
            logger.info(
                "%s is to be asked again in %g s; left to a later run", request.url, seconds
            )
            return
        logger.info("%s asks to wait %g s (HTTP %d)", host, seconds, response.status)
        self._pauses[host] = max(self._pauses.get(host, 0.0), monotonic() + seconds)

    def _bytes_received(self, data: bytes, request: Request) -> None:
        """Signal: enough of a robots.txt is enough."""
        if request in self._robots:
            self._robots[request] += len(data)
            if self._robots[request] >= robots.MAX_BYTES:
                raise StopDownload(fail=False)

    def _look(self) -> None:
        """Once the run ends: let go of what waits, later of what is under way."""
        engine = self._crawler.engine
        slot = getattr(engine, "_slot", None)
        if engine is None or slot is None or slot.closing is None:
            return
        if self._ends is None:
            self._ends = monotonic() + self._grace
        for queue in (slot.queue for slot in engine.downloader.slots.values()):
            while queue:
                request, waiting = queue.popleft()
                waiting.errback(RunEnded(f"the run ended before {request.url} was asked for"))
        if monotonic() >= self._ends:
            for task in list(self._under_way):
                task.cancel()


def _is_robots(request: Request) -> bool:
    return (
        bool(request.meta.get("dont_obey_robotstxt"))
        and urlparse_cached(request).path == "/robots.txt"
    )
