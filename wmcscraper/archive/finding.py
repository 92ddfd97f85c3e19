"""Finding what an address gave on a day: by the database where that knows, else in the files."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from wmcscraper.archive.files import ArchiveError, begun, warc_files
from wmcscraper.archive.reading import Record, records
from wmcscraper.archive.writing import iso
from wmcscraper.identity import url_key

__all__ = ["Found", "archived_by_row", "find"]

HOLDING = frozenset({"response", "resource", "revisit"})
REDIRECTS = frozenset({301, 302, 303, 307, 308})
SHOWN = frozenset({200, 203, 304})
_ROWS = """
SELECT warc_file, warc_offset, archived, CASE WHEN status IN (200, 304) THEN fetched END, url
FROM pages WHERE url_key = :key AND warc_file IS NOT NULL
UNION ALL SELECT warc_file, warc_offset, fetched, fetched, url FROM articles
WHERE url_key = :key AND warc_file IS NOT NULL LIMIT 1
"""
# Clocks are set right, and files are unpacked in another time zone.
_SLACK = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Found:
    """Where the bytes of a page are, and when it gave them."""

    path: Path
    offset: int
    date: str
    """When the page was met so: UTC, ISO 8601."""
    url: str


def archived_by_row(
    db: sqlite3.Connection, folder: Path, url: str, at: str | None = None
) -> Found | None:
    """The newest record of a page that is not after ``at``, as the database has it. None where it
    has none, where the page changed after ``at``, where the file is not in ``folder``, or where
    that has files of runs that the database does not know."""
    row = db.execute(_ROWS, {"key": url_key(url)}).fetchone()
    if row is None or not (folder / row[0]).is_file():
        return None
    file, offset, recorded, met, address = row
    if not _is_past(recorded or "", at) or not _knows_runs(db, folder, recorded or "", at):
        return None
    # Since the record was written, the page was met as it stands there.
    date = met if met and _is_past(met, at) else recorded
    return Found(folder / file, offset, date or "", address)


def find(place: Path, url: str, at: str | None = None) -> Found:
    """The newest capture of ``url``, in any of its forms, that is not after ``at`` (an ISO day or
    moment, UTC). Reads the archive backwards from there. Raises ArchiveError where there is none.
    """
    key = url_key(url)
    paths = warc_files(place)
    later = {path for path in paths if _is_later(path, at)}
    captures: list[Record] = []
    faults: list[str] = []
    for path in reversed(paths):
        if path not in later and not _holds_nothing_newer(path, captures, at):
            captures = sorted(
                [*_captures(path, key, faults), *captures], key=lambda record: record.date
            )
    newest = _newest(captures, at)
    if newest is None:  # then all are read: a name may be wrong, and the first time is told
        captures += [record for path in later for record in _captures(path, key, faults)]
        captures.sort(key=lambda record: record.date)
        newest = _newest(captures, at)
    if not captures:
        raise ArchiveError("; ".join([f"{url} is not in the archive {place}", *faults]))
    if newest is None:
        first = min(record.date for record in captures)
        raise ArchiveError(f"{url} was not archived on {at} or before; the first time was {first}")
    source = original(newest, captures) if newest.kind == "revisit" else newest
    if source is None and newest.refers_to_url:  # to the same bytes under another address
        other = url_key(newest.refers_to_url)
        source = original(newest, [held for path in paths for held in _captures(path, other, [])])
    if source is None:
        raise ArchiveError(
            f"{url} was unchanged on {newest.date}, and the page it is equal to is not archived"
        )
    return Found(source.path, source.offset, newest.date, newest.url)


def _is_past(date: str, at: str | None) -> bool:
    return at is None or "" < date[: len(at)] <= at


def _knows_runs(db: sqlite3.Connection, folder: Path, since: str, at: str | None) -> bool:
    """Whether the database knows the runs that wrote files between two moments; it does not where
    it is an older copy that was restored."""
    known = set(db.execute("SELECT spider, started FROM crawls"))
    for path in warc_files(folder):
        moment = begun(path)
        if moment is None or _is_later(path, at) or iso(moment + _SLACK) < since:
            continue
        try:
            head = next(records(path), None)
        except ArchiveError:
            return False
        said = head.fields if head else {}
        if (said.get("wmcscraper-spider"), said.get("wmcscraper-started")) not in known:
            return False
    return True


def _captures(path: Path, key: str, faults: list[str]) -> list[Record]:
    """What a file holds of an address. A torn end, also of a file that is being written, is told in
    ``faults``."""
    found = []
    try:
        for record in records(path):
            if record.kind in HOLDING and record.url and url_key(record.url) == key:
                found.append(record)
    except ArchiveError as error:
        faults.append(str(error))
    return found


def _newest(captures: Sequence[Record], at: str | None) -> Record | None:
    """The capture to show. A page that was gone is shown as it last was, a redirect only where
    there is nothing else."""
    past = [record for record in captures if _is_past(record.date, at)]
    pages = [record for record in past if record.status in SHOWN]
    pages = pages or [record for record in past if record.status not in REDIRECTS] or past
    return pages[-1] if pages else None


def _is_later(path: Path, at: str | None) -> bool:
    """Whether a file was begun after ``at``."""
    moment = begun(path)
    return at is not None and moment is not None and not _is_past(iso(moment - _SLACK), at)


def _holds_nothing_newer(path: Path, captures: Sequence[Record], at: str | None) -> bool:
    """Whether the capture to show is among those found, and the file was written before it."""
    newest = _newest(captures, at)
    if newest is None or newest.status not in SHOWN or begun(path) is None:
        return False
    if newest.kind == "revisit" and not _named(newest, captures):
        return False
    ended = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    return iso(ended + _SLACK) < newest.date


def original(revisit: Record, captures: Iterable[Record]) -> Record | None:
    """The record that holds what a revisit record only refers to."""
    held = [record for record in captures if record.kind in ("response", "resource")]
    equal = [record for record in held if record.digest == revisit.digest != ""]
    earlier = [record for record in equal if record.date <= revisit.date]
    best = _named(revisit, held) or earlier or equal
    return best[-1] if best else None


def _named(revisit: Record, captures: Iterable[Record]) -> list[Record]:
    """The records that a revisit record names, by their id, else by their moment."""
    held = [record for record in captures if record.kind in ("response", "resource")]
    named = [record for record in held if record.record_id == revisit.refers_to != ""]
    return named or [record for record in held if record.date == revisit.refers_to_date != ""]
