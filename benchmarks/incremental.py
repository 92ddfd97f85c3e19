"""What a later run asks for: an unchanged site, one with news, and one that is asked in full.

    python -m benchmarks.incremental [--pages 3000] [--hours 12] [--offers lastmod,validators,…]

Serves an invented news site (benchmarks/newspaper.py) on a loopback port and runs the real
``scrapy crawl news`` on it, once for each way in which sites help crawlers. The second run comes
``--hours`` after the first: the moments in the database's ``pages`` are moved back by as much, and
the site's articles, spread evenly over six years, are that much older than the second run. Prints
the requests of each run and what they found; the exit status is 1 where a target is missed.
"""

from __future__ import annotations

import argparse
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter

from benchmarks.newspaper import OFFERS, Newspaper, Piece
from benchmarks.stories import Newsroom
from tests.site_server import SiteServer, serve

__all__ = ["Run", "main"]

_PROJECT = Path(__file__).resolve().parent.parent
_CORRECTION = "A correction was added to this story: the figure in its first line was too high."
_MOST = {"lastmod": 0.01}  # of the first run's requests
_MOST_ELSEWHERE = 0.03
_MOST_IN_FULL = 0.01


@dataclass(frozen=True, slots=True)
class Run:
    """What one run asked for."""

    paths: list[str]
    in_full: int
    """Answers of 200, of those to known pages."""
    seconds: float


def crawl(server: SiteServer, database: Path, *more: str) -> Run:
    """Run the spider ``news`` on the site, as fast as it goes."""
    server.log.clear()
    start = perf_counter()
    fast = ("-s", "DOWNLOAD_DELAY=0", "-s", "AUTOTHROTTLE_ENABLED=0", "-s", "LOG_LEVEL=WARNING")
    site = ("-a", f"url={server.base_url}/", "-s", f"DATABASE={database}")
    command = [sys.executable, "-m", "scrapy", "crawl", "news", *site, *fast, *more]
    done = subprocess.run(command, cwd=_PROJECT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"the crawl failed ({done.returncode}):\n{done.stderr[-2000:]}")
    log = list(server.log)
    in_full = sum(entry.status == 200 for entry in log)
    return Run([entry.path for entry in log], in_full, perf_counter() - start)


def later(database: Path, hours: float, name: str) -> Path:
    """A copy of a database as it is so many hours after its run."""
    copy = database.with_name(name)
    with closing(sqlite3.connect(database)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)
        target.execute(
            "UPDATE pages SET fetched = strftime('%Y-%m-%dT%H:%M:%S+00:00', fetched, ?)",
            (f"-{round(hours * 3600)} seconds",),
        )
        target.commit()
    return copy


def bodies(database: Path) -> dict[str, str]:
    """The stored text of each path."""
    with closing(sqlite3.connect(database)) as db:
        found = db.execute("SELECT url, body FROM articles").fetchall()
    return {"/" + url.split("/", 3)[3]: body for url, body in found}


def measure(offers: str, pages: int, hours: float, folder: Path) -> bool:
    """Print the runs on one site; True where every target is met."""
    now = datetime.now(UTC).replace(microsecond=0)
    site = Newspaper(pages, offers, now - timedelta(hours=hours))
    with serve(site) as server:
        first = crawl(server, folder / "first.db")
        stored = len(bodies(folder / "first.db"))
        complete = stored == len(site.pieces)
        print(
            f"\n{offers}: {len(first.paths):,} requests in {first.seconds:.0f} s, "
            f"{stored:,} of {len(site.pieces):,} articles stored"
        )
        second = crawl(server, later(folder / "first.db", hours, "second.db"))
        share, most = len(second.paths) / len(first.paths), _MOST.get(offers, _MOST_ELSEWHERE)
        good = [
            _line("unchanged", second, f"{share:.2%} of the first", f"{most:.0%}", share <= most)
        ]

        every = crawl(server, later(folder / "first.db", hours, "all.db"), "-a", "refresh=all")
        asked = set(every.paths) & set(first.paths)
        known = len(set(first.paths) - {"/robots.txt"})
        good.append(
            _line("refresh=all", every, f"{len(asked) / known:.2%} of the known pages", "99 %",
                  len(asked) >= 0.99 * known)
        )  # fmt: skip
        if offers == "validators":
            share = every.in_full / len(every.paths)
            good.append(share <= _MOST_IN_FULL)
            print(f"  {'':14} {share:.2%} read in full (target {_MOST_IN_FULL:.0%})")

        fresh, corrected = change(site, now)
        third = crawl(server, later(folder / "first.db", hours, "third.db"))
        text = bodies(folder / "third.db")
        found = sum(_CORRECTION in text.get(piece.path, "") for piece in corrected)
        good.append(
            _line("with news", third, f"new article {'found' if fresh.path in text else 'MISSED'}, "
                  f"{found} of {len(corrected)} corrections", "all",
                  fresh.path in text and found == len(corrected))
        )  # fmt: skip
    return all(good) and complete


def change(site: Newspaper, now: datetime) -> tuple[Piece, list[Piece]]:
    """A new article, and a correction to those of the first run's last day; to an old one where a
    lastmod says so."""
    day = timedelta(days=1)
    corrected = [piece for piece in site.pieces if site.now - piece.published <= day]
    if site.offers == "lastmod":
        corrected.append(site.pieces[len(site.pieces) // 2])
    for piece in corrected:
        piece.paragraphs.append(_CORRECTION)
        piece.changed = now
    return site.add(Newsroom(9), len(site.pieces), now), corrected


def _line(name: str, run: Run, said: str, target: str, good: bool) -> bool:
    print(
        f"  {name:14} {len(run.paths):6,} requests, {run.in_full:6,} read in full, "
        f"{run.seconds:5.1f} s: {said} (target {target}){'' if good else '  MISSED'}",
        flush=True,
    )
    return good


def main(arguments: list[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--pages", type=int, default=3_000, help="of the site (default 3,000)")
    parser.add_argument("--hours", type=float, default=12, help="between the runs (default 12)")
    parser.add_argument("--offers", default=",".join(OFFERS), help=f"of {', '.join(OFFERS)}")
    options = parser.parse_args(arguments)
    good = True
    for offers in options.offers.split(","):
        with tempfile.TemporaryDirectory() as folder:
            good &= measure(offers, options.pages, options.hours, Path(folder))
    return 0 if good else 1


if __name__ == "__main__":
    raise SystemExit(main())
