"""The archive's files as things on a disk: how old, how large, and which still count."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from wmcscraper.archive.files import OPEN, begun

__all__ = ["ArchiveFile", "archive_files", "bytes_by_site", "referred_files"]


@dataclass(frozen=True, slots=True)
class ArchiveFile:
    """A WARC file that a crawl made."""

    path: Path
    begun: datetime
    """When it was begun, UTC."""
    size: int
    """Bytes."""
    is_open: bool
    """Whether a run writes it, or was killed while it did and nobody has mended it yet."""


def archive_files(folder: Path) -> Iterator[ArchiveFile]:
    """The WARC files of our own making, oldest first. A folder that is not there has none."""
    if not folder.is_dir():
        return
    for path in sorted(folder.iterdir()):
        # Others (imported WARC files, notes) are none of ours to remove.
        moment = begun(path)
        if moment is None or path.is_symlink():
            continue
        try:
            size = path.stat().st_size
        except FileNotFoundError:  # removed meanwhile
            continue
        yield ArchiveFile(path, moment, size, path.with_name(path.name + OPEN).exists())


def referred_files(database: sqlite3.Connection) -> set[str]:
    """Names of the files that any row of any table refers to: pages, articles, their versions …"""
    tables = database.execute(
        "SELECT t.name FROM pragma_table_list t JOIN pragma_table_info(t.name) c "
        "WHERE t.schema = 'main' AND t.type = 'table' AND c.name = 'warc_file' ORDER BY t.name"
    ).fetchall()
    found = set()
    for (table,) in tables:
        query = f'SELECT DISTINCT warc_file FROM "{table}" WHERE warc_file NOT NULL'  # noqa: S608
        found |= {Path(name).name for (name,) in database.execute(query)}
    return found


def bytes_by_site(database: sqlite3.Connection, files: list[ArchiveFile]) -> dict[str, float]:
    """How many of the archive's bytes each site takes, largest first.

    A file's bytes go to the sites whose pages refer to it, by their number of pages; '(superseded)'
    are those of files that no page refers to any more.
    """
    pages: dict[str, dict[str, int]] = {}
    query = "SELECT warc_file, site, count(*) FROM pages WHERE warc_file NOT NULL GROUP BY 1, 2"
    for name, site, count in database.execute(query):
        pages.setdefault(Path(name).name, {})[site] = count
    sizes: dict[str, float] = {}
    for file in files:
        sites = pages.get(file.path.name) or {"(superseded)": 1}
        whole = sum(sites.values())
        for site, count in sites.items():
            sizes[site] = sizes.get(site, 0.0) + file.size * count / whole
    return dict(sorted(sizes.items(), key=lambda pair: (-pair[1], pair[0])))
