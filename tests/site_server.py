"""A small web server for the sample site and the replicas: a folder, or any function of a request.

As a script: ``python tests/site_server.py --port 0 FOLDER`` prints the base URL and serves until
interrupted. As a module: ``with serve(folder) as site: site.base_url, site.log``.
Only the standard library, so that it runs before anything is installed.
"""

from __future__ import annotations

import argparse
import hashlib
import mimetypes
import re
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.utils import formatdate, parsedate_to_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, quote, unquote, urlsplit

__all__ = ["Logged", "Request", "Response", "SiteServer", "folder_lookup", "serve"]

REDIRECTS = "_redirects"
"""File of a folder with lines ``/from /to status`` (``-`` for no target, as with 410)."""
TEXT_TYPES = ("text/", "application/json", "application/xml", "application/rss+xml")
NO_ETAG = "X-No-Etag"
"""An answer with this header gets no ETag of its own."""
FIRST_MONTH = "2026-03"
"""The month a calendar page shows when its URL names none."""


@dataclass(slots=True)
class Logged:
    """One answered request: ``sent`` counts the body bytes handed to the connection so far.

    ``host`` is the Host header: who asked for the same page under another name.
    """

    method: str
    path: str
    status: int
    sent: int = 0
    host: str = field(default="", compare=False)


@dataclass(slots=True)
class Request:
    """What a lookup is asked: ``path`` is decoded, ``query`` is as sent, without its '?'."""

    method: str
    path: str
    query: str
    base_url: str
    host: str = ""


@dataclass(slots=True)
class Response:
    """What a lookup answers. A body of chunks is streamed (chunked unless a length is given)."""

    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes | Iterable[bytes] = b""


Lookup = Callable[[Request], Response]


class SiteServer(ThreadingHTTPServer):
    """Serves what ``lookup`` answers on a loopback port and keeps a log of the requests."""

    daemon_threads = True
    block_on_close = False
    request_queue_size = 64

    def __init__(self, lookup: Lookup, port: int = 0) -> None:
        super().__init__(("127.0.0.1", port), _Handler)
        self.lookup = lookup
        self.log: list[Logged] = []

    @property
    def base_url(self) -> str:
        """``http://127.0.0.1:PORT``, without a slash at the end."""
        return f"http://127.0.0.1:{self.server_port}"

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up is no error; anything else is shown."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "SampleSite/1"
    sys_version = ""
    timeout = 60
    server: SiteServer

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        request = Request(
            self.command,
            unquote(parts.path),
            parts.query,
            self.server.base_url,
            self.headers.get("Host", ""),
        )
        response = self.server.lookup(request)
        if response.status == 200 and isinstance(response.body, bytes):
            if NO_ETAG not in response.headers:
                response.headers.setdefault("ETag", _etag(response.body))
            if self._unchanged(response):
                response = Response(304, _validators(response.headers))
        # Logged before a byte is sent: who has read the answer finds its request in the log.
        entry = Logged(self.command, self.path, response.status, host=request.host)
        self.server.log.append(entry)
        try:
            for chunk in self._send(response):
                entry.sent += len(chunk)
                self.wfile.write(chunk)
        except OSError:
            self.close_connection = True

    def do_HEAD(self) -> None:
        self.do_GET()

    def _unchanged(self, response: Response) -> bool:
        """Whether the client's copy is still good; If-None-Match has the last word (RFC 9110)."""
        tags = self.headers.get("If-None-Match")
        if tags is not None and "ETag" in response.headers:
            return response.headers["ETag"].removeprefix("W/") in [
                tag.strip().removeprefix("W/") for tag in tags.split(",")
            ]
        since, changed = (
            self.headers.get("If-Modified-Since"),
            response.headers.get("Last-Modified"),
        )
        if not since or not changed:
            return False
        try:
            return parsedate_to_datetime(changed) <= parsedate_to_datetime(since)
        except (TypeError, ValueError):
            return False

    def _send(self, response: Response) -> Iterator[bytes]:
        """Send the head; the body's bytes are yielded for the caller to write and count."""
        self.send_response(response.status)
        for name, value in response.headers.items():
            self.send_header(name, value)
        body, has_body = response.body, response.status not in (204, 304)
        chunked = not isinstance(body, bytes) and "Content-Length" not in response.headers
        if has_body and isinstance(body, bytes):
            self.send_header("Content-Length", str(len(body)))
        elif has_body and chunked:
            self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        if self.command == "HEAD" or not has_body:
            return
        if isinstance(body, bytes):
            yield body
        elif chunked:
            for chunk in body:
                yield b"%x\r\n%b\r\n" % (len(chunk), chunk)
            yield b"0\r\n\r\n"
        else:
            yield from body

    def log_message(self, format: str, *args: object) -> None:
        """Requests are kept in the server's log, not written to the terminal."""


def _etag(body: bytes) -> str:
    return f'"{hashlib.sha256(body).hexdigest()[:20]}"'


def _validators(headers: dict[str, str]) -> dict[str, str]:
    return {name: headers[name] for name in ("ETag", "Last-Modified") if name in headers}


def folder_lookup(folder: Path) -> Lookup:
    """Serve ``folder``: index.html for folders, redirects from its `_redirects`, 404 for the rest.

    In text files '{{base}}' becomes the base URL, and '{{month}}', '{{previous_month}}' and
    '{{next_month}}' follow from ``?month=YYYY-MM``: a calendar without end in one file.
    """
    folder = folder.resolve()
    redirects = _redirects(folder / REDIRECTS)

    def lookup(request: Request) -> Response:
        if request.path in redirects:
            target, status = redirects[request.path]
            return Response(status, {} if target == "-" else {"Location": target})
        path = (folder / request.path.lstrip("/")).resolve()
        hidden = any(part.startswith(("_", ".")) for part in Path(request.path).parts)
        if hidden or not path.is_relative_to(folder):
            return _not_found(folder, request)
        if path.is_dir():
            if not request.path.endswith("/"):
                query = f"?{request.query}" if request.query else ""
                return Response(301, {"Location": quote(request.path) + "/" + query})
            path /= "index.html"
        return _file(path, request) if path.is_file() else _not_found(folder, request)

    return lookup


def _file(path: Path, request: Request, status: int = 200) -> Response:
    kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    body = path.read_bytes()
    if kind.startswith(TEXT_TYPES):
        body = _fill_in(body, request)
        kind += "; charset=utf-8"
    modified = formatdate(path.stat().st_mtime, usegmt=True)
    return Response(status, {"Content-Type": kind, "Last-Modified": modified}, body)


def _not_found(folder: Path, request: Request) -> Response:
    page = folder / "404.html"
    if page.is_file():
        return _file(page, request, 404)
    return Response(404, {"Content-Type": "text/plain; charset=utf-8"}, b"Not found.\n")


def _fill_in(body: bytes, request: Request) -> bytes:
    body = body.replace(b"{{base}}", request.base_url.encode())
    if b"_month}}" not in body:
        return body
    month = parse_qs(request.query).get("month", [FIRST_MONTH])[0]
    if not re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", month):
        month = FIRST_MONTH
    count = int(month[:4]) * 12 + int(month[5:]) - 1
    for name, number in (
        ("month", count),
        ("previous_month", count - 1),
        ("next_month", count + 1),
    ):
        value = f"{number // 12:04}-{number % 12 + 1:02}"
        body = body.replace(b"{{%b}}" % name.encode(), value.encode())
    return body


def _redirects(path: Path) -> dict[str, tuple[str, int]]:
    if not path.is_file():
        return {}
    lines = [line.split() for line in path.read_text("utf-8").splitlines() if line.startswith("/")]
    return {source: (target, int(status)) for source, target, status in lines}


@contextmanager
def serve(source: Path | str | Lookup, port: int = 0) -> Iterator[SiteServer]:
    """Serve a folder, or what a lookup answers, in threads of this process until the block ends."""
    lookup = source if callable(source) else folder_lookup(Path(source))
    server = SiteServer(lookup, port)
    thread = threading.Thread(
        target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True
    )
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def main(arguments: list[str] | None = None) -> int:
    """Serve a folder until interrupted; prints the base URL on its first line."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("folder", type=Path, help="folder of pages")
    parser.add_argument("--port", type=int, default=0, help="0: any free port (default)")
    options = parser.parse_args(arguments)
    if not options.folder.is_dir():
        print(f"{options.folder} is no folder", file=sys.stderr)
        return 2
    try:
        server = SiteServer(folder_lookup(options.folder), options.port)
    except OSError as error:
        print(f"cannot listen on port {options.port}: {error.strerror}", file=sys.stderr)
        return 1
    with server:
        print(f"{server.base_url}/", flush=True)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            return 0
    return 0


if __name__ == "__main__":
    sys.exit(main())
