"""``scrapy backup``, ``scrapy restore`` and ``scrapy migrate`` as a person calls them."""

from __future__ import annotations

import pytest

from tests.conftest import Crawled, rows, scrapy
from wmcscraper.extensions.verdict import ExitStatus
from wmcscraper.ops.lock import RunLock, lock_path
from wmcscraper.store import prepare


def articles(path):
    return rows(path, "SELECT count(*) AS n FROM articles")[0]["n"]


def test_backup_and_restore(crawled: Crawled, tmp_path):
    copy, other = tmp_path / "copy.db", tmp_path / "other.db"
    done = scrapy("backup", copy, "-s", f"DATABASE={crawled.database}")
    assert (done.returncode, done.stderr) == (0, "")
    assert "checked" in done.stdout
    again = scrapy("backup", copy, "-s", f"DATABASE={crawled.database}")
    assert again.returncode == ExitStatus.CRASHED
    assert "--force" in again.stderr
    assert scrapy("restore", copy, "-s", f"DATABASE={other}").returncode == 0
    assert articles(other) == articles(crawled.database) > 0
    refused = scrapy("restore", copy, "-s", f"DATABASE={other}")
    assert refused.returncode == ExitStatus.DATABASE
    assert "--force" in refused.stderr
    forced = scrapy("restore", copy, "--force", "-s", f"DATABASE={other}")
    assert forced.returncode == 0
    assert len(list(tmp_path.glob("other-replaced-*.db"))) == 1


def test_a_folder_of_backups_stays_small(database, tmp_path):
    prepare(database)
    folder = tmp_path / "backups"
    folder.mkdir()
    for name in ("news-20240101T000000Z.db", "news-20240102T000000Z.db", "news-mine.db"):
        (folder / name).touch()
    done = scrapy("backup", folder, "--keep", "2", "-s", f"DATABASE={database}")
    assert done.returncode == 0
    left = sorted(path.name for path in folder.iterdir())
    assert left[0] == "news-20240102T000000Z.db"
    assert left[2] == "news-mine.db"
    assert len(left) == 3


@pytest.mark.parametrize(
    "arguments",
    [
        ("backup",), ("backup", "a", "b"), ("backup", "a.db", "--keep", "3"), ("restore",),
        ("migrate", "x"), ("migrate", "--show", "--undo"), ("migrate", "--force"),
    ],
)  # fmt: skip
def test_wrong_calls(arguments, database):
    done = scrapy(*arguments, "-s", f"DATABASE={database}")
    assert done.returncode == ExitStatus.USAGE
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("arguments", [("backup", "copy.db"), ("restore", "none.db"), ("migrate",)])
def test_what_is_not_there(arguments, database):
    done = scrapy(*arguments, "-s", f"DATABASE={database}")
    assert done.returncode == ExitStatus.DATABASE
    assert "there is no database" in done.stderr
    assert "Traceback" not in done.stderr
    assert not database.exists()


def test_migrate_shows_and_has_nothing_to_undo(database):
    prepare(database)
    shown = scrapy("migrate", "--show", "-s", f"DATABASE={database}")
    assert shown.returncode == 0
    assert "applied  0001_initial" in shown.stdout
    assert "pending" not in shown.stdout
    undone = scrapy("migrate", "--undo", "-s", f"DATABASE={database}")
    assert undone.returncode == ExitStatus.DATABASE
    assert "no copy" in undone.stderr


@pytest.mark.parametrize("arguments", [("restore", "copy.db"), ("migrate", "--undo"), ("migrate",)])
def test_nothing_is_replaced_under_a_running_crawl(arguments, database):
    prepare(database)
    lock = RunLock(lock_path(database, "news", "a.example"))
    lock.acquire()
    try:
        done = scrapy(*arguments, "-s", f"DATABASE={database}")
    finally:
        lock.release()
    assert done.returncode == ExitStatus.OVERLAP
    assert "news-a.example (pid" in done.stderr
