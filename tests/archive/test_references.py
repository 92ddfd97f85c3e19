"""Which files must stay because records of others refer to what they hold."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from wmcscraper.archive.references import needed_by_revisits

HOST = "https://ore.example/"
DAY = "2026-03-0{}T08:00:00Z"


@pytest.fixture
def make(tmp_path: Path):
    """Write a file of captures ('a': the first of page a, 'a>2': unchanged since that of day 2)."""

    def write(name: str, day: int, *captures: str, **said: str) -> Path:
        path = tmp_path / f"{name}.warc.gz"
        with path.open("wb") as file:
            writer = WARCWriter(file, gzip=True)
            for capture in captures:
                page, _, since = capture.partition(">")
                extra = {"WARC-Date": DAY.format(day)}
                if since and not said:
                    extra |= {"WARC-Refers-To-Target-URI": HOST + page}
                    extra |= {"WARC-Refers-To-Date": DAY.format(since)}
                body = b"" if since else f"<p>{page}</p>".encode()
                record = writer.create_warc_record(
                    HOST + page,
                    "revisit" if since else "response",
                    payload=BytesIO(body),
                    length=len(body),
                    http_headers=StatusAndHeaders("200 OK", [], protocol="HTTP/1.1"),
                    warc_headers_dict=extra | said,
                )
                writer.write_record(record)
        return path

    return write


def test_also_through_files_that_would_go(make):
    old = [
        make("holds-a", 1, "a", "x"),
        make("holds-b", 2, "b", "a>1"),
        make("holds-c", 3, "c"),
        make("holds-a-again", 3, "a"),
        make("needs-c", 4, "c>3"),
    ]
    kept = make("kept", 5, "z", "b>2")
    assert needed_by_revisits(old, [kept], []) == {old[0], old[1]}
    assert needed_by_revisits(old, [make("other", 5, "z")], []) == set()


@pytest.mark.parametrize(
    "said",
    [
        {"WARC-Refers-To": "<urn:uuid:a>", "WARC-Refers-To-Date": DAY.format(9)},
        {"WARC-Payload-Digest": "sha1:A"},
    ],
)
def test_the_ways_in_which_other_programs_refer(make, said):
    names = {"WARC-Record-ID": "<urn:uuid:a>", "WARC-Payload-Digest": "sha1:A"}
    old = [make("holds-a", 1, "a", **names), make("holds-b", 1, "b")]
    kept = make("kept", 5, "a>1", **said)
    assert needed_by_revisits(old, [kept], []) == {old[0]}


def test_what_can_not_be_read_is_told(make):
    old, kept = make("holds-a", 1, "a"), make("kept", 5, "a>1", "z")
    kept.write_bytes(kept.read_bytes()[:-30])
    faults: list[str] = []
    assert needed_by_revisits([old], [kept], faults) == {old}
    assert len(faults) == 1
    assert "can't be read beyond byte" in faults[0]
