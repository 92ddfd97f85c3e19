"""Why a page could not be had, in words that a summary can show."""

from __future__ import annotations

from typing import Any

from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)
from scrapy.spidermiddlewares.httperror import HttpError

from wmcscraper.discovery.barren import REASON, Barren
from wmcscraper.discovery.wall import OutOfScope
from wmcscraper.stats import FAILED, SKIPPED

__all__ = ["GONE", "RunEnded", "explain"]


class RunEnded(IgnoreRequest):
    """The run had to end before it could ask for this page."""


GONE = frozenset({404, 410})
"""Statuses that say that a page is no more."""
# Answers that tell of the site's or the network's trouble rather than of a dead link.
_TROUBLE = frozenset({401, 403, 407, 408, 425, 429})

# Exception, whose fault, the reason's name, and the status that the server had answered with.
_EXCEPTIONS: tuple[tuple[type[BaseException], str, str, int | None], ...] = (
    (RunEnded, SKIPPED, "the run ended first", None),
    (Barren, SKIPPED, REASON, None),
    (OutOfScope, SKIPPED, "leaves the site", 302),
    (DownloadCancelledError, SKIPPED, "too large", 200),
    (CannotResolveHostError, FAILED, "name not resolved", None),
    (DownloadConnectionRefusedError, FAILED, "connection refused", None),
    (DownloadTimeoutError, FAILED, "timed out", None),
    (ResponseDataLossError, FAILED, "cut short", None),
)
# The same of what Scrapy's middlewares say with a bare IgnoreRequest.
_IGNORED: tuple[tuple[str, str, int | None], ...] = (
    ("robots.txt", "robots.txt forbids", None),
    ("max redirections", "redirects in a loop", 302),
    ("DOWNLOAD_MAXSIZE", "too large", 200),
)


def explain(error: BaseException | Any) -> tuple[str, str, int | None]:
    """(stats prefix, reason, HTTP status or None) of a request's failure.

    Without a status nothing is known of the page, and the next run asks again.
    """
    if isinstance(error, HttpError):
        status = error.response.status
        trouble = status >= 500 or status in _TROUBLE
        if status in GONE:
            return SKIPPED, "dead link", status
        return FAILED if trouble else SKIPPED, f"HTTP {status}", status
    for kind, prefix, reason, answered in _EXCEPTIONS:
        if isinstance(error, kind):
            return prefix, reason, answered
    if isinstance(error, IgnoreRequest):
        said = str(error)
        for mark, reason, answered in _IGNORED:
            if mark in said:
                return SKIPPED, reason, answered
        return SKIPPED, "ignored", None
    return FAILED, type(error).__name__, None
