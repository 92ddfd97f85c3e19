"""``scrapy migrate``: bring the database up to date, show its state, or take that back."""

from __future__ import annotations

import argparse
import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from typing import ClassVar

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from wmcscraper.extensions.verdict import ExitStatus
from wmcscraper.ops.lock import held_locks
from wmcscraper.store import DatabaseError, database_path, prepare
from wmcscraper.store.files import check_owner, explained, open_plain
from wmcscraper.store.migrate import copies_of, undo
from wmcscraper.store.versions import known_and_applied, refuse_newer

__all__ = ["Command"]


class Command(ScrapyCommand):
    """What the next crawl does by itself, at a time of one's own choice, and its way back."""

    requires_project = True
    requires_crawler_process = False
    default_settings: ClassVar[dict[str, object]] = {"LOG_ENABLED": False}

    def syntax(self) -> str:
        return "[--show|--undo [--force]]"

    def short_desc(self) -> str:
        return "Bring the database up to date (a crawl does it too), or undo that"

    def long_desc(self) -> str:
        return (
            f"{self.short_desc()}. Before a database that holds something is changed, a copy of it "
            "is made beside it, and stays. --undo puts the newest of those back, which the "
            "wmcscraper of before can read. Exit status: 0 done; 2 wrong arguments; 7 it can't be "
            "done, and nothing has changed; 10 a crawl is running."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        group = parser.add_argument_group(title="Migrate")
        group.add_argument(
            "--show", action="store_true", help="only say what was applied, and what would be"
        )
        group.add_argument("--undo", action="store_true", help="take the last migration back")
        group.add_argument(
            "--force", action="store_true", help="with --undo: although it was written since"
        )

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        assert self.settings is not None
        if args or (opts.show and opts.undo) or (opts.force and not opts.undo):
            raise UsageError("give --show, or --undo, or --undo --force, or nothing")
        path = database_path(self.settings)
        try:
            if opts.show:
                _show(path)
                return
            if running := next(held_locks(path), None):
                self._fail(f"a crawl is running: {running}; wait for its end", ExitStatus.OVERLAP)
            elif opts.undo:
                copy, kept = undo(path, force=opts.force)
                print(f"{path} is now {copy}; what was there is kept as {kept}")
                print("Go back to the wmcscraper of that time: this one brings it up to date again")
            else:
                open_plain(path).close()
                prepare(path)
                _show(path)
        except DatabaseError as error:
            self._fail(str(error), ExitStatus.DATABASE)
        except sqlite3.Error as error:
            self._fail(str(explained(path, error)), ExitStatus.DATABASE)
        except OSError as error:
            self._fail(f"{error.filename or path}: {error.strerror}", ExitStatus.DATABASE)

    def _fail(self, line: str, status: ExitStatus) -> None:
        print(f"scrapy migrate: {line}", file=sys.stderr)
        self.exitcode = status


def _show(path: Path) -> None:
    with closing(open_plain(path)) as database:
        check_owner(database, path)
        known, applied = known_and_applied(database)
        refuse_newer(applied, path)
    for name in known:
        print(f"{'applied' if name in applied else 'pending':8} {name}")
    for copy in copies_of(path):
        print(f"copy     {copy}")
