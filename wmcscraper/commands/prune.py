"""``scrapy prune``: removes old files of the archive that nothing refers to any more."""

from __future__ import annotations

import argparse
import sqlite3
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import ClassVar

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from wmcscraper.archive.access import archive_path
from wmcscraper.archive.files import warc_files
from wmcscraper.archive.references import needed_by_revisits
from wmcscraper.extensions.verdict import ExitStatus
from wmcscraper.ops.archive_files import ArchiveFile, archive_files, referred_files
from wmcscraper.ops.disk import size_words
from wmcscraper.ops.durations import seconds_of
from wmcscraper.ops.lock import held_locks
from wmcscraper.store import DatabaseError, connect_readonly, database_path

__all__ = ["Command"]


class Command(ScrapyCommand):
    """Whole files only, only those that neither a row of the database nor a record of another file
    refers to, and only with --yes."""

    requires_project = True
    requires_crawler_process = False
    default_settings: ClassVar[dict[str, object]] = {"LOG_ENABLED": False}

    def syntax(self) -> str:
        return "--older-than TIME [--yes]"

    def short_desc(self) -> str:
        return "Remove old files of the archive that nothing refers to"

    def long_desc(self) -> str:
        return (
            f"{self.short_desc()}: no row of the database, no revisit record of a file that stays. "
            "Without --yes it only lists them. Files that are being written stay. Exit status: "
            "0 done; 1 a file can't be removed; 2 wrong arguments; 7 the database can't be read; "
            "10 a crawl is running."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        group = parser.add_argument_group(title="Prune")
        group.add_argument(
            "--older-than", metavar="TIME", required=True, help="least age of a file: 730d"
        )
        group.add_argument("--yes", action="store_true", help="remove them; else they are listed")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        assert self.settings is not None
        try:
            age = timedelta(seconds=seconds_of(opts.older_than))
        except (ValueError, OverflowError) as error:
            raise UsageError(f"--older-than: {error}", print_help=False) from None
        if args or age < timedelta(days=1):
            raise UsageError("give --older-than a day or more, such as 730d")
        folder, path = archive_path(self.settings), database_path(self.settings)
        if running := next(held_locks(path), None):
            self._fail(f"a crawl is running: {running}; wait for its end", ExitStatus.OVERLAP)
            return
        try:
            with connect_readonly(path) as database:
                needed = referred_files(database)
        except (DatabaseError, sqlite3.Error) as error:
            self._fail(str(error), ExitStatus.DATABASE)
            return
        found = _unneeded(folder, needed, datetime.now(UTC) - age) if folder else []
        try:
            for file in found:
                print(f"{size_words(file.size):>9}  {file.path}")
                if opts.yes:
                    Path(file.path).unlink()
        except OSError as error:
            self._fail(f"{error.filename}: {error.strerror}", ExitStatus.CRASHED)
            return
        size = size_words(sum(file.size for file in found))
        did = "removed" if opts.yes else "could go; --yes removes them"
        print(f"{len(found)} files, {size}: {did}")

    def _fail(self, line: str, status: ExitStatus) -> None:
        print(f"scrapy prune: {line}", file=sys.stderr)
        self.exitcode = status


def _unneeded(folder: Path, referred: set[str], before: datetime) -> list[ArchiveFile]:
    """The files begun ``before`` that neither a row (``referred``) nor a record refers to."""
    found = [
        file
        for file in archive_files(folder)
        if file.begun < before and not file.is_open and file.path.name not in referred
    ]
    paths = {file.path for file in found}
    if not paths:
        return []
    faults: list[str] = []
    kept = [path for path in warc_files(folder) if path not in paths]
    needed = needed_by_revisits(paths, kept, faults)
    for fault in faults:
        print(f"scrapy prune: {fault}; what it refers to there is not known", file=sys.stderr)
    return [file for file in found if file.path not in needed]
