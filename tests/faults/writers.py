"""Several processes that write one database at once."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from tests.faults.run import PROJECT

__all__ = ["write_together"]

_WRITE = """
import sys, time
from wmcscraper.items import Article, Quote
from wmcscraper.store import PageRecord, Writer
from tests.faults.stories import write

path, name, seconds = sys.argv[1], int(sys.argv[2]), float(sys.argv[3])
now = "2026-03-01T00:00:00+00:00"
writer = Writer(path, batch=20, seconds=0.5)
writer.start_crawl(f"writer-{name}", "ore.example")
end, number = time.monotonic() + seconds, 0
while time.monotonic() < end:
    # Each has stories of its own, and some that all of them tell.
    for folder, seed in ((f"/own-{name}", 1000 * name + number), ("/shared", 10**6 + number)):
        (story,) = write(1, seed=seed, folder=f"{folder}-{number}")
        item = Article(url=f"https://ore.example{story.path}", site="ore.example",
                       title=story.title, date=story.date, body=story.body, quotes=[Quote("So")])
        writer.save_article(item, seen_at=now)
        writer.save_page(PageRecord(item.url, "ore.example", "article", 200, fetched=now,
                                    article_url=item.url))
    number += 1
writer.finish_crawl("finished", {})
writer.close()
print(number)
"""


def write_together(database: Path, writers: int, seconds: float) -> tuple[int, list[str]]:
    """Let ``writers`` processes write for ``seconds``; gives how many articles there are then, and
    what went wrong: an error of a process, an article lost or doubled."""
    running = [
        subprocess.Popen(
            [sys.executable, "-c", _WRITE, str(database), str(number), str(seconds)],
            cwd=PROJECT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for number in range(writers)
    ]
    told = [process.communicate() for process in running]
    faults = [error.strip().splitlines()[-1] for _, error in told if error.strip()]
    if faults:
        return 0, faults
    counts = [int(output) for output, _ in told]
    with closing(sqlite3.connect(database)) as db:
        (stored, distinct) = db.execute(
            "SELECT count(*), count(DISTINCT url) FROM articles"
        ).fetchone()
    wanted = sum(counts) + max(counts)
    if (stored, distinct) != (wanted, wanted):
        faults.append(f"{stored} articles of {distinct} addresses, {wanted} were written")
    return stored, faults
