"""The exit status of a run."""

from __future__ import annotations

import pytest

from wmcscraper import stats as names
from wmcscraper.extensions.verdict import ExitStatus, judge

READ = {names.ASKED: 50, names.PAGES: 40, "response_received_count": 45}


@pytest.mark.parametrize(
    ("stats", "reason", "status"),
    [
        ({**READ, names.ARTICLES: 20}, "finished", ExitStatus.OK),
        # Dead, looping and oversized links are no fault of the run.
        (
            {**READ, names.ARTICLES: 20, names.SKIPPED + "dead link": 30},
            "finished",
            ExitStatus.OK,
        ),
        ({**READ}, "finished", ExitStatus.NOTHING_EXTRACTED),
        (
            {names.ASKED: 1, names.FAILED + "connection refused": 1},
            "finished",
            ExitStatus.UNREACHABLE,
        ),
        (
            {names.ASKED: 4, names.FAILED + "HTTP 503": 4, "response_received_count": 12},
            "finished",
            ExitStatus.UNREACHABLE,
        ),
        (
            {
                names.ASKED: 1,
                names.SKIPPED + "robots.txt forbids": 1,
                "response_received_count": 1,
                "robotstxt/response_count": 1,
            },
            "finished",
            ExitStatus.FORBIDDEN,
        ),
        (
            {**READ, names.ARTICLES: 20, names.FAILED + "timed out": 11},
            "finished",
            ExitStatus.TOO_MANY_ERRORS,
        ),
        ({**READ, names.ARTICLES: 20, names.FAILED + "timed out": 10}, "finished", ExitStatus.OK),
        (
            {**READ, names.ARTICLES: 20, "spider_exceptions/KeyError": 11},
            "finished",
            ExitStatus.TOO_MANY_ERRORS,
        ),
        # Two failures never fail a run, however small it is.
        (
            {names.ASKED: 3, names.PAGES: 1, names.ARTICLES: 1, names.FAILED + "HTTP 500": 2},
            "finished",
            ExitStatus.OK,
        ),
        ({**READ, "spider_exceptions/KeyError": 1}, "finished", ExitStatus.CRASHED),
        ({**READ, names.ARTICLES: 20}, "shutdown", ExitStatus.INTERRUPTED),
        ({**READ, names.ARTICLES: 20}, "database_error", ExitStatus.DATABASE),
        ({**READ, names.ARTICLES: 20}, "archive_error", ExitStatus.DATABASE),
        ({**READ, names.ARTICLES: 20}, "memusage_exceeded", ExitStatus.CRASHED),
        ({**READ, names.ARTICLES: 20}, "disk_full", ExitStatus.DATABASE),
        ({**READ, names.ARTICLES: 20}, "time_budget", ExitStatus.OK),
        ({**READ}, "time_budget", ExitStatus.NOTHING_EXTRACTED),
        ({names.ASKED: 9}, "time_budget", ExitStatus.NOTHING_EXTRACTED),
        ({names.ASKED: 9, names.FAILED + "timed out": 1}, "time_budget", ExitStatus.UNREACHABLE),
        ({**READ, names.ARTICLES: 20}, "closespider_errorcount", ExitStatus.TOO_MANY_ERRORS),
        (
            {names.ASKED: 1, names.SKIPPED + "leaves the site": 1, "response_received_count": 3},
            "finished",
            ExitStatus.UNREACHABLE,
        ),
    ],
)
def test_judge(stats, reason, status):
    verdict = judge(stats, reason=reason, expects="articles", max_error_rate=0.2, min_errors=3)
    assert verdict.status is status


@pytest.mark.parametrize(
    "stats",
    [
        {names.ASKED: 9, names.NOT_MODIFIED: 9},
        {names.ASKED: 1, names.PAGES: 1, names.KNOWN: 30},
    ],
)
@pytest.mark.parametrize(
    ("held", "status"), [(True, ExitStatus.OK), (False, ExitStatus.NOTHING_EXTRACTED)]
)
def test_nothing_new_is_fine_only_where_something_is_stored(stats, held, status):
    verdict = judge(
        stats, reason="finished", expects="articles", max_error_rate=0.2, min_errors=3, held=held
    )
    assert verdict.status is status


def test_an_events_run_looks_for_events():
    stats = {**READ, names.ARTICLES: 20}
    verdict = judge(stats, reason="finished", expects="events", max_error_rate=0.2, min_errors=3)
    assert verdict.status is ExitStatus.NOTHING_EXTRACTED
    assert "events" in verdict.line
