"""Writing WARC 1.1: one gzip member a record, digests and lengths of the bytes as stored."""

from __future__ import annotations

import json
import zlib
from base64 import b32encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha1
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

from w3lib.url import safe_url_string
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from wmcscraper import clock
from wmcscraper.archive.files import WarcFile, recover
from wmcscraper.items import Capture

__all__ = ["NOTE", "ArchiveWriter", "Exchange", "iso", "warc_date"]

NOTE = "wmcscraper"
"""Field of a metadata record that holds, as JSON, what a run knew of a page beside its bytes."""
_VERSION = "1.1"
# Level 9, the library's own, takes three times as long for files that are hardly smaller.
_LEVEL = 4
_IDENTICAL = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
_NOT_MODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
# Of the transfer, not of what was transferred.
_HOP_HEADERS = frozenset({"transfer-encoding"})

Headers = list[tuple[str, str]]


@dataclass(slots=True)
class Exchange:
    """One request and its answer, as they went over the wire; the body without chunks."""

    url: str
    method: str
    request_headers: Headers
    status_line: str
    """'200 OK'"""
    headers: Headers
    body: bytes
    fetched: str
    """UTC, ISO 8601, whole seconds."""
    protocol: str = "HTTP/1.1"
    request_body: bytes = b""
    address: str | None = None
    """IP address of the server."""

    @property
    def status(self) -> int:
        return int(self.status_line.split(" ", 1)[0])


@dataclass
class ArchiveWriter:
    """Appends to the archive; its first record makes its first file.

    ``info`` is what the warcinfo record of each file says. All methods may raise ArchiveError;
    a record then is not in the archive, and what was before stays as it was.
    """

    folder: Path
    max_size: int
    """Bytes; a file that has as many is closed and another one begun."""
    info: dict[str, str] = field(default_factory=dict)
    _file: WarcFile | None = None
    _info_id: str = ""

    def recover(self) -> None:
        """Mend what a killed run left."""
        recover(self.folder)

    def keep(
        self, exchange: Exchange, *, note: Mapping[str, Any] | None = None,
        known: Capture | None = None,
    ) -> Capture:  # fmt: skip
        """Write a response and its request, and beside them ``note``.

        ``known`` is the record that holds what the URL gave before: the same bytes again, or a
        304, make a revisit record that refers to it. Gives where the bytes of the page are.
        """
        digest = _digest(exchange.body)
        known = known if known and known.file and known.recorded else None
        same = known is not None and exchange.status == 304
        identical = known is not None and exchange.body and known.digest == digest
        extra = {"WARC-IP-Address": exchange.address} if exchange.address else {}
        if known is not None and (same or identical):
            digest = known.digest or digest
            extra |= {
                "WARC-Profile": _NOT_MODIFIED if same else _IDENTICAL,
                "WARC-Refers-To-Target-URI": exchange.url,
                "WARC-Refers-To-Date": warc_date(known.recorded or ""),
            }
        kind = "revisit" if same or identical else "response"
        file = self._open()
        answer, answer_id = self._record(
            kind,
            exchange.url,
            exchange.fetched,
            b"" if kind == "revisit" else exchange.body,
            head=StatusAndHeaders(
                exchange.status_line, _stored(exchange, kind), protocol=exchange.protocol
            ),
            extra={"WARC-Payload-Digest": digest, **extra},
        )
        beside = {"WARC-Concurrent-To": answer_id}
        asked, _ = self._record(
            "request",
            exchange.url,
            exchange.fetched,
            exchange.request_body,
            head=_request(exchange),
            extra={"WARC-Payload-Digest": _digest(exchange.request_body), **beside},
        )
        told = self._note(exchange.url, exchange.fetched, note, beside) if note is not None else b""
        # In one piece: a kill leaves all three records, or cuts the last of them.
        offset = file.append(answer + asked + told)
        name = file.path.name
        self._rotate()
        if known is not None and kind == "revisit":
            return Capture(exchange.fetched, known.recorded, known.file, known.offset, known.digest)
        return Capture(exchange.fetched, exchange.fetched, name, offset, digest)

    def tell(self, url: str, note: Mapping[str, Any], when: str | None = None) -> None:
        """Write ``note`` about a URL that gave nothing to keep, or about the run itself."""
        file = self._open()
        file.append(self._note(url, when or iso(), note, {}))
        self._rotate()

    def sync(self) -> None:
        """Have what was written put on the disk itself. Raises ArchiveError."""
        if self._file is not None:
            self._file.sync()

    def close(self) -> None:
        """Close the file. A later record begins another one."""
        if self._file is not None:
            self._file.close()
            self._file = None

    # ---- records

    def _open(self) -> WarcFile:
        if self._file is None:
            self._file = WarcFile(self.folder)
            lines = "".join(f"{name}: {_plain(text)}\r\n" for name, text in self.info.items())
            name = {"WARC-Filename": self._file.path.name}
            record, self._info_id = self._record("warcinfo", "", iso(), lines.encode(), extra=name)
            self._file.append(record)
        return self._file

    def _rotate(self) -> None:
        if self._file is not None and self._file.size >= self.max_size:
            self.close()

    def _note(
        self, url: str, when: str, note: Mapping[str, Any], extra: Mapping[str, str]
    ) -> bytes:
        # ASCII: no byte of a page's own can end the field.
        line = f"{NOTE}: {json.dumps(note, separators=(',', ':'))}\r\n".encode("ascii")
        return self._record("metadata", url, when, line, extra=extra)[0]

    def _record(
        self,
        kind: str,
        url: str,
        when: str,
        payload: bytes,
        *,
        head: StatusAndHeaders | None = None,
        extra: Mapping[str, str],
    ) -> tuple[bytes, str]:
        """A record as one gzip member, and its id. Digests are given, so that nothing is buffered
        and read over again."""
        record_id = f"<urn:uuid:{uuid4()}>"
        headers = {"WARC-Record-ID": record_id, "WARC-Date": warc_date(when), **extra}
        if self._info_id and kind != "warcinfo":
            headers["WARC-Warcinfo-ID"] = self._info_id
        block = payload
        if head is not None:
            head.compute_headers_buffer()
            block = head.headers_buff + payload
        headers["WARC-Block-Digest"] = _digest(block)
        out = BytesIO()
        writer = WARCWriter(out, gzip=False, warc_version=_VERSION)
        record = writer.create_warc_record(
            url, kind, payload=BytesIO(payload), length=len(payload), http_headers=head,
            warc_headers_dict=headers,
        )  # fmt: skip
        writer.write_record(record)
        member = zlib.compressobj(_LEVEL, zlib.DEFLATED, zlib.MAX_WBITS + 16)
        return member.compress(out.getvalue()) + member.flush(), record_id


def _request(exchange: Exchange) -> StatusAndHeaders:
    parts = urlsplit(safe_url_string(exchange.url))
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    headers = [(_token(name), _plain(value)) for name, value in exchange.request_headers]
    if not any(name.lower() == "host" for name, _ in headers):
        headers.insert(0, ("Host", parts.netloc.rpartition("@")[2]))
    return StatusAndHeaders(f"{path} HTTP/1.1", headers, protocol=exchange.method)


def _stored(exchange: Exchange, kind: str) -> Headers:
    """The headers of the answer; the length is that of the bytes stored."""
    headers = [
        (name, value)
        for name, value in exchange.headers
        if name.lower() not in _HOP_HEADERS and name.lower() != "content-length"
    ]
    if kind == "response":
        headers.append(("Content-Length", str(len(exchange.body))))
    return [(_token(name), _plain(value)) for name, value in headers]


def _token(name: str) -> str:
    return "".join(name.split()).replace(":", "") or "X-Unnamed"


def _plain(value: str) -> str:
    """One line: a header's value never begins another header."""
    return " ".join(value.split())


def _digest(data: bytes) -> str:
    return "sha1:" + b32encode(sha1(data, usedforsecurity=False).digest()).decode()


def iso(when: datetime | None = None) -> str:
    """A moment as the database writes it: UTC, whole seconds. Now, where none is given."""
    return (when or clock.now()).astimezone(UTC).isoformat(timespec="seconds")


def warc_date(text: str) -> str:
    """The same moment as a WARC-Date."""
    return text.replace("+00:00", "Z")
