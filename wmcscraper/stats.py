"""Names of the counts that a run keeps, all under one prefix of Scrapy's stats."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

__all__ = [
    "ARTICLES",
    "ASKED",
    "EVENTS",
    "FAILED",
    "FRONT_LINKS",
    "KNOWN",
    "NOT_MODIFIED",
    "PAGES",
    "PREFIX",
    "REJECTED",
    "SKIPPED",
    "by_reason",
]

PREFIX = "wmcscraper/"
ASKED = PREFIX + "asked"
"""Requests for pages, feeds and sitemaps that the run decided to make."""
PAGES = PREFIX + "pages"
"""HTML pages that answered."""
ARTICLES = PREFIX + "articles"
"""Articles found on pages, new or known."""
EVENTS = PREFIX + "events"
"""Statements of events found on pages, new or known."""
NOT_MODIFIED = PREFIX + "not_modified"
"""Known pages that the server says are as they were (304)."""
KNOWN = PREFIX + "known"
"""Known pages that were met again and not asked for, as nothing can have changed."""
FRONT_LINKS = PREFIX + "front_links"
"""Links of the start page outside its menu."""
REJECTED = PREFIX + "rejected/"
"""Prefix: pages and items that are no article, or can't be used, by reason."""
FAILED = PREFIX + "failed/"
"""Prefix: pages that could not be had through a fault of the site, by reason."""
SKIPPED = PREFIX + "skipped/"
"""Prefix: dead, gone, looping, oversized and forbidden links, by reason; no fault of the run."""


def by_reason(stats: Mapping[str, Any], prefix: str) -> dict[str, int]:
    """Counts under ``prefix``, keyed by reason, most frequent first."""
    found = {k.removeprefix(prefix): int(v) for k, v in stats.items() if k.startswith(prefix)}
    found.pop("count", None)  # the total that Scrapy keeps beside the kinds of exceptions
    return dict(sorted(found.items(), key=lambda pair: (-pair[1], pair[0])))
