"""The archive's files as things on a disk: how old, how large, and which still count."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

__all__ = ["ArchiveFile", "archive_files", "bytes_by_site", "referred_files"]

# What a crawl names its files; others (imported WARC files, notes) are none of ours to remove.
_NAME = re.compile(r"wmcscraper-(\d{14})\d{3}-\d+-\d+\.warc\.gz", re.ASCII)
_OPEN = ".open"


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
        match = _NAME.fullmatch(path.name)
        if match is None or path.is_symlink():
            continue
        try:
            begun = datetime.strptime(match[1], "%Y%m%d%H%M%S").replace(tzinfo=UTC)
            size = path.stat().st_size
        except (ValueError, FileNotFoundError):  # no time; or removed meanwhile
            continue
        yield ArchiveFile(path, begun, size, path.with_name(path.name + _OPEN).exists())


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
