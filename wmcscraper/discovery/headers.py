"""Response headers are bounded: Twisted keeps as many of them as a server sends."""

from __future__ import annotations

from typing import Any

from scrapy.core.downloader.handlers.http11 import (
    _LenientHTTP11ClientFactory,
    _LenientHTTP11ClientProtocol,
    _LenientHTTPClientParser,
)
from twisted.web._newclient import ParseError

__all__ = ["MAX_BYTES", "BoundedFactory"]

MAX_BYTES = 512 * 1024
"""Bytes that the headers of one response may have; browsers stop at half of that."""


class _Parser(_LenientHTTPClientParser):
    received = 0

    def lineReceived(self, line: bytes) -> None:  # noqa: N802
        self.received += len(line)
        if self.received > MAX_BYTES:
            raise ParseError("the headers are too large", line[:100])
        super().lineReceived(line)


class _Protocol(_LenientHTTP11ClientProtocol):
    def request(self, request: Any) -> Any:
        answer = super().request(request)
        assert self._parser is not None
        # As in the class above: Twisted names the class of its parser in the midst of a method.
        self._parser.__class__ = _Parser
        return answer


class BoundedFactory(_LenientHTTP11ClientFactory):
    """Scrapy's factory of connections, with bounded headers."""

    def buildProtocol(self, addr: Any) -> Any:  # noqa: N802
        return _Protocol(self._quiescentCallback)
