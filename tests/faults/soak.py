"""Crawls that are killed at random moments, and writers that share one database.

    python -m tests.faults.soak [--kills 100] [--life 10] [--stories 30] [--new 8]
                                [--writers 4] [--seconds 60] [--seed 0]

Each kill (SIGKILL) is followed by a run to the end; after both, database, search, rows and archive
are checked, the archive by three readers. A database and its archive live through ``--life`` kills
of a site that grows; at the end of a life every file of its archive is read once more.
Exit status 1 where anything was found.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path
from random import Random

from tests.archive.readers import count_of_records
from tests.faults.checks import database_faults
from tests.faults.lives import Life
from tests.faults.server import serve
from tests.faults.site import good_site
from tests.faults.stories import write
from tests.faults.writers import write_together
from wmcscraper.archive.files import warc_files

_OTHERS = 8  # requests for robots.txt, listings and what a site may offer


def main() -> int:
    """Run it all, and tell what was found."""
    options = _options()
    begun = time.monotonic()
    broken = _kills(options)
    print(f"{time.monotonic() - begun:.0f} s", flush=True)
    with tempfile.TemporaryDirectory() as name:
        database = Path(name) / "news.db"
        count, faults = write_together(database, options.writers, options.seconds)
        faults += database_faults(database)
    print(f"{options.writers} writers, {options.seconds:g} s: {count} articles, faults: {faults}")
    return 1 if broken or faults else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--life", type=int, default=10, help="kills of one database")
    parser.add_argument("--stories", type=int, default=30, help="of the site at first")
    parser.add_argument("--new", type=int, default=8, help="stories at each further kill")
    parser.add_argument("--writers", type=int, default=4)
    parser.add_argument("--seconds", type=float, default=60, help="that they write")
    parser.add_argument("--seed", type=int, default=0)
    return parser.parse_args()


def _kills(options: argparse.Namespace) -> int:
    """Kill crawls; gives after how many kills something was found."""
    luck = Random(options.seed)
    partly = torn = broken = files = records = reads = 0
    number = 0
    while number < options.kills:
        with tempfile.TemporaryDirectory() as name, serve(good_site([])) as server:
            life = Life(Path(name), server)
            for _ in range(min(options.life, options.kills - number)):
                number += 1
                new = options.new if life.stories else options.stories
                seed = 1000 * options.seed + number
                stories = write(new, seed=seed, folder=f"/story-{number}")
                # Most crawls are killed while they fetch, some when they end or have ended.
                pause = luck.uniform(0, 0.5) if luck.random() < 0.2 else luck.uniform(0, 0.05)
                asked = luck.randint(0, len(life.stories) + new + _OTHERS)
                killed = life.kill(stories, asked, pause)
                partly += 0 < killed.stored < new
                torn += killed.torn
                broken += bool(killed.faults)
                cut = ", a record cut" if killed.torn else ""
                print(f"kill {number}: {asked} requests and {pause:.2f} s, "
                      f"{killed.stored} of {new} stored{cut}")  # fmt: skip
                _tell(killed.faults)
            faults = life.whole_archive()
            broken += bool(faults)
            _tell(faults)
            files += len(warc_files(life.archive))
            records += count_of_records(life.archive)
            reads += life.files_read
    print(f"{options.kills} kills, {partly} with a part of the new stories stored, "
          f"{torn} with a record cut: {broken} broken")  # fmt: skip
    print(f"{files} files, {records} records, read {reads} times by three readers")
    return broken


def _tell(faults: list[str]) -> None:
    for fault in faults:
        print(f"  {fault}")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
