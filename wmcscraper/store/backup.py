"""Copies of the database: made while others write it, checked, and put back."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from wmcscraper.ops.disk import MEGABYTE, free_bytes, size_words
from wmcscraper.store.files import DatabaseError, check_owner, explained, open_plain
from wmcscraper.store.versions import known_and_applied, refuse_newer

__all__ = ["backup", "check_copy", "restore", "stamp"]

_SPARE = 16 * MEGABYTE
"""What a copy leaves free on its disk beyond its own size."""


def stamp(now: datetime | None = None) -> str:
    """The time, UTC, as it stands in names of copies: 20261123T204500Z."""
    return (now or datetime.now(UTC)).strftime("%Y%m%dT%H%M%SZ")


def backup(source: Path, target: Path, *, overwrite: bool = False) -> Path:
    """A checked copy of ``source`` at ``target``, which appears when it is whole.

    The copy is one consistent state, also while crawls write, and they do not wait for it. It is
    one file that needs no other beside it. Raises DatabaseError, FileExistsError where there is a
    ``target`` and ``overwrite`` is not given, and OSError where the file can't be written.
    """
    _not_the_same(source, target)
    if target.exists() and not overwrite:
        raise FileExistsError(17, "it exists already", str(target))
    with closing(open_plain(source)) as connection:
        try:
            check_owner(connection, source)
            _write(connection, source, target)
        except sqlite3.Error as error:
            raise explained(source, error) from error
    return target


def _write(connection: sqlite3.Connection, source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    _check_room(connection, target)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.", suffix=".part")
    os.close(handle)
    part = Path(name)
    try:
        with closing(sqlite3.connect(part, isolation_level=None)) as copy:
            # All pages in one step: a step by step copy begins anew whenever a crawl writes.
            connection.backup(copy, pages=-1)
            copy.execute("PRAGMA journal_mode = DELETE")
            check_copy(copy, source)
        part.chmod(source.stat().st_mode & 0o777)
        _sync(part)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    _sync(target.parent)


def check_copy(connection: sqlite3.Connection, path: Path) -> None:
    """Read all of a database, its indexes and references. Raises DatabaseError, sqlite3.Error."""
    check_owner(connection, path)
    faults = [row[0] for row in connection.execute("PRAGMA integrity_check(3)")]
    if faults != ["ok"]:
        raise DatabaseError(f"{path} is damaged ({faults[0]}); put a backup back: scrapy restore")
    if orphan := connection.execute("PRAGMA foreign_key_check").fetchone():
        raise DatabaseError(
            f"{path} has a row of {orphan[0]} that refers to nothing in {orphan[2]}"
        )


def restore(copy: Path, target: Path) -> Path | None:
    """Put the checked ``copy`` in the place of ``target``; gives where that one is kept now.

    It all happens in one transaction of SQLite's, so that a kill leaves either one whole, and
    readers see either one. A target that is damaged is moved aside instead. Raises DatabaseError,
    also where somebody writes the target, and OSError.
    """
    _not_the_same(copy, target)
    with closing(open_plain(copy)) as source:
        try:
            check_copy(source, copy)
            refuse_newer(known_and_applied(source)[1], copy)
        except sqlite3.Error as error:
            raise explained(copy, error) from error
        kept = None
        if target.exists():
            kept = target.with_name(f"{target.stem}-replaced-{stamp()}{target.suffix}")
            try:
                backup(target, kept)
            except DatabaseError:
                _move_aside(target, kept)
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            with closing(sqlite3.connect(target, timeout=5, isolation_level=None)) as live:
                source.backup(live, pages=-1)
        except sqlite3.Error as error:
            raise explained(target, error) from error
    return kept


def _move_aside(target: Path, kept: Path) -> None:
    """Rename a damaged database with the log that belongs to it."""
    for ending in ("", "-wal", "-shm"):
        part = target.with_name(target.name + ending)
        if part.exists():
            part.rename(kept.with_name(kept.name + ending))


def _check_room(connection: sqlite3.Connection, target: Path) -> None:
    (pages,) = connection.execute("PRAGMA page_count").fetchone()
    (size,) = connection.execute("PRAGMA page_size").fetchone()
    free, needed = free_bytes(target.parent), pages * size + _SPARE
    if free < needed:
        raise DatabaseError(
            f"the copy {target} needs {size_words(needed)}, and {size_words(free)} are free there; "
            f"make room, or name another place"
        )


def _not_the_same(copy: Path, database: Path) -> None:
    if copy.exists() and database.exists() and copy.samefile(database):
        raise DatabaseError(f"{copy} is the database itself; name another file")


def _sync(path: Path) -> None:
    """Have the disk keep a file, or the names in a folder, before anybody relies on it."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
