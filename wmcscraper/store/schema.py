"""The database's tables, indexes, views and triggers, as a list of migrations.

A migration that was ever released is never edited: a change is a new one below it, with a note
of what it changes for those who query the database.
"""

from __future__ import annotations

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from wmcscraper.store import history
from wmcscraper.store.ddl import ARCHIVE, INDEXES, SEARCH, TABLES, VIEWS
from wmcscraper.store.site_stats import HEALTH

__all__ = ["APPLICATION_ID", "MIGRATIONS"]

APPLICATION_ID = 0x574D4353  # 'WMCS': what the file's header carries, so that no other is taken
MIGRATIONS = Migrations("wmcscraper")


@MIGRATIONS(name="0001_initial")
def initial(db: Database) -> None:
    """Articles with their parts and versions, events, pages, crawls; search and views."""
    for statement in (*TABLES, *INDEXES, *SEARCH, *VIEWS):
        db.conn.execute(statement)


@MIGRATIONS(name="0002_archive")
def archive(db: Database) -> None:
    """Rows know their record in the archive, versions why they were written.

    Rows from before have empty columns: their pages were not archived.
    """
    for statement in ARCHIVE:
        db.conn.execute(statement)


@MIGRATIONS(name="0003_history")
def kept_history(db: Database) -> None:
    """A new table, article_history: what columns of articles said before they were overwritten."""
    for statement in history.TABLE:
        db.conn.execute(statement)


@MIGRATIONS(name="0004_health")
def health(db: Database) -> None:
    """Two new tables for the drift monitor, site_examples and accepted_states, and indexes."""
    for statement in HEALTH:
        db.conn.execute(statement)


@MIGRATIONS(name="0005_pages_extractor")
def pages_extractor(db: Database) -> None:
    """Pages know which extraction read them last, so that a new one knows which are left."""
    db.conn.execute("ALTER TABLE pages ADD COLUMN extractor TEXT")
