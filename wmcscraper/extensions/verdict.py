"""Did the run do its job? The exit status that cron can trust, and the line that says why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from wmcscraper import stats as names
from wmcscraper.health import Finding

__all__ = ["ExitStatus", "Verdict", "judge", "with_drift"]


class ExitStatus(IntEnum):
    """Exit status of ``scrapy crawl``."""

    OK = 0
    CRASHED = 1
    """The run could not start, or a part of it broke down; the log says where."""
    USAGE = 2
    """A wrong argument."""
    UNREACHABLE = 3
    """The site did not answer."""
    NOTHING_EXTRACTED = 4
    """The site answered, and no article (or event) was found on it."""
    TOO_MANY_ERRORS = 5
    """More pages failed than WMC_MAX_ERROR_RATE allows."""
    FORBIDDEN = 6
    """robots.txt forbids the start page."""
    DATABASE = 7
    """The database or the archive could not be opened or written."""
    INTERRUPTED = 8
    """A signal ended the run; what was found until then is stored."""
    DRIFT = 9
    """The run did its job, and the site is not read as it was: see docs/health.md."""
    OVERLAP = 10
    """Another run of this spider on this site and database is still going."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a run came to."""

    status: ExitStatus
    line: str
    """One line: what happened, and what to do."""


def judge(
    stats: Mapping[str, Any],
    *,
    reason: str,
    expects: str,
    max_error_rate: float,
    min_errors: int,
    held: bool = False,
) -> Verdict:
    """Judge a run by its stats and Scrapy's finish ``reason``.

    ``expects`` is what the spider looks for, articles or events; ``held`` says that the database
    has some of the site from before, so that a run without any is no failure.

    Dead, gone, looping and oversized links never count as errors; pages that failed (5xx after two
    more tries, time-outs, refused or cut connections) and exceptions in callbacks and pipelines do.
    """

    def count(name: str) -> int:
        return int(stats.get(name, 0))

    if reason == "database_error":
        return Verdict(ExitStatus.DATABASE, "the database could not be written; see the log")
    if reason == "archive_error":
        return Verdict(ExitStatus.DATABASE, "the archive could not be written; see the log")
    if reason == "disk_full":
        return Verdict(
            ExitStatus.DATABASE,
            "the disk is nearly full (WMC_MIN_FREE_MB); make room, the next run goes on from here",
        )
    if reason == "memusage_exceeded":
        return Verdict(
            ExitStatus.CRASHED, "more memory than MEMUSAGE_LIMIT_MB allows; run it again"
        )
    if reason == "shutdown":
        return Verdict(ExitStatus.INTERRUPTED, "interrupted; the next run goes on from here")
    answered = count(names.PAGES) + count(names.NOT_MODIFIED) + count("response_received_count")
    robots = count("robotstxt/response_count")
    asked = count(names.ASKED)
    failed = sum(names.by_reason(stats, names.FAILED).values())
    broken = sum(names.by_reason(stats, "spider_exceptions/").values())
    broken += count(names.PREFIX + "item_errors")
    if not count(names.PAGES) and not count(names.NOT_MODIFIED):
        if count(names.SKIPPED + "robots.txt forbids"):
            return Verdict(
                ExitStatus.FORBIDDEN, "robots.txt forbids the start page; nothing was asked for"
            )
        if count(names.SKIPPED + "leaves the site"):
            return Verdict(
                ExitStatus.UNREACHABLE,
                "the start page leads to another site, which the log names; crawl that one",
            )
        if reason == "time_budget" and not failed:
            return Verdict(
                ExitStatus.NOTHING_EXTRACTED,
                "the time budget was spent before a page was read; give the run more time",
            )
        if answered <= robots or failed:
            why = ", ".join(names.by_reason(stats, names.FAILED)) or "no answer"
            return Verdict(ExitStatus.UNREACHABLE, f"the site gave no page ({why})")
    errors = failed + broken
    if reason == "closespider_errorcount" or (
        errors >= min_errors and errors > max_error_rate * asked
    ):
        return Verdict(
            ExitStatus.TOO_MANY_ERRORS,
            f"{errors} of {asked} pages failed; the limit is {max_error_rate:.0%} "
            f"(WMC_MAX_ERROR_RATE)",
        )
    if broken and not count(names.ARTICLES) and not count(names.EVENTS):
        return Verdict(ExitStatus.CRASHED, f"{broken} pages broke the extraction; see the log")
    met = count(names.ARTICLES if expects == "articles" else names.EVENTS)
    if not met and not held:
        return Verdict(
            ExitStatus.NOTHING_EXTRACTED,
            f"the site answered, but none of its {count(names.PAGES)} pages gave {expects}; "
            f"see 'rejected' for the reasons",
        )
    if reason == "time_budget":
        return Verdict(ExitStatus.OK, "stopped by its time budget; the next run goes on from here")
    return Verdict(ExitStatus.OK, "done")


def with_drift(verdict: Verdict, findings: Sequence[Finding]) -> Verdict:
    """A run that did its job on a site that is not read as it was says so."""
    if verdict.status is not ExitStatus.OK or not findings:
        return verdict
    names = ", ".join(dict.fromkeys(finding.name for finding in findings))
    return Verdict(ExitStatus.DRIFT, f"{verdict.line}, but the site is not read as before: {names}")
