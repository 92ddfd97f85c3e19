"""Which capture an address had on a day, and how much of an archive is read to know it."""

from __future__ import annotations

import os
from contextlib import closing
from datetime import datetime
from io import BytesIO
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from tests.conftest import Crawled
from wmcscraper.archive import finding
from wmcscraper.archive.files import ArchiveError
from wmcscraper.archive.finding import archived_by_row, find
from wmcscraper.archive.reading import response_at
from wmcscraper.archive.writing import ArchiveWriter, Exchange
from wmcscraper.items import Capture
from wmcscraper.store.database import connect, open_readonly

PAGE, OTHER = "https://ore.example/page", "https://ore.example/other"


def moment(day: int) -> str:
    return f"2026-03-{day:02}T08:00:00+00:00"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A file for each of ten days: a page that changed on the 5th, was gone on the 8th, and is
    asked for every second day; and another one every day."""
    folder = tmp_path / "archive"
    known: dict[str, Capture | None] = {PAGE: None, OTHER: None}
    for day in range(1, 11):
        archive = ArchiveWriter(folder, max_size=10**9)
        for url in (PAGE, OTHER):
            if url == OTHER or day % 2 == 0 or day == 5:
                body = b"new" if url == PAGE and day >= 5 else b"old"
                gone = url == PAGE and day == 8
                said = Exchange(url, "GET", [], "404 Not Found" if gone else "200 OK", [],
                                b"gone" if gone else body, moment(day))  # fmt: skip
                kept = archive.keep(said, known=None if gone else known[url])
                known[url] = known[url] if gone else kept
        path = archive._file.path  # type: ignore[union-attr]
        archive.close()
        name = f"wmcscraper-202603{day:02}070000000-7-00001.warc.gz"
        path = path.rename(folder / name)
        for url, found in known.items():
            if found and found.recorded == moment(day):
                known[url] = Capture(moment(day), moment(day), name, found.offset, found.digest)
        ended = datetime.fromisoformat(moment(day)).timestamp()
        os.utime(path, (ended, ended))
    return folder


@pytest.mark.parametrize(
    ("at", "date", "holder", "body"),
    [
        ("2026-03-02", 2, 2, b"old"),
        ("2026-03-03", 2, 2, b"old"),
        ("2026-03-04T07:59:59", 2, 2, b"old"),
        ("2026-03-04T08:00:00", 4, 2, b"old"),
        ("2026-03-05", 5, 5, b"new"),
        ("2026-03-07", 6, 5, b"new"),
        ("2026-03-08", 6, 5, b"new"),
        ("2026-03", 10, 5, b"new"),
        (None, 10, 5, b"new"),
    ],
)
def test_the_newest_capture_of_a_day(folder, at, date, holder, body):
    found = find(folder, PAGE, at)
    assert (found.date, found.path.name[17:19]) == (moment(date), f"{holder:02}")
    assert response_at(found.path, found.offset).stored == body


def test_before_the_first_capture(folder):
    with pytest.raises(ArchiveError, match="the first time was 2026-03-02"):
        find(folder, PAGE, "2026-03-01")


def test_only_files_that_can_hold_it_are_read(folder, monkeypatch):
    read = []

    def counted(path: Path):
        read.append(int(path.name[17:19]))
        return records(path)

    records = finding.records
    monkeypatch.setattr(finding, "records", counted)
    find(folder, PAGE, "2026-03-05")
    assert read == [6, 5, 4]  # a day more at both ends: clocks are not exact


def test_the_same_bytes_under_another_address(tmp_path):
    path = tmp_path / "other.warc.gz"
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        head = StatusAndHeaders("200 OK", [], protocol="HTTP/1.1")
        dated = {"WARC-Date": "2026-03-01T08:00:00Z"}
        held = writer.create_warc_record(
            OTHER, "response", BytesIO(b"same"), http_headers=head, warc_headers_dict=dated
        )
        writer.write_record(held)
        digest = held.rec_headers.get_header("WARC-Payload-Digest")
        again = writer.create_revisit_record(
            PAGE, digest, OTHER, dated["WARC-Date"], http_headers=head,
            warc_headers_dict={"WARC-Date": "2026-03-02T08:00:00Z"},
        )  # fmt: skip
        writer.write_record(again)
    found = find(path, PAGE)
    assert (found.date, found.offset) == (moment(2), 0)


def test_the_row_knows_what_has_not_changed_since(crawled: Crawled):
    archive = crawled.database.parent / "archive"
    with closing(open_readonly(crawled.database)) as db:
        query = "SELECT url, archived, warc_offset FROM pages WHERE status = 200"
        url, archived, offset = db.execute(query).fetchone()
        for at in (None, "2099-12-31", archived[:10], archived[:19]):
            found = archived_by_row(db, archive, url, at)
            assert found is not None
            assert (found.date, found.offset) == (archived, offset)
        assert archived_by_row(db, archive, url, "2001-01-01") is None


def test_a_database_that_is_older_than_the_archive_is_not_asked(crawled: Crawled, tmp_path: Path):
    archive, restored = crawled.database.parent / "archive", tmp_path / "news.db"
    with closing(connect(crawled.database)) as db:
        db.execute("VACUUM INTO ?", (str(restored),))
    with closing(connect(restored)) as db:
        url = db.execute("SELECT url FROM pages WHERE status = 200").fetchone()[0]
        assert archived_by_row(db, archive, url) is not None
        db.execute("UPDATE crawls SET started = '2001' || substr(started, 5)")
        assert archived_by_row(db, archive, url) is None
