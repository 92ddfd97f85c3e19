"""Crawls that are killed at random moments, and writers that share one database.

    python -m tests.faults.soak [--kills 100] [--stories 30] [--writers 4] [--seconds 60] [--seed 0]

Each kill (SIGKILL) is followed by a run to the end; after both, database, search and archive are
checked. Exit status 1 where anything was found.
"""

from __future__ import annotations

import argparse
import signal
import sqlite3
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path
from random import Random

from tests.faults.checks import archive_faults, content_faults, database_faults
from tests.faults.run import FAST, crawl_measured, start_crawl
from tests.faults.server import serve
from tests.faults.site import good_site
from tests.faults.stories import Story, write
from tests.faults.writers import write_together

__all__ = ["killed_crawl"]

_OTHERS = 8  # requests for robots.txt, listings and what a site may offer
_SMALL = ("-s", "WMC_BATCH_SIZE=5", "-s", "WMC_BATCH_SECONDS=0.3")


def killed_crawl(
    folder: Path, stories: list[Story], asked: int, pause: float = 0.0
) -> tuple[list[str], int]:
    """Kill a crawl ``pause`` seconds after it ``asked`` for so many pages, then crawl to the end;
    gives what is wrong, and how many articles the killed run had stored."""
    database = folder / "news.db"
    with serve(good_site(stories)) as server:
        url = f"{server.base_url}/"
        process = start_crawl("news", url, database, *FAST, *_SMALL)
        while len(server.log) < asked and process.poll() is None:
            time.sleep(0.005)
        time.sleep(pause)
        process.send_signal(signal.SIGKILL)
        process.wait()
        found: list[str] = []
        stored = 0
        if database.exists() and database.stat().st_size:
            found += [f"after the kill: {fault}" for fault in _faults_if_made(database)]
            stored = _stored(database)
            if stored:
                found += content_faults(database, stories, complete=False)
                found += archive_faults(database, folder / "archive", ended=False)
        done = crawl_measured("news", url, database, *FAST)
    if done.status:
        found.append(f"the next run ended with {done.status}: {done.log[-500:]}")
    if "Traceback" in done.log:
        found.append(f"a traceback: {done.log[done.log.index('Traceback') :][:1000]}")
    found += database_faults(database)
    found += content_faults(database, stories)
    found += archive_faults(database, folder / "archive")
    return found, stored


def _faults_if_made(database: Path) -> list[str]:
    """The faults of a database; none where the kill came before its tables."""
    return database_faults(database) if _has_tables(database) else []


def _has_tables(database: Path) -> bool:
    with closing(sqlite3.connect(database, timeout=30)) as db:
        query = "SELECT count(*) FROM sqlite_master WHERE name = 'quotes_fts'"
        return bool(db.execute(query).fetchone()[0])


def _stored(database: Path) -> int:
    if not _has_tables(database):
        return 0
    with closing(sqlite3.connect(database, timeout=30)) as db:
        return int(db.execute("SELECT count(*) FROM articles").fetchone()[0])


def main() -> int:
    """Run it all, and tell what was found."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--stories", type=int, default=30)
    parser.add_argument("--writers", type=int, default=4)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    luck = Random(options.seed)
    stories = write(options.stories)
    broken = 0
    partly = 0
    for number in range(1, options.kills + 1):
        with tempfile.TemporaryDirectory() as name:
            asked, pause = luck.randint(0, len(stories) + _OTHERS), luck.uniform(0, 0.5)
            found, stored = killed_crawl(Path(name), stories, asked, pause)
        partly += 0 < stored < len(stories)
        broken += bool(found)
        told = f"after {asked} requests and {pause:.2f} s, {stored} stored"
        print(f"kill {number}: {told}", flush=True)
        for fault in found:
            print(f"  {fault}", flush=True)
    print(f"{options.kills} kills, {partly} with a part of the stories stored: {broken} broken")
    with tempfile.TemporaryDirectory() as name:
        database = Path(name) / "news.db"
        count, faults = write_together(database, options.writers, options.seconds)
        faults += database_faults(database)
    print(f"{options.writers} writers, {options.seconds:g} s: {count} articles, faults: {faults}")
    return 1 if broken or faults else 0


if __name__ == "__main__":
    sys.exit(main())
