"""A migration keeps a copy of how it was before, and can be taken back."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest
from sqlite_utils.migrations import Migrations

from tests.store.conftest import DAY_1, article
from wmcscraper.store import DatabaseError, Writer, prepare
from wmcscraper.store import migrate as migrate_module
from wmcscraper.store import versions as versions_module
from wmcscraper.store.migrate import copies_of, undo
from wmcscraper.store.schema import MIGRATIONS


@pytest.fixture
def newer(monkeypatch):
    """Call it, and this wmcscraper knows one more migration."""

    def arrive(*, broken=False):
        more = Migrations(MIGRATIONS.name)
        more._migrations = list(MIGRATIONS._migrations)

        @more(name="0998_mood")
        def mood(db):
            db.conn.execute("ALTER TABLE articles ADD COLUMN mood TEXT")
            db.conn.execute("UPDATE articles SET mood = 'calm'")
            if broken:
                db.conn.execute("SELECT nothing FROM nowhere")

        for module in (migrate_module, versions_module):
            monkeypatch.setattr(module, "MIGRATIONS", more)

    return arrive


@pytest.fixture
def filled(path):
    writer = Writer(path)
    writer.start_crawl("news", "ore-news.example")
    writer.save_article(article("a"), seen_at=DAY_1)
    writer.close()
    return path


def columns(path, table="articles"):
    with closing(sqlite3.connect(path)) as db:
        return {row[1] for row in db.execute(f"PRAGMA table_info({table})")}


def test_a_database_without_content_needs_no_copy(path, newer):
    prepare(path)
    newer()
    prepare(path)
    assert copies_of(path) == []
    assert "mood" in columns(path)


def test_the_copy_is_how_it_was(filled, newer):
    newer()
    prepare(filled)
    (copy,) = copies_of(filled)
    assert "mood" in columns(filled)
    assert "mood" not in columns(copy)
    last = MIGRATIONS._migrations[-1].name.partition("_")[0]
    assert copy.name.startswith(f"news-schema-{last}-20")
    prepare(filled)
    assert copies_of(filled) == [copy], "nothing pending, no copy"


def test_a_migration_that_fails_changes_nothing_and_leaves_no_copy(filled, newer):
    newer(broken=True)
    for _ in range(2):
        with pytest.raises(DatabaseError):
            prepare(filled)
    assert "mood" not in columns(filled)
    assert copies_of(filled) == []


def test_undo(filled, newer):
    newer()
    prepare(filled)
    copy, kept = undo(filled)
    assert [copy] == copies_of(filled)
    assert "mood" not in columns(filled)
    assert kept is not None
    assert "mood" in columns(kept)
    with closing(sqlite3.connect(filled)) as db:
        assert db.execute("SELECT title FROM articles").fetchall() == [("Title of a",)]


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE articles SET title = 'another'",
        "INSERT INTO crawls (spider, started) VALUES ('news', '2026-01-01')",
        "DELETE FROM versions",
    ],
)
def test_what_was_written_since_is_not_lost_by_undo(filled, newer, change):
    newer()
    prepare(filled)
    with closing(sqlite3.connect(filled)) as db, db:
        db.execute(change)
    with pytest.raises(DatabaseError, match="written since"):
        undo(filled)
    assert "mood" in columns(filled)
    undo(filled, force=True)
    assert "mood" not in columns(filled)


def test_undo_without_a_copy(filled):
    with pytest.raises(DatabaseError, match="no copy"):
        undo(filled)
