"""Opening news.db: created and brought up to date on the way, or refused with a clear line."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlite_utils import Database

from wmcscraper.store.schema import APPLICATION_ID, MIGRATIONS

__all__ = [
    "DatabaseError",
    "connect",
    "connect_readonly",
    "explained",
    "open_readonly",
    "prepare",
    "transaction",
]

# Another program may hold the file that long (a VACUUM, a person with an open transaction): an
# unattended run waits rather than fails.
BUSY_SECONDS = 90.0


class DatabaseError(Exception):
    """The database can't be used; the message is one line that says why and what to do."""


def connect(path: str | Path) -> sqlite3.Connection:
    """Open ``path`` for writing, with its schema brought up to date.

    Missing folders and a missing file are created. The connection is in autocommit mode: begin
    with ``BEGIN IMMEDIATE`` (see ``transaction``). Raises DatabaseError.
    """
    path = Path(path)
    _check_place(path)
    try:
        connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
    except sqlite3.Error as error:
        raise explained(path, error) from error
    try:
        _check_owner(connection, path)
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA cache_size = -32768")
        _wal(connection)
        _migrate(connection, path)
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
    if not path.is_file():
        raise DatabaseError(
            f"there is no database at {path}; crawl first, or name it: -s DATABASE=…"
        )
    uri = f"file:{quote(str(path.resolve()))}?mode=ro"
    if not os.access(path.parent, os.W_OK) and not Path(f"{path}-wal").exists():
        uri += "&immutable=1"  # WAL wants to write beside the file, if only an index
    try:
        connection = sqlite3.connect(uri, uri=True, timeout=BUSY_SECONDS, isolation_level=None)
    except sqlite3.Error as error:
        raise explained(path, error) from error
    try:
        _check_owner(connection, path)
        _check_age(connection, path)
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


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """One write transaction: taken at once, as a read that turns to a write fails when busy."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def _check_place(path: Path) -> None:
    if path.is_dir():
        raise DatabaseError(f"{path} is a folder; name a file: -s DATABASE={path / 'news.db'}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DatabaseError(
            f"the folder {path.parent} can't be made ({error.strerror}); "
            f"name another place: -s DATABASE=…"
        ) from error
    target = path if path.exists() else path.parent
    if not os.access(target, os.W_OK):
        raise DatabaseError(
            f"{target} can't be written; change its permissions or name another: -s DATABASE=…"
        )


def _check_owner(connection: sqlite3.Connection, path: Path) -> None:
    """Refuse a file that another program made."""
    (owner,) = connection.execute("PRAGMA application_id").fetchone()
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if owner == APPLICATION_ID or (not owner and not tables):
        return
    raise DatabaseError(
        f"{path} is a database of another program and stays untouched; "
        f"name another file: -s DATABASE=…"
    )


def _known_and_applied(connection: sqlite3.Connection) -> tuple[list[str], list[str]]:
    database: Any = Database(connection, recursive_triggers=False, execute_plugins=False)
    applied = [migration.name for migration in MIGRATIONS.applied(database)]
    return [*applied, *(migration.name for migration in MIGRATIONS.pending(database))], applied


def _check_age(connection: sqlite3.Connection, path: Path) -> None:
    """Refuse to read what an older wmcscraper wrote, or one that is newer than this."""
    _, applied = _known_and_applied(connection)
    _refuse_newer(applied, path)
    if len(applied) < len(_names()):
        raise DatabaseError(
            f"{path} was made by an older wmcscraper; a crawl brings it up to date first"
        )


def _names() -> list[str]:
    memory: Any = Database(memory=True, execute_plugins=False)
    with closing(memory.conn):
        return [migration.name for migration in MIGRATIONS.pending(memory)]


def _refuse_newer(applied: list[str], path: Path) -> None:
    if unknown := sorted(set(applied) - set(_names())):
        raise DatabaseError(
            f"{path} was written by a newer wmcscraper ({unknown[-1]}); "
            f"update this one, or name another file: -s DATABASE=…"
        )


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


def _migrate(connection: sqlite3.Connection, path: Path) -> None:
    known, applied = _known_and_applied(connection)
    _refuse_newer(applied, path)
    if len(applied) == len(known):
        return
    # In one transaction, and looked at again inside it: another process may be doing the same.
    with transaction(connection):
        database: Any = Database(connection, recursive_triggers=False, execute_plugins=False)
        MIGRATIONS.apply(database)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")


def explained(path: Path, error: sqlite3.Error) -> DatabaseError:
    """An error of SQLite in words that say what to do."""
    text = str(error)
    if "not a database" in text or "malformed" in text:
        return DatabaseError(
            f"{path} is no SQLite database, or damaged; it stays untouched: "
            f"name another file with -s DATABASE=…"
        )
    if "locked" in text or "busy" in text:
        return DatabaseError(f"{path} is locked by another program; close that and try again")
    if "readonly" in text or "unable to open" in text:
        return DatabaseError(
            f"{path} can't be opened ({text}); check its permissions, or name another: "
            f"-s DATABASE=…"
        )
    return DatabaseError(f"{path} can't be used ({text}); free disk space, or name another file")
