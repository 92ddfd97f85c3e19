"""The database's file, before anything is known of its schema: opened, or refused in one line."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from urllib.parse import quote

from wmcscraper.store.schema import APPLICATION_ID

__all__ = [
    "BUSY_SECONDS",
    "DatabaseError",
    "check_owner",
    "check_place",
    "explained",
    "open_plain",
]

# Another program may hold the file that long (a VACUUM, a person with an open transaction): an
# unattended run waits rather than fails.
BUSY_SECONDS = 90.0


class DatabaseError(Exception):
    """The database can't be used; the message is one line that says why and what to do."""

    finish_reason = "database_error"
    """Scrapy's finish reason of a run that ends by it."""


def open_plain(path: Path) -> sqlite3.Connection:
    """Open an existing file for reading, also while a crawl writes it. Raises DatabaseError."""
    if not path.is_file():
        raise DatabaseError(
            f"there is no database at {path}; crawl first, or name it: -s DATABASE=…"
        )
    uri = f"file:{quote(str(path.resolve()))}?mode=ro"
    if not os.access(path.parent, os.W_OK) and not Path(f"{path}-wal").exists():
        uri += "&immutable=1"  # WAL wants to write beside the file, if only an index
    try:
        return sqlite3.connect(uri, uri=True, timeout=BUSY_SECONDS, isolation_level=None)
    except sqlite3.Error as error:
        raise explained(path, error) from error


def check_place(path: Path) -> None:
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


def check_owner(connection: sqlite3.Connection, path: Path) -> None:
    """Refuse a file that another program made."""
    (owner,) = connection.execute("PRAGMA application_id").fetchone()
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if owner == APPLICATION_ID or (not owner and not tables):
        return
    raise DatabaseError(
        f"{path} is a database of another program and stays untouched; "
        f"name another file: -s DATABASE=…"
    )


def explained(path: Path, error: sqlite3.Error) -> DatabaseError:
    """An error of SQLite in words that say what to do."""
    text = str(error)
    if "not a database" in text or "malformed" in text:
        return DatabaseError(
            f"{path} is no SQLite database, or damaged; it stays untouched: put a backup back "
            f"(scrapy restore), or name another file: -s DATABASE=…"
        )
    if "locked" in text or "busy" in text:
        return DatabaseError(f"{path} is locked by another program; close that and try again")
    if "readonly" in text or "unable to open" in text:
        return DatabaseError(
            f"{path} can't be opened ({text}); check its permissions, or name another: "
            f"-s DATABASE=…"
        )
    return DatabaseError(f"{path} can't be used ({text}); free disk space, or name another file")
