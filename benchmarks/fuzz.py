"""Does any input break what reads it, or take long? Spliced inputs for each of the readers.

    python -m benchmarks.fuzz [--inputs 100000] [--seed 0] [--only NAME]

Prints for each target its inputs, its exceptions and its slowest input by CPU seconds a 100 kB
(inputs below 10 kB count as 10 kB, as a call has its own cost). Exit status 1 where an input raised
or took longer than a second a 100 kB.
"""

from __future__ import annotations

import argparse
import random
import sys
import traceback
from collections import Counter
from time import process_time

from tests.fuzz.targets import TARGETS, Target

_LEAST = 10_000
_LIMIT = 1.0


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


def main() -> int:
    """Fuzz all targets."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--inputs", type=int, default=100_000, help="in all (100000)")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--only", help="one target")
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
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
