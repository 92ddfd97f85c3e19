"""Python's search for cyclic garbage, and when not to have it."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["collector_paused"]


@contextmanager
def collector_paused() -> Iterator[None]:
    """No search for cyclic garbage while the block runs; afterwards as it was before.

    Reading a page makes tens of thousands of short-lived lists and objects, and hardly a cycle
    among them. Their number alone starts the collector again and again, and each time it walks all
    that is alive: on a large page the page itself, so that time grows faster than size, and in a
    crawl everything that the crawl holds. What is left behind is collected after the block.
    """
    if not gc.isenabled():  # an outer block paused it, or the user did: theirs to start again
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
