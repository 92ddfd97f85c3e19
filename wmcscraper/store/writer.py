"""The one who writes news.db during a crawl: in batches, each in one short transaction."""

from __future__ import annotations

import logging
import sqlite3
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any

from wmcscraper import clock
from wmcscraper.identity import url_key
from wmcscraper.items import Article, Event
from wmcscraper.store import pages
from wmcscraper.store.articles import ArticleTable, Run
from wmcscraper.store.database import DatabaseError, connect, explained, transaction
from wmcscraper.store.differences import Differences
from wmcscraper.store.events import EventTable
from wmcscraper.store.records import PageRecord
from wmcscraper.store.site_stats import save_site_stats

__all__ = ["Writer"]

logger = logging.getLogger(__name__)

_COUNTS = (
    "requests", "pages", "new", "changed", "unchanged", "duplicates", "rejected", "errors",
)  # fmt: skip
# What it is about, for the log, and what it does; that gives the name of what to count, if any.
_Job = tuple[str, Callable[[], str | None]]
_BAD_VALUES = (sqlite3.IntegrityError, sqlite3.DataError, sqlite3.ProgrammingError)


class Writer:
    """Queues what a crawl finds and writes it by count and by time.

    What is lost by a kill is at the most one batch, and of that also its pages' records: so a
    page that stands in the database as fetched never lacks its article. Several writers, also in
    several processes, may write one file at once. All methods may raise DatabaseError where the
    file can't be written; what was queued then stays queued.
    """

    def __init__(
        self,
        path: str | Path,
        *,
        batch: int = 100,
        seconds: float = 5.0,
        extractor: str | None = None,
        dry: bool = False,
    ) -> None:
        """``batch``: calls that one transaction takes; ``seconds``: longest time one waits.

        ``dry``: each transaction is undone, so that the counts tell what would change.
        ``extractor`` is the version that articles' rows carry. Raises DatabaseError.
        """
        self.path = Path(path)
        self.totals: Counter[str] = Counter()
        """Counts of this crawl: new, changed, unchanged, duplicates (new rows of a story that
        another row tells too), gone, events_new, events_changed, errors (items not stored)."""
        self.run_row: dict[str, Any] = {}
        """The row in ``crawls`` as it was last written."""
        self.met: dict[str, str] = {}
        """Fingerprints, by url_key, of the articles that a resumed run had stored."""
        self.measures: Mapping[str, Mapping[str, float]] | None = None
        """What the run itself saw on the pages of each site, see ``save_site_stats``."""
        self.before_commit: Callable[[], None] | None = None
        """Called before each transaction: what rows refer to is on the disk before they are."""
        self._batch = max(1, batch)
        self._seconds = seconds
        self._dry = dry
        self._run = Run(extractor=extractor)
        self._started = ""
        self._jobs: list[_Job] = []
        self._waiting: dict[str, list[PageRecord]] = {}
        self._arrived: set[str] = set()
        self._oldest: float | None = None
        self._db: sqlite3.Connection | None = connect(self.path)
        self._articles = ArticleTable(self._db)
        self._events = EventTable(self._db)

    def start_crawl(
        self,
        spider: str,
        site: str | None,
        *,
        started: str | None = None,
        crawl_id: int | None = None,
    ) -> int | None:
        """Begin the row in ``crawls``; gives its id.

        A run of the past, read again from an archive, says when it ``started`` and its number.
        """
        self._started = started or self._free_second()
        with self._transaction() as db:
            cursor = db.execute(
                "INSERT INTO crawls (id, spider, site, started) VALUES (?, ?, ?, ?)",
                (crawl_id, spider, site, self._started),
            )
        crawl_id = None if self._dry else int(cursor.lastrowid or 0)
        self._run = Run(crawl_id, self._run.extractor)
        self.run_row = {"id": crawl_id, "spider": spider, "site": site, "started": self._started}
        return crawl_id

    def resume_crawl(self, crawl_id: int, started: str) -> None:
        """Go on with a run that has its row in ``crawls`` already, and know what it has met."""
        self._started = started
        self._run = Run(crawl_id, self._run.extractor)
        query = "SELECT url_key, fingerprint FROM articles WHERE crawl_id = ?"
        self.met = dict(self._connection.execute(query, (crawl_id,)).fetchall())

    @property
    def differences(self) -> Differences:
        """What reading known pages again has changed."""
        return self._articles.differences

    @property
    def crawl_id(self) -> int | None:
        """The run's row in ``crawls``; None before it begins."""
        return self._run.crawl_id

    @property
    def started(self) -> str:
        """When the run began; '' before it does."""
        return self._started

    def finish_crawl(
        self,
        reason: str,
        counts: Mapping[str, int],
        *,
        finished: str | None = None,
        measures: Mapping[str, Mapping[str, float]] | None = None,
    ) -> None:
        """Write what is queued, then the end of the run: its row, events that vanished, rates.

        ``counts`` has the columns of ``crawls``; those it lacks are taken from ``totals``.
        ``finished`` is when a run of the past ended; ``measures``: see ``save_site_stats``.
        """
        self.flush()
        now = finished or _now()
        values = {name: int(counts.get(name, self.totals[name])) for name in _COUNTS}
        sets = ", ".join(f"{name} = :{name}" for name in _COUNTS)
        crawl_id = self._run.crawl_id
        with self._transaction() as db:
            db.execute(
                f"UPDATE crawls SET finished = :now, reason = :reason, {sets} "  # noqa: S608
                "WHERE id = :id",
                {**values, "now": now, "reason": reason, "id": crawl_id},
            )
            self.run_row |= {**values, "finished": now, "reason": reason}
            self.measures = measures
            if crawl_id is not None:
                self._events.close_run(self._started, now)
                save_site_stats(db, crawl_id, measures)

    def save_article(self, article: Article, *, seen_at: str) -> None:
        """Queue an article, and with it the records of the pages that gave it."""
        job = partial(self._articles.save, article, seen_at, self._run)
        self._jobs.append((article.url, job))
        self._let_go(url_key(article.url))
        self._queued()

    def save_event(
        self,
        event: Event,
        *,
        article_url: str | None = None,
        seen_at: str,
        page_url: str | None = None,
    ) -> None:
        """Queue an event. Who states it is the article ``article_url`` in its text, or the page
        ``page_url`` in a box or list; by default ``event.source_url`` and ``in_article`` say it.
        """
        self._add(event.name, self._save_event, event, page_url, article_url, seen_at)

    def _save_event(
        self, event: Event, page_url: str | None, article_url: str | None, seen_at: str
    ) -> str | None:
        outcome = self._events.save(
            event, page_url=page_url, article_url=article_url, seen_at=seen_at
        )
        return None if outcome == "unchanged" else f"events_{outcome}"

    def save_page(self, page: PageRecord) -> None:
        """Queue what is known of a URL. With an ``article_url`` it waits for ``save_article`` (or
        ``release_page``), so that both are written in one transaction."""
        if page.article_url and page.status != 304:
            key = url_key(page.article_url)
            if key not in self._arrived:
                self._waiting.setdefault(key, []).append(page)
                return
        self._add(page.url, pages.save_page, self._connection, page)

    def read_again(self, url: str, kind: str, article_url: str | None) -> None:
        """Queue: a known page was read again from the archive, and is what ``kind`` says."""
        extractor = self._run.extractor
        self._add(url, pages.read_again, self._connection, url, kind, extractor, article_url)

    def release_page(self, article_url: str) -> None:
        """The article was dropped on its way: the records of its pages need not wait for it."""
        self._let_go(url_key(article_url))
        self._queued()

    def discover(self, url: str, kind: str = "other") -> None:
        """Queue a URL that was found and is still to be asked for, so that a run that is killed
        can be taken up from the database. ``kind`` is what it is thought to be, see PageRecord."""
        self._add(url, pages.discover, self._connection, url, kind)

    def not_modified(self, url: str, at: str) -> None:
        """Queue: the server says that a known page is as it was."""
        self._add(url, pages.not_modified, self._connection, url, at)

    def mark_gone(self, url: str, at: str) -> None:
        """Queue: a page answered 404 or 410; its article is kept and marked."""
        self._add(url, pages.mark_gone, self._connection, url, at)

    def flush(self) -> Counter[str]:
        """Write what is queued now; gives the counts of this batch."""
        done: Counter[str] = Counter()
        if not self._jobs:
            return done
        try:
            with self._transaction() as db:
                for label, job in self._jobs:
                    done[self._attempt(db, label, job)] += 1
        except DatabaseError:
            self._events.forget()
            raise
        del done[""]
        self._jobs, self._oldest = [], None
        self.totals.update(done)
        return done

    def flush_if_due(self) -> None:
        """Write what is queued if the oldest of it has waited long enough; call it now and then."""
        if self._oldest is not None and time.monotonic() - self._oldest >= self._seconds:
            self.flush()

    def close(self) -> None:
        """Write what is queued and close the file. Pages whose article never came are left out:
        the next run asks for them again. May be called twice."""
        if self._db is None:
            return
        self.flush()
        # All is written. Others who write at this moment will do this when they close.
        with suppress(sqlite3.OperationalError):
            self._db.execute("PRAGMA optimize")
        self._db.close()
        self._db = None

    @property
    def _connection(self) -> sqlite3.Connection:
        if self._db is None:
            raise DatabaseError(f"{self.path} was closed before all was written")
        return self._db

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        db = self._connection
        if self.before_commit is not None:
            self.before_commit()
        try:
            with transaction(db, keep=not self._dry):
                yield db
        except sqlite3.Error as error:
            raise explained(self.path, error) from error

    def _attempt(self, db: sqlite3.Connection, label: str, job: Callable[[], str | None]) -> str:
        """Run one job by itself, so that one that can't be stored does not take others along."""
        db.execute("SAVEPOINT job")
        try:
            outcome = job()
        except Exception as error:
            if isinstance(error, sqlite3.DatabaseError) and not isinstance(error, _BAD_VALUES):
                raise  # a full disk, a lock, a damaged file: the batch's fault, not the item's
            logger.exception("Not stored: %s", label)
            db.execute("ROLLBACK TO job")
            db.execute("RELEASE job")
            self._events.forget()
            return "errors"
        db.execute("RELEASE job")
        return outcome or ""

    def _add(self, label: str, function: Callable[..., str | None], *values: Any) -> None:
        self._jobs.append((label, partial(function, *values)))
        self._queued()

    def _let_go(self, key: str) -> None:
        """The article of these pages is decided: their records go into the same transaction."""
        self._arrived.add(key)
        for page in self._waiting.pop(key, ()):
            self._jobs.append((page.url, partial(pages.save_page, self._connection, page)))

    def _free_second(self) -> str:
        """Now, or the next second if another run has ended in this one.

        What a run has asked for is told by its times, which are whole seconds: pages of a run
        that ended in the second in which the next begins would be counted for both.
        """
        now = _now()
        query = "SELECT 1 FROM crawls WHERE finished = ? LIMIT 1"
        try:
            while self._connection.execute(query, (now,)).fetchone():
                time.sleep(1 - time.time() % 1)
                now = _now()
        except sqlite3.Error as error:
            raise explained(self.path, error) from error
        return now

    def _queued(self) -> None:
        if len(self._jobs) >= self._batch:
            self.flush()
        elif self._jobs and self._oldest is None:
            self._oldest = time.monotonic()
        else:
            self.flush_if_due()


def _now() -> str:
    return clock.now().isoformat(timespec="seconds")
