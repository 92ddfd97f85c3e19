"""The summary of a run, for a person or a log."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from wmcscraper import stats as names
from wmcscraper.extensions.verdict import Verdict
from wmcscraper.health import Finding
from wmcscraper.health.tell import told as drift

__all__ = ["counts_of", "summarise"]


def counts_of(stats: Mapping[str, Any], totals: Mapping[str, int]) -> dict[str, int]:
    """The counts of a run's row in ``crawls``: ``stats`` are Scrapy's, ``totals`` the writer's."""
    failed = sum(names.by_reason(stats, names.FAILED).values())
    broken = sum(names.by_reason(stats, "spider_exceptions/").values())
    return {
        "requests": int(stats.get("downloader/request_count", 0)),
        "pages": int(stats.get(names.PAGES, 0)),
        "new": totals.get("new", 0),
        "changed": totals.get("changed", 0),
        "unchanged": totals.get("unchanged", 0) + int(stats.get(names.NOT_MODIFIED, 0)),
        "duplicates": totals.get("duplicates", 0),
        "rejected": sum(names.by_reason(stats, names.REJECTED).values()),
        "errors": failed + broken + int(stats.get(names.PREFIX + "item_errors", 0)),
    }


def summarise(
    spider: str,
    site: str,
    stats: Mapping[str, Any],
    totals: Mapping[str, int],
    verdict: Verdict,
    *,
    findings: Sequence[Finding] = (),
) -> str:
    """Lines of text: what was found, what was not and why, and what broke on the site."""
    counts = counts_of(stats, totals)
    gone = f", {totals['gone']} gone" if totals.get("gone") else ""
    lines = [
        f"{spider} on {site}: {verdict.line} (exit status {verdict.status.value})",
        f"  asked     {counts['requests']} requests, {counts['pages']} pages read, "
        f"{stats.get(names.NOT_MODIFIED, 0)} not modified, "
        f"{stats.get(names.KNOWN, 0)} known and not asked",
        f"  articles  {stats.get(names.ARTICLES, 0)} found: {counts['new']} new, "
        f"{counts['changed']} changed, {totals.get('unchanged', 0)} unchanged, "
        f"{counts['duplicates']} duplicates{gone}",
        f"  events    {totals.get('events_new', 0)} new, {totals.get('events_changed', 0)} changed",
    ]
    for label, prefix in (
        ("rejected", names.REJECTED),
        ("skipped", names.SKIPPED),
        ("failed", names.FAILED),
        ("broken", "spider_exceptions/"),
    ):
        if found := names.by_reason(stats, prefix):
            told = ", ".join(f"{count} {reason}" for reason, count in found.items())
            lines.append(f"  {label:<9} {told}")
    return "\n".join([*lines, *drift(findings)])
