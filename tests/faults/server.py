"""A server that writes bytes, not answers: so it can also write half of one, or none.

    with serve(routes) as server: server.base_url, server.log

``routes`` gives for each path a function ``async (exchange) -> None``. What it writes is what the
client reads; where it returns, the connection is kept unless it closed or reset it.
"""

from __future__ import annotations

import asyncio
import socket
import struct
import threading
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from time import monotonic
from urllib.parse import unquote

__all__ = ["Exchange", "FaultServer", "Route", "Routes", "serve"]


@dataclass(slots=True)
class Exchange:
    """One request, and the connection to answer it on."""

    server: FaultServer
    path: str
    """Decoded, without query."""
    query: str
    headers: Mapping[str, str]
    """Names in lower case."""
    writer: asyncio.StreamWriter
    tries: int
    """How often this address was asked for, this time included."""
    closed: bool = False

    async def send(self, data: bytes) -> None:
        """Write bytes as they are, as fast as the client reads."""
        self.writer.write(data)
        await self.writer.drain()

    async def head(self, status: int = 200, **headers: str) -> None:
        """A status line and headers (``Content_Type`` is Content-Type)."""
        lines = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items())
        await self.send(f"HTTP/1.1 {status} Status\r\n{lines}\r\n".encode("latin-1"))

    async def answer(self, body: bytes, status: int = 200, **headers: str) -> None:
        """A whole, honest answer."""
        headers.setdefault("Content_Type", "text/html; charset=utf-8")
        await self.head(status, **headers, Content_Length=str(len(body)))
        await self.send(body)

    async def stream(self, chunks: Iterator[bytes], **headers: str) -> None:
        """A chunked answer of any size."""
        headers.setdefault("Content_Type", "text/html; charset=utf-8")
        await self.head(**headers, Transfer_Encoding="chunked")  # type: ignore[arg-type]
        for chunk in chunks:
            await self.send(b"%x\r\n%b\r\n" % (len(chunk), chunk))
        await self.send(b"0\r\n\r\n")

    def close(self) -> None:
        """End the connection in an orderly way."""
        self.closed = True

    def reset(self) -> None:
        """End it with a TCP reset: what was sent may be lost with it."""
        raw: socket.socket = self.writer.get_extra_info("socket")
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.writer.transport.abort()
        self.closed = True


Route = Callable[[Exchange], Awaitable[None]]
Routes = Callable[[str], Route | None]
"""The route of a path; None is a 404."""


@dataclass
class FaultServer:
    """Serves routes on a loopback port, in a thread of its own."""

    routes: Routes
    base_url: str = ""
    log: list[tuple[float, str]] = field(default_factory=list)
    """(monotonic time, path with query) of each request."""
    tries: dict[str, int] = field(default_factory=dict)

    def asked(self, path: str) -> list[float]:
        """When a path was asked for."""
        return [moment for moment, asked in self.log if asked == path]

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        ended = (OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError)
        with suppress(*ended, asyncio.CancelledError):
            while await self._exchange(reader, writer):
                pass
        with suppress(OSError):
            writer.close()

    async def _exchange(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        target = head[0].split(" ")[1]
        path, _, query = target.partition("?")
        headers = {
            name.lower(): value.strip()
            for name, _, value in (line.partition(":") for line in head[1:] if line)
        }
        self.log.append((monotonic(), target))
        self.tries[target] = self.tries.get(target, 0) + 1
        exchange = Exchange(self, unquote(path), query, headers, writer, self.tries[target])
        route = self.routes(exchange.path)
        if route is None:
            await exchange.answer(b"<h1>Not found</h1>", 404)
        else:
            await route(exchange)
        return not exchange.closed


@contextmanager
def serve(routes: Routes) -> Iterator[FaultServer]:
    """Serve until the block ends."""
    server = FaultServer(routes)
    loop = asyncio.new_event_loop()
    listening = loop.run_until_complete(asyncio.start_server(server._serve, "127.0.0.1", 0))
    server.base_url = f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}"
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        asyncio.run_coroutine_threadsafe(_stop(listening), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


async def _stop(listening: asyncio.Server) -> None:
    listening.close()
    tasks = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
