"""Tiny pictures made from nothing: two colours that follow from the name."""

from __future__ import annotations

import struct
import zlib
from pathlib import PurePosixPath

__all__ = ["png", "sized"]


def png(name: str, width: int, height: int) -> bytes:
    """A PNG of a plain sky over plain ground, at most a few hundred bytes."""
    seed = zlib.crc32(name.encode())
    palette = bytes((seed >> shift) & 0xFF for shift in (0, 8, 16, 24, 4, 12))
    row = (width + 7) // 8
    horizon = height // 2 + seed % (height // 4)
    lines = (b"\0" + (b"\0" if y < horizon else b"\xff") * row for y in range(height))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        (
            _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 3, 0, 0, 0)),
            _chunk(b"PLTE", palette),
            _chunk(b"IDAT", zlib.compress(b"".join(lines), 9)),
            _chunk(b"IEND", b""),
        )
    )


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def sized(file: str, width: int, height: int) -> str:
    """The name of a picture's smaller version: 'a.png' → 'a-300x200.png'."""
    path = PurePosixPath(file)
    return f"{path.stem}-{width}x{height}{path.suffix}"
