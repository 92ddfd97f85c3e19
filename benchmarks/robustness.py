"""Does any page break the extraction? Real pages, cut and mutated, each read with every field.

    python -m benchmarks.robustness [--data DIR] [--mutants 10000] [--seed 0] [--minutes 0]

Every page is cut at one random place, then pages are mutated: bytes flipped, tags dropped, doubled
or moved, attributes swapped, entities and odd characters put in. The same seed gives the same
inputs. Prints the exceptions with their last lines, and the slowest inputs. Exit status 1 where
there was an exception.
"""

from __future__ import annotations

import argparse
import random
import re
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from heapq import nlargest
from time import monotonic, process_time

from benchmarks.corpus import Sample, add_options, samples_of
from wmcscraper import extract_article, extract_events

_TAG = re.compile(rb"<[^<>]{1,300}>")
_ATTRIBUTE = re.compile(rb"""\s([a-zA-Z-]{2,20})=("[^"<>]{0,200}"|'[^'<>]{0,200}')""")
_ODD = (
    b"\x00", b"\xff\xfe", b"\xed\xa0\x80", "\u202e".encode(), b"&#0;", b"&#x110000;", b"<![CDATA[",
    b"]]>", b"<!--", b"-->", b"<br/>" * 50, b"<div>" * 300, b"</p>" * 20, b"\r", b"<script>",
    b"</article>", b"<svg>", b"<template>", b"<base href='http://[x'>", b"<a href='http://[::1'>x",
    b"9" * 500, b"\xe2\x80\x9c" * 40, b"2024-13-45", b"<time datetime='0000-00-00'>",
)  # fmt: skip
_SLOWEST = 5


def _flip(page: bytearray, luck: random.Random) -> None:
    for _ in range(luck.randint(1, 200)):
        page[luck.randrange(len(page))] = luck.randrange(256)


def _tags(page: bytearray, luck: random.Random) -> None:
    """Drop, double or move some of the tags."""
    found = list(_TAG.finditer(page))
    chosen = luck.sample(found, min(len(found), luck.randint(1, 30)))
    spans = sorted(((match.start(), match.end()) for match in chosen), reverse=True)
    for start, end in spans:
        tag = bytes(page[start:end])
        what = luck.randrange(3)
        if what == 0:
            del page[start:end]
        elif what == 1:
            page[start:start] = tag * luck.randint(1, 20)
        else:
            del page[start:end]
            place = luck.randrange(len(page) + 1)
            page[place:place] = tag


def _attributes(page: bytearray, luck: random.Random) -> None:
    """Give some attributes the value of another one."""
    found = list(_ATTRIBUTE.finditer(page))
    values = [match[2] for match in found]
    chosen = luck.sample(found, min(len(found), luck.randint(1, 40)))
    for match in sorted(chosen, key=lambda one: -one.start()):
        page[match.start(2) : match.end(2)] = luck.choice(values)


def _odd(page: bytearray, luck: random.Random) -> None:
    for _ in range(luck.randint(1, 10)):
        place = luck.randrange(len(page) + 1)
        page[place:place] = luck.choice(_ODD)


def _cut(page: bytearray, luck: random.Random) -> None:
    del page[luck.randrange(len(page)) :]


def _graft(page: bytearray, luck: random.Random) -> None:
    """Move a stretch of the page elsewhere."""
    start = luck.randrange(len(page))
    piece = page[start : start + luck.randint(1, 5000)]
    place = luck.randrange(len(page) + 1)
    page[place:place] = piece


MUTATIONS: tuple[Callable[[bytearray, random.Random], None], ...] = (
    *(_flip, _tags, _attributes, _odd, _cut, _graft),
)


def inputs(pages: list[Sample], mutants: int, seed: int) -> Iterator[tuple[str, str, bytes]]:
    """(name, address, page) of each input: every page cut once, then ``mutants`` mutated ones."""
    for number, sample in enumerate(pages):
        luck = random.Random(f"{seed}/cut/{number}")
        html = sample.html().encode()
        yield f"{sample.id} cut", sample.url, html[: luck.randrange(len(html) + 1)]
    for number in range(mutants):
        luck = random.Random(f"{seed}/{number}")
        sample = luck.choice(pages)
        page = bytearray(sample.html().encode())
        names = []
        for mutate in luck.sample(MUTATIONS, luck.randint(1, 3)):
            if page:
                mutate(page, luck)
                names.append(mutate.__name__.strip("_"))
        yield f"{sample.id} mutant {number} ({', '.join(names)})", sample.url, bytes(page)


def main() -> int:
    """Read all inputs, tell what broke and what was slow."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    add_options(parser)
    parser.add_argument("--mutants", type=int, default=10_000, help="how many (10000)")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--minutes", type=float, default=0, help="stop after these (0: never)")
    options = parser.parse_args()
    pages = samples_of(options)
    begun = monotonic()
    broken: Counter[str] = Counter()
    examples: dict[str, str] = {}
    times: list[tuple[float, int, str]] = []
    for name, url, html in inputs(pages, options.mutants, options.seed):
        start = process_time()
        for function in (extract_article, extract_events):
            try:
                function(html, url)
            except Exception as error:  # noqa: BLE001 - any exception is what is looked for
                at = traceback.extract_tb(error.__traceback__)[-1]
                line = f"{type(error).__name__}: {error}"[:120]
                key = f"{line}  at {at.filename}:{at.lineno} in {at.name}"
                broken[key] += 1
                examples.setdefault(key, name)
        times.append((process_time() - start, len(html), name))
        if options.minutes and monotonic() - begun > 60 * options.minutes:
            break
    print(f"{len(times)} inputs, {sum(broken.values())} exceptions")
    for key, count in broken.most_common():
        print(f"{count:6}  {key}\n        first: {examples[key]}")
    print("slowest, by CPU seconds a megabyte and in all")
    for by in (lambda one: one[0] / max(one[1], 100_000), lambda one: one[0]):
        for seconds, size, name in nlargest(_SLOWEST, times, key=by):
            print(f"  {seconds:6.2f} s  {size / 1000:8.0f} kB  {name}")
    return 1 if broken else 0


if __name__ == "__main__":
    raise SystemExit(main())
