"""``scrapy restore``: put a copy of the database back."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import ClassVar

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from wmcscraper.extensions.verdict import ExitStatus
from wmcscraper.ops.lock import held_locks
from wmcscraper.store import DatabaseError, database_path
from wmcscraper.store.backup import restore

__all__ = ["Command"]


class Command(ScrapyCommand):
    """Checks a copy and puts it in the database's place; what was there is kept beside it."""

    requires_project = True
    requires_crawler_process = False
    default_settings: ClassVar[dict[str, object]] = {"LOG_ENABLED": False}

    def syntax(self) -> str:
        return "FILE [options]"

    def short_desc(self) -> str:
        return "Put a copy made by 'scrapy backup' in the database's place"

    def long_desc(self) -> str:
        return (
            f"{self.short_desc()}. The copy is checked first, and the database that it replaces is "
            "kept beside it. Exit status: 0 done; 1 a file can't be read or written; 2 wrong "
            "arguments; 7 the copy is damaged, or there is a database and no --force; 10 a crawl "
            "is running."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        group = parser.add_argument_group(title="Restore")
        group.add_argument("--force", action="store_true", help="replace a database that is there")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        assert self.settings is not None
        if len(args) != 1 or args[0].startswith("-"):
            raise UsageError("name the file to put back")
        target = database_path(self.settings)
        if running := next(held_locks(target), None):
            self._fail(f"a crawl is running: {running}; wait for its end", ExitStatus.OVERLAP)
            return
        if target.exists() and not opts.force:
            line = f"{target} exists; --force replaces it, and keeps it beside the new one"
            self._fail(line, ExitStatus.DATABASE)
            return
        try:
            kept = restore(Path(args[0]), target)
        except DatabaseError as error:
            self._fail(str(error), ExitStatus.DATABASE)
        except OSError as error:
            self._fail(f"{error.filename or target}: {error.strerror}", ExitStatus.CRASHED)
        else:
            was = f"; what was there is kept as {kept}" if kept else ""
            print(f"{target} is now {args[0]}{was}")

    def _fail(self, line: str, status: ExitStatus) -> None:
        print(f"scrapy restore: {line}", file=sys.stderr)
        self.exitcode = status
