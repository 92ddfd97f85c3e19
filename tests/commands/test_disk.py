"""``scrapy disk`` and ``scrapy prune``: what the archive takes, and what of it can go."""

from __future__ import annotations

import gzip
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Crawled, rows, scrapy
from wmcscraper.archive.files import warc_files
from wmcscraper.archive.finding import find
from wmcscraper.archive.writing import ArchiveWriter, Exchange, iso
from wmcscraper.extensions.verdict import ExitStatus
from wmcscraper.items import Capture
from wmcscraper.store import prepare
from wmcscraper.store.database import connect


def warc(folder: Path, days_old: int, number: int = 1, size: int = 2048) -> Path:
    folder.mkdir(exist_ok=True)
    begun = datetime.now(UTC) - timedelta(days=days_old)
    path = folder / f"wmcscraper-{begun:%Y%m%d%H%M%S}000-7-{number:05}.warc.gz"
    path.write_bytes(record(size))
    return path


def record(size: int) -> bytes:
    """A whole WARC file of about ``size`` bytes that says nothing."""
    head = "WARC/1.1\r\nWARC-Type: warcinfo\r\nWARC-Record-ID: <urn:uuid:7>\r\n"
    head += "WARC-Date: 2020-01-01T00:00:00Z\r\nContent-Type: text/plain\r\n"
    length = size - 200
    text = f"{head}Content-Length: {length}\r\n\r\n".encode() + b"x" * length + b"\r\n\r\n"
    return gzip.compress(text, compresslevel=0)


@pytest.fixture
def archive(database):
    """Seven old files: of a page, an article, a version, an event, open, superseded, another's."""
    prepare(database)
    folder = database.parent / "archive"
    files = [warc(folder, 800, number) for number in range(1, 7)]
    db = connect(database)
    page, article, version, event = (path.name for path in files[:4])
    db.execute(
        "INSERT INTO pages (url, url_key, site, kind, warc_file) "
        "VALUES ('https://a.example/', 'k', 'a.example', 'other', ?)", (page,)
    )  # fmt: skip
    db.execute(
        "INSERT INTO articles (url, url_key, site, title, body, fingerprint, first_seen, "
        "last_seen, last_changed, warc_file) "
        "VALUES ('https://a.example/a', 'a', 'a.example', 't', 'b', 'f', '2026', '26', '26', ?)",
        (article,),
    )
    db.execute(
        "INSERT INTO versions (article_id, version, seen_at, title, body, fingerprint, warc_file) "
        "VALUES (1, 1, '2020', 't', 'b', 'f', ?)", (version,)
    )  # fmt: skip
    db.execute(
        "INSERT INTO events (url, site, name, status, first_seen, last_seen, last_changed, "
        "warc_file) VALUES ('https://a.example/e', 'a.example', 'e', 'past', '26', '26', '26', ?)",
        (event,),
    )
    db.close()
    files[4].with_name(files[4].name + ".open").touch()
    (folder / "imported.warc.gz").write_bytes(record(900))
    return folder


def test_only_what_nothing_refers_to_is_removed(archive, database):
    young = warc(archive, 2, 99)
    before = sorted(path.name for path in archive.iterdir())
    call = ("prune", "--older-than", "730d", "-s", f"DATABASE={database}")
    listed = scrapy(*call)
    assert (listed.returncode, listed.stderr) == (0, "")
    assert "1 files, 2 kB: could go" in listed.stdout
    assert sorted(path.name for path in archive.iterdir()) == before
    assert "removed" in scrapy(*call, "--yes").stdout
    (gone,) = set(before) - {path.name for path in archive.iterdir()}
    assert gone.endswith("-00006.warc.gz")
    assert young.exists()


def test_what_a_kept_revisit_record_means_stays(database):
    prepare(database)
    folder = database.parent / "archive"
    page: dict[str, Any] = {
        "method": "GET",
        "request_headers": [],
        "status_line": "200 OK",
        "headers": [],
    }
    body = b"<h1>Tin</h1>"
    known: Capture | None = None
    made: list[Path] = []
    for days_old in (900, 800, 2):
        day = datetime.now(UTC) - timedelta(days=days_old)
        archive = ArchiveWriter(folder, max_size=1)
        exchange = Exchange(url="https://a.example/", body=body, fetched=iso(day), **page)
        known = archive.keep(exchange, known=known)
        (new,) = set(warc_files(folder)) - set(made)
        made.append(new.rename(warc(folder, days_old)))
        known = replace(known, file=made[0].name)
    call = ("prune", "--older-than", "730d", "--yes", "-s", f"DATABASE={database}")
    done = scrapy(*call)
    assert done.stderr == ""
    assert "1 files" in done.stdout
    assert sorted(warc_files(folder)) == sorted((made[0], made[2]))
    assert find(folder, "https://a.example/").date == iso(day)


@pytest.mark.parametrize("arguments", [(), ("--older-than", "soon"), ("--older-than", "1h"), ("--older-than", "730d", "x")])  # fmt: skip  # noqa: E501
def test_wrong_calls(arguments, database):
    assert scrapy("prune", *arguments, "-s", f"DATABASE={database}").returncode == ExitStatus.USAGE


def test_disk_tells_sizes_growth_and_how_long_it_lasts(archive, database):
    warc(archive, 0, 50, size=1024 * 1024)
    with_run = connect(database)
    day = (datetime.now(UTC) - timedelta(days=10)).isoformat(timespec="seconds")
    with_run.execute("INSERT INTO crawls (spider, started) VALUES ('news', ?)", (day,))
    with_run.close()
    done = scrapy("disk", "-s", f"DATABASE={database}")
    assert (done.returncode, done.stderr) == (0, "")
    lines = dict(
        line.split(None, 1) for line in done.stdout.splitlines() if not line.startswith(" ")
    )
    assert set(lines) == {"database", "archive", "growth", "free"}
    assert lines["archive"].startswith("1.0 MB")
    assert "over the last 10 days" in lines["growth"]
    assert "enough for" in lines["free"]
    assert "a.example" in done.stdout
    assert f"{datetime.now(UTC):%Y-%m}" in done.stdout


def test_disk_of_a_real_crawl(crawled: Crawled):
    done = scrapy("disk", "-s", f"DATABASE={crawled.database}")
    assert done.returncode == 0, done.stderr
    files = rows(crawled.database, "SELECT DISTINCT warc_file AS f FROM pages WHERE f NOT NULL")
    assert f"{len(files)} files" in done.stdout


def test_there_is_no_database(database):
    done = scrapy("disk", "-s", f"DATABASE={database}")
    assert done.returncode == ExitStatus.DATABASE
    assert "there is no database" in done.stderr
