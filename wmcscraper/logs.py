"""What a log shows of expected failures: a line, not a traceback."""

from __future__ import annotations

import logging

__all__ = ["tell_expected_failures_in_one_line"]

# These log every failed download with its traceback. A site that is down is no fault of the code.
_LOGGERS = ("scrapy.downloadermiddlewares.robotstxt",)


def _one_line(record: logging.LogRecord) -> bool:
    record.exc_info = None
    return True


def tell_expected_failures_in_one_line() -> None:
    """Take the tracebacks from log lines that tell of a site's failure, not of the code's."""
    for name in _LOGGERS:
        logging.getLogger(name).addFilter(_one_line)
