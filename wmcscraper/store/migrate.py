"""Bringing a database up to date, with a copy of how it was before; and taking that back."""

from __future__ import annotations

import re
import shutil
import sqlite3
import tempfile
from contextlib import closing
from itertools import zip_longest
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from wmcscraper.store.backup import backup, restore, stamp
from wmcscraper.store.files import DatabaseError, check_owner, open_plain
from wmcscraper.store.schema import APPLICATION_ID, MIGRATIONS
from wmcscraper.store.transactions import transaction
from wmcscraper.store.versions import known_and_applied, refuse_newer

__all__ = ["copies_of", "migrate", "undo"]


def migrate(connection: sqlite3.Connection, path: Path) -> Path | None:
    """Apply what is pending, in one transaction; gives the copy made before, if there was need.

    The copy lies beside the database, named for the schema that it has and the time, and stays.
    Raises DatabaseError, sqlite3.Error.
    """
    known, applied = known_and_applied(connection)
    refuse_newer(applied, path)
    if len(applied) == len(known):
        return None
    copy = None
    # Looked at again inside the transaction: another process may be doing the same. While it
    # lasts nobody else writes, so the copy is what the migration begins with.
    try:
        with transaction(connection):
            known, applied = known_and_applied(connection)
            if applied and len(applied) < len(known) and _holds_anything(connection):
                copy = _copy_before(path, applied[-1])
            database: Any = Database(connection, recursive_triggers=False, execute_plugins=False)
            MIGRATIONS.apply(database)
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    except BaseException:
        if copy is not None:  # nothing has changed; each further attempt would leave one more
            copy.unlink(missing_ok=True)
        raise
    return copy


def _holds_anything(connection: sqlite3.Connection) -> bool:
    query = "SELECT EXISTS (SELECT 1 FROM crawls) OR EXISTS (SELECT 1 FROM articles)"
    return bool(connection.execute(query).fetchone()[0])


def _copy_before(path: Path, schema: str) -> Path:
    number = schema.partition("_")[0]
    target = path.with_name(f"{path.stem}-schema-{number}-{stamp()}{path.suffix}")
    try:
        return backup(path, target, overwrite=True)
    except OSError as error:
        raise DatabaseError(
            f"{path} is to be brought up to date, and no copy of it can be made first: "
            f"{error.strerror}; make room or see to the folder's permissions"
        ) from error


def copies_of(path: Path) -> list[Path]:
    """The copies that migrations of a database left beside it, oldest first."""
    name = re.compile(
        rf"{re.escape(path.stem)}-schema-\d+-(\d{{8}}T\d{{6}}Z){re.escape(path.suffix)}"
    )
    found = [
        (match[1], each) for each in path.parent.iterdir() if (match := name.fullmatch(each.name))
    ]
    return [each for _, each in sorted(found)]


def undo(path: Path, *, force: bool = False) -> tuple[Path, Path | None]:
    """Take the last migration back: put the copy made before it in the database's place.

    Gives that copy, and where the database as it was now is kept. Raises DatabaseError, also where
    the database was written since, as that would be lost; ``force`` does it all the same.
    """
    with closing(open_plain(path)) as live:
        check_owner(live, path)
        _, applied = known_and_applied(live)
        refuse_newer(applied, path)
        copy = _copy_of_earlier(path, applied)
        if not force and (table := _written_since(live, applied, copy)):
            raise DatabaseError(
                f"{path} was written since it was brought up to date (table {table}), and that "
                f"would be lost; --force does it all the same, and keeps a copy of what is there"
            )
    return copy, restore(copy, path)


def _copy_of_earlier(path: Path, applied: list[str]) -> Path:
    for copy in reversed(copies_of(path)):
        with closing(open_plain(copy)) as connection:
            _, before = known_and_applied(connection)
        if len(before) < len(applied) and before == applied[: len(before)]:
            return copy
    raise DatabaseError(
        f"there is no copy beside {path} of an earlier schema; put a backup back: scrapy restore"
    )


def _written_since(live: sqlite3.Connection, applied: list[str], copy: Path) -> str | None:
    """The first table whose rows are not what the migration made of the copy."""
    with (
        tempfile.TemporaryDirectory(dir=copy.parent, prefix=".undo-") as folder,
        closing(sqlite3.connect(shutil.copyfile(copy, Path(folder, "again.db")))) as again,
    ):
        again.isolation_level = None
        database: Any = Database(again, recursive_triggers=False, execute_plugins=False)
        pending = [each.name for each in MIGRATIONS.pending(database)]
        MIGRATIONS.apply(database, stop_before=[name for name in pending if name not in applied])
        live.execute("BEGIN")
        for table, order in _tables(live):
            query = f"SELECT * FROM {table} ORDER BY {order}"  # noqa: S608
            pairs = zip_longest(live.execute(query), again.execute(query))
            if any(now != then for now, then in pairs):
                return table
    return None


def _tables(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    """Tables of ours that hold rows of their own, quoted, and what orders their rows."""
    query = (
        "SELECT name, wr, ncol FROM pragma_table_list WHERE schema = 'main' AND type = 'table' "
        "AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND name <> ? ORDER BY name"
    )
    return [
        (f'"{name}"', ", ".join(map(str, range(1, columns + 1))) if without_rowid else "rowid")
        for name, without_rowid, columns in connection.execute(
            query, (MIGRATIONS.migrations_table,)
        )
    ]
