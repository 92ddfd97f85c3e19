"""Undoing content encodings: gzip, deflate, Brotli and Zstandard, one over the other, bounded."""

from __future__ import annotations

import zlib
from collections.abc import Callable

from scrapy.exceptions import NotSupported
from scrapy.utils import _compression as codecs

from wmcscraper.archive.files import ArchiveError

__all__ = ["decoded"]

_MOST = 4  # encodings, one over the other


def _gzip(data: bytes, limit: int) -> bytes:
    """All that a gzip stream gives, also where its end is missing or followed by other bytes."""
    parts: list[bytes] = []
    size = 0
    while data[:2] == b"\x1f\x8b":
        member = zlib.decompressobj(zlib.MAX_WBITS + 16)
        part = member.decompress(data, limit + 1 - size)
        size += len(part)
        parts.append(part)
        if size > limit:
            raise codecs._DecompressionMaxSizeExceeded(size, limit)
        data = member.unused_data
    return b"".join(parts)


def _deflate(data: bytes, limit: int) -> bytes:
    return codecs._inflate(data, max_size=limit)


_DECODERS: dict[str, Callable[[bytes, int], bytes]] = {
    "gzip": _gzip,
    "x-gzip": _gzip,
    "deflate": _deflate,
    "br": lambda data, limit: codecs._unbrotli(data, max_size=limit),
    "zstd": lambda data, limit: codecs._unzstd(data, max_size=limit),
}


def decoded(data: bytes, encodings: str, limit: int) -> bytes:
    """``data`` as it was before ``encodings`` (the header Content-Encoding) were put on it.

    Raises ArchiveError where it has more than ``limit`` bytes or is damaged.
    """
    names = [name.strip().lower() for name in encodings.split(",")]
    for name in [name for name in reversed(names) if name not in ("", "identity")][:_MOST]:
        decoder = _DECODERS.get(name)
        if decoder is None:
            raise ArchiveError(f"the content encoding {name!r} is unknown")
        if name in ("gzip", "x-gzip") and data[:2] != b"\x1f\x8b":
            continue  # stored without it, the header left as it was: many tools do so
        try:
            data = decoder(data, limit)
        except codecs._DecompressionMaxSizeExceeded:
            raise ArchiveError(f"the page has more than {limit} bytes (DOWNLOAD_MAXSIZE)") from None
        except (NotSupported, ValueError, EOFError, OSError, zlib.error, RuntimeError) as error:
            raise ArchiveError(f"the body's {name} is damaged: {error}") from error
    if len(data) > limit:
        raise ArchiveError(f"the page has more than {limit} bytes (DOWNLOAD_MAXSIZE)")
    return data
