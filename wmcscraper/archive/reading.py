"""Reading WARC files, also those that others made: 1.0 and 1.1 (and ARC), plain or gzip, whole or
cut short at the end."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

from warcio.archiveiterator import ArchiveIterator
from warcio.bufferedreaders import ChunkedDataReader
from warcio.exceptions import ArchiveLoadFailed

from wmcscraper.archive.content import decoded
from wmcscraper.archive.files import ArchiveError
from wmcscraper.archive.writing import NOTE, Headers

__all__ = ["BROKEN", "Payload", "Record", "reason", "records", "response_at"]

_SAID = {
    "url": "WARC-Target-URI", "record_id": "WARC-Record-ID", "digest": "WARC-Payload-Digest",
    "beside": "WARC-Concurrent-To", "profile": "WARC-Profile",
    "refers_to": "WARC-Refers-To", "refers_to_url": "WARC-Refers-To-Target-URI",
    "refers_to_date": "WARC-Refers-To-Date",
}  # fmt: skip
_CHUNK = 1 << 16
_KINDS = frozenset(
    ("warcinfo", "response", "request", "resource", "revisit", "metadata", "conversion")
)
_ANSWERS = frozenset({"response", "revisit"})
# What warcio raises on broken files; AttributeError where a record names no address.
BROKEN = (*(ArchiveLoadFailed, EOFError, zlib.error, ValueError, AssertionError, AttributeError),)


@dataclass(slots=True)
class Record:
    """A record, without the page that it holds (see ``response_at``)."""

    path: Path
    offset: int
    kind: str
    """response, resource, revisit, metadata, warcinfo, request …"""
    date: str
    """UTC, ISO 8601, whole seconds."""
    url: str = ""
    record_id: str = ""
    digest: str = ""
    beside: str = ""
    """Id of the response that a metadata record stands beside."""
    profile: str = ""
    refers_to: str = ""
    refers_to_url: str = ""
    refers_to_date: str = ""
    """As ``date``."""
    status: int | None = None
    headers: Headers = field(default_factory=list)
    note: Any = None
    """What a run of ours knew of the page."""
    fields: dict[str, str] = field(default_factory=dict)
    """Of a warcinfo record."""

    def header(self, name: str) -> str | None:
        """An HTTP header of the answer."""
        return next((v for n, v in self.headers if n.lower() == name.lower()), None)


@dataclass(slots=True)
class Payload:
    """An answer as it is archived."""

    status: int
    headers: Headers
    stored: bytes
    """The body as it is stored, without chunks."""

    def body(self, limit: int) -> bytes:
        """The page: its content encodings undone. Raises ArchiveError beyond ``limit`` bytes."""
        encodings = [value for name, value in self.headers if name.lower() == "content-encoding"]
        return decoded(self.stored, ",".join(encodings), limit)


def records(path: Path) -> Iterator[Record]:
    """All records of a file, in order. Raises ArchiveError where it can't be read on: what was
    given up to there is good."""
    try:
        file = path.open("rb")
    except OSError as error:
        raise ArchiveError(f"{path} can't be read: {error.strerror}") from error
    offset, met = 0, False
    with closing(file):
        found = ArchiveIterator(file, no_record_parse=True, arc2warc=True)
        try:
            for record in found:
                if record.rec_type in _ANSWERS:  # of requests nobody asks for the headers
                    record.http_headers = found.loader.load_http_headers(
                        record.rec_type,
                        record.rec_headers.get_header("WARC-Target-URI"),
                        record.raw_stream,
                        record.length,
                    )
                entry = _entry(path, 0, record)
                # Read to its end, so that one that is cut short is not taken for a whole one.
                _skip(record)
                # Known only now: to ask for it reads the record away.
                entry.offset = offset = found.get_record_offset()
                # Any line passes for the head of an ARC record; one with an address is.
                is_one = entry.kind == "warcinfo" or ":" in entry.url
                met = met or (entry.kind in _KINDS and is_one)
                if not met:
                    raise EOFError("it is no WARC file")
                yield entry
            _check_last(file, offset, met=met)
        except BROKEN as error:
            raise ArchiveError(
                f"{path} can't be read beyond byte {offset}: {reason(error)}"
            ) from error


def response_at(path: Path, offset: int) -> Payload:
    """The answer that a response, resource or revisit record holds. Raises ArchiveError."""
    try:
        with path.open("rb") as file:
            return _payload(file, offset)
    except OSError as error:
        raise ArchiveError(f"{path} can't be read: {error.strerror}") from error
    except BROKEN as error:
        raise ArchiveError(f"{path}: no whole record at byte {offset} ({reason(error)})") from error


def _payload(file: BinaryIO, offset: int) -> Payload:
    file.seek(offset)
    record = next(iter(ArchiveIterator(file, arc2warc=True)), None)
    if record is None:
        raise EOFError("the file ends before")
    raw = _all(record)
    head = record.http_headers
    headers = list(head.headers) if head else [("Content-Type", record.content_type or "")]
    transfer = head.get_header("Transfer-Encoding") if head else None
    if transfer and "chunked" in transfer.lower():
        raw = ChunkedDataReader(BytesIO(raw), decomp_type=None).read(len(raw))
    return Payload(_status(head), headers, raw)


def _entry(path: Path, offset: int, record: Any) -> Record:
    said = record.rec_headers
    named: dict[str, Any] = {
        name: (said.get_header(header) or "").strip() for name, header in _SAID.items()
    }
    date = _moment(said.get_header("WARC-Date") or "")
    entry = Record(path, offset, record.rec_type, date, **named)
    entry.url = entry.url.strip("<>")
    entry.refers_to_date = _moment(entry.refers_to_date)
    if record.http_headers is not None:
        entry.status = _status(record.http_headers)
        entry.headers = list(record.http_headers.headers)
    elif record.rec_type == "resource":
        entry.status, entry.headers = 200, [("Content-Type", record.content_type or "")]
    elif record.rec_type in ("warcinfo", "metadata"):
        if "warc-fields" in (record.content_type or ""):
            entry.fields = _fields(_all(record))
        if record.rec_type == "metadata" and NOTE in entry.fields:
            try:
                entry.note = json.loads(entry.fields[NOTE])
            except ValueError:  # another program's field of this name
                entry.note = None
    return entry


def _all(record: Any) -> bytes:
    """The rest of a record: one call gives what is in the buffer, not what there is."""
    parts = []
    while part := record.raw_stream.read(_CHUNK):
        parts.append(part)
    _check_end(record)
    return b"".join(parts)


def _skip(record: Any) -> None:
    while record.raw_stream.read(_CHUNK):
        pass
    _check_end(record)


def _check_last(file: BinaryIO, offset: int, *, met: bool) -> None:
    """What the library takes for a last record may be the begin of one."""
    file.seek(0)
    packed = file.read(2) == b"\x1f\x8b"
    if not met and file.seek(0, 2):
        raise EOFError("it is no WARC file")
    if packed:
        file.seek(offset)
        member = zlib.decompressobj(zlib.MAX_WBITS + 16)
        while not member.eof:
            part = file.read(_CHUNK)
            if not part:
                raise EOFError("the last record is cut short")
            member.decompress(part)


def _check_end(record: Any) -> None:
    if getattr(record.raw_stream, "limit", 0) > 0:
        raise EOFError("the last record is cut short")


def _status(head: Any) -> int:
    code = head.get_statuscode() if head else "200"
    return int(code) if code and code.isdigit() else 0


def _fields(data: bytes) -> dict[str, str]:
    lines = (line.partition(":") for line in data.decode("utf-8", "replace").splitlines())
    return {name.strip(): value.strip() for name, colon, value in lines if colon}


def _moment(date: str) -> str:
    """A WARC-Date as the database writes moments: UTC, whole seconds."""
    return f"{date[:19]}+00:00" if len(date) >= 19 else date


def reason(error: BaseException) -> str:
    """What is wrong with a file, in one line."""
    if "non-chunked gzip" in str(error):
        return (
            "it is gzip as a whole, not by record, so no record has a place of its own; "
            "'warcio recompress OLD.warc.gz NEW.warc.gz' makes a file that can be read"
        )
    return " ".join(str(error).split()) or type(error).__name__
