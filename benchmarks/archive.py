"""What the archive costs, and how fast it is read again.

``python -m benchmarks.archive``: crawls a generated site over loopback with the archive and without
it, in turns, and prints the CPU of each; then reads the archive again, with one process and with
all cores, beside the rate of the extraction alone.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.site_server import Response, serve
from wmcscraper.archive.files import warc_files
from wmcscraper.archive.reading import records
from wmcscraper.archive.rereading import Task, reread

PROJECT = Path(__file__).resolve().parent.parent
FIXTURES = PROJECT / "tests" / "fixtures" / "site"
FILLER = "<script>/* {} */</script>"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--pages", type=int, default=300, help="pages of the site")
    parser.add_argument("--turns", type=int, default=3, help="crawls with and without the archive")
    parser.add_argument("--size", type=int, default=58_000, help="least bytes of a page")
    options = parser.parse_args()
    site = pages(options.pages, options.size)
    with (
        tempfile.TemporaryDirectory() as folder,
        serve(lambda asked: site.get(asked.path) or MISSING) as server,
    ):
        base = f"{server.base_url}/"
        costs: dict[str, list[float]] = {"with": [], "without": []}
        for turn in range(options.turns):
            for name, more in (("with", []), ("without", ["-s", "ARCHIVE="])):
                database = Path(folder) / f"{name}{turn}" / "news.db"
                costs[name].append(
                    cpu("crawl", "news", "-a", f"url={base}", *more, database=database)
                )
        archive = Path(folder) / "with0" / "archive"
        cost(costs, options.pages, archive)
        rates(archive, Path(folder))


MISSING = Response(404, {"Content-Type": "text/html"}, b"<h1>Not found</h1>")


def pages(count: int, size: int) -> dict[str, Response]:
    """Stories of the sample site, each with a title and words of its own, padded to ``size``."""
    stories = [
        path.read_text("utf-8")
        for path in sorted(FIXTURES.glob("*/index.html"))
        if "<article" in path.read_text("utf-8")
    ]
    site: dict[str, Response] = {}
    for number in range(count):
        text = stories[number % len(stories)].replace("</p>", f" Lot {number}x{number}.</p>")
        noise = os.urandom(max(0, (size - len(text)) // 4)).hex()
        site[f"/story-{number}/"] = html(text + FILLER.format(noise))
    links = "".join(f"<li><a href='/story-{n}/'>Story number {n}</a></li>" for n in range(count))
    site["/"] = html(f"<title>News</title><h1>News</h1><ul>{links}</ul>")
    return site


def html(text: str) -> Response:
    return Response(200, {"Content-Type": "text/html; charset=utf-8"}, text.encode())


def cpu(*arguments: str, database: Path) -> float:
    """CPU seconds of a command of the project and its processes."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        [
            *(sys.executable, "-m", "scrapy", *arguments, "-s", f"DATABASE={database}"),
            *("-s", "DOWNLOAD_DELAY=0", "-s", "AUTOTHROTTLE_ENABLED=0", "-s", "LOG_LEVEL=ERROR"),
        ],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SystemExit(done.stderr)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


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
    held = sum(r.kind == "response" for path in warc_files(archive) for r in records(path))
    print(f"archive: {held} answers, {size / count / 1000:.1f} kB a page")


def rates(archive: Path, folder: Path) -> None:
    tasks = [
        Task(r.path, r.offset, r.url, r.date, r.header("Content-Type"), 10**7, r_hints(r.note))
        for path in warc_files(archive)
        for r in records(path)
        if r.kind == "response" and "/story-" in r.url
    ]
    reread(tasks[0])  # what a process loads once
    begun, used = time.perf_counter(), time.process_time()
    for task in tasks:
        reread(task)
    alone = len(tasks) / (time.perf_counter() - begun)
    effort = (time.process_time() - used) / len(tasks)
    print(f"extraction alone: {alone:.1f} pages a second, {1000 * effort:.1f} ms CPU a page")
    cores = os.cpu_count() or 1
    for jobs in sorted({1, cores}):
        database = folder / f"again{jobs}" / "news.db"
        options = ("reextract", str(archive), "--jobs", str(jobs))
        start_cpu, start = timed(*options, "--since", "2999-01-01", database=database)
        all_cpu, seconds = timed(*options, database=database)
        rate = len(tasks) / (seconds - start)
        each = (all_cpu - start_cpu) / len(tasks)
        print(
            f"reextract --jobs {jobs}: {rate:.1f} pages a second, {rate / (jobs * alone):.2f} of "
            f"{jobs} x alone; {1000 * each:.1f} ms CPU a page, which is {effort / each:.2f}; "
            f"start {start:.1f} s"
        )


def timed(*arguments: str, database: Path) -> tuple[float, float]:
    """CPU and wall-clock seconds of a command."""
    begun = time.perf_counter()
    used = cpu(*arguments, database=database)
    return used, time.perf_counter() - begun


def r_hints(note: object) -> dict[str, str]:
    return dict(note.get("hints") or {}) if isinstance(note, dict) else {}


if __name__ == "__main__":
    main()
