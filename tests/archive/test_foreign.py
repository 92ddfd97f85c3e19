"""WARC files that other programs made: their encodings, versions, revisits and torn ends."""

from __future__ import annotations

import gzip
import subprocess
import sys
import zlib
from io import BytesIO
from pathlib import Path

import brotli  # type: ignore[import-untyped]
import pytest
from backports import zstd
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from tests.conftest import rows, scrapy
from tests.small_sites import OTHER_TEXT, story
from wmcscraper.archive.check import check_archive
from wmcscraper.archive.content import decoded
from wmcscraper.archive.files import ArchiveError
from wmcscraper.archive.reading import records, response_at

HOST = "https://ore.example"


def chunked(body: bytes) -> bytes:
    parts = [body[start : start + 700] for start in range(0, len(body), 700)]
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"


def add(writer: WARCWriter, path: str, body: bytes, date: str, **headers: str) -> None:
    said = [(name.replace("_", "-"), value) for name, value in headers.items()]
    said = [("Content-Type", "text/html; charset=utf-8"), *said]
    record = writer.create_warc_record(
        f"{HOST}{path}",
        "response",
        payload=BytesIO(body),
        length=len(body),
        http_headers=StatusAndHeaders("200 OK", said, protocol="HTTP/1.1"),
        warc_headers_dict={"WARC-Date": date},
    )
    writer.write_record(record)


ENCODED = {
    "gzip": gzip.compress,
    "deflate": zlib.compress,
    "br": brotli.compress,
    "zstd": zstd.compress,
    "identity": lambda data: data,
}


@pytest.fixture(params=["1.0", "1.1"])
def foreign(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """One story in each encoding, chunked; a picture; a revisit; plain or gzip."""
    path = tmp_path / f"crawl-{request.param}.warc{'.gz' if request.param == '1.1' else ''}"
    with path.open("wb") as out:
        writer = WARCWriter(out, gzip=request.param == "1.1", warc_version=request.param)
        writer.write_record(writer.create_warcinfo_record(path.name, {"software": "other/1"}))
        for name, encode in ENCODED.items():
            text = OTHER_TEXT.replace("1953", str(1900 + len(name)))
            body = chunked(encode(story(f"Arden {name}", text=text).encode()))
            more = {"Transfer_Encoding": "chunked", "Content_Encoding": name}
            add(writer, f"/story-{name}", body, "2019-04-01T10:00:00Z", **more)
        add(writer, "/p.png", b"\x89PNG", "2019-04-01T10:00:00Z", Content_Type="image/png")
        first = next(r for r in _again(path, out) if r.url.endswith("/story-gzip"))
        revisit = writer.create_revisit_record(
            f"{HOST}/story-gzip",
            first.digest,
            f"{HOST}/story-gzip",
            "2019-04-01T10:00:00Z",
            http_headers=StatusAndHeaders("200 OK", [("Content-Type", "text/html")], "HTTP/1.1"),
            warc_headers_dict={"WARC-Date": "2019-05-01T10:00:00Z"},
        )
        writer.write_record(revisit)
    return path


def _again(path: Path, out: object) -> list:
    out.flush()  # type: ignore[attr-defined]
    return list(records(path))


def test_stories_of_every_encoding(foreign, database):
    done = scrapy("reextract", foreign, "-s", f"DATABASE={database}", "--jobs", "1")
    assert done.returncode == 0, done.stderr
    found = rows(database, "SELECT * FROM articles ORDER BY url")
    assert [row["url"] for row in found] == [f"{HOST}/story-{name}" for name in sorted(ENCODED)]
    assert {row["fetched"] for row in found} == {
        "2019-04-01T10:00:00+00:00",
        "2019-05-01T10:00:00+00:00",
    }
    assert {row["warc_file"] for row in found} == {str(foreign)}
    for row in found:
        assert b"pump" in response_at(foreign, row["warc_offset"]).body(10**6)
    # Read again, all is there.
    again = scrapy("reextract", foreign, "-s", f"DATABASE={database}", "--jobs", "1")
    assert " 0 pages read" in again.stdout


def test_a_torn_end_is_told_and_the_rest_read(foreign, database):
    foreign.write_bytes(foreign.read_bytes()[:-40])
    done = scrapy("reextract", foreign, "-s", f"DATABASE={database}", "--jobs", "1")
    assert "can't be read beyond byte" in done.stderr
    assert "Traceback" not in done.stderr
    assert len(rows(database, "SELECT 1 FROM articles")) == len(ENCODED)


def arc(*paths: str) -> list[bytes]:
    """The records of an ARC file, the format before WARC: its description, and a story each."""
    said = b"1 0 Other\nURL IP-address Archive-date Content-type Archive-length\n"
    head = b"filedesc://x.arc 0.0.0.0 20110201120000 text/plain %d\n" % len(said)
    found = [head + said + b"\n"]
    for number, path in enumerate(paths):
        page = story(f"Arden{path}", text=OTHER_TEXT.replace("1953", str(1900 + number))).encode()
        answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page
        head = f"{HOST}{path} 192.0.2.1 20110201120500 text/html {len(answer)}\n".encode()
        found.append(head + answer + b"\n")
    return found


@pytest.mark.parametrize("packed", [True, False])
def test_arc_files(packed, tmp_path, database):
    path = tmp_path / ("x.arc.gz" if packed else "x.arc")
    made = arc("/a", "/b")
    path.write_bytes(b"".join(map(gzip.compress, made) if packed else made))
    done = scrapy("reextract", path, "-s", f"DATABASE={database}", "--jobs", "1")
    assert done.returncode == 0, done.stderr
    found = rows(database, "SELECT * FROM articles ORDER BY url")
    assert [(row["url"], row["fetched"]) for row in found] == [
        (f"{HOST}/{name}", "2011-02-01T12:05:00+00:00") for name in "ab"
    ]
    for row in found:
        assert b"pump" in response_at(path, row["warc_offset"]).body(10**6)
    done = scrapy("replay", f"{HOST}/b", "--archive", path, "-s", f"DATABASE={database}")
    assert "<h1>Arden/b" in done.stdout


@pytest.mark.parametrize("kind", ["warc", "arc"])
def test_gzip_as_a_whole_is_told_with_what_helps(kind, tmp_path, database):
    plain, path = tmp_path / "plain.warc", tmp_path / f"x.{kind}.gz"
    with plain.open("wb") as out:
        writer = WARCWriter(out, gzip=False)
        add(writer, "/a", story("Arden/a").encode(), "2019-04-01T10:00:00Z")
        add(writer, "/b", story("Arden/b").encode(), "2019-04-01T10:00:00Z")
    records_of = plain.read_bytes() if kind == "warc" else b"".join(arc("/a", "/b"))
    path.write_bytes(gzip.compress(records_of))
    here = ("-s", f"DATABASE={database}")
    for call in (("reextract", path, "--jobs", "1"), ("replay", f"{HOST}/b", "--archive", path)):
        done = scrapy(*call, *here)
        assert done.returncode == 1
        assert "gzip as a whole" in done.stderr
        assert "Traceback" not in done.stderr
    (fault,) = check_archive(path)
    assert "gzip as a whole" in fault.message
    mended = tmp_path / "mended.warc.gz"
    recompress = [Path(sys.executable).with_name("warcio"), "recompress", path, mended]
    subprocess.run(recompress, check=True, capture_output=True)
    assert scrapy("reextract", mended, "--jobs", "1", *here).returncode == 0
    assert len(rows(database, "SELECT 1 FROM articles")) == 2


@pytest.mark.parametrize("content", [b"", b"\x1f\x8b\x08 no gzip", b"no archive at all" * 9])
def test_what_is_no_archive_is_told(content, tmp_path, database):
    path = tmp_path / "x.warc.gz"
    path.write_bytes(content)
    done = scrapy("reextract", path, "-s", f"DATABASE={database}", "--jobs", "1")
    assert "Traceback" not in done.stderr
    assert done.returncode == (1 if content else 0)


def test_encodings_are_bounded_and_damage_is_told():
    page = b"<p>Ore</p>" * 1000
    for name, encode in ENCODED.items():
        assert decoded(encode(page), name, 10**6) == page
        with pytest.raises(ArchiveError, match="more than 100 bytes"):
            decoded(encode(page), name, 100)
    assert decoded(gzip.compress(brotli.compress(page)), "br, gzip", 10**6) == page
    assert decoded(page, "gzip", 10**6) == page  # the header was left as it was
    with pytest.raises(ArchiveError, match="damaged"):
        decoded(b"\xff\x00\xff", "deflate", 100)
    with pytest.raises(ArchiveError, match="unknown"):
        decoded(page, "rot13", 10**6)
