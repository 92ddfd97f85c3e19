"""Two processes writing one file, and runs that are killed: nothing lost, nothing doubled."""

import os
import signal
import sqlite3
import subprocess
import sys
import time

from tests.conftest import PROJECT
from wmcscraper.store import connect_readonly

WRITE = """
import sys, time
from tests.store.conftest import SITE, article, body_of
from wmcscraper.items import Quote
from wmcscraper.store import PageRecord, Writer

path, name, count, pause = sys.argv[1], sys.argv[2], int(sys.argv[3]), float(sys.argv[4])
writer = Writer(path, batch=7)
writer.start_crawl(name, SITE)
for number in range(count):
    # Every third story is met by all of the writers.
    story = f"shared-{number}" if number % 3 == 0 else f"{name}-{number}"
    item = article(story, body=body_of(hash(name) % 10_000 * 1000 + number) if number % 3 else
                   body_of(number), quotes=[Quote("One"), Quote("Two")])
    writer.save_page(PageRecord(item.url, SITE, "article", 200,
                                fetched="2025-03-01T00:00:00+00:00", article_url=item.url))
    writer.save_article(item, seen_at="2025-03-01T00:00:00+00:00")
    print(number, flush=True)
    time.sleep(pause)
writer.finish_crawl("finished", {})
writer.close()
"""


def start(path, name, count, pause=0.0):
    return subprocess.Popen(
        [sys.executable, "-c", WRITE, str(path), name, str(count), str(pause)],
        cwd=PROJECT,
        env={**os.environ, "PYTHONHASHSEED": "0"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def check(path):
    with connect_readonly(path) as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
        unread = "SELECT count(*) FROM pages WHERE fetched NOTNULL AND article_id IS NULL"
        assert db.execute(unread).fetchone() == (0,)
        parts = (
            "SELECT DISTINCT (SELECT count(*) FROM quotes WHERE article_id = a.id) FROM articles a"
        )
        assert db.execute(parts).fetchall() == [(2,)]
        return db.execute("SELECT count(*), count(DISTINCT url) FROM articles").fetchone()


def test_two_processes_write_at_once(path):
    writers = [start(path, name, 60) for name in ("one", "two")]
    assert [process.communicate()[1] for process in writers] == ["", ""]
    assert check(path) == (100, 100)
    with connect_readonly(path) as db:
        counts = db.execute("SELECT sum(new + duplicates), sum(unchanged) FROM crawls").fetchone()
    assert counts == (100, 20)


def test_killed_runs_lose_a_batch_at_the_most(path):
    for _ in range(3):
        process = start(path, "one", 500, pause=0.002)
        assert process.stdout is not None
        told = 0
        for line in process.stdout:
            told = int(line) + 1
            if told >= 40:
                break
        os.kill(process.pid, signal.SIGKILL)
        process.communicate()
        stored, distinct = check(path)
        assert stored == distinct >= told - 7
    process = start(path, "one", 60)
    assert process.communicate()[1] == ""
    assert check(path)[0] >= 60


def test_a_lock_held_by_another_is_waited_for(path):
    first = start(path, "one", 1)
    first.communicate()
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    process = start(path, "two", 20)
    time.sleep(0.5)
    holder.execute("COMMIT")
    holder.close()
    assert process.communicate()[1] == ""
    assert check(path)[0] == 20
