"""A database that can't be written: the run says so and ends, what was stored stays whole, and the
next run completes it."""

from __future__ import annotations

import resource
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.conftest import rows
from tests.faults.checks import content_faults, database_faults
from tests.faults.run import SHORT, Done, crawl_measured, start_crawl
from tests.faults.server import serve
from tests.faults.site import good_site
from tests.faults.stories import write
from wmcscraper.extensions.verdict import ExitStatus
from wmcscraper.store import DatabaseError, Writer, database
from wmcscraper.store.backup import backup, restore

STORIES = write(40)
_TIMES = {
    "pages": ("fetched",),
    "articles": ("first_seen", "last_seen", "last_changed"),
    "crawls": ("started", "finished"),
}


@pytest.fixture(scope="module")
def base_url() -> Iterator[str]:
    with serve(good_site(STORIES)) as server:
        yield f"{server.base_url}/"


@pytest.fixture(scope="module")
def filled(base_url, tmp_path_factory) -> Path:
    """A database with all stories, in one file."""
    path = tmp_path_factory.mktemp("filled") / "news.db"
    assert _crawl(base_url, path).status == ExitStatus.OK
    return path


def _crawl(base_url: str, path: Path, *more: str) -> Done:
    done = crawl_measured("news", base_url, path, *SHORT, *more)
    assert "Traceback" not in done.log
    return done


def _is_whole(path: Path) -> bool:
    return database_faults(path) == [] and content_faults(path, STORIES) == []


def test_full_disk(base_url, tmp_path):
    """Files may not grow beyond what the empty database and some stories take."""
    path, log = tmp_path / "news.db", tmp_path / "run.log"
    process = start_crawl("news", base_url, path, *SHORT, "-s", "WMC_BATCH_SIZE=10", log=log)
    resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (400_000, 400_000))
    assert process.wait(60) == ExitStatus.DATABASE
    said = log.read_text("utf-8")
    assert "free disk space" in said
    assert "Traceback" not in said
    assert database_faults(path) == []
    [(stored,)] = rows(path, "SELECT count(*) FROM articles")
    assert 0 < stored < len(STORIES)
    assert _crawl(base_url, path).status == ExitStatus.OK
    assert _is_whole(path)


def test_lock_of_another_program_is_waited_for(base_url, tmp_path):
    path = tmp_path / "news.db"
    Writer(path).close()
    with closing(sqlite3.connect(path, isolation_level=None, check_same_thread=False)) as other:
        other.execute("BEGIN IMMEDIATE")
        release = threading.Timer(3.0, other.execute, ["ROLLBACK"])
        release.start()
        done = _crawl(base_url, path)
        release.join()
    assert done.status == ExitStatus.OK
    assert _is_whole(path)


def test_lock_that_lasts_too_long(tmp_path, monkeypatch):
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.2)
    path = tmp_path / "news.db"
    writer = Writer(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(DatabaseError, match="locked by another program"):
            writer.start_crawl("news", "a.example")
        writer.discover("https://a.example/1")
        with pytest.raises(DatabaseError, match="locked by another program"):
            writer.flush()
        other.execute("ROLLBACK")
    writer.flush()  # what was queued is still there
    writer.close()
    assert [row["url"] for row in rows(path, "SELECT url FROM pages")] == ["https://a.example/1"]


def test_file_that_may_only_be_read(tmp_path):
    path = tmp_path / "news.db"
    writer = Writer(path)
    writer._connection.execute("PRAGMA query_only = ON")
    writer.discover("https://a.example/1")
    with pytest.raises(DatabaseError, match="check its permissions"):
        writer.flush()
    writer._connection.execute("PRAGMA query_only = OFF")
    writer.close()
    assert len(rows(path, "SELECT url FROM pages")) == 1


@pytest.mark.parametrize("table", ["pages", "articles", "crawls", "site_stats"])
def test_damaged_page(base_url, filled, tmp_path, table):
    path, copy = tmp_path / "news.db", tmp_path / "copy.db"
    backup(filled, path)
    backup(filled, copy)
    with closing(sqlite3.connect(path)) as db:
        (size,) = db.execute("PRAGMA page_size").fetchone()
        query = "SELECT rootpage FROM sqlite_master WHERE name = ?"
        (page,) = db.execute(query, (table,)).fetchone()
    with path.open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xa5" * size)
    done = _crawl(base_url, path)
    assert done.status == ExitStatus.DATABASE
    assert "scrapy restore" in done.log
    restore(copy, path)
    assert _crawl(base_url, path).status == ExitStatus.OK
    assert _is_whole(path)


@pytest.mark.parametrize("years", ["-10 years", "+10 years"])
def test_clock_that_was_wrong(base_url, filled, tmp_path, years):
    """A run of the past whose clock was ahead leaves no page unread until that day."""
    path = backup(filled, tmp_path / "news.db")
    with closing(sqlite3.connect(path)) as db, db:
        for table, columns in _TIMES.items():
            for column in columns:
                moved = f"strftime('%Y-%m-%dT%H:%M:%S+00:00', {column}, ?)"
                db.execute(f"UPDATE {table} SET {column} = {moved}", (years,))
    done = _crawl(base_url, path)
    assert done.status == ExitStatus.OK
    assert _is_whole(path)
    assert f"{len(STORIES)} found: 0 new, 0 changed, {len(STORIES)} unchanged" in done.log
    [(late,)] = rows(path, "SELECT count(*) FROM pages WHERE fetched > datetime('now', '+1 day')")
    assert late == 0
