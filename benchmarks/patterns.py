"""Does any regular expression take more than linear time? Each is tried the way the code uses it.

    python -m benchmarks.patterns

First the readers read long hostile texts while all patterns are watched: which methods are called,
on texts of what length. Then each pattern meets texts that repeat its own literals, by the methods
that the code calls: one that is only matched at a place is matched there, one that is searched for
is searched for; one that never saw more than a few words of those long texts, as its caller cuts
them, is tried on four times as many. The time must not grow with the square of the text: exit
status 1 where it does.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from random import Random
from time import process_time
from typing import Any

from tests.fuzz.watch import WATCHED, Watched, watch

watch()

from tests.faults.hostile import DOCUMENTS, PAGES  # noqa: E402
from tests.fuzz.patterns import methods_in_source, patterns, pumps  # noqa: E402
from tests.fuzz.targets import TARGETS  # noqa: E402

_LONG = 60_000  # characters of what the readers read
_MADE = 150  # inputs a reader, besides the hostile pages
_MOST = 40_000  # characters of the longest text that a pattern is tried on
_LINE = 1_000  # what never saw more is tried on texts of a few times what it saw, not on pages
_SHORTEST, _LONGER = 300, 4
_NOTICED = 0.03  # seconds below which growth is noise
_QUADRATIC = 9.0  # times the time for four times the text
_STOP = 2.0  # seconds after which no longer text is tried

_USES: dict[str, Callable[[Any, Any], object]] = {
    "match": lambda pattern, text: pattern.match(text),
    "fullmatch": lambda pattern, text: pattern.fullmatch(text),
    "search": lambda pattern, text: pattern.search(text),
}


def _each(pattern: Any, text: Any) -> object:
    return sum(1 for _ in pattern.finditer(text))


def _read() -> None:
    """Let the readers read what is long and odd, so that the patterns are seen at work."""
    for make in PAGES.values():
        page = make(_LONG)
        for name in ("extract_article", "extract_events"):
            TARGETS[name].call(page)
    for make in DOCUMENTS.values():
        for name in ("sitemap", "feed", "JSON feed", "WordPress", "document kind"):
            TARGETS[name].call(make(_LONG))
    for name, target in TARGETS.items():
        for number in range(_MADE):
            made = target.make(Random(f"patterns/{name}/{number}"))
            target.call(made)
            if number % 10 == 0 and made and name != "addresses":
                target.call(made * (_LONG // len(made)))


def _growth(use: Callable[[Any, Any], object], pattern: Any, pump: str, sizes: Iterable[int]) -> (
    tuple[float, list[float]]
):  # fmt: skip
    """How the time grows from the second size to the third, and the times."""
    times: list[float] = []
    for size in sizes:
        text: Any = pump * (size // len(pump)) + "\0"
        if isinstance(pattern.pattern, bytes):
            text = text.encode()
        begun = process_time()
        use(pattern, text)
        times.append(process_time() - begun)
        if times[-1] > _STOP:
            break
    if times[-1] < _NOTICED:
        return 1.0, times
    return times[-1] / max(times[-2] if len(times) > 1 else 0.0, 0.001), times


def _slow(seen: Watched, methods: set[str]) -> str | None:
    """What of ``seen`` takes too long, if anything does."""
    longest = max(seen.longest.values(), default=_LONG)
    most = max(_SHORTEST, _LONGER * longest) if longest <= _LINE else _MOST
    sizes = (most // 16, most // 4, most)
    uses = {_USES.get(method, _each) for method in methods} or {_each}
    for pump in pumps(seen.real):
        for use in uses:
            times_as_much, times = _growth(use, seen.real, pump, sizes)
            if times_as_much > _QUADRATIC:
                told = ", ".join(f"{seconds:.3f}" for seconds in times)
                return f"{'/'.join(sorted(methods)) or 'unused'} on {pump!r}: {told} s"
    return None


def main() -> int:
    """Watch the patterns at work, then try each."""
    patterns()  # imports every module
    _read()
    known = methods_in_source()
    slow = lines = 0
    for key, seen in WATCHED.items():
        lines += bool(seen.longest) and max(seen.longest.values()) <= _LINE
        if told := _slow(seen, known.get(key, set()) | set(seen.longest)):
            slow += 1
            print(f"  {seen.name}: {told}", flush=True)
    unread = sum(not seen.longest for seen in WATCHED.values())
    print(
        f"{len(WATCHED)} patterns, {lines} of them for short texts alone, {unread} that no reader "
        f"met; {slow} take more than linear time"
    )
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main())
