"""Finding what an address gave on a day: by the database where that knows, else by reading all."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from wmcscraper.archive.files import ArchiveError, warc_files
from wmcscraper.archive.reading import Record, records
from wmcscraper.identity import url_key

__all__ = ["Found", "archived_by_row", "find"]

HOLDING = frozenset({"response", "resource", "revisit"})
REDIRECTS = frozenset({301, 302, 303, 307, 308})
_ROWS = """
SELECT warc_file, warc_offset, archived, url FROM pages
WHERE url_key = :key AND warc_file IS NOT NULL
UNION ALL SELECT warc_file, warc_offset, fetched, url FROM articles
WHERE url_key = :key AND warc_file IS NOT NULL LIMIT 1
"""


@dataclass(frozen=True, slots=True)
class Found:
    """Where the bytes of a page are, and when it gave them."""

    path: Path
    offset: int
    date: str
    """When the page was met so: UTC, ISO 8601."""
    url: str


def archived_by_row(db: sqlite3.Connection, folder: Path, url: str) -> Found | None:
    """The newest record of a page, as the database has it; None where it has none, or where the
    file is not in ``folder``."""
    row = db.execute(_ROWS, {"key": url_key(url)}).fetchone()
    if row is None or not (folder / row[0]).is_file():
        return None
    return Found(folder / row[0], row[1], row[2] or "", row[3])


def find(place: Path, url: str, at: str | None = None) -> Found:
    """The newest capture of ``url``, in any of its forms, that is not after ``at`` (an ISO day or
    moment, UTC). Reads the whole archive. Raises ArchiveError where there is none."""
    key = url_key(url)
    captures: list[Record] = []
    for path in warc_files(place):
        try:
            for record in records(path):
                if record.kind in HOLDING and record.url and url_key(record.url) == key:
                    captures.append(record)
        except ArchiveError:  # its end is torn, or it is still being written
            continue
    if not captures:
        raise ArchiveError(f"{url} is not in the archive {place}")
    captures.sort(key=lambda record: record.date)
    past = [record for record in captures if at is None or record.date[: len(at)] <= at]
    if not past:
        raise ArchiveError(
            f"{url} was not archived on {at} or before; the first time was {captures[0].date}"
        )
    # A page that was gone is shown as it last was, a redirect only where there is nothing else.
    pages = [record for record in past if record.status in (200, 203, 304)]
    pages = pages or [record for record in past if record.status not in REDIRECTS] or past
    newest = pages[-1]
    source = original(newest, captures) if newest.kind == "revisit" else newest
    if source is None:
        raise ArchiveError(
            f"{url} was unchanged on {newest.date}, and the page it is equal to is not archived"
        )
    return Found(source.path, source.offset, newest.date, newest.url)


def original(revisit: Record, captures: Iterable[Record]) -> Record | None:
    """The record that holds what a revisit record only refers to."""
    held = [record for record in captures if record.kind in ("response", "resource")]
    named = [record for record in held if record.record_id == revisit.refers_to != ""]
    dated = [record for record in held if record.date == revisit.refers_to_date]
    equal = [record for record in held if record.digest == revisit.digest != ""]
    earlier = [record for record in equal if record.date <= revisit.date]
    best = named or [record for record in dated if record in equal] or earlier or equal or dated
    return best[-1] if best else None
