"""What the archive writes: standard files, whole after a kill, that other libraries read."""

from __future__ import annotations

import errno
import gzip
import os
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from unittest.mock import Mock

import pytest

from tests.archive.readers import count_of_records, file_faults
from tests.conftest import PROJECT, crawl, rows
from tests.faults.checks import archive_faults, database_faults
from tests.site_server import serve
from tests.small_sites import Pages, html, listing, site, story
from wmcscraper.archive import files
from wmcscraper.archive.files import ArchiveError, WarcFile, recover, warc_files
from wmcscraper.archive.finding import find
from wmcscraper.archive.reading import records, response_at
from wmcscraper.archive.writing import ArchiveWriter, Exchange

URL = "https://ore.example/story?id=1"
DAY_1, DAY_2 = "2026-03-01T08:00:00+00:00", "2026-03-02T08:00:00+00:00"


def exchange(body: bytes = b"<h1>Tin</h1>", **fields: object) -> Exchange:
    values: dict[str, object] = {
        "url": URL,
        "method": "GET",
        "request_headers": [("User-Agent", "test")],
        "status_line": "200 OK",
        "headers": [("Content-Type", "text/html"), ("Transfer-Encoding", "chunked")],
        "body": body,
        "fetched": DAY_1,
    }
    return Exchange(**{**values, **fields})  # type: ignore[arg-type]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "archive"


@pytest.fixture
def archive(folder: Path) -> ArchiveWriter:
    return ArchiveWriter(folder, max_size=10**9, info={"software": "test"})


def assert_sound(folder: Path) -> int:
    """Gives the number of records."""
    assert file_faults(folder) == []
    return count_of_records(folder)


def kinds(folder: Path) -> list[str]:
    return [record.kind for path in warc_files(folder) for record in records(path)]


def test_a_page_its_request_and_what_is_known_of_it(archive, folder):
    found = archive.keep(exchange(address="192.0.2.1"), note={"read": "page", "hints": {}})
    archive.close()
    assert kinds(folder) == ["warcinfo", "response", "request", "metadata"]
    assert assert_sound(folder) == 4
    assert found.file is not None
    payload = response_at(folder / found.file, found.offset)
    assert (payload.status, payload.stored) == (200, b"<h1>Tin</h1>")
    headers = {name.lower(): value for name, value in payload.headers}
    assert "transfer-encoding" not in headers
    assert headers["content-length"] == "12"
    text = gzip.decompress((folder / found.file).read_bytes())
    assert b"GET /story?id=1 HTTP/1.1\r\nHost: ore.example\r\n" in text
    assert b"WARC-IP-Address: 192.0.2.1" in text
    (note,) = [record.note for record in records(folder / found.file) if record.note]
    assert note == {"read": "page", "hints": {}}


@pytest.mark.parametrize("status", ["200 OK", "304 Not Modified"])
def test_what_did_not_change_is_referred_to(archive, folder, status):
    first = archive.keep(exchange())
    body = b"" if status.startswith("304") else b"<h1>Tin</h1>"
    again = archive.keep(exchange(body, status_line=status, fetched=DAY_2), known=first)
    archive.close()
    assert (again.file, again.offset, again.digest) == (first.file, first.offset, first.digest)
    assert (again.fetched, again.recorded) == (DAY_2, DAY_1)
    assert kinds(folder).count("revisit") == 1
    assert_sound(folder)
    (revisit,) = [r for r in records(folder / str(first.file)) if r.kind == "revisit"]
    assert (revisit.refers_to_url, revisit.refers_to_date) == (URL, DAY_1)
    found = find(folder, URL, "2026-03-02")
    assert (found.date, found.offset) == (DAY_2, first.offset)
    assert find(folder, URL, "2026-03-01").date == DAY_1
    with pytest.raises(ArchiveError, match="the first time was 2026-03-01"):
        find(folder, URL, "2026-02-28")


def test_files_are_rotated_by_size(archive, folder):
    archive.max_size = 2000
    for number in range(8):
        archive.keep(exchange(os.urandom(500), url=f"{URL}&n={number}"))
    archive.close()
    assert len(warc_files(folder)) > 2
    assert kinds(folder).count("warcinfo") == len(warc_files(folder))
    assert_sound(folder)
    assert not list(folder.glob("*.open"))


def test_files_of_one_moment_leave_no_marker(folder, monkeypatch):
    moment = datetime(2026, 3, 1, 12, tzinfo=UTC)
    monkeypatch.setattr(files, "datetime", Mock(now=Mock(return_value=moment)))
    for _ in range(3):
        WarcFile(folder).close()
    assert len(warc_files(folder)) == 3
    assert not list(folder.glob("*.open"))


@pytest.mark.parametrize(
    "hostile",
    [
        {"headers": [("X-A", "b\r\nContent-Length: 3"), ("Bad Name:", "ż"), ("", "x")]},
        {"url": "https://ore.example/a\u00fcb?q=1#part"},
        {"body": b""},
        {"body": b"\r\n\r\nWARC/1.1\r\nWARC-Type: response\r\n\r\n" * 50},
        {"status_line": "200 OK", "request_headers": [("Cookie", "a\nb")]},
    ],
)
def test_nothing_that_a_server_says_breaks_a_file(archive, folder, hostile):
    archive.keep(exchange(**hostile), note={"text": "line\r\nline\u2028"})
    archive.keep(exchange(b"after"))
    archive.close()
    assert assert_sound(folder) == 6


@pytest.mark.parametrize("cut", [1, 20, 300])
def test_a_torn_end_is_set_aside(archive, folder, cut):
    archive.keep(exchange(os.urandom(400)))
    kept = archive.keep(exchange(os.urandom(400)))
    path = warc_files(folder)[0]
    file = archive._file
    assert file is not None
    for descriptor in (file._descriptor, file._marker):  # what a kill leaves: nothing is held
        os.close(descriptor)
    whole = path.read_bytes()
    path.write_bytes(whole[:-cut])
    assert recover(folder) == [path]
    assert recover(folder) == []
    assert_sound(folder)
    torn = path.with_name(path.name + ".torn")
    assert path.read_bytes() + torn.read_bytes() == whole[:-cut]
    if cut == 1:
        assert response_at(path, kept.offset).status == 200
    assert not list(folder.glob("*.open"))


def test_a_file_that_is_written_is_left_alone(folder):
    file = WarcFile(folder)
    file.append(b"not yet a whole record")
    assert recover(folder) == []
    assert file.path.read_bytes() == b"not yet a whole record"
    file.close()


def test_a_full_disk_leaves_what_was_stored(archive, folder, monkeypatch):
    archive.keep(exchange())
    write, room = os.write, [100]

    def full(descriptor: int, data: bytes) -> int:
        if room[0] <= 0:
            raise OSError(errno.ENOSPC, "No space left on device")
        room[0] = 0
        return write(descriptor, data[:100])

    monkeypatch.setattr(os, "write", full)
    with pytest.raises(ArchiveError, match="free disk space"):
        archive.keep(exchange(b"more"))
    monkeypatch.undo()
    archive.keep(exchange(b"again"))
    archive.close()
    assert assert_sound(folder) == 5


def test_what_may_not_be_on_the_disk_is_said_each_time(archive, folder, monkeypatch):
    archive.keep(exchange())
    monkeypatch.setattr(os, "fsync", Mock(side_effect=[OSError(errno.EIO, "Input/output error")]))
    for _ in range(2):  # the system says it once
        with pytest.raises(ArchiveError, match="Input/output error"):
            archive.sync()
    archive.close()
    monkeypatch.undo()
    assert len(list(folder.glob("*.open"))) == 1
    assert recover(folder) == []
    assert not list(folder.glob("*.open"))
    assert assert_sound(folder) == 3


def test_no_run_begins_where_the_archive_can_not_be_written(tmp_path, database):
    blocked = tmp_path / "file"
    blocked.write_text("")
    done = crawl("news", "http://127.0.0.1:9/", database, "-s", f"ARCHIVE={blocked}")
    assert done.returncode == 7
    line = done.stderr.splitlines()[-1]
    assert line.startswith(f"scrapy crawl: the archive {blocked} can't be written (")
    assert "Traceback" not in done.stderr


def test_an_archive_that_goes_away_ends_the_run_and_the_next_goes_on(tmp_path, database):
    paths = [f"/s{n}" for n in range(40)]
    folder, elsewhere = tmp_path / "archive", tmp_path / "elsewhere"
    pages: Pages = {path: html(story(f"Mill{path[1:]}")) for path in paths}
    pages["/"] = html(listing(*paths))
    answer = site(pages)

    def lookup(request):
        if request.path == "/s20" and not elsewhere.exists():
            folder.rename(elsewhere)
            folder.touch()
        return answer(request)

    more = ("-s", "WMC_WARC_SIZE=1", "-s", "WMC_BATCH_SIZE=5")
    with serve(lookup) as server:
        done = crawl("news", f"{server.base_url}/", database, *more)
        assert done.returncode == 7
        assert "the archive could not be written; see the log (exit status 7)" in done.stderr
        assert "The run ends here: the archive" in done.stderr
        assert "Traceback" not in done.stderr
        assert database_faults(database) == []
        (run,) = rows(database, "SELECT reason FROM crawls")
        assert run["reason"] == "archive_error"
        stored = rows(database, "SELECT warc_file FROM articles")
        assert 0 < len(stored) < len(paths)
        assert all((elsewhere / row["warc_file"]).is_file() for row in stored)
        folder.unlink()
        elsewhere.rename(folder)
        elsewhere.mkdir()
        assert crawl("news", f"{server.base_url}/", database, *more).returncode == 0
    assert len(rows(database, "SELECT 1 FROM articles")) == len(paths)
    assert archive_faults(database, folder) == []


def test_no_archive(database):
    pages: Pages = {"/": html(listing("/a")), "/a": html(story("A"))}
    with serve(site(pages)) as server:
        assert crawl("news", f"{server.base_url}/", database, "-s", "ARCHIVE=").returncode == 0
    assert not (database.parent / "archive").exists()
    (row,) = rows(database, "SELECT fetched, warc_file FROM articles")
    assert row["fetched"]
    assert row["warc_file"] is None


def test_killed_runs_leave_sound_files_and_rows_with_their_records(database):
    paths = [f"/s{n}" for n in range(150)]
    pages: Pages = {path: html(story(f"Mill{path[1:]}")) for path in paths}
    pages["/"] = html(listing(*paths))
    folder = database.parent / "archive"
    with serve(site(pages)) as server:
        arguments = ["-a", f"url={server.base_url}/", "-s", f"DATABASE={database}"]
        arguments += ["-s", "DOWNLOAD_DELAY=0", "-s", "AUTOTHROTTLE_ENABLED=0"]
        for _ in range(2):
            process = subprocess.Popen(
                [sys.executable, "-m", "scrapy", "crawl", "news", *arguments],
                cwd=PROJECT,
                stderr=subprocess.DEVNULL,
            )
            size = _size(folder)
            deadline = time.monotonic() + 60
            while _size(folder) < size + 20_000 and process.poll() is None:
                assert time.monotonic() < deadline
                time.sleep(0.01)
            process.send_signal(signal.SIGKILL)
            process.wait()
        done = crawl("news", f"{server.base_url}/", database)
        assert done.returncode == 0, done.stderr
    assert_sound(folder)
    found = rows(database, "SELECT title, warc_file, warc_offset FROM articles")
    assert len(found) == 150
    for row in found:
        payload = response_at(folder / row["warc_file"], row["warc_offset"])
        assert row["title"].encode() in payload.body(10**6)


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in warc_files(folder)) if folder.is_dir() else 0
