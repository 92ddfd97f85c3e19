"""Which URLs a run asks for: new ones, and known ones that may have changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Protocol

from wmcscraper.discovery.paging import has_page_number
from wmcscraper.discovery.scope import Scope
from wmcscraper.discovery.traps import pattern_of
from wmcscraper.identity import url_key

__all__ = ["Answer", "Frontier", "KnownPage", "Refresh", "is_due"]

# How long a page is taken as it was. The listings that show the news of today are asked in every
# run whatever this says; a tag archive changes rarely, and a menu page hardly ever.
LISTING_KINDS = frozenset({"listing", "feed", "sitemap", "event"})
LISTING_INTERVAL = timedelta(days=1)
# Its further pages hold what was news once. They are followed while the one before shows something
# new; beyond that, stories only move down there.
STEP_INTERVAL = timedelta(days=30)
OTHER_INTERVAL = timedelta(days=30)
# An article is corrected soon or never: the pause grows with its age, within these bounds.
ARTICLE_INTERVAL_SHARE = 0.5
ARTICLE_INTERVAL_MIN = timedelta(hours=6)
ARTICLE_INTERVAL_MAX = timedelta(days=180)
CLOCK_SLACK = timedelta(hours=1)
"""How much later than now a page may have been read: by a run beside this one."""
FREE_LISTS = 20
"""Feeds and sitemaps that are not counted among a run's pages, so that few pages are some."""


class Refresh(StrEnum):
    """Which known pages are asked for again."""

    ALL = "all"
    """Every one."""
    RECENT = "recent"
    """Those that may have changed: listings, recent articles, a newer lastmod."""
    NONE = "none"
    """None but the start page, front listings, feeds and sitemaps, where new articles appear."""


class Answer(StrEnum):
    """What the frontier says of a URL."""

    ASK = "ask"
    KNOWN = "known"
    """Stored before, and nothing says that it changed."""
    SEEN = "seen"
    """Asked for, or answered, in this run already."""
    OUTSIDE = "outside"
    """Leaves the site, or is no page."""
    TOO_DEEP = "too deep"
    PATTERN_FULL = "pattern full"
    """Enough pages of this URL pattern, which looks endless."""
    RUN_FULL = "page limit reached"


class KnownPage(Protocol):
    """What is remembered of a page (a row of the table ``pages``)."""

    @property
    def kind(self) -> str: ...
    @property
    def status(self) -> int | None: ...
    @property
    def fetched(self) -> str | None: ...
    @property
    def lastmod(self) -> str | None: ...
    @property
    def published(self) -> str | None: ...
    @property
    def last_changed(self) -> str | None: ...


def is_due(
    page: KnownPage | None,
    *,
    refresh: Refresh,
    now: datetime,
    lastmod: str | None = None,
    narrowed: bool = False,
    step: bool = False,
) -> bool:
    """Whether a page is to be asked for. ``now`` is aware; ``lastmod`` is the sitemap's word;
    ``narrowed`` says that the run stores only articles since some day; ``step`` that the address
    is that of a further page of a listing.
    """
    if page is None or page.fetched is None or page.status is None:
        return True
    if refresh is Refresh.ALL:
        return True
    if page.status >= 500 or page.status == 429:  # failed last time: not known yet
        return True
    if page.kind == "article" and page.last_changed is None:  # read, but left out by its date
        return not narrowed
    if refresh is Refresh.NONE:
        return False
    if lastmod and page.lastmod and lastmod != page.lastmod:
        return True
    fetched = _moment(page.fetched) or now
    if fetched - now > CLOCK_SLACK:  # the clock was ahead: else the page would wait for that day
        return True
    pause = LISTING_INTERVAL if page.kind in LISTING_KINDS else OTHER_INTERVAL
    if step:
        pause = STEP_INTERVAL
    if page.kind == "article":
        age = fetched - (_moment(page.published) or fetched)
        pause = min(max(age * ARTICLE_INTERVAL_SHARE, ARTICLE_INTERVAL_MIN), ARTICLE_INTERVAL_MAX)
    return now - fetched >= pause


def _moment(text: str | None) -> datetime | None:
    """An ISO date of any precision as a moment in UTC; None where it is none."""
    if not text:
        return None
    padded = text + "0000-01-01"[len(text) :] if len(text) < 10 else text
    try:
        when = datetime.fromisoformat(padded)
    except ValueError:
        return None
    return when if when.tzinfo else when.replace(tzinfo=UTC)


@dataclass
class Frontier:
    """The memory of one run: what was asked for, and how much of each pattern.

    ``lookup`` gives what the database knows of a URL.
    """

    scope: Scope
    lookup: Callable[[str], KnownPage | None]
    refresh: Refresh
    now: datetime
    max_pages: int
    depth_limit: int
    pattern_limit: int
    narrowed: bool = False
    asked: int = 0
    _lists: int = 0
    _seen: set[str] = field(default_factory=set)
    _patterns: Counter[str] = field(default_factory=Counter)

    def is_due(self, url: str, known: KnownPage | None, lastmod: str | None = None) -> bool:
        """Whether a page of the database is to be asked for in this run."""
        return is_due(
            known,
            refresh=self.refresh,
            now=self.now,
            lastmod=lastmod,
            narrowed=self.narrowed,
            step=has_page_number(url),
        )

    def consider(
        self,
        url: str,
        *,
        depth: int = 0,
        lastmod: str | None = None,
        listing: bool = False,
        is_page: bool = True,
    ) -> Answer:
        """Whether to ask for ``url``; says so once for each URL of a run.

        ``depth`` counts the links from the start; ``listing`` marks a step of a paginated listing,
        a feed or a sitemap, which are asked in every run; ``is_page`` is False for a feed or
        sitemap, the first of which cost nothing of ``max_pages``.
        """
        if not self.scope.allows(url):
            return Answer.OUTSIDE
        key = url_key(url)
        if key in self._seen:
            return Answer.SEEN
        if depth > self.depth_limit:
            return Answer.TOO_DEEP
        known = self.lookup(url)
        if not (listing or self.is_due(url, known, lastmod)):
            self._seen.add(key)
            return Answer.KNOWN
        pattern = pattern_of(url)
        if pattern is not None and self._patterns[pattern] >= self.pattern_limit:
            return Answer.PATTERN_FULL
        if self.asked >= self.max_pages:
            return Answer.RUN_FULL
        if pattern is not None:
            self._patterns[pattern] += 1
        self._seen.add(key)
        self._lists += not is_page
        self.asked += is_page or self._lists > FREE_LISTS
        return Answer.ASK

    def answered(self, url: str) -> bool:
        """Mark ``url`` as met, e.g. as a redirect's end; False where it was met before."""
        key = url_key(url)
        new = key not in self._seen
        self._seen.add(key)
        return new
