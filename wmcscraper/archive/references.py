"""Which files hold the pages that revisit records of other files refer to."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from wmcscraper.archive.files import ArchiveError
from wmcscraper.archive.finding import HOLDING
from wmcscraper.archive.reading import Record, records
from wmcscraper.identity import url_key

__all__ = ["needed_by_revisits"]

Key = tuple[str, ...]


def needed_by_revisits(
    files: Collection[Path], kept: Iterable[Path], faults: list[str]
) -> set[Path]:
    """Those of ``files`` without which a revisit record of a ``kept`` file, or of another needed
    one, would refer to nothing. What can't be read of those kept is told in ``faults``."""
    holders: dict[Key, set[Path]] = {}
    revisits: dict[Path, list[Record]] = {}
    for path in files:
        for record in _records(path, []):
            if record.kind == "revisit":
                revisits.setdefault(path, []).append(record)
            elif record.kind in HOLDING:
                for key in _names(record):
                    holders.setdefault(key, set()).add(path)
    if not holders:
        return set()
    waiting: set[Path] = set()
    for path in kept:
        for record in _records(path, faults):
            if record.kind == "revisit":
                waiting |= _held_in(record, holders)
    needed: set[Path] = set()
    while waiting:
        path = waiting.pop()
        needed.add(path)
        for record in revisits.get(path, ()):
            waiting |= _held_in(record, holders) - needed
    return needed


def _records(path: Path, faults: list[str]) -> Iterator[Record]:
    try:
        yield from records(path)
    except ArchiveError as error:
        faults.append(str(error))


def _names(record: Record) -> Iterator[Key]:
    """All by which a revisit record may mean this one."""
    yield ("id", record.record_id)
    yield ("capture", url_key(record.url), record.date)
    yield ("digest", record.digest)


def _held_in(revisit: Record, holders: dict[Key, set[Path]]) -> set[Path]:
    """The files that hold what a revisit record means: by its id, else by address and moment, and
    where it says neither, any that holds the same bytes."""
    if revisit.refers_to:
        return holders.get(("id", revisit.refers_to), set())
    if revisit.refers_to_date:
        url = revisit.refers_to_url or revisit.url
        return holders.get(("capture", url_key(url), revisit.refers_to_date), set())
    return holders.get(("digest", revisit.digest), set()) if revisit.digest else set()
