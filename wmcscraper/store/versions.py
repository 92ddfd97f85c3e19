"""Which migrations a database has seen, and which this wmcscraper knows."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from wmcscraper.store.files import DatabaseError
from wmcscraper.store.schema import MIGRATIONS

__all__ = ["check_age", "known_and_applied", "refuse_newer"]


def known_and_applied(connection: sqlite3.Connection) -> tuple[list[str], list[str]]:
    """Names of the migrations that a database or this wmcscraper knows, and of those applied."""
    database: Any = Database(connection, recursive_triggers=False, execute_plugins=False)
    applied = [migration.name for migration in MIGRATIONS.applied(database)]
    return [*applied, *(migration.name for migration in MIGRATIONS.pending(database))], applied


def _names() -> list[str]:
    memory: Any = Database(memory=True, execute_plugins=False)
    with closing(memory.conn):
        return [migration.name for migration in MIGRATIONS.pending(memory)]


def refuse_newer(applied: list[str], path: Path) -> None:
    """Raises DatabaseError where a migration was applied that this wmcscraper does not know."""
    if unknown := sorted(set(applied) - set(_names())):
        raise DatabaseError(
            f"{path} was written by a newer wmcscraper ({unknown[-1]}); "
            f"update this one, or name another file: -s DATABASE=…"
        )


def check_age(connection: sqlite3.Connection, path: Path) -> None:
    """Refuse to read what an older wmcscraper wrote, or one that is newer than this."""
    _, applied = known_and_applied(connection)
    refuse_newer(applied, path)
    if len(applied) < len(_names()):
        raise DatabaseError(
            f"{path} was made by an older wmcscraper; a crawl brings it up to date first"
        )
