"""What a log shows: a line for an item, and a line, not a traceback, for an expected failure."""

from __future__ import annotations

import logging
from typing import Any

from scrapy import Spider, logformatter
from scrapy.http import Response
from twisted.python.failure import Failure

__all__ = ["LogFormatter", "tell_expected_failures_in_one_line"]

# These log every failed download with its traceback. A site that is down is no fault of the code.
_LOGGERS = ("scrapy.downloadermiddlewares.robotstxt",)


class LogFormatter(logformatter.LogFormatter):
    """Scrapy's own, but an item is named, not printed whole: an article has many kilobytes."""

    def dropped(
        self,
        item: Any,
        exception: BaseException,
        response: Response | Failure | None,
        spider: Spider,
    ) -> logformatter.LogFormatterResult:
        return self._short(super().dropped(item, exception, response, spider), item)

    def scraped(
        self, item: Any, response: Response | Failure | None, spider: Spider
    ) -> logformatter.LogFormatterResult:
        return self._short(super().scraped(item, response, spider), item)

    def item_error(
        self,
        item: Any,
        exception: BaseException,
        response: Response | Failure | None,
        spider: Spider,
    ) -> logformatter.LogFormatterResult:
        return self._short(super().item_error(item, exception, response, spider), item)

    def _short(
        self, line: logformatter.LogFormatterResult, item: Any
    ) -> logformatter.LogFormatterResult:
        name = getattr(item, "title", None) or getattr(item, "name", None) or ""
        args = dict(line["args"])
        args["item"] = f"{type(item).__name__} {name!r} of {getattr(item, 'url', None)}"
        return {"level": line["level"], "msg": line["msg"], "args": args}


def _one_line(record: logging.LogRecord) -> bool:
    record.exc_info = None
    return True


def tell_expected_failures_in_one_line() -> None:
    """Take the tracebacks from log lines that tell of a site's failure, not of the code's."""
    for name in _LOGGERS:
        logging.getLogger(name).addFilter(_one_line)
