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

from wmcscraper.discovery.wall import OutOfScope
from wmcscraper.stats import FAILED, SKIPPED

__all__ = ["GONE", "explain"]

GONE = frozenset({404, 410})
"""Statuses that say that a page is no more."""
# Answers that tell of the site's or the network's trouble rather than of a dead link.
_TROUBLE = frozenset({401, 403, 407, 408, 425, 429})

_EXCEPTIONS: tuple[tuple[type[BaseException], str, str], ...] = (
    (OutOfScope, SKIPPED, "leaves the site"),
    (DownloadCancelledError, SKIPPED, "too large"),
    (CannotResolveHostError, FAILED, "name not resolved"),
    (DownloadConnectionRefusedError, FAILED, "connection refused"),
    (DownloadTimeoutError, FAILED, "timed out"),
    (ResponseDataLossError, FAILED, "cut short"),
)
# What Scrapy's middlewares say with a bare IgnoreRequest.
_IGNORED = (
    ("robots.txt", "robots.txt forbids"),
    ("max redirections", "redirects in a loop"),
    ("DOWNLOAD_MAXSIZE", "too large"),
    ("exceeded", "too large"),
)


def explain(error: BaseException | Any) -> tuple[str, str, int | None]:
    """(stats prefix, reason, HTTP status or None) of a request's failure."""
    if isinstance(error, HttpError):
        status = error.response.status
        trouble = status >= 500 or status in _TROUBLE
        if status in GONE:
            return SKIPPED, "dead link", status
        return FAILED if trouble else SKIPPED, f"HTTP {status}", status
    for kind, prefix, reason in _EXCEPTIONS:
        if isinstance(error, kind):
            return prefix, reason, None
    if isinstance(error, IgnoreRequest):
        said = str(error)
        return SKIPPED, next((r for mark, r in _IGNORED if mark in said), said or "ignored"), None
    return FAILED, type(error).__name__, None
