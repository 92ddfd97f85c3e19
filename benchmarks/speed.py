"""CPU time of an article: ours with every field, against trafilatura with metadata.

    python -m benchmarks.speed [--data DIR] [--pages 120] [--no-linear]

Prints pages per CPU-second of both (alternating page by page in one run), their ratio, where our
time goes field by field, and how it grows from a page of 250 kB to one of 10 MB, for pages of
several shapes. Without trafilatura ('make bench' installs it in an environment of its own) the
figures of ours stand alone.
"""

from __future__ import annotations

import argparse
import gc
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from time import process_time
from typing import Any
from unittest.mock import patch

from benchmarks import peers
from benchmarks.corpus import Sample, add_options, samples_of
from benchmarks.shapes import SHAPES, page_of
from wmcscraper import extraction
from wmcscraper.extraction import extract_article

_SMALL, _LARGE = 250_000, 10_000_000
_MOST = 40.0  # times: what a page of 40 times the size may cost
# What one page passes through, by the name under which the extraction calls it.
_FIELDS = (
    *("title", "body", "dates", "authors", "language", "section"),
    *("tags", "summary", "images", "links"),
)


class Profile:
    """CPU seconds of each part of the extraction, without those of the parts that it calls."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._inner = [0.0]
        self._since = 0.0

    def timed(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """``function``, with its time put down under ``name``."""

        def call(*args: Any, **kwargs: Any) -> Any:
            self._inner.append(0.0)
            start = process_time()
            try:
                return function(*args, **kwargs)
            finally:
                self._book(name, process_time() - start)

        return call

    def _book(self, name: str, spent: float) -> None:
        own = spent - self._inner.pop()
        self._inner[-1] += spent
        self.seconds[name] = self.seconds.get(name, 0.0) + own

    def _collecting(self, phase: str, _: object) -> None:
        """Python's search for cyclic garbage: it falls on whichever part is at work just then.

        Outside the parts (the peer's turn) it is nobody's.
        """
        if len(self._inner) == 1:
            return
        if phase == "start":
            self._inner.append(0.0)
            self._since = process_time()
        elif len(self._inner) > 2:
            self._book("collection", process_time() - self._since)

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Take the time of every part while the block runs."""
        layout = self.timed("page layout", lambda page: page.layout)
        metadata = self.timed("metadata", lambda page: (page.meta, page.jsonld))
        parse = self.timed("page parse", extraction.Page)

        def page(*args: Any, **kwargs: Any) -> Any:
            made = parse(*args, **kwargs)
            metadata(made)  # read here, so that no field pays for what all of them use
            layout(made)
            return made

        with ExitStack() as stack:
            for name in _FIELDS:
                module = getattr(extraction, name)
                timed = self.timed(name, module.extract)
                stack.enter_context(patch.object(module, "extract", timed))
            for owner, attribute, name in (
                (extraction.kind, "classify", "kind"),
                (extraction, "extract_quotes", "quotes"),
                (extraction, "extract_figures", "figures"),
                (extraction, "canonical_url", "url"),
            ):
                timed = self.timed(name, getattr(owner, attribute))
                stack.enter_context(patch.object(owner, attribute, timed))
            stack.enter_context(patch.object(extraction, "Page", page))
            gc.callbacks.append(self._collecting)
            stack.callback(gc.callbacks.remove, self._collecting)
            yield


def seconds(function: Callable[[str, str], object], html: str, url: str) -> float:
    """CPU seconds of one call."""
    start = process_time()
    function(html, url)
    return process_time() - start


def compare(pages: list[Sample], peer: peers.Peer | None) -> None:
    """Pages per CPU-second of ours and of the peer, on the same pages in turns; ours by field."""
    watch = Profile()
    functions = [extract_article, *([peer.extract] if peer else [])]
    spent = [0.0] * len(functions)
    for function in functions:  # what is loaded or compiled at first use is not counted
        function(pages[0].html(), pages[0].url)
    # In one pass: a page that was read before finds warm caches and tells another story.
    with watch.watching():
        for number, page in enumerate(pages):
            html = page.html()
            order = range(len(functions))
            for i in order if number % 2 else reversed(order):
                spent[i] += seconds(functions[i], html, page.url)
    ours = len(pages) / spent[0]
    print(f"{len(pages)} pages; wmcscraper, every field: {ours:.1f} pages per CPU-second")
    if peer:
        theirs = len(pages) / spent[1]
        print(f"{peer.name} with metadata: {theirs:.1f} pages per CPU-second")
        print(f"ratio: {ours / theirs:.2f}")
    else:
        print("trafilatura is not installed here; 'make bench' has it")
    parts = sorted(watch.seconds.items(), key=lambda part: -part[1])
    parts.append(("the rest", spent[0] - sum(watch.seconds.values())))
    print(f"\nours by field, of {1000 * spent[0] / len(pages):.1f} ms of CPU a page")
    for name, part in parts:
        print(f"  {name:12} {1000 * part / len(pages):7.2f} ms {part / spent[0]:6.1%}")


def linear() -> bool:
    """Whether a page of 10 MB costs at most 40 times one of 250 kB, for every shape."""
    print(f"\n{'shape':16} {'250 kB':>9} {'10 MB':>9} {'ratio':>7}   (at most {_MOST:.0f})")
    good = True
    for name in SHAPES:
        small, large = page_of(name, _SMALL), page_of(name, _LARGE)
        url = "https://example.com/2024/05/17/mine-reopens"
        gc.collect()
        low = min(seconds(extract_article, small, url) for _ in range(3))
        gc.collect()
        high = seconds(extract_article, large, url)
        ratio = high / low * len(small) / len(large) * (_LARGE / _SMALL)
        good &= ratio <= _MOST
        mark = "" if ratio <= _MOST else "  too much"
        print(f"{name:16} {low:7.3f} s {high:7.2f} s {ratio:7.1f}{mark}", flush=True)
    return good


def main() -> int:
    """0 where every shape is within its bound."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    add_options(parser)
    parser.add_argument("--pages", type=int, default=120, help="how many, spread over all sets")
    parser.add_argument("--no-linear", action="store_true", help="leave out the large pages")
    options = parser.parse_args()
    found = samples_of(options)
    step = max(1, len(found) // options.pages)
    pages = found[::step][: options.pages]
    compare(pages, peers.installed().get("trafilatura"))
    return 0 if options.no_linear or linear() else 1


if __name__ == "__main__":
    raise SystemExit(main())
