"""From the archive alone, the database that the crawls made; and later extractions on top."""

from __future__ import annotations

import gzip
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.archive.tables import content
from tests.conftest import PROJECT, Crawled, crawl, rows, scrapy
from tests.site_server import Request, Response, serve
from tests.small_sites import OTHER_TEXT, Pages, html, listing, site, story
from wmcscraper.archive import rereading
from wmcscraper.archive.files import ArchiveError, warc_files
from wmcscraper.archive.plan import Planned, steps
from wmcscraper.archive.rereading import PageReaders

EVENT = (
    "<html><head><title>Events</title></head><body><h1>Events</h1><ul><li><h3>9th Harrow Mill "
    "Congress</h3><p>14-16 September 2031, Harrow, Iceland</p></li></ul></body></html>"
)


def reextract(database: Path, *more: str | Path) -> subprocess.CompletedProcess[str]:
    return scrapy("reextract", *more, "-s", f"DATABASE={database}")


@dataclass
class Twice:
    """A site that was crawled in two states, the second time in full."""

    database: Path

    @property
    def archive(self) -> Path:
        return self.database.parent / "archive"


def zipped(text: str) -> Response:
    headers = {"Content-Type": "text/html; charset=utf-8", "Content-Encoding": "gzip"}
    return Response(200, headers, gzip.compress(text.encode(), mtime=0))


def _feed(request: Request) -> Response:
    entry = "<item><title>Fed</title><link>{}/fed</link><pubDate>{}</pubDate></item>"
    text = entry.format(request.base_url, "Tue, 03 Feb 2026 10:00:00 GMT")
    body = f"<rss version='2.0'><channel>{text}</channel></rss>"
    return Response(200, {"Content-Type": "application/rss+xml"}, body.encode())


@pytest.fixture(scope="module")
def twice(tmp_path_factory: pytest.TempPathFactory) -> Twice:
    database = tmp_path_factory.mktemp("twice") / "news.db"
    pages: Pages = {
        "/": html(listing("/a", "/b", "/c", "/old", "/events", "/busy", "/none")),
        "/a": zipped(story("A")),
        "/b": html(story("B", text=OTHER_TEXT)),
        "/c": Response(200, {"Content-Type": "text/html", "X-No-Etag": "1"}, story("C").encode()),
        "/old": html("", 301, Location="/new"),
        "/new": html(story("New", text=OTHER_TEXT)),
        "/fed": html(story("Fed", text=OTHER_TEXT).replace("<time", "<b").replace("</time", "</b")),
        "/feed/": _feed,
        "/events": html(EVENT),
        "/busy": html("busy", 503),
    }
    with serve(site(pages)) as server:
        base = f"{server.base_url}/"
        first = crawl("news", base, database, "-s", "RETRY_TIMES=0")
        assert first.returncode == 0, first.stderr
        with closing(sqlite3.connect(database)) as db:
            db.execute("VACUUM INTO ?", (str(database.with_name("backup.db")),))
        time.sleep(1.1)  # moments in the database are whole seconds
        pages["/a"] = zipped(story("A", extra="<p>A correction was added in the evening.</p>"))
        pages["/d"] = html(story("D", text=OTHER_TEXT))
        pages["/"] = html(listing("/a", "/c", "/d", "/events"))
        pages["/events"] = html(EVENT.replace("14-16", "15-17"))
        del pages["/b"]
        more = ("-a", "refresh=all", "-s", "RETRY_TIMES=0", "-s", "WMC_WARC_SIZE=4000")
        second = crawl("news", base, database, *more)
        assert second.returncode == 0, second.stderr
    return Twice(database)


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_the_database_of_two_runs_from_the_archive_alone(twice, tmp_path, jobs):
    rebuilt = tmp_path / "news.db"
    done = reextract(rebuilt, "-s", f"ARCHIVE={twice.archive}", "--jobs", jobs)
    assert done.returncode == 0, done.stderr
    assert content(rebuilt) == content(twice.database)
    versions = rows(rebuilt, "SELECT cause FROM versions")
    assert {row["cause"] for row in versions} == {"page"}
    (changed,) = rows(rebuilt, "SELECT max(version) AS most FROM versions")
    assert changed["most"] == 2
    assert rows(rebuilt, "SELECT 1 FROM articles WHERE gone NOT NULL")


def test_an_older_copy_is_brought_up_to_date(twice, tmp_path):
    restored = tmp_path / "news.db"
    shutil.copy(twice.database.with_name("backup.db"), restored)
    assert content(restored) != content(twice.database)
    done = reextract(restored, "-s", f"ARCHIVE={twice.archive}")
    assert done.returncode == 0, done.stderr
    assert content(restored) == content(twice.database)


def test_the_sample_site_from_its_archive(crawled: Crawled, tmp_path):
    rebuilt = tmp_path / "news.db"
    done = reextract(rebuilt, "-s", f"ARCHIVE={crawled.database.parent / 'archive'}")
    assert done.returncode == 0, done.stderr
    assert content(rebuilt) == content(crawled.database)


def test_what_is_up_to_date_stays(twice, tmp_path):
    shutil.copytree(twice.database.parent, tmp_path / "copy")
    database = tmp_path / "copy" / "news.db"
    done = reextract(database)
    assert done.returncode == 0, done.stderr
    assert "0 pages read" in done.stdout
    assert content(database) == content(twice.database)


class TestAnotherExtraction:
    """A database whose rows an older extraction wrote, wrongly."""

    @pytest.fixture
    def older(self, twice, tmp_path) -> Path:
        shutil.copytree(twice.database.parent, tmp_path / "older")
        database = tmp_path / "older" / "news.db"
        with closing(sqlite3.connect(database)) as db, db:
            db.execute("UPDATE articles SET extractor = '0'")
            db.execute("UPDATE pages SET extractor = '0'")
            db.execute(
                "UPDATE articles SET title = 'Cookies', fingerprint = 'x', section = 'Ads' "
                "WHERE title LIKE 'C %'"
            )
            db.execute("DELETE FROM quotes")
        return database

    def test_gives_a_version_where_the_reading_changed(self, older, twice):
        before = content(older)
        done = reextract(older)
        assert done.returncode == 0, done.stderr
        (row,) = rows(older, "SELECT * FROM articles WHERE title LIKE 'C %'")
        assert (row["version"], row["section"], row["extractor"]) == (2, None, "1")
        newest = rows(
            older, "SELECT * FROM versions WHERE article_id = ? ORDER BY version", row["id"]
        )
        assert [version["cause"] for version in newest] == ["page", "extractor"]
        assert newest[1]["seen_at"] > row["fetched"]
        assert newest[1]["warc_offset"] == row["warc_offset"]
        assert rows(older, "SELECT 1 FROM articles WHERE extractor <> '1'") == []
        # Nothing else: each other article has its row and versions as they were.
        after = content(older)
        assert (
            after["versions"] - before["versions"]
            == after["versions"] - content(twice.database)["versions"]
        )
        assert after["events"] == before["events"]
        assert after["crawls"] == before["crawls"]
        assert "title" in done.stdout
        assert "Cookies → C mill runs on" in done.stdout

    def test_dry_run_tells_and_changes_nothing(self, older):
        before = content(older)
        done = reextract(older, "--dry-run")
        assert done.returncode == 0, done.stderr
        assert "Cookies → C mill runs on" in done.stdout
        assert "would be articles read again, and changed" in done.stdout
        assert content(older) == before

    def test_only_what_the_filters_name(self, older):
        reextract(older, "--url", "http://127.0.0.1:1/")
        assert rows(older, "SELECT 1 FROM articles WHERE extractor = '1'") == []
        done = reextract(older, "--since", "2099-01-01")
        assert "0 records" in done.stdout


def test_killed_in_the_middle_the_next_goes_on(crawled: Crawled, tmp_path):
    rebuilt = tmp_path / "news.db"
    archive = ("-s", f"ARCHIVE={crawled.database.parent / 'archive'}")
    for _ in range(2):
        process = subprocess.Popen(
            [
                *(sys.executable, "-m", "scrapy", "reextract", "--jobs", "2", *archive),
                *("-s", f"DATABASE={rebuilt}", "-s", "WMC_BATCH_SIZE=5"),
            ],
            cwd=PROJECT,
            env=dict(os.environ),
            stdout=subprocess.PIPE,
        )
        deadline = time.monotonic() + 60
        met = _pages(rebuilt)
        while _pages(rebuilt) < met + 20 and process.poll() is None:
            assert time.monotonic() < deadline
            time.sleep(0.02)
        process.send_signal(signal.SIGKILL)
        process.communicate(timeout=60)  # its processes hold the pipe until they end
    done = reextract(rebuilt, *archive)
    assert done.returncode == 0, done.stderr
    # Of two wordings of one date the event keeps the one that a process met as new last.
    without = ("date_raw",)
    ours, theirs = (content(path, without=without) for path in (rebuilt, crawled.database))
    for table, rows_there in theirs.items():
        assert (ours[table] - rows_there, rows_there - ours[table]) == (Counter(), Counter()), table


def _pages(database: Path) -> int:
    try:
        return len(rows(database, "SELECT 1 FROM pages WHERE fetched NOT NULL"))
    except sqlite3.OperationalError:  # not there yet
        return 0


@pytest.mark.parametrize(
    ("arguments", "told", "status"),
    [
        (["nowhere.warc.gz"], "there is no", 1),
        (["--jobs", "0"], "--jobs needs", 2),
        (["--since", "soon"], "is no day", 2),
    ],
)
def test_wrong_use_is_told_in_a_line(arguments, told, status, database):
    done = reextract(database, *arguments)
    assert done.returncode == status
    assert told in done.stderr
    assert "Traceback" not in done.stderr


def test_a_process_that_is_killed_ends_the_run_with_a_line(twice, monkeypatch):
    monkeypatch.setattr(rereading, "reread", lambda task: os._exit(9))
    planned = [Planned(step, "new") for step in steps(warc_files(twice.archive), [])]
    with PageReaders(2, 10**7) as readers, pytest.raises(ArchiveError, match="fewer --jobs"):
        list(readers.read(planned))
