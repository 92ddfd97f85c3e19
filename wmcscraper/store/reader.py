"""What the crawler asks the database while it runs: which pages are known, and how well."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from wmcscraper.identity import url_key
from wmcscraper.items import Capture
from wmcscraper.store.database import explained, open_readonly
from wmcscraper.store.records import KnownPage

__all__ = ["Reader"]

_SELECT = (
    "SELECT p.url, p.site, p.kind, p.status, p.etag, p.last_modified, p.lastmod, p.fetched, "
    "a.date, a.last_changed, p.archived, p.warc_file, p.warc_offset, p.warc_digest, p.id "
    "FROM pages p LEFT JOIN articles a ON a.id = p.article_id "
)
_CHUNK = 500


class Reader:
    """Looks pages up; sees what was written up to now, not what a writer still queues.

    All methods raise DatabaseError where the file can't be read.
    """

    def __init__(self, path: str | Path) -> None:
        """Raises DatabaseError where there is no database yet (see ``prepare``)."""
        self._path = Path(path)
        self._db: sqlite3.Connection = open_readonly(path)

    def page(self, url: str) -> KnownPage | None:
        """What is known of ``url``, in whichever of its forms; None if it was never met."""
        query = _SELECT + "WHERE p.url_key = ?"
        rows = self._rows(query, url_key(url))
        return _known(rows[0]) if rows else None

    def pages(self, site: str) -> Iterator[KnownPage]:
        """All pages of a site that were known at the call, oldest first.

        Read in pieces: a cursor left open for a whole run would keep the write-ahead log from
        being folded into the file.
        """
        [(last,)] = self._rows("SELECT max(id) FROM pages")
        after = 0
        query = _SELECT + "WHERE p.site = ? AND p.id > ? AND p.id <= ? ORDER BY p.id LIMIT ?"
        while rows := self._rows(query, site, after, last or 0, _CHUNK):
            for row in rows:
                yield _known(row)
            after = rows[-1][-1]

    def holds(self, what: str, site: str) -> bool:
        """Whether any ``what`` (articles or events) of a site are stored."""
        query = f"SELECT 1 FROM {what} WHERE site = ? LIMIT 1"  # noqa: S608
        return bool(self._rows(query, site))

    def _rows(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        try:
            return self._db.execute(query, values).fetchall()
        except sqlite3.Error as error:
            raise explained(self._path, error) from error

    def close(self) -> None:
        self._db.close()


def _known(row: tuple[Any, ...]) -> KnownPage:
    """A row of ``_SELECT``."""
    archived, file, offset, digest = row[10:14]
    capture = Capture(archived, archived, file, offset, digest) if file else None
    fields: tuple[Any, ...] = (*row[:10], capture)
    return KnownPage(*fields)
