"""What a log shows of failures that are no fault of the code."""

from __future__ import annotations

import logging

from wmcscraper.logs import _OneDatabaseError
from wmcscraper.store import DatabaseError


def record(error: Exception) -> logging.LogRecord:
    return logging.LogRecord(
        *("scrapy.core.scraper", logging.ERROR, "", 0, "Error processing %s", ("item",)),
        exc_info=(type(error), error, None),
    )


def test_a_database_error_is_one_line_and_said_once():
    one_line = _OneDatabaseError()
    first, second = record(DatabaseError("the disk is full")), record(DatabaseError("again"))
    assert one_line.filter(first)
    assert first.getMessage() == "The run ends here: the disk is full"
    assert first.exc_info is None
    assert not one_line.filter(second)


def test_a_fault_of_the_code_keeps_its_traceback():
    fault = record(KeyError("x"))
    assert _OneDatabaseError().filter(fault)
    assert fault.exc_info is not None
