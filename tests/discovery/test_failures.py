"""Why a page could not be had: whose fault it is, and what it is called."""

from __future__ import annotations

import pytest
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)
from scrapy.http import Response
from scrapy.spidermiddlewares.httperror import HttpError

from wmcscraper.discovery.failures import explain
from wmcscraper.discovery.wall import OutOfScope
from wmcscraper.stats import FAILED, SKIPPED


def http(status: int) -> HttpError:
    return HttpError(Response("http://a.example/", status=status), "ignored")


@pytest.mark.parametrize(
    ("error", "prefix", "reason"),
    [
        (http(404), SKIPPED, "dead link"),
        (http(410), SKIPPED, "dead link"),
        (http(451), SKIPPED, "HTTP 451"),
        (http(503), FAILED, "HTTP 503"),
        (http(403), FAILED, "HTTP 403"),
        (http(429), FAILED, "HTTP 429"),
        (CannotResolveHostError("x"), FAILED, "name not resolved"),
        (DownloadTimeoutError("x"), FAILED, "timed out"),
        (ResponseDataLossError("x"), FAILED, "cut short"),
        (DownloadCancelledError("x"), SKIPPED, "too large"),
        (OutOfScope("x"), SKIPPED, "leaves the site"),
        (IgnoreRequest("Forbidden by robots.txt"), SKIPPED, "robots.txt forbids"),
        (IgnoreRequest("max redirections reached"), SKIPPED, "redirects in a loop"),
        (ValueError("x"), FAILED, "ValueError"),
    ],
)
def test_explain(error, prefix, reason):
    assert explain(error)[:2] == (prefix, reason)
