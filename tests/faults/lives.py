"""One database and its archive through many kills: each of them while new stories are fetched and
old ones are asked for again, each followed by a run to the end."""

from __future__ import annotations

import signal
import sqlite3
import time
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from tests.archive.readers import file_faults
from tests.faults.checks import content_faults, database_faults, record_faults
from tests.faults.run import FAST, crawl_measured, start_crawl
from tests.faults.server import FaultServer
from tests.faults.site import good_site
from tests.faults.stories import Story
from wmcscraper.archive.files import OPEN, TORN, warc_files

__all__ = ["Killed", "Life"]

_AGAIN = ("-a", "refresh=all")
_SMALL = ("-s", "WMC_BATCH_SIZE=5", "-s", "WMC_BATCH_SECONDS=0.3")
_FILE = ("-s", "WMC_WARC_SIZE=100000")
"""Small batches and files: a kill meets every step that a long run takes now and then."""


@dataclass(frozen=True, slots=True)
class Killed:
    """What one kill left, and what was wrong after it and after the run that followed."""

    stored: int
    """New stories that the killed run had stored."""
    torn: bool
    """Whether it cut a record of the archive."""
    faults: list[str]


@dataclass
class Life:
    """A site that grows between the kills, in ``folder`` what its crawls made of it."""

    folder: Path
    server: FaultServer
    stories: list[Story] = field(default_factory=list)
    """All that the site has, the newest first, as its listings have them."""
    files_read: int = 0
    """WARC files read to the end by all readers."""
    _whole: dict[Path, tuple[int, int]] = field(default_factory=dict)
    """Size and time of the files that all readers found whole."""

    @property
    def database(self) -> Path:
        return self.folder / "news.db"

    @property
    def archive(self) -> Path:
        return self.folder / "archive"

    def kill(self, fresh: list[Story], asked: int, pause: float = 0.0) -> Killed:
        """Kill a crawl ``pause`` seconds after it ``asked`` for so many pages of a site that now
        has ``fresh`` stories too, then crawl to the end."""
        before = len(self.stories)
        self.stories[:0] = fresh
        self.server.routes = good_site(self.stories)
        self.server.log.clear()
        self._kill(asked, pause)
        found = self._after_kill()
        stored = self._stored() - before
        torn = len(list(self.archive.glob(f"*{TORN}")))
        found += self._complete()
        cut = len(list(self.archive.glob(f"*{TORN}"))) > torn
        return Killed(stored, cut, found)

    def whole_archive(self) -> list[str]:
        """What is wrong with any file, also with those that were read before."""
        self._whole.clear()
        return self._unread_files()

    def _kill(self, asked: int, pause: float) -> None:
        url = f"{self.server.base_url}/"
        process = start_crawl("news", url, self.database, *_AGAIN, *FAST, *_FILE, *_SMALL)
        while len(self.server.log) < asked and process.poll() is None:
            time.sleep(0.002)
        time.sleep(pause)
        process.send_signal(signal.SIGKILL)
        process.wait()

    def _after_kill(self) -> list[str]:
        found = []
        if self._has_tables():
            found += database_faults(self.database)
            found += content_faults(self.database, self.stories, complete=False)
            found += record_faults(self.database, self.archive)
        found += self._unread_files()
        return [f"after the kill: {fault}" for fault in found]

    def _complete(self) -> list[str]:
        """Crawl to the end; gives what is not as it must be then."""
        url = f"{self.server.base_url}/"
        done = crawl_measured("news", url, self.database, *_AGAIN, *FAST, *_FILE)
        found = []
        if done.status:
            found.append(f"the next run ended with {done.status}: {done.log[-500:]}")
        if "Traceback" in done.log:
            found.append(f"a traceback: {done.log[done.log.index('Traceback') :][:1000]}")
        found += database_faults(self.database)
        found += content_faults(self.database, self.stories)
        found += record_faults(self.database, self.archive, ended=True)
        found += [f"left open: {path.name}" for path in self.archive.glob(f"*{OPEN}")]
        return found + self._unread_files()

    def _unread_files(self) -> list[str]:
        """What is wrong with the files that nobody writes and that changed since they were read."""
        found = []
        for path in warc_files(self.archive) if self.archive.is_dir() else ():
            if path.with_name(path.name + OPEN).exists():
                continue
            state = (path.stat().st_size, path.stat().st_mtime_ns)
            if self._whole.get(path) != state:
                faults = file_faults(path)
                found += faults
                self.files_read += 1
                if not faults:
                    self._whole[path] = state
        return found

    def _has_tables(self) -> bool:
        """Whether the kill came after the database was made."""
        if not self.database.exists() or not self.database.stat().st_size:
            return False
        with closing(sqlite3.connect(self.database, timeout=30)) as db:
            query = "SELECT count(*) FROM sqlite_master WHERE name = 'quotes_fts'"
            return bool(db.execute(query).fetchone()[0])

    def _stored(self) -> int:
        if not self._has_tables():
            return 0
        with closing(sqlite3.connect(self.database, timeout=30)) as db:
            return int(db.execute("SELECT count(*) FROM articles").fetchone()[0])
