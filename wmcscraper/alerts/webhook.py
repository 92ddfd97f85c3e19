"""A POST of a run's news, as JSON, to one address of the settings."""

from __future__ import annotations

import json
from urllib.request import (
    HTTPDefaultErrorHandler,
    HTTPErrorProcessor,
    HTTPHandler,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
)

from wmcscraper.alerts.news import RunNews

__all__ = ["post"]


def post(news: RunNews, url: str, *, seconds: float, contact: str) -> int:
    """POST the news; gives the HTTP status. Raises OSError (HTTPError for 3xx, 4xx and 5xx) or
    ValueError for an address that is no http(s) one."""
    if not url.startswith(("http://", "https://")):
        raise ValueError(f"{url!r} is no http(s) address")
    request = Request(  # noqa: S310 (the line above has looked at the scheme)
        url,
        data=json.dumps(news.as_dict(), ensure_ascii=False).encode(),
        headers={"Content-Type": "application/json; charset=utf-8", "User-Agent": contact},
        method="POST",
    )
    # No handler of redirects: news goes to the address of the settings alone.
    opener = OpenerDirector()
    for handler in (
        ProxyHandler(),
        HTTPHandler(),
        HTTPSHandler(),
        HTTPDefaultErrorHandler(),
        HTTPErrorProcessor(),
    ):
        opener.add_handler(handler)
    with opener.open(request, timeout=seconds) as response:
        return int(response.status)
