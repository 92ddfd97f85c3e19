"""Runs that nobody watches: one at a time, within their time, with room on the disk, and a log."""

from __future__ import annotations

import subprocess
import sys
import time

import pytest

from tests.conftest import PROJECT, crawl, rows
from tests.site_server import serve
from tests.small_sites import Pages, html, listing, site, story, titles
from wmcscraper.extensions.verdict import ExitStatus

STORIES = [f"/story-{n:03}" for n in range(120)]
PAGES: Pages = {
    "/": html(listing(*STORIES)),
    **{path: html(story(f"Mill{path[-3:]}", day=1 + n % 28)) for n, path in enumerate(STORIES)},
}


@pytest.fixture
def many():
    """A site of 120 stories."""
    with serve(site(PAGES)) as server:
        yield server


def start(base_url, database, *more):
    command = [
        sys.executable, "-m", "scrapy", "crawl", "news", "-a", f"url={base_url}/",
        "-s", f"DATABASE={database}", *more,
    ]  # fmt: skip
    return subprocess.Popen(command, cwd=PROJECT, stderr=subprocess.PIPE, text=True)


class TestOverlap:
    def test_the_second_run_ends_at_once_and_names_the_first(self, many, database):
        first = start(many.base_url, database)  # polite, so it takes minutes
        try:
            lock = database.with_name(f"news.db-news-{many.base_url[7:].replace(':', '%3A')}.lock")
            deadline = time.monotonic() + 60
            while not (lock.exists() and lock.read_text()) and time.monotonic() < deadline:
                time.sleep(0.05)
            second = crawl("news", f"{many.base_url}/", database)
            assert second.returncode == ExitStatus.OVERLAP
            line = second.stderr.splitlines()[-1]
            assert line.startswith("scrapy crawl: news runs on ")
            assert f"pid {first.pid}, started 20" in line
            # Another spider on the same database is no overlap, nor is the same one elsewhere.
            other = crawl("wmc_news", f"{many.base_url}/", database, "-a", "max_pages=2")
            assert other.returncode != ExitStatus.OVERLAP
            elsewhere = crawl("news", f"{many.base_url}/", database.with_name("b.db"))
            assert elsewhere.returncode == ExitStatus.OK
        finally:
            first.kill()
            first.wait()
            assert first.stderr
            first.stderr.close()
        third = crawl("news", f"{many.base_url}/", database)
        assert third.returncode == ExitStatus.OK
        assert len(titles(database)) == len(STORIES)


class TestTimeBudget:
    PACE = ("-s", "DOWNLOAD_DELAY=0.2", "-s", "AUTOTHROTTLE_ENABLED=0")

    def test_a_run_ends_in_its_time_and_the_next_goes_on(self, many, database):
        done = crawl(
            "news", f"{many.base_url}/", database, "-a", "time_budget=8s", *self.PACE, fast=False
        )
        assert done.returncode == ExitStatus.OK
        assert "stopped by its time budget; the next run goes on from here" in done.stderr
        (run,) = rows(
            database, "SELECT *, unixepoch(finished) - unixepoch(started) AS took FROM crawls"
        )
        assert run["reason"] == "time_budget"
        assert run["took"] <= 8
        first = titles(database)
        assert 0 < len(first) < len(STORIES)
        again = crawl("news", f"{many.base_url}/", database)
        assert again.returncode == ExitStatus.OK
        assert len(titles(database)) == len(STORIES)
        assert all(
            row["n"] == 1
            for row in rows(database, "SELECT count(*) AS n FROM versions GROUP BY article_id")
        )

    def test_pages_that_wait_for_their_turn_are_given_up(self, many, database):
        slow = ("-s", "DOWNLOAD_DELAY=20", "-s", "AUTOTHROTTLE_ENABLED=0")
        budget = ("-s", "WMC_TIME_BUDGET=6")
        done = crawl("news", f"{many.base_url}/", database, *budget, *slow, fast=False)
        (run,) = rows(
            database,
            "SELECT reason, unixepoch(finished) - unixepoch(started) AS took FROM crawls",
        )
        assert run["reason"] == "time_budget"
        assert run["took"] <= 6
        assert "Traceback" not in done.stderr
        # Too short to read a single story: that is no run that did its job.
        assert done.returncode == ExitStatus.NOTHING_EXTRACTED

    @pytest.mark.parametrize("how", [("-a", "time_budget=soon"), ("-s", "WMC_TIME_BUDGET=soon")])
    def test_what_is_no_time(self, how, database):
        done = crawl("news", "http://127.0.0.1:9/", database, *how)
        assert done.returncode == ExitStatus.USAGE
        assert "1h30m" in done.stderr
        assert not database.exists()


class TestDisk:
    def test_no_run_begins_without_room(self, database):
        done = crawl("news", "http://127.0.0.1:9/", database, "-s", "WMC_MIN_FREE_MB=1e12")
        assert done.returncode == ExitStatus.DATABASE
        assert "are free at" in done.stderr.splitlines()[-1]
        assert not database.exists()


class TestLog:
    def test_a_log_is_put_aside_when_large_and_its_folder_is_made(self, many, database, tmp_path):
        log = tmp_path / "log" / "news.log"
        more = ("--logfile", str(log), "-s", "WMC_LOG_MAX_MB=0.0001", "-a", "max_pages=1")
        for _ in range(3):
            crawl("news", f"{many.base_url}/", database, *more)
        assert {path.name for path in log.parent.iterdir()} == {
            "news.log", "news.log.1", "news.log.2",
        }  # fmt: skip
        for path in log.parent.iterdir():
            assert path.read_text().count("Spider opened") == 1

    def test_a_log_that_cannot_be(self, database, tmp_path):
        (tmp_path / "file").touch()
        log = str(tmp_path / "file" / "news.log")
        done = crawl("news", "http://127.0.0.1:9/", database, "--logfile", log)
        assert done.returncode == ExitStatus.USAGE
        assert "can't be written" in done.stderr
        assert "Traceback" not in done.stderr
