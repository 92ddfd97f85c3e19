"""Opening news.db: created and brought up to date on the way, or refused with a clear line."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from wmcscraper.store.files import (
    BUSY_SECONDS,
    DatabaseError,
    check_owner,
    check_place,
    explained,
    open_plain,
)
from wmcscraper.store.migrate import migrate
from wmcscraper.store.transactions import transaction
from wmcscraper.store.versions import check_age

__all__ = [
    "DatabaseError",
    "connect",
    "connect_readonly",
    "explained",
    "open_readonly",
    "prepare",
    "transaction",
]


def connect(path: str | Path) -> sqlite3.Connection:
    """Open ``path`` for writing, with its schema brought up to date.

    Missing folders and a missing file are created. The connection is in autocommit mode: begin
    with ``BEGIN IMMEDIATE`` (see ``transaction``). Raises DatabaseError.
    """
    path = Path(path)
    check_place(path)
    try:
        connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
    except sqlite3.Error as error:
        raise explained(path, error) from error
    try:
        check_owner(connection, path)
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA cache_size = -32768")
        _wal(connection)
        migrate(connection, path)
    except sqlite3.Error as error:
        connection.close()
        raise explained(path, error) from error
    except DatabaseError:
        connection.close()
        raise
    return connection


def prepare(path: str | Path) -> None:
    """Create ``path`` or bring it up to date, so that what follows can rely on it.

    Raises DatabaseError.
    """
    connect(path).close()


def open_readonly(path: str | Path) -> sqlite3.Connection:
    """Open an existing database for reading, also while a crawl writes it. Raises DatabaseError."""
    path = Path(path)
    connection = open_plain(path)
    try:
        check_owner(connection, path)
        check_age(connection, path)
    except sqlite3.Error as error:
        connection.close()
        raise explained(path, error) from error
    except DatabaseError:
        connection.close()
        raise
    return connection


@contextmanager
def connect_readonly(path: str | Path) -> Iterator[sqlite3.Connection]:
    """``open_readonly`` for a ``with`` block, closed at its end."""
    with closing(open_readonly(path)) as connection:
        yield connection


def _wal(connection: sqlite3.Connection) -> None:
    """Switch to WAL; the busy timeout does not cover this when two processes start at once."""
    deadline = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > deadline:
                raise
            time.sleep(0.05)
        else:
            return
