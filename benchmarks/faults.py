"""What do faults cost? A crawl of good stories alone, and of the same ones among all faults.

    python -m benchmarks.faults [--stories 200] [--size 20000] [--timeout 3]

Prints what was stored, wall clock, processor time and peak memory of both, and how much more the
second one took. One page stalls whenever it is asked for: no run is shorter than its tries, each as
long as the time-out, so these are taken off the clock. Other waits (pauses that servers ask for,
further pages that stall) stay in it. Exit status 1 where the crawl among faults does not store
exactly the stories, or takes more than 300 MB or more than 3 times the clock.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from scrapy.utils.project import get_project_settings

from tests.faults.checks import content_faults
from tests.faults.run import SHORT, Done, crawl_measured
from tests.faults.server import Routes, serve
from tests.faults.site import good_site, mixed_site
from tests.faults.stories import Story, write

_MOST_MEGABYTES = 300
_MOST_TIMES = 3.0


def _measure(name: str, routes: Routes, stories: list[Story], timeout: float) -> tuple[bool, Done]:
    with tempfile.TemporaryDirectory() as folder, serve(routes) as server:
        database = Path(folder) / "news.db"
        done = crawl_measured(
            *("news", f"{server.base_url}/", database, *SHORT, "-s", f"DOWNLOAD_TIMEOUT={timeout}")
        )
        faults = content_faults(database, stories)
    print(
        f"{name:12} exit status {done.status}, {done.seconds:.1f} s, {done.cpu:.1f} s of processor "
        f"time, {done.megabytes:.0f} MB at most, {len(faults)} stories not as they should be",
        flush=True,
    )
    for fault in faults[:10]:
        print(f"    {fault[:200]}")
    return not faults and done.megabytes <= _MOST_MEGABYTES, done


def main() -> int:
    """Crawl both sites and compare."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--stories", type=int, default=200)
    parser.add_argument("--size", type=int, default=20_000, help="bytes of a hostile page")
    parser.add_argument("--timeout", type=float, default=3)
    options = parser.parse_args()
    stories = write(options.stories)
    fine, alone = _measure("good alone", good_site(stories), stories, options.timeout)
    mixed = mixed_site(stories, size=options.size)
    also_fine, among = _measure("among faults", mixed, stories, options.timeout)
    times = among.cpu / alone.cpu
    tries = 1 + get_project_settings().getint("RETRY_TIMES")
    stalled = tries * options.timeout
    clock = (among.seconds - stalled) / alone.seconds
    print(
        f"among faults: {times:.2f} times the processor time, {clock:.2f} times the clock without "
        f"the {stalled:g} s of a page that stalls ({tries} tries); at most {_MOST_TIMES:g}"
    )
    return 0 if fine and also_fine and clock <= _MOST_TIMES else 1


if __name__ == "__main__":
    sys.exit(main())
