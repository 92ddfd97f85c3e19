"""What a log shows: a line for an item, and a line, not a traceback, for an expected failure."""

from __future__ import annotations

import logging
from typing import Any

from scrapy import Spider, logformatter
from scrapy.http import Response
from twisted.python.failure import Failure

from wmcscraper.store import DatabaseError

__all__ = ["LogFormatter", "tell_expected_failures_in_one_line"]

# This logs every failed download with its traceback. A site that is down is no fault of the code.
_DOWNLOADS = "scrapy.downloadermiddlewares.robotstxt"
# These log what pipelines and callbacks, a spider's start and the extensions raise: a full disk for
# every item that is under way.
_RAISED = ("scrapy.core.scraper", "scrapy.core.engine", "scrapy.utils.signal")


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


class _OneDatabaseError(logging.Filter):
    """Says once, and in its own words, that the database can't be used."""

    def __init__(self) -> None:
        super().__init__()
        self.said = False

    def filter(self, record: logging.LogRecord) -> bool:
        error = record.exc_info[1] if record.exc_info else None
        if not isinstance(error, DatabaseError):
            return True
        first, self.said = not self.said, True
        record.msg, record.args, record.exc_info = f"The run ends here: {error}", (), None
        return first


def tell_expected_failures_in_one_line() -> None:
    """Take the tracebacks from log lines that tell of a site's failure, or of the machine's, not
    of the code's."""
    logging.getLogger(_DOWNLOADS).addFilter(_one_line)
    once = _OneDatabaseError()
    for name in _RAISED:
        logging.getLogger(name).addFilter(once)
