"""One run of the past, whose pages are read again: what a crawl has at hand while it runs."""

from __future__ import annotations

import logging
from contextlib import closing
from pathlib import Path
from typing import Any

from scrapy import Spider
from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem
from scrapy.settings import Settings
from scrapy.utils.conf import build_component_list
from scrapy.utils.misc import build_from_crawler, load_object

from wmcscraper.archive.plan import Run
from wmcscraper.discovery.memory import PageMemory
from wmcscraper.identity import site_of, url_key
from wmcscraper.store import Reader, Writer, database_path
from wmcscraper.store.access import use_writer
from wmcscraper.store.database import open_readonly
from wmcscraper.version import EXTRACTOR

__all__ = ["RunSession"]

logger = logging.getLogger(__name__)

_ENDS = ("requests", "pages", "new", "changed", "unchanged", "duplicates", "rejected", "errors")


class _Spider(Spider):
    name = "reextract"


class RunSession:
    """The writer, memory and pipelines of one run."""

    def __init__(self, settings: Settings, run: Run, *, dry: bool) -> None:
        self.run = run
        self.crawler = Crawler(_Spider, settings)
        self.crawler.stats = load_object(settings["STATS_CLASS"])(self.crawler)
        path = database_path(settings)
        self.writer = use_writer(
            self.crawler,
            Writer(path, batch=settings.getint("WMC_BATCH_SIZE"), extractor=EXTRACTOR, dry=dry),
        )
        self.reader = Reader(path)
        self.finished = self._begin(path)
        names = build_component_list(settings.getwithbase("ITEM_PIPELINES"))
        self._kinds = [load_object(name) for name in names]
        self._build()

    def _build(self) -> None:
        self.pipelines = [build_from_crawler(kind, self.crawler) for kind in self._kinds]
        self._met: set[str] = set()

    def meet(self, url: str) -> None:
        """A page of ``url`` follows. A file of another program may hold several runs and does not
        say where they begin: at the latest where an address comes again."""
        if self.run.id is None:
            key = url_key(url)
            if key in self._met:
                self._build()
            self._met.add(key)

    def _begin(self, path: Path) -> bool:
        """Begin the run's row, or go on with it; True where the run has ended there already."""
        run = self.run
        if run.id is None:
            return True
        with closing(open_readonly(path)) as db:
            row = db.execute("SELECT started, finished FROM crawls WHERE id = ?", (run.id,))
            known = row.fetchone()
        if known is not None and known[0] == run.started:
            self.writer.resume_crawl(run.id, run.started)
            return known[1] is not None
        number = run.id if known is None else None
        self.writer.start_crawl(run.spider, run.site, started=run.started, crawl_id=number)
        return False

    def memory(self, url: str) -> PageMemory:
        return PageMemory(self.run.site or site_of(url), self.writer, self.reader)

    def store(self, item: Any) -> None:
        """Send an item through the pipelines of the crawl."""
        try:
            for pipeline in self.pipelines:
                item = pipeline.process_item(item)
        except DropItem as reason:
            logger.debug("Dropped: %s", reason)

    def end(self, row: dict[str, Any], measures: dict[str, dict[str, float]] | None) -> None:
        """The run ended here: its row, its measures, and what follows for events."""
        if not self.finished:
            counts = {name: int(row.get(name) or 0) for name in _ENDS}
            self.writer.finish_crawl(
                str(row.get("reason") or ""),
                counts,
                finished=row.get("finished"),
                measures=measures,
            )
            self.finished = True

    def close(self) -> None:
        self.writer.close()
        self.reader.close()
