"""``scrapy disk``: what is used, how fast it grows, and how long the disk lasts."""

from __future__ import annotations

import argparse
import sqlite3
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import ClassVar

from scrapy.commands import ScrapyCommand

from wmcscraper.archive.access import archive_path
from wmcscraper.extensions.verdict import ExitStatus
from wmcscraper.ops.archive_files import archive_files, bytes_by_site
from wmcscraper.ops.disk import free_bytes, size_words
from wmcscraper.store import DatabaseError, connect_readonly, database_path

__all__ = ["Command"]

_DAYS = 30
"""Growth is measured over so many days."""
_FIRST = "SELECT min(started), count(*) FROM crawls"
_RECENT = "SELECT count(*) FROM articles WHERE first_seen >= ?"
_TOTAL = "SELECT count(*) FROM articles"


class Command(ScrapyCommand):
    """Prints the sizes of database and archive, by month and site, and a forecast."""

    requires_project = True
    requires_crawler_process = False
    default_settings: ClassVar[dict[str, object]] = {"LOG_ENABLED": False}

    def short_desc(self) -> str:
        return "Show what database and archive take on the disk, their growth, and a forecast"

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        assert self.settings is not None
        path = database_path(self.settings)
        try:
            with connect_readonly(path) as database:
                lines = list(_report(database, path, archive_path(self.settings)))
        except (DatabaseError, sqlite3.Error) as error:
            print(f"scrapy disk: {error}", file=sys.stderr)
            self.exitcode = ExitStatus.DATABASE
            return
        print("\n".join(lines))


def _report(database: sqlite3.Connection, path: Path, archive: Path | None) -> Iterator[str]:
    now = datetime.now(UTC)
    parts = [path.with_name(path.name + ending) for ending in ("", "-wal", "-shm")]
    size = sum(part.stat().st_size for part in parts if part.exists())
    yield f"database  {size_words(size):>9}  {path}"
    copies = [*path.parent.glob(f"{path.stem}-schema-*{path.suffix}")]
    copies += path.parent.glob(f"{path.stem}-replaced-*{path.suffix}")
    if copies:
        taken = sum(copy.stat().st_size for copy in copies)
        yield f"copies    {size_words(taken):>9}  {len(copies)} beside it, of migrate and restore"
    files = list(archive_files(archive)) if archive else []
    kept = sum(file.size for file in files)
    if archive:
        yield f"archive   {size_words(kept):>9}  {archive}, {len(files)} files"
        months: Counter[str] = Counter()
        for file in files:
            months[f"{file.begun:%Y-%m}"] += file.size
        for month, taken in sorted(months.items()):
            yield f"  {month}   {size_words(taken):>9}"
        for site, share in bytes_by_site(database, files).items():
            yield f"  {size_words(share):>9}  {site}"
    first, runs = database.execute(_FIRST).fetchone()
    if not runs:
        return
    days = max(1.0, min(_DAYS, (now - datetime.fromisoformat(first)) / timedelta(days=1)))
    since = now - timedelta(days=days)
    (recent,) = database.execute(_RECENT, (since.isoformat(timespec="seconds"),)).fetchone()
    (total,) = database.execute(_TOTAL).fetchone()
    growth = size * recent / max(total, 1) / days
    growth += sum(file.size for file in files if file.begun >= since) / days
    yield f"growth    {size_words(growth):>9}  a day, over the last {days:.0f} days"
    free = free_bytes(path.parent)
    lasts = ""
    if growth >= 1:
        left = free / growth
        lasts = f"; enough for {left:,.0f} days" if left < 36_500 else "; enough for a century"
    yield f"free      {size_words(free):>9}  at {path.parent}{lasts}"
