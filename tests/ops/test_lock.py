"""The lock of a spider's runs."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from wmcscraper.ops.lock import OverlapError, RunLock, held_locks, lock_path

HOLD = """
import sys, time
from pathlib import Path
from wmcscraper.ops.lock import RunLock
RunLock(Path(sys.argv[1])).acquire()
print("held", flush=True)
time.sleep(60)
"""


def holder(path: Path) -> subprocess.Popen[str]:
    """Another process that has the lock."""
    command = [sys.executable, "-c", HOLD, str(path)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def test_the_second_is_refused_and_told_who_holds_it(tmp_path):
    path = lock_path(tmp_path / "news.db", "wmc_news", "site.example")
    other = holder(path)
    try:
        with pytest.raises(OverlapError, match=rf"pid {other.pid}, started 20\d\d-"):
            RunLock(path).acquire()
        assert [line.split(" (")[0] for line in held_locks(tmp_path / "news.db")] == [
            "wmc_news-site.example"
        ]
    finally:
        other.kill()
        other.wait()


def test_a_killed_holder_leaves_nothing_behind(tmp_path):
    path = lock_path(tmp_path / "news.db", "wmc_news", "site.example")
    other = holder(path)
    other.kill()
    other.wait()
    assert list(held_locks(tmp_path / "news.db")) == []
    lock = RunLock(path)
    lock.acquire()
    lock.release()
    RunLock(path).acquire()


def test_each_spider_site_and_database_has_its_own(tmp_path):
    paths = {
        lock_path(tmp_path / database, spider, site)
        for database in ("news.db", "other.db")
        for spider in ("news", "wmc_news")
        for site in ("a.example", "b.example", "a.example:8000")
    }
    assert len(paths) == 12
    locks = [RunLock(path) for path in paths]
    for lock in locks:
        lock.acquire()
    assert len(list(held_locks(tmp_path / "news.db"))) == 6


def test_a_link_to_the_database_is_the_same_database(tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "news.db").touch()
    (tmp_path / "link.db").symlink_to(tmp_path / "data" / "news.db")
    direct = lock_path(tmp_path / "data" / "news.db", "news", "a.example")
    assert lock_path(tmp_path / "link.db", "news", "a.example") == direct


def test_a_lock_file_never_follows_a_link_and_never_leaves_its_folder(tmp_path):
    path = lock_path(tmp_path / "news.db", "news", "../../etc/passwd")
    assert path.parent == tmp_path
    victim = tmp_path / "victim"
    victim.write_text("mine")
    path.symlink_to(victim)
    with pytest.raises(OSError, match="symbolic"):
        RunLock(path).acquire()
    assert victim.read_text() == "mine"
