"""Faults of the network and of HTTP. Each is a route; ``once`` ones give the page in the end."""

from __future__ import annotations

import asyncio
import gzip
import re
import zlib
from collections.abc import Iterator

import brotli  # type: ignore[import-untyped]
from backports import zstd

from tests.faults.server import Exchange, Route

__all__ = ["LYING", "PERMANENT", "TRANSIENT", "UNSEEN", "page", "transient", "with_unseen"]

_FOREVER = 3600.0
_MEGABYTE = 1024 * 1024
_FILLER = b"<p>Nothing of interest is said in this paragraph, and it is said at length.</p>\n"


def page(html: str, **headers: str) -> Route:
    """A page as it should be."""

    async def route(exchange: Exchange) -> None:
        await exchange.answer(html.encode(), **headers)  # type: ignore[arg-type]

    return route


def _raw(body: bytes, status: int = 200, **headers: str) -> Route:
    async def route(exchange: Exchange) -> None:
        await exchange.answer(body, status, **headers)

    return route


# ---- faults that end: the page is had at the second try


def _then(html: str, fault: Route) -> Route:
    async def route(exchange: Exchange) -> None:
        if exchange.tries == 1:
            await fault(exchange)
        else:
            await exchange.answer(html.encode())

    return route


async def _reset(exchange: Exchange) -> None:
    exchange.reset()


async def _reset_in_body(exchange: Exchange) -> None:
    await exchange.head(Content_Type="text/html", Content_Length="50000")
    await exchange.send(_FILLER * 20)
    exchange.reset()


async def _hang_up(exchange: Exchange) -> None:
    exchange.close()


async def _truncated(exchange: Exchange) -> None:
    await exchange.head(Content_Type="text/html", Content_Length="50000")
    await exchange.send(_FILLER * 20)
    exchange.close()


async def _truncated_chunks(exchange: Exchange) -> None:
    await exchange.head(Content_Type="text/html", Transfer_Encoding="chunked")
    await exchange.send(b"1000\r\n" + _FILLER)
    exchange.close()


async def _stalled(exchange: Exchange) -> None:
    await exchange.head(Content_Type="text/html", Content_Length="50000")
    await exchange.send(_FILLER)
    await asyncio.sleep(_FOREVER)


async def _mute(exchange: Exchange) -> None:
    await asyncio.sleep(_FOREVER)


async def _busy(exchange: Exchange) -> None:
    await exchange.answer(b"busy", 503)


async def _too_many(exchange: Exchange) -> None:
    await exchange.answer(b"slow down", 429, Retry_After="1")


TRANSIENT = {
    "reset": _reset,
    "reset in the body": _reset_in_body,
    "hang-up": _hang_up,
    "truncated": _truncated,
    "truncated chunks": _truncated_chunks,
    "stalled": _stalled,
    "no answer": _mute,
    "503": _busy,
    "429 with Retry-After": _too_many,
}
"""Faults of the first try."""


def transient(html: str, name: str) -> Route:
    """A page whose first try meets the fault ``name``."""
    return _then(html, TRANSIENT[name])


# ---- faults that stay


async def _drip(exchange: Exchange) -> None:
    await exchange.head(Content_Type="text/html", Content_Length="50000")
    for byte in _FILLER * 600:
        await exchange.send(bytes([byte]))
        await asyncio.sleep(0.1)


async def _drip_headers(exchange: Exchange) -> None:
    await exchange.send(b"HTTP/1.1 200 OK\r\n")
    for number in range(36_000):
        await exchange.send(b"X-Slow-%d: yes\r\n" % number)
        await asyncio.sleep(0.1)


async def _bad_chunks(exchange: Exchange) -> None:
    await exchange.head(Content_Type="text/html", Transfer_Encoding="chunked")
    await exchange.send(b"zz\r\n" + _FILLER + b"\r\n0\r\n\r\n")
    exchange.close()


async def _no_http(exchange: Exchange) -> None:
    await exchange.send(b"220 mail.example ESMTP ready\r\n" * 3)
    exchange.close()


async def _bad_status(exchange: Exchange) -> None:
    await exchange.send(b"HTTP/1.1 999999 What\r\nContent-Length: nine\r\n\r\nnine bytes")
    exchange.close()


async def _later(exchange: Exchange) -> None:
    await exchange.answer(b"come back next year", 429, Retry_After="31536000")


async def _nonsense_later(exchange: Exchange) -> None:
    await exchange.answer(b"come back", 503, Retry_After="soon" * 1000)


def redirect(target: str, status: int = 302) -> Route:
    """A redirect to ``target``."""

    async def route(exchange: Exchange) -> None:
        where = target.replace("{base}", exchange.server.base_url)
        await exchange.answer(b"", status, Location=where)

    return route


async def _ever_longer(exchange: Exchange) -> None:
    count = int(exchange.query or 0)
    await exchange.answer(b"", 302, Location=f"{exchange.path}?{count + 1}")


def _repeat(piece: bytes, size: int) -> Iterator[bytes]:
    block = piece * (256 * 1024 // len(piece))
    for _ in range(size // len(block)):
        yield block


def _streamed(size: int, **headers: str) -> Route:
    async def route(exchange: Exchange) -> None:
        await exchange.stream(_repeat(_FILLER, size), **headers)

    return route


async def _huge_declared(exchange: Exchange) -> None:
    await exchange.head(Content_Type="text/html", Content_Length=str(100 * _MEGABYTE))
    for chunk in _repeat(_FILLER, 100 * _MEGABYTE):
        await exchange.send(chunk)


def _bomb(encoding: str, size: int = 100 * _MEGABYTE) -> Route:
    """A small body that decompresses to ``size`` bytes; compressed at the first request."""
    body: list[bytes] = []

    async def route(exchange: Exchange) -> None:
        if not body:
            body.append(await asyncio.to_thread(_compressed, encoding, size))
        await exchange.answer(body[0], Content_Encoding=encoding)

    return route


def _compressed(encoding: str, size: int) -> bytes:
    data = b"<html><body><p>" + b"0" * size
    for step in encoding.split(", "):
        if step == "gzip":
            data = gzip.compress(data, 1)
        elif step == "br":
            data = brotli.compress(data, quality=1)
        elif step == "zstd":
            data = zstd.compress(data, 1)
        else:
            data = zlib.compress(data, 1)
    return data


async def _huge_headers(exchange: Exchange) -> None:
    await exchange.send(b"HTTP/1.1 200 OK\r\nX-Huge: " + b"x" * (5 * _MEGABYTE) + b"\r\n\r\n")
    exchange.close()


async def _many_headers(exchange: Exchange) -> None:
    await exchange.send(b"HTTP/1.1 200 OK\r\n")
    for number in range(20_000):
        await exchange.send(b"X-Header-%d: %b\r\n" % (number, b"v" * 4000))
    await exchange.send(b"Content-Length: 0\r\n\r\n")


async def _cookies(exchange: Exchange) -> None:
    await exchange.send(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 12\r\n")
    for number in range(500):
        await exchange.send(b"Set-Cookie: c%d=%b; Path=/\r\n" % (number, b"x" * 8000))
    await exchange.send(b"\r\n<p>Hello</p>")


_BINARY = bytes(range(256)) * 400
PERMANENT: dict[str, Route] = {
    "always-reset": _reset,
    "always-truncated": _truncated,
    "bad-chunks": _bad_chunks,
    "no-http": _no_http,
    "bad-status": _bad_status,
    "stalled": _stalled,
    "drip": _drip,
    "drip-headers": _drip_headers,
    "later": _later,
    "nonsense-later": _nonsense_later,
    "always-503": _busy,
    "loop": redirect("/fault/loop"),
    "loop-of-two": redirect("/fault/loop-of-two-b"),
    "loop-of-two-b": redirect("/fault/loop-of-two"),
    "endless-redirect": _ever_longer,
    "to-metadata": redirect("http://169.254.169.254/latest/meta-data/"),
    "to-private": redirect("http://10.0.0.1/admin"),
    "to-other-port": redirect("http://127.0.0.1:1/"),
    "to-file": redirect("file:///etc/passwd"),
    "to-data": redirect("data:text/html,<h1>Hello</h1>"),
    "to-javascript": redirect("javascript:alert(1)"),
    "to-nowhere": redirect("http://[broken/"),
    "100-mb": _streamed(100 * _MEGABYTE),
    "100-mb-declared": _huge_declared,
    "binary-as-html": _raw(_BINARY, Content_Type="text/html"),
    "binary": _raw(_BINARY, Content_Type="application/octet-stream"),
    "gzip-bomb": _bomb("gzip"),
    "br-bomb": _bomb("br"),
    "zstd-bomb": _bomb("zstd"),
    "deflate-bomb": _bomb("deflate"),
    "nested-bomb": _bomb("gzip, gzip"),
    "mixed-bomb": _bomb("br, gzip"),
    "no-gzip": _raw(_FILLER * 50, Content_Encoding="gzip"),
    "unknown-encoding": _raw(_BINARY, Content_Encoding="rot13"),
    "huge-header": _huge_headers,
    "many-headers": _many_headers,
    "cookies": _cookies,
}
"""Path below /fault/ → what it does."""


LYING = (
    # Encoding of the bytes, Content-Type that is sent, what the page's meta says.
    ("utf-8", "text/html; charset=iso-8859-1", "utf-16"),
    ("utf-8", "text/html; charset=no-such-thing", "ascii"),
    ("cp1252", "text/html; charset=utf-8", "utf-8"),
    ("utf-8", "text/plain", "utf-8"),
    ("utf-8", "application/octet-stream", "utf-8"),
    ("utf-8", "image/jpeg", "utf-8"),
    ("utf-8", "application/pdf; charset=\x01", "utf-7"),
)
"""Lies about what a good page is; it is to be stored nevertheless."""


UNSEEN = (
    "\0",
    "\x01\x08\x1f\x7f",
    "\x80\x9f",
    "\u200b\u2060\ufeff",  # zero width
    "\u202e\u202d\u202c\u200f\u2067\u2069",  # the direction of what follows
    "\xad",
    "&#0;&#x1;&#8203;&#x202E;&shy;",
)
"""Characters that nobody sees and that no name, title or text is to be stored with."""
_WORD = re.compile(r">[^<]+")


def with_unseen(html: str, marks: str) -> str:
    """``html`` with ``marks`` after the second letter of each text."""
    return _WORD.sub(lambda text: text[0][:3] + marks + text[0][3:], html)
