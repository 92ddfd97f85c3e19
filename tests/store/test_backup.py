"""Copies of the database, and putting them back."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.store.conftest import DAY_1, article
from wmcscraper.store import DatabaseError, Writer, prepare
from wmcscraper.store.backup import backup, restore

# Writes an article at a time, each with its quotes, until it is killed.
WRITE = """
import sys
from tests.store.conftest import DAY_1, article
from wmcscraper.store import Writer
writer = Writer(sys.argv[1], batch=5)
for n in range(1_000_000):
    writer.save_article(article(f"story-{n}"), seen_at=DAY_1)
    if n == 20:
        print("writing", flush=True)
"""


def count(path: Path, table: str = "articles") -> int:
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as db:
        return int(db.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def fill(path: Path, *names: str) -> None:
    writer = Writer(path)
    writer.start_crawl("news", "ore-news.example")
    for name in names:
        writer.save_article(article(name), seen_at=DAY_1)
    writer.close()


def test_a_copy_of_a_database_that_is_being_written_is_whole(path, tmp_path):
    command = [sys.executable, "-c", WRITE, str(path)]
    writing = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert writing.stdout is not None
        assert writing.stdout.readline() == "writing\n"
        copies = [backup(path, tmp_path / f"copy-{n}.db") for n in range(5)]
        assert writing.poll() is None, "the copies were made while it wrote"
    finally:
        writing.kill()
        writing.wait()
    for copy in copies:
        with closing(sqlite3.connect(copy)) as db:
            assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            assert db.execute("PRAGMA foreign_key_check").fetchall() == []
        # One batch is one transaction: a copy has all of it or nothing.
        assert count(copy) % 5 == 0
        assert count(copy) == count(copy, "versions")
    assert 20 <= count(copies[0]) <= count(copies[-1])
    assert sorted(tmp_path.glob("*copy*")) == copies, "a copy is one file"


def test_a_file_is_never_overwritten_by_itself(path, tmp_path):
    fill(path, "a")
    target = tmp_path / "copy.db"
    target.write_text("precious")
    with pytest.raises(FileExistsError):
        backup(path, target)
    assert target.read_text() == "precious"
    assert count(backup(path, target, overwrite=True)) == 1
    with pytest.raises(DatabaseError, match="the database itself"):
        backup(path, path, overwrite=True)


def test_a_damaged_database_gives_no_copy(path, tmp_path):
    fill(path, *(f"story-{n}" for n in range(300)))
    damage(path)
    with pytest.raises(DatabaseError, match="damaged"):
        backup(path, tmp_path / "copy.db")
    assert list(tmp_path.glob("*copy*")) == []


def damage(path: Path) -> None:
    content = bytearray(path.read_bytes())
    middle = len(content) // 8192 * 4096
    content[middle : middle + 40_960] = b"\xff" * 40_960
    path.write_bytes(content)


def test_what_a_copy_replaces_is_kept(path, tmp_path):
    fill(path, "a", "b")
    copy = backup(path, tmp_path / "copy.db")
    fill(path, "c")
    kept = restore(copy, path)
    assert kept is not None
    assert (count(path), count(kept), count(copy)) == (2, 3, 2)
    fill(path, "d")
    assert count(path) == 3


def test_a_reader_sees_the_copy_as_soon_as_it_is_back(path, tmp_path):
    fill(path, "a")
    copy = backup(path, tmp_path / "copy.db")
    fill(path, "b")
    with closing(sqlite3.connect(path)) as reader:
        assert reader.execute("SELECT count(*) FROM articles").fetchone() == (2,)
        restore(copy, path)
        assert reader.execute("SELECT count(*) FROM articles").fetchone() == (1,)


def test_a_damaged_database_is_moved_aside(path, tmp_path):
    fill(path, *(f"story-{n}" for n in range(300)))
    copy = backup(path, tmp_path / "copy.db")
    damage(path)
    wrecked = path.read_bytes()
    kept = restore(copy, path)
    assert kept is not None
    assert kept.read_bytes() == wrecked
    assert count(path) == 300


def test_what_is_no_copy_is_not_put_back(path, tmp_path):
    fill(path, "a")
    for make in (
        lambda p: p.write_text("no database" * 999),
        lambda p: sqlite3.connect(p).execute("CREATE TABLE t (x)"),
    ):
        other = tmp_path / "other.db"
        other.unlink(missing_ok=True)
        make(other)
        with pytest.raises(DatabaseError):
            restore(other, path)
    assert count(path) == 1


def test_a_place_without_a_database_gets_one(path, tmp_path):
    prepare(path)
    copy = backup(path, tmp_path / "copy.db")
    assert restore(copy, tmp_path / "elsewhere" / "news.db") is None
    assert count(tmp_path / "elsewhere" / "news.db") == 0
