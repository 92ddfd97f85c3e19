"""Measures a run and holds it against the site's history."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from typing import Any

from scrapy import Spider, signals
from scrapy.crawler import Crawler

from wmcscraper import clock
from wmcscraper import stats as names
from wmcscraper.discovery.frontier import Refresh
from wmcscraper.health import Finding, limits
from wmcscraper.health.checks import check_pages
from wmcscraper.health.collector import Collector
from wmcscraper.health.database import doubts, monitor, with_examples
from wmcscraper.health.pages import Known, lost_pages, page_measures
from wmcscraper.identity import url_key
from wmcscraper.items import Article
from wmcscraper.store import DatabaseError
from wmcscraper.store.database import (
    connect,
    connect_readonly,
    explained,
    open_readonly,
    transaction,
)
from wmcscraper.store.site_stats import save_examples
from wmcscraper.store.writer import Writer

__all__ = ["RunHealth"]

logger = logging.getLogger(__name__)


class RunHealth:
    """Follows one run; what goes wrong here is logged and never harms what the run stores."""

    def __init__(self, crawler: Crawler, writer: Writer) -> None:
        self.crawler = crawler
        self.writer = writer
        self.collector = Collector()
        self._db: sqlite3.Connection | None = None
        self._known: Known | None = None

    def begin(self, spider: Spider, site: str) -> None:
        """The run starts. Raises DatabaseError where the site's history can't be read."""
        self.spider, self.site = spider, site
        self._db = open_readonly(self.writer.path)
        self._checks: set[str] = set()
        number = self.crawler.settings.getint("WMC_CHECK_PAGES")
        try:
            past, runs = doubts(self._db, site, spider.name)
            self._known = Known(self._db, site, past)
            self.collector = Collector(self._known.usual_length(site))
            if runs >= limits.LEAST_RUNS and not self._is_narrowed(spider):
                spider.checks = check_pages(self._db, site, number, past)  # type: ignore[attr-defined]
                self._checks = {url_key(url) for url in spider.checks}  # type: ignore[attr-defined]
        except sqlite3.Error as error:
            raise explained(self.writer.path, error) from error
        self.crawler.signals.connect(self.item_scraped, signals.item_scraped)

    def item_scraped(self, item: Any) -> None:
        """Signal: an item went through all pipelines."""
        if not isinstance(item, Article) or self._known is None:
            return
        key = url_key(item.url)
        self.collector.add(
            item,
            seen=clock.now(),
            former=self._known.article(key),
            repeated=self._known.repeated(item.title, key),
            check=key in self._checks,
        )

    @staticmethod
    def _is_narrowed(spider: Spider) -> bool:
        """Whether the run was asked for less or more than usual."""
        options = getattr(spider, "options", None)
        return options is not None and bool(
            options.since or options.max_pages or options.refresh is not Refresh.RECENT
        )

    def measures(self) -> dict[str, dict[str, float]]:
        """By site, what ``site_stats`` keeps of the run. Call it after the last item is written."""
        if self._known is None:  # the run ended before it began
            return {}
        stats = self.crawler.stats.get_stats()
        values = self.collector.measures()
        values["events"] = float(stats.get(names.EVENTS, 0))
        if names.FRONT_LINKS in stats:
            values["front_links"] = float(stats[names.FRONT_LINKS])
        for reason, count in names.by_reason(stats, names.REJECTED).items():
            values[f"rejected:{reason}"] = float(count)
        if self._is_narrowed(self.spider):
            values["narrowed"] = 1.0
        try:
            if self._db is not None:
                values |= page_measures(
                    self._db,
                    self.site,
                    started=self.writer.started,
                    now=clock.now(),
                    last_page=self._known.last_page,
                )
        except sqlite3.Error as error:
            logger.error("The run could not be measured whole: %s", error)
        return {self.site: values}

    def judge(self, crawl_id: int) -> list[Finding]:
        """The breaks that are there after this run, with examples, which are kept."""
        if self._known is None:
            return []
        try:
            with connect_readonly(self.writer.path) as db:
                last, runs = monitor(db, self.site, self.spider.name)
                found = last.findings() if last is not None else []
                if not found:
                    return []
                pages = lost_pages(
                    db, self.site, started=self.writer.started, last_page=self._known.last_page
                )
            shown = {**self.collector.examples, **pages}
            shown["rejected"] = shown["yield"] or shown["lost"]
            shown["words"] = shown.get("short", []) or shown.get("kept:body", [])
            kept = {one.field: self._shown(one, shown) for one in found}
            with closing(connect(self.writer.path)) as writing:
                with transaction(writing):
                    save_examples(writing, crawl_id, self.site, kept)
                return with_examples(writing, self.site, runs, found)
        except (DatabaseError, sqlite3.Error) as error:
            logger.error("The run could not be held against the site's history: %s", error)
            return []

    @staticmethod
    def _shown(one: Finding, shown: Mapping[str, list[str]]) -> list[str]:
        if one.kind == "grown":
            return shown.get("grown", [])
        return shown.get(one.field) or shown.get(one.name, [])

    def close(self) -> None:
        """Let go of the database. May be called twice."""
        if self._db is not None:
            self._db.close()
            self._db = None
