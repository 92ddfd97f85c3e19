"""Bringing a database up to date from an archive, on the way that a crawl's pages go: the same
pipelines, the same writer, the same memory of pages."""

from __future__ import annotations

import logging
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from scrapy import Spider
from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem
from scrapy.http import Request, Response
from scrapy.settings import Settings
from scrapy.utils.conf import build_component_list
from scrapy.utils.misc import build_from_crawler, load_object

from wmcscraper.archive.plan import Filters, Known, Run, Step, steps
from wmcscraper.archive.rereading import Answer, Task, reread, reread_all, warm
from wmcscraper.discovery.memory import PageMemory
from wmcscraper.identity import site_of, url_key
from wmcscraper.reading import Reading
from wmcscraper.store import Reader, Writer, database_path
from wmcscraper.store.access import use_writer
from wmcscraper.store.database import open_readonly, prepare
from wmcscraper.store.differences import Differences
from wmcscraper.version import EXTRACTOR

__all__ = ["Outcome", "Rebuild"]

logger = logging.getLogger(__name__)

_CHUNK = 8  # pages that a worker gets at once
_AHEAD = 6  # chunks that each worker has waiting
_ENDS = ("requests", "pages", "new", "changed", "unchanged", "duplicates", "rejected", "errors")


@dataclass
class Outcome:
    """What a run of ``scrapy reextract`` came to."""

    counts: Counter[str] = field(default_factory=Counter)
    """Of records (read, done, skipped, faults) and of what the database took (new, changed …)."""
    differences: Differences = field(default_factory=Differences)
    faults: list[str] = field(default_factory=list)
    """What could not be read, one line each."""


class _Spider(Spider):
    name = "reextract"


class _Session:
    """The writer, memory and pipelines of one run whose pages are read again."""

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


@dataclass
class Rebuild:
    """Reads WARC files again, with ``jobs`` processes, into the database that ``settings`` name."""

    settings: Settings
    folder: Path
    """The archive: rows name its files without their folder."""
    jobs: int = 1
    dry: bool = False
    filters: Filters = field(default_factory=Filters)
    progress: Callable[[Counter[str]], None] = lambda counts: None

    def __post_init__(self) -> None:
        self.outcome = Outcome()
        self.limit = self.settings.getint("DOWNLOAD_MAXSIZE")
        self._session: _Session | None = None

    def run(self, paths: Iterable[Path]) -> Outcome:
        """Read the files in this order. Raises DatabaseError; what was read up to then is kept."""
        path = database_path(self.settings)
        prepare(path)
        with ExitStack() as stack:
            db = stack.enter_context(closing(open_readonly(path)))
            pool = None
            if self.jobs > 1:
                pool = ProcessPoolExecutor(self.jobs, mp_context=get_context("spawn"))
                stack.callback(pool.shutdown, wait=True, cancel_futures=True)
                for _ in range(self.jobs):
                    pool.submit(warm)
            stack.callback(self._close)
            known = Known(db, self.folder, EXTRACTOR)
            for step, todo, answer in self._answers(self._planned(paths, known), pool):
                self._take(step, todo, answer)
                self.progress(self.outcome.counts)
        return self.outcome

    # ---- reading, in other processes

    def _planned(self, paths: Iterable[Path], known: Known) -> Iterator[tuple[Step, str]]:
        for step in steps(paths, self.outcome.faults):
            if step.ended is not None:
                yield step, "new"
                continue
            if not self.filters.allow(step.record):
                continue
            self.outcome.counts["records"] += 1
            todo = known.ask(step)
            if todo == "done":
                self.outcome.counts["done"] += 1
                continue
            yield step, todo

    def _answers(
        self, planned: Iterable[tuple[Step, str]], pool: ProcessPoolExecutor | None
    ) -> Iterator[tuple[Step, str, Answer | None]]:
        """Each step with what its page gave, in the order of the steps."""
        if pool is None:
            for step, todo in planned:
                task = self._task(step)
                yield step, todo, reread(task) if task else None
            return
        waiting: deque[tuple[list[tuple[Step, str, bool]], Future[list[Answer]] | None]] = deque()
        chunk: list[tuple[Step, str, bool]] = []
        tasks: list[Task] = []

        def given(
            steps: list[tuple[Step, str, bool]], future: Future[list[Answer]] | None
        ) -> Iterator[tuple[Step, str, Answer | None]]:
            answers = iter(future.result() if future else ())
            for step, todo, is_page in steps:
                yield step, todo, next(answers) if is_page else None

        for step, todo in planned:
            task = self._task(step)
            chunk.append((step, todo, task is not None))
            if task is not None:
                tasks.append(task)
            if len(tasks) >= _CHUNK or len(chunk) >= 64 * _CHUNK:
                waiting.append((chunk, pool.submit(reread_all, tasks) if tasks else None))
                chunk, tasks = [], []
            while waiting and len(waiting) > self.jobs * _AHEAD:
                yield from given(*waiting.popleft())
        if chunk:
            waiting.append((chunk, pool.submit(reread_all, tasks) if tasks else None))
        while waiting:
            yield from given(*waiting.popleft())

    def _task(self, step: Step) -> Task | None:
        if not step.is_page or step.source is None:
            return None
        return Task(
            step.source.path,
            step.source.offset,
            step.record.url,
            step.record.date,
            step.record.header("Content-Type"),
            self.limit,
            step.note.get("hints") or {},
            step.note.get("since"),
        )

    # ---- storing, in order

    def _take(self, step: Step, todo: str, answer: Answer | None) -> None:
        session = self._session_of(step.run)
        if step.ended is not None:
            session.end(step.ended, step.note.get("measures"))
            return
        url = step.record.url
        memory = session.memory(url)
        self._found(step, memory)
        if answer is None:
            if step.is_page:
                self._fault(f"{url}: the page that it was equal to is not in the archive")
            else:
                self._listed(step, memory)
            return
        if answer.reading is None:
            self._fault(answer.fault or url)
            return
        self.outcome.counts["pages"] += 1
        if todo == "again":
            self._page_again(step, answer.reading, session)
        else:
            self._page(step, answer.reading, session, memory)

    def _page(self, step: Step, reading: Reading, session: _Session, memory: PageMemory) -> None:
        """An answer that the database has not met: stored as in the crawl that got it."""
        capture = step.capture(self.folder, again=False)
        session.meet(step.record.url)
        if step.note.get("way"):
            response = _response(step)
            if response.meta["redirect_urls"]:
                memory.redirected(response)
        for item in reading.items(capture):
            session.store(item)
        memory.read(
            _response(step),
            reading.kind,
            lastmod=step.note.get("lastmod"),
            article_url=reading.article_url,
            capture=capture,
        )

    def _page_again(self, step: Step, reading: Reading, session: _Session) -> None:
        """An answer that the database has met: only what we read in it can have changed."""
        capture = step.capture(self.folder, again=True)
        for item in reading.items(capture):
            session.store(item)
        session.writer.read_again(step.record.url, reading.kind, reading.article_url)

    def _listed(self, step: Step, memory: PageMemory) -> None:
        """What is no page: a feed or sitemap, an unchanged or a lost page, a redirect."""
        note, record = step.note, step.record
        read = note.get("read")
        if read == "unchanged":
            memory.not_modified(_response(step))
        elif read == "met before":
            memory.redirected(_response(step))
        elif read is not None:
            memory.read(_response(step), str(read), capture=step.capture(self.folder, again=False))
        elif "lost" in note:
            memory.lost(str(note["lost"]), int(note["status"]), record.date)

    def _found(self, step: Step, memory: PageMemory) -> None:
        """What its links led to stands in the database before the page counts as read."""
        for url, kind in step.note.get("found") or ():
            memory.writer.discover(url, kind)

    def _fault(self, line: str) -> None:
        self.outcome.counts["faults"] += 1
        self.outcome.faults.append(line)

    def _session_of(self, run: Run) -> _Session:
        if self._session is None or self._session.run != run:
            self._close()
            self._session = _Session(self.settings, run, dry=self.dry)
        return self._session

    def _close(self) -> None:
        if self._session is None:
            return
        session, self._session = self._session, None
        session.close()
        self.outcome.counts.update(session.writer.totals)
        self.outcome.differences.add(session.writer.differences)


def _response(step: Step) -> Response:
    """The answer, without its body, as the memory of pages takes it."""
    headers: dict[str, list[str]] = {}
    for name, value in step.record.headers:
        headers.setdefault(name, []).append(value)
    urls, reasons = step.note.get("way") or ([], [])
    meta: dict[str, Any] = {"fetched": step.record.date}
    meta |= {"redirect_urls": urls, "redirect_reasons": reasons}
    url = step.record.url
    return Response(
        url, status=step.record.status or 200, headers=headers, request=Request(url, meta=meta)
    )
