"""Opening: created, brought up to date, or refused in one clear line."""

import sqlite3
import subprocess
import sys

import pytest

from wmcscraper.store.database import (
    DatabaseError,
    connect,
    connect_readonly,
    open_readonly,
    prepare,
)
from wmcscraper.store.schema import APPLICATION_ID, MIGRATIONS

TABLES = {
    "articles", "quotes", "figures", "images", "links", "events", "event_statements", "pages",
    "versions", "crawls", "site_stats",
}  # fmt: skip
VIEWS = {"latest_articles", "stories", "quotes_by_speaker", "figures_by_subject", "events_upcoming"}


def names(path, kind):
    with connect_readonly(path) as db:
        return {
            row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = ?", (kind,))
        }


def test_creates_folders_tables_and_views(path):
    prepare(path)
    assert names(path, "table") >= TABLES
    assert names(path, "view") == VIEWS
    with connect_readonly(path) as db:
        for view in VIEWS:
            db.execute(f"SELECT * FROM {view}").fetchall()


def test_connection_is_safe_for_two_writers(path):
    db = connect(path)
    assert db.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert db.execute("PRAGMA foreign_keys").fetchone() == (1,)
    assert db.execute("PRAGMA synchronous").fetchone() == (1,)
    assert db.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
    db.close()


def test_opening_again_changes_nothing(path):
    prepare(path)
    before = sqlite3.connect(path).execute("SELECT name, sql FROM sqlite_master").fetchall()
    prepare(path)
    after = sqlite3.connect(path).execute("SELECT name, sql FROM sqlite_master").fetchall()
    assert before == after


def test_processes_that_create_it_at_once(path):
    path.parent.mkdir()
    code = f"from wmcscraper.store import prepare; prepare({str(path)!r})"
    running = [
        subprocess.Popen([sys.executable, "-c", code], stderr=subprocess.PIPE) for _ in range(3)
    ]
    assert [process.communicate()[1] for process in running] == [b""] * 3
    assert [process.returncode for process in running] == [0] * 3
    assert names(path, "table") >= TABLES


@pytest.mark.parametrize("opening", [prepare, open_readonly])
def test_refuses_what_is_no_database(tmp_path, opening):
    path = tmp_path / "notes.db"
    path.write_text("Not a database, but my notes. " * 100)
    with pytest.raises(DatabaseError, match=r"no SQLite database.*name another file"):
        opening(path)
    assert path.read_text().startswith("Not a database")


@pytest.mark.parametrize("opening", [prepare, open_readonly])
def test_refuses_another_programs_database(tmp_path, opening):
    path = tmp_path / "bookmarks.db"
    db = sqlite3.connect(path)
    db.execute("CREATE TABLE articles (id INTEGER)")
    db.commit()
    db.close()
    content = path.read_bytes()
    with pytest.raises(DatabaseError, match="another program"):
        opening(path)
    assert path.read_bytes() == content


@pytest.mark.parametrize("opening", [prepare, open_readonly])
def test_refuses_a_newer_schema(path, opening):
    prepare(path)
    db = sqlite3.connect(path)
    db.execute(
        "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES (?, ?, ?)",
        (MIGRATIONS.name, "0999_from_the_future", "2099-01-01"),
    )
    db.commit()
    db.close()
    with pytest.raises(DatabaseError, match="newer wmcscraper"):
        opening(path)


def test_refuses_a_folder_and_a_place_that_cannot_be(tmp_path):
    with pytest.raises(DatabaseError, match="is a folder"):
        prepare(tmp_path)
    (tmp_path / "file").write_text("")
    with pytest.raises(DatabaseError, match="can't be made"):
        prepare(tmp_path / "file" / "news.db")
    with pytest.raises(DatabaseError, match="there is no database"):
        open_readonly(tmp_path / "none.db")


def test_messages_are_one_line(tmp_path):
    with pytest.raises(DatabaseError) as error:
        prepare(tmp_path)
    assert "\n" not in str(error.value)
