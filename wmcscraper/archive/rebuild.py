"""Bringing a database up to date from an archive, on the way that a crawl's pages go: the same
pipelines, the same writer, the same memory of pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from scrapy.http import Request, Response
from scrapy.settings import Settings

from wmcscraper.archive.plan import Filters, Known, Planned, Run, Step, steps
from wmcscraper.archive.rereading import Answer, PageReaders
from wmcscraper.archive.session import RunSession
from wmcscraper.discovery.memory import PageMemory
from wmcscraper.reading import Reading
from wmcscraper.store import database_path
from wmcscraper.store.database import open_readonly, prepare
from wmcscraper.store.differences import Differences
from wmcscraper.version import EXTRACTOR

__all__ = ["Outcome", "Rebuild"]


@dataclass
class Outcome:
    """What a run of ``scrapy reextract`` came to."""

    counts: Counter[str] = field(default_factory=Counter)
    """Of records (read, done, skipped, faults) and of what the database took (new, changed …)."""
    differences: Differences = field(default_factory=Differences)
    faults: list[str] = field(default_factory=list)
    """What could not be read, one line each."""


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
        self._session: RunSession | None = None

    def run(self, paths: Iterable[Path]) -> Outcome:
        """Read the files in this order. Raises DatabaseError; what was read up to then is kept."""
        path = database_path(self.settings)
        prepare(path)
        limit = self.settings.getint("DOWNLOAD_MAXSIZE")
        with PageReaders(self.jobs, limit) as readers, closing(open_readonly(path)) as db:
            known = Known(db, self.folder, EXTRACTOR)
            try:
                for planned, answer in readers.read(self._planned(paths, known)):
                    self._take(planned, answer)
                    self.progress(self.outcome.counts)
            finally:
                self._close()
        return self.outcome

    def _planned(self, paths: Iterable[Path], known: Known) -> Iterator[Planned]:
        for step in steps(paths, self.outcome.faults):
            if step.ended is not None:
                yield Planned(step, "new")
                continue
            if not self.filters.allow(step.record):
                continue
            self.outcome.counts["records"] += 1
            todo = known.ask(step)
            if todo == "done":
                self.outcome.counts["done"] += 1
                continue
            yield Planned(step, todo)

    # ---- storing, in order

    def _take(self, planned: Planned, answer: Answer | None) -> None:
        step = planned.step
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
        if answer.signature is not None:
            answer.signature.share()
        if planned.todo == "again":
            self._page_again(step, answer.reading, session)
        else:
            self._page(step, answer.reading, session, memory)

    def _page(self, step: Step, reading: Reading, session: RunSession, memory: PageMemory) -> None:
        """An answer that the database has not met: stored as in the crawl that got it."""
        capture = step.capture(self.folder, again=False)
        session.meet(step.record.url)
        response = _response(step)
        if response.meta["redirect_urls"]:
            memory.redirected(response)
        for item in reading.items(capture):
            session.store(item)
        memory.read(
            response,
            reading.kind,
            lastmod=step.note.get("lastmod"),
            article_url=reading.article_url,
            capture=capture,
        )

    def _page_again(self, step: Step, reading: Reading, session: RunSession) -> None:
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

    def _session_of(self, run: Run) -> RunSession:
        if self._session is None or self._session.run != run:
            self._close()
            self._session = RunSession(self.settings, run, dry=self.dry)
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
