"""Memory of large pages goes back to the system once they are read."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from functools import cache

__all__ = ["LARGE", "give_back"]

LARGE = 500_000
"""Bytes of a page whose tree is worth the 1 to 5 ms that it takes to give its memory back."""


@cache
def _malloc_trim() -> Callable[[int], int] | None:
    """What glibc offers for it; None with other C libraries."""
    return getattr(ctypes.CDLL(None), "malloc_trim", None)


def give_back(size: int) -> None:
    """Return what is free to the system, after a document of ``size`` bytes.

    Without it the tree of one page of 4 MB stays with the process as 50 MB of small free pieces
    between those in use, and the next large page comes on top. Does nothing for small documents,
    and where the C library is not glibc.
    """
    if size >= LARGE and (trim := _malloc_trim()) is not None:
        trim(0)
