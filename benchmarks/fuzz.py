"""Does any input break what reads it, or take long? Spliced inputs for each of the readers.

    python -m benchmarks.fuzz [--inputs 100000] [--seed 0] [--only NAME] [--no-patterns]

Prints for each target its inputs, its exceptions and its slowest input by CPU seconds a 100 kB
(inputs below 10 kB count as 10 kB, as a call has its own cost). Then every regular expression of
the package is held against texts that repeat its own literals, and its time must not grow with
their square. Exit status 1 where an input raised, took longer than a second a 100 kB, or a pattern
grows so.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import traceback
from collections import Counter
from time import process_time
from typing import Any

from tests.fuzz.patterns import patterns, pumps
from tests.fuzz.targets import TARGETS, Target

_LEAST = 10_000
_LIMIT = 1.0
_SIZES = (2_500, 10_000, 40_000)
_NOTICED = 0.03  # seconds below which growth is noise
_QUADRATIC = 9.0  # times the time for four times the text


def fuzz(name: str, target: Target, count: int, seed: int) -> tuple[Counter[str], float, str]:
    """(exceptions, slowest seconds a 100 kB, that input's start)."""
    broken: Counter[str] = Counter()
    first: dict[str, int] = {}
    slowest, worst = 0.0, ""
    target.call(target.make(random.Random(seed)))  # loads tables and words
    for number in range(count):
        value = target.make(random.Random(f"{seed}/{name}/{number}"))
        begun = process_time()
        try:
            target.call(value)
        except Exception as error:  # noqa: BLE001 - any exception is what is looked for
            at = traceback.extract_tb(error.__traceback__)[-1]
            line = f"{type(error).__name__} at {at.filename}:{at.lineno}"
            first.setdefault(line, number)
            broken[line] += 1
        rate = (process_time() - begun) / max(_LEAST, len(value)) * 100_000
        if rate > slowest:
            slowest, worst = rate, f"input {number}, {len(value)} long"
    told = Counter({f"{line} (first: input {first[line]})": n for line, n in broken.items()})
    return told, slowest, worst


def growth(pattern: re.Pattern[Any], pump: str) -> tuple[float, list[float]]:
    """How the time to search grows from the second size to the third, and the times."""
    times: list[float] = []
    for size in _SIZES:
        text: Any = pump * (size // len(pump)) + "\0"
        if isinstance(pattern.pattern, bytes):
            text = text.encode()
        begun = process_time()
        for _ in pattern.finditer(text):
            pass
        times.append(process_time() - begun)
        if times[-1] > 2:
            break
    if times[-1] < _NOTICED:
        return 1.0, times
    return times[-1] / max(times[-2] if len(times) > 1 else 0.0, 0.001), times


def main() -> int:
    """Fuzz all targets, then all patterns."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--inputs", type=int, default=100_000, help="in all (100000)")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--only", help="one target")
    parser.add_argument("--no-patterns", action="store_true")
    options = parser.parse_args()
    chosen = {name: one for name, one in TARGETS.items() if options.only in (None, name)}
    share = -(-options.inputs // len(chosen))
    failed = total = 0
    for name, target in chosen.items():
        begun = process_time()
        broken, slowest, worst = fuzz(name, target, share, options.seed)
        total += share
        failed += sum(broken.values()) + (slowest > _LIMIT)
        print(
            f"{name:26} {share:6} inputs {process_time() - begun:6.1f} s  "
            f"{sum(broken.values())} exceptions  slowest {slowest:.3f} s a 100 kB ({worst})",
            flush=True,
        )
        for line, count in broken.most_common():
            print(f"    {count:6}  {line}", flush=True)
    print(f"{total} inputs")
    if not options.no_patterns and options.only is None:
        found = patterns()
        slow = 0
        for name, pattern in found:
            for pump in pumps(pattern):
                times_as_much, times = growth(pattern, pump)
                if times_as_much > _QUADRATIC:
                    slow += 1
                    told = ", ".join(f"{seconds:.3f}" for seconds in times)
                    print(f"  {name} on {pump!r}: {told} s", flush=True)
                    break
        failed += slow
        print(f"{len(found)} patterns, {slow} grow with the square of the text or worse")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
