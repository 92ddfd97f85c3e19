"""What the archive costs, and how fast it is read again.

``python -m benchmarks.archive``: crawls an invented site over loopback with the archive and without
it, in turns, and prints the CPU of each; then has ``scrapy reextract`` read the archive with one
process and with one for each core. Beside the clock, which other programs of the machine disturb,
it tells where the CPU went: what the process that writes the database spends on a page bounds the
rate on many cores, what all of them spend bounds it on few.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks.heavy_pages import heavy_site
from tests.site_server import Response, serve
from wmcscraper.archive.files import warc_files
from wmcscraper.archive.reading import records

PROJECT = Path(__file__).resolve().parent.parent
TARGET = 0.75  # of the cores times the rate of one process
# A command of the project, which at its end tells what it and its processes spent.
PROGRAM = """
import atexit, json, resource, sys
def tell(place):
    spent = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    with open(place, "w") as file:
        json.dump([one.ru_utime + one.ru_stime for one in spent], file)
atexit.register(tell, sys.argv.pop())
from scrapy.cmdline import execute
execute()
"""
MISSING = Response(404, {"Content-Type": "text/html"}, b"<h1>Not found</h1>")


@dataclass(frozen=True, slots=True)
class Spent:
    """What a command took, in seconds."""

    own: float
    """CPU of its first process."""
    others: float
    """CPU of the processes that it started."""
    clock: float

    @property
    def cpu(self) -> float:
        return self.own + self.others

    def less(self, start: Spent) -> Spent:
        return Spent(self.own - start.own, self.others - start.others, self.clock - start.clock)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--pages", type=int, default=400, help="stories of the site")
    parser.add_argument("--turns", type=int, default=3, help="crawls with and without the archive")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="default: all cores")
    options = parser.parse_args()
    site = {
        path: Response(200, {"Content-Type": "text/html; charset=utf-8"}, text.encode())
        for path, text in heavy_site(options.pages).items()
    }
    with (
        tempfile.TemporaryDirectory() as folder,
        serve(lambda asked: site.get(asked.path) or MISSING) as server,
    ):
        base = f"{server.base_url}/"
        costs: dict[str, list[float]] = {"with": [], "without": []}
        for turn in range(options.turns):
            for name, more in (("with", []), ("without", ["-s", "ARCHIVE="])):
                database = Path(folder) / f"{name}{turn}" / "news.db"
                spent = run("crawl", "news", "-a", f"url={base}", *more, database=database)
                costs[name].append(spent.cpu)
        archive = Path(folder) / "with0" / "archive"
        cost(costs, options.pages, archive)
        rates(archive, Path(folder), options.jobs)


def run(*arguments: str, database: Path) -> Spent:
    """Run a command of the project to its end."""
    with tempfile.NamedTemporaryFile("r", suffix=".json") as told:
        begun = time.perf_counter()
        done = subprocess.run(
            [
                *(sys.executable, "-c", PROGRAM, *arguments, "-s", f"DATABASE={database}"),
                *("-s", "DOWNLOAD_DELAY=0", "-s", "AUTOTHROTTLE_ENABLED=0"),
                *("-s", "LOG_LEVEL=ERROR", told.name),
            ],
            cwd=PROJECT,
            capture_output=True,
            text=True,
            check=False,
        )
        clock = time.perf_counter() - begun
        if done.returncode:
            raise SystemExit(done.stderr)
        own, others = json.load(told)
    return Spent(own, others, clock)


def cost(costs: dict[str, list[float]], count: int, archive: Path) -> None:
    best = {name: min(found) for name, found in costs.items()}
    pairs = [a / b - 1 for a, b in zip(costs["with"], costs["without"], strict=True)]
    size = sum(path.stat().st_size for path in warc_files(archive))
    for name in costs:
        print(
            f"CPU {name:>7} archive: {best[name]:6.2f} s, "
            f"{1000 * best[name] / count:5.1f} ms a page"
        )
    share = best["with"] / best["without"] - 1
    print(f"cost of the archive: {share:+.1%} (median of pairs {statistics.median(pairs):+.1%})")
    print(f"archive: {answers(archive)} pages, {size / count / 1000:.1f} kB a page", flush=True)


def answers(archive: Path) -> int:
    """Pages of the archive, without what is not there and what is no page."""
    return sum(r.status == 200 for path in warc_files(archive) for r in records(path))


def rates(archive: Path, folder: Path, jobs: int) -> None:
    """Print the page rate of one process and of ``jobs``, and where their CPU went."""
    count = answers(archive)
    nothing = folder / "nothing.warc.gz"
    first = warc_files(archive)[0]
    offsets = [record.offset for record in records(first)]
    nothing.write_bytes(first.read_bytes()[: offsets[1]])  # what a file says of itself, no page
    alone = _reextract(archive, nothing, folder, 1)
    print(
        f"reextract --jobs 1: {count / alone.clock:.1f} pages a second, "
        f"{1000 * alone.cpu / count:.1f} ms CPU a page"
    )
    if jobs < 2:
        return
    all_of_them = _reextract(archive, nothing, folder, jobs)
    share = alone.clock / (jobs * all_of_them.clock)
    # On a machine that does nothing else: all cores are busy, or the first process is.
    cores = os.cpu_count() or 1
    bound = max(all_of_them.own, all_of_them.cpu / min(cores, jobs))
    print(
        f"reextract --jobs {jobs}: {count / all_of_them.clock:.1f} pages a second, {share:.2f} of "
        f"{jobs} x one process by the clock, {alone.cpu / (jobs * bound):.2f} by CPU "
        f"(target {TARGET}); a page takes {1000 * all_of_them.own / count:.1f} ms CPU of the "
        f"process that writes and {1000 * all_of_them.others / count:.1f} of those that read, so "
        f"that the target holds up to {alone.cpu / (TARGET * all_of_them.own):.0f} cores"
    )


def _reextract(archive: Path, nothing: Path, folder: Path, jobs: int) -> Spent:
    """Read the archive into a new database; without what it takes to start."""
    spent = []
    for place in (nothing, archive):
        database = folder / f"{place.stem}-{jobs}" / "news.db"
        spent.append(run("reextract", str(place), "--jobs", str(jobs), database=database))
    return spent[1].less(spent[0])


if __name__ == "__main__":
    main()
